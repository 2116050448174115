//! Explains why a device cannot be given to a booking or a rental.

use super::store::DeviceAssignment;
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::booking::Booking;
use crate::device::availability::inventory::Inventory;
use crate::device::model::{Device, DeviceHolding, DeviceStatus};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::Period;
use crate::kernel::shell_word::shell_word;

/// Other free devices named in a refusal.
const NAMED: usize = 5;

/// Checks that a booking may get a device; `before` is what it has already.
///
/// # Errors
/// `Conflict` for a device that it has, that somebody else has then, or that is overdue or out of service.
pub(super) fn check(
    tx: &mut Tx<'_>,
    grant: &Grant,
    booking: &Booking,
    device: &Device,
    inventory: &Inventory,
    before: &[DeviceAssignment],
) -> Result<()> {
    let (id, serial) = (device.row.id, &device.row.serial_number);
    if before
        .iter()
        .any(|one| one.device_id == id && one.returned_at.is_none())
    {
        return Err(Error::conflict(
            ErrorCode::DeviceAssigned,
            format!("booking {} already has {serial}", booking.row.id),
        ));
    }
    if !device.row.status.can_be_promised() {
        return Err(out_of_service(device));
    }
    if inventory.is_overdue(id) {
        return Err(overdue(device, inventory));
    }
    if inventory.holds(id).next().is_none() {
        return Ok(());
    }
    match inventory.holders(tx, grant, id)?.first() {
        Some(holding) => Err(taken(tx, grant, device, holding, &inventory.period)?),
        None => Ok(()),
    }
}

/// Returns the refusal of a device that is out of service.
pub fn out_of_service(device: &Device) -> Error {
    let serial = &device.row.serial_number;
    let error = Error::conflict(
        ErrorCode::DeviceOutOfService,
        format!("{serial} is {}", device.row.status),
    );
    if device.row.status.is_terminal() {
        error
    } else {
        let verb = if device.row.status == DeviceStatus::Lost {
            format!("colab device found {}", shell_word(serial))
        } else {
            format!("colab device move {} --to available", shell_word(serial))
        };
        error.hint(verb)
    }
}

/// Returns the refusal of a device that should be back from a rental.
pub fn overdue(device: &Device, inventory: &Inventory) -> Error {
    let out = inventory.out(device.row.id);
    let rental = out.and_then(|held| held.rental_no.clone()).unwrap_or_default();
    let serial = &device.row.serial_number;
    let fact = if device.was_left_behind {
        format!("{serial} never left with {rental}, which is due and still open")
    } else {
        format!("{serial} is overdue on {rental} and not back")
    };
    Error::conflict(ErrorCode::DeviceOverdue, fact).hint(format!(
        "colab rental return {rental} --serial {} --condition ok",
        shell_word(serial)
    ))
}

/// Returns the refusal of a device that somebody else has in a period, naming free ones of its category.
pub fn taken(
    tx: &mut Tx<'_>,
    grant: &Grant,
    device: &Device,
    holding: &DeviceHolding,
    period: &Period,
) -> Result<Error> {
    let serial = &device.row.serial_number;
    let holder = match (holding.booking_id, &holding.rental_no) {
        (_, Some(rental)) => format!("rental {rental}"),
        (Some(id), None) => format!("booking {id}"),
        (None, None) => "somebody".to_owned(),
    };
    let free: Vec<String> = Inventory::load(tx, grant, period)?
        .free(Some(device.row.category_id))
        .into_iter()
        .take(NAMED)
        .map(|free| free.device.serial_number.clone())
        .collect();
    let hint = if free.is_empty() {
        "no other device of its category is free then".to_owned()
    } else {
        format!("free then: {}", free.join(", "))
    };
    Ok(Error::conflict(
        ErrorCode::DeviceTaken,
        format!("{serial} is with {holder} ({}) then", holding.client()),
    )
    .detail("serial_number", serial.as_str())
    .detail("booking_id", holding.booking_id)
    .detail("rental_no", holding.rental_no.clone())
    .detail("free", free)
    .hint(hint))
}
