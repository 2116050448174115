//! What is known of all devices on a day, asked at once: their stock, which promises cannot be kept, and who has them.

use super::availability::begun_query;
use super::availability::inventory::Inventory;
use super::availability::stock::{self, CategoryStock};
use super::lookup::{self, AllDevices, DeviceHolders};
use super::model::{DeviceCategory, RentedHolding};
use super::store;
use super::threshold::{self, StockThresholds};
use super::unfit::{self, PromiseFacts};
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::db::QueryBatch;
use crate::kernel::period::Period;

/// All devices, and what is known of them in a period.
pub struct DeviceOverview {
    pub categories: Vec<DeviceCategory>,
    /// What begun rentals have that is not back.
    pub begun: Vec<RentedHolding>,
    /// Of the period, by category.
    pub stock: Vec<CategoryStock>,
    pub promises: PromiseFacts,
    /// Every device, and who has it now.
    pub devices: AllDevices,
}

/// Asks for all devices, and what is known of them in a period. What several parts need is asked once.
pub fn query(
    tx: &Tx<'_>,
    _grant: &Grant,
    period: &Period,
) -> impl QueryBatch<Answer = DeviceOverview> + use<> {
    let (period, now) = (*period, tx.now());
    let site = StockThresholds::of_site(tx.settings());
    let found = (
        store::all_categories(),
        store::all_devices(),
        begun_query(tx.site().today(now)),
        Inventory::holds_query(&period, None),
        threshold::own_query(site),
        unfit::lists_query(now),
        lookup::holder_parts_query(tx, None),
    );
    found.read_as(
        move |(categories, rows, begun, (holds, rented), own, lists, parts)| {
            let inventory = Inventory::of_rows(&rows, (holds, rented, begun.clone()), &period, now);
            DeviceOverview {
                stock: stock::by_category(categories.clone(), &inventory, &own, &site),
                promises: PromiseFacts::of(begun.clone(), lists),
                devices: (rows, DeviceHolders::of(categories.clone(), begun.clone(), parts)),
                categories,
                begun,
            }
        },
    )
}
