//! Reading the sheets of a workbook: which are schedules, which way they lie, and what each of them holds.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Weekday};

use super::axes::SheetAxes;
use super::dates::{DateContext, DateReading, DateWords};
use super::grid::SheetGrid;
use super::headed_rooms::HeadedRooms;
use super::lanes::{BlockLanes, LaneKind};
use super::lines::{DateHints, LineState, SheetLines};
use super::model::{
    AsGrid, FoundAxes, RoomRef, RoomToCreate, SheetKind, SheetNote, SheetOptions, SheetOrientation,
    SheetReading, SheetVerdict, SkipReason, WithWeeks, year_option,
};
use super::named_month::NamedMonth;
use super::text_date::names_weekday;
use super::{
    axes, bare_hours, blocks, cell_sorter, date_checks, dates, entry_rooms, found_axes, grid, heading_words,
    lanes, line_reader, named_month, other_things, people, seen, stated_week, time_axes, times, titles,
    verdict, weeks, words,
};
use crate::calendar::{self, Languages};
use crate::names::name_key;
use crate::rooms::RoomDirectory;
use crate::workbook::{CellValue, Sheet, Workbook};

/// Reads every sheet of a workbook: one reading for each, in their order.
///
/// Sheets that are surely schedules come first, because rooms that they make (`--create-rooms`) are known to the
/// others, and because a list with a date column is only refused where no sheet is a schedule.
pub fn read_sheets(workbook: &Workbook, rooms: &RoomDirectory, options: &SheetOptions) -> Vec<SheetReading> {
    let mut seen = seen::workbook(workbook, options);
    let dated = take_stated_weeks(&mut seen.workbook, options);
    take_bare_hours(&mut seen.workbook, rooms, options);
    let mut readings = read_seen(&seen.workbook, rooms, options);
    for (reading, is_dated) in readings.iter_mut().zip(dated) {
        if let Some(days) = stated_days(reading).filter(|_| is_dated) {
            reading.notes.push(note(days));
        }
    }
    try_other_ways(&seen.workbook, rooms, options, &mut readings);
    for (reading, sheet) in readings.iter_mut().zip(&workbook.sheets) {
        seen.complete(reading, sheet, options);
    }
    readings
}

/// Puts days where weekdays stand in sheets that state their week, and says which sheets those are.
fn take_stated_weeks(workbook: &mut Cow<'_, Workbook>, options: &SheetOptions) -> Vec<bool> {
    let mut dated = Vec::new();
    for place in 0..workbook.sheets.len() {
        let sheet = workbook.sheets.get(place);
        let days = sheet.and_then(|sheet| match stated_week::as_days(sheet, options) {
            Cow::Owned(days) => Some(days),
            Cow::Borrowed(_) => None,
        });
        dated.push(days.is_some());
        if let Some(days) = days
            && let Some(sheet) = workbook.to_mut().sheets.get_mut(place)
        {
            *sheet = days;
        }
    }
    dated
}

/// Says which days the weekdays of a sheet are.
fn stated_days(reading: &SheetReading) -> Option<String> {
    let days = || reading.slots.iter().flat_map(|slot| &slot.days);
    let (first, last) = days().min().zip(days().max())?;
    Some(format!(
        "its weekdays are those of the week that it states: {first} to {last}"
    ))
}

/// Takes the bare hours of the sheets' axes for times.
fn take_bare_hours(workbook: &mut Cow<'_, Workbook>, rooms: &RoomDirectory, options: &SheetOptions) {
    for place in 0..workbook.sheets.len() {
        let Some(sheet) = workbook.sheets.get(place) else {
            continue;
        };
        let is_of_day = days_of(sheet, options).iter().any(Option::is_some);
        if let Cow::Owned(timed) = bare_hours::as_times(sheet, rooms, is_of_day)
            && let Some(sheet) = workbook.to_mut().sheets.get_mut(place)
        {
            *sheet = timed;
        }
    }
}

/// Finds out what the other options would make of the sheets that are refused, so that nobody is sent there in vain.
fn try_other_ways(
    workbook: &Workbook,
    rooms: &RoomDirectory,
    options: &SheetOptions,
    readings: &mut [SheetReading],
) {
    // One sheet that is read is enough for the option to be worth trying.
    let mut is_week_read = false;
    for (reading, sheet) in readings.iter_mut().zip(&workbook.sheets) {
        if reading.skipped.is_none() {
            continue;
        }
        if reading.verdict.kind == SheetKind::Week {
            if options.weeks.is_some() {
                if crosses_times(&weeks::with_days(sheet)) {
                    reading.verdict.with_weeks = WithWeeks::LacksRooms;
                }
                continue;
            }
            reading.verdict.titles = titles::above_weekdays(sheet);
            if !is_week_read {
                let attempt = |options: &SheetOptions| {
                    // Without axes there is nothing to read, whatever else is asked: the rest of its kinds need no second look.
                    SheetReader::new(workbook, rooms, options).read_week(sheet)
                };
                let crosses_times = || crosses_times(&weeks::with_days(sheet));
                try_weeks(reading, options, crosses_times, attempt);
                is_week_read = matches!(
                    reading.verdict.with_weeks,
                    WithWeeks::Read | WithWeeks::ReadWithRooms
                );
            }
        } else if reading.orientation.is_some()
            && !reading.verdict.excludes_rooms
            // Nobody is told to take such headings for rooms.
            && !reading.verdict.names_its_columns()
            && !matches!(reading.verdict.kind, SheetKind::Grid | SheetKind::Day)
            && options.layout != Some(SheetKind::Grid)
        {
            let alone = Workbook {
                kind: workbook.kind,
                epoch_1904: workbook.epoch_1904,
                sheets: vec![sheet.clone()],
            };
            let as_grid = SheetOptions {
                layout: Some(SheetKind::Grid),
                ..options.clone()
            };
            let reads = |create_rooms| {
                let options = SheetOptions {
                    create_rooms,
                    ..as_grid.clone()
                };
                let readings = read_seen(&alone, rooms, &options);
                readings.iter().all(|read| is_read(read) && makes_rooms(read))
            };
            reading.verdict.as_grid = match () {
                () if reads(options.create_rooms) => AsGrid::Read,
                () if !options.create_rooms && !reading.verdict.entry_rooms.is_empty() && reads(true) => {
                    AsGrid::ReadWithRooms
                }
                () => AsGrid::NotRead,
            };
        }
    }
}

