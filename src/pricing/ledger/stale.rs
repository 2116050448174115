//! Costings that a change of bookings or rentals, or the undo of a price, makes stale.

use super::model::Costing;
use super::service::{standing, with_changes, with_names};
use super::store::{self, CostingFilter};
use super::undone_price::UndonePrices;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;
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
    Ok(in_words(&costings))
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
    Ok(in_words(&costings))
}

/// Names the first stale costings, with why they are and what to do.
fn in_words(costings: &[Costing]) -> Vec<String> {
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
    named.chain(more(costings.len())).collect()
}

/// Says how many costings are not named.
fn more(all: usize) -> Option<String> {
    let more = all.checked_sub(MOST_NAMED).filter(|more| *more > 0)?;
    Some(format!(
        "{more} more costings are stale now; colab pricing ledger --stale"
    ))
}
