//! Hours that stand bare along an axis, `8 9 10 11 12` or `8-9 9-10 10-11 11-12`: made times where nothing else can be meant.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::NaiveTime;

use super::{dates, words};
use crate::rooms::RoomDirectory;
use crate::workbook::{CellAddress, CellValue, Sheet, SheetCell};

/// Fewer may be anything.
const FEWEST: usize = 4;
/// When a day begins.
const MORNING: std::ops::RangeInclusive<u32> = 6..=12;
/// No later row begins a sheet.
const LAST_ROW: u32 = 12;

/// Returns a sheet with the bare hours of its axis as times: a whole row of them, ascending by one or two, over rows of days or
/// weekdays, or over the rooms of one day, or a whole column beside these. What counts lessons, and a month's days, stay
/// numbers, and so do the rooms of a house that has numbers for names. `is_of_day`: the sheet is for one day, which stands in its
/// name or title.
pub(super) fn as_times<'s>(sheet: &'s Sheet, rooms: &RoomDirectory, is_of_day: bool) -> Cow<'s, Sheet> {
    let across = axis(sheet, rooms, is_of_day, |at| (at.row, at.col));
    let down = || axis(sheet, rooms, true, |at| (at.col, at.row));
    let axis = across.or_else(|| is_of_day.then(down).flatten());
    let Some(hours) = axis else {
        return Cow::Borrowed(sheet);
    };
    let mut timed = sheet.clone();
    for cell in &mut timed.cells {
        if let Some(time) = hours.get(&cell.at) {
            cell.value = time.clone();
        }
    }
    Cow::Owned(timed)
}

/// Finds the line of hours. `place` gives the line and the lane of a cell.
fn axis(
    sheet: &Sheet,
    rooms: &RoomDirectory,
    is_of_day: bool,
    place: impl Fn(CellAddress) -> (u32, u32),
) -> Option<BTreeMap<CellAddress, CellValue>> {
    let mut lines: BTreeMap<u32, Vec<&SheetCell>> = BTreeMap::new();
    for cell in sheet.cells.iter().filter(|cell| !words::is_blank(&cell.value)) {
        let (line, _) = place(cell.at);
        if line <= LAST_ROW {
            lines.entry(line).or_default().push(cell);
        }
    }
    lines.into_iter().find_map(|(line, mut cells)| {
        cells.sort_by_key(|cell| place(cell.at).1);
        let first = cells.iter().position(|cell| hours(&cell.value).is_some())?;
        let axis = cells.get(first..)?;
        let spans: Vec<Hours> = axis
            .iter()
            .map(|cell| hours(&cell.value))
            .collect::<Option<_>>()?;
        let spans = on_one_day(spans);
        let is_room = |cell: &&SheetCell| rooms.find(&cell.value.to_string()).is_some();
        if !are_spans(&spans) || axis.iter().any(is_room) {
            return None;
        }
        let from = place(axis.first()?.at).1;
        let below = || sheet.cells.iter().filter(|cell| place(cell.at).0 > line);
        let is_day = |cell: &&SheetCell| {
            place(cell.at).1 < from
                && (dates::likeness(&cell.value) == 3 || !words::whole_weekdays(&cell.value).is_empty())
        };
        let is_crossed = is_of_day || below().filter(is_day).count() >= 2;
        let are_texts = below()
            .filter(|cell| place(cell.at).1 >= from)
            .all(|cell| matches!(cell.value, CellValue::Text(_)));
        if !is_crossed || !are_texts {
            return None;
        }
        let time = |(cell, span): (&&SheetCell, &Hours)| {
            let value = match *span {
                (hour, None) => CellValue::Time(NaiveTime::from_hms_opt(hour, 0, 0)?),
                (start, Some(end)) => CellValue::Text(format!("{start:02}:00-{end:02}:00")),
            };
            Some((cell.at, value))
        };
        axis.iter().zip(&spans).map(time).collect()
    })
}

/// A whole hour, and the one at which it is over if that stands there.
type Hours = (u32, Option<u32>);

/// Reads an hour alone, or two that stand for what is between them: `8-9`.
fn hours(value: &CellValue) -> Option<Hours> {
    if let CellValue::Text(text) = value
        && let Some((start, end)) = text.trim().split_once(['-', '–'])
    {
        let read = |text: &str| hour(&CellValue::Text(text.to_owned()));
        return Some((read(start)?, Some(read(end)?)));
    }
    hour(value).map(|hour| (hour, None))
}

