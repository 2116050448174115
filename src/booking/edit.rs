//! Edits and moves bookings: one, the rest of its series, or all of it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use serde_json::json;

use super::checks::{Overrides, check_capacity, check_past, check_room};
use super::details::BookingDetails;
use super::displace::displace_conflicts;
use super::errors::closed_booking;
use super::model::{Booking, BookingRow, Catering, SeriesScope};
use super::reach::require_boss;
use super::save::{BookingUpdate, ChangedBookings, refuse_each_others_way, save_all, tell_of_move};
use super::sharing::shared;
use super::status::BookingStatus;
use super::targets::{BookingTargets, possible_of, within_reach_with, without_past};
use super::{service, store};
use crate::access::auth::{Grant, Permission, PermissionScope};
use crate::access::tx::{Tx, not_allowed};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::{Period, RepeatedHour, Site};
use crate::kernel::shell_word::shell_word;
use crate::kernel::text::counted;
use crate::room::Room;
use crate::room::service as rooms;
use colab_schedule::rooms::RoomDirectory;

/// What to change of bookings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BookingEdit {
    pub details: BookingDetails,
    /// The name of another room, for a booking that has one.
    pub room: Option<String>,
}

/// When it is to be instead.
#[derive(Debug, Clone, Default)]
pub struct BookingMove {
    /// The new day of the named booking; the others of a series move by as many days.
    pub day: Option<NaiveDate>,
    /// By so many days, each of them.
    pub by: Option<TimeDelta>,
    pub time: Option<(NaiveTime, NaiveTime)>,
    pub room: Option<String>,
    pub repeated_hour: Option<RepeatedHour>,
}

/// Changes what bookings say.
///
/// # Errors
/// `Conflict` for a booking that is over or a room that is taken, `Invalid` for values that break a rule.
pub fn edit(
    tx: &mut Tx<'_>,
    targets: &BookingTargets,
    edit: &BookingEdit,
    overrides: &Overrides,
) -> Result<ChangedBookings> {
    let grant = tx.require_managed(Permission::EditBookings)?;
    let bosses_alone = edit.room.is_some() || edit.details.room_boss_notes.is_some();
    if bosses_alone && !grant.is_of_boss() {
        return Err(not_allowed(
            tx.actor(),
            "change the room or the room boss's notes",
        ));
    }
    overrides.allowed(tx, &grant)?;
    let mut changed = ChangedBookings::default();
    let corrects =
        targets.scope == SeriesScope::One && edit.room.is_none() && edit.details.is_attendance_alone();
    let (open, all_rooms) = open_ones(tx, &grant, targets, corrects, &mut changed.warnings)?;
    // Whose a booking is says who manages it.
    if edit.details.tenant.is_some() && grant.reach() == PermissionScope::ManagedRooms {
        return Err(not_allowed(tx.actor(), "change the tenant of bookings"));
    }
    for booking in open.iter().filter(|_| bosses_alone) {
        require_boss(
            tx,
            &grant,
            &booking.row,
            "change the room or the room boss's notes of",
        )?;
    }
    let shares = if targets.scope == SeriesScope::One || edit.room.is_some() {
        BTreeMap::new()
    } else {
        shared(&edit.details, &open, &all_rooms)
    };
    if !shares.is_empty() {
        changed
            .warnings
            .push("the rooms of one time share the new numbers by their seats".to_owned());
    }
    let mut edited = Vec::with_capacity(open.len());
    for before in open {
        let (mut row, mut catering) = (before.row.clone(), before.catering.clone());
        let own = shares.get(&row.id).map(|details| BookingEdit {
            details: details.clone(),
            room: None,
        });
        apply(&mut row, &mut catering, own.as_ref().unwrap_or(edit), &all_rooms)?;
        edited.push((before, row, catering));
    }
    let differs = |(before, row, catering): &(Booking, BookingRow, Catering)| {
        before.row != *row || before.catering != *catering
    };
    let rows: Vec<&BookingRow> = edited.iter().map(|(_, row, _)| row).collect();
    let series = if edited.iter().any(differs) {
        split(tx, targets, &rows, &mut changed.warnings)?
    } else {
        BTreeMap::new()
    };
    let mut updates = Vec::with_capacity(edited.len());
    for (before, mut row, catering) in edited {
        row.series_id = row.series_id.map(|id| series.get(&id).copied().unwrap_or(id));
        if overrides.over_capacity {
            row.over_capacity_reason = overrides.reason()?;
        }
        updates.push(BookingUpdate {
            catering: Some(catering),
            ..BookingUpdate::new(before, row, json_of(overrides)?)
        });
    }
    changed.bookings = settle_and_save(tx, &grant, updates, &all_rooms, overrides, &mut changed.warnings)?;
    tx.mark_unchanged();
    Ok(changed)
}

