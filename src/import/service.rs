//! What every import needs first, and past imports.

pub use super::store::ImportFilter;

use super::kind::ImportKind;
use super::store::{self, ImportedRow, PastImport};
use crate::access::auth::Permission;
use crate::access::settings::Settings;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::room::service as rooms;
use colab_schedule::rooms::RoomDirectory;

/// Returns the settings that reading a file needs, if the actor may import it.
pub fn prepare(tx: &mut Tx<'_>, kind: ImportKind) -> Result<Settings> {
    let _grant = tx.require(kind.permission())?;
    Ok(tx.settings().clone())
}

/// Returns past imports, oldest first.
pub fn list(tx: &mut Tx<'_>, filter: &ImportFilter) -> Result<Vec<PastImport>> {
    let _grant = tx.require(Permission::SeeImports)?;
    store::list(tx.connection(), filter)
}

/// Returns one import with its rows and the rooms in them.
pub fn show(tx: &mut Tx<'_>, id: i64) -> Result<(PastImport, Vec<ImportedRow>, RoomDirectory)> {
    let _grant = tx.require(Permission::SeeImports)?;
    let import = find(tx, id)?;
    let _grant = tx.require(import.kind.seen_with())?;
    let rows = store::rows(tx.connection(), id)?;
    let rooms = rooms::directory(tx.connection())?;
    Ok((import, rows, rooms))
}

pub(super) fn find(tx: &mut Tx<'_>, id: i64) -> Result<PastImport> {
    store::find(tx.connection(), id)?.ok_or_else(|| {
        Error::not_found(ErrorCode::UnknownImport, format!("no import {id}"), &[]).hint("colab import list")
    })
}
