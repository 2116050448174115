//! Days and times as the cells of a table write them: what can mean one thing only is read, the rest is a fault.
//!
//! Words of the command line (`today`, `mon`, `+3d`) are none here: they would mean another day at every import.

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};

use super::clock::{MIDNIGHT, is_time_range, split_time, spoken_time};
use crate::kernel::text::printable;
use colab_schedule::sheet::{SlotTime, names_weekday, read_slot, read_text_date};

pub use crate::access::date_order::DateOrder;
pub use colab_schedule::sheet::NO_YEAR;

/// What is wrong where `--date-order` is missing.
pub const ORDER_OPEN: &str = "the order of day and month is open";

/// Why a text is not a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateFault {
    NotADate,
    /// A day of the week.
    Weekday,
    /// A word that depends on the day of the import.
    Relative,
    /// Day and month could be either way round.
    Open,
    /// What else is wrong with it.
    Wrong(String),
    /// A time of day beside the date, in a column of dates.
    HasTime,
}

impl DateFault {
    /// Describes the fault of a text.
    pub fn in_words(&self, text: &str) -> String {
        let text = printable(text.trim());
        match self {
            Self::NotADate => format!("invalid date `{text}`, expected a date such as 2026-03-02"),
            Self::Weekday => format!("`{text}` is a weekday, expected a date such as 2026-03-02"),
            Self::Relative => {
                format!("`{text}` depends on the day of the import, expected a date such as 2026-03-02")
            }
            Self::Open => format!("invalid date `{text}`: {ORDER_OPEN}"),
            Self::Wrong(why) => format!("invalid date `{text}`: {why}"),
            Self::HasTime => format!("`{text}` has a time of day, expected a date alone"),
        }
    }
}

/// What a cell of a date with a time holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellMoment {
    /// With the offset that the cell names.
    Instant(DateTime<FixedOffset>),
    Local(NaiveDateTime),
    Day(NaiveDate),
    /// `08:00`; `24:00` is the end of the day.
    Time(String),
}

/// Reads a date, one without a year as of `year`; a midnight that another program wrote behind it is none of its own.
///
/// # Errors
/// The fault, where it is not a date or could be two.
pub fn day(text: &str, order: Option<DateOrder>, year: Option<i32>) -> Result<NaiveDate, DateFault> {
    let text = text.trim();
    match split_time(text) {
        Some((date, time, _)) if time == NaiveTime::MIN.format("%H:%M").to_string() => {
            date_alone(date, order, year)
        }
        Some((date, _, _)) => date_alone(date, order, year).and(Err(DateFault::HasTime)),
        None => date_alone(text, order, year),
    }
}

/// Reads a date with a time, a date, or a time.
///
/// # Errors
/// The fault of the date.
pub fn moment(text: &str, order: Option<DateOrder>, year: Option<i32>) -> Result<CellMoment, DateFault> {
    let text = text.trim();
    if let Some(time) = spoken_time(text).filter(|_| !may_be_day_and_month(text)) {
        return Ok(CellMoment::Time(time));
    }
    let Some((date, time, offset)) = split_time(text) else {
        return date_alone(text, order, year).map(CellMoment::Day);
    };
    let date = date_alone(date, order, year)?;
    let local = if time == MIDNIGHT {
        let next = date.checked_add_days(Days::new(1)).ok_or(DateFault::NotADate)?;
        next.and_time(NaiveTime::MIN)
    } else {
        let time = NaiveTime::parse_from_str(&time, "%H:%M").map_err(|_| DateFault::NotADate)?;
        date.and_time(time)
    };
    match offset {
        None => Ok(CellMoment::Local(local)),
        Some(offset) => {
            let instant = local
                .and_local_timezone(offset)
                .single()
                .ok_or(DateFault::NotADate)?;
            Ok(CellMoment::Instant(instant))
        }
    }
}

