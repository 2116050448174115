//! Completions and manual pages are those of the command tree, and every verb's help ends with examples.
//!
//! `COLAB_REGENERATE=1 cargo test --test suite generated::` writes `completions/` and `man/` anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use clap::{Command, CommandFactory};
use colab::cli::Cli;
use colab::kernel::error::ErrorCode;

use super::lists::SORTED_BY_QUERY;
use super::support::source::source_files;
use super::support::{Env, root};

any![
    the_packages_completions_are_those_that_the_program_prints,
    what_names_a_file_offers_files_and_nothing_else_does,
    what_is_chosen_among_things_offers_them,
    the_manual_pages_are_those_of_the_command_tree,
    a_page_can_be_read_by_its_commands_name,
    every_error_code_is_in_the_manual_with_its_exit_codes,
    every_verb_ends_its_help_with_two_or_three_examples,
    every_flag_and_verb_is_explained,
    a_page_goes_on_in_the_order_of_the_query_alone,
];

/// The files of `folder` must be exactly these; told to, makes them so.
#[track_caller]
fn fresh(folder: &str, expected: &BTreeMap<String, String>) {
    let folder = root().join(folder);
    if std::env::var_os("COLAB_REGENERATE").is_some() {
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).unwrap();
        for (name, text) in expected {
            fs::write(folder.join(name), text).unwrap();
        }
    }
    let present = files(&folder);
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
    let advice = "COLAB_REGENERATE=1 cargo test --test suite generated::";
    assert_eq!(names(&present), names(expected), "run {advice}");
    for (name, text) in expected {
        assert!(
            present[name] == *text,
            "{}/{name} is stale: run {advice}",
            folder.display()
        );
    }
}

fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).into_iter().flatten().map(Result::unwrap);
    entries
        .map(|entry| {
            (
                entry.file_name().into_string().unwrap(),
                fs::read_to_string(entry.path()).unwrap(),
            )
        })
        .collect()
}

fn the_packages_completions_are_those_that_the_program_prints(env: &Env) {
    let script = |shell: &str| env.colab(&["completions", shell]).ok().stdout;
    let expected = [("colab.bash", "bash"), ("_colab", "zsh"), ("colab.fish", "fish")];
    let expected = expected.map(|(name, shell)| (name.to_owned(), script(shell)));
    assert!(expected.iter().all(|(_, text)| text.contains("COMPLETE=")));
    fresh("completions", &BTreeMap::from(expected));
    assert!(
        !env.dir().join("data/colab").exists(),
        "no database is needed for it"
    );
    env.colab(&["completions", "tcsh"]).fails(2);
}

/// What is typed freely offers nothing: a shell's files are no reasons, days or amounts.
fn what_names_a_file_offers_files_and_nothing_else_does(_: &Env) {
    use clap::ValueHint;
    let wrong = |path: &str, command: &Command| {
        let takes_file = |one: &clap::Arg| {
            let names = one.get_value_names().unwrap_or_default().iter();
            let is_file = |name: &str| {
                let words = ["FILE", "FOLDER", "DIR", "PATH", "PLAN"];
                name.split('|')
                    .any(|word| words.contains(&word.split('.').next().unwrap()))
            };
            names.map(|name| name.as_str()).any(is_file) || one.get_long() == Some("database")
        };
        let offers_files = |one: &clap::Arg| {
            let hint = one.get_value_hint();
            [ValueHint::AnyPath, ValueHint::FilePath, ValueHint::DirPath].contains(&hint)
        };
        let arguments = command
            .get_arguments()
            .filter(|one| one.get_action().takes_values());
        let wrong = arguments.filter(|one| takes_file(one) != offers_files(one));
        let wrong: Vec<String> = wrong.map(|one| format!("{path}: {one}")).collect();
        (!wrong.is_empty()).then_some(wrong)
    };
    let mut found = Vec::new();
    each(&wrong, &mut found);
    assert!(found.is_empty(), "{found:#?}");
}

/// Values that only whoever types them knows, by their names: amounts, numbers, days and times, texts, pairs, and where a list
/// goes on.
const TYPED_FREELY: [&str; 59] = [
    "A..B",
    "ACCOUNT",
    "ADDRESS",
    "AMOUNT",
    "CODE",
    "COLUMN=FIELD",
    "COMMAND",
    "COSTING_ID",
    "CRON",
    "DAY",
    "DAYS",
    "DESCRIPTION",
    "DURATION",
    "EMAIL",
    "ENTITY",
    "ENTITY:ID",
    "FIELD:WORD=VALUE",
    "FIELD=VALUE",
    "HEADING=FIELD",
    "HOURS",
    "ID",
    "ITEM",
    "KEY",
    "KEY=VALUE,…",
    "LANGUAGE",
    "LIMIT",
    "LINE",
    "MINUTES",
    "MONTH",
    "N",
    "NAME",
    "NEW_NAME",
    "NOTES",
    "NUMBER",
    "PEOPLE",
    "PERCENT",
    "PHONE",
    "PLACE",
    "PREFIX",
    "PURPOSE",
    "QUANTITY",
    "QUARTER",
    "REASON",
    "RECEIPT",
    "ROLE",
    "ROW=NUMBER",
    "RRGGBB=MEANING",
    "RRULE",
    "RULE",
    "SEQ",
    "SHEET!CELL",
    "TEXT",
    "TIME",
    "TIMES",
    "TITLE",
    "WEEK",
    "WHAT",
    "WHEN",
    "YEAR",
];

