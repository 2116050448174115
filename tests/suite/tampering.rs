//! What `audit verify` says of each kind of tampering, by itself and against a checkpoint that was kept elsewhere; and
//! personal values, which stand beside the chain.

use serde_json::{Value, json};

use super::support::{Engine, Env, sha256};

both![
    each_kind_of_tampering_gives_what_is_said_here,
    personal_values_stand_beside_the_chain_and_can_be_erased,
    rows_of_the_first_form_fit_and_none_is_turned_back_into_one,
    a_row_says_what_was_written_whatever_its_characters,
    staff_read_no_serial_numbers_in_the_history_of_a_booking,
    values_that_came_past_the_program_are_found,
];
sqlite![a_row_that_an_index_hides_is_found];
postgres![
    the_server_hashes_every_character_as_the_program_does,
    logins_that_can_do_more_than_their_role_are_found,
];

pub const NAMES: [&str; 5] = ["Focus", "Growth", "Vision", "Synergy", "Empower"];

pub fn rooms(env: &Env) {
    for room in NAMES {
        env.colab(&["room", "add", room]).ok();
    }
}

fn rows(env: &Env) -> Vec<Value> {
    env.json(&["audit", "list"]).as_array().unwrap().clone()
}

fn book(env: &Env, date: &str) {
    env.colab(&[
        "booking",
        "create",
        "--client",
        "Acme \"{é}\" \\ Ltd",
        "--date",
        date,
        "--learners",
        "3",
        "--contact-person",
        "Ms Ndlovu",
        "--email",
        "n@acme.example",
        "--phone",
        "011 555",
    ])
    .ok();
}

/// Takes every guard of the log away.
pub fn drop_the_guards(env: &Env) {
    env.raw_sql(match env.engine() {
        Engine::Sqlite => {
            "DROP TRIGGER audit_log_no_update; DROP TRIGGER audit_log_no_delete; DROP TRIGGER audit_log_no_replace;
             DROP TRIGGER audit_values_no_replace; DROP TRIGGER audit_values_erased_only; DROP TRIGGER audit_values_append_only"
        }
        Engine::Postgres => {
            "ALTER TABLE audit_log DISABLE TRIGGER USER; ALTER TABLE audit_log DROP CONSTRAINT audit_log_seq_check;
             ALTER TABLE audit_values DISABLE TRIGGER USER; ALTER TABLE audit_values DROP CONSTRAINT audit_values_erased_check"
        }
    })
    .unwrap();
}

/// Runs what somebody does who may write the database as he likes.
pub fn tamper(env: &Env, statements: &str) {
    let free = if env.is_sqlite() {
        "PRAGMA ignore_check_constraints = ON;"
    } else {
        ""
    };
    if let Err(error) = env.raw_sql(&format!("{free} {statements}")) {
        panic!("{statements}: {error}");
    }
}

/// Gives every row from `from` on a hash that fits again, as somebody does who knows how the chain is made.
pub fn chain_anew(env: &Env, from: i64) {
    let mut previous = String::new();
    let mut statements = String::new();
    for row in rows(env) {
        if row["seq"].as_i64().unwrap() < from {
            previous = row["hash"].as_str().unwrap().to_owned();
        } else {
            previous = sha256(format!("{previous}{}", row["chained"].as_str().unwrap()));
        }
        statements += &format!(
            "UPDATE audit_log SET hash = '{previous}' WHERE seq = {};",
            row["seq"]
        );
    }
    statements += "UPDATE audit_head SET seq = (SELECT max(seq) FROM audit_log);";
    tamper(
        env,
        &format!("{statements} UPDATE audit_head SET hash = '{previous}'"),
    );
}

/// How a tampering is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Found,
    /// By a checkpoint of before alone.
    AgainstCheckpoint,
    /// By neither.
    Unseen,
}
use Outcome::{AgainstCheckpoint, Found, Unseen};

struct Tampering {
    statements: String,
    /// From which row on the chain is made anew afterwards.
    anew: Option<i64>,
    outcome: Outcome,
}

fn tampering(statements: impl Into<String>, outcome: Outcome) -> Tampering {
    Tampering {
        statements: statements.into(),
        anew: None,
        outcome,
    }
}

/// A row of somebody's own making, with this number.
fn invented(seq: &str) -> String {
    format!(
        "INSERT INTO audit_log SELECT {seq}, at, 'mallory', on_behalf_of, command, entity, entity_id, before, after, metadata,
           duration_ms, hash, form, login, token_id, token_maker FROM audit_log WHERE seq = 2;"
    )
}

