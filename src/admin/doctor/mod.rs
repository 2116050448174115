//! `colab doctor`: whether this machine and its database are fit for the years, and what to do where they are not.
//!
//! Works where the database cannot be opened: that is what it is asked for. Shown as records, and as text for the
//! file collector of Prometheus' node exporter.

pub mod cmd;
mod database;
mod machine;
mod model;
mod prometheus;
mod service;
mod store;
