//! Who acts is asked again in every write: nobody goes on who was shut out meanwhile, and a token does not hide its maker.

use serde_json::json;

use super::support::{Call, Env, Run, Running, until};

both![
    a_disabled_admin_at_a_prompt_writes_nothing,
    a_demoted_admin_at_a_prompt_has_the_new_role,
    a_revoked_token_at_a_prompt_writes_nothing,
    an_admin_who_acts_as_another_at_a_prompt_is_asked_again,
    disabling_ends_the_tokens_made_for_others,
    a_new_role_ends_the_tokens_made_for_others_unless_they_are_kept,
    nobody_approves_a_proposal_through_a_token_made_for_another,
    a_token_made_by_a_token_has_the_same_maker,
    an_idempotency_key_belongs_to_its_user,
    names_of_the_audit_log_are_given_to_no_user,
    a_token_that_never_lives_is_not_made,
    a_real_database_keeps_the_real_clock,
];

any![
    a_fixed_clock_makes_no_real_database,
    a_restore_keeps_databases_for_tests_and_others_apart
];

const SECRET: &str = "long enough 1";

/// A command that waits for its password, begun as the owner of a token. It has found out who acts.
fn waiting<'e>(env: &'e Env, token: &str, words: &[&str]) -> (Running, std::io::PipeWriter) {
    env.raw_sql("UPDATE user_tokens SET last_used_at = NULL").unwrap();
    let call: Call<'e> = env.call(words).variable("COLAB_TOKEN", token);
    let (call, writer) = call.held_stdin();
    let running = call.spawn();
    until("the command knows who acts", || {
        env.raw_int("SELECT count(*) FROM user_tokens WHERE last_used_at IS NOT NULL") == Some(1)
    });
    (running, writer)
}

/// Types the password that the command waits for.
#[track_caller]
fn answer((running, mut writer): (Running, std::io::PipeWriter)) -> Run {
    use std::io::Write;
    writer.write_all(SECRET.as_bytes()).unwrap();
    drop(writer);
    running.wait()
}

const ADD_GHOST: [&str; 8] = [
    "user",
    "add",
    "ghost",
    "--role",
    "admin",
    "--password-stdin",
    "-f",
    "json",
];

#[track_caller]
fn is_refused(env: &Env, run: Run, code: &str) {
    assert_eq!(run.fails(4).error()["code"], code);
    assert_eq!(
        env.raw_int("SELECT count(*) FROM users WHERE username = 'ghost'"),
        Some(0)
    );
    let noted = env.raw_text("SELECT metadata FROM audit_log ORDER BY seq DESC LIMIT 1");
    assert!(noted.unwrap().contains(code), "the refusal is in the audit log");
    env.verify_audit().unwrap();
}

fn a_disabled_admin_at_a_prompt_writes_nothing(env: &Env) {
    let eve = env.user("eve", "admin");
    let command = waiting(env, &eve, &ADD_GHOST);
    env.line("user disable eve").ok();
    // Her tokens ended with her; that is what a command that starts now is told as well.
    let refused = env.colab_as(&eve, &ADD_GHOST).fails(4).error()["code"].clone();
    is_refused(env, answer(command), refused.as_str().unwrap());
}

fn a_demoted_admin_at_a_prompt_has_the_new_role(env: &Env) {
    let eve = env.user("eve", "admin");
    let command = waiting(env, &eve, &ADD_GHOST);
    env.line("user role eve staff").ok();
    is_refused(env, answer(command), "not_allowed");
}

fn a_revoked_token_at_a_prompt_writes_nothing(env: &Env) {
    let eve = env.user("eve", "admin");
    let command = waiting(env, &eve, &ADD_GHOST);
    env.line("user token revoke test --user eve").ok();
    is_refused(env, answer(command), "revoked_token");
}

fn an_admin_who_acts_as_another_at_a_prompt_is_asked_again(env: &Env) {
    let eve = env.user("eve", "admin");
    env.user("other", "admin");
    let words = [&ADD_GHOST[..], &["--as", "other"]].concat();
    let command = waiting(env, &eve, &words);
    env.line("user role eve staff").ok();
    is_refused(env, answer(command), "not_allowed");
    let eve = env.line("user token create --name t --user eve").ok();
    env.colab_as(eve.stdout.trim(), &["user", "whoami", "--as", "other"])
        .fails(4);
}

/// A token that `eve` makes for the user `owner`.
fn backdoor(env: &Env, eve: &str) -> String {
    env.user("owner", "admin");
    let line = "user token create --name backdoor --user owner --expires 20d";
    env.line_as(eve, line).ok().stdout.trim().to_owned()
}

