//! Ranges of times as people write them in tables, with the half of the day that they leave out.

use chrono::{NaiveTime, TimeDelta, Timelike};

use super::clock::{spoken_time, with_hyphen};
use super::sheet_dates::{is_of_either_half, is_of_whole_day};
use crate::kernel::period::{parse_time_range, spoken_range};
use crate::kernel::text::printable;
use colab_schedule::sheet::{SlotTime, read_slot};

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

/// Returns the start of a time or of a range of times as `HH:MM`.
pub fn first_time(text: &str) -> Option<String> {
    let plain = with_hyphen(text);
    match time_range(&plain) {
        Ok(Some((start, _))) => Some(start.format("%H:%M").to_string()),
        Ok(None) => spoken_time(&plain),
        Err(_) => None,
    }
}

/// Reports whether what begins at `start`, `HH:MM`, may be in a part of the day, or in a range of times: `PM`, `13:00-15:00`.
pub fn is_within_part(start: &str, part: &str) -> bool {
    const NOON: &str = "12:00";
    match read_slot(part) {
        Some(SlotTime::Morning) => start < NOON,
        Some(SlotTime::Afternoon) => start >= NOON,
        _ => first_time(part).is_none_or(|first| first == start),
    }
}

/// Moves the end of `10-2` into the afternoon: a morning that lasts until the night is written with its hours in two digits.
fn same_day(start: NaiveTime, end: NaiveTime, text: &str) -> NaiveTime {
    let (hour, last) = (start.hour(), end.hour());
    let written = text.rsplit('-').next().unwrap_or_default().trim();
    let is_morning = (7..=12).contains(&hour) && (1..=6).contains(&last) && !written.starts_with('0');
    end.with_hour(last + 12).filter(|_| is_morning).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_begins_within_the_part_of_the_day_beside_it_or_not() {
        for (time, part, fits) in [
            ("09:00", "AM", true),
            ("9:00-11:00", "vormittags", true),
            ("2:00-4:00", "PM", true),
            ("12:00", "Afternoon", true),
            ("9:00", "PM", false),
            ("13:00 to 15:00", "AM", false),
            ("13:00", "13:00-15:00", true),
            ("9:00", "13:00-15:00", false),
        ] {
            let start = first_time(time).unwrap();
            assert_eq!(is_within_part(&start, part), fits, "{time} {part}");
        }
        for text in ["soon", "4:00-7:00"] {
            assert_eq!(first_time(text), None, "{text}");
        }
    }
}
