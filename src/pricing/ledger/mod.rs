//! The costing ledger: what bookings and rentals are charged, proposed by one user, approved or rejected by another.
//!
//! Entries are append-only; the database refuses changes. `propose` writes a quote as a proposal, `decide` its approval or
//! rejection. A further proposal corrects an approved one: it names the first costing and holds the difference, so that
//! the approved entries of a booking always add up to what it is charged. Bookings of a series that are proposed together
//! are quoted together, each with its share, and stay together when one of them changes.
//!
//! What is charged or credited after the fact (`adjust`) stands beside: a damage, a fee, a credit, each with its reason.
//!
//! When a booking moves to another month, room or client, one proposal reverses the charge where it was and another one
//! charges it where it is now. The two are decided together.
//!
//! Prices that were agreed on are kept with a costing, and what corrects it is quoted at them, until today's are asked for
//! (`prices`). An accepted quote is such an agreement, too.
//!
//! What is kept of a booking that is cancelled is a line of the correction that its cancellation proposes (`cancellation`,
//! `follow_cancellations`).
//!
//! What belongs to a month that is closed is booked in a later one (`bookable`).
//!
//! A costing is stale when its booking differs from the facts that the quote was made from (`basis`). No flag is stored:
//! the facts are compared. One that was quoted with a price that was undone is stale, too (`undone_price`). `stale` tells
//! whoever changes a booking which costings that makes stale. `sums` adds entries
//! up, `check` verifies that the sums are right.

pub mod adjust;
pub(super) mod agreed;
pub(super) mod approved;
pub mod basis;
mod bookable;
mod cancellation;
pub mod check;
pub mod decide;
pub mod follow_cancellations;
pub mod model;
pub mod month;
pub mod one_person;
pub mod plan;
mod prices;
pub mod propose;
pub mod service;
pub mod stale;
pub mod store;
pub mod subject;
pub mod sums;
mod undone_price;