fn kinds(env: &Env, middle: i64, last: i64) -> Vec<Tampering> {
    let at = env.instant("2001-01-01T00:00:00Z");
    let edit = |fact: &str| tampering(format!("UPDATE audit_log SET {fact} WHERE seq = {middle}"), Found);
    let anew = |statements: String, from: i64, outcome: Outcome| Tampering {
        anew: Some(from),
        ..tampering(statements, outcome)
    };
    let cut = format!(
        "DELETE FROM audit_log WHERE seq > {middle}; UPDATE audit_head SET seq = {middle},
           hash = (SELECT hash FROM audit_log WHERE seq = {middle});"
    );
    let one_value = "(SELECT min(digest) FROM audit_values)";
    let lying_view = if env.is_sqlite() {
        "DROP VIEW audit_rows; CREATE VIEW audit_rows AS"
    } else {
        "CREATE OR REPLACE VIEW audit_rows AS"
    };
    vec![
        // Each column of a row.
        edit("seq = 1000"),
        edit(&format!("at = {at}")),
        edit("actor = 'mallory'"),
        edit("on_behalf_of = 'mallory'"),
        edit("command = 'room edit'"),
        edit("entity = 'user'"),
        edit("entity_id = '99'"),
        edit("before = '{}'"),
        edit("after = '{}'"),
        edit("metadata = '{}'"),
        edit("duration_ms = duration_ms + 1"),
        edit("hash = 'x'"),
        edit("hash = ''"),
        edit("form = 1"),
        edit("form = 3"),
        edit("login = 'mallory'"),
        edit("token_id = 4711"),
        edit("token_maker = 'mallory'"),
        // Rows taken away.
        tampering("DELETE FROM audit_log WHERE seq = 1", Found),
        tampering(format!("DELETE FROM audit_log WHERE seq = {middle}"), Found),
        tampering(format!("DELETE FROM audit_log WHERE seq = {last}"), Found),
        tampering(format!("DELETE FROM audit_log WHERE seq >= {middle}"), Found),
        tampering("DELETE FROM audit_log", Found),
        tampering(
            format!("DELETE FROM audit_log WHERE seq = {last}; UPDATE audit_head SET seq = seq - 1"),
            Found,
        ),
        // Rows added.
        tampering(invented("-9223372036854775807"), Found),
        tampering(invented("-1"), Found),
        tampering(invented("0"), Found),
        tampering(invented(&format!("{last} + 1")), Found),
        tampering(invented(&format!("{last} + 7")), Found),
        tampering(invented("9223372036854775807"), Found),
        tampering(
            format!("{} UPDATE audit_head SET seq = seq + 1", invented(&format!("{last} + 1"))),
            Found,
        ),
        // Rows in each other's place.
        tampering(
            format!(
                "UPDATE audit_log SET seq = 5000 WHERE seq = {middle}; UPDATE audit_log SET seq = {middle} WHERE seq = {middle} + 1;
                 UPDATE audit_log SET seq = {middle} + 1 WHERE seq = 5000"
            ),
            Found,
        ),
        // The head.
        tampering("UPDATE audit_head SET seq = seq + 1", Found),
        tampering("UPDATE audit_head SET seq = seq - 1", Found),
        tampering("UPDATE audit_head SET hash = 'x'", Found),
        tampering("UPDATE audit_head SET seq = 0, hash = ''", Found),
        tampering("DELETE FROM audit_head", Found),
        // Personal values.
        tampering(format!("UPDATE audit_values SET value = 'Mallory' WHERE digest = {one_value}"), Found),
        tampering(
            format!("UPDATE audit_values SET salt = '00000000000000000000000000000000' WHERE digest = {one_value}"),
            Found,
        ),
        tampering(format!("UPDATE audit_values SET digest = 'x' WHERE digest = {one_value}"), Found),
        tampering(format!("UPDATE audit_values SET seq = 1 WHERE digest = {one_value}"), Found),
        tampering(format!("DELETE FROM audit_values WHERE digest = {one_value}"), Found),
        tampering(format!("INSERT INTO audit_values VALUES ({middle}, 'x', NULL, NULL)"), Found),
        tampering(format!("UPDATE audit_values SET salt = NULL WHERE digest = {one_value}"), Found),
        // The view that list and verify read.
        tampering(
            format!("{lying_view} SELECT l.*, CAST(NULL AS text) AS personal FROM audit_log l WHERE seq <> {middle}"),
            Found,
        ),
        // Made anew by somebody who knows how.
        anew(format!("UPDATE audit_log SET actor = 'mallory' WHERE seq = {middle}"), middle, AgainstCheckpoint),
        anew("UPDATE audit_log SET actor = 'mallory' WHERE seq = 1".to_owned(), 1, AgainstCheckpoint),
        anew(format!("UPDATE audit_log SET after = '{{}}' WHERE seq = {last}; DELETE FROM audit_values WHERE seq = {last}"), last, AgainstCheckpoint),
        anew(
            format!(
                "DELETE FROM audit_log WHERE seq = {middle}; UPDATE audit_log SET seq = seq + 1000 WHERE seq > {middle};
                 UPDATE audit_log SET seq = seq - 1001 WHERE seq > 1000; UPDATE audit_values SET seq = seq - 1 WHERE seq > {middle}"
            ),
            1,
            AgainstCheckpoint,
        ),
        tampering(cut, AgainstCheckpoint),
        tampering(
            "DELETE FROM audit_log; DELETE FROM audit_values; UPDATE audit_head SET seq = 0, hash = ''",
            AgainstCheckpoint,
        ),
        // One more row, as the program would write it: whoever may do that may run the program.
        anew(invented(&format!("{last} + 1")), last + 1, Unseen),
        // An erased value is shown as erased; the chain is made for that.
        tampering("UPDATE audit_values SET salt = NULL, value = NULL", Unseen),
    ]
}

