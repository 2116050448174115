//! Prices orders: each unit of an item by itself, each run of days with one price by itself, in its cheapest mix. Pure.
//!
//! Orders that are quoted together share the mix: five bookings of one room from Monday to Friday may be one week. Where
//! sharing would cost more than each order by itself, they do not share: nobody pays more together than alone. Of three
//! laptops on Monday and two on Tuesday, two are charged for both days and one for Monday.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::mix::{ChargedDay, MixPiece, RateCard, cheapest};
use super::order::{CountedUse, QuoteGap, ServiceOrder, TimedUse};
use crate::kernel::money::part_of;
use crate::pricing::item::CatalogueItem;
use crate::pricing::model::{PriceRow, Tier, Unit};

/// The prices that orders may need, and how they apply.
#[derive(Debug)]
pub struct PriceBook {
    by_item: BTreeMap<String, Vec<PriceRow>>,
    tier: Tier,
    /// The half-day rate in percent of the daily rate.
    half_day_percent: i64,
}

impl PriceBook {
    /// Collects prices in force on any day of the orders.
    pub fn new(rows: Vec<PriceRow>, tier: Tier, half_day_percent: i64) -> Self {
        let mut by_item: BTreeMap<String, Vec<PriceRow>> = BTreeMap::new();
        for row in rows {
            by_item.entry(row.item_key.clone()).or_default().push(row);
        }
        Self {
            by_item,
            tier,
            half_day_percent,
        }
    }

    /// Finds the price of an item on a day, in the wanted tier or else in the standard one.
    fn on(&self, item: &CatalogueItem, day: NaiveDate) -> Option<&PriceRow> {
        let rows = self.by_item.get(&item.key)?;
        let in_tier = |tier: Tier| {
            let mut valid = rows.iter().filter(|row| row.is_valid_on(day) && row.has_price());
            valid.find(|row| row.pricing_tier == tier)
        };
        in_tier(self.tier).or_else(|| in_tier(Tier::Standard))
    }

    /// Splits days, or what is used on them, into runs of one price; each run with its first day.
    fn runs<'p, 'd, T>(
        &'p self,
        item: &CatalogueItem,
        days: &'d [T],
        day_of: impl Fn(&T) -> NaiveDate,
    ) -> Vec<(NaiveDate, Option<&'p PriceRow>, &'d [T])> {
        let price_id = |one: &T| self.on(item, day_of(one)).map(|row| row.id);
        days.chunk_by(|one, next| price_id(one) == price_id(next))
            .filter_map(|run| {
                let first = day_of(run.first()?);
                Some((first, self.on(item, first), run))
            })
            .collect()
    }

    fn rates(&self, row: &PriceRow) -> RateCard {
        let half = |daily: i64| part_of(daily, self.half_day_percent, 100);
        RateCard {
            half_day: row.daily_rate_cents.map(half),
            daily: row.daily_rate_cents,
            weekly: row.weekly_rate_cents,
            monthly: row.monthly_rate_cents,
        }
    }
}

/// Why something costs what it costs.
#[derive(Debug, Clone)]
pub enum ChargeReason {
    /// A piece of a mix, and what its days cost at the daily rate, if there is one.
    Stretch { piece: MixPiece, by_days: Option<i64> },
    /// People, pieces, or once.
    Count { heads: i64, pieces: i64, days: i64 },
}

/// One rate, so many times.
#[derive(Debug, Clone)]
pub struct Charge {
    pub item: CatalogueItem,
    pub price: PriceRow,
    pub unit: &'static str,
    pub quantity: i64,
    pub rate: i64,
    pub reason: ChargeReason,
    /// What it pays for: days of orders, by the index of the order.
    pub parts: Vec<(usize, NaiveDate)>,
    pub note: Option<String>,
}

impl Charge {
    /// Returns quantity times rate, at most the largest number.
    pub fn amount(&self) -> i64 {
        self.quantity.saturating_mul(self.rate)
    }
}

/// The charges of orders, and what cannot be charged.
#[derive(Debug, Default)]
pub struct ChargeSet {
    pub charges: Vec<Charge>,
    gaps: BTreeSet<QuoteGap>,
    /// By key, with the first day that lacks a price.
    missing: BTreeMap<String, (CatalogueItem, NaiveDate)>,
}

