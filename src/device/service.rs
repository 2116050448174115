//! Devices found, listed, shown, added and edited.

use std::collections::{BTreeMap, HashMap};

use super::category;
use super::label::Label;
use super::model::{Action, Category, Device, DeviceRow, DeviceStatus, Holding, Movement, serial_key};
use super::movement::{self, Between};
use super::store::{self, HoldFilter};
use crate::access::audit::{self, AuditEvent, AuditRow};
use crate::access::auth::Permission;
use crate::access::idempotency::Repeat;
use crate::access::tx::Tx;
use crate::db::violation;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::kernel::text::clean_text;
use crate::kernel::timestamp::Timestamp;
use crate::output;
use crate::text_enum;
use crate::user::IfExists;

/// Which devices to list; what is `None` does not matter.
#[derive(Debug, Clone, Default)]
pub struct DeviceFilter {
    pub status: Vec<DeviceStatus>,
    pub category: Option<String>,
    pub place: Option<String>,
    /// Part of serial, name, account, AnyDesk id, notes or of who has it.
    pub text: Option<String>,
    /// Those that stay too long where they should not.
    pub attention: bool,
    /// Also those that were sold or retired.
    pub all: bool,
    pub sort: DeviceSort,
    /// Those that follow this serial in the order.
    pub after: Option<String>,
    pub limit: Option<usize>,
}

text_enum! {
    /// The order of a list of devices.
    #[derive(Default)]
    pub enum DeviceSort {
        #[default]
        Serial = "serial_number",
        Category = "category",
        Status = "status",
        StatusSince = "status_since",
    }
}

/// Devices with their category and who has them now. For slices that come after this one, under their own permissions.
pub fn with_holders(tx: &mut Tx<'_>, rows: Vec<DeviceRow>) -> Result<Vec<Device>> {
    let now = tx.now();
    let names: BTreeMap<i64, String> = store::categories(tx.connection())?
        .into_iter()
        .map(|category| (category.id, category.name))
        .collect();
    let filter = HoldFilter {
        devices: (rows.len() <= 100).then(|| rows.iter().map(|row| row.id).collect()),
        from: Some(now),
        to: Some(now.plus(chrono::TimeDelta::microseconds(1))),
    };
    let current = store::holdings(tx.connection(), &filter)?;
    let mut held: HashMap<i64, Holding> = current
        .into_iter()
        .map(|holding| (holding.device_id, holding))
        .collect();
    // What is overdue has no hold any more and is out nevertheless.
    if rows.iter().any(|row| row.status == DeviceStatus::Offsite) {
        for holding in store::out(tx.connection())? {
            held.insert(holding.device_id, holding);
        }
    }
    Ok(rows
        .into_iter()
        .map(|row| Device {
            category: names.get(&row.category_id).cloned().unwrap_or_default(),
            held: held.remove(&row.id).map(Box::new),
            row,
            now,
        })
        .collect())
}

/// The devices with these serials, in the order given.
///
/// # Errors
/// `NotFound` for an unknown one with the nearest; `Invalid` for one that is named twice.
pub fn find(tx: &mut Tx<'_>, serials: &[String]) -> Result<Vec<Device>> {
    let keys: Vec<String> = serials.iter().map(|serial| serial_key(serial)).collect();
    let mut seen = std::collections::HashSet::new();
    if let Some(twice) = keys.iter().find(|key| !seen.insert(key.as_str())) {
        return Err(Error::invalid(
            ErrorCode::SerialTwice,
            format!("{twice} is named twice"),
        ));
    }
    let rows = store::by_keys(tx.connection(), &keys)?;
    let mut by_key: HashMap<String, DeviceRow> = rows
        .into_iter()
        .map(|row| (row.serial_key.clone(), row))
        .collect();
    let mut ordered = Vec::with_capacity(keys.len());
    for (key, serial) in keys.iter().zip(serials) {
        match by_key.remove(key) {
            Some(row) => ordered.push(row),
            None => return Err(unknown(tx, serial)?),
        }
    }
    with_holders(tx, ordered)
}

