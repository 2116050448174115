//! What nobody may miss: cells that are not booked, changes of the site, names that go; and what is quiet when all is well.

use serde_json::{Value, json};

use super::support::Env;
use super::support::workbook::{Book, FILE, again, counts, import, import_as, starter, written};

both![
    what_is_not_booked_is_told_once_and_again_when_it_changes,
    a_notification_stands_while_cells_are_not_booked,
    another_reason_is_told_again,
    rows_of_a_table_are_told_once,
    a_file_without_a_schedule_is_invalid,
    a_refusal_names_its_rows_under_quiet,
    headings_alone_lead_to_create_rooms,
    conflicts_with_one_other_schedule_lead_to_its_source,
    a_list_without_rows_says_nothing_under_quiet,
    a_change_says_nothing_under_quiet_and_a_secret_is_printed,
    nothing_on_standard_input_is_nothing_to_do,
    a_heading_on_standard_input_names_nothing,
    a_new_time_zone_needs_a_choice_while_bookings_are_to_come,
    clock_times_are_kept_in_a_new_time_zone,
    where_both_zones_agree_a_booking_stays,
    instants_are_kept_in_a_new_time_zone,
    older_imports_do_not_look_edited_in_a_new_time_zone,
    halves_of_a_day_stay_apart_in_a_new_time_zone,
    another_end_of_the_day_leaves_the_past_alone,
    another_currency_names_the_prices_that_stay,
    a_renamed_room_keeps_its_old_name,
    an_unknown_capacity_is_shown_as_unknown,
];

/// A schedule of two cells, of which one cannot be read.
fn half_read(env: &Env) -> Book {
    starter(env);
    Book::march(&["Focus", "Growth"])
        .row(2, &[("Focus", "Umoya 20+1")])
        .row(3, &[("Focus", "17")])
}

fn what_is_not_booked_is_told_once_and_again_when_it_changes(env: &Env) {
    let mut book = half_read(env);
    book.save(&env.path(FILE));
    let nightly = ["import", "schedule", FILE, "--partial", "--quiet"];
    let told = env.colab(&nightly).fails(8);
    assert_eq!(told.stdout, "", "{told}");
    told.says("error: 1 not understood")
        .says("Mar 2026!B4")
        .says("`17`");
    let before = written(env);
    env.colab(&nightly).fails(8).silent();
    env.call(&nightly).argument("-fjson").run().fails(8).silent();
    assert_eq!(written(env), before);
    // Another cell is booked: what remains is known, and success is silent.
    book.put(4, "Growth", "Kopano 8+1");
    book.save(&env.path(FILE));
    env.colab(&nightly).fails(8).silent();
    // One more that is not booked.
    book.put(5, "Growth", "12:99-25:00 what 5+");
    book.save(&env.path(FILE));
    let told = env
        .colab(&nightly)
        .fails(8)
        .says("Mar 2026!C6 (Growth, 2026-03-05)")
        .says("told before: 1");
    assert!(!told.stderr.contains("`17`"), "told before: {told}");
    env.colab(&nightly).fails(8).silent();
    // A cell whose room is taken by a booking made by hand.
    env.book("Growth", "2026-03-06", "08:00-12:00");
    book.put(6, "Growth", "Aloe 8+1 09:00-11:00");
    book.save(&env.path(FILE));
    env.colab(&nightly)
        .fails(8)
        .says("in conflict")
        .says("Mar 2026!C7");
    env.colab(&nightly).fails(8).silent();
    // A heading that was mistyped takes a room's month along.
    let mut mistyped =
        Book::march(&["Focus", "Growht 9"]).row(2, &[("Focus", "Umoya 20+1"), ("Growht 9", "Kopano 8+1")]);
    mistyped.put(3, "Focus", "17");
    mistyped.save(&env.path(FILE));
    env.colab(&nightly).fails(8).says("Growht 9");
    env.colab(&nightly).fails(8).silent();
    let found = env.json(&["doctor"]);
    let found = found
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["check"] == "imports")
        .unwrap()
        .clone();
    assert_eq!(found["status"], "warn");
    assert!(
        found["fact"]
            .as_str()
            .unwrap()
            .contains("of schedule `schedule` ("),
        "{found}"
    );
    assert_eq!(
        env.json(&["import", "list", "--fields", "left_out"])[0]["left_out"],
        1
    );
    book.save(&env.path(FILE));
    env.colab(&nightly).fails(8).says("told before");
    for day in [3, 5, 6] {
        book.put(day, if day == 3 { "Focus" } else { "Growth" }, "");
    }
    book.save(&env.path(FILE));
    env.colab(&nightly).ok().silent();
    env.verify_audit().unwrap();
    // Where nothing arrives, each night tells.
    let bare = Env::on(env.engine());
    book.save(&bare.path(FILE));
    for _ in 0..2 {
        let told = bare.colab(&nightly);
        assert_ne!(told.code, Some(0), "{told}");
        told.says("error: ").says("Mar 2026!");
    }
}

