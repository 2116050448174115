//! A table as the file has it: lines of cells, before any of them is understood.

use crate::kernel::text::without_hidden;
use colab_schedule::workbook::{CellAddress, CellValue};

/// Drops what a cell's text hides, and the cell if nothing is left.
pub fn visible_cell(value: CellValue) -> Option<CellValue> {
    match value {
        CellValue::Text(text) => {
            let text = without_hidden(text);
            (!text.trim().is_empty()).then_some(CellValue::Text(text))
        }
        other => Some(other),
    }
}

/// One sheet of a file.
#[derive(Debug)]
pub struct TableSheet {
    /// `None` where the file has no sheets.
    pub name: Option<String>,
    pub style: PlaceStyle,
    pub lines: Vec<TableLine>,
}

/// How places in a sheet are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceStyle {
    /// `C5`.
    Cells,
    /// `[3].capacity`: the third item.
    Items,
}

/// Non-empty cells by column.
#[derive(Debug)]
pub struct TableLine {
    /// Counted from 1, as a spreadsheet or an editor shows it; the keys of JSON are line 0.
    pub row: u32,
    pub cells: Vec<(u32, CellValue)>,
}

impl PlaceStyle {
    /// Names a cell.
    pub fn cell(self, row: u32, column: u32, heading: &str) -> String {
        match self {
            Self::Cells => CellAddress {
                row: row.saturating_sub(1),
                col: column,
            }
            .to_string(),
            Self::Items => format!("[{row}].{heading}"),
        }
    }
}
