//! What date a cell names: real dates, ISO, `1 Jan`, `Thu 1 Jan 2026`, `01/02/2026`, bare day numbers.
//!
//! The whole cell must be a date; nothing is picked out of a longer text. A day and a month given as numbers are read
//! in one order, never tried both ways.

use chrono::{Datelike, Duration, NaiveDate, Weekday};
use unicode_normalization::UnicodeNormalization;

use crate::calendar;
use crate::text::folded;
use crate::workbook::CellValue;

/// What the sheet says of dates that do not say it themselves.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct DateContext {
    pub year: Option<i32>,
    pub month: Option<u32>,
    pub month_first: bool,
    /// The file counts days from 1904; matters for day numbers that no cell format marks as dates.
    pub epoch_1904: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ReadDate {
    pub date: NaiveDate,
    /// The weekday that the same cell states.
    pub weekday: Option<Weekday>,
    /// The date with day and month the other way round, where the cell leaves the order open.
    pub swapped: Option<NaiveDate>,
    pub form: DateForm,
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

/// A date's parts as a text states them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct DateParts {
    day: u32,
    month: Option<u32>,
    year: Option<i32>,
    weekday: Option<Weekday>,
    /// Day and month are both plain numbers, whose order is a convention.
    ambiguous: bool,
}

/// Rates how much a cell looks like a date, context aside: 0 not at all, 1 a bare number that could be one, 3 surely.
pub(super) fn likeness(value: &CellValue) -> u32 {
    match value {
        CellValue::DateTime(_) => 3,
        CellValue::Number(number) if day_number(*number).is_some() => 1,
        CellValue::Number(number) if compact(*number).is_some() => 3,
        CellValue::Number(number) if is_serial(*number) => 1,
        CellValue::Text(text) => match parts(text) {
            Some(DateParts { month: None, .. }) => 1,
            Some(_) => 3,
            None => 0,
        },
        _ => 0,
    }
}

/// Reads one cell of the date axis.
pub(super) fn read(value: &CellValue, context: &DateContext) -> DateReading {
    match value {
        CellValue::DateTime(at) => found(at.date(), None, DateForm::Real),
        CellValue::Number(number) => read_number(*number, context),
        CellValue::Text(text) => match parts(text) {
            Some(parts) => resolve(parts, context),
            None => DateReading::NotADate,
        },
        _ => DateReading::NotADate,
    }
}

fn found(date: NaiveDate, weekday: Option<Weekday>, form: DateForm) -> DateReading {
    DateReading::Date(ReadDate {
        date,
        weekday,
        swapped: None,
        form,
    })
}

fn read_number(number: f64, context: &DateContext) -> DateReading {
    if let Some(day) = day_number(number) {
        let parts = DateParts {
            day,
            month: None,
            year: None,
            weekday: None,
            ambiguous: false,
        };
        return resolve(parts, context);
    }
    if let Some(date) = compact(number) {
        return found(date, None, DateForm::Text);
    }
    serial(number, context.epoch_1904)
        .map_or(DateReading::NotADate, |date| found(date, None, DateForm::Serial))
}

fn resolve(parts: DateParts, context: &DateContext) -> DateReading {
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
            weekday: parts.weekday,
            swapped,
            form,
        }),
        None if swapped.is_some() => DateReading::NoSuchDay(format!("there is no month {month}")),
        None if !(1..=12).contains(&month) => DateReading::NoSuchDay(format!("there is no month {month}")),
        None => DateReading::NoSuchDay(format!("{} {year} has no day {day}", calendar::month_name(month))),
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

fn compact_date(n: u32) -> Option<NaiveDate> {
    let year = i32::try_from(n / 10_000)
        .ok()
        .filter(|year| (1900..2200).contains(year))?;
    NaiveDate::from_ymd_opt(year, n / 100 % 100, n % 100)
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

/// A piece of a date's text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum DateToken {
    Word(String),
    /// Its digits, so that `01` and `2026` keep their length.
    Number(String),
    Mark(char),
}

/// Reads a text as a date, if all of it is one.
fn parts(text: &str) -> Option<DateParts> {
    const LONGEST: usize = 60;
    if text.len() > LONGEST || !text.contains(char::is_numeric) || starts_otherwise(text) {
        return None;
    }
    let mut tokens = tokens(text)?;
    drop_time(&mut tokens)?;
    let mut seen = DateReader::default();
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| tokens.get(at));
        seen.take(token, before)?;
    }
    seen.parts()
}

/// Starts with a word that no date has: most cells of a sheet are dismissed by this alone.
fn starts_otherwise(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = text.get(..letters).unwrap_or_default();
    let is_whole = text.as_bytes().get(letters).is_some_and(u8::is_ascii);
    is_whole && !word.is_empty() && (word.len() > 10 || !is_date_word(&word.to_ascii_lowercase()))
}

fn is_date_word(word: &str) -> bool {
    calendar::month(word).is_some() || calendar::weekday(word).is_some() || is_filler(word)
}

fn is_filler(word: &str) -> bool {
    matches!(word, "of" | "the" | "van" | "die")
}

