//! The words that the steps of a schedule's import share.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::access::plan::push_option;
use crate::booking::{DevicePreference, DeviceRequest, DeviceType};
use crate::text_enum;
use colab_schedule::cell::{CellBooking, CellStatus, DeviceCounts, SiteHours};
use colab_schedule::sheet::{EntryFate, RoomRef, SheetKind, WeekSpan};

/// The flags of an import; kept with it, and in a saved plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduleOptions {
    pub source: String,
    pub year: Option<i32>,
    /// The last of several years; `year` is the first then.
    #[serde(default)]
    pub last_year: Option<i32>,
    pub month_first: bool,
    pub create_rooms: bool,
    pub default_client: String,
    /// Clients named as long-term, with the room where one was given.
    pub long_term: Vec<LongTermClient>,
    pub prune: bool,
    pub partial: bool,
    pub theirs: bool,
    /// `--layout`.
    #[serde(default)]
    pub layout: Option<ScheduleLayout>,
    /// `--weeks` and `--except`.
    #[serde(default)]
    pub weeks: Option<ScheduleWeeks>,
    /// `--include-hidden`.
    #[serde(default)]
    pub include_hidden: bool,
    /// `--override-block`: why what is closed is booked all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub override_block: Option<String>,
    /// `--colour`: what fills mean, by red, green and blue.
    #[serde(default)]
    pub colours: BTreeMap<u32, EntryFate>,
}

impl ScheduleOptions {
    /// Returns the words of the options that say how a file is read and booked, as they are typed, but for the flags that
    /// `is_left_out` names.
    pub fn words(&self, is_left_out: impl Fn(&str) -> bool) -> Vec<String> {
        let mut words = Vec::new();
        let typed = self.typed().into_iter();
        for (flag, value) in typed.filter(|(flag, _)| !is_left_out(flag)) {
            match value {
                Some(value) => push_option(&mut words, flag, &value),
                None => words.push(flag.to_owned()),
            }
        }
        words
    }

    fn typed(&self) -> Vec<(&'static str, Option<String>)> {
        let days = |first: NaiveDate, last: NaiveDate| Some(format!("{first}..{last}"));
        let mut typed: Vec<(&'static str, Option<String>)> = Vec::new();
        if let Some(weeks) = &self.weeks {
            typed.push(("--weeks", days(weeks.first, weeks.last)));
            let except = weeks.except.iter();
            typed.extend(except.map(|(first, last)| ("--except", days(*first, *last))));
        }
        if let Some(year) = self.year {
            let last = self.last_year.map(|last| format!("..{last}"));
            typed.push(("--year", Some(format!("{year}{}", last.unwrap_or_default()))));
        }
        let layout = self.layout.map(|layout| layout.as_str().to_owned());
        typed.extend(layout.map(|layout| ("--layout", Some(layout))));
        let flags = [
            (self.create_rooms, "--create-rooms"),
            (self.month_first, "--month-first"),
            (self.include_hidden, "--include-hidden"),
        ];
        let given = flags.into_iter().filter(|(is_given, _)| *is_given);
        typed.extend(given.map(|(_, flag)| (flag, None)));
        typed.push(("--source", Some(self.source.clone())));
        typed.push(("--default-client", Some(self.default_client.clone())));
        let long_term = self.long_term.iter();
        typed.extend(long_term.map(|one| ("--long-term", Some(one.option()))));
        typed.extend(self.colours.iter().map(|(colour, fate)| {
            let meaning = match fate {
                EntryFate::Cancelled => "cancelled",
                EntryFate::Ignored => "ignored",
            };
            ("--colour", Some(format!("{colour:06X}={meaning}")))
        }));
        if let Some(reason) = &self.override_block {
            typed.push(("--override-block", None));
            typed.push(("--reason", Some(reason.clone())));
        }
        typed
    }
}

/// The days that a weekly timetable is for, and spans that are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduleWeeks {
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub except: Vec<(NaiveDate, NaiveDate)>,
}

impl ScheduleWeeks {
    /// Returns the span as the reading of sheets takes it.
    pub fn span(&self) -> WeekSpan {
        WeekSpan {
            first: self.first,
            last: self.last,
            except: self.except.clone(),
        }
    }
}

text_enum! {
    /// `--layout`: what a person says that the sheets are.
    pub enum ScheduleLayout {
        /// Dates on one axis, rooms on the other
        Grid = "grid",
        /// Weekdays on one axis, rooms on the other
        Week = "week",
        /// One day a sheet: rooms and times
        Day = "day",
        /// One booking a row
        List = "list",
    }
}

impl ScheduleLayout {
    /// Returns the kind of sheet that it names.
    pub fn kind(self) -> SheetKind {
        match self {
            Self::Grid => SheetKind::Grid,
            Self::Week => SheetKind::Week,
            Self::Day => SheetKind::Day,
            Self::List => SheetKind::List,
        }
    }
}

/// `--long-term CLIENT` or `CLIENT=ROOM`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LongTermClient {
    pub client: String,
    pub room: Option<String>,
}

impl LongTermClient {
    /// Returns the client as it is typed: `Umoya=Focus`.
    fn option(&self) -> String {
        let room = self.room.as_ref().map(|room| format!("={room}"));
        format!("{}{}", self.client, room.unwrap_or_default())
    }
}

