//! Several rooms in one cell: a booking each.

use std::collections::HashSet;

use crate::access::tx::Tx;
use crate::import::table::rows::ImportTable;
use crate::kernel::error::Result;
use crate::kernel::names::name_key;
use crate::room::service as rooms;
use colab_schedule::rooms::RoomDirectory;

/// Returns the rooms by every name that they are known by.
pub fn known_rooms(tx: &mut Tx<'_>) -> Result<RoomDirectory> {
    rooms::directory(tx.connection())
}

/// What tells whether a part of a cell is a room.
pub struct RoomNames<'r> {
    known: &'r RoomDirectory,
    /// What other rows call a room, by its key.
    named: HashSet<String>,
}

impl<'r> RoomNames<'r> {
    pub fn of(table: &ImportTable, known: &'r RoomDirectory) -> Self {
        let names = table.values().filter_map(|values| values.text("room"));
        let named = names
            .filter(|name| !name.contains(SEPARATORS))
            .map(name_key)
            .collect();
        Self { known, named }
    }

    /// Parts a cell that names several rooms, each of which is known, named by another row, or a letter with a number.
    pub fn parts(&self, text: &str) -> Vec<String> {
        let whole = vec![text.to_owned()];
        if self.known.find(text).is_some() {
            return whole;
        }
        let marked = WORDS
            .iter()
            .fold(text.to_owned(), |text, word| text.replace(word, "&"));
        let parts: Vec<String> = marked
            .split(SEPARATORS)
            .map(|part| part.trim().to_owned())
            .collect();
        let is_room = |part: &String| {
            self.known.find(part).is_some() || self.named.contains(&name_key(part)) || is_code(part)
        };
        if parts.len() > 1 && parts.iter().all(is_room) {
            parts
        } else {
            whole
        }
    }
}

const SEPARATORS: [char; 6] = [',', '/', ';', '&', '+', '\n'];
const WORDS: [&str; 6] = [" and ", " und ", " et ", " y ", " en ", " e "];

/// Reports whether a text is `A101`, `B-027`: one to three letters and a number.
fn is_code(text: &str) -> bool {
    let letters = text.chars().take_while(|c| c.is_alphabetic()).count();
    let rest: String = text.chars().skip(letters).collect();
    let digits = rest.trim_start_matches([' ', '-', '.']);
    (1..=3).contains(&letters)
        && (1..=4).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_rooms_in_a_cell_are_parted_and_a_name_with_a_comma_is_not() {
        let names = RoomNames {
            known: &RoomDirectory::default(),
            named: ["saturn", "venus"].map(str::to_owned).into(),
        };
        for (text, parts) in [
            ("A101, A102", &["A101", "A102"][..]),
            ("A101/A103", &["A101", "A103"]),
            ("Saturn & Venus", &["Saturn", "Venus"]),
            ("Saturn and Venus", &["Saturn", "Venus"]),
            ("Smith, Hall", &["Smith, Hall"]),
            ("E-1/2", &["E-1/2"]),
            ("Saturn", &["Saturn"]),
        ] {
            assert_eq!(names.parts(text), parts, "{text}");
        }
    }
}
