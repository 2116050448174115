//! What rooms, device categories, catering and amenities cost, and when.
//!
//! A price is a row of the catalogue: an item, a tier, rates, and the days on which it holds. Rows are never rewritten:
//! a new price ends the one before it, so the price of a day stays what it was. `service` reads the catalogue,
//! `catalogue` changes it, `item` knows what can be priced.

pub mod cmd;
pub mod item;
pub mod ledger;
pub mod model;
pub mod quote;
pub mod service;
pub mod store;
