//! Tasks, vendors, and repairs: a device is in maintenance exactly while one is open.

use serde_json::{Value, json};

use super::support::Env;

both![
    costs_of_two_currencies_are_not_added_up,
    a_task_is_added_assigned_started_held_and_done,
    steps_that_cannot_follow_are_refused_with_those_that_can,
    a_device_in_maintenance_has_one_repair_whatever_put_it_there,
    the_end_of_a_repair_brings_the_device_back,
    raw_sql_cannot_part_a_repair_from_its_device,
    what_was_in_maintenance_before_has_a_repair_after_the_upgrade,
    undo_brings_repairs_and_tasks_back,
    vendors_are_added_found_and_edited,
    tasks_are_listed_by_what_is_asked_and_summed,
    the_agenda_has_what_is_to_be_done_and_what_is_late,
    tasks_are_seen_by_whom_they_concern_and_changed_by_those_who_may,
    a_returned_device_in_need_of_repair_gets_one,
    rules_are_off_until_switched_on_and_make_one_task,
    a_recurring_task_has_its_next_one_when_it_is_done_or_late,
    the_clock_of_a_repair_stands_still_while_it_is_on_hold,
    a_device_shows_its_work_and_what_it_cost_in_all,
    a_cost_reaches_the_ledger_once_by_two_people,
    files_hang_on_tasks,
    the_replaced_systems_template_imports_after_one_saved_mapping,
];

fn laptops(env: &Env) {
    env.line("device add LT-1 LT-2 LT-3 --category Laptop").ok();
}

/// The devices in maintenance, and those with an open repair.
#[track_caller]
pub fn in_repair(env: &Env) -> Vec<String> {
    let devices = env.column(
        &["device", "list", "--status", "maintenance", "--all"],
        "serial_number",
    );
    let repairs = env.column(
        &["task", "list", "--kind", "repair", "--sort", "device"],
        "device",
    );
    assert_eq!(
        devices, repairs,
        "devices in maintenance and devices with open repairs"
    );
    env.colab(&["db", "check"]).ok();
    devices
}

fn of(task: &Value, field: &str) -> String {
    task[field].as_str().unwrap_or_default().to_owned()
}

fn a_task_is_added_assigned_started_held_and_done(env: &Env) {
    laptops(env);
    env.user("thandi", "staff");
    env.line("room add Focus --capacity 10").ok();
    let task = env
        .get("task add cleaning \"Windows of Focus\" --room focus --due +3d --assign thandi --priority high");
    assert_eq!(
        (
            of(&task, "about"),
            of(&task, "state"),
            of(&task, "assignee"),
            of(&task, "priority")
        ),
        ("room Focus".into(), "open".into(), "thandi".into(), "high".into())
    );
    let id = task["id"].as_i64().unwrap();
    assert_eq!(of(&env.get(&format!("task start {id}")), "state"), "in_progress");
    env.line(&format!("task hold {id} --reason \"it rains\"")).ok();
    env.line(&format!("task start {id}")).ok();
    let done = env.get(&format!("task done {id} --cost 120.50 --note \"with ladder\""));
    assert_eq!(done["cost"]["amount_cents"], json!(12050));
    assert!(
        done["done_at"].is_string() && done["done_by"].is_string(),
        "{done}"
    );
    let shown = env.get(&format!("task show {id}"));
    let states: Vec<&str> = shown["events"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|event| event["state"].as_str().or(event["text"].as_str()))
        .collect();
    assert_eq!(
        states,
        [
            "open",
            "in_progress",
            "on_hold",
            "it rains",
            "in_progress",
            "done",
            "with ladder"
        ]
    );
    assert!(env.get("task list").as_array().unwrap().is_empty());
    assert_eq!(env.get("task list --all").as_array().unwrap().len(), 1);
    // A day is due at its end, and shown as the day.
    let shown = env.line("task add other dated --due 2026-03-12").ok().stdout;
    assert!(
        shown.contains("2026-03-12\n") && !shown.contains("2026-03-13"),
        "{shown}"
    );
    env.line("task cancel 2 --reason done").ok();
    let about = env.get("task add other \"ask Umoya\"");
    assert!(about["about"].is_null());
    env.line("task add cleaning x --room Nowhere").fails(3);
    env.line("task add cleaning x --assign nobody").fails(3);
    env.line("task add repair x --room Focus").fails(2);
    env.line("task show 99").fails(3).says("no task 99");
}