fn each_kind_of_tampering_gives_what_is_said_here(env: &Env) {
    rooms(env);
    book(env, "2026-03-02");
    let last = env.count("audit_log");
    let middle = last - 3;
    let kept = env.colab(&["audit", "checkpoint", "-f", "json"]).ok();
    env.write("head.json", &kept.stdout);
    env.colab(&["audit", "verify", "--against", "head.json"]).ok();
    drop_the_guards(env);
    env.raw_sql(
        "CREATE TABLE kept AS SELECT * FROM audit_log; CREATE TABLE kept_head AS SELECT * FROM audit_head;
         CREATE TABLE kept_values AS SELECT * FROM audit_values",
    )
    .unwrap();
    let view = if env.is_sqlite() {
        let view = env
            .raw_text("SELECT sql FROM sqlite_schema WHERE name = 'audit_rows'")
            .unwrap();
        format!("DROP VIEW audit_rows; {view}")
    } else {
        let view = env
            .raw_text("SELECT pg_get_viewdef('audit_rows'::regclass)")
            .unwrap();
        format!("CREATE OR REPLACE VIEW audit_rows AS {view}")
    };
    let mut counts = [0, 0, 0];
    for Tampering {
        statements,
        anew,
        outcome,
    } in kinds(env, middle, last)
    {
        tamper(env, &statements);
        if let Some(from) = anew {
            chain_anew(env, from);
        }
        let is_found = |line: &[&str]| match env.colab(line).code {
            Some(0) => false,
            Some(9) => true,
            code => panic!("{statements}: {line:?} ended with {code:?}"),
        };
        let found = match (
            is_found(&["audit", "verify"]),
            is_found(&["audit", "verify", "--against", "head.json"]),
        ) {
            (true, true) => Found,
            (false, true) => AgainstCheckpoint,
            (false, false) => Unseen,
            (true, false) => panic!("{statements}: a checkpoint hides it"),
        };
        assert_eq!(found, outcome, "{statements}");
        counts[outcome as usize] += 1;
        tamper(
            env,
            &format!(
                "{view}; DELETE FROM audit_log; INSERT INTO audit_log SELECT * FROM kept;
                 DELETE FROM audit_head; INSERT INTO audit_head SELECT * FROM kept_head;
                 DELETE FROM audit_values; INSERT INTO audit_values SELECT * FROM kept_values"
            ),
        );
    }
    env.colab(&["audit", "verify", "--against", "head.json"]).ok();
    // Guards that were taken away are found by `db check`; put back, with all as it was, nothing has happened.
    let found = env.colab(&["db", "check"]).fails(9).stdout;
    assert!(found.contains("audit_log_no_replace"), "{found}");
    assert_eq!(counts, [45, 6, 2], "SECURITY.md says these figures");
}

