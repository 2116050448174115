//! Tasks: work on devices, rooms, bookings and rentals, by whom, until when and for how much; vendors who do it.
//!
//! A device is in maintenance exactly while a repair of it is open. Whatever changes a device's status, [`repair::settle`]
//! opens or ends its repair in the same transaction, and the database refuses one without the other.

pub mod add;
pub mod agenda;
pub mod cmd;
pub mod cost;
mod details;
mod edit;
mod errors;
pub mod model;
pub mod repair;
mod rule_day;
pub mod rules;
mod series;
pub mod service;
mod steps;
mod store;
pub mod vendor;
