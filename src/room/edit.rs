//! Writes one room's row, and explains what the database refuses.

use chrono::NaiveTime;

use super::model::{NewRoom, RoomChanges, RoomRow};
use super::{lookup, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::db::{StatementError, violated_constraint};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::kernel::period::end_time_in_words;
use crate::kernel::shell_word::shell_word;
use crate::kernel::text::clean_text;
use crate::location;
use crate::output::facts;

/// More than any hall holds.
const MAX_CAPACITY: u32 = 100_000;
/// More minutes, hours or days than any booking rule needs.
const MAX_RULE: u32 = 100_000;
const MINUTES_PER_DAY: u32 = 1440;

/// Writes changes into a room's row and checks what they lead to.
fn apply_changes(row: &mut RoomRow, changes: &RoomChanges) -> Result<()> {
    if let Some(name) = &changes.name {
        row.name = clean_text("room name", name, 255)?;
        row.name_key = name_key(&row.name);
    }
    row.room_type = changes.room_type.unwrap_or(row.room_type);
    row.has_devices = changes.has_devices.unwrap_or(row.has_devices);
    for (field, new, most, value) in [
        ("capacity", changes.capacity, MAX_CAPACITY, &mut row.max_capacity),
        (
            "setup",
            changes.setup_minutes,
            MINUTES_PER_DAY,
            &mut row.setup_minutes,
        ),
        (
            "teardown",
            changes.teardown_minutes,
            MINUTES_PER_DAY,
            &mut row.teardown_minutes,
        ),
    ] {
        *value = bounded(field, new, most)?.unwrap_or(*value);
    }
    apply_rules(row, changes)
}

fn apply_rules(row: &mut RoomRow, changes: &RoomChanges) -> Result<()> {
    for (new, value) in [
        (changes.opens_at.map(hours_and_minutes), &mut row.opens_at),
        (changes.closes_at.map(end_time_in_words), &mut row.closes_at),
    ] {
        let present = value.take().filter(|_| !changes.clear_rules);
        *value = new.or(present);
    }
    for (field, new, value) in [
        ("min-minutes", changes.min_minutes, &mut row.min_minutes),
        ("max-minutes", changes.max_minutes, &mut row.max_minutes),
        ("notice-hours", changes.notice_hours, &mut row.notice_hours),
        ("horizon-days", changes.horizon_days, &mut row.horizon_days),
    ] {
        let present = value.take().filter(|_| !changes.clear_rules);
        *value = bounded(field, new, MAX_RULE)?.or(present);
    }
    check_rules(row)
}

fn hours_and_minutes(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

fn check_rules(row: &RoomRow) -> Result<()> {
    let refuse = |fact: &str| Err(Error::invalid(ErrorCode::InvalidRoom, fact));
    if let (Some(opens), Some(closes)) = (&row.opens_at, &row.closes_at)
        && closes <= opens
    {
        return refuse("a room must close after it opens");
    }
    if row.min_minutes == Some(0) || row.max_minutes == Some(0) || row.horizon_days == Some(0) {
        return refuse("durations and horizons are at least 1");
    }
    if let (Some(least), Some(most)) = (row.min_minutes, row.max_minutes)
        && most < least
    {
        return refuse("the longest booking must not be shorter than the shortest");
    }
    Ok(())
}

fn bounded(field: &str, value: Option<u32>, most: u32) -> Result<Option<i32>> {
    if value.is_some_and(|number| number > most) {
        return Err(Error::invalid(
            ErrorCode::InvalidRoom,
            format!("{field} is more than {most}"),
        ));
    }
    Ok(value.and_then(|number| i32::try_from(number).ok()))
}

fn new_row(tx: &Tx<'_>, id: i64, new: &NewRoom) -> Result<RoomRow> {
    let mut row = RoomRow::blank(id, tx.now());
    let named = RoomChanges {
        name: Some(new.name.clone()),
        ..new.details.clone()
    };
    apply_changes(&mut row, &named)?;
    Ok(row)
}

/// Inserts the rows of rooms that have neither amenities nor a location, and returns their ids.
pub fn insert_many(tx: &mut Tx<'_>, new: &[NewRoom]) -> Result<Vec<i64>> {
    let ids = tx.connection().reserve_ids("rooms", new.len())?;
    let rows = ids.iter().zip(new).map(|(id, new)| new_row(tx, *id, new));
    let rows: Vec<RoomRow> = rows.collect::<Result<_>>()?;
    if let Err(error) = tx.savepoint(|connection| store::insert(connection, &rows)) {
        let taken = lookup::directory(tx.connection())?;
        let name = rows.iter().find(|row| taken.find(&row.name).is_some());
        return Err(name_error(error, name.map_or("", |row| row.name.as_str())));
    }
    Ok(ids)
}

/// Inserts a new room's row and amenities, and returns its id.
pub fn insert(tx: &mut Tx<'_>, new: &NewRoom) -> Result<i64> {
    let id = tx.connection().reserve_id("rooms")?;
    let mut row = new_row(tx, id, new)?;
    if let Some(name) = &new.details.location {
        row.location_id = location::chosen(tx.connection(), name)?.map(|location| location.id);
    }
    tx.savepoint(|connection| store::insert(connection, std::slice::from_ref(&row)))
        .map_err(|error| name_error(error, &row.name))?;
    if let Some(amenities) = &new.details.amenities {
        store::set_amenities(tx.connection(), id, &clean_amenities(amenities)?)?;
    }
    Ok(id)
}

fn clean_amenities(amenities: &[String]) -> Result<Vec<String>> {
    let mut amenities: Vec<String> = amenities
        .iter()
        .map(|amenity| clean_text("amenity", amenity, 100))
        .collect::<Result<_>>()?;
    amenities.sort();
    amenities.dedup();
    Ok(amenities)
}

/// Changes a room and returns whether anything was different. Longer buffers apply to bookings that end after now.
pub fn apply(tx: &mut Tx<'_>, grant: &Grant, id: i64, changes: &RoomChanges) -> Result<bool> {
    store::lock(tx.connection(), id)?;
    let room = lookup::by_id(tx.connection(), id)?;
    let mut changed = room.clone();
    let row = &mut changed.row;
    apply_changes(row, changes)?;
    if let Some(name) = &changes.location {
        let location = location::chosen(tx.connection(), name)?;
        row.location_id = location.as_ref().map(|location| location.id);
        changed.location = location.map(|location| location.name);
    }
    if let Some(amenities) = &changes.amenities {
        changed.amenities = clean_amenities(amenities)?;
    }
    if *row == room.row && changed.amenities == room.amenities {
        tx.mark_unchanged();
        return Ok(false);
    }
    row.updated_at = tx.now();
    if (row.setup_minutes, row.teardown_minutes) != (room.row.setup_minutes, room.row.teardown_minutes) {
        row.buffers_from = tx.now();
    }
    tx.savepoint(|connection| store::save(connection, row))
        .map_err(|error| save_error(error, &row.name))?;
    if changed.amenities != room.amenities {
        store::set_amenities(tx.connection(), id, &changed.amenities)?;
    }
    let event = AuditEvent::change("room", id, facts(&room), facts(&changed));
    tx.audit(grant, event);
    Ok(true)
}

/// Explains why a room's row was not saved: its bookings would overlap, or the name is taken.
fn save_error(error: StatementError, name: &str) -> Error {
    match violated_constraint(&error).as_deref() {
        Some("room_holds_no_overlap") => Error::conflict(
            ErrorCode::BookingsInTheWay,
            format!("with these buffers bookings of `{name}` would overlap"),
        )
        .hint(format!(
            "colab booking list --room {} --from today",
            shell_word(name)
        )),
        _ => name_error(error, name),
    }
}

/// Explains why a name was refused: one of the schema's rules on names was broken.
pub fn name_error(error: StatementError, name: &str) -> Error {
    match violated_constraint(&error).as_deref() {
        Some(
            "rooms_name_key_key" | "room_names_key" | "room_aliases_pkey" | "room_aliases_alias_key_key",
        ) => name_taken(name),
        _ => error.into(),
    }
}

/// Explains why parts were refused: they are combined themselves, or their bookings would overlap.
pub fn component_error(error: StatementError, name: &str) -> Error {
    match violated_constraint(&error).as_deref() {
        Some("room_components_one_level") => Error::conflict(
            ErrorCode::NestedComponents,
            format!("cannot combine `{name}`: a combined room cannot be part of another one"),
        ),
        Some("room_holds_no_overlap") => Error::conflict(
            ErrorCode::BookingsInTheWay,
            format!("bookings or blocks of `{name}` and its parts would overlap"),
        )
        .hint("colab booking list --from today")
        .hint("colab room blocks"),
        _ => error.into(),
    }
}

/// Returns the refusal of a name that a room already has.
pub fn name_taken(name: &str) -> Error {
    Error::conflict(
        ErrorCode::RoomExists,
        format!("`{name}` is already a room's name or alias"),
    )
    .hint(format!("colab room show {}", shell_word(name)))
}
