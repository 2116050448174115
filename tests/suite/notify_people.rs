//! What people see of the notifications and do about them, and from where on stock is low.

use serde_json::{Value, json};

use super::support::Env;

both![
    everybody_sees_what_is_addressed_to_them_and_an_admin_everything,
    what_one_reads_stays_unread_for_the_others,
    what_is_put_off_comes_back_unread,
    all_that_is_unread_is_read_at_once,
    numbers_come_from_standard_input_and_a_wrong_one_changes_nothing,
    a_list_is_sorted_cut_and_paged,
    wrong_words_are_refused_with_a_way_out,
    dry_runs_change_nothing,
];
both![
    thresholds_are_the_sites_until_a_category_has_its_own,
    thresholds_decide_what_is_low_everywhere,
    thresholds_out_of_bounds_are_refused,
    a_threshold_is_set_by_who_may_edit_devices,
];

/// Four laptops, a booking of somebody's of staff, and what is told of them.
fn something_to_tell(env: &Env) -> [String; 4] {
    let people = [
        env.user("sipho", "it_rental_admin"),
        env.user("thandi", "training_facility_admin"),
        env.user("lerato", "staff"),
        env.user("khaya", "kitchen_staff"),
    ];
    env.colab(&["room", "add", "Focus"]).ok();
    env.colab(&[
        "device",
        "add",
        "--category",
        "Laptop",
        "LT-1",
        "LT-2",
        "LT-3",
        "LT-4",
    ])
    .ok();
    let create = [
        "booking",
        "create",
        "--client",
        "Kopano",
        "--date",
        "2026-03-02",
        "--learners",
        "5",
    ];
    env.colab_as(&people[2], &create).ok();
    env.colab(&["notify", "check"]).ok();
    env.colab(&["booking", "assign", "1", "--room", "Focus"]).ok();
    env.colab(&["notify", "check"]).ok();
    people
}

#[track_caller]
fn seen_by(env: &Env, token: &str, words: &[&str]) -> Vec<Value> {
    let line = [&["notify", "list", "-f", "json"], words].concat();
    let seen = env.colab_as(token, &line).ok().json();
    seen.as_array().unwrap().clone()
}

fn types(seen: &[Value]) -> Vec<&str> {
    seen.iter().map(|one| one["type"].as_str().unwrap()).collect()
}

fn everybody_sees_what_is_addressed_to_them_and_an_admin_everything(env: &Env) {
    let [it_boss, room_boss, staff, kitchen] = something_to_tell(env);
    assert_eq!(types(&seen_by(env, &it_boss, &[])), ["low_stock"]);
    assert_eq!(
        types(&seen_by(env, &room_boss, &[])),
        ["booking_pending", "low_stock"]
    );
    assert_eq!(types(&seen_by(env, &staff, &[])), ["booking_room_assigned"]);
    assert_eq!(seen_by(env, &kitchen, &[]), Vec::<Value>::new());
    assert_eq!(
        env.column(&["notify", "list"], "type"),
        ["booking_room_assigned", "booking_pending", "low_stock"]
    );
    let shown = env.json(&["notify", "show", "1"]);
    for field in [
        "id",
        "severity",
        "type",
        "message",
        "opened_at",
        "unread",
        "resolved_at",
        "is_open",
        "title",
        "entity",
        "entity_id",
        "roles",
        "users",
        "read_at",
        "acked_at",
        "snoozed_until",
        "updated_at",
        "details",
    ] {
        assert!(shown.get(field).is_some(), "{field}");
    }
    assert_eq!(
        shown["roles"],
        json!(["it_rental_admin", "training_facility_admin"])
    );
    // What is addressed to others is not there.
    for line in [
        &["notify", "show", "3"][..],
        &["notify", "read", "3"],
        &["notify", "ack", "1", "3"],
    ] {
        env.colab_as(&it_boss, line)
            .fails(3)
            .says("no notification 3 for you");
    }
    assert_eq!(env.count("notification_reads"), 0);
}

