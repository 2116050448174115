//! Hostile and damaged backups: each is refused, or loaded without what was planted in it.

use std::fs;
use std::path::PathBuf;

use colab::db::backup::copy_file;
use colab::db::{Database, OpenMode};
use colab::kernel::timestamp::Timestamp;
use diesel::connection::SimpleConnection;
use diesel::{Connection as _, SqliteConnection};
use serde_json::Value;

use super::backup::{backup, content, rows};
use super::restore::{altered, unchanged};
use super::support::{Engine, Env};

both![
    a_flipped_bit_anywhere_is_found,
    holds_that_are_missing_are_found,
    a_log_that_was_cut_is_counted_and_named,
    a_restore_says_what_is_lost,
    a_planted_admin_is_refused_and_admins_are_named,
    findings_are_accepted_by_name_alone,
    numbers_at_the_end_of_their_range_are_refused,
    whoever_restores_elsewhere_gets_in,
];
sqlite![
    a_restore_says_who_this_machines_user_is,
    planted_and_missing_parts_are_refused_and_never_loaded,
    nothing_of_a_files_schema_is_run,
    what_is_not_ours_is_left_out_and_named,
    a_plain_copy_is_a_backup_too,
];
postgres![
    statements_in_a_backup_are_refused,
    a_backup_names_only_tables_and_columns_of_ours,
    a_dry_run_leaves_the_servers_schema_alone,
    headers_that_no_version_writes_are_refused,
];

/// Runs statements in a copy of an embedded backup, and seals it anew, as somebody could who knows how.
fn forged(env: &Env, file: &str, name: &str, statements: &str) -> String {
    let (open, sealed) = (env.path("open.db"), env.path(name));
    let _ = fs::remove_file(&open);
    fs::copy(env.path(file), &open).unwrap();
    let mut connection = SqliteConnection::establish(open.to_str().unwrap()).unwrap();
    connection.batch_execute(statements).unwrap();
    drop(connection);
    let _ = fs::remove_file(&sealed);
    let mut connection = Database::Sqlite(open).open(OpenMode::ReadOnly).unwrap();
    copy_file(&mut connection, &sealed, Timestamp::EPOCH).unwrap();
    name.to_owned()
}

/// The lines of one table's rows, changed.
fn with_rows(text: &str, table: &str, change: impl Fn(&str) -> Option<String>) -> String {
    let mut within = false;
    let mut changed = String::new();
    for line in text.lines() {
        let kept = match line {
            "\\." => {
                within = false;
                Some(line.to_owned())
            }
            line if within => change(line),
            line => Some(line.to_owned()),
        };
        within |= line.starts_with(&format!("table {{\"name\":\"{table}\","));
        if let Some(line) = kept {
            changed.push_str(&line);
            changed.push('\n');
        }
    }
    changed
}

#[track_caller]
fn refused(env: &Env, file: &str, code: &str) -> String {
    let mut message = String::new();
    unchanged(env, || {
        let line = ["db", "restore", file, "--yes", "-f", "json"];
        let error = env.colab(&line).fails(6).error();
        assert_eq!(error["code"], code, "{file}: {error}");
        message = error["message"].as_str().unwrap().to_owned();
        env.colab(&["db", "restore", file, "--dry-run"]).fails(6);
    });
    message
}

fn a_flipped_bit_anywhere_is_found(env: &Env) {
    content(env);
    let file = backup(env, "good");
    let whole = fs::read(env.path(&file)).unwrap();
    let step = whole.len() / 40;
    unchanged(env, || {
        for turn in 0..40 {
            let mut bytes = whole.clone();
            bytes[100 + turn * step] ^= 1 << (turn % 8);
            env.write("flipped", bytes);
            env.colab(&["db", "restore", "flipped", "--yes"]).fails(6);
        }
        // What tells that there is a checksum is no less than the rest.
        let seal = b"backup_seal";
        let places = (0..whole.len()).filter(|at| whole[*at..].starts_with(seal));
        for place in places.take(4) {
            let mut bytes = whole.clone();
            bytes[place] ^= 1;
            env.write("flipped", bytes);
            env.colab(&["db", "restore", "flipped", "--yes"]).fails(6);
        }
    });
    env.colab(&["db", "restore", &file, "--yes"]).ok();
}