fn steps_that_cannot_follow_are_refused_with_those_that_can(env: &Env) {
    laptops(env);
    env.line("device issue LT-1 \"keyboard sticks\"").ok();
    env.line("task cancel 1 --reason \"wrong device\"").ok();
    let (code, exit) = env.refusal("task start 1");
    assert_eq!((code.as_str(), exit), ("illegal_step", 5));
    env.line("task start 1").fails(5).says("undo");
    env.line("task done 1").fails(5);
    env.line("device issue LT-1 \"slow\"").ok();
    env.line("task done 2 --outcome fixed")
        .fails(6)
        .says("not a repair");
    env.line("task hold 2 --reason \"\"").fails(6);
    assert_eq!(of(&env.get("task show 2"), "state"), "open");
}

fn a_device_in_maintenance_has_one_repair_whatever_put_it_there(env: &Env) {
    laptops(env);
    env.line("device move LT-1 --to maintenance --reason \"broken hinge\"")
        .ok();
    assert_eq!(in_repair(env), ["LT-1"]);
    let repair = env.get("task show 1");
    assert_eq!(of(&repair, "title"), "Broken hinge");
    // A second one adds its reason, and no repair.
    env.line("device move LT-1 --to maintenance --reason \"and the screen\"")
        .ok();
    assert_eq!(in_repair(env), ["LT-1"]);
    let texts: Vec<Value> = env.get("task show 1")["events"].as_array().unwrap().clone();
    assert_eq!(texts.last().unwrap()["text"], json!("and the screen"));
    env.line("device repair LT-1 \"and a key\" --estimate 1200 --expected +5d")
        .ok();
    assert_eq!(in_repair(env), ["LT-1"]);
    assert_eq!(env.get("task show 1")["estimate"]["amount_cents"], json!(120_000));
    env.line("device move LT-1 --to available").ok();
    assert!(in_repair(env).is_empty());
    let ended = env.get("task show 1");
    assert_eq!(
        (of(&ended, "state"), of(&ended, "outcome")),
        ("done".into(), "fixed".into())
    );
    // New, imported and demo devices go the same way.
    env.line("device add LT-9 --category Laptop --status maintenance")
        .ok();
    env.write(
        "devices.csv",
        "serial_number,category,status\nLT-8,Laptop,maintenance\nLT-2,Laptop,in repair\n",
    );
    env.line("import devices devices.csv").ok();
    assert_eq!(in_repair(env), ["LT-2", "LT-8", "LT-9"]);
    env.line("device move LT-9 --to lost --reason \"never came back\"")
        .ok();
    env.line("device move LT-8 --to retired").ok();
    assert_eq!(in_repair(env), ["LT-2"]);
    let all = env.get("task list --all --kind repair --fields device,state,outcome --sort device");
    assert_eq!(
        all,
        json!([{"device": "LT-1", "state": "done", "outcome": "fixed"},
               {"device": "LT-2", "state": "open", "outcome": null},
               {"device": "LT-8", "state": "done", "outcome": "unfixable"},
               {"device": "LT-9", "state": "cancelled", "outcome": null}])
    );
}

fn the_end_of_a_repair_brings_the_device_back(env: &Env) {
    laptops(env);
    let status = |serial: &str| of(&env.get(&format!("device show {serial}")), "status");
    env.line("vendor add FixIt").ok();
    env.line("device repair LT-1 \"broken hinge\" --vendor fixit")
        .ok();
    env.line("device repaired LT-1 --cost 1350 --note \"new hinge\"")
        .ok();
    assert_eq!(status("LT-1"), "available");
    let ended = env.get("task show 1");
    assert_eq!(
        (
            of(&ended, "vendor"),
            of(&ended, "outcome"),
            ended["cost"]["amount_cents"].clone()
        ),
        ("FixIt".into(), "fixed".into(), json!(135_000))
    );
    env.line("device repair LT-2").ok();
    env.line("task done 2 --outcome unfixable").ok();
    assert_eq!(status("LT-2"), "retired");
    env.line("device repair LT-3 \"loose\"").ok();
    env.line("task cancel 3 --reason \"it was only loose\"").ok();
    assert_eq!(status("LT-3"), "available");
    assert!(in_repair(env).is_empty());
    let (code, exit) = env.refusal("device repaired LT-3");
    assert_eq!((code.as_str(), exit), ("not_in_repair", 5));
    // Tried without a change.
    env.line("device repair LT-3 --dry-run").ok();
    assert_eq!((status("LT-3"), in_repair(env)), ("available".into(), vec![]));
}

