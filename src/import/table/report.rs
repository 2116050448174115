//! What the import of a table reports: the same shape as a schedule's, with rows in place of cells.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::plan::RowPlan;
use super::rows::ImportTable;
use crate::import::kind::ImportKind;
use crate::import::model::{ImportAction, ImportCounts};
use crate::import::report::{ReportHead, lines_in_words, report_json};
use crate::kernel::error::{Error, Result};
use crate::kernel::names::name_key;
use crate::kernel::text::{counted, printable};
use crate::output::{OutputOptions, Record, RecordField, Records, Report, list, shown_in_table};

/// The sum by row: read = created + updated + unchanged + kept + disagreed + ignored + rejected + conflicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowCounts {
    pub read: u64,
    pub created: u64,
    pub updated: u64,
    pub unchanged: u64,
    #[serde(default, skip_serializing_if = "is_none")]
    pub kept: u64,
    #[serde(default, skip_serializing_if = "is_none")]
    pub disagreed: u64,
    pub ignored: u64,
    pub rejected: u64,
    pub conflicts: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_none(count: &u64) -> bool {
    *count == 0
}

/// The sheet that was imported, and which field each of its columns set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSummary {
    pub sheet: Option<String>,
    pub rows: u64,
    pub columns: Vec<ColumnSummary>,
    pub left_out: Vec<String>,
    /// What the sheet has that is not imported, such as hidden sheets beside it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnSummary {
    pub column: String,
    pub field: String,
}

/// The sums that are kept with an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSums {
    pub rows: RowCounts,
    pub counts: ImportCounts,
    pub sheets: Vec<TableSummary>,
}

impl TableSums {
    /// Sums the rows up.
    ///
    /// # Errors
    /// `Internal` when rows were lost: the sum must hold.
    pub fn of(table: &ImportTable, plans: &[RowPlan]) -> Result<Self> {
        let warned = plans.iter().filter(|plan| plan.action == ImportAction::Create);
        let warned = warned.filter(|plan| !plan.messages.is_empty()).count();
        let counts = ImportCounts::of(plans.iter().map(|plan| plan.action), warned as u64);
        let of_rows = plans.iter().filter(|plan| plan.row.is_some());
        let of_rows = ImportCounts::of(of_rows.map(|plan| plan.action), 0);
        let rows = RowCounts {
            read: table.rows.len() as u64,
            created: of_rows.created,
            updated: of_rows.updated,
            unchanged: of_rows.unchanged,
            kept: of_rows.kept,
            disagreed: of_rows.disagreed,
            ignored: of_rows.ignored,
            rejected: of_rows.rejected,
            conflicts: of_rows.conflicts,
        };
        let done = rows.created + rows.updated + rows.unchanged + rows.kept + rows.disagreed;
        if rows.read != done + rows.ignored + rows.rejected + rows.conflicts {
            return Err(Error::internal(format!("the report does not add up: {rows:?}")));
        }
        let columns = table.headings.columns.iter().map(|column| ColumnSummary {
            column: table.headings.text(column.at).to_owned(),
            field: column.column.name.to_owned(),
        });
        let sheet = TableSummary {
            sheet: table.sheet.clone(),
            rows: rows.read,
            columns: columns.collect(),
            left_out: table.headings.skipped.clone(),
            notes: table.notes.clone(),
        };
        Ok(Self {
            rows,
            counts,
            sheets: vec![sheet],
        })
    }
}

/// One line of the report.
#[derive(Debug, Clone, Serialize)]
pub struct TableReportLine {
    pub sheet: Option<String>,
    pub cell: String,
    pub text: String,
    pub action: ImportAction,
    pub record: Option<String>,
    pub message: Option<String>,
}

/// Returns the rows worth a line, problems first: all but those plainly created or unchanged, or all of them.
pub fn report_lines(
    table: &ImportTable,
    plans: &[RowPlan],
    full: bool,
    applied: bool,
) -> Vec<TableReportLine> {
    // A room that nobody meant is one that people can book: new ones are always named.
    let is_told = |plan: &RowPlan| table.kind == ImportKind::Rooms && plan.action == ImportAction::Create;
    let is_plain = |plan: &RowPlan| {
        matches!(plan.action, ImportAction::Create | ImportAction::Unchanged)
            && plan.messages.is_empty()
            && !is_told(plan)
    };
    let mut shown: Vec<&RowPlan> = plans.iter().filter(|plan| full || !is_plain(plan)).collect();
    shown.sort_by_key(|plan| plan.action.rank());
    let line = |plan: &RowPlan| TableReportLine {
        sheet: table.sheet.clone(),
        cell: plan.cell(table),
        text: plan.label.clone(),
        action: plan.action,
        // What was not created has no number.
        record: plan
            .record
            .clone()
            .filter(|_| applied || plan.action != ImportAction::Create),
        message: plan.message(),
    };
    shown.into_iter().map(line).collect()
}

