//! A sheet as a table of records: its headings, and what stands under each.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveTime};

use super::dates::{DateContext, DateReading};
use super::grid::{GridCell, SheetGrid};
use super::headed_rooms::HeadedRooms;
use super::heading_words::{self, HeadingRole};
use super::times::AxisTime;
use super::{dates, people, times, words};
use crate::text::folded;
use crate::workbook::CellValue;

/// Rows that are looked at: what a sheet is shows early, and long ones must not cost more.
pub(super) const LOOK: usize = 400;
/// Rows among which the headings of a table may stand.
const HEADINGS_WITHIN: usize = 40;

/// A sheet as a table of records: headings, and what stands under each.
pub(super) struct TableShape {
    pub columns: BTreeMap<u32, ColumnShape>,
    pub rows: usize,
}

/// A column of a table.
#[derive(Default)]
pub(super) struct ColumnShape {
    pub heading: String,
    pub role: Option<HeadingRole>,
    pub filled: usize,
    pub dates: usize,
    /// Dates with a time of day.
    pub moments: usize,
    pub times: usize,
    /// Times that have a start and an end.
    pub ranges: usize,
    /// Texts such as `9.00`, which may be times or days, and among them those that can be times only.
    pub clocks: usize,
    pub sure_clocks: usize,
    /// Counts of people alone: `25+1`, `±30`, `20 pax`.
    pub people: usize,
    pub numbers: usize,
    pub mails: usize,
    pub known_rooms: BTreeSet<String>,
    pub in_known_rooms: usize,
    pub room_forms: usize,
    /// Texts with a count of people.
    pub counted: usize,
    pub weekdays: usize,
    /// Weekdays with a time behind them: `Thu 18:00-20:50`.
    pub weekday_times: usize,
    pub first_day: Option<NaiveDate>,
    pub last_day: Option<NaiveDate>,
    pub texts: BTreeSet<String>,
    /// Texts that are written as the names of people.
    pub persons: usize,
}

impl ColumnShape {
    pub fn mostly(&self, count: usize) -> bool {
        count > 0 && count * 5 >= self.filled * 4
    }

    pub fn is_of_times(&self) -> bool {
        self.mostly(self.times)
    }

    /// Names the kind of its values, so that columns of different kinds can be told apart.
    pub fn kind(&self) -> &'static str {
        match () {
            () if self.mostly(self.dates) => "date",
            () if self.is_of_times() => "time",
            () if self.mostly(self.numbers) => "number",
            () if self.mostly(self.weekdays) => "weekday",
            () if self.mostly(self.room_forms) => "code",
            () if self.mostly(self.counted) => "counted",
            () => "text",
        }
    }
}

/// Lays the sheet out as a table: the row whose texts name most roles is its heading.
pub(super) fn table(grid: &SheetGrid<'_>, rooms: &HeadedRooms<'_>) -> Option<TableShape> {
    let mut best: Option<(usize, u32)> = None;
    for line in grid.lines_from(0).take(HEADINGS_WITHIN) {
        let roles: BTreeSet<HeadingRole> = grid
            .line(line)
            .iter()
            .filter_map(|entry| role_of(entry, rooms))
            .collect();
        if roles.len() >= 2 && best.is_none_or(|(most, _)| roles.len() > most) {
            best = Some((roles.len(), line));
        }
    }
    let (_, heading_row) = best.or_else(|| {
        // A table in a language of which nothing is known: the first row of three texts with three values below.
        let mut lines = grid.lines_from(0).take(HEADINGS_WITHIN);
        let is_heading = |line: &u32| {
            let entries = grid.line(*line);
            entries.len() >= 3
                && entries
                    .iter()
                    .all(|entry| matches!(entry.value, CellValue::Text(_)))
        };
        lines.find(is_heading).map(|line| (0, line))
    })?;
    let mut columns: BTreeMap<u32, ColumnShape> = BTreeMap::new();
    for (lane, (_, value)) in grid.shown_in_line(heading_row) {
        let column = columns.entry(lane).or_default();
        column.heading = folded(&value.to_string());
        column.role = match value {
            CellValue::Text(text) if rooms.find(text, true).is_none() => heading_words::role(text),
            _ => None,
        };
    }
    let heading_row = take_second_line(grid, rooms, heading_row, &mut columns);
    let mut rows = 0;
    for line in grid.lines_from(heading_row + 1).take(LOOK) {
        rows += 1;
        for entry in grid.line(line) {
            let column = columns.entry(entry.lane).or_default();
            take_value(column, entry.value, rooms);
        }
    }
    for column in columns.values_mut() {
        // `9.00` and `13.30`: some of them can be no days.
        if column.clocks == column.filled && column.sure_clocks > 0 {
            column.times = column.filled;
            column.dates = 0;
        }
    }
    for column in columns.values_mut() {
        if column.role.is_none() && names_rooms(column) && rooms.find(&column.heading, true).is_none() {
            column.role = Some(HeadingRole::Room);
        }
    }
    for column in columns.values_mut().filter(|column| column.is_of_times()) {
        // `From` and `To` over times are no days.
        column.role = match column.role {
            Some(HeadingRole::From) => Some(HeadingRole::Start),
            Some(HeadingRole::Until) => Some(HeadingRole::End),
            role => role,
        };
    }
    Some(TableShape { columns, rows })
}

