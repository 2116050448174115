//! Properties of every quote, over random orders and prices.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::charge::{PriceBook, charge_orders};
use super::lines::CostSums;
use super::order::{ServiceOrder, TimedUse};
use super::terms::QuoteTerms;
use crate::kernel::money::Currency;
use crate::kernel::timestamp::Timestamp;
use crate::pricing::item::CatalogueItem;
use crate::pricing::model::{ItemType, PriceRow, Tier};

fn day(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(number)
}

/// A price of room 1 from one day to another.
fn price(id: i64, rates: [Option<i64>; 3], from: u64, to: Option<u64>) -> PriceRow {
    let [daily_rate_cents, weekly_rate_cents, monthly_rate_cents] = rates;
    PriceRow {
        id,
        daily_rate_cents,
        weekly_rate_cents,
        monthly_rate_cents,
        expiry_date: to.map(day),
        ..CatalogueItem::of_id(ItemType::Room, 1, "").price_from(day(from), "ZAR", "x", Timestamp::EPOCH)
    }
}

/// Two prices that meet on some day.
fn prices(first: [i64; 3], second: [i64; 3], change: u64) -> PriceBook {
    let rows = vec![
        price(1, first.map(Some), 0, Some(change)),
        price(2, second.map(Some), change + 1, None),
    ];
    PriceBook::new(rows, Tier::Standard, 60)
}

fn order(days: Vec<NaiveDate>, units: i64) -> ServiceOrder {
    let used = TimedUse {
        item: CatalogueItem::of_id(ItemType::Room, 1, "Focus"),
        alternatives: Vec::new(),
        units,
        days,
        half: false,
        note: None,
    };
    ServiceOrder {
        timed: vec![used],
        ..ServiceOrder::default()
    }
}

fn orders() -> impl Strategy<Value = Vec<ServiceOrder>> {
    let days = prop::collection::btree_set(0..60_u64, 1..25);
    prop::collection::vec((days, 1..4_i64), 1..6).prop_map(|orders| {
        let all = orders.into_iter();
        all.map(|(days, units)| order(days.into_iter().map(day).collect(), units))
            .collect()
    })
}

fn rates() -> impl Strategy<Value = [i64; 3]> {
    [0..10_001_i64, 0..50_001_i64, 0..200_001_i64]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn shares_add_up_to_the_quote_and_lines_to_their_sums(
        orders in orders(), first in rates(), second in rates(), change in 0..60_u64,
        discount in 0..10_001_i64, tax in 0..10_001_i64,
    ) {
        let terms = QuoteTerms { tier: Tier::Standard, currency: Currency::ZAR, discount, tax, half_day_percent: 60 };
        let charges = charge_orders(&orders, &prices(first, second, change));
        prop_assert!(charges.gaps().is_empty());
        let joint = charges.costs(&terms);
        let shares = charges.shares(orders.len(), &terms);
        let sum = shares.iter().fold(CostSums::default(), |sum, share| sum + share.sums);
        prop_assert_eq!(sum, joint.sums);
        for costs in shares.iter().chain([&joint]) {
            let lines: i64 = costs.lines.iter().map(|line| line.amount_cents).sum();
            prop_assert_eq!(lines, costs.sums.subtotal);
            prop_assert_eq!(costs.sums.total, costs.sums.subtotal + costs.sums.tax);
            prop_assert!(costs.lines.iter().all(|line| line.amount_cents == line.quantity * line.rate_cents));
        }
        // Together nobody pays more than alone.
        let plain = QuoteTerms { discount: 0, tax: 0, ..terms };
        let alone: i64 = orders
            .iter()
            .map(|one| charge_orders(std::slice::from_ref(one), &prices(first, second, change)).costs(&plain).sums.total)
            .sum();
        prop_assert!(charges.costs(&plain).sums.total <= alone);
    }
}

#[test]
fn a_change_of_price_splits_a_week() {
    let prices = prices([100, 300, 5000], [200, 600, 9000], 3);
    let charges = charge_orders(&[order((0..7).map(day).collect(), 2)], &prices);
    let terms = QuoteTerms {
        tier: Tier::Standard,
        currency: Currency::ZAR,
        discount: 0,
        tax: 0,
        half_day_percent: 60,
    };
    let lines: Vec<_> = charges
        .costs(&terms)
        .lines
        .iter()
        .map(|line| (line.quantity, line.unit.clone(), line.rate_cents))
        .collect();
    assert_eq!(lines, [(2, "week".to_owned(), 300), (2, "week".to_owned(), 600)]);
}
