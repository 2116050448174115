//! The words that the steps of an import share.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::booking::{DevicePreference, DeviceRequest, DeviceType};
use crate::text_enum;
use colab_schedule::cell::{CellBooking, CellStatus, DeviceCounts};
use colab_schedule::sheet::RoomRef;

text_enum! {
    /// What an import does about something in the file.
    pub enum Action {
        Create = "create",
        /// The file changed.
        Update = "update",
        Unchanged = "unchanged",
        /// Edited by hand, the file is as it was: the edit stays.
        Keep = "keep",
        /// Edited by hand, and the file changed too: the edit stays, and is named.
        Disagree = "disagree",
        Cancel = "cancel",
        /// The room is taken.
        Conflict = "conflict",
        /// Not understood.
        Reject = "reject",
        /// No booking, on purpose.
        Ignore = "ignore",
    }
}

/// How an import was asked for; kept with it, and in a saved plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    pub source: String,
    pub year: Option<i32>,
    pub month_first: bool,
    pub create_rooms: bool,
    pub default_client: String,
    /// Clients named as long-term, with the room where one was given.
    pub long_term: Vec<LongTerm>,
    pub prune: bool,
    pub partial: bool,
    pub theirs: bool,
}

/// The source of imports that fill a whole database. Sources of files are in small letters: none is ever called so.
pub const DEMO_SOURCE: &str = "Demo";
/// Followed by the name of the replaced system's database.
pub const LEGACY_SOURCE: &str = "Legacy";

/// `--long-term CLIENT` or `CLIENT=ROOM`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LongTerm {
    pub client: String,
    pub room: Option<String>,
}

/// What the file says of one booking: compared with what it said before and with the database.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Said {
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

impl Said {
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

    pub fn devices_needed(&self) -> u32 {
        self.laptops
            .saturating_add(self.desktops)
            .saturating_add(self.any_devices)
    }

    /// One kind alone is that kind; a mixture is any.
    pub fn device_preference(&self) -> Option<DevicePreference> {
        match (self.laptops, self.desktops, self.any_devices) {
            (0, 0, 0) => None,
            (_, 0, 0) => Some(DevicePreference::Laptops),
            (0, _, 0) => Some(DevicePreference::Desktops),
            _ => Some(DevicePreference::Any),
        }
    }

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
pub struct Place {
    pub sheet: String,
    pub cell: String,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}!{}", self.sheet, self.cell)
    }
}

/// A booking that the file wants: identified by source, room and day.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    /// `None`: made by `--long-term CLIENT=ROOM`.
    pub place: Option<Place>,
    pub text: String,
    pub room: RoomRef,
    pub day: NaiveDate,
    pub said: Said,
    /// The cell says that it is off.
    pub cancelled: bool,
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
pub struct Unbooked {
    pub place: Option<Place>,
    pub text: String,
    pub rejected: bool,
    pub why: String,
    /// Room and day, where the cell has them.
    pub over: Vec<(RoomRef, NaiveDate)>,
    pub warning: bool,
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
    pub fn holds(&self) -> bool {
        self.read == self.booked + self.ignored + self.rejected
    }
}

/// One sheet in the report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetSummary {
    pub sheet: String,
    pub imported: bool,
    pub reason: Option<String>,
    pub layout: Option<String>,
    pub rooms: u32,
    pub days: u32,
    pub entries: u64,
    pub notes: Vec<String>,
}
