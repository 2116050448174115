//! Restoring an embedded database.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::time::Instant;

use diesel::prelude::*;

use super::order::{
    LoadedBackup, ReplacedLog, RestoreHooks, RestoreOrder, RestoreOutcome, RestoreTarget, upgrade,
};
use super::rows::{self, LoadedFile};
use crate::db::backend::AnyConnection as Connection;
use crate::db::backup::{self, BackupContents, BackupPlace, SealState, fingerprint, not_a_backup};
use crate::db::connection::beside;
use crate::db::waiting::BUSY_TIMEOUT;
use crate::db::{Database, OpenMode, audit_head, database_id, turns};
use crate::kernel::config::temporary_folder;
use crate::kernel::error::{Error, ErrorCode, Result, file_error};
use crate::kernel::shell_word::shell_path;
use crate::output::{FileDraft, folder_of};

/// What SQLite keeps beside a database, by the ends of the names.
const BESIDE: [&str; 3] = ["-wal", "-journal", "-shm"];

/// Restores a backup into a file: its rows are loaded into tables made anew, verified, and only then take the place of what
/// was there.
pub fn restore(
    order: &RestoreOrder<'_>,
    path: &Path,
    hooks: &mut dyn RestoreHooks,
) -> Result<RestoreOutcome> {
    backup::refuse_live(order.file)?;
    // What a link leads to is replaced, not the link.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let place = BackupPlace::beside(&Database::Sqlite(path.clone()), "before-restore", order.backups)?;
    let failed = |error: io::Error| write_failed(&path, error);
    // A dry run makes no folder.
    let beside = if order.dry_run && !folder_of(&path).is_dir() {
        temporary_folder().join("restore")
    } else {
        path.clone()
    };
    let source = FileDraft::of(&beside).map_err(failed)?;
    copy(order.file, source.path()).map_err(failed)?;
    let (bytes, sha256) = fingerprint(source.path())?;
    let mut draft = FileDraft::of(&beside).map_err(failed)?;
    // Until it is in its place nobody waits for the other database.
    let loading = load(order, source.path(), draft.path());
    let mut loaded = loading.map_err(|error| draft.about(&path, source.about(order.file, error)))?;
    drop(source);
    in_transaction(&mut loaded.connection, |connection| {
        upgrade(connection, &loaded.contents)?;
        hooks.verify(connection, &loaded.deviations)
    })
    .map_err(|error| draft.about(&path, error))?;
    let mut alone = match (order.dry_run, order.target) {
        (false, RestoreTarget::Ours) => Some(ExclusiveAccess::to(&path)?),
        _ => None,
    };
    let replaced = match (&mut alone, order.target) {
        (Some(alone), _) => replaced_log(&mut alone.0, draft.path())?,
        (None, RestoreTarget::Ours) => replaced_log(
            &mut Database::Sqlite(path.clone()).open(OpenMode::ReadOnly)?,
            draft.path(),
        )?,
        (None, _) => None,
    };
    let kept = match (&order.target, order.dry_run) {
        (RestoreTarget::Nothing, _) | (_, true) => None,
        _ => Some(keep(alone.as_mut(), &path, &place, order)?.display().to_string()),
    };
    in_transaction(&mut loaded.connection, |connection| {
        let backup = LoadedBackup {
            file: order.file,
            sha256: &sha256,
            contents: &loaded.contents,
            kept: kept.as_deref(),
            replaced: replaced.as_ref(),
        };
        hooks.record(connection, &backup)
    })?;
    drop(loaded.connection);
    if !order.dry_run {
        like_before(draft.path(), &path)?;
        remove_beside(&path)?;
        draft.publish(&path, true).map_err(failed)?;
    }
    // Whoever waited for the old file finds that it has moved, and writes nothing to it.
    drop(alone);
    Ok(RestoreOutcome {
        file: order.file.to_owned(),
        bytes,
        sha256,
        contents: loaded.contents,
        kept,
        replaced,
        left_out: loaded.left_out,
    })
}

/// Checks a copy of the backup and loads its rows into an empty file.
fn load(order: &RestoreOrder<'_>, source: &Path, to: &Path) -> Result<LoadedFile> {
    let read = || -> Result<LoadedFile> {
        let mut connection = Database::Sqlite(source.to_owned()).open(OpenMode::ReadOnly)?;
        let seal = backup::check_seal(&mut connection, source)?.state;
        let mut deviations = order.check_sum(seal != SealState::Broken)?;
        backup::require_tables(&mut connection)?;
        let contents = BackupContents::of(&mut connection)?;
        // What the seal covers is as it was written.
        if seal != SealState::Whole {
            backup::check_soundness(&mut connection)?;
        }
        drop(connection);
        let mut loaded = rows::load(source, to, contents)?;
        deviations.append(&mut loaded.deviations);
        loaded.deviations = deviations;
        Ok(loaded)
    };
    read().map_err(|error| match error.code {
        ErrorCode::NotADatabase => {
            not_a_backup(&format!("it is damaged ({})", error.message)).with_source(error)
        }
        _ => error,
    })
}

fn is_damage(error: &Error) -> bool {
    [ErrorCode::NotADatabase, ErrorCode::SchemaIncomplete].contains(&error.code)
}

fn in_transaction(
    connection: &mut Connection,
    body: impl FnOnce(&mut Connection) -> Result<()>,
) -> Result<()> {
    connection.begin_write()?;
    let done = body(connection);
    match done {
        Ok(()) => connection.commit()?,
        Err(_) => connection.rollback(),
    }
    done
}

