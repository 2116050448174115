//! A backup of an embedded database.

use std::path::Path;

use diesel::RunQueryDsl;
use diesel::sql_types::Text;

use super::{Contents, disk_full, no_backup};
use crate::db::backend::AnyConnection as Connection;
use crate::db::{Database, OpenMode};
use crate::kernel::error::{Error, ErrorCode, Result};

/// Writes the database to a file that is empty, and reads it again.
pub fn dump(database: &Database, to: &Path) -> Result<Contents> {
    copy(&mut database.open(OpenMode::ReadOnly)?, to)?;
    let mut copy = Database::Sqlite(to.to_owned()).open(OpenMode::ReadOnly)?;
    sound(&mut copy)?;
    Contents::of(&mut copy)
}

/// One consistent state of the database, while others write.
///
/// # Errors
/// `Database` when it is damaged or the disk is full.
pub fn copy(connection: &mut Connection, to: &Path) -> Result<()> {
    let path = to
        .to_str()
        .ok_or_else(|| Error::usage("the path of a backup must be UTF-8"))?;
    let vacuum = diesel::sql_query("VACUUM INTO ?").bind::<Text, _>(path);
    let done = match connection {
        Connection::Sqlite(inner) => vacuum.execute(inner),
        Connection::Postgres(_) => return Err(Error::internal("a server was asked for a file")),
    };
    done.map(|_| ()).map_err(|error| match Error::from(error) {
        full if full.code == ErrorCode::DiskFull => {
            disk_full(full.message.rsplit(": ").next().unwrap_or_default()).with_source(full)
        }
        other => other,
    })
}

/// # Errors
/// `Invalid` when pages, indexes or references of the file are damaged.
pub fn sound(connection: &mut Connection) -> Result<()> {
    let mut faults = connection.faults(false)?;
    let strays = "SELECT 'a row of ' || \"table\" || ' refers to nothing in ' || parent AS text FROM pragma_foreign_key_check";
    faults.extend(connection.texts(strays)?);
    match faults.first() {
        None => Ok(()),
        Some(fault) => Err(no_backup(&format!("it is damaged: {fault}"))),
    }
}
