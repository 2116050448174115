//! Times of day as the cells of a table write them, alone or behind a date.

use chrono::{FixedOffset, NaiveTime};

/// How the end of a day is written.
pub const MIDNIGHT: &str = "24:00";

/// Splits a text into a date, the time behind it as `HH:MM`, and the offset from UTC that it names.
pub fn split_time(text: &str) -> Option<(&str, String, Option<FixedOffset>)> {
    // `09:00 - Thursday 19 March 2026`
    if let Some((clock, date)) = text.split_once(" - ")
        && clock.contains(':')
        && let Some(time) = time(clock)
    {
        return Some((date.trim(), time, None));
    }
    let is_border = |(at, c): &(usize, char)| {
        let before = text[..*at].bytes().next_back();
        c.is_whitespace() || (matches!(c, 'T' | 't') && before.is_some_and(|byte| byte.is_ascii_digit()))
    };
    // `08:00-10:00` behind a blank is from eight to ten, and no time of another zone.
    let mut blanks = text.match_indices(char::is_whitespace);
    if blanks.any(|(at, _)| is_time_range(text[at..].trim())) {
        return None;
    }
    text.char_indices().filter(is_border).find_map(|(at, c)| {
        let (date, rest) = (&text[..at], text[at + c.len_utf8()..].trim());
        let (rest, offset) = without_offset(rest)?;
        // `2 h` may be a duration, and `2026` is a year: a time behind a date has its minutes.
        let minutes = rest.find([':', 'h', 'H']).map(|at| &rest[at + 1..]);
        if !minutes.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
            return None;
        }
        Some((without_link(date), time(rest)?, offset))
    })
}

/// Removes the word between a date and its time: `2 March 2026 at 9:00`.
fn without_link(date: &str) -> &str {
    let date = date.trim_end().trim_end_matches(',');
    match date.rsplit_once(' ') {
        Some((date, "at" | "à" | "um" | "om" | "alle" | "às" | "o" | "в")) => date.trim_end_matches(','),
        _ => date,
    }
}

/// Splits the offset from UTC off a time; `None` where it is none.
fn without_offset(text: &str) -> Option<(&str, Option<FixedOffset>)> {
    let upper = text.to_ascii_uppercase();
    for zone in ["UTC", "GMT", "Z"] {
        if upper.ends_with(zone) {
            let time = text.get(..text.len() - zone.len())?.trim_end();
            return Some((time, FixedOffset::east_opt(0)));
        }
    }
    let Some(at) = text.rfind(['+', '-', '−']) else {
        return Some((text, None));
    };
    let (time, sign) = (text[..at].trim_end(), text[at..].chars().next()?);
    let digits = text[at + sign.len_utf8()..].replace(':', "");
    let is_offset = matches!(digits.len(), 2 | 4) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_offset {
        return None;
    }
    let number = |part: &str| part.parse::<i32>().ok();
    let seconds = number(&digits[..2])? * 3600
        + number(digits.get(2..).filter(|part| !part.is_empty()).unwrap_or("0"))? * 60;
    let time = time
        .strip_suffix("UTC")
        .or(time.strip_suffix("GMT"))
        .unwrap_or(time);
    let seconds = if sign == '+' { seconds } else { -seconds };
    FixedOffset::east_opt(seconds).map(|offset| (time.trim_end(), Some(offset)))
}

/// Reports whether a text is a range of times as clocks show them: `13:00-15:00`, `9am - 11am`.
pub fn is_time_range(text: &str) -> bool {
    if !text.contains(['-', '–', '—']) && !text.contains(" to ") {
        return false;
    }
    let plain = with_hyphen(text);
    let Some((start, end)) = plain.split_once('-') else {
        return false;
    };
    let names_half = end.contains(char::is_alphabetic);
    let colons = |side: &str| side.matches(':').count();
    // `05:00:00-08:00` and `05:00 -08:00` name the offset of a zone.
    let is_offset = colons(start) > colons(end).max(1) || start.ends_with(' ') && !end.starts_with(' ');
    match (spoken_time(start), spoken_time(end)) {
        (Some(from), Some(to)) => names_half || end.contains(':') && from < to && !is_offset,
        _ => false,
    }
}

/// Writes a hyphen between the times of a range: `8:00–10:00`, `8:00 to 10:00`.
pub fn with_hyphen(text: &str) -> String {
    text.replace(['–', '—'], "-").replace(" to ", "-")
}

/// Returns the hour of a time of day.
pub fn hour_of(text: &str) -> Option<u32> {
    time(text)?.get(..2)?.parse().ok()
}

