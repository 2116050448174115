//! Every sample workbook, in every layout and format, against the truth it was made from.

use serde_json::Value;

use super::support::workbook::{FILE, again, bookings, counts, message, save_rows, starter, written};
use super::support::{Env, data, data_json};

both![
    the_year_is_what_it_was_made_from,
    rejects_are_exactly_the_unreadable_cells,
    an_unknown_room_leaves_the_others,
    a_client_of_the_whole_year_is_long_term,
];
both![
    real_dates,
    iso_text,
    weekday_text,
    slashed_dates,
    day_numbers,
    mixed_dates,
    dates_since_1904,
    decorated_sheets,
    merged_cells,
    rooms_down,
    rooms_down_with_weekdays,
    rooms_down_merged,
];
both![
    a_list_is_refused_with_the_command_that_imports_it,
    a_time_column_is_the_time_of_its_row,
    halves_behind_dates_are_kept_and_a_lone_wrong_date_is_rejected,
    cells_that_conflict_with_each_other_stop_the_import,
    a_sheet_that_looks_like_another_kind_than_last_time_is_refused,
    a_hint_says_an_option_once,
    a_weekly_timetable_is_booked_for_its_weeks,
    few_weekdays_and_rooms_in_the_entries_are_read_by_their_hint,
    a_month_without_rooms_says_what_would_help,
    the_days_above_a_week_are_those_of_its_hint,
    blocks_and_sheets_of_one_day_are_read,
    bookings_beside_others_are_not_mapped_away,
];
any![every_layout_has_a_test];

/// The tests below, by the stem of their files.
const LAYOUTS: [&str; 12] = [
    "real-dates",
    "iso-text",
    "weekday-text",
    "slashed",
    "day-numbers",
    "mixed-dates",
    "epoch-1904",
    "decorated",
    "merged",
    "rooms-down",
    "rooms-down-weekday-text",
    "rooms-down-merged",
];

/// What `standing` should say of these bookings.
fn truth(expected: &Value) -> Vec<String> {
    let mut lines: Vec<String> = expected["bookings"]
        .as_array()
        .unwrap()
        .iter()
        .map(line)
        .collect();
    lines.sort();
    lines
}

fn line(booking: &Value) -> String {
    let text = |field: &str| booking[field].as_str().unwrap().to_owned();
    let kind = match booking["device_type_preference"].as_str() {
        Some(kind) => format!(" ({kind})"),
        None => String::new(),
    };
    format!(
        "{} {}-{} {}: {} {}+{}={}, {} devices{kind}, {}",
        text("date"),
        text("start"),
        text("end"),
        text("room"),
        text("client_name"),
        booking["num_learners"],
        booking["num_facilitators"],
        booking["headcount"],
        booking["devices_needed"],
        text("status"),
    )
}

#[track_caller]
fn assert_truth(env: &Env, expected: &Value) {
    let (got, truth) = (bookings(env), truth(expected));
    let extra: Vec<_> = got.iter().filter(|line| !truth.contains(line)).take(5).collect();
    let missing: Vec<_> = truth.iter().filter(|line| !got.contains(line)).take(5).collect();
    assert!(
        extra.is_empty() && missing.is_empty(),
        "extra {extra:#?}, missing {missing:#?}"
    );
    assert_eq!(got.len(), truth.len());
}

fn the_year_is_what_it_was_made_from(env: &Env) {
    starter(env);
    let expected = data_json("schedule-2026.expected.json");
    let run = again(env, data("schedule-2026.xlsx").to_str().unwrap(), &[]).ok();
    assert_eq!(run.json()["cells"], expected["cells"]);
    assert_truth(env, &expected);
}

fn rejects_are_exactly_the_unreadable_cells(env: &Env) {
    starter(env);
    let expected = data_json("rejects.expected.json");
    let run = again(env, data("rejects.xlsx").to_str().unwrap(), &["--partial"]).fails(8);
    assert_truth(env, &expected);
    let rejected: Vec<Value> = run.json()["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| {
            Value::from(vec![
                item["date"].clone(),
                item["room"].clone(),
                item["text"].clone(),
            ])
        })
        .collect();
    assert_eq!(Value::from(rejected), expected["rejected"]);
}

