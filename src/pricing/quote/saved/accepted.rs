//! The prices, tax rates and terms of quotes that were accepted, for the ledger.

use std::collections::BTreeMap;

use super::model::AcceptanceRow;
use super::store;
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::kernel::tax::TaxSchedule;
use crate::pricing::ledger::model::SubjectId;
use crate::pricing::quote::book::PriceBook;
use crate::pricing::quote::model::OfferTerms;

/// What was agreed on by the acceptance of a quote.
#[derive(Debug, Clone)]
pub struct AcceptedQuote {
    pub number: String,
    /// The newest entry of the ledger at that time; later ones know of it.
    pub costings_before: i64,
    pub offer: OfferTerms,
    pub prices: PriceBook,
    pub tax: TaxSchedule,
}

/// Returns what a quote was accepted for; `None` for what is not booked yet.
pub(super) fn subject_of(row: &AcceptanceRow) -> Option<SubjectId> {
    let rental = row.rental_id.map(SubjectId::Rental);
    row.booking_id.map(SubjectId::Booking).or(rental)
}

/// Returns the quote that was accepted last for each of these bookings and rentals.
pub(in crate::pricing) fn accepted_for(
    tx: &mut Tx<'_>,
    bookings: &[i64],
    rentals: &[i64],
) -> Result<BTreeMap<SubjectId, AcceptedQuote>> {
    let accepted = store::accepted_for(tx.connection(), bookings, rentals)?;
    let ids: Vec<i64> = accepted.iter().map(|row| row.quote_id).collect();
    let quotes = store::by_ids(tx.connection(), &ids)?;
    let quotes: BTreeMap<i64, _> = quotes.into_iter().map(|row| (row.id, row)).collect();
    // The newest comes last.
    let of_subject = accepted.iter().filter_map(|row| {
        let quote = quotes.get(&row.quote_id)?;
        let accepted = AcceptedQuote {
            number: quote.number.clone(),
            costings_before: row.costings_before,
            offer: OfferTerms {
                tier: quote.pricing_tier,
                discount: quote.discount,
            },
            prices: quote.content.0.prices.clone(),
            tax: quote.content.0.tax.clone(),
        };
        Some((subject_of(row)?, accepted))
    });
    Ok(of_subject.collect())
}
