//! Jobs: runs that `--job` records, each slot once, what is expected of jobs, and the runner of their commands.

use nix::sys::signal::Signal;
use serde_json::{Value, json};

use super::support::{Env, NOW, Run, Running, until};

both![
    a_declared_name_is_for_those_who_run_jobs,
    a_command_with_dashes_of_its_own_runs,
    what_holds_a_secret_or_runs_jobs_is_no_job,
    failed_runs_are_counted,
    of_many_at_once_one_runs,
    a_slot_is_taken_by_0_8_and_9_and_a_failed_run_may_be_repeated,
    again_repeats_a_done_slot,
    a_slot_is_the_scheduled_instant_or_the_minute,
    a_killed_run_blocks_nobody,
    an_interrupted_run_is_recorded_as_such,
    a_run_records_its_changes_and_its_failure_and_changes_nothing_itself,
    a_job_runs_its_declared_command_alone,
    a_failed_job_is_told_once_and_resolved_by_its_next_good_run,
    a_missed_job_is_told_once_and_resolved_by_its_next_good_run,
    a_job_that_takes_too_long_is_told,
    a_skipped_hour_and_a_doubled_one_are_a_slot_each,
    due_jobs_run_in_order_and_once_a_slot,
    a_missed_slot_is_caught_up_where_that_is_declared,
    a_killed_slot_is_begun_thrice_by_the_runner,
    a_command_that_no_runner_can_run_is_refused,
    the_doctor_tells_of_jobs,
    a_role_that_reads_records_its_runs_and_declares_nothing,
    runs_are_pruned_but_for_the_last_good_one,
    a_run_that_cannot_be_recorded_keeps_its_result,
    a_removed_job_is_gone_with_its_runs,
    a_dry_run_records_nothing,
    a_job_is_listed_with_what_is_expected
];
sqlite![a_database_that_cannot_be_used_is_told_as_without_a_job];

/// The runs of a job, newest first.
fn runs(env: &Env, job: &str) -> Vec<Value> {
    env.get(&format!("job runs {job}")).as_array().unwrap().clone()
}

fn outcomes(env: &Env, job: &str) -> Vec<String> {
    let outcome = |run: &Value| run["outcome"].as_str().unwrap().to_owned();
    runs(env, job).iter().map(outcome).collect()
}

fn state_at(env: &Env, now: &str, job: &str) -> String {
    let shown = env.line_at(now, &format!("job show {job} -f json")).ok().json();
    shown["state"].as_str().unwrap().to_owned()
}

/// The open notifications about jobs.
fn alerts(env: &Env) -> Vec<String> {
    let open = env.get("notify list --open");
    let of_jobs = open
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["entity"] == "job");
    of_jobs
        .map(|one| {
            format!(
                "{} {}",
                one["type"].as_str().unwrap(),
                one["entity_id"].as_str().unwrap()
            )
        })
        .collect()
}

/// Starts a command that waits for its input, as a run of a job, until it is recorded.
fn waiting_run(env: &Env, job: &str, now: &str) -> (Running, std::io::PipeWriter) {
    let before = env.count("job_runs");
    let (call, writer) = env
        .call(&["booking", "cancel", "-", "--job", job])
        .variable("COLAB_NOW", now)
        .held_stdin();
    let running = call.spawn();
    until("the run is recorded", || env.count("job_runs") > before);
    (running, writer)
}

/// On a server a killed run counts as alive until its lease is over: that time passes at once.
fn let_leases_end(env: &Env) {
    if !env.is_sqlite() {
        env.raw_sql("UPDATE job_runs SET lease_until = clock_timestamp() - interval '1 second' WHERE ended_at IS NULL")
            .unwrap();
    }
}

