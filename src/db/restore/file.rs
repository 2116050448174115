//! Restoring an embedded database.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::time::Instant;

use diesel::prelude::*;

use super::{Order, Restored, Target, settle};
use crate::db::backend::AnyConnection as Connection;
use crate::db::backup::{self, Place, fingerprint, no_backup};
use crate::db::{BUSY_TIMEOUT, Database, OpenMode};
use crate::kernel::error::{Error, ErrorCode, Result, file_error};
use crate::output::FileDraft;

/// What SQLite keeps beside a database, by the ends of the names.
const BESIDE: [&str; 3] = ["-wal", "-journal", "-shm"];

pub fn restore(order: &Order<'_>, path: &Path) -> Result<Restored> {
    refuse_live(order.file)?;
    // What a link leads to is replaced, not the link.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let place = Place::Beside(beside(&path, ".before-restore"));
    let failed = |error: io::Error| write_failed(&path, error);
    let mut draft = FileDraft::of(&path).map_err(failed)?;
    fs::copy(order.file, draft.path())
        .and_then(|_| fs::set_permissions(draft.path(), PermissionsExt::from_mode(0o600)))
        .map_err(failed)?;
    let (bytes, sha256) = fingerprint(draft.path())?;
    // Until it is in its place nobody waits for the other database.
    let mut connection = ready(draft.path())?;
    let mut alone = match (order.dry_run, order.target) {
        (false, Target::Ours) => Some(Alone::with(&path)?),
        _ => None,
    };
    let kept = match (&order.target, order.dry_run) {
        (Target::Nothing, _) | (_, true) => None,
        _ => Some(keep(alone.as_mut(), &path, &place, order)?),
    };
    let settled = write(&mut connection, order, &sha256, kept.as_deref());
    drop(connection);
    let (contents, tokens) = settled?;
    if !order.dry_run {
        like_before(draft.path(), &path)?;
        remove_beside(&path)?;
        draft.publish(&path, true).map_err(failed)?;
    }
    // Whoever waited for the old file finds that it has moved, and writes nothing to it.
    drop(alone);
    Ok(Restored {
        database: order.database.to_string(),
        file: order.file.to_owned(),
        bytes,
        sha256,
        contents,
        kept,
        tokens,
    })
}

fn write_failed(path: &Path, error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::StorageFull => Error::database(
            ErrorCode::DiskFull,
            format!("there is no room for it beside {}", path.display()),
        )
        .hint("nothing was changed; make room on the disk and run it again")
        .with_source(error),
        _ => file_error(path, "write beside", error),
    }
}

/// `colab.db` with something behind its name.
fn beside(path: &Path, ending: &str) -> PathBuf {
    PathBuf::from(format!("{}{ending}", path.display()))
}

/// A copy of a database that is in use lacks what its log holds.
fn refuse_live(file: &Path) -> Result<()> {
    for ending in ["-wal", "-journal"] {
        if beside(file, ending).metadata().is_ok_and(|meta| meta.len() > 0) {
            return Err(no_backup(&format!(
                "a log lies beside it ({}{ending}), as with a database that is in use",
                file.display()
            )));
        }
    }
    Ok(())
}

/// The copy, verified, in one file.
fn ready(copy: &Path) -> Result<Connection> {
    let open = || -> Result<Connection> {
        let mut connection = Database::Sqlite(copy.to_owned()).open(OpenMode::ReadOnly)?;
        connection.batch("PRAGMA journal_mode=DELETE")?;
        backup::sound(&mut connection)?;
        Ok(connection)
    };
    open().map_err(|error| match error.code {
        ErrorCode::NotADatabase => {
            no_backup(&format!("it is damaged ({})", error.message)).with_source(error)
        }
        _ => error,
    })
}

fn write(
    connection: &mut Connection,
    order: &Order<'_>,
    sha256: &str,
    kept: Option<&Path>,
) -> Result<(backup::Contents, i64)> {
    connection.begin_write()?;
    let settled = settle(connection, order, sha256, kept);
    match settled {
        Ok(_) => connection.commit()?,
        Err(_) => connection.rollback(),
    }
    settled
}

/// A database that nobody else has open, and nobody can open until this is dropped.
struct Alone(Connection);

impl Alone {
    /// Waits for commands that are just running.
    fn with(path: &Path) -> Result<Self> {
        let mut connection = Database::Sqlite(path.to_owned()).open(OpenMode::ReadOnly)?;
        connection.batch("PRAGMA locking_mode=EXCLUSIVE")?;
        let deadline = Instant::now() + BUSY_TIMEOUT;
        // Leaving the write-ahead log takes everybody else's leave, and puts all of it into the file.
        while !without_log(&mut connection)? {
            if Instant::now() > deadline {
                return Err(Error::database(
                    ErrorCode::DatabaseBusy,
                    "another program has the database open, and would go on writing to the old one",
                )
                .hint(format!(
                    "end what uses it, then run it again: fuser {}",
                    path.display()
                )));
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        connection.batch("BEGIN EXCLUSIVE; COMMIT")?;
        Ok(Self(connection))
    }
}

fn without_log(connection: &mut Connection) -> Result<bool> {
    #[derive(QueryableByName)]
    struct Mode {
        #[diesel(sql_type = diesel::sql_types::Text)]
        journal_mode: String,
    }
    let Connection::Sqlite(inner) = connection else {
        return Err(Error::internal("a server was asked for a file's lock"));
    };
    match diesel::sql_query("PRAGMA journal_mode=DELETE").get_result::<Mode>(inner) {
        Ok(mode) => Ok(mode.journal_mode == "delete"),
        Err(error) => match Error::from(error) {
            busy if busy.code == ErrorCode::DatabaseBusy => Ok(false),
            other => Err(other),
        },
    }
}

/// A backup of what is there; of a file that cannot be read, the file as it is.
fn keep(alone: Option<&mut Alone>, path: &Path, place: &Place, order: &Order<'_>) -> Result<PathBuf> {
    let failed = |error: io::Error| write_failed(path, error);
    let mut draft = FileDraft::of(path).map_err(failed)?;
    if let Some(alone) = alone {
        match backup::copy_file(&mut alone.0, draft.path()) {
            Ok(()) => return place.publish(&mut draft, order.database, order.now),
            Err(error) if error.code == ErrorCode::NotADatabase => {}
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

/// A log that lay beside another database would be taken for this one's.
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

/// Whoever could read and write the old file can the new one.
fn like_before(copy: &Path, path: &Path) -> Result<()> {
    let (Ok(old), Ok(new)) = (path.metadata(), copy.metadata()) else {
        return Ok(());
    };
    if (old.uid(), old.gid()) != (new.uid(), new.gid()) {
        chown(copy, Some(old.uid()), Some(old.gid())).map_err(|error| {
            Error::forbidden(
                ErrorCode::FileOwner,
                format!("{} is user {}'s, and stays so", path.display(), old.uid()),
            )
            .caused_by(error)
            .hint("run it as that user, or as root")
        })?;
    }
    fs::set_permissions(copy, old.permissions()).map_err(|error| file_error(copy, "change", error))
}
