//! The cells of a sheet, sorted into slots, findings and notes.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::NaiveDate;

use super::entry_rooms::EntryPlaces;
use super::grid::{GridCell, GridSpot, MergedSpan, SheetGrid};
use super::headed_rooms::HeadedRooms;
use super::lanes::{BlockLanes, LaneKind, LineVenues};
use super::lines::{LineRefusal, LineState, SheetLine, SheetLines};
use super::model::{EntryFate, FindingKind, RoomRef, SheetFinding, SheetNote, SheetSlot, SlotLook, SlotTime};
use super::{time_axes, words};
use crate::cell::{self, CellStatus};
use crate::text::quoted;
use crate::workbook::{CellAddress, CellValue};

/// The cells of a sheet, sorted.
#[derive(Debug, Default)]
pub(super) struct SortedCells {
    pub slots: Vec<SheetSlot>,
    pub findings: Vec<SheetFinding>,
    pub notes: Vec<SheetNote>,
    /// Findings whose line has no date.
    pub undated: usize,
}

/// Sorts the cells of one sheet.
pub(super) struct CellSorter<'s, 'a> {
    grid: &'s SheetGrid<'a>,
    lines: &'s SheetLines,
    lanes: &'s [BlockLanes],
    date_lane: u32,
    venues: &'s LineVenues,
    places: &'s EntryPlaces,
    rooms: &'s HeadedRooms<'s>,
    /// Some of the lines have a time.
    has_times: bool,
    /// Of the line that is being sorted.
    statuses: Vec<LineStatus>,
    done: SortedCells,
}

/// What a column that is no room states of the entries of its line.
struct LineStatus {
    at: GridSpot,
    status: CellStatus,
    word: String,
}

/// What the lanes that a cell covers come to.
enum LaneOutcome {
    Rooms(Vec<RoomRef>),
    /// Times only: the rooms are those of the lines.
    Slots,
    Refused {
        why: String,
        way_out: Option<String>,
    },
    Label,
}

/// What the lines that a cell covers come to.
enum LineOutcome {
    Days(Vec<NaiveDate>),
    Refused(LineRefusal),
    Undated,
}

impl<'s, 'a> CellSorter<'s, 'a> {
    pub fn new(
        grid: &'s SheetGrid<'a>,
        lines: &'s SheetLines,
        lanes: &'s [BlockLanes],
        date_lane: u32,
        (venues, places): (&'s LineVenues, &'s EntryPlaces),
        rooms: &'s HeadedRooms<'s>,
    ) -> Self {
        Self {
            grid,
            lines,
            lanes,
            date_lane,
            venues,
            places,
            rooms,
            has_times: lines.lines.iter().any(|line| line.time.is_some()),
            statuses: Vec::new(),
            done: SortedCells::default(),
        }
    }

    /// Sorts every cell; the lists come in row order, then column order.
    pub fn cells(self) -> SortedCells {
        let lines = self.lines;
        let mut sorter = Self {
            done: self.headings(),
            ..self
        };
        for line in &lines.lines {
            sorter.line(line);
        }
        let mut cells = sorter.done;
        cells.slots.sort_by_key(|slot| slot.at);
        cells.findings.sort_by_key(|finding| finding.at);
        cells.notes.sort_by_key(|note| note.at);
        cells
    }

    /// Collects refused headings and remarks on columns, each once however often the header is repeated.
    pub fn headings(&self) -> SortedCells {
        let mut headings = SortedCells::default();
        let mut told: HashSet<(u32, &str)> = HashSet::new();
        // One that is merged over several columns is one heading.
        let mut cells: HashSet<CellAddress> = HashSet::new();
        for lanes in self.lanes {
            for (lane, kind) in &lanes.kinds {
                let LaneKind::Refused(refused) = kind else {
                    continue;
                };
                let (at, text) = (self.grid.address(refused.at), refused.text.clone());
                if told.insert((*lane, &refused.why)) && cells.insert(at) {
                    let way_out = Some(refused.way_out.clone());
                    headings
                        .findings
                        .push(rejected(at, text, refused.why.clone(), way_out));
                }
            }
            for (at, text, warning) in &lanes.notes {
                if told.insert((at.1, text)) {
                    let at = Some(self.grid.address(*at));
                    headings.notes.push(SheetNote {
                        at,
                        text: text.clone(),
                        warning: *warning,
                    });
                }
            }
        }
        headings
    }

