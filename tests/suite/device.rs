//! Devices: what there is, its life, requests, who has what when.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::support::Env;
use super::support::tools::{picture_of_pdf, text_of_pdf};

both![
    scenario_30_what_is_not_filled_stays_in_the_queue,
    scenario_34_few_free_devices_warn_and_one_more_does_not,
    scenario_38_a_sold_device_is_terminal_and_a_long_repair_is_critical,
    every_move_from_every_status_does_what_the_table_says,
    devices_are_added_by_serials_from_standard_input,
    serials_come_from_a_file,
    a_known_serial_is_refused_skipped_or_updated,
    devices_are_listed_by_what_is_asked,
    a_device_shows_its_timeline,
    a_new_place_is_a_movement_and_movements_are_never_rewritten,
    categories_are_found_in_any_spelling_and_the_nearest_named,
];
both![
    a_device_is_with_one_booking_at_a_time_from_whatever_client,
    sixteen_bookings_of_one_device_have_one_winner,
    devices_are_chosen_automatically_and_kept_together,
    too_few_devices_name_every_way_out,
    a_shortage_without_a_way_out_is_raised,
    devices_are_swapped_between_bookings,
    devices_are_taken_back,
    a_booking_that_moves_takes_its_devices_along_or_is_refused,
    a_cancelled_booking_lets_its_devices_go,
    requests_are_set_and_taken_back,
    free_devices_and_stock_add_up,
    an_available_device_is_assigned_while_its_booking_is_on,
    random_histories_agree_with_a_simple_model,
    labels_are_read_by_an_independent_reader,
    a_series_moves_into_its_own_place_with_its_devices,
];
any![what_cannot_be_meant_is_refused];

fn laptops(env: &Env, count: usize) -> Vec<String> {
    let serials: Vec<String> = (1..=count).map(|number| format!("LT-{number:03}")).collect();
    let mut words = vec!["device", "add"];
    words.extend(serials.iter().map(String::as_str));
    words.extend(["--category", "Laptop"]);
    env.colab(&words).ok();
    serials
}

/// A ghost that asks for so many laptops on a day.
fn asks(env: &Env, client: &str, day: &str, devices: &str) -> String {
    let words = [
        "booking",
        "create",
        "--client",
        client,
        "--date",
        day,
        "--learners",
        "5",
        "--devices",
        devices,
        "--device-type",
        "laptops",
    ];
    env.json(&words)["id"].to_string()
}

fn queue(env: &Env) -> Vec<(i64, i64, i64)> {
    let queue = env.json(&["device", "queue"]);
    let number = |row: &Value, field: &str| row[field].as_i64().unwrap();
    let rows = queue.as_array().unwrap();
    rows.iter()
        .map(|row| {
            (
                number(row, "booking_id"),
                number(row, "assigned"),
                number(row, "open"),
            )
        })
        .collect()
}

fn scenario_30_what_is_not_filled_stays_in_the_queue(env: &Env) {
    env.colab(&["room", "add", "Focus", "--capacity", "30"]).ok();
    laptops(env, 12);
    let id = asks(env, "Umoya", "2026-03-02", "10");
    env.colab(&["booking", "assign", &id, "--room", "Focus"]).ok();
    let words = ["LT-001", "LT-002", "LT-003", "LT-004"]
        .map(|serial| ["--serial", serial])
        .concat();
    env.colab(&[&["device", "assign", &id][..], &words].concat()).ok();
    let number: i64 = id.parse().unwrap();
    assert_eq!(queue(env), [(number, 4, 6)]);
    let row = &env.json(&["device", "queue"])[0];
    assert_eq!(
        (
            &row["category"],
            &row["quantity"],
            &row["client_name"],
            &row["room"],
            &row["free"]
        ),
        (
            &json!("Laptop"),
            &json!(10),
            &json!("Umoya"),
            &json!("Focus"),
            &json!(8)
        )
    );
    env.colab(&["device", "assign", &id, "--auto"]).ok();
    assert_eq!(queue(env), []);
}

fn scenario_34_few_free_devices_warn_and_one_more_does_not(env: &Env) {
    laptops(env, 6);
    let id = asks(env, "Umoya", "2026-03-02", "2");
    let level = |env: &Env| {
        let stock = env.json(&["device", "stock", "--date", "2026-03-02", "--category", "Laptop"]);
        (
            stock[0]["free"].as_i64().unwrap(),
            stock[0]["level"].as_str().unwrap().to_owned(),
        )
    };
    env.colab(&["device", "assign", &id, "--auto", "1"]).ok();
    assert_eq!(level(env), (5, "ok".into()));
    env.colab(&["device", "assign", &id, "--auto", "1"]).ok();
    assert_eq!(level(env), (4, "warn".into()));
    env.colab(&["config", "set", "stock_warn_percent", "70"]).ok();
    env.colab(&["config", "set", "stock_alert_percent", "66"]).ok();
    assert_eq!(level(env), (4, "alert".into()));
}

