//! The database as a file and as a server: found, made, moved on, missing, broken, full, cut off; and its audit chain.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, RunQueryDsl, SqliteConnection};
use nix::unistd::geteuid;

use super::support::environment::prepare;
use super::support::postgres::Cluster;
use super::support::program::PROGRAM;
use super::support::{Engine, Env, Running, root, until};

any![
    the_first_command_makes_a_private_database_with_its_admin,
    eight_first_commands_at_once_all_succeed,
    a_path_may_look_like_anything,
    the_log_of_a_lost_file_is_no_part_of_a_new_one,
    a_database_that_cannot_be_had_is_exit_7,
    hints_are_for_the_database_that_was_named,
    a_file_of_another_program_is_left_alone,
    the_status_of_another_programs_file_is_no_status,
    a_read_only_file_is_not_written_and_says_so,
    a_full_disk_changes_nothing_and_says_so,
];
sqlite![
    a_short_lock_is_waited_for_and_a_long_one_is_reported,
    a_file_that_is_limited_in_size_keeps_what_was_there,
];
both![
    status_and_migration_can_be_asked_for_again_and_again,
    a_newer_database_is_not_touched,
    the_declared_tables_are_those_of_the_database,
    the_audit_chain_holds_after_every_kind_of_change,
    whatever_is_tampered_with_is_found,
];
postgres![
    an_older_server_database_is_never_migrated_in_passing,
    eight_migrations_at_once_all_succeed,
    a_server_that_stops_in_the_middle_keeps_nothing,
    a_connection_that_is_cut_is_opened_again,
    a_server_that_is_not_there_is_exit_7_and_no_password_is_shown,
    verify_full_wants_the_right_name_and_authority,
    the_system_user_means_nothing_on_a_server,
];

const ROOMS: [&str; 2] = ["room", "list"];

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn the_status_of_another_programs_file_is_no_status(env: &Env) {
    let file = env.path("theirs.db");
    let mut other = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
    other.batch_execute("CREATE TABLE theirs (id integer)").unwrap();
    env.line("db status --database theirs.db")
        .fails(7)
        .says("another program's database");
}

