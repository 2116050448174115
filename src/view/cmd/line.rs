//! The line of a view: which commands only read, and what is filled in when it runs.

use chrono::NaiveDate;
use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{ArgMatches, Command};

use crate::access::app::WORKBOOK;
use crate::access::plan::command_words;
use crate::kernel::error::{Error, ErrorCode, Result};

/// Commands that only read; what is not named here is not a view.
pub const READING: &[&str] = &[
    "agent history",
    "agent list",
    "agent proposals",
    "agent show",
    "audit list",
    "audit stats",
    "billing journal",
    "billing outstanding",
    "billing reminders",
    "billing show",
    "billing status",
    "booking calendar",
    "booking catering",
    "booking conflicts",
    "booking demand",
    "booking list",
    "booking show",
    "booking suggest",
    "booking waiting list",
    "client alias list",
    "client contact list",
    "client duplicates",
    "client list",
    "client show",
    "client statement",
    "config get",
    "config show",
    "dashboard",
    "db check",
    "device category list",
    "device free",
    "device list",
    "device queue",
    "device show",
    "device stock",
    "file list",
    "history",
    "import list",
    "import show",
    "invoice list",
    "invoice show",
    "job check",
    "job list",
    "job runs",
    "job show",
    "location list",
    "location show",
    "notify list",
    "notify messages",
    "notify show",
    "payment list",
    "payment show",
    "pricing ledger",
    "pricing list",
    "pricing missing",
    "pricing quotes",
    "pricing show",
    "rental list",
    "rental overdue",
    "rental show",
    "report client",
    "report month",
    "report quarter",
    "report room",
    "report year",
    "requisition costs",
    "requisition list",
    "requisition show",
    "room alias list",
    "room blocks",
    "room free",
    "room list",
    "room queue",
    "room show",
    "room utilisation",
    "site holidays",
    "task agenda",
    "task costs",
    "task list",
    "task show",
    "user grants",
    "user list",
    "user roles",
    "user show",
    "user token list",
    "vendor list",
    "vendor show",
    "view list",
    "view show",
];

/// Options that are for whoever runs the view, by their ids and as typed.
const RUNNERS_OPTIONS: [(&str, &str); 12] = [
    ("token_file", "--token-file"),
    ("job", "--job"),
    ("again", "--again"),
    ("database", "--database"),
    ("read_database", "--read-database"),
    ("acting_as", "--as"),
    ("dry_run", "--dry-run"),
    ("yes", "--yes"),
    ("quiet", "--quiet"),
    ("no_input", "--no-input"),
    ("verbose", "--verbose"),
    ("log_format", "--log-format"),
];

/// The same that write a file, which a line may name when it is run.
const WRITING_OPTIONS: [(&str, &str); 2] = [(WORKBOOK, "-o"), ("output", "-o")];

/// Options with which a command that reads writes something.
const CHANGING_OPTIONS: [(&str, &str); 2] = [("record_demand", "--record-demand"), ("mail", "--mail")];

/// Spellings of options of which a view's are given up for those that it is run with.
const REPLACED: [&[&str]; 2] = [&["-f", "--format", "--json"], &["--fields"]];

/// Splits a line as a shell does; the program's own name before it is left out.
///
/// # Errors
/// `Invalid` for a quote that is not closed.
pub fn split(text: &str) -> Result<Vec<String>> {
    let mut words = shlex::split(text).ok_or_else(|| refused("it has a quote that is not closed"))?;
    if words.first().is_some_and(|word| word == "colab") {
        words.remove(0);
    }
    Ok(words)
}

/// Fills in the placeholders: `{today}`, `{month}`.
///
/// # Errors
/// `Invalid` for another one.
pub fn filled_in(words: &[String], today: NaiveDate) -> Result<Vec<String>> {
    words.iter().map(|word| word_filled_in(word, today)).collect()
}

fn word_filled_in(word: &str, today: NaiveDate) -> Result<String> {
    let filled = word
        .replace("{today}", &today.to_string())
        .replace("{month}", &today.format("%Y-%m").to_string());
    let unknown = filled
        .split_once('{')
        .and_then(|(_, rest)| rest.split_once('}'))
        .map(|(name, _)| name);
    match unknown {
        Some(name) => Err(refused(&format!("unknown placeholder {{{name}}}"))
            .hint("the placeholders are {today} and {month}; other days are written +7d or last")),
        None => Ok(filled),
    }
}

/// Appends the words that a view is run with; its own format and fields are given up where these name others.
pub fn extended(mut words: Vec<String>, more: Vec<String>) -> Vec<String> {
    for names in REPLACED {
        if more.iter().any(|word| option_of(word, names).is_some()) {
            words = without_options(words, names);
        }
    }
    words.extend(more);
    words
}

