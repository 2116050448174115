//! The terms of a quote.

use crate::kernel::money::Currency;
use crate::kernel::tax::TaxSchedule;
use crate::pricing::model::Tier;

/// How amounts become sums.
#[derive(Debug, Clone)]
pub struct QuoteTerms {
    pub tier: Tier,
    pub currency: Currency,
    /// In thousandths of a percent.
    pub discount: i64,
    pub tax: TaxSchedule,
    pub half_day_percent: i64,
}
