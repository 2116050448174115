//! `import legacy`: what the replaced system kept in its PostgreSQL database becomes ours.
//!
//! `source` has the old rows, read by `store` in one state without writing: a column that is missing, named otherwise
//! or written in other letters is no reason to fail. `words` translates what they say. `import` is a take-over while it goes on. `service` takes a table after
//! another (`people`, `rooms`, `bookings`, `devices`, `assignments`, `rentals` with `groups`, `prices`) in one transaction; `report` accounts for every row.
//! What was taken is kept with the import, row by row: a second run takes what came since.

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
