//! `notify check`: each condition is open once, follows the facts, is over when they are; what has happened is passed on
//! once.

use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};
use serde_json::{Value, json};

use super::support::{Env, Run};

both![
    scenario_33_a_rental_that_is_late_is_told_once_until_it_is_back,
    scenario_34_stock_below_five_is_told_to_both_bosses_and_read_by_each,
    stock_that_runs_lower_is_the_same_notification_and_unread_again_when_graver,
    a_request_that_nothing_could_fill_is_told_until_something_could,
    without_any_device_one_notification_stands_for_all_requests,
    a_booking_whose_device_is_not_back_is_told_until_it_is,
    a_rental_that_is_due_tomorrow_is_told_until_it_is_late,
    a_ghost_that_waits_too_long_is_told_until_it_has_a_room,
    what_comes_back_is_another_notification,
    the_longest_names_are_told_whole,
];
both![
    booking_events_reach_the_right_boss_and_who_asked,
    scenario_29_both_sides_of_a_displacement_are_told,
    an_announced_shortage_that_holds_is_one_notification,
    of_what_becomes_of_a_booking_the_last_is_open_until_it_is_over,
];
both![
    sixteen_checks_at_once_tell_each_thing_once,
    a_check_that_finds_nothing_new_says_nothing_and_writes_nothing,
    a_dry_run_tells_what_it_would_do,
    the_report_counts_and_its_lines_are_records,
    the_database_holds_what_is_open_once_and_over_for_good,
];
sqlite![a_check_that_finds_nothing_new_waits_for_no_writer];

/// A check at a time; its report.
#[track_caller]
fn check(env: &Env, now: &str) -> Value {
    at(env, now, &["notify", "check", "-f", "json"]).ok().json()
}

fn at(env: &Env, now: &str, words: &[&str]) -> Run {
    env.call(words).variable("COLAB_NOW", now).run()
}

/// The day's eight o'clock in UTC.
fn day(date: &str) -> String {
    format!("{date}T08:00:00Z")
}

/// What a report says: opened, updated, resolved, open.
fn counts(report: &Value) -> [i64; 4] {
    ["opened", "updated", "resolved", "open"].map(|field| report[field].as_i64().unwrap())
}

/// Everything of a type, the newest first.
#[track_caller]
fn of_type(env: &Env, wanted: &str) -> Vec<Value> {
    let all = env.json(&["notify", "list", "--type", wanted]);
    all.as_array().unwrap().clone()
}

