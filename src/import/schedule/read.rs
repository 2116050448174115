//! What the file wants: every cell read, once, into bookings or a reason why not.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{NaiveDate, NaiveTime};

use super::model::{
    CellCounts, CellPlace, ScheduleLayout, ScheduleOptions, ScheduleSheet, ScheduleWeeks, SheetBooking,
    UnbookedCell, WantedBooking,
};
use crate::kernel::error::Result;
use crate::kernel::names::name_key;
use crate::kernel::period::Site;
use crate::kernel::text::{counted, people};
use colab_schedule::cell::{
    CellBooking, CellReading, CellRules, CellStatus, IgnoreList, parse_cell, parse_day_cell,
};
use colab_schedule::rooms::RoomDirectory;
use colab_schedule::sheet::{
    EntryFate, FindingKind, RoomRef, RoomToCreate, SheetKind, SheetOptions, SheetOrientation, SheetReading,
    SheetSlot, SheetVerdict, SlotTime, read_sheets,
};
use colab_schedule::workbook::{CellValue, Workbook};

/// The settings that decide how cells are read.
#[derive(Debug, Clone)]
pub struct ReadingRules {
    pub site: Site,
    pub facilitators: u32,
    pub ignore: IgnoreList,
    pub long_term_days: u32,
    /// What the last import of the source took each sheet for.
    pub kinds_before: BTreeMap<String, String>,
    /// Dates far from it need `--year`.
    pub today: NaiveDate,
}

/// The file as it was read.
#[derive(Debug, Clone, Default)]
pub struct Schedule {
    /// In the file's order.
    pub wanted: Vec<WantedBooking>,
    pub unbooked: Vec<UnbookedCell>,
    pub cells: CellCounts,
    pub sheets: Vec<ScheduleSheet>,
    pub new_rooms: Vec<RoomToCreate>,
    /// What the sheets are.
    pub verdicts: BTreeMap<String, SheetVerdict>,
    /// Remarks on sheets that count as warnings.
    pub sheet_warnings: u64,
    /// Sheets skipped, or of which something was rejected: what is missing there is not gone.
    pub unsound_sheets: BTreeSet<String>,
    /// How each sheet was read.
    pub readings: Vec<SheetReading>,
    /// Cells in hidden rows and columns: what was imported from there before is not gone.
    pub hidden: BTreeSet<CellPlace>,
    pub today: NaiveDate,
}

/// Reads every cell.
///
/// # Errors
/// `NotFound` for an unknown room of `--long-term`, `Invalid` when it has no year to fill.
pub fn read(
    workbook: &Workbook,
    file_name: &str,
    rooms: &RoomDirectory,
    rules: &ReadingRules,
    options: &ScheduleOptions,
) -> Result<Schedule> {
    let sheet_options = SheetOptions {
        year: options.year,
        last_year: options.last_year,
        month_first: options.month_first,
        create_rooms: options.create_rooms,
        layout: options.layout.map(ScheduleLayout::kind),
        weeks: options.weeks.as_ref().map(ScheduleWeeks::span),
        today: Some(rules.today),
        file_name: file_name.to_owned(),
        include_hidden: options.include_hidden,
        colours: options.colours.clone(),
    };
    let readings = read_sheets(workbook, rooms, &sheet_options);
    let mut schedule = Schedule {
        today: rules.today,
        new_rooms: distinct_rooms(&readings),
        ..Schedule::default()
    };
    let new_keys: BTreeSet<String> = schedule
        .new_rooms
        .iter()
        .map(|room| name_key(&room.name))
        .collect();
    let room_named = |text: &str| {
        let known = rooms.find(text).map(|room| room.name.clone());
        known.or_else(|| new_keys.contains(&name_key(text)).then(|| text.trim().to_owned()))
    };
    let day = (rules.site.day_start, rules.site.day_end);
    let cell_rules = CellRules {
        facilitators: rules.facilitators,
        default_client: &options.default_client,
        ..CellRules::new(day, &rules.ignore, &room_named)
    };
    for sheet in &readings {
        schedule.add_sheet(sheet, &cell_rules, options);
    }
    schedule.refuse_misread();
    if options.layout.is_none() {
        schedule.refuse_rooms_without_entries(&readings);
    }
    schedule.refuse_changed(&rules.kinds_before);
    schedule.drop_rooms_of_refused(&readings);
    schedule.drop_duplicates();
    schedule.cover_long_term(rooms, rules, options)?;
    schedule.mark_long_term(rules.long_term_days, &options.long_term);
    schedule.warn_of_capacity(rooms);
    schedule.count_cells();
    schedule.readings = readings;
    Ok(schedule)
}

