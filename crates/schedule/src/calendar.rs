//! Months and weekdays by the names that people give them: English and Afrikaans, long and short.

use chrono::Weekday;

const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "januarie"],
    &["february", "feb", "februarie"],
    &["march", "mar", "mrt", "maart"],
    &["april", "apr"],
    &["may", "mei"],
    &["june", "jun", "junie"],
    &["july", "jul", "julie"],
    &["august", "aug", "augustus"],
    &["september", "sep", "sept"],
    &["october", "oct", "okt", "oktober"],
    &["november", "nov"],
    &["december", "dec", "des", "desember"],
];

const WEEKDAYS: [(Weekday, &[&str]); 7] = [
    (Weekday::Mon, &["monday", "mon", "mo", "ma", "maandag", "maan"]),
    (
        Weekday::Tue,
        &["tuesday", "tue", "tues", "tu", "di", "dins", "dinsdag"],
    ),
    (
        Weekday::Wed,
        &["wednesday", "wed", "weds", "we", "wo", "woens", "woensdag"],
    ),
    (
        Weekday::Thu,
        &[
            "thursday",
            "thu",
            "thur",
            "thurs",
            "th",
            "do",
            "dond",
            "donderdag",
        ],
    ),
    (Weekday::Fri, &["friday", "fri", "fr", "vr", "vry", "vrydag"]),
    (Weekday::Sat, &["saturday", "sat", "sa", "sater", "saterdag"]),
    (Weekday::Sun, &["sunday", "sun", "su", "so", "son", "sondag"]),
];

/// Returns the number of the month that a word in lower case names.
pub(crate) fn month(word: &str) -> Option<u32> {
    let place = MONTHS.iter().position(|names| names.contains(&word))?;
    u32::try_from(place + 1).ok()
}

/// Returns the weekday that a word in lower case names.
pub(crate) fn weekday(word: &str) -> Option<Weekday> {
    let (day, _) = WEEKDAYS.iter().find(|(_, names)| names.contains(&word))?;
    Some(*day)
}

/// Returns a month's English name.
pub(crate) fn month_name(month: u32) -> &'static str {
    let month = u8::try_from(month).ok();
    month
        .and_then(|month| chrono::Month::try_from(month).ok())
        .map_or("?", |month| month.name())
}

/// Returns a weekday's English name.
pub(crate) fn weekday_name(day: Weekday) -> &'static str {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_weekdays_are_read_in_both_languages() {
        assert_eq!(month("sept"), Some(9));
        assert_eq!(month("desember"), Some(12));
        assert_eq!(month("march"), month("maart"));
        assert_eq!(month("marchant"), None);
        assert_eq!(month_name(12), "December");
        assert_eq!(weekday("donderdag"), Some(Weekday::Thu));
        assert_eq!(weekday("thurs"), Some(Weekday::Thu));
    }
}
