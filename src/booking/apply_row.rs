//! Makes a booking what a row of a table describes: its details, period, room and status at once.

use serde_json::json;

use super::batch;
use super::checks::Overrides;
use super::edit::{self, BookingEdit};
use super::errors::{closed_booking, illegal_step, unknown_booking};
use super::import_rows::overrides;
use super::model::{Booking, SeriesScope};
use super::reach::check_reach;
use super::save::tell_of_move;
use super::status::{BookingStatus, BookingStep};
use super::steps::{self, StepNotes};
use super::targets::{BookingTargets, TimeGuard, chosen};
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::Period;
use crate::room::service as rooms;

/// What is to be different.
#[derive(Debug, Clone, Default)]
pub struct RowChange {
    pub edit: BookingEdit,
    pub period: Option<Period>,
    pub status: Option<BookingStatus>,
    /// Why the status changes.
    pub reason: Option<String>,
    /// Why there are more people than seats.
    pub over_capacity_reason: Option<String>,
}

impl RowChange {
    fn changes_content(&self, edit: &BookingEdit) -> bool {
        *edit != BookingEdit::default() || self.period.is_some() || self.over_capacity_reason.is_some()
    }
}

fn only(id: i64) -> BookingTargets {
    BookingTargets {
        ids: vec![id],
        scope: SeriesScope::One,
        guard: TimeGuard::Off,
    }
}

/// Changes a booking along the table of transitions; what is worth saying about it.
///
/// # Errors
/// `Conflict` for a status that is not reached from the present one, a booking that is over, or a room that is taken.
pub fn apply_row(tx: &mut Tx<'_>, id: i64, to: &RowChange) -> Result<Vec<String>> {
    let grant = tx.require(Permission::EditBookings)?;
    let before = load(tx, &grant, id)?;
    apply(tx, &grant, &before, to)
}

/// Changes bookings that want each other's rooms: all give theirs back before one takes a new one. The caller has a savepoint.
///
/// # Errors
/// As [`apply_row`], of the first that cannot be changed.
pub fn apply_together(tx: &mut Tx<'_>, changes: &[(i64, RowChange)]) -> Result<Vec<Vec<String>>> {
    let grant = tx.require(Permission::EditBookings)?;
    let before = changes.iter().map(|(id, _)| load(tx, &grant, *id));
    let before: Vec<Booking> = before.collect::<Result<_>>()?;
    let ids: Vec<i64> = changes.iter().map(|(id, _)| *id).collect();
    batch::release(tx, &grant, &ids)?;
    let changes = before.iter().zip(changes);
    changes
        .map(|(before, (_, to))| apply(tx, &grant, before, to))
        .collect()
}

fn apply(tx: &mut Tx<'_>, grant: &Grant, before: &Booking, to: &RowChange) -> Result<Vec<String>> {
    let id = before.row.id;
    let steps = match to.status {
        Some(status) => path(before, status)?,
        None => Vec::new(),
    };
    let mut edit = to.edit.clone();
    let is_assigned = steps.contains(&BookingStep::Assign);
    let assigned = edit.room.take_if(|_| is_assigned);
    let mut warnings = Vec::new();
    let mut allowed = overrides(&before.row);
    if to.changes_content(&edit) {
        if before.row.status.is_closed() {
            return Err(closed_booking(before));
        }
        allowed = change_content(tx, grant, before, &edit, to, &mut warnings)?;
    }
    for step in steps {
        let targets = only(id);
        let changed = match step {
            BookingStep::Assign => {
                let room = assigned.as_deref().ok_or_else(|| {
                    Error::invalid(
                        ErrorCode::NoRoom,
                        format!("booking {id} has no room and none is given"),
                    )
                })?;
                steps::assign(tx, &targets, room, None, &allowed)?
            }
            step => {
                let words = StepNotes {
                    reason: to.reason.clone(),
                    notes: None,
                };
                steps::take(tx, step, &targets, &words)?
            }
        };
        warnings.extend(changed.warnings);
    }
    Ok(warnings)
}

