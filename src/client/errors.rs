//! What is wrong with names of clients, in words.

use crate::db::{StatementError, violated_constraint};
use crate::kernel::error::{Error, ErrorCode};
use crate::kernel::shell_word::shell_word;

/// Longest name of a client, in characters.
pub const LONGEST_NAME: usize = 255;

/// Explains why a name was refused.
pub fn name_error(error: StatementError, name: &str) -> Error {
    match violated_constraint(&error).as_deref() {
        Some(
            "clients_name_key_key"
            | "client_names_key"
            | "client_aliases_pkey"
            | "client_aliases_name_key_key",
        ) => name_taken(name),
        _ => error.into(),
    }
}

/// Returns the refusal of a name that a client already has.
pub fn name_taken(name: &str) -> Error {
    Error::conflict(
        ErrorCode::ClientExists,
        format!("`{name}` is already a client's name or alias"),
    )
    .hint(format!("colab client show {}", shell_word(name)))
}

/// Returns the command that makes two clients one.
pub fn merge_hint(from: &str, into: &str) -> String {
    format!("colab client merge {} {}", shell_word(from), shell_word(into))
}