/// Reports whether dates cross times in a sheet.
fn crosses_times(sheet: &Sheet) -> bool {
    let crosses = |is_flipped| axes::dates_and_times(&SheetGrid::new(sheet, is_flipped)).is_some();
    crosses(false) || crosses(true)
}

/// Finds out what `--weeks` would make of a weekly timetable.
fn try_weeks(
    reading: &mut SheetReading,
    options: &SheetOptions,
    crosses_times: impl Fn() -> bool,
    attempt: impl Fn(&SheetOptions) -> Option<SheetReading>,
) {
    let with_weeks = |layout, create_rooms| {
        attempt(&SheetOptions {
            layout,
            create_rooms,
            weeks: weeks::any(),
            ..options.clone()
        })
    };
    let own = options.layout.filter(|layout| *layout != SheetKind::Week);
    let Some(as_it_is) = with_weeks(own, options.create_rooms) else {
        reading.verdict.with_weeks = if crosses_times() {
            WithWeeks::LacksRooms
        } else {
            WithWeeks::NotRead
        };
        let why = reading.verdict.why_no_rooms();
        add_reason(reading, &why);
        return;
    };
    let reads = |layout, create_rooms| {
        with_weeks(layout, create_rooms).is_some_and(|read| is_read(&read) && makes_rooms(&read))
    };
    reading.verdict.with_weeks = match () {
        () if is_read(&as_it_is) => WithWeeks::Read,
        () if as_it_is.verdict.excludes_rooms => WithWeeks::NotRead,
        () if !options.create_rooms && reads(own, true) => WithWeeks::ReadWithRooms,
        () if reads(Some(SheetKind::Grid), options.create_rooms) => WithWeeks::ReadAsGrid,
        () if !options.create_rooms
            && !as_it_is.verdict.entry_rooms.is_empty()
            && reads(Some(SheetKind::Grid), true) =>
        {
            WithWeeks::ReadAsGridWithRooms
        }
        () if crosses_times() => WithWeeks::LacksRooms,
        () => WithWeeks::NotRead,
    };
    reading
        .verdict
        .entry_rooms
        .clone_from(&as_it_is.verdict.entry_rooms);
    if !is_read(&as_it_is) {
        let is_unknown = reading.verdict.with_weeks == WithWeeks::ReadWithRooms;
        let why = match (is_unknown, reading.verdict.entry_rooms.is_empty()) {
            (true, true) => "no heading of it is a known room".to_owned(),
            (true, false) => "no room in its entries is known".to_owned(),
            (false, _) => match (as_it_is.verdict.kind, as_it_is.verdict.reasons.first()) {
                // Its days are why, not its rooms.
                (SheetKind::Week, Some(reason)) => reason.clone(),
                _ => as_it_is.verdict.why_no_rooms(),
            },
        };
        add_reason(reading, &why);
    }
}

fn add_reason(reading: &mut SheetReading, why: &str) {
    if let Some(skipped) = &mut reading.skipped {
        skipped.reason.push_str("; ");
        skipped.reason.push_str(why);
    }
}

fn is_read(reading: &SheetReading) -> bool {
    reading.skipped.is_none() && !reading.slots.is_empty()
}

/// Reports whether the rooms that a reading makes may be some: most of their names are neither posts, people, groups nor things.
fn makes_rooms(reading: &SheetReading) -> bool {
    let is_other = |room: &&RoomToCreate| {
        let name = room.name.as_str();
        !heading_words::is_room_form(name)
            && (heading_words::role(name).is_some()
                || heading_words::is_of_duty(name)
                || other_things::is_counted_party(name)
                || other_things::is_one(name)
                || people::is_person(name))
    };
    reading.new_rooms.iter().filter(is_other).count() * 2 < reading.new_rooms.len().max(1)
}

fn read_seen(workbook: &Workbook, rooms: &RoomDirectory, options: &SheetOptions) -> Vec<SheetReading> {
    let mut reader = SheetReader::new(workbook, rooms, options);
    let mut readings: Vec<Option<SheetReading>> = workbook
        .sheets
        .iter()
        .map(|sheet| reader.read_if_sure(sheet))
        .collect();
    let has_schedule = readings.iter().flatten().any(|reading| reading.skipped.is_none());
    for (reading, sheet) in readings.iter_mut().zip(&workbook.sheets) {
        reading.get_or_insert_with(|| reader.read_doubtful(sheet, has_schedule));
    }
    let mut readings: Vec<SheetReading> = readings.into_iter().flatten().collect();
    refuse_neighbours(&mut readings, &workbook.sheets, options.include_hidden);
    for new in readings.iter_mut().flat_map(|reading| &mut reading.new_rooms) {
        if let Some(known) = reader.rooms.new_room(&new.name) {
            new.clone_from(known);
        }
    }
    readings
}

/// Refuses sheets that are left out although they have the form of one that is read: nearly its headings, or a weekday for a
/// name as it has.
fn refuse_neighbours(readings: &mut [SheetReading], sheets: &[Sheet], includes_hidden: bool) {
    let read: Vec<(String, Vec<String>)> = readings
        .iter()
        .zip(sheets)
        .filter(|(reading, _)| reading.skipped.is_none())
        .map(|(reading, sheet)| (reading.sheet.clone(), headings(sheet)))
        .collect();
    for (reading, sheet) in readings.iter_mut().zip(sheets) {
        let is_left_out = reading.skipped.as_ref().is_some_and(|skipped| !skipped.refused);
        if !is_left_out || (sheet.hidden && !includes_hidden) {
            continue;
        }
        let own = headings(sheet);
        let same = read.iter().find(|(_, theirs)| are_alike(&own, theirs));
        let is_of_weekday = own.len() >= 2 && names_weekday(&sheet.name);
        let of_weekday = || read.iter().find(|(name, _)| is_of_weekday && names_weekday(name));
        let Some(skipped) = &mut reading.skipped else {
            continue;
        };
        let fact = match (same, of_weekday()) {
            (Some((other, _)), _) => format!("it has the headings of sheet {other}"),
            (None, Some((other, _))) => format!("it is named by a weekday as sheet {other} is"),
            (None, None) => continue,
        };
        skipped.refused = true;
        skipped.reason = format!("{fact}, but {}", skipped.reason);
    }
}