fn personal_values_stand_beside_the_chain_and_can_be_erased(env: &Env) {
    book(env, "2026-03-02");
    let last = || rows(env).pop().unwrap();
    let row = last();
    let after: Value = serde_json::from_str(row["after"].as_str().unwrap()).unwrap();
    assert_eq!(
        [
            &after["client_name"],
            &after["client_contact_person"],
            &after["client_email"],
            &after["client_phone"]
        ],
        ["Acme \"{é}\" \\ Ltd", "Ms Ndlovu", "n@acme.example", "011 555"]
    );
    for text in env.raw_texts("SELECT after FROM audit_log").into_iter().flatten() {
        for word in ["Acme", "Ndlovu", "n@acme", "011 555"] {
            assert!(!text.contains(word), "{text}");
        }
    }
    assert!(!row["chained"].as_str().unwrap().contains("Ndlovu"));
    let history = env.json(&["booking", "show", "1"])["history"][0]["after"].clone();
    assert_eq!(history, row["after"]);
    let whole = env.verify_audit().unwrap();
    // A value changes in one direction alone.
    for statement in [
        "UPDATE audit_values SET value = 'Mallory'",
        "UPDATE audit_values SET salt = NULL",
        "UPDATE audit_values SET salt = NULL, value = NULL, seq = 1",
        "DELETE FROM audit_values",
        "INSERT INTO audit_values VALUES (1, 'x', NULL, NULL)",
    ] {
        let said = env.raw_sql(statement).expect_err(statement);
        assert!(said.contains("audit_values"), "{statement}: {said}");
    }
    env.raw_sql("UPDATE audit_values SET salt = NULL, value = NULL WHERE value = 'Ms Ndlovu'")
        .unwrap();
    assert!(
        env.raw_sql("UPDATE audit_values SET salt = NULL, value = 'X' WHERE value IS NULL")
            .is_err()
    );
    let after: Value = serde_json::from_str(last()["after"].as_str().unwrap()).unwrap();
    assert_eq!(
        (&after["client_contact_person"], &after["client_phone"]),
        (&json!("(erased)"), &json!("011 555"))
    );
    assert_eq!(env.verify_audit().unwrap(), whole);
    // Equal values have different hashes.
    book(env, "2026-03-03");
    book(env, "2026-03-04");
    let phones = "FROM audit_values WHERE value = '011 555'";
    assert_eq!(
        env.raw_int(&format!("SELECT count(DISTINCT digest) {phones}")),
        env.raw_int(&format!("SELECT count(*) {phones}"))
    );
    env.verify_audit().unwrap();
}

/// The hash of a row in the form that rows had before they named login and token.
fn first_form(previous: &Value, row: &Value) -> String {
    let at = chrono::DateTime::parse_from_rfc3339(row["at"].as_str().unwrap()).unwrap();
    let text = json!([
        previous,
        row["seq"],
        at.timestamp_micros(),
        row["actor"],
        row["on_behalf_of"],
        row["command"],
        row["entity"],
        row["entity_id"],
        row["before"],
        row["after"],
        row["metadata"],
        row["duration_ms"],
    ]);
    sha256(text.to_string())
}

/// Rewrites the whole log in the form that rows had before they named login and token.
fn as_before(env: &Env) {
    let mut previous = String::new();
    let mut statements = String::new();
    for row in rows(env) {
        previous = first_form(&json!(previous), &row);
        statements += &format!(
            "UPDATE audit_log SET form = 1, login = NULL, token_id = NULL, token_maker = NULL, hash = '{previous}' WHERE seq = {};",
            row["seq"]
        );
    }
    tamper(
        env,
        &format!("{statements} UPDATE audit_head SET hash = '{previous}'"),
    );
}

fn rows_of_the_first_form_fit_and_none_is_turned_back_into_one(env: &Env) {
    rooms(env);
    drop_the_guards(env);
    as_before(env);
    let length = env.verify_audit().unwrap();
    env.colab(&["room", "add", "Later"]).ok();
    assert_eq!(env.verify_audit().unwrap(), length + 1);
    assert_eq!(
        env.raw_int("SELECT form FROM audit_log ORDER BY seq DESC LIMIT 1"),
        Some(2)
    );
    let altered = |seq: i64| {
        let error = env.verify_audit().unwrap_err();
        assert_eq!(error.message, format!("audit row {seq} was altered"));
    };
    // Nothing is added to a row whose hash does not cover it.
    for column in ["login = 'x'", "token_id = 1", "token_maker = 'x'"] {
        tamper(env, &format!("UPDATE audit_log SET {column} WHERE seq = 2"));
        altered(2);
        tamper(
            env,
            "UPDATE audit_log SET login = NULL, token_id = NULL, token_maker = NULL WHERE seq = 2",
        );
    }
    env.verify_audit().unwrap();
    // Nor does a row of the first form follow one of the second, with whatever hash.
    env.colab(&["room", "add", "Latest"]).ok();
    let all = rows(env);
    let (before, row) = (&all[all.len() - 2], all.last().unwrap());
    let hash = first_form(&before["hash"], row);
    tamper(
        env,
        &format!(
            "UPDATE audit_log SET form = 1, login = NULL, token_id = NULL, token_maker = NULL, hash = '{hash}' WHERE seq = {length} + 2;
             UPDATE audit_head SET hash = '{hash}'"
        ),
    );
    altered(length + 2);
}