fn of_many_at_once_one_runs(env: &Env) {
    for (job, count) in [("two", 2), ("ten", 10)] {
        let rooms = env.count("rooms");
        let start = |number: usize| env.spawn(&["room", "add", &format!("{job} {number}"), "--job", job]);
        let started: Vec<Running> = (0..count).map(start).collect();
        let ended: Vec<Run> = started.into_iter().map(|run| run.wait().ok()).collect();
        let left = ended
            .iter()
            .filter(|run| run.stderr.contains("nothing was done"))
            .count();
        assert_eq!(left, count - 1, "{ended:?}");
        assert_eq!(env.count("rooms"), rooms + 1);
        assert_eq!(outcomes(env, job), ["done"]);
    }
    env.line("room add X --job ten --quiet").ok().silent();
    assert_eq!(env.verify_audit().unwrap(), env.count("audit_log"));
}

fn a_slot_is_taken_by_0_8_and_9_and_a_failed_run_may_be_repeated(env: &Env) {
    env.line("job expect bad --every \"0 2 * * *\" -- room show Nothing")
        .ok();
    // The second checks what the first has run, and finds that it failed.
    for (job, line, code) in [
        ("zero", "room list", 0),
        ("eight", "job run bad", 8),
        ("nine", "job check --exit-code", 9),
    ] {
        let line = format!("{line} --job {job}");
        env.line(&line).fails(code);
        env.line(&line).ok().says("nothing was done, --again repeats it");
        assert_eq!(runs(env, job).len(), 1);
    }
    for attempt in 1..=2 {
        env.line("room show Nothing --job failing").fails(3);
        let run = &runs(env, "failing")[0];
        assert_eq!(run["attempt"], attempt);
        assert_eq!(
            (&run["exit_code"], &run["error_code"]),
            (&json!(3), &json!("unknown_room"))
        );
    }
    env.line("room list --job failing").ok();
    assert_eq!(outcomes(env, "failing"), ["done", "failed", "failed"]);
    env.line("room list --job failing").ok().says("nothing was done");
}

fn again_repeats_a_done_slot(env: &Env) {
    env.line("room add A --job rooms").ok();
    env.line("room add B --job rooms").ok().says("nothing was done");
    env.line("room add B --job rooms --again").ok();
    assert_eq!(env.count("rooms"), 2);
    assert_eq!(outcomes(env, "rooms"), ["done", "done"]);
    env.line("room list --again").fails(2);
    env.line("room list --job Nightly").fails(2).says("lower-case");
}

fn a_slot_is_the_scheduled_instant_or_the_minute(env: &Env) {
    env.line("room list --job plain").ok();
    env.line_at("2026-01-15T08:00:59Z", "room list --job plain")
        .ok()
        .says("nothing was done");
    env.line_at("2026-01-15T08:01:00Z", "room list --job plain").ok();
    assert_eq!(runs(env, "plain").len(), 2);

    env.line("job expect nightly --every \"0 2 * * *\"").ok();
    // Half a minute early, and on a second machine somewhat late.
    env.line_at("2026-01-15T23:59:45Z", "room list --job nightly")
        .ok();
    env.line_at("2026-01-16T00:00:10Z", "room list --job nightly")
        .ok()
        .says("nothing was done");
    env.line_at("2026-01-16T23:00:00Z", "room list --job nightly")
        .ok()
        .says("nothing was done");
    env.line_at("2026-01-17T00:00:00Z", "room list --job nightly")
        .ok();
    let slots: Vec<Value> = runs(env, "nightly")
        .iter()
        .map(|run| run["slot"].clone())
        .collect();
    assert_eq!(slots, ["2026-01-17T02:00:00+02:00", "2026-01-16T02:00:00+02:00"]);
}

fn a_killed_run_blocks_nobody(env: &Env) {
    let (running, _writer) = waiting_run(env, "nightly", NOW);
    env.line("room list --job nightly")
        .ok()
        .says("it has been running since 2026-01-15 10:00:00");
    env.line("room list --job nightly --again")
        .ok()
        .says("nothing was done");
    // Another job is not in its way.
    env.line("room list --job other").ok();
    assert_eq!(outcomes(env, "nightly"), ["running"]);
    running.kill();
    until("it has ended", || {
        !std::path::Path::new(&format!("/proc/{}/fd/0", running.id())).exists()
    });
    let_leases_end(env);
    assert_eq!(outcomes(env, "nightly"), ["killed"]);
    assert_eq!(state_at(env, NOW, "nightly"), "failed");
    env.line("room list --job nightly").ok();
    assert_eq!(outcomes(env, "nightly"), ["done", "killed"]);
}

