//! Every line of the table read once: into values by field, or a reason why not.

use super::super::kind::Kind;
use super::field::{Need, Reading, plain};
use super::file::{Line, Places, Sheet};
use super::headings::{self, Headings, Mapped};
use super::spec::{self, Spec};
use super::values::Values;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::{name_key, nearest};

/// What the first cell of a line begins with that only shows how to fill in the others.
const EXAMPLE: &str = "example:";

/// How a table is to be read.
#[derive(Debug, Clone)]
pub struct How {
    pub sheet: Option<String>,
    pub maps: Vec<Mapped>,
    /// An empty cell takes away what the record has.
    pub clear_empty: bool,
}

/// A table, understood.
pub struct Table {
    pub kind: Kind,
    pub sheet: Option<String>,
    pub places: Places,
    pub headings: Headings,
    /// In the file's order.
    pub rows: Vec<Row>,
}

pub struct Row {
    pub row: u32,
    /// The column that names the record, or the one at fault.
    pub column: u32,
    pub said: Said,
}

pub enum Said {
    Values(Values),
    /// The template's.
    Example,
    Fault {
        why: String,
        text: String,
    },
}

impl Table {
    /// The cell of a row.
    pub fn cell(&self, row: &Row) -> String {
        let cell = self
            .places
            .cell(row.row, row.column, self.headings.text(row.column));
        // Of an item as a whole there is no more to say than its number.
        match self.places {
            Places::Items if !matches!(row.said, Said::Fault { .. }) => format!("[{}]", row.row),
            _ => cell,
        }
    }

    /// With its sheet, where there are sheets.
    pub fn place(&self, row: &Row) -> String {
        match &self.sheet {
            Some(sheet) => format!("{sheet}!{}", self.cell(row)),
            None => self.cell(row),
        }
    }
}

/// Finds the table among the sheets, and reads it.
///
/// # Errors
/// `NotFound` for a sheet that is not there; `Invalid` where no sheet or several have the headings.
pub fn read(sheets: Vec<Sheet>, kind: Kind, how: &How, reading: &Reading) -> Result<Table> {
    let spec = spec::of(kind)?;
    let (sheet, headings) = chosen(sheets, spec, how)?;
    let key_column = headings
        .columns
        .iter()
        .find(|column| column.field.need == Need::Key)
        .or(headings.columns.first())
        .map_or(0, |column| column.at);
    let reader = Reader {
        spec,
        headings: &headings,
        how,
        reading,
        places: sheet.places,
        key_column,
    };
    // Each line is let go as soon as it is read.
    let below = sheet.lines.into_iter().filter(|line| line.row > headings.row);
    let rows = below.map(|line| reader.row(&line)).collect();
    Ok(Table {
        kind,
        sheet: sheet.name,
        places: sheet.places,
        headings,
        rows,
    })
}

fn chosen(sheets: Vec<Sheet>, spec: &Spec, how: &How) -> Result<(Sheet, Headings)> {
    let names: Vec<String> = sheets.iter().filter_map(|sheet| sheet.name.clone()).collect();
    let mut fitting = Vec::new();
    for sheet in sheets {
        let name = sheet.name.as_deref().unwrap_or_default();
        let wanted = how
            .sheet
            .as_deref()
            .is_none_or(|sheet| name_key(sheet) == name_key(name));
        if wanted && let Some(headings) = headings::find(&sheet, spec, &how.maps)? {
            fitting.push((sheet, headings));
        }
    }
    if fitting.len() > 1 {
        let fitting: Vec<&str> = fitting
            .iter()
            .filter_map(|(sheet, _)| sheet.name.as_deref())
            .collect();
        return Err(Error::invalid(
            ErrorCode::SeveralTables,
            format!(
                "the sheets {} are all tables of {}",
                fitting.join(", "),
                spec.kind
            ),
        )
        .hint(format!("--sheet \"{}\" takes one of them", fitting[0])));
    }
    match (fitting.pop(), &how.sheet) {
        (Some(one), _) => Ok(one),
        (None, Some(wanted)) if !names.iter().any(|name| name_key(name) == name_key(wanted)) => {
            let near = nearest(wanted, names.iter().map(String::as_str), 3);
            let error = Error::not_found(
                ErrorCode::UnknownSheet,
                format!("there is no sheet `{wanted}`"),
                &near,
            );
            Err(error.hint(match names.is_empty() {
                true => "the file has no sheets: leave --sheet out".to_owned(),
                false => format!("the sheets are {}", names.join(", ")),
            }))
        }
        (None, _) => Err(no_headings(spec)),
    }
}

