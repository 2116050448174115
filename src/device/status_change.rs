//! Changes of a device's status and place that somebody makes by hand.

use serde_json::json;

use super::assignment::release;
use super::availability::store::{self as hold_store, HoldFilter};
use super::model::{ChangedDevices, Device, DeviceAction, DeviceHolding, DeviceRow, DeviceStatus};
use super::movement::{self, MovementCause, NewMovement};
use super::{service, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission, Role};
use crate::access::operation;
use crate::access::tx::Tx;
use crate::db::operations::instant_of;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::shell_word::shell_word;
use crate::kernel::text::clean_text;

/// Devices to move to a status, to a place, or both.
#[derive(Debug, Clone)]
pub struct DeviceMove {
    pub serials: Vec<String>,
    pub to: Option<DeviceStatus>,
    pub place: Option<String>,
    pub reason: Option<String>,
}

/// Moves devices, all or none.
///
/// # Errors
/// `Conflict` for a status that cannot follow, naming those that can, and for selling or retiring a promised device.
pub fn move_devices(tx: &mut Tx<'_>, wanted: &DeviceMove) -> Result<ChangedDevices> {
    let grant = tx.require(Permission::AssignDevices)?;
    let text = |field: &str, text: &Option<String>, most| {
        text.as_deref()
            .map(|text| clean_text(field, text, most))
            .transpose()
    };
    let place = text("place", &wanted.place, 255)?;
    let reason = text("reason", &wanted.reason, 500)?;
    let mut warnings = Vec::new();
    let devices = service::lock(tx, &grant, &wanted.serials)?;
    let ids: Vec<i64> = devices.iter().map(|device| device.row.id).collect();
    let promises = match wanted.to {
        Some(to) if !to.can_be_promised() => holdings_from_now(tx, ids)?,
        _ => Vec::new(),
    };
    // What a booking still needs counts the devices that are lost already.
    let at_once = if wanted.to == Some(DeviceStatus::Lost) {
        1
    } else {
        devices.len()
    };
    for devices in devices.chunks(at_once.max(1)) {
        let mut changes = Vec::with_capacity(devices.len());
        for device in devices {
            let to = wanted.to.unwrap_or(device.row.status);
            if to != device.row.status {
                check_status(tx, device, to, reason.is_some())?;
                warnings.extend(match to {
                    DeviceStatus::Lost => release::lost(tx, &grant, device)?,
                    _ => check_promises(tx, device, to, &promises)?.into_iter().collect(),
                });
            }
            let is_there = place.is_none() || place == device.row.place;
            if to == device.row.status && is_there && reason.is_none() {
                let (serial, status) = (&device.row.serial_number, device.status());
                warnings.push(format!("{serial} is {status} already: nothing has changed"));
            }
            changes.push((device, to));
        }
        change(tx, &grant, &changes, place.as_deref(), reason.as_deref())?;
    }
    tx.mark_unchanged();
    Ok(ChangedDevices {
        devices: service::reload(tx, &devices)?,
        warnings,
    })
}

/// Takes lost devices into use again, all or none.
///
/// # Errors
/// `Conflict` for a device that is not lost, and for a status that cannot follow.
pub fn find_again(tx: &mut Tx<'_>, found: &DeviceMove) -> Result<ChangedDevices> {
    let grant = tx.require(Permission::AssignDevices)?;
    for device in service::find(tx, &grant, &found.serials)? {
        if device.row.status != DeviceStatus::Lost {
            let (serial, status) = (&device.row.serial_number, device.status());
            let fact = format!("{serial} is {status}, not lost");
            return Err(Error::conflict(ErrorCode::IllegalMove, fact)
                .hint(format!("colab device show {}", shell_word(serial))));
        }
    }
    move_devices(tx, found)
}

/// Takes a device into use again that an undone import had retired; no other way leads back from there.
///
/// # Errors
/// `Conflict` for a device that is not retired.
pub fn reinstate(tx: &mut Tx<'_>, serial: &str) -> Result<()> {
    let grant = tx.require(Permission::AssignDevices)?;
    for device in service::lock(tx, &grant, &[serial.to_owned()])? {
        if device.row.status != DeviceStatus::Retired {
            return Err(Error::conflict(
                ErrorCode::NotRetired,
                format!("{serial} is {}", device.status()),
            ));
        }
        let change_of = [(&device, DeviceStatus::Available)];
        change(tx, &grant, &change_of, None, Some("imported again"))?;
    }
    Ok(())
}

/// Gives a device whose status an undone operation changed the days again that it has in the status it is back in.
///
/// # Errors
/// `NotFound` for an unknown device.
pub fn put_clock_back(tx: &mut Tx<'_>, serial: &str) -> Result<()> {
    let grant = tx.require(Permission::AssignDevices)?;
    let Some(operation) = tx.undone_operation() else {
        return Ok(());
    };
    let before = operation::rows_before(tx.connection(), operation, "devices")?;
    for device in service::find(tx, &grant, &[serial.to_owned()])? {
        let Some(Some(before)) = before.get(&device.row.id.to_string()) else {
            continue;
        };
        let is_back =
            before.get("status").and_then(|status| status.as_str()) == Some(device.row.status.as_str());
        if let Some(since) = instant_of(before, "status_since").filter(|_| is_back) {
            let mut row = device.row.clone();
            row.status_since = since;
            store::save(tx.connection(), &row)?;
        }
    }
    Ok(())
}

