//! `colab db check`: whether the database is sound, whatever was done to it past the program.
//!
//! The engine's own check of its pages, the rules of [`rules`] recomputed, the schema that keeps them, the
//! settings, what the audit log says of users, tokens, settings and prices, the chain of the log, the logins of a server. Last of the slices, so that a slice whose rules no query can say gives a function.

pub mod cmd;
pub mod model;
mod recorded;
pub mod rules;
pub mod service;
mod store;

pub use service::{CHAIN_CHECK, findings};
