//! What the file wants: every cell read, once, into bookings or a reason why not.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use super::model::{CellCounts, Options, Place, Said, SheetSummary, Unbooked, Wanted};
use crate::kernel::error::Result;
use crate::kernel::names::name_key;
use crate::kernel::period::Site;
use colab_schedule::cell::{CellBooking, CellReading, CellRules, CellStatus, IgnoreList, parse_cell};
use colab_schedule::rooms::RoomDirectory;
use colab_schedule::sheet::{
    FindingKind, RoomRef, RoomToCreate, SheetNote, SheetOptions, SheetOrientation, SheetReading, SheetSlot,
    read_sheets,
};
use colab_schedule::workbook::Workbook;

/// The settings that decide how cells are read.
#[derive(Debug, Clone)]
pub struct Reader {
    pub site: Site,
    pub facilitators: u32,
    pub ignore: IgnoreList,
    pub long_term_days: u32,
}

/// The file, understood.
#[derive(Debug, Clone, Default)]
pub struct Schedule {
    /// In the file's order.
    pub wanted: Vec<Wanted>,
    pub unbooked: Vec<Unbooked>,
    pub cells: CellCounts,
    pub sheets: Vec<SheetSummary>,
    pub new_rooms: Vec<RoomToCreate>,
    /// Remarks on sheets that count as warnings.
    pub sheet_warnings: u64,
    /// Sheets left out, or of which something was rejected: what is missing there is not gone.
    pub unsound_sheets: BTreeSet<String>,
}

/// Reads every cell.
///
/// # Errors
/// `NotFound` for an unknown room of `--long-term`, `Invalid` when it has no year to fill.
pub fn read(
    workbook: &Workbook,
    file_name: &str,
    rooms: &RoomDirectory,
    reader: &Reader,
    options: &Options,
) -> Result<Schedule> {
    let layout_options = SheetOptions {
        year: options.year,
        month_first: options.month_first,
        create_rooms: options.create_rooms,
        file_name: file_name.to_owned(),
    };
    let readings = read_sheets(workbook, rooms, &layout_options);
    let mut schedule = Schedule::default();
    let new_room_names: Vec<String> = readings
        .iter()
        .flat_map(|sheet| &sheet.new_rooms)
        .map(|room| room.name.clone())
        .collect();
    let new_keys: BTreeSet<String> = new_room_names.iter().map(|name| name_key(name)).collect();
    let room_named = |text: &str| {
        let known = rooms.find(text).map(|room| room.name.clone());
        known.or_else(|| new_keys.contains(&name_key(text)).then(|| text.trim().to_owned()))
    };
    let day = (reader.site.day_start, reader.site.day_end);
    let rules = CellRules {
        facilitators: reader.facilitators,
        default_client: &options.default_client,
        ..CellRules::new(day, &reader.ignore, &room_named)
    };
    for sheet in &readings {
        schedule.add_sheet(sheet, &rules);
    }
    schedule.new_rooms = distinct_rooms(&readings);
    schedule.drop_duplicates();
    schedule.cover_long_term(rooms, reader, options)?;
    schedule.mark_long_term(reader.long_term_days, &options.long_term);
    schedule.warn_of_capacity(rooms);
    schedule.count_cells();
    Ok(schedule)
}

/// The same new room on several sheets is one.
fn distinct_rooms(readings: &[SheetReading]) -> Vec<RoomToCreate> {
    let mut seen = BTreeSet::new();
    let rooms = readings.iter().flat_map(|sheet| &sheet.new_rooms);
    let mut rooms: Vec<RoomToCreate> = rooms
        .filter(|room| seen.insert(name_key(&room.name)))
        .cloned()
        .collect();
    // Parts before what is made of them.
    rooms.sort_by_key(|room| !room.components.is_empty());
    rooms
}

