//! The one error of the program: what happened, of which kind, and what to type next.
//!
//! A slice has typed errors of its own and turns them into an [`Error`]; the kind alone decides the exit code, and
//! `output::failure` alone prints it.

use std::fmt;

use serde_json::{Map, Value};

pub use super::error_code::ErrorCode;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Kinds of failure; the discriminant is the documented exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// A fault of the program itself.
    Internal = 1,
    /// The command line does not parse, or asks for what cannot be (an unknown field, a prompt without a terminal).
    Usage = 2,
    NotFound = 3,
    /// Not signed in, or not allowed.
    Forbidden = 4,
    /// It contradicts what is stored: a room is taken, a name exists, a step is illegal.
    Conflict = 5,
    /// A value or a file breaks a rule.
    Invalid = 6,
    /// The database cannot be reached, opened, written or is busy; or it is not of our version.
    Database = 7,
    /// Done in part, as asked for.
    Partial = 8,
    /// Something was found, as asked with --exit-code; audit verify and db check always.
    Findings = 9,
}

impl Kind {
    pub fn exit_code(self) -> u8 {
        self as u8
    }
}

#[derive(Debug, Clone)]
pub struct Error {
    pub kind: Kind,
    /// A stable word for scripts: `room_taken`, `unknown_room`.
    pub code: ErrorCode,
    /// The fact.
    pub message: String,
    /// Each a command or an act that helps.
    pub hints: Vec<String>,
    /// Data for scripts, an object.
    pub details: Box<Map<String, Value>>,
}

impl Error {
    pub fn new(kind: Kind, code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            kind,
            code,
            message: message.into(),
            hints: Vec::new(),
            details: Box::default(),
        }
    }

    /// Only an exit code: everything was said before, or is to be kept quiet.
    pub fn silent(kind: Kind) -> Self {
        Self::new(kind, ErrorCode::Silent, "")
    }

    pub fn internal(message: impl Into<String>) -> Self {
        Self::new(Kind::Internal, ErrorCode::Internal, message)
    }

    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Kind::Usage, ErrorCode::Usage, message)
    }

    pub fn invalid(code: ErrorCode, message: impl Into<String>) -> Self {
        Self::new(Kind::Invalid, code, message)
    }

    pub fn conflict(code: ErrorCode, message: impl Into<String>) -> Self {
        Self::new(Kind::Conflict, code, message)
    }

    pub fn forbidden(code: ErrorCode, message: impl Into<String>) -> Self {
        Self::new(Kind::Forbidden, code, message)
    }

    pub fn database(code: ErrorCode, message: impl Into<String>) -> Self {
        Self::new(Kind::Database, code, message)
    }

    /// Something with a name that is not there; the nearest names become the hint.
    pub fn not_found(code: ErrorCode, message: impl Into<String>, nearest: &[&str]) -> Self {
        let mut error = Self::new(Kind::NotFound, code, message);
        if !nearest.is_empty() {
            error.hints.push(format!("did you mean {}?", nearest.join(", ")));
            error.details.insert(
                "nearest".into(),
                nearest.iter().map(|n| Value::from(*n)).collect(),
            );
        }
        error
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    #[must_use]
    pub fn detail(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.details.insert(key.to_owned(), value.into());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// A file of the user's that could not be read or written.
pub fn file_error(path: &std::path::Path, act: &str, error: &std::io::Error) -> Error {
    let kind = match error.kind() {
        std::io::ErrorKind::NotFound => Kind::NotFound,
        std::io::ErrorKind::PermissionDenied => Kind::Forbidden,
        _ => Kind::Invalid,
    };
    Error::new(
        kind,
        ErrorCode::File,
        format!("cannot {act} {}: {error}", path.display()),
    )
}