fn scenario_38_a_sold_device_is_terminal_and_a_long_repair_is_critical(env: &Env) {
    laptops(env, 2);
    env.colab(&["device", "move", "LT-001", "--to", "sold"]).ok();
    env.colab(&["device", "move", "LT-001", "--to", "available"])
        .fails(5)
        .says("keeps its status");
    env.colab(&[
        "device",
        "move",
        "LT-002",
        "--to",
        "maintenance",
        "--reason",
        "hinge",
    ])
    .ok();
    for (now, attention) in [
        ("2026-01-20T08:00:00Z", Value::Null),
        ("2026-01-22T08:00:00Z", json!("warn")),
        ("2026-01-29T08:00:00Z", json!("critical")),
    ] {
        let run = env
            .colab_with(&["device", "show", "LT-002", "-fjson"], "", &[("COLAB_NOW", now)])
            .ok();
        assert_eq!(run.json()["attention"], attention, "{now}");
    }
    let later = [("COLAB_NOW", "2026-01-29T08:00:00Z")];
    let listed = env
        .colab_with(&["device", "list", "--attention", "-fjson"], "", &later)
        .ok();
    assert_eq!(listed.json().as_array().unwrap().len(), 1);
}

fn every_move_from_every_status_does_what_the_table_says(env: &Env) {
    laptops(env, 1);
    let legal: BTreeMap<&str, &[&str]> = BTreeMap::from([
        (
            "new",
            &["available", "testing", "maintenance", "lost", "retired"][..],
        ),
        (
            "available",
            &["testing", "maintenance", "lost", "sold", "retired"],
        ),
        (
            "returned",
            &["available", "testing", "maintenance", "lost", "sold", "retired"],
        ),
        ("testing", &["available", "maintenance", "lost", "retired"]),
        (
            "maintenance",
            &["available", "testing", "lost", "sold", "retired"],
        ),
        (
            "lost",
            &["available", "returned", "testing", "maintenance", "retired"],
        ),
        ("offsite", &[]),
        ("sold", &[]),
        ("retired", &[]),
    ]);
    for (from, to) in &legal {
        // In maintenance a repair is open: the program alone puts it there.
        let stored = if *from == "maintenance" {
            "available"
        } else {
            *from
        };
        env.raw_sql(&format!("UPDATE devices SET status = '{stored}'"))
            .unwrap();
        if stored != *from {
            env.line("device move LT-001 --to maintenance").ok();
        }
        let others = [
            "new",
            "available",
            "assigned",
            "offsite",
            "returned",
            "testing",
            "maintenance",
            "lost",
            "sold",
            "retired",
        ];
        for status in others.iter().filter(|status| *status != from) {
            let run = env.colab(&["device", "move", "LT-001", "--to", status, "--dry-run", "-fjson"]);
            if to.contains(status) {
                assert_eq!(run.ok().json()["status"], *status, "{from}");
            } else {
                let error = run.fails(5).error();
                assert_eq!(error["code"], "illegal_move", "{from} {status}");
                assert_eq!(
                    error["details"]["legal"].as_array().unwrap().len(),
                    to.len(),
                    "{from}"
                );
            }
        }
        if stored != *from {
            env.line("device move LT-001 --to available").ok();
        }
    }
}

fn serials_come_from_a_file(env: &Env) {
    env.write("serials.txt", "LT-001\n\n lt-002\n");
    env.colab(&["device", "add", "@serials.txt", "LT-003", "--category", "Laptop"])
        .ok();
    assert_eq!(env.count("devices"), 3);
    env.colab(&["device", "move", "@serials.txt", "--to", "testing"])
        .ok();
    let testing = env.json(&["device", "list", "--status", "testing"]);
    assert_eq!(testing.as_array().unwrap().len(), 2);
    env.colab(&["device", "move", "@gone.txt", "--to", "available"])
        .fails(3)
        .says("gone.txt");
    env.write("empty.txt", "\n");
    env.colab(&["device", "move", "@empty.txt", "--to", "available"])
        .fails(2);
}

fn devices_are_added_by_serials_from_standard_input(env: &Env) {
    let lines = "LT-001\n lt-002 \n\nLT-003\n";
    let words = [
        "device",
        "add",
        "-",
        "--category",
        "laptops",
        "--name",
        "Dell 5420",
        "-fjson",
    ];
    let added = env.colab_with(&words, lines, &[]).ok().json();
    assert_eq!(added.as_array().unwrap().len(), 3);
    assert_eq!(added[1]["serial_number"], "lt-002");
    assert_eq!(added[0]["status"], "available");
    assert_eq!(env.count("device_movement_log"), 3);
    env.colab(&["device", "add", "LT-009", "lt-009", "--category", "Laptop"])
        .fails(6)
        .says("twice");
    assert_eq!(env.count("devices"), 3);
    let again = [
        "device",
        "add",
        "LT-010",
        "--category",
        "Laptop",
        "--idempotency-key",
        "k",
    ];
    assert_eq!(env.json(&again), env.json(&again));
    env.verify_audit().unwrap();
}

