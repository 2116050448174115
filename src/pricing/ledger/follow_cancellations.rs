//! Proposes what is kept of what was cancelled, with its cancellation; others approve it as they do every costing.

use super::model::SubjectId;
use super::propose::{LEDGER_LOCK, propose_one};
use super::service;
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::booking::{BookingStatus, SeriesScope, service as bookings};
use crate::kernel::error::{Error, Kind, Result};
use crate::pricing::quote::model::{QuoteTarget, RequestedTerms};
use crate::rental::records as rentals;

/// Proposes what is kept of the bookings and rentals that this transaction cancelled and that are costed, for users who may
/// propose; the setting `cancellation_tiers` says how much.
pub fn propose_kept(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    if tx.settings().cancellation_tiers().is_empty() {
        return Ok(Vec::new());
    }
    let Ok(grant) = tx.require(Permission::ChangePrices) else {
        return Ok(Vec::new());
    };
    let targets = cancelled_now(tx, &grant)?;
    if targets.is_empty() {
        return Ok(Vec::new());
    }
    tx.connection().lock_for_transaction(LEDGER_LOCK)?;
    let newest = service::newest(tx, &grant)?;
    let actor = tx.actor();
    let by = (actor.username.clone(), actor.person().to_owned());
    let (mut remarks, mut made) = (Vec::new(), Vec::new());
    for (target, argument) in targets {
        let asked = RequestedTerms::default();
        match tx.with_savepoint(|tx| propose_one(tx, &grant, &target, asked, (&by.0, &by.1))) {
            Ok((ids, _)) => made.extend(ids.into_iter().filter(|id| *id > newest)),
            Err(error) if error.kind == Kind::Conflict => remarks.push(settled_by_hand(&error, &argument)),
            Err(error) => return Err(error),
        }
    }
    made.sort_unstable();
    made.dedup();
    if !made.is_empty() {
        let ids: Vec<String> = made.iter().map(i64::to_string).collect();
        let ids = ids.join(" ");
        remarks.push(format!(
            "what is kept of what was charged awaits approval: colab pricing approve {ids}"
        ));
    }
    Ok(remarks)
}

/// Says what is in the way of a proposal, and the command that settles it.
fn settled_by_hand(error: &Error, argument: &str) -> String {
    let hint = error.hints.first().cloned();
    let way = hint.unwrap_or_else(|| format!("colab pricing propose {argument}"));
    format!("{}; {way}", error.message)
}

/// Returns the costed bookings and rentals that this transaction cancelled.
fn cancelled_now(tx: &mut Tx<'_>, grant: &Grant) -> Result<Vec<(QuoteTarget, String)>> {
    let ids = tx.changed("booking").into_iter();
    let ids: Vec<i64> = ids
        .filter(|id| tx.fact_before("booking", id, "status").is_some())
        .filter_map(|id| id.parse().ok())
        .collect();
    let mut off: Vec<i64> = Vec::new();
    for booking in bookings::load(tx, grant, &ids)? {
        if booking.row.status == BookingStatus::Cancelled {
            off.push(booking.row.id);
        }
    }
    let mut given_up = Vec::new();
    for number in tx.changed("rental") {
        let row = rentals::by_number(tx, grant, &number)?;
        let site = tx.site();
        let row = row.filter(|row| {
            let back = row.returned_at.map(|at| site.today(at));
            back.is_some_and(|back| back < row.rental_date)
        });
        given_up.extend(row);
    }
    let rental_ids: Vec<i64> = given_up.iter().map(|row| row.id).collect();
    let uncosted = service::uncosted(tx, grant, &off, &rental_ids)?;
    off.retain(|id| !uncosted.contains(&SubjectId::Booking(*id)));
    given_up.retain(|row| !uncosted.contains(&SubjectId::Rental(row.id)));
    let booked = off
        .into_iter()
        .map(|id| (QuoteTarget::Booking(id, SeriesScope::One), id.to_string()));
    let rented = given_up
        .into_iter()
        .map(|row| (QuoteTarget::Rental(row.rental_no.clone()), row.rental_no));
    Ok(booked.chain(rented).collect())
}