fn the_first_command_makes_a_private_database_with_its_admin(env: &Env) {
    let run = env.colab(&ROOMS).ok();
    let said: Vec<&str> = run.stderr.lines().collect();
    assert!(
        said.len() == 1 && said[0].starts_with("note: made the database"),
        "{run}"
    );
    let folder = env.dir().join("data/colab");
    assert_eq!((mode(&folder), mode(&folder.join("colab.db"))), (0o700, 0o600));
    let again = env.colab(&ROOMS).ok();
    assert!(again.stderr.is_empty(), "{again}");
    assert_eq!(env.json(&["user", "whoami"])["role"], "admin");
    let quiet = Env::without_database();
    quiet.colab(&["room", "add", "Focus", "-q", "--dry-run"]).ok();
    // The log beside the database is as private as the database.
    let held = SqliteConnection::establish(folder.join("colab.db").to_str().unwrap());
    held.unwrap().batch_execute("SELECT count(*) FROM rooms").unwrap();
    env.colab(&["room", "add", "Focus"]).ok();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

fn eight_first_commands_at_once_all_succeed(env: &Env) {
    let names: Vec<String> = (0..8).map(|at| format!("Room {at}")).collect();
    let running: Vec<Running> = names
        .iter()
        .map(|name| env.spawn(&["room", "add", name]))
        .collect();
    let made: usize = running
        .into_iter()
        .map(|call| call.wait().ok().stderr.matches("made the database").count())
        .sum();
    assert_eq!(made, 1, "one of them made it");
    assert_eq!(env.json(&ROOMS).as_array().unwrap().len(), 8);
}

fn the_log_of_a_lost_file_is_no_part_of_a_new_one(env: &Env) {
    env.line("room add Focus --database new.db").ok();
    let [file, log, kept] = ["new.db", "new.db-wal", "kept"].map(|name| env.path(name));
    let mut held = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
    held.batch_execute("UPDATE rooms SET max_capacity = 7").unwrap();
    fs::copy(&log, &kept).unwrap();
    drop(held);
    fs::remove_file(&file).unwrap();
    fs::rename(&kept, &log).unwrap();
    let run = env.line("room list -f json --database new.db").ok();
    assert_eq!(run.stdout, "[]\n");
    env.line("db check -q --database new.db").ok();
}

fn a_path_may_look_like_anything(env: &Env) {
    for name in ["a b.db", "ünï.db", "x?mode=ro", "sqlite", "100%.db"] {
        env.colab(&["room", "add", "Focus", "--database", name]).ok();
        assert!(env.path(name).exists(), "{name}");
    }
    // What looks like the address of something else is a file only if the prefix says so.
    let unclear = ["room", "add", "Focus", "--database", "file:x?mode=ro"];
    env.colab(&unclear).fails(2).says("invalid database address");
    assert!(!env.path("file:x?mode=ro").exists());
    for (url, name) in [
        ("sqlite:c.db", "c.db"),
        ("sqlite://d.db", "d.db"),
        ("sqlite:file:x?mode=ro", "file:x?mode=ro"),
    ] {
        env.colab(&["room", "add", "Focus", "--database", url]).ok();
        assert!(env.path(name).exists(), "{url}");
    }
    for wrong in ["", "sqlite:", ":memory:", "mysql://root@localhost/colab"] {
        let run = env.colab(&["room", "list", "--database", wrong]);
        run.fails(2).says("invalid database address");
    }
}

fn a_database_that_cannot_be_had_is_exit_7(env: &Env) {
    env.colab(&["room", "list", "--database", "no/such/folder/colab.db"])
        .fails(7)
        .says("colab config show");
    env.colab(&["room", "list", "--database", "."]).fails(7);
    env.colab(&["db", "status", "--database", "missing.db"])
        .fails(7)
        .says("no such file");
    assert!(!env.path("missing.db").exists(), "asking makes nothing");
    env.write(
        "text.db",
        "this is a letter, not a database, however long it may be made to be.".repeat(20),
    );
    env.colab(&["room", "list", "--database", "text.db"])
        .fails(7)
        .says("not a sound colab database");
    let error = env
        .colab(&["room", "list", "--database", "text.db", "-f", "json"])
        .fails(7)
        .error();
    assert_eq!(error["code"], "not_a_database");
    env.colab(&ROOMS).ok();
    let whole = fs::read(env.dir().join("data/colab/colab.db")).unwrap();
    env.write("torn.db", &whole[..whole.len() / 3]);
    env.colab(&["booking", "list", "--database", "torn.db"]).fails(7);
}

fn hints_are_for_the_database_that_was_named(env: &Env) {
    env.line("--database \"own file.db\" room add Focus").ok();
    env.write("list.csv", "a,b\n1,2\n");
    for (line, code, hint) in [
        ("room show Nope", 3, "colab --database 'own file.db' room list"),
        (
            "booking show 99",
            3,
            "colab --database 'own file.db' booking list",
        ),
        (
            "import bookings list.csv",
            6,
            "colab --database 'own file.db' import template bookings",
        ),
    ] {
        for named in ["--database \"own file.db\"", "\"--database=own file.db\""] {
            env.line(&format!("{line} {named}")).fails(code).says(hint);
        }
        let run = env.line(&format!(
            "{named} {line} -f json",
            named = "--database \"own file.db\""
        ));
        let error = run.fails(code).error();
        assert!(error["hint"].to_string().contains(hint), "{error}");
    }
    // What was typed is repeated once, and where the database comes from is asked for as ever.
    let run = env.line("room show Nope --database \"own file.db\"").fails(3);
    assert_eq!(run.stderr.matches("own file.db").count(), 1, "{run}");
}

fn a_file_of_another_program_is_left_alone(env: &Env) {
    let path = env.path("other.db");
    let mut other = SqliteConnection::establish(path.to_str().unwrap()).unwrap();
    other
        .batch_execute("CREATE TABLE invoices (id INTEGER); INSERT INTO invoices VALUES (1)")
        .unwrap();
    drop(other);
    for line in [["room", "list"], ["db", "migrate"]] {
        let run = env.colab(&[&line[..], &["--database", "other.db"]].concat());
        run.fails(7).says("another program's database").says("invoices");
    }
    let mut other = SqliteConnection::establish(path.to_str().unwrap()).unwrap();
    let tables = diesel::dsl::sql::<diesel::sql_types::BigInt>("SELECT count(*) FROM sqlite_master");
    assert_eq!(tables.get_result::<i64>(&mut other), Ok(1));
}

/// Runs the program as somebody who is not root, whom no file's mode would stop.
fn as_a_stranger(env: &Env, arguments: &[&str]) -> std::process::Output {
    let mut command: Command = env.call(arguments).command();
    if geteuid().is_root() {
        command.uid(65534).gid(65534);
    }
    command.stdin(Stdio::null()).output().unwrap()
}

fn a_read_only_file_is_not_written_and_says_so(env: &Env) {
    env.colab(&["room", "add", "Focus", "--database", "colab.db"])
        .ok();
    let file = env.path("colab.db");
    if geteuid().is_root() {
        for path in [env.dir().to_owned(), env.work_dir()] {
            fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        // The program reads its user from the file: the stranger is its admin.
        let mut database = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
        database.batch_execute("UPDATE users SET os_uid = 65534").unwrap();
    }
    fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
    fs::set_permissions(env.work_dir(), fs::Permissions::from_mode(0o555)).unwrap();
    let before = fs::read(&file).unwrap();
    let output = as_a_stranger(
        env,
        &["room", "add", "Growth", "--database", file.to_str().unwrap()],
    );
    fs::set_permissions(env.work_dir(), fs::Permissions::from_mode(0o755)).unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(7), "{said}");
    assert!(said.starts_with("error: ") && said.contains("hint: "), "{said}");
    assert_eq!(fs::read(&file).unwrap(), before);
}

/// A disk of its own and of few bytes, unmounted when dropped.
struct Disk<'a>(&'a Path);

