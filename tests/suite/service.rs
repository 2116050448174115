//! The program as a service: its units, the tokens of its jobs, who is told when one fails.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use nix::unistd::{User, geteuid};
use serde_json::{Value, json};

use super::support::mail::MailServer;
use super::support::web::WebServer;
use super::support::{Env, Run, root};

any![
    every_unit_is_hardened_ends_in_time_and_tells_when_it_fails,
    a_failure_is_told_where_there_is_no_database,
];
both![
    the_tokens_of_the_jobs_are_made_kept_and_renewed,
    a_token_whose_file_is_gone_opens_nothing_for_long,
    a_token_that_ends_is_told_with_the_command_that_follows,
    a_failed_job_is_told_to_the_admins_at_once,
    a_job_waits_for_an_upgrade,
];
sqlite![
    a_token_makes_no_database,
    root_sets_up_what_another_user_runs,
    root_makes_no_tokens_of_its_own_in_the_packages_place,
];

/// Files of the package, with their text.
fn units(ending: &str) -> Vec<(String, String)> {
    let entries = fs::read_dir(root().join("packaging/systemd")).unwrap();
    let files = entries.map(|entry| entry.unwrap().path());
    files
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .map(|path| (path.display().to_string(), fs::read_to_string(path).unwrap()))
        .collect()
}

/// What every unit is kept from; each that is missing costs points of `systemd-analyze security`.
const HARDENED: [&str; 20] = [
    "CapabilityBoundingSet=",
    "LockPersonality=yes",
    "MemoryDenyWriteExecute=yes",
    "NoNewPrivileges=yes",
    "PrivateDevices=yes",
    "PrivateTmp=yes",
    "ProtectClock=yes",
    "ProtectControlGroups=yes",
    "ProtectHome=yes",
    "ProtectHostname=yes",
    "ProtectKernelLogs=yes",
    "ProtectKernelModules=yes",
    "ProtectKernelTunables=yes",
    "ProtectSystem=strict",
    "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6",
    "RestrictNamespaces=yes",
    "RestrictSUIDSGID=yes",
    "SystemCallArchitectures=native",
    "SystemCallFilter=@system-service",
    "User=colab",
];

fn every_unit_is_hardened_ends_in_time_and_tells_when_it_fails(_: &Env) {
    let services = units("service");
    assert_eq!((services.len(), units("timer").len()), (6, 5));
    for (file, text) in units("timer") {
        let has = |line: &str| text.lines().any(|one| one == line);
        assert!(
            text.contains("\nRandomizedDelaySec="),
            "{file}: all begin at once"
        );
        // A job that is not declared runs once a minute, on whichever machine comes first.
        let is_once = file.contains("colab-doctor") || has("AccuracySec=1s") && has("RandomizedDelaySec=45s");
        assert!(is_once, "{file}: two machines begin it in different minutes");
    }
    let doctor = services
        .iter()
        .find(|(file, _)| file.ends_with("colab-doctor.service"));
    let mut started = doctor
        .unwrap()
        .1
        .lines()
        .filter(|line| line.starts_with("ExecStart="));
    assert!(
        started.all(|line| !line.contains("--job")),
        "it looks after its own machine"
    );
    let can_judge = Command::new("systemd-analyze").arg("--version").output().is_ok();
    for (file, text) in services {
        let has = |line: &str| text.lines().any(|one| one == line);
        let missing: Vec<&str> = HARDENED.into_iter().filter(|line| !has(line)).collect();
        assert!(missing.is_empty(), "{file}: {missing:?}");
        assert!(
            text.contains("\nTimeoutStartSec="),
            "{file}: a job that hangs blocks its timer"
        );
        assert!(
            !text.contains("SuccessExitStatus"),
            "{file}: what failed is no success"
        );
        let tells = has("OnFailure=colab-failed@%n.service");
        assert_eq!(tells, !file.contains("colab-failed@"), "{file}");
        if !can_judge {
            eprintln!("not tried: systemd-analyze security {file}; apt-get install systemd");
            continue;
        }
        let judged = Command::new("systemd-analyze")
            .args(["security", "--offline=true", "--no-pager", &file])
            .output()
            .unwrap();
        let judged = String::from_utf8_lossy(&judged.stdout).into_owned();
        let Some((_, rest)) = judged.rsplit_once("exposure level for ") else {
            eprintln!("not tried: this systemd-analyze does not judge files");
            continue;
        };
        let level: f64 = rest.split_whitespace().nth(1).unwrap().parse().unwrap();
        assert!(level < 3.0, "{file}: {level}");
    }
}

