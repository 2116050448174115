//! Queries of rooms, their names, parts and amenities.

use std::collections::BTreeMap;

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::model::{Room, RoomRow};
use crate::db::nodes::LockedDsl;
use crate::db::schema::{room_aliases, room_amenities, room_components, rooms};
use crate::db::{Connection, QueryBatch, columns_of, insert_rows, rows_of};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// A text that a room has beside its row.
#[derive(Queryable)]
struct RoomText {
    room_id: i64,
    kind: String,
    text: String,
}

/// The other names of rooms by their keys, amenities, parts and wholes by their numbers, and locations. A physical room's entry
/// for itself is no part.
const ROOM_TEXTS: &str = "
    SELECT room_id, 'alias' AS kind, alias AS text, alias_key AS place, 0 AS number FROM room_aliases
    UNION ALL SELECT room_id, 'amenity', amenity, amenity, 0 FROM room_amenities
    UNION ALL SELECT c.room_id, 'component', r.name, '', r.id
                FROM room_components c JOIN rooms r ON r.id = c.component_id WHERE c.room_id <> c.component_id
    UNION ALL SELECT c.component_id, 'whole', r.name, '', r.id
                FROM room_components c JOIN rooms r ON r.id = c.room_id WHERE c.room_id <> c.component_id
    UNION ALL SELECT r.id, 'location', l.name, '', 0 FROM rooms r JOIN locations l ON l.id = r.location_id";

/// Asks for every room with its names, parts, amenities and location, by id. Rooms are few: it is always these two queries.
pub fn all(connection: &Connection) -> impl QueryBatch<Answer = Vec<Room>> + use<> {
    let rows = rooms::table.order(rooms::id).select(columns_of::<RoomRow>());
    let place = connection.in_byte_order("place");
    let texts = format!("SELECT room_id, kind, text FROM ({ROOM_TEXTS}) t ORDER BY kind, {place}, number");
    let texts = sql::<(BigInt, Text, Text)>(&texts);
    (rows_of(rows), rows_of(texts))
        .read_as(|(rows, texts): (Vec<RoomRow>, Vec<RoomText>)| with_texts(rows, texts))
}

fn with_texts(rows: Vec<RoomRow>, texts: Vec<RoomText>) -> Vec<Room> {
    let mut by_room: BTreeMap<(i64, &str), Vec<String>> = BTreeMap::new();
    for one in &texts {
        by_room
            .entry((one.room_id, one.kind.as_str()))
            .or_default()
            .push(one.text.clone());
    }
    let room = |row: RoomRow| {
        let mut of = |kind: &'static str| by_room.remove(&(row.id, kind)).unwrap_or_default();
        Room {
            aliases: of("alias"),
            components: of("component"),
            part_of: of("whole"),
            amenities: of("amenity"),
            location: of("location").pop(),
            row,
        }
    };
    rows.into_iter().map(room).collect()
}

/// Inserts rooms.
pub fn insert(connection: &mut Connection, rows: &[RoomRow]) -> QueryResult<()> {
    insert_rows(connection, rooms::table, rows)
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
