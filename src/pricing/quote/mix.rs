//! Finds the cheapest permitted mix of month, week, day and hourly rates. Pure.
//!
//! Calendar days at the site are charged, in order, perhaps with gaps between them (the weekends of a course). A mix pays
//! for each charged day once, by stretches, each of which begins on the first day that is not paid for yet:
//!
//! | stretch | covers |
//! |---|---|
//! | month | a calendar month from any day on: from the 5th to the 4th of the next month. Months that follow each other count from the first day of the first: from 31 January two months end on 30 March |
//! | week | seven calendar days in a row, from any day on |
//! | day | one charged day; a half-day where the booking is one |
//! | hours | one charged day, by each hour that has begun, where that costs less; a price may have a least number of hours |
//!
//! A stretch costs the rate of the day on which it begins, also where the rate changes before its end. It may cover days
//! that are not charged and run beyond the end if that is cheaper: six days may be a week, eight a week and a day. A rate
//! that is not offered is not used: where only a week is offered, one day costs a week.
//!
//! At a single rate no set of stretches, however placed, is cheaper; at several no other sequence is. Property tests
//! compare the result with every possible one.

use std::ops::Range;

use chrono::{Days, Months, NaiveDate};

/// The rates of an item in minor units; `None` is not offered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RateCard {
    pub hourly: Option<i64>,
    /// The least number of hours that is charged for.
    pub minimum_hours: i64,
    pub half_day: Option<i64>,
    pub daily: Option<i64>,
    pub weekly: Option<i64>,
    pub monthly: Option<i64>,
}

/// The period that a rate covers; the longest first, as in a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RatePeriod {
    Month,
    Week,
    Day,
    HalfDay,
    Hour,
}

impl RatePeriod {
    /// Returns the unit of a quote line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Week => "week",
            Self::Day => "day",
            Self::HalfDay => "half-day",
            Self::Hour => "hour",
        }
    }

    /// Returns the first day that `count` stretches in a row from `first` no longer cover.
    pub fn after(self, first: NaiveDate, count: u32) -> NaiveDate {
        let after = match self {
            Self::Month => first.checked_add_months(Months::new(count)),
            Self::Week => first.checked_add_days(Days::new(7 * u64::from(count))),
            Self::Day | Self::HalfDay | Self::Hour => first.checked_add_days(Days::new(count.into())),
        };
        after.unwrap_or(NaiveDate::MAX)
    }
}

/// A day that is charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChargedDay {
    pub day: NaiveDate,
    pub half: bool,
    /// Hours that have begun; 0 where no hours are charged.
    pub hours: i64,
}

/// A rate that pays for a day alone, so many times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayCost {
    pub period: RatePeriod,
    pub rate: i64,
    pub quantity: i64,
}

impl DayCost {
    /// Returns quantity times rate, at most the largest number.
    pub fn amount(self) -> i64 {
        self.quantity.saturating_mul(self.rate)
    }
}

impl ChargedDay {
    /// Returns the cheapest rate that pays for this day alone, if one is offered.
    pub fn alone(self, rates: &RateCard) -> Option<DayCost> {
        let (period, rate) = if self.half {
            (RatePeriod::HalfDay, rates.half_day)
        } else {
            (RatePeriod::Day, rates.daily)
        };
        let whole = rate.map(|rate| DayCost {
            period,
            rate,
            quantity: 1,
        });
        let hourly = rates.hourly.filter(|_| self.hours > 0);
        let by_hours = hourly.map(|rate| DayCost {
            period: RatePeriod::Hour,
            rate,
            quantity: self.hours.max(rates.minimum_hours),
        });
        whole.into_iter().chain(by_hours).min_by_key(|cost| cost.amount())
    }
}

/// A stretch of the mix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MixPiece {
    pub period: RatePeriod,
    pub first: NaiveDate,
    pub rate: i64,
    /// Of hours their number, otherwise 1.
    pub quantity: i64,
    /// Indices of the charged days that it pays for.
    pub days: Range<usize>,
}

/// Equal stretches in a row from a charged day on.
#[derive(Debug, Clone, Copy)]
struct MixStep {
    period: RatePeriod,
    count: u32,
    cost: i64,
    /// Index of the first day after them.
    next: usize,
}

