//! Rooms that stand in the entries themselves, where dates cross times: `Maths` over `Salle 12`, `Algebra (R101)`.

use std::collections::{BTreeMap, BTreeSet};

use super::grid::{GridSpot, SheetGrid};
use super::headed_rooms::HeadedRooms;
use super::heading_words;
use super::lines::{LineState, SheetLines};
use super::model::RoomRef;
use super::{times, words};
use crate::names::name_key;
use crate::text::{folded, quoted};
use crate::workbook::CellValue;

/// The rooms that the entries of a sheet name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct EntryRooms {
    /// Each once, in the order of the entries.
    pub names: Vec<String>,
    /// How many of them are known.
    pub known: usize,
    /// Nearly all are known, or written as nothing but rooms are; other codes may be courses or groups.
    pub are_sure: bool,
    /// Every entry ends in one, without a mark before it: `Algebra R12`.
    pub are_bare: bool,
}

impl EntryRooms {
    /// Shows the first of them.
    pub fn shown(&self) -> String {
        const FIRST: usize = 3;
        let names = self.names.iter().take(FIRST).map(|name| quoted(name));
        names.collect::<Vec<_>>().join(", ")
    }
}

/// Looks for rooms in the entries where the dates from `first_dated` on cross the times of a line: nearly all of them name one, or
/// each ends in the number of one.
pub(super) fn find(
    grid: &SheetGrid<'_>,
    rooms: &HeadedRooms<'_>,
    time_line: u32,
    first_dated: u32,
) -> Option<EntryRooms> {
    let named = |are_bare| find_named(grid, rooms, (time_line, first_dated), are_bare);
    named(false).or_else(|| named(true))
}

fn find_named(
    grid: &SheetGrid<'_>,
    rooms: &HeadedRooms<'_>,
    (time_line, first_dated): (u32, u32),
    are_bare: bool,
) -> Option<EntryRooms> {
    const FEWEST: usize = 2;
    const LOOK: usize = 400;
    let headings = grid.line(time_line).iter();
    let slots: BTreeSet<u32> = headings
        .filter(|entry| times::read(entry.value, false).is_some())
        .map(|entry| entry.lane)
        .collect();
    let lines = grid.lines_from(first_dated.max(time_line + 1));
    let entries = lines.flat_map(|line| grid.line(line));
    // A line of times may stand again between the dates.
    let is_entry = |value| !words::is_break(value) && times::read(value, false).is_none();
    let entries = entries.filter(|entry| slots.contains(&entry.lane) && is_entry(entry.value));
    let mut found = EntryRooms {
        are_bare,
        ..EntryRooms::default()
    };
    let (mut all, mut named, mut sure) = (0_usize, 0_usize, 0_usize);
    // By the key of the room: the entries that are held in it.
    let mut held: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for entry in entries.take(LOOK) {
        all += 1;
        let CellValue::Text(text) = entry.value else {
            continue;
        };
        let Some(Ok((room, rest))) = split(text, rooms, are_bare) else {
            continue;
        };
        named += 1;
        let is_known = rooms.find(&room, false).is_some();
        sure += usize::from(is_known || is_numbered_room(&room));
        let key = name_key(&room);
        if !held.contains_key(&key) {
            found.known += usize::from(is_known);
            found.names.push(room);
        }
        held.entry(key).or_default().insert(name_key(&rest));
    }
    found.are_sure = sure * 5 >= named * 4;
    // The code of a course stands beside that course alone.
    let are_places = found.are_sure || held.values().any(|entries| entries.len() > 1);
    let are_enough = if are_bare {
        named == all
    } else {
        named * 5 >= all * 4
    };
    (named >= FEWEST && are_enough && are_places).then_some(found)
}

/// Reports whether a text is a noun of rooms with a number behind it, and nothing that is held: `Salle 12`, `Room 4B`.
fn is_numbered_room(text: &str) -> bool {
    /// Nouns of rooms that count what is held, and its groups and posts, as well.
    const HELD: [&str; 7] = ["lab", "workshop", "block", "stage", "desk", "court", "studio"];
    let number = text.find(|c: char| c.is_ascii_digit());
    let noun = number.and_then(|at| text.get(..at)).unwrap_or_default();
    let is_one = |noun: &str| !noun.is_empty() && !noun.contains(char::is_whitespace);
    is_one(noun.trim_end_matches([' ', '-', '.']))
        && heading_words::is_room_noun(noun)
        && !HELD.contains(&name_key(noun).as_str())
}

