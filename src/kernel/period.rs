//! Periods, the site's time zone, and how people write days and times.

use chrono::{
    DateTime, Datelike, Days, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone,
    Timelike, Utc, Weekday,
};
use chrono_tz::Tz;
use colab_schedule::sheet::{SlotTime, read_slot};

use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::kernel::timestamp::Timestamp;
use crate::text_enum;

/// The longest night that two times of day stand for, in minutes.
const LONGEST_NIGHT: i64 = 16 * 60;

/// A half-open stretch of time: it holds its start and not its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    starts_at: Timestamp,
    ends_at: Timestamp,
}

impl Period {
    /// Returns the period between two instants.
    ///
    /// # Errors
    /// `Invalid` unless the end is after the start.
    pub fn new(starts_at: Timestamp, ends_at: Timestamp) -> Result<Self> {
        if ends_at <= starts_at {
            return Err(Error::invalid(
                ErrorCode::EndBeforeStart,
                "the end must be after the start",
            ));
        }
        Ok(Self { starts_at, ends_at })
    }

    /// Returns the period of two instants that were entered as `--from` and `--to`.
    ///
    /// # Errors
    /// `Usage` unless the end is after the start.
    pub fn entered(from: &str, to: &str, starts_at: Timestamp, ends_at: Timestamp) -> Result<Self> {
        if starts_at == ends_at {
            return Err(ends_where_it_starts(from));
        }
        in_order(starts_at, ends_at, || ends_before_start(from, to))?;
        Self::new(starts_at, ends_at)
    }

    pub fn starts_at(&self) -> Timestamp {
        self.starts_at
    }

    pub fn ends_at(&self) -> Timestamp {
        self.ends_at
    }

    /// Returns how long it lasts, whatever the clocks on the wall say.
    pub fn minutes(&self) -> i64 {
        self.ends_at.since(self.starts_at).num_minutes()
    }

    pub fn overlaps(&self, other: &Period) -> bool {
        self.starts_at < other.ends_at && other.starts_at < self.ends_at
    }
}

text_enum! {
    /// Which of the two that the clocks show when they go back.
    pub enum RepeatedHour {
        First = "first",
        Second = "second",
    }
}

/// The site: where its clocks are and when its day is.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    pub timezone: Tz,
    pub day_start: NaiveTime,
    pub day_end: NaiveTime,
    /// What a time that comes twice means; `None`: it is refused.
    pub repeated_hour: Option<RepeatedHour>,
}

/// A day was left out where a place went over the date line.
const LONGEST_GAP_MINUTES: i64 = 24 * 60;

impl Site {
    /// Returns the instant of a local time.
    ///
    /// # Errors
    /// `Invalid` where the clocks skip that time, or show it twice and nobody chose one: it is never guessed.
    pub fn instant(&self, local: NaiveDateTime) -> Result<Timestamp> {
        let in_utc = |instant: DateTime<Tz>| Ok(instant.with_timezone(&Utc).into());
        match (self.timezone.from_local_datetime(&local), self.repeated_hour) {
            (LocalResult::Single(instant), _)
            | (LocalResult::Ambiguous(instant, _), Some(RepeatedHour::First))
            | (LocalResult::Ambiguous(_, instant), Some(RepeatedHour::Second)) => in_utc(instant),
            (LocalResult::None, _) => Err(Error::invalid(
                ErrorCode::NoSuchTime,
                format!(
                    "{} does not exist in {}: the clocks go forward over it",
                    local.format("%Y-%m-%d %H:%M"),
                    self.timezone
                ),
            )),
            (LocalResult::Ambiguous(first, second), None) => Err(Error::invalid(
                ErrorCode::AmbiguousTime,
                format!(
                    "{} comes twice in {}, at {} and at {}: the clocks go back over it",
                    local.format("%Y-%m-%d %H:%M"),
                    self.timezone,
                    first.format("%:z"),
                    second.format("%:z")
                ),
            )
            .detail("first", first.to_rfc3339())
            .detail("second", second.to_rfc3339())),
        }
    }

