//! Finds and locks devices, and tells who has them.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::availability::store::{self as hold_store, HoldFilter};
use super::model::{
    Device, DeviceCategory, DeviceHolding, DeviceRow, DeviceStatus, RentedHolding, serial_key,
};
use super::{service_clock, store};
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::client::written::{ClientNames, NamesById};
use crate::db::{QueryBatch, contention};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::nearest;
use crate::kernel::text::printable;
use crate::location;

/// Most devices whose holds are asked for by id; of more, the holds of all are.
const MOST_BY_ID: usize = 100;

/// Devices, and who has them now.
pub type AllDevices = (Vec<DeviceRow>, DeviceHolders);

/// Asks for every device, and who has them now.
pub fn all_query(tx: &Tx<'_>, _grant: &Grant) -> impl QueryBatch<Answer = AllDevices> + use<> {
    (store::all_devices(), holders_query(tx, None))
}

/// Adds to rows of devices their category and who has them now.
pub(super) fn with_holders(tx: &mut Tx<'_>, rows: Vec<DeviceRow>) -> Result<Vec<Device>> {
    let ids = (rows.len() <= MOST_BY_ID).then(|| rows.iter().map(|row| row.id).collect());
    let holders = holders_query(tx, ids);
    let holders = tx.connection().answer(holders)?;
    with_holders_of(tx, (rows, holders))
}

/// Asks for the devices with these ids, ordered by serial key, and who has them now.
pub(super) fn ids_query(tx: &Tx<'_>, ids: &[i64]) -> impl QueryBatch<Answer = AllDevices> + use<> {
    let few = (ids.len() <= MOST_BY_ID).then(|| ids.to_vec());
    (store::with_ids(ids), holders_query(tx, few))
}

/// Loads the devices with these ids, ordered by serial key.
pub(super) fn by_ids(tx: &mut Tx<'_>, ids: &[i64]) -> Result<Vec<Device>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let found = ids_query(tx, ids);
    let found = tx.connection().answer(found)?;
    with_holders_of(tx, found)
}

/// Loads devices again, in the order that they are in.
pub(super) fn reload(tx: &mut Tx<'_>, devices: &[Device]) -> Result<Vec<Device>> {
    let ids: Vec<i64> = devices.iter().map(|device| device.row.id).collect();
    let devices = by_ids(tx, &ids)?;
    in_order(&ids, devices)
}

/// Puts devices in the order of these ids.
///
/// # Errors
/// Contention where one of them is gone by now.
pub fn in_order(ids: &[i64], devices: Vec<Device>) -> Result<Vec<Device>> {
    let by_id = devices.into_iter().map(|device| (device.row.id, device));
    let mut by_id: HashMap<i64, Device> = by_id.collect();
    let found = ids.iter().map(|id| by_id.remove(id).ok_or_else(contention));
    found.collect()
}

/// Loads devices in the order of these ids, and what else is asked with them; `clients` are some that may have them.
pub fn load_with<B: QueryBatch>(
    tx: &mut Tx<'_>,
    _grant: &Grant,
    ids: &[i64],
    clients: &[i64],
    more: B,
) -> Result<(Vec<Device>, B::Answer)> {
    let found = (
        ids_query(tx, ids),
        ClientNames::query(clients.iter().copied()),
        more,
    );
    let ((rows, mut holders), clients, more) = tx.connection().answer(found)?;
    holders.clients = clients;
    let devices = with_holders_of(tx, (rows, holders))?;
    Ok((in_order(ids, devices)?, more))
}

/// Who has devices now, and the names of their categories and locations.
pub struct DeviceHolders {
    /// Clients that are known already.
    clients: NamesById,
    categories: BTreeMap<i64, String>,
    pub(super) held: HashMap<i64, DeviceHolding>,
    left_behind: HashSet<i64>,
    locations: BTreeMap<i64, String>,
}

