//! What a backup tells of itself, without any database: of which one it is, when it was made, how far its log goes, and
//! whether it is whole.

use std::path::{Path, PathBuf};

use super::bytes::{fingerprint, is_embedded_file, is_server_backup};
use super::columns::{TableColumns, columns_of_file, missing_columns};
use super::contents::not_a_backup;
use super::file::{check_soundness, has_table};
use super::name::named_time;
use super::seal::{self, SealState};
use super::text::{self, BackupReader};
use crate::db::backend::AnyConnection as Connection;
use crate::db::{Database, DatabaseEngine, OpenMode, audit_head, database_id, migrate};
use crate::kernel::error::{Error, ErrorCode, Result, file_error};
use crate::kernel::timestamp::Timestamp;

/// What is wrong with a backup whose checksum is not that of its bytes.
pub const CHANGED: &str = "the backup was changed or damaged after it was made: its checksum differs";

/// Which database a backup is of, and how far it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupIdentity {
    pub database_id: String,
    pub made_at: Option<Timestamp>,
    pub audit_seq: i64,
    pub schema_version: String,
}

/// A file that is a backup, or was one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupFile {
    pub path: PathBuf,
    pub bytes: i64,
    pub sha256: String,
    pub engine: Option<DatabaseEngine>,
    /// What can be read of it.
    pub identity: Option<BackupIdentity>,
    /// What is wrong with it; `None` for a sound one.
    pub problem: Option<String>,
}

impl BackupFile {
    pub fn is_sound(&self) -> bool {
        self.problem.is_none()
    }
}

/// Reads which database a backup is of.
///
/// # Errors
/// `Invalid` for a file that is not a backup; `Database` for one that is too damaged.
pub fn identify(path: &Path) -> Result<BackupIdentity> {
    require_regular(path)?;
    if is_server_backup(path) {
        let (_, header) = BackupReader::open(path)?;
        return Ok(BackupIdentity {
            database_id: header.database_id,
            made_at: header.made_at,
            audit_seq: header.audit_seq,
            schema_version: header.migrations.last().cloned().unwrap_or_default(),
        });
    }
    if !is_embedded_file(path) {
        return Err(not_a_backup(&format!(
            "{} is neither an SQLite file nor a backup of a server",
            path.display()
        )));
    }
    refuse_live(path)?;
    let mut connection = open(path)?;
    require_tables(&mut connection)?;
    let made_at = seal::check(&mut connection, path)?.made_at;
    let version = "SELECT max(version) AS text FROM __diesel_schema_migrations";
    Ok(BackupIdentity {
        database_id: database_id(&mut connection)?,
        made_at,
        audit_seq: audit_head(&mut connection)?.unwrap_or_default().0,
        schema_version: connection.texts(version)?.pop().unwrap_or_default(),
    })
}

/// Refuses folders, and what a reader would wait at.
fn require_regular(path: &Path) -> Result<()> {
    match std::fs::metadata(path) {
        Ok(found) if !found.is_file() => Err(not_a_backup(&format!("{} is not a file", path.display()))),
        // What is not there is told by whoever reads it.
        _ => Ok(()),
    }
}

/// Refuses the file of a database that is in use: a copy lacks what its log holds, and opening it would use the log up.
pub fn refuse_live(file: &Path) -> Result<()> {
    for ending in ["-wal", "-journal"] {
        if PathBuf::from(format!("{}{ending}", file.display()))
            .metadata()
            .is_ok_and(|meta| meta.len() > 0)
        {
            return Err(not_a_backup(&format!(
                "its log {}{ending} lies beside it, so the database is in use",
                file.display()
            )));
        }
    }
    Ok(())
}

/// Tables which tell what a backup is.
pub const REQUIRED_TABLES: [&str; 3] = ["__diesel_schema_migrations", "database_info", "audit_head"];

/// Refuses a file that lacks the tables which tell what it is.
pub fn require_tables(connection: &mut Connection) -> Result<()> {
    for table in REQUIRED_TABLES {
        if !has_table(connection, "main", table)? {
            return Err(not_a_backup(&format!("it lacks the table {table}")));
        }
    }
    Ok(())
}

/// Reads a file wholly, and compares it with its checksum, and its tables and columns with those of its version. A plain copy of
/// a database has no checksum, and is checked by its pages.
///
/// # Errors
/// Those of a file that cannot be read. Damage is told in the answer.
pub fn inspect(path: &Path) -> Result<BackupFile> {
    require_regular(path)?;
    let (bytes, sha256) = fingerprint(path)?;
    let engine = match (is_embedded_file(path), is_server_backup(path)) {
        (true, _) => Some(DatabaseEngine::Sqlite),
        (_, true) => Some(DatabaseEngine::Postgres),
        _ => None,
    };
    let identity = identify(path);
    let soundness = match &identity {
        Ok(_) => check_whole(path),
        Err(_) => Ok(()),
    };
    let (identity, problem) = match (identity, soundness) {
        (Ok(mut identity), soundness) => {
            let named = path
                .file_name()
                .and_then(|name| named_time(&name.to_string_lossy()));
            identity.made_at = identity.made_at.or(named);
            (Some(identity), soundness.err())
        }
        (Err(error), _) => (None, Some(error)),
    };
    Ok(BackupFile {
        path: path.to_owned(),
        bytes,
        sha256,
        engine,
        identity,
        problem: problem.map(|error| error.message),
    })
}

