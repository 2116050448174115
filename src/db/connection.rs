//! Which database, and how it is opened.

use std::fmt;
use std::fs::{OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::{Connection as _, SqliteConnection};
use nix::sys::statvfs::statvfs;

use super::address::{address_word, masked, may_hold_password, without_password};
use super::backend::{AnyConnection as Connection, main_file};
use super::conditions::has_any;
use super::waiting::BUSY_TIMEOUT;
use super::{server, turns};
use crate::kernel::error::{Error, ErrorCode, Result, rights_hint};
use crate::output::folder_of;

/// Durable (a confirmed booking survives a power cut), many readers beside one writer, foreign keys on, and what a statement
/// puts aside in memory instead of a file in `/var/tmp`.
pub(super) const SQLITE_PRAGMAS: &str = "PRAGMA busy_timeout=10000; PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL; \
    PRAGMA trusted_schema=OFF; PRAGMA temp_store=MEMORY;";

/// A new database and its log take less than these bytes.
const ROOM_FOR_NEW: u64 = 3 << 20;

/// How often a file is read again that was changed meanwhile.
const COPY_TRIES: u32 = 5;

/// A database by its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    /// The embedded engine: one file.
    Sqlite(PathBuf),
    /// A server, by its URL as libpq reads it.
    Postgres(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenMode {
    /// Makes a file that does not exist.
    Create,
    /// Fails for a file that does not exist.
    ReadOnly,
}

impl Database {
    /// Parses an address: `postgres://…` or `postgresql://…` is a server, `sqlite:PATH` or a path a file.
    ///
    /// # Errors
    /// `Usage` for an empty address, an unknown scheme, `word=…` as libpq takes it, and a password that libpq would not
    /// find; no error shows a password.
    pub fn parse(address: &str) -> Result<Self> {
        let invalid = || {
            Error::usage(format!("invalid database address `{}`", masked(address)))
                .hint("use a path, sqlite:PATH or postgres://user@host/name")
        };
        if let Some(rest) = ["postgres://", "postgresql://"]
            .into_iter()
            .find_map(|scheme| address.strip_prefix(scheme))
        {
            // libpq looks for the password before the first `/`: one that holds it must be written as %2F.
            let (authority, tail) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
            let path = tail.split('?').next().unwrap_or_default();
            let is_garbled = address.contains(char::is_whitespace)
                || authority.matches('[').count() != authority.matches(']').count();
            if is_garbled || !authority.contains('@') && path.contains('@') {
                return Err(invalid().hint("encode special characters of the password: / is %2F, @ is %40"));
            }
            return Ok(Self::Postgres(address.to_owned()));
        }
        let path = address
            .strip_prefix("sqlite://")
            .or_else(|| address.strip_prefix("sqlite:"));
        let is_file = path.is_some() || (address_word(address).is_none() && !may_hold_password(address));
        let path = path.unwrap_or(address);
        if !is_file || path.is_empty() || path == ":memory:" {
            return Err(invalid());
        }
        Ok(Self::Sqlite(PathBuf::from(path)))
    }

    pub fn is_embedded(&self) -> bool {
        self.file().is_some()
    }

    /// Returns the file of an embedded database; a server has none.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::Sqlite(path) => Some(path),
            Self::Postgres(_) => None,
        }
    }

    /// Returns what people call it: a file's name without its ending, or the database's on its server.
    pub fn name(&self) -> String {
        let name = match self {
            Self::Sqlite(path) => path.file_stem().map(|stem| stem.to_string_lossy().into_owned()),
            Self::Postgres(url) => {
                let address = url.split('?').next().unwrap_or_default();
                address
                    .split('/')
                    .nth(3)
                    .filter(|name| !name.is_empty())
                    .map(str::to_owned)
            }
        };
        name.unwrap_or_else(|| "colab".to_owned())
    }

    /// Fails for a file that does not exist: a mistyped name must not become a new database. A server is not asked.
    pub fn require_file(&self) -> Result<()> {
        match self.file() {
            Some(path) if !path.exists() => Err(cannot_open(&path.display().to_string(), "no such file")),
            _ => Ok(()),
        }
    }

    /// Opens one connection. What is wrong with the content of a file, its first statement tells.
    pub fn open(&self, mode: OpenMode) -> Result<Connection> {
        match self {
            Self::Sqlite(path) => open_file(path, mode).map(Connection::Sqlite),
            Self::Postgres(url) => server::open(url).map(Connection::Postgres),
        }
    }
}

impl Connection {
    /// Opens the file of an embedded database once more, to read it at the same time. A server has its own ways to do so.
    ///
    /// # Errors
    /// Those of opening it.
    pub fn opened_again(&mut self) -> Result<Option<Self>> {
        let file = match self {
            Self::Sqlite(inner) => main_file(inner),
            Self::Postgres(_) => None,
        };
        let open = |file: String| Database::Sqlite(file.into()).open(OpenMode::ReadOnly);
        file.map(open).transpose()
    }
}

