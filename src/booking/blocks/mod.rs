//! Closed rooms and closed days: a block holds a room, or all of them, as a booking does, and is none.
//!
//! The holds stand in `room_holds` beside those of bookings, under the same constraint; triggers write them. A block of all
//! rooms leaves long-term bookings where they are. `holidays` has the public holidays of countries.

pub mod closed_days;
pub mod holidays;
pub mod model;
pub mod replan;
pub mod service;
mod store;