fn a_notification_stands_while_cells_are_not_booked(env: &Env) {
    let mut book = half_read(env);
    let boss = env.user("boss", "training_facility_admin");
    import(env, &book, &["--partial"]).fails(8);
    let of_boss = || {
        env.colab_as(
            &boss,
            &[
                "notify",
                "list",
                "--open",
                "--type",
                "schedule_remainder",
                "-f",
                "json",
            ],
        )
    };
    let open = of_boss().ok().json();
    assert_eq!(open.as_array().unwrap().len(), 1, "{open}");
    let message = open[0]["message"].as_str().unwrap();
    assert_eq!(
        message,
        "1 cell of the schedule `schedule` is not booked: Mar 2026!B4"
    );
    // It stands with the import; a check finds nothing new.
    let before = written(env);
    env.line("notify check").ok();
    assert_eq!(written(env), before);
    book.put(5, "Growth", "12:99-25:00 what 5+");
    book.save(&env.path(FILE));
    let id = open[0]["id"].clone();
    again(env, FILE, &["--partial"]).fails(8);
    let open = of_boss().ok().json();
    assert_eq!(open.as_array().unwrap().len(), 1, "{open}");
    assert_eq!(open[0]["title"], "2 cells of the schedule are not booked");
    // Another one, so that it is sent again.
    assert_ne!(open[0]["id"], id);
    book.put(3, "Focus", "");
    book.put(5, "Growth", "");
    book.save(&env.path(FILE));
    env.line(&format!("import schedule {FILE} --dry-run")).ok();
    assert_ne!(of_boss().ok().json(), json!([]));
    // A mended file needs no --partial.
    env.line(&format!("import schedule {FILE} --quiet")).ok().silent();
    assert_eq!(of_boss().ok().json(), json!([]));
    book.put(3, "Focus", "17");
    book.put(6, "Growth", "Aloe 8+1");
    book.save(&env.path(FILE));
    let run = again(env, FILE, &["--partial"]).fails(8);
    assert_ne!(of_boss().ok().json(), json!([]));
    env.line(&format!("import undo {}", run.json()["import_id"])).ok();
    assert_eq!(of_boss().ok().json(), json!([]));
    env.verify_audit().unwrap();
}

/// The same row that is left out for another reason is told again.
fn another_reason_is_told_again(env: &Env) {
    env.line("room add Vision --capacity 8").ok();
    env.write(
        "b.csv",
        "client,room,date,learners\nUmoya,Focus,2026-03-02,4\nKopano,Vision,2026-03-02,4\n",
    );
    let line = "import bookings b.csv --partial --quiet";
    env.line(line).fails(8).says("Focus");
    env.line(line).fails(8).silent();
    env.line("room add Focus --capacity 8").ok();
    env.book("Focus", "2026-03-02", "07:30-16:30");
    env.line(line).fails(8).says("taken");
    env.line(line).fails(8).silent();
    // The number of the booking in the way is no other reason.
    env.line("booking cancel 2").ok();
    env.book("Focus", "2026-03-02", "07:30-16:30");
    env.line(line).fails(8).silent();
}

