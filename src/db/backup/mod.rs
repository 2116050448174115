//! Backups: one file that holds the whole database as it was at one instant, while others go on writing.
//!
//! Of an embedded database it is an SQLite file (`VACUUM INTO`: one consistent snapshot, without empty pages); of a server's
//! schema an archive of `pg_dump`, whose rows are statements, so that a restore can run it in one transaction.

mod file;
mod name;
mod server;
pub mod tools;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::backend::AnyConnection as Connection;
use super::{Database, MigrationStatus, migrate};
use crate::access::auth::store::database_id;
use crate::kernel::error::{Error, ErrorCode, Result, file_error};
use crate::kernel::text::hex;
use crate::kernel::timestamp::Timestamp;
use crate::output::{FileDraft, Record, RecordField, Value, folder_of, shown_in_table, wanted_only};

pub use file::{copy as copy_file, sound};
pub use name::{Place, is_same, prune};
pub use server::server_version;

/// What is in a backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    pub engine: &'static str,
    pub database_id: String,
    /// The newest migration that was applied.
    pub schema_version: String,
    /// Migrations that this program has and the backup has not.
    pub pending: Vec<String>,
    pub audit_seq: i64,
    pub audit_hash: String,
}

impl Contents {
    /// # Errors
    /// `Invalid` when it is not a database of ours, `Database` when it is of a newer program.
    pub fn of(connection: &mut Connection) -> Result<Self> {
        let status: MigrationStatus = migrate::status(connection)?;
        if status.applied.is_empty() {
            return Err(no_backup("it holds no colab database"));
        }
        migrate::refuse_newer(&status)?;
        let (audit_seq, audit_hash) = crate::access::audit::head(connection)?;
        Ok(Self {
            engine: connection.engine().as_str(),
            database_id: database_id(connection)?,
            schema_version: status.version(),
            pending: status.pending,
            audit_seq,
            audit_hash,
        })
    }
}

/// A backup that was made.
#[derive(Debug, Clone)]
pub struct Backup {
    pub file: PathBuf,
    pub bytes: i64,
    pub sha256: String,
    pub contents: Contents,
    /// Older ones that `--keep` took away.
    pub removed: Vec<String>,
}

impl Record for Backup {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<Backup>] = &[
            shown_in_table("file", |one| one.file.display().to_string().into()),
            shown_in_table("bytes", |one| one.bytes.into()),
            shown_in_table("sha256", |one| one.sha256.as_str().into()),
            shown_in_table("engine", |one| one.contents.engine.into()),
            shown_in_table("schema_version", |one| {
                one.contents.schema_version.as_str().into()
            }),
            shown_in_table("audit_seq", |one| one.contents.audit_seq.into()),
            wanted_only("audit_hash", |one| one.contents.audit_hash.as_str().into()),
            wanted_only("database_id", |one| one.contents.database_id.as_str().into()),
            shown_in_table("removed", |one| Value::from(one.removed.clone())),
        ];
        FIELDS
    }
}

/// Makes a backup, reads it again, and only then gives it its name. `keep` false: all but the name, for `--dry-run`.
///
/// # Errors
/// `Conflict` for a file that is there; `Database` when the database cannot be read or the disk is full; `NotFound`
/// without the server's programs. No half-written file is left.
pub fn take(database: &Database, place: &Place, now: Timestamp, keep: bool) -> Result<Backup> {
    place.check(database, now)?;
    let first = place.path(database, now, 1);
    let mut draft = FileDraft::of(&first).map_err(|error| {
        let folder = folder_of(&first);
        let refused = file_error(&first, "write", error);
        match folder.is_dir() {
            true => refused,
            false => refused.hint(format!("mkdir -p {}", folder.display())),
        }
    })?;
    let contents = match database {
        Database::Sqlite(_) => file::dump(database, draft.path())?,
        Database::Postgres(_) => server::dump(database, draft.path())?,
    };
    let (bytes, sha256) = fingerprint(draft.path())?;
    let file = match keep {
        true => place.publish(&mut draft, database, now)?,
        false => first,
    };
    Ok(Backup {
        file,
        bytes,
        sha256,
        contents,
        removed: Vec::new(),
    })
}

/// Size and SHA-256 of a file.
///
/// # Errors
/// When it cannot be read.
pub fn fingerprint(path: &Path) -> Result<(i64, String)> {
    let read = || -> io::Result<(u64, String)> {
        let mut file = File::open(path)?;
        let (mut hash, mut bytes, mut buffer) = (Sha256::new(), 0, vec![0; 1 << 20]);
        loop {
            match file.read(&mut buffer)? {
                0 => return Ok((bytes, hex(&hash.finalize()))),
                count => {
                    hash.update(&buffer[..count]);
                    bytes += count as u64;
                }
            }
        }
    };
    let (bytes, sha256) = read().map_err(|error| file_error(path, "read", error))?;
    Ok((i64::try_from(bytes).unwrap_or(i64::MAX), sha256))
}

/// Whether a file begins with these bytes.
fn begins_with(path: &Path, bytes: &[u8]) -> bool {
    let mut head = vec![0; bytes.len()];
    File::open(path)
        .and_then(|mut file| file.read_exact(&mut head))
        .is_ok()
        && head == bytes
}

/// Whether a file begins as an SQLite database does.
pub fn is_embedded_file(path: &Path) -> bool {
    begins_with(path, b"SQLite format 3\0")
}

/// A file that cannot be restored from.
pub fn no_backup(why: &str) -> Error {
    Error::invalid(ErrorCode::NoBackup, format!("this is no backup of ours: {why}"))
        .hint("colab db backup FILE makes one")
}

fn disk_full(reason: &str) -> Error {
    Error::database(
        ErrorCode::DiskFull,
        format!("the backup cannot be written: {reason}"),
    )
    .hint("make room on the disk, or write it to another one")
}
