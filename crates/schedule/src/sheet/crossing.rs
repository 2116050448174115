//! What speaks against bookings where the dates cross something: weeks, duties, people, quantities.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::axes::SheetAxes;
use super::dates::{self, DateContext, DateReading};
use super::evidence::{ENOUGH, Evidence};
use super::grid::{GridCell, SheetGrid};
use super::headed_rooms::HeadedRooms;
use super::heading_words::{self, HeadingRole};
use super::model::SheetKind;
use super::table_shape::{LOOK, is_counted};
use super::times::{self, AxisTime};
use super::{other_things, people, weeks, words};
use crate::cell::is_lone_letter;
use crate::names::name_key;
use crate::rooms::split_capacity;
use crate::text::{folded, quoted};
use crate::workbook::CellValue;

/// Why a sheet is no schedule although it names rooms.
const NAMES_SWAPPED: &str = "its cells are the names of rooms, and its headings are not";

/// Says that the lines are weeks: their heading speaks of weeks, and a week or more lies between two dates.
pub(super) fn of_weeks(grid: &SheetGrid<'_>, axes: &SheetAxes) -> Option<String> {
    let above = grid.lines_from(0).take_while(|line| *line < axes.first_dated);
    let heading = above.filter_map(|line| grid.get(line, axes.date_lane)).last()?;
    let CellValue::Text(heading) = heading else {
        return None;
    };
    if !weeks::names_week(heading) {
        return None;
    }
    let column = grid.lane(axes.date_lane);
    let days = grid.lines_from(axes.first_dated).take(LOOK);
    let days: Vec<NaiveDate> = days
        .filter_map(|line| match column.at(line)?.1 {
            CellValue::DateTime(at) => Some(at.date()),
            text @ CellValue::Text(_) => match dates::read(text, &DateContext::default()) {
                DateReading::Date(read) => Some(read.date),
                _ => None,
            },
            _ => None,
        })
        .collect();
    let are_apart = days.windows(2).all(|pair| match pair {
        [first, second] => (*second - *first).num_days() >= 7,
        _ => true,
    });
    (are_apart && days.len() >= 2)
        .then(|| format!("its lines are weeks, not days: {}", quoted(&folded(heading))))
}

