//! Which column sets which field: by the headings, and by `--map` where they are called otherwise.

use super::cell::plain;
use super::column::TableColumn;
use super::sheet::TableSheet;
use super::spec::TableSpec;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::{name_key, nearest};

/// Lines that may stand above the headings.
const LOOK: usize = 20;

/// `--map "Seats=capacity"`; without a field the column is skipped.
#[derive(Debug, Clone)]
pub struct ColumnMapping {
    pub heading: String,
    pub field: Option<String>,
}

impl ColumnMapping {
    /// Parses a mapping.
    ///
    /// # Errors
    /// `Usage` for what is no pair, or names no field of this kind.
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
                .hint(format!("--map \"{heading}=-\" skips the column"))
        })?;
        Ok(Self {
            heading,
            field: Some(known.name.to_owned()),
        })
    }
}

/// A column of the file that sets a field.
#[derive(Clone, Copy)]
pub struct HeadedColumn {
    pub at: u32,
    pub column: TableColumn,
}

/// The headings of a sheet.
pub struct TableHeadings {
    pub row: u32,
    pub columns: Vec<HeadedColumn>,
    /// As they are written, with the column.
    pub texts: Vec<(u32, String)>,
    /// Columns that tell which record a row of our own lists came from.
    pub marks: Vec<(u32, &'static str)>,
    /// Columns that are skipped on purpose.
    pub skipped: Vec<String>,
}

impl TableHeadings {
    pub fn text(&self, column: u32) -> &str {
        let found = self.texts.iter().find(|(at, _)| *at == column);
        found.map_or("", |(_, text)| text.as_str())
    }
}

enum HeadingMeaning {
    Column(TableColumn),
    Mark(&'static str),
    Skipped,
    Unknown,
}

/// Finds the line of headings among the first lines, if there is one.
///
/// # Errors
/// `Invalid` for an unknown column that is not empty, and for two columns that mean the same.
pub fn find(
    sheet: &TableSheet,
    spec: &TableSpec,
    mappings: &[ColumnMapping],
) -> Result<Option<TableHeadings>> {
    for (place, line) in sheet.lines.iter().take(LOOK).enumerate() {
        let texts = line.cells.iter().map(|(at, value)| {
            let words = plain(value);
            (*at, words.split_whitespace().collect::<Vec<_>>().join(" "))
        });
        let texts: Vec<(u32, String)> = texts.collect();
        let meanings: Vec<HeadingMeaning> = texts
            .iter()
            .map(|(_, text)| meaning(text, spec, mappings))
            .collect();
        let known = meanings
            .iter()
            .filter(|one| !matches!(one, HeadingMeaning::Unknown));
        let is_named = |name: &str| {
            let is_it = |one: &HeadingMeaning| matches!(one, HeadingMeaning::Column(it) if it.name == name);
            meanings.iter().any(is_it)
        };
        if known.count() * 2 >= texts.len() && spec.is_headed_by(is_named) {
            check_mappings(&texts, mappings)?;
            return headings(sheet, place, texts, &meanings, spec).map(Some);
        }
    }
    Ok(None)
}

fn meaning(heading: &str, spec: &TableSpec, mappings: &[ColumnMapping]) -> HeadingMeaning {
    let key = name_key(heading);
    let mapped = mappings.iter().find(|mapping| name_key(&mapping.heading) == key);
    let column = match mapped {
        Some(mapping) => mapping.field.as_deref().and_then(|name| spec.column(name)),
        None => spec.column_headed(heading),
    };
    match column {
        Some(column) => HeadingMeaning::Column(column),
        None if mapped.is_none() && spec.mark(heading).is_some() => spec
            .mark(heading)
            .map_or(HeadingMeaning::Skipped, HeadingMeaning::Mark),
        None if mapped.is_some() || spec.is_read_only(heading) => HeadingMeaning::Skipped,
        None => HeadingMeaning::Unknown,
    }
}

fn headings(
    sheet: &TableSheet,
    place: usize,
    texts: Vec<(u32, String)>,
    meanings: &[HeadingMeaning],
    spec: &TableSpec,
) -> Result<TableHeadings> {
    let mut headings = TableHeadings {
        row: sheet.lines[place].row,
        columns: Vec::new(),
        texts,
        marks: Vec::new(),
        skipped: Vec::new(),
    };
    for ((at, text), meaning) in headings.texts.iter().zip(meanings) {
        match meaning {
            HeadingMeaning::Column(column) => {
                let same = |other: &&HeadedColumn| other.column.name == column.name;
                if let Some(first) = headings.columns.iter().find(same) {
                    return Err(two_columns(headings.text(first.at), text, column.name));
                }
                headings.columns.push(HeadedColumn {
                    at: *at,
                    column: *column,
                });
            }
            HeadingMeaning::Unknown if has_values(sheet, place, *at) => {
                let place = sheet.style.cell(headings.row, *at, text);
                return Err(unknown_column(&place, text, spec));
            }
            HeadingMeaning::Mark(mark) => {
                headings.marks.push((*at, mark));
                headings.skipped.push(text.clone());
            }
            HeadingMeaning::Skipped | HeadingMeaning::Unknown => headings.skipped.push(text.clone()),
        }
    }
    Ok(headings)
}

fn has_values(sheet: &TableSheet, head: usize, column: u32) -> bool {
    let below = sheet.lines.iter().skip(head + 1);
    below.flat_map(|line| &line.cells).any(|(at, _)| *at == column)
}

fn two_columns(first: &str, second: &str, field: &str) -> Error {
    Error::invalid(
        ErrorCode::TwoColumns,
        format!("the columns `{first}` and `{second}` both mean {field}"),
    )
    .hint(format!("--map \"{second}=-\" skips one of them"))
}

/// Refuses an unknown column: a misspelt heading would lose all of it in silence.
fn unknown_column(place: &str, text: &str, spec: &TableSpec) -> Error {
    let near = nearest(text, spec.names().into_iter(), 1);
    let field = near.first().copied().unwrap_or("FIELD");
    Error::invalid(
        ErrorCode::UnknownColumn,
        format!("{place}: unknown column `{text}`"),
    )
    .detail("column", text)
    .hint(format!(
        "--map \"{text}={field}\" names its field, --map \"{text}=-\" skips it"
    ))
}

/// Refuses a mapping of a column that is not there.
fn check_mappings(texts: &[(u32, String)], mappings: &[ColumnMapping]) -> Result<()> {
    let is_there = |mapping: &&ColumnMapping| {
        let key = name_key(&mapping.heading);
        texts.iter().any(|(_, text)| name_key(text) == key)
    };
    let Some(mapping) = mappings.iter().find(|mapping| !is_there(mapping)) else {
        return Ok(());
    };
    let texts = texts.iter().map(|(_, text)| text.as_str());
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
