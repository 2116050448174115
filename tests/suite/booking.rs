//! Bookings: made, refused, listed, shown, and the month they stand in.

use serde_json::json;

use super::support::{Env, RawBooking};

both![
    scenario_19_a_room_assigned_but_not_confirmed_is_taken_and_the_refusal_names_who_has_it,
    scenario_21_the_other_tenant_is_refused,
    scenario_22_a_combined_room_and_its_parts_refuse_each_other,
    scenario_23_a_wrong_period_is_refused_before_the_calendar_is_asked,
    scenario_25_nearly_full_warns_and_over_capacity_needs_a_reason,
    scenario_26_a_booking_has_at_least_one_attendee,
    scenario_27_local_times_are_stored_in_utc_and_shown_as_they_were_given,
];
both![
    with_a_room_a_booking_is_confirmed_and_without_one_it_is_pending,
    devices_alone_and_long_term_need_no_attendee,
    unknown_capacity_warns_and_never_refuses,
    what_was_asked_for_is_kept,
    a_booking_of_the_past_must_be_meant,
    the_site_day_is_the_default_time,
    local_times_that_the_clocks_skip_or_show_twice_are_refused,
    values_that_break_a_rule_are_refused,
    unknown_rooms_and_bookings_are_not_found,
    the_same_key_gives_the_same_booking,
    a_dry_run_books_nothing,
    the_refusal_offers_rooms_that_are_free_and_fit,
    bookings_that_touch_do_not_overlap,
    an_inactive_room_is_not_booked,
];
both![
    each_filter_of_the_list_chooses,
    every_order_can_be_paged_and_pages_meet,
    a_booking_shows_its_requests_and_its_history,
    staff_see_their_own_and_what_is_pending,
];
any![values_that_do_not_parse_are_usage_errors];

const CREATE: [&str; 4] = ["booking", "create", "--client", "Baobab Health"];

/// `booking create` with these words.
fn create<'a>(words: &[&'a str]) -> Vec<&'a str> {
    [&CREATE[..], words].concat()
}

fn room(env: &Env, name: &str, capacity: &str) {
    env.colab(&["room", "add", name, "--capacity", capacity]).ok();
}

fn scenario_19_a_room_assigned_but_not_confirmed_is_taken_and_the_refusal_names_who_has_it(env: &Env) {
    room(env, "Excellence", "30");
    room(env, "Courage", "30");
    env.raw_booking(&RawBooking {
        room: "Excellence",
        from: "2026-03-10T05:30:00Z",
        to: "2026-03-12T14:30:00Z",
        status: "room_assigned",
        client: "Kopano",
        ..RawBooking::default()
    })
    .unwrap();
    let ask = create(&["--room", "Excellence", "--date", "2026-03-12", "--learners", "8"]);
    let run = env.colab(&ask).fails(5);
    run.says("Excellence is taken")
        .says("booking 1 (Kopano")
        .says("2026-03-10 07:30")
        .says("Courage");
    let error = env.call(&ask).argument("-fjson").run().fails(5).error();
    assert_eq!(error["code"], "room_taken");
    let blocking = &error["details"]["blocking"][0];
    assert_eq!(
        (&blocking["booking_id"], &blocking["client_name"]),
        (&json!(1), &json!("Kopano"))
    );
    assert_eq!(blocking["status"], "room_assigned");
    assert_eq!(env.count("bookings"), 1);
}

fn scenario_21_the_other_tenant_is_refused(env: &Env) {
    room(env, "Focus", "0");
    let ask = |tenant| {
        env.colab(&create(&[
            "--room",
            "Focus",
            "--date",
            "2026-05-05",
            "--learners",
            "8",
            "--tenant",
            tenant,
        ]))
    };
    ask("TECH").ok();
    ask("TRAINING").fails(5).says("is taken");
    assert_eq!(env.column(&["booking", "list"], "tenant"), ["TECH"]);
}

fn scenario_22_a_combined_room_and_its_parts_refuse_each_other(env: &Env) {
    env.colab(&["import", "rooms", "--starter", "colab"]).ok();
    let ask = |room, date| env.colab(&create(&["--room", room, "--date", date, "--learners", "8"]));
    ask("Ambition+Perseverance", "2026-04-06").ok();
    ask("Ambition", "2026-04-06")
        .fails(5)
        .says("Ambition+Perseverance");
    ask("Perseverance", "2026-04-06").fails(5);
    ask("Ambition", "2026-04-07").ok();
    ask("Ambition + Perserverence", "2026-04-07")
        .fails(5)
        .says("Ambition, 2026-04-07");
    assert_eq!(env.count("bookings"), 2);
}

