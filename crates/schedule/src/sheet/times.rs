//! The times that an axis names: a clock range, a time alone, a half of the day.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use chrono::{NaiveTime, TimeDelta, Timelike};

use super::heading_words::{self, HeadingRole};
use super::model::SlotTime;
use crate::cell;
use crate::names::{lower_nfkc, name_key, word_keys};
use crate::text::folded;
use crate::workbook::CellValue;

/// What a cell of an axis says of the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AxisTime {
    Slot(SlotTime),
    /// A time alone; its end is the next one's start.
    Start(NaiveTime),
    /// A part of the day whose hours nobody states: `Evening`, `Period 3`.
    Unknown,
}

const AM: &str = "am a.m. 1st_half first_half before_lunch erste_hälfte première_moitié morning mornings forenoon vormittag vormittags morgen morgens matin matinée mañana manhã mattina mattino \
     ochtend voormiddag oggend fn f.n. rano przedpołudnie утро 上午 早上 dopoledne délelőtt sabah förmiddag";
const PM: &str = "pm p.m. 2nd_half second_half after_lunch zweite_hälfte deuxième_moitié afternoon afternoons nachmittag nachmittags après-midi aprèsmidi tarde pomeriggio middag namiddag an a.n. popołudnie \
     обед 下午 odpoledne délután öğleden_sonra eftermiddag";
const WHOLE_DAY: &str = "full_day whole_day all_day fullday allday day_long ganztags ganztägig ganzer_tag journée_entière toute_la_journée \
     día_completo todo_el_día dia_inteiro dia_todo giornata_intera tutto_il_giorno hele_dag heel_dag heeldag cały_dzień весь_день 全天 整天";
const PERIODS: &str = "period periods slot session lesson lecture hour block stunde block séance heure hora aula_n lezione lesuur uur les \
     periode lekcja godzina пара урок 节 第 p s";
static PARTS: LazyLock<HashMap<String, SlotTime>> = LazyLock::new(|| {
    let parts = [
        (AM, SlotTime::Morning),
        (PM, SlotTime::Afternoon),
        (WHOLE_DAY, SlotTime::WholeDay),
    ];
    let keyed = |(words, slot)| word_keys(words).into_iter().map(move |key| (key, slot));
    parts.into_iter().flat_map(keyed).collect()
});

static COUNTED: LazyLock<HashSet<String>> = LazyLock::new(|| word_keys(PERIODS));

/// Reads a whole cell as a time of an axis. A bare hour (`8`, `8-10`) only counts where its axis `is_of_hours`.
pub(super) fn read(value: &CellValue, is_of_hours: bool) -> Option<AxisTime> {
    match value {
        CellValue::Time(time) => Some(AxisTime::Start(*time)),
        CellValue::Number(number) => is_of_hours.then(|| hour(*number)).flatten(),
        CellValue::Text(text) if text.len() <= 48 => read_text(text, is_of_hours),
        _ => None,
    }
}

/// Reads a part of the day as an axis names it: `AM`, `Nachmittag`, `Session 1 (09:00-10:30)`, `8-10`.
pub fn read_slot(text: &str) -> Option<SlotTime> {
    match read(&CellValue::Text(with_spelled_halves(text)), true) {
        Some(AxisTime::Slot(slot)) => Some(slot),
        _ => None,
    }
}

/// Spells out the halves of the day that are letters right behind a time: `7-11p`.
fn with_spelled_halves(text: &str) -> String {
    let mut spelled = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let is_behind_digit = spelled.ends_with(|before: char| before.is_ascii_digit());
        let after = rest.as_str();
        let is_closed = !after.starts_with(|c: char| c.is_alphanumeric() || c == '.')
            && !after.trim_start().starts_with(|c: char| c.is_ascii_digit());
        spelled.push(c);
        if matches!(c, 'a' | 'A' | 'p' | 'P') && is_behind_digit && is_closed {
            spelled.push('m');
        }
    }
    spelled
}