    /// Returns the instant of a local time that nobody typed: the first of two, and the next one where the clocks skip it.
    ///
    /// # Errors
    /// `Invalid` past the last day of the calendar.
    pub fn nearest_instant(&self, local: NaiveDateTime) -> Result<Timestamp> {
        let minutes = (0..=LONGEST_GAP_MINUTES)
            .filter_map(|minutes| local.checked_add_signed(TimeDelta::minutes(minutes)));
        let whole = |local: NaiveDateTime| local.with_second(0).and_then(|local| local.with_nanosecond(0));
        let mut found = minutes.enumerate().filter_map(|(later, local)| {
            // The clocks go on at a whole minute.
            let local = if later == 0 { local } else { whole(local)? };
            self.timezone.from_local_datetime(&local).earliest()
        });
        match found.next() {
            Some(instant) => Ok(instant.with_timezone(&Utc).into()),
            None => self.instant(local),
        }
    }

    pub fn local(&self, instant: Timestamp) -> DateTime<Tz> {
        DateTime::<Utc>::from(instant).with_timezone(&self.timezone)
    }

    pub fn today(&self, now: Timestamp) -> NaiveDate {
        self.local(now).date_naive()
    }

    /// Returns the period that begins on a local day and ends on it or in the night after it, as [`minutes_between`] says.
    pub fn period(&self, day: NaiveDate, start: NaiveTime, end: NaiveTime) -> Result<Period> {
        minutes_between(start, end)?;
        let last = if end <= start {
            day.checked_add_days(Days::new(1)).unwrap_or(day)
        } else {
            day
        };
        Period::new(
            self.instant(day.and_time(start))?,
            self.instant(last.and_time(end))?,
        )
    }

    /// Returns the site day of a local day.
    pub fn site_day(&self, day: NaiveDate) -> Result<Period> {
        self.period(day, self.day_start, self.day_end)
    }

    /// Returns the local days that a period counts for: those whose site day it touches, else the day on which it begins.
    pub fn counted_days(&self, period: &Period) -> Vec<NaiveDate> {
        let first = self.local(period.starts_at()).date_naive();
        let last = self.local(period.ends_at()).date_naive();
        let touches = |day: &NaiveDate| self.site_day(*day).is_ok_and(|open| open.overlaps(period));
        let days: Vec<NaiveDate> = first
            .iter_days()
            .take_while(|day| *day <= last)
            .filter(touches)
            .collect();
        if days.is_empty() { vec![first] } else { days }
    }

    /// Returns the days of these on which people of a period over several days are there at noon and eat.
    pub fn lunch_days(&self, period: &Period, days: &[NaiveDate]) -> Vec<NaiveDate> {
        let is_there = |day: &&NaiveDate| {
            let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
            let noon = self.period(**day, at(12), at(14));
            noon.is_ok_and(|noon| noon.overlaps(period))
        };
        match days {
            [_] => days.to_vec(),
            days => days.iter().filter(is_there).copied().collect(),
        }
    }

    /// Returns the period from the first instant of `first` to the first of the day after `last`. Midnights that the
    /// clocks skip begin at the next instant that exists.
    pub fn days(&self, first: NaiveDate, last: NaiveDate) -> Result<Period> {
        let after = last.checked_add_days(Days::new(1)).unwrap_or(last);
        Period::new(self.day_begins(first), self.day_begins(after))
    }

    fn day_begins(&self, day: NaiveDate) -> Timestamp {
        let midnight = day.and_time(NaiveTime::MIN);
        (0..24)
            .filter_map(|half_hours| {
                self.timezone
                    .from_local_datetime(&(midnight + chrono::TimeDelta::minutes(30 * half_hours)))
                    .earliest()
            })
            .next()
            .map_or_else(
                || midnight.and_utc().into(),
                |instant| instant.with_timezone(&Utc).into(),
            )
    }
}

