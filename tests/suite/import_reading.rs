//! How tables are read: files of other programs, countries and habits; what can mean one thing is read, the rest is named
//! with its place.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use rust_xlsxwriter::{Format, Formula, Workbook};
use serde_json::{Value, json};

use super::support::workbook::{bookings, counts, items, message, written};
use super::support::{Env, Run};

both![
    a_quote_that_does_not_fit_refuses_the_file_with_its_line,
    rows_end_with_any_line_end,
    numbers_of_json_are_taken_as_they_are_written,
    the_array_within_an_object_is_read_and_an_empty_one_is_no_error,
    a_key_that_an_object_lacks_says_nothing_and_null_clears,
    a_formula_without_a_result_is_a_fault_with_its_place,
    a_day_of_the_command_line_is_no_date_in_a_file,
    dates_and_times_that_mean_one_thing_are_read,
    an_open_order_of_day_and_month_asks_for_the_option,
    amounts_with_a_decimal_comma_are_read,
];
sqlite![
    merged_cells_reach_all_their_rows_and_hidden_sheets_are_named,
    standard_input_is_a_file,
    control_characters_and_other_encodings_are_named_with_their_line,
    a_number_that_a_spreadsheet_damaged_is_no_serial,
    words_for_nothing_are_nothing_and_errors_of_cells_are_refused,
    columns_are_named_by_heading_or_place,
    unknown_columns_are_skipped_and_named_unless_they_matter,
    times_and_cancellations_are_never_skipped_unseen,
    weekdays_without_dates_are_those_of_a_term,
    weeks_of_a_term_are_never_skipped_unseen,
    a_word_of_another_program_is_asked_for,
    times_of_other_programs_are_read,
    a_hint_of_columns_names_only_such_as_fit,
    words_of_other_lists_are_no_kind_of_room,
    headings_of_other_languages_are_read,
    the_refusal_names_the_columns_and_fills_in_the_hint,
    totals_legends_and_signatures_make_no_rooms,
    flags_are_read_as_programs_write_them,
    tabbed_lists_are_read_back_to_the_letter,
    notes_keep_their_lines,
    any_bytes_are_read_or_refused_and_the_sum_holds,
];

/// Writes a file and imports it; the report is JSON.
#[track_caller]
fn import(env: &Env, kind: &str, file: &str, content: impl AsRef<[u8]>, flags: &[&str]) -> Run {
    env.write(file, content);
    again(env, kind, file, flags)
}

#[track_caller]
fn again(env: &Env, kind: &str, file: &str, flags: &[&str]) -> Run {
    env.colab(&[&["import", kind, file, "-f", "json"], flags].concat())
}

#[track_caller]
fn rooms(env: &Env) -> Vec<String> {
    env.column(&["room", "list"], "name")
}

#[track_caller]
fn two_rooms(env: &Env) {
    for (room, capacity) in [("Sunbird", "30"), ("Weaver", "20")] {
        env.colab(&["room", "add", room, "--capacity", capacity]).ok();
    }
}

fn a_quote_that_does_not_fit_refuses_the_file_with_its_line(env: &Env) {
    let before = written(env);
    let open = "name,capacity,amenities\nSunbird,30,\"projector\nWeaver,20,board\nHornbill,10,screen\n";
    import(env, "rooms", "q.csv", open, &["--partial"])
        .fails(6)
        .says("C2: the quotation mark that opens in line 2 is never closed");
    let after = "name,capacity,amenities\nSunbird,30,\"projector\nWeaver,20,\"board\"\n";
    import(env, "rooms", "q.csv", after, &[])
        .fails(6)
        .says("opens in line 2 closes in line 3");
    assert_eq!(written(env), before);
    let sound = "name,location\n \"Horn, bill\",15\" screen\n\"We \"\"a\"\" ver\" ,\"a\nb\"\n";
    import(env, "rooms", "q.csv", sound, &[]).ok();
    assert_eq!(rooms(env), ["Horn, bill", "We \"a\" ver"]);
}

fn rows_end_with_any_line_end(env: &Env) {
    for (text, expected) in [
        ("name,capacity\rSunbird,30\rWeaver,20\r", 2),
        ("name,capacity\rHornbill,30\nBarbet,20\n", 2),
        ("name,capacity\r\r\nRoller,30\r\r\nCisticola,\r\r\n", 2),
    ] {
        let run = import(env, "rooms", "m.csv", text, &[]).ok();
        assert_eq!(counts(&run), format!("created {expected}"), "{text:?}");
    }
    assert_eq!(rooms(env).len(), 6);
    import(env, "rooms", "m.csv", "name,capacity\rA,1\rB,many\r", &[])
        .fails(6)
        .says("B3");
}

