//! Which column is which field: by the headings, and by `--map` where these say something else.

use super::field::Field;
use super::file::Sheet;
use super::spec::Spec;
use crate::import::table::field::plain;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::{name_key, nearest};

/// Lines that may stand above the headings.
const LOOK: usize = 20;

/// `--map "Seats=capacity"`; without a field the column is left out.
#[derive(Debug, Clone)]
pub struct Mapped {
    pub heading: String,
    pub field: Option<String>,
}

impl Mapped {
    /// # Errors
    /// `Usage` for what is no pair, or names no field of this kind.
    pub fn read(text: &str, spec: &Spec) -> Result<Self> {
        let Some((heading, field)) = text.rsplit_once('=') else {
            return Err(Error::usage(format!("--map {text} has no `=`")).hint("--map \"Seats=capacity\""));
        };
        let (heading, field) = (heading.trim().to_owned(), field.trim());
        if field == "-" {
            return Ok(Self { heading, field: None });
        }
        match spec.field(field) {
            Some(known) => Ok(Self {
                heading,
                field: Some(known.name.to_owned()),
            }),
            None => Err(
                Error::usage(format!("there is no field `{field}` of {}", spec.kind))
                    .hint(format!("the fields are {}", spec.names().join(", ")))
                    .hint(format!("--map \"{heading}=-\" leaves the column out")),
            ),
        }
    }
}

/// A column that is taken.
#[derive(Clone, Copy)]
pub struct Column {
    pub at: u32,
    pub field: &'static Field,
}

/// The headings of a sheet.
pub struct Headings {
    pub row: u32,
    pub columns: Vec<Column>,
    /// As they are written, with the column.
    pub texts: Vec<(u32, String)>,
    /// Columns that are not taken, on purpose.
    pub left_out: Vec<String>,
}

enum Meaning {
    Field(&'static Field),
    LeftOut,
    Unknown,
}

/// The line of headings among the first lines, if there is one.
///
/// # Errors
/// `Invalid` for a column that nobody knows and that holds something, and for two columns that mean the same.
pub fn find(sheet: &Sheet, spec: &Spec, maps: &[Mapped]) -> Result<Option<Headings>> {
    let meaning = |heading: &str| meaning(heading, spec, maps);
    for (place, line) in sheet.lines.iter().take(LOOK).enumerate() {
        let texts: Vec<(u32, String)> = line
            .cells
            .iter()
            .map(|(at, value)| (*at, plain(value).split_whitespace().collect::<Vec<_>>().join(" ")))
            .collect();
        let fields: Vec<&str> = texts
            .iter()
            .filter_map(|(_, text)| match meaning(text) {
                Meaning::Field(field) => Some(field.name),
                _ => None,
            })
            .collect();
        let known = texts
            .iter()
            .filter(|(_, text)| !matches!(meaning(text), Meaning::Unknown));
        let most_are_known = known.count() * 2 >= texts.len();
        if most_are_known && spec.is_head(|name| fields.contains(&name)) {
            check_maps(&texts, maps)?;
            return taken(sheet, place, texts, spec, &meaning).map(Some);
        }
    }
    Ok(None)
}

fn meaning(heading: &str, spec: &Spec, maps: &[Mapped]) -> Meaning {
    let key = name_key(heading);
    if let Some(mapped) = maps.iter().find(|mapped| name_key(&mapped.heading) == key) {
        return match mapped.field.as_deref().and_then(|name| spec.field(name)) {
            Some(field) => Meaning::Field(field),
            None => Meaning::LeftOut,
        };
    }
    match spec.named(heading) {
        Some(field) => Meaning::Field(field),
        None if spec.is_told(heading) => Meaning::LeftOut,
        None => Meaning::Unknown,
    }
}

fn taken(
    sheet: &Sheet,
    place: usize,
    texts: Vec<(u32, String)>,
    spec: &Spec,
    meaning: &dyn Fn(&str) -> Meaning,
) -> Result<Headings> {
    let row = sheet.lines[place].row;
    let mut columns: Vec<Column> = Vec::new();
    let mut left_out = Vec::new();
    for (at, text) in &texts {
        match meaning(text) {
            Meaning::Field(field) => match columns.iter().find(|column| column.field.name == field.name) {
                None => columns.push(Column { at: *at, field }),
                Some(first) => {
                    let other = texts.iter().find(|(at, _)| *at == first.at);
                    let other = other.map_or("", |(_, text)| text.as_str());
                    return Err(Error::invalid(
                        ErrorCode::TwoColumns,
                        format!("the columns `{other}` and `{text}` both mean {}", field.name),
                    )
                    .hint(format!("--map \"{text}=-\" leaves one of them out")));
                }
            },
            Meaning::LeftOut => left_out.push(text.clone()),
            Meaning::Unknown if !has_values(sheet, place, *at) => left_out.push(text.clone()),
            Meaning::Unknown => {
                let place = sheet.places.cell(row, *at, text);
                return Err(unknown_column(&place, text, spec));
            }
        }
    }
    Ok(Headings {
        row,
        columns,
        texts,
        left_out,
    })
}

fn has_values(sheet: &Sheet, head: usize, column: u32) -> bool {
    let below = sheet.lines.iter().skip(head + 1);
    below.flat_map(|line| &line.cells).any(|(at, _)| *at == column)
}

/// A column is never lost in silence: a heading that is misspelt would lose all of it.
fn unknown_column(place: &str, text: &str, spec: &Spec) -> Error {
    let near = nearest(text, spec.names().into_iter(), 1);
    let field = near.first().copied().unwrap_or("FIELD");
    Error::invalid(
        ErrorCode::UnknownColumn,
        format!("{place}: there is no field for the column `{text}`"),
    )
    .detail("column", text)
    .hint(format!(
        "--map \"{text}={field}\" says what it is, --map \"{text}=-\" leaves it out"
    ))
}

impl Headings {
    pub fn text(&self, column: u32) -> &str {
        let found = self.texts.iter().find(|(at, _)| *at == column);
        found.map_or("", |(_, text)| text.as_str())
    }
}

/// Refuses `--map` of a column that is not there.
///
/// # Errors
/// `Invalid` with the nearest columns.
fn check_maps(texts: &[(u32, String)], maps: &[Mapped]) -> Result<()> {
    let is_there = |mapped: &&Mapped| {
        let key = name_key(&mapped.heading);
        texts.iter().any(|(_, text)| name_key(text) == key)
    };
    let Some(mapped) = maps.iter().find(|mapped| !is_there(mapped)) else {
        return Ok(());
    };
    let texts = texts.iter().map(|(_, text)| text.as_str());
    let near = nearest(&mapped.heading, texts.clone(), 3);
    let error = Error::invalid(
        ErrorCode::UnknownColumn,
        format!("the file has no column `{}` to map", mapped.heading),
    );
    Err(match near.is_empty() {
        true => error.hint(format!(
            "the columns are {}",
            texts.collect::<Vec<_>>().join(", ")
        )),
        false => error.hint(format!("did you mean {}?", near.join(", "))),
    })
}
