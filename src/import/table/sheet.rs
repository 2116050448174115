//! A table as the file has it: lines of cells, before any of them is understood.

use std::sync::Arc;

use crate::kernel::text::without_hidden;
use colab_schedule::workbook::{CellAddress, CellValue, is_word_for_nothing};

/// Drops what a cell's text hides, and the cell if nothing is left or if another program wrote its word for nothing.
pub fn visible_cell(value: CellValue) -> Option<CellValue> {
    match value {
        CellValue::Text(text) => {
            let text = without_hidden(text);
            let seen = text.trim();
            (!seen.is_empty() && !is_word_for_nothing(seen)).then_some(CellValue::Text(text))
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
    /// Numbers have a decimal comma: the file separates its cells by semicolons.
    pub decimal_comma: bool,
    pub lines: Vec<TableLine>,
    /// What a reader of the report should know of the sheet.
    pub notes: Vec<String>,
    /// Rows were left out that nobody sees.
    pub hides_rows: bool,
}

/// How places in a sheet are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceStyle {
    /// `C5`.
    Cells,
    /// `[3].capacity`: the third item.
    Items,
}

/// Non-empty cells by column; an item of JSON also has those that it sets to nothing.
#[derive(Debug, Default)]
pub struct TableLine {
    /// Counted from 1, as a spreadsheet or an editor shows it; the keys of JSON are line 0.
    pub row: u32,
    pub cells: Vec<(u32, CellValue)>,
    /// Why the cells of these columns cannot be read.
    pub faults: Vec<(u32, String)>,
    /// What the formats of numbers write beside them, by column: `US$`.
    pub affixes: Vec<(u32, Arc<str>)>,
    /// How many cells the line has, with the empty ones; 0 where every line has all columns.
    pub width: u32,
    /// An empty line stands above it.
    pub below_gap: bool,
    /// All that it has is struck through.
    pub is_struck: bool,
}

impl TableLine {
    /// Returns a line of a sheet in which every line has all columns.
    pub fn new(row: u32, cells: Vec<(u32, CellValue)>) -> Self {
        Self {
            row,
            cells,
            ..Self::default()
        }
    }

    pub fn cell(&self, column: u32) -> Option<&CellValue> {
        let found = self.cells.iter().find(|(at, _)| *at == column);
        found.map(|(_, value)| value)
    }

    /// Returns what the format of a number writes beside it.
    pub fn affix(&self, column: u32) -> Option<&str> {
        let found = self.affixes.iter().find(|(at, _)| *at == column);
        found.map(|(_, text)| text.as_ref())
    }
}

/// Returns whether a cell is set to nothing.
pub fn is_blank(value: &CellValue) -> bool {
    matches!(value, CellValue::Text(text) if text.is_empty())
}

/// Writes a column's place as a spreadsheet does: `D`.
pub fn column_letters(column: u32) -> String {
    let cell = CellAddress { row: 0, col: column }.to_string();
    cell.trim_end_matches('1').to_owned()
}

/// Reads a column's place.
pub fn column_at(letters: &str) -> Option<u32> {
    const LONGEST: usize = 3;
    if letters.is_empty() || letters.len() > LONGEST || !letters.bytes().all(|byte| byte.is_ascii_uppercase())
    {
        return None;
    }
    let digits = letters.bytes().map(|byte| u32::from(byte - b'A') + 1);
    digits.fold(0, |all, digit| all * 26 + digit).checked_sub(1)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_a_spreadsheet_names_them() {
        for (column, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (16_383, "XFD")] {
            assert_eq!(column_letters(column), letters);
            assert_eq!(column_at(letters), Some(column));
        }
        for other in ["", "a", "A1", "ABCD", "É"] {
            assert_eq!(column_at(other), None, "{other}");
        }
    }
}
