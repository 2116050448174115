//! Devices, what bookings ask for and have of them, and what happened to them.

use std::collections::{BTreeMap, BTreeSet};

use super::report::CHANGED;
use super::service::LegacyImport;
use super::source::LegacyRow;
use super::words;
use crate::access::tx::Tx;
use crate::device::availability::{HoldFilter, holdings, out};
use crate::device::model::{DeviceAction, DeviceMovement, DeviceRow, DeviceStatus, serial_key};
use crate::device::{bulk, category, service};
use crate::kernel::error::Result;
use crate::kernel::names::name_key;
use crate::kernel::timestamp::Timestamp;

pub const CATEGORIES: &str = "device_categories";
pub const DEVICES: &str = "devices";
pub const MOVEMENTS: &str = "device_movement_log";

/// Who has a device when, by device and start; and which are out.
#[derive(Debug, Default)]
pub struct DeviceTimeline {
    holds: BTreeMap<i64, Vec<(Timestamp, Timestamp, String)>>,
    pub out: BTreeSet<i64>,
}

impl DeviceTimeline {
    pub fn load(tx: &mut Tx<'_>) -> Result<Self> {
        let mut timeline = Self::default();
        for holding in holdings(tx.connection(), &HoldFilter::default())? {
            let whose = match (&holding.rental_no, holding.booking_id) {
                (Some(number), _) => format!("rental {number}"),
                (None, Some(id)) => format!("booking {id}"),
                (None, None) => "somebody".to_owned(),
            };
            let of_device = timeline.holds.entry(holding.device_id).or_default();
            of_device.push((holding.starts_at, holding.ends_at, whose));
        }
        timeline.out = out(tx.connection())?
            .iter()
            .map(|holding| holding.device_id)
            .collect();
        Ok(timeline)
    }

    /// Holds a device, or says who has it then.
    pub fn take(&mut self, device: i64, from: Timestamp, to: Timestamp, whose: &str) -> Result<(), String> {
        let holds = self.holds.entry(device).or_default();
        match holds
            .iter()
            .find(|(starts_at, ends_at, _)| *starts_at < to && from < *ends_at)
        {
            Some((_, _, other)) => Err(other.clone()),
            None => {
                holds.push((from, to, whose.to_owned()));
                Ok(())
            }
        }
    }
}

impl LegacyImport<'_, '_> {
    pub fn take_devices(&mut self) -> Result<()> {
        self.take_categories()?;
        let rows = self.source.rows(DEVICES);
        self.report.begin(DEVICES, rows.len());
        let keys: Vec<String> = rows
            .iter()
            .filter_map(|row| row.text_of("serial_number", 255))
            .map(|serial| serial_key(&serial))
            .collect();
        let known = service::rows_by_keys(self.tx.connection(), &keys)?;
        let mut known: BTreeMap<String, DeviceRow> = known
            .into_iter()
            .map(|device| (device.serial_key.clone(), device))
            .collect();
        let ids = self.tx.connection().reserve_ids("devices", rows.len())?;
        let (mut fresh, mut lines) = (Vec::new(), Vec::new());
        for (row, id) in rows.iter().zip(ids) {
            let Some(device) = self.device(row, id, &mut known)? else {
                continue;
            };
            lines.push(self.added(&device));
            fresh.push(device);
        }
        bulk::insert(self.tx, &self.grants.devices, &fresh)?;
        // What happened there comes before their coming here.
        self.take_movements()?;
        bulk::insert_movements(self.tx, &self.grants.devices, &lines)
    }

    fn take_categories(&mut self) -> Result<()> {
        let rows = self.source.rows(CATEGORIES);
        self.report.begin(CATEGORIES, rows.len());
        for row in rows {
            let id = row.id();
            let (Some(number), Some(name)) = (row.number("id"), row.text_of("name", 255)) else {
                self.report.skip(CATEGORIES, &id, "it has no number or no name");
                continue;
            };
            let known = category::all(self.tx.connection())?;
            let key = name_key(&name);
            let ours = match known.iter().find(|category| category.name_key == key) {
                Some(category) => {
                    self.report.unchanged(CATEGORIES);
                    category.id
                }
                None => {
                    self.report.take(CATEGORIES, &id);
                    bulk::insert_category(self.tx, &self.grants.devices, &name)?
                }
            };
            self.categories.insert(number, ours);
        }
        Ok(())
    }

