//! Bookings. One whose room is taken waits for another; none is lost.

use std::collections::HashMap;

use super::assignments;
use super::import::{LegacyImport, TakenBooking};
use super::source::{BOOKINGS, LegacyRow};
use super::words;
use crate::booking::batch::{self, RoomClaim, RoomHolder, RoomTimeline};
use crate::booking::{BookingImport, BookingRow, BookingStatus, Catering, Tenant};
use crate::kernel::error::Result;
use crate::kernel::period::Period;
use crate::kernel::timestamp::Timestamp;

/// The client of a booking that names none.
pub const UNKNOWN_CLIENT: &str = "Unknown";

/// An old number, the same as text, the booking to write, what it eats.
type FreshBooking = (i64, String, BookingRow, Option<Catering>);

/// The largest number of people or devices; more is a slip.
const MOST: i32 = 100_000;

impl LegacyImport<'_, '_> {
    /// Takes bookings in the order of their numbers: of two in one room the first keeps it.
    pub fn take_bookings(&mut self) -> Result<()> {
        let rows = self.source.rows(BOOKINGS);
        self.report.begin(BOOKINGS, rows.len());
        self.know_bookings_taken_before()?;
        let asked = assignments::asked(self.source);
        let mut fresh: Vec<FreshBooking> = Vec::new();
        for row in rows {
            let id = row.id();
            let Some(number) = row.number("id") else {
                self.report.skip(BOOKINGS, &id, "it has no number");
                continue;
            };
            if self.was_taken(BOOKINGS, &id) {
                self.report.unchanged(BOOKINGS);
            } else if let Some(mut booking) = self.booking(row, &id)? {
                // Its requests are what was asked for in the end.
                booking.devices_needed = booking
                    .devices_needed
                    .max(asked.get(&number).copied().unwrap_or(0));
                let eats = self.catering(row, &id);
                fresh.push((number, id, booking, eats));
            }
        }
        let ids = batch::reserve_bookings(self.tx, &self.grants.bookings, fresh.len())?;
        for ((_, _, booking, eats), id) in fresh.iter_mut().zip(ids) {
            booking.id = id;
            if let Some(eats) = eats {
                eats.booking_id = id;
            }
        }
        self.settle(&mut fresh)?;
        self.write_bookings(fresh)
    }

    fn know_bookings_taken_before(&mut self) -> Result<()> {
        let of_bookings = self.before.iter().filter(|((table, _), _)| table == BOOKINGS);
        let known: Vec<(i64, i64)> = of_bookings
            .filter_map(|((_, id), booking)| Some((id.parse().ok()?, (*booking)?)))
            .collect();
        let ids: Vec<i64> = known.iter().map(|(_, booking)| *booking).collect();
        let rows = batch::by_ids(self.tx, &self.grants.bookings, &ids)?.into_iter();
        let rows: HashMap<i64, BookingRow> = rows.map(|row| (row.id, row)).collect();
        for (number, id) in known {
            if let Some(row) = rows.get(&id) {
                self.bookings.insert(number, TakenBooking::of(row, false)?);
            }
        }
        Ok(())
    }

