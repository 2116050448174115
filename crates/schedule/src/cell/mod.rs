//! The text of a cell: read into bookings, and written so that it reads back the same.
//!
//! - `model`: what both sides share, [`CellRules`] and [`CellBooking`] among them;
//! - `words`: the vocabulary and the limits, once; `status_words`: that of every language;
//! - `normalise`: one spelling for the many in which the same text arrives;
//! - `parse`: text to bookings, [`parse_cell`];
//! - `write`: bookings to text, [`write_cell`].

mod model;
mod normalise;
mod parse;
mod status_words;
mod words;
mod write;

pub use model::{
    CellBooking, CellReading, CellRemark, CellRules, CellStatus, DeviceCounts, Headcount, IgnoreList,
    RemarkKind, SiteHours,
};
pub(crate) use parse::clock_span;
pub use parse::{is_lone_letter, parse_cell, parse_day_cell, read_crowd, read_people};
pub use status_words::read_status;
pub(crate) use words::{BETWEEN_TIMES, CLOCK_UNITS};
pub use write::{BookingToWrite, CellLoss, WrittenCell, part_mark, write_cell};
