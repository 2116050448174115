//! Importing tables: rooms, devices, bookings, prices, users, a row a record.
//!
//! `file` (CSV, JSON or a workbook becomes lines of cells: `decoded`, `separated`, `json`, `workbook_lines`) → `headings`
//! (which column sets which field; `found_table` finds them, by its own names or `heading_words`) → `rows` (every line read once, by the forms of
//! `cell` with `dates`, `clock`, `amounts`, `currencies`, `flags`; `furniture` is passed over, `sections` are carried down) → `compare` (with `base`, what the rows had at the last import of their source, and
//! with the records there are; `settle` says what becomes of one, field by field in `three_way`) → `plan` →
//! `service` (one transaction) → `report`. A record declares its columns beside its fields
//! ([`RecordField`](crate::output::RecordField)); `spec` collects them. What is special about a kind stands in its
//! `adapter` (`rooms`, `devices`, `bookings` with `new_rooms`, `pricing`, `users`), the rules in the slices' own services. `undo` takes one
//! import back, `template` writes a table to fill in.
//!
//! - A row is known by its natural key: a room by any of its names, a device by its serial, a user by name, a booking by
//!   `external_id`, else by client, room and start, a price by item, tier and first day. What says the same again is passed
//!   over; rows that contradict each other are refused, with both places.
//! - A row of one of our own lists names its record by `marks`: `id` and `created_at`.
//! - An unknown column is skipped and named. It is refused where the records would be others without it: a misspelt heading,
//!   a word of a field that no other column sets (`--ignore-unknown` skips those), times and cancellations; columns that our own lists have and no table sets (ids, timestamps), and those that other programs
//!   write and that mean nothing here, are skipped and named.
//! - An empty cell leaves the field unchanged; with `--clear-empty` it clears it.
//! - All rows are written or none, unless `--partial` is given.
//! - Undo deletes nothing: rooms are deactivated, devices retired, users disabled, bookings cancelled, prices taken out of
//!   use, and an import of the same record after that takes it into use again.

mod adapter;
mod amounts;
mod base;
mod bookings;
mod cell;
mod clients;
mod clock;
mod column;
mod compare;
mod currencies;
mod currency_columns;
mod damage;
mod dates;
mod day_ranges;
mod devices;
mod differences;
mod file;
mod flags;
mod found_table;
mod furniture;
mod heading_keys;
mod heading_kinds;
mod heading_line;
mod heading_meanings;
mod heading_pair;
mod heading_refusals;
mod heading_unread;
mod heading_words;
mod headings;
mod holders;
mod joined_names;
mod json;
mod kinds;
mod mapping;
mod marks;
mod new_rooms;
mod no_value;
mod people;
mod place_words;
mod plan;
mod price_units;
mod pricing;
mod report;
mod rooms;
mod row_times;
mod rows;
mod same_names;
pub mod saved_maps;
mod sections;
mod separated;
mod service;
mod settle;
mod sheet;
mod sheet_dates;
mod spec;
pub mod template;
mod three_way;
mod time_ranges;
mod undo;
mod users;
mod values;
mod ways_out;
mod workbook_lines;

pub use adapter::refusal_or_fail;
pub use bookings::{known_rooms, minutes, spread};
pub use cell::{CellContext, ValueWord};
pub use column::TableColumn;
pub use compare::CompareOptions;
pub use dates::DateOrder;
pub use day_ranges::{coming_term, day_range};
pub use differences::{DifferenceKind, TableDifference, differences};
pub use file::{FileManner, read as read_file};
pub use heading_words::field_of;
pub use holders::held_elsewhere;
pub use kinds::spec_of;
pub use mapping::{ColumnMapping, ReadOptions, SetField};
pub use no_value::UNKNOWN_CLIENT;
pub use report::{TableReportLine, tables_in_words};
pub use rows::read as read_table;
pub use service::{TableRequest, import};
pub use undo::undo;
