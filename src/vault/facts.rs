//! What a text names: numbers of rentals, clients, serial numbers, days. Pure.

use std::collections::BTreeSet;

use chrono::{Month, NaiveDate};

use crate::access::date_order::DateOrder;

/// Most facts of a kind that are kept of a file.
const MOST_FACTS: usize = 500;

/// Longest value of a fact.
const LONGEST_FACT: usize = 100;

/// Labels before the name of who rents.
const CLIENT_LABELS: [&str; 7] = [
    "client",
    "client name",
    "customer",
    "customer name",
    "hirer",
    "rented to",
    "company",
];

/// Words before the number of a rental, and those between.
const NUMBER_LABELS: [&str; 4] = ["rental", "hire", "form", "agreement"];
const NUMBER_WORDS: [&str; 7] = ["no", "nr", "number", "ref", "reference", "id", "#"];

/// The facts of a file, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VaultFacts {
    pub rentals: BTreeSet<String>,
    pub clients: BTreeSet<String>,
    pub serials: BTreeSet<String>,
    pub dates: BTreeSet<String>,
}

impl VaultFacts {
    /// Finds the facts in a text. `is_serial` knows the devices that are here; `order` tells day from month in 3/4/2026.
    pub fn of(text: &str, is_serial: impl Fn(&str) -> bool, order: DateOrder) -> Self {
        let mut facts = Self::default();
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            if let Some(client) = labelled(line, lines.get(at + 1).copied()) {
                keep(&mut facts.clients, client);
            }
            if let Some(number) = labelled_number(line, lines.get(at + 1).copied()) {
                keep(&mut facts.rentals, number);
            }
            let words: Vec<&str> = words_of(line).collect();
            for (at, word) in words.iter().enumerate() {
                if is_our_number(word) {
                    keep(&mut facts.rentals, &word.to_uppercase());
                } else if let Some(day) = day_at(&words[at..], order) {
                    keep(&mut facts.dates, &day.to_string());
                } else if is_serial(word) || looks_like_serial(word) {
                    keep(&mut facts.serials, word);
                }
            }
        }
        facts.serials.retain(|serial| !facts.rentals.contains(serial));
        facts
    }

    /// Writes the facts as they are kept: a line each.
    pub fn written(&self) -> String {
        let mut lines = String::new();
        for (kind, values) in self.kinds() {
            for value in values {
                lines.push_str(&format!("{kind} {value}\n"));
            }
        }
        lines
    }

    /// Reads what [`Self::written`] wrote.
    pub fn read(lines: &str) -> Self {
        let mut facts = Self::default();
        for (kind, value) in lines.lines().filter_map(|line| line.split_once(' ')) {
            let values = match kind {
                "rental" => &mut facts.rentals,
                "client" => &mut facts.clients,
                "serial" => &mut facts.serials,
                "date" => &mut facts.dates,
                _ => continue,
            };
            values.insert(value.to_owned());
        }
        facts
    }

    fn kinds(&self) -> [(&'static str, &BTreeSet<String>); 4] {
        [
            ("rental", &self.rentals),
            ("client", &self.clients),
            ("serial", &self.serials),
            ("date", &self.dates),
        ]
    }
}

fn keep(facts: &mut BTreeSet<String>, value: &str) {
    let value = value.trim();
    if facts.len() < MOST_FACTS && (1..=LONGEST_FACT).contains(&value.len()) {
        facts.insert(value.to_owned());
    }
}

/// Splits a line into words without the marks around them.
fn words_of(line: &str) -> impl Iterator<Item = &str> {
    let words = line.split([' ', '\t', ';', ',', ':', '|']);
    words
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '#'))
        .filter(|word| !word.is_empty())
}

/// Returns the name that a line gives behind its label, or that stands below a label of its own.
fn labelled<'t>(line: &'t str, next: Option<&'t str>) -> Option<&'t str> {
    let is_label = |text: &str| {
        let text = text.trim().to_lowercase();
        CLIENT_LABELS.contains(&text.as_str())
    };
    let name = match line.split_once(':') {
        Some((label, rest)) if is_label(label) && !rest.trim().is_empty() => rest,
        Some((label, rest)) if is_label(label) && rest.trim().is_empty() => next?,
        _ if is_label(line) => next?,
        _ => return None,
    };
    // Below an empty field stands the next label.
    let is_name = name.chars().any(char::is_alphabetic) && !is_label(name) && !name.trim_end().ends_with(':');
    is_name.then(|| name.trim())
}

/// Returns whether a word is a number of ours: `RN-2026-0001`.
fn is_our_number(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|c| c.is_ascii_digit());
    matches!(parts[..], [rn, year, number] if rn.eq_ignore_ascii_case("RN") && is_number(year) && is_number(number))
}

