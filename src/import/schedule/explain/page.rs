//! The sheets of a workbook as one page, each cell coloured by what became of it.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::Environment;
use serde::Serialize;

use super::cells::{CellPart, ExplainedCell, WorkbookExplanation};
use crate::import::model::ImportAction;
use crate::kernel::error::{Error, Result};
use crate::kernel::text::printable;
use colab_schedule::workbook::{CellAddress, Sheet};

/// A sheet has no more cells on the page; the rest are counted.
const MOST_CELLS: usize = 100_000;

#[derive(Serialize)]
struct ExplainPage {
    file: String,
    legend: Vec<(&'static str, &'static str)>,
    sheets: Vec<ExplainSheet>,
}

#[derive(Serialize)]
struct ExplainSheet {
    name: String,
    meaning: String,
    notes: Vec<String>,
    columns: Vec<String>,
    rows: Vec<ExplainRow>,
    left_out: usize,
}

#[derive(Serialize)]
struct ExplainRow {
    number: u64,
    cells: Vec<ExplainCell>,
}

#[derive(Serialize, Clone, Default)]
struct ExplainCell {
    class: &'static str,
    text: String,
    title: String,
}

const LEGEND: [(&str, &str); 11] = [
    ("date", "date"),
    ("room", "room"),
    ("time", "time"),
    ("booked", "booked"),
    ("cancelled", "cancelled"),
    ("kept", "kept as it is"),
    ("ignored", "ignored"),
    ("rejected", "rejected"),
    ("hidden", "hidden, not read"),
    ("note", "noted"),
    ("other", "not part of the schedule"),
];

/// Renders the page; `file` is the workbook's name.
pub fn page(explanation: &WorkbookExplanation<'_>, file: &str) -> Result<Vec<u8>> {
    let failed = |error: minijinja::Error| Error::internal("cannot write the page").caused_by(error);
    let mut environment = Environment::new();
    environment
        .add_template("page.html", include_str!("page.html"))
        .map_err(failed)?;
    let sheets = explanation.sheets().map(|(sheet, reading)| {
        let notes = reading.notes.iter().map(|note| match note.at {
            Some(at) => format!("{at}: {}", note.text),
            None => note.text.clone(),
        });
        ExplainSheet {
            name: printable(&sheet.name),
            meaning: explanation.sheet_in_words(reading),
            notes: notes.collect(),
            ..table(sheet, &explanation.cells(sheet, reading))
        }
    });
    let view = ExplainPage {
        file: printable(file),
        legend: LEGEND.to_vec(),
        sheets: sheets.collect(),
    };
    let template = environment.get_template("page.html").map_err(failed)?;
    let text = template.render(minijinja::value::Serde(view)).map_err(failed)?;
    Ok(text.into_bytes())
}

/// Lays out the rows and columns that hold something; a merged range has its colour all over.
fn table(sheet: &Sheet, cells: &[ExplainedCell]) -> ExplainSheet {
    let shown = cells.get(..MOST_CELLS).unwrap_or(cells);
    let columns: BTreeSet<u32> = shown.iter().map(|cell| cell.at.col).collect();
    let mut rows: BTreeMap<u32, BTreeMap<u32, ExplainCell>> = BTreeMap::new();
    for cell in shown {
        let row = rows.entry(cell.at.row).or_default();
        row.insert(cell.at.col, on_page(cell));
    }
    for merge in sheet.merges.iter().flatten() {
        let first = rows
            .get(&merge.first.row)
            .and_then(|row| row.get(&merge.first.col));
        let Some(class) = first.map(|cell| cell.class) else {
            continue;
        };
        let covered = ExplainCell {
            class,
            ..ExplainCell::default()
        };
        for (_, row) in rows.range_mut(merge.first.row..=merge.last.row) {
            for column in columns.range(merge.first.col..=merge.last.col) {
                row.entry(*column).or_insert_with(|| covered.clone());
            }
        }
    }
    let letters = |column: &u32| {
        let address = CellAddress { row: 0, col: *column }.to_string();
        address.trim_end_matches('1').to_owned()
    };
    let rows = rows.into_iter().map(|(number, mut row)| ExplainRow {
        number: u64::from(number) + 1,
        cells: columns
            .iter()
            .map(|column| row.remove(column).unwrap_or_default())
            .collect(),
    });
    ExplainSheet {
        name: String::new(),
        meaning: String::new(),
        notes: Vec::new(),
        columns: columns.iter().map(letters).collect(),
        rows: rows.collect(),
        left_out: cells.len() - shown.len(),
    }
}

fn on_page(cell: &ExplainedCell) -> ExplainCell {
    let class = match (cell.part, cell.action) {
        (CellPart::Entry, Some(action)) => entry_class(action),
        (part, _) => part.as_str(),
    };
    ExplainCell {
        class,
        text: printable(&cell.text),
        title: printable(&format!("{}: {}", cell.at, cell.meaning)),
    }
}

fn entry_class(action: ImportAction) -> &'static str {
    match action {
        ImportAction::Cancel => "cancelled",
        ImportAction::Ignore => "ignored",
        ImportAction::Keep => "kept",
        action if action.is_refusal() => "rejected",
        _ => "booked",
    }
}
