//! Importing tables: rooms, devices, bookings, prices, users, a row a record.
//!
//! `file` (CSV, JSON or a workbook becomes lines of cells; `text` reads the first two) → `headings` (which column is
//! which field) → `rows` (every line read once, by the forms of `field`) → `plan` (compared with the records there
//! are) → `service` (one transaction) → `report`. What is special about a kind stands in its [`adapter::Adapter`]
//! (`rooms`, `devices`, `bookings`, `pricing`, `users`) and its `spec`; the rules themselves are the slices' own services, so that
//! nothing is checked twice or otherwise. `undo` takes one import back, `template` writes a table to fill in.
//!
//! - A row is known by its natural key: a room by any of its names, a device by its serial, a user by name, a booking by
//!   `external_id`, else by client, room and start, a price by item, tier and first day. Twice in a file it is refused,
//!   with both places.
//! - A column that nobody knows is refused when it holds anything, so that a misspelt heading loses nothing in silence;
//!   columns that our own lists have and no import takes (ids, dates of change) are left out and named.
//! - An empty cell says nothing; with `--clear-empty` it takes away what the record has.
//! - All rows are written or none, unless `--partial` is said.
//! - Undo deletes nothing: rooms are deactivated, devices retired, users disabled, bookings cancelled, prices taken out of
//!   use, and an import of the same record after that takes it into use again.

mod adapter;
mod bookings;
pub mod cmd;
mod devices;
pub mod field;
mod file;
mod headings;
mod plan;
mod pricing;
mod report;
mod rooms;
mod rows;
mod service;
mod spec;
mod template;
mod text;
mod undo;
mod users;
mod values;

pub use report::sheets_text;
pub use undo::undo;
