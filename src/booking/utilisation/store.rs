//! Queries of what rooms were used for in a period.

use diesel::prelude::*;

use crate::booking::status::BookingStatus;
use crate::db::Connection;
use crate::db::backend::IDS_PER_QUERY;
use crate::db::schema::bookings;
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// A booking as far as its use of a room goes.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = bookings)]
pub struct RoomUseRow {
    pub room_id: Option<i64>,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub headcount: i32,
    pub long_term: bool,
    pub status: BookingStatus,
    pub created_at: Timestamp,
}

pub fn by_ids(connection: &mut Connection, ids: &[i64]) -> Result<Vec<RoomUseRow>> {
    let mut rows = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let found: Vec<RoomUseRow> = bookings::table
            .filter(bookings::id.eq_any(chunk.to_vec()))
            .select(RoomUseRow::as_select())
            .load(connection)?;
        rows.extend(found);
    }
    Ok(rows)
}

/// Returns bookings that begin in the period and nobody came to; they hold no room.
pub fn no_shows(connection: &mut Connection, from: Timestamp, to: Timestamp) -> Result<Vec<RoomUseRow>> {
    Ok(bookings::table
        .filter(bookings::starts_at.ge(from).and(bookings::starts_at.lt(to)))
        .filter(bookings::status.eq(BookingStatus::NoShow))
        .select(RoomUseRow::as_select())
        .load(connection)?)
}
