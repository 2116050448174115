//! From charges to the lines and sums of a quote: of all orders together, and of the share of each. It knows no database.
//!
//! Amounts are rounded half-up, once: a rate for half a day where it is made from the day's, the discount on the sum of
//! all lines, the tax on what is left. Shares of a joint quote add up to it to the cent.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::charge::{Charge, Charges, Reason};
use super::mix::Span;
use super::order::{counted, days_in_words};
use crate::kernel::money::{Currency, Money, part_of};
use crate::pricing::model::Tier;

/// Hundredths of a percent in a whole.
const WHOLE: i64 = 10_000;

/// How amounts become sums.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    pub tier: Tier,
    pub currency: Currency,
    /// In hundredths of a percent.
    pub discount: i64,
    pub tax: i64,
    pub half_day_percent: i64,
}

/// A line of a quote, as it is shown and as the ledger keeps it; amounts in minor units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub item: String,
    pub quantity: i64,
    pub unit: String,
    pub rate_cents: i64,
    pub amount_cents: i64,
    pub why: String,
}

impl Line {
    /// A line that is one amount.
    pub fn single(item: &str, unit: &str, amount: i64, why: String) -> Self {
        Self {
            item: item.to_owned(),
            quantity: 1,
            unit: unit.to_owned(),
            rate_cents: amount,
            amount_cents: amount,
            why,
        }
    }
}

/// What is to be paid.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    pub subtotal: i64,
    pub tax: i64,
    pub total: i64,
}

/// Lines with their sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Costs {
    pub lines: Vec<Line>,
    pub sums: Sums,
}

impl Charges {
    /// All orders together.
    pub fn costs(&self, terms: &Terms) -> Costs {
        let lines = self.lines(None, terms);
        finished(lines, 0, terms)
    }

    /// The share of each of so many orders.
    pub fn shares(&self, orders: usize, terms: &Terms) -> Vec<Costs> {
        let mut before = 0;
        (0..orders)
            .map(|order| {
                let lines = self.lines(Some(order), terms);
                let amount: i64 = lines.iter().map(|line| line.amount_cents).sum();
                let costs = finished(lines, before, terms);
                before += amount;
                costs
            })
            .collect()
    }

    /// Like charges on one line; of one order alone, or of all.
    fn lines(&self, of: Option<usize>, terms: &Terms) -> Vec<Line> {
        let mut groups: BTreeMap<_, Group<'_>> = BTreeMap::new();
        let mut shares = Vec::new();
        for charge in &self.charges {
            let mine = |order: usize| of.is_none_or(|wanted| wanted == order);
            if charge.parts.iter().all(|(order, _)| mine(*order)) {
                let key = (
                    charge.item.item_type,
                    charge.item.name.as_str(),
                    charge.price.effective_date,
                    charge.span(),
                    charge.unit,
                    charge.rate,
                );
                groups.entry(key).or_default().charges.push(charge);
            } else if charge.parts.iter().any(|(order, _)| mine(*order)) {
                shares.push(share(charge, mine, terms));
            }
        }
        let whole = groups.values().filter_map(|group| group.line(terms));
        whole.chain(shares).collect()
    }
}

/// Adds discount and tax; `before` is what the orders before this one come to, so that all shares add up.
fn finished(mut lines: Vec<Line>, before: i64, terms: &Terms) -> Costs {
    let amount: i64 = lines.iter().map(|line| line.amount_cents).sum();
    let upto = |sum: i64| (sum, part_of(sum, terms.discount, WHOLE));
    let ((before, less_before), (after, less_after)) = (upto(before), upto(before + amount));
    let less = less_after - less_before;
    if terms.discount > 0 {
        let why = format!(
            "{} % of {}",
            percent(terms.discount),
            Money::new(amount, terms.currency)
        );
        lines.push(Line::single("Discount", "quote", -less, why));
    }
    let tax_upto = |sum: i64| part_of(sum, terms.tax, WHOLE);
    let subtotal = amount - less;
    let tax = tax_upto(after - less_after) - tax_upto(before - less_before);
    Costs {
        lines,
        sums: Sums {
            subtotal,
            tax,
            total: subtotal + tax,
        },
    }
}

