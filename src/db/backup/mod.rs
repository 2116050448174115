//! Backups: one file that holds the whole database as it was at one instant, while others go on writing.
//!
//! Of an embedded database it is an SQLite file (`VACUUM INTO`: one consistent snapshot, without empty pages) with a seal in
//! a table of its own; of a server's schema a text of our own (see [`text`]), read over the connection in one snapshot.

mod bytes;
mod columns;
mod contents;
mod file;
mod header;
mod inspect;
mod name;
mod retention;
mod seal;
mod server;
pub mod text;

use std::fs::File;
use std::path::{Path, PathBuf};

use super::Database;
use crate::kernel::error::{Error, ErrorCode, Result, file_error};
use crate::kernel::shell_word::shell_path;
use crate::kernel::timestamp::Timestamp;
use crate::output::FileDraft;

pub use bytes::{fingerprint, is_archive, is_embedded_file, is_server_backup};
pub use columns::{columns_of_version, lacks_column, lacks_table};
pub use contents::{BackupContents, MAKE_HINT, not_a_backup, rows_refused, versions_refused};
pub use file::{check_soundness, copy as copy_file, has_table};
pub use inspect::{
    BackupFile, BackupIdentity, CHANGED, REQUIRED_TABLES, identify, inspect, list, newest_beside,
    refuse_live, require_tables,
};
pub use name::{BackupPlace, is_same_file};
pub use retention::{RetentionPlan, RetentionRules, prune};
pub use seal::{SealState, check as check_seal};

/// A backup that was made.
#[derive(Debug, Clone)]
pub struct Backup {
    pub file: PathBuf,
    pub bytes: i64,
    pub sha256: String,
    pub made_at: Timestamp,
    pub contents: BackupContents,
    /// What the database lacks of the tables and columns of its version; such a backup is not sound.
    pub damage: Vec<String>,
}

/// Makes a backup, reads it again, and only then gives it its name. Without `keep` it gets none, as for `--dry-run`.
///
/// # Errors
/// `Conflict` for a file that exists, and for a sound one that a damaged database's would replace; `Database` when the
/// database cannot be read or the disk is full. No half-written file is left.
pub fn back_up(database: &Database, place: &BackupPlace, now: Timestamp, keep: bool) -> Result<Backup> {
    place.check(database, now)?;
    let first = place.path(database, now, 1);
    let mut draft =
        FileDraft::of(&place.file(database, now)).map_err(|error| file_error(&first, "write", error))?;
    let read = dump(database, draft.path(), now).and_then(|dumped| Ok((dumped, fingerprint(draft.path())?)));
    let ((contents, damage), (bytes, sha256)) = read.map_err(|error| draft.about(&first, error))?;
    spare_sound(place, &damage)?;
    let file = if keep {
        place.publish(&mut draft, database, now)?
    } else {
        first
    };
    Ok(Backup {
        file,
        bytes,
        sha256,
        made_at: now,
        contents,
        damage,
    })
}

/// Refuses to put the backup of a damaged database in the place of a sound one.
fn spare_sound(place: &BackupPlace, damage: &[String]) -> Result<()> {
    match place {
        BackupPlace::File { path, replace: true }
            if !damage.is_empty() && inspect(path).is_ok_and(|file| file.is_sound()) =>
        {
            let fact = format!(
                "{} is a sound backup, and the database is damaged: {}",
                path.display(),
                damage.join("; ")
            );
            Err(Error::conflict(ErrorCode::FileExists, fact).hint("name another file"))
        }
        _ => Ok(()),
    }
}

/// Makes a backup in a folder for temporary files, reads it again, passes it on, and leaves nothing there.
///
/// # Errors
/// `Database` when the database cannot be read or the disk is full; those of passing it on.
pub fn stream(
    database: &Database,
    folder: &Path,
    now: Timestamp,
    pass_on: impl FnOnce(&Backup, &mut File) -> Result<()>,
) -> Result<Backup> {
    let place = folder.join("backup");
    let draft = FileDraft::of(&place).map_err(|error| file_error(&place, "write", error))?;
    let read = dump(database, draft.path(), now).and_then(|dumped| Ok((dumped, fingerprint(draft.path())?)));
    let ((contents, damage), (bytes, sha256)) = read.map_err(|error| draft.about(&place, error))?;
    let mut written = File::open(draft.path()).map_err(|error| file_error(&place, "read", error))?;
    let backup = Backup {
        file: PathBuf::from("-"),
        bytes,
        sha256,
        made_at: now,
        contents,
        damage,
    };
    pass_on(&backup, &mut written)?;
    Ok(backup)
}

/// Writes a backup and reads it again; returns what it holds, and what it lacks.
fn dump(database: &Database, to: &Path, now: Timestamp) -> Result<(BackupContents, Vec<String>)> {
    match database {
        Database::Sqlite(_) => file::dump(database, to, now),
        Database::Postgres(_) => server::dump(database, to, now),
    }
}

/// Returns the command that makes whoever may write a database's file an admin of it.
pub fn restore_in_place(file: &Path) -> String {
    let moved = shell_path(Path::new(&format!("{}.moved", file.display())));
    let file = shell_path(file);
    format!("mv {file} {moved} && colab --database {file} db restore {moved}")
}
