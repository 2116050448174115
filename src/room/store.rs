//! Queries of rooms, their names, parts and amenities.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::model::{Room, RoomRow};
use crate::db::Connection;
use crate::db::nodes::LockedDsl;
use crate::db::schema::{room_aliases, room_amenities, room_components, rooms};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;
use crate::location;

/// Loads every room with its names, parts, amenities and location, by id. Rooms are few: it is always these five queries.
pub fn all(connection: &mut Connection) -> Result<Vec<Room>> {
    let rows: Vec<RoomRow> = rooms::table
        .order(rooms::id)
        .select(RoomRow::as_select())
        .load(connection)?;
    let names: BTreeMap<i64, String> = rows.iter().map(|row| (row.id, row.name.clone())).collect();
    let aliases: Vec<(i64, String)> = room_aliases::table
        .order(room_aliases::alias_key)
        .select((room_aliases::room_id, room_aliases::alias))
        .load(connection)?;
    let amenities: Vec<(i64, String)> = room_amenities::table
        .select((room_amenities::room_id, room_amenities::amenity))
        .load(connection)?;
    let parts = parts(connection)?;
    let locations = location::names(connection)?;
    let of = |pairs: &[(i64, String)], id: i64| -> Vec<String> {
        pairs
            .iter()
            .filter(|(room, _)| *room == id)
            .map(|(_, text)| text.clone())
            .collect()
    };
    let named = |id: &i64| names.get(id).cloned().unwrap_or_default();
    let room = |row: RoomRow| {
        let id = row.id;
        let mut amenities = of(&amenities, id);
        amenities.sort();
        Room {
            aliases: of(&aliases, id),
            components: parts
                .iter()
                .filter(|(whole, _)| *whole == id)
                .map(|(_, part)| named(part))
                .collect(),
            part_of: parts
                .iter()
                .filter(|(_, part)| *part == id)
                .map(|(whole, _)| named(whole))
                .collect(),
            amenities,
            location: row.location_id.and_then(|id| locations.get(&id).cloned()),
            row,
        }
    };
    Ok(rows.into_iter().map(room).collect())
}

/// Loads combined rooms and their parts, without a physical room's entry for itself.
fn parts(connection: &mut Connection) -> Result<Vec<(i64, i64)>> {
    Ok(room_components::table
        .filter(room_components::room_id.ne(room_components::component_id))
        .order((room_components::room_id, room_components::component_id))
        .select((room_components::room_id, room_components::component_id))
        .load(connection)?)
}

/// Inserts a room.
pub fn insert(connection: &mut Connection, row: &RoomRow) -> QueryResult<()> {
    diesel::insert_into(rooms::table)
        .values(row)
        .execute(connection)
        .map(|_| ())
}

/// Saves every column of a room's row.
pub fn save(connection: &mut Connection, row: &RoomRow) -> QueryResult<()> {
    diesel::update(rooms::table.find(row.id))
        .set(row)
        .execute(connection)
        .map(|_| ())
}

/// Locks a room until the transaction ends.
pub fn lock(connection: &mut Connection, id: i64) -> Result<()> {
    rooms::table
        .find(id)
        .select(rooms::id)
        .locked()
        .get_result::<i64>(connection)?;
    Ok(())
}

/// Inserts a spelling of a room's name.
pub fn insert_alias(
    connection: &mut Connection,
    room_id: i64,
    key: &str,
    alias: &str,
    now: Timestamp,
) -> QueryResult<()> {
    diesel::insert_into(room_aliases::table)
        .values((
            room_aliases::alias_key.eq(key),
            room_aliases::alias.eq(alias),
            room_aliases::room_id.eq(room_id),
            room_aliases::created_at.eq(now),
        ))
        .execute(connection)
        .map(|_| ())
}

/// Deletes a spelling.
pub fn delete_alias(connection: &mut Connection, key: &str) -> Result<()> {
    diesel::delete(room_aliases::table.find(key)).execute(connection)?;
    Ok(())
}

/// Replaces the amenities of a room.
pub fn set_amenities(connection: &mut Connection, room_id: i64, amenities: &[String]) -> Result<()> {
    diesel::delete(room_amenities::table.filter(room_amenities::room_id.eq(room_id))).execute(connection)?;
    for amenity in amenities {
        diesel::insert_into(room_amenities::table)
            .values((
                room_amenities::room_id.eq(room_id),
                room_amenities::amenity.eq(amenity),
            ))
            .execute(connection)?;
    }
    Ok(())
}

/// Replaces the parts of a room. Adds new ones first, because a room is never without any.
pub fn set_components(connection: &mut Connection, room_id: i64, wanted: &[i64]) -> QueryResult<()> {
    let present: Vec<i64> = room_components::table
        .filter(
            room_components::room_id
                .eq(room_id)
                .and(room_components::component_id.ne(room_id)),
        )
        .select(room_components::component_id)
        .load(connection)?;
    for part in wanted.iter().filter(|part| !present.contains(part)) {
        diesel::insert_into(room_components::table)
            .values((
                room_components::room_id.eq(room_id),
                room_components::component_id.eq(*part),
            ))
            .execute(connection)?;
    }
    for part in present.iter().filter(|part| !wanted.contains(part)) {
        diesel::delete(room_components::table.find((room_id, *part))).execute(connection)?;
    }
    Ok(())
}

/// Takes a room into use or out of it.
pub fn set_active(connection: &mut Connection, id: i64, is_active: bool, now: Timestamp) -> Result<()> {
    diesel::update(rooms::table.find(id))
        .set((rooms::is_active.eq(is_active), rooms::updated_at.eq(now)))
        .execute(connection)?;
    Ok(())
}
