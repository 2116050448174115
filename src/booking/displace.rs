//! Displaces bookings: one that is in the way waits for a room again, and its people are notified.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde_json::json;

use super::checks::Overrides;
use super::describe::describe_booking;
use super::errors::illegal_step;
use super::holds::blocking_bookings;
use super::model::{Booking, BookingRow};
use super::reach::{managers, require_boss};
use super::save::{BookingUpdate, save_all};
use super::service;
use super::status::{BookingStatus, BookingStep};
use super::timeline::{RoomHolder, RoomTimeline};
use crate::access::auth::{Grant, Role};
use crate::access::outbox::{Announcement, Recipient};
use crate::access::tx::Tx;
use crate::db::contention;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::Period;
use crate::room::Room;

/// Takes the bookings among these holders out of the timeline; what remains in `holders` cannot make way.
pub fn make_way(timeline: &mut RoomTimeline, holders: &mut Vec<RoomHolder>) -> Vec<i64> {
    let mut displaced = Vec::new();
    holders.retain(|holder| match holder {
        RoomHolder::Booking(id) => {
            timeline.release(*holder);
            displaced.push(*id);
            false
        }
        RoomHolder::Wanted(_) | RoomHolder::Block(_) => true,
    });
    displaced
}

/// Sends these bookings back to `pending` for the sake of `client`.
///
/// # Errors
/// `Conflict` for one that is under way or over; `Invalid` without a reason.
pub fn displace(
    tx: &mut Tx<'_>,
    grant: &Grant,
    ids: &[i64],
    client: &str,
    overrides: &Overrides,
) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let reason = overrides.reason()?.ok_or_else(|| {
        Error::invalid(ErrorCode::NoReason, "displacing a booking needs a reason").hint("use --reason REASON")
    })?;
    tx.connection().lock_rows("bookings", ids)?;
    let metadata = json!({"step": BookingStep::Displace, "for": client, "reason": reason});
    let mut updates = Vec::with_capacity(ids.len());
    for before in service::load(tx, grant, ids)? {
        require_boss(tx, grant, &before.row, "displace")?;
        // Somebody freed the room since the holds were read: they are read again.
        if !before.row.status.holds_room() {
            return Err(contention());
        }
        if !BookingStep::Displace.is_legal(before.row.status, before.row.device_only) {
            return Err(illegal_step(&before, BookingStep::Displace));
        }
        let mut row = before.row.clone();
        row.status = BookingStatus::Pending;
        row.wished_room_id = row.room_id.take();
        row.status_reason = Some(
            format!("displaced by {client}: {reason}")
                .chars()
                .take(500)
                .collect(),
        );
        updates.push(BookingUpdate::new(before, row, metadata.clone()));
    }
    save_all(tx, grant, &updates)?;
    let mut known: BTreeMap<(Option<i64>, &str), Vec<Recipient>> = BTreeMap::new();
    for BookingUpdate { before, .. } in &updates {
        let room = before.row.room_id.or(before.row.wished_room_id);
        let managers = match known.entry((room, before.row.tenant_id.as_str())) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(managers(tx, &before.row)?),
        };
        tell(tx, before, managers.clone(), (client, &reason));
    }
    Ok(())
}

/// Sends whoever is in the way of this booking back among the ghosts, if that was asked for.
///
/// # Errors
/// `Conflict` for one that cannot make way.
pub fn displace_conflicts(
    tx: &mut Tx<'_>,
    grant: &Grant,
    booking: &BookingRow,
    room: &Room,
    period: &Period,
    overrides: &Overrides,
) -> Result<()> {
    if !overrides.displace {
        return Ok(());
    }
    let mut ids: Vec<i64> = blocking_bookings(tx.connection(), room.row.id, period)?
        .into_iter()
        .map(|row| row.id)
        .collect();
    ids.retain(|id| *id != booking.id);
    displace(tx, grant, &ids, &booking.client_name, overrides)
}

/// Tells both sides: who made the booking, and the room boss and who manages the room, who have one more that waits.
fn tell(tx: &mut Tx<'_>, before: &Booking, mut managers: Vec<Recipient>, (client, reason): (&str, &str)) {
    let bosses = [
        Recipient::User(before.row.created_by.clone()),
        Recipient::Role(Role::TrainingFacilityAdmin),
    ];
    managers.retain(|manager| !bosses.contains(manager));
    let words = describe_booking(before, &tx.site());
    tx.announce(Announcement {
        topic: "booking_displaced",
        audience: bosses.into_iter().chain(managers).collect(),
        entity: "booking",
        entity_id: before.row.id.to_string(),
        message: format!("{words} was displaced by {client} and waits for a room again: {reason}"),
    });
}