/// Splits a text into a date and the part of the day, or the times, behind it: `2 March 2026 PM`, `2.3.2026 (vormittags)`,
/// `2 March 2026 13:00-15:00`.
pub fn day_and_part(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let is_timed = split_time(text).is_some();
    let is_mark = |c: char| !c.is_alphanumeric();
    let mut cuts = text.char_indices().filter(|(_, c)| matches!(c, ' ' | ',' | '('));
    cuts.find_map(|(at, _)| {
        let (day, part) = text.split_at(at);
        let (day, part) = (day.trim_end_matches(is_mark), part.trim_matches(is_mark));
        let is_half = !is_timed
            && !part.contains(|c: char| c.is_ascii_digit())
            && matches!(
                read_slot(part),
                Some(SlotTime::Morning | SlotTime::Afternoon | SlotTime::WholeDay)
            );
        // `2026-03-02 9 AM` is an hour.
        let may_be_hour = |(date, hour): (&str, &str)| hour.len() <= 2 && is_date(date);
        let has_hour = || day.rsplit_once(' ').is_some_and(may_be_hour);
        (is_half && is_date(day) && !has_hour() || is_time_range(part) && is_date(day)).then_some((day, part))
    })
}

/// Reports whether a text is a date, of whichever year.
fn is_date(text: &str) -> bool {
    !matches!(read_text_date(text, None, false), Ok(None))
        || !matches!(read_text_date(text, None, true), Ok(None))
}

/// Reads three short numbers of which the first is the year: `26-05-18`.
pub fn year_first(text: &str) -> Option<NaiveDate> {
    const CENTURY: i32 = 2000;
    if !has_short_year(text) {
        return None;
    }
    let mut numbers = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty());
    let mut next = || numbers.next()?.parse::<u32>().ok();
    let (year, month, day) = (next()?, next()?, next()?);
    NaiveDate::from_ymd_opt(CENTURY + i32::try_from(year).ok()?, month, day)
}

/// Returns the order that a date of numbers can have alone: there is no month 15 in `15/04/2026`.
pub fn only_order(text: &str) -> Option<DateOrder> {
    let text = text.trim();
    let date = split_time(text).map_or(text, |(date, _, _)| date).trim();
    // Where any of the numbers may be the year, one that is not a month tells nothing.
    if has_short_year(date) {
        return None;
    }
    let reads = |month_first| matches!(read_text_date(date, None, month_first), Ok(Some(_)));
    match (reads(false), reads(true)) {
        (true, false) => Some(DateOrder::DayFirst),
        (false, true) => Some(DateOrder::MonthFirst),
        _ => None,
    }
}

fn sane(date: NaiveDate) -> Result<NaiveDate, DateFault> {
    if (1900..=9999).contains(&date.year()) {
        Ok(date)
    } else {
        Err(DateFault::NotADate)
    }
}

