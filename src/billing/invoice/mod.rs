//! Invoices and credit notes: documents with numbers without a gap, each made of lines of the ledger.
//!
//! `billing run` issues what is approved and not invoiced, one document for a client; a document whose sum is negative is a
//! credit note. An issued document never changes: `credit` takes lines of it back by another one, or parts of them, and what
//! is taken back can be invoiced again. `write_off` gives up what is open. So documents and what is not invoiced always add
//! up to the ledger, `advance` invoices and what is set off of them apart.

pub mod advance;
pub mod credit;
mod document;
pub mod model;
pub mod proof;
pub mod run;
pub mod service;
pub(super) mod store;
mod ubl;
pub mod write_off;
