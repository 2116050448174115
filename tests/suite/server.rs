//! A server that can be trusted: lines that are cut, waits that are told, languages, poolers.

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};

use super::support::proxy::{Cut, Proxy};
use super::support::{Env, Run, tools, until};

postgres![
    a_commit_whose_answer_is_lost_is_known,
    a_line_that_is_cut_anywhere_leaves_all_or_nothing,
    a_line_that_is_cut_anywhere_costs_no_reader_anything,
    few_ways_there_and_back_before_the_first_useful_one,
    a_wait_for_a_lock_is_told,
    a_server_of_another_language_is_understood,
    a_login_that_is_not_let_in_is_told_the_way,
    what_a_server_remarks_is_not_on_standard_error,
    a_statement_that_the_server_ends_is_exit_7,
    everyday_commands_work_behind_a_pooler,
];

/// Runs a line with the proxy in between.
fn through(env: &Env, proxy: &Proxy, line: &[&str], patience: &str) -> Run {
    let url = proxy.url(env.database_url());
    let call = env.call(line).variable("COLAB_DATABASE_URL", &url);
    call.variable("COLAB_CONNECT_WAIT", patience).run()
}

fn a_commit_whose_answer_is_lost_is_known(env: &Env) {
    for (cut, name) in [(Cut::AfterCommit, "Kept"), (Cut::BeforeCommit, "Repeated")] {
        let proxy = Proxy::before(env.database_url(), cut);
        through(env, &proxy, &["room", "add", name], "100").ok();
    }
    // Nobody can be asked any more.
    let proxy = Proxy::before(env.database_url(), Cut::AfterCommitForGood);
    let run = through(env, &proxy, &["room", "add", "Unknown", "-f", "json"], "0").fails(7);
    let error = run.error();
    assert_eq!(error["code"], "outcome_unknown");
    assert!(
        error["hint"].as_str().unwrap().contains("colab audit list"),
        "{error}"
    );
    assert!(!run.stderr.contains("rolled back"), "{run}");
    assert_eq!(env.count("rooms"), 3);
    env.verify_audit().unwrap();
}

fn a_line_that_is_cut_anywhere_leaves_all_or_nothing(env: &Env) {
    let proxy = Proxy::before(env.database_url(), Cut::Nowhere);
    through(env, &proxy, &["room", "add", "Whole"], "100").ok();
    let messages = proxy.messages();
    for part in 1..=8 {
        let proxy = Proxy::before(env.database_url(), Cut::Before(1 + messages * part / 8));
        let name = format!("Part {part}");
        let run = through(env, &proxy, &["room", "add", &name], "100");
        let rooms = env.raw_int(&format!("SELECT count(*) FROM rooms WHERE name = '{name}'"));
        match run.code {
            Some(0) => assert_eq!(rooms, Some(1), "{run}"),
            _ => assert_eq!((run.code, rooms), (Some(7), Some(0)), "{run}"),
        }
    }
    env.verify_audit().unwrap();
}

fn a_line_that_is_cut_anywhere_costs_no_reader_anything(env: &Env) {
    env.line("room add Whole").ok();
    let proxy = Proxy::before(env.database_url(), Cut::Nowhere);
    let list = ["room", "list", "-f", "csv", "--fields", "name"];
    through(env, &proxy, &list, "100").ok();
    let begin = proxy
        .asked()
        .iter()
        .position(|words| words.starts_with("BEGIN"))
        .unwrap();
    for message in begin + 1..proxy.messages() {
        let proxy = Proxy::before(env.database_url(), Cut::Before(message));
        let run = through(env, &proxy, &list, "100");
        assert_eq!(
            (run.code, run.stdout.as_str()),
            (Some(0), "name\nWhole\n"),
            "cut before message {message}: {run}"
        );
    }
}

fn few_ways_there_and_back_before_the_first_useful_one(env: &Env) {
    // The token's last use is written down with the first command.
    env.line("room list").ok();
    let proxy = Proxy::before(env.database_url(), Cut::Nowhere);
    through(env, &proxy, &["room", "list"], "0").ok();
    let asked = proxy.asked();
    let first = asked.iter().position(|words| words.starts_with("BEGIN"));
    // One of them asks whether the clock may be fixed.
    assert!(first.is_some_and(|first| first <= 6), "{asked:#?}");
    assert!(asked.iter().all(|words| words != "SELECT 1"), "{asked:#?}");
}

fn a_wait_for_a_lock_is_told(env: &Env) {
    let mut other =
        PgConnection::establish(&format!("{}&application_name=psql", env.database_url())).unwrap();
    other
        .batch_execute("BEGIN; UPDATE audit_head SET hash = hash")
        .unwrap();
    let running = env
        .call(&["room", "add", "Focus"])
        .variable("COLAB_LOCK_TIMEOUT", "600")
        .spawn();
    until("it tells what it waits for", || {
        let told = running.stderr_so_far();
        told.contains("waiting for the head of the audit log: locked by process")
            && told.contains("(login colab, psql")
    });
    drop(other);
    running.wait().ok();
}

