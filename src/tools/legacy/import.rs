//! A take-over while it goes on, and the bookings that it has taken.

use std::collections::BTreeMap;

use super::report::LegacyReport;
use super::source::{LegacyData, LegacyRow};
use super::timeline::DeviceTimeline;
use super::words::LocalAsUtc;
use crate::access::tx::Tx;
use crate::booking::{BookingRow, BookingStatus, DevicePreference};
use crate::device::model::{DeviceAction, DeviceMovement, DeviceRow};
use crate::kernel::error::Result;
use crate::kernel::names::name_key;
use crate::kernel::period::Period;
use crate::tools::grants::FillGrants;

/// A take-over while it goes on. Maps lead from old numbers and names to ours.
pub struct LegacyImport<'t, 'c> {
    pub tx: &'t mut Tx<'c>,
    pub grants: FillGrants,
    pub source: &'t LegacyData,
    pub local_as_utc: LocalAsUtc,
    pub import_id: i64,
    /// What earlier runs took: table and number, with the booking here.
    pub before: BTreeMap<(String, String), Option<i64>>,
    pub report: LegacyReport,
    pub users: BTreeMap<String, String>,
    pub rooms: BTreeMap<i64, i64>,
    pub bookings: BTreeMap<i64, TakenBooking>,
    pub categories: BTreeMap<i64, i64>,
    pub devices: BTreeMap<i64, DeviceRow>,
    /// Devices that are not fit, by number here: they are available until what they were given to is taken over.
    pub unfit: BTreeMap<i64, DeviceRow>,
    pub timeline: DeviceTimeline,
}

impl LegacyImport<'_, '_> {
    /// Reports whether an earlier run took a row.
    pub fn was_taken(&self, table: &str, id: &str) -> bool {
        self.before.contains_key(&(table.to_owned(), id.to_owned()))
    }

    /// Returns the username here of who did something.
    pub fn person(&self, row: &LegacyRow, names: &[&str]) -> String {
        let written = row.first_text(names);
        let known = written
            .as_ref()
            .and_then(|name| self.users.get(&name_key(name)).cloned());
        known
            .or(written)
            .unwrap_or_else(|| self.tx.actor().username.clone())
    }

    /// Makes a line of the movement log, by whoever imports.
    pub fn movement(&self, device_id: i64, action: DeviceAction) -> DeviceMovement {
        DeviceMovement::new(device_id, action, &self.tx.actor().username, self.tx.now())
    }
}

/// A booking of ours that an old row became.
#[derive(Debug, Clone)]
pub struct TakenBooking {
    pub id: i64,
    pub status: BookingStatus,
    pub period: Period,
    pub client_name: String,
    pub contact_person: Option<String>,
    pub contact_phone: Option<String>,
    pub preference: Option<DevicePreference>,
    pub devices_needed: i32,
    /// Not taken by an earlier run.
    pub is_new: bool,
}

impl TakenBooking {
    /// Keeps what later tables ask of a booking.
    pub fn of(row: &BookingRow, is_new: bool) -> Result<Self> {
        Ok(Self {
            id: row.id,
            status: row.status,
            period: Period::new(row.starts_at, row.ends_at)?,
            client_name: row.client_name.clone(),
            contact_person: row.client_contact_person.clone(),
            contact_phone: row.client_phone.clone(),
            preference: row.device_type_preference,
            devices_needed: row.devices_needed,
            is_new,
        })
    }

    /// Reports whether devices given to the booking are held for it.
    pub fn holds_devices(&self) -> bool {
        self.status == BookingStatus::Pending || self.status.holds_room()
    }
}