fn an_interrupted_run_is_recorded_as_such(env: &Env) {
    for (signal, code) in [(Signal::SIGINT, 130), (Signal::SIGTERM, 143)] {
        let (running, writer) = waiting_run(env, "nightly", NOW);
        running.signal(signal);
        running.wait().fails(code);
        drop(writer);
        assert_eq!(runs(env, "nightly")[0]["exit_code"], code);
    }
    env.line("room list --job nightly").ok();
    assert_eq!(outcomes(env, "nightly"), ["done", "failed", "failed"]);
}

fn a_run_records_its_changes_and_its_failure_and_changes_nothing_itself(env: &Env) {
    let (log, operations) = (env.count("audit_log"), env.count("operations"));
    env.line("room list --job reads").ok();
    assert_eq!(runs(env, "reads")[0]["changed"], 0);
    assert_eq!(
        (env.count("audit_log"), env.count("operations")),
        (log, operations)
    );
    env.line("room add A --alias B --job writes").ok();
    let run = &runs(env, "writes")[0];
    assert_eq!(run["changed"], env.count("audit_log") - log);
    assert_eq!(run["command"], "room add");
    assert!(run["process"].as_i64().unwrap() > 0 && !run["host"].as_str().unwrap().is_empty());
    // Who is refused is recorded as well.
    env.call(&["room", "list", "--job", "refused"])
        .variable("COLAB_TOKEN", "colab_of_nobody")
        .run()
        .fails(4);
    let run = &runs(env, "refused")[0];
    assert_eq!(
        (&run["exit_code"], &run["error_code"]),
        (&json!(4), &json!("wrong_token"))
    );
    env.verify_audit().unwrap();
}

fn a_job_runs_its_declared_command_alone(env: &Env) {
    env.line("job expect rooms --every \"0 2 * * *\" -- room list --all")
        .ok();
    env.line("version --job rooms")
        .fails(5)
        .says("job rooms runs `room list --all`, not `version`");
    assert_eq!(env.count("job_runs"), 0);
    env.line("room list --job rooms").ok();
    let shown = env.get("job show rooms");
    assert_eq!(shown["command"], json!(["room", "list", "--all"]));
    assert_eq!(shown["runs"].as_array().unwrap().len(), 1);
}

fn a_failed_job_is_told_once_and_resolved_by_its_next_good_run(env: &Env) {
    env.line("job expect nightly --every \"0 2 * * *\" --grace 30m")
        .ok();
    let nights = [
        "2026-01-16T00:00:01Z",
        "2026-01-17T00:00:01Z",
        "2026-01-18T00:00:01Z",
    ];
    let check = |now: &str| env.line_at(now, "notify check -f json").ok().json();
    for night in &nights[..2] {
        env.line_at(night, "room show Nothing --job nightly").fails(3);
        check(night);
        assert_eq!(alerts(env), ["job_failed nightly"]);
        assert_eq!(env.count("notifications"), 1, "told once");
        assert_eq!(env.raw_int("SELECT escalations FROM notifications"), Some(0));
        env.line_at(night, "job check --exit-code")
            .fails(9)
            .says("did not run, failed or took too long: 1");
    }
    let audience = env.get("notify list --open")[0]["roles"].clone();
    assert_eq!(audience, json!(["admin"]));
    env.line_at(nights[2], "room list --job nightly").ok();
    assert_eq!(check(nights[2])["resolved"], 1);
    assert!(alerts(env).is_empty());
    env.line_at(nights[2], "job check --exit-code --quiet")
        .ok()
        .silent();
    // What nobody declared is nobody's alert.
    env.line_at(nights[2], "room show Nothing --job other").fails(3);
    assert_eq!(check(nights[2])["opened"], 0);
}

