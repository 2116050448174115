//! Rooms found by name or id, for this slice and later ones under their own permissions.

use std::collections::BTreeSet;

use super::model::Room;
use super::store;
use crate::db::{Connection, QueryBatch};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::location::LocationFilter;
use colab_schedule::rooms::{DirectoryRoom, RoomDirectory};

/// Loads every room by every name.
pub fn directory(connection: &mut Connection) -> Result<RoomDirectory> {
    Ok(directory_of(&all(connection)?))
}

/// Builds the directory of rooms that are loaded.
pub fn directory_of(rooms: &[Room]) -> RoomDirectory {
    let id_of = |name: &String| {
        rooms
            .iter()
            .find(|room| room.row.name == *name)
            .map(|room| room.row.id)
    };
    let entry = |room: &Room| DirectoryRoom {
        id: room.row.id,
        name: room.row.name.clone(),
        aliases: room.aliases.clone(),
        capacity: u32::try_from(room.row.max_capacity).unwrap_or(0),
        components: room.components.iter().filter_map(id_of).collect(),
        is_active: room.row.is_active,
    };
    RoomDirectory::new(rooms.iter().map(entry).collect())
}

/// Returns rooms and the combined ones that they are parts of: a booking of the whole is one of each part.
pub fn with_wholes(rooms: &[Room], ids: &BTreeSet<i64>) -> BTreeSet<i64> {
    let chosen = rooms.iter().filter(|room| ids.contains(&room.row.id));
    let wholes: BTreeSet<&String> = chosen.flat_map(|room| &room.part_of).collect();
    let is_reached = |room: &&Room| ids.contains(&room.row.id) || wholes.contains(&room.row.name);
    rooms.iter().filter(is_reached).map(|room| room.row.id).collect()
}

/// Returns the rooms of these locations.
pub fn at(rooms: &[Room], location: &LocationFilter) -> BTreeSet<i64> {
    let there = rooms.iter().filter(|room| location.fits(room.row.location_id));
    there.map(|room| room.row.id).collect()
}

/// Loads every room with its details.
pub fn all(connection: &mut Connection) -> Result<Vec<Room>> {
    let rooms = store::all(connection);
    Ok(connection.answer(rooms)?)
}

/// Asks for every room as [`all`] loads it.
pub fn all_query(connection: &Connection) -> impl QueryBatch<Answer = Vec<Room>> + use<> {
    store::all(connection)
}

/// Finds the room of this name.
///
/// # Errors
/// `NotFound`, naming the nearest rooms.
pub fn find<'d>(directory: &'d RoomDirectory, name: &str) -> Result<&'d DirectoryRoom> {
    directory.find(name).ok_or_else(|| {
        let nearest = directory.nearest(name, 3);
        Error::not_found(
            ErrorCode::UnknownRoom,
            format!("room `{name}` not found"),
            &nearest,
        )
        .hint("colab room list")
    })
}

/// Finds the room of this name among rooms that are loaded.
///
/// # Errors
/// As [`find`].
pub fn named<'r>(rooms: &'r [Room], directory: &RoomDirectory, name: &str) -> Result<&'r Room> {
    let id = find(directory, name)?.id;
    rooms
        .iter()
        .find(|room| room.row.id == id)
        .ok_or_else(|| missing(id))
}

fn missing(id: i64) -> Error {
    Error::internal(format!("no room {id}"))
}

/// Loads the room with this id.
///
/// # Errors
/// `Internal` when there is none.
pub fn by_id(connection: &mut Connection, id: i64) -> Result<Room> {
    all(connection)?
        .into_iter()
        .find(|room| room.row.id == id)
        .ok_or_else(|| missing(id))
}

/// Loads the room of this name.
///
/// # Errors
/// As [`find`].
pub fn by_name(connection: &mut Connection, name: &str) -> Result<Room> {
    let rooms = all(connection)?;
    named(&rooms, &directory_of(&rooms), name).cloned()
}
