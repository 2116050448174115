//! Queries of what was read of the vault. Texts are read by a search alone.

use diesel::prelude::*;

use super::model::VaultFileRow;
use crate::db::Connection;
use crate::db::schema::vault_files;
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// Loads every file, by path.
pub fn all(connection: &mut Connection) -> Result<Vec<VaultFileRow>> {
    Ok(vault_files::table
        .order((vault_files::path, vault_files::id))
        .select(VaultFileRow::as_select())
        .load(connection)?)
}

/// Loads the file of this path, by the path's hash.
pub fn by_path(connection: &mut Connection, path_sha256: &str) -> Result<Option<VaultFileRow>> {
    Ok(vault_files::table
        .filter(vault_files::path_sha256.eq(path_sha256))
        .select(VaultFileRow::as_select())
        .first(connection)
        .optional()?)
}

/// Loads the text of a file.
pub fn text(connection: &mut Connection, id: i64) -> Result<Option<String>> {
    Ok(vault_files::table
        .find(id)
        .select(vault_files::text)
        .first(connection)?)
}

/// Inserts a file with its text.
pub fn insert(connection: &mut Connection, row: &VaultFileRow, text: Option<&str>) -> QueryResult<()> {
    diesel::insert_into(vault_files::table)
        .values((row, vault_files::text.eq(text)))
        .execute(connection)
        .map(|_| ())
}

/// Saves every column of a file but its text.
pub fn save(connection: &mut Connection, row: &VaultFileRow) -> QueryResult<()> {
    diesel::update(vault_files::table.find(row.id))
        .set(row)
        .execute(connection)
        .map(|_| ())
}

/// Saves every column of a file.
pub fn save_with_text(
    connection: &mut Connection,
    row: &VaultFileRow,
    text: Option<&str>,
) -> QueryResult<()> {
    diesel::update(vault_files::table.find(row.id))
        .set((row, vault_files::text.eq(text)))
        .execute(connection)
        .map(|_| ())
}

/// Marks files whose text somebody who is forgotten was blanked in.
pub fn set_forgotten(connection: &mut Connection, ids: &[i64], at: Timestamp) -> Result<()> {
    diesel::update(vault_files::table.filter(vault_files::id.eq_any(ids.to_vec())))
        .set(vault_files::forgotten_at.eq(Some(at)))
        .execute(connection)?;
    Ok(())
}