/// Collects what speaks against rooms where the dates cross them: codes of duties, names of people, shifts. `calls_rooms`: the
/// sheet's name or title speaks of rooms.
pub(super) fn of_crossing(
    grid: &SheetGrid<'_>,
    axes: &SheetAxes,
    rooms: &HeadedRooms<'_>,
    calls_rooms: bool,
    evidence: &mut Evidence,
) {
    if axes.known_rooms == 0 {
        of_swapped(grid, axes, rooms, evidence);
    }
    let headings = grid.shown_in_line(axes.room_line);
    let mut names: Vec<&str> = Vec::new();
    let mut numbered = 0;
    let (mut shifts, mut hours) = (Vec::new(), 0);
    let mut counted = Vec::new();
    let mut weekdays: BTreeSet<u32> = BTreeSet::new();
    for (lane, (_, value)) in &headings {
        if *lane == axes.date_lane {
            continue;
        }
        if is_small_number(value) {
            numbered += 1;
            continue;
        }
        hours += usize::from(matches!(value, CellValue::Time(_)));
        let CellValue::Text(text) = value else { continue };
        if let Some(day) = words::whole_weekdays(value).first() {
            weekdays.insert(day.num_days_from_monday());
            continue;
        }
        match (heading_words::role(text), times::read(value, false)) {
            (_, Some(AxisTime::Slot(_) | AxisTime::Start(_))) => hours += 1,
            (Some(HeadingRole::Shift), _) | (_, Some(_)) => shifts.push(quoted(&folded(text))),
            (Some(_), _) => {}
            (None, None) if is_post(text, rooms) => shifts.push(quoted(&folded(text))),
            (None, None) if other_things::is_counted_party(text) && rooms.find(text, true).is_none() => {
                counted.push(quoted(&folded(text)));
            }
            (None, None) => names.push(text),
        }
    }
    let other = names.len();
    if numbered >= 2 && numbered > other {
        evidence.add(
            SheetKind::Agenda,
            ENOUGH,
            "its headings are numbers as those of lessons, and nothing names the rooms".into(),
        );
    }
    if counted.len() >= 2 && counted.len() > other {
        let shown = counted.iter().take(4).cloned().collect::<Vec<_>>().join(", ");
        let reason = format!("its headings are groups or games, not rooms: {shown}");
        evidence.add_without_rooms(SheetKind::Agenda, ENOUGH * 2, reason);
    }
    if weekdays.len() >= 3 && weekdays.len() > other {
        evidence.add(
            SheetKind::Agenda,
            ENOUGH * 2,
            "weekdays cross its dates, and nothing names the rooms".into(),
        );
    }
    if hours >= 1 && other == 0 && shifts.is_empty() && axes.times.venue.is_none() {
        evidence.add(
            SheetKind::Agenda,
            ENOUGH,
            "times cross its days, and nothing names the rooms".into(),
        );
    }
    if shifts.len() >= 2 && shifts.len() > other {
        evidence.add(
            SheetKind::Rota,
            ENOUGH,
            format!(
                "its headings are shifts: {}",
                shifts.iter().take(4).cloned().collect::<Vec<_>>().join(", ")
            ),
        );
    }
    let corner = grid
        .get(axes.room_line, axes.date_lane)
        .map(|value| folded(&value.to_string()));
    let role = corner.as_deref().and_then(heading_words::role);
    if matches!(
        role,
        Some(HeadingRole::Person | HeadingRole::Client | HeadingRole::Asset)
    ) {
        let (kind, what) = match role {
            Some(HeadingRole::Person) => (SheetKind::Rota, "people"),
            _ => (SheetKind::Table, "no rooms"),
        };
        let corner = quoted(&corner.unwrap_or_default());
        evidence.add_without_rooms(kind, ENOUGH, format!("its lines are {what}: {corner}"));
    }
    if grid.is_flipped {
        let full = |entry: &&GridCell<'_>| dates::likeness(entry.value) == 3;
        let across = grid
            .entries()
            .iter()
            .filter(|entry| entry.lane == axes.date_lane)
            .filter(full)
            .count();
        let mut down: BTreeMap<u32, usize> = BTreeMap::new();
        for entry in grid.entries().iter().take(LOOK * 20).filter(full) {
            *down.entry(entry.line).or_default() += 1;
        }
        if down.values().any(|count| *count >= 2 && *count > across) {
            evidence.add(
                evidence.records(),
                ENOUGH * 3,
                "its dates run down, and nothing above names rooms".into(),
            );
        }
        of_labels(grid, axes, evidence);
    }
    let says_rooms = grid.entries().iter().take_while(|entry| entry.line < axes.first_dated).any(|entry| {
        matches!(entry.value, CellValue::Text(text) if heading_words::role(text) == Some(HeadingRole::Room))
            || words::is_capacity_word(entry.value)
    });
    let are_rooms = !names.is_empty() && look_like_rooms(&names) * 2 >= names.len();
    let is_other = |name: &&&str| other_things::is_one(name) && rooms.find(name, true).is_none();
    let others = names.iter().filter(is_other).count();
    if others >= 2 && others * 2 > names.len() {
        let shown: Vec<String> = names.iter().take(4).map(|name| quoted(&folded(name))).collect();
        evidence.add(
            SheetKind::Other,
            ENOUGH,
            format!("its headings are no rooms: {}", shown.join(", ")),
        );
    }
    let names_rooms = are_rooms || says_rooms || (calls_rooms && axes.is_headed);
    of_cells(grid, axes, names_rooms, evidence);
}

/// Reports whether a heading is a post that somebody holds, and no room that is known.
fn is_post(heading: &str, rooms: &HeadedRooms<'_>) -> bool {
    heading_words::is_of_duty(heading) && rooms.find(heading, true).is_none()
}

