//! Quoting: reads what is asked for, prices it, and refuses where a price is missing.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::book::PriceBook;
use super::charge::{ChargeSet, charge_orders};
use super::lines::{CostSheet, LineShare};
use super::model::{Quote, QuoteHeader, QuoteRequest, QuoteTarget, RequestedTerms};
use super::order::{QuoteGap, ServiceOrder};
use super::terms::QuoteTerms;
use super::usage;
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::booking::{Booking, SeriesScope, service as bookings};
use crate::client::service as clients;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::money::Money;
use crate::kernel::shell_word::shell_word;
use crate::pricing::item::ItemDirectory;
use crate::pricing::ledger::plan::CostingGroup;
use crate::pricing::ledger::{agreed, approved};
use crate::pricing::model::{PriceRow, Tier};
use crate::pricing::store as catalogue;
use crate::rental::service as rentals;

/// The largest amount of a quote; a million of these still add up.
const MOST_CENTS: i64 = 9_000_000_000_000;

/// Quotes something, at the prices and on the terms that were agreed on unless others are asked for; `partial` leaves out what
/// has no price.
///
/// # Errors
/// `NotFound` for an unknown booking, rental, room or item; `Conflict` when prices are missing, with all of them.
pub fn quote(tx: &mut Tx<'_>, request: &QuoteRequest, asked: RequestedTerms, partial: bool) -> Result<Quote> {
    let grant = tx.require(Permission::SeePrices)?;
    Ok(priced(tx, &grant, request, asked, partial)?.quote)
}

/// A quote with what it was made from.
pub(super) struct PricedQuote {
    pub quote: Quote,
    pub prices: PriceBook,
    /// What is quoted.
    pub bookings: Vec<i64>,
    pub rentals: Vec<i64>,
}

/// Quotes something, for whoever asked for a permission.
pub(super) fn priced(
    tx: &mut Tx<'_>,
    grant: &Grant,
    request: &QuoteRequest,
    asked: RequestedTerms,
    partial: bool,
) -> Result<PricedQuote> {
    let (header, orders, group) = read_request(tx, grant, request)?;
    let subjects = group.as_ref().map(CostingGroup::ids).unwrap_or_default();
    let offer = asked.or(group.as_ref().map(CostingGroup::offer).unwrap_or_default());
    let todays_terms = offer.terms(tx.settings());
    let todays = price_book(tx, &orders, offer.tier)?;
    let agreed = match group {
        Some(group) if !asked.reprice && group.is_agreed() && !agreed::is_undone(tx, &group)? => {
            let terms = QuoteTerms {
                tax: group.agreed_tax(&todays_terms.tax),
                ..todays_terms.clone()
            };
            Some((group.agreed(&todays), terms))
        }
        _ => None,
    };
    let todays = (todays, todays_terms);
    let (book, terms) = agreed.as_ref().unwrap_or(&todays);
    let charges = price_orders(tx, &orders, book)?;
    let left_out = charges.gaps();
    if !partial {
        refuse_gaps(&left_out, Some("--partial leaves them out"))?;
    }
    let adjusted = approved::adjustments(tx, &subjects.0, &subjects.1)?;
    let credits: Vec<LineShare> = adjusted
        .lines
        .iter()
        .flat_map(|line| &line.shares)
        .filter(|share| share.amount < 0)
        .cloned()
        .collect();
    let with_credits = |costs: CostSheet| costs.with_credits_taken_back(adjusted.sums.total, &credits);
    let costs = with_credits(charges.costs(terms));
    let mut todays_total = None;
    if agreed.is_some() {
        let charges = price_orders(tx, &orders, &todays.0)?;
        let sums = with_credits(charges.costs(&todays.1)).sums;
        let is_other = charges.gaps().is_empty() && sums != costs.sums;
        todays_total = is_other.then_some(sums.total + adjusted.sums.total);
    }
    let (days, made_on) = (day_range(&orders), tx.site().today(tx.now()));
    let costs = costs.with(adjusted);
    let mut taxes = costs.taxes();
    if taxes.is_empty() {
        // Of a quote of nothing, at the rate of its day.
        taxes.insert(terms.tax.on(days.map_or(made_on, |(first, _)| first)), (0, 0));
    }
    let used: Vec<PriceBook> = orders.iter().map(|order| book.of_order(order)).collect();
    Ok(PricedQuote {
        prices: PriceBook::default().after(used.iter()),
        bookings: subjects.0,
        rentals: subjects.1,
        quote: Quote {
            header: QuoteHeader { days, ..header },
            costs,
            taxes,
            terms: terms.clone(),
            left_out,
            company: tx.settings().company_name(),
            made_on,
            state: None,
            todays_total,
        },
    })
}

fn read_request(
    tx: &mut Tx<'_>,
    grant: &Grant,
    request: &QuoteRequest,
) -> Result<(QuoteHeader, Vec<ServiceOrder>, Option<CostingGroup>)> {
    match request {
        QuoteRequest::Existing(QuoteTarget::Booking(id, scope)) => {
            let bookings = bookings::with_series(tx, grant, *id, *scope)?;
            let header = bookings_header(&bookings, *scope);
            let group = agreed::of_bookings(tx, bookings)?;
            Ok((header, group.orders(), Some(group)))
        }
        QuoteRequest::Existing(QuoteTarget::Rental(number)) => {
            let rental = rentals::find(tx, grant, number)?;
            let header = QuoteHeader {
                booking_id: rental.booking_id,
                rental_no: Some(rental.rental_no.clone()),
                client_name: Some(rental.client_name.clone()),
                ..QuoteHeader::default()
            };
            let group = agreed::of_rental(tx, grant, rental)?;
            Ok((header, group.orders(), Some(group)))
        }
        QuoteRequest::Unbooked(request) => {
            let (room, order) = usage::of_unbooked(tx, request)?;
            let header = QuoteHeader {
                room,
                client_name: request.client.clone(),
                ..QuoteHeader::default()
            };
            Ok((header, vec![order], None))
        }
    }
}

