//! Importing the year's schedule, again and again.
//!
//! `read` (every cell of the workbook becomes bookings that the file wants, with `long_term` tenants, or a reason why
//! not) → `plan` (file, last import and database compared; `blocked` and `conflicts` find taken rooms over the timeline
//! of holds, `already_booked` those taken by what the cell means) → `apply` (one transaction) → `report`. Each but `apply` is
//! a pure function of the one before; `service` strings them together, `explain` tells people how a file was read, `undo`
//! takes one import back, by the `snapshot` of each booking that it changed.

mod already_booked;
mod apply;
mod bases;
mod blocked;
mod conflicts;
mod copies;
mod differences;
pub mod explain;
mod kinds;
mod long_term;
pub mod model;
mod past_hours;
mod plan;
mod read;
mod report;
pub mod service;
mod snapshot;
mod table_kinds;
#[cfg(test)]
mod tests;
mod undo;

pub use report::sheets_in_words;
pub use undo::undo;