fn raw_sql_cannot_part_a_repair_from_its_device(env: &Env) {
    laptops(env);
    env.line("device repair LT-1 hinge").ok();
    let now = env.instant("2026-03-01T08:00:00Z");
    let task = |kind: &str, device: &str, state: &str| {
        format!(
            "INSERT INTO tasks (id, kind, title, state, priority, device_id, created_at, updated_by, updated_at)
             VALUES (77, '{kind}', 'raw', '{state}', 'normal', {device}, {now}, 'raw', {now})"
        )
    };
    for statement in [
        "UPDATE devices SET status = 'maintenance' WHERE serial_number = 'LT-2'".to_owned(),
        "UPDATE devices SET status = 'available' WHERE serial_number = 'LT-1'".to_owned(),
        format!("UPDATE tasks SET state = 'done', done_at = {now}, done_by = 'raw' WHERE id = 1"),
        "UPDATE tasks SET state = 'cancelled' WHERE id = 1".to_owned(),
        "UPDATE tasks SET kind = 'issue' WHERE id = 1".to_owned(),
        "UPDATE tasks SET device_id = (SELECT id FROM devices WHERE serial_number = 'LT-2') WHERE id = 1"
            .to_owned(),
        "DELETE FROM tasks".to_owned(),
        "UPDATE task_events SET text = 'x', state = NULL".to_owned(),
        "DELETE FROM task_events".to_owned(),
        task(
            "repair",
            "(SELECT id FROM devices WHERE serial_number = 'LT-1')",
            "open",
        ),
        task(
            "repair",
            "(SELECT id FROM devices WHERE serial_number = 'LT-2')",
            "on_hold",
        ),
        task("repair", "NULL", "open"),
        task("cleaning", "NULL", "done"),
        task("cleaning", "NULL", "gone"),
    ] {
        assert!(env.raw_sql(&statement).is_err(), "{statement}");
        // As SQLite's own shell opens a file.
        let without_keys = format!("PRAGMA foreign_keys = OFF; {statement}");
        assert!(
            !env.is_sqlite() || env.raw_sql(&without_keys).is_err(),
            "{without_keys}"
        );
    }
    assert_eq!(in_repair(env), ["LT-1"]);
}

fn what_was_in_maintenance_before_has_a_repair_after_the_upgrade(env: &Env) {
    laptops(env);
    env.line("device move LT-1 --to maintenance --reason \"broken hinge\"")
        .ok();
    env.line("device move LT-2 --to maintenance").ok();
    env.migrate_back_before("2026-11-29-000063");
    env.line("db migrate --no-backup").ok();
    assert_eq!(in_repair(env), ["LT-1", "LT-2"]);
    let titles = env.column(&["task", "list", "--sort", "id"], "title");
    assert_eq!(titles, ["broken hinge", "Repair"]);
    env.line("device move LT-1 --to available").ok();
    assert_eq!(in_repair(env), ["LT-2"]);
}

fn undo_brings_repairs_and_tasks_back(env: &Env) {
    laptops(env);
    let status = |serial: &str| of(&env.get(&format!("device show {serial}")), "status");
    env.line("device move LT-1 --to maintenance --reason hinge").ok();
    env.line("undo").ok();
    assert_eq!((status("LT-1"), in_repair(env)), ("available".into(), vec![]));
    assert_eq!(of(&env.get("task show 1"), "state"), "cancelled");
    // The undo of the undo does it again.
    let newest = env.get("history --limit 1")[0]["id"].as_i64().unwrap();
    env.line(&format!("undo {newest}")).ok();
    assert_eq!(
        (status("LT-1"), in_repair(env)),
        ("maintenance".into(), vec!["LT-1".into()])
    );
    env.line("device repaired LT-1 --cost 10").ok();
    env.line("undo").ok();
    assert_eq!(
        (status("LT-1"), in_repair(env)),
        ("maintenance".into(), vec!["LT-1".into()])
    );
    let repair = env.get("task show 1");
    assert!(
        repair["cost"].is_null() && repair["done_at"].is_null(),
        "{repair}"
    );
    env.line("device issue LT-2 \"keyboard sticks\"").ok();
    env.line("task edit 2 --priority urgent --notes \"third time\"")
        .ok();
    env.line("undo").ok();
    let issue = env.get("task show 2");
    assert_eq!(
        (of(&issue, "priority"), issue["notes"].clone()),
        ("normal".into(), Value::Null)
    );
    env.line("undo").ok();
    assert_eq!(of(&env.get("task show 2"), "state"), "cancelled");
    env.line("vendor add FixIt").ok();
    env.line("undo").ok();
    assert!(env.get("vendor list").as_array().unwrap().is_empty());
    let told = env.get("history --record task:2");
    assert!(!told.as_array().unwrap().is_empty());
    env.colab(&["db", "check"]).ok();
}

