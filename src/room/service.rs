//! Rooms found, listed, shown, added, edited and combined.

use serde_json::json;

use super::model::{NewRoom, Room, RoomChanges, RoomType, StarterOutcome};
use super::{alias, edit, lookup, starter, store};
use crate::access::audit::{self, AuditEvent, AuditRow};
use crate::access::auth::{Grant, Permission};
use crate::access::idempotency::IdempotencyKey;
use crate::access::sort_order::SortOrder;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::kernel::text::clean_text;
use crate::location::LocationFilter;
use crate::text_enum;
use crate::user::IfExists;
use colab_schedule::rooms::DirectoryRoom;

pub use super::lookup::{
    all, all_query, at, by_id, by_name, directory, directory_of, find, named, with_wholes,
};

/// Which rooms to list; `None` matches all.
#[derive(Debug, Clone, Default)]
pub struct RoomFilter {
    pub active: Option<bool>,
    pub room_type: Option<RoomType>,
    pub min_capacity: Option<u32>,
    pub location: LocationFilter,
    pub sort: SortOrder<RoomSort>,
    /// Lists the rooms that follow this one.
    pub after: Option<i64>,
    pub limit: Option<usize>,
}

text_enum! {
    /// The order of listed rooms.
    #[derive(Default)]
    pub enum RoomSort {
        #[default]
        Id = "id",
        Name = "name",
        Capacity = "capacity",
    }
}

/// Lists the rooms that fit a filter.
///
/// # Errors
/// `NotFound` for an unknown room to go on after.
pub fn list(tx: &mut Tx<'_>, filter: &RoomFilter) -> Result<Vec<Room>> {
    let _grant = tx.require(Permission::SeeRooms)?;
    let fits = |room: &Room| {
        filter.active.is_none_or(|active| room.row.is_active == active)
            && filter.location.fits(room.row.location_id)
            && filter.room_type.is_none_or(|kind| room.row.room_type == kind)
            && filter
                .min_capacity
                .is_none_or(|least| u32::try_from(room.row.max_capacity).unwrap_or(0) >= least)
    };
    // In the order of their ids to begin with.
    let mut rooms = lookup::all(tx.connection())?;
    match filter.sort.field {
        RoomSort::Id => {}
        RoomSort::Name => rooms.sort_by(|a, b| a.row.name.cmp(&b.row.name)),
        RoomSort::Capacity => rooms.sort_by_key(|room| room.row.max_capacity),
    }
    filter.sort.direct(&mut rooms);
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
    Error::not_found(ErrorCode::UnknownRoom, format!("no room with id {id}"), &[]).hint("colab room list")
}

/// Returns one room and its history.
pub fn show(tx: &mut Tx<'_>, name: &str) -> Result<(Room, Vec<AuditRow>)> {
    let _grant = tx.require(Permission::SeeRooms)?;
    let room = lookup::by_name(tx.connection(), name)?;
    let history = audit::history(tx.connection(), "room", &room.row.id.to_string())?;
    Ok((room, history))
}

/// Adds a room.
///
/// # Errors
/// `Conflict` when another room has the name and `if_exists` refuses that; `NotFound` for an unknown part.
pub fn add(
    tx: &mut Tx<'_>,
    new: &NewRoom,
    if_exists: IfExists,
    repeat: Option<&IdempotencyKey>,
) -> Result<Room> {
    let grant = tx.require(Permission::EditRooms)?;
    if let Some(ids) = repeat.map(|repeat| repeat.made_before(tx)).transpose()?.flatten() {
        return lookup::by_id(tx.connection(), ids.first().copied().unwrap_or_default());
    }
    let existing = lookup::directory(tx.connection())?
        .find(&new.name)
        .map(|room| room.id);
    let id = match (existing, if_exists) {
        (None, _) => create(tx, &grant, new)?,
        (Some(_), IfExists::Error) => {
            return Err(edit::name_taken(&new.name).hint("add --if-exists skip or --if-exists update"));
        }
        (Some(id), IfExists::Skip) => {
            tx.mark_unchanged();
            id
        }
        (Some(id), IfExists::Update) => {
            edit::apply(tx, &grant, id, &new.details)?;
            new.aliases
                .iter()
                .try_for_each(|alias| alias::add(tx, &new.name, alias).map(|_| ()))?;
            id
        }
    };
    if let Some(repeat) = repeat {
        repeat.remember(tx, &[id])?;
    }
    lookup::by_id(tx.connection(), id)
}

/// Creates a room with its aliases and parts, and audits it; for `add`, starter sets and imports.
pub fn create(tx: &mut Tx<'_>, grant: &Grant, new: &NewRoom) -> Result<i64> {
    let id = make(tx, grant, new)?;
    audit_created(tx, grant, id, new);
    Ok(id)
}

/// Creates rooms that have nothing but a name and a capacity, and audits each.
pub fn create_plain(tx: &mut Tx<'_>, grant: &Grant, new: &[NewRoom]) -> Result<Vec<i64>> {
    let ids = edit::insert_many(tx, new)?;
    for (id, new) in ids.iter().zip(new) {
        audit_created(tx, grant, *id, new);
    }
    Ok(ids)
}

fn audit_created(tx: &mut Tx<'_>, grant: &Grant, id: i64, new: &NewRoom) {
    let facts = json!({"name": new.name, "capacity": new.details.capacity.unwrap_or(0),
                       "aliases": new.aliases, "components": new.components});
    tx.audit(grant, AuditEvent::created("room", id, facts));
}

