//! `room solve`: rooms for all ghosts of a period at once.
//!
//! [`problem`] says what is wanted and what it costs, [`solver`] finds places; both are pure. [`service`] makes the
//! problem of what is stored and keeps the answer; `reasons` explains it. [`replan`] finds places for
//! bookings whose rooms are to be closed.
//!
//! What counts, in this order: ghosts placed; assigned bookings moved; bookings of a series in one room, which `series`
//! chooses; seats wasted; wishes for a room met.

mod assignment;
pub mod problem;
mod reasons;
mod replan;
mod search;
pub mod series;
pub mod service;
mod solver;

pub use replan::{MoveWay, PlannedMove, Replan, TriedTimes, place_waiting, replan};
