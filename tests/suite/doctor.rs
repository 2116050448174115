//! `doctor`: what is wrong is said with its way out, also where the database cannot be opened, and for machines that watch.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, SystemTime};

use chrono::DateTime;
use serde_json::Value;

use super::support::{Engine, Env};

both![
    a_fit_database_fails_nothing,
    each_thing_that_wants_a_look_is_said,
    the_age_of_the_last_backup_is_known,
    the_text_for_prometheus_is_well_formed,
    an_older_or_newer_database_is_a_finding_and_stays_as_it_is,
    a_guard_that_is_gone_is_a_failure,
    certificates_that_are_named_and_not_there_are_a_finding,
];
any![
    without_a_database_nothing_is_made,
    a_broken_database_is_a_finding,
    a_server_that_is_not_there_is_a_finding,
];
sqlite![
    files_that_others_may_read_are_named,
    drafts_of_killed_runs_are_named,
];

/// Check by check: status, fact, way out.
fn health(env: &Env) -> BTreeMap<String, Value> {
    by_check(&env.json(&["doctor"]))
}

fn by_check(list: &Value) -> BTreeMap<String, Value> {
    let checks = list.as_array().unwrap().iter();
    checks
        .map(|one| (one["check"].as_str().unwrap().to_owned(), one.clone()))
        .collect()
}

/// This check stands so, says this, and where it does not pass a way out.
#[track_caller]
fn stands(health: &BTreeMap<String, Value>, check: &str, status: &str, fact: &str) {
    let one = health
        .get(check)
        .unwrap_or_else(|| panic!("no check {check}: {health:#?}"));
    assert_eq!(one["status"], status, "{one}");
    assert!(one["fact"].as_str().unwrap().contains(fact), "{one}");
    assert_eq!(one["way_out"].is_null(), status == "pass", "{one}");
}

fn certificates_that_are_named_and_not_there_are_a_finding(env: &Env) {
    let look = |file: &str| {
        let call = env
            .call(&["doctor", "-f", "json"])
            .variable("COLAB_WEBHOOK_URL", "https://chat.site.test/x")
            .variable("SSL_CERT_FILE", file);
        by_check(&call.run().ok().json())
    };
    stands(
        &look("/nonexistent/ca.pem"),
        "certificates",
        "fail",
        "/nonexistent/ca.pem",
    );
    // Where nothing is sent no certificate matters.
    assert!(!health(env).contains_key("certificates"));
}

fn a_fit_database_fails_nothing(env: &Env) {
    let run = env.colab(&["doctor", "--exit-code", "-f", "json"]).ok();
    let health = by_check(&run.json());
    for check in [
        "database",
        "version",
        "soundness",
        "clock",
        "clock_runs_forward",
        "admins",
        "admins_sign_in",
        "tokens",
    ] {
        stands(&health, check, "pass", "");
    }
    stands(&health, "schema", "pass", "as the program made them");
    stands(&health, "timezone", "pass", "Africa/Johannesburg");
    stands(&health, "backup", "warn", "no backup was ever made");
    stands(&health, "company_name", "warn", "Colab");
    match env.engine() {
        Engine::Sqlite => {
            for check in ["database_file", "write_ahead_log", "disk"] {
                stands(&health, check, "pass", "");
            }
        }
        Engine::Postgres => {}
    }
    let rows = env.count("audit_log");
    env.colab(&["doctor"]).ok();
    assert_eq!(env.count("audit_log"), rows, "looking is no change");
    env.colab(&["doctor", "--fields", "colour"]).fails(2);
}

fn each_thing_that_wants_a_look_is_said(env: &Env) {
    env.colab(&["user", "add", "sipho", "--role", "admin", "--no-password"])
        .ok();
    env.colab(&["user", "token", "create", "--name", "old", "--expires", "1d"])
        .ok();
    let past = env.instant("2026-01-01T00:00:00Z");
    env.raw_sql(&format!(
        "UPDATE user_tokens SET expires_at = {past} WHERE name = 'old'"
    ))
    .unwrap();
    env.colab(&["device", "add", "LT-1", "--category", "Laptop"]).ok();
    let line = [
        "rental",
        "start",
        "--client",
        "X",
        "--serial",
        "LT-1",
        "--contact-person",
        "P",
        "--contact-number",
        "1",
    ];
    env.colab(
        &[
            &line[..],
            &["--company", "C", "--address", "A", "--return-on", "+1d"],
        ]
        .concat(),
    )
    .ok();
    let late = |arguments: &[&str]| {
        let call = env.call(arguments).variable("COLAB_NOW", "2026-02-20T08:00:00Z");
        by_check(&call.argument("-f").argument("json").run().ok().json())
    };
    let health = late(&["doctor"]);
    stands(&health, "admins", "pass", "sipho");
    stands(&health, "admins_sign_in", "warn", "sipho");
    stands(&health, "admins_email", "warn", "sipho");
    stands(&health, "tokens", "warn", "expired at");
    stands(&health, "devices_overdue", "warn", "overdue devices: 1");
    env.colab(&["rental", "return", "RN-2026-0001", "--condition", "ok"])
        .ok();
    stands(&late(&["doctor"]), "devices_overdue", "pass", "");
    // A change that was written later than now.
    let early = env
        .call(&["doctor", "-f", "json"])
        .variable("COLAB_NOW", "2026-01-10T08:00:00Z")
        .run()
        .ok();
    stands(
        &by_check(&early.json()),
        "clock_runs_forward",
        "warn",
        "2026-01-15",
    );
    env.colab(&["config", "set", "company_name", "Baobab"]).ok();
    stands(&self::health(env), "company_name", "pass", "Baobab");
}

