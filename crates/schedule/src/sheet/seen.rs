//! What a person sees of a sheet: hidden rows and columns are left out before anything is understood, struck-through text is taken
//! from the rest of its cell, and colours mean what they were given to mean.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use super::model::{EntryFate, SheetNote, SheetOptions, SheetReading, SkipReason};
use crate::workbook::{CellAddress, CellValue, MergedRange, Sheet, SheetCell, SheetLook, Workbook};

/// What stands in the place of a formula's result that the file does not have.
const NO_RESULT: &str = "#NO RESULT";
/// So many places are named in one note; the rest are counted.
const NAMED: usize = 5;

/// A workbook as it is seen, and what is not seen of each of its sheets.
pub(super) struct SeenWorkbook<'w> {
    pub workbook: Cow<'w, Workbook>,
    /// By the names of the sheets; those that hide nothing are not in it.
    hidden: HashMap<String, Vec<CellAddress>>,
}

/// Leaves out what nobody sees, unless it is to be included.
pub(super) fn workbook<'w>(workbook: &'w Workbook, options: &SheetOptions) -> SeenWorkbook<'w> {
    let mut seen = SeenWorkbook {
        workbook: Cow::Borrowed(workbook),
        hidden: HashMap::new(),
    };
    for (place, sheet) in workbook.sheets.iter().enumerate() {
        let Some(look) = &sheet.look else { continue };
        let hidden = if options.include_hidden {
            Vec::new()
        } else {
            hidden_cells(sheet, look)
        };
        let has_parts = look.struck.iter().any(|struck| struck.part.is_some());
        if hidden.is_empty() && !has_parts {
            continue;
        }
        if let Some(sheet) = seen.workbook.to_mut().sheets.get_mut(place) {
            let unseen: BTreeSet<CellAddress> = hidden.iter().copied().collect();
            sheet.cells.retain(|cell| !unseen.contains(&cell.at));
            take_struck(sheet);
        }
        if !hidden.is_empty() {
            seen.hidden.insert(sheet.name.clone(), hidden);
        }
    }
    for place in 0..workbook.sheets.len() {
        show_unresolved(&mut seen.workbook, place);
    }
    seen
}

/// Shows formulas without a stored result as errors: they hold something, and nobody knows what.
fn show_unresolved(workbook: &mut Cow<'_, Workbook>, place: usize) {
    let is_unresolved = |sheet: &Sheet| !sheet.unresolved.is_empty();
    if !workbook.sheets.get(place).is_some_and(is_unresolved) {
        return;
    }
    if let Some(sheet) = workbook.to_mut().sheets.get_mut(place) {
        let errors = sheet.unresolved.iter().map(|at| SheetCell {
            at: *at,
            value: CellValue::Error(NO_RESULT.to_owned()),
        });
        let errors: Vec<SheetCell> = errors.collect();
        sheet.cells.extend(errors);
        sheet.cells.sort_by_key(|cell| cell.at);
        sheet.cells.dedup_by_key(|cell| cell.at);
    }
}

/// Lists the cells in hidden rows and columns. A merged cell is hidden only if all its rows or all its columns are.
fn hidden_cells(sheet: &Sheet, look: &SheetLook) -> Vec<CellAddress> {
    if look.hidden_rows.is_empty() && look.hidden_cols.is_empty() {
        return Vec::new();
    }
    let merges = sheet.merges.iter().flatten();
    let merges: HashMap<CellAddress, &MergedRange> = merges.map(|merge| (merge.first, merge)).collect();
    let places = sheet.cells.iter().map(|cell| cell.at);
    places
        .filter(|at| look.is_hidden(*at, merges.get(at).copied()))
        .collect()
}

/// Leaves of texts what is not struck through.
fn take_struck(sheet: &mut Sheet) {
    const SEPARATORS: [char; 7] = ['/', ',', ';', '|', '&', '+', '-'];
    for struck in sheet.look.iter().flat_map(|look| &look.struck) {
        let Some(part) = &struck.part else { continue };
        let Ok(place) = sheet.cells.binary_search_by_key(&struck.at, |cell| cell.at) else {
            continue;
        };
        if let Some(cell) = sheet.cells.get_mut(place) {
            let is_gap = |c: char| c.is_whitespace() || SEPARATORS.contains(&c);
            cell.value = CellValue::Text(part.rest.trim_matches(is_gap).to_owned());
        }
    }
}

