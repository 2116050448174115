//! What may happen to an import from outside: rivals, a kill, a full disk, a lost server. All of it or nothing, one
//! clear error, and the next run works.

use std::collections::HashMap;
use std::fs::{self, File, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use nix::unistd::geteuid;

use super::support::environment::prepare;
use super::support::postgres::Cluster;
use super::support::workbook::{Book, counts, standing, starter, written};
use super::support::{Engine, Env, Run, Running, data, until};

both![
    two_imports_of_one_source_at_once,
    sixteen_imports_and_bookings_of_one_room,
    killed_at_any_moment_it_is_all_or_nothing,
];
sqlite![
    a_full_disk_leaves_nothing_half_done,
    a_file_that_cannot_be_written_is_one_clear_error,
    a_file_limit_leaves_nothing_half_done,
];
postgres![
    a_server_stopped_in_the_middle_leaves_nothing_half_done,
    killed_between_its_statements_it_leaves_nothing,
    interrupted_it_says_so_and_leaves_nothing,
];

/// The year's bookings in the sample.
const YEAR: i64 = 713;

/// Moments at which the import is killed; `COLAB_TEST_KILLS` asks for more.
const KILLS: u32 = 100;

/// The import of the year, as a command line.
fn year() -> Vec<String> {
    let file = data("schedule-2026.xlsx").to_str().unwrap().to_owned();
    ["import", "schedule", &file, "--create-rooms", "-f", "json"]
        .map(str::to_owned)
        .to_vec()
}

fn start_year(env: &Env) -> Running {
    let line = year();
    env.spawn(&line.iter().map(String::as_str).collect::<Vec<_>>())
}

fn import_year(env: &Env) -> Run {
    start_year(env).wait()
}

/// Bookings, imports, and audit rows about imports.
fn state(env: &Env) -> [i64; 3] {
    [
        "SELECT count(*) FROM bookings",
        "SELECT count(*) FROM imports",
        "SELECT count(*) FROM audit_log WHERE entity = 'import'",
    ]
    .map(|query| env.raw_int(query).unwrap())
}

const NOTHING: [i64; 3] = [0, 0, 0];
const ALL: [i64; 3] = [YEAR, 1, 1];

#[track_caller]
fn assert_chain_whole(env: &Env) {
    let rows = env.verify_audit().unwrap_or_else(|broken| panic!("{broken}"));
    assert_eq!(Some(rows), env.raw_int("SELECT count(*) FROM audit_log"));
}

/// One sentence and its hints, with this exit code, and no talk of the engine's insides.
#[track_caller]
fn assert_clear(run: Run, code: i32) {
    let run = run.fails(code);
    let error = run.error();
    let message = error["message"].as_str().unwrap();
    assert!(!message.is_empty() && !message.contains('\n'), "{run}");
    assert!(error["hint"].is_string(), "{run}");
    assert!(run.stdout.is_empty(), "{run}");
}

fn two_imports_of_one_source_at_once(env: &Env) {
    let runs = [start_year(env), start_year(env)].map(|running| running.wait().ok());
    let mut done = runs.map(|run| counts(&run));
    done.sort();
    assert!(done[0].starts_with("created 713"), "{done:?}");
    assert!(done[1].starts_with("unchanged 713"), "{done:?}");
    assert_eq!(state(env), ALL);
    assert_chain_whole(env);
}

fn sixteen_imports_and_bookings_of_one_room(env: &Env) {
    starter(env);
    let before = written(env);
    let rivals: Vec<Running> = (0..16)
        .map(|number| {
            let client = format!("Client {}", char::from(b'A' + number));
            if number % 2 == 0 {
                let file = format!("rival {number}.xlsx");
                let book = Book::march(&["Focus"]).row(2, &[("Focus", &format!("{client} 5+1"))]);
                book.save(&env.path(&file));
                env.spawn(&["import", "schedule", &file, "-f", "json"])
            } else {
                let line = ["booking", "create", "--client", &client, "--room", "Focus"];
                let rest = ["--date", "2026-03-02", "--learners", "5", "-f", "json"];
                env.spawn(&[&line[..], &rest].concat())
            }
        })
        .collect();
    let runs: Vec<Run> = rivals.into_iter().map(Running::wait).collect();
    let codes: Vec<_> = runs.iter().filter_map(|run| run.code).collect();
    assert_eq!(codes.iter().filter(|code| **code == 0).count(), 1, "{codes:?}");
    assert_eq!(codes.iter().filter(|code| **code == 5).count(), 15, "{codes:?}");
    assert_eq!(standing(env).len(), 1);
    // What got no room is written down as demand.
    let demand = env.raw_int("SELECT count(*) FROM audit_log WHERE entity = 'demand'");
    let rows = before[0].zip(demand).map(|(rows, demand)| rows + 1 + demand);
    assert_eq!(written(env)[0], rows);
    assert_chain_whole(env);
}

/// The moments are spread over what an undisturbed import takes, and a little beyond.
fn killed_at_any_moment_it_is_all_or_nothing(env: &Env) {
    let engine = env.engine();
    let whole = import_year(env).ok().took;
    let kills = std::env::var("COLAB_TEST_KILLS").map_or(KILLS, |count| count.parse().unwrap());
    let mut worlds = vec![Env::on(engine)];
    let (mut nothing, mut all) = (0, 0);
    for moment in 0..kills {
        let env = worlds.last().unwrap();
        let running = start_year(env);
        let end = Instant::now() + whole * moment / kills;
        while let Some(rest) = end.checked_duration_since(Instant::now()) {
            std::thread::park_timeout(rest);
        }
        let children = children_of(running.id());
        running.kill();
        running.wait();
        assert_gone(&children);
        match state(env) {
            // The next round is the next run.
            NOTHING => nothing += 1,
            ALL => {
                all += 1;
                let run = import_year(env).ok();
                assert!(counts(&run).starts_with("unchanged 713"), "{run}");
                assert_chain_whole(env);
                worlds.push(Env::on(engine));
            }
            part => panic!("killed at moment {moment} of {kills}: {part:?}"),
        }
    }
    assert!(
        nothing > 0,
        "every one of {all} imports was done before it was killed"
    );
    let last = worlds.last().unwrap();
    assert!(counts(&import_year(last).ok()).starts_with("created 713"));
    assert_eq!(state(last), ALL);
    assert_chain_whole(last);
}

/// Processes whose parent this is.
fn children_of(parent: u32) -> Vec<u32> {
    let wanted = parent.to_string();
    let stats = fs::read_dir("/proc").unwrap().flatten().filter_map(|entry| {
        let id: u32 = entry.file_name().to_str()?.parse().ok()?;
        Some((id, fields(id)?))
    });
    let children = stats.filter(|(_, fields)| fields.get(1) == Some(&wanted));
    children.map(|(id, _)| id).collect()
}

/// State, parent and so on: what follows the name in `/proc/ID/stat`.
fn fields(id: u32) -> Option<Vec<String>> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let (_, rest) = stat.rsplit_once(')')?;
    Some(rest.split_whitespace().map(str::to_owned).collect())
}

