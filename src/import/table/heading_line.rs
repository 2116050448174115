//! A line of a sheet read as its headings; `heading_meanings` tells what each means, `heading_refusals` what is wrong with
//! them.

use std::collections::BTreeSet;

use super::cell::plain;
use super::column::TableColumn;
use super::currencies::is_currency_heading;
use super::heading_words::without_remark;
use super::headings::{HeadedColumn, NeededHeadings, TableHeadings};
use super::mapping::{ColumnMapping, ReadOptions};
use super::sheet::{PlaceStyle, TableLine, TableSheet, column_at, column_letters, is_blank};
use super::spec::TableSpec;
use crate::kernel::error::Result;
use crate::kernel::names::name_key;
use crate::output::CellForm;
use colab_schedule::sheet::names_weekday;
use colab_schedule::workbook::CellValue;

/// Returns a cell's text with single spaces.
pub fn one_line(value: &CellValue) -> String {
    let words = plain(value);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) enum HeadingMeaning {
    Column(TableColumn),
    /// It tells which record a row of our own lists came from.
    Mark(&'static str),
    Skipped,
    Unknown,
}

impl HeadingMeaning {
    /// Returns whether it sets this field.
    pub(super) fn sets(&self, field: &str) -> bool {
        matches!(self, Self::Column(column) if column.name == field)
    }
}

/// A line that may be the headings of a sheet.
pub struct HeadingLine<'a> {
    pub(super) sheet: &'a TableSheet,
    pub(super) place: usize,
    pub(super) spec: &'a TableSpec,
    pub(super) options: &'a ReadOptions,
    pub(super) texts: Vec<(u32, String)>,
    pub(super) meanings: Vec<HeadingMeaning>,
    /// Mappings by place of columns that have no heading.
    pub(super) placed: Vec<(u32, Option<TableColumn>)>,
}

impl<'a> HeadingLine<'a> {
    /// Reads a line as headings.
    pub fn of(
        sheet: &'a TableSheet,
        place: usize,
        line: &TableLine,
        spec: &'a TableSpec,
        options: &'a ReadOptions,
    ) -> Self {
        let texts = line.cells.iter().map(|(at, value)| (*at, one_line(value)));
        let mut reading = Self {
            sheet,
            place,
            spec,
            options,
            texts: texts.filter(|(_, text)| !text.is_empty()).collect(),
            meanings: Vec::new(),
            placed: Vec::new(),
        };
        reading.meanings = (0..reading.texts.len())
            .map(|one| reading.own_meaning(one))
            .collect();
        reading.weaken_synonyms();
        reading.mean_by_words();
        reading.leave_turns();
        reading.take_numbers_for_names();
        reading.take_weekdays();
        for mapping in &options.mappings {
            if let Some(at) = reading.place_of(mapping).filter(|at| !reading.is_headed(*at)) {
                let column = mapping.field.as_deref().and_then(|name| spec.column(name));
                reading.placed.push((at, column));
            }
        }
        reading
    }

    /// Returns what a heading means by a mapping or by the names that its field declares.
    pub(super) fn own_meaning(&self, one: usize) -> HeadingMeaning {
        let (at, text) = &self.texts[one];
        if let Some(mapping) = self.mapping_of(*at) {
            let column = mapping.field.as_deref().and_then(|name| self.spec.column(name));
            return column.map_or(HeadingMeaning::Skipped, HeadingMeaning::Column);
        }
        let bare = || self.spec.column_headed(without_remark(text)?);
        match self.spec.column_headed(text).or_else(bare) {
            // Our own lists have the client's name beside the name as it was written.
            Some(column) if self.spec.is_read_only(text) && self.has_heading(column.name) => {
                HeadingMeaning::Skipped
            }
            Some(column) => HeadingMeaning::Column(column),
            None => match self.spec.mark(text) {
                Some(mark) => HeadingMeaning::Mark(mark),
                None if self.spec.is_read_only(text) || is_currency_heading(text) => HeadingMeaning::Skipped,
                None => HeadingMeaning::Unknown,
            },
        }
    }

    /// Returns whether a heading is the very name of a field.
    fn has_heading(&self, field: &str) -> bool {
        let key = name_key(field);
        self.texts.iter().any(|(_, text)| name_key(text) == key)
    }

    /// Returns whether a mapping is about a column: by its very heading, by a spelling of it, or by its place.
    fn maps(&self, mapping: &ColumnMapping, at: u32, text: &str) -> bool {
        let is_very = |(_, text): &(u32, String)| *text == mapping.heading;
        if self.texts.iter().any(is_very) {
            return text == mapping.heading;
        }
        let key = name_key(&mapping.heading);
        let is_spelling = |(_, text): &(u32, String)| name_key(text) == key;
        if self.texts.iter().any(is_spelling) {
            return name_key(text) == key;
        }
        self.place_of(mapping) == Some(at)
    }

