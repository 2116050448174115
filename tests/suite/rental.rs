//! Devices that leave the site: started, returned in parts, extended, late, signed for.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value, json};

use super::support::{Env, Run, Running, tools};

both![
    scenario_32_one_rental_takes_three_devices_off_site,
    scenario_33_what_is_late_is_listed_once_and_is_available_when_back,
    a_rental_says_who_has_what_until_when,
    a_booking_rents_what_it_has_and_what_it_has_not,
    a_rental_of_a_booking_begins_with_it_or_now,
    a_device_that_somebody_else_has_is_refused_naming_him,
    what_cannot_be_rented_is_refused_and_nothing_is_half_done,
    texts_are_cleaned_and_the_same_key_gives_the_same_rental,
];
both![
    numbers_have_no_gap_under_sixteen_processes,
    one_device_is_rented_once_under_sixteen_processes,
    devices_come_back_in_parts_and_each_condition_leads_where_it_says,
    what_is_not_out_is_not_returned,
    a_device_that_comes_back_badly_is_missed_by_whoever_has_it_next,
    a_rental_is_extended_unless_somebody_has_a_device_then,
    while_a_device_is_overdue_nobody_is_promised_it,
    a_cancelled_booking_leaves_its_rental_out,
    rentals_are_listed_by_what_is_asked,
    overdue_has_exactly_its_columns_and_names_who_is_endangered,
    dry_runs_change_nothing,
    a_rental_is_corrected_and_its_form_is_old,
];
both![
    the_form_is_drawn_recorded_and_says_everything,
    a_form_of_many_devices_flows_over_pages,
    a_form_that_cannot_be_written_is_not_recorded,
];

fn laptops(env: &Env, count: usize) {
    let serials: Vec<String> = (1..=count).map(|number| format!("LT-{number:03}")).collect();
    let words = ["device", "add", "--category", "Laptop", "--name", "Dell 5420"].into_iter();
    let words: Vec<&str> = words.chain(serials.iter().map(String::as_str)).collect();
    env.colab(&words).ok();
}

/// A ghost that asks for laptops on a day.
fn asks(env: &Env, client: &str, day: &str) -> String {
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
        "2",
        "--device-type",
        "laptops",
    ];
    env.json(&words)["id"].to_string()
}

/// `rental start` for `--client NAME` or `--booking ID`.
fn start<'a>(whom: [&'a str; 2], serials: &[&'a str], return_on: &'a str) -> Vec<&'a str> {
    let mut words = vec![
        "rental",
        "start",
        whom[0],
        whom[1],
        "--contact-person",
        "N. Dube",
        "--contact-number",
        "0825550100",
        "--company",
        "Baobab",
        "--address",
        "1 Main Rd",
        "--return-on",
        return_on,
    ];
    for serial in serials {
        words.extend(["--serial", serial]);
    }
    words
}

/// Starts a rental for a client alone; its number.
#[track_caller]
fn rent(env: &Env, serials: &[&str], return_on: &str) -> String {
    let rental = env.json(&start(["--client", "Baobab Health"], serials, return_on));
    rental["rental_no"].as_str().unwrap().to_owned()
}

fn status(env: &Env, serial: &str) -> String {
    let device = env.json(&["device", "show", serial]);
    device["status"].as_str().unwrap().to_owned()
}

/// The actions of a device's timeline.
fn actions(env: &Env, serial: &str) -> Vec<String> {
    let shown = env.json(&["device", "show", serial]);
    let lines = shown["timeline"].as_array().unwrap();
    lines
        .iter()
        .map(|line| line["action"].as_str().unwrap().to_owned())
        .collect()
}

/// Runs the program at another time.
fn at(env: &Env, now: &str, words: &[&str]) -> Run {
    env.call(words).variable("COLAB_NOW", now).run()
}

fn scenario_32_one_rental_takes_three_devices_off_site(env: &Env) {
    laptops(env, 4);
    let number = rent(env, &["LT-001", "LT-002", "LT-003"], "2026-01-22");
    assert_eq!(number, "RN-2026-0001");
    assert_eq!(env.count("offsite_rentals"), 1);
    let shown = env.json(&["rental", "show", &number]);
    assert_eq!((&shown["devices"], &shown["out"]), (&json!(3), &json!(3)));
    let serials: Vec<&str> = shown["serials"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["serial"].as_str().unwrap())
        .collect();
    assert_eq!(serials, ["LT-001", "LT-002", "LT-003"]);
    for serial in serials {
        assert_eq!(status(env, serial), "offsite");
        assert_eq!(actions(env, serial), ["added", "rented"]);
    }
    assert_eq!(status(env, "LT-004"), "available");
    env.verify_audit().unwrap();
}