fn a_missed_job_is_told_once_and_resolved_by_its_next_good_run(env: &Env) {
    env.line("job expect nightly --every \"0 2 * * *\" --grace 30m")
        .ok();
    assert_eq!(state_at(env, NOW, "nightly"), "waiting");
    assert_eq!(state_at(env, "2026-01-16T00:29:59Z", "nightly"), "waiting");
    for now in [
        "2026-01-16T00:30:00Z",
        "2026-01-16T09:00:00Z",
        "2026-01-19T00:30:00Z",
    ] {
        assert_eq!(state_at(env, now, "nightly"), "missed");
        env.line_at(now, "notify check").ok();
        assert_eq!(alerts(env), ["job_missed nightly"]);
        assert_eq!(env.count("notifications"), 1, "told once");
    }
    env.line_at("2026-01-19T06:00:00Z", "room list --job nightly")
        .ok();
    assert_eq!(state_at(env, "2026-01-19T06:00:00Z", "nightly"), "ok");
    env.line_at("2026-01-19T06:00:00Z", "notify check").ok();
    assert!(alerts(env).is_empty());
    // One that is missed and then fails is one alert, until it ends well.
    env.line_at("2026-01-20T06:00:00Z", "notify check").ok();
    env.line_at("2026-01-20T06:10:00Z", "room show Nothing --job nightly")
        .fails(3);
    env.line_at("2026-01-20T06:11:00Z", "notify check").ok();
    assert_eq!(alerts(env), ["job_missed nightly"]);
    assert_eq!(env.count("notifications"), 2);
    env.line_at("2026-01-20T06:20:00Z", "room list --job nightly")
        .ok();
    env.line_at("2026-01-20T06:21:00Z", "notify check").ok();
    assert!(alerts(env).is_empty());
    // A change of the schedule expects nothing of before.
    env.line_at("2026-01-21T12:00:00Z", "job expect nightly --every \"0 3 * * *\"")
        .ok();
    assert_eq!(state_at(env, "2026-01-21T12:00:00Z", "nightly"), "ok");
}

fn a_job_that_takes_too_long_is_told(env: &Env) {
    env.line("job expect nightly --every \"0 2 * * *\" --at-most 2h")
        .ok();
    env.line("job expect open --every \"0 2 * * *\"").ok();
    let night = "2026-01-16T00:00:00Z";
    let (one, _held) = waiting_run(env, "nightly", night);
    let (other, _also_held) = waiting_run(env, "open", night);
    for job in ["nightly", "open"] {
        assert_eq!(state_at(env, "2026-01-16T01:59:00Z", job), "running");
    }
    assert_eq!(state_at(env, "2026-01-16T02:00:01Z", "nightly"), "too_long");
    // Without a limit, one that still runs when its next slot is missed.
    assert_eq!(state_at(env, "2026-01-17T00:29:00Z", "open"), "running");
    assert_eq!(state_at(env, "2026-01-17T00:30:00Z", "open"), "too_long");
    env.line_at("2026-01-16T03:00:00Z", "notify check").ok();
    assert_eq!(alerts(env), ["job_too_long nightly"]);
    drop((one, other));
    let_leases_end(env);
    env.line_at("2026-01-16T04:00:00Z", "room list --job nightly")
        .ok();
    env.line_at("2026-01-16T04:00:00Z", "notify check").ok();
    assert_eq!(alerts(env), ["job_failed open"]);
    // One that has ended, and took too long.
    let (from, to) = (
        env.instant("2026-01-17T00:00:00Z"),
        env.instant("2026-01-17T03:00:00Z"),
    );
    env.raw_sql(&format!(
        "INSERT INTO job_runs (id, job, slot, attempt, command, host, process, started_at, ended_at, exit_code, changed) \
         VALUES (900, 'nightly', {from}, 1, 'room list', 'h', 1, {from}, {to}, 0, 0)"
    ))
    .unwrap();
    assert_eq!(state_at(env, "2026-01-17T03:00:00Z", "nightly"), "too_long");
}

