//! A restore: what is asked for, what came of it, and what happens to the data while nobody sees it yet.

use std::path::{Path, PathBuf};

use crate::db::backend::AnyConnection as Connection;
use crate::db::backup::BackupContents;
use crate::db::{Database, migrate};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// What exists before a restore.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RestoreTarget {
    /// No database yet, or an empty one: nobody can be asked for permission.
    Nothing,
    /// A file that SQLite cannot read: whoever may write it may replace it.
    Damaged,
    Ours,
}

/// A restore that somebody asked for.
#[derive(Debug)]
pub struct RestoreOrder<'a> {
    pub database: &'a Database,
    pub file: &'a Path,
    pub target: RestoreTarget,
    /// Tables and views of the program; a server's schema that holds others is not emptied.
    pub known_tables: &'a [&'a str],
    pub now: Timestamp,
    /// Where a server's database is kept before it is replaced.
    pub backups: &'a Path,
    pub dry_run: bool,
}

/// A backup as it was loaded, before others see it.
#[derive(Debug)]
pub struct LoadedBackup<'a> {
    pub file: &'a Path,
    pub sha256: &'a str,
    pub contents: &'a BackupContents,
    /// The backup of what it replaces.
    pub kept: Option<&'a Path>,
}

/// What happens around a restore, within its transaction.
pub trait RestoreHooks {
    /// Checks the loaded data, once that has this program's version.
    fn verify(&mut self, connection: &mut Connection) -> Result<()>;

    /// Records the restore in the loaded data, once that has this program's version.
    fn record(&mut self, connection: &mut Connection, loaded: &LoadedBackup<'_>) -> Result<()>;
}

/// A restore that was done; under `dry_run`, all of it but the last step.
#[derive(Debug, Clone)]
pub struct RestoreOutcome {
    pub file: PathBuf,
    pub bytes: i64,
    pub sha256: String,
    pub contents: BackupContents,
    /// The backup of what was there; `None` where nothing was.
    pub kept: Option<PathBuf>,
}

/// Upgrades what was loaded to this program's version, verifies it, and records the restore in it.
pub fn settle(
    connection: &mut Connection,
    order: &RestoreOrder<'_>,
    sha256: &str,
    kept: Option<&Path>,
    hooks: &mut dyn RestoreHooks,
) -> Result<BackupContents> {
    let contents = BackupContents::of(connection)?;
    if !contents.pending.is_empty() {
        migrate::run_pending(connection)?;
    }
    hooks.verify(connection)?;
    let loaded = LoadedBackup {
        file: order.file,
        sha256,
        contents: &contents,
        kept,
    };
    hooks.record(connection, &loaded)?;
    Ok(contents)
}