    /// Reads the booking of a row, without its number; `None`, and reported, without a period.
    fn booking(&mut self, row: &LegacyRow, id: &str) -> Result<Option<BookingRow>> {
        let ends = row.instant("starts_at").zip(row.instant("ends_at"));
        let Some((starts_at, ends_at)) = ends.filter(|(starts_at, ends_at)| starts_at < ends_at) else {
            self.report
                .skip(BOOKINGS, id, "its period is empty or has no end");
            return Ok(None);
        };
        let (starts_at, ends_at, corrected) =
            words::period(starts_at, ends_at, self.local_as_utc, &self.tx.site());
        self.report.periods_corrected += usize::from(corrected);
        let client_name = row.text_of("client_name", 255).unwrap_or_else(|| {
            self.report.note(BOOKINGS, id, "it names no client");
            UNKNOWN_CLIENT.to_owned()
        });
        let now: Timestamp = self.tx.now();
        let created_at = row.instant("created_at").unwrap_or(now);
        let count = |name: &str| row.count(name).min(MOST);
        let (learners, facilitators) = (count("num_learners"), count("num_facilitators"));
        let headcount = match count("headcount") {
            0 => learners + facilitators,
            stored => stored,
        };
        // What somebody entered by hand wins over the schedule.
        let devices = match count("devices_override") {
            0 => count("devices_needed"),
            entered => entered,
        };
        let period = Period::new(starts_at, ends_at)?;
        let wished = row.text("device_type_preference");
        let preference = wished.as_deref().and_then(words::preference);
        if let (Some(word), None) = (&wished, preference) {
            self.report
                .note(BOOKINGS, id, format!("unknown device preference `{word}`"));
        }
        let mut booking = BookingRow {
            room_id: self.room_of(row, id),
            client_name,
            status: self.status(row, id),
            tenant_id: self.tenant(row, id),
            num_learners: learners,
            num_facilitators: facilitators,
            headcount,
            client_contact_person: row.text_of("client_contact_person", 255),
            client_email: row.text_of("client_email", 255),
            client_phone: row.text_of("client_phone", 255),
            devices_needed: devices,
            device_type_preference: preference,
            requester_notes: row.text_of("device_notes", 2000),
            updated_at: row.instant("updated_at").unwrap_or(created_at).max(created_at),
            ..BookingRow::new(&period, &self.person(row, &["created_by"]), created_at)
        };
        note(&mut booking, row.text_of("room_boss_notes", 2000));
        self.make_sound(&mut booking, id);
        Ok(Some(booking))
    }

    /// Reads the tenant; without one, or with one that is unknown and reported, it is `Tech`.
    fn tenant(&mut self, row: &LegacyRow, id: &str) -> Tenant {
        let word = row.text("tenant_id");
        let tenant = word.as_deref().and_then(words::tenant);
        if let (Some(word), None) = (&word, tenant) {
            self.report.note(
                BOOKINGS,
                id,
                format!("unknown tenant `{word}`: it is {}", Tenant::Tech),
            );
        }
        tenant.unwrap_or(Tenant::Tech)
    }

    fn room_of(&mut self, row: &LegacyRow, id: &str) -> Option<i64> {
        let number = row.number("room_id")?;
        let room = self.rooms.get(&number).copied();
        if room.is_none() {
            self.report
                .note(BOOKINGS, id, format!("there is no room {number}"));
        }
        room
    }

    fn status(&mut self, row: &LegacyRow, id: &str) -> BookingStatus {
        let word = row.text("status").unwrap_or_default();
        words::status(&word).unwrap_or_else(|| {
            self.report
                .note(BOOKINGS, id, format!("unknown status `{word}`: it waits"));
            BookingStatus::Pending
        })
    }

    /// Corrects what the replaced system could store and this one cannot.
    fn make_sound(&mut self, booking: &mut BookingRow, id: &str) {
        let counts_devices_as_people = booking.devices_needed > 0
            && booking.num_learners + booking.num_facilitators == 0
            && booking.headcount == booking.devices_needed;
        if counts_devices_as_people {
            // Its form put devices alone into the first room, counted as people.
            booking.device_only = true;
            booking.headcount = 0;
            booking.room_id = None;
            self.report
                .note(BOOKINGS, id, "a booking of devices alone: it has no room");
        }
        if booking.status.holds_room() && booking.room_id.is_none() && !booking.device_only {
            self.report.note(
                BOOKINGS,
                id,
                format!("{} without a room: it waits for one", booking.status),
            );
            booking.status = BookingStatus::Pending;
        }
        if booking.device_only && booking.status == BookingStatus::RoomAssigned {
            booking.status = BookingStatus::Confirmed;
        }
        // Who waits holds nothing: the room it named is the one it wishes.
        if matches!(booking.status, BookingStatus::Pending | BookingStatus::Rejected) {
            booking.wished_room_id = booking.room_id.take();
        }
    }

