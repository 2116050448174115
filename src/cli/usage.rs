//! What the command line does not understand, in words that lead on.

use std::borrow::Cow;
use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::access::app::{FROM, LIMIT, MONTH, OPEN, SEARCH, SORT, TO, TOTAL, WORKBOOK};
use crate::access::command_tree::CommandTree;
use crate::client::Tenant;
use crate::client::cmd::TENANT;
use crate::kernel::error::{Error, ErrorCode, HelpfulOption};
use crate::kernel::shell_word::shell_word;
use crate::output::{RowSelection, TypedStretch};

/// How the standard library words what is no number, and a number below 0 where none may be.
const NO_DIGIT: &str = "invalid digit found in string";

/// How the standard library words a number that is none, and what to say instead.
const NUMBERS: &[(&str, &str)] = &[
    (NO_DIGIT, "write a whole number, such as 17"),
    (
        "cannot parse integer from empty string",
        "write a whole number, such as 17",
    ),
    (
        "number too large to fit in target type",
        "the number is too large",
    ),
    (
        "number too small to fit in target type",
        "the number is too small",
    ),
];

/// Returns what to type for what people look for under another name, with the values that they typed.
fn found_elsewhere(words: &str, option: &str, arguments: &[OsString]) -> Option<String> {
    let typed: Vec<&str> = arguments.iter().filter_map(|word| word.to_str()).collect();
    let value = |name: &str| typed_value(arguments, name);
    let month = |name: &str| value(name).map(|day| day.get(..7).unwrap_or(day));
    let is_number = |pair: &&[&str]| pair[1].parse::<i64>().is_ok() && !pair[0].starts_with("--");
    let numbers: Vec<&str> = typed.windows(2).filter(is_number).map(|pair| pair[1]).collect();
    let numbers = if numbers.is_empty() {
        "17".to_owned()
    } else {
        numbers.join(" ")
    };
    Some(match (words, option) {
        ("booking edit", "--date" | "--time" | "--by") => {
            let options = ["--date", "--by", "--time"];
            let given = options.iter().filter_map(|name| Some((name, value(name)?)));
            let given: String = given
                .map(|(name, value)| format!(" {name} {}", shell_word(value)))
                .collect();
            format!("another day or time: colab booking reschedule {numbers}{given}")
        }
        ("booking reschedule", "--from") => {
            let day = shell_word(value("--from").unwrap_or("2026-03-09"));
            format!("colab booking reschedule {numbers} --date {day}")
        }
        ("booking calendar", "--date") => {
            let day = shell_word(value("--date").unwrap_or("today"));
            format!("colab booking calendar --from {day} --to {day}")
        }
        ("pricing ledger", "--date") => {
            let month = month("--date").unwrap_or("this");
            format!("colab pricing ledger --month {}", shell_word(month))
        }
        ("pricing ledger", "--from" | "--to") => {
            let (from, to) = (month("--from"), month("--to").unwrap_or("this"));
            format!(
                "colab pricing ledger --month {}",
                shell_word(&format!("{}..{to}", from.unwrap_or(to)))
            )
        }
        _ => return None,
    })
}

/// Returns the value that was typed for an option, behind it or joined to it.
fn typed_value<'a>(arguments: &'a [OsString], option: &str) -> Option<&'a str> {
    let mut words = arguments.iter().filter_map(|word| word.to_str());
    while let Some(word) = words.next() {
        match word.strip_prefix(option) {
            Some("") => return words.next(),
            Some(rest) if rest.starts_with('=') => return rest.strip_prefix('='),
            _ => {}
        }
    }
    None
}

/// Joins an option and a value that begins with a minus and a digit (`--from -1d`), which is never an option.
pub fn with_negative_values(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut joined: Vec<OsString> = Vec::new();
    for word in arguments {
        let is_negative = word.to_str().is_some_and(|text| {
            let rest = text.strip_prefix('-');
            rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        });
        match joined.last_mut().filter(|_| is_negative) {
            Some(option)
                if option
                    .to_str()
                    .is_some_and(|text| text.starts_with("--") && !text.contains('=') && text.len() > 2) =>
            {
                option.push("=");
                option.push(word);
            }
            _ => joined.push(word),
        }
    }
    joined
}

