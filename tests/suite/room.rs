//! Rooms: their details, their names, what they are made of.

use serde_json::{Value, json};

use super::support::{Env, RawBooking};

both![
    a_room_is_shown_as_it_was_added,
    rooms_are_listed_by_type_capacity_and_page,
    a_room_is_found_by_any_spelling,
    an_unknown_room_names_the_nearest,
    a_name_or_alias_that_is_taken_is_refused,
    an_existing_room_is_skipped_or_updated_when_asked,
    the_same_key_gives_the_same_room_and_another_request_is_refused,
    a_dry_run_writes_nothing,
    values_that_break_a_rule_are_refused,
    an_edit_changes_only_what_is_named,
    an_edit_that_changes_nothing_writes_nothing,
    an_alias_belongs_to_one_room_and_can_be_forgotten,
    amenities_are_given_together,
];
both![
    a_combined_room_shows_its_parts_and_they_show_it,
    a_combined_room_can_be_given_other_parts,
    combined_rooms_are_one_level_deep,
    rooms_whose_bookings_would_overlap_are_not_combined,
    the_starter_has_24_rooms_and_is_safe_to_repeat,
    buffers_that_would_make_bookings_overlap_are_refused_naming_them,
    buffers_leave_the_past_alone,
    a_room_with_bookings_to_come_is_not_taken_out_of_use_unseen,
    a_combined_room_and_its_parts_are_used_together,
    rules_are_forgotten_when_asked,
];
any![values_that_do_not_parse_are_usage_errors];

fn add(env: &Env, name: &str) {
    env.colab(&["room", "add", name]).ok();
}

fn a_room_is_shown_as_it_was_added(env: &Env) {
    env.line("location add \"4th floor\"").ok();
    env.colab(&[
        "room",
        "add",
        "Success 10",
        "--capacity",
        "10",
        "--type",
        "boardroom",
        "--location",
        "4th floor",
        "--setup",
        "30",
        "--teardown",
        "15",
        "--opens-at",
        "7:00",
        "--closes-at",
        "18:00",
        "--min-minutes",
        "30",
        "--max-minutes",
        "480",
        "--notice-hours",
        "24",
        "--horizon-days",
        "365",
        "--amenity",
        "screen",
        "--amenity",
        "board",
        "--has-devices",
        "--alias",
        "Success",
    ])
    .ok();
    let room = env.json(&["room", "show", "Success 10"]);
    for (field, value) in [
        ("name", json!("Success 10")),
        ("capacity", json!(10)),
        ("room_type", json!("boardroom")),
        ("location", json!("4th floor")),
        ("setup_minutes", json!(30)),
        ("teardown_minutes", json!(15)),
        ("opens_at", json!("07:00")),
        ("closes_at", json!("18:00")),
        ("min_minutes", json!(30)),
        ("max_minutes", json!(480)),
        ("notice_hours", json!(24)),
        ("horizon_days", json!(365)),
        ("amenities", json!(["board", "screen"])),
        ("has_devices", json!(true)),
        ("aliases", json!(["Success"])),
        ("components", json!([])),
        ("is_active", json!(true)),
    ] {
        assert_eq!(room[field], value, "{field}");
    }
}

fn rooms_are_listed_by_type_capacity_and_page(env: &Env) {
    for (name, capacity, kind) in [
        ("A", "5", "training"),
        ("B", "20", "office"),
        ("C", "30", "training"),
    ] {
        env.colab(&["room", "add", name, "--capacity", capacity, "--type", kind])
            .ok();
    }
    let names = |more: &[&str]| env.column(&[&["room", "list"], more].concat(), "name");
    assert_eq!(names(&[]), ["A", "B", "C"]);
    assert_eq!(names(&["--type", "training"]), ["A", "C"]);
    assert_eq!(names(&["--min-capacity", "20"]), ["B", "C"]);
    assert_eq!(names(&["--limit", "2"]), ["A", "B"]);
    let last = env.column(&["room", "list", "--limit", "2"], "id").pop().unwrap();
    assert_eq!(names(&["--after", &last]), ["C"]);
    assert_eq!(names(&["--sort", "capacity", "--after", &last]), ["C"]);
    env.colab(&["room", "edit", "A", "--name", "Z", "--capacity", "50"])
        .ok();
    assert_eq!(names(&["--sort", "name"]), ["B", "C", "Z"]);
    assert_eq!(names(&["--sort", "capacity"]), ["B", "C", "Z"]);
    env.colab(&["room", "list", "--after", "99999"]).fails(3);
    env.colab(&["room", "edit", "Z", "--name", "A"]).ok();
    env.raw_sql("UPDATE rooms SET is_active = FALSE WHERE name = 'A'")
        .unwrap();
    assert_eq!(names(&[]), ["B", "C"]);
    assert_eq!(names(&["--all"]), ["A", "B", "C"]);
}

