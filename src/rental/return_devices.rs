//! Taking devices back: all that are out or some of them, in one condition.

use std::collections::BTreeMap;

use serde_json::json;

use super::model::{Rental, RentalRow, RentedDevice, ReturnCondition};
use super::{service, start, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::device::assignment::release;
use crate::device::availability::begun_query;
use crate::device::model::{Device, DeviceAction, DeviceStatus};
use crate::device::movement::{self, MovementCause, NewMovement};
use crate::device::service as devices;
use crate::device::{bulk, status_change};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::shell_word::shell_word;
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
    let (row, locked) = service::lock_with_devices(tx, &grant, &wanted.rental_no)?;
    let today = tx.site().today(tx.now());
    let more = (store::devices_query(&[row.id]), begun_query(today));
    let (devices, (taken, begun)) = devices::load_with(tx, &grant, &locked, &[row.client_id], more)?;
    let out: Vec<RentedDevice> = taken.iter().filter(|one| one.is_out()).cloned().collect();
    if out.is_empty() {
        return Err(already_returned(tx, &row));
    }
    let back = find_out(tx, &grant, &row, &out, wanted.serials.as_deref())?;
    let serials: Vec<String> = back.iter().map(|one| one.serial_number.clone()).collect();
    let ids: Vec<i64> = back.iter().map(|one| one.device_id).collect();
    let devices = devices::in_order(&ids, devices)?;
    let now = tx.now();
    let left_with_it = service::left_of(begun);
    let has_left = |one: &RentedDevice| left_with_it.contains(&one.assignment_id);
    let is_planned = row.is_planned(today);
    let mut closed_at = taken.iter().filter_map(|one| one.returned_at).max();
    let mut returned: BTreeMap<Timestamp, Vec<i64>> = BTreeMap::new();
    for one in &back {
        // What a rental began without was at no time with it.
        let back_at = if wanted.is_undone || !is_planned && !has_left(one) {
            row.starts_at.min(now)
        } else {
            now
        };
        closed_at = closed_at.max(Some(back_at));
        returned.entry(back_at).or_default().push(one.assignment_id);
    }
    let due_on = row.last_day(today);
    for (at, assignments) in &returned {
        store::record_return(tx.connection(), assignments, *at, wanted.condition, due_on)?;
    }
    let back_at = closed_at.unwrap_or(now);
    let mut warnings = Vec::new();
    let condition = wanted.condition.as_str().replace('_', " ");
    let reason = match &notes {
        Some(notes) => format!("{condition}: {notes}"),
        None => condition,
    };
    let mut received = Vec::with_capacity(devices.len());
    for device in &devices {
        let never_left = !back
            .iter()
            .any(|one| one.device_id == device.row.id && has_left(one));
        let holding = device.held.as_ref().map(|held| held.assignment_id);
        let is_elsewhere = never_left && holding.is_some_and(|id| left_with_it.contains(&id));
        if is_elsewhere && wanted.condition != ReturnCondition::Ok {
            return Err(start::already_out(device));
        }
        // What was only planned is where it was, and as fit; what no rental took is here, whatever its row says.
        let is_as_before = never_left
            && wanted.condition == ReturnCondition::Ok
            && (is_elsewhere || device.row.status != DeviceStatus::Offsite);
        if wanted.condition == ReturnCondition::Lost {
            warnings.extend(release::lost(tx, &grant, device)?);
        }
        received.push(ReceivedDevice {
            device,
            condition: (!is_as_before).then_some(wanted.condition),
            never_left,
        });
        // What is lost decides over what the next one leaves open.
        if wanted.condition == ReturnCondition::Lost {
            receive(tx, &grant, &row, &received, (&reason, place.as_deref()))?;
            received.clear();
        }
        if keeps_status(device, wanted.condition) {
            let serial = &device.row.serial_number;
            warnings.push(format!(
                "{serial} never left and is still {}; colab device show {}",
                device.row.status.in_words(),
                shell_word(serial)
            ));
        }
    }
    receive(tx, &grant, &row, &received, (&reason, place.as_deref()))?;
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
        rental: service::reload_of(tx, row.id, Some(row.client_id))?,
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

/// A device that is taken back; without a condition it stays as fit as it is.
struct ReceivedDevice<'d> {
    device: &'d Device,
    condition: Option<ReturnCondition>,
    never_left: bool,
}

/// Sets the status and place of returned devices, and writes their movements.
fn receive(
    tx: &mut Tx<'_>,
    grant: &Grant,
    row: &RentalRow,
    received: &[ReceivedDevice<'_>],
    (reason, place): (&str, Option<&str>),
) -> Result<()> {
    let now = tx.now();
    let (mut rows, mut movements) = (Vec::with_capacity(received.len()), Vec::new());
    for one in received {
        let mut after = one.device.row.clone();
        if let Some(condition) = one.condition {
            after.status = condition.device_status();
            after.status_since = now;
        }
        after.updated_at = now;
        after.place = place.map(str::to_owned).or(after.place);
        let (action, from_place) = if one.never_left {
            (DeviceAction::Unassigned, one.device.row.place.clone())
        } else {
            (DeviceAction::Returned, Some(row.company.clone()))
        };
        movements.push(NewMovement {
            from_place,
            to_place: after.place.clone(),
            ..NewMovement::new(one.device, action, after.status)
        });
        rows.push(after);
    }
    bulk::save_many(tx, grant, &rows)?;
    let cause = MovementCause {
        from_booking: row.booking_id,
        to_booking: None,
        rental: Some(row.id),
        reason: Some(reason.to_owned()),
    };
    movement::record(tx, grant, movements, &cause)
}