fn bookings_header(bookings: &[Booking], scope: SeriesScope) -> QuoteHeader {
    let mut rooms: Vec<&str> = bookings
        .iter()
        .filter_map(|booking| booking.room.as_deref())
        .collect();
    rooms.sort_unstable();
    rooms.dedup();
    let row = bookings.first().map(|booking| &booking.row);
    QuoteHeader {
        booking_id: row
            .map(|row| row.id)
            .filter(|_| scope != SeriesScope::Series || bookings.len() == 1),
        series_id: row.and_then(|row| row.series_id),
        client_name: row.map(|row| row.client_name.clone()),
        room: Some(rooms.join(", ")).filter(|rooms| !rooms.is_empty()),
        bookings: bookings.len(),
        ..QuoteHeader::default()
    }
}

/// Collects the prices of everything that orders may be charged, of every tier and day. The caller has asked for a
/// permission.
///
/// # Errors
/// `Conflict` for a price that the orders need and that is in another currency than the site's.
pub(in crate::pricing) fn price_book(
    tx: &mut Tx<'_>,
    orders: &[ServiceOrder],
    tier: Tier,
) -> Result<PriceBook> {
    let mut keys: Vec<String> = orders
        .iter()
        .flat_map(ServiceOrder::items)
        .map(|item| item.key.clone())
        .collect();
    keys.sort_unstable();
    keys.dedup();
    let mut rows = catalogue::active_of(tx.connection(), &keys)?;
    rows.extend(own_prices(tx, orders, &keys)?);
    if let Some((first, last)) = day_range(orders) {
        let is_needed = |row: &&PriceRow| {
            [tier, Tier::Standard].contains(&row.pricing_tier)
                && row.effective_date <= last
                && row.expiry_date.is_none_or(|end| first <= end)
        };
        check_currency(tx, rows.iter().filter(is_needed))?;
    }
    let ours = tx.settings().currency().code();
    rows.retain(|row| row.currency == ours);
    Ok(PriceBook::new(&rows, tier, tx.settings().half_day_percent()))
}

/// Returns the prices that the client of the orders has of its own; orders of several clients have none.
fn own_prices(tx: &mut Tx<'_>, orders: &[ServiceOrder], keys: &[String]) -> Result<Vec<PriceRow>> {
    let ids: BTreeSet<i64> = orders.iter().filter_map(|order| order.client_id).collect();
    let Some(first) = ids.first().copied() else {
        return Ok(Vec::new());
    };
    let group = clients::with_merged(tx.connection(), vec![first])?;
    if !ids.is_subset(&group) {
        return Ok(Vec::new());
    }
    let group: Vec<i64> = group.into_iter().collect();
    catalogue::active_of_clients(tx.connection(), keys, &group)
}

/// Prices orders together.
///
/// # Errors
/// `Invalid` for an amount that is too large.
pub(in crate::pricing) fn price_orders(
    tx: &Tx<'_>,
    orders: &[ServiceOrder],
    book: &PriceBook,
) -> Result<ChargeSet> {
    let charges = charge_orders(orders, book);
    if charges.amount() > MOST_CENTS {
        let most = Money::new(MOST_CENTS, tx.settings().currency());
        let fact = format!("the total exceeds {most}");
        return Err(Error::invalid(ErrorCode::AbsurdAmount, fact).hint("colab pricing list --sort id"));
    }
    Ok(charges)
}

/// Returns the first and the last day of all orders.
fn day_range(orders: &[ServiceOrder]) -> Option<(NaiveDate, NaiveDate)> {
    let days = || orders.iter().flat_map(ServiceOrder::days).copied();
    days().min().zip(days().max())
}

fn check_currency<'r>(tx: &mut Tx<'_>, mut rows: impl Iterator<Item = &'r PriceRow>) -> Result<()> {
    let ours = tx.settings().currency().code();
    let Some(row) = rows.find(|row| row.currency != ours) else {
        return Ok(());
    };
    let price = ItemDirectory::load(tx)?.named(row.clone())?;
    Err(Error::conflict(
        ErrorCode::CurrencyMismatch,
        format!(
            "the price of {} from {} is in {}, but the site's currency is {ours}",
            price.item, row.effective_date, row.currency
        ),
    )
    .hint(format!(
        "colab pricing show {} {}",
        row.item_type.as_str().replace('_', "-"),
        shell_word(&price.item)
    ))
    .hint(format!("colab config set currency {}", row.currency)))
}

/// Refuses when anything is missing; the error names all of it, each with the command that settles it.
///
/// # Errors
/// `Conflict` unless `gaps` is empty.
pub fn refuse_gaps(gaps: &[QuoteGap], way_out: Option<&str>) -> Result<()> {
    if gaps.is_empty() {
        return Ok(());
    }
    let facts: Vec<&str> = gaps.iter().map(|gap| gap.fact.as_str()).collect();
    let error = Error::conflict(ErrorCode::NoPrice, facts.join("; ")).detail("left_out", facts);
    let hints = gaps.iter().map(|gap| gap.hint.as_str());
    Err(hints.chain(way_out).fold(error, Error::hint))
}
