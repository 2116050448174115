//! The text of a cell: read into bookings, and written so that it reads back the same.

pub mod parse;
pub mod write;