/// Returns which of these options a word is, and whether its value stands in the word or there is none.
fn option_of<'a>(word: &str, names: &[&'a str]) -> Option<(&'a str, bool)> {
    names.iter().find_map(|name| {
        let rest = word.strip_prefix(name)?;
        let has_value = name.starts_with("--") && rest.starts_with('=') || !name.starts_with("--");
        match rest {
            "" => Some((*name, *name == "--json")),
            _ => has_value.then_some((*name, true)),
        }
    })
}

fn without_options(words: Vec<String>, names: &[&str]) -> Vec<String> {
    let mut kept = Vec::with_capacity(words.len());
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        match option_of(&word, names) {
            None => kept.push(word),
            Some((_, true)) => {}
            Some((_, false)) => {
                words.next();
            }
        }
    }
    kept
}

/// Checks that a line only reads, and returns the words of its command. One that is saved writes no file either.
///
/// # Errors
/// `Invalid` for arguments that the program does not take, and for a line that is not a view.
pub fn check(tree: Command, words: &[String], is_saved: bool) -> Result<String> {
    let matches = matches(tree, words)?;
    let (name, innermost) = innermost(&matches);
    if name == "view run" {
        return Err(
            refused("it runs a view itself").hint("save the command of that view: colab view show NAME")
        );
    }
    if !READING.contains(&name.as_str()) {
        return Err(
            refused(&format!("`{name}` does not only read, or shows a secret"))
                .hint("a view is a list or a show: colab view save late \"rental overdue\""),
        );
    }
    let is_typed = |id: &str| innermost.value_source(id) == Some(ValueSource::CommandLine);
    if let Some((_, option)) = RUNNERS_OPTIONS.iter().find(|(id, _)| is_typed_in(innermost, id)) {
        return Err(refused(&format!("{option} is given to `colab view run`")));
    }
    let has = |id: &str| innermost.try_contains_id(id).is_ok() && is_typed(id);
    if let Some((_, option)) = WRITING_OPTIONS.iter().find(|(id, _)| is_saved && has(id)) {
        return Err(
            refused(&format!("{option} writes a file")).hint(format!("colab view run NAME -- {option} FILE"))
        );
    }
    if let Some((_, option)) = CHANGING_OPTIONS.iter().find(|(id, _)| has(id)) {
        return Err(refused(&format!("{option} writes something down")));
    }
    if words.iter().any(|word| word == "-" || word.starts_with('@')) {
        return Err(refused("it reads names from a file or standard input"));
    }
    Ok(name)
}

fn is_typed_in(matches: &ArgMatches, id: &str) -> bool {
    matches.try_contains_id(id).is_ok() && matches.value_source(id) == Some(ValueSource::CommandLine)
}

/// Parses a line; of options that are given twice the last one counts.
///
/// # Errors
/// `Invalid` for arguments that the program does not take.
pub fn matches(tree: Command, words: &[String]) -> Result<ArgMatches> {
    let line = std::iter::once("colab").chain(words.iter().map(String::as_str));
    tree.args_override_self(true)
        .try_get_matches_from(line)
        .map_err(|error| {
            if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
                return refused("it names no command of its group");
            }
            let text = error.to_string();
            let first = text.lines().next().unwrap_or_default();
            if error.use_stderr() {
                refused(first.trim_start_matches("error: ")).hint(format!(
                    "colab help {}",
                    command_words(
                        &words
                            .iter()
                            .take_while(|word| !word.starts_with('-'))
                            .cloned()
                            .collect::<Vec<_>>(),
                    )
                ))
            } else {
                refused("it asks for help")
            }
        })
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

fn refused(fact: &str) -> Error {
    Error::invalid(
        ErrorCode::NotAView,
        format!("this command cannot be a view: {fact}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        split(text).unwrap()
    }

    #[test]
    fn placeholders_are_filled_in_and_others_refused() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        let filled = filled_in(&words("booking list --from {today} --to {month}-31"), today).unwrap();
        assert_eq!(filled, words("booking list --from 2026-03-02 --to 2026-03-31"));
        let error = filled_in(&words("booking list --from {now}"), today).unwrap_err();
        assert_eq!(error.code, "not_a_view");
        assert_eq!(filled_in(&words("room list --search {"), today).unwrap()[3], "{");
    }

    #[test]
    fn what_a_view_is_run_with_replaces_its_own_format_and_fields() {
        let line = |own: &str, more: &str| extended(words(own), words(more)).join(" ");
        assert_eq!(line("room list -f csv --all", "--json"), "room list --all --json");
        assert_eq!(line("room list --format=csv", "-f json"), "room list -f json");
        assert_eq!(line("room list -fcsv", "-fjson"), "room list -fjson");
        assert_eq!(
            line("room list --fields a,b --limit 3", "--fields c --limit 2"),
            "room list --limit 3 --fields c --limit 2"
        );
        assert_eq!(line("room list --json", "--all"), "room list --json --all");
    }

    #[test]
    fn a_line_is_split_as_a_shell_does() {
        assert_eq!(
            words("colab room list --search 'a b'"),
            ["room", "list", "--search", "a b"]
        );
        assert_eq!(split("room list 'a").unwrap_err().code, "not_a_view");
    }
}
