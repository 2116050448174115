//! Writing down who got no room.

use std::collections::BTreeMap;

use chrono::Months;
use serde_json::json;

use super::model::{DemandReason, DemandRow};
use super::store;
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission, Role};
use crate::access::tx::Tx;
use crate::booking::checks::Attendance;
use crate::booking::create::{NewBooking, period_of, segments_of};
use crate::booking::model::{Booking, BookingRow, RoomClaim, Tenant};
use crate::booking::vacancy::suggest::{BookingQuery, wanted};
use crate::booking::vacancy::{RoomNeeds, RoomVacancies};
use crate::client::contact::known_client;
use crate::db::{OnViolation, contention};
use crate::kernel::error::Result;
use crate::kernel::names::name_key;
use crate::kernel::period::Period;
use crate::kernel::text::clean_text;
use crate::room::service as rooms;

/// Months for which wishes are kept.
const KEPT: Months = Months::new(24);

/// What somebody wanted and did not get.
#[derive(Debug, Clone)]
pub struct NewWish {
    pub client: String,
    pub tenant: Tenant,
    pub period: Period,
    pub people: i32,
    pub room_id: Option<i64>,
    pub amenities: Vec<String>,
    pub reason: DemandReason,
    pub booking_id: Option<i64>,
    pub asked_by: String,
    /// Whether no room was free that answers it.
    pub is_waiting: bool,
}

/// Writes a wish down, or counts one more try of it, unless the site does not want that or an agent asked.
///
/// # Errors
/// `Invalid` for a client without a name.
pub fn record(tx: &mut Tx<'_>, grant: &Grant, wish: &NewWish) -> Result<()> {
    if !is_recorded(tx) {
        return Ok(());
    }
    let (client_name, keys) = match known_client(tx.connection(), &wish.client)? {
        Some(client) => (client.row.name.clone(), client.keys()),
        None => {
            let name = clean_text("client", &wish.client, 255)?;
            (name.clone(), vec![name_key(&name)])
        }
    };
    let (now, client_key) = (tx.now(), name_key(&client_name));
    let asked_on = tx.site().today(now);
    if let Some(before) = store::of_day(tx.connection(), &keys, &wish.period, asked_on)? {
        let after = DemandRow {
            tries: before.tries.saturating_add(1),
            is_waiting: before.is_waiting || wish.is_waiting,
            left_at: None,
            ..before.clone()
        };
        store::save(tx.connection(), &after)?;
        let facts = |row: &DemandRow| json!({"tries": row.tries, "left_at": row.left_at});
        tx.audit(
            grant,
            AuditEvent::change("demand", after.id, facts(&before), facts(&after)),
        );
        return Ok(());
    }
    if let Some(kept_since) = now.utc().checked_sub_months(KEPT) {
        store::trim(tx.connection(), kept_since.into())?;
    }
    let row = DemandRow {
        id: tx.connection().reserve_id("demand")?,
        asked_at: now,
        asked_on,
        asked_by: wish.asked_by.clone(),
        client_name,
        client_key,
        tenant_id: wish.tenant,
        starts_at: wish.period.starts_at(),
        ends_at: wish.period.ends_at(),
        people: wish.people,
        room_id: wish.room_id,
        amenities: json!(wish.amenities).to_string(),
        reason: wish.reason,
        booking_id: wish.booking_id,
        tries: 1,
        is_waiting: wish.is_waiting,
        offered_at: None,
        left_at: None,
    };
    tx.savepoint(|connection| store::insert(connection, &row))
        .on_any_violation(contention)?;
    let facts = json!({"reason": row.reason, "people": row.people, "room_id": row.room_id,
                       "starts_at": row.starts_at, "ends_at": row.ends_at, "booking_id": row.booking_id});
    tx.audit(grant, AuditEvent::created("demand", row.id, facts));
    Ok(())
}

fn is_recorded(tx: &Tx<'_>) -> bool {
    tx.settings().demand_recorded() && tx.actor().role != Role::Agent
}

/// Writes down the parts of a request that got no room, but for those that were booked; one that is past is none.
///
/// # Errors
/// As those of the request: for a room or a time that does not exist.
pub fn record_refused(tx: &mut Tx<'_>, new: &NewBooking, made: &[Booking]) -> Result<()> {
    let grant = tx.require_managed(Permission::CreateBooking)?;
    tx.mark_unchanged();
    if !is_recorded(tx) {
        return Ok(());
    }
    let mut parts: BTreeMap<(i64, i64), NewWish> = BTreeMap::new();
    for wish in refused_parts(tx, new, made)? {
        let period = (wish.period.starts_at().micros(), wish.period.ends_at().micros());
        match parts.get_mut(&period) {
            // Rooms that share the people.
            Some(first) => {
                first.people = first.people.saturating_add(wish.people);
                first.room_id = first.room_id.filter(|room| Some(*room) == wish.room_id);
            }
            None => {
                parts.insert(period, wish);
            }
        }
    }
    parts.into_values().try_for_each(|wish| record(tx, &grant, &wish))
}