    fn line(&mut self, line: &SheetLine) {
        let Some(lanes) = self.lanes.get(line.block) else {
            return;
        };
        self.statuses = self.statuses(line.line, lanes);
        let (grid, date_lane) = (self.grid, self.date_lane);
        let entries = grid
            .line(line.line)
            .iter()
            .filter(|entry| entry.lane != date_lane);
        match &line.state {
            LineState::Header => {}
            LineState::Dated(_) => entries.for_each(|entry| self.cell(entry, lanes)),
            LineState::Refused(refusal) => {
                let before = self.done.findings.len();
                entries.for_each(|entry| self.cell(entry, lanes));
                if self.done.findings.len() == before {
                    let at = Some(self.grid.address(refusal.at));
                    self.done.notes.push(SheetNote {
                        at,
                        text: refusal.why.clone(),
                        warning: refusal.is_wrong_date,
                    });
                }
            }
            LineState::Undated => self.undated(line.line, lanes),
        }
    }

    /// Ignores a line without a date: its texts in room columns one by one, the rest in one note.
    fn undated(&mut self, line: u32, lanes: &BlockLanes) {
        let (findings, slots) = (self.done.findings.len(), self.done.slots.len());
        let mut rest: Vec<&GridCell<'_>> = Vec::new();
        for entry in self.grid.line(line) {
            let is_room = matches!(
                lanes.kinds.get(&entry.lane),
                Some(LaneKind::Room(_) | LaneKind::Slot)
            );
            if entry.lane != self.date_lane && is_room && self.is_booking_like(entry) {
                self.cell(entry, lanes);
            } else {
                rest.push(entry);
            }
        }
        let is_listed = self.done.findings.len() > findings || self.done.slots.len() > slots;
        if let (Some(first), false) = (rest.first(), is_listed) {
            let shown: Vec<String> = rest
                .iter()
                .take(3)
                .map(|entry| quoted(&entry.value.to_string()))
                .collect();
            let more = if rest.len() > 3 { ", …" } else { "" };
            let text = format!(
                "{} has no date: {}{more}",
                self.grid.line_name(line),
                shown.join(", ")
            );
            self.done.notes.push(SheetNote {
                at: Some(self.address(first)),
                text,
                warning: false,
            });
        }
    }

    /// Reports whether a line names a room or a time of its own, be it one whose hours nobody knows: what stands in it is a
    /// booking of the day above.
    fn names_place_or_time(&self, line: u32) -> bool {
        let here = self.lines.between(line, line);
        self.venues.contains_key(&line) || here.iter().any(|line| line.time.is_some())
    }

    /// Reports whether a line names a weekday: it is a day of its own, whose date is missing.
    fn names_weekday(&self, line: u32) -> bool {
        let mut entries = self.grid.line(line).iter();
        entries.any(|entry| !words::whole_weekdays(entry.value).is_empty())
    }

    /// Reports whether the row or the column of a cell has a time of its own.
    fn is_timed(&self, entry: &GridCell<'_>, lanes: &BlockLanes) -> bool {
        let here = self.lines.between(entry.line, entry.line);
        lanes.times.contains_key(&entry.lane) || here.iter().any(|line| line.time.is_some())
    }

    fn is_booking_like(&self, entry: &GridCell<'_>) -> bool {
        matches!(entry.value, CellValue::Text(_)) || self.grid.span(entry.line, entry.lane).is_some()
    }

