//! Who acts, and what they may do. Kernel: it knows users and tokens, and no slice.

mod actor;
mod managed;
pub mod password;
mod permission;
pub mod session;
pub mod store;
pub mod token;

pub use actor::{Actor, ActorSource, Credentials, is_reserved_name, resolve, resolve_again};
pub use managed::ManagedScope;
pub use permission::{Grant, Permission, PermissionScope, Role, reach};
