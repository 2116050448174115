//! Ranges of times as people write them in tables, with the half of the day that they leave out.

use chrono::{NaiveTime, TimeDelta, Timelike};

use super::sheet_dates::{is_of_either_half, is_of_whole_day};
use crate::kernel::period::{parse_time_range, spoken_range};
use crate::kernel::text::printable;

/// Reads a range of times as a schedule has it: `1:00-4:00` is in the afternoon, and `2-4 PM` is, too.
///
/// # Errors
/// Says of `4:00-7:00` that nobody can tell which half of the day is meant.
pub fn time_range(text: &str) -> Result<Option<(NaiveTime, NaiveTime)>, String> {
    const HALF_DAY: i64 = 12;
    let spoken = if is_of_whole_day(text) {
        None
    } else {
        spoken_range(text)
    };
    let Some((start, end)) = spoken.or_else(|| parse_time_range(text).ok()) else {
        return Ok(None);
    };
    let end = same_day(start, end, text);
    if is_of_either_half(text) && start.hour() < 6 && start < end {
        let later = |time: NaiveTime| (time + TimeDelta::hours(HALF_DAY)).format("%H:%M");
        let (from, to) = (start.format("%H:%M"), end.format("%H:%M"));
        return Err(format!(
            "time: `{}` may be of the morning or of the afternoon; write {from}-{to} or {}-{}",
            printable(text),
            later(start),
            later(end),
        ));
    }
    Ok(Some((start, end)))
}

/// Moves the end of `10-2` into the afternoon: a morning that lasts until the night is written with its hours in two digits.
fn same_day(start: NaiveTime, end: NaiveTime, text: &str) -> NaiveTime {
    let (hour, last) = (start.hour(), end.hour());
    let written = text.rsplit('-').next().unwrap_or_default().trim();
    let is_morning = (7..=12).contains(&hour) && (1..=6).contains(&last) && !written.starts_with('0');
    end.with_hour(last + 12).filter(|_| is_morning).unwrap_or(end)
}