/// Creates a room for an import that audits everything it creates as one change.
pub fn make(tx: &mut Tx<'_>, _grant: &Grant, new: &NewRoom) -> Result<i64> {
    let parts = component_ids(tx, &new.components)?;
    let id = edit::insert(tx, new)?;
    let now = tx.now();
    for alias in &new.aliases {
        let alias = &clean_text("alias", alias, alias::MAX_ALIAS)?;
        tx.savepoint(|connection| store::insert_alias(connection, id, &name_key(alias), alias, now))
            .map_err(|error| edit::name_error(error, alias))?;
    }
    if !parts.is_empty() {
        store::set_components(tx.connection(), id, &parts)
            .map_err(|error| edit::component_error(error, &new.name))?;
    }
    Ok(id)
}

/// Takes a room out of use that an import has just created.
pub fn out_of_use(tx: &mut Tx<'_>, _grant: &Grant, id: i64) -> Result<()> {
    let now = tx.now();
    store::set_active(tx.connection(), id, false, now)
}

fn component_ids(tx: &mut Tx<'_>, names: &[String]) -> Result<Vec<i64>> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let directory = lookup::directory(tx.connection())?;
    let mut ids: Vec<i64> = names
        .iter()
        .map(|name| lookup::find(&directory, name).map(|room| room.id))
        .collect::<Result<_>>()?;
    ids.sort_unstable();
    ids.dedup();
    if ids.len() < 2 {
        return Err(Error::invalid(
            ErrorCode::TooFewComponents,
            "a combined room needs at least two different parts",
        ));
    }
    Ok(ids)
}

/// Changes a room's details.
///
/// # Errors
/// `Conflict` when longer buffers would make its bookings overlap.
pub fn edit_room(tx: &mut Tx<'_>, name: &str, changes: &RoomChanges) -> Result<EditedRoom> {
    let _grant = tx.require_managed(Permission::EditRooms)?;
    let before = lookup::by_name(tx.connection(), name)?;
    let grant = tx.require_for_room(Permission::EditRooms, before.row.id)?;
    // Where a room belongs says who manages it.
    let grant = match changes.location {
        Some(_) => tx.require(Permission::EditRooms)?,
        None => grant,
    };
    let new_key = changes.name.as_deref().map(name_key);
    let own_alias = before
        .aliases
        .iter()
        .find(|alias| Some(name_key(alias)) == new_key);
    if let Some(alias) = own_alias {
        alias::remove(tx, alias)?;
    }
    edit::apply(tx, &grant, before.row.id, changes)?;
    let after = lookup::by_id(tx.connection(), before.row.id)?;
    let is_renamed = after.row.name_key != before.row.name_key;
    let old_name = &before.row.name;
    // What files and people call it goes on meaning this room, unless the name has another meaning by now.
    let is_free = is_renamed && lookup::directory(tx.connection())?.find(old_name).is_none();
    if is_free {
        alias::add(tx, &after.row.name, old_name)?;
    }
    Ok(EditedRoom {
        room: lookup::by_id(tx.connection(), before.row.id)?,
        kept_name: is_free.then(|| before.row.name.clone()),
    })
}

/// A room that was changed.
#[derive(Debug)]
pub struct EditedRoom {
    pub room: Room,
    /// The name before, which stays as an alias.
    pub kept_name: Option<String>,
}

/// Gives a combined room these parts, and creates it if there is none. Booking it blocks the parts, and they block it.
///
/// # Errors
/// `Conflict` when bookings would overlap, or a part is combined itself.
pub fn combine(tx: &mut Tx<'_>, name: &str, parts: &[String], capacity: Option<u32>) -> Result<Room> {
    let grant = tx.require(Permission::EditRooms)?;
    let details = RoomChanges {
        capacity,
        ..RoomChanges::default()
    };
    let known = lookup::directory(tx.connection())?.find(name).cloned();
    let id = match known {
        Some(room) => {
            change_parts(tx, &grant, &room, parts, &details)?;
            room.id
        }
        None => {
            let new = NewRoom {
                name: name.to_owned(),
                details,
                aliases: Vec::new(),
                components: parts.to_vec(),
            };
            create(tx, &grant, &new)?
        }
    };
    lookup::by_id(tx.connection(), id)
}

fn change_parts(
    tx: &mut Tx<'_>,
    grant: &Grant,
    room: &DirectoryRoom,
    parts: &[String],
    details: &RoomChanges,
) -> Result<()> {
    let ids = component_ids(tx, parts)?;
    edit::apply(tx, grant, room.id, details)?;
    let mut present = room.components.clone();
    present.sort_unstable();
    if present == ids {
        return Ok(());
    }
    store::set_components(tx.connection(), room.id, &ids)
        .map_err(|error| edit::component_error(error, &room.name))?;
    let (before, after) = (json!({"components": present}), json!({"components": ids}));
    tx.audit(grant, AuditEvent::change("room", room.id, before, after));
    Ok(())
}

/// Adds the replaced system's rooms; those that exist stay as they are.
pub fn add_starter(tx: &mut Tx<'_>) -> Result<Vec<StarterOutcome>> {
    let grant = tx.require(Permission::EditRooms)?;
    let mut done = Vec::new();
    for room in starter::COLAB {
        let directory = lookup::directory(tx.connection())?;
        let created = directory.find(room.name).is_none();
        if created {
            create(tx, &grant, &room.as_new(&directory))?;
        }
        done.push(StarterOutcome {
            name: room.name.into(),
            capacity: room.capacity,
            created,
        });
    }
    if done.iter().all(|room| !room.created) {
        tx.mark_unchanged();
    }
    Ok(done)
}
