//! What a shell may offer for an argument, from the database: `source <(COMPLETE=bash colab)`.

use std::ffi::OsStr;
use std::sync::OnceLock;

use clap_complete::CompletionCandidate;

use crate::access::app::App;
use crate::access::auth::store::usernames;
use crate::access::auth::{Permission, token};
use crate::access::tx::Tx;
use crate::kernel::error::Result;

/// The words of the command that is being completed: a token offers nothing beyond its scope.
static COMMAND: OnceLock<String> = OnceLock::new();

/// Sets the words of the command that is being completed; before anything is offered.
pub fn set_command(words: String) {
    // One run completes one command.
    let _ = COMMAND.set(words);
}

/// Returns what to offer for an argument, read from the database of the environment and the files, as whoever is
/// signed in. Nothing is made, migrated or told: where something is in the way there are no candidates.
pub fn candidates(
    current: &OsStr,
    names: impl FnOnce(&mut App) -> Result<Vec<String>>,
) -> Vec<CompletionCandidate> {
    let command = COMMAND.get().cloned().unwrap_or_default();
    let found = App::for_completion(command)
        .and_then(|mut app| names(&mut app))
        .unwrap_or_default();
    let typed = current.to_string_lossy().to_lowercase();
    found
        .into_iter()
        .filter(|name| name.to_lowercase().starts_with(&typed))
        .map(CompletionCandidate::new)
        .collect()
}

/// Offers user names, to those who manage users.
pub fn complete_user(current: &OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| app.read(user_names))
}

/// Offers user names for `--as`, which every command has: under a token only to one that may list them.
pub fn complete_acting_as(current: &OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| {
        app.read(|tx| {
            if token::covers(&tx.actor().scope, "user list") {
                user_names(tx)
            } else {
                Ok(Vec::new())
            }
        })
    })
}

fn user_names(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let _grant = tx.require(Permission::ManageUsers)?;
    let mut names = usernames(tx.connection())?;
    names.sort();
    Ok(names)
}
