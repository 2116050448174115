//! What was agreed on for what is quoted or proposed.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{CostingLineRow, SubjectId};
use super::plan::{CostingAccount, CostingGroup, accounts};
use super::service;
use super::store;
use super::subject;
use super::undone_price::UndonePrices;
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::booking::Booking;
use crate::kernel::error::Result;
use crate::pricing::quote::saved::accepted::accepted_for;
use crate::rental::model::RentalRow;

/// Reads bookings as a group, in their order, with what was agreed on for each.
pub(in crate::pricing) fn of_bookings(tx: &mut Tx<'_>, bookings: Vec<Booking>) -> Result<CostingGroup> {
    let ids: Vec<i64> = bookings.iter().map(|booking| booking.row.id).collect();
    Ok(CostingGroup {
        accounts: accounts_of(tx, &ids, &[])?,
        accepted: accepted_for(tx, &ids, &[])?,
        named: None,
        subjects: subject::of_bookings(tx, bookings)?,
    })
}

/// Reads a rental as a group of its own, with what was agreed on for it.
pub(in crate::pricing) fn of_rental(tx: &mut Tx<'_>, grant: &Grant, row: RentalRow) -> Result<CostingGroup> {
    Ok(CostingGroup {
        accounts: accounts_of(tx, &[], &[row.id])?,
        accepted: accepted_for(tx, &[], &[row.id])?,
        named: Some(SubjectId::Rental(row.id)),
        subjects: vec![subject::of_rental(tx, grant, row)?],
    })
}

/// Whether a group was costed at a price that was taken back: that was agreed on by nobody, unless a quote says so.
pub(in crate::pricing) fn is_undone(tx: &mut Tx<'_>, group: &CostingGroup) -> Result<bool> {
    let undone = UndonePrices::load(tx)?;
    Ok(group.accepted_since().is_none() && group.newest().any(|row| !undone.items_of(row).is_empty()))
}

/// Reads what stands of bookings and rentals, with its lines.
pub(super) fn accounts_of(
    tx: &mut Tx<'_>,
    bookings: &[i64],
    rentals: &[i64],
) -> Result<BTreeMap<SubjectId, CostingAccount>> {
    let mut accounts = accounts(service::standing(tx, bookings, rentals)?);
    let ids: Vec<i64> = accounts.values().flat_map(CostingAccount::with_lines).collect();
    let mut lines: BTreeMap<i64, Vec<CostingLineRow>> = BTreeMap::new();
    for line in store::lines_of(tx.connection(), &ids)? {
        lines.entry(line.costing_id).or_default().push(line);
    }
    for account in accounts.values_mut() {
        let ids: BTreeSet<i64> = account.with_lines().collect();
        let own = ids.iter().filter_map(|id| lines.get(id)).flatten().cloned();
        account.add_lines(&own.collect::<Vec<_>>());
    }
    Ok(accounts)
}
