//! The costing ledger: what bookings and rentals are charged, proposed by one, approved or rejected by another.
//!
//! An entry is written once and never changes; the database refuses it. `propose` writes a quote as a proposal, `decide`
//! its approval or rejection. What was approved is corrected by a further proposal alone: it names the first costing and
//! holds the difference, so that the approved entries of a booking always add up to what it is charged. Bookings of a
//! series that are proposed together are quoted together, each with its share, and stay together when one of them
//! changes.
//!
//! A booking that moves to another month, room or client is taken back where it was charged and charged anew where it is:
//! two halves, decided together.
//!
//! A costing is stale when its booking is no longer what the quote was made of (`basis`): nothing is marked, it is
//! compared. `sums` adds up, `check` proves that what is added up is whole.

pub mod basis;
pub mod check;
pub mod decide;
pub mod model;
pub mod plan;
pub mod propose;
pub mod service;
pub mod stale;
pub mod store;
pub mod sums;
