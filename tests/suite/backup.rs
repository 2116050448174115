//! Backups: one whole file or none, whatever happens in the middle, and nobody is kept from writing.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use colab::db::DatabaseEngine;
use colab::db::backup::columns_of_version;
use nix::unistd::geteuid;
use serde_json::{Value, json};

use super::restore::unchanged;
use super::support::terminal::answered_at_terminal;
use super::support::{Engine, Env, Running, sha256, until};

both![
    a_backup_goes_to_standard_output,
    a_backup_is_private_whole_and_recorded,
    a_backup_is_one_state_while_others_write,
    a_folder_keeps_the_newest,
    a_folder_keeps_what_is_anothers_and_what_was_just_made,
    what_is_of_before_a_restore_is_older_than_all_since,
    generations_are_kept_and_shown,
    a_damaged_backup_neither_counts_nor_goes,
    the_backup_of_a_damaged_database_is_not_sound,
    backups_are_verified_and_listed,
    a_file_that_is_there_stays_unless_told,
    a_dry_run_leaves_nothing,
    who_may_not_takes_nothing_out,
];
both![
    killed_at_any_moment_of_a_backup_it_is_whole_or_not_there,
    interrupted_it_leaves_no_draft,
    two_backups_at_once_into_one_folder_are_two,
];
sqlite![
    a_full_disk_is_one_clear_error_and_changes_nothing,
    the_database_itself_is_no_place_for_a_backup,
];
postgres![
    a_servers_backup_takes_no_other_program,
    both_engines_have_the_same_columns,
];

/// Moments at which a process is killed; `COLAB_TEST_KILLS` asks for more.
const KILLS: u32 = 30;

pub fn kills() -> u32 {
    std::env::var("COLAB_TEST_KILLS").map_or(KILLS, |count| count.parse().unwrap())
}

/// Rooms, bookings with devices and catering, a rental, a user with a token, a setting.
pub fn content(env: &Env) {
    for room in ["Focus", "Growth"] {
        env.colab(&["room", "add", room, "--setup", "15"]).ok();
    }
    env.colab(&["room", "combine", "Hall", "Focus", "Growth"]).ok();
    for serial in ["LT-1", "LT-2"] {
        env.colab(&["device", "add", serial, "--category", "Laptop"]).ok();
    }
    env.book("Focus", "2026-03-02", "08:00-10:00");
    env.book("Hall", "2026-03-03", "08:00-10:00");
    let noted = "it's; a \\ \"note\" -- $$ COPY ü";
    let line = [
        "booking",
        "create",
        "--client",
        "Ünï",
        "--date",
        "2026-03-04",
        "--learners",
        "3",
        "--devices",
        "2",
    ];
    env.colab(&[&line[..], &["--notes", noted]].concat()).ok();
    // What a statement's end could be mistaken for.
    env.raw_sql("UPDATE bookings SET requester_notes = requester_notes || ';\n--\n\\x\n'';\n' WHERE id = 3")
        .unwrap();
    env.colab(&["device", "assign", "3", "--serial", "LT-1"]).ok();
    let rental = [
        "rental",
        "start",
        "--client",
        "X",
        "--serial",
        "LT-2",
        "--contact-person",
        "P",
    ];
    let rest = [
        "--contact-number",
        "1",
        "--company",
        "C",
        "--address",
        "A",
        "--return-on",
        "+3d",
    ];
    env.colab(&[&rental[..], &rest].concat()).ok();
    env.colab(&["config", "set", "company_name", "Baobab; 'Co'"]).ok();
    env.user_by_admin("thandi", "staff");
}