fn an_unknown_room_leaves_the_others(env: &Env) {
    starter(env);
    let file = data("unknown-room.xlsx");
    again(env, file.to_str().unwrap(), &["--partial"]).fails(8);
    assert_truth(env, &data_json("unknown-room.expected.json"));
}

fn a_client_of_the_whole_year_is_long_term(env: &Env) {
    starter(env);
    let expected = data_json("long-term.expected.json");
    again(env, data("long-term.xlsx").to_str().unwrap(), &[]).ok();
    assert_truth(env, &expected);
    let marked = "SELECT DISTINCT client_name FROM bookings WHERE long_term";
    assert_eq!(env.raw_texts(marked), [Some("Siyaya".to_owned())]);
    assert_eq!(
        env.raw_int("SELECT count(*) FROM bookings WHERE long_term"),
        Some(261)
    );
}

fn a_list_is_refused_with_the_command_that_imports_it(env: &Env) {
    starter(env);
    let rows: &[&[&str]] = &[
        &["Date", "Start", "End", "Course", "Room", "num_learners", "Desk"],
        &["@2026-03-02", "10:00", "12:00", "Anatomy", "Focus", "20", "x"],
    ];
    save_rows(&env.path(FILE), "Exams 26", rows);
    let before = written(env);
    for flags in [&["--create-rooms"][..], &["--partial", "--create-rooms"]] {
        let run = again(env, FILE, flags).fails(6);
        run.says("sheet Exams 26: it is a list with one booking a row");
    }
    assert_eq!(written(env), before);
    let run = env.colab(&["import", "schedule", FILE]).fails(6);
    let hint = run
        .stderr
        .lines()
        .find_map(|line| line.trim().strip_prefix("hint: colab "))
        .unwrap();
    let words = shlex::split(hint).unwrap();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    env.colab(&words).ok();
    assert_eq!(
        bookings(env),
        ["2026-03-02 10:00-12:00 Focus: Anatomy 20+0=20, 0 devices, confirmed"]
    );
}

fn a_time_column_is_the_time_of_its_row(env: &Env) {
    let rows: &[&[&str]] = &[
        &["Date", "Time", "Saturn", "Venus"],
        &["@2026-03-02", "08:00-10:00", "Umoya 20+1", ""],
        &["", "10:00-12:00", "Kopano 12", "Thuto 15 09:00-10:00"],
        &["@2026-03-03", "AM", "", "Siyaya 8"],
    ];
    save_rows(&env.path(FILE), "March 2026", rows);
    let run = again(env, FILE, &["--create-rooms"]).fails(6);
    assert!(
        message(&run, "reject").contains("its row or column 10:00-12:00"),
        "{run}"
    );
    again(env, FILE, &["--create-rooms", "--partial"]).fails(8);
    assert_eq!(
        bookings(env),
        [
            "2026-03-02 08:00-10:00 Saturn: Umoya 20+1=21, 0 devices, confirmed",
            "2026-03-02 10:00-12:00 Saturn: Kopano 12+1=13, 0 devices, confirmed",
            "2026-03-03 07:30-12:00 Venus: Siyaya 8+1=9, 0 devices, confirmed",
        ]
    );
}

fn halves_behind_dates_are_kept_and_a_lone_wrong_date_is_rejected(env: &Env) {
    let rows: &[&[&str]] = &[
        &["Date", "Saturn", "Venus"],
        &["2 March 2026 AM", "Umoya 20+1", ""],
        &["3 March 2026 PM", "", "Kopano 12"],
        &["4 March 2025 AM", "Thuto 5", ""],
        &["5 March 2026 AM", "Lwazi 6", ""],
    ];
    save_rows(&env.path(FILE), "Plan", rows);
    let run = again(env, FILE, &["--create-rooms"]).fails(6);
    let place = "2025-03-04 is out of order between 2026-03-03 and 2026-03-05";
    assert!(message(&run, "reject").contains(place), "{run}");
    again(env, FILE, &["--create-rooms", "--partial"]).fails(8);
    assert_eq!(
        bookings(env),
        [
            "2026-03-02 07:30-12:00 Saturn: Umoya 20+1=21, 0 devices, confirmed",
            "2026-03-03 12:00-16:30 Venus: Kopano 12+1=13, 0 devices, confirmed",
            "2026-03-05 07:30-12:00 Saturn: Lwazi 6+1=7, 0 devices, confirmed",
        ]
    );
}

