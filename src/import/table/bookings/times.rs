//! When a row's booking is: dates and times that stand apart become instants.

use chrono::{DateTime, NaiveDate, NaiveTime, Timelike, Utc};

use super::columns::SPREAD;
use crate::booking::BookingStatus;
use crate::import::table::cell::moment_text;
use crate::import::table::values::FieldValues;
use crate::kernel::error::{Error, ErrorCode};
use crate::kernel::period::{Site, parse_end_time, parse_time};
use crate::kernel::text::counted;
use crate::kernel::timestamp::Timestamp;

/// What is wrong with a time of which nothing says the day.
pub const NO_DAY: &str = "is a time without a date";

/// Parses an instant as a row's values have it.
pub fn instant(text: &str) -> Option<Timestamp> {
    let instant = DateTime::parse_from_rfc3339(text).ok()?;
    Some(instant.with_timezone(&Utc).into())
}

/// Merges dates and times into instants: a time alone needs a date, a date alone is the site's whole day.
///
/// # Errors
/// Says what is wrong with the row.
pub fn merge_times(mut values: FieldValues, site: &Site) -> Result<FieldValues, String> {
    part_people(&mut values);
    if SPREAD.iter().any(|field| values.text(field).is_some()) {
        // What stands in several cells is put together once it is known whether there are several days.
        return Ok(values);
    }
    let date: Option<NaiveDate> = values.remove("date").and_then(|text| text.parse().ok());
    let start = values.remove("starts_at").filter(|text| !text.is_empty());
    let end = values.remove("ends_at").filter(|text| !text.is_empty());
    let (start, end) = match (start, end, date) {
        (None, None, Some(day)) => (Some(day.to_string()), Some(day.to_string())),
        // A day and no end is that day.
        (Some(day), None, _) if is_day(&day) => (Some(day.clone()), Some(day)),
        (start, end, _) => (start, end),
    };
    let start = start
        .map(|text| to_instant("starts_at", &text, date, site.day_start, site))
        .transpose()?;
    let begins = start
        .as_deref()
        .and_then(instant)
        .map(|at| site.local(at).naive_local());
    let day = date.or(begins.map(|begins| begins.date()));
    let end = end
        .map(|text| match (parse_end_time(&text), begins) {
            // A time alone may be one of the night after the day.
            (Ok(time), Some(begins)) if date.is_none_or(|date| date == begins.date()) => {
                refuse_day_into_night(begins.time(), time)?;
                site.period(begins.date(), begins.time(), time)
                    .map(|period| moment_text(site, period.ends_at()))
                    .map_err(|error| format!("ends_at: {}", error.message))
            }
            _ => to_end(&text, day, site),
        })
        .transpose()?;
    if let (Some(start), Some(end)) = (&start, &end)
        && instant(end) <= instant(start)
    {
        return Err(format!("it ends at {end}, before it starts at {start}"));
    }
    for (field, text) in [("starts_at", start), ("ends_at", end)] {
        if let Some(text) = text {
            values.set(field, text);
        }
    }
    Ok(values)
}

/// Refuses what begins by noon and ends in the night after it: the afternoon of a clock of twelve hours is meant, or a day
/// is missing.
fn refuse_day_into_night(start: NaiveTime, end: NaiveTime) -> Result<(), String> {
    const NOON: u32 = 12;
    const HALF_DAY: u32 = 12;
    if end >= start || end == NaiveTime::MIN || start.hour() > NOON {
        return Ok(());
    }
    let later = end
        .with_hour(end.hour() + HALF_DAY)
        .filter(|later| *later > start);
    let afternoon = later.map_or(String::new(), |later| format!("{}, or ", later.format("%H:%M")));
    Err(format!(
        "ends_at: {} is before {}; write {afternoon}the time with its day if it lasts into the night",
        end.format("%H:%M"),
        start.format("%H:%M"),
    ))
}

/// Gives learners and facilitators their columns where one cell counts both: `25+1`.
fn part_people(values: &mut FieldValues) {
    for field in ["headcount", "num_learners"] {
        let Some((learners, facilitators)) = values.text(field).and_then(|text| text.split_once('+')) else {
            continue;
        };
        let (learners, facilitators) = (learners.to_owned(), facilitators.to_owned());
        values.remove(field);
        for (field, count) in [("num_learners", learners), ("num_facilitators", facilitators)] {
            if values.text(field).is_none() {
                values.set(field, count);
            }
        }
    }
}

