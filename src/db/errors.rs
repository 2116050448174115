//! What went wrong in the database, in words that both engines share.

use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind, Error as DieselError};

use super::conditions::{ServerCondition, condition, has_any};
use crate::kernel::error::{Error, ErrorCode, Kind, Result};

/// Says what a broken rule of the schema means for the user.
pub trait OnViolation<T>: Sized {
    /// Replaces the error of a statement that broke this constraint; every other error stays.
    fn on_violation(self, constraint: &str, meaning: impl FnOnce() -> Error) -> Result<T>;

    /// Replaces the error of a statement that broke any constraint.
    fn on_any_violation(self, meaning: impl FnOnce() -> Error) -> Result<T>;
}

impl<T, E: Into<Error>> OnViolation<T> for Result<T, E> {
    fn on_violation(self, constraint: &str, meaning: impl FnOnce() -> Error) -> Result<T> {
        self.map_err(Into::into).map_err(|error| {
            if violated_rule(&error) == Some(constraint) {
                meaning().with_source(error)
            } else {
                error
            }
        })
    }

    fn on_any_violation(self, meaning: impl FnOnce() -> Error) -> Result<T> {
        self.map_err(Into::into).map_err(|error| {
            if error.code == ErrorCode::Constraint {
                meaning().with_source(error)
            } else {
                error
            }
        })
    }
}

/// Under which detail of an error its constraint stands.
const CONSTRAINT: &str = "constraint";

/// Returns the name in the migrations of the constraint that a statement broke.
pub fn violated_constraint(error: &DieselError) -> Option<String> {
    match error {
        DieselError::DatabaseError(kind, info) => constraint_name(kind, info.as_ref()),
        _ => None,
    }
}

/// Returns the name of the constraint that the statement behind an error broke.
pub fn violated_rule(error: &Error) -> Option<&str> {
    error.details.get(CONSTRAINT).and_then(|name| name.as_str())
}

/// Finds the constraint's name. PostgreSQL gives it; SQLite gives the name of a CHECK, the columns of a UNIQUE, or what a
/// trigger raised.
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
        // SQLite does not say which one.
        DatabaseErrorKind::ForeignKeyViolation => Some("foreign_key".to_owned()),
        _ => None,
    }
}

/// Tells whether the statement lost against another one and may win when tried again.
pub fn is_retryable(error: &DieselError) -> bool {
    match error {
        DieselError::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => true,
        DieselError::DatabaseError(DatabaseErrorKind::Unknown, info) => matches!(
            condition(info.message()),
            Some(ServerCondition::Deadlock | ServerCondition::Replaced)
        ),
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
                .detail(CONSTRAINT, name),
            None => from_message(kind, info.message()),
        },
        DieselError::NotFound => Error::new(Kind::NotFound, ErrorCode::NotFound, "no such record"),
        DieselError::BrokenTransactionManager => lost("the connection to the database was lost"),
        other => Error::internal(format!("the database layer failed: {other}")),
    }
}

/// Words the error of a transaction that another one was in the way of; a user sees it only when that goes on.
pub fn contention() -> Error {
    Error::database(
        ErrorCode::DatabaseContention,
        "other commands kept changing the same records",
    )
    .hint("try again in a moment")
}

/// Words a connection that was lost before its transaction was to be committed.
fn lost(message: &str) -> Error {
    Error::database(ErrorCode::DatabaseLost, message)
        .hint("check that the server runs, then run it again; the transaction was rolled back")
}

/// Words a transaction that was lost with its connection, as is known.
pub fn lost_before_commit() -> Error {
    lost("the connection to the database was lost")
}

/// Words a connection that was lost between the request to commit and its answer.
pub fn outcome_unknown(error: Error) -> Error {
    let fact = "the connection was lost while the database committed: what was written may or may not have been kept";
    Error::database(ErrorCode::OutcomeUnknown, fact)
        .with_source(error)
        .hint("look before you run it again: colab audit list --sort newest --limit 5")
        .hint("with --idempotency-key KEY a booking is safe to create again")
}

