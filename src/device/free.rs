//! Which devices could be given to somebody in a period.

use std::collections::{HashMap, HashSet};

use super::category;
use super::model::{Device, DeviceStatus, Holding};
use super::service;
use super::store::{self, HoldFilter};
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
    /// When somebody else had it last before the period, and when somebody has it next.
    pub free_from: Option<Timestamp>,
    pub free_until: Option<Timestamp>,
}

impl Record for FreeDevice {
    fn fields() -> &'static [Field<Self>] {
        const FIELDS: &[Field<FreeDevice>] = &[
            shown_in_table("serial_number", |f| f.device.row.serial_number.as_str().into()),
            shown_in_table("category", |f| f.device.category.as_str().into()),
            shown_in_table("name", |f| f.device.row.name.clone().into()),
            shown_in_table("status", |f| f.device.status().as_str().into()),
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

/// All devices of the house and who has them around a period.
pub struct Inventory {
    pub devices: Vec<Device>,
    pub period: Period,
    /// By device: holds that touch the period or the month around it.
    holdings: HashMap<i64, Vec<Holding>>,
    overdue: HashSet<i64>,
}

/// How far around a period it is looked who has a device before and after.
const AROUND_DAYS: i64 = 31;

impl Inventory {
    pub fn load(tx: &mut Tx<'_>, period: &Period) -> Result<Self> {
        let rows = store::all(tx.connection())?;
        let devices = service::with_holders(tx, rows)?;
        let around = chrono::TimeDelta::days(AROUND_DAYS);
        let filter = HoldFilter {
            devices: None,
            from: Some(period.starts_at().plus(-around)),
            to: Some(period.ends_at().plus(around)),
        };
        let mut holdings: HashMap<i64, Vec<Holding>> = HashMap::new();
        for holding in store::holdings(tx.connection(), &filter)? {
            holdings.entry(holding.device_id).or_default().push(holding);
        }
        let now = tx.now();
        let out = store::out(tx.connection())?;
        let overdue = out
            .into_iter()
            .filter(|holding| holding.ends_at <= now)
            .map(|holding| holding.device_id)
            .collect();
        Ok(Self {
            devices,
            period: *period,
            holdings,
            overdue,
        })
    }

    /// Who has a device in the period.
    pub fn holders(&self, device_id: i64) -> impl Iterator<Item = &Holding> {
        let (from, to) = (self.period.starts_at(), self.period.ends_at());
        self.around(device_id)
            .iter()
            .filter(move |holding| holding.starts_at < to && holding.ends_at > from)
    }

    fn around(&self, device_id: i64) -> &[Holding] {
        self.holdings.get(&device_id).map_or(&[], Vec::as_slice)
    }

    pub fn is_overdue(&self, device_id: i64) -> bool {
        self.overdue.contains(&device_id)
    }

    /// In service: here, or with somebody who gives it back.
    pub fn is_in_service(&self, device: &Device) -> bool {
        matches!(device.row.status, DeviceStatus::Available | DeviceStatus::Offsite)
    }

    pub fn is_free(&self, device: &Device) -> bool {
        let id = device.row.id;
        self.is_in_service(device) && !self.is_overdue(id) && self.holders(id).next().is_none()
    }

    /// Free devices, of a category or all.
    pub fn free(&self, category: Option<i64>) -> Vec<FreeDevice> {
        self.devices
            .iter()
            .filter(|device| category.is_none_or(|id| device.row.category_id == id) && self.is_free(device))
            .map(|device| {
                let around = self.around(device.row.id);
                let before = around
                    .iter()
                    .filter(|holding| holding.ends_at <= self.period.starts_at());
                let after = around
                    .iter()
                    .filter(|holding| holding.starts_at >= self.period.ends_at());
                FreeDevice {
                    free_from: before.map(|holding| holding.ends_at).max(),
                    free_until: after.map(|holding| holding.starts_at).min(),
                    device: device.clone(),
                }
            })
            .collect()
    }
}
