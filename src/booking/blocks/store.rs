//! Queries of blocks.

use std::collections::BTreeSet;

use diesel::prelude::*;

use super::model::{BlockFilter, BlockSort, RoomBlockRow};
use crate::db::schema::room_blocks;
use crate::db::{Connection, insert_rows};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// Returns the blocks that fit, by their ids.
pub fn list(connection: &mut Connection, filter: &BlockFilter, now: Timestamp) -> Result<Vec<RoomBlockRow>> {
    let by_id = BlockFilter {
        sort: BlockSort::Id.into(),
        ..filter.clone()
    };
    page(connection, &by_id, now, None, None, i64::MAX)
}

/// Returns the next blocks that fit, in the order of the filter; of these rooms, or of all.
pub fn page(
    connection: &mut Connection,
    filter: &BlockFilter,
    now: Timestamp,
    room_ids: Option<&BTreeSet<i64>>,
    after: Option<&RoomBlockRow>,
    limit: i64,
) -> Result<Vec<RoomBlockRow>> {
    use room_blocks as b;
    let mut query = b::table.select(RoomBlockRow::as_select()).into_boxed();
    if !filter.all {
        query = query.filter(b::lifted_at.is_null());
    }
    if !filter.all && filter.from.is_none() && filter.to.is_none() {
        query = query.filter(b::ends_at.gt(now));
    }
    if let Some(from) = filter.from {
        query = query.filter(b::ends_at.gt(from));
    }
    if let Some(to) = filter.to {
        query = query.filter(b::starts_at.lt(to));
    }
    if let Some(kind) = filter.kind {
        query = query.filter(b::kind.eq(kind));
    }
    if let Some(ids) = room_ids {
        let ids: Vec<Option<i64>> = ids.iter().copied().map(Some).collect();
        query = query.filter(b::room_id.is_null().or(b::room_id.eq_any(ids)));
    }
    let (field, descending) = (filter.sort.field, filter.sort.descending);
    if let Some(row) = after {
        query = match (field, descending) {
            (BlockSort::Id, false) => query.filter(b::id.gt(row.id)),
            (BlockSort::Id, true) => query.filter(b::id.lt(row.id)),
            (BlockSort::Start, false) => query
                .filter(b::starts_at.ge(row.starts_at))
                .filter(b::starts_at.gt(row.starts_at).or(b::id.gt(row.id))),
            (BlockSort::Start, true) => query
                .filter(b::starts_at.le(row.starts_at))
                .filter(b::starts_at.lt(row.starts_at).or(b::id.lt(row.id))),
            (BlockSort::End, false) => query
                .filter(b::ends_at.ge(row.ends_at))
                .filter(b::ends_at.gt(row.ends_at).or(b::id.gt(row.id))),
            (BlockSort::End, true) => query
                .filter(b::ends_at.le(row.ends_at))
                .filter(b::ends_at.lt(row.ends_at).or(b::id.lt(row.id))),
        };
    }
    query = match (field, descending) {
        (BlockSort::Id, false) => query.order(b::id),
        (BlockSort::Id, true) => query.order(b::id.desc()),
        (BlockSort::Start, false) => query.order((b::starts_at, b::id)),
        (BlockSort::Start, true) => query.order((b::starts_at.desc(), b::id.desc())),
        (BlockSort::End, false) => query.order((b::ends_at, b::id)),
        (BlockSort::End, true) => query.order((b::ends_at.desc(), b::id.desc())),
    };
    Ok(query.limit(limit).load(connection)?)
}

/// Returns a block.
pub fn find(connection: &mut Connection, id: i64) -> Result<Option<RoomBlockRow>> {
    Ok(room_blocks::table
        .find(id)
        .select(RoomBlockRow::as_select())
        .first(connection)
        .optional()?)
}

/// Inserts blocks; triggers write their holds.
pub fn insert(connection: &mut Connection, rows: &[RoomBlockRow]) -> QueryResult<()> {
    insert_rows(connection, room_blocks::table, rows)
}

/// Saves every column of a block.
pub fn save(connection: &mut Connection, row: &RoomBlockRow) -> QueryResult<()> {
    diesel::update(room_blocks::table.find(row.id))
        .set(row)
        .execute(connection)
        .map(|_| ())
}
