//! The one error of the program: what happened, of which kind, and what to type next.
//!
//! Every slice returns an [`Error`] with a code of its own; the kind alone decides the exit code, and `output::failure`
//! alone prints it.

use std::fmt;

use serde_json::{Map, Value};

pub use super::error_code::ErrorCode;
pub use super::error_kind::Kind;
use super::shell_word::shell_path;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An option that helps, as it is typed, and what it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpfulOption {
    pub option: String,
    pub purpose: String,
    /// It is told after the hints, which come nearer to what is wrong.
    pub is_last: bool,
}

impl HelpfulOption {
    pub fn new(option: impl Into<String>, purpose: impl Into<String>) -> Self {
        Self {
            option: option.into(),
            purpose: purpose.into(),
            is_last: false,
        }
    }
}

#[derive(Debug)]
pub struct Error {
    pub kind: Kind,
    /// A stable word for scripts: `room_taken`, `unknown_room`.
    pub code: ErrorCode,
    /// The fact.
    pub message: String,
    /// Each a command or an act that helps.
    pub hints: Vec<String>,
    /// Options of the same command that help, each told behind the command that was typed.
    pub options: Vec<HelpfulOption>,
    /// Data for scripts, an object.
    pub details: Box<Map<String, Value>>,
    /// What led to it, under the error's own words as they were when the cause was attached.
    chain: Option<anyhow::Error>,
}

impl Error {
    pub fn new(kind: Kind, code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            kind,
            code,
            message: message.into(),
            hints: Vec::new(),
            options: Vec::new(),
            details: Box::default(),
            chain: None,
        }
    }

    /// Returns an error that is only an exit code: everything was printed before, or is to be kept quiet.
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

    /// Returns the error of a name that is not there; the nearest names become the hint.
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

    /// Adds an option, as it is typed, with what it is for: `make the rooms that are not known`.
    #[must_use]
    pub fn option(mut self, option: impl Into<String>, purpose: impl Into<String>) -> Self {
        self.options.push(HelpfulOption::new(option, purpose));
        self
    }

    /// Adds an option that is told after the hints.
    #[must_use]
    pub fn last_option(mut self, option: impl Into<String>, purpose: impl Into<String>) -> Self {
        self.options.push(HelpfulOption {
            is_last: true,
            ..HelpfulOption::new(option, purpose)
        });
        self
    }

    /// Tells the options as hints, in front of the others or behind them.
    pub fn tell_options(&mut self, in_words: impl Fn(HelpfulOption) -> String) {
        let options = std::mem::take(&mut self.options);
        let (last, first): (Vec<_>, Vec<_>) = options.into_iter().partition(|helpful| helpful.is_last);
        self.hints.splice(0..0, first.into_iter().map(&in_words));
        self.hints.extend(last.into_iter().map(&in_words));
    }

    #[must_use]
    pub fn detail(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.details.insert(key.to_owned(), value.into());
        self
    }

    /// Lists what the error is about, a line each, below its message.
    #[must_use]
    pub fn with_rows(self, rows: Vec<String>) -> Self {
        self.detail("rows", rows)
    }

    /// Returns the lines of [`Error::with_rows`].
    pub fn rows(&self) -> Vec<&str> {
        let rows = self.details.get("rows").and_then(Value::as_array);
        rows.into_iter().flatten().filter_map(Value::as_str).collect()
    }

    /// Attaches what led to this error; a user sees it with `-v`.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<anyhow::Error>) -> Self {
        self.chain = Some(source.into().context(self.message.clone()));
        self
    }

    /// Attaches what led to this error and ends the message with it.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<anyhow::Error>) -> Self {
        let source = source.into();
        let message = format!("{}: {source}", self.message);
        self = self.with_source(source);
        self.message = message;
        self
    }

    /// Returns the causes as texts, the immediate one first.
    pub fn causes(&self) -> Vec<String> {
        let chain = self.chain.iter().flat_map(anyhow::Error::chain);
        chain.skip(1).map(ToString::to_string).collect()
    }
}

/// Turns a failure that no user can mend into an internal error; its message names the immediate cause.
impl From<anyhow::Error> for Error {
    fn from(chain: anyhow::Error) -> Self {
        let words: Vec<String> = chain.chain().take(2).map(ToString::to_string).collect();
        Self {
            chain: Some(chain),
            ..Self::internal(words.join(": "))
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.chain.as_ref()?.source()
    }
}

/// Returns the error of a standard input that could not be read.
pub fn stdin_error(error: std::io::Error) -> Error {
    Error::invalid(ErrorCode::Stdin, "cannot read standard input").caused_by(error)
}

/// Returns the error of a user's file that could not be read or written.
pub fn file_error(path: &std::path::Path, act: &str, error: std::io::Error) -> Error {
    let kind = match error.kind() {
        std::io::ErrorKind::NotFound => Kind::NotFound,
        std::io::ErrorKind::PermissionDenied => Kind::Forbidden,
        _ => Kind::Invalid,
    };
    let mut refused = Error::new(kind, ErrorCode::File, format!("cannot {act} {}", path.display()));
    refused.hints.extend(rights_hint(&error));
    refused.hints.extend(place_hint(path, act, &error));
    refused.caused_by(error)
}

/// Returns the way out where a folder is named for a file, or the folder to write into is not there.
fn place_hint(path: &std::path::Path, act: &str, error: &std::io::Error) -> Option<String> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match error.kind() {
        std::io::ErrorKind::IsADirectory => Some(format!("name a file in {}", shell_path(path))),
        std::io::ErrorKind::NotFound if act == "write" => folder
            .filter(|folder| !folder.exists())
            .map(|folder| format!("mkdir -p {}", shell_path(folder))),
        _ => None,
    }
}

/// Returns the way out where the system refuses a file: under cron it is another user than who tried the command.
pub fn rights_hint(error: &std::io::Error) -> Option<String> {
    (error.kind() == std::io::ErrorKind::PermissionDenied).then(|| {
        let id = nix::unistd::geteuid();
        let user = nix::unistd::User::from_uid(id).ok().flatten();
        let name = user.map_or_else(|| id.to_string(), |user| user.name);
        format!("check the rights of the file and its folder; the user that runs this command is `{name}`")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_the_system_refuses_names_the_user_to_check() {
        let path = std::path::Path::new("/etc/colab/check.token");
        let refused = file_error(path, "read", std::io::ErrorKind::PermissionDenied.into());
        assert_eq!(refused.kind, Kind::Forbidden);
        assert!(
            refused
                .hints
                .iter()
                .any(|hint| hint.contains("runs this command")),
            "{refused:?}"
        );
        let missing = file_error(path, "read", std::io::ErrorKind::NotFound.into());
        assert_eq!((missing.kind, missing.hints.len()), (Kind::NotFound, 0));
    }
}
