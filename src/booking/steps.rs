//! The workflow: from one status to the next, along the one table of transitions.

use chrono::{DurationRound, TimeDelta};
use serde_json::json;

use super::checks::{Overrides, check_room, given_notes, given_text};
use super::demand;
use super::describe::describe_booking;
use super::displace::displace_conflicts;
use super::errors::{early_step, illegal_step};
use super::model::{Booking, BookingRow};
use super::save::{BookingUpdate, ChangedBookings, refuse_each_others_way, save_all};
use super::status::{BookingStatus, BookingStep};
use super::targets::{BookingTargets, TimeGuard, of_today, possible_of, within_reach, without_past};
use crate::access::auth::{Grant, Permission, Role};
use crate::access::outbox::{Announcement, Recipient};
use crate::access::tx::{Tx, not_allowed};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::Period;
use crate::kernel::shell_word::shell_word;
use crate::kernel::timestamp::Timestamp;
use crate::room::Room;
use crate::room::service as rooms;

/// What goes with a step that needs no room.
#[derive(Debug, Clone, Default)]
pub struct StepNotes {
    /// Why; a rejection needs it.
    pub reason: Option<String>,
    /// The room boss's notes; the requester's stay as they are.
    pub notes: Option<String>,
}

impl BookingStep {
    fn permission(self) -> Permission {
        match self {
            Self::Assign | Self::Unassign | Self::Confirm | Self::Reject | Self::Displace => {
                Permission::AssignRooms
            }
            Self::Cancel | Self::CheckIn | Self::CheckOut | Self::NoShow | Self::Reopen => {
                Permission::EditBookings
            }
        }
    }
}

/// Takes a step that needs no room: unassign, confirm, reject, cancel, check-in, check-out, no-show.
///
/// # Errors
/// `Conflict` where the status does not allow it, naming what is legal; `Invalid` for a rejection without a reason.
pub fn take(
    tx: &mut Tx<'_>,
    step: BookingStep,
    targets: &BookingTargets,
    words: &StepNotes,
) -> Result<ChangedBookings> {
    let grant = tx.require_managed(step.permission())?;
    let reason = given_text("reason", words.reason.as_deref(), 500)?;
    if step == BookingStep::Reject && reason.is_none() {
        return Err(
            Error::invalid(ErrorCode::NoReason, "a rejection needs a reason").hint("use --reason REASON")
        );
    }
    let notes = given_notes("notes", words.notes.as_deref())?;
    let mut changed = ChangedBookings::default();
    let chosen = within_reach(tx, &grant, targets, &mut changed.warnings)?;
    // With a reason a confirmed booking goes back to the queue too, as one that is displaced does.
    let is_requeued = |booking: &Booking| {
        step == BookingStep::Unassign
            && reason.is_some()
            && BookingStep::Displace.is_legal(booking.row.status, booking.row.device_only)
    };
    let able = possible_of(targets, chosen, |booking| {
        if is_requeued(booking) {
            return Ok(());
        }
        legal(booking, step)
    })?;
    let mut updates = Vec::new();
    for before in in_time(tx, step, targets, able, &mut changed.warnings)? {
        let mut row = before.row.clone();
        row.status = step.target(row.status);
        row.status_reason.clone_from(&reason);
        if row.status == BookingStatus::Pending {
            row.room_id = None;
        }
        if step == BookingStep::CheckOut && targets.guard != TimeGuard::Off {
            leave_now(&mut row, tx.now());
        }
        if notes.is_some() {
            row.room_boss_notes.clone_from(&notes);
        }
        updates.push(BookingUpdate::new(before, row, json!({"step": step})));
    }
    // A rejection looks for rooms as they are when it alone is made.
    let at_once = if step == BookingStep::Reject {
        1
    } else {
        updates.len()
    };
    for updates in updates.chunks(at_once.max(1)) {
        let saved = save_all(tx, &grant, updates)?;
        for (update, after) in updates.iter().zip(saved) {
            let after = after.unwrap_or_else(|| update.before.clone());
            announce(tx, step, &after);
            if step == BookingStep::Reject {
                demand::record_rejected(tx, &grant, &after.row)?;
            }
            changed.bookings.push(after);
        }
    }
    Ok(changed)
}

