//! Notifications: what somebody should know, told once to each whom it concerns.
//!
//! A condition (stock that runs low, a rental that is late) is open as long as it holds, and of each there is one at a
//! time: the database keeps its key unique among the open ones. What has happened (a booking was displaced) comes from the
//! outbox and is open until something else happens to the same record. Who has read or acknowledged one is kept for each
//! person.

pub mod cmd;
pub mod model;
pub mod send;
pub mod service;
pub mod store;