/// Reads the number behind a label, as in `Rental No: 4711`, or below it.
fn labelled_number<'t>(line: &'t str, next: Option<&'t str>) -> Option<&'t str> {
    let is_one_of = |word: &str, of: &[&str]| of.contains(&word.to_lowercase().as_str());
    let mut words = words_of(line).skip_while(|word| !is_one_of(word, &NUMBER_LABELS));
    words.next()?;
    let mut words = words.skip_while(|word| is_one_of(word, &NUMBER_LABELS));
    words.next().filter(|word| is_one_of(word, &NUMBER_WORDS))?;
    let number = words.next().or_else(|| words_of(next?).next())?;
    number.bytes().any(|c| c.is_ascii_digit()).then_some(number)
}

/// Reads a day at the beginning of these words: `2026-03-02`, `2/3/2026`, `2 March 2026`.
fn day_at(words: &[&str], order: DateOrder) -> Option<NaiveDate> {
    let first = words.first()?;
    if let Ok(day) = first.parse::<NaiveDate>() {
        return Some(day);
    }
    let parts: Vec<&str> = first.split(['/', '.', '-']).collect();
    if let [a, b, year] = parts[..] {
        let (a, b, year) = (a.parse::<u32>().ok()?, b.parse::<u32>().ok()?, full_year(year)?);
        let (day, month) = match order {
            // A number above 12 tells by itself.
            _ if a > 12 => (a, b),
            _ if b > 12 => (b, a),
            DateOrder::DayFirst => (a, b),
            DateOrder::MonthFirst => (b, a),
        };
        return NaiveDate::from_ymd_opt(year, month, day);
    }
    let [day, month, year] = *words.get(..3)? else {
        return None;
    };
    let day = day
        .trim_end_matches(|c: char| c.is_ascii_alphabetic())
        .parse()
        .ok()?;
    let month: Month = month.parse().ok()?;
    NaiveDate::from_ymd_opt(full_year(year)?, month.number_from_month(), day)
}

fn full_year(text: &str) -> Option<i32> {
    text.parse()
        .ok()
        .filter(|year| text.len() == 4 && (1990..=2100).contains(year))
}

/// Returns whether a word is made like a serial number: capitals and digits, with a dash or long.
fn looks_like_serial(word: &str) -> bool {
    let plain = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '/');
    let letters = word.chars().filter(char::is_ascii_uppercase).count();
    let digits = word.chars().filter(char::is_ascii_digit).count();
    word.chars().all(plain)
        && letters >= 2
        && digits >= 2
        && (4..=40).contains(&word.len())
        && (word.contains('-') || word.len() >= 7)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> String {
        VaultFacts::of(text, |word| word == "KIT9", DateOrder::DayFirst).written()
    }

    #[test]
    fn a_form_names_its_rental_client_devices_and_days() {
        let form = "Rental form\nRN-2026-0001\nClient\nRooibos Health\nBooking\n–\nTaken on\nSaturday, 28 February 2026\n\
                    Due back on\nFriday, 20 March 2026\nContact number\n082 555 0121\n1\nLT-060\nDell Latitude 5420\nKIT9\nPage 1 of 1";
        let expected = "rental RN-2026-0001\nclient Rooibos Health\nserial KIT9\nserial LT-060\n\
                        date 2026-02-28\ndate 2026-03-20\n";
        assert_eq!(found(form), expected);
        assert_eq!(VaultFacts::read(expected).written(), expected);
    }

    #[test]
    fn other_papers_write_it_in_other_ways() {
        for (text, facts) in [
            ("Rental No: 4711", "rental 4711\n"),
            ("Hire agreement number\nHA-77", "rental HA-77\n"),
            ("rental form #: R/2024/9", "rental R/2024/9\n"),
            ("Customer: Umoya & Sons", "client Umoya & Sons\n"),
            ("Client:\nBooking:\n", ""),
            ("Client\nCompany\nUmoya", "client Umoya\n"),
            (
                "5CD1234XYZ; 3/4/2024, 25.12.2023",
                "serial 5CD1234XYZ\ndate 2023-12-25\ndate 2024-04-03\n",
            ),
            (
                "12/25/2023 and 1st June 2024",
                "date 2023-12-25\ndate 2024-06-01\n",
            ),
            ("31/31/2023 99 March 2026 2026-13-01 HDMI USB-C A4", ""),
        ] {
            assert_eq!(found(text), facts, "{text}");
        }
    }

    #[test]
    fn no_text_gives_more_facts_than_are_kept() {
        let text: String = (0..2000).map(|at| format!("SN-{at:04}\n")).collect();
        assert_eq!(
            VaultFacts::of(&text, |_| false, DateOrder::DayFirst)
                .serials
                .len(),
            MOST_FACTS
        );
    }
}
