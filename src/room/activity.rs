//! Takes rooms out of use and back. Nothing is deleted; bookings to come are the business of a later slice.

use serde_json::json;

use super::model::Room;
use super::{lookup, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::shell_word::shell_word;

/// Locks a room that is to go out of use.
///
/// # Errors
/// `Conflict` while a combined room in use is made of it.
pub fn lock_for_deactivation(tx: &mut Tx<'_>, _grant: &Grant, name: &str) -> Result<Room> {
    let room = lock(tx, name)?;
    let wholes: Vec<String> = lookup::all(tx.connection())?
        .into_iter()
        .filter(|whole| whole.row.is_active && room.part_of.contains(&whole.row.name))
        .map(|whole| whole.row.name)
        .collect();
    match wholes.first() {
        Some(_) if room.row.is_active => {
            let error = Error::conflict(
                ErrorCode::PartOfRoom,
                format!("{} is a part of {}", room.row.name, wholes.join(", ")),
            );
            let deactivate = |whole: &String| format!("colab room deactivate {}", shell_word(whole));
            Err(wholes.iter().map(deactivate).fold(error, Error::hint))
        }
        _ => Ok(room),
    }
}

/// Takes a locked room out of use and returns it; `bookings_to_come` is kept in the audit log.
///
/// # Errors
/// `Internal` when the room is gone.
pub fn deactivate(tx: &mut Tx<'_>, grant: &Grant, room: &Room, bookings_to_come: usize) -> Result<Room> {
    let (id, now) = (room.row.id, tx.now());
    store::set_active(tx.connection(), id, false, now)?;
    tx.audit(
        grant,
        AuditEvent::change(
            "room",
            id,
            json!({"is_active": true}),
            json!({"is_active": false}),
        )
        .with(json!({"bookings_to_come": bookings_to_come})),
    );
    lookup::by_id(tx.connection(), id)
}

/// Takes a room into use again.
///
/// # Errors
/// `Conflict` for a combined room with a part that is out of use.
pub fn activate(tx: &mut Tx<'_>, name: &str) -> Result<Room> {
    let grant = tx.require(Permission::EditRooms)?;
    let room = lock(tx, name)?;
    let id = room.row.id;
    if room.row.is_active {
        tx.mark_unchanged();
        return Ok(room);
    }
    let rooms = lookup::all(tx.connection())?;
    let idle = rooms
        .iter()
        .find(|part| !part.row.is_active && room.components.contains(&part.row.name));
    if let Some(part) = idle {
        return Err(Error::conflict(
            ErrorCode::PartNotUsed,
            format!(
                "{} is made of {}, which is out of use",
                room.row.name, part.row.name
            ),
        )
        .hint(format!("colab room activate {}", shell_word(&part.row.name))));
    }
    let now = tx.now();
    store::set_active(tx.connection(), id, true, now)?;
    tx.audit(
        &grant,
        AuditEvent::change(
            "room",
            id,
            json!({"is_active": false}),
            json!({"is_active": true}),
        ),
    );
    lookup::by_id(tx.connection(), id)
}

fn lock(tx: &mut Tx<'_>, name: &str) -> Result<Room> {
    let id = lookup::by_name(tx.connection(), name)?.row.id;
    store::lock(tx.connection(), id)?;
    lookup::by_id(tx.connection(), id)
}
