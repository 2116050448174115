//! The records that rows belong to, and their names.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::model::{ChangedRecord, ChangedRow, text_of};
use super::tables::{UndoTable, table};
use crate::access::operation::{self, KeptRow, Operation};
use crate::access::tx::Tx;
use crate::db::operations::kept_row;
use crate::kernel::error::Result;
use crate::room::service as rooms;

/// Returns the records that an operation changed, its rows locked.
pub fn records_of(tx: &mut Tx<'_>, operation: &Operation) -> Result<Vec<ChangedRecord>> {
    let kept = operation::rows_of(tx.connection(), &[operation.id])?;
    let mut rows = Vec::new();
    for row in kept.into_values().flatten() {
        let table = table(&row.table_name)?;
        let now = tx.connection().lock_row(&table.kept, &row.row_key)?;
        rows.push(changed(tx, table, row, now)?);
    }
    group(tx, rows)
}

/// Returns a kept row with what is known of it.
pub fn changed(
    tx: &mut Tx<'_>,
    table: &'static UndoTable,
    row: KeptRow,
    now: Option<Map<String, Json>>,
) -> Result<ChangedRow> {
    let before = row.before.as_deref().map(kept_row).transpose()?;
    let once = if before.is_none() && now.is_none() {
        operation::last_kept(tx.connection(), &row.table_name, &row.row_key)?
    } else {
        None
    };
    Ok(ChangedRow {
        table,
        key: row.row_key,
        before,
        now,
        once: once.as_deref().map(kept_row).transpose()?,
    })
}

/// Puts rows together that belong to one record, in the order in which these were changed.
pub fn group(tx: &mut Tx<'_>, rows: Vec<ChangedRow>) -> Result<Vec<ChangedRecord>> {
    let mut places: BTreeMap<(&'static str, String), usize> = BTreeMap::new();
    let mut records: Vec<ChangedRecord> = Vec::new();
    let names = room_names(tx, &rows)?;
    for row in rows {
        let (entity, id) = owner_of(&row);
        let place = *places.entry((entity, id.clone())).or_insert(records.len());
        if place == records.len() {
            let name = match entity {
                "room" => names.get(&id).cloned(),
                "rental" if !row.table.is_record => rental_number(tx, &id)?,
                "rental" => row.text("rental_no"),
                "device" => row.text("serial_number"),
                "user" => row.text("username"),
                _ => None,
            };
            records.push(ChangedRecord {
                entity,
                name: name.unwrap_or_else(|| id.clone()),
                id,
                rows: Vec::new(),
            });
        }
        if let Some(record) = records.get_mut(place) {
            record.rows.push(row);
        }
    }
    Ok(records)
}

/// Returns the kind and the number of the record that a row belongs to.
fn owner_of(row: &ChangedRow) -> (&'static str, String) {
    let of = |column: &str| row.text(column);
    let first = || row.key.split('/').next().unwrap_or_default().to_owned();
    match row.table.kept.name {
        "room_aliases" => ("room", of("room_id").unwrap_or_default()),
        "booking_refs" => ("booking", of("booking_id").unwrap_or_default()),
        "booking_device_assignments" => match of("booking_id") {
            Some(booking) => ("booking", booking),
            None => ("rental", of("rental_id").unwrap_or_default()),
        },
        _ => (row.table.entity, first()),
    }
}

fn room_names(tx: &mut Tx<'_>, rows: &[ChangedRow]) -> Result<BTreeMap<String, String>> {
    if rows.iter().all(|row| row.table.entity != "room") {
        return Ok(BTreeMap::new());
    }
    let rooms = rooms::all(tx.connection())?;
    let named = rooms
        .into_iter()
        .map(|room| (room.row.id.to_string(), room.row.name));
    Ok(named.collect())
}

fn rental_number(tx: &mut Tx<'_>, id: &str) -> Result<Option<String>> {
    let rentals = &table("offsite_rentals")?.kept;
    let row = tx.connection().row_now(rentals, id)?;
    Ok(row.and_then(|row| text_of(&row, "rental_no")))
}
