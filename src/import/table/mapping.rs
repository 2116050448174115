//! How a table is read: `--map` and the other options about its columns.

use chrono::NaiveDate;

use super::cell::{CellContext, ValueWord};
use super::column::TableColumn;
use super::spec::TableSpec;
use crate::kernel::error::{Error, Result};
use crate::kernel::names::name_key;
use crate::kernel::shell_word::shell_word;
use crate::output::CellForm;
use colab_schedule::rooms::RoomDirectory;
use colab_schedule::workbook::CellValue;

/// `--map "Seats=capacity"`; without a field the column is skipped.
#[derive(Debug, Clone)]
pub struct ColumnMapping {
    /// What the column is called, or its place: `D`.
    pub heading: String,
    pub field: Option<String>,
}

/// Returns the option that maps a column, as a shell takes it; a field `-` skips the column.
pub fn map_option(heading: &str, field: &str) -> String {
    format!("--map {}", shell_word(&format!("{heading}={field}")))
}

impl ColumnMapping {
    /// Parses a mapping.
    ///
    /// # Errors
    /// `Usage` for what is not a pair, or names no field of this kind.
    pub fn parse(text: &str, spec: &TableSpec) -> Result<Self> {
        let Some((heading, field)) = text.rsplit_once('=') else {
            return Err(Error::usage(format!("--map {text} has no `=`")).hint("--map \"Seats=capacity\""));
        };
        let (heading, field) = (heading.trim().to_owned(), field.trim());
        if field == "-" {
            return Ok(Self { heading, field: None });
        }
        let known = spec.column(field).ok_or_else(|| {
            Error::usage(format!("{} have no field `{field}`", spec.kind))
                .hint(format!("the fields are {}", spec.names().join(", ")))
                .hint(format!("{} skips the column", map_option(&heading, "-")))
        })?;
        Ok(Self {
            heading,
            field: Some(known.name.to_owned()),
        })
    }
}

/// `--set "role=staff"`: the value of a field where the file has none.
#[derive(Debug, Clone)]
pub struct SetField {
    pub column: TableColumn,
    pub text: String,
}

impl SetField {
    /// Parses a field with its value, which is read as a cell of it would be.
    ///
    /// # Errors
    /// `Usage` for what is not a pair, names no field of this kind or no value of it.
    pub fn parse(text: &str, spec: &TableSpec, context: &CellContext) -> Result<Self> {
        let Some((name, value)) = text.split_once('=') else {
            return Err(Error::usage(format!("--set {text} has no `=`")).hint("--set \"role=staff\""));
        };
        let column = known_field(name.trim(), spec)?;
        refuse_open_value("--set", column, value)?;
        let read = column.read(&CellValue::Text(value.trim().to_owned()), context);
        let text = read.map_err(|fault| Error::usage(format!("--set {}", fault.why)))?;
        Ok(Self { column, text })
    }
}

/// Finds a field by its name.
fn known_field(name: &str, spec: &TableSpec) -> Result<TableColumn> {
    spec.column(name).ok_or_else(|| {
        Error::usage(format!("{} have no field `{name}`", spec.kind))
            .hint(format!("the fields are {}", spec.names().join(", ")))
    })
}

/// Refuses what a hint has in place of a value: `--set category=CATEGORY`.
fn refuse_open_value(option: &str, column: TableColumn, value: &str) -> Result<()> {
    let open = column.open_value();
    let values = match column.column.form {
        CellForm::OneOf(words) => format!("the values are {}", words.offered().join(", ")),
        CellForm::NameOf(noun) => format!("colab {noun} list"),
        _ => return Ok(()),
    };
    if value.trim() != open {
        return Ok(());
    }
    Err(Error::usage(format!(
        "{option} {}: write a value in place of {open}",
        column.name
    ))
    .hint(values))
}

impl ValueWord {
    /// Parses a word of another program: `status:IN_STOCK_WORKING=available`.
    ///
    /// # Errors
    /// `Usage` for another form, and for what is not a field of this kind or not a value of it.
    pub fn parse(text: &str, spec: &TableSpec, context: &CellContext) -> Result<Self> {
        let parts = text
            .split_once(':')
            .and_then(|(field, pair)| Some((field.trim(), pair.rsplit_once('=')?)));
        let Some((field, (word, means))) = parts else {
            return Err(Error::usage(format!("--word {text} is not FIELD:WORD=VALUE"))
                .hint("--word \"status:IN_STOCK_WORKING=available\""));
        };
        let column = known_field(field, spec)?;
        refuse_open_value("--word", column, means)?;
        let read = column.read(&CellValue::Text(means.trim().to_owned()), context);
        let means = read.map_err(|fault| Error::usage(format!("--word {}", fault.why)))?;
        Ok(Self {
            field: column.name,
            key: name_key(word),
            means,
        })
    }
}

/// How to read a table.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    pub sheet: Option<String>,
    pub mappings: Vec<ColumnMapping>,
    /// Values of fields that the file has no value for.
    pub sets: Vec<SetField>,
    /// Whether an empty cell clears the field.
    pub clear_empty: bool,
    /// Whether columns that seem to mean something, but are unknown, are skipped, too.
    pub ignore_unknown: bool,
    /// From which on a term may come.
    pub today: Option<NaiveDate>,
    /// The rooms that a line above rows of bookings may name.
    pub rooms: RoomDirectory,
}

impl ReadOptions {
    /// Returns whether an option gives every row without a value of a field one.
    pub fn sets_field(&self, field: &str) -> bool {
        self.sets.iter().any(|set| set.column.name == field)
    }
}
