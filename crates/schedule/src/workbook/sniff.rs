//! What a file is, by its content: endings lie.

use memchr::memmem;

use super::archive::{self, ZipParts};
use super::error::{LooksLike, WorkbookError};
use super::model::FileKind;

/// Finds the kind of workbook that these bytes are.
///
/// # Errors
/// `NotAWorkbook` with what it looks like, `Encrypted`, or `Damaged` for a zip that cannot be opened.
pub(super) fn sniff(bytes: &[u8]) -> Result<FileKind, WorkbookError> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        let mut archive = archive::open(bytes)?;
        return sniff_zip(&mut archive).map_err(WorkbookError::NotAWorkbook);
    }
    if bytes.starts_with(OLE) {
        return sniff_ole(bytes);
    }
    Err(WorkbookError::NotAWorkbook(sniff_other(bytes)))
}

/// Returns what bytes look like that are neither a zip nor an OLE file, and so not a workbook.
pub(super) fn looks_like(bytes: &[u8]) -> Option<LooksLike> {
    let may_be_one = bytes.starts_with(b"PK") || bytes.starts_with(OLE);
    (!may_be_one).then(|| sniff_other(bytes))
}

/// Tells the kind of workbook by names that stand in the bytes, unpacking nothing; reading the workbook tells for sure.
///
/// # Errors
/// As [`sniff`].
pub fn likely_kind(bytes: &[u8]) -> Result<FileKind, WorkbookError> {
    let has = |name: &[u8]| memmem::find(bytes, name).is_some();
    if !bytes.starts_with(b"PK") {
        return sniff(bytes);
    }
    if has(b"xl/workbook.bin") {
        Ok(FileKind::Xlsb)
    } else if has(b"xl/workbook") {
        Ok(FileKind::Xlsx)
    } else if has(b"opendocument.spreadsheet") {
        Ok(FileKind::Ods)
    } else if has(b"word/") {
        Err(WorkbookError::NotAWorkbook(LooksLike::Document))
    } else {
        Err(WorkbookError::NotAWorkbook(LooksLike::Zip))
    }
}

/// Reports whether a name is that of a lock file: `~$name.xlsx` is Excel's, `.~lock.name.ods#` LibreOffice's.
pub(super) fn is_lock_name(name: &str) -> bool {
    name.starts_with("~$") || name.starts_with(".~lock.")
}

fn sniff_zip(archive: &mut ZipParts<'_>) -> Result<FileKind, LooksLike> {
    const MAX_MIME: u64 = 128;
    let names = archive::names(archive);
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    let main_part = |end: &str| {
        names.iter().any(|name| {
            name.starts_with("xl/workbook") && name.ends_with(end) && name.matches('/').count() == 1
        })
    };
    let mime = archive::head_of(archive, "mimetype", MAX_MIME).unwrap_or_default();
    if let Some(document) = mime.strip_prefix(b"application/vnd.oasis.opendocument.") {
        return opendocument(document);
    }
    if main_part(".bin") {
        Ok(FileKind::Xlsb)
    } else if main_part(".xml") || names.iter().any(|name| name.ends_with("workbook.xml")) {
        Ok(FileKind::Xlsx)
    } else if names.iter().any(|name| name.starts_with("word/")) {
        Err(LooksLike::Document)
    } else if names.iter().any(|name| name.starts_with("ppt/")) {
        Err(LooksLike::Presentation)
    } else if has("index.zip") || names.iter().any(|name| name.ends_with(".iwa")) {
        Err(LooksLike::Apple)
    } else {
        Err(LooksLike::Zip)
    }
}

fn opendocument(document: &[u8]) -> Result<FileKind, LooksLike> {
    if document.starts_with(b"spreadsheet") {
        Ok(FileKind::Ods)
    } else if document.starts_with(b"text") {
        Err(LooksLike::Document)
    } else if document.starts_with(b"presentation") {
        Err(LooksLike::Presentation)
    } else {
        Err(LooksLike::Zip)
    }
}

const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Finds what an OLE file holds. The directory entries are found by their shape, not by following the file's chains,
/// which may be loops.
fn sniff_ole(bytes: &[u8]) -> Result<FileKind, WorkbookError> {
    let has = |wanted: &str| ole_entry(bytes, wanted).is_some();
    if has("EncryptedPackage") || has("EncryptionInfo") {
        Err(WorkbookError::Encrypted)
    } else if let Some(entry) = ole_entry(bytes, "Workbook").or_else(|| ole_entry(bytes, "Book")) {
        if has_filepass(bytes, entry) {
            Err(WorkbookError::Encrypted)
        } else {
            Ok(FileKind::Xls)
        }
    } else if has("WordDocument") {
        Err(WorkbookError::NotAWorkbook(LooksLike::Document))
    } else if is_cut_off(bytes) {
        Err(WorkbookError::damaged(
            "the file ends before its own table of contents",
        ))
    } else if has("PowerPoint Document") {
        Err(WorkbookError::NotAWorkbook(LooksLike::Presentation))
    } else {
        Err(WorkbookError::NotAWorkbook(LooksLike::Ole))
    }
}

