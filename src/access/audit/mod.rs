//! The audit log: one row a change, in the change's own transaction, each carrying the hash of the one before.

mod chain;
mod checkpoint;
pub mod cmd;
mod personal;
mod record;
mod service;
mod store;
mod written;

use serde_json::Value;

use crate::access::auth::Actor;
use crate::db::Connection;
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;
use written::{RowOrigin, WrittenEvent, WrittenRows};

pub use record::{AuditRow, as_value};

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
    let written = WrittenRows {
        origin: RowOrigin::from(actor),
        command,
        at,
        duration_ms,
        events: events.iter().map(WrittenEvent::of).collect::<Result<_>>()?,
    };
    store::append(connection, &written)
}

/// The number of the newest row. Every change writes one, so an equal number means an unchanged database.
pub fn newest(connection: &mut Connection) -> Result<i64> {
    store::head(connection).map(|head| head.map_or(0, |head| head.seq))
}

/// When a command was last run, by what it wrote down about a record.
pub fn last_run(
    connection: &mut Connection,
    command: &str,
    entity: &str,
    id: &str,
) -> Result<Option<AuditRow>> {
    store::last_run(connection, command, entity, id).map(|row| row.map(AuditRow::from))
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
    let rows = store::of_record(connection, entity, id)?;
    Ok(rows.into_iter().map(AuditRow::from).collect())
}
