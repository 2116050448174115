//! Turns charges into the lines and sums of a quote, of all orders together and of the share of each. Pure.
//!
//! Amounts are rounded half up, once each: the half-day rate where it is made of the daily rate, the discount and the tax on
//! the sum of all that has one tax rate. The shares of a joint quote add up to it to the cent, and so do the shares of a
//! line in the months and at the tax rates of its days.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Add, Sub};

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::charge::{Charge, ChargeReason, ChargeSet};
use super::terms::QuoteTerms;
use super::words::{line_reason, share_reason};
use crate::kernel::money::{Money, part_of};
use crate::kernel::percent::{WHOLE, percent};
use crate::pricing::item::CatalogueItem;
use crate::pricing::model::{ItemType, PRINTING, key_of_name};
use crate::text_enum;

text_enum! {
    /// What a line of a costing is for.
    pub enum LineKind {
        Room = "room",
        Device = "device",
        Catering = "catering",
        Amenity = "amenity",
        Printing = "printing",
        Damage = "damage",
        Loss = "loss",
        Cancellation = "cancellation",
        Discount = "discount",
        Adjustment = "adjustment",
        Rounding = "rounding",
    }
}

impl LineKind {
    fn of(item: &CatalogueItem) -> Self {
        match item.item_type {
            ItemType::Amenity if item.key == key_of_name(ItemType::Amenity, PRINTING) => Self::Printing,
            ItemType::Room => Self::Room,
            ItemType::DeviceCategory => Self::Device,
            ItemType::Catering => Self::Catering,
            ItemType::Amenity => Self::Amenity,
        }
    }
}

/// What of a line falls on one month at one tax rate; amounts in minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineShare {
    pub kind: LineKind,
    pub item: String,
    /// `2026-03`.
    pub month: String,
    pub quantity: i64,
    pub amount: i64,
    /// In thousandths of a percent.
    pub tax_rate: i64,
    pub tax: i64,
}

impl LineShare {
    /// Returns what takes it back.
    pub fn reversed(&self) -> Self {
        Self {
            quantity: -self.quantity,
            amount: -self.amount,
            tax: -self.tax,
            ..self.clone()
        }
    }
}

/// A line of a quote, as it is shown and as the ledger keeps it; amounts in minor units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteLine {
    pub item: String,
    pub quantity: i64,
    pub unit: String,
    pub rate_cents: i64,
    pub amount_cents: i64,
    pub why: String,
    /// They add up to the amount.
    #[serde(skip)]
    pub shares: Vec<LineShare>,
}

impl QuoteLine {
    /// Creates a line of one amount, without shares.
    pub fn single(item: &str, unit: &str, amount: i64, why: String) -> Self {
        Self {
            item: item.to_owned(),
            quantity: 1,
            unit: unit.to_owned(),
            rate_cents: amount,
            amount_cents: amount,
            why,
            shares: Vec::new(),
        }
    }
}

/// Returns the month of a day: `2026-03`.
pub fn month_of(day: NaiveDate) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
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

impl CostSheet {
    /// Adds what is charged or credited beside it.
    pub fn with(mut self, other: Self) -> Self {
        self.lines.extend(other.lines);
        self.sums = self.sums + other.sums;
        self
    }

    /// Takes back so much of credits that are approved as they exceed what is charged: `charged_beside` with them, and this.
    pub fn with_credits_taken_back(mut self, charged_beside: i64, credits: &[LineShare]) -> Self {
        let excess = -(self.sums.total + charged_beside);
        if excess <= 0 {
            return self;
        }
        let credited: Vec<i64> = credits.iter().map(|share| -(share.amount + share.tax)).collect();
        let why = "what is charged is less than was credited".to_owned();
        let mut line = QuoteLine::single("Credit taken back", "adjustment", 0, why);
        for (share, total) in credits.iter().zip(divided(excess, &credited)) {
            let whole = share.amount + share.tax;
            let amount = if whole == 0 {
                0
            } else {
                part_of(total, share.amount.abs(), whole.abs())
            };
            line.shares.push(LineShare {
                item: line.item.clone(),
                quantity: 1,
                amount,
                tax: total - amount,
                ..share.clone()
            });
        }
        let amount: i64 = line.shares.iter().map(|share| share.amount).sum();
        (line.rate_cents, line.amount_cents) = (amount, amount);
        self.lines.push(line);
        self.sums = self.sums
            + CostSums {
                subtotal: amount,
                tax: excess - amount,
                total: excess,
            };
        self
    }

    /// Returns amount and tax by the tax rate, in thousandths of a percent.
    pub fn taxes(&self) -> BTreeMap<i64, (i64, i64)> {
        let mut taxes: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
        for share in self.lines.iter().flat_map(|line| &line.shares) {
            let sum = taxes.entry(share.tax_rate).or_default();
            sum.0 += share.amount;
            sum.1 += share.tax;
        }
        taxes
    }
}

impl ChargeSet {
    /// Returns the costs of all orders together.
    pub fn costs(&self, terms: &QuoteTerms) -> CostSheet {
        with_sums(self.lines(None, terms), &mut BTreeMap::new(), terms)
    }

