//! Notifications: what somebody should know, told once to each whom it concerns.
//!
//! A condition (stock that runs low, a rental that is late) is open as long as it holds, and of each there is one at a
//! time: the database keeps its key unique among the open ones. What has happened (a booking was displaced) comes from the
//! outbox and is open until something else happens to the same record. Who has read or acknowledged one is kept for each
//! person.
//!
//! `conditions` says what holds, `events` what the outbox means, `check` keeps the notifications in step with both;
//! `personal` is what somebody does about one; `send` carries what is unread out of the house.

pub mod check;
pub mod cmd;
mod conditions;
mod events;
pub mod model;
pub mod personal;
pub mod send;
pub mod service;
pub mod store;