fn what_one_reads_stays_unread_for_the_others(env: &Env) {
    let [it_boss, room_boss, ..] = something_to_tell(env);
    let read = env
        .colab_as(&it_boss, &["notify", "read", "1", "-f", "json"])
        .ok()
        .json();
    assert_eq!(
        (&read["read_at"], &read["unread"]),
        (&json!("2026-01-15T10:00:00+02:00"), &json!(false))
    );
    assert!(seen_by(env, &it_boss, &["--unread"]).is_empty());
    // What is over is read by everybody: the booking has its room.
    assert_eq!(types(&seen_by(env, &room_boss, &["--unread"])), ["low_stock"]);
    assert_eq!(env.json(&["notify", "show", "1"])["read_at"], Value::Null);
    // Read again, nothing changes; acknowledged, it stays read since then.
    let rows = env.count("audit_log");
    env.colab_as(&it_boss, &["notify", "read", "1", "--quiet"])
        .ok()
        .silent();
    assert_eq!(env.count("audit_log"), rows);
    let ack = env
        .call(&["notify", "ack", "1", "-f", "json"])
        .variable("COLAB_TOKEN", &it_boss)
        .variable("COLAB_NOW", "2026-01-16T08:00:00Z");
    let acked = ack.run().ok().json();
    assert_eq!(
        (&acked["read_at"], &acked["acked_at"]),
        (
            &json!("2026-01-15T10:00:00+02:00"),
            &json!("2026-01-16T10:00:00+02:00")
        )
    );
    assert_eq!(env.count("audit_log"), rows + 1);
    let last = env.raw_text(
        "SELECT actor || ' ' || command || ' ' || entity_id FROM audit_log ORDER BY seq DESC LIMIT 1",
    );
    assert_eq!(last.as_deref(), Some("sipho notify ack 1"));
    env.verify_audit().unwrap();
}

fn what_is_put_off_comes_back_unread(env: &Env) {
    let [it_boss, room_boss, ..] = something_to_tell(env);
    env.colab_as(&it_boss, &["notify", "ack", "1"]).ok();
    let snooze = ["notify", "snooze", "1", "--until", "tomorrow", "-f", "json"];
    let snoozed = env.colab_as(&it_boss, &snooze).ok().json();
    assert_eq!(
        (
            &snoozed["snoozed_until"],
            &snoozed["acked_at"],
            &snoozed["unread"]
        ),
        (&json!("2026-01-16T00:00:00+02:00"), &Value::Null, &json!(false))
    );
    let unread_at = |now: &str, token: &str| {
        let list = env.call(&["notify", "list", "--unread", "-f", "json"]);
        let list = list.variable("COLAB_TOKEN", token).variable("COLAB_NOW", now);
        list.run().ok().json().as_array().unwrap().len()
    };
    assert_eq!(unread_at("2026-01-15T21:59:59Z", &it_boss), 0);
    assert_eq!(unread_at("2026-01-15T22:00:00Z", &it_boss), 1);
    assert_eq!(unread_at("2026-01-15T21:59:59Z", &room_boss), 1);
    env.colab_as(
        &it_boss,
        &["notify", "snooze", "1", "--until", "2026-01-15T08:00"],
    )
    .fails(6)
    .says("is in the past");
    env.colab_as(&it_boss, &["notify", "snooze", "1", "--until", "whenever"])
        .fails(2);
    env.colab_as(&it_boss, &["notify", "snooze", "1"])
        .fails(2)
        .says("--until");
}

fn all_that_is_unread_is_read_at_once(env: &Env) {
    let [_, room_boss, ..] = something_to_tell(env);
    env.line("booking create --client Umoya --date 2026-03-03 --learners 5")
        .ok();
    env.line("notify check").ok();
    env.colab_as(&room_boss, &["notify", "snooze", "1", "--until", "+3d"])
        .ok();
    let read = env.colab_as(&room_boss, &["notify", "read", "--all", "-f", "json"]);
    let read = read.ok().json();
    assert_eq!(types(read.as_array().unwrap()), ["booking_pending"]);
    assert!(seen_by(env, &room_boss, &["--unread"]).is_empty());
    let again = ["notify", "read", "--all", "-f", "json"];
    assert_eq!(env.colab_as(&room_boss, &again).ok().json(), json!([]));
    // The admin's own state is the admin's own.
    assert_eq!(
        env.json(&["notify", "list", "--unread"])
            .as_array()
            .unwrap()
            .len(),
        3
    );
    assert_eq!(
        env.json(&["notify", "read", "--all"]).as_array().unwrap().len(),
        3
    );
    assert_eq!(env.count("notification_reads"), 5);
}

