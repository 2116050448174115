//! The harness holds what it promises, and the program starts.

use super::support::environment::prepare;
use super::support::postgres::Cluster;
use super::support::{Engine, Env};

any![
    the_version_is_printed,
    an_unknown_noun_is_a_usage_error,
    the_environment_is_ours_alone
];
both![
    a_room_is_added_and_listed,
    each_test_has_its_own_database,
    sql_reaches_the_database_past_the_program
];
both![a_started_process_can_be_killed];
postgres![a_stopped_server_is_reported_and_comes_back, tls_is_verified];

fn the_version_is_printed(env: &Env) {
    let run = env.colab(&["--version"]).ok();
    assert_eq!(run.stdout, format!("colab {}\n", env!("CARGO_PKG_VERSION")));
}

fn an_unknown_noun_is_a_usage_error(env: &Env) {
    let run = env.colab(&["zebra", "list"]).fails(2);
    assert!(run.stdout.is_empty(), "an error belongs on stderr: {run}");
}

fn the_environment_is_ours_alone(env: &Env) {
    let command = env.call(&[]).command();
    let names: Vec<_> = command
        .get_envs()
        .map(|(name, _)| name.to_str().unwrap())
        .collect();
    assert!(
        !names.contains(&"USER") && !names.contains(&"COLAB_DATABASE_URL"),
        "{names:?}"
    );
    let home = command
        .get_envs()
        .find(|(name, _)| *name == "HOME")
        .unwrap()
        .1
        .unwrap();
    assert!(std::path::Path::new(home).starts_with(env.dir()), "{home:?}");
}

fn a_room_is_added_and_listed(env: &Env) {
    env.colab(&["room", "add", "Excellence", "--capacity", "30"]).ok();
    let rooms = env.colab(&["room", "list", "-f", "json"]).ok().json();
    let rooms = rooms.as_array().expect("a list is an array");
    assert_eq!(rooms.len(), 1);
    assert_eq!(rooms[0]["name"], "Excellence");
}

fn each_test_has_its_own_database(env: &Env) {
    let other = Env::on(env.engine());
    other.colab(&["room", "add", "Courage", "--capacity", "12"]).ok();
    assert_eq!(
        env.colab(&["room", "list", "-f", "json"]).ok().json(),
        serde_json::json!([])
    );
}

fn sql_reaches_the_database_past_the_program(env: &Env) {
    env.colab(&["room", "add", "Focus", "--capacity", "8"]).ok();
    assert_eq!(env.raw_int("SELECT count(*) FROM rooms"), Some(1));
    assert_eq!(env.raw_text("SELECT name FROM rooms").as_deref(), Some("Focus"));
    assert_eq!(env.raw_text("SELECT name FROM rooms WHERE name = 'none'"), None);
    let refused = env.raw_sql("INSERT INTO no_such_table VALUES (1)").unwrap_err();
    assert!(refused.contains("no_such_table"), "{refused}");
}

fn a_started_process_can_be_killed(env: &Env) {
    let call = env.call(&["user", "add", "thandi", "--role", "staff", "--password-stdin"]);
    let (call, _writer) = call.held_stdin();
    let running = call.spawn();
    running.kill();
    let run = running.wait();
    assert_eq!(run.signal, Some(9), "{run}");
    env.colab(&["room", "list"]).ok();
}

fn a_stopped_server_is_reported_and_comes_back(_: &Env) {
    let cluster = Cluster::start().unwrap();
    let token = prepare(&cluster, "own").unwrap();
    let mut env = Env::without_database();
    env.use_database(Engine::Postgres, &cluster.url("own"));
    env.set("COLAB_TOKEN", &token);
    env.colab(&["room", "list"]).ok();
    cluster.stop_immediate().unwrap();
    env.colab(&["room", "list"]).fails(7);
    cluster.start_again().unwrap();
    env.colab(&["room", "list"]).ok();
}

fn tls_is_verified(_: &Env) {
    let cluster = Cluster::start_with_tls().unwrap();
    let token = prepare(&cluster, "own").unwrap();
    let mut env = Env::without_database();
    let trusted = format!("sslmode=verify-full&sslrootcert={}", cluster.ca().display());
    env.use_database(Engine::Postgres, &cluster.tcp_url("own", &trusted));
    env.set("COLAB_TOKEN", &token);
    env.colab(&["room", "list"]).ok();
    let foreign = Cluster::start_with_tls().unwrap();
    let foreign = format!("sslmode=verify-full&sslrootcert={}", foreign.ca().display());
    env.set("COLAB_DATABASE_URL", &cluster.tcp_url("own", &foreign));
    env.colab(&["room", "list"]).fails(7);
    env.set("COLAB_DATABASE_URL", &cluster.tcp_url("own", "sslmode=disable"));
    env.colab(&["room", "list"]).fails(7);
}
