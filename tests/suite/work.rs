//! Work over time: costs and their second person, series that go on, what an undo of work brings back.

use serde_json::{Value, json};

use super::support::Env;
use super::tasks::in_repair;

both![
    the_undo_of_an_end_withdraws_its_cost_until_it_is_approved,
    a_rejected_cost_is_proposed_again_by_who_enters_it_alone,
    sums_leave_out_what_was_rejected,
    words_that_are_added_to_a_repair_are_an_operation,
    a_partial_undo_leaves_a_repair_and_its_device_together,
    a_series_goes_on_until_its_rule_is_taken_away,
    a_series_goes_on_over_a_change_of_the_clocks,
    rules_that_lead_nowhere_are_refused,
    a_cost_is_shown_as_it_stands,
    the_undo_of_an_import_puts_repairs_back,
    the_agenda_has_what_has_begun,
    a_repeated_request_adds_one_task,
];

fn laptops(env: &Env) {
    env.line("device add LT-1 LT-2 --category Laptop --price 15000")
        .ok();
}

fn of(record: &Value, field: &str) -> String {
    record[field].as_str().unwrap_or_default().to_owned()
}

fn pending(env: &Env) -> Vec<i64> {
    let costs = env.get("task costs --pending");
    let amounts = costs.as_array().unwrap().iter();
    amounts
        .map(|cost| cost["amount"]["amount_cents"].as_i64().unwrap())
        .collect()
}

/// The tokens of these tests are made past the program, which is found, too.
#[track_caller]
fn check_ledger(env: &Env) {
    let checked = env.colab(&["db", "check"]).fails(9);
    assert!(
        checked.stdout.contains("token_maker") && !checked.stdout.contains("task_cost"),
        "{checked}"
    );
}

fn the_undo_of_an_end_withdraws_its_cost_until_it_is_approved(env: &Env) {
    laptops(env);
    let zanele = env.user("zanele", "finance");
    env.line("device repair LT-1 hinge").ok();
    env.line("device repaired LT-1 --cost 1350").ok();
    assert_eq!(pending(env), [135_000]);
    env.line("undo").ok();
    assert!(pending(env).is_empty());
    env.line_as(&zanele, "task approve 1")
        .fails(5)
        .says("no cost of task 1");
    assert_eq!(
        env.raw_int("SELECT count(*) FROM task_costs WHERE step = 'withdrawal'")
            .unwrap(),
        1
    );
    check_ledger(env);
    // A later end is another proposal, and what is approved stays.
    env.line("device repaired LT-1 --cost 1300").ok();
    assert_eq!(pending(env), [130_000]);
    env.line_as(&zanele, "task approve 1").ok();
    env.line("undo").fails(5).says("approved by zanele");
    assert_eq!(of(&env.get("device show LT-1"), "status"), "available");
    assert_eq!(of(&env.get("task show 1"), "cost_state"), "approved");
}

fn a_rejected_cost_is_proposed_again_by_who_enters_it_alone(env: &Env) {
    laptops(env);
    let (zanele, adam) = (env.user("zanele", "finance"), env.user("adam", "admin"));
    env.line("device repair LT-1 hinge").ok();
    env.line_as(&adam, "device repaired LT-1 --cost 850").ok();
    env.line_as(&zanele, "task reject 1 --reason dear").ok();
    env.line("task edit 1 --notes hello").ok();
    assert!(pending(env).is_empty());
    env.line("task edit 1 --cost 850").ok();
    assert_eq!(pending(env), [85_000]);
    // Neither who entered it may decide, nor who ended the task.
    let refused = env.line_as(&adam, "task approve 1").fails(5);
    assert!(refused.stderr.contains("somebody else must decide"), "{refused}");
    env.line("task approve 1")
        .fails(5)
        .says("somebody else must decide");
    env.line_as(&zanele, "task approve 1").ok();
    check_ledger(env);
}