/// Reports whether the sector where the directory begins lies behind the end: half a download.
fn is_cut_off(bytes: &[u8]) -> bool {
    let start = bytes
        .get(48..52)
        .and_then(|b| b.try_into().ok())
        .map(u32::from_le_bytes);
    start.and_then(|start| sector(bytes, start)).is_none()
}

/// Returns the bytes from the beginning of a sector; the header stands before the first one.
fn sector(bytes: &[u8], index: u32) -> Option<&[u8]> {
    let shift = u16_at(bytes, 30).filter(|shift| (7..=16).contains(shift))?;
    let at = (u64::from(index) + 1) << shift;
    bytes
        .get(usize::try_from(at).ok()?..)
        .filter(|rest| !rest.is_empty())
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

/// A directory entry has 128 bytes: 64 of name (UTF-16), its length with the closing zero, a kind that is 2 for a
/// stream, and more.
const OLE_ENTRY: usize = 128;

fn ole_entry<'a>(bytes: &'a [u8], wanted: &str) -> Option<&'a [u8]> {
    bytes.chunks_exact(OLE_ENTRY).skip(4).find(|entry| {
        let length = usize::from(u16::from_le_bytes([entry[64], entry[65]]));
        length == (wanted.len() + 1) * 2
            && entry[66] == 2
            && wanted
                .bytes()
                .zip(entry.chunks_exact(2))
                .all(|(c, at)| at[0].eq_ignore_ascii_case(&c) && at[1] == 0)
    })
}

/// Reports whether the workbook stream begins with a FILEPASS record, whatever its scheme: calamine overlooks the oldest
/// (XOR, scheme 0) and gives rubbish. It comes right after the first record, with a few exceptions in between.
fn has_filepass(bytes: &[u8], entry: &[u8]) -> bool {
    const FILEPASS: u16 = 0x002F;
    const BETWEEN: [u16; 3] = [0x0809, 0x0086, 0x00E1];
    let start = entry
        .get(116..120)
        .and_then(|b| b.try_into().ok())
        .map(u32::from_le_bytes);
    let mut rest = start.and_then(|start| sector(bytes, start)).unwrap_or_default();
    for _ in 0..=BETWEEN.len() {
        let (Some(record), Some(length)) = (u16_at(rest, 0), u16_at(rest, 2)) else {
            return false;
        };
        if record == FILEPASS {
            return true;
        }
        if !BETWEEN.contains(&record) {
            return false;
        }
        rest = rest.get(4 + usize::from(length)..).unwrap_or_default();
    }
    false
}

fn sniff_other(bytes: &[u8]) -> LooksLike {
    const MAGIC: [(&[u8], LooksLike); 13] = [
        (b"%PDF", LooksLike::Pdf),
        (b"{\\rtf", LooksLike::RichText),
        (b"\x89PNG", LooksLike::Picture),
        (b"\xFF\xD8\xFF", LooksLike::Picture),
        (b"GIF8", LooksLike::Picture),
        (b"\x1F\x8B", LooksLike::Compressed),
        (b"7z\xBC\xAF\x27\x1C", LooksLike::Compressed),
        (b"Rar!", LooksLike::Compressed),
        (b"\x09\x00\x04\x00", LooksLike::AncientExcel),
        (b"\x09\x02\x06\x00", LooksLike::AncientExcel),
        (b"\x09\x04\x06\x00", LooksLike::AncientExcel),
        (b"\x09\x08\x08\x00\x00\x05", LooksLike::AncientExcel),
        (b"\x09\x08\x10\x00\x00\x06", LooksLike::AncientExcel),
    ];
    if bytes.is_empty() {
        return LooksLike::Empty;
    }
    let magic = MAGIC.iter().find(|(start, _)| bytes.starts_with(start));
    magic.map_or_else(|| sniff_text(bytes), |(_, what)| *what)
}

/// Tells texts apart. Text of any encoding has no zero bytes and hardly a control character; UTF-16 begins with its
/// mark of two bytes.
fn sniff_text(bytes: &[u8]) -> LooksLike {
    const LOOK: usize = 4096;
    let head = &bytes[..bytes.len().min(LOOK)];
    if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
        return LooksLike::Text;
    }
    if head
        .iter()
        .any(|b| *b < b' ' && !b"\t\r\n\x0B\x0C\x1B".contains(b))
    {
        return LooksLike::Unknown;
    }
    let text = String::from_utf8_lossy(head)
        .trim_start_matches('\u{feff}')
        .trim_start()
        .to_ascii_lowercase();
    if text.starts_with("<!doctype html") || text.starts_with("<html") || text.contains("<table") {
        LooksLike::Html
    } else if text.starts_with("<?xml") {
        LooksLike::Xml
    } else {
        LooksLike::Text
    }
}