/// Returns such as `2026-03-10 07:30–16:30`, with both days if they differ; the midnight after a day is its 24:00.
pub fn period_in_words(timezone: Tz, starts_at: Timestamp, ends_at: Timestamp) -> String {
    let local = |at: Timestamp| at.utc().with_timezone(&timezone).naive_local();
    let (start, end) = (local(starts_at), local(ends_at));
    let is_midnight = end.time() == NaiveTime::MIN && start.date().succ_opt() == Some(end.date());
    let end = match end {
        _ if is_midnight => "24:00".to_owned(),
        end if end.date() == start.date() => end.format("%H:%M").to_string(),
        end => end.format("%Y-%m-%d %H:%M").to_string(),
    };
    format!("{}–{end}", start.format("%Y-%m-%d %H:%M"))
}

/// Returns the minutes from one time of day to another. An end that is not after the start is one of the next day: midnight,
/// or the end of a night of at most 16 hours.
///
/// # Errors
/// `Usage` for any other end that is not after the start.
pub fn minutes_between(start: NaiveTime, end: NaiveTime) -> Result<i64> {
    let minutes = end.signed_duration_since(start).num_minutes();
    if end > start {
        return Ok(minutes);
    }
    let night = minutes + 24 * 60;
    if end == NaiveTime::MIN || night <= LONGEST_NIGHT {
        return Ok(night);
    }
    let at = |time: NaiveTime| time.format("%H:%M").to_string();
    let error = if end == start {
        ends_where_it_starts(&at(start))
    } else {
        reversed(&at(start), &at(end))
    };
    Err(error.hint("use --time START-END, such as 08:00-12:00, or 22:00-02:00 for a night"))
}

/// Returns whether a day is one from Monday to Friday.
pub fn is_working_day(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The day that stands for none, of what has no end.
pub const OPEN_END: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 30) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// Parses a day as people write it: `2026-03-02`, `today`, `tomorrow`, `yesterday`, `mon`…`sun` (the next one, today
/// included), `+3d`, `-1d`, `+2w`.
///
/// # Errors
/// `Usage` for anything else.
pub fn parse_day(text: &str, today: NaiveDate) -> Result<NaiveDate> {
    let word = text.trim().to_lowercase();
    let shifted = |days: i64| today.checked_add_signed(chrono::TimeDelta::days(days));
    let day = match word.as_str() {
        "today" => Some(today),
        "tomorrow" => shifted(1),
        "yesterday" => shifted(-1),
        _ => None,
    };
    day.or_else(|| next_weekday(&word, today))
        .or_else(|| offset_days(&word).and_then(shifted))
        .or_else(|| NaiveDate::parse_from_str(&word, "%Y-%m-%d").ok())
        .filter(|day| (1900..=9999).contains(&day.year()))
        .ok_or_else(|| {
            Error::usage(format!("invalid date `{text}`"))
                .hint("write 2026-03-02, today, tomorrow, yesterday, mon…sun, +3d or -1w")
        })
}

fn next_weekday(word: &str, today: NaiveDate) -> Option<NaiveDate> {
    let weekday: Weekday = word.parse().ok()?;
    today.iter_days().take(7).find(|day| day.weekday() == weekday)
}

fn offset_days(word: &str) -> Option<i64> {
    let (sign, rest) = match word.as_bytes().first()? {
        b'+' => (1, &word[1..]),
        b'-' => (-1, &word[1..]),
        _ => return None,
    };
    let (last, _) = rest.char_indices().next_back()?;
    let (digits, unit) = rest.split_at(last);
    let count: i64 = digits.parse::<u16>().ok()?.into();
    match unit {
        "d" => Some(sign * count),
        "w" => Some(sign * count * 7),
        _ => None,
    }
}

/// Parses a number of days: `7d`, `+7d`, `-1d`, `2w`.
///
/// # Errors
/// `Usage` for anything else.
pub fn parse_days_count(text: &str) -> Result<TimeDelta> {
    let word = text.trim().to_lowercase();
    let signed = if word.starts_with(['+', '-']) {
        word
    } else {
        format!("+{word}")
    };
    offset_days(&signed)
        .map(TimeDelta::days)
        .ok_or_else(|| Error::usage(format!("invalid number of days `{text}`")).hint("write 7d, -1d or 2w"))
}

