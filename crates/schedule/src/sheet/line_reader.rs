//! The date of each line, and the blocks that repeated headers cut a sheet into.
//!
//! A line has the date that stands in it or that is merged down over it. It never takes the one above.

use std::collections::{BTreeMap, HashSet};

use chrono::{Datelike, NaiveDate};

use super::axes::{self, SheetAxes};
use super::dates::{self, DateContext, DateForm, DateReading};
use super::grid::{GridCell, GridLane, GridSpot, SheetGrid};
use super::headed_rooms::HeadedRooms;
use super::lines::{DateHints, HeaderBlock, LineDate, LineRefusal, LineState, SheetLine, SheetLines};
use super::model::{SlotTime, year_option};
use super::named_month::{self, NamedMonth};
use super::{time_axes, times, words};
use crate::calendar::{self, Languages};
use crate::names::name_key;
use crate::text::{folded, quoted};
use crate::workbook::CellValue;

pub(super) fn read(
    grid: &SheetGrid<'_>,
    axes: &SheetAxes,
    rooms: &HeadedRooms<'_>,
    setting: &DateHints,
) -> SheetLines {
    let mut reader = LineReader::new(grid, axes, rooms, setting);
    for line in grid.lines_from(axes.first_line) {
        reader.take(line);
    }
    reader.done
}

struct LineReader<'g, 'a> {
    grid: &'g SheetGrid<'a>,
    axes: &'g SheetAxes,
    rooms: &'g HeadedRooms<'g>,
    setting: &'g DateHints,
    dates: GridLane<'g, 'a>,
    months: Option<GridLane<'g, 'a>>,
    /// Every label above the first line, to know the same title or caption again further down.
    titles: HashSet<(u32, String)>,
    caption: NamedMonth,
    /// The last bare day number of this block, and whether the numbers have started again after the month's end.
    last_day: u32,
    has_rolled_over: bool,
    /// The last date of this block that has its year from elsewhere, and how many years after that it lies.
    last_of_year: Option<NaiveDate>,
    years_on: i32,
    is_block_empty: bool,
    times: BTreeMap<u32, Option<SlotTime>>,
    done: SheetLines,
}

impl<'g, 'a> LineReader<'g, 'a> {
    fn new(
        grid: &'g SheetGrid<'a>,
        axes: &'g SheetAxes,
        rooms: &'g HeadedRooms<'g>,
        setting: &'g DateHints,
    ) -> Self {
        let before = || {
            grid.entries()
                .iter()
                .take_while(|entry| entry.line < axes.first_line)
        };
        let titles = before()
            .map(|entry| (entry.lane, folded(&entry.value.to_string())))
            .collect();
        let month_lane = before()
            .find(|entry| words::is_month_word(entry.value))
            .map(|entry| entry.lane);
        let header_line = axes.first_line.saturating_sub(1);
        let mut capacity_lines: Vec<u32> = Vec::new();
        for entry in before().filter(|entry| words::is_capacity_word(entry.value)) {
            if capacity_lines.last() != Some(&entry.line) {
                capacity_lines.push(entry.line);
            }
        }
        let block = HeaderBlock {
            header_line,
            room_line: axes.room_line,
            capacity_lines,
        };
        Self {
            grid,
            axes,
            rooms,
            setting,
            dates: grid.lane(axes.date_lane),
            months: month_lane.map(|lane| grid.lane(lane)),
            titles,
            caption: setting.title,
            last_day: 0,
            has_rolled_over: false,
            last_of_year: None,
            years_on: 0,
            is_block_empty: true,
            times: if axes.times.lanes.is_empty() && axes.day.is_none() {
                time_axes::of_dates(grid, axes.date_lane, axes.first_dated)
            } else {
                time_axes::of_lines(grid, &axes.times, axes.first_dated)
            },
            done: SheetLines {
                lines: Vec::new(),
                blocks: vec![block],
                without_year: 0,
                without_month: 0,
                month_first: None,
            },
        }
    }