    /// Returns the share of each of so many orders.
    pub fn shares(&self, orders: usize, terms: &QuoteTerms) -> Vec<CostSheet> {
        let mut before = BTreeMap::new();
        (0..orders)
            .map(|order| with_sums(self.lines(Some(order), terms), &mut before, terms))
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

/// Adds discount and tax. `before` is the amount of the orders before this one by tax rate, so that all shares add up; it
/// becomes that of the orders before the next one.
fn with_sums(mut lines: Vec<QuoteLine>, before: &mut BTreeMap<i64, i64>, terms: &QuoteTerms) -> CostSheet {
    let amount: i64 = lines.iter().map(|line| line.amount_cents).sum();
    let less_up_to = |sum: i64| part_of(sum, terms.discount, WHOLE);
    let rates: BTreeSet<i64> = lines
        .iter()
        .flat_map(|line| line.shares.iter().map(|share| share.tax_rate))
        .collect();
    let mut discount = QuoteLine::single(
        "Discount",
        "quote",
        0,
        format!(
            "{} % of {}",
            percent(terms.discount),
            Money::new(amount, terms.currency)
        ),
    );
    let mut taxes = Vec::new();
    for rate in rates {
        let of_rate = || {
            let shares = lines.iter().flat_map(|line| &line.shares);
            shares.filter(move |share| share.tax_rate == rate)
        };
        let here: i64 = of_rate().map(|share| share.amount).sum();
        let start = before.get(&rate).copied().unwrap_or_default();
        let end = start + here;
        before.insert(rate, end);
        let tax_up_to = |sum: i64| part_of(sum - less_up_to(sum), rate, WHOLE);
        taxes.push((rate, tax_up_to(end) - tax_up_to(start)));
        let mut by_month: BTreeMap<&str, i64> = BTreeMap::new();
        for share in of_rate() {
            *by_month.entry(&share.month).or_default() += share.amount;
        }
        let of_months: Vec<i64> = by_month.values().copied().collect();
        let less = divided(-(less_up_to(end) - less_up_to(start)), &of_months);
        let less = by_month.keys().zip(less).map(|(month, amount)| LineShare {
            kind: LineKind::Discount,
            item: "Discount".to_owned(),
            month: (*month).to_owned(),
            quantity: 1,
            amount,
            tax_rate: rate,
            tax: 0,
        });
        discount.shares.extend(less);
    }
    let less: i64 = discount.shares.iter().map(|share| share.amount).sum();
    (discount.rate_cents, discount.amount_cents) = (less, less);
    if terms.discount > 0 {
        lines.push(discount);
    }
    for (rate, tax) in &taxes {
        let shares = lines.iter_mut().flat_map(|line| &mut line.shares);
        let shares: Vec<&mut LineShare> = shares.filter(|share| share.tax_rate == *rate).collect();
        let amounts: Vec<i64> = shares.iter().map(|share| share.amount).collect();
        for (share, tax) in shares.into_iter().zip(divided(*tax, &amounts)) {
            share.tax = tax;
        }
    }
    let subtotal = amount + less;
    let tax: i64 = taxes.iter().map(|(_, tax)| tax).sum();
    CostSheet {
        lines,
        sums: CostSums {
            subtotal,
            tax,
            total: subtotal + tax,
        },
    }
}

/// Divides an amount in proportion to others; the last part takes the rounding.
fn divided(amount: i64, others: &[i64]) -> Vec<i64> {
    let whole: i64 = others.iter().sum();
    let (mut up_to, mut paid) = (0, 0);
    let places = others.iter().enumerate();
    places
        .map(|(place, other)| {
            up_to += other;
            let due = match (place + 1 == others.len(), whole) {
                (true, _) => amount,
                (false, 0) => 0,
                (false, _) => part_of(amount * whole.signum(), up_to, whole.abs()),
            };
            let part = due - paid;
            paid = due;
            part
        })
        .collect()
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
        shares: line_shares(charges, |_| true, terms),
    })
}

/// Makes a line of the part of a charge that falls on some orders. Each day has an equal part of it, to the cent.
fn share(charge: &Charge, is_wanted: impl Fn(usize) -> bool, terms: &QuoteTerms) -> QuoteLine {
    let days = charge.parts.iter().filter(|(order, _)| is_wanted(*order)).count();
    let shares = line_shares(&[charge], is_wanted, terms);
    let paid = shares.iter().map(|share| share.amount).sum();
    QuoteLine {
        shares,
        ..QuoteLine::single(
            &charge.item.name,
            "share",
            paid,
            share_reason(charge, days, terms),
        )
    }
}

/// Divides charges among the months and tax rates of their days, of some orders.
fn line_shares(charges: &[&Charge], is_wanted: impl Fn(usize) -> bool, terms: &QuoteTerms) -> Vec<LineShare> {
    let mut shares: BTreeMap<(String, i64), LineShare> = BTreeMap::new();
    for charge in charges {
        let whole = i64::try_from(charge.parts.len()).unwrap_or(i64::MAX);
        let up_to = |sum: i64, place: usize| part_of(sum, i64::try_from(place).unwrap_or(whole), whole);
        for (place, (order, day)) in charge.parts.iter().enumerate() {
            if !is_wanted(*order) {
                continue;
            }
            let of_day = |sum: i64| up_to(sum, place + 1) - up_to(sum, place);
            let (month, tax_rate) = (month_of(*day), terms.tax.on(*day));
            let share = shares
                .entry((month.clone(), tax_rate))
                .or_insert_with(|| LineShare {
                    kind: LineKind::of(&charge.item),
                    item: charge.item.name.clone(),
                    month,
                    quantity: 0,
                    amount: 0,
                    tax_rate,
                    tax: 0,
                });
            share.quantity += of_day(charge.quantity);
            share.amount += of_day(charge.amount());
        }
    }
    shares.into_values().collect()
}