    fn cell(&mut self, entry: &GridCell<'_>, lanes: &BlockLanes) {
        if let Some(span) = self.grid.hiding(entry.line, entry.lane) {
            return self.hidden(entry, span, lanes);
        }
        let here = MergedSpan {
            first: (entry.line, entry.lane),
            last: (entry.line, entry.lane),
        };
        let span = self.grid.span(entry.line, entry.lane).unwrap_or(here);
        let across = self.across(span, lanes);
        if matches!(across, LaneOutcome::Label) {
            return;
        }
        let (at, text) = (self.address(entry), entry.value.to_string());
        match (self.down(span), across) {
            (_, LaneOutcome::Label) => {}
            (LineOutcome::Undated, LaneOutcome::Refused { .. }) => {}
            (LineOutcome::Undated, LaneOutcome::Rooms(_) | LaneOutcome::Slots) => {
                let why = format!("{} has no date", self.grid.line_name(entry.line));
                self.done.undated += 1;
                if self.names_place_or_time(entry.line) || self.names_weekday(entry.line) {
                    let way_out = "write the date there too, or merge the cells of the date".to_owned();
                    self.done.findings.push(rejected(at, text, why, Some(way_out)));
                    return;
                }
                self.done.findings.push(SheetFinding {
                    at,
                    text,
                    kind: FindingKind::Ignored,
                    why,
                    way_out: None,
                });
            }
            (LineOutcome::Refused(refusal), _) => {
                self.done
                    .findings
                    .push(rejected(at, text, refusal.why, refusal.way_out));
            }
            (LineOutcome::Days(_), LaneOutcome::Refused { why, way_out }) => {
                self.done.findings.push(rejected(at, text, why, way_out));
            }
            (LineOutcome::Days(_), _) if words::is_break(entry.value) && self.is_timed(entry, lanes) => {
                self.done.findings.push(SheetFinding {
                    at,
                    text,
                    kind: FindingKind::Ignored,
                    why: "a break between the entries".to_owned(),
                    way_out: None,
                });
            }
            (LineOutcome::Days(_), _) if let Some(stated) = self.status_beside(span, &text) => {
                let (status, word) = (self.grid.address(stated.at), quoted(&stated.word));
                let why = format!("{status} says {word}, and the entry does not");
                let way_out = format!("write {word} into the entry, or empty {status}");
                self.done.findings.push(rejected(at, text, why, Some(way_out)));
            }
            (LineOutcome::Days(days), across) => {
                let place = self.places.get(&(entry.line, entry.lane));
                let mut value = entry.value.clone();
                let booked = match (across, place) {
                    (LaneOutcome::Rooms(rooms), _) => Ok(rooms),
                    (_, Some(place)) => place.clone().map(|(room, rest)| {
                        value = rest;
                        vec![room]
                    }),
                    (_, None) => self.rooms_of_lines(span),
                };
                let write_rooms = if self.rooms.create {
                    "write the rooms as they are called"
                } else {
                    "write the rooms as they are called, or make them with `--create-rooms`"
                };
                let booked = booked.map_err(|why| (why, write_rooms)).and_then(|rooms| {
                    let time = self.time(span, lanes);
                    time.map(|time| (rooms, time))
                        .map_err(|why| (why, "write the times as 08:00-10:00"))
                });
                let (rooms, time) = match booked {
                    Ok(booked) => booked,
                    Err((why, way_out)) => {
                        self.done
                            .findings
                            .push(rejected(at, text, why, Some(way_out.into())));
                        return;
                    }
                };
                let is_all = is_over_every_room(span, lanes);
                let rooms = self.rooms.joined(&rooms);
                let look = self.look(entry, span, lanes);
                self.done.slots.push(SheetSlot {
                    at,
                    value,
                    // One combined room is one.
                    is_over_all: is_all && rooms.len() > 1,
                    rooms,
                    days,
                    time,
                    look,
                });
            }
        }
    }

    /// Lists what the columns of a line that are no rooms state of its entries.
    fn statuses(&self, line: u32, lanes: &BlockLanes) -> Vec<LineStatus> {
        let entries = self.grid.line(line).iter();
        let labels = entries.filter(|entry| lanes.kinds.get(&entry.lane) == Some(&LaneKind::Label));
        let stated = labels.filter_map(|entry| {
            let word = entry.value.to_string();
            let status = cell::read_status(&word)?;
            let at = (line, entry.lane);
            Some(LineStatus { at, status, word })
        });
        stated.collect()
    }

    /// Finds the status that the next column behind a cell states, where neither that confirms nor the cell says so itself.
    fn status_beside(&self, span: MergedSpan, text: &str) -> Option<&LineStatus> {
        let mut stated = self.statuses.iter();
        let next = stated.find(|stated| stated.at.0 == span.first.0 && stated.at.1 > span.last.1)?;
        let names_it = || text.to_lowercase().contains(&next.word.trim().to_lowercase());
        (next.status != CellStatus::Confirmed && !names_it()).then_some(next)
    }

