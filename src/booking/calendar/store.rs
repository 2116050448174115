//! Queries of the calendar and the kitchen beside the holds.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::booking::model::{BookingRow, StoredRequest};
use crate::booking::status::BookingStatus;
use crate::db::backend::IDS_PER_QUERY;
use crate::db::schema::{booking_device_assignments, booking_places, bookings, device_categories};
use crate::db::{Connection, QueryBatch, columns_of, rows_of};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// Asks for bookings of these statuses that overlap the period, whether or not they hold a room: what was called off, and what waits
/// for a room.
pub fn of_statuses(
    connection: &Connection,
    statuses: &[BookingStatus],
    from: Timestamp,
    to: Timestamp,
) -> impl QueryBatch<Answer = Vec<BookingRow>> + use<> {
    let rows = bookings::table
        .filter(connection.may_reach("bookings", from))
        .filter(bookings::starts_at.lt(to))
        .filter(bookings::ends_at.gt(from))
        .filter(bookings::status.eq_any(statuses.to_vec()))
        .order((bookings::starts_at, bookings::id))
        .select(columns_of::<BookingRow>());
    rows_of(rows)
}

/// Returns bookings that had a room at some time of the period and were moved since, each with that room.
pub fn former_places(connection: &mut Connection, from: Timestamp, to: Timestamp) -> Result<Vec<(i64, i64)>> {
    Ok(booking_places::table
        .filter(connection.may_reach("booking_places", from))
        .filter(booking_places::starts_at.lt(to))
        .filter(booking_places::ends_at.gt(from))
        .select((booking_places::booking_id, booking_places::room_id))
        .load(connection)?)
}

/// Asks for the number of bookings that begin in the period and wait for a room.
pub fn waiting(from: Timestamp, to: Timestamp) -> impl QueryBatch<Answer = i64> {
    let waiting = bookings::table
        .filter(bookings::starts_at.ge(from).and(bookings::starts_at.lt(to)))
        .filter(bookings::status.eq(BookingStatus::Pending))
        .filter(bookings::device_only.eq(false))
        .count();
    rows_of(waiting).read_as(|counts: Vec<i64>| counts.into_iter().sum())
}

/// Returns what bookings ask for, by their ids.
pub fn requests(connection: &mut Connection, ids: &[i64]) -> Result<BTreeMap<i64, Vec<StoredRequest>>> {
    let mut found: BTreeMap<i64, Vec<StoredRequest>> = BTreeMap::new();
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let rows: Vec<(i64, Option<String>, i32)> = booking_device_assignments::table
            .left_join(device_categories::table)
            .filter(booking_device_assignments::device_id.is_null())
            .filter(
                booking_device_assignments::booking_id
                    .eq_any(chunk.iter().copied().map(Some).collect::<Vec<_>>()),
            )
            .order(booking_device_assignments::id)
            .select((
                booking_device_assignments::booking_id.assume_not_null(),
                device_categories::name.nullable(),
                booking_device_assignments::quantity,
            ))
            .load(connection)?;
        for (booking, category, quantity) in rows {
            found
                .entry(booking)
                .or_default()
                .push(StoredRequest { category, quantity });
        }
    }
    Ok(found)
}