fn numbers_of_json_are_taken_as_they_are_written(env: &Env) {
    let text = r#"[{"serial_number":89445001021983048261,"category":"Laptop"},{"serial_number":1.10,"category":"Laptop"}]"#;
    import(env, "devices", "d.json", text, &[]).ok();
    assert_eq!(
        env.column(&["device", "list"], "serial_number"),
        ["1.10", "89445001021983048261"]
    );
    let twice = r#"[{"serial_number":"A","category":"Laptop","serial_number":"B"}]"#;
    let run = import(env, "devices", "d.json", twice, &[]).fails(6);
    assert_eq!(message(&run, "reject"), "serial_number: the key stands twice");
    assert_eq!(items(&run, "reject")[0]["cell"], "[1].serial_number");
}

fn the_array_within_an_object_is_read_and_an_empty_one_is_no_error(env: &Env) {
    let run = import(
        env,
        "rooms",
        "r.json",
        r#"{"rooms":[{"name":"Sunbird"},{"name":"Weaver"}]}"#,
        &[],
    )
    .ok();
    assert_eq!(counts(&run), "created 2");
    let paged = r#"{"count":1,"next":null,"results":[{"name":"Sunbird","capacity":3}]}"#;
    assert_eq!(
        counts(&import(env, "rooms", "r.json", paged, &[]).ok()),
        "updated 1"
    );
    for empty in ["[]", r#"{"rooms":[]}"#] {
        let run = import(env, "rooms", "r.json", empty, &[]).ok();
        assert_eq!(run.json()["rows"]["read"], 0, "{empty}");
    }
    let both = r#"{"rooms":[{"name":"Hornbill"}],"halls":[{"name":"Barbet"}]}"#;
    import(env, "rooms", "r.json", both, &[]).fails(6).says("--sheet");
    again(env, "rooms", "r.json", &["--sheet", "halls"]).ok();
    assert_eq!(rooms(env), ["Sunbird", "Weaver", "Barbet"]);
}

fn a_key_that_an_object_lacks_says_nothing_and_null_clears(env: &Env) {
    let all = r#"[{"name":"A","capacity":3,"location":"x"},{"name":"B","capacity":4,"location":"y"}]"#;
    import(env, "rooms", "r.json", all, &[]).ok();
    let some = r#"[{"name":"A","capacity":5},{"name":"B","location":null,"capacity":""}]"#;
    let run = import(env, "rooms", "r.json", some, &[]).ok();
    assert_eq!(items(&run, "update")[0]["message"], "capacity 3 → 5");
    assert_eq!(counts(&run), "updated 1, unchanged 1");
    let run = again(env, "rooms", "r.json", &["--clear-empty"]).ok();
    assert_eq!(counts(&run), "updated 1, unchanged 1");
    let rooms = env.json(&["room", "list"]);
    assert_eq!(
        (&rooms[0]["location"], &rooms[0]["capacity"]),
        (&json!("x"), &json!(5))
    );
    assert_eq!(
        (&rooms[1]["location"], &rooms[1]["capacity"]),
        (&Value::Null, &Value::Null)
    );
}

/// A price list whose rate is a formula with this stored result; without one the writer stores a 0.
fn formula(env: &Env, file: &str, result: Option<&str>) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, text) in (0u16..).zip(["Item type", "Item", "Tier", "Daily rate", "Effective date"]) {
        sheet.write_string(0, column, text).unwrap();
    }
    for (column, text) in [(0, "room"), (1, "Sunbird"), (2, "standard"), (4, "2026-01-01")] {
        sheet.write_string(1, column, text).unwrap();
    }
    let formula = Formula::new("=ROUND(1000*1.06,2)");
    let formula = match result {
        Some(result) => formula.set_result(result),
        None => formula,
    };
    sheet.write_formula(1, 3, formula).unwrap();
    workbook.save(env.path(file)).unwrap();
}

