//! A new database is made of a foundation, which is what the migrations came to when it was written, and of the migrations since.
//! An older one walks up by the migrations alone, and both are the same.
//!
//! `COLAB_REGENERATE=1 cargo test --test suite foundation::` writes the foundations from the migrations, and adds the checksums
//! of new migrations.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use super::support::{Engine, Env, postgres, root, sha256};

both![a_new_database_is_what_the_migrations_come_to];
any![migrations_that_were_run_are_never_changed];

const ADVICE: &str = "COLAB_REGENERATE=1 cargo test --test suite foundation::";

const VERSION_TABLE: &str = "CREATE TABLE IF NOT EXISTS __diesel_schema_migrations (
       version VARCHAR(50) PRIMARY KEY NOT NULL,
       run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);";

/// The scripts of an engine by version.
fn scripts(engine: Engine) -> BTreeMap<String, String> {
    let folders = fs::read_dir(root().join(format!("migrations/{engine}"))).unwrap();
    let scripts = folders.map(|folder| {
        let path = folder.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let version = name.split('_').next().unwrap().replace('-', "");
        (version, fs::read_to_string(path.join("up.sql")).unwrap())
    });
    scripts.collect()
}

fn foundation_file(engine: Engine) -> PathBuf {
    root().join(format!("migrations/foundation/{engine}.sql"))
}

/// A database without a table.
fn empty(engine: Engine) -> Env {
    match engine {
        Engine::Postgres => Env::with_empty_server(),
        Engine::Sqlite => {
            let mut env = Env::without_database();
            let path = env.path("empty.db");
            env.use_database(engine, path.to_str().unwrap());
            env
        }
    }
}

/// Runs migrations past the program.
fn walk(env: &Env, scripts: &BTreeMap<String, String>, begun: &[String]) {
    let steps = scripts.iter().filter(|(version, _)| !begun.contains(version));
    let mut all = format!("BEGIN; {VERSION_TABLE}\n");
    for (version, script) in steps {
        write!(all, "{script}\n{}\n", recorded(version)).unwrap();
    }
    env.raw_sql(&(all + "COMMIT;")).unwrap();
}

fn recorded(version: &str) -> String {
    format!("INSERT INTO __diesel_schema_migrations (version) VALUES ('{version}');")
}

fn a_new_database_is_what_the_migrations_come_to(env: &Env) {
    let engine = env.engine();
    let scripts = scripts(engine);
    let walked = empty(engine);
    walk(&walked, &scripts, &[]);
    let path = foundation_file(engine);
    if std::env::var_os("COLAB_REGENERATE").is_some() {
        let head = format!("-- Written by {ADVICE} from migrations/{engine}.\n");
        let body = match engine {
            Engine::Sqlite => file_script(&walked),
            Engine::Postgres => server_script(&walked, &scripts),
        };
        fs::write(&path, head + &body).unwrap();
    }
    let made = empty(engine);
    let foundation = fs::read_to_string(&path).unwrap();
    made.raw_sql(&format!("BEGIN; {foundation} COMMIT;")).unwrap();
    let begun: Vec<String> = made
        .raw_texts("SELECT version FROM __diesel_schema_migrations")
        .into_iter()
        .flatten()
        .collect();
    assert!(begun.len() > 50, "{begun:?}");
    walk(&made, &scripts, &begun);
    let (expected, found) = (facts(&walked), facts(&made));
    let missing: Vec<_> = expected.iter().filter(|fact| !found.contains(fact)).collect();
    let added: Vec<_> = found.iter().filter(|fact| !expected.contains(fact)).collect();
    assert!(
        missing.is_empty() && added.is_empty() && expected.len() > 500,
        "{} is stale: run {ADVICE}\nonly after all migrations: {missing:#?}\nonly by the foundation: {added:#?}",
        path.display()
    );
    // The program makes the same, and takes one that walked for its own.
    walked
        .raw_sql(if walked.is_sqlite() {
            "INSERT INTO database_info (id, database_id, created_at, is_test) VALUES (1, 'walked', 1, 1)"
        } else {
            "INSERT INTO database_info (id, database_id, created_at, is_test) VALUES (1, 'walked', now(), true)"
        })
        .unwrap();
    let boot = ["user", "bootstrap", "chief", "--token", "-f", "json"];
    let token = walked.call(&boot).without("COLAB_TOKEN").run().ok().json();
    let token = token["token"].as_str().unwrap().to_owned();
    walked
        .colab_with(&["db", "check"], "", &[("COLAB_TOKEN", &token)])
        .ok();
}

