//! One function a format, from bytes to sheets. Runs in the child only: it may take any memory and time.

use std::collections::HashSet;
use std::io::Cursor;

use calamine::{
    DataRef, Dimensions, Ods, OdsError, Reader, Sheet as SheetInfo, SheetType, Xls, XlsError, Xlsb,
    XlsbError, Xlsx, XlsxError,
};

use super::error::{LimitExceeded, WorkbookError};
use super::look::SheetLook;
use super::model::{CellValue, FileKind, Sheet};
use super::place::{CellAddress, MergedRange};
use super::record_look::XlsLooks;
use super::sheet_draft::SheetDraft;
use super::wire::PartSender;
use super::xlsb_look::XlsbLooks;
use super::xlsx_look::XlsxLooks;
use super::{archive, ods, sniff, value};

type ByteCursor<'a> = Cursor<&'a [u8]>;

/// Reads a workbook and sends it sheet by sheet. It may panic or abort where calamine does.
pub(super) fn read(
    bytes: &[u8],
    max_cells: u64,
    memory_bytes: u64,
    out: &mut PartSender,
) -> Result<(), WorkbookError> {
    let kind = sniff::sniff(bytes)?;
    if kind != FileKind::Xls {
        archive::refuse_bomb(&mut archive::open(bytes)?, memory_bytes)?;
    }
    match kind {
        FileKind::Xlsx => xlsx(bytes, max_cells, out),
        FileKind::Xlsb => xlsb(bytes, max_cells, out),
        FileKind::Xls => xls(bytes, max_cells, out),
        FileKind::Ods => ods(bytes, max_cells, memory_bytes, out),
    }
}

fn xlsx(bytes: &[u8], max_cells: u64, out: &mut PartSender) -> Result<(), WorkbookError> {
    let mut book: Xlsx<ByteCursor> = Xlsx::new(Cursor::new(bytes)).map_err(xlsx_error)?;
    out.begin(FileKind::Xlsx, book.has_1904_epoch()).map_err(unsent)?;
    let mut parts = archive::open(bytes)?;
    let has_merges = archive::may_mention(&mut parts, "mergeCell");
    let is_calculated = !archive::asks_for_results(&mut parts);
    let infos = book.sheets_metadata().to_vec();
    let mut looks: Option<XlsxLooks> = None;
    each_sheet(out, &infos, |info| {
        let draft = xlsx_sheet(&mut book, info, max_cells, is_calculated)?;
        let merges = if has_merges {
            let merges = book.merge_cells_by_sheet_name(&info.name);
            merges.map(|found| found.into_iter().map(merge).collect()).ok()
        } else {
            Some(Vec::new())
        };
        if looks.is_none()
            && let Ok(cells) = book.worksheet_cells_reader(&info.name)
        {
            looks = XlsxLooks::open(&mut parts, cells.styles()).ok();
        }
        let look = looks
            .as_ref()
            .and_then(|looks| looks.of_sheet(&mut parts, &info.name));
        Ok(draft.finish(merges, look))
    })
}

fn xlsx_sheet(
    book: &mut Xlsx<ByteCursor>,
    info: &SheetInfo,
    max_cells: u64,
    is_calculated: bool,
) -> Result<SheetDraft, WorkbookError> {
    let mut draft = SheetDraft::new(info, max_cells);
    match xlsx_cells_and_formulas(book, &mut draft, is_calculated) {
        Err(XlsxFailure::Reader(_)) => {
            // A formula that calamine cannot take apart must not cost the values, which it can.
            draft = SheetDraft::new(info, max_cells);
            xlsx_cells(book, &mut draft).or_else(|failure| failure.settle(&mut draft))?;
        }
        other => other.or_else(|failure| failure.settle(&mut draft))?,
    }
    Ok(draft)
}

/// Where reading a sheet's cells ended early.
enum XlsxFailure {
    Reader(XlsxError),
    Draft(WorkbookError),
}

impl XlsxFailure {
    /// Lets a chart that is listed as a worksheet have no cells; all else is a failure.
    fn settle(self, draft: &mut SheetDraft) -> Result<(), WorkbookError> {
        match self {
            Self::Reader(XlsxError::NotAWorksheet(_)) => {
                draft.warn("it is not a table but a chart or a dialog");
                Ok(())
            }
            Self::Reader(error) => Err(draft.damaged(&error)),
            Self::Draft(error) => Err(error),
        }
    }
}