fn a_row_says_what_was_written_whatever_its_characters(env: &Env) {
    let name = "Zoë \"Q\" \\back /slash 😀 {\"salted_sha256\":\"00\"} 'x' $1 %s";
    env.colab(&["location", "add", name]).ok();
    env.colab(&["room", "add", "Focus", "--location", name]).ok();
    env.colab(&[
        "booking",
        "create",
        "--client",
        name,
        "--date",
        "2026-03-02",
        "--learners",
        "3",
    ])
    .ok();
    let rows = rows(env);
    let texts: String = rows.iter().filter_map(|row| row["after"].as_str()).collect();
    assert!(texts.contains("😀"), "{texts}");
    assert!(!texts.contains("(erased)"), "{texts}");
    let stored = env.raw_text("SELECT client_name FROM bookings").unwrap();
    let after: Value = serde_json::from_str(rows.last().unwrap()["after"].as_str().unwrap()).unwrap();
    assert_eq!(after["client_name"], Value::from(stored));
    env.verify_audit().unwrap();
}

fn the_server_hashes_every_character_as_the_program_does(env: &Env) {
    let length = env.verify_audit().unwrap();
    let awkward: String = (1..=0x2ff_u32)
        .chain([
            0x2028, 0x2029, 0xd7ff, 0xe000, 0xfeff, 0xfffd, 0xffff, 0x1f600, 0x10ffff,
        ])
        .filter_map(char::from_u32)
        .collect();
    // What is indexed has less room.
    let short: String = (1..=0x7f_u32).filter_map(char::from_u32).collect();
    let written = json!({
        "actor": awkward, "on_behalf_of": awkward, "token_id": i64::MAX, "token_maker": awkward, "command": awkward,
        "at": 1_768_464_000_123_457_i64, "duration_ms": i64::MIN,
        "events": [
            {"entity": short, "entity_id": short, "before": json!({"x": awkward}).to_string(), "after": "{\"nul\":\"\\u0000\"}",
             "metadata": null, "values": []},
            {"entity": "", "entity_id": "", "before": "", "after": null, "metadata": awkward, "values": []},
        ],
    });
    let text = written.to_string().replace('\'', "''");
    env.raw_sql(&format!("SELECT colab_audit_append('{text}'::json)"))
        .unwrap();
    assert_eq!(env.verify_audit().unwrap(), length + 2);
}

fn staff_read_no_serial_numbers_in_the_history_of_a_booking(env: &Env) {
    env.line("device add SERIAL-3 --category Laptop").ok();
    let thandi = env.user("thandi", "staff");
    env.colab_as(
        &thandi,
        &[
            "booking",
            "create",
            "--client",
            "X",
            "--date",
            "2026-03-02",
            "--learners",
            "3",
            "--devices",
            "1",
        ],
    )
    .ok();
    env.line("device assign 1 --serial SERIAL-3").ok();
    let seen = env.colab(&["booking", "show", "1", "-f", "json"]).ok().stdout;
    assert!(seen.contains("SERIAL-3"), "{seen}");
    let seen = env
        .colab_as(&thandi, &["booking", "show", "1", "-f", "json"])
        .ok()
        .stdout;
    assert!(
        !seen.contains("SERIAL-3") && seen.contains("booking create"),
        "{seen}"
    );
}

fn a_row_that_an_index_hides_is_found(env: &Env) {
    rooms(env);
    let index = env
        .raw_text("SELECT sql FROM sqlite_schema WHERE name = 'audit_log_entity'")
        .unwrap();
    env.raw_sql(&format!(
        "PRAGMA writable_schema = ON; DROP INDEX audit_log_entity; {index} WHERE seq <> 3;
         UPDATE sqlite_schema SET sql = '{index}' WHERE name = 'audit_log_entity'; PRAGMA schema_version = 999"
    ))
    .unwrap();
    env.colab(&["audit", "verify"])
        .fails(9)
        .says("is not in an index of the log");
}

