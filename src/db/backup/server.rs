//! A backup of a server's schema, over its connection alone.

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::Path;

use super::columns::{TableColumns, missing_columns};
use super::contents::{BackupContents, disk_full, not_a_backup};
use super::header::{BackupHeader, TableHeader};
use super::text::{self, BackupWriter};
use crate::db::backend::AnyConnection as Connection;
use crate::db::catalog::{last_ids, stored_tables};
use crate::db::{Database, DatabaseEngine, OpenMode};
use crate::kernel::error::{ErrorCode, Result, file_error};
use crate::kernel::timestamp::Timestamp;

/// Writes the schema to a file, and reads it again to its end; returns also which tables and columns it lacks.
pub fn dump(database: &Database, to: &Path, now: Timestamp) -> Result<(BackupContents, Vec<String>)> {
    let mut connection = database.open(OpenMode::ReadOnly)?;
    connection.begin_read()?;
    let dumped = dump_begun(&mut connection, to, now);
    connection.rollback();
    let dumped = dumped.map_err(|error| match error.code {
        ErrorCode::DatabasePermission => {
            error.hint("connect as the owner of the tables, with --database: a backup reads every table")
        }
        _ => error,
    })?;
    if text::is_whole(to)? {
        Ok(dumped)
    } else {
        Err(not_a_backup("the disk gives back other bytes than were written"))
    }
}

fn dump_begun(
    connection: &mut Connection,
    to: &Path,
    now: Timestamp,
) -> Result<(BackupContents, Vec<String>)> {
    // A row that a policy hides must be an error, and not missing.
    connection.batch(
        "SET LOCAL row_security = off; SET LOCAL datestyle = 'ISO'; SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = hex",
    )?;
    let contents = BackupContents::of(connection)?;
    let written = |error: io::Error| match error.kind() {
        io::ErrorKind::StorageFull => disk_full(&error.to_string()),
        _ => file_error(to, "write", error),
    };
    // Not made anew: interrupted, this program removes the draft.
    let out = File::options().write(true).open(to).map_err(written)?;
    let out = BufWriter::with_capacity(1 << 18, out);
    let mut writer = BackupWriter::begin(out, &BackupHeader::new(&contents, now)).map_err(written)?;
    let mut found = TableColumns::new();
    let tables = stored_tables(connection)?;
    let last_ids = last_ids(connection, &tables)?;
    for (table, last_id) in tables.iter().zip(last_ids) {
        let head = TableHeader {
            name: table.name.clone(),
            columns: table.columns.iter().map(|column| column.name.clone()).collect(),
            last_id,
        };
        found.insert(head.name.clone(), head.columns.iter().cloned().collect());
        writer.begin_table(&head).map_err(written)?;
        table.each_row(connection, &mut |row| writer.row(row).map_err(written))?;
        writer.end_table().map_err(written)?;
    }
    writer.end().map_err(written)?;
    let damage = missing_columns(&found, DatabaseEngine::Postgres, &contents.applied)?;
    Ok((contents, damage))
}
