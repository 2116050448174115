//! Undoing one import: what it created is cancelled or taken out of use, what it changed is as before; what somebody
//! edited since stays.

use serde_json::json;

use super::journal::{self, PastImport};
use super::kind::{self, ImportKind};
use super::service;
use super::undone::{UndoOutcome, UndoneRecord};
use super::{schedule, store, table};
use crate::access::audit::AuditEvent;
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Kind, Result};

/// Undoes an import. Its base no longer counts: the next import compares with the one before it.
///
/// # Errors
/// `Conflict` when it was undone already, or filled a whole database.
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
    if import.undone_at.is_some() {
        return Err(Error::conflict(
            ErrorCode::AlreadyUndone,
            format!("import {id} is undone already"),
        ));
    }
    let undone = match import.kind {
        ImportKind::Schedule => schedule::undo(tx, &grant, id, force)?,
        kind => table::undo(tx, &grant, id, kind, force)?,
    };
    let failure = keep(tx, &grant, id, force, &undone)?;
    Ok((undone, failure))
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
    id: i64,
    force: bool,
    undone: &[UndoneRecord],
) -> Result<Option<Error>> {
    let (now, by) = (tx.now(), tx.actor().username.clone());
    store::mark_undone(tx.connection(), id, now, &by)?;
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
            "the report says why each was left: change them by hand"
        } else {
            "change them by hand: this import counts as undone; a first undo with --force takes edited records back, too"
        })
    }))
}
