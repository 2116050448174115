//! The database: two engines behind one connection. Everything that differs between them is in this folder or in
//! `migrations/`; `backend` holds every match on the engine.

pub mod backend;
pub mod backup;
pub mod cmd;
mod connection;
mod errors;
pub mod expected;
pub mod grants;
pub mod invariants;
mod migrate;
pub mod nodes;
mod pool;
pub mod restore;
pub mod schema;
pub mod types;

pub use backend::AnyConnection as Connection;
pub use connection::{BUSY_TIMEOUT, Database, OpenMode, make_private_folder};
/// A statement that failed, before it is known what that means for the user.
pub use diesel::result::Error as StatementError;
pub use errors::{Violation, contention, violation};
pub use migrate::{Around, MigrationStatus, migrate, require_current, status};
pub use pool::{Pool, PooledConnection};