/// Every row of every table but the audit log and its head, as text.
pub fn rows(env: &Env) -> Vec<String> {
    let tables: Vec<&str> = colab::admin::database::grants::TABLES
        .iter()
        .map(|table| table.name)
        .filter(|name| !name.starts_with("audit_"))
        .collect();
    let mut all = Vec::new();
    for table in tables {
        let columns = env.raw_texts(&match env.engine() {
            Engine::Sqlite => format!("SELECT name FROM pragma_table_info('{table}') ORDER BY name"),
            Engine::Postgres => format!(
                "SELECT attname::text FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum > 0
                    AND NOT attisdropped ORDER BY attname"
            ),
        });
        let row: Vec<String> = columns
            .into_iter()
            .flatten()
            .filter(|column| column != "last_used_at")
            .map(|column| format!("coalesce(CAST(\"{column}\" AS text), '~')"))
            .collect();
        let query = format!(
            "SELECT '{table}|' || {} FROM {table} ORDER BY 1",
            row.join(" || '|' || ")
        );
        all.extend(env.raw_texts(&query).into_iter().flatten());
    }
    all.sort();
    all
}

pub fn ending(env: &Env) -> &'static str {
    if env.is_sqlite() { "db" } else { "dump" }
}

/// A backup in the work folder; its path as an argument.
pub fn backup(env: &Env, name: &str) -> String {
    let file = format!("{name}.{}", ending(env));
    env.colab(&["db", "backup", &file]).ok();
    file
}

/// Names in a folder that begin so.
pub fn names(folder: &Path, start: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.file_name().into_string().unwrap())
        .filter(|name| name.starts_with(start))
        .collect();
    names.sort();
    names
}

pub const DRAFT: &str = ".colab-draft-";

#[track_caller]
pub fn no_drafts(folder: &Path) {
    assert_eq!(names(folder, DRAFT), Vec::<String>::new());
}

