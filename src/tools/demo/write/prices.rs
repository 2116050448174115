//! Prices.

use super::Writing;
use crate::device::category;
use crate::device::model::DeviceCategory;
use crate::kernel::error::Result;
use crate::pricing::model::{ItemType, PriceRow, Tier, key_of_id, key_of_name};
use crate::pricing::records;
use crate::tools::demo::prices::{NewPrice, Priced};
use crate::tools::demo::words;

impl Writing<'_, '_> {
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
    fn price_row(&self, price: &NewPrice, categories: &[DeviceCategory], currency: &str) -> Result<PriceRow> {
        let (item_type, item_id, item_name) = match price.item {
            Priced::Room(room) => (ItemType::Room, Some(self.rooms[room]), None),
            Priced::Category(name) => (
                ItemType::DeviceCategory,
                Some(category::find(categories, name)?.id),
                None,
            ),
            Priced::Catering(item) => (ItemType::Catering, None, Some(item.name())),
        };
        let item_key = match (item_id, item_name) {
            (Some(id), _) => key_of_id(item_type, id),
            (None, name) => key_of_name(item_type, name.unwrap_or_default()),
        };
        let set_at = self.at(price.from, 9)?;
        Ok(PriceRow {
            id: 0,
            item_type,
            item_id,
            item_name: item_name.map(str::to_owned),
            item_key,
            pricing_tier: Tier::Standard,
            daily_rate_cents: price.rates.map(|[daily, _, _]| daily),
            weekly_rate_cents: price.rates.map(|[_, weekly, _]| weekly),
            monthly_rate_cents: price.rates.map(|[_, _, monthly]| monthly),
            unit_price_cents: price.unit_price.map(|(cents, _)| cents),
            unit: price.unit_price.map(|(_, unit)| unit),
            currency: currency.to_owned(),
            notes: None,
            effective_date: price.from,
            expiry_date: price.to,
            is_active: true,
            created_at: set_at,
            created_by: words::ROOM_BOSS.to_owned(),
            updated_at: set_at,
            updated_by: words::ROOM_BOSS.to_owned(),
        })
    }
}