fn scenario_33_what_is_late_is_listed_once_and_is_available_when_back(env: &Env) {
    laptops(env, 2);
    let number = rent(env, &["LT-001"], "2026-08-01");
    let overdue = ["rental", "overdue", "-f", "json"];
    for now in ["2026-08-01T08:00:00Z", "2026-08-01T21:59:00Z"] {
        assert_eq!(at(env, now, &overdue).ok().json(), json!([]), "{now}");
    }
    for _ in 0..2 {
        let late = at(env, "2026-08-02T08:00:00Z", &overdue).ok().json();
        assert_eq!(late.as_array().unwrap().len(), 1, "{late}");
        assert_eq!(
            (&late[0]["rental_no"], &late[0]["days_overdue"]),
            (&json!(number), &json!(1))
        );
    }
    at(env, "2026-08-02T09:00:00Z", &["rental", "return", &number]).ok();
    assert_eq!(at(env, "2026-08-02T10:00:00Z", &overdue).ok().json(), json!([]));
    let show = ["device", "show", "LT-001", "-f", "json"];
    let device = at(env, "2026-08-02T10:00:00Z", &show).ok().json();
    assert_eq!(device["status"], "available");
    assert_eq!(actions(env, "LT-001"), ["added", "rented", "returned"]);
}

fn a_rental_says_who_has_what_until_when(env: &Env) {
    laptops(env, 1);
    let mut words = start(["--client", "Baobab Health"], &["lt-001"], "2026-01-22");
    words.extend(["--contact-email", "n@dube.example", "--notes", "with bag"]);
    let rental = env.json(&words);
    for (field, value) in [
        ("rental_no", json!("RN-2026-0001")),
        ("client_name", json!("Baobab Health")),
        ("booking_id", Value::Null),
        ("contact_person", json!("N. Dube")),
        ("contact_number", json!("0825550100")),
        ("contact_email", json!("n@dube.example")),
        ("company", json!("Baobab")),
        ("address", json!("1 Main Rd")),
        ("rental_date", json!("2026-01-15")),
        ("return_on", json!("2026-01-22")),
        ("starts_at", json!("2026-01-15T10:00:00+02:00")),
        ("due_at", json!("2026-01-23T00:00:00+02:00")),
        ("devices", json!(1)),
        ("out", json!(1)),
        ("returned_at", Value::Null),
        ("days_overdue", json!(0)),
        ("rental_form_generated", json!(false)),
        ("notes", json!("with bag")),
    ] {
        assert_eq!(rental[field], value, "{field}");
    }
    let device = env.json(&["device", "show", "LT-001"]);
    assert_eq!(
        (
            &device["rental_no"],
            &device["client_name"],
            &device["held_until"]
        ),
        (
            &json!("RN-2026-0001"),
            &json!("Baobab Health"),
            &json!("2026-01-23T00:00:00+02:00")
        )
    );
    let moved = &device["timeline"][1];
    assert_eq!(
        (&moved["to_status"], &moved["to_place"]),
        (&json!("offsite"), &json!("Baobab"))
    );
    let history = env.json(&["rental", "show", "rn-2026-0001"])["history"].clone();
    assert_eq!(history[0]["command"], "rental start");
    assert!(history[0]["after"].as_str().unwrap().contains("LT-001"));
    env.colab(&["rental", "show", "RN-2026-0002"])
        .fails(3)
        .says("colab rental list");
}

fn a_booking_rents_what_it_has_and_what_it_has_not(env: &Env) {
    laptops(env, 3);
    let id = asks(env, "Umoya", "2026-03-02");
    env.colab(&[
        "device", "assign", &id, "--serial", "LT-001", "--serial", "LT-003",
    ])
    .ok();
    let rental = env.json(&start(["--booking", &id], &["LT-001", "LT-002"], "2026-03-09"));
    assert_eq!(
        (&rental["client_name"], &rental["devices"]),
        (&json!("Umoya"), &json!(2))
    );
    assert_eq!(rental["booking_id"].to_string(), id);
    // Three rows: the one that was there left, one came, one stayed here.
    assert_eq!(
        env.raw_int("SELECT count(*) FROM booking_device_assignments WHERE device_id IS NOT NULL"),
        Some(3)
    );
    assert_eq!(
        env.raw_int("SELECT count(*) FROM booking_device_assignments WHERE rental_id IS NOT NULL"),
        Some(2)
    );
    assert_eq!(status(env, "LT-003"), "available");
    let due = env.instant("2026-03-09T22:00:00Z");
    assert_eq!(
        env.raw_int(&format!(
            "SELECT count(*) FROM device_holds WHERE ends_at = {due}"
        )),
        Some(2)
    );
    let history = env.json(&["booking", "show", &id])["history"].to_string();
    assert!(
        history.contains("rental start") && history.contains("LT-002"),
        "{history}"
    );
    env.colab(&["device", "unassign", &id, "--serial", "LT-001"])
        .fails(5)
        .says("LT-001 is promised to RN-2026-0001");
    env.colab(&start(["--booking", &id], &["LT-001"], "2026-03-09"))
        .fails(5)
        .says("rental RN-2026-0001 (Umoya)");
    env.line("rental collect RN-2026-0001").ok();
    env.colab(&["device", "unassign", &id, "--serial", "LT-001"])
        .fails(5)
        .says("LT-001 left the site on RN-2026-0001");
    env.colab(&start(["--booking", &id], &["LT-001"], "2026-03-09"))
        .fails(5)
        .says("LT-001 is with rental RN-2026-0001 (Umoya)");
    // What came back may leave again, for the same booking.
    env.colab(&["rental", "return", "RN-2026-0001", "--serial", "LT-001"])
        .ok();
    env.colab(&start(["--booking", &id], &["LT-001"], "2026-03-09"))
        .ok();
    env.verify_audit().unwrap();
}

