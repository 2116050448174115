//! `booking conflicts`: what conflicts with a booking, or which upcoming bookings cannot take place as they are.

use super::suggest::{self, BookingQuery, distance, offers};
use super::{RoomNeeds, RoomVacancies, queue, store};
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::booking::describe::{describe_block, describe_period};
use crate::booking::holds::{blocking_bookings, blocks_in_the_way};
use crate::booking::model::BookingRow;
use crate::booking::reach::is_visible;
use crate::kernel::error::Result;
use crate::kernel::period::{Period, Site};
use crate::kernel::text::{counted, people};
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, shown_in_table, wanted_only};
use crate::text_enum;

/// Alternatives named for each.
const ALTERNATIVES: usize = 3;

text_enum! {
    /// What is wrong. Rules of rooms bind when a booking is made, so one that stands against them is none.
    pub enum ConflictKind {
        /// It holds the room that is wished for.
        InTheWay = "in_the_way",
        /// The room, or the whole site, is closed.
        RoomBlocked = "room_blocked",
        /// Pending, and no room that fits is free for it.
        NoRoomFree = "no_room_free",
        /// More people than seats, and no reason on record.
        OverCapacity = "over_capacity",
        /// In a room that is no longer used.
        RoomInactive = "room_inactive",
        /// It is to have a device that is in repair, inspected or lost.
        DeviceUnfit = "device_unfit",
        /// It is to have a device that a rental should have brought back.
        DeviceOverdue = "device_overdue",
    }
}

/// Whose conflicts to list.
#[derive(Debug, Clone, Copy)]
pub enum ConflictScope {
    Booking(i64),
    /// Of bookings that begin in a stretch.
    Stretch {
        from: Timestamp,
        to: Option<Timestamp>,
    },
    /// Of a time at which there is no booking yet.
    Proposed,
}

