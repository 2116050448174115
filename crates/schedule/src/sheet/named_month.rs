//! The month and the year that a sheet's name, a title above the header or a file's name gives.

use std::collections::BTreeSet;

use crate::calendar;

/// A month, a year, or both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct NamedMonth {
    pub month: Option<u32>,
    pub year: Option<i32>,
    /// The month is a bare number (`3`): good for day numbers, too little to make a sheet a month's sheet.
    pub is_number_only: bool,
}

impl NamedMonth {
    /// Returns the month that the sheet's dates must lie in.
    pub(super) fn strict_month(&self) -> Option<u32> {
        self.month.filter(|_| !self.is_number_only)
    }
}

/// Reads a sheet's name: `Jan`, `January 2026`, `JAN 26`, `2026-01`, `01-2026`, `2023 May`, `Jan (2)`.
///
/// Two different months name none.
pub(super) fn read(name: &str) -> NamedMonth {
    let tokens = tokens(name);
    let months: BTreeSet<u32> = tokens.iter().filter_map(|token| calendar::month(token)).collect();
    let month = months.first().copied().filter(|_| months.len() == 1);
    if let Some(named) = numeric(&tokens).filter(|_| months.is_empty()) {
        return named;
    }
    let year = the_year(name).or_else(|| month.and_then(|_| short_year(&tokens)));
    NamedMonth {
        month,
        year,
        is_number_only: false,
    }
}

/// Reads a text that is a month and perhaps its year and nothing else: a caption over a block of day numbers.
pub(super) fn caption(text: &str) -> Option<NamedMonth> {
    const LONGEST: usize = 24;
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
        is_number_only: false,
    })
}

/// Returns the only year of four digits in a text; two different ones are none.
pub(super) fn the_year(text: &str) -> Option<i32> {
    let years: BTreeSet<i32> = tokens(text)
        .iter()
        .filter_map(|token| four_digit_year(token))
        .collect();
    years.first().copied().filter(|_| years.len() == 1)
}

/// Cuts a text into runs of letters and runs of digits, in lower case.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut last = CharClass::Mark;
    for c in text.chars().flat_map(char::to_lowercase) {
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
            is_number_only: false,
        })
    };
    match tokens {
        [one] if one.len() == 6 => named(one.get(4..)?, one.get(..4)?),
        [one] => Some(NamedMonth {
            month: Some(month_number(one)?),
            year: None,
            is_number_only: true,
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
            ("8.11", None, None),
        ] {
            let read = read(name);
            assert_eq!(
                (read.strict_month(), read.year.filter(|_| name != "2026-13")),
                (month, year),
                "{name}"
            );
        }
        assert_eq!(
            read("3"),
            NamedMonth {
                month: Some(3),
                year: None,
                is_number_only: true
            }
        );
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
        assert_eq!(the_year("Room 20266"), None);
    }
}