impl SeenWorkbook<'_> {
    /// Says in the reading of a sheet what was not seen of it, and gives its cells their colours' meaning.
    pub fn complete(&self, reading: &mut SheetReading, sheet: &Sheet, options: &SheetOptions) {
        let is_empty = sheet.cells.is_empty();
        let is_blind = sheet.look.as_ref().is_none_or(|look| look.is_partial);
        if is_blind && !options.colours.is_empty() && reading.skipped.is_none() {
            // Without their colours the cells would be booked.
            *reading = SheetReading {
                skipped: Some(SkipReason {
                    reason: "--colour cannot be obeyed: colours cannot be seen in this format; save the file as .xlsx"
                        .to_owned(),
                    refused: true,
                }),
                slots: Vec::new(),
                findings: Vec::new(),
                new_rooms: Vec::new(),
                ..reading.clone()
            };
        }
        let Some(look) = &sheet.look else {
            if !is_empty && (!sheet.hidden || options.include_hidden) {
                let text =
                    "hidden rows, struck-through text, colours and comments cannot be seen in this format";
                reading
                    .notes
                    .push(note(None, text.to_owned(), !options.colours.is_empty()));
            }
            return;
        };
        if look.is_partial && !is_empty && (!sheet.hidden || options.include_hidden) {
            let text = "colours and struck-through parts of texts cannot be seen in this format";
            reading
                .notes
                .push(note(None, text.to_owned(), !options.colours.is_empty()));
        }
        if let Some(hidden) = self.hidden.get(&sheet.name) {
            let text = hidden_in_words(look, hidden);
            if let Some(skipped) = &mut reading.skipped {
                skipped.reason.push_str("; ");
                skipped.reason.push_str(&text);
            }
            reading.notes.push(note(None, text, true));
            reading.hidden.clone_from(hidden);
        }
        if look.rules > 0 {
            let rules = match look.rules {
                1 => "1 rule".to_owned(),
                count => format!("{count} rules"),
            };
            let text = format!("colours by {rules} of conditional formatting are not read");
            reading.notes.push(note(None, text, !options.colours.is_empty()));
        }
        colour(reading, look, options);
        comments(reading, look, options);
    }
}

fn note(at: Option<CellAddress>, text: String, warning: bool) -> SheetNote {
    SheetNote { at, text, warning }
}

/// Says how many cells stand in which hidden rows and columns.
fn hidden_in_words(look: &SheetLook, hidden: &[CellAddress]) -> String {
    let is_in = |runs: &[(u32, u32)], place: u32| runs.iter().any(|run| (run.0..=run.1).contains(&place));
    let rows: BTreeSet<u32> = hidden
        .iter()
        .map(|at| at.row)
        .filter(|row| is_in(&look.hidden_rows, *row))
        .collect();
    let cols: BTreeSet<u32> = hidden
        .iter()
        .map(|at| at.col)
        .filter(|col| is_in(&look.hidden_cols, *col))
        .collect();
    let row = |row: &u32| (u64::from(*row) + 1).to_string();
    let col = |col: &u32| {
        let address = CellAddress { row: 0, col: *col }.to_string();
        address.trim_end_matches('1').to_owned()
    };
    let lines = [
        counted("row", &rows.iter().map(row).collect::<Vec<_>>()),
        counted("column", &cols.iter().map(col).collect::<Vec<_>>()),
    ];
    let lines: Vec<String> = lines.into_iter().flatten().collect();
    let cells = match hidden.len() {
        1 => "1 cell".to_owned(),
        count => format!("{count} cells"),
    };
    format!(
        "{cells} in {} not read (--include-hidden reads them)",
        lines.join(" and ")
    )
}

/// Names hidden rows or columns: `2 hidden rows (4, 7)`.
fn counted(what: &str, names: &[String]) -> Option<String> {
    let ending = if names.len() == 1 { "" } else { "s" };
    (!names.is_empty()).then(|| format!("{} hidden {what}{ending} ({})", names.len(), listed(names)))
}

fn listed(names: &[String]) -> String {
    let shown = names.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>();
    let more = if names.len() > NAMED { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}

fn colour(reading: &mut SheetReading, look: &SheetLook, options: &SheetOptions) {
    if options.colours.is_empty() {
        return;
    }
    for slot in reading.slots.iter_mut().filter(|slot| slot.look.fate.is_none()) {
        let place = look.fills.binary_search_by_key(&slot.at, |fill| fill.at);
        let rgb = place
            .ok()
            .and_then(|place| look.fills.get(place))
            .map(|fill| fill.rgb);
        let fate = rgb.and_then(|rgb| Some((rgb, *options.colours.get(&rgb)?)));
        if let Some((rgb, fate)) = fate {
            let meaning = match fate {
                EntryFate::Cancelled => "cancelled",
                EntryFate::Ignored => "ignored",
            };
            slot.look.fate = Some((fate, format!("its colour {rgb:06X} means {meaning}")));
        }
    }
}

/// Counts the comments, or gives them to their cells.
fn comments(reading: &mut SheetReading, look: &SheetLook, options: &SheetOptions) {
    if look.comments.is_empty() || reading.skipped.is_some() {
        return;
    }
    let mut unread: Vec<String> = Vec::new();
    for comment in &look.comments {
        let place = reading.slots.binary_search_by_key(&comment.at, |slot| slot.at);
        let slot = place.ok().and_then(|place| reading.slots.get_mut(place));
        match slot.filter(|_| options.include_hidden) {
            Some(slot) => slot.look.comment = Some(comment.text.clone()),
            None => unread.push(comment.at.to_string()),
        }
    }
    if unread.is_empty() {
        return;
    }
    let way = if options.include_hidden {
        ""
    } else {
        " (--include-hidden keeps them as notes)"
    };
    let count = match unread.len() {
        1 => "1 comment is".to_owned(),
        count => format!("{count} comments are"),
    };
    let text = format!("{count} not read{way}: {}", listed(&unread));
    reading.notes.push(note(None, text, true));
}