/// Gives a booking of a cell the time of its row or column; one that names its own keeps it, if it lies within.
fn on_axis(booking: &mut CellBooking, axis: SlotTime, day: (NaiveTime, NaiveTime)) -> Result<(), String> {
    let (from, until) = axis.hours(day);
    match booking.time {
        None => (booking.time, booking.site_hours) = (Some((from, until)), axis.site_hours()),
        Some((own, ends)) if own >= from && ends <= until => {}
        Some((own, ends)) => {
            let shown = |time: NaiveTime| time.format("%H:%M").to_string();
            return Err(format!(
                "it says {}-{}, its row or column {}-{}",
                shown(own),
                shown(ends),
                shown(from),
                shown(until)
            ));
        }
    }
    Ok(())
}

/// Returns the new rooms of all sheets, each once, parts before what is made of them.
fn distinct_rooms(readings: &[SheetReading]) -> Vec<RoomToCreate> {
    let mut seen = BTreeSet::new();
    let rooms = readings.iter().flat_map(|sheet| &sheet.new_rooms);
    let mut rooms: Vec<RoomToCreate> = rooms
        .filter(|room| seen.insert(name_key(&room.name)))
        .cloned()
        .collect();
    rooms.sort_by_key(|room| !room.components.is_empty());
    rooms
}

impl Schedule {
    fn add_sheet(&mut self, sheet: &SheetReading, rules: &CellRules<'_>, options: &ScheduleOptions) {
        let before = self.wanted.len();
        for finding in &sheet.findings {
            let why = match &finding.way_out {
                Some(way_out) => format!("{}: {way_out}", finding.why),
                None => finding.why.clone(),
            };
            let place = CellPlace::new(&sheet.sheet, finding.at);
            let rejected = finding.kind == FindingKind::Rejected;
            self.leave(UnbookedCell {
                is_heading: finding.why.starts_with("unknown room"),
                ..UnbookedCell::new(place, &finding.text, rejected, why)
            });
        }
        for slot in &sheet.slots {
            self.add_slot(&sheet.sheet, slot, rules);
        }
        if !sheet.hidden.is_empty() {
            self.unsound_sheets.insert(sheet.sheet.clone());
            let hidden = sheet.hidden.iter().map(|at| CellPlace::new(&sheet.sheet, at));
            self.hidden.extend(hidden);
        }
        if let Some(skipped) = &sheet.skipped {
            self.unsound_sheets.insert(sheet.sheet.clone());
            if skipped.refused {
                let place = CellPlace::new(&sheet.sheet, "");
                self.leave(UnbookedCell {
                    is_heading: skipped.reason.starts_with("no heading is a known room"),
                    ..UnbookedCell::new(place, "", true, skipped.reason.clone())
                });
            }
        }
        if !matches!(sheet.verdict.kind, SheetKind::Grid | SheetKind::Other)
            || !sheet.verdict.reasons.is_empty()
        {
            self.verdicts.insert(sheet.sheet.clone(), sheet.verdict.clone());
        }
        let warnings = sheet.notes.iter().filter(|note| note.warning);
        self.sheet_warnings += warnings.count() as u64;
        let notes = sheet.notes.iter().map(|note| match note.at {
            Some(at) => format!("{at}: {}", note.text),
            None => note.text.clone(),
        });
        // What everybody expects of a sheet needs no reasons.
        let is_plain = sheet.verdict.kind == SheetKind::Grid && options.layout.is_none();
        self.sheets.push(ScheduleSheet {
            sheet: sheet.sheet.clone(),
            imported: sheet.skipped.is_none(),
            reason: sheet.skipped.as_ref().map(|skipped| skipped.reason.clone()),
            kind: sheet.verdict.kind.as_str().to_owned(),
            why: if is_plain {
                Vec::new()
            } else {
                sheet.verdict.reasons.clone()
            },
            layout: sheet.orientation.map(|orientation| match orientation {
                SheetOrientation::DatesDown => "dates_down".to_owned(),
                SheetOrientation::RoomsDown => "rooms_down".to_owned(),
            }),
            rooms: sheet.rooms,
            days: sheet.days,
            entries: (self.wanted.len() - before) as u64,
            notes: notes.collect(),
        });
    }