/// The one notification of a type.
#[track_caller]
fn only(env: &Env, wanted: &str) -> Value {
    let found = of_type(env, wanted);
    assert_eq!(found.len(), 1, "{wanted}: {found:?}");
    found[0].clone()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// As long as something is free, only what a test is about is told.
fn stock_is_never_low(env: &Env) {
    for setting in ["stock_warn_count", "stock_warn_percent", "stock_alert_percent"] {
        env.colab(&["config", "set", setting, "0"]).ok();
    }
}

fn laptops(env: &Env, count: usize) {
    let serials: Vec<String> = (1..=count).map(|number| format!("LT-{number:03}")).collect();
    let words = ["device", "add", "--category", "Laptop"].into_iter();
    let words: Vec<&str> = words.chain(serials.iter().map(String::as_str)).collect();
    env.colab(&words).ok();
}

/// A ghost that asks for laptops on a day; its id.
#[track_caller]
fn asks(env: &Env, client: &str, date: &str, devices: &str) -> String {
    let mut words = vec![
        "booking",
        "create",
        "--client",
        client,
        "--date",
        date,
        "--learners",
        "5",
    ];
    if devices != "0" {
        words.extend(["--devices", devices, "--device-type", "laptops"]);
    }
    env.json(&words)["id"].to_string()
}

/// Rents devices to a client; the rental's number.
#[track_caller]
fn rent(env: &Env, serials: &[&str], return_on: &str) -> String {
    let mut words = vec![
        "rental",
        "start",
        "--client",
        "Umoya",
        "--contact-person",
        "N. Dube",
        "--contact-number",
        "0825550100",
        "--company",
        "Umoya",
        "--address",
        "1 Main Rd",
        "--return-on",
        return_on,
    ];
    for serial in serials {
        words.extend(["--serial", serial]);
    }
    text(&env.json(&words)["rental_no"]).to_owned()
}

/// What somebody sees.
#[track_caller]
fn seen_by(env: &Env, token: &str, words: &[&str]) -> Vec<Value> {
    let line = [&["notify", "list", "-f", "json"], words].concat();
    let seen = env.colab_as(token, &line).ok().json();
    seen.as_array().unwrap().clone()
}

fn messages(seen: &[Value]) -> Vec<&str> {
    seen.iter().map(|one| text(&one["message"])).collect()
}

fn scenario_33_a_rental_that_is_late_is_told_once_until_it_is_back(env: &Env) {
    stock_is_never_low(env);
    let (it_boss, room_boss) = (
        env.user("sipho", "it_rental_admin"),
        env.user("thandi", "training_facility_admin"),
    );
    laptops(env, 3);
    let rental = rent(env, &["LT-001", "LT-002"], "2026-08-01");
    for (run, expected) in [[1, 0, 0, 1], [0, 0, 0, 1]].iter().enumerate() {
        let report = check(env, &day("2026-08-02"));
        assert_eq!(counts(&report), *expected, "run {run}: {report}");
    }
    let seen = seen_by(env, &it_boss, &[]);
    assert_eq!(
        messages(&seen),
        [format!(
            "{rental} is 1 day overdue: LT-001, LT-002 with N. Dube (Umoya), 0825550100"
        )]
    );
    assert_eq!(
        (
            &seen[0]["type"],
            &seen[0]["severity"],
            &seen[0]["details"]["days_overdue"]
        ),
        (&json!("return_overdue"), &json!("alert"), &json!(1))
    );
    assert!(seen_by(env, &room_boss, &[]).is_empty());
    // A day later the same one says so, and it is still one when a device is back.
    assert_eq!(counts(&check(env, &day("2026-08-03"))), [0, 1, 0, 1]);
    let back = ["rental", "return", &rental, "--serial", "LT-001"];
    at(env, "2026-08-03T09:00:00Z", &back).ok();
    assert_eq!(counts(&check(env, "2026-08-03T10:00:00Z")), [0, 1, 0, 1]);
    let told = only(env, "return_overdue");
    assert_eq!(told["id"], seen[0]["id"]);
    assert_eq!(
        told["message"],
        format!("{rental} is 2 days overdue: LT-002 with N. Dube (Umoya), 0825550100")
    );
    at(env, "2026-08-03T11:00:00Z", &["rental", "return", &rental]).ok();
    assert_eq!(counts(&check(env, "2026-08-03T12:00:00Z")), [0, 0, 1, 0]);
    assert_eq!(
        only(env, "return_overdue")["resolved_at"],
        "2026-08-03T14:00:00+02:00"
    );
    let list = ["device", "list", "-f", "json"];
    let devices = at(env, "2026-08-03T12:00:00Z", &list).ok().json();
    assert!(
        devices
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["status"] == "available")
    );
    assert_eq!(counts(&check(env, "2026-08-03T12:01:00Z")), [0, 0, 0, 0]);
    env.verify_audit().unwrap();
}

