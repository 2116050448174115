//! What a cell of the schedule says: the owner's rules for its text, as pure functions.
//!
//! `whole_cell` decides what the whole cell says (an error, a bare number, a date, a room's name, a word of the ignore
//! list); `tokens` and `clock` cut the text up; `segments` parts it into bookings; `forms` gives each number to the
//! first of the `count_forms` that fits, and a bare range of hours to `guessed_time`, and keeps count of it in
//! `claims`; `booking` makes the booking, whose client and note `tidy` trims; `people` reads a count that stands alone. Nothing is guessed in silence: what was assumed is a [`CellRemark`], and what
//! cannot be read is rejected with what to type instead.
//!
//! [`CellRemark`]: super::CellRemark

mod booking;
mod claims;
mod clock;
mod count_forms;
mod forms;
mod guessed_time;
mod people;
mod segments;
mod tidy;
mod tokens;
mod whole_cell;

#[cfg(test)]
mod tests;

pub(crate) use clock::whole_span as clock_span;
pub use people::{read_crowd, read_people};
pub use whole_cell::is_lone_letter;
pub use whole_cell::{parse_cell, parse_day_cell};