fn a_backup_is_private_whole_and_recorded(env: &Env) {
    content(env);
    let name = format!("b.{}", ending(env));
    let made = env.json(&["db", "backup", &name]);
    let path = env.path(&name);
    let meta = fs::metadata(&path).unwrap();
    assert_eq!(meta.permissions().mode() & 0o777, 0o600);
    assert_eq!(made["bytes"], meta.len());
    assert_eq!(made["sha256"], sha256(fs::read(&path).unwrap()));
    assert_eq!(made["engine"], env.engine().to_string());
    let applied = env.json(&["db", "status"])["applied"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone();
    assert_eq!(made["schema_version"], applied);
    let recorded = env.json(&["audit", "list", "--command", "db backup"]);
    let facts: Value = serde_json::from_str(recorded[0]["metadata"].as_str().unwrap()).unwrap();
    assert_eq!(facts["sha256"], made["sha256"]);
    let file = fs::canonicalize(env.path(made["file"].as_str().unwrap())).unwrap();
    assert_eq!(facts["file"], file.to_str().unwrap());
    if env.is_sqlite() {
        assert_eq!(
            names(&env.work_dir(), "b."),
            ["b.db"],
            "one file, no log beside it"
        );
    }
}

fn a_backup_is_one_state_while_others_write(env: &Env) {
    content(env);
    let stop = env.path("stop");
    let (writer, database) = (env.path("write.sh"), env.database_url().to_owned());
    fs::write(
        &writer,
        "i=0; while [ ! -e stop ]; do i=$((i+1)); \"$0\" room add \"R $i\" -q || exit 1; done",
    )
    .unwrap();
    let call = env.call(&[]).command();
    let mut command = Command::new("sh");
    command
        .args([
            "-c",
            &fs::read_to_string(&writer).unwrap(),
            super::support::program::PROGRAM,
        ])
        .current_dir(env.work_dir())
        .envs(call.get_envs().filter_map(|(name, value)| Some((name, value?))))
        .stdin(Stdio::null());
    let mut writing = command.spawn().unwrap();
    until("the writer writes", || env.count("rooms") > 5);
    let made: Vec<Value> = (0..5)
        .map(|at| env.json(&["db", "backup", &format!("w{at}.{}", ending(env))]))
        .collect();
    fs::write(&stop, "").unwrap();
    assert!(writing.wait().unwrap().success(), "nobody was kept from writing");
    let seqs: Vec<i64> = made
        .iter()
        .map(|one| one["audit_seq"].as_i64().unwrap())
        .collect();
    assert!(seqs.is_sorted() && seqs[0] < seqs[4], "{seqs:?}");
    // Each is whole: its chain ends where it says.
    env.colab(&["db", "restore", &format!("w2.{}", ending(env)), "--yes"])
        .ok();
    assert_eq!(env.verify_audit().unwrap(), seqs[2] + 1, "{database}");
    env.colab(&["db", "check"]).ok();
}

fn a_folder_keeps_the_newest(env: &Env) {
    env.colab(&["db", "backup", "kept/"])
        .fails(3)
        .says("mkdir -p kept");
    fs::create_dir(env.path("kept")).unwrap();
    fs::write(env.path("kept").join("colab-mine.db"), "not yours").unwrap();
    let mut last = Value::Null;
    for day in ["10", "11", "12", "13"] {
        let call = env
            .call(&["db", "backup", "kept/", "--keep", "2", "-f", "json"])
            .variable("COLAB_NOW", &format!("2026-02-{day}T01:02:03Z"));
        last = call.run().ok().json();
    }
    let ending = ending(env);
    assert_eq!(
        names(&env.path("kept"), ""),
        [
            format!("colab-20260212-010203.{ending}"),
            format!("colab-20260213-010203.{ending}"),
            "colab-mine.db".to_owned()
        ]
    );
    assert_eq!(
        last["removed"],
        json!([format!("colab-20260211-010203.{ending}")])
    );
    env.colab(&["db", "backup", "file.db", "--keep", "2"])
        .fails(2)
        .says("--keep needs a folder");
    env.colab(&["db", "backup", "kept/", "--keep", "0"]).fails(2);
}

fn generations_are_kept_and_shown(env: &Env) {
    fs::create_dir(env.path("gen")).unwrap();
    let back_up = |day: &str, line: &[&str]| -> Value {
        let call = env.call(&[&["db", "backup", "gen/", "-f", "json"], line].concat());
        let now = format!("2026-{day}T01:30:00Z");
        call.variable("COLAB_NOW", &now).run().ok().json()
    };
    for day in ["11-28", "11-29", "12-01", "12-02"] {
        back_up(day, &[]);
    }
    let ending = ending(env);
    let name = |day: &str| format!("colab-2026{day}-013000.{ending}");
    let (kept, removed) = (
        json!([
            format!("{} (just made, daily, weekly)", name("1203")),
            format!("{} (daily)", name("1202")),
            format!("{} (weekly)", name("1129")),
        ]),
        json!([name("1128"), name("1201")]),
    );
    let rules = ["--keep-daily", "2", "--keep-weekly", "2"];
    let dry = back_up("12-03", &[&rules[..], &["--dry-run"]].concat());
    assert_eq!((&dry["kept"], &dry["removed"]), (&kept, &removed));
    assert_eq!(names(&env.path("gen"), "").len(), 4);
    let real = back_up("12-03", &rules);
    assert_eq!((&real["kept"], &real["removed"]), (&kept, &removed));
    assert_eq!(
        names(&env.path("gen"), ""),
        [name("1129"), name("1202"), name("1203")]
    );
    env.colab(&["db", "backup", "file.db", "--keep-monthly", "2"])
        .fails(2);
}

fn backups_are_verified_and_listed(env: &Env) {
    let folder = env.path("bk");
    fs::create_dir(&folder).unwrap();
    let made = env.json(&["db", "backup", "bk/ours"]);
    let other = Env::on(env.engine());
    other
        .raw_sql("UPDATE database_info SET database_id = 'another'")
        .unwrap();
    other
        .colab(&["db", "backup", folder.join("theirs").to_str().unwrap()])
        .ok();
    let mut bytes = fs::read(folder.join("ours")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 4;
    let torn = format!("colab-20260101-000000.{}", ending(env));
    fs::write(folder.join(&torn), bytes).unwrap();
    fs::write(folder.join("notes.txt"), "not a backup").unwrap();
    // Anybody who can read it, with no database at all.
    let bare = Env::without_database();
    let verify = |name: &str| {
        let path = folder.join(name);
        bare.colab(&["db", "backup", "--verify", path.to_str().unwrap(), "-f", "json"])
    };
    let sound = verify("ours").ok().json();
    for (fact, value) in [
        ("sound", json!(true)),
        ("audit_seq", made["audit_seq"].clone()),
        ("database_id", made["database_id"].clone()),
        ("schema_version", made["schema_version"].clone()),
        ("sha256", made["sha256"].clone()),
    ] {
        assert_eq!(sound[fact], value, "{fact}: {sound}");
    }
    assert!(
        sound["made_at"].as_str().unwrap().starts_with("2026-01-15T"),
        "{sound}"
    );
    for name in [&torn[..], "notes.txt"] {
        let run = verify(name).fails(9);
        assert_eq!(
            (&run.error()["code"], &run.json()["sound"]),
            (&json!("backup_damaged"), &json!(false))
        );
    }
    verify("nowhere").fails(3);
    bare.colab(&["db", "backup", "--verify", "-"])
        .fails(2)
        .says("from standard input");
    assert!(!bare.dir().join("data/colab").exists());
    let listed = env.json(&["db", "backups", "bk/"]);
    let mut facts: Vec<(String, Value, Value)> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let file = one["file"].as_str().unwrap().trim_start_matches("bk/");
            (
                file.to_owned(),
                one["this_database"].clone(),
                one["sound"].clone(),
            )
        })
        .collect();
    facts.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(facts.len(), 3, "{listed}");
    assert_eq!((&facts[0].0, &facts[0].2), (&torn, &json!(false)));
    assert_eq!(facts[1], ("ours".to_owned(), json!(true), json!(true)));
    assert_eq!(facts[2], ("theirs".to_owned(), json!(false), json!(true)));
    env.colab(&["db", "backups", "bk/"]).ok();
    env.colab(&["db", "backups", "bk/", "--exit-code", "-q"]).fails(9);
    fs::remove_file(folder.join(&torn)).unwrap();
    env.colab(&["db", "backups", "bk/", "--exit-code"]).ok();
}

