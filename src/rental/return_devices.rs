//! Taking devices back: all that are out or some of them, in one condition.

use serde_json::json;

use super::model::{Rental, RentalRow, RentedDevice, ReturnCondition};
use super::{service, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::device::assignment::release;
use crate::device::model::{Device, DeviceAction, DeviceStatus};
use crate::device::movement::{self, MovementCause, NewMovement};
use crate::device::service as devices;
use crate::device::{bulk, status_change};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::text::{clean_text, optional_notes};
use crate::kernel::timestamp::Timestamp;

/// The devices to take back, and their condition.
#[derive(Debug, Clone)]
pub struct DeviceReturn {
    pub rental_no: String,
    /// `None`: all that are out.
    pub serials: Option<Vec<String>>,
    pub condition: ReturnCondition,
    pub notes: Option<String>,
    /// Where the devices are put; `None`: where they were before the rental.
    pub place: Option<String>,
    /// The rental is undone: it held nothing at any time.
    pub is_undone: bool,
}

/// A rental after a return, with warnings about bookings that lose a device by its condition.
#[derive(Debug)]
pub struct ReturnOutcome {
    pub rental: Rental,
    pub warnings: Vec<String>,
}

/// Takes devices back. Their holds end now; the last one ends the rental.
///
/// # Errors
/// `Conflict` when all devices are back already, and for a device that is not out on this rental; `NotFound` for an unknown
/// number or serial.
pub fn return_devices(tx: &mut Tx<'_>, wanted: &DeviceReturn) -> Result<ReturnOutcome> {
    let grant = tx.require(Permission::AssignDevices)?;
    let notes = optional_notes("notes", wanted.notes.as_deref().unwrap_or_default(), 500)?;
    let place = wanted
        .place
        .as_deref()
        .map(|place| clean_text("place", place, 255))
        .transpose()?;
    let row = service::lock(tx, &grant, &wanted.rental_no)?;
    let taken = store::devices_of(tx.connection(), &[row.id])?;
    let out: Vec<RentedDevice> = taken.into_iter().filter(RentedDevice::is_out).collect();
    if out.is_empty() {
        return Err(already_returned(tx, &row));
    }
    let back = find_out(tx, &grant, &row, &out, wanted.serials.as_deref())?;
    let serials: Vec<String> = back.iter().map(|one| one.serial_number.clone()).collect();
    let devices = devices::lock(tx, &grant, &serials)?;
    let now = tx.now();
    let today = tx.site().today(now);
    let back_at = if wanted.is_undone {
        row.starts_at.min(now)
    } else {
        now
    };
    for one in &back {
        let due_on = row.last_day(today);
        store::record_return(
            tx.connection(),
            one.assignment_id,
            back_at,
            wanted.condition,
            due_on,
        )?;
    }
    let mut warnings = Vec::new();
    for device in &devices {
        if wanted.condition == ReturnCondition::Lost {
            warnings.extend(release::lost(tx, &grant, device)?);
        }
        receive(
            tx,
            &grant,
            &row,
            device,
            wanted.condition,
            notes.as_deref(),
            place.as_deref(),
        )?;
        if keeps_status(device, wanted.condition) {
            let serial = &device.row.serial_number;
            warnings.push(format!(
                "{serial} never left and is still {}; colab device show {serial}",
                device.row.status.in_words()
            ));
        }
    }
    let left = out.len() - back.len();
    if left == 0 {
        store::close(tx.connection(), row.id, back_at, now)?;
        if row.return_on().is_none() {
            // What had no end has ended today.
            let last = row.last_day(today);
            let due_at = tx.site().days(last, last)?.ends_at();
            store::set_due(tx.connection(), row.id, last, due_at, now)?;
        }
    } else {
        store::touch(tx.connection(), row.id, now)?;
    }
    let returned_at: Option<Timestamp> = (left == 0).then_some(back_at);
    tx.audit(
        &grant,
        AuditEvent::change(
            "rental",
            &row.rental_no,
            json!({"out": out.len(), "returned_at": row.returned_at}),
            json!({"out": left, "returned_at": returned_at, "back": serials, "condition": wanted.condition}),
        )
        .with(json!({"notes": notes, "place": place})),
    );
    if !wanted.condition.device_status().can_be_promised() {
        for device in &devices {
            warnings.extend(status_change::promised(tx, &grant, device)?.map(|(_, fact)| fact));
        }
    }
    Ok(ReturnOutcome {
        rental: service::reload(tx, row.id)?,
        warnings,
    })
}

/// Finds the devices to take back among those that are out.
fn find_out(
    tx: &mut Tx<'_>,
    grant: &Grant,
    row: &RentalRow,
    out: &[RentedDevice],
    serials: Option<&[String]>,
) -> Result<Vec<RentedDevice>> {
    let Some(serials) = serials else {
        return Ok(out.to_vec());
    };
    let mut back = Vec::with_capacity(serials.len());
    for device in devices::find(tx, grant, serials)? {
        match out.iter().find(|one| one.device_id == device.row.id) {
            Some(one) => back.push(one.clone()),
            None => return Err(not_out(row, &device, out)),
        }
    }
    Ok(back)
}

pub(super) fn already_returned(tx: &Tx<'_>, row: &RentalRow) -> Error {
    let at = row.returned_at.map_or_else(String::new, |at| {
        format!(" on {}", tx.site().local(at).format("%Y-%m-%d %H:%M"))
    });
    let number = &row.rental_no;
    Error::conflict(ErrorCode::RentalReturned, format!("{number} was returned{at}"))
        .hint(format!("colab rental show {number}"))
}

fn not_out(row: &RentalRow, device: &Device, out: &[RentedDevice]) -> Error {
    let (serial, number) = (&device.row.serial_number, &row.rental_no);
    let still: Vec<&str> = out.iter().map(|one| one.serial_number.as_str()).collect();
    let elsewhere = device.held.as_ref().and_then(|held| held.rental_no.as_deref());
    let fact = match elsewhere.filter(|other| other != number) {
        Some(other) => format!("{serial} is out on {other}, not on {number}"),
        None => format!("{serial} is not out on {number}"),
    };
    Error::conflict(ErrorCode::DeviceNotOut, fact)
        .detail("serial_number", serial.as_str())
        .detail("out", still.clone())
        .hint(format!("out on {number}: {}", still.join(", ")))
}

/// Returns whether a device that comes back in order stays as unfit as it is: a rental began by itself without it.
fn keeps_status(device: &Device, condition: ReturnCondition) -> bool {
    condition == ReturnCondition::Ok && !device.row.status.can_be_promised()
}

/// Sets the status and place of a returned device, and writes its movement.
fn receive(
    tx: &mut Tx<'_>,
    grant: &Grant,
    row: &RentalRow,
    device: &Device,
    condition: ReturnCondition,
    notes: Option<&str>,
    place: Option<&str>,
) -> Result<()> {
    let now = tx.now();
    let never_left = row.is_planned(tx.site().today(now)) || !device.row.status.can_be_promised();
    let mut after = device.row.clone();
    // What was only planned is where it was, and as fit.
    let is_as_before =
        never_left && condition == ReturnCondition::Ok && device.row.status != DeviceStatus::Offsite;
    if !is_as_before {
        after.status = condition.device_status();
        after.status_since = now;
    }
    let to = after.status;
    after.updated_at = now;
    after.place = place.map(str::to_owned).or(after.place);
    bulk::save(tx, grant, &after)?;
    let reason = match notes {
        Some(notes) => format!("{}: {notes}", condition.as_str().replace('_', " ")),
        None => condition.as_str().replace('_', " "),
    };
    let cause = MovementCause {
        from_booking: row.booking_id,
        to_booking: None,
        rental: Some(row.id),
        reason: Some(reason),
    };
    let (action, from_place) = if never_left {
        (DeviceAction::Unassigned, device.row.place.clone())
    } else {
        (DeviceAction::Returned, Some(row.company.clone()))
    };
    let returned = NewMovement {
        from_place,
        to_place: after.place,
        ..NewMovement::new(device, action, to)
    };
    movement::record(tx, grant, vec![returned], &cause)
}
