//! The words that sheets are labelled with. Keys and words are compared in lower case.

use chrono::Weekday;

use super::named_month;
use crate::calendar;
use crate::names::name_key;
use crate::rooms;
use crate::text::is_invisible;
use crate::workbook::CellValue;

/// Headings of the dates.
const DATE: [&str; 4] = ["date", "dates", "datum", "datums"];

/// Headings of days.
const DAY: [&str; 4] = ["day", "days", "dag", "dae"];
/// Headings of weekdays.
const WEEKDAY: [&str; 3] = ["weekday", "weekdag", "dayofweek"];
/// Headings of rooms.
const ROOM: [&str; 3] = ["room", "rooms", "lokaal"];
/// Headings of months.
const MONTH: [&str; 2] = ["month", "maand"];

/// Other headings that name no room.
const OTHER: [&str; 30] = [
    "week",
    "weekno",
    "weeknumber",
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

/// First words of headings that name no room: `Total pax`, `Note: closed on Friday`.
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

/// Returns the weekday of a cell that holds nothing else.
pub(super) fn whole_weekday(value: &CellValue) -> Option<Weekday> {
    short_key(value).and_then(|key| calendar::weekday(&key))
}

/// Reports whether a whole cell makes its row or column the header.
pub(super) fn is_header_word(value: &CellValue) -> bool {
    is_one_of(value, &[&DATE, &DAY, &ROOM])
}

/// Reports whether a cell is `Date` itself, which outranks `Day` where both head a column of dates.
pub(super) fn is_date_word(value: &CellValue) -> bool {
    is_one_of(value, &[&DATE])
}

pub(super) fn is_day_word(value: &CellValue) -> bool {
    is_one_of(value, &[&DAY, &WEEKDAY])
}

pub(super) fn is_month_word(value: &CellValue) -> bool {
    is_one_of(value, &[&MONTH])
}

fn is_one_of(value: &CellValue, lists: &[&[&str]]) -> bool {
    short_key(value).is_some_and(|key| lists.iter().any(|list| list.contains(&key.as_str())))
}

pub(super) fn is_capacity_word(value: &CellValue) -> bool {
    let CellValue::Text(text) = value else {
        return false;
    };
    first_word(text).is_some_and(|word| rooms::is_capacity_word(&word))
}

/// Reports whether a heading names no room, whatever else stands in it.
pub(super) fn is_label(text: &str) -> bool {
    let key = name_key(text);
    let lists: [&[&str]; 6] = [&DATE, &DAY, &ROOM, &WEEKDAY, &MONTH, &OTHER];
    key.is_empty()
        || lists.iter().any(|list| list.contains(&key.as_str()))
        || calendar::weekday(&key).is_some()
        || starts_as_label(text)
}

/// Reports whether a sheet takes a whole cell for one of its own labels, a weekday or a month.
pub(crate) fn is_own_text(text: &str) -> bool {
    is_label(text) || named_month::caption(text).is_some()
}

pub(super) fn starts_as_label(text: &str) -> bool {
    first_word(text).is_some_and(|word| LABEL_STARTS.contains(&word.as_str()))
}

/// Returns the first run of letters, in lower case; `None` where the text starts with none.
fn first_word(text: &str) -> Option<String> {
    let word: String = text
        .trim()
        .chars()
        .take_while(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect();
    (!word.is_empty()).then_some(word)
}

/// Returns the key of a text short enough to be a single label; long ones are not worth folding.
fn short_key(value: &CellValue) -> Option<String> {
    match value {
        CellValue::Text(text) if text.len() <= 24 => Some(name_key(text)),
        _ => None,
    }
}

/// Reports whether a text has blanks (no-break ones too) and invisible characters only.
pub(super) fn is_blank(value: &CellValue) -> bool {
    matches!(value, CellValue::Text(text) if text.chars().all(|c| c.is_whitespace() || is_invisible(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(
            whole_weekday(&CellValue::Text(" Fri. ".into())),
            Some(Weekday::Fri)
        );
    }
}
