//! Undoing the import of a table, record by record.

use std::collections::BTreeMap;

use super::adapter::{TableAdapter, refusal_or_fail};
use super::kinds;
use super::spec::TableSpec;
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::import::journal::{ImportedRow, from_json};
use crate::import::kind::ImportKind;
use crate::import::model::ImportAction;
use crate::import::store::FieldTexts;
use crate::import::undone::{UndoOutcome, UndoneRecord};
use crate::kernel::error::Result;

/// Undoes what an import created and changed, the last row first, because of `cause`; what `is_left` knows to be as it left it,
/// or what looks so.
///
/// # Errors
/// Those of the database; what cannot be undone is left, and named.
pub fn undo(
    tx: &mut Tx<'_>,
    grant: &Grant,
    kind: ImportKind,
    mut rows: Vec<ImportedRow>,
    cause: &str,
    is_left: &dyn Fn(&ImportedRow) -> bool,
) -> Result<Vec<UndoneRecord>> {
    let mut adapter = kinds::load(tx, grant, kind, None, &[])?;
    rows.retain(|row| {
        // Where an edit by hand stayed, the rest of the row may have been taken.
        let is_changed = match row.action {
            ImportAction::Create | ImportAction::Update | ImportAction::Cancel => true,
            ImportAction::Disagree => row.before.is_some(),
            _ => false,
        };
        is_changed && row.record.is_some()
    });
    rows.reverse();
    let now = adapter.states(tx, &records(&rows))?;
    let (mut created, mut changed, mut edited) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        if !is_left(&row) && !is_as_left(&row, &now)? {
            edited.push(row);
        } else if row.action == ImportAction::Create {
            created.push(row);
        } else {
            changed.push(row);
        }
    }
    let outcomes = adapter.withdraw_all(tx, &records(&created), cause)?;
    let withdrawn = if kind == ImportKind::Bookings {
        UndoOutcome::Cancelled
    } else {
        UndoOutcome::Retired
    };
    let mut undone: Vec<UndoneRecord> = created
        .iter()
        .zip(outcomes)
        .map(|(row, outcome)| undone_record(row, kind, outcome.map(|()| withdrawn)))
        .collect();
    let spec = kinds::spec_of(kind)?;
    for row in &changed {
        let outcome = restore(tx, adapter.as_mut(), &spec, row)?;
        undone.push(undone_record(row, kind, outcome.map(|()| UndoOutcome::Restored)));
    }
    let left = edited.iter().map(|row| UndoneRecord {
        message: Some("edited since".into()),
        ..undone_record(row, kind, Ok(UndoOutcome::Left))
    });
    undone.extend(left);
    Ok(undone)
}

fn records(rows: &[ImportedRow]) -> Vec<String> {
    rows.iter().filter_map(|row| row.record.clone()).collect()
}

fn is_as_left(row: &ImportedRow, now: &BTreeMap<String, FieldTexts>) -> Result<bool> {
    let state = row.record.as_ref().and_then(|record| now.get(record));
    let left: Option<FieldTexts> = row.after.as_ref().map(from_json).transpose()?;
    Ok(left.as_ref() == state)
}

fn restore(
    tx: &mut Tx<'_>,
    adapter: &mut dyn TableAdapter,
    spec: &TableSpec,
    row: &ImportedRow,
) -> Result<Result<()>> {
    let before: FieldTexts = row
        .before
        .as_ref()
        .map(from_json)
        .transpose()?
        .unwrap_or_default();
    let before = spec.values(before);
    let record = row.record.as_deref().unwrap_or_default();
    let is_cancelled = row.action == ImportAction::Cancel;
    refusal_or_fail(tx.with_savepoint(|tx| {
        if is_cancelled {
            adapter.bring_back(tx, record, &before)
        } else {
            adapter.restore(tx, record, &before)
        }
    }))
}

fn undone_record(row: &ImportedRow, kind: ImportKind, outcome: Result<UndoOutcome>) -> UndoneRecord {
    let booking = row.record.as_ref().filter(|_| kind == ImportKind::Bookings);
    let (outcome, message) = match outcome {
        Ok(outcome) => (outcome, None),
        Err(error) => (UndoOutcome::Left, Some(error.message)),
    };
    UndoneRecord {
        booking_id: booking.and_then(|record| record.parse().ok()),
        outcome,
        client_name: None,
        sheet: row.sheet.clone(),
        cell: row.cell.clone(),
        message,
        record: row.record.clone(),
        text: row.text.clone(),
    }
}
