//! Costings that a change of bookings or rentals, or the undo of a price, makes stale.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::model::{Costing, CostingRow};
use super::plan::accounts;
use super::service::{standing, with_changes, with_names};
use super::store::{self, CostingFilter};
use super::undone_price::UndonePrices;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::booking::service as bookings;
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;
use crate::pricing::item::CatalogueItem;
use crate::pricing::quote::book::PriceBook;
use crate::pricing::quote::charge::charge_orders;
use crate::pricing::quote::service::price_book;
use crate::pricing::quote::usage;
use crate::pricing::records;
use crate::rental::model::RentalQuery;
use crate::rental::records as rentals;

/// How many costings are named one by one.
const MOST_NAMED: usize = 5;

/// Describes the costings that the changes of this transaction make stale, or that keep other prices than it set, to users
/// who may see prices.
pub fn stale_costings(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let (mut bookings, mut numbers) = (tx.changed("booking"), tx.changed("rental"));
    // What is new is not costed yet.
    let created = (tx.created("booking"), tx.created("rental"));
    bookings.retain(|id| !created.0.contains(id));
    numbers.retain(|number| !created.1.contains(number));
    let prices = tx.changed("price");
    if bookings.is_empty() && numbers.is_empty() && prices.is_empty() {
        return Ok(Vec::new());
    }
    let Ok(grant) = tx.require(Permission::SeePrices) else {
        return Ok(Vec::new());
    };
    let mut remarks: Vec<String> = keep_their_prices(tx, &prices)?.into_iter().collect();
    let bookings: Vec<i64> = bookings.iter().filter_map(|id| id.parse().ok()).collect();
    let mut rental_ids = Vec::new();
    for number in &numbers {
        rental_ids.extend(rentals::by_number(tx, &grant, number)?.map(|row| row.id));
    }
    if bookings.is_empty() && rental_ids.is_empty() {
        return Ok(remarks);
    }
    let found = standing(tx, &bookings, &rental_ids)?;
    let mut costings = with_names(tx, &grant, found)?;
    costings.retain(|costing| !costing.changed.is_empty());
    remarks.extend(in_words(&costings, ""));
    Ok(remarks)
}

/// Says how many bookings and rentals are costed at other prices than those that were set now.
fn keep_their_prices(tx: &mut Tx<'_>, changed: &[String]) -> Result<Option<String>> {
    let changed: Vec<i64> = changed.iter().filter_map(|id| id.parse().ok()).collect();
    if changed.is_empty() {
        return Ok(None);
    }
    let directory = records::items(tx)?;
    let mut items: BTreeMap<String, CatalogueItem> = BTreeMap::new();
    for row in records::all(tx)?
        .into_iter()
        .filter(|row| changed.contains(&row.id))
    {
        let key = row.item_key.clone();
        let (item_type, id) = (row.item_type, row.item_id);
        let name = directory.named(row)?.item;
        let item = CatalogueItem {
            item_type,
            id,
            name,
            key: key.clone(),
        };
        items.insert(key, item);
    }
    let keys: Vec<String> = items.keys().cloned().collect();
    let rows = records::active_of(tx, &keys)?;
    let filter = CostingFilter {
        standing: true,
        ..CostingFilter::default()
    };
    let accounts = accounts(store::list(tx.connection(), &filter)?);
    let keeps = |row: &CostingRow| -> Option<bool> {
        let basis = &row.basis.as_ref()?.0;
        let agreed = basis.prices.as_ref()?.in_tier(row.pricing_tier);
        let now = PriceBook::new(&rows, row.pricing_tier, 0);
        let day = |text: &str| text.get(..10)?.parse::<NaiveDate>().ok();
        let (first, last) = (day(&basis.from)?, day(&basis.to)?);
        let days: Vec<NaiveDate> = first.iter_days().take_while(|day| *day <= last).collect();
        // What a client pays of its own is not what everybody pays now.
        let of_costing = items
            .values()
            .filter(|item| agreed.has(item) && !agreed.has_own(item));
        let mut changes = of_costing.map(|item| agreed.changes(&now, item, &days));
        Some(!basis.off && changes.any(|changes| !changes.is_empty()))
    };
    let costed = accounts.values().map(|account| &account.newest);
    let other_rates: Vec<&CostingRow> = costed.filter(|row| keeps(row).unwrap_or(false)).collect();
    let items: Vec<CatalogueItem> = items.into_values().collect();
    let kept = costing_otherwise(tx, other_rates, &items)?;
    let Some(first) = kept.first() else {
        return Ok(None);
    };
    let argument = first
        .booking_id
        .map_or_else(|| "ID".to_owned(), |id| id.to_string());
    Ok(Some(match kept.len() {
        1 => format!(
            "costing {} keeps the prices agreed on; colab pricing propose {argument} --reprice",
            first.id
        ),
        several => format!(
            "{several} costings keep the prices agreed on; colab pricing propose {argument} --reprice"
        ),
    }))
}

