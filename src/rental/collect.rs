//! Handing over the devices of a planned rental.

use serde_json::json;

use super::model::{Rental, RentalRow, RentalStatus, RentedDevice};
use super::{return_devices, service, start, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::db::{OnViolation, contention};
use crate::device::assignment::{DeviceAssignment, refusal};
use crate::device::availability::inventory::Inventory;
use crate::device::model::{Device, DeviceStatus};
use crate::device::service as devices;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::Period;

/// Hands over all devices of a planned rental: it begins now, and its hold with it. On its first day, or after it, the hold
/// stays and the devices are recorded as gone.
///
/// # Errors
/// `Conflict` for a rental that was handed over or returned, and for a device that is not here, not fit or somebody else's
/// until the first day.
pub fn collect(tx: &mut Tx<'_>, number: &str) -> Result<Rental> {
    let grant = tx.require(Permission::AssignDevices)?;
    let row = service::lock(tx, &grant, number)?;
    let now = tx.now();
    let today = tx.site().today(now);
    if row.status(today) == RentalStatus::Returned {
        return Err(return_devices::already_returned(tx, &row));
    }
    let taken = store::devices_of(tx.connection(), &[row.id])?;
    let out: Vec<RentedDevice> = taken.into_iter().filter(RentedDevice::is_out).collect();
    let serials: Vec<String> = out.iter().map(|one| one.serial_number.clone()).collect();
    let devices = devices::lock(tx, &grant, &serials)?;
    let is_planned = row.is_planned(today);
    let left = service::left(tx)?;
    let own = |device: &Device| out.iter().find(|one| one.device_id == device.row.id);
    let has_left = |device: &Device| own(device).is_some_and(|one| left.contains(&one.assignment_id));
    let here: Vec<Device> = devices
        .into_iter()
        .filter(|device| is_planned || device.row.status != DeviceStatus::Offsite || !has_left(device))
        .collect();
    if here.is_empty() {
        return Err(handed_over(&row));
    }
    let mut after = row.clone();
    if is_planned {
        check_until(tx, &grant, &row, &here, &out)?;
        (after.rental_date, after.starts_at) = (today, now);
        let moved = store::set_start(tx.connection(), row.id, today, now, now);
        // A writer that was faster is found on the retry.
        moved.on_violation("device_holds_no_overlap", contention)?;
    } else {
        if let Some(unfit) = here.iter().find(|device| !device.row.status.can_be_promised()) {
            return Err(refusal::out_of_service(unfit));
        }
        let is_elsewhere = |device: &&Device| device.status() == DeviceStatus::Offsite && !has_left(device);
        if let Some(elsewhere) = here.iter().find(is_elsewhere) {
            return Err(start::already_out(elsewhere));
        }
        store::touch(tx.connection(), row.id, now)?;
    }
    let cause = service::cause(&row, None);
    start::leave(tx, &grant, &after, &here, &cause)?;
    let facts = |row: &RentalRow, out: usize| json!({"rental_date": row.rental_date, "starts_at": row.starts_at, "out": out});
    tx.audit(
        &grant,
        AuditEvent::change(
            "rental",
            &row.rental_no,
            facts(&row, out.len() - here.len()),
            facts(&after, out.len()),
        )
        .with(json!({"devices": serials})),
    );
    service::reload_of(tx, row.id, Some(row.client_id))
}

/// Checks that the devices are here and nobody else's from now until the rental was to begin.
fn check_until(
    tx: &mut Tx<'_>,
    grant: &Grant,
    row: &RentalRow,
    here: &[Device],
    out: &[RentedDevice],
) -> Result<()> {
    let period = Period::new(tx.now(), row.starts_at)?;
    let inventory = Inventory::of(tx, grant, &period, here)?;
    for device in here {
        let own = out.iter().find(|one| one.device_id == device.row.id);
        let own = own.map(|one| DeviceAssignment {
            id: one.assignment_id,
            device_id: one.device_id,
            serial_number: device.row.serial_number.clone(),
            rental_id: Some(row.id),
            returned_at: None,
        });
        start::check(tx, grant, device, &inventory, own.as_ref(), false)?;
    }
    Ok(())
}

fn handed_over(row: &RentalRow) -> Error {
    let number = &row.rental_no;
    Error::conflict(
        ErrorCode::DeviceOut,
        format!("{number} was handed over on {}", row.rental_date),
    )
    .hint(format!("colab rental show {number}"))
}
