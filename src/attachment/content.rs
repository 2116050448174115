//! What may be added: names, types and sizes of files.

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::picture::{Cleaning, cleaned};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::text::{clean_text, hex, printable, without_hidden};

/// Most bytes of a file: 10 MiB.
pub const MOST_BYTES: u64 = 10 * 1024 * 1024;

/// Most bytes of a name, so that every file system takes it.
const LONGEST_NAME: usize = 200;

/// Types that a machine runs. Nobody needs them of a record, and whoever opens one by mistake is sorry.
const PROGRAMS: [&str; 8] = [
    "application/java",
    "application/vnd.android.dex",
    "application/vnd.android.dey",
    "application/vnd.microsoft.portable-executable",
    "application/x-executable",
    "application/x-llvm",
    "application/x-mach-binary",
    "text/x-shellscript",
];

/// Types other than texts that a file of nothing but text may have: others begin with letters that a text may begin with.
const WRITTEN_AS_TEXT: [&str; 4] = [
    "application/pdf",
    "application/postscript",
    "application/rtf",
    "application/x-x509-ca-cert",
];

/// A file to add.
#[derive(Debug)]
pub struct NewFile {
    pub name: String,
    pub name_key: String,
    pub content_type: &'static str,
    pub sha256: String,
    pub bytes: Vec<u8>,
    pub keeps_private_data: bool,
    /// Private data that was left out.
    pub removed: Vec<&'static str>,
}

impl NewFile {
    /// Takes a file's bytes, without private data unless that is kept.
    ///
    /// # Errors
    /// `Invalid` for an empty file, a program, a name that is none, and a picture whose private data cannot be removed.
    pub fn of(name: &str, bytes: Vec<u8>, keeps_private_data: bool) -> Result<Self> {
        let name = file_name(name)?;
        if bytes.is_empty() {
            return Err(refused(format!("{name} is empty")));
        }
        let content_type = type_of(&bytes);
        if PROGRAMS.contains(&content_type) {
            let fact = format!("{name} is a program ({content_type})");
            return Err(refused(fact).hint("put it into a zip archive"));
        }
        let (mut bytes, mut removed) = (bytes, Vec::new());
        if !keeps_private_data {
            match cleaned(content_type, &bytes) {
                Ok(Cleaning::Cleaned(picture)) => (bytes, removed) = (picture.bytes, picture.removed),
                Ok(Cleaning::NoPicture) => {}
                Ok(Cleaning::Unknown) => {
                    let fact = format!("private data of {content_type} cannot be removed: {name}");
                    return Err(refused(fact)
                        .hint("save it as JPEG, PNG or WebP")
                        .hint("or keep place, time and camera in it: --keep-private-data"));
                }
                Err(_broken) => {
                    let fact = format!("{name} is damaged, and its private data cannot be removed");
                    return Err(refused(fact).hint("add it as it is: --keep-private-data"));
                }
            }
        }
        Ok(Self {
            name_key: name_key(&name),
            keeps_private_data,
            name,
            content_type,
            sha256: hash(&bytes),
            bytes,
            removed,
        })
    }

    pub fn size(&self) -> i64 {
        i64::try_from(self.bytes.len()).unwrap_or(i64::MAX)
    }
}

/// Returns the SHA-256 of bytes in hex.
pub fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn refused(fact: String) -> Error {
    Error::invalid(ErrorCode::FileRefused, fact)
}

/// Tells the type by the bytes.
fn type_of(bytes: &[u8]) -> &'static str {
    let found = infer::get(bytes).map(|kind| kind.mime_type());
    let found = found.or_else(|| picture_unknown_to_infer(bytes));
    let is_text = std::str::from_utf8(bytes).is_ok_and(|text| {
        text.chars()
            .all(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t' | '\u{c}'))
    });
    match found {
        Some(found) if !is_text || found.starts_with("text/") || WRITTEN_AS_TEXT.contains(&found) => found,
        _ if is_text => "text/plain",
        _ => "application/octet-stream",
    }
}

/// Tells pictures and videos that `infer` does not know, by the first bytes of their forms: all of ISO 14496-12 (HEIF, CR3,
/// 3GP), JPEG XL, raw pictures of cameras.
fn picture_unknown_to_infer(bytes: &[u8]) -> Option<&'static str> {
    if bytes.get(4..8) == Some(b"ftyp") {
        let brand = bytes.get(8..12)?;
        let is_picture = [&b"hei"[..], b"hev", b"mif", b"msf", b"avi", b"crx"]
            .iter()
            .any(|form| brand.starts_with(form));
        return Some(if is_picture { "image/heif" } else { "video/mp4" });
    }
    const FORMS: [(&[u8], &str); 10] = [
        (b"\0\0\0\x0cJXL ", "image/jxl"),
        (b"\xff\x0a", "image/jxl"),
        (b"FUJIFILMCCD-RAW", "image/x-fuji-raf"),
        (b"IIU\0", "image/x-panasonic-rw2"),
        (b"IIRO", "image/x-olympus-orf"),
        (b"IIRS", "image/x-olympus-orf"),
        (b"MMOR", "image/x-olympus-orf"),
        (b"II+\0", "image/tiff"),
        (b"MM\0+", "image/tiff"),
        (b"FOVb", "image/x-sigma-x3f"),
    ];
    FORMS
        .iter()
        .find(|(form, _)| bytes.starts_with(form))
        .map(|(_, name)| *name)
}

