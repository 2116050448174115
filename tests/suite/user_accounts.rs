//! Accounts over their life: listed, given roles, shut out and let in; passwords and tokens; what was tried and refused.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::time::Duration;

use colab::db::waiting::BUSY_TIMEOUT;
use nix::sys::signal::Signal;
use serde_json::json;

use super::support::{Call, Env, Run, until};

both![
    users_are_listed_by_role_state_and_order,
    a_user_is_shown_with_the_account_s_history,
    everybody_edits_the_own_account_and_admins_any,
    an_edit_of_the_own_account_is_undone_by_its_owner,
    the_matrix_is_the_table_that_decides,
    an_unknown_role_is_refused_and_the_roles_are_named,
    the_last_active_admin_stays_one,
    two_admins_who_demote_each_other_at_once_leave_one,
    disabling_ends_sessions_and_tokens_for_good,
    an_account_that_waits_is_opened_by_an_admin,
];
both![
    one_changes_the_own_password_with_the_old_one,
    an_admin_sets_a_password_and_the_sessions_end,
    a_password_that_was_kept_in_plain_text_is_hashed_at_the_first_good_sign_in,
    passwords_in_plain_text_are_migrated_and_only_counted,
    an_unknown_user_takes_as_long_as_a_wrong_password,
    guesses_at_once_are_all_counted,
];
both![
    tokens_are_listed_with_scope_expiry_and_last_use_alone,
    a_token_is_ended_by_number_or_by_name,
    a_scope_that_is_no_command_is_refused,
    a_token_is_written_to_a_private_file,
    a_token_makes_none_that_lives_longer,
    whoever_tried_with_a_bad_token_is_written_down,
    a_clock_that_ran_backwards_is_noticed,
    no_secret_is_in_a_log_an_error_or_the_audit_log,
    a_shell_is_offered_the_users_and_writes_nothing,
];
sqlite![
    nobody_waits_while_a_password_is_hashed,
    reading_by_token_does_not_wait_for_a_writer,
    a_session_file_behind_a_link_is_replaced_and_what_it_led_to_left_alone,
];
any![
    no_database_is_made_behind_a_link,
    a_document_goes_through_a_link_to_what_it_leads_to
];

const PASSWORD: &str = "correct horse battery";
const OTHER: &str = "staple correct horse";

/// A user who signs in with [`PASSWORD`].
#[track_caller]
fn person(env: &Env, name: &str, role: &str) {
    let line = ["user", "add", name, "--role", role, "--password-stdin"];
    env.colab_with(&line, PASSWORD, &[]).ok();
}

/// A call by somebody at another desk: with a session file apart from the admin's, and no token.
fn elsewhere<'e>(env: &'e Env, arguments: &[&str]) -> Call<'e> {
    let state = env.dir().join("elsewhere");
    env.call(arguments)
        .without("COLAB_TOKEN")
        .variable("XDG_STATE_HOME", state.to_str().unwrap())
}

fn login(env: &Env, name: &str, password: &str) -> Run {
    elsewhere(env, &["user", "login", name, "--password-stdin"])
        .stdin(password)
        .run()
}

fn by_session(env: &Env, arguments: &[&str], stdin: &str) -> Run {
    elsewhere(env, arguments).stdin(stdin).run()
}

/// The token that the session file holds.
fn session(env: &Env) -> String {
    let text = std::fs::read_to_string(env.dir().join("elsewhere/colab/sessions.toml")).unwrap();
    let token = text.split('"').find(|word| word.starts_with("colab_"));
    token.unwrap().to_owned()
}

#[track_caller]
fn token(env: &Env, words: &[&str]) -> String {
    let create = [&["user", "token", "create"], words].concat();
    env.colab(&create).ok().stdout.trim().to_owned()
}

fn me(env: &Env) -> String {
    env.json(&["user", "whoami"])["username"]
        .as_str()
        .unwrap()
        .to_owned()
}

/// Metadata of the newest audit rows of a kind, newest first.
fn noted(env: &Env, entity: &str) -> Vec<String> {
    let query =
        format!("SELECT coalesce(metadata, '') FROM audit_log WHERE entity = '{entity}' ORDER BY seq DESC");
    env.raw_texts(&query).into_iter().flatten().collect()
}

fn users_are_listed_by_role_state_and_order(env: &Env) {
    for (name, role) in [
        ("sipho", "staff"),
        ("thandi", "it_rental_admin"),
        ("anna", "staff"),
    ] {
        env.user(name, role);
    }
    let me = me(env);
    let names = |words: &[&str]| env.column(&[&["user", "list"], words].concat(), "username");
    let mut all = vec!["anna".to_owned(), me.clone(), "sipho".into(), "thandi".into()];
    all.sort();
    assert_eq!(names(&[]), all);
    assert_eq!(names(&["--role", "staff"]), ["anna", "sipho"]);
    assert_eq!(names(&["--role", "kitchen_staff"]).len(), 0);
    env.colab(&["user", "disable", "sipho"]).ok();
    assert_eq!(names(&["--active", "false"]), ["sipho"]);
    assert_eq!(names(&["--active", "--role", "staff"]), ["anna"]);
    assert_eq!(names(&["--sort", "role"])[0], me);
    assert_eq!(names(&["--limit", "1"]), all[..1]);
    assert_eq!(names(&["--after", &all[1], "--limit", "2"]), all[2..]);
    env.colab(&["user", "list", "--after", "nobody"]).fails(3);
    let list = env.colab(&["user", "list", "-f", "csv"]).ok().stdout;
    assert!(
        list.starts_with("username,role,email,is_active,last_login_at,"),
        "{list}"
    );
    assert!(!list.contains("hash"), "{list}");
    assert_eq!(env.json(&["user", "list", "--role", "kitchen_staff"]), json!([]));
}

