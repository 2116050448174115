//! Keeping, listing and showing numbered quotes.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};

use super::accepted::subject_of;
use super::model::{AcceptanceRow, NumberedQuote, QuoteContent, QuoteRow};
use super::state::{QuoteState, QuoteStatus};
use super::store::{self, QuoteQuery};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::list_pages::{TakeRows, each_page};
use crate::access::tx::Tx;
use crate::client::service as clients;
use crate::db::types::Json;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::money::stored_currency;
use crate::kernel::names::{name_key, nearest};
use crate::pricing::ledger::model::SubjectId;
use crate::pricing::ledger::propose::LEDGER_LOCK;
use crate::pricing::ledger::service as ledger;
use crate::pricing::quote::lines::{CostSheet, CostSums};
use crate::pricing::quote::model::{Quote, QuoteRequest, RequestedTerms};
use crate::pricing::quote::order::QuoteGap;
use crate::pricing::quote::service::{PricedQuote, priced};
use crate::pricing::quote::terms::QuoteTerms;

/// Quotes something and keeps it under the next number of the year.
///
/// # Errors
/// As [`quote`](crate::pricing::quote::service::quote); `Usage` without a client; `Invalid` for a last day that is past;
/// `Conflict` where nothing is charged.
pub fn save(
    tx: &mut Tx<'_>,
    request: &QuoteRequest,
    asked: RequestedTerms,
    partial: bool,
    valid_until: Option<NaiveDate>,
) -> Result<Quote> {
    let grant = tx.require(Permission::ChangePrices)?;
    tx.connection().lock_for_transaction(LEDGER_LOCK)?;
    let PricedQuote {
        mut quote,
        prices,
        bookings,
        rentals,
    } = priced(tx, &grant, request, asked, partial)?;
    let today = tx.site().today(tx.now());
    let last_day = valid_until.unwrap_or(today + Days::new(tx.settings().quote_valid_days()));
    if last_day < today {
        return Err(
            Error::invalid(ErrorCode::PastDate, format!("{last_day} is in the past"))
                .hint("--valid-until +30d"),
        );
    }
    if quote.costs.lines.is_empty() {
        return Err(
            Error::conflict(ErrorCode::NothingToCharge, "a quote without lines gets no number")
                .hint("colab pricing quote --help"),
        );
    }
    let Some(written) = quote.header.client_name.clone() else {
        return Err(Error::usage("a quote with a number is for a client").hint("--client NAME"));
    };
    let key = name_key(&written);
    let client = clients::rows_by_keys(tx.connection(), std::slice::from_ref(&key))?.remove(&key);
    let client_name = client.map_or(written, |client| client.name);
    quote.header.client_name = Some(client_name.clone());
    let ordinal = 1 + store::last_ordinal(tx.connection(), today.year())?;
    let sums = quote.costs.sums;
    let row = QuoteRow {
        id: tx.connection().reserve_id("quotes")?,
        number: format!("QU-{}-{ordinal:04}", today.year()),
        year: today.year(),
        ordinal,
        client_key: name_key(&client_name),
        client_name,
        booking_id: bookings.first().copied(),
        rental_id: rentals.first().copied(),
        quoted_on: today,
        valid_until: last_day,
        pricing_tier: quote.terms.tier,
        discount: quote.terms.discount,
        currency: quote.terms.currency.code().to_owned(),
        subtotal_cents: sums.subtotal,
        tax_cents: sums.tax,
        total_cents: sums.total,
        content: Json(QuoteContent {
            header: quote.header.clone(),
            bookings,
            lines: quote.costs.lines.clone(),
            taxes: quote.taxes.clone(),
            left_out: quote.left_out.iter().map(|gap| gap.fact.clone()).collect(),
            half_day_percent: quote.terms.half_day_percent,
            prices,
            tax: quote.terms.tax.clone(),
        }),
        created_by: tx.actor().username.clone(),
        entered_by: tx.actor().person().to_owned(),
        created_at: tx.now(),
    };
    store::insert(tx.connection(), &row)?;
    tx.audit(&grant, AuditEvent::created("quote", &row.number, row.facts()));
    let state = state(&row, &[], &BTreeMap::new(), today);
    Ok(Quote {
        state: Some(state),
        ..quote
    })
}

