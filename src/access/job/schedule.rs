//! When a job is due: five fields of cron in the site's time zone.
//!
//! Of times that the clocks skip, a job of fixed hours runs once, right after; of a time that comes twice, once, the first
//! time. A job of every hour or of steps (a `*` in the field of hours) runs as often as the hours pass.

use chrono::{DateTime, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use croner::Cron;
use croner::parser::{CronParser, Seconds, Year};

use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::text::printable;
use crate::kernel::timestamp::Timestamp;

/// A run that begins this much before its slot is still that slot's: clocks of machines differ. Never more than a tenth of
/// the time between two slots.
pub const EARLY: TimeDelta = TimeDelta::seconds(30);

/// A schedule that has a next time.
#[derive(Debug, Clone)]
pub struct CronSchedule {
    pattern: Cron,
    text: String,
}

impl CronSchedule {
    /// Parses five fields, or a nickname of such: `@daily`.
    ///
    /// # Errors
    /// `Invalid` for anything else, and for a day that never comes.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let invalid = |why: String| {
            let fact = format!("invalid schedule `{}`: {why}", printable(&text));
            Error::invalid(ErrorCode::InvalidSchedule, fact)
                .hint("write minute, hour, day, month and weekday as cron has them, such as \"0 2 * * *\"")
        };
        if text.split(' ').count() != 5 && !text.starts_with('@') {
            return Err(invalid("five fields are required".to_owned()));
        }
        let parser = CronParser::builder()
            .seconds(Seconds::Disallowed)
            .year(Year::Disallowed)
            .build();
        let pattern = parser.parse(&text).map_err(|error| {
            let why = error.to_string();
            invalid(why.trim_end_matches('.').to_lowercase())
        })?;
        if pattern.find_next_occurrence(&Utc::now(), false).is_err() {
            return Err(invalid("that day never comes".to_owned()));
        }
        Ok(Self { pattern, text })
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns whether it names its hours, which a clock shows once a day whatever becomes of the clocks.
    fn has_fixed_hours(&self) -> bool {
        match self.text.split(' ').nth(1) {
            Some(hours) => !hours.contains('*'),
            None => self.text != "@hourly",
        }
    }

    /// Returns the newest time that has come.
    pub fn newest(&self, zone: Tz, now: Timestamp) -> Option<Timestamp> {
        if !self.has_fixed_hours() {
            let found = self.pattern.find_previous_occurrence(&local(zone, now), true);
            return found.ok().map(|at| at.to_utc().into());
        }
        let mut shown = local(zone, now).naive_local() + MOST_SHIFT;
        loop {
            shown = self
                .pattern
                .find_previous_occurrence(&shown.and_utc(), false)
                .ok()?
                .naive_utc();
            let came = first_shown(zone, shown);
            if came <= now {
                return Some(came);
            }
        }
    }

    /// Returns the next time.
    pub fn next(&self, zone: Tz, now: Timestamp) -> Option<Timestamp> {
        if !self.has_fixed_hours() {
            let found = self.pattern.find_next_occurrence(&local(zone, now), false);
            return found.ok().map(|at| at.to_utc().into());
        }
        let mut shown = local(zone, now).naive_local() - MOST_SHIFT;
        loop {
            shown = self
                .pattern
                .find_next_occurrence(&shown.and_utc(), false)
                .ok()?
                .naive_utc();
            let comes = first_shown(zone, shown);
            if comes > now {
                return Some(comes);
            }
        }
    }

    /// Returns the slot of a run that begins now: the newest time that has come, or the next one where it is a little early.
    pub fn slot(&self, zone: Tz, now: Timestamp) -> Option<Timestamp> {
        let newest = self.newest(zone, now);
        let next = self.next(zone, now);
        match (newest, next) {
            (Some(newest), Some(next)) if next.since(now) <= EARLY.min(next.since(newest) / 10) => Some(next),
            (newest, next) => newest.or(next),
        }
    }
}

/// More than clocks are put forward or back at once.
const MOST_SHIFT: TimeDelta = TimeDelta::hours(3);

/// Returns when the site's clock shows a time first; of one that it skips, when it has skipped it.
fn first_shown(zone: Tz, shown: NaiveDateTime) -> Timestamp {
    let mut at = shown;
    // No clock skips more than a day.
    for _ in 0..=24 * 60 {
        if let Some(first) = zone.from_local_datetime(&at).earliest() {
            return first.to_utc().into();
        }
        at += TimeDelta::minutes(1);
    }
    shown.and_utc().into()
}

fn local(zone: Tz, at: Timestamp) -> DateTime<Tz> {
    at.utc().with_timezone(&zone)
}

