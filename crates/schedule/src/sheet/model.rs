//! What a sheet holds once it is understood.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, NaiveTime};

use crate::cell::SiteHours;
use crate::workbook::{CellAddress, CellValue};

/// How the sheets are to be read.
#[derive(Debug, Clone, Default)]
pub struct SheetOptions {
    /// `--year`; with `last_year`, the first of several.
    pub year: Option<i32>,
    pub last_year: Option<i32>,
    /// `--month-first`: `01/02/2026` is 2 January.
    pub month_first: bool,
    /// `--create-rooms`.
    pub create_rooms: bool,
    /// `--layout`: what the sheets are, whatever the evidence says.
    pub layout: Option<SheetKind>,
    /// `--weeks`: the days that a weekly timetable is for.
    pub weeks: Option<WeekSpan>,
    /// The day on which the file is read; dates far from it need `--year`.
    pub today: Option<NaiveDate>,
    /// The file's name without folders, for a year in it.
    pub file_name: String,
    /// `--include-hidden`.
    pub include_hidden: bool,
    /// `--colour`: what fills mean, by red, green and blue.
    pub colours: BTreeMap<u32, EntryFate>,
}

impl SheetOptions {
    /// Returns the year of dates without one.
    pub(super) fn the_year(&self) -> Option<i32> {
        self.year.filter(|_| self.last_year.is_none())
    }

    /// Returns the years that dates may be of, first and last.
    pub(super) fn years(&self) -> Option<(i32, i32)> {
        let first = self.year?;
        Some((first, self.last_year.unwrap_or(first)))
    }
}

/// Returns the option that gives dates their year, as a refusal shows it: the year in which the file is read.
pub(super) fn year_option(today: Option<NaiveDate>) -> String {
    /// Where the day is not known.
    const EXAMPLE: i32 = 2026;
    format!("--year {}", today.map_or(EXAMPLE, |today| today.year()))
}

/// What becomes of an entry by the way it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryFate {
    Cancelled,
    Ignored,
}

/// The days that a weekly timetable is for: the first and the last, and spans in between that are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekSpan {
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub except: Vec<(NaiveDate, NaiveDate)>,
}

/// The way a sheet lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetOrientation {
    DatesDown,
    RoomsDown,
}

/// One sheet, understood.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetReading {
    pub sheet: String,
    pub verdict: SheetVerdict,
    /// `None`: imported. Otherwise why the sheet was left out (no month, no date axis, refused…).
    pub skipped: Option<SkipReason>,
    pub orientation: Option<SheetOrientation>,
    /// Known rooms and days that the axes name.
    pub rooms: u32,
    pub days: u32,
    /// Non-empty cells where a room and a day cross, in row order, then column order.
    pub slots: Vec<SheetSlot>,
    /// Cells that the layout itself rejects or ignores: an unknown heading, a row whose weekday contradicts its
    /// date (each of its cells), a booking text in a row without a date.
    pub findings: Vec<SheetFinding>,
    /// Remarks on the sheet that belong to no counted cell: columns that are no room, total rows, hidden merges.
    pub notes: Vec<SheetNote>,
    /// `--create-rooms`: rooms that headings of this sheet name and nobody knows yet.
    pub new_rooms: Vec<RoomToCreate>,
    /// Cells in hidden rows and columns, which were not read.
    pub hidden: Vec<CellAddress>,
    pub axes: FoundAxes,
}

/// The cells that say what others mean.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FoundAxes {
    /// The days of a weekly timetable are those of a week that stands in for all.
    pub dates: Vec<(CellAddress, NaiveDate)>,
    pub rooms: Vec<(CellAddress, RoomRef)>,
    pub times: Vec<(CellAddress, SlotTime)>,
}

/// The kinds of sheets that people keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum SheetKind {
    /// Dates cross rooms: what is imported.
    Grid,
    List,
    FromToList,
    Register,
    Rota,
    Table,
    Agenda,
    /// Weekdays in place of dates.
    Week,
    /// One day, in the sheet's name or its first cell; rooms cross times.
    Day,
    /// Nothing that is known.
    #[default]
    Other,
}

impl SheetKind {
    /// Returns the kind as a report calls it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Grid => "grid",
            Self::List => "list",
            Self::FromToList => "from-to list",
            Self::Register => "register",
            Self::Rota => "rota",
            Self::Table => "table",
            Self::Agenda => "agenda",
            Self::Week => "week",
            Self::Day => "day",
            Self::Other => "unknown",
        }
    }

    /// Describes a sheet of this kind.
    pub fn described(self) -> &'static str {
        match self {
            Self::Grid => "a schedule with dates on one axis and rooms on the other",
            Self::List => "a list with one booking a row",
            Self::FromToList => "a list with a first and a last day in each row",
            Self::Register => "a register without dates",
            Self::Rota => "a rota of people",
            Self::Table => "a table of records",
            Self::Agenda => "an agenda, in which nothing says which room",
            Self::Week => "a weekly timetable without dates",
            Self::Day => "a schedule of one day",
            Self::Other => "a sheet of an unknown kind",
        }
    }
}

