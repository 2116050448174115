//! Properties of every quote, over random orders and catalogues.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::book::PriceBook;
use super::charge::{ChargeSet, charge_orders};
use super::lines::CostSums;
use super::order::{CountedUse, ServiceOrder, TimedUse};
use super::terms::QuoteTerms;
use crate::kernel::money::Currency;
use crate::kernel::tax::TaxSchedule;
use crate::kernel::timestamp::Timestamp;
use crate::pricing::item::CatalogueItem;
use crate::pricing::model::{ItemType, PriceRow, Tier, Unit};

/// Days of the orders, from the first of 2026 on.
const SPAN: u64 = 60;

fn day(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(number)
}

fn room() -> CatalogueItem {
    CatalogueItem::of_id(ItemType::Room, 1, "Focus")
}

fn station() -> CatalogueItem {
    CatalogueItem::of_name(ItemType::Catering, "Station".to_owned())
}

/// Rates of a day, a week and a month, a price of a unit, and the unit.
type Rates = (Option<i64>, Option<i64>, Option<i64>, i64, Unit);

/// The catalogue: the rates from each day on until the next, in each tier.
type Catalogue = Vec<(Tier, u64, Rates)>;

/// Writes a catalogue as rows of a room and of a station; the day before the next of its tier ends each.
fn rows(catalogue: &Catalogue) -> Vec<PriceRow> {
    let mut rows = Vec::new();
    for (tier, from, (daily, weekly, monthly, unit_price, unit)) in catalogue {
        let later = catalogue
            .iter()
            .filter(|(other, begins, _)| other == tier && begins > from);
        let next = later.map(|(_, begins, _)| *begins).min();
        for item in [room(), station()] {
            let is_room = item.item_type == ItemType::Room;
            rows.push(PriceRow {
                id: i64::try_from(rows.len()).unwrap(),
                pricing_tier: *tier,
                hourly_rate_cents: daily
                    .filter(|daily| is_room && daily % 2 == 1)
                    .map(|daily| daily / 5),
                minimum_hours: daily.filter(|daily| is_room && daily % 2 == 1).map(|_| 4),
                daily_rate_cents: daily.filter(|_| is_room),
                weekly_rate_cents: weekly.filter(|_| is_room),
                monthly_rate_cents: monthly.filter(|_| is_room),
                unit_price_cents: (!is_room).then_some(*unit_price),
                unit: (!is_room).then_some(*unit),
                expiry_date: next.map(|next| day(next - 1)),
                ..item.price_from(day(*from), "ZAR", "x", Timestamp::EPOCH)
            });
        }
    }
    rows
}

fn charges(orders: &[ServiceOrder], catalogue: &Catalogue) -> ChargeSet {
    charge_orders(orders, &PriceBook::new(&rows(catalogue), Tier::Premium, 60))
}

fn order(days: &[NaiveDate], units: i64, half: bool, heads: i64) -> ServiceOrder {
    let timed = TimedUse {
        item: room(),
        alternatives: Vec::new(),
        units,
        days: days.to_vec(),
        half,
        hours: days.iter().map(|_| 2 + units).collect(),
        note: None,
    };
    let counted = CountedUse {
        item: station(),
        heads,
        pieces: (heads > 2).then_some(1),
        days: days.to_vec(),
        booking_id: None,
        begins_at: None,
    };
    ServiceOrder {
        timed: vec![timed],
        counted: vec![counted],
        ..ServiceOrder::default()
    }
}

fn orders() -> impl Strategy<Value = Vec<ServiceOrder>> {
    let days = prop::collection::btree_set(0..SPAN, 1..25);
    let some = (days, 1..4_i64, prop::bool::weighted(0.2), 1..5_i64);
    prop::collection::vec(some, 1..6).prop_map(|orders| {
        let all = orders.into_iter();
        all.map(|(days, units, half, heads)| {
            let days: Vec<NaiveDate> = days.into_iter().map(day).collect();
            order(&days, units, half, heads)
        })
        .collect()
    })
}

fn rates() -> impl Strategy<Value = Rates> {
    let unit = prop::sample::select(vec![Unit::Person, Unit::Item, Unit::Day, Unit::Booking]);
    let longer = |most: i64| prop::option::weighted(0.8, 0..most);
    (0..10_001_i64, longer(50_001), longer(200_001), 0..1_001_i64, unit).prop_map(
        |(daily, weekly, monthly, unit_price, unit)| (Some(daily), weekly, monthly, unit_price, unit),
    )
}

/// A standard price of all days, seasons of either tier upon it, with rates of their own or those before them.
fn catalogue() -> impl Strategy<Value = Catalogue> {
    let seasons = prop::collection::btree_map(1..SPAN, (any::<bool>(), prop::option::of(rates())), 0..5);
    (rates(), seasons).prop_map(|(first, seasons)| {
        let mut catalogue = vec![(Tier::Standard, 0, first)];
        for (from, (is_premium, rates)) in seasons {
            let tier = if is_premium { Tier::Premium } else { Tier::Standard };
            let before = catalogue
                .iter()
                .rfind(|(of, ..)| *of == tier)
                .map_or(first, |(_, _, rates)| *rates);
            catalogue.push((tier, from, rates.unwrap_or(before)));
        }
        catalogue
    })
}

