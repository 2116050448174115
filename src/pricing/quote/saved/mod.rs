//! Quotes with a number: kept as they were made, open until their last day, accepted or expired.
//!
//! `service` keeps and shows them, `accept` records that a client accepted one. From then on the booking or rental costs what
//! the quote says: `accepted` tells the ledger its prices, tax rates and terms, as those that were agreed on.

pub mod accept;
pub mod accepted;
pub mod model;
pub mod service;
pub mod state;
mod store;
