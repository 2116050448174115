//! Operations: each committed transaction of the program that changed a record is one, with the command line, and the rows
//! that it changed as they were before. Triggers keep the rows; a transaction ends its operation after its audit rows.

mod standing;
mod store;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json};

use super::audit::AuditEvent;
use crate::db::operations::{KeptTable, kept_row};
use crate::db::{CommitMark, Connection};
use crate::kernel::error::Result;
use crate::kernel::period::Site;
use crate::kernel::timestamp::Timestamp;

pub use standing::{RowMove, RowStanding, Undos, row_standing};
pub use store::{KeptRow, Operation, OperationFilter};
pub use words::command_line;

/// The records that no row is kept of, and whose operations are listed all the same.
const WITHOUT_ROWS: [&str; 17] = [
    "costing",
    "quote",
    "period",
    "invoice",
    "payment",
    "user",
    "token",
    "client",
    "file",
    "device",
    "task",
    "task_cost",
    "requisition_cost",
    "vendor",
    "agent",
    "proposal",
    "job",
];

/// What leaves a wish for a room, or makes one on purpose; a booking that got no room is not an operation.
const ON_WISHES: [&str; 2] = ["booking waiting", "booking suggest"];

/// Makes an operation of a transaction whose audit rows are written. `after` is what `Connection::begin_operation` returned.
pub fn end(
    connection: &mut Connection,
    after: i64,
    words: &str,
    undoes: Option<i64>,
    events: &[AuditEvent],
    is_agents: bool,
) -> Result<Option<CommitMark>> {
    // An undo counts even where nothing was left to change: what it undoes is undone.
    let is_told = |event: &AuditEvent| {
        let (entity, _) = event.about();
        WITHOUT_ROWS.contains(&entity)
            || (entity == "demand" && ON_WISHES.iter().any(|command| words.starts_with(command)))
    };
    // What an agent writes of its own runs is in their history.
    let is_listed = undoes.is_some() || (!is_agents && events.iter().any(is_told));
    Ok(connection.end_operation(after, words, undoes, is_listed)?)
}

/// Returns operations, newest first.
pub fn list(connection: &mut Connection, filter: &OperationFilter) -> Result<Vec<Operation>> {
    store::list(connection, filter)
}

/// Returns the records of a kind that an operation wrote about in the audit log, each once.
pub fn logged(connection: &mut Connection, operation: &Operation, entity: &str) -> Result<Vec<String>> {
    let mut records = store::logged(connection, operation, entity)?;
    let mut seen = BTreeSet::new();
    records.retain(|record| seen.insert(record.clone()));
    Ok(records)
}

/// Returns the rows of a table that changed after an operation, each once with what it was first.
pub fn rows_since(connection: &mut Connection, table: &str, operation: i64) -> Result<Vec<KeptRow>> {
    let mut rows = store::rows_since(connection, table, operation)?;
    let mut seen = BTreeSet::new();
    rows.retain(|row| seen.insert(row.row_key.clone()));
    Ok(rows)
}

/// Returns the operation of this number.
pub fn find(connection: &mut Connection, id: i64) -> Result<Option<Operation>> {
    store::find(connection, id)
}

/// Returns the rows that operations changed, each row once with what it was first, in the order of the changes.
pub fn rows_of(connection: &mut Connection, ids: &[i64]) -> Result<BTreeMap<i64, Vec<KeptRow>>> {
    let mut seen = BTreeSet::new();
    let mut rows: BTreeMap<i64, Vec<KeptRow>> = BTreeMap::new();
    for row in store::rows_of(connection, ids)? {
        let Some(operation) = row.operation_id else {
            continue;
        };
        if seen.insert((operation, row.table_name.clone(), row.row_key.clone())) {
            rows.entry(operation).or_default().push(row);
        }
    }
    Ok(rows)
}

/// Returns the rows of a table that an operation changed, by their keys: each as it was, `None` where the operation made it.
pub fn rows_before(
    connection: &mut Connection,
    operation: i64,
    table: &str,
) -> Result<BTreeMap<String, Option<Map<String, Json>>>> {
    let rows = rows_of(connection, &[operation])?.into_values().flatten();
    let of_table = rows.filter(|row| row.table_name == table);
    of_table
        .map(|row| Ok((row.row_key, row.before.as_deref().map(kept_row).transpose()?)))
        .collect()
}

