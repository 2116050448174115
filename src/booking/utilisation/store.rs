//! Queries of what rooms were used for in a period.

use diesel::prelude::*;

use crate::booking::status::BookingStatus;
use crate::db::schema::bookings;
use crate::db::{Connection, QueryBatch, columns_of, rows_by_keys, rows_of};
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
    let rows = rows_by_keys(ids, |ids| {
        bookings::table
            .filter(bookings::id.eq_any(ids))
            .select(columns_of::<RoomUseRow>())
    });
    Ok(connection.answer(rows)?)
}

/// Asks for bookings that begin in the period and nobody came to; they hold no room.
pub fn no_shows(from: Timestamp, to: Timestamp) -> impl QueryBatch<Answer = Vec<RoomUseRow>> {
    let rows = bookings::table
        .filter(bookings::starts_at.ge(from).and(bookings::starts_at.lt(to)))
        .filter(bookings::status.eq(BookingStatus::NoShow))
        .select(columns_of::<RoomUseRow>());
    rows_of(rows)
}