/// Turns an error of clap into one of ours, with the ways out that fit best.
pub fn usage_error(error: &clap::Error, arguments: &[OsString], tree: CommandTree) -> Error {
    let text = error.to_string();
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines
        .next()
        .unwrap_or_default()
        .trim_start_matches("error: ")
        .to_owned();
    let first = if is_below_zero(error) {
        first.replace(NO_DIGIT, "write 0 or more")
    } else {
        first
    };
    let first = NUMBERS
        .iter()
        .fold(first, |text, (theirs, ours)| text.replace(theirs, ours));
    let better = better_hints(error, arguments, tree);
    let first = match first.strip_suffix(':') {
        // What is missing stands in the hint.
        Some(_) if !better.is_empty() => "a required argument is missing".to_owned(),
        _ => without_bounds(&first),
    };
    let mut usage = Error::usage(first);
    let is_unknown = error.kind() == ErrorKind::UnknownArgument;
    if better.is_empty() {
        let is_end = |line: &&str| line.starts_with("Usage:") || line.starts_with("For more information");
        for line in lines.take_while(|line| !is_end(line)) {
            let is_far = is_unknown && line.starts_with("tip: a similar argument") && !is_near(error);
            if !is_far {
                usage = usage.hint(line.trim_start_matches("tip: "));
            }
        }
    }
    better.into_iter().fold(usage, Error::hint)
}

/// Returns whether a whole number below 0 was typed.
fn is_below_zero(error: &clap::Error) -> bool {
    match error.get(ContextKind::InvalidValue) {
        Some(ContextValue::String(typed)) => typed.parse::<i128>().is_ok_and(|number| number < 0),
        _ => false,
    }
}

/// Returns the text with the bounds of a number in words: `-5 is not in 0..=4294967295` is too small.
fn without_bounds(text: &str) -> String {
    let Some((before, number, least)) = bounds(text) else {
        return text.to_owned();
    };
    if number < least {
        format!("{before}write {least} or more")
    } else {
        format!("{before}the number is too large")
    }
}

/// Returns the text before a number that is out of bounds, the number, and the least that may be.
fn bounds(text: &str) -> Option<(&str, i128, i128)> {
    let (before, bounds) = text.split_once(" is not in ")?;
    let (before, number) = before.rsplit_once(' ')?;
    let least = bounds.split_once("..")?.0;
    let before = text.get(..=before.len())?;
    Some((before, number.parse().ok()?, least.parse().ok()?))
}

/// Returns whether clap itself words this well: help, version, and what it shows with colours and usage.
pub fn is_well_worded(error: &clap::Error, arguments: &[OsString], tree: CommandTree) -> bool {
    let text = error.to_string();
    let first = text.lines().next().unwrap_or_default();
    let has_number = NUMBERS.iter().any(|(theirs, _)| text.contains(theirs)) || bounds(first).is_some();
    let is_unknown = error.kind() == ErrorKind::UnknownArgument;
    let is_near = !is_unknown || is_near(error);
    !has_number && is_near && better_hints(error, arguments, tree).is_empty()
}

/// Returns whether what clap suggests resembles what was typed.
fn is_near(error: &clap::Error) -> bool {
    let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidArg) else {
        return true;
    };
    match error.get(ContextKind::SuggestedArg) {
        Some(ContextValue::String(suggested)) => {
            strsim::normalized_damerau_levenshtein(typed, suggested) > 0.6
        }
        _ => true,
    }
}

