//! Views: command lines that only read, saved under a name for oneself or for everybody, and run with the rights of whoever
//! runs them. Also `colab view`.
//!
//! `cmd::line` decides which lines may be views, when one is saved and again when it runs; while one runs the program writes nothing
//! but refusals ([`App::reading`](crate::access::app::App::reading)).

pub mod cmd;
mod model;
pub mod service;
mod store;
