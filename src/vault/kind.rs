//! What a file is: its bytes say so, and the ending of its name must agree.

use colab_schedule::workbook::{FileKind, LooksLike, WorkbookError, likely_kind};

use crate::text_enum;

text_enum! {
    /// The kinds of files that the vault reads.
    pub enum VaultKind {
        Pdf = "pdf",
        Xlsx = "xlsx",
        Xls = "xls",
        Xml = "xml",
        Csv = "csv",
    }
}

impl VaultKind {
    /// Returns the kind that a name promises by its ending, in upper or lower case.
    pub fn of_name(name: &str) -> Option<Self> {
        let (stem, ending) = name.rsplit_once('.')?;
        let kind = ending.to_ascii_lowercase().parse().ok()?;
        (!stem.is_empty()).then_some(kind)
    }

    /// Tells the kind by the bytes.
    ///
    /// # Errors
    /// What they are, as the rest of a sentence: `is a Word document`.
    pub fn of_bytes(bytes: &[u8]) -> Result<Self, String> {
        // Before tables: a workbook in XML has tables as a page has.
        if without_mark(bytes).starts_with(b"<?xml") {
            return Ok(Self::Xml);
        }
        if bytes.starts_with(b"#!") {
            return Err("is a script".to_owned());
        }
        match likely_kind(bytes) {
            Ok(FileKind::Xlsx) => Ok(Self::Xlsx),
            Ok(FileKind::Xls) => Ok(Self::Xls),
            Ok(FileKind::Xlsb | FileKind::Ods) => Err("is a workbook of another format".to_owned()),
            Err(WorkbookError::NotAWorkbook(LooksLike::Pdf)) => Ok(Self::Pdf),
            Err(WorkbookError::NotAWorkbook(LooksLike::Text)) => Ok(Self::Csv),
            Err(WorkbookError::NotAWorkbook(what)) => Err(what.to_string()),
            Err(WorkbookError::Encrypted) => Err("is protected by a password".to_owned()),
            Err(_) => Err("is damaged".to_owned()),
        }
    }

    /// Returns whether it holds cells.
    pub fn is_table(self) -> bool {
        matches!(self, Self::Xlsx | Self::Xls | Self::Csv)
    }
}

/// Takes the mark of UTF-8 and the white space before a text away.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(bytes)
        .trim_ascii_start()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_tell_the_kind_whatever_the_name() {
        for (bytes, kind) in [
            (&b"%PDF-1.4\n"[..], Some(VaultKind::Pdf)),
            (b"PK\x03\x04....xl/workbook.xml", Some(VaultKind::Xlsx)),
            (b"PK\x03\x04....word/document.xml", None),
            (b"PK\x03\x04....xl/workbook.bin", None),
            (
                b"\xEF\xBB\xBF <?xml version='1.0'?><Table/>",
                Some(VaultKind::Xml),
            ),
            (b"a;b\n1;2\n", Some(VaultKind::Csv)),
            (b"<html><table>", None),
            (b"#!/bin/sh\nrm -rf /", None),
            (b"MZ\x90\0\x03", None),
            (b"\x7fELF\x02\x01\x01", None),
            (b"\xff\xd8\xff\xe0", None),
        ] {
            assert_eq!(VaultKind::of_bytes(bytes).ok(), kind, "{bytes:?}");
        }
        for (name, kind) in [
            ("a.PDF", Some(VaultKind::Pdf)),
            ("a.b.XlsX", Some(VaultKind::Xlsx)),
            (".pdf", None),
            ("pdf", None),
            ("a.pdf.exe", None),
        ] {
            assert_eq!(VaultKind::of_name(name), kind, "{name}");
        }
    }
}
