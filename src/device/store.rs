//! Queries of devices, their categories and movements.

use std::collections::BTreeMap;

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};

use super::model::{DeviceCandidate, DeviceCategory, DeviceMovement, DeviceRow, DeviceStatus};
use crate::db::backend::IDS_PER_QUERY;
use crate::db::nodes::LockedDsl;
use crate::db::schema::{device_categories, device_movement_log, devices, task_events, tasks};
use crate::db::types::UtcMicros;
use crate::db::{Connection, QueryBatch, columns_of, insert_rows, rows_by_keys, rows_of};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// Loads every category, by id.
pub fn categories(connection: &mut Connection) -> Result<Vec<DeviceCategory>> {
    Ok(connection.answer(all_categories())?)
}

/// Asks for every category, by id.
pub fn all_categories() -> impl QueryBatch<Answer = Vec<DeviceCategory>> {
    let rows = device_categories::table
        .order(device_categories::id)
        .select(columns_of::<DeviceCategory>());
    rows_of(rows)
}

/// Inserts a category and returns its id.
pub fn insert_category(
    connection: &mut Connection,
    name: &str,
    key: &str,
    now: Timestamp,
) -> QueryResult<i64> {
    let id = connection.reserve_id("device_categories")?;
    diesel::insert_into(device_categories::table)
        .values((
            device_categories::id.eq(id),
            device_categories::name.eq(name),
            device_categories::name_key.eq(key),
            device_categories::created_at.eq(now),
        ))
        .returning(device_categories::id)
        .get_result(connection)
}

/// Loads every device, ordered by serial key.
pub fn all(connection: &mut Connection) -> Result<Vec<DeviceRow>> {
    Ok(connection.answer(all_devices())?)
}

/// Asks for every device, ordered by serial key.
pub fn all_devices() -> impl QueryBatch<Answer = Vec<DeviceRow>> {
    let rows = devices::table.select(columns_of::<DeviceRow>());
    rows_of(rows).read_as(|mut rows: Vec<DeviceRow>| {
        rows.sort_by(|a, b| a.serial_key.cmp(&b.serial_key));
        rows
    })
}

/// How to read on in a list of devices.
#[derive(Debug, Clone, Copy)]
pub struct DevicePage<'a> {
    /// By the time since which they are in their status, and their serial keys; otherwise by these alone.
    pub by_status_since: bool,
    pub descending: bool,
    pub category: Option<i64>,
    /// Those that are stored in one of these statuses; empty: in any.
    pub statuses: &'a [DeviceStatus],
    /// Without those that are sold or retired.
    pub in_use: bool,
    /// Of those that are stored as available only these.
    pub available: Option<&'a [i64]>,
    pub after: Option<&'a DeviceRow>,
    pub limit: i64,
}

/// Loads the next devices of a list.
pub fn page(connection: &mut Connection, page: DevicePage<'_>) -> Result<Vec<DeviceRow>> {
    let key_sql = connection.in_byte_order("devices.serial_key");
    let key = || sql::<Text>(&key_sql);
    let mut query = devices::table.select(DeviceRow::as_select()).into_boxed();
    if let Some(id) = page.category {
        query = query.filter(devices::category_id.eq(id));
    }
    query = match page.statuses {
        [] => query,
        // One is in the order of its index.
        [status] => query.filter(devices::status.eq(*status)),
        statuses => query.filter(devices::status.eq_any(statuses.to_vec())),
    };
    if page.in_use {
        let over = DeviceStatus::ALL.iter().copied();
        let over: Vec<DeviceStatus> = over.filter(|status| status.is_terminal()).collect();
        query = query.filter(devices::status.ne_all(over));
    }
    if let Some(ids) = page.available {
        let is_other = devices::status.ne(DeviceStatus::Available);
        query = query.filter(is_other.or(devices::id.eq_any(ids.to_vec())));
    }
    if let Some(row) = page.after {
        query = match (page.by_status_since, page.descending) {
            (false, true) => query.filter(key().lt(row.serial_key.clone())),
            (false, false) => query.filter(key().gt(row.serial_key.clone())),
            (true, descending) => {
                // Compared as a row: many devices came into their status at one instant.
                let direction = if descending { '<' } else { '>' };
                let place = sql::<Bool>(&format!("(devices.status_since, {key_sql}) {direction} ("));
                let place = place.bind::<UtcMicros, _>(row.status_since).sql(", ");
                query.filter(place.bind::<Text, _>(row.serial_key.clone()).sql(")"))
            }
        };
    }
    query = match (page.by_status_since, page.descending) {
        (false, true) => query.order(key().desc()),
        (false, false) => query.order(key()),
        (true, true) => query.order((devices::status_since.desc(), key().desc())),
        (true, false) => query.order((devices::status_since, key())),
    };
    Ok(query.limit(page.limit).load(connection)?)
}

/// Asks for no more of every device than finding one needs, ordered by serial key.
pub fn candidates() -> impl QueryBatch<Answer = Vec<DeviceCandidate>> {
    let rows = devices::table.select(columns_of::<DeviceCandidate>());
    rows_of(rows).read_as(|mut rows: Vec<DeviceCandidate>| {
        rows.sort_by(|a, b| a.serial_key.cmp(&b.serial_key));
        rows
    })
}