/// Reports whether two sheets have the same headings, but for a few of many.
fn are_alike(own: &[String], theirs: &[String]) -> bool {
    let same = own.iter().zip(theirs).filter(|(one, other)| one == other).count();
    own.len() >= 2 && own.len() == theirs.len() && same * 5 >= own.len() * 4
}

/// Returns the texts of the first row of two or more.
fn headings(sheet: &Sheet) -> Vec<String> {
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for cell in sheet.cells.iter().take(400) {
        if let CellValue::Text(text) = &cell.value {
            rows.entry(cell.at.row).or_default().push(name_key(text));
        }
    }
    rows.into_values()
        .find(|texts| texts.len() >= 2)
        .unwrap_or_default()
}

/// Reads sheets, and remembers the rooms that their headings add.
struct SheetReader<'a> {
    workbook: &'a Workbook,
    options: &'a SheetOptions,
    rooms: HeadedRooms<'a>,
    /// The languages of the sheets' names.
    spoken: Languages,
}

/// A sheet with its axes found.
struct SheetOnAxes<'a> {
    sheet: &'a Sheet,
    named: NamedMonth,
    grid: SheetGrid<'a>,
    axes: SheetAxes,
}

/// Chooses between the two ways in which a sheet can lie: that with dates down, unless the other one weighs more.
fn weightier<'s, W: PartialOrd>(
    down: Option<SheetOnAxes<'s>>,
    across: Option<SheetOnAxes<'s>>,
    weight: impl Fn(&SheetOnAxes<'s>) -> W,
) -> Option<SheetOnAxes<'s>> {
    match (down, across) {
        (Some(down), Some(across)) if weight(&across) > weight(&down) => Some(across),
        (down, across) => down.or(across),
    }
}

impl SheetOnAxes<'_> {
    fn orientation(&self) -> SheetOrientation {
        if self.grid.is_flipped {
            SheetOrientation::RoomsDown
        } else {
            SheetOrientation::DatesDown
        }
    }
}

impl<'a> SheetReader<'a> {
    fn new(workbook: &'a Workbook, rooms: &'a RoomDirectory, options: &'a SheetOptions) -> Self {
        Self {
            workbook,
            options,
            rooms: HeadedRooms::new(rooms, options.create_rooms),
            spoken: named_month::spoken(workbook.sheets.iter().map(|sheet| sheet.name.as_str())),
        }
    }

    /// Reads a sheet that leaves no doubt: one to skip, one of a month, or one that names a known room.
    fn read_if_sure(&mut self, sheet: &'a Sheet) -> Option<SheetReading> {
        if sheet.hidden && !self.options.include_hidden {
            return Some(skipped(sheet, "hidden: --include-hidden reads it", false));
        }
        let named = named_month::read(&sheet.name, self.spoken);
        let is_month = named.strict_month().is_some();
        if let Some(reading) = self.read_week(sheet) {
            return Some(reading);
        }
        if blocks::cut_days(sheet).is_some()
            && let Some(reading) = self.read_blocks(sheet)
        {
            return Some(reading);
        }
        let is_sure = |reader: &Self, part: &Sheet| {
            is_month
                || reader
                    .find(part, named)
                    .is_some_and(|found| found.axes.known_rooms > 0)
        };
        if blocks::cut(sheet).is_some_and(|parts| parts.iter().any(|part| is_sure(self, part)))
            && let Some(reading) = self.read_blocks(sheet)
        {
            return Some(reading);
        }
        match self.find(sheet, named) {
            _ if sheet.cells.iter().all(|cell| words::is_blank(&cell.value)) => {
                Some(skipped(sheet, "empty", false))
            }
            Some(found) if is_month || found.axes.known_rooms > 0 => Some(self.read(found)),
            Some(_) => None,
            None if is_month => {
                const NO_AXES: &str = "no dates with a line of room names were found; the header row needs `Date` and the rooms";
                let doubt = self.doubt_of_day(sheet);
                if doubt.is_none() && self.lacks_its_year(sheet) {
                    let option = year_option(self.options.today);
                    return Some(SheetReading {
                        verdict: SheetVerdict {
                            kind: SheetKind::Day,
                            ..SheetVerdict::default()
                        },
                        ..skipped(
                            sheet,
                            &format!("its day names no year: give it with `{option}`"),
                            true,
                        )
                    });
                }
                if let Some(doubt) = doubt {
                    return Some(skipped(sheet, &doubt, true));
                }
                let verdict = self.verdict(sheet, None);
                if matches!(verdict.kind, SheetKind::Other | SheetKind::Grid) {
                    return Some(SheetReading {
                        verdict: SheetVerdict {
                            kind: SheetKind::Other,
                            reasons: vec![NO_AXES.into()],
                            ..verdict
                        },
                        ..skipped(sheet, NO_AXES, true)
                    });
                }
                Some(of_kind(sheet, verdict, true))
            }
            None => Some(
                match self
                    .read_blocks(sheet)
                    .filter(|reading| reading.skipped.is_none())
                {
                    Some(reading) => reading,
                    None => self.without_axes(sheet),
                },
            ),
        }
    }

