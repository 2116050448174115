//! Undoing one import: what it created is cancelled or taken out of use, what it changed is as before; what somebody
//! edited since stays.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::journal::{self, ImportedRow, PastImport};
use super::kind::{self, ImportKind};
use super::service;
use super::undone::{UndoOutcome, UndoneRecord};
use super::{remainder, schedule, store, table};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::operation::{self, RowStanding};
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
) -> Result<(Vec<UndoneRecord>, Option<Error>)> {
    kind::may_import_something(tx)?;
    let import = service::find(tx, id)?;
    let grant = tx.require(import.kind.permission())?;
    if import.kind.fills_a_database() {
        return Err(Error::conflict(
            ErrorCode::ImportOfEverything,
            format!("import {id} filled the database: users, devices and rentals came with its bookings"),
        )
        .hint("start with a new database: colab --database NEW …"));
    }
    journal::lock_source(tx, &grant, lock_of(&import))?;
    let import = service::find(tx, id)?;
    let mut rows = store::rows(tx.connection(), id)?;
    if import.undone_at.is_some() {
        let left = import.left();
        rows.retain(|row| left.contains(&store::name_of(row.booking_id, row.record.as_deref())));
        if rows.is_empty() {
            return Err(Error::conflict(
                ErrorCode::AlreadyUndone,
                format!("import {id} is undone already"),
            ));
        }
    }
    let as_left = bookings_as_left(tx, id)?;
    let is_left = |row: &ImportedRow| force || row.booking_id.is_some_and(|id| as_left.contains(&id));
    let cause = reason.map_or_else(|| format!("import {id} was undone"), str::to_owned);
    let undone = match import.kind {
        ImportKind::Schedule => schedule::undo(tx, &grant, rows, &cause, &is_left)?,
        kind => table::undo(tx, &grant, kind, rows, &cause, &is_left)?,
    };
    let made_by = operation::of_rows(tx.connection(), &[("imports", vec![id.to_string()])])?;
    if let Some(first) = made_by.first() {
        tx.mark_undo_of(*first);
    }
    remainder::forget(tx, import.kind, &import.source)?;
    let failure = keep(tx, &grant, import, force, reason, &undone)?;
    Ok((undone, failure))
}

/// Returns the bookings that are as an import left them, by the operations that changed them since: an undone import that
/// was done again counts as one.
fn bookings_as_left(tx: &mut Tx<'_>, id: i64) -> Result<BTreeSet<i64>> {
    let operations = operation::of_rows(tx.connection(), &[("imports", vec![id.to_string()])])?;
    let Some(first) = operations.first() else {
        return Ok(BTreeSet::new());
    };
    let undos = operation::undos(tx.connection())?;
    let standing = operation::standing_of(tx.connection(), *first, &undos)?;
    let as_left = standing
        .into_iter()
        .filter(|((table, _), standing)| table == "bookings" && *standing == RowStanding::AsLeft);
    Ok(as_left.filter_map(|((_, key), _)| key.parse().ok()).collect())
}

/// Puts undone records in the order of their import's rows.
pub fn in_order(tx: &mut Tx<'_>, id: i64, mut undone: Vec<UndoneRecord>) -> Result<Vec<UndoneRecord>> {
    let _grant = tx.require(Permission::OwnAccount)?;
    let rows = store::rows(tx.connection(), id)?.into_iter();
    let names = rows.map(|row| store::name_of(row.booking_id, row.record.as_deref()));
    let places: BTreeMap<String, usize> = names.zip(0..).collect();
    undone.sort_by_key(|one| places.get(&one.name()).copied());
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
