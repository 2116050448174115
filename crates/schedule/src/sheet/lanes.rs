//! What each lane of a block is: a room, an unknown heading, or not a room at all.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::axes::SheetAxes;
use super::grid::{GridSpot, SheetGrid};
use super::headed_rooms::HeadedRooms;
use super::heading_words::{self, HeadingRole};
use super::headings::{self, BlockCensus, LaneHeading, capacity, stands_alone, stems};
use super::lines::{HeaderBlock, SheetLines};
use super::model::SlotTime;
use super::table_shape::is_mail;
use super::weeks::{self, WeekTurn};
use super::{RoomRef, time_axes, times, words};
use crate::rooms::split_capacity;
use crate::text::{folded, quoted, shell_word};
use crate::workbook::CellValue;

/// A name longer than this is a remark.
const LONGEST_NAME: usize = 60;

/// What a lane is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LaneKind {
    Room(RoomRef),
    /// A part of the day; the room is that of the line.
    Slot,
    /// A heading that is not a room, or not one alone: what crosses it is rejected.
    Refused(RefusedHeading),
    /// Dates, weekdays, notes, totals.
    Label,
}

/// A heading under which nothing is booked, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RefusedHeading {
    pub at: GridSpot,
    pub text: String,
    pub why: String,
    pub way_out: String,
    /// Why each cell under it is rejected.
    pub cells_why: String,
}

/// The lanes of a block by what they are.
#[derive(Debug, Default)]
pub(super) struct BlockLanes {
    pub kinds: BTreeMap<u32, LaneKind>,
    /// Lanes that may state the weekday of their line.
    pub weekdays: Vec<u32>,
    pub notes: Vec<(GridSpot, String, bool)>,
    /// The time of a lane; within, `None` where its hours are not known.
    pub times: BTreeMap<u32, Option<SlotTime>>,
    /// Where the heading of a lane stands.
    pub headings: BTreeMap<u32, GridSpot>,
    /// The weeks that a lane is for, in a weekly timetable.
    pub turns: BTreeMap<u32, WeekTurn>,
}

/// Names the lanes of each block, making rooms of unknown headings with `--create-rooms`.
pub(super) fn read(
    grid: &SheetGrid<'_>,
    lines: &SheetLines,
    axes: &SheetAxes,
    rooms: &mut HeadedRooms<'_>,
) -> Vec<BlockLanes> {
    let contents = headings::contents(grid, lines, axes.date_lane);
    let blocks = lines.blocks.iter().zip(&contents);
    let is_week = lines
        .dated()
        .next()
        .is_some_and(|(_, dated)| weeks::is_stand_in(dated.date));
    blocks
        .map(|(block, contents)| {
            LaneNamer {
                grid,
                date_lane: axes.date_lane,
                axes,
                rooms,
                done: BlockLanes {
                    times: time_axes::of_lanes(grid, &axes.times, (axes.date_lane, axes.room_line)),
                    turns: if is_week {
                        turns(grid, axes)
                    } else {
                        BTreeMap::new()
                    },
                    ..BlockLanes::default()
                },
            }
            .name(block, contents)
        })
        .collect()
}

/// Returns the weeks that the headings over and under the rooms name: each until the next cell of its line.
fn turns(grid: &SheetGrid<'_>, axes: &SheetAxes) -> BTreeMap<u32, WeekTurn> {
    let mut turns = BTreeMap::new();
    let last = grid.entries().iter().map(|entry| entry.lane).max().unwrap_or(0);
    for line in grid.lines_from(0).take_while(|line| *line < axes.first_dated) {
        let entries = grid.line(line);
        for (place, entry) in entries.iter().enumerate() {
            let CellValue::Text(text) = entry.value else {
                continue;
            };
            let Some(turn) = weeks::turn(text).filter(|_| entry.lane > axes.date_lane) else {
                continue;
            };
            let end = entries.get(place + 1).map_or(last + 1, |next| next.lane);
            turns.extend((entry.lane..end).map(|lane| (lane, turn)));
        }
    }
    turns
}

/// Returns the capacity that the name of a new room states; the number of `Lab 1` tells it from `Lab 2`.
fn stated_capacity(name: &str) -> Option<u32> {
    /// Fewer seats no lab has.
    const FEWEST: u32 = 10;
    let (stem, capacity) = split_capacity(name)?;
    let is_numbered = capacity < FEWEST && !name.ends_with(')') && heading_words::is_room_noun(stem);
    (!is_numbered).then_some(capacity)
}