fn cells_that_conflict_with_each_other_stop_the_import(env: &Env) {
    let days = ["@2026-03-02", "@2026-03-03", "@2026-03-04"];
    let mut rows: Vec<[&str; 3]> = vec![["Date", "Saturn", "Venus"]];
    for day in days {
        rows.push([day, "Umoya 20+1", ""]);
        rows.push([day, "Kopano 12+1", "Thuto 3+1"]);
    }
    let rows: Vec<&[&str]> = rows.iter().map(|row| &row[..]).collect();
    save_rows(&env.path(FILE), "March 2026", &rows);
    let run = again(env, FILE, &["--create-rooms", "--partial"]).fails(6);
    assert!(bookings(env).is_empty());
    assert_eq!(run.json()["rooms_created"], Value::from(Vec::<Value>::new()));
    // Two sheets for the same rooms and days: nobody knows which is meant.
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for (name, client) in [("March 2026", "Umoya"), ("March 2026 new", "Kopano")] {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        for (column, heading) in (0..).zip(["Date", "Saturn"]) {
            sheet.write_string(0, column, heading).unwrap();
        }
        for day in 2..8 {
            sheet
                .write_string(day - 1, 0, format!("{day} March 2026"))
                .unwrap();
            sheet
                .write_string(day - 1, 1, format!("{client} {day}+1"))
                .unwrap();
        }
    }
    workbook.save(env.path(FILE)).unwrap();
    let run = again(env, FILE, &["--create-rooms", "--partial"]).fails(6);
    run.says("6 of its 6 cells conflict with those of sheet March 2026 new")
        .says("hide the sheet that is not meant");
    assert!(bookings(env).is_empty());
}

fn a_sheet_that_looks_like_another_kind_than_last_time_is_refused(env: &Env) {
    starter(env);
    let grid: &[&[&str]] = &[&["Date", "Focus", "Growth"], &["@2026-03-02", "Umoya 20+1", ""]];
    save_rows(&env.path(FILE), "March 2026", grid);
    again(env, FILE, &[]).ok();
    let list: &[&[&str]] = &[
        &["Date", "Client", "Where"],
        &["@2026-03-02", "Umoya", "Focus"],
        &["@2026-03-03", "Kopano", "Growth"],
    ];
    save_rows(&env.path(FILE), "March 2026", list);
    again(env, FILE, &["--prune", "--partial"])
        .fails(6)
        .says("the last import of this source read it as a grid");
    assert_eq!(bookings(env).len(), 1);
}

fn a_hint_says_an_option_once(env: &Env) {
    starter(env);
    let rows: &[&[&str]] = &[
        &["Date", "Focus", "Growth"],
        &["@2012-03-05", "Umoya 20+1", ""],
        &["@2012-03-06", "", "Kopano 12"],
        &["@2012-03-07", "Thuto 8", ""],
        &["@2026-03-02", "Thuto 8", ""],
    ];
    save_rows(&env.path(FILE), "Plan", rows);
    let line = format!("import schedule {FILE} --year 2026 --include-hidden");
    let run = env.line(&line).fails(6);
    let way = format!("colab import schedule {FILE} --year 2012..2026 --include-hidden");
    assert!(run.stderr.contains(&way), "{run}");
    assert!(!run.stderr.contains("--year 2026 "), "{run}");
    // What else was typed goes with it.
    let typed = " --source timetable --default-client Nobody --colour FF0000=cancelled";
    let run = env.line(&format!("{line}{typed}")).fails(6);
    assert!(run.stderr.contains(&format!("{way}{typed}")), "{run}");
    env.line(way.trim_start_matches("colab ")).ok();
    assert_eq!(bookings(env).len(), 4);
}

