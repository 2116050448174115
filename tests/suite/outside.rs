//! What somebody else put in the way, or hoped to see: files, addresses, locks, completions.

use std::ffi::OsStr;
use std::fs::Permissions;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, SqliteConnection};
use nix::sys::stat::Mode;
use nix::unistd::{Uid, chown, geteuid, mkfifo};

use super::support::Env;
use super::support::terminal::asking_at_terminal;

both![
    a_foreign_lock_is_told_and_not_waited_for,
    a_token_completes_nothing_beyond_its_scope,
];
postgres![
    whoever_reads_is_not_kept_waiting_either,
    the_holder_of_a_numbered_lock_is_named,
    a_transaction_that_does_nothing_is_ended,
    no_prompt_of_a_restore_is_within_a_transaction,
];
any![
    a_configuration_that_is_no_file_of_ours_is_ignored,
    a_folder_that_may_not_be_looked_into_has_no_configuration,
    nobody_needs_a_home_whose_database_is_named,
    a_relative_home_is_none,
    endless_files_are_refused,
    a_token_comes_through_a_pipe,
    an_address_that_is_not_understood_shows_no_password,
    limits_of_waiting_are_whole_seconds,
];

fn a_relative_home_is_none(env: &Env) {
    let mut call = env.call(&["room", "list"]).variable("HOME", "here");
    for name in ["XDG_DATA_HOME", "COLAB_DATABASE_URL"] {
        call = call.without(name);
    }
    call.run().fails(2).says("HOME is not an absolute path: `here`");
    assert!(!env.path("here").exists());
}

fn a_foreign_lock_is_told_and_not_waited_for(env: &Env) {
    let (mut file, mut server) = (None, None);
    let lock = "BEGIN; UPDATE audit_head SET hash = hash";
    let url = env.database_url();
    if env.is_sqlite() {
        let other = file.insert(SqliteConnection::establish(url).unwrap());
        other.batch_execute(lock).unwrap();
    } else {
        let other = server.insert(PgConnection::establish(&format!("{url}&application_name=psql")).unwrap());
        other.batch_execute(lock).unwrap();
    }
    let run = env
        .call(&["room", "add", "Focus", "-f", "json"])
        .variable("COLAB_LOCK_TIMEOUT", "1")
        .run()
        .fails(7);
    let error = run.error();
    let message = error["message"].as_str().unwrap();
    assert_eq!(error["code"], "database_busy");
    if env.is_sqlite() {
        assert!(message.contains("another program holds"), "{message}");
    } else {
        assert!(message.contains("(login colab, psql, since 20"), "{message}");
        assert_eq!(error["details"]["lock_holders"].as_array().unwrap().len(), 1);
    }
    drop((file, server));
    env.line("room add Focus").ok();
}

fn whoever_reads_is_not_kept_waiting_either(env: &Env) {
    let mut other = env.lock_table("rooms");
    let run = env
        .call(&["room", "list", "-f", "json"])
        .variable("COLAB_LOCK_TIMEOUT", "1")
        .run();
    assert_eq!(run.fails(7).error()["code"], "database_busy");
    // Nor is who only wants to know who acts, before any transaction.
    other
        .batch_execute("ROLLBACK; BEGIN; LOCK TABLE users IN ACCESS EXCLUSIVE MODE")
        .unwrap();
    let error = env.colab(&["room", "list", "-f", "json"]).fails(7).error();
    assert_eq!(error["code"], "database_busy");
    assert!(
        error["message"].as_str().unwrap().contains("login colab"),
        "{error}"
    );
}

