//! A first and a last day in one cell: `2-6 March`, `30 March - 3 April 2026`, `2.–6. März`, `12/3/2026 - 16/3/2026`.

use chrono::{Datelike, Days, NaiveDate};

use super::dates::{DateFault, DateOrder, day, only_order};

/// What stands between the first and the last day.
const UNTIL: [&str; 14] = [
    "-", " to ", " until ", " till ", " bis ", " au ", " al ", " a ", " até ", " t/m ", " tot ", " do ",
    " по ", "至",
];
/// What stands between two days, one after the other.
const AND: [&str; 8] = ["&", " and ", " und ", " et ", " y ", " e ", " en ", ","];
/// What may stand before the first day.
const FROM: [&str; 10] = [
    "from ", "vom ", "von ", "du ", "del ", "dal ", "de ", "van ", "od ", "с ",
];
/// The longest run of days that a cell means.
const MOST_DAYS: i64 = 366;

/// Returns some weeks from the next Monday on, as a term is: what is past would be refused.
pub fn coming_term(today: NaiveDate) -> (NaiveDate, NaiveDate) {
    const DAYS: u64 = 16 * 7 + 4;
    let until_monday = (7 - today.weekday().num_days_from_monday()) % 7;
    let first = today + Days::new(until_monday.into());
    (first, first + Days::new(DAYS))
}

/// Reads a run of days; `None` where the text is none. Days without a year are of `year`.
pub fn day_range(
    text: &str,
    order: Option<DateOrder>,
    year: Option<i32>,
) -> Option<Result<(NaiveDate, NaiveDate), DateFault>> {
    const LONGEST: usize = 80;
    if text.len() > LONGEST || !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let text = text.replace(['–', '—', '−', '‑', '~', '～', '到'], "-");
    let text = text.trim();
    let lower = lowercase_in_place(text);
    let from = FROM.iter().find(|word| lower.starts_with(**word));
    let start = from.map_or(0, |word| word.len());
    let (text, lower) = (text.get(start..)?, lower.get(start..)?);
    let mut fault = None;
    for (marks, are_days_apart) in [(&UNTIL[..], true), (&AND[..], false)] {
        for mark in marks {
            for (at, _) in lower.match_indices(mark) {
                let (Some(first), Some(last)) = (text.get(..at), text.get(at + mark.len()..)) else {
                    continue;
                };
                match both(first.trim(), last.trim(), order, year) {
                    Some(Ok((first, last))) if are_days_apart || (last - first).num_days() == 1 => {
                        return Some(Ok((first, last)));
                    }
                    Some(Err(wrong)) => fault = fault.or(Some(wrong)),
                    _ => {}
                }
            }
        }
    }
    fault.map(Err)
}

/// Returns a text in lower case, each letter in its place: one whose small letter takes more or fewer bytes, as `İ`, stays.
fn lowercase_in_place(text: &str) -> String {
    let lower = |c: char| {
        let mut small = c.to_lowercase();
        match (small.next(), small.next()) {
            (Some(one), None) if one.len_utf8() == c.len_utf8() => one,
            _ => c,
        }
    };
    text.chars().map(lower).collect()
}

/// Reports whether a text begins with two days of one month, `9-10 April`, `9.–10. April 2026`: nobody writes a year so.
pub fn is_short_range(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let number = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let first = number(rest);
    let after = rest.get(first..).unwrap_or_default();
    let gap: String = after.chars().take_while(|c| !c.is_alphanumeric()).collect();
    let last = after.get(gap.len()..).unwrap_or_default();
    let digits = number(last);
    let name = last.get(digits..).unwrap_or_default();
    let is_named = name
        .trim_start_matches(['.', ' '])
        .starts_with(char::is_alphabetic);
    (1..=2).contains(&first)
        && (1..=2).contains(&digits)
        && gap.contains(['-', '–', '—', '−', '‑'])
        && is_named
}

