//! A price taken out of the catalogue from a day on; what was paid before stays.

use chrono::NaiveDate;

use super::catalogue::{Catalogue, continued};
use super::model::{ItemType, Price, PriceRow, Tier};
use super::store;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};

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
        return Err(Error::not_found(ErrorCode::NoPrice, fact, &[])
            .hint(format!("colab pricing show {item_type} \"{}\"", item.name)));
    }
    let left = rows.iter().map(|row| catalogue.leave(tx, row, from));
    let left: Vec<_> = left.collect::<Result<_>>()?;
    left.into_iter().map(|row| catalogue.items.named(row)).collect()
}

/// Takes one price out of use and no other, as if it had never been set: where it ended the one before it, that one
/// goes on.
///
/// # Errors
/// `NotFound` when there is no such price in use.
pub fn take_back(tx: &mut Tx<'_>, id: i64) -> Result<()> {
    let catalogue = Catalogue::open(tx)?;
    let rows = store::all(tx.connection())?;
    let Some(row) = rows.iter().find(|row| row.id == id && row.is_active) else {
        return Err(Error::not_found(
            ErrorCode::NoPrice,
            format!("there is no price {id} in use"),
            &[],
        ));
    };
    catalogue.leave(tx, row, row.effective_date)?;
    let was_ended_by_it = |other: &&PriceRow| {
        other.is_active
            && (&other.item_key, other.pricing_tier) == (&row.item_key, row.pricing_tier)
            && other.expiry_date.is_some()
            && other.expiry_date == row.effective_date.pred_opt()
            && other.updated_at == row.created_at
    };
    if let Some(before) = rows.iter().find(was_ended_by_it) {
        let goes_on = PriceRow {
            expiry_date: row.expiry_date,
            ..continued(tx, before, row.effective_date)
        };
        catalogue.insert(tx, vec![goes_on])?;
    }
    Ok(())
}