/// The rows of `setup service`, as `name step`.
fn steps(run: &Run) -> Vec<String> {
    let rows = run.json();
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| {
        format!(
            "{} {}",
            row["name"].as_str().unwrap(),
            row["step"].as_str().unwrap()
        )
    })
    .collect()
}

fn the_tokens_of_the_jobs_are_made_kept_and_renewed(env: &Env) {
    let set_up = |more: &str| {
        env.line(&format!("setup service --folder etc -f json {more}"))
            .ok()
    };
    let tried = set_up("--dry-run");
    assert!(steps(&tried).contains(&"backup made".to_owned()), "{tried}");
    assert!(!env.path("etc").exists());
    let made = set_up("");
    assert!(steps(&made).iter().all(|step| step.ends_with(" made")), "{made}");
    for row in made.json().as_array().unwrap() {
        assert!(row["text"].is_null() && row["expires_at"].is_string(), "{row}");
        let file = env.path(row["file"].as_str().unwrap());
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
    let rows = env.count("audit_log");
    let kept = set_up("");
    assert!(steps(&kept).iter().all(|step| step.ends_with(" kept")), "{kept}");
    assert_eq!(env.count("audit_log"), rows);
    let secret = |name: &str| fs::read_to_string(env.path(&format!("etc/{name}.token"))).unwrap();
    let (backup, doctor) = (secret("backup"), secret("doctor"));
    env.line("user token revoke doctor").ok();
    let soon = env.instant(&in_days(20));
    env.raw_sql(&format!(
        "UPDATE user_tokens SET expires_at = {soon} WHERE name = 'backup'"
    ))
    .unwrap();
    let renewed = set_up("");
    let changed: Vec<String> = steps(&renewed)
        .into_iter()
        .filter(|step| !step.ends_with("kept"))
        .collect();
    assert_eq!(changed, ["backup renewed", "doctor renewed"]);
    assert_ne!((secret("backup"), secret("doctor")), (backup.clone(), doctor));
    env.colab_as(backup.trim(), &["db", "backup", "x"])
        .fails(4)
        .says("the token `backup` of")
        .says("was revoked at");
    env.colab_as(secret("backup").trim(), &["db", "backup", "x"]).ok();
    env.colab_as(secret("backup").trim(), &["room", "list"])
        .fails(4)
        .says("--name backup --scope 'db backup' --scope 'room list'");
    // What others could read is not kept.
    let file = env.path("etc/backup.token");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let again = set_up("");
    let changed: Vec<String> = steps(&again)
        .into_iter()
        .filter(|step| !step.ends_with("kept"))
        .collect();
    assert_eq!(changed, ["backup renewed"]);
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    // Of somebody else, whose tokens end with them and not with whoever made them.
    env.line("user add jobs --role admin --no-password").ok();
    let theirs = set_up("--user jobs --fields name,step,username");
    assert!(
        steps(&theirs).iter().all(|step| step.ends_with(" renewed")),
        "{theirs}"
    );
    assert_eq!(theirs.json()[0]["username"], "jobs");
    env.verify_audit().unwrap();
}

/// An instant so many days from now, by the real clock, which judges tokens.
fn in_days(days: i64) -> String {
    (chrono::Utc::now() + chrono::TimeDelta::days(days)).to_rfc3339()
}

fn told(env: &Env) -> Vec<Value> {
    let list = env.json(&["notify", "list", "--type", "token_ending", "--open"]);
    list.as_array().unwrap().clone()
}

fn a_token_that_ends_is_told_with_the_command_that_follows(env: &Env) {
    for (name, life) in [("nightly", "20d"), ("long", "300d")] {
        env.line(&format!(
            "user token create --name {name} --scope \"import schedule\" --expires {life}"
        ))
        .ok();
    }
    // One that was made for a few days was meant to end.
    env.call(&["user", "token", "create", "--name", "short", "--expires", "3d"])
        .variable("COLAB_NOW", &in_days(0))
        .run()
        .ok();
    let command = "colab user token create --name nightly --scope 'import schedule'";
    let health = env.json(&["doctor"]);
    let check = health
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["check"] == "tokens_ending")
        .unwrap();
    let (fact, way_out) = (
        check["fact"].as_str().unwrap(),
        check["way_out"].as_str().unwrap(),
    );
    assert!(
        fact.contains("token `nightly` of") && !fact.contains("short"),
        "{check}"
    );
    assert!(fact.contains("(scope: import schedule) ends at 20"), "{check}");
    assert!(
        way_out.contains(command) && way_out.contains("colab setup service"),
        "{check}"
    );
    env.line("notify check").ok();
    let first = told(env);
    assert_eq!(first.len(), 1, "{first:?}");
    assert!(
        first[0]["message"].as_str().unwrap().contains(command),
        "{first:?}"
    );
    let rows = env.count("audit_log");
    env.line("notify check").ok();
    assert_eq!(env.count("audit_log"), rows, "once");
    env.line("user token create --name nightly --scope \"import schedule\" --expires 365d")
        .ok();
    env.line("notify check").ok();
    assert_eq!(told(env), [] as [Value; 0], "it has a successor");
    let health = env.json(&["doctor"]);
    let mut checks = health.as_array().unwrap().iter();
    let check = checks.find(|one| one["check"] == "tokens_ending").unwrap();
    let fact = check["fact"].as_str().unwrap();
    assert_eq!(check["status"], "pass", "{check}");
    assert!(fact.contains("`short`") && fact.contains("`nightly`"), "{check}");
    let text = env
        .line("user token create --name old --scope doctor --expires 1d")
        .ok()
        .stdout;
    let past = env.instant("2026-01-01T00:00:00Z");
    env.raw_sql(&format!(
        "UPDATE user_tokens SET expires_at = {past} WHERE name = 'old'"
    ))
    .unwrap();
    env.colab_as(text.trim(), &["doctor"])
        .fails(4)
        .says("the token `old` of")
        .says("expired at 2026-01-01 02:00 (scope: doctor)")
        .says("colab user token create --name old --scope doctor");
}