fn vendors_are_added_found_and_edited(env: &Env) {
    let vendor = env.get("vendor add FixIt --email jobs@fixit.example --phone 0115550100");
    assert_eq!(of(&vendor, "email"), "jobs@fixit.example");
    let (code, exit) = env.refusal("vendor add \" fixit \"");
    assert_eq!((code.as_str(), exit), ("vendor_exists", 5));
    env.line("vendor add fixit --if-exists skip").ok();
    env.line("vendor add CleanCo").ok();
    env.line("vendor edit CleanCo --name FIXIT").fails(5);
    env.line("vendor edit FixIt --contact \"N. Dube\" --active false")
        .ok();
    assert_eq!(env.column(&["vendor", "list"], "name"), ["CleanCo"]);
    assert_eq!(
        env.column(&["vendor", "list", "--all"], "name"),
        ["CleanCo", "FixIt"]
    );
    assert_eq!(of(&env.get("vendor show fixit"), "contact"), "N. Dube");
    env.line("vendor show FixIz").fails(3).says("FixIt");
    env.line("vendor edit FixIt").fails(2);
}

fn tasks_are_listed_by_what_is_asked_and_summed(env: &Env) {
    laptops(env);
    env.user("thandi", "staff");
    env.line("vendor add FixIt").ok();
    env.line("device repair LT-1 hinge --vendor FixIt").ok();
    env.line("device repaired LT-1 --cost 1350").ok();
    env.line("device repair LT-2 screen --vendor FixIt").ok();
    env.line("device repaired LT-2 --cost 650.50").ok();
    env.line("task add cleaning floors --assign thandi --due yesterday --priority low")
        .ok();
    env.line("device issue LT-1 slow --priority urgent").ok();
    let titles = |line: &str| -> Vec<String> {
        let tasks = env.get(line);
        tasks
            .as_array()
            .unwrap()
            .iter()
            .map(|task| of(task, "title"))
            .collect()
    };
    assert_eq!(titles("task list"), ["slow", "floors"]);
    assert_eq!(titles("task list --user thandi"), ["floors"]);
    assert_eq!(titles("task list --device lt-1 --all"), ["slow", "Hinge"]);
    assert_eq!(
        titles("task list --state done --vendor fixit"),
        ["Hinge", "Screen"]
    );
    assert_eq!(titles("task list --overdue"), ["floors"]);
    env.line("task list --overdue --exit-code").fails(9);
    env.line("task list --kind issue --exit-code").ok();
    assert_eq!(titles("task list --search SLO"), ["slow"]);
    let sums = env.get("task list --by vendor,month");
    let sum = &sums[0];
    assert_eq!(sums.as_array().unwrap().len(), 1);
    assert_eq!(
        (
            of(sum, "vendor"),
            sum["tasks"].clone(),
            sum["cost"]["amount_cents"].clone()
        ),
        ("FixIt".into(), json!(2), json!(200_050))
    );
    assert!(of(sum, "month").len() == 7, "{sum}");
    assert_eq!(env.get("task list --by device").as_array().unwrap().len(), 2);
}

