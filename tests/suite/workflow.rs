//! The workflow of bookings: every step from every status, rooms and devices, roles, displacing, rules of rooms.
//!

use serde_json::{Value, json};

use super::support::Env;

both![
    every_step_from_every_status_does_what_the_domain_draws,
    devices_alone_are_confirmed_without_a_room_and_never_assigned_one,
    the_life_of_a_booking_is_in_its_history,
    several_bookings_take_a_step_together_or_not_at_all,
    numbers_are_read_from_standard_input,
    a_dry_run_of_a_step_changes_nothing,
    a_rejection_and_a_cancellation_keep_their_reason,
    nobody_comes_before_the_day,
];
both![
    scenario_28_both_notes_are_kept,
    scenario_29_an_override_displaces_and_never_books_twice,
    scenario_36_staff_and_viewers_assign_no_rooms,
    what_is_under_way_does_not_make_way,
    a_combined_room_displaces_the_bookings_of_its_parts,
    sixteen_assignments_of_one_room_have_one_winner,
];
both![
    staff_change_their_own_while_it_is_pending,
    the_it_boss_confirms_devices_alone,
    the_rules_of_a_room_are_kept_unless_overridden_with_a_reason,
    an_assigned_room_must_seat_everybody,
    a_wish_holds_nothing,
    what_others_are_told_is_kept_with_the_change,
];

const STATUSES: [&str; 8] = [
    "pending",
    "room_assigned",
    "confirmed",
    "checked_in",
    "completed",
    "rejected",
    "cancelled",
    "no_show",
];

/// The workflow of bookings, an arrow a line.
const ARROWS: [(&str, &str, &str); 13] = [
    ("pending", "assign", "room_assigned"),
    ("room_assigned", "unassign", "pending"),
    ("room_assigned", "confirm", "confirmed"),
    ("pending", "reject", "rejected"),
    ("pending", "cancel", "cancelled"),
    ("room_assigned", "cancel", "cancelled"),
    ("confirmed", "cancel", "cancelled"),
    ("confirmed", "check-in", "checked_in"),
    ("confirmed", "no-show", "no_show"),
    ("checked_in", "check-out", "completed"),
    ("checked_in", "reopen", "confirmed"),
    ("completed", "reopen", "checked_in"),
    ("no_show", "reopen", "confirmed"),
];

const VERBS: [&str; 9] = [
    "assign",
    "unassign",
    "confirm",
    "reject",
    "cancel",
    "check-in",
    "check-out",
    "no-show",
    "reopen",
];

fn rooms(env: &Env) {
    for (name, seats) in [("Focus", "30"), ("Growth", "10")] {
        env.colab(&["room", "add", name, "--capacity", seats]).ok();
    }
}

/// A ghost for Baobab on 2 March: its number.
fn ghost(env: &Env) -> String {
    let made = env.json(&[
        "booking",
        "create",
        "--client",
        "Baobab",
        "--date",
        "2026-03-02",
        "--learners",
        "8",
        "--notes",
        "needs projector",
    ]);
    made["id"].to_string()
}

fn step<'a>(verb: &'a str, id: &'a str) -> Vec<&'a str> {
    let mut words = vec!["booking", verb, id];
    match verb {
        "assign" => words.extend(["--room", "Focus"]),
        "reject" => words.extend(["--reason", "no trainer"]),
        _ => {}
    }
    words
}

fn put(env: &Env, status: &str, with_room: bool) {
    let room = if status == "pending" || !with_room {
        "NULL"
    } else {
        "(SELECT id FROM rooms WHERE name = 'Focus')"
    };
    env.raw_sql(&format!(
        "UPDATE bookings SET status = '{status}', room_id = {room} WHERE id = 1"
    ))
    .unwrap();
}