fn rows_of_a_table_are_told_once(env: &Env) {
    env.write("rooms.csv", "name,capacity\nFocus,8\nGrowth,many\n");
    let line = ["import", "rooms", "rooms.csv", "--partial", "--quiet"];
    env.colab(&line).fails(8).says("Growth").says("many");
    env.colab(&line).fails(8).silent();
    env.write(
        "rooms.csv",
        "name,capacity\nFocus,8\nGrowth,several\nVision,few\n",
    );
    env.colab(&line).fails(8).says("several").says("few");
    env.write("rooms.csv", "name,capacity\nFocus,8\nGrowth,9\nVision,7\n");
    env.line("import rooms rooms.csv --quiet").ok().silent();
    env.write(
        "rooms.csv",
        "name,capacity\nFocus,8\nGrowth,several\nVision,few\n",
    );
    env.colab(&line).fails(8).says("several").says("few");
}

fn a_file_without_a_schedule_is_invalid(env: &Env) {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook
        .add_worksheet()
        .write_string(0, 0, "a shopping list")
        .unwrap();
    workbook.save(env.path("list.xlsx")).unwrap();
    let flags: [&[&str]; 6] = [
        &[],
        &["--partial"],
        &["--quiet"],
        &["--dry-run"],
        &["--partial", "--quiet"],
        &["--partial", "--quiet"],
    ];
    for flags in flags {
        let run = env.colab(&[&["import", "schedule", "list.xlsx"], flags].concat());
        run.fails(6).says("no sheet of list.xlsx was imported");
    }
}

fn a_refusal_names_its_rows_under_quiet(env: &Env) {
    let book = half_read(env);
    book.save(&env.path(FILE));
    let run = env.colab(&["import", "schedule", FILE, "--quiet"]).fails(6);
    run.says("nothing is imported").says("Mar 2026!B4").says("`17`");
    env.colab(&["import", "schedule", FILE, "--quiet"])
        .fails(6)
        .says("Mar 2026!B4");
    assert_eq!(env.count("bookings"), 0);
}

fn headings_alone_lead_to_create_rooms(env: &Env) {
    let book = Book::march(&["Focus", "Growth"])
        .row(2, &[("Focus", "Umoya 20+1")])
        .and_month(2026, 4, &["Focus", "Growth"])
        .row(2, &[("Focus", "Umoya 20+1")]);
    book.save(&env.path(FILE));
    let run = env.colab(&["import", "schedule", FILE]);
    assert_eq!(run.code, Some(6), "{run}");
    let first = run
        .stderr
        .lines()
        .find(|line| line.starts_with("hint: "))
        .unwrap();
    assert!(first.contains("--create-rooms"), "{run}");
    assert!(run.stderr.contains("--starter colab"), "{run}");
    assert!(!run.stderr.contains("--partial"), "{run}");
    assert!(run.stdout.contains("in 2 sheets"), "{run}");
    env.colab(&["import", "schedule", FILE, "--create-rooms"]).ok();
}

fn conflicts_with_one_other_schedule_lead_to_its_source(env: &Env) {
    starter(env);
    let book = Book::march(&["Focus"])
        .row(2, &[("Focus", "Umoya 20+1")])
        .row(3, &[("Focus", "Umoya 20+1")]);
    import(env, &book, &[]).ok();
    book.save(&env.path("again.xlsx"));
    let run = env.colab(&["import", "schedule", "again.xlsx"]).fails(5);
    let hints: Vec<&str> = run
        .stderr
        .lines()
        .filter(|line| line.starts_with("hint: "))
        .collect();
    assert_eq!(hints.len(), 1, "{run}");
    assert!(hints[0].contains("--source schedule"), "{run}");
}

fn a_list_without_rows_says_nothing_under_quiet(env: &Env) {
    for line in [
        "booking list",
        "room list",
        "room queue",
        "device list",
        "rental list",
        "rental overdue",
        "pricing list",
        "notify list",
        "import list",
        "booking conflicts",
        "db check",
        "pricing ledger",
    ] {
        for format in ["table", "csv", "tsv", "md", "ndjson"] {
            env.line(&format!("{line} --quiet -f {format}")).ok().silent();
        }
        assert_eq!(
            env.line(&format!("{line} --quiet --json")).ok().stdout,
            "[]\n",
            "{line}"
        );
    }
    assert!(!env.line("booking list -f csv").ok().stdout.is_empty());
}

