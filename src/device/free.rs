//! Which devices could be given to somebody in a period.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::model::{Candidate, Device, Holding};
use super::store::{self, Hold, HoldFilter};
use super::{category, service};
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::kernel::period::Period;
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, shown_in_table};

/// A device that is free in a period, and how far around it.
#[derive(Debug, Clone)]
pub struct FreeDevice {
    pub device: Device,
    /// When somebody else had it last before the period, and has it next; nothing where that is more than a day away.
    pub free_from: Option<Timestamp>,
    pub free_until: Option<Timestamp>,
}

impl Record for FreeDevice {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<FreeDevice>] = &[
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
    let free = inventory.free(category);
    let ids: Vec<i64> = free.iter().map(|one| one.device.id).collect();
    let rows = store::by_ids(tx.connection(), &ids)?;
    let devices = service::with_holders(tx, rows)?;
    // Both are in the order of serials.
    let pairs = free.into_iter().zip(devices);
    Ok(pairs
        .map(|(free, device)| FreeDevice {
            device,
            free_from: free.free_from,
            free_until: free.free_until,
        })
        .collect())
}

/// A device that is free in a period, before more of it is known.
#[derive(Debug, Clone)]
pub struct Free<'i> {
    pub device: &'i Candidate,
    /// As in [`FreeDevice`].
    pub free_from: Option<Timestamp>,
    pub free_until: Option<Timestamp>,
}

/// Devices, and when they are held in a period and a day around it.
pub struct Inventory {
    /// In the order of serials.
    pub devices: Vec<Candidate>,
    pub period: Period,
    /// By device.
    holds: HashMap<i64, Vec<Hold>>,
    /// Assignments of rentals.
    rented: HashSet<i64>,
    /// What is out on a rental and not back, by device.
    out: HashMap<i64, Holding>,
    now: Timestamp,
}

/// How far around a period it is looked when a device is held before and after.
const AROUND_DAYS: i64 = 1;

impl Inventory {
    /// Of every device.
    pub fn load(tx: &mut Tx<'_>, period: &Period) -> Result<Self> {
        let devices = store::candidates(tx.connection())?;
        Self::with(tx, period, devices, None)
    }

    /// Of these devices alone.
    pub fn of(tx: &mut Tx<'_>, period: &Period, devices: &[Device]) -> Result<Self> {
        let devices: Vec<Candidate> = devices
            .iter()
            .map(|device| Candidate::from(&device.row))
            .collect();
        let ids: Vec<i64> = devices.iter().map(|device| device.id).collect();
        Self::with(tx, period, devices, Some(&ids))
    }

    fn with(tx: &mut Tx<'_>, period: &Period, devices: Vec<Candidate>, only: Option<&[i64]>) -> Result<Self> {
        let around = chrono::TimeDelta::days(AROUND_DAYS);
        let (from, to) = (period.starts_at().plus(-around), period.ends_at().plus(around));
        let mut holds: HashMap<i64, Vec<Hold>> = HashMap::new();
        for hold in store::holds_between(tx.connection(), only, from, to)? {
            holds.entry(hold.device_id).or_default().push(hold);
        }
        let rented = store::rented_between(tx.connection(), from, to)?;
        let out = store::out(tx.connection())?;
        Ok(Self {
            devices,
            period: *period,
            holds,
            rented: rented.into_iter().collect(),
            out: out
                .into_iter()
                .map(|holding| (holding.device_id, holding))
                .collect(),
            now: tx.now(),
        })
    }

    fn around(&self, device_id: i64) -> &[Hold] {
        self.holds.get(&device_id).map_or(&[], Vec::as_slice)
    }

    /// Its holds in the period.
    pub fn holds(&self, device_id: i64) -> impl Iterator<Item = &Hold> {
        let period = self.period;
        self.around(device_id)
            .iter()
            .filter(move |hold| hold.is_in(&period))
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

    /// The rental that a device is out on and not back from.
    pub fn out(&self, device_id: i64) -> Option<&Holding> {
        self.out.get(&device_id)
    }

    /// With a rental in the period, or still since one before it.
    pub fn is_rented(&self, device_id: i64) -> bool {
        self.is_overdue(device_id) || self.holds(device_id).any(|hold| self.is_rental(hold))
    }

    pub fn is_rental(&self, hold: &Hold) -> bool {
        self.rented.contains(&hold.assignment_id)
    }

    pub fn is_overdue(&self, device_id: i64) -> bool {
        self.out(device_id)
            .is_some_and(|holding| holding.ends_at <= self.now)
    }

    /// Whether it could be given to somebody, if nobody had it.
    pub fn is_in_service(&self, device: &Candidate) -> bool {
        device.status.can_be_promised() && !self.is_overdue(device.id)
    }

    pub fn is_free(&self, device: &Candidate) -> bool {
        self.is_in_service(device) && self.holds(device.id).next().is_none()
    }

    /// Free devices, of a category or all, in the order of serials.
    pub fn free(&self, category: Option<i64>) -> Vec<Free<'_>> {
        let of_category = |device: &&Candidate| category.is_none_or(|id| device.category_id == id);
        let free = self
            .devices
            .iter()
            .filter(of_category)
            .filter(|device| self.is_free(device));
        free.map(|device| {
            let around = self.around(device.id).iter();
            let before = around
                .clone()
                .filter(|hold| hold.ends_at <= self.period.starts_at());
            let after = around.filter(|hold| hold.starts_at >= self.period.ends_at());
            Free {
                device,
                free_from: before.map(|hold| hold.ends_at).max(),
                free_until: after.map(|hold| hold.starts_at).min(),
            }
        })
        .collect()
    }
}

/// How many devices are free in stretches of an inventory's period.
pub struct FreeCounts<'i> {
    inventory: &'i Inventory,
    /// The category of each device that is in service.
    in_service: HashMap<i64, i64>,
    /// By category.
    totals: BTreeMap<i64, i64>,
}

impl<'i> FreeCounts<'i> {
    pub fn of(inventory: &'i Inventory) -> Self {
        let devices = inventory.devices.iter();
        let in_service: HashMap<i64, i64> = devices
            .filter(|device| inventory.is_in_service(device))
            .map(|device| (device.id, device.category_id))
            .collect();
        let mut totals = BTreeMap::new();
        for category in in_service.values() {
            *totals.entry(*category).or_insert(0) += 1;
        }
        Self {
            inventory,
            in_service,
            totals,
        }
    }

    /// By category.
    pub fn in_stretch(&self, stretch: &Period) -> BTreeMap<i64, i64> {
        let holds = self.inventory.holds.values().flatten();
        let busy: HashSet<i64> = holds
            .filter(|hold| hold.is_in(stretch))
            .map(|hold| hold.device_id)
            .collect();
        let mut counts = self.totals.clone();
        for category in busy.iter().filter_map(|device| self.in_service.get(device)) {
            *counts.entry(*category).or_insert(0) -= 1;
        }
        counts
    }
}
