//! What a workbook is to the importer: sheets of sparse cells with their addresses, whatever the file's format.

use std::fmt;

use chrono::{NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

/// A workbook as read; every format gives the same shape.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Workbook {
    pub kind: FileKind,
    /// The file says that its day numbers count from 1904. `Value::DateTime`s are shifted already.
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

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    pub name: String,
    pub hidden: bool,
    /// Non-empty cells in row order, then column order.
    pub cells: Vec<SheetCell>,
    /// `None` where the format hides them from us (xlsb); each range spans at least two cells and none overlap.
    pub merges: Option<Vec<MergedRange>>,
    /// What the reader could not see or did not take, in words for the report.
    pub warnings: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetCell {
    pub at: CellAddress,
    pub value: CellValue,
}

/// A cell's place, counted from 0; shown as `C5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CellAddress {
    pub row: u32,
    pub col: u32,
}

impl fmt::Display for CellAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        let mut n = self.col + 1;
        while n > 0 {
            letters.push(char::from(b'A' + u8::try_from((n - 1) % 26).unwrap_or(0)));
            n = (n - 1) / 26;
        }
        for letter in letters.iter().rev() {
            write!(f, "{letter}")?;
        }
        write!(f, "{}", self.row + 1)
    }
}

/// A merged range, both corners included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergedRange {
    pub first: CellAddress,
    pub last: CellAddress,
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
