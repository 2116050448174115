//! What is to be seen of a run from outside: a line of JSON for each command, figures with thresholds, a dashboard over them.

use std::collections::BTreeSet;

use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::sql_types::BigInt;
use diesel::{Connection, PgConnection, RunQueryDsl};

use serde_json::Value;

use super::support::{Env, Run, root, until};

both![
    a_log_tells_who_acts_by_what_and_how_it_ended,
    a_log_in_json_holds_nothing_else,
    what_is_refused_before_the_log_begins_is_in_its_form,
    each_command_leaves_a_line_of_json_where_asked,
    the_dashboard_shows_what_is_exported,
    figures_have_thresholds,
];
postgres![a_wait_for_others_is_counted];

/// The lines of the log that are about a command as a whole.
fn lines(run: &Run) -> Vec<Value> {
    let lines = run
        .stderr
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    lines
        .filter(|line| line["target"] == "command")
        .map(|line| line["fields"].clone())
        .collect()
}

fn what_is_refused_before_the_log_begins_is_in_its_form(env: &Env) {
    let configured = |text: &str| env.write("config/colab/config.toml", text);
    let refused = |call: super::support::program::Call<'_>| {
        let folder = env.path("config");
        let run = call
            .variable("XDG_CONFIG_HOME", folder.to_str().unwrap())
            .run()
            .fails(2);
        assert!(!run.stderr.is_empty());
        for line in run.stderr.lines() {
            assert!(serde_json::from_str::<Value>(line).is_ok(), "{run}");
        }
        run
    };
    std::fs::create_dir_all(env.path("config/colab")).unwrap();
    let asked = ["room", "list", "--log-format", "json"];
    refused(env.call(&asked).variable("COLAB_NOW", "x")).says("COLAB_NOW");
    configured("log_format = \"json\"\n");
    refused(env.call(&["room", "list"]).variable("COLAB_NOW", "x")).says("COLAB_NOW");
    configured("format = [\n");
    let run = refused(env.call(&["room", "list"]).variable("COLAB_LOG_FORMAT", "json"));
    run.says("config.toml");
    refused(env.call(&asked)).says("config.toml");
}

fn each_command_leaves_a_line_of_json_where_asked(env: &Env) {
    let me = env.get("user whoami")["username"].clone();
    let done = env.line("room add Focus --capacity 10 --log-format json").ok();
    let told = lines(&done);
    assert_eq!(told.len(), 1, "{done}");
    assert_eq!(
        (&told[0]["command"], &told[0]["actor"], &told[0]["exit"]),
        (&"room add".into(), &me, &0.into())
    );
    assert!(
        told[0]["statements"].as_u64() > Some(3) && told[0]["duration_ms"].is_u64(),
        "{told:?}"
    );
    assert!(told[0].get("error").is_none());
    let operation = env.get("history --limit 1")[0]["id"].clone();
    assert_eq!(
        (&told[0]["changes"], &told[0]["operation"]),
        (&1.into(), &operation)
    );
    let via = if env.is_sqlite() { "os_user" } else { "token" };
    assert_eq!((&told[0]["via"], &told[0]["rows"]), (&via.into(), &1.into()));
    assert!(told[0]["waited_ms"].is_u64(), "{told:?}");
    // A failed one, too; and one that is refused before it begins.
    let failed = env
        .line("room add Focus --capacity 10 --log-format json")
        .fails(5);
    assert_eq!(
        (&lines(&failed)[0]["exit"], &lines(&failed)[0]["error"]),
        (&5.into(), &"room_exists".into()),
        "{failed}"
    );
    let unknown = env.line("room addd --log-format json").fails(2);
    assert_eq!(lines(&unknown)[0]["exit"], 2, "{unknown}");
    // By the environment, and nothing where nobody asks.
    let read = env
        .colab_with(&["room", "list"], "", &[("COLAB_LOG_FORMAT", "json")])
        .ok();
    assert_eq!(lines(&read).len(), 1);
    assert!(lines(&env.line("room list").ok()).is_empty());
    assert!(lines(&env.line("room list -vv").ok()).is_empty());
}

fn a_log_tells_who_acts_by_what_and_how_it_ended(env: &Env) {
    let admin = env.user("boss", "admin");
    let made = env.colab_as(
        &admin,
        &["user", "token", "create", "--name", "nightly", "-f", "json"],
    );
    let made = made.ok().json();
    let run = env
        .call(&["room", "add", "Focus", "--capacity", "10", "-v"])
        .variable("COLAB_TOKEN", made["token"].as_str().unwrap())
        .run()
        .ok();
    let line = |words: &str| {
        let line = run.stderr.lines().find(|line| line.contains(words));
        line.unwrap_or_else(|| panic!("{words}: {run}")).to_owned()
    };
    assert!(
        line("acting").contains("actor=\"boss\" role=admin by=\"token `nightly`\""),
        "{run}"
    );
    let ended = line("ended command=\"room add\"");
    for words in [
        "actor=\"boss\"",
        "via=\"token\"",
        "duration_ms=",
        "rows=1",
        "changes=1",
        "operation=",
        "exit=0",
    ] {
        assert!(ended.contains(words), "{words}: {ended}");
    }
    assert_eq!(run.stderr.lines().last(), Some(ended.as_str()));
    let failed = env.line("room add Focus --capacity 10 -v").fails(5);
    let ended = failed.stderr.lines().last().unwrap();
    assert!(ended.contains("exit=5 error=\"room_exists\""), "{ended}");
    assert!(env.line("room list").ok().stderr.is_empty());
}