/// Hundredths of a percent: `15`, `7.5`.
pub fn percent(hundredths: i64) -> String {
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

impl Charge {
    fn span(&self) -> Option<Span> {
        match &self.reason {
            Reason::Stretch { piece, .. } => Some(piece.span),
            Reason::Count { .. } => None,
        }
    }

    /// What is said of the price itself.
    fn price_in_words(&self, terms: &Terms) -> String {
        let tier = match (terms.tier, self.price.pricing_tier) {
            (Tier::Standard, _) => String::new(),
            (wanted, has) if wanted == has => format!("{has} "),
            (wanted, has) => format!("no {wanted} price, so the {has} "),
        };
        format!("{tier}price from {}", self.price.effective_date)
    }
}

/// The part of a charge that falls on the days of some orders: each day has an equal part of it, to the cent.
fn share(charge: &Charge, mine: impl Fn(usize) -> bool, terms: &Terms) -> Line {
    let (amount, parts) = (charge.amount(), charge.parts.len());
    let whole = i64::try_from(parts).unwrap_or(i64::MAX);
    let upto = |place: usize| part_of(amount, i64::try_from(place).unwrap_or(whole), whole);
    let days = charge
        .parts
        .iter()
        .enumerate()
        .filter(|(_, (order, _))| mine(*order));
    let (mut paid, mut count) = (0, 0);
    for (place, _) in days {
        paid += upto(place + 1) - upto(place);
        count += 1;
    }
    let first = charge.parts.first().map(|(_, day)| *day).unwrap_or_default();
    let units = match charge.quantity {
        1 => String::new(),
        units => format!("{units} × "),
    };
    let why = format!(
        "{count} of {parts} days of the {} from {first} at {units}{}, {}",
        charge.unit,
        Money::new(charge.rate, terms.currency),
        charge.price_in_words(terms)
    );
    Line::single(&charge.item.name, "share", paid, why)
}

/// Charges of one item at one rate.
#[derive(Default)]
struct Group<'c> {
    charges: Vec<&'c Charge>,
}

impl Group<'_> {
    fn line(&self, terms: &Terms) -> Option<Line> {
        let first = self.charges.first()?;
        let quantity: i64 = self.charges.iter().map(|charge| charge.quantity).sum();
        let notes: BTreeSet<&str> = self
            .charges
            .iter()
            .filter_map(|charge| charge.note.as_deref())
            .collect();
        let mut why = vec![self.reason(terms)];
        why.extend(notes.into_iter().map(str::to_owned));
        why.push(first.price_in_words(terms));
        Some(Line {
            item: first.item.name.clone(),
            quantity,
            unit: first.unit.to_owned(),
            rate_cents: first.rate,
            amount_cents: self.charges.iter().map(|charge| charge.amount()).sum(),
            why: why.join(", "),
        })
    }

    fn days(&self) -> Vec<NaiveDate> {
        let days: BTreeSet<NaiveDate> = self
            .charges
            .iter()
            .flat_map(|charge| charge.parts.iter().map(|(_, day)| *day))
            .collect();
        days.into_iter().collect()
    }

    fn reason(&self, terms: &Terms) -> String {
        match self.charges.first().map(|charge| &charge.reason) {
            Some(Reason::Stretch { piece, .. }) => self.stretch_in_words(piece.span, terms),
            Some(Reason::Count { .. }) => self.count_in_words(),
            None => String::new(),
        }
    }

    fn stretch_in_words(&self, span: Span, terms: &Terms) -> String {
        let days = self.days();
        let units: i64 = self
            .charges
            .iter()
            .map(|charge| charge.quantity)
            .max()
            .unwrap_or_default();
        let each = match units {
            1 => String::new(),
            units => format!("{units} a day, "),
        };
        let when = days_in_words(&days);
        let by_days = self
            .charges
            .iter()
            .map(|charge| match &charge.reason {
                Reason::Stretch { by_days, .. } => by_days.map(|sum| sum.saturating_mul(charge.quantity)),
                Reason::Count { .. } => None,
            })
            .try_fold(0_i64, |sum, more| Some(sum.saturating_add(more?)));
        match (span, by_days) {
            (Span::Day, _) => format!("{each}{when}"),
            (Span::HalfDay, _) => format!("{when}, half a day at {} % of a day", terms.half_day_percent),
            (_, Some(sum)) => format!("{each}{when}, by the day {}", Money::new(sum, terms.currency)),
            (_, None) => format!("{each}{when}, no rate by the day"),
        }
    }

    fn count_in_words(&self) -> String {
        let when = days_in_words(&self.days());
        match self.charges.as_slice() {
            [only] => match (&only.reason, only.unit) {
                (Reason::Count { heads, days, .. }, "person") => {
                    format!(
                        "{} × {}, {when}",
                        counted(*heads, "person"),
                        counted(*days, "day")
                    )
                }
                (Reason::Count { pieces, days, .. }, "item") => {
                    format!(
                        "{} × {}, {when}",
                        counted(*pieces, "piece"),
                        counted(*days, "day")
                    )
                }
                (_, "booking") => format!("once, {when}"),
                _ => when,
            },
            several => {
                let orders: BTreeSet<usize> = several
                    .iter()
                    .flat_map(|charge| charge.parts.iter().map(|(order, _)| *order))
                    .collect();
                format!("{} bookings, {when}", orders.len())
            }
        }
    }
}
