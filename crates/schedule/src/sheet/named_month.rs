//! The month and the year that a sheet's name, a title above the header or a file's name gives.

use std::collections::{BTreeSet, HashSet};

use crate::calendar::{self, Languages};

/// A month, a year, or both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct NamedMonth {
    pub month: Option<u32>,
    pub year: Option<i32>,
    /// The month is a bare number (`3`) or a short word that may mean anything (`Set`, `Mars`): good for day numbers, too
    /// little to make a sheet a month's sheet.
    pub is_weak: bool,
}

impl NamedMonth {
    /// Returns the month that the sheet's dates must lie in.
    pub(super) fn strict_month(&self) -> Option<u32> {
        self.month.filter(|_| !self.is_weak)
    }
}

/// Reports whether a sheet's name is a month and no other word.
pub fn names_month(name: &str) -> bool {
    read(name, Languages::NONE).strict_month().is_some()
}

/// Returns the languages in which most of some sheets' names are months, if at least two are.
pub(super) fn spoken<'n>(names: impl Iterator<Item = &'n str>) -> Languages {
    let words: HashSet<String> = names
        .flat_map(tokens)
        .filter(|token| calendar::month(token).is_some())
        .collect();
    let months: BTreeSet<u32> = words.iter().filter_map(|word| calendar::month(word)).collect();
    if months.len() < 2 {
        return Languages::NONE;
    }
    Languages::of_most(words.iter().map(|word| calendar::languages(word)))
}

/// Reads a sheet's name: `Jan`, `January 2026`, `mars-26`, `2026-01`, `01-2026`, `2023 May`, `Jan (2)`, `2026年7月`.
///
/// Two different months name none. `spoken` are the languages of the other names.
pub(super) fn read(name: &str, spoken: Languages) -> NamedMonth {
    let tokens = tokens(name);
    let months: BTreeSet<u32> = tokens.iter().filter_map(|token| calendar::month(token)).collect();
    let month = months.first().copied().filter(|_| months.len() == 1);
    if let Some(named) = numeric(&tokens).filter(|_| months.is_empty()) {
        return named;
    }
    let year = the_year(name).or_else(|| month.and_then(|_| short_year(&tokens)));
    let mut words = tokens.iter().filter(|token| calendar::month(token).is_some());
    let is_plain = words.any(|word| calendar::is_plain_name(word) || calendar::languages(word).meets(spoken));
    let is_alone = tokens
        .iter()
        .all(|token| calendar::month(token).is_some() || token.bytes().all(|byte| byte.is_ascii_digit()));
    NamedMonth {
        month: month.filter(|_| is_plain || is_alone),
        year,
        is_weak: month.is_some() && !is_plain && year.is_none(),
    }
}

/// Reads a text that is a month and perhaps its year and nothing else: a caption over a block of day numbers.
pub(super) fn caption(text: &str) -> Option<NamedMonth> {
    const LONGEST: usize = 32;
    if text.len() > LONGEST || !text.contains(char::is_alphabetic) {
        return None;
    }
    let tokens = tokens(text);
    let (word, rest): (Vec<&String>, Vec<&String>) =
        tokens.iter().partition(|token| calendar::month(token).is_some());
    let [word] = word.as_slice() else { return None };
    let year = match rest.as_slice() {
        [] => None,
        [year] => Some(four_digit_year(year).or_else(|| short_year(&tokens))?),
        _ => return None,
    };
    Some(NamedMonth {
        month: calendar::month(word),
        year,
        is_weak: year.is_none() && !calendar::is_plain_name(word),
    })
}

/// Finds the month of a title: one beside its year (`Belegung März 2026`), or a number that says it is one (`Spa 7月 班表`).
/// A title that tells when it was written, or from when it holds, names none.
pub(super) fn in_title(text: &str) -> Option<u32> {
    const LONGEST: usize = 120;
    const OTHERWISE: [&str; 20] = [
        "printed", "updated", "from", "since", "until", "till", "valid", "version", "as", "ab", "bis",
        "seit", "stand", "depuis", "desde", "hasta", "dal", "od", "do", "с",
    ];
    if text.len() > LONGEST {
        return None;
    }
    let tokens = tokens(text);
    if tokens.iter().any(|token| OTHERWISE.contains(&token.as_str())) {
        return None;
    }
    let at = |place: Option<usize>| place.and_then(|place| tokens.get(place)).map(String::as_str);
    let is_year = |token: Option<&str>| token.is_some_and(|token| four_digit_year(token).is_some());
    let is_day =
        |token: Option<&str>| token.is_some_and(|token| token.len() <= 2 && token.parse::<u32>().is_ok());
    let months: BTreeSet<u32> = tokens
        .iter()
        .enumerate()
        .filter(|(place, token)| {
            let before = at(place.checked_sub(1));
            let after = match at(Some(place + 1)) {
                Some("de" | "of") => at(Some(place + 2)),
                after => after,
            };
            let beside_year = is_year(after) && !is_day(before) || is_year(before) && !is_day(after);
            beside_year || token.ends_with('月') && !is_day(after)
        })
        .filter_map(|(_, token)| calendar::month(token))
        .collect();
    months.first().copied().filter(|_| months.len() == 1)
}