fn every_step_from_every_status_does_what_the_domain_draws(env: &Env) {
    rooms(env);
    ghost(env);
    for status in STATUSES {
        put(env, status, true);
        for verb in VERBS {
            let words = [&step(verb, "1")[..], &["--dry-run", "-fjson"]].concat();
            let run = env.on_its_day(&words);
            match ARROWS.iter().find(|(from, by, _)| *from == status && *by == verb) {
                Some((_, _, to)) => assert_eq!(run.ok().json()["status"], *to, "{status} {verb}"),
                None => {
                    let error = run.fails(5).error();
                    assert_eq!(error["code"], "illegal_step", "{status} {verb}");
                    assert_eq!(error["details"]["from"], status);
                    let mut legal: Vec<&str> = ARROWS
                        .iter()
                        .filter(|arrow| arrow.0 == status)
                        .map(|arrow| arrow.1)
                        .collect();
                    legal.sort_unstable();
                    legal.dedup();
                    let mut named: Vec<&str> = error["details"]["legal"]
                        .as_array()
                        .unwrap()
                        .iter()
                        .filter_map(Value::as_str)
                        .collect();
                    named.sort_unstable();
                    assert_eq!(named, legal, "{status} {verb}");
                }
            }
        }
    }
}

fn devices_alone_are_confirmed_without_a_room_and_never_assigned_one(env: &Env) {
    rooms(env);
    let made = env.json(&[
        "booking",
        "create",
        "--client",
        "Baobab",
        "--date",
        "2026-03-02",
        "--devices",
        "5",
        "--device-only",
        "--learners",
        "20",
    ]);
    assert_eq!(
        (&made["device_only"], &made["room"], &made["status"]),
        (&json!(true), &Value::Null, &json!("pending"))
    );
    let error = env
        .colab(&["booking", "assign", "1", "--room", "Focus", "-fjson"])
        .fails(5)
        .error();
    assert_eq!(error["details"]["legal"], json!(["confirm", "reject", "cancel"]));
    for verb in ["confirm", "check-in", "check-out"] {
        env.on_its_day(&step(verb, "1")).ok();
    }
    let shown = env.json(&["booking", "show", "1"]);
    assert_eq!(
        (&shown["status"], &shown["room"]),
        (&json!("completed"), &Value::Null)
    );
    assert_eq!(env.count("room_holds"), 0);
    // Nobody attends and devices are asked for: the same without the flag.
    let implied = env.json(&[
        "booking",
        "create",
        "--client",
        "X",
        "--date",
        "2026-03-03",
        "--devices",
        "5",
    ]);
    assert_eq!(implied["device_only"], true);
    for wrong in [
        &["--device-only", "--room", "Focus"][..],
        &["--device-only", "--wish", "Focus"],
    ] {
        let words = [
            "booking",
            "create",
            "--client",
            "X",
            "--date",
            "2026-03-03",
            "--devices",
            "5",
        ];
        env.colab(&[&words[..], wrong].concat()).fails(2);
    }
    env.colab(&[
        "booking",
        "create",
        "--client",
        "X",
        "--date",
        "2026-03-03",
        "--device-only",
    ])
    .fails(6);
    // No client of the database gives it one either.
    assert!(
        env.raw_sql("UPDATE bookings SET room_id = 1 WHERE id = 1")
            .is_err()
    );
}