fn scenario_23_a_wrong_period_is_refused_before_the_calendar_is_asked(env: &Env) {
    room(env, "Focus", "0");
    env.book("Focus", "2026-04-10", "07:00-17:00");
    let ask = create(&[
        "--room",
        "Focus",
        "--date",
        "2026-04-10",
        "--time",
        "10:00-09:00",
        "--learners",
        "8",
        "-f",
        "json",
    ]);
    let error = env.colab(&ask).fails(2).error();
    assert_eq!(error["code"], "end_before_start");
    assert!(!error.to_string().contains("taken"), "{error}");
}

fn scenario_25_nearly_full_warns_and_over_capacity_needs_a_reason(env: &Env) {
    room(env, "Focus", "20");
    let ask = |day, learners, more: &[&str]| {
        let words = [
            "--room",
            "Focus",
            "--date",
            day,
            "--learners",
            learners,
            "--facilitators",
            "1",
        ];
        env.colab(&create(&[&words[..], more].concat()))
    };
    let calm = ask("2026-03-02", "16", &[]).ok();
    assert!(!calm.stderr.contains('%'), "{calm}");
    ask("2026-03-03", "18", &[]).ok().says("95 %");
    ask("2026-03-04", "19", &[]).ok().says("100 %");
    ask("2026-03-05", "20", &[]).fails(6).says("21 people").says("20");
    ask("2026-03-05", "20", &["--allow-over-capacity"])
        .fails(2)
        .says("--reason");
    ask("2026-03-05", "20", &["--reason", "one visitor"]).fails(6);
    ask("2026-03-05", "20", &["--allow-over-capacity", "--reason", " "]).fails(6);
    ask(
        "2026-03-05",
        "20",
        &["--allow-over-capacity", "--reason", "one visitor"],
    )
    .ok()
    .says("21 people");
    let reasons = env.column(
        &["booking", "list", "--date", "2026-03-05"],
        "over_capacity_reason",
    );
    assert_eq!(reasons, ["one visitor"]);
    env.colab(&["config", "set", "capacity_warn_percent", "80"]).ok();
    ask("2026-03-06", "15", &[]).ok().says("80 %");
}

fn scenario_26_a_booking_has_at_least_one_attendee(env: &Env) {
    room(env, "Focus", "20");
    let ask = create(&[
        "--room",
        "Focus",
        "--date",
        "2026-03-02",
        "--learners",
        "0",
        "--facilitators",
        "0",
    ]);
    env.colab(&ask).fails(6).says("at least one attendee");
    assert_eq!(env.count("bookings"), 0);
}

fn scenario_27_local_times_are_stored_in_utc_and_shown_as_they_were_given(env: &Env) {
    room(env, "Focus", "20");
    let booking = env.json(&create(&[
        "--room",
        "Focus",
        "--date",
        "2026-06-01",
        "--time",
        "07:30-16:30",
        "--learners",
        "9",
    ]));
    assert_eq!(booking["starts_at"], "2026-06-01T07:30:00+02:00");
    assert_eq!(booking["ends_at"], "2026-06-01T16:30:00+02:00");
    let (from, to) = (
        env.instant("2026-06-01T05:30:00Z"),
        env.instant("2026-06-01T14:30:00Z"),
    );
    let stored = format!("SELECT count(*) FROM bookings WHERE starts_at = {from} AND ends_at = {to}");
    assert_eq!(env.raw_int(&stored), Some(1));
    let shown = env.colab(&["booking", "show", "1"]).ok().stdout;
    assert!(
        shown.contains("2026-06-01 07:30") && shown.contains("2026-06-01 16:30"),
        "{shown}"
    );
}

fn with_a_room_a_booking_is_confirmed_and_without_one_it_is_pending(env: &Env) {
    room(env, "Focus", "20");
    let words = ["--date", "2026-03-02", "--learners", "9", "--facilitators", "2"];
    let wish = env.json(&create(&words));
    assert_eq!(
        (&wish["status"], &wish["room"]),
        (&json!("pending"), &json!(null))
    );
    let sure = env.json(&create(&[&words[..], &["--room", "focus"]].concat()));
    assert_eq!(
        (&sure["status"], &sure["room"]),
        (&json!("confirmed"), &json!("Focus"))
    );
    assert_eq!(sure["headcount"], 11);
    assert_eq!(env.count("room_holds"), 1);
}

