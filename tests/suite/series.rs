//! Several bookings at once: rooms, days, rules, segments; and what happens to one, the rest or all of a series.

use serde_json::{Value, json};

use super::support::Env;

both![
    scenario_24_a_segment_in_conflict_saves_nothing_and_is_named,
    scenario_37_days_in_between_are_free,
    several_rooms_share_the_people_by_their_seats,
    daily_bookings_are_made_from_a_day_to_a_day,
    a_rule_makes_a_series_and_the_clocks_move_nothing,
    a_series_that_collides_books_nothing_and_says_where,
    what_is_taken_may_be_skipped_and_is_named,
    segments_that_overlap_each_other_are_refused,
    the_same_key_gives_the_same_series_again,
    a_displaced_series_is_displaced_as_a_whole,
];
both![
    editing_one_of_a_series_leaves_the_others,
    from_here_on_splits_the_series,
    a_series_is_cancelled_from_here_on_or_as_a_whole,
    a_series_moves_into_its_own_place,
    a_move_that_collides_moves_nothing,
    the_rest_moves_back_to_where_nothing_is,
    what_is_there_already_stays_when_the_others_move,
    what_is_over_is_not_changed,
    an_edit_that_changes_nothing_writes_nothing,
    devices_asked_for_follow_the_edit,
    catering_follows_the_edit,
];
any![requests_that_cannot_be_meant_are_refused];

fn rooms(env: &Env) {
    for (name, seats) in [("Focus", "30"), ("Growth", "10")] {
        env.colab(&["room", "add", name, "--capacity", seats]).ok();
    }
}

fn create<'a>(words: &[&'a str]) -> Vec<&'a str> {
    [
        &["booking", "create", "--client", "Kopano", "--learners", "8"],
        words,
    ]
    .concat()
}

/// Six Mondays in Focus from 6 April, numbered from 1.
fn mondays(env: &Env) -> Vec<String> {
    let words = create(&[
        "--room",
        "Focus",
        "--date",
        "2026-04-06",
        "--repeat",
        "FREQ=WEEKLY;COUNT=6",
    ]);
    let made = env.json(&words);
    made.as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].to_string())
        .collect()
}

fn field(env: &Env, name: &str) -> Vec<String> {
    env.column(&["booking", "list", "--sort", "id"], name)
}

fn scenario_24_a_segment_in_conflict_saves_nothing_and_is_named(env: &Env) {
    rooms(env);
    env.book("Growth", "2026-03-03", "08:00-12:00");
    let words = create(&[
        "--segment",
        "room=Focus,date=2026-03-02,learners=20",
        "--segment",
        "room=Growth,date=2026-03-03,time=10:00-14:00",
        "--segment",
        "room=Focus,date=2026-03-04",
    ]);
    env.colab(&words)
        .fails(5)
        .says("segment 2: Growth is taken")
        .says("booking 1");
    assert_eq!(env.count("bookings"), 1);
    let wrong = create(&[
        "--segment",
        "room=Focus,date=2026-03-02",
        "--segment",
        "room=Focus,date=2026-03-03,time=10:00-09:00",
    ]);
    env.colab(&wrong).fails(2).says("segment 2: 10:00 is after 09:00");
    env.colab(&["booking", "cancel", "1"]).ok();
    let made = env.json(&words);
    let learners: Vec<i64> = made
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["num_learners"].as_i64().unwrap())
        .collect();
    assert_eq!(learners, [20, 8, 8]);
    let series: Vec<&Value> = made
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["series_id"])
        .collect();
    assert!(!series[0].is_null() && series.iter().all(|id| *id == series[0]));
}

fn scenario_37_days_in_between_are_free(env: &Env) {
    rooms(env);
    for day in ["2026-10-06", "2026-10-08", "2026-10-10"] {
        env.book("Focus", day, "07:30-16:30");
    }
    env.colab(&create(&["--room", "Focus", "--date", "2026-10-07"]))
        .ok();
}

