//! Users: who they are and what they may do, signing in and out, passwords, tokens for programs.

pub mod cmd;
mod model;
mod passwords;
pub mod service;
mod sign_in;
mod store;
mod tokens;

pub use model::{IfExists, NewUser, User};
pub use service::find;