fn a_change_says_nothing_under_quiet_and_a_secret_is_printed(env: &Env) {
    for check in ["audit verify", "pricing ledger --check", "db check"] {
        env.line(&format!("{check} --quiet")).ok().silent();
    }
    assert!(!env.line("doctor --quiet").ok().stdout.contains(" pass "));
    env.line("device add LT-009 --category Laptop").ok();
    env.line("device move LT-009 --to available")
        .ok()
        .says("LT-009 is available already: nothing has changed");
    env.line("man --output-dir pages --dry-run").ok();
    assert!(!env.work_dir().join("pages").exists());
    env.line("room add Focus --quiet").ok().silent();
    env.line("db backup one.db --quiet").ok().silent();
    assert!(env.path("one.db").exists() || env.dir().join("work/one.db").exists());
    let token = env.line("user token create --name t --scope man --quiet").ok();
    assert!(token.stdout.starts_with("colab_"), "{token}");
}

fn nothing_on_standard_input_is_nothing_to_do(env: &Env) {
    for line in [
        "booking confirm -",
        "booking cancel - --reason x",
        "pricing propose -",
        "pricing approve -",
        "notify read -",
        "device move - --to testing",
        "device label - -o labels.pdf",
    ] {
        for input in ["", "\n", "id\n", "# none\n"] {
            let words: Vec<&str> = line.split(' ').collect();
            let run = env.call(&words).stdin(input).run().ok();
            assert_eq!(
                (run.stdout.as_str(), run.stderr.as_str()),
                ("", "note: nothing to do: no record was named\n"),
                "{run}"
            );
        }
        let words: Vec<&str> = line.split(' ').chain(["--json"]).collect();
        assert_eq!(env.call(&words).stdin("").run().ok().json(), json!([]));
    }
}

fn a_heading_on_standard_input_names_nothing(env: &Env) {
    env.line("room add Focus").ok();
    let id = env.book("Focus", "2026-03-02", "08:00-12:00");
    let listed = env.line("booking list --fields id -f tsv").ok().stdout;
    assert_eq!(listed, format!("id\n{id}\n"));
    env.call(&["booking", "cancel", "-"]).stdin(listed).run().ok();
    assert_eq!(
        env.json(&["booking", "show", &id.to_string()])["status"],
        "cancelled"
    );
    for format in ["csv", "tsv"] {
        let bare = env
            .line(&format!("booking list --fields id -f {format} --no-header"))
            .ok();
        assert_eq!(bare.stdout, format!("{id}\n"));
    }
    let rows = |flags: &str| {
        env.line(&format!("booking list --fields id {flags}"))
            .ok()
            .stdout
            .lines()
            .count()
    };
    assert_eq!((rows("-f md --no-header"), rows("-f md")), (1, 3));
    assert_eq!((rows("--no-header"), rows("")), (1, 2));
}

/// Two whole days of March and one of January, of a file that is imported.
fn imported(env: &Env) {
    starter(env);
    let book = Book::month(2026, 1, &["Focus"])
        .row(12, &[("Focus", "Past 5+1")])
        .and_month(2026, 3, &["Focus"])
        .row(2, &[("Focus", "Umoya 20+1")])
        .row(3, &[("Focus", "Kopano 8+1 09:00-11:00")]);
    import(env, &book, &[]).ok();
}

fn starts(env: &Env) -> Vec<String> {
    env.column(&["booking", "list"], "starts_at")
}

fn unchanged(env: &Env) {
    let before = written(env);
    let run = again(env, FILE, &[]).ok();
    let counts = &run.json()["counts"];
    assert_eq!(
        (&counts["unchanged"], &counts["kept"], &counts["updated"]),
        (&json!(3), &json!(0), &json!(0)),
        "{run}"
    );
    assert_eq!(written(env), before);
    assert_eq!(env.json(&["booking", "conflicts"]), json!([]));
}