fn a_skipped_hour_and_a_doubled_one_are_a_slot_each(env: &Env) {
    for (zone, schedule, times, ran) in [
        (
            "Europe/Berlin",
            "30 2 * * *",
            // Clocks go from 02:00 to 03:00, which is 01:00 in UTC.
            [
                "2026-03-29T00:59:00Z",
                "2026-03-29T01:00:00Z",
                "2026-03-29T01:30:00Z",
                "2026-03-29T02:30:00Z",
            ],
            1,
        ),
        (
            "Europe/Berlin",
            "30 2 * * *",
            [
                "2026-10-25T00:30:00Z",
                "2026-10-25T01:00:00Z",
                "2026-10-25T01:30:00Z",
                "2026-10-25T02:30:00Z",
            ],
            1,
        ),
        (
            "Africa/Cairo",
            "30 0 * * *",
            [
                "2026-04-23T21:59:00Z",
                "2026-04-23T22:00:00Z",
                "2026-04-23T22:30:00Z",
                "2026-04-23T23:00:00Z",
            ],
            1,
        ),
        (
            "Africa/Johannesburg",
            "0 */1 * * *",
            [
                "2026-04-23T20:00:00Z",
                "2026-04-23T20:59:00Z",
                "2026-04-23T21:00:00Z",
                "2026-04-23T21:30:00Z",
            ],
            2,
        ),
    ] {
        env.colab(&["config", "set", "timezone", zone]).ok();
        env.colab(&["job", "expect", "nightly", "--every", schedule]).ok();
        // The slot of the night before.
        env.line_at(&format!("{}T12:00:00Z", "2026-03-01"), "version --job other")
            .ok();
        let before = chrono::DateTime::parse_from_rfc3339(times[0]).unwrap() - chrono::TimeDelta::minutes(5);
        env.line_at(&before.to_rfc3339(), "room list --job nightly").ok();
        let count = runs(env, "nightly").len();
        for now in times {
            env.line_at(now, "room list --job nightly").ok();
        }
        assert_eq!(runs(env, "nightly").len() - count, ran, "{zone} {schedule}");
        env.line("job remove nightly").ok();
        env.line("job remove nightly").ok();
    }
}

fn due_jobs_run_in_order_and_once_a_slot(env: &Env) {
    env.line("room add A").ok();
    env.line("job expect zz --every \"0 2 * * *\" -- room add Z").ok();
    env.line("job expect later --every \"15 2 * * *\" -- room add L")
        .ok();
    env.line("job expect bad --every \"5 2 * * *\" -- room show Nothing")
        .ok();
    env.line("job expect watched --every \"0 2 * * *\"").ok();
    assert_eq!(env.line("job run --due -f json").ok().json(), json!([]));
    let due = |now: &str| env.line_at(now, "job run --due -f json");
    let names = |run: &Run| -> Vec<String> {
        let ran = run.json();
        let line = |one: &Value| format!("{} {}", one["name"].as_str().unwrap(), one["exit_code"]);
        ran.as_array().unwrap().iter().map(line).collect()
    };
    let first = due("2026-01-16T00:16:00Z").fails(8);
    assert_eq!(names(&first), ["zz 0", "bad 3", "later 0"]);
    assert!(first.stderr.contains("room `Nothing` not found"), "{first}");
    // In this slot a failed one is not begun again by the runner, but by hand.
    let second = due("2026-01-16T00:20:00Z").ok();
    assert_eq!(second.json(), json!([]));
    env.line_at("2026-01-16T00:20:00Z", "job run bad").fails(8);
    assert_eq!(runs(env, "bad").len(), 2);
    assert_eq!(env.count("rooms"), 3);
    // Two machines at once.
    env.line("job remove bad").ok();
    for (job, room) in [("zz", "Z2"), ("later", "L2")] {
        env.line(&format!("job expect {job} -- room add {room}")).ok();
    }
    let start = |_: usize| {
        let call = env.call(&["job", "run", "--due", "--quiet"]);
        call.variable("COLAB_NOW", "2026-01-17T00:16:00Z").spawn()
    };
    let started: Vec<Running> = (0..4).map(start).collect();
    for run in started {
        run.wait().ok();
    }
    assert_eq!((runs(env, "zz").len(), runs(env, "later").len()), (2, 2));
    assert_eq!(env.count("rooms"), 5);
    env.line("job run watched").fails(6).says("has no command to run");
    env.line("job run nothing").fails(3);
}