fn several_rooms_share_the_people_by_their_seats(env: &Env) {
    rooms(env);
    let words = [
        "booking",
        "create",
        "--client",
        "Umoya",
        "--room",
        "Focus",
        "--room",
        "Growth",
        "--date",
        "tomorrow",
        "--time",
        "08:00-12:00",
        "--learners",
        "38",
        "--facilitators",
        "2",
        "--devices",
        "20",
    ];
    let made = env.json(&words);
    let share = |place: usize| {
        let one = &made[place];
        (
            one["room"].as_str().unwrap().to_owned(),
            one["num_learners"].as_i64().unwrap(),
            one["num_facilitators"].as_i64().unwrap(),
            one["headcount"].as_i64().unwrap(),
            one["devices_needed"].as_i64().unwrap(),
        )
    };
    assert_eq!(share(0), ("Focus".into(), 28, 2, 30, 15));
    assert_eq!(share(1), ("Growth".into(), 10, 0, 10, 5));
    assert_eq!(made[0]["series_id"], made[1]["series_id"]);
    let too_many = [&words[..words.len() - 6], &["--learners", "60"]].concat();
    env.colab(&too_many)
        .fails(6)
        .says("exceed the capacity of Focus (30 seats)");
    // Both or none.
    env.book("Growth", "2026-03-02", "08:00-12:00");
    let both = create(&["--room", "Focus", "--room", "Growth", "--date", "2026-03-02"]);
    env.colab(&both).fails(5).says("Growth");
    assert_eq!(env.count("bookings"), 3);
    let twice = create(&["--room", "Focus", "--room", "Focus", "--date", "2026-03-05"]);
    env.colab(&twice).fails(5).says("the part of this request");
}

fn daily_bookings_are_made_from_a_day_to_a_day(env: &Env) {
    rooms(env);
    let year = [
        "booking",
        "create",
        "--client",
        "Siyaya",
        "--room",
        "Growth",
        "--from",
        "2026-01-01",
        "--to",
        "2026-12-31",
        "--weekdays",
        "--long-term",
    ];
    assert_eq!(env.json(&year).as_array().unwrap().len(), 261);
    let range = env.json(&create(&["--room", "Focus", "--date", "2026-03-05..2026-03-09"]));
    assert_eq!(range.as_array().unwrap().len(), 5);
    let weekdays = create(&[
        "--room",
        "Focus",
        "--from",
        "2026-03-12",
        "--to",
        "2026-03-16",
        "--weekdays",
    ]);
    let starts = env.column(&weekdays, "starts_at");
    assert_eq!(
        starts,
        [
            "2026-03-12T07:30:00+02:00",
            "2026-03-13T07:30:00+02:00",
            "2026-03-16T07:30:00+02:00"
        ]
    );
}

fn a_rule_makes_a_series_and_the_clocks_move_nothing(env: &Env) {
    rooms(env);
    env.colab(&["config", "set", "timezone", "Europe/Berlin"]).ok();
    let words = create(&[
        "--room",
        "Focus",
        "--date",
        "2026-03-23",
        "--repeat",
        "FREQ=WEEKLY;UNTIL=20260406",
        "--time",
        "09:00-11:00",
    ]);
    assert_eq!(
        env.column(&words, "starts_at"),
        [
            "2026-03-23T09:00:00+01:00",
            "2026-03-30T09:00:00+02:00",
            "2026-04-06T09:00:00+02:00"
        ]
    );
    // Moved by a week over the change of clocks, it keeps its time of day.
    let moved = env.json(&["booking", "reschedule", "1", "--by", "1d"]);
    assert_eq!(moved["starts_at"], "2026-03-24T09:00:00+01:00");
    let over = env.json(&["booking", "reschedule", "1", "--date", "2026-03-31"]);
    assert_eq!(over["starts_at"], "2026-03-31T09:00:00+02:00");
}