/// Returns where an option that a command does not have stands, and what a missing one may be.
fn better_hints(error: &clap::Error, arguments: &[OsString], tree: CommandTree) -> Vec<String> {
    let words = typed_words(arguments, tree);
    let of_context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(vec![text.clone()]),
        Some(ContextValue::Strings(texts)) => Some(texts.clone()),
        _ => None,
    };
    match error.kind() {
        ErrorKind::UnknownArgument => {
            let typed = of_context(ContextKind::InvalidArg).unwrap_or_default().concat();
            let option = typed.split('=').next().unwrap_or_default();
            match found_elsewhere(&words, option, arguments) {
                Some(hint) => vec![hint],
                None if is_near(error) && error.get(ContextKind::SuggestedArg).is_some() => Vec::new(),
                None => siblings_with(&words, option, tree),
            }
        }
        ErrorKind::MissingRequiredArgument if words == "booking reschedule" => {
            vec!["say what changes: --date, --by, --time or --room".to_owned()]
        }
        ErrorKind::MissingRequiredArgument if words == "pricing quote" => {
            vec!["give a booking's or rental's number, or --room ROOM --date DAY".to_owned()]
        }
        _ => Vec::new(),
    }
}

/// Returns which commands of the same noun have an option.
fn siblings_with(words: &str, option: &str, tree: CommandTree) -> Vec<String> {
    let Some(name) = option.strip_prefix("--").filter(|name| !name.is_empty()) else {
        return Vec::new();
    };
    let Some((noun, verb)) = words.split_once(' ') else {
        return Vec::new();
    };
    let mut tree = tree();
    tree.build();
    let has = |command: &&Command| {
        command.get_name() != verb
            && command
                .get_arguments()
                .any(|arg| arg.get_long() == Some(name) && !arg.is_hide_set())
    };
    let verbs: Vec<String> = tree
        .find_subcommand(noun)
        .into_iter()
        .flat_map(Command::get_subcommands)
        .filter(has)
        .map(|command| format!("colab {noun} {}", command.get_name()))
        .collect();
    if verbs.is_empty() {
        vec![format!("colab help {words}")]
    } else {
        vec![format!("{option} is an option of {}", verbs.join(", "))]
    }
}

/// Returns the words of the command that was typed, as far as there is one.
fn typed_words(arguments: &[OsString], tree: CommandTree) -> String {
    let matches = tree().ignore_errors(true).try_get_matches_from(arguments);
    matches.map(|matches| command_words(&matches)).unwrap_or_default()
}

/// Returns the words of the command that was parsed: `room add`.
pub fn command_words(matches: &ArgMatches) -> String {
    let mut words = Vec::new();
    let mut at = matches;
    while let Some((name, inner)) = at.subcommand() {
        words.push(name);
        at = inner;
    }
    words.join(" ")
}

/// Tells whether the arguments ask for JSON; for an error that comes before they are parsed.
pub fn wants_json(arguments: &[OsString]) -> bool {
    let words: Vec<_> = arguments.iter().filter_map(|word| word.to_str()).collect();
    words.iter().any(|word| {
        matches!(
            *word,
            "--json" | "-fjson" | "-f=json" | "--format=json" | "-fndjson" | "-f=ndjson" | "--format=ndjson"
        )
    }) || words
        .windows(2)
        .any(|pair| matches!(pair[0], "-f" | "--format") && matches!(pair[1], "json" | "ndjson"))
}

/// Adds to a refusal the command lines that help: what was typed, with an option besides.
pub fn with_way_out(error: Error, arguments: &[OsString], tree: CommandTree) -> Error {
    let mut error = with_way_out_of_clock(error, arguments, tree);
    if !error.options.is_empty() {
        error = with_helpful_options(error, arguments, tree);
    }
    // The password of a server's address is not to be repeated.
    if let Some(file) = typed_value(arguments, "--database").filter(|value| !value.contains("://")) {
        let root = tree();
        for hint in error.hints.iter_mut().filter(|hint| !hint.contains("--database")) {
            *hint = on_database(hint, &shell_word(file), &root);
        }
    }
    error
}