fn scenario_34_stock_below_five_is_told_to_both_bosses_and_read_by_each(env: &Env) {
    let bosses = [
        env.user("sipho", "it_rental_admin"),
        env.user("thandi", "training_facility_admin"),
    ];
    laptops(env, 4);
    assert_eq!(counts(&check(env, &day("2026-01-15"))), [1, 0, 0, 1]);
    for boss in &bosses {
        assert_eq!(messages(&seen_by(env, boss, &[])), ["Laptop: 4 of 4 free today"]);
    }
    let [it_boss, room_boss] = &bosses;
    let id = only(env, "low_stock")["id"].to_string();
    env.colab_as(it_boss, &["notify", "read", &id]).ok();
    assert!(seen_by(env, it_boss, &["--unread"]).is_empty());
    assert_eq!(seen_by(env, room_boss, &["--unread"]).len(), 1);
    // A fifth, and nobody is told any more.
    env.colab(&["device", "add", "LT-005", "--category", "Laptop"])
        .ok();
    assert_eq!(counts(&check(env, &day("2026-01-15"))), [0, 0, 1, 0]);
    for boss in &bosses {
        assert!(seen_by(env, boss, &["--open"]).is_empty());
    }
}

fn stock_that_runs_lower_is_the_same_notification_and_unread_again_when_graver(env: &Env) {
    let it_boss = env.user("sipho", "it_rental_admin");
    laptops(env, 4);
    check(env, &day("2026-01-15"));
    let first = only(env, "low_stock");
    assert_eq!(
        (&first["severity"], &first["title"]),
        (&json!("warn"), &json!("Laptop stock is low"))
    );
    env.colab_as(&it_boss, &["notify", "ack", &first["id"].to_string()])
        .ok();
    rent(env, &["LT-001"], "2026-01-30");
    let report = check(env, &day("2026-01-15"));
    assert_eq!(counts(&report), [0, 1, 0, 1], "{report}");
    let lower = only(env, "low_stock");
    assert_eq!(
        (&lower["id"], &lower["message"], &lower["details"]["free"]),
        (
            &first["id"],
            &json!("Laptop: 3 of 4 free today, 1 out"),
            &json!(3)
        )
    );
    assert!(
        seen_by(env, &it_boss, &["--unread"]).is_empty(),
        "no graver, and it is taken care of"
    );
    rent(env, &["LT-002", "LT-003", "LT-004"], "2026-01-30");
    assert_eq!(counts(&check(env, &day("2026-01-15"))), [0, 1, 0, 1]);
    let none = seen_by(env, &it_boss, &["--unread"]);
    assert_eq!(messages(&none), ["Laptop: 0 of 4 free today, 4 out"]);
    assert_eq!(
        (&none[0]["severity"], &none[0]["acked_at"]),
        (&json!("alert"), &Value::Null)
    );
}

fn a_request_that_nothing_could_fill_is_told_until_something_could(env: &Env) {
    stock_is_never_low(env);
    let bosses = [
        env.user("sipho", "it_rental_admin"),
        env.user("thandi", "training_facility_admin"),
    ];
    laptops(env, 2);
    let has = asks(env, "Kopano", "2026-03-02", "2");
    env.colab(&["device", "assign", &has, "--auto", "2"]).ok();
    check(env, &day("2026-01-15"));
    assert!(of_type(env, "conflict_no_alternatives").is_empty());
    let wants = asks(env, "Baobab", "2026-03-02", "1");
    let elsewhere = asks(env, "Siyaya", "2026-03-03", "2");
    check(env, &day("2026-01-15"));
    let told = only(env, "conflict_no_alternatives");
    assert_eq!(
        told["message"],
        format!(
            "booking {wants} (Baobab) still wants 1 Laptop on 2026-03-02 07:30–16:30, none is free and nothing would do \
             instead"
        )
    );
    assert_eq!(
        (&told["entity"], &told["entity_id"]),
        (&json!("booking"), &json!(wants))
    );
    for boss in &bosses {
        let seen = seen_by(env, boss, &["--type", "conflict_no_alternatives"]);
        assert_eq!(seen.len(), 1);
    }
    assert_eq!(counts(&check(env, &day("2026-01-15")))[..3], [0, 0, 0]);
    // More is asked for.
    let more = [
        "device",
        "request",
        &wants,
        "--category",
        "Laptop",
        "--quantity",
        "2",
    ];
    env.colab(&more).ok();
    check(env, &day("2026-01-15"));
    let more = only(env, "conflict_no_alternatives");
    assert_eq!(
        (&more["id"], &more["details"]["missing"]),
        (&told["id"], &json!(2))
    );
    // A desktop would do instead, as `device assign` says.
    env.colab(&["device", "add", "DT-001", "--category", "Desktop"])
        .ok();
    check(env, &day("2026-01-15"));
    assert!(only(env, "conflict_no_alternatives")["resolved_at"].is_string());
    env.colab(&["booking", "cancel", &elsewhere, "--reason", "x"])
        .ok();
}