impl Record for TableReportLine {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<TableReportLine>] = &[
            shown_in_table("sheet", |line| line.sheet.clone().into()),
            shown_in_table("cell", |line| line.cell.as_str().into()),
            shown_in_table("action", |line| line.action.as_str().into()),
            shown_in_table("record", |line| line.record.clone().into()),
            shown_in_table("text", |line| line.text.as_str().into()),
            shown_in_table("message", |line| line.message.clone().into()),
        ];
        FIELDS
    }
}

/// The whole report.
#[derive(Debug, Clone, Serialize)]
pub struct TableReport {
    #[serde(flatten)]
    pub head: ReportHead,
    #[serde(flatten)]
    pub sums: TableSums,
    /// Records of earlier imports of this source that the file no longer has.
    #[serde(skip_serializing_if = "is_none")]
    pub gone: u64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rooms_created: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories_created: Vec<String>,
    pub items: Vec<TableReportLine>,
}

impl Report for TableReport {
    fn json(&self, _view: &OutputOptions) -> Json {
        report_json(self)
    }

    fn text(&self, view: &OutputOptions) -> String {
        let lines = one_cause(&self.items, self.sums.rows.read)
            .into_iter()
            .map(|line| {
                let sheet = line.sheet.as_ref().map(|sheet| format!("{sheet}!"));
                let place = sheet.unwrap_or_default() + &line.cell;
                let message = line.message.clone().unwrap_or_default();
                [place, line.action.to_string(), line.text.clone(), message]
            });
        let head = self.head.in_words(self.head.kind.map_or("", ImportKind::as_str));
        let sheets = tables_in_words(&self.sums.sheets);
        let lines = lines_in_words(["cell", "action", "text", "message"], lines, view);
        let counts = &self.sums.counts;
        let what = if self.head.applied || !counts.change_something() {
            "rows"
        } else {
            "rows (not written)"
        };
        let read = self.sums.rows.read;
        let created = |what: &str, names: &[String]| {
            if names.is_empty() {
                String::new()
            } else {
                format!("{what} created: {}\n", printable(&names.join(", ")))
            }
        };
        let rooms = created("rooms", &self.rooms_created);
        let categories = created("categories", &self.categories_created);
        let gone = match (self.gone, self.head.kind.map_or("record", ImportKind::noun)) {
            (0, _) => String::new(),
            (gone, noun) => format!(
                "gone: {} of earlier imports; --prune takes what is gone out of use\n",
                counted(gone, noun)
            ),
        };
        format!(
            "{head}{sheets}{rooms}{categories}{lines}\n{what}: {read} read = {}\n{gone}",
            counts.in_words()
        )
    }

    fn records(&self) -> Records {
        list(&self.items)
    }
}

/// Names a cause once where most rows of a file are refused, all for it; the rows stand in the report as JSON.
fn one_cause(items: &[TableReportLine], read: u64) -> Vec<TableReportLine> {
    const FEW: usize = 3;
    let causes: BTreeSet<Option<String>> = items
        .iter()
        .map(|line| line.message.as_deref().map(cause))
        .collect();
    let is_refused = |line: &TableReportLine| line.action == ImportAction::Reject;
    let (first, more) = match items.split_first() {
        Some((first, rest)) if causes.len() == 1 && rest.len() >= FEW => (first, rest.len()),
        _ => return items.to_vec(),
    };
    if items.len() as u64 * 2 <= read || !items.iter().all(is_refused) {
        return items.to_vec();
    }
    let message = first.message.as_deref().unwrap_or_default();
    vec![TableReportLine {
        message: Some(format!("{message}; so in {} too", counted(more, "more row"))),
        ..first.clone()
    }]
}

/// Takes what is a row's own out of a message: numbers, and what stands in backticks.
fn cause(message: &str) -> String {
    let around = message.split('`').step_by(2);
    around
        .flat_map(str::chars)
        .filter(|c| !c.is_ascii_digit())
        .collect()
}

/// Writes which field each column set.
pub fn tables_in_words(tables: &[TableSummary]) -> String {
    let mut text = String::new();
    for table in tables {
        let column = |one: &ColumnSummary| {
            if name_key(&one.column) == name_key(&one.field) {
                one.field.clone()
            } else {
                format!("{} = {}", one.column, one.field)
            }
        };
        let columns: Vec<String> = table.columns.iter().map(column).collect();
        text.push_str(&format!("columns: {}\n", printable(&columns.join(", "))));
        if !table.left_out.is_empty() {
            text.push_str(&format!("skipped: {}\n", printable(&table.left_out.join(", "))));
        }
        for note in &table.notes {
            text.push_str(&format!("note: {}\n", printable(note)));
        }
    }
    text
}