fn the_agenda_has_what_is_to_be_done_and_what_is_late(env: &Env) {
    env.user("thandi", "staff");
    env.line("task add cleaning late --due yesterday").ok();
    env.line("task add setup today --at today --assign thandi").ok();
    env.line("task add delivery \"next month\" --at +40d").ok();
    env.line("task add other \"some day\"").ok();
    let titles = |line: &str| -> Vec<String> {
        let tasks = env.get(line);
        tasks
            .as_array()
            .unwrap()
            .iter()
            .map(|task| of(task, "title"))
            .collect()
    };
    assert_eq!(titles("task agenda"), ["late", "today"]);
    assert_eq!(titles("task agenda --user thandi --week this"), ["today"]);
    assert!(titles("task agenda --date +40d").contains(&"next month".to_owned()));
    env.line("task agenda -o tasks.ics").ok();
    let feed = std::fs::read_to_string(env.path("tasks.ics")).unwrap();
    assert_eq!(feed.matches("BEGIN:VTODO").count(), 2, "{feed}");
    assert!(feed.contains("UID:task-1@") && feed.contains("DUE:"), "{feed}");
    env.line("task agenda -o tasks.txt").fails(2);
}

fn tasks_are_seen_by_whom_they_concern_and_changed_by_those_who_may(env: &Env) {
    laptops(env);
    env.line("room add Focus --capacity 10").ok();
    let (staff, boss) = (
        env.user_by_admin("sam", "staff"),
        env.user_by_admin("ruth", "training_facility_admin"),
    );
    env.line("task add cleaning floors --assign sam").ok();
    env.line("task add cleaning windows --room Focus").ok();
    env.line("device issue LT-1 slow").ok();
    let seen = env.line_as(&staff, "task list -f json").ok().json();
    let titles: Vec<String> = seen
        .as_array()
        .unwrap()
        .iter()
        .map(|task| of(task, "title"))
        .collect();
    assert_eq!(titles, ["floors", "windows"]);
    env.line_as(&staff, "task show 3").fails(3).says("no task 3");
    env.line_as(&staff, "file list task:3").fails(3);
    env.line_as(&boss, "task show 3").ok();
    // What work costs is for those who see prices.
    env.line("task edit 1 --cost 99 --notes dusty").ok();
    let seen = env.line_as(&staff, "task show 1 -f json").ok();
    assert!(
        seen.stdout.contains("dusty") && !seen.stdout.contains("99"),
        "{seen}"
    );
    env.line_as(&staff, "task list --by kind").fails(4);
    assert_eq!(
        env.line_as(&boss, "task show 1 -f json").ok().json()["cost"]["amount_cents"],
        json!(9900)
    );
    // Staff take the steps of what is assigned to them, and no others.
    for line in [
        "task edit 1 --notes n",
        "task assign 1 \"\"",
        "task cancel 1 --reason r",
        "task add cleaning more",
        "vendor add FixIt",
        "task start 2",
    ] {
        env.line_as(&staff, line).fails(4);
    }
    env.line_as(&staff, "task start 3").fails(3);
    env.line_as(&staff, "task start 1").ok();
    env.line_as(&staff, "undo").ok();
    env.line_as(&staff, "task hold 1 --reason rain").ok();
    env.line_as(&staff, "task done 1").ok();
    assert_eq!(of(&env.get("task show 1"), "done_by"), "sam");
    env.line_as(&boss, "task start 2").ok();
    // Who may not move devices puts none into repair.
    env.line_as(&boss, "device repair LT-1 hinge").fails(4);
    assert!(in_repair(env).is_empty());
}

fn a_returned_device_in_need_of_repair_gets_one(env: &Env) {
    laptops(env);
    env.line("rental start --client Umoya --serial LT-1 --serial LT-2 --contact-person Sam --contact-number 0820000000 --company Umoya --address \"2 Oak St\" --return-on +7d").ok();
    let number = env.get("rental list")[0]["rental_no"]
        .as_str()
        .unwrap()
        .to_owned();
    env.line(&format!(
        "rental return {number} --serial LT-1 --condition repair --notes \"screen broken\""
    ))
    .ok();
    assert_eq!(in_repair(env), ["LT-1"]);
    assert_eq!(of(&env.get("task show 1"), "title"), "Screen broken");
    env.line("undo").ok();
    assert!(in_repair(env).is_empty());
}