/// Returns warnings about a period that is hardly meant: far ahead, or days long between two times of day.
///
/// # Errors
/// `Invalid` for a booking before today, unless that is meant or it is over by its status.
pub fn plausible(
    values: &FieldValues,
    site: &Site,
    now: Timestamp,
    allow_past: bool,
) -> Result<Vec<String>, Error> {
    /// Nobody books further ahead.
    const DAYS_AHEAD: i64 = 3 * 365;
    let instants = [values.text("starts_at"), values.text("ends_at")].map(|text| text.and_then(instant));
    let [Some(start), Some(end)] = instants else {
        return Ok(Vec::new());
    };
    let status: Option<BookingStatus> = values.parsed("status")?;
    let is_over = status.is_some_and(BookingStatus::is_closed);
    let day = site.local(start).date_naive();
    let today = site.today(now);
    let mut warnings = Vec::new();
    if day < today && !is_over && !allow_past {
        return Err(Error::invalid(
            ErrorCode::PastDate,
            format!("{day} is in the past; --allow-past records what has happened"),
        ));
    }
    if (day - today).num_days() > DAYS_AHEAD {
        warnings.push(format!("{day} is more than 3 years ahead"));
    }
    let is_long_term = values.flag("long_term").unwrap_or_default();
    let days = (site.local(end).date_naive() - day).num_days();
    if days > 1 && !is_long_term {
        warnings.push(format!(
            "it holds its room for {} without a break",
            counted(days + 1, "day")
        ));
    }
    Ok(warnings)
}

fn is_day(text: &str) -> bool {
    text.parse::<NaiveDate>().is_ok()
}

/// Returns the end as an instant; a day alone ends with the site day.
fn to_end(text: &str, date: Option<NaiveDate>, site: &Site) -> Result<String, String> {
    match text.parse::<NaiveDate>() {
        Ok(day) => site
            .site_day(day)
            .map(|day| moment_text(site, day.ends_at()))
            .map_err(|error| format!("ends_at: {}", error.message)),
        Err(_) => to_instant("ends_at", text, date, site.day_end, site),
    }
}

fn to_instant(
    field: &str,
    text: &str,
    date: Option<NaiveDate>,
    time: NaiveTime,
    site: &Site,
) -> Result<String, String> {
    let local = match (text.parse::<NaiveDate>(), parse_time(text), date) {
        (Ok(day), _, _) => day.and_time(time),
        (_, Ok(time), Some(day)) => day.and_time(time),
        (_, Ok(_), None) => return Err(format!("{field}: {text} {NO_DAY}")),
        (_, Err(_), _) => return Ok(text.to_owned()),
    };
    let instant = site
        .instant(local)
        .map_err(|error| format!("{field}: {}", error.message))?;
    Ok(moment_text(site, instant))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::settings::Settings;

    fn merged(pairs: &[(&'static str, &str)]) -> Result<(String, String), String> {
        let values = pairs.iter().map(|(name, text)| (*name, (*text).to_owned()));
        let values = merge_times(values.collect(), &Settings::default().site())?;
        let text = |field: &str| values.get(field).unwrap_or("nothing").to_owned();
        Ok((text("starts_at"), text("ends_at")))
    }

    #[test]
    fn days_and_times_become_instants() {
        let whole = (
            "2026-03-02T07:30:00+02:00".to_owned(),
            "2026-03-02T16:30:00+02:00".to_owned(),
        );
        assert_eq!(merged(&[("date", "2026-03-02")]), Ok(whole.clone()));
        assert_eq!(merged(&[("starts_at", "2026-03-02")]), Ok(whole));
        let morning = (
            "2026-03-02T08:00:00+02:00".to_owned(),
            "2026-03-02T12:00:00+02:00".to_owned(),
        );
        let times = [
            ("date", "2026-03-02"),
            ("starts_at", "08:00"),
            ("ends_at", "12:00"),
        ];
        assert_eq!(merged(&times), Ok(morning.clone()));
        let mixed = [("starts_at", "2026-03-02T08:00:00+02:00"), ("ends_at", "12:00")];
        assert_eq!(merged(&mixed), Ok(morning));
        assert_eq!(merged(&[]), Ok(("nothing".to_owned(), "nothing".to_owned())));
    }

    #[test]
    fn a_time_without_a_day_and_an_end_before_the_start_are_faults() {
        assert!(merged(&[("starts_at", "08:00"), ("ends_at", "12:00")]).is_err());
        assert!(
            merged(&[
                ("date", "2026-03-02"),
                ("starts_at", "12:00"),
                ("ends_at", "08:00")
            ])
            .is_err()
        );
    }
}
