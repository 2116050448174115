//! Sheets that hold several schedules, below each other or side by side: cut into one sheet each.

use std::collections::{BTreeMap, BTreeSet};

use super::{dates, times, words};
use crate::names::name_key;
use crate::text::folded;
use crate::workbook::{CellAddress, CellValue, MergedRange, Sheet, SheetCell};

/// Cuts a sheet where a row of dates, a day alone in its row, or a column of dates begins again; `None` where none does.
pub(super) fn cut(sheet: &Sheet) -> Option<Vec<Sheet>> {
    let full: BTreeSet<CellAddress> = sheet
        .cells
        .iter()
        .filter(|cell| dates::likeness(&cell.value) == 3)
        .map(|cell| cell.at)
        .collect();
    let below = || (full.len() >= 2).then(|| rows(sheet, &full)).flatten();
    below().or_else(|| columns(sheet, &full))
}

/// Cuts a sheet where days stand over the same headings again: one sheet a day, each with the columns before the first.
pub(super) fn cut_days(sheet: &Sheet) -> Option<Vec<Sheet>> {
    let is_day = |cell: &&SheetCell| dates::likeness(&cell.value) == 3;
    let days: Vec<&SheetCell> = sheet.cells.iter().filter(is_day).collect();
    let first = days.first()?.at;
    // In one row, and not from the first column on.
    if days.len() < 2 || first.col == 0 || days.iter().any(|day| day.at.row != first.row) {
        return None;
    }
    days_over_headings(sheet, &days).or_else(|| headings_over_days(sheet, &days))
}

fn days_over_headings(sheet: &Sheet, days: &[&SheetCell]) -> Option<Vec<Sheet>> {
    let first = days.first()?.at;
    let days: Vec<u32> = days.iter().map(|day| day.at.col).collect();
    let in_row = |row: u32| sheet.cells.iter().filter(move |cell| cell.at.row == row);
    let has_others = in_row(first.row).any(|cell| cell.at.col > first.col && !days.contains(&cell.at.col));
    let below = sheet.cells.iter().find(|cell| cell.at.row > first.row)?.at.row;
    let headings: Vec<BTreeSet<String>> = parts(&row_sheet(sheet, below), &days, |at| at.col)
        .iter()
        .map(|part| {
            let own = part.cells.iter().filter(|cell| cell.at.col >= first.col);
            own.map(|cell| name_key(&cell.value.to_string())).collect()
        })
        .collect();
    let is_again = headings
        .first()
        .is_some_and(|own| own.len() >= 2 && headings.iter().all(|other| other == own));
    let is_of_times = in_row(below).any(|cell| times::read(&cell.value, false).is_some());
    if has_others || !is_again || is_of_times {
        return None;
    }
    let mut cut = parts(sheet, &days, |at| at.col);
    let before: Vec<SheetCell> = sheet
        .cells
        .iter()
        .filter(|cell| cell.at.col < first.col)
        .cloned()
        .collect();
    for part in cut.iter_mut().skip(1) {
        part.cells.extend(before.iter().cloned());
        part.cells.sort_by_key(|cell| cell.at);
    }
    Some(cut)
}