/// Returns a name as it is stored: composed letters, no path, nothing hidden.
fn file_name(text: &str) -> Result<String> {
    let way_out = |error: Error| error.hint("give it another name: --name NAME");
    let name: String = text.nfc().collect();
    let name = clean_text("file name", &name, LONGEST_NAME).map_err(way_out)?;
    let fact = if name.contains(['/', '\\']) {
        "is a path"
    } else if name.starts_with('.') {
        "begins with a dot"
    } else if name.len() > LONGEST_NAME {
        "is longer than 200 bytes"
    } else {
        return Ok(name);
    };
    let shown = printable(&name);
    Err(way_out(Error::invalid(
        ErrorCode::InvalidText,
        format!("file name `{shown}` {fact}"),
    )))
}

/// Returns the form under which names are compared: in any case. What else differs makes two files.
pub fn name_key(name: &str) -> String {
    let name: String = name.trim().nfc().collect();
    name.to_lowercase()
}

/// Returns a name under which a file is written into a folder, whatever the database says: no path, nothing hidden.
pub fn safe_name(name: &str, id: i64) -> String {
    let plain = printable(&without_hidden(name.to_owned())).replace(['/', '\\'], "_");
    let plain = plain.trim_start_matches(['.', ' ']).trim_end();
    let end = plain
        .char_indices()
        .map(|(at, c)| at + c.len_utf8())
        .take_while(|end| *end <= LONGEST_NAME)
        .last();
    match plain.get(..end.unwrap_or_default()) {
        Some(name) if !name.is_empty() => name.to_owned(),
        _ => format!("file-{id}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_no_path_and_hides_nothing() {
        for name in [
            "",
            " ",
            ".",
            "..",
            ".bashrc",
            "a/b",
            "../b",
            "a\\b",
            "a\nb",
            "a\0b",
            "a\u{1b}[2Jb",
            "a\u{202e}gpj.exe",
            "a\u{200b}b",
        ] {
            assert!(file_name(name).is_err(), "{name:?}");
            let safe = safe_name(name, 7);
            assert!(!safe.is_empty() && !safe.starts_with('.'), "{name:?}: {safe:?}");
            assert!(file_name(&safe).is_ok(), "{name:?}: {safe:?}");
        }
        assert!(file_name(&"é".repeat(101)).is_err());
        assert!(safe_name(&"é".repeat(200), 1).len() <= LONGEST_NAME);
        assert_eq!(file_name("Zoe\u{308} 1.jpg").unwrap(), "Zoë 1.jpg");
        assert_eq!(safe_name("../../etc/passwd", 1), "_.._etc_passwd");
        assert_eq!(safe_name("...", 3), "file-3");
    }

    #[test]
    fn the_bytes_tell_the_type() {
        for (bytes, found) in [
            (
                &[&b"\x7fELF\x02\x01\x01"[..], &[0; 64]].concat()[..],
                "application/x-executable",
            ),
            (b"MZ\x90\0\x03", "application/vnd.microsoft.portable-executable"),
            (b"MZ is a town in Germany", "text/plain"),
            (b"BM;1;2", "text/plain"),
            (b"#!/bin/sh\nrm -rf /", "text/x-shellscript"),
            (b"%PDF-1.4\n", "application/pdf"),
            (b"a;b\n1;2\n", "text/plain"),
            (b"\xff\xfe\0\x01nothing", "application/octet-stream"),
            (b"\0\0\0\x18ftyphevc\0\0\0\0mif1", "image/heif"),
            (b"\0\0\0\x18ftypmif1\0\0\0\0miaf", "image/heif"),
            (b"\0\0\0\x18ftyp3gq9\0\0\0\0", "video/mp4"),
            (b"\0\0\0\x0cJXL \r\n\x87\n", "image/jxl"),
            (b"FUJIFILMCCD-RAW 0201\0\x80", "image/x-fuji-raf"),
            (b"II+\0\x08\0\0\0", "image/tiff"),
            (b"\xff\xd8\xff\xe0", "image/jpeg"),
        ] {
            assert_eq!(type_of(bytes), found, "{bytes:?}");
        }
    }
}
