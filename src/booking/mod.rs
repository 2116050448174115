//! Bookings: one room (or none yet) for one period for one client. Owns the requests for devices.

pub mod bulk;
mod calendar;
mod catering;
pub mod cmd;
mod conflict;
mod model;
mod service;
mod store;
mod timeline;

pub use model::{
    Booking, BookingRow, BookingWrite, DevicePreference, DeviceRequest, DeviceType, Status, Tenant,
};
