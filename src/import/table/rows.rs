//! Every line of the table read once: into values by field, or the reason why not.

use super::cell::{CellContext, plain};
use super::headings::{self, ColumnMapping, HeadedColumn, TableHeadings};
use super::sheet::{PlaceStyle, TableLine, TableSheet};
use super::spec::TableSpec;
use super::values::FieldValues;
use crate::import::kind::ImportKind;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::{name_key, nearest};
use crate::kernel::text::printable;
use crate::output::ColumnNeed;

/// The first cell of a line begins with it when the line only shows how to fill in the others.
const EXAMPLE: &str = "example:";

/// How to read a table.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    pub sheet: Option<String>,
    pub mappings: Vec<ColumnMapping>,
    /// Whether an empty cell clears the field.
    pub clear_empty: bool,
}

/// A table that was read.
pub struct ImportTable {
    pub kind: ImportKind,
    pub sheet: Option<String>,
    pub style: PlaceStyle,
    pub headings: TableHeadings,
    /// In the file's order.
    pub rows: Vec<TableRow>,
}

pub struct TableRow {
    pub row: u32,
    /// The column that names the record, or the one at fault.
    pub column: u32,
    pub content: RowContent,
}

pub enum RowContent {
    Values(FieldValues),
    /// The template's.
    Example,
    Fault {
        why: String,
        text: String,
    },
}

impl ImportTable {
    /// Names the cell of a row.
    pub fn cell(&self, row: &TableRow) -> String {
        // Of an item of JSON as a whole its number says enough.
        if self.style == PlaceStyle::Items && !matches!(row.content, RowContent::Fault { .. }) {
            return format!("[{}]", row.row);
        }
        self.style
            .cell(row.row, row.column, self.headings.text(row.column))
    }

    /// Names the cell of a row with its sheet, if there are sheets.
    pub fn place(&self, row: &TableRow) -> String {
        match &self.sheet {
            Some(sheet) => format!("{sheet}!{}", self.cell(row)),
            None => self.cell(row),
        }
    }

    pub fn has_column(&self, field: &str) -> bool {
        self.headings
            .columns
            .iter()
            .any(|column| column.column.name == field)
    }

    pub fn values(&self) -> impl Iterator<Item = &FieldValues> {
        self.rows.iter().filter_map(|row| match &row.content {
            RowContent::Values(values) => Some(values),
            RowContent::Example | RowContent::Fault { .. } => None,
        })
    }
}

/// Finds the table among the sheets and reads it.
///
/// # Errors
/// `NotFound` for an unknown sheet; `Invalid` where no sheet or several have the headings.
pub fn read(
    sheets: Vec<TableSheet>,
    spec: &TableSpec,
    options: &ReadOptions,
    context: &CellContext,
) -> Result<ImportTable> {
    let (sheet, headings) = find_table(sheets, spec, options)?;
    let is_key = |need| need == ColumnNeed::Key;
    let mut columns = headings.columns.iter();
    let key_column = columns.find(|one| is_key(one.column.column.need));
    let key_column = key_column
        .or(headings.columns.first())
        .map_or(0, |column| column.at);
    let reader = RowReader {
        spec,
        headings: &headings,
        options,
        context,
        style: sheet.style,
        key_column,
    };
    // Each line is let go as soon as it is read.
    let below = sheet.lines.into_iter().filter(|line| line.row > headings.row);
    let rows = below.map(|line| reader.row(&line)).collect();
    Ok(ImportTable {
        kind: spec.kind,
        sheet: sheet.name,
        style: sheet.style,
        headings,
        rows,
    })
}

fn find_table(
    sheets: Vec<TableSheet>,
    spec: &TableSpec,
    options: &ReadOptions,
) -> Result<(TableSheet, TableHeadings)> {
    let names: Vec<String> = sheets.iter().filter_map(|sheet| sheet.name.clone()).collect();
    let is_wanted = |sheet: &TableSheet| {
        let name = sheet.name.as_deref().unwrap_or_default();
        let wanted = options.sheet.as_deref();
        wanted.is_none_or(|wanted| name_key(wanted) == name_key(name))
    };
    let mut fitting = Vec::new();
    for sheet in sheets.into_iter().filter(is_wanted) {
        if let Some(headings) = headings::find(&sheet, spec, &options.mappings)? {
            fitting.push((sheet, headings));
        }
    }
    if fitting.len() > 1 {
        let fitting = fitting.iter().filter_map(|(sheet, _)| sheet.name.as_deref());
        return Err(several_tables(&fitting.collect::<Vec<_>>(), spec.kind));
    }
    let unknown = |wanted: &&String| !names.iter().any(|name| name_key(name) == name_key(wanted));
    match (fitting.pop(), options.sheet.as_ref().filter(unknown)) {
        (Some(found), _) => Ok(found),
        (None, Some(wanted)) => Err(unknown_sheet(wanted, &names)),
        (None, None) => Err(no_headings(spec)),
    }
}

