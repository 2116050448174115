//! Queries of the bookings that a change of their room conflicts with.

use diesel::prelude::*;

use crate::db::Connection;
use crate::db::schema::{bookings, room_holds};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// A booking that holds a room, with its bare period.
#[derive(Debug, Clone, Queryable)]
pub struct HoldingBooking {
    pub booking_id: i64,
    pub client_name: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
}

/// Loads the bookings of a room, or of a combined one with it, that end after an instant and hold their room; in order.
pub fn bookings_to_come(
    connection: &mut Connection,
    room_id: i64,
    after: Timestamp,
) -> Result<Vec<HoldingBooking>> {
    Ok(room_holds::table
        .inner_join(bookings::table)
        .filter(room_holds::room_id.eq(room_id).or(bookings::room_id.eq(room_id)))
        .filter(room_holds::ends_at.gt(after).and(bookings::ends_at.gt(after)))
        .order((bookings::starts_at, bookings::id))
        .select((
            bookings::id,
            bookings::client_name,
            bookings::starts_at,
            bookings::ends_at,
        ))
        .distinct()
        .load(connection)?)
}

/// Loads the bookings that hold a room after an instant, in order.
pub fn holders_after(
    connection: &mut Connection,
    room_id: i64,
    after: Timestamp,
) -> Result<Vec<HoldingBooking>> {
    Ok(room_holds::table
        .inner_join(bookings::table)
        .filter(room_holds::room_id.eq(room_id).and(room_holds::ends_at.gt(after)))
        .order(room_holds::starts_at)
        .select((
            bookings::id,
            bookings::client_name,
            bookings::starts_at,
            bookings::ends_at,
        ))
        .load(connection)?)
}
