//! Rentals: devices that leave the site with somebody, and come back.
//!
//! A rental is a number, a contact, a day on which it is due, and the devices it took: rows of the bookings' own table
//! of assignments, so that one device is never promised twice, at home or away. `service` starts, lists and shows,
//! `return_devices` and `extend` end and prolong, `overdue` says who is late, `form` is the paper that is signed.

pub mod cmd;
pub mod extend;
pub mod form;
pub mod model;
pub mod overdue;
pub mod return_devices;
pub mod service;
pub mod start;
pub mod store;
