//! What went wrong in the database, in words that both engines share.

use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind, Error as DieselError};

use crate::kernel::error::{Error, ErrorCode, Kind};

/// A rule of the schema that a statement broke, by the constraint's name in the migrations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation(pub String);

/// The broken rule, if that is what the error is about.
pub fn violation(error: &DieselError) -> Option<Violation> {
    let DieselError::DatabaseError(kind, info) = error else {
        return None;
    };
    constraint_name(kind, info.as_ref()).map(Violation)
}

/// PostgreSQL names the constraint; SQLite names a CHECK, the columns of a UNIQUE, or repeats what a trigger raised.
fn constraint_name(kind: &DatabaseErrorKind, info: &dyn DatabaseErrorInformation) -> Option<String> {
    if let Some(name) = info.constraint_name() {
        return Some(name.to_owned());
    }
    let message = info.message();
    match kind {
        DatabaseErrorKind::CheckViolation => message
            .strip_prefix("CHECK constraint failed: ")
            .map(str::to_owned),
        DatabaseErrorKind::UniqueViolation => {
            message.strip_prefix("UNIQUE constraint failed: ").map(|columns| {
                let mut columns = columns.split(", ");
                let first = columns.next().unwrap_or_default().replace('.', "_");
                let rest = columns.map(|column| column.rsplit('.').next().unwrap_or(column));
                std::iter::once(first.as_str())
                    .chain(rest)
                    .collect::<Vec<_>>()
                    .join("_")
                    + "_key"
            })
        }
        DatabaseErrorKind::Unknown => Some(message)
            .filter(|text| {
                !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
            })
            .map(str::to_owned),
        _ => None,
    }
}

/// The statement lost against another one and may win when tried again.
pub fn is_retryable(error: &DieselError) -> bool {
    match error {
        DieselError::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => true,
        DieselError::DatabaseError(DatabaseErrorKind::Unknown, info) => {
            info.message().contains("deadlock detected")
        }
        _ => false,
    }
}

impl From<DieselError> for Error {
    fn from(error: DieselError) -> Self {
        translated(&error).with_source(error)
    }
}

fn translated(error: &DieselError) -> Error {
    match error {
        lost if is_retryable(lost) => contention(),
        DieselError::DatabaseError(kind, info) => match constraint_name(kind, info.as_ref()) {
            Some(name) => Error::conflict(ErrorCode::Constraint, format!("the database refuses it: {name}"))
                .detail("constraint", name),
            None => from_message(kind, info.message()),
        },
        DieselError::NotFound => Error::new(Kind::NotFound, ErrorCode::NotFound, "no such record"),
        DieselError::BrokenTransactionManager => lost("the connection to the database was lost"),
        other => Error::internal(format!("the database layer failed: {other}")),
    }
}

/// Another transaction was in the way; seen by a user only when that goes on.
pub fn contention() -> Error {
    Error::database(
        ErrorCode::DatabaseContention,
        "another command was in the way, again and again",
    )
    .hint("try again in a moment")
}

fn lost(message: &str) -> Error {
    Error::database(ErrorCode::DatabaseLost, message)
        .hint("nothing of this command was kept; see whether the server runs, then run it again")
}

fn from_message(kind: &DatabaseErrorKind, message: &str) -> Error {
    let has = |needle: &str| message.contains(needle);
    let first_line = message.lines().next().unwrap_or_default();
    if has("database is locked") || has("database table is locked") {
        Error::database(
            ErrorCode::DatabaseBusy,
            "the database is busy: another command is writing",
        )
        .hint("try again when it has ended")
    } else if has("lock timeout") {
        Error::database(
            ErrorCode::DatabaseBusy,
            "the database is busy: others are using its tables",
        )
        .hint("try again when they have ended")
    } else if has("database or disk is full") || has("disk I/O error") || has("No space left") {
        Error::database(
            ErrorCode::DiskFull,
            format!("the database cannot be written: {first_line}"),
        )
        .hint("nothing was changed; make room on the disk and run it again")
    } else if has("readonly database") || has("read-only transaction") {
        Error::database(
            ErrorCode::ReadOnly,
            format!("the database cannot be written: {first_line}"),
        )
        .hint("see who may write the file or the tables")
    } else if has("permission denied") || has("must be owner") {
        Error::forbidden(
            ErrorCode::DatabasePermission,
            format!("this login of the database may not do that: {first_line}"),
        )
        .hint("connect as another one; what each may do: colab db grants --help")
    } else if has("unable to open database file") {
        Error::database(
            ErrorCode::DatabaseUnavailable,
            "the database file cannot be opened: its folder may not be written",
        )
        .hint("name another one with --database")
    } else if has("file is not a database") || has("malformed") {
        Error::database(
            ErrorCode::NotADatabase,
            format!("this is no sound colab database: {first_line}"),
        )
        .hint("name another one with --database")
    } else if matches!(kind, DatabaseErrorKind::ClosedConnection)
        || has("server closed the connection")
        || has("terminating connection")
        || has("connection to server")
        || has("SSL connection has been closed")
        || has("could not receive data")
    {
        lost(&format!("the connection to the database was lost: {first_line}"))
    } else {
        Error::internal(format!("the database refused a statement: {first_line}"))
    }
}