/// Returns the first of two years that a text names together: `2026-27`, `2026/27`, `2026/2027`.
pub(super) fn first_of_two_years(text: &str) -> Option<i32> {
    /// `2011-12` is a month as well.
    const FIRST: i32 = 2012;
    let tokens = tokens(text);
    tokens.windows(2).find_map(|pair| match pair {
        [first, second] => {
            let year = four_digit_year(first)?;
            let next = match second.len() {
                2 if year >= FIRST => second.parse::<i32>().ok()? + year / 100 * 100,
                4 => four_digit_year(second)?,
                _ => return None,
            };
            (next == year + 1).then_some(year)
        }
        _ => None,
    })
}

/// Returns the year of a month of two years that are named together; `first` is the month with which they begin, if it is known.
pub(super) fn year_of_two(years: i32, month: u32, first: Option<u32>) -> Option<i32> {
    match (month, first) {
        (7.., _) | (4..=6, Some(4..=6)) => Some(years),
        (1..=3, _) | (4..=6, Some(7..)) => Some(years + 1),
        _ => None,
    }
}

/// Returns the only year of four digits in a text; two different ones, and two of which the second is short, are none.
pub(super) fn the_year(text: &str) -> Option<i32> {
    if first_of_two_years(text).is_some() {
        return None;
    }
    let years: BTreeSet<i32> = tokens(text)
        .iter()
        .filter_map(|token| four_digit_year(token))
        .collect();
    years.first().copied().filter(|_| years.len() == 1)
}

/// Cuts a text into runs of letters and runs of digits, in lower case; `7月` is one, and `年` divides.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut last = CharClass::Mark;
    for c in text.chars().flat_map(char::to_lowercase) {
        if let ('年' | '月', CharClass::Digit, Some(token)) = (c, last, tokens.last_mut()) {
            if c == '月' {
                token.push(c);
            }
            last = CharClass::Mark;
            continue;
        }
        let kind = match c {
            '0'..='9' => CharClass::Digit,
            c if c.is_alphabetic() => CharClass::Letter,
            _ => CharClass::Mark,
        };
        match (kind == last, tokens.last_mut()) {
            _ if kind == CharClass::Mark => {}
            (true, Some(token)) => token.push(c),
            _ => tokens.push(c.into()),
        }
        last = kind;
    }
    tokens
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum CharClass {
    Letter,
    Digit,
    Mark,
}

fn four_digit_year(token: &str) -> Option<i32> {
    token
        .parse()
        .ok()
        .filter(|year| token.len() == 4 && (1990..2100).contains(year))
}

fn month_number(token: &str) -> Option<u32> {
    token
        .parse()
        .ok()
        .filter(|month| token.len() <= 2 && (1..=12).contains(month))
}

/// Reads a month in numbers: `2026-01`, `01-2026`, `202601`, `1`.
fn numeric(tokens: &[String]) -> Option<NamedMonth> {
    let named = |month: &str, year: &str| {
        let (month, year) = (month_number(month)?, four_digit_year(year)?);
        Some(NamedMonth {
            month: Some(month),
            year: Some(year),
            is_weak: false,
        })
    };
    match tokens {
        [one] if one.len() == 6 => named(one.get(4..)?, one.get(..4)?),
        [one] => Some(NamedMonth {
            month: Some(month_number(one)?),
            year: None,
            is_weak: true,
        }),
        [a, b] => named(a, b).or_else(|| named(b, a)),
        _ => None,
    }
}

