//! Payments: what clients paid, which invoices it pays, what went back to them.
//!
//! Entries are append-only. An allocation says how much of a payment pays an invoice; what is taken back is a negative one.
//! `statement` reads what banks export, `bank` matches it with open invoices.
//!
//! What pays no invoice is on the client's account, and pays the next one; so do credit notes that take no invoice back.

pub mod account;
pub mod allocation;
pub mod bank;
pub mod model;
pub mod outstanding;
pub mod paid;
pub mod reminder;
pub mod service;
pub mod statement;
pub(super) mod store;