fn a_room_is_found_by_any_spelling(env: &Env) {
    env.colab(&["room", "add", "Café + Bar", "--alias", "Perserverence"])
        .ok();
    for spelling in [
        "cafe bar",
        "CAFÉ+BAR",
        " café-bar ",
        "perserverence",
        "Perser verence",
    ] {
        assert_eq!(
            env.json(&["room", "show", spelling])["name"],
            "Café + Bar",
            "{spelling}"
        );
    }
}

fn an_unknown_room_names_the_nearest(env: &Env) {
    add(env, "Perseverance");
    add(env, "A302");
    let run = env.colab(&["room", "show", "Perseverence"]).fails(3);
    run.says("room `Perseverence` not found")
        .says("did you mean Perseverance?");
    let error = env
        .colab(&["room", "edit", "A303", "--capacity", "4", "-f", "json"])
        .fails(3)
        .error();
    assert_eq!(error["code"], "unknown_room");
    assert_eq!(error["details"], json!({}), "another number is another room");
}

fn a_name_or_alias_that_is_taken_is_refused(env: &Env) {
    env.colab(&["room", "add", "Focus", "--alias", "Fokus"]).ok();
    add(env, "Growth");
    for name in ["Focus", "FO-CUS", "fokus"] {
        env.colab(&["room", "add", name]).fails(5).says("already");
    }
    env.colab(&["room", "add", "Vision", "--alias", "growth"])
        .fails(5);
    env.colab(&["room", "edit", "Growth", "--name", "Fokus"]).fails(5);
    assert_eq!(env.column(&["room", "list"], "name"), ["Focus", "Growth"]);
}

fn an_existing_room_is_skipped_or_updated_when_asked(env: &Env) {
    env.colab(&["room", "add", "Focus", "--capacity", "8"]).ok();
    let skipped = env.json(&["room", "add", "focus", "--capacity", "9", "--if-exists", "skip"]);
    assert_eq!(skipped["capacity"], 8);
    let quiet = [
        "room",
        "add",
        "focus",
        "--capacity",
        "9",
        "--if-exists",
        "skip",
        "-q",
    ];
    env.colab(&quiet).ok().silent();
    let update = [
        "room",
        "add",
        "focus",
        "--capacity",
        "9",
        "--alias",
        "Fokus",
        "--if-exists",
        "update",
    ];
    assert_eq!(env.json(&update)["capacity"], 9);
    assert_eq!(env.json(&["room", "show", "Fokus"])["name"], "Focus");
    assert_eq!(env.count("rooms"), 1);
}

fn the_same_key_gives_the_same_room_and_another_request_is_refused(env: &Env) {
    let first = env.json(&["room", "add", "Focus", "--idempotency-key", "k1"]);
    let rows = env.count("audit_log");
    assert_eq!(
        env.json(&["room", "add", "Focus", "--idempotency-key", "k1"]),
        first
    );
    assert_eq!(env.count("audit_log"), rows, "a repeat changes nothing");
    env.colab(&["room", "add", "Growth", "--idempotency-key", "k1"])
        .fails(5);
    let error = env.colab(&[
        "room",
        "add",
        "Focus",
        "--capacity",
        "3",
        "--idempotency-key",
        "k1",
        "-f",
        "json",
    ]);
    assert_eq!(error.fails(5).error()["code"], "idempotency_key_reused");
    env.colab(&["room", "add", "Focus", "--idempotency-key", "k2"])
        .fails(5)
        .says("already");
    assert_eq!(env.count("rooms"), 1);
}