/// Reads how long something lasts: `2h`, `1h30`, `1:30`, `90 min`.
pub(super) fn length(value: &CellValue) -> Option<TimeDelta> {
    const MINUTES: [&str; 6] = ["m", "min", "mins", "minute", "minutes", "minuten"];
    let text = match value {
        CellValue::Time(time) => return Some(*time - NaiveTime::MIN),
        CellValue::Text(text) if text.len() <= 24 => text.to_lowercase(),
        _ => return None,
    };
    let is_digit = |c: char| c.is_ascii_digit();
    let (first, rest) = text
        .trim()
        .split_at_checked(text.trim().find(|c| !is_digit(c))?)?;
    let first: i64 = first.parse().ok()?;
    let rest = rest.trim();
    if MINUTES.contains(&rest.trim_end_matches('.')) {
        return Some(TimeDelta::minutes(first));
    }
    let (hours, minutes) = rest.split_at_checked(rest.find(is_digit).unwrap_or(rest.len()))?;
    let is_of_hours = matches!(
        hours.trim(),
        ":" | "h" | "hr" | "hrs" | "hour" | "hours" | "std" | "stunde" | "stunden" | "heure" | "heures" | "ч"
    );
    let minutes = minutes.trim_end_matches(|c| !is_digit(c));
    let minutes: i64 = if minutes.is_empty() && hours.trim() != ":" {
        0
    } else {
        minutes.parse().ok().filter(|minutes| *minutes < 60)?
    };
    is_of_hours.then(|| TimeDelta::minutes(first * 60 + minutes))
}

fn hour(number: f64) -> Option<AxisTime> {
    // In range and without a fraction, so that the cast is exact.
    let whole = number.fract() == 0.0 && (0.0..24.0).contains(&number);
    let part = (0.0..1.0).contains(&number) && number > 0.0;
    let time = match () {
        () if whole => NaiveTime::from_hms_opt(number as u32, 0, 0),
        () if part => NaiveTime::from_num_seconds_from_midnight_opt((number * 1440.0).round() as u32 * 60, 0),
        () => None,
    };
    time.map(AxisTime::Start)
}

fn read_text(text: &str, is_of_hours: bool) -> Option<AxisTime> {
    let text = folded(text);
    if let Some(part) = part_of_day(&text) {
        return Some(part);
    }
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let Some((canonical, is_marked)) = canonical(&text) else {
        return behind_period(&text);
    };
    if !is_marked && !is_of_hours {
        return None;
    }
    match canonical.split_once('-') {
        Some(_) => {
            let span = cell::clock_span(&canonical);
            let slot = span.map(|(start, end)| AxisTime::Slot(SlotTime::Range(start, end)));
            slot.or_else(|| runs_over_midnight(&canonical).then_some(AxisTime::Unknown))
        }
        // The day's last minute is only there to make a range of it.
        None => cell::clock_span(&format!("{canonical}-23:59"))
            .map(|(start, _)| AxisTime::Start(afternoon(start, &canonical))),
    }
}

/// Reports whether a range ends on the next day, `22:00-06:00`: no booking of its day has such hours.
fn runs_over_midnight(canonical: &str) -> bool {
    let time = |text: &str| {
        let text = text.trim();
        NaiveTime::parse_from_str(text, "%H:%M")
            .ok()
            .filter(|_| text.contains(':'))
    };
    let ends = canonical
        .split_once('-')
        .and_then(|(start, end)| time(start).zip(time(end)));
    ends.is_some_and(|(start, end)| start.hour() >= 12 && end < start)
}

/// Reads the times that stand behind a part of the day: `Session 1 (09:00-10:30)`, `Morning 8:00-12:00`.
fn behind_period(text: &str) -> Option<AxisTime> {
    let mut cuts = text
        .char_indices()
        .filter(|(_, c)| matches!(c, ' ' | '(' | ':' | '-' | '–'));
    cuts.find_map(|(at, _)| {
        let (period, time) = text.split_at(at);
        let time = time.trim_matches(|c: char| !c.is_alphanumeric());
        let may_be_range = time.contains([':', '.', 'h', 'H', '-', '–']);
        let (canonical, _) = may_be_range.then(|| canonical(time)).flatten()?;
        let (start, end) = cell::clock_span(&canonical)?;
        part_of_day(period.trim_end_matches(|c: char| !c.is_alphanumeric()))?;
        Some(AxisTime::Slot(SlotTime::Range(start, end)))
    })
}