/// Looks for the names of rooms where the entries should be.
fn of_swapped(grid: &SheetGrid<'_>, axes: &SheetAxes, rooms: &HeadedRooms<'_>, evidence: &mut Evidence) {
    let (mut names, mut texts) = (0usize, 0usize);
    for line in grid.lines_from(axes.first_line).take(LOOK) {
        let entries = grid.line(line).iter();
        for entry in entries.filter(|entry| entry.lane != axes.date_lane && !axes.is_time_lane(entry.lane)) {
            let CellValue::Text(text) = entry.value else {
                continue;
            };
            if words::whole_weekdays(entry.value).is_empty() {
                texts += 1;
                names += usize::from(rooms.find(text, true).is_some());
            }
        }
    }
    if names >= 2 && names * 2 > texts {
        evidence.add_without_rooms(SheetKind::Other, ENOUGH * 2, NAMES_SWAPPED.into());
    }
}

/// Reports whether a heading counts, as lessons are counted: `3`, `3.`, `3ª`, `3rd`, `第3,4节`. Rooms that are called
/// by a number have a greater one.
fn is_small_number(value: &CellValue) -> bool {
    const MOST: f64 = 20.0;
    const ORDINALS: [&str; 10] = ["", "ª", "º", "°", "st", "nd", "rd", "th", "e", "節"];
    match value {
        CellValue::Number(number) => (1.0..=MOST).contains(number),
        CellValue::Text(text) => {
            // Elsewhere `8-9` are hours.
            let of_lessons = text.trim().strip_prefix('第');
            let bare = of_lessons.unwrap_or(text.trim()).trim_end_matches(['节', '.']);
            let parts_at = |c: char| of_lessons.is_some() && matches!(c, '-' | '–' | ',' | '、');
            let mut numbers = bare.split(parts_at).map(|part| {
                let part = part.trim();
                let digits = part.trim_end_matches(|c: char| !c.is_ascii_digit());
                let is_ordinal = part
                    .get(digits.len()..)
                    .is_some_and(|tail| ORDINALS.contains(&tail));
                digits.parse::<u8>().ok().filter(|_| is_ordinal)
            });
            bare.len() <= 12
                && numbers
                    .all(|number| number.is_some_and(|number| (1.0..=MOST).contains(&f64::from(number))))
        }
        _ => false,
    }
}

/// Counts the headings that have the form of a room: a noun or a code, or a capacity that no counting is.
fn look_like_rooms(names: &[&str]) -> usize {
    /// Fewer are a counting: `Match 1`, `Fridge 2`.
    const FEWEST_SEATS: u32 = 5;
    let stem = |name: &str| split_capacity(name).map(|(stem, _)| name_key(stem));
    let is_counted = |name: &str| {
        let own = stem(name);
        names.iter().filter(|other| stem(other) == own).count() > 1
    };
    let is_room = |name: &&&str| {
        heading_words::is_room_form(name)
            || split_capacity(name).is_some_and(|(_, seats)| seats >= FEWEST_SEATS && !is_counted(name))
    };
    names.iter().filter(is_room).count()
}

/// Looks at what stands beside the names on the axis where dates run across: employees have a department and a position.
fn of_labels(grid: &SheetGrid<'_>, axes: &SheetAxes, evidence: &mut Evidence) {
    for entry in grid
        .entries()
        .iter()
        .take_while(|entry| entry.line < axes.first_line && entry.line != axes.room_line)
    {
        let CellValue::Text(text) = entry.value else {
            continue;
        };
        if entry.lane > axes.date_lane {
            continue;
        }
        if let Some(HeadingRole::Person | HeadingRole::Email | HeadingRole::Phone | HeadingRole::Asset) =
            heading_words::role(text)
        {
            evidence.add(
                SheetKind::Rota,
                ENOUGH,
                format!("its lines have {}", quoted(&folded(text))),
            );
        }
    }
}