impl Schedule {
    fn add_sheet(&mut self, sheet: &SheetReading, rules: &CellRules<'_>) {
        let before = self.wanted.len();
        for finding in &sheet.findings {
            let rejected = finding.kind == FindingKind::Rejected;
            let why = match &finding.way_out {
                Some(way_out) => format!("{}: {way_out}", finding.why),
                None => finding.why.clone(),
            };
            let place = Place {
                sheet: sheet.sheet.clone(),
                cell: finding.at.to_string(),
            };
            self.unbooked.push(Unbooked {
                place: Some(place),
                text: finding.text.clone(),
                rejected,
                why,
                over: Vec::new(),
                warning: false,
            });
            if rejected {
                self.unsound_sheets.insert(sheet.sheet.clone());
            }
        }
        for slot in &sheet.slots {
            self.add_slot(&sheet.sheet, slot, rules);
        }
        if sheet.skipped.is_some() {
            self.unsound_sheets.insert(sheet.sheet.clone());
        }
        if let Some(skipped) = sheet.skipped.as_ref().filter(|skipped| skipped.refused) {
            self.unbooked.push(Unbooked {
                place: Some(Place {
                    sheet: sheet.sheet.clone(),
                    cell: String::new(),
                }),
                text: String::new(),
                rejected: true,
                why: skipped.reason.clone(),
                over: Vec::new(),
                warning: false,
            });
        }
        self.sheet_warnings += sheet
            .notes
            .iter()
            .filter(|note| note.warning)
            .map(|_| 1)
            .sum::<u64>();
        let note = |note: &SheetNote| match note.at {
            Some(at) => format!("{at}: {}", note.text),
            None => note.text.clone(),
        };
        self.sheets.push(SheetSummary {
            sheet: sheet.sheet.clone(),
            imported: sheet.skipped.is_none(),
            reason: sheet.skipped.as_ref().map(|skipped| skipped.reason.clone()),
            layout: sheet.orientation.map(|orientation| match orientation {
                SheetOrientation::DatesDown => "dates_down".to_owned(),
                SheetOrientation::RoomsDown => "rooms_down".to_owned(),
            }),
            rooms: sheet.rooms,
            days: sheet.days,
            entries: u64::try_from(self.wanted.len() - before).unwrap_or(0),
            notes: sheet.notes.iter().map(note).collect(),
        });
    }

    fn add_slot(&mut self, sheet: &str, slot: &SheetSlot, rules: &CellRules<'_>) {
        let place = Place {
            sheet: sheet.to_owned(),
            cell: slot.at.to_string(),
        };
        let text = slot.value.to_string();
        let over: Vec<_> = slot
            .days
            .iter()
            .flat_map(|day| slot.rooms.iter().map(|room| (room.clone(), *day)))
            .collect();
        let unbooked = |rejected: bool, why: String| Unbooked {
            place: Some(place.clone()),
            text: text.clone(),
            rejected,
            why,
            over: over.clone(),
            warning: false,
        };
        match parse_cell(&slot.value, rules) {
            CellReading::Ignored { why } => self.unbooked.push(unbooked(false, why)),
            CellReading::Rejected { why, way_out } => {
                self.unsound_sheets.insert(sheet.to_owned());
                self.unbooked.push(unbooked(true, format!("{why}: {way_out}")));
            }
            CellReading::Bookings(entries) => {
                // Several days or several rooms of one cell are made together.
                let together = over.len() > 1;
                for entry in &entries {
                    let series = together.then_some(self.wanted.len());
                    for (room, day) in &over {
                        self.wanted
                            .push(wanted(entry, &place, &text, room.clone(), *day, series, rules));
                    }
                }
            }
        }
    }

    /// The same booking in two cells is imported once.
    fn drop_duplicates(&mut self) {
        let mut seen: HashMap<(RoomRef, NaiveDate, Said), String> = HashMap::new();
        let mut kept = Vec::with_capacity(self.wanted.len());
        for wanted in std::mem::take(&mut self.wanted) {
            let here = wanted.place.as_ref().map(Place::to_string).unwrap_or_default();
            if wanted.cancelled {
                kept.push(wanted);
                continue;
            }
            match seen.get(&(wanted.room.clone(), wanted.day, wanted.said.clone())) {
                Some(first) if *first != here => self.unbooked.push(Unbooked {
                    why: format!("the same booking stands in {first}: imported once"),
                    over: vec![(wanted.room.clone(), wanted.day)],
                    place: wanted.place,
                    text: wanted.text,
                    rejected: false,
                    warning: true,
                }),
                _ => {
                    seen.insert((wanted.room.clone(), wanted.day, wanted.said.clone()), here);
                    kept.push(wanted);
                }
            }
        }
        self.wanted = kept;
    }

