//! What a workbook is: sheets of sparse cells with their addresses, whatever the file's format.

use std::fmt;
use std::time::Duration;

use chrono::{NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

use super::look::SheetLook;
use super::place::{CellAddress, MergedRange};

/// How much a file may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadLimits {
    /// Used (non-empty) cells of one sheet.
    pub max_cells_per_sheet: u64,
    /// Address space of the reading child in bytes, hence an upper bound of its real memory. The file itself may
    /// have an eighth of it, its unpacked tables as much again.
    pub memory_bytes: u64,
    /// Time from opening the file to its last cell; a tenth of it is kept back for clearing up. What other programs take of
    /// the processors meanwhile does not count.
    pub time: Duration,
}

impl Default for ReadLimits {
    fn default() -> Self {
        Self {
            max_cells_per_sheet: 1_000_000,
            memory_bytes: 512 << 20,
            time: Duration::from_secs(5),
        }
    }
}

impl ReadLimits {
    /// Returns how large a file may be: a workbook of a million cells has 5 to 30 MB; more is pictures or an attack.
    pub(super) fn max_file_bytes(&self) -> u64 {
        self.memory_bytes / 8
    }
}

/// A workbook, and the hash of the file that it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkbookFile {
    pub workbook: Workbook,
    /// Of the very bytes that were read, in lower-case hexadecimal.
    pub sha256: String,
}

/// A workbook as read; every format gives the same shape.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Workbook {
    pub kind: FileKind,
    /// The file says that its day numbers count from 1904. [`CellValue::DateTime`]s are shifted already.
    pub epoch_1904: bool,
    pub sheets: Vec<Sheet>,
}

/// The format found by looking into the file, never by its ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// Also xlsm.
    Xlsx,
    Xlsb,
    Xls,
    Ods,
}

/// One sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    pub name: String,
    pub hidden: bool,
    /// Non-empty cells in row order, then column order.
    pub cells: Vec<SheetCell>,
    /// `None` where the format hides them from us (xlsb); each range spans at least two cells and none overlap.
    pub merges: Option<Vec<MergedRange>>,
    /// Cells of formulas without a stored result, by row.
    pub unresolved: Vec<CellAddress>,
    /// What the reader could not see or did not take, in words for the report.
    pub warnings: Vec<String>,
    /// `None` where it cannot be known.
    pub look: Option<SheetLook>,
}

/// A cell that is not empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetCell {
    pub at: CellAddress,
    pub value: CellValue,
}

/// A cell's value. A formula is its cached result; one without a cached result is no cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellValue {
    /// As stored: not trimmed, not normalised, never empty.
    Text(String),
    Number(f64),
    Bool(bool),
    /// A number that the cell's format shows as a date (with or without a time), or an ISO date of an ods.
    DateTime(NaiveDateTime),
    /// A time of day without a date.
    Time(NaiveTime),
    /// `#REF!` and its like, in the file's spelling.
    Error(String),
}

/// A value as reports show it; texts as stored.
impl fmt::Display for CellValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) | Self::Error(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
            Self::Bool(true) => f.write_str("TRUE"),
            Self::Bool(false) => f.write_str("FALSE"),
            Self::DateTime(at) if at.time() == NaiveTime::MIN => at.date().fmt(f),
            Self::DateTime(at) => at.fmt(f),
            Self::Time(time) => time.fmt(f),
        }
    }
}
