//! Costings that a change of bookings or rentals makes stale.

use super::service::{standing, with_names};
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::kernel::error::Result;
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
    if costings.len() > MOST_NAMED {
        let more = costings.len() - MOST_NAMED;
        remarks.push(format!(
            "{more} more costings are stale now; colab pricing ledger --stale"
        ));
    }
    Ok(remarks)
}
