//! What a booking, a rental or a wish is charged for, before anything has a price.

use chrono::NaiveDate;

use crate::pricing::item::Item;

/// Everything that one booking or rental uses.
#[derive(Debug, Clone, Default)]
pub struct Order {
    pub uses: Vec<Use>,
    pub wants: Vec<Want>,
    /// What is asked for and cannot be priced yet, with what to type.
    pub open: Vec<Open>,
}

/// Something paid by the day, week or month.
#[derive(Debug, Clone)]
pub struct Use {
    pub item: Item,
    /// What it may turn out to be instead: the dearest is charged, so that no quote is too low.
    pub or: Vec<Item>,
    pub units: i64,
    /// Ascending.
    pub days: Vec<NaiveDate>,
    pub half: bool,
    /// What is to be said about it.
    pub note: Option<String>,
}

/// Something paid by the person, the piece, the day or the booking.
#[derive(Debug, Clone)]
pub struct Want {
    pub item: Item,
    /// 0: not known.
    pub heads: i64,
    /// Pieces a day, where it is sold by the piece.
    pub pieces: i64,
    /// Ascending.
    pub days: Vec<NaiveDate>,
    /// Whose headcount, for the hint.
    pub booking_id: Option<i64>,
}

/// Something that a quote leaves out, and the command that settles it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Open {
    pub fact: String,
    pub hint: String,
}

/// Days as people write them: stretches of days in a row, or how many there are from when to when.
pub fn days_in_words(days: &[NaiveDate]) -> String {
    let mut runs: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some((_, last)) if last.succ_opt() == Some(*day) => *last = *day,
            _ => runs.push((*day, *day)),
        }
    }
    let words = |(first, last): &(NaiveDate, NaiveDate)| match first == last {
        true => first.to_string(),
        false => format!("{first} to {last}"),
    };
    match runs.as_slice() {
        [] => String::new(),
        runs if runs.len() <= 3 => runs.iter().map(words).collect::<Vec<_>>().join(", "),
        runs => {
            let (first, last) = (runs[0].0, runs[runs.len() - 1].1);
            format!("{} days from {first} to {last}", days.len())
        }
    }
}

/// `1 day`, `2 days`; words that take an s.
pub fn counted(count: i64, word: &str) -> String {
    match (count, word) {
        (1, _) => format!("1 {word}"),
        (_, "person") => format!("{count} people"),
        _ => format!("{count} {word}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_a_row_are_one_stretch() {
        let days = |texts: &[&str]| {
            let days: Vec<NaiveDate> = texts.iter().map(|text| text.parse().unwrap()).collect();
            days_in_words(&days)
        };
        assert_eq!(days(&["2026-06-29", "2026-06-30"]), "2026-06-29 to 2026-06-30");
        assert_eq!(days(&["2026-06-29", "2026-07-01"]), "2026-06-29, 2026-07-01");
        let apart = ["2026-06-01", "2026-06-03", "2026-06-05", "2026-06-07"];
        assert_eq!(days(&apart), "4 days from 2026-06-01 to 2026-06-07");
    }
}
