//! What is to be seen of a run from outside: a line of JSON for each command, figures with thresholds, a dashboard over them.

use std::collections::BTreeSet;

use serde_json::Value;

use super::support::{Env, Run, root};

both![
    each_command_leaves_a_line_of_json_where_asked,
    the_dashboard_shows_what_is_exported,
    figures_have_thresholds,
];

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
