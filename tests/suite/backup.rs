//! Backups, restores and migrations that keep what was before: whole or not at all, whatever happens in the middle.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use colab::db::{Connection, Database, OpenMode};
use diesel::connection::SimpleConnection;
use diesel::{Connection as _, SqliteConnection};
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use nix::unistd::geteuid;
use serde_json::{Value, json};

use super::support::environment::prepare;
use super::support::postgres::Cluster;
use super::support::{Engine, Env, Running, root, until};

both![
    a_restored_backup_is_the_original,
    a_backup_is_private_whole_and_recorded,
    a_backup_is_one_state_while_others_write,
    a_folder_keeps_the_newest,
    a_file_that_is_there_stays_unless_told,
    what_is_no_backup_is_refused_and_nothing_changes,
    a_backup_of_a_newer_program_is_refused,
    a_backup_with_a_broken_chain_is_refused,
    an_older_backup_is_brought_up,
    an_older_database_is_kept_before_it_is_migrated,
    a_dry_run_leaves_nothing,
    a_restore_wants_a_yes,
    who_may_not_takes_nothing_out,
];
both![
    killed_at_any_moment_of_a_backup_it_is_whole_or_not_there,
    killed_at_any_moment_of_a_restore_it_is_old_or_new,
    interrupted_it_leaves_no_draft,
    two_backups_at_once_into_one_folder_are_two,
];
sqlite![
    a_restore_waits_for_nobody_who_goes_on_using_the_old_file,
    a_damaged_database_is_kept_as_it_is_and_replaced,
    a_backup_goes_where_no_database_is,
    a_full_disk_is_one_clear_error_and_changes_nothing,
    the_database_itself_is_no_place_for_a_backup,
];
postgres![
    a_schema_with_others_tables_is_not_emptied,
    the_password_is_in_no_argument,
    a_dump_that_we_did_not_make_is_refused,
    an_empty_server_database_is_filled_without_signing_in,
];

/// Moments at which a process is killed; `COLAB_TEST_KILLS` asks for more.
const KILLS: u32 = 30;

fn kills() -> u32 {
    std::env::var("COLAB_TEST_KILLS").map_or(KILLS, |count| count.parse().unwrap())
}

/// Rooms, bookings with devices and catering, a rental, a user with a token, a setting.
fn content(env: &Env) {
    for room in ["Focus", "Growth"] {
        env.colab(&["room", "add", room, "--setup", "15"]).ok();
    }
    env.colab(&["room", "combine", "Hall", "Focus", "Growth"]).ok();
    for serial in ["LT-1", "LT-2"] {
        env.colab(&["device", "add", serial, "--category", "Laptop"]).ok();
    }
    env.book("Focus", "2026-03-02", "08:00-10:00");
    env.book("Hall", "2026-03-03", "08:00-10:00");
    let noted = "it's; a \\ \"note\"\n-- $$ COPY ü";
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
    env.user("thandi", "staff");
}

/// Every row of every table but the audit log and its head, as text.
fn rows(env: &Env) -> Vec<String> {
    let tables: Vec<&str> = colab::db::grants::TABLES
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

fn ending(env: &Env) -> &'static str {
    if env.is_sqlite() { "db" } else { "dump" }
}

/// A backup in the work folder; its path as an argument.
fn backup(env: &Env, name: &str) -> String {
    let file = format!("{name}.{}", ending(env));
    env.colab(&["db", "backup", &file]).ok();
    file
}

/// Names in a folder that begin so.
fn names(folder: &Path, start: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.file_name().into_string().unwrap())
        .filter(|name| name.starts_with(start))
        .collect();
    names.sort();
    names
}

const DRAFT: &str = ".colab-draft-";