fn a_series_that_collides_books_nothing_and_says_where(env: &Env) {
    rooms(env);
    for day in ["2026-04-13", "2026-04-27"] {
        env.book("Focus", day, "10:00-11:00");
    }
    let words = create(&[
        "--room",
        "Focus",
        "--date",
        "2026-04-06",
        "--repeat",
        "FREQ=WEEKLY;COUNT=6",
    ]);
    env.colab(&words)
        .fails(5)
        .says("2 of 6")
        .says("2026-04-13")
        .says("booking 1")
        .says("booking 2")
        .says("--skip-conflicts");
    assert_eq!(env.count("bookings"), 2);
    let error = env.call(&words).argument("-fjson").run().fails(5).error();
    assert_eq!(error["details"]["conflicts"].as_array().unwrap().len(), 2);
}

fn what_is_taken_may_be_skipped_and_is_named(env: &Env) {
    rooms(env);
    env.book("Focus", "2026-04-13", "10:00-11:00");
    let words = create(&[
        "--room",
        "Focus",
        "--date",
        "2026-04-06",
        "--repeat",
        "FREQ=WEEKLY;COUNT=3",
        "--skip-conflicts",
        "-fjson",
    ]);
    let run = env
        .colab(&words)
        .fails(8)
        .says("2 booked, 1 skipped")
        .says("2026-04-13");
    assert_eq!(run.json().as_array().unwrap().len(), 2);
    let everything = create(&["--room", "Focus", "--date", "2026-04-13", "--skip-conflicts"]);
    env.colab(&everything).fails(5);
    let free = create(&["--room", "Focus", "--date", "2026-05-04", "--skip-conflicts"]);
    env.colab(&free).ok();
    assert_eq!(env.count("bookings"), 4);
}

fn segments_that_overlap_each_other_are_refused(env: &Env) {
    rooms(env);
    let words = create(&[
        "--date",
        "2026-03-02",
        "--segment",
        "room=Focus,time=08:00-12:00",
        "--segment",
        "room=Focus,time=11:00-13:00",
    ]);
    env.colab(&words).fails(5).says("segment 2").says("by segment 1");
    assert_eq!(env.count("bookings"), 0);
}

fn the_same_key_gives_the_same_series_again(env: &Env) {
    rooms(env);
    let words = create(&[
        "--room",
        "Focus",
        "--date",
        "2026-04-06",
        "--repeat",
        "FREQ=WEEKLY;COUNT=3",
        "--idempotency-key",
        "k1",
    ]);
    let first = env.json(&words);
    assert_eq!(env.json(&words), first);
    assert_eq!(env.count("bookings"), 3);
}

fn a_displaced_series_is_displaced_as_a_whole(env: &Env) {
    rooms(env);
    let ids = mondays(env);
    let words = [
        "booking",
        "create",
        "--client",
        "Board",
        "--room",
        "Focus",
        "--learners",
        "3",
        "--date",
        "2026-04-06",
        "--repeat",
        "FREQ=WEEKLY;COUNT=3",
        "--displace",
        "--reason",
        "audit",
    ];
    let third = "2026-04-20T08:00:00Z";
    env.colab_at(third, &["booking", "check-in", &ids[2]]).ok();
    env.colab(&words).fails(5).says("checked_in");
    assert_eq!(env.count("bookings"), 6);
    env.colab_at(third, &["booking", "check-out", &ids[2]]).ok();
    env.colab(&words).fails(5).says("completed");
    let two = words.map(|word| {
        if word == "FREQ=WEEKLY;COUNT=3" {
            "FREQ=WEEKLY;COUNT=2"
        } else {
            word
        }
    });
    env.colab(&two).ok();
    assert_eq!(field(env, "status")[..3], ["pending", "pending", "completed"]);
}