/// Statements with the triggers of these tables dropped before, and put back after.
fn unguarded(env: &Env, tables: &[&str], statements: &str) -> String {
    let of = format!(
        "FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('{}') ORDER BY name",
        tables.join("', '")
    );
    let joined = |select: &str| -> String {
        let texts = env.raw_texts(&format!("SELECT {select} {of}"));
        texts.into_iter().flatten().collect()
    };
    let (drop, make) = (joined("'DROP TRIGGER ' || name || ';'"), joined("sql || ';'"));
    assert!(!drop.is_empty());
    format!("{drop} {statements}; {make}")
}

fn without_holds(env: &Env) -> String {
    let file = backup(env, "good");
    match env.engine() {
        Engine::Sqlite => {
            let unguarded = unguarded(env, &["room_holds"], "DELETE FROM room_holds");
            forged(env, &file, "forged", &unguarded)
        }
        Engine::Postgres => altered(env, &file, "forged", |text| {
            with_rows(text, "room_holds", |_| None)
        }),
    }
}

fn holds_that_are_missing_are_found(env: &Env) {
    content(env);
    let forged = without_holds(env);
    let message = refused(env, &forged, "backup_unsound");
    assert!(message.contains("hold"), "{message}");
}

fn findings_are_accepted_by_name_alone(env: &Env) {
    content(env);
    let forged = without_holds(env);
    let line = [
        "db",
        "restore",
        &forged,
        "--yes",
        "--accept-findings",
        "-f",
        "json",
    ];
    let run = env.colab(&line).ok();
    assert!(!run.json()["findings"].as_array().unwrap().is_empty());
    assert!(run.stderr.contains("accepted: "), "{run}");
    let facts = last_facts(env);
    assert_eq!(facts["accepted_findings"], run.json()["findings"]);
    env.colab(&["db", "check"]).fails(9);
}

/// The facts of the audit log's newest row.
fn last_facts(env: &Env) -> Value {
    let last = env.raw_text("SELECT CAST(metadata AS text) FROM audit_log ORDER BY seq DESC LIMIT 1");
    serde_json::from_str(&last.unwrap()).unwrap()
}

fn a_restore_says_what_is_lost(env: &Env) {
    content(env);
    let file = backup(env, "good");
    env.colab(&["booking", "cancel", "1"]).ok();
    env.colab(&["room", "add", "Later"]).ok();
    let seq = env.verify_audit().unwrap();
    let hash = env.raw_text("SELECT hash FROM audit_head").unwrap();
    // The backup's own row, and the two.
    let dry = env.json(&["db", "restore", &file, "--dry-run"]);
    assert_eq!(dry["lost_audit_rows"], 3);
    let run = env.colab(&["db", "restore", &file, "--yes", "-f", "json"]).ok();
    assert!(run.stderr.contains("3 audit rows are not in the backup"), "{run}");
    let restored = run.json();
    for facts in [&restored, &last_facts(env)] {
        assert_eq!(
            (facts["replaced_seq"].as_i64(), facts["replaced_hash"].as_str()),
            (Some(seq), Some(hash.as_str()))
        );
        assert_eq!(facts["lost_audit_rows"], 3);
    }
    // What was kept has these rows; of today's log it lacks the row of the restore alone.
    let kept = restored["kept"].as_str().unwrap();
    let run = env.colab(&["db", "restore", kept, "--yes"]).ok();
    assert!(run.stderr.contains("1 audit row is not in the backup"), "{run}");
    assert_eq!(env.verify_audit().unwrap(), seq + 1);
}

fn a_planted_admin_is_refused_and_admins_are_named(env: &Env) {
    content(env);
    env.raw_sql("UPDATE users SET role = 'admin' WHERE user_id = 'thandi'")
        .unwrap();
    let file = backup(env, "good");
    let message = refused(env, &file, "backup_unsound");
    assert!(message.contains("user thandi is admin"), "{message}");
    let accepted = env.json(&["db", "restore", &file, "--dry-run", "--accept-findings"]);
    let admins = accepted["admins"].as_array().unwrap();
    assert!(
        admins.len() == 2 && admins.contains(&"thandi".into()),
        "{admins:?}"
    );
}