impl From<XlsxError> for XlsxFailure {
    fn from(error: XlsxError) -> Self {
        Self::Reader(error)
    }
}

impl From<WorkbookError> for XlsxFailure {
    fn from(error: WorkbookError) -> Self {
        Self::Draft(error)
    }
}

/// Reads cell by cell, so that a far corner costs nothing; with the formulas, to name those without a stored result. A
/// program that calculates nothing stores a 0 for each of them, and asks for the results.
fn xlsx_cells_and_formulas(
    book: &mut Xlsx<ByteCursor>,
    draft: &mut SheetDraft,
    is_calculated: bool,
) -> Result<(), XlsxFailure> {
    let mut cells = book.worksheet_cells_reader(draft.name())?;
    while let Some(cell) = cells.next_cell_with_formula_metadata()? {
        // A formula may well come to an empty text.
        let is_formula =
            cell.formula.is_some() && !matches!(&cell.value, DataRef::String(text) if text.is_empty());
        match value::cell_value(cell.value) {
            Some(CellValue::Number(0.0)) if is_formula && !is_calculated => draft.note_unresolved(cell.pos),
            Some(value) => draft.put(cell.pos, value)?,
            None if is_formula => draft.note_unresolved(cell.pos),
            None => {}
        }
    }
    Ok(())
}

fn xlsx_cells(book: &mut Xlsx<ByteCursor>, draft: &mut SheetDraft) -> Result<(), XlsxFailure> {
    let mut cells = book.worksheet_cells_reader(draft.name())?;
    while let Some(cell) = cells.next_cell()? {
        let at = cell.get_position();
        if let Some(value) = value::cell_value(cell.get_value().clone()) {
            draft.put(at, value)?;
        }
    }
    Ok(())
}

fn xlsb(bytes: &[u8], max_cells: u64, out: &mut PartSender) -> Result<(), WorkbookError> {
    let mut book: Xlsb<ByteCursor> = Xlsb::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsbError::Password => WorkbookError::Encrypted,
        other => WorkbookError::damaged(other),
    })?;
    out.begin(FileKind::Xlsb, book.has_1904_epoch()).map_err(unsent)?;
    let infos = book.sheets_metadata().to_vec();
    let mut parts = archive::open(bytes)?;
    let looks = XlsbLooks::open(&mut parts);
    each_sheet(out, &infos, |info| {
        let draft = xlsb_sheet(&mut book, info, max_cells)?;
        let look = looks
            .as_ref()
            .and_then(|looks| looks.of_sheet(&mut parts, &info.name));
        Ok(draft.finish(None, look))
    })
}

fn xlsb_sheet(
    book: &mut Xlsb<ByteCursor>,
    info: &SheetInfo,
    max_cells: u64,
) -> Result<SheetDraft, WorkbookError> {
    let mut draft = SheetDraft::new(info, max_cells);
    let mut given = HashSet::new();
    let mut cells = book
        .worksheet_cells_reader(&info.name)
        .map_err(|error| draft.damaged(&error))?;
    while let Some(cell) = cells.next_cell().map_err(|error| draft.damaged(&error))? {
        given.insert(cell.get_position());
        if let Some(value) = value::cell_value(cell.get_value().clone()) {
            draft.put(cell.get_position(), value)?;
        }
    }
    drop(cells);
    match xlsb_formulas(book, &info.name) {
        Some(formulas) => {
            for at in formulas.into_iter().filter(|at| !given.contains(at)) {
                draft.put(at, CellValue::Error("#ERROR!".to_owned()))?;
            }
        }
        None => draft.warn("its formulas cannot be read; cells whose formula gives an error may be missing"),
    }
    Ok(draft)
}

/// Finds the places of formulas. calamine passes over those whose result is an error when it reads values; they are
/// known by being here and not there.
fn xlsb_formulas(book: &mut Xlsb<ByteCursor>, name: &str) -> Option<Vec<(u32, u32)>> {
    let mut places = Vec::new();
    let mut cells = book.worksheet_cells_reader(name).ok()?;
    while let Some(cell) = cells.next_formula().ok()? {
        places.push(cell.get_position());
    }
    Some(places)
}