fn a_user_is_shown_with_the_account_s_history(env: &Env) {
    let thandi = env.user("thandi", "staff");
    env.colab(&["user", "role", "thandi", "kitchen_staff"]).ok();
    env.colab(&["user", "disable", "Thandi"]).ok();
    env.colab(&["user", "enable", "thandi"]).ok();
    let shown = env.json(&["user", "show", "THANDI"]);
    assert_eq!(
        (&shown["username"], &shown["role"]),
        (&json!("thandi"), &json!("kitchen_staff"))
    );
    let history = shown["history"].as_array().unwrap();
    let commands: Vec<&str> = history
        .iter()
        .map(|row| row["command"].as_str().unwrap())
        .collect();
    assert_eq!(commands, ["user add", "user role", "user disable", "user enable"]);
    assert_eq!(history[1]["before"], "{\"role\":\"staff\"}");
    assert_eq!(history[1]["after"], "{\"role\":\"kitchen_staff\"}");
    assert_eq!(history[1]["actor"], me(env));
    // Everybody sees their own account, and no other one.
    let again = token(env, &["--name", "t", "--user", "thandi"]);
    env.colab_as(&thandi, &["user", "show"]).fails(4);
    let own = env.colab_as(&again, &["user", "show", "-f", "json"]).ok().json();
    assert_eq!(own["username"], "thandi");
    env.colab_as(&again, &["user", "show", "thandi"]).ok();
    env.colab_as(&again, &["user", "show", &me(env)]).fails(4);
    env.colab(&["user", "show", "tandi"]).fails(3).says("thandi");
}

fn everybody_edits_the_own_account_and_admins_any(env: &Env) {
    let thandi = env.user("thandi", "staff");
    env.user("sipho", "staff");
    let edited = env.colab_as(
        &thandi,
        &[
            "user",
            "edit",
            "--full-name",
            "Thandi Dube",
            "--phone",
            "0825550100",
        ],
    );
    assert!(edited.ok().stdout.contains("Thandi Dube"));
    env.line_as(&thandi, "user edit Thandi --email thandi@example.org")
        .ok();
    let shown = env.json(&["user", "show", "thandi"]);
    assert_eq!(
        (
            &shown["full_name"],
            &shown["phone"],
            &shown["email"],
            &shown["role"]
        ),
        (
            &json!("Thandi Dube"),
            &json!("0825550100"),
            &json!("thandi@example.org"),
            &json!("staff")
        )
    );
    env.line_as(&thandi, "user edit sipho --phone 1").fails(4);
    let of_sipho = env.get("user edit sipho --email sipho@example.org --full-name Sipho");
    assert_eq!(of_sipho["email"], "sipho@example.org");
    // An empty text removes; what is the same is no change; a bad address is refused.
    let none = env.json(&["user", "edit", "sipho", "--full-name", "", "--email", ""]);
    assert_eq!((&none["full_name"], &none["email"]), (&json!(null), &json!(null)));
    let before = env.count("audit_log");
    env.line("user edit thandi --phone 0825550100").ok();
    env.line("user edit thandi --phone 0825550199 -n").ok();
    assert_eq!(env.count("audit_log"), before);
    env.line("user edit thandi --email nowhere")
        .fails(2)
        .says("nowhere");
    env.line("user edit thandi").fails(2).says("no changes given");
    env.line("user edit nobody --phone 1").fails(3);
    let added = env.get("user add anna --role staff --no-password --full-name Anna --phone 012");
    assert_eq!(
        (&added["full_name"], &added["phone"]),
        (&json!("Anna"), &json!("012"))
    );
    env.write(
        "users.csv",
        "username,role,full_name,phone\nanna,staff,Anna Zulu,013\n",
    );
    env.line("import users users.csv").ok();
    let shown = env.json(&["user", "show", "anna"]);
    assert_eq!(
        (&shown["full_name"], &shown["phone"]),
        (&json!("Anna Zulu"), &json!("013"))
    );
}

fn an_edit_of_the_own_account_is_undone_by_its_owner(env: &Env) {
    let thandi = env.user("thandi", "staff");
    env.line_as(&thandi, "user edit --phone 012 --email a@example.org")
        .ok();
    env.line_as(&thandi, "user edit --phone 013").ok();
    env.line_as(&thandi, "undo").ok();
    assert_eq!(env.json(&["user", "show", "thandi"])["phone"], "012");
    env.line_as(&thandi, "undo").ok();
    let shown = env.json(&["user", "show", "thandi"]);
    assert_eq!((&shown["phone"], &shown["email"]), (&json!(null), &json!(null)));
    let mine = env
        .colab_as(&thandi, &["history", "--mine", "-f", "json"])
        .ok()
        .json();
    let undone = |operation: &serde_json::Value| operation["undone"] == true || operation["undone"] == "yes";
    assert!(mine.as_array().unwrap().iter().any(undone), "{mine}");
    // A role that an admin gave is not hers to take back.
    env.line("user role thandi kitchen_staff").ok();
    let history = env.json(&["history"]);
    let number = history[0]["id"].to_string();
    env.colab_as(&thandi, &["undo", &number]).fails(3);
}

fn the_matrix_is_the_table_that_decides(env: &Env) {
    let rows = env.json(&["user", "roles"]);
    let row = |permission: &str| {
        let rows = rows.as_array().unwrap().iter();
        rows.clone()
            .find(|row| row["permission"] == permission)
            .unwrap()
            .clone()
    };
    assert_eq!(
        rows.as_array().unwrap().len(),
        colab::access::auth::Permission::ALL.len()
    );
    let see = row("see_bookings");
    assert_eq!(
        (&see["admin"], &see["staff"], &see["kitchen_staff"]),
        (&json!("yes"), &json!("own and pending"), &json!("no"))
    );
    assert_eq!(row("create_booking")["it_rental_admin"], "without a room");
    for permission in ["manage_users", "change_settings", "see_audit"] {
        let row = row(permission);
        let may: Vec<&String> = row
            .as_object()
            .unwrap()
            .iter()
            .filter(|(_, reach)| *reach == "yes")
            .map(|(role, _)| role)
            .collect();
        assert_eq!(may, ["admin"], "{permission}");
    }
    let table = env.colab(&["user", "roles"]).ok().stdout;
    assert!(
        table.contains("catering and headcounts only") && table.contains("training facility admin viewer"),
        "{table}"
    );
}

