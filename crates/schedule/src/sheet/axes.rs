//! Which lane holds the dates and which line the rooms' names: found, never assumed.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;

use super::entry_rooms;
use super::grid::{GridCell, SheetGrid};
use super::headed_rooms::HeadedRooms;
use super::heading_words::{self, HeadingRole};
use super::time_axes::{self, TimeAxes};
use super::times::AxisTime;
use super::{dates, named_month, times, words};
use crate::workbook::CellValue;

/// The axes of a sheet.
#[derive(Debug, Clone)]
pub(super) struct SheetAxes {
    pub date_lane: u32,
    /// The line that names the rooms; often also the one with `Date`.
    pub room_line: u32,
    /// The first line that may hold bookings.
    pub first_line: u32,
    /// The first line with a date.
    pub first_dated: u32,
    /// Lanes whose heading is `Date`, `Day` or `Room`: where one stands again, the header stands again.
    pub word_lanes: HashSet<u32>,
    /// The dates stand under `Date`, `Day` or `Room`: mere numbers, such as capacities, seldom do.
    pub is_headed: bool,
    /// How many lines have a date, and how many headings are rooms: to choose between the two ways a sheet can lie.
    pub dates: usize,
    pub known_rooms: usize,
    pub times: TimeAxes,
    /// The one day of a sheet without an axis of dates; its lines are times then.
    pub day: Option<NaiveDate>,
}

impl SheetAxes {
    /// Reports whether a lane names the time of its line, or its room.
    pub fn is_time_lane(&self, lane: u32) -> bool {
        self.times.lanes.contains(&lane) || self.times.venue == Some(lane)
    }
}

/// Finds the axes of a sheet that lies this way; `None` where no line of names stands before a date.
///
/// `with_day_numbers`: the sheet has a month, so that bare day numbers are dates.
pub(super) fn find(
    grid: &SheetGrid<'_>,
    rooms: &HeadedRooms<'_>,
    with_day_numbers: bool,
) -> Option<SheetAxes> {
    let words: Vec<&GridCell<'_>> = grid
        .entries()
        .iter()
        .filter(|entry| words::is_header_word(entry.value))
        .collect();
    let serials = serial_lanes(grid);
    let date_lane = date_lane(grid, &words, with_day_numbers, &serials)?;
    let column = grid.lane(date_lane);
    let dated: Vec<u32> = grid
        .lines_from(0)
        .filter(|line| {
            column
                .at(*line)
                .is_some_and(|(_, value)| counts(value, with_day_numbers) > 0)
        })
        .collect();
    let (header, first_dated) = by_words(&words, &dated).or_else(|| by_texts(grid, &dated))?;
    let (room_line, names) = room_line(grid, rooms, header, first_dated);
    let times = time_axes::find(grid, rooms, date_lane, room_line, first_dated);
    let word_lanes: HashSet<u32> = words
        .iter()
        .filter(|word| word.line == header)
        .map(|word| word.lane)
        .collect();
    Some(SheetAxes {
        date_lane,
        is_headed: word_lanes.contains(&date_lane),
        room_line,
        first_line: header.max(room_line) + 1,
        first_dated,
        word_lanes,
        dates: dated.iter().filter(|line| **line >= first_dated).count(),
        known_rooms: names.known + known_in_entries(&times),
        times,
        day: None,
    })
}

fn known_in_entries(times: &TimeAxes) -> usize {
    times.entries.as_ref().map_or(0, |entries| entries.known)
}

/// Finds the axes of a sheet whose dates cross times and whose entries name their rooms.
pub(super) fn of_entries(grid: &SheetGrid<'_>, rooms: &HeadedRooms<'_>) -> Option<SheetAxes> {
    let DatesAndTimes {
        date_lane,
        time_line,
        end_line,
        first_dated,
        dates,
    } = dates_and_times(grid)?;
    let times = TimeAxes {
        line: Some(time_line),
        end_line,
        entries: Some(entry_rooms::find(grid, rooms, time_line, first_dated)?),
        ..TimeAxes::default()
    };
    Some(SheetAxes {
        date_lane,
        room_line: time_line,
        first_line: time_line + 1,
        first_dated,
        word_lanes: HashSet::new(),
        is_headed: false,
        dates,
        known_rooms: known_in_entries(&times),
        times,
        day: None,
    })
}

/// Where dates stand in one lane, and times in one line before them.
pub(super) struct DatesAndTimes {
    date_lane: u32,
    time_line: u32,
    /// The line of the ends, where the times are starts.
    end_line: Option<u32>,
    first_dated: u32,
    dates: usize,
}