    /// Finds what is struck through: the cell, or all dates or headings that it stands under, or a part of its text.
    fn look(&self, entry: &GridCell<'_>, span: MergedSpan, lanes: &BlockLanes) -> SlotLook {
        let here = (entry.line, entry.lane);
        let fate = if self.grid.is_struck(here) {
            Some("struck through".to_owned())
        } else {
            self.struck_axis(span, lanes)
        };
        let part = self.grid.struck(here).flatten();
        SlotLook {
            fate: fate.map(|why| (EntryFate::Cancelled, why)),
            struck: part.map(|part| part.struck.clone()),
            comment: None,
        }
    }

    fn struck_axis(&self, span: MergedSpan, lanes: &BlockLanes) -> Option<String> {
        let lines = self.lines.between(span.first.0, span.last.0);
        let dates: Vec<GridSpot> = lines
            .iter()
            .filter_map(|line| match &line.state {
                LineState::Dated(dated) => Some(dated.at),
                _ => None,
            })
            .collect();
        let headings = lanes.headings.range(span.first.1..=span.last.1);
        let headings: Vec<GridSpot> = headings.map(|(_, at)| *at).collect();
        [("date", dates), ("heading", headings)]
            .into_iter()
            .find(|(_, spots)| !spots.is_empty() && spots.iter().all(|spot| self.grid.is_struck(*spot)))
            .and_then(|(what, spots)| {
                let at = self.grid.address(*spots.first()?);
                Some(format!("its {what} in {at} is struck through"))
            })
    }

    fn across(&self, span: MergedSpan, lanes: &BlockLanes) -> LaneOutcome {
        let mut rooms = Vec::new();
        let (mut is_label, mut is_slot) = (false, false);
        for (_, kind) in lanes.kinds.range(span.first.1..=span.last.1) {
            match kind {
                LaneKind::Room(room) => rooms.push(room.clone()),
                LaneKind::Slot => is_slot = true,
                LaneKind::Label => is_label = true,
                LaneKind::Refused(refused) => {
                    return LaneOutcome::Refused {
                        why: refused.cells_why.clone(),
                        way_out: Some(format!("settle the heading in {}", self.grid.address(refused.at))),
                    };
                }
            }
        }
        if !rooms.is_empty() {
            return LaneOutcome::Rooms(rooms);
        }
        if is_slot {
            return LaneOutcome::Slots;
        }
        if is_label {
            return LaneOutcome::Label;
        }
        let place = self.grid.lane_name(span.first.1);
        LaneOutcome::Refused {
            why: format!("{place} has no heading"),
            way_out: Some("give it its room's name".into()),
        }
    }

    /// Finds the rooms that the covered lines name themselves, each of them on the same days.
    fn rooms_of_lines(&self, span: MergedSpan) -> Result<Vec<RoomRef>, String> {
        let mut days: BTreeMap<RoomRef, BTreeSet<NaiveDate>> = BTreeMap::new();
        for line in self.lines.between(span.first.0, span.last.0) {
            let LineState::Dated(dated) = &line.state else {
                continue;
            };
            let name = self.grid.line_name(line.line);
            let room = self
                .venues
                .get(&line.line)
                .cloned()
                .unwrap_or_else(|| Err(format!("{name} names no room")))?;
            days.entry(room).or_default().insert(dated.date);
        }
        let mut all = days.values();
        let first = all.next();
        if all.any(|other| Some(other) != first) {
            return Err("the cell covers other rooms on other days".into());
        }
        Ok(days.into_keys().collect())
    }