/// Returns a hint with a database named in each of its commands, as it was in the one that failed.
fn on_database(hint: &str, file: &str, root: &Command) -> String {
    const NAME: &str = "colab ";
    let mut named = String::new();
    let mut rest = hint;
    while let Some((before, after)) = rest.split_once(NAME) {
        let begins = !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '.'));
        let verb = after.split(|c: char| c.is_whitespace() || c == '`').next();
        // The configuration is where the database would have come from.
        let is_command = verb.is_some_and(|verb| verb != "config" && root.find_subcommand(verb).is_some());
        named.push_str(before);
        named.push_str(NAME);
        if begins && is_command {
            named.push_str(&format!("--database {file} "));
        }
        rest = after;
    }
    named + rest
}

/// Adds to a refusal the command that was typed, with each of its helpful options.
fn with_helpful_options(mut error: Error, arguments: &[OsString], tree: CommandTree) -> Error {
    let words = typed_words(arguments, tree);
    let in_words = |helpful: HelpfulOption| {
        let HelpfulOption { option, purpose, .. } = helpful;
        let flags = option.split(' ').filter_map(|word| word.strip_prefix("--"));
        let is_of_command = has_options(&words, &flags.collect::<Vec<_>>(), tree);
        match with_option(arguments, &option, tree).filter(|_| is_of_command) {
            Some(command) => format!("to {purpose}: {command}"),
            None => format!("to {purpose}, add {option}"),
        }
    };
    let options = std::mem::take(&mut error.options).into_iter();
    error.options = options
        .filter_map(|helpful| untyped(helpful, arguments))
        .collect();
    error.tell_options(in_words);
    error
}

/// Returns an option without the flags that were typed already, each of which may stand but once.
fn untyped(helpful: HelpfulOption, arguments: &[OsString]) -> Option<HelpfulOption> {
    let flags = helpful.option.split(' ');
    if !flags.clone().all(|word| word.starts_with("--")) {
        // What has values may be told several times.
        return Some(helpful);
    }
    let is_typed = |flag: &str| arguments.iter().any(|word| word == flag);
    let left: Vec<&str> = flags.filter(|flag| !is_typed(flag)).collect();
    let option = left.join(" ");
    (!option.is_empty()).then_some(HelpfulOption { option, ..helpful })
}

/// Returns the command that was typed, with an option in place of another value of it; `None` where an address in it may hold a
/// password.
fn with_option(arguments: &[OsString], option: &str, tree: CommandTree) -> Option<String> {
    let is_typed = |flag: &&str| {
        let mut typed = arguments.iter().map(|word| word.to_string_lossy());
        typed.any(|word| word.split('=').next().and_then(|word| word.strip_prefix("--")) == Some(*flag))
    };
    let takes_one_value = |flag: &&str| {
        let is_it =
            |known: &Arg| known.get_long() == Some(*flag) && matches!(known.get_action(), ArgAction::Set);
        has_argument(&typed_words(arguments, tree), tree, is_it)
    };
    let flags = option.split(' ').filter_map(|word| word.strip_prefix("--"));
    let replaced: Vec<&str> = flags.filter(is_typed).filter(takes_one_value).collect();
    let words = arguments.iter().skip(1).map(|word| word.to_string_lossy());
    let words = without_options(words, &replaced);
    if words.iter().any(|word| word.contains("://")) {
        return None;
    }
    let is_end = |word: &Cow<'_, str>| word == "--";
    let end = words.iter().position(is_end).unwrap_or(words.len());
    let quoted = words.iter().map(|word| shell_word(word));
    let mut quoted: Vec<String> = quoted.collect();
    quoted.insert(end, option.to_owned());
    Some(format!("colab {}", quoted.join(" ")))
}

/// Returns words without these options and their values.
fn without_options<'w>(mut words: impl Iterator<Item = Cow<'w, str>>, flags: &[&str]) -> Vec<Cow<'w, str>> {
    let mut left = Vec::new();
    while let Some(word) = words.next() {
        let (flag, value) = match word.split_once('=') {
            Some((flag, value)) => (flag, Some(value)),
            None => (&*word, None),
        };
        let is_left = !flag.strip_prefix("--").is_some_and(|flag| flags.contains(&flag));
        if is_left {
            left.push(word);
        } else if value.is_none() {
            words.next();
        }
    }
    left
}

