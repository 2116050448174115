//! What an import says of itself: a table for people, JSON for scripts.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::model::{Action, CellCounts, SheetSummary};
use super::plan::{Item, ItemRoom, Plan};
use super::schedule::Schedule;
use crate::kernel::error::{Error, Result};
use crate::output::{OutputOptions, Record, RecordField, Records, Report, TextTable, list, shown_in_table};
use colab_schedule::rooms::RoomDirectory;

/// Bookings, records and cells by what was done about them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    pub created: u64,
    pub updated: u64,
    pub unchanged: u64,
    pub kept: u64,
    pub disagreed: u64,
    pub cancelled: u64,
    pub conflicts: u64,
    pub rejected: u64,
    pub ignored: u64,
    pub warnings: u64,
}

/// The summary that is kept with an import.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    pub cells: CellCounts,
    pub counts: Counts,
    pub sheets: Vec<SheetSummary>,
}

/// One line of the report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportItem {
    pub sheet: Option<String>,
    pub cell: Option<String>,
    pub text: String,
    pub action: Action,
    pub booking_id: Option<i64>,
    pub room: Option<String>,
    pub date: Option<String>,
    pub message: Option<String>,
}

/// The whole report.
#[derive(Debug, Clone)]
pub struct ImportReport {
    pub import_id: Option<i64>,
    pub dry_run: bool,
    pub applied: bool,
    pub file: String,
    pub sha256: String,
    pub source: String,
    pub summary: Summary,
    pub rooms_created: Vec<String>,
    pub items: Vec<ReportItem>,
}

impl Counts {
    fn change_something(&self) -> bool {
        self.created + self.updated + self.cancelled + self.disagreed > 0
    }
}

impl Summary {
    /// # Errors
    /// `Internal` when cells were lost: the sum must hold.
    pub fn of(schedule: &Schedule, plan: &Plan) -> Result<Self> {
        if !schedule.cells.holds() {
            return Err(Error::internal(format!(
                "the report does not add up: {:?}",
                schedule.cells
            )));
        }
        let counts = Counts {
            created: plan.count(Action::Create),
            updated: plan.count(Action::Update),
            unchanged: plan.count(Action::Unchanged),
            kept: plan.count(Action::Keep),
            disagreed: plan.count(Action::Disagree),
            cancelled: plan.count(Action::Cancel),
            conflicts: plan.count(Action::Conflict),
            rejected: plan.count(Action::Reject),
            ignored: plan.count(Action::Ignore),
            warnings: warnings(plan) + schedule.sheet_warnings,
        };
        Ok(Self {
            cells: schedule.cells,
            counts,
            sheets: schedule.sheets.clone(),
        })
    }
}

/// A remark on a cell is one, however many bookings the cell makes.
fn warnings(plan: &Plan) -> u64 {
    let remarks = plan.items.iter().flat_map(|item| {
        let count = usize::try_from(item.warnings).unwrap_or(usize::MAX);
        item.messages.iter().take(count).map(|text| (&item.place, text))
    });
    u64::try_from(remarks.collect::<HashSet<_>>().len()).unwrap_or(u64::MAX)
}

/// Items worth a line: all but those plainly created or unchanged, or all of them.
pub fn items(plan: &Plan, rooms: &RoomDirectory, full: bool) -> Vec<ReportItem> {
    let plain =
        |item: &Item| matches!(item.action, Action::Create | Action::Unchanged) && item.messages.is_empty();
    plan.items
        .iter()
        .filter(|item| full || !plain(item))
        .map(|item| report_item(item, rooms))
        .collect()
}

fn report_item(item: &Item, rooms: &RoomDirectory) -> ReportItem {
    let place = item.place.as_ref();
    ReportItem {
        sheet: place.map(|place| place.sheet.clone()),
        cell: place
            .map(|place| place.cell.clone())
            .filter(|cell| !cell.is_empty()),
        text: item.text.clone(),
        action: item.action,
        booking_id: item.booking_id,
        room: item.room.as_ref().and_then(|room| room_name(room, rooms)),
        date: item.day.map(|day| day.to_string()),
        message: (!item.messages.is_empty()).then(|| item.messages.join("; ")),
    }
}

pub fn room_name(room: &ItemRoom, rooms: &RoomDirectory) -> Option<String> {
    match room {
        ItemRoom::Id(id) => rooms.get(*id).map(|room| room.name.clone()),
        ItemRoom::New(name) => Some(name.clone()),
    }
}

