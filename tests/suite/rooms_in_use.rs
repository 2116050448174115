//! Rooms as bookings use them: what is free, what would do instead, who waits, all placed at once, how much is used.

use serde_json::{Value, json};

use super::support::terminal::on_terminal;
use super::support::{Env, RawBooking};

both![
    free_rooms_come_best_fit_first,
    what_is_held_combined_closed_or_out_of_use_is_not_free,
    a_free_room_says_how_long_around_it_is_free,
    amenities_type_and_place_are_wishes_too,
    a_period_is_said_in_full_or_refused,
];
both![
    a_booking_is_offered_free_rooms_and_its_wished_one_first,
    without_a_free_room_the_nearest_free_times_are_offered,
    buffers_are_kept_between_the_offered_time_and_its_neighbours,
    who_is_too_many_for_every_room_is_told_the_largest,
    the_refusal_names_the_nearest_free_time_and_the_combined_room,
    a_moved_booking_is_not_in_its_own_way,
];
both![
    conflicts_name_who_is_in_the_way_and_what_would_do,
    conflicts_to_come_are_found_and_end_with_9_when_asked,
    staff_see_who_is_in_the_way_but_only_pending_troubles,
];
both![
    the_queue_is_oldest_first_with_the_best_rooms,
    all_ghosts_get_rooms_and_each_choice_is_explained_and_audited,
    a_dry_run_of_solve_keeps_nothing,
    nothing_moves_unless_it_may_and_what_is_kept_or_confirmed_never_does,
    two_may_change_places,
    who_waits_is_told_the_cheapest_way_out,
    who_may_not_assign_rooms_may_not_solve,
];
both![
    use_is_counted_in_open_hours_seats_no_shows_and_lead,
    a_combined_booking_uses_its_parts,
    a_heat_map_is_one_self_contained_picture,
    tables_of_rooms_in_use_fit_80_columns,
];

fn room(env: &Env, name: &str, words: &[&str]) {
    env.colab(&[&["room", "add", name][..], words].concat()).ok();
}

/// Focus (10), Growth (20), Vision (30), and Hall (50) of the latter two.
fn rooms(env: &Env) {
    for (name, capacity) in [("Focus", "10"), ("Growth", "20"), ("Vision", "30")] {
        room(env, name, &["--capacity", capacity]);
    }
    env.colab(&["room", "combine", "Hall", "Growth", "Vision", "--capacity", "50"])
        .ok();
}

/// Asks for a room without naming one; the ghost's id.
fn ghost(env: &Env, client: &str, date: &str, time: &str, learners: &str) -> i64 {
    let words = [
        "--client",
        client,
        "--date",
        date,
        "--time",
        time,
        "--learners",
        learners,
    ];
    env.json(&[&["booking", "create"][..], &words].concat())["id"]
        .as_i64()
        .unwrap()
}

fn raw(env: &Env, room: &str, from: &str, to: &str, status: &str) {
    let raw = RawBooking {
        room,
        from,
        to,
        status,
        ..RawBooking::default()
    };
    env.raw_booking(&raw).unwrap();
}

const MORNING: [&str; 4] = ["--date", "2026-03-02", "--time", "08:00-12:00"];

fn free(env: &Env, words: &[&str]) -> Vec<String> {
    env.column(&[&["room", "free"][..], &MORNING, words].concat(), "room")
}

fn free_rooms_come_best_fit_first(env: &Env) {
    rooms(env);
    room(env, "Attic", &[]);
    room(env, "Fifty", &["--capacity", "50"]);
    assert_eq!(
        free(env, &["--people", "15"]),
        ["Growth", "Vision", "Fifty", "Hall", "Attic"]
    );
    assert_eq!(
        free(env, &["--learners", "30", "--facilitators", "1"]),
        ["Fifty", "Hall", "Attic"]
    );
    let said = [
        "room",
        "free",
        "--from",
        "2026-03-02T08:00",
        "--to",
        "2026-03-02T12:00",
        "--people",
        "20",
    ];
    let first = &env.json(&said)[0];
    assert_eq!(
        (&first["room"], &first["capacity"], &first["spare"]),
        (&json!("Growth"), &json!(20), &json!(0))
    );
    let attic = env.json(&said).as_array().unwrap().last().unwrap().clone();
    assert_eq!((&attic["room"], &attic["spare"]), (&json!("Attic"), &json!(null)));
}

