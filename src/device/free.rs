//! Which devices could be given to somebody in a period.

use std::collections::{HashMap, HashSet};

use super::category;
use super::model::{Device, DeviceStatus, Holding};
use super::store::{self, Hold, HoldFilter};
use crate::auth::Permission;
use crate::db::types::Timestamp;
use crate::error::Result;
use crate::output::{Field, Record, shown_in_table};
use crate::period::Period;
use crate::tx::Tx;

/// A device that is free in a period, and how far around it.
#[derive(Debug, Clone)]
pub struct FreeDevice {
    pub device: Device,
    /// When somebody else had it last before the period, and has it next; nothing where that is more than a day away.
    pub free_from: Option<Timestamp>,
    pub free_until: Option<Timestamp>,
}

impl Record for FreeDevice {
    fn fields() -> &'static [Field<Self>] {
        const FIELDS: &[Field<FreeDevice>] = &[
            shown_in_table("serial_number", |f| f.device.row.serial_number.as_str().into()),
            shown_in_table("category", |f| f.device.category.as_str().into()),
            shown_in_table("name", |f| f.device.row.name.clone().into()),
            shown_in_table("status", |f| f.device.row.status.as_str().into()),
            shown_in_table("place", |f| f.device.row.place.clone().into()),
            shown_in_table("free_from", |f| f.free_from.into()),
            shown_in_table("free_until", |f| f.free_until.into()),
        ];
        FIELDS
    }
}

/// Free devices of a period, in the order of serials.
///
/// # Errors
/// `NotFound` for an unknown category.
pub fn free(tx: &mut Tx<'_>, period: &Period, category: Option<&str>) -> Result<Vec<FreeDevice>> {
    let _grant = tx.require(Permission::SeeDevices)?;
    let category = match category {
        Some(name) => Some(category::find(&store::categories(tx.connection())?, name)?.id),
        None => None,
    };
    let inventory = Inventory::load(tx, period)?;
    Ok(inventory.free(category))
}

/// Devices, and when they are held in a period and a day around it.
pub struct Inventory {
    pub devices: Vec<Device>,
    pub period: Period,
    /// By device.
    holds: HashMap<i64, Vec<Hold>>,
    /// Assignments of rentals.
    rented: HashSet<i64>,
    overdue: HashSet<i64>,
}

/// How far around a period it is looked when a device is held before and after.
const AROUND_DAYS: i64 = 1;

impl Inventory {
    /// Of every device.
    pub fn load(tx: &mut Tx<'_>, period: &Period) -> Result<Self> {
        let out = store::out(tx.connection())?;
        let devices = all_devices(tx, &out)?;
        Self::with(tx, period, devices, &out, None)
    }

    /// Of these devices alone.
    pub fn of(tx: &mut Tx<'_>, period: &Period, devices: &[Device]) -> Result<Self> {
        let out = store::out(tx.connection())?;
        let ids: Vec<i64> = devices.iter().map(|device| device.row.id).collect();
        Self::with(tx, period, devices.to_vec(), &out, Some(&ids))
    }

    fn with(
        tx: &mut Tx<'_>,
        period: &Period,
        devices: Vec<Device>,
        out: &[Holding],
        only: Option<&[i64]>,
    ) -> Result<Self> {
        let around = chrono::TimeDelta::days(AROUND_DAYS);
        let (from, to) = (period.starts_at().plus(-around), period.ends_at().plus(around));
        let mut holds: HashMap<i64, Vec<Hold>> = HashMap::new();
        for hold in store::holds_between(tx.connection(), only, from, to)? {
            holds.entry(hold.device_id).or_default().push(hold);
        }
        let rented = store::rented_between(tx.connection(), from, to)?;
        let now = tx.now();
        let overdue = out.iter().filter(|holding| holding.ends_at <= now);
        Ok(Self {
            overdue: overdue.map(|holding| holding.device_id).collect(),
            devices,
            period: *period,
            holds,
            rented: rented.into_iter().collect(),
        })
    }

    fn around(&self, device_id: i64) -> &[Hold] {
        self.holds.get(&device_id).map_or(&[], Vec::as_slice)
    }

    /// Its holds in the period.
    pub fn holds(&self, device_id: i64) -> impl Iterator<Item = &Hold> {
        let (from, to) = (self.period.starts_at(), self.period.ends_at());
        self.around(device_id)
            .iter()
            .filter(move |hold| hold.starts_at < to && hold.ends_at > from)
    }

    /// Who has a device in the period.
    pub fn holders(&self, tx: &mut Tx<'_>, device_id: i64) -> Result<Vec<Holding>> {
        let filter = HoldFilter {
            devices: Some(vec![device_id]),
            from: Some(self.period.starts_at()),
            to: Some(self.period.ends_at()),
        };
        store::holdings(tx.connection(), &filter)
    }

    /// With a rental in the period, or still since one before it.
    pub fn is_rented(&self, device_id: i64) -> bool {
        self.is_overdue(device_id) || self.holds(device_id).any(|hold| self.is_rental(hold))
    }

    pub fn is_rental(&self, hold: &Hold) -> bool {
        self.rented.contains(&hold.assignment_id)
    }

    pub fn is_overdue(&self, device_id: i64) -> bool {
        self.overdue.contains(&device_id)
    }

    /// In service: here, or with somebody who gives it back.
    pub fn is_in_service(&self, device: &Device) -> bool {
        matches!(device.row.status, DeviceStatus::Available | DeviceStatus::Offsite)
    }

    pub fn is_free(&self, device: &Device) -> bool {
        self.is_free_in(device, &self.period)
    }

    /// The same for a stretch of the period.
    pub fn is_free_in(&self, device: &Device, stretch: &Period) -> bool {
        let id = device.row.id;
        let in_the_way =
            |hold: &Hold| hold.starts_at < stretch.ends_at() && hold.ends_at > stretch.starts_at();
        self.is_in_service(device) && !self.is_overdue(id) && !self.around(id).iter().any(in_the_way)
    }

    /// Free devices, of a category or all.
    pub fn free(&self, category: Option<i64>) -> Vec<FreeDevice> {
        let of_category = |device: &&Device| category.is_none_or(|id| device.row.category_id == id);
        let free = self
            .devices
            .iter()
            .filter(of_category)
            .filter(|device| self.is_free(device));
        free.map(|device| {
            let around = self.around(device.row.id);
            let before = around
                .iter()
                .filter(|hold| hold.ends_at <= self.period.starts_at());
            let after = around
                .iter()
                .filter(|hold| hold.starts_at >= self.period.ends_at());
            FreeDevice {
                free_from: before.map(|hold| hold.ends_at).max(),
                free_until: after.map(|hold| hold.starts_at).min(),
                device: device.clone(),
            }
        })
        .collect()
    }
}

/// Every device with its category; who has it is known of those that are out alone.
fn all_devices(tx: &mut Tx<'_>, out: &[Holding]) -> Result<Vec<Device>> {
    let now = tx.now();
    let categories = store::categories(tx.connection())?;
    let names: HashMap<i64, String> = categories
        .into_iter()
        .map(|category| (category.id, category.name))
        .collect();
    let mut out: HashMap<i64, Holding> = out
        .iter()
        .map(|holding| (holding.device_id, holding.clone()))
        .collect();
    let rows = store::all(tx.connection())?;
    let device = |row: super::model::DeviceRow| Device {
        category: names.get(&row.category_id).cloned().unwrap_or_default(),
        held: out.remove(&row.id),
        row,
        now,
    };
    Ok(rows.into_iter().map(device).collect())
}