fn an_unknown_role_is_refused_and_the_roles_are_named(env: &Env) {
    env.user("thandi", "staff");
    for line in [
        &["user", "role", "thandi", "root"][..],
        &["user", "list", "--role", "root"],
        &["user", "add", "x", "--role", "Admin", "--no-password"],
    ] {
        let error = env.colab(&[line, &["-f", "json"]].concat()).fails(6).error();
        assert_eq!(error["code"], "unknown_role");
        assert!(
            error["hint"].as_str().unwrap().contains("it_rental_admin"),
            "{error}"
        );
    }
    env.colab(&["user", "role", "tandi", "staff"])
        .fails(3)
        .says("thandi");
    env.colab(&["user", "role", "thandi", "staff", "--quiet"])
        .ok()
        .silent();
}

fn the_last_active_admin_stays_one(env: &Env) {
    let me = me(env);
    env.user("thandi", "staff");
    let last = |line: &[&str]| {
        let error = env.colab(&[line, &["-f", "json"]].concat()).fails(5).error();
        assert_eq!(error["code"], "last_admin", "{line:?}");
    };
    let update = [
        "user",
        "add",
        &me,
        "--role",
        "staff",
        "--no-password",
        "--if-exists",
        "update",
    ];
    last(&["user", "role", &me, "staff"]);
    last(&["user", "disable", &me]);
    last(&update);
    // One who is shut out does not count.
    env.colab(&["user", "role", "thandi", "admin"]).ok();
    env.colab(&["user", "disable", "thandi"]).ok();
    last(&["user", "disable", &me]);
    env.colab(&["user", "enable", "thandi"]).ok();
    env.colab(&["user", "role", &me, "staff"]).ok();
    env.colab(&["user", "list"]).fails(4);
    env.verify_audit().unwrap();
}

fn two_admins_who_demote_each_other_at_once_leave_one(env: &Env) {
    for round in 0..8 {
        let (one, other) = (format!("one {round}"), format!("other {round}"));
        env.colab(&["user", "add", &one, "--role", "admin", "--no-password"])
            .ok();
        env.colab(&["user", "add", &other, "--role", "admin", "--no-password"])
            .ok();
        let admins =
            |keep: &str| format!("UPDATE users SET is_active = (username IN ({keep})) WHERE role = 'admin'");
        let tokens = [&one, &other].map(|name| token(env, &["--name", "t", "--user", name]));
        env.raw_sql(&admins(&format!("'{one}', '{other}'"))).unwrap();
        let act = |who: usize, whom: &str| {
            let line = match round % 2 {
                0 => vec!["user", "role", whom, "staff"],
                _ => vec!["user", "disable", whom],
            };
            env.call(&line).variable("COLAB_TOKEN", &tokens[who]).spawn()
        };
        let running = [act(0, &other), act(1, &one)];
        let mut codes = running.map(|running| running.wait().code.unwrap());
        codes.sort_unstable();
        // The later one finds itself the last, or is no admin any more when it begins.
        assert!(codes[0] == 0 && [4, 5].contains(&codes[1]), "{codes:?}");
        let left = env.raw_int("SELECT count(*) FROM users WHERE role = 'admin' AND is_active");
        assert_eq!(left, Some(1), "round {round}");
        env.raw_sql("UPDATE users SET is_active = TRUE").unwrap();
        env.raw_sql(&format!(
            "UPDATE users SET role = 'staff' WHERE username IN ('{one}', '{other}')"
        ))
        .unwrap();
    }
    env.verify_audit().unwrap();
}

fn disabling_ends_sessions_and_tokens_for_good(env: &Env) {
    env.cheap_passwords();
    person(env, "thandi", "staff");
    let made = token(env, &["--name", "cron", "--user", "thandi"]);
    login(env, "thandi", PASSWORD).ok();
    env.colab_as(&made, &["room", "list"]).ok();
    by_session(env, &["room", "list"], "").ok();
    env.colab(&["user", "disable", "thandi"]).ok();
    env.colab_as(&made, &["room", "list"]).fails(4);
    by_session(env, &["room", "list"], "").fails(4);
    login(env, "thandi", PASSWORD).fails(4);
    assert!(noted(env, "sign_in")[0].contains("disabled"));
    env.colab(&["user", "token", "create", "--name", "t", "--user", "thandi"])
        .fails(5)
        .says("disabled");
    env.colab(&["user", "disable", "thandi", "-q"]).ok().silent();
    env.colab(&["user", "enable", "thandi"]).ok();
    env.colab_as(&made, &["room", "list"]).fails(4).says("revoked");
    login(env, "thandi", PASSWORD).ok();
}

fn an_account_that_waits_is_opened_by_an_admin(env: &Env) {
    env.cheap_passwords();
    person(env, "thandi", "staff");
    for _ in 0..5 {
        login(env, "thandi", "wrong password").fails(4);
    }
    login(env, "thandi", PASSWORD).fails(4);
    assert!(noted(env, "sign_in")[0].contains("locked"));
    assert!(env.json(&["user", "show", "thandi"])["locked_until"].is_string());
    env.colab(&["user", "enable", "thandi"]).ok();
    login(env, "thandi", PASSWORD).ok();
}

