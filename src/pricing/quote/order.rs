//! What a booking, a rental or a request uses, without prices.

use chrono::NaiveDate;

use crate::pricing::item::CatalogueItem;

/// Everything that one booking or rental uses.
#[derive(Debug, Clone, Default)]
pub struct ServiceOrder {
    pub timed: Vec<TimedUse>,
    pub counted: Vec<CountedUse>,
    /// What cannot be priced yet.
    pub gaps: Vec<QuoteGap>,
}

impl ServiceOrder {
    /// Returns all items that may be charged.
    pub fn items(&self) -> impl Iterator<Item = &CatalogueItem> {
        let timed = self.timed.iter();
        let timed = timed.flat_map(|used| std::iter::once(&used.item).chain(&used.alternatives));
        timed.chain(self.counted.iter().map(|used| &used.item))
    }

    /// Returns the days of all uses, in no order.
    pub fn days(&self) -> impl Iterator<Item = &NaiveDate> {
        let timed = self.timed.iter().flat_map(|used| &used.days);
        timed.chain(self.counted.iter().flat_map(|used| &used.days))
    }
}

/// The use of an item that is priced by day, week and month.
#[derive(Debug, Clone)]
pub struct TimedUse {
    pub item: CatalogueItem,
    /// Items that may be given instead: the most expensive is charged, so that no quote is too low.
    pub alternatives: Vec<CatalogueItem>,
    pub units: i64,
    /// Ascending.
    pub days: Vec<NaiveDate>,
    /// Charged at the half-day rate.
    pub half: bool,
    /// A remark for the quote.
    pub note: Option<String>,
}

/// The use of an item that is priced by person, piece, day or booking.
#[derive(Debug, Clone)]
pub struct CountedUse {
    pub item: CatalogueItem,
    /// 0 when unknown.
    pub heads: i64,
    /// Pieces a day, if it is priced by the piece.
    pub pieces: i64,
    /// Ascending.
    pub days: Vec<NaiveDate>,
    /// The booking whose headcount it takes.
    pub booking_id: Option<i64>,
}

/// Something that a quote leaves out, and the command that settles it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct QuoteGap {
    pub fact: String,
    pub hint: String,
}
