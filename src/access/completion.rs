//! What a shell may offer for an argument, from the database: `source <(COMPLETE=bash colab)`.

use std::ffi::OsStr;

use clap_complete::CompletionCandidate;

use crate::access::app::App;
use crate::access::auth::Permission;
use crate::access::auth::store::usernames;
use crate::kernel::error::Result;

/// Returns what to offer for an argument, read from the database of the environment and the files, as whoever is
/// signed in. Nothing is made, migrated or told: where something is in the way there are no candidates.
pub fn candidates(
    current: &OsStr,
    names: impl FnOnce(&mut App) -> Result<Vec<String>>,
) -> Vec<CompletionCandidate> {
    let found = App::for_completion()
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
    candidates(current, |app| {
        app.read(|tx| {
            let _grant = tx.require(Permission::ManageUsers)?;
            let mut names = usernames(tx.connection())?;
            names.sort();
            Ok(names)
        })
    })
}