/// A booking as the file has it: compared with the last import and with the database.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SheetBooking {
    pub client_name: String,
    pub start: NaiveTime,
    pub end: NaiveTime,
    pub num_learners: u32,
    pub num_facilitators: u32,
    pub headcount: u32,
    pub laptops: u32,
    pub desktops: u32,
    pub any_devices: u32,
    pub tentative: bool,
}

impl SheetBooking {
    /// Returns the booking of an entry; one without a time takes the whole day.
    pub fn of(entry: &CellBooking, day_start: NaiveTime, day_end: NaiveTime) -> Self {
        let (start, end) = entry.time.unwrap_or((day_start, day_end));
        let people = entry.people;
        let (learners, facilitators) = people.map_or((0, 0), |people| (people.learners, people.facilitators));
        let DeviceCounts {
            laptops,
            desktops,
            any,
        } = entry.devices;
        Self {
            client_name: entry.client.clone(),
            start,
            end,
            num_learners: learners,
            num_facilitators: facilitators,
            headcount: learners.saturating_add(facilitators),
            laptops,
            desktops,
            any_devices: any,
            tentative: entry.status == CellStatus::Tentative,
        }
    }

    /// Returns the number of devices of all types.
    pub fn devices_needed(&self) -> u32 {
        self.laptops
            .saturating_add(self.desktops)
            .saturating_add(self.any_devices)
    }

    /// Returns the type of its devices; a mixture is any.
    pub fn device_preference(&self) -> Option<DevicePreference> {
        match (self.laptops, self.desktops, self.any_devices) {
            (0, 0, 0) => None,
            (_, 0, 0) => Some(DevicePreference::Laptops),
            (0, _, 0) => Some(DevicePreference::Desktops),
            _ => Some(DevicePreference::Any),
        }
    }

    /// Returns what it asks of each type.
    pub fn requests(&self) -> Vec<DeviceRequest> {
        [
            (DeviceType::Laptop, self.laptops),
            (DeviceType::Desktop, self.desktops),
            (DeviceType::Any, self.any_devices),
        ]
        .into_iter()
        .filter(|(_, quantity)| *quantity > 0)
        .map(|(kind, quantity)| DeviceRequest { kind, quantity })
        .collect()
    }
}

/// A cell of the file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CellPlace {
    pub sheet: String,
    pub cell: String,
}

impl CellPlace {
    pub fn new(sheet: &str, cell: impl ToString) -> Self {
        Self {
            sheet: sheet.to_owned(),
            cell: cell.to_string(),
        }
    }
}

impl std::fmt::Display for CellPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}!{}", self.sheet, self.cell)
    }
}

/// A booking to be, identified by source, room and day.
#[derive(Debug, Clone, PartialEq)]
pub struct WantedBooking {
    /// `None`: made by `--long-term CLIENT=ROOM`.
    pub place: Option<CellPlace>,
    pub text: String,
    pub room: RoomRef,
    pub day: NaiveDate,
    pub booking: SheetBooking,
    pub site_hours: SiteHours,
    /// The cell says that it is cancelled.
    pub cancelled: bool,
    /// Why it is cancelled, where its words do not say so.
    pub why_cancelled: Option<String>,
    /// Bookings of one cell, or of one long-term client, are a series.
    pub series: Option<usize>,
    pub long_term: bool,
    pub note: Option<String>,
    /// People that may come at most, for the capacity.
    pub at_most: u32,
    pub warnings: Vec<String>,
}

/// A cell that makes no booking.
#[derive(Debug, Clone, PartialEq)]
pub struct UnbookedCell {
    pub place: Option<CellPlace>,
    pub text: String,
    pub rejected: bool,
    pub why: String,
    /// Room and day, where the cell has them.
    pub over: Vec<(RoomRef, NaiveDate)>,
    pub warning: bool,
    /// A heading that names no room.
    pub is_heading: bool,
}

impl UnbookedCell {
    pub fn new(place: CellPlace, text: &str, rejected: bool, why: String) -> Self {
        Self {
            place: Some(place),
            text: text.to_owned(),
            rejected,
            why,
            over: Vec::new(),
            warning: false,
            is_heading: false,
        }
    }
}

/// The sum by cell: read = booked + ignored + rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CellCounts {
    pub read: u64,
    pub booked: u64,
    pub ignored: u64,
    pub rejected: u64,
}

impl CellCounts {
    /// Returns whether the sum holds.
    pub fn holds(&self) -> bool {
        self.read == self.booked + self.ignored + self.rejected
    }
}

/// One sheet in the report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScheduleSheet {
    pub sheet: String,
    pub imported: bool,
    pub reason: Option<String>,
    pub layout: Option<String>,
    pub rooms: u32,
    pub days: u32,
    pub entries: u64,
    pub notes: Vec<String>,
    /// What the sheet is, if it is not a plain grid, and by what evidence.
    #[serde(default, skip_serializing_if = "is_grid")]
    pub kind: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub why: Vec<String>,
}

fn is_grid(kind: &str) -> bool {
    kind.is_empty() || kind == SheetKind::Grid.as_str()
}