/// The child that reads the workbook ends with its parent; a zombie waits for the system alone.
fn assert_gone(children: &[u32]) {
    until("the reading child has ended", || {
        children
            .iter()
            .all(|id| fields(*id).is_none_or(|fields| fields[0] == "Z" || !is_ours(*id)))
    });
}

/// Numbers of processes come again.
fn is_ours(id: u32) -> bool {
    fs::read(format!("/proc/{id}/cmdline"))
        .is_ok_and(|line| line.windows(15).any(|part| part == b"__read-workbook"))
}

/// A small file system of its own, or none where that is not allowed. Unmounted when dropped.
struct Disk<'p>(&'p Path);

impl<'p> Disk<'p> {
    fn mount(at: &'p Path, options: &str) -> Option<Self> {
        let mounted = geteuid().is_root() && mount(&["-t", "tmpfs", "-o", options, "tmpfs"], at);
        if mounted {
            return Some(Self(at));
        }
        let ci = std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false");
        assert!(
            !(ci && geteuid().is_root()),
            "CI runs as root and cannot mount a disk"
        );
        println!("NOT RUN: a disk of a test's own needs root, and a machine that lets it mount one");
        None
    }
}

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0).status();
    }
}

fn mount(words: &[&str], at: &Path) -> bool {
    let status = Command::new("mount")
        .args(words)
        .arg(at)
        .stderr(std::process::Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}

/// A copy of this test's database in a folder, which becomes the database.
fn move_database(env: &mut Env, to: &Path) {
    env.raw_sql("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    let copy = to.join("colab.db");
    fs::copy(env.path("colab.db"), &copy).unwrap();
    env.use_database(Engine::Sqlite, copy.to_str().unwrap());
}

/// Whoever only reads needs no place beside the file, and a backup goes to another disk.
#[track_caller]
fn assert_read_and_backed_up(env: &Env) {
    env.line("room list").ok();
    env.colab(&["db", "backup", "away.db", "--force"])
        .fails(8)
        .says("complete, but not recorded");
    env.colab(&["db", "backup", "--verify", "away.db"]).ok();
}

fn a_full_disk_leaves_nothing_half_done(_: &Env) {
    let mut env = Env::on(Engine::Sqlite);
    let folder = env.path("disk");
    fs::create_dir(&folder).unwrap();
    let size = fs::metadata(env.path("colab.db")).unwrap().len();
    // Room for the database, and too little for the year.
    let Some(_disk) = Disk::mount(&folder, &format!("size={}", size + 256 * 1024)) else {
        return;
    };
    move_database(&mut env, &folder);
    assert_clear(import_year(&env), 7);
    let filler = folder.join("filler");
    let mut fills = File::create(&filler).unwrap();
    while fills.write_all(&[0; 4096]).is_ok() {}
    assert_read_and_backed_up(&env);
    assert_clear(env.colab(&["room", "add", "Focus", "-f", "json"]), 7);
    let new = folder.join("new.db");
    let run = env.colab(&["room", "list", "-f", "json", "--database", new.to_str().unwrap()]);
    let run = run.fails(7);
    assert_eq!(run.error()["code"], "disk_full");
    assert!(
        !new.exists() && !run.stderr.contains("made the database"),
        "{run}"
    );
    fs::remove_file(&filler).unwrap();
    assert!(mount(&["-o", "remount,size=64m"], &folder), "more room");
    assert_eq!(state(&env), NOTHING);
    import_year(&env).ok();
    assert_eq!(state(&env), ALL);
    assert_chain_whole(&env);
}

fn a_file_that_cannot_be_written_is_one_clear_error(_: &Env) {
    let mut env = Env::on(Engine::Sqlite);
    let folder = env.path("disk");
    fs::create_dir(&folder).unwrap();
    let is_root = geteuid().is_root();
    let disk = is_root.then(|| Disk::mount(&folder, "size=64m"));
    if let Some(None) = disk {
        return;
    }
    move_database(&mut env, &folder);
    // Root may write any file, but not on a disk that is read-only.
    let writable = |yes: bool| {
        if is_root {
            let option = if yes { "remount,rw" } else { "remount,ro" };
            assert!(mount(&["-o", option], &folder));
        } else {
            let (file, around) = if yes { (0o600, 0o700) } else { (0o400, 0o500) };
            fs::set_permissions(folder.join("colab.db"), Permissions::from_mode(file)).unwrap();
            fs::set_permissions(&folder, Permissions::from_mode(around)).unwrap();
        }
    };
    writable(false);
    let health = env.json(&["doctor"]);
    let mut checks = health.as_array().unwrap().iter();
    let check = checks.find(|one| one["check"] == "database_folder").unwrap();
    assert_eq!(check["status"], "warn", "{check}");
    let way_out = check["way_out"].as_str().unwrap();
    let expected = if is_root { "ReadWritePaths=" } else { "ls -ld " };
    assert!(way_out.contains(expected), "{check}");
    assert_clear(import_year(&env), 7);
    assert_read_and_backed_up(&env);
    writable(true);
    // Changes that are in the log alone are never left out in silence.
    let log = folder.join("colab.db-wal");
    fs::write(&log, "not in the file yet").unwrap();
    writable(false);
    let error = env.refusal("room list");
    writable(true);
    assert_eq!(error, ("database_unavailable".to_owned(), 7));
    fs::remove_file(&log).unwrap();
    assert_eq!(state(&env), NOTHING);
    import_year(&env).ok();
    assert_eq!(state(&env), ALL);
}

/// What a full disk is to a process, for machines that mount nothing: no file may grow beyond a size.
fn a_file_limit_leaves_nothing_half_done(env: &Env) {
    let call = env.call(&[]).command();
    let mut limited = Command::new("sh");
    // Blocks of 512 bytes; the signal would kill the process before the write can fail.
    limited
        .args(["-c", "trap '' XFSZ; ulimit -f 500; exec \"$0\" \"$@\""])
        .arg(super::support::program::PROGRAM)
        .args(year())
        .current_dir(env.work_dir())
        .env_clear();
    let variables: HashMap<_, _> = call
        .get_envs()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect();
    let output = limited.envs(variables).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(7), "{said}");
    let error: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert!(error["error"]["hint"].is_string(), "{said}");
    assert_eq!(state(env), NOTHING);
    import_year(env).ok();
    assert_eq!(state(env), ALL);
    assert_chain_whole(env);
}

/// The import stops where it asks for devices: its bookings are written then, and not committed. Whoever holds the
/// connection decides what comes next.
fn stuck_in_the_middle(env: &Env) -> (Running, diesel::PgConnection) {
    use diesel::connection::SimpleConnection;
    let mut holder: diesel::PgConnection = diesel::Connection::establish(env.database_url()).unwrap();
    holder
        .batch_execute("BEGIN; LOCK TABLE booking_device_assignments IN EXCLUSIVE MODE")
        .unwrap();
    let running = start_year(env);
    let waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted \
                   AND relation = 'booking_device_assignments'::regclass";
    until("the import waits for the table", || {
        env.raw_int(waiting) == Some(1)
    });
    (running, holder)
}

fn a_server_stopped_in_the_middle_leaves_nothing_half_done(_: &Env) {
    let cluster = Cluster::start().unwrap();
    let token = prepare(&cluster, "own").unwrap();
    let mut env = Env::without_database();
    env.use_database(Engine::Postgres, &cluster.url("own"));
    env.set("COLAB_TOKEN", &token);
    let (running, _holder) = stuck_in_the_middle(&env);
    cluster.stop_immediate().unwrap();
    assert_clear(running.wait(), 7);
    cluster.start_again().unwrap();
    assert_eq!(state(&env), NOTHING);
    import_year(&env).ok();
    assert_eq!(state(&env), ALL);
    assert_chain_whole(&env);
}

fn killed_between_its_statements_it_leaves_nothing(env: &Env) {
    let (running, holder) = stuck_in_the_middle(env);
    running.kill();
    running.wait();
    drop(holder);
    assert_eq!(state(env), NOTHING);
    import_year(env).ok();
    assert_eq!(state(env), ALL);
    assert_chain_whole(env);
}

fn interrupted_it_says_so_and_leaves_nothing(env: &Env) {
    let (running, holder) = stuck_in_the_middle(env);
    running.signal(nix::sys::signal::Signal::SIGINT);
    let run = running.wait().fails(130);
    assert!(run.stdout.is_empty(), "{run}");
    drop(holder);
    assert_eq!(state(env), NOTHING);
    import_year(env).ok();
    assert_eq!(state(env), ALL);
}
