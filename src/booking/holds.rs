//! Which bookings and blocks hold a room in a period, buffers included.

use std::collections::BTreeMap;

use super::model::{BlockHold, BookingRow, PhysicalRoom, RoomClaim};
use super::store;
use crate::db::{Connection, HeldRooms};
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

/// Returns when a booking of this period would hold each physical part of a room.
fn parts_widened(
    connection: &mut Connection,
    room_id: i64,
    period: &Period,
) -> Result<BTreeMap<i64, (Timestamp, Timestamp)>> {
    let parts = connection.answer(store::physical_rooms())?.into_iter();
    let parts = parts.filter(|part| part.room_id == room_id);
    Ok(parts
        .map(|part| (part.physical_id, widened(&part, period)))
        .collect())
}

/// Returns the stretch that all of these lie in.
fn stretch_of(parts: &BTreeMap<i64, (Timestamp, Timestamp)>) -> Option<(Timestamp, Timestamp)> {
    let from = parts.values().map(|(from, _)| *from).min();
    from.zip(parts.values().map(|(_, to)| *to).max())
}

fn overlaps(
    parts: &BTreeMap<i64, (Timestamp, Timestamp)>,
    physical_id: i64,
    starts_at: Timestamp,
    ends_at: Timestamp,
) -> bool {
    let part = parts.get(&physical_id);
    part.is_some_and(|(from, to)| starts_at < *to && ends_at > *from)
}

/// Returns the bookings that hold any physical room of `room_id` in the period, buffers included.
pub fn blocking_bookings(
    connection: &mut Connection,
    room_id: i64,
    period: &Period,
) -> Result<Vec<BookingRow>> {
    let parts = parts_widened(connection, room_id, period)?;
    let Some((from, to)) = stretch_of(&parts) else {
        return Ok(Vec::new());
    };
    let physical: Vec<i64> = parts.keys().copied().collect();
    let holds = store::holds(connection, HeldRooms::Physical(&physical), from, to);
    let holds = connection.answer(holds)?.into_iter();
    let overlapping = holds.filter(|hold| overlaps(&parts, hold.physical_id, hold.starts_at, hold.ends_at));
    let mut ids: Vec<i64> = overlapping.map(|hold| hold.booking_id).collect();
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
    let parts = parts_widened(connection, room_id, period)?;
    let Some((from, to)) = stretch_of(&parts) else {
        return Ok(Vec::new());
    };
    let physical: Vec<i64> = parts.keys().copied().collect();
    let mut found = connection.answer(store::blocks(HeldRooms::Physical(&physical), from, to))?;
    found.retain(|block| overlaps(&parts, block.physical_id, block.starts_at, block.ends_at));
    let passed = store::blocks_passed_by(connection, passing)?;
    found.retain(|block| claim.is_kept_out_of(block.room_id) && !passed.contains(&block.block_id));
    found.sort_by_key(|block| (block.starts_at, block.block_id));
    found.dedup_by_key(|block| block.block_id);
    Ok(found)
}
