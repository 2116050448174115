//! The past, present and future prices of one item.

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::item::{CatalogueItem, ItemDirectory};
use super::model::{ItemType, Price};
use super::store;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::output::{OutputOptions, Records, Report, TextTable, list};

/// Columns of the table; those without any value are left out.
const COLUMNS: &[&str] = &[
    "id",
    "tier",
    "hourly_rate",
    "minimum_hours",
    "daily_rate",
    "weekly_rate",
    "monthly_rate",
    "unit_price",
    "unit",
    "effective_date",
    "expiry_date",
    "state",
    "created_by",
    "notes",
];

/// The prices of an item, by day.
#[derive(Debug)]
pub struct PriceHistory {
    item: CatalogueItem,
    prices: Vec<Price>,
    today: NaiveDate,
}

/// Returns all prices of an item, inactive ones included.
///
/// # Errors
/// `NotFound` for an unknown item, with the nearest.
pub fn price_history(tx: &mut Tx<'_>, item_type: ItemType, item: &str) -> Result<PriceHistory> {
    let _grant = tx.require(Permission::SeePrices)?;
    let items = ItemDirectory::load(tx)?;
    let item = items.find(item_type, item)?;
    let mut rows = store::of_item(tx.connection(), &item.key)?;
    rows.sort_by_key(|row| (row.effective_date, row.pricing_tier, row.id));
    let prices = rows.into_iter().map(|row| items.named(row));
    Ok(PriceHistory {
        prices: prices.collect::<Result<_>>()?,
        today: tx.site().today(tx.now()),
        item,
    })
}

impl PriceHistory {
    fn state(&self, price: &Price) -> &'static str {
        let row = &price.row;
        match row.expiry_date {
            _ if !row.is_active => "withdrawn",
            _ if row.effective_date > self.today => "to_come",
            Some(last) if last < self.today => "over",
            _ => "in_force",
        }
    }
}

impl Report for PriceHistory {
    fn json(&self, view: &OutputOptions) -> Json {
        json!({"item_type": self.item.item_type, "item": self.item.name,
               "prices": view.objects(&self.records())})
    }

    fn text(&self, view: &OutputOptions) -> String {
        let title = format!("{} ({})", self.item.name, self.item.item_type.words());
        if self.prices.is_empty() {
            return format!("{title}: no price\n");
        }
        let records = self.records();
        let words: Vec<Vec<String>> = records
            .rows
            .iter()
            .map(|row| {
                row.iter()
                    .map(|value| view.words(value).replace('_', " "))
                    .collect()
            })
            .collect();
        let columns: Vec<usize> = COLUMNS
            .iter()
            .filter_map(|name| records.names.iter().position(|known| known == name))
            .filter(|column| words.iter().any(|row| !row[*column].is_empty()))
            .collect();
        let head = columns
            .iter()
            .map(|column| records.names[*column].replace('_', " "));
        let mut grid = TextTable::new(head.collect());
        for row in &words {
            grid.row(columns.iter().map(|column| row[*column].clone()).collect());
        }
        format!("{title}\n\n{}", grid.text(view.width, view.colour))
    }

    fn records(&self) -> Records {
        let mut records = list(&self.prices);
        records.names.push("state");
        records.in_table.push(true);
        for (row, price) in records.rows.iter_mut().zip(&self.prices) {
            row.push(self.state(price).into());
        }
        records
    }
}
