//! Devices: what there is, where each is in its life, and who has it when.
//!
//! That a device serves a booking is a hold, kept by the database and never overlapping another; its status is the
//! physical fact now. `assign` gives devices to bookings, `queue` says what is still asked for, `free` and `shortage`
//! what could be given, `stock` how many there are of each category, `threshold` when that is few.

pub mod assign;
mod auto;
pub mod category;
pub mod cmd;
pub mod free;
pub mod hopeless;
pub mod label;
pub mod model;
pub mod movement;
pub mod moves;
pub mod queue;
mod request;
pub mod service;
mod shortage;
pub mod stock;
pub mod store;
pub mod threshold;
