//! Prices orders: each unit of an item by itself, each run of days that have a price by itself, in its cheapest mix. Pure.
//!
//! A row of the catalogue begins nothing new where the rate in question stays the same.
//!
//! Orders that are quoted together share the mix: five bookings of one room from Monday to Friday may be one week. Where
//! sharing would cost more than each order by itself, they do not share: nobody pays more together than alone. Of three
//! laptops on Monday and two on Tuesday, two are charged for both days and one for Monday.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::book::{BookPrice, PriceBook};
use super::mix::{ChargedDay, DayCost, MixPiece, RatePeriod, cheapest};
use super::order::{CountedUse, QuoteGap, ServiceOrder, TimedUse};
use crate::kernel::shell_word::shell_word;
use crate::pricing::item::CatalogueItem;
use crate::pricing::model::{ItemType, Tier, Unit};

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
    /// The tier of its price, and the day since which that has this rate.
    pub tier: Tier,
    pub since: NaiveDate,
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
    let timed = orders
        .iter()
        .enumerate()
        .flat_map(|(order, one)| one.timed.iter().map(move |used| (order, used)));
    let alike = grouped(timed, |(_, used)| (&used.item, &used.alternatives));
    let uses = alike.iter().flat_map(|alike| {
        let chosen = charged_item(alike, prices);
        alike.iter().map(move |(order, used)| {
            let note = match &chosen.1 {
                Some(note) => Some(note.clone()),
                None => used.note.clone(),
            };
            let (order, used) = (*order, *used);
            (chosen.0.clone(), OrderUse { order, used, note })
        })
    });
    for of_item in grouped(uses, |(item, _)| item.clone()) {
        if let Some((item, _)) = of_item.first() {
            let uses: Vec<OrderUse> = of_item.iter().map(|(_, used)| used.clone()).collect();
            all.charge_item(item, &uses, prices);
        }
    }
    let counted = orders
        .iter()
        .enumerate()
        .flat_map(|(order, one)| one.counted.iter().map(move |used| (order, used)));
    for of_item in grouped(counted, |(_, used)| used.item.clone()) {
        all.charge_counted(&of_item, prices);
    }
    all
}

