//! Why a file gave no workbook, and the way out.

use serde::{Deserialize, Serialize};
use thiserror::Error as Thiserror;

use crate::text::{folded, shortened};

/// The facts are sentences about "the file" without its name, which the caller knows best.
#[derive(Debug, Clone, PartialEq, Eq, Thiserror, Serialize, Deserialize)]
pub enum WorkbookError {
    #[error("the file does not exist")]
    NotFound,
    #[error("this is a directory, not a file")]
    IsDirectory,
    #[error("the file cannot be read: {0}")]
    NotReadable(String),
    #[error("the file is not a workbook: it {0}")]
    NotAWorkbook(LooksLike),
    #[error("the workbook is encrypted (protected by a password)")]
    Encrypted,
    /// With the reader's reason, shortened.
    #[error("the workbook is damaged or incomplete: {0}")]
    Damaged(String),
    #[error("the workbook is too large: {0}")]
    TooLarge(LimitExceeded),
    #[error("the workbook takes longer to read than {0} ms")]
    TooSlow(u64),
    /// Nothing is known of the file: the reading process itself failed.
    #[error("the reading process failed: {0}")]
    Reader(String),
}

/// What a file that is not a workbook seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Thiserror, Serialize, Deserialize)]
pub enum LooksLike {
    #[error("is empty")]
    Empty,
    #[error("is the lock file of a workbook that is open in a spreadsheet program")]
    LockFile,
    #[error("looks like plain text (CSV?)")]
    Text,
    #[error("looks like an HTML page")]
    Html,
    #[error("looks like XML")]
    Xml,
    #[error("looks like a PDF")]
    Pdf,
    #[error("looks like a picture")]
    Picture,
    #[error("looks like rich text (RTF)")]
    RichText,
    #[error("looks like a compressed file (gzip, 7z or rar)")]
    Compressed,
    #[error("looks like a Word or Writer document")]
    Document,
    #[error("looks like a presentation")]
    Presentation,
    #[error("looks like an Apple Numbers or Pages file")]
    Apple,
    #[error("is a zip archive without a workbook in it")]
    Zip,
    #[error("is an OLE file (as old Office files and mails are) without a workbook in it")]
    Ole,
    #[error("looks like an Excel file from before 1993")]
    AncientExcel,
    #[error("has an unknown format")]
    Unknown,
}

/// The limit that a file exceeds.
#[derive(Debug, Clone, PartialEq, Eq, Thiserror, Serialize, Deserialize)]
pub enum LimitExceeded {
    #[error("the file has more than {max} bytes")]
    File { max: u64 },
    #[error("unpacked it would have more than {max} bytes")]
    Unpacked { max: u64 },
    #[error("sheet \"{sheet}\" has more than {max} used cells")]
    Cells { sheet: String, max: u64 },
    #[error(
        "sheet \"{sheet}\" has cells so far apart that reading them takes more than {max} bytes of memory"
    )]
    Spread { sheet: String, max: u64 },
    #[error("sheet \"{sheet}\" has more than {max} merged ranges")]
    Merges { sheet: String, max: u64 },
    #[error("reading it takes more than {max} bytes of memory")]
    Memory { max: u64 },
}

impl WorkbookError {
    pub(super) fn damaged(reason: impl std::fmt::Display) -> Self {
        Self::Damaged(plain(&reason.to_string()))
    }

    /// Returns the way out, if there is one.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::NotFound => "check the name; quote it if it has spaces",
            Self::IsDirectory => "name the workbook inside it",
            Self::NotReadable(_) => "check that it is a normal file and that you may read it (`ls -l`)",
            Self::NotAWorkbook(what) => what.hint(),
            Self::Encrypted => {
                "open it in a spreadsheet program, take the password off and save a copy as .xlsx"
            }
            Self::Damaged(_) => {
                "get the file again if it was downloaded or sent; else open it in a spreadsheet program and save a copy as .xlsx"
            }
            Self::TooLarge(LimitExceeded::Memory { .. }) => {
                "delete stray cells far to the right or below, and save it as .xlsx, which needs the least memory"
            }
            Self::TooLarge(LimitExceeded::Cells { .. } | LimitExceeded::Spread { .. }) => {
                "delete what lies beside the schedule (stray cells far to the right or below), or split the sheet"
            }
            Self::TooLarge(_) | Self::TooSlow(_) => {
                "copy the sheets of the schedule into a new workbook, without pictures, and save it as .xlsx"
            }
            Self::Reader(_) => return None,
        };
        Some(hint.to_owned())
    }
}

impl LooksLike {
    fn hint(self) -> &'static str {
        match self {
            Self::LockFile => "name the file without the leading `~$` (or `.~lock.`)",
            Self::Empty => "get the file again; the download or copy may have failed",
            Self::Text | Self::Html | Self::Xml | Self::Document | Self::AncientExcel | Self::Apple => {
                "open it in a spreadsheet program and save it as .xlsx"
            }
            Self::Compressed => "unpack it first",
            Self::Zip => "if the workbook is inside, unpack it first",
            _ => "give a workbook: .xlsx, .xlsm, .xlsb, .xls or .ods",
        }
    }
}

/// How many characters of a reader's reason are shown.
const LONGEST_REASON: usize = 160;

/// Makes a text from a file or its reader safe to show: one line of what is seen, shortened.
pub(super) fn plain(text: &str) -> String {
    shortened(&folded(text), LONGEST_REASON)
}