/// Returns the time of an instant as a row's values have it, as `HH:MM`.
pub fn time_of_instant(text: &str) -> Option<&str> {
    text.get("2026-03-02T".len().."2026-03-02T08:00".len())
}

/// Reads a time with or without minutes and half a day: `7 AM`, `1:30pm`, `14:00`.
pub fn spoken_time(text: &str) -> Option<String> {
    time(text).or_else(|| time_with_half(text))
}

/// Reads a time with half a day: `7 AM`, `1:30pm`, `下午2:00`.
pub fn time_with_half(text: &str) -> Option<String> {
    let lower = with_halves_behind(text.trim()).to_lowercase();
    let (clock, half) = without_half(&lower);
    half?;
    let is_hour = !clock.is_empty() && clock.bytes().all(|byte| byte.is_ascii_digit());
    let minutes = if is_hour { ":00" } else { "" };
    time(&lower.replacen(clock, &format!("{clock}{minutes}"), 1))
}

/// Writes the halves of a Chinese day behind their times, where other languages have them: `下午2:00-4:00`.
pub fn with_halves_behind(text: &str) -> String {
    let moved = |side: &str| {
        let side = side.trim();
        let found = HALVES_BEFORE
            .iter()
            .find_map(|(word, is_pm)| Some((side.strip_prefix(word)?.trim_start(), *is_pm)));
        match found {
            Some((clock, is_pm)) => (clock.to_owned(), Some(if is_pm { " pm" } else { " am" })),
            None => (side.to_owned(), None),
        }
    };
    if !HALVES_BEFORE.iter().any(|(word, _)| text.contains(word)) {
        return text.to_owned();
    }
    let plain = text.replace(['–', '—', '~', '～', '至', '到'], "-");
    match plain.split_once('-') {
        Some((start, end)) => {
            let ((start, of_start), (end, of_end)) = (moved(start), moved(end));
            // What holds for the start holds for the end as well.
            match of_end {
                Some(of_end) => format!("{start}{}-{end}{of_end}", of_start.unwrap_or_default()),
                None => format!("{start}-{end}{}", of_start.unwrap_or_default()),
            }
        }
        None => {
            let (clock, half) = moved(&plain);
            format!("{clock}{}", half.unwrap_or_default())
        }
    }
}

/// Words for half a day that stand before the time; the flag is whether it is the afternoon.
const HALVES_BEFORE: [(&str, bool); 5] = [
    ("上午", false),
    ("早上", false),
    ("下午", true),
    ("午後", true),
    ("晚上", true),
];

/// Reads a time of day to the minute, and writes it as `HH:MM`: `8`, `8h`, `08h00`, `8:00:00`, `9:00 AM`, `0900`, `14.30`,
/// `9:00 Uhr`, `24:00`.
pub fn time(text: &str) -> Option<String> {
    let lower = with_halves_behind(text.trim())
        .to_lowercase()
        .replace(['\u{a0}', '\u{202f}'], " ");
    let (clock, half) = without_half(&lower);
    let unit = ["uhr", "uur", "hrs", "heures", "часов", "ч", "o'clock"];
    let clock = unit
        .iter()
        .find_map(|unit| clock.strip_suffix(unit))
        .unwrap_or(clock)
        .trim_end();
    let parts: Vec<&str> = clock.split([':', 'h', '.']).map(str::trim).collect();
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (hour, minute) = match parts.as_slice() {
        // An hour with half a day would do, but tables have it as a duration as well.
        [hour] | [hour, ""] if half.is_none() && hour.len() <= 2 => (*hour, "00"),
        [both] if half.is_none() && both.len() == 4 && digits(both) && both.starts_with(['0', '1']) => {
            both.split_at(2)
        }
        [hour, minute] => (*hour, *minute),
        [hour, minute, second] | [hour, minute, second, ""] if second.bytes().all(|byte| byte == b'0') => {
            (*hour, *minute)
        }
        [hour, minute, second, part]
            if [second, part]
                .iter()
                .all(|part| part.bytes().all(|byte| byte == b'0')) =>
        {
            (*hour, *minute)
        }
        _ => return None,
    };
    if ![hour, minute].iter().all(digits) || hour.len() > 2 || minute.len() != 2 {
        return None;
    }
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    if (hour, minute) == (24, 0) && half.is_none() {
        return Some(MIDNIGHT.to_owned());
    }
    let hour = match half {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(is_pm) => hour % 12 + if is_pm { 12 } else { 0 },
    };
    let time = NaiveTime::from_hms_opt(hour, minute, 0)?;
    Some(time.format("%H:%M").to_string())
}