/// The room that each line names in the lane of the venues, or why it names none.
pub(super) type LineVenues = BTreeMap<u32, Result<RoomRef, String>>;

/// Reads the rooms of the lines where the headings are times.
pub(super) fn venues(
    grid: &SheetGrid<'_>,
    lines: &SheetLines,
    axes: &SheetAxes,
    rooms: &mut HeadedRooms<'_>,
) -> LineVenues {
    let Some(lane) = axes.times.venue else {
        return LineVenues::new();
    };
    let column = grid.lane(lane);
    let mut venues = LineVenues::new();
    for line in &lines.lines {
        let Some((at, value)) = column.at(line.line) else {
            continue;
        };
        let name = folded(&value.to_string());
        let room = match rooms.find(&name, true) {
            Some(found) => Ok(found.room),
            None if rooms.create
                && name.chars().count() <= LONGEST_NAME
                && heading_words::role(&name).is_none() =>
            {
                let capacity = stated_capacity(&name).unwrap_or(0);
                Ok(rooms.make(&name, capacity, &[]))
            }
            None => Err(format!("unknown room {} in {}", quoted(&name), grid.address(at))),
        };
        venues.insert(line.line, room);
    }
    venues
}

struct LaneNamer<'n, 'a, 'r> {
    grid: &'n SheetGrid<'a>,
    date_lane: u32,
    axes: &'n SheetAxes,
    rooms: &'n mut HeadedRooms<'r>,
    done: BlockLanes,
}

impl<'a> LaneNamer<'_, 'a, '_> {
    fn name(mut self, block: &HeaderBlock, census: &BlockCensus) -> BlockLanes {
        let headings = self.headings(block, census);
        self.done.headings = headings
            .iter()
            .map(|heading| (heading.lane, heading.at))
            .collect();
        let stems = stems(&headings);
        let capacities = self.capacities(block);
        let mut unknown: Vec<&LaneHeading<'_>> = Vec::new();
        for heading in &headings {
            if heading.lane == self.date_lane || self.axes.is_time_lane(heading.lane) {
                self.done.kinds.insert(heading.lane, LaneKind::Label);
            } else if self.axes.times.has_rooms_elsewhere() && times::read(heading.value, false).is_some() {
                self.done.kinds.insert(heading.lane, LaneKind::Slot);
            } else if !self.is_known(heading, &stems, &capacities) && !self.is_label(heading, census) {
                unknown.push(heading);
            }
        }
        if self.rooms.create {
            unknown.sort_by_key(|heading| heading.text.contains('+'));
        }
        for heading in unknown {
            self.unknown(heading, &stems, &capacities);
        }
        self.unheaded(census);
        self.refuse_twice(&headings);
        self.done
    }

    /// Collects the room line's headings; where it has none the header's, and a header word over a caption.
    fn headings(&mut self, block: &HeaderBlock, census: &BlockCensus) -> Vec<LaneHeading<'a>> {
        let mut shown = self.grid.shown_in_line(block.room_line);
        for (lane, (at, value)) in self.grid.shown_in_line(block.header_line) {
            if words::is_header_word(value) || !shown.contains_key(&lane) {
                let is_caption_word = shown.get(&lane).is_some_and(|(_, own)| self.names_room(own));
                if !is_caption_word {
                    shown.insert(lane, (at, value));
                }
            }
        }
        shown.retain(|_, (_, value)| !self.names_turn(value));
        self.spread(&mut shown, block.room_line);
        let mut named = self.take_times(&shown);
        let mut heading = |(lane, (at, value)): (u32, (GridSpot, &'a CellValue))| {
            let contents = census.lanes.get(&lane).copied().unwrap_or_default();
            LaneHeading {
                lane,
                at,
                value,
                text: named.remove(&lane).unwrap_or_else(|| folded(&value.to_string())),
                contents,
            }
        };
        shown.into_iter().map(&mut heading).collect()
    }

