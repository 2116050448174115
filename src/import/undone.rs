//! What became of one record when its import was undone.

use super::kind::ImportKind;
use super::store::name_of;
use crate::kernel::error::Result;
use crate::output::{OutputFormat, OutputOptions, Record, RecordField, Records, Value, list, shown_in_table};
use crate::text_enum;

text_enum! {
    /// What an undo did with a record.
    pub enum UndoOutcome {
        Cancelled = "cancelled",
        /// Taken out of use: no booking.
        Retired = "retired",
        Restored = "restored",
        Left = "left",
    }
}

/// A booking, or another record, of an import that was undone.
#[derive(Debug, Clone)]
pub struct UndoneRecord {
    /// `booking`, `room` …
    pub noun: &'static str,
    pub booking_id: Option<i64>,
    pub outcome: UndoOutcome,
    pub client_name: Option<String>,
    pub sheet: Option<String>,
    pub cell: Option<String>,
    pub message: Option<String>,
    /// Of a table: which record, and its row in a few words.
    pub record: Option<String>,
    pub text: Option<String>,
    /// What it is again, where that is known better: `is confirmed again`.
    pub again: Option<String>,
}

impl UndoneRecord {
    /// Returns the name under which its import keeps it.
    pub fn name(&self) -> String {
        name_of(self.booking_id, self.record.as_deref())
    }

    /// Returns the words that name it: `booking 17`, `room Focus`.
    pub fn subject(&self) -> String {
        let id = self.booking_id.map(|id| id.to_string());
        let name = id.or(self.text.clone()).or(self.record.clone());
        format!("{} {}", self.noun, name.unwrap_or_default())
    }

    /// Returns what became of it in words.
    pub fn words(&self) -> String {
        let words = match (self.outcome, self.noun) {
            (UndoOutcome::Cancelled, _) => "is cancelled",
            (UndoOutcome::Retired, "room") => "is out of use",
            (UndoOutcome::Retired, "user") => "is disabled",
            (UndoOutcome::Retired, "price") => "no longer holds",
            (UndoOutcome::Retired, _) => "is retired",
            (UndoOutcome::Restored, _) => match &self.again {
                Some(again) => again,
                None => "is as before the import",
            },
            (UndoOutcome::Left, _) => "is left as it is",
        };
        words.to_owned()
    }
}

impl Record for UndoneRecord {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<UndoneRecord>] = &[
            shown_in_table("booking_id", |one| one.booking_id.into()),
            shown_in_table("action", |one| Value::Worded {
                words: vec![one.words().into()],
                value: Box::new(one.outcome.as_str().into()),
            }),
            shown_in_table("client_name", |one| one.client_name.clone().into()),
            shown_in_table("sheet", |one| one.sheet.clone().into()),
            shown_in_table("cell", |one| one.cell.clone().into()),
            shown_in_table("message", |one| one.message.clone().into()),
            shown_in_table("record", |one| one.record.clone().into()),
            shown_in_table("text", |one| one.text.clone().into()),
        ];
        FIELDS
    }
}

/// An import that was undone.
#[derive(Debug)]
pub struct UndoneImport {
    pub kind: ImportKind,
    pub records: Vec<UndoneRecord>,
}

impl UndoneImport {
    /// Returns its records as they are shown: a table has the columns of their kind.
    pub fn shown(&self, view: &OutputOptions) -> Result<Records> {
        let records = list(&self.records);
        if view.format != OutputFormat::Table || !view.fields.is_empty() {
            return Ok(records);
        }
        let has_rooms = self.records.iter().any(|one| one.noun != self.kind.noun());
        let columns: &[&str] = match self.kind {
            ImportKind::Schedule if has_rooms => &[
                "booking_id",
                "text",
                "action",
                "client_name",
                "sheet",
                "cell",
                "message",
            ],
            ImportKind::Schedule => &["booking_id", "action", "client_name", "sheet", "cell", "message"],
            ImportKind::Bookings => &["booking_id", "action", "text", "sheet", "cell", "message"],
            _ => &["text", "action", "sheet", "cell", "message"],
        };
        let has_value = |name: &&&str| {
            let place = records.names.iter().position(|known| known == *name);
            let is_empty = |place: usize| records.rows.iter().all(|row| row[place] == Value::Null);
            records.rows.is_empty() || !place.is_some_and(is_empty)
        };
        let columns = columns.iter().filter(has_value);
        let columns: Vec<String> = columns.map(|name| (*name).to_owned()).collect();
        let mut records = records.choose(&columns)?;
        let title = match self.kind {
            ImportKind::Schedule => "room",
            kind => kind.noun(),
        };
        for name in records.names.iter_mut().filter(|name| **name == "text") {
            *name = title;
        }
        Ok(records)
    }
}
