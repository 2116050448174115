//! The moves that somebody makes by hand, along the one table of the device's life.

use serde_json::json;

use super::model::{Action, Device, DeviceStatus, Holding};
use super::movement::{self, Between};
use super::service;
use super::store::{self, HoldFilter};
use crate::access::audit::AuditEvent;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::text::clean_text;

/// A move: to a status, to a place, or both.
#[derive(Debug, Clone)]
pub struct Move {
    pub serials: Vec<String>,
    pub to: Option<DeviceStatus>,
    pub place: Option<String>,
    pub reason: Option<String>,
}

/// Devices moved, and what is worth saying about it.
#[derive(Debug)]
pub struct Moved {
    pub devices: Vec<Device>,
    pub warnings: Vec<String>,
}

/// Moves devices, all or none.
///
/// # Errors
/// `Conflict` for an illegal move, naming the legal ones, and for one that is promised and would be gone for good.
pub fn move_devices(tx: &mut Tx<'_>, wanted: &Move) -> Result<Moved> {
    let grant = tx.require(Permission::AssignDevices)?;
    let text = |field: &str, text: &Option<String>, most| {
        text.as_deref()
            .map(|text| clean_text(field, text, most))
            .transpose()
    };
    let (place, reason) = (
        text("place", &wanted.place, 255)?,
        text("reason", &wanted.reason, 500)?,
    );
    let devices = service::lock(tx, &wanted.serials)?;
    let mut warnings = Vec::new();
    for device in &devices {
        let to = wanted.to.unwrap_or(device.row.status);
        if to != device.row.status {
            check(device, to)?;
            check_promises(tx, device, to, &mut warnings)?;
        }
        let mut row = device.row.clone();
        row.status = to;
        row.place = place.clone().or(row.place);
        if row == device.row {
            continue;
        }
        if to != device.row.status {
            row.status_since = tx.now();
        }
        row.updated_at = tx.now();
        store::save(tx.connection(), &row)?;
        let between = Between {
            reason: reason.clone(),
            ..Between::default()
        };
        let line = movement::line(tx, device, Action::Moved, to, row.place.clone(), &between);
        movement::write(tx, &[line])?;
        let facts = |status: DeviceStatus, place: &Option<String>| json!({"status": status, "place": place});
        tx.audit(
            &grant,
            AuditEvent::change(
                "device",
                &row.serial_number,
                facts(device.row.status, &device.row.place),
                facts(row.status, &row.place),
            )
            .with(json!({"reason": reason})),
        );
    }
    tx.nothing_to_do();
    Ok(Moved {
        devices: service::find(tx, &wanted.serials)?,
        warnings,
    })
}

/// Takes a device into use again that was retired because the import that made it was taken back; nothing else leads on
/// from there.
///
/// # Errors
/// `Conflict` for one that is not retired.
pub fn bring_back(tx: &mut Tx<'_>, serial: &str) -> Result<()> {
    let grant = tx.require(Permission::AssignDevices)?;
    for device in service::lock(tx, &[serial.to_owned()])? {
        if device.row.status != DeviceStatus::Retired {
            return Err(Error::conflict(
                ErrorCode::NotRetired,
                format!("{serial} is {}", device.status()),
            ));
        }
        let to = DeviceStatus::Available;
        let mut row = device.row.clone();
        row.status = to;
        (row.status_since, row.updated_at) = (tx.now(), tx.now());
        store::save(tx.connection(), &row)?;
        let between = Between {
            reason: Some("imported again".to_owned()),
            ..Between::default()
        };
        let line = movement::line(tx, &device, Action::Moved, to, row.place.clone(), &between);
        movement::write(tx, &[line])?;
        let event = AuditEvent::change(
            "device",
            &row.serial_number,
            json!({"status": device.row.status}),
            json!({"status": to}),
        );
        tx.audit(&grant, event);
    }
    Ok(())
}

/// # Errors
/// `Conflict` unless the table has the move.
fn check(device: &Device, to: DeviceStatus) -> Result<()> {
    let (serial, from) = (&device.row.serial_number, device.status());
    if from.moves().contains(&to) {
        return Ok(());
    }
    let legal: Vec<&str> = from.moves().iter().map(|status| status.as_str()).collect();
    let error = Error::conflict(
        ErrorCode::IllegalMove,
        format!("{serial} is {from}: it cannot become {to} from there"),
    )
    .detail("serial_number", serial.as_str())
    .detail("from", from.as_str())
    .detail("to", to.as_str())
    .detail("legal", legal.clone());
    Err(match (from, to) {
        (DeviceStatus::Offsite, _) => error.hint(match &device.held {
            Some(held) => format!(
                "colab rental return {} --serial {serial} --condition ok",
                held.rental_no.as_deref().unwrap_or_default()
            ),
            None => "colab rental list".to_owned(),
        }),
        (DeviceStatus::Assigned, _) => {
            let booking = device.held.as_ref().and_then(|held| held.booking_id);
            error.hint(format!(
                "colab device unassign {} --serial {serial}",
                booking.map_or_else(|| "BOOKING".to_owned(), |id| id.to_string())
            ))
        }
        (_, DeviceStatus::Offsite) => error.hint(format!("colab rental start --serial {serial} …")),
        (_, DeviceStatus::Assigned) => error.hint(format!("colab device assign BOOKING --serial {serial}")),
        _ if legal.is_empty() => error.hint(format!("nothing leads on from {from}")),
        _ => error.hint(format!("legal from {from}: {}", legal.join(", "))),
    })
}

/// A device that is promised does not go for good; one that goes to repair is said to be missed.
fn check_promises(
    tx: &mut Tx<'_>,
    device: &Device,
    to: DeviceStatus,
    warnings: &mut Vec<String>,
) -> Result<()> {
    if to.can_be_promised() {
        return Ok(());
    }
    let Some((first, fact)) = promised(tx, device)? else {
        return Ok(());
    };
    if to.is_terminal() {
        let error = Error::conflict(ErrorCode::DevicePromised, fact);
        let serial = &device.row.serial_number;
        return Err(match first.booking_id {
            Some(id) => error.hint(format!("colab device unassign {id} --serial {serial}")),
            None => error,
        });
    }
    warnings.push(fact);
    Ok(())
}

/// Who is to have a device from now on, and the sentence that says so.
pub fn promised(tx: &mut Tx<'_>, device: &Device) -> Result<Option<(Holding, String)>> {
    let filter = HoldFilter {
        devices: Some(vec![device.row.id]),
        from: Some(tx.now()),
        to: None,
    };
    let holdings = store::holdings(tx.connection(), &filter)?;
    let Some(first) = holdings.into_iter().next() else {
        return Ok(None);
    };
    let serial = &device.row.serial_number;
    let whose = first.booking_id.map_or_else(
        || first.rental_no.clone().unwrap_or_default(),
        |id| format!("booking {id}"),
    );
    let from = tx
        .site()
        .local(first.starts_at)
        .format("%Y-%m-%d %H:%M")
        .to_string();
    let fact = format!("{serial} is promised to {whose} ({}) from {from}", first.client());
    Ok(Some((first, fact)))
}