/// Reads the head of the log that is replaced, and counts its rows that the restored one has not; `None` for a log that is
/// too damaged to be read.
fn replaced_log(connection: &mut Connection, restored: &Path) -> Result<Option<ReplacedLog>> {
    diesel::sql_query("ATTACH ? AS restored")
        .bind::<diesel::sql_types::Text, _>(restored.to_string_lossy())
        .execute(connection)?;
    let compared = compared_log(connection);
    // It is about to be written by its own connection.
    connection.batch("DETACH restored")?;
    match compared {
        Ok(replaced) => Ok(Some(replaced)),
        Err(error) if is_damage(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

fn compared_log(connection: &mut Connection) -> Result<ReplacedLog> {
    let (seq, hash) = audit_head(connection)?.unwrap_or_default();
    let lost = connection.texts(
        "SELECT CAST(count(*) AS text) AS text FROM main.audit_log o
          WHERE NOT EXISTS (SELECT 1 FROM restored.audit_log n WHERE n.seq = o.seq AND n.hash = o.hash)",
    )?;
    Ok(ReplacedLog {
        database_id: database_id(connection)?,
        seq,
        hash,
        lost_rows: lost.first().and_then(|text| text.parse().ok()).unwrap_or(0),
    })
}

fn write_failed(path: &Path, error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::StorageFull => Error::database(
            ErrorCode::DiskFull,
            format!("no space left on the disk of {}", path.display()),
        )
        .hint("free some space and run it again; nothing was changed")
        .with_source(error),
        io::ErrorKind::NotFound if !folder_of(path).is_dir() => {
            let mut refused = file_error(path, "write beside", error);
            refused.hints = vec![format!("mkdir -p -m 700 {}", shell_path(folder_of(path)))];
            refused
        }
        _ => file_error(path, "write beside", error),
    }
}

/// A database that nobody else has open, and nobody can open until this is dropped; with its gate, which is opened again
/// once it is closed.
struct ExclusiveAccess(Connection, Option<File>);

impl ExclusiveAccess {
    /// Waits for commands that are just running, while others wait for this, then keeps everybody else out.
    fn to(path: &Path) -> Result<Self> {
        let connection = Database::Sqlite(path.to_owned()).open(OpenMode::ReadOnly)?;
        let mut alone = Self(connection, turns::gate(path));
        alone.0.batch("PRAGMA locking_mode=EXCLUSIVE")?;
        let deadline = Instant::now() + BUSY_TIMEOUT;
        loop {
            // Who is just passing through the gate holds it for a moment.
            let gate = alone.1.as_ref().map(File::try_lock);
            // Leaving the write-ahead log takes everybody else's leave, and puts all of it into the file.
            if without_log(&mut alone.0)? {
                break;
            }
            tracing::trace!(?gate, "others have the database open");
            if Instant::now() > deadline {
                return Err(Error::database(
                    ErrorCode::DatabaseBusy,
                    "another program has the database open, and would go on writing to the old one",
                )
                .hint(format!(
                    "find that program with `fuser {}`, end it, and run this again",
                    path.display()
                )));
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        alone.0.batch("BEGIN EXCLUSIVE; COMMIT")?;
        Ok(alone)
    }
}

/// Tries to leave the write-ahead log; `false` while somebody else has the database open.
fn without_log(connection: &mut Connection) -> Result<bool> {
    #[derive(QueryableByName)]
    struct JournalMode {
        #[diesel(sql_type = diesel::sql_types::Text)]
        journal_mode: String,
    }
    match diesel::sql_query("PRAGMA journal_mode=DELETE").get_result::<JournalMode>(connection) {
        Ok(mode) => Ok(mode.journal_mode == "delete"),
        Err(error) => match Error::from(error) {
            busy if busy.code == ErrorCode::DatabaseBusy => Ok(false),
            other => Err(other),
        },
    }
}

/// Backs up what is there; copies a file that cannot be read as it is.
fn keep(
    alone: Option<&mut ExclusiveAccess>,
    path: &Path,
    place: &BackupPlace,
    order: &RestoreOrder<'_>,
) -> Result<PathBuf> {
    let failed = |error: io::Error| write_failed(path, error);
    let mut draft = FileDraft::of(path).map_err(failed)?;
    if let Some(alone) = alone {
        match backup::copy_file(&mut alone.0, draft.path(), order.now) {
            Ok(()) => return place.publish(&mut draft, order.database, order.now),
            Err(error) if is_damage(&error) => {}
            Err(error) => return Err(error),
        }
    }
    copy(path, draft.path()).map_err(failed)?;
    let kept = place.publish(&mut draft, order.database, order.now)?;
    for ending in BESIDE.iter().filter(|ending| beside(path, ending).exists()) {
        copy(&beside(path, ending), &beside(&kept, ending)).map_err(failed)?;
    }
    Ok(kept)
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to)?;
    fs::set_permissions(to, PermissionsExt::from_mode(0o600))?;
    File::open(to)?.sync_all()
}

/// Removes the old database's logs, which would be taken for the new one's.
fn remove_beside(path: &Path) -> Result<()> {
    for ending in BESIDE {
        let log = beside(path, ending);
        match fs::remove_file(&log) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(file_error(&log, "remove", error));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Gives the new file the owner of the old one; its mode comes with its name.
fn like_before(copy: &Path, path: &Path) -> Result<()> {
    let (Ok(old), Ok(new)) = (path.metadata(), copy.metadata()) else {
        return Ok(());
    };
    if (old.uid(), old.gid()) != (new.uid(), new.gid()) {
        chown(copy, Some(old.uid()), Some(old.gid())).map_err(|error| {
            Error::forbidden(
                ErrorCode::FileOwner,
                format!(
                    "{} belongs to user {}, and the restored file cannot be given to them",
                    path.display(),
                    old.uid()
                ),
            )
            .caused_by(error)
            .hint("run it as that user, or as root")
        })?;
    }
    Ok(())
}
