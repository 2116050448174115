//! The calendar: days down, rooms across, as a table, a page to print, a feed for calendar programs and a workbook.
//!
//! `service` finds what stands in a [`DateSpan`] of days; the formats (`text`, `html`, `ics`, `xlsx`) show a
//! [`Calendar`] and know no database. `cell` writes a cell of the workbook so that the grammar of the import reads the
//! same booking from it.

mod document;
mod door;
mod html;
mod ics;
mod marks;
mod service;
mod span;
pub(super) mod store;
mod text;
mod xlsx;

use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::NaiveDate;

use super::blocks::model::RoomBlock;
use super::model::{BlockHold, Booking, Catering, LunchCatering, MorningCatering, StoredRequest, Tenant};
use crate::kernel::period::{Site, is_working_day};
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, Value, shown_in_table, wanted_only};

pub use document::{CalendarDocument, DocumentKind};
pub use door::{DoorUse, RoomDoor};
pub use ics::event_uid;
pub use service::{CalendarQuery, calendar, days_of, of_days};
pub use span::DateSpan;

/// A stretch of days, ready to be shown.
#[derive(Debug)]
pub struct Calendar {
    pub stretch: DateSpan,
    today: NaiveDate,
    made_at: Timestamp,
    site: Site,
    company: String,
    /// Names, in the order of their ids.
    rooms: Vec<String>,
    /// In order of time.
    entries: Vec<CalendarEntry>,
    /// The same once more for each part of a combined room.
    in_parts: Vec<CalendarEntry>,
    /// Blocks of rooms, a day each, in order of time.
    closed: Vec<ClosedEntry>,
    /// The bookings behind the entries, each once.
    bookings: Vec<Rc<Booking>>,
    /// How many bookings wait for a room; nothing is counted where only some rooms are asked for.
    waiting: Option<i64>,
    /// Whether clients and devices may be seen; the kitchen's calendar has none.
    names_clients: bool,
    for_document: ForDocument,
}

/// What only documents need.
#[derive(Debug, Default)]
struct ForDocument {
    /// Identifies the database among those that feed one calendar program.
    database_id: String,
    /// How many times a room got another name, and when each did last, by name.
    renames: i64,
    renamed_at: BTreeMap<String, Timestamp>,
    /// Called off, sent back among those that wait, or moved away.
    gone: Vec<Booking>,
    /// Blocks of these rooms in the period, with those that were lifted.
    blocks: Vec<RoomBlock>,
    /// Devices asked for, by booking.
    requests: BTreeMap<i64, Vec<StoredRequest>>,
    /// What a cell must not hold alone: names of rooms, words that are not bookings.
    reserved_words: Vec<String>,
}

/// One booking on one day.
#[derive(Debug, Clone)]
struct CalendarEntry {
    day: NaiveDate,
    start: String,
    /// `24:00` where it goes on into the next day.
    end: String,
    whole_day: bool,
    room: String,
    /// The combined room that is booked, of which `room` is a part.
    whole: Option<String>,
    /// Nothing for those who may see catering and headcounts only.
    client: Option<String>,
    /// What it eats on this day.
    served: Catering,
    booking: Rc<Booking>,
}

/// A block of a room on one day.
#[derive(Debug, Clone)]
struct ClosedEntry {
    day: NaiveDate,
    start: String,
    /// `24:00` where it goes on into the next day.
    end: String,
    whole_day: bool,
    room: String,
    block: Rc<BlockHold>,
}

impl ClosedEntry {
    /// Returns such as `13:00–17:00 maintenance: painting`.
    fn text(&self) -> String {
        let what = format!("{}: {}", self.block.kind, self.block.reason);
        if self.whole_day {
            what
        } else {
            format!("{}–{} {what}", self.start, self.end)
        }
    }
}

/// What a day means to the eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DayKind {
    Plain,
    Today,
    Weekend,
}

impl Calendar {
    fn kind_of(&self, day: NaiveDate) -> DayKind {
        match day {
            day if day == self.today => DayKind::Today,
            day if !is_working_day(day) => DayKind::Weekend,
            _ => DayKind::Plain,
        }
    }

    /// Returns the entries of each day and room, in order of time.
    fn cells(&self) -> BTreeMap<(NaiveDate, &str), Vec<&CalendarEntry>> {
        let mut cells: BTreeMap<(NaiveDate, &str), Vec<&CalendarEntry>> = BTreeMap::new();
        for entry in self.entries.iter().chain(&self.in_parts) {
            cells
                .entry((entry.day, entry.room.as_str()))
                .or_default()
                .push(entry);
        }
        for entries in cells.values_mut() {
            entries.sort_by_key(|entry| (entry.booking.row.starts_at, entry.booking.row.id));
        }
        cells
    }