fn a_restore_says_who_this_machines_user_is(env: &Env) {
    content(env);
    let file = backup(env, "good");
    let note = |said: &str| {
        let run = env.colab(&["db", "restore", &file, "--dry-run"]).ok();
        assert!(run.stderr.contains(said), "{run}");
    };
    note("of this machine is");
    let forged = forged(env, &file, "other", "UPDATE users SET os_uid = os_uid + 1");
    let message = refused(env, &forged, "backup_unsound");
    assert!(message.contains("the os_uid of user"), "{message}");
    let run = env
        .colab(&["db", "restore", &forged, "--dry-run", "--accept-findings"])
        .ok();
    assert!(
        run.stderr.contains("whom this restore would make an admin"),
        "{run}"
    );
    // A token of less makes nobody more.
    let token = env.colab(&["user", "token", "create", "--name", "less", "--scope", "db", "-q"]);
    let token = token.ok().stdout.trim().to_owned();
    let run = env
        .colab_as(
            &token,
            &["db", "restore", &forged, "--dry-run", "--accept-findings"],
        )
        .ok();
    assert!(run.stderr.contains("is not a user of the backup"), "{run}");
    assert!(run.stderr.contains("with --admin NAME"), "{run}");
}

fn a_log_that_was_cut_is_counted_and_named(env: &Env) {
    content(env);
    let file = backup(env, "good");
    let seq = env.verify_audit().unwrap();
    let hash = env.raw_text("SELECT hash FROM audit_log WHERE seq = 2").unwrap();
    let forged = match env.engine() {
        Engine::Sqlite => {
            let cut = format!(
                "DELETE FROM audit_log WHERE seq > 2; UPDATE audit_head SET seq = 2, hash = '{hash}'"
            );
            forged(
                env,
                &file,
                "forged",
                &unguarded(env, &["audit_log", "audit_head"], &cut),
            )
        }
        Engine::Postgres => altered(env, &file, "forged", |text| {
            let text = with_rows(text, "audit_log", |row| {
                let seq: i64 = row.split('\t').next().unwrap().parse().unwrap();
                (seq <= 2).then(|| row.to_owned())
            });
            let text = with_rows(&text, "audit_head", |row| {
                let mut cells: Vec<&str> = row.split('\t').collect();
                cells[1] = "2";
                cells[2] = &hash;
                Some(cells.join("\t"))
            });
            let (start, end) = (
                text.find("\"audit_seq\":").unwrap(),
                text.find(",\"audit_hash\"").unwrap(),
            );
            format!("{}\"audit_seq\":2{}", &text[..start], &text[end..])
        }),
    };
    // Whether it was found by a rule or not: it is said how many rows are gone.
    let restored = env.json(&["db", "restore", &forged, "--yes", "--accept-findings"]);
    assert_eq!(restored["lost_audit_rows"].as_i64(), Some(seq - 2), "{restored}");
    assert_eq!(last_facts(env)["replaced_seq"].as_i64(), Some(seq));
}

const EVIL: &str = "CREATE TRIGGER evil AFTER INSERT ON bookings BEGIN UPDATE users SET role = 'admin'; END;";

fn planted_and_missing_parts_are_refused_and_never_loaded(env: &Env) {
    content(env);
    let file = backup(env, "good");
    for (statements, part) in [
        (EVIL, "trigger evil was added"),
        ("DROP TRIGGER bookings_never_deleted", "bookings_never_deleted is missing"),
        ("DROP TRIGGER room_holds_no_overlap", "room_holds_no_overlap is missing"),
        ("DROP VIEW room_holds_expected", "room_holds_expected is missing"),
        (
            "PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES ('trigger', 'sqlite_evil', 'bookings', 0,
               'CREATE TRIGGER sqlite_evil AFTER INSERT ON bookings BEGIN UPDATE users SET role = ''admin''; END')",
            "trigger sqlite_evil was added",
        ),
        (
            "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'alias ', 'alias /**/ ')
              WHERE name = 'room_aliases'",
            "table room_aliases is not as the program made it",
        ),
    ] {
        let forged = forged(env, &file, "forged", statements);
        let message = refused(env, &forged, "backup_unsound");
        assert!(message.contains(part), "{message}");
        // Its rows alone are taken, into what the program makes.
        env.colab(&["db", "restore", &forged, "--yes", "--accept-findings"]).ok();
        env.colab(&["db", "check"]).ok();
    }
}