/// Everything that a database has: the definitions of its parts, who may use them, and its rows.
fn facts(env: &Env) -> Vec<String> {
    let texts = |query: &str| env.raw_texts(query).into_iter().flatten();
    if env.is_sqlite() {
        let all = "'table', 'index', 'view', 'trigger'";
        return [parts(env, "tbl_name || ': ' || sql", all), rows(env)].concat();
    }
    let mut facts: Vec<String> = texts(SERVER_FACTS).collect();
    for table in texts(
        "SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'",
    ) {
        let rows = format!("SELECT '{table}: ' || (to_jsonb(t) - 'run_on')::text FROM \"{table}\" t");
        facts.extend(texts(&rows));
    }
    facts
}

const SERVER_FACTS: &str = "
  WITH ours AS (SELECT * FROM pg_class WHERE relnamespace = 'public'::regnamespace)
  SELECT 'table ' || relname || ' ' || relkind::text || ' ' || relrowsecurity || ' '
         || (SELECT string_agg(acl::text, ' ' ORDER BY acl::text) FROM unnest(coalesce(relacl, acldefault('r', relowner))) acl) || ' '
         || (SELECT string_agg(concat_ws(' ', attname, format_type(atttypid, atttypmod), attnotnull, attgenerated, attidentity,
                               attacl, attcollation::regcollation, pg_get_expr(adbin, adrelid)), ', ' ORDER BY attnum)
               FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
              WHERE attrelid = ours.oid AND attnum > 0 AND NOT attisdropped)
    FROM ours WHERE relkind IN ('r', 'v')
  UNION ALL SELECT 'view ' || relname || pg_get_viewdef(oid) FROM ours WHERE relkind = 'v'
  UNION ALL SELECT 'index ' || pg_get_indexdef(oid) FROM ours WHERE relkind = 'i'
  UNION ALL SELECT 'sequence ' || sequencename || ' ' || concat_ws(' ', start_value, min_value, max_value, increment_by, cycle,
                   last_value) FROM pg_sequences WHERE schemaname = 'public'
  UNION ALL SELECT 'constraint ' || conname || ' ' || conrelid::regclass || ' ' || pg_get_constraintdef(c.oid)
              FROM pg_constraint c JOIN ours ON ours.oid = conrelid
  UNION ALL SELECT 'trigger ' || tgname || ' ' || tgenabled::text || ' ' || pg_get_triggerdef(t.oid)
              FROM pg_trigger t JOIN ours ON ours.oid = tgrelid WHERE NOT tgisinternal
  UNION ALL SELECT 'policy ' || polname || ' ' || concat_ws(' ', polrelid::regclass, polcmd, polpermissive, polroles,
                   pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) FROM pg_policy
  UNION ALL SELECT 'function ' || pg_get_functiondef(p.oid)
                   || (SELECT string_agg(acl::text, ' ' ORDER BY acl::text) FROM unnest(coalesce(proacl, acldefault('f', proowner))) acl)
              FROM pg_proc p
             WHERE pronamespace = 'public'::regnamespace
               AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')";

/// The parts of an embedded database of one kind, in the order in which they were made.
fn parts(env: &Env, shown: &str, kinds: &str) -> Vec<String> {
    let query = format!(
        "SELECT {shown} FROM sqlite_schema WHERE type IN ({kinds}) AND sql IS NOT NULL
         AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type DESC, rowid"
    );
    env.raw_texts(&query).into_iter().flatten().collect()
}