    /// Returns the blocks of each day and room, in order of time.
    fn closed_cells(&self) -> BTreeMap<(NaiveDate, &str), Vec<&ClosedEntry>> {
        let mut cells: BTreeMap<(NaiveDate, &str), Vec<&ClosedEntry>> = BTreeMap::new();
        for entry in &self.closed {
            let cell = cells.entry((entry.day, entry.room.as_str())).or_default();
            cell.push(entry);
        }
        cells
    }

    fn has_tenant(&self, tenant: Tenant) -> bool {
        self.bookings
            .iter()
            .any(|booking| booking.row.tenant_id == tenant)
    }
}

/// A row of the calendar's list: a booking, or a block, of which most fields are empty.
#[derive(Debug, Clone)]
enum CalendarRow {
    Booking(CalendarEntry),
    Closed(ClosedEntry),
}

impl CalendarRow {
    fn of<T: Into<Value>>(&self, fact: impl Fn(&CalendarEntry) -> T) -> Value {
        match self {
            Self::Booking(entry) => fact(entry).into(),
            Self::Closed(_) => Value::Null,
        }
    }

    fn or<T: Into<Value>>(
        &self,
        booking: impl Fn(&CalendarEntry) -> T,
        closed: impl Fn(&ClosedEntry) -> T,
    ) -> Value {
        match self {
            Self::Booking(entry) => booking(entry).into(),
            Self::Closed(entry) => closed(entry).into(),
        }
    }
}

impl Record for CalendarRow {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<CalendarRow>] = &[
            shown_in_table("date", |r| r.or(|e| e.day, |c| c.day)),
            shown_in_table("room", |r| r.or(|e| e.room.clone(), |c| c.room.clone())),
            shown_in_table("start", |r| r.or(|e| e.start.clone(), |c| c.start.clone())),
            shown_in_table("end", |r| r.or(|e| e.end.clone(), |c| c.end.clone())),
            shown_in_table("booking_id", |r| r.of(|e| e.booking.row.id)),
            shown_in_table("client_name", |r| r.of(|e| e.client.clone())),
            shown_in_table("status", |r| {
                r.or(|e| e.booking.row.status.as_str(), |_| "blocked")
            }),
            wanted_only("tenant", |r| r.of(|e| e.booking.row.tenant_id.as_str())),
            wanted_only("num_learners", |r| r.of(|e| e.booking.row.num_learners)),
            wanted_only("num_facilitators", |r| r.of(|e| e.booking.row.num_facilitators)),
            shown_in_table("headcount", |r| r.of(|e| e.booking.row.headcount)),
            shown_in_table("devices_needed", |r| {
                r.of(|e| e.client.as_ref().map(|_| e.booking.row.devices_needed))
            }),
            wanted_only("coffee_tea_station", |r| r.of(|e| e.served.coffee_tea_station)),
            wanted_only("morning_catering", |r| {
                r.of(|e| e.served.morning_catering.map(MorningCatering::as_str))
            }),
            wanted_only("lunch_catering", |r| {
                r.of(|e| e.served.lunch_catering.map(LunchCatering::as_str))
            }),
            wanted_only("long_term", |r| r.of(|e| e.booking.row.long_term)),
            wanted_only("block_id", |r| match r {
                CalendarRow::Booking(_) => Value::Null,
                CalendarRow::Closed(entry) => entry.block.block_id.into(),
            }),
            wanted_only("reason", |r| match r {
                CalendarRow::Booking(_) => Value::Null,
                CalendarRow::Closed(entry) => entry.block.reason.as_str().into(),
            }),
        ];
        FIELDS
    }
}

impl Record for CalendarEntry {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<CalendarEntry>] = &[
            shown_in_table("date", |e| e.day.into()),
            shown_in_table("room", |e| e.room.as_str().into()),
            shown_in_table("start", |e| e.start.as_str().into()),
            shown_in_table("end", |e| e.end.as_str().into()),
            shown_in_table("booking_id", |e| e.booking.row.id.into()),
            shown_in_table("client_name", |e| e.client.clone().into()),
            shown_in_table("status", |e| e.booking.row.status.as_str().into()),
            wanted_only("tenant", |e| e.booking.row.tenant_id.as_str().into()),
            wanted_only("num_learners", |e| e.booking.row.num_learners.into()),
            wanted_only("num_facilitators", |e| e.booking.row.num_facilitators.into()),
            shown_in_table("headcount", |e| e.booking.row.headcount.into()),
            shown_in_table("devices_needed", |e| {
                e.client.as_ref().map(|_| e.booking.row.devices_needed).into()
            }),
            wanted_only("coffee_tea_station", |e| e.served.coffee_tea_station.into()),
            wanted_only("morning_catering", |e| {
                e.served.morning_catering.map(MorningCatering::as_str).into()
            }),
            wanted_only("lunch_catering", |e| {
                e.served.lunch_catering.map(LunchCatering::as_str).into()
            }),
            wanted_only("long_term", |e| e.booking.row.long_term.into()),
        ];
        FIELDS
    }
}