/// Reads two days, of which each may lack what the other has: `2` and `6 March`, `March 12` and `16, 2026`.
fn both(
    first: &str,
    last: &str,
    order: Option<DateOrder>,
    year: Option<i32>,
) -> Option<Result<(NaiveDate, NaiveDate), DateFault>> {
    let is_number = |c: char| c.is_ascii_digit();
    let day_of = |text: &str| text.rfind(is_number).and_then(|_| text.find(is_number));
    let (_, open) = (day_of(first)?, day_of(last)?);
    // A day alone leaves no doubt about what the numbers beside the other one are.
    let bare = first.trim_matches(|c: char| !is_number(c));
    let is_bare = bare.len() <= 2 && bare.chars().all(is_number);
    let order = order
        .or(is_bare.then_some(DateOrder::DayFirst))
        .or_else(|| only_order(last))
        .or_else(|| only_order(first));
    let head = first.get(..first.rfind(is_number)? + 1)?;
    let head = head.trim_end_matches(is_number);
    let digits = last.get(open..)?.chars().take_while(|c| is_number(*c)).count();
    let tail = last.get(open + digits..)?;
    let lasts = [last.to_owned(), format!("{head}{last}")];
    let firsts = [first.to_owned(), format!("{}{tail}", first.trim_end_matches('.'))];
    let mut fault = None;
    for end in &lasts {
        let end = match day(end, order, year) {
            Ok(end) => end,
            Err(wrong @ (DateFault::Open | DateFault::Wrong(_))) => {
                let starts = firsts.iter().any(|start| {
                    matches!(
                        day(start, order, year.or(Some(2000))),
                        Ok(_) | Err(DateFault::Open)
                    )
                });
                fault = fault.or(starts.then_some(wrong));
                continue;
            }
            Err(_) => continue,
        };
        for start in &firsts {
            // December before January is of the year before.
            for of in [end.year(), end.year() - 1] {
                let Ok(start) = day(start, order, Some(of)) else {
                    continue;
                };
                if start <= end && (end - start).num_days() < MOST_DAYS {
                    return Some(Ok((start, end)));
                }
            }
        }
    }
    fault.map(Err)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::table::dates::NO_YEAR;
    use proptest::prelude::*;

    fn read(text: &str, year: Option<i32>) -> String {
        match day_range(text, None, year) {
            Some(Ok((first, last))) => format!("{first} {last}"),
            Some(Err(fault)) => fault.in_words(text),
            None => "none".to_owned(),
        }
    }

    #[test]
    fn two_days_in_a_cell_are_read_however_they_are_written() {
        for (text, days) in [
            ("2-6 March 2026", "2026-03-02 2026-03-06"),
            ("2.–6. März 2026", "2026-03-02 2026-03-06"),
            ("2-6/3/2026", "2026-03-02 2026-03-06"),
            ("2.-6.3.2026", "2026-03-02 2026-03-06"),
            ("March 2-6, 2026", "2026-03-02 2026-03-06"),
            ("Mon 2 – Fri 6 March 2026", "2026-03-02 2026-03-06"),
            ("du 2 au 6 mars 2026", "2026-03-02 2026-03-06"),
            ("2 al 6 de marzo de 2026", "2026-03-02 2026-03-06"),
            ("30 March - 3 April 2026", "2026-03-30 2026-04-03"),
            ("28 Dec 2025 to 3 Jan 2026", "2025-12-28 2026-01-03"),
            ("28 Dec – 3 Jan 2026", "2025-12-28 2026-01-03"),
            ("2026-03-02 - 2026-03-06", "2026-03-02 2026-03-06"),
            ("2026-03-02 to 2026-03-06", "2026-03-02 2026-03-06"),
            ("12/3/2026 - 16/3/2026", "2026-03-12 2026-03-16"),
            ("2 & 3 March 2026", "2026-03-02 2026-03-03"),
            ("2 & 6 March 2026", "none"),
            ("6-2 March 2026", "none"),
            ("2026-03-02", "none"),
            ("2 March 2026", "none"),
            ("08:00-10:00", "none"),
            ("25-30", "none"),
            ("Umoya", "none"),
        ] {
            assert_eq!(read(text, None), days, "{text}");
        }
        for text in ["9-10 April", "9.–10. April 2026", "Do 9 - 10 avril"] {
            assert!(is_short_range(text), "{text}");
        }
        for text in [
            "9 April 10",
            "2-mar-2026",
            "2026-03-02",
            "9-10-2026",
            "9 - 2026 April",
        ] {
            assert!(!is_short_range(text), "{text}");
        }
        assert_eq!(read("2-6 March", Some(2026)), "2026-03-02 2026-03-06");
        assert!(read("2-6 March", None).ends_with(NO_YEAR));
        assert!(read("2/3/2026 - 4/3/2026", None).ends_with("the order of day and month is open"));
    }

    #[test]
    fn a_letter_that_grows_or_shrinks_in_lower_case_moves_nothing() {
        // `İ` has three bytes in lower case and two as it stands, the Kelvin sign one and three.
        assert_eq!(read("2 MART İ to 6 March 2026", None), "none");
        assert_eq!(
            read("FROM 2 March 2026 TO 6 March 2026", None),
            "2026-03-02 2026-03-06"
        );
        assert_eq!(
            read("VOM 2. März BIS 6. März 2026", None),
            "2026-03-02 2026-03-06"
        );
        for text in [
            "İİ 2 to 6 March",
            "\u{212a} 2 to é6 March",
            "2 İİ bis 年6 March",
            "ẞ 2 al é 6 March",
        ] {
            assert!(!read(text, Some(2026)).contains("2026"), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in "[0-9a-pé年月 ./,–&-]{0,30}") {
            let _ = day_range(&text, None, Some(2026));
        }

        #[test]
        fn letters_of_another_length_in_lower_case_break_nothing(text in "[0-9İẞȺK年é tobisal&-]{0,30}") {
            prop_assert_eq!(lowercase_in_place(&text).len(), text.len());
            let _ = day_range(&text, None, Some(2026));
        }
    }
}
