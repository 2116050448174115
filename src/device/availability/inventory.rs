//! Devices and their holds in one period: which of them are free.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::store::{self, DeviceHold, HoldFilter};
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::db::QueryBatch;
use crate::device::model::{Device, DeviceCandidate, DeviceHolding, DeviceRow, RentedHolding};
use crate::device::store as device_store;
use crate::kernel::error::Result;
use crate::kernel::period::Period;
use crate::kernel::timestamp::Timestamp;

/// Days around a period in which holds before and after it are looked for.
const AROUND_DAYS: i64 = 1;

/// A device that is free in a period.
#[derive(Debug, Clone)]
pub struct FreeCandidate<'i> {
    pub device: &'i DeviceCandidate,
    /// When its last hold before the period ends; `None` if more than a day before.
    pub free_from: Option<Timestamp>,
    /// When its next hold after the period begins; `None` if more than a day after.
    pub free_until: Option<Timestamp>,
}

/// Holds, the assignments of rentals, and what begun rentals have that is not back.
pub type InventoryFacts = (Vec<DeviceHold>, Vec<i64>, Vec<RentedHolding>);

/// Devices and their holds in a period and a day around it.
pub struct Inventory {
    /// Ordered by serial.
    pub devices: Vec<DeviceCandidate>,
    pub period: Period,
    /// By device.
    holds: HashMap<i64, Vec<DeviceHold>>,
    /// Assignments of rentals.
    rented: HashSet<i64>,
    /// Devices of begun rentals that are not back.
    out: HashMap<i64, RentedHolding>,
    now: Timestamp,
}

impl Inventory {
    /// Loads the inventory of every device.
    pub fn load(tx: &mut Tx<'_>, _grant: &Grant, period: &Period) -> Result<Self> {
        let inventory = Self::query(tx, period);
        Ok(tx.connection().answer(inventory)?)
    }

    /// Loads the inventory of these devices alone.
    pub fn of(tx: &mut Tx<'_>, _grant: &Grant, period: &Period, devices: &[Device]) -> Result<Self> {
        let ids: Vec<i64> = devices.iter().map(|device| device.row.id).collect();
        let facts = Self::facts_query(tx, period, Some(&ids));
        let facts = tx.connection().answer(facts)?;
        Ok(Self::of_facts(tx, period, devices, facts))
    }

    /// Returns the inventory of rows and facts that are loaded.
    pub fn of_rows(rows: &[DeviceRow], facts: InventoryFacts, period: &Period, now: Timestamp) -> Self {
        Self::with(rows.iter().map(Into::into).collect(), facts, *period, now)
    }

    /// Returns the inventory of these devices alone, of which the facts are loaded.
    pub fn of_facts(tx: &Tx<'_>, period: &Period, devices: &[Device], facts: InventoryFacts) -> Self {
        let devices = devices.iter().map(|device| (&device.row).into()).collect();
        Self::with(devices, facts, *period, tx.now())
    }

    /// Asks for what [`Inventory::load`] loads.
    pub fn query(tx: &Tx<'_>, period: &Period) -> impl QueryBatch<Answer = Self> + use<> {
        let (period, now) = (*period, tx.now());
        (device_store::candidates(), Self::facts_query(tx, &period, None))
            .read_as(move |(devices, facts)| Self::with(devices, facts, period, now))
    }

    /// Asks for the facts of these devices, or of all.
    pub fn facts_query(
        tx: &Tx<'_>,
        period: &Period,
        only: Option<&[i64]>,
    ) -> impl QueryBatch<Answer = InventoryFacts> + use<> {
        let begun = store::begun_query(tx.site().today(tx.now()));
        (Self::holds_query(period, only), begun).read_as(|((holds, rented), begun)| (holds, rented, begun))
    }

    /// Asks for the holds of these devices, or of all, and for the assignments of rentals.
    pub fn holds_query(
        period: &Period,
        only: Option<&[i64]>,
    ) -> impl QueryBatch<Answer = (Vec<DeviceHold>, Vec<i64>)> + use<> {
        let around = chrono::TimeDelta::days(AROUND_DAYS);
        let (from, to) = (period.starts_at().plus(-around), period.ends_at().plus(around));
        (
            store::holds_between(only, from, to),
            store::rented_between(from, to),
        )
    }

    fn with(
        devices: Vec<DeviceCandidate>,
        (all_holds, rented, out): InventoryFacts,
        period: Period,
        now: Timestamp,
    ) -> Self {
        let mut holds: HashMap<i64, Vec<DeviceHold>> = HashMap::new();
        for hold in all_holds {
            holds.entry(hold.device_id).or_default().push(hold);
        }
        Self {
            devices,
            period,
            holds,
            rented: rented.into_iter().collect(),
            out: out.into_iter().map(|one| (one.holding.device_id, one)).collect(),
            now,
        }
    }