/// Looks at the cells where lines and dates cross.
fn of_cells(grid: &SheetGrid<'_>, axes: &SheetAxes, names_rooms: bool, evidence: &mut Evidence) {
    let [
        mut cells,
        mut codes,
        mut hours,
        mut counted,
        mut numbers,
        mut days,
        mut quantities,
        mut ticks,
        mut in_shifts,
    ] = [0usize; 9];
    let mut shifts: BTreeMap<String, String> = BTreeMap::new();
    let (mut lines, mut lanes): (BTreeSet<u32>, BTreeSet<u32>) = Default::default();
    let mut turns: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    let mut measured = Measurements::default();
    let mut clients = ClientCells::default();
    // As the first of them is written.
    let mut distinct: BTreeMap<String, String> = BTreeMap::new();
    let is_heading =
        |lane: u32| lane == axes.date_lane || axes.word_lanes.contains(&lane) || axes.is_time_lane(lane);
    for line in grid.lines_from(axes.first_line).take(LOOK) {
        for entry in grid.line(line) {
            if is_heading(entry.lane) || !words::whole_weekdays(entry.value).is_empty() {
                continue;
            }
            if dates::likeness(entry.value) == 3 {
                days += 1;
                continue;
            }
            cells += 1;
            lines.insert(line);
            lanes.insert(entry.lane);
            match entry.value {
                CellValue::Text(text) => {
                    clients.add(text, entry.lane);
                    if let Some(shift) = heading_words::turn_of_duty(text) {
                        in_shifts += 1;
                        shifts.entry(shift.to_lowercase()).or_insert(shift);
                    }
                    let is_code = text.trim().chars().count() <= 4 && !text.contains('+');
                    codes += usize::from(is_code);
                    if is_counted(text) {
                        counted += 1;
                        measured.add(text, entry.lane);
                        continue;
                    }
                    hours += usize::from(times::read(entry.value, true).is_some());
                    quantities += usize::from(is_quantity(text));
                    ticks += usize::from(is_tick(text));
                    turns
                        .entry(text.trim().to_lowercase())
                        .or_default()
                        .insert(entry.lane);
                    if is_code {
                        distinct
                            .entry(text.trim().to_lowercase())
                            .or_insert_with(|| text.trim().to_owned());
                    }
                }
                CellValue::Number(_) => numbers += 1,
                CellValue::Time(_) => hours += 1,
                _ => {}
            }
        }
    }
    if cells >= 6
        && codes * 10 >= (cells - numbers.min(cells)) * 9
        && codes >= 6
        && distinct.len() * 2 <= codes
    {
        let shown: Vec<String> = distinct
            .values()
            .take(4)
            .map(|code| format!("`{code}`"))
            .collect();
        evidence.add(
            SheetKind::Rota,
            ENOUGH,
            format!("its cells are a few short names or codes: {}", shown.join(", ")),
        );
    }
    if in_shifts >= 6 && in_shifts * 10 >= cells * 9 {
        let shown: Vec<String> = shifts.values().take(4).map(|shift| quoted(shift)).collect();
        evidence.add(
            SheetKind::Rota,
            ENOUGH * 2,
            format!("its cells are turns of duty: {}", shown.join(", ")),
        );
    }
    if days >= 2 && days > cells {
        evidence.add(SheetKind::Table, ENOUGH, "its cells are dates, not names".into());
    }
    if hours >= 3 && hours * 5 >= cells * 3 {
        evidence.add(SheetKind::Rota, ENOUGH, "its cells are hours, not names".into());
    }
    if numbers >= 4 && numbers * 5 >= cells * 4 {
        evidence.add(
            SheetKind::Table,
            ENOUGH,
            "its cells are numbers, not names".into(),
        );
    }
    if ticks >= 3 && ticks * 2 >= cells {
        let reason = "its cells are ticks, not names";
        evidence.add(SheetKind::Table, ENOUGH, reason.into());
    }
    if quantities >= 3 && quantities * 5 >= cells * 3 {
        let reason = "its cells are quantities, not names";
        evidence.add(SheetKind::Table, ENOUGH, reason.into());
    }
    let is_full = lines.len() >= 2 && lanes.len() >= 2 && cells == lines.len() * lanes.len();
    let is_rotation =
        !turns.is_empty() && turns.len() * 3 <= cells && turns.values().all(|lanes| lanes.len() >= 2);
    if is_full && lines.len() >= 4 && lanes.len() >= 2 && counted == 0 && is_rotation {
        let reason = "a few names take turns in all of its columns";
        evidence.add(SheetKind::Rota, ENOUGH, reason.into());
    }
    if !names_rooms && measured.are_of(cells, lines.len() * lanes.len()) {
        let reason = "its cells are a few words with ever other numbers, as measurements are";
        evidence.add(SheetKind::Table, ENOUGH, reason.into());
    }
    let counted = counted - measured.numbering();
    let are_clients = axes.is_headed && clients.are_of(cells, lanes.len()) && !clients.are_people(cells);
    if (cells >= 6 || is_full) && counted * 6 < cells && !names_rooms && !are_clients {
        let reason = if clients.are_people(cells) {
            "no heading is a known room or looks like one, and its cells may be people on duty"
        } else {
            "no heading is a known room or looks like one, and hardly a cell counts people"
        };
        evidence.add(SheetKind::Other, ENOUGH, reason.into());
    }
}

