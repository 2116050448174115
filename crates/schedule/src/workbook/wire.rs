//! How the child's answer travels: portions with their length before them, so that neither side ever holds the
//! workbook and its encoding at once, and a child that dies half-way is told from one that is done.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use super::error::{LimitExceeded, WorkbookError};
use super::look::SheetLook;
use super::model::{CellValue, FileKind, Sheet, SheetCell, Workbook};
use super::place::{CellAddress, MergedRange};

/// Cells or merges in one portion.
const PORTION: usize = 4096;

/// A portion as the child sends it.
#[derive(Serialize)]
enum SentPart<'a> {
    Failed(&'a WorkbookError),
    Workbook {
        kind: FileKind,
        epoch_1904: bool,
    },
    Sheet {
        name: &'a str,
        hidden: bool,
        has_merges: bool,
        warnings: &'a [String],
    },
    Cells(&'a [SheetCell]),
    Merges(&'a [MergedRange]),
    Unresolved(&'a [CellAddress]),
    Look(&'a SheetLook),
    End,
}

/// The same as [`SentPart`], owned: what the parent receives.
#[derive(Deserialize)]
enum ReceivedPart {
    Failed(WorkbookError),
    Workbook {
        kind: FileKind,
        epoch_1904: bool,
    },
    Sheet {
        name: String,
        hidden: bool,
        has_merges: bool,
        warnings: Vec<String>,
    },
    Cells(Vec<SheetCell>),
    Merges(Vec<MergedRange>),
    Unresolved(Vec<CellAddress>),
    Look(SheetLook),
    End,
}

/// The child's end of the wire. A sheet is sent when it is read, so the parent unpacks it while the child reads
/// the next, and neither holds all of them twice.
pub(super) struct PartSender<'a> {
    out: &'a mut dyn Write,
    portion: Vec<u8>,
}

impl<'a> PartSender<'a> {
    pub(super) fn new(out: &'a mut dyn Write) -> Self {
        Self {
            out,
            portion: Vec::new(),
        }
    }

    pub(super) fn begin(&mut self, kind: FileKind, epoch_1904: bool) -> io::Result<()> {
        self.put(&SentPart::Workbook { kind, epoch_1904 })
    }

    pub(super) fn sheet(&mut self, sheet: &Sheet) -> io::Result<()> {
        self.put(&SentPart::Sheet {
            name: &sheet.name,
            hidden: sheet.hidden,
            has_merges: sheet.merges.is_some(),
            warnings: &sheet.warnings,
        })?;
        sheet
            .cells
            .chunks(PORTION)
            .try_for_each(|cells| self.put(&SentPart::Cells(cells)))?;
        let merges = sheet.merges.as_deref().unwrap_or_default();
        merges
            .chunks(PORTION)
            .try_for_each(|merges| self.put(&SentPart::Merges(merges)))?;
        sheet
            .unresolved
            .chunks(PORTION)
            .try_for_each(|places| self.put(&SentPart::Unresolved(places)))?;
        sheet
            .look
            .as_ref()
            .map_or(Ok(()), |look| self.put(&SentPart::Look(look)))
    }

    /// Ends the answer: all is well, or what came before does not count.
    pub(super) fn end(&mut self, outcome: &Result<(), WorkbookError>) -> io::Result<()> {
        match outcome {
            Ok(()) => self.put(&SentPart::End)?,
            Err(error) => self.put(&SentPart::Failed(error))?,
        }
        self.out.flush()
    }

    fn put(&mut self, part: &SentPart) -> io::Result<()> {
        self.portion.clear();
        encode(part, &mut self.portion)?;
        self.out.write_all(&(self.portion.len() as u64).to_le_bytes())?;
        self.out.write_all(&self.portion)
    }
}

/// Receives the child's answer; the outer error tells what is wrong with the answer itself. A workbook that would take more than three quarters of
/// `memory_bytes` here is refused: this process has other things to hold.
pub(super) fn receive(
    from: &mut impl Read,
    memory_bytes: u64,
) -> Result<Result<Workbook, WorkbookError>, String> {
    let mut portion = Vec::new();
    let mut workbook = match next(from, &mut portion)? {
        ReceivedPart::Failed(error) => return Ok(Err(error)),
        ReceivedPart::Workbook { kind, epoch_1904 } => Workbook {
            kind,
            epoch_1904,
            sheets: Vec::new(),
        },
        _ => return Err("its answer has no beginning".to_owned()),
    };
    let mut left = memory_bytes / 4 * 3;
    loop {
        let part = next(from, &mut portion)?;
        left = match left.checked_sub(weight(&part)) {
            Some(left) => left,
            None => {
                return Ok(Err(WorkbookError::TooLarge(LimitExceeded::Memory {
                    max: memory_bytes,
                })));
            }
        };
        match part {
            ReceivedPart::End => return Ok(Ok(workbook)),
            ReceivedPart::Failed(error) => return Ok(Err(error)),
            part => add(&mut workbook, part)?,
        }
    }
}

/// Sends the text of a file, or the reason why there is none.
pub(super) fn send_text(mut out: impl Write, outcome: &Result<String, WorkbookError>) -> io::Result<()> {
    postcard::to_io(outcome, &mut out).map_err(io::Error::other)?;
    out.flush()
}

/// Receives what [`send_text`] sends; the outer error tells what is wrong with the answer itself.
pub(super) fn receive_text(mut from: impl Read) -> Result<Result<String, WorkbookError>, String> {
    let mut answer = Vec::new();
    from.read_to_end(&mut answer).map_err(|e| e.to_string())?;
    postcard::from_bytes(&answer).map_err(|_| "its answer is cut off".to_owned())
}

/// Estimates the bytes that a portion takes in memory; a text has its own allocation.
fn weight(part: &ReceivedPart) -> u64 {
    const ALLOCATION: usize = 16;
    let text = |value: &CellValue| match value {
        CellValue::Text(text) | CellValue::Error(text) => text.len() + ALLOCATION,
        _ => 0,
    };
    let bytes = match part {
        ReceivedPart::Cells(cells) => cells
            .iter()
            .map(|cell| size_of::<SheetCell>() + text(&cell.value))
            .sum(),
        ReceivedPart::Merges(merges) => size_of_val(merges.as_slice()),
        ReceivedPart::Unresolved(places) => size_of_val(places.as_slice()),
        ReceivedPart::Look(look) => look.weight(),
        ReceivedPart::Sheet { name, warnings, .. } => {
            size_of::<Sheet>() + name.len() + warnings.iter().map(|w| w.len() + ALLOCATION).sum::<usize>()
        }
        _ => 0,
    };
    bytes as u64
}

fn add(workbook: &mut Workbook, part: ReceivedPart) -> Result<(), String> {
    match (part, workbook.sheets.last_mut()) {
        (
            ReceivedPart::Sheet {
                name,
                hidden,
                has_merges,
                warnings,
            },
            _,
        ) => {
            let merges = has_merges.then(Vec::new);
            workbook.sheets.push(Sheet {
                name,
                hidden,
                cells: Vec::new(),
                merges,
                unresolved: Vec::new(),
                warnings,
                look: None,
            });
        }
        (ReceivedPart::Cells(mut cells), Some(sheet)) => sheet.cells.append(&mut cells),
        (ReceivedPart::Unresolved(mut places), Some(sheet)) => sheet.unresolved.append(&mut places),
        (
            ReceivedPart::Merges(mut more),
            Some(Sheet {
                merges: Some(merges), ..
            }),
        ) => merges.append(&mut more),
        (ReceivedPart::Look(look), Some(sheet)) => sheet.look = Some(look),
        _ => return Err("its answer is out of order".to_owned()),
    }
    Ok(())
}

fn next(from: &mut impl Read, portion: &mut Vec<u8>) -> Result<ReceivedPart, String> {
    let mut length = [0; 8];
    from.read_exact(&mut length)
        .map_err(|_| "its answer is cut off".to_owned())?;
    let length = u64::from_le_bytes(length);
    portion.clear();
    let got = from
        .take(length)
        .read_to_end(portion)
        .map_err(|e| e.to_string())?;
    if got as u64 != length {
        return Err("its answer is cut off".to_owned());
    }
    decode(portion)
}

/// Encodes a portion. Postcard writes a value in a few bytes without names: several times faster than JSON for a
/// hundred thousand cells.
fn encode(part: &SentPart, portion: &mut Vec<u8>) -> io::Result<()> {
    postcard::to_io(part, portion).map(drop).map_err(io::Error::other)
}

fn decode(portion: &[u8]) -> Result<ReceivedPart, String> {
    postcard::from_bytes(portion).map_err(|_| "its answer makes no sense".to_owned())
}