/// Parts a heading that ends in a time: `Saturn AM`, `Saturn (08:00-12:00)`, and where it `is_of_hours`, `Saturn 8-10`.
pub(super) fn behind_name(heading: &str, is_of_hours: bool) -> Option<(String, SlotTime)> {
    let text = folded(heading);
    let cuts = text.char_indices().filter(|(_, c)| matches!(c, ' ' | '('));
    for (at, _) in cuts {
        let (name, time) = text.split_at(at);
        let time = time.trim_matches(|c: char| matches!(c, ' ' | '(' | ')' | '-' | '–' | ','));
        let is_name =
            name.chars().filter(|c| c.is_alphabetic()).count() >= 2 && read_text(name, false).is_none();
        if let Some(AxisTime::Slot(slot)) = read_text(time, is_of_hours).filter(|_| is_name) {
            return Some((
                name.trim_end_matches([' ', '-', '–', ',', ':', '(']).to_owned(),
                slot,
            ));
        }
    }
    None
}

/// Reads `AM`, `Nachmittag`, `all day`, `Evening`, `Period 3`.
fn part_of_day(text: &str) -> Option<AxisTime> {
    // Most cells of a sheet are dismissed by this alone.
    if text.len() > 40 || text.contains('+') || text.split(' ').count() > 3 {
        return None;
    }
    let key = name_key(text);
    if let Some(slot) = PARTS.get(&key) {
        return Some(AxisTime::Slot(*slot));
    }
    let is_turn = heading_words::whole_role(&key) == Some(HeadingRole::Shift)
        && !matches!(key.as_str(), "session" | "shift");
    (is_turn || is_period(text)).then_some(AxisTime::Unknown)
}

/// Reports whether a text counts parts of the day: `Period 3`, `P1`, `2nd session`, `3. Stunde`, `第三节`.
fn is_period(text: &str) -> bool {
    let mut words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(name_key);
    let period = |word: &str| COUNTED.contains(word);
    let count = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        (!digits.is_empty() && digits.len() <= 2 && digits.chars().all(|c| c.is_ascii_digit()))
            || matches!(
                word,
                "i" | "ii" | "iii" | "iv" | "v" | "vi" | "one" | "two" | "three" | "four"
            )
    };
    match (words.next(), words.next(), words.next()) {
        (Some(one), None, _) => {
            let letters = one.find(|c: char| !c.is_alphabetic()).unwrap_or(one.len());
            let (letters, digits) = one.split_at(letters);
            (count(digits) && period(letters)) || (one.starts_with('第') && one.ends_with('节'))
        }
        (Some(first), Some(second), None) => {
            (count(&second) && period(&first)) || (count(&first) && period(&second))
        }
        _ => false,
    }
}