fn disabling_ends_the_tokens_made_for_others(env: &Env) {
    let eve = env.user("eve", "admin");
    let made = backdoor(env, &eve);
    env.colab_as(&made, &["user", "whoami"]).ok();
    let run = env.line("user disable eve -f json").ok();
    assert!(run.stderr.contains("(backdoor) of owner, made by eve"), "{run}");
    let shown: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(shown["made_tokens"][0]["name"], "backdoor");
    assert_eq!(shown["made_tokens"][0]["state"], "revoked");
    env.colab_as(&made, &["user", "whoami"]).fails(4);
    let own = "SELECT count(*) FROM user_tokens WHERE user_id = 'owner' AND revoked_at IS NULL";
    assert_eq!(env.raw_int(own), Some(1), "the owner's own token lives on");
    assert_eq!(
        env.raw_text("SELECT metadata FROM audit_log WHERE entity = 'token' ORDER BY seq DESC LIMIT 1")
            .map(|text| text.contains("\"maker\"")),
        Some(true)
    );
}

fn a_new_role_ends_the_tokens_made_for_others_unless_they_are_kept(env: &Env) {
    let eve = env.user("eve", "admin");
    let made = backdoor(env, &eve);
    let run = env
        .line("user role eve training_facility_admin --keep-tokens -f json")
        .ok();
    assert!(run.stderr.contains("kept token"), "{run}");
    env.colab_as(&made, &["user", "whoami"]).ok();
    env.line("user add eve --role staff --if-exists update --no-password")
        .ok();
    env.colab_as(&made, &["user", "whoami"]).fails(4);
    assert_eq!(env.get("user role eve staff")["made_tokens"], json!([]));
}

fn nobody_approves_a_proposal_through_a_token_made_for_another(env: &Env) {
    let eve = env.user("eve", "admin");
    let made = backdoor(env, &eve);
    env.line("import rooms --starter colab").ok();
    env.line("pricing set room Excellence --daily 1000").ok();
    env.book("Excellence", "2026-03-02", "08:00-16:00");
    env.line_as(&eve, "pricing propose 1").ok();
    let refused = env.line_as(&made, "pricing approve 1 -f json").fails(5).error();
    assert_eq!(refused["code"], "own_costing");
    let way_out = refused["hint"].to_string();
    assert!(way_out.contains("eve made this token"), "{refused}");
    // And what the token proposes, its maker does not approve.
    env.line("booking create --client Acacia --learners 5 --room Excellence --date 2026-03-03")
        .ok();
    env.line_as(&made, "pricing propose 2").ok();
    let entered = "SELECT entered_by FROM booking_costing ORDER BY id DESC LIMIT 1";
    assert_eq!(env.raw_text(entered).as_deref(), Some("eve"));
    let refused = env.line_as(&eve, "pricing approve 2 -f json").fails(5).error();
    assert_eq!(refused["code"], "own_costing");
    env.line("pricing approve 1 2").ok();
}

fn a_token_made_by_a_token_has_the_same_maker(env: &Env) {
    let eve = env.user("eve", "admin");
    let made = backdoor(env, &eve);
    let grandchild = env
        .line_as(&made, "user token create --name child --expires 10d")
        .ok();
    let maker = "SELECT made_by FROM user_tokens WHERE name = 'child'";
    assert_eq!(env.raw_text(maker).as_deref(), Some("eve"));
    // For a third person it makes none: the log would name its maker and never its holder.
    env.user("carol", "admin");
    for whom in ["--user carol", "--as carol"] {
        env.line_as(
            &made,
            &format!("user token create --name third {whom} --expires 10d"),
        )
        .fails(4)
        .says("creates no tokens for others");
    }
    env.line("user disable eve").ok();
    env.colab_as(grandchild.stdout.trim(), &["user", "whoami"])
        .fails(4);
}

fn an_idempotency_key_belongs_to_its_user(env: &Env) {
    let boss = env.user("boss", "training_facility_admin");
    let staff = env.user("clerk", "staff");
    let line = "booking create --client GHOSTX --date 2026-04-07 --learners 3 --idempotency-key day1 -f json";
    let first = env.line_as(&boss, line).ok();
    let other = env.line_as(&staff, line).ok();
    let id = |run: &Run| serde_json::from_str::<serde_json::Value>(&run.stdout).unwrap()["id"].clone();
    assert_ne!(
        id(&first),
        id(&other),
        "the clerk's own request is the clerk's booking"
    );
    assert_eq!(id(&env.line_as(&boss, line).ok()), id(&first));
    assert_eq!(id(&env.line_as(&staff, line).ok()), id(&other));
    // What a repeat hands out is what the user may still see.
    env.line("user role boss kitchen_staff").ok();
    env.line_as(&boss, line).fails(4);
    env.line("user role boss staff").ok();
    env.line("import rooms --starter colab").ok();
    env.line(&format!("booking assign {} --room Excellence", id(&first)))
        .ok();
    env.line(&format!("booking confirm {}", id(&first))).ok();
    let own = env.line_as(&boss, &format!("booking show {}", id(&first)));
    assert_eq!(env.line_as(&boss, line).code, own.code);
    env.raw_sql(&format!(
        "UPDATE bookings SET created_by = 'else' WHERE id = {}",
        id(&first)
    ))
    .unwrap();
    env.line_as(&boss, &format!("booking show {}", id(&first)))
        .fails(3);
    env.line_as(&boss, line).fails(3);
}