/// Returns the conflicts that a later slice knows of.
pub type FindMoreConflicts = fn(&mut Tx<'_>, &ConflictScope) -> Result<Vec<BookingConflict>>;

/// A booking in the way, or one that cannot be as it stands.
#[derive(Debug, Clone)]
pub struct BookingConflict {
    pub problem: ConflictKind,
    /// `None`: it is not a booking that is in the way.
    pub row: Option<BookingRow>,
    pub room: Option<String>,
    pub why: String,
    /// Rooms, or rooms with a time, that would do instead; best first.
    pub alternatives: Vec<String>,
}

/// Returns what conflicts with a booking or a proposed time: in its room, or, without one, in every room that fits
/// while none is free; and why a booking cannot be as it stands.
///
/// # Errors
/// `NotFound` for an unknown booking or room.
pub fn in_the_way(tx: &mut Tx<'_>, wish: &BookingQuery) -> Result<Vec<BookingConflict>> {
    let (period, needs, booking) = suggest::wanted(tx, wish)?;
    let mut vacancies = RoomVacancies::around(tx, &period)?;
    if let Some(id) = booking {
        vacancies.release(id);
    }
    let room_ids: Vec<i64> = match needs.wished_room_id {
        Some(id) => vec![id],
        None if !vacancies.free(&period, &needs).is_empty() => Vec::new(),
        None => vacancies
            .suitable(&needs)
            .iter()
            .map(|room| room.row.id)
            .collect(),
    };
    let (mut rows, mut blocks) = (Vec::new(), Vec::new());
    let passing: Vec<i64> = booking.into_iter().collect();
    for id in room_ids {
        rows.extend(blocking_bookings(tx.connection(), id, &period)?);
        let blocked = blocks_in_the_way(tx.connection(), id, &period, needs.claim, &passing)?;
        blocks.extend(blocked.into_iter().map(|block| (block, vacancies.name(id))));
    }
    blocks.sort_by_key(|(block, _)| (block.starts_at, block.block_id));
    blocks.dedup_by_key(|(block, _)| block.block_id);
    rows.retain(|row| Some(row.id) != booking);
    rows.sort_by_key(|row| (row.starts_at, row.id));
    rows.dedup_by_key(|row| row.id);
    let alternatives = alternatives(&vacancies, &period, &needs);
    let finding = |row: BookingRow| BookingConflict {
        problem: ConflictKind::InTheWay,
        room: row.room_id.map(|id| vacancies.name(id)),
        why: format!("holds {} at that time", held_part(&vacancies, &row, &needs)),
        alternatives: alternatives.clone(),
        row: Some(row),
    };
    let site = tx.site();
    let blocked = blocks.into_iter().map(|(block, room)| BookingConflict {
        problem: ConflictKind::RoomBlocked,
        room: block.room_id.map(|_| room),
        why: format!("closed by {}", describe_block(&block, &site)),
        alternatives: alternatives.clone(),
        row: None,
    });
    let mut findings: Vec<BookingConflict> = blocked.collect();
    findings.extend(rows.into_iter().map(finding));
    if let Some(id) = booking {
        // What the list of all says of it.
        let next = period.starts_at().plus(chrono::TimeDelta::microseconds(1));
        let own = to_come(tx, period.starts_at(), Some(next))?.into_iter();
        findings.extend(own.filter(|one| one.booking_id() == Some(id)));
    }
    Ok(findings)
}

/// Returns the name of the wished room, or of the one that the booking has.
fn held_part(vacancies: &RoomVacancies, row: &BookingRow, needs: &RoomNeeds) -> String {
    let id = needs.wished_room_id.or(row.room_id);
    id.map(|id| vacancies.name(id)).unwrap_or_default()
}

fn alternatives(vacancies: &RoomVacancies, period: &Period, needs: &RoomNeeds) -> Vec<String> {
    let offers = offers(vacancies, period, needs).into_iter().take(ALTERNATIVES);
    let site = vacancies.site();
    offers.map(|offer| in_words(site, &offer, period)).collect()
}

fn in_words(site: &Site, offer: &suggest::RoomOffer, wished: &Period) -> String {
    if offer.period == *wished {
        return offer.room.clone();
    }
    let when = describe_period(site, offer.period.starts_at(), offer.period.ends_at());
    let away = distance(offer.period.starts_at().since(wished.starts_at()));
    format!("{} {when} ({away})", offer.room)
}

/// Returns the bookings that begin in the period and cannot be as they stand, in order of time; staff see pending ones
/// and their own.
pub fn to_come(tx: &mut Tx<'_>, from: Timestamp, to: Option<Timestamp>) -> Result<Vec<BookingConflict>> {
    let grant = tx.require_managed(Permission::SeeBookings)?;
    let mut rows = store::misplaced(tx.connection(), from, to)?;
    rows.extend(store::ghosts(tx.connection(), Some(from), to)?);
    rows.retain(|row| is_visible(tx, &grant, row));
    rows.sort_by_key(|row| (row.starts_at, row.id));
    let Some(stretch) = queue::stretch_of(&rows)? else {
        return Ok(Vec::new());
    };
    let days = chrono::TimeDelta::days(super::DAYS_AROUND + 1);
    let stretch = Period::new(stretch.starts_at().plus(-days), stretch.ends_at().plus(days))?;
    let vacancies = RoomVacancies::load(tx, &stretch)?;
    let mut findings = Vec::new();
    for row in rows {
        findings.extend(problem_of(&vacancies, row)?);
    }
    Ok(findings)
}

fn problem_of(vacancies: &RoomVacancies, row: BookingRow) -> Result<Option<BookingConflict>> {
    let period = Period::new(row.starts_at, row.ends_at)?;
    let room = row.room_id.and_then(|id| vacancies.room(id));
    let (problem, why) = match room {
        None if !vacancies.free(&period, &RoomNeeds::of(&row)).is_empty() => return Ok(None),
        None => (
            ConflictKind::NoRoomFree,
            format!("no free room seats {}", people(row.headcount)),
        ),
        Some(room) if !room.row.is_active => (
            ConflictKind::RoomInactive,
            format!("{} is no longer in use", room.row.name),
        ),
        Some(room) => (
            ConflictKind::OverCapacity,
            format!(
                "{}, {}",
                people(row.headcount),
                counted(room.row.max_capacity, "seat")
            ),
        ),
    };
    Ok(Some(BookingConflict {
        problem,
        room: room.map(|room| room.row.name.clone()),
        why,
        alternatives: alternatives(vacancies, &period, &RoomNeeds::of(&row)),
        row: Some(row),
    }))
}

impl BookingConflict {
    pub fn booking_id(&self) -> Option<i64> {
        self.row.as_ref().map(|row| row.id)
    }

    fn of<T>(&self, fact: impl Fn(&BookingRow) -> T) -> Option<T> {
        self.row.as_ref().map(fact)
    }
}

impl Record for BookingConflict {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<BookingConflict>] = &[
            shown_in_table("problem", |f| f.problem.as_str().into()),
            shown_in_table("booking_id", |f| f.booking_id().into()),
            shown_in_table("client_name", |f| f.of(|row| row.client_name.clone()).into()),
            shown_in_table("room", |f| f.room.clone().into()),
            shown_in_table("starts_at", |f| f.of(|row| row.starts_at).into()),
            wanted_only("ends_at", |f| f.of(|row| row.ends_at).into()),
            wanted_only("status", |f| f.of(|row| row.status.as_str()).into()),
            wanted_only("headcount", |f| f.of(|row| row.headcount).into()),
            shown_in_table("why", |f| f.why.as_str().into()),
            shown_in_table("alternatives", |f| f.alternatives.clone().into()),
        ];
        FIELDS
    }
}