fn tokens(text: &str) -> Option<Vec<DateToken>> {
    let mut tokens: Vec<DateToken> = Vec::new();
    for c in folded(text).nfkc().flat_map(char::to_lowercase) {
        match (c, tokens.last_mut()) {
            ('0'..='9', Some(DateToken::Number(digits))) => digits.push(c),
            ('0'..='9', _) => tokens.push(DateToken::Number(c.into())),
            (c, Some(DateToken::Word(word))) if c.is_alphabetic() => word.push(c),
            (c, _) if c.is_alphabetic() => tokens.push(DateToken::Word(c.into())),
            ('–' | '‑' | '−', _) => tokens.push(DateToken::Mark('-')),
            (' ' | ',' | '.' | '/' | '-' | '(' | ')' | '\'' | '’' | '|' | ':', _) => {
                tokens.push(DateToken::Mark(c))
            }
            _ => return None,
        }
    }
    Some(tokens)
}

/// Drops a time of day that ends the text (`2026-01-05T00:00:00`); `None` where the colon belongs to something else.
fn drop_time(tokens: &mut Vec<DateToken>) -> Option<()> {
    let Some(colon) = tokens.iter().position(|token| *token == DateToken::Mark(':')) else {
        return Some(());
    };
    let hour = colon.checked_sub(1)?;
    let is_time = tokens.get(hour..)?.iter().all(|token| match token {
        DateToken::Number(_) => true,
        DateToken::Mark(mark) => matches!(mark, ':' | '.' | ' '),
        DateToken::Word(word) => matches!(word.as_str(), "am" | "pm" | "z"),
    });
    if !is_time {
        return None;
    }
    tokens.truncate(hour);
    if tokens.last() == Some(&DateToken::Word("t".into())) {
        tokens.pop();
    }
    Some(())
}

/// What has been read of a date's text so far.
#[derive(Debug, Default)]
struct DateReader {
    weekday: Option<Weekday>,
    month: Option<u32>,
    numbers: Vec<String>,
    /// The marks before each number but the first.
    between: Vec<String>,
    marks: String,
}

impl DateReader {
    fn take(&mut self, token: &DateToken, before: Option<&DateToken>) -> Option<()> {
        match token {
            DateToken::Mark(mark) => self.marks.push(*mark),
            DateToken::Number(digits) => {
                if !self.numbers.is_empty() {
                    self.between.push(std::mem::take(&mut self.marks));
                }
                self.numbers.push(digits.clone());
                self.marks.clear();
            }
            DateToken::Word(word) => return self.take_word(word, before),
        }
        Some(())
    }

    fn take_word(&mut self, word: &str, before: Option<&DateToken>) -> Option<()> {
        let is_ordinal = matches!(word, "st" | "nd" | "rd" | "th" | "de" | "ste");
        if is_ordinal && matches!(before, Some(DateToken::Number(_))) {
            return Some(());
        }
        if let Some(month) = calendar::month(word) {
            return self.month.replace(month).is_none().then_some(());
        }
        if let Some(weekday) = calendar::weekday(word) {
            return self.weekday.replace(weekday).is_none().then_some(());
        }
        is_filler(word).then_some(())
    }

    fn parts(&self) -> Option<DateParts> {
        let numbers: Vec<&str> = self.numbers.iter().map(String::as_str).collect();
        let (day, month, year, ambiguous) = match (self.month, numbers.as_slice()) {
            (None, [all]) if all.len() == 8 => {
                let date = compact_date(all.parse().ok()?)?;
                (date.day(), Some(date.month()), Some(date.year()), false)
            }
            (None, [day]) => (short(day)?, None, None, false),
            (Some(month), [day]) => (short(day)?, Some(month), None, false),
            (None, [day, month]) if matches!(self.between.first()?.as_str(), "/" | ".") => {
                (short(day)?, Some(short(month)?), None, true)
            }
            (Some(month), [y, day]) if y.len() == 4 => (short(day)?, Some(month), Some(year(y)?), false),
            (Some(month), [day, y]) => (short(day)?, Some(month), Some(year(y)?), false),
            (None, [y, month, day]) if y.len() == 4 && self.is_one_mark() => {
                (short(day)?, Some(short(month)?), Some(year(y)?), false)
            }
            (None, [day, month, y]) if self.is_one_mark() => {
                (short(day)?, Some(short(month)?), Some(year(y)?), true)
            }
            _ => return None,
        };
        Some(DateParts {
            day,
            month,
            year,
            weekday: self.weekday,
            ambiguous,
        })
    }

    /// Reports whether the same mark parts all numbers: `01.02.2026` and `2026-01-05`, but not `1-2/3`.
    fn is_one_mark(&self) -> bool {
        let mut marks = self.between.iter().map(|marks| marks.trim());
        let first = marks.next().unwrap_or_default();
        matches!(first, "/" | "-" | "." | "") && marks.all(|mark| mark == first)
    }
}

/// Reads a day or a month: one or two digits.
fn short(digits: &str) -> Option<u32> {
    (digits.len() <= 2).then(|| digits.parse().ok()).flatten()
}

/// Reads a year of four digits, or of two for this century.
fn year(digits: &str) -> Option<i32> {
    let number: i32 = digits.parse().ok()?;
    match digits.len() {
        2 => Some(2000 + number),
        4 => (1900..2200).contains(&number).then_some(number),
        _ => None,
    }
}
