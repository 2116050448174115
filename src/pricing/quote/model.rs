//! What can be quoted, on which terms, and the quote itself.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use super::lines::CostSheet;
use super::order::QuoteGap;
use super::saved::state::QuoteState;
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

impl QuoteTarget {
    /// Returns what commands take for it.
    pub fn argument(&self) -> String {
        match self {
            Self::Booking(id, _) => id.to_string(),
            Self::Rental(number) => number.clone(),
        }
    }

    /// Returns its name: `booking 17`.
    pub fn in_words(&self) -> String {
        match self {
            Self::Booking(id, _) => format!("booking {id}"),
            Self::Rental(number) => format!("rental {number}"),
        }
    }
}

/// Something that is not booked.
#[derive(Debug, Clone)]
pub struct UnbookedRequest {
    /// Whom it is for, as typed.
    pub client: Option<String>,
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
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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

impl QuoteHeader {
    /// Names what is quoted: `booking 17`.
    pub fn subject(&self) -> String {
        match (&self.rental_no, self.booking_id, self.series_id) {
            (Some(number), ..) => format!("rental {number}"),
            (None, Some(id), _) if self.bookings <= 1 => format!("booking {id}"),
            (None, Some(id), _) => format!("booking {id} and the later bookings of its series"),
            (None, None, Some(series)) => format!("series {series}, {} bookings", self.bookings),
            (None, None, None) => "a new booking".to_owned(),
        }
    }
}

/// A quote.
#[derive(Debug)]
pub struct Quote {
    pub header: QuoteHeader,
    pub terms: QuoteTerms,
    pub costs: CostSheet,
    /// Amount and tax in minor units, by the rate in thousandths of a percent.
    pub taxes: BTreeMap<i64, (i64, i64)>,
    pub left_out: Vec<QuoteGap>,
    pub company: String,
    /// The day at the site on which it was made.
    pub made_on: NaiveDate,
    /// Of one that was kept under a number.
    pub state: Option<QuoteState>,
    /// What today's prices and tax make in all, in minor units, where the ones that were agreed on make something else.
    pub todays_total: Option<i64>,
}
