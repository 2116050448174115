//! The rules of the house that a reader of one file cannot see broken: who may know what, over all of `src/`.

use std::collections::BTreeSet;
use std::fs;

use super::support::source::{rust_files, source_files};
use super::support::{Engine, Env, root};

any![
    every_test_file_is_declared,
    sql_lives_in_stores_alone,
    the_environment_is_read_at_the_edge,
    an_inserted_row_names_every_value
];
any![
    both_engines_have_the_same_migrations,
    the_rules_see_what_they_forbid
];
postgres![both_engines_have_the_same_schema];

fn every_test_file_is_declared(_: &Env) {
    let suite = root().join("tests/suite");
    for (folder, parent) in [(suite.clone(), "main.rs"), (suite.join("support"), "mod.rs")] {
        let declared = fs::read_to_string(folder.join(parent)).unwrap();
        let declared: BTreeSet<&str> = declared
            .lines()
            .filter_map(|line| {
                line.trim_start_matches("pub ")
                    .strip_prefix("mod ")?
                    .strip_suffix(';')
            })
            .collect();
        let files = rust_files(&folder)
            .into_iter()
            .filter(|path| path.parent() == Some(&folder));
        let files: BTreeSet<String> = files
            .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
            .collect();
        let forgotten: Vec<_> = files
            .iter()
            .map(String::as_str)
            .filter(|name| !["main", "mod"].contains(name) && !declared.contains(name))
            .collect();
        assert!(
            forgotten.is_empty(),
            "not declared in {}/{parent}: {forgotten:?}",
            folder.display()
        );
    }
}

/// A rule over the source: where a file stands decides whether the words are forbidden in it.
struct Rule {
    what: &'static str,
    applies: fn(&str) -> bool,
    forbidden: &'static [&'static str],
}

/// Where SQL may be spoken; rows are derived in a `model.rs`, which asks nothing.
fn is_store(path: &str) -> bool {
    path.ends_with("/store.rs")
        || path.starts_with("db/")
        || path.starts_with("admin/integrity/rules/")
        || path == "access/tx.rs"
}

const DIESEL: Rule = Rule {
    what: "Diesel belongs in a `store.rs`, in `db/` or in the transaction, its derives in a `model.rs`",
    applies: |path| !is_store(path) && !path.ends_with("/model.rs"),
    forbidden: &["diesel"],
};

const SQL: Rule = Rule {
    what: "queries belong in a `store.rs`, in `db/` or in the transaction",
    applies: |path| !is_store(path),
    forbidden: &[
        "sql_query",
        "batch_execute",
        "insert_into",
        "diesel::update",
        "diesel::delete",
        "RunQueryDsl",
        ".get_result(",
        ".get_results(",
        ".execute(",
        "\"SELECT ",
        "\"INSERT INTO ",
        "\"DELETE FROM ",
        "\"UPDATE ",
    ],
};

const ENVIRONMENT: Rule = Rule {
    what: "the environment is read in `kernel/config.rs` alone, the arguments in `lib.rs`, where the process begins",
    applies: |path| !["kernel/config.rs", "lib.rs"].contains(&path),
    forbidden: &[
        "env::var",
        "env::var_os",
        "env::vars",
        "env::vars_os",
        "env::args",
        "env::args_os",
        "env::set_var",
        "env::remove_var",
        "env::current_dir",
        "env::set_current_dir",
        "env::home_dir",
        "env::temp_dir",
        "std::env::{",
        "std::env::*",
    ],
};

fn sql_lives_in_stores_alone(_: &Env) {
    DIESEL.holds();
    SQL.holds();
}

fn the_environment_is_read_at_the_edge(_: &Env) {
    ENVIRONMENT.holds();
}

