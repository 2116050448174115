//! Putting a backup in the place of a database: verified first, and then all of it or nothing.
//!
//! Of a backup only rows are taken: tables and their guards are made by the migrations, up to the backup's version, and nothing
//! that the file holds is run. An embedded database is made ready beside the one it replaces and takes its place in one
//! step, while nobody has that one open; a server's schema is emptied, filled, verified and committed as one transaction.

mod file;
mod order;
mod rows;
mod server;

use std::path::Path;

use super::backup::{MAKE_HINT, is_archive, is_embedded_file, is_same_file, is_server_backup, not_a_backup};
use super::catalog::{FIRST_TABLES, first_tables};
use super::{Database, OpenMode, migrate};
use crate::kernel::error::{Error, ErrorCode, Result, file_error};
use crate::kernel::shell_word::shell_path;
use crate::output::folder_of;

pub use order::{
    ACCEPT_HINT, LoadedBackup, ReplacedLog, RestoreHooks, RestoreOrder, RestoreOutcome, RestoreTarget,
};

/// Checks that a file can be restored into this database.
///
/// # Errors
/// `NotFound` for a missing file, `Invalid` for one that is not a backup for this engine, `Usage` for the database itself.
pub fn check_file(database: &Database, file: &Path) -> Result<()> {
    if file == Path::new("-") {
        return Err(
            Error::usage("a backup is restored from a file, not from standard input")
                .hint("write it to one first: cat > colab.backup && colab db restore colab.backup"),
        );
    }
    let meta = file.metadata().map_err(|error| file_error(file, "read", error))?;
    if !meta.is_file() {
        return Err(not_a_backup(&format!("{} is not a file", file.display())));
    }
    if let Database::Sqlite(path) = database
        && is_same_file(path, file)
    {
        return Err(Error::usage(format!("{} is the database itself", file.display())));
    }
    let (archive, embedded) = (is_server_backup(file) || is_archive(file), is_embedded_file(file));
    let other = |is: &str, hint: &str| {
        Err(Error::invalid(
            ErrorCode::BackupOfOtherEngine,
            format!("{} is {is}", file.display()),
        )
        .hint(hint))
    };
    match database {
        Database::Sqlite(_) if archive => other(
            "a backup of a PostgreSQL database",
            "restore it to a server: colab --database postgres://… db restore FILE",
        ),
        Database::Postgres(_) if embedded => other(
            "a backup of an embedded database",
            "restore it to a file: colab --database PATH db restore FILE",
        ),
        Database::Postgres(_) if is_archive(file) => Err(Error::invalid(
            ErrorCode::NoBackup,
            format!(
                "not a colab backup of this version: {} was made by pg_dump, and loading it would run what it says",
                file.display()
            ),
        )
        .hint("if you trust it, load it into an empty database and upgrade that: pg_restore --no-owner --dbname NAME FILE")
        .hint("colab --database postgres://…/NAME db migrate")),
        _ if archive || embedded => Ok(()),
        _ => Err(not_a_backup(&format!(
            "{} is neither an SQLite file nor a backup of a server",
            file.display()
        ))),
    }
}

/// Looks at what a restore would replace.
///
/// # Errors
/// `Database` for another program's database or one of a newer version: neither is replaced.
pub fn target(database: &Database) -> Result<RestoreTarget> {
    if let Database::Sqlite(path) = database
        && path.metadata().is_ok_and(|meta| meta.len() == 0) | !path.exists()
    {
        return Ok(RestoreTarget::Nothing);
    }
    let read = database
        .open(OpenMode::ReadOnly)
        .and_then(|mut connection| Ok((migrate::status(&mut connection)?, connection)));
    let (status, mut connection) = match read {
        Ok(read) => read,
        Err(error) if error.code == ErrorCode::NotADatabase => return Ok(RestoreTarget::Damaged),
        Err(error) => return Err(error),
    };
    migrate::refuse_newer(&status)?;
    let tables = first_tables(&mut connection)?;
    if status.applied.is_empty() && tables.is_empty() {
        migrate::refuse_foreign(&mut connection)?;
        return Ok(RestoreTarget::Nothing);
    }
    Ok(
        if tables.len() == FIRST_TABLES.len() && !status.applied.is_empty() {
            RestoreTarget::Ours
        } else {
            RestoreTarget::Damaged
        },
    )
}

/// Restores a backup; under `dry_run` everything but the last step.
///
/// # Errors
/// `Invalid` for a backup that is damaged, torn or another program's; `Database` for a newer one, and when others use the
/// database. Nothing is changed then.
pub fn restore(order: &RestoreOrder<'_>, hooks: &mut dyn RestoreHooks) -> Result<RestoreOutcome> {
    check_file(order.database, order.file)?;
    let restored = match order.database {
        Database::Sqlite(path) => file::restore(order, path, hooks),
        Database::Postgres(_) => server::restore(order, hooks),
    };
    restored.map_err(|error| match error.code {
        ErrorCode::NoBackup => elsewhere(order.file, error),
        _ => error,
    })
}

/// Tells how to find a sound backup: to make one now is no way out for whoever restores.
fn elsewhere(file: &Path, mut error: Error) -> Error {
    error.hints.retain(|hint| hint != MAKE_HINT);
    error.hint(format!(
        "find a sound one: colab db backups {}",
        shell_path(folder_of(file))
    ))
}
