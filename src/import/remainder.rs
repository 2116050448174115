//! What an import left out, and whether people know it already.

use super::kind::ImportKind;
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::notify::check;
use crate::notify::remainder::{self, ImportRemainder};
pub use crate::notify::remainder::{RemainderRow, ToldRemainder};

/// Compares what the import left out with what was last told of its source.
pub fn told(tx: &mut Tx<'_>, kind: ImportKind, source: &str, rows: &[RemainderRow]) -> Result<ToldRemainder> {
    let grant = tx.require(kind.permission())?;
    remainder::told(tx, &grant, &remainder_of(kind, source, rows))
}

/// Remembers what the import left out; its notification stands from then on.
pub fn keep(tx: &mut Tx<'_>, kind: ImportKind, source: &str, rows: &[RemainderRow]) -> Result<()> {
    let grant = tx.require(kind.permission())?;
    remainder::keep(tx, &grant, &remainder_of(kind, source, rows))?;
    check::check_remainders(tx, &grant)
}

/// Forgets what an import left out that is undone.
pub fn forget(tx: &mut Tx<'_>, kind: ImportKind, source: &str) -> Result<()> {
    if told(tx, kind, source, &[])? == ToldRemainder::Same {
        return Ok(());
    }
    keep(tx, kind, source, &[])
}

fn remainder_of<'a>(kind: ImportKind, source: &'a str, rows: &'a [RemainderRow]) -> ImportRemainder<'a> {
    ImportRemainder {
        kind: kind.as_str(),
        source,
        rows,
    }
}
