//! The sheets of a workbook as lines of cells: with the values that merged cells show, and the places where a formula
//! has no result.

use std::collections::{BTreeMap, BTreeSet};

use super::separated::spend;
use super::sheet::{PlaceStyle, TableLine, TableSheet, visible_cell};
use crate::kernel::error::Result;
use crate::kernel::text::counted;
use colab_schedule::workbook::{CellValue, MergedRange, Sheet, SheetLook, Workbook};

/// Why a formula's cell cannot be read.
const NO_RESULT: &str =
    "the formula has no stored result; open the file in a spreadsheet program and save it";

/// Turns a workbook into lines; hidden sheets are left out and counted.
///
/// # Errors
/// `Invalid` where merged cells stand for more than `max_cells`.
pub fn sheets(workbook: Workbook, max_cells: u64) -> Result<Vec<TableSheet>> {
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
        let mut lines = lines(sheet, max_cells)?;
        if !hidden.is_empty() {
            let count = counted(hidden.len(), "hidden sheet");
            let names = hidden.join(", ");
            lines.notes.push(format!("{count} left out: {names}"));
        }
        sheets.push(lines);
    }
    Ok(sheets)
}

fn lines(sheet: Sheet, max_cells: u64) -> Result<TableSheet> {
    let mut lines: BTreeMap<u32, TableLine> = BTreeMap::new();
    for cell in sheet.cells {
        if let Some(value) = visible_cell(cell.value) {
            line_at(&mut lines, cell.at.row).cells.push((cell.at.col, value));
        }
    }
    for at in &sheet.unresolved {
        line_at(&mut lines, at.row)
            .faults
            .push((at.col, NO_RESULT.to_owned()));
    }
    for merge in sheet.merges.unwrap_or_default() {
        fill(&mut lines, merge, max_cells)?;
    }
    let mut above = None;
    for (row, line) in &mut lines {
        line.below_gap = above.is_some_and(|above: u32| above + 1 < *row);
        above = Some(*row);
    }
    let notes = sheet
        .look
        .and_then(|look| unseen(&look, &lines))
        .into_iter()
        .collect();
    Ok(TableSheet {
        name: Some(sheet.name),
        style: PlaceStyle::Cells,
        decimal_comma: false,
        lines: lines.into_values().collect(),
        notes,
    })
}

/// Names what is read although the sheet does not show it, or shows it as gone.
fn unseen(look: &SheetLook, lines: &BTreeMap<u32, TableLine>) -> Option<String> {
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
    let counts = [
        (rows, "hidden row"),
        (columns, "hidden column"),
        (look.struck.len(), "struck-through cell"),
    ];
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    let named: Vec<String> = counts.map(|(count, noun)| counted(*count, noun)).collect();
    (!named.is_empty()).then(|| format!("imported as well: {}", named.join(", ")))
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
    }
    Ok(())
}