fn numbers_come_from_standard_input_and_a_wrong_one_changes_nothing(env: &Env) {
    something_to_tell(env);
    let read = ["notify", "read", "-", "-f", "json"];
    let done = env.colab_with(&read, "1\n\n2\n1\n", &[]).ok().json();
    assert_eq!(types(done.as_array().unwrap()), ["low_stock", "booking_pending"]);
    env.colab_with(&["notify", "ack", "-"], "1\n99\n", &[])
        .fails(3)
        .says("no notification 99");
    assert_eq!(env.json(&["notify", "show", "1"])["acked_at"], Value::Null);
    for line in [
        &["notify", "read"][..],
        &["notify", "read", "x"],
        &["notify", "read", "1", "--all"],
        &["notify", "ack"],
        &["notify", "show", "x"],
    ] {
        env.colab(line).fails(2);
    }
}

fn a_list_is_sorted_cut_and_paged(env: &Env) {
    something_to_tell(env);
    let ids = |words: &[&str]| env.column(&[&["notify", "list"], words].concat(), "id");
    assert_eq!(ids(&[]), ["3", "2", "1"]);
    assert_eq!(ids(&["--sort", "severity"]), ["1", "3", "2"]);
    assert_eq!(ids(&["--sort", "type"]), ["2", "3", "1"]);
    assert_eq!(ids(&["--limit", "1"]), ["3"]);
    assert_eq!(ids(&["--after", "3", "--limit", "1"]), ["2"]);
    assert_eq!(ids(&["--open"]), ["3", "1"]);
    // A page follows what the list no longer has.
    assert_eq!(ids(&["--open", "--after", "2"]), ["1"]);
    assert_eq!(ids(&["--open", "--sort", "type", "--after", "2"]), ["3", "1"]);
    assert_eq!(ids(&["--resolved"]), ["2"]);
    assert_eq!(ids(&["--type", "low_stock"]), ["1"]);
    assert_eq!(ids(&["--type", "ghost_waiting"]), Vec::<String>::new());
    assert_eq!(
        env.colab(&["notify", "list", "--type", "rental_due", "-f", "json"])
            .ok()
            .stdout,
        "[]\n"
    );
}

fn wrong_words_are_refused_with_a_way_out(env: &Env) {
    let error = env
        .colab(&["notify", "list", "--type", "low_stok", "-f", "json"])
        .fails(3)
        .error();
    assert_eq!(
        (&error["code"], &error["details"]["nearest"][0]),
        (&json!("unknown_type"), &json!("low_stock"))
    );
    env.colab(&["notify", "list", "--open", "--resolved"]).fails(2);
    env.colab(&["notify", "list", "--sort", "colour"]).fails(2);
    env.colab(&["notify", "list", "--after", "7"])
        .fails(3)
        .says("colab notify list");
}

fn dry_runs_change_nothing(env: &Env) {
    something_to_tell(env);
    let rows = env.count("audit_log");
    for line in [
        &["notify", "read", "--all", "--dry-run"][..],
        &["notify", "ack", "1", "--dry-run"],
        &["notify", "snooze", "1", "--until", "+1d", "--dry-run"],
        &[
            "notify",
            "thresholds",
            "--category",
            "Laptop",
            "--warn-count",
            "1",
            "--dry-run",
        ],
        &[
            "notify",
            "thresholds",
            "--category",
            "Laptop",
            "--clear",
            "--dry-run",
        ],
    ] {
        env.colab(line).ok();
    }
    assert_eq!(
        (
            env.count("audit_log"),
            env.count("notification_reads"),
            env.count("stock_thresholds")
        ),
        (rows, 0, 0)
    );
}

fn thresholds(env: &Env, words: &[&str]) -> Value {
    env.json(&[&["notify", "thresholds"], words].concat())
}

