//! `colab doctor`: checks of this machine and its database, with a fix for each that does not pass.
//!
//! It works where the database cannot be opened: that is when it is needed. Shown as records, and as text for the file
//! collector of Prometheus' node exporter.

pub mod cmd;
mod database;
mod machine;
mod model;
mod prometheus;
mod service;
mod store;
