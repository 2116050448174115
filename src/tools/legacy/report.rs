//! Every row of the replaced system accounted for: taken, there already, or left, and why.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::import::journal::ImportedRow;
use crate::import::model::ImportAction;
use crate::import::remainder::RemainderRow;
use crate::import::report::remainder_row;
use crate::output::{OutputOptions, Record, RecordField, Records, Report, list, shown_in_table};

/// The counts of a table: read = taken + unchanged + skipped.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TableCount {
    pub table: &'static str,
    pub read: usize,
    pub taken: usize,
    /// Taken by an earlier run, or here before under the same name.
    pub unchanged: usize,
    pub skipped: usize,
}

/// A note about a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LegacyLine {
    pub table: &'static str,
    pub id: String,
    /// `skipped`, `changed` or `conflict`.
    pub action: &'static str,
    pub message: String,
}

const SKIPPED: &str = "skipped";
const CHANGED: &str = "changed";
const CONFLICT: &str = "conflict";

#[derive(Default)]
pub struct LegacyReport {
    pub source: String,
    pub import_id: Option<i64>,
    tables: Vec<TableCount>,
    lines: Vec<LegacyLine>,
    /// To be kept with the import.
    taken: Vec<ImportedRow>,
    /// Tables that are not read, with their numbers of rows.
    left: Vec<(String, i64)>,
    pub periods_corrected: usize,
    pub plain_passwords: usize,
}

impl LegacyReport {
    pub fn new(source: &str, left: impl Iterator<Item = (String, i64)>) -> Self {
        Self {
            source: source.to_owned(),
            left: left.collect(),
            ..Self::default()
        }
    }

    pub fn begin(&mut self, table: &'static str, read: usize) {
        self.tables.push(TableCount {
            table,
            read,
            ..TableCount::default()
        });
    }

    fn count(&mut self, table: &str, of: impl FnOnce(&mut TableCount)) {
        if let Some(count) = self.tables.iter_mut().find(|count| count.table == table) {
            of(count);
        }
    }

    pub fn take(&mut self, table: &'static str, id: &str) {
        self.take_with(table, id, None, None);
    }

    pub fn take_with(&mut self, table: &'static str, id: &str, room: Option<i64>, booking: Option<i64>) {
        self.count(table, |count| count.taken += 1);
        self.taken.push(ImportedRow {
            room_id: room,
            booking_id: booking,
            ..kept(table, id, ImportAction::Create)
        });
    }

    pub fn unchanged(&mut self, table: &str) {
        self.count(table, |count| count.unchanged += 1);
    }

    pub fn skip(&mut self, table: &'static str, id: &str, why: impl Into<String>) {
        self.count(table, |count| count.skipped += 1);
        self.say(table, id, SKIPPED, why);
    }

    /// Notes that something of a row was changed.
    pub fn note(&mut self, table: &'static str, id: &str, message: impl Into<String>) {
        self.say(table, id, CHANGED, message);
    }

    /// Notes that something else has what a row wants.
    pub fn conflict(&mut self, table: &'static str, id: &str, message: impl Into<String>) {
        self.say(table, id, CONFLICT, message);
    }

    fn say(&mut self, table: &'static str, id: &str, action: &'static str, message: impl Into<String>) {
        self.lines.push(LegacyLine {
            table,
            id: id.to_owned(),
            action,
            message: message.into(),
        });
    }

    pub fn taken(&self) -> usize {
        self.tables.iter().map(|table| table.taken).sum()
    }

    pub fn skipped(&self) -> usize {
        self.tables.iter().map(|table| table.skipped).sum()
    }

    /// Returns the rows that were not imported.
    pub fn remainder(&self) -> Vec<RemainderRow> {
        let skipped = self.lines.iter().filter(|line| line.action == SKIPPED);
        let row =
            |line: &LegacyLine| remainder_row(&format!("{} {}", line.table, line.id), "", &[], &line.message);
        skipped.map(row).collect()
    }

    /// Reports whether every row of every table has been accounted for.
    pub fn holds(&self) -> bool {
        self.tables
            .iter()
            .all(|table| table.read == table.taken + table.unchanged + table.skipped)
    }

