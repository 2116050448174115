//! The calendar on the screen: a table that fits the terminal, JSON and records.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde_json::{Value as Json, json};

use super::span::CalendarPart;
use super::{Calendar, CalendarEntry, CalendarRow, DateSpan, DayKind};
use crate::output::{OutputOptions, Record, Records, Report, RowTone, TextTable, list};

/// Columns that a room needs on a terminal to be read.
const ROOM_WIDTH: usize = 16;
/// Columns of the day at the left.
const DAY_WIDTH: usize = 8;

type Cells<'a> = BTreeMap<(NaiveDate, &'a str), String>;

impl Calendar {
    /// Returns the text of each cell: lines of its own on a terminal, one line in a pipe.
    fn texts(&self, view: &OutputOptions) -> Cells<'_> {
        let text = |entries: Vec<&CalendarEntry>| {
            let lines = |entry: &&CalendarEntry| match view.width {
                Some(_) => entry.lines().join("\n"),
                None => entry.lines().join(" "),
            };
            let between = if view.width.is_some() { "\n" } else { " / " };
            entries.iter().map(lines).collect::<Vec<_>>().join(between)
        };
        let cells = self.cells().into_iter();
        let mut texts: Cells<'_> = cells.map(|(place, entries)| (place, text(entries))).collect();
        let between = if view.width.is_some() { "\n" } else { " / " };
        for (place, closed) in self.closed_cells() {
            let words: Vec<String> = closed.iter().map(|entry| entry.text()).collect();
            let booked = texts.remove(&place).into_iter();
            texts.insert(
                place,
                words.into_iter().chain(booked).collect::<Vec<_>>().join(between),
            );
        }
        texts
    }

    /// Renders one table of these rooms.
    fn table(
        &self,
        part: &CalendarPart,
        rooms: &[String],
        cells: &Cells<'_>,
        view: &OutputOptions,
    ) -> String {
        let head = std::iter::once(String::new())
            .chain(rooms.iter().cloned())
            .collect();
        let mut grid = TextTable::new(head);
        grid.keep_all();
        for day in part.days() {
            let (tone, mark) = match self.kind_of(day) {
                DayKind::Today => (RowTone::Today, "*"),
                DayKind::Weekend => (RowTone::Weekend, ""),
                DayKind::Plain => (RowTone::Plain, ""),
            };
            let label = format!("{}{mark}", day.format("%a %d"));
            let row = rooms
                .iter()
                .map(|room| cells.get(&(day, room.as_str())).cloned().unwrap_or_default());
            grid.toned_row(std::iter::once(label).chain(row).collect(), tone);
        }
        grid.text(view.width, view.colour)
    }

    /// Writes the legend in as many lines as the terminal needs.
    fn legend_text(&self, view: &OutputOptions) -> String {
        let width = view.width.map_or(usize::MAX, usize::from);
        let today = (self.stretch.first() <= self.today && self.today <= self.stretch.last())
            .then(|| "* today".to_owned());
        let marks = self.legend().into_iter();
        let words = marks
            .map(|mark| format!("{} {}", mark.sign, mark.means))
            .chain(today);
        let mut lines: Vec<String> = Vec::new();
        for word in words {
            match lines.last_mut() {
                Some(line) if line.chars().count() + word.chars().count() + 3 <= width => {
                    line.push_str(" · ");
                    line.push_str(&word);
                }
                _ => lines.push(word),
            }
        }
        // Where a single sign has no room on a line it is broken there, not in the margin.
        lines.iter().map(|line| broken(line, width)).collect()
    }

    fn waiting_text(&self) -> String {
        let Some(count @ 1..) = self.waiting else {
            return String::new();
        };
        let (from, to) = (self.stretch.first(), self.stretch.last());
        let what = if count == 1 {
            "booking waits"
        } else {
            "bookings wait"
        };
        format!("{count} {what} for a room: colab booking list --status pending --from {from} --to {to}\n")
    }

    fn day_json(&self, day: NaiveDate, view: &OutputOptions) -> Json {
        let entry = |entry: &CalendarEntry| {
            let pairs = CalendarEntry::fields()
                .iter()
                .map(|field| (field.name.to_owned(), view.json(&(field.value)(entry))));
            Json::Object(pairs.collect())
        };
        let from = self.entries.partition_point(|entry| entry.day < day);
        let entries = self.entries.iter().skip(from);
        let bookings: Vec<Json> = entries.take_while(|entry| entry.day == day).map(entry).collect();
        let closed = self.closed.iter().filter(|closed| closed.day == day);
        let blocks: Vec<Json> = closed
            .map(|closed| {
                json!({"block_id": closed.block.block_id, "room": closed.room, "start": closed.start, "end": closed.end,
                       "kind": closed.block.kind, "reason": closed.block.reason})
            })
            .collect();
        let kind = self.kind_of(day);
        json!({"date": day.to_string(), "weekday": day.format("%a").to_string(), "today": kind == DayKind::Today,
               "weekend": !crate::kernel::period::is_working_day(day), "bookings": bookings, "blocks": blocks})
    }
}