fn nothing_of_a_files_schema_is_run(env: &Env) {
    content(env);
    let file = backup(env, "good");
    for (statements, table) in [
        (
            "PRAGMA legacy_alter_table = ON; ALTER TABLE room_aliases RENAME TO a; CREATE VIEW room_aliases AS SELECT * FROM a",
            "room_aliases",
        ),
        ("DROP TABLE booking_refs", "booking_refs"),
        (
            "DROP TABLE settings; CREATE TABLE settings (key TEXT AS (upper('a')), value TEXT, updated_at INTEGER, updated_by TEXT)",
            "settings",
        ),
    ] {
        let forged = forged(env, &file, "forged", statements);
        let message = refused(env, &forged, "backup_unsound");
        assert!(message.contains(table), "{message}");
        // What is missing is as the program makes it, and no view is asked.
        env.colab(&["db", "restore", &forged, "--yes", "--accept-findings"])
            .ok();
        let made = format!("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = '{table}'");
        assert_eq!((env.raw_int(&made), env.count(table)), (Some(1), 0));
    }
    // Rows without what they must have are none.
    let rows = "DROP TABLE settings; CREATE TABLE settings (value TEXT, updated_at INTEGER, updated_by TEXT);
                INSERT INTO settings VALUES ('a', 0, 'b')";
    let forged = forged(env, &file, "forged", rows);
    unchanged(env, || {
        env.colab(&["db", "restore", &forged, "--yes", "--accept-findings"])
            .fails(6)
            .says("the rows of settings do not fit");
    });
}

fn what_is_not_ours_is_left_out_and_named(env: &Env) {
    content(env);
    let before = rows(env);
    env.raw_sql("CREATE TABLE notes (text TEXT); CREATE INDEX rooms_by_capacity ON rooms (max_capacity)")
        .unwrap();
    let file = backup(env, "good");
    let run = env.colab(&["db", "restore", &file, "--yes", "-f", "json"]).ok();
    assert_eq!(
        run.json()["left_out"],
        serde_json::json!(["table notes", "index rooms_by_capacity"])
    );
    assert!(run.stderr.contains("left out"), "{run}");
    assert_eq!(rows(env), before);
    env.colab(&["db", "check"]).ok();
}

fn a_plain_copy_is_a_backup_too(env: &Env) {
    content(env);
    let before = rows(env);
    env.raw_sql(&format!("VACUUM INTO '{}'", env.path("copy.db").display()))
        .unwrap();
    env.colab(&["room", "add", "Later"]).ok();
    env.colab(&["db", "restore", "copy.db", "--yes"]).ok();
    assert_eq!(rows(env), before);
    // The database that a backup became has no seal, and its backup a new one.
    let again = backup(env, "again");
    env.colab(&["db", "restore", &again, "--yes"]).ok();
    let seal = "SELECT count(*) FROM sqlite_schema WHERE name = 'backup_seal'";
    assert_eq!(env.raw_int(seal), Some(0));
}

fn statements_in_a_backup_are_refused(env: &Env) {
    content(env);
    let (file, touched) = (backup(env, "good"), env.path("touched"));
    for statement in [
        "CREATE ROLE evil SUPERUSER;".to_owned(),
        format!("COPY rooms TO PROGRAM 'touch {}';", touched.display()),
        "INSERT INTO rooms VALUES (1);".to_owned(),
        "\\! touch x".to_owned(),
    ] {
        let forged = altered(env, &file, "forged", |text| format!("{text}{statement}\n"));
        let message = refused(env, &forged, "no_backup");
        assert!(message.contains("neither a table nor its rows"), "{message}");
    }
    // In a cell it is a text.
    let forged = altered(env, &file, "forged", |text| {
        assert!(text.contains("\tBaobab\t"));
        text.replace("\tBaobab\t", "\t'); CREATE ROLE evil SUPERUSER; --\t")
    });
    env.colab(&["db", "restore", &forged, "--yes"]).ok();
    assert_eq!(
        env.raw_int("SELECT count(*) FROM pg_roles WHERE rolname = 'evil'"),
        Some(0)
    );
    assert!(!touched.exists());
}