/// Cells without a number: clients come again, and to the room in which they were.
#[derive(Default)]
struct ClientCells {
    texts: BTreeMap<String, (usize, BTreeSet<u32>)>,
    /// Cells that are written as names are.
    names: usize,
    /// Cells that are written as the names of people are.
    people: usize,
}

impl ClientCells {
    fn add(&mut self, text: &str, lane: u32) {
        let text = folded(text);
        self.names += usize::from(is_name(&text) && !other_things::is_state(&text));
        self.people += usize::from(people::is_person(&text));
        let (times, lanes) = self.texts.entry(text.to_lowercase()).or_default();
        *times += 1;
        lanes.insert(lane);
    }

    /// Reports whether most of `cells` are written as the names of people are.
    fn are_people(&self, cells: usize) -> bool {
        self.people * 3 >= cells * 2
    }

    /// Reports whether nearly all of `cells` are names, most of which come again in lanes of their own.
    fn are_of(&self, cells: usize, lanes: usize) -> bool {
        const FEWEST: usize = 3;
        let again = self.texts.values().filter(|(times, own)| *times > own.len());
        let again: usize = again.map(|(times, _)| times).sum();
        let keeps = |(_, own): &&(usize, BTreeSet<u32>)| own.len() * 2 <= lanes.max(2);
        let kept = self.texts.values().filter(keeps).count();
        self.texts.len() >= FEWEST
            && self.names * 10 >= cells * 9
            && again * 2 >= cells
            && kept * 3 >= self.texts.len() * 2
    }
}

/// Reports whether a text is written as a name: a few words, all of which but the small ones begin with a capital letter or a
/// figure.
fn is_name(text: &str) -> bool {
    const MOST_WORDS: usize = 5;
    const LONGEST_SMALL: usize = 3;
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let is_small = |word: &str| word.chars().count() <= LONGEST_SMALL;
    let is_capital = |word: &str| !word.starts_with(char::is_lowercase);
    words.len() <= MOST_WORDS
        && words.first().is_some_and(|word| is_capital(word))
        && words.iter().all(|word| is_capital(word) || is_small(word))
}

/// Cells that are a word and a number: `sunny 25`, but also `Umoya 25`.
#[derive(Default)]
struct Measurements {
    words: BTreeMap<String, MeasuredWord>,
    /// Some of the words begin with a capital letter, as names do.
    has_names: bool,
}

#[derive(Default)]
struct MeasuredWord {
    times: usize,
    numbers: BTreeSet<u32>,
    lanes: BTreeSet<u32>,
}

impl MeasuredWord {
    /// Reports whether the numbers are about the same each time.
    fn is_steady(&self) -> bool {
        let (first, last) = (self.numbers.first(), self.numbers.last());
        first.zip(last).is_some_and(|(first, last)| last - first < *first)
    }

    /// Reports whether the numbers are all different and far from each other: a client comes with about as many people again.
    fn is_wild(&self) -> bool {
        let (first, last) = (self.numbers.first(), self.numbers.last());
        let is_far = first
            .zip(last)
            .is_some_and(|(first, last)| last - first >= *first);
        self.times >= 3 && self.numbers.len() == self.times && is_far
    }
}

impl Measurements {
    fn add(&mut self, text: &str, lane: u32) {
        let text = folded(text);
        let Some((word, number)) = text.rsplit_once(' ') else {
            return;
        };
        let Ok(number) = number.parse() else { return };
        if word.contains(|c: char| c.is_ascii_digit() || c == '+') {
            return;
        }
        self.has_names |= !word.chars().next().is_some_and(char::is_lowercase);
        let word = self.words.entry(word.to_lowercase()).or_default();
        word.times += 1;
        word.numbers.insert(number);
        word.lanes.insert(lane);
    }