fn a_token_completes_nothing_beyond_its_scope(env: &Env) {
    env.user("thandi", "staff");
    let create = ["user", "token", "create", "--name", "narrow", "--scope"];
    let token = |scope: &str| {
        let run = env.colab(&[&create[..], &[scope]].concat()).ok();
        run.stdout.trim().to_owned()
    };
    let offered = |token: &str, words: &[&str]| {
        let index = words.len().to_string();
        let run = env
            .call(&[&["--", "colab"], words].concat())
            .variable("COLAB_TOKEN", token)
            .variable("COMPLETE", "bash")
            .variable("_CLAP_COMPLETE_INDEX", &index)
            .variable("_CLAP_IFS", "\n")
            .run();
        run.ok().stdout.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let (narrow, wide) = (token("room list"), token("user"));
    for words in [
        &["user", "show", "th"][..],
        &["room", "list", "--as", "th"],
        &["--as", "room", "list", "user", "show", "th"],
        &["user", "show", "--as", "room list", "th"],
    ] {
        assert_eq!(offered(&narrow, words), [""; 0], "{words:?}");
    }
    assert_eq!(offered(&wide, &["user", "show", "th"]), ["thandi"]);
    assert_eq!(offered(&wide, &["user", "list", "--as", "th"]), ["thandi"]);
}

fn a_configuration_that_is_no_file_of_ours_is_ignored(env: &Env) {
    let path = env.path("colab.toml");
    let ignored = |why: &str| {
        let run = env
            .colab(&["config", "show"])
            .ok()
            .says("warning: colab.toml is ignored");
        assert!(run.stderr.contains(why), "{run}");
    };
    mkfifo(&path, Mode::from_bits_truncate(0o666)).unwrap();
    ignored("not a regular file");
    std::fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink("/dev/zero", &path).unwrap();
    ignored("not a regular file");
    std::fs::remove_file(&path).unwrap();
    // Only root can put somebody else's file there.
    if geteuid().is_root() {
        env.write("colab.toml", "fromat = \"csv\"\n");
        chown(&path, Some(Uid::from_raw(65534)), None).unwrap();
        ignored("belongs to another user");
    }
}

/// As `sudo -u colab` starts it in the folder of root.
fn a_folder_that_may_not_be_looked_into_has_no_configuration(env: &Env) {
    if !geteuid().is_root() {
        return;
    }
    let (closed, open) = (env.path("closed"), env.path("open"));
    for (folder, mode) in [(&closed, 0o700), (&open, 0o777)] {
        std::fs::create_dir(folder).unwrap();
        std::fs::set_permissions(folder, Permissions::from_mode(mode)).unwrap();
    }
    std::fs::write(closed.join("colab.toml"), "format = \"json\"\n").unwrap();
    std::fs::set_permissions(env.dir(), Permissions::from_mode(0o711)).unwrap();
    std::fs::set_permissions(env.work_dir(), Permissions::from_mode(0o711)).unwrap();
    let run = |folder: &Path| {
        let command = env
            .call(&["room", "list", "--no-header"])
            .dir(folder)
            .variable("COLAB_DATABASE_URL", open.join("a.db").to_str().unwrap())
            .command();
        // In the folder by the rights of root, and then somebody else.
        let closes = "cd \"$1\" && shift && exec setpriv --reuid 65534 --regid 65534 --clear-groups \"$@\"";
        let mut shell = std::process::Command::new("sh");
        shell
            .args(["-c", closes, "sh"])
            .arg(folder)
            .arg(command.get_program());
        shell.args(command.get_args()).env_clear();
        shell.envs(
            command
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        );
        shell.output().unwrap()
    };
    for folder in [&closed, &open] {
        let output = run(folder);
        assert!(output.status.success(), "{output:?}");
    }
    // One that is there, and may not be read.
    std::fs::write(open.join("colab.toml"), "format = \"json\"\n").unwrap();
    std::fs::set_permissions(open.join("colab.toml"), Permissions::from_mode(0o600)).unwrap();
    let output = run(&open);
    assert!(output.status.success(), "{output:?}");
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.contains("colab.toml is ignored: you may not read it"),
        "{told}"
    );
}

fn nobody_needs_a_home_whose_database_is_named(env: &Env) {
    let homeless = |words: &[&str], uid: u32| {
        let mut command = env.call(words).command();
        for name in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"] {
            command.env_remove(name);
        }
        if geteuid().is_root() {
            // A number that no user has.
            command.uid(uid).gid(uid);
        }
        command.output().unwrap()
    };
    if geteuid().is_root() {
        let folder = env.path("all");
        std::fs::create_dir(&folder).unwrap();
        for folder in [env.dir(), &env.work_dir(), &folder] {
            std::fs::set_permissions(folder, Permissions::from_mode(0o777)).unwrap();
        }
        let path = folder.join("a.db");
        let output = homeless(&["room", "list", "--database", path.to_str().unwrap()], 54321);
        assert!(output.status.success(), "{output:?}");
        let output = homeless(&["room", "list"], 54321);
        assert_eq!(output.status.code(), Some(2));
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(
            told.contains("there is no home folder, and no database is named"),
            "{told}"
        );
        assert!(told.contains("COLAB_DATABASE_URL"), "{told}");
    }
    // A home that SQLite cannot name.
    let home = env.dir().join(OsStr::from_bytes(b"h\xff"));
    let mut command = env.call(&["room", "list"]).command();
    command.env("HOME", &home).env_remove("XDG_DATA_HOME");
    let output = command.output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(
        told.contains("is not valid UTF-8: no database can be made in it"),
        "{told}"
    );
}

fn endless_files_are_refused(env: &Env) {
    let url = env.path("a.db");
    let url = url.to_str().unwrap();
    for words in [
        &["room", "list", "--token-file", "/dev/zero"][..],
        &["audit", "verify", "--against", "/dev/zero"],
        &["import", "apply", "/dev/zero"],
        &["booking", "cancel", "@/dev/zero"],
    ] {
        env.call(words)
            .variable("COLAB_DATABASE_URL", url)
            .run()
            .fails(6)
            .says("cannot read /dev/zero: it is longer than");
    }
    let config = env.dir().join("config/colab");
    std::fs::create_dir_all(&config).unwrap();
    std::os::unix::fs::symlink("/dev/zero", config.join("config.toml")).unwrap();
    env.colab(&["config", "show"])
        .fails(6)
        .says("it is longer than 1 MiB");
}