fn a_known_serial_is_refused_skipped_or_updated(env: &Env) {
    laptops(env, 1);
    let add = |more: &[&str]| {
        env.colab(
            &[
                &[
                    "device",
                    "add",
                    "lt-001",
                    "LT-002",
                    "--category",
                    "Laptop",
                    "--place",
                    "Store",
                ],
                more,
            ]
            .concat(),
        )
    };
    add(&[]).fails(5).says("LT-001");
    assert_eq!(env.count("devices"), 1);
    add(&["--if-exists", "skip"]).ok();
    let place = |serial: &str| env.json(&["device", "show", serial])["place"].clone();
    assert_eq!((place("LT-001"), place("LT-002")), (Value::Null, json!("Store")));
    add(&["--if-exists", "update"]).ok();
    assert_eq!(place("LT-001"), "Store");
    let rows = env.count("audit_log");
    add(&["--if-exists", "update", "--quiet"]).ok();
    assert_eq!(env.count("audit_log"), rows);
    // A status that is named is given as `device move` gives it, or refused.
    env.line("device move LT-001 --to lost").ok();
    add(&["--if-exists", "update"]).ok();
    let status = || env.json(&["device", "show", "LT-001"])["status"].clone();
    assert_eq!(status(), "lost");
    add(&["--if-exists", "update", "--status", "available"]).ok();
    assert_eq!(status(), "available");
    add(&["--if-exists", "update", "--status", "new"]).fails(5);
}

fn devices_are_listed_by_what_is_asked(env: &Env) {
    laptops(env, 3);
    env.colab(&[
        "device",
        "add",
        "DT-001",
        "--category",
        "Desktop",
        "--place",
        "Room Focus",
    ])
    .ok();
    env.colab(&["device", "edit", "LT-002", "--anydesk-id", "987 654"])
        .ok();
    env.colab(&["device", "move", "LT-003", "--to", "retired"]).ok();
    let serials = |words: &[&str]| env.column(&[&["device", "list"], words].concat(), "serial_number");
    assert_eq!(serials(&[]), ["DT-001", "LT-001", "LT-002"]);
    assert_eq!(serials(&["--all"]), ["DT-001", "LT-001", "LT-002", "LT-003"]);
    assert_eq!(serials(&["--status", "retired"]), ["LT-003"]);
    assert_eq!(serials(&["--category", "desktops"]), ["DT-001"]);
    assert_eq!(serials(&["--place", "focus"]), ["DT-001"]);
    assert_eq!(serials(&["--search", "987654"]), ["LT-002"]);
    assert_eq!(serials(&["--limit", "1", "--after", "DT-001"]), ["LT-001"]);
    env.colab(&["device", "list", "--category", "Lapptop"])
        .fails(3)
        .says("Laptop");
    env.colab(&["device", "show", "LT-04"]).fails(3);
    env.colab(&["device", "show", "LT-0O1"])
        .fails(3)
        .says("colab device list");
}

fn a_device_shows_its_timeline(env: &Env) {
    laptops(env, 1);
    let id = asks(env, "Umoya", "2026-03-02", "1");
    env.colab(&["device", "assign", &id, "--serial", "LT-001"]).ok();
    env.colab(&["device", "unassign", &id, "--all", "--reason", "own laptops"])
        .ok();
    env.colab(&["device", "move", "LT-001", "--to", "testing", "--place", "Bench"])
        .ok();
    env.colab(&["device", "move", "LT-001", "--to", "available"]).ok();
    env.colab(&["device", "assign", &id, "--auto"]).ok();
    let shown = env.json(&["device", "show", "LT-001"]);
    let timeline = shown["timeline"].as_array().unwrap();
    let actions: Vec<&str> = timeline
        .iter()
        .map(|line| line["action"].as_str().unwrap())
        .collect();
    assert_eq!(
        actions,
        ["added", "assigned", "unassigned", "moved", "moved", "assigned"]
    );
    assert_eq!(timeline[1]["to_booking_id"].to_string(), id);
    assert_eq!(
        (
            &timeline[2]["from_booking_id"].to_string(),
            &timeline[2]["reason"]
        ),
        (&id, &json!("own laptops"))
    );
    assert_eq!(
        (&timeline[3]["to_status"], &timeline[3]["to_place"]),
        (&json!("testing"), &json!("Bench"))
    );
    assert_eq!(shown["next"][0]["booking_id"].to_string(), id);
    let history = env.json(&["booking", "show", &id])["history"].to_string();
    assert!(
        history.contains("device assign") && history.contains("LT-001"),
        "{history}"
    );
}

fn a_new_place_is_a_movement_and_movements_are_never_rewritten(env: &Env) {
    laptops(env, 1);
    env.colab(&["device", "edit", "LT-001", "--place", "Store"]).ok();
    env.colab(&["device", "edit", "LT-001", "--notes", "scratched"])
        .ok();
    env.colab(&["device", "edit", "LT-001", "--place", ""]).ok();
    assert_eq!(env.count("device_movement_log"), 3);
    for sql in [
        "UPDATE device_movement_log SET reason = 'x'",
        "DELETE FROM device_movement_log",
    ] {
        assert!(env.raw_sql(sql).is_err(), "{sql}");
    }
    env.colab(&["device", "edit", "LT-001"]).fails(2);
}