fn what_is_held_combined_closed_or_out_of_use_is_not_free(env: &Env) {
    rooms(env);
    room(env, "Early", &["--capacity", "40", "--closes-at", "11:00"]);
    room(env, "Far", &["--capacity", "40", "--horizon-days", "10"]);
    room(env, "Gone", &["--capacity", "40"]);
    env.raw_sql("UPDATE rooms SET is_active = FALSE WHERE name = 'Gone'")
        .unwrap();
    room(env, "Slow", &["--capacity", "40", "--setup", "60"]);
    env.book("Slow", "2026-03-02", "06:00-07:30");
    env.book("Growth", "2026-03-02", "11:00-13:00");
    assert_eq!(free(env, &[]), ["Focus", "Vision"]);
    env.colab(&["booking", "cancel", "2"]).ok();
    assert_eq!(free(env, &[]), ["Focus", "Growth", "Vision", "Hall"]);
}

fn a_free_room_says_how_long_around_it_is_free(env: &Env) {
    room(
        env,
        "Focus",
        &["--setup", "30", "--teardown", "15", "--opens-at", "06:00"],
    );
    room(env, "Growth", &[]);
    env.book("Focus", "2026-03-02", "06:30-07:00");
    env.book("Focus", "2026-03-02", "15:00-16:00");
    env.book("Growth", "2026-03-02", "13:00-14:00");
    let list = env.json(&[&["room", "free"][..], &MORNING].concat());
    let ends = |at: usize| (list[at]["free_from"].clone(), list[at]["free_until"].clone());
    assert_eq!(
        ends(0),
        (
            json!("2026-03-02T07:45:00+02:00"),
            json!("2026-03-02T14:15:00+02:00")
        )
    );
    assert_eq!(ends(1), (json!(null), json!("2026-03-02T13:00:00+02:00")));
}

fn amenities_type_and_place_are_wishes_too(env: &Env) {
    env.colab(&["location", "add", "North wing, 2nd floor"]).ok();
    room(
        env,
        "Focus",
        &[
            "--amenity",
            "Projector",
            "--amenity",
            "Whiteboard",
            "--location",
            "North wing, 2nd floor",
        ],
    );
    room(env, "Growth", &["--amenity", "Projector", "--type", "boardroom"]);
    assert_eq!(free(env, &["--amenity", "projector"]), ["Focus", "Growth"]);
    assert_eq!(
        free(env, &["--amenity", "projector", "--amenity", "white board"]),
        ["Focus"]
    );
    assert_eq!(free(env, &["--type", "boardroom"]), ["Growth"]);
    assert_eq!(free(env, &["--location", "north wing"]), ["Focus"]);
    assert_eq!(free(env, &["--amenity", "piano"]), Vec::<String>::new());
}

fn a_period_is_said_in_full_or_refused(env: &Env) {
    room(env, "Focus", &["--opens-at", "07:30", "--closes-at", "16:30"]);
    env.colab(&["room", "free"]).fails(2).says("--date");
    env.colab(&["room", "free", "--from", "2026-03-02T08:00"])
        .fails(2);
    env.colab(&["room", "free", "--time", "08:00-12:00"]).fails(2);
    env.colab(&["room", "free", "--date", "2026-03-02", "--time", "12:00-08:00"])
        .fails(2);
    // A day alone is the site day.
    assert_eq!(
        env.column(
            &["room", "free", "--from", "2026-03-02", "--to", "2026-03-02"],
            "room"
        ),
        ["Focus"]
    );
}

