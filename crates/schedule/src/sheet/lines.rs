//! What the date axis of a sheet says, line by line, in blocks.

use chrono::{NaiveDate, Weekday};

use super::dates::{DateForm, DateWords};
use super::grid::GridSpot;
use super::model::SlotTime;
use super::named_month::NamedMonth;

/// A line of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SheetLine {
    pub line: u32,
    /// Its place in `SheetLines::blocks`.
    pub block: usize,
    pub state: LineState,
    /// What an axis of times says; within, `None` where its hours are not known.
    pub time: Option<Option<SlotTime>>,
}

/// What is known of a line's date.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum LineState {
    Dated(LineDate),
    Refused(LineRefusal),
    /// Blank where the date should be, or a label such as `Total`.
    Undated,
    /// A header, title or capacity line: nothing in it is a booking.
    Header,
}

/// The date of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LineDate {
    pub date: NaiveDate,
    /// What the sheet says of the weekday: its checksum.
    pub weekday: Option<Weekday>,
    pub swapped: Option<NaiveDate>,
    pub form: DateForm,
    pub at: GridSpot,
}

/// Why nothing in a line is booked although it may be meant to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LineRefusal {
    pub at: GridSpot,
    pub why: String,
    pub way_out: Option<String>,
    /// The line states a wrong date, rather than something that is not a date.
    pub is_wrong_date: bool,
}

/// A header and the lines under it.
#[derive(Debug, Clone)]
pub(super) struct HeaderBlock {
    pub header_line: u32,
    pub room_line: u32,
    /// Lines that give capacities.
    pub capacity_lines: Vec<u32>,
}

/// The lines of a sheet that may hold bookings, in blocks.
#[derive(Debug)]
pub(super) struct SheetLines {
    pub lines: Vec<SheetLine>,
    pub blocks: Vec<HeaderBlock>,
    /// Dates that lack a year, or a month, which nothing on the sheet supplies.
    pub without_year: usize,
    pub without_month: usize,
    /// The first date that is only one where months come first, as it is shown.
    pub month_first: Option<String>,
}

impl SheetLines {
    pub fn dated(&self) -> impl Iterator<Item = (u32, &LineDate)> {
        self.lines.iter().filter_map(|line| match &line.state {
            LineState::Dated(dated) => Some((line.line, dated)),
            _ => None,
        })
    }

    /// Returns the lines of a range, both ends included.
    pub fn between(&self, first: u32, last: u32) -> &[SheetLine] {
        let from = self.lines.partition_point(|line| line.line < first);
        let to = self.lines.partition_point(|line| line.line <= last);
        self.lines.get(from..to).unwrap_or_default()
    }
}

/// What is known of a sheet's month and year before its lines are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct DateHints {
    pub named: NamedMonth,
    /// From a title above the header.
    pub title: NamedMonth,
    /// From `--year`, else the file's name.
    pub outer_year: Option<i32>,
    pub month_first: bool,
    pub epoch_1904: bool,
    pub words: DateWords,
    /// When the file is read; `None` where days far from it are fine.
    pub today: Option<NaiveDate>,
    /// The dates stand under a heading that says so: plain numbers there are meant as dates.
    pub is_headed: bool,
}