/// What a sheet is, and why.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SheetVerdict {
    pub kind: SheetKind,
    pub reasons: Vec<String>,
    /// Its headings, where it is a table.
    pub columns: Vec<SheetColumn>,
    /// What `--weeks` would make of a weekly timetable.
    pub with_weeks: WithWeeks,
    /// The sheet's name and the texts above a weekly timetable: they may state its term.
    pub titles: Vec<String>,
    /// What `--layout grid` would make of the sheet.
    pub as_grid: AsGrid,
    /// The rooms that its entries name, or what may be such.
    pub entry_rooms: Vec<String>,
    /// Its headings or lines are surely no rooms: `--layout grid` would not help.
    pub excludes_rooms: bool,
}

/// What becomes of a weekly timetable once it has the days of `--weeks`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WithWeeks {
    /// Nobody has tried.
    #[default]
    Untried,
    Read,
    /// It is read if its headings may become rooms.
    ReadWithRooms,
    /// It is read if its headings are rooms.
    ReadAsGrid,
    /// It is read if its headings are rooms, and may become some.
    ReadAsGridWithRooms,
    /// Its weekdays cross times, and nothing names the rooms.
    LacksRooms,
    NotRead,
}

/// What becomes of a sheet of another kind with `--layout grid`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AsGrid {
    #[default]
    NotRead,
    /// It is read, and the rooms that it makes may be some.
    Read,
    /// It is read if its headings may become rooms.
    ReadWithRooms,
}

impl SheetVerdict {
    /// Says why a weekly timetable is not read although it has days.
    pub(super) fn why_no_rooms(&self) -> String {
        let own = matches!(self.kind, SheetKind::Agenda | SheetKind::Rota).then(|| self.reasons.first());
        own.flatten()
            .cloned()
            .unwrap_or_else(|| "nothing in it names the rooms".to_owned())
    }

    /// Makes it one of a week, for another reason.
    pub(super) fn because(self, reason: String) -> Self {
        Self {
            kind: SheetKind::Week,
            reasons: vec![reason],
            ..self
        }
    }
}

/// A column of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetColumn {
    pub heading: String,
    /// Its letters: `D`.
    pub place: String,
    /// What the import of bookings may call it; `-` where it has no field.
    pub field: Option<&'static str>,
    pub is_filled: bool,
    /// Its times have a start and an end.
    pub has_ranges: bool,
    /// It holds times of day, and no days.
    pub is_of_times: bool,
    /// It counts lessons or weeks, of which nothing says when they are.
    pub counts_turns: bool,
    pub first_day: Option<NaiveDate>,
    pub last_day: Option<NaiveDate>,
    /// Its different texts, in lower case.
    pub texts: Vec<String>,
}

/// Why a sheet was left out.
#[derive(Debug, Clone, PartialEq)]
pub struct SkipReason {
    pub reason: String,
    /// A sheet that is refused (wrong year, two months, no known room) fails the import; one that is not a schedule does
    /// not.
    pub refused: bool,
}

/// A cell with something in it, where at least one room and one day cross.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetSlot {
    pub at: CellAddress,
    pub value: CellValue,
    /// More than one: merged over several room columns that are no combined room.
    pub rooms: Vec<RoomRef>,
    /// It is merged over every room of its day, of two or more.
    pub is_over_all: bool,
    /// More than one: merged down; the same booking each day.
    pub days: Vec<NaiveDate>,
    /// The time that an axis names; a cell that names its own keeps that.
    pub time: Option<SlotTime>,
    pub look: SlotLook,
}

/// What the eye sees of a cell besides its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SlotLook {
    /// What becomes of it, and why: it is struck through, or its colour means that.
    pub fate: Option<(EntryFate, String)>,
    /// What of its text is struck through where the rest stands; the rest is its value.
    pub struck: Option<String>,
    /// `--include-hidden`: its comment.
    pub comment: Option<String>,
}

/// A part of the day on an axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SlotTime {
    Morning,
    Afternoon,
    WholeDay,
    /// Start and end; the start comes first.
    Range(NaiveTime, NaiveTime),
}

impl SlotTime {
    /// Returns its start and end on a site whose day has these hours.
    pub fn hours(self, (start, end): (NaiveTime, NaiveTime)) -> (NaiveTime, NaiveTime) {
        let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or(start);
        match self {
            Self::Morning => (start, noon),
            Self::Afternoon => (noon, end),
            Self::WholeDay => (start, end),
            Self::Range(from, until) => (from, until),
        }
    }

    /// Returns which of its ends are those of the site's day.
    pub fn site_hours(self) -> SiteHours {
        match self {
            Self::Morning => SiteHours::MORNING,
            Self::Afternoon => SiteHours::AFTERNOON,
            Self::WholeDay => SiteHours::WHOLE_DAY,
            Self::Range(..) => SiteHours::NONE,
        }
    }
}

/// A room, known or to be created.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoomRef {
    #[serde(rename = "id")]
    Known(i64),
    /// To be made by `--create-rooms`: its name.
    New(String),
}

/// A room that `--create-rooms` makes of a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomToCreate {
    pub name: String,
    /// From the heading or a capacity row; 0 unknown.
    pub capacity: u32,
    /// `A+B` of rooms that are known or new: their names.
    pub components: Vec<String>,
}

/// A cell that the sheet itself rejects or ignores.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetFinding {
    pub at: CellAddress,
    pub text: String,
    pub kind: FindingKind,
    pub why: String,
    /// A command or an act that settles it.
    pub way_out: Option<String>,
}

/// What became of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingKind {
    Rejected,
    Ignored,
}

/// A remark on a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetNote {
    pub at: Option<CellAddress>,
    pub text: String,
    /// Worth a human's look, counted as a warning.
    pub warning: bool,
}