fn thresholds_are_the_sites_until_a_category_has_its_own(env: &Env) {
    let site = json!({"category": "Laptop", "warn_percent": 20, "alert_percent": 10, "warn_count": 5, "own": [],
                      "category_id": 1});
    let desktop = json!({"category": "Desktop", "warn_percent": 20, "alert_percent": 10, "warn_count": 5, "own": [],
                         "category_id": 2});
    assert_eq!(thresholds(env, &[]), json!([site, desktop]));
    let set = [
        "--category",
        "laptops",
        "--warn-percent",
        "30",
        "--warn-count",
        "8",
    ];
    let own = json!({"category": "Laptop", "warn_percent": 30, "alert_percent": 10, "warn_count": 8,
                     "own": ["warn_percent", "warn_count"], "category_id": 1});
    assert_eq!(thresholds(env, &set), own);
    assert_eq!(thresholds(env, &["--category", "Laptop"]), json!([own]));
    assert_eq!(thresholds(env, &["--category", "Desktop"]), json!([desktop]));
    // The rest follows the site.
    env.colab(&["config", "set", "stock_alert_percent", "15"]).ok();
    assert_eq!(thresholds(env, &["--category", "Laptop"])[0]["alert_percent"], 15);
    let rows = env.count("audit_log");
    env.colab(&[&["notify", "thresholds", "--quiet"], &set[..]].concat())
        .ok()
        .silent();
    assert_eq!(env.count("audit_log"), rows);
    env.colab(&["config", "set", "stock_alert_percent", "10"]).ok();
    assert_eq!(thresholds(env, &["--category", "Laptop", "--clear"]), site);
    assert_eq!(env.count("stock_thresholds"), 0);
    env.colab(&[
        "notify",
        "thresholds",
        "--category",
        "Laptop",
        "--clear",
        "--quiet",
    ])
    .ok()
    .silent();
    env.verify_audit().unwrap();
}

fn thresholds_decide_what_is_low_everywhere(env: &Env) {
    env.colab(&[
        "device",
        "add",
        "--category",
        "Laptop",
        "LT-1",
        "LT-2",
        "LT-3",
        "LT-4",
    ])
    .ok();
    let level = || env.json(&["device", "stock", "--category", "Laptop"])[0]["level"].clone();
    let low = || {
        env.json(&["notify", "check", "--dry-run"])["changes"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!((level(), low()), (json!("warn"), 1));
    thresholds(env, &["--category", "Laptop", "--warn-count", "4"]);
    assert_eq!((level(), low()), (json!("ok"), 0));
    thresholds(
        env,
        &[
            "--category",
            "Laptop",
            "--warn-percent",
            "100",
            "--alert-percent",
            "100",
        ],
    );
    assert_eq!((level(), low()), (json!("alert"), 1));
}

fn thresholds_out_of_bounds_are_refused(env: &Env) {
    for (words, code) in [
        (&["--warn-percent", "5"][..], 2),
        (&["--clear"], 2),
        (&["--category", "Laptop", "--warn-percent", "x"], 2),
        (&["--category", "Laptop", "--clear", "--warn-count", "1"], 2),
        (&["--category", "Laptop", "--warn-percent", "101"], 6),
        (&["--category", "Laptop", "--warn-percent", "-1"], 6),
        (&["--category", "Laptop", "--warn-percent=-1"], 6),
        (&["--category", "Laptop", "--warn-count", "100001"], 6),
        (&["--category", "Laptop", "--alert-percent", "21"], 6),
        (&["--category", "Lapto", "--warn-count", "1"], 3),
    ] {
        env.colab(&[&["notify", "thresholds"], words].concat())
            .fails(code);
    }
    assert_eq!(env.count("stock_thresholds"), 0);
    env.raw_sql(&format!(
        "INSERT INTO stock_thresholds (category_id, warn_percent, updated_at, updated_by) VALUES (1, 101, {}, 'x')",
        env.instant("2026-01-15T08:00:00Z")
    ))
    .unwrap_err();
}

fn a_threshold_is_set_by_who_may_edit_devices(env: &Env) {
    let set = [
        "notify",
        "thresholds",
        "--category",
        "Laptop",
        "--warn-count",
        "1",
    ];
    let clear = ["notify", "thresholds", "--category", "Laptop", "--clear"];
    for role in ["training_facility_admin", "training_facility_admin_viewer"] {
        let token = env.user(role, role);
        for line in [&set[..], &clear] {
            env.colab_as(&token, line).fails(4).says("may not assign devices");
        }
        env.colab_as(&token, &["notify", "thresholds"]).ok();
    }
    let it_boss = env.user("sipho", "it_rental_admin");
    env.colab_as(&it_boss, &set).ok();
    env.colab_as(&it_boss, &clear).ok();
}