fn a_rental_of_a_booking_begins_with_it_or_now(env: &Env) {
    laptops(env, 2);
    let id = asks(env, "Umoya", "2026-03-02");
    let rental = env.json(&start(["--booking", &id], &["LT-001"], "2026-03-02"));
    assert_eq!(
        (&rental["rental_date"], &rental["starts_at"], &rental["due_at"]),
        (
            &json!("2026-03-02"),
            &json!("2026-03-02T00:00:00+02:00"),
            &json!("2026-03-03T00:00:00+02:00")
        )
    );
    let words = [
        &start(["--booking", &id], &["LT-002"], "2026-03-04")[..],
        &["-f", "json"],
    ]
    .concat();
    let rental = at(env, "2026-03-02T10:00:00Z", &words).ok().json();
    assert_eq!(rental["starts_at"], "2026-03-02T12:00:00+02:00");
    // It is given back before its booking begins: nothing is held any more.
    env.colab(&["rental", "return", "RN-2026-0001"]).ok();
    assert_eq!(
        env.raw_int("SELECT count(*) FROM device_holds WHERE device_id = 1"),
        Some(0)
    );
}

fn a_device_that_somebody_else_has_is_refused_naming_him(env: &Env) {
    laptops(env, 2);
    let id = asks(env, "Kopano", "2026-01-20");
    env.colab(&["device", "assign", &id, "--serial", "LT-001"]).ok();
    let run = env
        .colab(&start(["--client", "X"], &["LT-001"], "2026-01-20"))
        .fails(5);
    run.says(&format!("LT-001 is with booking {id} (Kopano)"))
        .says("LT-002");
    rent(env, &["LT-001"], "2026-01-19");
    env.colab(&start(["--client", "X"], &["LT-001"], "2026-01-19"))
        .fails(5)
        .says("RN-2026-0001 (Baobab Health)");
    env.colab(&[
        "device",
        "assign",
        &asks(env, "Z", "2026-01-19"),
        "--serial",
        "LT-001",
    ])
    .fails(5)
    .says("rental RN-2026-0001");
}

fn what_cannot_be_rented_is_refused_and_nothing_is_half_done(env: &Env) {
    laptops(env, 3);
    env.colab(&["device", "move", "LT-003", "--to", "retired"]).ok();
    let id = asks(env, "Umoya", "2026-03-02");
    let client = ["--client", "X"];
    let before = env.count("audit_log");
    for (words, code, said) in [
        (start(client, &["LT-001"], "2026-01-14"), 6, "2026-01-15 or later"),
        (
            start(["--booking", &id], &["LT-001"], "2026-03-01"),
            6,
            "is before the first day 2026-03-02",
        ),
        (
            start(client, &["LT-001", "LT-009"], "2026-01-20"),
            3,
            "device `LT-009` not found",
        ),
        (
            start(client, &["LT-001", "LT-003"], "2026-01-20"),
            5,
            "LT-003 is retired",
        ),
        (
            start(client, &["LT-001", "lt-001"], "2026-01-20"),
            6,
            "given twice",
        ),
        (
            start(["--booking", "99"], &["LT-001"], "2026-03-02"),
            3,
            "no booking 99",
        ),
        (start(client, &["LT-001"], "someday"), 2, "invalid date `someday`"),
        (
            start(["--client", " "], &["LT-001"], "2026-01-20"),
            6,
            "client is empty",
        ),
    ] {
        env.colab(&words).fails(code).says(said);
    }
    env.colab(&["booking", "cancel", &id]).ok();
    env.colab(&start(["--booking", &id], &["LT-001"], "2026-03-02"))
        .fails(5)
        .says("cancelled");
    assert_eq!(env.count("offsite_rentals") + env.count("rental_numbers"), 0);
    assert_eq!(env.count("audit_log"), before + 1);
    assert_eq!(status(env, "LT-001"), "available");
    assert_eq!(rent(env, &["LT-001"], "2026-01-15"), "RN-2026-0001");
}