fn refused_parts(tx: &mut Tx<'_>, new: &NewBooking, made: &[Booking]) -> Result<Vec<NewWish>> {
    let all_rooms = rooms::all(tx.connection())?;
    let directory = rooms::directory_of(&all_rooms);
    let claim = RoomClaim::of(new.is_long_term());
    let (now, asked_by) = (tx.now(), tx.actor().username.clone());
    let (mut wanted, mut wishes) = (Vec::new(), Vec::new());
    for segment in segments_of(new, &all_rooms)? {
        let Some(name) = &segment.room else { continue };
        let room = rooms::named(&all_rooms, &directory, name)?;
        wanted.push((room, period_of(&tx.site(), new, &segment)?, segment.people));
    }
    let (first, last) = (
        wanted.iter().map(|(_, period, _)| period.starts_at()).min(),
        wanted.iter().map(|(_, period, _)| period.ends_at()).max(),
    );
    let Some((first, last)) = first.zip(last) else {
        return Ok(wishes);
    };
    let vacancies = RoomVacancies::load(tx, &Period::new(first, last)?)?;
    for (room, period, people) in wanted {
        let is_made = |booking: &Booking| {
            booking.row.room_id == Some(room.row.id)
                && (booking.row.starts_at, booking.row.ends_at) == (period.starts_at(), period.ends_at())
        };
        if period.starts_at() <= now || made.iter().any(is_made) {
            continue;
        }
        let heads = Attendance::new(people.learners, people.facilitators, people.headcount)?.total;
        let seats = room.row.max_capacity;
        let holders = vacancies.timeline().holders(room.row.id, &period, claim);
        let is_too_small = seats > 0 && heads > seats && !new.overrides.over_capacity;
        let reason = match holders.first() {
            _ if is_too_small => DemandReason::TooSmall,
            Some(_) if holders.iter().any(|holder| holder.block().is_some()) => DemandReason::Blocked,
            Some(_) => DemandReason::Taken,
            None => continue,
        };
        let any = RoomNeeds::of_people(heads);
        wishes.push(NewWish {
            client: new.details.client.clone().unwrap_or_default(),
            tenant: new.details.tenant.unwrap_or_default(),
            period,
            people: heads,
            room_id: Some(room.row.id).filter(|_| !is_too_small),
            amenities: Vec::new(),
            reason,
            booking_id: None,
            asked_by: asked_by.clone(),
            is_waiting: !is_too_small || vacancies.free(&period, &any).is_empty(),
        });
    }
    Ok(wishes)
}

/// Writes down a booking that waited for a room and is rejected.
///
/// # Errors
/// Those of the database.
pub fn record_rejected(tx: &mut Tx<'_>, grant: &Grant, row: &BookingRow) -> Result<()> {
    if row.device_only || row.starts_at <= tx.now() || !is_recorded(tx) {
        return Ok(());
    }
    let period = Period::new(row.starts_at, row.ends_at)?;
    let needs = RoomNeeds {
        wished_room_id: row.wished_room_id,
        ..RoomNeeds::of(row)
    };
    let vacancies = RoomVacancies::load(tx, &period)?;
    let is_waiting = !answers(&vacancies, &period, &needs);
    let wish = NewWish {
        client: row.client_name.clone(),
        tenant: row.tenant_id,
        period,
        people: row.headcount,
        room_id: row.wished_room_id,
        amenities: Vec::new(),
        reason: DemandReason::Rejected,
        booking_id: Some(row.id),
        asked_by: row.created_by.clone(),
        is_waiting,
    };
    record(tx, grant, &wish)
}

/// Writes down what no room was suggested for at its time; returns whether it was: not where one is free.
///
/// # Errors
/// `Forbidden` for whoever creates no bookings; as those of `booking suggest`.
pub fn record_suggested(tx: &mut Tx<'_>, query: &BookingQuery, client: &str) -> Result<bool> {
    let grant = tx.require_managed(Permission::CreateBooking)?;
    tx.mark_unchanged();
    let (period, needs, _) = wanted(tx, query)?;
    let vacancies = RoomVacancies::load(tx, &period)?;
    if period.starts_at() <= tx.now() || answers(&vacancies, &period, &needs) {
        return Ok(false);
    }
    let wish = NewWish {
        client: client.to_owned(),
        tenant: Tenant::default(),
        period,
        people: i32::try_from(needs.people).unwrap_or(i32::MAX),
        room_id: needs.wished_room_id,
        amenities: needs.amenities,
        reason: DemandReason::NoneFree,
        booking_id: None,
        asked_by: tx.actor().username.clone(),
        is_waiting: true,
    };
    record(tx, &grant, &wish)?;
    Ok(is_recorded(tx))
}

/// Returns whether a free room answers a wish: the one that is wished, or any that fits.
fn answers(vacancies: &RoomVacancies, period: &Period, needs: &RoomNeeds) -> bool {
    let free = vacancies.free(period, needs);
    match needs.wished_room_id {
        Some(wished) => free.iter().any(|room| room.row.id == wished),
        None => !free.is_empty(),
    }
}