/// Splits an entry into its room and what is held there; an error where it names several rooms. `None` where it names none, or
/// nothing else. What stands at an end without a mark is a room where it is known or, with `are_bare`, has the number of one.
fn split(text: &str, rooms: &HeadedRooms<'_>, are_bare: bool) -> Option<Result<(String, String), String>> {
    let is_known = |part: &str| rooms.find(part, false).is_some();
    let has_form = |part: &str| {
        let is_one = !part.contains([',', ';', '@', '/', '(', '[']) && !part.contains(" - ");
        is_one && heading_words::is_room_form(part)
    };
    let is_sure = |part: &str| is_known(part) || (has_form(part) && heading_words::has_room_noun(part));
    let is_room = |part: &str| is_known(part) || has_form(part);
    let several = |found: &[String]| {
        let keys: BTreeSet<String> = found.iter().map(|room| name_key(room)).collect();
        keys.len() > 1
    };
    let (mut found, mut rest) = parts(text, &is_room, &is_sure);
    // A whole line with the noun of rooms in it may be what is held and its room.
    if found.is_empty() || !rest.chars().any(char::is_alphabetic) {
        let ends = at_ends(text, |part| is_known(part) || are_bare && is_numbered(part));
        if !ends.0.is_empty() {
            (found, rest) = ends;
        }
    }
    if several(&found) && !rooms.create && found.iter().any(|room| is_known(room)) {
        // A code beside a known room may be that of a course or a group.
        let sure = parts(text, &is_sure, &is_sure);
        if !sure.0.is_empty() {
            (found, rest) = sure;
        }
    }
    let room = found.first().filter(|_| rest.chars().any(char::is_alphabetic))?;
    if several(&found) {
        let names: Vec<String> = found.iter().map(|room| quoted(room)).collect();
        return Some(Err(format!("it names several rooms: {}", names.join(", "))));
    }
    Some(Ok((room.clone(), rest)))
}

/// Reports whether a text is the number of a room: `R12`, `R 4B`. Other letters count groups, grades and terms.
fn is_numbered(text: &str) -> bool {
    let letters = text
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    letters.eq_ignore_ascii_case("r") && heading_words::is_room_code(text)
}

/// Takes the rooms at the ends of an entry's lines out of it.
fn at_ends(text: &str, is_room: impl Fn(&str) -> bool) -> (Vec<String>, String) {
    /// `Room 4 B`
    const MOST_WORDS: usize = 3;
    let mut found = Vec::new();
    let mut rest = Vec::new();
    for line in text.split(['\n', '\r']).map(folded) {
        let blanks = line.rmatch_indices(' ').map(|(at, _)| at).take(MOST_WORDS);
        let ends = blanks.filter_map(|at| line.split_at_checked(at));
        let longest = ends.filter(|(_, room)| is_room(room.trim_start())).last();
        if let Some((before, room)) = longest {
            found.push(room.trim_start().to_owned());
            rest.push(before.to_owned());
        } else if !line.is_empty() {
            rest.push(line);
        }
    }
    (found, rest.join("\n"))
}

/// Takes the rooms out of an entry. Beside a room in brackets, only what `is_sure` is one more.
fn parts(
    text: &str,
    is_room: &dyn Fn(&str) -> bool,
    is_sure: &dyn Fn(&str) -> bool,
) -> (Vec<String>, String) {
    let mut found: Vec<String> = Vec::new();
    let mut rest: Vec<String> = Vec::new();
    // What stands before the rooms of a list: one more of them, or all that is held there.
    let mut listed: Vec<String> = Vec::new();
    for line in text
        .split(['\n', '\r'])
        .map(folded)
        .filter(|line| !line.is_empty())
    {
        if is_room(&line) {
            found.push(line);
            continue;
        }
        let (mut outside, inside) = without_brackets(&line, is_room);
        let is_behind = if inside.is_empty() { is_room } else { is_sure };
        let mut behind = Vec::new();
        let mut is_list = false;
        while let Some((before, room, mark)) = behind_mark(&outside, is_behind) {
            behind.push(room);
            is_list = LISTED.contains(&mark);
            outside = before;
        }
        found.extend(behind.into_iter().rev().chain(inside));
        if is_list && is_behind(&outside) {
            listed.push(outside);
        } else {
            rest.push(outside);
        }
    }
    let is_held = rest.iter().any(|line| line.chars().any(char::is_alphabetic));
    if is_held {
        found.append(&mut listed);
    } else {
        rest.append(&mut listed);
    }
    (found, rest.join("\n"))
}

