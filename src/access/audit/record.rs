//! Audit rows as records.

use super::model::StoredRow;
use super::sentence::{ToldEvent, sentence};
use super::{hash, personal};
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, Value, shown_if_wide, shown_in_table, wanted_only};

/// A row as it is read: with its personal values, as far as they were not erased.
#[derive(Debug, Clone)]
pub struct AuditRow {
    pub seq: i64,
    pub at: Timestamp,
    pub actor: String,
    pub on_behalf_of: Option<String>,
    pub login: Option<String>,
    pub token_id: Option<i64>,
    pub token_maker: Option<String>,
    pub command: String,
    pub entity: String,
    pub entity_id: String,
    pub before: Option<String>,
    pub after: Option<String>,
    pub metadata: Option<String>,
    pub duration_ms: i64,
    pub hash: String,
    /// The text whose hash it is, behind the hash of the row before. Rows of the first form have none.
    pub chained: Option<String>,
}

impl From<StoredRow> for AuditRow {
    fn from(mut row: StoredRow) -> Self {
        let chained = (row.form == hash::FORM).then(|| hash::chained(&row));
        personal::put_back(&mut row);
        Self {
            seq: row.seq,
            at: row.at,
            actor: row.actor,
            on_behalf_of: row.on_behalf_of,
            login: row.login,
            token_id: row.token_id,
            token_maker: row.token_maker,
            command: row.command,
            entity: row.entity,
            entity_id: row.entity_id,
            before: row.before,
            after: row.after,
            metadata: row.metadata,
            duration_ms: row.duration_ms,
            hash: row.hash,
            chained,
        }
    }
}

impl AuditRow {
    fn sentence(&self) -> Vec<Value> {
        sentence(&ToldEvent {
            actor: &self.actor,
            on_behalf_of: self.on_behalf_of.as_deref(),
            command: &self.command,
            entity: &self.entity,
            entity_id: &self.entity_id,
            before: self.before.as_deref(),
            after: self.after.as_deref(),
            metadata: self.metadata.as_deref(),
        })
    }

    /// Tells whether it is about this fact of the record.
    pub fn is_about(&self, fact: &str) -> bool {
        let mut texts = [&self.before, &self.after].into_iter().flatten();
        texts.any(|text| {
            serde_json::from_str::<serde_json::Value>(text).is_ok_and(|facts| facts.get(fact).is_some())
        })
    }
}

impl Record for AuditRow {
    /// Whoever keeps `chained` and `hash` of all rows can recompute the chain.
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<AuditRow>] = &[
            shown_in_table("seq", |row| row.seq.into()),
            shown_in_table("at", |row| row.at.into()),
            wanted_only("actor", |row| row.actor.as_str().into()),
            wanted_only("on_behalf_of", |row| row.on_behalf_of.clone().into()),
            shown_if_wide("command", |row| row.command.as_str().into()),
            wanted_only("entity", |row| row.entity.as_str().into()),
            wanted_only("entity_id", |row| row.entity_id.as_str().into()),
            wanted_only("before", |row| row.before.clone().into()),
            wanted_only("after", |row| row.after.clone().into()),
            wanted_only("metadata", |row| row.metadata.clone().into()),
            shown_in_table("what", |row| Value::Told {
                at: None,
                words: row.sentence(),
                facts: Vec::new(),
            }),
            wanted_only("login", |row| row.login.clone().into()),
            wanted_only("token_id", |row| row.token_id.into()),
            wanted_only("token_maker", |row| row.token_maker.clone().into()),
            wanted_only("duration_ms", |row| row.duration_ms.into()),
            wanted_only("hash", |row| row.hash.as_str().into()),
            wanted_only("chained", |row| row.chained.clone().into()),
        ];
        FIELDS
    }
}

/// A record's history as a field of it.
pub fn as_value(history: &[AuditRow]) -> Value {
    let line = |row: &AuditRow| Value::Told {
        at: Some(row.at),
        words: row.sentence(),
        facts: vec![
            ("at", row.at.into()),
            ("actor", row.actor.as_str().into()),
            ("on_behalf_of", row.on_behalf_of.clone().into()),
            ("command", row.command.as_str().into()),
            ("before", row.before.clone().into()),
            ("after", row.after.clone().into()),
            ("metadata", row.metadata.clone().into()),
        ],
    };
    Value::List(history.iter().map(line).collect())
}
