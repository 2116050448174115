//! Checks changes of a room against its bookings: longer buffers, and deactivation.

mod store;

use self::store::HoldingBooking;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::Site;
use crate::room::{Room, RoomChanges, activity, service as rooms};

/// Bookings named in a refusal.
const NAMED: usize = 5;
/// Pairs of bookings named where buffers would make them overlap.
const PAIRS_NAMED: usize = 3;

/// A room out of use, and a warning for each booking that still holds it.
#[derive(Debug)]
pub struct RoomDeactivation {
    pub room: Room,
    pub warnings: Vec<String>,
}

/// Changes a room's details.
///
/// # Errors
/// `Conflict` when longer buffers would make its bookings overlap, naming them.
pub fn edit_room(tx: &mut Tx<'_>, name: &str, changes: &RoomChanges) -> Result<Room> {
    match rooms::edit_room(tx, name, changes) {
        Err(error) if error.code == ErrorCode::BookingsInTheWay => Err(name_neighbours(tx, name, changes)?),
        result => result,
    }
}

/// Returns the refusal of longer buffers with the bookings that would overlap.
fn name_neighbours(tx: &mut Tx<'_>, name: &str, changes: &RoomChanges) -> Result<Error> {
    let room = rooms::by_name(tx.connection(), name)?;
    let minutes = |new: Option<u32>, present: i32| new.map_or(i64::from(present), i64::from);
    let gap = chrono::TimeDelta::minutes(
        minutes(changes.setup_minutes, room.row.setup_minutes)
            + minutes(changes.teardown_minutes, room.row.teardown_minutes),
    );
    let now = tx.now();
    let holders = store::holders_after(tx.connection(), room.row.id, now)?;
    let site = tx.site();
    let pairs: Vec<String> = holders
        .windows(2)
        .filter(|pair| pair[0].ends_at.plus(gap) > pair[1].starts_at)
        .take(PAIRS_NAMED)
        .map(|pair| format!("{} and {}", in_words(&pair[0], &site), in_words(&pair[1], &site)))
        .collect();
    Ok(Error::conflict(
        ErrorCode::BookingsInTheWay,
        format!("with these buffers bookings would overlap: {}", pairs.join("; ")),
    )
    .hint("move or cancel one of each first"))
}

/// Takes a room out of use: it is no longer offered or booked.
///
/// # Errors
/// `Conflict` while it has bookings to come, unless these may stay, or while a combined room in use is made of it.
pub fn deactivate(tx: &mut Tx<'_>, name: &str, keep_bookings: bool) -> Result<RoomDeactivation> {
    let grant = tx.require(Permission::EditRooms)?;
    let room = activity::lock_for_deactivation(tx, &grant, name)?;
    if !room.row.is_active {
        tx.mark_unchanged();
        return Ok(RoomDeactivation {
            room,
            warnings: Vec::new(),
        });
    }
    let now = tx.now();
    let to_come = store::bookings_to_come(tx.connection(), room.row.id, now)?;
    let site = tx.site();
    if !to_come.is_empty() && !keep_bookings {
        return Err(still_booked(&room.row.name, &to_come, &site));
    }
    let room = activity::deactivate(tx, &grant, &room, to_come.len())?;
    let warnings = to_come
        .iter()
        .map(|holder| format!("still booked: {}", in_words(holder, &site)))
        .collect();
    Ok(RoomDeactivation { room, warnings })
}

fn still_booked(name: &str, to_come: &[HoldingBooking], site: &Site) -> Error {
    let named: Vec<String> = to_come
        .iter()
        .take(NAMED)
        .map(|holder| in_words(holder, site))
        .collect();
    let tail = match to_come.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    let ids: Vec<i64> = to_come.iter().map(|holder| holder.booking_id).collect();
    Error::conflict(
        ErrorCode::RoomStillBooked,
        format!("{name} has bookings to come: {}{tail}", named.join("; ")),
    )
    .hint(format!("colab booking list --room \"{name}\" --from today"))
    .hint("move or cancel them, or add --keep-bookings to leave them in place")
    .detail("booking_ids", ids)
}

/// Describes a booking as `booking 17 (Kopano, 2026-03-02 08:00–12:00)`.
fn in_words(holder: &HoldingBooking, site: &Site) -> String {
    let from = site.local(holder.starts_at).format("%Y-%m-%d %H:%M");
    format!(
        "booking {} ({}, {from}–{})",
        holder.booking_id,
        holder.client_name,
        site.local(holder.ends_at).format("%H:%M")
    )
}