/// Breaks a line at blanks, so that none is wider.
fn broken(line: &str, width: usize) -> String {
    let mut text = String::new();
    let mut used = 0;
    for word in line.split(' ') {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > width {
            text.push('\n');
            used = 0;
        } else if used > 0 {
            text.push(' ');
            used += 1;
        }
        text.push_str(word);
        used += length;
    }
    text + "\n"
}

impl Report for Calendar {
    /// Returns the calendar as JSON; `month` and `week` name the span if it is one.
    fn json(&self, view: &OutputOptions) -> Json {
        let (first, last) = (self.stretch.first(), self.stretch.last());
        let (month, week) = match self.stretch {
            DateSpan::Month(first) => (Some(first.format("%Y-%m").to_string()), None),
            DateSpan::Week(first) => {
                let week = first.iso_week();
                (None, Some(format!("{}-W{:02}", week.year(), week.week())))
            }
            DateSpan::Days(..) => (None, None),
        };
        let days = first.iter_days().take_while(|day| *day <= last);
        let days: Vec<Json> = days.map(|day| self.day_json(day, view)).collect();
        json!({"month": month, "week": week, "from": first.to_string(), "to": last.to_string(), "rooms": self.rooms,
               "waiting": self.waiting, "days": days})
    }

    /// Pages the rooms on a terminal so that each page fits; a pipe gets one page.
    fn text(&self, view: &OutputOptions) -> String {
        let cells = self.texts(view);
        let per_page = view.width.map_or(self.rooms.len(), |width| {
            (usize::from(width).saturating_sub(DAY_WIDTH) / ROOM_WIDTH).max(1)
        });
        let mut text = String::new();
        for part in self.stretch.parts() {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&format!("{}\n", part.title));
            for rooms in self.rooms.chunks(per_page.max(1)) {
                text.push('\n');
                text.push_str(&self.table(&part, rooms, &cells, view));
            }
        }
        if self.rooms.is_empty() {
            text.push_str("\nNo rooms yet: colab room add NAME, or colab import rooms --starter colab\n");
            return text;
        }
        let width = view.width.map_or(usize::MAX, usize::from);
        let waiting = self.waiting_text();
        let waiting = waiting.lines().map(|line| broken(line, width));
        text + "\n" + &self.legend_text(view) + &waiting.collect::<String>()
    }

    fn records(&self) -> Records {
        let mut rows: Vec<CalendarRow> = self.entries.iter().cloned().map(CalendarRow::Booking).collect();
        rows.extend(self.closed.iter().cloned().map(CalendarRow::Closed));
        rows.sort_by_key(|row| match row {
            CalendarRow::Booking(entry) => entry.day,
            CalendarRow::Closed(entry) => entry.day,
        });
        list(&rows)
    }
}
