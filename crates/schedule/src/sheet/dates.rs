//! What date a cell names: real dates, ISO, `1 Jan`, `lundi 2 mars 2026`, `2026年3月2日`, `01/02/2026`, bare day numbers.
//!
//! The whole cell must be a date; nothing is picked out of a longer text. A day and a month given as numbers are read
//! in one order, never tried both ways.

use std::collections::HashSet;

use chrono::{Datelike, Duration, NaiveDate, NaiveTime, Weekday, WeekdaySet};

use super::date_text::{DateParts, LONGEST, compact_date, parts};
use super::times::AxisTime;
use crate::calendar::{self, Languages};
use crate::workbook::CellValue;

/// What the sheet says of dates that do not say it themselves.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct DateContext {
    pub year: Option<i32>,
    pub month: Option<u32>,
    pub month_first: bool,
    /// The file counts days from 1904; matters for day numbers that no cell format marks as dates.
    pub epoch_1904: bool,
    pub words: DateWords,
}

/// What the words of a sheet's dates say of a word that has two meanings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DateWords {
    pub languages: Languages,
    pub role: WordRole,
}

impl Default for DateWords {
    fn default() -> Self {
        Self::UNKNOWN
    }
}

/// What stands beside the day numbers of a date axis: in `mar 3`, March or Tuesday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WordRole {
    Months,
    Weekdays,
    Unknown,
}

impl DateWords {
    pub const UNKNOWN: Self = Self {
        languages: Languages::ALL,
        role: WordRole::Unknown,
    };

    /// Learns from the texts of the date axis, and from what else stands around it.
    pub fn learn<'t>(
        axis: impl Iterator<Item = &'t str> + Clone,
        around: impl Iterator<Item = &'t str>,
    ) -> Self {
        let mut words: HashSet<String> = HashSet::new();
        for text in axis.clone().chain(around).filter(|text| text.len() <= LONGEST) {
            let lower = text.to_lowercase();
            words.extend(lower.split(|c: char| !c.is_alphabetic()).map(str::to_owned));
        }
        let spoken = words.iter().map(|word| calendar::languages(word));
        let languages = Languages::of_most(spoken.filter(|spoken| *spoken != Languages::NONE));
        let (mut months, mut weekdays) = (false, false);
        for parts in axis.filter_map(|text| parts(text, languages)) {
            if parts.or_weekdays.is_empty() && parts.year.is_none() {
                months |= parts.month.is_some() && parts.weekdays.is_empty();
                weekdays |= parts.month.is_none() && !parts.weekdays.is_empty();
            }
        }
        let role = match (months, weekdays) {
            (true, false) => WordRole::Months,
            (false, true) => WordRole::Weekdays,
            _ => WordRole::Unknown,
        };
        Self { languages, role }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ReadDate {
    pub date: NaiveDate,
    /// The weekday that the same cell states.
    pub weekday: Option<Weekday>,
    /// The date with day and month the other way round, where the cell leaves the order open.
    pub swapped: Option<NaiveDate>,
    pub form: DateForm,
    /// The time of day that stands behind the date.
    pub part: Option<AxisTime>,
}

/// How the cell gave its date: what else must hold for it to count depends on this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateForm {
    /// A cell that the sheet itself treats as a date.
    Real,
    Text,
    /// A day number alone: the month is the sheet's.
    DayNumber,
    /// A count of days since the epoch without a date's format.
    Serial,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum DateReading {
    Date(ReadDate),
    /// A day without its month.
    NoMonth,
    /// A day and month without their year.
    NoYear,
    /// A date in form, but no day of the calendar; says what is wrong.
    NoSuchDay(String),
    NotADate,
}

/// Rates how much a cell looks like a date, context aside: 0 not at all, 1 a bare number that could be one, 3 surely.
pub(super) fn likeness(value: &CellValue) -> u32 {
    match value {
        CellValue::DateTime(_) => 3,
        CellValue::Number(number) if day_number(*number).is_some() => 1,
        CellValue::Number(number) if compact(*number).is_some() => 3,
        CellValue::Number(number) if is_serial(*number) => 1,
        CellValue::Text(text) => match parts(text, Languages::ALL) {
            Some(DateParts { month: None, .. }) => 1,
            Some(_) => 3,
            None => 0,
        },
        _ => 0,
    }
}

/// Returns the time of day that stands behind the date of a cell.
pub(super) fn part(value: &CellValue) -> Option<AxisTime> {
    /// The time does not depend on it.
    const ANY_YEAR: i32 = 2000;
    let context = DateContext {
        year: Some(ANY_YEAR),
        month: Some(1),
        ..DateContext::default()
    };
    match read(value, &context) {
        DateReading::Date(read) => read.part,
        _ => None,
    }
}

/// Reads one cell of the date axis.
pub(super) fn read(value: &CellValue, context: &DateContext) -> DateReading {
    match value {
        CellValue::DateTime(at) => {
            let time = Some(at.time()).filter(|time| *time != NaiveTime::MIN);
            DateReading::Date(ReadDate {
                part: time.map(AxisTime::Start),
                ..plain(at.date(), None, DateForm::Real)
            })
        }
        CellValue::Number(number) => read_number(*number, context),
        CellValue::Text(text) => match parts(text, context.words.languages) {
            Some(parts) => resolve(parts, context),
            None => DateReading::NotADate,
        },
        _ => DateReading::NotADate,
    }
}

fn found(date: NaiveDate, weekday: Option<Weekday>, form: DateForm) -> DateReading {
    DateReading::Date(plain(date, weekday, form))
}

fn plain(date: NaiveDate, weekday: Option<Weekday>, form: DateForm) -> ReadDate {
    ReadDate {
        date,
        weekday,
        swapped: None,
        form,
        part: None,
    }
}

fn read_number(number: f64, context: &DateContext) -> DateReading {
    if let Some(day) = day_number(number) {
        return resolve(DateParts::day_number(day), context);
    }
    if let Some(date) = compact(number) {
        return found(date, None, DateForm::Text);
    }
    serial(number, context.epoch_1904)
        .map_or(DateReading::NotADate, |date| found(date, None, DateForm::Serial))
}

fn resolve(parts: DateParts, context: &DateContext) -> DateReading {
    let parts = match settle_word(parts, context) {
        Ok(parts) => parts,
        Err(why) => return DateReading::NoSuchDay(why),
    };
    let (mut day, mut month) = (parts.day, parts.month);
    if parts.ambiguous && context.month_first {
        (day, month) = (month.unwrap_or(0), Some(day));
    }
    let form = if month.is_none() {
        DateForm::DayNumber
    } else {
        DateForm::Text
    };
    let Some(month) = month.or(context.month) else {
        return DateReading::NoMonth;
    };
    let Some(year) = parts.year.or(context.year) else {
        return DateReading::NoYear;
    };
    let swapped = parts
        .ambiguous
        .then(|| NaiveDate::from_ymd_opt(year, day, month))
        .flatten();
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => DateReading::Date(ReadDate {
            date,
            weekday: stated(parts.weekdays, date),
            swapped,
            form,
            part: parts.part,
        }),
        // `4.19 Monday`: only one order is a day, and its weekday agrees.
        None if let Some(date) = swapped.filter(|date| parts.weekdays.contains(date.weekday())) => {
            DateReading::Date(ReadDate {
                part: parts.part,
                ..plain(date, Some(date.weekday()), form)
            })
        }
        None if !(1..=12).contains(&month) => DateReading::NoSuchDay(format!("there is no month {month}")),
        None => DateReading::NoSuchDay(format!("{} {year} has no day {day}", calendar::month_name(month))),
    }
}