/// Rows that are copied have no place for a default.
fn an_inserted_row_names_every_value(_: &Env) {
    let files = source_files();
    let heads = files.iter().flat_map(|file| {
        let items = file.code.split("#[derive(").skip(1);
        let heads = items.filter_map(|item| Some(item.split_once("struct ")?.0));
        let inserted = heads.filter(|head| contains_word(head, "Insertable"));
        inserted.map(move |head| (&file.path, head))
    });
    let heads: Vec<_> = heads.collect();
    assert!(heads.len() > 30, "{heads:?}");
    let leaves_some = |(_, head): &&(&String, &str)| !head.contains("treat_none_as_default_value = false");
    let broken: Vec<_> = heads.iter().filter(leaves_some).collect();
    assert!(broken.is_empty(), "NULL is left to the default: {broken:?}");
}

/// A rule that no longer sees anything would hold for ever.
fn the_rules_see_what_they_forbid(_: &Env) {
    let found =
        |rule: &Rule, path: &str, line: &str| !rule.broken_by(&format!("src/{path}"), line).is_empty();
    assert!(found(&DIESEL, "room/service.rs", "use diesel::prelude::*;"));
    assert!(!found(&DIESEL, "room/store.rs", "use diesel::prelude::*;"));
    assert!(!found(&DIESEL, "room/model.rs", "use diesel::prelude::*;"));
    assert!(!found(
        &DIESEL,
        "room/service.rs",
        "// diesel would do\nfn dieselish() {}"
    ));
    assert!(found(&SQL, "room/cmd.rs", "let q = \"SELECT 1\";"));
    assert!(found(&SQL, "room/model.rs", "diesel::insert_into(rooms::table)"));
    assert!(found(
        &ENVIRONMENT,
        "room/cmd.rs",
        "let home = std::env::var(\"HOME\");"
    ));
    assert!(!found(
        &ENVIRONMENT,
        "room/cmd.rs",
        "let me = std::env::current_exe();"
    ));
    assert!(!found(
        &ENVIRONMENT,
        "kernel/config.rs",
        "std::env::var(\"HOME\")"
    ));
}

impl Rule {
    #[track_caller]
    fn holds(&self) {
        let files: Vec<_> = source_files()
            .into_iter()
            .filter(|file| self.applies_to(&file.path))
            .collect();
        assert!(
            !files.is_empty(),
            "the rule applies to no file at all: {}",
            self.what
        );
        let broken: Vec<String> = files
            .iter()
            .flat_map(|file| self.broken_by(&file.path, &file.text))
            .collect();
        assert!(broken.is_empty(), "{}:\n{}", self.what, broken.join("\n"));
    }

    fn applies_to(&self, path: &str) -> bool {
        path.strip_prefix("src/").is_some_and(self.applies)
    }

    /// `path:line: word` of each forbidden word; comments are left out.
    fn broken_by(&self, path: &str, text: &str) -> Vec<String> {
        if !self.applies_to(path) {
            return Vec::new();
        }
        let code = text.lines().enumerate();
        let code = code.filter(|(_, line)| !line.trim_start().starts_with("//"));
        code.flat_map(|(at, line)| {
            let words = self
                .forbidden
                .iter()
                .filter(move |word| contains_word(line, word));
            words.map(move |word| format!("{path}:{}: {word}", at + 1))
        })
        .collect()
    }
}

/// Whether the word stands in the line, not as a part of a longer name.
fn contains_word(line: &str, word: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        let starts = !before.is_some_and(is_name) || !word.starts_with(is_name);
        let ends = !after.is_some_and(is_name) || !word.ends_with(is_name);
        starts && ends
    })
}

fn both_engines_have_the_same_migrations(_: &Env) {
    let of = |engine: &str| -> BTreeSet<String> {
        let folder = root().join("migrations").join(engine);
        let names: BTreeSet<String> = fs::read_dir(&folder)
            .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        for name in &names {
            for script in ["up.sql", "down.sql"] {
                let path = folder.join(name).join(script);
                let text =
                    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                assert!(!text.trim().is_empty(), "{} is empty", path.display());
            }
        }
        names
    };
    let (sqlite, postgres) = (of("sqlite"), of("postgres"));
    assert!(!sqlite.is_empty(), "there are no migrations");
    assert_eq!(sqlite, postgres);
}