impl Record for ReportItem {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<ReportItem>] = &[
            shown_in_table("sheet", |item| item.sheet.clone().into()),
            shown_in_table("cell", |item| item.cell.clone().into()),
            shown_in_table("action", |item| item.action.as_str().into()),
            shown_in_table("booking_id", |item| item.booking_id.into()),
            shown_in_table("room", |item| item.room.clone().into()),
            shown_in_table("date", |item| item.date.clone().into()),
            shown_in_table("text", |item| item.text.as_str().into()),
            shown_in_table("message", |item| item.message.clone().into()),
        ];
        FIELDS
    }
}

impl Report for ImportReport {
    fn json(&self, _view: &OutputOptions) -> Json {
        json!({
            "import_id": self.import_id, "dry_run": self.dry_run, "applied": self.applied, "file": self.file,
            "sha256": self.sha256, "source": self.source, "cells": self.summary.cells, "counts": self.summary.counts,
            "rooms_created": self.rooms_created, "sheets": self.summary.sheets, "items": self.items,
        })
    }

    fn text(&self, view: &OutputOptions) -> String {
        let mut text = format!(
            "{}\n\n{}",
            self.headline(),
            sheets_text(&self.summary.sheets, view)
        );
        if !self.items.is_empty() {
            text.push('\n');
            text.push_str(&self.items_text(view));
        }
        text.push('\n');
        text.push_str(&self.sums());
        text
    }

    fn records(&self) -> Records {
        list(&self.items)
    }
}

impl ImportReport {
    fn headline(&self) -> String {
        let state = match (self.import_id, self.dry_run) {
            (Some(id), _) => format!("import {id}"),
            (None, true) => "dry run, nothing is written".to_owned(),
            (None, false) => "nothing was written".to_owned(),
        };
        format!(
            "{} (source {}): {state}",
            crate::kernel::text::printable(&self.file),
            crate::kernel::text::printable(&self.source)
        )
    }

    fn items_text(&self, view: &OutputOptions) -> String {
        let mut grid = TextTable::new(
            ["where", "what", "room", "date", "text", "why"]
                .map(str::to_owned)
                .to_vec(),
        );
        for item in &self.items {
            let place = match (&item.sheet, &item.cell) {
                (Some(sheet), Some(cell)) => format!("{sheet}!{cell}"),
                (Some(sheet), None) => sheet.clone(),
                (None, _) => String::new(),
            };
            let text = item.text.split_whitespace().collect::<Vec<_>>().join(" ");
            grid.row(vec![
                place,
                item.action.to_string(),
                item.room.clone().unwrap_or_default(),
                item.date.clone().unwrap_or_default(),
                text,
                item.message.clone().unwrap_or_default(),
            ]);
        }
        grid.text(view.width, view.colour)
    }

    fn sums(&self) -> String {
        let counts = &self.summary.counts;
        let cells = &self.summary.cells;
        let named = [
            ("created", counts.created),
            ("updated", counts.updated),
            ("unchanged", counts.unchanged),
            ("kept as edited", counts.kept),
            ("disagreed", counts.disagreed),
            ("cancelled", counts.cancelled),
            ("in conflict", counts.conflicts),
        ];
        let bookings = counted(&named);
        // The counts are those of the plan.
        let head = match self.applied || !counts.change_something() {
            true => "bookings",
            false => "bookings, were it written",
        };
        let mut text = format!("{head}: {bookings}\n");
        text.push_str(&format!(
            "cells: {} read = {} booked + {} ignored + {} rejected; {} warnings\n",
            cells.read, cells.booked, cells.ignored, cells.rejected, counts.warnings
        ));
        if !self.rooms_created.is_empty() {
            text.push_str(&format!(
                "{}: {}\n",
                if self.applied {
                    "rooms made"
                } else {
                    "rooms to be made"
                },
                crate::kernel::text::printable(&self.rooms_created.join(", "))
            ));
        }
        text
    }
}

/// `3 created, 1 unchanged`; what is 0 is not said.
pub fn counted(named: &[(&str, u64)]) -> String {
    let words: Vec<String> = named
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| format!("{count} {name}"))
        .collect();
    match words.is_empty() {
        true => "none".to_owned(),
        false => words.join(", "),
    }
}

/// A line a sheet, and what is to be said of it below.
pub fn sheets_text(sheets: &[SheetSummary], view: &OutputOptions) -> String {
    let mut grid = TextTable::new(
        ["sheet", "layout", "rooms", "days", "entries", ""]
            .map(str::to_owned)
            .to_vec(),
    );
    for sheet in sheets {
        let remark = match &sheet.reason {
            Some(reason) => format!("left out: {reason}"),
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
