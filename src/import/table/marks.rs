//! What a list of ours writes beside the fields that tables set: which record a row came from, and its state then.

use chrono::{DateTime, NaiveDateTime, Utc};

use super::values::FieldValues;
use crate::kernel::period::Site;
use crate::kernel::timestamp::Timestamp;

/// Columns of our own lists that no table sets and that tell a row's record.
pub const MARKS: [&str; 4] = ["id", "created_at", "updated_at", "revision"];

/// The marks of one row, as they are written.
#[derive(Debug, Clone)]
pub struct ListMarks {
    pub id: i64,
    created_at: Option<MarkedInstant>,
    updated_at: Option<MarkedInstant>,
    revision: Option<i32>,
}

/// An instant of a list; in a workbook it stands to the second.
#[derive(Debug, Clone, Copy)]
enum MarkedInstant {
    Exact(Timestamp),
    Second(Timestamp),
}

impl MarkedInstant {
    fn parse(text: &str, site: &Site) -> Option<Self> {
        if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
            return Some(Self::Exact(instant.with_timezone(&Utc).into()));
        }
        let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S").ok()?;
        site.instant(local).ok().map(Self::Second)
    }

    fn is(self, instant: Timestamp) -> bool {
        const SECOND: i64 = 1_000_000;
        match self {
            Self::Exact(marked) => marked == instant,
            Self::Second(marked) => (marked.micros() - instant.micros()).abs() < SECOND,
        }
    }
}

impl ListMarks {
    /// Takes the marks out of a row; `None` without the number of a record.
    pub fn take(values: &mut FieldValues, site: &Site) -> Option<Self> {
        let marks = values.split_off(&MARKS);
        let instant = |field: &str| MarkedInstant::parse(marks.text(field)?, site);
        Some(Self {
            id: marks.text("id")?.parse().ok()?,
            created_at: instant("created_at"),
            updated_at: instant("updated_at"),
            revision: marks.text("revision").and_then(|text| text.parse().ok()),
        })
    }

    /// Returns whether the record was created when the list says so; `None` if the list does not say.
    pub fn is_of(&self, created_at: Timestamp) -> Option<bool> {
        self.created_at.map(|marked| marked.is(created_at))
    }

    /// Returns whether nobody changed the record since it was listed.
    pub fn is_current(&self, updated_at: Timestamp, revision: Option<i32>) -> bool {
        match (self.revision, revision) {
            (Some(listed), Some(now)) => listed == now,
            _ => self.updated_at.is_none_or(|marked| marked.is(updated_at)),
        }
    }
}
