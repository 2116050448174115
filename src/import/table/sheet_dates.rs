//! How the days and times of a whole sheet are written: the order of day and month, the year, the clock.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use super::cell::plain;
use super::clock;
use super::dates::{self, DateFault, DateOrder, NO_YEAR, only_order};
use super::day_ranges::{day_range, is_short_range};
use super::headings::{HeadedColumn, TableHeadings};
use super::sheet::{PlaceStyle, TableLine, TableSheet, is_blank};
use crate::kernel::text::printable;
use crate::output::CellForm;
use colab_schedule::workbook::CellValue;

/// Finds the order of day and month that a sheet's dates have: some of them can be read one way only, and all of those
/// the same way. Returns it with a note that says which.
pub fn order_of_dates(sheet: &TableSheet, headings: &TableHeadings) -> Option<(DateOrder, String)> {
    let columns: Vec<u32> = headings
        .columns
        .iter()
        .filter(|one| is_dated(one))
        .map(|one| one.at)
        .collect();
    let mut found: Option<(DateOrder, String)> = None;
    for line in sheet.lines.iter().skip(headings.line + 1) {
        for (at, value) in line.cells.iter().filter(|(at, _)| columns.contains(at)) {
            let CellValue::Text(text) = value else { continue };
            let text = without_part(text);
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

/// Gives dates of three short numbers their century where the first of these is the year: it is the same in all of them, is near
/// today, and the days ascend. Returns a note that says so.
pub fn spell_years(sheet: &mut TableSheet, headings: &TableHeadings, today: NaiveDate) -> Option<String> {
    const FEWEST: usize = 3;
    const NEAR: i32 = 2;
    let mut days: BTreeMap<u32, Vec<NaiveDate>> = BTreeMap::new();
    let mut first = None;
    for (row, at, value) in texts_of(sheet, headings, is_dated) {
        let CellValue::Text(text) = value else { continue };
        days.entry(at).or_default().push(dates::year_first(text)?);
        first.get_or_insert_with(|| (sheet.style.cell(row, at, headings.text(at)), text.clone()));
    }
    let (place, shown) = first?;
    let all = || days.values().flatten();
    let years: BTreeSet<i32> = all().map(Datelike::year).collect();
    // With the day first these would be as many years.
    let last_numbers: BTreeSet<u32> = all().map(Datelike::day).collect();
    let is_near = years.iter().all(|year| (year - today.year()).abs() <= NEAR);
    if years.len() != 1
        || !is_near
        || last_numbers.len() < FEWEST
        || !days.values().all(|days| days.is_sorted())
    {
        return None;
    }
    let below = sheet.lines.iter_mut().skip(headings.line + 1);
    for cell in below.flat_map(|line| &mut line.cells) {
        let text = days.contains_key(&cell.0).then(|| plain(&cell.1));
        if let Some(day) = text.as_deref().and_then(dates::year_first) {
            cell.1 = CellValue::Text(day.to_string());
        }
    }
    Some(format!(
        "dates have the year first, as `{}` in {place} shows",
        printable(shown.trim())
    ))
}

/// Returns the orders of day and month that may be those of a sheet's dates: none in which years of two digits scatter.
pub fn likely_orders(sheet: &TableSheet, headings: &TableHeadings) -> Vec<DateOrder> {
    const MOST_YEARS: i32 = 2;
    let texts: Vec<String> = texts_of(sheet, headings, is_dated)
        .into_iter()
        .map(|(_, _, value)| plain(value))
        .filter(|text| dates::has_short_year(text))
        .collect();
    let is_likely = |order: &DateOrder| {
        let day = |text: &String| dates::day(text, Some(*order), None).ok();
        let years: BTreeSet<i32> = texts.iter().filter_map(day).map(|day| day.year()).collect();
        let span = years.first().zip(years.last());
        span.map_or(texts.is_empty(), |(first, last)| last - first <= MOST_YEARS)
    };
    let orders = [DateOrder::DayFirst, DateOrder::MonthFirst];
    orders.into_iter().filter(is_likely).collect()
}

/// Writes a day that stands once over several rows into those below it, where the sheet has its days so: each once, and times
/// in the rows without one. `furniture` tells which lines are no records. Returns a note that says so.
pub fn carry_days(
    sheet: &mut TableSheet,
    headings: &TableHeadings,
    furniture: &[Option<&'static str>],
) -> Option<String> {
    const FEWEST: usize = 2;
    let column = |name: &str| {
        let mut columns = headings.columns.iter();
        columns.find(|one| one.column.name == name).map(|one| one.at)
    };
    let at = column("date").filter(|_| sheet.style == PlaceStyle::Cells)?;
    let time = column("time").or_else(|| column("starts_at"))?;
    let filled = |line: &TableLine, at: u32| line.cell(at).filter(|value| !is_blank(value)).cloned();
    let lines = sheet.lines.iter_mut().skip(headings.line + 1);
    let mut carried: Vec<(&mut TableLine, CellValue)> = Vec::new();
    let mut days: Vec<CellValue> = Vec::new();
    for (line, why) in lines.zip(furniture) {
        if why.is_some() || filled(line, time).is_none() && filled(line, at).is_none() {
            continue;
        }
        match filled(line, at) {
            Some(day) => days.push(day),
            None => carried.push((line, days.last()?.clone())),
        }
    }
    let own: BTreeSet<String> = days.iter().map(plain).collect();
    if carried.len() < FEWEST || carried.len() * 2 < days.len() || own.len() < days.len() {
        return None;
    }
    let (first, _) = carried.first()?;
    let place = sheet.style.cell(first.row, at, headings.text(at));
    let count = carried.len();
    for (line, day) in carried {
        line.cells.retain(|(place, _)| *place != at);
        let before = line.cells.partition_point(|(place, _)| *place < at);
        line.cells.insert(before, (at, day));
    }
    Some(format!(
        "{count} rows without a date, from {place} on, are of the date above them"
    ))
}

/// Returns a text without the part of the day behind its date.
fn without_part(text: &str) -> &str {
    dates::day_and_part(text).map_or(text, |(day, _)| day)
}

fn is_dated(one: &HeadedColumn) -> bool {
    matches!(one.column.column.form, CellForm::Date | CellForm::Moment)
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
    let mut found: Option<(i32, String)> = None;
    let mut lacks = false;
    for (row, at, value) in texts_of(sheet, headings, is_dated) {
        let year = match value {
            CellValue::DateTime(day) => day.year(),
            CellValue::Text(text) => {
                let text = without_part(text);
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
    let (mut mornings, mut nights, mut is_of_nights_alone) = (0, 0, true);
    let mut begins = None;
    for (row, at, value) in texts_of(sheet, headings, is_timed) {
        let is_end = headings
            .columns
            .iter()
            .any(|one| one.at == at && one.column.name == "ends_at");
        let text = plain(value);
        let lower = clock::with_hyphen(&text.to_lowercase());
        if lower.contains("am") || lower.contains("pm") || lower.contains("m.") {
            return false;
        }
        for (place, part) in lower.split('-').enumerate() {
            let Some(hour) = clock::hour_of(part) else {
                return false;
            };
            let is_start = place == 0 && !is_end;
            // `08:00` is how a clock of 24 hours is written.
            let is_whole = matches!(value, CellValue::Text(_)) && part.trim().starts_with('0');
            if is_start {
                begins = Some((row, hour));
            }
            let is_before_start = || begins.is_some_and(|(of, start)| of == row && hour < start);
            // Who writes `1:00` into all cells means no night; a cell of a time, or one of six, tells nothing.
            is_of_nights_alone &= matches!(value, CellValue::Text(_)) && (hour != 6 || !is_start);
            match hour {
                0 | 13.. => return false,
                _ if is_whole => return false,
                1..=5 => nights += 1,
                7.. if is_start => mornings += 1,
                _ => nights += usize::from(!is_start && is_before_start()),
            }
        }
    }
    nights > 0 && (mornings > 0 || is_of_nights_alone)
}

/// Reports whether times of a sheet are those of a clock of 24 hours: one of them is above twelve.
pub fn is_whole_clock(sheet: &TableSheet, headings: &TableHeadings) -> bool {
    let is_timed = |one: &HeadedColumn| ["time", "starts_at", "ends_at"].contains(&one.column.name);
    let is_late = |part: &str| {
        !part.contains(char::is_alphabetic) && clock::hour_of(part).is_some_and(|hour| hour > 12)
    };
    texts_of(sheet, headings, is_timed)
        .iter()
        .any(|(_, _, value)| clock::with_hyphen(&plain(value)).split('-').any(is_late))
}

/// Reports whether a range of times is written as on a clock of 24 hours: `08:00-12:00`.
pub fn is_of_whole_day(range: &str) -> bool {
    range.split('-').any(|side| side.trim_start().starts_with('0'))
}

/// Reports whether a range of times begins before six and says neither of which half of the day it is nor of which clock.
pub fn is_of_either_half(range: &str) -> bool {
    const NIGHT: std::ops::RangeInclusive<u32> = 1..=5;
    let start = range.split('-').next().unwrap_or_default();
    !is_of_whole_day(range)
        && !range.contains(char::is_alphabetic)
        && clock::hour_of(start).is_some_and(|hour| NIGHT.contains(&hour))
}

/// Moves a range of times before six into the afternoon: `1:00-2:30`.
pub fn range_in_afternoon(text: &str) -> String {
    let times: Option<Vec<String>> = clock::with_hyphen(text)
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