/// Takes a second line of headings, in which each word has a role, under groups; returns the last line of headings.
fn take_second_line(
    grid: &SheetGrid<'_>,
    rooms: &HeadedRooms<'_>,
    heading_row: u32,
    columns: &mut BTreeMap<u32, ColumnShape>,
) -> u32 {
    let Some(second) = grid.lines_from(heading_row + 1).next() else {
        return heading_row;
    };
    let entries = grid.line(second);
    let is_heading = |entry: &GridCell<'_>| {
        let over = columns.get(&entry.lane).map(|column| column.heading.as_str());
        matches!(entry.value, CellValue::Text(text) if over == Some(folded(text).as_str()))
            || role_of(entry, rooms).is_some()
    };
    let is_under_group = |entry: &GridCell<'_>| grid.get(heading_row, entry.lane).is_none();
    let are_headings =
        entries.len() >= 2 && entries.iter().all(is_heading) && entries.iter().any(is_under_group);
    if !are_headings || grid.lines_from(second + 1).next().is_none() {
        return heading_row;
    }
    for entry in entries {
        let column = columns.entry(entry.lane).or_default();
        column.heading = folded(&entry.value.to_string());
        column.role = role_of(entry, rooms);
    }
    second
}

fn role_of(entry: &GridCell<'_>, rooms: &HeadedRooms<'_>) -> Option<HeadingRole> {
    match entry.value {
        // Headings of tables hold no digits: entries and names of rooms often do.
        CellValue::Text(text) if !text.bytes().any(|byte| byte.is_ascii_digit()) => {
            heading_words::role(text).filter(|_| rooms.find(text, true).is_none())
        }
        _ => None,
    }
}

fn take_value(column: &mut ColumnShape, value: &CellValue, rooms: &HeadedRooms<'_>) {
    column.filled += 1;
    column.dates += usize::from(dates::likeness(value) == 3);
    if let Some(day) = day_of(value) {
        column.first_day = Some(column.first_day.map_or(day, |first| first.min(day)));
        column.last_day = column.last_day.max(Some(day));
    }
    column.numbers += usize::from(matches!(value, CellValue::Number(_)));
    column.moments += usize::from(matches!(value, CellValue::DateTime(at) if at.time() != NaiveTime::MIN));
    if let CellValue::Text(text) = value
        && is_counted(text)
    {
        column.counted += 1;
        return;
    }
    if let CellValue::Text(text) = value
        && let Some((_, minutes)) = dotted_clock(text)
    {
        column.clocks += 1;
        column.sure_clocks += usize::from(minutes == 0 || minutes > 12);
    }
    let is_hour = matches!(column.role, Some(HeadingRole::Time));
    let time = times::read(value, is_hour);
    column.times += usize::from(time.is_some());
    column.ranges += usize::from(matches!(time, Some(AxisTime::Slot(_))));
    if let CellValue::Text(text) = value {
        let is_short = text.len() <= 80;
        column.people += usize::from(is_short && time.is_none() && is_of_people(text));
        column.mails += usize::from(is_short && (is_mail(text) || text.starts_with("http")));
        if is_short && let Some(found) = rooms.find(text, true) {
            column.in_known_rooms += 1;
            column.known_rooms.insert(rooms.name(&found.room));
        }
        column.room_forms += usize::from(is_short && heading_words::is_room_form(text));
        column.persons += usize::from(is_short && people::is_person(text));
        column.weekdays += usize::from(!words::whole_weekdays(value).is_empty());
        column.weekday_times += usize::from(is_short && words::weekday_before_time(text).is_some());
        if column.texts.len() < LOOK {
            column.texts.insert(folded(text).to_lowercase());
        }
    }
}

