//! What a zip holds, judged by its directory before anything of it is unpacked.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use memchr::memmem;
use zip::ZipArchive;

use super::error::{LimitExceeded, WorkbookError};

/// A zip archive in memory.
pub(super) type ZipParts<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Opens a zip archive. Nothing else touches the `zip` crate's opening, names and sizes.
pub(super) fn open(bytes: &[u8]) -> Result<ZipParts<'_>, WorkbookError> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(WorkbookError::damaged)?;
    match listed_entries(bytes) {
        // Which of two parts with one name counts is anybody's guess, and guesses differ between programs.
        Some(listed) if listed != archive.len() => Err(WorkbookError::damaged(
            "two parts of the zip archive have the same name",
        )),
        _ => Ok(archive),
    }
}

/// Lists the names inside, in lower case and with `/`: some writers use other forms, and spreadsheet programs accept
/// them.
pub(super) fn names(archive: &ZipParts<'_>) -> Vec<String> {
    archive
        .file_names()
        .filter_map(Result::ok)
        .map(|name| plain_name(&name))
        .collect()
}

/// Returns the place of each part by the name that [`names`] gives it.
pub(super) fn places(archive: &mut ZipParts<'_>) -> HashMap<String, usize> {
    let mut places = HashMap::new();
    for index in 0..archive.len() {
        if let Ok(part) = archive.by_index_raw(index)
            && let Ok(name) = part.name()
        {
            places.insert(plain_name(&name), index);
        }
    }
    places
}

fn plain_name(name: &str) -> String {
    name.replace('\\', "/").to_ascii_lowercase()
}

/// Refuses a bomb by what its directory declares. A directory that lies meets the child's limits instead.
pub(super) fn refuse_bomb(archive: &mut ZipParts<'_>, max: u64) -> Result<(), WorkbookError> {
    let mut total: u64 = 0;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(WorkbookError::damaged)?;
        if part.name().map_or(true, |name| is_read(&name)) {
            total = total.saturating_add(part.size());
        }
    }
    if total > max {
        Err(WorkbookError::TooLarge(LimitExceeded::Unpacked { max }))
    } else {
        Ok(())
    }
}

/// Reports whether a part is ever unpacked; pictures and the like are not.
fn is_read(name: &str) -> bool {
    [".xml", ".rels", ".bin"]
        .iter()
        .any(|end| name.to_ascii_lowercase().ends_with(end))
}

/// Returns at most `max` bytes of a part; `None` if there is no such part.
pub(super) fn head_of(archive: &mut ZipParts<'_>, name: &str, max: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    archive
        .by_name(name)
        .ok()?
        .take(max)
        .read_to_end(&mut bytes)
        .ok()?;
    Some(bytes)
}

/// Reports whether any table part of an xlsx may hold `word`. A quick search through the unpacked bytes saves calamine a
/// second parse of every sheet, which costs five times as much. A part in UTF-16 always may.
pub(super) fn may_mention(archive: &mut ZipParts<'_>, word: &str) -> bool {
    let finders = [memmem::Finder::new(word)];
    (0..archive.len()).any(|index| match archive.by_index(index) {
        Ok(part)
            if !part
                .name()
                .is_ok_and(|name| name.to_ascii_lowercase().ends_with(".xml")) =>
        {
            false
        }
        Ok(part) => search(part, &finders).unwrap_or(true),
        Err(_) => true,
    })
}

/// Reports whether an xlsx asks whoever opens it to calculate: then its stored results need not be any.
pub(super) fn asks_for_results(archive: &mut ZipParts<'_>) -> bool {
    const MAX_WORKBOOK: u64 = 1 << 20;
    let part = head_of(archive, "xl/workbook.xml", MAX_WORKBOOK).unwrap_or_default();
    let asks = |value: &str| memmem::find(&part, format!("fullCalcOnLoad=\"{value}\"").as_bytes()).is_some();
    asks("1") || asks("true")
}

/// Searches a part chunk by chunk; the end of each is kept, so that a word across the border is seen. Any of the words will do.
pub(super) fn search(mut part: impl Read, finders: &[memmem::Finder<'_>]) -> std::io::Result<bool> {
    const CHUNK: usize = 1 << 16;
    let longest = finders.iter().map(|finder| finder.needle().len()).max();
    let keep = longest.unwrap_or(1) - 1;
    let mut buffer = vec![0; CHUNK + keep];
    let (mut filled, mut first) = (0, true);
    loop {
        let got = part.read(&mut buffer[filled..])?;
        let seen = &buffer[..filled + got];
        if std::mem::take(&mut first) && seen.iter().take(4).any(|b| matches!(b, 0 | 0xFE | 0xFF)) {
            return Ok(true);
        }
        if finders.iter().any(|finder| finder.find(seen).is_some()) {
            return Ok(true);
        }
        if got == 0 {
            return Ok(false);
        }
        let tail = (filled + got).saturating_sub(keep)..filled + got;
        filled = tail.len();
        buffer.copy_within(tail, 0);
    }
}

/// Returns how many entries the archive's end record counts; `None` where it does not say (zip64) or is not found.
fn listed_entries(bytes: &[u8]) -> Option<usize> {
    const RECORD: usize = 22;
    const MAX_COMMENT: usize = 65_535;
    let from = bytes.len().saturating_sub(RECORD + MAX_COMMENT);
    let tail = bytes.get(from..)?;
    let at = tail.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let count = u16::from_le_bytes(tail.get(at + 10..at + 12)?.try_into().ok()?);
    (count != u16::MAX).then_some(usize::from(count))
}

/// Reports whether the manifest of an ods, which itself is never encrypted, names an encrypted part.
pub(super) fn is_encrypted_ods(archive: &mut ZipParts<'_>) -> bool {
    const MAX_MANIFEST: u64 = 1 << 20;
    const MARK: &[u8] = b"manifest:encryption-data";
    let manifest = head_of(archive, "META-INF/manifest.xml", MAX_MANIFEST).unwrap_or_default();
    manifest.windows(MARK.len()).any(|window| window == MARK)
}