/// Finds dates that cross times, whatever stands in the entries.
pub(super) fn dates_and_times(grid: &SheetGrid<'_>) -> Option<DatesAndTimes> {
    const FEWEST: usize = 2;
    /// What a line is shows early, and long ones must not cost more.
    const LOOK: usize = 50;
    let mut lanes: BTreeMap<u32, usize> = BTreeMap::new();
    for entry in grid
        .entries()
        .iter()
        .filter(|entry| dates::likeness(entry.value) == 3)
    {
        *lanes.entry(entry.lane).or_default() += 1;
    }
    let (date_lane, dates) = lanes
        .into_iter()
        .max_by_key(|(lane, dates)| (*dates, std::cmp::Reverse(*lane)))?;
    let column = grid.lane(date_lane);
    let is_dated = |line: &u32| {
        let value = column.at(*line);
        value.is_some_and(|(_, value)| dates::likeness(value) == 3)
    };
    let first_dated = grid.lines_from(0).find(is_dated)?;
    let is_of_times = |line: &u32| {
        let entries = grid.line(*line).iter().take(LOOK);
        let times = entries.filter(|entry| times::read(entry.value, false).is_some());
        times.take(FEWEST).count() == FEWEST
    };
    let before = grid.lines_from(0).take_while(|line| *line < first_dated);
    let of_times: Vec<u32> = before.filter(is_of_times).collect();
    let (time_line, end_line) = match of_times.as_slice() {
        [line] => (*line, None),
        [starts, ends] if time_axes::are_starts_and_ends(grid, *starts, *ends) => (*starts, Some(*ends)),
        _ => return None,
    };
    Some(DatesAndTimes {
        date_lane,
        time_line,
        end_line,
        first_dated,
        dates,
    })
}

/// Finds the axes of a sheet of one day: a lane of times, and the line of the rooms before it.
pub(super) fn of_day(grid: &SheetGrid<'_>, rooms: &HeadedRooms<'_>, day: NaiveDate) -> Option<SheetAxes> {
    const LOOK: usize = 400;
    let mut lanes: BTreeMap<u32, (usize, usize, u32)> = BTreeMap::new();
    for line in grid.lines_from(0).take(LOOK) {
        for entry in grid.line(line) {
            let is_time = times::read(entry.value, false).is_some();
            let (is_times, others, first) = lanes.entry(entry.lane).or_insert((0, 0, line));
            if is_time {
                *first = if *is_times == 0 { line } else { *first };
                *is_times += 1;
            } else if *is_times > 0 {
                *others += 1;
            }
        }
    }
    let of_times = lanes
        .iter()
        .filter(|(_, (is_times, others, _))| *is_times >= 2 && *others == 0);
    let (lane, (dates, _, first)) =
        of_times.max_by_key(|(lane, (is_times, _, _))| (*is_times, std::cmp::Reverse(**lane)))?;
    let before = grid.lines_from(0).take_while(|line| line < first);
    let header = before.filter(|line| {
        let names = names_in(grid, rooms, *line);
        names.known > 0 || names.texts > 0
    });
    let header = header.last()?;
    Some(SheetAxes {
        date_lane: *lane,
        room_line: header,
        first_line: header + 1,
        first_dated: *first,
        word_lanes: HashSet::new(),
        is_headed: true,
        dates: *dates,
        known_rooms: names_in(grid, rooms, header).known,
        times: TimeAxes {
            lanes: vec![*lane],
            ..TimeAxes::default()
        },
        day: Some(day),
    })
}

fn counts(value: &CellValue, with_day_numbers: bool) -> u32 {
    match dates::likeness(value) {
        1 if !with_day_numbers && !matches!(value, CellValue::Number(number) if *number > 31.0) => 0,
        likeness => likeness,
    }
}