fn xls(bytes: &[u8], max_cells: u64, out: &mut PartSender) -> Result<(), WorkbookError> {
    let mut book: Xls<ByteCursor> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => WorkbookError::Encrypted,
        other => WorkbookError::damaged(other),
    })?;
    out.begin(FileKind::Xls, book.has_1904_epoch()).map_err(unsent)?;
    let infos = book.sheets_metadata().to_vec();
    let mut looks = XlsLooks::read(bytes);
    each_sheet(out, &infos, |info| {
        let mut draft = SheetDraft::new(info, max_cells);
        let range = book
            .worksheet_range(&info.name)
            .map_err(|error| draft.damaged(&error))?;
        draft.put_range(&range, value::owned_value)?;
        let merges = book.merge_cells_by_sheet_name(&info.name);
        let merges = merges.map(|found| found.into_iter().map(merge).collect()).ok();
        let look = looks.as_mut().and_then(|looks| looks.of_sheet(&info.name));
        Ok(draft.finish(merges, look))
    })
}

fn ods(bytes: &[u8], max_cells: u64, memory_bytes: u64, out: &mut PartSender) -> Result<(), WorkbookError> {
    let mut archive = archive::open(bytes)?;
    if archive::is_encrypted_ods(&mut archive) {
        return Err(WorkbookError::Encrypted);
    }
    let mut scanned = ods::scan(&mut archive, max_cells, memory_bytes)?;
    let mut book: Ods<ByteCursor> = Ods::new(Cursor::new(bytes)).map_err(|error| match error {
        OdsError::Password => WorkbookError::Encrypted,
        OdsError::CellLimitExceeded { .. } => {
            WorkbookError::TooLarge(LimitExceeded::Memory { max: memory_bytes })
        }
        other => WorkbookError::damaged(other),
    })?;
    out.begin(FileKind::Ods, false).map_err(unsent)?;
    let infos = book.sheets_metadata().to_vec();
    each_sheet(out, &infos, |info| {
        let mut draft = SheetDraft::new(info, max_cells);
        let range = book
            .worksheet_range(&info.name)
            .map_err(|error| draft.damaged(&error))?;
        draft.put_range(&range, value::ods_value)?;
        let Some(scanned) = scanned.remove(&info.name) else {
            return Ok(draft.finish(None, None));
        };
        for at in &scanned.unresolved {
            draft.note_unresolved((at.row, at.col));
        }
        Ok(draft.finish(Some(scanned.merges), Some(scanned.look)))
    })
}

/// Reads and sends each sheet. All formats ask for a sheet by its name, so two of one name would be one sheet read
/// twice.
fn each_sheet(
    out: &mut PartSender,
    infos: &[SheetInfo],
    mut read_one: impl FnMut(&SheetInfo) -> Result<Sheet, WorkbookError>,
) -> Result<(), WorkbookError> {
    let mut names = HashSet::new();
    for info in infos {
        if !names.insert(info.name.as_str()) {
            return Err(WorkbookError::damaged(format!(
                "two sheets are named \"{}\"",
                info.name
            )));
        }
        let sheet = if info.typ == SheetType::WorkSheet {
            read_one(info)?
        } else {
            not_a_table(info)
        };
        out.sheet(&sheet).map_err(unsent)?;
    }
    Ok(())
}

fn not_a_table(info: &SheetInfo) -> Sheet {
    let mut draft = SheetDraft::new(info, 0);
    draft.warn("it is not a table but a chart, a dialog or a macro");
    draft.finish(Some(Vec::new()), Some(SheetLook::default()))
}

/// Makes the error of a parent that is gone or wants no more: nobody will read it.
fn unsent(error: impl std::fmt::Display) -> WorkbookError {
    WorkbookError::Reader(error.to_string())
}

fn merge(found: Dimensions) -> MergedRange {
    let address = |(row, col)| CellAddress { row, col };
    MergedRange {
        first: address(found.start),
        last: address(found.end),
    }
}

fn xlsx_error(error: XlsxError) -> WorkbookError {
    match error {
        XlsxError::Password => WorkbookError::Encrypted,
        other => WorkbookError::damaged(other),
    }
}