fn a_dry_run_writes_nothing(env: &Env) {
    add(env, "Focus");
    add(env, "Growth");
    let before = (env.count("audit_log"), env.json(&["room", "list"]));
    let made = env.json(&["room", "add", "Vision", "--capacity", "7", "--dry-run"]);
    assert_eq!((&made["name"], &made["capacity"]), (&json!("Vision"), &json!(7)));
    let edited = env.json(&["room", "edit", "Focus", "--capacity", "7", "--dry-run"]);
    assert_eq!(edited["capacity"], 7);
    env.colab(&["room", "alias", "add", "Focus", "Fokus", "--dry-run"])
        .ok();
    env.colab(&["room", "combine", "Hall", "Focus", "Growth", "--dry-run"])
        .ok();
    env.colab(&["import", "rooms", "--starter", "colab", "--dry-run"])
        .ok();
    env.colab(&["room", "add", "Focus", "--dry-run"]).fails(5);
    assert_eq!((env.count("audit_log"), env.json(&["room", "list"])), before);
}

fn values_that_break_a_rule_are_refused(env: &Env) {
    add(env, "Focus");
    let long = "x".repeat(256);
    for arguments in [
        &["room", "add", ""][..],
        &["room", "add", "   "],
        &["room", "add", "a\u{1b}[2Jb"],
        &["room", "add", &long],
        &["room", "add", "X", "--capacity", "100001"],
        &["room", "add", "X", "--setup", "1441"],
        &["room", "add", "X", "--teardown", "1441"],
        &["room", "add", "X", "--opens-at", "18:00", "--closes-at", "08:00"],
        &["room", "add", "X", "--min-minutes", "60", "--max-minutes", "30"],
        &["room", "add", "X", "--min-minutes", "0"],
        &["room", "add", "X", "--horizon-days", "0"],
        &["room", "add", "X", "--alias", " "],
        &["room", "add", "X", "--alias", &long],
        &["room", "add", "X", "--amenity", ""],
        &["room", "add", "X", "--idempotency-key", ""],
        &["room", "edit", "Focus", "--name", "\t"],
        &["room", "alias", "add", "Focus", ""],
    ] {
        env.colab(arguments).fails(6);
    }
    assert_eq!(env.count("rooms"), 1);
    // What may be absent is taken away by an empty text, as a device's texts are.
    env.line("location add Upstairs").ok();
    let location =
        |place: &str| env.json(&["room", "edit", "Focus", "--location", place])["location"].clone();
    assert_eq!(location("Upstairs"), "Upstairs");
    assert_eq!(location(""), Value::Null);
}

fn values_that_do_not_parse_are_usage_errors(env: &Env) {
    for arguments in [
        &["room", "add", "X", "--capacity", "many"][..],
        &["room", "add", "X", "--capacity=-1"],
        &["room", "add", "X", "--type", "cellar"],
        &["room", "add", "X", "--opens-at", "25:00"],
        &["room", "add", "X", "--has-devices", "perhaps"],
        &["room", "add", "X", "--if-exists", "shrug"],
        &["room", "add"],
        &["room", "edit", "X"],
        &["room", "combine", "X", "OnlyOne"],
        &["import", "rooms", "--starter", "other"],
    ] {
        env.colab(arguments).fails(2);
    }
}

fn an_edit_changes_only_what_is_named(env: &Env) {
    env.line("location add north").ok();
    env.colab(&[
        "room",
        "add",
        "Focus",
        "--capacity",
        "8",
        "--location",
        "north",
        "--amenity",
        "screen",
    ])
    .ok();
    let mut before = env.json(&["room", "show", "Focus"]);
    before.as_object_mut().unwrap().remove("history");
    let after = env.json(&["room", "edit", "focus", "--name", "Vision", "--setup", "20"]);
    for (field, value) in before.as_object().unwrap() {
        match field.as_str() {
            "name" => assert_eq!(after[field], "Vision"),
            "setup_minutes" => assert_eq!(after[field], 20),
            "aliases" => assert!(after[field].as_array().unwrap().contains(&json!("Focus"))),
            _ => assert_eq!(&after[field], value, "{field}"),
        }
    }
    assert_eq!(env.json(&["room", "show", "Focus"])["name"], "Vision");
}

