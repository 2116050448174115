//! Every room by every name it is known by: how a heading, a flag or a cell finds its room.
//!
//! A plain struct that the caller builds from its rows: the sheet reader, the cell grammar and the command line ask the
//! same directory, and find the same room.

use std::collections::HashMap;

use crate::names::name_key;

/// A room as far as finding it by name goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryRoom {
    pub id: i64,
    pub name: String,
    pub aliases: Vec<String>,
    /// 0: unknown.
    pub capacity: u32,
    /// Ids of its components; empty for a physical room.
    pub components: Vec<i64>,
    pub is_active: bool,
}

/// Words for a room's capacity.
const CAPACITY: [&str; 23] = [
    "cap",
    "capacity",
    "kapasiteit",
    "kapasitas",
    "max",
    "seats",
    "kapazität",
    "plätze",
    "sitzplätze",
    "capacité",
    "places",
    "capacidad",
    "aforo",
    "plazas",
    "capacidade",
    "lugares",
    "capienza",
    "posti",
    "capaciteit",
    "plaatsen",
    "miejsca",
    "вместимость",
    "容量",
];
/// Words for those whom a room seats.
const SEATED: [&str; 10] = [
    "seater",
    "pax",
    "people",
    "ppl",
    "personen",
    "personnes",
    "personas",
    "pessoas",
    "persone",
    "osób",
];

/// Reports whether a word in lower case announces a capacity.
pub(crate) fn is_capacity_word(word: &str) -> bool {
    CAPACITY.contains(&word)
}

/// Splits a trailing capacity off a room's name: `Success 10`, `Innovation (12)`, `Wisdom(8)`.
///
/// Only after at least three letters, so that `A302` keeps its number; never more than three digits, so that a year
/// is none.
pub fn split_capacity(name: &str) -> Option<(&str, u32)> {
    let name = name.trim();
    let (stem, capacity) = match name.strip_suffix(')') {
        Some(open) => {
            let (stem, inside) = open.rsplit_once('(')?;
            (stem, bracketed_capacity(inside)?)
        }
        None => {
            let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
            (stem, capacity_number(name.get(stem.len()..)?)?)
        }
    };
    let stem = stem.trim_end_matches(|c: char| !c.is_alphanumeric());
    let letters = stem.chars().rev().take_while(|c| c.is_alphabetic()).count();
    (letters >= 3).then_some((stem, capacity))
}

fn bracketed_capacity(inside: &str) -> Option<u32> {
    let mut number = None;
    for word in inside.split_whitespace() {
        if let Some(capacity) = capacity_number(word) {
            if number.replace(capacity).is_some() {
                return None;
            }
        } else {
            let word = word.to_lowercase();
            if !is_capacity_word(&word) && !SEATED.contains(&word.as_str()) {
                return None;
            }
        }
    }
    number
}

fn capacity_number(digits: &str) -> Option<u32> {
    let plain = (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|n| plain && *n > 0)
}

/// All rooms, found by any of their names.
#[derive(Debug, Clone, Default)]
pub struct RoomDirectory {
    rooms: Vec<DirectoryRoom>,
    by_id: HashMap<i64, usize>,
    by_key: HashMap<String, usize>,
    /// Names without their own trailing capacity.
    by_stem: HashMap<String, Vec<usize>>,
    by_components: HashMap<Vec<i64>, usize>,
    /// The names of active rooms as `nearest` compares them, and whose they are.
    spellings: Vec<(NameSpellings, usize)>,
}

/// A name's key, and the key without the capacity if the name has one.
type NameSpellings = (String, Option<String>);

impl RoomDirectory {
    /// Indexes the rooms. Where two share a key an active one wins over an inactive, and a name over an alias.
    pub fn new(rooms: Vec<DirectoryRoom>) -> Self {
        let mut directory = Self {
            rooms,
            ..Self::default()
        };
        for is_active in [true, false] {
            for at in 0..directory.rooms.len() {
                directory.index_name(at, is_active);
            }
            for at in 0..directory.rooms.len() {
                directory.index_aliases(at, is_active);
            }
        }
        directory
    }

    /// Adds a room behind all others: names that are taken stay with who has them.
    pub fn push(&mut self, room: DirectoryRoom) {
        let (at, is_active) = (self.rooms.len(), room.is_active);
        self.rooms.push(room);
        self.index_name(at, is_active);
        self.index_aliases(at, is_active);
    }