    fn take(&mut self, line: u32) {
        self.take_caption(line);
        let time = self.times.get(&line).copied();
        let state = match self.dates.at(line).filter(|_| self.axes.day.is_none()) {
            Some((at, value)) => self.read_date(line, at, value),
            None => match self.axes.day {
                Some(day) if time.is_some() => self.of_the_day(line, day),
                _ => self.later_that_day(time.flatten()),
            },
        };
        let state = match state {
            LineState::Undated if self.is_header(line) => LineState::Header,
            state => state,
        };
        if !matches!(state, LineState::Header) {
            self.is_block_empty = false;
        }
        self.done.lines.push(SheetLine {
            line,
            block: self.done.blocks.len() - 1,
            state,
            time,
        });
    }

    /// Dates a line of a sheet of one day.
    fn of_the_day(&self, line: u32, date: NaiveDate) -> LineState {
        LineState::Dated(LineDate {
            date,
            weekday: None,
            swapped: None,
            form: DateForm::Real,
            at: (line, self.axes.date_lane),
        })
    }

    /// Gives a line without a date that of the line above it, if it names a later time of the same day.
    fn later_that_day(&self, time: Option<SlotTime>) -> LineState {
        let Some((
            SheetLine {
                state, time: above, ..
            },
            time,
        )) = self.done.lines.last().zip(time)
        else {
            return LineState::Undated;
        };
        let is_later = above
            .flatten()
            .is_some_and(|above| time_axes::begins(time) > time_axes::begins(above));
        match state {
            LineState::Dated(_) | LineState::Refused(_) if is_later => state.clone(),
            _ => LineState::Undated,
        }
    }

    fn context(&self, line: u32) -> DateContext {
        let DateHints {
            named,
            outer_year,
            month_first,
            epoch_1904,
            words,
            ..
        } = *self.setting;
        let year = named
            .year
            .or(self.caption.year)
            .or(self.setting.title.year)
            .or(outer_year);
        let beside = self
            .months
            .as_ref()
            .and_then(|months| months.at(line))
            .and_then(|(_, value)| month_of(value));
        let month = beside.or(self.caption.month).or(named.month);
        DateContext {
            year,
            month,
            month_first,
            epoch_1904,
            words,
        }
    }

    /// Takes a month over a block of day numbers, or beside its first; it holds until the next.
    fn take_caption(&mut self, line: u32) {
        let entries = self.grid.line(line);
        let is_place = |lane: u32| lane <= self.axes.date_lane || entries.len() == 1;
        let found = entries
            .iter()
            .filter(|entry| is_place(entry.lane) && !self.is_among_weekdays(entry))
            .find_map(|entry| match entry.value {
                CellValue::Text(text) => named_month::caption(text),
                _ => None,
            });
        if let Some(caption) = found {
            self.caption = caption;
            self.restart_days();
        }
    }

    /// Reports whether a text that may be a weekday or a month stands in a column of weekdays: `mar.` under `lun.`.
    fn is_among_weekdays(&self, entry: &GridCell<'_>) -> bool {
        let is_weekday = |value: &CellValue| !words::whole_weekdays(value).is_empty();
        let is_month = |value: &CellValue| matches!(value, CellValue::Text(text) if named_month::caption(text).is_some());
        let mut column = self
            .grid
            .entries()
            .iter()
            .filter(|other| other.lane == entry.lane);
        is_weekday(entry.value) && column.any(|other| is_weekday(other.value) && !is_month(other.value))
    }

    fn restart_days(&mut self) {
        self.last_day = 0;
        self.has_rolled_over = false;
    }

