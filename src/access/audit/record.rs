//! Audit rows as records.

use super::store::AuditRow;
use crate::output::{Record, RecordField, Value, shown_in_table, wanted_only};

impl Record for AuditRow {
    /// `before`, `after` and `metadata` are texts, as they were hashed: whoever keeps the rows can recompute the chain.
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<AuditRow>] = &[
            shown_in_table("seq", |row| row.seq.into()),
            shown_in_table("at", |row| row.at.into()),
            shown_in_table("actor", |row| row.actor.as_str().into()),
            shown_in_table("on_behalf_of", |row| row.on_behalf_of.clone().into()),
            shown_in_table("command", |row| row.command.as_str().into()),
            shown_in_table("entity", |row| row.entity.as_str().into()),
            shown_in_table("entity_id", |row| row.entity_id.as_str().into()),
            shown_in_table("before", |row| row.before.clone().into()),
            shown_in_table("after", |row| row.after.clone().into()),
            shown_in_table("metadata", |row| row.metadata.clone().into()),
            wanted_only("duration_ms", |row| row.duration_ms.into()),
            wanted_only("hash", |row| row.hash.as_str().into()),
        ];
        FIELDS
    }
}

/// A record's history as a field of it.
pub fn as_value(history: &[AuditRow]) -> Value {
    let line = |row: &AuditRow| {
        Value::Object(vec![
            ("at", row.at.into()),
            ("actor", row.actor.as_str().into()),
            ("on_behalf_of", row.on_behalf_of.clone().into()),
            ("command", row.command.as_str().into()),
            ("before", row.before.clone().into()),
            ("after", row.after.clone().into()),
            ("metadata", row.metadata.clone().into()),
        ])
    };
    Value::List(history.iter().map(line).collect())
}