fn check_whole(path: &Path) -> Result<()> {
    let is_whole = if is_server_backup(path) {
        text::is_whole(path)?
    } else {
        let mut connection = open(path)?;
        match seal::check(&mut connection, path)?.state {
            SealState::Whole => true,
            SealState::Broken => false,
            SealState::Missing => check_soundness(&mut connection).map(|()| true)?,
        }
    };
    if !is_whole {
        return Err(Error::invalid(ErrorCode::NoBackup, CHANGED));
    }
    let damage = damage(path)?;
    if damage.is_empty() {
        Ok(())
    } else {
        Err(Error::invalid(ErrorCode::BackupUnsound, damage.join("; ")))
    }
}

/// Tells which tables and columns of its version a backup lacks.
fn damage(path: &Path) -> Result<Vec<String>> {
    if !is_server_backup(path) {
        let mut connection = open(path)?;
        let applied = migrate::status(&mut connection)?.applied;
        let found = columns_of_file(&mut connection)?;
        return missing_columns(&found, DatabaseEngine::Sqlite, &applied);
    }
    let (mut reader, header) = BackupReader::open(path)?;
    let mut found = TableColumns::new();
    while let Some(table) = reader.next_table()? {
        reader.skip_rows()?;
        found.insert(table.name, table.columns.into_iter().collect());
    }
    missing_columns(&found, DatabaseEngine::Postgres, &header.migrations)
}

fn open(path: &Path) -> Result<Connection> {
    Database::Sqlite(path.to_owned()).open(OpenMode::ReadOnly)
}

/// Lists the backups of a folder, by database, the newest of each first; `except` is a database that lies there too. What has
/// neither the name nor the beginning of a backup, and a file of another program, are left out.
///
/// # Errors
/// Those of a folder that cannot be read.
pub fn list(folder: &Path, except: Option<&Path>) -> Result<Vec<BackupFile>> {
    let entries = std::fs::read_dir(folder).map_err(|error| file_error(folder, "read", error))?;
    let mut found = Vec::new();
    for entry in entries.flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        let name = name.to_string_lossy();
        let is_named = named_time(&name).is_some();
        let begins = is_embedded_file(&path) || is_server_backup(&path);
        let is_draft = name.starts_with('.');
        let is_database = except.is_some_and(|own| super::is_same_file(own, &path));
        if is_draft || is_database || !path.is_file() || !(is_named || begins) {
            continue;
        }
        let is_anothers = identify(&path).is_err_and(|error| error.code == ErrorCode::NoBackup);
        if !is_named && is_anothers && is_embedded_file(&path) {
            continue;
        }
        found.push(inspect(&path).unwrap_or_else(|error| BackupFile {
            path,
            bytes: 0,
            sha256: String::new(),
            engine: None,
            identity: None,
            problem: Some(error.message),
        }));
    }
    let order = |file: &BackupFile| {
        let identity = file.identity.as_ref();
        (
            identity.map(|one| one.database_id.clone()),
            identity.map(|one| std::cmp::Reverse((one.audit_seq, one.made_at))),
            file.path.clone(),
        )
    };
    found.sort_by_cached_key(order);
    Ok(found)
}

/// Finds the newest sound backup beside a database file that can no longer be read; none where they are of several databases.
pub fn newest_beside(database: &Path) -> Option<PathBuf> {
    let folder = crate::output::folder_of(database);
    let name = database.file_name()?.to_string_lossy().into_owned();
    let entries = std::fs::read_dir(folder).ok()?;
    let candidates = entries.flatten().filter(|entry| {
        let other = entry.file_name().to_string_lossy().into_owned();
        named_time(&other).is_some()
            || other
                .strip_prefix(&name)
                .is_some_and(|rest| rest.starts_with(".before-"))
    });
    let readable = candidates.filter_map(|entry| {
        let file = inspect(&entry.path()).ok().filter(BackupFile::is_sound)?;
        let identity = file.identity?;
        Some((
            identity.database_id,
            // A restore sets the log back: of the damaged database nobody knows how far it went.
            (identity.made_at, identity.audit_seq),
            file.path,
        ))
    });
    let found: Vec<_> = readable.collect();
    let is_of_one = found.windows(2).all(|two| two[0].0 == two[1].0);
    found
        .into_iter()
        .filter(|_| is_of_one)
        .max()
        .map(|(.., path)| path)
}
