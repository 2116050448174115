//! Writes assignments with their movements and audit events, for giving and taking back.

use serde_json::json;

use super::store::{self, DeviceAssignment, NewAssignment};
use crate::access::audit::AuditEvent;
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::booking::{self, Booking};
use crate::device::bulk;
use crate::device::model::{Device, DeviceAction, DeviceStatus, serial_key};
use crate::device::movement::{self, MovementCause, NewMovement};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::Period;

/// Locks and returns a booking that is not over.
///
/// # Errors
/// `NotFound`; `Conflict` for one that is over.
pub fn open_booking(tx: &mut Tx<'_>, grant: &Grant, id: i64) -> Result<Booking> {
    tx.connection().lock_rows("bookings", &[id])?;
    let booking = booking::service::load_one(tx, grant, id)?;
    if booking.row.status.is_closed() {
        return Err(Error::conflict(
            ErrorCode::BookingClosed,
            format!("booking {id} is {} and gets no devices", booking.row.status),
        ));
    }
    Ok(booking)
}

pub(super) fn period_of(booking: &Booking) -> Result<Period> {
    Period::new(booking.row.starts_at, booking.row.ends_at)
}

/// How an assignment came about, as the database stores it.
#[derive(Debug, Clone, Copy)]
pub(super) struct AssignmentNote<'n> {
    /// `manual` or `auto`.
    pub kind: &'static str,
    pub notes: Option<&'n str>,
    pub reason: Option<&'n str>,
}

/// Gives devices to a booking: writes the assignments under ids that are reserved, and their movements.
pub(super) fn give(
    tx: &mut Tx<'_>,
    grant: &Grant,
    booking: &Booking,
    (devices, ids): (&[Device], Vec<i64>),
    note: AssignmentNote<'_>,
) -> Result<()> {
    let (now, by) = (tx.now(), tx.actor().username.clone());
    let assignment = |device: &Device| NewAssignment {
        booking_id: Some(booking.row.id),
        assignment_type: note.kind,
        notes: note.notes.map(str::to_owned),
        ..NewAssignment::new(&device.row, &by, now)
    };
    let rows: Vec<NewAssignment> = devices.iter().map(assignment).collect();
    bulk::insert_with_ids(tx, grant, &rows, ids)?;
    let is_on = booking.row.starts_at <= now && now < booking.row.ends_at;
    let to_status = |device: &Device| {
        if is_on {
            DeviceStatus::Assigned
        } else {
            device.status()
        }
    };
    let movements = devices
        .iter()
        .map(|device| NewMovement::new(device, DeviceAction::Assigned, to_status(device)))
        .collect();
    let cause = MovementCause {
        to_booking: Some(booking.row.id),
        reason: note.reason.map(str::to_owned),
        ..MovementCause::default()
    };
    movement::record(tx, grant, movements, &cause)
}

/// Audits a booking's devices before and after as one change of the booking.
pub fn audit_devices(
    tx: &mut Tx<'_>,
    grant: &Grant,
    booking_id: i64,
    before: &[DeviceAssignment],
) -> Result<()> {
    let after = store::assigned_to(tx.connection(), booking_id)?;
    audit_change(tx, grant, booking_id, before, &after);
    Ok(())
}

/// Audits as [`audit_devices`] does, where the devices after the change are loaded.
pub(super) fn audit_change(
    tx: &mut Tx<'_>,
    grant: &Grant,
    booking_id: i64,
    before: &[DeviceAssignment],
    after: &[DeviceAssignment],
) {
    let serials = |assignments: &[DeviceAssignment]| {
        let serials = assignments.iter().map(|one| one.serial_number.as_str());
        let mut serials: Vec<&str> = serials.collect();
        serials.sort_by_cached_key(|serial| serial_key(serial));
        serials.dedup();
        json!({"devices": serials})
    };
    let event = AuditEvent::change("booking", booking_id, serials(before), serials(after));
    tx.audit(grant, event);
}