/// Returns the minute that an instant is in: the slot of a job without a schedule.
pub fn minute(at: Timestamp) -> Timestamp {
    let micros = at.micros();
    Timestamp::from_micros(micros - micros.rem_euclid(60_000_000)).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse::<DateTime<Utc>>().unwrap().into()
    }

    /// Every slot from one instant to another, by the minute, and by going from one to the next.
    fn slots(schedule: &str, zone: Tz, from: &str, to: &str) -> Vec<String> {
        let schedule = CronSchedule::parse(schedule).unwrap();
        let (from, to) = (at(from), at(to));
        let mut seen: Vec<Timestamp> = Vec::new();
        let mut now = from;
        while now < to {
            let newest = schedule.newest(zone, now).unwrap();
            if newest >= from && seen.last() != Some(&newest) {
                seen.push(newest);
            }
            now = now.plus(TimeDelta::minutes(1));
        }
        let mut walked = Vec::new();
        let mut next = schedule.next(zone, from.plus(-TimeDelta::seconds(1))).unwrap();
        while next < to {
            walked.push(next);
            next = schedule.next(zone, next).unwrap();
        }
        assert_eq!(seen, walked, "both ways");
        let shown = |slot: &Timestamp| {
            slot.utc()
                .with_timezone(&zone)
                .format("%m-%d %H:%M %:z")
                .to_string()
        };
        seen.iter().map(shown).collect()
    }

    #[test]
    fn a_skipped_time_runs_once_and_a_doubled_one_once() {
        let berlin = chrono_tz::Europe::Berlin;
        assert_eq!(
            slots(
                "30 2 * * *",
                berlin,
                "2026-03-28T12:00:00Z",
                "2026-03-30T12:00:00Z"
            ),
            ["03-29 03:00 +02:00", "03-30 02:30 +02:00"]
        );
        assert_eq!(
            slots(
                "30 2 * * *",
                berlin,
                "2026-10-24T12:00:00Z",
                "2026-10-26T12:00:00Z"
            ),
            ["10-25 02:30 +02:00", "10-26 02:30 +01:00"]
        );
        // Also where a schedule has several times.
        let new_york = chrono_tz::America::New_York;
        assert_eq!(
            slots(
                "0,30 1,2 * * *",
                new_york,
                "2026-11-01T04:00:00Z",
                "2026-11-01T16:00:00Z"
            ),
            [
                "11-01 01:00 -04:00",
                "11-01 01:30 -04:00",
                "11-01 02:00 -05:00",
                "11-01 02:30 -05:00"
            ]
        );
        assert_eq!(
            slots(
                "15 1-3 * * *",
                new_york,
                "2026-03-08T04:00:00Z",
                "2026-03-08T16:00:00Z"
            ),
            ["03-08 01:15 -05:00", "03-08 03:00 -04:00", "03-08 03:15 -04:00"]
        );
        let cairo = chrono_tz::Africa::Cairo;
        assert_eq!(
            slots(
                "30 0 * * *",
                cairo,
                "2026-04-23T12:00:00Z",
                "2026-04-25T12:00:00Z"
            ),
            ["04-24 01:00 +03:00", "04-25 00:30 +03:00"]
        );
        assert_eq!(
            slots(
                "30 23 * * *",
                cairo,
                "2026-10-28T22:00:00Z",
                "2026-10-30T22:00:00Z"
            ),
            ["10-29 23:30 +03:00", "10-30 23:30 +02:00"]
        );
        let johannesburg = chrono_tz::Africa::Johannesburg;
        assert_eq!(
            slots(
                "0 2 * * mon-fri",
                johannesburg,
                "2026-03-06T12:00:00Z",
                "2026-03-10T12:00:00Z"
            ),
            ["03-09 02:00 +02:00", "03-10 02:00 +02:00"]
        );
    }

    #[test]
    fn every_hour_runs_each_hour_that_passes() {
        let berlin = chrono_tz::Europe::Berlin;
        let of = |from, to| slots("0 * * * *", berlin, from, to).len();
        assert_eq!(of("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"), 23);
        assert_eq!(of("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"), 25);
    }

    #[test]
    fn a_run_that_is_a_little_early_is_of_the_slot_to_come() {
        let slot = |schedule: &str, now: &str| {
            let schedule = CronSchedule::parse(schedule).unwrap();
            schedule.slot(chrono_tz::UTC, at(now)).unwrap().to_string()
        };
        assert_eq!(slot("0 2 * * *", "2026-03-02T01:59:40Z"), "2026-03-02T02:00:00Z");
        assert_eq!(slot("0 2 * * *", "2026-03-02T01:59:20Z"), "2026-03-01T02:00:00Z");
        assert_eq!(slot("0 2 * * *", "2026-03-02T14:00:00Z"), "2026-03-02T02:00:00Z");
        assert_eq!(slot("* * * * *", "2026-03-02T02:00:50Z"), "2026-03-02T02:00:00Z");
        assert_eq!(slot("* * * * *", "2026-03-02T02:00:58Z"), "2026-03-02T02:01:00Z");
        assert_eq!(minute(at("2026-03-02T02:00:59.9Z")), at("2026-03-02T02:00:00Z"));
    }

    #[test]
    fn what_is_no_schedule_is_refused() {
        for text in [
            "",
            "0 2 * *",
            "* * * * * *",
            "61 * * * *",
            "0 0 30 2 *",
            "a b c d e",
            "@reboot",
        ] {
            let error = CronSchedule::parse(text).unwrap_err();
            assert_eq!(error.code, "invalid_schedule", "{text}");
        }
        assert_eq!(
            CronSchedule::parse(" 0  2 * * 1-5 ").unwrap().as_str(),
            "0 2 * * 1-5"
        );
    }
}