/// Finds the lane of the dates: the one headed `Date` with the most dates in it; else one headed `Day` or `Room`; else the one with most dates.
fn date_lane(
    grid: &SheetGrid<'_>,
    words: &[&GridCell<'_>],
    with_day_numbers: bool,
    serials: &HashSet<u32>,
) -> Option<u32> {
    let mut scores: BTreeMap<u32, u32> = BTreeMap::new();
    for entry in grid.entries() {
        let is_plain = matches!(entry.value, CellValue::Number(number) if *number > 31.0);
        match counts(entry.value, with_day_numbers) {
            0 => {}
            1 if is_plain && !serials.contains(&entry.lane) => {}
            score => {
                let span = grid.span(entry.line, entry.lane);
                let lines = span.map_or(1, |span| span.last.0 - span.first.0 + 1);
                *scores.entry(entry.lane).or_default() += score * lines.min(31);
            }
        }
    }
    for lane in time_lanes(grid).into_iter().chain(numbering_lanes(grid)) {
        scores.remove(&lane);
    }
    let best = |lanes: &dyn Fn(u32) -> bool| {
        let among = scores.iter().filter(|(lane, _)| lanes(**lane));
        among
            .max_by_key(|(lane, score)| (**score, std::cmp::Reverse(**lane)))
            .map(|(lane, _)| *lane)
    };
    let dates: HashSet<u32> = words
        .iter()
        .filter(|w| words::is_date_word(w.value))
        .map(|w| w.lane)
        .collect();
    let others: HashSet<u32> = words.iter().map(|w| w.lane).collect();
    best(&|lane| dates.contains(&lane)).or_else(|| {
        let (headed, any) = (best(&|lane| others.contains(&lane)), best(&|_| true));
        // A stray date under a heading `Room` does not make it the date axis.
        headed
            .filter(|lane| any.is_none_or(|any| scores.get(lane) >= scores.get(&any)))
            .or(any)
    })
}

/// Lists the lanes whose plain numbers may be days since the epoch: headed as dates, or nearly all numbers, none of them
/// smaller than the one before.
fn serial_lanes(grid: &SheetGrid<'_>) -> HashSet<u32> {
    let mut lanes: BTreeMap<u32, (usize, usize, bool, f64)> = BTreeMap::new();
    let mut headed = HashSet::new();
    for entry in grid.entries() {
        match entry.value {
            CellValue::Number(number) if *number > 31.0 => {
                let (fit, others, ascends, last) = lanes.entry(entry.lane).or_insert((0, 0, true, 0.0));
                if dates::likeness(entry.value) > 0 {
                    *fit += 1;
                    *ascends &= *number >= *last;
                    *last = *number;
                } else {
                    *others += 1;
                }
            }
            CellValue::Text(_) if words::is_date_word(entry.value) => {
                headed.insert(entry.lane);
            }
            _ => {
                if let Some((_, others, _, _)) = lanes.get_mut(&entry.lane) {
                    *others += 1;
                }
            }
        }
    }
    let all = lanes.into_iter().filter(|(lane, (fit, others, ascends, _))| {
        headed.contains(lane) || (*ascends && *fit >= 2 && *others * 10 <= *fit)
    });
    all.map(|(lane, _)| lane).collect()
}

/// Lists the lanes headed as times: their hours are no days.
fn time_lanes(grid: &SheetGrid<'_>) -> Vec<u32> {
    const LOOK: usize = 12;
    let lines = grid.lines_from(0).take(LOOK);
    // A text alone in its line is a title.
    let entries = lines
        .map(|line| grid.line(line))
        .filter(|entries| entries.len() > 1)
        .flatten();
    let is_time = |entry: &&GridCell<'_>| match entry.value {
        CellValue::Text(text) => {
            text.len() <= 24
                && matches!(
                    heading_words::role(text),
                    Some(HeadingRole::Time | HeadingRole::Start | HeadingRole::End)
                )
        }
        _ => false,
    };
    entries.filter(is_time).map(|entry| entry.lane).collect()
}

/// Lists the lanes that number an outline: `1.1.2` after `1.1`, or with a last part that counts from the beginning, is no
/// day of a month.
fn numbering_lanes(grid: &SheetGrid<'_>) -> Vec<u32> {
    const FIRST_YEAR: u32 = 15;
    let mut lanes: BTreeMap<u32, (usize, HashSet<u32>)> = BTreeMap::new();
    for entry in grid.entries() {
        let shown = match entry.value {
            CellValue::Text(text) if text.len() <= 12 => text.trim().trim_end_matches('.').to_owned(),
            CellValue::Number(number) if number.fract() != 0.0 => number.to_string(),
            _ => continue,
        };
        let parts: Option<Vec<u32>> = shown
            .split('.')
            .map(|part| part.parse().ok().filter(|_| part.len() <= 2))
            .collect();
        let (above, lasts) = match parts.as_deref() {
            Some([_, _]) => (1, None),
            Some([_, _, last]) => (0, Some(*last)),
            _ => continue,
        };
        let lane = lanes.entry(entry.lane).or_default();
        lane.0 += above;
        lane.1.extend(lasts);
    }
    let numbered = lanes.into_iter().filter(|(_, (above, lasts))| {
        lasts.iter().any(|last| *last < FIRST_YEAR) && (*above > 0 || lasts.len() > 1)
    });
    numbered.map(|(lane, _)| lane).collect()
}