    /// Counts the cells whose numbers only count on from each other: `Issue 12`, `Issue 13`.
    fn numbering(&self) -> usize {
        let counts_on = |word: &&MeasuredWord| {
            let (first, last) = (word.numbers.first(), word.numbers.last());
            let span = first
                .zip(last)
                .map_or(0, |(first, last)| (last - first) as usize + 1);
            word.times >= 2 && span == word.times && word.numbers.len() == word.times
        };
        self.words.values().filter(counts_on).map(|word| word.times).sum()
    }

    /// Reports whether the words are names, more than there are states of a thing, and most have steady numbers.
    fn are_clients(&self, all: usize) -> bool {
        const FEWEST: usize = 5;
        let steady = self.words.values().filter(|word| word.is_steady());
        let steady: usize = steady.map(|word| word.times).sum();
        self.words.len() >= FEWEST
            && self.has_names
            && steady * 3 >= all * 2
            && !self.words.keys().any(|word| other_things::is_state(word))
    }

    /// Reports whether nearly all of `cells` are measurements: a few words stand everywhere, each with many numbers, and the
    /// crossings of the axes are full. Clients are more, and keep to their rooms and numbers.
    fn are_of(&self, cells: usize, crossings: usize) -> bool {
        const FEWEST: usize = 6;
        const MOST_WORDS: usize = 12;
        const MANY_NUMBERS: usize = 8;
        let all: usize = self.words.values().map(|word| word.times).sum();
        let is_measured = |word: &&MeasuredWord| {
            let varies = word.numbers.len() * 2 >= word.times || word.numbers.len() >= MANY_NUMBERS;
            word.times >= 2 && word.lanes.len() >= 2 && varies
        };
        let measured: usize = self
            .words
            .values()
            .filter(is_measured)
            .map(|word| word.times)
            .sum();
        let wild: usize = self
            .words
            .values()
            .filter(|word| word.is_wild())
            .map(|word| word.times)
            .sum();
        if self.are_clients(all) {
            return false;
        }
        let is_of_few = self.words.len() * 3 <= all && self.words.len() <= MOST_WORDS;
        let is_full = cells * 10 >= crossings * 6;
        let words = self.words.len();
        let are_fewest = words * 5 <= all || words * 4 <= all && wild * 3 >= all * 2;
        all >= FEWEST
            && all * 10 >= cells * 9
            && is_of_few
            && measured * 3 >= all * 2
            && (!self.has_names || (is_full && words >= 2 && are_fewest))
    }
}

/// Reports whether a text is a letter alone, as in `Y` and `N`; `x` and `-` stand where nothing is booked.
fn is_tick(text: &str) -> bool {
    is_lone_letter(text) && !matches!(text.trim(), "x" | "X")
}

/// Reports whether a text is a number with a unit, and neither counts people nor devices: `4.1 C`, `12 boxes`, `120/80`.
fn is_quantity(text: &str) -> bool {
    const PEOPLE: [&str; 10] = [
        "pax",
        "ppl",
        "people",
        "persons",
        "learners",
        "laptops",
        "desktops",
        "devices",
        "pcs",
        "delegates",
    ];
    let text = text.trim();
    let number: String = text
        .trim_start_matches(['-', '−', '+', '<', '>', '€', '$', '£'])
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '/'))
        .collect();
    let is_marked = number.contains(['.', ',', '/']) || text.starts_with(['-', '−', '€', '$', '£']);
    let unit = text
        .split_once(number.as_str())
        .map_or("", |(_, unit)| unit)
        .to_lowercase();
    let unit = unit.trim();
    let is_glued = !text.contains(' ') && !unit.is_empty() && !unit.starts_with(['%', '°']);
    number.starts_with(|c: char| c.is_ascii_digit())
        && unit.split_whitespace().count() <= 1
        && !unit.contains(['+', '-', '–'])
        && !PEOPLE.contains(&unit)
        && (is_marked || !is_glued)
}