fn a_backup_names_only_tables_and_columns_of_ours(env: &Env) {
    content(env);
    let file = backup(env, "good");
    let before = rows(env);
    let block = "table {\"name\":\"pg_authid\",\"columns\":[\"rolname\"],\"last_id\":null}\nevil\n\\.\n";
    let forged = altered(env, &file, "forged", |text| format!("{text}{block}"));
    let run = env.colab(&["db", "restore", &forged, "--yes"]).ok();
    assert!(
        run.stderr.contains("left out") && run.stderr.contains("pg_authid"),
        "{run}"
    );
    assert_eq!(rows(env), before);
    for (from, to, code) in [
        (
            "\"columns\":[\"id\",\"database_id\"",
            "\"columns\":[\"id\",\"id\"",
            "no_backup",
        ),
        (
            "\"columns\":[\"id\",\"database_id\"",
            "\"columns\":[\"id\",\"a\\\"; DROP TABLE rooms; --\"",
            "no_backup",
        ),
        (
            "table {\"name\":\"settings\"",
            "table {\"name\":\"setting\"",
            "backup_unsound",
        ),
        ("\tBaobab\t", "\tBaobab\tHealth\t", "no_backup"),
        ("confirmed", "nowhere", "no_backup"),
    ] {
        let forged = altered(env, &file, "forged", |text| {
            assert!(text.contains(from), "{from}");
            text.replace(from, to)
        });
        refused(env, &forged, code);
    }
}

fn a_dry_run_leaves_the_servers_schema_alone(env: &Env) {
    content(env);
    let file = backup(env, "good");
    let parts = "SELECT string_agg(oid::text || relfilenode::text, ',' ORDER BY oid) FROM pg_class
                  WHERE relnamespace = 'public'::regnamespace";
    let before = env.raw_text(parts);
    // Somebody who reads or writes meanwhile is not waited for.
    let mut other = env.connection();
    other
        .batch("BEGIN; LOCK TABLE bookings IN ROW EXCLUSIVE MODE")
        .unwrap();
    env.colab(&["db", "restore", &file, "--dry-run"]).ok();
    other.batch("ROLLBACK").unwrap();
    assert_eq!(env.raw_text(parts), before);
    let schemas = "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'colab%'";
    assert_eq!(env.raw_int(schemas), Some(0));
    assert!(!PathBuf::from(env.dir()).join("data/colab/backups").exists());
}

fn numbers_at_the_end_of_their_range_are_refused(env: &Env) {
    content(env);
    let file = backup(env, "good");
    let forged = match env.engine() {
        Engine::Sqlite => {
            let statements = "UPDATE device_categories SET id = 9223372036854775807 WHERE id = (SELECT max(id) FROM device_categories)";
            forged(
                env,
                &file,
                "forged",
                &format!("PRAGMA foreign_keys = OFF; {statements}"),
            )
        }
        Engine::Postgres => altered(env, &file, "forged", |text| {
            let text = with_rows(text, "imports", |_| None);
            let start = text.find("table {\"name\":\"rooms\"").unwrap();
            let (id, end) = (
                start + text[start..].find("\"last_id\":").unwrap(),
                start + text[start..].find("}\n").unwrap(),
            );
            format!("{}\"last_id\":9223372036854775800{}", &text[..id], &text[end..])
        }),
    };
    let code = if env.is_sqlite() {
        "backup_unsound"
    } else {
        "no_backup"
    };
    let message = refused(env, &forged, code);
    let named = if env.is_sqlite() {
        "the numbers of device_categories"
    } else {
        "the last number of the table rooms"
    };
    assert!(message.contains(named), "{message}");
    // A database that got there all the same gives no number below zero.
    let far = match env.engine() {
        Engine::Sqlite => "INSERT INTO booking_series VALUES (9223372036854775807, 0)",
        Engine::Postgres => "SELECT setval('booking_series_id_seq', 9223372036854775807)",
    };
    env.raw_sql(far).unwrap();
    let found = env.colab(&["db", "check"]).fails(9).stdout;
    assert!(found.contains("the numbers of booking_series"), "{found}");
    let series = [
        "booking",
        "create",
        "--client",
        "X",
        "--learners",
        "3",
        "--date",
        "2026-06-01",
        "--repeat",
        "FREQ=DAILY;COUNT=2",
    ];
    let run = env.colab(&series);
    assert!([Some(1), Some(5), Some(7)].contains(&run.code), "{run}");
    assert_eq!(
        env.raw_int("SELECT count(*) FROM booking_series WHERE id < 0"),
        Some(0)
    );
}