/// Reports whether each text of a column begins with its own heading, a noun of rooms: `Hall 2` under `Hall`.
fn names_rooms(column: &ColumnShape) -> bool {
    let heading = folded(&column.heading).to_lowercase();
    let begins = |text: &String| {
        let rest = text.strip_prefix(&heading);
        rest.is_some_and(|rest| rest.starts_with([' ', '-']) && rest.contains(char::is_alphanumeric))
    };
    heading_words::is_room_noun(&heading) && !column.texts.is_empty() && column.texts.iter().all(begins)
}

/// Returns the day of a value that is a date, or begins as one is written for machines.
fn day_of(value: &CellValue) -> Option<NaiveDate> {
    match value {
        CellValue::DateTime(at) => Some(at.date()),
        CellValue::Text(text) => {
            let written = text.trim().get(..10).and_then(|day| day.parse().ok());
            written.or_else(|| match dates::read(value, &DateContext::default()) {
                DateReading::Date(read) if dates::likeness(value) == 3 => Some(read.date),
                _ => None,
            })
        }
        _ => None,
    }
}

/// Reads hours and minutes parted by a point: `9.00`.
fn dotted_clock(text: &str) -> Option<(u32, u32)> {
    let (hours, minutes) = text.trim().split_once('.')?;
    let number = |part: &str, most: u32| {
        let is_number = part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse().ok().filter(|number| is_number && *number <= most)
    };
    (hours.len() <= 2 && minutes.len() == 2).then_some(())?;
    Some((number(hours, 23)?, number(minutes, 59)?))
}

/// Reports whether a text counts people and says nothing else: `25+1`, `±30`, `20-25`, `20 pax`.
fn is_of_people(text: &str) -> bool {
    let folded = folded(text).to_lowercase();
    let bare = folded
        .trim_end_matches(|c: char| c.is_alphabetic() || c == '.')
        .trim_end();
    bare.chars().any(|c| c.is_ascii_digit())
        && bare
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '+' | '±' | '~' | '-' | '–' | '/' | ' '))
}

/// Reports whether a text is the address of a mailbox.
pub(super) fn is_mail(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !text.trim().contains(char::is_whitespace)
    })
}

/// Reports whether a text has the form of a booking: a name with a count of people behind it, `Umoya 20+1`.
pub(super) fn is_counted(text: &str) -> bool {
    let text = folded(text);
    let starts_as_name = text
        .chars()
        .take_while(|c| !c.is_ascii_digit())
        .filter(|c| c.is_alphabetic())
        .count()
        >= 2;
    let count = text
        .split(|c: char| !c.is_ascii_digit())
        .any(|digits| (1..=3).contains(&digits.len()));
    let is_sum = text.contains('+') && count;
    let ends_in_count = text.rsplit(' ').next().is_some_and(|last| {
        let last = last.trim_matches(|c: char| !c.is_alphanumeric());
        (1..=3).contains(&last.len()) && last.chars().all(|c| c.is_ascii_digit())
    });
    let is_counting = text.split_whitespace().any(|word| {
        matches!(
            word.to_lowercase().as_str(),
            "pax" | "ppl" | "people" | "learners" | "laptops" | "devices" | "delegates"
        )
    });
    starts_as_name
        && (is_sum || (ends_in_count && !heading_words::is_room_form(&text)) || (is_counting && count))
}
