//! How the days and times of a whole sheet are written: the order of day and month, the year, the clock.

use chrono::Datelike;

use super::cell::plain;
use super::clock;
use super::dates::{self, DateFault, DateOrder, NO_YEAR, only_order};
use super::day_ranges::{day_range, is_short_range};
use super::headings::{HeadedColumn, TableHeadings};
use super::sheet::TableSheet;
use crate::kernel::text::printable;
use crate::output::CellForm;
use colab_schedule::workbook::CellValue;

/// Finds the order of day and month that a sheet's dates have: some of them can be read one way only, and all of those
/// the same way. Returns it with a note that says which.
pub fn order_of_dates(sheet: &TableSheet, headings: &TableHeadings) -> Option<(DateOrder, String)> {
    let is_dated = |one: &&HeadedColumn| matches!(one.column.column.form, CellForm::Date | CellForm::Moment);
    let columns: Vec<u32> = headings
        .columns
        .iter()
        .filter(is_dated)
        .map(|one| one.at)
        .collect();
    let mut found: Option<(DateOrder, String)> = None;
    for line in sheet.lines.iter().skip(headings.line + 1) {
        for (at, value) in line.cells.iter().filter(|(at, _)| columns.contains(at)) {
            let CellValue::Text(text) = value else { continue };
            let Some(order) = only_order(text) else { continue };
            match &found {
                Some((other, _)) if *other != order => return None,
                Some(_) => {}
                None => {
                    let place = sheet.style.cell(line.row, *at, headings.text(*at));
                    let first = if order == DateOrder::DayFirst {
                        "day"
                    } else {
                        "month"
                    };
                    let shown = printable(text.trim());
                    let note = format!("dates have the {first} first, as `{shown}` in {place} shows");
                    found = Some((order, note));
                }
            }
        }
    }
    found
}

/// Says that times of half a day are read as those of the afternoon.
pub const AFTERNOON: &str =
    "times before 6:00 are read as those of the afternoon: none of the file is above 12:59";

/// Returns the text cells of the columns whose values are of some form.
fn texts_of<'s>(
    sheet: &'s TableSheet,
    headings: &'s TableHeadings,
    is_wanted: impl Fn(&HeadedColumn) -> bool,
) -> Vec<(u32, u32, &'s CellValue)> {
    let columns: Vec<u32> = headings
        .columns
        .iter()
        .filter(|one| is_wanted(one))
        .map(|one| one.at)
        .collect();
    let lines = sheet.lines.iter().skip(headings.line + 1);
    let cells = lines.flat_map(|line| line.cells.iter().map(|(at, value)| (line.row, *at, value)));
    cells.filter(|(_, at, _)| columns.contains(at)).collect()
}

/// Finds the one year that dates of a sheet name, where others name none. Returns it with a note that says so.
pub fn year_of_dates(sheet: &TableSheet, headings: &TableHeadings) -> Option<(i32, String)> {
    let is_dated = |one: &HeadedColumn| matches!(one.column.column.form, CellForm::Date | CellForm::Moment);
    let mut found: Option<(i32, String)> = None;
    let mut lacks = false;
    for (row, at, value) in texts_of(sheet, headings, is_dated) {
        let year = match value {
            CellValue::DateTime(day) => day.year(),
            CellValue::Text(text) => {
                let order = Some(DateOrder::DayFirst);
                let read = dates::day(text, order, None);
                let days = || match day_range(text, order, None)? {
                    Ok((first, _)) => Some(Ok(first)),
                    Err(fault) => Some(Err(fault)),
                };
                match if read.is_ok() && !is_short_range(text) {
                    Some(read)
                } else {
                    days().or(Some(read))
                } {
                    Some(Ok(day)) => day.year(),
                    Some(Err(DateFault::Wrong(why))) => {
                        lacks |= why == NO_YEAR;
                        continue;
                    }
                    _ => continue,
                }
            }
            _ => continue,
        };
        match &found {
            Some((other, _)) if *other != year => return None,
            Some(_) => {}
            None => {
                let place = sheet.style.cell(row, at, headings.text(at));
                found = Some((year, format!("dates without a year are of {year}, as {place} is")));
            }
        }
    }
    found.filter(|_| lacks)
}

/// Reports whether the times of a sheet are those of a clock of twelve hours without its halves: some begin from seven to twelve,
/// others begin or end before six or end earlier than they begin, and none is above twelve.
pub fn is_half_clock(sheet: &TableSheet, headings: &TableHeadings) -> bool {
    let is_timed = |one: &HeadedColumn| ["time", "starts_at", "ends_at"].contains(&one.column.name);
    let (mut mornings, mut nights) = (0, 0);
    let mut begins = None;
    for (row, at, value) in texts_of(sheet, headings, is_timed) {
        let is_end = headings
            .columns
            .iter()
            .any(|one| one.at == at && one.column.name == "ends_at");
        let text = plain(value);
        let lower = text.to_lowercase().replace(['–', '—'], "-").replace(" to ", "-");
        if lower.contains("am") || lower.contains("pm") || lower.contains("m.") {
            return false;
        }
        for (place, part) in lower.split('-').enumerate() {
            let Some(hour) = clock::time(part).and_then(|time| time.get(..2)?.parse::<u32>().ok()) else {
                return false;
            };
            let is_start = place == 0 && !is_end;
            // `08:00` is how a clock of 24 hours is written.
            let is_whole = matches!(value, CellValue::Text(_)) && part.trim().starts_with('0');
            if is_start {
                begins = Some((row, hour));
            }
            let is_before_start = || begins.is_some_and(|(of, start)| of == row && hour < start);
            match hour {
                0 | 13.. => return false,
                _ if is_whole => return false,
                1..=5 => nights += 1,
                7.. if is_start => mornings += 1,
                _ => nights += usize::from(!is_start && is_before_start()),
            }
        }
    }
    mornings > 0 && nights > 0
}

/// Moves a range of times before six into the afternoon: `1:00-2:30`.
pub fn range_in_afternoon(text: &str) -> String {
    let plain = text.replace(['–', '—'], "-").replace(" to ", "-");
    let times: Option<Vec<String>> = plain
        .split('-')
        .map(|part| clock::time(part).map(|time| clock::in_afternoon(&time)))
        .collect();
    match times {
        Some(times) => later_end(&times).join("-"),
        None => text.to_owned(),
    }
}

/// Moves an end from six to eleven after its start: `5:00-7:00`.
pub fn later_end(times: &[String]) -> Vec<String> {
    let mut times = times.to_vec();
    if let [start, end] = times.as_mut_slice()
        && *end <= *start
        && let Some((hour, minutes)) = end.split_once(':')
        && let Some(hour) = hour.parse::<u32>().ok().filter(|hour| (6..12).contains(hour))
    {
        *end = format!("{}:{minutes}", hour + 12);
    }
    times
}