fn what_is_of_before_a_restore_is_older_than_all_since(env: &Env) {
    fs::create_dir(env.path("bk")).unwrap();
    let mut day = 0;
    let mut back_up = || {
        day += 1;
        let call = env.call(&["db", "backup", "bk/", "--keep", "2", "-f", "json"]);
        let now = format!("2026-02-{day:02}T01:30:00Z");
        let run = call.variable("COLAB_NOW", &now).run().ok().json();
        run["file"].as_str().unwrap().to_owned()
    };
    env.line("db backup first").ok();
    for room in ["A", "B", "C"] {
        env.line(&format!("room add {room}")).ok();
    }
    let before = [back_up(), back_up()];
    env.line("db restore first --yes").ok();
    back_up();
    let since = [back_up(), back_up()];
    for file in before {
        assert!(!env.path(&file).exists(), "{file}");
    }
    for file in since {
        assert!(env.path(&file).exists(), "{file}");
    }
    // A pipe by the name of a backup is none.
    let pipe = env
        .path("bk")
        .join(format!("colab-20200102-000000.{}", ending(env)));
    nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU).unwrap();
    back_up();
    assert!(pipe.exists());
}

fn a_damaged_backup_neither_counts_nor_goes(env: &Env) {
    fs::create_dir(env.path("bk")).unwrap();
    let back_up = |day: &str, more: &[&str]| {
        env.colab(&["room", "add", &format!("Room {day}")]).ok();
        let line = [&["db", "backup", "bk/", "-f", "json"], more].concat();
        let call = env
            .call(&line)
            .variable("COLAB_NOW", &format!("2026-02-{day}T01:00:00Z"));
        call.run().ok()
    };
    for day in ["10", "11", "12"] {
        back_up(day, &[]);
    }
    let name = |day: &str| format!("colab-202602{day}-010000.{}", ending(env));
    let newest = env.path("bk").join(name("12"));
    let mut bytes = fs::read(&newest).unwrap();
    let place = bytes.windows(7).position(|part| part == b"Room 11").unwrap();
    bytes[place + 6] ^= 1;
    fs::write(&newest, bytes).unwrap();
    let run = back_up("13", &["--keep", "2", "--quiet"]);
    run.says("12-010000").says("is damaged");
    assert_eq!(names(&env.path("bk"), ""), ["11", "12", "13"].map(name));
    // Where nothing is to go, nothing is read.
    let left = back_up("14", &["--keep", "9"]);
    assert_eq!(left.json()["removed"], json!([]));
}