fn one_changes_the_own_password_with_the_old_one(env: &Env) {
    env.cheap_passwords();
    person(env, "thandi", "staff");
    login(env, "thandi", PASSWORD).ok();
    let cron = token(env, &["--name", "cron", "--user", "thandi"]);
    let change = |stdin: &str| by_session(env, &["user", "password", "--password-stdin"], stdin);
    let before = env.raw_text("SELECT password_hash FROM users WHERE username = 'thandi'");
    change(&format!("wrong password\n{OTHER}\n"))
        .fails(4)
        .says("the old password is wrong");
    change(OTHER).fails(2).says("two lines");
    change(&format!("{PASSWORD}\n\n")).fails(2);
    change(&format!("{PASSWORD}\nshort\n"))
        .fails(6)
        .says("at least 8");
    change(&format!("{PASSWORD}\n{}\n", "x".repeat(73)))
        .fails(6)
        .says("72 bytes");
    by_session(env, &["user", "password"], "")
        .fails(2)
        .says("--password-stdin");
    by_session(env, &["user", "password", "--password-stdin", "--dry-run"], "").fails(2);
    assert_eq!(
        env.raw_text("SELECT password_hash FROM users WHERE username = 'thandi'"),
        before
    );
    assert_eq!(
        env.raw_int("SELECT failed_logins FROM users WHERE username = 'thandi'"),
        Some(1),
        "a guess is a guess"
    );
    change(&format!("{PASSWORD}\r\n{OTHER}\n"))
        .ok()
        .says("sessions ended");
    by_session(env, &["room", "list"], "").fails(4);
    env.colab_as(&cron, &["room", "list"]).ok();
    login(env, "thandi", PASSWORD).fails(4);
    login(env, "thandi", OTHER).ok();
    // A stolen session guesses no more often than a stranger.
    for _ in 0..5 {
        change(&format!("wrong password\n{OTHER}\n")).fails(4);
    }
    change(&format!("{OTHER}\n{PASSWORD}\n")).fails(4);
}

fn an_admin_sets_a_password_and_the_sessions_end(env: &Env) {
    env.cheap_passwords();
    person(env, "thandi", "staff");
    let staff = env.user("sipho", "staff");
    login(env, "thandi", PASSWORD).ok();
    for _ in 0..5 {
        login(env, "thandi", "wrong password").fails(4);
    }
    let set = |who: &str, password: &str| {
        env.colab_with(&["user", "password", who, "--password-stdin"], password, &[])
    };
    set("thandi", "").fails(6).says("empty");
    set("tandi", OTHER).fails(3);
    let call = env
        .call(&["user", "password", "thandi", "--password-stdin"])
        .variable("COLAB_TOKEN", &staff);
    call.stdin(OTHER).run().fails(4);
    by_session(env, &["room", "list"], "").ok();
    env.colab_with(
        &["user", "password", "thandi", "--password-stdin", "--dry-run"],
        OTHER,
        &[],
    )
    .ok();
    by_session(env, &["room", "list"], "").ok();
    set("thandi", OTHER).ok();
    by_session(env, &["room", "list"], "").fails(4);
    login(env, "thandi", OTHER).ok();
    // Somebody who signed in by tokens alone gives himself a password.
    let own = env
        .call(&["user", "password", "--password-stdin"])
        .variable("COLAB_TOKEN", &staff);
    own.stdin(PASSWORD).run().ok();
    login(env, "sipho", PASSWORD).ok();
}

fn a_password_that_was_kept_in_plain_text_is_hashed_at_the_first_good_sign_in(env: &Env) {
    env.cheap_passwords();
    for (name, plain) in [("thandi", "geheim"), ("empty", ""), ("long", &"x".repeat(73)[..])] {
        env.user(name, "staff");
        env.raw_sql(&format!(
            "UPDATE users SET password_hash = '{plain}' WHERE username = '{name}'"
        ))
        .unwrap();
    }
    let stored = || {
        env.raw_text("SELECT password_hash FROM users WHERE username = 'thandi'")
            .unwrap()
    };
    login(env, "thandi", "falsch").fails(4);
    assert_eq!(stored(), "geheim");
    login(env, "thandi", "geheim").ok();
    assert!(stored().starts_with("$2b$04$"), "{}", stored());
    login(env, "thandi", "geheim").ok();
    // A hash is no password, an empty one opens nothing, and none is cut.
    login(env, "thandi", &stored()).fails(4);
    login(env, "empty", "").fails(4);
    login(env, "long", &"x".repeat(73)).fails(4);
    login(env, "long", &"x".repeat(72)).fails(4);
    // Another cost is taken over as well.
    env.colab(&["config", "set", "bcrypt_cost", "5"]).ok();
    login(env, "thandi", "geheim").ok();
    assert!(stored().starts_with("$2b$05$"), "{}", stored());
    assert!(!noted(env, "sign_in").join(" ").contains("geheim"));
}

fn passwords_in_plain_text_are_migrated_and_only_counted(env: &Env) {
    env.cheap_passwords();
    person(env, "hashed", "staff");
    let long = "y".repeat(73);
    for (name, plain) in [
        ("a", "geheim"),
        ("b", "$2b$12$kein-hash"),
        ("c", ""),
        ("d", &long[..]),
    ] {
        env.user(name, "staff");
        env.raw_sql(&format!(
            "UPDATE users SET password_hash = '{plain}' WHERE username = '{name}'"
        ))
        .unwrap();
    }
    let counts = |hashed: i64, removed: i64, before: i64, without: i64| json!({"hashed": hashed, "removed": removed, "were_hashed_before": before, "without_password": without});
    let tried = env.json(&["user", "migrate-passwords", "--dry-run"]);
    assert_eq!(tried, counts(2, 2, 1, 1));
    assert_eq!(
        env.raw_text("SELECT password_hash FROM users WHERE username = 'a'")
            .as_deref(),
        Some("geheim")
    );
    let run = env
        .colab(&["user", "migrate-passwords", "-f", "json", "-vv"])
        .ok();
    assert_eq!(run.json(), counts(2, 2, 1, 1));
    for secret in ["geheim", "kein-hash", "yyyy"] {
        assert!(!run.to_string().contains(secret), "{run}");
        assert!(!noted(env, "user").join(" ").contains(secret));
    }
    let left = env.raw_int(
        "SELECT count(*) FROM users WHERE password_hash IS NOT NULL AND password_hash NOT LIKE '$2b$04$%'",
    );
    assert_eq!(left, Some(0));
    login(env, "a", "geheim").ok();
    login(env, "b", "$2b$12$kein-hash").ok();
    let rows = env.count("audit_log");
    assert_eq!(env.json(&["user", "migrate-passwords"]), counts(0, 0, 3, 3));
    env.colab(&["user", "migrate-passwords", "-q"]).ok().silent();
    assert_eq!(env.count("audit_log"), rows);
}