    /// Notes a cell that makes no booking.
    fn leave(&mut self, cell: UnbookedCell) {
        if let Some(place) = cell.place.as_ref().filter(|_| cell.rejected) {
            self.unsound_sheets.insert(place.sheet.clone());
        }
        self.unbooked.push(cell);
    }

    fn add_slot(&mut self, sheet: &str, slot: &SheetSlot, rules: &CellRules<'_>) {
        let place = CellPlace::new(sheet, slot.at);
        let text = slot.value.to_string();
        let days = slot.days.iter();
        let over: Vec<(RoomRef, NaiveDate)> = days
            .flat_map(|day| slot.rooms.iter().map(|room| (room.clone(), *day)))
            .collect();
        let day = (rules.day_start, rules.day_end);
        let reading = if slot.is_over_all {
            parse_day_cell(&slot.value, rules)
        } else {
            parse_cell(&slot.value, rules)
        };
        let reading = match reading {
            CellReading::Bookings(mut bookings) => {
                let placed = slot.time.map_or(Ok(()), |axis| {
                    bookings
                        .iter_mut()
                        .try_for_each(|booking| on_axis(booking, axis, day))
                });
                placed
                    .map(|()| bookings)
                    .map_err(|why| (true, format!("{why}: correct the one that is wrong")))
            }
            CellReading::Ignored { why } => Err((false, why)),
            CellReading::Rejected { why, way_out } => Err((true, format!("{why}: {way_out}"))),
        };
        let left = match (reading, &slot.look.fate) {
            // What is not to be booked need not be understood.
            (_, Some((EntryFate::Ignored, why))) | (Err(_), Some((_, why))) => (false, why.clone()),
            (Err(left), None) => left,
            (Ok(bookings), fate) => {
                let why = fate.as_ref().map(|(_, why)| why.as_str());
                let noted = bookings.into_iter().map(|mut booking| {
                    if let Some(comment) = &slot.look.comment {
                        let note = booking.note.take().map(|note| format!("{note}; {comment}"));
                        booking.note = note.or_else(|| Some(comment.clone()));
                    }
                    booking
                });
                let bookings: Vec<CellBooking> = noted.collect();
                self.want(&bookings, &over, (&place, &text), why, rules);
                if let Some(struck) = &slot.look.struck {
                    let value = CellValue::Text(struck.clone());
                    if let CellReading::Bookings(bookings) = parse_cell(&value, rules) {
                        self.want(&bookings, &over, (&place, struck), Some("struck through"), rules);
                    }
                }
                return;
            }
        };
        self.leave(UnbookedCell {
            over,
            ..UnbookedCell::new(place, &text, left.0, left.1)
        });
    }

    /// Adds the bookings of a cell for each of its rooms and days; they are cancelled where there is a reason for it.
    fn want(
        &mut self,
        bookings: &[CellBooking],
        over: &[(RoomRef, NaiveDate)],
        (place, text): (&CellPlace, &str),
        why_cancelled: Option<&str>,
        rules: &CellRules<'_>,
    ) {
        for booking in bookings {
            // Several days or several rooms of one cell are made together.
            let series = (over.len() > 1).then_some(self.wanted.len());
            for identity in over {
                let wanted = wanted(booking, identity, series, (place, text), rules);
                self.wanted.push(WantedBooking {
                    cancelled: wanted.cancelled || why_cancelled.is_some(),
                    why_cancelled: why_cancelled.map(str::to_owned),
                    ..wanted
                });
            }
        }
    }

    /// Makes no rooms of sheets that are not imported.
    fn drop_rooms_of_refused(&mut self, readings: &[SheetReading]) {
        let imported = |name: &str| {
            self.sheets
                .iter()
                .any(|sheet| sheet.sheet == name && sheet.imported)
        };
        let readings = readings.iter().filter(|reading| imported(&reading.sheet));
        let rooms = readings.flat_map(|reading| &reading.new_rooms);
        let kept: BTreeSet<String> = rooms.map(|room| name_key(&room.name)).collect();
        self.new_rooms.retain(|room| kept.contains(&name_key(&room.name)));
    }