fn the_backup_of_a_damaged_database_is_not_sound(env: &Env) {
    env.line("vendor add FixIt --notes Locks").ok();
    fs::create_dir(env.path("bk")).unwrap();
    let back_up = |day: u32| {
        let line = ["db", "backup", "bk/", "--keep", "1"];
        let call = env
            .call(&line)
            .variable("COLAB_NOW", &format!("2026-02-{day}T01:00:00Z"));
        (call.run(), format!("bk/colab-202602{day}-010000.{}", ending(env)))
    };
    let (run, sound) = back_up(10);
    run.ok();
    for (day, damage, fact) in [
        (
            11,
            match env.engine() {
                Engine::Sqlite => "DROP TRIGGER vendors_kept_update; ALTER TABLE vendors DROP COLUMN notes",
                Engine::Postgres => "ALTER TABLE vendors DROP COLUMN notes",
            },
            "the table vendors lacks the column notes",
        ),
        (
            12,
            match env.engine() {
                Engine::Sqlite => "DROP TABLE views",
                Engine::Postgres => "DROP TABLE views CASCADE",
            },
            "the table views is missing",
        ),
    ] {
        env.raw_sql(damage).unwrap();
        let (run, damaged) = back_up(day);
        run.fails(7).says(fact).says("colab db check");
        let doctor = |form: &[&str]| {
            env.call(&[&["doctor"], form].concat())
                .variable("COLAB_NOW", &format!("2026-02-{day}T02:00:00Z"))
                .run()
        };
        let health = doctor(&["-f", "json"]).json();
        let mut checks = health.as_array().unwrap().iter();
        let check = checks.find(|one| one["check"] == "backup").unwrap();
        assert_eq!(check["status"], "fail", "{check}");
        // The age that is watched is that of the sound one.
        let figures = doctor(&["--prometheus"]).ok().stdout;
        let made = "\ncolab_last_backup_timestamp_seconds 1770685200\n";
        assert!(figures.contains(made), "{figures}");
        assert!(
            env.path(&sound).exists() && env.path(&damaged).exists(),
            "{damage}: both stay"
        );
        env.colab(&["db", "backup", "--verify", &damaged])
            .fails(9)
            .says(fact);
        env.colab(&["db", "backup", "--verify", &sound]).ok();
        env.colab(&["db", "backup", &sound, "--force"])
            .fails(5)
            .says("is a sound backup")
            .says(fact);
        // The way out of `db check`: the rows that there are, in tables that are made anew.
        env.colab(&["db", "restore", &damaged, "--yes"]).fails(6);
        env.colab(&["db", "restore", &damaged, "--yes", "--accept-findings"])
            .ok();
        env.colab(&["db", "check"]).ok();
        assert_eq!((env.count("vendors"), env.count("views")), (1, 0));
    }
    let (run, _) = back_up(13);
    run.ok();
    assert!(!env.path(&sound).exists(), "a sound one takes its place");
}

/// What a backup of a server lacks is told by the tables of a file.
fn both_engines_have_the_same_columns(env: &Env) {
    let applied: Vec<String> = env
        .raw_texts("SELECT version FROM __diesel_schema_migrations ORDER BY version")
        .into_iter()
        .flatten()
        .collect();
    let known = columns_of_version(DatabaseEngine::Postgres, &applied).unwrap();
    let known: BTreeSet<String> = known
        .iter()
        .flat_map(|(table, columns)| columns.iter().map(move |column| format!("{table}.{column}")))
        .collect();
    let found = env.raw_texts(
        "SELECT c.relname || '.' || a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
          WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
            AND a.attgenerated = ''",
    );
    let found: BTreeSet<String> = found.into_iter().flatten().collect();
    assert_eq!(known, found);
    assert!(found.len() > 500, "{}", found.len());
}