fn a_booking_is_offered_free_rooms_and_its_wished_one_first(env: &Env) {
    rooms(env);
    let id = ghost(env, "Umoya", "2026-03-02", "08:00-12:00", "8");
    let suggest = |words: &[&str]| env.json(&[&["booking", "suggest"][..], words].concat());
    let offers = suggest(&[&id.to_string()]);
    let names = |offers: &Value| -> Vec<String> {
        let list = offers.as_array().unwrap().iter();
        list.map(|offer| offer["room"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names(&offers), ["Focus", "Growth", "Vision", "Hall"]);
    assert_eq!(
        (&offers[0]["rank"], &offers[0]["why"]),
        (&json!(1), &json!("the smallest that seats 8"))
    );
    assert_eq!(offers[0]["starts_at"], "2026-03-02T08:00:00+02:00");
    let wished = suggest(
        &[
            &MORNING[..],
            &["--people", "8", "--room", "vision", "--limit", "2"],
        ]
        .concat(),
    );
    assert_eq!(names(&wished), ["Vision", "Focus"]);
    env.colab(&["booking", "suggest", "99"]).fails(3);
    env.colab(&["booking", "suggest", "1", "--people", "9"]).fails(2);
}

fn without_a_free_room_the_nearest_free_times_are_offered(env: &Env) {
    room(env, "Focus", &["--capacity", "10"]);
    env.book("Focus", "2026-03-06", "07:30-13:00");
    // 6 March is a Friday.
    let wish = [
        "booking",
        "suggest",
        "--date",
        "2026-03-06",
        "--time",
        "08:00-12:00",
        "--people",
        "5",
    ];
    let offers = env.json(&wish);
    let times = |at: usize| offers[at]["starts_at"].as_str().unwrap().to_owned();
    assert_eq!(offers.as_array().unwrap().len(), 2);
    // Four hours are free in the afternoon only from 13:00, beyond the site day at 16:30: the working day before is nearest.
    assert_eq!(times(0), "2026-03-05T12:30:00+02:00");
    assert_eq!(times(1), "2026-03-09T07:30:00+02:00");
    assert!(
        offers[0]["why"].as_str().unwrap().contains("19 h 30 min earlier"),
        "{offers}"
    );
    let short = env.json(&[
        "booking",
        "suggest",
        "--date",
        "2026-03-06",
        "--time",
        "09:00-11:00",
        "--people",
        "5",
    ]);
    assert_eq!(short[0]["starts_at"], "2026-03-06T13:00:00+02:00");
}

fn buffers_are_kept_between_the_offered_time_and_its_neighbours(env: &Env) {
    room(env, "Focus", &["--setup", "30", "--teardown", "15"]);
    env.book("Focus", "2026-03-02", "08:00-10:00");
    let offers = env.json(&[
        "booking",
        "suggest",
        "--date",
        "2026-03-02",
        "--time",
        "09:00-10:00",
        "--people",
        "5",
    ]);
    assert_eq!(offers[0]["starts_at"], "2026-03-02T10:45:00+02:00");
    env.book("Focus", "2026-03-02", "10:45-11:45");
}

fn who_is_too_many_for_every_room_is_told_the_largest(env: &Env) {
    rooms(env);
    let run = env
        .colab(
            &[
                &["booking", "suggest", "-fjson"][..],
                &MORNING,
                &["--people", "70"],
            ]
            .concat(),
        )
        .ok();
    assert_eq!(run.json(), json!([]));
    run.says("Hall, seats 50");
}

fn the_refusal_names_the_nearest_free_time_and_the_combined_room(env: &Env) {
    rooms(env);
    room(env, "Large", &["--capacity", "50"]);
    env.book("Large", "2026-03-02", "08:00-12:00");
    let ask = [
        "booking",
        "create",
        "--client",
        "X",
        "--room",
        "Large",
        "--learners",
        "45",
        "-fjson",
    ];
    let error = env.colab(&[&ask[..], &MORNING].concat()).fails(5).error();
    let details = &error["details"];
    assert_eq!(details["free_rooms"], json!(["Hall"]));
    assert_eq!(details["combined"], "Hall (Growth and Vision)");
    assert_eq!(
        details["nearest_free"][1]["starts_at"],
        "2026-03-02T12:00:00+02:00"
    );
    assert_eq!(details["nearest_free"][0]["ends_at"], "2026-02-27T16:30:00+02:00");
    assert_eq!(details["blocking"][0]["booking_id"], 1);
    assert!(
        error["hint"]
            .to_string()
            .contains("colab booking suggest --from 2026-03-02T08:00"),
        "{error}"
    );
}

fn a_moved_booking_is_not_in_its_own_way(env: &Env) {
    room(env, "Focus", &[]);
    let id = env.book("Focus", "2026-03-02", "08:00-12:00").to_string();
    let offers = env.json(&["booking", "suggest", &id]);
    assert_eq!(offers[0]["room"], "Focus");
    assert_eq!(env.json(&["booking", "conflicts", &id]), json!([]));
}

fn conflicts_name_who_is_in_the_way_and_what_would_do(env: &Env) {
    rooms(env);
    env.book("Growth", "2026-03-02", "09:00-10:00");
    env.book("Vision", "2026-03-02", "11:00-12:30");
    let ask = [
        &["booking", "conflicts", "--room", "Hall", "--people", "8"][..],
        &MORNING,
    ]
    .concat();
    let found = env.json(&ask);
    assert_eq!(env.column(&ask, "booking_id"), ["1", "2"]);
    assert_eq!(
        (&found[0]["problem"], &found[0]["room"]),
        (&json!("in_the_way"), &json!("Growth"))
    );
    assert_eq!(found[0]["alternatives"][0], "Focus");
    env.colab(&[&ask[..], &["--exit-code"]].concat()).fails(9);
    // Without a room wished for, nothing is in the way as long as one is free.
    let any = [&["booking", "conflicts", "--exit-code"][..], &MORNING].concat();
    assert_eq!(env.json(&[&any[..], &["--people", "8"]].concat()), json!([]));
    env.colab(&[&any[..], &["--people", "15"]].concat()).fails(9);
    env.colab(&[&any[..], &["--people", "99"]].concat())
        .fails(9)
        .says("no room seats 99");
}

fn conflicts_to_come_are_found_and_end_with_9_when_asked(env: &Env) {
    rooms(env);
    let list = ["booking", "conflicts", "--exit-code"];
    env.colab(&list).ok();
    env.book("Focus", "2026-03-02", "08:00-12:00");
    env.book("Growth", "2026-03-03", "08:00-12:00");
    ghost(env, "Many", "2026-03-04", "08:00-12:00", "60");
    ghost(env, "Few", "2026-03-04", "08:00-12:00", "6");
    env.raw_sql("UPDATE bookings SET headcount = 12 WHERE id = 1")
        .unwrap();
    env.raw_sql("UPDATE rooms SET is_active = FALSE WHERE name = 'Growth'")
        .unwrap();
    raw(
        env,
        "Focus",
        "2026-01-02T06:00:00Z",
        "2026-01-02T10:00:00Z",
        "confirmed",
    );
    env.raw_sql("UPDATE bookings SET headcount = 12 WHERE id = 5")
        .unwrap();
    let found = env.colab(&[&list[..], &["-fjson"]].concat()).fails(9).json();
    let problems: Vec<_> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["booking_id"].clone(), one["problem"].clone()))
        .collect();
    assert_eq!(
        problems,
        [
            (json!(1), json!("over_capacity")),
            (json!(2), json!("room_inactive")),
            (json!(3), json!("no_room_free"))
        ]
    );
    // Asked for one booking, its own troubles are named as well.
    for (id, problem) in [(1, "over_capacity"), (2, "room_inactive"), (3, "no_room_free")] {
        let of_one = ["booking", "conflicts", &id.to_string()].map(str::to_owned);
        let of_one: Vec<&str> = of_one.iter().map(String::as_str).collect();
        assert_eq!(env.column(&of_one, "problem"), [problem]);
    }
    assert_eq!(
        env.column(
            &[
                "booking",
                "conflicts",
                "--from",
                "2026-03-03",
                "--to",
                "2026-03-03"
            ],
            "booking_id"
        ),
        ["2"]
    );
    env.raw_sql("UPDATE bookings SET over_capacity_reason = 'meant' WHERE id = 1")
        .unwrap();
    assert_eq!(env.column(&["booking", "conflicts"], "booking_id"), ["2", "3"]);
}

