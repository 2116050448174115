//! Bookings: one room (or none yet) for one period for one client. Owns the requests for devices.

pub mod bulk;
mod calendar;
mod catering;
mod change;
mod checks;
pub mod cmd;
mod conflict;
mod create;
pub mod details;
mod displace;
pub mod edit;
pub mod many;
pub mod model;
pub mod overview;
mod recurrence;
pub mod rewrite;
pub mod room_changes;
pub mod service;
mod share;
mod solve;
mod steps;
mod store;
mod targets;
mod timeline;
mod utilisation;
mod vacancy;

pub use model::{
    Booking, BookingRow, Catering, DevicePreference, DeviceRequest, DeviceType, LunchCatering,
    MorningCatering, Status, Tenant,
};
pub use targets::SeriesScope;
