//! Restores, and migrations that keep what was before: the old database or the new one, and never anything between.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use colab::db::backup::{BackupPlace, back_up};
use colab::db::{Connection, Database, OpenMode};
use colab::kernel::timestamp::Timestamp;
use diesel::connection::SimpleConnection;
use diesel::{Connection as _, SqliteConnection};
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use serde_json::Value;

use super::backup::{backup, content, ending, kills, names, no_drafts, park, rows};
use super::support::environment::prepare;
use super::support::postgres::Cluster;
use super::support::terminal::answered_at_terminal;
use super::support::{Engine, Env, Run, Running, root, sha256, until};

both![
    a_restored_backup_is_the_original,
    what_is_no_backup_is_refused_and_nothing_changes,
    a_backup_of_a_newer_program_is_refused,
    a_backup_with_a_broken_chain_is_refused,
    an_older_backup_is_brought_up,
    an_older_database_is_kept_before_it_is_migrated,
    a_restore_wants_a_yes,
    a_backup_of_another_database_is_named,
    a_database_without_a_table_is_told_the_way_back,
    a_backup_that_cannot_be_used_is_told_where_others_are,
];
both![
    killed_at_any_moment_of_a_restore_it_is_old_or_new,
    many_rows_are_written_in_few_statements,
];
sqlite![
    a_restore_waits_for_nobody_who_goes_on_using_the_old_file,
    a_restore_gets_in_while_others_work,
    a_damaged_database_is_kept_as_it_is_and_replaced,
    a_backup_goes_where_no_database_is,
];
postgres![
    a_schema_with_others_tables_is_not_emptied,
    a_dump_that_we_did_not_make_is_refused,
    what_another_role_makes_belongs_to_whom_it_did,
    of_two_restores_at_once_one_is_done,
    an_empty_server_database_is_filled_without_signing_in,
    a_table_that_policies_guard_takes_inserts,
    a_restore_fills_each_table_in_one_statement,
    awkward_values_come_back_as_they_were,
    rows_that_do_not_fit_are_told_by_their_table,
];

fn a_database_without_a_table_is_told_the_way_back(env: &Env) {
    content(env);
    let file = format!("whole.{}", ending(env));
    env.json(&["db", "backup", &file]);
    let (before, whole) = (rows(env), fs::canonicalize(env.path(&file)).unwrap());
    for table in ["users", "audit_head", "settings"] {
        env.raw_sql(&match env.engine() {
            Engine::Sqlite => format!("PRAGMA foreign_keys = OFF; DROP TABLE {table}"),
            Engine::Postgres => format!("DROP TABLE {table} CASCADE"),
        })
        .unwrap();
        let run = env.colab(&["room", "add", "Later"]).fails(7);
        run.says("schema is missing").says("colab db check");
        let run = env.colab(&["db", "check", "-f", "json"]).fails(9);
        let found = run.json();
        let missing = found.as_array().unwrap().iter().find(|one| {
            let problem = one["problem"].as_str().unwrap();
            problem.starts_with("the table ") && problem.ends_with(&format!("{table} is missing"))
        });
        let missing = missing.unwrap_or_else(|| panic!("{table}: {found}"));
        assert!(
            missing["way_out"].as_str().unwrap().contains("colab db restore"),
            "{missing}"
        );
        if table == "users" {
            let newest = format!("db restore {}", whole.display());
            assert!(run.stdout.contains(&newest), "{run}");
        }
        env.colab(&["db", "restore", &file, "--dry-run"]).ok();
        let restored = env
            .colab(&["db", "restore", &file, "--yes", "-f", "json"])
            .ok()
            .json();
        assert_eq!(rows(env), before, "{table}");
        env.colab(&["db", "check"]).ok();
        let kept = restored["kept"].as_str().unwrap();
        match kept.strip_prefix("schema ") {
            // What was there is kept as it was.
            Some(schema) => {
                let rooms = env.raw_int(&format!("SELECT count(*) FROM {schema}.rooms"));
                assert_eq!(rooms, Some(env.count("rooms")));
            }
            None => assert!(
                env.is_sqlite() && fs::metadata(kept).unwrap().len() > 1000,
                "{kept}"
            ),
        }
    }
}

fn a_backup_that_cannot_be_used_is_told_where_others_are(env: &Env) {
    content(env);
    fs::create_dir(env.path("bk")).unwrap();
    let file = format!("bk/whole.{}", ending(env));
    env.json(&["db", "backup", &file]);
    let bytes = fs::read(env.path(&file)).unwrap();
    env.write("bk/torn", &bytes[..bytes.len() / 2]);
    let run = env.colab(&["db", "restore", "bk/torn", "--yes"]).fails(6);
    assert!(
        run.stderr.contains("colab db backups bk") && !run.stderr.contains("colab db backup FILE"),
        "{run}"
    );
    env.colab(&["db", "restore", "-", "--yes"])
        .fails(2)
        .says("from a file");
    // The draft that it is read into has no name that anybody knows.
    let run = env.colab(&["db", "backup", "nowhere/x"]).fails(3);
    let run = run.says("mkdir -p nowhere");
    assert!(!run.stderr.contains(".colab-draft"), "{run}");
    let run = env.line("user token create --name x -o nowhere/x.token").fails(3);
    let run = run.says("mkdir -p nowhere");
    assert!(!run.stderr.contains(".colab-draft"), "{run}");
    let run = env.line("room list --token-file bk").fails(6);
    run.says("name a file in bk");
}

