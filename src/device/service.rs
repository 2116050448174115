//! Devices found, listed, shown, locked and labelled.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;

use super::availability::store::{self as hold_store, HoldFilter};
use super::category;
use super::label::DeviceLabel;
use super::model::{
    AttentionLevel, Device, DeviceHolding, DeviceMovement, DeviceRow, DeviceStatus, RentedHolding, serial_key,
};
use super::service_clock;
use super::store::{self, DevicePage};
use crate::access::audit::{self, AuditRow};
use crate::access::auth::{Grant, Permission};
use crate::access::first_rows::first_rows;
use crate::access::sort_order::SortOrder;
use crate::access::tx::Tx;
use crate::client::written::ClientNames;
use crate::db::{Connection, QueryBatch};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::{name_key, nearest};
use crate::kernel::text::printable;
use crate::kernel::timestamp::Timestamp;
use crate::location::{self, LocationFilter};
use crate::output::Value;
use crate::text_enum;

/// Most devices whose holds are asked for by id; of more, the holds of all are.
const MOST_BY_ID: usize = 100;

/// Which devices to list; `None` matches all.
#[derive(Debug, Clone, Default)]
pub struct DeviceFilter {
    pub status: Vec<DeviceStatus>,
    pub category: Option<String>,
    pub place: Option<String>,
    pub location: LocationFilter,
    pub brand: Option<String>,
    pub model: Option<String>,
    /// First and last day of purchase; either end may be open.
    pub purchased_from: Option<NaiveDate>,
    pub purchased_to: Option<NaiveDate>,
    /// The warranty ends up to and including this day.
    pub warranty_until: Option<NaiveDate>,
    /// Part of serial, name, brand, model, account, AnyDesk id, notes or the client who has it.
    pub text: Option<String>,
    /// Lists only devices that have been in their status for too long.
    pub attention: Option<AttentionLevel>,
    /// Includes devices that are sold or retired.
    pub all: bool,
    pub sort: SortOrder<DeviceSort>,
    /// Lists the devices that follow this serial.
    pub after: Option<String>,
    pub limit: Option<usize>,
}

text_enum! {
    /// The order of listed devices.
    #[derive(Default)]
    pub enum DeviceSort {
        #[default]
        Serial = "serial_number",
        Category = "category",
        Status = "status",
        StatusSince = "status_since",
    }
}

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

/// Adds to rows of devices their category and who has them now.
pub(super) fn with_holders(tx: &mut Tx<'_>, rows: Vec<DeviceRow>) -> Result<Vec<Device>> {
    let ids = (rows.len() <= MOST_BY_ID).then(|| rows.iter().map(|row| row.id).collect());
    let holders = holders_query(tx, ids);
    let holders = tx.connection().answer(holders)?;
    with_holders_of(tx, rows, holders)
}

/// Who has devices now, and the names of their categories and locations.
pub struct DeviceHolders {
    categories: BTreeMap<i64, String>,
    held: HashMap<i64, DeviceHolding>,
    left_behind: HashSet<i64>,
    locations: BTreeMap<i64, String>,
}

/// Asks who has these devices now, or any.
fn holders_query(tx: &Tx<'_>, ids: Option<Vec<i64>>) -> impl QueryBatch<Answer = DeviceHolders> + use<> {
    let now = tx.now();
    let filter = HoldFilter {
        devices: ids,
        from: Some(now),
        to: Some(now.plus(chrono::TimeDelta::microseconds(1))),
    };
    let found = (
        store::all_categories(),
        hold_store::holdings_query(&filter),
        // An overdue device has no hold any more, but is still out.
        hold_store::begun_query(tx.site().today(now)),
        location::names_query(),
    );
    found.read_as(|(categories, holdings, begun, locations)| {
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
        DeviceHolders {
            categories: categories.collect(),
            held,
            left_behind,
            locations,
        }
    })
}

