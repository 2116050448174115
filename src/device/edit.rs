//! Devices added and edited.

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use super::model::{
    ChangedDevices, Device, DeviceAction, DeviceCategory, DeviceRow, DeviceStatus, serial_key,
};
use super::movement::{self, MovementCause, NewMovement};
use super::status_change::{self, DeviceMove};
use super::{category, service, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::idempotency::IdempotencyKey;
use crate::access::tx::Tx;
use crate::db::{OnViolation, contention};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::money::Money;
use crate::kernel::period::parse_day;
use crate::kernel::shell_word::shell_word;
use crate::kernel::text::{clean_text, optional_notes, optional_text};
use crate::location;
use crate::output::facts;
use crate::user::IfExists;

/// Details that `add` and `edit` set; `None` keeps the present value, an empty text removes it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DeviceChanges {
    pub name: Option<String>,
    pub category: Option<String>,
    pub place: Option<String>,
    /// The name of a known one.
    pub location: Option<String>,
    pub office_account: Option<String>,
    pub anydesk_id: Option<String>,
    pub notes: Option<String>,
    pub brand: Option<String>,
    pub model: Option<String>,
    /// A day as [`parse_day`] takes it.
    pub purchased_on: Option<String>,
    /// An amount in the site's currency.
    pub price: Option<String>,
    pub warranty_until: Option<String>,
}

impl DeviceChanges {
    /// Writes the changes into a device's row, except for its category and location.
    fn apply(&self, tx: &Tx<'_>, row: &mut DeviceRow) -> Result<()> {
        let (today, currency) = (tx.site().today(tx.now()), tx.settings().currency());
        for (new, day) in [
            (&self.purchased_on, &mut row.purchased_on),
            (&self.warranty_until, &mut row.warranty_until),
        ] {
            match new.as_deref().map(str::trim) {
                None => {}
                Some("") => *day = None,
                Some(text) => *day = Some(parse_day(text, today)?),
            }
        }
        if let (Some(bought), Some(end)) = (row.purchased_on, row.warranty_until)
            && end < bought
        {
            let fact = format!("the warranty ends on {end}, before the purchase on {bought}");
            return Err(Error::invalid(ErrorCode::EndBeforeStart, fact));
        }
        match self.price.as_deref().map(str::trim) {
            None => {}
            Some("") => row.price_cents = None,
            Some(text) => row.price_cents = Some(Money::parse("price", text, currency)?.cents),
        }
        for (field, new, most, value) in [
            ("name", &self.name, 255, &mut row.name),
            ("place", &self.place, 255, &mut row.place),
            (
                "office-account",
                &self.office_account,
                255,
                &mut row.office_account,
            ),
            ("anydesk-id", &self.anydesk_id, 255, &mut row.anydesk_id),
            ("brand", &self.brand, 255, &mut row.brand),
            ("model", &self.model, 255, &mut row.model),
        ] {
            if let Some(text) = new {
                *value = optional_text(field, text, most)?;
            }
        }
        if let Some(text) = &self.notes {
            row.notes = optional_notes("notes", text, 2000)?;
        }
        Ok(())
    }
}

/// Devices to add.
#[derive(Debug, Clone)]
pub struct NewDevices {
    pub serials: Vec<String>,
    pub details: DeviceChanges,
    /// `new`, `available`, or where else it is found; `available` for a new one, and as it is for one that exists.
    pub status: Option<DeviceStatus>,
}