/// Writes a text of times so that a cell's grammar reads it: `9.00 bis 10.30 Uhr` is `9:00-10:30`. Also returns whether
/// anything but digits marks it as a time.
fn canonical(text: &str) -> Option<(String, bool)> {
    let mut written = String::new();
    let mut is_marked = false;
    let chars: Vec<char> = lower_nfkc(text).chars().collect();
    let mut at = 0;
    let mut numbers = 0;
    while let Some(c) = chars.get(at).copied() {
        match c {
            '0'..='9' => {
                let digits: String = chars.iter().skip(at).take_while(|c| c.is_ascii_digit()).collect();
                at += digits.len();
                numbers += 1;
                let minute = chars
                    .get(at)
                    .is_some_and(|c| matches!(c, ':' | '.' | 'h' | 'ч' | '时' | '時' | '点'))
                    && chars.get(at + 1).is_some_and(char::is_ascii_digit)
                    && chars.get(at + 2).is_some_and(char::is_ascii_digit)
                    && !chars.get(at + 3).is_some_and(char::is_ascii_digit);
                match (digits.len(), minute) {
                    (1 | 2, true) => {
                        let minutes: String = chars.iter().skip(at + 1).take(2).collect();
                        written.push_str(&format!("{digits}:{minutes}"));
                        // `10.30` alone may be a price.
                        is_marked |= chars.get(at) != Some(&'.');
                        at += 3;
                        if chars.get(at) == Some(&':')
                            && chars.iter().skip(at + 1).take(2).all(char::is_ascii_digit)
                        {
                            at += 3;
                        }
                    }
                    (1 | 2, false) => {
                        written.push_str(&format!("{digits}:00"));
                        if chars.get(at) == Some(&'h')
                            && !chars.get(at + 1).is_some_and(|c| c.is_alphabetic())
                        {
                            is_marked = true;
                            at += 1;
                        }
                    }
                    (4, false) => {
                        written.push_str(&format!("{}:{}", digits.get(..2)?, digits.get(2..)?));
                    }
                    _ => return None,
                }
            }
            dash if is_dash(dash) => {
                written.push('-');
                at += 1;
            }
            ' ' | '.' | ',' | '(' | ')' => at += 1,
            // A colon too many before the dash: `09:40:-10:30`.
            ':' if is_before_dash(chars.get(at + 1..).unwrap_or_default()) => at += 1,
            c if c.is_alphabetic() => {
                let word: String = chars
                    .iter()
                    .skip(at)
                    .take_while(|c| c.is_alphabetic() || **c == '.')
                    .collect();
                at += word.chars().count();
                let bare: String = word.replace('.', "");
                match bare.as_str() {
                    "am" | "pm" => {
                        written.push_str(&bare);
                        is_marked = true;
                    }
                    unit if cell::CLOCK_UNITS.contains(&unit) => is_marked = true,
                    until if cell::BETWEEN_TIMES.contains(&until) && numbers == 1 => written.push('-'),
                    "von" | "from" | "de" | "dalle" | "van" | "od" | "с" | "das" if numbers == 0 => {}
                    _ => return None,
                }
            }
            _ => return None,
        }
    }
    ((1..=2).contains(&numbers) && written.matches('-').count() == numbers - 1)
        .then_some((written, is_marked))
}

fn is_before_dash(chars: &[char]) -> bool {
    chars.iter().find(|c| **c != ' ').is_some_and(|c| is_dash(*c))
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '~' | '−' | '‑')
}

/// Nobody teaches at two in the night: `1:30` without its half is the afternoon.
fn afternoon(time: NaiveTime, written: &str) -> NaiveTime {
    let is_bare = !written.contains('m');
    let later = time.with_hour(time.hour() + 12);
    later
        .filter(|_| is_bare && (1..6).contains(&time.hour()))
        .unwrap_or(time)
}

