//! The days of a calendar.

use chrono::{Datelike, Days, NaiveDate};

use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::{last_of_month, reversed};

/// More days than this are too many for a calendar: three years.
const MOST_DAYS: i64 = 1_096;

/// The days of a calendar, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateSpan {
    /// By its first day.
    Month(NaiveDate),
    /// By its Monday.
    Week(NaiveDate),
    Days(NaiveDate, NaiveDate),
}

/// A part that one table, or one sheet, shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarPart {
    pub title: String,
    pub first: NaiveDate,
    pub last: NaiveDate,
}

impl CalendarPart {
    pub fn days(&self) -> impl Iterator<Item = NaiveDate> + use<> {
        let last = self.last;
        self.first.iter_days().take_while(move |day| *day <= last)
    }
}

impl DateSpan {
    /// Returns the span of these days.
    ///
    /// # Errors
    /// `Usage` if the end is before the start; `Invalid` if it is more than three years away.
    pub fn days(first: NaiveDate, last: NaiveDate) -> Result<Self> {
        match (last - first).num_days() + 1 {
            ..1 => Err(reversed(&first.to_string(), &last.to_string())),
            count if count > MOST_DAYS => Err(Error::invalid(
                ErrorCode::PeriodTooLong,
                format!("a calendar shows at most {MOST_DAYS} days, not {count}"),
            )),
            _ => Ok(Self::Days(first, last)),
        }
    }

    pub fn first(self) -> NaiveDate {
        match self {
            Self::Month(first) | Self::Week(first) | Self::Days(first, _) => first,
        }
    }

    pub fn last(self) -> NaiveDate {
        match self {
            Self::Month(first) => last_of_month(first),
            Self::Week(first) => first.checked_add_days(Days::new(6)).unwrap_or(first),
            Self::Days(_, last) => last,
        }
    }

    /// Returns such as `March 2026`, `Week 10 of 2026: 2 March to 8 March` or `2 March 2026 to 15 April 2026`.
    pub fn title(self) -> String {
        let (first, last) = (self.first(), self.last());
        match self {
            Self::Month(_) => first.format("%B %Y").to_string(),
            Self::Week(_) => {
                let week = first.iso_week();
                format!(
                    "Week {} of {}: {} to {}",
                    week.week(),
                    week.year(),
                    first.format("%-d %B"),
                    last.format("%-d %B")
                )
            }
            Self::Days(..) => format!("{} to {}", first.format("%-d %B %Y"), last.format("%-d %B %Y")),
        }
    }

    /// Returns one part for a month or a week; a longer span falls into its months.
    pub fn parts(self) -> Vec<CalendarPart> {
        match self {
            Self::Month(_) | Self::Week(_) => vec![CalendarPart {
                title: self.title(),
                first: self.first(),
                last: self.last(),
            }],
            Self::Days(..) => self.months(),
        }
    }

    /// Returns the days of each month, whatever the span: a sheet of the schedule holds one month.
    pub fn months(self) -> Vec<CalendarPart> {
        let mut parts = Vec::new();
        let mut first = self.first();
        while first <= self.last() {
            let end = first.with_day(1).map_or(first, last_of_month);
            parts.push(CalendarPart {
                title: first.format("%B %Y").to_string(),
                first,
                last: end.min(self.last()),
            });
            let Some(next) = end.succ_opt() else { break };
            first = next;
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_stretch_falls_into_its_months() {
        let stretch = DateSpan::days(day("2026-01-30"), day("2026-03-02")).unwrap();
        let parts: Vec<_> = stretch
            .months()
            .into_iter()
            .map(|part| {
                (
                    part.title.clone(),
                    part.first.to_string(),
                    part.last.to_string(),
                    part.days().count(),
                )
            })
            .collect();
        let part = |title: &str, first: &str, last: &str, count| {
            (title.to_owned(), first.to_owned(), last.to_owned(), count)
        };
        assert_eq!(
            parts,
            [
                part("January 2026", "2026-01-30", "2026-01-31", 2),
                part("February 2026", "2026-02-01", "2026-02-28", 28),
                part("March 2026", "2026-03-01", "2026-03-02", 2),
            ]
        );
    }

    #[test]
    fn a_week_is_named_by_its_number() {
        let week = DateSpan::Week(day("2026-03-02"));
        assert_eq!(week.title(), "Week 10 of 2026: 2 March to 8 March");
        assert_eq!(week.last(), day("2026-03-08"));
        assert_eq!(week.parts().len(), 1);
    }

    #[test]
    fn no_stretch_ends_before_it_starts_or_lasts_for_ever() {
        let refused = |first, last| DateSpan::days(day(first), day(last)).unwrap_err().code;
        assert_eq!(refused("2026-03-02", "2026-03-01"), "end_before_start");
        assert_eq!(refused("2026-03-02", "2036-03-01"), "period_too_long");
    }
}
