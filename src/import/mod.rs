//! Importing: the schedule that people really keep becomes bookings, again and again; tables become rooms, devices,
//! bookings, prices and users (`table`).
//!
//! `workbook` (a file becomes cells) → `layout` (which cell is a date, which a room) → `entry` (what a cell says) →
//! `schedule` (what the file wants, with `long_term` tenants) → `plan` (what would change: file, last import and database
//! compared; `conflicts` and `settle` find taken rooms over the timeline of holds) → `apply` (one
//! transaction) → `report`. Each but `apply` is a pure function of the one before. `undo` takes one import back.
//!
//! `demo` fills a database with made-up data, `legacy` with what the replaced system had.

pub mod apply;
pub mod cmd;
mod conflicts;
mod history;
pub mod kind;
mod long_term;
pub mod model;
mod plan;
mod report;
mod schedule;
pub mod service;
mod settle;
mod snapshot;
mod source_file;
pub mod store;
pub mod table;
#[cfg(test)]
mod tests;
mod undo;