fn without_any_device_one_notification_stands_for_all_requests(env: &Env) {
    stock_is_never_low(env);
    let first = asks(env, "Kopano", "2026-03-02", "2");
    asks(env, "Baobab", "2026-03-03", "3");
    check(env, &day("2026-01-15"));
    let told = only(env, "conflict_no_alternatives");
    assert_eq!(
        (&told["message"], &told["entity_id"]),
        (
            &json!("no device is in service, and 2 bookings from 2026-03-02 on ask for 5"),
            &json!(first)
        )
    );
    laptops(env, 9);
    check(env, &day("2026-01-15"));
    assert!(only(env, "conflict_no_alternatives")["resolved_at"].is_string());
}

fn a_booking_whose_device_is_not_back_is_told_until_it_is(env: &Env) {
    stock_is_never_low(env);
    env.colab(&["config", "set", "ghost_waiting_days", "365"]).ok();
    let (it_boss, room_boss) = (
        env.user("sipho", "it_rental_admin"),
        env.user("thandi", "training_facility_admin"),
    );
    laptops(env, 3);
    let booking = asks(env, "Kopano", "2026-03-02", "2");
    let assign = [
        "device", "assign", &booking, "--serial", "LT-001", "--serial", "LT-002",
    ];
    env.colab(&assign).ok();
    let rental = rent(env, &["LT-001", "LT-003"], "2026-01-20");
    check(env, &day("2026-01-20"));
    assert!(of_type(env, "offsite_conflict").is_empty(), "not late yet");
    check(env, &day("2026-01-21"));
    let told = only(env, "offsite_conflict");
    assert_eq!(
        told["message"],
        format!(
            "booking {booking} (Kopano) is to have LT-001 on 2026-03-02 07:30–16:30, and {rental} has not brought it back"
        )
    );
    assert_eq!(seen_by(env, &it_boss, &["--type", "offsite_conflict"]).len(), 1);
    assert!(seen_by(env, &room_boss, &["--type", "offsite_conflict"]).is_empty());
    assert_eq!(counts(&check(env, &day("2026-01-21")))[..3], [0, 0, 0]);
    let conflicts = at(env, &day("2026-01-21"), &["booking", "conflicts", "-f", "json"])
        .ok()
        .json();
    let why = format!("LT-001 is overdue on {rental}");
    let is_it = |one: &Value| one["problem"] == "device_overdue" && one["why"] == why;
    assert!(conflicts.as_array().unwrap().iter().any(is_it), "{conflicts}");
    // The booking moves: the same notification says when.
    let moved = ["booking", "reschedule", &booking, "--by", "1d"];
    at(env, &day("2026-01-21"), &moved).ok();
    check(env, "2026-01-21T09:00:00Z");
    let moved = only(env, "offsite_conflict");
    assert_eq!(moved["id"], told["id"]);
    assert!(text(&moved["message"]).contains("2026-03-03"), "{moved}");
    let back = ["rental", "return", &rental, "--serial", "LT-001"];
    at(env, "2026-01-21T10:00:00Z", &back).ok();
    check(env, "2026-01-21T11:00:00Z");
    assert!(only(env, "offsite_conflict")["resolved_at"].is_string());
    assert_eq!(only(env, "return_overdue")["resolved_at"], Value::Null);
    // Another rental that is to take a device that is late waits in the same way.
    let words = "rental start --client Next --serial LT-003 --taken-on 2026-01-25 --return-on 2026-01-27 --contact-person N \
                 --contact-number 1 --company N --address S";
    env.line_at(&day("2026-01-20"), words).ok();
    check(env, "2026-01-21T12:00:00Z");
    let told = of_type(env, "offsite_conflict");
    let waits = format!("(Next) is to take LT-003 on 2026-01-25, and {rental} has not brought it back");
    assert!(
        told.iter().any(|one| text(&one["message"]).contains(&waits)),
        "{told:?}"
    );
}

