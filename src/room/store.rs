//! The rooms' queries.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::model::{Room, RoomRow, RoomWrite};
use crate::db::Connection;
use crate::db::nodes::LockedDsl;
use crate::db::schema::{bookings, room_aliases, room_amenities, room_components, room_holds, rooms};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// Every room with its names, parts and amenities, by id. Rooms are few: four queries, whatever is asked.
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
            row,
        }
    };
    Ok(rows.into_iter().map(room).collect())
}

/// Combined rooms and their parts; a physical room's entry for itself is left out.
fn parts(connection: &mut Connection) -> Result<Vec<(i64, i64)>> {
    Ok(room_components::table
        .filter(room_components::room_id.ne(room_components::component_id))
        .order((room_components::room_id, room_components::component_id))
        .select((room_components::room_id, room_components::component_id))
        .load(connection)?)
}

pub fn insert(connection: &mut Connection, room: &RoomWrite<'_>) -> QueryResult<i64> {
    diesel::insert_into(rooms::table)
        .values((
            room,
            rooms::buffers_from.eq(Timestamp::EPOCH),
            rooms::created_at.eq(room.updated_at),
        ))
        .returning(rooms::id)
        .get_result(connection)
}

/// Changes a room. New buffers hold from `buffers_from` on.
pub fn update(
    connection: &mut Connection,
    id: i64,
    room: &RoomWrite<'_>,
    buffers_from: Option<Timestamp>,
) -> QueryResult<()> {
    match buffers_from {
        Some(from) => diesel::update(rooms::table.find(id))
            .set((room, rooms::buffers_from.eq(from)))
            .execute(connection)?,
        None => diesel::update(rooms::table.find(id))
            .set(room)
            .execute(connection)?,
    };
    Ok(())
}

/// Keeps others from changing this room until the transaction ends.
pub fn lock(connection: &mut Connection, id: i64) -> Result<()> {
    rooms::table
        .find(id)
        .select(rooms::id)
        .locked()
        .get_result::<i64>(connection)?;
    Ok(())
}

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

pub fn delete_alias(connection: &mut Connection, key: &str) -> Result<()> {
    diesel::delete(room_aliases::table.find(key)).execute(connection)?;
    Ok(())
}

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

/// Makes these, and only these, the room's parts. New ones first: a room never is without any.
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

/// A hold of a room with whose it is: booking, client, and its bare period.
#[derive(Debug, Clone, Queryable)]
pub struct HeldBy {
    pub booking_id: i64,
    pub client_name: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
}

pub fn set_active(connection: &mut Connection, id: i64, is_active: bool, now: Timestamp) -> Result<()> {
    diesel::update(rooms::table.find(id))
        .set((rooms::is_active.eq(is_active), rooms::updated_at.eq(now)))
        .execute(connection)?;
    Ok(())
}

/// Bookings of a room, or of a combined one with it, that end after an instant and hold their room; in order.
pub fn bookings_to_come(connection: &mut Connection, room_id: i64, after: Timestamp) -> Result<Vec<HeldBy>> {
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

/// Who holds a room from now on, in order.
pub fn holds_after(connection: &mut Connection, room_id: i64, after: Timestamp) -> Result<Vec<HeldBy>> {
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