    /// Reads a weekly timetable for the days of `--weeks`.
    fn read_week(&mut self, sheet: &Sheet) -> Option<SheetReading> {
        let Some(weeks) = self.options.weeks.as_ref() else {
            let is_week = self.options.layout == Some(SheetKind::Week);
            return is_week.then(|| of_kind(sheet, self.verdict(sheet, None), true));
        };
        if sheet.cells.iter().any(|cell| dates::likeness(&cell.value) == 3) {
            return None;
        }
        let stand_in = weeks::with_days(sheet);
        let mut reading = if blocks::cut_days(&stand_in).is_some() {
            self.read_blocks(&stand_in)?
        } else {
            match self.find(&stand_in, NamedMonth::default()) {
                Some(found) => self.read(found),
                None => self.read_blocks(&stand_in)?,
            }
        };
        if reading.skipped.is_none() {
            if let Some(reason) = weeks::expand(&mut reading, sheet, weeks) {
                return Some(SheetReading {
                    orientation: reading.orientation,
                    ..of_kind(sheet, self.verdict(sheet, None).because(reason), true)
                });
            }
            let days: BTreeSet<NaiveDate> = reading
                .slots
                .iter()
                .flat_map(|slot| slot.days.iter().copied())
                .collect();
            reading.days = u32::try_from(days.len()).unwrap_or(u32::MAX);
            reading.verdict.kind = SheetKind::Week;
            reading.verdict.reasons = vec!["its weekdays are those of `--weeks`".into()];
        }
        Some(reading)
    }

    /// Reads a sheet of several schedules, each for itself; if one of them is refused, all are.
    fn read_blocks(&mut self, sheet: &Sheet) -> Option<SheetReading> {
        let (parts, are_days) = match blocks::cut_days(sheet) {
            Some(days) => (days, true),
            None => (blocks::cut(sheet)?, false),
        };
        let mut whole: Option<SheetReading> = None;
        for part in &parts {
            let named = named_month::read(&sheet.name, self.spoken);
            let found = if are_days {
                self.find_day(part, named)?
            } else {
                self.find(part, named)?
            };
            let reading = self.read(found);
            if reading.skipped.is_some() {
                return Some(of_blocks(reading, parts.len()));
            }
            whole = Some(match whole {
                None => reading,
                Some(before) => joined(before, reading),
            });
        }
        whole
    }

    /// Leaves out a sheet without axes, and says what it is if that is known.
    fn without_axes(&self, sheet: &Sheet) -> SheetReading {
        let mut verdict = self.verdict(sheet, None);
        if verdict.kind == SheetKind::Other && weeks::weekday_of(sheet).is_some() {
            verdict.kind = SheetKind::Week;
            verdict.reasons = vec!["it is named by a weekday and has no dates".into()];
        }
        if verdict.kind == SheetKind::Other && self.is_of_few_weekdays(sheet) {
            verdict.kind = SheetKind::Week;
            verdict.reasons = vec!["it has weekdays and no dates".into()];
        }
        if let Some(doubt) = self.doubt_of_day(sheet) {
            return skipped(sheet, &doubt, true);
        }
        if matches!(verdict.kind, SheetKind::Week | SheetKind::Other) && weeks::has_numbered_days(sheet) {
            const NO_MONTH: &str = "its days have a number and a weekday, and no month: name the sheet by its month, as March 2026";
            return skipped(sheet, NO_MONTH, true);
        }
        if verdict.kind == SheetKind::Other && has_dates_and_times(sheet) {
            verdict.kind = SheetKind::Agenda;
            verdict.reasons = vec!["dates cross times, and no heading is a room".into()];
        }
        if verdict.kind == SheetKind::Other && self.lacks_its_day(sheet) {
            const NO_DAY: &str = "its day is missing: name the sheet by it, as 2026-03-09, or write it alone into the first row";
            let of_day = SheetVerdict {
                kind: SheetKind::Day,
                reasons: vec![NO_DAY.into()],
                ..verdict
            };
            return of_kind(sheet, of_day, true);
        }
        if verdict.kind == SheetKind::Other || verdict.kind == SheetKind::Grid {
            return skipped(sheet, "no month in its name and no date axis", false);
        }
        if verdict.kind == SheetKind::Week && self.options.weeks.is_some() {
            verdict.reasons = vec![verdict.why_no_rooms()];
        }
        of_kind(sheet, verdict, false)
    }

    /// Reports whether a week's days stand on an axis, though they are few: times cross them, or rooms do where they are at
    /// least two.
    fn is_of_few_weekdays(&self, sheet: &Sheet) -> bool {
        let days = sheet
            .cells
            .iter()
            .filter_map(|cell| words::whole_weekdays(&cell.value).first());
        let days: BTreeSet<u32> = days.map(|day| day.num_days_from_monday()).collect();
        if days.is_empty() || sheet.cells.iter().any(|cell| dates::likeness(&cell.value) == 3) {
            return false;
        }
        let stand_in = weeks::with_days(sheet);
        if crosses_times(&stand_in) || blocks::cut(&stand_in).is_some() {
            return true;
        }
        let Some(found) = self.find(&stand_in, NamedMonth::default()) else {
            return false;
        };
        let has_times = !found.axes.times.lanes.is_empty() || found.axes.times.line.is_some();
        let verdict = self.verdict(&stand_in, Some(&found));
        matches!(verdict.kind, SheetKind::Grid | SheetKind::Day) && (has_times || days.len() > 1)
    }

    /// Reports whether the name or the title of a sheet would be its day if it had a year.
    fn lacks_its_year(&self, sheet: &Sheet) -> bool {
        const ANY: i32 = 2000;
        let with_year = SheetOptions {
            year: Some(ANY),
            last_year: None,
            ..self.options.clone()
        };
        let has_day = |options| days_of(sheet, options).iter().any(Option::is_some);
        !has_day(self.options) && has_day(&with_year)
    }

    /// Reports whether a sheet would be one of a day if it named it: times on one axis, known rooms on the other.
    fn lacks_its_day(&self, sheet: &Sheet) -> bool {
        [false, true].into_iter().any(|is_flipped| {
            let grid = SheetGrid::new(sheet, is_flipped);
            axes::of_day(&grid, &self.rooms, NaiveDate::default()).is_some_and(|axes| axes.known_rooms > 0)
        })
    }

    /// Reads a sheet with dates, but neither a month nor a known room.
    fn read_doubtful(&mut self, sheet: &'a Sheet, has_schedule: bool) -> SheetReading {
        if !has_schedule && let Some(reading) = self.read_blocks(sheet) {
            return reading;
        }
        // Only rooms made since can have changed what was found before.
        let found = if has_schedule && !self.options.create_rooms {
            None
        } else {
            self.find(sheet, named_month::read(&sheet.name, self.spoken))
        };
        match found {
            Some(found) if found.axes.known_rooms > 0 || !has_schedule => self.read(found),
            _ => skipped(
                sheet,
                "no month in its name and no heading is a known room",
                false,
            ),
        }
    }