    /// Imports the same booking in two cells once.
    fn drop_duplicates(&mut self) {
        let mut seen: HashMap<(&RoomRef, NaiveDate, &SheetBooking), Option<&CellPlace>> = HashMap::new();
        // The other cell in which the same booking stands before, if there is one.
        let firsts = self.wanted.iter().map(|wanted| {
            let here = wanted.place.as_ref();
            let key = (&wanted.room, wanted.day, &wanted.booking);
            let first = (!wanted.cancelled).then(|| *seen.entry(key).or_insert(here))?;
            (first != here).then(|| first.map(CellPlace::to_string).unwrap_or_default())
        });
        let firsts: Vec<Option<String>> = firsts.collect();
        let mut kept = Vec::with_capacity(self.wanted.len());
        for (wanted, first) in std::mem::take(&mut self.wanted).into_iter().zip(firsts) {
            match first {
                Some(first) => self.unbooked.push(UnbookedCell {
                    why: format!("the same booking stands in {first}: imported once"),
                    over: vec![(wanted.room, wanted.day)],
                    place: wanted.place,
                    text: wanted.text,
                    rejected: false,
                    warning: true,
                    is_heading: false,
                }),
                None => kept.push(wanted),
            }
        }
        self.wanted = kept;
    }

    /// Returns whether a booking that is missing in this sheet may still stand there: the sheet was not read whole, or
    /// it has another name by now and one of the sheets was not.
    pub fn may_hide(&self, sheet: &str) -> bool {
        let is_there = || self.sheets.iter().any(|one| one.sheet == sheet);
        self.unsound_sheets.contains(sheet) || (!self.unsound_sheets.is_empty() && !is_there())
    }

    /// Warns of more people than seats; that is not a reason to refuse: the sheet is what happened.
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
                    "{}, and {name} has {}",
                    people(wanted.at_most),
                    counted(capacity, "seat")
                ));
            }
        }
    }

    /// Counts each cell once. One that makes one booking and drops another is booked; one that only drops some is
    /// ignored.
    fn count_cells(&mut self) {
        let wanted_in = |cancelled: bool| -> BTreeSet<&CellPlace> {
            let wanted = self.wanted.iter().filter(|wanted| wanted.cancelled == cancelled);
            wanted.filter_map(|wanted| wanted.place.as_ref()).collect()
        };
        let left_in = |rejected: bool| {
            let cells = self.unbooked.iter().filter(move |cell| cell.rejected == rejected);
            let places = cells.filter_map(|cell| cell.place.as_ref());
            places.filter(|place| !place.cell.is_empty())
        };
        let booked = wanted_in(false);
        let rejected: BTreeSet<&CellPlace> = left_in(true).collect();
        let mut ignored = wanted_in(true);
        ignored.extend(left_in(false));
        ignored.retain(|place| !booked.contains(place));
        let all: BTreeSet<&CellPlace> = booked.iter().chain(&ignored).chain(&rejected).copied().collect();
        self.cells = CellCounts {
            read: all.len() as u64,
            booked: booked.len() as u64,
            ignored: ignored.len() as u64,
            rejected: rejected.len() as u64,
        };
    }
}

fn wanted(
    cell: &CellBooking,
    (room, day): &(RoomRef, NaiveDate),
    series: Option<usize>,
    (place, text): (&CellPlace, &str),
    rules: &CellRules<'_>,
) -> WantedBooking {
    let booking = SheetBooking::of(cell, rules.day_start, rules.day_end);
    let at_most = cell.people.and_then(|people| {
        let most = people.at_most?;
        Some(most.saturating_add(people.facilitators))
    });
    let warnings = cell.remarks.iter().filter(|remark| remark.kind.is_warning());
    WantedBooking {
        place: Some(place.clone()),
        text: text.to_owned(),
        room: room.clone(),
        day: *day,
        cancelled: cell.status == CellStatus::Cancelled,
        why_cancelled: None,
        site_hours: cell.site_hours,
        series,
        long_term: false,
        note: cell.note.clone(),
        at_most: at_most.unwrap_or(booking.headcount),
        warnings: warnings.map(|remark| remark.text.clone()).collect(),
        booking,
    }
}