#[track_caller]
fn no_drafts(folder: &Path) {
    assert_eq!(names(folder, DRAFT), Vec::<String>::new());
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
    assert!(run.stderr.contains("are good again"), "{run}");
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

fn a_backup_is_private_whole_and_recorded(env: &Env) {
    content(env);
    let name = format!("b.{}", ending(env));
    let made = env.json(&["db", "backup", &name]);
    let path = env.path(&name);
    let meta = fs::metadata(&path).unwrap();
    assert_eq!(meta.permissions().mode() & 0o777, 0o600);
    assert_eq!(made["bytes"], meta.len());
    use sha2::{Digest, Sha256};
    let hash: String = Sha256::digest(fs::read(&path).unwrap())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(made["sha256"], hash);
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
    assert_eq!(
        (&facts["sha256"], &facts["file"]),
        (&made["sha256"], &made["file"])
    );
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
    until("the writer writes", Duration::from_secs(30), || {
        env.count("rooms") > 5
    });
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
        .says("--keep is for a folder");
    env.colab(&["db", "backup", "kept/", "--keep", "0"]).fails(2);
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

/// Nothing of what the program did stays.
#[track_caller]
fn unchanged(env: &Env, body: impl FnOnce()) {
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
    made.batch_execute("CREATE TABLE invoices (id INTEGER)").unwrap();
    drop(made);
    env.write("other.dump", b"PGDMP\x01\x0e\x00\x04\x08\x01\x01\x01");
    let (same, foreign) = match env.engine() {
        Engine::Sqlite => ("other.db", "other.dump"),
        Engine::Postgres => ("other.dump", "other.db"),
    };
    unchanged(env, || {
        env.colab(&["db", "restore", same, "--yes"])
            .fails(6)
            .says("no backup of ours");
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
            let run = Command::new("pg_dump")
                .args(["-Fc", "--rows-per-insert=500", "--schema=public", "-f"])
                .arg(env.path(&file))
                .arg(env.database_url())
                .status();
            assert!(run.unwrap().success());
        }
    }
    env.raw_sql(undone).unwrap();
    file
}

fn a_backup_of_a_newer_program_is_refused(env: &Env) {
    content(env);
    let newer = backup_after(
        env,
        "newer",
        "INSERT INTO __diesel_schema_migrations (version) VALUES ('99990101000001')",
        "DELETE FROM __diesel_schema_migrations WHERE version = '99990101000001'",
    );
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
        let run = env.colab(&["db", "restore", &old, "--yes", "-f", "json"]).ok();
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
        assert_eq!(env.verify_audit().unwrap(), 1);
        if !env.is_sqlite() {
            break;
        }
    }
}

fn an_older_database_is_kept_before_it_is_migrated(env: &Env) {
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
    let restored = env.json(&["db", "restore", file.to_str().unwrap(), "--yes"]);
    assert_eq!(restored["schema_version"], "20261121000002");
    assert_eq!(env.count("users"), 1);
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
        .says("is there already");
    assert_eq!(
        env.json(&["db", "status"])["applied"].as_array().unwrap().len(),
        3
    );
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

fn a_restore_wants_a_yes(env: &Env) {
    let made = backup(env, "made");
    unchanged(env, || {
        env.colab(&["db", "restore", &made]).fails(2).says("--yes");
        env.colab(&["db", "restore", &made, "--no-input"])
            .fails(2)
            .says("--yes");
    });
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
fn park(end: Instant) {
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
    env.colab(&["db", "check", "-q"]).ok();
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

fn interrupted_it_leaves_no_draft(env: &Env) {
    content(env);
    let line = ["db", "backup", "i"];
    let whole = env.colab(&line).ok().took;
    let mut interrupted = 0;
    for moment in 0..12 {
        let _ = fs::remove_file(env.path("i"));
        let running = env.spawn(&line);
        park(Instant::now() + whole * moment / 12);
        running.signal(nix::sys::signal::Signal::SIGINT);
        let run = running.wait();
        // Before its handler stands, the signal ends it as it ends any program.
        interrupted += u32::from(run.code == Some(130));
        no_drafts(&env.work_dir());
    }
    assert!(interrupted > 0);
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
    // Another program's file is not ours to replace.
    let other = env.path("other.db");
    let mut connection = SqliteConnection::establish(other.to_str().unwrap()).unwrap();
    connection
        .batch_execute("CREATE TABLE invoices (id INTEGER)")
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
    // A database that is in use, copied as it lies, is no backup.
    fs::copy(&made, moved.path("live.db")).unwrap();
    fs::write(moved.path("live.db-wal"), "rows that are not in the file yet").unwrap();
    moved
        .colab(&["db", "restore", "live.db", "--yes"])
        .fails(6)
        .says("a log lies beside it");
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
        env.colab(&["db", "backup", name, "--force"])
            .fails(2)
            .says("is the database itself");
    }
    assert_eq!(rows(env), before);
}

fn a_schema_with_others_tables_is_not_emptied(env: &Env) {
    let made = backup(env, "made");
    env.raw_sql("CREATE TABLE invoices (id integer); INSERT INTO invoices VALUES (7)")
        .unwrap();
    env.colab(&["db", "restore", &made, "--yes"])
        .fails(7)
        .says("invoices");
    assert_eq!(env.count("invoices"), 1);
}

fn the_password_is_in_no_argument(env: &Env) {
    let address = env
        .database_url()
        .replace("user=colab", "user=colab&password=geheim");
    // The server trusts everybody here, so it is the arguments alone that are looked at.
    let spy = env.path("spy");
    fs::create_dir(&spy).unwrap();
    let script = "#!/bin/sh\nif [ \"$1\" = --version ]; then echo 'pg_dump (PostgreSQL) 99.1'; exit 0; fi\n\
                  echo \"$@\" > \"$SPY/arguments\"; echo \"$PGPASSWORD\" > \"$SPY/password\"; exit 1\n";
    for name in ["pg_dump", "pg_restore"] {
        fs::write(spy.join(name), script).unwrap();
        fs::set_permissions(spy.join(name), fs::Permissions::from_mode(0o755)).unwrap();
    }
    let path = format!("{}:/usr/bin:/bin", spy.display());
    let run = env
        .call(&["db", "backup", "x", "--database", &address])
        .variable("PATH", &path)
        .variable("SPY", spy.to_str().unwrap())
        .run()
        .fails(7);
    assert!(!run.stderr.contains("geheim"), "{run}");
    let said = |name: &str| fs::read_to_string(spy.join(name)).unwrap();
    assert!(said("arguments").contains("--format=custom") && !said("arguments").contains("geheim"));
    assert_eq!(said("password").trim(), "geheim");
}

fn a_dump_that_we_did_not_make_is_refused(env: &Env) {
    content(env);
    let run = Command::new("pg_dump")
        .args(["-Fc", "-f"])
        .arg(env.path("plain.dump"))
        .arg(env.database_url())
        .status();
    assert!(run.unwrap().success());
    unchanged(env, || {
        env.colab(&["db", "restore", "plain.dump", "--yes"])
            .fails(6)
            .says("pg_restore");
    });
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
    until("the restore has begun", Duration::from_secs(30), || {
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
