//! `import legacy`: imports the PostgreSQL database of the replaced system.
//!
//! `source` has the old rows, read by `store` in one state without writing: a column that is missing, named otherwise
//! or written in other letters does not fail the import. `words` translates their words. `import` is a take-over while it goes on. `service` takes a table after
//! another (`people`, `rooms`, `bookings`, `devices`, `assignments`, `rentals` with `groups`, `prices`) in one transaction; `report` accounts for every row.
//! The import keeps every row that it took: a second run takes what came since.

mod assignments;
mod bookings;
pub mod cmd;
mod devices;
mod groups;
mod import;
mod people;
mod prices;
mod rentals;
mod report;
mod rooms;
mod service;
mod source;
mod store;
mod timeline;
mod words;
