//! Tax rates, and the days from which they hold.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::percent::{percent, thousandths};

/// Tax rates in thousandths of a percent: a first one, and others each from a day on. As text, `15, 16 from 2026-07-01`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TaxSchedule {
    first: i64,
    later: BTreeMap<NaiveDate, i64>,
}

impl TaxSchedule {
    /// Returns a schedule of one rate.
    pub const fn flat(rate: i64) -> Self {
        Self {
            first: rate,
            later: BTreeMap::new(),
        }
    }

    /// Returns the schedule of rates, each from a day on; the earliest holds before its day too. `None` without any.
    pub fn of(rates: BTreeMap<NaiveDate, i64>) -> Option<Self> {
        let mut later = rates;
        let (_, first) = later.pop_first()?;
        Some(Self { first, later })
    }

    /// Returns the rates, the first from the first day of all.
    pub fn rates(&self) -> BTreeMap<NaiveDate, i64> {
        let first = NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or_default();
        let later = self.later.iter().map(|(from, rate)| (*from, *rate));
        std::iter::once((first, self.first)).chain(later).collect()
    }

    /// Parses a schedule.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(',').map(str::trim);
        let first = thousandths(parts.next()?)?;
        let later = parts.map(|part| {
            let (rate, day) = part.split_once(" from ")?;
            Some((day.trim().parse().ok()?, thousandths(rate.trim())?))
        });
        Some(Self {
            first,
            later: later.collect::<Option<_>>()?,
        })
    }

    /// Returns the rate of a day.
    pub fn on(&self, day: NaiveDate) -> i64 {
        let last = self.later.range(..=day).next_back();
        last.map_or(self.first, |(_, rate)| *rate)
    }

    /// Lists the rates that hold from a later day on.
    pub fn after(&self, day: NaiveDate) -> impl Iterator<Item = (NaiveDate, i64)> {
        let later = self.later.iter().map(|(from, rate)| (*from, *rate));
        later.filter(move |(from, _)| *from > day)
    }

    /// Returns the schedule with another rate from a day on, until the next one.
    pub fn with(&self, from: NaiveDate, rate: i64) -> Self {
        let mut all = self.later.clone();
        all.insert(from, rate);
        let mut later = BTreeMap::new();
        let mut before = self.first;
        for (from, rate) in all {
            if rate != before {
                later.insert(from, rate);
            }
            before = rate;
        }
        Self {
            first: self.first,
            later,
        }
    }
}

impl fmt::Display for TaxSchedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&percent(self.first))?;
        for (from, rate) in &self.later {
            write!(f, ", {} from {from}", percent(*rate))?;
        }
        Ok(())
    }
}

impl TryFrom<String> for TaxSchedule {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("invalid tax rates `{text}`"))
    }
}

impl From<TaxSchedule> for String {
    fn from(schedule: TaxSchedule) -> Self {
        schedule.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_rate_holds_from_its_day_until_the_next() {
        let rates = TaxSchedule::parse("15").unwrap();
        let rates = rates
            .with(day("2026-07-01"), 16_000)
            .with(day("2026-04-01"), 14_500);
        assert_eq!(rates.to_string(), "15, 14.5 from 2026-04-01, 16 from 2026-07-01");
        assert_eq!(TaxSchedule::parse(&rates.to_string()), Some(rates.clone()));
        for (on, rate) in [
            ("2000-01-01", 15_000),
            ("2026-03-31", 15_000),
            ("2026-04-01", 14_500),
            ("2026-06-30", 14_500),
            ("2026-07-01", 16_000),
        ] {
            assert_eq!(rates.on(day(on)), rate, "{on}");
        }
        assert_eq!(rates.after(day("2026-04-01")).count(), 1);
        assert_eq!(TaxSchedule::of(rates.rates()), Some(rates.clone()));
        assert_eq!(TaxSchedule::of(BTreeMap::new()), None);
        // A rate that is the former one is not a change.
        assert_eq!(
            rates.with(day("2026-04-01"), 15_000).to_string(),
            "15, 16 from 2026-07-01"
        );
        for text in ["", "x", "15, 16", "15, 16 from July", "15, 101 from 2026-07-01"] {
            assert_eq!(TaxSchedule::parse(text), None, "{text}");
        }
    }
}
