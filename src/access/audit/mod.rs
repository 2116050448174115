//! The audit log: one row a change, in the change's own transaction, each carrying the hash of the one before.

mod chain;
mod checkpoint;
pub mod cmd;
mod event;
mod hash;
mod model;
mod personal;
mod record;
mod sentence;
mod service;
pub mod stats;
mod store;
mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::access::auth::Actor;
use crate::db::{Connection, database_id};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;
use written::{RowOrigin, WrittenEvent, WrittenRows};

pub use event::AuditEvent;
pub use record::{AuditRow, as_value};

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

/// The numbers of the newest rows about records of a kind, by record; one without any is left out.
pub fn newest_of(connection: &mut Connection, entity: &str, ids: &[String]) -> Result<BTreeMap<String, i64>> {
    store::newest_of(connection, entity, ids)
}

/// The fact of a backup that it is one of a damaged database.
pub const BACKUP_DAMAGE: &str = "damage";

/// Returns what was written down of the last backup.
pub fn last_backup(connection: &mut Connection) -> Result<Option<AuditRow>> {
    last_backup_without(connection, None)
}

/// Returns what was written down of the last backup of a database that was not damaged.
pub fn last_sound_backup(connection: &mut Connection) -> Result<Option<AuditRow>> {
    last_backup_without(connection, Some(BACKUP_DAMAGE))
}

fn last_backup_without(connection: &mut Connection, fact: Option<&str>) -> Result<Option<AuditRow>> {
    let id = database_id(connection)?;
    let row = store::last_run(connection, "db backup", "database", &id, fact)?;
    Ok(row.map(AuditRow::from))
}

/// Returns the file to which the last backup was written that the log tells of, and not of a damaged database.
pub fn last_backup_file(connection: &mut Connection) -> Result<Option<PathBuf>> {
    let metadata = last_sound_backup(connection)?.and_then(|row| row.metadata);
    let facts: Option<serde_json::Value> = metadata.and_then(|text| serde_json::from_str(&text).ok());
    Ok(facts.and_then(|facts| Some(PathBuf::from(facts["file"].as_str()?))))
}

/// Who did something since an instant, or on whose behalf something was done.
pub fn actors_since(connection: &mut Connection, since: Timestamp) -> Result<BTreeSet<String>> {
    store::actors_since(connection, since)
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

/// What changed records of a kind, oldest first.
pub fn changes_of_all(connection: &mut Connection, entity: &str) -> Result<Vec<AuditRow>> {
    let rows = store::changes_of_all(connection, entity)?;
    Ok(rows.into_iter().map(AuditRow::from).collect())
}

/// What happened to one record, oldest first.
pub fn history(connection: &mut Connection, entity: &str, id: &str) -> Result<Vec<AuditRow>> {
    let rows = store::of_record(connection, entity, id)?;
    Ok(rows.into_iter().map(AuditRow::from).collect())
}