fn an_edit_that_changes_nothing_writes_nothing(env: &Env) {
    env.colab(&["room", "add", "Focus", "--capacity", "8"]).ok();
    let rows = env.count("audit_log");
    let shown = env.colab(&["room", "edit", "Focus", "--capacity", "8"]).ok();
    assert!(shown.stdout.contains("Focus"), "{shown}");
    env.colab(&["room", "edit", "Focus", "--capacity", "8", "--quiet"])
        .ok()
        .silent();
    assert_eq!(env.count("audit_log"), rows);
    env.colab(&["room", "edit", "Focus", "--capacity", "9", "--quiet"])
        .ok()
        .silent();
    assert_eq!(env.json(&["room", "show", "Focus"])["capacity"], 9);
    assert_eq!(env.count("audit_log"), rows + 1);
}

fn an_alias_belongs_to_one_room_and_can_be_forgotten(env: &Env) {
    add(env, "Focus");
    add(env, "Growth");
    env.colab(&["room", "alias", "add", "Focus", "Fokus"]).ok();
    let rows = env.count("audit_log");
    env.colab(&["room", "alias", "add", "Focus", "FOKUS", "-q"])
        .ok()
        .silent();
    assert_eq!(
        env.count("audit_log"),
        rows,
        "a spelling that is known already changes nothing"
    );
    env.colab(&["room", "alias", "add", "Growth", "fo kus"])
        .fails(5)
        .says("means the room Focus");
    env.colab(&["room", "alias", "add", "Growth", "Focus"]).fails(5);
    env.colab(&["room", "alias", "add", "Growth", "Grow"]).ok();
    assert_eq!(env.column(&["room", "alias", "list"], "alias"), ["Fokus", "Grow"]);
    assert_eq!(
        env.column(&["room", "alias", "list", "--room", "grow"], "alias"),
        ["Grow"]
    );
    env.colab(&["room", "alias", "remove", "Fokuss"])
        .fails(3)
        .says("did you mean Fokus?");
    env.colab(&["room", "alias", "remove", "FO KUS"]).ok();
    env.colab(&["room", "show", "Fokus"]).fails(3);
    env.colab(&["room", "alias", "add", "Growth", "Fokus"]).ok();
}

fn amenities_are_given_together(env: &Env) {
    env.colab(&[
        "room",
        "add",
        "Focus",
        "--amenity",
        "screen",
        "--amenity",
        "board",
    ])
    .ok();
    let room = env.json(&[
        "room",
        "edit",
        "Focus",
        "--amenity",
        "piano",
        "--amenity",
        "piano",
    ]);
    assert_eq!(room["amenities"], json!(["piano"]));
}

fn a_combined_room_shows_its_parts_and_they_show_it(env: &Env) {
    add(env, "Ambition");
    add(env, "Perseverance");
    let name = "Ambition+Perseverance";
    let room = env.json(&[
        "room",
        "combine",
        name,
        "ambition",
        "Perseverance",
        "--capacity",
        "60",
    ]);
    assert_eq!(room["components"], json!(["Ambition", "Perseverance"]));
    assert_eq!(room["capacity"], 60);
    assert_eq!(env.json(&["room", "show", "Ambition"])["part_of"], json!([name]));
    let rows = env.count("audit_log");
    env.colab(&["room", "combine", name, "Perseverance", "Ambition", "-q"])
        .ok()
        .silent();
    assert_eq!(env.count("audit_log"), rows);
    env.colab(&["room", "combine", "X", "Ambition", "Ambition"])
        .fails(6);
    env.colab(&["room", "combine", "X", "Ambition", "Nowhere"])
        .fails(3);
    assert_eq!(env.count("rooms"), 3);
}