fn an_unknown_user_takes_as_long_as_a_wrong_password(env: &Env) {
    env.colab(&["config", "set", "bcrypt_cost", "9"]).ok();
    person(env, "hashed-with-less", "staff");
    env.colab(&["config", "set", "bcrypt_cost", "11"]).ok();
    person(env, "thandi", "staff");
    person(env, "locked", "staff");
    env.user("tokens-only", "staff");
    env.user("legacy", "staff");
    env.raw_sql("UPDATE users SET password_hash = 'geheim' WHERE username = 'legacy'")
        .unwrap();
    // As the fifth failure does, and for as long as a slow machine needs.
    let later = env.instant("2100-01-01T00:00:00Z");
    env.raw_sql(&format!(
        "UPDATE users SET failed_logins = 5, locked_until = {later} WHERE username = 'locked'"
    ))
    .unwrap();
    let tries = [
        ("thandi", "wrong password"),
        ("nobody", "wrong password"),
        ("tokens-only", "wrong password"),
        ("legacy", "wrong password"),
        ("hashed-with-less", "wrong password"),
        ("locked", PASSWORD),
        ("thandi", ""),
    ];
    // Processor time, the least of several in turns: a busy machine makes any of them slow.
    let mut quickest = [f64::MAX; 7];
    for _ in 0..4 {
        for (best, (name, password)) in quickest.iter_mut().zip(tries) {
            let cpu = login(env, name, password).fails(4).cpu;
            *best = best.min(cpu.as_secs_f64());
        }
    }
    for (took, (name, password)) in quickest.iter().zip(tries) {
        let ratio = took / quickest[0];
        assert!((0.5..2.0).contains(&ratio), "{name} {password:?}: {quickest:?} s");
    }
}

fn guesses_at_once_are_all_counted(env: &Env) {
    env.cheap_passwords();
    person(env, "thandi", "staff");
    let guess = |_| {
        let call = env.call(&["user", "login", "thandi", "--password-stdin"]);
        call.without("COLAB_TOKEN").stdin("wrong password").spawn()
    };
    let running: Vec<_> = (0..12).map(guess).collect();
    for run in running {
        run.wait().fails(4);
    }
    let state = env.raw_int("SELECT failed_logins FROM users WHERE username = 'thandi'");
    assert_eq!(state, Some(5), "five are counted, and then the account waits");
    login(env, "thandi", PASSWORD).fails(4);
}

fn tokens_are_listed_with_scope_expiry_and_last_use_alone(env: &Env) {
    let staff = env.user("thandi", "staff");
    let made = token(
        env,
        &[
            "--name",
            "nightly",
            "--scope",
            "import schedule",
            "--expires",
            "365d",
        ],
    );
    let none = env.json(&["user", "token", "list", "--fields", "name,last_used_at"]);
    let nightly = |list: serde_json::Value| {
        let mut rows = list.as_array().unwrap().iter();
        rows.find(|row| row["name"] == "nightly").unwrap().clone()
    };
    assert!(nightly(none)["last_used_at"].is_null());
    env.colab_as(&made, &["import", "schedule", "nowhere.xlsx"])
        .fails(3);
    let row = nightly(env.json(&["user", "token", "list"]));
    assert_eq!(
        (&row["scope"], &row["state"], &row["kind"]),
        (&json!(["import schedule"]), &json!("active"), &json!("token"))
    );
    assert!(
        row["last_used_at"].is_string() && row["expires_at"].is_string(),
        "{row}"
    );
    let hash = env
        .raw_text("SELECT token_hash FROM user_tokens WHERE name = 'nightly'")
        .unwrap();
    for format in ["json", "csv", "table", "md"] {
        let list = env
            .colab(&["user", "token", "list", "--all", "-f", format])
            .ok()
            .stdout;
        assert!(!list.contains(&hash) && !list.contains("colab_"), "{list}");
    }
    let past = env.instant("2001-01-01T00:00:00Z");
    env.raw_sql(&format!(
        "UPDATE user_tokens SET expires_at = {past} WHERE name = 'nightly'"
    ))
    .unwrap();
    assert_eq!(nightly(env.json(&["user", "token", "list"]))["state"], "expired");
    let owners = |words: &[&str]| env.column(&[&["user", "token", "list"], words].concat(), "username");
    assert!(owners(&["--all"]).contains(&"thandi".to_owned()));
    assert_eq!(owners(&["--user", "thandi"]), ["thandi"]);
    assert!(!owners(&[]).contains(&"thandi".to_owned()));
    assert_eq!(
        env.colab_as(&staff, &["user", "token", "list", "-f", "json"])
            .ok()
            .json()
            .as_array()
            .unwrap()
            .len(),
        1
    );
    env.colab_as(&staff, &["user", "token", "list", "--all"]).fails(4);
    env.colab_as(&staff, &["user", "token", "list", "--user", &me(env)])
        .fails(4);
    env.cheap_passwords();
    person(env, "sipho", "staff");
    login(env, "sipho", PASSWORD).ok();
    assert_eq!(
        env.column(
            &["user", "token", "list", "--user", "sipho", "--kind", "session"],
            "state"
        ),
        ["active"]
    );
}

