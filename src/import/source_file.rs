//! The file that is imported: what it is called, and why it cannot be read.

use std::path::Path;

use colab_schedule::workbook::{LooksLike, WorkbookError};

use crate::kernel::error::{Error, ErrorCode, Kind};
use crate::kernel::shell_word::shell_word;

/// Turns the failure to read a workbook into the error that names the file.
pub fn workbook_error(path: &Path, error: WorkbookError) -> Error {
    let kind = match &error {
        WorkbookError::NotFound => Kind::NotFound,
        _ => Kind::Invalid,
    };
    let hint = error.hint();
    let is_text = matches!(error, WorkbookError::NotAWorkbook(LooksLike::Text));
    let shown = Error::new(kind, ErrorCode::Workbook, path.display().to_string()).caused_by(error);
    let shown = if is_text {
        let file = shell_word(&path.display().to_string());
        shown.hint(format!(
            "if it is a list of bookings: colab import bookings {file}"
        ))
    } else {
        shown
    };
    match hint {
        Some(hint) => shown.hint(hint),
        None => shown,
    }
}

/// Returns the source of a name: case and white space do not tell sources apart.
pub fn source_name(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// Returns the source of a file that is not given one.
pub fn source_of(path: &Path) -> String {
    source_name(&path.file_stem().unwrap_or_default().to_string_lossy())
}

/// Returns the name of a file without its folder.
pub fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}