/// Decides whether `mar 3` is March or a Tuesday: by what stands beside the other day numbers, else by the checksum.
fn settle_word(parts: DateParts, context: &DateContext) -> Result<DateParts, String> {
    let Some(month) = parts.month.filter(|_| !parts.or_weekdays.is_empty()) else {
        return Ok(parts);
    };
    let as_month = DateParts {
        or_weekdays: WeekdaySet::EMPTY,
        ..parts
    };
    let as_weekday = DateParts {
        month: None,
        weekdays: parts.or_weekdays,
        ..as_month
    };
    let named = context.month.zip(context.year);
    let fits = named
        .and_then(|(month, year)| NaiveDate::from_ymd_opt(year, month, parts.day))
        .is_some_and(|date| parts.or_weekdays.contains(date.weekday()));
    match (context.words.role, context.month) {
        (WordRole::Weekdays, _) => Ok(as_weekday),
        (WordRole::Months, _) | (WordRole::Unknown, None) => Ok(as_month),
        (WordRole::Unknown, Some(_)) if fits => Ok(as_weekday),
        (WordRole::Unknown, Some(other)) if other == month => Ok(as_month),
        (WordRole::Unknown, Some(other)) => Err(format!(
            "its word names {} as well as a weekday, and fits {} neither way",
            calendar::month_name(month),
            calendar::month_name(other)
        )),
    }
}

/// Returns the weekday that a text states of its date: of several that its word can be, the one that fits.
pub(super) fn stated(weekdays: WeekdaySet, date: NaiveDate) -> Option<Weekday> {
    if weekdays.contains(date.weekday()) {
        Some(date.weekday())
    } else {
        weekdays.first()
    }
}

fn whole(number: f64) -> Option<u32> {
    // In range and without a fraction, so that the cast is exact.
    (number.fract() == 0.0 && (0.0..=99_999_999.0).contains(&number)).then_some(number as u32)
}

fn day_number(number: f64) -> Option<u32> {
    whole(number).filter(|n| (1..=31).contains(n))
}

/// Reads a date such as `20260131`.
fn compact(number: f64) -> Option<NaiveDate> {
    whole(number).and_then(compact_date)
}

/// Reports whether a count of days since the epoch falls into 1990 to 2099, whichever the epoch.
fn is_serial(number: f64) -> bool {
    (31_413.0..73_051.0).contains(&number)
}

fn serial(number: f64, epoch_1904: bool) -> Option<NaiveDate> {
    if !is_serial(number) {
        return None;
    }
    let epoch = if epoch_1904 { (1904, 1, 1) } else { (1899, 12, 30) };
    let epoch = NaiveDate::from_ymd_opt(epoch.0, epoch.1, epoch.2)?;
    epoch
        .checked_add_signed(Duration::days(number.floor() as i64))
        .filter(|date| date.year() < 2200)
}