/// Charges orders together.
pub fn charge_orders(orders: &[ServiceOrder], prices: &PriceBook) -> ChargeSet {
    let mut all = ChargeSet::default();
    all.gaps
        .extend(orders.iter().flat_map(|order| order.gaps.clone()));
    let mut items: Vec<(CatalogueItem, Vec<OrderUse>)> = Vec::new();
    for (index, order) in orders.iter().enumerate() {
        for used in &order.timed {
            let (item, note) = charged_item(used, prices);
            let used = OrderUse {
                order: index,
                used,
                note,
            };
            match items.iter_mut().find(|(known, _)| *known == item) {
                Some((_, uses)) => uses.push(used),
                None => items.push((item, vec![used])),
            }
        }
    }
    for (item, uses) in &items {
        all.charge_item(item, uses, prices);
    }
    for (index, order) in orders.iter().enumerate() {
        for used in &order.counted {
            all.charge_counted(index, used, prices);
        }
    }
    all
}

/// A use of an item by one of the orders.
struct OrderUse<'o> {
    order: usize,
    used: &'o TimedUse,
    note: Option<String>,
}

/// Chooses the most expensive of the items that may be given, with a note on the choice.
fn charged_item(used: &TimedUse, prices: &PriceBook) -> (CatalogueItem, Option<String>) {
    if used.alternatives.is_empty() {
        return (used.item.clone(), used.note.clone());
    }
    let cost = |item: &CatalogueItem| {
        let mut alone = ChargeSet::default();
        let only = OrderUse {
            order: 0,
            used,
            note: None,
        };
        alone.charge_stacked(item, &[only], prices);
        alone.amount()
    };
    let chosen =
        used.alternatives.iter().fold(
            &used.item,
            |best, other| {
                if cost(other) > cost(best) { other } else { best }
            },
        );
    let note = format!("any device, charged as the most expensive: {}", chosen.name);
    (chosen.clone(), Some(note))
}

