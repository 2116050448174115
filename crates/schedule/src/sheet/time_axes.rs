//! Where a sheet names times beside its dates and rooms: in lanes, in a line under the rooms, in the headings themselves.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveTime;

use super::entry_rooms::{self, EntryRooms};
use super::grid::SheetGrid;
use super::headed_rooms::HeadedRooms;
use super::heading_words::{self, HeadingRole};
use super::lines::{LineState, SheetLines};
use super::model::SlotTime;
use super::times::{self, AxisTime};
use super::{dates, words};
use crate::workbook::CellValue;

/// The lanes and the line of a sheet that name times.
#[derive(Debug, Clone, Default)]
pub(super) struct TimeAxes {
    /// Lanes with the time of their line: one, or a start and an end.
    pub lanes: Vec<u32>,
    /// The line with the time of each lane.
    pub line: Option<u32>,
    /// The line with the end of each lane, where that has its start.
    pub end_line: Option<u32>,
    /// The lane that names the room of each line, where the lanes are times.
    pub venue: Option<u32>,
    /// The rooms in the entries, where the lanes are times and nothing else names them.
    pub entries: Option<EntryRooms>,
}

impl TimeAxes {
    /// Reports whether the lanes are times, and their rooms stand elsewhere than in the headings.
    pub fn has_rooms_elsewhere(&self) -> bool {
        self.venue.is_some() || self.entries.is_some()
    }
}

/// Finds the axes of times of a sheet whose dates stand in `date_lane` from `first_dated` on.
pub(super) fn find(
    grid: &SheetGrid<'_>,
    rooms: &HeadedRooms<'_>,
    date_lane: u32,
    room_line: u32,
    first_dated: u32,
) -> TimeAxes {
    let lanes = time_lanes(grid, date_lane, room_line, first_dated);
    let line = time_line(grid, date_lane, room_line, first_dated);
    let venue = line
        .filter(|line| *line == room_line)
        .and_then(|line| venue(grid, rooms, (date_lane, line), first_dated, &lanes));
    let entries = line
        .filter(|line| *line == room_line && venue.is_none())
        .and_then(|line| entry_rooms::find(grid, rooms, line, first_dated));
    // Times in the line of the rooms are only headings if something else names the room.
    let line = line.filter(|line| *line != room_line || venue.is_some() || entries.is_some());
    // What is taken for the times may be their ends, under a line of their starts.
    let starts = line.and_then(|ends| starts_above(grid, date_lane, ends));
    TimeAxes {
        lanes,
        line: starts.or(line),
        end_line: starts.and(line),
        venue,
        entries,
    }
}

/// Reports whether the lane's headings say that it holds times, so that bare hours count.
fn is_headed_by_time(grid: &SheetGrid<'_>, lane: u32, first_dated: u32) -> bool {
    let before = grid.lines_from(0).take_while(|line| *line < first_dated);
    let mut texts = before.filter_map(|line| grid.get(line, lane));
    texts.any(|value| match value {
        CellValue::Text(text) => matches!(
            heading_words::role(text),
            Some(HeadingRole::Time | HeadingRole::Start | HeadingRole::End)
        ),
        _ => false,
    })
}

/// Reports whether the heading of a lane says that it holds how long things last.
fn is_of_lengths(grid: &SheetGrid<'_>, lane: u32, first_dated: u32) -> bool {
    let mut before = grid.lines_from(0).take_while(|line| *line < first_dated);
    let is_length = |value: &CellValue| matches!(value, CellValue::Text(text) if heading_words::role(text) == Some(HeadingRole::Duration));
    before.any(|line| grid.get(line, lane).is_some_and(is_length))
}

/// Reports whether bare hours of a lane count: by its headings, or because it has none and holds ranges of hours alone.
fn is_of_hours(grid: &SheetGrid<'_>, lane: u32, first_dated: u32) -> bool {
    is_headed_by_time(grid, lane, first_dated) || is_of_bare_ranges(grid, lane, first_dated)
}

fn is_of_bare_ranges(grid: &SheetGrid<'_>, lane: u32, first_dated: u32) -> bool {
    const FEWEST: usize = 2;
    let mut before = grid.lines_from(0).take_while(|line| *line < first_dated);
    // What heads the rooms beside it heads no hours.
    let is_heading = |value: &CellValue| !words::is_axis_label(value);
    if before.any(|line| grid.get(line, lane).is_some_and(is_heading)) {
        return false;
    }
    let is_range = |value: &CellValue| {
        matches!(value, CellValue::Text(text) if text.contains(['-', '–']))
            && matches!(
                times::read(value, true),
                Some(AxisTime::Slot(SlotTime::Range(..)))
            )
    };
    let column = grid.lane(lane);
    let lines = grid.lines_from(first_dated);
    let values = lines.filter_map(|line| Some(column.at(line)?.1));
    let (ranges, all) = values.fold((0, 0), |(ranges, all), value| {
        (ranges + usize::from(is_range(value)), all + 1)
    });
    ranges >= FEWEST && ranges == all
}

