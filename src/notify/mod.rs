//! Notifications: facts that people must know, told once to each person whom they concern.
//!
//! A condition (low stock, a late rental) stays open as long as it holds, and only once: the database keeps its key unique
//! among the open notifications. An event (a booking was displaced) comes from the outbox and stays open until the next
//! event of the same record. Who has read or acknowledged a notification is stored per person.
//!
//! `conditions` finds what holds, `events` reads the outbox, `check` brings the notifications in step with both;
//! `personal` changes a notification's state for one person; `send` carries unread notifications out of the house; `clients`
//! tells clients of their bookings and returns.

pub mod check;
pub mod clients;
pub mod cmd;
mod conditions;
mod events;
mod failure;
pub mod model;
pub mod personal;
pub mod remainder;
pub mod send;
pub mod service;
mod store;
