//! Queries of bookings that wait for a room or cannot take place as they are.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use crate::booking::model::BookingRow;
use crate::booking::status::BookingStatus;
use crate::db::Connection;
use crate::db::schema::{bookings, rooms};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// Returns pending bookings that want a room and begin in the period, by id.
pub fn ghosts(
    connection: &mut Connection,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
) -> Result<Vec<BookingRow>> {
    let mut query = bookings::table
        // As in the partial index, which a bound value would not be seen to meet.
        .filter(sql::<Bool>("bookings.status = 'pending'"))
        .filter(bookings::device_only.eq(false))
        .select(BookingRow::as_select())
        .into_boxed();
    if let Some(from) = from {
        query = query.filter(bookings::starts_at.ge(from));
    }
    if let Some(to) = to {
        query = query.filter(bookings::starts_at.lt(to));
    }
    let mut rows = query.load(connection)?;
    rows.sort_by_key(|row| row.id);
    Ok(rows)
}

/// Returns bookings that begin in the period in an inactive room, or in one too small for them without a reason given.
pub fn misplaced(
    connection: &mut Connection,
    from: Timestamp,
    to: Option<Timestamp>,
) -> Result<Vec<BookingRow>> {
    let too_many = rooms::max_capacity
        .gt(0)
        .and(bookings::headcount.gt(rooms::max_capacity))
        .and(bookings::over_capacity_reason.is_null());
    let mut query = bookings::table
        .inner_join(rooms::table.on(bookings::room_id.eq(rooms::id.nullable())))
        .filter(bookings::starts_at.ge(from))
        .filter(bookings::status.eq_any([BookingStatus::RoomAssigned, BookingStatus::Confirmed]))
        .filter(rooms::is_active.eq(false).or(too_many))
        .order((bookings::starts_at, bookings::id))
        .select(BookingRow::as_select())
        .into_boxed();
    if let Some(to) = to {
        query = query.filter(bookings::starts_at.lt(to));
    }
    Ok(query.load(connection)?)
}
