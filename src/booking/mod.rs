//! Bookings: one room (or none yet) for one period for one client. Owns the requests for devices.

pub mod bulk;
mod calendar;
pub mod cmd;
mod conflict;
mod model;
mod service;
mod solve;
mod store;
mod timeline;
mod vacancy;

pub use model::{
    Booking, BookingRow, BookingWrite, DevicePreference, DeviceRequest, DeviceType, Status, Tenant,
};