/// Others that are new, or part of what no list of ours holds: by the command too.
const TYPED_FREELY_IN: [&str; 16] = [
    "client add: --alias <SPELLING>",
    "client alias add: <ALIAS>",
    "room add: --alias <SPELLING>",
    "room alias add: <ALIAS>",
    "agent config: [VALUE]",
    "device add: <SERIAL>...",
    "device list: --after <SERIAL>",
    "import legacy: <postgres://…>",
    "import schedule: --year <YEAR[..YEAR]>",
    "notify failure: --result <WORDS>",
    "notify failure: --unit <UNIT>",
    "requisition receive: --serial <SERIAL>",
    "vault search: <WORD>...",
    "view run: [WORDS]...",
    "view save: [WORDS]...",
    "import schedule: --long-term <CLIENT[=ROOM]>",
];

/// Values whose names say nothing of what they are, and that are chosen all the same.
const CHOSEN: [&str; 9] = [
    "agent approve: <PROPOSAL>...",
    "booking conflicts: [ID]",
    "booking suggest: [ID]",
    "db restore: --admin <NAME>",
    "import schedule: --default-client <NAME>",
    "import rooms: --map-from <NAME>",
    "room add: --amenity <NAME>",
    "task approve: <ID>",
    "billing advance: --quote <NUMBER>",
];

/// A value is a file, one of a list, one of what the database has, or a word that only whoever types it knows.
fn what_is_chosen_among_things_offers_them(_: &Env) {
    use clap::ValueHint;
    use clap_complete::{ArgValueCandidates, ArgValueCompleter};
    let valued = |path: &str, command: &Command| {
        let offers = |one: &clap::Arg| {
            one.get::<ArgValueCompleter>().is_some()
                || one.get::<ArgValueCandidates>().is_some()
                || !one.get_possible_values().is_empty()
                || one.get_value_hint() != ValueHint::Unknown
        };
        let arguments = command
            .get_arguments()
            .filter(|one| one.get_action().takes_values() && !one.is_hide_set());
        let path = path.trim_start_matches("colab").trim_start();
        Some(
            arguments
                .map(|one| (format!("{path}: {one}"), offers(one)))
                .collect::<Vec<_>>(),
        )
    };
    let mut found = Vec::new();
    each(&valued, &mut found);
    let found: BTreeMap<String, bool> = found.concat().into_iter().collect();
    let name = |line: &str| -> String {
        let value = line.rsplit_once(['<', '[']).map_or("", |(_, value)| value);
        value.trim_end_matches(['>', ']', '.']).to_owned()
    };
    let is_free = |line: &str| TYPED_FREELY.contains(&&*name(line)) || TYPED_FREELY_IN.contains(&line);
    let silent: Vec<&String> = found
        .iter()
        .filter(|(line, offers)| !**offers && !is_free(line))
        .map(|(line, _)| line)
        .collect();
    assert!(silent.is_empty(), "{silent:#?}");
    for line in CHOSEN {
        assert_eq!(found.get(line), Some(&true), "{line}");
    }
    for line in TYPED_FREELY_IN {
        assert_eq!(
            found.get(line),
            Some(&false),
            "not an argument, or it offers something: {line}"
        );
    }
}

fn the_manual_pages_are_those_of_the_command_tree(env: &Env) {
    let folder = env.path("pages");
    env.colab(&["man", "--output-dir", folder.to_str().unwrap()])
        .ok()
        .silent();
    let pages = files(&folder);
    let mut names = Vec::new();
    each(&|path, _| names_of(path), &mut names);
    names.push("colab-errors.1".to_owned());
    names.sort();
    assert_eq!(pages.keys().cloned().collect::<Vec<_>>(), names);
    fresh("man", &pages);
}

