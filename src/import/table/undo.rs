//! Undoing the import of a table, record by record.

use std::collections::BTreeMap;

use super::adapter::{TableAdapter, refusal_or_fail};
use super::kinds;
use super::spec::TableSpec;
use crate::access::auth::{Grant, Role};
use crate::access::operation;
use crate::access::tx::Tx;
use crate::db::operations::kept_row;
use crate::import::journal::{ImportedRow, from_json};
use crate::import::kind::ImportKind;
use crate::import::model::ImportAction;
use crate::import::since::ChangesSince;
use crate::import::store::FieldTexts;
use crate::import::undone::{UndoOutcome, UndoneRecord};
use crate::kernel::error::Result;
use crate::pricing::model::FormerPrice;
use crate::pricing::remove;

/// The table whose rows are prices.
const PRICES: &str = "pricing_catalog";

/// Undoes what an import created and changed, the last row first, because of `cause`; what `since` knows to be as it left it,
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
    since: &ChangesSince,
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
        if !since.is_left(&row) && !is_as_left(&row, &now)? {
            edited.push(row);
        } else if row.action == ImportAction::Create {
            created.push(row);
        } else {
            changed.push(row);
        }
    }
    if let Some((made, former)) = former_prices(tx, kind, since)?
        && edited.is_empty()
    {
        remove::put_prices_back(tx, &made, &former)?;
        let done = |row: &ImportedRow, outcome| undone_record(row, kind, Ok(outcome));
        let created = created.iter().map(|row| done(row, UndoOutcome::Retired));
        let changed = changed.iter().map(|row| done(row, UndoOutcome::Restored));
        return Ok(created.chain(changed).collect());
    }
    let spec = kinds::spec_of(kind)?;
    let mut restored = Vec::new();
    // Who was an admin is one again before another one goes: there is always one.
    let (first, rest): (Vec<_>, Vec<_>) = changed
        .into_iter()
        .partition(|row| kind == ImportKind::Users && was_admin(row));
    for row in &first {
        restored.push(restored_record(tx, adapter.as_mut(), &spec, row)?);
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
    for row in &rest {
        restored.push(restored_record(tx, adapter.as_mut(), &spec, row)?);
    }
    undone.extend(restored);
    let left = edited.iter().map(|row| UndoneRecord {
        message: Some(since.why(kind, row)),
        ..undone_record(row, kind, Ok(UndoOutcome::Left))
    });
    undone.extend(left);
    Ok(undone)
}

/// Returns whether a user was an admin before the import.
fn was_admin(row: &ImportedRow) -> bool {
    let before = row.before.as_ref().map(from_json::<FieldTexts>);
    let before = before.and_then(Result::ok).unwrap_or_default();
    before
        .get("role")
        .is_some_and(|role| role == Role::Admin.as_str())
}

fn restored_record(
    tx: &mut Tx<'_>,
    adapter: &mut dyn TableAdapter,
    spec: &TableSpec,
    row: &ImportedRow,
) -> Result<UndoneRecord> {
    let outcome = restore(tx, adapter, spec, row)?;
    Ok(undone_record(
        row,
        spec.kind,
        outcome.map(|()| UndoOutcome::Restored),
    ))
}

/// Returns the prices that an import made, and those that it changed as they were; nothing where one was changed since.
fn former_prices(
    tx: &mut Tx<'_>,
    kind: ImportKind,
    since: &ChangesSince,
) -> Result<Option<(Vec<i64>, Vec<FormerPrice>)>> {
    let Some(operation) = since.operation.filter(|_| kind == ImportKind::Pricing) else {
        return Ok(None);
    };
    let (mut made, mut former) = (Vec::new(), Vec::new());
    for row in operation::rows_of(tx.connection(), &[operation])?
        .into_values()
        .flatten()
    {
        if row.table_name != PRICES {
            continue;
        }
        let Some(id) = row
            .row_key
            .parse()
            .ok()
            .filter(|_| since.is_row_left(PRICES, &row.row_key))
        else {
            return Ok(None);
        };
        match row.before.as_deref().map(kept_row).transpose()? {
            None => made.push(id),
            Some(before) => former.push(FormerPrice {
                id,
                expiry_date: before
                    .get("expiry_date")
                    .and_then(|day| day.as_str()?.parse().ok()),
                // A file keeps 0 or 1.
                is_active: before
                    .get("is_active")
                    .is_some_and(|flag| *flag == true || *flag == 1),
            }),
        }
    }
    Ok(Some((made, former)))
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
        again: None,
        noun: kind.noun(),
    }
}
