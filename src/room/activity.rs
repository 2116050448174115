//! Taking a room out of use and back: nothing is deleted, and no booking to come is left behind unseen.

use serde_json::json;

use super::model::Room;
use super::{service, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::Site;

/// Bookings named in a refusal.
const NAMED: usize = 5;

/// A room whose use has changed, and what is worth saying about it.
#[derive(Debug)]
pub struct Changed {
    pub room: Room,
    pub warnings: Vec<String>,
}

/// Takes a room out of use: it is offered and booked no more.
///
/// # Errors
/// `Conflict` while it has bookings to come, unless these may stay, or while a combined room in use is made of it.
pub fn deactivate(tx: &mut Tx<'_>, name: &str, keep_bookings: bool) -> Result<Changed> {
    let grant = tx.require(Permission::EditRooms)?;
    let room = locked(tx, name)?;
    let (id, name) = (room.row.id, &room.row.name);
    if !room.row.is_active {
        tx.nothing_to_do();
        return Ok(Changed {
            room,
            warnings: Vec::new(),
        });
    }
    let rooms = store::all(tx.connection())?;
    let wholes: Vec<&str> = rooms
        .iter()
        .filter(|whole| whole.row.is_active && room.part_of.contains(&whole.row.name))
        .map(|whole| whole.row.name.as_str())
        .collect();
    if let Some(whole) = wholes.first() {
        return Err(Error::conflict(
            ErrorCode::PartOfRoom,
            format!("{name} is a part of {}", wholes.join(", ")),
        )
        .hint(format!("colab room deactivate \"{whole}\" first")));
    }
    let now = tx.now();
    let to_come = store::bookings_to_come(tx.connection(), id, now)?;
    let site = tx.site();
    if !to_come.is_empty() && !keep_bookings {
        return Err(still_booked(name, &to_come, &site));
    }
    store::set_active(tx.connection(), id, false, now)?;
    tx.audit(
        &grant,
        AuditEvent::change(
            "room",
            id,
            json!({"is_active": true}),
            json!({"is_active": false}),
        )
        .with(json!({"bookings_to_come": to_come.len()})),
    );
    let warnings = to_come
        .iter()
        .map(|held| format!("still there: {}", in_words(held, &site)))
        .collect();
    Ok(Changed {
        room: service::by_id(tx, id)?,
        warnings,
    })
}

/// Takes a room into use again.
///
/// # Errors
/// `Conflict` for a combined room with a part that is out of use.
pub fn activate(tx: &mut Tx<'_>, name: &str) -> Result<Changed> {
    let grant = tx.require(Permission::EditRooms)?;
    let room = locked(tx, name)?;
    let (id, name) = (room.row.id, &room.row.name);
    let warnings = Vec::new();
    if room.row.is_active {
        tx.nothing_to_do();
        return Ok(Changed { room, warnings });
    }
    let rooms = store::all(tx.connection())?;
    let idle = rooms
        .iter()
        .find(|part| !part.row.is_active && room.components.contains(&part.row.name));
    if let Some(part) = idle {
        return Err(Error::conflict(
            ErrorCode::PartNotUsed,
            format!("{name} is made of {}, which is out of use", part.row.name),
        )
        .hint(format!("colab room activate \"{}\" first", part.row.name)));
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
    let room = service::by_id(tx, id)?;
    Ok(Changed { room, warnings })
}

fn locked(tx: &mut Tx<'_>, name: &str) -> Result<Room> {
    let id = service::find(&service::directory(tx.connection())?, name)?.id;
    store::lock(tx.connection(), id)?;
    service::by_id(tx, id)
}

fn still_booked(name: &str, to_come: &[store::HeldBy], site: &Site) -> Error {
    let words: Vec<String> = to_come
        .iter()
        .take(NAMED)
        .map(|held| in_words(held, site))
        .collect();
    let more = to_come.len().saturating_sub(NAMED);
    let tail = if more > 0 {
        format!("; and {more} more")
    } else {
        String::new()
    };
    let ids: Vec<i64> = to_come.iter().map(|held| held.booking_id).collect();
    Error::conflict(
        ErrorCode::RoomStillBooked,
        format!("{name} has bookings to come: {}{tail}", words.join("; ")),
    )
    .hint(format!("colab booking list --room \"{name}\" --from today"))
    .hint("move them, or --keep-bookings leaves them where they are")
    .detail("booking_ids", ids)
}

/// `booking 17 (Kopano, 2026-03-02 08:00–12:00)`.
pub fn in_words(held: &store::HeldBy, site: &Site) -> String {
    let from = site.local(held.starts_at).format("%Y-%m-%d %H:%M");
    format!(
        "booking {} ({}, {from}–{})",
        held.booking_id,
        held.client_name,
        site.local(held.ends_at).format("%H:%M")
    )
}