/// Shows a numbered quote as it was made, and what became of it.
///
/// # Errors
/// `NotFound` for an unknown number.
pub fn show(tx: &mut Tx<'_>, number: &str) -> Result<Quote> {
    let grant = tx.require(Permission::SeePrices)?;
    let row = find(tx, &grant, number)?;
    read_again(tx, &grant, row)
}

/// Shows a numbered quote with its id, for a later slice.
///
/// # Errors
/// `NotFound` for an unknown number.
pub fn with_id(tx: &mut Tx<'_>, grant: &Grant, number: &str) -> Result<(i64, Quote)> {
    let row = find(tx, grant, number)?;
    Ok((row.id, read_again(tx, grant, row)?))
}

/// Returns what quotes are for, or were accepted for: `booking 17`, `rental RN-2026-0001`; by the quote.
pub fn subjects(tx: &mut Tx<'_>, grant: &Grant, ids: &[i64]) -> Result<BTreeMap<i64, Vec<String>>> {
    let mut subjects = BTreeMap::new();
    let acceptances = store::acceptances_of(tx.connection(), ids)?;
    let rentals = rental_numbers(tx, grant, &acceptances)?;
    let today = tx.site().today(tx.now());
    for row in store::by_ids(tx.connection(), ids)? {
        let own: Vec<AcceptanceRow> = acceptances
            .iter()
            .filter(|one| one.quote_id == row.id)
            .cloned()
            .collect();
        let mut names = state(&row, &own, &rentals, today).accepted_for;
        let content = &row.content.0;
        names.extend(content.bookings.iter().map(|id| format!("booking {id}")));
        names.extend(
            content
                .header
                .rental_no
                .iter()
                .map(|number| format!("rental {number}")),
        );
        subjects.insert(row.id, names);
    }
    Ok(subjects)
}

/// Which numbered quotes to list; `None` takes all.
#[derive(Debug, Clone, Default)]
pub struct QuoteFilter {
    /// Part of the client's name.
    pub client: Option<String>,
    pub status: Option<QuoteStatus>,
    /// By number, and whether the last comes first; `None`: in the order in which they were made.
    pub by_number: Option<bool>,
    /// Only those that follow this number in the order.
    pub after: Option<String>,
    pub limit: Option<usize>,
}

/// Hands the numbered quotes that match a filter over page by page.
///
/// # Errors
/// `NotFound` when there is no quote `after`.
pub fn list_in_pages(
    tx: &mut Tx<'_>,
    filter: &QuoteFilter,
    take: &mut TakeRows<'_, NumberedQuote>,
) -> Result<()> {
    let grant = tx.require(Permission::SeePrices)?;
    let today = tx.site().today(tx.now());
    let after = match &filter.after {
        Some(number) => Some(find(tx, &grant, number)?),
        None => None,
    };
    let client = match &filter.client {
        Some(part) => Some((clients::keys_meant(tx.connection(), part)?, name_key(part))),
        None => None,
    };
    let mut query = QuoteQuery {
        client,
        status: filter.status.map(|status| (status, today)),
        by_number: filter.by_number,
        ..QuoteQuery::default()
    };
    let next = |tx: &mut Tx<'_>, after: Option<&QuoteRow>, limit: i64| {
        query.after = after.cloned();
        query.limit = Some(limit);
        store::list(tx.connection(), &query)
    };
    let finish = |tx: &mut Tx<'_>, rows: Vec<QuoteRow>| with_states(tx, &grant, rows, today);
    each_page(tx, filter.limit, after, next, finish, take)
}

