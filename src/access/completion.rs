//! What a shell may offer for an argument, from the database: `source <(COMPLETE=bash colab)`.

use std::ffi::OsStr;
use std::sync::OnceLock;

use clap_complete::CompletionCandidate;

use crate::access::app::App;
use crate::access::auth::store::usernames;
use crate::access::auth::{Permission, token};
use crate::access::command_tree::CommandTree;
use crate::access::tx::Tx;
use crate::kernel::config::ConfigFlags;
use crate::kernel::decoded::COMMON_ENCODINGS;
use crate::kernel::error::Result;
use crate::kernel::text::printable;

/// The words of the command that is being completed: a token offers nothing beyond its scope.
static COMMAND: OnceLock<String> = OnceLock::new();

/// The tree of commands.
static TREE: OnceLock<CommandTree> = OnceLock::new();

/// Finds the fields of the list on the line.
static FIELDS: OnceLock<FieldFinder> = OnceLock::new();

/// Returns the fields of the list that is being completed.
pub type FieldFinder = fn(&mut App) -> Result<Vec<String>>;

/// The words of the line itself.
static LINE: OnceLock<Vec<String>> = OnceLock::new();

/// Sets the words of the command that is being completed; before anything is offered.
pub fn set_command(words: String) {
    // One run completes one command.
    let _ = COMMAND.set(words);
}

/// The database and the credentials that the line itself names.
#[derive(Debug, Clone, Default)]
pub struct LineAccess {
    pub flags: ConfigFlags,
    pub acting_as: Option<String>,
}

static ACCESS: OnceLock<LineAccess> = OnceLock::new();

/// Sets the database and the credentials that the line names; before anything is offered.
pub fn set_access(access: LineAccess) {
    // One run completes one line.
    let _ = ACCESS.set(access);
}

/// Returns the word before the one that is being completed.
pub fn word_before() -> Option<&'static str> {
    let words = LINE.get().map(Vec::as_slice).unwrap_or_default();
    match words {
        [.., before, _] => Some(before),
        _ => None,
    }
}

/// Returns whether the word that is being completed is the value of this option.
pub fn ends_with(option: &str) -> bool {
    let words = LINE.get().map(Vec::as_slice).unwrap_or_default();
    match words {
        [.., before, last] => before == option || last.starts_with(&format!("{option}=")),
        _ => false,
    }
}

/// Returns whether a word stands on the line that is being completed.
pub fn line_has(word: &str) -> bool {
    LINE.get().is_some_and(|line| line.iter().any(|one| one == word))
}

/// Returns the words of the command that is being completed.
pub fn command() -> String {
    COMMAND.get().cloned().unwrap_or_default()
}

/// Returns the words of the line before the first that begins like one of these options.
pub fn line_before(options: &[&str]) -> Vec<String> {
    let line = LINE.get().into_iter().flatten();
    line.take_while(|word| !options.iter().any(|option| word.starts_with(option)))
        .cloned()
        .collect()
}

/// Sets the tree of commands.
pub fn set_tree(tree: CommandTree) {
    // One run has one tree.
    let _ = TREE.set(tree);
}

/// Sets what finds the fields of a list; before anything is offered.
pub fn set_fields(find: FieldFinder) {
    // One run has one tree.
    let _ = FIELDS.set(find);
}

/// Offers the fields of the list that is being completed: those that it has when it runs. After a minus they sort downwards.
pub fn complete_field(current: &OsStr) -> Vec<CompletionCandidate> {
    let is_downwards = ends_with("--sort") && current.to_string_lossy().starts_with('-');
    let sign = if is_downwards { "-" } else { "" };
    candidates(current, |app| {
        let fields = FIELDS.get().map_or(Ok(Vec::new()), |find| find(app))?;
        Ok(fields.into_iter().map(|field| format!("{sign}{field}")).collect())
    })
}

/// Offers the commands that follow the words after `help` or `man` on the line.
pub fn complete_command(current: &OsStr) -> Vec<CompletionCandidate> {
    let Some(tree) = TREE.get() else {
        return Vec::new();
    };
    let mut tree = tree();
    tree.build();
    let typed = current.to_string_lossy();
    let line = LINE.get().map(Vec::as_slice).unwrap_or_default();
    let before = line.split_last().map_or(&[][..], |(_, before)| before);
    let names_commands = |word: &String| matches!(word.as_str(), "help" | "man");
    let mut words = before.iter().skip_while(|word| !names_commands(word)).skip(1);
    let place = words.try_fold(&tree, |place, word| place.find_subcommand(word));
    let commands = place.into_iter().flat_map(clap::Command::get_subcommands);
    commands
        .filter(|command| !command.is_hide_set() && command.get_name().starts_with(&*typed))
        .map(|command| CompletionCandidate::new(command.get_name()).help(command.get_about().cloned()))
        .collect()
}

/// Offers whole commands (`import schedule`) and nouns, which scopes and filters name.
pub fn complete_scope(current: &OsStr) -> Vec<CompletionCandidate> {
    fn add(command: &clap::Command, name: &str, names: &mut Vec<String>) {
        for inner in command.get_subcommands().filter(|inner| !inner.is_hide_set()) {
            let name = format!("{name} {}", inner.get_name());
            names.push(name.trim_start().to_owned());
            add(inner, &name, names);
        }
    }
    let mut names = Vec::new();
    if let Some(tree) = TREE.get() {
        let mut tree = tree();
        tree.build();
        add(&tree, "", &mut names);
    }
    offered_words(current, &names.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Sets the words of the line that is being completed.
pub fn set_line(words: Vec<String>) {
    // One run completes one line.
    let _ = LINE.set(words);
}

/// Returns which of these words to offer.
pub fn offered_words(current: &OsStr, words: &[&str]) -> Vec<CompletionCandidate> {
    let typed = current.to_string_lossy().to_lowercase();
    let fits = words
        .iter()
        .filter(|word| word.to_lowercase().starts_with(&typed));
    fits.map(CompletionCandidate::new).collect()
}

/// Returns what to offer for an argument, read from the database of the environment and the files, as whoever is
/// signed in. Nothing is made, migrated or told: where something is in the way there are no candidates.
pub fn candidates(
    current: &OsStr,
    names: impl FnOnce(&mut App) -> Result<Vec<String>>,
) -> Vec<CompletionCandidate> {
    described_candidates(current, |app| {
        let names = names(app)?;
        Ok(names.into_iter().map(|name| (name, None)).collect())
    })
}

/// Returns what to offer as [`candidates`] does, with a description of each that shells show beside it.
pub fn described_candidates(
    current: &OsStr,
    names: impl FnOnce(&mut App) -> Result<Vec<(String, Option<String>)>>,
) -> Vec<CompletionCandidate> {
    let access = ACCESS.get().cloned().unwrap_or_default();
    let found = App::for_completion(command(), &access.flags, access.acting_as)
        .and_then(|mut app| names(&mut app))
        .unwrap_or_default();
    let typed = current.to_string_lossy().to_lowercase();
    found
        .into_iter()
        .filter(|(name, _)| name.to_lowercase().starts_with(&typed))
        .map(|(name, about)| CompletionCandidate::new(name).help(about.map(|about| printable(&about).into())))
        .collect()
}

/// Offers the encodings in which spreadsheets and banks write text.
pub fn complete_encoding(current: &OsStr) -> Vec<CompletionCandidate> {
    offered_words(current, &COMMON_ENCODINGS)
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
