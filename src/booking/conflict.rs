//! What is in the way of a booking, and what would do instead.

use serde_json::json;

use super::model::{Booking, BookingRow};
use super::store::{self, PhysicalRoom};
use super::vacancy::instead::instead_of;
use crate::access::tx::Tx;
use crate::db::Connection;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::{Period, Site};
use crate::kernel::timestamp::Timestamp;
use crate::room::Room;

/// The stretch for which a booking of this period would hold a physical room.
pub fn widened(room: &PhysicalRoom, period: &Period) -> (Timestamp, Timestamp) {
    if period.ends_at() <= room.buffers_from {
        return (period.starts_at(), period.ends_at());
    }
    let minutes = |count: i32| chrono::TimeDelta::minutes(count.into());
    (
        period.starts_at().plus(-minutes(room.setup_minutes)),
        period.ends_at().plus(minutes(room.teardown_minutes)),
    )
}

/// Bookings that hold any physical room of `room_id` in the period, buffers included.
pub fn in_the_way(connection: &mut Connection, room_id: i64, period: &Period) -> Result<Vec<BookingRow>> {
    let mut ids = Vec::new();
    for part in store::physical_rooms(connection)?
        .iter()
        .filter(|part| part.room_id == room_id)
    {
        let (from, to) = widened(part, period);
        ids.extend(
            store::holds_of(connection, &[part.physical_id], from, to)?
                .into_iter()
                .map(|hold| hold.booking_id),
        );
    }
    ids.sort_unstable();
    ids.dedup();
    let mut rows = store::by_ids(connection, &ids)?;
    rows.sort_by_key(|row| (row.starts_at, row.id));
    Ok(rows)
}

/// The error of a taken room: by which booking, whose, when, and which rooms are free then. Bookings that are moved
/// themselves are no one's excuse.
pub fn room_taken(
    tx: &mut Tx<'_>,
    room: &Room,
    period: &Period,
    people: i32,
    except: &[i64],
) -> Result<Error> {
    let site = tx.site();
    let mut blocking = in_the_way(tx.connection(), room.row.id, period)?;
    blocking.retain(|row| !except.contains(&row.id));
    let room = &room.row;
    let names = store::room_names(tx.connection())?;
    let words: Vec<String> = blocking
        .iter()
        .take(3)
        .map(|row| booking_in_words(row, &names, &site))
        .collect();
    let when = period_in_words(&site, period.starts_at(), period.ends_at());
    let more = blocking.len().saturating_sub(words.len());
    let tail = if more > 0 {
        format!("; and {more} more")
    } else {
        String::new()
    };
    let fact = if words.is_empty() {
        format!("{} is taken on {when}", room.name)
    } else {
        format!("{} is taken on {when} by {}{tail}", room.name, words.join("; "))
    };
    let instead = instead_of(tx, room.id, period, people, except)?;
    let list: Vec<_> = blocking
        .iter()
        .map(|row| {
            json!({"booking_id": row.id, "client_name": row.client_name, "status": row.status,
                   "starts_at": site.local(row.starts_at).to_rfc3339(), "ends_at": site.local(row.ends_at).to_rfc3339(),
                   "room": row.room_id.and_then(|id| names.get(&id))})
        })
        .collect();
    let error = Error::conflict(ErrorCode::RoomTaken, fact)
        .detail("room", room.name.clone())
        .detail("blocking", list);
    Ok(instead.said_with(error, &room.name, &site))
}

/// A booking with its room's name, as [`booking_in_words`].
pub fn in_words(booking: &Booking, site: &Site) -> String {
    let names = booking
        .row
        .room_id
        .zip(booking.room.clone())
        .into_iter()
        .collect();
    booking_in_words(&booking.row, &names, site)
}

/// `booking 17 (Baobab Health, Excellence, 2026-03-10 07:30–16:30, confirmed)`.
fn booking_in_words(
    row: &BookingRow,
    names: &std::collections::BTreeMap<i64, String>,
    site: &Site,
) -> String {
    let room = row
        .room_id
        .and_then(|id| names.get(&id))
        .map(String::as_str)
        .unwrap_or("no room");
    let when = period_in_words(site, row.starts_at, row.ends_at);
    format!(
        "booking {} ({}, {room}, {when}, {})",
        row.id, row.client_name, row.status
    )
}

/// `2026-03-10 07:30–16:30`, or with both days where they differ.
pub fn period_in_words(site: &Site, starts_at: Timestamp, ends_at: Timestamp) -> String {
    let (start, end) = (site.local(starts_at), site.local(ends_at));
    if start.date_naive() == end.date_naive() {
        format!("{}–{}", start.format("%Y-%m-%d %H:%M"), end.format("%H:%M"))
    } else {
        format!(
            "{}–{}",
            start.format("%Y-%m-%d %H:%M"),
            end.format("%Y-%m-%d %H:%M")
        )
    }
}