fn is_of_ranges(grid: &SheetGrid<'_>, lane: u32, first_dated: u32) -> bool {
    let column = grid.lane(lane);
    let mut times = grid
        .lines_from(first_dated)
        .filter_map(|line| times::read(column.at(line)?.1, true));
    times.any(|time| matches!(time, AxisTime::Slot(SlotTime::Range(..))))
}

/// Reports whether a heading promises the time of each line: what stands there and is no time leaves the line without.
fn promises_times(grid: &SheetGrid<'_>, lane: u32, room_line: u32) -> bool {
    match grid.get(room_line, lane) {
        Some(value @ CellValue::Text(text)) => {
            times::read(value, false).is_none()
                && matches!(
                    heading_words::role(text),
                    Some(HeadingRole::Time | HeadingRole::Start | HeadingRole::Shift)
                )
        }
        _ => false,
    }
}

/// Finds the lanes in which every cell from the first date on is a time.
fn time_lanes(grid: &SheetGrid<'_>, date_lane: u32, room_line: u32, first_dated: u32) -> Vec<u32> {
    let mut counts: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    let mut headed: HashMap<u32, bool> = HashMap::new();
    for line in grid.lines_from(first_dated) {
        for entry in grid.line(line).iter().filter(|entry| entry.lane != date_lane) {
            let (filled, is_time) = counts.entry(entry.lane).or_default();
            *filled += 1;
            // A lane with two other cells is not one of times.
            if *filled > *is_time + 2 {
                continue;
            }
            let headed = *headed
                .entry(entry.lane)
                .or_insert_with(|| is_of_hours(grid, entry.lane, first_dated));
            *is_time += usize::from(times::read(entry.value, headed).is_some());
        }
    }
    let of_times = counts.iter().filter(|(lane, (filled, is_time))| {
        let repeated = filled - is_time;
        // A heading that stands again, block by block.
        (*is_time >= 2 || (*is_time == 1 && headed.get(lane) == Some(&true))) && repeated * 5 <= *filled
    });
    let mut found: Vec<u32> = of_times.map(|(lane, _)| *lane).collect();
    let mut lengths: Vec<u32> = counts.keys().copied().collect();
    lengths.retain(|lane| is_of_lengths(grid, *lane, first_dated));
    found.retain(|lane| !lengths.contains(lane));
    if !found.is_empty() {
        // Hours tell more than the number of a lesson beside them.
        found.sort_by_key(|lane| !is_of_ranges(grid, *lane, first_dated));
        found.extend(lengths);
        return found;
    }
    let promised = counts.keys().copied();
    promised
        .filter(|lane| promises_times(grid, *lane, room_line))
        .take(1)
        .collect()
}

/// Finds the line before the dates in which every lane but a few is a time: a second heading line, or the headings.
fn time_line(grid: &SheetGrid<'_>, date_lane: u32, room_line: u32, first_dated: u32) -> Option<u32> {
    let counts = |line: u32| {
        let entries = grid.line(line).iter().filter(|entry| entry.lane != date_lane);
        let all: Vec<bool> = entries
            .map(|entry| heading_time(entry.value, line > room_line).is_some())
            .collect();
        (all.iter().filter(|is_time| **is_time).count(), all.len())
    };
    let is_of_times = |line: &u32| {
        let (is_time, all) = counts(*line);
        is_time >= 1 && is_time == all
    };
    let below = grid.lines_from(room_line + 1);
    let own = below.take_while(|line| *line < first_dated).filter(is_of_times);
    own.last()
        .or_else(|| (counts(room_line).0 >= 1).then_some(room_line))
}

/// Finds the line of starts over a line that holds times alone as well: that holds the ends.
fn starts_above(grid: &SheetGrid<'_>, date_lane: u32, ends: u32) -> Option<u32> {
    let starts = |line: u32| {
        let entries = grid.line(line).iter().filter(|entry| entry.lane != date_lane);
        let starts =
            entries.filter(|entry| matches!(times::read(entry.value, false), Some(AxisTime::Start(_))));
        starts.count()
    };
    let own = starts(ends);
    // One time over several is that of a title.
    let fewest = own.min(2);
    let above = grid.lines_from(0).take_while(|line| *line < ends);
    above.filter(|line| own > 0 && starts(*line) >= fewest).last()
}