/// Values that somebody writes past the program, and the check that finds each.
const PAST_THE_PROGRAM: &[(&str, &str)] = &[
    (
        "UPDATE users SET role = 'admin' WHERE username = 'thandi'",
        "user_role",
    ),
    (
        "UPDATE users SET is_active = FALSE WHERE username = 'thandi'",
        "user_active",
    ),
    (
        "UPDATE users SET email = 'mallory@example.org' WHERE username = 'thandi'",
        "user_email",
    ),
    (
        "UPDATE users SET email = NULL WHERE username = 'thandi'",
        "user_email",
    ),
    (
        "UPDATE users SET os_uid = 4711 WHERE username = 'thandi'",
        "user_os_uid",
    ),
    (
        "UPDATE users SET password_hash = '$2b$04$abcdefghijklmnopqrstuuGHNcHYFv2cCkgQqvyOZFMpX/PNqqoqi' WHERE username = 'thandi'",
        "user_password",
    ),
    (
        "UPDATE users SET password_hash = NULL WHERE username = 'thandi'",
        "user_password",
    ),
    (
        "UPDATE users SET password_hash = (SELECT password_hash FROM kept_users WHERE username = 'thandi') WHERE username = 'sipho'",
        "user_password",
    ),
    (
        "UPDATE user_tokens SET token_hash = 'x' WHERE name = 'job'",
        "token_hash",
    ),
    (
        "UPDATE user_tokens SET token_hash = 'x' || id WHERE kind = 'session'",
        "token_hash",
    ),
    (
        "UPDATE user_tokens SET made_by = 'thandi' WHERE name = 'job'",
        "token_maker",
    ),
    (
        "UPDATE user_tokens SET made_by = NULL WHERE name = 'job'",
        "token_maker",
    ),
    (
        "UPDATE user_tokens SET scope = '[\"room\", \"user\"]' WHERE name = 'job'",
        "token_altered",
    ),
    (
        "UPDATE user_tokens SET expires_at = (SELECT expires_at FROM kept_user_tokens WHERE kind = 'session' LIMIT 1) WHERE name = 'job'",
        "token_altered",
    ),
    (
        "UPDATE user_tokens SET scope = '[]' WHERE name = 'job'",
        "token_altered",
    ),
    (
        "UPDATE user_tokens SET revoked_at = NULL WHERE name = 'ended'",
        "token_revived",
    ),
    (
        "UPDATE settings SET value = '19:00' WHERE key = 'day_end'",
        "setting_value",
    ),
    ("DELETE FROM settings WHERE key = 'day_end'", "setting_value"),
    (
        "INSERT INTO settings (key, value, updated_at, updated_by) SELECT 'day_start', '05:00', updated_at, 'x' FROM kept_settings WHERE key = 'day_end'",
        "setting_value",
    ),
    ("UPDATE pricing_catalog SET daily_rate_cents = 1", "price_value"),
    (
        "UPDATE pricing_catalog SET expiry_date = effective_date WHERE expiry_date IS NOT NULL",
        "price_value",
    ),
    ("UPDATE pricing_catalog SET currency = 'USD'", "price_value"),
];

