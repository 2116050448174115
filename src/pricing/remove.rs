//! A price taken out of the catalogue from a day on; what was paid before stays.

use chrono::NaiveDate;

use super::catalogue::Catalogue;
use super::model::{ItemType, Price, Tier};
use super::store;
use crate::error::{Error, Result};
use crate::tx::Tx;

/// Ends the price in force the day before, and takes those that begin later out of use. The prices it touched.
///
/// # Errors
/// `NotFound` for an unknown item, and when it has no such price from that day on.
pub fn remove(
    tx: &mut Tx<'_>,
    item_type: ItemType,
    item: &str,
    tier: Tier,
    from: NaiveDate,
) -> Result<Vec<Price>> {
    let catalogue = Catalogue::open(tx)?;
    let item = catalogue.items.find(item_type, item)?;
    let mut rows = store::of_item(tx.connection(), &item.key)?;
    rows.retain(|row| row.is_active && row.pricing_tier == tier);
    rows.retain(|row| row.expiry_date.is_none_or(|last| last >= from));
    if rows.is_empty() {
        let fact = format!("{} has no {tier} price from {from} on", item.name);
        return Err(Error::not_found("no_price", fact, &[])
            .hint(format!("colab pricing show {item_type} \"{}\"", item.name)));
    }
    let left = rows.iter().map(|row| catalogue.leave(tx, row, from));
    let left: Vec<_> = left.collect::<Result<_>>()?;
    left.into_iter().map(|row| catalogue.items.named(row)).collect()
}
