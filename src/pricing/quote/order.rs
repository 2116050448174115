//! What a booking, a rental or a request uses, without prices.

use chrono::NaiveDate;

use super::mix::ChargedDay;
use crate::kernel::timestamp::Timestamp;
use crate::pricing::item::CatalogueItem;

/// Everything that one booking or rental uses.
#[derive(Debug, Clone, Default)]
pub struct ServiceOrder {
    pub timed: Vec<TimedUse>,
    pub counted: Vec<CountedUse>,
    /// What cannot be priced yet.
    pub gaps: Vec<QuoteGap>,
    /// The record of whoever uses it, whose own prices apply.
    pub client_id: Option<i64>,
}

impl ServiceOrder {
    /// Returns all items that may be charged, with the days of each use.
    pub fn days_of_items(&self) -> impl Iterator<Item = (&CatalogueItem, &[NaiveDate])> {
        let timed = self.timed.iter().flat_map(|used| {
            let items = std::iter::once(&used.item).chain(&used.alternatives);
            items.map(|item| (item, used.days.as_slice()))
        });
        timed.chain(self.counted.iter().map(|used| (&used.item, used.days.as_slice())))
    }

    /// Returns all items that may be charged.
    pub fn items(&self) -> impl Iterator<Item = &CatalogueItem> {
        self.days_of_items().map(|(item, _)| item)
    }

    /// Returns the days of all uses, in no order.
    pub fn days(&self) -> impl Iterator<Item = &NaiveDate> {
        let timed = self.timed.iter().flat_map(|used| &used.days);
        timed.chain(self.counted.iter().flat_map(|used| &used.days))
    }
}

/// The use of an item that is priced by hour, day, week and month.
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
    /// Hours that have begun on each of the days; empty where no hours are charged.
    pub hours: Vec<i64>,
    /// A remark for the quote.
    pub note: Option<String>,
}

impl TimedUse {
    /// Returns it as it is used on a day.
    pub fn charged_day(&self, day: NaiveDate) -> ChargedDay {
        let place = self.days.iter().position(|one| *one == day);
        let hours = place.and_then(|place| self.hours.get(place));
        ChargedDay {
            day,
            half: self.half,
            hours: hours.copied().unwrap_or_default(),
        }
    }
}

/// The use of an item that is priced by person, piece, day or booking.
#[derive(Debug, Clone)]
pub struct CountedUse {
    pub item: CatalogueItem,
    /// 0 when unknown.
    pub heads: i64,
    /// How many were asked for; `None`: one for each person.
    pub pieces: Option<i64>,
    /// Ascending.
    pub days: Vec<NaiveDate>,
    /// The booking whose headcount it takes.
    pub booking_id: Option<i64>,
    /// When that booking begins: rooms that begin at once share the pieces.
    pub begins_at: Option<Timestamp>,
}

/// Something that a quote leaves out, and the command that settles it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct QuoteGap {
    pub fact: String,
    pub hint: String,
}
