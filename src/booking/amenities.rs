//! Amenities that a booking asks for: names with a number, stored as `Flip chart=2, Mic`.

use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::kernel::text::{clean_text, printable};

/// The largest number of one amenity.
const MOST: i64 = 100_000;
/// Longest name of an amenity and longest list, in characters.
const LONGEST_NAME: usize = 255;
const LONGEST_LIST: usize = 1000;

/// How somebody asks for an amenity in each of several rooms: `Flip chart=2 each`.
const EACH: &str = " each";

/// An amenity that somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedAmenity {
    pub name: String,
    pub pieces: i64,
    /// Each of several rooms gets that many; otherwise they share them.
    pub is_each: bool,
}

impl AskedAmenity {
    /// Returns the text of so many pieces, as it is typed.
    pub fn of_pieces(&self, pieces: i64) -> String {
        format!("{}={pieces}", self.name)
    }
}

/// Returns the text with the word that asks for it in each room.
pub fn in_each_room(text: &str) -> String {
    let (text, _) = without_each(text);
    format!("{text}{EACH}")
}

/// Splits the word off a text that asks for an amenity in each room.
pub fn without_each(text: &str) -> (&str, bool) {
    let text = text.trim();
    let rest = text
        .len()
        .checked_sub(EACH.len())
        .and_then(|at| text.split_at_checked(at));
    match rest {
        Some((rest, end)) if end.eq_ignore_ascii_case(EACH) => (rest.trim_end(), true),
        _ => (text, false),
    }
}

/// Parses amenities as typed: `Flip chart=2`, or several separated by commas.
///
/// # Errors
/// `Invalid` for a number that is none, and for a name that is too long.
pub fn parse_amenities(texts: &[String]) -> Result<Vec<(String, i64)>> {
    let asked = asked_amenities(texts)?.into_iter();
    Ok(asked.map(|one| (one.name, one.pieces)).collect())
}

/// Parses amenities as typed, with whether each room is to have them.
///
/// # Errors
/// As [`parse_amenities`].
pub fn asked_amenities(texts: &[String]) -> Result<Vec<AskedAmenity>> {
    let mut found: Vec<AskedAmenity> = Vec::new();
    let parts = texts.iter().flat_map(|text| text.split(','));
    for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
        let (part, is_each) = without_each(part);
        let (name, pieces) = match part.rsplit_once('=') {
            None => (part, 1),
            Some((name, pieces)) => (name, number(part, pieces)?),
        };
        let name = clean_text("amenity", name, LONGEST_NAME)?;
        match found
            .iter_mut()
            .find(|known| name_key(&known.name) == name_key(&name))
        {
            Some(known) => {
                known.pieces = number(part, &(known.pieces + pieces).to_string())?;
                known.is_each |= is_each;
            }
            None => found.push(AskedAmenity {
                name,
                pieces,
                is_each,
            }),
        }
    }
    Ok(found)
}

fn number(part: &str, text: &str) -> Result<i64> {
    let number = text
        .trim()
        .parse()
        .ok()
        .filter(|pieces| (1..=MOST).contains(pieces));
    number.ok_or_else(|| {
        let shown = printable(part);
        Error::invalid(
            ErrorCode::AbsurdNumber,
            format!("invalid number of pieces in `{shown}`"),
        )
        .hint("--amenity \"Flip chart=2\"")
    })
}

/// Writes amenities as they are stored; `None` for none.
///
/// # Errors
/// `Invalid` for a list that is too long.
pub fn store_amenities(texts: &[String]) -> Result<Option<String>> {
    let words: Vec<String> = parse_amenities(texts)?
        .into_iter()
        .map(|(name, pieces)| match pieces {
            1 => name,
            pieces => format!("{name}={pieces}"),
        })
        .collect();
    match words.join(", ") {
        text if text.is_empty() => Ok(None),
        text => clean_text("amenities", &text, LONGEST_LIST).map(Some),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amenities_are_read_as_typed_and_stored_once_each() {
        let stored = |texts: &[&str]| {
            let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
            store_amenities(&texts)
        };
        assert_eq!(
            stored(&["Flip chart=2", "Mic"]).unwrap().unwrap(),
            "Flip chart=2, Mic"
        );
        assert_eq!(
            stored(&["Mic, flip CHART=1, mic"]).unwrap().unwrap(),
            "Mic=2, flip CHART"
        );
        assert_eq!(stored(&["Flip chart=2 each"]).unwrap().unwrap(), "Flip chart=2");
        assert_eq!(stored(&[""]).unwrap(), None);
        for text in ["Mic=0", "Mic=-1", "Mic=x", "=2", "Mic=100001"] {
            assert!(stored(&[text]).is_err(), "{text}");
        }
    }
}