fn a_combined_room_can_be_given_other_parts(env: &Env) {
    for room in ["A", "B", "C"] {
        add(env, room);
    }
    env.colab(&["room", "combine", "Hall", "A", "B", "--capacity", "9"])
        .ok();
    env.colab(&["room", "combine", "Hall", "B", "C"]).ok();
    assert_eq!(
        env.json(&["room", "show", "Hall"])["components"],
        json!(["B", "C"])
    );
    assert_eq!(env.json(&["room", "show", "A"])["part_of"], json!([]));
    env.book("Hall", "2026-03-02", "08:00-12:00");
    env.book("A", "2026-03-02", "08:00-12:00");
    env.colab(&["room", "combine", "Hall", "A", "C"])
        .fails(5)
        .says("would overlap");
    assert_eq!(
        env.json(&["room", "show", "Hall"])["components"],
        json!(["B", "C"])
    );
}

fn combined_rooms_are_one_level_deep(env: &Env) {
    for room in ["A", "B", "C", "D"] {
        add(env, room);
    }
    env.colab(&["room", "combine", "AB", "A", "B"]).ok();
    for arguments in [
        &["room", "combine", "ABC", "AB", "C"][..],
        &["room", "combine", "A", "C", "D"],
        &["room", "combine", "AB", "AB", "C"],
    ] {
        let error = env
            .call(arguments)
            .argument("-f")
            .argument("json")
            .run()
            .fails(5)
            .error();
        assert_eq!(error["code"], "nested_components", "{error}");
    }
    assert_eq!(env.count("rooms"), 5);
    assert_eq!(env.count("room_components"), 6);
}

fn rooms_whose_bookings_would_overlap_are_not_combined(env: &Env) {
    for room in ["A", "B", "Hall"] {
        add(env, room);
    }
    env.book("Hall", "2026-03-02", "08:00-12:00");
    env.book("A", "2026-03-02", "11:00-13:00");
    env.colab(&["room", "combine", "Hall", "A", "B"])
        .fails(5)
        .says("would overlap");
    assert_eq!(env.json(&["room", "show", "Hall"])["components"], json!([]));
}

fn the_starter_has_24_rooms_and_is_safe_to_repeat(env: &Env) {
    let starter = ["import", "rooms", "--starter", "colab"];
    let made = env.json(&starter);
    assert_eq!(made.as_array().unwrap().len(), 24);
    assert_eq!(env.count("rooms"), 24);
    for (room, capacity) in [
        ("Success 10", 10),
        ("Respect 10", 10),
        ("Innovation (12)", 12),
        ("Integrity (15)", 15),
        ("Wisdom (8)", 8),
        ("Excellence", 60),
    ] {
        assert_eq!(env.json(&["room", "show", room])["capacity"], capacity, "{room}");
    }
    for spelling in ["Perserverence", "Perseverence"] {
        assert_eq!(env.json(&["room", "show", spelling])["name"], "Perseverance");
    }
    let combined = env.json(&["room", "show", "Ambition + Perseverance"]);
    assert_eq!(combined["components"], json!(["Ambition", "Perseverance"]));
    env.colab(&["room", "edit", "Excellence", "--capacity", "30"])
        .ok();
    let rows = env.count("audit_log");
    env.colab(&[&starter[..], &["-q"]].concat()).ok().silent();
    assert_eq!((env.count("rooms"), env.count("audit_log")), (24, rows));
    assert_eq!(env.json(&["room", "show", "Excellence"])["capacity"], 30);
}

fn buffers_that_would_make_bookings_overlap_are_refused_naming_them(env: &Env) {
    add(env, "Focus");
    let first = env.book("Focus", "2026-03-02", "08:00-12:00");
    let second = env.book("Focus", "2026-03-02", "12:30-16:00");
    let grow = ["room", "edit", "Focus", "--setup", "30", "--teardown", "15"];
    let run = env.colab(&grow).fails(5);
    let run = run
        .says(&format!("booking {first} ("))
        .says(&format!("booking {second} ("));
    run.says("Baobab");
    assert_eq!(env.json(&["room", "show", "Focus"])["setup_minutes"], 0);
    env.colab(&["room", "edit", "Focus", "--setup", "30"]).ok();
    let ask = |time| {
        let line = [
            "booking",
            "create",
            "--client",
            "B",
            "--learners",
            "1",
            "--room",
            "Focus",
            "--date",
            "2026-03-02",
            "--time",
            time,
        ];
        env.colab(&line)
    };
    ask("16:10-17:00").fails(5);
    ask("16:30-17:00").ok();
    assert_eq!(env.count("room_holds_expected"), 3);
}

