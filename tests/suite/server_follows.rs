//! Two servers, one of which follows the other: what is read there, and what happens when it takes over.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::support::environment::prepare;
use super::support::postgres::Cluster;
use super::support::proxy::{Cut, Proxy};
use super::support::{Engine, Env, until};

postgres![a_follower_is_read_and_takes_over];

const WRITERS: usize = 4;
const ROOMS_EACH: usize = 6;

fn a_follower_is_read_and_takes_over(_: &Env) {
    let cluster = Cluster::start_to_be_followed().unwrap();
    let token = prepare(&cluster, "own").unwrap();
    let mut env = Env::without_database();
    let url = cluster.url("own");
    env.use_database(Engine::Postgres, &url);
    env.set("COLAB_TOKEN", &token);
    cluster.start_follower().unwrap();
    let follower = url.replace("port=5432", "port=5433");
    what_is_read_is_never_older(&env, &cluster, &follower);
    an_absent_standby_is_told(&env, &cluster);
    nothing_acknowledged_is_lost(&env, &cluster, &url);
}

fn what_is_read_is_never_older(env: &Env, cluster: &Cluster, follower: &str) {
    env.line("room add First").ok();
    let list = |patience: &str, address: &str| {
        env.call(&[
            "room",
            "list",
            "-f",
            "csv",
            "--fields",
            "name",
            "--read-database",
            address,
        ])
        .variable("COLAB_MAX_STALENESS", patience)
        .variable("COLAB_CONNECT_WAIT", "3600")
        .run()
        .ok()
    };
    let run = list("100", follower);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("name\nFirst\n", ""));
    cluster
        .administer_follower("SELECT pg_wal_replay_pause()")
        .unwrap();
    env.line("room add Second").ok();
    let run = list("0", follower).says("behind: reading the server that is written");
    assert_eq!(run.stdout, "name\nFirst\nSecond\n");
    cluster
        .administer_follower("SELECT pg_wal_replay_resume()")
        .unwrap();
    // Another database follows nothing, also on the same server.
    prepare(cluster, "other").unwrap();
    let run = list("0", &cluster.url("other"))
        .says("does not follow the database: reading the server that is written");
    assert_eq!(run.stdout, "name\nFirst\nSecond\n");
    // One that is away is not waited for.
    let run = list("0", "postgres:///own?host=/nowhere").says("reading the server that is written");
    assert_eq!(run.stdout, "name\nFirst\nSecond\n");
    // The follower itself answers: what reads rooms does not reach the other one.
    let proxy = Proxy::before(env.database_url(), Cut::Nowhere);
    env.call(&["room", "list", "--read-database", follower])
        .variable("COLAB_DATABASE_URL", &proxy.url(env.database_url()))
        .variable("COLAB_MAX_STALENESS", "100")
        .run()
        .ok();
    assert!(
        proxy.asked().iter().all(|words| !words.starts_with("BEGIN")),
        "{:?}",
        proxy.asked()
    );
}

fn an_absent_standby_is_told(env: &Env, cluster: &Cluster) {
    let names = |names: &str| {
        let set = format!("ALTER SYSTEM SET synchronous_standby_names = '{names}'");
        cluster.administer(&set).unwrap();
        cluster.administer("SELECT pg_reload_conf()").unwrap();
    };
    names("nobody");
    let running = env.spawn(&["room", "add", "Waited"]);
    until("it tells what it waits for", || {
        running
            .stderr_so_far()
            .contains("committed here; waiting for the standby")
    });
    names("*");
    running.wait().ok();
}

/// The follower confirms each commit; the server is killed in the middle of a load.
fn nothing_acknowledged_is_lost(env: &Env, cluster: &Cluster, url: &str) {
    let (_, host) = url.split_once("host=").unwrap();
    let host = host.split('&').next().unwrap();
    let both = url
        .replace(&format!("host={host}"), &format!("host={host},{host}"))
        .replace("port=5432", "port=5432,5433")
        + "&target_session_attrs=read-write";
    let written = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (both, written) = (&both, &written);
            scope.spawn(move || {
                for number in 0..ROOMS_EACH {
                    env.call(&["room", "add", &format!("Room {writer}.{number}")])
                        .variable("COLAB_DATABASE_URL", both)
                        .variable("COLAB_CONNECT_WAIT", "100")
                        .run()
                        .ok();
                    written.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
        until("the load is under way", || {
            written.load(Ordering::SeqCst) >= WRITERS
        });
        cluster.stop_immediate().unwrap();
        cluster.promote_follower().unwrap();
        // Nobody follows the new one.
        cluster
            .administer_follower("ALTER SYSTEM SET synchronous_standby_names = ''")
            .unwrap();
        cluster.administer_follower("SELECT pg_reload_conf()").unwrap();
    });
    let list = env
        .call(&[
            "room", "list", "-f", "csv", "--fields", "name", "--search", "Room",
        ])
        .variable("COLAB_DATABASE_URL", &both)
        .run()
        .ok();
    assert_eq!(list.stdout.lines().count(), 1 + WRITERS * ROOMS_EACH, "{list}");
    env.call(&["audit", "verify"])
        .variable("COLAB_DATABASE_URL", &both)
        .run()
        .ok();
}