/// The cheapest mix from a day on, by its first step.
#[derive(Debug, Clone, Copy)]
struct BestMix {
    cost: i64,
    pieces: u32,
    step: MixStep,
}

/// Finds the cheapest mix for ascending days; of equally cheap ones that of fewest pieces. `rates` are those of a calendar
/// day. `None` when no rate covers one of the days.
pub fn cheapest(days: &[ChargedDay], rates: &impl Fn(NaiveDate) -> RateCard) -> Option<Vec<MixPiece>> {
    let mut best: Vec<Option<BestMix>> = vec![None; days.len() + 1];
    for at in (0..days.len()).rev() {
        best[at] = steps(days, rates, at)
            .into_iter()
            .filter_map(|step| {
                let (cost, pieces) = match best[step.next] {
                    _ if step.next == days.len() => (0, 0),
                    Some(rest) => (rest.cost, rest.pieces),
                    None => return None,
                };
                Some(BestMix {
                    cost: cost + step.cost,
                    pieces: pieces + step.count,
                    step,
                })
            })
            .min_by_key(|best| (best.cost, best.pieces));
    }
    let mut mix = Vec::new();
    let mut at = 0;
    while at < days.len() {
        let step = best[at]?.step;
        for number in 0..step.count {
            let first = step.period.after(days[at].day, number);
            let end = step.period.after(days[at].day, number + 1);
            let card = rates(first);
            let (rate, quantity) = match step.period {
                RatePeriod::Month => (card.monthly?, 1),
                RatePeriod::Week => (card.weekly?, 1),
                _ => {
                    let alone = days[at].alone(&card)?;
                    (alone.rate, alone.quantity)
                }
            };
            mix.push(MixPiece {
                period: step.period,
                first,
                rate,
                quantity,
                days: index_of(days, at, first)..index_of(days, at, end),
            });
        }
        at = step.next;
    }
    Some(mix)
}

/// Returns the index of the first charged day that is not before a day, from one index on.
fn index_of(days: &[ChargedDay], from: usize, day: NaiveDate) -> usize {
    from + days[from..].partition_point(|one| one.day < day)
}