/// Adds devices, all or none.
///
/// # Errors
/// `Conflict` when a device exists and `if_exists` refuses that; `Invalid` for a serial that is given twice.
pub fn add(
    tx: &mut Tx<'_>,
    new: &NewDevices,
    if_exists: IfExists,
    repeat: Option<&IdempotencyKey>,
) -> Result<ChangedDevices> {
    let grant = tx.require(Permission::AssignDevices)?;
    if let Some(ids) = repeat.map(|repeat| repeat.made_before(tx)).transpose()?.flatten() {
        let rows = store::by_ids(tx.connection(), &ids)?;
        return Ok(ChangedDevices {
            devices: service::with_holders(tx, rows)?,
            warnings: Vec::new(),
        });
    }
    if let Some(status @ (DeviceStatus::Assigned | DeviceStatus::Offsite)) = new.status {
        return Err(Error::invalid(
            ErrorCode::InvalidStatus,
            format!("cannot add a device as {status}"),
        )
        .hint("add it, then colab device assign, or colab rental start"));
    }
    let categories = store::categories(tx.connection())?;
    let category = category::find(&categories, new.details.category.as_deref().unwrap_or_default())?;
    let (given, keys) = clean_serials(&new.serials)?;
    let known = store::by_keys(tx.connection(), &keys)?;
    if let (Some(first), IfExists::Error) = (known.first(), if_exists) {
        return Err(already_exists(&first.serial_number));
    }
    let fresh: Vec<(String, String)> = given
        .into_iter()
        .zip(keys.iter().cloned())
        .filter(|(_, key)| !known.iter().any(|row| row.serial_key == *key))
        .collect();
    for device in insert(tx, &grant, new, category, &fresh)? {
        let event = AuditEvent::created("device", &device.row.serial_number, facts(&device));
        tx.audit(&grant, event);
    }
    let mut warnings = Vec::new();
    if if_exists == IfExists::Update && !known.is_empty() {
        let others = known
            .iter()
            .filter(|row| new.status.is_some_and(|status| status != row.status));
        let moved: Vec<String> = others.map(|row| row.serial_number.clone()).collect();
        let known: Vec<String> = known.into_iter().map(|row| row.serial_number).collect();
        edit(tx, &known, &new.details)?;
        if !moved.is_empty() {
            let wanted = DeviceMove {
                serials: moved,
                to: new.status,
                place: None,
                reason: None,
            };
            warnings = status_change::move_devices(tx, &wanted)?.warnings;
        }
    }
    tx.mark_unchanged();
    let mut rows = store::by_keys(tx.connection(), &keys)?;
    rows.sort_by_key(|row| keys.iter().position(|key| *key == row.serial_key));
    if let Some(repeat) = repeat {
        repeat.remember(tx, &rows.iter().map(|row| row.id).collect::<Vec<_>>())?;
    }
    Ok(ChangedDevices {
        devices: service::with_holders(tx, rows)?,
        warnings,
    })
}

/// Adds devices that a later slice received, under its own permission; returns their ids.
///
/// # Errors
/// `Conflict` when a device exists; `Invalid` for a serial that is given twice; `NotFound` for an unknown category.
pub fn add_received(tx: &mut Tx<'_>, grant: &Grant, new: &NewDevices) -> Result<Vec<i64>> {
    let categories = store::categories(tx.connection())?;
    let category = category::find(&categories, new.details.category.as_deref().unwrap_or_default())?;
    let (given, keys) = clean_serials(&new.serials)?;
    if let Some(first) = store::by_keys(tx.connection(), &keys)?.first() {
        return Err(already_exists(&first.serial_number));
    }
    let fresh: Vec<(String, String)> = given.into_iter().zip(keys).collect();
    let devices = insert(tx, grant, new, category, &fresh)?;
    for device in &devices {
        let event = AuditEvent::created("device", &device.row.serial_number, facts(device));
        tx.audit(grant, event);
    }
    Ok(devices.iter().map(|device| device.row.id).collect())
}

fn already_exists(serial: &str) -> Error {
    Error::conflict(
        ErrorCode::DeviceExists,
        format!("device `{serial}` already exists"),
    )
    .hint(format!("colab device show {}", shell_word(serial)))
    .hint("add --if-exists skip or --if-exists update")
}

/// Returns serials as they are stored, and their keys; none twice.
fn clean_serials(serials: &[String]) -> Result<(Vec<String>, Vec<String>)> {
    let serials: Vec<String> = serials
        .iter()
        .map(|serial| Ok(clean_text("serial", serial, 255)?.nfc().collect()))
        .collect::<Result<_>>()?;
    let keys: Vec<String> = serials.iter().map(|serial| serial_key(serial)).collect();
    service::refuse_repeated(&keys)?;
    Ok((serials, keys))
}

