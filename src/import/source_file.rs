//! The file that is imported: why it could not be read.

use std::path::Path;

use colab_schedule::workbook::WorkbookError;

use crate::kernel::error::{Error, ErrorCode, Kind};

/// Turns the failure to read a workbook into the error that names the file.
pub fn workbook_error(path: &Path, error: WorkbookError) -> Error {
    let kind = match &error {
        WorkbookError::NotFound => Kind::NotFound,
        _ => Kind::Invalid,
    };
    let hint = error.hint();
    let shown = Error::new(kind, ErrorCode::Workbook, path.display().to_string()).caused_by(error);
    match hint {
        Some(hint) => shown.hint(hint),
        None => shown,
    }
}