    fn read_date(&mut self, line: u32, at: GridSpot, value: &CellValue) -> LineState {
        let context = self.context(line);
        let refuse = |why: String, way_out: Option<&str>| {
            LineState::Refused(LineRefusal {
                at,
                why,
                way_out: way_out.map(str::to_owned),
                is_wrong_date: false,
            })
        };
        let cell = format!("{} in {}", quoted(&value.to_string()), self.grid.address(at));
        match self.in_its_year(value, &context) {
            DateReading::Date(read) if read.form == DateForm::Serial && self.axes.dates < 2 => refuse(
                format!("{cell} is a number without a date's format"),
                Some("format the cell as a date"),
            ),
            DateReading::Date(read) => {
                let dated = LineDate {
                    date: read.date,
                    weekday: read.weekday,
                    swapped: read.swapped,
                    form: read.form,
                    at,
                };
                self.dated(line, dated)
            }
            DateReading::NoMonth => {
                self.done.without_month += 1;
                refuse(
                    format!("{cell} names no month, nor does the sheet"),
                    Some("name the sheet by its month"),
                )
            }
            DateReading::NoYear => {
                self.done.without_year += 1;
                let option = year_option(self.setting.today);
                refuse(
                    format!("{cell} names no year, nor does the sheet"),
                    Some(format!("give the year: `{option}`").as_str()),
                )
            }
            DateReading::NoSuchDay(what) => {
                let way_out = self.other_order(value);
                if way_out.is_some() {
                    self.done.month_first.get_or_insert_with(|| cell.clone());
                }
                refuse(format!("invalid date {cell}: {what}"), way_out)
            }
            DateReading::NotADate if is_meant_as_date(value) => refuse(
                format!("invalid date {cell}"),
                Some("write one day, as 2026-03-02"),
            ),
            DateReading::NotADate => LineState::Undated,
        }
    }

    /// Reads a date that may have its year from elsewhere: behind December the days of January are of the next one.
    fn in_its_year(&mut self, value: &CellValue, context: &DateContext) -> DateReading {
        let read_on = |years: i32| {
            let year = context.year.map(|year| year + years);
            dates::read(value, &DateContext { year, ..*context })
        };
        let DateReading::Date(read) = read_on(self.years_on) else {
            return read_on(self.years_on);
        };
        let DateReading::Date(next) = read_on(self.years_on + 1) else {
            return DateReading::Date(read);
        };
        if next.date == read.date {
            return DateReading::Date(read);
        }
        let goes_on = self.last_of_year.is_some_and(|last| {
            last.month() == 12 && read.date.month() <= 2 && last.year() == read.date.year()
        });
        let fits = |read: &dates::ReadDate| read.weekday.is_none_or(|weekday| weekday == read.date.weekday());
        let read = if goes_on && (fits(&next) || !fits(&read)) {
            self.years_on += 1;
            next
        } else {
            read
        };
        self.last_of_year = Some(read.date);
        DateReading::Date(read)
    }

