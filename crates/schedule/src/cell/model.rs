//! What is known of a cell before it is read or written, and what it says.

use std::collections::HashSet;

use chrono::NaiveTime;

use super::normalise::ignore_key;

/// What the grammar knows of the site. Cells that are written under the same rules as they are read keep their meaning.
#[derive(Clone, Copy)]
pub struct CellRules<'a> {
    /// The site's day, 07:30–16:30 unless the settings say otherwise; a cell without a time takes it whole.
    pub day_start: NaiveTime,
    pub day_end: NaiveTime,
    /// Facilitators of a cell that counts learners alone.
    pub facilitators: u32,
    /// The client of a cell that names none.
    pub default_client: &'a str,
    /// Whole cells that are no booking.
    pub ignore: &'a IgnoreList,
    /// Finds the room with this name or alias.
    pub room_named: &'a dyn Fn(&str) -> Option<String>,
    /// The longest name of a client, in characters.
    pub longest_client: usize,
}

impl<'a> CellRules<'a> {
    /// Makes rules with the defaults of the settings: one facilitator, the client `Unknown`, names of 255 characters.
    pub fn new(
        (day_start, day_end): (NaiveTime, NaiveTime),
        ignore: &'a IgnoreList,
        room_named: &'a dyn Fn(&str) -> Option<String>,
    ) -> Self {
        Self {
            day_start,
            day_end,
            facilitators: 1,
            default_client: "Unknown",
            ignore,
            room_named,
            longest_client: 255,
        }
    }
}

/// Texts that are no booking when they are a whole cell; their keys are made once.
#[derive(Debug, Clone, Default)]
pub struct IgnoreList {
    keys: HashSet<String>,
}

impl IgnoreList {
    pub fn new<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Self {
        Self {
            keys: texts.into_iter().map(|text| ignore_key(text.as_ref())).collect(),
        }
    }

    /// Reports whether a whole cell is on the list, however it is spelt.
    pub fn contains(&self, text: &str) -> bool {
        self.has_key(&ignore_key(text))
    }

    /// Reports whether a whole cell is on the list by its key.
    pub(super) fn has_key(&self, key: &str) -> bool {
        self.keys.contains(key)
    }
}

/// The meaning of one cell.
#[derive(Debug, Clone, PartialEq)]
pub enum CellReading {
    /// At least one; those of one cell never overlap in time.
    Bookings(Vec<CellBooking>),
    /// No booking, on purpose; `why` is for the report.
    Ignored { why: String },
    /// Not understood; `why` states the fact, `way_out` what to type instead.
    Rejected { why: String, way_out: String },
}

/// One booking as a cell states it.
#[derive(Debug, Clone, PartialEq)]
pub struct CellBooking {
    pub client: String,
    /// `None`: not stated, nothing is invented.
    pub people: Option<Headcount>,
    pub devices: DeviceCounts,
    /// `None`: the site's whole day. The start is always before the end.
    pub time: Option<(NaiveTime, NaiveTime)>,
    pub site_hours: SiteHours,
    pub status: CellStatus,
    /// Text that is neither client, count, time nor status (`Caterco`, `lunch & tea`).
    pub note: Option<String>,
    pub remarks: Vec<CellRemark>,
}

/// Which ends of a booking are those of the site's day, since its cell names no time or a half of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SiteHours {
    pub start: bool,
    pub end: bool,
}

impl SiteHours {
    /// No end: the cell names its time.
    pub const NONE: Self = Self {
        start: false,
        end: false,
    };
    pub const MORNING: Self = Self {
        start: true,
        ..Self::NONE
    };
    pub const AFTERNOON: Self = Self {
        end: true,
        ..Self::NONE
    };
    pub const WHOLE_DAY: Self = Self {
        start: true,
        end: true,
    };
}

/// The people that a cell counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Headcount {
    pub learners: u32,
    pub facilitators: u32,
    /// The upper end of a range such as `25-30`, for the capacity check.
    pub at_most: Option<u32>,
}

/// Devices asked for, by kind; all zero when none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DeviceCounts {
    pub laptops: u32,
    pub desktops: u32,
    /// `devices` without a kind.
    pub any: u32,
}

impl DeviceCounts {
    /// Adds up the devices of all kinds.
    pub fn total(self) -> u32 {
        self.laptops
            .saturating_add(self.desktops)
            .saturating_add(self.any)
    }
}

/// How firm a booking of a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellStatus {
    Confirmed,
    /// `TBC`, `tentative`, `pencilled in`: holds the room, not confirmed.
    Tentative,
    /// `CANCELLED`, `postponed`: no booking.
    Cancelled,
}

/// Something assumed or unusual in a reading.
#[derive(Debug, Clone, PartialEq)]
pub struct CellRemark {
    pub kind: RemarkKind,
    /// A sentence for the report.
    pub text: String,
}

/// The kinds of remarks that a reading can make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RemarkKind {
    FacilitatorAssumed,
    Range,
    NoClient,
    NoteKept,
    LearnersFromDevices,
    PaxTotal,
    Approximate,
    TimeGuessed,
    UnclaimedNumber,
    NoCount,
    Cancelled,
    TimeUnusual,
}

impl RemarkKind {
    /// Reports whether a person should look at it: it is listed among the items and counted as a warning.
    pub fn is_warning(self) -> bool {
        !matches!(
            self,
            Self::FacilitatorAssumed | Self::NoteKept | Self::NoCount | Self::Cancelled
        )
    }
}

/// Why a text was not understood, and what to type instead.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CellRefusal {
    why: String,
    way_out: String,
}

impl CellRefusal {
    pub(super) fn new(why: impl Into<String>, way_out: impl Into<String>) -> Self {
        Self {
            why: why.into(),
            way_out: way_out.into(),
        }
    }
}

impl From<CellRefusal> for CellReading {
    fn from(refusal: CellRefusal) -> Self {
        Self::Rejected {
            why: refusal.why,
            way_out: refusal.way_out,
        }
    }
}