fn editing_one_of_a_series_leaves_the_others(env: &Env) {
    rooms(env);
    let ids = mondays(env);
    env.colab(&[
        "booking",
        "edit",
        &ids[1],
        "--learners",
        "9",
        "--client",
        "Kopano North",
    ])
    .ok();
    assert_eq!(field(env, "num_learners"), ["8", "9", "8", "8", "8", "8"]);
    env.colab(&["booking", "reschedule", &ids[2], "--time", "13:00-15:00"])
        .ok();
    assert_eq!(field(env, "starts_at")[2], "2026-04-20T13:00:00+02:00");
    assert_eq!(field(env, "starts_at")[3], "2026-04-27T07:30:00+02:00");
    let series = field(env, "series_id");
    assert!(series.iter().all(|id| *id == series[0]));
    env.colab(&["booking", "edit", &ids[5], "--series", "--learners", "10"])
        .ok();
    assert_eq!(field(env, "num_learners"), ["10"; 6]);
}

fn from_here_on_splits_the_series(env: &Env) {
    rooms(env);
    let ids = mondays(env);
    // What changes nothing, or is the whole of a series, splits nothing.
    let learners = field(env, "num_learners")[3].clone();
    env.colab(&["booking", "edit", &ids[3], "--rest", "--learners", &learners])
        .ok();
    env.colab(&["booking", "edit", &ids[0], "--rest", "--learners", "7"])
        .ok();
    let series = field(env, "series_id");
    assert!(series.iter().all(|id| *id == series[0]), "{series:?}");
    let changed = env
        .colab(&[
            "booking", "edit", &ids[3], "--rest", "--room", "Growth", "-f", "json",
        ])
        .ok()
        .says("3 bookings from booking 4 on: series 2 now; --series of an earlier one leaves it out");
    assert_eq!(changed.json().as_array().unwrap().len(), 3);
    assert_eq!(
        field(env, "room"),
        ["Focus", "Focus", "Focus", "Growth", "Growth", "Growth"]
    );
    let series = field(env, "series_id");
    assert!(series[..3].iter().all(|id| *id == series[0]));
    assert!(series[3..].iter().all(|id| *id == series[3]) && series[0] != series[3]);
    // Each is a series of its own now.
    env.colab(&["booking", "cancel", &ids[0], "--series"]).ok();
    assert_eq!(
        field(env, "status"),
        [
            "cancelled",
            "cancelled",
            "cancelled",
            "confirmed",
            "confirmed",
            "confirmed"
        ]
    );
}

fn a_series_is_cancelled_from_here_on_or_as_a_whole(env: &Env) {
    rooms(env);
    let ids = mondays(env);
    env.colab(&["booking", "cancel", &ids[5]]).ok();
    env.colab(&[
        "booking",
        "cancel",
        &ids[3],
        "--rest",
        "--reason",
        "contract ended",
    ])
    .ok();
    assert_eq!(
        field(env, "status"),
        [
            "confirmed",
            "confirmed",
            "confirmed",
            "cancelled",
            "cancelled",
            "cancelled"
        ]
    );
    assert_eq!(
        field(env, "status_reason")[4..],
        ["contract ended".to_owned(), "null".to_owned()]
    );
    assert_eq!(env.count("room_holds"), 3);
    let rest = env.json(&["booking", "cancel", &ids[0], "--series"]);
    assert_eq!(rest.as_array().unwrap().len(), 3);
    env.colab(&["booking", "cancel", &ids[0], "--series"])
        .fails(5)
        .says("is cancelled");
}

fn a_series_moves_into_its_own_place(env: &Env) {
    rooms(env);
    let ids = mondays(env);
    env.colab(&["booking", "reschedule", &ids[0], "--series", "--by", "1w"])
        .ok();
    let days: Vec<String> = field(env, "starts_at")
        .iter()
        .map(|at| at[..10].to_owned())
        .collect();
    assert_eq!(
        days,
        [
            "2026-04-13",
            "2026-04-20",
            "2026-04-27",
            "2026-05-04",
            "2026-05-11",
            "2026-05-18"
        ]
    );
    env.colab(&["booking", "reschedule", &ids[3], "--rest", "--date", "2026-05-05"])
        .ok();
    assert_eq!(field(env, "starts_at")[5][..10], *"2026-05-19");
    assert_eq!(env.count("room_holds"), 6);
    let revisions = field(env, "revision");
    assert_eq!((revisions[0].as_str(), revisions[5].as_str()), ("1", "2"));
    // Statuses are as they were.
    assert_eq!(field(env, "status"), ["confirmed"; 6]);
}