/// Takes the rooms in brackets out of a line.
fn without_brackets(line: &str, is_room: &dyn Fn(&str) -> bool) -> (String, Vec<String>) {
    let mut found = Vec::new();
    let mut outside = line.to_owned();
    for brackets in [('(', ')'), ('[', ']')] {
        while let Some((room, others)) = in_brackets(&outside, brackets, is_room) {
            found.push(room);
            outside = others;
        }
    }
    (outside, found)
}

/// Finds the first room in brackets, and the line without it.
fn in_brackets(
    line: &str,
    (open, close): (char, char),
    is_room: &dyn Fn(&str) -> bool,
) -> Option<(String, String)> {
    line.match_indices(open).find_map(|(at, _)| {
        let (before, rest) = line.split_at(at);
        let (inner, after) = rest.strip_prefix(open)?.split_once(close)?;
        let inner = inner.trim();
        is_room(inner).then(|| (inner.to_owned(), folded(&format!("{before} {after}"))))
    })
}

/// Marks between the parts of a list.
const LISTED: [&str; 3] = [", ", " / ", "; "];

/// Finds a room at the end of a line, behind a mark: `Algebra @ R101`, `Algebra, Room 4`.
fn behind_mark(line: &str, is_room: &dyn Fn(&str) -> bool) -> Option<(String, String, &'static str)> {
    const MARKS: [&str; 6] = [" @ ", ", ", " - ", " – ", " / ", "; "];
    MARKS.into_iter().find_map(|mark| {
        let (before, room) = line.rsplit_once(mark)?;
        is_room(room).then(|| (before.trim_end().to_owned(), room.to_owned(), mark))
    })
}

/// The room of each entry, and what is left of its text; or why it has no room.
pub(super) type EntryPlaces = BTreeMap<GridSpot, Result<(RoomRef, CellValue), String>>;