impl<'a> Disk<'a> {
    fn mount(at: &'a Path, size: &str) -> Option<Self> {
        fs::create_dir_all(at).unwrap();
        let mounted = run(
            "mount",
            &[
                "-t",
                "tmpfs",
                "-o",
                &format!("size={size}"),
                "tmpfs",
                at.to_str().unwrap(),
            ],
        );
        mounted.then_some(Self(at))
    }

    fn resize(&self, size: &str) {
        assert!(run(
            "mount",
            &["-o", &format!("remount,size={size}"), self.0.to_str().unwrap()]
        ));
    }
}

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        run("umount", &["-l", self.0.to_str().unwrap()]);
    }
}

fn run(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Adds rooms until one cannot be added; how many were, and what the last one said.
#[track_caller]
fn fill(env: &Env, database: &str) -> (usize, super::support::Run) {
    let place = "x".repeat(255);
    env.colab(&["location", "add", &place, "--database", database])
        .ok();
    for count in 0..2000 {
        let name = format!("Room {count}");
        let add = [
            "room",
            "add",
            &name,
            "--location",
            &place,
            "--alias",
            &format!("{name}{}", "y".repeat(200)),
            "--database",
            database,
        ];
        let run = env.colab(&add);
        if run.code != Some(0) {
            return (count, run);
        }
    }
    panic!("2000 rooms fit on a disk that was meant to be small");
}

fn a_full_disk_changes_nothing_and_says_so(env: &Env) {
    let at = env.dir().join("disk");
    let Some(disk) = Disk::mount(&at, "3m") else {
        assert!(
            !geteuid().is_root(),
            "root can mount a disk; is CAP_SYS_ADMIN missing?"
        );
        // `a_file_that_is_limited_in_size_keeps_what_was_there` shows the same to those who may not mount.
        return;
    };
    let path = at.join("colab.db");
    let database = path.to_str().unwrap();
    env.colab(&["room", "list", "--database", database]).ok();
    let (count, refused) = fill(env, database);
    assert!(count > 0, "{refused}");
    refused.fails(7).says("free some space on the disk");
    disk.resize("6m");
    let mut env = Env::without_database();
    env.use_database(Engine::Sqlite, database);
    assert_eq!(env.json(&ROOMS).as_array().unwrap().len(), count);
    env.colab(&["room", "add", "One more"]).ok();
    // The database itself, the location of the rooms, and one more room.
    assert_eq!(env.verify_audit().unwrap(), i64::try_from(count).unwrap() + 3);
    drop(disk);
}

fn a_file_that_is_limited_in_size_keeps_what_was_there(env: &Env) {
    env.colab(&["room", "add", "Focus"]).ok();
    let before = env.verify_audit().unwrap();
    // The shell's limit counts blocks of 512 bytes; the ignored signal makes a write fail rather than end us.
    let script = "trap '' XFSZ; ulimit -f 80; exec \"$0\" \"$@\"";
    let bare = env.call(&["import", "rooms", "--starter", "colab"]).command();
    let mut command = Command::new("sh");
    command
        .args(["-c", script, PROGRAM])
        .args(bare.get_args())
        .env_clear()
        .current_dir(env.work_dir());
    command.envs(bare.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let output = command.stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(7), "{said}");
    assert_eq!(env.column(&ROOMS, "name"), ["Focus"]);
    assert_eq!(env.verify_audit().unwrap(), before);
}

fn a_short_lock_is_waited_for_and_a_long_one_is_reported(env: &Env) {
    let hold = || {
        let mut other = SqliteConnection::establish(env.database_url()).unwrap();
        other
            .batch_execute("PRAGMA busy_timeout = 10000; BEGIN IMMEDIATE")
            .unwrap();
        other
    };
    let mut other = hold();
    let waiting = env.spawn(&["room", "add", "Focus"]);
    env.colab(&ROOMS).ok();
    other.batch_execute("COMMIT").unwrap();
    waiting.wait().ok();
    let _other = hold();
    let run = env.colab(&["room", "add", "Growth", "-f", "json"]).fails(7);
    let (told, error) = run.stderr.trim_end().split_once('\n').unwrap();
    assert_eq!(told, "note: waiting for another program that writes the database");
    let error: serde_json::Value = serde_json::from_str(error).unwrap();
    assert_eq!(error["error"]["code"], "database_busy");
    assert!(
        error["error"]["hint"].as_str().unwrap().contains("try again"),
        "{error}"
    );
}

fn status_and_migration_can_be_asked_for_again_and_again(env: &Env) {
    let status = env.json(&["db", "status"]);
    assert_eq!(
        (&status["current"], &status["pending"]),
        (&true.into(), &serde_json::json!([]))
    );
    assert_eq!(
        status["engine"],
        if env.is_sqlite() { "sqlite" } else { "postgres" }
    );
    let rows = env.count("audit_log");
    for _ in 0..2 {
        assert_eq!(env.json(&["db", "migrate"]), status);
        assert_eq!(env.json(&["db", "migrate", "--dry-run"]), status);
        env.line("db migrate --quiet").ok().silent();
    }
    assert_eq!(env.count("audit_log"), rows);
}

fn a_newer_database_is_not_touched(env: &Env) {
    env.raw_sql("INSERT INTO __diesel_schema_migrations (version) VALUES ('99990101000001')")
        .unwrap();
    let rows = env.count("audit_log");
    for line in [
        &["room", "list"][..],
        &["room", "add", "Focus"],
        &["db", "migrate"],
    ] {
        env.colab(line)
            .fails(7)
            .says("newer version")
            .says("99990101000001");
    }
    assert_eq!(
        env.json(&["db", "status"])["unknown"],
        serde_json::json!(["99990101000001"])
    );
    assert_eq!((env.count("rooms"), env.count("audit_log")), (0, rows));
}

/// `table.column type NULL?` of `schema.rs`, in this engine's words for the types.
fn declared(engine: Engine) -> BTreeSet<String> {
    let text = fs::read_to_string(root().join("src/db/schema.rs")).unwrap();
    let (mut columns, mut table) = (BTreeSet::new(), String::new());
    let lines = text.lines().map(str::trim);
    for line in lines.filter(|line| !line.starts_with("diesel::")) {
        if let Some((name, _)) = line.split_once(" (").filter(|_| line.ends_with('{')) {
            table = name.to_owned();
        }
        let Some((name, kind)) = line.trim_end_matches(',').split_once(" -> ") else {
            continue;
        };
        let bare = kind
            .strip_prefix("Nullable<")
            .and_then(|kind| kind.strip_suffix('>'));
        let word = match (bare.unwrap_or(kind), engine) {
            ("Integer" | "BigInt" | "Bool" | "UtcMicros", Engine::Sqlite) => "integer",
            ("Text" | "JsonDoc" | "Date", Engine::Sqlite) => "text",
            ("Binary", Engine::Sqlite) => "blob",
            ("Binary", Engine::Postgres) => "bytea",
            ("Integer", Engine::Postgres) => "integer",
            ("BigInt", Engine::Postgres) => "bigint",
            ("Bool", Engine::Postgres) => "boolean",
            ("UtcMicros", Engine::Postgres) => "timestamp with time zone",
            ("Text", Engine::Postgres) => "text",
            ("JsonDoc", Engine::Postgres) => "jsonb",
            ("Date", Engine::Postgres) => "date",
            (other, _) => panic!("a type that this test does not know: {other}"),
        };
        columns.insert(format!(
            "{table}.{name} {word}{}",
            if bare.is_some() { " NULL" } else { "" }
        ));
    }
    columns
}

/// Of the columns that follow from others, those by which the program finds repairs; and one that a server alone has, by which
/// blocks and bookings exclude each other.
fn the_declared_tables_are_those_of_the_database(env: &Env) {
    let query = match env.engine() {
        Engine::Sqlite => {
            "SELECT t.name || '.' || c.name || ' ' || lower(c.type) || CASE WHEN c.\"notnull\" OR c.pk THEN '' ELSE ' NULL' END
               FROM sqlite_schema t JOIN pragma_table_xinfo(t.name) c
              WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND substr(t.name, 1, 2) <> '__'
                AND (c.hidden = 0 OR c.name IN ('repair_key', 'open_repair_of'))"
        }
        Engine::Postgres => {
            "SELECT c.table_name || '.' || c.column_name || ' ' || c.data_type || CASE c.is_nullable WHEN 'NO' THEN '' ELSE ' NULL' END
               FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
              WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.column_name <> 'lanes'
                AND (c.is_generated = 'NEVER' OR c.column_name IN ('repair_key', 'open_repair_of')) AND left(c.table_name, 2) <> '__'"
        }
    };
    // Of a view's columns nobody knows which are never empty.
    let of_views = match env.engine() {
        Engine::Sqlite => {
            "SELECT v.name || '.' || c.name FROM sqlite_schema v JOIN pragma_table_info(v.name) c WHERE v.type = 'view'"
        }
        Engine::Postgres => {
            "SELECT c.table_name || '.' || c.column_name
               FROM information_schema.columns c JOIN information_schema.views v USING (table_schema, table_name)
              WHERE c.table_schema = 'public'"
        }
    };
    let of_views: BTreeSet<String> = env.raw_texts(of_views).into_iter().flatten().collect();
    let found: BTreeSet<String> = env.raw_texts(query).into_iter().flatten().collect();
    let mut declared = declared(env.engine());
    declared.retain(|column| {
        !column
            .split(' ')
            .next()
            .is_some_and(|name| of_views.contains(name))
    });
    assert!(declared.len() > 100, "{}", declared.len());
    let only = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.difference(b).cloned().collect::<Vec<_>>();
    assert_eq!(
        (only(&declared, &found), only(&found, &declared)),
        (vec![], vec![])
    );
}

fn the_audit_chain_holds_after_every_kind_of_change(env: &Env) {
    let start = env.verify_audit().unwrap();
    let book = [
        "booking",
        "create",
        "--client",
        "Ünï \"X\"",
        "--date",
        "2026-03-02",
        "--learners",
        "3",
        "--room",
        "Focus",
    ];
    for line in [
        &["room", "add", "Focus", "--alias", "Fokus"][..],
        &["room", "add", "Growth"],
        &["room", "edit", "Focus", "--capacity", "9"],
        &["room", "alias", "add", "Growth", "Groei"],
        &["room", "alias", "remove", "Groei"],
        &["room", "combine", "Hall", "Focus", "Growth"],
        &book,
        &["config", "set", "company_name", "Colab \\ Company"],
        &["user", "add", "thandi", "--role", "staff", "--no-password"],
        &["user", "token", "create", "--name", "t", "--user", "thandi"],
    ] {
        env.colab(line).ok();
    }
    env.colab(&["room", "add", "Vision", "--as", "thandi"]).fails(4);
    env.colab_with(&["user", "login", "thandi", "--password-stdin"], "wrong", &[])
        .fails(4);
    env.colab(&book).fails(5);
    assert_eq!(
        env.verify_audit().unwrap(),
        start + 13,
        "a row for each change, for each refusal and for the wish that got no room, none for a conflict"
    );
}

fn whatever_is_tampered_with_is_found(env: &Env) {
    for room in ["A", "B", "C", "D"] {
        env.colab(&["room", "add", room]).ok();
    }
    let length = env.verify_audit().unwrap();
    env.raw_sql(match env.engine() {
        Engine::Sqlite => {
            "DROP TRIGGER audit_log_no_update; DROP TRIGGER audit_log_no_delete; DROP TRIGGER audit_log_no_replace"
        }
        Engine::Postgres => "ALTER TABLE audit_log DISABLE TRIGGER USER",
    })
    .unwrap();
    env.raw_sql(
        "CREATE TABLE kept AS SELECT * FROM audit_log; CREATE TABLE kept_head AS SELECT * FROM audit_head",
    )
    .unwrap();
    let third = length - 1;
    for (tampering, seq, fact) in [
        (
            format!("UPDATE audit_log SET actor = 'mallory' WHERE seq = {third}"),
            third,
            "was altered",
        ),
        (
            format!("UPDATE audit_log SET after = '{{}}' WHERE seq = {third}"),
            third,
            "was altered",
        ),
        (
            format!(
                "UPDATE audit_log SET at = {} WHERE seq = {third}",
                env.instant("2001-01-01T00:00:00Z")
            ),
            third,
            "was altered",
        ),
        (
            format!("UPDATE audit_log SET on_behalf_of = '' WHERE seq = {third}"),
            third,
            "was altered",
        ),
        (
            format!("UPDATE audit_log SET hash = 'x' WHERE seq = {length}"),
            length,
            "was altered",
        ),
        (
            format!("DELETE FROM audit_log WHERE seq = {third}"),
            third,
            "is missing",
        ),
        (
            format!("DELETE FROM audit_log WHERE seq = {length}"),
            length,
            "is missing",
        ),
        (
            format!("UPDATE audit_log SET seq = 1000 WHERE seq = {length}"),
            length,
            "is missing",
        ),
        (
            format!("DELETE FROM audit_log WHERE seq = {length}; UPDATE audit_head SET seq = {third}"),
            third,
            "does not end the chain",
        ),
        (
            "UPDATE audit_head SET hash = 'x'".to_owned(),
            length,
            "does not end the chain",
        ),
        (
            "UPDATE audit_head SET seq = seq - 1".to_owned(),
            length,
            "does not end the chain",
        ),
        ("DELETE FROM audit_log".to_owned(), 1, "is missing"),
    ] {
        env.raw_sql(&tampering).unwrap();
        let error = env.verify_audit().expect_err(&tampering);
        assert_eq!(error.code, "audit_chain_broken", "{tampering}");
        assert_eq!(
            error.message,
            format!(
                "audit row {seq} {fact}{}",
                if fact.ends_with("chain") {
                    " as recorded"
                } else {
                    ""
                }
            )
        );
        env.raw_sql(
            "DELETE FROM audit_log; INSERT INTO audit_log SELECT * FROM kept;
             DELETE FROM audit_head; INSERT INTO audit_head SELECT * FROM kept_head",
        )
        .unwrap();
        assert_eq!(env.verify_audit().unwrap(), length);
    }
}

fn an_older_server_database_is_never_migrated_in_passing(env: &Env) {
    env.raw_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        .unwrap();
    for line in [&["room", "list"][..], &["user", "bootstrap", "x", "--token"]] {
        env.colab(line).fails(7).says("colab db migrate");
    }
    let status = env
        .call(&["db", "status", "-f", "json"])
        .without("COLAB_TOKEN")
        .run()
        .ok()
        .json();
    assert_eq!(
        (&status["current"], &status["applied"]),
        (&false.into(), &serde_json::json!([]))
    );
    env.colab(&["db", "migrate", "--dry-run"]).ok();
    env.colab(&["room", "list"]).fails(7);
    env.call(&["db", "migrate"]).without("COLAB_TOKEN").run().ok();
    env.call(&["room", "list"])
        .without("COLAB_TOKEN")
        .run()
        .fails(4)
        .says("colab user bootstrap");
}

fn eight_migrations_at_once_all_succeed(env: &Env) {
    env.raw_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        .unwrap();
    let running: Vec<Running> = (0..8)
        .map(|_| env.spawn(&["db", "migrate", "-f", "json"]))
        .collect();
    for call in running {
        assert_eq!(call.wait().ok().json()["current"], true);
    }
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/postgres");
    let migrations = i64::try_from(std::fs::read_dir(folder).unwrap().count()).unwrap();
    assert_eq!(
        (
            env.count("database_info"),
            env.count("__diesel_schema_migrations")
        ),
        (1, migrations)
    );
}

/// A server of the test's own, the program pointed at it, and the URL of its database.
fn own_server() -> (Cluster, Env, String) {
    let cluster = Cluster::start().unwrap();
    let token = prepare(&cluster, "own").unwrap();
    let mut env = Env::without_database();
    let url = cluster.url("own");
    env.use_database(Engine::Postgres, &url);
    env.set("COLAB_TOKEN", &token);
    (cluster, env, url)
}

/// Starts `room add`, which comes to stand in the middle of its transaction behind a lock; the lock's holder.
fn stopped_in_the_middle(env: &Env, url: &str) -> (Running, PgConnection) {
    let mut other = PgConnection::establish(url).unwrap();
    other
        .batch_execute("BEGIN; LOCK TABLE audit_head IN ACCESS EXCLUSIVE MODE")
        .unwrap();
    let running = env.spawn(&["room", "add", "Focus", "-f", "json"]);
    // Another connection asks: within a transaction the list of activities never changes.
    let mut watcher = PgConnection::establish(url).unwrap();
    until("the command waits for the lock", || {
        let waiting = diesel::dsl::sql::<diesel::sql_types::BigInt>(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = 'colab'",
        );
        waiting.get_result::<i64>(&mut watcher).unwrap() == 1
    });
    (running, other)
}

fn a_server_that_stops_in_the_middle_keeps_nothing(_: &Env) {
    let (cluster, mut env, url) = own_server();
    let (running, _other) = stopped_in_the_middle(&env, &url);
    cluster.stop_immediate().unwrap();
    let run = running.wait().fails(7);
    assert_eq!(run.error()["code"], "database_unavailable");
    assert!(run.stdout.is_empty(), "{run}");
    cluster.start_again().unwrap();
    assert_eq!((env.count("rooms"), env.verify_audit().is_ok()), (0, true));
    // Whoever waits longer than the server needs to come back notices nothing.
    env.set("COLAB_CONNECT_WAIT", "100");
    let (running, _other) = stopped_in_the_middle(&env, &url);
    cluster.stop_immediate().unwrap();
    until("it waits for the server", || {
        running.stderr_so_far().contains("waiting up to")
    });
    cluster.start_again().unwrap();
    running.wait().ok();
    assert_eq!((env.count("rooms"), env.verify_audit().is_ok()), (1, true));
}

fn a_connection_that_is_cut_is_opened_again(env: &Env) {
    let url = env.database_url().to_owned();
    let (running, mut other) = stopped_in_the_middle(env, &url);
    other
        .batch_execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
              WHERE datname = current_database() AND application_name = 'colab'; COMMIT",
        )
        .unwrap();
    running.wait().ok();
    assert_eq!((env.count("rooms"), env.verify_audit().is_ok()), (1, true));
}