fn buffers_leave_the_past_alone(env: &Env) {
    add(env, "Focus");
    let past = |from, to| RawBooking {
        from,
        to,
        ..RawBooking::default()
    };
    env.raw_booking(&past("2026-01-05T06:00:00Z", "2026-01-05T10:00:00Z"))
        .unwrap();
    env.raw_booking(&past("2026-01-05T10:00:00Z", "2026-01-05T14:00:00Z"))
        .unwrap();
    env.raw_booking(&past("2026-02-05T06:00:00Z", "2026-02-05T10:00:00Z"))
        .unwrap();
    env.colab(&["room", "edit", "Focus", "--teardown", "60"]).ok();
    let at = |end: &str| {
        let end = env.instant(end);
        env.raw_int(&format!("SELECT count(*) FROM room_holds WHERE ends_at = {end}"))
            .unwrap()
    };
    assert_eq!((at("2026-01-05T10:00:00Z"), at("2026-01-05T14:00:00Z")), (1, 1));
    assert_eq!((at("2026-02-05T10:00:00Z"), at("2026-02-05T11:00:00Z")), (0, 1));
}

fn a_room_with_bookings_to_come_is_not_taken_out_of_use_unseen(env: &Env) {
    add(env, "Focus");
    env.raw_booking(&RawBooking {
        from: "2025-03-02T06:00:00Z",
        to: "2025-03-02T10:00:00Z",
        ..RawBooking::default()
    })
    .unwrap();
    let is_active = |env: &Env| env.json(&["room", "show", "Focus"])["is_active"].clone();
    env.colab(&["room", "deactivate", "focus"]).ok();
    assert_eq!(is_active(env), false);
    assert!(
        env.colab(&["room", "deactivate", "Focus", "--quiet"])
            .ok()
            .stdout
            .is_empty()
    );
    env.colab(&["room", "activate", "Focus"]).ok();
    assert_eq!(is_active(env), true);
    let id = env.book("Focus", "2026-03-02", "08:00-12:00");
    env.colab(&["room", "deactivate", "Focus"])
        .fails(5)
        .says(&format!("booking {id} ("))
        .says("2026-03-02 08:00–12:00")
        .says("--keep-bookings");
    assert_eq!(is_active(env), true);
    env.colab(&["room", "deactivate", "Focus", "--keep-bookings"])
        .ok()
        .says(&format!("booking {id} ("));
    assert_eq!(is_active(env), false);
    assert!(env.column(&["room", "list"], "name").is_empty());
    // The booking goes its way, and can be moved out.
    env.on_its_day(&["booking", "check-in", &id.to_string()]).ok();
    env.verify_audit().unwrap();
}

fn a_combined_room_and_its_parts_are_used_together(env: &Env) {
    add(env, "Focus");
    add(env, "Growth");
    env.colab(&["room", "combine", "Hall", "Focus", "Growth"]).ok();
    let id = env.book("Hall", "2026-03-02", "08:00-12:00");
    env.colab(&["room", "deactivate", "Focus"])
        .fails(5)
        .says("part of Hall");
    env.colab(&["room", "deactivate", "Hall"])
        .fails(5)
        .says(&format!("booking {id} ("));
    env.colab(&["booking", "cancel", &id.to_string()]).ok();
    env.colab(&["room", "deactivate", "Hall"]).ok();
    env.colab(&["room", "deactivate", "Focus"]).ok();
    env.colab(&["room", "activate", "Hall"])
        .fails(5)
        .says("Focus, which is out of use");
    env.colab(&["room", "activate", "Focus"]).ok();
    env.colab(&["room", "activate", "Hall"]).ok();
}

fn rules_are_forgotten_when_asked(env: &Env) {
    env.colab(&[
        "room",
        "add",
        "Focus",
        "--opens-at",
        "08:00",
        "--min-minutes",
        "60",
    ])
    .ok();
    let after = env.json(&["room", "edit", "Focus", "--no-rules", "--max-minutes", "90"]);
    assert_eq!(
        (&after["opens_at"], &after["min_minutes"], &after["max_minutes"]),
        (&json!(null), &json!(null), &json!(90))
    );
}