fn a_new_time_zone_needs_a_choice_while_bookings_are_to_come(env: &Env) {
    env.line("config set timezone Europe/Berlin").ok();
    env.line("config set timezone Africa/Johannesburg").ok();
    imported(env);
    let before = starts(env);
    for flags in ["", " --dry-run"] {
        let run = env
            .line(&format!("config set timezone Europe/Berlin{flags}"))
            .fails(2);
        run.says("2 bookings to come")
            .says("--keep-clock-times")
            .says("--keep-instants");
    }
    assert_eq!(starts(env), before);
    assert_eq!(
        env.json(&["config", "get", "timezone"])["value"],
        "Africa/Johannesburg"
    );
    // The same zone again is no change.
    env.line("config set timezone Africa/Johannesburg").ok();
}

fn clock_times_are_kept_in_a_new_time_zone(env: &Env) {
    imported(env);
    let run = env
        .line("config set timezone Europe/Berlin --keep-clock-times")
        .ok();
    run.says("2 bookings to come keep their clock times")
        .says("07:30");
    // What has ended is when it was: an hour earlier by these clocks.
    assert_eq!(
        starts(env),
        [
            "2026-01-12T06:30:00+01:00",
            "2026-03-02T07:30:00+01:00",
            "2026-03-03T09:00:00+01:00"
        ]
    );
    unchanged(env);
    // Back by the other choice: what the clocks of a former zone say is no edit.
    env.line("config set timezone Africa/Johannesburg --keep-instants")
        .ok();
    unchanged(env);
    env.verify_audit().unwrap();
    env.line("db check").ok();
}

fn where_both_zones_agree_a_booking_stays(env: &Env) {
    env.line("room add Focus --capacity 20").ok();
    for day in ["2026-03-10", "2026-06-09"] {
        env.line(&format!(
            "booking create --client Summer --room Focus --date {day} --learners 3"
        ))
        .ok();
    }
    env.line("config set timezone Europe/Berlin --keep-clock-times")
        .ok();
    assert_eq!(
        env.column(&["booking", "list"], "status"),
        ["confirmed", "confirmed"]
    );
    assert_eq!(
        starts(env),
        ["2026-03-10T07:30:00+01:00", "2026-06-09T07:30:00+02:00"]
    );
    env.line("db check").ok();
}

fn instants_are_kept_in_a_new_time_zone(env: &Env) {
    imported(env);
    env.line("config set timezone Asia/Tokyo --keep-instants")
        .ok()
        .says("14:30");
    assert_eq!(
        starts(env),
        [
            "2026-01-12T14:30:00+09:00",
            "2026-03-02T14:30:00+09:00",
            "2026-03-03T16:00:00+09:00"
        ]
    );
    unchanged(env);
    env.line("db check").ok();
}

/// A database that was imported into before imports kept when they left a booking to be, and whose zone changes twice.
fn older_imports_do_not_look_edited_in_a_new_time_zone(env: &Env) {
    imported(env);
    env.raw_sql(if env.is_sqlite() {
        "UPDATE import_rows SET after = json_remove(after, '$.starts_at', '$.ends_at')"
    } else {
        "UPDATE import_rows SET after = after - '{starts_at,ends_at}'::text[]"
    })
    .unwrap();
    for zone in ["Asia/Tokyo", "America/New_York"] {
        env.line(&format!("config set timezone {zone} --keep-instants"))
            .ok();
        unchanged(env);
        env.line(&format!("import schedule {FILE} --quiet")).ok().silent();
    }
    env.line("booking reschedule 2 --time 03:00-04:00").ok();
    assert_eq!(again(env, FILE, &[]).ok().json()["counts"]["kept"], 1);
}

fn another_end_of_the_day_leaves_the_past_alone(env: &Env) {
    imported(env);
    env.line("config set day_end 17:00")
        .ok()
        .says("1 booking to come take")
        .says("Umoya");
    let run = again(env, FILE, &[]).ok();
    assert_eq!(run.json()["counts"]["updated"], 1, "{run}");
    let ends = env.column(&["booking", "list"], "ends_at");
    assert_eq!(
        ends,
        [
            "2026-01-12T16:30:00+02:00",
            "2026-03-02T17:00:00+02:00",
            "2026-03-03T11:00:00+02:00"
        ]
    );
    unchanged(env);
    // Nor does the half of a day that is over end later, or begin earlier.
    let halves = Book::month(2026, 1, &["Growth"]).row(13, &[("Growth", "AM: Past 5+1 PM: Past 6+1")]);
    import_as(env, "halves.xlsx", &halves, &[]).ok();
    for line in ["config set day_end 18:00", "config set day_start 07:00"] {
        env.line(line).ok();
        let run = again(env, "halves.xlsx", &[]).ok();
        assert_eq!(counts(&run), "unchanged 2", "{line}: {run}");
    }
}