fn values_that_came_past_the_program_are_found(env: &Env) {
    env.cheap_passwords();
    env.line("room add Focus").ok();
    let add = |name: &str, password: &str| {
        let line = [
            "user",
            "add",
            name,
            "--role",
            "staff",
            "--email",
            "a@example.org",
            "--password-stdin",
        ];
        env.call(&line).stdin(password).run().ok();
    };
    add("thandi", "correct horse battery");
    env.line("user add sipho --role staff --no-password").ok();
    // Sessions of hers lie where those of whoever runs the test are not.
    let elsewhere = env.path("elsewhere");
    let login = |password: &str| {
        let call = env
            .call(&["user", "login", "thandi", "--password-stdin"])
            .variable("XDG_STATE_HOME", elsewhere.to_str().unwrap());
        call.without("COLAB_TOKEN").stdin(password).run().ok();
    };
    login("correct horse battery");
    let new = env.call(&["user", "password", "thandi", "--password-stdin"]);
    new.stdin("battery horse correct").run().ok();
    login("battery horse correct");
    env.line("user token create --name job --user thandi --scope room")
        .ok();
    env.line("user token create --name ended --user thandi").ok();
    env.line("user token revoke ended --user thandi").ok();
    env.line("config set day_end 17:00").ok();
    env.line("pricing set room Focus --daily 100 --from 2026-01-01")
        .ok();
    env.line("pricing set room Focus --daily 120 --from 2026-02-01")
        .ok();
    let tables = ["users", "user_tokens", "settings", "pricing_catalog"];
    for table in tables {
        env.raw_sql(&format!("CREATE TABLE kept_{table} AS SELECT * FROM {table}"))
            .unwrap();
    }
    env.line("db check").ok();
    // Nothing of a secret is in the log.
    for secret in env.raw_texts("SELECT password_hash FROM users UNION SELECT token_hash FROM user_tokens") {
        let secret = secret.unwrap_or_else(|| "$2b$".to_owned());
        assert_eq!(
            env.raw_int(&format!(
                "SELECT count(*) FROM audit_log WHERE after LIKE '%{secret}%' OR metadata LIKE '%{secret}%'"
            )),
            Some(0)
        );
    }
    let past = |statement: &str| match env.engine() {
        Engine::Sqlite => env.raw_sql(&format!("PRAGMA foreign_keys = OFF; {statement}")),
        Engine::Postgres => env.raw_sql_as(
            "postgres",
            &format!("SET session_replication_role = replica; {statement}"),
        ),
    };
    let guards: Vec<String> = match env.engine() {
        Engine::Sqlite => {
            let triggers = env.raw_texts(
                "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'pricing_catalog'",
            );
            for name in env
                .raw_texts(
                    "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'pricing_catalog'",
                )
                .into_iter()
                .flatten()
            {
                env.raw_sql(&format!("DROP TRIGGER {name}")).unwrap();
            }
            triggers.into_iter().flatten().collect()
        }
        Engine::Postgres => Vec::new(),
    };
    for (statement, check) in PAST_THE_PROGRAM {
        past(statement).unwrap();
        let found = env.colab(&["db", "check", "-f", "json"]).fails(9).stdout;
        assert!(
            found.contains(&format!("\"check\": \"{check}\"")),
            "{statement}: {found}"
        );
        let mut back = String::new();
        for table in ["user_tokens", "settings"] {
            back += &format!("DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept_{table};");
        }
        for column in ["daily_rate_cents", "expiry_date", "is_active", "currency"] {
            back += &format!(
                "UPDATE pricing_catalog SET {column} = (SELECT {column} FROM kept_pricing_catalog k WHERE k.id = pricing_catalog.id);"
            );
        }
        for column in ["role", "is_active", "email", "os_uid", "password_hash"] {
            back += &format!(
                "UPDATE users SET {column} = (SELECT {column} FROM kept_users k WHERE k.user_id = users.user_id);"
            );
        }
        past(&back).unwrap();
    }
    for guard in guards {
        env.raw_sql(&guard).unwrap();
    }
    env.line("db check").ok();
    assert_eq!(PAST_THE_PROGRAM.len(), 22, "SECURITY.md says this figure");
}

