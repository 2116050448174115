//! The connections of a server: many processes share few of them, and what nobody waits for leaves some to the rest.

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};

use super::support::{Env, until};

postgres![
    sixty_processes_share_twenty_connections,
    a_full_server_is_told_after_some_tries,
    agents_wait_for_a_slot_and_people_take_none,
    system_work_has_slots_of_its_own,
    agents_pause_while_the_server_is_full_and_go_on,
    a_full_server_is_a_finding_of_the_doctor,
];

/// The numbers under which the slots are locked.
const AGENTS: i32 = 0x6167_6e74;
const SYSTEM: i32 = 0x7379_7374;

fn database(env: &Env) -> String {
    env.raw_text("SELECT current_database()").unwrap()
}

fn limit(env: &Env, database: &str, connections: i32) {
    env.raw_sql_as(
        "postgres",
        &format!("ALTER DATABASE {database} CONNECTION LIMIT {connections}"),
    )
    .unwrap();
}

/// A session that holds every slot of a kind of work.
fn holder(env: &Env, class: i32, slots: i32) -> PgConnection {
    let mut session = PgConnection::establish(env.database_url()).unwrap();
    session.batch_execute("BEGIN").unwrap();
    for slot in 1..=slots {
        session
            .batch_execute(&format!("SELECT pg_advisory_xact_lock({class}, {slot})"))
            .unwrap();
    }
    session
}

/// Sessions that look like other processes of the program.
fn others(env: &Env, count: usize) -> Vec<PgConnection> {
    let url = format!("{}&application_name=colab", env.database_url());
    (0..count)
        .map(|_| PgConnection::establish(&url).unwrap())
        .collect()
}

fn sixty_processes_share_twenty_connections(env: &Env) {
    limit(env, &database(env), 20);
    let patient = || {
        env.call(&["room", "list"])
            .variable("COLAB_CONNECT_WAIT", "100")
            .spawn()
    };
    let running: Vec<_> = (0..60).map(|_| patient()).collect();
    for process in running {
        process.wait().ok();
    }
}

fn a_full_server_is_told_after_some_tries(env: &Env) {
    let database = database(env);
    limit(env, &database, 0);
    let (code, exit) = env.refusal("room list");
    limit(env, &database, -1);
    assert_eq!((code.as_str(), exit), ("server_full", 7));
    env.line("room list").ok();
}

fn agents_wait_for_a_slot_and_people_take_none(env: &Env) {
    env.line("config set pool_agents 2").ok();
    env.line("agent enable auditor").ok();
    let session = holder(env, AGENTS, 2);
    let busy = env
        .call(&["agent", "run"])
        .variable("COLAB_LOCK_TIMEOUT", "1")
        .run();
    assert!(busy.code == Some(7), "{busy}");
    // Neither a reader nor a writer at a terminal takes one, nor do notifications.
    env.line("room list").ok();
    env.line("room add Focus --capacity 10").ok();
    env.line("notify check").ok();
    drop(session);
    env.line("agent run").ok();
}

fn system_work_has_slots_of_its_own(env: &Env) {
    env.line("agent enable auditor").ok();
    let session = holder(env, SYSTEM, 2);
    let busy = env
        .call(&["notify", "check"])
        .variable("COLAB_LOCK_TIMEOUT", "1")
        .run();
    assert!(busy.code == Some(7), "{busy}");
    env.line("agent run").ok();
    // One that waits goes on when a slot is free.
    let waiting = env.spawn(&["notify", "check"]);
    drop(session);
    waiting.wait().ok();
}

fn agents_pause_while_the_server_is_full_and_go_on(env: &Env) {
    for tier in ["interactive", "agents", "system"] {
        env.line(&format!("config set pool_{tier} 2")).ok();
    }
    env.line("agent enable auditor").ok();
    // With the run's own connection 5 of 6.
    let some = others(env, 4);
    env.line("agent run").ok().says("the server is 83 % full");
    let more = others(env, 2);
    let paused = env
        .call(&["agent", "run"])
        .variable("COLAB_LOCK_TIMEOUT", "1")
        .run();
    paused
        .fails(7)
        .says("the agent auditor paused: the server is 116 % full");
    let history = env.get("agent history");
    assert_eq!(
        (&history[0]["outcome"], &history[1]["outcome"]),
        (&"paused".into(), &"done".into())
    );
    assert!(history[0]["error"].as_str().unwrap().contains("116 % full"));
    // Others are not kept waiting.
    env.line("room add Focus --capacity 10").ok();
    let running = env
        .call(&["agent", "run"])
        .variable("COLAB_LOCK_TIMEOUT", "600")
        .spawn();
    until("the agent waits", || running.stderr_so_far().contains("waiting"));
    drop((some, more));
    running.wait().ok();
    assert_eq!(env.get("agent history")[0]["outcome"], "done");
}

fn a_full_server_is_a_finding_of_the_doctor(env: &Env) {
    for tier in ["interactive", "agents", "system"] {
        env.line(&format!("config set pool_{tier} 2")).ok();
    }
    let level = || {
        let found = env.colab(&["doctor", "-f", "json"]).json();
        let found = found
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["check"] == "connections")
            .cloned();
        found.unwrap()["status"].as_str().unwrap().to_owned()
    };
    assert_eq!(level(), "pass");
    let some = others(env, 4);
    assert_eq!(level(), "warn");
    let more = others(env, 3);
    assert_eq!(level(), "fail");
    drop((some, more));
}
