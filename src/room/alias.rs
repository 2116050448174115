//! Other spellings of room names.

use serde_json::json;

use super::model::{Room, RoomAlias};
use super::{edit, lookup, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::{name_key, nearest};
use crate::kernel::shell_word::shell_word;
use crate::kernel::text::clean_text;

/// Longest spelling, in characters.
pub const MAX_ALIAS: usize = 255;

/// Lists spellings, of one room or of all.
///
/// # Errors
/// `NotFound` for an unknown room.
pub fn list(tx: &mut Tx<'_>, room: Option<&str>) -> Result<Vec<RoomAlias>> {
    let _grant = tx.require(Permission::SeeRooms)?;
    let mut rooms = lookup::all(tx.connection())?;
    if let Some(name) = room {
        let id = lookup::find(&lookup::directory_of(&rooms), name)?.id;
        rooms.retain(|room| room.row.id == id);
    }
    let aliases_of = |room: Room| {
        let name = room.row.name;
        room.aliases.into_iter().map(move |alias| RoomAlias {
            alias,
            room: name.clone(),
        })
    };
    Ok(rooms.into_iter().flat_map(aliases_of).collect())
}

/// Adds a spelling of a room's name; one that the room already has changes nothing.
///
/// # Errors
/// `Conflict` when it is another room's.
pub fn add(tx: &mut Tx<'_>, room: &str, alias: &str) -> Result<RoomAlias> {
    let _grant = tx.require_managed(Permission::EditRooms)?;
    let alias = clean_text("alias", alias, MAX_ALIAS)?;
    let directory = lookup::directory(tx.connection())?;
    let room = lookup::find(&directory, room)?;
    let grant = tx.require_for_room(Permission::EditRooms, room.id)?;
    match directory.find(&alias) {
        Some(other) if other.id != room.id => {
            let fact = format!("`{alias}` already means the room {}", other.name);
            let is_own_name = name_key(&other.name) == name_key(&alias);
            return Err(Error::conflict(ErrorCode::AliasTaken, fact).hint(if is_own_name {
                format!("colab room edit {} --name NEW-NAME", shell_word(&other.name))
            } else {
                format!("colab room alias remove {}", shell_word(&alias))
            }));
        }
        Some(_) => tx.mark_unchanged(),
        None => {
            let (id, now) = (room.id, tx.now());
            tx.savepoint(|connection| store::insert_alias(connection, id, &name_key(&alias), &alias, now))
                .map_err(|error| edit::name_error(error, &alias))?;
            tx.audit(
                &grant,
                AuditEvent::change("room", id, json!({}), json!({"alias": alias})),
            );
        }
    }
    Ok(RoomAlias {
        alias,
        room: room.name.clone(),
    })
}

/// Removes a spelling.
///
/// # Errors
/// `NotFound` when no room has it.
pub fn remove(tx: &mut Tx<'_>, alias: &str) -> Result<RoomAlias> {
    let _grant = tx.require_managed(Permission::EditRooms)?;
    let key = name_key(alias);
    let rooms = lookup::all(tx.connection())?;
    let spellings = || {
        rooms
            .iter()
            .flat_map(|room| room.aliases.iter().map(move |alias| (room, alias)))
    };
    let Some((room, spelling)) = spellings().find(|(_, spelling)| name_key(spelling) == key) else {
        let known = spellings().map(|(_, spelling)| spelling.as_str());
        return Err(Error::not_found(
            ErrorCode::UnknownAlias,
            format!("room alias `{alias}` not found"),
            &nearest(alias, known, 3),
        ));
    };
    let grant = tx.require_for_room(Permission::EditRooms, room.row.id)?;
    store::delete_alias(tx.connection(), &key)?;
    tx.audit(
        &grant,
        AuditEvent::change("room", room.row.id, json!({"alias": spelling}), json!({})),
    );
    Ok(RoomAlias {
        alias: spelling.clone(),
        room: room.row.name.clone(),
    })
}
