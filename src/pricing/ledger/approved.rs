//! What was charged or credited after the fact and approved, for quotes.

use super::model::EntryKind;
use super::store::{self, CostingFilter};
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::pricing::quote::lines::CostSheet;

/// Returns the lines of the approved adjustments of bookings and rentals, with their sums.
pub(in crate::pricing) fn adjustments(
    tx: &mut Tx<'_>,
    bookings: &[i64],
    rentals: &[i64],
) -> Result<CostSheet> {
    let filter = CostingFilter {
        bookings: Some(bookings.to_vec()),
        rentals: Some(rentals.to_vec()),
        ..CostingFilter::default()
    };
    let mut sheet = CostSheet::default();
    for (row, decision) in store::list(tx.connection(), &filter)? {
        let is_approved = decision.is_some_and(|decision| decision.entry == EntryKind::Approval);
        if row.adjustment.is_none() || !is_approved {
            continue;
        }
        sheet.sums = sheet.sums + row.sums();
        let shares = store::lines_of(tx.connection(), &[row.id])?
            .into_iter()
            .map(|line| line.share());
        let mut lines = row.lines.map(|lines| lines.0).unwrap_or_default();
        if let Some(line) = lines.first_mut() {
            line.shares = shares.collect();
        }
        sheet.lines.extend(lines);
    }
    Ok(sheet)
}
