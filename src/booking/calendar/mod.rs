//! The calendar: days down, rooms across, as a table, a page to print, a feed for calendar programs and a workbook.
//!
//! `service` finds what stands in a [`DateSpan`] of days; the formats (`text`, `html`, `ics`, `xlsx`) show a
//! [`Calendar`] and know no database. `cell` writes a cell of the workbook so that the grammar of the import reads the
//! same booking from it.

mod document;
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

use super::model::{Booking, Catering, LunchCatering, MorningCatering, StoredRequest, Tenant};
use crate::kernel::period::{Site, is_working_day};
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, shown_in_table, wanted_only};

pub use document::{CalendarDocument, DocumentKind};
pub use service::{CalendarQuery, calendar, days_of, held_between};
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
    /// Devices asked for, by booking.
    requests: BTreeMap<i64, Vec<StoredRequest>>,
    /// What a cell must not hold alone: names of rooms, words that are no booking.
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

    fn has_tenant(&self, tenant: Tenant) -> bool {
        self.bookings
            .iter()
            .any(|booking| booking.row.tenant_id == tenant)
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
