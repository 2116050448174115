//! What a cell of the schedule says.

use std::collections::HashSet;

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

use super::normalise::ignore_key;

/// What the grammar needs to know of the site; nothing here is read from a database by the grammar itself.
pub struct CellRules<'a> {
    /// The site day, 07:30–16:30 unless the settings say otherwise; a cell without a time takes it whole.
    pub day_start: NaiveTime,
    pub day_end: NaiveTime,
    /// Facilitators of a cell that counts learners but states none (setting `import_facilitators`, 1).
    pub facilitators: u32,
    /// The client of a cell that names none.
    pub default_client: &'a str,
    /// Whole cells that are no booking (setting `import_ignore`).
    pub ignore: &'a IgnoreList,
    /// The room with this name or alias, if the text is one.
    pub room_named: &'a dyn Fn(&str) -> Option<String>,
    /// Longest client name, in characters.
    pub max_client: usize,
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

    pub fn holds(&self, text: &str) -> bool {
        self.keys.contains(&ignore_key(text))
    }
}

/// The meaning of one cell.
#[derive(Debug, Clone, PartialEq)]
pub enum CellReading {
    /// At least one; of one cell they never overlap in time.
    Entries(Vec<CellBooking>),
    /// No booking, on purpose: `why` is for the report.
    Ignored { why: String },
    /// Not understood: `why` states the fact, `way_out` what to type instead.
    Rejected { why: String, way_out: String },
}

/// One booking as a cell states it.
#[derive(Debug, Clone, PartialEq)]
pub struct CellBooking {
    pub client: String,
    /// `None`: not stated, nothing is invented.
    pub people: Option<Headcount>,
    pub devices: DeviceCounts,
    /// `None`: the whole site day. Always `start < end`.
    pub time: Option<(NaiveTime, NaiveTime)>,
    pub status: CellStatus,
    /// Text that is neither client, count, time nor status, kept (`Caterco`, `lunch & tea`).
    pub note: Option<String>,
    pub remarks: Vec<CellRemark>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Headcount {
    pub learners: u32,
    pub facilitators: u32,
    /// Upper end of a range `25-30`, for the capacity check.
    pub at_most: Option<u32>,
}

/// Devices asked for, by type; all zero when none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DeviceCounts {
    pub laptops: u32,
    pub desktops: u32,
    /// `devices` without a type.
    pub any: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellStatus {
    Confirmed,
    /// TBC, tentative, pencil…: holds the room, not confirmed.
    Tentative,
    /// CANCELLED, postponed…: no booking.
    Cancelled,
}

/// Something assumed or unusual in a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
    Truncated,
}

#[derive(Debug, Clone, PartialEq)]
pub struct CellRemark {
    pub kind: RemarkKind,
    /// A sentence for the report.
    pub text: String,
}

impl RemarkKind {
    /// Worth a human's look: listed among the items and counted as a warning.
    pub fn is_warning(self) -> bool {
        !matches!(
            self,
            Self::FacilitatorAssumed | Self::NoteKept | Self::NoCount | Self::Cancelled
        )
    }
}
