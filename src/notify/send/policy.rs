//! Quiet hours, and waits between attempts.

use chrono::{Datelike, NaiveDateTime, NaiveTime, TimeDelta, Weekday};

use crate::access::settings::Settings;

/// Hours and days in which the site wants no digests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuietTimes {
    /// The end may be on the next day.
    pub hours: Option<(NaiveTime, NaiveTime)>,
    /// At most six.
    pub days: Vec<Weekday>,
    pub lets_alerts_pass: bool,
}

/// What may be sent at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SendWindow {
    Everything,
    /// Only digests with an alert, until this local time.
    AlertsOnly(NaiveDateTime),
    /// Nothing, until this local time.
    Nothing(NaiveDateTime),
}

impl QuietTimes {
    /// Returns the site's quiet times.
    pub fn of(settings: &Settings) -> Self {
        Self {
            hours: settings.quiet_hours(),
            days: settings.quiet_days(),
            lets_alerts_pass: settings.quiet_lets_alerts_pass(),
        }
    }

    /// Returns what may be sent at a local time.
    pub fn window(&self, local: NaiveDateTime) -> SendWindow {
        match self.ends(local) {
            None => SendWindow::Everything,
            Some(end) if self.lets_alerts_pass => SendWindow::AlertsOnly(end),
            Some(end) => SendWindow::Nothing(end),
        }
    }

    /// Returns when the quiet time around `local` ends; `None` if there is none.
    fn ends(&self, local: NaiveDateTime) -> Option<NaiveDateTime> {
        let mut at = local;
        // At most six quiet days, each followed by quiet hours.
        for _ in 0..16 {
            match self.next_step(at) {
                None => break,
                Some(later) => at = later,
            }
        }
        (at != local).then_some(at)
    }

    /// Returns the end of the quiet day, or of the quiet hours, that `at` lies in.
    fn next_step(&self, at: NaiveDateTime) -> Option<NaiveDateTime> {
        let tomorrow = at.date().succ_opt()?;
        if self.days.contains(&at.weekday()) {
            return Some(tomorrow.and_time(NaiveTime::MIN));
        }
        let (start, end) = self.hours?;
        let time = at.time();
        if start < end {
            (start <= time && time < end).then(|| at.date().and_time(end))
        } else if time < end {
            Some(at.date().and_time(end))
        } else {
            (start <= time).then(|| tomorrow.and_time(end))
        }
    }
}

/// The longest wait between two attempts.
const LONGEST: TimeDelta = TimeDelta::hours(6);

/// Returns the wait after a number of attempts: a minute, doubling up to six hours.
pub fn back_off(attempts: i32) -> TimeDelta {
    let doublings = attempts.saturating_sub(1).clamp(0, 16);
    TimeDelta::minutes(1 << doublings).min(LONGEST)
}

/// Returns the wait that a receiver asks for, at least [`back_off`] and at most six hours.
pub fn limited_wait(wait: TimeDelta, attempts: i32) -> TimeDelta {
    wait.clamp(back_off(attempts), LONGEST)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    fn time(minutes: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0).unwrap()
    }

    fn nights_and_weekends() -> QuietTimes {
        QuietTimes {
            hours: Some((time(18 * 60), time(7 * 60))),
            days: vec![Weekday::Sat, Weekday::Sun],
            lets_alerts_pass: false,
        }
    }

    #[test]
    fn a_night_ends_in_the_morning_and_a_weekend_on_monday() {
        let quiet = nights_and_weekends();
        for (now, window) in [
            ("2026-01-15T10:00:00", SendWindow::Everything),
            ("2026-01-15T07:00:00", SendWindow::Everything),
            ("2026-01-15T17:59:59", SendWindow::Everything),
            (
                "2026-01-15T18:00:00",
                SendWindow::Nothing(at("2026-01-16T07:00:00")),
            ),
            (
                "2026-01-16T06:59:59",
                SendWindow::Nothing(at("2026-01-16T07:00:00")),
            ),
            (
                "2026-01-16T20:00:00",
                SendWindow::Nothing(at("2026-01-19T07:00:00")),
            ),
            (
                "2026-01-17T12:00:00",
                SendWindow::Nothing(at("2026-01-19T07:00:00")),
            ),
        ] {
            assert_eq!(quiet.window(at(now)), window, "{now}");
        }
        let lenient = QuietTimes {
            lets_alerts_pass: true,
            ..nights_and_weekends()
        };
        let end = at("2026-01-16T07:00:00");
        assert_eq!(
            lenient.window(at("2026-01-15T23:00:00")),
            SendWindow::AlertsOnly(end)
        );
    }

    #[test]
    fn waits_double_from_a_minute_to_six_hours() {
        let minutes: Vec<i64> = (1..=11).map(|tries| back_off(tries).num_minutes()).collect();
        assert_eq!(minutes, [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]);
        assert_eq!(back_off(i32::MAX), LONGEST);
        assert_eq!(limited_wait(TimeDelta::seconds(1), 3), TimeDelta::minutes(4));
        assert_eq!(limited_wait(TimeDelta::days(30), 3), LONGEST);
        let total: i64 = (1..30).map(|tries| back_off(tries).num_minutes()).sum();
        assert_eq!(total / 60 / 24, 5, "thirty attempts take about five days");
    }

    proptest! {
        #[test]
        fn quiet_is_over_when_it_says_so_and_not_before(
            start in 0u32..1440, length in 1u32..1440, days in proptest::collection::vec(0u8..7, 0..6), minute in 0i64..20160,
        ) {
            let quiet = QuietTimes {
                hours: Some((time(start), time((start + length) % 1440))),
                days: days.into_iter().map(|day| Weekday::try_from(day).unwrap()).collect(),
                lets_alerts_pass: false,
            };
            let now = at("2026-03-02T00:00:00") + TimeDelta::minutes(minute);
            if let SendWindow::Nothing(end) = quiet.window(now) {
                prop_assert!(end > now);
                prop_assert_eq!(quiet.window(end), SendWindow::Everything);
                let mut moment = now;
                while moment < end {
                    prop_assert_ne!(quiet.window(moment), SendWindow::Everything);
                    moment += TimeDelta::minutes(7);
                }
            }
        }
    }
}