fn devices_alone_and_long_term_need_no_attendee(env: &Env) {
    room(env, "Focus", "20");
    let devices = env.json(&create(&["--date", "2026-03-02", "--devices", "5"]));
    assert_eq!(
        (&devices["headcount"], &devices["devices_needed"]),
        (&json!(0), &json!(5))
    );
    let office = env.json(&create(&[
        "--date",
        "2026-03-02",
        "--room",
        "Focus",
        "--long-term",
    ]));
    assert_eq!(
        (&office["headcount"], &office["long_term"]),
        (&json!(0), &json!(true))
    );
    env.colab(&create(&[
        "--date",
        "2026-03-03",
        "--room",
        "Focus",
        "--devices",
        "5",
    ]))
    .fails(6);
}

fn unknown_capacity_warns_and_never_refuses(env: &Env) {
    room(env, "Focus", "0");
    let ask = create(&["--date", "2026-03-02", "--room", "Focus", "--learners", "500"]);
    env.colab(&ask).ok().says("capacity of Focus is unknown");
    let ask = create(&[
        "--date",
        "2026-03-03",
        "--room",
        "Focus",
        "--learners",
        "500",
        "-q",
    ]);
    env.colab(&ask).ok().silent();
    let days = env.column(&["booking", "list", "--room", "Focus"], "starts_at");
    assert!(days.iter().any(|at| at.starts_with("2026-03-03")), "{days:?}");
}

fn what_was_asked_for_is_kept(env: &Env) {
    let booking = env.json(&create(&[
        "--date",
        "2026-03-02",
        "--learners",
        "25",
        "--facilitators",
        "1",
        "--headcount",
        "30",
        "--devices",
        "18",
        "--device-type",
        "laptops",
        "--tenant",
        "TRAINING",
        "--contact-person",
        "N. Dube",
        "--email",
        "n@d.example",
        "--phone",
        "0825550100",
        "--coffee",
        "--morning",
        "sandwiches",
        "--lunch",
        "in_house",
        "--catering-notes",
        "no nuts",
        "--stationery",
        "--water-bottles",
        "26",
        "--notes",
        "needs a projector",
    ]));
    for (field, value) in [
        ("client_name", json!("Baobab Health")),
        ("num_learners", json!(25)),
        ("num_facilitators", json!(1)),
        ("headcount", json!(30)),
        ("devices_needed", json!(18)),
        ("device_type_preference", json!("laptops")),
        ("tenant", json!("TRAINING")),
        ("client_contact_person", json!("N. Dube")),
        ("client_email", json!("n@d.example")),
        ("client_phone", json!("0825550100")),
        ("coffee_tea_station", json!(true)),
        ("morning_catering", json!("sandwiches")),
        ("lunch_catering", json!("in_house")),
        ("catering_notes", json!("no nuts")),
        ("stationery_needed", json!(true)),
        ("water_bottles", json!(26)),
        ("requester_notes", json!("needs a projector")),
        ("room_boss_notes", json!(null)),
        ("long_term", json!(false)),
    ] {
        assert_eq!(booking[field], value, "{field}");
    }
    let shown = env.json(&["booking", "show", "1"]);
    for (field, value) in booking.as_object().unwrap() {
        assert_eq!(&shown[field], value, "{field}");
    }
}

fn a_booking_of_the_past_must_be_meant(env: &Env) {
    room(env, "Focus", "20");
    let ask = create(&["--date", "2026-01-14", "--room", "Focus", "--learners", "5"]);
    env.colab(&ask)
        .fails(6)
        .says("2026-01-14 is in the past")
        .says("--allow-past");
    env.call(&ask).argument("--allow-past").run().ok();
    env.colab(&create(&[
        "--date",
        "today",
        "--room",
        "Focus",
        "--learners",
        "5",
    ]))
    .ok();
    // 23:30 UTC on the 14th is the 15th here: the day is the site's.
    let at_night = env.call(&create(&["--date", "2026-01-14", "--learners", "5"]));
    at_night
        .variable("COLAB_NOW", "2026-01-14T23:30:00Z")
        .run()
        .fails(6);
}

