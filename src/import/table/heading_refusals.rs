//! What is wrong with the headings of a line, and the options that help.

use std::collections::BTreeSet;

use super::cell::plain;
use super::dates::{DateOrder, moment};
use super::heading_line::{HeadingLine, HeadingMeaning};
use super::heading_words::{is_of_passwords, likely_fields};
use super::mapping::ColumnMapping;
use super::sheet::{PlaceStyle, column_letters};
use crate::import::kind::ImportKind;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::{name_key, nearest};
use crate::kernel::text::printable;
use crate::output::CellForm;
use colab_schedule::workbook::CellValue;

impl HeadingLine<'_> {
    /// Names a column as `--map` takes it: by its heading where no other has it, by its place otherwise.
    pub(super) fn column_name(&self, at: u32) -> String {
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

    pub(super) fn two_columns(&self, first: u32, second: u32, field: &str) -> Error {
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
    pub(super) fn unknown_columns(&self, unknown: &[(u32, &str)]) -> Error {
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
                match self.likely_field(*at, text) {
                    _ if self.is_secret(text) => error.hint(format!("--map \"{name}=-\" skips it")),
                    Some(field) => error.hint(format!(
                        "--map \"{name}={field}\" names its field, --map \"{name}=-\" skips it"
                    )),
                    None => error.hint(format!(
                        "--map \"{name}=-\" skips it, --map \"{name}=FIELD\" names its field"
                    )),
                }
            }
            several => {
                let mut taken = BTreeSet::new();
                let map = |(at, text): &(u32, &str)| {
                    let field = self.likely_field(*at, text).filter(|_| !self.is_secret(text));
                    let field = field.filter(|field| taken.insert(*field));
                    format!("--map \"{}={}\"", self.column_name(*at), field.unwrap_or("-"))
                };
                let maps: Vec<String> = several.iter().map(map).collect();
                error.hint(maps.join(" "))
            }
        };
        error.hint("--ignore-unknown skips the columns that mean nothing here")
    }

    /// Returns whether the column holds passwords, of which none can be imported.
    pub(super) fn is_secret(&self, text: &str) -> bool {
        self.spec.kind == ImportKind::Users && is_of_passwords(text)
    }

    /// Returns the field that a heading is nearest to, of those that no column sets: by its spelling, or by a word of it.
    pub(super) fn likely_field(&self, at: u32, text: &str) -> Option<&'static str> {
        let is_free = |name: &str| {
            !self.names(name)
                && name != "booking_id"
                && self
                    .spec
                    .column(name)
                    .is_some_and(|column| self.may_hold(at, column))
        };
        let names = self.spec.columns.iter().flat_map(|column| {
            let spellings = std::iter::once(column.name).chain(column.column.synonyms.iter().copied());
            spellings.map(|spelling| (spelling, column.name))
        });
        let names: Vec<(&'static str, &'static str)> = names.filter(|(_, name)| is_free(name)).collect();
        let near = nearest(text, names.iter().map(|(spelling, _)| *spelling), 1)
            .first()
            .copied();
        // A misspelt heading differs by a letter or two.
        let near = near.filter(|near| strsim::damerau_levenshtein(&name_key(near), &name_key(text)) <= 2);
        let by_spelling = names
            .iter()
            .find(|(spelling, _)| Some(*spelling) == near)
            .map(|(_, name)| *name);
        let of_word = |word: &str| {
            let named = self.spec.column_headed(word).map(|column| column.name);
            let likely = likely_fields(self.spec.kind, word)
                .iter()
                .map(|likely| likely.field);
            named.into_iter().chain(likely).find(|name| is_free(name))
        };
        let mut words = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() > 2);
        by_spelling.or_else(|| words.find_map(of_word))
    }

    /// Returns the headings as they are written.
    pub fn columns(&self) -> Vec<String> {
        self.texts.iter().map(|(_, text)| text.clone()).collect()
    }

    /// Fills the columns that can be it into the mappings that name the records.
    pub fn maps_of_keys(&self) -> String {
        let lacks = |keys: &&&[&'static str]| keys.iter().filter(|key| !self.names(key)).count();
        let keys = self
            .spec
            .key_headings
            .iter()
            .min_by_key(lacks)
            .copied()
            .unwrap_or_default();
        // A column that means something else is the last choice.
        let mut left: Vec<usize> = (0..self.texts.len()).collect();
        left.sort_by_key(|one| matches!(self.meanings[*one], HeadingMeaning::Column(_)));
        let mut maps = Vec::new();
        for key in keys.iter().copied().filter(|key| !self.names(key)) {
            let (columns, fits) = (&self.texts, |one: &usize| self.may_be_key(*one, key));
            let near = |one: &usize| self.likely_field(columns[*one].0, &columns[*one].1) == Some(key);
            // An empty column names nothing, unless all are.
            let has_any = |one: &usize| self.has_values(columns[*one].0);
            let is_filled = |one: &usize| has_any(one) || !(0..columns.len()).any(|other| has_any(&other));
            let place = left.iter().position(|one| near(one) && fits(one));
            let place = place.or_else(|| left.iter().position(|one| fits(one) && is_filled(one)));
            let name = place.map_or_else(
                || "HEADING".to_owned(),
                |place| self.column_name(columns[left.remove(place)].0),
            );
            maps.push(format!("--map \"{name}={key}\""));
        }
        maps.join(" ")
    }

    /// Returns whether a column can name the records: numbers name none but where they are days, and days no others.
    pub(super) fn may_be_key(&self, one: usize, key: &str) -> bool {
        let (at, _) = self.texts[one];
        let is_dated = self
            .spec
            .column(key)
            .is_some_and(|column| matches!(column.column.form, CellForm::Date | CellForm::Moment));
        let mut values = self.values(at).peekable();
        let is_day = |value: &CellValue| {
            matches!(value, CellValue::DateTime(_))
                || moment(&plain(value), Some(DateOrder::DayFirst), None).is_ok()
        };
        let is_name = |value: &CellValue| !is_day(value) && plain(value).chars().any(char::is_alphabetic);
        values.peek().is_none() || values.all(|value| if is_dated { is_day(value) } else { is_name(value) })
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