fn a_folder_keeps_what_is_anothers_and_what_was_just_made(env: &Env) {
    fs::create_dir(env.path("bk")).unwrap();
    let back_up = |env: &Env, folder: &str, day: &str, keep: &str| -> Value {
        let now = format!("2026-{day}T01:30:00Z");
        let line = ["db", "backup", folder, "--keep", keep, "-f", "json"];
        env.call(&line).variable("COLAB_NOW", &now).run().ok().json()
    };
    for day in ["12-01", "12-02", "12-03"] {
        back_up(env, "bk/", day, "14");
    }
    // Another database removes none of this one's.
    let other = Env::on(env.engine());
    other
        .raw_sql("UPDATE database_info SET database_id = 'another'")
        .unwrap();
    let folder = format!("{}/", env.path("bk").display());
    assert_eq!(back_up(&other, &folder, "12-04", "1")["removed"], json!([]));
    assert_eq!(names(&env.path("bk"), "").len(), 4);
    // A clock that is behind makes no backup old: the log tells.
    let made = back_up(env, "bk/", "01-02", "2");
    let left = names(&env.path("bk"), "");
    let ending = ending(env);
    assert_eq!(
        left,
        [
            format!("colab-20260102-013000.{ending}"),
            format!("colab-20261203-013000.{ending}"),
            format!("colab-20261204-013000.{ending}")
        ]
    );
    assert!(made["file"].as_str().unwrap().ends_with(&left[0]), "{made}");
    // Nor does the same second.
    for _ in 0..4 {
        let made = back_up(env, "bk/", "12-05", "1");
        let file = PathBuf::from(made["file"].as_str().unwrap());
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        assert!(env.path("bk").join(&name).exists());
        assert!(
            !made["removed"].as_array().unwrap().contains(&json!(name)),
            "{made}"
        );
    }
}

fn a_file_that_is_there_stays_unless_told(env: &Env) {
    let file = env.write("mine", "precious");
    let error = env
        .colab(&["db", "backup", "mine", "-f", "json"])
        .fails(5)
        .error();
    assert_eq!(error["code"], "file_exists");
    assert_eq!(fs::read_to_string(&file).unwrap(), "precious");
    env.colab(&["db", "backup", "mine", "--force"]).ok();
    assert!(fs::metadata(&file).unwrap().len() > 1000);
    env.colab(&["db", "backup", "no/such/folder/x"]).fails(3);
    env.colab(&["db", "backup", "new/"]).fails(3);
}

fn a_dry_run_leaves_nothing(env: &Env) {
    content(env);
    let made = backup(env, "made");
    let files = names(&env.work_dir(), "");
    unchanged(env, || {
        let would = env.json(&["db", "backup", "would", "--dry-run"]);
        assert!(would["bytes"].as_i64().unwrap() > 0);
        let would = env.json(&["db", "restore", &made, "--dry-run"]);
        assert_eq!(would["kept"], Value::Null);
    });
    let after: Vec<String> = names(&env.work_dir(), "")
        .into_iter()
        .filter(|name| !name.ends_with("-shm") && !name.ends_with("-wal"))
        .collect();
    let before: Vec<String> = files
        .into_iter()
        .filter(|name| !name.ends_with("-shm") && !name.ends_with("-wal"))
        .collect();
    assert_eq!(after, before);
    assert_eq!(
        env.raw_int("SELECT count(*) FROM audit_log WHERE command = 'db backup'"),
        Some(1)
    );
}

fn who_may_not_takes_nothing_out(env: &Env) {
    let boss = env.user("boss", "training_facility_admin");
    let made = backup(env, "made");
    for line in [
        &["db", "backup", "theirs"][..],
        &["db", "restore", &made, "--yes"],
        &["db", "check"],
        &["doctor"],
    ] {
        env.colab_as(&boss, line).fails(4);
    }
    assert!(!env.path("theirs").exists());
    let refusals = env
        .raw_int("SELECT count(*) FROM audit_log WHERE actor = 'boss' AND metadata LIKE '%may not back up%'");
    assert_eq!(refusals, Some(4));
    no_drafts(&env.work_dir());
}

/// Waits until so far in what a run takes.
pub fn park(end: Instant) {
    while let Some(rest) = end.checked_duration_since(Instant::now()) {
        std::thread::park_timeout(rest);
    }
}