/// Parses a time of day as people and schedules write it: `08:00`, `8`, `8h30`, `8.30`, `0830`, `1:30pm`; seconds are refused.
pub fn parse_time(text: &str) -> Result<NaiveTime> {
    let invalid = || Error::usage(format!("invalid time `{text}`")).hint("write HH:MM, such as 08:00");
    let plain = text.trim().to_lowercase();
    let (plain, half) = match ["am", "pm"]
        .iter()
        .find_map(|half| Some((plain.strip_suffix(half)?, *half)))
    {
        Some((time, half)) => (time.trim_end().to_owned(), half),
        None => (plain, ""),
    };
    let plain = plain.replace(['h', '.'], ":");
    let written = match plain.trim_end_matches(':') {
        digits if !digits.contains(':') && digits.len() == 4 && digits.is_char_boundary(2) => {
            let (hours, minutes) = digits.split_at(2);
            format!("{hours}:{minutes}{half}")
        }
        hour if !hour.contains(':') => format!("{hour}:00{half}"),
        time if time.split(':').nth(1).is_some_and(|minutes| minutes.len() == 2) => format!("{time}{half}"),
        // Half past eight, or five past?
        _ => return Err(invalid()),
    };
    let format = if half.is_empty() { "%H:%M" } else { "%I:%M%P" };
    NaiveTime::parse_from_str(&written, format).map_err(|_| invalid())
}

/// Parses the end of a day or of a range; `24:00` is the midnight of the next day, 00:00.
pub fn parse_end_time(text: &str) -> Result<NaiveTime> {
    if text.trim() == "24:00" {
        return Ok(NaiveTime::MIN);
    }
    parse_time(text)
}

/// Writes the time at which a day's hours end: midnight is 24:00.
pub fn end_time_in_words(time: NaiveTime) -> String {
    if time == NaiveTime::MIN {
        "24:00".to_owned()
    } else {
        time.format("%H:%M").to_string()
    }
}

/// Parses a range of times: `08:00-12:00`, `20:00-24:00`, `22:00-02:00`, `8am–1pm`, `9 to 1pm`, `2-4pm`.
pub fn parse_time_range(text: &str) -> Result<(NaiveTime, NaiveTime)> {
    let ends = text
        .split_once(['-', '–', '—', '−', '‑'])
        .filter(|(start, end)| !shares_half(start, end))
        .and_then(|(start, end)| Some((parse_time(start).ok()?, parse_end_time(end).ok()?)));
    // What is written otherwise is read as in a schedule.
    ends.or_else(|| spoken_range(text))
        .ok_or_else(|| Error::usage(format!("invalid time range `{text}`")).hint("write 08:00-12:00"))
}

/// Reads a range of times as the entries of a schedule have it: `9 to 1pm`, `2-4pm`, `1:00-4:00` of the afternoon.
pub fn spoken_range(text: &str) -> Option<(NaiveTime, NaiveTime)> {
    match read_slot(text)? {
        SlotTime::Range(start, end) => Some((start, end)),
        _ => None,
    }
}

/// Reports whether the half of the day that one side of a range names may be that of the other one as well: `2-4pm`, but not
/// `22:00-2am`, nor `07:00-8pm`, for hours of two digits are those of a clock of 24.
fn shares_half(start: &str, end: &str) -> bool {
    const NIGHT: std::ops::RangeInclusive<u32> = 1..=5;
    const NOON: u32 = 12;
    let names_half = |side: &str| {
        let lower = side.trim_end().to_lowercase();
        lower.ends_with("am") || lower.ends_with("pm")
    };
    let bare = match (names_half(start), names_half(end)) {
        (true, false) => end,
        (false, true) => start,
        _ => return false,
    };
    let is_padded = bare.trim_start().starts_with('0');
    parse_end_time(bare).is_ok_and(|time| {
        let hour = time.hour();
        NIGHT.contains(&hour) || !is_padded && (1..=NOON).contains(&hour)
    })
}

/// Parses a month, `2026-03`, `last`, `this` or `next`, and returns its first day.
pub fn parse_month(text: &str, today: NaiveDate) -> Result<NaiveDate> {
    let first_of = |day: NaiveDate| day.with_day(1);
    let text = text.trim().to_lowercase();
    let month = match text.as_str() {
        "this" => first_of(today),
        "last" => first_of(today).and_then(|day| day.checked_sub_months(chrono::Months::new(1))),
        "next" => first_of(today).and_then(|day| day.checked_add_months(chrono::Months::new(1))),
        text => NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d").ok(),
    };
    month
        .filter(|day| (1900..=9999).contains(&day.year()))
        .ok_or_else(|| {
            Error::usage(format!("invalid month `{text}`")).hint("write 2026-03, last, this or next")
        })
}

