//! `import schedule`, end to end: what is booked, what is said, what is refused.

use serde_json::{Value, json};

use super::support::workbook::{
    Book, FILE, again, bookings, counts, import, import_as, items, message, save_rows, standing, starter,
    written,
};
use super::support::{Env, data};

both![
    the_year_is_imported_and_the_report_has_its_documented_shape,
    the_sums_of_the_report_hold,
    full_reports_every_cell,
    an_unchanged_file_writes_nothing_and_says_nothing_under_quiet,
    scenario_14_a_heading_with_a_leading_blank_and_another_spelling_is_its_room,
    scenario_15_every_booking_of_a_sheet_arrives,
    scenario_16_a_long_term_client_gets_every_weekday_once,
    scenario_17_a_corrected_count_updates_its_one_booking,
    scenario_18_a_row_without_a_date_is_left_out_and_counted,
];
both![
    a_dry_run_writes_nothing_and_has_the_same_code,
    all_or_nothing_unless_partial,
    partial_is_silent_under_quiet_when_nothing_changed,
    rooms_are_created_as_headed,
    a_combined_room_is_created_of_its_parts,
    rooms_alone_are_created_once,
    a_long_term_client_by_name_is_marked,
    twenty_working_days_without_a_headcount_are_long_term,
    long_term_in_a_room_that_the_import_makes,
    a_cell_without_a_client_gets_the_default_one,
    year_and_month_first_decide_what_a_day_means,
    merged_down_is_one_series,
    merged_across_is_the_combined_room_or_a_series,
];
both![
    a_booking_by_hand_is_in_the_way_and_named,
    a_combined_room_is_in_the_way_of_its_parts,
    buffers_are_in_the_way,
    another_cell_of_the_file_is_in_the_way,
    a_copy_is_another_source_and_the_hint_names_the_first,
    a_cell_that_is_by_chance_where_another_schedule_has_it_is_no_copy,
    history_keeps_file_hash_counts_and_rows,
    devices_become_requests,
];
both![
    a_saved_plan_is_applied_exactly,
    a_saved_plan_is_refused_when_the_file_changed,
    a_saved_plan_is_refused_when_a_booking_moved,
    a_saved_plan_is_refused_when_a_heading_means_another_room,
    a_saved_plan_that_rejects_has_the_code_of_the_import,
];
any![what_is_no_plan_is_refused];
sqlite![
    the_table_shows_what_the_json_shows,
    an_unchanged_file_leaves_the_database_file_as_it_is
];

fn the_year_is_imported_and_the_report_has_its_documented_shape(env: &Env) {
    let file = data("schedule-2026.xlsx");
    let run = again(env, file.to_str().unwrap(), &["--create-rooms"]).ok();
    let report = run.json();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(
        keys(&report),
        [
            "import_id",
            "dry_run",
            "applied",
            "file",
            "sha256",
            "source",
            "cells",
            "counts",
            "rooms_created",
            "open_holidays",
            "sheets",
            "items"
        ]
    );
    assert_eq!(keys(&report["cells"]), ["read", "booked", "ignored", "rejected"]);
    assert_eq!(
        keys(&report["counts"]),
        [
            "created",
            "updated",
            "unchanged",
            "kept",
            "disagreed",
            "cancelled",
            "conflicts",
            "closed",
            "rejected",
            "ignored",
            "warnings"
        ]
    );
    assert_eq!(
        keys(&report["sheets"][0]),
        [
            "sheet", "imported", "reason", "layout", "rooms", "days", "entries", "notes"
        ]
    );
    assert_eq!(
        keys(&report["items"][0]),
        [
            "sheet",
            "cell",
            "text",
            "action",
            "booking_id",
            "room",
            "date",
            "message"
        ]
    );
    assert_eq!(
        (&report["import_id"], &report["dry_run"]),
        (&json!(1), &json!(false))
    );
    assert_eq!(report["file"], "schedule-2026.xlsx");
    assert_eq!(report["source"], "schedule-2026");
    assert_eq!(report["sha256"].as_str().unwrap().len(), 64);
    assert_eq!(report["counts"]["created"], 713);
    assert_eq!(report["rooms_created"].as_array().unwrap().len(), 24);
    assert_eq!(report["sheets"][0]["layout"], "dates_down");
    assert_eq!(env.raw_int("SELECT count(*) FROM bookings"), Some(713));
    assert_eq!(
        env.raw_int("SELECT count(*) FROM audit_log WHERE entity = 'import'"),
        Some(1)
    );
}

fn the_sums_of_the_report_hold(env: &Env) {
    starter(env);
    let book = Book::march(&["Focus", "Growth"])
        .row(2, &[("Focus", "Umoya 20+1"), ("Growth", "Storage")])
        .row(3, &[("Focus", "17"), ("Growth", "Kopano CANCELLED")])
        .row(4, &[("Focus", "AM: Umoya 20+1; PM: Kopano 15+1")])
        .merged_down("Growth", (9, 13), "Karoo Rail 12+1");
    let run = import(env, &book, &["--partial"]).fails(8);
    let report = run.json();
    assert_eq!(
        report["cells"],
        json!({"read": 6, "booked": 3, "ignored": 2, "rejected": 1}),
        "{run}"
    );
    assert_eq!(counts(&run), "created 8, rejected 1, ignored 2");
    assert_eq!(report["sheets"][0]["rooms"], 2);
    assert_eq!(report["sheets"][0]["days"], 31);
}

