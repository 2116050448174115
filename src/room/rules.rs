//! When a room may be booked: opening hours, lengths, notice and horizon. Pure.

use chrono::{NaiveTime, TimeDelta};

use super::model::RoomRow;
use crate::kernel::error::{Error, ErrorCode};
use crate::kernel::period::{Period, Site, parse_end_time, parse_time};
use crate::kernel::shell_word::shell_word;
use crate::kernel::text::counted;
use crate::kernel::timestamp::Timestamp;

/// A room's booking rules, all of them optional.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BookingRules {
    pub opens_at: Option<NaiveTime>,
    /// Midnight is that of the next day.
    pub closes_at: Option<NaiveTime>,
    pub min_minutes: Option<i32>,
    pub max_minutes: Option<i32>,
    pub notice_hours: Option<i32>,
    pub horizon_days: Option<i32>,
}

impl From<&RoomRow> for BookingRules {
    fn from(row: &RoomRow) -> Self {
        Self {
            opens_at: row.opens_at.as_deref().and_then(|text| parse_time(text).ok()),
            closes_at: row
                .closes_at
                .as_deref()
                .and_then(|text| parse_end_time(text).ok()),
            min_minutes: row.min_minutes,
            max_minutes: row.max_minutes,
            notice_hours: row.notice_hours,
            horizon_days: row.horizon_days,
        }
    }
}

/// A rule that a period breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenRule {
    pub code: ErrorCode,
    /// Completes "ROOM …": `opens at 08:00`.
    pub fact: String,
}

impl BrokenRule {
    /// Returns the refusal of a booking of this room.
    pub fn error(&self, room: &str) -> Error {
        Error::invalid(self.code, format!("{room} {}", self.fact))
            .hint(format!("colab room show {} lists its rules", shell_word(room)))
            .hint("whoever may assign rooms can add --override-rules --reason REASON")
            .detail("room", room)
    }
}

/// Returns whether a time of day lies after an end that may be midnight.
fn is_past(end: NaiveTime, time: NaiveTime) -> bool {
    end != NaiveTime::MIN && time >= end
}

impl BookingRules {
    /// Returns from when to when a room is open on a day: by its rules, else as the site day says. The end may be midnight.
    pub fn hours(&self, site: &Site) -> (NaiveTime, NaiveTime) {
        let (opens, closes) = (
            self.opens_at.unwrap_or(site.day_start),
            self.closes_at.unwrap_or(site.day_end),
        );
        match self.closes_at {
            _ if !is_past(closes, opens) => (opens, closes),
            // A room of the evening or of the early morning.
            None => (opens, NaiveTime::MIN),
            Some(_) => (NaiveTime::MIN, closes),
        }
    }

    /// Returns the first rule that a booking of this period, made now, would break. The past needs no notice.
    pub fn broken_by(&self, period: &Period, now: Timestamp, site: &Site) -> Option<BrokenRule> {
        self.outside_hours(period, site)
            .or_else(|| self.wrong_length(period))
            .or_else(|| self.wrong_notice(period, now))
    }

    fn outside_hours(&self, period: &Period, site: &Site) -> Option<BrokenRule> {
        let start = site.local(period.starts_at());
        // To the end of a day is not yet into the next.
        let last = site.local(period.ends_at().plus(TimeDelta::microseconds(-1)));
        let overnight = start.date_naive() != last.date_naive();
        let is_early = |opens: &NaiveTime| start.time() < *opens || overnight && self.closes_at.is_none();
        let opens = self.opens_at.filter(is_early);
        let closes = self
            .closes_at
            .filter(|closes| is_past(*closes, last.time()) || overnight);
        let fact = match (opens, closes) {
            (Some(opens), _) => format!("opens at {}", opens.format("%H:%M")),
            (None, Some(NaiveTime::MIN)) => "closes at 24:00".to_owned(),
            (None, Some(closes)) => format!("closes at {}", closes.format("%H:%M")),
            (None, None) => return None,
        };
        Some(BrokenRule {
            code: ErrorCode::OutsideOpeningHours,
            fact,
        })
    }