    /// Finds the axes the way the sheet lies: the way with known rooms, then with headed dates, then with more dates,
    /// then dates down.
    fn find<'s>(&self, sheet: &'s Sheet, named: NamedMonth) -> Option<SheetOnAxes<'s>> {
        // A date that stands alone in the sheet is its day, not an axis.
        let dates = sheet
            .cells
            .iter()
            .filter(|cell| dates::likeness(&cell.value) == 3);
        let has_day = dates.take(2).count() == 1 || self.options.layout == Some(SheetKind::Day);
        let of_day = || self.find_day(sheet, named);
        let found = has_day.then(of_day).flatten();
        found.or_else(|| match self.options.layout {
            Some(SheetKind::Day) => None,
            _ => self.find_dated(sheet, named).or_else(of_day),
        })
    }

    /// Finds the axes of a sheet of one day, which its name or the text alone in its first row states.
    fn find_day<'s>(&self, sheet: &'s Sheet, named: NamedMonth) -> Option<SheetOnAxes<'s>> {
        let day = self.day_of(sheet)?;
        let lying = |is_flipped| {
            let grid = SheetGrid::new(sheet, is_flipped);
            let axes = axes::of_day(&grid, &self.rooms, day)?;
            Some(SheetOnAxes {
                sheet,
                named,
                grid,
                axes,
            })
        };
        let weight = |found: &SheetOnAxes<'_>| (found.axes.known_rooms, found.axes.dates);
        weightier(lying(false), lying(true), weight)
    }

    /// Reads the day of a sheet from its name, or from what stands alone in its first row.
    fn day_of(&self, sheet: &Sheet) -> Option<NaiveDate> {
        let fits = |(date, weekday): (NaiveDate, Option<Weekday>)| {
            weekday
                .is_none_or(|weekday| weekday == date.weekday())
                .then_some(date)
        };
        let [named, titled] = days_of(sheet, self.options).map(|day| day.and_then(fits));
        match (named, titled) {
            // Two days leave open which is meant.
            (Some(named), Some(titled)) if named != titled => None,
            (named, titled) => named
                .or(titled)
                .or_else(|| self.options.weeks.as_ref().and_then(|_| weeks::day_of(sheet))),
        }
    }

    /// Says what contradicts the day that a sheet is for: a weekday of another date, or two days.
    fn doubt_of_day(&self, sheet: &Sheet) -> Option<String> {
        let days = days_of(sheet, self.options);
        for (who, day) in ["its name", "its title"].into_iter().zip(days) {
            if let Some((date, Some(weekday))) = day
                && weekday != date.weekday()
            {
                return Some(format!(
                    "{who} says {date} is a {}, but it is a {}: correct the one that is wrong",
                    calendar::weekday_name(weekday),
                    calendar::weekday_name(date.weekday())
                ));
            }
        }
        match days {
            [Some((named, _)), Some((titled, _))] if named != titled => Some(format!(
                "its name says {named}, and its title {titled}: correct the one that is wrong"
            )),
            _ => None,
        }
    }

    fn find_dated<'s>(&self, sheet: &'s Sheet, named: NamedMonth) -> Option<SheetOnAxes<'s>> {
        let has_month = named.month.is_some() || names_a_month(sheet);
        let on_axes = |grid, axes| SheetOnAxes {
            sheet,
            named,
            grid,
            axes,
        };
        let weight = |axes: &SheetAxes| (axes.known_rooms > 0, axes.is_headed, axes.dates, axes.known_rooms);
        let down = SheetGrid::new(sheet, false);
        let of_down = axes::find(&down, &self.rooms, has_month);
        if let Some(axes) = of_down
            .as_ref()
            .filter(|axes| axes.known_rooms > 0 && axes.is_headed)
        {
            return Some(on_axes(down, axes.clone()));
        }
        let across = SheetGrid::new(sheet, true);
        match (of_down, axes::find(&across, &self.rooms, has_month)) {
            (Some(own), Some(other)) if weight(&other) > weight(&own) => Some(on_axes(across, other)),
            (Some(own), _) => Some(on_axes(down, own)),
            (None, Some(other)) => Some(on_axes(across, other)),
            (None, None) => match axes::of_entries(&down, &self.rooms) {
                Some(axes) => Some(on_axes(down, axes)),
                None => axes::of_entries(&across, &self.rooms).map(|axes| on_axes(across, axes)),
            },
        }
    }

    /// Says what kind of sheet this is, unless `--layout` says so.
    fn verdict(&self, sheet: &Sheet, found: Option<&SheetOnAxes<'_>>) -> SheetVerdict {
        if self.options.layout == Some(SheetKind::Grid) {
            return SheetVerdict {
                kind: SheetKind::Grid,
                reasons: vec!["`--layout grid` says so".into()],
                ..SheetVerdict::default()
            };
        }
        let across = SheetGrid::new(sheet, false);
        let found = found.map(|found| (&found.grid, &found.axes));
        let calls = verdict::SheetCalls {
            rota: titles::says_rota(sheet),
            rooms: titles::says_rooms(sheet),
        };
        let verdict = verdict::verdict(&across, found, &self.rooms, calls);
        match self.options.layout {
            Some(kind) => SheetVerdict {
                kind,
                reasons: vec![format!("`--layout {}` says so", kind.as_str())],
                ..verdict
            },
            None => verdict,
        }
    }

    fn read(&mut self, found: SheetOnAxes<'_>) -> SheetReading {
        let verdict = self.verdict(found.sheet, Some(&found));
        if matches!(verdict.kind, SheetKind::Grid | SheetKind::Day | SheetKind::Week) {
            let kind = if found.axes.day.is_some() {
                SheetKind::Day
            } else {
                SheetKind::Grid
            };
            return SheetReading {
                verdict: SheetVerdict { kind, ..verdict },
                ..self.read_grid(found)
            };
        }
        SheetReading {
            orientation: Some(found.orientation()),
            ..of_kind(found.sheet, verdict, true)
        }
    }

    fn read_grid(&mut self, found: SheetOnAxes<'_>) -> SheetReading {
        let SheetOnAxes {
            sheet, grid, axes, ..
        } = &found;
        let mut setting = self.setting(&found);
        let (mut lines, mut lanes) = self.lines(grid, axes, &setting);
        let has_no_year = lines.without_year > 0 && lines.dated().next().is_none();
        let by_weekdays = if has_no_year {
            self.year_by_weekdays(grid, axes, &setting)
        } else {
            None
        };
        if by_weekdays.is_some() {
            setting.outer_year = by_weekdays;
            (lines, lanes) = self.lines(grid, axes, &setting);
        }
        let venues = lanes::venues(grid, &lines, axes, &mut self.rooms);
        let has_slot = |block: usize, first: u32, last: u32| {
            let mut kinds = lanes
                .get(block)
                .into_iter()
                .flat_map(|lanes| lanes.kinds.range(first..=last));
            kinds.any(|(_, kind)| *kind == LaneKind::Slot)
        };
        let places = match &axes.times.entries {
            Some(named) => entry_rooms::read(grid, &lines, has_slot, &mut self.rooms, named.are_bare),
            None => entry_rooms::EntryPlaces::new(),
        };
        let changed_times = || {
            let line = time_axes::changed_line(grid, &lines, &axes.times, axes.date_lane)?;
            Some(format!(
                "its times change in {}: write each part into a sheet of its own",
                grid.line_name(line)
            ))
        };
        let refused = refusal(&lines, &lanes, axes, self.rooms.create, setting.today)
            .or_else(changed_times)
            .or_else(|| date_checks::check(&mut lines, grid, &setting, self.options.years()).err());
        let orientation = found.orientation();
        let named = (&venues, &places);
        let sorter = cell_sorter::CellSorter::new(grid, &lines, &lanes, axes.date_lane, named, &self.rooms);
        if let Some(reason) = refused {
            // The headings stay: they are what settles a sheet without a known room.
            let findings = sorter.headings().findings;
            return SheetReading {
                orientation: Some(orientation),
                findings,
                ..skipped(sheet, &reason, true)
            };
        }
        let cells = sorter.cells();
        if let Some(reason) = mostly_undated(&cells) {
            return skipped(sheet, &reason, true);
        }
        let mut notes = self.sheet_notes(sheet, &lines, grid);
        notes.extend(
            by_weekdays.map(|year| note(format!("its dates name no year; their weekdays fit {year} alone"))),
        );
        notes.extend(cells.notes);
        let of_lines = venues.values().flatten();
        let of_entries = places.values().flatten().map(|(room, _)| room);
        let (rooms, new_rooms) = self.named_rooms(&lanes, of_lines.chain(of_entries));
        let days: BTreeSet<_> = lines.dated().map(|(_, dated)| dated.date).collect();
        SheetReading {
            sheet: sheet.name.clone(),
            verdict: SheetVerdict::default(),
            skipped: None,
            orientation: Some(orientation),
            rooms,
            days: u32::try_from(days.len()).unwrap_or(u32::MAX),
            slots: cells.slots,
            findings: cells.findings,
            notes,
            new_rooms,
            hidden: Vec::new(),
            axes: found_axes::of(grid, axes, &lines, &lanes, &venues),
        }
    }

    /// Reads the lines and lanes of a sheet, with the weekdays that stand beside the dates.
    fn lines(
        &mut self,
        grid: &SheetGrid<'_>,
        axes: &SheetAxes,
        setting: &DateHints,
    ) -> (SheetLines, Vec<BlockLanes>) {
        let mut lines = line_reader::read(grid, axes, &self.rooms, setting);
        let lanes = lanes::read(grid, &lines, axes, &mut self.rooms);
        state_weekdays(&mut lines, grid, &lanes);
        (lines, lanes)
    }

    /// Finds the year, of last year to next, that alone makes every weekday beside the dates right.
    fn year_by_weekdays(
        &mut self,
        grid: &SheetGrid<'_>,
        axes: &SheetAxes,
        setting: &DateHints,
    ) -> Option<i32> {
        const FEWEST: usize = 3;
        let this = setting.today?.year();
        let mut fitting = Vec::new();
        for year in this - 1..=this + 1 {
            let hints = DateHints {
                outer_year: Some(year),
                ..*setting
            };
            let (lines, _) = self.lines(grid, axes, &hints);
            let dated = lines.dated().map(|(_, dated)| dated);
            let stated: Vec<bool> = dated
                .filter_map(|dated| Some(dated.weekday? == dated.date.weekday()))
                .collect();
            if stated.len() >= FEWEST && stated.iter().all(|fits| *fits) {
                fitting.push(year);
            }
        }
        match fitting.as_slice() {
            [year] => Some(*year),
            _ => None,
        }
    }

    fn setting(&self, found: &SheetOnAxes<'_>) -> DateHints {
        let title = title(found);
        let outer_year = self
            .options
            .the_year()
            .or_else(|| named_month::the_year(&self.options.file_name))
            .or_else(|| self.year_of_two(found, title.month.or(found.named.month)?));
        DateHints {
            named: found.named,
            title,
            outer_year,
            month_first: self.options.month_first,
            epoch_1904: self.workbook.epoch_1904,
            words: date_words(found),
            // The days of a weekly timetable stand in for others.
            today: self.options.today.filter(|_| self.options.weeks.is_none()),
            is_headed: found.axes.is_headed,
        }
    }

    /// Returns the year of a sheet's month where its name, a title or the file's name gives two years together.
    fn year_of_two(&self, found: &SheetOnAxes<'_>, month: u32) -> Option<i32> {
        let before = found.grid.entries().iter();
        let titles = before
            .take_while(|entry| entry.line < found.axes.first_line)
            .filter_map(|entry| match entry.value {
                CellValue::Text(text) => Some(text.as_str()),
                _ => None,
            });
        let mut texts = titles.chain([found.sheet.name.as_str(), self.options.file_name.as_str()]);
        let years = texts.find_map(named_month::first_of_two_years)?;
        let sheets = self.workbook.sheets.iter();
        let mut months = sheets.filter_map(|sheet| named_month::read(&sheet.name, self.spoken).month);
        let first = months.next();
        // A month alone does not say with which one the years begin.
        let first = first.filter(|first| months.any(|other| other != *first));
        named_month::year_of_two(years, month, first)
    }

    /// Counts the rooms that the headings, the lines or the entries name, and collects those that are new.
    fn named_rooms<'r>(
        &self,
        lanes: &'r [BlockLanes],
        others: impl Iterator<Item = &'r RoomRef>,
    ) -> (u32, Vec<RoomToCreate>) {
        let headed = lanes.iter().flat_map(|lanes| lanes.kinds.values());
        let headed = headed.filter_map(|kind| match kind {
            LaneKind::Room(room) => Some(room),
            _ => None,
        });
        let mut seen = BTreeSet::new();
        let mut new = Vec::new();
        for room in headed.chain(others) {
            if let (true, RoomRef::New(name)) = (seen.insert(room.clone()), room) {
                new.extend(self.rooms.new_room(name).cloned());
            }
        }
        // A combined room after the rooms it consists of.
        new.sort_by_key(|room| !room.components.is_empty());
        (u32::try_from(seen.len()).unwrap_or(u32::MAX), new)
    }

    /// Makes the notes on the sheet as a whole.
    fn sheet_notes(&self, sheet: &Sheet, lines: &SheetLines, grid: &SheetGrid<'_>) -> Vec<SheetNote> {
        let mut notes: Vec<SheetNote> = sheet.warnings.iter().map(|text| note(text.clone())).collect();
        if sheet.merges.is_none() {
            notes.push(note(
                "merged ranges cannot be seen in this format: each counts for its first cell only".into(),
            ));
        }
        let serial = lines
            .dated()
            .find(|(_, dated)| dated.form == dates::DateForm::Serial);
        if let Some((_, dated)) = serial {
            let text = format!(
                "day numbers without a date's format are taken as dates: {} first",
                dated.date
            );
            notes.push(SheetNote {
                at: Some(grid.address(dated.at)),
                ..note(text)
            });
        }
        notes
    }
}