fn sums_leave_out_what_was_rejected(env: &Env) {
    laptops(env);
    let zanele = env.user("zanele", "finance");
    env.line("device repair LT-1 hinge").ok();
    env.line("device repaired LT-1 --cost 850").ok();
    let told = || {
        let (sum, device, task) = (
            env.get("task list --by kind")[0].clone(),
            env.get("device show LT-1"),
            env.get("task show 1"),
        );
        let cents = |amount: &Value| amount["amount_cents"].as_i64().unwrap();
        (
            cents(&sum["cost"]),
            cents(&sum["pending"]),
            cents(&device["cost_of_ownership"]),
            cents(&device["work_cost_pending"]),
            of(&task, "cost_state"),
        )
    };
    assert_eq!(told(), (85_000, 85_000, 1_585_000, 85_000, "pending".to_owned()));
    env.line_as(&zanele, "task reject 1 --reason dear").ok();
    assert_eq!(told(), (0, 0, 1_500_000, 0, "rejected".to_owned()));
    env.line("task edit 1 --cost 800").ok();
    env.line_as(&zanele, "task approve 1").ok();
    assert_eq!(told(), (80_000, 0, 1_580_000, 0, "approved".to_owned()));
}

fn words_that_are_added_to_a_repair_are_an_operation(env: &Env) {
    laptops(env);
    env.line("device repair LT-1 hinge").ok();
    let operations = || env.get("history").as_array().unwrap().len();
    for line in [
        "device move LT-1 --to maintenance --reason \"fan loud\"",
        "device repair LT-1 \"a key is missing\"",
    ] {
        let before = operations();
        env.line(line).ok();
        assert_eq!(operations(), before + 1, "{line}");
        env.line("undo").fails(5).says("nothing that can be undone");
        assert_eq!(in_repair(env), ["LT-1"]);
    }
}

fn a_partial_undo_leaves_a_repair_and_its_device_together(env: &Env) {
    env.line("device add LT-1 LT-2 LT-3 LT-4 --category Laptop").ok();
    let zanele = env.user("zanele", "finance");
    for device in ["LT-1", "LT-2", "LT-3", "LT-4"] {
        env.line(&format!("device repair {device} hinge")).ok();
    }
    env.line("task edit 1 --cost 99").ok();
    env.line("device move LT-1 LT-2 LT-3 LT-4 --to available").ok();
    let end = env.get("history --limit 1")[0]["id"].to_string();
    env.line_as(&zanele, "task approve 1").ok();
    env.line("task edit 2 --notes dusty").ok();
    env.line("device edit LT-3 --notes scratched").ok();
    let run = env.line(&format!("undo {end} --partial -f json")).fails(8);
    let lines = run.json();
    let outcome = |record: &str| {
        let line = lines
            .as_array()
            .unwrap()
            .iter()
            .find(|line| line["record"] == record);
        of(line.unwrap_or_else(|| panic!("{record}: {lines:#}")), "outcome")
    };
    for left in [
        "task 1",
        "device LT-1",
        "task 2",
        "device LT-2",
        "task 3",
        "device LT-3",
    ] {
        assert_eq!(outcome(left), "left", "{left}: {lines:#}");
    }
    assert_eq!(
        (outcome("task 4"), outcome("device LT-4")),
        ("restored".into(), "restored".into())
    );
    let in_maintenance = env.column(&["device", "list", "--status", "maintenance"], "serial_number");
    let repairs = env.column(&["task", "list", "--kind", "repair"], "device");
    assert_eq!(
        (in_maintenance, repairs),
        (vec!["LT-4".to_owned()], vec!["LT-4".to_owned()])
    );
    check_ledger(env);
}

