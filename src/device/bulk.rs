//! Rows of devices, movements and assignments as other slices write them, under the caller's grant. The caller audits.

use super::assignment::store::{self as assignment_store, NewAssignment};
use super::model::{DeviceMovement, DeviceRow};
use super::store;
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::db::{OnViolation, ReservedIds, contention};
use crate::kernel::error::Result;
use crate::kernel::names::name_key;

/// Inserts devices.
pub fn insert(tx: &mut Tx<'_>, _grant: &Grant, rows: &[DeviceRow]) -> Result<()> {
    Ok(store::insert(tx.connection(), rows)?)
}

/// Saves a device.
pub fn save(tx: &mut Tx<'_>, _grant: &Grant, row: &DeviceRow) -> Result<()> {
    Ok(store::save(tx.connection(), row)?)
}

/// Saves devices, each as a whole.
pub fn save_many(tx: &mut Tx<'_>, _grant: &Grant, rows: &[DeviceRow]) -> Result<()> {
    Ok(store::save_many(tx.connection(), rows)?)
}

/// Inserts a category and returns its id.
pub fn insert_category(tx: &mut Tx<'_>, _grant: &Grant, name: &str) -> Result<i64> {
    let now = tx.now();
    Ok(store::insert_category(
        tx.connection(),
        name,
        &name_key(name),
        now,
    )?)
}

/// Inserts lines of the movement log.
pub fn insert_movements(tx: &mut Tx<'_>, _grant: &Grant, lines: &[DeviceMovement]) -> Result<()> {
    store::insert_movements(tx.connection(), lines)
}

/// Inserts assignments.
///
/// # Errors
/// Contention when another command took one of the devices: the transaction is run again and finds it.
pub fn insert_assignments(tx: &mut Tx<'_>, grant: &Grant, rows: &[NewAssignment]) -> Result<()> {
    let ids = tx
        .connection()
        .answer(assignment_store::reserved_ids(rows.len()))?;
    insert_with_ids(tx, grant, rows, ids)
}

/// Asks for the ids of so many assignments to insert.
pub fn reserved_ids(_grant: &Grant, count: usize) -> ReservedIds {
    assignment_store::reserved_ids(count)
}

/// Inserts assignments under ids that are reserved.
///
/// # Errors
/// As [`insert_assignments`].
pub fn insert_with_ids(tx: &mut Tx<'_>, _grant: &Grant, rows: &[NewAssignment], ids: Vec<i64>) -> Result<()> {
    assignment_store::insert_assignments(tx.connection(), rows, ids)
        .on_violation("device_holds_no_overlap", contention)
        .on_violation("device_overdue", contention)
}
