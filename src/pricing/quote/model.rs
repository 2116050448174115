//! What can be quoted, on which terms, and the quote itself.

use chrono::{NaiveDate, NaiveTime};

use super::lines::CostSheet;
use super::order::QuoteGap;
use super::terms::QuoteTerms;
use crate::access::settings::Settings;
use crate::booking::{Catering, SeriesScope};
use crate::pricing::model::Tier;

/// What to quote.
#[derive(Debug, Clone)]
pub enum QuoteRequest {
    Existing(QuoteTarget),
    Unbooked(Box<UnbookedRequest>),
}

/// A booking with its scope, or a rental by its number.
#[derive(Debug, Clone)]
pub enum QuoteTarget {
    Booking(i64, SeriesScope),
    Rental(String),
}

/// Something that is not booked.
#[derive(Debug, Clone)]
pub struct UnbookedRequest {
    pub room: Option<String>,
    /// Ascending, at least one.
    pub days: Vec<NaiveDate>,
    /// `None`: the whole site day.
    pub time: Option<(NaiveTime, NaiveTime)>,
    pub heads: i64,
    pub devices: i64,
    pub device_category: Option<String>,
    pub catering: Catering,
    /// Names, with the number of each.
    pub amenities: Vec<(String, i64)>,
}

/// The terms on which something is offered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OfferTerms {
    pub tier: Tier,
    /// In thousandths of a percent.
    pub discount: i64,
}

/// Terms that were asked for; `None` keeps those known already.
#[derive(Debug, Clone, Copy, Default)]
pub struct RequestedTerms {
    pub tier: Option<Tier>,
    pub discount: Option<i64>,
    /// Today's prices instead of those that were agreed on.
    pub reprice: bool,
}

impl RequestedTerms {
    /// Fills in the terms that were not asked for.
    pub fn or(self, known: OfferTerms) -> OfferTerms {
        OfferTerms {
            tier: self.tier.unwrap_or(known.tier),
            discount: self.discount.unwrap_or(known.discount),
        }
    }
}

impl OfferTerms {
    /// Adds the currency, the tax and the half-day rule of the site.
    pub fn terms(self, settings: &Settings) -> QuoteTerms {
        QuoteTerms {
            tier: self.tier,
            currency: settings.currency(),
            discount: self.discount,
            tax: settings.tax_rates(),
            half_day_percent: settings.half_day_percent(),
        }
    }
}

/// What a quote is for.
#[derive(Debug, Clone, Default)]
pub struct QuoteHeader {
    pub booking_id: Option<i64>,
    pub series_id: Option<i64>,
    pub rental_no: Option<String>,
    pub client_name: Option<String>,
    pub room: Option<String>,
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// The number of bookings.
    pub bookings: usize,
}

/// A quote.
#[derive(Debug)]
pub struct Quote {
    pub header: QuoteHeader,
    pub terms: QuoteTerms,
    pub costs: CostSheet,
    pub left_out: Vec<QuoteGap>,
    pub company: String,
    /// The day at the site on which it was made.
    pub made_on: NaiveDate,
}