fn a_missed_slot_is_caught_up_where_that_is_declared(env: &Env) {
    env.line("job expect told --every \"0 2 * * *\" --grace 10m -- room list")
        .ok();
    env.line("job expect caught --every \"0 2 * * *\" --grace 10m --catch-up last -- room list")
        .ok();
    let ran = env
        .line_at("2026-01-18T06:00:00Z", "job run --due -f json")
        .ok()
        .json();
    assert_eq!(ran.as_array().unwrap().len(), 1);
    assert_eq!(ran[0]["slot"], "2026-01-18T02:00:00+02:00", "the last alone");
    assert_eq!(state_at(env, "2026-01-18T06:00:00Z", "caught"), "ok");
    assert_eq!(state_at(env, "2026-01-18T06:00:00Z", "told"), "missed");
    env.line("job expect caught --catch-up none").ok();
    let ran = env
        .line_at("2026-01-19T06:00:00Z", "job run --due -f json")
        .ok()
        .json();
    assert_eq!(ran, json!([]));
}

fn a_killed_slot_is_begun_thrice_by_the_runner(env: &Env) {
    env.line("job expect nightly --every \"0 2 * * *\" --grace 2h -- room list")
        .ok();
    let slot = env.instant("2026-01-16T00:00:00Z");
    for attempt in 1..=3 {
        let due = env
            .line_at("2026-01-16T00:10:00Z", "job run --due --dry-run")
            .ok();
        assert!(due.stderr.contains("to be run: nightly"), "{attempt}: {due}");
        env.raw_sql(&format!(
            "INSERT INTO job_runs (id, job, slot, attempt, command, host, process, started_at, ended_at) \
             VALUES (90{attempt}, 'nightly', {slot}, {attempt}, 'room list', 'h', 1, {slot}, {slot})"
        ))
        .unwrap();
    }
    let due = env
        .line_at("2026-01-16T00:10:00Z", "job run --due --dry-run")
        .ok();
    assert!(!due.stderr.contains("to be run"), "{due}");
}

fn a_command_that_no_runner_can_run_is_refused(env: &Env) {
    for (command, says) in [
        ("job run --due", "runs jobs itself"),
        ("user login thandi", "asks somebody"),
        ("user token create --name x", "prints a secret"),
        ("user add x --role staff --password-stdin", "standard input"),
        ("booking cancel -", "standard input"),
        ("room lsit", "unrecognized subcommand"),
        ("room", "names no command"),
        ("room list --colour", "unexpected argument"),
        ("room ls", "does not begin with `room list`"),
        ("room list --database x.db", "--database is given"),
        ("room list --job x", "--job is given"),
        ("room list --help", "asks for help"),
        ("import legacy postgres://u:secret@h/n", "holds a password"),
    ] {
        let run = env
            .line(&format!("job expect x --every \"0 2 * * *\" -- {command}"))
            .fails(6);
        assert!(
            run.stderr.contains(says) && !run.stderr.contains(":secret"),
            "{command}: {run}"
        );
    }
    assert_eq!(env.count("jobs"), 0);
    for (line, code) in [
        ("job expect x", 2),
        ("job expect x --grace 1h", 2),
        ("job expect X --every \"0 2 * * *\"", 2),
        ("job expect x --every \"0 2 * *\"", 6),
        ("job expect x --every \"0 0 30 2 *\"", 6),
        ("job expect x --every \"0 2 * * *\" --grace soon", 2),
        ("job expect x --every \"0 2 * * *\" --at-most 2y", 6),
        ("job run", 2),
    ] {
        env.line(line).fails(code);
    }
}

