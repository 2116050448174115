//! Another machine: there the numbers of the operating system's users are other people's.

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::Path;
use std::process::{Command, Output};

use colab::db::Database;
use colab::db::backup::{BackupPlace, back_up};
use colab::kernel::timestamp::Timestamp;
use diesel::connection::SimpleConnection;
use diesel::{Connection as _, SqliteConnection};
use nix::unistd::geteuid;
use serde_json::Value;

use super::support::Env;
use super::support::program::PROGRAM;

sqlite![
    a_number_of_another_machine_lets_nobody_in,
    a_backup_goes_to_another_user_at_another_path,
];
postgres![a_servers_backup_to_which_nobody_could_sign_in_is_refused];

const ELSEWHERE: &str = "UPDATE database_info SET machine = 'another'";

fn a_number_of_another_machine_lets_nobody_in(env: &Env) {
    env.user_by_admin("thandi", "staff");
    let token = env.colab(&["user", "token", "create", "--name", "kept", "-q"]);
    let token = token.ok().stdout.trim().to_owned();
    let os_users = |run: Value| {
        let checks = run.as_array().unwrap().clone();
        checks.into_iter().find(|one| one["check"] == "os_users").unwrap()
    };
    assert_eq!(os_users(env.json(&["doctor"]))["status"], "pass");
    env.raw_sql(ELSEWHERE).unwrap();
    let run = env.colab(&["room", "list"]).fails(4).says("another machine");
    // A token is the same everywhere.
    let doctor = env.colab_as(&token, &["doctor", "-f", "json"]).json();
    let check = os_users(doctor);
    assert_eq!(check["status"], "warn");
    // The way out as it is said.
    let file = env.database_url();
    let way = format!("mv {file} {file}.moved && colab --database {file} db restore {file}.moved");
    assert!(run.stderr.contains(&way) && check["way_out"] == way, "{run}");
    let moved = format!("{file}.moved");
    fs::rename(file, &moved).unwrap();
    let run = env.colab(&["db", "restore", &moved, "--yes", "-f", "json"]).ok();
    for said in [
        "the backup is of another machine",
        "whom this restore made an admin",
    ] {
        assert!(run.stderr.contains(said), "{run}");
    }
    let who = env.json(&["user", "whoami"]);
    assert_eq!(
        (&who["role"], &who["username"]),
        (&Value::from("admin"), &run.json()["made_admin"])
    );
    let rows = env.raw_int("SELECT count(*) FROM audit_log WHERE command = 'db restore' AND entity = 'user'");
    assert_eq!(
        rows,
        Some(2),
        "the number that was taken away, and who has one now"
    );
    env.colab(&["db", "check"]).ok();
    assert_eq!(os_users(env.json(&["doctor"]))["status"], "pass");
}

/// Runs the program as another user of the system.
fn run_as(uid: u32, home: &Path, line: &[&str]) -> Output {
    let id = uid.to_string();
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid", &id, "--regid", &id, "--clear-groups", PROGRAM])
        .args(line)
        .current_dir(home)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", home);
    command.output().unwrap()
}

fn give(path: &Path, uid: u32) {
    chown(path, Some(uid), Some(uid)).unwrap();
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            give(&entry.unwrap().path(), uid);
        }
    }
}

/// The drill of the guide: a backup, a new machine, another user, another path, the first command.
fn a_backup_goes_to_another_user_at_another_path(env: &Env) {
    let has_setpriv = Command::new("setpriv").arg("--version").output().is_ok();
    if !geteuid().is_root() || !has_setpriv {
        println!("NOT RUN: another user of the system needs root and setpriv");
        return;
    }
    fs::set_permissions(env.dir(), PermissionsExt::from_mode(0o755)).unwrap();
    let (old, new) = (env.dir().join("old"), env.dir().join("new"));
    for (home, uid) in [(&old, 31001), (&new, 31002)] {
        fs::create_dir(home).unwrap();
        give(home, uid);
    }
    let ok = |uid: u32, home: &Path, line: &[&str]| -> (String, String) {
        let output = run_as(uid, home, line);
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let said = (text(&output.stdout), text(&output.stderr));
        assert!(output.status.success(), "{line:?}: {said:?}");
        said
    };
    ok(31001, &old, &["room", "add", "Focus", "--capacity", "4"]);
    let database = old.join(".local/share/colab/colab.db");
    let mut connection = SqliteConnection::establish(database.to_str().unwrap()).unwrap();
    connection.batch_execute(ELSEWHERE).unwrap();
    drop(connection);
    // Its own machine is not this one any more: the backup is made as a job does, by a token. Here it is a plain copy.
    fs::copy(&database, new.join("moved.db")).unwrap();
    give(&new, 31002);
    let (verified, _) = ok(
        31002,
        &new,
        &["db", "backup", "--verify", "moved.db", "-f", "json"],
    );
    assert!(
        verified.contains("\"sound\": true") || verified.contains("\"sound\":true"),
        "{verified}"
    );
    let (_, said) = ok(31002, &new, &["db", "restore", "moved.db", "--yes"]);
    assert!(
        said.contains("user 31002 of this machine is uid31002, whom this restore made an admin"),
        "{said}"
    );
    let (rooms, _) = ok(31002, &new, &["room", "list"]);
    assert!(rooms.contains("Focus"), "{rooms}");
    let (who, _) = ok(
        31002,
        &new,
        &["user", "whoami", "-f", "csv", "--fields", "username,role"],
    );
    assert!(who.contains("uid31002,admin"), "{who}");
    ok(31002, &new, &["db", "check"]);
    // Whoever has the number of the old machine's admin here is somebody else.
    give(&new, 31001);
    let stranger = run_as(31001, &new, &["room", "list"]);
    assert_eq!(stranger.status.code(), Some(4), "{stranger:?}");
}

fn a_servers_backup_to_which_nobody_could_sign_in_is_refused(env: &Env) {
    env.raw_sql("UPDATE users SET password_hash = NULL; UPDATE user_tokens SET revoked_at = created_at")
        .unwrap();
    let file = env.path("made.dump");
    let place = BackupPlace::typed(file.to_str().unwrap(), false);
    let database = Database::parse(env.database_url()).unwrap();
    back_up(&database, &place, Timestamp::EPOCH, true).unwrap();
    env.raw_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        .unwrap();
    let line = [
        "db",
        "restore",
        file.to_str().unwrap(),
        "--yes",
        "--accept-findings",
        "-f",
        "json",
    ];
    let error = env.colab(&line).fails(6).error();
    assert_eq!(error["code"], "no_entrance");
    let restored = env.colab(&[&line[..], &["--admin", "eve"]].concat()).ok().json();
    let token = restored["admin_token"].as_str().unwrap().to_owned();
    env.colab_as(&token, &["room", "list"]).ok();
}
