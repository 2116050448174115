//! What bookings request, category by category, and what is still unfilled.

pub mod fill;
pub mod queue;
pub mod set;
pub(super) mod store;

pub use self::store::{DeviceDemand, OPEN};
