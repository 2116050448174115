//! What was agreed on for what is quoted or proposed.

use super::model::SubjectId;
use super::plan::CostingGroup;
use super::propose::accounts_of;
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