fn headers_that_no_version_writes_are_refused(env: &Env) {
    content(env);
    let file = backup(env, "good");
    for (field, value, why) in [
        ("form", "0", "the form 0"),
        ("form", "\"1\"", "no header"),
        ("migrations", "[]", "no migrations"),
        (
            "migrations",
            "[\"20261128000011\"]",
            "no version has its migrations alone",
        ),
        ("database_id", "\"\"", "no database"),
        ("audit_seq", "-1", "no head of the audit log"),
        ("audit_hash", "\"\"", "no head of the audit log"),
    ] {
        let odd = altered(env, &file, "odd", |text| {
            let (head, rest) = text.split_once('\n').unwrap();
            let (magic, json) = head.split_once(' ').unwrap();
            let mut json: Value = serde_json::from_str(json).unwrap();
            json[field] = serde_json::from_str(value).unwrap();
            format!("{magic} {json}\n{rest}")
        });
        let message = refused(env, &odd, "no_backup");
        assert!(message.contains(why), "{field} {value}: {message}");
    }
    let none = altered(env, &file, "none", |text| {
        text.split_once('\n').unwrap().1.to_owned()
    });
    env.colab(&["db", "restore", &none, "--yes"]).fails(6);
}

/// Takes everything away, as on a machine that has no database yet.
fn empty_place(env: &Env) {
    if env.is_sqlite() {
        for ending in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(format!("{}{ending}", env.database_url()));
        }
    } else {
        env.raw_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
            .unwrap();
    }
}

fn whoever_restores_elsewhere_gets_in(env: &Env) {
    content(env);
    env.user_by_admin("eve", "staff");
    env.line("user disable eve").ok();
    let file = backup(env, "good");
    for (name, is_new) in [("eve", false), ("zola", true)] {
        empty_place(env);
        let line = ["db", "restore", &file, "--yes", "--admin", name, "-f", "json"];
        let dry = env.colab(&[&line[..], &["--dry-run"]].concat()).ok().json();
        assert_eq!(dry["admin_token"], Value::Null);
        let run = env.colab(&line).ok();
        let restored = run.json();
        assert!(
            restored["admins"].as_array().unwrap().contains(&name.into()),
            "{restored}"
        );
        let token = restored["admin_token"].as_str();
        assert_eq!(token.is_some(), !env.is_sqlite(), "a file's owner needs none");
        let call = env.call(&["user", "whoami", "-f", "json"]).without("COLAB_TOKEN");
        let who = match token {
            Some(token) => call.variable("COLAB_TOKEN", token),
            None => call,
        }
        .run()
        .ok()
        .json();
        assert_eq!(
            (&who["username"], &who["role"]),
            (&Value::from(name), &Value::from("admin"))
        );
        let created = env.raw_int(&format!(
            "SELECT count(*) FROM audit_log WHERE command = 'db restore' AND entity = 'user' AND entity_id = '{name}' AND before IS NULL"
        ));
        assert_eq!(created, Some(i64::from(is_new)));
        let call = env.call(&["db", "check"]).without("COLAB_TOKEN");
        match token {
            Some(token) => call.variable("COLAB_TOKEN", token),
            None => call,
        }
        .run()
        .ok();
        env.verify_audit().unwrap();
    }
    // A token of less makes no admin.
    for limit in [["--scope", "db"], ["--expires", "1d"]] {
        let made = env.colab(&[&["user", "token", "create", "--name", "less", "-q"][..], &limit].concat());
        let token = made.ok().stdout.trim().to_owned();
        let line = ["db", "restore", &file, "--yes", "--admin", "eve"];
        let run = env.colab_as(&token, &line);
        run.fails(4).says("lets no admin in");
    }
    // A name that no user may have is none for an admin either, and nothing is restored.
    empty_place(env);
    for name in ["system", "ro\u{43e}t", " "] {
        let run = env.colab(&["db", "restore", &file, "--yes", "--admin", name]);
        assert!([Some(2), Some(6)].contains(&run.code), "{name}: {run}");
    }
    env.colab(&["db", "restore", &file, "--yes"]).ok();
}