fn unknown(tx: &mut Tx<'_>, serial: &str) -> Result<Error> {
    let serials = store::serials(tx.connection())?;
    let near = crate::kernel::names::nearest(serial, serials.iter().map(String::as_str), 3);
    let shown = crate::kernel::text::printable(serial);
    Ok(Error::not_found(
        ErrorCode::UnknownDevice,
        format!("there is no device `{shown}`"),
        &near,
    )
    .hint("colab device list"))
}

/// Devices that fit the filter.
///
/// # Errors
/// `NotFound` for an unknown category or page.
pub fn list(tx: &mut Tx<'_>, filter: &DeviceFilter) -> Result<Vec<Device>> {
    let _grant = tx.require(Permission::SeeDevices)?;
    let category = match &filter.category {
        Some(name) => Some(category::find(&store::categories(tx.connection())?, name)?.id),
        None => None,
    };
    let rows = store::all(tx.connection())?;
    let mut devices = with_holders(tx, rows)?;
    match filter.sort {
        DeviceSort::Serial => {}
        DeviceSort::Category => devices.sort_by(|a, b| a.category.cmp(&b.category)),
        DeviceSort::Status => devices.sort_by_key(Device::status),
        DeviceSort::StatusSince => devices.sort_by_key(|device| device.row.status_since),
    }
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
    let limit = filter.limit.unwrap_or(usize::MAX);
    let rest = devices.into_iter().skip(first);
    Ok(rest
        .filter(|device| fits(device, filter, category))
        .take(limit)
        .collect())
}

fn fits(device: &Device, filter: &DeviceFilter, category: Option<i64>) -> bool {
    let (row, status) = (&device.row, device.status());
    let wanted_status = if filter.status.is_empty() {
        filter.all || !status.is_terminal()
    } else {
        filter.status.contains(&status)
    };
    let holds = |text: &str, wanted: &str| name_key(text).contains(&name_key(wanted));
    let in_text = |wanted: &String| {
        let texts = [
            Some(row.serial_number.as_str()),
            row.name.as_deref(),
            row.office_account.as_deref(),
            row.anydesk_id.as_deref(),
            row.notes.as_deref(),
            device.held.as_deref().map(Holding::client),
        ];
        texts.into_iter().flatten().any(|text| holds(text, wanted))
    };
    wanted_status
        && category.is_none_or(|id| row.category_id == id)
        && (!filter.attention || device.attention().is_some())
        && filter
            .place
            .as_ref()
            .is_none_or(|place| row.place.as_ref().is_some_and(|at| holds(at, place)))
        && filter.text.as_ref().is_none_or(in_text)
}

/// A device with its timeline.
pub struct Shown {
    pub device: Device,
    pub movements: Vec<Movement>,
    /// Who has it from now on.
    pub holdings: Vec<Holding>,
    pub history: Vec<AuditRow>,
}

/// One device: what it is, what happened to it, who has it next.
///
/// # Errors
/// `NotFound` for an unknown serial.
pub fn show(tx: &mut Tx<'_>, serial: &str) -> Result<Shown> {
    let _grant = tx.require(Permission::SeeDevices)?;
    let device = one(find(tx, &[serial.to_owned()])?)?;
    let movements = store::movements(tx.connection(), device.row.id)?;
    let filter = HoldFilter {
        devices: Some(vec![device.row.id]),
        from: Some(tx.now()),
        to: None,
    };
    let holdings = store::holdings(tx.connection(), &filter)?;
    let history = audit::history(tx.connection(), "device", &device.row.serial_number)?;
    Ok(Shown {
        device,
        movements,
        holdings,
        history,
    })
}

fn one(devices: Vec<Device>) -> Result<Device> {
    let first = devices.into_iter().next();
    first.ok_or_else(|| Error::internal("a device that was found is not there"))
}

/// What the labels of these devices say, and how large they are in millimetres.
///
/// # Errors
/// As [`find`].
pub fn labels(tx: &mut Tx<'_>, serials: &[String]) -> Result<(Vec<Label>, (f32, f32))> {
    let _grant = tx.require(Permission::SeeDevices)?;
    let company = tx.settings().company_name();
    let devices = find(tx, serials)?;
    let labels = devices.iter().map(|device| Label::of(device, &company)).collect();
    Ok((labels, tx.settings().label_size_mm()))
}