fn texts_are_cleaned_and_the_same_key_gives_the_same_rental(env: &Env) {
    laptops(env, 2);
    let long = "x".repeat(2001);
    let mut words = start(["--client", "X"], &["-"], "2026-01-20");
    let at = words.iter().position(|word| *word == "1 Main Rd").unwrap();
    words[at] = &long;
    env.colab_with(&words, "LT-001\n", &[])
        .fails(6)
        .says("address is longer than 2000");
    words[at] = "  2 Oak St ";
    words.extend(["--idempotency-key", "k", "-f", "json"]);
    let first = env.colab_with(&words, "LT-001\n\nLT-002\n", &[]).ok().json();
    let again = env.colab_with(&words, "LT-001\n\nLT-002\n", &[]).ok().json();
    assert_eq!(first, again);
    assert_eq!(
        (&first["address"], &first["devices"]),
        (&json!("2 Oak St"), &json!(2))
    );
    env.colab_with(&words, "LT-001\n", &[]).fails(5).says("key");
    assert_eq!(env.count("offsite_rentals"), 1);
}

fn numbers_have_no_gap_under_sixteen_processes(env: &Env) {
    laptops(env, 16);
    env.colab(&["device", "move", "LT-004", "LT-008", "--to", "maintenance"])
        .ok();
    let serials: Vec<String> = (1..=14).map(|number| format!("LT-{number:03}")).collect();
    let whom = ["--client", "X"];
    let mut calls: Vec<Vec<&str>> = serials
        .iter()
        .map(|serial| start(whom, &[serial], "2026-01-20"))
        .collect();
    // Two fail before a number is drawn; of these two the later may have to give its number back.
    for _ in 0..2 {
        calls.push(
            [
                &start(whom, &["LT-015"], "2026-01-20")[..],
                &["--idempotency-key", "k"],
            ]
            .concat(),
        );
    }
    let running: Vec<Running> = calls.iter().map(|call| env.spawn(call)).collect();
    let codes: Vec<_> = running.into_iter().map(|call| call.wait().code).collect();
    let ended = |code: i32| codes.iter().filter(|one| **one == Some(code)).count();
    assert_eq!((ended(0), ended(5)), (14, 2), "{codes:?}");
    let numbers: BTreeSet<String> = env.column(&["rental", "list"], "rental_no").into_iter().collect();
    let expected: BTreeSet<String> = (1..=13).map(|number| format!("RN-2026-{number:04}")).collect();
    assert_eq!(numbers, expected);
    // Each year has numbers of its own; the site's year, not that of Greenwich.
    let words = start(["--client", "X"], &["LT-004"], "2027-01-02");
    env.colab(&["device", "move", "LT-004", "--to", "available"]).ok();
    at(env, "2026-12-31T22:30:00Z", &words).ok();
    let last = env.column(&["rental", "list"], "rental_no").pop().unwrap();
    assert_eq!(last, "RN-2027-0001");
    env.verify_audit().unwrap();
}

fn one_device_is_rented_once_under_sixteen_processes(env: &Env) {
    laptops(env, 2);
    let words = start(["--client", "X"], &["LT-001", "LT-002"], "2026-01-20");
    let backwards = start(["--client", "X"], &["LT-002", "LT-001"], "2026-01-20");
    let running: Vec<Running> = (0..16)
        .map(|place| env.spawn(if place % 2 == 0 { &words } else { &backwards }))
        .collect();
    let mut won = 0;
    for call in running {
        let run = call.wait();
        match run.code {
            Some(0) => won += 1,
            _ => drop(run.fails(5)),
        }
    }
    assert_eq!(won, 1);
    assert_eq!((env.count("offsite_rentals"), env.count("device_holds")), (1, 2));
    assert_eq!(env.raw_int("SELECT last_number FROM rental_numbers"), Some(1));
    env.verify_audit().unwrap();
}