/// Cuts a sheet where headings stand over the same days again: one sheet a day, in which the day stands over the headings.
fn headings_over_days(sheet: &Sheet, days: &[&SheetCell]) -> Option<Vec<Sheet>> {
    let first = days.first()?;
    let row = first.at.row;
    let again = days.iter().skip(1).position(|day| day.value == first.value)? + 1;
    let run: Vec<String> = days.iter().take(again).map(|day| day.value.to_string()).collect();
    let is_again = days.chunks(again).all(|part| {
        part.iter()
            .map(|day| day.value.to_string())
            .eq(run.iter().cloned())
    });
    if !is_again {
        return None;
    }
    let above = row.checked_sub(1)?;
    let headings: Vec<&SheetCell> = sheet
        .cells
        .iter()
        .filter(|cell| cell.at.row == above && cell.at.col >= first.at.col && !words::is_blank(&cell.value))
        .collect();
    let starts = days.iter().step_by(again).map(|day| day.at.col);
    let is_name = |cell: &&SheetCell| {
        matches!(cell.value, CellValue::Text(_)) && times::read(&cell.value, false).is_none()
    };
    let names: BTreeSet<String> = headings
        .iter()
        .map(|cell| name_key(&cell.value.to_string()))
        .collect();
    let are_over = headings.iter().map(|cell| cell.at.col).eq(starts) && headings.iter().all(is_name);
    if !are_over || names.len() != headings.len() {
        return None;
    }
    let parts = (0..again).map(|place| {
        let own: BTreeMap<u32, &CellValue> = days
            .chunks(again)
            .zip(&headings)
            .filter_map(|(part, heading)| Some((part.get(place)?.at.col, &heading.value)))
            .collect();
        let mut cells: Vec<SheetCell> = Vec::new();
        for cell in sheet.cells.iter().filter(|cell| cell.at.row >= row) {
            match own.get(&cell.at.col) {
                // Where the day stood stands what it is under.
                Some(heading) if cell.at.row == row => cells.push(SheetCell {
                    at: cell.at,
                    value: (*heading).clone(),
                }),
                Some(_) => cells.push(cell.clone()),
                None if cell.at.col < first.at.col => cells.push(cell.clone()),
                None => {}
            }
        }
        let day = own
            .first_key_value()
            .zip(days.get(place))
            .map(|((col, _), day)| SheetCell {
                at: CellAddress {
                    row: above,
                    col: *col,
                },
                value: day.value.clone(),
            });
        cells.extend(day);
        cells.sort_by_key(|cell| cell.at);
        let is_within = |merge: &&MergedRange| merge.first.row > row && merge.first.col == merge.last.col;
        let merges = sheet
            .merges
            .as_ref()
            .map(|all| all.iter().filter(is_within).copied().collect());
        Sheet {
            cells,
            merges,
            unresolved: Vec::new(),
            warnings: if place == 0 {
                sheet.warnings.clone()
            } else {
                Vec::new()
            },
            ..sheet.clone()
        }
    });
    Some(parts.collect())
}

/// Returns one row of a sheet.
fn row_sheet(sheet: &Sheet, row: u32) -> Sheet {
    let cells = sheet.cells.iter().filter(|cell| cell.at.row == row);
    Sheet {
        cells: cells.cloned().collect(),
        merges: None,
        ..sheet.clone()
    }
}

/// Counts by row or column.
fn counts(places: impl Iterator<Item = u32>) -> BTreeMap<u32, usize> {
    let mut counts = BTreeMap::new();
    for place in places {
        *counts.entry(place).or_default() += 1;
    }
    counts
}

fn rows(sheet: &Sheet, full: &BTreeSet<CellAddress>) -> Option<Vec<Sheet>> {
    let all = counts(
        sheet
            .cells
            .iter()
            .filter(|cell| !words::is_blank(&cell.value))
            .map(|cell| cell.at.row),
    );
    let dated = counts(full.iter().map(|at| at.row));
    let axes: Vec<u32> = dated
        .iter()
        .filter(|(_, count)| **count >= 2)
        .map(|(row, _)| *row)
        .collect();
    let alone: Vec<u32> = dated
        .keys()
        .copied()
        .filter(|row| all.get(row) == Some(&1))
        .collect();
    let starts = match () {
        () if axes.len() >= 2 => axes,
        () if alone.len() == dated.len() => alone,
        () => over_times(sheet, full),
    };
    if starts.len() < 2 || starts.len() < dated.len() || !are_apart(&starts, &all) {
        return None;
    }
    // Captions and blank rows above a row of dates belong to it.
    let starts = starts.iter().map(|row| {
        let above = all.range(..*row).rev().take_while(|(_, count)| **count <= 1);
        above.map(|(row, _)| *row).last().unwrap_or(*row)
    });
    Some(parts(sheet, &starts.collect::<Vec<_>>(), |at| at.row))
}

/// Lists the rows of days over times: `Monday | Saturn | Venus`, and `08:00-10:00` beneath the day.
fn over_times(sheet: &Sheet, full: &BTreeSet<CellAddress>) -> Vec<u32> {
    let is_time = |cell: &&SheetCell| times::read(&cell.value, false).is_some();
    let of_times: BTreeSet<CellAddress> = sheet.cells.iter().filter(is_time).map(|cell| cell.at).collect();
    let is_over = |at: &&CellAddress| {
        of_times.contains(&CellAddress {
            row: at.row + 1,
            col: at.col,
        })
    };
    let are_below_each_other = full
        .iter()
        .all(|at| Some(at.col) == full.first().map(|first| first.col));
    let days = full.iter().filter(|_| are_below_each_other);
    days.filter(is_over).map(|at| at.row).collect()
}

