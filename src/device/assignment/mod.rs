//! Devices given to bookings and taken back. A device is with one booking at a time: the database holds that.

pub mod assign;
pub mod record;
pub mod refusal;
pub mod release;
pub(super) mod store;
pub mod unassign;

pub use self::store::{DeviceAssignment, NewAssignment, assigned_to};