/// Reads a heading as a time. In a line below that of the rooms (`is_below`) hours may be bare, as in `08-12`.
fn heading_time(value: &CellValue, is_below: bool) -> Option<AxisTime> {
    let bare = || {
        let is_range = matches!(value, CellValue::Text(text) if text.contains(['-', '–']));
        times::read(value, true).filter(|time| is_range && matches!(time, AxisTime::Slot(_)))
    };
    times::read(value, false).or_else(|| is_below.then(bare).flatten())
}

/// Finds the lane of the rooms where the headings are times: the one headed so, or in which most cells are known rooms.
fn venue(
    grid: &SheetGrid<'_>,
    rooms: &HeadedRooms<'_>,
    (date_lane, line): (u32, u32),
    first_dated: u32,
    time_lanes: &[u32],
) -> Option<u32> {
    let mut others = Vec::new();
    for entry in grid.line(line).iter().filter(|entry| entry.lane != date_lane) {
        if times::read(entry.value, false).is_some() || time_lanes.contains(&entry.lane) {
            continue;
        }
        let CellValue::Text(text) = entry.value else {
            continue;
        };
        if rooms.find(text, true).is_some() {
            return None;
        }
        let role = heading_words::role(text);
        let lines = || grid.lines_from(first_dated);
        let known = lines()
            .filter(|line| match grid.get(*line, entry.lane) {
                Some(CellValue::Text(text)) => rooms.find(text, true).is_some(),
                _ => false,
            })
            .count();
        let filled = lines()
            .filter(|line| grid.get(*line, entry.lane).is_some())
            .count();
        if role == Some(HeadingRole::Room) || (known > 0 && known * 2 > filled) {
            others.push(entry.lane);
        }
    }
    match others.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// Reads what two lines state as the start and the end of a lane.
fn start_and_end(grid: &SheetGrid<'_>, (starts, ends): (u32, u32), lane: u32) -> Option<SlotTime> {
    let at = |line: u32| times::read(grid.get(line, lane)?, false);
    match (at(starts)?, at(ends)?) {
        (AxisTime::Start(start), AxisTime::Start(end)) if start < end => Some(SlotTime::Range(start, end)),
        _ => None,
    }
}

/// Reports whether two lines hold the start and the end of each lane.
pub(super) fn are_starts_and_ends(grid: &SheetGrid<'_>, starts: u32, ends: u32) -> bool {
    let entries = grid.line(starts).iter().chain(grid.line(ends));
    let mut lanes = entries.filter(|entry| times::read(entry.value, false).is_some());
    lanes.all(|entry| start_and_end(grid, (starts, ends), entry.lane).is_some())
}

/// Reads the time of each lane.
pub(super) fn of_lanes(
    grid: &SheetGrid<'_>,
    axes: &TimeAxes,
    (date_lane, room_line): (u32, u32),
) -> BTreeMap<u32, Option<SlotTime>> {
    let Some(line) = axes.line else {
        return BTreeMap::new();
    };
    // A lane that has an end and no start has no hours, rather than none of its own.
    let ends = axes.end_line.into_iter().flat_map(|ends| grid.line(ends));
    let mut read: BTreeMap<u32, (u32, AxisTime)> = BTreeMap::new();
    for entry in grid.line(line).iter().chain(ends) {
        let time = heading_time(entry.value, entry.line > room_line);
        if let Some(time) = time.filter(|_| entry.lane != date_lane) {
            let span = grid.span(entry.line, entry.lane);
            let last = span.map_or(entry.lane, |span| span.last.1);
            read.entry(entry.lane).or_insert((last, time));
        }
    }
    let axis: Vec<AxisTime> = read.values().map(|(_, time)| *time).collect();
    let slots = match axes.end_line {
        Some(ends) => read
            .keys()
            .map(|lane| start_and_end(grid, (line, ends), *lane))
            .collect(),
        None => times::slots(&axis),
    };
    let mut by_lane = BTreeMap::new();
    for ((first, (last, _)), slot) in read.into_iter().zip(slots) {
        for lane in first..=last.min(first + 500) {
            by_lane.insert(lane, slot);
        }
    }
    by_lane
}

/// Finds a line between the dates that holds other times than the lanes have: what stands below it is held then.
pub(super) fn changed_line(
    grid: &SheetGrid<'_>,
    lines: &SheetLines,
    axes: &TimeAxes,
    date_lane: u32,
) -> Option<u32> {
    const FEWEST: usize = 2;
    let starts = axes.line?;
    let (first, _) = lines.dated().next()?;
    let (last, _) = lines.dated().last()?;
    let of_lane = |line: u32, lane: u32| times::read(grid.get(line, lane)?, false);
    let holds_others = |line: u32| {
        let entries = grid.line(line).iter().filter(|entry| entry.lane != date_lane);
        // By lane: the time that stands here, and that of the axis.
        let mut both = entries.filter_map(|entry| {
            let here = times::read(entry.value, false)?;
            Some((entry.lane, here, of_lane(starts, entry.lane)?))
        });
        let is_other = |(lane, here, start): &(u32, AxisTime, AxisTime)| {
            let end = axes.end_line.and_then(|ends| of_lane(ends, *lane));
            here != start && Some(*here) != end
        };
        both.clone().take(FEWEST).count() == FEWEST && both.any(|time| is_other(&time))
    };
    let between = lines.between(first, last).iter();
    let undated = between.filter(|line| matches!(line.state, LineState::Undated | LineState::Header));
    undated.map(|line| line.line).find(|line| holds_others(*line))
}

/// Reads the time of each line from `first_dated` on.
pub(super) fn of_lines(
    grid: &SheetGrid<'_>,
    axes: &TimeAxes,
    first_dated: u32,
) -> BTreeMap<u32, Option<SlotTime>> {
    let read = |lane: u32| -> BTreeMap<u32, AxisTime> {
        let is_of_hours = is_of_hours(grid, lane, first_dated);
        let column = grid.lane(lane);
        let lines = grid.lines_from(first_dated);
        lines
            .filter_map(|line| Some((line, times::read(column.at(line)?.1, is_of_hours)?)))
            .collect()
    };
    let Some(first) = axes.lanes.first() else {
        return BTreeMap::new();
    };
    let starts = read(*first);
    if let Some(second) = axes.lanes.get(1) {
        let ends = read(*second);
        let are_lengths = is_of_lengths(grid, *second, first_dated);
        let lengths = grid.lane(*second);
        let pair = |line: &u32, start: &AxisTime| match (start, ends.get(line)) {
            (AxisTime::Start(start), _) if are_lengths => {
                let length = times::length(lengths.at(*line)?.1)?;
                let (end, days) = start.overflowing_add_signed(length);
                (days == 0 && end > *start).then_some(SlotTime::Range(*start, end))
            }
            (AxisTime::Start(start), Some(AxisTime::Start(end))) if end > start => {
                Some(SlotTime::Range(*start, *end))
            }
            (AxisTime::Slot(slot), _) => Some(*slot),
            _ => None,
        };
        return starts
            .iter()
            .map(|(line, start)| (*line, pair(line, start)))
            .collect();
    }
    let axis: Vec<AxisTime> = starts.values().copied().collect();
    let mut times: BTreeMap<u32, Option<SlotTime>> = starts.into_keys().zip(times::slots(&axis)).collect();
    let column = grid.lane(*first);
    for line in grid
        .lines_from(first_dated)
        .filter(|line| column.at(*line).is_some())
    {
        times.entry(line).or_default();
    }
    times
}

/// Reads the time that stands behind the date of each line: `2 March 2026 PM`.
pub(super) fn of_dates(
    grid: &SheetGrid<'_>,
    date_lane: u32,
    first_dated: u32,
) -> BTreeMap<u32, Option<SlotTime>> {
    let column = grid.lane(date_lane);
    let lines = grid.lines_from(first_dated);
    let (lines, axis): (Vec<u32>, Vec<AxisTime>) = lines
        .filter_map(|line| Some((line, dates::part(column.at(line)?.1)?)))
        .unzip();
    lines.into_iter().zip(times::slots(&axis)).collect()
}

/// Returns when a time of an axis begins, to tell whether it comes after another.
pub(super) fn begins(slot: SlotTime) -> NaiveTime {
    match slot {
        SlotTime::Range(start, _) => start,
        SlotTime::Morning | SlotTime::WholeDay => NaiveTime::MIN,
        SlotTime::Afternoon => NaiveTime::from_hms_opt(12, 0, 0).unwrap_or(NaiveTime::MIN),
    }
}

/// Joins times that one cell covers: from the first start to the last end.
pub(super) fn joined(slots: &[SlotTime]) -> Option<SlotTime> {
    let (first, rest) = slots.split_first()?;
    rest.iter().try_fold(*first, |sum, slot| match (sum, *slot) {
        (a, b) if a == b => Some(a),
        (SlotTime::Range(start, end), SlotTime::Range(from, until)) => {
            Some(SlotTime::Range(start.min(from), end.max(until)))
        }
        (SlotTime::WholeDay, SlotTime::Morning | SlotTime::Afternoon)
        | (
            SlotTime::Morning | SlotTime::Afternoon,
            SlotTime::WholeDay | SlotTime::Morning | SlotTime::Afternoon,
        ) => Some(SlotTime::WholeDay),
        _ => None,
    })
}