/// Saves the new status and place of devices, each with a movement and an audit event. If both are the present ones, a reason
/// is a line of the timeline all the same.
fn change(
    tx: &mut Tx<'_>,
    grant: &Grant,
    changes: &[(&Device, DeviceStatus)],
    place: Option<&str>,
    reason: Option<&str>,
) -> Result<()> {
    let (mut rows, mut movements) = (Vec::new(), Vec::new());
    for (device, to) in changes {
        let mut row = device.row.clone();
        row.status = *to;
        row.place = place.map(str::to_owned).or(row.place);
        let is_same = row == device.row;
        if is_same && reason.is_none() {
            continue;
        }
        movements.push(NewMovement {
            to_place: row.place.clone(),
            ..NewMovement::new(device, DeviceAction::Moved, *to)
        });
        let serial = &device.row.serial_number;
        let metadata = json!({"reason": reason});
        if is_same {
            tx.audit(grant, AuditEvent::happened("device", serial, metadata));
            continue;
        }
        if *to != device.row.status {
            row.status_since = tx.now();
        }
        row.updated_at = tx.now();
        let facts = |row: &DeviceRow| json!({"status": row.status, "place": row.place});
        let event = AuditEvent::change("device", serial, facts(&device.row), facts(&row));
        tx.audit(grant, event.with(metadata));
        rows.push(row);
    }
    store::save_many(tx.connection(), &rows)?;
    let cause = MovementCause {
        reason: reason.map(str::to_owned),
        ..MovementCause::default()
    };
    movement::record(tx, grant, movements, &cause)
}

/// Checks that a status may follow the present one. What was retired can be taken into use again by an admin who says why.
///
/// # Errors
/// `Conflict`, with the command that leads to the status or the statuses that may follow.
fn check_status(tx: &Tx<'_>, device: &Device, to: DeviceStatus, has_reason: bool) -> Result<()> {
    let (serial, from) = (&device.row.serial_number, device.status());
    let is_back = (from, to) == (DeviceStatus::Retired, DeviceStatus::Available);
    if from.next().contains(&to) || is_back && has_reason && tx.actor().role == Role::Admin {
        return Ok(());
    }
    let legal: Vec<&str> = from.next().iter().map(|status| status.as_str()).collect();
    let (held, word) = (device.held.as_deref(), shell_word(serial));
    let hint = match (from, to) {
        (DeviceStatus::Offsite, _) => match held {
            Some(held) => format!(
                "colab rental return {} --serial {word} --condition {}",
                held.rental_no.as_deref().unwrap_or_default(),
                if to == DeviceStatus::Maintenance {
                    "repair"
                } else {
                    "ok"
                }
            ),
            None => "colab rental list".to_owned(),
        },
        (DeviceStatus::Assigned, _) => {
            let booking = held.and_then(|held| held.booking_id);
            let booking = booking.map_or_else(|| "BOOKING".to_owned(), |id| id.to_string());
            format!("colab device unassign {booking} --serial {word}")
        }
        (_, DeviceStatus::Offsite) => format!("colab rental start --serial {word} …"),
        (_, DeviceStatus::Assigned) => format!("colab device assign BOOKING --serial {word}"),
        _ if is_back => format!("an admin can: colab device move {word} --to available --reason WHY"),
        _ if legal.is_empty() => format!("a {from} device keeps its status"),
        _ => format!("a {from} device can become {}", legal.join(", ")),
    };
    Err(Error::conflict(
        ErrorCode::IllegalMove,
        format!("{serial} is {from} and cannot become {to}"),
    )
    .detail("serial_number", serial.as_str())
    .detail("from", from.as_str())
    .detail("to", to.as_str())
    .detail("legal", legal)
    .hint(hint))
}

/// Returns a warning about a promised device that goes to repair, and refuses to sell or retire one.
fn check_promises(
    tx: &Tx<'_>,
    device: &Device,
    to: DeviceStatus,
    promises: &[DeviceHolding],
) -> Result<Option<String>> {
    if to.can_be_promised() {
        return Ok(None);
    }
    let Some((holding, fact)) = next_promise(tx, device, promises) else {
        return Ok(None);
    };
    if !to.is_terminal() {
        return Ok(Some(fact));
    }
    let error = Error::conflict(ErrorCode::DevicePromised, fact);
    let serial = shell_word(&device.row.serial_number);
    Err(match holding.booking_id {
        Some(id) => error.hint(format!("colab device unassign {id} --serial {serial}")),
        None => error,
    })
}

/// Returns the next booking or rental that is to have a device, and a sentence about it.
pub fn promised(tx: &mut Tx<'_>, _grant: &Grant, device: &Device) -> Result<Option<(DeviceHolding, String)>> {
    let promises = holdings_from_now(tx, vec![device.row.id])?;
    Ok(next_promise(tx, device, &promises))
}

/// Loads who is to have these devices, in order of time.
fn holdings_from_now(tx: &mut Tx<'_>, devices: Vec<i64>) -> Result<Vec<DeviceHolding>> {
    let filter = HoldFilter {
        devices: Some(devices),
        from: Some(tx.now()),
        to: None,
    };
    hold_store::holdings(tx.connection(), &filter)
}

fn next_promise(tx: &Tx<'_>, device: &Device, promises: &[DeviceHolding]) -> Option<(DeviceHolding, String)> {
    let mut promises = promises.iter();
    let next = promises
        .find(|holding| holding.device_id == device.row.id)?
        .clone();
    let holder = next.booking_id.map_or_else(
        || next.rental_no.clone().unwrap_or_default(),
        |id| format!("booking {id}"),
    );
    let fact = format!(
        "{} is promised to {holder} ({}) from {}",
        device.row.serial_number,
        next.client(),
        tx.site().local(next.starts_at).format("%Y-%m-%d %H:%M")
    );
    Some((next, fact))
}