fn the_rest_moves_back_to_where_nothing_is(env: &Env) {
    rooms(env);
    let ids = mondays(env);
    let back = ["booking", "reschedule", &ids[3], "--rest", "--by", "-3w"];
    env.colab(&back).fails(5);
    for id in &ids[..3] {
        env.colab(&["booking", "cancel", id]).ok();
    }
    env.colab(&back).ok();
    let days: Vec<String> = field(env, "starts_at")
        .iter()
        .map(|at| at[..10].to_owned())
        .collect();
    assert_eq!(days[3..], ["2026-04-06", "2026-04-13", "2026-04-20"]);
    assert_eq!(days[..3], days[3..]);
}

fn a_move_that_collides_moves_nothing(env: &Env) {
    rooms(env);
    let ids = mondays(env);
    env.book("Focus", "2026-04-21", "10:00-11:00");
    env.colab(&["booking", "reschedule", &ids[0], "--series", "--by", "1d"])
        .fails(5)
        .says("booking 7")
        .says("2026-04-21");
    assert_eq!(field(env, "starts_at")[0], "2026-04-06T07:30:00+02:00");
    assert_eq!(field(env, "status")[..6], ["confirmed"; 6]);
    let moved = [
        "booking",
        "reschedule",
        &ids[0],
        "--series",
        "--by",
        "1d",
        "--displace",
        "--reason",
        "ours",
    ];
    env.colab(&moved).ok();
    assert_eq!(field(env, "status")[6], "pending");
    env.colab(&["booking", "reschedule", &ids[0], "--date", "2025-12-01"])
        .fails(6)
        .says("--allow-past");
}

fn what_is_over_is_not_changed(env: &Env) {
    rooms(env);
    let ids = mondays(env);
    env.colab(&["booking", "cancel", &ids[0]]).ok();
    for words in [
        &["booking", "edit", &ids[0], "--learners", "3"][..],
        &["booking", "reschedule", &ids[0], "--by", "1d"],
    ] {
        env.colab(words).fails(5).says("is cancelled");
    }
    env.colab(&["booking", "edit", &ids[0], "--series", "--learners", "3"])
        .ok();
    assert_eq!(field(env, "num_learners"), ["8", "3", "3", "3", "3", "3"]);
}

fn an_edit_that_changes_nothing_writes_nothing(env: &Env) {
    rooms(env);
    let ids = mondays(env);
    let rows = env.count("audit_log");
    let run = env
        .colab(&["booking", "edit", &ids[0], "--learners", "8", "--quiet"])
        .ok();
    assert_eq!(run.stdout, "");
    assert_eq!(env.count("audit_log"), rows);
    env.colab(&["booking", "edit", &ids[0]])
        .fails(2)
        .says("no changes given");
    env.colab(&["booking", "edit", &ids[0], "--learners", "0"])
        .fails(6)
        .says("at least one attendee");
    env.colab(&["booking", "edit", &ids[0], "--client", ""]).fails(6);
}

fn devices_asked_for_follow_the_edit(env: &Env) {
    rooms(env);
    let ids = mondays(env);
    let asked = |id: &str| env.json(&["booking", "show", id])["device_requests"].clone();
    assert_eq!(asked(&ids[0]), json!([]));
    env.colab(&[
        "booking",
        "edit",
        &ids[0],
        "--devices",
        "6",
        "--device-type",
        "laptops",
    ])
    .ok();
    assert_eq!(asked(&ids[0]), json!([{"category": "Laptop", "quantity": 6}]));
    env.colab(&["booking", "edit", &ids[0], "--devices", "4"]).ok();
    assert_eq!(asked(&ids[0]), json!([{"category": "Laptop", "quantity": 4}]));
    env.colab(&["booking", "edit", &ids[0], "--devices", "0"]).ok();
    assert_eq!(asked(&ids[0]), json!([]));
}

