//! Amenities that a booking asks for: names with a number, stored as `Flip chart=2, Mic`.

use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::kernel::text::{clean_text, printable};

/// The largest number of one amenity.
const MOST: i64 = 100_000;
/// Longest name of an amenity and longest list, in characters.
const LONGEST_NAME: usize = 255;
const LONGEST_LIST: usize = 1000;

/// Parses amenities as typed: `Flip chart=2`, or several separated by commas.
///
/// # Errors
/// `Invalid` for a number that is none, and for a name that is too long.
pub fn parse_amenities(texts: &[String]) -> Result<Vec<(String, i64)>> {
    let mut found: Vec<(String, i64)> = Vec::new();
    let parts = texts.iter().flat_map(|text| text.split(','));
    for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
        let (name, pieces) = match part.rsplit_once('=') {
            None => (part, 1),
            Some((name, pieces)) => (name, number(part, pieces)?),
        };
        let name = clean_text("amenity", name, LONGEST_NAME)?;
        match found
            .iter_mut()
            .find(|(known, _)| name_key(known) == name_key(&name))
        {
            Some(known) => known.1 = number(part, &(known.1 + pieces).to_string())?,
            None => found.push((name, pieces)),
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
        assert_eq!(stored(&[""]).unwrap(), None);
        for text in ["Mic=0", "Mic=-1", "Mic=x", "=2", "Mic=100001"] {
            assert!(stored(&[text]).is_err(), "{text}");
        }
    }
}