fn no_headings(spec: &Spec) -> Error {
    let heads: Vec<String> = spec.heads.iter().map(|head| head.join(" and ")).collect();
    Error::invalid(
        ErrorCode::NoHeadings,
        format!(
            "the file is no table of {}: no line has the headings {}",
            spec.kind,
            heads.join(", or ")
        ),
    )
    .hint("--map \"HEADING=FIELD\" says what a column is")
    .hint(format!(
        "colab import template {} -o {}.xlsx writes one to fill in",
        spec.kind, spec.kind
    ))
}

struct Reader<'a> {
    spec: &'static Spec,
    headings: &'a Headings,
    how: &'a How,
    reading: &'a Reading,
    places: Places,
    key_column: u32,
}

impl Reader<'_> {
    fn row(&self, line: &Line) -> Row {
        let row = |column, said| Row {
            row: line.row,
            column,
            said,
        };
        let first = line
            .cells
            .first()
            .map(|(_, value)| plain(value).trim().to_lowercase());
        if first.is_some_and(|text| text.starts_with(EXAMPLE)) {
            return row(self.key_column, Said::Example);
        }
        let (values, faults) = self.values(line);
        let fault = |why| Said::Fault {
            why,
            text: self.text(line),
        };
        if let Some((column, _)) = faults.first() {
            let whys: Vec<&str> = faults.iter().map(|(_, why)| why.as_str()).collect();
            return row(*column, fault(whys.join("; ")));
        }
        match (self.spec.fold)(values, &self.reading.site) {
            Ok(mut values) => {
                values.shrink();
                row(self.key_column, Said::Values(values))
            }
            Err(why) => row(self.key_column, fault(why)),
        }
    }

    /// The first cells, for who looks for the line; no secret is among them.
    fn text(&self, line: &Line) -> String {
        const FIRST: usize = 3;
        let is_secret = |at: u32| {
            let mut columns = self.headings.columns.iter();
            columns.any(|column| column.at == at && column.field.is_secret())
        };
        let cells = line.cells.iter().filter(|(at, _)| !is_secret(*at)).take(FIRST);
        let texts: Vec<String> = cells
            .map(|(_, value)| plain(value).chars().take(60).collect())
            .collect();
        texts.join(", ")
    }

    /// What the cells say, and what is wrong with them.
    fn values(&self, line: &Line) -> (Values, Vec<(u32, String)>) {
        let mut values = Values::default();
        let mut faults = Vec::new();
        let at = |column: u32| line.cells.iter().find(|(at, _)| *at == column);
        for column in &self.headings.columns {
            match at(column.at) {
                Some((_, value)) => match column.field.read(value, self.reading) {
                    Ok(text) => values.set(column.field.name, text),
                    Err(why) => faults.push((column.at, why)),
                },
                None if self.how.clear_empty && column.field.need == Need::No => {
                    values.set(column.field.name, "");
                }
                None => {}
            }
        }
        let unnamed = line
            .cells
            .iter()
            .find(|(at, _)| self.headings.text(*at).is_empty());
        if let Some((at, value)) = unnamed {
            let place = self.places.cell(line.row, *at, "");
            let text = crate::kernel::text::printable(&plain(value));
            faults.push((*at, format!("{place} (`{text}`) stands under no heading")));
        }
        (values, faults)
    }
}
