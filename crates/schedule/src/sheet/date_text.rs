//! The text of a date, cut into its parts: day, month, year and weekday, in whatever order and language they stand.

use chrono::{Datelike, NaiveDate, NaiveTime, WeekdaySet};

use super::times::{self, AxisTime};
use crate::calendar::{self, Languages};
use crate::names::lower_nfkc;
use crate::text::folded;
use crate::workbook::CellValue;

/// A date's parts as a text states them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DateParts {
    pub day: u32,
    pub month: Option<u32>,
    pub year: Option<i32>,
    pub weekdays: WeekdaySet,
    /// The word for the month names these weekdays as well, and nothing in the text says which is meant.
    pub or_weekdays: WeekdaySet,
    /// Day and month are both plain numbers, whose order is a convention.
    pub ambiguous: bool,
    /// The time of day behind the date; midnight is none.
    pub part: Option<AxisTime>,
}

impl DateParts {
    /// Makes a day without its month.
    pub fn day_number(day: u32) -> Self {
        Self {
            day,
            month: None,
            year: None,
            weekdays: WeekdaySet::EMPTY,
            or_weekdays: WeekdaySet::EMPTY,
            ambiguous: false,
            part: None,
        }
    }
}

/// The longest text of a date, in bytes.
pub(super) const LONGEST: usize = 60;

/// A piece of a date's text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum DateToken {
    Word(String),
    /// Its digits, so that `01` and `2026` keep their length.
    Number(String),
    /// `年`, `月`, `日` or `号` behind a number.
    Unit(char),
    Mark(char),
}

/// Reads a text as a date, if all of it is one; a word with two meanings counts in these languages, if it has one there.
pub(super) fn parts(text: &str, among: Languages) -> Option<DateParts> {
    if text.len() > LONGEST || !text.contains(char::is_numeric) || starts_otherwise(text) {
        return None;
    }
    date_and_clock(text, among).or_else(|| date_and_part(text, among))
}

/// Reads a date alone, or with a time of day behind it.
fn date_and_clock(text: &str, among: Languages) -> Option<DateParts> {
    let mut tokens = tokens(text)?;
    let part = split_time(&mut tokens)?;
    let mut seen = DateReader::new(among);
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| tokens.get(at));
        seen.take(token, before)?;
    }
    let parts = seen.parts()?;
    Some(DateParts { part, ..parts })
}

/// Reads a date with a part of the day or a range of times behind it: `2 March 2026 PM`, `2.3.2026 (vormittags)`,
/// `2 March 2026 13:00-15:00`.
fn date_and_part(text: &str, among: Languages) -> Option<DateParts> {
    let is_mark = |c: char| !c.is_alphanumeric();
    let mut cuts = text.char_indices().filter(|(_, c)| matches!(c, ' ' | ',' | '('));
    cuts.find_map(|(at, _)| {
        let (date, part) = text.split_at_checked(at)?;
        let (date, part) = (date.trim_end_matches(is_mark), part.trim_matches(is_mark));
        let time = times::read(&CellValue::Text(part.to_owned()), false)?;
        let is_slot = matches!(time, AxisTime::Slot(_));
        // `2 March 10 AM` is an hour.
        let is_half = !part.contains(|c: char| c.is_ascii_digit());
        let may_be_hour = date.rsplit_once(' ').is_some_and(|(_, last)| last.len() <= 2);
        let parts = date_and_clock(date, among).filter(|parts| parts.month.is_some() && parts.part.is_none());
        let parts = parts.filter(|_| is_slot && !(is_half && may_be_hour))?;
        Some(DateParts {
            part: Some(time),
            ..parts
        })
    })
}

/// Starts with a word that no date has: most cells of a sheet are dismissed by this alone.
fn starts_otherwise(text: &str) -> bool {
    const LONGEST_WORD: usize = 12;
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = text.get(..letters).unwrap_or_default();
    let is_whole = text.as_bytes().get(letters).is_some_and(u8::is_ascii);
    is_whole && !word.is_empty() && (word.len() > LONGEST_WORD || !is_date_word(&word.to_ascii_lowercase()))
}

