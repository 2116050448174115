//! Which bookings and blocks hold a room in a period, buffers included.

use super::model::{BlockHold, BookingRow, PhysicalRoom, RoomClaim};
use super::store;
use crate::db::Connection;
use crate::kernel::error::Result;
use crate::kernel::period::Period;
use crate::kernel::timestamp::Timestamp;

/// Returns when a booking of this period would hold a physical room, buffers included.
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

/// Returns the bookings that hold any physical room of `room_id` in the period, buffers included.
pub fn blocking_bookings(
    connection: &mut Connection,
    room_id: i64,
    period: &Period,
) -> Result<Vec<BookingRow>> {
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

/// Returns the blocks that keep a booking out of `room_id` in the period, each once and in order of time. Those that make
/// place for one of the bookings in `passing` do not.
pub fn blocks_in_the_way(
    connection: &mut Connection,
    room_id: i64,
    period: &Period,
    claim: RoomClaim,
    passing: &[i64],
) -> Result<Vec<BlockHold>> {
    let mut found: Vec<BlockHold> = Vec::new();
    for part in store::physical_rooms(connection)?
        .iter()
        .filter(|part| part.room_id == room_id)
    {
        let (from, to) = widened(part, period);
        found.extend(store::blocks_between(
            connection,
            Some(&[part.physical_id]),
            from,
            to,
        )?);
    }
    let passed = store::blocks_passed_by(connection, passing)?;
    found.retain(|block| claim.is_kept_out_of(block.room_id) && !passed.contains(&block.block_id));
    found.sort_by_key(|block| (block.starts_at, block.block_id));
    found.dedup_by_key(|block| block.block_id);
    Ok(found)
}