/// Loads the devices with these serial keys.
pub fn by_keys(connection: &mut Connection, keys: &[String]) -> Result<Vec<DeviceRow>> {
    let mut rows = Vec::with_capacity(keys.len());
    for chunk in keys.chunks(IDS_PER_QUERY) {
        let found: Vec<DeviceRow> = devices::table
            .filter(devices::serial_key.eq_any(chunk.to_vec()))
            .select(DeviceRow::as_select())
            .load(connection)?;
        rows.extend(found);
    }
    Ok(rows)
}

/// Asks for the devices with these serial keys, and locks them until the transaction ends. In the order of ids, so that two of
/// these never wait for each other.
pub fn locked_by_keys(keys: &[String]) -> impl QueryBatch<Answer = Vec<DeviceRow>> + use<> {
    let rows = devices::table
        .filter(devices::serial_key.eq_any(keys.to_vec()))
        .order(devices::id)
        .select(columns_of::<DeviceRow>());
    rows_of(rows.locked_whole())
}

/// Loads the devices with these ids, ordered by serial key.
pub fn by_ids(connection: &mut Connection, ids: &[i64]) -> Result<Vec<DeviceRow>> {
    Ok(connection.answer(with_ids(ids))?)
}

/// Asks for the devices with these ids, ordered by serial key.
pub fn with_ids(ids: &[i64]) -> impl QueryBatch<Answer = Vec<DeviceRow>> + use<> {
    let rows = rows_by_keys::<_, DeviceRow, _, _>(ids, |ids| {
        devices::table
            .filter(devices::id.eq_any(ids))
            .select(columns_of::<DeviceRow>())
    });
    rows.read_as(|mut rows| {
        rows.sort_by(|a, b| a.serial_key.cmp(&b.serial_key));
        rows
    })
}

/// Loads all serials, to suggest the nearest ones to a mistyped one.
pub fn serials(connection: &mut Connection) -> Result<Vec<String>> {
    Ok(devices::table.select(devices::serial_number).load(connection)?)
}

/// Inserts devices.
pub fn insert(connection: &mut Connection, rows: &[DeviceRow]) -> QueryResult<()> {
    insert_rows(connection, devices::table, rows)
}

/// Saves every column of a device.
pub fn save(connection: &mut Connection, row: &DeviceRow) -> QueryResult<()> {
    diesel::update(devices::table.find(row.id))
        .set(row)
        .execute(connection)
        .map(|_| ())
}

/// Saves every column of devices.
pub fn save_many(connection: &mut Connection, rows: &[DeviceRow]) -> QueryResult<()> {
    connection.update_rows("devices", rows)
}

/// Inserts lines of the movement log.
pub fn insert_movements(connection: &mut Connection, rows: &[DeviceMovement]) -> Result<()> {
    Ok(insert_rows(connection, device_movement_log::table, rows)?)
}

/// Loads a device's movements, oldest first.
pub fn movements(connection: &mut Connection, device_id: i64) -> Result<Vec<DeviceMovement>> {
    Ok(device_movement_log::table
        .filter(device_movement_log::device_id.eq(device_id))
        .order(device_movement_log::id)
        .select(DeviceMovement::as_select())
        .load(connection)?)
}

/// Loads the devices in maintenance.
pub fn in_maintenance(connection: &mut Connection) -> Result<Vec<DeviceRow>> {
    Ok(devices::table
        // By its index: the key is there in maintenance alone.
        .filter(devices::repair_key.is_not_null())
        .order(devices::id)
        .select(DeviceRow::as_select())
        .load(connection)?)
}

/// Returns the steps of the open repairs of these devices, oldest first: the device, when, and whether the repair is on hold
/// from then on.
pub fn repair_steps(connection: &mut Connection, ids: &[i64]) -> Result<Vec<(i64, Timestamp, bool)>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let steps: Vec<(i64, Timestamp, String)> = task_events::table
            .inner_join(tasks::table)
            .filter(tasks::open_repair_of.eq_any(chunk.to_vec()))
            .filter(task_events::state.is_not_null())
            .order(task_events::id)
            .select((
                tasks::open_repair_of.assume_not_null(),
                task_events::at,
                task_events::state.assume_not_null(),
            ))
            .load(connection)?;
        let steps = steps.into_iter();
        found.extend(steps.map(|(device, at, state)| (device, at, state == "on_hold")));
    }
    Ok(found)
}

/// Loads the devices that came back for inspection at an instant.
pub fn returned_at(connection: &mut Connection, at: Timestamp) -> Result<Vec<DeviceRow>> {
    Ok(devices::table
        .filter(devices::status.eq(DeviceStatus::Returned))
        .filter(devices::status_since.eq(at))
        .order(devices::id)
        .select(DeviceRow::as_select())
        .load(connection)?)
}

/// Returns the reason of the newest movement into maintenance of each of these devices, by id.
pub fn reasons_of_maintenance(connection: &mut Connection, ids: &[i64]) -> Result<BTreeMap<i64, String>> {
    let mut reasons = BTreeMap::new();
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let found: Vec<(i64, Option<String>)> = device_movement_log::table
            .filter(device_movement_log::device_id.eq_any(chunk.to_vec()))
            .filter(device_movement_log::to_status.eq(DeviceStatus::Maintenance))
            .order(device_movement_log::id)
            .select((device_movement_log::device_id, device_movement_log::reason))
            .load(connection)?;
        for (id, reason) in found {
            match reason {
                Some(reason) => reasons.insert(id, reason),
                None => reasons.remove(&id),
            };
        }
    }
    Ok(reasons)
}