fn staff_see_who_is_in_the_way_but_only_pending_troubles(env: &Env) {
    rooms(env);
    env.book("Focus", "2026-03-02", "08:00-12:00");
    env.raw_sql("UPDATE bookings SET headcount = 12 WHERE id = 1")
        .unwrap();
    ghost(env, "Many", "2026-03-04", "08:00-12:00", "60");
    let staff = env.user("thandi", "staff");
    let ids = |words: &[&str]| -> Vec<i64> {
        let run = env
            .colab_as(&staff, &[&["booking", "conflicts", "-fjson"][..], words].concat())
            .ok();
        run.json()
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["booking_id"].as_i64().unwrap())
            .collect()
    };
    assert_eq!(ids(&[&["--room", "Focus"][..], &MORNING].concat()), [1]);
    assert_eq!(ids(&[]), [2]);
    env.colab_as(&staff, &["booking", "suggest", "1"]).fails(3);
    env.colab_as(&staff, &["booking", "suggest", "2"]).ok();
}

fn the_queue_is_oldest_first_with_the_best_rooms(env: &Env) {
    rooms(env);
    let late = ghost(env, "Late", "2026-03-02", "08:00-12:00", "15");
    let early = ghost(env, "Early", "2026-03-03", "08:00-12:00", "8");
    raw(env, "", "2026-01-14T06:00:00Z", "2026-01-14T10:00:00Z", "pending");
    let five_days_ago = env.instant("2026-01-10T08:00:00Z");
    env.raw_sql(&format!(
        "UPDATE bookings SET created_at = {five_days_ago} WHERE id = {early}"
    ))
    .unwrap();
    env.colab(&[
        "booking",
        "create",
        "--client",
        "D",
        "--date",
        "2026-03-02",
        "--devices",
        "3",
        "--device-only",
    ])
    .ok();
    let queue = env.json(&["room", "queue"]);
    assert_eq!(queue.as_array().unwrap().len(), 2, "{queue}");
    assert_eq!(
        (&queue[0]["booking_id"], &queue[0]["waiting_days"]),
        (&json!(early), &json!(5))
    );
    assert_eq!(queue[0]["best_rooms"], json!(["Focus", "Growth", "Vision"]));
    assert_eq!(
        (&queue[1]["booking_id"], &queue[1]["best_rooms"]),
        (&json!(late), &json!(["Growth", "Vision", "Hall"]))
    );
    assert_eq!(env.json(&["room", "queue", "--all"]).as_array().unwrap().len(), 3);
    assert_eq!(
        env.column(&["room", "queue", "--limit", "1"], "client_name"),
        ["Early"]
    );
    assert_eq!(
        env.column(&["room", "queue", "--to", "2026-03-02"], "client_name"),
        ["Late"]
    );
}

