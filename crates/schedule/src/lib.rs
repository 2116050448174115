//! A schedule workbook becomes bookings, and bookings become a cell again: bytes → cells → sheet → bookings, and back.
//!
//! | module | what |
//! |---|---|
//! | [`workbook`] | bytes to cells, read in a child process under limits |
//! | [`sheet`] | which cell is a date, a room, a time |
//! | [`cell`] | what a cell says (`parse`), and the cell that says it (`write`) |
//! | [`rooms`] | every room by every name it is known by |
//! | [`names`] | how names are compared |
//!
//! Nothing here knows a database or a command line.

pub mod cell;
pub mod names;
pub mod rooms;
pub mod sheet;
pub mod workbook;
