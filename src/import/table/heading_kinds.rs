//! Of which kind the cells of a column are: what a hint may take it for.

use std::collections::BTreeSet;

use chrono::NaiveTime;

use super::bookings::minutes;
use super::cell::plain;
use super::clock::split_time;
use super::flags::flag;
use super::heading_line::HeadingLine;
use super::sheet::{TableLine, is_blank};
use crate::import::kind::ImportKind;
use crate::kernel::names::name_key;
use crate::kernel::period::spoken_range;
use colab_schedule::sheet::names_time;
use colab_schedule::workbook::CellValue;

impl HeadingLine<'_> {
    /// Returns whether a hint may take a column for a field: answers name nobody, days are no times where times stand beside
    /// them, and numbers are no notes.
    pub(super) fn may_mean(&self, at: u32, field: &str) -> bool {
        match field {
            "client_name" | "client_contact_person" => !self.are_all(at, is_answer),
            "starts_at" | "ends_at" => !(self.are_all(at, is_day_alone) && self.has_times_beside(at)),
            "requester_notes" => !self.are_all(at, is_number),
            "time" => !self.counts_turns(at),
            _ => true,
        }
    }

    fn are_all(&self, at: u32, is_such: impl Fn(&CellValue) -> bool) -> bool {
        let mut values = self.values(at).peekable();
        values.peek().is_some() && values.all(is_such)
    }

    fn has_times_beside(&self, at: u32) -> bool {
        let mut columns = self.texts.iter().map(|(other, _)| *other);
        columns.any(|other| other != at && self.are_mostly(other, is_time))
    }

    /// Returns the field that a column of times or of lengths sets, of those that no column has and that are not `taken`: a
    /// range is the time, of single times the first are the starts and the second the ends.
    pub(super) fn field_of_times(&self, at: u32, taken: &BTreeSet<&'static str>) -> Option<&'static str> {
        if self.spec.kind != ImportKind::Bookings {
            return None;
        }
        let is_free = |field: &str| !self.names(field) && !taken.contains(field);
        if self.holds_lengths(at) {
            return is_free("duration").then_some("duration");
        }
        if !self.are_mostly(at, is_time) {
            return None;
        }
        // A start that is a day is the date of the time beside it.
        let starts_on_day = self
            .column_of("starts_at")
            .is_some_and(|start| self.are_all(start, is_day_alone));
        if starts_on_day || self.are_mostly(at, is_range) && is_free("starts_at") {
            return is_free("time").then_some("time");
        }
        match (is_free("time"), is_free("starts_at"), is_free("ends_at")) {
            (true, true, _) => Some("starts_at"),
            (_, false, true) => Some("ends_at"),
            _ => None,
        }
    }

    /// Returns whether a column has the lengths of bookings of which nothing else says the end.
    pub(super) fn is_length_unread(&self, at: u32) -> bool {
        let has_ranges = || {
            let time = self.column_of("time");
            time.is_some_and(|time| self.are_mostly(time, is_range))
        };
        self.holds_lengths(at)
            && !self.names_any(&["duration", "ends_at", "to_date", "all_day"])
            && !has_ranges()
    }

    /// Returns whether a column counts the turns of a day rather than its hours: whole numbers from one on, under a heading of
    /// times only such as begin before a day does.
    pub(super) fn counts_turns(&self, at: u32) -> bool {
        const MOST: u32 = 15;
        const MORNING: u32 = 6;
        let is_of_times = ["time", "times"].contains(&name_key(self.text(at)).as_str());
        let numbers = self
            .values(at)
            .map(|value| plain(value).trim().parse::<u32>().ok());
        let numbers: Option<Vec<u32>> = numbers.collect();
        numbers.is_some_and(|numbers| {
            let first = numbers
                .iter()
                .min()
                .is_some_and(|first| (1..MORNING).contains(first));
            let most = if is_of_times { MORNING } else { MOST };
            first && numbers.iter().all(|number| *number <= most)
        })
    }

    /// Returns whether a column has lengths with their unit, or numbers of hours by its heading.
    fn holds_lengths(&self, at: u32) -> bool {
        /// By their keys.
        const HOURS: [&str; 16] = [
            "hours",
            "hrs",
            "numberofhours",
            "noofhours",
            "totalhours",
            "stunden",
            "heures",
            "nombredheures",
            "horas",
            "ore",
            "uren",
            "ure",
            "godziny",
            "часы",
            "часов",
            "小时",
        ];
        const LONGEST: f64 = 24.0;
        let is_short = |value: &CellValue| {
            let hours = plain(value).trim().replace(',', ".").parse::<f64>();
            hours.is_ok_and(|hours| hours > 0.0 && hours <= LONGEST)
        };
        let is_of_hours = || HOURS.contains(&name_key(self.text(at)).as_str());
        self.are_mostly(at, is_length) || is_of_hours() && self.are_mostly(at, is_short)
    }

    /// Returns whether two columns have values in one row.
    pub(super) fn are_filled_together(&self, one: u32, other: u32) -> bool {
        let is_filled = |line: &TableLine, at: u32| line.cell(at).is_some_and(|value| !is_blank(value));
        self.below()
            .any(|line| is_filled(line, one) && is_filled(line, other))
    }

    /// Returns whether a column says on which day bookings begin.
    pub(super) fn names_day(&self) -> bool {
        self.names_any(&["date", "starts_at", "from_date"])
    }

    pub(super) fn column_of(&self, field: &str) -> Option<u32> {
        let mut columns = self.texts.iter().zip(&self.meanings);
        let found = columns.find(|(_, meaning)| meaning.sets(field));
        found.map(|((at, _), _)| *at)
    }

    /// Returns the heading of a column that answers of slots whether they are free, where nothing says who has them.
    pub fn heading_of_free_slots(&self) -> Option<&str> {
        /// By their keys.
        const FREE: [&str; 25] = [
            "available",
            "availability",
            "isavailable",
            "free",
            "isfree",
            "vacant",
            "verfugbar",
            "frei",
            "istfrei",
            "disponible",
            "libre",
            "disponivel",
            "livre",
            "disponibile",
            "libero",
            "beschikbaar",
            "vrij",
            "beskikbaar",
            "dostepny",
            "wolny",
            "доступно",
            "свободно",
            "可用",
            "空闲",
            "musait",
        ];
        if self.spec.kind != ImportKind::Bookings || !self.names_day() || self.names("client_name") {
            return None;
        }
        let is_of_slots = |(at, text): &&(u32, String)| {
            FREE.contains(&name_key(text).as_str()) && self.are_all(*at, is_answer)
        };
        let found = self.texts.iter().find(is_of_slots);
        found.map(|(_, text)| text.as_str())
    }
}