fn rules_are_off_until_switched_on_and_make_one_task(env: &Env) {
    laptops(env);
    env.line("room add Focus --capacity 10").ok();
    let id = env.book("Focus", "2026-03-02", "08:00-10:00");
    let at = "2026-03-02T08:30:00+02:00";
    let run = |line: &str| env.line_at(at, line).ok();
    run(&format!("booking check-in {id}"));
    run(&format!("booking check-out {id}"));
    assert!(env.get("task list --all").as_array().unwrap().is_empty());
    run("undo");
    env.line("config set task_after_check_out yes").ok();
    env.line("config set task_after_return yes").ok();
    for _ in 0..2 {
        run(&format!("booking check-out {id}"));
        run("undo");
    }
    run(&format!("booking check-out {id}"));
    let tasks = env.get("task list --all");
    assert_eq!(tasks.as_array().unwrap().len(), 1, "{tasks}");
    assert_eq!(
        (
            of(&tasks[0], "about"),
            of(&tasks[0], "state"),
            of(&tasks[0], "kind")
        ),
        ("room Focus".into(), "open".into(), "cleaning".into())
    );
    assert!(of(&tasks[0], "due_at").starts_with("2026-03-02T10:30"), "{tasks}");
    run(
        "rental start --client Umoya --serial LT-1 --serial LT-2 --contact-person Sam --contact-number 0820000000 --company Umoya --address \"2 Oak St\" --return-on +7d",
    );
    run("rental return RN-2026-0001 --serial LT-1 --condition needs-inspection");
    run("rental return RN-2026-0001 --serial LT-2 --condition ok");
    assert_eq!(
        env.column(&["task", "list", "--kind", "inspection"], "about"),
        ["device LT-1"]
    );
    env.colab(&["db", "check"]).ok();
}

fn a_recurring_task_has_its_next_one_when_it_is_done_or_late(env: &Env) {
    let at = |day: &str, line: &str| env.line_at(&format!("2026-{day}T09:00:00+02:00"), line).ok();
    let due = |line: &str| -> Vec<String> {
        let mut days: Vec<String> = env
            .get(line)
            .as_array()
            .unwrap()
            .iter()
            .map(|task| of(task, "due_at")[..10].to_owned())
            .collect();
        days.sort();
        days
    };
    env.line("task add cleaning deep --rrule FREQ=WEEKLY")
        .fails(6)
        .says("needs a day");
    env.line("task add cleaning deep --due 2026-03-06 --rrule FREQ=SOMETIMES")
        .fails(6);
    // The first that is due.
    let next = || env.get("task list")[0]["id"].as_i64().unwrap();
    at(
        "03-02",
        "task add cleaning deep --at 2026-03-06T16:00 --due 2026-03-06T18:00 --rrule FREQ=WEEKLY;BYDAY=FR;COUNT=3",
    );
    at("03-06", &format!("task done {} --note shining", next()));
    assert_eq!(due("task list"), ["2026-03-13"]);
    // Late: the next one is there, once, and the late one stays.
    at("03-14", "notify check");
    at("03-14", "notify check");
    assert_eq!(due("task list"), ["2026-03-13", "2026-03-20"]);
    at("03-14", &format!("task done {}", next()));
    assert_eq!(due("task list"), ["2026-03-20"]);
    // COUNT=3 has ended.
    let last = next();
    at("03-20", &format!("task done {last}"));
    assert!(due("task list").is_empty());
    at("03-20", "undo");
    at("03-20", &format!("task cancel {last} --reason enough"));
    at("03-27", "notify check");
    assert!(due("task list").is_empty());
    assert_eq!(env.get("task list --all").as_array().unwrap().len(), 3);
}

fn files_hang_on_tasks(env: &Env) {
    laptops(env);
    let task = env.get("device repair LT-1 hinge")["id"].as_i64().unwrap();
    env.write("quote.txt", "FixIt quotes R1,200.00");
    env.line(&format!("file add task:{task} quote.txt")).ok();
    assert_eq!(
        env.column(&["file", "list", &format!("task:{task}")], "name"),
        ["quote.txt"]
    );
    env.line("file add task:99 quote.txt").fails(3);
    env.line("file add task:one quote.txt").fails(2);
    env.colab(&["db", "check"]).ok();
}

