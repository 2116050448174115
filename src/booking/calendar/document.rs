//! Kinds of files that a calendar is written to.

use std::path::Path;

use super::{Calendar, html, ics, xlsx};
use crate::kernel::error::{Error, Result};

/// Told by the file's ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    /// A page to read and to print.
    Html,
    /// A feed for calendar programs.
    Ics,
    /// A workbook as people keep it, which `import schedule` reads.
    Xlsx,
}

/// A document's bytes, and what it could not say.
#[derive(Debug)]
pub struct CalendarDocument {
    pub bytes: Vec<u8>,
    pub notes: Vec<String>,
}

impl DocumentKind {
    /// Returns the kind that a file name asks for.
    ///
    /// # Errors
    /// `Usage`, listing the known endings.
    pub fn of(path: &Path) -> Result<Self> {
        let ending = path
            .extension()
            .map(|ending| ending.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("html" | "htm") => Ok(Self::Html),
            Some("ics") => Ok(Self::Ics),
            Some("xlsx") => Ok(Self::Xlsx),
            _ => Err(Error::usage(format!(
                "cannot tell the format of `{}` from its name",
                path.display()
            ))
            .hint("use a name that ends with .html, .ics or .xlsx")),
        }
    }
}

impl Calendar {
    /// Writes the calendar as a document.
    pub fn document(&self, kind: DocumentKind) -> Result<CalendarDocument> {
        let plain = |bytes| CalendarDocument {
            bytes,
            notes: Vec::new(),
        };
        match kind {
            DocumentKind::Html => html::page(self).map(plain),
            DocumentKind::Ics => Ok(plain(ics::feed(self))),
            DocumentKind::Xlsx => {
                xlsx::workbook(self).map(|(bytes, notes)| CalendarDocument { bytes, notes })
            }
        }
    }
}