/// Returns the days that the name of a sheet and its title state, each with its weekday.
fn days_of(sheet: &Sheet, options: &SheetOptions) -> [Option<(NaiveDate, Option<Weekday>)>; 2] {
    let outer = options
        .the_year()
        .or_else(|| named_month::the_year(&options.file_name));
    let context = DateContext {
        year: outer,
        month_first: options.month_first,
        ..DateContext::default()
    };
    // A part of a day is not the day.
    let whole = |value: &CellValue| match dates::read(value, &context) {
        DateReading::Date(read) if read.part.is_none() => Some((read.date, read.weekday)),
        _ => None,
    };
    let read = |value: &CellValue| whole(value).filter(|_| dates::likeness(value) == 3);
    let named = whole(&CellValue::Text(sheet.name.clone()));
    let Some(first) = sheet.cells.iter().find(|cell| !words::is_blank(&cell.value)) else {
        return [named, None];
    };
    let row = sheet.cells.iter().filter(|cell| cell.at.row == first.at.row);
    let row: Vec<&CellValue> = row.map(|cell| &cell.value).collect();
    let titled = match row.as_slice() {
        [alone @ CellValue::Text(title)] => read(alone).or_else(|| titles::dated_end(title, read)),
        [alone] => read(alone),
        // `Date: 2 March 2026`, in two cells.
        [label, day] if words::is_header_word(label) => read(day),
        _ => titles::over_times(sheet).and_then(read),
    };
    [named, titled]
}