fn catering_follows_the_edit(env: &Env) {
    rooms(env);
    let ids = mondays(env);
    let words = [
        "booking",
        "edit",
        &ids[0],
        "--coffee",
        "--lunch",
        "in_house",
        "--catering-notes",
        "two vegans",
    ];
    let after = env.json(&words);
    assert_eq!(
        (
            &after["coffee_tea_station"],
            &after["lunch_catering"],
            &after["catering_notes"]
        ),
        (&json!(true), &json!("in_house"), &json!("two vegans"))
    );
    let after = env.json(&[
        "booking",
        "edit",
        &ids[0],
        "--coffee",
        "false",
        "--catering-notes",
        "",
    ]);
    assert_eq!(
        (
            &after["coffee_tea_station"],
            &after["lunch_catering"],
            &after["catering_notes"]
        ),
        (&json!(false), &json!("in_house"), &Value::Null)
    );
}

fn requests_that_cannot_be_meant_are_refused(_: &Env) {
    let env = Env::without_database();
    rooms(&env);
    for (words, code, says) in [
        (
            &["--date", "2026-04-06", "--repeat", "FREQ=WEEKLY"][..],
            6,
            "never ends",
        ),
        (
            &["--date", "2026-04-06", "--repeat", "every monday"],
            6,
            "never ends",
        ),
        (
            &["--date", "2026-04-06", "--repeat", "FREQ=DAILY;COUNT=9999"],
            6,
            "at most 2000",
        ),
        (
            &["--from", "2026-04-06", "--to", "2026-04-01"],
            2,
            "--from 2026-04-06 is after --to 2026-04-01",
        ),
        (
            &["--from", "2026-04-11", "--to", "2026-04-12", "--weekdays"],
            6,
            "no weekday",
        ),
        (&["--from", "2026-04-06"], 2, "--to"),
        (&[], 2, "--date"),
        (
            &[
                "--date",
                "2026-04-06",
                "--from",
                "2026-04-06",
                "--to",
                "2026-04-07",
            ],
            2,
            "--from",
        ),
        (&["--segment", "room=Focus"], 2, "segment 1: no date given"),
        (
            &["--segment", "room=Focus,date=2026-04-06,colour=red"],
            2,
            "unknown segment key `colour`",
        ),
        (
            &["--segment", "room=Focus,date=2026-04-06,learners=many"],
            2,
            "invalid number `many` for",
        ),
        (&["--segment", "room=Fokus,date=2026-04-06"], 3, "Focus"),
        (
            &["--room", "Focus", "--room", "Grwoth", "--date", "2026-04-06"],
            3,
            "Growth",
        ),
    ] {
        env.colab(&create(words)).fails(code).says(says);
    }
    assert_eq!(env.json(&["booking", "list"]), json!([]));
}

/// One session of the series has the new time before the others get it.
fn what_is_there_already_stays_when_the_others_move(env: &Env) {
    env.line("room add Focus --capacity 30").ok();
    env.line("booking create --client A --room Focus --date 2026-03-02 --time 09:00-10:00 --repeat FREQ=WEEKLY;COUNT=3 --learners 5")
        .ok();
    env.line("booking reschedule 2 --time 11:00-12:00").ok();
    env.line("booking reschedule 1 --series --time 11:00-12:00").ok();
    assert_eq!(env.column(&["booking", "list"], "status"), ["confirmed"; 3]);
    let starts = env.column(&["booking", "list"], "starts_at");
    assert!(starts.iter().all(|start| start.contains("T11:00")), "{starts:?}");
}