fn a_server_of_another_language_is_understood(env: &Env) {
    const ADVICE: &str =
        "a server that speaks German (install Debian's `locales`, and PostgreSQL with its messages)";
    let database = env.raw_text("SELECT current_database()").unwrap();
    let speaks = env.cluster().learn("de_DE").and_then(|()| {
        let set = format!("ALTER DATABASE {database} SET lc_messages = 'de_DE.UTF-8'");
        env.raw_sql_as("postgres", &set)
    });
    let answer = env.raw_sql("SELECT no_such_column").unwrap_err();
    if speaks.is_err() || !answer.contains("existiert nicht") {
        return tools::leave_out(ADVICE);
    }
    let mut other = env.lock_table("rooms");
    let run = env
        .call(&["room", "list", "-f", "json"])
        .variable("COLAB_LOCK_TIMEOUT", "1")
        .run();
    assert_eq!(run.fails(7).error()["code"], "database_busy");
    other.batch_execute("ROLLBACK").unwrap();
    let role = format!("stranger_{database}");
    env.raw_sql_as("postgres", &format!("CREATE ROLE {role} LOGIN"))
        .unwrap();
    let run = env
        .call(&["room", "list", "-f", "json"])
        .variable("COLAB_DATABASE_URL", &env.url_as(&role))
        .run();
    assert_eq!(run.fails(4).error()["code"], "database_permission");
    env.raw_sql_as("postgres", &format!("DROP ROLE {role}")).unwrap();
    env.raw_sql("ALTER TABLE rooms RENAME TO rooms_away").unwrap();
    assert_eq!(env.refusal("room list"), ("schema_incomplete".to_owned(), 7));
    env.raw_sql("ALTER TABLE rooms_away RENAME TO rooms").unwrap();
    let read_only = format!("ALTER DATABASE {database} SET default_transaction_read_only = on");
    env.raw_sql_as("postgres", &read_only).unwrap();
    assert_eq!(env.refusal("room add Focus"), ("read_only".to_owned(), 7));
}

fn a_login_that_is_not_let_in_is_told_the_way(env: &Env) {
    let database = env.raw_text("SELECT current_database()").unwrap();
    let no_database = env.database_url().replace(&database, "no_such_database");
    for (url, hint) in [
        (env.url_as("no_such_role"), "createuser"),
        (no_database, "createdb"),
    ] {
        let call = env.call(&["room", "list", "-f", "json"]);
        let error = call.variable("COLAB_DATABASE_URL", &url).run().fails(7).error();
        assert_eq!(error["code"], "database_unavailable");
        assert!(error["hint"].as_str().unwrap().contains(hint), "{error}");
    }
}

/// As after an upgrade of the system's C library: each connection is told of it.
fn what_a_server_remarks_is_not_on_standard_error(env: &Env) {
    env.raw_sql_as(
        "postgres",
        "UPDATE pg_database SET datcollversion = '1' WHERE datname = current_database()",
    )
    .unwrap();
    let run = env.line("room list").ok();
    assert_eq!(run.stderr, "");
    let run = env.line("room show Nowhere -f json").fails(3);
    assert_eq!(run.error()["code"], "unknown_room");
}

fn a_statement_that_the_server_ends_is_exit_7(env: &Env) {
    let _other = env.lock_table("rooms");
    let url = format!("{}&options=-c%20statement_timeout%3D300", env.database_url());
    let run = env
        .call(&["room", "list", "-f", "json"])
        .variable("COLAB_DATABASE_URL", &url)
        .run()
        .fails(7);
    assert_eq!(run.error()["code"], "statement_ended");
}

fn everyday_commands_work_behind_a_pooler(env: &Env) {
    if tools::pooler().is_none() {
        return tools::leave_out("what needs a pooler (install Debian's `pgbouncer`)");
    }
    let pooler = env.cluster().start_pooler().unwrap();
    let url = pooler.url(env.database_url());
    for line in [
        "room add Focus --capacity 10",
        "room list",
        "room free --date 2026-02-02",
        "booking create --client Acme --room Focus --date 2026-02-02 --time 08:00-12:00 --learners 4",
        "booking create --client Acme --room Focus --from 2026-02-03 --to 2026-02-06 --learners 4",
        "booking list",
        "booking calendar --month 2026-02",
        "booking cancel 1 --reason moved",
        "undo",
        "dashboard",
        "notify check",
        "pricing set room Focus --daily 100",
        "db check",
        "audit verify",
        "db backup kept",
        "db status",
    ] {
        let words = shlex::split(line).unwrap();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        env.call(&words).variable("COLAB_DATABASE_URL", &url).run().ok();
    }
}
