//! Which column sets which field: by the headings, and by `--map` where they are called otherwise.

use super::cell::plain;
use super::column::TableColumn;
use super::heading_line::HeadingLine;
use super::rows::ReadOptions;
use super::sheet::{TableLine, TableSheet, is_blank};
use super::spec::TableSpec;
use crate::kernel::error::Result;
use colab_schedule::workbook::CellValue;

/// Lines that may stand above the headings.
const LOOK: usize = 20;

/// A column of the file that sets a field.
#[derive(Clone, Copy)]
pub struct HeadedColumn {
    pub at: u32,
    pub column: TableColumn,
}

/// The headings of a sheet.
#[derive(Default)]
pub struct TableHeadings {
    /// Place of their line among the sheet's.
    pub line: usize,
    pub columns: Vec<HeadedColumn>,
    /// As they are written, with the column.
    pub texts: Vec<(u32, String)>,
    /// Columns that are skipped on purpose.
    pub skipped: Vec<String>,
    /// Columns without a heading that are skipped.
    pub unnamed: Vec<u32>,
}

impl TableHeadings {
    pub fn text(&self, column: u32) -> &str {
        let found = self.texts.iter().find(|(at, _)| *at == column);
        found.map_or("", |(_, text)| text.as_str())
    }
}

/// How much of a line must be headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadingMatch {
    /// Half of it is known.
    Most,
    /// Those that name the records are there.
    Keys,
}

/// Finds the line of headings among the first lines, if there is one.
///
/// # Errors
/// `Invalid` for an unknown column that is not empty, and for two columns that mean the same.
pub fn find(
    sheet: &TableSheet,
    spec: &TableSpec,
    options: &ReadOptions,
    enough: HeadingMatch,
) -> Result<Option<TableHeadings>> {
    for (place, line) in sheet.lines.iter().take(LOOK).enumerate() {
        let reading = HeadingLine::of(sheet, place, line, spec, options);
        if reading.is_enough(enough) {
            reading.check_mappings()?;
            return reading.headings().map(Some);
        }
    }
    Ok(None)
}

/// Returns the columns that a sheet seems to have where no line is known for its headings: the line with most texts.
pub fn likely_columns(sheet: &TableSheet) -> Vec<String> {
    let is_text = |value: &CellValue| matches!(value, CellValue::Text(_)) && !is_blank(value);
    let texts = |line: &TableLine| -> Vec<String> {
        let cells = line.cells.iter().filter(|(_, value)| is_text(value));
        cells.map(|(_, value)| one_line(value)).collect()
    };
    let mut widest: Vec<String> = Vec::new();
    for line in sheet.lines.iter().take(LOOK) {
        let texts = texts(line);
        if texts.len() > widest.len() {
            widest = texts;
        }
    }
    widest
}

/// Returns a cell's text with single spaces.
pub fn one_line(value: &CellValue) -> String {
    let words = plain(value);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
