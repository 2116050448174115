//! Devices, their categories and their movement log.

use std::collections::BTreeMap;

use super::import::LegacyImport;
use super::source::{CATEGORIES, DEVICES, LegacyRow, MOVEMENTS};
use super::words;
use crate::device::model::{DeviceAction, DeviceMovement, DeviceRow, DeviceStatus, serial_key};
use crate::device::{bulk, category, service};
use crate::kernel::error::Result;
use crate::kernel::names::name_key;

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
            if device.status.can_be_promised() {
                fresh.push(device);
            } else {
                fresh.push(DeviceRow {
                    status: DeviceStatus::Available,
                    ..device.clone()
                });
                self.unfit.insert(device.id, device);
            }
        }
        bulk::insert(self.tx, &self.grants.devices, &fresh)?;
        // What happened there comes before their coming here.
        self.take_movements()?;
        bulk::insert_movements(self.tx, &self.grants.devices, &lines)
    }

    /// Gives devices that are not fit their status, unless a rental has them.
    pub fn set_unfit_aside(&mut self) -> Result<()> {
        let ids: Vec<i64> = self.unfit.keys().copied().collect();
        for now in service::rows_by_ids(self.tx.connection(), &ids)? {
            if let Some(device) = self
                .unfit
                .get(&now.id)
                .filter(|_| now.status == DeviceStatus::Available)
            {
                bulk::save(self.tx, &self.grants.devices, device)?;
            }
        }
        Ok(())
    }

    /// Returns why a device that was here before the take-over cannot be given to anybody.
    pub fn unfit_here(&self, device: &DeviceRow) -> Option<String> {
        let is_unfit = !device.status.can_be_promised() && !self.unfit.contains_key(&device.id);
        is_unfit.then(|| format!("{} is {} here", device.serial_number, device.status.in_words()))
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
            if self.was_taken(DEVICES, &name) {
                self.report.unchanged(DEVICES);
            } else {
                let why = format!("device {serial} exists already and stays unchanged");
                self.report.skip(DEVICES, &name, why);
            }
            self.devices.insert(number, device.clone());
            return Ok(None);
        }
        let now = self.tx.now();
        let word = row.text("status").unwrap_or_default();
        let status = words::device_status(&word).unwrap_or_else(|| {
            self.report.note(
                DEVICES,
                &name,
                format!("unknown status `{word}`: to be looked at"),
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
            brand: None,
            model: None,
            purchased_on: None,
            price_cents: None,
            warranty_until: None,
            location_id: None,
            serial_number: serial,
        };
        self.report.take(DEVICES, &name);
        known.insert(key, device.clone());
        self.devices.insert(number, device.clone());
        Ok(Some(device))
    }

    /// Returns its category, else one by its name, else laptops; the first migration creates both.
    fn category_of_device(&mut self, row: &LegacyRow, id: &str) -> Result<i64> {
        if let Some(category) = row
            .number("category_id")
            .and_then(|number| self.categories.get(&number))
        {
            return Ok(*category);
        }
        let is_desktop = name_key(&row.text("name").unwrap_or_default()).contains("desktop");
        let wanted = if is_desktop { "Desktop" } else { "Laptop" };
        self.report
            .note(DEVICES, id, format!("it has no category: taken as a {wanted}"));
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
            let word = row.text("action").unwrap_or_default();
            let action = words::movement(&word);
            let booking = |name: &str| {
                let number = row.number(name)?;
                self.bookings.get(&number).map(|booking| booking.id)
            };
            let reason: Vec<String> = [
                (action == DeviceAction::Moved).then_some(word),
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