fn all_ghosts_get_rooms_and_each_choice_is_explained_and_audited(env: &Env) {
    rooms(env);
    // First fit would give the first one Growth and leave no room for the second.
    let small = ghost(env, "Small", "2026-03-02", "08:00-12:00", "8");
    let middle = ghost(env, "Middle", "2026-03-02", "08:00-12:00", "18");
    let large = ghost(env, "Large", "2026-03-02", "10:00-12:00", "30");
    let rows = env.count("audit_log");
    let placed = env.json(&["room", "solve"]);
    let of = |id: i64| {
        placed
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["booking_id"] == id)
            .unwrap()
            .clone()
    };
    assert_eq!(
        (&of(small)["room"], &of(middle)["room"], &of(large)["room"]),
        (&json!("Focus"), &json!("Growth"), &json!("Vision"))
    );
    assert_eq!(of(middle)["why"], "the smallest that seats 18");
    assert_eq!(env.column(&["booking", "list"], "status"), ["room_assigned"; 3]);
    assert_eq!(env.count("audit_log"), rows + 3);
    env.verify_audit().unwrap();
    assert_eq!(env.json(&["room", "solve"]), json!([]));
    assert_eq!(env.count("audit_log"), rows + 3);
}

fn a_dry_run_of_solve_keeps_nothing(env: &Env) {
    rooms(env);
    ghost(env, "Small", "2026-03-02", "08:00-12:00", "8");
    let placed = env.json(&["room", "solve", "--dry-run"]);
    assert_eq!(placed[0]["action"], "assign");
    assert_eq!(env.column(&["booking", "list"], "status"), ["pending"]);
}

