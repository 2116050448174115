//! Counts the devices of each category in a period: out, promised and free, against the thresholds.

use std::collections::HashMap;

use super::inventory::Inventory;
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::db::QueryBatch;
use crate::device::category;
use crate::device::model::DeviceCategory;
use crate::device::store as device_store;
use crate::device::threshold::{self, StockLevel, StockThresholds, free_percent};
use crate::kernel::error::Result;
use crate::kernel::period::Period;
use crate::output::{Record, RecordField, shown_in_table, summed, wanted_only};

/// A category's devices in a period; each of those in service is out, promised or free.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryStock {
    pub category_id: i64,
    pub category: String,
    /// Neither sold nor retired.
    pub total: i64,
    /// Here, or with somebody who gives it back.
    pub in_service: i64,
    /// On a rental.
    pub out: i64,
    /// With a booking.
    pub promised: i64,
    pub free: i64,
    pub level: StockLevel,
}

impl CategoryStock {
    /// Returns the free devices in percent of those in service.
    pub fn free_percent(&self) -> i64 {
        free_percent(self.free, self.in_service)
    }
}

impl Record for CategoryStock {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<CategoryStock>] = &[
            shown_in_table("category", |s| s.category.as_str().into()),
            summed(shown_in_table("total", |s| s.total.into())),
            summed(shown_in_table("in_service", |s| s.in_service.into())),
            summed(shown_in_table("out", |s| s.out.into())),
            summed(shown_in_table("promised", |s| s.promised.into())),
            summed(shown_in_table("free", |s| s.free.into())),
            shown_in_table("free_percent", |s| s.free_percent().into()),
            shown_in_table("level", |s| s.level.as_str().into()),
            wanted_only("category_id", |s| s.category_id.into()),
        ];
        FIELDS
    }
}

/// Counts the stock of a period by category.
///
/// # Errors
/// `NotFound` for an unknown category.
pub fn stock(tx: &mut Tx<'_>, period: &Period, category: Option<&str>) -> Result<Vec<CategoryStock>> {
    let grant = tx.require(Permission::SeeDevices)?;
    let wanted = category::id_of(tx, category)?;
    let stock = query(tx, &grant, period);
    let mut stock = tx.connection().answer(stock)?;
    stock.retain(|one| wanted.is_none_or(|id| one.category_id == id));
    Ok(stock)
}

/// Asks for the stock of a period by category.
pub fn query(
    tx: &Tx<'_>,
    _grant: &Grant,
    period: &Period,
) -> impl QueryBatch<Answer = Vec<CategoryStock>> + use<> {
    let site = StockThresholds::of_site(tx.settings());
    let found = (
        device_store::all_categories(),
        Inventory::query(tx, period),
        threshold::own_query(site),
    );
    found.read_as(move |(categories, inventory, own)| by_category(categories, &inventory, &own, &site))
}

/// Counts the stock of the period of an inventory by category; `site` are the thresholds of those that have none of their own.
pub(in crate::device) fn by_category(
    categories: Vec<DeviceCategory>,
    inventory: &Inventory,
    own: &HashMap<i64, StockThresholds>,
    site: &StockThresholds,
) -> Vec<CategoryStock> {
    let counted = |category: DeviceCategory| {
        let thresholds = own.get(&category.id).unwrap_or(site);
        of_category(inventory, thresholds, category)
    };
    categories.into_iter().map(counted).collect()
}

fn of_category(
    inventory: &Inventory,
    thresholds: &StockThresholds,
    category: DeviceCategory,
) -> CategoryStock {
    let mut stock = CategoryStock {
        category_id: category.id,
        category: category.name,
        total: 0,
        in_service: 0,
        out: 0,
        promised: 0,
        free: 0,
        level: StockLevel::Ok,
    };
    let own = inventory
        .devices
        .iter()
        .filter(|device| device.category_id == category.id);
    for device in own.filter(|device| !device.status.is_terminal()) {
        stock.total += 1;
        if !device.status.can_be_promised() {
            continue;
        }
        stock.in_service += 1;
        if inventory.is_rented(device.id) {
            stock.out += 1;
        } else if inventory.is_free(device) {
            stock.free += 1;
        } else {
            stock.promised += 1;
        }
    }
    stock.level = thresholds.level(stock.free, stock.in_service);
    stock
}