    /// Finds the first mapping that is about a column.
    fn mapping_of(&self, at: u32) -> Option<&'a ColumnMapping> {
        let text = self.text(at);
        let mut mappings = self.options.mappings.iter();
        mappings.find(|mapping| self.maps(mapping, at, text))
    }

    /// Returns whether some mapping is about a column.
    pub(super) fn is_mapped(&self, at: u32) -> bool {
        self.mapping_of(at).is_some()
    }

    /// Returns the place that a mapping names, where it is not a heading.
    pub(super) fn place_of(&self, mapping: &ColumnMapping) -> Option<u32> {
        let key = name_key(&mapping.heading);
        let is_heading = self.texts.iter().any(|(_, text)| name_key(text) == key);
        let at =
            column_at(&mapping.heading).filter(|_| self.sheet.style == PlaceStyle::Cells && !is_heading)?;
        self.is_used(at).then_some(at)
    }

    pub(super) fn is_headed(&self, at: u32) -> bool {
        self.texts.iter().any(|(place, _)| *place == at)
    }

    /// Returns the cells of a column that are not empty.
    pub(super) fn values(&self, at: u32) -> impl Iterator<Item = &'a CellValue> {
        let cells = self.below().filter_map(move |line| line.cell(at));
        cells.filter(|value| !is_blank(value))
    }

    /// Returns whether a column sets this field.
    pub(super) fn names(&self, field: &str) -> bool {
        let mut placed = self.placed.iter().filter_map(|(_, column)| *column);
        self.meanings.iter().any(|one| one.sets(field)) || placed.any(|column| column.name == field)
    }

    /// Returns whether a column sets one of these fields.
    pub(super) fn names_any(&self, fields: &[&str]) -> bool {
        fields.iter().any(|field| self.names(field))
    }

    /// Returns whether enough of the line is headings.
    pub fn is_enough(&self, enough: NeededHeadings) -> bool {
        let fits = match enough {
            NeededHeadings::Most => self.are_mostly_known(0),
            NeededHeadings::Keys => self.are_words(),
        };
        let has = |name: &str| self.names(name) || self.options.sets_field(name);
        // Weekdays choose among days that something else must name.
        let lacks_days = self.names("weekdays") && !has("from_date");
        fits && !lacks_days && self.spec.is_headed_by(has)
    }

    /// Returns whether the line would be headings with some more of them known.
    pub(super) fn would_be_enough(&self, more: usize) -> bool {
        self.are_words() || self.are_mostly_known(more)
    }

    fn are_mostly_known(&self, more: usize) -> bool {
        let is_known = |one: &&HeadingMeaning| !matches!(one, HeadingMeaning::Unknown);
        let known = self.meanings.iter().filter(is_known).count();
        (known + more) * 2 >= self.texts.len()
    }

    /// Returns whether several words stand above others: a title alone in its line may be a word of a heading.
    fn are_words(&self) -> bool {
        let is_text = |(_, text): &(u32, String)| text.chars().any(char::is_alphabetic);
        self.texts.len() > 1 && self.texts.iter().all(is_text) && self.below().next().is_some()
    }

    pub(super) fn below(&self) -> impl Iterator<Item = &'a TableLine> {
        self.sheet.lines.iter().skip(self.place + 1)
    }

    /// Returns the columns that have something below the line.
    pub(super) fn used_below(&self) -> BTreeSet<u32> {
        let cells = self.below().flat_map(|line| &line.cells);
        cells.map(|(at, _)| *at).collect()
    }

    /// Counts the lines below that are not empty.
    pub(super) fn filled_lines(&self) -> usize {
        self.below().filter(|line| !line.cells.is_empty()).count()
    }

    /// Returns whether any line has something in a column.
    pub(super) fn is_used(&self, column: u32) -> bool {
        let lines = self.sheet.lines.iter();
        lines.flat_map(|line| &line.cells).any(|(at, _)| *at == column)
    }

    pub(super) fn has_values(&self, column: u32) -> bool {
        let cells = self.below().flat_map(|line| &line.cells);
        cells
            .into_iter()
            .any(|(at, value)| *at == column && !is_blank(value))
            || self
                .below()
                .flat_map(|line| &line.faults)
                .any(|(at, _)| *at == column)
    }

    /// Returns whether a column has the days of the week of its dates, and nothing else.
    pub(super) fn holds_weekdays(&self, column: u32) -> bool {
        let mut texts = self.below().filter_map(|line| line.cell(column)).peekable();
        texts.peek().is_some() && texts.all(|value| names_weekday(plain(value).trim()))
    }

    /// Returns the headings of the table below the line.
    ///
    /// # Errors
    /// `Invalid` for an unknown column without which the records would be others, and for two columns that mean the same.
    pub fn headings(self) -> Result<TableHeadings> {
        let line = &self.sheet.lines[self.place];
        let mut columns: Vec<HeadedColumn> = Vec::new();
        let mut skipped: Vec<String> = Vec::new();
        let mut marks: Vec<(u32, &'static str)> = Vec::new();
        let mut unknown: Vec<(u32, &str)> = Vec::new();
        let mut weekday: Option<u32> = None;
        let has_dates = self.names("date") || self.names("starts_at");
        for ((at, text), meaning) in self.texts.iter().zip(&self.meanings) {
            match meaning {
                HeadingMeaning::Column(column) => {
                    let same = |other: &HeadedColumn| other.column.name == column.name;
                    match columns.iter().position(same) {
                        Some(_) if column.name == "date" && self.holds_weekdays(*at) => {
                            skipped.push(text.clone());
                            weekday = Some(*at);
                        }
                        Some(first) if column.name == "date" && self.holds_weekdays(columns[first].at) => {
                            skipped.push(self.text(columns[first].at).to_owned());
                            weekday = Some(columns[first].at);
                            columns[first].at = *at;
                        }
                        Some(first)
                            if column.is_of_notes()
                                || column.name == "cancelled"
                                || self.are_joined(columns[first].at, *at, *column) =>
                        {
                            columns.push(HeadedColumn {
                                at: *at,
                                column: *column,
                            })
                        }
                        Some(first) => return Err(self.two_columns(columns[first].at, *at, column.name)),
                        None => columns.push(HeadedColumn {
                            at: *at,
                            column: *column,
                        }),
                    }
                }
                HeadingMeaning::Unknown | HeadingMeaning::Skipped
                    if has_dates && !self.is_mapped(*at) && self.holds_weekdays(*at) =>
                {
                    skipped.push(text.clone());
                    weekday = weekday.or(Some(*at));
                }
                HeadingMeaning::Unknown if self.has_values(*at) && self.matters(*at, text) => {
                    unknown.push((*at, text));
                }
                HeadingMeaning::Mark(mark) => {
                    marks.push((*at, *mark));
                    skipped.push(text.clone());
                }
                HeadingMeaning::Skipped | HeadingMeaning::Unknown => skipped.push(text.clone()),
            }
        }
        if !unknown.is_empty() {
            return Err(self.unknown_columns(&unknown));
        }
        if let Some(error) = self.lacks_prices() {
            return Err(error);
        }
        for (at, column) in &self.placed {
            columns.extend(column.map(|column| HeadedColumn { at: *at, column }));
        }
        let unnamed = self.unnamed(line);
        let places = unnamed
            .iter()
            .map(|at| format!("{} (no heading)", column_letters(*at)));
        skipped.extend(places);
        Ok(TableHeadings {
            line: self.place,
            spare_key: self.spare_key(&columns),
            whole_key: self.whole_key(&columns),
            kinds: self.kinds(&columns),
            columns,
            marks,
            skipped,
            unnamed,
            weekday,
            texts: self.texts,
        })
    }

    /// Returns whether two columns are mapped to one field of text, each by a mapping of its own: it has both of their texts.
    fn are_joined(&self, one: u32, other: u32, column: TableColumn) -> bool {
        let is_text = matches!(column.column.form, CellForm::Text(_) | CellForm::NameOf(_));
        match (self.mapping_of(one), self.mapping_of(other)) {
            (Some(one), Some(other)) => is_text && !std::ptr::eq(one, other),
            _ => false,
        }
    }

    pub(super) fn text(&self, column: u32) -> &str {
        let found = self.texts.iter().find(|(at, _)| *at == column);
        found.map_or("", |(_, text)| text.as_str())
    }

    /// Finds the columns without a heading: within the line of headings, or anywhere in a workbook. A cell of a text file
    /// behind the last heading has been pushed there by a separator too many, unless somebody says otherwise.
    pub(super) fn unnamed(&self, line: &TableLine) -> Vec<u32> {
        let is_skipped = |at: u32| {
            self.placed
                .iter()
                .any(|(place, column)| *place == at && column.is_none())
        };
        let is_mapped = |at: u32| {
            self.placed
                .iter()
                .any(|(place, column)| *place == at && column.is_some())
        };
        let skips_all = self.options.ignore_unknown
            || self
                .options
                .mappings
                .iter()
                .any(|mapping| mapping.heading.is_empty());
        let is_unnamed = |at: &u32| {
            let is_within = line.width == 0 || *at < line.width;
            !self.is_headed(*at) && !is_mapped(*at) && (is_within || is_skipped(*at) || skips_all)
        };
        self.used_below().into_iter().filter(is_unnamed).collect()
    }
}