/// An error that SQLite tells by its message alone.
struct KnownMessage {
    /// Any of these in the engine's message.
    parts: &'static [&'static str],
    words: ErrorWords,
}

/// What an error of an engine means.
struct ErrorWords {
    kind: Kind,
    code: ErrorCode,
    /// Ends with `:` where the engine's own line follows.
    message: &'static str,
    hint: &'static str,
}

/// The way out of damage.
pub const DAMAGED_HINT: &str = "if it is the right file, it is damaged: colab db restore FILE";

const KNOWN_MESSAGES: &[KnownMessage] = &[
    KnownMessage {
        parts: &["database is locked", "database table is locked"],
        words: ErrorWords {
            kind: Kind::Database,
            code: ErrorCode::DatabaseBusy,
            message: "the database is busy: another program holds its write lock",
            hint: "try again when it has ended",
        },
    },
    KnownMessage {
        parts: &["database or disk is full"],
        words: ErrorWords {
            kind: Kind::Database,
            code: ErrorCode::DiskFull,
            message: "the database cannot be written:",
            hint: "free some space on the disk and run it again; nothing was changed",
        },
    },
    KnownMessage {
        parts: &["disk I/O error"],
        words: ErrorWords {
            kind: Kind::Database,
            code: ErrorCode::DatabaseUnavailable,
            message: "the disk refuses to read or write the database:",
            hint: "find out whether the disk is full or fails: df -h, then dmesg",
        },
    },
    KnownMessage {
        parts: &["readonly database"],
        words: READ_ONLY,
    },
    KnownMessage {
        parts: &["unable to open database file"],
        words: ErrorWords {
            kind: Kind::Database,
            code: ErrorCode::DatabaseUnavailable,
            message: "cannot open the database file: its folder may not be written",
            hint: "name another file with --database",
        },
    },
    KnownMessage {
        parts: &["file is not a database", "malformed"],
        words: ErrorWords {
            kind: Kind::Database,
            code: ErrorCode::NotADatabase,
            message: "not a sound colab database:",
            hint: DAMAGED_HINT,
        },
    },
    KnownMessage {
        parts: &["no such table: ", "no such column: ", "foreign key mismatch"],
        words: SCHEMA_INCOMPLETE,
    },
];

/// A schema that lacks what a statement names.
const SCHEMA_INCOMPLETE: ErrorWords = ErrorWords {
    kind: Kind::Database,
    code: ErrorCode::SchemaIncomplete,
    message: "a part of the database's schema is missing:",
    hint: "find out what is missing, and how to mend it: colab db check",
};

/// A file or a server that cannot be written.
const READ_ONLY: ErrorWords = ErrorWords {
    kind: Kind::Database,
    code: ErrorCode::ReadOnly,
    message: "the database cannot be written:",
    hint: "check who may write the file and its folder, or the tables, and that the disk has room",
};

/// What libpq says of a connection that is gone: it has its own words in English, whatever the server speaks.
const LOST: &[&str] = &[
    "server closed the connection",
    "terminating connection",
    "connection to server",
    "connection not open",
    "no connection to the server",
    "SSL connection has been closed",
    "could not receive data",
    "could not send data",
];