fn the_clock_of_a_repair_stands_still_while_it_is_on_hold(env: &Env) {
    laptops(env);
    let at = |day: &str, line: &str| env.line_at(&format!("2026-{day}T09:00:00+02:00"), line);
    at("03-02", "device repair LT-1 hinge").ok();
    at("03-04", "task hold 1 --reason \"waits for a part\"").ok();
    let attention = |day: &str| {
        let device = at(day, "device show LT-1 -f json").ok().json();
        (
            device["service_days"].clone(),
            device["attention"].clone(),
            device["days_in_status"].clone(),
        )
    };
    assert_eq!(attention("03-20"), (json!(2), Value::Null, json!(18)));
    at("03-20", "task start 1").ok();
    assert_eq!(attention("03-25"), (json!(7), json!("warn"), json!(23)));
    // Two lines of the timeline do not restart the clock.
    at(
        "03-26",
        "device move LT-1 --to maintenance --reason \"still waiting\"",
    )
    .ok();
    assert_eq!(attention("04-01"), (json!(14), json!("critical"), json!(30)));
    // Told once, escalated once, resolved by the end of the repair.
    let told = |day: &str| {
        at(day, "notify check").ok();
        let open = at(day, "notify list --open --type service_level -f json")
            .ok()
            .json();
        open.as_array().unwrap().len()
    };
    assert_eq!(
        (
            told("03-20"),
            told("03-25"),
            told("03-26"),
            told("04-01"),
            told("04-02")
        ),
        (0, 1, 1, 1, 1)
    );
    at("04-02", "device list --attention critical --exit-code").fails(9);
    at("04-02", "device list --attention warn --exit-code").fails(9);
    at("04-02", "device repaired LT-1 --cost 10").ok();
    assert_eq!(told("04-02"), 0);
    at("04-02", "device list --attention --exit-code").ok();
    // Quiet days do not count.
    at("04-02", "device repair LT-2 screen").ok();
    env.line("config set quiet_days \"sat, sun\"").ok();
    let device = at("04-12", "device show LT-2 -f json").ok().json();
    assert_eq!(device["service_days"], json!(6));
    at(
        "04-02",
        "site close 2026-04-07..2026-04-08 --reason \"stocktaking\"",
    )
    .ok();
    let device = at("04-12", "device show LT-2 -f json").ok().json();
    assert_eq!(device["service_days"], json!(4));
}