fn a_formula_without_a_result_is_a_fault_with_its_place(env: &Env) {
    two_rooms(env);
    let text = "Item type,Item,Tier,Daily rate,Effective date\nroom,Sunbird,standard,1000,2026-01-01\n";
    import(env, "pricing", "r.csv", text, &[]).ok();
    formula(env, "r.xlsx", None);
    for flags in [&[][..], &["--clear-empty"]] {
        let run = again(env, "pricing", "r.xlsx", flags).fails(6);
        assert_eq!(items(&run, "reject")[0]["cell"], "D2");
        assert!(
            message(&run, "reject").starts_with("daily_rate: the formula has no stored result"),
            "{run}"
        );
    }
    formula(env, "r.xlsx", Some("1060"));
    let run = again(env, "pricing", "r.xlsx", &[]).ok();
    assert_eq!(message(&run, "update"), "daily_rate 1000.00 → 1060.00");
    formula(env, "r.xlsx", Some("0"));
    again(env, "pricing", "r.xlsx", &[]).fails(6);
}

fn merged_cells_reach_all_their_rows_and_hidden_sheets_are_named(env: &Env) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, text) in (0u16..).zip(["Room", "Capacity", "Floor"]) {
        sheet.write_string(0, column, text).unwrap();
    }
    for (row, room) in (1u32..).zip(["Sunbird", "Weaver", "Hornbill"]) {
        sheet.write_string(row, 0, room).unwrap();
        sheet.write_number(row, 1, 10.0).unwrap();
    }
    sheet.merge_range(1, 2, 3, 2, "Ground", &Format::new()).unwrap();
    sheet.set_row_hidden(2).unwrap();
    let hidden = workbook.add_worksheet().set_name("Old").unwrap();
    hidden.write_string(0, 0, "Room").unwrap();
    hidden.set_hidden(true);
    workbook.save(env.path("m.xlsx")).unwrap();
    let left_out = "1 hidden row left out (--include-hidden reads them)";
    for (flags, rows, rooms) in [
        (&[][..], left_out, 2),
        (&["--include-hidden"], "imported as well: 1 hidden row", 3),
        (&["--prune"], left_out, 3),
    ] {
        let run = again(env, "rooms", "m.xlsx", flags).ok();
        assert_eq!(
            run.json()["sheets"][0]["notes"],
            json!([rows, "1 hidden sheet left out: Old"])
        );
        assert_eq!(env.column(&["room", "list"], "location"), vec!["Ground"; rooms]);
    }
}

fn standard_input_is_a_file(env: &Env) {
    let run = env
        .call(&["import", "devices", "-", "-f", "json"])
        .stdin("serial,type\nLT-1,Laptop\n")
        .run()
        .ok();
    assert_eq!(
        (&run.json()["file"], &run.json()["source"]),
        (&json!("standard input"), &json!("standard input"))
    );
    assert_eq!(env.column(&["device", "list"], "serial_number"), ["LT-1"]);
    let run = env
        .call(&["import", "devices", "-"])
        .stdin("serial,type\nLT-2,\"Laptop\n")
        .run();
    run.fails(6).says("standard input: B2");
    env.call(&["import", "devices", "-"])
        .stdin("")
        .run()
        .fails(6)
        .says("is empty");
}

fn control_characters_and_other_encodings_are_named_with_their_line(env: &Env) {
    for (bytes, said) in [
        (
            &b"name,capacity\nSun\0bird,3\n"[..],
            "line 2 holds the control character U+0000",
        ),
        (
            b"name,capacity\nA,1\nB\x08,3\n",
            "line 3 holds the control character U+0008",
        ),
        (
            b"name,capacity\nA,1\n\x1aB,3\n",
            "line 3 holds the control character U+001A",
        ),
        (b"n\0a\0m\0e\0\n\0A\0\n\0", "UTF-16 without a byte order mark"),
        (b"\xED\xE0\xE7\xE2\xE0\xED\xE8\xE5,name\n", "Windows-1251"),
        (b"", "the file is empty"),
    ] {
        import(env, "rooms", "c.csv", bytes, &[]).fails(6).says(said);
    }
    import(env, "rooms", "c.csv", b"name,capacity\r\nSunbird,3\r\n\x1a", &[]).ok();
    assert_eq!(rooms(env), ["Sunbird"]);
}

fn a_number_that_a_spreadsheet_damaged_is_no_serial(env: &Env) {
    let text = "serial,type\n1.23457E+15,Laptop\nCaf\u{fffd}-1,Laptop\n=\"00123\",Laptop\n\u{feff}A\u{200b}-1,Laptop\n";
    let run = import(env, "devices", "d.csv", text, &["--partial"]).fails(8);
    assert_eq!(counts(&run), "created 2, rejected 2");
    assert_eq!(env.column(&["device", "list"], "serial_number"), ["00123", "A-1"]);
}

