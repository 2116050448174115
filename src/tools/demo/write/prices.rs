//! Prices.

use super::DemoWriter;
use crate::device::category;
use crate::device::model::DeviceCategory;
use crate::kernel::error::Result;
use crate::pricing::item::CatalogueItem;
use crate::pricing::model::{ItemType, PriceRow};
use crate::pricing::records;
use crate::tools::demo::prices::{DemoPrice, PricedItem};
use crate::tools::demo::words;

impl DemoWriter<'_, '_> {
    /// Adds prices for items that have none yet.
    pub(super) fn write_prices(&mut self) -> Result<usize> {
        let known = records::all(self.tx)?;
        let categories = category::all(self.tx.connection())?;
        let currency = self.tx.settings().currency().code().to_owned();
        let mut rows = Vec::new();
        for price in &self.demo.prices {
            let row = self.price_row(price, &categories, &currency)?;
            let is_known = known.iter().any(|known| known.item_key == row.item_key);
            rows.extend((!is_known).then_some(row));
        }
        records::insert(self.tx, &mut rows)?;
        Ok(rows.len())
    }

    /// Makes a price without its id.
    fn price_row(
        &self,
        price: &DemoPrice,
        categories: &[DeviceCategory],
        currency: &str,
    ) -> Result<PriceRow> {
        let item = match price.item {
            PricedItem::Room(room) => CatalogueItem::of_id(ItemType::Room, self.rooms[room], ""),
            PricedItem::Category(name) => {
                let id = category::find(categories, name)?.id;
                CatalogueItem::of_id(ItemType::DeviceCategory, id, name)
            }
            PricedItem::Catering(item) => CatalogueItem::of_name(ItemType::Catering, item.name().to_owned()),
        };
        let set_at = self.at(price.from, 9)?;
        Ok(PriceRow {
            daily_rate_cents: price.rates.map(|[daily, _, _]| daily),
            weekly_rate_cents: price.rates.map(|[_, weekly, _]| weekly),
            monthly_rate_cents: price.rates.map(|[_, _, monthly]| monthly),
            unit_price_cents: price.unit_price.map(|(cents, _)| cents),
            unit: price.unit_price.map(|(_, unit)| unit),
            expiry_date: price.to,
            ..item.price_from(price.from, currency, words::ROOM_BOSS, set_at)
        })
    }
}
