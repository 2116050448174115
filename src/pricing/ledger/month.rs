//! Proposing all that is charged of some months.

use chrono::NaiveDate;

use super::propose::{self, ProposeOutcome};
use super::store;
use crate::access::auth::{Grant, Permission};
use crate::access::idempotency::IdempotencyKey;
use crate::access::tx::Tx;
use crate::booking::{BookingFilter, BookingStatus, SeriesScope, service as bookings};
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::kernel::period::parse_bounds;
use crate::pricing::quote::model::{QuoteTarget, RequestedTerms};
use crate::rental::model::RentalQuery;
use crate::rental::records as rental_records;

/// Proposes the bookings that begin on these days and the rentals that are out on them. What cannot be charged is left out
/// and named; what has not changed is counted.
///
/// # Errors
/// Those of the database.
pub fn propose_months(
    tx: &mut Tx<'_>,
    days: (NaiveDate, NaiveDate),
    asked: RequestedTerms,
    repeat: Option<&IdempotencyKey>,
) -> Result<(ProposeOutcome, Option<Error>)> {
    let grant = tx.require(Permission::ChangePrices)?;
    tx.connection().lock_for_transaction(propose::LEDGER_LOCK)?;
    if let Some(made) = propose::made_before(tx, &grant, repeat)? {
        return Ok((made, None));
    }
    let (targets, pending) = targets_of(tx, &grant, days)?;
    let actor = tx.actor();
    let by = (actor.username.clone(), actor.person().to_owned());
    let newest = store::newest(tx.connection())?.unwrap_or_default();
    let (mut ids, mut notes, mut left_out, mut unchanged) = (Vec::new(), Vec::new(), Vec::new(), 0_usize);
    for target in targets {
        match tx.with_savepoint(|tx| propose::propose_one(tx, &grant, &target, asked, (&by.0, &by.1))) {
            Ok((proposed, told)) => {
                let made: Vec<i64> = proposed.into_iter().filter(|id| *id > newest).collect();
                if made.is_empty() {
                    unchanged += 1;
                } else {
                    notes.extend(told);
                }
                ids.extend(made);
            }
            // A booking that is off and was never charged has nothing to be left out of.
            Err(error) if error.code == ErrorCode::NothingToCharge => {}
            Err(error) if error.kind == Kind::Conflict => left_out.push(error.message),
            Err(error) => return Err(error),
        }
    }
    if unchanged > 0 {
        notes.push(format!(
            "nothing has changed for {unchanged} that are costed already"
        ));
    }
    if pending > 0 {
        notes.push(format!(
            "{} pending and cannot be charged yet: colab booking list --status pending --from {} --to {}",
            are(pending, "booking", "bookings"),
            days.0,
            days.1
        ));
    }
    let outcome = propose::finish(tx, &grant, ids, notes, repeat)?;
    let failure = (!left_out.is_empty()).then(|| {
        let fact = format!(
            "{} left out",
            are(left_out.len(), "booking or rental", "bookings or rentals")
        );
        Error::new(Kind::Partial, ErrorCode::Skipped, fact).with_rows(left_out)
    });
    Ok((outcome, failure))
}

/// Returns what can be charged of these days, and how many bookings are pending.
fn targets_of(
    tx: &mut Tx<'_>,
    grant: &Grant,
    (first, last): (NaiveDate, NaiveDate),
) -> Result<(Vec<QuoteTarget>, usize)> {
    let (site, today) = (tx.site(), tx.site().today(tx.now()));
    let (from, to) = parse_bounds(Some(&first.to_string()), Some(&last.to_string()), &site, today)?;
    let filter = BookingFilter {
        from,
        to,
        ..BookingFilter::default()
    };
    let mut found = bookings::list(tx, filter, None)?;
    found.retain(|booking| from.is_none_or(|from| booking.row.starts_at >= from));
    let all = found.len();
    found.retain(|booking| booking.row.status != BookingStatus::Pending);
    let pending = all - found.len();
    let query = RentalQuery {
        from,
        to,
        ..RentalQuery::default()
    };
    let rentals = rental_records::list(tx, grant, &query)?.into_iter();
    let bookings = found
        .into_iter()
        .map(|booking| QuoteTarget::Booking(booking.row.id, SeriesScope::One));
    let rentals = rentals.map(|row| QuoteTarget::Rental(row.rental_no));
    Ok((bookings.chain(rentals).collect(), pending))
}

fn are(count: usize, one: &str, several: &str) -> String {
    if count == 1 {
        format!("1 {one} is")
    } else {
        format!("{count} {several} are")
    }
}