fn killed_at_any_moment_of_a_backup_it_is_whole_or_not_there(env: &Env) {
    content(env);
    let file = format!("k.{}", ending(env));
    let line = ["db", "backup", &file];
    let whole = env.colab(&line).ok().took;
    let path = env.path(&file);
    let kills = kills();
    let mut there = 0;
    for moment in 0..kills {
        let _ = fs::remove_file(&path);
        let running = env.spawn(&line);
        park(Instant::now() + whole * moment / kills);
        running.kill();
        running.wait();
        if path.exists() {
            there += 1;
            env.colab(&["db", "restore", &file, "--dry-run", "-q"]).ok();
        }
    }
    assert!(there < kills, "every backup was made before it was killed");
    env.verify_audit().unwrap();
    env.colab(&["db", "backup", &file, "--force"]).ok();
    no_drafts(&env.work_dir());
    env.colab(&["db", "check", "-q"]).ok();
}

fn interrupted_it_leaves_no_draft(env: &Env) {
    content(env);
    let line = ["db", "backup", "i"];
    let whole = env.colab(&line).ok().took;
    let mut interrupted = 0;
    for moment in 0..12 {
        let _ = fs::remove_file(env.path("i"));
        let mut running = env.spawn(&line);
        until("it has begun a draft", || {
            !names(&env.work_dir(), DRAFT).is_empty() || running.has_ended()
        });
        park(Instant::now() + whole * moment / 24);
        running.signal(nix::sys::signal::Signal::SIGINT);
        let run = running.wait();
        assert!(matches!(run.code, Some(0 | 130)), "{run}");
        interrupted += u32::from(run.code == Some(130));
        no_drafts(&env.work_dir());
    }
    assert!(interrupted > 0, "every backup was made before it was interrupted");
}

fn two_backups_at_once_into_one_folder_are_two(env: &Env) {
    fs::create_dir(env.path("both")).unwrap();
    let running: Vec<Running> = (0..2).map(|_| env.spawn(&["db", "backup", "both/"])).collect();
    for one in running {
        one.wait().ok();
    }
    let ending = ending(env);
    assert_eq!(
        names(&env.path("both"), ""),
        [
            format!("colab-20260115-080000-2.{ending}"),
            format!("colab-20260115-080000.{ending}")
        ]
    );
}

/// A small disk of its own, or none where that is not allowed. Unmounted when dropped.
struct Disk<'p>(&'p Path);

impl<'p> Disk<'p> {
    fn mount(at: &'p Path, size: &str) -> Option<Self> {
        fs::create_dir_all(at).unwrap();
        let mut mount = Command::new("mount");
        mount
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"])
            .arg(at);
        let mounted = geteuid().is_root() && mount.status().is_ok_and(|status| status.success());
        if !mounted {
            println!("NOT RUN: a disk of a test's own needs root, and a machine that lets it mount one");
        }
        mounted.then_some(Self(at))
    }
}

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0).status();
    }
}

fn a_full_disk_is_one_clear_error_and_changes_nothing(env: &Env) {
    content(env);
    let made = backup(env, "made");
    let small = env.path("small");
    let Some(_disk) = Disk::mount(&small, "64k") else {
        return;
    };
    let before = rows(env);
    let run = env.colab(&["db", "backup", "small/b.db", "-f", "json"]).fails(7);
    assert_eq!(run.error()["code"], "disk_full");
    assert!(run.error()["hint"].is_string());
    assert_eq!(names(&small, ""), Vec::<String>::new());
    assert_eq!(rows(env), before);
    let at = small.join("x.db");
    let error = env
        .colab(&[
            "db",
            "restore",
            &made,
            "--yes",
            "-f",
            "json",
            "--database",
            at.to_str().unwrap(),
        ])
        .fails(7)
        .error();
    assert_eq!(error["code"], "disk_full");
    assert_eq!(names(&small, ""), Vec::<String>::new());
}

