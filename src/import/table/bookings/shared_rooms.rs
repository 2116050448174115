//! Several rooms in one cell: a booking each. What is not a room, or may be one of several, is refused.

use std::collections::HashSet;

use crate::access::tx::Tx;
use crate::import::table::place_words::{is_ditto, is_online, pointed_to};
use crate::import::table::rows::ImportTable;
use crate::kernel::error;
use crate::kernel::names::name_key;
use crate::kernel::text::printable;
use crate::room::service as rooms;
use colab_schedule::rooms::RoomDirectory;

/// Returns the rooms by every name that they are known by.
pub fn known_rooms(tx: &mut Tx<'_>) -> error::Result<RoomDirectory> {
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
    ///
    /// # Errors
    /// Says what stands there in place of a room, or beside one.
    pub fn parts(&self, text: &str) -> Result<Vec<String>, String> {
        let whole = vec![text.to_owned()];
        if self.known.find(text).is_some() {
            return Ok(whole);
        }
        self.refuse_other_words(text)?;
        let marked = WORDS
            .iter()
            .fold(text.to_owned(), |text, word| text.replace(word, "&"));
        let parts: Vec<String> = marked
            .split(SEPARATORS)
            .map(|part| part.trim().to_owned())
            .filter(|part| !part.is_empty())
            .collect();
        if parts.len() < 2 {
            return Ok(whole);
        }
        if !parts.iter().all(|part| self.is_room(part) || is_code(part)) {
            return match parts.iter().partition::<Vec<_>, _>(|part| self.is_room(part)) {
                (rooms, others) if !rooms.is_empty() => Err(format!(
                    "room: `{}` names {}, which is known, beside {}, which is not",
                    printable(text),
                    quoted(&rooms),
                    quoted(&others)
                )),
                _ => Ok(whole),
            };
        }
        let ids: Option<Vec<i64>> = parts
            .iter()
            .map(|part| self.known.find(part).map(|room| room.id))
            .collect();
        Ok(match ids.and_then(|ids| self.known.by_components(&ids)) {
            Some(combined) => vec![combined.name.clone()],
            None => parts,
        })
    }

    /// Refuses a client that only points to a room or another row: `see Venus`, `ditto`.
    ///
    /// # Errors
    /// Says what stands there in place of the client.
    pub fn check_client(&self, text: &str) -> Result<(), String> {
        let shown = printable(text);
        match pointed_to(text).filter(|name| self.is_room(name)) {
            Some(room) => Err(format!(
                "client_name: `{shown}` points to the room {}; type the client's name",
                printable(room)
            )),
            None if is_ditto(text) => Err(format!(
                "client_name: `{shown}` stands for another row; type the client's name"
            )),
            None => Ok(()),
        }
    }

    fn is_room(&self, text: &str) -> bool {
        self.known.find(text).is_some() || self.named.contains(&name_key(text))
    }

    /// Refuses what is not a room, points to one, or may be one of two.
    fn refuse_other_words(&self, text: &str) -> Result<(), String> {
        let shown = printable(text);
        if is_online(text) {
            return Err(format!(
                "room: `{shown}` is not a place; leave the row out, or add a room of that name"
            ));
        }
        if is_ditto(text) || pointed_to(text).is_some_and(|name| self.is_room(name)) {
            return Err(format!(
                "room: `{shown}` stands for another cell; type the room's name"
            ));
        }
        let lower = text.to_lowercase();
        let sure = EITHER.iter().find_map(|word| parted_at(text, &lower, word));
        let either = sure.or_else(|| {
            let mut parted = PERHAPS_EITHER
                .iter()
                .filter_map(|word| parted_at(text, &lower, word));
            parted.find(|(one, other)| self.is_room(one) || self.is_room(other))
        });
        either.map_or(Ok(()), |(one, other)| {
            Err(format!(
                "room: `{shown}` may be `{}` or `{}`; type one of them",
                printable(one),
                printable(other)
            ))
        })
    }
}

fn quoted(names: &[&String]) -> String {
    let names = names.iter().map(|name| format!("`{}`", printable(name)));
    names.collect::<Vec<_>>().join(", ")
}

/// Parts a text at the first of these words; `lower` is the text in lower case.
fn parted_at<'t>(text: &'t str, lower: &str, word: &str) -> Option<(&'t str, &'t str)> {
    let at = lower.find(word)?;
    let (one, rest) = text.split_at_checked(at)?;
    let other = rest.get(word.len()..)?;
    let (one, other) = (one.trim(), other.trim());
    (!one.is_empty() && !other.is_empty()).then_some((one, other))
}

const SEPARATORS: [char; 6] = [',', '/', ';', '&', '+', '\n'];
const WORDS: [&str; 6] = [" and ", " und ", " et ", " y ", " en ", " e "];
/// Between two of which one is meant.
const EITHER: [&str; 6] = [" or ", " oder ", " lub ", " albo ", " или ", " 或 "];
/// Words that mean something else as well: `Hall of Fame`.
const PERHAPS_EITHER: [&str; 4] = [" ou ", " o ", " of ", "或"];

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
            ("Hall of Fame", &["Hall of Fame"]),
            ("Mars/Pluto", &["Mars/Pluto"]),
        ] {
            assert_eq!(names.parts(text).unwrap(), parts, "{text}");
        }
    }

    #[test]
    fn what_is_not_one_room_is_refused_with_what_it_may_be() {
        let names = RoomNames {
            known: &RoomDirectory::default(),
            named: ["saturn", "venus"].map(str::to_owned).into(),
        };
        for (text, why) in [
            ("Zoom", "`Zoom` is not a place"),
            ("see Venus", "`see Venus` stands for another cell"),
            ("ditto", "`ditto` stands for another cell"),
            ("Saturn or Venus", "may be `Saturn` or `Venus`"),
            ("Mars OR Pluto", "may be `Mars` or `Pluto`"),
            ("Saturn ou Mars", "may be `Saturn` or `Mars`"),
            (
                "Saturn / Mars",
                "names `Saturn`, which is known, beside `Mars`, which is not",
            ),
        ] {
            let error = names.parts(text).unwrap_err();
            assert!(error.contains(why), "{text}: {error}");
        }
        assert!(names.check_client("see Venus").is_err() && names.check_client("Ditto").is_err());
        for client in ["See Venus Ltd", "Venus", "Umoya"] {
            assert!(names.check_client(client).is_ok(), "{client}");
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
        assert_eq!(names.parts("Venus & Saturn").unwrap(), ["Great Hall"]);
        assert_eq!(names.parts("Saturn, Mars").unwrap(), ["Saturn", "Mars"]);
        assert_eq!(
            names.parts("Saturn, Venus, Mars").unwrap(),
            ["Saturn", "Venus", "Mars"]
        );
    }
}