fn names_of_the_audit_log_are_given_to_no_user(env: &Env) {
    for name in ["system", "NoBody", " System "] {
        let line = [
            "user",
            "add",
            name,
            "--role",
            "staff",
            "--no-password",
            "-f",
            "json",
        ];
        assert_eq!(
            env.colab(&line).fails(2).error()["code"],
            "reserved_name",
            "{name}"
        );
    }
    let file = env.write("users.csv", "username,role\nnobody,staff\n");
    let run = env.colab(&["import", "users", file.to_str().unwrap()]).fails(6);
    assert!(run.stdout.contains("`nobody` is reserved"), "{run}");
    assert_eq!(env.count("users"), 1);
}

fn a_token_that_never_lives_is_not_made(env: &Env) {
    for far in ["4000d", "9999-12-31", "2099-01-01"] {
        env.line(&format!("user token create --name far --expires {far}"))
            .fails(6)
            .says("ten years");
    }
    for expiry in ["0h", "0d", "0w"] {
        env.line(&format!("user token create --name t --expires {expiry}"))
            .fails(6)
            .says("would never be valid");
    }
}

fn a_real_database_keeps_the_real_clock(env: &Env) {
    assert_eq!(env.get("db status")["test"], true);
    assert!(env.line("doctor").stdout.contains("COLAB_NOW may fix the clock"));
    env.raw_sql("UPDATE database_info SET is_test = false").unwrap();
    for words in [&["room", "list", "-f", "json"][..], &["doctor", "-f", "json"]] {
        let refused = env.colab(words).fails(2).error();
        assert_eq!(refused["code"], "not_a_test_database", "{words:?}");
    }
    assert_eq!(env.get("db status")["test"], false);
    // The variable marks nothing that is there already, and the log's time is the real one.
    let real = |words: &[&str]| env.call(words).without("COLAB_NOW").run();
    real(&["room", "add", "Focus"]).ok();
    env.colab(&["room", "list"]).fails(2);
    let log = real(&["audit", "list", "-f", "json"]).ok().stdout;
    let log: serde_json::Value = serde_json::from_str(&log).unwrap();
    let at =
        chrono::DateTime::parse_from_rfc3339(log.as_array().unwrap().last().unwrap()["at"].as_str().unwrap())
            .unwrap();
    let age = chrono::Utc::now().signed_duration_since(at);
    assert!(age.num_minutes() < 10, "{at}");
    assert!(!real(&["doctor"]).stdout.contains("COLAB_NOW"));
}

fn a_fixed_clock_makes_no_real_database(env: &Env) {
    let file = env.path("new.db");
    let url = file.to_str().unwrap();
    let call = |words: &[&str]| env.call(words).variable("COLAB_DATABASE_URL", url);
    let refused = call(&["room", "list", "-f", "json"])
        .without("COLAB_TEST_DATABASE")
        .run();
    assert_eq!(refused.fails(2).error()["code"], "not_a_test_database");
    assert!(!file.exists());
    call(&["room", "list"])
        .without("COLAB_TEST_DATABASE")
        .without("COLAB_NOW")
        .run()
        .ok();
    call(&["room", "list"])
        .run()
        .fails(2)
        .says("COLAB_TEST_DATABASE=1");
}

fn a_restore_keeps_databases_for_tests_and_others_apart(env: &Env) {
    let real = |words: &[&str]| {
        env.call(words)
            .variable("COLAB_DATABASE_URL", env.path("real.db").to_str().unwrap())
            .without("COLAB_TEST_DATABASE")
            .without("COLAB_NOW")
            .run()
    };
    real(&["room", "add", "Focus"]).ok();
    real(&["db", "backup", "real.backup"]).ok();
    // No fixed clock is written into data that are not for tests.
    let into_new = ["db", "restore", "real.backup", "--yes", "--database", "new.db"];
    env.colab(&into_new).fails(2).says("COLAB_TEST_DATABASE=1");
    assert!(!env.path("new.db").exists());
    // No data for tests take the place of others.
    env.colab(&["room", "add", "Growth"]).ok();
    env.colab(&["db", "backup", "test.backup"]).ok();
    real(&["db", "restore", "test.backup", "--yes"])
        .fails(2)
        .says("for tests");
    assert!(real(&["room", "list"]).ok().stdout.contains("Focus"));
    real(&["db", "restore", "test.backup", "--yes", "--database", "new.db"]).ok();
    env.colab(&["db", "restore", "test.backup", "--yes"]).ok();
}
