//! Changing what a booking says, where it is and when: of one, of the rest of its series, or of all of it.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use serde_json::json;

use super::change::{self, Changed};
use super::checks::{
    Attendance, Overrides, check_capacity, check_past, check_reach, check_room, count, new_text, period_on,
};
use super::model::{
    Booking, BookingRow, Catering, DevicePreference, DeviceRequest, LunchCatering, MorningCatering, Status,
    Tenant,
};
use super::targets::{SeriesScope, Targets, chosen, possible_of};
use super::{service, store};
use crate::access::auth::{Grant, Permission, PermissionScope};
use crate::access::tx::{Tx, not_allowed};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::{Period, Site};
use crate::kernel::text::clean_text;
use crate::room::Room;
use crate::room::service as rooms;

/// What is to be different; `None` stays. An empty text takes the old one away.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edit {
    pub client: Option<String>,
    pub room: Option<String>,
    pub wished_room: Option<String>,
    pub tenant: Option<Tenant>,
    pub learners: Option<u32>,
    pub facilitators: Option<u32>,
    pub headcount: Option<u32>,
    pub devices: Option<u32>,
    pub device_type: Option<DevicePreference>,
    pub contact_person: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub coffee: Option<bool>,
    pub morning: Option<MorningCatering>,
    pub lunch: Option<LunchCatering>,
    pub catering_notes: Option<String>,
    pub stationery: Option<bool>,
    pub water_bottles: Option<u32>,
    pub notes: Option<String>,
    pub room_boss_notes: Option<String>,
    pub long_term: Option<bool>,
}

/// When it is to be instead.
#[derive(Debug, Clone, Default)]
pub struct Move {
    /// The new day of the named booking; the others of a series move by as many days.
    pub day: Option<NaiveDate>,
    /// By so many days, each of them.
    pub by: Option<TimeDelta>,
    pub time: Option<(NaiveTime, NaiveTime)>,
    pub room: Option<String>,
}

/// Changes what bookings say.
///
/// # Errors
/// `Conflict` for a booking that is over or a room that is taken, `Invalid` for values that break a rule.
pub fn edit(tx: &mut Tx<'_>, targets: &Targets, edit: &Edit, exceptions: &Overrides) -> Result<Changed> {
    let grant = tx.require(Permission::EditBookings)?;
    let bosses_alone = edit.room.is_some() || edit.room_boss_notes.is_some();
    if bosses_alone && grant.reach() != PermissionScope::All {
        return Err(not_allowed(
            tx.actor(),
            "change the room or the room boss's notes",
        ));
    }
    exceptions.allowed(tx, &grant)?;
    let all_rooms = rooms::all(tx.connection())?;
    let open = open_ones(tx, &grant, targets)?;
    let series = split(tx, targets, &open)?;
    let mut changed = Changed::default();
    for before in open {
        let mut row = before.row.clone();
        row.series_id = series.or(row.series_id);
        edited(&mut row, edit)?;
        place(&mut row, edit, &all_rooms)?;
        settle(
            tx,
            &grant,
            &before.row,
            &row,
            &all_rooms,
            exceptions,
            &mut changed.warnings,
        )?;
        if exceptions.over_capacity {
            row.over_capacity_reason = exceptions.reason()?;
        }
        let catering = catering(&before.catering, edit)?;
        let metadata = json_of(exceptions)?;
        let asks = (row.devices_needed, row.device_type_preference);
        let asked = (before.row.devices_needed, before.row.device_type_preference);
        let after = change::keep(tx, &grant, &before, row, Some(catering), metadata)?;
        if after.is_some() && asks != asked {
            ask_again(tx, before.row.id, asks)?;
        }
        changed.bookings.push(after.unwrap_or(before));
    }
    tx.nothing_to_do();
    Ok(changed)
}

/// Those that can still be changed, locked.
fn open_ones(tx: &mut Tx<'_>, grant: &Grant, targets: &Targets) -> Result<Vec<Booking>> {
    let chosen = chosen(tx, targets)?;
    for booking in &chosen {
        check_reach(tx, grant, &booking.row)?;
    }
    possible_of(targets, chosen, |booking| {
        let (id, status) = (booking.row.id, booking.row.status);
        if status.is_closed() {
            let error = Error::conflict(
                ErrorCode::BookingClosed,
                format!("booking {id} is {status}: nothing of it is changed any more"),
            );
            return Err(error.hint("make a new booking"));
        }
        Ok(())
    })
}

/// From here on the bookings are a series of their own.
fn split(tx: &mut Tx<'_>, targets: &Targets, open: &[Booking]) -> Result<Option<i64>> {
    if targets.extent != SeriesScope::Rest || open.iter().all(|booking| booking.row.series_id.is_none()) {
        return Ok(None);
    }
    let now = tx.now();
    let ids = tx.connection().reserve_ids("booking_series", 1)?;
    store::insert_series(tx.connection(), &ids, now)?;
    Ok(ids.first().copied())
}