impl ChargeSet {
    /// Charges the uses of an item together, or each by itself where they share too few days for that to be cheaper.
    fn charge_item(&mut self, item: &CatalogueItem, uses: &[OrderUse<'_>], prices: &PriceBook) {
        let mut together = Self::default();
        together.charge_stacked(item, uses, prices);
        let mut apart = Self::default();
        for used in uses {
            apart.charge_stacked(item, std::slice::from_ref(used), prices);
        }
        let cheaper = if apart.amount() < together.amount() {
            apart
        } else {
            together
        };
        self.charges.extend(cheaper.charges);
        for (item, day) in cheaper.missing.values() {
            self.add_missing(item, *day);
        }
    }

    /// Returns the sum before discount and tax, at most the largest number.
    pub fn amount(&self) -> i64 {
        let amounts = self.charges.iter().map(Charge::amount);
        amounts.fold(0, i64::saturating_add)
    }

    /// Stacks the uses of each day on one another, and charges each level of the stacks by itself.
    fn charge_stacked(&mut self, item: &CatalogueItem, uses: &[OrderUse<'_>], prices: &PriceBook) {
        let mut stacks: BTreeMap<NaiveDate, Vec<(i64, usize)>> = BTreeMap::new();
        for (place, used) in uses.iter().enumerate() {
            for day in &used.used.days {
                let stack = stacks.entry(*day).or_default();
                let below = stack.last().map_or(0, |(top, _)| *top);
                stack.push((below + used.used.units, place));
            }
        }
        let tops: BTreeSet<i64> = stacks.values().flatten().map(|(top, _)| *top).collect();
        let mut bottom = 0;
        for top in tops {
            let level = stacks.iter().filter_map(|(day, stack)| {
                let (_, place) = stack.iter().find(|(up_to, _)| *up_to >= top)?;
                Some((*day, &uses[*place]))
            });
            let level: Vec<_> = level.collect();
            self.charge_level(item, &level, top - bottom, prices);
            bottom = top;
        }
    }

    /// Charges so many units on the same days, in one mix for each run of one price.
    fn charge_level(
        &mut self,
        item: &CatalogueItem,
        level: &[(NaiveDate, &OrderUse<'_>)],
        units: i64,
        prices: &PriceBook,
    ) {
        for (first, price, run) in prices.runs(item, level, |(day, _)| *day) {
            let days: Vec<ChargedDay> = run
                .iter()
                .map(|(day, used)| ChargedDay {
                    day: *day,
                    half: used.used.half,
                })
                .collect();
            let priced = price.and_then(|price| {
                let rates = prices.rates(price);
                Some((price, cheapest(&days, &rates)?, rates))
            });
            let Some((price, mix, rates)) = priced else {
                self.add_missing(item, first);
                continue;
            };
            for piece in mix {
                let paid = &run[piece.days.clone()];
                let by_days = days[piece.days.clone()]
                    .iter()
                    .map(|day| day.alone(&rates).map(|(_, rate)| rate))
                    .sum::<Option<i64>>();
                self.charges.push(Charge {
                    item: item.clone(),
                    price: price.clone(),
                    unit: piece.period.as_str(),
                    quantity: units,
                    rate: piece.rate,
                    parts: paid.iter().map(|(day, used)| (used.order, *day)).collect(),
                    note: joint_note(paid),
                    reason: ChargeReason::Stretch { piece, by_days },
                });
            }
        }
    }

    /// Charges a counted use, in one charge for each run of one price.
    fn charge_counted(&mut self, order: usize, used: &CountedUse, prices: &PriceBook) {
        let runs = prices.runs(&used.item, &used.days, |day| *day);
        for (place, (first, price, run)) in runs.into_iter().enumerate() {
            let priced = price.and_then(|price| Some((price, price.unit_price_cents?, price.unit?)));
            let Some((price, rate, unit)) = priced else {
                self.add_missing(&used.item, first);
                continue;
            };
            let days = i64::try_from(run.len()).unwrap_or(i64::MAX);
            let quantity = match unit {
                Unit::Person => used.heads.saturating_mul(days),
                Unit::Item => used.pieces.saturating_mul(days),
                Unit::Day => days,
                // Once, at the price of the first day.
                Unit::Booking => i64::from(place == 0),
            };
            if quantity == 0 && unit != Unit::Booking {
                self.gaps.insert(unknown_heads(used));
            } else if quantity > 0 {
                self.charges.push(Charge {
                    item: used.item.clone(),
                    price: price.clone(),
                    unit: unit.as_str(),
                    quantity,
                    rate,
                    parts: run.iter().map(|day| (order, *day)).collect(),
                    note: None,
                    reason: ChargeReason::Count {
                        heads: used.heads,
                        pieces: used.pieces,
                        days,
                    },
                });
            }
        }
    }

    fn add_missing(&mut self, item: &CatalogueItem, day: NaiveDate) {
        let known = self
            .missing
            .entry(item.key.clone())
            .or_insert((item.clone(), day));
        known.1 = known.1.min(day);
    }

    /// Lists all that keeps the charges from being complete.
    pub fn gaps(&self) -> Vec<QuoteGap> {
        let missing = self.missing.values().map(|(item, day)| no_price(item, *day));
        self.gaps.iter().cloned().chain(missing).collect()
    }
}

/// Joins the notes of the uses that a piece pays for, each once.
fn joint_note(paid: &[(NaiveDate, &OrderUse<'_>)]) -> Option<String> {
    let notes: BTreeSet<&str> = paid.iter().filter_map(|(_, used)| used.note.as_deref()).collect();
    (!notes.is_empty()).then(|| notes.into_iter().collect::<Vec<_>>().join(", "))
}

/// Builds the gap of an item without a price.
fn no_price(item: &CatalogueItem, day: NaiveDate) -> QuoteGap {
    let price = if item.item_type.has_rates() {
        "--daily AMOUNT"
    } else {
        "--unit-price AMOUNT --unit person"
    };
    let kind = item.item_type.as_str().replace('_', "-");
    QuoteGap {
        fact: format!("{} has no price on {day}", item.name),
        hint: format!("colab pricing set {kind} \"{}\" {price} --from {day}", item.name),
    }
}

/// Builds the gap of an item that is priced by an unknown headcount.
fn unknown_heads(used: &CountedUse) -> QuoteGap {
    let (whose, hint) = match used.booking_id {
        Some(id) => (
            format!(" of booking {id}"),
            format!("colab booking edit {id} --headcount N"),
        ),
        None => (String::new(), "--learners N".to_owned()),
    };
    QuoteGap {
        fact: format!(
            "the headcount{whose} is unknown, and {} is charged by it",
            used.item.name
        ),
        hint,
    }
}