    fn index_name(&mut self, at: usize, is_active: bool) {
        let Some(room) = self.rooms.get(at).filter(|room| room.is_active == is_active) else {
            return;
        };
        self.by_id.entry(room.id).or_insert(at);
        if is_active {
            let names = std::iter::once(&room.name).chain(&room.aliases);
            self.spellings.extend(names.map(|name| (spellings(name), at)));
        }
        self.by_key.entry(name_key(&room.name)).or_insert(at);
        if let Some((stem, _)) = split_capacity(&room.name) {
            self.by_stem.entry(name_key(stem)).or_default().push(at);
        }
        if is_active && !room.components.is_empty() {
            self.by_components.entry(sorted(&room.components)).or_insert(at);
        }
    }

    fn index_aliases(&mut self, at: usize, is_active: bool) {
        let Some(room) = self.rooms.get(at).filter(|room| room.is_active == is_active) else {
            return;
        };
        for alias in &room.aliases {
            self.by_key.entry(name_key(alias)).or_insert(at);
        }
    }

    pub fn rooms(&self) -> &[DirectoryRoom] {
        &self.rooms
    }

    pub fn get(&self, id: i64) -> Option<&DirectoryRoom> {
        self.by_id.get(&id).and_then(|at| self.rooms.get(*at))
    }

    /// Finds the room with this name or alias, however it is spaced, cased or punctuated. Nothing is guessed.
    pub fn find(&self, name: &str) -> Option<&DirectoryRoom> {
        self.with_key(&name_key(name))
    }

    /// Finds the room with a name or alias of this key.
    pub(crate) fn with_key(&self, key: &str) -> Option<&DirectoryRoom> {
        self.by_key.get(key).and_then(|at| self.rooms.get(*at))
    }

    /// Finds the only room whose name without its own capacity has this key: `innovation` is that of `Innovation (12)`.
    pub(crate) fn with_stem_key(&self, key: &str) -> Option<&DirectoryRoom> {
        match self.by_stem.get(key).map(Vec::as_slice) {
            Some([at]) => self.rooms.get(*at),
            _ => None,
        }
    }

    /// Finds the active combined room that consists of exactly these rooms, in whatever order.
    pub fn by_components(&self, ids: &[i64]) -> Option<&DirectoryRoom> {
        self.by_components
            .get(&sorted(ids))
            .and_then(|at| self.rooms.get(*at))
    }

    /// Returns up to `n` names of active rooms for "did you mean", nearest first. Names whose digits differ are never near:
    /// `A302` is not `A303`.
    pub fn nearest(&self, name: &str, n: usize) -> Vec<&str> {
        let asked = spellings(name);
        let mut nearest: HashMap<usize, usize> = HashMap::new();
        for (known, at) in &self.spellings {
            if let Some(distance) = distance(&asked, known) {
                nearest
                    .entry(*at)
                    .and_modify(|least| *least = distance.min(*least))
                    .or_insert(distance);
            }
        }
        let mut near: Vec<(usize, &str)> = nearest
            .into_iter()
            .filter_map(|(at, distance)| Some((distance, self.rooms.get(at)?.name.as_str())))
            .collect();
        near.sort_unstable();
        near.into_iter().take(n).map(|(_, name)| name).collect()
    }
}

fn sorted(ids: &[i64]) -> Vec<i64> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn spellings(name: &str) -> NameSpellings {
    (
        name_key(name),
        split_capacity(name).map(|(stem, _)| name_key(stem)),
    )
}

/// Compares two names. One side may lose its capacity, never both: `Success 12` is not near `Success 10`.
fn distance(asked: &NameSpellings, known: &NameSpellings) -> Option<usize> {
    let pairs = [
        Some((&asked.0, &known.0)),
        known.1.as_ref().map(|stem| (&asked.0, stem)),
        asked.1.as_ref().map(|stem| (stem, &known.0)),
    ];
    pairs
        .into_iter()
        .flatten()
        .filter_map(|(a, b)| key_distance(a, b))
        .min()
}

