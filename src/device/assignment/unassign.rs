//! Takes devices back from a booking, and swaps them.

use std::slice;

use super::record::{self, AssignmentNote};
use super::refusal;
use super::store::{self, DeviceAssignment};
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::booking::{self, Booking};
use crate::device::availability::inventory::Inventory;
use crate::device::model::{Device, DeviceAction, DeviceHolding, DeviceStatus};
use crate::device::movement::{self, MovementCause, NewMovement};
use crate::device::service;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::shell_word::shell_word;
use crate::kernel::text::clean_text;

/// Takes devices back from a booking: these, or all that are not out on a rental.
///
/// # Errors
/// `Conflict` for a device that is out on a rental, or that the booking does not have.
pub fn unassign(
    tx: &mut Tx<'_>,
    booking_id: i64,
    given: Option<&[String]>,
    reason: Option<&str>,
) -> Result<Vec<Device>> {
    let grant = tx.require(Permission::AssignDevices)?;
    let reason = clean_reason(reason)?;
    tx.connection().lock_rows("bookings", &[booking_id])?;
    booking::service::load_one(tx, &grant, booking_id)?;
    let before = store::assigned_to(tx.connection(), booking_id)?;
    let devices = match given {
        Some(serials) => service::lock(tx, &grant, serials)?,
        None => {
            let here = before.iter().filter(|one| one.rental_id.is_none());
            let ids: Vec<i64> = here.map(|one| one.device_id).collect();
            service::by_ids(tx, &ids)?
        }
    };
    if devices.is_empty() {
        tx.mark_unchanged();
        return Ok(devices);
    }
    take(tx, &grant, booking_id, &devices, &before, None, reason.as_deref())?;
    record::audit_devices(tx, &grant, booking_id, &before)?;
    service::reload(tx, &devices)
}

fn clean_reason(reason: Option<&str>) -> Result<Option<String>> {
    reason.map(|text| clean_text("reason", text, 500)).transpose()
}

/// Deletes the assignments of devices that a booking has, and records their movements to a status or to where they are.
pub(super) fn take(
    tx: &mut Tx<'_>,
    grant: &Grant,
    booking_id: i64,
    devices: &[Device],
    assigned: &[DeviceAssignment],
    to: Option<DeviceStatus>,
    reason: Option<&str>,
) -> Result<()> {
    let mut ids = Vec::with_capacity(devices.len());
    for device in devices {
        ids.push(returnable(tx, booking_id, device, assigned)?);
    }
    store::delete_assignments(tx.connection(), &ids)?;
    let movements = devices
        .iter()
        .map(|device| {
            let to = to.unwrap_or(device.row.status);
            NewMovement::new(device, DeviceAction::Unassigned, to)
        })
        .collect();
    let cause = MovementCause {
        from_booking: Some(booking_id),
        reason: reason.map(str::to_owned),
        ..MovementCause::default()
    };
    movement::record(tx, grant, movements, &cause)
}

/// Returns the id of the assignment by which a booking has a device that can be taken back.
fn returnable(
    tx: &mut Tx<'_>,
    booking_id: i64,
    device: &Device,
    assigned: &[DeviceAssignment],
) -> Result<i64> {
    let serial = &device.row.serial_number;
    let Some(assignment) = assigned.iter().find(|one| one.device_id == device.row.id) else {
        return Err(Error::conflict(
            ErrorCode::DeviceNotAssigned,
            format!("booking {booking_id} does not have {serial}"),
        )
        .hint(format!("colab device show {}", shell_word(serial))));
    };
    let Some(rental_id) = assignment.rental_id else {
        return Ok(assignment.id);
    };
    let rental = store::rental_no(tx.connection(), rental_id)?;
    let fact = if device.status() == DeviceStatus::Offsite {
        format!("{serial} left the site on {rental}")
    } else {
        format!("{serial} is promised to {rental}")
    };
    Err(Error::conflict(ErrorCode::DeviceRented, fact).hint(format!(
        "colab rental return {rental} --serial {} --condition ok",
        shell_word(serial)
    )))
}

/// A booking's device, and the one that it gets instead.
#[derive(Debug, Clone, Copy)]
pub struct DeviceSwap<'s> {
    pub booking_id: i64,
    pub serial: &'s str,
    pub with: &'s str,
    pub reason: Option<&'s str>,
    pub allow_past: bool,
}

/// Replaces a booking's device by another one. If another booking has that one, the two bookings swap.
///
/// # Errors
/// As `assign`; `Conflict` when the other booking cannot have this device.
pub fn swap(tx: &mut Tx<'_>, wanted: &DeviceSwap<'_>) -> Result<Vec<Device>> {
    let grant = tx.require(Permission::AssignDevices)?;
    let reason = clean_reason(wanted.reason)?;
    let (reason, booking_id) = (reason.as_deref(), wanted.booking_id);
    let booking = record::open_booking(tx, &grant, booking_id)?;
    if !wanted.allow_past {
        booking::refuse_ended(&booking, &tx.site(), tx.now())?;
    }
    let devices = service::lock(tx, &grant, &[wanted.serial.to_owned(), wanted.with.to_owned()])?;
    let [old, new] = devices.as_slice() else {
        return Err(Error::internal("expected two devices"));
    };
    let before = store::assigned_to(tx.connection(), booking_id)?;
    take(
        tx,
        &grant,
        booking_id,
        slice::from_ref(old),
        &before,
        None,
        reason,
    )?;
    if let Some(id) = other_booking(tx, &grant, &booking, new)? {
        let other = record::open_booking(tx, &grant, id)?;
        let had = store::assigned_to(tx.connection(), id)?;
        take(tx, &grant, id, slice::from_ref(new), &had, None, reason)?;
        give_one(tx, &grant, &other, old, reason)?;
        record::audit_devices(tx, &grant, id, &had)?;
    }
    give_one(tx, &grant, &booking, new, reason)?;
    record::audit_devices(tx, &grant, booking_id, &before)?;
    service::reload(tx, &devices)
}

/// Returns the booking that has a device in the period of this one.
///
/// # Errors
/// `Conflict` when a rental has it.
fn other_booking(tx: &mut Tx<'_>, grant: &Grant, booking: &Booking, device: &Device) -> Result<Option<i64>> {
    let period = record::period_of(booking)?;
    let inventory = Inventory::of(tx, grant, &period, slice::from_ref(device))?;
    let holding = inventory.holders(tx, grant, device.row.id)?.into_iter().next();
    match holding {
        None => Ok(None),
        Some(DeviceHolding {
            booking_id: Some(id),
            rental_no: None,
            ..
        }) => Ok(Some(id)),
        Some(holding) => Err(refusal::taken(tx, grant, device, &holding, &period)?),
    }
}

fn give_one(
    tx: &mut Tx<'_>,
    grant: &Grant,
    booking: &Booking,
    device: &Device,
    reason: Option<&str>,
) -> Result<()> {
    let period = record::period_of(booking)?;
    let devices = slice::from_ref(device);
    let facts = (
        Inventory::facts_query(tx, &period, Some(&[device.row.id])),
        store::reserved_ids(devices.len()),
    );
    let (facts, ids) = tx.connection().answer(facts)?;
    let inventory = Inventory::of_facts(tx, &period, devices, facts);
    refusal::check(tx, grant, booking, device, &inventory, &[])?;
    let note = AssignmentNote {
        kind: "manual",
        notes: None,
        reason,
    };
    record::give(tx, grant, booking, (devices, ids), note)
}