fn devices_come_back_in_parts_and_each_condition_leads_where_it_says(env: &Env) {
    laptops(env, 5);
    let all = ["LT-001", "LT-002", "LT-003", "LT-004", "LT-005"];
    let number = rent(env, &all, "2026-01-20");
    for (serial, condition, leads_to) in [
        ("LT-001", "ok", "available"),
        ("LT-002", "needs-inspection", "returned"),
        ("LT-003", "repair", "maintenance"),
        ("LT-004", "lost", "lost"),
    ] {
        let words = [
            "rental",
            "return",
            &number,
            "--serial",
            serial,
            "--condition",
            condition,
        ];
        let rental = env.json(&words);
        assert_eq!(rental["returned_at"], Value::Null, "{serial}");
        assert_eq!(status(env, serial), leads_to);
    }
    assert_eq!(env.json(&["rental", "show", &number])["out"], 1);
    let run = at(
        env,
        "2026-01-16T09:00:00Z",
        &[
            "rental",
            "return",
            &number,
            "--place",
            "Store",
            "--notes",
            "all there",
            "-f",
            "json",
        ],
    );
    let rental = run.ok().json();
    assert_eq!(
        (&rental["out"], &rental["returned_at"]),
        (&json!(0), &json!("2026-01-16T11:00:00+02:00"))
    );
    let device = env.json(&["device", "show", "LT-005"]);
    assert_eq!(device["place"], "Store");
    let line = &device["timeline"][2];
    assert_eq!(
        (&line["from_place"], &line["to_place"], &line["reason"]),
        (&json!("Baobab"), &json!("Store"), &json!("ok: all there"))
    );
    let shown = env.json(&["rental", "show", &number]);
    let conditions: Vec<&str> = shown["serials"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["condition"].as_str().unwrap())
        .collect();
    assert_eq!(conditions, ["ok", "needs_inspection", "repair", "lost", "ok"]);
    assert_eq!(shown["history"].as_array().unwrap().len(), 6);
    env.colab(&["rental", "return", &number])
        .fails(5)
        .says("was returned on 2026-01-16 11:00");
    // Back early: free from then on.
    at(
        env,
        "2026-01-16T09:00:00Z",
        &start(["--client", "X"], &["LT-001", "LT-005"], "2026-01-20"),
    )
    .ok();
}

fn what_is_not_out_is_not_returned(env: &Env) {
    laptops(env, 3);
    let (one, two) = (
        rent(env, &["LT-001"], "2026-01-20"),
        rent(env, &["LT-002"], "2026-01-20"),
    );
    for (words, code, said) in [
        (
            &["rental", "return", &one, "--serial", "LT-003"][..],
            5,
            "not out",
        ),
        (
            &["rental", "return", &one, "--serial", "LT-002"],
            5,
            "LT-002 is out on RN-2026-0002, not on RN-2026-0001",
        ),
        (
            &[
                "rental", "return", &one, "--serial", "LT-001", "--serial", "LT-003",
            ],
            5,
            "out on RN-2026-0001: LT-001",
        ),
        (
            &["rental", "return", &one, "--serial", "LT-009"],
            3,
            "device `LT-009` not found",
        ),
        (
            &["rental", "return", "RN-2026-0009"],
            3,
            "rental `RN-2026-0009` not found",
        ),
        (
            &["rental", "return", &one, "--condition", "fine"],
            2,
            "needs_inspection",
        ),
    ] {
        env.colab(words).fails(code).says(said);
    }
    assert_eq!(status(env, "LT-001"), "offsite");
    env.colab(&["device", "move", "LT-001", "--to", "available"])
        .fails(5)
        .says(&one);
    env.colab(&["rental", "return", &two]).ok();
    env.colab(&["rental", "extend", &two, "--return-on", "2026-01-22"])
        .fails(5)
        .says("nothing to extend");
}

fn a_device_that_comes_back_badly_is_missed_by_whoever_has_it_next(env: &Env) {
    laptops(env, 2);
    let number = rent(env, &["LT-001", "LT-002"], "2026-01-20");
    let id = asks(env, "Kopano", "2026-03-02");
    env.colab(&["device", "assign", &id, "--serial", "LT-001"]).ok();
    env.colab(&["rental", "return", &number, "--condition", "lost"])
        .ok()
        .says(&format!("LT-001 is promised to booking {id} (Kopano)"));
    assert_eq!(status(env, "LT-001"), "lost");
    assert_eq!(env.json(&["device", "show", "LT-001"])["next"], json!([]));
}

fn a_rental_is_extended_unless_somebody_has_a_device_then(env: &Env) {
    laptops(env, 2);
    let number = rent(env, &["LT-001", "LT-002"], "2026-01-20");
    let id = asks(env, "Kopano", "2026-01-26");
    env.colab(&["device", "assign", &id, "--serial", "LT-002"]).ok();
    let extend = |day: &str| {
        env.colab(&[
            "rental",
            "extend",
            &number,
            "--return-on",
            day,
            "--reason",
            "goes on",
        ])
    };
    extend("2026-01-26").fails(5).says(&format!(
        "LT-002 is promised to booking {id} (Kopano) from 2026-01-26 07:30"
    ));
    extend("2026-01-14").fails(6).says("2026-01-15 or later");
    extend("2026-01-25").ok();
    assert_eq!(env.json(&["rental", "show", &number])["return_on"], "2026-01-25");
    let before = env.count("audit_log");
    let same = format!("rental extend {number} --return-on 2026-01-25");
    env.line(&same).ok();
    assert_eq!(env.count("audit_log"), before);
    assert_eq!(actions(env, "LT-001"), ["added", "rented", "extended"]);
    let due = env.instant("2026-01-25T22:00:00Z");
    assert_eq!(
        env.raw_int(&format!(
            "SELECT count(*) FROM device_holds WHERE ends_at = {due}"
        )),
        Some(2)
    );
    // Past the program, too.
    let late = env.instant("2026-01-28T22:00:00Z");
    let refused = env.raw_sql(&format!("UPDATE offsite_rentals SET due_at = {late}"));
    assert!(refused.unwrap_err().contains("device_holds_no_overlap"));
    // What came back no longer is in the way.
    env.colab(&["rental", "return", &number, "--serial", "LT-002"])
        .ok();
    extend("2026-01-30").ok();
    // A day before the one agreed will do, today's at the earliest.
    extend("2026-01-16").ok();
    assert_eq!(
        env.json(&["rental", "show", &number])["due_at"],
        "2026-01-17T00:00:00+02:00"
    );
    env.verify_audit().unwrap();
}

