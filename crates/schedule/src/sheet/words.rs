//! The words that sheets are labelled with. Keys and words are compared in lower case.

use chrono::{Weekday, WeekdaySet};

use super::named_month;
use crate::calendar::{self, Languages};
use crate::names::name_key;
use crate::rooms;
use crate::text::is_invisible;
use crate::workbook::CellValue;

// Keys as `name_key` makes them: no accents, no blanks.
/// Headings of the dates.
const DATE: [&str; 13] = [
    "tarih", "tarihi", "date", "dates", "datum", "datums", "daten", "fecha", "fechas", "data", "дата",
    "даты", "日期",
];
/// The heading of dates in three languages that may name a room in another.
const DATA: &str = "data";
/// Headings of days.
const DAY: [&str; 20] = [
    "gun",
    "gunler",
    "day",
    "days",
    "dag",
    "dae",
    "dagen",
    "tag",
    "tage",
    "jour",
    "jours",
    "dia",
    "dias",
    "giorno",
    "giorni",
    "dzien",
    "dni",
    "день",
    "дни",
    "число",
];
/// Headings of weekdays.
const WEEKDAY: [&str; 11] = [
    "weekday",
    "weekdag",
    "dayofweek",
    "wochentag",
    "joursemaine",
    "diasemana",
    "diadasemana",
    "diadelasemana",
    "dzientygodnia",
    "деньнедели",
    "星期",
];
/// Headings of rooms. `Sala`, `Salle` and `Aula` are not among them: a house has a room of that name.
const ROOM: [&str; 12] = [
    "derslik",
    "room",
    "rooms",
    "lokaal",
    "raum",
    "raume",
    "pokoj",
    "аудитория",
    "кабинет",
    "教室",
    "房间",
    "房間",
];
/// Headings of months.
const MONTH: [&str; 8] = [
    "month",
    "maand",
    "monat",
    "mois",
    "mes",
    "mese",
    "miesiac",
    "месяц",
];

/// Other headings that name no room.
const OTHER: [&str; 79] = [
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
    "woche",
    "kw",
    "jahr",
    "zeit",
    "uhrzeit",
    "nummer",
    "feiertag",
    "feiertage",
    "semaine",
    "annee",
    "heure",
    "ferie",
    "semana",
    "ano",
    "hora",
    "festivo",
    "feriado",
    "settimana",
    "anno",
    "ora",
    "tijd",
    "feestdag",
    "tydzien",
    "rok",
    "godzina",
    "swieto",
    "неделя",
    "год",
    "время",
    "праздник",
    "时间",
    "备注",
    "備註",
    "manager",
    "dutymanager",
    "supervisor",
    "contact",
    "contactperson",
    "responsible",
    "verantwortlich",
    "ansprechpartner",
    "responsable",
    "responsabile",
    "responsavel",
    "verantwoordelijke",
    "verantwoordelik",
    "odpowiedzialny",
    "ответственныи",
    "负责人",
];

/// First words of headings that name no room: `Total pax`, `Note: closed on Friday`.
const LABEL_STARTS: [&str; 47] = [
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
    "bemerkung",
    "bemerkungen",
    "anmerkung",
    "hinweis",
    "summe",
    "gesamt",
    "plätze",
    "remarque",
    "remarques",
    "notas",
    "observaciones",
    "observações",
    "osservazioni",
    "somme",
    "suma",
    "totale",
    "capacité",
    "capacidad",
    "capacidade",
    "capacità",
    "capaciteit",
    "uwagi",
    "razem",
    "примечание",
    "итого",
];

/// Returns the weekday of a cell that holds nothing else, seldom two that its word can be.
pub(super) fn whole_weekdays(value: &CellValue) -> WeekdaySet {
    let Some(key) = short_key(value) else {
        return WeekdaySet::EMPTY;
    };
    let mut chars = key.chars();
    match (chars.next(), chars.next()) {
        (Some(only), None) => calendar::chinese_weekday(only).into_iter().collect(),
        _ => calendar::weekdays(&key),
    }
}

/// Parts weekdays from the time behind them: `Thu 18:00-20:50` is `Thu` and `18:00-20:50`.
pub fn weekday_before_time(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    let (days, time) = text.split_at_checked(text.find(|c: char| c.is_ascii_digit())?)?;
    let days = days.trim_end().trim_end_matches([',', ':', '.']);
    let names: Vec<&str> = days
        .split([',', '/', '+', '&', ' '])
        .filter(|day| !day.is_empty())
        .collect();
    let is_time = super::times::read(&CellValue::Text(time.to_owned()), false).is_some();
    (is_time && !names.is_empty() && read_weekdays(&names).is_some()).then_some((days, time))
}

/// Reads the name of a weekday, long or short, in any language of schedules; `None` where it can be two.
fn read_weekday(text: &str) -> Option<Weekday> {
    let days = whole_weekdays(&CellValue::Text(text.to_owned()));
    days.single_day()
}

