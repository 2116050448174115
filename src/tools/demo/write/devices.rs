//! Devices, and those that bookings have.

use chrono::TimeDelta;

use super::DemoWriter;
use crate::device::assignment::NewAssignment;
use crate::device::model::{DeviceAction, DeviceMovement, DeviceRow, DeviceStatus, serial_key};
use crate::device::{bulk, category, service};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;
use crate::task::cost;
use crate::task::model::{RepairOutcome, TaskKind, TaskRow, TaskState};
use crate::tools::demo::inventory::DemoDevice;
use crate::tools::demo::words;

/// The place of the device that was repaired, and what that cost.
const REPAIRED: usize = 4;
const REPAIR_CENTS: i64 = 85_000;
/// Devices are older than what they serve.
const BOUGHT_DAYS_BEFORE: i64 = 400;

impl DemoWriter<'_, '_> {
    pub(super) fn write_devices(&mut self) -> Result<usize> {
        let keys: Vec<String> = self
            .demo
            .devices
            .iter()
            .map(|device| serial_key(&device.serial))
            .collect();
        let known = service::rows_by_keys(self.tx.connection(), &keys)?;
        let categories = category::all(self.tx.connection())?;
        let (laptop, desktop) = (
            category::find(&categories, "Laptop")?.id,
            category::find(&categories, "Desktop")?.id,
        );
        let ids = self.tx.connection().reserve_ids("devices", keys.len())?;
        let bought_at = self.at(self.demo.order.as_of - TimeDelta::days(BOUGHT_DAYS_BEFORE), 9)?;
        let (mut rows, mut lines) = (Vec::new(), Vec::new());
        for ((device, key), id) in self.demo.devices.iter().zip(keys).zip(ids) {
            if known.iter().any(|row| row.serial_key == key) {
                self.devices.push(None);
                continue;
            }
            let since = self.at(self.demo.order.as_of - TimeDelta::days(device.days_in_status), 9)?;
            let category_id = if device.is_desktop { desktop } else { laptop };
            let row = device_row(device, id, key, category_id, (bought_at, since));
            lines.push(added(&row, bought_at));
            if device.status != DeviceStatus::New
                && !is_by_rental(device.status)
                && row.status != DeviceStatus::Available
            {
                lines.push(moved(&row, since));
            }
            // One that is not fit was so once: nothing is given to it by now.
            rows.push(DeviceRow {
                status: if row.status.can_be_promised() {
                    row.status
                } else {
                    DeviceStatus::Available
                },
                ..row.clone()
            });
            self.devices.push(Some(row));
        }
        bulk::insert(self.tx, &self.grants.devices, &rows)?;
        bulk::insert_movements(self.tx, &self.grants.devices, &lines)?;
        Ok(rows.len())
    }

    /// Gives devices that are not fit their status, once bookings and rentals have had them.
    pub(super) fn set_unfit_aside(&mut self) -> Result<()> {
        let unfit = self
            .devices
            .iter()
            .flatten()
            .filter(|row| !row.status.can_be_promised());
        for row in unfit.cloned().collect::<Vec<_>>() {
            bulk::save(self.tx, &self.grants.devices, &row)?;
        }
        Ok(())
    }

    /// A repair that the IT boss ended three days before, and whose cost awaits the finance user.
    pub(super) fn write_repair(&mut self) -> Result<()> {
        let Some(device) = self.devices.get(REPAIRED).cloned().flatten() else {
            return Ok(());
        };
        let (begun_at, done_at) = (self.days_before(10)?, self.days_before(3)?);
        let id = self.tx.connection().reserve_id("tasks")?;
        let mut row = TaskRow::new(
            id,
            TaskKind::Repair,
            "Keyboard".to_owned(),
            words::IT_BOSS,
            begun_at,
        );
        row.device_id = Some(device.id);
        row.put_into(TaskState::Done, words::IT_BOSS, done_at);
        row.outcome = Some(RepairOutcome::Fixed);
        row.cost_cents = Some(REPAIR_CENTS);
        row.updated_at = done_at;
        cost::insert_done(self.tx, &self.grants.devices, &row)
    }

    fn days_before(&self, days: i64) -> Result<Timestamp> {
        self.at(self.demo.order.as_of - TimeDelta::days(days), 9)
    }

    pub(super) fn give_devices(&mut self) -> Result<usize> {
        let mut rows = Vec::with_capacity(self.demo.given.len());
        let mut lines = Vec::with_capacity(self.demo.given.len());
        for given in &self.demo.given {
            let Some(device) = &self.devices[given.device] else {
                continue;
            };
            let (booking_id, at) = (
                self.bookings[given.booking],
                self.at(self.demo.bookings[given.booking].asked_on, 11)?,
            );
            rows.push(NewAssignment {
                booking_id: Some(booking_id),
                ..NewAssignment::new(device, words::IT_BOSS, at)
            });
            lines.push(DeviceMovement {
                to_booking_id: Some(booking_id),
                ..movement(device, DeviceAction::Assigned, at)
            });
        }
        bulk::insert_assignments(self.tx, &self.grants.devices, &rows)?;
        bulk::insert_movements(self.tx, &self.grants.devices, &lines)?;
        Ok(rows.len())
    }
}

fn is_by_rental(status: DeviceStatus) -> bool {
    matches!(status, DeviceStatus::Offsite | DeviceStatus::Returned)
}

fn device_row(
    device: &DemoDevice,
    id: i64,
    key: String,
    category_id: i64,
    (bought_at, since): (Timestamp, Timestamp),
) -> DeviceRow {
    DeviceRow {
        id,
        serial_number: device.serial.clone(),
        serial_key: key,
        name: Some(device.name.to_owned()),
        category_id,
        status: device.status,
        status_since: since,
        place: device.place.map(str::to_owned),
        office_account: device.office_account.clone(),
        anydesk_id: device.anydesk_id.clone(),
        notes: None,
        created_at: bought_at,
        updated_at: since,
        brand: None,
        model: None,
        purchased_on: None,
        price_cents: None,
        warranty_until: None,
        location_id: None,
    }
}

/// Makes a log line about a device that stays where it is.
pub(super) fn movement(device: &DeviceRow, action: DeviceAction, at: Timestamp) -> DeviceMovement {
    DeviceMovement {
        from_status: Some(DeviceStatus::Available),
        to_status: Some(DeviceStatus::Available),
        from_place: device.place.clone(),
        to_place: device.place.clone(),
        ..DeviceMovement::new(device.id, action, words::IT_BOSS, at)
    }
}

fn added(device: &DeviceRow, at: Timestamp) -> DeviceMovement {
    let to = match device.status {
        DeviceStatus::New => DeviceStatus::New,
        _ => DeviceStatus::Available,
    };
    DeviceMovement {
        from_status: None,
        to_status: Some(to),
        from_place: None,
        ..movement(device, DeviceAction::Added, at)
    }
}

fn moved(device: &DeviceRow, at: Timestamp) -> DeviceMovement {
    DeviceMovement {
        to_status: Some(device.status),
        ..movement(device, DeviceAction::Moved, at)
    }
}