fn while_a_device_is_overdue_nobody_is_promised_it(env: &Env) {
    laptops(env, 2);
    let number = rent(env, &["LT-001"], "2026-01-20");
    let id = asks(env, "Kopano", "2026-03-02");
    let late = "2026-01-22T08:00:00Z";
    let said = format!("LT-001 is overdue on {number} and not back");
    at(env, late, &["device", "assign", &id, "--serial", "LT-001"])
        .fails(5)
        .says(&said)
        .says(&format!("colab rental return {number} --serial LT-001"));
    at(env, late, &start(["--booking", &id], &["LT-001"], "2026-03-09"))
        .fails(5)
        .says(&said);
    let now = env.instant(late);
    let refused = env.raw_sql(&format!(
        "INSERT INTO booking_device_assignments (booking_id, device_id, device_category_id, quantity, assignment_type,
                                                 assigned_by, assigned_at, created_at)
         SELECT {id}, id, category_id, 1, 'manual', 'raw', {now}, {now} FROM devices WHERE serial_number = 'LT-001'"
    ));
    assert!(refused.unwrap_err().contains("device_overdue"));
    let shown = at(env, late, &["rental", "show", &number, "-f", "json"])
        .ok()
        .json();
    assert_eq!(shown["days_overdue"], 2);
    at(env, late, &["rental", "return", &number]).ok();
    at(env, late, &["device", "assign", &id, "--serial", "LT-001"]).ok();
}

fn a_cancelled_booking_leaves_its_rental_out(env: &Env) {
    laptops(env, 2);
    let id = asks(env, "Umoya", "2026-01-16");
    env.colab(&["device", "assign", &id, "--serial", "LT-002"]).ok();
    let rental = env.json(&start(["--booking", &id], &["LT-001"], "2026-01-20"));
    env.line("rental collect RN-2026-0001").ok();
    env.colab(&["booking", "cancel", &id]).ok();
    assert_eq!(status(env, "LT-001"), "offsite");
    assert_eq!(
        env.column(&["rental", "list", "--open"], "rental_no"),
        [rental["rental_no"].as_str().unwrap()]
    );
    let other = asks(env, "Kopano", "2026-01-16");
    env.colab(&["device", "assign", &other, "--serial", "LT-001"])
        .fails(5)
        .says("RN-2026-0001");
    env.colab(&["device", "assign", &other, "--serial", "LT-002"])
        .ok();
    env.colab(&["rental", "return", "RN-2026-0001"]).ok();
    assert_eq!(status(env, "LT-001"), "available");
}

fn rentals_are_listed_by_what_is_asked(env: &Env) {
    laptops(env, 3);
    let (one, two) = (
        rent(env, &["LT-001"], "2026-01-30"),
        rent(env, &["LT-002"], "2026-01-20"),
    );
    let three = env.json(&start(["--client", "Umoya"], &["LT-003"], "2026-01-25"));
    let three = three["rental_no"].as_str().unwrap().to_owned();
    env.colab(&["rental", "return", &two]).ok();
    let list = |more: &[&str]| env.column(&[&["rental", "list"], more].concat(), "rental_no");
    let numbers = |wanted: &[&String]| wanted.iter().map(|one| (*one).clone()).collect::<Vec<_>>();
    assert_eq!(list(&[]), numbers(&[&one, &two, &three]));
    assert_eq!(list(&["--open"]), numbers(&[&one, &three]));
    assert_eq!(list(&["--returned"]), numbers(&[&two]));
    assert_eq!(list(&["--client", "umoya"]), numbers(&[&three]));
    assert_eq!(list(&["--client", "BAOBAB"]), numbers(&[&one, &two, &three]));
    assert_eq!(list(&["--sort", "return_on"]), numbers(&[&two, &three, &one]));
    assert_eq!(list(&["--after", &one, "--limit", "1"]), numbers(&[&two]));
    assert_eq!(list(&["--from", "2026-01-16"]), numbers(&[&one, &three]));
    assert_eq!(list(&["--to", "2026-01-14"]), numbers(&[]));
    env.colab(&["rental", "list", "--after", "RN-1"]).fails(3);
    env.colab(&["rental", "list", "--open", "--returned"]).fails(2);
}

