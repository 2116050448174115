//! What the import of a table says of itself: the same shape as a schedule's, with rows in the place of cells.

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::super::kind::Kind;
use super::super::model::Action;
use super::super::report::{Counts, counted};
use super::plan::Item;
use super::rows::Table;
use super::service::checked_sum;
use crate::kernel::error::Result;
use crate::kernel::names::name_key;
use crate::kernel::text::printable;
use crate::output::{OutputOptions, Record, RecordField, Records, Report, TextTable, list, shown_in_table};

/// The sum by row: read = created + updated + unchanged + ignored + rejected + conflicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowCounts {
    pub read: u64,
    pub created: u64,
    pub updated: u64,
    pub unchanged: u64,
    pub ignored: u64,
    pub rejected: u64,
    pub conflicts: u64,
}

/// The sheet that was taken, and what each of its columns was taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetSummary {
    pub sheet: Option<String>,
    pub rows: u64,
    pub columns: Vec<ColumnSummary>,
    pub left_out: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnSummary {
    pub column: String,
    pub field: String,
}

/// What is kept with an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub rows: RowCounts,
    pub counts: Counts,
    pub sheets: Vec<SheetSummary>,
}

impl Kept {
    /// # Errors
    /// `Internal` when the sum does not hold.
    pub fn of(table: &Table, counts: &Counts) -> Result<Self> {
        let read = table.rows.len() as u64;
        checked_sum(read, counts)?;
        let column = |column: &super::headings::Column| ColumnSummary {
            column: table.headings.text(column.at).to_owned(),
            field: column.field.name.to_owned(),
        };
        let sheet = SheetSummary {
            sheet: table.sheet.clone(),
            rows: read,
            columns: table.headings.columns.iter().map(column).collect(),
            left_out: table.headings.left_out.clone(),
        };
        Ok(Self {
            rows: RowCounts {
                read,
                created: counts.created,
                updated: counts.updated,
                unchanged: counts.unchanged,
                ignored: counts.ignored,
                rejected: counts.rejected,
                conflicts: counts.conflicts,
            },
            counts: *counts,
            sheets: vec![sheet],
        })
    }
}

/// One line of the report.
#[derive(Debug, Clone, Serialize)]
pub struct TableItem {
    pub sheet: Option<String>,
    pub cell: String,
    pub text: String,
    pub action: Action,
    pub record: Option<String>,
    pub message: Option<String>,
}

/// Rows worth a line, problems first: all but those plainly created or unchanged, or all of them.
pub fn items(table: &Table, items: &[Item], full: bool, applied: bool) -> Vec<TableItem> {
    let plain =
        |item: &&Item| matches!(item.action, Action::Create | Action::Unchanged) && item.messages.is_empty();
    let mut shown: Vec<&Item> = items.iter().filter(|item| full || !plain(item)).collect();
    shown.sort_by_key(|item| super::super::plan::rank(item.action));
    let line = |item: &Item| TableItem {
        sheet: table.sheet.clone(),
        cell: table.cell(&table.rows[item.row]),
        text: item.label.clone(),
        action: item.action,
        // What was not made has no number.
        record: item
            .record
            .clone()
            .filter(|_| applied || item.action != Action::Create),
        message: (!item.messages.is_empty()).then(|| item.messages.join("; ")),
    };
    shown.into_iter().map(line).collect()
}

impl Record for TableItem {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<TableItem>] = &[
            shown_in_table("sheet", |item| item.sheet.clone().into()),
            shown_in_table("cell", |item| item.cell.as_str().into()),
            shown_in_table("action", |item| item.action.as_str().into()),
            shown_in_table("record", |item| item.record.clone().into()),
            shown_in_table("text", |item| item.text.as_str().into()),
            shown_in_table("message", |item| item.message.clone().into()),
        ];
        FIELDS
    }
}

/// The whole report.
#[derive(Debug, Clone)]
pub struct TableReport {
    pub import_id: Option<i64>,
    pub dry_run: bool,
    pub applied: bool,
    pub file: String,
    pub sha256: String,
    pub source: String,
    pub kind: Kind,
    pub kept: Kept,
    pub items: Vec<TableItem>,
}

impl Report for TableReport {
    fn json(&self, _view: &OutputOptions) -> Json {
        json!({
            "import_id": self.import_id, "dry_run": self.dry_run, "applied": self.applied, "kind": self.kind,
            "file": self.file, "sha256": self.sha256, "source": self.source, "rows": self.kept.rows,
            "counts": self.kept.counts, "sheets": self.kept.sheets, "items": self.items,
        })
    }

    fn text(&self, view: &OutputOptions) -> String {
        let state = match (self.import_id, self.dry_run) {
            (Some(id), _) => format!("import {id}"),
            (None, true) => "dry run, nothing is written".to_owned(),
            (None, false) => "nothing was written".to_owned(),
        };
        let mut text = format!("{} ({}): {state}\n", printable(&self.file), self.kind);
        text.push_str(&sheets_text(&self.kept.sheets, view));
        if !self.items.is_empty() {
            text.push('\n');
            text.push_str(&self.items_text(view));
        }
        text.push('\n');
        text.push_str(&self.sums());
        text
    }

    fn records(&self) -> Records {
        list(&self.items)
    }
}

impl TableReport {
    fn items_text(&self, view: &OutputOptions) -> String {
        let mut grid = TextTable::new(["where", "what", "text", "why"].map(str::to_owned).to_vec());
        for item in &self.items {
            let place = match &item.sheet {
                Some(sheet) => format!("{sheet}!{}", item.cell),
                None => item.cell.clone(),
            };
            grid.row(vec![
                place,
                item.action.to_string(),
                item.text.clone(),
                item.message.clone().unwrap_or_default(),
            ]);
        }
        grid.text(view.width, view.colour)
    }

    fn sums(&self) -> String {
        let rows = &self.kept.rows;
        let words = counted(&[
            ("created", rows.created),
            ("updated", rows.updated),
            ("unchanged", rows.unchanged),
            ("ignored", rows.ignored),
            ("rejected", rows.rejected),
            ("in conflict", rows.conflicts),
        ]);
        let head = match self.applied || rows.created + rows.updated == 0 {
            true => "rows",
            false => "rows, were it written",
        };
        format!("{head}: {} read = {words}\n", rows.read)
    }
}

/// What each column was taken for.
pub fn sheets_text(sheets: &[SheetSummary], _view: &OutputOptions) -> String {
    let mut text = String::new();
    for sheet in sheets {
        let columns = sheet
            .columns
            .iter()
            .map(|one| match name_key(&one.column) == name_key(&one.field) {
                true => one.field.clone(),
                false => format!("{} = {}", one.column, one.field),
            });
        let columns: Vec<String> = columns.collect();
        text.push_str(&format!("columns: {}\n", printable(&columns.join(", "))));
        if !sheet.left_out.is_empty() {
            text.push_str(&format!("left out: {}\n", printable(&sheet.left_out.join(", "))));
        }
    }
    text
}