fn a_rental_that_is_due_tomorrow_is_told_until_it_is_late(env: &Env) {
    stock_is_never_low(env);
    laptops(env, 2);
    let rental = rent(env, &["LT-001"], "2026-01-22");
    assert_eq!(counts(&check(env, &day("2026-01-20"))), [0, 0, 0, 0]);
    assert_eq!(counts(&check(env, &day("2026-01-21"))), [1, 0, 0, 1]);
    let told = only(env, "rental_due");
    assert_eq!(
        told["message"],
        format!("{rental} is due back tomorrow, 2026-01-22: LT-001 with N. Dube (Umoya), 0825550100")
    );
    assert_eq!(
        (&told["severity"], &told["roles"]),
        (&json!("info"), &json!(["it_rental_admin"]))
    );
    assert_eq!(counts(&check(env, &day("2026-01-22"))), [0, 1, 0, 1]);
    assert_eq!(only(env, "rental_due")["title"], format!("{rental} is due today"));
    assert_eq!(counts(&check(env, &day("2026-01-23"))), [1, 0, 1, 1]);
    assert!(only(env, "rental_due")["resolved_at"].is_string());
}

fn a_ghost_that_waits_too_long_is_told_until_it_has_a_room(env: &Env) {
    env.colab(&["room", "add", "Focus"]).ok();
    let room_boss = env.user("thandi", "training_facility_admin");
    let ghost = asks(env, "Kopano", "2026-03-02", "0");
    check(env, &day("2026-01-16"));
    assert!(of_type(env, "ghost_waiting").is_empty());
    check(env, &day("2026-01-17"));
    let told = only(env, "ghost_waiting");
    assert_eq!(
        (&told["message"], &told["severity"]),
        (
            &json!(format!(
                "booking {ghost} (Kopano, 2026-03-02 07:30–16:30) has waited 2 days for a room"
            )),
            &json!("warn")
        )
    );
    assert_eq!(seen_by(env, &room_boss, &["--type", "ghost_waiting"]).len(), 1);
    assert_eq!(counts(&check(env, &day("2026-01-18")))[..3], [0, 1, 0]);
    // On the eve it is an alert.
    check(env, &day("2026-03-01"));
    assert_eq!(only(env, "ghost_waiting")["severity"], "alert");
    let assign = ["booking", "assign", &ghost, "--room", "Focus"];
    at(env, &day("2026-03-01"), &assign).ok();
    check(env, "2026-03-01T09:00:00Z");
    assert!(only(env, "ghost_waiting")["resolved_at"].is_string());
}

fn what_comes_back_is_another_notification(env: &Env) {
    laptops(env, 4);
    check(env, &day("2026-01-15"));
    env.colab(&["device", "add", "LT-005", "--category", "Laptop"])
        .ok();
    check(env, &day("2026-01-16"));
    env.colab(&["device", "move", "LT-005", "--to", "maintenance"])
        .ok();
    assert_eq!(counts(&check(env, &day("2026-01-17"))), [1, 0, 0, 1]);
    let both = of_type(env, "low_stock");
    assert_eq!(both.len(), 2);
    assert_eq!(both[0]["resolved_at"], Value::Null);
    assert!(both[1]["resolved_at"].is_string());
    assert_eq!(
        env.column(&["notify", "list", "--open"], "id"),
        [both[0]["id"].to_string()]
    );
    assert_eq!(
        env.column(&["notify", "list", "--resolved"], "id"),
        [both[1]["id"].to_string()]
    );
}