/// Returns what a condition of the server means; of a server that takes no connections, only in the middle of a command.
const fn words_of(condition: ServerCondition) -> ErrorWords {
    let (code, message, hint) = match condition {
        ServerCondition::LockTimeout => (
            ErrorCode::DatabaseBusy,
            "the database is busy: others are using its tables",
            "try again when they have ended",
        ),
        ServerCondition::Ended => (
            ErrorCode::StatementEnded,
            "the server ended a statement:",
            "ask for less at once (--limit, --from), or raise statement_timeout: ALTER ROLE … SET statement_timeout",
        ),
        ServerCondition::Deadlock | ServerCondition::Replaced => (
            ErrorCode::DatabaseContention,
            "other commands kept changing the same records",
            "try again in a moment",
        ),
        ServerCondition::NoRight => {
            return ErrorWords {
                kind: Kind::Forbidden,
                code: ErrorCode::DatabasePermission,
                message: "this database login lacks a right:",
                hint: "connect with another login; `colab db grants --help` describes what each may do",
            };
        }
        ServerCondition::MissingPart => return SCHEMA_INCOMPLETE,
        ServerCondition::Full => (
            ErrorCode::ServerFull,
            "the server takes no more connections:",
            "try again later, or raise max_connections or the limit of the login",
        ),
        ServerCondition::NotReady => (
            ErrorCode::DatabaseUnavailable,
            "the server takes no connections now:",
            "try again in a moment; COLAB_CONNECT_WAIT sets how long a command tries",
        ),
        ServerCondition::DiskFull => (
            ErrorCode::DiskFull,
            "the database cannot be written:",
            "free some space on the disk and run it again; nothing was changed",
        ),
    };
    ErrorWords {
        kind: Kind::Database,
        code,
        message,
        hint,
    }
}

impl ErrorWords {
    fn error(&self, line: &str) -> Error {
        let message = if self.message.ends_with(':') {
            format!("{} {line}", self.message)
        } else {
            self.message.to_owned()
        };
        Error::new(self.kind, self.code, message).hint(self.hint)
    }
}

/// Words a condition that a server answered a request for a connection with.
pub(super) fn refused_connection(condition: ServerCondition, reason: &str) -> Error {
    words_of(condition).error(reason)
}

fn from_message(kind: &DatabaseErrorKind, message: &str) -> Error {
    let first_line = message.lines().next().unwrap_or_default();
    match kind {
        DatabaseErrorKind::ReadOnlyTransaction => return READ_ONLY.error(first_line),
        DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand => {
            return lost(&format!("the connection to the database was lost: {first_line}"));
        }
        _ => {}
    }
    if let Some(known) = KNOWN_MESSAGES.iter().find(|known| has_any(message, known.parts)) {
        return known.words.error(first_line);
    }
    if let Some(condition) = condition(message) {
        return words_of(condition).error(first_line);
    }
    if has_any(message, LOST) {
        return lost(&format!("the connection to the database was lost: {first_line}"));
    }
    Error::internal(format!("the database refused a statement: {first_line}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(message: &str) -> DieselError {
        DieselError::DatabaseError(DatabaseErrorKind::Unknown, Box::new(message.to_owned()))
    }

    #[test]
    fn a_missing_part_of_the_schema_is_told() {
        for line in [
            "no such table: main.users",
            r#"foreign key mismatch - "tasks" referencing "devices""#,
            r#"relation "users" does not exist"#,
            "Relation »users« existiert nicht",
        ] {
            assert_eq!(
                translated(&refused(line)).code,
                ErrorCode::SchemaIncomplete,
                "{line}"
            );
        }
        let malformed = refused("malformed database schema (v) - no such table: main.users");
        assert_eq!(translated(&malformed).code, ErrorCode::NotADatabase);
    }

    #[test]
    fn what_a_restore_put_in_another_place_is_tried_again() {
        for line in [
            "could not open relation with OID 22583",
            "cache lookup failed for function 82305",
            "relation with OID 22583 does not exist",
        ] {
            assert!(is_retryable(&refused(line)), "{line}");
        }
        assert!(!is_retryable(&refused(r#"relation "rooms" does not exist"#)));
    }

    #[test]
    fn a_disk_that_is_full_is_told_from_one_that_fails() {
        let code = |line| translated(&refused(line)).code;
        assert_eq!(code("database or disk is full"), ErrorCode::DiskFull);
        assert_eq!(code("disk I/O error"), ErrorCode::DatabaseUnavailable);
    }
}
