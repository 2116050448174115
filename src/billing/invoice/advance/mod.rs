//! Advance invoices: asked for before the work, and set off against what is invoiced afterwards.
//!
//! An advance is an invoice like others, with a number, tax and payments, that charges nothing of the ledger. `service` issues
//! one for a client, a booking, a rental or a quote. `set_off` takes it off the next invoices of what it is for, never more than
//! it asked for and never more than they charge; a credit note gives back what its invoice took off, or takes back what is left.

pub mod model;
pub mod service;
pub mod set_off;
pub mod store;