fn the_site_day_is_the_default_time(env: &Env) {
    env.colab(&["config", "set", "day_start", "08:15"]).ok();
    env.colab(&["config", "set", "day_end", "17:45"]).ok();
    for (word, date) in [
        ("tomorrow", "2026-01-16"),
        ("fri", "2026-01-16"),
        ("+3d", "2026-01-18"),
    ] {
        let booking = env.json(&create(&["--date", word, "--learners", "5"]));
        assert_eq!(booking["starts_at"], format!("{date}T08:15:00+02:00"), "{word}");
        assert_eq!(booking["ends_at"], format!("{date}T17:45:00+02:00"), "{word}");
    }
}

fn local_times_that_the_clocks_skip_or_show_twice_are_refused(env: &Env) {
    env.colab(&["config", "set", "timezone", "Europe/Berlin"]).ok();
    let ask = |date, time| {
        env.colab(&create(&[
            "--date",
            date,
            "--time",
            time,
            "--learners",
            "5",
            "-f",
            "json",
        ]))
    };
    assert_eq!(
        ask("2026-03-29", "02:30-05:00").fails(6).error()["code"],
        "no_such_time"
    );
    assert_eq!(
        ask("2026-10-25", "01:00-02:30").fails(6).error()["code"],
        "ambiguous_time"
    );
    assert_eq!(
        ask("2026-03-29", "01:30-03:30").ok().json()["ends_at"],
        "2026-03-29T03:30:00+02:00"
    );
    assert_eq!(
        ask("2026-10-25", "01:30-03:30").ok().json()["starts_at"],
        "2026-10-25T01:30:00+02:00"
    );
}

fn values_that_break_a_rule_are_refused(env: &Env) {
    room(env, "Focus", "20");
    let long = "x".repeat(300);
    for words in [
        &["--learners", "100001"][..],
        &["--learners", "4294967295", "--facilitators", "4294967295"],
        &["--learners", "5", "--devices", "100001"],
        &["--learners", "5", "--water-bottles", "100001"],
        &["--learners", "5", "--phone", "012345678901234567890"],
        &["--learners", "5", "--email", &long],
        &["--learners", "5", "--notes", "a\u{7}b"],
        &["--learners", "5", "--catering-notes", ""],
        &["--learners", "5", "--idempotency-key", &long],
    ] {
        env.colab(&create(&[&["--date", "2026-03-02"], words].concat()))
            .fails(6);
    }
    for client in ["", "  ", "a\u{1b}[31mb", &long] {
        env.colab(&[
            "booking",
            "create",
            "--client",
            client,
            "--date",
            "2026-03-02",
            "--learners",
            "5",
        ])
        .fails(6)
        .says("client");
    }
    assert_eq!(env.count("bookings"), 0);
}

fn values_that_do_not_parse_are_usage_errors(env: &Env) {
    for words in [
        &["--date", "2026-02-30", "--learners", "5"][..],
        &["--date", "someday", "--learners", "5"],
        &["--date", "2026-03-02", "--learners", "five"],
        &["--date", "2026-03-02", "--learners=-5"],
        &["--date", "2026-03-02", "--learners", "5", "--time", "8 till late"],
        &["--date", "2026-03-02", "--learners", "5", "--time", "08:00-24:30"],
        &["--date", "2026-03-02", "--learners", "5", "--tenant", "ROOMS"],
        &[
            "--date",
            "2026-03-02",
            "--learners",
            "5",
            "--device-type",
            "abacus",
        ],
        &["--date", "2026-03-02", "--learners", "5", "--lunch", "feast"],
        &["--learners", "5"],
    ] {
        env.colab(&create(words)).fails(2);
    }
    for words in [
        &["list", "--status", "booked"][..],
        &["list", "--from", "never"],
        &["list", "--sort", "colour"],
        &["list", "--limit", "-1"],
        &["list", "--date", "2026-03-02", "--from", "2026-03-02"],
        &["calendar", "--month", "2026-13"],
        &["calendar", "--month", "march"],
        &["show", "seventeen"],
        &["show"],
    ] {
        env.colab(&[&["booking"], words].concat()).fails(2);
    }
}

fn unknown_rooms_and_bookings_are_not_found(env: &Env) {
    room(env, "Excellence", "20");
    let ask = create(&["--date", "2026-03-02", "--room", "Excelence", "--learners", "5"]);
    env.colab(&ask).fails(3).says("did you mean Excellence?");
    env.colab(&["booking", "list", "--room", "Excelence"])
        .fails(3)
        .says("did you mean Excellence?");
    env.colab(&["booking", "show", "17"])
        .fails(3)
        .says("no booking 17");
    env.colab(&["booking", "list", "--after", "17"]).fails(3);
}