/// What a device may be told; `None` stays, an empty text takes the old one away.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Details {
    pub name: Option<String>,
    pub category: Option<String>,
    pub place: Option<String>,
    pub office_account: Option<String>,
    pub anydesk_id: Option<String>,
    pub notes: Option<String>,
}

/// Devices to be added.
#[derive(Debug, Clone)]
pub struct NewDevices {
    pub serials: Vec<String>,
    pub details: Details,
    /// `new`, `available`, or where else it is found.
    pub status: DeviceStatus,
}

/// Adds devices, all or none.
///
/// # Errors
/// `Conflict` for a serial that is known already, unless that may be; `Invalid` for one that is named twice.
pub fn add(
    tx: &mut Tx<'_>,
    new: &NewDevices,
    if_exists: IfExists,
    repeat: Option<&Repeat>,
) -> Result<Vec<Device>> {
    let grant = tx.require(Permission::AssignDevices)?;
    if let Some(ids) = repeat.map(|repeat| repeat.made_before(tx)).transpose()?.flatten() {
        let rows = store::by_ids(tx.connection(), &ids)?;
        return with_holders(tx, rows);
    }
    if matches!(new.status, DeviceStatus::Assigned | DeviceStatus::Offsite) {
        return Err(Error::invalid(
            ErrorCode::InvalidStatus,
            format!("a device is not added as {}", new.status),
        )
        .hint("add it, then colab device assign, or colab rental start"));
    }
    let categories = store::categories(tx.connection())?;
    let category = category::find(&categories, new.details.category.as_deref().unwrap_or_default())?;
    let (serials, keys) = cleaned(&new.serials)?;
    let known = store::by_keys(tx.connection(), &keys)?;
    if let (Some(first), IfExists::Error) = (known.first(), if_exists) {
        return Err(Error::conflict(
            ErrorCode::DeviceExists,
            format!("there is a device {} already", first.serial_number),
        )
        .hint(format!("colab device show {}", first.serial_number))
        .hint("--if-exists skip or update"));
    }
    let is_known = |key: &String| known.iter().any(|row| row.serial_key == *key);
    let fresh: Vec<(String, String)> = serials
        .into_iter()
        .zip(keys.iter().cloned())
        .filter(|(_, key)| !is_known(key))
        .collect();
    insert(tx, new, category, &fresh)?;
    let after = store::by_keys(tx.connection(), &keys)?;
    for row in after.iter().filter(|row| !is_known(&row.serial_key)) {
        tx.audit(
            &grant,
            AuditEvent::created("device", &row.serial_number, facts(row, &categories)),
        );
    }
    if if_exists == IfExists::Update && !known.is_empty() {
        let serials: Vec<String> = known.iter().map(|row| row.serial_number.clone()).collect();
        edit(tx, &serials, &new.details)?;
    }
    tx.nothing_to_do();
    let mut rows = store::by_keys(tx.connection(), &keys)?;
    rows.sort_by_key(|row| keys.iter().position(|key| *key == row.serial_key));
    if let Some(repeat) = repeat {
        repeat.remember(tx, &rows.iter().map(|row| row.id).collect::<Vec<_>>())?;
    }
    with_holders(tx, rows)
}

/// Serials as stored and as known; none twice.
fn cleaned(serials: &[String]) -> Result<(Vec<String>, Vec<String>)> {
    let serials: Vec<String> = serials
        .iter()
        .map(|serial| clean_text("serial", serial, 255))
        .collect::<Result<_>>()?;
    let keys: Vec<String> = serials.iter().map(|serial| serial_key(serial)).collect();
    let mut seen = std::collections::HashSet::new();
    match keys.iter().find(|key| !seen.insert(key.as_str())) {
        Some(twice) => Err(Error::invalid(
            ErrorCode::SerialTwice,
            format!("{twice} is named twice"),
        )),
        None => Ok((serials, keys)),
    }
}