    fn catering(&mut self, row: &LegacyRow, id: &str) -> Option<Catering> {
        let mut eats = Catering::none(0);
        eats.coffee_tea_station = row.flag("coffee_tea_station").unwrap_or(false);
        eats.stationery_needed = row.flag("stationery_needed").unwrap_or(false);
        eats.water_bottles = row.count("water_bottles").min(MOST);
        eats.catering_notes = row.text_of("catering_notes", 2000);
        let (morning, lunch) = (row.text("morning_catering"), row.text("lunch_catering"));
        eats.morning_catering = morning.as_deref().and_then(words::morning);
        eats.lunch_catering = lunch.as_deref().and_then(words::lunch);
        for (word, known) in [
            (morning, eats.morning_catering.is_some()),
            (lunch, eats.lunch_catering.is_some()),
        ] {
            if let (Some(word), false) = (word, known) {
                self.report.note(BOOKINGS, id, format!("unknown meal `{word}`"));
            }
        }
        (eats != Catering::none(0)).then_some(eats)
    }

    /// Gives bookings their rooms; one whose room is taken waits, with the reason.
    fn settle(&mut self, fresh: &mut [FreshBooking]) -> Result<()> {
        let first = fresh.iter().map(|(_, _, booking, _)| booking.starts_at).min();
        let last = fresh.iter().map(|(_, _, booking, _)| booking.ends_at).max();
        let Some((first, last)) = first.zip(last) else {
            return Ok(());
        };
        let mut timeline: RoomTimeline =
            batch::timeline(self.tx, &self.grants.bookings, &Period::new(first, last)?)?;
        let names: Vec<String> = fresh
            .iter()
            .map(|(_, id, booking, _)| format!("old booking {id} ({})", booking.client_name))
            .collect();
        for (place, (_, id, booking, _)) in fresh.iter_mut().enumerate() {
            let Some(room) = booking.room_id.filter(|_| booking.status.holds_room()) else {
                continue;
            };
            let period = Period::new(booking.starts_at, booking.ends_at)?;
            let claim = RoomClaim::of(booking.long_term);
            let Err(other) = timeline.take(room, &period, RoomHolder::Wanted(place), claim) else {
                continue;
            };
            let by = match other {
                RoomHolder::Booking(id) => format!("booking {id}"),
                RoomHolder::Wanted(other) => names.get(other).cloned().unwrap_or_default(),
                RoomHolder::Block(id) => format!("block {id}"),
            };
            let why = format!("was {}; its room is held by {by}", booking.status);
            self.report
                .conflict(BOOKINGS, id, format!("{why}: it waits for one"));
            booking.status = BookingStatus::Pending;
            booking.wished_room_id = booking.room_id.take();
            booking.status_reason = Some(why);
        }
        Ok(())
    }

    fn write_bookings(&mut self, fresh: Vec<FreshBooking>) -> Result<()> {
        let rows: Vec<BookingRow> = fresh.iter().map(|(_, _, booking, _)| booking.clone()).collect();
        let import = |(_, id, booking, _): &FreshBooking| BookingImport {
            booking_id: booking.id,
            import_id: self.import_id,
            sheet: Some(BOOKINGS.to_owned()),
            cell: Some(id.clone()),
        };
        let imports: Vec<BookingImport> = fresh.iter().map(import).collect();
        let meals: Vec<Catering> = fresh.iter().filter_map(|(_, _, _, eats)| eats.clone()).collect();
        batch::create(self.tx, &self.grants.bookings, &rows, &meals, &[], &imports)?;
        for (number, id, booking, _) in &fresh {
            self.report
                .take_with(BOOKINGS, id, booking.room_id, Some(booking.id));
            self.bookings.insert(*number, TakenBooking::of(booking, true)?);
        }
        Ok(())
    }
}

/// Stores the notes of the old system: the requester's until a room was given, then the room boss's.
fn note(booking: &mut BookingRow, text: Option<String>) {
    match booking.status {
        BookingStatus::Pending => {
            let both: Vec<String> = [text, booking.requester_notes.take()]
                .into_iter()
                .flatten()
                .collect();
            booking.requester_notes = (!both.is_empty()).then(|| both.join("; "));
        }
        BookingStatus::Rejected => booking.status_reason = text,
        _ => booking.room_boss_notes = text,
    }
}
