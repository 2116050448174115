//! The prices that orders may need, of today's catalogue or as a costing agreed on them. Pure.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::mix::{RateCard, RatePeriod};
use super::order::ServiceOrder;
use crate::kernel::money::part_of;
use crate::pricing::item::CatalogueItem;
use crate::pricing::model::{PriceRow, Tier, Unit};

/// A price of the catalogue, as a quote needs it and a costing keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookPrice {
    pub tier: Tier,
    pub from: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hourly: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    minimum_hours: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    daily: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    weekly: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    monthly: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unit_price: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unit: Option<Unit>,
    /// The client's own, in the place of everybody's.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    is_own: bool,
}

impl BookPrice {
    fn of(row: &PriceRow) -> Self {
        Self {
            tier: row.pricing_tier,
            from: row.effective_date,
            to: row.expiry_date,
            hourly: row.hourly_rate_cents,
            minimum_hours: row.minimum_hours.map(i64::from),
            daily: row.daily_rate_cents,
            weekly: row.weekly_rate_cents,
            monthly: row.monthly_rate_cents,
            unit_price: row.unit_price_cents,
            unit: row.unit,
            is_own: row.client_id.is_some(),
        }
    }

    fn is_valid_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|last| day <= last)
    }

    /// Returns the rate of a period; that of the day for half a day.
    pub fn rate(&self, period: RatePeriod) -> Option<i64> {
        match period {
            RatePeriod::Month => self.monthly,
            RatePeriod::Week => self.weekly,
            RatePeriod::Day | RatePeriod::HalfDay => self.daily,
            RatePeriod::Hour => self.hourly,
        }
    }

    /// Returns the price of a unit, and the unit.
    pub fn per_unit(&self) -> Option<(i64, Unit)> {
        self.unit_price.zip(self.unit)
    }

    /// Returns every rate by the word of its unit.
    fn rates(&self) -> impl Iterator<Item = (&'static str, i64)> {
        let unit = self.per_unit().map(|(rate, unit)| (unit.as_str(), rate));
        let timed = [
            ("hour", self.hourly),
            ("day", self.daily),
            ("week", self.weekly),
            ("month", self.monthly),
        ];
        let timed = timed.into_iter().filter_map(|(unit, rate)| Some((unit, rate?)));
        timed.chain(unit)
    }
}

/// The prices of items, and how they apply.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceBook {
    /// By the key of the item.
    by_item: BTreeMap<String, Vec<BookPrice>>,
    /// The half-day rate in percent of the daily rate.
    half_day_percent: i64,
    #[serde(skip)]
    tier: Tier,
    /// Where a day has no price here.
    #[serde(skip)]
    otherwise: Option<Box<PriceBook>>,
}

/// A rate of an item that differs between two books: on which day first, the unit, and both rates in minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateChange {
    pub item: String,
    pub day: NaiveDate,
    pub unit: &'static str,
    pub before: Option<i64>,
    pub after: Option<i64>,
}

impl PriceBook {
    /// Collects the active prices among rows; those of a tier come before the standard ones.
    pub fn new(rows: &[PriceRow], tier: Tier, half_day_percent: i64) -> Self {
        let mut by_item: BTreeMap<String, Vec<BookPrice>> = BTreeMap::new();
        for row in rows.iter().filter(|row| row.is_active && row.has_price()) {
            by_item
                .entry(row.item_key.clone())
                .or_default()
                .push(BookPrice::of(row));
        }
        Self {
            by_item,
            half_day_percent,
            tier,
            otherwise: None,
        }
    }