fn the_days_above_a_week_are_those_of_its_hint(env: &Env) {
    let rows: &[&[&str]] = &[
        &["KW 10", "02.03.–06.03.2026"],
        &["Raum", "Mo", "Di", "Mi", "Do", "Fr"],
        &["R1", "Meyer 12", "", "Schulz 8", "", ""],
        &["R2", "", "Weber 6", "", "", ""],
    ];
    save_rows(&env.path(FILE), "KW10", rows);
    env.colab(&["import", "schedule", FILE, "--create-rooms"])
        .fails(6)
        .says("colab import schedule schedule.xlsx --weeks 2026-03-02..2026-03-06 --create-rooms");
    for title in ["Semaine du 2 au 6 mars 2026", "Week 10 (2-6 March 2026)"] {
        save_rows(&env.path(FILE), "Plan", &[&[title], rows[1], rows[2], rows[3]]);
        env.colab(&["import", "schedule", FILE, "--create-rooms"])
            .fails(6)
            .says("--weeks 2026-03-02..2026-03-06 --create-rooms");
    }
}

/// Types the command of the first hint.
#[track_caller]
fn follow_hint(env: &Env) {
    let run = env.colab(&["import", "schedule", FILE]).fails(6);
    let mut lines = run
        .stderr
        .lines()
        .filter(|line| line.trim().starts_with("hint: "));
    let (_, command) = lines.next().unwrap().split_once("colab ").unwrap();
    let words = shlex::split(command).unwrap();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    env.colab(&words).ok();
}

fn few_weekdays_and_rooms_in_the_entries_are_read_by_their_hint(env: &Env) {
    let mondays: &[&[&str]] = &[
        &["Day", "Time", "Saturn", "Venus"],
        &["Monday", "08:00-10:00", "Umoya 20+1", ""],
        &["Monday", "10:00-12:00", "", "Kopano 12"],
    ];
    let in_lines: &[&[&str]] = &[
        &["Heure", "Mardi", "Jeudi"],
        &["08:00-10:00", "Umoya 20+1\nSalle 12", ""],
        &["10:00-12:00", "", "Kopano 12 (Salle 4)"],
    ];
    let in_codes: &[&[&str]] = &[
        &["Time", "Tuesday", "Thursday"],
        &["08:00-10:00", "Algebra (R101)", "History (R101)"],
        &["10:00-12:00", "", "Algebra (R102)"],
    ];
    for (rows, first, sum) in [
        (mondays, "2026-01-19 08:00-10:00 Saturn: Umoya 20+1=21", 34),
        (in_lines, "2026-01-20 08:00-10:00 Salle 12: Umoya 20+1=21", 34),
        (in_codes, "2026-01-20 08:00-10:00 R101: Algebra", 51),
    ] {
        let env = Env::on(env.engine());
        save_rows(&env.path(FILE), "Plan", rows);
        follow_hint(&env);
        let booked = bookings(&env);
        assert_eq!(booked.len(), sum, "{booked:?}");
        assert!(booked[0].starts_with(first), "{booked:?}");
    }
    let without: &[&[&str]] = &[
        &["Time", "Tuesday", "Thursday"],
        &["08:00-10:00", "Algebra", "History"],
        &["10:00-12:00", "Art", "Algebra"],
    ];
    save_rows(&env.path(FILE), "Plan", without);
    for flags in [&[][..], &["--weeks", "2026-03-02..2026-03-08"]] {
        again(env, FILE, flags)
            .fails(6)
            .says("nothing in it names the rooms")
            .says("write its room into each entry, as `Maths (Room 1)`");
    }
    assert!(bookings(env).is_empty());
}

fn bookings_beside_others_are_not_mapped_away(env: &Env) {
    let list: &[&[&str]] = &[
        &["Date", "Time", "Subject", "Venue", "Time", "Subject", "Venue"],
        &[
            "@2026-03-02",
            "08:30-10:00",
            "Chinese",
            "Hall",
            "10:30-12:00",
            "Physics",
            "Lab",
        ],
        &[
            "@2026-03-03",
            "08:30-10:00",
            "History",
            "Hall",
            "10:30-12:00",
            "Art",
            "Lab",
        ],
        &[
            "@2026-03-04",
            "08:30-10:00",
            "Biology",
            "Hall",
            "10:30-12:00",
            "Music",
            "Lab",
        ],
        &[
            "@2026-03-05",
            "08:30-10:00",
            "Latin",
            "Hall",
            "10:30-12:00",
            "Drama",
            "Lab",
        ],
    ];
    save_rows(&env.path(FILE), "Plan", list);
    let run = env.colab(&["import", "schedule", FILE]).fails(6).says(
        "its columns E, F, G have more bookings: move them below the others, and then: colab import bookings",
    );
    assert!(!run.stderr.contains("=-"), "{run}");
}