fn categories_are_found_in_any_spelling_and_the_nearest_named(env: &Env) {
    env.colab(&["device", "category", "add", "Tablet PC"]).ok();
    env.colab(&["device", "category", "add", "tablet-pc"]).fails(5);
    env.colab(&["device", "add", "T1", "--category", "tablet pcs"])
        .ok();
    env.colab(&["device", "add", "T2", "--category", "tabletpx"])
        .fails(3)
        .says("Tablet PC");
    assert_eq!(
        env.column(&["device", "category", "list"], "name"),
        ["Laptop", "Desktop", "Tablet PC"]
    );
}

fn a_device_is_with_one_booking_at_a_time_from_whatever_client(env: &Env) {
    laptops(env, 2);
    let (one, two) = (
        asks(env, "Umoya", "2026-03-02", "1"),
        asks(env, "Kopano", "2026-03-02", "1"),
    );
    let later = asks(env, "Kopano", "2026-03-03", "1");
    env.colab(&["device", "assign", &one, "--serial", "LT-001"]).ok();
    env.colab(&["device", "assign", &two, "--serial", "LT-001"])
        .fails(5)
        .says(&format!("booking {one} (Umoya)"))
        .says("LT-002");
    env.colab(&["device", "assign", &one, "--serial", "LT-001"])
        .fails(5)
        .says("already");
    env.colab(&["device", "assign", &later, "--serial", "LT-001"])
        .ok();
    let raw = |booking: &str| {
        format!(
            "INSERT INTO booking_device_assignments (booking_id, device_id, device_category_id, quantity, assignment_type,
                                                     assigned_by, assigned_at, created_at)
             SELECT {booking}, id, category_id, 1, 'manual', 'raw', created_at, created_at FROM devices
              WHERE serial_number = 'LT-001'"
        )
    };
    let refused = env.raw_sql(&raw(&two)).unwrap_err();
    assert!(refused.contains("device_holds_no_overlap"), "{refused}");
    for sql in [
        "DELETE FROM device_holds",
        "UPDATE device_holds SET ends_at = starts_at",
        "UPDATE booking_device_assignments SET device_id = 2 WHERE device_id = 1",
    ] {
        assert!(env.raw_sql(sql).is_err(), "{sql}");
    }
    assert_eq!(env.count("device_holds"), 2);
}

fn sixteen_bookings_of_one_device_have_one_winner(env: &Env) {
    laptops(env, 1);
    let ids: Vec<String> = (0..16).map(|_| asks(env, "Umoya", "2026-03-02", "1")).collect();
    let running: Vec<_> = ids
        .iter()
        .map(|id| env.spawn(&["device", "assign", id, "--serial", "LT-001"]))
        .collect();
    let codes: Vec<Option<i32>> = running.into_iter().map(|call| call.wait().code).collect();
    assert_eq!(
        codes.iter().filter(|code| **code == Some(0)).count(),
        1,
        "{codes:?}"
    );
    assert_eq!(
        codes.iter().filter(|code| **code == Some(5)).count(),
        15,
        "{codes:?}"
    );
    assert_eq!(env.count("device_holds"), 1);
}

fn devices_are_chosen_automatically_and_kept_together(env: &Env) {
    laptops(env, 6);
    let first = asks(env, "Umoya", "2026-03-02", "2");
    env.colab(&[
        "device", "assign", &first, "--serial", "LT-004", "--serial", "LT-005",
    ])
    .ok();
    let next = asks(env, "Umoya", "2026-03-09", "3");
    let given = env.column(&["device", "assign", &next, "--auto"], "serial_number");
    let given: BTreeSet<&str> = given.iter().map(String::as_str).collect();
    assert_eq!(given, BTreeSet::from(["LT-001", "LT-004", "LT-005"]));
    // Another client's devices come from the rest, the least worn first.
    let other = asks(env, "Kopano", "2026-03-16", "3");
    let given = env.column(&["device", "assign", &other, "--auto", "3"], "serial_number");
    assert_eq!(given, ["LT-002", "LT-003", "LT-006"]);
    env.colab(&["device", "assign", &other, "--auto"])
        .fails(6)
        .says("requests 0 more devices");
    env.colab(&["device", "assign", &other, "--auto", "1", "--category", "Laptop"])
        .ok()
        .says("1 more device than it requests");
}