fn is_date_word(word: &str) -> bool {
    calendar::languages(word) != Languages::NONE || is_filler(word) || is_foreign_filler(word)
}

/// Days of the week as they stand in brackets behind a date: `3月11日（三）`.
const CHINESE_DAYS: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];

fn is_filler(word: &str) -> bool {
    matches!(word, "of" | "the" | "van" | "die")
}

/// Reports whether a word may stand in a date that names its month or weekday: `le 2 mars`, `2 de marzo`, `2026 г.`.
fn is_foreign_filler(word: &str) -> bool {
    matches!(
        word,
        "de" | "del" | "den" | "der" | "le" | "el" | "il" | "am" | "feira" | "г" | "года" | "r" | "roku"
    )
}

/// Reports whether a word makes an ordinal of the number that it is glued to.
fn is_ordinal(word: &str) -> bool {
    matches!(word, "st" | "nd" | "rd" | "th" | "de" | "ste")
}

fn is_foreign_ordinal(word: &str) -> bool {
    matches!(word, "er" | "ere" | "e" | "o" | "a" | "го" | "е")
}

fn tokens(text: &str) -> Option<Vec<DateToken>> {
    let mut tokens: Vec<DateToken> = Vec::new();
    for c in lower_nfkc(&folded(text)).chars() {
        match (c, tokens.last_mut()) {
            ('0'..='9', Some(DateToken::Number(digits))) => digits.push(c),
            ('0'..='9', _) => tokens.push(DateToken::Number(c.into())),
            ('年' | '月' | '日' | '号' | '號', Some(DateToken::Number(_))) => {
                tokens.push(DateToken::Unit(c))
            }
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

/// Takes a time of day off the end of a text (`2026-01-05T00:00:00`); `None` where the colon belongs to something else.
fn split_time(tokens: &mut Vec<DateToken>) -> Option<Option<AxisTime>> {
    let Some(colon) = tokens.iter().position(|token| *token == DateToken::Mark(':')) else {
        return Some(None);
    };
    let hour = colon.checked_sub(1)?;
    let time = clock(tokens.get(hour..)?)?;
    tokens.truncate(hour);
    if tokens.last() == Some(&DateToken::Word("t".into())) {
        tokens.pop();
    }
    // What is only a date has midnight for its time in many programs.
    Some((time != NaiveTime::MIN).then_some(AxisTime::Start(time)))
}

/// Reads the tokens of a time as a clock shows it: `9:00`, `13:00:00.000`, `1:30 pm`.
fn clock(tokens: &[DateToken]) -> Option<NaiveTime> {
    const HALF_DAY: u32 = 12;
    let mut numbers = Vec::new();
    let mut half = None;
    for token in tokens {
        match token {
            DateToken::Number(digits) => numbers.push(digits.parse::<u32>().ok()?),
            DateToken::Mark(':' | '.' | ' ') => {}
            DateToken::Word(word) if word == "z" => {}
            DateToken::Word(word) if matches!(word.as_str(), "am" | "pm") => half = Some(word == "pm"),
            _ => return None,
        }
    }
    let [hour, minute, ..] = numbers.as_slice() else {
        return None;
    };
    let hour = match half {
        Some(true) if *hour < HALF_DAY => hour + HALF_DAY,
        Some(false) if *hour == HALF_DAY => 0,
        _ => *hour,
    };
    NaiveTime::from_hms_opt(hour, *minute, 0)
}

/// What has been read of a date's text so far.
#[derive(Debug)]
struct DateReader {
    among: Languages,
    weekdays: WeekdaySet,
    month: Option<u32>,
    /// A word that is a month or a weekday.
    either: Option<(u32, WeekdaySet)>,
    /// What `年` and `日` stand behind.
    year: Option<i32>,
    day: Option<u32>,
    numbers: Vec<String>,
    /// The marks before each number but the first.
    between: Vec<String>,
    marks: String,
    /// A word stood there that only dates with a named month or weekday have.
    needs_name: bool,
}

impl DateReader {
    fn new(among: Languages) -> Self {
        Self {
            among,
            weekdays: WeekdaySet::EMPTY,
            month: None,
            either: None,
            year: None,
            day: None,
            numbers: Vec::new(),
            between: Vec::new(),
            marks: String::new(),
            needs_name: false,
        }
    }

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
            DateToken::Unit(unit) => return self.take_unit(*unit),
            DateToken::Word(word) => return self.take_word(word, before),
        }
        Some(())
    }

    fn take_unit(&mut self, unit: char) -> Option<()> {
        let digits = self.numbers.pop()?;
        self.between.truncate(self.numbers.len().saturating_sub(1));
        let is_first = match unit {
            '年' => self.year.replace(year(&digits)?).is_none(),
            '月' => self.month.replace(short(&digits)?).is_none(),
            _ => self.day.replace(short(&digits)?).is_none(),
        };
        is_first.then_some(())
    }

    fn take_word(&mut self, word: &str, before: Option<&DateToken>) -> Option<()> {
        if matches!(before, Some(DateToken::Number(_))) {
            self.needs_name |= is_foreign_ordinal(word);
            if is_ordinal(word) || is_foreign_ordinal(word) {
                return Some(());
            }
        }
        let bracketed = match before {
            Some(DateToken::Mark('(')) if CHINESE_DAYS.contains(&word) => Some(format!("周{word}")),
            _ => None,
        };
        let word = bracketed.as_deref().unwrap_or(word);
        let (month, weekdays) = calendar::meanings_among(word, self.among);
        match month {
            Some(month) if !weekdays.is_empty() => self.take_either(month, weekdays),
            Some(month) => self.month.replace(month).is_none().then_some(()),
            None if !weekdays.is_empty() => {
                let is_first = self.weekdays.is_empty();
                self.weekdays = weekdays;
                is_first.then_some(())
            }
            // Behind the day it is the morning, not `am 2. März`.
            None if word == "am" && !self.numbers.is_empty() => None,
            None => {
                self.needs_name |= is_foreign_filler(word);
                (is_filler(word) || is_foreign_filler(word)).then_some(())
            }
        }
    }

    /// Takes a word with two meanings; of two such (`mar 3 mar`) the first is the weekday.
    fn take_either(&mut self, month: u32, weekdays: WeekdaySet) -> Option<()> {
        match self.either.take() {
            None => self.either = Some((month, weekdays)),
            Some((_, first)) if self.weekdays.is_empty() && self.month.is_none() => {
                self.weekdays = first;
                self.month = Some(month);
            }
            Some(_) => return None,
        }
        Some(())
    }

    fn parts(mut self) -> Option<DateParts> {
        let (mut month, mut or_weekdays) = (self.month, WeekdaySet::EMPTY);
        if let Some((named, weekdays)) = self.either {
            if month.is_some() || self.numbers(None).is_some_and(|parts| parts.month.is_some()) {
                self.weekdays = weekdays;
            } else {
                month = Some(named);
                if self.weekdays.is_empty() && self.year.is_none() {
                    or_weekdays = weekdays;
                }
            }
        }
        if self.needs_name && month.is_none() && self.weekdays.is_empty() {
            return None;
        }
        let parts = self.numbers(month)?;
        Some(DateParts {
            weekdays: self.weekdays,
            or_weekdays: if parts.year.is_none() {
                or_weekdays
            } else {
                WeekdaySet::EMPTY
            },
            ..parts
        })
    }

    /// Reads the numbers around a month that is named, or is one of them.
    fn numbers(&self, month: Option<u32>) -> Option<DateParts> {
        let numbers: Vec<&str> = self.numbers.iter().map(String::as_str).collect();
        let (day, month, year, ambiguous) = match (month, numbers.as_slice()) {
            (month, []) => (self.day?, month, self.year, false),
            (month, [day]) if self.day.is_none() && self.year.is_some() => {
                (short(day)?, month, self.year, false)
            }
            _ if self.day.is_some() || self.year.is_some() => return None,
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
            month,
            year,
            ambiguous,
            ..DateParts::day_number(day)
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

/// Reads a date such as `20260131`.
pub(super) fn compact_date(n: u32) -> Option<NaiveDate> {
    let year = i32::try_from(n / 10_000)
        .ok()
        .filter(|year| (1900..2200).contains(year))?;
    NaiveDate::from_ymd_opt(year, n / 100 % 100, n % 100)
}