fn the_age_of_the_last_backup_is_known(env: &Env) {
    env.colab(&["db", "backup", "first"]).ok();
    stands(&health(env), "backup", "pass", "0 minutes ago");
    for (now, status, fact) in [
        ("2026-01-16T13:00:00Z", "pass", "29 hours ago"),
        ("2026-01-20T08:00:00Z", "warn", "5 days ago"),
    ] {
        let run = env
            .call(&["doctor", "-f", "json"])
            .variable("COLAB_NOW", now)
            .run()
            .ok();
        stands(&by_check(&run.json()), "backup", status, fact);
    }
}

/// A metric's help, type, and samples, as the node exporter's collector reads them.
#[derive(Debug, Default)]
struct Metric {
    help: String,
    kind: String,
    samples: Vec<(String, f64)>,
}

/// Reads the text format strictly: every sample belongs to the metric whose head stands right before it.
fn parse(text: &str) -> BTreeMap<String, Metric> {
    assert!(text.ends_with('\n'), "the last line ends");
    let mut metrics: BTreeMap<String, Metric> = BTreeMap::new();
    let mut current = String::new();
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("# HELP ") {
            let (name, help) = rest.split_once(' ').unwrap();
            assert!(
                is_name(name) && name.starts_with("colab_") && !metrics.contains_key(name),
                "{line}"
            );
            current = name.to_owned();
            metrics.entry(current.clone()).or_default().help = help.to_owned();
        } else if let Some(rest) = line.strip_prefix("# TYPE ") {
            let (name, kind) = rest.split_once(' ').unwrap();
            let metric = metrics.get_mut(name).unwrap();
            assert!(
                name == current && metric.samples.is_empty() && ["gauge", "counter"].contains(&kind),
                "{line}"
            );
            metric.kind = kind.to_owned();
        } else {
            let (sample, value) = line.rsplit_once(' ').unwrap();
            let (name, labels) = sample.split_once('{').unwrap_or((sample, "}"));
            let labels = labels.strip_suffix('}').unwrap();
            assert_eq!(name, current, "{line}");
            for label in labels.split(',').filter(|label| !label.is_empty()) {
                let (key, quoted) = label.split_once('=').unwrap();
                assert!(
                    is_name(key) && quoted.len() > 2 && quoted.starts_with('"') && quoted.ends_with('"'),
                    "{line}"
                );
            }
            let metric = metrics.get_mut(name).unwrap();
            assert!(
                metric.samples.iter().all(|(known, _)| known != labels),
                "twice: {line}"
            );
            metric.samples.push((labels.to_owned(), value.parse().unwrap()));
        }
    }
    for (name, metric) in &metrics {
        assert!(
            !metric.help.is_empty() && !metric.kind.is_empty() && !metric.samples.is_empty(),
            "{name}: {metric:?}"
        );
    }
    metrics
}

fn the_text_for_prometheus_is_well_formed(env: &Env) {
    env.colab(&["db", "backup", "b"]).ok();
    let text = env.colab(&["doctor", "--prometheus"]).ok().stdout;
    let metrics = parse(&text);
    let value = |name: &str| {
        metrics
            .get(name)
            .unwrap_or_else(|| panic!("{name}: {text}"))
            .samples[0]
            .1
    };
    assert_eq!(
        (
            value("colab_up"),
            value("colab_admins"),
            value("colab_migrations_pending")
        ),
        (1.0, 1.0, 0.0)
    );
    let taken = DateTime::parse_from_rfc3339(super::support::NOW)
        .unwrap()
        .timestamp();
    assert_eq!(value("colab_last_backup_timestamp_seconds") as i64, taken);
    assert_eq!(value("colab_doctor_timestamp_seconds") as i64, taken);
    // Every check is a sample, with the value of its status.
    let samples: BTreeMap<&str, f64> = metrics["colab_doctor_status"]
        .samples
        .iter()
        .map(|(label, value)| (label.as_str(), *value))
        .collect();
    let health = health(env);
    assert_eq!(samples.len(), health.len());
    for (check, one) in &health {
        let expected = match one["status"].as_str().unwrap() {
            "pass" => 0.0,
            "warn" => 1.0,
            _ => 2.0,
        };
        assert_eq!(
            samples[format!("check=\"{check}\"").as_str()],
            expected,
            "{check}"
        );
    }
    // Into a file, whole, for the collector to read.
    let path = env.write("colab.prom", "old");
    env.colab(&["doctor", "--prometheus", "-o", "colab.prom"])
        .ok()
        .silent();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o644);
    assert_eq!(parse(&fs::read_to_string(&path).unwrap()).len(), metrics.len());
    env.colab(&["doctor", "-o", "x"]).fails(2).says("--prometheus");
    env.colab(&["doctor", "--prometheus", "-o", "no/such/x"]).fails(3);
}

