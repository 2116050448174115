//! `colab db …`: migrations, backups, restores and rights, as acts of a person that the audit log keeps.
//!
//! [`crate::db`] knows how each engine does it; here stands who may, what is asked first, and what is written down.

pub mod cmd;
mod entrance;
pub mod grants;
mod model;
mod service;
mod store;
