//! A line of a sheet read as its headings: what each means, and what is wrong with them.

use std::collections::BTreeSet;

use super::cell::plain;
use super::column::TableColumn;
use super::heading_words::{self, is_of_passwords};
use super::headings::{HeadedColumn, NeededHeadings, TableHeadings};
use super::mapping::{ColumnMapping, ReadOptions};
use super::sheet::{PlaceStyle, TableLine, TableSheet, column_at, column_letters, is_blank};
use super::spec::TableSpec;
use crate::import::kind::ImportKind;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::{name_key, nearest};
use crate::kernel::text::printable;
use colab_schedule::sheet::names_weekday;
use colab_schedule::workbook::CellValue;

/// Returns a cell's text with single spaces.
pub fn one_line(value: &CellValue) -> String {
    let words = plain(value);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

enum HeadingMeaning {
    Column(TableColumn),
    /// It tells which record a row of our own lists came from.
    Mark(&'static str),
    Skipped,
    Unknown,
}

/// A line that may be the headings of a sheet.
pub struct HeadingLine<'a> {
    sheet: &'a TableSheet,
    place: usize,
    spec: &'a TableSpec,
    options: &'a ReadOptions,
    texts: Vec<(u32, String)>,
    meanings: Vec<HeadingMeaning>,
    /// Mappings by place of columns that have no heading.
    placed: Vec<(u32, Option<TableColumn>)>,
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
        reading.mean_by_words();
        for mapping in &options.mappings {
            if let Some(at) = reading.place_of(mapping).filter(|at| !reading.is_headed(*at)) {
                let column = mapping.field.as_deref().and_then(|name| spec.column(name));
                reading.placed.push((at, column));
            }
        }
        reading
    }

    /// Returns what a heading means by a mapping or by the names that its field declares.
    fn own_meaning(&self, one: usize) -> HeadingMeaning {
        let (at, text) = &self.texts[one];
        if let Some(mapping) = self
            .options
            .mappings
            .iter()
            .find(|mapping| self.maps(mapping, *at, text))
        {
            let column = mapping.field.as_deref().and_then(|name| self.spec.column(name));
            return column.map_or(HeadingMeaning::Skipped, HeadingMeaning::Column);
        }
        match self.spec.column_headed(text) {
            // Our own lists have the client's name beside the name as it was written.
            Some(column) if self.spec.is_read_only(text) && self.has_heading(column.name) => {
                HeadingMeaning::Skipped
            }
            Some(column) => HeadingMeaning::Column(column),
            None => match self.spec.mark(text) {
                Some(mark) => HeadingMeaning::Mark(mark),
                None if self.spec.is_read_only(text) => HeadingMeaning::Skipped,
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

    /// Returns the place that a mapping names, where it is no heading.
    fn place_of(&self, mapping: &ColumnMapping) -> Option<u32> {
        let key = name_key(&mapping.heading);
        let is_heading = self.texts.iter().any(|(_, text)| name_key(text) == key);
        let at =
            column_at(&mapping.heading).filter(|_| self.sheet.style == PlaceStyle::Cells && !is_heading)?;
        self.is_used(at).then_some(at)
    }

    fn is_headed(&self, at: u32) -> bool {
        self.texts.iter().any(|(place, _)| *place == at)
    }

    /// Gives headings of other languages their fields, as far as no other column has them.
    fn mean_by_words(&mut self) {
        for one in 0..self.texts.len() {
            if !matches!(self.meanings[one], HeadingMeaning::Unknown) {
                continue;
            }
            let field = heading_words::field_of(self.spec.kind, &self.texts[one].1);
            if let Some(column) = field.and_then(|field| self.spec.column(field))
                && !self.names(column.name)
            {
                self.meanings[one] = HeadingMeaning::Column(column);
            }
        }
    }

    /// Returns whether a column sets this field.
    fn names(&self, field: &str) -> bool {
        let is_it = |one: &HeadingMeaning| matches!(one, HeadingMeaning::Column(it) if it.name == field);
        let placed = self.placed.iter().filter_map(|(_, column)| *column);
        self.meanings.iter().any(is_it) || placed.into_iter().any(|column| column.name == field)
    }

    /// Returns whether enough of the line is headings.
    pub fn is_enough(&self, enough: NeededHeadings) -> bool {
        let known = self
            .meanings
            .iter()
            .filter(|one| !matches!(one, HeadingMeaning::Unknown))
            .count();
        let fits = match enough {
            NeededHeadings::Most => known * 2 >= self.texts.len(),
            // A title alone in its line may be a word of a heading.
            NeededHeadings::Keys => self.texts.len() > 1,
        };
        fits && self.spec.is_headed_by(|name| self.names(name))
    }

    fn below(&self) -> impl Iterator<Item = &'a TableLine> {
        self.sheet.lines.iter().skip(self.place + 1)
    }

    /// Returns whether any line has something in a column.
    fn is_used(&self, column: u32) -> bool {
        let lines = self.sheet.lines.iter();
        lines.flat_map(|line| &line.cells).any(|(at, _)| *at == column)
    }

    fn has_values(&self, column: u32) -> bool {
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
    fn holds_weekdays(&self, column: u32) -> bool {
        let mut texts = self.below().filter_map(|line| line.cell(column)).peekable();
        texts.peek().is_some() && texts.all(|value| names_weekday(plain(value).trim()))
    }

    /// Returns the headings of the table below the line.
    ///
    /// # Errors
    /// `Invalid` for an unknown column that is not empty, and for two columns that mean the same.
    pub fn headings(self) -> Result<TableHeadings> {
        let line = &self.sheet.lines[self.place];
        let mut columns: Vec<HeadedColumn> = Vec::new();
        let mut skipped: Vec<String> = Vec::new();
        let mut marks: Vec<(u32, &'static str)> = Vec::new();
        let mut unknown: Vec<(u32, &str)> = Vec::new();
        let has_dates = self.names("date") || self.names("starts_at");
        for ((at, text), meaning) in self.texts.iter().zip(&self.meanings) {
            match meaning {
                HeadingMeaning::Column(column) => {
                    let same = |other: &HeadedColumn| other.column.name == column.name;
                    match columns.iter().position(same) {
                        Some(_) if column.name == "date" && self.holds_weekdays(*at) => {
                            skipped.push(text.clone())
                        }
                        Some(first) if column.name == "date" && self.holds_weekdays(columns[first].at) => {
                            skipped.push(self.text(columns[first].at).to_owned());
                            columns[first].at = *at;
                        }
                        Some(first) => return Err(self.two_columns(columns[first].at, *at, column.name)),
                        None => columns.push(HeadedColumn {
                            at: *at,
                            column: *column,
                        }),
                    }
                }
                HeadingMeaning::Unknown if has_dates && self.holds_weekdays(*at) => {
                    skipped.push(text.clone())
                }
                HeadingMeaning::Unknown if self.has_values(*at) && !self.options.ignore_unknown => {
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
            columns,
            marks,
            skipped,
            unnamed,
            texts: self.texts,
        })
    }

    fn text(&self, column: u32) -> &str {
        let found = self.texts.iter().find(|(at, _)| *at == column);
        found.map_or("", |(_, text)| text.as_str())
    }

    /// Finds the columns without a heading: within the line of headings, or anywhere in a workbook. A cell of a text file
    /// behind the last heading has been pushed there by a separator too many, unless somebody says otherwise.
    fn unnamed(&self, line: &TableLine) -> Vec<u32> {
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
        let used: BTreeSet<u32> = self
            .below()
            .flat_map(|line| &line.cells)
            .map(|(at, _)| *at)
            .collect();
        let is_unnamed = |at: &u32| {
            let is_within = line.width == 0 || *at < line.width;
            !self.is_headed(*at) && !is_mapped(*at) && (is_within || is_skipped(*at) || skips_all)
        };
        used.into_iter().filter(is_unnamed).collect()
    }

    /// Names a column as `--map` takes it: by its heading where no other has it, by its place otherwise.
    fn column_name(&self, at: u32) -> String {
        let text = self.text(at);
        let key = name_key(text);
        let alike = self
            .texts
            .iter()
            .filter(|(_, text)| name_key(text) == key)
            .count();
        if alike > 1 && self.sheet.style == PlaceStyle::Cells {
            column_letters(at)
        } else {
            printable(text)
        }
    }

    fn two_columns(&self, first: u32, second: u32, field: &str) -> Error {
        let (one, other) = (printable(self.text(first)), printable(self.text(second)));
        let fact = if name_key(&one) == name_key(&other) && self.sheet.style == PlaceStyle::Cells {
            let (first, second) = (column_letters(first), column_letters(second));
            format!("the columns {first} (`{one}`) and {second} (`{other}`) both mean {field}")
        } else {
            format!("the columns `{one}` and `{other}` both mean {field}")
        };
        let name = self.column_name(second);
        Error::invalid(ErrorCode::TwoColumns, fact).hint(format!("--map \"{name}=-\" skips one of them"))
    }

    /// Refuses unknown columns: a misspelt heading would lose all of it in silence.
    fn unknown_columns(&self, unknown: &[(u32, &str)]) -> Error {
        let row = self.sheet.lines[self.place].row;
        let place = |(at, text): &(u32, &str)| self.sheet.style.cell(row, *at, text);
        let quoted = |(_, text): &(u32, &str)| format!("`{}`", printable(text));
        let places: Vec<String> = unknown.iter().map(place).collect();
        let texts: Vec<String> = unknown.iter().map(quoted).collect();
        let plural = if unknown.len() == 1 { "" } else { "s" };
        let error = Error::invalid(
            ErrorCode::UnknownColumn,
            format!(
                "{}: unknown column{plural} {}",
                places.join(", "),
                texts.join(", ")
            ),
        )
        .detail("column", unknown[0].1);
        let error = match unknown {
            [(at, text)] => {
                let name = self.column_name(*at);
                match self.likely_field(text) {
                    _ if self.is_secret(text) => error.hint(format!("--map \"{name}=-\" skips it")),
                    field => error.hint(format!(
                        "--map \"{name}={}\" names its field, --map \"{name}=-\" skips it",
                        field.unwrap_or("FIELD")
                    )),
                }
            }
            several => {
                let map = |(at, text): &(u32, &str)| {
                    let field = self.likely_field(text).filter(|_| !self.is_secret(text));
                    format!("--map \"{}={}\"", self.column_name(*at), field.unwrap_or("-"))
                };
                let maps: Vec<String> = several.iter().map(map).collect();
                error.hint(maps.join(" "))
            }
        };
        error.hint("--ignore-unknown skips the columns that mean nothing here")
    }

    /// Returns whether the column holds passwords, of which none can be imported.
    fn is_secret(&self, text: &str) -> bool {
        self.spec.kind == ImportKind::Users && is_of_passwords(text)
    }

    /// Returns the field that a heading is nearest to, of those that no column sets.
    fn likely_field(&self, text: &str) -> Option<&'static str> {
        let names = self.spec.names().into_iter().filter(|name| !self.names(name));
        nearest(text, names, 1).first().copied()
    }

    /// Refuses a mapping of a column that is not there.
    ///
    /// # Errors
    /// `Invalid`, with the columns that are there.
    pub fn check_mappings(&self) -> Result<()> {
        let is_there = |mapping: &&ColumnMapping| {
            let key = name_key(&mapping.heading);
            let is_heading = self.texts.iter().any(|(_, text)| name_key(text) == key);
            is_heading || mapping.heading.is_empty() || self.place_of(mapping).is_some()
        };
        let Some(mapping) = self.options.mappings.iter().find(|mapping| !is_there(mapping)) else {
            return Ok(());
        };
        let texts = self.texts.iter().map(|(_, text)| text.as_str());
        let near = nearest(&mapping.heading, texts.clone(), 3);
        let hint = if near.is_empty() {
            format!("the columns are {}", texts.collect::<Vec<_>>().join(", "))
        } else {
            format!("did you mean {}?", near.join(", "))
        };
        Err(Error::invalid(
            ErrorCode::UnknownColumn,
            format!("the file has no column `{}`", mapping.heading),
        )
        .hint(hint))
    }
}
