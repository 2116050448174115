//! What rooms, device categories, catering and amenities cost, and when.
//!
//! A price is a row of the catalogue: an item, a tier, rates, and the days on which it holds. Rows are never rewritten:
//! a new price ends the one before it, so the price of a day stays what it was. `catalogue` sets prices, `raise` and
//! `remove` change many and end them, `service` lists them, `history` shows one item's, `item` knows what can be priced.
//!
//! `quote` says what something would cost, `ledger` what is charged: proposed by one, approved by another, never rewritten.

pub mod catalogue;
pub mod cmd;
pub mod history;
pub mod item;
pub mod ledger;
pub mod model;
pub mod quote;
pub mod raise;
pub mod remove;
pub mod service;
pub mod store;
mod terms;

pub use terms::Said;