fn a_month_without_rooms_says_what_would_help(env: &Env) {
    let list: &[&[&str]] = &[
        &["Date", "Event", "Notes"],
        &["@2026-03-02", "Umoya 20+1", ""],
        &["@2026-03-03", "Kopano 12", "late"],
        &["@2026-03-04", "Protea 9", ""],
    ];
    save_rows(&env.path(FILE), "March 2026", list);
    env.colab(&["import", "schedule", FILE])
        .fails(6)
        .says("it is a list with one booking a row")
        .says("if its rows are bookings that wait for a room: colab import bookings");
    follow_hint(env);
    assert_eq!(env.get("booking list").as_array().map(Vec::len), Some(3));
    let bare: &[&[&str]] = &[&["1", "Umoya 20+1"], &["2", "Kopano 12"], &["3", "Protea 9"]];
    save_rows(&env.path(FILE), "March 2026", bare);
    let run = env.colab(&["import", "schedule", FILE]).fails(6);
    assert!(!run.stderr.contains("correct the cells"), "{run}");
    run.says("sheet March 2026: no dates with a line of room names were found")
        .says("colab import template schedule");
}

fn a_weekly_timetable_is_booked_for_its_weeks(env: &Env) {
    let rows: &[&[&str]] = &[
        &["MONDAY"],
        &["Venues", "08:00-09:00", "09:00-10:00"],
        &["Saturn", "Umoya 20+1", ""],
        &["Venus", "", "Kopano 12"],
    ];
    save_rows(&env.path(FILE), "MONDAY", rows);
    let run = env
        .colab(&["import", "schedule", FILE, "--create-rooms"])
        .fails(6);
    run.says("sheet MONDAY: it is a weekly timetable without dates")
        .says("colab import schedule schedule.xlsx --weeks 2026-01-19..2026-05-15 --create-rooms");
    let weeks = [
        "--weeks",
        "2026-03-02..2026-03-17",
        "--except",
        "2026-03-09..2026-03-10",
        "--create-rooms",
    ];
    let run = again(env, FILE, &weeks).ok();
    assert_eq!(run.json()["sheets"][0]["kind"], "week");
    assert_eq!(
        bookings(env),
        [
            "2026-03-02 08:00-09:00 Saturn: Umoya 20+1=21, 0 devices, confirmed",
            "2026-03-02 09:00-10:00 Venus: Kopano 12+1=13, 0 devices, confirmed",
            "2026-03-16 08:00-09:00 Saturn: Umoya 20+1=21, 0 devices, confirmed",
            "2026-03-16 09:00-10:00 Venus: Kopano 12+1=13, 0 devices, confirmed",
        ]
    );
    assert_eq!(counts(&again(env, FILE, &weeks).ok()), "unchanged 4");
}

fn blocks_and_sheets_of_one_day_are_read(env: &Env) {
    let blocks: &[&[&str]] = &[
        &["Room", "@2026-03-02", "@2026-03-03"],
        &["Saturn", "Umoya 20+1", ""],
        &[],
        &["Room", "@2026-03-09", "@2026-03-10"],
        &["Venus", "", "Kopano 12"],
    ];
    save_rows(&env.path(FILE), "2026", blocks);
    again(env, FILE, &["--create-rooms"]).ok();
    let day: &[&[&str]] = &[
        &["Time", "Saturn", "Venus"],
        &["08:00-09:00", "Thuto 3", ""],
        &["09:00-10:00", "", "Siyaya 8"],
    ];
    save_rows(&env.path("day.xlsx"), "Mon 16 March 2026", day);
    again(env, "day.xlsx", &[]).ok();
    let venues: &[&[&str]] = &[
        &["Date", "Venue", "09:00-12:00", "13:00-16:00"],
        &["@2026-02-02", "Mars", "Umoya 20+1", ""],
        &["@2026-02-03", "Pluto", "", "Kopano 12"],
    ];
    save_rows(&env.path("venues.xlsx"), "2026", venues);
    let run = again(env, "venues.xlsx", &["--create-rooms"]).ok();
    assert_eq!(run.json()["rooms_created"], serde_json::json!(["Mars", "Pluto"]));
    assert_eq!(
        bookings(env),
        [
            "2026-02-02 09:00-12:00 Mars: Umoya 20+1=21, 0 devices, confirmed",
            "2026-02-03 13:00-16:00 Pluto: Kopano 12+1=13, 0 devices, confirmed",
            "2026-03-02 07:30-16:30 Saturn: Umoya 20+1=21, 0 devices, confirmed",
            "2026-03-10 07:30-16:30 Venus: Kopano 12+1=13, 0 devices, confirmed",
            "2026-03-16 08:00-09:00 Saturn: Thuto 3+1=4, 0 devices, confirmed",
            "2026-03-16 09:00-10:00 Venus: Siyaya 8+1=9, 0 devices, confirmed",
        ]
    );
}

