//! Rentals: devices that leave the site and come back.
//!
//! A rental has a number, a contact, a return date, and devices. Its devices are rows of the same table of assignments as
//! those of bookings, so that no device is promised twice. `start` hands devices out, `return_devices` takes them back,
//! `collect` hands over what was planned, `extend` moves the return date, `edit` corrects who has them, `overdue` lists
//! what is late, `follow_bookings` moves and gives up what was planned for a booking, `form` draws the form to sign. `records` gives later slices the rows.

pub mod cmd;
pub mod collect;
pub mod edit;
pub mod extend;
pub mod follow_bookings;
pub mod form;
pub mod model;
pub mod overdue;
pub mod records;
pub mod return_devices;
pub mod service;
pub mod start;
mod store;