/// The address without its password.
impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "{}", path.display()),
            Self::Postgres(url) => f.write_str(&without_password(url)),
        }
    }
}

fn open_file(path: &Path, mode: OpenMode) -> Result<SqliteConnection> {
    if mode == OpenMode::Create {
        make_private_file(path)?;
    } else if !path.exists() {
        return Err(cannot_open(&path.display().to_string(), "no such file"));
    }
    let shown = path.display().to_string();
    // An absolute path, so that SQLite never reads a `file:` URI or an option out of a name.
    let absolute = std::path::absolute(path).map_err(|error| unopened(&shown).caused_by(error))?;
    let text = absolute
        .to_str()
        .ok_or_else(|| cannot_open(&shown, "its path is not UTF-8"))?;
    turns::enter(path);
    let mut connection =
        SqliteConnection::establish(text).map_err(|error| match refused_by_system(path) {
            Some(refused) => refused,
            None => unopened(&shown).caused_by(error),
        })?;
    // The first thing that reads the file: its log and the index of that are opened, or made.
    match connection.batch_execute(SQLITE_PRAGMAS) {
        Ok(()) => {}
        // A folder that may not be written and a full disk have no place for the log or its index.
        Err(error) if is_about(&error, &["unable to open", "disk I/O error"]) => {
            drop(connection);
            return copied_into_memory(path)?.ok_or_else(|| error.into());
        }
        Err(error) => return Err(error.into()),
    }
    if mode == OpenMode::Create {
        write_ahead_log(&mut connection)?;
    }
    Ok(connection)
}

fn is_about(error: &diesel::result::Error, words: &[&str]) -> bool {
    has_any(&error.to_string(), words)
}

/// Copies a file into memory beside which nothing can be written: SQLite can make no log there, and so not read it either.
/// Nothing can be written to the copy. Returns `None` for what is not a file that can be read.
///
/// # Errors
/// `DatabaseUnavailable` where its log holds changes that are not in the file yet.
fn copied_into_memory(path: &Path) -> Result<Option<SqliteConnection>> {
    // SQLite keeps its log beside the file that a link leads to.
    let Ok(file) = path.canonicalize() else {
        return Ok(None);
    };
    for _ in 0..COPY_TRIES {
        let state = || file_state(path).ok().filter(|_| path.is_file());
        let Some(before) = state() else {
            return Ok(None);
        };
        for ending in ["-wal", "-journal"] {
            let log = beside(&file, ending);
            if log.metadata().is_ok_and(|meta| meta.len() > 0) {
                let why = format!(
                    "nothing can be written beside it, and without that the changes in {} cannot be read",
                    log.display()
                );
                let mut refused = cannot_open(&path.display().to_string(), &why);
                refused.hints = vec!["copy both files to a folder with room, and name that copy".to_owned()];
                return Err(refused);
            }
        }
        let Ok(mut bytes) = std::fs::read(path) else {
            return Ok(None);
        };
        // Others may write the file where this process may not.
        if state() != Some(before) {
            continue;
        }
        // Memory has no write-ahead log, whose format is 2.
        if let Some(formats) = bytes.get_mut(18..20) {
            formats.fill(1);
        }
        let mut connection = in_memory()?;
        connection.batch_execute(SQLITE_PRAGMAS)?;
        connection.deserialize_readonly_database_from_buffer(&bytes)?;
        return Ok(Some(connection));
    }
    let fact = "the database is busy: others kept writing it while it was read";
    Err(Error::database(ErrorCode::DatabaseBusy, fact).hint("try again in a moment"))
}

/// Appends to a file's name: `colab.db-wal`.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    PathBuf::from(format!("{}{ending}", path.display()))
}

/// Returns what changes with a file's content: its length and when it was written.
fn file_state(path: &Path) -> io::Result<(u64, std::time::SystemTime)> {
    let meta = path.metadata()?;
    Ok((meta.len(), meta.modified()?))
}

/// Opens a database in memory, gone with the connection.
pub fn in_memory() -> Result<SqliteConnection> {
    SqliteConnection::establish(":memory:").map_err(|error| unopened("in memory").caused_by(error))
}

/// Changes to the write-ahead log. SQLite does not wait for others here by itself, and two first commands may meet.
fn write_ahead_log(connection: &mut SqliteConnection) -> Result<()> {
    let deadline = Instant::now() + BUSY_TIMEOUT;
    loop {
        match connection.batch_execute("PRAGMA journal_mode=WAL") {
            Ok(()) => return Ok(()),
            // A file on a disk that is read-only or full can still be read; a write says so itself.
            Err(error) if is_about(&error, &["readonly", "disk is full", "unable to open"]) => return Ok(()),
            Err(error) if is_about(&error, &["locked"]) && Instant::now() < deadline => {
                std::thread::sleep(Duration::from_millis(5));
            }
            Err(error) => return Err(error.into()),
        }
    }
}

/// Makes a file that nobody else may read: it will hold password hashes.
fn make_private_file(path: &Path) -> Result<()> {
    require_room(path)?;
    match OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
    {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => refuse_to_make_elsewhere(path),
        Err(error) => Err(closed_by(error, path)),
    }
}