fn with_holders_of(tx: &mut Tx<'_>, rows: Vec<DeviceRow>, holders: DeviceHolders) -> Result<Vec<Device>> {
    let now = tx.now();
    let DeviceHolders {
        categories: names,
        mut held,
        left_behind,
        locations,
    } = holders;
    let clients = ClientNames::load(
        tx.connection(),
        held.values().filter_map(DeviceHolding::client_id),
    )?;
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
        let held = held.remove(&row.id);
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
    let keys: Vec<String> = serials.iter().map(|serial| serial_key(serial)).collect();
    refuse_repeated(&keys)?;
    let mut by_key: HashMap<String, DeviceRow> = store::by_keys(tx.connection(), &keys)?
        .into_iter()
        .map(|row| (row.serial_key.clone(), row))
        .collect();
    let mut rows = Vec::with_capacity(keys.len());
    for (key, serial) in keys.iter().zip(serials) {
        match by_key.remove(key) {
            Some(row) => rows.push(row),
            None => return Err(unknown(tx, serial)?),
        }
    }
    with_holders(tx, rows)
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

fn unknown(tx: &mut Tx<'_>, serial: &str) -> Result<Error> {
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
    let ids: Vec<i64> = find(tx, grant, serials)?
        .iter()
        .map(|device| device.row.id)
        .collect();
    tx.connection().lock_rows("devices", &ids)?;
    find(tx, grant, serials)
}

/// Lists the devices that fit a filter.
///
/// # Errors
/// `NotFound` for an unknown category or an unknown serial to go on after.
pub fn list(tx: &mut Tx<'_>, filter: &DeviceFilter) -> Result<Vec<Device>> {
    let _grant = tx.require(Permission::SeeDevices)?;
    let category = category::id_of(tx, filter.category.as_deref())?;
    if matches!(filter.sort.field, DeviceSort::Serial | DeviceSort::StatusSince) {
        return list_as_stored(tx, filter, category);
    }
    let rows = store::all(tx.connection())?;
    let mut devices = with_holders(tx, rows)?;
    match filter.sort.field {
        DeviceSort::Serial | DeviceSort::StatusSince => {}
        DeviceSort::Category => devices.sort_by(|a, b| a.category.cmp(&b.category)),
        DeviceSort::Status => devices.sort_by_key(Device::status),
    }
    filter.sort.direct(&mut devices);
    let first = match &filter.after {
        None => 0,
        Some(serial) => {
            let key = serial_key(serial);
            match devices.iter().position(|device| device.row.serial_key == key) {
                Some(place) => place + 1,
                None => return Err(unknown(tx, serial)?),
            }
        }
    };
    Ok(devices
        .into_iter()
        .skip(first)
        .filter(|device| fits(device, filter, category))
        .take(filter.limit.unwrap_or(usize::MAX))
        .collect())
}

/// Lists devices in an order that an index has, so that no more are read than it takes.
fn list_as_stored(tx: &mut Tx<'_>, filter: &DeviceFilter, category: Option<i64>) -> Result<Vec<Device>> {
    let after = match &filter.after {
        Some(serial) => match store::by_keys(tx.connection(), &[serial_key(serial)])?.pop() {
            Some(row) => Some(row),
            None => return Err(unknown(tx, serial)?),
        },
        None => None,
    };
    first_rows(filter.limit, |limit| {
        let page = DevicePage {
            by_status_since: filter.sort.field == DeviceSort::StatusSince,
            descending: filter.sort.descending,
            after: after.as_ref(),
            limit,
        };
        let rows = store::page(tx.connection(), page)?;
        let read = rows.len();
        let mut devices = with_holders(tx, rows)?;
        devices.retain(|device| fits(device, filter, category));
        Ok((read, devices))
    })
}

fn fits(device: &Device, filter: &DeviceFilter, category: Option<i64>) -> bool {
    let (row, status) = (&device.row, device.status());
    let wanted_status = if filter.status.is_empty() {
        filter.all || !status.is_terminal()
    } else {
        filter.status.contains(&status)
    };
    let contains = |text: &str, wanted: &str| name_key(text).contains(&name_key(wanted));
    let in_text = |wanted: &String| {
        let texts = [
            Some(row.serial_number.as_str()),
            row.name.as_deref(),
            row.brand.as_deref(),
            row.model.as_deref(),
            row.office_account.as_deref(),
            row.anydesk_id.as_deref(),
            row.notes.as_deref(),
            device.held.as_deref().map(DeviceHolding::client),
            device.client.as_ref().map(|(_, name)| name.as_str()),
        ];
        texts.into_iter().flatten().any(|text| contains(text, wanted))
    };
    let part = |wanted: &Option<String>, text: &Option<String>| {
        let is_part = |wanted: &String| text.as_ref().is_some_and(|text| contains(text, wanted));
        wanted.as_ref().is_none_or(is_part)
    };
    let from = |first: Option<NaiveDate>, day: Option<NaiveDate>| {
        first.is_none_or(|first| day.is_some_and(|day| day >= first))
    };
    let up_to = |last: Option<NaiveDate>, day: Option<NaiveDate>| {
        last.is_none_or(|last| day.is_some_and(|day| day <= last))
    };
    wanted_status
        && part(&filter.brand, &row.brand)
        && part(&filter.model, &row.model)
        && from(filter.purchased_from, row.purchased_on)
        && up_to(filter.purchased_to, row.purchased_on)
        && up_to(filter.warranty_until, row.warranty_until)
        && category.is_none_or(|id| row.category_id == id)
        && (filter.attention.is_none() || device.attention() >= filter.attention)
        && part(&filter.place, &row.place)
        && filter.location.fits(row.location_id)
        && filter.text.as_ref().is_none_or(in_text)
}

/// Lists the devices that have been in their status for too long, the longest first.
pub fn needing_attention(tx: &mut Tx<'_>) -> Result<Vec<Device>> {
    let grant = tx.require(Permission::SeeDevices)?;
    let all = all_query(tx, &grant);
    let all = tx.connection().answer(all)?;
    needing_attention_of(tx, all)
}

/// Every device, and who has them now.
pub type AllDevices = (Vec<DeviceRow>, DeviceHolders);

/// Asks for every device, and who has them now.
pub fn all_query(tx: &Tx<'_>, _grant: &Grant) -> impl QueryBatch<Answer = AllDevices> + use<> {
    (store::all_devices(), holders_query(tx, None))
}

/// Returns what [`needing_attention`] does, of devices that are loaded.
pub fn needing_attention_of(tx: &mut Tx<'_>, (rows, holders): AllDevices) -> Result<Vec<Device>> {
    let _grant = tx.require(Permission::SeeDevices)?;
    let filter = DeviceFilter {
        attention: Some(AttentionLevel::Warn),
        ..DeviceFilter::default()
    };
    let mut devices = with_holders_of(tx, rows, holders)?;
    devices.retain(|device| fits(device, &filter, None));
    devices.sort_by_key(|device| device.row.status_since);
    Ok(devices)
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
