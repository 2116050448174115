//! Prices of the replaced system's catalogue, in either of its two shapes.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::import::LegacyImport;
use super::source::{LegacyRow, PRICES};
use crate::kernel::error::Result;
use crate::kernel::money::Money;
use crate::kernel::names::name_key;
use crate::kernel::timestamp::Timestamp;
use crate::pricing::item::CatalogueItem;
use crate::pricing::model::{ItemType, PriceRow, Tier, Unit};
use crate::pricing::records;

impl LegacyImport<'_, '_> {
    /// Takes prices in the order of their days: each ends the one before it.
    pub fn take_prices(&mut self) -> Result<()> {
        let rows = self.source.rows(PRICES);
        self.report.begin(PRICES, rows.len());
        let mut fresh: Vec<(String, PriceRow)> = Vec::new();
        for row in rows {
            let id = row.id();
            if self.was_taken(PRICES, &id) {
                self.report.unchanged(PRICES);
                continue;
            }
            match self.price(row) {
                Ok(price) => fresh.push((id, price)),
                Err(why) => self.report.skip(PRICES, &id, why),
            }
        }
        fresh.sort_by_key(|(_, price)| price.effective_date);
        self.end_what_is_followed(&mut fresh);
        self.leave_what_is_priced_here(&mut fresh)?;
        let mut prices: Vec<PriceRow> = fresh.iter().map(|(_, price)| price.clone()).collect();
        records::insert(self.tx, &mut prices)?;
        fresh.iter().for_each(|(id, _)| self.report.take(PRICES, id));
        Ok(())
    }

    /// Reads the price of a row; `Err`: why there is none.
    fn price(&self, row: &LegacyRow) -> Result<PriceRow, String> {
        let item = self.item(row)?;
        let currency = self.tx.settings().currency();
        let cents = |name: &str| -> Result<Option<i64>, String> {
            let Some(text) = row.text(name) else {
                return Ok(None);
            };
            let parsed = Money::parse(name, &text, currency);
            parsed
                .map(|money| Some(money.cents))
                .map_err(|error| error.message)
        };
        let (rates, unit_price, unit) = if item.item_type.has_rates() {
            let names = ["daily_rate", "weekly_rate", "monthly_rate"];
            ([cents(names[0])?, cents(names[1])?, cents(names[2])?], None, None)
        } else {
            // The catalogue of the last version kept the price of a meal as its daily rate.
            let cents = cents("unit_price")?.or(cents("price")?).or(cents("daily_rate")?);
            ([None; 3], cents, Some(unit(row)?))
        };
        if unit_price.is_none() && rates.iter().all(Option::is_none) {
            return Err("it has no price".to_owned());
        }
        let now: Timestamp = self.tx.now();
        let created_at = row.instant("created_at").unwrap_or(now);
        let from = row.date("effective_date").or_else(|| row.date("valid_from"));
        let effective_date = from.unwrap_or_else(|| self.tx.site().today(created_at));
        let until = row.date("expiry_date").or_else(|| row.date("valid_to"));
        let by = self.person(row, &["created_by"]);
        Ok(PriceRow {
            pricing_tier: tier(row)?,
            daily_rate_cents: rates[0],
            weekly_rate_cents: rates[1],
            monthly_rate_cents: rates[2],
            unit_price_cents: unit_price,
            unit,
            notes: row.text_of("notes", 2000),
            // Deleting there meant to end yesterday, which may be before it began.
            expiry_date: until.map(|day| day.max(effective_date)),
            is_active: row.flag("is_active").unwrap_or(true) && until.is_none_or(|day| day >= effective_date),
            updated_at: now,
            updated_by: self.person(row, &["updated_by", "created_by"]),
            ..item.price_from(effective_date, currency.code(), &by, created_at)
        })
    }