/// Inserts devices, given by serial and key, with their movements.
fn insert(
    tx: &mut Tx<'_>,
    grant: &Grant,
    new: &NewDevices,
    category: &DeviceCategory,
    fresh: &[(String, String)],
) -> Result<Vec<Device>> {
    let now = tx.now();
    let ids = tx.connection().reserve_ids("devices", fresh.len())?;
    let mut template = DeviceRow {
        id: 0,
        serial_number: String::new(),
        serial_key: String::new(),
        name: None,
        category_id: category.id,
        status: new.status.unwrap_or(DeviceStatus::Available),
        status_since: now,
        place: None,
        office_account: None,
        anydesk_id: None,
        notes: None,
        created_at: now,
        updated_at: now,
        brand: None,
        model: None,
        purchased_on: None,
        price_cents: None,
        warranty_until: None,
        location_id: None,
    };
    new.details.apply(tx, &mut template)?;
    if let Some(name) = &new.details.location {
        template.location_id = location::chosen(tx.connection(), name)?.map(|location| location.id);
    }
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
    store::insert(tx.connection(), &rows).on_violation("devices_serial_key_key", contention)?;
    let stored = store::by_ids(tx.connection(), &ids)?;
    let devices = service::with_holders(tx, stored)?;
    let added = |device| NewMovement::new(device, DeviceAction::Added, template.status);
    let movements = devices.iter().map(added).collect();
    movement::record(tx, grant, movements, &MovementCause::default())?;
    Ok(devices)
}

/// Edits devices, all or none. A new place is a movement.
///
/// # Errors
/// `NotFound` for an unknown serial, category or location.
pub fn edit(tx: &mut Tx<'_>, given: &[String], changes: &DeviceChanges) -> Result<Vec<Device>> {
    let grant = tx.require(Permission::AssignDevices)?;
    let categories = store::categories(tx.connection())?;
    let category = changes
        .category
        .as_deref()
        .map(|name| category::find(&categories, name))
        .transpose()?;
    let location = match &changes.location {
        Some(name) => Some(location::chosen(tx.connection(), name)?),
        None => None,
    };
    let devices = service::lock(tx, &grant, given)?;
    let mut edited = Vec::new();
    for device in &devices {
        let mut changed = device.clone();
        changes.apply(tx, &mut changed.row)?;
        if let Some(category) = category {
            changed.row.category_id = category.id;
            changed.category.clone_from(&category.name);
        }
        if let Some(location) = &location {
            changed.row.location_id = location.as_ref().map(|location| location.id);
            changed.location = location.as_ref().map(|location| location.name.clone());
        }
        if changed.row != device.row {
            changed.row.updated_at = tx.now();
            edited.push((device, changed));
        }
    }
    save(tx, &grant, &edited)?;
    tx.mark_unchanged();
    service::reload(tx, &devices)
}

/// Saves changed devices with their audit events, and a movement where the place is another one.
fn save(tx: &mut Tx<'_>, grant: &Grant, edited: &[(&Device, Device)]) -> Result<()> {
    let rows: Vec<DeviceRow> = edited.iter().map(|(_, changed)| changed.row.clone()).collect();
    store::save_many(tx.connection(), &rows)?;
    let moved = edited
        .iter()
        .filter(|(device, changed)| changed.row.place != device.row.place);
    let movements = moved.map(|(device, changed)| NewMovement {
        to_place: changed.row.place.clone(),
        ..NewMovement::new(device, DeviceAction::Moved, device.status())
    });
    let movements = movements.collect();
    movement::record(tx, grant, movements, &MovementCause::default())?;
    for (device, changed) in edited {
        let serial = &changed.row.serial_number;
        let event = AuditEvent::change("device", serial, facts(*device), facts(changed));
        tx.audit(grant, event);
    }
    Ok(())
}