/// A small booking sits in the only room for a large ghost.
fn blocked(env: &Env) -> (String, String) {
    room(env, "Focus", &["--capacity", "10"]);
    room(env, "Vision", &["--capacity", "30"]);
    let small = ghost(env, "Small", "2026-03-02", "08:00-12:00", "8").to_string();
    env.colab(&["booking", "assign", &small, "--room", "Vision"]).ok();
    let large = ghost(env, "Large", "2026-03-02", "10:00-12:00", "25").to_string();
    (small, large)
}

fn nothing_moves_unless_it_may_and_what_is_kept_or_confirmed_never_does(env: &Env) {
    let (small, large) = blocked(env);
    let waits = |words: &[&str]| {
        let run = env
            .colab(&[&["room", "solve", "-fjson", "--dry-run"][..], words].concat())
            .ok();
        run.json()[0]["action"] == "wait"
    };
    assert!(waits(&[]) && waits(&["--move", "--keep", &small]));
    let placed = env.json(&["room", "solve", "--move", "--dry-run"]);
    let moved = &placed[1];
    assert_eq!(
        (&moved["action"], &moved["from_room"], &moved["room"]),
        (&json!("move"), &json!("Vision"), &json!("Focus"))
    );
    assert_eq!(moved["why"], format!("Vision goes to booking {large}"));
    env.colab(&["booking", "confirm", &small]).ok();
    assert!(waits(&["--move"]));
}

fn two_may_change_places(env: &Env) {
    for name in ["A", "B"] {
        room(env, name, &["--capacity", "30"]);
    }
    env.colab(&["room", "edit", "A", "--capacity", "20"]).ok();
    let (one, other) = (
        ghost(env, "One", "2026-03-02", "08:00-12:00", "8"),
        ghost(env, "Other", "2026-03-02", "11:00-15:00", "18"),
    );
    env.colab(&["booking", "assign", &one.to_string(), "--room", "B"])
        .ok();
    env.colab(&["booking", "assign", &other.to_string(), "--room", "A"])
        .ok();
    // Only in B, and only while neither of the two is there.
    let third = ghost(env, "Third", "2026-03-02", "08:00-10:00", "28");
    env.colab(&["room", "solve", "--move"]).ok();
    let room_of = |id: i64| env.json(&["booking", "show", &id.to_string()])["room"].clone();
    assert_eq!(
        (room_of(one), room_of(other), room_of(third)),
        (json!("A"), json!("B"), json!("B"))
    );
    env.verify_audit().unwrap();
}