fn overdue_has_exactly_its_columns_and_names_who_is_endangered(env: &Env) {
    laptops(env, 3);
    let id = asks(env, "Kopano", "2026-03-02");
    env.colab(&["device", "assign", &id, "--serial", "LT-001"]).ok();
    rent(env, &["LT-001", "LT-002"], "2026-01-20");
    rent(env, &["LT-003"], "2026-01-25");
    let overdue = |more: &[&str]| env.colab(&[&["rental", "overdue", "-f", "csv"], more].concat());
    let head = "rental_no,serial,category,client_name,contact_person,contact_number,contact_email,company,\
                return_on,days_overdue,endangers\n";
    let none = overdue(&["--exit-code"]).ok();
    assert_eq!(none.stdout, head);
    let late = overdue(&["--as-of", "2026-01-23", "--exit-code"]).fails(9);
    let contact = "Laptop,Baobab Health,N. Dube,0825550100,,Baobab,2026-01-20,3";
    assert_eq!(
        late.stdout,
        format!("{head}RN-2026-0001,LT-001,{contact},{id}\nRN-2026-0001,LT-002,{contact},\n")
    );
    assert!(late.stderr.is_empty(), "{late}");
    overdue(&["--as-of", "2026-01-23"]).ok();
    let later = env.json(&["rental", "overdue", "--as-of", "2026-03-12"]);
    assert_eq!(later.as_array().unwrap().len(), 3);
    assert_eq!(later[0]["endangers"].to_string(), format!("[{id}]"));
    env.colab(&["rental", "return", "RN-2026-0001", "--serial", "LT-001"])
        .ok();
    assert_eq!(
        env.column(&["rental", "overdue", "--as-of", "2026-01-23"], "serial"),
        ["LT-002"]
    );
}

fn a_rental_is_corrected_and_its_form_is_old(env: &Env) {
    laptops(env, 1);
    let number = rent(env, &["LT-001"], "2026-01-20");
    let form = ["rental", "form", &number, "-o", "form.pdf"];
    env.colab(&form).ok();
    let correct = [
        "rental",
        "edit",
        &number,
        "--client",
        "Umoya Ltd",
        "--company",
        "Umoya Ltd",
        "--contact-person",
        "Sam",
        "--contact-number",
        "0820000000",
        "--contact-email",
        "sam@umoya.example",
        "--address",
        "2 Oak St",
        "--notes",
        "with bags\ntwo chargers",
    ];
    let dry = env.colab(&[&correct[..], &["-n"]].concat()).ok();
    assert!(!dry.stderr.contains("the form of"), "{dry}");
    let run = env
        .colab(&correct)
        .ok()
        .says("the form of RN-2026-0001 shows what was before");
    assert!(run.stderr.contains("colab rental form RN-2026-0001"), "{run}");
    let shown = env.json(&["rental", "show", &number]);
    for (field, value) in [
        ("client_name", json!("Umoya Ltd")),
        ("company", json!("Umoya Ltd")),
        ("contact_person", json!("Sam")),
        ("contact_number", json!("0820000000")),
        ("contact_email", json!("sam@umoya.example")),
        ("address", json!("2 Oak St")),
        ("notes", json!("with bags\ntwo chargers")),
        ("rental_form_generated", json!(false)),
        ("return_on", json!("2026-01-20")),
    ] {
        assert_eq!(shown[field], value, "{field}");
    }
    // Without an old form nobody is told of one; what is the same is no change.
    let run = env
        .line("rental edit rn-2026-0001 --contact-email \"\" --notes \"\"")
        .ok();
    assert!(!run.stderr.contains("the form of"), "{run}");
    let before = env.count("audit_log");
    env.line("rental edit RN-2026-0001 --company \"Umoya Ltd\"").ok();
    assert_eq!(env.count("audit_log"), before);
    env.line("rental edit RN-2026-0001")
        .fails(2)
        .says("no changes given");
    env.line("rental edit RN-2026-0001 --company \"\"")
        .fails(6)
        .says("company is empty");
    env.line("rental edit RN-2026-0009 --company X").fails(3);
    // Also of what is back; and it can be undone.
    env.line("undo").ok();
    assert_eq!(
        env.json(&["rental", "show", &number])["contact_email"],
        "sam@umoya.example"
    );
    env.line("rental return RN-2026-0001").ok();
    env.line("rental edit RN-2026-0001 --address \"3 Elm St\"").ok();
    env.line("undo").ok();
    assert_eq!(env.json(&["rental", "show", &number])["address"], "2 Oak St");
}