/// All formats of one layout as one source: the first makes the truth, the others must say the very same.
fn layout(env: &Env, stem: &str) {
    starter(env);
    let expected = data_json("layouts/expected.json");
    let count = expected["bookings"].as_array().unwrap().len();
    let mut before = None;
    for (file, about) in of_layout(&expected, stem) {
        let path = data(&format!("layouts/{file}"));
        let run = again(env, path.to_str().unwrap(), &["--source", "quarter"]).ok();
        let report = run.json();
        assert_eq!(report["cells"], about["cells"], "{file}");
        let sheets = report["sheets"].as_array().unwrap();
        let layouts = sheets.iter().filter(|sheet| sheet["imported"] == true);
        assert!(
            layouts
                .map(|sheet| &sheet["layout"])
                .all(|one| *one == about["layout"]),
            "{file}"
        );
        let ignored = &about["cells"]["ignored"];
        let word = if before.is_none() { "created" } else { "unchanged" };
        assert_eq!(
            counts(&run),
            format!("{word} {count}, ignored {ignored}"),
            "{file}"
        );
        if let Some(before) = before {
            assert_eq!(written(env), before, "{file}");
        }
        before = Some(written(env));
    }
    assert!(before.is_some(), "no file {stem}.*");
    assert_truth(env, &expected);
}

fn of_layout<'e>(expected: &'e Value, stem: &str) -> Vec<(&'e String, &'e Value)> {
    let files = expected["files"].as_object().unwrap().iter();
    let of_stem = files.filter(|(file, _)| file.rsplit_once('.').unwrap().0 == stem);
    of_stem.collect()
}

fn every_layout_has_a_test(_: &Env) {
    let expected = data_json("layouts/expected.json");
    let tested: usize = LAYOUTS.iter().map(|stem| of_layout(&expected, stem).len()).sum();
    assert_eq!(tested, expected["files"].as_object().unwrap().len());
    let there = std::fs::read_dir(data("layouts")).unwrap().count();
    assert_eq!(tested + 1, there, "a file that expected.json does not know");
}

fn real_dates(env: &Env) {
    layout(env, LAYOUTS[0]);
}

fn iso_text(env: &Env) {
    layout(env, LAYOUTS[1]);
}

fn weekday_text(env: &Env) {
    layout(env, LAYOUTS[2]);
}

fn slashed_dates(env: &Env) {
    layout(env, LAYOUTS[3]);
}

fn day_numbers(env: &Env) {
    layout(env, LAYOUTS[4]);
}

fn mixed_dates(env: &Env) {
    layout(env, LAYOUTS[5]);
}

fn dates_since_1904(env: &Env) {
    layout(env, LAYOUTS[6]);
}

fn decorated_sheets(env: &Env) {
    layout(env, LAYOUTS[7]);
}

fn merged_cells(env: &Env) {
    layout(env, LAYOUTS[8]);
}

fn rooms_down(env: &Env) {
    layout(env, LAYOUTS[9]);
}

fn rooms_down_with_weekdays(env: &Env) {
    layout(env, LAYOUTS[10]);
}

fn rooms_down_merged(env: &Env) {
    layout(env, LAYOUTS[11]);
}