/// Refuses to make a database on a disk without room for it, which would leave an empty file.
pub(super) fn require_room(path: &Path) -> Result<()> {
    let disk = statvfs(folder_of(path));
    // A disk that does not tell has room until it is written.
    let has_room = disk.map_or(true, |disk| {
        disk.blocks() == 0 || disk.blocks_available().saturating_mul(disk.fragment_size()) >= ROOM_FOR_NEW
    });
    if has_room || path.symlink_metadata().is_ok() {
        return Ok(());
    }
    let fact = format!(
        "no space left on the disk of {}: no database was made",
        path.display()
    );
    Err(Error::database(ErrorCode::DiskFull, fact).hint("free some space and run it again"))
}

/// Asks the system why a file cannot be opened: SQLite tells only that it cannot. It writes its log beside the file.
fn refused_by_system(path: &Path) -> Option<Error> {
    let opened = OpenOptions::new().read(true).open(path).map(drop);
    let looked_into = || std::fs::read_dir(folder_of(path)).map(drop);
    let error = opened.and_then(|()| looked_into()).err()?;
    Some(closed_by(error, path))
}

fn closed_by(cause: io::Error, path: &Path) -> Error {
    let mut error = unopened(&path.display().to_string());
    error.hints.splice(0..0, rights_hint(&cause));
    error.caused_by(cause)
}

/// Refuses a symbolic link to where a database would be made: whoever made the link would choose who reads it. An empty
/// file becomes a database, so from now on only its owner may read it.
fn refuse_to_make_elsewhere(path: &Path) -> Result<()> {
    let shown = path.display().to_string();
    let is_link = path
        .symlink_metadata()
        .is_ok_and(|meta| meta.file_type().is_symlink());
    match path.metadata() {
        Ok(meta) if meta.is_file() && meta.len() == 0 && !is_link => {
            // Somebody else's file stays as it is; SQLite says whether it may be written.
            let _ = std::fs::set_permissions(path, Permissions::from_mode(0o600));
            Ok(())
        }
        Ok(meta) if meta.len() > 0 || !is_link => Ok(()),
        _ if is_link => Err(cannot_open(
            &shown,
            "it is a symbolic link to a file that does not exist, and no database is made through a link",
        )),
        _ => Ok(()),
    }
}

fn cannot_open(what: &str, why: &str) -> Error {
    let mut error = unopened(what);
    error.message = format!("{}: {why}", error.message);
    error
}

fn unopened(what: &str) -> Error {
    Error::database(
        ErrorCode::DatabaseUnavailable,
        format!("cannot open the database {what}"),
    )
    .hint("name another one with --database; `colab config show` tells where this one comes from")
}

/// Returns an address as it may be shown: without its password, and where it is not understood only its beginning.
pub fn shown_address(address: &str) -> String {
    Database::parse(address).map_or_else(|_| masked(address), |database| database.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::error::Kind;

    #[test]
    fn an_address_is_a_file_or_a_server() {
        assert_eq!(
            Database::parse("sqlite:/a/b.db").unwrap(),
            Database::Sqlite("/a/b.db".into())
        );
        assert_eq!(Database::parse("b.db").unwrap(), Database::Sqlite("b.db".into()));
        assert!(matches!(
            Database::parse("postgres://h/n").unwrap(),
            Database::Postgres(_)
        ));
        for wrong in [
            "",
            "sqlite:",
            "mysql://u:secret@h/n",
            ":memory:",
            "host=h password=secret dbname=n",
            "password = secret",
            "POSTGRES://u:secret@h/n",
            "postgres:/u:secret@h/n",
            " postgres://u:secret@h/n",
            "postgres://u:secret/secret@h/n",
            "'host'=h password=secret",
            "1postgres://u:secret@h/n",
            "-postgres://u:secret@h/n",
            "postgres://u:secret@[::1/n",
            "postgres://u:se secret@h/n",
        ] {
            let error = Database::parse(wrong).unwrap_err();
            assert!(
                error.kind == Kind::Usage && !format!("{error:?}").contains("secret"),
                "{error:?}"
            );
            assert!(!shown_address(wrong).contains("secret"), "{wrong}");
        }
        for file in [
            "./a=b.db",
            "./a:b.db",
            "/a:b",
            "my files/a.db",
            "1.db",
            "sqlite:a:b",
        ] {
            assert!(Database::parse(file).unwrap().is_embedded(), "{file}");
        }
    }

    #[test]
    fn a_password_is_never_shown() {
        for url in [
            "postgres://me:secret@host/name?sslmode=require",
            "postgres://me@host/name?password=secret",
            "postgres://me@host/name?passw%6Frd=secret",
            "postgresql://a:secret@h1:1,h2:2/name?target_session_attrs=read-write&sslpassword=secret",
        ] {
            let shown = Database::parse(url).unwrap().to_string();
            assert!(!shown.contains("secret") && shown.contains("name"), "{shown}");
        }
    }
}
