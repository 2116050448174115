//! A backup of an embedded database.

use std::path::Path;

use diesel::RunQueryDsl;
use diesel::sql_types::Text;

use super::columns::{columns_of_file, missing_columns};
use super::contents::{BackupContents, disk_full, not_a_backup};
use super::seal::seal;
use crate::db::backend::AnyConnection as Connection;
use crate::db::references::{BrokenReference, broken_references};
use crate::db::{Database, DatabaseEngine, OpenMode};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::timestamp::Timestamp;

/// Writes the database to a file that is empty, and reads it again; returns also which tables and columns it lacks.
pub fn dump(database: &Database, to: &Path, now: Timestamp) -> Result<(BackupContents, Vec<String>)> {
    copy(&mut database.open(OpenMode::ReadOnly)?, to, now)?;
    let mut copy = Database::Sqlite(to.to_owned()).open(OpenMode::ReadOnly)?;
    check_soundness(&mut copy)?;
    let contents = BackupContents::of(&mut copy)?;
    let found = columns_of_file(&mut copy)?;
    let damage = missing_columns(&found, DatabaseEngine::Sqlite, &contents.applied)?;
    Ok((contents, damage))
}

/// Copies one consistent state of the database, while others write, and seals the copy.
///
/// # Errors
/// `Database` when it is damaged or the disk is full.
pub fn copy(connection: &mut Connection, to: &Path, now: Timestamp) -> Result<()> {
    let path = to
        .to_str()
        .ok_or_else(|| Error::usage("the path of a backup must be UTF-8"))?;
    let copied = diesel::sql_query("VACUUM INTO ?")
        .bind::<Text, _>(path)
        .execute(connection)
        .map_err(Error::from)
        .and_then(|_| seal(to, now));
    copied.map_err(|error| match error {
        full if full.code == ErrorCode::DiskFull => {
            disk_full(full.message.rsplit(": ").next().unwrap_or_default()).with_source(full)
        }
        other => other,
    })
}

/// Tells whether a file has a table. What else has the name of one is none: a view or a virtual table would run what the file
/// says.
pub fn has_table(connection: &mut Connection, schema: &str, table: &str) -> Result<bool> {
    let tables = connection.texts(&format!(
        "SELECT name AS text FROM {schema}.sqlite_schema WHERE type = 'table' AND name = '{table}' AND rootpage > 0
            AND sql LIKE 'CREATE TABLE %'"
    ))?;
    Ok(!tables.is_empty())
}

/// Checks pages, indexes and references of a file.
///
/// # Errors
/// `Invalid` when any of them is damaged.
pub fn check_soundness(connection: &mut Connection) -> Result<()> {
    let mut faults = connection.faults(false)?;
    let broken = broken_references(connection)?.into_iter();
    // An index that a reference takes is the schema's, which a restore makes anew.
    let strays = broken.filter(BrokenReference::is_of_a_row);
    faults.extend(strays.map(|one| format!("row {} of {}: {}", one.id, one.table, one.problem)));
    match faults.first() {
        None => Ok(()),
        Some(fault) => Err(not_a_backup(&format!("it is damaged: {fault}"))),
    }
}