    /// Returns the prices of these books, of each item those of the last one that has it, and this book's where none has a
    /// price.
    pub fn after<'b>(&self, agreed: impl Iterator<Item = &'b Self>) -> Self {
        let mut after = self.clone();
        for book in agreed {
            let items = book.by_item.iter();
            after
                .by_item
                .extend(items.map(|(key, prices)| (key.clone(), prices.clone())));
            after.half_day_percent = book.half_day_percent;
        }
        after.otherwise = Some(Box::new(self.clone()));
        after
    }

    /// Returns this book with the prices of some items as another one has them.
    pub fn with_items_of(&self, other: &Self, items: &[CatalogueItem]) -> Self {
        let mut book = self.clone();
        for item in items.iter().filter(|item| self.has(item)) {
            let prices = other.by_item.get(&item.key).cloned().unwrap_or_default();
            book.by_item.insert(item.key.clone(), prices);
        }
        book
    }

    /// Returns the prices of what an order uses alone, with those of the book behind this one where it needed them.
    pub fn of_order(&self, order: &ServiceOrder) -> Self {
        let mut by_item: BTreeMap<String, Vec<BookPrice>> = BTreeMap::new();
        for (item, days) in order.days_of_items() {
            let own = self.by_item.get(&item.key);
            let mut prices = own.cloned().unwrap_or_default();
            let is_lacking = |day: &NaiveDate| !prices.iter().any(|price| price.is_valid_on(*day));
            if let Some(otherwise) = &self.otherwise
                && days.iter().any(is_lacking)
            {
                prices.extend(otherwise.by_item.get(&item.key).into_iter().flatten().cloned());
            }
            by_item.insert(item.key.clone(), prices);
        }
        Self {
            by_item,
            half_day_percent: self.half_day_percent,
            ..Self::default()
        }
    }

    /// Returns the book for another tier.
    pub fn in_tier(&self, tier: Tier) -> Self {
        Self { tier, ..self.clone() }
    }

    /// Whether a client's own price of an item is among these.
    pub fn has_own(&self, item: &CatalogueItem) -> bool {
        let prices = self.by_item.get(&item.key);
        prices.is_some_and(|prices| prices.iter().any(|price| price.is_own))
    }

    /// Whether there is any price of an item.
    pub fn has(&self, item: &CatalogueItem) -> bool {
        self.by_item.contains_key(&item.key)
    }

    /// Finds the price of an item on a day, in the wanted tier or else in the standard one: the client's own before
    /// everybody's.
    pub fn on(&self, item: &CatalogueItem, day: NaiveDate) -> Option<&BookPrice> {
        let prices = self.by_item.get(&item.key).map_or(&[][..], Vec::as_slice);
        let in_tier = |is_own: bool, tier: Tier| {
            let mut valid = prices.iter().filter(|price| price.is_valid_on(day));
            valid.find(|price| (price.is_own, price.tier) == (is_own, tier))
        };
        let of = |is_own: bool| in_tier(is_own, self.tier).or_else(|| in_tier(is_own, Tier::Standard));
        of(true)
            .or_else(|| of(false))
            .or_else(|| self.otherwise.as_ref()?.on(item, day))
    }

    /// Splits days, or what is used on them, into runs of which `of` says the same about the price; each run with its
    /// first day and that price.
    pub fn runs<'p, 'd, T, K: PartialEq>(
        &'p self,
        item: &CatalogueItem,
        days: &'d [T],
        day_of: impl Fn(&T) -> NaiveDate,
        of: impl Fn(Option<&BookPrice>) -> K,
    ) -> Vec<(NaiveDate, Option<&'p BookPrice>, &'d [T])> {
        let price = |one: &T| of(self.on(item, day_of(one)));
        days.chunk_by(|one, next| price(one) == price(next))
            .filter_map(|run| {
                let first = day_of(run.first()?);
                Some((first, self.on(item, first), run))
            })
            .collect()
    }

    /// Returns the first day of the prices that precede one without a gap and have the same rate.
    pub fn since<K: PartialEq>(
        &self,
        item: &CatalogueItem,
        price: &BookPrice,
        rate: impl Fn(&BookPrice) -> K,
    ) -> NaiveDate {
        let prices = self.by_item.get(&item.key).map_or(&[][..], Vec::as_slice);
        let is_same = |other: &&BookPrice| {
            (other.tier, other.is_own) == (price.tier, price.is_own) && rate(other) == rate(price)
        };
        let mut since = price.from;
        while let Some(before) = since.pred_opt()
            && let Some(earlier) = prices
                .iter()
                .filter(|other| other.is_valid_on(before))
                .find(is_same)
        {
            since = earlier.from;
        }
        since
    }

    /// Returns the rates of an item on a day; none without a price.
    pub fn rates_on(&self, item: &CatalogueItem, day: NaiveDate) -> RateCard {
        let half = |daily: i64| part_of(daily, self.half_day_percent, 100);
        self.on(item, day)
            .map_or_else(RateCard::default, |price| RateCard {
                hourly: price.hourly,
                minimum_hours: price.minimum_hours.unwrap_or(1),
                half_day: price.daily.map(half),
                daily: price.daily,
                weekly: price.weekly,
                monthly: price.monthly,
            })
    }

    /// Lists the rates of an item on days that are others in a newer book, each change once.
    pub fn changes(&self, newer: &Self, item: &CatalogueItem, days: &[NaiveDate]) -> Vec<RateChange> {
        let mut changes: Vec<RateChange> = Vec::new();
        for day in days {
            let rates = |book: &Self| -> BTreeMap<&'static str, i64> {
                book.on(item, *day)
                    .into_iter()
                    .flat_map(BookPrice::rates)
                    .collect()
            };
            let (before, after) = (rates(self), rates(newer));
            let units = before
                .keys()
                .chain(after.keys().filter(|unit| !before.contains_key(*unit)));
            for unit in units {
                let (before, after) = (before.get(unit).copied(), after.get(unit).copied());
                let is_known = changes
                    .iter()
                    .any(|known| (known.unit, known.before, known.after) == (*unit, before, after));
                if before != after && !is_known {
                    changes.push(RateChange {
                        item: item.name.clone(),
                        day: *day,
                        unit,
                        before,
                        after,
                    });
                }
            }
        }
        changes
    }
}
