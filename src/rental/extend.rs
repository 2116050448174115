//! Moving the return date of a rental.

use chrono::NaiveDate;
use serde_json::json;

use super::model::{Rental, RentalRow, RentedDevice};
use super::{service, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::db::{OnViolation, contention};
use crate::device::availability::{HoldFilter, holdings};
use crate::device::model::{Device, DeviceAction, DeviceHolding};
use crate::device::movement::{self, NewMovement};
use crate::device::service as devices;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::OPEN_END;
use crate::kernel::shell_word::shell_word;
use crate::kernel::text::clean_text;

/// Sets the return date of all devices that are still out; it may be earlier than before.
///
/// # Errors
/// `Conflict` when all devices are back, and for a device that is promised before the new date; `Invalid` for a date in the
/// past or before the rental begins.
pub fn extend(tx: &mut Tx<'_>, number: &str, return_on: NaiveDate, reason: Option<&str>) -> Result<Rental> {
    let grant = tx.require(Permission::AssignDevices)?;
    let reason = reason.map(|text| clean_text("reason", text, 500)).transpose()?;
    let row = service::lock(tx, &grant, number)?;
    let taken = store::devices_of(tx.connection(), &[row.id])?;
    let out: Vec<RentedDevice> = taken.into_iter().filter(RentedDevice::is_out).collect();
    if out.is_empty() {
        return Err(Error::conflict(
            ErrorCode::RentalReturned,
            format!("all devices of {} are back: nothing to extend", row.rental_no),
        )
        .hint(format!("colab rental show {}", row.rental_no)));
    }
    check_day(tx, &row, return_on)?;
    if return_on == row.return_expected_date && reason.is_none() {
        tx.mark_unchanged();
        return service::reload_of(tx, row.id, Some(row.client_id));
    }
    let due_at = tx.site().days(return_on, return_on)?.ends_at();
    let serials: Vec<String> = out.iter().map(|one| one.serial_number.clone()).collect();
    let devices = devices::lock(tx, &grant, &serials)?;
    let filter = HoldFilter {
        devices: Some(out.iter().map(|one| one.device_id).collect()),
        from: Some(row.starts_at),
        to: Some(due_at),
    };
    let ours: Vec<i64> = out.iter().map(|one| one.assignment_id).collect();
    let holdings = holdings(tx.connection(), &filter)?;
    let in_the_way = holdings
        .iter()
        .find(|holding| !ours.contains(&holding.assignment_id));
    if let Some(holding) = in_the_way {
        return Err(promised(tx, &devices, holding));
    }
    let (id, now) = (row.id, tx.now());
    let moved = store::set_due(tx.connection(), id, return_on, due_at, now);
    // A writer that was faster is found on the retry.
    moved.on_violation("device_holds_no_overlap", contention)?;
    let cause = service::cause(&row, reason.as_deref());
    let is_planned = row.is_planned(tx.site().today(now));
    let place = |device: &Device| {
        if is_planned {
            device.row.place.clone()
        } else {
            Some(row.company.clone())
        }
    };
    let movements = devices
        .iter()
        .map(|device| NewMovement {
            from_place: place(device),
            to_place: place(device),
            ..NewMovement::new(device, DeviceAction::Extended, device.status())
        })
        .collect();
    movement::record(tx, &grant, movements, &cause)?;
    tx.audit(
        &grant,
        AuditEvent::change(
            "rental",
            &row.rental_no,
            json!({"return_on": row.return_on(), "due_at": row.due_at}),
            json!({"return_on": (return_on != OPEN_END).then_some(return_on), "due_at": due_at}),
        )
        .with(json!({"reason": reason, "devices": serials})),
    );
    service::reload_of(tx, row.id, Some(row.client_id))
}

fn check_day(tx: &Tx<'_>, row: &RentalRow, return_on: NaiveDate) -> Result<()> {
    let first = tx.site().today(tx.now()).max(row.rental_date);
    if return_on >= first {
        return Ok(());
    }
    let (code, why) = if return_on < row.rental_date {
        let why = format!("before the first day {}", row.rental_date);
        (ErrorCode::ReturnBeforeStart, why)
    } else {
        (ErrorCode::ReturnInThePast, "in the past".to_owned())
    };
    let fact = format!("the return date {return_on} of {} is {why}", row.rental_no);
    Err(Error::invalid(code, fact).hint(format!("--return-on {first} or later")))
}

/// Builds the error for a device that is promised before the new date.
pub(super) fn promised(tx: &Tx<'_>, devices: &[Device], holding: &DeviceHolding) -> Error {
    let serial = devices
        .iter()
        .find(|device| device.row.id == holding.device_id)
        .map(|device| device.row.serial_number.clone())
        .unwrap_or_default();
    let whose = match (holding.booking_id, &holding.rental_no) {
        (_, Some(rental)) => format!("rental {rental}"),
        (Some(id), None) => format!("booking {id}"),
        (None, None) => "somebody".to_owned(),
    };
    let from = tx.site().local(holding.starts_at);
    let error = Error::conflict(
        ErrorCode::DeviceTaken,
        format!(
            "{serial} is promised to {whose} ({}) from {}",
            holding.client(),
            from.format("%Y-%m-%d %H:%M")
        ),
    )
    .detail("serial_number", serial.as_str())
    .detail("booking_id", holding.booking_id)
    .detail("rental_no", holding.rental_no.clone());
    match (holding.booking_id, &holding.rental_no) {
        (Some(id), None) => error
            .hint(format!(
                "colab device swap {id} --serial {} --with ANOTHER",
                shell_word(&serial)
            ))
            .hint(format!("--return-on before {}", from.format("%Y-%m-%d"))),
        _ => error.hint(format!("--return-on before {}", from.format("%Y-%m-%d"))),
    }
}
