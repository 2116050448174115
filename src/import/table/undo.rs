//! Taking the import of a table back, record by record.

use std::collections::BTreeMap;

use super::super::kind::Kind;
use super::super::model::Action;
use super::super::store::{self, TableRow, Texts};
use super::super::undo::{CANCELLED, LEFT, RESTORED, RETIRED, Undone};
use super::adapter::{self, Adapter, refusal_or_fail};
use super::spec;
use super::values::Values;
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::db::types::Json;
use crate::kernel::error::Result;

/// Takes back what an import made and changed, the last row first; what is not as it left it only if forced.
///
/// # Errors
/// Those of the database; what cannot be taken back is left, and named.
pub fn undo(tx: &mut Tx<'_>, grant: &Grant, id: i64, kind: Kind, force: bool) -> Result<Vec<Undone>> {
    let mut adapter = adapter::load(tx, grant, kind, None)?;
    let mut rows = store::table_rows(tx.connection(), id)?;
    rows.retain(|row| matches!(row.action, Action::Create | Action::Update) && row.record.is_some());
    rows.reverse();
    let records: Vec<String> = rows.iter().filter_map(|row| row.record.clone()).collect();
    let now = adapter.states(tx, &records)?;
    let (ours, edited): (Vec<TableRow>, Vec<TableRow>) =
        rows.into_iter().partition(|row| force || is_as_left(row, &now));
    let (made, changed): (Vec<TableRow>, Vec<TableRow>) =
        ours.into_iter().partition(|row| row.action == Action::Create);
    let mut done = take_back(tx, adapter.as_mut(), id, kind, &made)?;
    for row in &changed {
        done.push(restore(tx, adapter.as_mut(), kind, row)?);
    }
    let left = |row: &TableRow| undone(row, kind, LEFT, Some("edited since".into()));
    done.extend(edited.iter().map(left));
    Ok(done)
}

fn is_as_left(row: &TableRow, now: &BTreeMap<String, Texts>) -> bool {
    let state = row.record.as_ref().and_then(|record| now.get(record));
    row.after.as_ref().map(|Json(after)| after) == state
}

fn take_back(
    tx: &mut Tx<'_>,
    adapter: &mut dyn Adapter,
    id: i64,
    kind: Kind,
    made: &[TableRow],
) -> Result<Vec<Undone>> {
    let records: Vec<String> = made.iter().filter_map(|row| row.record.clone()).collect();
    let why = format!("import {id} was taken back");
    let outcomes = adapter.take_back_all(tx, &records, &why)?;
    let what = if kind == Kind::Bookings {
        CANCELLED
    } else {
        RETIRED
    };
    let one = |(row, outcome): (&TableRow, Result<()>)| match outcome {
        Ok(()) => undone(row, kind, what, None),
        Err(error) => undone(row, kind, LEFT, Some(error.message)),
    };
    Ok(made.iter().zip(outcomes).map(one).collect())
}

fn restore(tx: &mut Tx<'_>, adapter: &mut dyn Adapter, kind: Kind, row: &TableRow) -> Result<Undone> {
    let fields = spec::of(kind)?.fields;
    let old = |name: &str| Some(fields.iter().find(|field| field.name == name)?.name);
    let before: Values = row
        .before
        .iter()
        .flat_map(|Json(before)| before)
        .filter_map(|(name, text)| Some((old(name)?, text.clone())))
        .collect();
    let record = row.record.as_deref().unwrap_or_default();
    let outcome = tx.with_savepoint(|tx| adapter.restore(tx, record, &before));
    Ok(match refusal_or_fail(outcome)? {
        Ok(()) => undone(row, kind, RESTORED, None),
        Err(error) => undone(row, kind, LEFT, Some(error.message)),
    })
}

fn undone(row: &TableRow, kind: Kind, what: &'static str, why: Option<String>) -> Undone {
    let booking = row.record.as_ref().filter(|_| kind == Kind::Bookings);
    Undone {
        booking_id: booking.and_then(|record| record.parse().ok()),
        what,
        client_name: None,
        sheet: row.sheet.clone(),
        cell: row.cell.clone(),
        why,
        record: row.record.clone(),
        text: row.text.clone(),
    }
}