    /// Takes the times out of headings such as `Saturn AM`, and returns what is left of them.
    fn take_times(&mut self, shown: &BTreeMap<u32, (GridSpot, &'a CellValue)>) -> HashMap<u32, String> {
        let mut named = HashMap::new();
        if self.axes.times.line.is_some() {
            return named;
        }
        for (lane, (_, value)) in shown.iter().filter(|(lane, _)| **lane != self.date_lane) {
            let CellValue::Text(text) = value else { continue };
            let is_room = |name: &str| self.rooms.find(name, true).is_some();
            // Bare hours are hours behind the name of a room.
            let bare = || {
                times::behind_name(text, true).filter(|(name, _)| text.contains(['-', '–']) && is_room(name))
            };
            let parted = times::behind_name(text, false).or_else(bare);
            if let Some((name, time)) = parted.filter(|_| !self.names_room(value)) {
                self.done.times.insert(*lane, Some(time));
                named.insert(*lane, name);
            }
        }
        if !named.is_empty() {
            for lane in shown.keys() {
                self.done.times.entry(*lane).or_insert(Some(SlotTime::WholeDay));
            }
        }
        named
    }

    /// Gives each lane with a time of its own the heading over it: that of a merged range, or the nearest before.
    fn spread(&self, shown: &mut BTreeMap<u32, (GridSpot, &'a CellValue)>, room_line: u32) {
        let of_times = self.axes.times.line.filter(|line| *line != room_line);
        // The weeks of the columns may stand in the line under their rooms.
        let under = self.grid.lines_from(room_line + 1).next();
        let of_turns = under.filter(|line| {
            let entries = self.grid.line(*line).iter();
            entries.filter(|entry| self.names_turn(entry.value)).count() >= 2
        });
        let lanes: Vec<u32> = match (of_times, of_turns) {
            (Some(_), _) => self.done.times.keys().copied().collect(),
            (None, _) => self.done.turns.keys().copied().collect(),
        };
        let Some(line) = of_times.or(of_turns) else {
            return;
        };
        for lane in &lanes {
            let own = self.grid.get(room_line, *lane).is_some() || self.grid.get(line, *lane).is_none();
            let before = self
                .grid
                .line(room_line)
                .iter()
                .rev()
                .find(|entry| entry.lane < *lane);
            let Some(entry) = before.filter(|entry| !own && entry.lane != self.date_lane) else {
                continue;
            };
            let span = self.grid.span(room_line, entry.lane);
            if span.is_none_or(|span| span.last.1 >= *lane) {
                shown.insert(*lane, ((room_line, entry.lane), entry.value));
            }
        }
    }

    /// Reports whether a heading says for which weeks its columns are, and nothing else.
    fn names_turn(&self, value: &CellValue) -> bool {
        let is_turn = || matches!(value, CellValue::Text(text) if weeks::turn(text).is_some());
        !self.done.turns.is_empty() && is_turn() && !self.names_room(value)
    }

    fn names_room(&self, value: &CellValue) -> bool {
        self.rooms.find(&value.to_string(), true).is_some()
    }

    /// Capacities by lane, from the lines that give them.
    fn capacities(&self, block: &HeaderBlock) -> HashMap<u32, u32> {
        let entries = block.capacity_lines.iter().flat_map(|line| self.grid.line(*line));
        entries
            .filter_map(|entry| Some((entry.lane, capacity(entry.value)?)))
            .collect()
    }

    fn is_known(
        &mut self,
        heading: &LaneHeading<'_>,
        stems: &HashMap<String, usize>,
        capacities: &HashMap<u32, u32>,
    ) -> bool {
        let Some(found) = self.rooms.find(&heading.text, stands_alone(heading, stems)) else {
            return false;
        };
        let stated = found.capacities.map(|(stated, _)| stated);
        if let Some(capacity) = stated.or_else(|| capacities.get(&heading.lane).copied()) {
            self.rooms.learn_capacity(&found.room, capacity);
        }
        if let Some((stated, own)) = found
            .capacities
            .filter(|(stated, own)| *own != 0 && stated != own)
        {
            let room = self.rooms.name(&found.room);
            let text = format!(
                "heading {} states {stated} seats, room `{room}` has {own}",
                quoted(&heading.text)
            );
            self.done.notes.push((heading.at, text, true));
        }
        self.done.kinds.insert(heading.lane, LaneKind::Room(found.room));
        true
    }

    /// Reports whether a heading that is not a known room is none: a label, or over weekdays, nothing or mere numbers.
    fn is_label(&mut self, heading: &LaneHeading<'_>, census: &BlockCensus) -> bool {
        let LaneHeading {
            lane,
            value,
            contents,
            text,
            ..
        } = heading;
        let is_weekdays = contents.filled > 0 && contents.is_weekdays();
        if words::is_day_word(value) || is_weekdays {
            self.done.weekdays.push(*lane);
        }
        let is_axis_label = words::is_axis_label(value) || words::is_month_word(value) || is_weekdays;
        let is_numbers = contents.filled > 0 && contents.texts == 0 && contents.filled * 2 >= census.dated;
        let is_number_heading = !matches!(value, CellValue::Text(_)) && contents.texts == 0;
        let is_empty = contents.filled == 0 && !self.rooms.create;
        let is_remark = text.chars().count() > LONGEST_NAME && contents.filled == 0;
        let before_dates = *lane < self.date_lane;
        // Where each line or entry names its room, no heading does.
        let is_remark =
            is_remark || (self.axes.times.has_rooms_elsewhere() && heading_words::role(text).is_some());
        let is_label = is_axis_label
            || before_dates
            || words::is_label(text)
            || is_numbers
            || is_number_heading
            || is_empty
            || is_remark;
        if is_label {
            self.done.kinds.insert(*lane, LaneKind::Label);
            let is_title = before_dates && (self.grid.is_flipped || contents.filled == 0);
            if !is_axis_label && !is_title {
                let place = self.grid.lane_name(*lane);
                let text = format!("{place} {} is not taken for a room", quoted(text));
                self.done.notes.push((heading.at, text, false));
            }
        }
        is_label
    }

    fn unknown(
        &mut self,
        heading: &LaneHeading<'_>,
        stems: &HashMap<String, usize>,
        capacities: &HashMap<u32, u32>,
    ) {
        if times::read(heading.value, false).is_some() {
            let why = format!("{} is a time, not a room", quoted(&heading.text));
            let way_out = "give the room a name of its own".to_owned();
            let kind = self.refuse(heading, "is a time", why, way_out);
            self.done.kinds.insert(heading.lane, kind);
            return;
        }
        let role = heading_words::role(&heading.text)
            // `Data` is a date in some languages and a room in others.
            .filter(|role| !matches!(role, HeadingRole::Room | HeadingRole::Date));
        if self.rooms.create && role.is_some() {
            let why = format!("{} is not the name of a room", quoted(&heading.text));
            let way_out = format!(
                "rename it, empty it, or colab room add {}",
                shell_word(&heading.text)
            );
            let kind = self.refuse(heading, "is not the name of a room", why, way_out);
            self.done.kinds.insert(heading.lane, kind);
            return;
        }
        let can_be_made = matches!(heading.value, CellValue::Text(_) | CellValue::Number(_))
            && heading.text.chars().count() <= LONGEST_NAME
            && heading.text.chars().any(char::is_alphanumeric)
            && !is_address(&heading.text);
        let kind = if self.rooms.create && can_be_made {
            LaneKind::Room(self.make(heading, stems, capacities))
        } else {
            self.refused(heading)
        };
        self.done.kinds.insert(heading.lane, kind);
    }

    /// Makes a room of a heading, or finds the one that an earlier column of this block made.
    fn make(
        &mut self,
        heading: &LaneHeading<'_>,
        stems: &HashMap<String, usize>,
        capacities: &HashMap<u32, u32>,
    ) -> RoomRef {
        let alone = stands_alone(heading, stems);
        if let Some(found) = self.rooms.find(&heading.text, alone) {
            return found.room;
        }
        let stated = stated_capacity(&heading.text).filter(|_| alone);
        let capacity = stated
            .or_else(|| capacities.get(&heading.lane).copied())
            .unwrap_or(0);
        let mut components = Vec::new();
        if heading.text.contains('+') {
            match self.rooms.parts(&heading.text) {
                Some(parts) => match self.rooms.combined(&parts.iter().cloned().collect()) {
                    Some(room) => return room,
                    None => components = parts,
                },
                None => {
                    let text = format!(
                        "{} becomes a room of its own: not all its parts are rooms",
                        quoted(&heading.text)
                    );
                    self.done.notes.push((heading.at, text, true));
                }
            }
        }
        self.rooms.make(&heading.text, capacity, &components)
    }

    fn refused(&self, heading: &LaneHeading<'_>) -> LaneKind {
        let text = quoted(&heading.text);
        if is_address(&heading.text) {
            let why = format!("{text} is an address, not the name of a room");
            return self.refuse(heading, "is an address", why, "rename it, or empty it".into());
        }
        let near = self.rooms.nearest(&heading.text);
        let argument = shell_word(&heading.text);
        let (why, way_out) = match near.first() {
            Some(first) => {
                let names: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
                let why = format!("unknown room {text}; similar: {}", names.join(", "));
                (
                    why,
                    format!("colab room alias add {} {argument}", shell_word(first)),
                )
            }
            None => (
                format!("unknown room {text}; no room has a similar name"),
                format!("`--create-rooms`, or colab room add {argument}"),
            ),
        };
        self.refuse(heading, "is an unknown room", why, way_out)
    }

    fn refuse(&self, heading: &LaneHeading<'_>, what: &str, why: String, way_out: String) -> LaneKind {
        let (place, cell) = (self.grid.lane_name(heading.lane), self.grid.address(heading.at));
        let name = quoted(&heading.text);
        LaneKind::Refused(RefusedHeading {
            at: heading.at,
            text: heading.value.to_string(),
            why,
            way_out,
            cells_why: format!("the heading of {place} {what}: {name} in {cell}"),
        })
    }

    /// Labels lanes without a heading: weekdays, or what stands left of the dates. Others stay unnamed.
    fn unheaded(&mut self, census: &BlockCensus) {
        for (lane, contents) in &census.lanes {
            if self.done.kinds.contains_key(lane) {
                continue;
            }
            if self.axes.is_time_lane(*lane) {
                self.done.kinds.insert(*lane, LaneKind::Label);
                continue;
            }
            if contents.is_weekdays() {
                self.done.weekdays.push(*lane);
                self.done.kinds.insert(*lane, LaneKind::Label);
            } else if *lane < self.date_lane {
                self.done.kinds.insert(*lane, LaneKind::Label);
            }
        }
    }

    /// Refuses one room under two headings: a person has to decide which is meant.
    fn refuse_twice(&mut self, headings: &[LaneHeading<'_>]) {
        let mut lanes: HashMap<&RoomRef, Vec<u32>> = HashMap::new();
        let mut seen: HashSet<(&RoomRef, Option<SlotTime>, Option<WeekTurn>)> = HashSet::new();
        for (lane, kind) in &self.done.kinds {
            if let LaneKind::Room(room) = kind {
                // Other times of one room are no second heading, and neither are other weeks.
                let time = self.done.times.get(lane).copied().flatten();
                let turn = self.done.turns.get(lane).copied();
                if turn == Some(WeekTurn::Unknown) {
                    // Its entries say that nobody can tell which weeks are meant.
                    continue;
                }
                let is_told_apart = time.is_some() || turn.is_some();
                if !is_told_apart || !seen.insert((room, time, turn)) {
                    lanes.entry(room).or_default().push(*lane);
                }
            }
        }
        let by_lane: HashMap<u32, &LaneHeading<'_>> = headings.iter().map(|h| (h.lane, h)).collect();
        let mut refused = Vec::new();
        for (room, lanes) in lanes.iter().filter(|(_, lanes)| lanes.len() > 1) {
            let of_room: Vec<&LaneHeading<'_>> = lanes
                .iter()
                .filter_map(|lane| by_lane.get(lane).copied())
                .collect();
            let places: Vec<String> = of_room
                .iter()
                .take(5)
                .map(|h| self.grid.address(h.at).to_string())
                .collect();
            let more = if of_room.len() > 5 { " and more" } else { "" };
            let places = places.join(" and ") + more;
            let why = format!(
                "room `{}` is headed more than once: {places}",
                self.rooms.name(room)
            );
            let way_out = format!("rename all but one of {places}");
            for heading in of_room {
                let kind = self.refuse(heading, "is a room headed twice", why.clone(), way_out.clone());
                refused.push((heading.lane, kind));
            }
        }
        self.done.kinds.extend(refused);
    }
}

/// Reports whether a text is the address of a page or a mailbox.
fn is_address(text: &str) -> bool {
    text.contains("://") || text.trim().to_lowercase().starts_with("www.") || is_mail(text)
}
