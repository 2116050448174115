//! Days on which a series takes place: an RRULE of RFC 5545 over local days, so that clocks that change move nothing.

use std::str::FromStr;

use chrono::{DateTime, Datelike, Month, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use rrule::{Frequency, NWeekday, RRule, Tz, Unvalidated};

use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::{Site, in_order, reversed};

/// More bookings than one command makes: five years of working days fit.
pub const MOST_BOOKINGS: u16 = 2000;

/// Returns the days of a rule such as `FREQ=WEEKLY;COUNT=6`; the first is `first` or the next that fits. `start` is the
/// local time at which each begins, which an UNTIL with a time is compared with.
///
/// # Errors
/// `Invalid` for a rule that does not parse, never ends, repeats within a day, or gives no day or too many.
pub fn days(rule: &str, first: NaiveDate, start: NaiveTime, site: &Site) -> Result<Vec<NaiveDate>> {
    let rule = rule.trim().trim_start_matches("RRULE:").to_uppercase();
    let parts = parts_of(&rule);
    check_within_a_day(&rule, &parts)?;
    let value = |wanted: &str| {
        parts
            .iter()
            .find(|(name, _)| *name == wanted)
            .map(|(_, value)| *value)
    };
    if value("COUNT").is_none() && value("UNTIL").is_none() {
        return Err(
            Error::invalid(ErrorCode::EndlessRule, format!("rule `{rule}` never ends")).hint(format!(
                "add ;COUNT=6 or ;UNTIL=20261231 (at most {MOST_BOOKINGS} bookings)"
            )),
        );
    }
    let until = value("UNTIL").map(|text| until(text, &rule, site)).transpose()?;
    if let Some(until) = until.filter(|until| until.date() < first) {
        return Err(refuse(
            &rule,
            &format!("UNTIL {} is before the first day, {first}", until.date()),
        )
        .hint(format!("set UNTIL to {} or later", first.format("%Y%m%d"))));
    }
    let wrong = |fact: &str| refuse(&rule, fact).hint("such as FREQ=WEEKLY;BYDAY=MO,WE;COUNT=6");
    let mut unbounded = parsed(&parts).map_err(|fact| wrong(&fact))?;
    if let Some(until) = &until {
        unbounded = unbounded.until(noon(until.date()));
    }
    let set = unbounded
        .build(noon(first))
        .map_err(|error| wrong(&error.to_string()).with_source(error))?;
    let days: Vec<NaiveDate> = set
        .all(MOST_BOOKINGS + 1)
        .dates
        .iter()
        .map(DateTime::<Tz>::date_naive)
        .filter(|day| until.is_none_or(|until| day.and_time(start) <= until))
        .collect();
    match days.len() {
        0 => Err(refuse(&rule, "it gives no day")),
        count if count > MOST_BOOKINGS.into() => Err(too_many()),
        _ => Ok(days),
    }
}

/// Returns the day of a rule that follows another one; `None` where the rule has ended. `first` is the first day of all; the
/// rule may go on for ever.
///
/// # Errors
/// `Invalid` for a rule that does not parse, or repeats within a day.
pub fn next_day(rule: &str, first: NaiveDate, after: NaiveDate, site: &Site) -> Result<Option<NaiveDate>> {
    let rule = rule.trim().trim_start_matches("RRULE:").to_uppercase();
    let parts = parts_of(&rule);
    check_within_a_day(&rule, &parts)?;
    let wrong = |fact: &str| refuse(&rule, fact).hint("such as FREQ=WEEKLY;BYDAY=MO");
    let mut parsed = parsed(&parts).map_err(|fact| wrong(&fact))?;
    if let Some((_, text)) = parts.iter().find(|(name, _)| *name == "UNTIL") {
        let last = until(text, &rule, site)?.date();
        if last < first {
            return Ok(None);
        }
        parsed = parsed.until(noon(last));
    }
    let set = parsed
        .build(noon(first))
        .map_err(|error| wrong(&error.to_string()).with_source(error))?;
    let following = set.after(noon(after)).all(2).dates;
    let days = following.iter().map(DateTime::<Tz>::date_naive);
    Ok(days.into_iter().find(|day| *day > after))
}

/// Returns notes on days that somebody may expect of a rule and that it leaves out: the first, and a 31st of short months.
pub fn left_out(rule: &str, first: NaiveDate, days: &[NaiveDate]) -> Vec<String> {
    let mut notes = Vec::new();
    if !days.contains(&first) {
        notes.push(format!("the rule leaves the first day out, {first}"));
    }
    let rule = rule.to_uppercase();
    let part = |name: &str| rule.split(';').find_map(|part| part.trim().strip_prefix(name));
    let is_yearly = rule.contains("FREQ=YEARLY");
    let interval: u32 = part("INTERVAL=").and_then(|text| text.parse().ok()).unwrap_or(1);
    let months = interval.max(1) * if is_yearly { 12 } else { 1 };
    let picks_months = ["BYMONTH=", "BYDAY=", "BYYEARDAY=", "BYWEEKNO="];
    if !(is_yearly || rule.contains("FREQ=MONTHLY")) || picks_months.iter().any(|name| part(name).is_some()) {
        return notes;
    }
    let month_of = |day: NaiveDate| (day.year(), day.month());
    let is_before_last = |month: &NaiveDate| days.last().is_some_and(|last| month < last);
    let every = std::iter::successors(first.with_day(1), |month| {
        month.checked_add_months(Months::new(months))
    });
    let missing: Vec<String> = every
        .take_while(is_before_last)
        .filter(|month| days.iter().all(|day| month_of(*day) != month_of(*month)))
        .map(|month| month.format("%Y-%m").to_string())
        .collect();
    if !missing.is_empty() {
        notes.push(format!(
            "the rule leaves out months without that day: {}",
            missing.join(", ")
        ));
    }
    notes
}

/// Splits a rule in capitals into its parts and their values.
fn parts_of(rule: &str) -> Vec<(&str, &str)> {
    let parts = rule.split(';').filter(|part| !part.is_empty());
    parts
        .map(|part| part.split_once('=').unwrap_or((part, "")))
        .collect()
}

fn check_within_a_day(rule: &str, parts: &[(&str, &str)]) -> Result<()> {
    let is_within = |(name, value): &(&str, &str)| match *name {
        "FREQ" => matches!(*value, "HOURLY" | "MINUTELY" | "SECONDLY"),
        name => matches!(name, "BYHOUR" | "BYMINUTE" | "BYSECOND"),
    };
    if parts.iter().any(is_within) {
        return Err(refuse(rule, "it repeats within a day").hint("it comes at most once a day: FREQ=DAILY"));
    }
    Ok(())
}

/// Returns a local day as noon of UTC, where no clock ever changes.
fn noon(day: NaiveDate) -> DateTime<Tz> {
    (day.and_time(NaiveTime::MIN) + TimeDelta::hours(12))
        .and_utc()
        .with_timezone(&Tz::UTC)
}

/// Parses the parts of a rule but for its UNTIL; the error says what is wrong.
fn parsed(parts: &[(&str, &str)]) -> Result<RRule<Unvalidated>, String> {
    let mut rule = RRule::default();
    for (place, (name, value)) in parts.iter().enumerate() {
        if parts[..place].iter().any(|(earlier, _)| earlier == name) {
            return Err(format!("{name} stands twice"));
        }
        rule = with_part(rule, name, value).ok_or_else(|| format!("invalid part `{name}={value}`"))?;
    }
    if parts.iter().all(|(name, _)| *name != "FREQ") {
        return Err("FREQ is missing".to_owned());
    }
    Ok(rule)
}

/// Returns the rule with one part more, `None` when that part is unknown or its value does not parse.
fn with_part(rule: RRule<Unvalidated>, name: &str, value: &str) -> Option<RRule<Unvalidated>> {
    // The library cuts weekdays by bytes.
    if !value.is_ascii() {
        return None;
    }
    Some(match name {
        "FREQ" => rule.freq(value.parse::<Frequency>().ok()?),
        "INTERVAL" => rule.interval(value.parse().ok().filter(|every| *every > 0)?),
        "COUNT" => rule.count(value.parse().ok().filter(|times| *times > 0)?),
        "UNTIL" => rule,
        "WKST" => match value.parse::<NWeekday>().ok()? {
            NWeekday::Every(day) => rule.week_start(day),
            NWeekday::Nth(..) => return None,
        },
        "BYDAY" | "BYWEEKDAY" => rule.by_weekday(list(value)?),
        "BYMONTH" => {
            let months: Option<Vec<Month>> = list::<u8>(value)?
                .into_iter()
                .map(|month| month.try_into().ok())
                .collect();
            rule.by_month(&months?)
        }
        "BYMONTHDAY" => rule.by_month_day(list(value)?),
        "BYYEARDAY" => rule.by_year_day(list(value)?),
        "BYWEEKNO" => rule.by_week_no(list(value)?),
        "BYSETPOS" => rule.by_set_pos(list(value)?),
        _ => return None,
    })
}

/// Parses values that stand between commas.
fn list<T: FromStr>(text: &str) -> Option<Vec<T>> {
    text.split(',').map(|value| value.parse().ok()).collect()
}

/// Returns every day from the first to the last, or Mondays to Fridays only.
///
/// # Errors
/// `Usage` for a range that ends before it starts; `Invalid` for one that holds no day, or too many.
pub fn every_day(first: NaiveDate, last: NaiveDate, weekdays: bool) -> Result<Vec<NaiveDate>> {
    in_order(first, last, || reversed(&first.to_string(), &last.to_string()))?;
    let days: Vec<NaiveDate> = first
        .iter_days()
        .take_while(|day| *day <= last)
        .filter(|day| !weekdays || crate::kernel::period::is_working_day(*day))
        .take(usize::from(MOST_BOOKINGS) + 1)
        .collect();
    match days.len() {
        0 => Err(Error::invalid(
            ErrorCode::NoDay,
            format!("there is no weekday from {first} to {last}"),
        )),
        count if count > MOST_BOOKINGS.into() => Err(too_many()),
        _ => Ok(days),
    }
}

fn too_many() -> Error {
    Error::invalid(
        ErrorCode::TooManyBookings,
        format!("one command makes at most {MOST_BOOKINGS} bookings"),
    )
    .hint("split it into several commands")
}

fn refuse(rule: &str, fact: &str) -> Error {
    Error::invalid(ErrorCode::InvalidRule, format!("invalid rule `{rule}`: {fact}"))
}

/// Returns the last local time at which an occurrence may begin; a day without a time counts as a whole.
fn until(text: &str, rule: &str, site: &Site) -> Result<NaiveDateTime> {
    if let Ok(instant) = NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%SZ") {
        let instant: DateTime<Utc> = instant.and_utc();
        return Ok(instant.with_timezone(&site.timezone).naive_local());
    }
    if let Ok(local) = NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S") {
        return Ok(local);
    }
    let day = NaiveDate::parse_from_str(text, "%Y%m%d")
        .or_else(|_| NaiveDate::parse_from_str(text, "%Y-%m-%d"))
        .map_err(|_| refuse(rule, "UNTIL is not a date").hint("use UNTIL=20261231"))?;
    day.and_hms_opt(23, 59, 59)
        .ok_or_else(|| refuse(rule, "UNTIL is not a date"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::kernel::period::parse_time;

    fn site() -> Site {
        Site {
            timezone: chrono_tz::Europe::Berlin,
            day_start: parse_time("07:30").unwrap(),
            day_end: parse_time("16:30").unwrap(),
            repeated_hour: None,
        }
    }

    fn of(rule: &str) -> Result<Vec<String>> {
        let first = "2026-03-23".parse().unwrap();
        let found = days(rule, first, site().day_start, &site())?;
        Ok(found.iter().map(NaiveDate::to_string).collect())
    }

    #[test]
    fn weekly_days_go_on_over_a_change_of_clocks() {
        let expected = ["2026-03-23", "2026-03-30", "2026-04-06"];
        assert_eq!(of("FREQ=WEEKLY;COUNT=3").unwrap(), expected);
        assert_eq!(of("RRULE:freq=weekly;until=20260406").unwrap(), expected);
        assert_eq!(of("FREQ=WEEKLY;UNTIL=2026-04-06").unwrap(), expected);
        assert_eq!(of("FREQ=WEEKLY;UNTIL=20260406T053000Z").unwrap(), expected);
        assert_eq!(of("FREQ=WEEKLY;UNTIL=20260406T052959Z").unwrap(), expected[..2]);
        assert_eq!(
            of("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3").unwrap(),
            ["2026-03-24", "2026-03-26", "2026-03-31"]
        );
        assert_eq!(
            of("FREQ=MONTHLY;BYDAY=-1FR;COUNT=2").unwrap(),
            ["2026-03-27", "2026-04-24"]
        );
    }

    #[test]
    fn a_rule_must_end_and_be_one() {
        for (rule, code) in [
            ("FREQ=WEEKLY", "endless_rule"),
            ("FREQ=HOURLY;COUNT=3", "invalid_rule"),
            ("FREQ=NEVER;COUNT=3", "invalid_rule"),
            ("COUNT=3", "invalid_rule"),
            ("every monday;COUNT=3", "invalid_rule"),
            ("FREQ=WEEKLY;COUNT=many", "invalid_rule"),
            ("FREQ=WEEKLY;UNTIL=christmas", "invalid_rule"),
            ("FREQ=WEEKLY;UNTIL=20260101", "invalid_rule"),
            ("FREQ=DAILY;COUNT=5000", "too_many_bookings"),
            ("", "endless_rule"),
        ] {
            assert_eq!(of(rule).unwrap_err().code, code, "{rule}");
        }
    }

    #[test]
    fn ranges_hold_both_ends() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let year = (day("2026-01-01"), day("2026-12-31"));
        assert_eq!(every_day(year.0, year.1, true).unwrap().len(), 261);
        assert_eq!(every_day(year.0, year.1, false).unwrap().len(), 365);
        assert_eq!(
            every_day(year.1, year.0, false).unwrap_err().code,
            "end_before_start"
        );
        assert_eq!(
            every_day(day("2026-03-07"), day("2026-03-08"), true)
                .unwrap_err()
                .code,
            "no_day"
        );
        assert_eq!(
            every_day(year.0, day("2036-01-01"), false).unwrap_err().code,
            "too_many_bookings"
        );
    }

    proptest! {
        #[test]
        fn no_rule_panics_and_days_come_in_order(rule in "(FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)|INTERVAL=[0-9]{1,3}|COUNT=[0-9]{1,3}|BYDAY=(MO|TU,FR|-1SU)|BYMONTHDAY=-?[0-9]{1,2}|UNTIL=202[0-9]{5}|\\PC{0,6})(;(COUNT=[0-9]{1,2}|FREQ=DAILY|BYMONTH=[0-9]{1,2}|\\PC{0,5})){0,3}") {
            if let Ok(days) = of(&rule) {
                prop_assert!(days.windows(2).all(|pair| pair[0] < pair[1]));
                prop_assert!(days.len() <= MOST_BOOKINGS.into());
            }
        }
    }
}