/// Returns what may begin on a charged day: so many months in a row, a week, or the day alone.
fn steps(days: &[ChargedDay], rates: &impl Fn(NaiveDate) -> RateCard, at: usize) -> Vec<MixStep> {
    let first = days[at].day;
    let card = rates(first);
    let mut steps = Vec::new();
    let (mut count, mut cost, mut next) = (0, 0, at);
    while next < days.len()
        && let Some(rate) = rates(RatePeriod::Month.after(first, count)).monthly
    {
        let after = index_of(days, at, RatePeriod::Month.after(first, count + 1));
        if after == next {
            break;
        }
        (count, cost, next) = (count + 1, cost + rate, after);
        steps.push(MixStep {
            period: RatePeriod::Month,
            count,
            cost,
            next,
        });
    }
    let single = |period: RatePeriod, cost, next| MixStep {
        period,
        count: 1,
        cost,
        next,
    };
    let week = card.weekly.map(|rate| {
        let next = index_of(days, at, RatePeriod::Week.after(first, 1));
        single(RatePeriod::Week, rate, next)
    });
    let alone = days[at].alone(&card);
    steps.extend(week);
    steps.extend(alone.map(|cost| single(cost.period, cost.amount(), at + 1)));
    steps
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn run(first: &str, count: usize) -> Vec<ChargedDay> {
        let days = day(first).iter_days().take(count);
        days.map(|day| ChargedDay {
            day,
            half: false,
            hours: 0,
        })
        .collect()
    }

    const RATES: RateCard = RateCard {
        hourly: None,
        minimum_hours: 1,
        half_day: Some(75_000),
        daily: Some(125_000),
        weekly: Some(500_000),
        monthly: Some(1_800_000),
    };

    fn words(mix: &[MixPiece]) -> Vec<String> {
        mix.iter()
            .map(|piece| format!("{} {}", piece.period.as_str(), piece.first))
            .collect()
    }

    #[test]
    fn a_week_is_taken_where_it_is_cheaper_than_its_days() {
        let mix = |count| words(&cheapest(&run("2026-03-02", count), &|_| RATES).unwrap());
        assert_eq!(mix(3), ["day 2026-03-02", "day 2026-03-03", "day 2026-03-04"]);
        // Four days cost what a week does: one piece is easier to read than four.
        assert_eq!(mix(4), ["week 2026-03-02"]);
        assert_eq!(mix(6), ["week 2026-03-02"]);
        assert_eq!(mix(8), ["week 2026-03-02", "day 2026-03-09"]);
        assert_eq!(mix(0), [""; 0]);
    }

    #[test]
    fn a_month_runs_to_the_day_before_its_number_comes_again() {
        assert_eq!(RatePeriod::Month.after(day("2026-03-05"), 1), day("2026-04-05"));
        assert_eq!(RatePeriod::Month.after(day("2026-01-31"), 1), day("2026-02-28"));
        let year: Vec<MixPiece> = cheapest(&run("2026-01-01", 365), &|_| RATES).unwrap();
        assert_eq!(year.len(), 12);
        assert!(year.iter().all(|piece| piece.period == RatePeriod::Month));
    }

    #[test]
    fn months_in_a_row_count_from_the_first_day() {
        for (first, last, months) in [
            ("2026-01-31", "2026-03-30", 2),
            ("2026-01-31", "2026-07-30", 6),
            ("2026-01-30", "2026-03-29", 2),
            ("2028-01-30", "2028-03-29", 2),
            ("2026-08-31", "2026-11-29", 3),
        ] {
            let count = (day(last) - day(first)).num_days() + 1;
            let days = run(first, usize::try_from(count).unwrap());
            let mix = cheapest(&days, &|_| RATES).unwrap();
            assert_eq!(mix.len(), months, "{first} to {last}: {:?}", words(&mix));
            let mix = cheapest(&run(first, days.len() + 1), &|_| RATES).unwrap();
            let alone = mix.iter().filter(|piece| piece.period == RatePeriod::Day);
            assert_eq!(
                (mix.len(), alone.count()),
                (months + 1, 1),
                "one day more than {last}"
            );
        }
    }

    #[test]
    fn a_stretch_costs_the_rate_of_the_day_on_which_it_begins() {
        let mix = |daily: i64, weekly: Option<i64>| {
            let rates = |one: NaiveDate| {
                let later = one >= day("2026-03-06");
                RateCard {
                    daily: Some(if later { daily } else { 100 }),
                    weekly: if later { weekly } else { Some(400) },
                    ..RateCard::default()
                }
            };
            words(&cheapest(&run("2026-03-02", 7), &rates).unwrap())
        };
        assert_eq!(mix(200, Some(800)), ["week 2026-03-02"]);
        assert_eq!(mix(200, None), ["week 2026-03-02"], "no week from then on");
        assert_eq!(mix(100, Some(400)), ["week 2026-03-02"]);
        // Four days at 100 and no charge, or a week.
        assert_eq!(mix(0, Some(0)), ["week 2026-03-02"]);
    }

    #[test]
    fn gaps_are_not_charged_and_a_week_spans_them() {
        let course: Vec<ChargedDay> = [
            "2026-03-02",
            "2026-03-04",
            "2026-03-06",
            "2026-03-08",
            "2026-03-20",
        ]
        .map(|text| ChargedDay {
            day: day(text),
            half: false,
            hours: 0,
        })
        .to_vec();
        let mix = cheapest(&course, &|_| RATES).unwrap();
        assert_eq!(words(&mix), ["week 2026-03-02", "day 2026-03-20"]);
        assert_eq!(mix[0].days, 0..4);
    }

    #[test]
    fn what_is_not_offered_is_not_used() {
        let weekly = RateCard {
            weekly: Some(10),
            ..RateCard::default()
        };
        assert_eq!(
            words(&cheapest(&run("2026-03-02", 1), &|_| weekly).unwrap()),
            ["week 2026-03-02"]
        );
        assert_eq!(cheapest(&run("2026-03-02", 1), &|_| RateCard::default()), None);
        let half = [ChargedDay {
            day: day("2026-03-02"),
            half: true,
            hours: 0,
        }];
        assert_eq!(
            words(&cheapest(&half, &|_| RATES).unwrap()),
            ["half-day 2026-03-02"]
        );
    }

    #[test]
    fn hours_are_charged_where_they_cost_less() {
        let rates = RateCard {
            hourly: Some(20_000),
            minimum_hours: 2,
            ..RATES
        };
        let cost = |hours, half| {
            let day = day("2026-03-02");
            let mix = cheapest(&[ChargedDay { day, half, hours }], &|_| rates).unwrap();
            (mix[0].period, mix[0].quantity * mix[0].rate)
        };
        assert_eq!(cost(1, true), (RatePeriod::Hour, 40_000), "at least two");
        assert_eq!(cost(3, true), (RatePeriod::Hour, 60_000));
        assert_eq!(cost(4, true), (RatePeriod::HalfDay, 75_000));
        assert_eq!(cost(6, false), (RatePeriod::Hour, 120_000));
        assert_eq!(cost(9, false), (RatePeriod::Day, 125_000));
        assert_eq!(cost(0, false), (RatePeriod::Day, 125_000), "no hours are known");
        let hours_alone = RateCard {
            half_day: None,
            daily: None,
            weekly: None,
            monthly: None,
            ..rates
        };
        let days: Vec<ChargedDay> = run("2026-03-02", 3)
            .into_iter()
            .map(|day| ChargedDay { hours: 9, ..day })
            .collect();
        let mix = cheapest(&days, &|_| hours_alone).unwrap();
        assert!(
            mix.iter()
                .all(|piece| (piece.period, piece.quantity) == (RatePeriod::Hour, 9))
        );
    }

    /// What a day costs alone by the cheapest of all rates and numbers of hours that are offered.
    fn alone_at_best(one: &ChargedDay, rates: &RateCard) -> Option<i64> {
        let whole = if one.half { rates.half_day } else { rates.daily };
        let least = one.hours.max(rates.minimum_hours);
        let hours = (least..=24).filter(|_| one.hours > 0);
        let by_hours = hours.filter_map(|hours| Some(rates.hourly? * hours));
        whole.into_iter().chain(by_hours).min()
    }

    fn cost_of(mix: &[MixPiece]) -> i64 {
        mix.iter().map(|piece| piece.quantity * piece.rate).sum()
    }

    /// Tries every set of stretches, from any day to any day, months in a row too: the cost of the cheapest that covers all days.
    fn brute_force(days: &[ChargedDay], rates: &RateCard) -> Option<i64> {
        fn from(
            covered: u32,
            days: &[ChargedDay],
            rates: &RateCard,
            known: &mut BTreeMap<u32, Option<i64>>,
        ) -> Option<i64> {
            if covered.count_ones() as usize == days.len() {
                return Some(0);
            }
            if let Some(cost) = known.get(&covered) {
                return *cost;
            }
            let mut best: Option<i64> = None;
            let mut offer = |pays: u32, rate: i64, known: &mut BTreeMap<u32, Option<i64>>| {
                if pays & !covered != 0
                    && let Some(rest) = from(covered | pays, days, rates, known)
                {
                    best = Some(best.map_or(rest + rate, |best| best.min(rest + rate)));
                }
            };
            for (place, one) in days.iter().enumerate() {
                if let Some(cost) = alone_at_best(one, rates) {
                    offer(1 << place, cost, known);
                }
            }
            let begin = days[0].day - Days::new(31);
            for first in begin
                .iter_days()
                .take_while(|first| *first <= days[days.len() - 1].day)
            {
                let months = (1..=4).map(|count| (RatePeriod::Month, rates.monthly, count));
                for (span, rate, count) in months.chain([(RatePeriod::Week, rates.weekly, 1)]) {
                    let Some(rate) = rate else { continue };
                    let within = |one: &ChargedDay| first <= one.day && one.day < span.after(first, count);
                    let pays = days.iter().enumerate().filter(|(_, one)| within(one));
                    let pays = pays.map(|(place, _)| 1 << place).sum();
                    offer(pays, rate * i64::from(count), known);
                }
            }
            known.insert(covered, best);
            best
        }
        from(0, days, rates, &mut BTreeMap::new())
    }

    fn some_days() -> impl Strategy<Value = Vec<ChargedDay>> {
        let gaps = prop::collection::vec((1..=12_u64, prop::bool::weighted(0.2), 0..=9_i64), 1..=9);
        (0..400_u64, gaps).prop_map(|(start, gaps)| {
            let mut at = day("2026-01-01") + Days::new(start);
            gaps.into_iter()
                .map(|(gap, half, hours)| {
                    at = at + Days::new(gap.saturating_sub(5).max(1));
                    ChargedDay { day: at, half, hours }
                })
                .collect()
        })
    }

    fn some_rates() -> impl Strategy<Value = RateCard> {
        let rate = |most: i64| prop::option::weighted(0.8, 0..most);
        let hourly = (rate(30), 1..=4_i64);
        (hourly, rate(60), rate(100), rate(500), rate(900)).prop_map(
            |((hourly, minimum_hours), half_day, daily, weekly, monthly)| RateCard {
                hourly,
                minimum_hours,
                half_day,
                daily,
                weekly,
                monthly,
            },
        )
    }

    /// Two cards of rates, the second from some day on, some rates of which are those of the first.
    fn changing_rates() -> impl Strategy<Value = (RateCard, RateCard, u64)> {
        (some_rates(), some_rates(), any::<[bool; 3]>(), 0..440_u64).prop_map(|(first, other, same, seam)| {
            let second = RateCard {
                hourly: if same[0] { first.hourly } else { other.hourly },
                minimum_hours: other.minimum_hours,
                half_day: if same[0] { first.half_day } else { other.half_day },
                daily: if same[0] { first.daily } else { other.daily },
                weekly: if same[1] { first.weekly } else { other.weekly },
                monthly: if same[2] { first.monthly } else { other.monthly },
            };
            (first, second, seam)
        })
    }

    /// Tries every sequence of stretches from the first day that is not paid for, months by their anchor.
    fn every_sequence(
        days: &[ChargedDay],
        at: usize,
        anchor: Option<(NaiveDate, u32)>,
        rates: &impl Fn(NaiveDate) -> RateCard,
    ) -> Option<i64> {
        let Some(one) = days.get(at) else { return Some(0) };
        let mut found = Vec::new();
        let mut pay = |rate: Option<i64>, after: NaiveDate, anchor| {
            let next = days.iter().filter(|one| one.day < after).count();
            if let (Some(rate), true) = (rate, next > at)
                && let Some(rest) = every_sequence(days, next, anchor, rates)
            {
                found.push(rate + rest);
            }
        };
        let card = rates(one.day);
        pay(alone_at_best(one, &card), one.day + Days::new(1), None);
        pay(card.weekly, one.day + Days::new(7), None);
        pay(card.monthly, one.day + Months::new(1), Some((one.day, 1)));
        if let Some((first, months)) = anchor {
            let begins = first + Months::new(months);
            if begins <= one.day {
                let after = first + Months::new(months + 1);
                pay(rates(begins).monthly, after, Some((first, months + 1)));
            }
        }
        found.into_iter().min()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_set_of_stretches_is_cheaper(days in some_days(), rates in some_rates()) {
            let mix = cheapest(&days, &|_| rates);
            let cost = mix.as_deref().map(cost_of);
            prop_assert_eq!(cost, brute_force(&days, &rates));
            // Each day is paid for once, within the stretch that pays for it.
            let mut next = 0;
            for piece in mix.unwrap_or_default() {
                prop_assert_eq!(piece.days.start, next);
                next = piece.days.end;
                // A month in a row may end up to three days after one that begins on its first day.
                let spare = if piece.period == RatePeriod::Month { 3 } else { 0 };
                let after = piece.period.after(piece.first, 1) + Days::new(spare);
                prop_assert!(days[piece.days].iter().all(|one| piece.first <= one.day && one.day < after));
            }
        }

        #[test]
        fn no_sequence_is_cheaper_where_rates_change(days in some_days(), (first, second, seam) in changing_rates()) {
            let changes_on = day("2026-01-01") + Days::new(seam);
            let rates = |one: NaiveDate| if one < changes_on { first } else { second };
            let cost = |mix: Option<Vec<MixPiece>>| mix.as_deref().map(cost_of);
            let found = cost(cheapest(&days, &rates));
            prop_assert_eq!(found, every_sequence(&days, 0, None, &rates));
            // A change of what is not used, or to the same, is none.
            prop_assert_eq!(cost(cheapest(&days, &|_| first)), every_sequence(&days, 0, None, &|_| first));
        }
    }
}
