//! A file becomes sheets of lines: a workbook of any kind, CSV, or JSON. What it is, its content says.

use std::path::Path;

use super::super::source_file::workbook_error;
use super::text;
use crate::access::settings::Settings;
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use colab_schedule::workbook::{
    self, CellAddress, CellValue, FileBytes, LooksLike, ReadLimits, Workbook, WorkbookError, read_bytes,
};

/// A table as the file has it.
#[derive(Debug)]
pub struct Sheet {
    /// `None` where the file has no sheets.
    pub name: Option<String>,
    pub places: Places,
    pub lines: Vec<Line>,
}

/// How places in a sheet are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Places {
    /// `C5`.
    Cells,
    /// `[3].capacity`: the third item.
    Items,
}

/// Non-empty cells by column.
#[derive(Debug)]
pub struct Line {
    /// Counted from 1, as a spreadsheet or an editor shows it; the keys of JSON are line 0.
    pub row: u32,
    pub cells: Vec<(u32, CellValue)>,
}

#[derive(Debug)]
pub struct Content {
    pub sheets: Vec<Sheet>,
    /// Of the very bytes that were read.
    pub sha256: String,
}

impl Places {
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

/// Reads a table, whatever it is written in.
///
/// # Errors
/// `NotFound`, or `Invalid` for what is no table, is too large or does not read.
pub fn read(path: &Path, settings: &Settings, exe: &Path) -> Result<Content> {
    let limits = ReadLimits {
        max_cells_per_sheet: settings.import_max_cells(),
        ..ReadLimits::default()
    };
    let failed = |error: WorkbookError| workbook_error(path, error);
    let file = read_bytes(path, &limits).map_err(failed)?;
    match file.looks_like() {
        None => {
            let contents = file.into_workbook(path, &limits, exe).map_err(failed)?;
            Ok(Content {
                sheets: sheets(contents.workbook),
                sha256: contents.sha256,
            })
        }
        Some(LooksLike::Text) => in_text(file, settings).map_err(|error| named(path, error)),
        Some(other) => Err(Error::new(
            Kind::Invalid,
            ErrorCode::NotATable,
            format!("{}: the file is no table: it {other}", path.display()),
        )
        .hint("give CSV in UTF-8, JSON, or a workbook: .xlsx, .xlsm, .xlsb, .xls or .ods")),
    }
}

fn named(path: &Path, mut error: Error) -> Error {
    error.message = format!("{}: {}", path.display(), error.message);
    error
}

fn in_text(file: FileBytes, settings: &Settings) -> Result<Content> {
    let decoded = text::decoded(&file.bytes)?;
    let max_cells = settings.import_max_cells();
    let sheet = match text::is_json(decoded) {
        true => text::json(decoded, max_cells, settings.currency())?,
        false => text::csv(decoded, max_cells)?,
    };
    Ok(Content {
        sheets: vec![sheet],
        sha256: file.sha256,
    })
}

/// Cells come in the order of rows and columns.
fn sheets(workbook: Workbook) -> Vec<Sheet> {
    let sheet = |sheet: workbook::Sheet| {
        let mut lines: Vec<Line> = Vec::new();
        for cell in sheet.cells {
            let row = cell.at.row + 1;
            if matches!(&cell.value, CellValue::Text(text) if text.trim().is_empty()) {
                continue;
            }
            match lines.last_mut().filter(|line| line.row == row) {
                Some(line) => line.cells.push((cell.at.col, cell.value)),
                None => lines.push(Line {
                    row,
                    cells: vec![(cell.at.col, cell.value)],
                }),
            }
        }
        Sheet {
            name: Some(sheet.name),
            places: Places::Cells,
            lines,
        }
    };
    // What is hidden is no table of the user's: the template keeps its lists there.
    let seen = workbook.sheets.into_iter().filter(|sheet| !sheet.hidden);
    seen.map(sheet).collect()
}
