//! Users: who they are and what they may do, signing in and out, passwords, tokens for programs.

pub mod cmd;
mod model;
mod passwords;
mod service;
mod sign_in;
mod store;
mod tokens;

pub use model::IfExists;
pub use service::find;