    /// Whether a booking that is missing in this sheet may still stand there: the sheet was not read whole, or it has
    /// another name by now and one of the sheets was not.
    pub fn may_hide(&self, sheet: &str) -> bool {
        let is_there = || self.sheets.iter().any(|one| one.sheet == sheet);
        self.unsound_sheets.contains(sheet) || (!self.unsound_sheets.is_empty() && !is_there())
    }

    /// More people than seats is no reason to refuse: the sheet is what happened.
    fn warn_of_capacity(&mut self, rooms: &RoomDirectory) {
        let new: HashMap<String, u32> = self
            .new_rooms
            .iter()
            .map(|room| (name_key(&room.name), room.capacity))
            .collect();
        for wanted in self.wanted.iter_mut().filter(|wanted| !wanted.cancelled) {
            let (name, capacity) = match &wanted.room {
                RoomRef::Known(id) => match rooms.get(*id) {
                    Some(room) => (room.name.as_str(), room.capacity),
                    None => continue,
                },
                RoomRef::New(name) => (name.as_str(), new.get(&name_key(name)).copied().unwrap_or(0)),
            };
            if capacity > 0 && wanted.at_most > capacity {
                wanted.warnings.push(format!(
                    "{} people, and {name} has {capacity} seats",
                    wanted.at_most
                ));
            }
        }
    }

    fn count_cells(&mut self) {
        let mut booked: BTreeSet<&Place> = BTreeSet::new();
        let mut cancelled: BTreeSet<&Place> = BTreeSet::new();
        for wanted in &self.wanted {
            if let Some(place) = &wanted.place {
                if wanted.cancelled {
                    &mut cancelled
                } else {
                    &mut booked
                }
                .insert(place);
            }
        }
        let mut rejected: BTreeSet<&Place> = BTreeSet::new();
        let mut ignored: BTreeSet<&Place> = BTreeSet::new();
        for unbooked in &self.unbooked {
            if let Some(place) = unbooked.place.as_ref().filter(|place| !place.cell.is_empty()) {
                if unbooked.rejected {
                    &mut rejected
                } else {
                    &mut ignored
                }
                .insert(place);
            }
        }
        // A cell that makes one booking and drops another is booked; one that only drops some is ignored.
        let only_cancelled = cancelled.iter().filter(|place| !booked.contains(*place)).copied();
        let ignored: BTreeSet<&Place> = ignored
            .iter()
            .copied()
            .chain(only_cancelled)
            .filter(|place| !booked.contains(place))
            .collect();
        let count = |set: &BTreeSet<&Place>| u64::try_from(set.len()).unwrap_or(0);
        let all: BTreeSet<&Place> = booked.iter().chain(&ignored).chain(&rejected).copied().collect();
        self.cells = CellCounts {
            read: count(&all),
            booked: count(&booked),
            ignored: count(&ignored),
            rejected: count(&rejected),
        };
    }
}

fn wanted(
    entry: &CellBooking,
    place: &Place,
    text: &str,
    room: RoomRef,
    day: NaiveDate,
    series: Option<usize>,
    rules: &CellRules<'_>,
) -> Wanted {
    let said = Said::of(entry, rules.day_start, rules.day_end);
    let at_most = entry.people.and_then(|people| {
        people
            .at_most
            .map(|most| most.saturating_add(people.facilitators))
    });
    Wanted {
        place: Some(place.clone()),
        text: text.to_owned(),
        room,
        day,
        cancelled: entry.status == CellStatus::Cancelled,
        series,
        long_term: false,
        note: entry.note.clone(),
        at_most: at_most.unwrap_or(said.headcount),
        warnings: entry
            .remarks
            .iter()
            .filter(|remark| remark.kind.is_warning())
            .map(|remark| remark.text.clone())
            .collect(),
        said,
    }
}