/// Parses a week, `2026-W10`, a day in it as [`parse_day`] takes it, `this` or `next`, and returns its Monday.
///
/// # Errors
/// `Usage` for anything else.
pub fn parse_week(text: &str, today: NaiveDate) -> Result<NaiveDate> {
    let numbered = text.trim().to_uppercase();
    let numbered = numbered.split_once("-W").map(|(year, week)| {
        let (year, week) = (year.parse().ok()?, week.parse().ok()?);
        NaiveDate::from_isoywd_opt(year, week, Weekday::Mon)
    });
    let day = match (text.trim(), numbered) {
        (_, Some(monday)) => monday,
        ("this", _) => Some(today),
        ("next", _) => today.checked_add_days(Days::new(7)),
        ("last", _) => today.checked_sub_days(Days::new(7)),
        (text, _) => parse_day(text, today).ok(),
    };
    day.filter(|day| (1900..=9998).contains(&day.year()))
        .map(|day| day.week(Weekday::Mon).first_day())
        .ok_or_else(|| {
            Error::usage(format!("invalid week `{text}`"))
                .hint("write 2026-W10, a day in it, last, this or next")
        })
}

/// Parses months: what [`parse_month`] takes, or `A..B`; returns the first days of the first and the last.
pub fn parse_months(text: &str, today: NaiveDate) -> Result<(NaiveDate, NaiveDate)> {
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    let (first, last) = (parse_month(from, today)?, parse_month(to, today)?);
    in_order(first, last, || reversed_range(from, to))?;
    Ok((first, last))
}

/// Returns the last day of the month that begins at `first`.
pub fn last_of_month(first: NaiveDate) -> NaiveDate {
    first
        .checked_add_months(chrono::Months::new(1))
        .and_then(|next| next.pred_opt())
        .unwrap_or(first)
}

/// Parses days: what [`parse_day`] takes, a month `2026-03`, or `A..B`; both ends included.
///
/// # Errors
/// `Usage` for one that does not parse, and for a last day before the first.
pub fn parse_days(text: &str, today: NaiveDate) -> Result<(NaiveDate, NaiveDate)> {
    match text.split_once("..") {
        Some((from, to)) => {
            let (first, last) = (day_or_month(from, today)?.0, day_or_month(to, today)?.1);
            in_order(first, last, || reversed_range(from, to))?;
            Ok((first, last))
        }
        None => day_or_month(text, today),
    }
}

/// Parses a day or a month, and returns its first and last day.
fn day_or_month(text: &str, today: NaiveDate) -> Result<(NaiveDate, NaiveDate)> {
    let names_month = ["last", "this", "next"].contains(&text) || text.len() == 7;
    if names_month && let Ok(month) = parse_month(text, today) {
        return Ok((month, last_of_month(month)));
    }
    parse_day(text, today).map(|day| (day, day))
}

/// Parses one end of a filter: a day, a month, a local time `2026-03-02T08:00`, or RFC 3339. `end` takes the whole last day.
pub fn parse_instant(text: &str, site: &Site, today: NaiveDate, end: bool) -> Result<Timestamp> {
    let is_sane = |year: i32| (1900..=9999).contains(&year);
    if let Ok(instant) = DateTime::parse_from_rfc3339(text)
        && is_sane(instant.year())
    {
        return Ok(instant.with_timezone(&Utc).into());
    }
    for format in ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"] {
        if let Ok(local) = NaiveDateTime::parse_from_str(text, format)
            && is_sane(local.year())
        {
            return site.instant(local);
        }
    }
    // `tomorrow 08:00`, `fri 14:00`.
    if let Some((day, time)) = text
        .rsplit_once([' ', 'T'])
        .filter(|(_, time)| time.contains(':'))
    {
        return site.instant(parse_day(day, today)?.and_time(parse_time(time)?));
    }
    let (first, last) = parse_days(text, today)?;
    let days = site.days(first, last)?;
    Ok(if end { days.ends_at() } else { days.starts_at() })
}

