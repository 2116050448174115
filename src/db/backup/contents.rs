//! What a backup holds, and the errors of one that cannot be read or written.

use crate::db::backend::AnyConnection as Connection;
use crate::db::{audit_head, database_id, migrate};
use crate::kernel::error::{Error, ErrorCode, Result};

/// What is in a backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupContents {
    pub engine: &'static str,
    pub database_id: String,
    /// Every migration that was applied.
    pub applied: Vec<String>,
    /// The newest migration that was applied.
    pub schema_version: String,
    /// Migrations that this program has and the backup has not.
    pub pending: Vec<String>,
    pub audit_seq: i64,
    pub audit_hash: String,
}

impl BackupContents {
    /// Reads what a database holds.
    ///
    /// # Errors
    /// `Invalid` for another program's database, `Database` for one of a newer version.
    pub fn of(connection: &mut Connection) -> Result<Self> {
        let status = migrate::status(connection)?;
        if status.applied.is_empty() {
            return Err(not_a_backup("it holds no colab database"));
        }
        migrate::refuse_newer(&status)?;
        let (audit_seq, audit_hash) = audit_head(connection)?.unwrap_or_default();
        Ok(Self {
            engine: connection.engine().as_str(),
            database_id: database_id(connection)?,
            schema_version: status.version(),
            applied: status.applied,
            pending: status.pending,
            audit_seq,
            audit_hash,
        })
    }
}

/// Words the error for a file that cannot be restored from.
pub fn not_a_backup(why: &str) -> Error {
    Error::invalid(ErrorCode::NoBackup, format!("not a colab backup: {why}")).hint(MAKE_HINT)
}

/// The way to a backup, where somebody may have wanted to make one.
pub const MAKE_HINT: &str = "make one with `colab db backup FILE`";

/// Words the error of rows that their table does not take: that is the backup's fault, but a full disk or a lost
/// connection is not.
pub fn rows_refused(table: &str, error: impl Into<Error>) -> Error {
    let error = error.into();
    match error.code {
        ErrorCode::Constraint | ErrorCode::SchemaIncomplete | ErrorCode::Internal => {
            not_a_backup(&format!("the rows of {table} do not fit: {}", error.message)).with_source(error)
        }
        _ => error,
    }
}

/// Words the error of migrations that do not run one after the other: no version has them alone.
pub fn versions_refused(error: Error) -> Error {
    match error.code {
        ErrorCode::MigrationFailed | ErrorCode::SchemaIncomplete | ErrorCode::Internal => {
            not_a_backup("no version has its migrations alone").with_source(error)
        }
        _ => error,
    }
}

/// Words the error for a backup that does not fit on its disk.
pub fn disk_full(reason: &str) -> Error {
    Error::database(
        ErrorCode::DiskFull,
        format!("the backup cannot be written: {reason}"),
    )
    .hint("free some space on the disk, or write the backup to another one")
}