    /// Finds the time that the axes give a cell; `None` where the sheet has no axis of times.
    fn time(&self, span: MergedSpan, lanes: &BlockLanes) -> Result<Option<SlotTime>, String> {
        let mut across: BTreeMap<Option<&RoomRef>, Vec<SlotTime>> = BTreeMap::new();
        for (lane, kind) in lanes.kinds.range(span.first.1..=span.last.1) {
            let room = match kind {
                LaneKind::Room(room) => Some(room),
                LaneKind::Slot => None,
                LaneKind::Label | LaneKind::Refused(_) => continue,
            };
            match lanes.times.get(lane) {
                Some(Some(time)) => across.entry(room).or_default().push(*time),
                Some(None) => {
                    return Err(format!(
                        "the heading of {} gives no hours",
                        self.grid.lane_name(*lane)
                    ));
                }
                None if !lanes.times.is_empty() => {
                    return Err(format!(
                        "{} has no time, as the others have",
                        self.grid.lane_name(*lane)
                    ));
                }
                None => {}
            }
        }
        let mut down: BTreeMap<NaiveDate, Vec<SlotTime>> = BTreeMap::new();
        for line in self.lines.between(span.first.0, span.last.0) {
            let LineState::Dated(dated) = &line.state else {
                continue;
            };
            match line.time {
                Some(Some(time)) => down.entry(dated.date).or_default().push(time),
                Some(None) => {
                    return Err(format!(
                        "the time of {} gives no hours",
                        self.grid.line_name(line.line)
                    ));
                }
                None if self.has_times => {
                    return Err(format!(
                        "{} has no time, as the others have",
                        self.grid.line_name(line.line)
                    ));
                }
                None => {}
            }
        }
        match (joint(across.values())?, joint(down.values())?) {
            (Some(_), Some(_)) => Err("both its row and its column name a time".into()),
            (across, down) => Ok(across.or(down)),
        }
    }

    /// Finds the days of all dated lines that a cell covers. One line with a wrong date refuses the cell whole, for its
    /// booking would lose that day unseen.
    fn down(&self, span: MergedSpan) -> LineOutcome {
        let mut days: Vec<NaiveDate> = Vec::new();
        for line in self.lines.between(span.first.0, span.last.0) {
            match &line.state {
                LineState::Dated(dated) => days.push(dated.date),
                LineState::Refused(refusal) => return LineOutcome::Refused(refusal.clone()),
                LineState::Undated | LineState::Header => {}
            }
        }
        let mut seen = BTreeSet::new();
        days.retain(|day| seen.insert(*day));
        if days.is_empty() {
            LineOutcome::Undated
        } else {
            LineOutcome::Days(days)
        }
    }

    /// Lists what stands unseen beneath a merged range; it is never booked.
    fn hidden(&mut self, entry: &GridCell<'_>, span: MergedSpan, lanes: &BlockLanes) {
        if !matches!(lanes.kinds.get(&entry.lane), Some(LaneKind::Room(_))) {
            return;
        }
        let (first, last) = (self.grid.address(span.first), self.grid.address(span.last));
        let why = format!("hidden beneath the merged range {first}:{last}");
        let (at, text) = (self.address(entry), entry.value.to_string());
        let way_out = Some("split the range if it is meant".to_owned());
        self.done.findings.push(SheetFinding {
            at,
            text,
            kind: FindingKind::Ignored,
            why,
            way_out,
        });
    }

    fn address(&self, entry: &GridCell<'_>) -> CellAddress {
        self.grid.address((entry.line, entry.lane))
    }
}

/// Joins the times of a cell where all of its rooms, or all of its days, have the same.
fn joint<'t>(all: impl Iterator<Item = &'t Vec<SlotTime>>) -> Result<Option<SlotTime>, String> {
    let mut common = None;
    for times in all {
        let Some(time) = time_axes::joined(times) else {
            return Err("the times that the cell covers do not join".into());
        };
        if common.is_some_and(|common| common != time) {
            return Err("the cell covers other times elsewhere".into());
        }
        common = Some(time);
    }
    Ok(common)
}

fn is_over_every_room(span: MergedSpan, lanes: &BlockLanes) -> bool {
    let is_room = |(_, kind): &(&u32, &LaneKind)| matches!(kind, LaneKind::Room(_));
    let covered = lanes
        .kinds
        .range(span.first.1..=span.last.1)
        .filter(is_room)
        .count();
    covered > 1 && covered == lanes.kinds.iter().filter(is_room).count()
}

fn rejected(at: CellAddress, text: String, why: String, way_out: Option<String>) -> SheetFinding {
    SheetFinding {
        at,
        text,
        kind: FindingKind::Rejected,
        why,
        way_out,
    }
}
