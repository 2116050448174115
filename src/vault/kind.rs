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
        let beginning = beginning(bytes);
        // Before tables: a workbook in XML has tables as a page has.
        if beginning.starts_with("<?xml") {
            return Ok(Self::Xml);
        }
        if beginning.starts_with("#!") {
            return Err("is a script".to_owned());
        }
        match likely_kind(bytes) {
            // Readers of PDFs look for the mark in the first KiB.
            Err(WorkbookError::NotAWorkbook(LooksLike::Text | LooksLike::Unknown))
                if beginning.contains("%PDF-") =>
            {
                Ok(Self::Pdf)
            }
            Ok(FileKind::Xlsx) => Ok(Self::Xlsx),
            Ok(FileKind::Xls) => Ok(Self::Xls),
            Ok(FileKind::Xlsb | FileKind::Ods) => Err("is a workbook of another format".to_owned()),
            Err(WorkbookError::NotAWorkbook(LooksLike::Pdf)) => Ok(Self::Pdf),
            // XML needs no declaration.
            Err(WorkbookError::NotAWorkbook(LooksLike::Text)) if is_element(&beginning) => Ok(Self::Xml),
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

/// Decodes the first KiB of a file as text, without the white space before it.
fn beginning(bytes: &[u8]) -> String {
    let first = bytes.get(..1024).unwrap_or(bytes);
    // By its mark, else as UTF-8; what is neither is replaced.
    let (text, ..) = encoding_rs::UTF_8.decode(first);
    text.trim_start().to_owned()
}

/// Returns whether a text begins with an element or a comment of XML.
fn is_element(text: &str) -> bool {
    let Some(inner) = text.strip_prefix('<') else {
        return false;
    };
    inner.starts_with("!--") || inner.starts_with(|c: char| c.is_alphabetic() || c == '_')
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
            (b"\n<rental no='1'><client/></rental>", Some(VaultKind::Xml)),
            (b"\xFF\xFE<\0a\0/\0>\0", Some(VaultKind::Xml)),
            (b"\xFF\xFEa\0;\0b\0", Some(VaultKind::Csv)),
            (b"scanned by a fax\n%PDF-1.4\n", Some(VaultKind::Pdf)),
            (b"< 5 days;a\n", Some(VaultKind::Csv)),
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