/// Returns which operation undoes which.
pub fn undos(connection: &mut Connection) -> Result<Undos> {
    Ok(Undos::of(store::undos(connection)?))
}

/// The rows of a table that an operation changed and an undo of it put back.
#[derive(Debug)]
pub struct UndoneRows {
    pub keys: Vec<String>,
    pub done_at: Timestamp,
    pub undone_at: Timestamp,
}

/// Returns the rows of a table that undos put back, of those undos that stand.
pub fn undone_rows(connection: &mut Connection, table: &str) -> Result<Vec<UndoneRows>> {
    let undos = undos(connection)?;
    let mut keys: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for (undo, key) in store::rows_of_undos(connection, table)? {
        if undos.stands(undo) {
            keys.entry(undo).or_default().push(key);
        }
    }
    let mut rows = Vec::new();
    for (undo, keys) in keys {
        let Some(undo) = find(connection, undo)? else {
            continue;
        };
        let done = undo
            .undoes
            .map(|done| find(connection, done))
            .transpose()?
            .flatten();
        rows.extend(done.map(|done| UndoneRows {
            keys,
            done_at: done.at,
            undone_at: undo.at,
        }));
    }
    Ok(rows)
}

/// Returns what became of each row that an operation changed, by table and key.
pub fn standing_of(
    connection: &mut Connection,
    id: i64,
    undos: &Undos,
) -> Result<BTreeMap<(String, String), RowStanding>> {
    let mut changes: BTreeMap<(String, String), Vec<RowMove>> = BTreeMap::new();
    for row in store::rows_after(connection, id)? {
        let change = row.operation_id.map_or(RowMove::ByHand, RowMove::By);
        let changes = changes.entry((row.table_name, row.row_key)).or_default();
        // One operation may change a row more than once.
        if changes.last() != Some(&change) {
            changes.push(change);
        }
    }
    let standing = |changes: Vec<RowMove>| row_standing(id, &changes, undos);
    Ok(changes
        .into_iter()
        .map(|(row, changes)| (row, standing(changes)))
        .collect())
}

/// Describes a change of a row since: by which operation, whose, and when.
///
/// # Errors
/// Those of the database.
pub fn change_in_words(connection: &mut Connection, change: RowMove, site: &Site) -> Result<String> {
    let RowMove::By(id) = change else {
        return Ok("since, past the program".to_owned());
    };
    let Some(by) = find(connection, id)? else {
        return Ok(format!("since by operation {id}"));
    };
    let at = site.local(by.at).format("%Y-%m-%d %H:%M");
    Ok(format!(
        "since by operation {id} ({} by {} on {at})",
        by.command, by.actor
    ))
}

/// Returns a row as it was kept last.
pub fn last_kept(connection: &mut Connection, table: &str, key: &str) -> Result<Option<String>> {
    store::last_kept(connection, table, key)
}

/// Returns a row as it was before each change of it, each state once; `None` where it was not there.
pub fn former_states(
    connection: &mut Connection,
    table: &str,
    key: &str,
) -> Result<Vec<Option<Map<String, Json>>>> {
    let states: BTreeSet<Option<String>> = store::kept_of(connection, table, key)?.into_iter().collect();
    let state = |kept: Option<String>| kept.as_deref().map(kept_row).transpose();
    states.into_iter().map(state).collect()
}

/// Returns the operations that changed any of these rows, by table and key.
pub fn of_rows(connection: &mut Connection, rows: &[(&str, Vec<String>)]) -> Result<Vec<i64>> {
    let mut ids = BTreeSet::new();
    for (table, keys) in rows {
        ids.extend(store::of_rows(connection, table, keys)?);
    }
    Ok(ids.into_iter().collect())
}

/// Returns the keys of the rows of a table that name a record in one of their columns, now or in what was kept of them.
pub fn keys_of_part(
    connection: &mut Connection,
    table: &KeptTable,
    column: &str,
    record: &str,
) -> Result<Vec<String>> {
    Ok(connection.keys_of_part(table, column, record)?)
}
