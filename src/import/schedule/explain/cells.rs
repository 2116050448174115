//! What every cell of a workbook was taken for, and what becomes of it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use crate::import::model::ImportAction;
use crate::import::schedule::model::{CellPlace, SheetBooking};
use crate::import::schedule::plan::{PlanItem, SchedulePlan};
use crate::import::schedule::read::Schedule;
use crate::kernel::text::counted;
use crate::output::{Record, RecordField, shown_in_table};
use colab_schedule::rooms::RoomDirectory;
use colab_schedule::sheet::{RoomRef, SheetKind, SheetReading, SlotTime};
use colab_schedule::workbook::{CellAddress, Sheet, Workbook};

/// What a cell was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellPart {
    Date,
    Room,
    Time,
    Entry,
    /// In a hidden row or column.
    Hidden,
    Note,
    Other,
}

impl CellPart {
    /// Returns the part as the page and the list call it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Room => "room",
            Self::Time => "time",
            Self::Entry => "entry",
            Self::Hidden => "hidden",
            Self::Note => "note",
            Self::Other => "other",
        }
    }
}

/// A cell, explained.
#[derive(Debug, Clone, PartialEq)]
pub struct ExplainedCell {
    pub at: CellAddress,
    pub text: String,
    pub part: CellPart,
    pub meaning: String,
    /// What becomes of an entry; the gravest where its bookings differ.
    pub action: Option<ImportAction>,
}

/// One line of an explanation: a sheet, an axis or a step.
#[derive(Debug, Clone, PartialEq)]
pub struct ExplanationLine {
    pub sheet: String,
    pub cell: Option<String>,
    pub part: &'static str,
    pub text: String,
    pub meaning: String,
    pub action: Option<ImportAction>,
}

impl Record for ExplanationLine {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<ExplanationLine>] = &[
            shown_in_table("sheet", |line| line.sheet.as_str().into()),
            shown_in_table("cell", |line| line.cell.clone().into()),
            shown_in_table("part", |line| line.part.into()),
            shown_in_table("text", |line| line.text.as_str().into()),
            shown_in_table("meaning", |line| line.meaning.as_str().into()),
            shown_in_table("action", |line| line.action.map(ImportAction::as_str).into()),
        ];
        FIELDS
    }
}

/// A workbook with what was made of it.
pub struct WorkbookExplanation<'a> {
    pub workbook: &'a Workbook,
    pub schedule: &'a Schedule,
    pub plan: &'a SchedulePlan,
    pub rooms: &'a RoomDirectory,
}

impl<'a> WorkbookExplanation<'a> {
    /// Lists how each sheet was read: what it is, its dates, rooms and times, and what is worth knowing.
    pub fn axes(&self) -> Vec<ExplanationLine> {
        self.sheets()
            .flat_map(|(sheet, reading)| {
                let mut lines = vec![self.sheet_line(reading)];
                let cells = self.cells(sheet, reading);
                let is_axis = |cell: &&ExplainedCell| {
                    matches!(cell.part, CellPart::Date | CellPart::Room | CellPart::Time)
                };
                lines.extend(
                    cells
                        .iter()
                        .filter(is_axis)
                        .map(|cell| cell_line(&sheet.name, cell)),
                );
                lines.extend(reading.notes.iter().map(|note| ExplanationLine {
                    sheet: sheet.name.clone(),
                    cell: note.at.map(|at| at.to_string()),
                    part: "note",
                    text: String::new(),
                    meaning: note.text.clone(),
                    action: None,
                }));
                lines.extend(colours(sheet));
                lines
            })
            .collect()
    }

    pub fn sheets(&self) -> impl Iterator<Item = (&'a Sheet, &'a SheetReading)> {
        self.workbook.sheets.iter().zip(&self.schedule.readings)
    }

    pub fn sheet_line(&self, reading: &SheetReading) -> ExplanationLine {
        ExplanationLine {
            sheet: reading.sheet.clone(),
            cell: None,
            part: "sheet",
            text: String::new(),
            meaning: self.sheet_in_words(reading),
            action: None,
        }
    }