fn the_longest_names_are_told_whole(env: &Env) {
    let client = "ö".repeat(255);
    asks(env, &client, "2026-03-02", "1");
    let category = "x".repeat(255);
    env.colab(&["device", "category", "add", &category]).ok();
    env.colab(&["device", "add", "X-1", "--category", &category]).ok();
    check(env, &day("2026-02-01"));
    assert_eq!(
        only(env, "ghost_waiting")["title"],
        format!("{client} waits for a room")
    );
    assert_eq!(
        only(env, "low_stock")["title"],
        format!("{category} stock is low")
    );
}

fn booking_events_reach_the_right_boss_and_who_asked(env: &Env) {
    let (it_boss, room_boss, staff) = (
        env.user("sipho", "it_rental_admin"),
        env.user("thandi", "training_facility_admin"),
        env.user("lerato", "staff"),
    );
    env.colab(&["room", "add", "Focus"]).ok();
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
    env.colab_as(&staff, &create).ok();
    let devices = [
        "booking",
        "create",
        "--client",
        "Umoya",
        "--device-only",
        "--date",
        "2026-03-02",
        "--devices",
        "2",
    ];
    env.colab_as(&it_boss, &devices).ok();
    check(env, &day("2026-01-15"));
    let to_room_boss = seen_by(env, &room_boss, &["--type", "booking_pending"]);
    assert_eq!(
        messages(&to_room_boss),
        ["Kopano asks for a room on 2026-03-02 07:30–16:30"]
    );
    let to_it_boss = seen_by(env, &it_boss, &["--type", "booking_pending"]);
    assert_eq!(
        messages(&to_it_boss),
        ["Umoya asks for devices on 2026-03-02 07:30–16:30"]
    );
    assert!(seen_by(env, &staff, &[]).is_empty());
    env.colab_as(&room_boss, &["booking", "assign", "1", "--room", "Focus"])
        .ok();
    env.colab_as(&it_boss, &["booking", "cancel", "2", "--reason", "client moved"])
        .ok();
    check(env, &day("2026-01-15"));
    let to_staff = seen_by(env, &staff, &[]);
    assert_eq!(to_staff.len(), 1);
    assert_eq!(
        (&to_staff[0]["type"], &to_staff[0]["users"], &to_staff[0]["roles"]),
        (&json!("booking_room_assigned"), &json!(["lerato"]), &json!([]))
    );
    // Devices that are given back concern the IT boss, and no room's.
    assert_eq!(seen_by(env, &it_boss, &["--type", "booking_cancelled"]).len(), 1);
    assert!(seen_by(env, &room_boss, &["--type", "booking_cancelled"]).is_empty());
    assert_eq!(
        env.raw_int("SELECT count(*) FROM outbox WHERE drained_at IS NULL"),
        Some(0)
    );
    assert_eq!(env.count("outbox"), 4);
}

fn scenario_29_both_sides_of_a_displacement_are_told(env: &Env) {
    let (room_boss, staff) = (
        env.user("thandi", "training_facility_admin"),
        env.user("lerato", "staff"),
    );
    env.colab(&["room", "add", "Focus"]).ok();
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
    env.colab_as(&staff, &create).ok();
    env.colab(&["booking", "assign", "1", "--room", "Focus"]).ok();
    let displaces = [
        "booking",
        "create",
        "--client",
        "Umoya",
        "--date",
        "2026-03-02",
        "--learners",
        "5",
        "--room",
        "Focus",
        "--displace",
        "--reason",
        "board meeting",
    ];
    env.colab(&displaces).ok();
    check(env, &day("2026-01-15"));
    for token in [&room_boss, &staff] {
        let told = seen_by(env, token, &["--type", "booking_displaced", "--open"]);
        assert_eq!(told.len(), 1);
        assert!(
            text(&told[0]["message"]).contains("was displaced by Umoya"),
            "{told:?}"
        );
        assert_eq!(told[0]["severity"], "warn");
    }
}