/// Half a day that stays at its instants and the other half by the new clocks and the new end would be one over the other.
fn halves_of_a_day_stay_apart_in_a_new_time_zone(env: &Env) {
    starter(env);
    let halves = Book::month(2026, 3, &["Growth"])
        .row(17, &[("Growth", "AM: Umoya 5+1 PM: Kopano 6+1")])
        .row(18, &[("Growth", "Umoya 5+1")]);
    import_as(env, "halves.xlsx", &halves, &[]).ok();
    for zone in ["Asia/Tokyo", "Europe/London", "Asia/Kolkata"] {
        env.line(&format!("config set timezone {zone} --keep-instants"))
            .ok();
        for line in [
            "config set day_end 18:30",
            "config set day_start 06:00",
            "config set day_end 16:00",
        ] {
            env.line(line).ok();
            let before = starts(env);
            let run = again(env, "halves.xlsx", &[]).ok();
            assert_eq!(counts(&run), "unchanged 3", "{zone}, {line}: {run}");
            assert_eq!(starts(env), before);
        }
    }
    env.line("db check").ok();
}

fn another_currency_names_the_prices_that_stay(env: &Env) {
    env.line("room add Focus").ok();
    env.line("pricing set room Focus --daily 100").ok();
    let run = env.line("config set currency EUR").ok();
    run.says("1 price").says("Focus (ZAR)").says("EUR");
    env.line("config set currency EUR").ok();
}

fn a_renamed_room_keeps_its_old_name(env: &Env) {
    imported(env);
    let run = env.line("room edit Focus --name Hall").ok();
    run.says("`Focus` stays as an alias");
    assert_eq!(env.json(&["room", "show", "Focus"])["name"], "Hall");
    unchanged(env);
    env.line("room edit Hall --name Hub").ok();
    assert_eq!(
        env.json(&["room", "show", "Hub"])["aliases"],
        json!(["Focus", "Hall"])
    );
    // Back to a name that it had.
    env.line("room edit Hub --name Focus").ok();
    assert_eq!(
        env.json(&["room", "show", "Focus"])["aliases"],
        json!(["Hall", "Hub"])
    );
    unchanged(env);
    // Spelling alone leaves no alias.
    env.line("room edit Focus --name FOCUS").ok();
    assert_eq!(
        env.json(&["room", "show", "Focus"])["aliases"],
        json!(["Hall", "Hub"])
    );
}

fn an_unknown_capacity_is_shown_as_unknown(env: &Env) {
    env.line("room add Focus").ok();
    env.line("room add Growth --capacity 12").ok();
    assert_eq!(env.json(&["room", "list"])[0]["capacity"], Value::Null);
    assert!(
        env.line("room list -f csv")
            .ok()
            .stdout
            .contains("1,Focus,,training")
    );
    let free = env.line("room free --date 2026-03-02 --people 5 -f json").ok();
    let free = free
        .says("unknown capacity: 1 room")
        .says("colab room edit Focus --capacity N");
    let rooms = free.json();
    let focus = rooms
        .as_array()
        .unwrap()
        .iter()
        .find(|room| room["room"] == "Focus")
        .unwrap();
    assert_eq!(focus["capacity"], Value::Null);
    // What is written is read back, and a 0 means the same.
    for table in [
        "name,capacity\nFocus,\nGrowth,12\n",
        "name,capacity\nFocus,0\nGrowth,12\n",
    ] {
        env.write("rooms.csv", table);
        let run = env.line("import rooms rooms.csv -f json").ok();
        assert_eq!(run.json()["counts"]["unchanged"], 2, "{run}");
    }
    env.write("rooms.csv", "name,capacity\nFocus,\nGrowth,\n");
    env.line("import rooms rooms.csv --clear-empty").ok();
    assert_eq!(env.json(&["room", "show", "Growth"])["capacity"], Value::Null);
}