/// Keeps the costings that would cost something else at the present prices of items; those that were quoted together are
/// priced together.
fn costing_otherwise<'c>(
    tx: &mut Tx<'_>,
    costings: Vec<&'c CostingRow>,
    items: &[CatalogueItem],
) -> Result<Vec<&'c CostingRow>> {
    let grant = tx.require(Permission::SeePrices)?;
    let mut batches: BTreeMap<i64, Vec<&CostingRow>> = BTreeMap::new();
    for row in costings {
        batches.entry(row.batch_id).or_default().push(row);
    }
    let mut kept = Vec::new();
    for rows in batches.into_values() {
        let ids: Vec<i64> = rows.iter().filter_map(|row| row.booking_id).collect();
        let booked = bookings::load(tx, &grant, &ids)?;
        let mut orders = usage::of_bookings(tx, &booked)?;
        let rented = RentalQuery {
            ids: Some(rows.iter().filter_map(|row| row.rental_id).collect()),
            ..RentalQuery::default()
        };
        for rental in rentals::list(tx, &grant, &rented)? {
            orders.push(usage::of_rental(tx, &grant, &rental)?);
        }
        let tier = rows[0].pricing_tier;
        let books = rows
            .iter()
            .filter_map(|row| row.basis.as_ref()?.0.prices.as_ref());
        let agreed = PriceBook::default().after(books).in_tier(tier);
        let today = price_book(tx, &orders, tier)?;
        let now = agreed.with_items_of(&today, items);
        let cost = |book: &PriceBook| {
            let charges = charge_orders(&orders, book);
            (charges.amount(), charges.gaps())
        };
        if cost(&agreed) != cost(&now) {
            kept.extend(rows);
        }
    }
    kept.sort_by_key(|row| row.id);
    Ok(kept)
}

/// Describes the costings that were quoted with these prices since an instant, as `pricing ledger --stale` will: an undo that
/// is under way takes the prices back.
pub fn quoted_since(tx: &mut Tx<'_>, prices: &[i64], since: Timestamp) -> Result<Vec<String>> {
    let grant = tx.require(Permission::SeePrices)?;
    let undone = UndonePrices::by_this_undo(tx, prices, since)?;
    let filter = CostingFilter {
        standing: true,
        ..CostingFilter::default()
    };
    let mut found = store::list(tx.connection(), &filter)?;
    found.retain(|(row, _)| !undone.items_of(row).is_empty());
    let mut costings = with_changes(tx, &grant, found, &undone)?;
    costings.retain(|costing| !costing.changed.is_empty());
    Ok(in_words(&costings, " --reprice"))
}

/// Names the first stale costings, with why they are and what to do.
fn in_words(costings: &[Costing], option: &str) -> Vec<String> {
    let named = costings.iter().take(MOST_NAMED).map(|costing| {
        format!(
            "costing {} ({}) of {} is stale now: {}; colab pricing propose {}{option}",
            costing.row.id,
            costing.status(),
            costing.subject_name(),
            costing.changed.join(", "),
            costing.propose_argument()
        )
    });
    named.chain(more(costings.len())).collect()
}

/// Says how many costings are not named.
fn more(all: usize) -> Option<String> {
    let more = all.checked_sub(MOST_NAMED).filter(|more| *more > 0)?;
    Some(format!(
        "{more} more costings are stale now; colab pricing ledger --stale"
    ))
}
