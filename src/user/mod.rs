//! Users: the first admin, further ones, signing in and out, tokens for programs.

pub mod cmd;
mod model;
mod service;
mod store;

pub use model::IfExists;