fn logins_that_can_do_more_than_their_role_are_found(env: &Env) {
    let prefix = env.raw_text("SELECT current_database()").unwrap();
    let url = env.url_as("postgres");
    let apply = || {
        env.call(&["db", "grants", "--apply", "--prefix", &prefix, "--database", &url])
            .without("COLAB_TOKEN")
            .run()
            .ok()
    };
    apply();
    let (cook, boss) = (format!("{prefix}_cook"), format!("{prefix}_boss"));
    let administer = |statement: &str| {
        let statement = statement
            .replace("COOK", &cook)
            .replace("BOSS", &boss)
            .replace("PREFIX", &prefix);
        env.raw_sql_as("postgres", &statement).unwrap();
    };
    administer(
        "CREATE ROLE COOK LOGIN; GRANT PREFIX_kitchen_staff TO COOK; CREATE ROLE BOSS LOGIN; GRANT PREFIX_it_rental_admin TO BOSS",
    );
    env.line("db check").ok();
    // What a site may well do.
    administer(
        "ALTER ROLE COOK SET statement_timeout = '1min'; ALTER ROLE colab IN DATABASE PREFIX SET search_path = public",
    );
    env.line("db check").ok();
    let kinds = [
        (
            "ALTER ROLE COOK SUPERUSER",
            "ALTER ROLE COOK NOSUPERUSER",
            "attribute SUPERUSER",
        ),
        (
            "ALTER ROLE COOK BYPASSRLS",
            "ALTER ROLE COOK NOBYPASSRLS",
            "attribute BYPASSRLS",
        ),
        (
            "ALTER ROLE PREFIX_staff CREATEROLE",
            "ALTER ROLE PREFIX_staff NOCREATEROLE",
            "attribute CREATEROLE",
        ),
        (
            "ALTER ROLE COOK REPLICATION",
            "ALTER ROLE COOK NOREPLICATION",
            "attribute REPLICATION",
        ),
        (
            "GRANT colab TO COOK",
            "REVOKE colab FROM COOK",
            "a member of colab",
        ),
        (
            "GRANT pg_write_all_data TO BOSS",
            "REVOKE pg_write_all_data FROM BOSS",
            "a member of pg_write_all_data",
        ),
        (
            "GRANT pg_execute_server_program TO PREFIX_staff",
            "REVOKE pg_execute_server_program FROM PREFIX_staff",
            "a member of pg_execute_server_program",
        ),
        (
            "GRANT UPDATE ON users TO COOK",
            "REVOKE UPDATE ON users FROM COOK",
            "UPDATE on the table users itself",
        ),
        (
            "GRANT SELECT (password_hash) ON users TO BOSS",
            "REVOKE SELECT (password_hash) ON users FROM BOSS",
            "SELECT on the column users.password_hash itself",
        ),
        (
            "GRANT CREATE ON SCHEMA public TO COOK",
            "REVOKE CREATE ON SCHEMA public FROM COOK",
            "CREATE on the schema public itself",
        ),
        (
            "GRANT TEMPORARY ON DATABASE PREFIX TO COOK",
            "REVOKE TEMPORARY ON DATABASE PREFIX FROM COOK",
            "TEMPORARY on the database",
        ),
        (
            "GRANT EXECUTE ON FUNCTION room_holds_sync(bigint[]) TO COOK",
            "REVOKE EXECUTE ON FUNCTION room_holds_sync(bigint[]) FROM COOK",
            "EXECUTE on the function room_holds_sync itself",
        ),
        (
            "GRANT EXECUTE ON FUNCTION room_holds_sync(bigint[]) TO PUBLIC",
            "REVOKE EXECUTE ON FUNCTION room_holds_sync(bigint[]) FROM PUBLIC",
            "every login: it has EXECUTE on the function room_holds_sync",
        ),
        (
            "GRANT DELETE ON audit_log TO PREFIX_admin",
            "REVOKE DELETE ON audit_log FROM PREFIX_admin",
            "DELETE on the table audit_log, which no role is given",
        ),
        (
            "GRANT SELECT ON users TO PREFIX_admin",
            "REVOKE SELECT ON users FROM PREFIX_admin; GRANT SELECT (username) ON users TO PREFIX_admin",
            "SELECT on the table users, which no role is given",
        ),
        (
            "GRANT INSERT ON room_holds TO PREFIX_admin",
            "REVOKE INSERT ON room_holds FROM PREFIX_admin",
            "INSERT on the table room_holds",
        ),
        (
            "GRANT TRUNCATE ON bookings TO PREFIX_admin",
            "REVOKE TRUNCATE ON bookings FROM PREFIX_admin",
            "TRUNCATE on the table bookings",
        ),
        (
            "GRANT INSERT ON rooms TO PREFIX_admin WITH GRANT OPTION",
            "REVOKE GRANT OPTION FOR INSERT ON rooms FROM PREFIX_admin",
            "INSERT on the table rooms, which no role is given to pass on",
        ),
        (
            "ALTER ROLE colab IN DATABASE PREFIX SET search_path = evil, public",
            "ALTER ROLE colab IN DATABASE PREFIX SET search_path = public",
            "begins with the setting search_path=evil, public",
        ),
        (
            "ALTER ROLE COOK SET search_path = pg_temp, public",
            "ALTER ROLE COOK RESET search_path",
            "begins with the setting search_path=pg_temp, public",
        ),
        (
            "ALTER DATABASE PREFIX SET session_replication_role = replica",
            "ALTER DATABASE PREFIX RESET session_replication_role",
            "session_replication_role=replica",
        ),
        (
            "ALTER ROLE BOSS SET row_security = off",
            "ALTER ROLE BOSS RESET row_security",
            "row_security=off",
        ),
    ];
    for (statement, back, said) in kinds {
        administer(statement);
        let found = env.colab(&["db", "check", "-f", "json"]).fails(9).stdout;
        administer(back);
        assert!(
            found.contains("\"logins\"") && found.contains(said),
            "{statement}: {found}"
        );
    }
    apply();
    env.line("db check").ok();
    assert_eq!(kinds.len(), 22, "SECURITY.md says this figure");
}
