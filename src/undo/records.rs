//! The records that rows belong to, and their names.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::model::{ChangedRecord, ChangedRow, text_of};
use super::tables::{UndoTable, table};
use crate::access::operation::{self, KeptRow, Operation};
use crate::access::settings::TAX;
use crate::access::tx::Tx;
use crate::client::service as clients;
use crate::db::Connection;
use crate::db::operations::{KeptTable, RowsByKey, kept_row};
use crate::device::category;
use crate::kernel::error::Result;
use crate::room::service as rooms;

/// Returns the records that an operation changed, its rows locked.
pub fn records_of(tx: &mut Tx<'_>, operation: &Operation) -> Result<Vec<ChangedRecord>> {
    let kept = operation::rows_of(tx.connection(), &[operation.id])?;
    records_in(
        tx,
        kept.into_values().flatten().collect(),
        Connection::lock_kept_rows,
    )
}

/// Returns the records that rows belong to, as they are now.
pub fn named(tx: &mut Tx<'_>, rows: Vec<KeptRow>) -> Result<Vec<ChangedRecord>> {
    records_in(tx, rows, Connection::rows_now)
}

fn records_in(
    tx: &mut Tx<'_>,
    kept: Vec<KeptRow>,
    read: impl Fn(&mut Connection, &KeptTable, &[String]) -> Result<RowsByKey>,
) -> Result<Vec<ChangedRecord>> {
    let mut keys: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for row in &kept {
        keys.entry(&row.table_name).or_default().push(row.row_key.clone());
    }
    let mut now = BTreeMap::new();
    for (name, keys) in keys {
        now.insert(name.to_owned(), read(tx.connection(), &table(name)?.kept, &keys)?);
    }
    let mut rows = Vec::new();
    for row in kept {
        let now = now
            .get_mut(&row.table_name)
            .and_then(|rows| rows.remove(&row.row_key));
        rows.push(changed(tx, table(&row.table_name)?, row, now)?);
    }
    group(tx, rows)
}

/// Returns a kept row with what is known of it.
fn changed(
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
fn group(tx: &mut Tx<'_>, rows: Vec<ChangedRow>) -> Result<Vec<ChangedRecord>> {
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
                "requisition" => requisition_number(tx, &id)?,
                "device" => row.text("serial_number"),
                "user" => row.text("username"),
                "device_category" | "vendor" | "location" | "view" => row.text("name"),
                "client" => client_name(tx, &row, &id)?,
                "stock_threshold" => category_name(tx, &id)?,
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
    // A booking's devices are those of the booking, also where a rental has them by now.
    let booking_before = || {
        row.before
            .as_ref()
            .and_then(|before| text_of(before, "booking_id"))
    };
    let first = || row.key.split('/').next().unwrap_or_default().to_owned();
    match row.table.kept.name {
        "tax_rates" => ("setting", TAX.to_owned()),
        "room_aliases" => ("room", of("room_id").unwrap_or_default()),
        "client_aliases" | "client_contacts" => ("client", of("client_id").unwrap_or_default()),
        "requisition_items" => ("requisition", of("requisition_id").unwrap_or_default()),
        "booking_refs" => ("booking", of("booking_id").unwrap_or_default()),
        "booking_device_assignments" => match booking_before().or_else(|| of("booking_id")) {
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

/// Returns the name that a client has now.
fn client_name(tx: &mut Tx<'_>, row: &ChangedRow, id: &str) -> Result<Option<String>> {
    match id.parse() {
        Ok(id) => Ok(Some(clients::by_id(tx.connection(), id)?.name)),
        Err(_) => Ok(row.text("name")),
    }
}

fn category_name(tx: &mut Tx<'_>, id: &str) -> Result<Option<String>> {
    let categories = category::all(tx.connection())?;
    let category = categories
        .into_iter()
        .find(|category| category.id.to_string() == id);
    Ok(category.map(|category| category.name))
}

fn rental_number(tx: &mut Tx<'_>, id: &str) -> Result<Option<String>> {
    let rentals = &table("offsite_rentals")?.kept;
    let row = tx.connection().row_now(rentals, id)?;
    Ok(row.and_then(|row| text_of(&row, "rental_no")))
}

fn requisition_number(tx: &mut Tx<'_>, id: &str) -> Result<Option<String>> {
    let requisitions = &table("requisitions")?.kept;
    let row = tx.connection().row_now(requisitions, id)?;
    Ok(row.and_then(|row| text_of(&row, "number")))
}