fn the_doctor_tells_of_jobs(env: &Env) {
    env.line("job expect nightly --every \"0 2 * * *\"").ok();
    env.line("room list --job plain").ok();
    let text = |now: &str| env.line_at(now, "doctor --prometheus").ok().stdout;
    let fine = text(NOW);
    let at = chrono::DateTime::parse_from_rfc3339(NOW).unwrap().timestamp();
    for line in [
        "# TYPE colab_job_last_success_seconds gauge".to_owned(),
        "colab_job_last_success_seconds{job=\"nightly\"} 0".to_owned(),
        format!("colab_job_last_success_seconds{{job=\"plain\"}} {at}"),
        "colab_job_failed{job=\"nightly\"} 0".to_owned(),
        "colab_doctor_status{check=\"jobs\"} 0".to_owned(),
    ] {
        assert_eq!(
            fine.lines().filter(|one| **one == line).count(),
            1,
            "{line}: {fine}"
        );
    }
    let late = text("2026-01-16T06:00:00Z");
    assert!(late.contains("\ncolab_job_failed{job=\"nightly\"} 1\n"), "{late}");
    assert!(
        late.contains("\ncolab_doctor_status{check=\"jobs\"} 2\n"),
        "{late}"
    );
    let checks = env
        .line_at("2026-01-16T06:00:00Z", "doctor -f json --job doctor")
        .ok()
        .json();
    let jobs = checks
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["check"] == "jobs")
        .unwrap();
    assert_eq!(jobs["fact"], "nightly: it did not run at 2026-01-16 02:00");
}

fn a_role_that_reads_records_its_runs_and_declares_nothing(env: &Env) {
    let viewer = env.user("vera", "training_facility_admin_viewer");
    let staff = env.user("sam", "staff");
    env.line_as(&viewer, "room list --job views").ok();
    env.line_as(&staff, "room list --job works").ok();
    assert_eq!(
        (outcomes(env, "views"), outcomes(env, "works")),
        (vec!["done".to_owned()], vec!["done".to_owned()])
    );
    env.line_as(&viewer, "job list").ok();
    env.line_as(&viewer, "job expect x --every \"0 2 * * *\"")
        .fails(4)
        .says("may not declare, remove or run jobs");
    env.line_as(&staff, "job list").fails(4).says("may not see jobs");
}

fn runs_are_pruned_but_for_the_last_good_one(env: &Env) {
    env.line("config set job_runs_kept 10").ok();
    env.line("room list --job nightly").ok();
    for _ in 0..12 {
        env.line_at("2026-01-16T08:00:00Z", "room show Nothing --job nightly")
            .fails(3);
    }
    let kept = outcomes(env, "nightly");
    assert_eq!(kept.len(), 11);
    assert_eq!(kept.last().unwrap(), "done");
    assert_eq!(runs(env, "nightly")[0]["attempt"], 12);
}

fn a_run_that_cannot_be_recorded_keeps_its_result(env: &Env) {
    let (running, writer) = waiting_run(env, "nightly", NOW);
    // Somebody takes it for dead.
    let now = env.instant(NOW);
    env.raw_sql(&format!("UPDATE job_runs SET ended_at = {now}"))
        .unwrap();
    drop(writer);
    let run = running.wait().fails(8);
    assert!(
        run.stderr.contains("the run of job nightly cannot be recorded"),
        "{run}"
    );
    // What has ended is never changed.
    let changed = env.raw_sql("UPDATE job_runs SET exit_code = 0").unwrap_err();
    assert!(changed.contains("job_runs_ended"), "{changed}");
}

fn a_removed_job_is_gone_with_its_runs(env: &Env) {
    env.line("job expect nightly --every \"0 2 * * *\"").ok();
    env.line("room list --job nightly").ok();
    let (running, writer) = waiting_run(env, "nightly", "2026-01-16T00:00:00Z");
    env.line("job remove nightly").fails(5).says("runs on");
    drop(writer);
    running.wait().ok();
    env.line("job remove nightly").ok().says("is expected no more");
    // Its slots stay taken when it comes back.
    env.line("undo").ok();
    env.line("room list --job nightly").ok().says("nothing was done");
    env.line("job remove nightly").ok();
    env.line("job remove nightly").ok().says("with 2 runs");
    assert_eq!((env.count("jobs"), env.count("job_runs")), (0, 0));
    env.line("job show nightly").fails(3);
    env.verify_audit().unwrap();
}

fn a_dry_run_records_nothing(env: &Env) {
    env.line("room add A --job nightly --dry-run").ok();
    assert_eq!(env.count("job_runs"), 0);
}

