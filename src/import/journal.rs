//! The record that every import leaves: what was imported, by whom, and each row, so that it can be shown and undone.

use anyhow::Context;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::kind::ImportKind;
use super::store::{self, NewImport};
pub use super::store::{ImportedRow, PastImport};
use crate::access::audit::AuditEvent;
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::db::types::Json;
use crate::kernel::error::Result;

/// What is imported.
#[derive(Debug, Clone, Copy)]
pub struct ImportOrigin<'a> {
    pub kind: ImportKind,
    /// Files of one source are versions of each other.
    pub source: &'a str,
    pub file: &'a str,
    pub sha256: &'a str,
}

/// Makes imports of one source, and undoing them, wait for each other.
pub fn lock_source(tx: &mut Tx<'_>, _grant: &Grant, source: &str) -> Result<()> {
    let digest = Sha256::digest(format!("import {source}").as_bytes());
    let first = digest.iter().take(8);
    // The same number in every process.
    let lock = first.fold(0, |number, byte| (number << 8) | i64::from(*byte));
    Ok(tx.connection().lock_for_transaction(lock)?)
}

/// Begins an import and returns its number. It comes first: bookings point to it. Its report is known at the end.
pub fn begin(tx: &mut Tx<'_>, _grant: &Grant, origin: &ImportOrigin<'_>, options: Value) -> Result<i64> {
    let id = tx.connection().reserve_id("imports")?;
    let new = NewImport {
        id,
        source: origin.source,
        file: origin.file,
        sha256: origin.sha256,
        options: Json(options),
        report: Json(json!({})),
        applied_at: tx.now(),
        applied_by: &tx.actor().username,
        kind: origin.kind,
    };
    store::insert(tx.connection(), &new)?;
    Ok(id)
}

/// Keeps what an import did with rows of its file.
pub fn keep_rows(tx: &mut Tx<'_>, _grant: &Grant, rows: &[ImportedRow]) -> Result<()> {
    store::insert_rows(tx.connection(), rows)
}

/// Ends an import: keeps its report and audits it as one change.
pub fn finish(
    tx: &mut Tx<'_>,
    grant: &Grant,
    id: i64,
    report: &impl Serialize,
    event: AuditEvent,
) -> Result<()> {
    store::set_report(tx.connection(), id, to_json(report)?)?;
    tx.audit(grant, event);
    Ok(())
}

/// Returns every import, oldest first.
pub fn all(tx: &mut Tx<'_>, _grant: &Grant) -> Result<Vec<PastImport>> {
    store::all(tx.connection())
}

/// Returns the rows of a source's imports that were not undone, oldest first.
pub fn rows_of_source(
    tx: &mut Tx<'_>,
    _grant: &Grant,
    kind: ImportKind,
    source: &str,
) -> Result<Vec<ImportedRow>> {
    store::rows_of_source(tx.connection(), kind, source)
}

/// Turns plain data into JSON as it is kept with an import.
pub fn to_json(data: &impl Serialize) -> Result<Json> {
    Ok(Json(
        serde_json::to_value(data).context("cannot write a row of an import")?,
    ))
}

/// Reads plain data that was kept with an import.
pub fn from_json<T: DeserializeOwned>(kept: &Json) -> Result<T> {
    Ok(T::deserialize(&kept.0).context("cannot read a row of an import")?)
}
