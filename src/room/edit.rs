//! Making and changing one room's row, and what the database refuses of it.

use chrono::NaiveTime;

use super::activity::in_words;
use super::model::{NewRoom, Room, RoomChanges, RoomRow, RoomType, RoomWrite};
use super::{service, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::db::{StatementError, violation};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::kernel::period::Site;
use crate::kernel::text::clean_text;
use crate::kernel::timestamp::Timestamp;
use crate::output::facts;

/// More than any hall holds.
const MAX_CAPACITY: u32 = 100_000;

/// A room's details, owned and checked.
struct Details {
    name: String,
    name_key: String,
    capacity: i32,
    room_type: RoomType,
    has_devices: bool,
    is_active: bool,
    location: Option<String>,
    setup_minutes: i32,
    teardown_minutes: i32,
    opens_at: Option<String>,
    closes_at: Option<String>,
    min_minutes: Option<i32>,
    max_minutes: Option<i32>,
    notice_hours: Option<i32>,
    horizon_days: Option<i32>,
}

impl Details {
    /// What was said over what is there (nothing, for a new room).
    fn new(name: &str, changes: &RoomChanges, present: Option<&Room>) -> Result<Self> {
        let row = present.map(|room| &room.row);
        let ruled = row.filter(|_| !changes.clear_rules);
        let name = clean_text("room name", changes.name.as_deref().unwrap_or(name), 255)?;
        let hours = |new: Option<NaiveTime>, old: Option<&String>| {
            new.map(|time| time.format("%H:%M").to_string())
                .or_else(|| old.cloned())
        };
        let details = Self {
            name_key: name_key(&name),
            name,
            capacity: bounded("capacity", changes.capacity, MAX_CAPACITY)?
                .or(row.map(|r| r.max_capacity))
                .unwrap_or(0),
            room_type: changes
                .room_type
                .or(row.map(|r| r.room_type))
                .unwrap_or(RoomType::Training),
            has_devices: changes
                .has_devices
                .or(row.map(|r| r.has_devices))
                .unwrap_or(false),
            is_active: row.is_none_or(|r| r.is_active),
            location: match &changes.location {
                Some(text) if text.trim().is_empty() => None,
                Some(text) => Some(clean_text("location", text, 255)?),
                None => row.and_then(|r| r.location.clone()),
            },
            setup_minutes: bounded("setup", changes.setup_minutes, 1440)?
                .or(row.map(|r| r.setup_minutes))
                .unwrap_or(0),
            teardown_minutes: bounded("teardown", changes.teardown_minutes, 1440)?
                .or(row.map(|r| r.teardown_minutes))
                .unwrap_or(0),
            opens_at: hours(changes.opens_at, ruled.and_then(|r| r.opens_at.as_ref())),
            closes_at: hours(changes.closes_at, ruled.and_then(|r| r.closes_at.as_ref())),
            min_minutes: bounded("min-minutes", changes.min_minutes, 100_000)?
                .or(ruled.and_then(|r| r.min_minutes)),
            max_minutes: bounded("max-minutes", changes.max_minutes, 100_000)?
                .or(ruled.and_then(|r| r.max_minutes)),
            notice_hours: bounded("notice-hours", changes.notice_hours, 100_000)?
                .or(ruled.and_then(|r| r.notice_hours)),
            horizon_days: bounded("horizon-days", changes.horizon_days, 100_000)?
                .or(ruled.and_then(|r| r.horizon_days)),
        };
        details.check()?;
        Ok(details)
    }

    fn check(&self) -> Result<()> {
        let refuse = |fact: &str| Err(Error::invalid(ErrorCode::InvalidRoom, fact));
        if let (Some(opens), Some(closes)) = (&self.opens_at, &self.closes_at)
            && closes <= opens
        {
            return refuse("a room must close after it opens");
        }
        if self.min_minutes == Some(0) || self.max_minutes == Some(0) || self.horizon_days == Some(0) {
            return refuse("durations and horizons are at least 1");
        }
        if let (Some(least), Some(most)) = (self.min_minutes, self.max_minutes)
            && most < least
        {
            return refuse("the longest booking must not be shorter than the shortest");
        }
        Ok(())
    }

    /// Returns the room as it will be.
    fn changed(&self, room: &Room, changes: &RoomChanges) -> Room {
        let mut amenities = changes.amenities.as_ref().unwrap_or(&room.amenities).clone();
        amenities.sort();
        let row = RoomRow {
            name: self.name.clone(),
            max_capacity: self.capacity,
            room_type: self.room_type,
            has_devices: self.has_devices,
            location: self.location.clone(),
            setup_minutes: self.setup_minutes,
            teardown_minutes: self.teardown_minutes,
            opens_at: self.opens_at.clone(),
            closes_at: self.closes_at.clone(),
            min_minutes: self.min_minutes,
            max_minutes: self.max_minutes,
            notice_hours: self.notice_hours,
            horizon_days: self.horizon_days,
            ..room.row.clone()
        };
        Room {
            row,
            amenities,
            ..room.clone()
        }
    }

    fn write(&self, now: Timestamp) -> RoomWrite<'_> {
        RoomWrite {
            name: &self.name,
            name_key: &self.name_key,
            max_capacity: self.capacity,
            room_type: self.room_type,
            has_devices: self.has_devices,
            is_active: self.is_active,
            location: self.location.as_deref(),
            setup_minutes: self.setup_minutes,
            teardown_minutes: self.teardown_minutes,
            opens_at: self.opens_at.as_deref(),
            closes_at: self.closes_at.as_deref(),
            min_minutes: self.min_minutes,
            max_minutes: self.max_minutes,
            notice_hours: self.notice_hours,
            horizon_days: self.horizon_days,
            updated_at: now,
        }
    }
}

