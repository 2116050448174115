//! Clients: who books and who rents, under every spelling of their names.

pub mod alias;
pub mod cmd;
pub mod contact;
mod errors;
pub mod hold;
mod lookup;
pub mod model;
pub mod service;
mod store;
pub mod unwanted;
pub mod written;

pub use model::{Client, ClientRow, MessageKind, Tenant, Tier};