fn insert(tx: &mut Tx<'_>, new: &NewDevices, category: &Category, fresh: &[(String, String)]) -> Result<()> {
    let now = tx.now();
    let ids = tx.connection().reserve_ids("devices", fresh.len())?;
    let mut template = DeviceRow {
        id: 0,
        serial_number: String::new(),
        serial_key: String::new(),
        name: None,
        category_id: category.id,
        status: new.status,
        status_since: now,
        place: None,
        office_account: None,
        anydesk_id: None,
        notes: None,
        created_at: now,
        updated_at: now,
    };
    edited(&mut template, &new.details)?;
    let rows: Vec<DeviceRow> = ids
        .iter()
        .zip(fresh)
        .map(|(id, (serial, key))| DeviceRow {
            id: *id,
            serial_number: serial.clone(),
            serial_key: key.clone(),
            ..template.clone()
        })
        .collect();
    let inserted = tx.savepoint(|connection| store::insert(connection, &rows));
    inserted.map_err(|error| match violation(&error) {
        // Somebody added one of them meanwhile: asked again, it is known.
        Some(rule) if rule.0 == "devices_serial_key_key" => crate::db::contention(),
        _ => error.into(),
    })?;
    let stored = store::by_ids(tx.connection(), &ids)?;
    let devices = with_holders(tx, stored)?;
    let lines: Vec<_> = devices
        .iter()
        .map(|device| {
            let place = device.row.place.clone();
            movement::line(tx, device, Action::Added, new.status, place, &Between::default())
        })
        .collect();
    movement::write(tx, &lines)
}

/// The row with what it says changed, but for its category.
fn edited(row: &mut DeviceRow, details: &Details) -> Result<()> {
    for (field, new, most, old) in [
        ("name", &details.name, 255, &mut row.name),
        ("place", &details.place, 255, &mut row.place),
        (
            "office-account",
            &details.office_account,
            255,
            &mut row.office_account,
        ),
        ("anydesk-id", &details.anydesk_id, 255, &mut row.anydesk_id),
        ("notes", &details.notes, 2000, &mut row.notes),
    ] {
        match new.as_deref().map(str::trim) {
            Some("") => *old = None,
            Some(text) => *old = Some(clean_text(field, text, most)?),
            None => {}
        }
    }
    Ok(())
}

/// Changes what devices say of themselves. A new place is a movement.
///
/// # Errors
/// `NotFound` for an unknown serial or category.
pub fn edit(tx: &mut Tx<'_>, serials: &[String], details: &Details) -> Result<Vec<Device>> {
    let grant = tx.require(Permission::AssignDevices)?;
    let categories = store::categories(tx.connection())?;
    let category = details
        .category
        .as_deref()
        .map(|name| category::find(&categories, name).map(|category| category.id))
        .transpose()?;
    let devices = lock(tx, serials)?;
    let now: Timestamp = tx.now();
    for device in &devices {
        let mut row = device.row.clone();
        edited(&mut row, details)?;
        row.category_id = category.unwrap_or(row.category_id);
        if row == device.row {
            continue;
        }
        row.updated_at = now;
        store::save(tx.connection(), &row)?;
        if row.place != device.row.place {
            let line = movement::line(
                tx,
                device,
                Action::Moved,
                device.status(),
                row.place.clone(),
                &Between::default(),
            );
            movement::write(tx, &[line])?;
        }
        let (before, after) = (facts(&device.row, &categories), facts(&row, &categories));
        tx.audit(
            &grant,
            AuditEvent::change("device", &row.serial_number, before, after),
        );
    }
    tx.nothing_to_do();
    find(tx, serials)
}

/// The devices with these serials, and nobody else changes them before the transaction ends.
pub fn lock(tx: &mut Tx<'_>, serials: &[String]) -> Result<Vec<Device>> {
    let ids: Vec<i64> = find(tx, serials)?.iter().map(|device| device.row.id).collect();
    tx.connection().lock_rows("devices", &ids)?;
    find(tx, serials)
}

/// What the audit log keeps of a device.
pub fn facts(row: &DeviceRow, categories: &[Category]) -> serde_json::Value {
    let category = categories
        .iter()
        .find(|category| category.id == row.category_id)
        .map(|category| category.name.clone());
    output::facts(&Device {
        row: row.clone(),
        category: category.unwrap_or_default(),
        held: None,
        now: row.updated_at,
    })
}
