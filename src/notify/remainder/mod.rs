//! What imports left out: told again only when it changes, and a notification for as long as it exists.

mod store;

use std::collections::BTreeSet;

use serde_json::json;
use sha2::{Digest, Sha256};

use crate::access::audit::AuditEvent;
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::db::QueryBatch;
use crate::kernel::error::Result;
use crate::kernel::text::hex;
pub use store::StoredRemainder;

/// Rows whose places a notification names.
const NAMED: usize = 3;

/// The rows of a file that an import left out, each with its place and the reason.
pub struct ImportRemainder<'a> {
    /// `schedule`, `rooms` …
    pub kind: &'a str,
    pub source: &'a str,
    pub rows: &'a [RemainderRow],
}

/// A row or cell that is not imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemainderRow {
    /// Its sheet and cell, or its line.
    pub place: String,
    /// Its place and text.
    pub what: String,
    /// The reason, in which numbers of bookings may differ from run to run.
    pub why: String,
}

impl std::fmt::Display for RemainderRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.what, self.why)
    }
}

/// Digits of a digest that tell one row of a source from another.
const ROW_DIGITS: usize = 12;

impl RemainderRow {
    /// Returns it without what may differ from run to run.
    fn fact(&self) -> String {
        format!("{}: {}", self.what, without_numbers(&self.why))
    }

    fn digest(&self) -> String {
        let mut digest = hex(&Sha256::digest(self.fact()));
        digest.truncate(ROW_DIGITS);
        digest
    }
}

impl ImportRemainder<'_> {
    fn digest(&self) -> String {
        let mut sorted: Vec<String> = self.rows.iter().map(RemainderRow::fact).collect();
        sorted.sort_unstable();
        let mut hasher = Sha256::new();
        for row in sorted {
            hasher.update(row.as_bytes());
            hasher.update(b"\n");
        }
        hex(&hasher.finalize())
    }
}

/// Takes out of a reason who has the room, first another cell and then its booking, and the numbers of bookings.
fn without_numbers(why: &str) -> String {
    if let Some((room, _holder)) = why.split_once("taken by ") {
        return format!("{room}taken");
    }
    let mut parts = why.split("booking ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + "booking " + part.trim_start_matches(|c: char| c.is_ascii_digit())
    })
}

/// What was last told of a source, compared with what is left out now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ToldRemainder {
    /// The same, or nothing then and now.
    Same,
    Another(ToldRows),
    Nothing,
}

/// The rows that were told before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldRows(BTreeSet<String>);

impl ToldRemainder {
    /// Returns whether a row was told before.
    pub fn contains(&self, row: &RemainderRow) -> bool {
        match self {
            Self::Same => true,
            Self::Another(told) => told.0.contains(&row.digest()),
            Self::Nothing => false,
        }
    }
}

/// Compares a remainder with what was last told.
pub fn told(tx: &mut Tx<'_>, _grant: &Grant, remainder: &ImportRemainder<'_>) -> Result<ToldRemainder> {
    let stored = store::find(tx.connection(), remainder.kind, remainder.source)?;
    Ok(match stored {
        None if remainder.rows.is_empty() => ToldRemainder::Same,
        None => ToldRemainder::Nothing,
        Some(stored) if stored.digest == remainder.digest() => ToldRemainder::Same,
        Some(stored) => {
            let digests = stored.row_digests.split_whitespace().map(str::to_owned);
            ToldRemainder::Another(ToldRows(digests.collect()))
        }
    })
}

/// Keeps a remainder as told; one without rows is gone.
pub fn keep(tx: &mut Tx<'_>, grant: &Grant, remainder: &ImportRemainder<'_>) -> Result<()> {
    let before = store::find(tx.connection(), remainder.kind, remainder.source)?;
    let after = (!remainder.rows.is_empty()).then(|| StoredRemainder {
        kind: remainder.kind.to_owned(),
        source: remainder.source.to_owned(),
        digest: remainder.digest(),
        row_count: i32::try_from(remainder.rows.len()).unwrap_or(i32::MAX),
        first_rows: first_places(remainder.rows),
        told_at: tx.now(),
        row_digests: remainder
            .rows
            .iter()
            .map(RemainderRow::digest)
            .collect::<Vec<_>>()
            .join(" "),
    });
    match &after {
        Some(stored) => store::put(tx.connection(), stored)?,
        None => store::remove(tx.connection(), remainder.kind, remainder.source)?,
    }
    let facts = |stored: &Option<StoredRemainder>| {
        let stored = stored.as_ref();
        json!({"rows": stored.map_or(0, |stored| stored.row_count), "digest": stored.map(|stored| &stored.digest)})
    };
    let id = format!("{}/{}", remainder.kind, remainder.source);
    let event = AuditEvent::change("import_remainder", id, facts(&before), facts(&after));
    tx.audit(grant, event);
    Ok(())
}

/// Names where the first rows stand.
fn first_places(rows: &[RemainderRow]) -> String {
    let places = rows.iter().take(NAMED).map(|row| row.place.as_str());
    let more = (rows.len() > NAMED).then_some("…");
    places.chain(more).collect::<Vec<_>>().join(", ")
}

/// Returns what imports left out, by kind and source.
pub fn all(tx: &mut Tx<'_>, _grant: &Grant) -> Result<Vec<StoredRemainder>> {
    store::all(tx.connection())
}

/// Asks for what imports of this kind left out.
pub(super) fn of_kind(kind: &str) -> impl QueryBatch<Answer = Vec<StoredRemainder>> + use<> {
    store::of_kind(kind)
}
