//! Operations and undone records, as they are shown.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json};

use super::tables::UndoTable;
use crate::access::operation::Operation;
use crate::booking::BookingStatus;
use crate::db::operations::RENEWED;
pub use crate::db::operations::instant_of;
use crate::device::model::DeviceStatus;
use crate::import::undone::{UndoOutcome, UndoneRecord};
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

    /// Returns whether the row is as it was before the operation, but for when it was written.
    pub fn is_as_before(&self) -> bool {
        match (&self.before, &self.now) {
            (Some(before), Some(now)) => differences(before, now).next().is_none(),
            (before, now) => before.is_none() && now.is_none(),
        }
    }

    /// Returns whether the row was changed in nothing but these columns.
    pub fn differs_in_no_more_than(&self, columns: &[&str]) -> bool {
        match (&self.before, &self.now) {
            (Some(before), Some(now)) => differences(before, now).all(|name| columns.contains(&name)),
            _ => false,
        }
    }
}

/// Returns the columns in which a row is otherwise than it was, but for when it was written. Of those that are not read no
/// change is known.
pub fn differences<'r>(
    before: &'r Map<String, Json>,
    now: &'r Map<String, Json>,
) -> impl Iterator<Item = &'r str> {
    let changed = before
        .iter()
        .filter(|(column, value)| now.get(*column).is_some_and(|now| now != *value));
    changed
        .map(|(column, _)| column.as_str())
        .filter(|column| !RENEWED.contains(column))
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
    /// Returns what its change puts off site or into repair, or takes back from there: rentals and devices; and the requisition
    /// that was received. Records that share one of these go back together or not at all.
    pub fn goes_out(&self) -> BTreeSet<String> {
        let mut parts = BTreeSet::new();
        for row in &self.rows {
            let states: Vec<_> = row.now.iter().chain(&row.before).collect();
            let of = |column: &str| states.iter().find_map(|state| number_of(state, column));
            let is_out = |state: &&Map<String, Json>| {
                let status = text_of(state, "status");
                ["offsite", "maintenance"].map(Some).contains(&status.as_deref())
            };
            match row.table.kept.name {
                "offsite_rentals" => {
                    parts.insert(format!("rental:{}", row.key));
                }
                "devices" if states.iter().any(is_out) => {
                    parts.insert(format!("device:{}", row.key));
                }
                "requisitions" => {
                    parts.insert(format!("requisition:{}", row.key));
                }
                "requisition_receipts" => {
                    parts.extend(of("requisition_id").map(|id| format!("requisition:{id}")));
                }
                "booking_device_assignments" => {
                    let (rental, device) = (of("rental_id"), of("device_id"));
                    parts.extend(rental.map(|id| format!("rental:{id}")));
                    parts.extend(
                        device
                            .filter(|_| rental.is_some())
                            .map(|id| format!("device:{id}")),
                    );
                }
                "tasks" if row.text("kind").as_deref() == Some("repair") => {
                    parts.extend(of("device_id").map(|id| format!("device:{id}")));
                }
                _ => {}
            }
        }
        parts
    }

    /// Returns whether nothing is left to take back of a record that the operation made: it may have made what is over.
    pub fn is_withdrawn(&self) -> bool {
        let own = self.rows.iter().find(|row| row.table.is_record);
        let Some(now) = own.and_then(|row| row.now.as_ref()).filter(|_| self.is_created()) else {
            return false;
        };
        let status_of = |column: &str| text_of(now, column).unwrap_or_default();
        let status = || status_of("status");
        match self.entity {
            "booking" => status().parse().is_ok_and(BookingStatus::is_off),
            "device" => matches!(
                status().parse::<DeviceStatus>(),
                Ok(DeviceStatus::Sold | DeviceStatus::Retired)
            ),
            "rental" => text_of(now, "returned_at").is_some(),
            "room" | "user" | "price" | "client" | "vendor" | "location" => !flag_of(now, "is_active"),
            "task" => matches!(status_of("state").as_str(), "done" | "cancelled"),
            "requisition" => status_of("state") == "closed",
            "requisition_receipt" => text_of(now, "taken_back_at").is_some(),
            "file" => text_of(now, "removed_at").is_some(),
            "block" => text_of(now, "lifted_at").is_some(),
            _ => false,
        }
    }

    /// Returns the words that name it: `booking 17`.
    pub fn words(&self) -> String {
        record_words(&(self.entity, self.name.clone()))
    }

    /// Returns whether the operation made the record itself.
    pub fn is_created(&self) -> bool {
        self.rows
            .iter()
            .any(|row| row.table.is_record && row.is_created())
    }
}

/// Returns the words that name a record: `booking 17`.
fn record_words((kind, name): &RecordName) -> String {
    format!("{} {name}", kind.replace('_', " "))
}

text_enum! {
    /// What an undo did with a record.
    pub enum RecordOutcome {
        Restored = "restored",
        /// A booking that the operation made.
        Cancelled = "cancelled",
        /// A room, device, price, user or import that the operation made.
        Retired = "retired",
        /// A rental that the operation started.
        Ended = "ended",
        Left = "left",
    }
}