fn a_token_whose_file_is_gone_opens_nothing_for_long(env: &Env) {
    let set_up = || env.line("setup service --folder etc -f json").ok();
    set_up();
    let file = env.path("etc/doctor.token");
    let lost = fs::read_to_string(&file).unwrap();
    fs::remove_file(&file).unwrap();
    let other = env
        .line("user token create --name doctor --scope \"room list\"")
        .ok()
        .stdout;
    let run = set_up();
    let step = steps(&run).into_iter().find(|step| step.starts_with("doctor"));
    // Nothing of the database is meant where the tokens cannot lie.
    let refused = env.line("setup service --folder /proc/colab");
    assert!(
        matches!(refused.code, Some(3 | 4)) && !refused.stderr.contains("--database"),
        "{refused}"
    );
    // On a server it may be that of another machine.
    let (expected, code) = if env.is_sqlite() {
        ("doctor renewed", 4)
    } else {
        run.says("another token `doctor` of");
        ("doctor made", 0)
    };
    assert_eq!(step.as_deref(), Some(expected));
    assert_eq!(env.colab_as(lost.trim(), &["doctor"]).code, Some(code));
    // One of the same name that does other work is none of the jobs'.
    env.colab_as(other.trim(), &["room", "list"]).ok();
}

fn root_makes_no_tokens_of_its_own_in_the_packages_place(env: &Env) {
    if !geteuid().is_root() || User::from_name("colab").unwrap().is_some() || Path::new("/etc/colab").exists()
    {
        eprintln!("not tried: `setup service` by root, where the package is not installed");
        return;
    }
    env.line("setup service --dry-run")
        .fails(2)
        .says("no operating system's user `colab`")
        .says("--owner USER");
    env.line("setup service --dry-run --owner root")
        .ok()
        .says("the units of the jobs may not write");
}

