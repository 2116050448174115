//! How the program speaks and how its code is named: help, messages, docs and type names, held over the whole source.

use std::collections::{BTreeMap, BTreeSet};

use clap::CommandFactory;
use colab::cli::Cli;

use super::support::Env;
use super::support::source::{SourceFile, assert_none, literals, source_files};

any![
    help_is_an_imperative_of_one_line,
    flags_have_help_that_is_no_riddle,
    messages_state_what_is_wrong,
    most_function_docs_begin_with_a_verb,
    types_have_two_words_and_one_meaning,
    booleans_are_asked_with_if,
    nothing_refers_to_documents_outside_the_repository,
    the_rules_of_words_see_what_they_forbid
];

/// Words that begin a relative clause without a noun, a question or a riddle.
const RIDDLES: [&str; 15] = [
    "What", "Who", "Whom", "Whose", "Which", "Where", "When", "How", "Why", "That", "Those", "By", "As",
    "So", "Again",
];

fn commands(command: &clap::Command, name: &str, found: &mut Vec<(String, clap::Command)>) {
    for inner in command.get_subcommands().filter(|inner| !inner.is_hide_set()) {
        let name = format!("{name} {}", inner.get_name());
        commands(inner, &name, found);
        found.push((name, inner.clone()));
    }
}

fn all_commands() -> Vec<(String, clap::Command)> {
    let mut tree = Cli::command();
    tree.build();
    let mut found = Vec::new();
    commands(&tree, "colab", &mut found);
    assert!(found.len() > 100, "only {} commands", found.len());
    found
}

/// What is wrong with the summary of a command; `None` if nothing.
fn summary_fault(summary: &str) -> Option<&'static str> {
    let first = summary.split_whitespace().next().unwrap_or_default();
    if summary.is_empty() {
        Some("there is none")
    } else if summary.chars().count() > 100 || summary.contains('\n') {
        Some("it is longer than a line")
    } else if summary.ends_with('.') {
        Some("it ends with a full stop")
    } else if RIDDLES.contains(&first) {
        Some("it is a clause, no sentence")
    } else if !is_imperative(first) {
        Some("it does not begin with a verb in the imperative; name the verb in VERBS if it does")
    } else {
        None
    }
}

/// Verbs that begin a summary.
const VERBS: &[&str] = &[
    "Accept",
    "Acknowledge",
    "Activate",
    "Add",
    "Apply",
    "Approve",
    "Assign",
    "Blank",
    "Block",
    "Cancel",
    "Change",
    "Check",
    "Close",
    "Combine",
    "Confirm",
    "Count",
    "Create",
    "Deactivate",
    "Declare",
    "Disable",
    "Edit",
    "Enable",
    "Fill",
    "Give",
    "Hash",
    "Hold",
    "Import",
    "Lift",
    "List",
    "Manage",
    "Mark",
    "Merge",
    "Move",
    "Open",
    "Print",
    "Propose",
    "Quote",
    "Re-enable",
    "Reject",
    "Release",
    "Remove",
    "Rename",
    "Reopen",
    "Replace",
    "Return",
    "Revoke",
    "Run",
    "Save",
    "Send",
    "Set",
    "Show",
    "Sign",
    "Snooze",
    "Start",
    "Submit",
    "Suggest",
    "Take",
    "Unassign",
    "Undo",
    "Upgrade",
    "Verify",
    "Write",
];

fn is_imperative(word: &str) -> bool {
    VERBS.contains(&word.trim_end_matches([',', ';']))
}

fn help_is_an_imperative_of_one_line(_: &Env) {
    let mut broken = Vec::new();
    for (name, command) in all_commands() {
        let summary = command.get_about().map(ToString::to_string).unwrap_or_default();
        if let Some(fault) = summary_fault(&summary) {
            broken.push(format!("{name}: {summary:?}: {fault}"));
        }
    }
    assert_none("summaries of commands", &broken);
    let is_used = |verb: &&&str| {
        let mut summaries = all_commands()
            .into_iter()
            .filter_map(|(_, command)| command.get_about().cloned());
        summaries.any(|text| text.to_string().split([' ', ',', ';']).next() == Some(**verb))
    };
    let unused: Vec<String> = VERBS
        .iter()
        .filter(|verb| !is_used(verb))
        .map(|verb| (*verb).to_owned())
        .collect();
    assert_none("verbs that no command begins with", &unused);
}

