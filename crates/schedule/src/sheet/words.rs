//! The words that sheets are labelled with, and how a cell is quoted in the report.

use chrono::Weekday;

use crate::names::name_key;
use crate::workbook::CellValue;

/// English and Afrikaans, long and short; one line a month.
const MONTHS: [&[&str]; 12] = [
    &["jan", "january", "januarie"],
    &["feb", "february", "februarie"],
    &["mar", "march", "mrt", "maart"],
    &["apr", "april"],
    &["may", "mei"],
    &["jun", "june", "junie"],
    &["jul", "july", "julie"],
    &["aug", "august", "augustus"],
    &["sep", "sept", "september"],
    &["oct", "october", "okt", "oktober"],
    &["nov", "november"],
    &["dec", "december", "des", "desember"],
];

const WEEKDAYS: [(Weekday, &[&str]); 7] = [
    (Weekday::Mon, &["mon", "monday", "mo", "ma", "maandag", "maan"]),
    (
        Weekday::Tue,
        &["tue", "tues", "tuesday", "tu", "di", "dins", "dinsdag"],
    ),
    (
        Weekday::Wed,
        &["wed", "weds", "wednesday", "we", "wo", "woens", "woensdag"],
    ),
    (
        Weekday::Thu,
        &[
            "thu",
            "thur",
            "thurs",
            "thursday",
            "th",
            "do",
            "dond",
            "donderdag",
        ],
    ),
    (Weekday::Fri, &["fri", "friday", "fr", "vr", "vry", "vrydag"]),
    (Weekday::Sat, &["sat", "saturday", "sa", "sater", "saterdag"]),
    (Weekday::Sun, &["sun", "sunday", "su", "so", "son", "sondag"]),
];

/// A whole cell that makes its row (or column) the header.
const HEADER: [&str; 11] = [
    "date", "dates", "datum", "datums", "day", "days", "dag", "dae", "room", "rooms", "lokaal",
];

/// A heading that is plainly no room, by the key of the whole.
const NO_ROOM: [&str; 35] = [
    "weekday",
    "weekdag",
    "dayofweek",
    "week",
    "weekno",
    "weeknumber",
    "month",
    "maand",
    "year",
    "jaar",
    "time",
    "tyd",
    "no",
    "nr",
    "number",
    "status",
    "holiday",
    "holidays",
    "publicholiday",
    "publicholidays",
    "pax",
    "count",
    "available",
    "free",
    "occupancy",
    "headcount",
    "location",
    "floor",
    "vloer",
    "kamer",
    "kamers",
    "check",
    "signature",
    "initials",
    "#",
];

/// A heading that starts with one of these is a label too: `Total pax`, `Note: closed on Friday`.
const LABEL_STARTS: [&str; 22] = [
    "note",
    "notes",
    "nota",
    "notas",
    "nb",
    "remark",
    "remarks",
    "comment",
    "comments",
    "opmerking",
    "opmerkings",
    "total",
    "totals",
    "totaal",
    "subtotal",
    "sum",
    "capacity",
    "kapasiteit",
    "seats",
    "printed",
    "legend",
    "average",
];

pub(super) fn month(word: &str) -> Option<u32> {
    let at = MONTHS.iter().position(|names| names.contains(&word))?;
    u32::try_from(at + 1).ok()
}

pub(super) fn month_name(month: u32) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    usize::try_from(month)
        .ok()
        .and_then(|m| NAMES.get(m.wrapping_sub(1)).copied())
        .unwrap_or("?")
}

pub(super) fn weekday(word: &str) -> Option<Weekday> {
    WEEKDAYS
        .iter()
        .find(|(_, names)| names.contains(&word))
        .map(|(day, _)| *day)
}

pub(super) fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

/// A cell that is nothing but a weekday.
pub(super) fn whole_weekday(value: &CellValue) -> Option<Weekday> {
    short_key(value).and_then(|key| weekday(&key))
}

pub(super) fn is_header_word(value: &CellValue) -> bool {
    short_key(value).is_some_and(|key| HEADER.contains(&key.as_str()))
}

/// `Date` itself, which outranks `Day` where both head a column of dates.
pub(super) fn is_date_word(value: &CellValue) -> bool {
    short_key(value).is_some_and(|key| ["date", "dates", "datum", "datums"].contains(&key.as_str()))
}

pub(super) fn is_day_word(value: &CellValue) -> bool {
    short_key(value).is_some_and(|key| {
        ["day", "days", "dag", "dae", "weekday", "weekdag", "dayofweek"].contains(&key.as_str())
    })
}

