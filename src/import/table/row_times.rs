//! The times of a row of bookings: a part of the day behind its date, a start and an end of a clock of twelve hours, and the
//! weekday beside its date.

use chrono::NaiveDate;

use super::cell::plain;
use super::clock::{is_time_range, time_of_instant};
use super::dates::day_and_part;
use super::headings::HeadedColumn;
use super::rows::{RowReader, night_or_afternoon};
use super::sheet::TableLine;
use super::sheet_dates::is_of_whole_day;
use super::time_ranges::{first_time, is_within_part, time_range};
use super::values::FieldValues;
use crate::import::kind::ImportKind;
use crate::kernel::text::printable;
use colab_schedule::sheet::weekday_fault;
use colab_schedule::workbook::CellValue;

impl RowReader<'_> {
    /// Returns the part of the day that stands behind the date of a booking, with the column of that.
    fn part_of_day<'l>(&'l self, line: &'l TableLine) -> Option<(&'l HeadedColumn, &'l str)> {
        let mut columns = self.headings.columns.iter();
        columns.find_map(|one| match line.cell(one.at)? {
            CellValue::Text(text) if self.is_day(one.column) => {
                day_and_part(text).map(|(_, part)| (one, part))
            }
            _ => None,
        })
    }

    /// Takes the part of the day behind the date of a booking as its time, where nothing else says when it begins. Returns
    /// what is wrong with one beside another time, and where.
    pub(super) fn takes_part(&self, line: &TableLine, values: &mut FieldValues) -> Option<(u32, String)> {
        let (one, part) = self.part_of_day(line)?;
        let says_time = |field: &str| values.text(field).is_some_and(|text| text.contains(':'));
        let why = if values.text("time").is_some() || says_time("starts_at") {
            let start = start_of(values).filter(|start| !is_within_part(start, part))?;
            format!("does not fit the start {start}")
        } else if says_time("ends_at") && !is_time_range(part) {
            "stands beside an end without a start".to_owned()
        } else {
            values.set("time", part.to_owned());
            return None;
        };
        let (name, part) = (one.column.name, printable(part));
        Some((
            one.at,
            format!("{name}: `{part}` {why}; write when it begins and ends"),
        ))
    }

    /// Reads a start and an end together as the entries of a schedule are read, where they are those of a clock of twelve
    /// hours: `1:00` and `4:00 PM`. Returns what is wrong with them, and where.
    pub(super) fn pair_times(&self, line: &TableLine, values: &mut FieldValues) -> Option<(u32, String)> {
        const START: &str = "starts_at";
        const END: &str = "ends_at";
        if self.spec.kind != ImportKind::Bookings || self.context.half_clock {
            return None;
        }
        let text = |field: &str| {
            let mut columns = self.headings.columns.iter();
            let one = columns.find(|one| one.column.name == field)?;
            match line.cell(one.at)? {
                CellValue::Text(text) => Some((one.at, text.trim())),
                _ => None,
            }
        };
        let ((at, start), (_, end)) = (text(START)?, text(END)?);
        let is_read = |field: &str| values.text(field).is_some_and(is_clock);
        let names_half = |side: &str| side.contains(char::is_alphabetic);
        let range = format!("{start}-{end}");
        if !is_read(START) || !is_read(END) || names_half(start) && names_half(end) {
            return None;
        }
        if !names_half(&range) && (self.is_whole_clock || is_of_whole_day(&range)) {
            return self
                .is_night_or_afternoon(&range)
                .then(|| (at, night_or_afternoon(START, &range)));
        }
        let (from, to) = match time_range(&range) {
            Ok(times) => times?,
            Err(why) => return Some((at, why)),
        };
        let from = from.format("%H:%M").to_string();
        // `7:00` beside `8:00 PM` may be of the morning as well.
        let is_moved = values.text(START).is_some_and(|read| read != from);
        if is_moved && values.text(START) >= Some(MORNING) {
            let read = values.text(START).unwrap_or_default();
            return Some((
                at,
                format!(
                    "{START}: `{}` may be {read} or {from} beside `{}`; write its half of the day",
                    printable(start),
                    printable(end)
                ),
            ));
        }
        values.set(START, from);
        values.set(END, to.format("%H:%M").to_string());
        None
    }

    /// Returns what is wrong with a weekday that is not that of the date beside it, and where.
    pub(super) fn other_weekday(&self, line: &TableLine, values: &FieldValues) -> Option<(u32, String)> {
        const DAY: usize = "2026-03-02".len();
        let at = self.headings.weekday?;
        let weekday = plain(line.cell(at)?);
        let day_of = |field: &&str| values.text(field)?.get(..DAY)?.parse::<NaiveDate>().ok();
        let day = ["date", "starts_at"].iter().find_map(day_of)?;
        let heading = printable(self.headings.text(at));
        weekday_fault(weekday.trim(), day).map(|why| (at, format!("{heading}: {why}")))
    }
}

/// Returns when a row's booking begins, as `HH:MM`, by its time or its start.
fn start_of(values: &FieldValues) -> Option<String> {
    match values.text("time") {
        Some(text) => first_time(text),
        None => values
            .text("starts_at")
            .map(|text| time_of_instant(text).unwrap_or(text).to_owned()),
    }
}

/// Nobody teaches earlier.
const MORNING: &str = "06:00";

/// Returns whether a text that was read is a time alone.
fn is_clock(text: &str) -> bool {
    text.len() == MORNING.len() && text.contains(':')
}
