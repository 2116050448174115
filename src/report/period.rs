//! The period of a report, and those that it is compared with.

use chrono::{Datelike, Months, NaiveDate, TimeDelta};

use crate::kernel::error::{Error, Result};
use crate::kernel::period::last_of_month;

/// Days from the first to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportPeriod {
    pub first: NaiveDate,
    /// Included.
    pub last: NaiveDate,
    /// Months that it is made of; `None` where it has parts of months.
    months: Option<u32>,
}

impl ReportPeriod {
    /// Returns the period of these days.
    pub fn of(first: NaiveDate, last: NaiveDate) -> Self {
        let is_whole = first.day() == 1 && last.with_day(1).map(last_of_month) == Some(last);
        let months = (last.year() - first.year()) * 12 + last.month0() as i32 - first.month0() as i32 + 1;
        Self {
            first,
            last,
            months: u32::try_from(months).ok().filter(|_| is_whole),
        }
    }

    /// Returns so many months from the first day of one on.
    pub fn months(first: NaiveDate, count: u32) -> Self {
        let last = first.checked_add_months(Months::new(count.saturating_sub(1)));
        Self::of(first, last.map_or(first, last_of_month))
    }

    /// Returns the months as `--month` takes them.
    pub fn as_months(&self) -> Option<String> {
        let name = |day: NaiveDate| day.format("%Y-%m").to_string();
        let (first, last) = (name(self.first), name(self.last));
        let is_one = first == last;
        self.months
            .map(|_| if is_one { first } else { format!("{first}..{last}") })
    }

    /// Returns it as part of a file's name, such as `2026-03` or `2026-03-02_2026-03-08`.
    pub fn file_name(&self) -> String {
        let days = || format!("{}_{}", self.first, self.last);
        self.as_months()
            .map_or_else(days, |months| months.replace("..", "_"))
    }

    /// Returns the period of the same length just before.
    pub fn before(&self) -> Option<Self> {
        match self.months {
            Some(count) => self
                .first
                .checked_sub_months(Months::new(count))
                .map(|first| Self::months(first, count)),
            None => {
                let days = TimeDelta::days((self.last - self.first).num_days() + 1);
                let (first, last) = (
                    self.first.checked_sub_signed(days)?,
                    self.last.checked_sub_signed(days)?,
                );
                Some(Self::of(first, last))
            }
        }
    }

    /// Returns the same period a year before.
    pub fn year_before(&self) -> Option<Self> {
        let year = Months::new(12);
        let first = self.first.checked_sub_months(year)?;
        match self.months {
            Some(count) => Some(Self::months(first, count)),
            None => Some(Self::of(first, self.last.checked_sub_months(year)?)),
        }
    }

    /// Names what it is compared with: `month before`, `month of the year before`. A year has one such period.
    pub fn names_of_earlier(&self) -> (&'static str, &'static str) {
        match self.months {
            Some(1) => ("month before", "same month a year before"),
            Some(3) if self.first.month0().is_multiple_of(3) => {
                ("quarter before", "same quarter a year before")
            }
            Some(12) => ("year before", "two years before"),
            _ => ("period before", "same period a year before"),
        }
    }

    /// Returns whether it is a year, whose period before is the one a year before.
    pub fn is_year(&self) -> bool {
        self.months == Some(12)
    }

    /// Returns such as `March 2026`, `2026, quarter 1`, `2026`, `2 March 2026 to 9 April 2026`.
    pub fn title(&self) -> String {
        let first = self.first;
        match self.months {
            Some(1) => first.format("%B %Y").to_string(),
            Some(3) if first.month0().is_multiple_of(3) => {
                format!("{}, quarter {}", first.year(), first.month0() / 3 + 1)
            }
            Some(12) if first.month() == 1 => first.year().to_string(),
            Some(_) => format!("{} to {}", first.format("%B %Y"), self.last.format("%B %Y")),
            None => format!(
                "{} to {}",
                first.format("%-d %B %Y"),
                self.last.format("%-d %B %Y")
            ),
        }
    }
}