fn key_distance(a: &str, b: &str) -> Option<usize> {
    let (long, short) = (
        a.chars().count().max(b.chars().count()),
        a.chars().count().min(b.chars().count()),
    );
    let limit = match long {
        0..=2 => return None,
        3..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    if long - short > limit || digits(a) != digits(b) {
        return None;
    }
    Some(strsim::osa_distance(a, b)).filter(|d| *d <= limit)
}

fn digits(key: &str) -> String {
    key.chars().filter(|c| c.is_numeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(id: i64, name: &str, aliases: &[&str], components: &[i64]) -> DirectoryRoom {
        DirectoryRoom {
            id,
            name: name.into(),
            aliases: aliases.iter().map(|a| (*a).into()).collect(),
            capacity: 0,
            components: components.to_vec(),
            is_active: true,
        }
    }

    fn house() -> RoomDirectory {
        RoomDirectory::new(vec![
            room(1, "Ambition", &[], &[]),
            room(2, "Perseverance", &["Perserverence"], &[]),
            room(3, "A302", &[], &[]),
            room(4, "A303", &[], &[]),
            room(5, "Success 10", &[], &[]),
            room(6, "Innovation (12)", &[], &[]),
            room(7, "Ambition+Perseverance", &[], &[1, 2]),
        ])
    }

    #[test]
    fn a_room_is_found_by_name_alias_and_id() {
        let house = house();
        assert_eq!(house.find(" Perserverence").map(|r| r.id), Some(2));
        assert_eq!(house.find("SUCCESS\n10").map(|r| r.id), Some(5));
        assert_eq!(house.get(4).map(|r| r.name.as_str()), Some("A303"));
        assert!(house.find("A304").is_none());
        assert!(house.find("Innovation").is_none());
        assert_eq!(house.with_stem_key("innovation").map(|r| r.id), Some(6));
    }

    #[test]
    fn an_active_room_wins_its_name_over_an_inactive_one_and_a_name_over_an_alias() {
        let old = DirectoryRoom {
            is_active: false,
            ..room(1, "Focus", &[], &[])
        };
        let house = RoomDirectory::new(vec![
            old,
            room(2, "Vision", &["Focus"], &[]),
            room(3, "Focus", &[], &[]),
        ]);
        assert_eq!(house.find("focus").map(|r| r.id), Some(3));
    }

    #[test]
    fn a_stem_that_two_rooms_share_finds_none() {
        let house = RoomDirectory::new(vec![
            room(1, "Hall (12)", &[], &[]),
            room(2, "Hall (20)", &[], &[]),
        ]);
        assert!(house.with_stem_key("hall").is_none());
    }

    #[test]
    fn components_must_be_exactly_these() {
        let house = house();
        assert_eq!(house.by_components(&[2, 1]).map(|r| r.id), Some(7));
        assert!(house.by_components(&[1]).is_none());
        assert!(house.by_components(&[1, 2, 3]).is_none());
    }

    #[test]
    fn near_names_never_differ_in_digits() {
        let house = house();
        assert_eq!(house.nearest("Perseverence", 3), ["Perseverance"]);
        assert_eq!(house.nearest("Inovation", 3), ["Innovation (12)"]);
        assert_eq!(house.nearest("Ambitoin", 1), ["Ambition"]);
        assert!(house.nearest("A304", 3).is_empty());
        assert!(house.nearest("Success 12", 3).is_empty());
        assert!(house.nearest("Boardroom", 3).is_empty());
        assert!(house.nearest("", 3).is_empty());
    }

    #[test]
    fn a_trailing_capacity_splits_off_only_after_three_letters() {
        assert_eq!(split_capacity("Success 10"), Some(("Success", 10)));
        assert_eq!(split_capacity("Innovation (12)"), Some(("Innovation", 12)));
        assert_eq!(split_capacity("Wisdom(8)"), Some(("Wisdom", 8)));
        assert_eq!(split_capacity(" Integrity (15) "), Some(("Integrity", 15)));
        assert_eq!(split_capacity("Integrity (max 15 pax)"), Some(("Integrity", 15)));
        for none in [
            "A302",
            "IF-101",
            "E1 (50)",
            "Success",
            "Hall 2026",
            "Hall (east)",
            "Hall 0",
            "(12)",
            "12",
            "",
        ] {
            assert_eq!(split_capacity(none), None, "{none}");
        }
    }
}
