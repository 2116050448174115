//! Turns charges into the lines and sums of a quote, of all orders together and of the share of each. Pure.
//!
//! Amounts are rounded half up, once each: the half-day rate where it is made of the daily rate, the discount on the sum
//! of all lines, the tax on the rest. The shares of a joint quote add up to it to the cent.

use std::collections::BTreeMap;
use std::ops::{Add, Sub};

use serde::{Deserialize, Serialize};

use super::charge::{Charge, ChargeReason, ChargeSet};
use super::terms::QuoteTerms;
use super::words::{line_reason, share_reason};
use crate::kernel::money::{Money, part_of};

/// Hundredths of a percent in a whole.
const WHOLE: i64 = 10_000;

/// A line of a quote, as it is shown and as the ledger keeps it; amounts in minor units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteLine {
    pub item: String,
    pub quantity: i64,
    pub unit: String,
    pub rate_cents: i64,
    pub amount_cents: i64,
    pub why: String,
}

impl QuoteLine {
    /// Creates a line of one amount.
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

/// The sums of a quote or a costing, in minor units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CostSums {
    pub subtotal: i64,
    pub tax: i64,
    pub total: i64,
}

impl Add for CostSums {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            subtotal: self.subtotal + other.subtotal,
            tax: self.tax + other.tax,
            total: self.total + other.total,
        }
    }
}

impl Sub for CostSums {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self {
            subtotal: self.subtotal - other.subtotal,
            tax: self.tax - other.tax,
            total: self.total - other.total,
        }
    }
}

/// Lines with their sums.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CostSheet {
    pub lines: Vec<QuoteLine>,
    pub sums: CostSums,
}

impl ChargeSet {
    /// Returns the costs of all orders together.
    pub fn costs(&self, terms: &QuoteTerms) -> CostSheet {
        with_sums(self.lines(None, terms), 0, terms)
    }

    /// Returns the share of each of so many orders.
    pub fn shares(&self, orders: usize, terms: &QuoteTerms) -> Vec<CostSheet> {
        let mut before = 0;
        (0..orders)
            .map(|order| {
                let lines = self.lines(Some(order), terms);
                let amount = amount_of(&lines);
                let costs = with_sums(lines, before, terms);
                before += amount;
                costs
            })
            .collect()
    }

    /// Puts like charges of one order, or of all, on one line each.
    fn lines(&self, of: Option<usize>, terms: &QuoteTerms) -> Vec<QuoteLine> {
        let mut groups: BTreeMap<_, Vec<&Charge>> = BTreeMap::new();
        let mut shares = Vec::new();
        for charge in &self.charges {
            let is_wanted = |order: usize| of.is_none_or(|wanted| wanted == order);
            if charge.parts.iter().all(|(order, _)| is_wanted(*order)) {
                let period = match &charge.reason {
                    ChargeReason::Stretch { piece, .. } => Some(piece.period),
                    ChargeReason::Count { .. } => None,
                };
                let key = (
                    charge.item.item_type,
                    charge.item.name.as_str(),
                    charge.since,
                    period,
                    charge.unit,
                    charge.rate,
                );
                groups.entry(key).or_default().push(charge);
            } else if charge.parts.iter().any(|(order, _)| is_wanted(*order)) {
                shares.push(share(charge, is_wanted, terms));
            }
        }
        let whole = groups.values().filter_map(|charges| line(charges, terms));
        whole.chain(shares).collect()
    }
}

fn amount_of(lines: &[QuoteLine]) -> i64 {
    lines.iter().map(|line| line.amount_cents).sum()
}

/// Adds discount and tax; `before` is the amount of the orders before this one, so that all shares add up.
fn with_sums(mut lines: Vec<QuoteLine>, before: i64, terms: &QuoteTerms) -> CostSheet {
    let amount = amount_of(&lines);
    let discount_up_to = |sum: i64| part_of(sum, terms.discount, WHOLE);
    let (after, less_before) = (before + amount, discount_up_to(before));
    let less_after = discount_up_to(after);
    let less = less_after - less_before;
    if terms.discount > 0 {
        let why = format!(
            "{} % of {}",
            percent(terms.discount),
            Money::new(amount, terms.currency)
        );
        lines.push(QuoteLine::single("Discount", "quote", -less, why));
    }
    let tax_up_to = |sum: i64| part_of(sum, terms.tax, WHOLE);
    let subtotal = amount - less;
    let tax = tax_up_to(after - less_after) - tax_up_to(before - less_before);
    CostSheet {
        lines,
        sums: CostSums {
            subtotal,
            tax,
            total: subtotal + tax,
        },
    }
}

/// Writes hundredths of a percent: `15`, `7.5`.
pub fn percent(hundredths: i64) -> String {
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Makes a line of charges of one item at one rate.
fn line(charges: &[&Charge], terms: &QuoteTerms) -> Option<QuoteLine> {
    let first = charges.first()?;
    Some(QuoteLine {
        item: first.item.name.clone(),
        quantity: charges.iter().map(|charge| charge.quantity).sum(),
        unit: first.unit.to_owned(),
        rate_cents: first.rate,
        amount_cents: charges.iter().map(|charge| charge.amount()).sum(),
        why: line_reason(charges, terms),
    })
}

/// Makes a line of the part of a charge that falls on some orders. Each day has an equal part of it, to the cent.
fn share(charge: &Charge, is_wanted: impl Fn(usize) -> bool, terms: &QuoteTerms) -> QuoteLine {
    let amount = charge.amount();
    let whole = i64::try_from(charge.parts.len()).unwrap_or(i64::MAX);
    let up_to = |place: usize| part_of(amount, i64::try_from(place).unwrap_or(whole), whole);
    let days = charge
        .parts
        .iter()
        .enumerate()
        .filter(|(_, (order, _))| is_wanted(*order));
    let (mut paid, mut count) = (0, 0);
    for (place, _) in days {
        paid += up_to(place + 1) - up_to(place);
        count += 1;
    }
    QuoteLine::single(
        &charge.item.name,
        "share",
        paid,
        share_reason(charge, count, terms),
    )
}
