//! Finds the cheapest permitted mix of month, week and day rates. Pure.
//!
//! Calendar days at the site are charged, in order, perhaps with gaps between them (the weekends of a course). A mix is
//! any set of stretches that together cover each charged day:
//!
//! | stretch | covers |
//! |---|---|
//! | month | a calendar month from any day on: from the 5th to the 4th of the next month; from 31 January to 27 February, because the next one would begin on the 28th, the last day there is |
//! | week | seven calendar days in a row, from any day on |
//! | day | one charged day; a half-day where the booking is one |
//!
//! A stretch may cover days that are not charged and run beyond the end if that is cheaper: six days may be a week, eight
//! a week and a day. A rate that is not offered is not used: where only a week is offered, one day costs a week.
//!
//! Only stretches that begin on a charged day are tried: any other can be moved to the first day that it alone pays for,
//! and still covers what it covered. A property test compares the result with every possible set of stretches.

use std::ops::Range;

use chrono::{Days, Months, NaiveDate};

/// The rates of an item in minor units; `None` is not offered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RateCard {
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
}

impl RatePeriod {
    /// Returns the unit of a quote line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Week => "week",
            Self::Day => "day",
            Self::HalfDay => "half-day",
        }
    }

    /// Returns the first day that a stretch from `first` no longer covers.
    pub fn after(self, first: NaiveDate) -> NaiveDate {
        let after = match self {
            Self::Month => first.checked_add_months(Months::new(1)),
            Self::Week => first.checked_add_days(Days::new(7)),
            Self::Day | Self::HalfDay => first.succ_opt(),
        };
        after.unwrap_or(NaiveDate::MAX)
    }
}

/// A day that is charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChargedDay {
    pub day: NaiveDate,
    pub half: bool,
}

impl ChargedDay {
    /// Returns the rate that pays for this day alone, if it is offered.
    pub fn alone(self, rates: &RateCard) -> Option<(RatePeriod, i64)> {
        if self.half {
            rates.half_day.map(|rate| (RatePeriod::HalfDay, rate))
        } else {
            rates.daily.map(|rate| (RatePeriod::Day, rate))
        }
    }
}

/// A stretch of the mix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MixPiece {
    pub period: RatePeriod,
    pub first: NaiveDate,
    pub rate: i64,
    /// Indices of the charged days that it pays for.
    pub days: Range<usize>,
}

/// The cheapest mix from a day on, by its first stretch.
#[derive(Debug, Clone, Copy)]
struct BestMix {
    cost: i64,
    pieces: usize,
    period: RatePeriod,
    rate: i64,
    next: usize,
}

/// Finds the cheapest mix for ascending days; of equally cheap ones that of fewest pieces. `None` when no rate covers one
/// of them.
pub fn cheapest(days: &[ChargedDay], rates: &RateCard) -> Option<Vec<MixPiece>> {
    let mut best: Vec<Option<BestMix>> = vec![None; days.len() + 1];
    for at in (0..days.len()).rev() {
        best[at] = options(days, rates, at)
            .filter_map(|(period, rate, next)| {
                let (cost, pieces) = match best[next] {
                    _ if next == days.len() => (0, 0),
                    Some(rest) => (rest.cost, rest.pieces),
                    None => return None,
                };
                let (cost, pieces) = (cost + rate, pieces + 1);
                Some(BestMix {
                    cost,
                    pieces,
                    period,
                    rate,
                    next,
                })
            })
            .min_by_key(|best| (best.cost, best.pieces));
    }
    let mut mix = Vec::new();
    let mut at = 0;
    while at < days.len() {
        let chosen = best[at]?;
        mix.push(MixPiece {
            period: chosen.period,
            first: days[at].day,
            rate: chosen.rate,
            days: at..chosen.next,
        });
        at = chosen.next;
    }
    Some(mix)
}

