//! The terms of a quote.

use crate::kernel::money::Currency;
use crate::pricing::model::Tier;

/// How amounts become sums.
#[derive(Debug, Clone, Copy)]
pub struct QuoteTerms {
    pub tier: Tier,
    pub currency: Currency,
    /// In hundredths of a percent.
    pub discount: i64,
    pub tax: i64,
    pub half_day_percent: i64,
}