fn json_of(exceptions: &Overrides) -> Result<serde_json::Value> {
    Ok(match exceptions.reason()? {
        Some(reason) => json!({"reason": reason}),
        None => json!({}),
    })
}

/// The row with what it says changed; where it is and when stays.
pub(super) fn edited(row: &mut BookingRow, edit: &Edit) -> Result<()> {
    if let Some(client) = &edit.client {
        row.client_name = clean_text("client", client, 255)?;
    }
    row.tenant_id = edit.tenant.unwrap_or(row.tenant_id);
    row.long_term = edit.long_term.unwrap_or(row.long_term);
    people(row, edit)?;
    if let Some(devices) = edit.devices {
        row.devices_needed = count("devices", devices)?;
        if devices > 0 && row.device_type_preference.is_none() {
            row.device_type_preference = Some(DevicePreference::Any);
        }
    }
    row.device_type_preference = edit.device_type.or(row.device_type_preference);
    for (field, new, most, old) in [
        (
            "contact-person",
            &edit.contact_person,
            100,
            &mut row.client_contact_person,
        ),
        ("email", &edit.email, 100, &mut row.client_email),
        ("phone", &edit.phone, 20, &mut row.client_phone),
        ("notes", &edit.notes, 2000, &mut row.requester_notes),
        (
            "room-boss-notes",
            &edit.room_boss_notes,
            2000,
            &mut row.room_boss_notes,
        ),
    ] {
        if let Some(text) = new {
            *old = new_text(field, Some(text), most)?;
        }
    }
    let needs_none = row.long_term || row.device_only;
    let heads = Attendance {
        learners: row.num_learners,
        facilitators: row.num_facilitators,
        total: row.headcount,
    };
    if edit.learners.or(edit.facilitators).or(edit.headcount).is_some() {
        heads.check(needs_none)?;
    }
    if row.device_only && row.devices_needed == 0 {
        return Err(Error::invalid(
            ErrorCode::NoDevices,
            "a booking of devices alone needs some",
        ));
    }
    Ok(())
}

/// A headcount of its own stays; one that was the sum follows it.
fn people(row: &mut BookingRow, edit: &Edit) -> Result<()> {
    let follows = row.headcount == row.num_learners + row.num_facilitators;
    if let Some(learners) = edit.learners {
        row.num_learners = count("learners", learners)?;
    }
    if let Some(facilitators) = edit.facilitators {
        row.num_facilitators = count("facilitators", facilitators)?;
    }
    if let Some(headcount) = edit.headcount {
        row.headcount = count("headcount", headcount)?;
    } else if follows {
        row.headcount = row.num_learners + row.num_facilitators;
    }
    Ok(())
}

pub(super) fn catering(old: &Catering, edit: &Edit) -> Result<Catering> {
    let mut new = old.clone();
    new.coffee_tea_station = edit.coffee.unwrap_or(old.coffee_tea_station);
    new.morning_catering = edit.morning.or(old.morning_catering);
    new.lunch_catering = edit.lunch.or(old.lunch_catering);
    if let Some(text) = &edit.catering_notes {
        new.catering_notes = new_text("catering-notes", Some(text), 2000)?;
    }
    new.stationery_needed = edit.stationery.unwrap_or(old.stationery_needed);
    if let Some(bottles) = edit.water_bottles {
        new.water_bottles = count("water-bottles", bottles)?;
    }
    Ok(new)
}

/// Another room for a booking that has one; another wish for a ghost.
pub(super) fn place(row: &mut BookingRow, edit: &Edit, all_rooms: &[Room]) -> Result<()> {
    let directory = rooms::directory_of(all_rooms);
    let find = |name: &String| rooms::find(&directory, name).map(|room| room.id);
    if let Some(name) = &edit.room {
        if row.status == Status::Pending {
            return Err(Error::conflict(
                ErrorCode::NoRoomYet,
                format!("booking {} is pending and has no room to change", row.id),
            )
            .hint(format!("colab booking assign {} --room \"{name}\"", row.id)));
        }
        if row.device_only {
            return Err(Error::invalid(
                ErrorCode::DeviceOnly,
                "devices alone have no room",
            ));
        }
        row.room_id = Some(find(name)?);
    }
    match edit.wished_room.as_deref().map(str::trim) {
        Some("") => row.wished_room_id = None,
        Some(name) => row.wished_room_id = Some(find(&name.to_owned())?),
        None => {}
    }
    Ok(())
}