/// Reads the names of weekdays that stand together, so that one that can be two is that of the others' language: `Di`, `Do`.
/// `None` where one of them is no weekday or still can be two.
pub fn read_weekdays(texts: &[&str]) -> Option<Vec<Weekday>> {
    let keys: Vec<Option<String>> = texts
        .iter()
        .map(|text| short_key(&CellValue::Text((*text).to_owned())))
        .collect();
    let spoken = Languages::of_most(keys.iter().flatten().map(|key| calendar::languages(key)));
    let one = |(text, key): (&&str, &Option<String>)| {
        let among = key.as_ref().map(|key| calendar::meanings_among(key, spoken).1);
        read_weekday(text).or_else(|| among?.single_day())
    };
    texts.iter().zip(&keys).map(one).collect()
}

/// Reports whether a cell holds a month's name and nothing else, such as `mar`, which is a weekday besides.
pub(super) fn is_whole_month(value: &CellValue) -> bool {
    short_key(value).is_some_and(|key| calendar::month(&key).is_some())
}

/// Reports whether a whole cell makes its row or column the header.
pub(super) fn is_header_word(value: &CellValue) -> bool {
    is_one_of(value, &[&DATE, &DAY, &ROOM])
}

/// Reports whether a header word names no room wherever it stands.
pub(super) fn is_axis_label(value: &CellValue) -> bool {
    is_header_word(value) && !is_one_of(value, &[&[DATA]])
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

/// What a timetable calls the time between its entries, by its key.
const BREAKS: [&str; 62] = [
    "break",
    "breaks",
    "shortbreak",
    "longbreak",
    "teabreak",
    "coffeebreak",
    "lunchbreak",
    "lunch",
    "recess",
    "interval",
    "tea",
    "morningtea",
    "assembly",
    "prayerbreak",
    "pause",
    "pausen",
    "grossepause",
    "kleinepause",
    "mittagspause",
    "mittag",
    "mittagessen",
    "kaffeepause",
    "recreation",
    "dejeuner",
    "pausedejeuner",
    "pausemidi",
    "recreo",
    "descanso",
    "almuerzo",
    "pausa",
    "intervalo",
    "almoco",
    "recreio",
    "pausapranzo",
    "pranzo",
    "intervallo",
    "ricreazione",
    "pauze",
    "lunchpauze",
    "middagpauze",
    "koffiepauze",
    "pouse",
    "etenspouse",
    "middagete",
    "teepouse",
    "przerwa",
    "przerwaobiadowa",
    "dlugaprzerwa",
    "obiad",
    "перерыв",
    "обед",
    "обеденныйперерыв",
    "перемена",
    "большаяперемена",
    "午休",
    "休息",
    "课间",
    "课间休息",
    "午餐",
    "午饭",
    "昼休み",
    "점심",
];

/// Reports whether a cell of a timetable is a break and nothing else.
pub(super) fn is_break(value: &CellValue) -> bool {
    match value {
        CellValue::Text(text) => text.len() <= 60 && BREAKS.contains(&name_key(text).as_str()),
        _ => false,
    }
}

/// Reports whether a heading names no room, whatever else stands in it.
pub(super) fn is_label(text: &str) -> bool {
    let key = name_key(text);
    let lists: [&[&str]; 6] = [&DATE, &DAY, &ROOM, &WEEKDAY, &MONTH, &OTHER];
    key.is_empty()
        || (key != DATA && lists.iter().any(|list| list.contains(&key.as_str())))
        || (!calendar::weekdays(&key).is_empty() && calendar::is_plain_name(&key))
        || starts_as_label(text)
}

/// Reports whether a sheet takes a whole cell for one of its own labels, a weekday or a month.
pub(crate) fn is_own_text(text: &str) -> bool {
    is_label(text) || named_month::caption(text).is_some_and(|caption| !caption.is_weak)
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
        CellValue::Text(text) if text.len() <= 32 => Some(name_key(text)),
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
            whole_weekdays(&CellValue::Text(" Fri. ".into())).first(),
            Some(chrono::Weekday::Fri)
        );
    }

    #[test]
    fn weekdays_stand_before_a_time() {
        for (text, parts) in [
            ("Thu 18:00-20:50", Some(("Thu", "18:00-20:50"))),
            ("Mon/Wed 9:00-9:50", Some(("Mon/Wed", "9:00-9:50"))),
            ("Dienstag, 8:00-9:50", Some(("Dienstag", "8:00-9:50"))),
            // Of two languages it is two days.
            ("Di 8:00-9:50", None),
            ("Room 12", None),
            ("18:00-20:50", None),
            ("Thu 18 March", None),
        ] {
            assert_eq!(weekday_before_time(text), parts, "{text}");
        }
    }
}
