//! The rules of rooms.

use serde_json::json;

use super::model::{Alias, NewRoom, Room, RoomChanges, RoomType, StarterRoom};
use super::{edit, starter, store};
use crate::access::audit::{self, AuditEvent, AuditRow};
use crate::access::auth::{Grant, Permission};
use crate::access::idempotency::Repeat;
use crate::access::tx::Tx;
use crate::db::Connection;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::text_enum;
use crate::user::IfExists;
use colab_schedule::rooms::{DirectoryRoom, RoomDirectory};

/// Every room by every name; for slices that come after this one, under their own permissions.
pub fn directory(connection: &mut Connection) -> Result<RoomDirectory> {
    Ok(directory_of(&store::all(connection)?))
}

/// The same, of rooms that are known.
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

/// Every room with its details; for slices that come after this one, under their own permissions.
pub fn all(connection: &mut Connection) -> Result<Vec<Room>> {
    store::all(connection)
}

/// The room of this name, or the error that names the nearest ones.
pub fn find<'d>(directory: &'d RoomDirectory, name: &str) -> Result<&'d DirectoryRoom> {
    directory.find(name).ok_or_else(|| {
        let nearest = directory.nearest(name, 3);
        Error::not_found(
            ErrorCode::UnknownRoom,
            format!("there is no room `{name}`"),
            &nearest,
        )
        .hint("colab room list")
    })
}

/// The same, of rooms that are known, with everything that belongs to it.
///
/// # Errors
/// As [`find`].
pub fn named<'r>(rooms: &'r [Room], directory: &RoomDirectory, name: &str) -> Result<&'r Room> {
    let id = find(directory, name)?.id;
    let room = rooms.iter().find(|room| room.row.id == id);
    room.ok_or_else(|| Error::internal(format!("room {id} is not there")))
}

/// Rooms to list.
#[derive(Debug, Clone, Default)]
pub struct RoomFilter {
    pub active: Option<bool>,
    pub room_type: Option<RoomType>,
    pub min_capacity: Option<u32>,
    pub sort: RoomSort,
    /// Those that follow this room in the order.
    pub after: Option<i64>,
    pub limit: Option<usize>,
}

text_enum! {
    /// The order of a list of rooms.
    #[derive(Default)]
    pub enum RoomSort {
        #[default]
        Id = "id",
        Name = "name",
        Capacity = "capacity",
    }
}

pub fn list(tx: &mut Tx<'_>, filter: &RoomFilter) -> Result<Vec<Room>> {
    let _grant = tx.require(Permission::SeeRooms)?;
    let fits = |room: &Room| {
        filter.active.is_none_or(|active| room.row.is_active == active)
            && filter.room_type.is_none_or(|kind| room.row.room_type == kind)
            && filter
                .min_capacity
                .is_none_or(|least| u32::try_from(room.row.max_capacity).unwrap_or(0) >= least)
    };
    // In the order of their ids to begin with.
    let mut rooms = store::all(tx.connection())?;
    match filter.sort {
        RoomSort::Id => {}
        RoomSort::Name => rooms.sort_by(|a, b| a.row.name.cmp(&b.row.name)),
        RoomSort::Capacity => rooms.sort_by_key(|room| room.row.max_capacity),
    }
    let first = match filter.after {
        None => 0,
        Some(id) => match rooms.iter().position(|room| room.row.id == id) {
            Some(place) => place + 1,
            None => return Err(unknown_id(id)),
        },
    };
    let limit = filter.limit.unwrap_or(usize::MAX);
    Ok(rooms.into_iter().skip(first).filter(fits).take(limit).collect())
}

fn unknown_id(id: i64) -> Error {
    Error::not_found(
        ErrorCode::UnknownRoom,
        format!("there is no room with the id {id}"),
        &[],
    )
    .hint("colab room list")
}

/// One room and what happened to it.
pub fn show(tx: &mut Tx<'_>, name: &str) -> Result<(Room, Vec<AuditRow>)> {
    let _grant = tx.require(Permission::SeeRooms)?;
    let id = find(&directory(tx.connection())?, name)?.id;
    let history = audit::history(tx.connection(), "room", &id.to_string())?;
    Ok((by_id(tx, id)?, history))
}

/// The room with this id, known to be there.
pub fn by_id(tx: &mut Tx<'_>, id: i64) -> Result<Room> {
    let room = store::all(tx.connection())?
        .into_iter()
        .find(|room| room.row.id == id);
    room.ok_or_else(|| Error::internal(format!("room {id} is not there")))
}