fn every_error_code_is_in_the_manual_with_its_exit_codes(env: &Env) {
    let page = env.colab(&["man", "errors"]).ok().stdout;
    let entries: Vec<(&str, &str)> = page
        .split(".TP\n\\fB")
        .skip(1)
        .filter_map(|entry| entry.split_once("\\fR "))
        .collect();
    assert_eq!(entries.len(), ErrorCode::ALL.len());
    let source: String = source_files().iter().map(|file| file.code.as_str()).collect();
    for code in ErrorCode::ALL {
        assert!(
            source.contains(&format!("ErrorCode::{code:?}")),
            "nothing gives {code:?}"
        );
    }
    for ((word, text), code) in entries.into_iter().zip(ErrorCode::ALL) {
        assert_eq!(*code, word);
        let exit_codes: Vec<String> = code
            .kinds()
            .iter()
            .map(|kind| kind.exit_code().to_string())
            .collect();
        let (numbers, meaning) = text.trim_end().split_once(")\n").unwrap();
        assert_eq!(
            numbers,
            format!("(exit code {}", exit_codes.join(" or ")),
            "{word}"
        );
        assert!(meaning.len() > 10 && !meaning.contains('\n'), "{word}: {meaning}");
    }
}

fn names_of(path: &str) -> Option<String> {
    Some(format!("{}.1", path.replace(' ', "-")))
}

fn a_page_can_be_read_by_its_commands_name(env: &Env) {
    let page = env.colab(&["man", "room", "alias", "add"]).ok().stdout;
    assert!(
        page.contains("colab\\-room\\-alias\\-add") && page.contains("Examples"),
        "{page}"
    );
    assert!(env.colab(&["man"]).ok().stdout.contains(".TH colab 1"));
    env.colab(&["man", "room", "paint"])
        .fails(3)
        .says("unknown command `room paint`");
}

/// Walks the tree; what `of` makes of each command and its words (`colab room add`).
fn each<T>(of: &dyn Fn(&str, &Command) -> Option<T>, found: &mut Vec<T>) {
    fn walk<T>(command: &Command, path: &str, of: &dyn Fn(&str, &Command) -> Option<T>, found: &mut Vec<T>) {
        found.extend(of(path, command));
        for inner in command.get_subcommands().filter(|inner| !inner.is_hide_set()) {
            walk(inner, &format!("{path} {}", inner.get_name()), of, found);
        }
    }
    let mut tree = Cli::command();
    tree.build();
    walk(&tree, "colab", of, found);
}

/// A list that is sorted once it is read cannot go on after a row.
fn a_page_goes_on_in_the_order_of_the_query_alone(_: &Env) {
    let mut found = Vec::new();
    each(
        &|path, command| {
            let argument = |id: &str| command.get_arguments().find(|one| one.get_id() == id);
            let (after, sort) = (argument("after")?, argument("row_sort")?);
            let refuses = command.get_arg_conflicts_with(after).contains(&sort);
            Some((path.to_owned(), refuses))
        },
        &mut found,
    );
    // Those whose query sorts by what is asked: `lists` tries that they refuse the rest.
    found.retain(|(path, _)| !SORTED_BY_QUERY.contains(&path.trim_start_matches("colab ")));
    let broken: Vec<_> = found.iter().filter(|(_, refuses)| !refuses).collect();
    assert!(found.len() >= 3 && broken.is_empty(), "{broken:?} of {found:?}");
}

/// The lines of a command's examples.
fn examples(command: &Command) -> Vec<String> {
    let help = command.clone().term_width(1000).render_long_help().to_string();
    let (_, lines) = help.rsplit_once("Examples:\n").unwrap_or_default();
    lines.lines().map(|line| line.trim().to_owned()).collect()
}

/// The lines of every command's examples.
pub fn all_examples() -> Vec<String> {
    let mut found = Vec::new();
    each(&|_, command| Some(examples(command)), &mut found);
    found.concat()
}

fn every_verb_ends_its_help_with_two_or_three_examples(_: &Env) {
    let wrong = |path: &str, command: &Command| {
        if command.has_subcommands() {
            return None;
        }
        let lines = examples(command);
        let own = lines.iter().all(|line| line.contains("colab "))
            && lines.iter().any(|line| line.contains(&path["colab ".len()..]));
        (!(2..=3).contains(&lines.len()) || !own).then(|| format!("{path}: {lines:?}"))
    };
    let mut found = Vec::new();
    each(&wrong, &mut found);
    assert!(found.is_empty(), "{found:#?}");
}

fn every_flag_and_verb_is_explained(_: &Env) {
    let silent = |path: &str, command: &Command| {
        let flags = command
            .get_arguments()
            .filter(|one| one.get_help().is_none() && !one.is_hide_set());
        let mut missing: Vec<String> = flags.map(|one| format!("{path}: {}", one.get_id())).collect();
        if command.get_about().is_none() {
            missing.push(path.to_owned());
        }
        (!missing.is_empty()).then_some(missing)
    };
    let mut found = Vec::new();
    each(&silent, &mut found);
    assert!(found.is_empty(), "without a word of help: {found:#?}");
}