fn a_failed_job_is_told_to_the_admins_at_once(env: &Env) {
    env.line("config set quiet_hours 00:00-23:59").ok();
    env.line("user add nomsa --role admin --no-password --email nomsa@site.test")
        .ok();
    env.line("setup service --folder etc").ok();
    let token = fs::read_to_string(env.path("etc/notify.token")).unwrap();
    let unit = "colab-backup.service";
    let line = [
        "notify",
        "failure",
        "--unit",
        unit,
        "--result",
        "exit-code 7",
        "-f",
        "json",
    ];
    env.colab_as(token.trim(), &[&line[..], &["--dry-run"]].concat())
        .ok();
    assert_eq!(env.count("notifications"), 0);
    let sent = env.colab_as(token.trim(), &line).ok();
    let sent: Vec<Value> = sent.json().as_array().unwrap().clone();
    let letter = sent.iter().find(|one| one["recipient"] == "nomsa").unwrap();
    let text = letter["text"].as_str().unwrap();
    assert!(
        text.contains("ALERT") && text.contains(unit) && text.contains("(exit-code 7)"),
        "{text}"
    );
    assert!(text.contains(&format!("journalctl -u {unit}")), "{text}");
    assert_eq!(env.json(&["notify", "list"])[0]["type"], "unit_failed");
    env.verify_audit().unwrap();
}

fn a_failure_is_told_where_there_is_no_database(env: &Env) {
    let line = [
        "notify",
        "failure",
        "--unit",
        "colab-backup.service",
        "--result",
        "",
    ];
    let call = || {
        env.call(&line)
            .variable("COLAB_DATABASE_URL", "postgres://colab@127.0.0.1:1/colab")
            .variable("COLAB_TOKEN", "colab_any")
    };
    call().run().fails(7).says("COLAB_ALERT_MAIL");
    let hook = WebServer::start(|_, _| "204 No Content".to_owned());
    let with_hook = || {
        call()
            .variable("COLAB_WEBHOOK_URL", &format!("http://127.0.0.1:{}/x", hook.port))
            .variable("COLAB_WEBHOOK_SECRET", "0123456789abcdef")
    };
    with_hook().run().ok().says("told by webhook");
    let body: Value = serde_json::from_str(&hook.requests()[0].body).unwrap();
    let message = body["notifications"][0]["message"].as_str().unwrap().to_owned();
    assert!(
        message.contains("colab-backup.service failed on") && message.contains("no access to the database"),
        "{body}"
    );
    let Some(server) = MailServer::start(json!({})) else {
        return;
    };
    let by_mail = |address: &str| {
        call()
            .variable("COLAB_SMTP_HOST", "127.0.0.1")
            .variable("COLAB_SMTP_PORT", &server.port.to_string())
            .variable("COLAB_SMTP_SECURITY", "none")
            .variable("COLAB_ALERT_MAIL", address)
            .run()
    };
    by_mail("nobody at all").fails(7).says("alert_mail");
    by_mail("admin@site.test").ok().says("told by smtp");
    let letters = server.letters();
    assert_eq!(letters.len(), 1, "{letters:?}");
    assert!(
        letters[0].to_string().contains("colab-backup.service failed on"),
        "{letters:?}"
    );
}

fn a_job_waits_for_an_upgrade(env: &Env) {
    let condition = |env: &Env| -> bool {
        let units = units("service");
        let (_, text) = units
            .iter()
            .find(|(file, _)| file.ends_with("colab-backup.service"))
            .unwrap();
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix("ExecCondition=/bin/sh -c "))
            .unwrap();
        let call = env.call(&[]);
        let program = call.command();
        let line = line
            .trim_matches('\'')
            .replace("/usr/bin/colab", program.get_program().to_str().unwrap());
        let mut shell = Command::new("/bin/sh");
        shell.args(["-c", &line]).env_clear().current_dir(env.work_dir());
        shell.envs(
            program
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        );
        let output = shell.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(
            said.contains("colab db migrate"),
            !output.status.success(),
            "{said}"
        );
        output.status.success()
    };
    assert!(condition(env));
    env.raw_sql("DELETE FROM __diesel_schema_migrations WHERE version = '20261121000004'")
        .unwrap();
    // A file is upgraded by the job itself.
    assert_eq!(condition(env), env.is_sqlite());
    env.line("db status --exit-code -f json")
        .fails(9)
        .says("older version");
    env.line("db status").ok();
    // What fails otherwise is for the job itself to tell.
    let mut elsewhere = Env::without_database();
    elsewhere.set("COLAB_DATABASE_URL", "postgres://colab@127.0.0.1:1/colab");
    let line = ["db", "status", "--exit-code", "--quiet"];
    elsewhere.colab(&line).fails(7);
}