/// Who has devices now, and the names of locations.
pub(super) type HolderParts = (Vec<DeviceHolding>, BTreeMap<i64, String>);

/// Asks for the parts of [`DeviceHolders`] that nothing else needs.
pub(super) fn holder_parts_query(
    tx: &Tx<'_>,
    ids: Option<Vec<i64>>,
) -> impl QueryBatch<Answer = HolderParts> + use<> {
    let now = tx.now();
    let filter = HoldFilter {
        devices: ids,
        from: Some(now),
        to: Some(now.plus(chrono::TimeDelta::microseconds(1))),
    };
    (hold_store::holdings_query(&filter), location::names_query())
}

/// Asks who has these devices now, or any.
pub(super) fn holders_query(
    tx: &Tx<'_>,
    ids: Option<Vec<i64>>,
) -> impl QueryBatch<Answer = DeviceHolders> + use<> {
    let found = (
        store::all_categories(),
        // An overdue device has no hold any more, but is still out.
        hold_store::begun_query(tx.site().today(tx.now())),
        holder_parts_query(tx, ids),
    );
    found.read_as(|(categories, begun, parts)| DeviceHolders::of(categories, begun, parts))
}

impl DeviceHolders {
    /// Puts together what is loaded of devices.
    pub(super) fn of(
        categories: Vec<DeviceCategory>,
        begun: Vec<RentedHolding>,
        (holdings, locations): HolderParts,
    ) -> Self {
        let held = holdings.into_iter().map(|holding| (holding.device_id, holding));
        let mut held: HashMap<i64, DeviceHolding> = held.collect();
        let mut left_behind: HashSet<i64> = HashSet::new();
        for RentedHolding { holding, has_left } in begun {
            let (id, assignment) = (holding.device_id, holding.assignment_id);
            if has_left {
                left_behind.remove(&id);
                held.insert(id, holding);
            } else if held.entry(id).or_insert(holding).assignment_id == assignment {
                left_behind.insert(id);
            }
        }
        let categories = categories
            .into_iter()
            .map(|category| (category.id, category.name));
        Self {
            clients: NamesById::new(),
            categories: categories.collect(),
            held,
            left_behind,
            locations,
        }
    }
}

/// Adds to rows of devices what is loaded of who has them.
pub(super) fn with_holders_of(tx: &mut Tx<'_>, (rows, holders): AllDevices) -> Result<Vec<Device>> {
    held_by(tx, rows, &holders)
}

/// Adds to rows of devices who has them, of what is loaded of these or of all.
pub(super) fn held_by(tx: &mut Tx<'_>, rows: Vec<DeviceRow>, holders: &DeviceHolders) -> Result<Vec<Device>> {
    let now = tx.now();
    let DeviceHolders {
        clients,
        categories: names,
        held,
        left_behind,
        locations,
    } = holders;
    let held_now = rows.iter().filter_map(|row| held.get(&row.id));
    let held_by = held_now.filter_map(DeviceHolding::client_id);
    let clients = ClientNames::completed(tx.connection(), clients.clone(), held_by)?;
    let settings = tx.settings();
    let currency = settings.currency();
    let level = |status: DeviceStatus| Some(settings.service_level(status.service_kind()?));
    let mut pauses = service_clock::pauses(tx.connection(), &rows, now)?;
    let waiting = rows.iter().filter(|row| level(row.status).is_some());
    let closed = match waiting.map(|row| row.status_since).min() {
        Some(since) => service_clock::closed(tx, since, now)?,
        None => Vec::new(),
    };
    let device = |row: DeviceRow| {
        let mut pauses = pauses.remove(&row.id).unwrap_or_default();
        pauses.extend_from_slice(&closed);
        let held = held.get(&row.id).cloned();
        let client = held.as_ref().and_then(DeviceHolding::client_id);
        Device {
            service_level: level(row.status),
            service_days: level(row.status).map_or(0, |_level| {
                service_clock::days(settings, row.status_since, now, &pauses)
            }),
            currency,
            category: names.get(&row.category_id).cloned().unwrap_or_default(),
            location: row.location_id.and_then(|id| locations.get(&id).cloned()),
            client: client.map(|id| clients.owned(id)),
            held: held.map(Box::new),
            was_left_behind: left_behind.contains(&row.id),
            row,
            now,
        }
    };
    Ok(rows.into_iter().map(device).collect())
}

