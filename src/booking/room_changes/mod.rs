//! Checks changes of a room against its bookings: longer buffers, other parts, and deactivation.

mod store;

use self::store::HoldingBooking;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::Site;
use crate::kernel::shell_word::shell_word;
use crate::kernel::text::counted;
use crate::room::service::EditedRoom;
use crate::room::{Room, RoomChanges, activity, service as rooms};

/// Bookings named in a refusal.
const NAMED: usize = 5;
/// Pairs of bookings named where buffers would make them overlap.
const PAIRS_NAMED: usize = 3;

/// A changed room, and what is worth saying about it.
#[derive(Debug)]
pub struct ChangedRoom {
    pub room: Room,
    pub warnings: Vec<String>,
}

/// Changes a room's details.
///
/// # Errors
/// `Conflict` when longer buffers would make its bookings overlap, naming them.
pub fn edit_room(tx: &mut Tx<'_>, name: &str, changes: &RoomChanges) -> Result<EditedRoom> {
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
    if pairs.is_empty() {
        // Then it is a block that a booking with its buffers would reach into.
        let fact = format!("with these buffers a booking of {name} would reach into a block");
        return Ok(Error::conflict(ErrorCode::RoomBlocked, fact)
            .hint(format!("colab room blocks --room {}", shell_word(name)))
            .hint(list_command(name)));
    }
    Ok(Error::conflict(
        ErrorCode::BookingsInTheWay,
        format!("with these buffers bookings would overlap: {}", pairs.join("; ")),
    )
    .hint("move or cancel one of each first"))
}

/// Gives a combined room these parts, and creates it if there is none. Without a capacity a new one, or one of other parts,
/// has the seats of its parts together where all are known.
///
/// # Errors
/// `Conflict` when bookings would overlap, a part is combined itself, or bookings to come stand in the present parts.
pub fn combine(tx: &mut Tx<'_>, name: &str, parts: &[String], capacity: Option<u32>) -> Result<ChangedRoom> {
    let _grant = tx.require(Permission::EditRooms)?;
    let all_rooms = rooms::all(tx.connection())?;
    let directory = rooms::directory_of(&all_rooms);
    let present = directory
        .find(name)
        .and_then(|known| all_rooms.iter().find(|room| room.row.id == known.id));
    let chosen: Vec<&Room> = parts
        .iter()
        .map(|part| rooms::named(&all_rooms, &directory, part))
        .collect::<Result<_>>()?;
    let mut names: Vec<&str> = chosen.iter().map(|room| room.row.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let has_other_parts = present.is_none_or(|room| {
        let mut present: Vec<&str> = room.components.iter().map(String::as_str).collect();
        present.sort_unstable();
        present != names
    });
    let now = tx.now();
    let to_come = match present {
        Some(room) if has_other_parts => store::bookings_to_come(tx.connection(), room.row.id, now)?,
        _ => Vec::new(),
    };
    let capacity = capacity.or_else(|| has_other_parts.then(|| seats_together(&chosen)).flatten());
    let site = tx.site();
    let room =
        rooms::combine(tx, name, parts, capacity).map_err(|error| with_bookings(error, &to_come, &site))?;
    if !to_come.is_empty() {
        let error = Error::conflict(
            ErrorCode::BookingsInTheWay,
            format!("{} keeps its parts while it has bookings to come", room.row.name),
        )
        .hint(list_command(&room.row.name))
        .hint("move or cancel them first");
        return Err(with_bookings(error, &to_come, &site));
    }
    let before = present.map(|room| room.row.max_capacity);
    let changed = before.filter(|seats| *seats != room.row.max_capacity);
    let seats = |count: i32| match count {
        0 => "an unknown number of seats".to_owned(),
        count => counted(i64::from(count), "seat"),
    };
    let warnings = changed.map(|before| {
        format!(
            "{} has {}, was {}",
            room.row.name,
            seats(room.row.max_capacity),
            match before {
                0 => "unknown".to_owned(),
                count => count.to_string(),
            }
        )
    });
    Ok(ChangedRoom {
        warnings: warnings.into_iter().collect(),
        room,
    })
}

/// Returns the seats of rooms together; `None` where those of one are unknown.
fn seats_together(rooms: &[&Room]) -> Option<u32> {
    let seats = |room: &&Room| {
        u32::try_from(room.row.max_capacity)
            .ok()
            .filter(|seats| *seats > 0)
    };
    rooms.iter().map(seats).sum()
}

/// Names bookings in a refusal.
fn with_bookings(error: Error, bookings: &[HoldingBooking], site: &Site) -> Error {
    if error.code != ErrorCode::BookingsInTheWay || bookings.is_empty() {
        return error;
    }
    let ids: Vec<i64> = bookings.iter().map(|holder| holder.booking_id).collect();
    let mut error = error.detail("booking_ids", ids);
    error.message = format!("{}: {}", error.message, named(bookings, site));
    error
}

/// Takes a room out of use: it is no longer offered or booked.
///
/// # Errors
/// `Conflict` while it has bookings to come, unless these may stay, or while a combined room in use is made of it.
pub fn deactivate(tx: &mut Tx<'_>, name: &str, keep_bookings: bool) -> Result<ChangedRoom> {
    let grant = tx.require(Permission::EditRooms)?;
    let room = activity::lock_for_deactivation(tx, &grant, name)?;
    if !room.row.is_active {
        tx.mark_unchanged();
        return Ok(ChangedRoom {
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
    Ok(ChangedRoom { room, warnings })
}

/// Returns the command that lists the bookings to come of a room.
fn list_command(room: &str) -> String {
    format!("colab booking list --room {} --from today", shell_word(room))
}

fn still_booked(name: &str, to_come: &[HoldingBooking], site: &Site) -> Error {
    let ids: Vec<i64> = to_come.iter().map(|holder| holder.booking_id).collect();
    Error::conflict(
        ErrorCode::RoomStillBooked,
        format!("{name} has bookings to come: {}", named(to_come, site)),
    )
    .hint(list_command(name))
    .hint("move or cancel them, or add --keep-bookings to leave them in place")
    .detail("booking_ids", ids)
}

/// Describes the first bookings, and counts the others.
fn named(bookings: &[HoldingBooking], site: &Site) -> String {
    let named: Vec<String> = bookings
        .iter()
        .take(NAMED)
        .map(|holder| in_words(holder, site))
        .collect();
    let tail = match bookings.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    format!("{}{tail}", named.join("; "))
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