/// Reports whether something else stands between any two of these rows or columns.
fn are_apart(starts: &[u32], all: &BTreeMap<u32, usize>) -> bool {
    starts.windows(2).all(|pair| match pair {
        [first, second] => all.range(first + 1..*second).next().is_some(),
        _ => true,
    })
}

fn columns(sheet: &Sheet, full: &BTreeSet<CellAddress>) -> Option<Vec<Sheet>> {
    let all = counts(
        sheet
            .cells
            .iter()
            .filter(|cell| !words::is_blank(&cell.value))
            .map(|cell| cell.at.col),
    );
    let of_dates = counts(full.iter().map(|at| at.col));
    let of_dates = of_dates
        .into_iter()
        .filter(|(_, count)| *count >= 2)
        .map(|(col, _)| col);
    let mut starts: Vec<u32> = of_dates.collect();
    let heading = |col: &u32| {
        let first = full.iter().find(|at| at.col == *col)?;
        let above = sheet.cells.iter().rev();
        let mut above = above.filter(|cell| cell.at.col == *col && cell.at.row < first.row);
        above.next().map(|cell| &cell.value)
    };
    let keys: BTreeSet<Option<String>> = starts.iter().map(|col| key_of_dates(heading(col)?)).collect();
    let is_again = keys.len() == 1 && keys.iter().all(Option::is_some);
    if starts.is_empty() {
        starts = of_day_numbers(sheet);
    } else if !is_again {
        return None;
    }
    // Dates that stand again at the end begin nothing.
    if starts.last() == all.last_key_value().map(|(col, _)| col) {
        starts.pop();
    }
    if starts.len() < 2 || !are_apart(&starts, &all) {
        return None;
    }
    Some(parts(sheet, &starts, |at| at.col))
}

/// Returns what tells the heading of dates from others: the words for dates are one.
fn key_of_dates(heading: &CellValue) -> Option<String> {
    match heading {
        value if words::is_date_word(value) || words::is_day_word(value) => Some(String::new()),
        CellValue::Text(text) => Some(name_key(&folded(text))),
        _ => None,
    }
}

/// Lists the columns of one row that are headed as dates and hold the numbers of days.
fn of_day_numbers(sheet: &Sheet) -> Vec<u32> {
    let is_heading = |cell: &&SheetCell| words::is_date_word(&cell.value);
    let Some(row) = sheet.cells.iter().find(is_heading).map(|cell| cell.at.row) else {
        return Vec::new();
    };
    let headed = sheet.cells.iter().filter(|cell| cell.at.row == row);
    let mut columns: BTreeMap<u32, usize> = headed.filter(is_heading).map(|cell| (cell.at.col, 0)).collect();
    let below = sheet.cells.iter().filter(|cell| cell.at.row > row);
    for cell in below.filter(|cell| dates::likeness(&cell.value) == 1) {
        if let Some(days) = columns.get_mut(&cell.at.col) {
            *days += 1;
        }
    }
    columns.retain(|_, days| *days >= 2);
    columns.into_keys().collect()
}

/// Cuts before each of these rows or columns but the first, which takes all that stands before it.
fn parts(sheet: &Sheet, starts: &[u32], place: impl Fn(CellAddress) -> u32) -> Vec<Sheet> {
    let part_of = |at: CellAddress| starts.partition_point(|start| *start <= place(at)).max(1) - 1;
    let mut parts: Vec<Sheet> = starts
        .iter()
        .map(|_| Sheet {
            cells: Vec::new(),
            merges: sheet.merges.as_ref().map(|_| Vec::new()),
            unresolved: Vec::new(),
            warnings: Vec::new(),
            ..sheet.clone()
        })
        .collect();
    for cell in &sheet.cells {
        if let Some(part) = parts.get_mut(part_of(cell.at)) {
            part.cells.push(cell.clone());
        }
    }
    for merge in sheet.merges.iter().flatten() {
        let MergedRange { first, .. } = merge;
        if let Some(merges) = parts
            .get_mut(part_of(*first))
            .and_then(|part| part.merges.as_mut())
        {
            merges.push(*merge);
        }
    }
    if let Some(first) = parts.first_mut() {
        first.warnings.clone_from(&sheet.warnings);
    }
    parts
}
