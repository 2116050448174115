//! Importing: the schedule that people really keep becomes bookings, again and again ([`schedule`]); tables become rooms,
//! devices, bookings, prices and users ([`table`]).
//!
//! Every import leaves a record in the [`journal`]: what it was, by whom, and each row, so that `history` shows it and
//! `undo` takes it back. `report` is what all reports share.

pub mod cmd;
mod history;
pub mod journal;
pub mod kind;
pub mod model;
pub mod remainder;
pub mod report;
mod rooms;
mod schedule;
mod service;
mod since;
mod source_file;
mod store;
pub mod table;
pub mod undo;
pub mod undone;
