//! What the import of a schedule reports: a table for people, JSON for scripts.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::model::{CellCounts, ScheduleSheet};
use super::plan::{PlanItem, SchedulePlan};
use super::read::Schedule;
use crate::import::model::{ImportAction, ImportCounts};
use crate::import::remainder::RemainderRow;
use crate::import::report::{ReportHead, lines_in_words, remainder_row, report_json};
use crate::kernel::error::{Error, Result};
use crate::kernel::text::{counted, printable};
use crate::output::{OutputOptions, Record, RecordField, Records, Report, TextTable, list, shown_in_table};
use crate::room::UnsizedRooms;
use colab_schedule::rooms::RoomDirectory;
use colab_schedule::sheet::RoomRef;

/// The sums that are kept with an import.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScheduleSums {
    pub cells: CellCounts,
    pub counts: ImportCounts,
    pub sheets: Vec<ScheduleSheet>,
}

impl ScheduleSums {
    /// Sums cells and bookings up.
    ///
    /// # Errors
    /// `Internal` when cells were lost: the sum must hold.
    pub fn of(schedule: &Schedule, plan: &SchedulePlan) -> Result<Self> {
        let cells = schedule.cells;
        if !cells.holds() {
            return Err(Error::internal(format!("the report does not add up: {cells:?}")));
        }
        Ok(Self {
            cells,
            counts: ImportCounts::of(plan.actions(), warnings(plan) + schedule.sheet_warnings),
            sheets: schedule.sheets.clone(),
        })
    }
}

/// Counts the warnings; one about a cell is one, however many bookings the cell makes.
fn warnings(plan: &SchedulePlan) -> u64 {
    let remarks = plan.items.iter().flat_map(|item| {
        let count = usize::try_from(item.warnings).unwrap_or(usize::MAX);
        item.messages.iter().take(count).map(|text| (&item.place, text))
    });
    remarks.collect::<HashSet<_>>().len() as u64
}

/// One line of the report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScheduleReportLine {
    pub sheet: Option<String>,
    pub cell: Option<String>,
    pub text: String,
    pub action: ImportAction,
    pub booking_id: Option<i64>,
    pub room: Option<String>,
    pub date: Option<String>,
    pub message: Option<String>,
}

/// Returns the items worth a line: all but those plainly created or unchanged, or all of them.
pub fn report_lines(plan: &SchedulePlan, rooms: &RoomDirectory, full: bool) -> Vec<ScheduleReportLine> {
    let is_plain = |item: &PlanItem| {
        matches!(item.action, ImportAction::Create | ImportAction::Unchanged) && item.messages.is_empty()
    };
    let shown = plan.items.iter().filter(|item| full || !is_plain(item));
    shown.map(|item| report_line(item, rooms)).collect()
}

/// Returns what makes no booking: each cell with its place and the reason, a heading of several sheets once.
pub fn remainder(plan: &SchedulePlan, rooms: &RoomDirectory) -> Vec<RemainderRow> {
    let refused = plan.items.iter().filter(|item| item.action.is_refusal());
    let lines: Vec<ScheduleReportLine> = refused.map(|item| report_line(item, rooms)).collect();
    let row = |(line, sheets): (&ScheduleReportLine, usize)| {
        let about = [line.room.as_deref(), line.date.as_deref()];
        let why = line.message.as_deref().unwrap_or_default();
        remainder_row(&line.place(sheets), &line.text, &about, why)
    };
    once_each(&lines).into_iter().map(row).collect()
}

/// Puts lines that differ by their sheet alone together, and counts the sheets.
fn once_each(lines: &[ScheduleReportLine]) -> Vec<(&ScheduleReportLine, usize)> {
    let mut merged: Vec<(&ScheduleReportLine, usize)> = Vec::new();
    let mut places: HashMap<(&str, Option<&str>), usize> = HashMap::new();
    for line in lines {
        // A heading has no day.
        let is_heading = line.action == ImportAction::Reject && line.date.is_none();
        let key = (line.text.as_str(), line.message.as_deref());
        match places
            .get(&key)
            .and_then(|place| merged.get_mut(*place))
            .filter(|_| is_heading)
        {
            Some((_, sheets)) => *sheets += 1,
            None => {
                if is_heading {
                    places.insert(key, merged.len());
                }
                merged.push((line, 1));
            }
        }
    }
    merged
}

impl ScheduleReportLine {
    /// Returns the cell; `sheets` is the number of sheets that have the same.
    fn place(&self, sheets: usize) -> String {
        let sheet = self.sheet.clone().unwrap_or_default();
        let place = match &self.cell {
            Some(cell) => format!("{sheet}!{cell}"),
            None => sheet,
        };
        if sheets > 1 {
            format!("{place}, in {sheets} sheets")
        } else {
            place
        }
    }
}

fn report_line(item: &PlanItem, rooms: &RoomDirectory) -> ScheduleReportLine {
    let place = item.place.as_ref();
    let cell = place.map(|place| place.cell.clone());
    ScheduleReportLine {
        sheet: place.map(|place| place.sheet.clone()),
        cell: cell.filter(|cell| !cell.is_empty()),
        text: item.text.clone(),
        action: item.action,
        booking_id: item.booking_id,
        room: item.room.as_ref().and_then(|room| match room {
            RoomRef::Known(id) => rooms.get(*id).map(|room| room.name.clone()),
            RoomRef::New(name) => Some(name.clone()),
        }),
        date: item.day.map(|day| day.to_string()),
        message: item.message(),
    }
}

