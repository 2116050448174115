//! The audit log as its readers meet it: filtered, verified against tampering past the program, compared with a head
//! that was kept elsewhere.

use serde_json::{Value, json};

use super::support::{Env, sha256};
use super::tampering::{NAMES, chain_anew, drop_the_guards, rooms, tamper};

both![
    operations_refusals_and_failures_are_counted,
    rows_are_listed_by_record_actor_command_and_period,
    a_collector_gets_a_line_a_row_and_goes_on_where_it_was,
    every_field_is_there_and_the_chain_can_be_recomputed_from_them,
    what_was_tampered_with_is_named,
    a_chain_made_anew_is_found_by_a_checkpoint_alone,
    a_checkpoint_reads_in_every_format_it_is_printed_in,
    a_checkpoint_of_another_database_says_nothing,
    a_row_stands_for_each_change_and_for_whose_it_was,
    a_room_shows_its_history,
];

fn listed(env: &Env, words: &[&str]) -> Vec<Value> {
    let line = [&["audit", "list"], words].concat();
    env.json(&line).as_array().unwrap().clone()
}

fn seqs(rows: &[Value]) -> Vec<i64> {
    rows.iter().map(|row| row["seq"].as_i64().unwrap()).collect()
}

fn rows_are_listed_by_record_actor_command_and_period(env: &Env) {
    let thandi = env.user("thandi", "training_facility_admin");
    rooms(env);
    let focus = env.json(&["room", "show", "Focus"])["id"].to_string();
    env.colab_as(&thandi, &["room", "edit", "Focus", "--capacity", "7"])
        .ok();
    env.colab(&["room", "alias", "add", "Focus", "Fokus", "--as", "thandi"])
        .ok();
    env.colab_as(&thandi, &["config", "set", "day_end", "17:00"])
        .fails(4);
    let commands = |words: &[&str]| -> Vec<String> {
        let rows = listed(env, words);
        rows.iter()
            .map(|row| row["command"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        commands(&["--record", &format!("room:{focus}")]),
        ["room add", "room edit", "room alias add"]
    );
    assert_eq!(commands(&["--entity", "room", "--id", &focus]).len(), 3);
    assert_eq!(commands(&["--entity", "user", "--id", "thandi"]), ["user add"]);
    // Who did it, and on whose behalf, in any spelling of the name.
    assert_eq!(
        commands(&["--actor", "Thandi"]),
        ["room edit", "room alias add", "config set"]
    );
    assert_eq!(commands(&["--command", "room"]).len(), NAMES.len() + 2);
    assert_eq!(commands(&["--command", "room alias add"]), ["room alias add"]);
    env.colab(&["audit", "list", "--command", "rom"])
        .fails(6)
        .says("room");
    assert_eq!(
        commands(&["--command", "room", "--actor", "thandi", "--entity", "room"]).len(),
        2
    );
    assert_eq!(
        listed(env, &["--from", "2026-01-16"]).len(),
        0,
        "the clock stands at the 15th"
    );
    assert_eq!(listed(env, &["--to", "2026-01-14", "--command", "room"]).len(), 0);
    assert_eq!(
        commands(&["--from", "2026-01-15", "--to", "2026-01-15", "--command", "room"]).len(),
        NAMES.len() + 2
    );
    assert_eq!(
        commands(&["--from", "2026-01", "--record", "setting:day_end"]).len(),
        0,
        "a refusal changed nothing"
    );
    let refused = listed(env, &["--entity", "command", "--id", "config set"]);
    assert!(
        refused[0]["metadata"]
            .as_str()
            .unwrap()
            .contains("may not change settings"),
        "{refused:?}"
    );
    env.colab(&["audit", "list", "--record", "booking"])
        .fails(2)
        .says("booking:17");
    env.colab(&["audit", "list", "--id", "17"])
        .fails(2)
        .says("--entity");
    assert_eq!(env.json(&["audit", "list", "--record", "booking:99"]), json!([]));
}

fn a_collector_gets_a_line_a_row_and_goes_on_where_it_was(env: &Env) {
    rooms(env);
    let all = env.colab(&["audit", "list", "-f", "ndjson"]).ok().stdout;
    let rows: Vec<Value> = all
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(i64::try_from(rows.len()).unwrap(), env.count("audit_log"));
    let known = seqs(&rows);
    assert!(known.is_sorted());
    let from = |words: &[&str]| seqs(&listed(env, words));
    let third = known[2].to_string();
    assert_eq!(from(&["--after", &third]), known[3..]);
    assert_eq!(from(&["--after", &third, "--limit", "2"]), known[3..5]);
    // As a log is read, --limit alone gives the last rows, in their order.
    assert_eq!(from(&["--limit", "2"]), known[known.len() - 2..]);
    assert_eq!(from(&["--limit", "2", "--sort", "oldest"]), known[..2]);
    let newest: Vec<i64> = known.iter().rev().copied().collect();
    assert_eq!(from(&["--sort", "newest", "--limit", "3"]), newest[..3]);
    assert_eq!(
        from(&["--sort", "newest", "--after", &third]),
        [known[1], known[0]]
    );
    let last = known.last().unwrap().to_string();
    assert_eq!(
        env.colab(&["audit", "list", "-f", "ndjson", "--after", &last])
            .ok()
            .stdout,
        ""
    );
    assert_eq!(seqs(&rows), from(&[]), "reading is no change");
}

fn every_field_is_there_and_the_chain_can_be_recomputed_from_them(env: &Env) {
    rooms(env);
    env.user("thandi", "staff");
    env.colab(&["room", "list", "--as", "thandi"]).ok();
    env.colab(&["room", "add", "X", "--as", "thandi"]).fails(4);
    let rows = listed(env, &[]);
    let mut previous = String::new();
    for row in &rows {
        // All of a row is in the text, personal values by their hash.
        let chained = row["chained"].as_str().unwrap();
        let facts: Vec<Value> = serde_json::from_str(chained).unwrap();
        let at = chrono::DateTime::parse_from_rfc3339(row["at"].as_str().unwrap()).unwrap();
        let named = [
            "seq",
            "duration_ms",
            "token_id",
            "actor",
            "on_behalf_of",
            "login",
            "token_maker",
            "command",
            "entity",
            "entity_id",
            "before",
            "after",
            "metadata",
        ];
        assert_eq!((&facts[0], &facts[2]), (&json!(2), &json!(at.timestamp_micros())));
        let others = facts
            .iter()
            .enumerate()
            .filter(|(place, _)| ![0, 2].contains(place));
        for (name, (_, fact)) in named.into_iter().zip(others) {
            assert_eq!(fact, &row[name], "{name} of {row}");
        }
        let hash = sha256(format!("{previous}{chained}"));
        assert_eq!(row["hash"], hash, "{row}");
        previous = hash;
    }
    assert_eq!(env.json(&["audit", "checkpoint"])["hash"], previous);
}

/// Moves all rows from this one on by so many numbers.
fn renumber(from: i64, by: i64) -> String {
    // Over numbers that no row has, so that no two rows ever share one.
    format!(
        "UPDATE audit_log SET seq = seq + 1000000 WHERE seq >= {from};
         UPDATE audit_log SET seq = seq - 1000000 + {by} WHERE seq >= 1000000;"
    )
}

/// A row of somebody's own making, with this number.
fn invented(seq: i64) -> String {
    format!(
        "INSERT INTO audit_log SELECT {seq}, at, 'mallory', NULL, command, entity, entity_id, before, after, metadata, 0, hash,
           form, login, token_id, token_maker FROM audit_log WHERE seq = 1;"
    )
}

fn what_was_tampered_with_is_named(env: &Env) {
    rooms(env);
    let whole = env.json(&["audit", "verify"]);
    let length = env.count("audit_log");
    assert_eq!(
        (&whole["intact"], &whole["seq"], &whole["finding"]),
        (&json!(true), &json!(length), &Value::Null)
    );
    drop_the_guards(env);
    env.raw_sql(
        "CREATE TABLE kept AS SELECT * FROM audit_log; CREATE TABLE kept_head AS SELECT * FROM audit_head",
    )
    .unwrap();
    let middle = length - 2;
    let moved_head = |by: i64| format!("UPDATE audit_head SET seq = seq + {by};");
    for (tampering, seq, fact) in [
        (
            format!("UPDATE audit_log SET actor = 'mallory' WHERE seq = {middle}"),
            middle,
            "was altered",
        ),
        (
            format!("UPDATE audit_log SET metadata = '{{}}' WHERE seq = {length}"),
            length,
            "was altered",
        ),
        (
            format!("DELETE FROM audit_log WHERE seq = {middle}"),
            middle,
            "is missing",
        ),
        (
            format!("DELETE FROM audit_log WHERE seq >= {middle}"),
            middle,
            "is missing",
        ),
        ("DELETE FROM audit_log WHERE seq = 1".to_owned(), 1, "is missing"),
        // The rest numbered anew, so that no number is missing.
        (
            format!(
                "DELETE FROM audit_log WHERE seq = {middle}; {} {}",
                renumber(middle + 1, -1),
                moved_head(-1)
            ),
            middle,
            "is missing",
        ),
        (
            format!(
                "DELETE FROM audit_log WHERE seq IN (2, 3); {} {}",
                renumber(4, -2),
                moved_head(-2)
            ),
            2,
            "is missing",
        ),
        (
            format!("{} {} {}", renumber(middle, 1), invented(middle), moved_head(1)),
            middle,
            "was inserted",
        ),
        (invented(length + 1), length + 1, "was inserted"),
        (invented(length + 7), length + 7, "was inserted"),
        (invented(0), 0, "was inserted"),
        (invented(-5), -5, "was inserted"),
        (
            format!("{} {}", invented(length + 1), moved_head(1)),
            length + 1,
            "was altered",
        ),
        // The newest row cut off, and the head turned back: its hash is not to be had.
        (
            format!("DELETE FROM audit_log WHERE seq = {length}; {}", moved_head(-1)),
            length - 1,
            "does not end the chain as recorded",
        ),
        (
            "DELETE FROM audit_head".to_owned(),
            length,
            "does not end the chain as recorded",
        ),
        (
            "UPDATE audit_head SET hash = ''".to_owned(),
            length,
            "does not end the chain as recorded",
        ),
    ] {
        tamper(env, &tampering);
        let run = env.colab(&["audit", "verify", "-f", "json"]).fails(9);
        let (verdict, error) = (run.json(), run.error());
        assert_eq!(
            (&verdict["finding_seq"], &verdict["finding"]),
            (&json!(seq), &json!(fact)),
            "{tampering}"
        );
        assert_eq!(verdict["intact"], false);
        assert_eq!(
            (&error["code"], &error["message"]),
            (
                &json!("audit_chain_broken"),
                &json!(format!("audit row {seq} {fact}"))
            )
        );
        env.raw_sql(
            "DELETE FROM audit_log; INSERT INTO audit_log SELECT * FROM kept;
             DELETE FROM audit_head; INSERT INTO audit_head SELECT * FROM kept_head",
        )
        .unwrap();
        env.colab(&["audit", "verify", "-q"]).ok();
    }
}

fn a_chain_made_anew_is_found_by_a_checkpoint_alone(env: &Env) {
    rooms(env);
    let kept = env.colab(&["audit", "checkpoint", "-f", "json"]).ok();
    env.write("head.json", &kept.stdout);
    let length = kept.json()["seq"].as_i64().unwrap();
    let against = |file: &str| env.colab(&["audit", "verify", "--against", file, "-f", "json"]);
    against("head.json").ok();
    // More may come after it.
    env.colab(&["room", "add", "Later"]).ok();
    let whole = against("head.json").ok().json();
    assert_eq!(
        (&whole["intact"], &whole["seq"]),
        (&json!(true), &json!(length + 1))
    );
    drop_the_guards(env);
    let third = length - 2;
    env.raw_sql(&format!(
        "UPDATE audit_log SET actor = 'mallory' WHERE seq = {third}"
    ))
    .unwrap();
    assert_eq!(against("head.json").fails(9).json()["finding_seq"], third);
    chain_anew(env, third);
    env.colab(&["audit", "verify"]).ok();
    let found = against("head.json").fails(9);
    assert_eq!(found.json()["finding_seq"], length);
    assert!(
        found.error()["message"]
            .as_str()
            .unwrap()
            .contains("not the one of the checkpoint"),
        "{found}"
    );
    // Cut off behind an earlier row, and the head made to fit.
    env.raw_sql(&format!("DELETE FROM audit_log WHERE seq > {third}"))
        .unwrap();
    chain_anew(env, third);
    env.colab(&["audit", "verify"]).ok();
    let found = against("head.json").fails(9).json();
    assert_eq!(
        (&found["finding_seq"], &found["finding"]),
        (&json!(third + 1), &json!("is missing"))
    );
    env.colab(&["audit", "verify", "--against", "nowhere.json"])
        .fails(3);
    env.write("other", "seq 3");
    env.colab(&["audit", "verify", "--against", "other"])
        .fails(6)
        .says("not a checkpoint");
}

fn a_checkpoint_reads_in_every_format_it_is_printed_in(env: &Env) {
    rooms(env);
    for format in ["table", "json", "ndjson", "csv"] {
        let kept = env.colab(&["audit", "checkpoint", "-f", format]).ok().stdout;
        env.write("kept", &kept);
        env.colab(&["audit", "verify", "--against", "kept"]).ok();
        env.colab_with(&["audit", "verify", "--against", "-"], &kept, &[])
            .ok();
        env.write("kept", kept.replace("hash", "hsah"));
        env.colab(&["audit", "verify", "--against", "kept"]).fails(6);
    }
}

fn a_checkpoint_of_another_database_says_nothing(env: &Env) {
    let mut kept = env.json(&["audit", "checkpoint"]);
    kept["database_id"] = json!("other");
    env.write("kept", kept.to_string());
    env.colab(&["audit", "verify", "--against", "kept"])
        .fails(6)
        .says("another database");
}

fn a_row_stands_for_each_change_and_for_whose_it_was(env: &Env) {
    let me = env.json(&["user", "whoami"])["username"].clone();
    env.user("thandi", "admin");
    let last = || listed(env, &["--sort", "newest", "--limit", "1"])[0].clone();
    env.colab(&["user", "role", "thandi", "staff"]).ok();
    let row = last();
    assert_eq!(
        (&row["actor"], &row["on_behalf_of"], &row["command"]),
        (&me, &Value::Null, &json!("user role"))
    );
    assert_eq!(
        (&row["entity"], &row["entity_id"]),
        (&json!("user"), &json!("thandi"))
    );
    assert_eq!(
        (&row["before"], &row["after"]),
        (&json!("{\"role\":\"admin\"}"), &json!("{\"role\":\"staff\"}"))
    );
    assert!(row["duration_ms"].is_i64(), "{row}");
    env.colab(&["user", "token", "create", "--name", "own", "--as", "thandi"])
        .ok();
    let row = last();
    assert_eq!((&row["actor"], &row["on_behalf_of"]), (&me, &json!("thandi")));
    let rows = env.count("audit_log");
    for line in [
        &["user", "role", "thandi", "kitchen_staff", "--dry-run"][..],
        &["user", "disable", "thandi", "--dry-run"],
        &["user", "enable", "thandi"],
        &["user", "role", "thandi", "staff"],
        &["audit", "list"],
        &["audit", "checkpoint"],
        &["user", "token", "list"],
    ] {
        env.colab(line).ok();
    }
    assert_eq!(env.count("audit_log"), rows);
    env.verify_audit().unwrap();
}

fn a_room_shows_its_history(env: &Env) {
    env.colab(&["room", "add", "Focus"]).ok();
    env.colab(&["room", "edit", "Focus", "--capacity", "9"]).ok();
    let shown = env.json(&["room", "show", "Focus"]);
    let history = shown["history"].as_array().unwrap();
    let commands: Vec<&str> = history
        .iter()
        .map(|row| row["command"].as_str().unwrap())
        .collect();
    assert_eq!(commands, ["room add", "room edit"]);
    assert!(history[1]["after"].as_str().unwrap().contains('9'), "{shown}");
}

fn operations_refusals_and_failures_are_counted(env: &Env) {
    let sipho = env.user("sipho", "staff");
    env.line("room add Focus --capacity 10").ok();
    env.line("room add Small --capacity 5").ok();
    env.line("room add Focus --capacity 10").fails(5);
    env.line_as(&sipho, "room add Large").fails(4);
    env.line_as(&sipho, "room add Large").fails(4);
    let of = |line: &str| -> Vec<(Value, Value, i64, i64)> {
        let stats = env.get(line);
        let rows = stats.as_array().unwrap().iter();
        rows.map(|one| {
            let number = |field: &str| one[field].as_i64().unwrap();
            (
                one["command"].clone(),
                one["actor"].clone(),
                number("operations"),
                number("refusals"),
            )
        })
        .collect()
    };
    let me = env.get("user whoami")["username"].clone();
    let both = of("audit stats");
    let adds: Vec<_> = both
        .iter()
        .filter(|(command, ..)| command == "room add")
        .collect();
    // One clock for all: what takes as many milliseconds is told as one.
    assert!(adds.iter().any(|(_, actor, operations, refusals)| *actor == me
        && (1..=2).contains(operations)
        && *refusals == 0));
    assert!(
        adds.iter()
            .any(|(_, actor, operations, refusals)| actor == "sipho" && *operations == 0 && *refusals == 2)
    );
    let by_command = of("audit stats --by command");
    assert!(by_command.iter().all(|(_, actor, ..)| actor.is_null()));
    assert_eq!(
        by_command
            .iter()
            .filter(|(command, ..)| command == "room add")
            .count(),
        1
    );
    assert!(
        of("audit stats --by actor")
            .iter()
            .any(|(command, actor, ..)| command.is_null() && actor == "sipho")
    );
    assert!(of("audit stats --from 2030-01-01").is_empty());
    let timed = env.get("audit stats --by command");
    assert!(
        timed[0]["mean_ms"].is_i64() && timed[0]["p95_ms"].is_i64(),
        "{timed:#}"
    );
}