fn a_job_is_listed_with_what_is_expected(env: &Env) {
    env.line("job expect nightly --every \"0 2 * * *\" --grace 45m --at-most 1h")
        .ok();
    env.line("job expect nightly --catch-up last").ok();
    env.line("room list --job undeclared").ok();
    let list = env.get("job list");
    assert_eq!(list.as_array().unwrap().len(), 2);
    let nightly = &list[0];
    assert_eq!(nightly["next_at"], "2026-01-16T02:00:00+02:00");
    assert_eq!(
        (
            &nightly["grace_seconds"],
            &nightly["at_most_seconds"],
            &nightly["catch_up"],
            &nightly["state"]
        ),
        (&json!(2700), &json!(3600), &json!("last"), &json!("waiting"))
    );
    assert_eq!(
        (&list[1]["is_expected"], &list[1]["state"]),
        (&json!(false), &json!("ok"))
    );
    let history = env.get("job show nightly")["history"].clone();
    assert_eq!(history.as_array().unwrap().len(), 2);
}

fn a_database_that_cannot_be_used_is_told_as_without_a_job(env: &Env) {
    let missing = |arguments: &[&str]| {
        let call = env.call(arguments);
        call.variable("COLAB_DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing")
            .run()
    };
    assert_eq!(
        missing(&["room", "list", "--job", "x"]).fails(7).stderr,
        missing(&["room", "list"]).fails(7).stderr
    );
    let doctor = missing(&["doctor", "--prometheus", "--job", "doctor"]).ok();
    assert!(
        doctor.stdout.contains("colab_up 0") && doctor.stderr.contains("not recorded"),
        "{doctor}"
    );
}

fn a_declared_name_is_for_those_who_run_jobs(env: &Env) {
    env.line("job expect nightly --every \"20 3 * * *\"").ok();
    let staff = env.user("ayanda", "staff");
    let boss = env.user("thandi", "training_facility_admin");
    env.line_as(&staff, "room list --job nightly").fails(4);
    env.line_as(&staff, "room list --job own").ok();
    env.line_as(&boss, "room list --job nightly --job-slot 2099-01-01T00:00:00Z")
        .fails(2);
    env.line_as(&boss, "room list --job nightly").ok();
    let runs = env.get("job runs");
    let actors: Vec<&str> = runs
        .as_array()
        .unwrap()
        .iter()
        .map(|run| run["actor"].as_str().unwrap())
        .collect();
    assert_eq!(actors, ["thandi", "ayanda"]);
}

fn a_command_with_dashes_of_its_own_runs(env: &Env) {
    env.line("job expect dashes -- room add --capacity 3 -- -weird")
        .ok();
    let ran = env.get("job run dashes");
    assert_eq!(
        (&ran[0]["exit_code"], &ran[0]["result"]),
        (&json!(0), &json!("ran")),
        "{ran:#}"
    );
    assert_eq!(env.column(&["room", "list"], "name"), ["-weird"]);
}

fn what_holds_a_secret_or_runs_jobs_is_no_job(env: &Env) {
    for refused in [
        "config set smtp_password hunter2",
        "room list --token-file secret.tok",
        "job expect inner --every @daily -- room list",
        "agent run --due",
    ] {
        let words = ["job", "expect", "d", "-f", "json", "--"];
        let words: Vec<&str> = words.into_iter().chain(refused.split(' ')).collect();
        let run = env.colab(&words).fails(6);
        assert_eq!(run.error()["code"], "not_a_job", "{refused}");
    }
}

fn failed_runs_are_counted(env: &Env) {
    env.line("booking show 99 --job failing").fails(3);
    let stats = env.get("audit stats --by command");
    let of = stats
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["command"] == "booking show")
        .cloned();
    assert_eq!(of.unwrap_or_else(|| panic!("{stats:#}"))["failures"], 1);
    env.colab(&["device", "category", "add", "we\"ird"]).ok();
    let text = env.colab(&["doctor", "--prometheus"]).stdout;
    assert!(text.contains("category=\"we\\\"ird\"}"), "{text}");
}