impl Record for ScheduleReportLine {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<ScheduleReportLine>] = &[
            shown_in_table("sheet", |line| line.sheet.clone().into()),
            shown_in_table("cell", |line| line.cell.clone().into()),
            shown_in_table("action", |line| line.action.as_str().into()),
            shown_in_table("booking_id", |line| line.booking_id.into()),
            shown_in_table("room", |line| line.room.clone().into()),
            shown_in_table("date", |line| line.date.clone().into()),
            shown_in_table("text", |line| line.text.as_str().into()),
            shown_in_table("message", |line| line.message.clone().into()),
        ];
        FIELDS
    }
}

/// The whole report.
#[derive(Debug, Clone, Serialize)]
pub struct ScheduleReport {
    #[serde(flatten)]
    pub head: ReportHead,
    pub cells: CellCounts,
    pub counts: ImportCounts,
    /// Bookings of the file that were made otherwise, and are as it has them.
    #[serde(skip_serializing_if = "is_none")]
    pub already_booked: u64,
    pub rooms_created: Vec<String>,
    /// Those of them whose capacity their headings do not tell.
    #[serde(skip)]
    pub rooms_without_size: Vec<String>,
    /// Rooms that were out of use.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rooms_activated: Vec<String>,
    /// Days to come that the file calls public holidays, and on which the site is open.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub open_holidays: Vec<NaiveDate>,
    pub sheets: Vec<ScheduleSheet>,
    pub items: Vec<ScheduleReportLine>,
}

fn is_none(count: &u64) -> bool {
    *count == 0
}

impl Report for ScheduleReport {
    fn json(&self, _view: &OutputOptions) -> Json {
        report_json(self)
    }

    fn text(&self, view: &OutputOptions) -> String {
        let lines = once_each(&self.items).into_iter().map(|(line, sheets)| {
            let place = line.place(sheets);
            let text = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
            let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
            let (room, date, message) = (
                or_empty(&line.room),
                or_empty(&line.date),
                or_empty(&line.message),
            );
            [place, line.action.to_string(), room, date, text, message]
        });
        let head = self.head.in_words(&format!("source {}", self.head.source));
        let sheets = sheets_in_words(&self.sheets, view);
        let headings = ["cell", "action", "room", "date", "text", "message"];
        let lines = lines_in_words(headings, lines, view);
        format!("{head}\n{sheets}{lines}\n{}", self.sums_in_words())
    }

    fn records(&self) -> Records {
        list(&self.items)
    }
}

impl ScheduleReport {
    fn sums_in_words(&self) -> String {
        let (cells, counts) = (&self.cells, &self.counts);
        // Those of cells stand below; the counts are those of the plan.
        let bookings = ImportCounts {
            rejected: 0,
            ignored: 0,
            ..*counts
        };
        let is_written = self.head.applied || !counts.change_something();
        let mut text = format!(
            "{}: {}\ncells: {} read = {} booked + {} ignored + {} rejected; {} warnings\n",
            if is_written {
                "bookings"
            } else {
                "bookings (not written)"
            },
            bookings.in_words(),
            cells.read,
            cells.booked,
            cells.ignored,
            cells.rejected,
            counts.warnings
        );
        if self.already_booked > 0 {
            let cells = counted(self.already_booked, "booking");
            text.push_str(&format!(
                "{cells} of the file already stand, made otherwise: they stay as they are\n"
            ));
        }
        if !self.rooms_created.is_empty() {
            let rooms = if self.head.applied {
                "rooms created"
            } else {
                "rooms to create"
            };
            text.push_str(&format!(
                "{rooms}: {}\n",
                printable(&self.rooms_created.join(", "))
            ));
            let without_size = self.rooms_without_size.iter().map(String::as_str);
            if let Some(found) = UnsizedRooms::of(without_size) {
                text.push_str(&format!("{}\n", printable(&found.to_string())));
            }
        }
        if !self.rooms_activated.is_empty() {
            let rooms = if self.head.applied {
                "rooms in use again"
            } else {
                "rooms to take into use again"
            };
            let names = printable(&self.rooms_activated.join(", "));
            text.push_str(&format!("{rooms}: {names}\n"));
        }
        if let Some(first) = self.open_holidays.first() {
            let days: Vec<String> = self.open_holidays.iter().map(NaiveDate::to_string).collect();
            text.push_str(&format!(
                "public holidays of the file on which the site is open: {}; to close it: \
                 colab site close {first} --kind holiday --reason \"Public holiday\"\n",
                days.join(", ")
            ));
        }
        text
    }
}

/// Writes a line a sheet, with what is worth knowing of it.
pub fn sheets_in_words(sheets: &[ScheduleSheet], view: &OutputOptions) -> String {
    let mut grid = TextTable::new(
        ["sheet", "layout", "rooms", "days", "entries", ""]
            .map(str::to_owned)
            .to_vec(),
    );
    for sheet in sheets {
        let remark = match &sheet.reason {
            Some(reason) => format!("skipped: {reason}"),
            None => sheet.notes.join("; "),
        };
        let number = |count: u64| {
            if sheet.imported {
                count.to_string()
            } else {
                String::new()
            }
        };
        grid.row(vec![
            sheet.sheet.clone(),
            sheet.layout.clone().unwrap_or_default().replace('_', " "),
            number(sheet.rooms.into()),
            number(sheet.days.into()),
            number(sheet.entries),
            remark,
        ]);
    }
    grid.text(view.width, view.colour)
}
