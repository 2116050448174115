//! The workflow: from one status to the next, along the one table of transitions.

use serde_json::json;

use super::change::{self, Changed};
use super::checks::{Overrides, check_reach, check_room, given_text};
use super::conflict;
use super::model::{Booking, Status, Step};
use super::targets::{Targets, chosen, illegal, possible_of};
use crate::access::auth::{Grant, Permission, PermissionScope, Role};
use crate::access::outbox::{Announcement, Recipient};
use crate::access::tx::{Tx, not_allowed};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::Period;
use crate::room::Room;
use crate::room::service as rooms;

/// A step without a room: what is said with it.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// Why; a rejection needs it.
    pub reason: Option<String>,
    /// The room boss's notes; the requester's stay as they are.
    pub notes: Option<String>,
}

impl Step {
    fn permission(self) -> Permission {
        match self {
            Self::Assign | Self::Unassign | Self::Confirm | Self::Reject | Self::Displace => {
                Permission::AssignRooms
            }
            Self::Cancel | Self::CheckIn | Self::CheckOut | Self::NoShow => Permission::EditBookings,
        }
    }
}

/// Takes a step that needs no room: unassign, confirm, reject, cancel, check-in, check-out, no-show.
///
/// # Errors
/// `Conflict` where the status does not allow it, naming what is legal; `Invalid` for a rejection without a reason.
pub fn take(tx: &mut Tx<'_>, step: Step, targets: &Targets, words: &Words) -> Result<Changed> {
    let grant = tx.require(step.permission())?;
    let reason = given_text("reason", words.reason.as_deref(), 500)?;
    if step == Step::Reject && reason.is_none() {
        return Err(Error::invalid(ErrorCode::NoReason, "a rejection needs a reason").hint("--reason REASON"));
    }
    let notes = given_text("notes", words.notes.as_deref(), 2000)?;
    let chosen = chosen(tx, targets)?;
    for booking in &chosen {
        check_reach(tx, &grant, &booking.row)?;
    }
    let able = possible_of(targets, chosen, |booking| legal(booking, step))?;
    let mut changed = Changed {
        bookings: Vec::new(),
        warnings: able
            .iter()
            .filter_map(|booking| too_early(tx, booking, step))
            .collect(),
    };
    for before in able {
        let mut row = before.row.clone();
        row.status = step.target();
        row.status_reason.clone_from(&reason);
        if row.status == Status::Pending {
            row.room_id = None;
        }
        if notes.is_some() {
            row.room_boss_notes.clone_from(&notes);
        }
        let after = change::keep(tx, &grant, &before, row, None, json!({"step": step}))?;
        let after = after.unwrap_or(before);
        announce(tx, step, &after);
        changed.bookings.push(after);
    }
    Ok(changed)
}

fn legal(booking: &Booking, step: Step) -> Result<()> {
    if step.is_legal(booking.row.status, booking.row.device_only) {
        Ok(())
    } else {
        Err(illegal(booking, step))
    }
}

/// Who comes or stays away before the day is recorded, and said to be odd.
fn too_early(tx: &Tx<'_>, booking: &Booking, step: Step) -> Option<String> {
    let day = tx.site().local(booking.row.starts_at).date_naive();
    let odd =
        matches!(step, Step::CheckIn | Step::CheckOut | Step::NoShow) && day > tx.site().today(tx.now());
    odd.then(|| format!("booking {} is not before {day}", booking.row.id))
}

/// Gives ghosts a room.
///
/// # Errors
/// `Conflict` where the room is taken, naming who has it and what would do; as [`check_room`] for people and rules.
pub fn assign(
    tx: &mut Tx<'_>,
    targets: &Targets,
    room: &str,
    notes: Option<&str>,
    exceptions: &Overrides,
) -> Result<Changed> {
    let grant = tx.require(Permission::AssignRooms)?;
    if grant.reach() != PermissionScope::All {
        return Err(not_allowed(tx.actor(), "assign rooms"));
    }
    let all_rooms = rooms::all(tx.connection())?;
    let room = rooms::named(&all_rooms, &rooms::directory_of(&all_rooms), room)?;
    let chosen = chosen(tx, targets)?;
    let able = possible_of(targets, chosen, |booking| legal(booking, Step::Assign))?;
    let mut changed = Changed::default();
    for before in able {
        let after = assign_room(
            tx,
            &grant,
            &before,
            room,
            notes,
            exceptions,
            &mut changed.warnings,
        )?;
        changed.bookings.push(after);
    }
    Ok(changed)
}

/// Gives one ghost a room; for whoever holds the permission to assign rooms.
///
/// # Errors
/// As [`assign`].
pub fn assign_room(
    tx: &mut Tx<'_>,
    grant: &Grant,
    before: &Booking,
    room: &Room,
    notes: Option<&str>,
    exceptions: &Overrides,
    warnings: &mut Vec<String>,
) -> Result<Booking> {
    legal(before, Step::Assign)?;
    let period = Period::new(before.row.starts_at, before.row.ends_at)?;
    check_room(tx, room, &period, before.row.headcount, exceptions, warnings)?;
    change::clear_way(tx, grant, &before.row, room, &period, exceptions)?;
    let mut row = before.row.clone();
    row.status = Step::Assign.target();
    row.room_id = Some(room.row.id);
    row.status_reason = None;
    if let Some(notes) = given_text("notes", notes, 2000)? {
        row.room_boss_notes = Some(notes);
    }
    if exceptions.over_capacity {
        row.over_capacity_reason = exceptions.reason()?;
    }
    let metadata = json!({"step": Step::Assign, "reason": exceptions.reason()?});
    let after = change::keep(tx, grant, before, row, None, metadata)?;
    let after = after.ok_or_else(|| Error::internal("an assignment changed nothing"))?;
    announce(tx, Step::Assign, &after);
    Ok(after)
}

/// Whose rooms or devices a booking gives back.
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
fn announce(tx: &mut Tx<'_>, step: Step, after: &Booking) {
    let topic = match step {
        Step::Assign => "booking_room_assigned",
        Step::Unassign => "booking_pending",
        Step::Confirm => "booking_confirmed",
        Step::Reject => "booking_rejected",
        Step::Cancel => "booking_cancelled",
        Step::CheckIn | Step::CheckOut | Step::NoShow | Step::Displace => return,
    };
    let mut audience = vec![Recipient::User(after.row.created_by.clone())];
    if matches!(step, Step::Cancel | Step::Unassign) {
        audience.extend(bosses(after));
    }
    let reason = after
        .row
        .status_reason
        .as_ref()
        .map(|reason| format!(": {reason}"));
    let message = format!(
        "{}{}",
        conflict::in_words(after, &tx.site()),
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