/// Locks and returns the bookings that can still be changed, and all rooms; with `corrects` what is completed too, which says
/// then who came.
fn open_ones(
    tx: &mut Tx<'_>,
    grant: &Grant,
    targets: &BookingTargets,
    corrects: bool,
    notes: &mut Vec<String>,
) -> Result<(Vec<Booking>, Vec<Room>)> {
    let all_rooms = rooms::all_query(tx.connection());
    let (chosen, all_rooms) = within_reach_with(tx, grant, targets, notes, all_rooms)?;
    let open = possible_of(targets, chosen, |booking| {
        let is_corrected = corrects && booking.row.status == BookingStatus::Completed;
        if booking.row.status.is_closed() && !is_corrected {
            return Err(closed_booking(booking));
        }
        Ok(())
    })?;
    Ok((without_past(tx, targets, open, notes)?, all_rooms))
}

/// Makes a series of the bookings from here on, of each series of which an earlier one stays behind, and says so. Returns the
/// new series by the old one.
fn split(
    tx: &mut Tx<'_>,
    targets: &BookingTargets,
    rows: &[&BookingRow],
    notes: &mut Vec<String>,
) -> Result<BTreeMap<i64, i64>> {
    let mut new = BTreeMap::new();
    if targets.scope != SeriesScope::Rest {
        return Ok(new);
    }
    let now = tx.now();
    for series in rows
        .iter()
        .filter_map(|row| row.series_id)
        .collect::<BTreeSet<i64>>()
    {
        let of_series: Vec<&&BookingRow> = rows.iter().filter(|row| row.series_id == Some(series)).collect();
        let ids: Vec<i64> = of_series.iter().map(|row| row.id).collect();
        let first = of_series.iter().map(|row| row.starts_at).min().unwrap_or(now);
        let mut others = store::series_members(tx.connection(), series, None)?;
        others.retain(|id| !ids.contains(id));
        let others = store::by_ids(tx.connection(), &others)?;
        if others.iter().all(|row| row.starts_at >= first) {
            continue;
        }
        let id = tx.connection().reserve_id("booking_series")?;
        store::insert_series(tx.connection(), &[id], now)?;
        new.insert(series, id);
        notes.push(format!(
            "{} from booking {} on: series {id} now; --series of an earlier one leaves it out",
            counted(ids.len(), "booking"),
            ids.first().copied().unwrap_or_default()
        ));
    }
    Ok(new)
}

fn json_of(overrides: &Overrides) -> Result<serde_json::Value> {
    Ok(match overrides.reason()? {
        Some(reason) => json!({"reason": reason}),
        None => json!({}),
    })
}

/// Changes a booking and checks what it says then; when it is stays.
pub(super) fn apply(
    row: &mut BookingRow,
    catering: &mut Catering,
    edit: &BookingEdit,
    all_rooms: &[Room],
) -> Result<()> {
    let directory = rooms::directory_of(all_rooms);
    edit.details.apply(row, catering, &directory)?;
    if edit.details.name_people() {
        row.attendance().check(row.long_term || row.device_only)?;
    }
    if row.device_only && row.devices_needed == 0 {
        return Err(Error::invalid(
            ErrorCode::NoDevices,
            "a device-only booking needs at least one device",
        ));
    }
    change_room(row, edit.room.as_deref(), &directory)
}

/// Gives a booking that has a room another one.
fn change_room(row: &mut BookingRow, room: Option<&str>, directory: &RoomDirectory) -> Result<()> {
    let Some(name) = room else {
        return Ok(());
    };
    if row.status == BookingStatus::Pending {
        return Err(Error::conflict(
            ErrorCode::NoRoomYet,
            format!("booking {} is pending and has no room to change", row.id),
        )
        .hint(format!(
            "colab booking assign {} --room {}",
            row.id,
            shell_word(name)
        )));
    }
    if row.device_only {
        return Err(Error::invalid(
            ErrorCode::DeviceOnly,
            "a device-only booking has no room",
        ));
    }
    row.room_id = Some(rooms::find(directory, name)?.id);
    Ok(())
}