fn the_same_key_gives_the_same_booking(env: &Env) {
    room(env, "Focus", "20");
    let ask = |learners| {
        create(&[
            "--date",
            "2026-03-02",
            "--room",
            "Focus",
            "--learners",
            learners,
            "--idempotency-key",
            "k",
        ])
    };
    let first = env.json(&ask("5"));
    assert_eq!(env.json(&ask("5")), first);
    env.colab(&[&ask("5")[..], &["-q"]].concat()).ok().silent();
    env.colab(&ask("6")).fails(5).says("another request");
    env.colab(&["room", "add", "Growth", "--idempotency-key", "k"])
        .fails(5);
    assert_eq!(env.count("bookings"), 1);
}

fn a_dry_run_books_nothing(env: &Env) {
    room(env, "Focus", "20");
    let rows = env.count("audit_log");
    let ask = create(&[
        "--date",
        "2026-03-02",
        "--room",
        "Focus",
        "--learners",
        "5",
        "--dry-run",
    ]);
    assert_eq!(env.json(&ask)["room"], "Focus");
    assert_eq!(
        (
            env.count("bookings"),
            env.count("room_holds"),
            env.count("audit_log")
        ),
        (0, 0, rows)
    );
    env.book("Focus", "2026-03-02", "07:30-16:30");
    env.colab(&ask).fails(5);
}

fn the_refusal_offers_rooms_that_are_free_and_fit(env: &Env) {
    for (name, capacity) in [
        ("Focus", "20"),
        ("Tiny", "4"),
        ("Wide", "50"),
        ("Close", "25"),
        ("Busy", "30"),
        ("Unknown", "0"),
    ] {
        room(env, name, capacity);
    }
    env.book("Focus", "2026-03-02", "08:00-12:00");
    env.book("Busy", "2026-03-02", "11:00-13:00");
    let ask = create(&[
        "--date",
        "2026-03-02",
        "--room",
        "Focus",
        "--learners",
        "15",
        "-f",
        "json",
    ]);
    let error = env.colab(&ask).fails(5).error();
    assert_eq!(
        error["details"]["free_rooms"],
        json!(["Close", "Wide", "Unknown"])
    );
}

fn bookings_that_touch_do_not_overlap(env: &Env) {
    room(env, "Focus", "20");
    env.book("Focus", "2026-03-02", "08:00-12:00");
    env.book("Focus", "2026-03-02", "12:00-13:00");
    env.book("Focus", "2026-03-02", "07:00-08:00");
    env.colab(&create(&[
        "--date",
        "2026-03-02",
        "--room",
        "Focus",
        "--time",
        "12:59-14:00",
        "--learners",
        "5",
    ]))
    .fails(5);
}

fn an_inactive_room_is_not_booked(env: &Env) {
    room(env, "Focus", "20");
    env.raw_sql("UPDATE rooms SET is_active = FALSE").unwrap();
    env.colab(&create(&[
        "--date",
        "2026-03-02",
        "--room",
        "Focus",
        "--learners",
        "5",
    ]))
    .fails(5)
    .says("no longer in use");
}

/// Five bookings that differ in everything a filter asks for.
fn a_small_season(env: &Env) {
    for name in ["Focus", "Growth"] {
        room(env, name, "20");
    }
    let line = |client: &str, words: &str| {
        let words: Vec<&str> = words.split(' ').collect();
        let create = [
            &["booking", "create", "--client", client, "--learners", "5"],
            &words[..],
        ]
        .concat();
        env.colab(&create).ok();
    };
    line("Umoya Energy", "--room Focus --date 2026-03-02");
    line("Baobab", "--room Focus --date 2026-03-03 --tenant TRAINING");
    line("umoya", "--room Growth --date 2026-03-03");
    line("Kopano", "--date 2026-03-31");
    line("Siyaya", "--room Growth --date 2026-02-27 --long-term");
    env.raw_sql("UPDATE bookings SET status = 'cancelled' WHERE id = 3")
        .unwrap();
}