/// The rows of an embedded database, as statements.
fn rows(env: &Env) -> Vec<String> {
    let mut statements = Vec::new();
    for table in parts(env, "name", "'table'") {
        let columns = format!("SELECT name FROM pragma_table_info('{table}') WHERE name <> 'run_on'");
        let columns: Vec<String> = env.raw_texts(&columns).into_iter().flatten().collect();
        let quoted: Vec<String> = columns.iter().map(|column| format!("quote({column})")).collect();
        let rows = format!(
            "SELECT 'INSERT INTO {table} ({}) VALUES (' || {} || ')' FROM {table}",
            columns.join(", "),
            quoted.join(" || ', ' || ")
        );
        statements.extend(env.raw_texts(&rows).into_iter().flatten());
    }
    statements
}

/// Writes an embedded database as SQL. Views and triggers go into the schema as rows: as statements each would be read twice,
/// which is half of what making a database takes.
fn file_script(env: &Env) -> String {
    let tables = parts(env, "sql", "'table'").into_iter();
    let tables =
        tables.map(|sql| sql.replace("CREATE TABLE __diesel", "CREATE TABLE IF NOT EXISTS __diesel"));
    let statements = tables.chain(rows(env)).chain(parts(env, "sql", "'index'"));
    let row = "'(' || quote(type) || ', ' || quote(name) || ', ' || quote(tbl_name) || ', 0, ' || quote(sql) || ')'";
    let others = parts(env, row, "'view', 'trigger'").join(",\n");
    let mut script: String = statements.map(|statement| statement + ";\n").collect();
    script += "PRAGMA writable_schema=ON;\n\
        INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES\n";
    script + &others + ";\nPRAGMA writable_schema=RESET;\n"
}

/// Writes a server's database as SQL, from what `pg_dump` says of it. No name has its schema, which may be any.
fn server_script(env: &Env, scripts: &BTreeMap<String, String>) -> String {
    const PATH: &str = "SET search_path TO 'public', 'pg_temp'";
    let program = postgres::binaries().unwrap().join("pg_dump");
    let dump = Command::new(program)
        .args(["--no-owner", "--column-inserts", env.database_url()])
        .output()
        .unwrap();
    assert!(dump.status.success(), "{dump:?}");
    let dump = String::from_utf8(dump.stdout).unwrap();
    let entries: Vec<(&str, &str)> = dump
        .split("\n--\n-- ")
        .skip(1)
        .filter_map(|entry| entry.split_once("\n--\n\n"))
        .collect();
    let is_function = |head: &str| head.contains("; Type: FUNCTION;");
    let last_function = entries.iter().rposition(|(head, _)| is_function(head)).unwrap();
    let mut script = "CREATE EXTENSION IF NOT EXISTS btree_gist;\nSET LOCAL check_function_bodies = off;\n\
        SELECT set_config('colab.search_path', current_setting('search_path'), true),\n       \
        set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);\n"
        .to_owned();
    for (at, (head, body)) in entries.iter().enumerate() {
        let is_left_out = head.contains("; Type: COMMENT;")
            || head.contains("; Type: EXTENSION;")
            || head.starts_with("Data for Name: __diesel_schema_migrations;")
            || head.contains("; Type: SEQUENCE SET;") && body.contains(", 1, false)")
            || head.ends_with("database dump complete");
        if !is_left_out {
            let lines = body.lines();
            let lines = lines.filter(|line| !line.starts_with("SET default_"));
            let body = lines.collect::<Vec<_>>().join("\n");
            let body = body
                .replace(PATH, "SET search_path FROM CURRENT")
                .replace("public.", "");
            let body = body.replace("CREATE TABLE __diesel", "CREATE TABLE IF NOT EXISTS __diesel");
            let body = if is_function(head) { body } else { as_typed(&body) };
            script += body.trim_matches('\n');
            script += "\n";
        }
        if at == last_function {
            script += "SELECT set_config('search_path', current_setting('colab.search_path'), true);\n";
        }
    }
    for version in scripts.keys() {
        writeln!(script, "{}", recorded(version)).unwrap();
    }
    script
}

