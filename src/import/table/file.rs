//! A file becomes sheets of lines: a workbook of any kind, CSV, or JSON, told apart by the content.

use std::io::Read;
use std::path::Path;

use encoding_rs::Encoding;

use super::json::{is_json, json};
use super::separated::{CellLimit, csv};
use super::sheet::TableSheet;
use super::spec::TableSpec;
use super::workbook_lines;
use crate::access::settings::Settings;
use crate::import::source_file::workbook_error;
use crate::kernel::decoded::{decoded, may_be_text};
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use colab_schedule::workbook::{FileBytes, LooksLike, ReadLimits, WorkbookError, read_bytes, read_input};

/// A file's tables.
#[derive(Debug)]
pub struct TableFile {
    pub sheets: Vec<TableSheet>,
    /// Of the very bytes that were read.
    pub sha256: String,
}

/// How a file is to be read.
#[derive(Debug, Clone, Copy, Default)]
pub struct FileManner {
    /// Of a text; by default UTF-8.
    pub encoding: Option<&'static Encoding>,
    /// Hidden rows are wanted, too.
    pub with_hidden: bool,
}

/// Reads a table, whatever it is written in, from the file or from `input` where there is one.
///
/// # Errors
/// `NotFound`, or `Invalid` for what is not a table, is too large or cannot be parsed.
pub fn read(
    path: &Path,
    input: Option<&mut dyn Read>,
    settings: &Settings,
    spec: &TableSpec,
    manner: FileManner,
    exe: &Path,
) -> Result<TableFile> {
    /// Columns of our own lists that no table sets are counted out later.
    const LEFT_OUT: u64 = 4;
    let limits = ReadLimits {
        max_cells_per_sheet: settings.import_max_cells().saturating_mul(LEFT_OUT),
        ..ReadLimits::default()
    };
    let encoding = manner.encoding;
    let limit = CellLimit {
        most: settings.import_max_cells(),
        is_left_out: &|heading| spec.is_read_only(heading),
    };
    let bytes = match input {
        Some(input) => read_input(input, &limits),
        None => read_bytes(path, &limits),
    };
    let file = match bytes {
        Err(WorkbookError::NotAWorkbook(LooksLike::Empty)) => return Err(empty(path)),
        other => other.map_err(|error| workbook_error(path, error))?,
    };
    match file.looks_like() {
        None => {
            let contents = file.into_workbook(path, &limits, exe);
            let contents = contents.map_err(|error| workbook_error(path, error))?;
            let sheets = workbook_lines::sheets(contents.workbook, &limit, manner.with_hidden);
            Ok(TableFile {
                sheets: sheets.map_err(|error| named(path, error))?,
                sha256: contents.sha256,
            })
        }
        Some(LooksLike::Text) => {
            in_text(file, settings, &limit, encoding).map_err(|error| named(path, error))
        }
        Some(LooksLike::Unknown) if encoding.is_some() || may_be_text(&file.bytes) => {
            in_text(file, settings, &limit, encoding).map_err(|error| named(path, error))
        }
        Some(other) => Err(not_a_table(path, other)),
    }
}

fn not_a_table(path: &Path, what: LooksLike) -> Error {
    Error::new(
        Kind::Invalid,
        ErrorCode::NotATable,
        format!("{}: not a table: it {what}", path.display()),
    )
    .hint("use CSV in UTF-8, JSON, or a workbook: .xlsx, .xlsm, .xlsb, .xls or .ods")
}

fn empty(path: &Path) -> Error {
    let fact = format!("{}: the file is empty", path.display());
    Error::new(Kind::Invalid, ErrorCode::NotATable, fact)
        .hint("get the file again; the download or copy may have failed")
}

fn named(path: &Path, mut error: Error) -> Error {
    error.message = format!("{}: {}", path.display(), error.message);
    error
}

fn in_text(
    file: FileBytes,
    settings: &Settings,
    limit: &CellLimit<'_>,
    encoding: Option<&'static Encoding>,
) -> Result<TableFile> {
    let decoded = decoded(&file.bytes, encoding)?;
    let decoded = decoded.as_str();
    let sheets = if is_json(decoded) {
        json(decoded, limit, settings.currency())?
    } else {
        vec![csv(decoded, limit)?]
    };
    Ok(TableFile {
        sheets,
        sha256: file.sha256,
    })
}
