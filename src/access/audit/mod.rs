//! The audit log: one row a change, in the change's own transaction, each carrying the hash of the one before.

mod chain;
mod checkpoint;
pub mod cmd;
mod record;
mod service;
mod store;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::access::auth::Actor;
use crate::db::{self, Connection};
use crate::kernel::error::Result;
use crate::kernel::text::hex;
use crate::kernel::timestamp::Timestamp;

pub use record::as_value;
pub use store::AuditRow;

/// A change, as the service that made it describes it.
#[derive(Debug, Clone)]
pub struct AuditEvent {
    entity: &'static str,
    entity_id: String,
    before: Option<Value>,
    after: Option<Value>,
    metadata: Option<Value>,
}

impl AuditEvent {
    pub fn created(entity: &'static str, id: impl ToString, after: Value) -> Self {
        Self {
            entity,
            entity_id: id.to_string(),
            before: None,
            after: Some(after),
            metadata: None,
        }
    }

    pub fn change(entity: &'static str, id: impl ToString, before: Value, after: Value) -> Self {
        Self {
            entity,
            entity_id: id.to_string(),
            before: Some(before),
            after: Some(after),
            metadata: None,
        }
    }

    /// Describes a change by the facts that differ.
    pub fn difference(entity: &'static str, id: impl ToString, before: &Value, after: &Value) -> Self {
        let only = |of: &Value, other: &Value| -> Value {
            let pairs = of.as_object().into_iter().flatten();
            let differing = pairs.filter(|(name, value)| other.get(name.as_str()) != Some(value));
            let differing = differing.map(|(name, value)| (name.clone(), value.clone()));
            Value::Object(differing.collect())
        };
        Self::change(entity, id, only(before, after), only(after, before))
    }

    /// Something that happened to a record and changed none of its fields.
    pub fn happened(entity: &'static str, id: impl ToString, metadata: Value) -> Self {
        Self {
            entity,
            entity_id: id.to_string(),
            before: None,
            after: None,
            metadata: Some(metadata),
        }
    }

    /// Which record it is about.
    pub fn about(&self) -> (&'static str, &str) {
        (self.entity, &self.entity_id)
    }

    #[must_use]
    pub fn with(mut self, metadata: Value) -> Self {
        self.metadata = Some(metadata);
        self
    }
}

/// Writes the events of a transaction. Called last in it: the head stays locked until the commit, so numbers have no gap.
pub fn append(
    connection: &mut Connection,
    actor: &Actor,
    command: &str,
    at: Timestamp,
    duration_ms: i64,
    events: &[AuditEvent],
) -> Result<()> {
    let (mut seq, mut hash) = store::lock_head(connection)?;
    let mut rows = Vec::with_capacity(events.len());
    for event in events {
        seq += 1;
        let text = |value: &Option<Value>| value.as_ref().map(Value::to_string);
        let mut row = AuditRow {
            seq,
            at,
            actor: actor.doer().to_owned(),
            on_behalf_of: actor.admin.as_ref().map(|_| actor.username.clone()),
            command: command.to_owned(),
            entity: event.entity.to_owned(),
            entity_id: event.entity_id.clone(),
            before: text(&event.before),
            after: text(&event.after),
            metadata: text(&event.metadata),
            duration_ms,
            hash: String::new(),
        };
        row.hash = chained_hash(&hash, &row);
        hash.clone_from(&row.hash);
        rows.push(row);
    }
    store::insert(connection, &rows)?;
    store::set_head(connection, seq, &hash)
}

/// The hash of a row that follows one with the hash `previous`.
fn chained_hash(previous: &str, row: &AuditRow) -> String {
    // A JSON array: no two different rows give the same text.
    let text = serde_json::json!([
        previous,
        row.seq,
        row.at.micros(),
        row.actor,
        row.on_behalf_of,
        row.command,
        row.entity,
        row.entity_id,
        row.before,
        row.after,
        row.metadata,
        row.duration_ms,
    ])
    .to_string();
    hex(&Sha256::digest(text.as_bytes()))
}

/// The number of the newest row. Every change writes one, so an equal number means an unchanged database.
pub fn newest(connection: &mut Connection) -> Result<i64> {
    db::audit_head(connection).map(|head| head.map_or(0, |(seq, _)| seq))
}

/// When a command was last run, by what it wrote down about a record.
pub fn last_run(
    connection: &mut Connection,
    command: &str,
    entity: &str,
    id: &str,
) -> Result<Option<AuditRow>> {
    store::last_run(connection, command, entity, id)
}

/// Recomputes the whole chain; how many rows it has.
///
/// # Errors
/// `Findings`, naming the first row that was altered, taken away or added.
pub fn verify(connection: &mut Connection) -> Result<i64> {
    let walk = chain::walk(connection)?;
    match &walk.finding {
        Some(finding) => Err(finding.error()),
        None => Ok(walk.seq),
    }
}

/// What happened to one record, oldest first.
pub fn history(connection: &mut Connection, entity: &str, id: &str) -> Result<Vec<AuditRow>> {
    store::of_record(connection, entity, id)
}
