//! The sheets of a workbook as lines of cells: with the values that merged cells show, and the places where a formula
//! has no result.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::separated::{CellLimit, spend};
use super::sheet::{PlaceStyle, TableLine, TableSheet, visible_cell};
use crate::kernel::error::Result;
use crate::kernel::text::counted;
use colab_schedule::workbook::{CellAddress, CellValue, MergedRange, Sheet, SheetLook, Workbook};

/// Why a formula's cell cannot be read.
const NO_RESULT: &str =
    "the formula has no stored result; open the file in a spreadsheet program and save it";

/// Turns a workbook into lines; hidden sheets are left out and counted, and hidden rows unless they are wanted.
///
/// # Errors
/// `Invalid` where a sheet has more cells than the limit, or merged cells stand for more.
pub fn sheets(workbook: Workbook, limit: &CellLimit<'_>, with_hidden: bool) -> Result<Vec<TableSheet>> {
    let (hidden, seen): (Vec<Sheet>, Vec<Sheet>) =
        workbook.sheets.into_iter().partition(|sheet| sheet.hidden);
    // The template keeps its lists in one.
    let is_used = |sheet: &&Sheet| sheet.name != "Lists" && !sheet.cells.is_empty();
    let hidden: Vec<String> = hidden
        .iter()
        .filter(is_used)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut sheets = Vec::with_capacity(seen.len());
    for sheet in seen {
        let mut lines = lines(sheet, limit, with_hidden)?;
        if !hidden.is_empty() {
            let count = counted(hidden.len(), "hidden sheet");
            let names = hidden.join(", ");
            lines.notes.push(format!("{count} left out: {names}"));
        }
        sheets.push(lines);
    }
    Ok(sheets)
}

fn lines(sheet: Sheet, limit: &CellLimit<'_>, with_hidden: bool) -> Result<TableSheet> {
    let mut lines: BTreeMap<u32, TableLine> = BTreeMap::new();
    let max_cells = limit.most;
    let is_ours = is_own_list(&sheet, limit);
    for cell in sheet.cells {
        // Our own lists write nothing as nothing: a word for it is a name.
        let seen = match cell.value {
            CellValue::Text(text) if is_ours => Some(CellValue::Text(text)),
            other => visible_cell(other),
        };
        if let Some(value) = seen {
            line_at(&mut lines, cell.at.row).cells.push((cell.at.col, value));
        }
    }
    for at in &sheet.unresolved {
        line_at(&mut lines, at.row)
            .faults
            .push((at.col, NO_RESULT.to_owned()));
    }
    count_cells(&lines, limit)?;
    // What a merged cell shows further down is not a cell of its own that could be struck through.
    if let Some(look) = &sheet.look {
        mark_struck(look, &mut lines);
        mark_affixes(look, &mut lines);
    }
    for merge in sheet.merges.unwrap_or_default() {
        fill(&mut lines, merge, max_cells)?;
    }
    let mut above = None;
    for (row, line) in &mut lines {
        line.below_gap = above.is_some_and(|above: u32| above + 1 < *row);
        above = Some(*row);
    }
    let all = lines.len();
    let notes = match &sheet.look {
        Some(look) => unseen(look, &mut lines, with_hidden),
        None => Vec::new(),
    };
    let hides_rows = lines.len() < all;
    Ok(TableSheet {
        name: Some(sheet.name),
        style: PlaceStyle::Cells,
        decimal_comma: false,
        lines: lines.into_values().collect(),
        notes,
        hides_rows,
    })
}

/// Reports whether a sheet is a list of ours: its headings name what no table sets.
fn is_own_list(sheet: &Sheet, limit: &CellLimit<'_>) -> bool {
    let Some(first) = sheet.cells.first() else {
        return false;
    };
    let headings = sheet.cells.iter().take_while(|cell| cell.at.row == first.at.row);
    let headings: Vec<(u32, CellValue)> = headings.map(|cell| (cell.at.col, cell.value.clone())).collect();
    limit.left_out(&headings).len() >= 2
}

/// Takes the cells of a sheet from those that a file may have; columns of our own lists that no table sets cost nothing.
fn count_cells(lines: &BTreeMap<u32, TableLine>, limit: &CellLimit<'_>) -> Result<()> {
    let headings = lines.values().find(|line| !line.cells.is_empty());
    let left_out = headings
        .map(|line| limit.left_out(&line.cells))
        .unwrap_or_default();
    let cells = lines.values().flat_map(|line| &line.cells);
    let used = cells.filter(|(at, _)| !left_out.contains(at)).count();
    spend(limit.most, used, limit.most).map(|_| ())
}