/// Tables, columns, what may be NULL, what refers to what, and the names of the rules.
fn both_engines_have_the_same_schema(postgres: &Env) {
    let sqlite = Env::on(Engine::Sqlite);
    let set =
        |env: &Env, query: &str| -> BTreeSet<String> { env.raw_texts(query).into_iter().flatten().collect() };
    let columns = (
        set(
            &sqlite,
            "SELECT t.name || '.' || c.name || CASE WHEN c.\"notnull\" OR c.pk THEN '' ELSE ' NULL' END
               FROM sqlite_schema t JOIN pragma_table_info(t.name) c
              WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name NOT LIKE '\\_\\_%' ESCAPE '\\'",
        ),
        set(
            postgres,
            "SELECT c.table_name || '.' || c.column_name || CASE c.is_nullable WHEN 'NO' THEN '' ELSE ' NULL' END
               FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
              WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER'
                -- as `period`, which is generated: only the constraint reads it
                AND (c.table_name, c.column_name) <> ('room_holds', 'lanes')
                AND c.table_name NOT LIKE '\\_\\_%'",
        ),
    );
    assert!(columns.0.len() > 50, "{:?}", columns.0);
    same("columns", &columns.0, &columns.1);
    let references = (
        set(
            &sqlite,
            "SELECT t.name || '.' || f.\"from\" || ' -> ' || f.\"table\"
               FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) f
              WHERE t.type = 'table' AND t.name NOT LIKE '\\_\\_%' ESCAPE '\\'",
        ),
        set(
            postgres,
            "SELECT c.conrelid::regclass || '.' || a.attname || ' -> ' || c.confrelid::regclass
               FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
              WHERE c.contype = 'f'",
        ),
    );
    same("references", &references.0, &references.1);
    // What is a constraint on one engine may be a trigger's refusal on the other; both go by the same name. Only a server
    // has instants of its own, such as `infinity`: of a file, `db check` looks for those that no calendar has.
    let statements = set(&sqlite, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL").into_iter();
    let statements = statements.collect::<Vec<_>>().join("\n");
    let rules = set(
        postgres,
        "SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'u', 'x')
            AND conname NOT LIKE '%\\_readable'",
    );
    assert!(!rules.is_empty());
    let missing: Vec<_> = rules
        .iter()
        .filter(|rule| !contains_word(&statements, rule))
        .collect();
    assert!(missing.is_empty(), "SQLite knows nothing of {missing:?}");
    // Of NULL, older versions of SQLite say that it is no valid JSON: other programs bring such.
    let may_be_null = |line: &&str| !line.contains("NOT NULL") && !line.contains("IS NULL");
    let strict = statements.lines().filter(|line| line.contains("json_valid("));
    let strict: Vec<_> = strict.filter(may_be_null).collect();
    assert!(strict.is_empty(), "no NULL is taken by {strict:?}");
    // SQLite checks what PostgreSQL has types for.
    let is_a_type = |rule: &str| rule.contains("IN (0, 1)") || rule.contains("json_valid(");
    let named = statements
        .split("CONSTRAINT ")
        .skip(1)
        .map(|rest| rest.lines().next().unwrap());
    let named = named
        .filter(|rule| !is_a_type(rule))
        .filter_map(|rule| rule.split_whitespace().next());
    let missing: Vec<_> = named.filter(|rule| !rules.contains(*rule)).collect();
    assert!(missing.is_empty(), "PostgreSQL knows nothing of {missing:?}");
}

#[track_caller]
fn same(what: &str, sqlite: &BTreeSet<String>, postgres: &BTreeSet<String>) {
    let only = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.difference(b).cloned().collect::<Vec<_>>();
    let (here, there) = (only(sqlite, postgres), only(postgres, sqlite));
    assert!(
        here.is_empty() && there.is_empty(),
        "{what} only on SQLite: {here:?}; only on PostgreSQL: {there:?}"
    );
}
