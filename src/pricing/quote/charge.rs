//! From what is used to what is charged: each unit of an item by itself, each stretch of one price by itself, each in its
//! cheapest mix. It knows no database.
//!
//! Bookings that are quoted together share the stretches: five bookings of one room from Monday to Friday may be one week.
//! Where they would pay more so than each by itself, they do not share: together nobody pays more than alone.
//! Of three laptops on Monday and two on Tuesday, two are charged for both days and one for Monday.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::mix::{ChargedDay, Piece, Rates, cheapest};
use super::order::{Open, Order, Use, Want};
use crate::kernel::money::part_of;
use crate::pricing::item::Item;
use crate::pricing::model::{PriceRow, Tier, Unit};

/// The prices that orders may need, and how they are read.
#[derive(Debug)]
pub struct Prices {
    by_item: BTreeMap<String, Vec<PriceRow>>,
    tier: Tier,
    /// What half a day costs, in percent of a day.
    half_day_percent: i64,
}

impl Prices {
    /// Of prices in force in all the days of the orders.
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

    /// The price of an item on a day: in the tier that is asked for, else in the standard one.
    fn on(&self, item: &Item, day: NaiveDate) -> Option<&PriceRow> {
        let rows = self.by_item.get(&item.key)?;
        let in_tier = |tier: Tier| {
            let mut valid = rows.iter().filter(|row| row.is_valid_on(day) && row.has_price());
            valid.find(|row| row.pricing_tier == tier)
        };
        in_tier(self.tier).or_else(|| in_tier(Tier::Standard))
    }

    fn rates(&self, row: &PriceRow) -> Rates {
        let half = |daily: i64| part_of(daily, self.half_day_percent, 100);
        Rates {
            half_day: row.daily_rate_cents.map(half),
            daily: row.daily_rate_cents,
            weekly: row.weekly_rate_cents,
            monthly: row.monthly_rate_cents,
        }
    }
}

/// Why something costs what it costs.
#[derive(Debug, Clone)]
pub enum Reason {
    /// A stretch, and what the same days cost one by one, where they have a rate.
    Stretch { piece: Piece, by_days: Option<i64> },
    /// People, pieces, or once.
    Count { heads: i64, pieces: i64, days: i64 },
}

/// One rate, so many times.
#[derive(Debug, Clone)]
pub struct Charge {
    pub item: Item,
    pub price: PriceRow,
    pub unit: &'static str,
    pub quantity: i64,
    pub rate: i64,
    pub reason: Reason,
    /// What it pays for: days of orders, by their places.
    pub parts: Vec<(usize, NaiveDate)>,
    pub note: Option<String>,
}

impl Charge {
    pub fn amount(&self) -> i64 {
        self.quantity.saturating_mul(self.rate)
    }
}

/// What all orders come to, and what has no price.
#[derive(Debug, Default)]
pub struct Charges {
    pub charges: Vec<Charge>,
    open: BTreeSet<Open>,
    /// By key, with the first day that lacks a price.
    missing: BTreeMap<String, (Item, NaiveDate)>,
}

/// Charges orders together.
pub fn charge(orders: &[Order], prices: &Prices) -> Charges {
    let mut all = Charges::default();
    all.open
        .extend(orders.iter().flat_map(|order| order.open.clone()));
    let mut items: Vec<(Item, Vec<Span>)> = Vec::new();
    for (place, order) in orders.iter().enumerate() {
        for used in &order.uses {
            let (item, note) = dearest(used, prices);
            let span = Span {
                order: place,
                used,
                note,
            };
            match items.iter_mut().find(|(known, _)| *known == item) {
                Some((_, spans)) => spans.push(span),
                None => items.push((item, vec![span])),
            }
        }
    }
    for (item, spans) in &items {
        all.charge_item(item, spans, prices);
    }
    for (place, order) in orders.iter().enumerate() {
        for want in &order.wants {
            all.charge_want(place, want, prices);
        }
    }
    all
}