pub(super) fn is_month_word(value: &CellValue) -> bool {
    short_key(value).is_some_and(|key| key == "month" || key == "maand")
}

pub(super) fn is_capacity_word(value: &CellValue) -> bool {
    let CellValue::Text(text) = value else {
        return false;
    };
    first_word(text).is_some_and(|word| {
        ["cap", "capacity", "kapasiteit", "kapasitas", "seats", "max"].contains(&word.as_str())
    })
}

/// A heading that names no room whatever else it says.
pub(super) fn is_label(text: &str) -> bool {
    let key = name_key(text);
    key.is_empty()
        || NO_ROOM.contains(&key.as_str())
        || HEADER.contains(&key.as_str())
        || weekday(&key).is_some()
        || starts_as_label(text)
}

pub(super) fn starts_as_label(text: &str) -> bool {
    first_word(text).is_some_and(|word| LABEL_STARTS.contains(&word.as_str()))
}

/// The first run of letters, in lower case; `None` where the text starts with none.
fn first_word(text: &str) -> Option<String> {
    let word: String = text
        .trim()
        .chars()
        .take_while(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect();
    (!word.is_empty()).then_some(word)
}

/// The key of a text short enough to be a single label; long ones are not worth folding.
fn short_key(value: &CellValue) -> Option<String> {
    match value {
        CellValue::Text(text) if text.len() <= 24 => Some(name_key(text)),
        _ => None,
    }
}

/// Characters that show nothing: zero-width ones, the byte-order mark, soft hyphens, tags.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
        | '\u{e0000}'..='\u{e007f}')
}

/// A text of blanks (no-break ones too) and invisible characters only.
pub(super) fn is_blank(value: &CellValue) -> bool {
    matches!(value, CellValue::Text(text) if text.chars().all(|c| c.is_whitespace() || is_invisible(c)))
}

/// White space folded to single blanks and invisible characters dropped: how a heading is named and quoted.
pub(super) fn folded(text: &str) -> String {
    let visible: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A cell's value as the report shows it; texts as stored.
pub(super) fn shown(value: &CellValue) -> String {
    match value {
        CellValue::Text(text) | CellValue::Error(text) => text.clone(),
        CellValue::Number(number) => number.to_string(),
        CellValue::Bool(true) => "TRUE".into(),
        CellValue::Bool(false) => "FALSE".into(),
        CellValue::DateTime(at) if at.time() == chrono::NaiveTime::MIN => at.date().to_string(),
        CellValue::DateTime(at) => at.to_string(),
        CellValue::Time(time) => time.to_string(),
    }
}

/// The same in one line and short enough for a sentence.
pub(super) fn quoted(value: &CellValue) -> String {
    format!("`{}`", shortened(&folded(&shown(value))))
}

pub(super) fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…", text.get(..cut).unwrap_or(text)),
        None => text.to_owned(),
    }
}

/// An argument that a POSIX shell takes as one word.
pub(super) fn argument(text: &str) -> String {
    let mut argument = String::from("\"");
    for c in text.chars() {
        if matches!(c, '"' | '\\' | '$' | '`') {
            argument.push('\\');
        }
        argument.push(c);
    }
    argument.push('"');
    argument
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_weekdays_are_read_in_both_languages() {
        assert_eq!(month("sept"), Some(9));
        assert_eq!(month("desember"), Some(12));
        assert_eq!(month("march"), month("maart"));
        assert_eq!(month("marchant"), None);
        assert_eq!(weekday("donderdag"), Some(Weekday::Thu));
        assert_eq!(weekday("thurs"), Some(Weekday::Thu));
        assert_eq!(
            whole_weekday(&CellValue::Text(" Fri. ".into())),
            Some(Weekday::Fri)
        );
    }

    #[test]
    fn labels_are_no_rooms() {
        for label in [
            "Notes",
            "Total pax",
            "Week",
            "Day",
            "Capacity",
            "Remarks:",
            "Note: all closed",
            "Mon",
        ] {
            assert!(is_label(label), "{label}");
        }
        for room in ["Excellence", "Notebook lab", "Sunroom", "Totality", "A302", "24"] {
            assert!(!is_label(room), "{room}");
        }
    }

    #[test]
    fn a_cell_of_invisible_characters_is_blank() {
        assert!(is_blank(&CellValue::Text("\u{a0} \u{200b}".into())));
        assert!(!is_blank(&CellValue::Text("-".into())));
        assert_eq!(folded(" Success\r\n10\u{a0}"), "Success 10");
        assert_eq!(argument("a\"b$"), "\"a\\\"b\\$\"");
    }
}