/// Checks the room. A new room, or one in a new period, must suit in every way; one that stays must still seat
/// everybody. Displaces conflicting bookings if that was asked for.
pub(super) fn settle(
    tx: &mut Tx<'_>,
    grant: &Grant,
    before: &BookingRow,
    row: &BookingRow,
    all_rooms: &[Room],
    overrides: &Overrides,
    warnings: &mut Vec<String>,
) -> Result<()> {
    let Some(room) = all_rooms.iter().find(|room| Some(room.row.id) == row.room_id) else {
        return Ok(());
    };
    let placed = |row: &BookingRow| (row.room_id, row.starts_at, row.ends_at);
    let period = Period::new(row.starts_at, row.ends_at)?;
    if placed(before) != placed(row) {
        check_room(tx, room, &period, row.headcount, overrides, warnings)?;
    } else if before.headcount != row.headcount {
        check_capacity(tx, room, row.headcount, overrides, warnings)?;
    }
    displace_conflicts(tx, grant, row, room, &period, overrides)
}

/// Settles bookings that differ and writes what they say now; the devices that they ask for are requested anew where they
/// differ, and who made them is told of moves. Returns all of them as they are then.
fn settle_and_save(
    tx: &mut Tx<'_>,
    grant: &Grant,
    updates: Vec<BookingUpdate>,
    all_rooms: &[Room],
    overrides: &Overrides,
    warnings: &mut Vec<String>,
) -> Result<Vec<Booking>> {
    // Who makes place for one of them is in nobody's way any more.
    let at_once = if overrides.displace { 1 } else { updates.len() };
    let ids: Vec<i64> = updates.iter().map(|update| update.row.id).collect();
    let mut saved = Vec::with_capacity(updates.len());
    for updates in updates.chunks(at_once.max(1)) {
        let differing = updates.iter().enumerate().filter(|(_, update)| update.differs());
        for (place, update) in differing {
            let (before, row) = (&update.before.row, &update.row);
            if overrides.displace {
                refuse_each_others_way(tx, row, &ids)?;
            }
            // Who came, came: what does not fit is told alone.
            let overrides = Overrides {
                over_capacity: overrides.over_capacity || before.status == BookingStatus::Completed,
                ..overrides.clone()
            };
            if let Err(error) = settle(tx, grant, before, row, all_rooms, &overrides, warnings) {
                save_all(tx, grant, updates.get(..place).unwrap_or_default())?;
                return Err(error);
            }
        }
        saved.extend(save_all(tx, grant, updates)?);
    }
    request_anew(tx, grant, &updates, &saved)?;
    let mut bookings = Vec::with_capacity(updates.len());
    for (update, after) in updates.into_iter().zip(saved) {
        if let Some(after) = &after {
            tell_of_move(tx, &update.before, after);
        }
        bookings.push(after.unwrap_or(update.before));
    }
    Ok(bookings)
}

/// Writes what one booking says now, as [`settle_and_save`] does.
pub(super) fn save(
    tx: &mut Tx<'_>,
    grant: &Grant,
    before: &Booking,
    row: BookingRow,
    catering: Catering,
    metadata: serde_json::Value,
) -> Result<Option<Booking>> {
    let updates = [BookingUpdate {
        catering: Some(catering),
        ..BookingUpdate::new(before.clone(), row, metadata)
    }];
    let saved = save_all(tx, grant, &updates)?;
    request_anew(tx, grant, &updates, &saved)?;
    Ok(saved.into_iter().next().flatten())
}

/// Requests the devices of bookings anew that ask for others than before.
fn request_anew(
    tx: &mut Tx<'_>,
    grant: &Grant,
    updates: &[BookingUpdate],
    saved: &[Option<Booking>],
) -> Result<()> {
    let after = updates.iter().zip(saved);
    let after = after.filter_map(|(update, after)| Some((update, after.as_ref()?)));
    let request = |booking: &Booking| booking.row.device_request();
    let other = after.filter(|(update, after)| request(&update.before) != request(after));
    let rows: Vec<BookingRow> = other.map(|(_, after)| after.row.clone()).collect();
    if rows.is_empty() {
        return Ok(());
    }
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    store::delete_requests(tx.connection(), &ids)?;
    service::request_devices_of(tx, grant, &rows)
}