    /// Makes the device of a row; `None` if it exists already.
    fn device(
        &mut self,
        row: &LegacyRow,
        id: i64,
        known: &mut BTreeMap<String, DeviceRow>,
    ) -> Result<Option<DeviceRow>> {
        let name = row.id();
        let (Some(number), Some(serial)) = (row.number("id"), row.text_of("serial_number", 255)) else {
            self.report.skip(DEVICES, &name, "it has no serial number");
            return Ok(None);
        };
        let key = serial_key(&serial);
        if let Some(device) = known.get(&key) {
            match self.was_taken(DEVICES, &name) {
                true => self.report.unchanged(DEVICES),
                false => self.report.skip(
                    DEVICES,
                    &name,
                    format!("there is a device {serial} already, which stays as it is"),
                ),
            }
            self.devices.insert(number, device.clone());
            return Ok(None);
        }
        let now = self.tx.now();
        let said = row.text("status").unwrap_or_default();
        let status = words::device_status(&said).unwrap_or_else(|| {
            self.report.say(
                DEVICES,
                &name,
                CHANGED,
                format!("nobody knows the status `{said}`: to be looked at"),
            );
            DeviceStatus::Returned
        });
        let created_at = row.instant("created_at").unwrap_or(now);
        let device = DeviceRow {
            id,
            serial_key: key.clone(),
            name: row.text_of("name", 255),
            category_id: self.category_of_device(row, &name)?,
            status,
            status_since: row.instant("updated_at").unwrap_or(now),
            place: row.first_text(&["place", "location"]),
            office_account: row.text_of("office_account", 255),
            anydesk_id: row.text_of("anydesk_id", 255),
            notes: row.text_of("notes", 2000),
            created_at,
            updated_at: now,
            serial_number: serial,
        };
        self.report.take(DEVICES, &name);
        known.insert(key, device.clone());
        self.devices.insert(number, device.clone());
        Ok(Some(device))
    }

    /// Its own, or by its name; a laptop where nothing says otherwise. Both are there from the first migration on.
    fn category_of_device(&mut self, row: &LegacyRow, id: &str) -> Result<i64> {
        if let Some(category) = row
            .number("category_id")
            .and_then(|number| self.categories.get(&number))
        {
            return Ok(*category);
        }
        let is_desktop = name_key(&row.text("name").unwrap_or_default()).contains("desktop");
        let wanted = if is_desktop { "Desktop" } else { "Laptop" };
        self.report.say(
            DEVICES,
            id,
            CHANGED,
            format!("it has no category: taken as a {wanted}"),
        );
        let categories = category::all(self.tx.connection())?;
        Ok(category::find(&categories, wanted)?.id)
    }

    fn added(&self, device: &DeviceRow) -> DeviceMovement {
        DeviceMovement {
            to_status: Some(device.status),
            to_place: device.place.clone(),
            reason: Some(format!("taken over from {}", self.source.database)),
            ..self.movement(device.id, DeviceAction::Added)
        }
    }

    pub fn movement(&self, device_id: i64, action: DeviceAction) -> DeviceMovement {
        DeviceMovement {
            device_id,
            action,
            from_status: None,
            to_status: None,
            from_place: None,
            to_place: None,
            from_booking_id: None,
            to_booking_id: None,
            rental_id: None,
            reason: None,
            performed_by: self.tx.actor().username.clone(),
            created_at: self.tx.now(),
        }
    }

    /// Takes the old log, line by line.
    fn take_movements(&mut self) -> Result<()> {
        let rows = self.source.rows(MOVEMENTS);
        self.report.begin(MOVEMENTS, rows.len());
        let mut lines = Vec::new();
        for row in rows {
            let id = row.id();
            if self.was_taken(MOVEMENTS, &id) {
                self.report.unchanged(MOVEMENTS);
                continue;
            }
            let device = row
                .number("device_id")
                .and_then(|number| self.devices.get(&number))
                .map(|device| device.id);
            let Some(device) = device else {
                self.report.skip(MOVEMENTS, &id, "its device was not taken");
                continue;
            };
            let said = row.text("action").unwrap_or_default();
            let action = words::movement(&said);
            let booking = |name: &str| {
                let number = row.number(name)?;
                self.bookings.get(&number).map(|booking| booking.id)
            };
            let reason: Vec<String> = [
                (action == DeviceAction::Moved).then_some(said),
                row.text_of("reason", 500),
            ]
            .into_iter()
            .flatten()
            .filter(|text| !text.is_empty())
            .collect();
            lines.push(DeviceMovement {
                from_booking_id: booking("from_booking_id"),
                to_booking_id: booking("to_booking_id"),
                reason: (!reason.is_empty()).then(|| reason.join(": ")),
                performed_by: self.person(row, &["performed_by"]),
                created_at: row.instant("created_at").unwrap_or(self.tx.now()),
                ..self.movement(device, action)
            });
            self.report.take(MOVEMENTS, &id);
        }
        bulk::insert_movements(self.tx, &self.grants.devices, &lines)
    }
}
