//! Every form of a date in a cell by itself.

use chrono::Weekday;

use super::super::dates::{DateContext, DateForm, DateReading, DateWords, read};
use crate::workbook::CellValue;

const JAN_2026: DateContext = DateContext {
    words: DateWords::UNKNOWN,
    year: Some(2026),
    month: Some(1),
    month_first: false,
    epoch_1904: false,
};

fn text(text: &str, context: &DateContext) -> Option<(String, Option<Weekday>)> {
    match read(&CellValue::Text(text.into()), context) {
        DateReading::Date(read) => Some((read.date.to_string(), read.weekday)),
        _ => None,
    }
}

#[test]
fn every_form_of_a_date_is_read() {
    for (form, date, weekday) in [
        ("2026-01-05", "2026-01-05", None),
        ("2026-01-05T00:00:00", "2026-01-05", None),
        ("2026-01-05 00:00", "2026-01-05", None),
        ("20260105", "2026-01-05", None),
        ("1 Jan", "2026-01-01", None),
        ("1Jan", "2026-01-01", None),
        ("Jan 24", "2026-01-24", None),
        ("Thu 1", "2026-01-01", Some(Weekday::Thu)),
        ("Thu, 1 Jan 2026", "2026-01-01", Some(Weekday::Thu)),
        ("Donderdag 1 Januarie 2026", "2026-01-01", Some(Weekday::Thu)),
        ("Sun, Jan 24", "2026-01-24", Some(Weekday::Sun)),
        ("1 Mei 26", "2026-05-01", None),
        ("5-Jan-26", "2026-01-05", None),
        ("January 5, 2026", "2026-01-05", None),
        ("2026 Jan 5", "2026-01-05", None),
        ("1st of January 2026", "2026-01-01", None),
        ("21st", "2026-01-21", None),
        ("3rd", "2026-01-03", None),
        ("01/02/2026", "2026-02-01", None),
        ("01.02.2026", "2026-02-01", None),
        ("1-2-26", "2026-02-01", None),
        ("02/06/2026\nTUE", "2026-06-02", Some(Weekday::Tue)),
        ("18.08", "2026-08-18", None),
        ("5", "2026-01-05", None),
        (" 05\u{a0}", "2026-01-05", None),
        ("Mon 30 Jan", "2026-01-30", Some(Weekday::Mon)),
    ] {
        assert_eq!(
            text(form, &JAN_2026),
            Some((date.to_string(), weekday)),
            "{form:?}"
        );
    }
}

#[test]
fn what_is_not_wholly_a_date_is_none() {
    for form in [
        "Success 10",
        "Client 25",
        "25+1",
        "10-12",
        "Week 3",
        "S41",
        "Jan 2026",
        "2026",
        "1/2-3",
        "1-5 Jan",
        "Mon Tue 3",
        "08:00-12:00",
        "12:30",
        "A302",
        "Jan",
        "1 2",
        "18.08 9:00 - 25.08 9:00",
        "123",
        "1 Jan 202",
    ] {
        assert_eq!(
            read(&CellValue::Text(form.into()), &JAN_2026),
            DateReading::NotADate,
            "{form:?}"
        );
    }
}

#[test]
fn day_and_month_are_read_in_one_order() {
    let american = DateContext {
        month_first: true,
        ..JAN_2026
    };
    assert_eq!(text("01/02/2026", &american), Some(("2026-01-02".into(), None)));
    assert_eq!(text("2026-01-02", &american), Some(("2026-01-02".into(), None)));
    assert_eq!(
        read(&CellValue::Text("07/25/2026".into()), &JAN_2026),
        DateReading::NoSuchDay("there is no month 25".into())
    );
    assert_eq!(text("07/25/2026", &american), Some(("2026-07-25".into(), None)));
}

#[test]
fn what_the_sheet_does_not_say_is_missing() {
    let none = DateContext::default();
    assert_eq!(read(&CellValue::Number(5.0), &none), DateReading::NoMonth);
    assert_eq!(read(&CellValue::Text("5 Jan".into()), &none), DateReading::NoYear);
    assert_eq!(text("5 Jan 2026", &none), Some(("2026-01-05".into(), None)));
    assert_eq!(
        read(&CellValue::Text("31 Feb".into()), &JAN_2026),
        DateReading::NoSuchDay("February 2026 has no day 31".into())
    );
}

#[test]
fn numbers_are_days_compact_dates_or_serials() {
    let date = |number: f64, context: &DateContext| match read(&CellValue::Number(number), context) {
        DateReading::Date(read) => Some((read.date.to_string(), read.form)),
        _ => None,
    };
    let mac = DateContext {
        epoch_1904: true,
        ..JAN_2026
    };
    assert_eq!(
        date(31.0, &JAN_2026),
        Some(("2026-01-31".into(), DateForm::DayNumber))
    );
    assert_eq!(
        date(20_260_105.0, &JAN_2026),
        Some(("2026-01-05".into(), DateForm::Text))
    );
    assert_eq!(
        date(46_027.5, &JAN_2026),
        Some(("2026-01-05".into(), DateForm::Serial))
    );
    assert_eq!(
        date(44_565.0, &mac),
        Some(("2026-01-05".into(), DateForm::Serial))
    );
    for number in [0.0, 32.0, 1.5, -1.0, f64::NAN, f64::INFINITY, 1e300, 20_261_305.0] {
        assert_eq!(date(number, &JAN_2026), None, "{number}");
    }
}
