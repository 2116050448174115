//! Who acts: the first admin, users, signing in and out, tokens, and acting as somebody else.

use std::os::unix::fs::PermissionsExt;

use serde_json::json;

use super::support::{ADMIN, Env, until};

both![
    a_user_of_each_role_can_be_added,
    a_user_name_is_taken_in_any_spelling,
    an_existing_user_is_skipped_or_updated_when_asked,
    users_with_bad_names_or_passwords_are_refused,
    a_session_is_saved_privately_used_and_ended,
    a_sign_in_without_an_account_or_with_a_wrong_password_gets_one_answer,
    an_account_waits_after_failures_and_then_opens_again,
    trying_to_sign_in_leaves_a_trace_even_as_a_dry_run,
    an_expired_session_says_how_to_sign_in_again,
    nobody_is_asked_where_nobody_can_answer,
];
both![
    a_token_acts_for_its_user,
    a_token_does_what_its_scope_says_and_no_more,
    a_token_that_is_wrong_revoked_or_expired_does_nothing,
    expiry_is_judged_by_the_real_clock,
    a_token_makes_none_that_may_do_more,
    tokens_of_others_are_made_by_admins,
    a_disabled_user_does_nothing,
    an_admin_acts_as_somebody_else_and_is_named,
    secrets_are_in_no_audit_row_and_no_argument,
    a_token_is_stored_as_its_hash_alone,
    a_tried_token_is_not_shown,
    the_last_use_of_a_token_is_noted_and_not_audited,
];
sqlite![
    a_session_belongs_to_one_database,
    the_system_user_is_the_first_admin_and_a_stranger_is_nobody,
    bootstrap_is_for_databases_without_users,
];
postgres![
    the_first_admin_is_made_once,
    nobody_acts_on_a_server_without_signing_in
];

const PASSWORD: &str = "correct horse battery";

#[track_caller]
fn add_with_password(env: &Env, name: &str, role: &str, password: &str) {
    env.colab_with(
        &["user", "add", name, "--role", role, "--password-stdin"],
        password,
        &[],
    )
    .ok();
}

/// `user login` as a person would, without the harness's token.
fn login(env: &Env, name: &str, password: &str) -> super::support::Run {
    env.call(&["user", "login", name, "--password-stdin"])
        .without("COLAB_TOKEN")
        .stdin(password)
        .run()
}

/// By the saved session alone.
fn by_session(env: &Env, arguments: &[&str]) -> super::support::Run {
    env.call(arguments).without("COLAB_TOKEN").run()
}

/// The SQL literal of an instant long past.
fn long_past(env: &Env) -> String {
    env.instant("2001-01-01T00:00:00Z")
}

fn a_user_of_each_role_can_be_added(env: &Env) {
    for role in [
        "admin",
        "training_facility_admin",
        "it_rental_admin",
        "finance",
        "procurement_officer",
        "training_facility_admin_viewer",
        "kitchen_staff",
        "staff",
    ] {
        let token = env.user(&format!("a_{role}"), role);
        let who = env
            .colab_as(&token, &["user", "whoami", "-f", "json"])
            .ok()
            .json();
        assert_eq!((&who["role"], &who["via"]), (&json!(role), &json!("token")));
        assert_eq!(who["username"], format!("a_{role}"));
    }
    env.colab(&["user", "add", "x", "--role", "root", "--no-password"])
        .fails(6)
        .says("kitchen_staff");
    env.colab(&["user", "add", "x", "--no-password"])
        .fails(2)
        .says("--role");
}

fn a_user_name_is_taken_in_any_spelling(env: &Env) {
    env.user("Thandi Dube", "staff");
    for name in ["Thandi Dube", "thandi dube", "THANDI-DUBE"] {
        env.colab(&["user", "add", name, "--role", "staff", "--no-password"])
            .fails(5)
            .says("already");
    }
}

fn an_existing_user_is_skipped_or_updated_when_asked(env: &Env) {
    let token = env.user("thandi", "staff");
    let add = |role, what| {
        env.colab(&[
            "user",
            "add",
            "thandi",
            "--role",
            role,
            "--no-password",
            "--if-exists",
            what,
            "-q",
        ])
    };
    add("it_rental_admin", "skip").ok().silent();
    let role = || {
        env.colab_as(&token, &["user", "whoami", "-f", "json"])
            .ok()
            .json()["role"]
            .clone()
    };
    assert_eq!(role(), "staff");
    add("it_rental_admin", "update").ok();
    assert_eq!(role(), "it_rental_admin");
    let me = env.json(&["user", "whoami"])["username"]
        .as_str()
        .unwrap()
        .to_owned();
    let line = [
        "user",
        "add",
        &me,
        "--role",
        "staff",
        "--no-password",
        "--if-exists",
        "update",
    ];
    env.colab(&line).fails(5).says("the last active admin");
}

