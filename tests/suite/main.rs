//! The test suite: one binary that runs the program itself, each test on SQLite and on PostgreSQL.
//!
//! A file a noun. A test is a function that takes an [`Env`](support::Env), registered by name at the head of its
//! file; one that nobody registers is dead code, and a file that is not declared here fails `house`.
//!
//! ```text
//! both![a_room_is_listed];          // sqlite::room::a_room_is_listed and postgres::room::a_room_is_listed
//! any![the_version_is_printed];     // any::room::the_version_is_printed: no database is prepared
//! sqlite![..]; postgres![..];       // what one engine alone can show
//! ```
//!
//! `cargo test --test suite room::` runs a noun, `… sqlite::` an engine.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr
)]
#![allow(clippy::indexing_slicing, clippy::missing_panics_doc)]

#[macro_use]
mod support;
mod tampering;

mod advances;
mod agents;
mod attacks;
mod audit;
mod backup;
mod billing;
mod blocks;
mod booking;
mod calendar;
mod cancellation;
mod client;
mod client_messages;
mod client_use;
mod command_line;
mod config;
mod credits;
mod cron;
mod dashboard;
mod database;
mod db_check;
mod demand;
mod demo;
mod device;
mod device_purchases;
mod device_texts;
mod device_unfit;
mod doctor;
mod entered_text;
mod files;
mod floors;
mod foundation;
mod generated;
mod grants;
mod holds;
mod house;
mod import;
mod import_again;
mod import_bad;
mod import_bookings;
mod import_layouts;
mod import_lists;
mod import_living;
mod import_pricing;
mod import_property;
mod import_reading;
mod import_seen;
mod import_tables;
mod import_tables_undo;
mod invoice;
mod jobs;
mod ledger;
mod ledger_history;
mod legacy;
mod lists;
mod load;
mod locations;
mod money;
mod money_history;
mod night;
mod nothing_silent;
mod notify;
mod notify_again;
mod notify_people;
mod notify_send;
mod notify_send_bad;
mod numbered_quotes;
mod observability;
mod other_machine;
mod output;
mod outside;
mod past;
mod payment;
mod permissions;
mod pool;
mod pricing;
mod quote;
mod reliability;
mod rental;
mod rental_planned;
mod replan;
mod reports;
mod requisitions;
mod restore;
mod restore_attacks;
mod robust;
mod room;
mod rooms_in_use;
mod round_trips;
mod scopes;
mod series;
mod server;
mod server_follows;
mod service;
mod shares;
mod shown;
mod smoke;
mod tasks;
mod undo;
mod undo_told;
mod user;
mod user_accounts;
mod vault;
mod views;
mod who_acts;
mod wholes;
mod words;
mod work;
mod workflow;

fn main() -> std::process::ExitCode {
    support::registry::run()
}