    /// Returns what is kept with the import, with the sums of other imports.
    pub fn kept(&self) -> Json {
        let conflicts = self.lines.iter().filter(|line| line.action == CONFLICT).count();
        let unchanged: usize = self.tables.iter().map(|table| table.unchanged).sum();
        json!({"counts": {"created": self.taken(), "unchanged": unchanged, "rejected": self.skipped(),
                          "conflicts": conflicts},
               "tables": self.tables, "periods_corrected": self.periods_corrected})
    }

    pub fn facts(&self) -> Json {
        let tables = self.tables.iter().map(|table| {
            (
                table.table.to_owned(),
                json!({"read": table.read, "taken": table.taken, "skipped": table.skipped}),
            )
        });
        json!({"source": self.source, "tables": Json::Object(tables.collect()),
               "periods_corrected": self.periods_corrected})
    }

    /// Takes every row that was taken or left, to be kept.
    pub fn rows(&mut self, import_id: i64) -> Vec<ImportedRow> {
        let mut notes: HashMap<(&str, &str), Vec<&LegacyLine>> = HashMap::new();
        for line in &self.lines {
            notes.entry((line.table, &line.id)).or_default().push(line);
        }
        let mut rows = std::mem::take(&mut self.taken);
        for row in &mut rows {
            let id = row.sheet.as_deref().zip(row.cell.as_deref());
            let Some(lines) = id.and_then(|id| notes.remove(&id)) else {
                continue;
            };
            if lines.iter().any(|line| line.action == CONFLICT) {
                row.action = ImportAction::Conflict;
            }
            let messages: Vec<&str> = lines.iter().map(|line| line.message.as_str()).collect();
            row.message = Some(messages.join("; "));
        }
        let left = self.lines.iter().filter(|line| line.action == SKIPPED);
        rows.extend(left.map(|line| ImportedRow {
            message: Some(line.message.clone()),
            ..kept(line.table, &line.id, ImportAction::Reject)
        }));
        rows.iter_mut().for_each(|row| row.import_id = import_id);
        rows
    }
}

/// Returns a row of the other database as the import keeps it.
fn kept(table: &str, id: &str, action: ImportAction) -> ImportedRow {
    ImportedRow {
        sheet: Some(table.to_owned()),
        cell: Some(id.to_owned()),
        action,
        ..ImportedRow::default()
    }
}

impl Record for TableCount {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<TableCount>] = &[
            shown_in_table("table", |count| count.table.into()),
            shown_in_table("read", |count| count.read.into()),
            shown_in_table("taken", |count| count.taken.into()),
            shown_in_table("unchanged", |count| count.unchanged.into()),
            shown_in_table("skipped", |count| count.skipped.into()),
        ];
        FIELDS
    }
}

impl Record for LegacyLine {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<LegacyLine>] = &[
            shown_in_table("table", |line| line.table.into()),
            shown_in_table("id", |line| line.id.as_str().into()),
            shown_in_table("action", |line| line.action.into()),
            shown_in_table("message", |line| line.message.as_str().into()),
        ];
        FIELDS
    }
}

impl Report for LegacyReport {
    fn json(&self, _: &OutputOptions) -> Json {
        let left: Vec<Json> = self
            .left
            .iter()
            .map(|(table, rows)| json!({"table": table, "rows": rows}))
            .collect();
        json!({"source": self.source, "import_id": self.import_id, "tables": self.tables, "rows": self.lines,
               "tables_left": left, "periods_corrected": self.periods_corrected,
               "plain_passwords": self.plain_passwords})
    }

    fn text(&self, view: &OutputOptions) -> String {
        let mut text = format!("{}\n\n{}", self.source, view.table(&list(&self.tables)));
        if !self.lines.is_empty() {
            text.push_str(&format!("\n{}", view.table(&list(&self.lines))));
        }
        let filled: Vec<String> = self
            .left
            .iter()
            .filter(|(_, rows)| *rows > 0)
            .map(|(table, rows)| format!("{table} ({rows} rows)"))
            .collect();
        if !filled.is_empty() {
            text.push_str(&format!("\nNot read: {}\n", filled.join(", ")));
        }
        if self.periods_corrected > 0 {
            text.push_str(&format!(
                "\n{} bookings had their local time written as UTC: they are taken as local (--local-as-utc)\n",
                self.periods_corrected
            ));
        }
        text
    }

    fn records(&self) -> Records {
        list(&self.lines)
    }
}