fn users_with_bad_names_or_passwords_are_refused(env: &Env) {
    env.cheap_passwords();
    let add = |name: &str, password: &str| {
        env.colab_with(
            &["user", "add", name, "--role", "staff", "--password-stdin"],
            password,
            &[],
        )
    };
    add("", PASSWORD).fails(6);
    add("empty", "").fails(6).says("the password is empty");
    add("a\u{1b}b", PASSWORD).fails(6);
    add("short", "1234567").fails(6).says("at least 8");
    add("long", &"x".repeat(73)).fails(6).says("at most 72 bytes");
    add("accents", &"é".repeat(37)).fails(6).says("at most 72 bytes");
    add("fits", &"x".repeat(72)).ok();
    assert_eq!(env.count("users"), 2);
}

fn a_session_is_saved_privately_used_and_ended(env: &Env) {
    env.cheap_passwords();
    add_with_password(env, "thandi", "staff", PASSWORD);
    // A line as a shell writes it.
    let run = login(env, "Thandi", &format!("{PASSWORD}\n")).ok();
    assert!(
        run.stdout.is_empty() && run.stderr.contains("signed in as thandi"),
        "{run}"
    );
    let file = env.dir().join("state/colab/sessions.toml");
    assert_eq!(
        std::fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let who = by_session(env, &["user", "whoami", "-f", "json"]).ok().json();
    assert_eq!(
        (&who["username"], &who["via"]),
        (&json!("thandi"), &json!("session"))
    );
    let kept = std::fs::read_to_string(&file).unwrap();
    login(env, "thandi", PASSWORD).ok();
    assert_eq!(
        std::fs::read_to_string(&file).unwrap().matches("token").count(),
        1,
        "one session a database"
    );
    by_session(env, &["user", "logout"])
        .ok()
        .says("signed out thandi");
    assert!(!std::fs::read_to_string(&file).unwrap().contains("colab_"));
    let nobody = by_session(env, &["user", "logout"]).ok();
    assert!(nobody.stderr.contains("not signed in"), "{nobody}");
    // What was ended is dead in the database too; the first sign-in, replaced and never ended, lives.
    std::fs::write(&file, kept.replace("colab_", "colab_0")).unwrap();
    by_session(env, &["room", "list"])
        .fails(4)
        .says("colab user login");
}

fn a_sign_in_without_an_account_or_with_a_wrong_password_gets_one_answer(env: &Env) {
    env.cheap_passwords();
    add_with_password(env, "thandi", "staff", PASSWORD);
    env.user("tokens-only", "staff");
    let wrong = login(env, "thandi", "wrong password").fails(4);
    for (name, password) in [
        ("nobody", "wrong password"),
        ("tokens-only", "wrong password"),
        ("nobody", "aüüüüüüü"),
        ("thandi", ""),
        ("thandi", &"x".repeat(200)),
    ] {
        let run = login(env, name, password).fails(4);
        assert_eq!(
            (run.stdout, run.stderr),
            (wrong.stdout.clone(), wrong.stderr.clone()),
            "{name}"
        );
    }
    assert!(!env.dir().join("state/colab/sessions.toml").exists());
}

fn an_account_waits_after_failures_and_then_opens_again(env: &Env) {
    env.cheap_passwords();
    add_with_password(env, "thandi", "staff", PASSWORD);
    let wrong: Vec<String> = (0..5)
        .map(|_| login(env, "thandi", "wrong password").fails(4).stderr)
        .collect();
    let right = login(env, "thandi", PASSWORD).fails(4);
    assert_eq!(right.stderr, wrong[0], "a lock is not told from a wrong password");
    let failures = || env.raw_int("SELECT failed_logins FROM users WHERE username = 'thandi'");
    assert_eq!(failures(), Some(5), "a try while it waits does not lengthen it");
    let later = env
        .call(&["user", "login", "thandi", "--password-stdin"])
        .without("COLAB_TOKEN")
        .variable("COLAB_NOW", "2036-01-01T00:00:00Z")
        .stdin(PASSWORD);
    later.run().fails(4);
    let open = format!(
        "UPDATE users SET locked_until = {} WHERE username = 'thandi'",
        long_past(env)
    );
    env.raw_sql(&open).unwrap();
    login(env, "thandi", PASSWORD).ok();
    assert_eq!(failures(), Some(0));
}

fn trying_to_sign_in_leaves_a_trace_even_as_a_dry_run(env: &Env) {
    env.cheap_passwords();
    add_with_password(env, "thandi", "staff", PASSWORD);
    for password in ["wrong password", PASSWORD] {
        let call = env.call(&["user", "login", "thandi", "--password-stdin", "--dry-run"]);
        call.without("COLAB_TOKEN").stdin(password).run().fails(2);
    }
    login(env, "thandi", "wrong password").fails(4);
    login(env, "nobody", "wrong password").fails(4);
    login(env, "thandi", PASSWORD).ok();
    let seen = env.raw_texts(
        "SELECT entity_id || ' ' || metadata FROM audit_log WHERE entity = 'sign_in' ORDER BY seq",
    );
    let seen: Vec<String> = seen.into_iter().flatten().collect();
    assert_eq!(seen.len(), 3, "{seen:?}");
    assert!(
        seen[0].starts_with("thandi") && seen[0].contains("wrong password"),
        "{seen:?}"
    );
    assert!(
        seen[1].starts_with("nobody") && seen[1].contains("unknown user"),
        "{seen:?}"
    );
    assert!(seen[2].contains("done"), "{seen:?}");
}

fn an_expired_session_says_how_to_sign_in_again(env: &Env) {
    env.cheap_passwords();
    add_with_password(env, "thandi", "staff", PASSWORD);
    login(env, "thandi", PASSWORD).ok();
    env.raw_sql(&format!(
        "UPDATE user_tokens SET expires_at = {} WHERE kind = 'session'",
        long_past(env)
    ))
    .unwrap();
    by_session(env, &["room", "list"])
        .fails(4)
        .says("the session has expired")
        .says("colab user login");
    login(env, "thandi", PASSWORD).ok();
    by_session(env, &["room", "list"]).ok();
}

fn a_session_belongs_to_one_database(env: &Env) {
    env.cheap_passwords();
    add_with_password(env, "thandi", "staff", PASSWORD);
    login(env, "thandi", PASSWORD).ok();
    let other = env.path("other.db");
    let who = env.json(&["user", "whoami", "--database", other.to_str().unwrap()]);
    assert_eq!((&who["via"], &who["role"]), (&json!("os_user"), &json!("admin")));
    // The same file, reached by another name, is the same database.
    let moved = env.path("moved.db");
    std::fs::rename(env.database_url(), &moved).unwrap();
    let who = env.json(&["user", "whoami", "--database", moved.to_str().unwrap()]);
    assert_eq!(
        (&who["via"], &who["username"]),
        (&json!("session"), &json!("thandi"))
    );
}

fn nobody_is_asked_where_nobody_can_answer(env: &Env) {
    for line in [
        &["user", "login", "thandi"][..],
        &["user", "add", "thandi", "--role", "staff"],
        &["user", "login", "thandi", "--no-input"],
    ] {
        env.colab(line).fails(2).says("--password-stdin");
    }
    env.colab(&[
        "user",
        "add",
        "x",
        "--role",
        "staff",
        "--password-stdin",
        "--no-password",
    ])
    .fails(2);
}

fn a_token_acts_for_its_user(env: &Env) {
    let token = env.user("thandi", "training_facility_admin");
    assert_eq!(token.len(), "colab_".len() + 64, "256 bits");
    env.colab_as(&token, &["room", "add", "Focus"]).ok();
    let actor = env.raw_text("SELECT actor FROM audit_log WHERE command = 'room add'");
    assert_eq!(actor.as_deref(), Some("thandi"));
    let file = env.write("token.txt", format!("{token}\n"));
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    let who = env
        .call(&[
            "user",
            "whoami",
            "-f",
            "json",
            "--token-file",
            file.to_str().unwrap(),
        ])
        .without("COLAB_TOKEN");
    assert_eq!(who.run().ok().json()["username"], "thandi");
    // The file goes before the variable.
    let who = env.call(&[
        "user",
        "whoami",
        "-f",
        "json",
        "--token-file",
        file.to_str().unwrap(),
    ]);
    assert_eq!(
        who.variable("COLAB_TOKEN", "colab_wrong").run().ok().json()["username"],
        "thandi"
    );
    env.colab(&["room", "list", "--token-file", "nowhere.txt"])
        .fails(3)
        .says("nowhere.txt");
}

/// A token made by the acting user with these words.
#[track_caller]
fn token(env: &Env, words: &[&str]) -> String {
    let create = [&["user", "token", "create", "--name", "t"], words].concat();
    env.colab(&create).ok().stdout.trim().to_owned()
}

fn a_token_does_what_its_scope_says_and_no_more(env: &Env) {
    let verb = token(env, &["--scope", "room list"]);
    env.colab_as(&verb, &["room", "list"]).ok();
    let error = env
        .colab_as(&verb, &["room", "show", "Focus", "-f", "json"])
        .fails(4)
        .error();
    assert_eq!(error["code"], "out_of_scope");
    env.colab_as(&verb, &["room", "alias", "list"]).fails(4);
    let noun = token(env, &["--scope", "room", "--scope", "booking list"]);
    env.colab_as(&noun, &["room", "add", "Focus"]).ok();
    env.colab_as(&noun, &["room", "alias", "list"]).ok();
    env.colab_as(&noun, &["booking", "list"]).ok();
    env.colab_as(&noun, &["booking", "calendar"]).fails(4);
    env.colab_as(&noun, &["config", "get"]).fails(4);
    let refused = env.raw_int("SELECT count(*) FROM audit_log WHERE metadata LIKE '%does not cover%'");
    assert_eq!(refused, Some(4), "a refusal is audited");
}

fn a_token_that_is_wrong_revoked_or_expired_does_nothing(env: &Env) {
    let code = |token: &str| {
        env.colab_as(token, &["room", "list", "-f", "json"])
            .fails(4)
            .error()["code"]
            .clone()
    };
    let good = token(env, &[]);
    env.colab_as(&good, &["room", "list"]).ok();
    assert_eq!(code("colab_0000"), "wrong_token");
    assert_eq!(code(&good.to_uppercase()), "wrong_token");
    assert_eq!(code(&good[..good.len() - 1]), "wrong_token");
    let newest = "id = (SELECT max(id) FROM user_tokens)";
    let past = long_past(env);
    env.raw_sql(&format!(
        "UPDATE user_tokens SET expires_at = {past} WHERE {newest}"
    ))
    .unwrap();
    assert_eq!(code(&good), "expired_token");
    env.raw_sql(&format!(
        "UPDATE user_tokens SET expires_at = NULL, revoked_at = {past} WHERE {newest}"
    ))
    .unwrap();
    assert_eq!(code(&good), "revoked_token");
    env.colab(&[
        "user",
        "token",
        "create",
        "--name",
        "t",
        "--expires",
        "2020-01-01",
    ])
    .fails(6);
    env.colab(&["user", "token", "create", "--name", "t", "--expires", "99999d"])
        .fails(6);
    env.colab(&["user", "token", "create", "--name", "t", "--expires", "soon"])
        .fails(2);
    env.colab(&["user", "token", "create", "--name", " "]).fails(6);
}

fn expiry_is_judged_by_the_real_clock(env: &Env) {
    for words in [
        &["--expires", "1h"][..],
        &["--expires", "12w"],
        &["--expires", "365d"],
    ] {
        let token = token(env, words);
        let call = env.call(&["room", "list"]).variable("COLAB_TOKEN", &token);
        call.variable("COLAB_NOW", "2099-01-01T00:00:00Z").run().ok();
    }
}

fn a_token_makes_none_that_may_do_more(env: &Env) {
    let narrow = token(env, &["--scope", "user token create", "--scope", "room list"]);
    let make = |words: &[&str]| {
        env.colab_as(
            &narrow,
            &[&["user", "token", "create", "--name", "t"], words].concat(),
        )
    };
    make(&["--scope", "room list"]).ok();
    make(&["--scope", "room"]).fails(4);
    make(&["--scope", "booking list"]).fails(4);
    make(&[]).fails(4);
}

fn tokens_of_others_are_made_by_admins(env: &Env) {
    let staff = env.user("thandi", "staff");
    env.user("sipho", "staff");
    let own = env
        .colab_as(&staff, &["user", "token", "create", "--name", "t"])
        .ok();
    let who = env
        .colab_as(own.stdout.trim(), &["user", "whoami", "-f", "json"])
        .ok()
        .json();
    assert_eq!(who["username"], "thandi");
    env.colab_as(
        &staff,
        &["user", "token", "create", "--name", "t", "--user", "sipho"],
    )
    .fails(4);
    env.colab(&["user", "token", "create", "--name", "t", "--user", "sifo"])
        .fails(3);
    let made = env.json(&[
        "user",
        "token",
        "create",
        "--name",
        "t",
        "--user",
        "sipho",
        "--expires",
        "1d",
    ]);
    assert_eq!((&made["username"], &made["scope"]), (&json!("sipho"), &json!([])));
}

fn a_disabled_user_does_nothing(env: &Env) {
    env.cheap_passwords();
    add_with_password(env, "thandi", "admin", PASSWORD);
    let token = token(env, &["--user", "thandi"]);
    login(env, "thandi", PASSWORD).ok();
    env.raw_sql("UPDATE users SET is_active = FALSE WHERE username = 'thandi'")
        .unwrap();
    env.colab_as(&token, &["room", "list"]).fails(4).says("disabled");
    by_session(env, &["room", "list"]).fails(4);
    login(env, "thandi", PASSWORD).fails(4).says("wrong");
    env.colab(&["room", "list", "--as", "thandi"]).fails(4);
}

fn an_admin_acts_as_somebody_else_and_is_named(env: &Env) {
    let staff = env.user("thandi", "staff");
    let me = env.json(&["user", "whoami"])["username"].clone();
    let who = env.json(&["user", "whoami", "--as", "Thandi"]);
    assert_eq!(
        (&who["username"], &who["role"], &who["admin"]),
        (&json!("thandi"), &json!("staff"), &me)
    );
    env.colab(&["room", "add", "Focus", "--as", "thandi"]).fails(4);
    let booking = [
        "booking",
        "create",
        "--client",
        "X",
        "--date",
        "2026-03-02",
        "--learners",
        "1",
        "--as",
        "thandi",
    ];
    assert_eq!(env.json(&booking)["created_by"], "thandi");
    let row = env
        .raw_text("SELECT actor || ' for ' || on_behalf_of FROM audit_log WHERE command = 'booking create'");
    assert_eq!(row, Some(format!("{} for thandi", me.as_str().unwrap())));
    env.colab_as(&staff, &["room", "list", "--as", "thandi"]).fails(4);
    env.colab_as(&staff, &["room", "list", "--as", me.as_str().unwrap()])
        .fails(4);
    let refused = env.raw_int("SELECT count(*) FROM audit_log WHERE metadata LIKE '%act as somebody else%'");
    assert_eq!(refused, Some(2));
    env.colab(&["room", "list", "--as", "tandi"])
        .fails(3)
        .says("thandi");
}

fn secrets_are_in_no_audit_row_and_no_argument(env: &Env) {
    env.cheap_passwords();
    add_with_password(env, "thandi", "staff", PASSWORD);
    login(env, "thandi", PASSWORD).ok();
    let made = token(env, &["--user", "thandi", "--scope", "room"]);
    let hash = env
        .raw_text("SELECT password_hash FROM users WHERE username = 'thandi'")
        .unwrap();
    let session = std::fs::read_to_string(env.dir().join("state/colab/sessions.toml")).unwrap();
    let session = session
        .split('"')
        .find(|word| word.starts_with("colab_"))
        .unwrap();
    let rows = env.raw_texts(
        "SELECT actor || command || entity_id || coalesce(before, '') || coalesce(after, '') || coalesce(metadata, '')
           FROM audit_log",
    );
    let log = rows.into_iter().flatten().collect::<Vec<_>>().join("\n");
    assert!(log.contains("thandi") && log.contains("token"), "{log}");
    for secret in [PASSWORD, &hash, &made, session] {
        assert!(!log.contains(secret), "{secret} is in the audit log");
    }
    // What `ps` shows of a process that has read its secret's flag and waits for the secret.
    let (call, _writer) = env
        .call(&["user", "login", "thandi", "--password-stdin"])
        .held_stdin();
    let running = call.spawn();
    let line = format!("/proc/{}/cmdline", running.id());
    until("the program has started", || {
        std::fs::read_to_string(&line).is_ok_and(|line| line.contains("password-stdin"))
    });
    assert!(!std::fs::read_to_string(&line).unwrap().contains(PASSWORD));
    for flag in ["--password", "--password=x", "--token=x"] {
        env.colab(&["user", "add", "x", "--role", "staff", flag]).fails(2);
    }
}

fn a_token_is_stored_as_its_hash_alone(env: &Env) {
    let made = token(env, &[]);
    let rows = env
        .raw_texts("SELECT coalesce(name, '') || token_hash || kind || CAST(scope AS TEXT) FROM user_tokens");
    let bare = made.trim_start_matches("colab_");
    assert!(
        !rows.is_empty() && !rows.iter().flatten().any(|row| row.contains(bare)),
        "{rows:?}"
    );
}

fn a_tried_token_is_not_shown(env: &Env) {
    let before = env.count("user_tokens");
    let run = env
        .colab(&["user", "token", "create", "--name", "t", "--dry-run"])
        .ok();
    assert_eq!((run.stdout.trim(), env.count("user_tokens")), ("", before));
    let run = env
        .colab(&["user", "token", "create", "--name", "t", "--fields", "tokn"])
        .fails(2);
    assert!(!run.stdout.contains("colab_"), "{run}");
    assert_eq!(
        env.count("user_tokens"),
        before,
        "a wrong field is found before the token is made"
    );
}

fn the_last_use_of_a_token_is_noted_and_not_audited(env: &Env) {
    let made = token(env, &[]);
    let rows = env.count("audit_log");
    env.colab_as(&made, &["room", "list"]).ok();
    let used = env.raw_int("SELECT count(*) FROM user_tokens WHERE id = (SELECT max(id) FROM user_tokens) AND last_used_at IS NOT NULL");
    assert_eq!((used, env.count("audit_log")), (Some(1), rows));
}

fn the_system_user_is_the_first_admin_and_a_stranger_is_nobody(env: &Env) {
    let who = env.json(&["user", "whoami"]);
    assert_eq!((&who["role"], &who["via"]), (&json!("admin"), &json!("os_user")));
    let uid = nix::unistd::getuid().as_raw();
    assert_eq!(env.raw_int("SELECT os_uid FROM users"), Some(uid.into()));
    // By uid, never by what the environment says.
    let who = env
        .call(&["user", "whoami", "-f", "json"])
        .variable("USER", "mallory")
        .variable("LOGNAME", "mallory");
    assert_ne!(who.run().ok().json()["username"], "mallory");
    env.raw_sql("UPDATE users SET os_uid = 4000000000").unwrap();
    env.colab(&["room", "list"]).fails(4).says("colab user login");
}

fn bootstrap_is_for_databases_without_users(env: &Env) {
    env.colab(&["user", "bootstrap", "x", "--token"])
        .fails(5)
        .says("colab user login");
    assert_eq!(env.count("users"), 1);
}

fn the_first_admin_is_made_once(env: &Env) {
    env.raw_sql("DELETE FROM user_tokens; DELETE FROM users").unwrap();
    env.colab(&["room", "list"]).fails(4);
    let call = || {
        env.call(&["user", "bootstrap", "thandi", "--token"])
            .without("COLAB_TOKEN")
    };
    env.call(&["room", "list"])
        .without("COLAB_TOKEN")
        .run()
        .fails(4)
        .says("colab user bootstrap");
    let first = call().run().ok();
    assert_eq!(
        first.stdout.split_whitespace().count(),
        1,
        "the token alone: {first}"
    );
    assert_eq!(first.stdout.lines().count(), 1);
    env.colab_as(first.stdout.trim(), &["config", "set", "bcrypt_cost", "4"])
        .ok();
    call().run().fails(5);
    let with_password = env
        .call(&["user", "bootstrap", "sipho", "--password-stdin"])
        .without("COLAB_TOKEN");
    with_password.stdin(PASSWORD).run().fails(5);
    env.raw_sql("DELETE FROM user_tokens; DELETE FROM users").unwrap();
    let nobody_asked = env.call(&["user", "bootstrap", "x"]).without("COLAB_TOKEN");
    nobody_asked.run().fails(2).says("--password-stdin or --token");
    let with_password = env
        .call(&["user", "bootstrap", "sipho", "--password-stdin"])
        .without("COLAB_TOKEN");
    with_password.stdin(PASSWORD).run().ok();
    login(env, "sipho", PASSWORD).ok();
    assert_eq!(
        by_session(env, &["user", "whoami", "-f", "json"]).ok().json()["role"],
        "admin"
    );
}

fn nobody_acts_on_a_server_without_signing_in(env: &Env) {
    let nobody = env.call(&["room", "list"]).without("COLAB_TOKEN").run().fails(4);
    nobody.says("colab user login").says("COLAB_TOKEN");
    assert_eq!(env.json(&["user", "whoami"])["username"], ADMIN);
}