fn a_device_shows_its_work_and_what_it_cost_in_all(env: &Env) {
    env.line("device add LT-1 --category Laptop --price 15000").ok();
    env.line("device repair LT-1 hinge").ok();
    env.line("device repaired LT-1 --cost 1350").ok();
    env.line("device issue LT-1 slow").ok();
    let device = env.get("device show LT-1");
    assert_eq!(device["cost_of_ownership"]["amount_cents"], json!(1_635_000));
    let titles: Vec<&str> = device["tasks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|task| task["title"].as_str().unwrap())
        .collect();
    assert_eq!(titles, ["slow", "Hinge"]);
}

fn a_cost_reaches_the_ledger_once_by_two_people(env: &Env) {
    laptops(env);
    env.line("device repair LT-1 hinge").ok();
    let (code, exit) = env.refusal("task approve 1");
    assert_eq!((code.as_str(), exit), ("nothing_proposed", 5));
    env.line("device repaired LT-1 --cost 1350").ok();
    let day = env.get("task show 1")["done_at"].as_str().unwrap()[..10].to_owned();
    let count = |line: &str| env.get(line).as_array().unwrap().len();
    for (line, found) in [
        (format!("task costs --from {day} --to {day}"), 1),
        (format!("task costs --month {}", &day[..7]), 1),
        ("task costs --to 2020-01-01".to_owned(), 0),
        (format!("task list --from {day} --to {day}"), 1),
        ("task list --to 2020-01-01".to_owned(), 0),
    ] {
        assert_eq!(count(&line), found, "{line}");
    }
    let pending = env.get("task costs --pending");
    assert_eq!(pending[0]["amount"]["amount_cents"], json!(135_000));
    let (code, exit) = env.refusal("task approve 1");
    assert_eq!((code.as_str(), exit), ("own_request", 5));
    let (zanele, staff) = (env.user("zanele", "finance"), env.user("sam", "staff"));
    env.line_as(&staff, "task approve 1").fails(4);
    // Another amount before the decision is another proposal; after it there is none.
    env.line("task edit 1 --cost 1300").ok();
    let approved = env.line_as(&zanele, "task approve 1 -f json").ok().json();
    assert_eq!(
        (of(&approved, "state"), approved["amount"]["amount_cents"].clone()),
        ("approved".into(), json!(130_000))
    );
    env.line_as(&zanele, "task reject 1 --reason no").fails(5);
    env.line("task edit 1 --cost 1").fails(5);
    assert!(env.get("task costs --pending").as_array().unwrap().is_empty());
    let now = env.instant("2026-03-01T08:00:00Z");
    for statement in [
        "UPDATE task_costs SET amount_cents = 1".to_owned(),
        "DELETE FROM task_costs".to_owned(),
        format!("INSERT INTO task_costs (id, task_id, step, amount_cents, currency, created_by, entered_by, created_at)
                 VALUES (99, 1, 'approval', 130000, 'ZAR', 'zanele', 'zanele', {now})"),
    ] {
        assert!(env.raw_sql(&statement).is_err(), "{statement}");
    }
}

/// The replaced asset system's template: its words are told once, and saved with the mapping.
fn the_replaced_systems_template_imports_after_one_saved_mapping(env: &Env) {
    let heading = "Serial Number,Asset Type,Brand,Model,Current Status,Current Location,Purchase Date\n";
    let rows = "SAMPLE-001,Laptop,Dell,Latitude 5420,IN_STOCK_WORKING,Head Office,2025-01-15\n\
                SAMPLE-002,Laptop,HP,ProBook,IN_STOCK_NEW,Head Office,2025-02-01\n\
                SAMPLE-003,Desktop,HP,ProDesk,WITH_VENDOR_REPAIR,FixIt,2024-05-01\n\
                SAMPLE-004,Laptop,Dell,XPS,RETURNED_FROM_CLIENT,Head Office,2024-05-01\n\
                SAMPLE-005,Laptop,Dell,XPS,IN_OFFICE_TESTING,Head Office,2024-05-01\n\
                SAMPLE-006,Laptop,Dell,XPS,SOLD,,2020-05-01\n";
    env.write("assets.csv", format!("{heading}{rows}"));
    let first = [
        "import",
        "devices",
        "assets.csv",
        "--save-map",
        "assets",
        "--map",
        "Asset Type=category",
        "--map",
        "Current Status=status",
        "--map",
        "Current Location=place",
        "--word",
        "status:IN_STOCK_WORKING=available",
        "--word",
        "status:in stock new=new",
        "--word",
        "status:WITH_VENDOR_REPAIR=maintenance",
        "--word",
        "status:RETURNED_FROM_CLIENT=returned",
        "--word",
        "status:IN_OFFICE_TESTING=testing",
        "-f",
        "json",
    ];
    env.colab(&first).ok();
    let statuses = env.column(&["device", "list", "--all"], "status");
    assert_eq!(
        statuses,
        ["available", "new", "maintenance", "returned", "testing", "sold"]
    );
    assert_eq!(in_repair(env), ["SAMPLE-003"]);
    // The next file is read in one word.
    env.write(
        "more.csv",
        format!("{heading}{rows}SAMPLE-007,Laptop,Dell,XPS,IN_STOCK_WORKING,Head Office,2025-05-01\n"),
    );
    env.line("import devices more.csv --map-from assets").ok();
    assert_eq!(env.column(&["device", "list", "--all"], "status").len(), 7);
    for (word, hint) in [
        ("IN_STOCK=available", "--word"),
        ("colour:red=blue", "fields are"),
        ("status:x=perhaps", "one of"),
    ] {
        env.colab(&["import", "devices", "more.csv", "--word", word])
            .fails(2)
            .says(hint);
    }
}

fn costs_of_two_currencies_are_not_added_up(env: &Env) {
    env.line("vendor add FixIt").ok();
    for (number, cost) in [("1", "850"), ("2", "12.34")] {
        env.line("task add cleaning floors --vendor FixIt").ok();
        env.line(&format!("task done {number} --cost {cost}")).ok();
        env.line("config set currency USD").ok();
    }
    let sums = env.get("task list --by vendor");
    let sums = sums.as_array().unwrap();
    let mut costs: Vec<String> = sums.iter().map(|sum| sum["cost"].to_string()).collect();
    costs.sort();
    assert_eq!(costs.len(), 2, "{sums:#?}");
    assert!(
        costs[0].contains("1234") && costs[1].contains("85000"),
        "{costs:?}"
    );
}