fn a_server_that_is_not_there_is_exit_7_and_no_password_is_shown(env: &Env) {
    for url in [
        "postgres://me:geheim@localhost:1/colab",
        "postgres://me@localhost:1/colab?password=geheim",
        "postgresql://me:geheim@no-such-host.invalid/colab",
        "postgres://me:geheim@/colab?host=/nowhere",
        &format!("{}&dbname=none", env.database_url()),
    ] {
        for line in [["room", "list"], ["db", "migrate"], ["config", "show"]] {
            let run = env
                .call(&line)
                .argument("--database")
                .argument(url)
                .argument("-v")
                .run();
            assert!(
                !run.stdout.contains("geheim") && !run.stderr.contains("geheim"),
                "{run}"
            );
            run.fails(if line[0] == "config" { 0 } else { 7 });
        }
    }
}

fn verify_full_wants_the_right_name_and_authority(_: &Env) {
    let cluster = Cluster::start_with_tls().unwrap();
    let token = prepare(&cluster, "own").unwrap();
    let mut env = Env::without_database();
    env.set("COLAB_TOKEN", &token);
    let full = format!("sslmode=verify-full&sslrootcert={}", cluster.ca().display());
    let url = cluster.tcp_url("own", &full);
    env.colab(&["room", "list", "--database", &url]).ok();
    let wrong_name = url.replace("localhost", "127.0.0.1");
    env.colab(&["room", "list", "--database", &wrong_name])
        .fails(7)
        .says("certificate");
    let unknown = cluster.tcp_url("own", "sslrootcert=system");
    env.colab(&["room", "list", "--database", &unknown])
        .fails(7)
        .says("certificate");
    env.call(&["room", "list", "--database", &unknown])
        .variable("SSL_CERT_FILE", cluster.ca().to_str().unwrap())
        .run()
        .ok();
}

fn the_system_user_means_nothing_on_a_server(env: &Env) {
    let uid = nix::unistd::getuid().as_raw();
    env.raw_sql(&format!("UPDATE users SET os_uid = {uid}")).unwrap();
    env.call(&["room", "list"]).without("COLAB_TOKEN").run().fails(4);
}