fn too_few_devices_name_every_way_out(env: &Env) {
    laptops(env, 3);
    env.colab(&["device", "add", "DT-001", "--category", "Desktop"])
        .ok();
    // Each device is taken on one of two days: whoever has one of them could take another, which is of no use for both.
    let tuesday = asks(env, "Kopano", "2026-03-03", "1");
    env.colab(&["device", "assign", &tuesday, "--serial", "LT-002"])
        .ok();
    let monday = asks(env, "Thuto", "2026-03-02", "2");
    env.colab(&[
        "device", "assign", &monday, "--serial", "LT-001", "--serial", "LT-003",
    ])
    .ok();
    let both_days = asks(env, "Baobab", "2026-03-02", "2");
    env.raw_sql(&format!(
        "UPDATE bookings SET ends_at = (SELECT ends_at FROM bookings WHERE id = {tuesday}) WHERE id = {both_days}"
    ))
    .unwrap();
    let error = env
        .colab(&["device", "assign", &both_days, "--auto", "-fjson"])
        .fails(5)
        .error();
    assert_eq!(error["code"], "devices_short");
    assert_eq!(
        (&error["details"]["wanted"], &error["details"]["missing"]),
        (&json!(2), &json!(2))
    );
    let options: BTreeSet<&str> = error["details"]["options"]
        .as_array()
        .unwrap()
        .iter()
        .map(|way| way["option"].as_str().unwrap())
        .collect();
    assert_eq!(options, BTreeSet::from(["other_category", "swap"]));
    let swap = error["details"]["options"]
        .as_array()
        .unwrap()
        .iter()
        .find(|way| way["option"] == "swap")
        .unwrap();
    let whose = swap["booking_id"].to_string();
    assert!([&tuesday, &monday].contains(&&whose));
    let (mine, with) = (
        swap["serial_number"].as_str().unwrap(),
        swap["with"].as_str().unwrap(),
    );
    env.colab(&["device", "swap", &whose, "--serial", mine, "--with", with])
        .ok();
    let error = env
        .colab(&["device", "assign", &both_days, "--auto", "-fjson"])
        .fails(5)
        .error();
    assert_eq!(error["details"]["free"], 1, "{error}");
    env.colab(&["device", "assign", &both_days, "--auto", "1"]).ok();
}

fn a_shortage_without_a_way_out_is_raised(env: &Env) {
    laptops(env, 1);
    let (one, two) = (
        asks(env, "Umoya", "2026-03-02", "1"),
        asks(env, "Kopano", "2026-03-02", "1"),
    );
    env.colab(&["device", "assign", &one, "--auto"]).ok();
    let told = env.count("outbox");
    let dry = env
        .colab(&["device", "assign", &two, "--auto", "--dry-run"])
        .fails(5);
    assert!(!dry.stderr.contains("notified"), "{dry}");
    assert_eq!(env.count("outbox"), told);
    env.colab(&["device", "assign", &two, "--auto"])
        .fails(5)
        .says("no alternative found; the room boss and the IT boss have been notified");
    let row = env
        .raw_text("SELECT topic || CAST(audience AS text) FROM outbox ORDER BY id DESC LIMIT 1")
        .unwrap();
    for word in [
        "conflict_no_alternatives",
        "it_rental_admin",
        "training_facility_admin",
    ] {
        assert!(row.contains(word), "{row}");
    }
    env.verify_audit().unwrap();
}

fn devices_are_swapped_between_bookings(env: &Env) {
    laptops(env, 3);
    let (one, two) = (
        asks(env, "Umoya", "2026-03-02", "1"),
        asks(env, "Kopano", "2026-03-02", "1"),
    );
    env.colab(&["device", "assign", &one, "--serial", "LT-001"]).ok();
    env.colab(&["device", "assign", &two, "--serial", "LT-002"]).ok();
    env.colab(&[
        "device", "swap", &one, "--serial", "LT-001", "--with", "LT-002", "--reason", "slow",
    ])
    .ok();
    let whose = |serial: &str| env.json(&["device", "show", serial])["next"][0]["booking_id"].to_string();
    assert_eq!((whose("LT-001"), whose("LT-002")), (two.clone(), one.clone()));
    env.colab(&["device", "swap", &one, "--serial", "LT-002", "--with", "LT-003"])
        .ok();
    assert_eq!(env.json(&["device", "show", "LT-002"])["next"], json!([]));
    env.colab(&["device", "swap", &one, "--serial", "LT-001", "--with", "LT-002"])
        .fails(5)
        .says("does not have LT-001");
    env.colab(&["device", "move", "LT-002", "--to", "maintenance"])
        .ok();
    env.colab(&["device", "swap", &one, "--serial", "LT-003", "--with", "LT-002"])
        .fails(5)
        .says("maintenance");
    assert_eq!(whose("LT-003"), one);
}

fn devices_are_taken_back(env: &Env) {
    laptops(env, 3);
    let id = asks(env, "Umoya", "2026-03-02", "3");
    env.colab(&["device", "assign", &id, "--auto"]).ok();
    env.colab(&["device", "unassign", &id, "--serial", "LT-002"]).ok();
    assert_eq!(queue(env)[0].2, 1);
    env.colab(&["device", "unassign", &id, "--serial", "LT-002"])
        .fails(5)
        .says("does not have LT-002");
    env.colab(&[
        "device", "unassign", &id, "--serial", "LT-001", "--serial", "LT-002",
    ])
    .fails(5);
    assert_eq!(env.count("device_holds"), 2);
    env.colab(&["device", "unassign", &id]).fails(2);
    env.colab(&["device", "unassign", &id, "--all"]).ok();
    assert_eq!(env.count("device_holds"), 0);
    assert!(
        env.colab(&["device", "unassign", &id, "--all", "--quiet"])
            .ok()
            .stdout
            .is_empty()
    );
}