/// What a booking has one of, and would be another one without.
pub(super) const WHERE_AND_WHEN: [&str; 7] = [
    "room",
    "date",
    "time",
    "starts_at",
    "ends_at",
    "from_date",
    "to_date",
];

/// Returns whether a cell is a time of day, or a range of times.
pub(super) fn is_time(value: &CellValue) -> bool {
    match value {
        CellValue::Time(_) => true,
        CellValue::Text(text) => names_time(text) && text.contains(|c: char| c.is_ascii_digit()),
        _ => false,
    }
}

/// Returns whether a cell is a length with its unit: `90 min`, `1h 15m`, `2 hours`.
fn is_length(value: &CellValue) -> bool {
    const UNITS: [&str; 9] = ["min", "hour", "hr", "std", "stunde", "heure", "hora", "uur", "h "];
    let CellValue::Text(text) = value else {
        return false;
    };
    let lower = text.to_lowercase();
    !lower.contains(':') && UNITS.iter().any(|unit| lower.contains(unit)) && minutes(&lower).is_ok()
}

fn is_range(value: &CellValue) -> bool {
    matches!(value, CellValue::Text(text) if spoken_range(text).is_some())
}

/// Returns whether a cell says yes or no.
pub(super) fn is_answer(value: &CellValue) -> bool {
    flag(&plain(value)).is_some()
}

pub(super) fn is_number(value: &CellValue) -> bool {
    plain(value).trim().parse::<f64>().is_ok()
}

/// Returns whether a cell of a day has no time of day.
fn is_day_alone(value: &CellValue) -> bool {
    match value {
        CellValue::DateTime(local) => local.time() == NaiveTime::MIN,
        CellValue::Text(text) => !is_time(value) && split_time(text.trim()).is_none(),
        _ => false,
    }
}
