//! Removing prices from a day on; earlier days keep theirs.

use chrono::NaiveDate;

use super::catalogue::{CatalogueWriter, client_of, continued};
use super::model::{FormerPrice, ItemType, Price, PriceRow, Tier};
use super::store;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::shell_word::shell_word;

/// Ends the price in force the day before, deactivates later ones, and returns all that it changed.
///
/// # Errors
/// `NotFound` for an unknown item, and when it has no such price from that day on.
pub fn remove_price(
    tx: &mut Tx<'_>,
    item_type: ItemType,
    item: &str,
    tier: Tier,
    client: Option<&str>,
    from: NaiveDate,
) -> Result<Vec<Price>> {
    let grant = tx.require(Permission::ChangePrices)?;
    let catalogue = CatalogueWriter::open(tx, grant)?;
    let item = catalogue.items.find(item_type, item)?;
    let mut rows = store::of_item(tx.connection(), &item.key)?;
    let client = client_of(tx, client)?;
    let client_id = client.as_ref().map(|client| client.id);
    rows.retain(|row| row.is_active && row.pricing_tier == tier && row.client_id == client_id);
    rows.retain(|row| row.expiry_date.is_none_or(|last| last >= from));
    if rows.is_empty() {
        let of_client = client.map_or_else(String::new, |client| format!(" of {}", client.name));
        let fact = format!("{} has no {tier} price{of_client} from {from}", item.name);
        return Err(Error::not_found(ErrorCode::NoPrice, fact, &[]).hint(format!(
            "colab pricing show {item_type} {}",
            shell_word(&item.name)
        )));
    }
    let ended = catalogue.end(tx, &rows.iter().collect::<Vec<_>>(), from)?;
    ended.into_iter().map(|row| catalogue.items.named(row)).collect()
}

/// Takes prices out of use that a change made, and gives those that it ended or replaced their days again.
///
/// # Errors
/// Those of the database.
pub fn put_prices_back(tx: &mut Tx<'_>, made: &[i64], changed: &[FormerPrice]) -> Result<()> {
    let grant = tx.require(Permission::ChangePrices)?;
    let catalogue = CatalogueWriter::open(tx, grant)?;
    let rows = store::all(tx.connection())?;
    for row in rows.iter().filter(|row| row.is_active && made.contains(&row.id)) {
        catalogue.end(tx, &[row], row.effective_date)?;
    }
    for former in changed {
        if let Some(row) = rows.iter().find(|row| row.id == former.id) {
            catalogue.reinstate(tx, row, former)?;
        }
    }
    Ok(())
}

/// Undoes the setting of one price: deactivates it, and continues the prices that it ended or replaced, if any.
///
/// # Errors
/// `NotFound` when there is no such active price.
pub fn withdraw_price(tx: &mut Tx<'_>, id: i64) -> Result<()> {
    let grant = tx.require(Permission::ChangePrices)?;
    let catalogue = CatalogueWriter::open(tx, grant)?;
    let rows = store::all(tx.connection())?;
    let Some(row) = rows.iter().find(|row| row.id == id && row.is_active) else {
        return Err(Error::not_found(
            ErrorCode::NoPrice,
            format!("no active price {id}"),
            &[],
        ));
    };
    catalogue.end(tx, &[row], row.effective_date)?;
    let was_ended_by_it = |other: &&PriceRow| {
        other.is_active
            && (&other.item_key, other.pricing_tier) == (&row.item_key, row.pricing_tier)
            && other.expiry_date.is_some()
            && other.expiry_date == row.effective_date.pred_opt()
            && other.updated_at == row.created_at
    };
    let gave_way = |other: &&PriceRow| {
        !other.is_active
            && (&other.item_key, other.pricing_tier) == (&row.item_key, row.pricing_tier)
            && other.updated_at == row.created_at
            && row.effective_date < other.effective_date
            && row.expiry_date.is_some_and(|last| other.effective_date <= last)
    };
    let mut back: Vec<PriceRow> = rows
        .iter()
        .filter(gave_way)
        .map(|other| continued(tx, other, other.effective_date))
        .collect();
    let before = rows.iter().find(was_ended_by_it);
    back.extend(before.map(|before| continued(tx, before, row.effective_date)));
    back.sort_by_key(|other| other.effective_date);
    let begins: Vec<NaiveDate> = back.iter().skip(1).map(|other| other.effective_date).collect();
    for (place, other) in back.iter_mut().enumerate() {
        let bounds = [row.expiry_date, begins.get(place).and_then(NaiveDate::pred_opt)];
        // The price that it ended lost its last day with it.
        let own = other.expiry_date.filter(|last| *last >= other.effective_date);
        other.expiry_date = bounds.into_iter().chain([own]).flatten().min();
    }
    if !back.is_empty() {
        catalogue.insert(tx, back)?;
    }
    Ok(())
}