fn a_series_goes_on_until_its_rule_is_taken_away(env: &Env) {
    let at = |day: &str, line: &str| env.line_at(&format!("2026-{day}T09:00:00+02:00"), line).ok();
    let due = || -> Vec<String> {
        let tasks = env.get("task list");
        let days = tasks.as_array().unwrap().iter();
        days.map(|task| of(task, "due_at")[..10].to_owned()).collect()
    };
    let next = || env.get("task list")[0]["id"].as_i64().unwrap();
    at(
        "03-02",
        "task add cleaning D --due 2026-03-02T18:00 --rrule FREQ=WEEKLY;BYDAY=MO",
    );
    let first = next();
    at("03-02", &format!("task done {first}"));
    assert_eq!(due(), ["2026-03-09"]);
    at("03-02", "undo");
    assert_eq!(due(), ["2026-03-02"]);
    at("03-02", &format!("task done {first}"));
    assert_eq!(due(), ["2026-03-09"]);
    let cancelled = at("03-02", &format!("task cancel {} --reason holiday", next()));
    assert!(cancelled.stderr.contains("--rrule"), "{cancelled}");
    assert_eq!(due(), ["2026-03-16"]);
    let last = next();
    env.line(&format!("task edit {last} --due \"\""))
        .fails(6)
        .says("needs a day");
    at("03-02", &format!("task edit {last} --rrule \"\""));
    at("03-02", &format!("task cancel {last} --reason enough"));
    assert!(due().is_empty());
    // A day that is planned and over is late as one that was due.
    at("03-02", "task add cleaning E --at 2026-03-03 --rrule FREQ=DAILY");
    at("03-03", "notify check");
    assert_eq!(env.get("task list").as_array().unwrap().len(), 1);
    let checked = at("03-04", "notify check");
    assert!(checked.stderr.contains("next:"), "{checked}");
    assert_eq!(env.get("task list").as_array().unwrap().len(), 2);
    env.colab(&["db", "check"]).ok();
}

fn a_series_goes_on_over_a_change_of_the_clocks(env: &Env) {
    env.line("config set timezone Europe/Berlin").ok();
    for (first, check, next) in [
        (
            "2026-03-28",
            "2026-03-29T12:00:00+02:00",
            "2026-03-29T03:00:00+02:00",
        ),
        (
            "2026-10-24",
            "2026-10-25T12:00:00+01:00",
            "2026-10-25T02:30:00+02:00",
        ),
    ] {
        env.line_at(
            "2026-03-02T09:00:00+01:00",
            &format!(
                "task add cleaning night{first} --at {first}T02:30 --due {first}T04:00 --rrule FREQ=DAILY"
            ),
        )
        .ok();
        env.line_at(check, "notify check").ok();
        let tasks = env.get(&format!("task list --search night{first} --sort scheduled_at"));
        assert_eq!(tasks[1]["scheduled_at"], json!(next), "{tasks}");
        // The end of one makes the next of it, too.
        let id = tasks[1]["id"].as_i64().unwrap();
        env.line_at(check, &format!("task done {id}")).ok();
        // And that one has the clock of the first again.
        let tasks = env.get(&format!("task list --search night{first} --sort scheduled_at"));
        let last = tasks.as_array().unwrap().last().unwrap()["scheduled_at"].clone();
        assert!(last.as_str().unwrap().contains("T02:30:00"), "{last}");
    }
    // One series that leads nowhere stops no other one.
    env.line_at(
        "2026-11-02T09:00:00+01:00",
        "task add cleaning broken --due 2026-11-03 --rrule FREQ=DAILY",
    )
    .ok();
    env.line_at(
        "2026-11-02T09:00:00+01:00",
        "task add cleaning sound --due 2026-11-03 --rrule FREQ=DAILY",
    )
    .ok();
    env.raw_sql("UPDATE tasks SET rule = 'FREQ=SOMETIMES' WHERE title = 'broken'")
        .unwrap();
    let checked = env.line_at("2026-11-04T09:00:00+01:00", "notify check").ok();
    assert!(checked.stderr.contains("no task follows"), "{checked}");
    assert_eq!(env.get("task list --search sound").as_array().unwrap().len(), 2);
    let id = env.get("task list --search broken")[0]["id"].as_i64().unwrap();
    let done = env.line(&format!("task done {id}")).ok();
    assert!(done.stderr.contains("no task follows"), "{done}");
}