/// What became of a record.
#[derive(Debug, Clone)]
pub struct UndoLine {
    pub kind: &'static str,
    pub record: String,
    pub outcome: RecordOutcome,
    /// What people read of it: `is confirmed again in Focus`.
    pub words: String,
    /// Why it was left.
    pub message: Option<String>,
}

impl UndoLine {
    /// Returns the line of a record that is left as it is.
    pub fn left(record: &ChangedRecord, why: String) -> Self {
        Self {
            kind: record.entity,
            record: record.words(),
            outcome: RecordOutcome::Left,
            words: "is left as it is".to_owned(),
            message: Some(why),
        }
    }
}

impl From<UndoneRecord> for UndoLine {
    fn from(one: UndoneRecord) -> Self {
        Self {
            kind: one.noun,
            record: one.subject(),
            words: one.words(),
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
            shown_in_table("outcome", |one| Value::Worded {
                words: vec![one.words.as_str().into()],
                value: Box::new(one.outcome.as_str().into()),
            }),
            shown_in_table("message", |one| one.message.clone().into()),
        ];
        FIELDS
    }
}

/// Records of a kind that the table names, if there are as many kinds at most; of the rest it says that there are more.
const NAMED: usize = 2;

/// The kind of a record, and its name.
pub type RecordName = (&'static str, String);

/// Names the records of lines by kinds: `32 bookings: 127, 135, …`.
pub fn lines_in_words(lines: &[UndoLine]) -> String {
    let name = |line: &UndoLine| {
        let name = line.record.get(line.kind.len()..).unwrap_or_default();
        (line.kind.to_owned(), name.trim_start().to_owned())
    };
    names_in_words(lines.iter().map(name))
}

/// Names the kinds of records with how many there are, and the first of each: `32 bookings: 127, 135, …`.
fn names_in_words(records: impl Iterator<Item = (String, String)>) -> String {
    let mut kinds: Vec<(String, Vec<String>)> = Vec::new();
    for (kind, name) in records {
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, names)) => names.push(name),
            None => kinds.push((kind, vec![name])),
        }
    }
    let are_named = kinds.len() <= NAMED;
    let words = kinds.into_iter().map(|(kind, names)| {
        let kind = kind.replace('_', " ");
        if let [name] = &names[..] {
            return format!("{kind} {name}");
        }
        let kinds = match kind.strip_suffix('y') {
            Some(stem) => format!("{} {stem}ies", names.len()),
            None => format!("{} {kind}s", names.len()),
        };
        let first = names.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
        let more = if names.len() > NAMED { ", …" } else { "" };
        if are_named {
            format!("{kinds}: {first}{more}")
        } else {
            kinds
        }
    });
    words.collect::<Vec<_>>().join("; ")
}

/// How much of an operation is undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UndoneExtent {
    Nothing,
    InPart,
    All,
}

/// An operation with what it touched, as far as the actor may see it.
#[derive(Debug, Clone)]
pub struct ListedOperation {
    pub operation: Operation,
    /// The command line, or the command alone where not every record may be seen.
    pub command: String,
    pub records: Vec<RecordName>,
    pub undone: UndoneExtent,
    /// The import that it ran.
    pub import: Option<i64>,
    /// The command that leads back where no undo does.
    pub opposite: Option<String>,
}

impl ListedOperation {
    /// Names its records by kinds: `32 bookings: 127, 135, …`.
    pub fn records_in_words(&self) -> String {
        let names = self.records.iter();
        names_in_words(names.map(|(kind, name)| ((*kind).to_owned(), name.clone())))
    }

    /// Returns the command that undoes what an undo left.
    pub fn way_to_finish(&self) -> Option<String> {
        let way = match self.import {
            Some(import) => format!("colab import undo {import} --force"),
            None => format!("colab undo {} --partial", self.operation.id),
        };
        (self.undone == UndoneExtent::InPart).then_some(way)
    }
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
                let names = one.records.iter().map(record_words);
                Value::Worded {
                    words: vec![one.records_in_words().into()],
                    value: Box::new(Value::List(names.map(Value::from).collect())),
                }
            }),
            shown_in_table("undoes", |one| one.operation.undoes.into()),
            shown_in_table("undone", |one| {
                let is_undone = Value::from(one.undone != UndoneExtent::Nothing);
                let words = match one.undone {
                    UndoneExtent::InPart => Some("in part"),
                    UndoneExtent::Nothing if one.opposite.is_some() => Some("cannot be"),
                    _ => None,
                };
                Value::Worded {
                    words: vec![words.map_or_else(|| is_undone.clone(), Value::from)],
                    value: Box::new(is_undone),
                }
            }),
            shown_in_table("opposite", |one| one.opposite.clone().into()),
            wanted_only("undone_in_part", |one| {
                (one.undone == UndoneExtent::InPart).into()
            }),
            wanted_only("verb", |one| one.operation.command.as_str().into()),
        ];
        FIELDS
    }
}
