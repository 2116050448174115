//! The commands that there are, for what names one: a filter of the audit log, the scope of a token.

use clap::Command;

use crate::kernel::error::{Error, ErrorCode, Result};

/// Builds the tree of all commands.
pub type CommandTree = fn() -> Command;

/// Returns the words of a command or a noun of the tree.
///
/// # Errors
/// `Invalid` with the commands that there are at that place.
pub fn known_command(tree: &Command, words: &str) -> Result<String> {
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut at = tree;
    for word in &words {
        match at.find_subcommand(word) {
            Some(inner) => at = inner,
            None => return Err(unknown_command(&words.join(" "), at)),
        }
    }
    if words.is_empty() {
        return Err(unknown_command("", at));
    }
    Ok(words.join(" "))
}

/// Returns whether there are commands below these words of the tree.
pub fn is_noun(tree: &Command, words: &str) -> bool {
    let mut words = words.split_whitespace();
    let at = words.try_fold(tree, |at, word| at.find_subcommand(word));
    at.is_some_and(Command::has_subcommands)
}

fn unknown_command(words: &str, below: &Command) -> Error {
    let names: Vec<&str> = below.get_subcommands().map(Command::get_name).collect();
    let error = Error::invalid(ErrorCode::UnknownCommand, format!("unknown command `{words}`"));
    if names.is_empty() {
        return error.hint(format!("`{}` has no subcommands", below.get_name()));
    }
    error.hint(format!(
        "subcommands of `{}`: {}",
        below.get_name(),
        names.join(", ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_or_a_noun_is_known_and_a_misspelt_one_is_refused_with_what_there_is() {
        let tree = Command::new("colab").subcommand(Command::new("room").subcommand(Command::new("add")));
        assert_eq!(known_command(&tree, " room  add ").unwrap(), "room add");
        assert_eq!(known_command(&tree, "room").unwrap(), "room");
        assert!(is_noun(&tree, "room") && !is_noun(&tree, "room add"));
        for (words, hint) in [
            ("", "subcommands of `colab`: room"),
            ("room ad", "subcommands of `room`: add"),
            ("room add x", "`add` has no subcommands"),
        ] {
            let error = known_command(&tree, words).unwrap_err();
            assert_eq!(error.code, "unknown_command", "{words}");
            assert_eq!(error.hints, [hint], "{words}");
        }
    }
}