/// Reads the rooms of the entries that may be booked, making those that are not known with `--create-rooms`. `has_slot` tells
/// of a block whether one of its lanes, from the first to the last, is a time.
pub(super) fn read(
    grid: &SheetGrid<'_>,
    lines: &SheetLines,
    has_slot: impl Fn(usize, u32, u32) -> bool,
    rooms: &mut HeadedRooms<'_>,
    are_bare: bool,
) -> EntryPlaces {
    let mut places = EntryPlaces::new();
    for line in &lines.lines {
        for entry in grid.line(line.line) {
            let CellValue::Text(text) = entry.value else {
                continue;
            };
            let spot = (entry.line, entry.lane);
            let last = grid.span(entry.line, entry.lane).map_or(spot, |span| span.last);
            let mut down = lines.between(spot.0, last.0).iter();
            let is_booked = has_slot(line.block, spot.1, last.1)
                && down.any(|line| matches!(line.state, LineState::Dated(_)))
                && grid.hiding(entry.line, entry.lane).is_none()
                && !words::is_break(entry.value);
            if !is_booked {
                continue;
            }
            let place = match split(text, rooms, are_bare) {
                None => Err("it names no room".to_owned()),
                Some(Err(why)) => Err(why),
                Some(Ok((name, rest))) => {
                    let known = rooms.find(&name, false).map(|found| found.room);
                    let room = match known {
                        None if rooms.create => Ok(rooms.make(&name, 0, &[])),
                        known => known.ok_or_else(|| format!("unknown room {}", quoted(&name))),
                    };
                    room.map(|room| (room, CellValue::Text(rest)))
                }
            };
            places.insert(spot, place);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rooms::{DirectoryRoom, RoomDirectory};

    fn of(text: &str) -> String {
        let known = RoomDirectory::default();
        match split(text, &HeadedRooms::new(&known, false), false) {
            None => "none".to_owned(),
            Some(Err(why)) => why,
            Some(Ok((room, rest))) => format!("{room}: {rest}"),
        }
    }

    #[test]
    fn entries_name_their_room_in_a_line_in_brackets_or_behind_a_mark() {
        for (text, expected) in [
            ("Maths\nSalle 12", "Salle 12: Maths"),
            ("Salle 12\r\nMaths\nMartin", "Salle 12: Maths\nMartin"),
            ("Algebra (R101)", "R101: Algebra"),
            ("Algebra [R101] 20+1", "R101: Algebra 20+1"),
            ("Algebra, Room 4", "Room 4: Algebra"),
            ("Algebra @ R101", "R101: Algebra"),
            ("Algebra (advanced)", "none"),
            ("Algebra", "none"),
            ("Salle 12", "none"),
            ("Algebra (advanced) (R101)", "R101: Algebra (advanced)"),
            ("Algebra - G2 (R101)", "R101: Algebra - G2"),
            ("CS101, R101", "R101: CS101"),
            ("A (R101)\nB (R102)", "it names several rooms: `R101`, `R102`"),
            ("Maths @ R101, R102", "it names several rooms: `R101`, `R102`"),
            (
                "Maths - Room 1, Room 2",
                "it names several rooms: `Room 1`, `Room 2`",
            ),
            ("Algebra, R101 / R102", "it names several rooms: `R101`, `R102`"),
            ("Algebra (R101) (R102)", "it names several rooms: `R101`, `R102`"),
            ("Maths\nR101, R102", "it names several rooms: `R102`, `R101`"),
        ] {
            assert_eq!(of(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_code_beside_a_known_room_stays_with_the_entry() {
        let room = DirectoryRoom {
            id: 1,
            name: "R101".to_owned(),
            aliases: Vec::new(),
            capacity: 0,
            components: Vec::new(),
            is_active: true,
        };
        let known = RoomDirectory::new(vec![room]);
        let rooms = HeadedRooms::new(&known, false);
        let kept = Some(Ok(("R101".to_owned(), "Maths\nB12".to_owned())));
        assert_eq!(split("Maths\nB12\nR101", &rooms, false), kept);
        assert!(matches!(
            split("Maths, R101\nRoom 2", &rooms, false),
            Some(Err(_))
        ));
        let bare = Some(Ok(("R 101".to_owned(), "Maths B12\nMartin".to_owned())));
        assert_eq!(split("Maths B12 R 101\nMartin", &rooms, false), bare);
        assert_eq!(split("Maths B12", &rooms, false), None);
        let bare = Some(Ok(("R101".to_owned(), "Exam room".to_owned())));
        assert_eq!(split("Exam room R101", &rooms, false), bare);
    }

    #[test]
    fn the_number_of_a_room_may_end_an_entry_without_a_mark() {
        let known = RoomDirectory::default();
        let rooms = HeadedRooms::new(&known, false);
        for (text, room, rest) in [
            ("Maths R 12", "R 12", "Maths"),
            ("Algebra R12", "R12", "Algebra"),
            ("Algebra 10A R 4B\nMartin", "R 4B", "Algebra 10A\nMartin"),
        ] {
            let expected = Some(Ok((room.to_owned(), rest.to_owned())));
            assert_eq!(split(text, &rooms, true), expected, "{text}");
            assert_eq!(split(text, &rooms, false), None, "{text}");
        }
        for other in ["Maths G10", "Maths Grade 10", "Workshop 3", "R12", "Algebra"] {
            assert_eq!(split(other, &rooms, true), None, "{other}");
        }
    }

    #[test]
    fn what_counts_sessions_is_not_surely_a_room() {
        for room in ["Room 4B", "Salle 12", "Raum-3"] {
            assert!(is_numbered_room(room), "{room}");
        }
        for other in ["Lab 3", "Workshop 1", "Stage-2", "Maths 4"] {
            assert!(!is_numbered_room(other), "{other}");
        }
    }
}
