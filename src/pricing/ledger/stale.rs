//! Costings that a change of bookings or rentals makes stale.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::model::{CostingRow, CostingStatus};
use super::plan::accounts;
use super::service::{LedgerFilter, list, standing, with_names};
use super::store::{self, CostingFilter};
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;
use crate::pricing::item::CatalogueItem;
use crate::pricing::quote::book::PriceBook;
use crate::pricing::records;
use crate::rental::records as rentals;

/// How many costings are named one by one.
const MOST_NAMED: usize = 5;

/// Describes the costings that the changes of this transaction make stale, or that keep other prices than it set, to users
/// who may see prices.
pub fn stale_costings(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let (bookings, numbers) = (tx.changed("booking"), tx.changed("rental"));
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
    let named = costings.iter().take(MOST_NAMED).map(|costing| {
        format!(
            "costing {} ({}) of {} is stale now: {}; colab pricing propose {}",
            costing.row.id,
            costing.status(),
            costing.subject_name(),
            costing.changed.join(", "),
            costing.propose_argument()
        )
    });
    remarks.extend(named);
    remarks.extend(more(costings.len()));
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
        let of_costing = items.values().filter(|item| agreed.has(item));
        let mut changes = of_costing.map(|item| agreed.changes(&now, item, &days));
        Some(!basis.off && changes.any(|changes| !changes.is_empty()))
    };
    let costed = accounts.values().map(|account| &account.newest);
    let kept: Vec<&CostingRow> = costed.filter(|row| keeps(row).unwrap_or(false)).collect();
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

/// Describes the costings that were made with these prices since an instant: they keep what they charge until they are
/// proposed anew.
pub fn quoted_since(tx: &mut Tx<'_>, prices: &[i64], since: Timestamp) -> Result<Vec<String>> {
    let _grant = tx.require(Permission::SeePrices)?;
    let directory = records::items(tx)?;
    let mut items = BTreeSet::new();
    for row in records::all(tx)? {
        if prices.contains(&row.id) {
            items.insert(directory.named(row)?.item);
        }
    }
    let mut costings = list(tx, &LedgerFilter::default())?;
    costings.retain(|costing| {
        let lines = costing.row.lines.as_ref();
        let is_of_item = lines.is_some_and(|lines| lines.0.iter().any(|line| items.contains(&line.item)));
        costing.row.created_at >= since && costing.status() != CostingStatus::Rejected && is_of_item
    });
    let mut remarks: Vec<String> = costings
        .iter()
        .take(MOST_NAMED)
        .map(|costing| {
            format!(
                "costing {} ({}) of {} is stale now, it was quoted with the undone price; colab pricing propose {}",
                costing.row.id,
                costing.status(),
                costing.subject_name(),
                costing.propose_argument()
            )
        })
        .collect();
    remarks.extend(more(costings.len()));
    Ok(remarks)
}

/// Says how many costings are not named.
fn more(all: usize) -> Option<String> {
    let more = all.checked_sub(MOST_NAMED).filter(|more| *more > 0)?;
    Some(format!(
        "{more} more costings are stale now; colab pricing ledger --stale"
    ))
}
