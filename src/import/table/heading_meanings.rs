//! What the headings of a line mean: by a mapping, by the names and synonyms of their fields, or by the words of other
//! languages and programs, where the cells below can be such values.

use std::collections::BTreeSet;

use chrono::NaiveTime;

use super::cell::{is_truth, plain};
use super::clock::split_time;
use super::column::TableColumn;
use super::heading_line::{HeadingLine, HeadingMeaning};
use super::heading_words::{NOTHING, is_of_people, likely_fields, shorter_headings};
use super::headings::HeadedColumn;
use super::spec::TableSpec;
use crate::import::kind::ImportKind;
use crate::kernel::names::name_key;
use crate::output::{CellForm, ColumnNeed};
use colab_schedule::sheet::counts_weeks;
use colab_schedule::workbook::CellValue;

impl HeadingLine<'_> {
    /// Leaves a field to its own name, or to the first of its synonyms, where the other column may mean something else.
    pub(super) fn weaken_synonyms(&mut self) {
        let mut strengths: Vec<(usize, usize, &'static str)> = Vec::new();
        for (one, meaning) in self.meanings.iter().enumerate() {
            let (at, text) = &self.texts[one];
            if let HeadingMeaning::Column(column) = meaning {
                let strength = if self.is_mapped(*at) {
                    0
                } else {
                    column.strength(text)
                };
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
            let is_list = column.is_some_and(|column| column.column.form == CellForm::List);
            if is_foreign && (is_list || !likely_fields(self.spec.kind, text).is_empty()) {
                self.meanings[*one] = HeadingMeaning::Unknown;
            }
        }
        for (_, _, field) in &strengths {
            self.skip_empty_twins(field);
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
                likely.extend(
                    self.likely(text)
                        .into_iter()
                        .map(|(rank, field)| (rank, one, field)),
                );
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
                && (self.is_open_for(column.name, at) || column.is_of_notes())
                && !self.is_said_otherwise(column.name)
                && self.mostly_holds(at, column)
                // A spelling is that of one room: numbers that go by the building are none.
                && (column.column.form != CellForm::Spellings || self.holds_own(at))
            {
                self.meanings[one] = HeadingMeaning::Column(column);
                self.skip_empty_twins(column.name);
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

    /// Leaves open what numbers mean that count turns of the day, unless an option says that they are times.
    pub(super) fn leave_turns(&mut self) {
        for one in 0..self.texts.len() {
            let at = self.texts[one].0;
            if self.meanings[one].sets("time") && !self.is_mapped(at) && self.counts_turns(at) {
                self.meanings[one] = HeadingMeaning::Unknown;
            }
        }
    }

    /// Returns whether no column sets a field, or only empty ones do beside a full one that may mean it.
    fn is_open_for(&self, field: &str, at: u32) -> bool {
        let is_empty = |one: &HeadingMeaning, at: u32| !one.sets(field) || self.is_blank_column(at);
        let mut headed = self.meanings.iter().zip(&self.texts);
        !self.names(field)
            || !self.is_blank_column(at)
                && headed.all(|(one, (at, _))| is_empty(one, *at))
                && self.placed.is_empty()
    }

    /// Returns whether a column that no option maps has no values.
    fn is_blank_column(&self, at: u32) -> bool {
        !self.is_mapped(at) && self.values(at).next().is_none()
    }

    /// Skips the empty columns of a field that another one fills.
    fn skip_empty_twins(&mut self, field: &str) {
        let is_of = |one: &usize| self.meanings[*one].sets(field);
        let (empty, full): (Vec<usize>, Vec<usize>) = (0..self.meanings.len())
            .filter(is_of)
            .partition(|one| self.is_blank_column(self.texts[*one].0));
        if !full.is_empty() {
            for one in empty {
                self.meanings[one] = HeadingMeaning::Skipped;
            }
        }
    }

    /// Returns the fields that a heading may mean, the likeliest with the lowest number: what its shorter forms mean counts
    /// least.
    fn likely(&self, text: &str) -> Vec<(usize, &'static str)> {
        /// More than words have lines.
        const LEAST: usize = 10_000;
        let kind = self.spec.kind;
        let of_words = |text: &str, weaker: usize| -> Vec<(usize, &'static str)> {
            let fields = likely_fields(kind, text).iter();
            fields
                .map(|likely| (likely.rank + weaker, likely.field))
                .collect()
        };
        let own = of_words(text, 0);
        if !own.is_empty() {
            return own;
        }
        let of_shorter = |shorter: &str| match self.spec.column_headed(shorter) {
            Some(column) => vec![(LEAST, column.name)],
            None => of_words(shorter, LEAST),
        };
        let mut shorter = shorter_headings(kind, text).map(of_shorter);
        shorter.find(|fields| !fields.is_empty()).unwrap_or_default()
    }

    /// Finds the likeliest other column that could name devices, and of which each names but one.
    pub(super) fn spare_key(&self, columns: &[HeadedColumn]) -> Option<u32> {
        const KEY: &str = "serial_number";
        let own = columns.iter().find(|one| one.column.name == KEY)?;
        let ranked = self.texts.iter().filter_map(|(at, text)| {
            let likely = self.likely(text).into_iter();
            let (rank, _) = likely.filter(|(_, field)| *field == KEY).min()?;
            // The number of a row is nobody's name.
            let counts_rows = name_key(text) == "id" && self.values(*at).any(has_digits_alone);
            let is_other = *at != own.at && !counts_rows && !self.is_mapped(*at);
            (is_other && self.holds_own(*at)).then_some((rank, *at))
        });
        ranked.min().map(|(_, at)| at)
    }

    /// Finds another column that names each device, and none of them by a number alone.
    pub(super) fn whole_key(&self, columns: &[HeadedColumn]) -> Option<u32> {
        const KEY: &str = "serial_number";
        let own = columns.iter().find(|one| one.column.name == KEY)?;
        let lines = self.filled_lines();
        let is_named = |value: &CellValue| plain(value).chars().any(char::is_alphabetic);
        let names_all = |at: &u32| {
            let named = self.values(*at).filter(|value| is_named(value)).count();
            // A line of another kind may stand among them.
            named > 1 && named * 100 >= lines * 99 && self.holds_own(*at)
        };
        let other = self.texts.iter().map(|(at, _)| *at);
        let mut other = other.filter(|at| *at != own.at && !self.is_mapped(*at));
        other.find(names_all)
    }

    /// Finds a column that may say of which categories devices are where no column does: a name, or one that is headed as a
    /// thing or a kind, of which the same few words stand in all lines.
    pub(super) fn kinds(&self, columns: &[HeadedColumn]) -> Option<u32> {
        const HEADS: [&str; 8] = [
            "typ", "tipo", "kind", "categor", "kategor", "class", "klasse", "group",
        ];
        const THINGS: [&str; 2] = ["item", "product"];
        let has_category = || columns.iter().any(|one| one.column.name == "category");
        if self.spec.kind != ImportKind::Devices || has_category() {
            return None;
        }
        let lines = self.filled_lines();
        let is_of_devices = |text: &str| !text.split(|c: char| !c.is_alphanumeric()).any(is_of_people);
        let may_be = |at: u32, text: &str| match columns.iter().find(|one| one.at == at) {
            Some(one) => one.column.name == "name" || THINGS.contains(&name_key(text).as_str()),
            None => HEADS.iter().any(|head| name_key(text).contains(head)) && !self.is_mapped(at),
        };
        let is_word = |value: &CellValue| plain(value).chars().any(char::is_alphabetic) && !is_truth(value);
        let come_again = |at: u32| {
            let keys: Vec<String> = self.values(at).map(|value| name_key(&plain(value))).collect();
            let distinct: BTreeSet<&String> = keys.iter().collect();
            keys.len() == lines && distinct.len() * 2 <= keys.len()
        };
        let is_it = |(at, text): &&(u32, String)| {
            is_of_devices(text) && may_be(*at, text) && self.values(*at).all(is_word) && come_again(*at)
        };
        self.texts.iter().find(is_it).map(|(at, _)| *at)
    }

    /// Returns whether each cell of a column has a text of its own.
    pub(super) fn holds_own(&self, at: u32) -> bool {
        let mut seen = BTreeSet::new();
        self.values(at).all(|value| seen.insert(name_key(&plain(value))))
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
        text == "booking_id" && self.values(at).all(has_digits_alone)
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
            "date" => self.names("from_date"),
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
        let of_field = |field: &str| self.meanings.iter().position(|one| one.sets(field));
        let has_day = |value: &CellValue| {
            matches!(value, CellValue::DateTime(_)) || split_time(plain(value).trim()).is_some()
        };
        // Beside instants weekdays only say the same.
        let has_instants =
            of_field("starts_at").is_some_and(|one| self.values(self.texts[one].0).any(has_day));
        let Some(one) = of_field("date").filter(|_| !has_instants) else {
            return;
        };
        let at = self.texts[one].0;
        if !self.is_mapped(at) && !self.names("weekdays") && self.holds_weekdays(at) {
            self.meanings[one] = HeadingMeaning::Column(weekdays);
        }
    }

    /// Returns whether cells of a column can be values of a field: a column of names is none of numbers.
    pub(super) fn may_hold(&self, at: u32, column: TableColumn) -> bool {
        self.below().next().is_none() || self.values(at).any(|value| column.may_be(value))
    }
}

/// Returns whether a cell has nothing but digits.
fn has_digits_alone(value: &CellValue) -> bool {
    plain(value).trim().bytes().all(|byte| byte.is_ascii_digit())
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