const PLAIN: QuoteTerms = QuoteTerms {
    tier: Tier::Premium,
    currency: Currency::ZAR,
    discount: 0,
    tax: TaxSchedule::flat(0),
    half_day_percent: 60,
};

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn shares_add_up_to_the_quote_and_lines_to_their_sums(
        orders in orders(), catalogue in catalogue(), discount in 0..100_001_i64,
        tax in 0..100_001_i64, other_tax in 0..100_001_i64, tax_changes in 0..SPAN,
    ) {
        let tax = TaxSchedule::flat(tax).with(day(tax_changes), other_tax);
        let terms = QuoteTerms { discount, tax, ..PLAIN };
        let charged = charges(&orders, &catalogue);
        prop_assert!(charged.gaps().is_empty());
        let joint = charged.costs(&terms);
        let shares = charged.shares(orders.len(), &terms);
        let sum = shares.iter().fold(CostSums::default(), |sum, share| sum + share.sums);
        prop_assert_eq!(sum, joint.sums);
        for costs in shares.iter().chain([&joint]) {
            let lines: i64 = costs.lines.iter().map(|line| line.amount_cents).sum();
            prop_assert_eq!(lines, costs.sums.subtotal);
            prop_assert_eq!(costs.sums.total, costs.sums.subtotal + costs.sums.tax);
            prop_assert!(costs.lines.iter().all(|line| line.amount_cents == line.quantity * line.rate_cents));
            // Each cent stands in a month, at a tax rate.
            for line in &costs.lines {
                let sum: i64 = line.shares.iter().map(|share| share.amount).sum();
                prop_assert_eq!(sum, line.amount_cents);
                if line.unit != "quote" && line.unit != "share" {
                    let quantity: i64 = line.shares.iter().map(|share| share.quantity).sum();
                    prop_assert_eq!(quantity, line.quantity);
                }
            }
            let tax: i64 = costs.taxes().values().map(|(_, tax)| tax).sum();
            prop_assert_eq!(tax, costs.sums.tax);
        }
        // Together nobody pays more than alone.
        let alone: i64 = orders
            .iter()
            .map(|one| charges(std::slice::from_ref(one), &catalogue).amount())
            .sum();
        prop_assert!(charged.amount() <= alone);
    }

    #[test]
    fn a_row_that_changes_no_rate_changes_no_quote(
        orders in orders(), catalogue in catalogue(), seams in prop::collection::btree_set(1..SPAN, 1..4),
    ) {
        let mut with_seams = catalogue.clone();
        for seam in seams {
            for tier in [Tier::Standard, Tier::Premium] {
                let before = catalogue.iter().filter(|(of, from, _)| *of == tier && *from <= seam);
                if let Some((_, from, rates)) = before.max_by_key(|(_, from, _)| *from)
                    && *from < seam
                {
                    with_seams.push((tier, seam, *rates));
                }
            }
        }
        let (plain, seamed) = (charges(&orders, &catalogue), charges(&orders, &with_seams));
        prop_assert_eq!(plain.costs(&PLAIN), seamed.costs(&PLAIN));
        prop_assert_eq!(plain.shares(orders.len(), &PLAIN), seamed.shares(orders.len(), &PLAIN));
    }

    #[test]
    fn a_rental_returned_in_parts_costs_what_each_of_its_devices_costs(
        lasts in prop::collection::vec(0..SPAN, 1..6), catalogue in catalogue(),
    ) {
        let of_device = |last: &u64| order(&(0..=*last).map(day).collect::<Vec<_>>(), 1, false, 1).timed;
        let rental = ServiceOrder {
            timed: lasts.iter().flat_map(of_device).collect(),
            ..ServiceOrder::default()
        };
        let alone: i64 = lasts
            .iter()
            .map(|last| {
                let order = ServiceOrder {
                    timed: of_device(last),
                    ..ServiceOrder::default()
                };
                charges(&[order], &catalogue).amount()
            })
            .sum();
        let together = charges(&[rental], &catalogue);
        prop_assert_eq!(together.amount(), alone);
        let shares = together.shares(1, &PLAIN);
        prop_assert_eq!(shares[0].sums.subtotal, alone);
    }

    #[test]
    fn a_series_costs_what_its_days_cost_as_one_order(
        days in prop::collection::btree_set(0..SPAN, 1..25), units in 1..4_i64, half in any::<bool>(),
        heads in 1..5_i64, catalogue in catalogue(),
    ) {
        let days: Vec<NaiveDate> = days.into_iter().map(day).collect();
        let series: Vec<ServiceOrder> = days.iter().map(|day| order(&[*day], units, half, heads)).collect();
        let offer = charges(&[order(&days, units, half, heads)], &catalogue);
        prop_assert_eq!(offer.amount(), charges(&series, &catalogue).amount());
    }
}

#[test]
fn a_change_of_price_within_a_week_is_charged_from_the_next_week() {
    let rates = |daily, weekly, monthly| (Some(daily), Some(weekly), Some(monthly), 1, Unit::Day);
    let lines = |days: u64, second| {
        let catalogue = vec![
            (Tier::Standard, 0, rates(100, 300, 5000)),
            (Tier::Standard, 4, second),
        ];
        let order = order(&(0..days).map(day).collect::<Vec<_>>(), 2, false, 1);
        let lines = charges(&[order], &catalogue).costs(&PLAIN).lines.into_iter();
        let lines = lines.filter(|line| line.item == "Focus");
        lines
            .map(|line| (line.quantity, line.unit, line.rate_cents))
            .collect::<Vec<_>>()
    };
    assert_eq!(lines(7, rates(200, 600, 9000)), [(2, "week".to_owned(), 300)]);
    assert_eq!(
        lines(14, rates(200, 600, 9000)),
        [(2, "week".to_owned(), 300), (2, "week".to_owned(), 600)]
    );
    // Where splitting is cheaper, it is split: a day at 100, and six at 10.
    let catalogue = vec![
        (Tier::Standard, 0, rates(100, 300, 5000)),
        (Tier::Standard, 1, rates(10, 300, 5000)),
    ];
    let order = order(&(0..7).map(day).collect::<Vec<_>>(), 1, false, 1);
    assert_eq!(charges(&[order], &catalogue).amount() - 7, 160);
}