pub(super) fn legal(booking: &Booking, step: BookingStep) -> Result<()> {
    if step.is_legal(booking.row.status, booking.row.device_only) {
        Ok(())
    } else {
        Err(illegal_step(booking, step))
    }
}

/// Gives the room and the devices of a booking back from this minute on, where it would last longer.
fn leave_now(row: &mut BookingRow, now: Timestamp) {
    let minute = now.utc().duration_trunc(TimeDelta::minutes(1));
    let left_at = minute.map_or(now, Timestamp::from);
    if row.starts_at < left_at && left_at < row.ends_at {
        row.agreed_ends_at = Some(row.ends_at);
        row.ends_at = left_at;
    }
}

/// Returns those for which it is the time for a step; the notes tell of the others.
fn in_time(
    tx: &Tx<'_>,
    step: BookingStep,
    targets: &BookingTargets,
    able: Vec<Booking>,
    notes: &mut Vec<String>,
) -> Result<Vec<Booking>> {
    match step {
        BookingStep::Cancel
        | BookingStep::Unassign
        | BookingStep::Assign
        | BookingStep::Confirm
        | BookingStep::Reject => without_past(tx, targets, able, notes),
        BookingStep::CheckIn | BookingStep::CheckOut | BookingStep::NoShow
            if targets.guard != TimeGuard::Off =>
        {
            let able = of_today(tx, targets, able, notes)?;
            possible_of(targets, able, |booking| begun(tx, booking, step))
        }
        _ => Ok(able),
    }
}

/// Refuses a check-in before the booking's day, and a check-out or a no-show before its start.
fn begun(tx: &Tx<'_>, booking: &Booking, step: BookingStep) -> Result<()> {
    let (site, now, starts_at) = (tx.site(), tx.now(), booking.row.starts_at);
    let is_early = if step == BookingStep::CheckIn {
        site.local(starts_at).date_naive() > site.today(now)
    } else {
        starts_at > now
    };
    if is_early {
        return Err(early_step(booking, step, &site, now));
    }
    Ok(())
}

/// Gives ghosts a room.
///
/// # Errors
/// `Conflict` where the room is taken, naming who has it and what would do; as [`check_room`] for people and rules.
pub fn assign(
    tx: &mut Tx<'_>,
    targets: &BookingTargets,
    room: &str,
    notes: Option<&str>,
    overrides: &Overrides,
) -> Result<ChangedBookings> {
    let grant = tx.require_managed(Permission::AssignRooms)?;
    if !grant.is_of_boss() {
        return Err(not_allowed(tx.actor(), "assign rooms"));
    }
    let all_rooms = rooms::all(tx.connection())?;
    let room = rooms::named(&all_rooms, &rooms::directory_of(&all_rooms), room)?;
    let mut changed = ChangedBookings::default();
    let chosen = within_reach(tx, &grant, targets, &mut changed.warnings)?;
    let able = possible_of(targets, chosen, |booking| {
        legal(booking, BookingStep::Assign).map_err(|error| or_move(error, booking, &room.row.name))
    })?;
    let able = in_time(tx, BookingStep::Assign, targets, able, &mut changed.warnings)?;
    // Who makes place for one of them is in nobody's way any more.
    let at_once = if overrides.displace { 1 } else { able.len() };
    let ids: Vec<i64> = able.iter().map(|before| before.row.id).collect();
    for able in able.chunks(at_once.max(1)) {
        for before in able.iter().filter(|_| overrides.displace) {
            let row = BookingRow {
                room_id: Some(room.row.id),
                ..before.row.clone()
            };
            refuse_each_others_way(tx, &row, &ids)?;
        }
        let places: Vec<_> = able.iter().map(|before| (before, room)).collect();
        let assigned = assign_rooms(tx, &grant, &places, notes, overrides, &mut changed.warnings)?;
        changed.bookings.extend(assigned);
    }
    Ok(changed)
}

/// Adds to the refusal to assign a room how a booking that has one gets another.
fn or_move(mut error: Error, booking: &Booking, room: &str) -> Error {
    if booking.row.room_id.is_some() && !booking.row.status.is_closed() {
        let (id, room) = (booking.row.id, shell_word(room));
        let command = format!("colab booking reschedule {id} --room {room}");
        error.hints.insert(0, format!("another room: {command}"));
    }
    error
}