/// Groups values by a key, each group at the place of its first value.
fn grouped<T: Clone, K: PartialEq>(values: impl Iterator<Item = T>, key: impl Fn(&T) -> K) -> Vec<Vec<T>> {
    let mut groups: Vec<(K, Vec<T>)> = Vec::new();
    for value in values {
        let of_value = key(&value);
        match groups.iter_mut().find(|(known, _)| *known == of_value) {
            Some((_, group)) => group.push(value),
            None => groups.push((of_value, vec![value])),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// A use of an item by one of the orders.
#[derive(Clone)]
struct OrderUse<'o> {
    order: usize,
    used: &'o TimedUse,
    note: Option<String>,
}

/// A use that is priced by the booking: its order, its price and rate, and its days.
type OnceUse<'o> = (usize, &'o CountedUse, &'o BookPrice, i64, &'o [NaiveDate]);

/// Chooses the most expensive of the items that may be given for uses, with a note on the choice.
fn charged_item(uses: &[(usize, &TimedUse)], prices: &PriceBook) -> (CatalogueItem, Option<String>) {
    let first = uses[0].1;
    if first.alternatives.is_empty() {
        return (first.item.clone(), None);
    }
    let uses: Vec<OrderUse> = uses
        .iter()
        .map(|(order, used)| OrderUse {
            order: *order,
            used,
            note: None,
        })
        .collect();
    let cost = |item: &CatalogueItem| {
        let mut alone = ChargeSet::default();
        alone.charge_item(item, &uses, prices);
        alone.amount()
    };
    let chosen =
        first.alternatives.iter().fold(
            &first.item,
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

    /// Charges so many units on the same days, in one mix for each run of days that have a price.
    fn charge_level(
        &mut self,
        item: &CatalogueItem,
        level: &[(NaiveDate, &OrderUse<'_>)],
        units: i64,
        prices: &PriceBook,
    ) {
        for (first, _, run) in prices.runs(item, level, |(day, _)| *day, |price| price.is_some()) {
            let days: Vec<ChargedDay> = run
                .iter()
                .map(|(day, used)| used.used.charged_day(*day))
                .collect();
            let Some(mix) = cheapest(&days, &|day| prices.rates_on(item, day)) else {
                self.add_missing(item, first);
                continue;
            };
            for piece in mix {
                let Some(price) = prices.on(item, piece.first) else {
                    continue;
                };
                let paid = &run[piece.days.clone()];
                let by_days = days[piece.days.clone()]
                    .iter()
                    .map(|day| day.alone(&prices.rates_on(item, day.day)).map(DayCost::amount))
                    .sum::<Option<i64>>();
                self.charges.push(Charge {
                    item: item.clone(),
                    tier: price.tier,
                    since: prices.since(item, price, |price| price.rate(piece.period)),
                    unit: piece.period.as_str(),
                    quantity: units.saturating_mul(piece.quantity),
                    rate: piece.rate,
                    parts: paid.iter().map(|(day, used)| (used.order, *day)).collect(),
                    note: joint_note(paid).or_else(|| least_hours(&piece, &days)),
                    reason: ChargeReason::Stretch { piece, by_days },
                });
            }
        }
    }

    /// Charges the counted uses of an item: by the person, the piece and the day in one charge for each use and each run of
    /// one price, by the booking once for all orders.
    fn charge_counted(&mut self, uses: &[(usize, &CountedUse)], prices: &PriceBook) {
        let mut once = Vec::new();
        for (order, used) in uses {
            let price_of = |price: Option<&BookPrice>| price.map(|price| (price.per_unit(), price.tier));
            for (first, price, run) in prices.runs(&used.item, &used.days, |day| *day, price_of) {
                let priced = price.and_then(|price| Some((price, price.per_unit()?)));
                let Some((price, (rate, unit))) = priced else {
                    self.add_missing(&used.item, first);
                    continue;
                };
                if unit == Unit::Booking {
                    once.push((*order, *used, price, rate, run));
                    continue;
                }
                let days = i64::try_from(run.len()).unwrap_or(i64::MAX);
                match used.quantity(unit, days) {
                    Err(gap) => {
                        self.gaps.insert(gap);
                    }
                    Ok(quantity) => self.charges.push(Charge {
                        item: used.item.clone(),
                        tier: price.tier,
                        since: prices.since(&used.item, price, BookPrice::per_unit),
                        unit: unit.as_str(),
                        quantity,
                        rate,
                        parts: run.iter().map(|day| (*order, *day)).collect(),
                        note: None,
                        reason: ChargeReason::Count {
                            heads: used.heads,
                            pieces: used.pieces.unwrap_or(used.heads),
                            days,
                        },
                    }),
                }
            }
        }
        self.charge_once(&once, prices);
    }

    /// Charges what is priced by the booking: what is quoted together is one booking of the client, at the price of its
    /// first day. Pieces that only some orders ask for are theirs alone; the amenities of rooms that begin at once add up,
    /// since these share them.
    fn charge_once(&mut self, uses: &[OnceUse<'_>], prices: &PriceBook) {
        let pieces = |used: &CountedUse| used.pieces.unwrap_or(1);
        let others_of = |order: usize, used: &CountedUse| -> i64 {
            let is_shared = used.item.item_type == ItemType::Amenity && used.begins_at.is_some();
            let before = uses.iter().filter(|(other, before, ..)| {
                is_shared && *other < order && before.begins_at == used.begins_at
            });
            let by_order: BTreeMap<usize, i64> = before
                .map(|(other, before, ..)| (*other, pieces(before)))
                .collect();
            by_order.into_values().sum()
        };
        let placed: Vec<(i64, i64, &OnceUse<'_>)> = uses
            .iter()
            .map(|one| {
                let bottom = others_of(one.0, one.1);
                (bottom, bottom + pieces(one.1), one)
            })
            .collect();
        let tops: BTreeSet<i64> = placed
            .iter()
            .flat_map(|(bottom, top, _)| [*bottom, *top])
            .collect();
        let mut bottom = 0;
        for top in tops.into_iter().filter(|top| *top > 0) {
            let level = placed
                .iter()
                .filter(|(from, to, _)| *from <= bottom && *to >= top)
                .map(|(_, _, one)| *one);
            let days: BTreeSet<(NaiveDate, usize)> = level
                .clone()
                .flat_map(|(order, _, _, _, run)| run.iter().map(|day| (*day, *order)))
                .collect();
            let earliest = level.min_by_key(|(_, _, _, _, run)| run.first());
            if let Some((_, used, price, rate, _)) = earliest {
                self.charges.push(Charge {
                    item: used.item.clone(),
                    tier: price.tier,
                    since: prices.since(&used.item, price, BookPrice::per_unit),
                    unit: Unit::Booking.as_str(),
                    quantity: top - bottom,
                    rate: *rate,
                    parts: days.iter().map(|(day, order)| (*order, *day)).collect(),
                    note: None,
                    reason: ChargeReason::Count {
                        heads: used.heads,
                        pieces: top - bottom,
                        days: i64::try_from(days.len()).unwrap_or(i64::MAX),
                    },
                });
            }
            bottom = top;
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

/// Says that a day is charged for more hours than it has.
fn least_hours(piece: &MixPiece, days: &[ChargedDay]) -> Option<String> {
    let used = days.get(piece.days.start)?.hours;
    let is_least = piece.period == RatePeriod::Hour && piece.quantity > used;
    is_least.then(|| format!("at least {} hours are charged", piece.quantity))
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
        hint: format!(
            "colab pricing set {kind} {} {price} --from {day}",
            shell_word(&item.name)
        ),
    }
}

impl CountedUse {
    /// Returns the quantity of some days at a unit other than the booking.
    ///
    /// # Errors
    /// A gap where nobody knows how many people there are, and for a number of what is charged by the person.
    fn quantity(&self, unit: Unit, days: i64) -> Result<i64, QuoteGap> {
        let quantity = match unit {
            Unit::Person if self.pieces.is_some_and(|pieces| pieces > 1) => {
                return Err(number_by_person(self));
            }
            Unit::Person => self.heads,
            Unit::Item => self.pieces.unwrap_or(self.heads),
            Unit::Day | Unit::Booking => self.pieces.unwrap_or(1),
        };
        if quantity == 0 {
            return Err(unknown_heads(self));
        }
        Ok(quantity.saturating_mul(days))
    }
}

/// Builds the gap of a number of something that is charged by the person.
fn number_by_person(used: &CountedUse) -> QuoteGap {
    let name = &used.item.name;
    QuoteGap {
        fact: format!(
            "{name} is charged by the person, so {} of it cannot be quoted",
            used.pieces.unwrap_or(1)
        ),
        hint: format!(
            "ask for it without a number, or colab pricing set {} {} --unit item",
            used.item.item_type.as_str().replace('_', "-"),
            shell_word(name)
        ),
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