/// Moves bookings to another day, time or room.
///
/// # Errors
/// As [`edit`]; `Invalid` for a period that ends before it starts or lies in the past.
pub fn reschedule(
    tx: &mut Tx<'_>,
    targets: &BookingTargets,
    to: &BookingMove,
    overrides: &Overrides,
) -> Result<ChangedBookings> {
    let grant = tx.require_managed(Permission::EditBookings)?;
    if to.room.is_some() && !grant.is_of_boss() {
        return Err(not_allowed(tx.actor(), "change the room"));
    }
    overrides.allowed(tx, &grant)?;
    let mut changed = ChangedBookings::default();
    let (open, all_rooms) = open_ones(tx, &grant, targets, false, &mut changed.warnings)?;
    for booking in open.iter().filter(|_| to.room.is_some()) {
        require_boss(tx, &grant, &booking.row, "change the room of")?;
    }
    let moved = moved(tx, targets, &open, to, overrides)?;
    let directory = rooms::directory_of(&all_rooms);
    let mut rows = Vec::with_capacity(open.len());
    for (before, period) in open.iter().zip(moved) {
        let mut row = before.row.clone();
        (row.starts_at, row.ends_at) = (period.starts_at(), period.ends_at());
        row.agreed_ends_at = None;
        change_room(&mut row, to.room.as_deref(), &directory)?;
        rows.push(row);
    }
    if open.iter().zip(&rows).any(|(before, row)| before.row != *row) {
        // The rest begins where it began before it moved.
        let before: Vec<&BookingRow> = open.iter().map(|booking| &booking.row).collect();
        let series = split(tx, targets, &before, &mut changed.warnings)?;
        for row in &mut rows {
            row.series_id = row.series_id.map(|id| series.get(&id).copied().unwrap_or(id));
        }
    }
    // All that move give their rooms back before any takes a new time: a series may move into its own place.
    let moving = open.iter().zip(&rows).filter(|(before, row)| before.row != **row);
    let ids: Vec<i64> = moving.map(|(before, _)| before.row.id).collect();
    if open.len() > 1 {
        store::release(tx.connection(), &ids)?;
    }
    let metadata = json_of(overrides)?;
    let updates = open.into_iter().zip(rows);
    let updates = updates.map(|(before, row)| BookingUpdate::new(before, row, metadata.clone()));
    let updates = updates.collect();
    changed.bookings = settle_and_save(tx, &grant, updates, &all_rooms, overrides, &mut changed.warnings)?;
    tx.mark_unchanged();
    Ok(changed)
}

/// Returns the new periods, in the order of the bookings.
fn moved(
    tx: &Tx<'_>,
    targets: &BookingTargets,
    open: &[Booking],
    to: &BookingMove,
    overrides: &Overrides,
) -> Result<Vec<Period>> {
    let site = Site {
        repeated_hour: to.repeated_hour,
        ..tx.site()
    };
    let day_of = |booking: &Booking| site.local(booking.row.starts_at).date_naive();
    let named = open.iter().find(|booking| targets.ids.contains(&booking.row.id));
    let shift = match (to.day, named.or(open.first())) {
        (Some(day), Some(first)) => day - day_of(first),
        _ => to.by.unwrap_or_default(),
    };
    let moved = |booking: &Booking| {
        let period = moved_one(&site, &booking.row, shift, to.time)?;
        check_past(tx, &site, &period, overrides.past || booking.row.long_term)?;
        Ok(period)
    };
    open.iter().map(moved).collect()
}

/// Moves a period by whole local days, so that a change of clocks moves nothing.
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
    // A night that gets another time is one day or one night again; a stay of several days keeps its days.
    let is_one_day = end - start <= TimeDelta::days(1);
    if first == last || time.is_some() && is_one_day {
        return site.period(first, from, to);
    }
    Period::new(
        site.instant(first.and_time(from))?,
        site.instant(last.and_time(to))?,
    )
}