fn flags_have_help_that_is_no_riddle(_: &Env) {
    let mut broken = Vec::new();
    for (name, command) in all_commands() {
        for flag in command.get_arguments().filter(|flag| !flag.is_hide_set()) {
            let help = flag.get_help().map(ToString::to_string).unwrap_or_default();
            let first = help.split_whitespace().next().unwrap_or_default();
            let is_infinitive = ["When to ", "What to ", "Where to "]
                .iter()
                .any(|start| help.starts_with(start));
            let is_riddle = RIDDLES.contains(&first) && !is_infinitive;
            if help.is_empty() || is_riddle || help.ends_with('.') {
                broken.push(format!("{name} {}: {help:?}", flag.get_id()));
            }
        }
    }
    assert_none("help of flags", &broken);
}

/// Messages of the form "`x` is no day" are written "invalid day `x`".
fn is_old_order(text: &str) -> bool {
    [
        "` is no ",
        "` is none ",
        "} is no ",
        "} is none ",
        "` are no ",
        "} are no ",
    ]
    .iter()
    .any(|form| text.replace("is no longer", "").contains(form))
}

fn messages_state_what_is_wrong(_: &Env) {
    let mut broken = Vec::new();
    let mut told = 0;
    for file in source_files() {
        for (line, text) in literals(&file.text) {
            if is_old_order(&text) {
                broken.push(format!("{}:{line}: {text}", file.path));
            }
        }
        told += file.text.lines().filter(|line| has_word(line, "said")).count();
    }
    assert_none("messages in the old word order", &broken);
    // The number only ever falls.
    assert!(told <= 5, "{told} lines with \"said\"");
}

fn has_word(line: &str, word: &str) -> bool {
    line.split(|c: char| !c.is_alphanumeric() && c != '_')
        .any(|found| found.eq_ignore_ascii_case(word))
}

/// The first doc line of each function that has one.
fn function_docs(file: &SourceFile) -> Vec<&str> {
    let lines: Vec<&str> = file.text.lines().map(str::trim).collect();
    let mut docs = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let words = line
            .trim_start_matches("pub(super) ")
            .trim_start_matches("pub(crate) ");
        let words = words.trim_start_matches("pub ").trim_start_matches("const ");
        if !words.starts_with("fn ") {
            continue;
        }
        let above = lines[..at].iter().rev();
        let above = above.take_while(|line| line.starts_with("///") || line.starts_with("#["));
        docs.extend(above.filter_map(|line| line.strip_prefix("/// ")).last());
    }
    docs
}

/// Whether a doc line begins with a verb in the third person: `Returns …`.
fn begins_with_verb(doc: &str) -> bool {
    let nouns = [
        "This",
        "Its",
        "As",
        "Is",
        "Has",
        "Was",
        "Always",
        "Names",
        "Numbers",
        "Rows",
        "Ids",
        "Texts",
        "Days",
        "Bookings",
        "Rooms",
        "Columns",
        "Lines",
        "Fields",
        "Words",
        "Values",
        "Devices",
        "Users",
        "Prices",
        "Rentals",
        "Bytes",
        "Dates",
        "Cells",
        "Sheets",
        "Notes",
        "Hours",
        "Minutes",
        "Categories",
        "Guests",
        "Others",
        "Changes",
        "Rates",
        "Times",
        "Whether",
        "Periods",
        "Reasons",
    ];
    let first = doc
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    first.ends_with('s') && first.starts_with(|c: char| c.is_uppercase()) && !nouns.contains(&first)
}

fn most_function_docs_begin_with_a_verb(_: &Env) {
    let files = source_files();
    let docs: Vec<&str> = files.iter().flat_map(function_docs).collect();
    let verbs = docs.iter().filter(|doc| begins_with_verb(doc)).count();
    assert!(docs.len() > 500, "only {} docs were seen", docs.len());
    assert!(
        verbs * 100 >= docs.len() * 90,
        "{verbs} of {} function docs begin with a verb",
        docs.len()
    );
}