fn date_alone(text: &str, order: Option<DateOrder>, year: Option<i32>) -> Result<NaiveDate, DateFault> {
    let text = text.trim().trim_end_matches(',');
    // As nearly all are written.
    if text.len() == "2026-03-02".len()
        && let Ok(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d")
    {
        return sane(date);
    }
    if names_weekday(text) {
        return Err(DateFault::Weekday);
    }
    if is_relative(text) {
        return Err(DateFault::Relative);
    }
    // A time that is one has been split off.
    if text.contains(':') {
        return Err(DateFault::NotADate);
    }
    let month_first = order == Some(DateOrder::MonthFirst);
    let read = match read_text_date(text, year, month_first) {
        // `04/13/2026` has no month 13: it can be read one way only.
        Err(_) if order.is_none() && read_text_date(text, year, true).is_ok() => {
            read_text_date(text, year, true)
        }
        other => other,
    };
    let read = read.map_err(DateFault::Wrong)?.ok_or(DateFault::NotADate)?;
    let is_open = read.swapped.is_some_and(|swapped| swapped != read.date) || has_short_year(text);
    if order.is_none() && is_open {
        return Err(DateFault::Open);
    }
    sane(read.date)
}

/// Reports whether a date of numbers alone has no year of four digits: any of the three may be the year.
pub fn has_short_year(text: &str) -> bool {
    let numbers: Vec<&str> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    numbers.len() == 3
        && numbers.iter().all(|number| number.len() <= 2)
        && !text.chars().any(char::is_alphabetic)
}

/// Reports whether a text is two numbers around a full stop that can be a day and its month: `8.10`, but not `8.30`.
fn may_be_day_and_month(text: &str) -> bool {
    let second = text
        .split_once('.')
        .and_then(|(_, second)| second.parse::<u32>().ok());
    second.is_some_and(|second| (1..=12).contains(&second))
}

/// Reports whether a text is a day of the command line.
fn is_relative(text: &str) -> bool {
    let word = text.to_lowercase();
    let is_offset = word
        .strip_prefix(['+', '-'])
        .and_then(|rest| rest.strip_suffix(['d', 'w', 'm']))
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()));
    is_offset || matches!(word.as_str(), "today" | "tomorrow" | "yesterday" | "now")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_date_that_can_be_read_one_way_is_read_however_it_is_written() {
        for text in [
            "2026-04-15",
            "2026/04/15",
            "2026.04.15",
            "20260415",
            "15 Apr 2026",
            "Apr 15, 2026",
            "Wed 15 April 2026",
            "15. April 2026",
            "15 avril 2026",
            "2026年4月15日",
            "15/04/2026",
            "04/15/2026",
            "15.04.2026",
            "2026-04-15 00:00:00",
            "2026-04-15T00:00:00",
            "2026-04-15T00:00:00.000Z",
            "2026-04-15 00:00",
            "15 Apr 2026 00:00:00 UTC",
        ] {
            assert_eq!(
                day(text, None, None).map(|day| day.to_string()).as_deref(),
                Ok("2026-04-15"),
                "{text}"
            );
        }
    }

    #[test]
    fn a_date_that_can_be_read_two_ways_waits_for_its_order() {
        for text in ["03/04/2026", "3.4.2026", "03-04-2026", "13/04/26", "26/04/13"] {
            assert_eq!(day(text, None, None), Err(DateFault::Open), "{text}");
        }
        let read = |order| day("03/04/2026", Some(order), None).map(|day| day.to_string());
        assert_eq!(read(DateOrder::DayFirst).as_deref(), Ok("2026-04-03"));
        assert_eq!(read(DateOrder::MonthFirst).as_deref(), Ok("2026-03-04"));
        assert!(matches!(
            day("04/13/2026", Some(DateOrder::DayFirst), None),
            Err(DateFault::Wrong(_))
        ));
        assert_eq!(
            day("04/04/2026", None, None)
                .map(|day| day.to_string())
                .as_deref(),
            Ok("2026-04-04")
        );
    }

    #[test]
    fn a_part_of_the_day_may_stand_behind_a_date() {
        for (text, day, part) in [
            (
                "Wednesday 08 November 2023 AM",
                "Wednesday 08 November 2023",
                "AM",
            ),
            ("09 October PM", "09 October", "PM"),
            ("2.3.2026 (vormittags)", "2.3.2026", "vormittags"),
            ("2026-03-02, Afternoon", "2026-03-02", "Afternoon"),
            ("2 mars 2026 après-midi", "2 mars 2026", "après-midi"),
            ("2 Mar 2026 13:00-15:00", "2 Mar 2026", "13:00-15:00"),
            ("Mon, Mar 2, 2026, 9am - 11am", "Mon, Mar 2, 2026", "9am - 11am"),
        ] {
            assert_eq!(day_and_part(text), Some((day, part)), "{text}");
        }
        for text in [
            "2026-03-02",
            "2026-03-02 9:00 AM",
            "2026-03-02 9 AM",
            "AM",
            "Room 2 AM",
            "2 March 2026 Evening",
            "2026-03-02 08:00-05:00",
        ] {
            assert_eq!(day_and_part(text), None, "{text}");
        }
    }

    #[test]
    fn the_first_of_three_short_numbers_may_be_the_year() {
        let read = |text: &str| year_first(text).map(|day| day.to_string());
        assert_eq!(read("26-05-18").as_deref(), Some("2026-05-18"));
        for text in ["26-13-18", "2026-05-18", "26-05", "18 May 26"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_that_is_no_month_tells_the_order() {
        for (text, order) in [
            ("15/04/2026", Some(DateOrder::DayFirst)),
            ("15.04.2026 09:00", Some(DateOrder::DayFirst)),
            ("04/15/2026", Some(DateOrder::MonthFirst)),
            ("4/15/2026 9:00 AM", Some(DateOrder::MonthFirst)),
            ("03/04/2026", None),
            ("04/04/2026", None),
            ("2026-04-15", None),
            ("15 April 2026", None),
            ("15/04/26", None),
            ("soon", None),
        ] {
            assert_eq!(only_order(text), order, "{text}");
        }
    }

    #[test]
    fn words_of_the_command_line_and_weekdays_are_no_dates() {
        for text in ["today", "Tomorrow", "yesterday", "+30d", "-1w", "now"] {
            assert_eq!(day(text, None, None), Err(DateFault::Relative), "{text}");
            assert_eq!(moment(text, None, None), Err(DateFault::Relative), "{text}");
        }
        for text in ["Mon", "Wednesday", "lundi", "Mo", "星期一", "Maandag"] {
            assert_eq!(day(text, None, None), Err(DateFault::Weekday), "{text}");
        }
        for text in [
            "soon",
            "",
            "46113",
            "2026",
            "2026-13-01",
            "2026-02-30",
            "7 Apr",
            "Tue 15 April 2026",
            "12,5",
        ] {
            assert!(day(text, None, None).is_err(), "{text}");
        }
        assert_eq!(day("2026-04-15 09:30", None, None), Err(DateFault::HasTime));
    }

    #[test]
    fn a_date_with_a_time_is_local_unless_it_names_its_offset() {
        let local = |text: &str| match moment(text, None, None) {
            Ok(CellMoment::Local(local)) => local.to_string(),
            other => format!("{other:?}"),
        };
        for text in [
            "2026-04-15T09:00",
            "2026-04-15 09:00:00",
            "2026/04/15 9:00 AM",
            "15 Apr 2026, 09h00",
            "15/04/2026 09:00",
            "20260415T09:00",
            "Wed 15 April 2026 at 9:00",
            "09:00:00 - Wednesday 15 April 2026",
            "Wed 15 Apr 2026, 9:00am",
        ] {
            assert_eq!(local(text), "2026-04-15 09:00:00", "{text}");
        }
        assert_eq!(local("2026-04-15 24:00"), "2026-04-16 00:00:00");
        for text in [
            "2026-04-15T07:00:00Z",
            "2026-04-15 07:00:00 UTC",
            "2026-04-15T09:00:00+02:00",
            "2026-04-15T09:00:00.000+0200",
            "2026-04-15 09:00+02",
            "2026-04-15 02:00 -05:00",
        ] {
            let read = moment(text, None, None);
            let Ok(CellMoment::Instant(instant)) = read else {
                panic!("{text}: {read:?}")
            };
            assert_eq!(instant.naive_utc().to_string(), "2026-04-15 07:00:00", "{text}");
        }
        assert_eq!(moment("9:00", None, None), Ok(CellMoment::Time("09:00".into())));
        assert_eq!(moment("14.30", None, None), Ok(CellMoment::Time("14:30".into())));
        assert!(matches!(moment("2026-04-15", None, None), Ok(CellMoment::Day(_))));
        assert_eq!(moment("8 AM", None, None), Ok(CellMoment::Time("08:00".into())));
        assert!(moment("8.10", None, None).is_err(), "8:10, or the 8th of October");
        assert!(
            moment("2026-04-15 09:00-11:00", None, None).is_err(),
            "a range, and no offset"
        );
        assert_eq!(moment("03/04/2026 09:00", None, None), Err(DateFault::Open));
        for text in ["2026-04-15T25:00", "2026-04-15 08:00 SAST", "2026-04-15T08:00:30"] {
            assert!(moment(text, None, None).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in "[0-9T:hZ+a-pé年月 ./,-]{0,30}") {
            let _ = (day(&text, None, None), moment(&text, Some(DateOrder::DayFirst), None), spoken_time(&text));
        }
    }
}