/// Adds a room.
///
/// # Errors
/// `Conflict` when the name is another room's name or alias and that is refused; `NotFound` for an unknown part.
pub fn add(tx: &mut Tx<'_>, new: &NewRoom, if_exists: IfExists, repeat: Option<&Repeat>) -> Result<Room> {
    let grant = tx.require(Permission::EditRooms)?;
    if let Some(ids) = repeat.map(|repeat| repeat.made_before(tx)).transpose()?.flatten() {
        return by_id(tx, ids.first().copied().unwrap_or_default());
    }
    let existing = directory(tx.connection())?.find(&new.name).map(|room| room.id);
    let id = match (existing, if_exists) {
        (None, _) => create(tx, &grant, new)?,
        (Some(_), IfExists::Error) => return Err(name_taken(&new.name)),
        (Some(id), IfExists::Skip) => {
            tx.nothing_to_do();
            id
        }
        (Some(id), IfExists::Update) => {
            edit::apply(tx, &grant, id, &new.details)?;
            new.aliases
                .iter()
                .try_for_each(|alias| add_alias(tx, &new.name, alias).map(|_| ()))?;
            id
        }
    };
    if let Some(repeat) = repeat {
        repeat.remember(tx, &[id])?;
    }
    by_id(tx, id)
}

/// Makes a room with its aliases and parts; for `add`, the starter sets and imports that may make rooms.
pub fn create(tx: &mut Tx<'_>, grant: &Grant, new: &NewRoom) -> Result<i64> {
    let id = make(tx, grant, new)?;
    let facts = json!({"name": new.name, "capacity": new.details.capacity.unwrap_or(0),
                       "aliases": new.aliases, "components": new.components});
    tx.audit(grant, AuditEvent::created("room", id, facts));
    Ok(id)
}

/// The same for an import that audits everything it makes as one change.
pub fn make(tx: &mut Tx<'_>, _grant: &Grant, new: &NewRoom) -> Result<i64> {
    let parts = component_ids(tx, &new.components)?;
    let id = edit::insert(tx, new)?;
    let now = tx.now();
    for alias in &new.aliases {
        let alias = &crate::kernel::text::clean_text("alias", alias, 255)?;
        let inserted =
            tx.savepoint(|connection| store::insert_alias(connection, id, &name_key(alias), alias, now));
        inserted.map_err(|error| edit::name_error(error, alias))?;
    }
    if !parts.is_empty() {
        store::set_components(tx.connection(), id, &parts)
            .map_err(|error| edit::component_error(error, &new.name))?;
    }
    Ok(id)
}

/// Takes a room that was just made out of use; for an import that brings rooms which were so before.
pub fn out_of_use(tx: &mut Tx<'_>, _grant: &Grant, id: i64) -> Result<()> {
    let now = tx.now();
    store::set_active(tx.connection(), id, false, now)
}

fn component_ids(tx: &mut Tx<'_>, names: &[String]) -> Result<Vec<i64>> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let directory = directory(tx.connection())?;
    let mut ids: Vec<i64> = names
        .iter()
        .map(|name| find(&directory, name).map(|room| room.id))
        .collect::<Result<_>>()?;
    ids.sort_unstable();
    ids.dedup();
    if ids.len() < 2 {
        return Err(Error::invalid(
            ErrorCode::TooFewComponents,
            "a combined room has at least two different parts",
        ));
    }
    Ok(ids)
}

pub fn name_taken(name: &str) -> Error {
    Error::conflict(
        ErrorCode::RoomExists,
        format!("`{name}` is a room's name or alias already"),
    )
    .hint(format!("colab room show \"{name}\""))
    .hint("--if-exists skip or update")
}

/// Changes a room's details.
///
/// # Errors
/// `Conflict` when longer buffers would make its bookings overlap, naming them.
pub fn edit_room(tx: &mut Tx<'_>, name: &str, changes: &RoomChanges) -> Result<Room> {
    let grant = tx.require(Permission::EditRooms)?;
    let id = find(&directory(tx.connection())?, name)?.id;
    edit::apply(tx, &grant, id, changes)?;
    by_id(tx, id)
}

/// A combined room: blocks its parts, and they block it. Made if there is none, else given these parts.
///
/// # Errors
/// `Conflict` when bookings that stand would overlap, or a part is combined itself.
pub fn combine(tx: &mut Tx<'_>, name: &str, parts: &[String], capacity: Option<u32>) -> Result<Room> {
    let grant = tx.require(Permission::EditRooms)?;
    let directory = directory(tx.connection())?;
    let Some(existing) = directory.find(name) else {
        let details = RoomChanges {
            capacity,
            ..RoomChanges::default()
        };
        let new = NewRoom {
            name: name.to_owned(),
            details,
            aliases: Vec::new(),
            components: parts.to_vec(),
        };
        let id = create(tx, &grant, &new)?;
        return by_id(tx, id);
    };
    let ids = component_ids(tx, parts)?;
    let before = existing.components.clone();
    let changes = RoomChanges {
        capacity,
        ..RoomChanges::default()
    };
    let changed = edit::apply(tx, &grant, existing.id, &changes)?;
    let mut sorted = before.clone();
    sorted.sort_unstable();
    if sorted != ids {
        store::set_components(tx.connection(), existing.id, &ids)
            .map_err(|error| edit::component_error(error, name))?;
        tx.audit(
            &grant,
            AuditEvent::change(
                "room",
                existing.id,
                json!({"components": before}),
                json!({"components": ids}),
            ),
        );
    } else if !changed {
        tx.nothing_to_do();
    }
    by_id(tx, existing.id)
}