fn a_booking_that_moves_takes_its_devices_along_or_is_refused(env: &Env) {
    laptops(env, 1);
    let (one, two) = (
        asks(env, "Umoya", "2026-03-02", "1"),
        asks(env, "Kopano", "2026-03-03", "1"),
    );
    for id in [&one, &two] {
        env.colab(&["device", "assign", id, "--auto"]).ok();
    }
    env.colab(&["booking", "reschedule", &one, "--date", "2026-03-03"])
        .fails(5)
        .says("devices");
    env.colab(&["booking", "reschedule", &one, "--date", "2026-03-04"])
        .ok();
    let held = env.json(&["device", "show", "LT-001"])["next"][1]["starts_at"].clone();
    assert_eq!(held, "2026-03-04T07:30:00+02:00");
}

fn a_cancelled_booking_lets_its_devices_go(env: &Env) {
    laptops(env, 1);
    let (one, two) = (
        asks(env, "Umoya", "2026-03-02", "1"),
        asks(env, "Kopano", "2026-03-02", "1"),
    );
    env.colab(&["device", "assign", &one, "--auto"]).ok();
    env.colab(&["booking", "cancel", &one]).ok();
    env.colab(&["device", "assign", &two, "--auto"]).ok();
    env.colab(&["device", "assign", &one, "--serial", "LT-001"])
        .fails(5)
        .says("cancelled");
}

fn requests_are_set_and_taken_back(env: &Env) {
    let id = asks(env, "Umoya", "2026-03-02", "10");
    env.colab(&[
        "device",
        "request",
        &id,
        "--category",
        "Desktop",
        "--quantity",
        "2",
    ])
    .ok();
    env.colab(&[
        "device",
        "request",
        &id,
        "--category",
        "Laptop",
        "--quantity",
        "4",
    ])
    .ok();
    env.colab(&["device", "request", &id, "--category", "any", "--quantity", "1"])
        .ok();
    let shown = env.json(&["booking", "show", &id]);
    assert_eq!(shown["devices_needed"], 7);
    assert_eq!(
        env.column(&["device", "queue"], "category"),
        ["Laptop", "Desktop", "any"]
    );
    env.colab(&["device", "request", &id, "--category", "any", "--quantity", "0"])
        .ok();
    assert_eq!(env.json(&["booking", "show", &id])["devices_needed"], 6);
    env.colab(&["device", "request", "99", "--category", "any", "--quantity", "1"])
        .fails(3);
    env.colab(&["booking", "cancel", &id]).ok();
    env.colab(&["device", "request", &id, "--category", "any", "--quantity", "1"])
        .fails(5);
    assert_eq!(env.json(&["device", "queue"]), json!([]));
}

fn free_devices_and_stock_add_up(env: &Env) {
    laptops(env, 5);
    env.colab(&["device", "move", "LT-005", "--to", "maintenance"])
        .ok();
    let id = asks(env, "Umoya", "2026-03-02", "2");
    env.colab(&["device", "assign", &id, "--auto"]).ok();
    let free = env.column(&["device", "free", "--date", "2026-03-02"], "serial_number");
    assert_eq!(free, ["LT-003", "LT-004"]);
    let evening = [
        "device",
        "free",
        "--from",
        "2026-03-02T17:00",
        "--to",
        "2026-03-02T18:00",
    ];
    assert_eq!(env.column(&evening, "serial_number").len(), 4);
    let stock = env.json(&["device", "stock", "--date", "2026-03-02", "--category", "Laptop"]);
    let number = |field: &str| stock[0][field].as_i64().unwrap();
    assert_eq!(
        (
            number("total"),
            number("in_service"),
            number("out"),
            number("promised"),
            number("free")
        ),
        (5, 4, 0, 2, 2)
    );
    assert_eq!(env.json(&["device", "stock"]).as_array().unwrap().len(), 2);
}

fn an_available_device_is_assigned_while_its_booking_is_on(env: &Env) {
    laptops(env, 1);
    let id = asks(env, "Umoya", "2026-03-02", "1");
    env.colab(&["device", "assign", &id, "--auto"]).ok();
    for (now, status) in [
        ("2026-03-02T05:29:00Z", "available"),
        ("2026-03-02T05:30:00Z", "assigned"),
        ("2026-03-02T14:30:00Z", "available"),
    ] {
        let shown = env
            .colab_with(&["device", "show", "LT-001", "-fjson"], "", &[("COLAB_NOW", now)])
            .ok();
        assert_eq!(shown.json()["status"], status, "{now}");
    }
    let on = [("COLAB_NOW", "2026-03-02T08:00:00Z")];
    env.colab_with(&["device", "move", "LT-001", "--to", "testing"], "", &on)
        .fails(5)
        .says(&format!("colab device unassign {id}"));
}

/// What a simple mind knows of the devices: who has which on which day, which are broken, which are out until when.
#[derive(Default)]
struct Model {
    with: BTreeMap<(usize, usize), usize>,
    broken: BTreeSet<usize>,
    /// Device: rental number, and the days that it covers.
    out: BTreeMap<usize, (String, Vec<usize>)>,
}

const DAYS: usize = 3;
const DEVICES: usize = 4;

impl Model {
    fn is_taken(&self, device: usize, day: usize) -> bool {
        self.with.contains_key(&(device, day))
            || self.out.get(&device).is_some_and(|(_, days)| days.contains(&day))
    }

    fn is_free(&self, device: usize, day: usize) -> bool {
        !self.broken.contains(&device) && !self.is_taken(device, day)
    }
}