/// A use of an item by one of the orders.
struct Span<'o> {
    order: usize,
    used: &'o Use,
    note: Option<String>,
}

/// The item that is charged, and what is to be said about the choice.
fn dearest(used: &Use, prices: &Prices) -> (Item, Option<String>) {
    let cost = |item: &Item| -> i64 {
        let mut alone = Charges::default();
        let span = Span {
            order: 0,
            used,
            note: None,
        };
        alone.charge_stacked(item, &[span], prices);
        alone.amount()
    };
    if used.or.is_empty() {
        return (used.item.clone(), used.note.clone());
    }
    let chosen = used.or.iter().fold(
        &used.item,
        |best, other| {
            if cost(other) > cost(best) { other } else { best }
        },
    );
    let note = format!("any device, charged as the dearest: {}", chosen.name);
    (chosen.clone(), Some(note))
}

impl Charges {
    /// Charges the uses of an item together, or each by itself where that is cheaper: then they share too few days.
    fn charge_item(&mut self, item: &Item, spans: &[Span<'_>], prices: &Prices) {
        let mut together = Self::default();
        together.charge_stacked(item, spans, prices);
        let mut apart = Self::default();
        for span in spans {
            apart.charge_stacked(item, std::slice::from_ref(span), prices);
        }
        let cheaper = if apart.amount() < together.amount() {
            apart
        } else {
            together
        };
        self.charges.extend(cheaper.charges);
        for (item, day) in cheaper.missing.values() {
            self.missing(item, *day);
        }
    }

    /// What all of it comes to, before discount and tax; the largest number where it is more.
    pub fn amount(&self) -> i64 {
        let amounts = self.charges.iter().map(Charge::amount);
        amounts.fold(0, i64::saturating_add)
    }

    /// Stacks the uses of each day one on another; each level of the stacks is charged by itself.
    fn charge_stacked(&mut self, item: &Item, spans: &[Span<'_>], prices: &Prices) {
        let mut stacks: BTreeMap<NaiveDate, Vec<(i64, usize)>> = BTreeMap::new();
        for (place, span) in spans.iter().enumerate() {
            for day in &span.used.days {
                let stack = stacks.entry(*day).or_default();
                let below = stack.last().map_or(0, |(top, _)| *top);
                stack.push((below + span.used.units, place));
            }
        }
        let tops: BTreeSet<i64> = stacks.values().flatten().map(|(top, _)| *top).collect();
        let mut bottom = 0;
        for top in tops {
            let level = stacks.iter().filter_map(|(day, stack)| {
                let (_, place) = stack.iter().find(|(upto, _)| *upto >= top)?;
                Some((*day, &spans[*place]))
            });
            let level: Vec<_> = level.collect();
            self.charge_level(item, &level, top - bottom, prices);
            bottom = top;
        }
    }

    /// So many units on the same days: a mix for each stretch of one price.
    fn charge_level(&mut self, item: &Item, level: &[(NaiveDate, &Span<'_>)], units: i64, prices: &Prices) {
        let mut rest = level;
        while let Some((day, _)) = rest.first() {
            let Some(price) = prices.on(item, *day) else {
                self.missing(item, *day);
                rest = &rest[1..];
                continue;
            };
            let same = |(day, _): &&(NaiveDate, &Span<'_>)| {
                prices.on(item, *day).is_some_and(|other| other.id == price.id)
            };
            let (stretch, later) = rest.split_at(rest.iter().take_while(same).count());
            rest = later;
            let days: Vec<ChargedDay> = stretch
                .iter()
                .map(|(day, span)| ChargedDay {
                    day: *day,
                    half: span.used.half,
                })
                .collect();
            let rates = prices.rates(price);
            let Some(mix) = cheapest(&days, &rates) else {
                self.missing(item, *day);
                continue;
            };
            for piece in mix {
                let paid = &stretch[piece.days.clone()];
                let by_days = days[piece.days.clone()]
                    .iter()
                    .map(|day| day.alone(&rates).map(|(_, rate)| rate))
                    .sum::<Option<i64>>();
                self.charges.push(Charge {
                    item: item.clone(),
                    price: price.clone(),
                    unit: piece.span.word(),
                    quantity: units,
                    rate: piece.rate,
                    parts: paid.iter().map(|(day, span)| (span.order, *day)).collect(),
                    note: notes(paid),
                    reason: Reason::Stretch { piece, by_days },
                });
            }
        }
    }

    fn charge_want(&mut self, order: usize, want: &Want, prices: &Prices) {
        let mut rest = want.days.as_slice();
        while let Some(day) = rest.first() {
            let price = prices.on(&want.item, *day);
            let Some((price, rate, unit)) =
                price.and_then(|price| Some((price, price.unit_price_cents?, price.unit?)))
            else {
                self.missing(&want.item, *day);
                rest = &rest[1..];
                continue;
            };
            let same = |day: &&NaiveDate| {
                prices
                    .on(&want.item, **day)
                    .is_some_and(|other| other.id == price.id)
            };
            let (stretch, later) = rest.split_at(rest.iter().take_while(same).count());
            let begins = rest.len() == want.days.len();
            rest = later;
            let days = i64::try_from(stretch.len()).unwrap_or(i64::MAX);
            let quantity = match unit {
                Unit::Person => want.heads.saturating_mul(days),
                Unit::Item => want.pieces.saturating_mul(days),
                Unit::Day => days,
                // Once, at the price of its first day.
                Unit::Booking => i64::from(begins),
            };
            if quantity == 0 && unit != Unit::Booking {
                self.open.insert(unknown_heads(want));
            } else if quantity > 0 {
                self.charges.push(Charge {
                    item: want.item.clone(),
                    price: price.clone(),
                    unit: unit.as_str(),
                    quantity,
                    rate,
                    parts: stretch.iter().map(|day| (order, *day)).collect(),
                    note: None,
                    reason: Reason::Count {
                        heads: want.heads,
                        pieces: want.pieces,
                        days,
                    },
                });
            }
        }
    }

    fn missing(&mut self, item: &Item, day: NaiveDate) {
        let known = self
            .missing
            .entry(item.key.clone())
            .or_insert((item.clone(), day));
        known.1 = known.1.min(day);
    }

    /// All that stands in the way of a whole quote.
    pub fn left_out(&self) -> Vec<Open> {
        let missing = self.missing.values().map(|(item, day)| no_price(item, *day));
        self.open.iter().cloned().chain(missing).collect()
    }
}

/// What is to be said of the uses that a stretch pays for, each once.
fn notes(paid: &[(NaiveDate, &Span<'_>)]) -> Option<String> {
    let mut notes: Vec<&str> = paid.iter().filter_map(|(_, span)| span.note.as_deref()).collect();
    notes.sort_unstable();
    notes.dedup();
    (!notes.is_empty()).then(|| notes.join(", "))
}

/// The line that gives an item a price.
fn no_price(item: &Item, day: NaiveDate) -> Open {
    let price = match item.item_type.has_rates() {
        true => "--daily AMOUNT",
        false => "--unit-price AMOUNT --unit person",
    };
    let kind = item.item_type.as_str().replace('_', "-");
    Open {
        fact: format!("{} has no price on {day}", item.name),
        hint: format!("colab pricing set {kind} \"{}\" {price} --from {day}", item.name),
    }
}

fn unknown_heads(want: &Want) -> Open {
    let (whose, hint) = match want.booking_id {
        Some(id) => (
            format!(" of booking {id}"),
            format!("colab booking edit {id} --headcount N"),
        ),
        None => (String::new(), "--learners N".to_owned()),
    };
    Open {
        fact: format!(
            "the headcount{whose} is not known, and {} is paid by it",
            want.item.name
        ),
        hint,
    }
}