fn several_tables(sheets: &[&str], kind: ImportKind) -> Error {
    Error::invalid(
        ErrorCode::SeveralTables,
        format!("the sheets {} are all tables of {kind}", sheets.join(", ")),
    )
    .hint(format!("choose one with --sheet \"{}\"", sheets[0]))
}

fn unknown_sheet(wanted: &str, names: &[String]) -> Error {
    let near = nearest(wanted, names.iter().map(String::as_str), 3);
    let error = Error::not_found(
        ErrorCode::UnknownSheet,
        format!("sheet `{wanted}` not found"),
        &near,
    );
    error.hint(if names.is_empty() {
        "the file has no sheets: leave --sheet out".to_owned()
    } else {
        format!("the sheets are {}", names.join(", "))
    })
}

fn no_headings(spec: &TableSpec) -> Error {
    let heads: Vec<String> = spec.key_headings.iter().map(|head| head.join(" and ")).collect();
    let kind = spec.kind;
    Error::invalid(
        ErrorCode::NoHeadings,
        format!(
            "no table of {kind} found: no line has the headings {}",
            heads.join(", or ")
        ),
    )
    .hint("name the field of a column with --map \"HEADING=FIELD\"")
    .hint(format!("colab import template {kind} -o {kind}.xlsx"))
}

struct RowReader<'a> {
    spec: &'a TableSpec,
    headings: &'a TableHeadings,
    options: &'a ReadOptions,
    context: &'a CellContext,
    style: PlaceStyle,
    key_column: u32,
}

impl RowReader<'_> {
    fn row(&self, line: &TableLine) -> TableRow {
        let first = line.cells.first().map(|(_, value)| plain(value));
        if first.is_some_and(|text| text.trim().to_lowercase().starts_with(EXAMPLE)) {
            return TableRow {
                row: line.row,
                column: self.key_column,
                content: RowContent::Example,
            };
        }
        let (column, content) = match self.values(line) {
            Ok(values) => (self.key_column, RowContent::Values(values)),
            Err((column, why)) => {
                let text = self.text(line);
                (column, RowContent::Fault { why, text })
            }
        };
        TableRow {
            row: line.row,
            column,
            content,
        }
    }

    /// Returns the first cells, for who looks for the line; no secret is among them.
    fn text(&self, line: &TableLine) -> String {
        const FIRST: usize = 3;
        let is_secret = |at: u32| {
            let mut columns = self.headings.columns.iter();
            columns.any(|column| column.at == at && column.column.is_secret())
        };
        let cells = line.cells.iter().filter(|(at, _)| !is_secret(*at)).take(FIRST);
        let texts = cells.map(|(_, value)| plain(value).chars().take(60).collect::<String>());
        texts.collect::<Vec<_>>().join(", ")
    }

    /// Reads the cells; an error has the column of the first fault and all that is wrong.
    fn values(&self, line: &TableLine) -> Result<FieldValues, (u32, String)> {
        let mut values = FieldValues::default();
        let mut faults: Vec<(u32, String)> = Vec::new();
        for HeadedColumn { at, column } in &self.headings.columns {
            match line.cells.iter().find(|(place, _)| place == at) {
                Some((_, value)) => match column.read(value, self.context) {
                    Ok(text) => values.set(column.name, text),
                    Err(why) => faults.push((*at, why)),
                },
                None if self.options.clear_empty && column.is_optional() => values.set(column.name, ""),
                None => {}
            }
        }
        for (at, mark) in &self.headings.marks {
            if let Some((_, value)) = line.cells.iter().find(|(place, _)| place == at) {
                values.set(mark, plain(value));
            }
        }
        let mut cells = line.cells.iter();
        if let Some((at, value)) = cells.find(|(at, _)| self.headings.text(*at).is_empty()) {
            let place = self.style.cell(line.row, *at, "");
            faults.push((
                *at,
                format!("{place} (`{}`) has no heading", printable(&plain(value))),
            ));
        }
        if let Some((at, _)) = faults.first() {
            let whys: Vec<&str> = faults.iter().map(|(_, why)| why.as_str()).collect();
            return Err((*at, whys.join("; ")));
        }
        let mut values =
            (self.spec.normalize)(values, &self.context.site).map_err(|why| (self.key_column, why))?;
        values.shrink();
        Ok(values)
    }
}