    /// Says what a sheet is, and how much of it was read or why it was not.
    pub fn sheet_in_words(&self, reading: &SheetReading) -> String {
        let sheets = &self.schedule.sheets;
        let Some(sheet) = sheets.iter().find(|sheet| sheet.sheet == reading.sheet) else {
            return String::new();
        };
        if let Some(reason) = &sheet.reason {
            return format!("left out: {reason}");
        }
        let layout = sheet.layout.as_deref().unwrap_or_default().replace('_', " ");
        let why = if sheet.why.is_empty() {
            String::new()
        } else {
            format!(" ({})", sheet.why.join("; "))
        };
        format!(
            "read as a {}{why}, {layout}: {}, {}, {}",
            sheet.kind,
            counted(sheet.rooms, "room"),
            counted(sheet.days, "day"),
            if sheet.entries == 1 {
                "1 entry".to_owned()
            } else {
                format!("{} entries", sheet.entries)
            }
        )
    }

    /// Explains every cell of a sheet, in row order.
    pub fn cells(&self, sheet: &Sheet, reading: &SheetReading) -> Vec<ExplainedCell> {
        let axes = &reading.axes;
        let dates: HashMap<CellAddress, NaiveDate> = axes.dates.iter().copied().collect();
        let rooms: HashMap<CellAddress, &RoomRef> = axes.rooms.iter().map(|(at, room)| (*at, room)).collect();
        let times: HashMap<CellAddress, SlotTime> = axes.times.iter().copied().collect();
        let hidden: BTreeSet<CellAddress> = reading.hidden.iter().copied().collect();
        let notes: HashMap<CellAddress, &str> = reading
            .notes
            .iter()
            .filter_map(|note| Some((note.at?, note.text.as_str())))
            .collect();
        let items = self.items_of(&sheet.name);
        let is_read = self.is_read(&sheet.name);
        let explained = sheet.cells.iter().map(|cell| {
            let at = cell.at;
            let (part, meaning, action) = if hidden.contains(&at) {
                (CellPart::Hidden, "in a hidden row or column".to_owned(), None)
            } else if let Some(items) = items.get(at.to_string().as_str()) {
                let (meaning, action) = self.outcome(items);
                (CellPart::Entry, meaning, action)
            } else if !is_read {
                (CellPart::Other, "its sheet is left out".to_owned(), None)
            } else if let Some(date) = dates.get(&at) {
                (CellPart::Date, day_in_words(*date, reading), None)
            } else if let Some(room) = rooms.get(&at) {
                (CellPart::Room, self.room_in_words(room), None)
            } else if let Some(time) = times.get(&at) {
                (CellPart::Time, time_in_words(*time), None)
            } else if let Some(note) = notes.get(&at) {
                (CellPart::Note, (*note).to_owned(), None)
            } else {
                (CellPart::Other, "not part of the schedule".to_owned(), None)
            };
            ExplainedCell {
                at,
                text: cell.value.to_string(),
                part,
                meaning,
                action,
            }
        });
        explained.collect()
    }

    pub fn is_read(&self, name: &str) -> bool {
        let mut sheets = self.schedule.sheets.iter();
        sheets.any(|sheet| sheet.sheet == name && sheet.imported)
    }

    /// Returns what the plan has for the cells of a sheet.
    pub fn items_of(&self, name: &str) -> BTreeMap<&'a str, Vec<&'a PlanItem>> {
        let mut items: BTreeMap<&str, Vec<&PlanItem>> = BTreeMap::new();
        for item in &self.plan.items {
            if let Some(CellPlace { sheet, cell }) = &item.place
                && sheet == name
                && !cell.is_empty()
            {
                items.entry(cell).or_default().push(item);
            }
        }
        items
    }

