//! Operations and undone records, as they are shown.

use chrono::DateTime;
use serde_json::{Map, Value as Json};

use super::tables::UndoTable;
use crate::access::operation::Operation;
use crate::import::undone::{UndoOutcome, UndoneRecord};
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, Value, shown_in_table, wanted_only};
use crate::text_enum;

/// A row that an operation changed.
#[derive(Debug, Clone)]
pub struct ChangedRow {
    pub table: &'static UndoTable,
    pub key: String,
    /// As it was before the operation; `None` where the operation made it.
    pub before: Option<Map<String, Json>>,
    /// As it is now; `None` where it is gone.
    pub now: Option<Map<String, Json>>,
    /// As it was kept at some time, where it neither was before nor is now.
    pub once: Option<Map<String, Json>>,
}

impl ChangedRow {
    /// Returns a column as it is now, or was.
    pub fn text(&self, column: &str) -> Option<String> {
        let row = self
            .now
            .as_ref()
            .or(self.before.as_ref())
            .or(self.once.as_ref())?;
        text_of(row, column)
    }

    pub fn is_created(&self) -> bool {
        self.before.is_none()
    }
}

/// Returns a column of a kept row as text; `None` where it is empty.
pub fn text_of(row: &Map<String, Json>, column: &str) -> Option<String> {
    match row.get(column)? {
        Json::Null => None,
        Json::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// Returns a number of a kept row; `None` where it is empty.
pub fn number_of(row: &Map<String, Json>, column: &str) -> Option<i64> {
    row.get(column).and_then(Json::as_i64)
}

/// Returns a truth value of a kept row, which a file keeps as 0 or 1.
pub fn flag_of(row: &Map<String, Json>, column: &str) -> bool {
    match row.get(column) {
        Some(Json::Bool(flag)) => *flag,
        Some(value) => value.as_i64() == Some(1),
        None => false,
    }
}

/// Returns an instant of a kept row: microseconds in a file, a text on a server.
pub fn instant_of(row: &Map<String, Json>, column: &str) -> Option<Timestamp> {
    match row.get(column)? {
        Json::String(text) => DateTime::parse_from_rfc3339(text)
            .ok()
            .map(|instant| Timestamp::from(instant.to_utc())),
        other => other.as_i64().and_then(Timestamp::from_micros),
    }
}

/// A record with all of its rows that an operation changed.
#[derive(Debug, Clone)]
pub struct ChangedRecord {
    pub entity: &'static str,
    /// Its number in tables: of a device or a room that of the row.
    pub id: String,
    /// As people name it: a device's serial, a room's name.
    pub name: String,
    pub rows: Vec<ChangedRow>,
}

impl ChangedRecord {
    /// Returns the words that name it: `booking 17`.
    pub fn words(&self) -> String {
        format!("{} {}", self.entity.replace('_', " "), self.name)
    }

    /// Returns whether the operation made the record itself.
    pub fn is_created(&self) -> bool {
        self.rows
            .iter()
            .any(|row| row.table.is_record && row.is_created())
    }
}

text_enum! {
    /// What an undo did with a record.
    pub enum RecordOutcome {
        Restored = "restored",
        /// A booking that the operation made.
        Cancelled = "cancelled",
        /// A room, device, price or user that the operation made.
        Retired = "retired",
        /// A rental that the operation started.
        Ended = "ended",
        Left = "left",
    }
}

/// What became of a record.
#[derive(Debug, Clone)]
pub struct UndoLine {
    pub record: String,
    pub outcome: RecordOutcome,
    pub message: Option<String>,
}

impl From<UndoneRecord> for UndoLine {
    fn from(one: UndoneRecord) -> Self {
        let booking = one.booking_id.map(|id| format!("booking {id}"));
        Self {
            record: booking.or(one.text).or(one.record).unwrap_or_default(),
            outcome: match one.outcome {
                UndoOutcome::Cancelled => RecordOutcome::Cancelled,
                UndoOutcome::Retired => RecordOutcome::Retired,
                UndoOutcome::Restored => RecordOutcome::Restored,
                UndoOutcome::Left => RecordOutcome::Left,
            },
            message: one.message,
        }
    }
}

impl Record for UndoLine {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<UndoLine>] = &[
            shown_in_table("record", |one| one.record.as_str().into()),
            shown_in_table("outcome", |one| one.outcome.as_str().into()),
            shown_in_table("message", |one| one.message.clone().into()),
        ];
        FIELDS
    }
}

/// An operation with what it touched, as far as the actor may see it.
#[derive(Debug, Clone)]
pub struct ListedOperation {
    pub operation: Operation,
    /// The command line, or the command alone where not every record may be seen.
    pub command: String,
    pub records: Vec<String>,
    pub more: usize,
    pub undone: bool,
}

impl Record for ListedOperation {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<ListedOperation>] = &[
            shown_in_table("id", |one| one.operation.id.into()),
            shown_in_table("at", |one| one.operation.at.into()),
            shown_in_table("actor", |one| one.operation.actor.as_str().into()),
            shown_in_table("on_behalf_of", |one| one.operation.on_behalf_of.clone().into()),
            shown_in_table("command", |one| one.command.as_str().into()),
            shown_in_table("records", |one| {
                let names = one.records.iter().map(|name| Value::from(name.as_str()));
                let more = (one.more > 0).then(|| Value::from(format!("{} more", one.more)));
                Value::List(names.chain(more).collect())
            }),
            shown_in_table("undoes", |one| one.operation.undoes.into()),
            shown_in_table("undone", |one| one.undone.into()),
            wanted_only("verb", |one| one.operation.command.as_str().into()),
        ];
        FIELDS
    }
}
