//! Users: accounts and roles, signing in and out, passwords, tokens for programs.

mod bootstrap;
pub mod cmd;
mod made_tokens;
pub mod model;
mod passwords;
pub mod service;
mod sign_in;
mod store;
pub mod tokens;

pub use model::{IfExists, NewUser, User, UserDetails};
pub use service::find;
