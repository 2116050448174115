//! `colab history` and `colab undo`: what was done, one committed transaction a line, and taking it back.
//!
//! Triggers keep the rows that an operation changes ([`crate::access::operation`]); an undo puts them back through the same
//! guards, in one transaction that is an operation itself. What an operation created is cancelled, retired or ended, never
//! deleted. `tables` lists what can be undone, `records` finds whose a row is; `service` decides whether it may be; `put_back`
//! does it, and `refusal` says why not; `trace` tells the audit log and the movement log, `words` people; `opposite` knows what
//! has a way back of its own, `clocks` what a time zone means for bookings to come, `announce`
//! who is told.

mod announce;
mod clocks;
pub mod cmd;
mod history;
mod model;
mod opposite;
mod put_back;
mod reach;
mod records;
mod refusal;
mod service;
mod tables;
mod trace;
mod words;