fn an_announced_shortage_that_holds_is_one_notification(env: &Env) {
    stock_is_never_low(env);
    laptops(env, 1);
    let has = asks(env, "Kopano", "2026-03-02", "1");
    env.colab(&["device", "assign", &has, "--auto", "1"]).ok();
    let wants = asks(env, "Baobab", "2026-03-02", "1");
    env.colab(&["device", "assign", &wants, "--auto", "1"])
        .fails(5)
        .says("no alternative found; the room boss and the IT boss have been notified");
    check(env, &day("2026-01-15"));
    only(env, "conflict_no_alternatives");
    assert_eq!(counts(&check(env, &day("2026-01-15")))[..3], [0, 0, 0]);
    // Told without being asked for: it is open all the same.
    let free = asks(env, "Siyaya", "2026-03-02", "0");
    env.colab(&["device", "assign", &free, "--auto", "1", "--category", "Laptop"])
        .fails(5);
    check(env, &day("2026-01-15"));
    assert_eq!(of_type(env, "conflict_no_alternatives").len(), 2);
    assert_eq!(counts(&check(env, &day("2026-01-15")))[..3], [0, 0, 0]);
}

fn of_what_becomes_of_a_booking_the_last_is_open_until_it_is_over(env: &Env) {
    env.colab(&["room", "add", "Focus"]).ok();
    let booking = asks(env, "Kopano", "2026-02-02", "0");
    for step in [
        &["booking", "assign", &booking, "--room", "Focus"][..],
        &["booking", "confirm", &booking],
    ] {
        env.colab(step).ok();
    }
    let report = check(env, &day("2026-01-15"));
    assert_eq!(counts(&report), [3, 0, 0, 1], "{report}");
    let open = env.json(&["notify", "list", "--open"]);
    assert_eq!(open[0]["type"], "booking_confirmed");
    env.colab(&["booking", "cancel", &booking, "--reason", "x"]).ok();
    assert_eq!(counts(&check(env, &day("2026-01-15"))), [1, 0, 1, 1]);
    assert_eq!(counts(&check(env, &day("2026-02-02")))[..3], [0, 0, 0]);
    assert_eq!(counts(&check(env, &day("2026-02-03"))), [0, 0, 1, 0]);
    // Of a booking far ahead it is no news after a month.
    asks(env, "Umoya", "2026-11-02", "0");
    env.colab(&["booking", "cancel", "2", "--reason", "x"]).ok();
    check(env, &day("2026-01-15"));
    assert_eq!(counts(&check(env, &day("2026-02-13"))), [0, 0, 0, 1]);
    assert_eq!(counts(&check(env, &day("2026-02-14"))), [0, 0, 1, 0]);
}

fn sixteen_checks_at_once_tell_each_thing_once(env: &Env) {
    laptops(env, 4);
    rent(env, &["LT-001"], "2026-01-20");
    for client in ["Kopano", "Umoya", "Baobab"] {
        asks(env, client, "2026-03-02", "0");
    }
    let now = day("2026-01-21");
    let line = ["notify", "check", "-f", "json"];
    let running: Vec<_> = (0..16)
        .map(|_| env.call(&line).variable("COLAB_NOW", &now).spawn())
        .collect();
    let opened: i64 = running
        .into_iter()
        .map(|one| one.wait().ok().json()["opened"].as_i64().unwrap())
        .sum();
    // Low stock, an overdue rental, three ghosts and what was announced of them.
    assert_eq!((opened, env.count("notifications")), (8, 8));
    assert_eq!(
        env.raw_int("SELECT count(*) FROM outbox WHERE drained_at IS NULL"),
        Some(0)
    );
    let created = "SELECT count(*) FROM audit_log WHERE entity = 'notification' AND before IS NULL";
    assert_eq!(env.raw_int(created), Some(8));
    env.verify_audit().unwrap();
}

