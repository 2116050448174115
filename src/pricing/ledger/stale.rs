//! Costings that a change of bookings or rentals makes stale.

use std::collections::BTreeSet;

use super::model::CostingStatus;
use super::service::{LedgerFilter, list, standing, with_names};
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;
use crate::pricing::records;
use crate::rental::records as rentals;

/// How many costings are named one by one.
const MOST_NAMED: usize = 5;

/// Describes the costings that the changes of this transaction make stale, to users who may see prices.
pub fn stale_costings(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let (bookings, numbers) = (tx.changed("booking"), tx.changed("rental"));
    if bookings.is_empty() && numbers.is_empty() {
        return Ok(Vec::new());
    }
    let Ok(grant) = tx.require(Permission::SeePrices) else {
        return Ok(Vec::new());
    };
    let bookings: Vec<i64> = bookings.iter().filter_map(|id| id.parse().ok()).collect();
    let mut rental_ids = Vec::new();
    for number in &numbers {
        rental_ids.extend(rentals::by_number(tx, &grant, number)?.map(|row| row.id));
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
    let mut remarks: Vec<String> = named.collect();
    remarks.extend(more(costings.len()));
    Ok(remarks)
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
