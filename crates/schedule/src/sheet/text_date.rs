//! Dates as texts of any table state them, in every language that schedules are read in.

use chrono::{Datelike, NaiveDate, Weekday, WeekdaySet};

use super::dates::{self, DateContext, DateForm, DateReading};
use super::times::AxisTime;
use crate::calendar;
use crate::workbook::CellValue;

/// What is wrong with a date that needs a year from elsewhere.
pub const NO_YEAR: &str = "it names no year";

/// A date that a text states, with its weekday checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextDate {
    pub date: NaiveDate,
    /// The date with day and month the other way round, where the text leaves the order open.
    pub swapped: Option<NaiveDate>,
}

/// Reads a text that is a date as a whole: `2026-03-02`, `2. März 2026`, `lundi 2 mars 2026`, `2026年3月2日`, `2/3/2026` with the day
/// first unless `month_first`. One without a year takes `year`. `None` where the text is not a date, or one with a part of the day
/// behind it; the error says what is wrong with one.
///
/// # Errors
/// No year, no such day, or a weekday that is not the date's.
pub fn read_text_date(text: &str, year: Option<i32>, month_first: bool) -> Result<Option<TextDate>, String> {
    let context = DateContext {
        year,
        month_first,
        ..DateContext::default()
    };
    match dates::read(&CellValue::Text(text.to_owned()), &context) {
        DateReading::Date(read)
            if read.form == DateForm::DayNumber || matches!(read.part, Some(AxisTime::Slot(_))) =>
        {
            Ok(None)
        }
        DateReading::Date(read) => match read.weekday.filter(|day| *day != read.date.weekday()) {
            Some(weekday) => Err(another_weekday(read.date, weekday)),
            None => Ok(Some(TextDate {
                date: read.date,
                swapped: read.swapped,
            })),
        },
        DateReading::NoYear => Err(NO_YEAR.to_owned()),
        DateReading::NoSuchDay(why) => Err(why),
        DateReading::NoMonth | DateReading::NotADate => Ok(None),
    }
}

/// Reports whether a whole text is a day of the week: `Mon`, `lundi`, `segunda-feira`, `星期一`.
pub fn names_weekday(text: &str) -> bool {
    !named_weekdays(text).is_empty()
}

/// Returns why the weekday that stands beside a date is not its own; a word that can be several is wrong where none of them is.
pub fn weekday_fault(text: &str, date: NaiveDate) -> Option<String> {
    let named = named_weekdays(text);
    let stated = named.first()?;
    (!named.contains(date.weekday())).then(|| another_weekday(date, stated))
}

fn named_weekdays(text: &str) -> WeekdaySet {
    let word: String = text
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    calendar::weekdays(&word)
}

fn another_weekday(date: NaiveDate, stated: Weekday) -> String {
    format!(
        "{date} is a {}, not a {}",
        calendar::weekday_name(date.weekday()),
        calendar::weekday_name(stated)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_day_is_read_from_the_text_of_every_language() {
        let second = NaiveDate::from_ymd_opt(2026, 3, 2);
        for text in [
            "Monday 2 March 2026",
            "Mon, March 2nd, 2026",
            "Maandag 2 Maart 2026",
            "2. März 2026",
            "Mo., 2. Mrz. 2026",
            "Montag, den 2. März 2026",
            "Mo 2.3.2026",
            "lundi 2 mars 2026",
            "le 2 mars 2026",
            "LUN. 2 MARS 2026",
            "lunes, 2 de marzo de 2026",
            "lun 2 mar 2026",
            "2-mar-2026",
            "segunda-feira, 2 de março de 2026",
            "lunedì 2 marzo 2026",
            "ma 2 mrt 2026",
            "poniedziałek, 2 marca 2026 r.",
            "2 марта 2026 г.",
            "пн, 2 марта 2026",
            "2 Mart 2026 Pazartesi",
            "2026年3月2日",
            "2026年3月2日 星期一",
            "２０２６年３月２日（周一）",
            "2026年3月2日（一）",
            "2026-03-02",
            "2026-03-02 08:00",
        ] {
            let read = read_text_date(text, None, false);
            assert_eq!(read.map(|read| read.map(|read| read.date)), Ok(second), "{text}");
        }
        assert_eq!(
            read_text_date("3月2日", Some(2026), false).map(|read| read.map(|read| read.date)),
            Ok(second)
        );
    }

    #[test]
    fn a_weekday_is_the_checksum_of_its_date_in_every_language() {
        for text in [
            "Dienstag, 2. März 2026",
            "mardi 2 mars 2026",
            "mar. 2 mars 2026",
            "martes 2 de marzo de 2026",
            "terça-feira, 2 de março de 2026",
            "martedì 2 marzo 2026",
            "di 2 mrt 2026",
            "wtorek 2 marca 2026",
            "вт, 2 марта 2026",
            "2026年3月2日 周二",
        ] {
            let read = read_text_date(text, None, false);
            assert_eq!(
                read.err().as_deref(),
                Some("2026-03-02 is a Monday, not a Tuesday"),
                "{text}"
            );
        }
    }

    #[test]
    fn weekdays_are_known_as_whole_texts() {
        for text in ["Mon", "Monday", "LUNDI", "seg.", "segunda-feira", "星期一"] {
            assert!(names_weekday(text), "{text}");
        }
        for text in ["Mon 2 March 2026", "M", "", "today", "2026-03-02"] {
            assert!(!names_weekday(text), "{text}");
        }
    }

    #[test]
    fn a_weekday_beside_a_date_is_its_checksum() {
        let monday = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        for own in ["Mon", "montag", "Lun.", "Ma", "星期一", "Room"] {
            assert_eq!(weekday_fault(own, monday), None, "{own}");
        }
        let fault = weekday_fault("Tuesday", monday);
        assert_eq!(fault.as_deref(), Some("2026-03-02 is a Monday, not a Tuesday"));
    }

    #[test]
    fn what_is_no_date_is_none_and_half_a_date_says_what_is_missing() {
        for text in [
            "Success 10",
            "2a",
            "10e",
            "Sala 2",
            "de 5",
            "2",
            "Mars",
            "Sam 20+1",
            "A4",
            "7月",
            "lundi",
            "2 March 2026 AM",
            "2. März 2026 vormittags",
            "2 March 2026 08:00-10:00",
        ] {
            assert_eq!(read_text_date(text, Some(2026), false), Ok(None), "{text}");
        }
        assert_eq!(
            read_text_date("2 mars", None, false).err().as_deref(),
            Some(NO_YEAR)
        );
        let none = read_text_date("31 kwietnia 2026", None, false);
        assert_eq!(none.err().as_deref(), Some("April 2026 has no day 31"));
    }
}