/// Marks the lines of which every cell is struck through.
fn mark_struck(look: &SheetLook, lines: &mut BTreeMap<u32, TableLine>) {
    let whole = look.struck.iter().filter(|struck| struck.part.is_none());
    let struck: BTreeSet<CellAddress> = whole.map(|struck| struck.at).collect();
    for (row, line) in lines {
        let is_struck = |(col, _): &(u32, CellValue)| struck.contains(&CellAddress { row: *row, col: *col });
        line.is_struck = !line.cells.is_empty() && line.cells.iter().all(is_struck);
    }
}

/// Notes what the formats of numbers write beside them.
fn mark_affixes(look: &SheetLook, lines: &mut BTreeMap<u32, TableLine>) {
    for affix in &look.affixes {
        let text: Arc<str> = affix.text.as_str().into();
        for at in &affix.cells {
            if let Some(line) = lines.get_mut(&at.row) {
                line.affixes.push((at.col, Arc::clone(&text)));
            }
        }
    }
}

/// Names what is read although the sheet does not show it, or shows it as gone, and leaves out hidden rows that are not wanted.
/// Hidden columns are read: they hold what tells the records apart.
fn unseen(look: &SheetLook, lines: &mut BTreeMap<u32, TableLine>, with_hidden: bool) -> Vec<String> {
    let is_within =
        |runs: &[(u32, u32)], place: u32| runs.iter().any(|(first, last)| (*first..=*last).contains(&place));
    let rows = lines
        .keys()
        .filter(|row| is_within(&look.hidden_rows, **row))
        .count();
    let columns: BTreeSet<u32> = lines
        .values()
        .flat_map(|line| &line.cells)
        .map(|(at, _)| *at)
        .collect();
    let columns = columns
        .into_iter()
        .filter(|at| is_within(&look.hidden_cols, *at))
        .count();
    let is_of_line = |at: CellAddress| lines.get(&at.row).is_some_and(|line| line.is_struck);
    let struck = look.struck.iter().filter(|struck| !is_of_line(struck.at)).count();
    let mut notes = Vec::new();
    if rows > 0 && !with_hidden {
        lines.retain(|row, _| !is_within(&look.hidden_rows, *row));
        let rows = counted(rows, "hidden row");
        notes.push(format!("{rows} left out (--include-hidden reads them)"));
    }
    let counts = [
        (if with_hidden { rows } else { 0 }, "hidden row"),
        (columns, "hidden column"),
        (struck, "struck-through cell"),
    ];
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    let named: Vec<String> = counts.map(|(count, noun)| counted(*count, noun)).collect();
    if !named.is_empty() {
        notes.push(format!("imported as well: {}", named.join(", ")));
    }
    notes
}

fn line_at(lines: &mut BTreeMap<u32, TableLine>, row: u32) -> &mut TableLine {
    lines
        .entry(row)
        .or_insert_with(|| TableLine::new(row + 1, Vec::new()))
}

/// Gives the lines that a merged range reaches down to its value: they show it, too. A line that has nothing else stays
/// empty.
fn fill(lines: &mut BTreeMap<u32, TableLine>, merge: MergedRange, max_cells: u64) -> Result<()> {
    /// A cell's text repeated would take its memory each time.
    const TEXT: usize = 256;
    let (first, column) = (merge.first.row, merge.first.col);
    let Some(value) = lines.get(&first).and_then(|line| line.cell(column)).cloned() else {
        return Ok(());
    };
    let mut affixes = lines.get(&first).into_iter().flat_map(|line| &line.affixes);
    let affix = affixes.find(|(at, _)| *at == column).cloned();
    if merge.last.row == first {
        return Ok(());
    }
    let weight = match &value {
        CellValue::Text(text) => 1 + text.len() / TEXT,
        _ => 1,
    };
    let mut left = max_cells;
    for line in lines.range_mut(first + 1..=merge.last.row).map(|(_, line)| line) {
        left = spend(left, weight, max_cells)?;
        let place = line.cells.partition_point(|(at, _)| *at < column);
        line.cells.insert(place, (column, value.clone()));
        line.affixes.extend(affix.clone());
    }
    Ok(())
}