fn a_token_comes_through_a_pipe(env: &Env) {
    let url = env.path("a.db");
    let call = |words: &[&str]| {
        env.call(words)
            .variable("COLAB_DATABASE_URL", url.to_str().unwrap())
    };
    let token = call(&["user", "token", "create", "--name", "t"])
        .run()
        .ok()
        .stdout;
    let (call, mut writer) =
        call(&["user", "whoami", "-f", "json", "--token-file", "/dev/stdin"]).held_stdin();
    let running = call.spawn();
    std::io::Write::write_all(&mut writer, token.as_bytes()).unwrap();
    drop(writer);
    assert!(running.wait().ok().stdout.contains("\"token\""));
}

fn an_address_that_is_not_understood_shows_no_password(env: &Env) {
    let before = std::fs::read_dir(env.work_dir()).unwrap().count();
    for address in [
        "host=localhost password=PGSECRET dbname=y",
        "POSTGRES://u:PGSECRET@h/x",
        "postgres:/u:PGSECRET@h/x",
        "postgres://u:PGSECRET/PGSECRET@h/x",
        "mysql://u:PGSECRET@h/x",
    ] {
        let call = |words: &[&str]| env.call(words).variable("COLAB_DATABASE_URL", address).run();
        let refused = call(&["room", "list", "-v"])
            .fails(2)
            .says("invalid database address");
        let shown = call(&["config", "show", "-f", "json"]).ok();
        let status = call(&["db", "status"]).fails(2);
        for run in [refused, shown, status] {
            assert!(!format!("{run}").contains("PGSECRET"), "{run}");
        }
    }
    assert_eq!(std::fs::read_dir(env.work_dir()).unwrap().count(), before);
    env.call(&["room", "list"])
        .variable("COLAB_DATABASE_URL", "./a=b.db")
        .run()
        .ok();
}

fn limits_of_waiting_are_whole_seconds(env: &Env) {
    for (name, value) in [
        ("COLAB_LOCK_TIMEOUT", "0"),
        ("COLAB_LOCK_TIMEOUT", "10s"),
        ("COLAB_IDLE_IN_TRANSACTION_SESSION_TIMEOUT", "3601"),
    ] {
        env.call(&["config", "show"])
            .variable(name, value)
            .run()
            .fails(2)
            .says("invalid number of seconds");
    }
}

fn the_holder_of_a_numbered_lock_is_named(env: &Env) {
    env.line("room add Focus").ok();
    let mut other =
        PgConnection::establish(&format!("{}&application_name=psql", env.database_url())).unwrap();
    // The lock of whoever changes prices.
    other
        .batch_execute("BEGIN; SELECT pg_advisory_xact_lock(5142870936114273)")
        .unwrap();
    let line = ["pricing", "set", "room", "Focus", "--daily", "100", "-f", "json"];
    let run = env.call(&line).variable("COLAB_LOCK_TIMEOUT", "1").run().fails(7);
    let error = run.error();
    assert_eq!(error["code"], "database_busy");
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("(login colab, psql, since 20"), "{message}");
    drop(other);
    env.colab(&line).ok();
}

fn a_transaction_that_does_nothing_is_ended(env: &Env) {
    use colab::db::LockLimits;
    use colab::kernel::error::Error;
    use std::time::Duration;
    let limits = LockLimits {
        lock: Duration::from_secs(1),
        idle: Duration::from_millis(200),
        slots: None,
    };
    let mut connection = env.connection();
    connection.begin_write_within(&limits).unwrap();
    connection.batch("SELECT * FROM audit_head FOR UPDATE").unwrap();
    std::thread::sleep(Duration::from_millis(600));
    let error = Error::from(connection.batch("SELECT 1").unwrap_err());
    assert_eq!(error.code, "database_lost");
    assert!(
        error.message.contains("the connection to the database was lost"),
        "{}",
        error.message
    );
    connection.rollback();
    // Nobody waits for it any more.
    env.line("room add Focus").ok();
}

fn no_prompt_of_a_restore_is_within_a_transaction(env: &Env) {
    env.line("room add Focus").ok();
    env.colab(&["db", "backup", "b.dump"]).ok();
    let call = env.call(&["db", "restore", "b.dump"]);
    let (mut child, mut terminal) = asking_at_terminal(&call, "Replace the database");
    let open = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'colab'
                   AND xact_start IS NOT NULL";
    assert_eq!(env.raw_int(open), Some(0));
    env.line("room add Growth").ok();
    writeln!(terminal, "no").unwrap();
    drop(terminal);
    assert_ne!(child.wait().unwrap().code(), Some(0));
}
