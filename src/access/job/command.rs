//! The command of a declared job: checked when it is declared, and run later as it stands.

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{ArgMatches, Command};

use crate::access::operation::command_line;
use crate::kernel::config::is_secret_key;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::shell_word::shell_word;

/// Commands that ask somebody, print a secret, change who acts, or run jobs themselves.
const REFUSED: [&str; 8] = [
    "job expect",
    "job run",
    "user bootstrap",
    "user login",
    "user logout",
    "user password",
    "user token create",
    "db restore",
];

/// Global options that the runner decides on, by their ids and as typed.
const RUNNERS_OPTIONS: [(&str, &str); 7] = [
    ("token_file", "--token-file"),
    ("job", "--job"),
    ("again", "--again"),
    ("database", "--database"),
    ("read_database", "--read-database"),
    ("acting_as", "--as"),
    ("dry_run", "--dry-run"),
];

/// Checks a job's command against the tree of all commands.
///
/// # Errors
/// `Invalid` for arguments that the program does not take, and for what no runner can do.
pub fn check(tree: Command, words: &[String]) -> Result<()> {
    let refused = |fact: &str| {
        Error::invalid(
            ErrorCode::NotAJob,
            format!("this command cannot be run as a job: {fact}"),
        )
    };
    let line = std::iter::once("colab").chain(words.iter().map(String::as_str));
    let matches = tree.try_get_matches_from(line).map_err(|error| {
        if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
            return refused("it names no command of its group");
        }
        let text = error.to_string();
        let first = text.lines().next().unwrap_or_default();
        if error.use_stderr() {
            refused(first.trim_start_matches("error: "))
        } else {
            refused("it asks for help")
        }
    })?;
    let (name, innermost) = innermost(&matches);
    if REFUSED.contains(&name.as_str()) {
        return Err(refused(&format!(
            "`{name}` asks somebody, prints a secret, or runs jobs itself"
        )));
    }
    if !name.split(' ').eq(words.iter().take(name.split(' ').count())) {
        return Err(refused(&format!("it does not begin with `{name}`"))
            .hint(format!("colab job expect NAME … -- {name} …")));
    }
    if name == "agent run" && words.iter().any(|word| word == "--due") {
        return Err(refused("it runs jobs itself"));
    }
    let is_typed = |id: &str| innermost.value_source(id) == Some(ValueSource::CommandLine);
    if let Some((_, option)) = RUNNERS_OPTIONS.iter().find(|(id, _)| is_typed(id)) {
        return Err(refused(&format!("{option} is given to whatever runs it")));
    }
    if words.iter().any(|word| word == "-" || word.ends_with("-stdin")) {
        return Err(refused("it reads standard input"));
    }
    let holds_secret = |word: &String| {
        let shown = command_line(&[OsString::new(), word.into()]);
        !shown.is_empty() && shown != shell_word(word)
    };
    let sets_secret = name == "config set" && words.iter().any(|word| is_secret_key(word));
    if sets_secret || words.iter().any(holds_secret) {
        return Err(refused("it holds a password"));
    }
    Ok(())
}

/// Returns the words of the command, and what was matched of it.
fn innermost(matches: &ArgMatches) -> (String, &ArgMatches) {
    let (mut words, mut at) = (Vec::new(), matches);
    while let Some((word, inner)) = at.subcommand() {
        words.push(word);
        at = inner;
    }
    (words.join(" "), at)
}