fn words_for_nothing_are_nothing_and_errors_of_cells_are_refused(env: &Env) {
    let text = "name,capacity,location\nSunbird,NULL,nan\nWeaver,3,Null\n";
    import(env, "rooms", "n.csv", text, &[]).ok();
    assert_eq!(env.json(&["room", "show", "Sunbird"])["location"], Value::Null);
    assert_eq!(env.json(&["room", "show", "Weaver"])["location"], "Null");
    let run = import(env, "rooms", "n.csv", "name,location\nHornbill,#N/A\n", &[]).fails(6);
    assert_eq!(message(&run, "reject"), "location: the cell holds the error #N/A");
}

fn a_day_of_the_command_line_is_no_date_in_a_file(env: &Env) {
    two_rooms(env);
    let text = "Client,Room,Day,From,To,Learners\nBaobab,Sunbird,Monday,09:00,12:00,4\nBaobab,Sunbird,today,09:00,12:00,4\nBaobab,Sunbird,+30d,09:00,12:00,4\n";
    let run = import(env, "bookings", "w.csv", text, &[]).fails(6);
    let told: Vec<String> = items(&run, "reject")
        .iter()
        .map(|item| item["message"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        told[0],
        "date: `Monday` is a weekday, expected a date such as 2026-03-02"
    );
    assert!(
        told[1].contains("`today` depends on the day of the import"),
        "{run}"
    );
    assert!(
        told[2].contains("`+30d` depends on the day of the import"),
        "{run}"
    );
    let beside = "Client,Room,Day,Date,From,To,Learners\nBaobab,Sunbird,Mon,2026-05-04,09:00,12:00,4\n";
    let run = import(env, "bookings", "w.csv", beside, &[]).ok();
    assert_eq!(run.json()["sheets"][0]["left_out"], json!(["Day"]));
}

fn dates_and_times_that_mean_one_thing_are_read(env: &Env) {
    two_rooms(env);
    let text = "Client,Room,Date,From,To,Learners\n\
                A,Sunbird,2026-04-15 00:00:00,9:00 AM,12:00 PM,4\n\
                B,Sunbird,2026/04/16,09h00,12h00,4\n\
                C,Sunbird,17 Apr 2026,0900,1200,4\n\
                D,Sunbird,20260418,9:00:00,12.00,4\n\
                E,Sunbird,19. April 2026,9,12,4\n\
                F,Sunbird,20/04/2026,9:00,12:00,4\n";
    assert_eq!(
        counts(&import(env, "bookings", "d.csv", text, &[]).ok()),
        "created 6"
    );
    let days: Vec<String> = bookings(env).iter().map(|line| line[..22].to_owned()).collect();
    let expected: Vec<String> = (15..=20)
        .map(|day| format!("2026-04-{day} 09:00-12:00"))
        .collect();
    assert_eq!(days, expected);
    let text = "Client,Room,Start,End,Learners\n\
                G,Weaver,2026-05-04 07:00:00 UTC,2026-05-04T12:00+02,4\n\
                H,Weaver,2026-05-05T09:00:00.000+0200,5 May 2026 24:00,4\n";
    import(env, "bookings", "e.csv", text, &[]).ok();
    assert!(
        bookings(env)[6].starts_with("2026-05-04 09:00-12:00"),
        "{:?}",
        bookings(env)
    );
    assert!(
        bookings(env)[7].starts_with("2026-05-05 09:00-00:00"),
        "{:?}",
        bookings(env)
    );
}

fn an_open_order_of_day_and_month_asks_for_the_option(env: &Env) {
    two_rooms(env);
    let mut text = String::from("Client,Room,Date,From,To,Learners\n");
    for day in 1..=9 {
        text.push_str(&format!("Baobab,Sunbird,0{day}/04/2026,09:00,12:00,4\n"));
    }
    env.write("o.csv", &text);
    let run = env.colab(&["import", "bookings", "o.csv"]).fails(6);
    assert!(run.stderr.contains("--date-order dmy"), "{run}");
    assert_eq!(
        run.stdout.matches("is open").count(),
        1,
        "one line says it: {run}"
    );
    again(env, "bookings", "o.csv", &["--date-order", "dmy"]).ok();
    assert!(bookings(env)[0].starts_with("2026-04-01") && bookings(env).len() == 9);
    let run = again(
        env,
        "bookings",
        "o.csv",
        &["--date-order", "mdy", "--allow-past", "--dry-run"],
    )
    .ok();
    assert_eq!(counts(&run), "created 8, unchanged 1");
    again(env, "bookings", "o.csv", &["--date-order", "ymd"]).fails(2);
}

fn amounts_with_a_decimal_comma_are_read(env: &Env) {
    two_rooms(env);
    let text = "item_type;item;tier;daily_rate;weekly_rate;effective_date\nroom;Sunbird;standard;1250,5;1.250.000,75;2026/01/01\n";
    import(env, "pricing", "p.csv", text, &[]).ok();
    let price = &env.json(&["pricing", "list"])[0];
    assert_eq!(price["daily_rate"]["amount_cents"], 125_050);
    assert_eq!(price["weekly_rate"]["amount_cents"], 125_000_075);
    let open = "item_type;item;tier;daily_rate;effective_date\nroom;Weaver;standard;1,250;2026/01/01\n";
    let run = import(env, "pricing", "p.csv", open, &[]).fails(6);
    assert!(
        message(&run, "reject").contains("may have thousands or decimals"),
        "{run}"
    );
}

fn columns_are_named_by_heading_or_place(env: &Env) {
    let twice = "serial_number,category,name,Name\nA-1,Laptop,X,Y\n";
    let run = import(env, "devices", "n.csv", twice, &[]).fails(6);
    assert!(
        run.stderr.contains("both mean name") && run.stderr.contains("D=-"),
        "{run}"
    );
    let run = again(env, "devices", "n.csv", &["--map", "D=-"]).ok();
    assert_eq!(run.json()["sheets"][0]["left_out"], json!(["Name"]));
    assert_eq!(env.json(&["device", "show", "A-1"])["name"], "X");
    let run = again(env, "devices", "n.csv", &["--map", "name=-"]).ok();
    assert_eq!(message(&run, "update"), "name X → Y");
    let index = import(
        env,
        "rooms",
        "i.csv",
        ",name,capacity\n0,Sunbird,3\n1,Weaver,4\n",
        &[],
    )
    .ok();
    assert_eq!(index.json()["sheets"][0]["left_out"], json!(["A (no heading)"]));
    import(
        env,
        "rooms",
        "p.csv",
        "Room,,Capacity\nHornbill,Upstairs,5\n",
        &["--map", "B=location"],
    )
    .ok();
    assert_eq!(env.json(&["room", "show", "Hornbill"])["location"], "Upstairs");
    let pushed = import(env, "rooms", "s.csv", "name,capacity\nBarbet,1,5\n", &[]).fails(6);
    assert!(
        message(&pushed, "reject").contains("C2 (`5`) has no heading"),
        "{pushed}"
    );
    again(env, "rooms", "s.csv", &["--map", "C=-"]).ok();
    again(env, "rooms", "s.csv", &["--map", "Z=-"])
        .fails(6)
        .says("no column `Z`");
}

fn unknown_columns_are_skipped_and_named_unless_they_matter(env: &Env) {
    // A misspelt heading would lose all of it in silence.
    let text = "name,Colour,capcity,Mood\nSunbird,red,3,good\n";
    import(env, "rooms", "u.csv", text, &[])
        .fails(6)
        .says("C1: unknown column `capcity`")
        .says("to take it for capacity: colab import rooms u.csv")
        .says("--map capcity=capacity");
    let run = again(env, "rooms", "u.csv", &["--map", "capcity=capacity"]).ok();
    assert_eq!(run.json()["sheets"][0]["left_out"], json!(["Colour", "Mood"]));
    assert_eq!(env.json(&["room", "show", "Sunbird"])["capacity"], 3);
    let text = "name,Number of seats in rows,capcity\nWeaver,3,4\n";
    let run = import(env, "rooms", "v.csv", text, &["--ignore-unknown"]).ok();
    assert_eq!(
        run.json()["sheets"][0]["left_out"],
        json!(["Number of seats in rows", "capcity"])
    );
    let run = import(
        env,
        "users",
        "p.csv",
        "username,role,Password\nthandi,staff,hunter22\n",
        &[],
    )
    .fails(6);
    assert!(
        run.stderr.contains("Password=-") && !run.stderr.contains("password_hash"),
        "{run}"
    );
}

/// Without its time or its status a booking would be another one: no option for all columns skips those.
fn times_and_cancellations_are_never_skipped_unseen(env: &Env) {
    for (text, heading) in [
        ("Client,Date,Period\nBaobab,2026-05-04,3\n", "Period"),
        (
            "Client,Date,Slot\nBaobab,2026-05-04,1\nMarula,2026-05-04,8\n",
            "Slot",
        ),
        ("Client,Date,Wanted\nBaobab,2026-05-04,09:00\n", "Wanted"),
        ("Client,Date,Outcome\nBaobab,2026-05-04,cancelled\n", "Outcome"),
        ("Klient,Datum,Ausgang\nBaobab,2026-05-04,storniert\n", "Ausgang"),
    ] {
        for options in [&[][..], &["--ignore-unknown"]] {
            import(env, "bookings", "t.csv", text, options)
                .fails(6)
                .says(&format!("unknown column `{heading}`"))
                .says(&format!("{heading}=-"));
        }
        let map = format!("{heading}=-");
        again(env, "bookings", "t.csv", &["--map", &map, "-n"]).ok();
    }
    // Beside a time a lesson says nothing new.
    let text = "Client,Date,Time,Period,Teacher's desk\nMarula,2026-05-05,09:00-10:00,3,left\n";
    let run = import(env, "bookings", "u.csv", text, &[]).ok();
    assert_eq!(
        run.json()["sheets"][0]["left_out"],
        json!(["Period", "Teacher's desk"])
    );
}

fn weekdays_without_dates_are_those_of_a_term(env: &Env) {
    let text = "Course,Day,Times,Venue\nBaobab,Monday,09:00-10:00,\nMarula,Tuesday,09:00-10:00,\n";
    import(env, "bookings", "w.csv", text, &[])
        .fails(6)
        .says("to give its weekdays their term: colab import bookings");
    let options = ["--set", "from_date=2026-05-04", "--set", "to_date=2026-05-15"];
    let other = "Course,Day,Start,End\nThuto,Monday,10:00,11:00\n";
    import(env, "bookings", "s.csv", other, &[])
        .fails(6)
        .says("to give its weekdays their term: colab import bookings");
    again(env, "bookings", "w.csv", &options).ok();
    let booked = bookings(env);
    let days: Vec<&str> = booked.iter().map(|line| &line[..10]).collect();
    assert_eq!(days, ["2026-05-04", "2026-05-05", "2026-05-11", "2026-05-12"]);
}

fn weeks_of_a_term_are_never_skipped_unseen(env: &Env) {
    let text = "Course,Day,Start,End,Weeks\nBaobab,Monday,09:00,10:00,1-3\n";
    let term = [
        "--set",
        "from_date=2026-05-04",
        "--set",
        "to_date=2026-06-05",
        "--ignore-unknown",
    ];
    import(env, "bookings", "w.csv", text, &term)
        .fails(6)
        .says("unknown column `Weeks`");
    // Beside dates they say nothing new.
    let text = "Course,Date,Start,End,Week\nBaobab,2026-05-04,09:00,10:00,19\n";
    import(env, "bookings", "d.csv", text, &[]).ok();
}

fn a_word_of_another_program_is_asked_for(env: &Env) {
    let text = "Client,Date,Time,Status\nBaobab,2026-05-04,09:00-10:00,Proposed\n";
    import(env, "bookings", "s.csv", text, &[])
        .fails(6)
        .says("status:Proposed=STATUS");
    again(env, "bookings", "s.csv", &["--word", "status:Proposed=pending"]).ok();
    // Nobody becomes an admin by a hint, and a word is named whole.
    let text = "username,full_name,role\nchef,Chef Cook,Chef's `cook`\n";
    let run = import(env, "users", "u.csv", text, &[]).fails(6);
    let error = run.error();
    assert!(
        error["hint"].as_str().unwrap().contains("s `cook`=ROLE'"),
        "{error}"
    );
    again(env, "users", "u.csv", &["--word", "role:Chef's `cook`=staff"]).ok();
}

fn times_of_other_programs_are_read(env: &Env) {
    let text = "Client,Date,Time\nA,2026-05-04,14:00:00-15:30:00\nB,2026-05-05,2 PM - 3 PM\n\
                C,2026-05-06,9:00:00 - 10:00:00\n";
    import(env, "bookings", "t.csv", text, &[]).ok();
    let booked = bookings(env);
    let times: Vec<&str> = booked.iter().map(|line| &line[11..22]).collect();
    assert_eq!(times, ["14:00-15:30", "14:00-15:00", "09:00-10:00"]);
}

fn a_hint_of_columns_names_only_such_as_fit(env: &Env) {
    // No column is of days: there is nothing to map.
    let text = "Course,Code,Credit\nBaobab,B1,3\nMarula,M2,4\n";
    let run = import(env, "bookings", "k.csv", text, &[]).fails(6);
    assert!(
        !run.stderr.contains("--map") && run.stderr.contains("template"),
        "{run}"
    );
    let text = "1,2026-05-04,Ben,5\n2,2026-05-05,Ann,6\n";
    import(env, "bookings", "l.csv", text, &[])
        .fails(6)
        .says("its first line has values, not headings")
        .says("write a line of headings above the values");
}

fn words_of_other_lists_are_no_kind_of_room(env: &Env) {
    let text = "Room,Type,Capacity\nSunbird,Lecture theatre,30\nWeaver,Dance floor,20\n";
    let run = import(env, "rooms", "r.csv", text, &[]).ok();
    assert_eq!(run.json()["sheets"][0]["left_out"], json!(["Type"]));
}

fn headings_of_other_languages_are_read(env: &Env) {
    for (text, room) in [
        ("Raum;Sitzplätze;Etage\nAdler;30;2\n", "Adler"),
        ("Salle;Capacité;Lieu\nAigle;30;haut\n", "Aigle"),
        ("Sala;Plazas;Ubicación\nÁguila;30;arriba\n", "Águila"),
        ("Аудитория;Вместимость\nОрёл;30\n", "Орёл"),
        ("房间名称;容量\n老鹰;30\n", "老鹰"),
    ] {
        import(env, "rooms", "l.csv", text, &[]).ok();
        assert_eq!(env.json(&["room", "show", room])["capacity"], 30, "{text}");
    }
    import(
        env,
        "devices",
        "l.csv",
        "Seriennummer,Typ,Bemerkung,Standort\nLT-1,Laptop,neu,Lager\n",
        &[],
    )
    .ok();
    assert_eq!(env.json(&["device", "show", "LT-1"])["place"], "Lager");
    let text = "Klant,Lokaal,Datum,Van,Tot,Deelnemers\nBaobab,Adler,2026-05-04,09:00,12:00,4\n";
    import(env, "bookings", "l.csv", text, &[]).ok();
    assert!(bookings(env)[0].starts_with("2026-05-04 09:00-12:00 Adler: Baobab 4"));
    // A column's own name counts for more than a word of a language.
    let run = import(env, "rooms", "l.csv", "Name,Salle,Capacity\nHornbill,x,3\n", &[]).ok();
    assert_eq!(run.json()["sheets"][0]["left_out"], json!(["Salle"]));
}

fn the_refusal_names_the_columns_and_fills_in_the_hint(env: &Env) {
    let run = import(
        env,
        "rooms",
        "h.csv",
        "Appellation,Seats,Colour\nSunbird,3,red\n",
        &[],
    )
    .fails(6);
    assert!(
        run.stderr
            .contains("no line has the headings name; it has Appellation, Seats, Colour"),
        "{run}"
    );
    assert!(run.stderr.contains("Appellation=name"), "{run}");
    again(
        env,
        "rooms",
        "h.csv",
        &["--map", "Appellation=name", "--ignore-unknown"],
    )
    .ok();
    let titles =
        "Our rooms\nas of today,by Thandi\nName,Colour,Mood,Smell,Taste\nWeaver,red,good,none,none\n";
    import(env, "rooms", "h.csv", titles, &["--ignore-unknown"]).ok();
    assert_eq!(rooms(env), ["Sunbird", "Weaver"]);
}

fn totals_legends_and_signatures_make_no_rooms(env: &Env) {
    let text = "Room,Capacity\nSunbird,30\nWeaver,20\nRoom,Capacity\nHornbill,10\nTotal,60\n\nLegend: N = north wing\n\nPrepared by Thandi on 1 March\n";
    let run = import(env, "rooms", "t.csv", text, &[]).ok();
    assert_eq!(counts(&run), "created 3, ignored 4");
    let told: Vec<(String, String)> = items(&run, "ignore")
        .iter()
        .map(|item| {
            (
                item["cell"].as_str().unwrap().into(),
                item["message"].as_str().unwrap().into(),
            )
        })
        .collect();
    let expected = [
        ("A4", "repeats the headings"),
        ("A6", "a line of totals"),
        ("A8", "a note beside the table"),
        ("A10", "a note beside the table"),
    ];
    assert_eq!(
        told,
        expected.map(|(cell, why)| (cell.to_owned(), why.to_owned()))
    );
    assert_eq!(items(&run, "create").len(), 3, "new rooms are always named");
    assert_eq!(rooms(env), ["Sunbird", "Weaver", "Hornbill"]);
}

fn flags_are_read_as_programs_write_them(env: &Env) {
    let mut text = String::from("name,has_devices\n");
    for (place, word) in ["checked", "on", "T", "-1", "✓", "Active", "Ja", "oui"]
        .iter()
        .enumerate()
    {
        text.push_str(&format!("R{place},{word}\n"));
    }
    import(env, "rooms", "f.csv", &text, &[]).ok();
    assert_eq!(env.column(&["room", "list"], "has_devices"), ["true"; 8]);
    import(env, "rooms", "f.csv", "name,has_devices\nR0,off\nR1,Nein\n", &[]).ok();
    assert_eq!(env.json(&["room", "show", "R1"])["has_devices"], false);
}

fn tabbed_lists_are_read_back_to_the_letter(env: &Env) {
    for (serial, name) in [
        ("LT-1", "\"Big Blue\" 15 inch"),
        ("'+1", "'=x"),
        ("-2", "@home"),
        ("=3", "a, b; c"),
    ] {
        env.colab(&[
            "device",
            "add",
            "--category",
            "Laptop",
            "--name",
            name,
            "--",
            serial,
        ])
        .ok();
    }
    let listed = env.colab(&["device", "list", "-f", "tsv"]).ok();
    let run = import(env, "devices", "d.tsv", &listed.stdout, &[]).ok();
    assert_eq!(counts(&run), "unchanged 4");
}

fn notes_keep_their_lines(env: &Env) {
    two_rooms(env);
    let text = "Serial,Type,Notes,Model\nA-1,Laptop,\"one\ntwo\",\"Dell\n5420\"\n";
    import(env, "devices", "n.csv", text, &[]).ok();
    let device = env.json(&["device", "show", "A-1"]);
    assert_eq!(
        (&device["notes"], &device["model"]),
        (&json!("one\ntwo"), &json!("Dell 5420"))
    );
    let text = "Client,Room,Date,From,To,Learners,Notes\nBao\u{b}bab,Sunbird,2026-05-04,09:00,12:00,4,\"one\u{85}two\"\n";
    import(env, "bookings", "n.csv", text, &[]).ok();
    let booking = &env.json(&["booking", "list"])[0];
    assert_eq!(
        (&booking["client_name"], &booking["requester_notes"]),
        (&json!("Bao bab"), &json!("one\ntwo"))
    );
}

fn any_bytes_are_read_or_refused_and_the_sum_holds(env: &Env) {
    let config = Config {
        cases: 40,
        failure_persistence: None,
        ..Config::default()
    };
    let bytes = prop::collection::vec(any::<u8>(), 0..80);
    let text = "[a-c0-9,;\"\r\n\t |é{}\\[\\]:]{0,80}";
    let heads = prop::sample::select(vec!["", "name,capacity\n", "name;capacity\r", "[{\"name\":"]);
    TestRunner::new(config)
        .run(
            &(heads, text, bytes, any::<bool>()),
            |(head, text, bytes, is_text)| {
                let tail = if is_text { text.into_bytes() } else { bytes };
                let content = [head.as_bytes(), &tail].concat();
                let run = import(
                    env,
                    "rooms",
                    "any",
                    &content,
                    &["--partial", "--full", "--dry-run"],
                );
                assert!(matches!(run.code, Some(0 | 6 | 8)), "{run}");
                if run.stdout.is_empty() {
                    return Ok(());
                }
                let report = run.json();
                let rows = report["rows"].as_object().unwrap();
                let sum: u64 = rows
                    .iter()
                    .filter(|(name, _)| *name != "read")
                    .map(|(_, count)| count.as_u64().unwrap())
                    .sum();
                assert_eq!(report["rows"]["read"], sum, "{run}");
                assert_eq!(report["items"].as_array().unwrap().len() as u64, sum, "{run}");
                Ok(())
            },
        )
        .unwrap();
}