/// Writes conditions as people do. The server flattens chains of AND and OR that it reads, but not those that it makes itself of
/// `BETWEEN` and of comparisons of rows: written as it shows them, they would become other ones.
fn as_typed(text: &str) -> String {
    let (mut typed, mut rest) = (String::new(), text);
    while let Some(at) = rest.find("((") {
        typed += &rest[..at];
        rest = &rest[at..];
        let found = between(rest).or_else(|| {
            let (left, right, length) = distinct_rows(rest)?;
            let rows = format!("(({}) IS DISTINCT FROM ({}))", left.join(", "), right.join(", "));
            (left.len() > 1).then_some((rows, length))
        });
        match found {
            Some((words, length)) => {
                typed += &words;
                rest = &rest[length..];
            }
            None => {
                typed.push('(');
                rest = &rest[1..];
            }
        }
    }
    typed + rest
}

/// The length of what stands before the parenthesis that closes more than was opened.
fn until_closed(text: &str) -> Option<usize> {
    let mut depth = 0;
    text.find(|c: char| {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth < 0
    })
}

fn is_balanced(text: &str) -> bool {
    until_closed(text).is_none() && text.matches('(').count() == text.matches(')').count()
}

/// Reads `((x >= a) AND (x <= b))`; returns it as typed, and its length.
fn between(text: &str) -> Option<(String, usize)> {
    let (left, rest) = text.strip_prefix("((")?.split_once(" >= ")?;
    let (low, rest) = rest.split_once(") AND (")?;
    let rest = rest.strip_prefix(left)?.strip_prefix(" <= ")?;
    let (high, rest) = rest.split_at(until_closed(rest)?);
    let rest = rest.strip_prefix("))")?;
    let is_whole = is_balanced(left) && is_balanced(low);
    is_whole.then(|| {
        (
            format!("({left} BETWEEN {low} AND {high})"),
            text.len() - rest.len(),
        )
    })
}

/// Reads `(((a IS DISTINCT FROM b) OR (c IS DISTINCT FROM d)) OR …)`; returns the left sides, the right ones, and its length.
fn distinct_rows(text: &str) -> Option<(Vec<&str>, Vec<&str>, usize)> {
    let inner = text.strip_prefix('(')?;
    if !inner.starts_with('(') {
        let length = until_closed(inner)?;
        let (left, right) = inner[..length].split_once(" IS DISTINCT FROM ")?;
        let is_one = is_balanced(left) && is_balanced(right) && !right.contains(" IS DISTINCT FROM ");
        return is_one.then(|| (vec![left], vec![right], length + 2));
    }
    let (mut left, mut right, length) = distinct_rows(inner)?;
    let rest = inner[length..].strip_prefix(" OR ")?;
    let last = distinct_rows(rest).filter(|(left, ..)| left.len() == 1)?;
    let closed = rest[last.2..].strip_prefix(')')?;
    left.extend(last.0);
    right.extend(last.1);
    Some((left, right, text.len() - closed.len()))
}

/// What somebody has run stays as it was run: a change of the tables is a migration of its own.
fn migrations_that_were_run_are_never_changed(_: &Env) {
    let path = root().join("migrations/SHA256SUMS");
    let text = fs::read_to_string(&path).unwrap_or_default();
    let mut sums: BTreeMap<String, String> = text
        .lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(sum, name)| (name.to_owned(), sum.to_owned()))
        .collect();
    let mut found = BTreeMap::new();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        for folder in fs::read_dir(root().join(format!("migrations/{engine}"))).unwrap() {
            let folder = folder.unwrap();
            for script in ["up.sql", "down.sql"] {
                let name = format!("{engine}/{}/{script}", folder.file_name().to_str().unwrap());
                found.insert(name, sha256(fs::read(folder.path().join(script)).unwrap()));
            }
        }
    }
    if std::env::var_os("COLAB_REGENERATE").is_some() {
        for (name, sum) in &found {
            sums.entry(name.clone()).or_insert_with(|| sum.clone());
        }
        let lines = sums.iter().map(|(name, sum)| format!("{sum}  {name}\n"));
        fs::write(&path, lines.collect::<String>()).unwrap();
    }
    for (name, sum) in &sums {
        assert_eq!(
            found.get(name),
            Some(sum),
            "{name} was changed: write another migration"
        );
    }
    let new: Vec<_> = found.keys().filter(|name| !sums.contains_key(*name)).collect();
    assert!(
        new.is_empty(),
        "{new:?} are not in {}: run {ADVICE}",
        path.display()
    );
}
