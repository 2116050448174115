//! Each step from the text of one cell to what becomes of it.

use super::cells::{
    ExplanationLine, WorkbookExplanation, booking_in_words, cell_line, day_in_words, time_in_words,
};
use crate::import::schedule::model::CellPlace;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::kernel::text::printable;
use colab_schedule::sheet::{SheetReading, SheetSlot};
use colab_schedule::workbook::{CellValue, Sheet, SheetCell, SheetLook};

/// The steps of one cell, while they are listed.
struct StepWriter<'e, 'a> {
    explanation: &'e WorkbookExplanation<'a>,
    sheet: &'e Sheet,
    reading: &'e SheetReading,
    cell: &'e SheetCell,
    steps: Vec<ExplanationLine>,
}

/// Lists each step from the text of a cell, `Mar 2026!B3`, to what becomes of it; of a sheet alone every cell.
///
/// # Errors
/// `NotFound` for a sheet or a cell that the workbook does not have.
pub fn steps(explanation: &WorkbookExplanation<'_>, place: &str) -> Result<Vec<ExplanationLine>> {
    let (name, cell) = place.rsplit_once('!').unwrap_or((place, ""));
    let wanted = name.trim_matches('\'');
    let found = explanation
        .sheets()
        .find(|(sheet, _)| name_key(&sheet.name) == name_key(wanted));
    let (sheet, reading) = found.ok_or_else(|| {
        let names: Vec<&str> = explanation
            .sheets()
            .map(|(sheet, _)| sheet.name.as_str())
            .collect();
        let fact = format!("no sheet is named {}", printable(wanted));
        Error::not_found(ErrorCode::UnknownSheet, fact, &names)
    })?;
    if cell.is_empty() {
        let cells = explanation.cells(sheet, reading);
        let mut lines = vec![explanation.sheet_line(reading)];
        lines.extend(cells.iter().map(|cell| cell_line(&sheet.name, cell)));
        return Ok(lines);
    }
    let address = cell.replace('$', "").to_ascii_uppercase();
    let found = sheet.cells.iter().find(|cell| cell.at.to_string() == address);
    let found = found.ok_or_else(|| {
        let fact = format!(
            "cell {} of sheet {} is empty",
            printable(cell),
            printable(&sheet.name)
        );
        Error::not_found(ErrorCode::NotFound, fact, &[])
    })?;
    Ok(of(explanation, sheet, reading, found))
}

/// Lists the steps of a cell.
fn of(
    explanation: &WorkbookExplanation<'_>,
    sheet: &Sheet,
    reading: &SheetReading,
    cell: &SheetCell,
) -> Vec<ExplanationLine> {
    let mut writer = StepWriter {
        explanation,
        sheet,
        reading,
        cell,
        steps: Vec::new(),
    };
    writer.text();
    if let Some(look) = &sheet.look {
        writer.look(look);
    }
    writer.sheet();
    let slot = reading.slots.iter().find(|slot| slot.at == cell.at);
    if let Some(slot) = slot.filter(|_| explanation.is_read(&sheet.name)) {
        writer.axes(slot);
        writer.readings();
    }
    writer.outcome();
    writer.steps
}

impl StepWriter<'_, '_> {
    fn step(&mut self, part: &'static str, meaning: String) {
        self.steps.push(ExplanationLine {
            sheet: self.sheet.name.clone(),
            cell: Some(self.cell.at.to_string()),
            part,
            text: String::new(),
            meaning,
            action: None,
        });
    }

    fn text(&mut self) {
        let kind = match self.cell.value {
            CellValue::Text(_) => "a text",
            CellValue::Number(_) => "a number",
            CellValue::Bool(_) => "a truth value",
            CellValue::DateTime(_) => "a date",
            CellValue::Time(_) => "a time",
            CellValue::Error(_) => "an error",
        };
        self.step("value", kind.to_owned());
        if let Some(step) = self.steps.last_mut() {
            step.text = self.cell.value.to_string();
        }
        let merges = self.sheet.merges.iter().flatten();
        for merge in merges.filter(|merge| merge.first == self.cell.at) {
            self.step("merge", format!("merged over {}:{}", merge.first, merge.last));
        }
    }

    fn look(&mut self, look: &SheetLook) {
        let at = self.cell.at;
        if self.reading.hidden.contains(&at) {
            self.step("look", "in a hidden row or column".to_owned());
        }
        for struck in look.struck.iter().filter(|struck| struck.at == at) {
            self.step(
                "look",
                match &struck.part {
                    Some(part) => format!("struck through: {}; it leaves: {}", part.struck, part.rest),
                    None => "struck through".to_owned(),
                },
            );
        }
        for fill in look.fills.iter().filter(|fill| fill.at == at) {
            self.step("look", format!("filled with {:06X}", fill.rgb));
        }
        for comment in look.comments.iter().filter(|comment| comment.at == at) {
            self.step("comment", comment.text.clone());
        }
    }

    fn sheet(&mut self) {
        self.step("sheet", self.explanation.sheet_in_words(self.reading));
    }

    /// Names the cells that give the entry its rooms, days and time.
    fn axes(&mut self, slot: &SheetSlot) {
        let axes = &self.reading.axes;
        for day in &slot.days {
            let at = axes.dates.iter().find(|(_, date)| date == day).map(|(at, _)| *at);
            let from = at.map_or_else(String::new, |at| format!(" by {at}"));
            self.step("date", format!("{}{from}", day_in_words(*day, self.reading)));
        }
        for room in &slot.rooms {
            let in_line = |(at, own): &&(_, _)| {
                let at: &colab_schedule::workbook::CellAddress = at;
                own == room && (at.row <= self.cell.at.row || at.col <= self.cell.at.col)
            };
            let at = axes.rooms.iter().rev().find(in_line).map(|(at, _)| *at);
            let from = at.map_or_else(String::new, |at| format!(" by {at}"));
            self.step("room", format!("{}{from}", self.explanation.room_in_words(room)));
        }
        match slot.time {
            Some(time) => self.step("time", format!("{} by its row or column", time_in_words(time))),
            None => self.step("time", "neither its row nor its column names one".to_owned()),
        }
        let fate = slot.look.fate.as_ref().map(|(_, why)| why);
        // That the cell itself is struck through was told with its look.
        if let Some(why) = fate.filter(|why| *why != "struck through") {
            self.step("look", why.clone());
        }
    }

    /// Lists the bookings that the text was read as.
    fn readings(&mut self) {
        let place = CellPlace::new(&self.sheet.name, self.cell.at);
        let wanted = &self.explanation.schedule.wanted;
        let mut read: Vec<String> = wanted
            .iter()
            .filter(|wanted| wanted.place.as_ref() == Some(&place))
            .map(|wanted| {
                let cancelled = if wanted.cancelled { ", cancelled" } else { "" };
                format!("{}{cancelled}", booking_in_words(&wanted.booking))
            })
            .collect();
        read.dedup();
        for booking in read {
            self.step("reading", booking);
        }
    }

    fn outcome(&mut self) {
        let items = self.explanation.items_of(&self.sheet.name);
        let cell = self.cell.at.to_string();
        let Some(items) = items.get(cell.as_str()) else {
            let cells = self.explanation.cells(self.sheet, self.reading);
            if let Some(own) = cells.iter().find(|own| own.at == self.cell.at) {
                self.step(own.part.as_str(), own.meaning.clone());
            }
            return;
        };
        for item in items {
            self.step("outcome", self.explanation.item_in_words(item));
            if let Some(step) = self.steps.last_mut() {
                step.action = Some(item.action);
            }
        }
    }
}