    /// Says what becomes of a cell.
    fn outcome(&self, items: &[&PlanItem]) -> (String, Option<ImportAction>) {
        let words = items.iter().map(|item| self.item_in_words(item));
        let gravest = items
            .iter()
            .map(|item| item.action)
            .max_by_key(|action| gravity(*action));
        (words.collect::<Vec<_>>().join("; "), gravest)
    }

    pub fn item_in_words(&self, item: &PlanItem) -> String {
        let booking = item.booking.as_ref().map(|booking| {
            let place = item
                .room
                .as_ref()
                .map(|room| self.room_name(room))
                .unwrap_or_default();
            let day = item.day.map(|day| day.to_string()).unwrap_or_default();
            format!("{}, {place}, {day}", booking_in_words(booking))
        });
        [booking, item.message()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(": ")
    }

    fn room_name(&self, room: &RoomRef) -> String {
        match room {
            RoomRef::Known(id) => self
                .rooms
                .get(*id)
                .map_or_else(String::new, |room| room.name.clone()),
            RoomRef::New(name) => name.clone(),
        }
    }

    pub fn room_in_words(&self, room: &RoomRef) -> String {
        let name = self.room_name(room);
        match room {
            RoomRef::Known(_) => format!("room {name}"),
            RoomRef::New(_) => format!("room {name}, to be created"),
        }
    }
}

pub(super) fn cell_line(sheet: &str, cell: &ExplainedCell) -> ExplanationLine {
    ExplanationLine {
        sheet: sheet.to_owned(),
        cell: Some(cell.at.to_string()),
        part: cell.part.as_str(),
        text: cell.text.clone(),
        meaning: cell.meaning.clone(),
        action: cell.action,
    }
}

/// Lists the colours of a sheet's cells, as `--colour` names them.
fn colours(sheet: &Sheet) -> Vec<ExplanationLine> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for fill in sheet.look.iter().flat_map(|look| &look.fills) {
        *counts.entry(fill.rgb).or_default() += 1;
    }
    let colours = counts.into_iter().map(|(rgb, count)| ExplanationLine {
        sheet: sheet.name.clone(),
        cell: None,
        part: "colour",
        text: format!("{rgb:06X}"),
        meaning: counted(count, "cell"),
        action: None,
    });
    colours.collect()
}

/// Ranks what a person should see first in a cell of several bookings.
fn gravity(action: ImportAction) -> u8 {
    match action {
        ImportAction::Ignore => 0,
        ImportAction::Cancel => 1,
        _ if action.is_refusal() => 3,
        _ => 2,
    }
}

pub(super) fn day_in_words(date: NaiveDate, reading: &SheetReading) -> String {
    if reading.verdict.kind == SheetKind::Week {
        return format!("every {}", date.format("%A"));
    }
    date.format("%A %-d %B %Y").to_string()
}

pub(super) fn time_in_words(time: SlotTime) -> String {
    match time {
        SlotTime::Morning => "morning".to_owned(),
        SlotTime::Afternoon => "afternoon".to_owned(),
        SlotTime::WholeDay => "whole day".to_owned(),
        SlotTime::Range(from, until) => format!("{}-{}", from.format("%H:%M"), until.format("%H:%M")),
    }
}

/// Says a booking in a line: `Umoya, 25 learners and 1 facilitator, 08:00-12:00`.
pub(super) fn booking_in_words(booking: &SheetBooking) -> String {
    let mut words = vec![booking.client_name.clone()];
    if booking.headcount > 0 {
        words.push(format!(
            "{} and {}",
            counted(booking.num_learners, "learner"),
            counted(booking.num_facilitators, "facilitator")
        ));
    }
    words.push(format!(
        "{}-{}",
        booking.start.format("%H:%M"),
        booking.end.format("%H:%M")
    ));
    if booking.devices_needed() > 0 {
        words.push(counted(booking.devices_needed(), "device"));
    }
    if booking.tentative {
        words.push("tentative".to_owned());
    }
    words.join(", ")
}