/// Returns the stretches that may begin on a charged day, each with its rate and the index of the first day after it.
fn options(
    days: &[ChargedDay],
    rates: &RateCard,
    at: usize,
) -> impl Iterator<Item = (RatePeriod, i64, usize)> {
    let first = days[at].day;
    let long = [
        (RatePeriod::Month, rates.monthly),
        (RatePeriod::Week, rates.weekly),
    ];
    let long = long
        .into_iter()
        .filter_map(|(period, rate)| Some((period, rate?)));
    long.map(move |(period, rate)| {
        let after = period.after(first);
        (
            period,
            rate,
            at + days[at..].partition_point(|one| one.day < after),
        )
    })
    .chain(days[at].alone(rates).map(|(span, rate)| (span, rate, at + 1)))
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
        days.map(|day| ChargedDay { day, half: false }).collect()
    }

    const RATES: RateCard = RateCard {
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
        let mix = |count| words(&cheapest(&run("2026-03-02", count), &RATES).unwrap());
        assert_eq!(mix(3), ["day 2026-03-02", "day 2026-03-03", "day 2026-03-04"]);
        // Four days cost what a week does: one piece is easier to read than four.
        assert_eq!(mix(4), ["week 2026-03-02"]);
        assert_eq!(mix(6), ["week 2026-03-02"]);
        assert_eq!(mix(8), ["week 2026-03-02", "day 2026-03-09"]);
        assert_eq!(mix(0), [""; 0]);
    }

    #[test]
    fn a_month_runs_to_the_day_before_its_number_comes_again() {
        assert_eq!(RatePeriod::Month.after(day("2026-03-05")), day("2026-04-05"));
        assert_eq!(RatePeriod::Month.after(day("2026-01-31")), day("2026-02-28"));
        let year: Vec<MixPiece> = cheapest(&run("2026-01-01", 365), &RATES).unwrap();
        assert_eq!(year.len(), 12);
        assert!(year.iter().all(|piece| piece.period == RatePeriod::Month));
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
        })
        .to_vec();
        let mix = cheapest(&course, &RATES).unwrap();
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
            words(&cheapest(&run("2026-03-02", 1), &weekly).unwrap()),
            ["week 2026-03-02"]
        );
        assert_eq!(cheapest(&run("2026-03-02", 1), &RateCard::default()), None);
        let half = [ChargedDay {
            day: day("2026-03-02"),
            half: true,
        }];
        assert_eq!(words(&cheapest(&half, &RATES).unwrap()), ["half-day 2026-03-02"]);
    }

    /// Tries every set of stretches, from any day to any day: the cost of the cheapest that covers all days.
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
                let alone = if one.half { rates.half_day } else { rates.daily };
                if let Some(rate) = alone {
                    offer(1 << place, rate, known);
                }
            }
            let begin = days[0].day - Days::new(31);
            for first in begin
                .iter_days()
                .take_while(|first| *first <= days[days.len() - 1].day)
            {
                for (span, rate) in [
                    (RatePeriod::Week, rates.weekly),
                    (RatePeriod::Month, rates.monthly),
                ] {
                    let Some(rate) = rate else { continue };
                    let within = |one: &ChargedDay| first <= one.day && one.day < span.after(first);
                    let pays = days.iter().enumerate().filter(|(_, one)| within(one));
                    offer(pays.map(|(place, _)| 1 << place).sum(), rate, known);
                }
            }
            known.insert(covered, best);
            best
        }
        from(0, days, rates, &mut BTreeMap::new())
    }

    fn some_days() -> impl Strategy<Value = Vec<ChargedDay>> {
        let gaps = prop::collection::vec((1..=12_u64, prop::bool::weighted(0.2)), 1..=9);
        (0..400_u64, gaps).prop_map(|(start, gaps)| {
            let mut at = day("2026-01-01") + Days::new(start);
            gaps.into_iter()
                .map(|(gap, half)| {
                    at = at + Days::new(gap.saturating_sub(5).max(1));
                    ChargedDay { day: at, half }
                })
                .collect()
        })
    }

    fn some_rates() -> impl Strategy<Value = RateCard> {
        let rate = |most: i64| prop::option::weighted(0.8, 0..most);
        (rate(60), rate(100), rate(500), rate(900)).prop_map(|(half_day, daily, weekly, monthly)| RateCard {
            half_day,
            daily,
            weekly,
            monthly,
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_set_of_stretches_is_cheaper(days in some_days(), rates in some_rates()) {
            let mix = cheapest(&days, &rates);
            let cost = mix.as_ref().map(|mix| mix.iter().map(|piece| piece.rate).sum::<i64>());
            prop_assert_eq!(cost, brute_force(&days, &rates));
            // Each day is paid for once, within the stretch that pays for it.
            let mut next = 0;
            for piece in mix.unwrap_or_default() {
                prop_assert_eq!(piece.days.start, next);
                next = piece.days.end;
                let after = piece.period.after(piece.first);
                prop_assert!(days[piece.days].iter().all(|one| piece.first <= one.day && one.day < after));
            }
        }
    }
}
