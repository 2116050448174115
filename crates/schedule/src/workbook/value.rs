//! One cell's value, made of calamine's.
//!
//! calamine's own conversions are not used: they turn any number into a date. Only what the file's number format
//! calls a date or a time is one here.

use calamine::{Data, DataRef, ExcelDateTime};
use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use super::model::CellValue;

/// Excel's last day, 31 December 9999, counted from 1900; the 1904 count ends four years earlier.
const LAST_DAY: f64 = 2_958_465.0;
const SECONDS_A_DAY: f64 = 86_400.0;

/// Converts a value; `None` for an empty cell, which an empty text is too.
pub(super) fn cell_value(data: DataRef<'_>) -> Option<CellValue> {
    match data {
        DataRef::SharedString(text) => text_value(text.to_owned()),
        other => owned_value(Data::from(other)),
    }
}

pub(super) fn owned_value(data: Data) -> Option<CellValue> {
    match data {
        Data::Empty => None,
        #[expect(
            clippy::cast_precision_loss,
            reason = "a spreadsheet's numbers are f64 anyway"
        )]
        Data::Int(number) => Some(CellValue::Number(number as f64)),
        Data::Float(number) => Some(number_value(number)),
        Data::Bool(truth) => Some(CellValue::Bool(truth)),
        Data::String(text) => text_value(text),
        Data::DateTime(serial) => Some(serial_value(serial)),
        Data::DateTimeIso(text) => iso_date(&text).or_else(|| text_value(text)),
        Data::DurationIso(text) => iso_duration(&text).or_else(|| text_value(text)),
        Data::Error(error) => Some(CellValue::Error(error.to_string())),
    }
}

/// Converts a value of an ods, which gives its errors as text.
pub(super) fn ods_value(data: Data) -> Option<CellValue> {
    match data {
        Data::String(text) if is_error_text(&text) => Some(CellValue::Error(text)),
        other => owned_value(other),
    }
}

fn text_value(text: String) -> Option<CellValue> {
    (!text.is_empty()).then_some(CellValue::Text(text))
}

/// Converts a number; an infinite one, which no spreadsheet program shows, is an error.
fn number_value(number: f64) -> CellValue {
    if number.is_finite() {
        CellValue::Number(number)
    } else {
        CellValue::Error("#NUM!".to_owned())
    }
}

/// The errors of spreadsheet programs; LibreOffice has `Err:` and a number besides.
const ERRORS: [&str; 17] = [
    "#REF!",
    "#N/A",
    "#VALUE!",
    "#DIV/0!",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "#SPILL!",
    "#CALC!",
    "#ERROR!",
    "#FIELD!",
    "#BLOCKED!",
    "#GETTING_DATA",
    "#CONNECT!",
    "#BUSY!",
    "#UNKNOWN!",
    "#####",
];

/// What databases and programs for statistics write into an empty cell. A name such as `Null` is none of them.
const NOTHING: [&str; 9] = [
    "NULL", "null", "(null)", "\\N", "nan", "NaN", "NaT", "<NA>", "<null>",
];

/// Reports whether a text is another program's word for an empty cell.
pub fn is_word_for_nothing(text: &str) -> bool {
    NOTHING.contains(&text.trim())
}

/// Reports whether a text is a spreadsheet's error; an ods gives no other.
pub fn is_error_text(text: &str) -> bool {
    if !text.starts_with(['#', 'E', 'e']) {
        return false;
    }
    let text = text.to_ascii_uppercase();
    let number = text.strip_prefix("ERR:").unwrap_or_default();
    ERRORS.contains(&text.as_str()) || (!number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// Converts days since the file's epoch, which calamine's own type remembers. Below one day there is only a time; a
/// duration of a day or more, a negative or an impossible number stays a number.
fn serial_value(serial: ExcelDateTime) -> CellValue {
    let days = serial.as_f64();
    let number = number_value(days);
    if !(0.0..=LAST_DAY + 1.0).contains(&days) {
        return number;
    }
    if days < 1.0 {
        return time_of(days * SECONDS_A_DAY).map_or(number, CellValue::Time);
    }
    let moment = if serial.is_duration() {
        None
    } else {
        serial.as_datetime()
    };
    moment.and_then(whole_second).map_or(number, CellValue::DateTime)
}

/// Converts seconds since midnight; what rounds up to a whole day is the next midnight.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to lie within a day"
)]
fn time_of(seconds: f64) -> Option<NaiveTime> {
    let rounded = seconds.round();
    if !(0.0..=SECONDS_A_DAY).contains(&rounded) {
        return None;
    }
    NaiveTime::from_num_seconds_from_midnight_opt(rounded as u32 % 86_400, 0)
}

/// Rounds to whole seconds: a serial like 44484.333333 means 08:00:00, not 07:59:59.971.
fn whole_second(moment: NaiveDateTime) -> Option<NaiveDateTime> {
    const HALF: u32 = 500_000_000;
    let up = if moment.nanosecond() >= HALF {
        Duration::seconds(1)
    } else {
        Duration::zero()
    };
    moment.with_nanosecond(0)?.checked_add_signed(up)
}

fn iso_date(text: &str) -> Option<CellValue> {
    let text = text.trim().trim_end_matches('Z');
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .ok()
        .map(|day| day.and_time(NaiveTime::MIN));
    let moment = || {
        ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M"]
            .iter()
            .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
            .and_then(whole_second)
    };
    let time = || {
        NaiveTime::parse_from_str(text, "%H:%M:%S%.f")
            .ok()
            .and_then(|t| t.with_nanosecond(0))
    };
    day.or_else(moment)
        .map(CellValue::DateTime)
        .or_else(|| time().map(CellValue::Time))
}

/// Reads `PT08H30M00S`, which LibreOffice writes for times and durations alike. A day or more is a number of days.
fn iso_duration(text: &str) -> Option<CellValue> {
    let mut seconds = 0.0;
    let mut rest = text.trim().strip_prefix("PT")?;
    for (unit, worth) in [('H', 3600.0), ('M', 60.0), ('S', 1.0)] {
        if let Some((number, after)) = rest.split_once(unit) {
            seconds += number
                .parse::<f64>()
                .ok()
                .filter(|n| n.is_finite() && *n >= 0.0)?
                * worth;
            rest = after;
        }
    }
    if !rest.is_empty() {
        return None;
    }
    if seconds < SECONDS_A_DAY {
        time_of(seconds).map(CellValue::Time)
    } else {
        Some(CellValue::Number(seconds / SECONDS_A_DAY))
    }
}