fn a_check_that_finds_nothing_new_says_nothing_and_writes_nothing(env: &Env) {
    laptops(env, 4);
    let quiet = ["notify", "check", "--quiet"];
    env.colab(&quiet).ok().silent();
    assert_eq!(env.json(&["notify", "list"])[0]["type"], "low_stock");
    let rows = env.count("audit_log");
    for format in ["table", "json", "csv"] {
        env.colab(&[&quiet[..], &["-f", format]].concat()).ok().silent();
    }
    assert_eq!(env.count("audit_log"), rows);
    assert_eq!(env.json(&["notify", "check"])["changes"], json!([]));
    assert_eq!(env.count("audit_log"), rows);
}

/// A writer that goes on and on is nobody's business here: only reading is needed.
fn a_check_that_finds_nothing_new_waits_for_no_writer(env: &Env) {
    laptops(env, 4);
    env.colab(&["notify", "check"]).ok();
    let mut other = SqliteConnection::establish(env.database_url()).unwrap();
    other.batch_execute("BEGIN IMMEDIATE").unwrap();
    env.colab(&["notify", "check", "--quiet"]).ok().silent();
    other.batch_execute("ROLLBACK").unwrap();
}

fn a_dry_run_tells_what_it_would_do(env: &Env) {
    laptops(env, 4);
    asks(env, "Kopano", "2026-03-02", "0");
    let rows = env.count("audit_log");
    for _ in 0..2 {
        let report = env.json(&["notify", "check", "--dry-run"]);
        assert_eq!(counts(&report), [2, 0, 0, 2]);
    }
    assert_eq!((env.count("notifications"), env.count("audit_log")), (0, rows));
    assert_eq!(
        env.raw_int("SELECT count(*) FROM outbox WHERE drained_at IS NULL"),
        Some(1)
    );
}

fn the_report_counts_and_its_lines_are_records(env: &Env) {
    laptops(env, 4);
    let dry = ["notify", "check", "--dry-run"];
    let report = env.json(&dry);
    assert_eq!(
        report["changes"],
        json!([{
            "change": "opened", "id": 1, "severity": "warn", "type": "low_stock", "message": "Laptop: 4 of 4 free today",
            "entity": "device_category", "entity_id": "1"
        }])
    );
    let text = env.colab(&dry).ok().stdout;
    assert!(
        text.ends_with("1 opened, 0 updated, 0 resolved; 1 open\n"),
        "{text}"
    );
    let line = [&dry[..], &["-f", "csv", "--fields", "change,type"]].concat();
    assert_eq!(env.colab(&line).ok().stdout, "change,type\nopened,low_stock\n");
    env.colab(&[&dry[..], &["--fields", "nonsense"]].concat())
        .fails(2)
        .says("the fields are change, id");
    env.colab(&["notify", "check", "now"]).fails(2);
}

fn the_database_holds_what_is_open_once_and_over_for_good(env: &Env) {
    laptops(env, 4);
    env.colab(&["notify", "check"]).ok();
    let again = "INSERT INTO notifications (notification_type, severity, entity, entity_id, condition_key, title, message,
                   details, opened_at, updated_at)
                 SELECT notification_type, severity, entity, entity_id, condition_key, title, message, details, opened_at,
                   updated_at FROM notifications";
    let refused = env.raw_sql(again).unwrap_err();
    assert!(refused.to_lowercase().contains("unique"), "{refused}");
    for statement in [
        "DELETE FROM notifications",
        "UPDATE notifications SET severity = 'dire'",
        "INSERT INTO notification_recipients (recipient, notification_id) VALUES ('somebody', 1)",
        "INSERT INTO notification_reads (notification_id, user_id) VALUES (1, 'nobody')",
    ] {
        env.raw_sql(statement).expect_err(statement);
    }
    env.raw_sql("UPDATE notifications SET resolved_at = updated_at")
        .unwrap();
    for statement in [
        "UPDATE notifications SET resolved_at = NULL",
        "UPDATE notifications SET message = 'x'",
    ] {
        let refused = env.raw_sql(statement).unwrap_err();
        assert!(refused.contains("notifications_resolved_for_good"), "{refused}");
    }
    env.raw_sql(again).unwrap();
}
