//! Prices of rooms, device categories, catering and amenities, quotes made of them, and the costing ledger.
//!
//! A price is a row of the catalogue: an item, a tier, rates, and the days on which it applies. Rows are not rewritten: a
//! new price ends the one before it, so the price of a past day never changes. `catalogue` sets prices, `adjust` changes
//! many, `remove` ends them, `service` lists them, `history` shows those of one item, `item` knows what can be priced.
//!
//! `quote` computes what something would cost. `ledger` keeps what is charged: one user proposes, another one approves.

pub mod adjust;
pub mod catalogue;
pub mod cmd;
pub mod history;
pub mod item;
pub mod ledger;
pub mod model;
pub mod quote;
pub mod records;
pub mod remove;
pub mod service;
mod store;
pub mod terms;
