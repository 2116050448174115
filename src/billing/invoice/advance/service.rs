//! Asking for an advance.

use super::model::{ADVANCE, AdvanceLineRow, AdvanceSize, AdvanceSubject, NewAdvance};
use crate::access::auth::{Grant, Permission};
use crate::access::idempotency::IdempotencyKey;
use crate::access::tx::Tx;
use crate::billing::invoice::model::Invoice;
use crate::billing::invoice::run::{draft, issue, terms_of};
use crate::billing::invoice::service;
use crate::booking::service as bookings;
use crate::client::ClientRow;
use crate::client::service as clients;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::money::{Money, part_of};
use crate::kernel::percent::{WHOLE, percent};
use crate::pricing::ledger::propose::{LEDGER_LOCK, expected_costs};
use crate::pricing::quote::lines::month_of;
use crate::pricing::quote::model::QuoteTarget;
use crate::pricing::quote::saved::service as quotes;
use crate::pricing::quote::saved::state::QuoteStatus;
use crate::rental::service as rentals;

/// What an advance is for, as it was found.
struct FoundSubject {
    client: ClientRow,
    booking_id: Option<i64>,
    rental_id: Option<i64>,
    quote_id: Option<i64>,
    name: String,
    /// Amount and tax by the tax rate, where something is known.
    costs: Vec<(i64, (i64, i64))>,
}

/// Issues an advance invoice. A repeated request returns the first one.
///
/// # Errors
/// `NotFound` for an unknown client, booking, rental or quote; `Usage` for a percentage of a client; `Conflict` for an expired
/// quote, and where it is of nothing.
pub fn advance(tx: &mut Tx<'_>, new: &NewAdvance, repeat: Option<&IdempotencyKey>) -> Result<Invoice> {
    let grant = tx.require(Permission::IssueInvoices)?;
    tx.connection().lock_for_transaction(LEDGER_LOCK)?;
    let known = repeat.map(|repeat| repeat.made_before(tx)).transpose()?.flatten();
    if let Some(id) = known.and_then(|ids| ids.first().copied()) {
        tx.mark_unchanged();
        return service::reload(tx, &grant, id);
    }
    let wants_costs = matches!(new.size, AdvanceSize::Percent(_));
    let found = find(tx, &grant, &new.subject, wants_costs)?;
    let today = tx.site().today(tx.now());
    let month = month_of(today);
    let lines: Vec<AdvanceLineRow> = parts(tx, new, &found)?
        .into_iter()
        .zip(1..)
        .map(|((tax_rate, amount, tax, why), place)| AdvanceLineRow {
            invoice_id: 0,
            place,
            advance_id: 0,
            booking_id: found.booking_id,
            rental_id: found.rental_id,
            quote_id: found.quote_id,
            subject: found.name.clone(),
            item: "Advance payment".to_owned(),
            service_month: month.clone(),
            amount_cents: amount,
            tax_rate,
            tax_cents: tax,
            why,
        })
        .collect();
    if lines.is_empty() {
        return Err(Error::conflict(
            ErrorCode::NothingToCharge,
            format!("an {ADVANCE} of nothing is not asked for"),
        ));
    }
    let currency = tx.settings().currency().code().to_owned();
    let terms = terms_of(month, &found.client, currency);
    let row = draft(tx, terms, &[], &lines);
    let invoice = issue(tx, &grant, row, Vec::new(), lines)?;
    if let Some(repeat) = repeat {
        repeat.remember(tx, &[invoice.row.id])?;
    }
    Ok(invoice)
}

/// Finds what an advance is for, and what that costs if it is wanted.
fn find(tx: &mut Tx<'_>, grant: &Grant, subject: &AdvanceSubject, wants_costs: bool) -> Result<FoundSubject> {
    match subject {
        AdvanceSubject::Client(name) if wants_costs => {
            let fact = format!("a percentage is of a booking, a rental or a quote, not of {name}");
            Err(Error::usage(fact).hint("--booking ID or --quote QU-2026-0001"))
        }
        AdvanceSubject::Client(name) => {
            let client = clients::find(tx.connection(), name)?;
            Ok(FoundSubject::new(client, "on account".to_owned()))
        }
        AdvanceSubject::Booked(target) => {
            let mut found = match target {
                QuoteTarget::Booking(id, _) => {
                    let booking = bookings::load_one(tx, grant, *id)?;
                    let client = clients::standing_by_id(tx.connection(), booking.row.client_id)?;
                    FoundSubject {
                        booking_id: Some(*id),
                        ..FoundSubject::new(client, format!("booking {id}"))
                    }
                }
                QuoteTarget::Rental(number) => {
                    let rental = rentals::find(tx, grant, number)?;
                    let client = clients::standing_by_id(tx.connection(), rental.client_id)?;
                    FoundSubject {
                        rental_id: Some(rental.id),
                        ..FoundSubject::new(client, format!("rental {}", rental.rental_no))
                    }
                }
            };
            if wants_costs {
                let costs = expected_costs(tx, grant, target)?;
                found.costs = costs.taxes().into_iter().collect();
            }
            Ok(found)
        }
        AdvanceSubject::Quote(number) => {
            let (id, quote) = quotes::with_id(tx, grant, number)?;
            let status = quote.state.as_ref().map(|state| state.status);
            let number = number.trim().to_uppercase();
            if status == Some(QuoteStatus::Expired) {
                let error = Error::conflict(ErrorCode::QuoteExpired, format!("{number} has expired"));
                return Err(error.hint(format!("colab pricing quote {number}")));
            }
            let name = quote.header.client_name.clone().unwrap_or_default();
            let client = clients::find(tx.connection(), &name)?;
            Ok(FoundSubject {
                quote_id: Some(id),
                costs: quote.taxes.into_iter().collect(),
                ..FoundSubject::new(client, format!("quote {number}"))
            })
        }
    }
}

impl FoundSubject {
    fn new(client: ClientRow, name: String) -> Self {
        Self {
            client,
            booking_id: None,
            rental_id: None,
            quote_id: None,
            name,
            costs: Vec::new(),
        }
    }
}

/// Returns what an advance asks for: tax rate, amount, tax and the reason.
fn parts(tx: &Tx<'_>, new: &NewAdvance, found: &FoundSubject) -> Result<Vec<(i64, i64, i64, String)>> {
    let currency = tx.settings().currency();
    match new.size {
        AdvanceSize::Amount(amount) => {
            let today = tx.site().today(tx.now());
            let rate = new.tax.unwrap_or_else(|| tx.settings().tax_rates().on(today));
            let tax = part_of(amount.cents, rate, WHOLE);
            let why = "set off against what is invoiced later".to_owned();
            let is_something = amount.cents > 0;
            Ok(is_something
                .then_some((rate, amount.cents, tax, why))
                .into_iter()
                .collect())
        }
        AdvanceSize::Percent(_) if new.tax.is_some() => {
            Err(Error::usage("a percentage takes the tax of what it is of").hint("leave --tax out"))
        }
        AdvanceSize::Percent(part) => {
            let shares = found.costs.iter().filter(|(_, (amount, _))| *amount > 0);
            let share = |(rate, (amount, tax)): &(i64, (i64, i64))| {
                let why = format!("{} % of {}", percent(part), Money::new(*amount, currency));
                (
                    *rate,
                    part_of(*amount, part, WHOLE),
                    part_of(*tax, part, WHOLE),
                    why,
                )
            };
            let mut shares: Vec<_> = shares.map(share).collect();
            shares.retain(|(_, amount, ..)| *amount > 0);
            Ok(shares)
        }
    }
}