fn a_token_is_ended_by_number_or_by_name(env: &Env) {
    let staff = env.user("thandi", "staff");
    let [one, two, three, four] = ["one", "two", "two", "four"].map(|name| token(env, &["--name", name]));
    let works = |token: &str| env.colab_as(token, &["room", "list"]).code == Some(0);
    env.colab(&["user", "token", "revoke", "one", "--dry-run"]).ok();
    assert!(works(&one));
    let ended = env.json(&["user", "token", "revoke", "one"]);
    assert_eq!(
        (&ended["name"], &ended["state"]),
        (&json!("one"), &json!("revoked"))
    );
    assert!(!works(&one));
    let rows = env.count("audit_log");
    env.colab(&["user", "token", "revoke", "one", "-q"]).ok().silent();
    assert_eq!(env.count("audit_log"), rows, "what has ended ends no second time");
    env.colab(&["user", "token", "revoke", "two"])
        .fails(5)
        .says("give the number of one");
    let id = env
        .raw_int("SELECT max(id) FROM user_tokens WHERE name = 'two'")
        .unwrap()
        .to_string();
    env.colab(&["user", "token", "revoke", &id]).ok();
    assert!(works(&two) && !works(&three));
    env.colab(&["user", "token", "revoke", "two"]).ok();
    assert!(!works(&two));
    env.colab(&["user", "token", "revoke", "fuor"])
        .fails(3)
        .says("four");
    env.colab(&["user", "token", "revoke", "99999"]).fails(3);
    // Of others by admins alone, and nobody learns more by trying.
    let theirs = env
        .raw_int("SELECT id FROM user_tokens WHERE name = 'four'")
        .unwrap()
        .to_string();
    env.colab_as(&staff, &["user", "token", "revoke", &theirs])
        .fails(4);
    env.colab_as(&staff, &["user", "token", "revoke", "four", "--user", &me(env)])
        .fails(4);
    assert!(works(&four));
    env.colab(&["user", "token", "revoke", "test", "--user", "thandi"])
        .ok();
    assert!(!works(&staff));
    assert!(noted(env, "token")[0].contains("\"revoked\":true"));
}

fn a_scope_that_is_no_command_is_refused(env: &Env) {
    let create = |scope: &str| env.colab(&["user", "token", "create", "--name", "t", "--scope", scope]);
    create("imprt schedule").fails(6).says("import");
    create("import schedul").fails(6).says("schedule");
    create("room list all").fails(6);
    create(" ").fails(6);
    let made = create(" import   schedule ").ok().stdout;
    let who = env.colab_as(made.trim(), &["user", "whoami"]).fails(4);
    who.says("does not cover");
}

fn a_token_is_written_to_a_private_file(env: &Env) {
    let create = |words: &[&str]| env.colab(&[&["user", "token", "create", "--name", "t"], words].concat());
    let kept = env.write("kept", "mine");
    symlink(&kept, env.path("link")).unwrap();
    create(&["-o", "link", "--dry-run"]).ok();
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), "mine");
    let run = create(&["-o", "token", "-f", "json"]).ok();
    assert_eq!(
        (&run.json()["name"], &run.json()["token"]),
        (&json!("t"), &json!(""))
    );
    let file = env.path("token");
    let meta = file.symlink_metadata().unwrap();
    assert!(meta.is_file() && meta.permissions().mode() & 0o777 == 0o600);
    // Behind a link the file that it leads to is replaced, and keeps the mode that its owner gave it.
    std::fs::set_permissions(&kept, std::fs::Permissions::from_mode(0o640)).unwrap();
    create(&["-o", "link"]).ok();
    assert!(env.path("link").symlink_metadata().unwrap().is_symlink());
    let meta = kept.symlink_metadata().unwrap();
    assert_eq!(meta.permissions().mode() & 0o777, 0o640);
    let secret = std::fs::read_to_string(&kept).unwrap();
    assert!(secret.starts_with("colab_"), "{secret}");
    // No secret is for everybody.
    std::fs::set_permissions(&kept, std::fs::Permissions::from_mode(0o644)).unwrap();
    create(&["-o", "link"]).ok();
    assert_eq!(kept.metadata().unwrap().permissions().mode() & 0o777, 0o640);
    // Standard output gets the token alone.
    for path in ["-", "/dev/stdout"] {
        let run = create(&["-o", path]).ok();
        assert!(
            run.stdout.starts_with("colab_") && run.stdout.lines().count() == 1,
            "{run}"
        );
        assert!(!env.path("-").exists());
    }
    let list = || {
        env.call(&["room", "list", "--token-file", "token"])
            .without("COLAB_TOKEN")
            .run()
    };
    // What everybody reads is a secret no longer.
    for (mode, code) in [(0o600, 0), (0o644, 2)] {
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).unwrap();
        assert_eq!(list().code, Some(code), "{mode:o}");
    }
    list().says("others may read").says("chmod 600 token");
    let before = env.count("user_tokens");
    create(&["-o", "nowhere/token"]).fails(3);
    assert_eq!(
        env.count("user_tokens"),
        before,
        "what could not be written down is no token"
    );
}

fn a_token_makes_none_that_lives_longer(env: &Env) {
    let short = token(env, &["--name", "short", "--expires", "2d"]);
    let make = |words: &[&str]| {
        env.colab_as(
            &short,
            &[&["user", "token", "create", "--name", "t"], words].concat(),
        )
    };
    make(&["--expires", "1d"]).ok();
    make(&["--expires", "3d"]).fails(4).says("expires later");
    make(&[]).fails(4);
    let who = env
        .colab_as(&short, &["user", "whoami", "-f", "json"])
        .ok()
        .json();
    assert!(who["expires_at"].is_string(), "{who}");
}