    fn wrong_length(&self, period: &Period) -> Option<BrokenRule> {
        let length = period.ends_at().since(period.starts_at());
        let minutes = |count: i32| TimeDelta::minutes(count.into());
        let (code, fact) = match (self.min_minutes, self.max_minutes) {
            (Some(least), _) if length < minutes(least) => (
                ErrorCode::TooShort,
                format!("is booked for at least {}", counted(least, "minute")),
            ),
            (_, Some(most)) if length > minutes(most) => (
                ErrorCode::TooLong,
                format!("is booked for at most {}", counted(most, "minute")),
            ),
            _ => return None,
        };
        Some(BrokenRule { code, fact })
    }

    fn wrong_notice(&self, period: &Period, now: Timestamp) -> Option<BrokenRule> {
        let ahead = period.starts_at().since(now);
        let (code, fact) = match (self.notice_hours, self.horizon_days) {
            _ if ahead < TimeDelta::zero() => return None,
            (Some(hours), _) if ahead < TimeDelta::hours(hours.into()) => (
                ErrorCode::ShortNotice,
                format!("is booked at least {} ahead", counted(hours, "hour")),
            ),
            (_, Some(days)) if ahead > TimeDelta::days(days.into()) => (
                ErrorCode::TooFarAhead,
                format!("is booked at most {} ahead", counted(days, "day")),
            ),
            _ => return None,
        };
        Some(BrokenRule { code, fact })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        Site {
            timezone: chrono_tz::Africa::Johannesburg,
            day_start: parse_time("07:30").unwrap(),
            day_end: parse_time("16:30").unwrap(),
            repeated_hour: None,
        }
    }

    fn broken(rules: &BookingRules, from: &str, to: &str) -> Option<&'static str> {
        let site = site();
        let at = |text: &str| site.instant(text.parse().unwrap()).unwrap();
        let period = Period::new(at(from), at(to)).unwrap();
        let now = at("2026-03-01T08:00:00");
        rules
            .broken_by(&period, now, &site)
            .map(|broken| broken.code.as_str())
    }

    #[test]
    fn hours_are_kept_to_the_minute_and_nights_are_outside() {
        let rules = BookingRules {
            opens_at: parse_time("08:00").ok(),
            closes_at: parse_time("17:00").ok(),
            ..BookingRules::default()
        };
        let outside = Some("outside_opening_hours");
        assert_eq!(broken(&rules, "2026-03-02T08:00:00", "2026-03-02T17:00:00"), None);
        assert_eq!(
            broken(&rules, "2026-03-02T07:59:00", "2026-03-02T12:00:00"),
            outside
        );
        assert_eq!(
            broken(&rules, "2026-03-02T12:00:00", "2026-03-02T17:01:00"),
            outside
        );
        assert_eq!(
            broken(&rules, "2026-03-02T12:00:00", "2026-03-03T09:00:00"),
            outside
        );
    }

    #[test]
    fn durations_notice_and_horizon_have_inclusive_bounds() {
        let rules = BookingRules {
            min_minutes: Some(60),
            max_minutes: Some(120),
            notice_hours: Some(24),
            horizon_days: Some(10),
            ..BookingRules::default()
        };
        for (from, to, expected) in [
            ("2026-03-02T08:00:00", "2026-03-02T09:00:00", None),
            ("2026-03-02T08:00:00", "2026-03-02T10:00:00", None),
            ("2026-03-02T08:00:00", "2026-03-02T08:59:00", Some("too_short")),
            ("2026-03-02T08:00:00", "2026-03-02T10:01:00", Some("too_long")),
            ("2026-03-02T07:59:00", "2026-03-02T09:00:00", Some("short_notice")),
            ("2026-03-11T08:00:00", "2026-03-11T09:00:00", None),
            (
                "2026-03-11T08:01:00",
                "2026-03-11T09:01:00",
                Some("too_far_ahead"),
            ),
            ("2026-02-11T08:01:00", "2026-02-11T09:01:00", None),
        ] {
            assert_eq!(broken(&rules, from, to), expected, "{from}");
        }
    }
}