/// Finds the last line with a header word before the first date under one.
fn by_words(words: &[&GridCell<'_>], dated: &[u32]) -> Option<(u32, u32)> {
    let first_word = words.first()?.line;
    let first_dated = *dated.iter().find(|line| **line > first_word)?;
    let header = words
        .iter()
        .take_while(|word| word.line < first_dated)
        .last()?
        .line;
    Some((header, first_dated))
}

/// Finds the last line of two or more texts before the first date.
fn by_texts(grid: &SheetGrid<'_>, dated: &[u32]) -> Option<(u32, u32)> {
    let mut header = None;
    let mut dated = dated.iter().copied().peekable();
    for line in grid.lines_from(0) {
        if dated.next_if_eq(&line).is_some() {
            if let Some(header) = header {
                return Some((header, line));
            }
        } else if grid
            .line(line)
            .iter()
            .filter(|entry| is_name(entry.value))
            .take(2)
            .count()
            == 2
            // Times stand in rows of entries, not in headings.
            && !grid.line(line).iter().any(|entry| matches!(entry.value, CellValue::Time(_)))
            && !is_capacity_line(grid, line)
        {
            header = Some(line);
        }
    }
    None
}

pub(super) fn is_capacity_line(grid: &SheetGrid<'_>, line: u32) -> bool {
    grid.line(line)
        .iter()
        .take(3)
        .any(|entry| words::is_capacity_word(entry.value))
}

/// Reports whether a text could name a room.
pub(super) fn is_name(value: &CellValue) -> bool {
    let CellValue::Text(text) = value else {
        return false;
    };
    text.len() <= 120
        && !words::is_label(text)
        && named_month::caption(text).is_none_or(|caption| caption.is_weak)
        && dates::likeness(value) == 0
        && !matches!(
            times::read(value, false),
            Some(AxisTime::Slot(_) | AxisTime::Start(_))
        )
        && text.chars().any(char::is_alphanumeric)
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct HeadingCount {
    pub known: usize,
    pub texts: usize,
}

/// Counts the headings of a line that are rooms, and those that could be.
pub(super) fn names_in(grid: &SheetGrid<'_>, rooms: &HeadedRooms<'_>, line: u32) -> HeadingCount {
    let mut names = HeadingCount::default();
    for entry in grid.line(line) {
        let heading = entry.value.to_string();
        names.known += usize::from(heading.len() <= 120 && rooms.find(&heading, true).is_some());
        names.texts += usize::from(is_name(entry.value));
    }
    names
}

/// Finds the line of the rooms, with its names: the header itself if it names rooms; else the line before the first date that names
/// most of them, as in sheets that have the rooms in their first row and `Date` and `Day` in the second.
fn room_line(
    grid: &SheetGrid<'_>,
    rooms: &HeadedRooms<'_>,
    header: u32,
    first_dated: u32,
) -> (u32, HeadingCount) {
    let own = names_in(grid, rooms, header);
    if let Some(below) = line_of_parts(grid, rooms, (header, own), first_dated) {
        return below;
    }
    if rooms.create && own.texts >= 2 {
        return (header, own);
    }
    let before = grid.lines_from(0).take_while(|line| *line < first_dated);
    let named = before.map(|line| (line, names_in(grid, rooms, line)));
    let best = named.max_by_key(|(line, names)| {
        (
            names.known,
            *line == header && names.texts > 0,
            names.texts,
            *line,
        )
    });
    best.unwrap_or((header, own))
}

/// Finds the line below the header that has more names, where the header's are those of groups: buildings over their rooms.
fn line_of_parts(
    grid: &SheetGrid<'_>,
    rooms: &HeadedRooms<'_>,
    (header, groups): (u32, HeadingCount),
    first_dated: u32,
) -> Option<(u32, HeadingCount)> {
    let has_times = |line: u32| {
        let mut entries = grid.line(line).iter();
        entries.any(|entry| times::read(entry.value, false).is_some())
    };
    let is_of_parts = |(line, parts): &(u32, HeadingCount)| {
        parts.texts > groups.texts
            && parts.known >= groups.known
            && !is_capacity_line(grid, *line)
            && !has_times(*line)
    };
    let below = grid.lines_from(header + 1).take_while(|line| *line < first_dated);
    let named = below.map(|line| (line, names_in(grid, rooms, line)));
    named.filter(is_of_parts).last().filter(|_| groups.texts > 0)
}