/// Moves a time before six, `HH:MM`, into the afternoon: nobody teaches at two in the night.
pub fn in_afternoon(time: &str) -> String {
    const NIGHT: std::ops::RangeInclusive<u32> = 1..=5;
    let hour = time
        .split_once(':')
        .and_then(|(hour, _)| hour.parse::<u32>().ok());
    match (hour, time.get(2..)) {
        (Some(hour), Some(minutes)) if NIGHT.contains(&hour) => format!("{}{minutes}", hour + 12),
        _ => time.to_owned(),
    }
}

/// Splits `am` or `pm` off a time; the flag is whether it is the afternoon.
fn without_half(text: &str) -> (&str, Option<bool>) {
    for (word, is_pm) in [
        ("am", false),
        ("a.m.", false),
        ("a.m", false),
        ("a. m.", false),
        ("pm", true),
        ("p.m.", true),
        ("p.m", true),
        ("p. m.", true),
    ] {
        if let Some(clock) = text.strip_suffix(word) {
            return (clock.trim_end(), Some(is_pm));
        }
    }
    // `5:30p`
    for (letter, is_pm) in [('a', false), ('p', true)] {
        let clock = text.strip_suffix(letter).unwrap_or_default();
        if clock.contains(':') && clock.ends_with(|c: char| c.is_ascii_digit()) {
            return (clock, Some(is_pm));
        }
    }
    (text, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_to_the_minute() {
        for (text, read) in [
            ("08:00", "08:00"),
            ("8:00:00", "08:00"),
            ("8:00:00.000", "08:00"),
            ("8", "08:00"),
            ("8h", "08:00"),
            ("09h00", "09:00"),
            ("14 h 30", "14:30"),
            ("9:00 AM", "09:00"),
            ("12:30 am", "00:30"),
            ("12:30PM", "12:30"),
            ("1:05 p.m.", "13:05"),
            ("5:30p", "17:30"),
            ("12:05a", "00:05"),
            ("0900", "09:00"),
            ("14.30", "14:30"),
            ("9:00 Uhr", "09:00"),
            ("12.00 uur", "12:00"),
            ("24:00", "24:00"),
            ("9:00 a. m.", "09:00"),
            ("1:00 p.\u{a0}m.", "13:00"),
            ("下午2:00", "14:00"),
        ] {
            assert_eq!(time(text).as_deref(), Some(read), "{text}");
        }
        for text in [
            "7am",
            "7p",
            "25:00",
            "8:5",
            "8:00:30",
            "2026",
            "13:00 PM",
            "0:30 pm",
            "soon",
            "8.5",
            "-1",
            "08:00+02:00",
            "0年",
            "1é2",
        ] {
            assert_eq!(time(text), None, "{text}");
        }
    }

    #[test]
    fn a_range_behind_a_date_is_no_offset_of_a_zone() {
        for range in [
            "08:00-10:00",
            "13:00 - 15:00",
            "9am - 11am",
            "11:00 to 1:00 PM",
            "05:00-08:00",
        ] {
            assert!(is_time_range(range), "{range}");
            assert_eq!(split_time(&format!("2 Mar 2026 {range}")), None, "{range}");
        }
        for offset in [
            "08:00-05:00",
            "05:00:00-08:00",
            "05:00 -08:00",
            "05:00+08:00",
            "05:00-0800",
        ] {
            assert!(!is_time_range(offset), "{offset}");
            assert!(split_time(&format!("2026-03-02 {offset}")).is_some(), "{offset}");
        }
        assert!(split_time("2026-03-02T05:00-08:00").is_some());
    }

    #[test]
    fn halves_of_a_chinese_day_stand_behind_their_times() {
        for (text, moved) in [
            ("上午9:00-11:00", "9:00-11:00 am"),
            ("下午2:00-4:00", "2:00-4:00 pm"),
            ("上午9:00至下午1:00", "9:00 am-1:00 pm"),
            ("下午2:00", "2:00 pm"),
            ("14:00-16:00", "14:00-16:00"),
        ] {
            assert_eq!(with_halves_behind(text), moved, "{text}");
        }
        for (text, read) in [
            ("8 AM", Some("08:00")),
            ("12 p. m.", Some("12:00")),
            ("8", None),
            ("soon", None),
        ] {
            assert_eq!(time_with_half(text).as_deref(), read, "{text}");
        }
    }
}