fn full_reports_every_cell(env: &Env) {
    starter(env);
    let book = Book::march(&["Focus", "Growth"]).row(2, &[("Focus", "Umoya 20+1"), ("Growth", "Storage")]);
    let run = import(env, &book, &["--full"]).ok();
    let created = items(&run, "create");
    assert_eq!(created.len(), 1, "{run}");
    let expected = json!({"sheet": "Mar 2026", "cell": "B3", "text": "Umoya 20+1", "action": "create",
                          "booking_id": 1, "room": "Focus", "date": "2026-03-02", "message": null});
    assert_eq!(created[0], expected);
    let run = again(env, FILE, &["--full"]).ok();
    assert_eq!(items(&run, "unchanged").len(), 1, "{run}");
    assert_eq!(run.json()["items"].as_array().unwrap().len(), 2, "{run}");
    let run = again(env, FILE, &[]).ok();
    assert_eq!(run.json()["items"].as_array().unwrap().len(), 1, "{run}");
}

fn an_unchanged_file_writes_nothing_and_says_nothing_under_quiet(env: &Env) {
    starter(env);
    let book = Book::march(&["Focus", "Growth"])
        .row(2, &[("Focus", "Umoya 20+1"), ("Growth", "Kopano 15 laptops")])
        .row(3, &[("Focus", "Storage"), ("Growth", "Karoo Rail (TBC) 8+1")]);
    assert_eq!(counts(&import(env, &book, &[]).ok()), "created 3, ignored 1");
    let (before, there) = (written(env), bookings(env));
    let run = again(env, FILE, &[]).ok();
    assert_eq!(counts(&run), "unchanged 3, ignored 1");
    assert_eq!(run.json()["import_id"], Value::Null);
    assert_eq!(run.json()["applied"], false);
    again(env, FILE, &["--quiet"]).ok().silent();
    env.colab(&["import", "schedule", FILE, "--quiet"]).ok().silent();
    again(env, FILE, &["--quiet", "--prune", "--theirs", "--dry-run"])
        .ok()
        .silent();
    assert_eq!((written(env), bookings(env)), (before, there));
}