/// Parses a quarter, `2026-Q1`, `last`, `this` or `next`.
///
/// # Errors
/// `Usage` for anything else.
pub fn parse_quarter(text: &str, today: NaiveDate) -> Result<ReportPeriod> {
    let word = text.trim().to_uppercase();
    let of_today = today
        .with_day(1)
        .and_then(|day| day.with_month0(today.month0() / 3 * 3));
    let quarter = Months::new(3);
    let first = match word.as_str() {
        "THIS" => of_today,
        "LAST" => of_today.and_then(|day| day.checked_sub_months(quarter)),
        "NEXT" => of_today.and_then(|day| day.checked_add_months(quarter)),
        word => word.split_once("-Q").and_then(|(year, number)| {
            let number = number
                .parse::<u32>()
                .ok()
                .filter(|number| (1..=4).contains(number))?;
            NaiveDate::from_ymd_opt(year.parse().ok()?, number * 3 - 2, 1)
        }),
    };
    first
        .filter(|day| (1900..=9999).contains(&day.year()))
        .map(|first| ReportPeriod::months(first, 3))
        .ok_or_else(|| {
            Error::usage(format!("invalid quarter `{text}`")).hint("write 2026-Q1, last, this or next")
        })
}

/// Parses a year, `2026`, `last`, `this` or `next`.
///
/// # Errors
/// `Usage` for anything else.
pub fn parse_year(text: &str, today: NaiveDate) -> Result<ReportPeriod> {
    let year = match text.trim() {
        "this" => Some(today.year()),
        "last" => Some(today.year() - 1),
        "next" => Some(today.year() + 1),
        text => text.parse().ok(),
    };
    year.filter(|year| (1900..=9999).contains(year))
        .and_then(|year| NaiveDate::from_ymd_opt(year, 1, 1))
        .map(|first| ReportPeriod::months(first, 12))
        .ok_or_else(|| Error::usage(format!("invalid year `{text}`")).hint("write 2026, last, this or next"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn shown(period: Option<ReportPeriod>) -> String {
        period.map_or("none".to_owned(), |one| format!("{} {}", one.first, one.last))
    }

    #[test]
    fn a_period_is_compared_with_one_of_its_kind() {
        let of = |first, last| ReportPeriod::of(day(first), day(last));
        let march = of("2024-03-01", "2024-03-31");
        assert_eq!(shown(march.before()), "2024-02-01 2024-02-29");
        assert_eq!(shown(march.year_before()), "2023-03-01 2023-03-31");
        assert_eq!(march.as_months().unwrap(), "2024-03");
        let leap = of("2024-02-01", "2024-02-29");
        assert_eq!(shown(leap.year_before()), "2023-02-01 2023-02-28");
        let quarter = parse_quarter("2026-q1", day("2026-06-15")).unwrap();
        assert_eq!(quarter.as_months().unwrap(), "2026-01..2026-03");
        assert_eq!(shown(quarter.before()), "2025-10-01 2025-12-31");
        assert_eq!(quarter.title(), "2026, quarter 1");
        assert_eq!(quarter.file_name(), "2026-01_2026-03");
        let days = of("2026-03-02", "2026-03-08");
        assert_eq!(shown(days.before()), "2026-02-23 2026-03-01");
        assert_eq!(
            (days.as_months(), days.title()),
            (None, "2 March 2026 to 8 March 2026".to_owned())
        );
        let year = parse_year("last", day("2026-06-15")).unwrap();
        assert_eq!(shown(Some(year)), "2025-01-01 2025-12-31");
        assert!(year.is_year() && year.before() == year.year_before());
        assert_eq!(
            shown(of("1900-01-01", "1900-01-31").before()),
            "1899-12-01 1899-12-31"
        );
        for wrong in ["2026-Q5", "2026", "Q1", "2026-Q", "0001-Q1"] {
            assert!(parse_quarter(wrong, day("2026-06-15")).is_err(), "{wrong}");
        }
        assert!(parse_year("26x", day("2026-06-15")).is_err());
    }
}