/// Reports whether dates stand in one row or column, and times elsewhere.
fn has_dates_and_times(sheet: &Sheet) -> bool {
    const LOOK: usize = 2000;
    let cells = || sheet.cells.iter().take(LOOK);
    let dated = cells().filter(|cell| dates::likeness(&cell.value) == 3).count();
    let timed = cells()
        .filter(|cell| times::read(&cell.value, false).is_some())
        .count();
    dated >= 2 && timed >= 2
}

fn note(text: String) -> SheetNote {
    SheetNote {
        at: None,
        text,
        warning: true,
    }
}

fn skipped(sheet: &Sheet, reason: &str, refused: bool) -> SheetReading {
    SheetReading {
        sheet: sheet.name.clone(),
        verdict: SheetVerdict::default(),
        skipped: Some(SkipReason {
            reason: reason.to_owned(),
            refused,
        }),
        orientation: None,
        rooms: 0,
        days: 0,
        slots: Vec::new(),
        findings: Vec::new(),
        notes: Vec::new(),
        new_rooms: Vec::new(),
        hidden: Vec::new(),
        axes: FoundAxes::default(),
    }
}

/// Says of a sheet of several tables that it holds so many: no command reads more than one of them.
fn of_blocks(mut reading: SheetReading, blocks: usize) -> SheetReading {
    let is_table = matches!(
        reading.verdict.kind,
        SheetKind::List | SheetKind::FromToList | SheetKind::Table
    );
    if is_table {
        reading.verdict.columns.clear();
        add_reason(
            &mut reading,
            &format!("it holds {blocks} of them: write them below each other under one line of headings"),
        );
    }
    reading
}

/// Joins the readings of two parts of a sheet.
fn joined(mut whole: SheetReading, part: SheetReading) -> SheetReading {
    whole.rooms = whole.rooms.max(part.rooms);
    whole.days = whole.days.saturating_add(part.days);
    whole.slots.extend(part.slots);
    whole.slots.sort_by_key(|slot| slot.at);
    whole.findings.extend(part.findings);
    whole.findings.sort_by_key(|finding| finding.at);
    whole.notes.extend(part.notes);
    whole.axes.dates.extend(part.axes.dates);
    whole.axes.rooms.extend(part.axes.rooms);
    whole.axes.times.extend(part.axes.times);
    for room in part.new_rooms {
        if !whole.new_rooms.contains(&room) {
            whole.new_rooms.push(room);
        }
    }
    whole
}