/// Names of types with the files that define them.
fn type_names(files: &[SourceFile]) -> BTreeMap<String, BTreeSet<&str>> {
    let mut names: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for file in files {
        for line in file.code.lines().map(str::trim) {
            let words: Vec<&str> = line.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
            let at = words
                .iter()
                .position(|word| ["struct", "enum", "trait"].contains(word));
            let defines = at.is_some_and(|at| {
                words[..at]
                    .iter()
                    .all(|word| ["pub", "super", "crate", ""].contains(word))
            });
            if let Some(name) = at.filter(|_| defines).and_then(|at| words.get(at + 1)) {
                names.entry((*name).to_owned()).or_default().insert(&file.path);
            }
        }
    }
    names
}

fn types_have_two_words_and_one_meaning(_: &Env) {
    let files = source_files();
    let names = type_names(&files);
    assert!(names.len() > 300, "only {} types were seen", names.len());
    // The share only ever falls; no name stands for two types.
    let is_one_word = |name: &&String| name.chars().filter(|c| c.is_uppercase()).count() == 1;
    let short: Vec<&String> = names.keys().filter(is_one_word).collect();
    assert!(
        short.len() * 100 <= names.len() * 9,
        "{} of {} types have one word: {short:?}",
        short.len(),
        names.len()
    );
    let repeated: Vec<_> = names.iter().filter(|(_, files)| files.len() > 1).collect();
    assert!(repeated.is_empty(), "names of two or more types: {repeated:#?}");
}

fn booleans_are_asked_with_if(_: &Env) {
    let mut matches = Vec::new();
    for file in source_files() {
        for (at, line) in file.code.lines().enumerate() {
            if line.trim_start().starts_with("true => ") {
                matches.push(format!("{}:{}", file.path, at + 1));
            }
        }
    }
    assert_none("matches on a bool", &matches);
}

fn nothing_refers_to_documents_outside_the_repository(_: &Env) {
    let root = super::support::root();
    let mut broken = Vec::new();
    let folders = ["src", "crates", "tests/suite", "benches"];
    for path in folders
        .iter()
        .flat_map(|folder| super::support::source::rust_files(&root.join(folder)))
    {
        if path.ends_with("words.rs") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for (at, line) in text.lines().enumerate() {
            let names = [
                "4-house",
                "10-language",
                "3-cli",
                "5-import",
                "2-domain",
                "6-engines",
                "8-bars",
                "9-scenarios",
            ];
            if names.iter().any(|name| line.contains(name)) {
                broken.push(format!("{}:{}: {}", path.display(), at + 1, line.trim()));
            }
        }
    }
    assert_none("references to documents that are not here", &broken);
}

fn the_rules_of_words_see_what_they_forbid(_: &Env) {
    assert_eq!(summary_fault("List devices that are free in a period"), None);
    for wrong in ["What is there", "Bookings and the calendar", "List them.", ""] {
        assert!(summary_fault(wrong).is_some(), "{wrong}");
    }
    assert!(is_old_order("`{text}` is no day") && !is_old_order("invalid date `{text}`"));
    assert!(
        begins_with_verb("Returns the rooms.")
            && !begins_with_verb("The rooms.")
            && !begins_with_verb("Rooms of it.")
    );
    assert!(has_word("what was said of it", "said") && !has_word("aforesaid", "said"));
    let file = |text: &str| SourceFile {
        path: "a.rs".into(),
        text: text.into(),
        code: super::support::source::code_of(text),
    };
    let read = [file(
        "/// Returns it.\n#[must_use]\npub fn a() {}\npub(super) struct Want;\n// struct No;\n",
    )];
    assert_eq!(function_docs(&read[0]), ["Returns it."]);
    assert_eq!(type_names(&read).keys().collect::<Vec<_>>(), ["Want"]);
    assert_eq!(
        literals("let a = \"x\"; // \"no\"\nlet b = 'c';"),
        [(1, "x".to_owned())]
    );
}
