//! Where a backup is put, and how many are kept.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::Backup;
use super::text::BackupReader;
use crate::db::{Database, OpenMode, audit_head, database_id, make_private_folder};
use crate::kernel::error::{Error, ErrorCode, Kind, Result, file_error};
use crate::kernel::timestamp::Timestamp;
use crate::output::{FileDraft, replaceable_file};

/// How the names of backups in a folder begin.
const PREFIX: &str = "colab-";

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
        replaceable_file(&path).map_err(|error| {
            Error::usage(format!("cannot write a backup to {}", path.display())).caused_by(error)
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
fn extension(database: &Database) -> &'static str {
    match database {
        Database::Sqlite(_) => "db",
        Database::Postgres(_) => "dump",
    }
}

/// Writes an instant as it stands in a name: `20260115-080000`, UTC, so that names sort by time whatever the clocks did.
fn stamp(now: Timestamp) -> String {
    now.utc().format("%Y%m%d-%H%M%S").to_string()
}

/// Removes all but the newest backups of this database from a folder, and nothing else; the one that was just made stays.
/// Returns the names that went, the oldest first. Newer is what holds more of the audit log, whatever the clocks showed.
pub fn prune(folder: &Path, database: &Database, made: &Backup, keep: usize) -> Result<Vec<String>> {
    let entries = std::fs::read_dir(folder).map_err(|error| file_error(folder, "read", error))?;
    let own = made.file.file_name();
    let mut others: Vec<(i64, (String, u32), String)> = entries
        .flatten()
        .filter(|entry| Some(entry.file_name().as_os_str()) != own)
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let age = made_at(&name, extension(database))?;
            let (id, seq) = identity_of(&entry.path(), database).ok()?;
            (id == made.contents.database_id).then_some((seq, age, name))
        })
        .collect();
    others.sort();
    let excess = (others.len() + 1).saturating_sub(keep);
    others.truncate(excess);
    let removed: Vec<String> = others.into_iter().map(|(_, _, name)| name).collect();
    for name in &removed {
        let path = folder.join(name);
        std::fs::remove_file(&path).map_err(|error| file_error(&path, "remove", error))?;
    }
    Ok(removed)
}

/// Reads which database a backup is of, and how far its audit log goes.
fn identity_of(path: &Path, database: &Database) -> Result<(String, i64)> {
    match database {
        Database::Sqlite(_) => {
            let mut connection = Database::Sqlite(path.to_owned()).open(OpenMode::ReadOnly)?;
            let head = audit_head(&mut connection)?.unwrap_or_default();
            Ok((database_id(&mut connection)?, head.0))
        }
        Database::Postgres(_) => {
            let (_, header) = BackupReader::open(path)?;
            Ok((header.database_id, header.audit_seq))
        }
    }
}

/// Reads from a name when a backup was made, and its number within that second; `None` for any other file.
fn made_at(name: &str, ending: &str) -> Option<(String, u32)> {
    let stem = name
        .strip_prefix(PREFIX)?
        .strip_suffix(ending)?
        .strip_suffix('.')?;
    let (at, number) = match stem.get(15..)? {
        "" => (stem, 1),
        rest => (stem.get(..15)?, rest.strip_prefix('-')?.parse().ok()?),
    };
    let is_stamp = |(place, byte): (usize, u8)| match place {
        8 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    at.bytes()
        .enumerate()
        .all(is_stamp)
        .then(|| (at.to_owned(), number))
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
            "colab-20260101-000000.dump",
            "x",
        ] {
            assert_eq!(made_at(other, "db"), None, "{other}");
        }
        let at = |number| Some(("20260103-000000".to_owned(), number));
        assert_eq!(made_at("colab-20260103-000000.db", "db"), at(1));
        assert_eq!(made_at("colab-20260103-000000-10.db", "db"), at(10));
    }
}
