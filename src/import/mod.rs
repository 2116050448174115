//! Importing schedules: the workbook that people really keep becomes bookings, again and again.
//!
//! `workbook` (a file becomes cells) → `layout` (which cell is a date, which a room) → `entry` (what a cell says) →
//! `schedule` (what the file wants) → `plan` (what would change: file, last import and database compared) → `apply` (one
//! transaction) → `report`. Each but `apply` is a pure function of the one before. `undo` takes one import back.

mod apply;
pub mod cmd;
pub mod entry;
pub mod layout;
mod model;
mod plan;
mod report;
mod schedule;
mod service;
mod store;
#[cfg(test)]
mod tests;
mod timeline;
mod undo;
pub mod workbook;
