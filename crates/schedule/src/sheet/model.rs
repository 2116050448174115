//! What a sheet holds once it is understood.

use chrono::NaiveDate;

use crate::workbook::{CellAddress, CellValue};

/// How the sheets are to be read.
#[derive(Debug, Clone, Default)]
pub struct SheetOptions {
    /// `--year`.
    pub year: Option<i32>,
    /// `--month-first`: `01/02/2026` is 2 January.
    pub month_first: bool,
    /// `--create-rooms`.
    pub create_rooms: bool,
    /// The file's name without folders, for a year in it.
    pub file_name: String,
}

/// The way a sheet lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetOrientation {
    DatesDown,
    RoomsDown,
}

/// One sheet, understood.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetReading {
    pub sheet: String,
    /// `None`: imported. Otherwise why the sheet was left out (no month, no date axis, refused…).
    pub skipped: Option<SkipReason>,
    pub orientation: Option<SheetOrientation>,
    /// Known rooms and days that the axes name.
    pub rooms: u32,
    pub days: u32,
    /// Non-empty cells where a room and a day cross, in row order, then column order.
    pub slots: Vec<SheetSlot>,
    /// Cells that the layout itself rejects or ignores: an unknown heading, a row whose weekday contradicts its
    /// date (each of its cells), a booking text in a row without a date.
    pub findings: Vec<SheetFinding>,
    /// Remarks on the sheet that belong to no counted cell: columns that are no room, total rows, hidden merges.
    pub notes: Vec<SheetNote>,
    /// `--create-rooms`: rooms that headings of this sheet name and nobody knows yet.
    pub new_rooms: Vec<RoomToCreate>,
}

/// Why a sheet was left out.
#[derive(Debug, Clone, PartialEq)]
pub struct SkipReason {
    pub reason: String,
    /// A sheet that is refused (wrong year, two months, no known room) fails the import; one that is not a schedule does
    /// not.
    pub refused: bool,
}

/// A cell with something in it, where at least one room and one day cross.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetSlot {
    pub at: CellAddress,
    pub value: CellValue,
    /// More than one: merged over several room columns that are no combined room.
    pub rooms: Vec<RoomRef>,
    /// More than one: merged down; the same booking each day.
    pub days: Vec<NaiveDate>,
}

/// A room, known or to be created.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoomRef {
    #[serde(rename = "id")]
    Known(i64),
    /// To be made by `--create-rooms`: its name.
    New(String),
}

/// A room that `--create-rooms` makes of a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomToCreate {
    pub name: String,
    /// From the heading or a capacity row; 0 unknown.
    pub capacity: u32,
    /// `A+B` of rooms that are known or new: their names.
    pub components: Vec<String>,
}

/// A cell that the sheet itself rejects or ignores.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetFinding {
    pub at: CellAddress,
    pub text: String,
    pub kind: FindingKind,
    pub why: String,
    /// A command or an act that settles it.
    pub way_out: Option<String>,
}

/// What became of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingKind {
    Rejected,
    Ignored,
}

/// A remark on a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetNote {
    pub at: Option<CellAddress>,
    pub text: String,
    /// Worth a human's look, counted as a warning.
    pub warning: bool,
}
