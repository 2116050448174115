//! Putting a backup in the place of a database: verified first, and then all of it or nothing.
//!
//! An embedded database is made ready beside the one it replaces and takes its place in one step, while nobody has that
//! one open; a server's schema is emptied, filled, verified and committed as one transaction.

mod file;
mod script;
mod server;

use std::path::{Path, PathBuf};

use diesel::prelude::*;
use serde_json::json;

use super::backend::AnyConnection as Connection;
use super::backup::{self, Contents, no_backup, tools};
use super::schema::user_tokens;
use super::{Database, OpenMode, migrate};
use crate::access::audit::{self, AuditEvent};
use crate::access::auth::Actor;
use crate::kernel::error::{Error, ErrorCode, Kind, Result, file_error};
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, shown_in_table, wanted_only};

/// What is there before a restore.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// No database yet, or an empty one: nobody can be asked who may.
    Nothing,
    /// A file that SQLite cannot read: whoever may write it may replace it.
    Damaged,
    Ours,
}

/// A restore that somebody asked for.
#[derive(Debug)]
pub struct Order<'a> {
    pub database: &'a Database,
    pub file: &'a Path,
    pub target: Target,
    pub actor: &'a Actor,
    pub command: &'a str,
    pub now: Timestamp,
    /// Decides which tokens are still good.
    pub real_now: Timestamp,
    /// Where a server's database is kept before it is replaced.
    pub backups: &'a Path,
    pub dry_run: bool,
}

/// What came of a restore.
#[derive(Debug, Clone)]
pub struct Restored {
    pub database: String,
    pub file: PathBuf,
    pub bytes: i64,
    pub sha256: String,
    pub contents: Contents,
    /// The backup of what was there; `None` where nothing was.
    pub kept: Option<PathBuf>,
    /// Tokens and sessions that are good again.
    pub tokens: i64,
}

impl Record for Restored {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<Restored>] = &[
            shown_in_table("database", |one| one.database.as_str().into()),
            shown_in_table("file", |one| one.file.display().to_string().into()),
            shown_in_table("bytes", |one| one.bytes.into()),
            shown_in_table("sha256", |one| one.sha256.as_str().into()),
            shown_in_table("engine", |one| one.contents.engine.into()),
            shown_in_table("schema_version", |one| {
                one.contents.schema_version.as_str().into()
            }),
            shown_in_table("migrated", |one| one.contents.pending.clone().into()),
            shown_in_table("audit_seq", |one| one.contents.audit_seq.into()),
            wanted_only("audit_hash", |one| one.contents.audit_hash.as_str().into()),
            wanted_only("database_id", |one| one.contents.database_id.as_str().into()),
            shown_in_table("kept", |one| {
                one.kept.as_ref().map(|path| path.display().to_string()).into()
            }),
            shown_in_table("tokens", |one| one.tokens.into()),
        ];
        FIELDS
    }
}

/// # Errors
/// `NotFound` for a file that is not there, `Invalid` for one that is no backup for this engine, `Usage` for the database.
pub fn check_file(database: &Database, file: &Path) -> Result<()> {
    let meta = file.metadata().map_err(|error| file_error(file, "read", error))?;
    if !meta.is_file() {
        return Err(no_backup(&format!("{} is no file", file.display())));
    }
    if let Database::Sqlite(path) = database
        && backup::is_same(path, file)
    {
        return Err(Error::usage(format!("{} is the database itself", file.display())));
    }
    let (archive, embedded) = (tools::is_archive(file), backup::is_embedded_file(file));
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
            "name the server it goes to: colab --database postgres://… db restore FILE",
        ),
        Database::Postgres(_) if embedded => other(
            "a backup of an embedded database",
            "name the file it goes to: colab --database PATH db restore FILE",
        ),
        _ if archive || embedded => Ok(()),
        _ => Err(no_backup(&format!(
            "{} begins neither as an SQLite file nor as an archive of pg_dump",
            file.display()
        ))),
    }
}

/// # Errors
/// `Database` for one of another program or a newer version: that is not replaced.
pub fn target(database: &Database) -> Result<Target> {
    if let Database::Sqlite(path) = database
        && path.metadata().is_ok_and(|meta| meta.len() == 0) | !path.exists()
    {
        return Ok(Target::Nothing);
    }
    let read = database
        .open(OpenMode::ReadOnly)
        .and_then(|mut connection| Ok((migrate::status(&mut connection)?, connection)));
    let (status, mut connection) = match read {
        Ok(read) => read,
        Err(error) if error.code == ErrorCode::NotADatabase => return Ok(Target::Damaged),
        Err(error) => return Err(error),
    };
    migrate::refuse_newer(&status)?;
    if status.applied.is_empty() {
        migrate::refuse_foreign(&mut connection)?;
        return Ok(Target::Nothing);
    }
    Ok(Target::Ours)
}

/// Restores; under `dry_run` everything but the last step.
///
/// # Errors
/// `Invalid` for a backup that is damaged, torn or of something else; `Database` for a newer one, and when others use
/// the database. Nothing is changed then.
pub fn restore(order: &Order<'_>) -> Result<Restored> {
    check_file(order.database, order.file)?;
    match order.database {
        Database::Sqlite(path) => file::restore(order, path),
        Database::Postgres(_) => server::restore(order),
    }
}

/// Holds what was loaded against what it must be, brings it to our version, and writes down where it came from.
fn settle(
    connection: &mut Connection,
    order: &Order<'_>,
    sha256: &str,
    kept: Option<&Path>,
) -> Result<(Contents, i64)> {
    let contents = Contents::of(connection)?;
    audit::verify(connection).map_err(|error| match error.kind {
        Kind::Findings => Error::invalid(
            ErrorCode::BackupChainBroken,
            format!("in the backup, {}", error.message),
        )
        .hint("somebody wrote past the program before it was made: take an earlier backup"),
        _ => error,
    })?;
    if !contents.pending.is_empty() {
        migrate::run_pending(connection)?;
    }
    let facts = json!({
        "restored": order.file.display().to_string(), "sha256": sha256, "audit_seq": contents.audit_seq,
        "schema_version": contents.schema_version, "kept": kept.map(|path| path.display().to_string()),
    });
    let event = AuditEvent::happened("database", &contents.database_id, facts);
    audit::append(connection, order.actor, order.command, order.now, 0, &[event])?;
    let live = user_tokens::expires_at.is_null();
    let live = live.or(user_tokens::expires_at.assume_not_null().gt(order.real_now));
    let tokens = user_tokens::table
        .filter(user_tokens::revoked_at.is_null().and(live))
        .count()
        .get_result(connection)?;
    Ok((contents, tokens))
}