fn dry_runs_change_nothing(env: &Env) {
    laptops(env, 2);
    let number = rent(env, &["LT-001"], "2026-01-20");
    let before = (env.count("audit_log"), env.count("device_movement_log"));
    let starts = start(["--client", "X"], &["LT-002"], "2026-01-20");
    for words in [
        &starts[..],
        &["rental", "return", &number],
        &["rental", "extend", &number, "--return-on", "2026-01-22"],
        &["rental", "form", &number, "-o", "form.pdf"],
    ] {
        env.colab(&[words, &["--dry-run"]].concat()).ok();
    }
    assert_eq!((env.count("audit_log"), env.count("device_movement_log")), before);
    assert!(!env.path("form.pdf").exists());
    assert_eq!(env.raw_int("SELECT last_number FROM rental_numbers"), Some(1));
    let shown = env.json(&["rental", "show", &number]);
    assert_eq!(
        (&shown["rental_form_generated"], &shown["return_on"]),
        (&json!(false), &json!("2026-01-20"))
    );
}

fn the_form_is_drawn_recorded_and_says_everything(env: &Env) {
    laptops(env, 2);
    env.colab(&["config", "set", "company_name", "Évian Training"])
        .ok();
    let mut words = start(["--client", "Ṱhoho Baobab"], &["LT-001", "LT-002"], "2026-01-20");
    words.extend(["--contact-email", "n@dube.example", "--notes", "with bags"]);
    env.colab(&words).ok();
    let form = ["rental", "form", "RN-2026-0001", "-o"];
    let rental = env.json(&[&form[..], &["a.pdf"]].concat());
    assert_eq!(rental["rental_form_generated"], true);
    at(env, "2026-01-16T12:00:00Z", &[&form[..], &["b.pdf"]].concat()).ok();
    let bytes = fs::read(env.path("a.pdf")).unwrap();
    assert_eq!(
        bytes,
        fs::read(env.path("b.pdf")).unwrap(),
        "the same form, other bytes"
    );
    let history = env.json(&["rental", "show", "RN-2026-0001"])["history"].clone();
    let commands: Vec<&str> = history
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["command"].as_str().unwrap())
        .collect();
    assert_eq!(commands, ["rental start", "rental form", "rental form"]);
    let Some(text) = tools::text_of_pdf(&env.path("a.pdf")) else {
        return;
    };
    for said in [
        "Évian Training",
        "RN-2026-0001",
        "Ṱhoho Baobab",
        "N. Dube",
        "0825550100",
        "n@dube.example",
        "1 Main Rd",
        "with bags",
        "Thursday, 15 January 2026",
        "Tuesday, 20 January 2026",
        "LT-001",
        "LT-002",
        "Dell 5420",
        "Laptop",
        "2 devices in all",
        "Handed out by",
        "Received by",
        "Page 1 of 1",
    ] {
        assert!(text.contains(said), "no `{said}` in\n{text}");
    }
}

fn a_form_of_many_devices_flows_over_pages(env: &Env) {
    laptops(env, 100);
    let serials: Vec<String> = (1..=100).map(|number| format!("LT-{number:03}")).collect();
    let words = start(["--client", "X"], &["-"], "2026-01-20");
    env.colab_with(&words, &serials.join("\n"), &[]).ok();
    env.colab(&["rental", "form", "RN-2026-0001", "-o", "form.pdf"])
        .ok();
    let Some(text) = tools::text_of_pdf(&env.path("form.pdf")) else {
        return;
    };
    let missing: Vec<_> = serials
        .iter()
        .filter(|serial| !text.contains(serial.as_str()))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
    let pages = text.matches('\u{c}').count();
    assert!(pages > 1, "{text}");
    for page in 1..=pages {
        assert!(text.contains(&format!("Page {page} of {pages}")), "{text}");
    }
}

fn a_form_that_cannot_be_written_is_not_recorded(env: &Env) {
    laptops(env, 1);
    let number = rent(env, &["LT-001"], "2026-01-20");
    let before = env.count("audit_log");
    env.colab(&["rental", "form", &number, "-o", "no/such/folder/form.pdf"])
        .fails(3)
        .says("cannot write");
    fs::create_dir(env.path("form.pdf")).unwrap();
    let run = env.colab(&["rental", "form", &number, "-o", "form.pdf"]);
    assert!(run.code != Some(0), "{run}");
    assert_eq!(env.count("audit_log"), before);
    assert_eq!(
        env.json(&["rental", "show", &number])["rental_form_generated"],
        false
    );
    env.colab(&["rental", "form", "RN-2026-0009", "-o", "x.pdf"])
        .fails(3);
    env.colab(&["rental", "form", &number]).fails(2).says("--output");
}