fn bounded(field: &str, value: Option<u32>, most: u32) -> Result<Option<i32>> {
    match value {
        Some(number) if number > most => Err(Error::invalid(
            ErrorCode::InvalidRoom,
            format!("{field} is more than {most}"),
        )),
        Some(number) => Ok(i32::try_from(number).ok()),
        None => Ok(None),
    }
}

/// A new room's row and amenities.
pub fn insert(tx: &mut Tx<'_>, new: &NewRoom) -> Result<i64> {
    let details = Details::new(&new.name, &new.details, None)?;
    let now = tx.now();
    let inserted = tx.savepoint(|connection| store::insert(connection, &details.write(now)));
    let id = inserted.map_err(|error| name_error(error, &details.name))?;
    if let Some(amenities) = &new.details.amenities {
        store::set_amenities(tx.connection(), id, &cleaned(amenities)?)?;
    }
    Ok(id)
}

fn cleaned(amenities: &[String]) -> Result<Vec<String>> {
    let mut amenities: Vec<String> = amenities
        .iter()
        .map(|one| clean_text("amenity", one, 100))
        .collect::<Result<_>>()?;
    amenities.sort();
    amenities.dedup();
    Ok(amenities)
}

/// Changes a room; whether anything was different. Longer buffers apply to bookings that end after now.
pub fn apply(tx: &mut Tx<'_>, grant: &Grant, id: i64, changes: &RoomChanges) -> Result<bool> {
    store::lock(tx.connection(), id)?;
    let rooms = store::all(tx.connection())?;
    let Some(room) = rooms.into_iter().find(|room| room.row.id == id) else {
        return Err(Error::internal(format!("room {id} is not there")));
    };
    let details = Details::new(&room.row.name, changes, Some(&room))?;
    let (before, after) = (facts(&room), facts(&details.changed(&room, changes)));
    if before == after {
        tx.nothing_to_do();
        return Ok(false);
    }
    let now = tx.now();
    let buffers = (details.setup_minutes, details.teardown_minutes);
    let buffers_from = (buffers != (room.row.setup_minutes, room.row.teardown_minutes)).then_some(now);
    let updated = tx.savepoint(|connection| store::update(connection, id, &details.write(now), buffers_from));
    if let Err(error) = updated {
        return Err(match violation(&error) {
            Some(rule) if rule.0 == "room_holds_no_overlap" => buffers_error(tx, id, &details)?,
            _ => name_error(error, &details.name),
        });
    }
    if let Some(amenities) = &changes.amenities {
        store::set_amenities(tx.connection(), id, &cleaned(amenities)?)?;
    }
    tx.audit(grant, AuditEvent::change("room", id, before, after));
    Ok(true)
}

/// A name that is taken, by whatever rule of the schema says so.
pub fn name_error(error: StatementError, name: &str) -> Error {
    match violation(&error) {
        Some(rule)
            if matches!(
                rule.0.as_str(),
                "rooms_name_key_key" | "room_names_key" | "room_aliases_pkey" | "room_aliases_alias_key_key"
            ) =>
        {
            service::name_taken(name)
        }
        _ => error.into(),
    }
}

/// Parts that cannot be, or bookings that would overlap through them.
pub fn component_error(error: StatementError, name: &str) -> Error {
    match violation(&error) {
        Some(rule) if rule.0 == "room_components_one_level" => Error::conflict(
            ErrorCode::NestedComponents,
            format!(
                "`{name}` cannot be combined so: a part must not be combined itself, nor a combined room a part"
            ),
        ),
        Some(rule) if rule.0 == "room_holds_no_overlap" => Error::conflict(
            ErrorCode::BookingsInTheWay,
            format!("bookings of `{name}` and its parts would overlap"),
        )
        .hint(format!(
            "colab booking list --room \"{name}\" shows them; move or cancel them first"
        )),
        _ => error.into(),
    }
}

/// Which neighbours would overlap with the new buffers.
fn buffers_error(tx: &mut Tx<'_>, id: i64, details: &Details) -> Result<Error> {
    let now = tx.now();
    let holders = store::holds_after(tx.connection(), id, now)?;
    let gap = chrono::TimeDelta::minutes((details.setup_minutes + details.teardown_minutes).into());
    let too_close = holders
        .windows(2)
        .filter(|pair| pair[0].ends_at.plus(gap) > pair[1].starts_at);
    let site = tx.site();
    let words: Vec<String> = too_close
        .take(3)
        .map(|pair| pair_in_words(&site, &pair[0], &pair[1]))
        .collect();
    Ok(Error::conflict(
        ErrorCode::BookingsInTheWay,
        format!("with these buffers bookings would overlap: {}", words.join("; ")),
    )
    .hint("move or cancel one of each first"))
}

fn pair_in_words(site: &Site, one: &store::HeldBy, two: &store::HeldBy) -> String {
    format!("{} and {}", in_words(one, site), in_words(two, site))
}