/// What a command shows is what there is once it is done.
fn a_cost_is_shown_as_it_stands(env: &Env) {
    env.line("device add LT-1 --category Laptop").ok();
    env.line("device repair LT-1 fan").ok();
    let done = env.get("task done 1 --cost 500");
    assert_eq!(done["cost_state"], "pending", "{done}");
    let edited = env.get("task edit 1 --cost 400");
    assert_eq!(edited["cost_state"], "pending", "{edited}");
    assert_eq!(env.get("task show 1")["cost_state"], "pending");
}

fn rules_that_lead_nowhere_are_refused(env: &Env) {
    for rule in [
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;UNTIL=20260301",
    ] {
        let refused = env
            .line(&format!("task add cleaning x --due 2026-03-02 --rrule {rule}"))
            .fails(6);
        assert!(
            refused.stderr.contains("invalid rule") && !refused.stderr.contains("should not"),
            "{refused}"
        );
    }
    // The end is after the beginning.
    env.line("task add cleaning x --at 2026-03-05 --due 2026-03-03")
        .fails(6);
    env.line("task add cleaning x --at 2026-03-05 --due 2026-03-05")
        .ok();
    env.line("task edit 1 --due 2026-03-04").fails(6);
    env.line("task edit 1 --notes n").ok();
}

fn the_undo_of_an_import_puts_repairs_back(env: &Env) {
    laptops(env);
    let at = |day: &str, line: &str| env.line_at(&format!("2026-{day}T09:00:00+02:00"), line).ok();
    at("02-20", "device repair LT-1 hinge --estimate 900");
    env.write(
        "devices.csv",
        "serial_number,category,status\nLT-1,Laptop,available\nLT-2,Laptop,maintenance\n",
    );
    at("03-02", "import devices devices.csv");
    assert_eq!(in_repair(env), ["LT-2"]);
    at("03-02", "undo");
    assert_eq!(in_repair(env), ["LT-1"]);
    let repairs = env.get("task list --all --kind repair --fields device,state,outcome --sort device");
    assert_eq!(
        repairs,
        json!([{"device": "LT-1", "state": "open", "outcome": null},
               {"device": "LT-2", "state": "cancelled", "outcome": null}])
    );
    let device = at("03-02", "device show LT-1 -f json").json();
    assert_eq!(device["days_in_status"], json!(10));
    // What came before the import can go back after its undo.
    let first = env.get("history --limit 3")[2]["id"].as_i64().unwrap();
    at("03-02", &format!("undo {first}"));
    assert!(in_repair(env).is_empty());
}

fn the_agenda_has_what_has_begun(env: &Env) {
    env.line("task add cleaning span --at 2026-02-27 --due 2026-03-10")
        .ok();
    for day in ["--date 2026-03-02", "--week 2026-03-02", "--date 2026-02-27"] {
        let tasks = env.get(&format!("task agenda {day}"));
        assert_eq!(tasks.as_array().unwrap().len(), 1, "{day}");
    }
    assert!(
        env.get("task agenda --date 2026-02-26")
            .as_array()
            .unwrap()
            .is_empty()
    );
}

fn a_repeated_request_adds_one_task(env: &Env) {
    for _ in 0..2 {
        let task = env.get("task add cleaning floors --idempotency-key k1");
        assert_eq!(task["id"], json!(1));
        env.line("vendor add FixIt --idempotency-key k2").ok();
    }
    assert_eq!(env.get("task list").as_array().unwrap().len(), 1);
    let (code, exit) = env.refusal("task add cleaning windows --idempotency-key k1");
    assert_eq!((code.as_str(), exit), ("idempotency_key_reused", 5));
}
