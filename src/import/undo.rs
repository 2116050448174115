//! Undoing one import: what it created is cancelled or taken out of use, what it changed is as before; what somebody
//! edited since stays.

use std::collections::BTreeMap;

use serde_json::json;

use super::journal::{self, PastImport};
use super::kind::{self, ImportKind};
use super::since::ChangesSince;
use super::undone::{UndoOutcome, UndoneImport, UndoneRecord};
use super::{remainder, rooms, schedule, service, store, table};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::operation;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Kind, Result};

/// Undoes an import. Its base no longer counts: the next import compares with the one before it. Run again, it undoes what it
/// left.
///
/// # Errors
/// `Conflict` when nothing is left to undo, or it filled a whole database.
pub fn undo(
    tx: &mut Tx<'_>,
    id: i64,
    force: bool,
    reason: Option<&str>,
) -> Result<(UndoneImport, Option<Error>)> {
    kind::may_import_something(tx)?;
    let import = service::find(tx, id)?;
    let kind = import.kind;
    let grant = tx.require(kind.permission())?;
    if let Some(operation) = operation_of_whole(tx, id)? {
        let fact = format!("import {id} filled the database: nothing is undone of it by force");
        return Err(Error::conflict(ErrorCode::ImportOfEverything, fact)
            .hint(format!("colab undo {operation} --partial")));
    }
    journal::lock_source(tx, &grant, lock_of(&import))?;
    let import = service::find(tx, id)?;
    let mut rows = store::rows(tx.connection(), id)?;
    let since = ChangesSince::of(tx, id, force)?;
    let mut rooms = rooms::made_by(tx, kind, &since)?;
    if import.undone_at.is_some() {
        let left = import.left();
        rows.retain(|row| left.contains(&store::name_of(row.booking_id, row.record.as_deref())));
        rooms.retain(|room| left.contains(&room.name()));
        if rows.is_empty() && rooms.is_empty() {
            return Err(
                Error::conflict(ErrorCode::AlreadyUndone, format!("import {id} is undone already"))
                    .hint("colab history lists its undo: undo that one to have the import again"),
            );
        }
    }
    let cause = reason.map_or_else(|| format!("import {id} was undone"), str::to_owned);
    if let Some(operation) = since.operation {
        tx.mark_undo_of(operation);
    }
    let mut records = match kind {
        ImportKind::Schedule => schedule::undo(tx, &grant, rows, &cause, &since)?,
        kind => table::undo(tx, &grant, kind, rows, &cause, &since)?,
    };
    records.extend(rooms::withdraw(tx, rooms, &since)?);
    remainder::forget(tx, kind, &import.source)?;
    let failure = keep(tx, &grant, import, force, reason, &records)?;
    Ok((UndoneImport { kind, records }, failure))
}

/// Returns the operation of an import that filled a database, which is undone record by record.
pub fn operation_of_whole(tx: &mut Tx<'_>, id: i64) -> Result<Option<i64>> {
    let _grant = tx.require(Permission::OwnAccount)?;
    let is_whole = store::find(tx.connection(), id)?.is_some_and(|import| import.kind.fills_a_database());
    let rows = [("imports", vec![id.to_string()])];
    if !is_whole {
        return Ok(None);
    }
    Ok(operation::of_rows(tx.connection(), &rows)?.first().copied())
}

/// Marks an import as undone whose records were taken back one by one.
pub fn mark_undone(tx: &mut Tx<'_>, id: i64) -> Result<()> {
    let _grant = tx.require(Permission::ImportSchedule)?;
    let (now, by) = (tx.now(), tx.actor().username.clone());
    store::mark_undone(tx.connection(), id, now, &by)
}

/// Puts undone records in the order of their import's rows.
pub fn in_order(tx: &mut Tx<'_>, id: i64, mut undone: Vec<UndoneRecord>) -> Result<Vec<UndoneRecord>> {
    let _grant = tx.require(Permission::OwnAccount)?;
    let rows = store::rows(tx.connection(), id)?.into_iter();
    let names = rows.map(|row| store::name_of(row.booking_id, row.record.as_deref()));
    let places: BTreeMap<String, usize> = names.zip(0..).collect();
    undone.sort_by_key(|one| places.get(&one.name()).copied().unwrap_or(usize::MAX));
    Ok(undone)
}

/// Returns whether the undo of an import left something.
pub fn has_left(tx: &mut Tx<'_>, id: i64) -> Result<bool> {
    let _grant = tx.require(Permission::OwnAccount)?;
    Ok(store::find(tx.connection(), id)?.is_some_and(|import| !import.left().is_empty()))
}

/// Returns what imports are locked by: those of one schedule wait for each other, and those of one kind of table.
fn lock_of(import: &PastImport) -> &str {
    match import.kind {
        ImportKind::Schedule => &import.source,
        kind => kind.as_str(),
    }
}

/// Marks the import as undone; returns the error about what was left.
fn keep(
    tx: &mut Tx<'_>,
    grant: &Grant,
    import: PastImport,
    force: bool,
    reason: Option<&str>,
    undone: &[UndoneRecord],
) -> Result<Option<Error>> {
    let (id, now, by) = (import.id, tx.now(), tx.actor().username.clone());
    store::mark_undone(tx.connection(), id, now, &by)?;
    let left = undone.iter().filter(|one| one.outcome == UndoOutcome::Left);
    let left = left.map(UndoneRecord::name);
    let (way, report) = (import.way_to_finish(), import.with_left(left.collect()));
    store::set_report(tx.connection(), id, report)?;
    let count = |outcome| undone.iter().filter(|one| one.outcome == outcome).count();
    let left = count(UndoOutcome::Left);
    let facts = json!({"cancelled": count(UndoOutcome::Cancelled), "retired": count(UndoOutcome::Retired),
                       "restored": count(UndoOutcome::Restored), "left": left, "force": force, "reason": reason});
    let event = AuditEvent::change("import", id, json!({"undone": false}), json!({"undone": true}));
    tx.audit(grant, event.with(facts));
    let were = if left == 1 { "record was" } else { "records were" };
    Ok((left > 0).then(|| {
        Error::new(
            Kind::Partial,
            ErrorCode::UndoPartial,
            format!("{left} {were} left unchanged"),
        )
        .hint(if force {
            "the report says why each was left: change them by hand".to_owned()
        } else {
            way
        })
    }))
}