fn the_database_itself_is_no_place_for_a_backup(env: &Env) {
    let before = rows(env);
    for name in ["colab.db", "./colab.db"] {
        for line in [
            &["db", "backup", name, "--force"][..],
            &["db", "restore", name, "--yes"],
        ] {
            env.colab(line).fails(2).says("is the database itself");
        }
    }
    // A name that was mistyped is no database to be made.
    for line in [&["db", "backup", "x"][..], &["db", "check"]] {
        let line = [line, &["--database", "mistyped.db"]].concat();
        env.colab(&line).fails(7).says("no such file");
    }
    assert!(!env.path("mistyped.db").exists() && !env.path("x").exists());
    assert_eq!(rows(env), before);
}

fn a_servers_backup_takes_no_other_program(env: &Env) {
    content(env);
    let before = rows(env);
    let bare = |line: &[&str]| env.call(line).variable("PATH", "/nowhere").run();
    let address = env
        .database_url()
        .replace("user=colab", "user=colab&password=geheim");
    let run = bare(&["db", "backup", "x.dump", "--database", &address]).ok();
    assert!(
        !run.stderr.contains("geheim") && !run.stdout.contains("geheim"),
        "{run}"
    );
    let text = fs::read_to_string(env.path("x.dump")).unwrap();
    assert!(text.starts_with("colab-backup {") && !text.contains("geheim"));
    env.colab(&["room", "add", "Later"]).ok();
    bare(&["db", "restore", "x.dump", "--yes"]).ok();
    assert_eq!(rows(env), before);
}

fn a_backup_goes_to_standard_output(env: &Env) {
    content(env);
    let before = (rows(env), env.verify_audit().unwrap());
    let temporary = env.path("temporary");
    fs::create_dir(&temporary).unwrap();
    let to = |name: &str, line: &[&str]| {
        let call = env
            .call(&[&["db", "backup", "-"], line].concat())
            .variable("TMPDIR", temporary.to_str().unwrap());
        let mut command = call.command();
        command.stdout(fs::File::create(env.path(name)).unwrap());
        let run = command.output().unwrap();
        (run.status.code(), String::from_utf8(run.stderr).unwrap())
    };
    let (code, said) = to("dry", &["--dry-run"]);
    assert_eq!(
        (code, fs::metadata(env.path("dry")).unwrap().len()),
        (Some(0), 0),
        "{said}"
    );
    assert_eq!((rows(env), env.verify_audit().unwrap()), before);
    let (code, said) = to("piped", &[]);
    assert_eq!(code, Some(0), "{said}");
    let written = fs::read(env.path("piped")).unwrap();
    assert!(
        said.contains(&format!("{} bytes, sha256 {}", written.len(), sha256(&written))),
        "{said}"
    );
    let row = env
        .raw_text("SELECT metadata FROM audit_log ORDER BY seq DESC LIMIT 1")
        .unwrap();
    assert!(
        row.contains("\"file\":\"-\"") && row.contains(&sha256(&written)),
        "{row}"
    );
    assert_eq!(
        fs::read_dir(&temporary).unwrap().count(),
        0,
        "nothing is left behind"
    );
    env.line("room add Later").ok();
    env.colab(&["db", "restore", "piped", "--yes"]).ok();
    assert_eq!(rows(env), before.0);
    assert_eq!(to("piped", &["--keep", "3"]).0, Some(2));
    // Nobody to take it, or no space for it.
    for (redirection, says) in [
        (">&-", "standard output is closed"),
        (">/dev/full", "cannot write standard output: No space left"),
    ] {
        let call = env.call(&["db", "backup", "-"]);
        let inner = call.command();
        let mut command = std::process::Command::new("sh");
        command
            .args(["-c", &format!("exec \"$0\" \"$@\" {redirection}")])
            .arg(inner.get_program())
            .args(inner.get_args())
            .env_clear()
            .envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let run = command.output().unwrap();
        let said = String::from_utf8(run.stderr).unwrap();
        assert!(
            run.status.code() == Some(6) && said.contains(says),
            "{redirection}: {said}"
        );
    }
    env.line("db backup /dev/full")
        .fails(2)
        .says("it is a device or a pipe");
    let (shown, code) = answered_at_terminal(&env.call(&["db", "backup", "-"]), "");
    assert_eq!(code, Some(2), "{shown}");
    assert!(shown.contains("nothing for a terminal"), "{shown}");
}