fn each_filter_of_the_list_chooses(env: &Env) {
    a_small_season(env);
    for (words, expected) in [
        ("", "5 1 2 3 4"),
        ("--status pending", "4"),
        ("--status approved", "5 1 2"),
        ("--status pending --status cancelled", "3 4"),
        ("--room growth", "5 3"),
        ("--client UMOYA", "1 3"),
        ("--client energy", "1"),
        ("--from 2026-03-03", "2 3 4"),
        ("--to 2026-03-02", "5 1"),
        ("--from 2026-03-02 --to 2026-03-03", "1 2 3"),
        ("--from 2026-03-02T16:30 --to 2026-03-03T07:30", ""),
        ("--from 2026-03-02T16:29", "1 2 3 4"),
        ("--date 2026-03-02", "1"),
        ("--date 2026-03", "1 2 3 4"),
        ("--date 2026-02-27..2026-03-02", "5 1"),
        ("--tenant TRAINING", "2"),
        ("--long-term", "5"),
        ("--long-term false", "1 2 3 4"),
        ("--limit 2", "5 1"),
        ("--client umoya --limit 1", "1"),
        ("--sort client_name", "2 4 5 1 3"),
        ("--sort client_name --limit 2", "2 4"),
        ("--sort id", "1 2 3 4 5"),
        ("--series 1", ""),
        ("--import 1", ""),
    ] {
        let words: Vec<&str> = words.split_whitespace().collect();
        let ids = env.column(&[&["booking", "list"], &words[..]].concat(), "id");
        assert_eq!(ids.join(" "), expected, "{words:?}");
    }
}

fn every_order_can_be_paged_and_pages_meet(env: &Env) {
    a_small_season(env);
    for order in ["starts_at", "id", "client_name", "created_at"] {
        let whole = env.column(&["booking", "list", "--sort", order], "id");
        let mut paged: Vec<String> = env.column(&["booking", "list", "--sort", order, "--limit", "2"], "id");
        while let Some(last) = paged.last().cloned() {
            let next = env.column(
                &[
                    "booking", "list", "--sort", order, "--limit", "2", "--after", &last,
                ],
                "id",
            );
            if next.is_empty() {
                break;
            }
            paged.extend(next);
        }
        assert_eq!(paged, whole, "{order}");
    }
}

fn a_booking_shows_its_requests_and_its_history(env: &Env) {
    let laptops = create(&[
        "--date",
        "2026-03-02",
        "--learners",
        "5",
        "--devices",
        "18",
        "--device-type",
        "laptops",
    ]);
    env.colab(&laptops).ok();
    env.colab(&create(&[
        "--date",
        "2026-03-02",
        "--learners",
        "5",
        "--devices",
        "3",
    ]))
    .ok();
    let shown = env.json(&["booking", "show", "1"]);
    assert_eq!(
        shown["device_requests"],
        json!([{"category": "Laptop", "quantity": 18}])
    );
    assert_eq!(shown["history"].as_array().unwrap().len(), 1);
    assert_eq!(shown["history"][0]["command"], "booking create");
    assert_eq!(shown["history"][0]["at"], "2026-01-15T10:00:00+02:00");
    let any = env.json(&["booking", "show", "2"]);
    assert_eq!(
        any["device_requests"],
        json!([{"category": "any", "quantity": 3}])
    );
    assert_eq!(any["device_type_preference"], "any");
}

fn staff_see_their_own_and_what_is_pending(env: &Env) {
    room(env, "Focus", "20");
    let (thandi, sipho) = (env.user("thandi", "staff"), env.user("sipho", "staff"));
    let own = env
        .colab_as(&thandi, &create(&["--date", "2026-03-02", "--learners", "5"]))
        .ok();
    assert!(own.stdout.contains("pending"), "{own}");
    env.book("Focus", "2026-03-03", "08:00-12:00");
    let ids = |token| {
        let list = env
            .colab_as(token, &["booking", "list", "--fields", "id", "-f", "csv"])
            .ok();
        list.stdout.lines().skip(1).collect::<Vec<_>>().join(" ")
    };
    assert_eq!((ids(&thandi), ids(&sipho)), ("1".to_owned(), "1".to_owned()));
    env.raw_sql("UPDATE bookings SET status = 'rejected' WHERE id = 1")
        .unwrap();
    assert_eq!((ids(&thandi), ids(&sipho)), ("1".to_owned(), String::new()));
    env.colab_as(&thandi, &["booking", "show", "1"]).ok();
    env.colab_as(&sipho, &["booking", "show", "1"]).fails(3);
    env.colab_as(&thandi, &["booking", "show", "2"]).fails(3);
    let named = create(&["--date", "2026-03-04", "--learners", "5", "--room", "Focus"]);
    env.colab_as(&thandi, &named).fails(4).says("omit --room");
}