fn whoever_tried_with_a_bad_token_is_written_down(env: &Env) {
    env.user("thandi", "staff");
    let made = token(env, &["--name", "cron", "--user", "thandi"]);
    let past = env.instant("2001-01-01T00:00:00Z");
    let newest = "id = (SELECT max(id) FROM user_tokens)";
    let tried = |token: &str, actor: &str, code: &str| {
        let rows = env.count("audit_log");
        let error = env
            .colab_as(token, &["room", "list", "-f", "json"])
            .fails(4)
            .error();
        assert_eq!(error["code"], code);
        assert_eq!(env.count("audit_log"), rows + 1, "{code}");
        let row = env.raw_text("SELECT actor || '|' || command || '|' || entity || '|' || metadata FROM audit_log ORDER BY seq DESC LIMIT 1");
        let row = row.unwrap();
        assert!(
            row.starts_with(&format!("{actor}|room list|command|")) && row.contains(code),
            "{row}"
        );
        assert!(!row.contains(&token[6..]), "{row}");
    };
    tried("colab_1234567890", "nobody", "wrong_token");
    env.raw_sql(&format!(
        "UPDATE user_tokens SET expires_at = {past} WHERE {newest}"
    ))
    .unwrap();
    tried(&made, "thandi", "expired_token");
    env.raw_sql(&format!(
        "UPDATE user_tokens SET expires_at = NULL WHERE {newest}"
    ))
    .unwrap();
    env.raw_sql("UPDATE users SET is_active = FALSE WHERE username = 'thandi'")
        .unwrap();
    tried(&made, "thandi", "user_disabled");
    env.raw_sql("UPDATE users SET is_active = TRUE").unwrap();
    env.colab(&["user", "token", "revoke", "cron", "--user", "thandi"])
        .ok();
    tried(&made, "thandi", "revoked_token");
    let narrow = token(
        env,
        &["--name", "narrow", "--user", "thandi", "--scope", "booking"],
    );
    tried(&narrow, "thandi", "out_of_scope");
    env.verify_audit().unwrap();
}

fn a_clock_that_ran_backwards_is_noticed(env: &Env) {
    env.cheap_passwords();
    person(env, "thandi", "staff");
    let later = env.instant("2199-01-01T00:00:00Z");
    let code = |run: Run| run.fails(4).error()["code"].clone();
    // Used at a time that this machine says is still to come: whether it has expired cannot be told.
    let made = token(env, &["--name", "t", "--user", "thandi", "--expires", "30d"]);
    env.raw_sql(&format!(
        "UPDATE user_tokens SET last_used_at = {later} WHERE name = 't'"
    ))
    .unwrap();
    assert_eq!(
        code(env.colab_as(&made, &["room", "list", "-f", "json"])),
        "clock_ran_backwards"
    );
    assert!(noted(env, "command")[0].contains("clock_ran_backwards"));
    // One that never expires needs no clock.
    env.raw_sql("UPDATE user_tokens SET expires_at = NULL WHERE name = 't'")
        .unwrap();
    env.colab_as(&made, &["room", "list"]).ok();
    // A session that began under a wrong clock would live for ever.
    login(env, "thandi", PASSWORD).ok();
    env.raw_sql(&format!(
        "UPDATE user_tokens SET expires_at = {later} WHERE kind = 'session'"
    ))
    .unwrap();
    assert_eq!(
        code(by_session(env, &["room", "list", "-f", "json"], "")),
        "clock_ran_backwards"
    );
    // An account locked under a wrong clock waits an hour from the next try at most.
    env.raw_sql(&format!(
        "UPDATE users SET failed_logins = 5, locked_until = {later} WHERE username = 'thandi'"
    ))
    .unwrap();
    login(env, "thandi", PASSWORD).fails(4);
    let until = env.json(&["user", "show", "thandi"])["locked_until"]
        .as_str()
        .unwrap()
        .to_owned();
    let until = chrono::DateTime::parse_from_rfc3339(&until).unwrap();
    let wait = until.signed_duration_since(chrono::Utc::now());
    assert!(
        wait <= chrono::TimeDelta::minutes(60) && wait > chrono::TimeDelta::minutes(50),
        "{wait}"
    );
    // What the clock of the commands says plays no part in any of this.
    let call = env
        .call(&["room", "list"])
        .variable("COLAB_NOW", "2001-01-01T00:00:00Z");
    call.variable("COLAB_TOKEN", &made).run().ok();
}

fn no_secret_is_in_a_log_an_error_or_the_audit_log(env: &Env) {
    env.cheap_passwords();
    let loud = ["-vv", "--log-format", "json"];
    let mut said = String::new();
    let mut run = |line: &[&str], stdin: &str, token: Option<&str>| {
        let line = [line, &loud].concat();
        let call = match token {
            Some("") => elsewhere(env, &line),
            Some(token) => env.call(&line).variable("COLAB_TOKEN", token),
            None => env.call(&line),
        };
        let call = call.stdin(stdin);
        let run = call.run();
        said += &run.stderr;
        run
    };
    run(
        &["user", "add", "thandi", "--role", "admin", "--password-stdin"],
        PASSWORD,
        None,
    )
    .ok();
    run(
        &["user", "login", "thandi", "--password-stdin"],
        PASSWORD,
        Some(""),
    )
    .ok();
    let first = session(env);
    run(
        &["user", "login", "thandi", "--password-stdin"],
        "a wrong password",
        Some(""),
    )
    .fails(4);
    let made = run(&["user", "token", "create", "--name", "t"], "", Some(""))
        .ok()
        .stdout
        .trim()
        .to_owned();
    run(&["user", "whoami"], "", Some(&made)).ok();
    run(&["user", "whoami"], "", Some("colab_wrong-token")).fails(4);
    run(
        &["user", "password", "--password-stdin"],
        &format!("{PASSWORD}\n{OTHER}\n"),
        Some(""),
    )
    .ok();
    run(
        &["user", "password", "--password-stdin"],
        &format!("a wrong password\n{OTHER}\n"),
        Some(&made),
    )
    .fails(4);
    run(
        &["user", "password", "thandi", "--password-stdin"],
        &"z".repeat(73),
        None,
    )
    .fails(6);
    run(&["user", "token", "revoke", "t"], "", Some(&made)).ok();
    run(&["room", "list"], "", Some(&made)).fails(4);
    let hashes = env.raw_texts("SELECT password_hash FROM users WHERE password_hash IS NOT NULL UNION ALL SELECT token_hash FROM user_tokens");
    let rows = env.raw_texts("SELECT actor || command || entity_id || coalesce(before, '') || coalesce(after, '') || coalesce(metadata, '') FROM audit_log");
    let log = rows.into_iter().flatten().collect::<Vec<_>>().join("\n");
    assert!(
        said.contains("opening") && log.contains("sessions_ended"),
        "{said}\n{log}"
    );
    let secrets = [
        PASSWORD,
        OTHER,
        "a wrong password",
        "wrong-token",
        "zzzz",
        &first,
        &made,
    ]
    .map(str::to_owned);
    for secret in secrets.into_iter().chain(hashes.into_iter().flatten()) {
        assert!(!said.contains(&secret), "{secret} was said: {said}");
        assert!(!log.contains(&secret), "{secret} is in the audit log: {log}");
    }
}