/// Leaves out a sheet of another kind, and says what it is and why.
fn of_kind(sheet: &Sheet, verdict: SheetVerdict, refused: bool) -> SheetReading {
    let reasons = if verdict.reasons.is_empty() {
        String::new()
    } else {
        format!(" ({})", verdict.reasons.join("; "))
    };
    let reason = format!("it is {}{reasons}", verdict.kind.described());
    SheetReading {
        verdict,
        ..skipped(sheet, &reason, refused)
    }
}

/// Tells whether more entries stand without a date than with one: the dates were not understood.
fn mostly_undated(cells: &cell_sorter::SortedCells) -> Option<String> {
    let undated = cells.undated;
    (undated >= 3 && undated > cells.slots.len()).then(|| {
        format!(
            "{undated} entries stand in lines without a date, and {} in lines with one",
            cells.slots.len()
        )
    })
}

/// Reports whether a month stands over a block or in a column of months: day numbers are dates then. One that may mean
/// something else must have its row to itself.
fn names_a_month(sheet: &Sheet) -> bool {
    let cells = &sheet.cells;
    let row = |place: Option<usize>| place.and_then(|place| cells.get(place)).map(|cell| cell.at.row);
    let is_alone = |place: usize| {
        let own = row(Some(place));
        row(place.checked_sub(1)) != own && row(Some(place + 1)) != own
    };
    cells.iter().enumerate().any(|(place, cell)| match &cell.value {
        CellValue::Text(text) => match named_month::caption(text) {
            Some(caption) => !caption.is_weak || is_alone(place),
            None => is_alone(place) && named_month::in_title(text).is_some(),
        },
        _ => false,
    }) || cells.iter().any(|cell| words::is_month_word(&cell.value))
}

/// Learns the languages of the dates from the sheet's name, its titles and headings, its dates and what stands beside
/// them.
fn date_words<'a>(found: &SheetOnAxes<'a>) -> DateWords {
    let SheetOnAxes {
        sheet, grid, axes, ..
    } = found;
    let text = |entry: &grid::GridCell<'a>| match entry.value {
        CellValue::Text(text) => Some(text.as_str()),
        _ => None,
    };
    let axis = grid.entries().iter().filter(|entry| entry.lane == axes.date_lane);
    let is_near = |entry: &&grid::GridCell<'_>| {
        entry.line < axes.first_line || entry.lane < axes.date_lane || entry.lane == axes.date_lane + 1
    };
    let around = grid.entries().iter().filter(is_near);
    DateWords::learn(
        axis.filter_map(text),
        around.filter_map(text).chain([sheet.name.as_str()]),
    )
}

/// Finds the month and year that the rows above the header give: the last caption's month, and the year if there is only one.
fn title(found: &SheetOnAxes<'_>) -> NamedMonth {
    let SheetOnAxes { grid, axes, .. } = found;
    // A heading right of the dates is a room, though it be `Mars` or `May`.
    let is_title = |entry: &&grid::GridCell<'_>| {
        entry.lane < axes.date_lane
            || (!grid.is_flipped && (entry.line != axes.room_line || entry.lane == axes.date_lane))
    };
    let mut title = NamedMonth::default();
    let mut beside_year = None;
    let (mut years, mut real) = (BTreeSet::new(), BTreeSet::new());
    for entry in grid
        .entries()
        .iter()
        .take_while(|entry| entry.line < axes.first_line)
        .filter(is_title)
    {
        match entry.value {
            CellValue::Text(text) => {
                years.extend(named_month::the_year(text));
                title.month = named_month::caption(text).map_or(title.month, |caption| caption.month);
                beside_year = named_month::in_title(text).or(beside_year);
            }
            CellValue::DateTime(at) => real.extend([at.year()]),
            _ => {}
        }
    }
    title.month = title
        .month
        .or(beside_year.filter(|_| found.named.month.is_none()));
    let years = if years.is_empty() { real } else { years };
    title.year = years.first().copied().filter(|_| years.len() == 1);
    title
}

/// Gives each dated line the weekday that a column beside it states; one that contradicts the date outweighs one in
/// the date's own cell.
fn state_weekdays(lines: &mut SheetLines, grid: &SheetGrid<'_>, lanes: &[BlockLanes]) {
    let columns: Vec<Vec<grid::GridLane<'_, '_>>> = lanes
        .iter()
        .map(|lanes| lanes.weekdays.iter().map(|lane| grid.lane(*lane)).collect())
        .collect();
    for line in &mut lines.lines {
        let (LineState::Dated(dated), Some(columns)) = (&mut line.state, columns.get(line.block)) else {
            continue;
        };
        for (_, value) in columns.iter().filter_map(|column| column.at(line.line)) {
            let stated = dates::stated(words::whole_weekdays(value), dated.date);
            let is_news = dated.weekday.is_none_or(|own| own == dated.date.weekday());
            dated.weekday = stated.filter(|_| is_news).or(dated.weekday);
        }
    }
}

/// Tells why nothing of a sheet can be read although it has axes.
fn refusal(
    lines: &SheetLines,
    lanes: &[BlockLanes],
    axes: &SheetAxes,
    creates_rooms: bool,
    today: Option<NaiveDate>,
) -> Option<String> {
    if lines.dated().next().is_none() {
        if lines.without_year > 0 {
            let option = year_option(today);
            return Some(format!("its dates name no year: give it with `{option}`"));
        }
        if lines.without_month > 0 {
            return Some("its day numbers name no month: name the sheet by its month".into());
        }
        return Some("none of its dates can be read".into());
    }
    let kinds = || lanes.iter().flat_map(|lanes| lanes.kinds.values());
    let has_room = kinds().any(|kind| matches!(kind, LaneKind::Room(_) | LaneKind::Slot));
    let has_refused = kinds().any(|kind| matches!(kind, LaneKind::Refused(_)));
    if has_room || (has_refused && axes.known_rooms > 0) {
        return None;
    }
    if creates_rooms {
        return Some("none of its headings can be a room".into());
    }
    Some(
        "no heading is a known room: add the rooms, or make them of the headings with `--create-rooms`"
            .into(),
    )
}
