//! Takes a check-in, a check-out or a no-show back.

use serde_json::json;

use super::checks::given_text;
use super::describe::describe_booking;
use super::model::{Booking, BookingRow};
use super::save::{ChangedBookings, save_with_audit};
use super::status::{BookingStatus, BookingStep};
use super::steps::{announce, legal};
use super::targets::{BookingTargets, of_today, possible_of, within_reach};
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::kernel::error::{ErrorCode, Result};
use crate::room::service as rooms;

/// Leads bookings back to the status before: what is completed was checked in, what is checked in or a no-show was
/// confirmed. Of a series today's alone. A no-show whose room somebody has by now waits for a room again, and a note tells so.
///
/// # Errors
/// `Conflict` where there is no way back, or somebody has its devices by now.
pub fn reopen(tx: &mut Tx<'_>, targets: &BookingTargets, reason: Option<&str>) -> Result<ChangedBookings> {
    let grant = tx.require_managed(Permission::EditBookings)?;
    let reason = given_text("reason", reason, 500)?;
    let mut changed = ChangedBookings::default();
    let chosen = within_reach(tx, &grant, targets, &mut changed.warnings)?;
    let able = possible_of(targets, chosen, |booking| legal(booking, BookingStep::Reopen))?;
    for before in of_today(tx, targets, able, &mut changed.warnings)? {
        let after = reopen_one(tx, &grant, &before, reason.clone(), &mut changed.warnings)?;
        changed.bookings.push(after);
    }
    Ok(changed)
}

fn reopen_one(
    tx: &mut Tx<'_>,
    grant: &Grant,
    before: &Booking,
    reason: Option<String>,
    notes: &mut Vec<String>,
) -> Result<Booking> {
    let row = BookingRow {
        status: BookingStep::Reopen.target(before.row.status),
        status_reason: reason,
        ends_at: before.row.agreed_end(),
        agreed_ends_at: None,
        ..before.row.clone()
    };
    let metadata = json!({"step": BookingStep::Reopen});
    let is_used = match row.room_id {
        Some(id) => rooms::by_id(tx.connection(), id)?.row.is_active,
        None => true,
    };
    // What was completed goes on where it was: a room that went out of use is not a reason against it.
    let why = if is_used || before.row.status.holds_room() {
        let saved =
            tx.with_savepoint(|tx| save_with_audit(tx, grant, before, row.clone(), None, metadata.clone()));
        match saved {
            Err(error) if matches!(error.code, ErrorCode::RoomTaken | ErrorCode::RoomBlocked) => {
                error.message
            }
            saved => return Ok(saved?.unwrap_or_else(|| before.clone())),
        }
    } else {
        format!(
            "{} is no longer in use",
            before.room.as_deref().unwrap_or_default()
        )
    };
    if before.row.status.holds_room() {
        let short = BookingRow {
            ends_at: before.row.ends_at,
            agreed_ends_at: before.row.agreed_ends_at,
            ..row
        };
        let after = save_with_audit(tx, grant, before, short, None, metadata)?;
        notes.push(format!("booking {} keeps its early end: {why}", before.row.id));
        return Ok(after.unwrap_or_else(|| before.clone()));
    }
    let waiting = BookingRow {
        status: BookingStatus::Pending,
        wished_room_id: row.room_id,
        room_id: None,
        ..row
    };
    let after = save_with_audit(tx, grant, before, waiting, None, metadata)?;
    let after = after.unwrap_or_else(|| before.clone());
    notes.push(format!(
        "{} waits for a room again: {why}",
        describe_booking(&after, &tx.site())
    ));
    announce(tx, BookingStep::Unassign, &after);
    Ok(after)
}