    /// Points to the other order of day and month: `07/25/2026` is a date where months come first.
    fn other_order(&self, value: &CellValue) -> Option<&'static str> {
        let context = DateContext {
            month_first: !self.setting.month_first,
            ..self.context(0)
        };
        let fits = matches!(dates::read(value, &context), DateReading::Date(_));
        (fits && !self.setting.month_first).then_some("if months come first: `--month-first`")
    }

    /// Checks a line's date. A day number that starts again after the month's end belongs to a month that the sheet does
    /// not name, and two cells of a line that hold two dates leave open which is meant.
    fn dated(&mut self, line: u32, dated: LineDate) -> LineState {
        if dated.form == DateForm::DayNumber {
            let day = dated.date.day();
            self.has_rolled_over |= self.last_day >= 28 && day <= 3;
            self.last_day = day;
        }
        let name = self.grid.line_name(line);
        let refuse = |why: String, way_out: &str| {
            let way_out = Some(way_out.to_owned());
            LineState::Refused(LineRefusal {
                at: dated.at,
                why,
                way_out,
                is_wrong_date: true,
            })
        };
        if self.has_rolled_over && dated.form == DateForm::DayNumber {
            let why = format!(
                "{name}: the day numbers start again at {}, and no month says which",
                dated.date.day()
            );
            return refuse(why, "write the month above them or into the dates");
        }
        let others = self
            .axes
            .word_lanes
            .iter()
            .filter(|lane| **lane != self.axes.date_lane);
        for lane in others {
            let Some(value) = self
                .grid
                .get(line, *lane)
                .filter(|value| dates::likeness(value) == 3)
            else {
                continue;
            };
            match dates::read(value, &self.context(line)) {
                DateReading::Date(other) if other.date != dated.date => {
                    let why = format!("{name} has two dates, {} and {}", dated.date, other.date);
                    return refuse(why, "correct the one that is wrong");
                }
                _ => {}
            }
        }
        LineState::Dated(dated)
    }

    /// Reports whether a line without a date is a title, a caption, a capacity line or a header again; the last starts a block.
    fn is_header(&mut self, line: u32) -> bool {
        let entries = self.grid.line(line);
        let is_word =
            |e: &GridCell<'_>| self.axes.word_lanes.contains(&e.lane) && words::is_header_word(e.value);
        let names = axes::names_in(self.grid, self.rooms, line);
        if entries.iter().any(is_word) || (names.known >= 2 && names.known * 2 >= names.texts) {
            self.start_block(line, names);
            return true;
        }
        let is_time = |e: &GridCell<'_>| times::read(e.value, false).is_some();
        let of_times = [self.axes.times.line, self.axes.times.end_line];
        if of_times.contains(&Some(line)) || (entries.len() >= 2 && entries.iter().all(is_time)) {
            return true;
        }
        if axes::is_capacity_line(self.grid, line) || (line < self.axes.first_dated && self.is_numbers(line))
        {
            if let Some(block) = self.done.blocks.last_mut() {
                block.capacity_lines.push(line);
            }
            return true;
        }
        let is_caption =
            |e: &GridCell<'_>| matches!(e.value, CellValue::Text(t) if named_month::caption(t).is_some());
        entries
            .iter()
            .all(|e| is_caption(e) || self.titles.contains(&(e.lane, folded(&e.value.to_string()))))
    }

    fn is_numbers(&self, line: u32) -> bool {
        let entries = self.grid.line(line);
        entries.len() >= 2
            && entries
                .iter()
                .all(|entry| matches!(entry.value, CellValue::Number(_)))
    }

    fn start_block(&mut self, line: u32, names: axes::HeadingCount) {
        self.restart_days();
        self.last_of_year = None;
        self.years_on = 0;
        let Some(last) = self.done.blocks.last_mut() else {
            return;
        };
        let before = axes::names_in(self.grid, self.rooms, last.room_line);
        let is_second_header_line = self.is_block_empty && names.known < before.known;
        let room_line = if names.texts == 0 || is_second_header_line {
            last.room_line
        } else {
            line
        };
        let block = HeaderBlock {
            header_line: line,
            room_line,
            capacity_lines: Vec::new(),
        };
        if self.is_block_empty {
            *last = block;
        } else {
            self.done.blocks.push(block);
        }
        self.is_block_empty = true;
    }
}

fn month_of(value: &CellValue) -> Option<u32> {
    match value {
        CellValue::Text(text) => {
            named_month::caption(text)
                .or_else(|| Some(named_month::read(text, Languages::ALL)))?
                .month
        }
        CellValue::Number(number) => (1..=12).find(|month| f64::from(*month) == *number),
        CellValue::DateTime(at) => Some(at.month()),
        _ => None,
    }
}

/// Reports whether something in the date's place is meant as one: digits, a month's name, an error.
fn is_meant_as_date(value: &CellValue) -> bool {
    let CellValue::Text(text) = value else { return true };
    if words::starts_as_label(text) {
        return false;
    }
    let has_month = || {
        text.split(|c: char| !c.is_alphabetic())
            .any(|word| calendar::month(&word.to_lowercase()).is_some())
    };
    // `Monday (odd)` is meant as one in a weekly timetable.
    let first = text
        .split(|c: char| !c.is_alphabetic())
        .find(|word| !word.is_empty());
    let has_weekday =
        first.is_some_and(|word| word.chars().count() > 3 && !calendar::weekdays(&name_key(word)).is_empty());
    text.chars().any(char::is_numeric) || has_weekday || (named_month::caption(text).is_none() && has_month())
}