    fn around(&self, device_id: i64) -> &[DeviceHold] {
        self.holds.get(&device_id).map_or(&[], Vec::as_slice)
    }

    /// Returns a device's holds in the period.
    pub fn holds(&self, device_id: i64) -> impl Iterator<Item = &DeviceHold> {
        let period = self.period;
        self.around(device_id)
            .iter()
            .filter(move |hold| hold.is_in(&period))
    }

    /// Loads the bookings and rentals that have a device in the period.
    pub fn holders(&self, tx: &mut Tx<'_>, _grant: &Grant, device_id: i64) -> Result<Vec<DeviceHolding>> {
        let filter = HoldFilter {
            devices: Some(vec![device_id]),
            from: Some(self.period.starts_at()),
            to: Some(self.period.ends_at()),
        };
        store::holdings(tx.connection(), &filter)
    }

    /// Returns the begun rental that a device is not back from.
    pub fn out(&self, device_id: i64) -> Option<&DeviceHolding> {
        self.out.get(&device_id).map(|one| &one.holding)
    }

    /// Returns whether a rental has the device in the period, or still has it since before; one that began without the
    /// device has it not yet.
    pub fn is_rented(&self, device_id: i64) -> bool {
        let begun = self.out.get(&device_id);
        let left_behind = begun
            .filter(|one| !one.has_left)
            .map(|one| one.holding.assignment_id);
        let is_out = begun.is_some_and(|one| one.has_left) && self.is_overdue(device_id);
        let mut rentals = self.holds(device_id).filter(|hold| self.is_rental(hold));
        is_out || rentals.any(|hold| left_behind != Some(hold.assignment_id))
    }

    /// Returns whether a hold is a rental's.
    pub fn is_rental(&self, hold: &DeviceHold) -> bool {
        self.rented.contains(&hold.assignment_id)
    }

    /// Returns whether a device should be back from a rental and is not.
    pub fn is_overdue(&self, device_id: i64) -> bool {
        self.out(device_id)
            .is_some_and(|holding| holding.ends_at <= self.now)
    }

    /// Returns whether a booking could get the device if nobody had it.
    pub fn is_in_service(&self, device: &DeviceCandidate) -> bool {
        device.status.can_be_promised() && !self.is_overdue(device.id)
    }

    /// Returns whether a booking could get the device for the whole period.
    pub fn is_free(&self, device: &DeviceCandidate) -> bool {
        self.is_in_service(device) && self.holds(device.id).next().is_none()
    }

    /// Returns the free devices of a category, or of all, ordered by serial.
    pub fn free(&self, category: Option<i64>) -> Vec<FreeCandidate<'_>> {
        self.devices
            .iter()
            .filter(|device| category.is_none_or(|id| device.category_id == id))
            .filter(|device| self.is_free(device))
            .map(|device| {
                let holds = self.around(device.id);
                let before = holds
                    .iter()
                    .filter(|hold| hold.ends_at <= self.period.starts_at());
                let after = holds
                    .iter()
                    .filter(|hold| hold.starts_at >= self.period.ends_at());
                FreeCandidate {
                    device,
                    free_from: before.map(|hold| hold.ends_at).max(),
                    free_until: after.map(|hold| hold.starts_at).min(),
                }
            })
            .collect()
    }
}

/// Counts free devices in stretches of an inventory's period.
pub struct FreeCounts<'i> {
    inventory: &'i Inventory,
    /// The category of each device that is in service.
    in_service: HashMap<i64, i64>,
    /// By category.
    totals: BTreeMap<i64, i64>,
}

impl<'i> FreeCounts<'i> {
    /// Prepares the counts of an inventory.
    pub fn of(inventory: &'i Inventory) -> Self {
        let in_service: HashMap<i64, i64> = inventory
            .devices
            .iter()
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

    /// Counts the devices that are free in a stretch, by category.
    pub fn in_stretch(&self, stretch: &Period) -> BTreeMap<i64, i64> {
        let holds = self.inventory.holds.values().flatten();
        let held: HashSet<i64> = holds
            .filter(|hold| hold.is_in(stretch))
            .map(|hold| hold.device_id)
            .collect();
        let mut counts = self.totals.clone();
        for category in held.iter().filter_map(|device| self.in_service.get(device)) {
            *counts.entry(*category).or_insert(0) -= 1;
        }
        counts
    }
}