/// Errors, warnings and notes are lines of it; with `-f json` the error is one object, as ever.
fn a_log_in_json_holds_nothing_else(env: &Env) {
    let object = |line: &str| serde_json::from_str::<Value>(line).unwrap_or_else(|_| panic!("{line}"));
    env.line("room add Focus --capacity 10").ok();
    for (line, code) in [
        ("room add Focus --capacity 10 --log-format json -v", 5),
        ("room show Nowhere --log-format json", 3),
        ("room list --fields nothing --log-format json", 2),
        ("room list --nothing --log-format json", 2),
        ("booking calendar --month 2026-01 -o a.ics --log-format json", 0),
    ] {
        let run = env.line(line);
        assert_eq!(run.code, Some(code), "{run}");
        let lines: Vec<Value> = run.stderr.lines().map(object).collect();
        let told: Vec<&Value> = lines.iter().filter(|line| line["target"] == "message").collect();
        assert_eq!(told.len(), 1, "{run}");
        let (level, fields) = (&told[0]["level"], &told[0]["fields"]);
        assert_eq!(level == "ERROR", code != 0, "{run}");
        assert_eq!(fields["code"].is_string(), code != 0, "{run}");
        assert!(!fields["message"].as_str().unwrap().is_empty());
    }
    let run = env
        .line("room add Focus --capacity 10 --log-format json -f json")
        .fails(5);
    let lines: Vec<Value> = run.stderr.lines().map(object).collect();
    assert_eq!(lines.len(), 2, "{run}");
    assert_eq!(lines[0]["error"]["code"], "room_exists");
}

fn a_wait_for_others_is_counted(env: &Env) {
    let mut other = PgConnection::establish(env.database_url()).unwrap();
    other
        .batch_execute("BEGIN; UPDATE audit_head SET hash = hash")
        .unwrap();
    let running = env.spawn(&["room", "add", "Focus", "--capacity", "10", "--log-format", "json"]);
    let mut watcher = PgConnection::establish(env.database_url()).unwrap();
    until("the command waits", || {
        let waiting = sql::<BigInt>(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = 'colab'
                AND datname = current_database()",
        );
        waiting.get_result::<i64>(&mut watcher).unwrap() == 1
    });
    other.batch_execute("SELECT pg_sleep(0.01); ROLLBACK").unwrap();
    let told = lines(&running.wait().ok());
    assert!(told[0]["waited_ms"].as_u64() > Some(0), "{told:?}");
}

/// The names of figures in a text.
fn figures(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    words
        .filter(|word| word.starts_with("colab_"))
        .map(str::to_owned)
        .collect()
}

fn exported(env: &Env) -> String {
    let text = env.colab(&["doctor", "--prometheus"]);
    text.stdout
}

fn the_dashboard_shows_what_is_exported(env: &Env) {
    env.line("import demo").ok();
    env.line("job expect nightly --every \"0 2 * * *\"").ok();
    env.line("db backup kept.db").ok();
    let text = exported(env);
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let names: BTreeSet<String> = lines
        .flat_map(|line| figures(line.split(['{', ' ']).next().unwrap()))
        .collect();
    let dashboard = std::fs::read_to_string(root().join("packaging/grafana/colab.json")).unwrap();
    let dashboard: Value = serde_json::from_str(&dashboard).unwrap();
    let panels = dashboard["panels"].as_array().unwrap();
    assert!(panels.len() > 10);
    for panel in panels {
        for target in panel["targets"].as_array().unwrap() {
            let expression = target["expr"].as_str().unwrap();
            let asked = figures(expression);
            assert!(!asked.is_empty(), "{expression}");
            for figure in asked {
                // Of a server the size is not measured.
                let is_of_a_file = figure == "colab_database_bytes" && !env.is_sqlite();
                assert!(
                    names.contains(&figure) || is_of_a_file,
                    "{figure} of {expression} is not exported:\n{text}"
                );
            }
            for label in expression.split("figure=\"").skip(1) {
                let label = label.split('"').next().unwrap();
                assert!(text.contains(&format!("figure=\"{label}\"")), "{label}");
                assert!(names.contains(&format!("colab_{label}")), "{label}");
            }
        }
    }
}

fn figures_have_thresholds(env: &Env) {
    env.line("device add LT-1 LT-2 --category Laptop").ok();
    env.line("device move LT-2 --to maintenance --reason hinge").ok();
    let text = exported(env);
    for line in [
        "colab_threshold_target{figure=\"response_time_p95_ms\"} 500",
        "colab_threshold_alert{figure=\"response_time_p95_ms\"} 1000",
        "colab_threshold_target{figure=\"errors_percent\"} 1",
        "colab_threshold_alert{figure=\"errors_percent\"} 5",
        "colab_threshold_alert{figure=\"connections_percent\"} 90",
        "colab_threshold_target{figure=\"stock_free_percent\"} 20",
        "colab_stock_free_percent{category=\"Laptop\"} 100",
        "colab_bookings_created 0",
        "colab_sessions_active 0",
    ] {
        assert!(text.lines().any(|one| one == line), "{line}:\n{text}");
    }
    env.line("room add Focus --capacity 10").ok();
    env.line("booking create --client A --room Focus --date 2026-02-02 --learners 5")
        .ok();
    assert!(exported(env).contains("colab_bookings_created 1\n"));
}