fn with_way_out_of_clock(error: Error, arguments: &[OsString], tree: CommandTree) -> Error {
    let has = |names: &[&str]| has_options(&typed_words(arguments, tree), names, tree);
    let flag = match error.code {
        ErrorCode::PastDate if error.hints.is_empty() => "--allow-past",
        ErrorCode::AmbiguousTime if has(&["repeated-hour"]) => "--repeated-hour first",
        ErrorCode::AmbiguousTime => {
            let instant = |name| error.details.get(name).and_then(|text| text.as_str());
            let (Some(first), Some(second)) = (instant("first"), instant("second")) else {
                return error;
            };
            let hint = if has(&["from", "to"]) {
                format!("use --from {first} or --from {second}, and --to with such a time")
            } else {
                format!("write {first} or {second}")
            };
            return error.hint(hint);
        }
        _ => return error,
    };
    let command = with_option(arguments, flag, tree);
    error.hint(command.unwrap_or_else(|| format!("use {flag}")))
}

/// Returns whether a command has all of these options.
pub fn has_options(words: &str, names: &[&str], tree: CommandTree) -> bool {
    let has = |name: &&str| has_argument(words, tree, |option| option.get_long() == Some(*name));
    names.iter().all(has)
}

/// Returns whether a command lists records: it writes them as a workbook too.
pub fn is_list(words: &str, tree: CommandTree) -> bool {
    has_argument(words, tree, |option| option.get_id() == WORKBOOK)
}

fn has_argument(words: &str, tree: CommandTree, is_meant: impl Fn(&Arg) -> bool) -> bool {
    let mut tree = tree();
    tree.build();
    let command = words
        .split(' ')
        .try_fold(&tree, |command, word| command.find_subcommand(word));
    command.into_iter().flat_map(Command::get_arguments).any(is_meant)
}

/// Returns the workbook that a list is to be written to.
pub fn workbook(matches: &ArgMatches) -> Option<PathBuf> {
    // Other commands have no such argument.
    let given = innermost(matches).try_get_one::<PathBuf>(WORKBOOK);
    given.ok().flatten().cloned()
}

/// Returns whether what is written is to be opened.
pub fn opens_document(matches: &ArgMatches) -> bool {
    let given = innermost(matches).try_get_one::<bool>(OPEN);
    given.ok().flatten().is_some_and(|opens| *opens)
}

/// Returns how rows are chosen and sorted that a query does not choose and sort.
pub fn selection(matches: &ArgMatches) -> RowSelection {
    let command = innermost(matches);
    let text = |id: &str| command.try_get_one::<String>(id).ok().flatten().cloned();
    let mut selection = RowSelection {
        sort: text(SORT),
        search: text(SEARCH),
        limit: command.try_get_one::<usize>(LIMIT).ok().flatten().copied(),
        stretch: TypedStretch {
            from: text(FROM),
            to: text(TO),
            month: text(MONTH),
        },
        tenant: command
            .try_get_one::<Tenant>(TENANT)
            .ok()
            .flatten()
            .map(|tenant| tenant.as_str().to_owned()),
        total: command
            .try_get_one::<bool>(TOTAL)
            .ok()
            .flatten()
            .is_some_and(|total| *total),
    };
    if selection.needs_all() && selection.limit.is_none() {
        selection.limit = own_limit(command);
    }
    selection
}

/// Returns the limit of a query, of whatever type of number it is.
fn own_limit(command: &ArgMatches) -> Option<usize> {
    fn given<N>(command: &ArgMatches) -> Option<usize>
    where
        N: Copy + Send + Sync + 'static,
        usize: TryFrom<N>,
    {
        let limit = command.try_get_one::<N>("limit").ok().flatten();
        limit.and_then(|limit| usize::try_from(*limit).ok())
    }
    given::<usize>(command)
        .or_else(|| given::<i64>(command))
        .or_else(|| given::<u32>(command))
}

/// Returns what was given to the command itself.
fn innermost(matches: &ArgMatches) -> &ArgMatches {
    let inner = matches.subcommand().map(|(_, inner)| inner);
    inner.map_or(matches, innermost)
}