fn a_restored_backup_is_the_original(env: &Env) {
    content(env);
    let (before, seq) = (rows(env), env.verify_audit().unwrap());
    let made = env.json(&["db", "backup", &format!("a.{}", ending(env))]);
    assert_eq!(made["audit_seq"], seq);
    env.colab(&["room", "add", "Later"]).ok();
    env.colab(&["booking", "cancel", "1"]).ok();
    assert_ne!(rows(env), before);
    let file = format!("a.{}", ending(env));
    let run = env.colab(&["db", "restore", &file, "--yes", "-f", "json"]).ok();
    let restored = run.json();
    assert_eq!(rows(env), before);
    assert_eq!(
        (&restored["sha256"], &restored["bytes"], &restored["audit_seq"]),
        (&made["sha256"], &made["bytes"], &made["audit_seq"])
    );
    assert!(restored["tokens"].as_i64().unwrap() >= 1, "{restored}");
    assert!(run.stderr.contains("valid again"), "{run}");
    // The restore is the one row more, and names what was restored.
    assert_eq!(env.verify_audit().unwrap(), seq + 1);
    let last = env.raw_text(
        "SELECT actor || '|' || command || '|' || metadata FROM audit_log ORDER BY seq DESC LIMIT 1",
    );
    let last = last.unwrap();
    let me = env.json(&["user", "whoami"])["username"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(
        last.starts_with(&format!("{me}|db restore|")) && last.contains(made["sha256"].as_str().unwrap()),
        "{last}"
    );
    // What was replaced can be had back.
    let kept = PathBuf::from(restored["kept"].as_str().unwrap());
    assert_eq!(fs::metadata(&kept).unwrap().permissions().mode() & 0o777, 0o600);
    env.colab(&["db", "restore", kept.to_str().unwrap(), "--yes", "-q"])
        .ok();
    assert!(
        env.column(&["room", "list"], "name")
            .contains(&"Later".to_owned())
    );
    // All guards are there and everything works.
    env.colab(&["db", "check"]).ok();
    env.book("Growth", "2026-05-02", "08:00-10:00");
    no_drafts(&env.work_dir());
}

/// Nothing of what the program did stays.
#[track_caller]
pub fn unchanged(env: &Env, body: impl FnOnce()) {
    let before = (rows(env), env.verify_audit().unwrap());
    body();
    assert_eq!((rows(env), env.verify_audit().unwrap()), before);
    no_drafts(&env.work_dir());
}

fn what_is_no_backup_is_refused_and_nothing_changes(env: &Env) {
    content(env);
    let good = backup(env, "good");
    let whole = fs::read(env.path(&good)).unwrap();
    for (name, bytes) in [
        ("empty", Vec::new()),
        ("letter", b"Dear Sir, this is no database at all.".to_vec()),
        ("half", whole[..whole.len() / 2].to_vec()),
        ("almost", whole[..whole.len() - 700].to_vec()),
        ("head", whole[..64].to_vec()),
    ] {
        env.write(name, bytes);
        unchanged(env, || {
            let error = env
                .colab(&["db", "restore", name, "--yes", "-f", "json"])
                .fails(6)
                .error();
            assert_eq!(error["code"], "no_backup", "{name}: {error}");
        });
    }
    // A page of it that was written over.
    if env.is_sqlite() {
        let mut torn = whole.clone();
        let middle = torn.len() / 2 / 4096 * 4096;
        torn[middle..middle + 4096].fill(0x5a);
        env.write("torn", torn);
        unchanged(env, || {
            env.colab(&["db", "restore", "torn", "--yes"])
                .fails(6)
                .says("damaged");
        });
    }
    unchanged(env, || {
        env.colab(&["db", "restore", "nowhere", "--yes"]).fails(3);
        env.colab(&["db", "restore", ".", "--yes"]).fails(6);
    });
    // Of another program, and of the other engine.
    let other = env.path("other.db");
    let mut made = SqliteConnection::establish(other.to_str().unwrap()).unwrap();
    made.batch_execute("CREATE TABLE parcels (id INTEGER)").unwrap();
    drop(made);
    env.write("other.dump", b"PGDMP\x01\x0e\x00\x04\x08\x01\x01\x01");
    let (same, foreign) = match env.engine() {
        Engine::Sqlite => ("other.db", "other.dump"),
        Engine::Postgres => ("other.dump", "other.db"),
    };
    unchanged(env, || {
        env.colab(&["db", "restore", same, "--yes"])
            .fails(6)
            .says("not a colab backup");
        env.colab(&["db", "restore", foreign, "--yes"])
            .fails(6)
            .says("a backup of a");
    });
    env.colab(&["db", "restore", &good, "--yes"]).ok();
}

/// A backup of this database after something was done to it past the program; what was done is undone in the database.
fn backup_after(env: &Env, name: &str, done: &str, undone: &str) -> String {
    env.raw_sql(done).unwrap();
    // The program would not open a newer one: this is what a newer program would make.
    let file = format!("{name}.{}", ending(env));
    match env.engine() {
        Engine::Sqlite => env
            .raw_sql(&format!("VACUUM INTO '{}'", env.path(&file).display()))
            .unwrap(),
        Engine::Postgres => {
            let database = Database::parse(env.database_url()).unwrap();
            let place = BackupPlace::typed(env.path(&file).to_str().unwrap(), false);
            back_up(&database, &place, Timestamp::EPOCH, true).unwrap();
        }
    }
    env.raw_sql(undone).unwrap();
    file
}

/// Alters the text of a server's backup, and seals it anew.
pub fn altered(env: &Env, file: &str, name: &str, alter: impl Fn(&str) -> String) -> String {
    let text = fs::read_to_string(env.path(file)).unwrap();
    let end = text.rfind("sha256 ").unwrap();
    let mut text = alter(&text[..end]);
    text.push_str(&format!("sha256 {}\n", sha256(&text)));
    env.write(name, text);
    name.to_owned()
}

fn a_backup_of_a_newer_program_is_refused(env: &Env) {
    content(env);
    let newer = match env.engine() {
        Engine::Sqlite => backup_after(
            env,
            "newer",
            "INSERT INTO __diesel_schema_migrations (version) VALUES ('99990101000001')",
            "DELETE FROM __diesel_schema_migrations WHERE version = '99990101000001'",
        ),
        Engine::Postgres => {
            let made = backup(env, "made");
            altered(env, &made, "newer", |text| {
                text.replacen("\"migrations\":[", "\"migrations\":[\"99990101000001\",", 1)
            })
        }
    };
    unchanged(env, || {
        let error = env
            .colab(&["db", "restore", &newer, "--yes", "-f", "json"])
            .fails(7)
            .error();
        assert_eq!(error["code"], "newer_database");
        assert!(
            error["message"].as_str().unwrap().contains("99990101000001"),
            "{error}"
        );
    });
}

fn a_backup_with_a_broken_chain_is_refused(env: &Env) {
    content(env);
    let (without, with) = match env.engine() {
        Engine::Sqlite => ("DROP TRIGGER audit_log_no_update;", ""),
        Engine::Postgres => (
            "ALTER TABLE audit_log DISABLE TRIGGER USER;",
            "ALTER TABLE audit_log ENABLE TRIGGER USER;",
        ),
    };
    let actor = env.raw_text("SELECT actor FROM audit_log WHERE seq = 3").unwrap();
    let set = |name: &str| format!("UPDATE audit_log SET actor = '{name}' WHERE seq = 3;");
    let broken = backup_after(
        env,
        "broken",
        &format!("{without} {}", set("mallory")),
        &format!("{} {with}", set(&actor)),
    );
    unchanged(env, || {
        let error = env
            .colab(&["db", "restore", &broken, "--yes", "-f", "json"])
            .fails(6)
            .error();
        assert_eq!(error["code"], "backup_chain_broken");
        assert!(
            error["message"]
                .as_str()
                .unwrap()
                .contains("audit row 3 was altered"),
            "{error}"
        );
    });
}

/// Makes this test's database anew as an older program would have: so many migrations, an admin, a room, a booking with a
/// request of devices. Returns the admin's token on a server.
fn older(env: &Env, migrations: usize) {
    match env.engine() {
        Engine::Sqlite => {
            for ending in ["", "-wal", "-shm"] {
                let _ = fs::remove_file(format!("{}{ending}", env.database_url()));
            }
        }
        Engine::Postgres => env
            .raw_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
            .unwrap(),
    }
    let mode = if env.is_sqlite() {
        OpenMode::Create
    } else {
        OpenMode::ReadOnly
    };
    let mut connection = Database::parse(env.database_url()).unwrap().open(mode).unwrap();
    let folder = root().join("migrations").join(env.engine().to_string());
    let files = FileBasedMigrations::from_path(folder).unwrap();
    for _ in 0..migrations {
        match &mut connection {
            Connection::Sqlite(inner) => inner.run_next_migration(files.clone()).map(|_| ()),
            Connection::Postgres(inner) => inner.run_next_migration(files.clone()).map(|_| ()),
        }
        .unwrap();
    }
    let at = env.instant("2026-01-01T00:00:00Z");
    let uid = nix::unistd::getuid();
    env.raw_sql(&format!(
        "INSERT INTO database_info VALUES (1, 'abc', {at});
         INSERT INTO users (user_id, username, username_key, role, os_uid, is_active, failed_logins, created_at, updated_at)
           VALUES ('old', 'old', 'old', 'admin', {uid}, TRUE, 0, {at}, {at});
         INSERT INTO rooms (name, name_key, max_capacity, room_type, has_devices, is_active, setup_minutes, teardown_minutes,
                            buffers_from, created_at, updated_at)
           VALUES ('Focus', 'focus', 9, 'training', FALSE, TRUE, 0, 0, {at}, {at}, {at});"
    ))
    .unwrap();
    env.raw_booking(&super::support::RawBooking::default()).unwrap();
    env.raw_sql(&format!(
        "UPDATE bookings SET devices_needed = 4;
         INSERT INTO booking_device_assignments (booking_id, device_category_id, quantity, created_at) VALUES (1, 1, 4, {at})"
    ))
    .unwrap();
}

fn all_versions(env: &Env) -> usize {
    fs::read_dir(root().join("migrations").join(env.engine().to_string()))
        .unwrap()
        .count()
}

fn an_older_backup_is_brought_up(env: &Env) {
    content(env);
    let now = backup(env, "now");
    older(env, 2);
    let old = backup_after(env, "old", "SELECT 1", "SELECT 1");
    if !env.is_sqlite() {
        env.raw_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
            .unwrap();
    }
    // In the place of a database of this version, and then in that of the older one's.
    for _ in 0..2 {
        if env.is_sqlite() {
            env.raw_sql("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
            fs::copy(env.path(&now), env.database_url()).unwrap();
        }
        // The log knows nothing of the user that the fixture wrote past the program.
        let line = [
            "db",
            "restore",
            &old,
            "--yes",
            "--accept-findings",
            "--admin",
            "old",
            "-f",
            "json",
        ];
        // It has no mark of a database for tests, whose clock may be fixed.
        let run = env.call(&line).without("COLAB_NOW").run().ok();
        let restored = run.json();
        assert_eq!(
            restored["migrated"].as_array().unwrap().len(),
            all_versions(env) - 2
        );
        assert!(run.stderr.contains("older version"), "{run}");
        assert_eq!(env.json(&["db", "status"])["current"], true);
        assert_eq!(
            (
                env.count("bookings"),
                env.count("room_holds"),
                env.count("devices")
            ),
            (1, 1, 0)
        );
        assert!(env.verify_audit().unwrap() > 1);
        if !env.is_sqlite() {
            break;
        }
    }
}

fn an_older_database_is_kept_before_it_is_migrated(env: &Env) {
    // It is no database for tests: only the real clock is good for it.
    let mut env = Env::on(env.engine());
    env.set("COLAB_NOW", "");
    let env = &env;
    older(env, 2);
    let line: &[&str] = if env.is_sqlite() {
        &["room", "list"]
    } else {
        &["db", "migrate"]
    };
    // Eight at once: one of them migrates, and keeps.
    let running: Vec<Running> = (0..8).map(|_| env.spawn(line)).collect();
    let kept: usize = running
        .into_iter()
        .map(|call| {
            call.wait()
                .ok()
                .stderr
                .matches("kept the database as it was")
                .count()
        })
        .sum();
    assert_eq!(kept, 1);
    assert_eq!(env.json(&["db", "status"])["current"], true);
    let folder = match env.engine() {
        Engine::Sqlite => env.work_dir(),
        Engine::Postgres => env.dir().join("data/colab/backups"),
    };
    let files: Vec<String> = names(&folder, "")
        .into_iter()
        .filter(|name| name.contains("before-migration"))
        .collect();
    assert_eq!(files.len(), 1, "{files:?}");
    let file = folder.join(&files[0]);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    // It holds the older version, and becomes the database again, brought up.
    let user = env.raw_text("SELECT username FROM users").unwrap();
    env.raw_sql(&match env.engine() {
        Engine::Sqlite => "DELETE FROM users".to_owned(),
        Engine::Postgres => "DROP SCHEMA public CASCADE; CREATE SCHEMA public".to_owned(),
    })
    .unwrap();
    if env.is_sqlite() {
        for ending in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(format!("{}{ending}", env.database_url()));
        }
    }
    // The log knows nothing of the user that the fixture wrote past the program.
    let mut line = vec![
        "db",
        "restore",
        file.to_str().unwrap(),
        "--yes",
        "--accept-findings",
    ];
    // That user has no password either, and on a server nobody would get in.
    if !env.is_sqlite() {
        line.extend(["--admin", &user]);
    }
    let restored = env.json(&line);
    assert_eq!(restored["schema_version"], "20261121000002");
    // Whoever restores a file of another machine becomes an admin.
    assert_eq!(env.count("users"), if env.is_sqlite() { 2 } else { 1 });
    // Told where, told not to.
    older(env, 3);
    let status = env.json(&["db", "migrate", "--backup", "mine"]);
    assert!(
        status["backup"].as_str().unwrap().ends_with("mine") && env.path("mine").exists(),
        "{status}"
    );
    older(env, 3);
    let run = env.colab(&["db", "migrate", "--no-backup", "-f", "json"]).ok();
    assert_eq!(run.json()["backup"], Value::Null);
    assert!(run.stderr.is_empty(), "{run}");
    older(env, 3);
    env.colab(&["db", "migrate", "--backup", "mine"])
        .fails(5)
        .says("exists already");
    assert_eq!(
        env.json(&["db", "status"])["applied"].as_array().unwrap().len(),
        3
    );
}

fn a_restore_wants_a_yes(env: &Env) {
    let made = backup(env, "made");
    let line = ["db", "restore", &made];
    unchanged(env, || {
        env.colab(&line).fails(2).says("--yes");
        env.colab(&["db", "restore", &made, "--no-input"])
            .fails(2)
            .says("--yes");
        let (seen, code) = answered_at_terminal(&env.call(&line), "n");
        assert_eq!(code, Some(2), "{seen}");
        assert!(
            seen.matches("Type yes or no").count() == 1 && seen.contains("nothing was changed"),
            "{seen}"
        );
    });
    let rows = env.count("audit_log");
    let (seen, code) = answered_at_terminal(&env.call(&line), "Y");
    assert_eq!(code, Some(0), "{seen}");
    assert_eq!(
        (env.count("audit_log"), env.verify_audit().is_ok()),
        (rows, true),
        "the backup's own row is not in it, the restore's is"
    );
}

fn a_backup_of_another_database_is_named(env: &Env) {
    let other = Env::on(env.engine());
    other
        .raw_sql("UPDATE database_info SET database_id = 'another'")
        .unwrap();
    let made = other.path(&backup(&other, "made"));
    let made = made.to_str().unwrap();
    let id = env.raw_text("SELECT database_id FROM database_info").unwrap();
    unchanged(env, || {
        env.colab(&["db", "restore", made]).fails(2).says(&format!(
            "({id}) by {made}, a backup of another database (another)"
        ));
    });
    let run = env.colab(&["db", "restore", made, "--yes", "-f", "json"]).ok();
    assert!(
        run.stderr.contains(&format!("another takes the place of {id}")),
        "{run}"
    );
    assert_eq!(
        env.json(&["db", "restore", made, "--dry-run"])["replaced_id"],
        "another"
    );
}

fn killed_at_any_moment_of_a_restore_it_is_old_or_new(env: &Env) {
    content(env);
    let made = backup(env, "made");
    let old = rows(env);
    env.colab(&["room", "add", "New"]).ok();
    let fresh = backup(env, "fresh");
    let new = rows(env);
    let line = |file: &'static str| ["db", "restore", file, "--yes", "-q"];
    let (made, fresh): (&'static str, &'static str) = (made.leak(), fresh.leak());
    let whole = env.colab(&line(fresh)).ok().took;
    let (kills, mut changed) = (kills(), 0);
    let mut at = fresh;
    for moment in 0..kills {
        let to = if at == fresh { made } else { fresh };
        let running = env.spawn(&line(to));
        park(Instant::now() + whole * moment / kills);
        running.kill();
        running.wait();
        let now = rows(env);
        assert!(
            now == old || now == new,
            "killed at moment {moment} of {kills}: neither the one nor the other"
        );
        env.verify_audit().unwrap();
        let here = if now == old { made } else { fresh };
        changed += u32::from(here != at);
        at = here;
    }
    assert!(changed < kills, "every restore was done before it was killed");
    env.colab(&line(made)).ok();
    assert_eq!(rows(env), old);
    env.colab(&["db", "check", "-q"]).ok();
}

fn a_restore_waits_for_nobody_who_goes_on_using_the_old_file(env: &Env) {
    let made = backup(env, "made");
    let mut other = SqliteConnection::establish(env.database_url()).unwrap();
    other.batch_execute("SELECT count(*) FROM rooms").unwrap();
    let before = rows(env);
    let error = env
        .colab(&["db", "restore", &made, "--yes", "-f", "json"])
        .fails(7)
        .error();
    assert_eq!(error["code"], "database_busy");
    assert!(error["hint"].as_str().unwrap().contains("fuser"), "{error}");
    assert_eq!(rows(env), before);
    assert_eq!(names(&env.work_dir(), "colab.db.before"), Vec::<String>::new());
    no_drafts(&env.work_dir());
    drop(other);
    // One that ends in time is waited for.
    let mut other = SqliteConnection::establish(env.database_url()).unwrap();
    other.batch_execute("SELECT count(*) FROM rooms").unwrap();
    let running = env.spawn(&["db", "restore", &made, "--yes"]);
    std::thread::sleep(Duration::from_millis(1500));
    drop(other);
    running.wait().ok();
}

fn a_restore_gets_in_while_others_work(env: &Env) {
    let made = backup(env, "made");
    let ended = AtomicBool::new(false);
    let work = |place: usize| {
        let name = format!("Room {place}");
        let call = env.call(&["room", "add", &name]);
        let mut command = call.variable("COLAB_CONNECT_WAIT", "20").command();
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    let commands: Vec<_> = (0..5).map(work).collect();
    let run = std::thread::scope(|scope| {
        for mut command in commands {
            let ended = &ended;
            scope.spawn(move || {
                while !ended.load(Ordering::Relaxed) {
                    command.status().unwrap();
                }
            });
        }
        std::thread::sleep(Duration::from_millis(500));
        let run = env.colab(&["db", "restore", &made, "--yes"]);
        ended.store(true, Ordering::Relaxed);
        run
    });
    run.ok();
    env.colab(&["db", "check", "-q"]).ok();
}

fn a_damaged_database_is_kept_as_it_is_and_replaced(env: &Env) {
    content(env);
    let (made, before) = (backup(env, "made"), rows(env));
    let path = PathBuf::from(env.database_url());
    env.raw_sql("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    let whole = fs::read(&path).unwrap();
    let mut later = whole.clone();
    later[4096..].fill(0x33);
    for broken in [whole[..100].to_vec(), b"no database".to_vec(), later] {
        for ending in ["-wal", "-shm"] {
            let _ = fs::remove_file(format!("{}{ending}", path.display()));
        }
        fs::write(&path, &broken).unwrap();
        fs::write(format!("{}-wal", path.display()), "a log of something else").unwrap();
        env.colab(&["room", "list"]).fails(7);
        let restored = env.json(&["db", "restore", &made, "--yes"]);
        let kept = fs::read(restored["kept"].as_str().unwrap()).unwrap();
        assert_eq!(kept.len(), broken.len());
        assert_eq!(rows(env), before);
        env.colab(&["db", "check", "-q"]).ok();
    }
    // Where the log alone is damaged there is no head to name.
    let page = env
        .raw_int("SELECT rootpage FROM sqlite_schema WHERE name = 'audit_log'")
        .unwrap();
    env.raw_sql("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    for ending in ["-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{ending}", path.display()));
    }
    let mut torn = fs::read(&path).unwrap();
    let start = (usize::try_from(page).unwrap() - 1) * 4096;
    torn[start..start + 4096].fill(0x5a);
    fs::write(&path, &torn).unwrap();
    let restored = env.json(&["db", "restore", &made, "--yes"]);
    assert_eq!(restored["replaced_seq"], Value::Null);
    assert_eq!(rows(env), before);
    // Another program's file is not ours to replace.
    let other = env.path("other.db");
    let mut connection = SqliteConnection::establish(other.to_str().unwrap()).unwrap();
    connection
        .batch_execute("CREATE TABLE parcels (id INTEGER)")
        .unwrap();
    drop(connection);
    env.colab(&[
        "db",
        "restore",
        &made,
        "--yes",
        "--database",
        other.to_str().unwrap(),
    ])
    .fails(7)
    .says("another program's database");
}

fn a_backup_goes_where_no_database_is(env: &Env) {
    content(env);
    let (made, before) = (backup(env, "made"), rows(env));
    let mut moved = Env::without_database();
    let to = moved.path("new.db");
    moved.use_database(Engine::Sqlite, to.to_str().unwrap());
    // What was left of another one is not taken for its log.
    fs::write(moved.path("new.db-wal"), "old").unwrap();
    let made = env.path(&made);
    let restored = moved.json(&["db", "restore", made.to_str().unwrap(), "--yes"]);
    assert_eq!(restored["kept"], Value::Null);
    assert_eq!(rows(&moved), before);
    assert_eq!(fs::metadata(&to).unwrap().permissions().mode() & 0o777, 0o600);
    // The usual place is made, as by every other command.
    let bare = Env::without_database();
    bare.colab(&["db", "restore", made.to_str().unwrap(), "--yes"])
        .ok();
    assert!(bare.dir().join("data/colab/colab.db").exists());
    // A database that is in use, copied as it lies, is no backup.
    fs::copy(&made, moved.path("live.db")).unwrap();
    fs::write(moved.path("live.db-wal"), "rows that are not in the file yet").unwrap();
    moved
        .colab(&["db", "restore", "live.db", "--yes"])
        .fails(6)
        .says("lies beside it");
}

fn a_schema_with_others_tables_is_not_emptied(env: &Env) {
    let made = backup(env, "made");
    env.raw_sql("CREATE TABLE parcels (id integer); INSERT INTO parcels VALUES (7)")
        .unwrap();
    env.colab(&["db", "restore", &made, "--yes"])
        .fails(7)
        .says("parcels");
    assert_eq!(env.count("parcels"), 1);
}

fn a_dump_that_we_did_not_make_is_refused(env: &Env) {
    content(env);
    std::fs::write(env.path("plain.dump"), b"PGDMP\x01\x0e\x00 an archive of pg_dump").unwrap();
    unchanged(env, || {
        env.colab(&["db", "restore", "plain.dump", "--yes"])
            .fails(6)
            .says("pg_restore");
    });
}

/// Who owns tables, views and functions of ours.
const OWNERS: &str = "SELECT string_agg(DISTINCT pg_get_userbyid(owner)::text, ',') FROM (
    SELECT relowner AS owner FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'S')
    UNION ALL
    SELECT proowner FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
       AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')) AS ours";

fn what_another_role_makes_belongs_to_whom_it_did(env: &Env) {
    content(env);
    let (file, before) = (backup(env, "made"), rows(env));
    let is_colabs = |env: &Env| assert_eq!(env.raw_text(OWNERS).unwrap(), "colab");
    is_colabs(env);
    let root = env.url_as("postgres");
    let restore = ["db", "restore", file.as_str(), "--yes", "--database"];
    env.colab(&[&restore[..], &[root.as_str()]].concat()).ok();
    is_colabs(env);
    assert_eq!(rows(env), before);
    env.colab(&["db", "check", "-q"]).ok();
    // What a superuser took over goes back to the owner of the database.
    env.raw_sql_as(
        "postgres",
        "DO $$ DECLARE one regclass; BEGIN
           FOR one IN SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v') LOOP
             EXECUTE format('ALTER TABLE %s OWNER TO postgres', one);
           END LOOP; END $$;
         DO $$ DECLARE one regprocedure; BEGIN
           FOR one IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proowner = 'colab'::regrole LOOP
             EXECUTE format('ALTER ROUTINE %s OWNER TO postgres', one);
           END LOOP; END $$",
    )
    .unwrap();
    env.colab(&["room", "list"]).fails(4);
    env.colab(&[&restore[..], &[root.as_str()]].concat()).ok();
    is_colabs(env);
    env.colab(&["room", "list"]).ok();
    // Who may do neither is told before anything is replaced.
    let stranger = format!("{}_stranger", env.raw_text("SELECT current_database()").unwrap());
    env.raw_sql_as(
        "postgres",
        &format!(
            "CREATE ROLE {stranger} LOGIN; GRANT ALL ON ALL TABLES IN SCHEMA public TO {stranger};
             GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {stranger}"
        ),
    )
    .unwrap();
    let theirs = env.url_as(&stranger);
    unchanged(env, || {
        env.colab(&[&restore[..], &[theirs.as_str()]].concat())
            .fails(4)
            .says("the tables belong to the role colab");
    });
    // A database that is made by a superuser, and not yet any tables in it.
    let name = format!("{}_of_root", env.raw_text("SELECT current_database()").unwrap());
    env.cluster()
        .administer(&format!("CREATE DATABASE {name} OWNER colab"))
        .unwrap();
    let mut fresh = Env::without_database();
    fresh.use_database(Engine::Postgres, &env.cluster().url(&name));
    fresh
        .colab(&["db", "migrate", "--database", &fresh.url_as("postgres")])
        .ok();
    is_colabs(&fresh);
}

fn of_two_restores_at_once_one_is_done(env: &Env) {
    content(env);
    let (file, before) = (backup(env, "made"), rows(env));
    let name = format!("{}_twice", env.raw_text("SELECT current_database()").unwrap());
    env.cluster()
        .administer(&format!("CREATE DATABASE {name} OWNER colab"))
        .unwrap();
    let mut fresh = Env::without_database();
    fresh.use_database(Engine::Postgres, &env.cluster().url(&name));
    // A migration that has just begun: both find an empty database, and wait.
    let mut other = fresh.connection();
    other
        .batch("BEGIN; SELECT pg_advisory_xact_lock(x'636f6c616201'::bigint)")
        .unwrap();
    let file = env.path(&file);
    let line = ["db", "restore", file.to_str().unwrap(), "--yes"];
    let both = [fresh.spawn(&line), fresh.spawn(&line)];
    until("both restores wait", || {
        fresh.raw_int(
            "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
              WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()",
        ) == Some(2)
    });
    other.batch("ROLLBACK").unwrap();
    let mut runs = both.map(Running::wait);
    runs.sort_by_key(|run| run.code);
    let [first, second] = runs;
    first.ok();
    second.fails(7).says("another command has made this database");
    assert_eq!(rows(&fresh), before);
}

fn an_empty_server_database_is_filled_without_signing_in(_: &Env) {
    let cluster = Cluster::start().unwrap();
    let token = prepare(&cluster, "own").unwrap();
    let mut env = Env::without_database();
    env.use_database(Engine::Postgres, &cluster.url("own"));
    env.set("COLAB_TOKEN", &token);
    content(&env);
    let (made, before) = (backup(&env, "made"), rows(&env));
    cluster.administer("CREATE DATABASE fresh OWNER colab").unwrap();
    env.use_database(Engine::Postgres, &cluster.url("fresh"));
    let restored = env.json(&["db", "restore", &made, "--yes"]);
    assert_eq!(restored["kept"], Value::Null);
    assert_eq!(rows(&env), before);
    // Signing in is as it was in the backup.
    env.set("COLAB_TOKEN", &token);
    env.colab(&["room", "list"]).ok();
    env.colab(&["db", "check", "-q"]).ok();
    // A server that stops in the middle leaves the old one.
    let running = env.spawn(&["db", "restore", &made, "--yes", "-f", "json"]);
    until("the restore has begun", || {
        env.raw_int("SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock'")
            .unwrap_or(0)
            > 0
    });
    cluster.stop_immediate().unwrap();
    let run = running.wait();
    cluster.start_again().unwrap();
    assert!(run.code == Some(7) || run.code == Some(0), "{run}");
    assert_eq!(rows(&env), before);
}

/// More rows than one insert statement holds.
const MANY: usize = 1200;

/// Imports [`MANY`] bookings that wait for a room; returns what was sent to the database.
#[track_caller]
fn import_many(env: &Env, client: &str) -> Vec<String> {
    let row = |n: usize| {
        let day = 1 + n % 28;
        format!("{client} {n},,2026-05-{day:02}T13:00,2026-05-{day:02}T16:00,5,1,\n")
    };
    let rows: String = (0..MANY).map(row).collect();
    let head = "client,room,starts_at,ends_at,learners,devices,status\n";
    env.write("many.csv", format!("{head}{rows}"));
    let sent = statements(&env.line("import bookings many.csv -vv --log-format json").ok());
    let written = format!(
        "SELECT count(*) FROM bookings b JOIN clients c ON c.id = b.client_id AND c.name = b.client_name
          JOIN import_rows i ON i.booking_id = b.id
          WHERE b.client_name LIKE '{client} %' AND num_learners = 5 AND devices_needed = 1 AND b.room_id IS NULL
            AND status = 'pending' AND ends_at > starts_at"
    );
    assert_eq!(env.raw_int(&written), i64::try_from(MANY).ok());
    sent
}

/// The statements that a run sent, as its log has them.
fn statements(run: &Run) -> Vec<String> {
    let lines = run.stderr.lines();
    let lines = lines.filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let told = lines.filter(|line| line["target"] == "statement");
    told.filter_map(|line| line["fields"]["sql"].as_str().map(str::to_owned))
        .collect()
}

fn count_of(statements: &[String], start: &str) -> usize {
    statements.iter().filter(|sql| sql.starts_with(start)).count()
}

/// The tables that many bookings fill.
const FILLED: &[&str] = &[
    "bookings",
    "booking_imports",
    "booking_device_assignments",
    "clients",
    "import_rows",
];

fn many_rows_are_written_in_few_statements(env: &Env) {
    let sent = import_many(env, "Client");
    if env.is_sqlite() {
        // One that is kept prepared, and what is left over.
        for table in ["bookings", "import_rows"] {
            let inserts = count_of(&sent, &format!("INSERT INTO `{table}` "));
            assert_eq!(inserts, MANY.div_ceil(32), "{table}");
        }
        return;
    }
    for table in FILLED {
        let copies = count_of(&sent, &format!("COPY \"{table}\" "));
        let inserts = count_of(&sent, &format!("INSERT INTO \"{table}\" "));
        assert_eq!((copies, inserts), (1, 0), "{table}");
    }
}

fn a_table_that_policies_guard_takes_inserts(env: &Env) {
    // As for a login that is not the owner.
    env.raw_sql("ALTER TABLE bookings FORCE ROW LEVEL SECURITY")
        .unwrap();
    let sent = import_many(env, "Client");
    assert_eq!(
        (
            count_of(&sent, "COPY \"bookings\" "),
            count_of(&sent, "INSERT INTO \"bookings\" ")
        ),
        (0, MANY.div_ceil(1000))
    );
    assert_eq!(count_of(&sent, "COPY \"import_rows\" "), 1);
}

fn a_restore_fills_each_table_in_one_statement(env: &Env) {
    content(env);
    import_many(env, "Client");
    let (made, before) = (backup(env, "made"), rows(env));
    let run = env
        .line(&format!("db restore {made} --yes -vv --log-format json"))
        .ok();
    let sent = statements(&run);
    for table in FILLED {
        let copies = count_of(&sent, &format!("COPY \"{table}\" "));
        let inserts = count_of(&sent, &format!("INSERT INTO \"{table}\" "));
        assert_eq!((copies, inserts), (1, 0), "{table}");
    }
    // With the backup of what is replaced, and all checks.
    assert!(sent.len() < 500, "{}", sent.len());
    assert_eq!(rows(env), before);
    env.colab(&["db", "check", "-q"]).ok();
}

/// A table's part of a server's backup: the line before its rows, and these.
fn part<'b>(backup: &'b str, table: &str) -> (&'b str, &'b str) {
    let start = format!("table {{\"name\":\"{table}\",");
    let part = &backup[backup.find(&start).unwrap()..];
    let part = &part[..part.find("\n\\.\n").unwrap()];
    part.split_once('\n').unwrap()
}

fn awkward_values_come_back_as_they_were(env: &Env) {
    content(env);
    import_many(env, "Client");
    // Each in a booking of its own; what a row, a field or the rows of a table could be taken to end with.
    env.raw_sql(
        r"UPDATE bookings SET requester_notes = v.note
            FROM (SELECT id, (ARRAY[E'a\tb', E'\\N', E'\\.', E'\\', E'\n', E'\n\\.\n', E'\r\nx\r', '', E'\b\x0b\f', '🦓 e', ' ',
                                    E'\\t \\x41 \\101', 'NULL', E'\u2028\u00a0'])[row_number() OVER (ORDER BY id)] AS note
                    FROM bookings) v
           WHERE v.id = bookings.id",
    )
    .unwrap();
    let (first, before) = (backup(env, "first"), rows(env));
    env.colab(&["db", "restore", &first, "--yes"]).ok();
    assert_eq!(rows(env), before);
    let second = backup(env, "second");
    let [first, second] = [first, second].map(|file| fs::read_to_string(env.path(&file)).unwrap());
    for table in FILLED {
        assert_eq!(part(&first, table), part(&second, table), "{table}");
    }
    let (_, bookings) = part(&first, "bookings");
    for field in [r"a\tb", r"\\N", r"\\.", r"\n\\.\n", "🦓 e"] {
        let field = format!("\t{field}\t");
        assert!(bookings.contains(&field), "{field:?}: {bookings}");
    }
}

fn rows_that_do_not_fit_are_told_by_their_table(env: &Env) {
    content(env);
    let text = fs::read_to_string(env.path(&backup(env, "made"))).unwrap();
    let (head, rows) = part(&text, "bookings");
    let columns: Value = serde_json::from_str(head.trim_start_matches("table ")).unwrap();
    let columns = columns["columns"].as_array().unwrap();
    let row = rows.lines().next().unwrap();
    let with = |column: &str, value: &str| {
        let place = columns.iter().position(|one| one == column).unwrap();
        let mut fields: Vec<&str> = row.split('\t').collect();
        fields[place] = value;
        fields.join("\t")
    };
    let refused = "the rows of bookings do not fit";
    for (changed, words) in [
        (with("num_learners", "many"), refused),
        (with("client_name", "\\N"), refused),
        (with("client_name", "a\0b"), refused),
        (
            with("num_learners", "-5"),
            "the rows of bookings do not fit: the database refuses it: bookings_num_learners_check",
        ),
        (
            format!("{row}\n{row}"),
            "the rows of bookings do not fit: the database refuses it: bookings_pkey",
        ),
        (
            with("client_id", "777777"),
            "the rows of its tables do not fit: the database refuses it: bookings_client_id_fkey",
        ),
        (
            format!("{row}\tmore"),
            "a row of bookings has another number of columns",
        ),
        (with("client_name", "a\\qb"), "a row is not as COPY writes it"),
        (with("client_name", "a\rb"), "a row is not as COPY writes it"),
    ] {
        env.write("changed", text.replacen(row, &changed, 1));
        unchanged(env, || {
            env.colab(&["db", "restore", "changed", "--yes", "--accept-findings"])
                .fails(6)
                .says(words);
        });
    }
}
