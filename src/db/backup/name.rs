//! Where a backup is put, and how it is named.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;

use crate::db::Database;
use crate::kernel::error::{Error, ErrorCode, Kind, Result, file_error};
use crate::kernel::timestamp::Timestamp;
use crate::output::{FileDraft, make_private_folder, replaceable_file};

/// How the names of backups in a folder begin.
const PREFIX: &str = "colab-";

/// How the time stands in a name.
const STAMP: &str = "%Y%m%d-%H%M%S";

/// Names tried for backups of one second.
const TRIES: u32 = 100;

/// Where a backup is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BackupPlace {
    /// This file; `replace`: also where one exists.
    File { path: PathBuf, replace: bool },
    /// A name with the time in it, in this folder.
    Folder(PathBuf),
    /// A name with the time in it, that begins so: `colab.db.before-restore`.
    Beside(PathBuf),
}

impl BackupPlace {
    /// Reads a place as typed: a folder ends with `/` or exists.
    pub fn typed(text: &str, replace: bool) -> Self {
        let path = PathBuf::from(text);
        if text.ends_with('/') || path.is_dir() {
            Self::Folder(path)
        } else {
            Self::File { path, replace }
        }
    }

    /// Picks the place for what a command is about to replace: beside a file, or in `folder`, which is made, for a server.
    pub fn beside(database: &Database, occasion: &str, folder: &Path) -> Result<Self> {
        let stem = match database {
            Database::Sqlite(path) => path.clone(),
            Database::Postgres(_) => {
                make_private_folder(folder)?;
                folder.join(database.name())
            }
        };
        Ok(Self::Beside(PathBuf::from(format!(
            "{}.{occasion}",
            stem.display()
        ))))
    }

    /// Returns the `number`th name for a backup of this instant.
    pub fn path(&self, database: &Database, now: Timestamp, number: u32) -> PathBuf {
        let ending = extension(database);
        let again = match number {
            1 => String::new(),
            number => format!("-{number}"),
        };
        match self {
            Self::File { path, .. } => path.clone(),
            Self::Folder(folder) => folder.join(format!("{PREFIX}{}{again}.{ending}", stamp(now))),
            Self::Beside(stem) => PathBuf::from(format!("{}-{}{again}.{ending}", stem.display(), stamp(now))),
        }
    }

    /// Checks that a backup may be put here.
    ///
    /// # Errors
    /// `Conflict` for a file that exists; `Usage` for the database itself.
    pub fn check(&self, database: &Database, now: Timestamp) -> Result<()> {
        let path = self.path(database, now, 1);
        let is_database = match database {
            Database::Sqlite(own) => ["", "-wal", "-shm", "-journal"]
                .iter()
                .any(|ending| is_same_file(&PathBuf::from(format!("{}{ending}", own.display())), &path)),
            Database::Postgres(_) => false,
        };
        if is_database {
            return Err(Error::usage(format!("{} is the database itself", path.display()))
                .hint("name another file, or a folder"));
        }
        replaceable_file(&path).map_err(|error| match error.kind() {
            ErrorKind::InvalidInput => {
                Error::usage(format!("cannot write a backup to {}", path.display())).caused_by(error)
            }
            _ => file_error(&path, "write", error),
        })?;
        match self {
            Self::File { replace: false, .. } if path.symlink_metadata().is_ok() => Err(file_exists(&path)),
            _ => Ok(()),
        }
    }

    /// Returns the file that is written for a name: what a link leads to.
    pub fn file(&self, database: &Database, now: Timestamp) -> PathBuf {
        let path = self.path(database, now, 1);
        replaceable_file(&path).unwrap_or(path)
    }

    /// Gives the draft its name.
    ///
    /// # Errors
    /// `Conflict` for a file that exists.
    pub fn publish(&self, draft: &mut FileDraft, database: &Database, now: Timestamp) -> Result<PathBuf> {
        let replace = matches!(self, Self::File { replace: true, .. });
        let names = if matches!(self, Self::File { .. }) {
            1
        } else {
            TRIES
        };
        for number in 1..=names {
            let path = self.path(database, now, number);
            let file = if replace {
                self.file(database, now)
            } else {
                path.clone()
            };
            match draft.publish(&file, replace) {
                Ok(()) => return Ok(path),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(file_error(&path, "write", error)),
            }
        }
        Err(file_exists(&self.path(database, now, names)))
    }
}

/// Tells whether two names are one file's.
pub fn is_same_file(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}

fn file_exists(path: &Path) -> Error {
    Error::new(
        Kind::Conflict,
        ErrorCode::FileExists,
        format!("{} exists already", path.display()),
    )
}

/// Returns how the name of a backup ends.
pub fn extension(database: &Database) -> &'static str {
    match database {
        Database::Sqlite(_) => "db",
        Database::Postgres(_) => "dump",
    }
}

/// Writes an instant as it stands in a name: `20260115-080000`, UTC, so that names sort by time whatever the clocks did.
fn stamp(now: Timestamp) -> String {
    now.utc().format(STAMP).to_string()
}

/// Reads from a name in a folder of backups when one was made; `None` for any other file.
pub fn named_time(name: &str) -> Option<Timestamp> {
    let stem = name.strip_prefix(PREFIX)?;
    let stem = stem.strip_suffix(".db").or_else(|| stem.strip_suffix(".dump"))?;
    let (at, number) = stem.split_at_checked(15)?;
    if !number.is_empty() {
        let _again: u32 = number.strip_prefix('-')?.parse().ok()?;
    }
    let at = NaiveDateTime::parse_from_str(at, STAMP).ok()?;
    Some(at.and_utc().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_name_of_a_backup_tells_when_it_was_made() {
        for other in [
            "colab.db",
            "colab-notes.db",
            "colab-2026.db",
            "colab-20260101-000000.dump.gz",
            "colab-20261301-000000.db",
            "colab-20260101-000000-x.db",
            "x",
        ] {
            assert_eq!(named_time(other), None, "{other}");
        }
        for name in ["colab-20260103-000000.db", "colab-20260103-000000-10.dump"] {
            assert_eq!(
                named_time(name).unwrap().to_string(),
                "2026-01-03T00:00:00Z",
                "{name}"
            );
        }
    }
}
