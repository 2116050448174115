//! Clients with what they booked and rented: how often, when for the last time, under which spellings.

mod duplicates;
mod model;
mod service;
mod store;

pub use duplicates::{DuplicateClients, find_duplicates};
pub use model::{ClientFilter, ClientSort, ClientUse};
pub use service::{list, show};
