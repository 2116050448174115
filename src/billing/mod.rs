//! Billing: invoices of what is approved, payments, and months that are closed.
//!
//! A month is open until somebody closes it. From then on nothing is booked into it: what belongs to it is booked in a later
//! month, and says to which one it belongs (`pricing::ledger`). `matters` finds what stands in the way of closing, `snapshot`
//! writes down what is booked in a month, with a hash that the audit log keeps, `proof` compares the two. `service` closes
//! and reopens; two people reopen. `invoice` makes documents of the ledger's lines, `payment` keeps what pays
//! them, `journal` writes both down for accountants, `statement` for one client.

pub mod cmd;
pub mod invoice;
pub mod journal;
pub mod matters;
pub mod model;
pub mod payment;
pub mod proof;
pub mod service;
mod snapshot;
pub mod statement;
mod store;