/// Parses the two ends of a filter as [`parse_instant`] does; the last day counts as a whole.
///
/// # Errors
/// `Usage` for one that does not parse, and for an end before the start.
pub fn parse_bounds(
    from: Option<&str>,
    to: Option<&str>,
    site: &Site,
    today: NaiveDate,
) -> Result<(Option<Timestamp>, Option<Timestamp>)> {
    let bound = |text: Option<&str>, end| text.map(|text| parse_instant(text, site, today, end)).transpose();
    let bounds = (bound(from, false)?, bound(to, true)?);
    if let ((Some(first), Some(last)), Some(from), Some(to)) = (bounds, from, to) {
        in_order(first, last, || ends_before_start(from, to))?;
    }
    Ok(bounds)
}

/// Parses the days that were entered as `--from` and `--to`, each as [`parse_day`] does.
///
/// # Errors
/// `Usage` for one that does not parse, and for a last day before the first.
pub fn parse_first_and_last(from: &str, to: &str, today: NaiveDate) -> Result<(NaiveDate, NaiveDate)> {
    let (first, last) = (parse_day(from, today)?, parse_day(to, today)?);
    in_order(first, last, || ends_before_start(from, to))?;
    Ok((first, last))
}

/// Fails with this error where a last end is before a first.
pub fn in_order<T: PartialOrd>(first: T, last: T, error: impl FnOnce() -> Error) -> Result<()> {
    if last < first { Err(error()) } else { Ok(()) }
}

/// Refuses two days that were entered by these flags where the second is before the first; one that does not parse is told
/// where it is used.
///
/// # Errors
/// `Usage`
pub fn check_days(
    (first_flag, first): (&str, Option<&str>),
    (last_flag, last): (&str, Option<&str>),
    today: NaiveDate,
) -> Result<()> {
    let day = |text: Option<&str>| text.and_then(|text| parse_day(text, today).ok());
    let (Some(first_day), Some(last_day)) = (day(first), day(last)) else {
        return Ok(());
    };
    let (first, last) = (first.unwrap_or_default(), last.unwrap_or_default());
    in_order(first_day, last_day, || {
        reversed(&format!("{first_flag} {first}"), &format!("{last_flag} {last}"))
    })
}

/// Returns the error of `--from` and `--to` that are the wrong way round.
pub fn ends_before_start(from: &str, to: &str) -> Error {
    reversed(&format!("--from {from}"), &format!("--to {to}")).hint(format!("--from {to} --to {from}"))
}

/// Returns the error of `FROM..TO` that is the wrong way round.
pub fn reversed_range(from: &str, to: &str) -> Error {
    reversed(from, to).hint(format!("write {to}..{from}"))
}

/// Returns the error of two ends that are the wrong way round, as they were entered.
pub fn reversed(first: &str, last: &str) -> Error {
    wrong_order(format!("{first} is after {last}"))
}

/// Returns the error of a period that would end at the time at which it starts.
fn ends_where_it_starts(at: &str) -> Error {
    wrong_order(format!("the period starts and ends at {at}"))
}

fn wrong_order(fact: String) -> Error {
    Error::new(Kind::Usage, ErrorCode::EndBeforeStart, fact)
}

/// Parses a month or months as `--from` and `--to` are parsed; without one, these.
///
/// # Errors
/// `Usage` for anything else.
pub fn parse_month_or_bounds(
    month: Option<&str>,
    (from, to): (Option<&str>, Option<&str>),
    site: &Site,
    today: NaiveDate,
) -> Result<(Option<Timestamp>, Option<Timestamp>)> {
    let Some(month) = month else {
        return parse_bounds(from, to, site, today);
    };
    let (first, last) = parse_months(month, today)?;
    let (first, last) = (first.to_string(), last_of_month(last).to_string());
    parse_bounds(Some(&first), Some(&last), site, today)
}

#[cfg(test)]
#[path = "period_tests.rs"]
mod tests;