/// A room that is new or whose period is must suit in every way, one that stays must still seat everybody; whoever is in
/// the way makes way if that was asked for.
pub(super) fn settle(
    tx: &mut Tx<'_>,
    grant: &Grant,
    before: &BookingRow,
    row: &BookingRow,
    all_rooms: &[Room],
    exceptions: &Overrides,
    warnings: &mut Vec<String>,
) -> Result<()> {
    let Some(room) = all_rooms.iter().find(|room| Some(room.row.id) == row.room_id) else {
        return Ok(());
    };
    let placed = |row: &BookingRow| (row.room_id, row.starts_at, row.ends_at);
    let period = Period::new(row.starts_at, row.ends_at)?;
    if placed(before) != placed(row) {
        check_room(tx, room, &period, row.headcount, exceptions, warnings)?;
    } else if before.headcount != row.headcount {
        check_capacity(tx, room, row.headcount, exceptions, warnings)?;
    }
    change::clear_way(tx, grant, row, room, &period, exceptions)
}

/// The request of devices as it is now.
pub(super) fn ask_again(
    tx: &mut Tx<'_>,
    id: i64,
    (devices, kind): (i32, Option<DevicePreference>),
) -> Result<()> {
    store::delete_requests(tx.connection(), id)?;
    let request = DeviceRequest {
        kind: kind.unwrap_or(DevicePreference::Any).device_type(),
        quantity: u32::try_from(devices).unwrap_or(0),
    };
    service::request_devices(tx, &[(id, request)])
}

/// Moves bookings to another day, time or room.
///
/// # Errors
/// As [`edit`]; `Invalid` for a period that ends before it starts or lies in the past.
pub fn reschedule(tx: &mut Tx<'_>, targets: &Targets, to: &Move, exceptions: &Overrides) -> Result<Changed> {
    let grant = tx.require(Permission::EditBookings)?;
    if to.room.is_some() && grant.reach() != PermissionScope::All {
        return Err(not_allowed(tx.actor(), "change the room"));
    }
    exceptions.allowed(tx, &grant)?;
    let all_rooms = rooms::all(tx.connection())?;
    let open = open_ones(tx, &grant, targets)?;
    let moved = moved(tx, targets, &open, to, exceptions)?;
    let series = split(tx, targets, &open)?;
    let room = Edit {
        room: to.room.clone(),
        ..Edit::default()
    };
    // All give their rooms back before any takes a new time: a series may move into its own place.
    if open.len() > 1 {
        let ids: Vec<i64> = open.iter().map(|booking| booking.row.id).collect();
        store::release(tx.connection(), &ids)?;
    }
    let mut changed = Changed::default();
    for (before, period) in open.into_iter().zip(moved) {
        let mut row = before.row.clone();
        row.series_id = series.or(row.series_id);
        (row.starts_at, row.ends_at) = (period.starts_at(), period.ends_at());
        place(&mut row, &room, &all_rooms)?;
        settle(
            tx,
            &grant,
            &before.row,
            &row,
            &all_rooms,
            exceptions,
            &mut changed.warnings,
        )?;
        let after = change::keep(tx, &grant, &before, row, None, json_of(exceptions)?)?;
        changed.bookings.push(after.unwrap_or(before));
    }
    tx.nothing_to_do();
    Ok(changed)
}

/// The new periods, in the order of the bookings.
fn moved(
    tx: &Tx<'_>,
    targets: &Targets,
    open: &[Booking],
    to: &Move,
    exceptions: &Overrides,
) -> Result<Vec<Period>> {
    let site = tx.site();
    let day_of = |booking: &Booking| site.local(booking.row.starts_at).date_naive();
    let named = open.iter().find(|booking| targets.ids.contains(&booking.row.id));
    let shift = match (to.day, named.or(open.first())) {
        (Some(day), Some(first)) => day - day_of(first),
        _ => to.by.unwrap_or_default(),
    };
    let moved = |booking: &Booking| {
        let period = moved_one(&site, &booking.row, shift, to.time)?;
        check_past(tx, &site, &period, exceptions.past || booking.row.long_term)?;
        Ok(period)
    };
    open.iter().map(moved).collect()
}

/// By whole local days, so that a change of clocks moves nothing; of several days, all of them move.
fn moved_one(
    site: &Site,
    row: &BookingRow,
    shift: TimeDelta,
    time: Option<(NaiveTime, NaiveTime)>,
) -> Result<Period> {
    let (start, end) = (
        site.local(row.starts_at).naive_local(),
        site.local(row.ends_at).naive_local(),
    );
    let (first, last) = (start.date() + shift, end.date() + shift);
    let (from, to) = time.unwrap_or((start.time(), end.time()));
    if first == last {
        return period_on(site, first, from, to);
    }
    Period::new(
        site.instant(first.and_time(from))?,
        site.instant(last.and_time(to))?,
    )
}