    /// Finds the item of a row.
    fn item(&self, row: &LegacyRow) -> Result<CatalogueItem, String> {
        let word = row.text("item_type").unwrap_or_default();
        let number = row.number("item_id");
        let known = |map: &BTreeMap<i64, i64>, what: &str| match number {
            Some(number) => map
                .get(&number)
                .copied()
                .ok_or_else(|| format!("there is no {what} {number}")),
            None => Err(format!("it names no {what}")),
        };
        let named = || {
            row.text_of("item_name", 255)
                .ok_or_else(|| "it names no item".to_owned())
        };
        match name_key(&word).as_str() {
            "room" => Ok(CatalogueItem::of_id(
                ItemType::Room,
                known(&self.rooms, "room")?,
                "",
            )),
            "devicecategory" | "device" => {
                let id = known(&self.categories, "category")?;
                Ok(CatalogueItem::of_id(ItemType::DeviceCategory, id, ""))
            }
            "catering" => Ok(CatalogueItem::of_name(ItemType::Catering, named()?)),
            "printing" | "amenity" | "amenityother" => {
                Ok(CatalogueItem::of_name(ItemType::Amenity, named()?))
            }
            _ => Err(format!("unknown item type `{word}`")),
        }
    }

    /// Ends each price where a later one of its item and tier begins, as setting it would have.
    fn end_what_is_followed(&mut self, fresh: &mut [(String, PriceRow)]) {
        let mut last: BTreeMap<(String, Tier), usize> = BTreeMap::new();
        for place in 0..fresh.len() {
            let (id, price) = &fresh[place];
            if !price.is_active {
                continue;
            }
            let (from, follower) = (price.effective_date, id.clone());
            let Some(earlier) = last.insert((price.item_key.clone(), price.pricing_tier), place) else {
                continue;
            };
            let (id, earlier) = &mut fresh[earlier];
            if earlier.expiry_date.is_some_and(|day| day < from) {
                continue;
            }
            match from.pred_opt().filter(|day| *day >= earlier.effective_date) {
                Some(day) => earlier.expiry_date = Some(day),
                None => earlier.is_active = false,
            }
            let message = format!("it ends where price {follower} begins");
            self.report.note(PRICES, id, message);
        }
    }

    fn leave_what_is_priced_here(&mut self, fresh: &mut Vec<(String, PriceRow)>) -> Result<()> {
        let known = records::all(self.tx)?;
        let is_priced = |price: &PriceRow| {
            let same = |other: &&PriceRow| {
                other.is_active
                    && other.item_key == price.item_key
                    && other.pricing_tier == price.pricing_tier
            };
            price.is_active && known.iter().filter(same).any(|other| overlap(other, price))
        };
        let (left, taken) = std::mem::take(fresh)
            .into_iter()
            .partition(|(_, price)| is_priced(price));
        *fresh = taken;
        for (id, _) in left {
            self.report
                .skip(PRICES, &id, "there is a price for it on these days already");
        }
        Ok(())
    }
}

fn overlap(one: &PriceRow, other: &PriceRow) -> bool {
    let ends = |price: &PriceRow| price.expiry_date.unwrap_or(NaiveDate::MAX);
    one.effective_date <= ends(other) && other.effective_date <= ends(one)
}

/// Reads a tier; a price without one is of the standard tier.
fn tier(row: &LegacyRow) -> Result<Tier, String> {
    match row.text("pricing_tier") {
        None => Ok(Tier::default()),
        Some(word) => word
            .to_lowercase()
            .parse()
            .map_err(|_| format!("unknown tier `{word}`")),
    }
}

/// Reads `per person`, `person`, `per device`, `each`; a meal without a unit is for a person.
fn unit(row: &LegacyRow) -> Result<Unit, String> {
    let word = row.text("unit").unwrap_or_default();
    let key = name_key(&word);
    match key
        .strip_prefix("per")
        .filter(|rest| !rest.starts_with("son"))
        .unwrap_or(&key)
    {
        "" | "person" | "people" | "head" => Ok(Unit::Person),
        "item" | "device" | "each" | "page" | "bottle" => Ok(Unit::Item),
        "day" => Ok(Unit::Day),
        "booking" | "event" => Ok(Unit::Booking),
        _ => Err(format!("unknown unit `{word}`")),
    }
}