/// Assign, take back, repair, rent and return at random; the model says what must come of it.
fn random_histories_agree_with_a_simple_model(env: &Env) {
    laptops(env, DEVICES);
    let bookings: Vec<Vec<String>> = (0..DAYS)
        .map(|day| {
            let date = format!("2026-03-{:02}", day + 2);
            vec![asks(env, "Umoya", &date, "2"), asks(env, "Kopano", &date, "2")]
        })
        .collect();
    let mut model = Model::default();
    let mut seed: u64 = 0x5eed;
    let mut random = |below: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    };
    for _ in 0..80 {
        let (device, day, whose, act) = (random(DEVICES), random(DAYS), random(2), random(7));
        let serial = format!("LT-{:03}", device + 1);
        let booking = &bookings[day][whose];
        match act {
            0 | 1 => {
                let run = env.colab(&["device", "assign", booking, "--serial", &serial]);
                if model.is_free(device, day) {
                    run.ok();
                    // It takes the place of one that is not fit.
                    let is_unfit = |other: &usize| {
                        model.broken.contains(other) && model.with.get(&(*other, day)) == Some(&whose)
                    };
                    if let Some(unfit) = (0..DEVICES).find(is_unfit) {
                        model.with.remove(&(unfit, day));
                    }
                    model.with.insert((device, day), whose);
                } else {
                    run.fails(5);
                }
            }
            2 => {
                let run = env.colab(&["device", "unassign", booking, "--serial", &serial]);
                if model.with.get(&(device, day)) == Some(&whose) {
                    run.ok();
                    model.with.remove(&(device, day));
                } else {
                    run.fails(5);
                }
            }
            3 => {
                let to = if model.broken.contains(&device) {
                    "available"
                } else {
                    "maintenance"
                };
                let run = env.colab(&["device", "move", &serial, "--to", to]);
                if model.out.contains_key(&device) {
                    run.fails(5);
                } else {
                    run.ok();
                    if !model.broken.remove(&device) {
                        model.broken.insert(device);
                    }
                }
            }
            4 | 5 => rent(env, &mut model, device, &serial, whose),
            _ => give_back(env, &mut model, device, &serial),
        }
    }
    let holds = model.with.len() + model.out.len();
    let now = env.instant("2026-01-15T08:00:00Z");
    let held = env.raw_int(&format!(
        "SELECT count(*) FROM device_holds WHERE ends_at > {now}"
    ));
    assert_eq!(held, Some(i64::try_from(holds).unwrap()));
    for day in 0..DAYS {
        let date = format!("2026-03-{:02}", day + 2);
        let free: Vec<String> = (0..DEVICES)
            .filter(|device| model.is_free(*device, day))
            .map(|device| format!("LT-{:03}", device + 1))
            .collect();
        assert_eq!(
            env.column(&["device", "free", "--date", &date], "serial_number"),
            free,
            "{date}"
        );
    }
    env.verify_audit().unwrap();
}

/// From now until before the bookings, or over the first two of their days.
fn rent(env: &Env, model: &mut Model, device: usize, serial: &str, long: usize) {
    let (until, days) = if long == 0 {
        ("2026-02-01", vec![])
    } else {
        ("2026-03-03", vec![0, 1])
    };
    let words = [
        "rental",
        "start",
        "--client",
        "Baobab",
        "--serial",
        serial,
        "--contact-person",
        "N. Dube",
        "--contact-number",
        "082",
        "--company",
        "Baobab",
        "--address",
        "1 Main Rd",
        "--return-on",
        until,
        "-fjson",
    ];
    let run = env.colab(&words);
    let possible = !model.broken.contains(&device)
        && !model.out.contains_key(&device)
        && days.iter().all(|day| !model.is_taken(device, *day));
    if possible {
        let number = run.ok().json()["rental_no"].as_str().unwrap().to_owned();
        model.out.insert(device, (number, days));
    } else {
        run.fails(5);
    }
}

fn give_back(env: &Env, model: &mut Model, device: usize, serial: &str) {
    match model.out.remove(&device) {
        Some((number, _)) => {
            env.colab(&[
                "rental",
                "return",
                &number,
                "--serial",
                serial,
                "--condition",
                "ok",
            ])
            .ok();
            env.colab(&[
                "rental",
                "return",
                &number,
                "--serial",
                serial,
                "--condition",
                "ok",
            ])
            .fails(5);
        }
        None => {
            env.colab(&[
                "rental",
                "return",
                "RN-1999-0001",
                "--serial",
                serial,
                "--condition",
                "ok",
            ])
            .fails(3);
        }
    }
}

/// What the codes of a grey picture say.
fn read_codes(width: usize, height: usize, grey: impl Fn(usize, usize) -> u8) -> BTreeSet<String> {
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(width, height, grey);
    let codes = picture.detect_grids();
    codes.iter().map(|code| code.decode().unwrap().1).collect()
}

