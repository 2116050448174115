//! What the headings of a line mean: by a mapping, by the names and synonyms of their fields, or by the words of other
//! languages and programs, where the cells below can be such values.

use std::collections::BTreeSet;

use chrono::NaiveTime;

use super::cell::plain;
use super::clock::split_time;
use super::column::TableColumn;
use super::heading_line::{HeadingLine, HeadingMeaning};
use super::heading_words::{NOTHING, likely_fields};
use super::spec::TableSpec;
use crate::import::kind::ImportKind;
use crate::kernel::names::name_key;
use crate::output::ColumnNeed;
use colab_schedule::sheet::counts_weeks;
use colab_schedule::workbook::CellValue;

impl HeadingLine<'_> {
    /// Leaves a field to its own name, or to the first of its synonyms, where the other column may mean something else.
    pub(super) fn weaken_synonyms(&mut self) {
        let mut strengths: Vec<(usize, usize, &'static str)> = Vec::new();
        for (one, meaning) in self.meanings.iter().enumerate() {
            let (at, text) = &self.texts[one];
            let is_mapped = self
                .options
                .mappings
                .iter()
                .any(|mapping| self.maps(mapping, *at, text));
            if let HeadingMeaning::Column(column) = meaning {
                let strength = if is_mapped { 0 } else { column.strength(text) };
                strengths.push((strength, one, column.name));
            }
        }
        for (strength, one, field) in &strengths {
            let (at, text) = &self.texts[*one];
            let column = self.spec.column(field);
            let is_mapped = *strength == 0;
            // Words of another list are no kind of rooms.
            let is_of_other_words = !is_mapped
                && *field == "room_type"
                && self.values(*at).next().is_some()
                && !column.is_some_and(|column| self.mostly_holds(*at, column));
            if is_of_other_words {
                self.meanings[*one] = HeadingMeaning::Unknown;
                continue;
            }
            // A synonym above cells of which several are not values, and a number of ours that is none, are another program's.
            let is_foreign = *strength > 1
                && !column
                    .is_some_and(|column| self.may_hold(*at, column) || self.values(*at).nth(1).is_none())
                || *strength > 0 && *field == "booking_id" && !self.may_be_number_of_ours(*at, text);
            if is_foreign && !likely_fields(self.spec.kind, text).is_empty() {
                self.meanings[*one] = HeadingMeaning::Unknown;
            }
        }
        // Programs for forms note when somebody began to fill one in, and when it was sent.
        let is_of_form = |(_, text): &(u32, String)| name_key(text) == "completiontime";
        if self.texts.iter().any(is_of_form) {
            let begun = self
                .texts
                .iter()
                .position(|(_, text)| name_key(text) == "starttime");
            begun
                .into_iter()
                .for_each(|one| self.meanings[one] = HeadingMeaning::Skipped);
        }
        strengths.retain(|(_, one, _)| matches!(self.meanings[*one], HeadingMeaning::Column(_)));
        strengths.sort_unstable();
        let mut taken: BTreeSet<&str> = BTreeSet::new();
        for (strength, one, field) in strengths {
            let is_first = taken.insert(field);
            if !is_first
                && strength > 0
                && !self.spec.column(field).is_some_and(|column| column.is_of_notes())
                && !likely_fields(self.spec.kind, &self.texts[one].1).is_empty()
            {
                self.meanings[one] = HeadingMeaning::Unknown;
            }
        }
    }

    /// Gives other headings the fields that they may mean, the likeliest first, as far as no other column has them and
    /// their cells can be such values.
    pub(super) fn mean_by_words(&mut self) {
        let mut likely: Vec<(usize, usize, &'static str)> = Vec::new();
        for (one, (_, text)) in self.texts.iter().enumerate() {
            if matches!(self.meanings[one], HeadingMeaning::Unknown) {
                let fields = likely_fields(self.spec.kind, text).iter();
                likely.extend(fields.map(|likely| (likely.rank, one, likely.field)));
            }
        }
        likely.sort_unstable();
        for (_, one, field) in likely {
            if !matches!(self.meanings[one], HeadingMeaning::Unknown) {
                continue;
            }
            let at = self.texts[one].0;
            if field == NOTHING {
                // The weeks of a term matter where weekdays are of one.
                if !counts_weeks(&self.texts[one].1) {
                    self.meanings[one] = HeadingMeaning::Skipped;
                }
            } else if let Some(column) = self.spec.column(field).map(|column| self.with_times(column, at))
                && (!self.names(column.name) || column.is_of_notes())
                && !self.is_said_otherwise(column.name)
                && self.mostly_holds(at, column)
            {
                self.meanings[one] = HeadingMeaning::Column(column);
            }
        }
        for one in 0..self.texts.len() {
            if let HeadingMeaning::Column(column) = self.meanings[one] {
                let timed = self.with_times(column, self.texts[one].0);
                if timed.name == column.name || !self.names(timed.name) {
                    self.meanings[one] = HeadingMeaning::Column(timed);
                }
            }
        }
    }

    /// Takes the numbers of another program for names where the records have no others.
    pub(super) fn take_numbers_for_names(&mut self) {
        let has_keys = |spec: &TableSpec| {
            let mut columns = spec.columns.iter();
            columns.any(|column| column.column.need == ColumnNeed::Key)
        };
        let is_listed = |one: &HeadingMeaning| matches!(one, HeadingMeaning::Mark("created_at"));
        let is_headed = self.spec.is_headed_by(|name| self.names(name));
        if is_headed || !has_keys(self.spec) || self.meanings.iter().any(is_listed) {
            return;
        }
        let number = self
            .meanings
            .iter()
            .position(|one| matches!(one, HeadingMeaning::Mark("id")));
        if let Some(one) = number {
            self.meanings[one] = HeadingMeaning::Unknown;
            self.mean_by_words();
        }
    }

    /// Returns whether a column may hold numbers of bookings here: it is headed as we write it, and has numbers alone.
    pub(super) fn may_be_number_of_ours(&self, at: u32, text: &str) -> bool {
        let is_number = |value: &CellValue| plain(value).trim().bytes().all(|byte| byte.is_ascii_digit());
        text == "booking_id" && self.values(at).all(is_number)
    }

    /// Returns the column of instants in place of one of dates whose cells have a time of day.
    pub(super) fn with_times(&self, column: TableColumn, at: u32) -> TableColumn {
        let instant = match (self.spec.kind, column.name) {
            (ImportKind::Bookings, "date" | "from_date") => "starts_at",
            (ImportKind::Bookings, "to_date") => "ends_at",
            _ => return column,
        };
        let mut values = self.values(at).peekable();
        let has_times = values.peek().is_some() && values.all(has_time);
        let timed = self.spec.column(instant).filter(|_| has_times);
        timed.unwrap_or(column)
    }

    /// Returns whether another column says already when bookings begin.
    pub(super) fn is_said_otherwise(&self, field: &str) -> bool {
        match field {
            "time" => self.names("starts_at"),
            "starts_at" => self.names("time"),
            _ => false,
        }
    }

    /// Returns whether half of the cells of a column or more can be values of a field.
    pub(super) fn mostly_holds(&self, at: u32, column: TableColumn) -> bool {
        self.below().next().is_none() || self.are_mostly(at, |value| column.may_be(value))
    }

    /// Takes a column of weekdays for what chooses among the days of a term, where it is headed as dates are and no other
    /// column has those.
    pub(super) fn take_weekdays(&mut self) {
        let Some(weekdays) = self.spec.column("weekdays") else {
            return;
        };
        let of_field = |field: &str| {
            let is_it =
                |one: &HeadingMeaning| matches!(one, HeadingMeaning::Column(column) if column.name == field);
            self.meanings.iter().position(is_it)
        };
        let has_day = |value: &CellValue| {
            matches!(value, CellValue::DateTime(_)) || split_time(plain(value).trim()).is_some()
        };
        // Beside instants weekdays only say the same.
        let has_instants =
            of_field("starts_at").is_some_and(|one| self.values(self.texts[one].0).any(has_day));
        let Some(one) = of_field("date").filter(|_| !has_instants) else {
            return;
        };
        let (at, text) = &self.texts[one];
        let is_mapped = self
            .options
            .mappings
            .iter()
            .any(|mapping| self.maps(mapping, *at, text));
        if !is_mapped && !self.names("weekdays") && self.holds_weekdays(*at) {
            self.meanings[one] = HeadingMeaning::Column(weekdays);
        }
    }

    /// Returns whether cells of a column can be values of a field: a column of names is none of numbers.
    pub(super) fn may_hold(&self, at: u32, column: TableColumn) -> bool {
        self.below().next().is_none() || self.values(at).any(|value| column.may_be(value))
    }
}

/// Returns whether a cell of a date has a time of day that is not midnight alone.
fn has_time(value: &CellValue) -> bool {
    match value {
        CellValue::DateTime(local) => local.time() != NaiveTime::MIN,
        CellValue::Text(text) => split_time(text.trim()).is_some_and(|(_, time, _)| time != MIDNIGHT_START),
        _ => false,
    }
}

/// What ends no day: the midnight that programs write behind a date.
const MIDNIGHT_START: &str = "00:00";