/// Reads the year of `JAN 26`: two digits right behind the month and nothing else.
fn short_year(tokens: &[String]) -> Option<i32> {
    match tokens {
        [month, year] if calendar::month(month).is_some() && year.len() == 2 => {
            year.parse::<i32>().ok().map(|year| 2000 + year)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_found_in_every_form_of_a_name() {
        for (name, month, year) in [
            ("Jan", Some(1), None),
            ("january", Some(1), None),
            ("Januarie 2026", Some(1), Some(2026)),
            ("January 2026", Some(1), Some(2026)),
            ("JAN 26", Some(1), Some(2026)),
            ("Jan-26", Some(1), Some(2026)),
            ("Jan '26", Some(1), Some(2026)),
            ("JAN26", Some(1), Some(2026)),
            ("2026-01", Some(1), Some(2026)),
            ("01-2026", Some(1), Some(2026)),
            ("2026_1", Some(1), Some(2026)),
            ("202601", Some(1), Some(2026)),
            ("2023 May", Some(5), Some(2023)),
            ("May (2)", Some(5), None),
            ("Sept 2026 final", Some(9), Some(2026)),
            ("Schedule 2026", None, Some(2026)),
            ("Jan-Feb 2026", None, Some(2026)),
            ("Notes", None, None),
            ("Marchers", None, None),
            ("2026-13", None, None),
            ("Sheet1", None, None),
            ("März 2026", Some(3), Some(2026)),
            ("Marzo", Some(3), None),
            ("mars-26", Some(3), Some(2026)),
            ("Сентябрь", Some(9), None),
            ("2026年7月", Some(7), Some(2026)),
            ("7月", Some(7), None),
            ("Set 2026", Some(9), Some(2026)),
            ("Set", None, None),
            ("Mars", None, None),
            ("Mars mission", None, None),
            ("8.11", None, None),
        ] {
            let read = read(name, Languages::NONE);
            assert_eq!(
                (read.strict_month(), read.year.filter(|_| name != "2026-13")),
                (month, year),
                "{name}"
            );
        }
        assert_eq!(
            read("3", Languages::NONE),
            NamedMonth {
                month: Some(3),
                year: None,
                is_weak: true
            }
        );
    }

    #[test]
    fn a_short_word_is_a_month_where_other_sheets_speak_its_language() {
        let strict = |name: &str, all: &[&str]| read(name, spoken(all.iter().copied())).strict_month();
        assert_eq!(strict("Set", &["Ago", "Set", "Ott"]), Some(9));
        assert_eq!(strict("Août", &["Février", "Août"]), Some(8));
        assert_eq!(strict("Gen", &["Jan", "Feb", "Mar", "May", "Gen"]), None);
        assert_eq!(strict("Mars", &["Saturn", "Mars"]), None);
        assert_eq!(read("Mars", Languages::NONE).month, Some(3));
    }

    #[test]
    fn a_title_names_its_month_beside_the_year() {
        for (title, month) in [
            ("Belegung März 2026", Some(3)),
            ("Horario de marzo de 2026", Some(3)),
            ("Spa 7月 班表", Some(7)),
            ("2026年7月课表", Some(7)),
            ("May Foundation training schedule", None),
            ("Printed 5 May 2026", None),
            ("Plan 5 May 2026", None),
            ("Updated May 2026", None),
            ("March 2026 to April 2026", None),
            ("7月2日", None),
        ] {
            assert_eq!(in_title(title), month, "{title}");
        }
    }

    #[test]
    fn a_caption_is_a_month_and_nothing_else() {
        assert_eq!(
            caption("April 2026").and_then(|c| c.month.zip(c.year)),
            Some((4, 2026))
        );
        assert_eq!(caption("April").and_then(|c| c.month), Some(4));
        for none in [
            "5 April 2026",
            "April Jones",
            "April June",
            "April 2026 draft",
            "Total",
            "",
        ] {
            assert_eq!(caption(none), None, "{none}");
        }
    }

    #[test]
    fn two_years_in_a_title_are_none() {
        assert_eq!(the_year("COLAB TRAINING SCHEDULE 2026"), Some(2026));
        assert_eq!(the_year("2025/2026"), None);
        assert_eq!(the_year("Schedule 2026-27"), None);
        for (text, first) in [
            ("academic 2026-27", Some(2026)),
            ("2026/27", Some(2026)),
            ("2026/2027", Some(2026)),
            ("2026-12-27", None),
            ("2026-28", None),
            ("2011-12", None),
            ("2026", None),
        ] {
            assert_eq!(first_of_two_years(text), first, "{text}");
        }
        assert_eq!(year_of_two(2026, 11, None), Some(2026));
        assert_eq!(year_of_two(2026, 1, None), Some(2027));
        assert_eq!(year_of_two(2026, 5, Some(9)), Some(2027));
        assert_eq!(year_of_two(2026, 5, Some(4)), Some(2026));
        assert_eq!(year_of_two(2026, 5, None), None);
        assert_eq!(the_year("Room 20266"), None);
    }
}