/// Finds the devices with these serials, in the order given.
///
/// # Errors
/// `NotFound` for an unknown serial with the nearest ones; `Invalid` for one that is given twice.
pub fn find(tx: &mut Tx<'_>, _grant: &Grant, serials: &[String]) -> Result<Vec<Device>> {
    let rows = rows_with(tx, serials)?;
    with_holders(tx, rows)
}

fn rows_with(tx: &mut Tx<'_>, serials: &[String]) -> Result<Vec<DeviceRow>> {
    let found = store::by_keys(tx.connection(), &keys_of(serials))?;
    rows_among(tx, serials, found)
}

fn keys_of(serials: &[String]) -> Vec<String> {
    serials.iter().map(|serial| serial_key(serial)).collect()
}

/// Asks for the devices with these serials, and locks them until the transaction ends.
pub fn locked_query(_grant: &Grant, serials: &[String]) -> impl QueryBatch<Answer = Vec<DeviceRow>> + use<> {
    store::locked_by_keys(&keys_of(serials))
}

/// Returns the rows with these serials among those that were found, in the order given.
///
/// # Errors
/// As [`find`].
pub fn rows_among(tx: &mut Tx<'_>, serials: &[String], found: Vec<DeviceRow>) -> Result<Vec<DeviceRow>> {
    let keys = keys_of(serials);
    refuse_repeated(&keys)?;
    let by_key = found.into_iter().map(|row| (row.serial_key.clone(), row));
    let mut by_key: HashMap<String, DeviceRow> = by_key.collect();
    let mut rows = Vec::with_capacity(keys.len());
    for (key, serial) in keys.iter().zip(serials) {
        match by_key.remove(key) {
            Some(row) => rows.push(row),
            None => return Err(unknown(tx, serial)?),
        }
    }
    Ok(rows)
}

/// Refuses serial keys of which one is given twice.
pub(super) fn refuse_repeated(keys: &[String]) -> Result<()> {
    let mut seen = HashSet::new();
    match keys.iter().find(|key| !seen.insert(key.as_str())) {
        Some(twice) => Err(Error::invalid(
            ErrorCode::SerialTwice,
            format!("serial {twice} is given twice"),
        )),
        None => Ok(()),
    }
}

/// Returns the error for a serial that no device has, with the nearest ones.
pub(super) fn unknown(tx: &mut Tx<'_>, serial: &str) -> Result<Error> {
    let serials = store::serials(tx.connection())?;
    let near = nearest(serial, serials.iter().map(String::as_str), 3);
    Ok(Error::not_found(
        ErrorCode::UnknownDevice,
        format!("device `{}` not found", printable(serial)),
        &near,
    )
    .hint("colab device list"))
}

/// Finds the devices with these serials and locks them until the transaction ends.
///
/// # Errors
/// As [`find`].
pub fn lock(tx: &mut Tx<'_>, grant: &Grant, serials: &[String]) -> Result<Vec<Device>> {
    let ids = lock_ids(tx, grant, serials)?;
    let devices = by_ids(tx, &ids)?;
    in_order(&ids, devices)
}

/// Locks the devices with these serials as [`lock`] does, and returns their ids.
///
/// # Errors
/// As [`find`].
pub(super) fn lock_ids(tx: &mut Tx<'_>, _grant: &Grant, serials: &[String]) -> Result<Vec<i64>> {
    let ids: Vec<i64> = rows_with(tx, serials)?.iter().map(|row| row.id).collect();
    tx.connection().lock_rows("devices", &ids)?;
    Ok(ids)
}