pub fn aliases(tx: &mut Tx<'_>, room: Option<&str>) -> Result<Vec<Alias>> {
    let _grant = tx.require(Permission::SeeRooms)?;
    let rooms = store::all(tx.connection())?;
    let only = match room {
        Some(name) => Some(find(&directory(tx.connection())?, name)?.id),
        None => None,
    };
    let of = |room: &Room| {
        let name = room.row.name.clone();
        room.aliases
            .iter()
            .map(move |alias| Alias {
                alias: alias.clone(),
                room: name.clone(),
            })
            .collect::<Vec<_>>()
    };
    Ok(rooms
        .iter()
        .filter(|room| only.is_none_or(|id| room.row.id == id))
        .flat_map(of)
        .collect())
}

/// Another spelling of a room.
///
/// # Errors
/// `Conflict` when it is another room's; a spelling that is this room's already changes nothing.
pub fn add_alias(tx: &mut Tx<'_>, room: &str, alias: &str) -> Result<Alias> {
    let grant = tx.require(Permission::EditRooms)?;
    let alias = crate::kernel::text::clean_text("alias", alias, 255)?;
    let directory = directory(tx.connection())?;
    let room = find(&directory, room)?;
    let done = Alias {
        alias: alias.clone(),
        room: room.name.clone(),
    };
    match directory.find(&alias) {
        Some(known) if known.id == room.id => {
            tx.nothing_to_do();
            return Ok(done);
        }
        Some(other) => {
            return Err(Error::conflict(
                ErrorCode::AliasTaken,
                format!("`{alias}` means the room {} already", other.name),
            )
            .hint(format!("colab room alias remove \"{alias}\"")));
        }
        None => {}
    }
    let (id, now) = (room.id, tx.now());
    let inserted =
        tx.savepoint(|connection| store::insert_alias(connection, id, &name_key(&alias), &alias, now));
    inserted.map_err(|error| edit::name_error(error, &alias))?;
    tx.audit(
        &grant,
        AuditEvent::change("room", id, json!({}), json!({"alias": alias})),
    );
    Ok(done)
}

/// Forgets a spelling.
///
/// # Errors
/// `NotFound` when it is no alias.
pub fn remove_alias(tx: &mut Tx<'_>, alias: &str) -> Result<Alias> {
    let grant = tx.require(Permission::EditRooms)?;
    let key = name_key(alias);
    let rooms = store::all(tx.connection())?;
    let found = rooms.iter().find_map(|room| {
        let spelling = room.aliases.iter().find(|spelling| name_key(spelling) == key)?;
        Some((
            room.row.id,
            Alias {
                alias: spelling.clone(),
                room: room.row.name.clone(),
            },
        ))
    });
    let Some((id, done)) = found else {
        let known = rooms
            .iter()
            .flat_map(|room| room.aliases.iter().map(String::as_str));
        let nearest = crate::kernel::names::nearest(alias, known, 3);
        return Err(Error::not_found(
            ErrorCode::UnknownAlias,
            format!("`{alias}` is no alias of a room"),
            &nearest,
        ));
    };
    store::delete_alias(tx.connection(), &key)?;
    tx.audit(
        &grant,
        AuditEvent::change("room", id, json!({"alias": done.alias}), json!({})),
    );
    Ok(done)
}

/// The replaced system's rooms; those that are there already stay as they are.
pub fn add_starter(tx: &mut Tx<'_>) -> Result<Vec<StarterRoom>> {
    let grant = tx.require(Permission::EditRooms)?;
    let mut done = Vec::new();
    for room in starter::COLAB {
        let directory = directory(tx.connection())?;
        let created = directory.find(room.name).is_none();
        if created {
            create(tx, &grant, &room.as_new(&directory))?;
        }
        done.push(StarterRoom {
            name: room.name.into(),
            capacity: room.capacity,
            created,
        });
    }
    if done.iter().all(|room| !room.created) {
        tx.nothing_to_do();
    }
    Ok(done)
}
