//! Undoing one import: what it created is cancelled or taken out of use, what it changed is as before; what somebody
//! edited since stays.

use std::collections::BTreeSet;

use serde_json::json;

use super::journal::{self, ImportedRow, PastImport};
use super::kind::{self, ImportKind};
use super::service;
use super::undone::{UndoOutcome, UndoneRecord};
use super::{schedule, store, table};
use crate::access::audit::AuditEvent;
use crate::access::auth::Grant;
use crate::access::operation::{self, RowStanding};
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Kind, Result};

/// Undoes an import. Its base no longer counts: the next import compares with the one before it. Run again, it undoes what it
/// left.
///
/// # Errors
/// `Conflict` when nothing is left to undo, or it filled a whole database.
pub fn undo(tx: &mut Tx<'_>, id: i64, force: bool) -> Result<(Vec<UndoneRecord>, Option<Error>)> {
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
    let undone = match import.kind {
        ImportKind::Schedule => schedule::undo(tx, &grant, id, rows, &is_left)?,
        kind => table::undo(tx, &grant, id, kind, rows, &is_left)?,
    };
    let made_by = operation::of_rows(tx.connection(), &[("imports", vec![id.to_string()])])?;
    if let Some(first) = made_by.first() {
        tx.mark_undo_of(*first);
    }
    let failure = keep(tx, &grant, import, force, &undone)?;
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
    undone: &[UndoneRecord],
) -> Result<Option<Error>> {
    let (id, now, by) = (import.id, tx.now(), tx.actor().username.clone());
    store::mark_undone(tx.connection(), id, now, &by)?;
    let left = undone.iter().filter(|one| one.outcome == UndoOutcome::Left);
    let left = left.map(|one| store::name_of(one.booking_id, one.record.as_deref()));
    let report = import.with_left(left.collect());
    store::set_report(tx.connection(), id, report)?;
    let count = |outcome| undone.iter().filter(|one| one.outcome == outcome).count();
    let left = count(UndoOutcome::Left);
    let facts = json!({"cancelled": count(UndoOutcome::Cancelled), "retired": count(UndoOutcome::Retired),
                       "restored": count(UndoOutcome::Restored), "left": left, "force": force});
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
            format!("change them by hand, or undo them, too: colab import undo {id} --force")
        })
    }))
}