fn a_shell_is_offered_the_users_and_writes_nothing(env: &Env) {
    let staff = env.user("thandi", "staff");
    env.user("theo", "staff");
    let offered = |token: Option<&str>| {
        let call = env.call(&["--", "colab", "user", "show", "th"]);
        let call = match token {
            Some(token) => call.variable("COLAB_TOKEN", token),
            None => call,
        };
        let call = call
            .variable("COMPLETE", "bash")
            .variable("_CLAP_COMPLETE_INDEX", "3");
        call.variable("_CLAP_IFS", "\n").run().ok().stdout
    };
    let rows = env.count("audit_log");
    assert_eq!(offered(None).lines().collect::<Vec<_>>(), ["thandi", "theo"]);
    assert_eq!(offered(Some(&staff)), "");
    assert_eq!(offered(Some("colab_wrong")), "");
    assert_eq!(env.count("audit_log"), rows, "asking for a completion is no try");
}

fn nobody_waits_while_a_password_is_hashed(env: &Env) {
    person(env, "thandi", "staff");
    env.colab(&["config", "set", "bcrypt_cost", "16"]).ok();
    // An unknown user's sign-in hashes at full cost.
    let call = env.call(&["user", "login", "nobody", "--password-stdin"]);
    let mut slow = call.stdin("wrong password").spawn();
    // Opening the database takes a tenth of that, the hash many times as much.
    until("it hashes", || {
        slow.cpu() > Duration::from_millis(500) || slow.has_ended()
    });
    slow.signal(Signal::SIGSTOP);
    for room in ["A", "B", "C"] {
        env.colab(&["room", "add", room]).ok();
    }
    slow.signal(Signal::SIGCONT);
    assert!(
        !slow.has_ended(),
        "three rooms were added while the hash was made"
    );
    slow.wait().fails(4);
}

fn reading_by_token_does_not_wait_for_a_writer(env: &Env) {
    use diesel::Connection;
    use diesel::connection::SimpleConnection;
    let made = token(env, &["--name", "t"]);
    let mut other = diesel::SqliteConnection::establish(env.database_url()).unwrap();
    other.batch_execute("BEGIN IMMEDIATE").unwrap();
    // The token's first use: to be noted, and not worth waiting for.
    let run = env.colab_as(&made, &["room", "list"]).ok();
    assert!(run.took < BUSY_TIMEOUT, "{:?}", run.took);
    other.batch_execute("ROLLBACK").unwrap();
    env.colab_as(&made, &["room", "list"]).ok();
    let used = "SELECT count(*) FROM user_tokens WHERE name = 't' AND last_used_at IS NOT NULL";
    assert_eq!(env.raw_int(used), Some(1));
}

fn a_session_file_behind_a_link_is_replaced_and_what_it_led_to_left_alone(env: &Env) {
    env.cheap_passwords();
    person(env, "thandi", "staff");
    let folder = env.dir().join("elsewhere/colab");
    let kept = env.write("kept", "");
    std::fs::create_dir_all(&folder).unwrap();
    symlink(&kept, folder.join("sessions.toml")).unwrap();
    login(env, "thandi", PASSWORD).ok();
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), "");
    let meta = folder.join("sessions.toml").symlink_metadata().unwrap();
    assert!(meta.is_file() && meta.permissions().mode() & 0o777 == 0o600);
    // One that was copied and became readable is closed again.
    let readable = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(folder.join("sessions.toml"), readable).unwrap();
    by_session(env, &["user", "whoami"], "").ok();
    let meta = folder.join("sessions.toml").metadata().unwrap();
    assert_eq!(meta.permissions().mode() & 0o777, 0o600);
    std::fs::remove_dir_all(&folder).unwrap();
    login(env, "thandi", PASSWORD).ok();
    assert_eq!(folder.metadata().unwrap().permissions().mode() & 0o777, 0o700);
}

fn no_database_is_made_behind_a_link(env: &Env) {
    let (link, target) = (env.path("link.db"), env.path("target.db"));
    symlink(&target, &link).unwrap();
    let list = |path: &std::path::Path| env.colab(&["room", "list", "--database", path.to_str().unwrap()]);
    list(&link).fails(7).says("symbolic link");
    assert!(!target.exists());
    std::fs::write(&target, "").unwrap();
    list(&link).fails(7).says("symbolic link");
    // An empty file of one's own becomes a private one; a link to a database that is there may be followed.
    std::fs::set_permissions(&target, std::fs::Permissions::from_mode(0o644)).unwrap();
    list(&target).ok();
    assert_eq!(target.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    list(&link).ok();
}

fn a_document_goes_through_a_link_to_what_it_leads_to(env: &Env) {
    let kept = env.write("kept", "mine");
    let folder = env.path("pages");
    std::fs::create_dir(&folder).unwrap();
    symlink(&kept, folder.join("colab.1")).unwrap();
    env.colab(&["man", "--output-dir", folder.to_str().unwrap()]).ok();
    assert!(std::fs::read_to_string(&kept).unwrap().contains(".TH colab"));
    assert!(folder.join("colab.1").is_symlink());
}
