//! A restore: what is asked for, what came of it, and what happens to the data while nobody sees it yet.

use std::path::{Path, PathBuf};

use crate::db::backend::AnyConnection as Connection;
use crate::db::backup::{BackupContents, CHANGED};
use crate::db::{Database, migrate};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::timestamp::Timestamp;

/// What exists before a restore.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RestoreTarget {
    /// No database yet, or an empty one: nobody can be asked for permission.
    Nothing,
    /// A file that SQLite cannot read, or a database that lacks a table: whoever may write the file, or owns the tables, may
    /// replace it.
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
    /// Load a file whose checksum differs.
    pub accepts_findings: bool,
}

impl RestoreOrder<'_> {
    /// Refuses a file whose checksum differs, before anything of it is believed; returns what was accepted.
    pub fn check_sum(&self, is_whole: bool) -> Result<Vec<String>> {
        if is_whole {
            return Ok(Vec::new());
        }
        if self.accepts_findings {
            return Ok(vec![CHANGED.to_owned()]);
        }
        Err(Error::invalid(ErrorCode::NoBackup, CHANGED)
            .hint("restore another backup")
            .hint(ACCEPT_HINT))
    }
}

/// The way to a backup that is refused for what was found in it.
pub const ACCEPT_HINT: &str = "restore this one as it is, with --accept-findings: only its rows are taken";

/// The audit log of the database that is replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplacedLog {
    /// Of which database it is.
    pub database_id: String,
    /// Number and hash of its newest row.
    pub seq: i64,
    pub hash: String,
    /// Rows that the restored log has not.
    pub lost_rows: i64,
}

/// A backup as it was loaded, before others see it.
#[derive(Debug)]
pub struct LoadedBackup<'a> {
    pub file: &'a Path,
    pub sha256: &'a str,
    pub contents: &'a BackupContents,
    /// Where what it replaces is kept: a backup, or another schema of the server.
    pub kept: Option<&'a str>,
    pub replaced: Option<&'a ReplacedLog>,
}

/// What happens around a restore, before anything is replaced.
pub trait RestoreHooks {
    /// Checks the loaded data, which has this program's version. `deviations`: what is wrong with the file itself.
    fn verify(&mut self, connection: &mut Connection, deviations: &[String]) -> Result<()>;

    /// Records the restore in the loaded data.
    fn record(&mut self, connection: &mut Connection, loaded: &LoadedBackup<'_>) -> Result<()>;
}

/// A restore that was done; under `dry_run`, all of it but the last step.
#[derive(Debug, Clone)]
pub struct RestoreOutcome {
    pub file: PathBuf,
    pub bytes: i64,
    pub sha256: String,
    pub contents: BackupContents,
    /// Where what was there is kept: a backup, or another schema of the server; `None` where nothing was.
    pub kept: Option<String>,
    pub replaced: Option<ReplacedLog>,
    /// What the file holds that is not the program's, and is not loaded.
    pub left_out: Vec<String>,
}

/// Upgrades what was loaded to this program's version.
pub fn upgrade(connection: &mut Connection, contents: &BackupContents) -> Result<()> {
    if contents.pending.is_empty() {
        return Ok(());
    }
    migrate::run_pending(connection)
}