fn the_life_of_a_booking_is_in_its_history(env: &Env) {
    rooms(env);
    let id = ghost(env);
    for verb in ["assign", "unassign", "assign", "confirm", "check-in", "check-out"] {
        env.on_its_day(&step(verb, &id)).ok();
    }
    let shown = env.json(&["booking", "show", &id]);
    let commands: Vec<&str> = shown["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["command"].as_str().unwrap())
        .collect();
    assert_eq!(
        commands,
        [
            "booking create",
            "booking assign",
            "booking unassign",
            "booking assign",
            "booking confirm",
            "booking check-in",
            "booking check-out"
        ]
    );
    let assigned: Value = serde_json::from_str(shown["history"][1]["after"].as_str().unwrap()).unwrap();
    assert_eq!(assigned, json!({"room": "Focus", "status": "room_assigned"}));
    assert_eq!(shown["revision"], 6);
    assert_eq!(env.verify_audit().unwrap(), env.count("audit_log"));
}

fn several_bookings_take_a_step_together_or_not_at_all(env: &Env) {
    rooms(env);
    let ids = [ghost(env), ghost(env)];
    env.colab(&["booking", "assign", &ids[0], "--room", "Focus"]).ok();
    env.colab(&["booking", "confirm", &ids[0], &ids[1]])
        .fails(5)
        .says(&format!("booking {}", ids[1]));
    assert_eq!(
        env.column(&["booking", "list", "--sort", "id"], "status"),
        ["room_assigned", "pending"]
    );
    env.colab(&["booking", "assign", &ids[1], "--room", "Growth"])
        .ok();
    let both = env.json(&["booking", "confirm", &ids[0], &ids[1]]);
    assert_eq!(both.as_array().unwrap().len(), 2);
    env.colab(&["booking", "confirm", &ids[0], "99"])
        .fails(3)
        .says("no booking 99");
}

fn numbers_are_read_from_standard_input(env: &Env) {
    let ids = [ghost(env), ghost(env)];
    let lines = format!("{}\n\n{}\n", ids[0], ids[1]);
    env.colab_with(&["booking", "cancel", "-"], &lines, &[]).ok();
    assert_eq!(
        env.column(&["booking", "list"], "status"),
        ["cancelled", "cancelled"]
    );
    env.colab_with(&["booking", "cancel", "-"], "seventeen\n", &[])
        .fails(2)
        .says("seventeen");
    env.colab_with(&["booking", "cancel", "-"], "", &[])
        .ok()
        .says("nothing to do");
}

fn a_dry_run_of_a_step_changes_nothing(env: &Env) {
    rooms(env);
    let id = ghost(env);
    let rows = env.count("audit_log");
    let run = env
        .colab(&["booking", "assign", &id, "--room", "Focus", "--dry-run", "-fjson"])
        .ok();
    assert_eq!(run.json()["status"], "room_assigned");
    assert_eq!(env.json(&["booking", "show", &id])["status"], "pending");
    assert_eq!((env.count("audit_log"), env.count("room_holds")), (rows, 0));
}

fn a_rejection_and_a_cancellation_keep_their_reason(env: &Env) {
    let ids = [ghost(env), ghost(env)];
    env.colab(&["booking", "reject", &ids[0]])
        .fails(2)
        .says("--reason");
    env.colab(&["booking", "reject", &ids[0], "--reason", " "])
        .fails(6);
    env.colab(&["booking", "reject", &ids[0], "--reason", "no trainer"])
        .ok();
    env.colab(&["booking", "cancel", &ids[1], "--reason", "client moved"])
        .ok();
    assert_eq!(
        env.column(&["booking", "list", "--sort", "id"], "status_reason"),
        ["no trainer", "client moved"]
    );
}

fn nobody_comes_before_the_day(env: &Env) {
    rooms(env);
    let id = ghost(env);
    for verb in ["assign", "confirm"] {
        env.colab(&step(verb, &id)).ok();
    }
    env.colab(&step("check-in", &id))
        .fails(6)
        .says("booking 1 begins on 2026-03-02: it cannot be checked in yet");
    env.on_its_day(&step("check-in", &id)).ok();
    let later = env.on_its_day(&step("check-out", &id)).ok();
    assert_eq!(later.stderr, "");
}

fn scenario_28_both_notes_are_kept(env: &Env) {
    rooms(env);
    let id = ghost(env);
    let after = env.json(&["booking", "assign", &id, "--room", "Focus", "--notes", "ok"]);
    assert_eq!(
        (
            &after["status"],
            &after["requester_notes"],
            &after["room_boss_notes"]
        ),
        (&json!("room_assigned"), &json!("needs projector"), &json!("ok"))
    );
}

fn scenario_29_an_override_displaces_and_never_books_twice(env: &Env) {
    rooms(env);
    let staff = env.user("thandi", "staff");
    let made = env.colab_as(
        &staff,
        &[
            "booking",
            "create",
            "--client",
            "First",
            "--date",
            "2026-03-02",
            "--learners",
            "8",
            "-fjson",
        ],
    );
    let first = made.ok().json()["id"].to_string();
    env.colab(&["booking", "assign", &first, "--room", "Focus"]).ok();
    let ask = [
        "booking",
        "create",
        "--client",
        "Board",
        "--room",
        "Focus",
        "--date",
        "2026-03-02",
        "--learners",
        "5",
    ];
    env.colab(&ask).fails(5);
    env.colab(&[&ask[..], &["--displace"]].concat())
        .fails(2)
        .says("--reason");
    env.colab(&[&ask[..], &["--displace", "--reason", " "]].concat())
        .fails(6);
    assert_eq!(env.count("bookings"), 1);
    let boss = env.user("rose", "training_facility_admin");
    env.colab_as(
        &boss,
        &[&ask[..], &["--displace", "--reason", "board meeting"]].concat(),
    )
    .ok();
    let displaced = env.json(&["booking", "show", &first]);
    assert_eq!(
        (&displaced["status"], &displaced["room"]),
        (&json!("pending"), &Value::Null)
    );
    assert_eq!(displaced["status_reason"], "displaced by Board: board meeting");
    assert_eq!(env.raw_int("SELECT count(*) FROM room_holds"), Some(1));
    let told = env
        .raw_text("SELECT CAST(audience AS text) || message FROM outbox WHERE topic = 'booking_displaced'");
    let told = told.unwrap();
    for word in ["thandi", "training_facility_admin", "Board", "board meeting"] {
        assert!(told.contains(word), "{told}");
    }
    let audited = env.raw_text(&format!(
        "SELECT CAST(metadata AS text) FROM audit_log WHERE entity = 'booking' AND entity_id = '{first}' ORDER BY seq DESC LIMIT 1"
    ));
    assert!(audited.unwrap().contains("board meeting"));
    // Neither staff nor the IT boss displaces anybody.
    for role in ["staff", "it_rental_admin"] {
        let token = env.user(&format!("a {role}"), role);
        let words = [
            "booking",
            "create",
            "--client",
            "X",
            "--date",
            "2026-03-02",
            "--learners",
            "1",
            "--displace",
            "--reason",
            "me",
        ];
        env.colab_as(&token, &words).fails(4);
    }
}

fn scenario_36_staff_and_viewers_assign_no_rooms(env: &Env) {
    rooms(env);
    let id = ghost(env);
    let rows = env.count("audit_log");
    let people: Vec<String> = ["staff", "training_facility_admin_viewer", "kitchen_staff"]
        .iter()
        .map(|role| env.user(&format!("a {role}"), role))
        .collect();
    let made = env.count("audit_log") - rows;
    for token in &people {
        env.colab_as(token, &["booking", "assign", &id, "--room", "Focus"])
            .fails(4)
            .says("may not assign");
    }
    assert_eq!(env.count("audit_log"), rows + made + 3);
    assert_eq!(env.json(&["booking", "show", &id])["status"], "pending");
}

fn what_is_under_way_does_not_make_way(env: &Env) {
    rooms(env);
    let id = ghost(env);
    for verb in ["assign", "confirm", "check-in"] {
        env.on_its_day(&step(verb, &id)).ok();
    }
    let words = [
        "booking",
        "create",
        "--client",
        "Board",
        "--room",
        "Focus",
        "--date",
        "2026-03-02",
        "--learners",
        "5",
        "--displace",
        "--reason",
        "urgent",
    ];
    env.colab(&words).fails(5).says("checked_in");
    assert_eq!(env.count("bookings"), 1);
}

fn a_combined_room_displaces_the_bookings_of_its_parts(env: &Env) {
    rooms(env);
    env.colab(&["room", "combine", "Hall", "Focus", "Growth", "--capacity", "45"])
        .ok();
    for room in ["Focus", "Growth"] {
        env.book(room, "2026-03-02", "08:00-12:00");
    }
    let id = ghost(env);
    env.colab(&["booking", "assign", &id, "--room", "Hall"])
        .fails(5)
        .says("Growth");
    env.colab(&[
        "booking",
        "assign",
        &id,
        "--room",
        "Hall",
        "--displace",
        "--reason",
        "fair",
    ])
    .ok();
    assert_eq!(
        env.column(&["booking", "list", "--sort", "id"], "status"),
        ["pending", "pending", "room_assigned"]
    );
    assert_eq!(
        env.count("outbox") - 1,
        3,
        "two displaced, one assigned, beside the ghost itself"
    );
}

fn sixteen_assignments_of_one_room_have_one_winner(env: &Env) {
    rooms(env);
    let ids: Vec<String> = (0..16).map(|_| ghost(env)).collect();
    let running: Vec<_> = ids
        .iter()
        .map(|id| env.spawn(&["booking", "assign", id, "--room", "Focus"]))
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
    env.verify_audit().unwrap();
}

fn staff_change_their_own_while_it_is_pending(env: &Env) {
    rooms(env);
    let (one, two) = (env.user("thandi", "staff"), env.user("sipho", "staff"));
    let words = [
        "booking",
        "create",
        "--client",
        "Mine",
        "--date",
        "2026-03-02",
        "--learners",
        "8",
        "-fjson",
    ];
    let id = env.colab_as(&one, &words).ok().json()["id"].to_string();
    env.colab_as(&one, &["booking", "edit", &id, "--learners", "9"])
        .ok();
    env.colab_as(&one, &["booking", "reschedule", &id, "--by", "1d"])
        .ok();
    env.colab_as(&one, &["booking", "edit", &id, "--room", "Focus"])
        .fails(4);
    env.colab_as(&one, &["booking", "edit", &id, "--room-boss-notes", "me"])
        .fails(4);
    env.colab_as(&two, &["booking", "edit", &id, "--learners", "1"])
        .fails(4)
        .says("of thandi");
    env.colab_as(&two, &["booking", "cancel", &id]).fails(4);
    env.colab(&["booking", "assign", &id, "--room", "Focus"]).ok();
    env.colab_as(&one, &["booking", "cancel", &id])
        .fails(4)
        .says("no longer pending");
    env.colab_as(&two, &["booking", "cancel", &id]).fails(3);
    assert_eq!(env.json(&["booking", "show", &id])["num_learners"], 9);
}

fn the_it_boss_confirms_devices_alone(env: &Env) {
    rooms(env);
    let boss = env.user("it", "it_rental_admin");
    let words = [
        "booking",
        "create",
        "--client",
        "Kit",
        "--date",
        "2026-03-02",
        "--devices",
        "4",
        "-fjson",
    ];
    let devices = env.colab_as(&boss, &words).ok().json()["id"].to_string();
    let room = ghost(env);
    env.colab_as(&boss, &["booking", "confirm", &devices]).ok();
    env.call(&["booking", "check-in", &devices])
        .variable("COLAB_TOKEN", &boss)
        .variable("COLAB_NOW", "2026-03-02T08:00:00Z")
        .run()
        .ok();
    for verb in ["assign", "reject", "cancel"] {
        env.colab_as(&boss, &step(verb, &room)).fails(4);
    }
}

fn the_rules_of_a_room_are_kept_unless_overridden_with_a_reason(env: &Env) {
    env.colab(&[
        "room",
        "add",
        "Focus",
        "--capacity",
        "30",
        "--opens-at",
        "08:00",
        "--closes-at",
        "17:00",
        "--min-minutes",
        "60",
        "--max-minutes",
        "300",
        "--notice-hours",
        "48",
        "--horizon-days",
        "90",
    ])
    .ok();
    let ask = |date, time, more: &[&str]| {
        let words = [
            "booking",
            "create",
            "--client",
            "X",
            "--room",
            "Focus",
            "--learners",
            "8",
            "--date",
            date,
            "--time",
            time,
            "-fjson",
        ];
        env.colab(&[&words[..], more].concat())
    };
    for (date, time, code) in [
        ("2026-03-02", "07:30-12:00", "outside_opening_hours"),
        ("2026-03-02", "13:00-17:30", "outside_opening_hours"),
        ("2026-03-02", "08:00-08:30", "too_short"),
        ("2026-03-02", "08:00-14:00", "too_long"),
        ("2026-01-16", "08:00-12:00", "short_notice"),
        ("2026-06-01", "08:00-12:00", "too_far_ahead"),
    ] {
        let error = ask(date, time, &[]).fails(6).error();
        assert_eq!(error["code"], code, "{date} {time}");
        ask(date, time, &["--override-rules"]).fails(2);
        ask(
            date,
            time,
            &["--override-rules", "--reason", "the client insists", "--dry-run"],
        )
        .ok();
    }
    let made = ask("2026-03-02", "08:00-13:00", &[]).ok().json()["id"].to_string();
    // The same when a ghost is assigned, and when a booking moves.
    let id = ghost(env);
    env.colab(&["booking", "assign", &id, "--room", "Focus"])
        .fails(6)
        .says("opens at 08:00");
    env.colab(&["booking", "reschedule", &made, "--time", "06:00-08:00"])
        .fails(6);
    env.colab(&["room", "edit", "Focus", "--no-rules"]).ok();
    env.colab(&["booking", "reschedule", &made, "--time", "06:00-08:00"])
        .ok();
}

fn an_assigned_room_must_seat_everybody(env: &Env) {
    rooms(env);
    let made = env.json(&[
        "booking",
        "create",
        "--client",
        "X",
        "--date",
        "2026-03-02",
        "--learners",
        "12",
    ]);
    let id = made["id"].to_string();
    env.colab(&["booking", "assign", &id, "--room", "Growth"])
        .fails(6)
        .says("12 people");
    let words = [
        "booking",
        "assign",
        &id,
        "--room",
        "Growth",
        "--allow-over-capacity",
        "--reason",
        "benches",
    ];
    assert_eq!(env.json(&words)["over_capacity_reason"], "benches");
    // Growing counts, too, unless that was allowed.
    env.colab(&["booking", "edit", &id, "--learners", "13"]).fails(6);
    env.colab(&["booking", "edit", &id, "--room", "Focus", "--learners", "13"])
        .ok();
    env.colab(&["room", "deactivate", "Growth"]).ok();
    let other = ghost(env);
    env.colab(&["booking", "assign", &other, "--room", "Growth"])
        .fails(5)
        .says("no longer in use");
}

fn a_wish_holds_nothing(env: &Env) {
    rooms(env);
    let words = [
        "booking",
        "create",
        "--client",
        "X",
        "--date",
        "2026-03-02",
        "--learners",
        "5",
        "--wish",
        "focus",
    ];
    let made = env.json(&words);
    assert_eq!(
        (&made["wished_room"], &made["room"]),
        (&json!("Focus"), &Value::Null)
    );
    assert_eq!(env.count("room_holds"), 0);
    env.book("Focus", "2026-03-02", "07:30-16:30");
    env.colab(&["booking", "edit", "1", "--wish", "Growth"]).ok();
    assert_eq!(
        env.json(&["booking", "edit", "1", "--wish", ""])["wished_room"],
        Value::Null
    );
    env.colab(&["booking", "edit", "1", "--room", "Growth"])
        .fails(5)
        .says("colab booking assign 1");
}

fn what_others_are_told_is_kept_with_the_change(env: &Env) {
    rooms(env);
    let id = ghost(env);
    for verb in ["assign", "confirm", "cancel"] {
        env.colab(&step(verb, &id)).ok();
    }
    env.colab(&["booking", "cancel", &id]).fails(5);
    let topics: Vec<String> = env
        .raw_texts("SELECT topic FROM outbox ORDER BY id")
        .into_iter()
        .flatten()
        .collect();
    assert_eq!(
        topics,
        [
            "booking_pending",
            "booking_room_assigned",
            "booking_confirmed",
            "booking_cancelled"
        ]
    );
}
