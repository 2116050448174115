//! Devices shown and labelled; what finds, locks and lists them is handed on.

use std::collections::BTreeMap;

use super::availability::store::{self as hold_store, HoldFilter};
use super::label::DeviceLabel;
use super::model::{Device, DeviceHolding, DeviceMovement, DeviceRow};
use super::store;
use crate::access::audit::{self, AuditRow};
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::db::Connection;
use crate::kernel::error::{Error, Result};
use crate::kernel::timestamp::Timestamp;
use crate::output::Value;

pub use super::list::{
    DeviceFilter, DeviceSort, list, list_in_pages, needing_attention, needing_attention_of,
};
pub use super::lookup::{AllDevices, all_query, find, in_order, load_with, lock, locked_query, rows_among};
pub(super) use super::lookup::{
    by_ids, ids_query, lock_ids, refuse_repeated, reload, with_holders, with_holders_of,
};

/// Loads every device's row, for later slices under their own permissions.
pub fn all_rows(connection: &mut Connection) -> Result<Vec<DeviceRow>> {
    store::all(connection)
}

/// Loads the rows with these serial keys, for later slices under their own permissions.
pub fn rows_by_keys(connection: &mut Connection, keys: &[String]) -> Result<Vec<DeviceRow>> {
    store::by_keys(connection, keys)
}

/// Loads the rows with these ids, for later slices under their own permissions.
pub fn rows_by_ids(connection: &mut Connection, ids: &[i64]) -> Result<Vec<DeviceRow>> {
    store::by_ids(connection, ids)
}

/// Loads the devices in maintenance, for the repairs that they are in.
pub fn in_maintenance(connection: &mut Connection) -> Result<Vec<DeviceRow>> {
    store::in_maintenance(connection)
}

/// Loads the devices that came back for inspection at an instant.
pub fn returned_at(connection: &mut Connection, at: Timestamp) -> Result<Vec<DeviceRow>> {
    store::returned_at(connection, at)
}

/// Returns why devices came into maintenance last, by id, where a reason was given.
pub fn reasons_of_maintenance(connection: &mut Connection, ids: &[i64]) -> Result<BTreeMap<i64, String>> {
    store::reasons_of_maintenance(connection, ids)
}

/// Returns what later slices know of a device: fields of its record.
pub type WorkOnDevice = fn(&mut Tx<'_>, &Device) -> Result<Vec<(&'static str, Value)>>;

/// A device with its past and its future.
pub struct DeviceHistory {
    pub device: Device,
    pub movements: Vec<DeviceMovement>,
    /// The bookings and rentals that have it from now on.
    pub holdings: Vec<DeviceHolding>,
    pub audit: Vec<AuditRow>,
}

/// Returns one device with its movements, its next holdings and its audit history.
///
/// # Errors
/// `NotFound` for an unknown serial.
pub fn show(tx: &mut Tx<'_>, serial: &str) -> Result<DeviceHistory> {
    let grant = tx.require(Permission::SeeDevices)?;
    let device = find(tx, &grant, &[serial.to_owned()])?
        .into_iter()
        .next()
        .ok_or_else(|| Error::internal(format!("no device {serial}")))?;
    let movements = store::movements(tx.connection(), device.row.id)?;
    let filter = HoldFilter {
        devices: Some(vec![device.row.id]),
        from: Some(tx.now()),
        to: None,
    };
    let holdings = hold_store::holdings(tx.connection(), &filter)?;
    let audit = audit::history(tx.connection(), "device", &device.row.serial_number)?;
    Ok(DeviceHistory {
        device,
        movements,
        holdings,
        audit,
    })
}

/// Returns the labels of devices, and their size in millimetres.
///
/// # Errors
/// As [`find`].
pub fn labels(tx: &mut Tx<'_>, serials: &[String]) -> Result<(Vec<DeviceLabel>, (f32, f32))> {
    let grant = tx.require(Permission::SeeDevices)?;
    let company = tx.settings().company_name();
    let labels = find(tx, &grant, serials)?
        .iter()
        .map(|device| DeviceLabel::of(device, &company))
        .collect();
    Ok((labels, tx.settings().label_size_mm()))
}
