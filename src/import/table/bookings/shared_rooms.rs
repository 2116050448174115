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

    /// Parts a cell that names several rooms, each of which is known, named by another row, or a letter with a number. Those
    /// that a combined room consists of are that one.
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
        if parts.len() < 2 || !parts.iter().all(is_room) {
            return whole;
        }
        let ids: Option<Vec<i64>> = parts
            .iter()
            .map(|part| self.known.find(part).map(|room| room.id))
            .collect();
        match ids.and_then(|ids| self.known.by_components(&ids)) {
            Some(combined) => vec![combined.name.clone()],
            None => parts,
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
    use colab_schedule::rooms::DirectoryRoom;

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

    #[test]
    fn all_parts_of_a_combined_room_are_that_room() {
        let room = |id, name: &str, components: &[i64]| DirectoryRoom {
            id,
            name: name.into(),
            aliases: Vec::new(),
            capacity: 0,
            components: components.to_vec(),
            is_active: true,
        };
        let known = RoomDirectory::new(vec![
            room(1, "Saturn", &[]),
            room(2, "Venus", &[]),
            room(3, "Mars", &[]),
            room(4, "Great Hall", &[1, 2]),
        ]);
        let names = RoomNames {
            known: &known,
            named: HashSet::new(),
        };
        assert_eq!(names.parts("Venus & Saturn"), ["Great Hall"]);
        assert_eq!(names.parts("Saturn, Mars"), ["Saturn", "Mars"]);
        assert_eq!(names.parts("Saturn, Venus, Mars"), ["Saturn", "Venus", "Mars"]);
    }
}