/// Gives ghosts their rooms; for whoever holds the permission to assign rooms.
///
/// # Errors
/// As [`assign`], for the first that cannot have its room.
pub fn assign_rooms(
    tx: &mut Tx<'_>,
    grant: &Grant,
    places: &[(&Booking, &Room)],
    notes: Option<&str>,
    overrides: &Overrides,
    warnings: &mut Vec<String>,
) -> Result<Vec<Booking>> {
    let mut updates = Vec::with_capacity(places.len());
    for (before, room) in places {
        match assignment(tx, grant, before, room, notes, overrides, warnings) {
            Ok(update) => updates.push(update),
            Err(error) => {
                save_all(tx, grant, &updates)?;
                return Err(error);
            }
        }
    }
    let assigned: Vec<Booking> = save_all(tx, grant, &updates)?.into_iter().flatten().collect();
    if assigned.len() < updates.len() {
        return Err(Error::internal("an assignment changed nothing"));
    }
    for after in &assigned {
        announce(tx, BookingStep::Assign, after);
    }
    Ok(assigned)
}

/// Checks that a ghost may have a room, sends off who is in the way if that was asked for, and returns what the ghost is to be.
fn assignment(
    tx: &mut Tx<'_>,
    grant: &Grant,
    before: &Booking,
    room: &Room,
    notes: Option<&str>,
    overrides: &Overrides,
    warnings: &mut Vec<String>,
) -> Result<BookingUpdate> {
    legal(before, BookingStep::Assign)?;
    let period = Period::new(before.row.starts_at, before.row.ends_at)?;
    check_room(tx, room, &period, before.row.headcount, overrides, warnings)?;
    displace_conflicts(tx, grant, &before.row, room, &period, overrides)?;
    let mut row = before.row.clone();
    row.status = BookingStep::Assign.target(row.status);
    row.room_id = Some(room.row.id);
    row.status_reason = None;
    if let Some(notes) = given_notes("notes", notes)? {
        row.room_boss_notes = Some(notes);
    }
    if overrides.over_capacity {
        row.over_capacity_reason = overrides.reason()?;
    }
    let metadata = json!({"step": BookingStep::Assign, "reason": overrides.reason()?});
    Ok(BookingUpdate::new(before.clone(), row, metadata))
}

/// Returns the bosses whose rooms or devices a booking gives back.
fn bosses(booking: &Booking) -> Vec<Recipient> {
    let (room, devices) = (!booking.row.device_only, booking.row.devices_needed > 0);
    let bosses = [
        (room, Role::TrainingFacilityAdmin),
        (devices || !room, Role::ItRentalAdmin),
    ];
    let concerned = bosses.into_iter().filter(|(is_concerned, _)| *is_concerned);
    concerned.map(|(_, role)| Recipient::Role(role)).collect()
}

/// Tells who made the booking what became of it, and the bosses of one that gives its room or devices back.
pub(super) fn announce(tx: &mut Tx<'_>, step: BookingStep, after: &Booking) {
    let topic = match step {
        BookingStep::Assign => "booking_room_assigned",
        BookingStep::Unassign => "booking_pending",
        BookingStep::Confirm => "booking_confirmed",
        BookingStep::Reject => "booking_rejected",
        BookingStep::Cancel => "booking_cancelled",
        BookingStep::CheckIn
        | BookingStep::CheckOut
        | BookingStep::NoShow
        | BookingStep::Reopen
        | BookingStep::Displace => return,
    };
    let mut audience = vec![Recipient::User(after.row.created_by.clone())];
    if matches!(step, BookingStep::Cancel | BookingStep::Unassign) {
        audience.extend(bosses(after));
    }
    let reason = after
        .row
        .status_reason
        .as_ref()
        .map(|reason| format!(": {reason}"));
    let message = format!(
        "{}{}",
        describe_booking(after, &tx.site()),
        reason.unwrap_or_default()
    );
    tx.announce(Announcement {
        topic,
        audience,
        entity: "booking",
        entity_id: after.row.id.to_string(),
        message,
    });
}