fn load(tx: &mut Tx<'_>, grant: &Grant, id: i64) -> Result<Booking> {
    let before = chosen(tx, grant, &only(id))?.pop();
    let before = before.ok_or_else(|| unknown_booking(id))?;
    check_reach(tx, grant, &before.row)?;
    Ok(before)
}

/// Returns the shortest way along the table of transitions from where the booking stands.
fn path(booking: &Booking, to: BookingStatus) -> Result<Vec<BookingStep>> {
    let from = booking.row.status;
    let mut ways: Vec<(BookingStatus, Vec<BookingStep>)> = vec![(from, Vec::new())];
    let mut next = 0;
    while let Some((status, way)) = ways.get(next).cloned() {
        if status == to {
            return Ok(way);
        }
        let mut legal = BookingStep::legal(status, booking.row.device_only);
        legal.retain(|step| *step != BookingStep::Reopen);
        for step in legal {
            let target = step.target(status);
            if ways.iter().all(|(known, _)| *known != target) {
                ways.push((target, [way.as_slice(), &[step]].concat()));
            }
        }
        next += 1;
    }
    let step = BookingStep::ALL
        .iter()
        .copied()
        .find(|step| step.target(from) == to);
    Err(step.map_or_else(|| closed_booking(booking), |step| illegal_step(booking, step)))
}

fn change_content(
    tx: &mut Tx<'_>,
    grant: &Grant,
    before: &Booking,
    edit: &BookingEdit,
    to: &RowChange,
    warnings: &mut Vec<String>,
) -> Result<Overrides> {
    let all_rooms = rooms::all(tx.connection())?;
    let mut row = before.row.clone();
    if to.over_capacity_reason.is_some() {
        row.over_capacity_reason.clone_from(&to.over_capacity_reason);
    }
    if let Some(period) = to.period {
        (row.starts_at, row.ends_at) = (period.starts_at(), period.ends_at());
        row.agreed_ends_at = None;
    }
    let mut catering = before.catering.clone();
    edit::apply(&mut row, &mut catering, edit, &all_rooms)?;
    let allowed = overrides(&row);
    edit::settle(tx, grant, &before.row, &row, &all_rooms, &allowed, warnings)?;
    let after = edit::save(tx, grant, before, row, catering, json!({}))?;
    // Whoever imports his own bookings reads of it in the report.
    let is_own = before.row.created_by == tx.actor().username;
    if let Some(after) = after.filter(|_| !is_own) {
        tell_of_move(tx, before, &after);
    }
    Ok(allowed)
}

/// Makes a booking again what it was, whichever steps led away from it.
///
/// # Errors
/// `Conflict` where its room is taken by now.
pub fn restore_row(tx: &mut Tx<'_>, id: i64, to: &RowChange, room_id: Option<Option<i64>>) -> Result<()> {
    let grant = tx.require_managed(Permission::EditBookings)?;
    let before = load(tx, &grant, id)?;
    let all_rooms = rooms::all(tx.connection())?;
    let mut row = before.row.clone();
    if let Some(period) = to.period {
        (row.starts_at, row.ends_at) = (period.starts_at(), period.ends_at());
        row.agreed_ends_at = None;
    }
    row.room_id = room_id.unwrap_or(row.room_id);
    let mut catering = before.catering.clone();
    edit::apply(&mut row, &mut catering, &to.edit, &all_rooms)?;
    if row.devices_needed == 0 {
        row.device_type_preference = None;
    }
    if let Some(status) = to.status {
        row.status = status;
        row.status_reason.clone_from(&to.reason);
    }
    if to.over_capacity_reason.is_some() {
        row.over_capacity_reason = to
            .over_capacity_reason
            .clone()
            .filter(|reason| !reason.is_empty());
    }
    edit::save(tx, &grant, &before, row, catering, json!({})).map(|_saved| ())
}