/// Adds to quotes what became of them by a day.
fn with_states(
    tx: &mut Tx<'_>,
    grant: &Grant,
    rows: Vec<QuoteRow>,
    today: NaiveDate,
) -> Result<Vec<NumberedQuote>> {
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let acceptances = store::acceptances_of(tx.connection(), &ids)?;
    let rentals = rental_numbers(tx, grant, &acceptances)?;
    let mut accepted: BTreeMap<i64, Vec<AcceptanceRow>> = BTreeMap::new();
    for row in acceptances {
        accepted.entry(row.quote_id).or_default().push(row);
    }
    let quote = |row: QuoteRow| {
        let own = accepted.get(&row.id).map_or(&[][..], Vec::as_slice);
        NumberedQuote {
            state: state(&row, own, &rentals, today),
            row,
        }
    };
    Ok(rows.into_iter().map(quote).collect())
}

/// Returns the numbers of quotes, newest first.
pub fn numbers(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let _grant = tx.require(Permission::SeePrices)?;
    store::numbers(tx.connection())
}

/// Finds a quote by its number, in any case.
///
/// # Errors
/// `NotFound` with the nearest numbers.
pub(in crate::pricing) fn find(tx: &mut Tx<'_>, _grant: &Grant, number: &str) -> Result<QuoteRow> {
    let wanted = number.trim().to_uppercase();
    if let Some(row) = store::by_number(tx.connection(), &wanted)? {
        return Ok(row);
    }
    let known = store::numbers(tx.connection())?;
    let near = nearest(&wanted, known.iter().map(String::as_str), 3);
    let shown = crate::kernel::text::printable(number);
    Err(
        Error::not_found(ErrorCode::UnknownQuote, format!("no quote `{shown}`"), &near)
            .hint("colab pricing quotes"),
    )
}

/// Reads a kept quote as it was made, with what became of it.
pub(super) fn read_again(tx: &mut Tx<'_>, grant: &Grant, row: QuoteRow) -> Result<Quote> {
    let acceptances = store::acceptances_of(tx.connection(), &[row.id])?;
    let rentals = rental_numbers(tx, grant, &acceptances)?;
    let today = tx.site().today(tx.now());
    let state = state(&row, &acceptances, &rentals, today);
    let content = row.content.0;
    Ok(Quote {
        header: content.header,
        terms: QuoteTerms {
            tier: row.pricing_tier,
            currency: stored_currency(&row.currency),
            discount: row.discount,
            tax: content.tax,
            half_day_percent: content.half_day_percent,
        },
        costs: CostSheet {
            lines: content.lines,
            sums: CostSums {
                subtotal: row.subtotal_cents,
                tax: row.tax_cents,
                total: row.total_cents,
            },
        },
        taxes: content.taxes,
        left_out: content
            .left_out
            .into_iter()
            .map(|fact| QuoteGap {
                fact,
                hint: String::new(),
            })
            .collect(),
        company: tx.settings().company_name(),
        made_on: row.quoted_on,
        state: Some(state),
        todays_total: None,
    })
}

/// Returns the numbers of the rentals that quotes were accepted for.
fn rental_numbers(
    tx: &mut Tx<'_>,
    grant: &Grant,
    acceptances: &[AcceptanceRow],
) -> Result<BTreeMap<i64, String>> {
    let ids: Vec<i64> = acceptances.iter().filter_map(|row| row.rental_id).collect();
    ledger::rental_numbers(tx, grant, &ids)
}

/// Returns what became of a quote by a day.
fn state(
    row: &QuoteRow,
    acceptances: &[AcceptanceRow],
    rentals: &BTreeMap<i64, String>,
    today: NaiveDate,
) -> QuoteState {
    let accepted_on = acceptances.first().map(|row| row.accepted_on);
    let name = |subject: SubjectId| match subject {
        SubjectId::Booking(id) => format!("booking {id}"),
        SubjectId::Rental(id) => format!("rental {}", rentals.get(&id).map_or("", String::as_str)),
    };
    QuoteState {
        number: row.number.clone(),
        valid_until: row.valid_until,
        status: match accepted_on {
            Some(_) => QuoteStatus::Accepted,
            None if row.valid_until < today => QuoteStatus::Expired,
            None => QuoteStatus::Open,
        },
        accepted_on,
        accepted_for: acceptances.iter().filter_map(subject_of).map(name).collect(),
    }
}
