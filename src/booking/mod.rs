//! Bookings: one room (or none yet) for one period for one client. Owns the requests for devices.

mod allocation;
pub mod amenities;
pub mod apply_row;
pub mod batch;
pub mod blocks;
mod calendar;
mod catering;
mod checks;
pub mod clock_change;
pub mod cmd;
mod conflict;
mod create;
pub mod demand;
mod describe;
pub mod details;
mod displace;
pub mod edit;
mod errors;
mod fields;
mod filter;
mod holds;
pub mod import_rows;
pub mod managers;
mod meals;
pub mod model;
pub mod overview;
pub mod reach;
pub mod recurrence;
mod reopen;
pub mod room_changes;
mod save;
pub mod service;
mod sharing;
pub mod solve;
pub mod status;
mod steps;
mod store;
mod targets;
pub mod telling;
mod timeline;
pub mod utilisation;
mod vacancy;

pub use calendar::event_uid;
pub use describe::describe_period;
pub use errors::{refuse_ended, unknown_booking};
pub use filter::BookingFilter;
pub use model::{
    Booking, BookingImport, BookingRow, Catering, DevicePreference, DeviceRequest, DeviceType, LunchCatering,
    MorningCatering, SeriesScope, Tenant,
};
pub use status::BookingStatus;
pub use vacancy::conflicts::{BookingConflict, ConflictKind, ConflictScope, FindMoreConflicts};