fn an_unchanged_file_leaves_the_database_file_as_it_is(env: &Env) {
    starter(env);
    let book = Book::march(&["Focus"]).row(2, &[("Focus", "Umoya 20+1")]);
    import(env, &book, &[]).ok();
    env.raw_sql("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    let bytes = || std::fs::read(env.path("colab.db")).unwrap();
    let before = bytes();
    again(env, FILE, &[]).ok();
    assert!(before == bytes(), "the file changed");
    let log = env.path("colab.db-wal");
    let length = std::fs::metadata(log).map_or(0, |about| about.len());
    assert_eq!(length, 0, "something stands in the write-ahead log");
}

fn scenario_14_a_heading_with_a_leading_blank_and_another_spelling_is_its_room(env: &Env) {
    starter(env);
    let mut book = Book::march(&[" Perserverence", "Zanzibar"]).row(2, &[(" Perserverence", "Umoya 20+1")]);
    let run = import(env, &book, &[]).ok();
    let notes = run.json()["sheets"][0]["notes"].to_string();
    assert!(
        notes.contains("C1: column C `Zanzibar`"),
        "an empty column is only named: {notes}"
    );
    book.put(2, "Zanzibar", "Kopano 9+1");
    let run = import(env, &book, &["--partial"]).fails(8);
    assert_eq!(
        standing(env),
        ["2026-03-02 07:30-16:30 Perseverance: Umoya 20+1=21, 0 devices, confirmed"]
    );
    let rejected = items(&run, "reject");
    let cells: Vec<_> = rejected.iter().map(|item| &item["cell"]).collect();
    assert_eq!(cells, ["C1", "C3"], "{run}");
    for item in rejected {
        let message = item["message"].as_str().unwrap();
        assert!(message.contains("`Zanzibar`"), "{message}");
    }
}

fn scenario_15_every_booking_of_a_sheet_arrives(env: &Env) {
    starter(env);
    let book = Book::month(2026, 5, &["Focus", "Growth"])
        .named("May")
        .row(4, &[("Focus", "Umoya 20+1"), ("Growth", "Kopano 15+1")])
        .row(5, &[("Focus", "Karoo Rail 12+2")]);
    assert_eq!(counts(&import(env, &book, &[]).ok()), "created 3");
    assert_eq!(
        standing(env),
        [
            "2026-05-04 07:30-16:30 Focus: Umoya 20+1=21, 0 devices, confirmed",
            "2026-05-04 07:30-16:30 Growth: Kopano 15+1=16, 0 devices, confirmed",
            "2026-05-05 07:30-16:30 Focus: Karoo Rail 12+2=14, 0 devices, confirmed",
        ]
    );
}

fn scenario_16_a_long_term_client_gets_every_weekday_once(env: &Env) {
    starter(env);
    let book = Book::march(&["Success 10", "Focus"])
        .row(2, &[("Success 10", "Siyaya"), ("Focus", "Umoya 20+1")])
        .row(3, &[("Success 10", "Siyaya")]);
    let flags = ["--long-term", "Siyaya=Success 10"];
    let run = import(env, &book, &flags).ok();
    assert_eq!(counts(&run), "created 262, ignored 2");
    assert_eq!(
        env.raw_int("SELECT count(*) FROM bookings WHERE long_term AND client_name = 'Siyaya'"),
        Some(261)
    );
    assert_eq!(
        env.raw_int("SELECT count(DISTINCT series_id) FROM bookings"),
        Some(1)
    );
    let before = written(env);
    let run = again(env, FILE, &flags).ok();
    assert_eq!(counts(&run), "unchanged 262, ignored 2");
    assert_eq!(written(env), before);
}

fn scenario_17_a_corrected_count_updates_its_one_booking(env: &Env) {
    starter(env);
    let mut book = Book::march(&["Focus", "Growth"])
        .row(2, &[("Focus", "Umoya 20+1"), ("Growth", "Kopano 15+1")])
        .row(3, &[("Focus", "Umoya 20+1")]);
    import(env, &book, &[]).ok();
    book.put(2, "Focus", "Umoya 25+1");
    let before = written(env);
    let run = import(env, &book, &["--dry-run"]).ok();
    assert_eq!(counts(&run), "updated 1, unchanged 2");
    assert_eq!(message(&run, "update"), "learners 20 → 25");
    assert_eq!(written(env), before, "a dry run writes nothing");
    let run = again(env, FILE, &[]).ok();
    assert_eq!(counts(&run), "updated 1, unchanged 2");
    assert_eq!(items(&run, "update")[0]["booking_id"], 1);
    assert_eq!(
        bookings(env),
        [
            "2026-03-02 07:30-16:30 Focus: Umoya 25+1=26, 0 devices, confirmed",
            "2026-03-02 07:30-16:30 Growth: Kopano 15+1=16, 0 devices, confirmed",
            "2026-03-03 07:30-16:30 Focus: Umoya 20+1=21, 0 devices, confirmed",
        ]
    );
}

fn scenario_18_a_row_without_a_date_is_left_out_and_counted(env: &Env) {
    starter(env);
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Jan 2025").unwrap();
    for (column, name) in ["Date", "Focus", "Growth"].into_iter().enumerate() {
        sheet
            .write_string(0, u16::try_from(column).unwrap(), name)
            .unwrap();
    }
    // Row 2 is empty, data begin in row 3, row 9 has no date.
    for day in 1..=8_u32 {
        let row = day + 1;
        if row != 8 {
            sheet.write_string(row, 0, format!("2025-01-{day:02}")).unwrap();
        }
        sheet.write_string(row, 1, "Umoya 20+1").unwrap();
    }
    workbook.save(env.path(FILE)).unwrap();
    let run = again(env, FILE, &[]).ok();
    assert_eq!(run.json()["counts"]["created"], 7, "{run}");
    let ignored = items(&run, "ignore");
    assert_eq!(ignored.len(), 1, "{run}");
    assert_eq!(ignored[0]["cell"], "B9");
    assert_eq!(run.json()["cells"]["ignored"], 1);
}

fn a_dry_run_writes_nothing_and_has_the_same_code(env: &Env) {
    starter(env);
    let before = written(env);
    let good = Book::march(&["Focus"]).row(2, &[("Focus", "Umoya 20+1")]);
    let bad = good.clone().row(3, &[("Focus", "17")]);
    let run = import(env, &good, &["--dry-run"]).ok();
    assert_eq!(counts(&run), "created 1");
    assert_eq!(run.json()["dry_run"], true);
    assert_eq!(run.json()["import_id"], Value::Null);
    import(env, &bad, &["--dry-run"]).fails(6);
    import(env, &bad, &["--dry-run", "--partial"]).fails(8);
    let run = import(
        env,
        &Book::march(&["New room"]).row(2, &[("New room", "Umoya 3+1")]),
        &["--dry-run", "--create-rooms"],
    )
    .ok();
    assert_eq!(run.json()["rooms_created"], json!(["New room"]));
    assert_eq!(written(env), before);
    assert_eq!(env.raw_int("SELECT count(*) FROM rooms"), Some(24));
}

fn all_or_nothing_unless_partial(env: &Env) {
    starter(env);
    env.colab(&[
        "booking",
        "create",
        "--client",
        "Protea",
        "--room",
        "Growth",
        "--date",
        "2026-03-03",
        "--learners",
        "5",
    ])
    .ok();
    let before = written(env);
    let taken = Book::march(&["Focus", "Growth"])
        .row(2, &[("Focus", "Umoya 20+1")])
        .row(3, &[("Growth", "Kopano 15+1")]);
    let both = taken.clone().row(4, &[("Focus", "17")]);
    let run = import(env, &taken, &[]).fails(5);
    assert_eq!(counts(&run), "created 1, conflicts 1");
    assert_eq!(run.error()["code"], "import_conflicts");
    let run = import(env, &both, &[]).fails(6);
    assert_eq!(counts(&run), "created 1, conflicts 1, rejected 1");
    assert_eq!(run.error()["code"], "import_rejected");
    assert_eq!(run.error()["details"], json!({"rejected": 1, "conflicts": 1}));
    let said = run.error()["message"].as_str().unwrap().to_owned();
    assert!(
        said.contains("Mar 2026!B5") && said.contains("Mar 2026!C4"),
        "{said}"
    );
    assert_eq!(run.json()["applied"], false);
    assert_eq!(written(env), before);
    let run = again(env, FILE, &["--partial"]).fails(8);
    assert_eq!(counts(&run), "created 1, conflicts 1, rejected 1");
    assert_eq!(run.json()["applied"], true);
    assert_eq!(standing(env).len(), 2);
}

fn partial_is_silent_under_quiet_when_nothing_changed(env: &Env) {
    starter(env);
    let book = Book::march(&["Focus"])
        .row(2, &[("Focus", "Umoya 20+1")])
        .row(3, &[("Focus", "17")]);
    let run = import(env, &book, &["--partial", "--quiet"]).fails(8);
    assert_eq!(counts(&run), "created 1, rejected 1");
    let before = written(env);
    again(env, FILE, &["--partial", "--quiet"]).fails(8).silent();
    let run = again(env, FILE, &["--partial"]).fails(8);
    assert_eq!(counts(&run), "unchanged 1, rejected 1");
    assert_eq!(written(env), before);
}

fn rooms_are_created_as_headed(env: &Env) {
    let book = Book::march(&["Innovation (12)", "Blue Room"]).row(
        2,
        &[("Innovation (12)", "Umoya 10+1"), ("Blue Room", "Kopano 15+1")],
    );
    let run = import(env, &book, &[]).fails(6);
    assert!(
        run.stdout.contains("--create-rooms"),
        "the way out is named: {run}"
    );
    let run = again(env, FILE, &["--create-rooms"]).ok();
    assert_eq!(
        run.json()["rooms_created"],
        json!(["Innovation (12)", "Blue Room"])
    );
    let rooms = env.raw_texts("SELECT name || ' ' || CAST(max_capacity AS TEXT) FROM rooms ORDER BY id");
    assert_eq!(
        rooms,
        [
            Some("Innovation (12) 12".to_owned()),
            Some("Blue Room 0".to_owned())
        ]
    );
    assert_eq!(counts(&again(env, FILE, &[]).ok()), "unchanged 2");
}

fn a_combined_room_is_created_of_its_parts(env: &Env) {
    let book = Book::march(&["North+South", "North", "South"])
        .row(2, &[("North+South", "Umoya 40+1")])
        .row(3, &[("North", "Kopano 15+1"), ("South", "Karoo Rail 8+1")]);
    assert_eq!(counts(&import(env, &book, &["--create-rooms"]).ok()), "created 3");
    let parts = "SELECT count(*) FROM room_components c JOIN rooms r ON r.id = c.room_id WHERE r.name = 'North+South'";
    assert_eq!(env.raw_int(parts), Some(2));
    // The parts are held with the whole.
    assert_eq!(env.raw_int("SELECT count(*) FROM room_holds"), Some(4));
    let clash = Book::march(&["North+South", "North"])
        .row(4, &[("North+South", "Umoya 40+1"), ("North", "Kopano 15+1")]);
    let run = import_as(env, "other.xlsx", &clash, &[]).fails(5);
    assert!(message(&run, "conflict").contains("Mar 2026!B5"), "{run}");
}

fn rooms_alone_are_created_once(env: &Env) {
    starter(env);
    let mut book = Book::march(&["Focus"]).row(2, &[("Focus", "Umoya 20+1")]);
    import(env, &book, &[]).ok();
    book = Book::march(&["Focus", "Blue Room"]).row(2, &[("Focus", "Umoya 20+1")]);
    let run = import(env, &book, &["--create-rooms"]).ok();
    assert_eq!(run.json()["rooms_created"], json!(["Blue Room"]));
    let before = written(env);
    again(env, FILE, &["--create-rooms", "--quiet"]).ok().silent();
    assert_eq!(written(env), before);
}

fn a_long_term_client_by_name_is_marked(env: &Env) {
    starter(env);
    let book = Book::march(&["Focus", "Growth"])
        .row(2, &[("Focus", "Siyaya"), ("Growth", "Umoya 20+1")])
        .row(3, &[("Focus", "Siyaya 4+1")]);
    import(env, &book, &["--long-term", "siyaya"]).ok();
    let marked = "SELECT client_name FROM bookings WHERE long_term ORDER BY id";
    assert_eq!(env.raw_texts(marked), vec![Some("Siyaya".to_owned()); 2]);
    assert_eq!(
        env.raw_int("SELECT count(DISTINCT series_id) FROM bookings"),
        Some(1)
    );
}

fn twenty_working_days_without_a_headcount_are_long_term(env: &Env) {
    starter(env);
    // 2 to 27 March 2026 are twenty working days; Growth has one less.
    let mut book = Book::march(&["Focus", "Growth", "Courage"]);
    for day in (2..=27).filter(|day| !matches!(day % 7, 0 | 1)) {
        book.put(day, "Focus", "Siyaya");
        book.put(day, "Courage", "Umoya 20+1");
        if day != 27 {
            book.put(day, "Growth", "Protea Offices Ltd");
        }
    }
    import(env, &book, &[]).ok();
    let marked = "SELECT DISTINCT client_name FROM bookings WHERE long_term";
    assert_eq!(env.raw_texts(marked), [Some("Siyaya".to_owned())]);
    assert_eq!(
        env.raw_int("SELECT count(*) FROM bookings WHERE long_term"),
        Some(20)
    );
}

fn long_term_in_a_room_that_the_import_makes(env: &Env) {
    let book = Book::march(&["Success 10", "Focus"]).row(2, &[("Focus", "Umoya 20+1")]);
    let run = import(
        env,
        &book,
        &["--create-rooms", "--long-term", "Siyaya=success 10"],
    )
    .ok();
    assert_eq!(counts(&run), "created 262");
    let run = again(env, FILE, &["--long-term", "Siyaya=Sucess 10"]).fails(3);
    assert!(run.stderr.contains("Success 10"), "{run}");
}

fn a_cell_without_a_client_gets_the_default_one(env: &Env) {
    starter(env);
    let book = Book::march(&["Focus"]).row(2, &[("Focus", "20+1")]);
    let run = import(env, &book, &[]).ok();
    assert_eq!(run.json()["counts"]["warnings"], 1, "{run}");
    assert_eq!(
        standing(env),
        ["2026-03-02 07:30-16:30 Focus: Unknown 20+1=21, 0 devices, confirmed"]
    );
    let run = import_as(
        env,
        "b.xlsx",
        &Book::month(2026, 4, &["Focus"]).row(2, &[("Focus", "20+1")]),
        &["--default-client", "Walk-in"],
    );
    run.ok();
    assert!(standing(env)[1].contains("Focus: Walk-in 20+1"));
}

fn year_and_month_first_decide_what_a_day_means(env: &Env) {
    starter(env);
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Plan").unwrap();
    for (row, (date, text)) in [
        ("Date", "Focus"),
        ("03/02", "Umoya 20+1"),
        ("04/02", "Kopano 8+1"),
    ]
    .into_iter()
    .enumerate()
    {
        let row = u32::try_from(row).unwrap();
        sheet.write_string(row, 0, date).unwrap();
        sheet.write_string(row, 1, text).unwrap();
    }
    workbook.save(env.path("plan.xlsx")).unwrap();
    let days = |flags: &[&str]| -> Vec<String> {
        let run = again(env, "plan.xlsx", &[&["--dry-run", "--full"], flags].concat()).ok();
        let created = items(&run, "create");
        created
            .iter()
            .map(|item| item["date"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(days(&["--year", "2027"]), ["2027-02-03", "2027-02-04"]);
    assert_eq!(
        days(&["--year", "2026", "--month-first"]),
        ["2026-03-02", "2026-04-02"]
    );
    again(env, "plan.xlsx", &["--year", "26000"]).fails(2);
    // A month's sheet tells the order, and the hint the option.
    let rows: &[&[&str]] = &[
        &["Date", "Focus"],
        &["03/03/2026", "Umoya 20+1"],
        &["03/05/2026", "Kopano 8+1"],
        &["03/06/2026", "Marula 8+1"],
        &["03/17/2026", "Thuto 8+1"],
    ];
    save_rows(&env.path("us.xlsx"), "March", rows);
    let run = again(env, "us.xlsx", &[]).fails(6).says("--month-first");
    assert!(!run.stderr.contains("--partial"), "{run}");
    again(env, "us.xlsx", &["--month-first"]).ok();
}

fn merged_down_is_one_series(env: &Env) {
    starter(env);
    let book = Book::march(&["Focus"]).merged_down("Focus", (9, 13), "Umoya 20+1");
    let run = import(env, &book, &[]).ok();
    assert_eq!(counts(&run), "created 5");
    assert_eq!(run.json()["cells"]["booked"], 1);
    let series = "SELECT count(*) FROM bookings WHERE series_id = (SELECT min(series_id) FROM bookings)";
    assert_eq!(env.raw_int(series), Some(5));
    let days = "SELECT count(DISTINCT starts_at) FROM bookings";
    assert_eq!(env.raw_int(days), Some(5));
    let cells = "SELECT DISTINCT sheet || '!' || cell FROM booking_imports";
    assert_eq!(env.raw_texts(cells), [Some("Mar 2026!B10".to_owned())]);
}

fn merged_across_is_the_combined_room_or_a_series(env: &Env) {
    starter(env);
    let book = Book::march(&["Ambition", "Perseverance", "Focus", "Growth"])
        .merged_across(9, ("Ambition", "Perseverance"), "Umoya 40+1")
        .merged_across(10, ("Focus", "Growth"), "Kopano 30+1");
    import(env, &book, &[]).ok();
    assert_eq!(
        standing(env),
        [
            "2026-03-09 07:30-16:30 Ambition+Perseverance: Umoya 40+1=41, 0 devices, confirmed",
            "2026-03-10 07:30-16:30 Focus: Kopano 30+1=31, 0 devices, confirmed",
            "2026-03-10 07:30-16:30 Growth: Kopano 30+1=31, 0 devices, confirmed",
        ]
    );
    let series =
        "SELECT count(DISTINCT series_id) * 10 + count(series_id) FROM bookings WHERE client_name = 'Kopano'";
    assert_eq!(env.raw_int(series), Some(12));
}

/// Books by hand on 2 March.
fn book_by_hand(env: &Env, client: &str, room: &str, time: &str) {
    let line = [
        "booking",
        "create",
        "--client",
        client,
        "--room",
        room,
        "--date",
        "2026-03-02",
        "--time",
        time,
        "--learners",
        "5",
    ];
    env.colab(&line).ok();
}

fn a_booking_by_hand_is_in_the_way_and_named(env: &Env) {
    starter(env);
    book_by_hand(env, "Protea Retail", "Focus", "12:00-14:00");
    let book = Book::march(&["Focus"]).row(2, &[("Focus", "Umoya 20+1 08:00-13:00")]);
    let run = import(env, &book, &[]).fails(5);
    let said = message(&run, "conflict");
    for word in [
        "booking 1",
        "Protea Retail",
        "Focus",
        "2026-03-02 12:00–14:00",
        "confirmed",
    ] {
        assert!(said.contains(word), "{word}: {said}");
    }
    let free = Book::march(&["Focus"]).row(2, &[("Focus", "Umoya 20+1 08:00-12:00")]);
    import(env, &free, &[]).ok();
}

fn a_combined_room_is_in_the_way_of_its_parts(env: &Env) {
    starter(env);
    book_by_hand(env, "Protea", "Ambition+Perseverance", "08:00-12:00");
    let part = Book::march(&["Ambition"]).row(2, &[("Ambition", "Umoya 20+1")]);
    let run = import(env, &part, &[]).fails(5);
    assert!(
        message(&run, "conflict").contains("Ambition+Perseverance"),
        "{run}"
    );
    // Scenario 22, the other way round.
    let book = Book::march(&["Ambition"]).row(3, &[("Ambition", "Umoya 20+1")]);
    import(env, &book, &[]).ok();
    let whole = Book::march(&["Ambition+Perseverance"]).row(3, &[("Ambition+Perseverance", "Kopano 30+1")]);
    let run = import_as(env, "whole.xlsx", &whole, &[]).fails(5);
    assert!(message(&run, "conflict").contains("Umoya"), "{run}");
}

fn buffers_are_in_the_way(env: &Env) {
    starter(env);
    env.raw_sql("UPDATE rooms SET setup_minutes = 30, teardown_minutes = 15 WHERE name = 'Focus'")
        .unwrap();
    let close =
        Book::march(&["Focus"]).row(2, &[("Focus", "08:00-12:00 Umoya 20+1; 12:30-16:00 Kopano 9+1")]);
    let run = import(env, &close, &[]).fails(5);
    assert!(message(&run, "conflict").contains("Umoya"), "{run}");
    let apart =
        Book::march(&["Focus"]).row(2, &[("Focus", "08:00-12:00 Umoya 20+1; 12:45-16:00 Kopano 9+1")]);
    assert_eq!(counts(&import(env, &apart, &[]).ok()), "created 2");
}

fn another_cell_of_the_file_is_in_the_way(env: &Env) {
    starter(env);
    let book = Book::march(&["Ambition+Perseverance", "Ambition"]).row(
        2,
        &[
            ("Ambition+Perseverance", "Umoya 40+1"),
            ("Ambition", "Kopano 9+1"),
        ],
    );
    let run = import(env, &book, &[]).fails(5);
    let conflict = &items(&run, "conflict")[0];
    assert_eq!(conflict["cell"], "C3");
    assert_eq!(
        conflict["message"],
        "taken by Mar 2026!B3 of this file (Umoya 40+1)"
    );
    assert_eq!(standing(env), [""; 0]);
}

fn a_copy_is_another_source_and_the_hint_names_the_first(env: &Env) {
    starter(env);
    let book = Book::march(&["Focus", "Growth"]).row(2, &[("Focus", "Umoya 20+1"), ("Growth", "Kopano 9+1")]);
    import_as(env, "Colab  2026 Schedule.xlsx", &book, &[]).ok();
    let copy = "Colab 2026 Schedule (1).xlsx";
    let refused = |flags: &[&str]| {
        let before = written(env);
        let run = import_as(env, copy, &book, flags).fails(5);
        let error = run.error();
        let message = error["message"].as_str().unwrap();
        assert!(
            message.contains("a copy of the schedule `colab 2026 schedule`: 2 of 2"),
            "{message}"
        );
        let hint = error["hint"].as_str().unwrap();
        let way = format!("colab import schedule '{copy}'");
        assert!(hint.contains(&way), "{hint}");
        assert!(hint.contains("--source 'colab 2026 schedule'"), "{hint}");
        assert!(!hint.contains("--source mine"), "{hint}");
        assert_eq!(written(env), before);
    };
    refused(&[]);
    refused(&["--partial"]);
    refused(&["--source", "mine"]);
    // What people cancelled and moved since is not booked again either.
    env.line("booking cancel 1 --reason \"not needed\"").ok();
    env.line("booking reschedule 2 --date 2026-03-20").ok();
    refused(&["--partial"]);
    env.line(&format!("import schedule \"{copy}\" --partial --quiet"))
        .fails(5)
        .says("error: the file is a copy");
    env.line("undo").ok();
    env.line("undo").ok();
    let before = written(env);
    let run = again(env, copy, &["--source", "colab 2026 schedule"]).ok();
    assert_eq!(counts(&run), "unchanged 2");
    assert_eq!(written(env), before);
}

fn a_cell_that_is_by_chance_where_another_schedule_has_it_is_no_copy(env: &Env) {
    starter(env);
    let book = Book::march(&["Focus", "Growth", "Vision"]).row(
        2,
        &[
            ("Focus", "Umoya 20+1"),
            ("Growth", "Kopano 9+1"),
            ("Vision", "Karoo Rail 8+1"),
        ],
    );
    import_as(env, "first.xlsx", &book, &[]).ok();
    let moved = Book::march(&["Growth", "Focus", "Vision"]).row(
        2,
        &[
            ("Focus", "Umoya 20+1"),
            ("Growth", "Kopano 9+1"),
            ("Vision", "Karoo Rail 8+1"),
        ],
    );
    assert_eq!(
        counts(&import_as(env, "second.xlsx", &moved, &[]).ok()),
        "unchanged 3"
    );
}

fn history_keeps_file_hash_counts_and_rows(env: &Env) {
    starter(env);
    let mut book = Book::march(&["Focus"]).row(2, &[("Focus", "Umoya 20+1")]);
    let sha = import(env, &book, &[]).ok().json()["sha256"].clone();
    book.put(2, "Focus", "Umoya 25+1");
    book.put(3, "Focus", "Storage");
    import(env, &book, &[]).ok();
    let list = env.colab(&["import", "list", "-f", "json"]).ok().json();
    assert_eq!(list.as_array().unwrap().len(), 2);
    assert_eq!(list[0]["sha256"], sha);
    assert_eq!(list[0]["file"], FILE);
    assert_eq!((&list[0]["created"], &list[1]["updated"]), (&json!(1), &json!(1)));
    assert_eq!(list[0]["applied_by"], list[1]["applied_by"]);
    let none = env
        .colab(&["import", "list", "--source", "other", "-f", "json"])
        .ok();
    assert_eq!(none.json(), json!([]));
    let second = list[1]["id"].to_string();
    let shown = env.colab(&["import", "show", &second, "-f", "json"]).ok().json();
    assert_eq!(shown["source"], "schedule");
    assert_eq!(shown["counts"]["updated"], 1);
    let rows = shown["rows"].as_array().unwrap();
    let actions: Vec<_> = rows.iter().map(|row| row["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["update", "ignore"]);
    assert_eq!(
        (
            &rows[0]["cell"],
            &rows[0]["room"],
            &rows[0]["date"],
            &rows[0]["text"]
        ),
        (
            &json!("B3"),
            &json!("Focus"),
            &json!("2026-03-02"),
            &json!("Umoya 25+1")
        )
    );
    env.colab(&["import", "show", &second]).ok();
    env.colab(&["import", "show", "99"]).fails(3);
}

fn devices_become_requests(env: &Env) {
    starter(env);
    let mut book = Book::march(&["Focus"]).row(2, &[("Focus", "Umoya 20 + 10 desktops + 5 laptops")]);
    import(env, &book, &[]).ok();
    let requests = "SELECT coalesce(c.name, 'any') || ' ' || CAST(a.quantity AS TEXT) FROM booking_device_assignments a \
                    LEFT JOIN device_categories c ON c.id = a.device_category_id ORDER BY a.quantity";
    let some = |words: &[&str]| {
        words
            .iter()
            .map(|&word| Some(word.to_owned()))
            .collect::<Vec<_>>()
    };
    assert_eq!(env.raw_texts(requests), some(&["Laptop 5", "Desktop 10"]));
    book.put(2, "Focus", "Umoya 20 + 8 laptops");
    assert_eq!(counts(&import(env, &book, &[]).ok()), "updated 1");
    assert_eq!(env.raw_texts(requests), some(&["Laptop 8"]));
    env.colab(&["import", "undo", "2"]).ok();
    assert_eq!(env.raw_texts(requests), some(&["Laptop 5", "Desktop 10"]));
}

/// A saved plan of a small book, and the book.
fn planned(env: &Env) -> Book {
    starter(env);
    let mut book =
        Book::march(&["Focus", "Growth"]).row(2, &[("Focus", "Umoya 20+1"), ("Growth", "Kopano 9+1")]);
    import(env, &book, &[]).ok();
    book.put(2, "Focus", "Umoya 25+1");
    book.put(3, "Growth", "Karoo Rail 12+1");
    let before = written(env);
    let run = import(env, &book, &["--plan-out", "plan.json"]).ok();
    assert_eq!(counts(&run), "created 1, updated 1, unchanged 1");
    assert_eq!(written(env), before, "a plan writes nothing");
    book
}

fn a_saved_plan_is_applied_exactly(env: &Env) {
    planned(env);
    let run = env
        .colab(&["import", "apply", "plan.json", "--dry-run", "-f", "json"])
        .ok();
    assert_eq!(counts(&run), "created 1, updated 1, unchanged 1");
    assert_eq!(standing(env).len(), 2);
    let run = env.colab(&["import", "apply", "plan.json", "-f", "json"]).ok();
    assert_eq!(counts(&run), "created 1, updated 1, unchanged 1");
    assert_eq!(
        standing(env),
        [
            "2026-03-02 07:30-16:30 Focus: Umoya 25+1=26, 0 devices, confirmed",
            "2026-03-02 07:30-16:30 Growth: Kopano 9+1=10, 0 devices, confirmed",
            "2026-03-03 07:30-16:30 Growth: Karoo Rail 12+1=13, 0 devices, confirmed",
        ]
    );
    let before = written(env);
    env.colab(&["import", "apply", "plan.json"]).fails(5);
    assert_eq!(written(env), before);
}

/// Applying must refuse, with this in the error, and write nothing.
#[track_caller]
fn refused(env: &Env, fact: &str) {
    let before = written(env);
    let run = env
        .colab(&["import", "apply", "plan.json", "-f", "json"])
        .fails(5);
    let error = run.error();
    assert_eq!(error["code"], "plan_outdated");
    assert!(error["message"].as_str().unwrap().contains(fact), "{run}");
    assert!(error["hint"].as_str().unwrap().contains("--plan-out"), "{run}");
    assert!(run.stdout.is_empty(), "{run}");
    assert_eq!(written(env), before);
}

fn a_saved_plan_is_refused_when_the_file_changed(env: &Env) {
    planned(env)
        .row(4, &[("Focus", "Protea 3+1")])
        .save(&env.path(FILE));
    refused(env, "has changed since");
}

fn a_saved_plan_is_refused_when_a_booking_moved(env: &Env) {
    planned(env);
    super::support::workbook::edit(env, "client_name = 'Umoya Ltd'", "client_name = 'Umoya'");
    refused(env, "rooms of the plan have changed");
}

fn a_saved_plan_is_refused_when_a_heading_means_another_room(env: &Env) {
    starter(env);
    Book::march(&["Groove"])
        .row(2, &[("Groove", "Umoya 20+1")])
        .save(&env.path(FILE));
    env.colab(&["room", "alias", "add", "Growth", "Groove"]).ok();
    again(env, FILE, &["--plan-out", "plan.json"]).ok();
    env.colab(&["room", "alias", "remove", "Groove"]).ok();
    env.colab(&["room", "alias", "add", "Focus", "Groove"]).ok();
    refused(env, "rooms of the plan have changed");
}

fn a_saved_plan_that_rejects_has_the_code_of_the_import(env: &Env) {
    starter(env);
    let book = Book::march(&["Focus"])
        .row(2, &[("Focus", "Umoya 20+1")])
        .row(3, &[("Focus", "17")]);
    import(env, &book, &["--plan-out", "plan.json"]).fails(6);
    env.colab(&["import", "apply", "plan.json"]).fails(6);
    assert_eq!(standing(env), [""; 0]);
    again(env, FILE, &["--partial", "--plan-out", "plan.json"]).fails(8);
    env.colab(&["import", "apply", "plan.json"]).fails(8);
    assert_eq!(standing(env).len(), 1);
}

fn what_is_no_plan_is_refused(env: &Env) {
    for (name, content) in [
        ("text.json", &b"hello"[..]),
        ("other.json", b"{\"a\": 1}"),
        ("bytes.json", b"\xff\xfe\0"),
        (
            "old.json",
            br#"{"version": 0, "path": "/x", "sha256": "", "options": {"source": "s", "year": null,
                "month_first": false, "create_rooms": false, "default_client": "U", "long_term": [], "prune": false,
                "partial": false, "theirs": false}, "plan": {}}"#,
        ),
    ] {
        env.write(name, content);
        env.colab(&["import", "apply", name]).fails(6).says(name);
    }
    env.colab(&["import", "apply", "none.json"])
        .fails(3)
        .says("none.json");
}

fn the_table_shows_what_the_json_shows(env: &Env) {
    starter(env);
    let book = Book::march(&["Focus", "Growth"])
        .row(2, &[("Focus", "Umoya 20+1"), ("Growth", "Storage")])
        .row(3, &[("Focus", "Umoya 20+1\u{1b}[2J\nKopano 15+1\u{7}")]);
    book.save(&env.path(FILE));
    let run = env.colab(&["import", "schedule", FILE, "--partial"]).fails(8);
    for words in [
        "schedule.xlsx (source schedule): import 1",
        "Mar 2026",
        "dates down",
        "Mar 2026!C3",
        "ignore",
        "bookings: 1 created",
        "cells: 3 read = 1 booked + 1 ignored + 1 rejected",
    ] {
        assert!(run.stdout.contains(words), "{words}: {run}");
    }
    assert!(
        !run.stdout.contains('\u{1b}') && !run.stdout.contains('\u{7}'),
        "{run}"
    );
    let run = env.colab(&[
        "import",
        "schedule",
        FILE,
        "--partial",
        "-f",
        "csv",
        "--fields",
        "cell,action",
    ]);
    assert_eq!(
        run.fails(8).stdout.replace('\r', ""),
        "cell,action\nB4,reject\nC3,ignore\n"
    );
}
