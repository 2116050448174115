//! Queries of blocks.

use diesel::prelude::*;

use super::model::{BlockFilter, RoomBlockRow};
use crate::db::Connection;
use crate::db::schema::room_blocks;
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// Returns the blocks that fit, by their ids.
pub fn list(connection: &mut Connection, filter: &BlockFilter, now: Timestamp) -> Result<Vec<RoomBlockRow>> {
    let mut query = room_blocks::table
        .select(RoomBlockRow::as_select())
        .order(room_blocks::id)
        .into_boxed();
    if !filter.all {
        query = query.filter(room_blocks::lifted_at.is_null());
    }
    if !filter.all && filter.from.is_none() && filter.to.is_none() {
        query = query.filter(room_blocks::ends_at.gt(now));
    }
    if let Some(from) = filter.from {
        query = query.filter(room_blocks::ends_at.gt(from));
    }
    if let Some(to) = filter.to {
        query = query.filter(room_blocks::starts_at.lt(to));
    }
    if let Some(kind) = filter.kind {
        query = query.filter(room_blocks::kind.eq(kind));
    }
    Ok(query.load(connection)?)
}

/// Returns a block.
pub fn find(connection: &mut Connection, id: i64) -> Result<Option<RoomBlockRow>> {
    Ok(room_blocks::table
        .find(id)
        .select(RoomBlockRow::as_select())
        .first(connection)
        .optional()?)
}

/// Inserts a block; triggers write its holds.
pub fn insert(connection: &mut Connection, row: &RoomBlockRow) -> QueryResult<()> {
    diesel::insert_into(room_blocks::table)
        .values(row)
        .execute(connection)
        .map(|_| ())
}

/// Saves every column of a block.
pub fn save(connection: &mut Connection, row: &RoomBlockRow) -> QueryResult<()> {
    diesel::update(room_blocks::table.find(row.id))
        .set(row)
        .execute(connection)
        .map(|_| ())
}
