//! Demand: who wanted a room and got none, so that lost bookings can be counted; and the waiting list: who asked first is asked
//! first when such a room becomes free.
//!
//! A row is a client, a period and the day on which it was asked for, however often that was tried. What is older than two years
//! is deleted when the next row is written.

pub mod model;
mod record;
pub mod service;
mod standing;
mod store;
pub mod waiting;

pub use model::{Demand, DemandReason, DemandRow};
pub use record::{NewWish, record, record_refused, record_rejected, record_suggested};