fn a_token_makes_no_database(_: &Env) {
    let env = Env::without_database();
    let database = env.path("new/colab.db");
    fs::create_dir(env.path("new")).unwrap();
    let call = |words: &[&str]| {
        env.call(words)
            .variable("COLAB_DATABASE_URL", database.to_str().unwrap())
            .without("COLAB_TOKEN")
    };
    for line in [
        &[
            "db",
            "backup",
            "x",
            "--job",
            "backup",
            "--token-file",
            "none.token",
        ][..],
        &["room", "list", "--token-file", "none.token"],
    ] {
        call(line).run().fails(3).says("none.token");
    }
    call(&["room", "list"])
        .variable("COLAB_TOKEN", "colab_any")
        .run()
        .fails(7)
        .says("a token opens no new one");
    assert!(!database.exists());
    call(&["room", "list"]).run().ok();
}

/// Needs root, as the command does.
fn root_sets_up_what_another_user_runs(env: &Env) {
    let nobody = User::from_name("nobody").unwrap().filter(|_| geteuid().is_root());
    let Some(nobody) = nobody else {
        eprintln!("not tried: `setup service` by root");
        return;
    };
    // A folder that the other user reaches.
    let folder = tempfile::Builder::new()
        .prefix("colab-service-")
        .tempdir_in("/tmp")
        .unwrap();
    let place = |name: &str| folder.path().join(name);
    let own = |path: &Path| {
        nix::unistd::chown(path, Some(nobody.uid), Some(nobody.gid)).unwrap();
    };
    let (database, settings) = (place("colab.db"), place("colab.env"));
    fs::write(
        &settings,
        format!("# jobs\nCOLAB_DATABASE_URL=\"{}\"\n", database.display()),
    )
    .unwrap();
    own(folder.path());
    let program = place("colab");
    fs::copy(env.call(&[]).command().get_program(), &program).unwrap();
    let run = |words: &[&str]| {
        let mut command = Command::new(&program);
        let call = env.call(&[]);
        command.env_clear();
        for (name, value) in call.command().get_envs() {
            if let Some(value) = value.filter(|_| name != "COLAB_TOKEN") {
                command.env(name, value);
            }
        }
        let settings = settings.to_str().unwrap();
        let output = command
            .current_dir("/")
            .args(&words[..2])
            .args(["--owner", "nobody", "--env-file", settings])
            .args(&words[2..])
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let tokens = place("tokens");
    run(&["setup", "service", "--folder", tokens.to_str().unwrap()]);
    use std::os::unix::fs::MetadataExt;
    for path in [database, tokens.join("backup.token")] {
        let meta = path.metadata().unwrap();
        let found = (meta.uid(), meta.mode() & 0o777);
        assert_eq!(found, (nobody.uid.as_raw(), 0o600), "{}", path.display());
    }
    let who = run(&["setup", "run", "--", "user", "whoami", "-f", "json"]);
    // That name is kept for whoever is not known.
    assert!(who.contains(&format!("\"uid{}\"", nobody.uid)), "{who}");
    // Global options are the other user's too.
    let other = place("other.db");
    let other = other.to_str().unwrap();
    let named = ["setup", "service", "--folder", tokens.to_str().unwrap()];
    let bare = [
        "--no-header",
        "-f",
        "tsv",
        "--fields",
        "name,step",
        "--database",
        other,
    ];
    let made = run(&[&named[..], &bare].concat());
    assert!(made.starts_with("backup\tmade\n"), "{made}");
    let bare = [
        "setup",
        "run",
        "--database",
        other,
        "--json",
        "--",
        "user",
        "whoami",
    ];
    assert!(run(&bare).contains(&format!("\"uid{}\"", nobody.uid)));
    let named = [
        "setup",
        "run",
        "--database",
        "none.db",
        "--",
        "config",
        "show",
        "--json",
    ];
    assert!(run(&named).contains("none.db"));
    for line in [
        "setup service --owner nobody --job x",
        "setup run --owner nobody --job x -- room list",
    ] {
        env.line(line)
            .fails(2)
            .says("colab setup run -- COMMAND --job NAME");
    }
    env.line("setup service --owner somebody-else")
        .fails(2)
        .says("somebody-else");
}
