//! A file becomes sheets of lines: a workbook of any kind, CSV, or JSON, told apart by the content.

use std::path::Path;

use super::sheet::{PlaceStyle, TableLine, TableSheet, visible_cell};
use super::text;
use crate::access::settings::Settings;
use crate::import::source_file::workbook_error;
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use colab_schedule::workbook::{self, FileBytes, LooksLike, ReadLimits, Workbook, WorkbookError, read_bytes};

/// A file's tables.
#[derive(Debug)]
pub struct TableFile {
    pub sheets: Vec<TableSheet>,
    /// Of the very bytes that were read.
    pub sha256: String,
}

/// Reads a table, whatever it is written in.
///
/// # Errors
/// `NotFound`, or `Invalid` for what is not a table, is too large or cannot be parsed.
pub fn read(path: &Path, settings: &Settings, exe: &Path) -> Result<TableFile> {
    let limits = ReadLimits {
        max_cells_per_sheet: settings.import_max_cells(),
        ..ReadLimits::default()
    };
    let failed = |error: WorkbookError| workbook_error(path, error);
    let file = read_bytes(path, &limits).map_err(failed)?;
    match file.looks_like() {
        None => {
            let contents = file.into_workbook(path, &limits, exe).map_err(failed)?;
            Ok(TableFile {
                sheets: sheets(contents.workbook),
                sha256: contents.sha256,
            })
        }
        Some(LooksLike::Text) => in_text(file, settings).map_err(|error| named(path, error)),
        Some(other) => Err(Error::new(
            Kind::Invalid,
            ErrorCode::NotATable,
            format!("{}: not a table: it {other}", path.display()),
        )
        .hint("use CSV in UTF-8, JSON, or a workbook: .xlsx, .xlsm, .xlsb, .xls or .ods")),
    }
}

fn named(path: &Path, mut error: Error) -> Error {
    error.message = format!("{}: {}", path.display(), error.message);
    error
}

fn in_text(file: FileBytes, settings: &Settings) -> Result<TableFile> {
    let decoded = text::decoded(&file.bytes)?;
    let max_cells = settings.import_max_cells();
    let sheet = if text::is_json(decoded) {
        text::json(decoded, max_cells, settings.currency())?
    } else {
        text::csv(decoded, max_cells)?
    };
    Ok(TableFile {
        sheets: vec![sheet],
        sha256: file.sha256,
    })
}

/// Turns a workbook into lines; its cells come in the order of rows and columns.
fn sheets(workbook: Workbook) -> Vec<TableSheet> {
    let sheet = |sheet: workbook::Sheet| {
        let mut lines: Vec<TableLine> = Vec::new();
        for cell in sheet.cells {
            let row = cell.at.row + 1;
            let Some(value) = visible_cell(cell.value) else {
                continue;
            };
            match lines.last_mut().filter(|line| line.row == row) {
                Some(line) => line.cells.push((cell.at.col, value)),
                None => lines.push(TableLine {
                    row,
                    cells: vec![(cell.at.col, value)],
                }),
            }
        }
        TableSheet {
            name: Some(sheet.name),
            style: PlaceStyle::Cells,
            lines,
        }
    };
    // A hidden sheet is not the user's: the template keeps its lists in one.
    let seen = workbook.sheets.into_iter().filter(|sheet| !sheet.hidden);
    seen.map(sheet).collect()
}
