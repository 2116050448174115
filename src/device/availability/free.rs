//! Lists the devices that are free in a period.

use super::inventory::Inventory;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::device::model::Device;
use crate::device::{category, service, store as device_store};
use crate::kernel::error::Result;
use crate::kernel::period::Period;
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, shown_in_table};

/// A device that is free in a period.
#[derive(Debug, Clone)]
pub struct FreeDevice {
    pub device: Device,
    /// When its last hold before the period ends; `None` if more than a day before.
    pub free_from: Option<Timestamp>,
    /// When its next hold after the period begins; `None` if more than a day after.
    pub free_until: Option<Timestamp>,
}

impl Record for FreeDevice {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<FreeDevice>] = &[
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

/// Lists the free devices of a period, ordered by serial.
///
/// # Errors
/// `NotFound` for an unknown category.
pub fn free(tx: &mut Tx<'_>, period: &Period, category: Option<&str>) -> Result<Vec<FreeDevice>> {
    let grant = tx.require(Permission::SeeDevices)?;
    let category = category::id_of(tx, category)?;
    let inventory = Inventory::load(tx, &grant, period)?;
    let free = inventory.free(category);
    let ids: Vec<i64> = free.iter().map(|one| one.device.id).collect();
    let rows = device_store::by_ids(tx.connection(), &ids)?;
    let devices = service::with_holders(tx, rows)?;
    // Both are ordered by serial.
    let pairs = free.into_iter().zip(devices);
    Ok(pairs
        .map(|(free, device)| FreeDevice {
            device,
            free_from: free.free_from,
            free_until: free.free_until,
        })
        .collect())
}