fn who_waits_is_told_the_cheapest_way_out(env: &Env) {
    let (small, _) = blocked(env);
    let way = |env: &Env| {
        env.json(&["room", "solve", "--dry-run"])[0]["way_out"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(
        way(env),
        format!("move booking {small} to Focus: then Vision is free")
    );
    env.colab(&["booking", "confirm", &small]).ok();
    assert_eq!(way(env), "Vision is free 2026-03-02 12:00–14:00");
    env.raw_sql("UPDATE bookings SET headcount = 33 WHERE client_name = 'Large'")
        .unwrap();
    assert_eq!(way(env), "23 over in Focus");
    env.colab(&["room", "solve", "--dry-run"])
        .ok()
        .says("1 still waiting for a room");
}

fn who_may_not_assign_rooms_may_not_solve(env: &Env) {
    rooms(env);
    for role in ["it_rental_admin", "training_facility_admin_viewer"] {
        let token = env.user(role, role);
        env.colab_as(&token, &["room", "solve"]).fails(4);
    }
    let boss = env.user("boss", "training_facility_admin");
    env.colab_as(&boss, &["room", "solve"]).ok();
}

fn use_is_counted_in_open_hours_seats_no_shows_and_lead(env: &Env) {
    room(
        env,
        "Focus",
        &["--capacity", "10", "--opens-at", "08:00", "--closes-at", "16:00"],
    );
    // A Monday from 07:00 to 12:00, and a Saturday.
    env.book("Focus", "2026-03-02", "08:00-12:00");
    raw(
        env,
        "Focus",
        "2026-03-03T05:00:00Z",
        "2026-03-03T10:00:00Z",
        "confirmed",
    );
    raw(
        env,
        "Focus",
        "2026-03-07T06:00:00Z",
        "2026-03-07T10:00:00Z",
        "confirmed",
    );
    raw(
        env,
        "Focus",
        "2026-03-09T06:00:00Z",
        "2026-03-09T10:00:00Z",
        "no_show",
    );
    raw(
        env,
        "Focus",
        "2026-03-10T06:00:00Z",
        "2026-03-10T10:00:00Z",
        "confirmed",
    );
    env.raw_sql("UPDATE bookings SET long_term = TRUE WHERE id = 5")
        .unwrap();
    let used = env.json(&["room", "utilisation", "--month", "2026-03"]);
    let expected = json!({"room": "Focus", "location": null, "month": "2026-03", "hours_booked": 8.0, "hours_open": 176.0, "percent": 5,
        "hours_outside": 5.0, "seats_percent": 22, "bookings": 3, "no_shows": 1, "lead_days": 15.3});
    assert_eq!(used, json!([expected]));
    let all = env.json(&[
        "room",
        "utilisation",
        "--month",
        "2026-03",
        "--all",
        "--room",
        "focus",
    ]);
    assert_eq!(all[0]["hours_booked"], 12.0);
    let months = env.column(
        &[
            "room",
            "utilisation",
            "--from",
            "2026-02-15",
            "--to",
            "2026-03-02",
        ],
        "hours_open",
    );
    assert_eq!(months, ["80.0", "8.0"]);
    env.colab(&["room", "utilisation", "--room", "Fokus"]).fails(3);
    env.colab(&[
        "room",
        "utilisation",
        "--from",
        "2026-03-02",
        "--to",
        "2026-03-01",
    ])
    .fails(2);
}

fn a_combined_booking_uses_its_parts(env: &Env) {
    rooms(env);
    env.book("Hall", "2026-03-02", "08:00-12:00");
    let ask = ["room", "utilisation", "--month", "2026-03"];
    assert_eq!(env.column(&ask, "room"), ["Focus", "Growth", "Vision"]);
    assert_eq!(env.column(&ask, "hours_booked"), ["0.0", "4.0", "4.0"]);
    assert_eq!(
        env.column(&[&ask[..], &["--room", "Hall"]].concat(), "room"),
        ["Growth", "Vision"]
    );
}

fn a_heat_map_is_one_self_contained_picture(env: &Env) {
    room(env, "R&D <1>", &["--capacity", "10"]);
    env.book("R&D <1>", "2026-03-02", "07:30-16:30");
    let ask = ["room", "utilisation", "--month", "2026-03", "-o", "heat.svg"];
    let run = env.colab(&ask).ok();
    assert_eq!(run.stdout, "");
    let svg = std::fs::read_to_string(env.path("heat.svg")).unwrap();
    assert!(
        svg.contains("R&amp;D &lt;1&gt;, 2: 100 %") && svg.contains("R&amp;D &lt;1&gt;, 1: closed"),
        "{svg}"
    );
    assert!(!svg.contains("href") && !svg.contains("<style") && svg.ends_with("</svg>\n"));
    env.colab(&["room", "utilisation", "-o", "heat.png"])
        .fails(2)
        .says("heat.svg");
}

fn tables_of_rooms_in_use_fit_80_columns(env: &Env) {
    rooms(env);
    env.book("Vision", "2026-03-02", "08:00-12:00");
    ghost(
        env,
        "The Baobab Health Foundation",
        "2026-03-02",
        "08:00-12:00",
        "28",
    );
    ghost(env, "Umoya", "2026-03-02", "08:00-12:00", "15");
    for words in [
        "room free --date 2026-03-02 --time 08:00-12:00",
        "room queue",
        "room solve --dry-run",
        "room utilisation --month 2026-03",
        "booking suggest 2",
        "booking conflicts",
        "booking conflicts --room Vision --date 2026-03-02",
    ] {
        let words: Vec<&str> = words.split(' ').collect();
        let (screen, _) = on_terminal(&env.call(&words).argument("--color=never"), 80);
        let widest = screen.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        assert!(
            widest <= 80 && widest > 20,
            "{words:?} is {widest} wide:\n{screen}"
        );
    }
}