/// Gives each time of an axis its slot. A time alone lasts until the next one; the last as long as the shortest before.
///
/// `None` stands where nobody can tell.
pub(super) fn slots(axis: &[AxisTime]) -> Vec<Option<SlotTime>> {
    let mut starts: Vec<NaiveTime> = axis
        .iter()
        .filter_map(|time| match time {
            AxisTime::Start(start) => Some(*start),
            _ => None,
        })
        .collect();
    starts.sort_unstable();
    starts.dedup();
    let steps = starts.windows(2).filter_map(|pair| match pair {
        [first, second] => Some(*second - *first),
        _ => None,
    });
    // One that lasts half a day or more is no slot: nobody knows when it ends.
    let step = steps.min().filter(|step| *step <= TimeDelta::hours(4));
    axis.iter()
        .map(|time| match time {
            AxisTime::Slot(slot) => Some(*slot),
            AxisTime::Start(start) => {
                let (end, days) = start.overflowing_add_signed(step?);
                (days == 0 && end > *start).then_some(SlotTime::Range(*start, end))
            }
            AxisTime::Unknown => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, is_of_hours: bool) -> String {
        match read(&CellValue::Text(text.into()), is_of_hours) {
            Some(AxisTime::Slot(SlotTime::Range(start, end))) => {
                format!("{}-{}", start.format("%H:%M"), end.format("%H:%M"))
            }
            Some(AxisTime::Start(start)) => start.format("%H:%M").to_string(),
            Some(other) => format!("{other:?}"),
            None => "none".into(),
        }
    }

    #[test]
    fn times_of_an_axis_are_read_however_they_are_written() {
        for (text, expected) in [
            ("08:00-10:00", "08:00-10:00"),
            ("8H-9H", "08:00-09:00"),
            ("10h15-12h15", "10:15-12:15"),
            ("09.00 – 10.30 Uhr", "09:00-10:30"),
            ("9am to 1 pm", "09:00-13:00"),
            ("3:00-4:15pm", "15:00-16:15"),
            ("08:00~09:30", "08:00-09:30"),
            ("von 8:00 bis 9:30", "08:00-09:30"),
            ("8:00 до 9:30", "08:00-09:30"),
            ("1:00-2:00", "13:00-14:00"),
            ("10:00", "10:00"),
            ("2:30", "14:30"),
            ("09:40:-10:30", "09:40-10:30"),
            ("09:40: – 10:30", "09:40-10:30"),
            ("9 am", "09:00"),
            ("AM", "Slot(Morning)"),
            ("FN", "Slot(Morning)"),
            ("Session 1 (09:00-10:30)", "09:00-10:30"),
            ("1. Stunde 08:00 - 08:45", "08:00-08:45"),
            ("Morning: 8:00-12:00", "08:00-12:00"),
            ("Nachmittag", "Slot(Afternoon)"),
            ("上午", "Slot(Morning)"),
            ("Evening", "Unknown"),
            ("Period 3", "Unknown"),
            ("P1", "Unknown"),
            ("3. Stunde", "Unknown"),
            ("8-10", "none"),
            ("12", "none"),
            ("Umoya 20+1", "none"),
            ("Room 1", "none"),
            ("Saturn", "none"),
            ("C101", "none"),
        ] {
            assert_eq!(shown(text, false), expected, "{text}");
        }
        assert_eq!(shown("8-10", true), "08:00-10:00");
        assert_eq!(shown("08", true), "08:00");
        assert_eq!(shown("0900-1000", true), "09:00-10:00");
    }

    #[test]
    fn a_letter_behind_a_time_is_its_half_of_the_day() {
        let read = |text: &str| match read_slot(text) {
            Some(SlotTime::Range(start, end)) => format!("{}-{}", start.format("%H:%M"), end.format("%H:%M")),
            other => format!("{other:?}"),
        };
        for (text, expected) in [
            ("5:30p-8:30p", "17:30-20:30"),
            ("7-11p", "19:00-23:00"),
            ("6p - 7p", "18:00-19:00"),
            ("10a-2p", "10:00-14:00"),
            ("9 a 11", "09:00-11:00"),
            ("9a11", "09:00-11:00"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
        assert_eq!(shown("5a-6a", false), "none", "classes");
    }

    #[test]
    fn lengths_are_no_times_of_day() {
        let minutes = |text: &str| length(&CellValue::Text(text.into())).map(|length| length.num_minutes());
        for (text, expected) in [
            ("2h", Some(120)),
            ("2 hours", Some(120)),
            ("1h30", Some(90)),
            ("1:30", Some(90)),
            ("1h 15m", Some(75)),
            ("90 min", Some(90)),
            ("2", None),
            ("10:75", None),
            ("2 days", None),
            ("13:00-15:00", None),
            ("99999999999999999999 h", None),
        ] {
            assert_eq!(minutes(text), expected, "{text}");
        }
    }

    #[test]
    fn a_time_alone_lasts_until_the_next() {
        let start = |hour| AxisTime::Start(NaiveTime::from_hms_opt(hour, 0, 0).unwrap());
        let range = |from, to| {
            let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
            Some(SlotTime::Range(time(from), time(to)))
        };
        assert_eq!(
            slots(&[start(8), start(9), start(11)]),
            [range(8, 9), range(9, 10), range(11, 12)]
        );
        assert_eq!(slots(&[start(8), AxisTime::Unknown]), [None, None]);
    }
}
