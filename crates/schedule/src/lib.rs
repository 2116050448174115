//! A schedule workbook becomes bookings, and bookings become a cell again: bytes → cells → sheet → bookings, and back.
//!
//! | module | what |
//! |---|---|
//! | [`workbook`] | bytes to cells, read in a child process under limits of memory and time |
//! | [`sheet`] | which cell is a date, a room, a time: cells to slots, each with its rooms and days |
//! | [`cell`] | the text of a cell to bookings ([`cell::parse_cell`]), and bookings to the text ([`cell::write_cell`]) |
//! | [`rooms`] | every room by every name it is known by |
//! | [`names`] | how names are compared |
//! | `calendar`, `text` | months and weekdays; texts made fit for a message |
//!
//! The life of a cell: [`workbook::read_guarded`] finds `Umoya 25+1` in C5 of the sheet `Mar 2026` →
//! [`sheet::read_sheets`] finds that column C is a room and row 5 a day, and makes a slot of it →
//! [`cell::parse_cell`] reads one booking: Umoya, 25 learners, 1 facilitator, the whole day. Each step is a pure
//! function that can be tested alone, but for the reading of the file; what a step cannot read it names, with the
//! way out, and never drops. The other way [`cell::write_cell`] writes the text of a cell and parses it at once, so
//! that it can tell what the text does not keep.
//!
//! Nothing here knows a database or a command line.

mod calendar;
pub mod cell;
pub mod names;
pub mod rooms;
pub mod sheet;
pub mod text;
pub mod workbook;