fn labels_are_read_by_an_independent_reader(env: &Env) {
    let serials = laptops(env, 3);
    env.colab(&["device", "label", "LT-001", "-o", "one.png"]).ok();
    let picture = std::fs::File::open(env.path("one.png")).unwrap();
    let mut reader = png::Decoder::new(std::io::BufReader::new(picture))
        .read_info()
        .unwrap();
    let mut points = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut points).unwrap();
    let (width, height) = (frame.width as usize, frame.height as usize);
    let said = read_codes(width, height, |x, y| points[y * width + x]);
    assert_eq!(said, BTreeSet::from(["LT-001".to_owned()]));

    env.colab(&["device", "label", "LT-001", "-o", "one.svg"]).ok();
    let drawing = std::fs::read_to_string(env.path("one.svg")).unwrap();
    let (side, dark) = drawn(&drawing);
    let said = read_codes(side * 4, side * 4, |x, y| {
        if dark.contains(&(x / 4, y / 4)) { 0 } else { 255 }
    });
    assert_eq!(said, BTreeSet::from(["LT-001".to_owned()]));

    let words = [
        &["device", "label"][..],
        &serials.iter().map(String::as_str).collect::<Vec<_>>(),
        &["-o", "all.pdf"],
    ];
    env.colab(&words.concat()).ok();
    let first = std::fs::read(env.path("all.pdf")).unwrap();
    if let Some(text) = text_of_pdf(&env.path("all.pdf")) {
        assert!(
            serials.iter().all(|serial| text.contains(serial.as_str())),
            "{text}"
        );
        let (width, height, points) = picture_of_pdf(&env.path("all.pdf"));
        let said = read_codes(width, height, |x, y| points[y * width + x]);
        assert_eq!(said, serials.iter().cloned().collect());
    }
    env.colab(&words.concat()).ok();
    assert_eq!(std::fs::read(env.path("all.pdf")).unwrap(), first);

    env.colab(&["device", "label", "LT-001", "LT-002", "-o", "two.png"])
        .fails(2)
        .says("labels.pdf");
    env.colab(&["device", "label", "LT-001", "-o", "one.gif"])
        .fails(2)
        .says(".pdf");
    env.colab(&["device", "label", "LT-009", "-o", "nine.png"])
        .fails(3);
    env.colab(&["device", "label", "LT-001", "-o", "no/such/folder/one.png"])
        .fails(3);
    env.colab(&["config", "set", "label_size_mm", "100x50"]).ok();
    env.colab(&["config", "set", "label_size_mm", "5x5"]).fails(6);
}

/// The side of a drawing in modules, and which of them are dark.
fn drawn(drawing: &str) -> (usize, BTreeSet<(usize, usize)>) {
    let between = |from: &str, to: &str| {
        drawing
            .split(from)
            .nth(1)
            .unwrap()
            .split(to)
            .next()
            .unwrap()
            .to_owned()
    };
    let side: usize = between("viewBox=\"0 0 ", " ").parse().unwrap();
    let mut dark = BTreeSet::new();
    for stretch in between("<path d=\"", "\"")
        .split('z')
        .filter(|stretch| !stretch.is_empty())
    {
        let (at, length) = stretch[1..].split_once('h').unwrap();
        let (x, y) = at.split_once(' ').unwrap();
        let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
        let length: usize = length.split('v').next().unwrap().parse().unwrap();
        dark.extend((x..x + length).map(|x| (x, y)));
    }
    (side, dark)
}

fn a_series_moves_into_its_own_place_with_its_devices(env: &Env) {
    laptops(env, 1);
    let words = [
        "booking",
        "create",
        "--client",
        "Umoya",
        "--date",
        "2026-03-02",
        "--repeat",
        "FREQ=DAILY;COUNT=3",
        "--learners",
        "5",
        "--devices",
        "1",
        "--device-type",
        "laptops",
    ];
    let ids = env.column(&words, "id");
    for id in &ids {
        env.colab(&["device", "assign", id, "--auto"]).ok();
    }
    env.colab(&["booking", "reschedule", &ids[0], "--series", "--by", "1d"])
        .ok();
    let next = env.json(&["device", "show", "LT-001"])["next"].clone();
    let days: Vec<&str> = next
        .as_array()
        .unwrap()
        .iter()
        .map(|held| &held["starts_at"].as_str().unwrap()[..10])
        .collect();
    assert_eq!(days, ["2026-03-03", "2026-03-04", "2026-03-05"]);
    assert_eq!(env.column(&["booking", "list"], "status"), ["pending"; 3]);
}

fn what_cannot_be_meant_is_refused(_: &Env) {
    let env = Env::without_database();
    for (words, code) in [
        (&["add", "X"][..], 2),
        (&["add", "X", "--category", "Laptop", "--status", "offsite"], 6),
        (&["add", " ", "--category", "Laptop"], 6),
        (&["add", "X", "--category", "Laptop", "--status", "gone"], 2),
        (&["move", "X"], 2),
        (&["move", "X", "--to", "sold"], 3),
        (&["assign", "1"], 2),
        (&["assign", "1", "--serial", "X", "--auto"], 2),
        (&["assign", "1", "--serial", "X"], 3),
        (&["free", "--to", "2026-03-02"], 2),
        (&["free", "--from", "2026-03-02", "--to", "2026-03-01"], 2),
        (&["stock", "--date", "someday"], 2),
    ] {
        env.colab(&[&["device"], words].concat()).fails(code);
    }
}