/// Returns hours of a clock of twelve as those of one day: `11-12`, `12-1`, `1-2`.
fn on_one_day(spans: Vec<Hours>) -> Vec<Hours> {
    const HALF_DAY: u32 = 12;
    /// A later hour after one of the afternoon begins another day.
    const LATEST: u32 = 7;
    let later = |hour: u32, before: u32| {
        let is_afternoon = hour < before && hour <= LATEST;
        if is_afternoon { hour + HALF_DAY } else { hour }
    };
    let mut before = 0;
    let moved = spans.into_iter().map(|(start, end)| {
        let start = later(start, before);
        let end = end.map(|end| later(end, start));
        before = end.unwrap_or(start);
        (start, end)
    });
    moved.collect()
}

/// Reports whether hours follow each other: bare ones as they do in a day, spans each from where the one before ended or later.
fn are_spans(spans: &[Hours]) -> bool {
    const LONGEST: u32 = 2;
    let starts: Vec<u32> = spans.iter().map(|(start, _)| *start).collect();
    let ends: Option<Vec<u32>> = spans.iter().map(|(_, end)| *end).collect();
    match ends {
        Some(ends) => {
            let begins_early = starts.first().is_some_and(|first| MORNING.contains(first));
            let mut lengths = starts.iter().zip(&ends);
            let mut gaps = ends.iter().zip(starts.iter().skip(1));
            starts.len() >= FEWEST
                && begins_early
                && lengths.all(|(start, end)| start < end && end - start <= LONGEST)
                && gaps.all(|(end, next)| end <= next)
        }
        None => spans.iter().all(|(_, end)| end.is_none()) && are_hours(&starts),
    }
}

/// Reads a whole hour of the day that is written as a number alone.
fn hour(value: &CellValue) -> Option<u32> {
    let hour: u32 = match value {
        CellValue::Number(number) => number.to_string().parse().ok()?,
        CellValue::Text(text) if text.trim().len() <= 2 => text.trim().parse().ok()?,
        _ => return None,
    };
    (hour < 24).then_some(hour)
}

/// Reports whether numbers are the hours of a day: they begin in the morning, where no counting does, or at midnight.
fn are_hours(hours: &[u32]) -> bool {
    const LATE: u32 = 20;
    let (Some(first), Some(second), Some(last)) = (hours.first(), hours.get(1), hours.last()) else {
        return false;
    };
    let step = second.saturating_sub(*first);
    hours.len() >= FEWEST
        && (1..=2).contains(&step)
        && hours
            .windows(2)
            .all(|pair| matches!(pair, [one, next] if one + step == *next))
        && (MORNING.contains(first) || *first == 0 && *last >= LATE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_begin_in_the_morning_and_lessons_with_one() {
        for hours in [&[8, 9, 10, 11, 12][..], &[8, 10, 12, 14], &[7, 8, 9, 10]] {
            assert!(are_hours(hours), "{hours:?}");
        }
        assert!(are_hours(&(0..24).collect::<Vec<_>>()));
        for others in [
            &[1, 2, 3, 4, 5, 6, 7, 8][..],
            &[0, 1, 2, 3],
            &[8, 9, 10],
            &[8, 9, 11, 12],
            &[12, 11, 10, 9],
            &[8, 12, 16, 20],
            &[],
        ] {
            assert!(!are_hours(others), "{others:?}");
        }
    }

    #[test]
    fn hours_after_noon_may_begin_with_one_again() {
        let bare = |hours: [u32; 5]| hours.map(|hour| (hour, None)).to_vec();
        let spans = on_one_day(bare([10, 11, 12, 1, 2]));
        assert_eq!(spans, bare([10, 11, 12, 13, 14]));
        assert!(are_spans(&spans));
        let spans = on_one_day(vec![(10, Some(11)), (11, Some(12)), (12, Some(1)), (1, Some(3))]);
        assert_eq!(spans.last(), Some(&(13, Some(15))));
        assert!(are_spans(&spans));
        assert!(!are_spans(&on_one_day(bare([12, 11, 10, 9, 8]))));
        let twice = vec![(9, Some(10)), (10, Some(11)), (9, Some(10)), (10, Some(11))];
        assert!(!are_spans(&on_one_day(twice)));
    }
}