fn an_older_or_newer_database_is_a_finding_and_stays_as_it_is(env: &Env) {
    env.raw_sql("INSERT INTO __diesel_schema_migrations (version) VALUES ('99990101000001')")
        .unwrap();
    stands(&health(env), "version", "fail", "newer version");
    let metrics = parse(&env.colab(&["doctor", "--prometheus"]).ok().stdout);
    assert_eq!(metrics["colab_up"].samples[0].1, 0.0);
    env.raw_sql(
        "DELETE FROM __diesel_schema_migrations WHERE version IN ('99990101000001', '20261121000004')",
    )
    .unwrap();
    let older = health(env);
    stands(&older, "version", "fail", "older version");
    assert!(
        older["version"]["way_out"]
            .as_str()
            .unwrap()
            .contains("colab db migrate")
    );
    env.colab(&["doctor", "--exit-code"]).fails(9);
    assert_eq!(
        env.raw_int("SELECT count(*) FROM __diesel_schema_migrations WHERE version = '20261121000004'"),
        Some(0)
    );
}

fn without_a_database_nothing_is_made(env: &Env) {
    stands(&health(env), "database", "warn", "no database yet");
    assert!(!env.dir().join("data/colab").exists());
    env.colab(&["doctor", "--exit-code"]).ok();
}

fn a_broken_database_is_a_finding(env: &Env) {
    env.write("text.db", "a letter, and no database at all".repeat(40));
    let run = env.colab(&["doctor", "--database", "text.db", "-f", "json"]).ok();
    stands(
        &by_check(&run.json()),
        "database",
        "fail",
        "not a sound colab database",
    );
    env.colab(&["doctor", "--database", "text.db", "--exit-code"])
        .fails(9)
        .says("checks that fail: ");
    let text = env
        .colab(&["doctor", "--database", "text.db", "--prometheus"])
        .ok()
        .stdout;
    assert_eq!(parse(&text)["colab_up"].samples[0].1, 0.0);
}

fn a_server_that_is_not_there_is_a_finding(env: &Env) {
    let url = "postgres://me:geheim@localhost:1/colab";
    let run = env.colab(&["doctor", "--database", url, "-f", "json"]).ok();
    assert!(!run.stdout.contains("geheim"), "{run}");
    stands(&by_check(&run.json()), "database", "fail", "cannot reach");
}

fn files_that_others_may_read_are_named(env: &Env) {
    let chmod =
        |path: &std::path::Path, mode| fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    let path = env.path("colab.db");
    chmod(&path, 0o644);
    stands(&health(env), "database_file", "fail", "mode 644");
    chmod(&path, 0o600);
    stands(&health(env), "database_file", "pass", "private");
    let folder = env.dir().join("config/colab");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("config.toml"), "format = \"table\"\n").unwrap();
    chmod(&folder.join("config.toml"), 0o644);
    stands(&health(env), "configuration", "warn", "config.toml");
    chmod(&folder.join("config.toml"), 0o600);
    stands(&health(env), "configuration", "pass", "");
}

fn drafts_of_killed_runs_are_named(env: &Env) {
    let draft = env.path(".colab-draft-old");
    fs::create_dir(&draft).unwrap();
    // An earlier version, which locks nothing, may still write it.
    stands(&health(env), "drafts", "pass", "");
    let yesterday = SystemTime::now() - Duration::from_secs(25 * 60 * 60);
    fs::File::open(&draft).unwrap().set_modified(yesterday).unwrap();
    stands(&health(env), "drafts", "warn", ".colab-draft-old");
}

fn a_guard_that_is_gone_is_a_failure(env: &Env) {
    stands(&health(env), "schema", "pass", "");
    env.raw_sql(match env.engine() {
        Engine::Sqlite => "DROP TRIGGER bookings_never_deleted",
        Engine::Postgres => "DROP TRIGGER bookings_never_deleted ON bookings",
    })
    .unwrap();
    stands(&health(env), "schema", "fail", "bookings_never_deleted");
    env.colab(&["doctor", "--exit-code"]).fails(9);
}
