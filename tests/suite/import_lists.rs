//! Lists of bookings as people keep them: days and times in any columns, rooms that are not known yet, mappings under a name.

use rust_xlsxwriter::{Format, Workbook};
use serde_json::json;

use super::support::workbook::{FILE, bookings, counts, items, message, save_rows, starter};
use super::support::{Env, Run};

both![
    the_command_that_a_list_is_refused_with_imports_it,
    a_course_of_several_days_is_a_booking_each,
    unknown_rooms_are_made_on_request,
    a_mapping_is_saved_and_used_in_one_word,
];
both![
    the_hints_of_lists_lead_to_their_end,
    words_for_no_value_are_none_in_every_table,
    lists_of_other_programs_are_read_at_once,
    a_record_whose_last_row_was_not_kept_is_not_overwritten
];
both![
    what_is_not_a_room_makes_none,
    rooms_of_refused_rows_are_not_made,
    lines_that_name_a_room_or_a_day_are_carried_down_or_refused,
];
sqlite![
    formats_of_another_currency_are_refused,
    units_stand_behind_prices_and_in_their_column,
    what_a_list_calls_closed_is_out_of_use,
    a_row_of_a_term_without_its_weekday_is_a_fault,
    what_is_no_day_and_no_length_is_a_fault,
    a_field_that_a_file_lacks_is_set_by_the_option_of_its_hint,
    lists_of_rooms_devices_users_and_prices_of_other_programs_are_read_at_once,
    a_file_in_another_encoding_is_read_by_the_option_of_its_hint,
    cells_of_lists_are_read_as_people_write_them,
    struck_rows_of_a_list_are_cancelled_and_hidden_ones_left_out,
    a_struck_cell_is_struck_in_all_the_rows_that_it_covers,
    what_one_cell_counts_is_compared_with_what_is_booked,
    an_afternoon_without_its_half_is_no_night,
    rooms_in_one_cell_are_the_combined_room_or_a_booking_each,
    the_year_of_any_table_can_be_given,
    a_tick_is_no_client,
    words_for_no_value_decide_over_no_booking,
    hints_hold_no_heading_that_a_shell_would_run,
    sizes_are_seats_where_they_count_and_areas_are_none,
    words_of_other_languages_say_how_a_device_is,
    a_device_without_a_serial_number_is_known_by_its_tag,
    headings_of_prices_say_what_they_are_of,
    a_row_that_says_the_same_again_is_passed_over,
    a_location_is_gone_with_the_row_that_named_it,
    new_users_of_a_file_without_roles_are_staff_and_the_others_keep_their_role,
    categories_that_nobody_knows_are_added_on_request,
    a_row_of_several_devices_is_refused,
    amounts_in_another_currency_are_refused,
    a_list_of_prices_names_its_columns,
    rooms_of_one_number_are_told_apart_by_their_building,
    a_column_of_another_kind_is_none_of_the_field,
    what_a_list_of_prices_needs_is_asked_for_at_once,
    numbers_that_go_by_the_building_are_no_spellings,
    an_option_that_was_typed_is_not_told_again,
];

#[track_caller]
fn import(env: &Env, text: &str, flags: &[&str]) -> Run {
    env.write("list.csv", text);
    env.colab(&[&["import", "bookings", "list.csv", "-f", "json"], flags].concat())
}

/// Types the first command of each refusal's hints until the file is read; returns the last run.
#[track_caller]
fn follow_hints(env: &Env, command: &str) -> Run {
    const MOST: usize = 6;
    let mut import = command.to_owned();
    for _ in 0..MOST {
        let words = shlex::split(&import).unwrap();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let run = env.colab(&words);
        if run.code == Some(0) {
            return run;
        }
        let hints = run
            .stderr
            .lines()
            .filter(|line| line.trim().starts_with("hint: "));
        let commands = hints.filter_map(|line| Some(line.split_once("colab ")?.1.to_owned()));
        let next = commands.into_iter().next();
        let next = next.unwrap_or_else(|| panic!("no command helps: {run}"));
        if next.starts_with("import ") {
            import = next;
        } else {
            let words = shlex::split(&next).unwrap();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            env.colab(&words).ok();
        }
    }
    panic!("{command} is not read after {MOST} hints, at last as {import}")
}

fn the_hints_of_lists_lead_to_their_end(env: &Env) {
    for (kind, text, list, count) in [
        (
            "bookings",
            "Datum;Beginn;Ende;Raum;Kunde;Teilnehmer\n15.05.2026;08:00;12:00;Saal 1;Meyer GmbH;20\n",
            "booking list",
            1,
        ),
        // Nothing names the client, and a room is none.
        (
            "bookings",
            "Room,Date,Time slot\nLab 1,2026-05-18,08:00-10:00\nLab 2,2026-05-19,10:00-12:00\n",
            "booking list",
            3,
        ),
        (
            "devices",
            "N° de série,Type\nSN10,Ordinateur portable\nSN11,Tablette\n",
            "device list",
            2,
        ),
        ("users", "Benutzername,Name\nanna,Anna Berg\n", "user list", 2),
        (
            "pricing",
            "Salle;Prix par jour\nSalle Bleue;1250,50\nSalle Rouge;900\n",
            "pricing list",
            2,
        ),
    ] {
        env.write("list.csv", text);
        follow_hints(env, &format!("import {kind} list.csv"));
        let records = env.get(list);
        assert_eq!(records.as_array().map(Vec::len), Some(count), "{text}: {records}");
    }
    let booked = bookings(env);
    assert!(
        booked.iter().any(|line| line.contains("Lab 1: Unknown")),
        "{booked:?}"
    );
}

fn words_for_no_value_are_none_in_every_table(env: &Env) {
    env.write(
        "d.csv",
        "Serial,Category,Brand,Purchased,Price,Status,Notes\nA-1,Laptop,n/a,-,?,unbekannt,none\n-,Laptop,,,,,\nN/A,Laptop,,,,,\n",
    );
    let run = env.line("import devices d.csv --partial -f json").fails(8);
    assert_eq!(counts(&run), "created 1, rejected 2");
    assert_eq!(
        items(&run, "reject")
            .iter()
            .filter(|item| item["message"] == "serial_number is empty")
            .count(),
        2,
        "{run}"
    );
    let device = env.get("device show A-1");
    for field in ["brand", "purchased_on", "price", "notes"] {
        assert!(device[field].is_null(), "{field}: {device}");
    }
    assert_eq!(device["status"], "available");
    // What stands in the record stays: a dash takes nothing away.
    env.line("device edit A-1 --brand Dell").ok();
    env.write("d.csv", "Serial,Category,Brand\nA-1,Laptop,—\n");
    let run = env.line("import devices d.csv --clear-empty -f json").ok();
    assert_eq!(counts(&run), "unchanged 1");
    env.write(
        "r.csv",
        "Raum,Plätze,Ort,Ausstattung\nSaal 1,keine,-,k.A.\nSaal 2,0,Nord,Beamer\n",
    );
    let run = env.line("import rooms r.csv -f json").ok();
    assert!(
        run.stdout
            .contains("capacity 0: how many seats the room has is unknown"),
        "{run}"
    );
    let room = env.get("room show \"Saal 1\"");
    assert!(
        room["location"].is_null() && room["amenities"] == json!([]) && room["capacity"].is_null(),
        "{room}"
    );
    env.write(
        "b.csv",
        "Cliente,Fecha,Asistentes,Aula\nAcme,2026-05-18,n/a,ninguna\n",
    );
    env.line("import bookings b.csv").ok();
    assert_eq!(bookings(env).len(), 1);
    // A word of ours stays one.
    env.write(
        "u.csv",
        "username,role,full_name,phone\nthandi,staff,Thandi Nkosi,нет\n",
    );
    env.line("import users u.csv").ok();
    assert!(env.get("user show thandi")["phone"].is_null());
}

fn words_for_no_value_decide_over_no_booking(env: &Env) {
    starter(env);
    let head = "Client,Date,Time,Room,Status,Cancelled,Learners,Devices,Lunch\n";
    for (row, told) in [
        ("A,2026-03-02,?,Focus,,,,,", "`?`"),
        (
            "A,2026-03-02,08:00-10:00,Focus,unknown,,,,",
            "status: invalid value",
        ),
        ("A,2026-03-02,08:00-10:00,Focus,,?,,,", "cancelled: invalid value"),
    ] {
        let run = import(env, &format!("{head}{row}\n"), &[]).fails(6);
        let message = items(&run, "reject")[0]["message"].to_string();
        assert!(message.contains(told), "{message}");
        assert_eq!(env.count("bookings"), 0);
    }
    // The client of bookings without one is one, and none of something is a value.
    let row = |counts: &str| format!("{head}Unknown,2026-03-02,08:00-10:00,Focus,confirmed,no,2,{counts}\n");
    import(env, &row("2,in_house"), &[]).ok();
    assert_eq!(counts(&import(env, &row("?,?"), &[]).ok()), "unchanged 1");
    assert_eq!(counts(&import(env, &row("keine,aucun"), &[]).ok()), "updated 1");
    assert_eq!(env.raw_int("SELECT devices_needed FROM bookings"), Some(0));
    env.write(
        "users.csv",
        "Username,Role,First name,Last name\nann,staff,Ann,Nil\n",
    );
    env.line("import users users.csv").ok();
    assert_eq!(env.json(&["user", "show", "ann"])["full_name"], "Ann Nil");
}

fn hints_hold_no_heading_that_a_shell_would_run(env: &Env) {
    env.write("d.csv", "Brand! `id`,Category\nDell,Laptop\n");
    let run = env.line("import devices d.csv").fails(6);
    assert!(run.stderr.contains("--map 'Brand! `id`="), "{run}");
    // Nor a name that anybody gave.
    const NAME: &str = "A $(id) \"`id`\"";
    for (words, hint) in [
        (["room", "add"], format!("colab room show '{NAME}'")),
        (["client", "add"], format!("colab client show '{NAME}'")),
        (["vendor", "add"], format!("colab vendor show '{NAME}'")),
    ] {
        let add = [words[0], words[1], NAME];
        env.colab(&add).ok();
        let run = env.colab(&add).fails(5);
        assert!(run.stderr.contains(&hint), "{run}");
    }
}

fn sizes_are_seats_where_they_count_and_areas_are_none(env: &Env) {
    for (text, room) in [
        ("Raum;Größe\nAdler;30\n", "Adler"),
        ("Salle;Taille\nAigle;30\n", "Aigle"),
        ("Sala;Tamaño\nCóndor;30\n", "Cóndor"),
        ("Lokaal;Grootte\nArend;30 personen\n", "Arend"),
        ("Sala;Rozmiar\nOrzeł;30\n", "Orzeł"),
        ("Аудитория;Размер\nОрёл;30\n", "Орёл"),
        ("Room,Capacity (people)\nEagle,30\n", "Eagle"),
    ] {
        env.write("rooms.csv", text);
        env.line("import rooms rooms.csv").ok();
        assert_eq!(env.json(&["room", "show", room])["capacity"], 30, "{text}");
    }
    env.write("areas.csv", "Room,Size,Seats\nNest,45 m²,12\n");
    env.line("import rooms areas.csv").ok();
    assert_eq!(env.get("room show Nest")["capacity"], 12);
    env.write("areas.csv", "Room,Size\nPerch,45 m²\nBranch,22.5\n");
    let run = env.line("import rooms areas.csv -f json").ok();
    assert_eq!(run.json()["sheets"][0]["left_out"], json!(["Size"]));
}

fn words_of_other_languages_say_how_a_device_is(env: &Env) {
    env.write(
        "d.csv",
        "Serial,Category,Status\nA,Laptop,En reparación\nB,Laptop,in Betrieb\nC,Laptop,Réformé\nD,Laptop,утерян\nE,Laptop,维修中\n",
    );
    env.line("import devices d.csv").ok();
    assert_eq!(
        env.column(&["device", "list", "--all"], "status"),
        ["maintenance", "available", "retired", "lost", "maintenance"]
    );
    // Of others the hint offers what a part of them means, all of them at once, and leaves open what nobody knows.
    env.write(
        "e.csv",
        "Serial,Category,Status\nF,Laptop,Sent to repair centre!\nG,Laptop,No longer available\nH,Laptop,Shiny\n",
    );
    let run = env.line("import devices e.csv").fails(6);
    let words = "--word 'status:Sent to repair centre!=maintenance' --word 'status:No longer available=STATUS' \
                 --word status:Shiny=STATUS";
    assert!(run.stderr.contains(words), "{run}");
    run.says("`Shiny` for STATUS (STATUS is one of new, available");
    let command = format!("import devices e.csv {}", words.replace("STATUS", "available"));
    let command = shlex::split(&command).unwrap();
    env.colab(&command.iter().map(String::as_str).collect::<Vec<_>>())
        .ok();
    assert_eq!(env.get("device show F")["status"], "maintenance");
}

fn a_device_without_a_serial_number_is_known_by_its_tag(env: &Env) {
    let text = "Serial,Asset Tag,Category,Name\n,AT-1,Laptop,One\n-,AT-2,Laptop,Two\nSN3,AT-3,Laptop,Three\n";
    env.write("d.csv", text);
    let run = env.line("import devices d.csv -f json").ok();
    let message = items(&run, "create")[0]["message"].to_string();
    assert!(message.contains("serial_number: taken from `Asset Tag`"), "{run}");
    assert_eq!(
        env.column(&["device", "list"], "serial_number"),
        ["AT-1", "AT-2", "SN3"]
    );
    assert_eq!(
        counts(&env.line("import devices d.csv -f json").ok()),
        "unchanged 3"
    );
    env.write("e.csv", text.replace("AT-", "BT-"));
    let run = env
        .line("import devices e.csv --map \"Asset Tag=-\" --partial -f json")
        .fails(8);
    assert_eq!(counts(&run), "unchanged 1, rejected 2");
    // The serial number that a device gets later is not that of another one.
    env.write(
        "later.csv",
        "Serial,Asset Tag,Category\nSN1,AT-1,Laptop\nSN9,AT-9,Laptop\n",
    );
    let run = env.line("import devices later.csv --partial -f json").fails(8);
    assert_eq!(counts(&run), "created 1, rejected 1");
    assert_eq!(
        items(&run, "reject")[0]["message"],
        "device AT-1 is here by its tag, and its serial number cannot be changed to SN1; first: colab device move AT-1 \
         --to retired"
    );
    env.line("device move AT-1 --to retired").ok();
    let run = env.line("import devices later.csv -f json").ok();
    assert_eq!(counts(&run), "created 1, unchanged 1");
    // One tag of several devices names none of them.
    env.write(
        "f.csv",
        "Serial,Asset Tag,Category\n,X,Laptop\n,X,Laptop\nSN6,Y,Laptop\n",
    );
    let run = env.line("import devices f.csv --partial -f json").fails(8);
    assert_eq!(counts(&run), "created 1, rejected 2");
}

fn a_row_that_says_the_same_again_is_passed_over(env: &Env) {
    env.write(
        "r.csv",
        "Room,Capacity,Photo\nFocus,8,a.jpg\nVision,9,b.jpg\nfocus,8,c.jpg\n",
    );
    let run = env.line("import rooms r.csv -f json").ok();
    assert_eq!(counts(&run), "created 2, ignored 1");
    assert_eq!(items(&run, "ignore")[0]["message"], "says the same as A2");
    assert_eq!(
        counts(&env.line("import rooms r.csv -f json").ok()),
        "unchanged 2, ignored 1"
    );
}

fn a_location_is_gone_with_the_row_that_named_it(env: &Env) {
    env.write("r.csv", "Room,Alias,Building\nA,X,East\nB,X,North\nC,,North\n");
    let run = env.line("import rooms r.csv --partial -f json").fails(8);
    assert_eq!(counts(&run), "created 2, conflicts 1");
    assert_eq!(env.get("room show C")["location"], "North");
}

fn numbers_that_go_by_the_building_are_no_spellings(env: &Env) {
    env.write(
        "r.csv",
        "Room Code,Building,Room Number\nEA101,East,101\nNA101,North,101\n",
    );
    let run = env.line("import rooms r.csv -f json").ok();
    assert_eq!(run.json()["sheets"][0]["left_out"], json!(["Room Number"]));
    env.write("s.csv", "SALAS,CADEIRAS\nSala Azul,50\n");
    env.line("import rooms s.csv").ok();
    assert_eq!(env.json(&["room", "show", "Sala Azul"])["capacity"], 50);
}

fn headings_of_prices_say_what_they_are_of(env: &Env) {
    env.line("room add Bay").ok();
    env.write(
        "rooms.csv",
        "Venue,Capacity,Price per day (excl. VAT)\nBay,20,\"R 1 200.00\"\n",
    );
    env.line("import pricing rooms.csv").ok();
    env.write("meals.csv", "Dish,Price per person\nLasagne,95\n");
    env.line("import pricing meals.csv").ok();
    env.write("new.csv", "Venue,Price per day\nNowhere,100\n");
    let run = env.line("import pricing new.csv").fails(6);
    assert!(run.stderr.contains("colab room add Nowhere"), "{run}");
    // Rooms have prices of a time: which one, nothing says.
    env.write("flat.csv", "Room,Price (ZAR)\nBay,1500\n");
    let run = env.line("import pricing flat.csv").fails(6);
    let way = "colab import pricing flat.csv --map 'Price (ZAR)=daily_rate'";
    assert!(run.stderr.contains(way), "{run}");
    let price = |item: &str| env.json(&["pricing", "list", "--item", item])[0].clone();
    assert_eq!(price("Bay")["item_type"], "room");
    let meal = price("Lasagne");
    assert_eq!(
        (&meal["item_type"], &meal["unit"]),
        (&json!("catering"), &json!("person"))
    );
}

fn an_option_that_was_typed_is_not_told_again(env: &Env) {
    starter(env);
    let list = "Client,Date,Time,Room,Wished room\nA,2026-03-02,08:00-10:00,,Nowhere\n";
    env.write("list.csv", list);
    for command in [
        "import bookings list.csv",
        "import bookings list.csv --create-rooms",
    ] {
        let run = env.line(command).fails(6);
        assert!(!run.stderr.contains("to make the rooms"), "{run}");
    }
}

fn the_command_that_a_list_is_refused_with_imports_it(env: &Env) {
    for (rows, made) in [
        (
            &[
                &[
                    "ID", "Date", "Time", "Course", "Room", "Group", "Status", "Lecturer",
                ][..],
                &[
                    "12",
                    "@2026-03-02",
                    "10:00",
                    "Anatomy I",
                    "C101",
                    "A",
                    "Confirmed",
                    "Dr M. Pop",
                ],
                &[
                    "13",
                    "@2026-03-03",
                    "14:00",
                    "Biochemistry",
                    "C102",
                    "B",
                    "Cancelled",
                    "Dr I. Andrei",
                ],
                &[
                    "14",
                    "@2026-03-04",
                    "09:00",
                    "Histology",
                    "C103",
                    "A",
                    "Confirmed",
                    "Dr C. Ciprian",
                ],
            ][..],
            &[
                "2026-03-02 10:00-11:00 C101: Anatomy I 0+0=0, 0 devices, confirmed",
                "2026-03-03 14:00-15:00 C102: Biochemistry 0+0=0, 0 devices, cancelled",
                "2026-03-04 09:00-10:00 C103: Histology 0+0=0, 0 devices, confirmed",
            ][..],
        ),
        (
            &[
                &["Datum", "Raum", "Zeit", "Kunde"],
                &["@2026-07-01", "Saal", "08-16", "Umoya"],
                &["@2026-07-02", "Labor", "10-18", "Kopano"],
                &["@2026-07-03", "Saal", "12-21", "Thuto"],
            ],
            &[
                "2026-07-01 08:00-16:00 Saal: Umoya 0+0=0, 0 devices, confirmed",
                "2026-07-02 10:00-18:00 Labor: Kopano 0+0=0, 0 devices, confirmed",
                "2026-07-03 12:00-21:00 Saal: Thuto 0+0=0, 0 devices, confirmed",
            ],
        ),
        (
            &[
                &["Sr", "Topic", "Start Date", "End Date", "Room"],
                &["1", "Oracle SQL", "@2026-07-13", "@2026-07-14", "Lab 1"],
                &["2", "Core Java", "@2026-07-10", "@2026-07-13", "Lab 2"],
            ],
            &[
                "2026-07-10 07:30-16:30 Lab 2: Core Java 0+0=0, 0 devices, confirmed",
                "2026-07-13 07:30-16:30 Lab 1: Oracle SQL 0+0=0, 0 devices, confirmed",
                "2026-07-13 07:30-16:30 Lab 2: Core Java 0+0=0, 0 devices, confirmed",
                "2026-07-14 07:30-16:30 Lab 1: Oracle SQL 0+0=0, 0 devices, confirmed",
            ],
        ),
        // Columns that only what stands in them names.
        (
            &[
                &["When", "Session", "Exam hall", "Who", "Attendance", "Status"],
                &["@2026-03-02", "AM", "Hall A", "Umoya", "25+1", "fine"],
                &["@2026-03-02", "PM", "Hall A", "Kopano", "±25", "fine"],
                &[
                    "@2026-03-03",
                    "Session 2 (11:00-12:30)",
                    "Hall B",
                    "Thuto",
                    "20-25",
                    "late",
                ],
            ],
            &[
                "2026-03-02 07:30-12:00 Hall A: Umoya 25+1=26, 0 devices, confirmed",
                "2026-03-02 12:00-16:30 Hall A: Kopano 0+0=25, 0 devices, confirmed",
                "2026-03-03 11:00-12:30 Hall B: Thuto 0+0=20, 0 devices, confirmed",
            ],
        ),
        (
            &[
                &["Lehrgang", "von", "bis", "Lehrsaal", "Teilnehmer"],
                &["TM1", "@2026-03-02", "@2026-03-03", "LS 1", "=16"],
                &["AGT", "@2026-03-02", "@2026-03-02", "LS 2", "=12"],
            ],
            &[
                "2026-03-02 07:30-16:30 LS 1: TM1 0+0=16, 0 devices, confirmed",
                "2026-03-02 07:30-16:30 LS 2: AGT 0+0=12, 0 devices, confirmed",
                "2026-03-03 07:30-16:30 LS 1: TM1 0+0=16, 0 devices, confirmed",
            ],
        ),
        (
            &[
                &["Room", "From", "To", "Booked by"],
                &["Orion", "@2026-03-02", "@2026-03-03", "Umoya"],
                &["Vega", "@2026-03-04", "@2026-03-04", "Kopano"],
            ],
            &[
                "2026-03-02 07:30-16:30 Orion: Umoya 0+0=0, 0 devices, confirmed",
                "2026-03-03 07:30-16:30 Orion: Umoya 0+0=0, 0 devices, confirmed",
                "2026-03-04 07:30-16:30 Vega: Kopano 0+0=0, 0 devices, confirmed",
            ],
        ),
    ] {
        let env = Env::on(env.engine());
        save_rows(&env.path(FILE), "List 26", rows);
        let run = env.colab(&["import", "schedule", FILE]).fails(6);
        let mut lines = run.stderr.lines();
        let hint = lines
            .find_map(|line| line.trim().strip_prefix("hint: colab "))
            .unwrap();
        let words = shlex::split(hint).unwrap();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        env.colab(&words).ok();
        assert_eq!(bookings(&env), made, "{hint}");
        let run = env.colab(&[&words[..], &["-f", "json"]].concat()).ok();
        assert_eq!(counts(&run), format!("unchanged {}", made.len()));
        env.verify_audit().unwrap();
    }
}

fn a_course_of_several_days_is_a_booking_each(env: &Env) {
    starter(env);
    let text = "Ref,Client,Room,From date,To date,Weekdays,Time,Learners\n\
                K-1,Kopano,Focus,2026-03-02,2026-03-15,\"Mon, Wed\",08:00-12:00,8\n\
                K-2,Umoya,Vision,2026-03-06,2026-03-09,,8-12,4\n";
    let run = import(env, text, &[]).ok();
    assert_eq!(counts(&run), "created 6");
    let days: Vec<String> = bookings(env).iter().map(|line| line[..16].to_owned()).collect();
    assert_eq!(
        days,
        [
            "2026-03-02 08:00",
            "2026-03-04 08:00",
            "2026-03-06 08:00",
            "2026-03-09 08:00",
            "2026-03-09 08:00",
            "2026-03-11 08:00"
        ]
    );
    // One day fewer: it is gone from the file; a moved end concerns each day.
    let text = text
        .replace("2026-03-15", "2026-03-10")
        .replace("08:00-12:00", "08:00-13:00");
    let run = import(env, &text, &["--prune"]).ok();
    assert_eq!(counts(&run), "updated 3, unchanged 2, cancelled 1");
    env.verify_audit().unwrap();
}

fn a_row_of_a_term_without_its_weekday_is_a_fault(env: &Env) {
    env.line("room add Focus").ok();
    let rows = "room,client,weekdays,start,end\nFocus,A,Monday,09:00,11:00\nFocus,B,,13:00,14:00\n";
    let term = ["--set", "from_date=2027-02-01", "--set", "to_date=2027-02-28"];
    let run = import(env, rows, &term).fails(6);
    assert!(run.stdout.contains("names no weekday"), "{run}");
    assert_eq!(env.count("bookings"), 0);
    let all = rows.replace(",B,,", ",B,Tue,");
    import(env, &all, &term).ok();
    assert_eq!(env.count("bookings"), 8);
}

fn unknown_rooms_are_made_on_request(env: &Env) {
    env.line("room add Focus --capacity 8").ok();
    let text = "Client,Room,Start,End\nUmoya,focus,2026-03-02T08:00,2026-03-02T12:00\nKopano,Lab 1,2026-03-02T08:00,2026-03-02T12:00\n";
    let run = import(env, text, &[]).fails(6);
    assert!(run.stderr.contains("--create-rooms"), "{run}");
    assert_eq!(env.column(&["room", "list"], "name"), ["Focus"]);
    let run = import(env, &format!("{text}X,Lab 2,,\n"), &["--create-rooms"]).fails(6);
    assert_eq!(env.column(&["room", "list"], "name"), ["Focus"], "{run}");
    let run = import(env, text, &["--create-rooms"]).ok();
    assert_eq!(
        (counts(&run).as_str(), &run.json()["rooms_created"]),
        ("created 2", &json!(["Lab 1"]))
    );
    assert_eq!(env.column(&["room", "list"], "name"), ["Focus", "Lab 1"]);
    env.verify_audit().unwrap();
}

fn a_mapping_is_saved_and_used_in_one_word(env: &Env) {
    starter(env);
    let text = "Deal,Who,Where,Day,When\nD-1,Umoya,Focus,2026-03-02,08:00-12:00\n";
    let maps = [
        "--map",
        "Deal=external_id",
        "--map",
        "Who=client_name",
        "--map",
        "Where=room",
        "--map",
        "When=time",
    ];
    import(env, text, &[&maps[..], &["--save-map", "CRM"]].concat()).ok();
    // A file of another name is a version of the same source.
    env.write("crm-march.csv", text.replace("12:00", "13:00"));
    let run = env
        .line("import bookings crm-march.csv --map-from crm -f json")
        .ok();
    assert_eq!(
        (counts(&run).as_str(), &run.json()["source"]),
        ("updated 1", &json!("list"))
    );
    // Saved again with nothing else to do, it is saved all the same.
    env.line("import bookings crm-march.csv --map-from crm --map Day=date --save-map other -q")
        .ok();
    env.line("import bookings crm-march.csv --map-from other -q")
        .ok()
        .silent();
    let run = env.line("import bookings crm-march.csv --map-from cmr").fails(3);
    assert!(
        run.stderr.contains("did you mean crm") || run.stderr.contains("CRM"),
        "{run}"
    );
    env.line("import rooms crm-march.csv --map-from crm")
        .fails(3)
        .says("--save-map");
}

fn lists_of_other_programs_are_read_at_once(env: &Env) {
    for (text, made) in [
        (
            // A calendar: the month comes first, as one date shows; a whole day ends at the next midnight.
            "Subject,Start Date,Start Time,End Date,End Time,All day event,Reminder on/off,Meeting Organizer,Location,Private,Show time as\n\
             Excel,3/16/2026,9:00:00 AM,3/16/2026,12:30:00 PM,False,False,\"Dube, Thandi\",Lab 1,False,2\n\
             Board,3/4/2026,12:00:00 AM,3/5/2026,12:00:00 AM,True,False,Sam,Hall,False,2\n",
            &[
                "2026-03-04 07:30-16:30 Hall: Board 0+0=0, 0 devices, confirmed",
                "2026-03-16 09:00-12:30 Lab 1: Excel 0+0=0, 0 devices, confirmed",
            ][..],
        ),
        (
            // The company is the client, the course a note, the trainer nobody who is counted.
            "Datum;Raum;Beginn;Ende;Kurs;Firma;Dozent;Teilnehmerzahl;Status\n\
             14.04.2026;Saal;09:00;16:00;Excel;Baobab;Frau Roux;12;best\u{e4}tigt\n\
             03.04.2026;Saal;09:00;16:00;Word;Marula;Herr Kok;8;storniert\n",
            &[
                "2026-04-03 09:00-16:00 Saal: Marula 8+0=8, 0 devices, cancelled",
                "2026-04-14 09:00-16:00 Saal: Baobab 12+0=12, 0 devices, confirmed",
            ],
        ),
        (
            "reservationId,roomId,userId,title,startTime,endTime,canceled\n\
             R1,R101,A1,Chess,2026-07-14 15:00,2026-07-14 16:00,true\n\
             R2,R101,A1,Go,2026-07-14 15:00,2026-07-14 16:30,false\n",
            &[
                "2026-07-14 15:00-16:00 R101: Chess 0+0=0, 0 devices, cancelled",
                "2026-07-14 15:00-16:30 R101: Go 0+0=0, 0 devices, confirmed",
            ],
        ),
        (
            "Booking Nickname,Space Name,Location,From Date,To Date,First Name,Last Name,Email,Status\n\
             Study,Pod 4,Library,2026-03-19 10:00:00,2026-03-19 12:00:00,Ann,Lee,ann@example.com,Tentative\n",
            &["2026-03-19 10:00-12:00 Pod 4: Study 0+0=0, 0 devices, room_assigned"],
        ),
        (
            "Room,Date,Start,Duration (hours),Event,Requester\nLab 1,2026-04-09,10:00,1.5,Chess,Ann\n",
            &["2026-04-09 10:00-11:30 Lab 1: Chess 0+0=0, 0 devices, confirmed"],
        ),
    ] {
        let env = Env::on(env.engine());
        import(&env, text, &["--create-rooms"]).ok();
        assert_eq!(bookings(&env), made, "{text}");
        let run = import(&env, text, &["--create-rooms"]).ok();
        assert_eq!(counts(&run), format!("unchanged {}", made.len()), "{run}");
        env.verify_audit().unwrap();
    }
}

fn lists_of_rooms_devices_users_and_prices_of_other_programs_are_read_at_once(env: &Env) {
    let kinds = [
        (
            "devices",
            "Company,Asset Name,Asset Tag,Model Name,Model Number,Category,Manufacturer,Serial,Purchased,Cost,EOL,Status\n\
             Colab,,AT-1,Latitude,L5420,Laptop,Dell,5CG123,2025-01-10,15000.00,2028-01,Ready to Deploy\n",
            &["device", "show", "5CG123"][..],
            json!({"name": "AT-1", "brand": "Dell", "status": "available"}),
        ),
        (
            "rooms",
            "Resource Id,Generated Name,Resource Name,Building Id,Floor Name,Capacity (seats),Resource Email\n\
             id1,SF-2-Bay (8),Bay,SF,2,8,c@example.com\n",
            &["room", "show", "Bay"],
            json!({"capacity": 8, "location": "SF"}),
        ),
        (
            "users",
            "First Name [Required],Last Name [Required],Email Address [Required],Role,Last Sign In [READ ONLY]\n\
             Ann,Lee,ann@example.com,staff,2026-01-01\n",
            &["user", "show", "ann@example.com"],
            json!({"full_name": "Ann Lee", "email": "ann@example.com"}),
        ),
        (
            "devices",
            "Name,Entity,Status,Manufacturers,Serial number,Types,Model,Location,Last update\n\
             PC1,Root,In use,Dell,SN77,Laptop,XPS,Store 2,2026-01-01\n",
            &["device", "show", "SN77"],
            json!({"name": "PC1", "brand": "Dell", "place": "Store 2", "status": "available"}),
        ),
        (
            "rooms",
            "classroom_id,capacity,has_projector,floor_no\nKoppie 1,30,1,2\n",
            &["room", "show", "Koppie 1"],
            json!({"capacity": 30, "location": null}),
        ),
        (
            "pricing",
            "Room,Full day,Week\nBay,\"1250,50\",5000\n",
            &["pricing", "list", "--item", "Bay"],
            json!({"item_type": "room"}),
        ),
    ];
    for (kind, text, shown, expected) in kinds {
        env.write("list.csv", text);
        env.colab(&["import", kind, "list.csv"]).ok();
        let shown = env.json(shown);
        let record = shown.as_array().map_or(&shown, |records| &records[0]);
        for (field, value) in expected.as_object().unwrap() {
            assert_eq!(&record[field], value, "{kind}: {record}");
        }
    }
}

fn new_users_of_a_file_without_roles_are_staff_and_the_others_keep_their_role(env: &Env) {
    env.line("user add sam --role finance --no-password").ok();
    env.write(
        "u.csv",
        "username,email\nthandi,t@example.com\nsam,s@example.com\n",
    );
    let run = env.line("import users u.csv").ok();
    assert!(
        run.stdout.contains(
            "no column has roles: new users get the role staff; --set role=ROLE gives every user another"
        ),
        "{run}"
    );
    assert_eq!(env.get("user show thandi")["role"], "staff");
    assert_eq!(env.get("user show sam")["role"], "finance");
    let run = env.line("import users u.csv -f json").ok();
    assert_eq!(counts(&run), "unchanged 2");
    // A role is not guessed where the file has a column of them.
    env.write("r.csv", "username,role\nanna,\n");
    let run = env.line("import users r.csv -f json").fails(6);
    assert_eq!(items(&run, "reject")[0]["message"], "a new user needs role");
    // Of two addresses in one cell the person chooses.
    env.write(
        "m.csv",
        "name,email\nAnna Berg,\"a@example.com, b@example.com\"\n",
    );
    let run = env.line("import users m.csv -f json").fails(6);
    assert_eq!(
        items(&run, "reject")[0]["message"],
        "`a@example.com, b@example.com` has 2 addresses, and a user has one; write `a@example.com` alone into the cell"
    );
    env.write("p.csv", "Vorname,Nachname\nJan,Wit\nEva,Wit\n");
    follow_hints(env, "import users p.csv");
    assert_eq!(env.get("user show \"Eva Wit\"")["role"], "staff");
}

fn categories_that_nobody_knows_are_added_on_request(env: &Env) {
    env.write(
        "d.csv",
        "Serial,Category,Status\nA,Phone,Shiny\nB,Beamer,Shiny\nC,phones,Shiny\nD,Laptop,Shiny\n",
    );
    let run = env.line("import devices d.csv").fails(6);
    let way = "colab import devices d.csv --word status:Shiny=STATUS";
    assert!(run.stderr.contains(way), "{run}");
    let words = "--word status:Shiny=available";
    let run = env.line(&format!("import devices d.csv {words}")).fails(6);
    let way = format!(
        "to add the categories that are not known: colab import devices d.csv {words} --create-categories"
    );
    assert!(run.stderr.contains(&way), "{run}");
    let run = env
        .line(&format!(
            "import devices d.csv {words} --create-categories --save-map all"
        ))
        .ok();
    assert!(run.stdout.contains("categories created: Phone, Beamer"), "{run}");
    // Nothing is made for rows that are refused.
    env.write(
        "g.csv",
        "Serial,Category\nG1,Drone\n,Ghost\nG2,Spook\nG2,Spectre\n",
    );
    let run = env
        .line("import devices g.csv --create-categories --partial")
        .fails(8);
    assert!(run.stdout.contains("categories created: Drone\n"), "{run}");
    env.write("e.csv", "Serial,Category,Status\nE,Screen,Shiny\n");
    env.line("import devices e.csv --map-from all").ok();
    assert_eq!(env.get("device show E")["category"], "Screen");
    // Which category devices are that have none, nobody knows.
    env.write("n.csv", "Seriennummer;Modell\nSN1;5520\nSN2;5530\n");
    let run = env.line("import devices n.csv").fails(6);
    let way = "colab import devices n.csv --set category=CATEGORY";
    assert!(run.stderr.contains(way) && run.stderr.contains("Beamer"), "{run}");
    // What stands in place of it is none, even where categories are added.
    env.line("import devices n.csv --set category=CATEGORY --create-categories")
        .fails(2)
        .says("--set category: write a value in place of CATEGORY")
        .says("colab device category list");
    env.line("import devices n.csv --word status:Shiny=STATUS")
        .fails(2)
        .says("--word status: write a value in place of STATUS")
        .says("the values are new, available");
    env.line("import devices n.csv --set category=Laptop").ok();
    // Few words that come again may be the categories, under whichever heading they stand.
    for heading in ["Item", "Modelltyp", "Nome"] {
        let text =
            format!("Serial,{heading},Employee Type\n{heading}1,Crane,Contract\n{heading}2,Crane,Contract\n");
        env.write("k.csv", text);
        let run = env.line("import devices k.csv").fails(6);
        let way =
            format!("to take `{heading}` for category: colab import devices k.csv --map {heading}=category");
        assert!(run.stderr.contains(&way), "{run}");
        env.line(&format!(
            "import devices k.csv --map {heading}=category --create-categories"
        ))
        .ok();
        let device = env.get(&format!("device show {heading}2"));
        assert_eq!(device["category"], "Crane", "{heading}");
    }
}

fn a_row_of_several_devices_is_refused(env: &Env) {
    let text = "Serial,Category,Qty\nM1,Laptop,4\nM2,Laptop,1\nM3,Laptop,1.0\nM4,Laptop,\nM5,Laptop,2 pcs\nM6,Laptop,0\n";
    env.write("d.csv", text);
    let run = env.line("import devices d.csv --partial -f json").fails(8);
    assert_eq!(counts(&run), "created 3, rejected 3");
    assert_eq!(
        items(&run, "reject")[0]["message"],
        "quantity: a row is one device, and this one is of 4; write a row for each"
    );
    env.line("import devices d.csv --map Qty=-").ok();
    env.line("device show M5").ok();
    env.write("l.csv", "Serial,Category,Location,Room\nL1,Laptop,HQ,Room 6\n");
    env.line("import devices l.csv")
        .fails(6)
        .says("colab location add HQ");
}

fn rooms_of_one_number_are_told_apart_by_their_building(env: &Env) {
    let text = "Building,Floor,Room,Closet\nHall,1,1A,a\nHall,1,1B,b\nHall,2,1A,c\nHall,2,1B,d\n";
    env.write("r.csv", text);
    let run = env.line("import rooms r.csv").fails(6);
    let way = "colab import rooms r.csv --map Floor=name --map Room=name";
    assert!(run.stderr.contains(way), "{run}");
    env.line(way.trim_start_matches("colab ")).ok();
    assert_eq!(
        env.column(&["room", "list"], "name"),
        ["1 1A", "1 1B", "2 1A", "2 1B"]
    );
    assert_eq!(env.get("room show \"2 1A\"")["location"], "Hall");
    // One after the other the buildings name the rooms below them.
    env.write(
        "s.csv",
        "SALAS,CADEIRAS\nBLOCO A,\n201,50\n202,40\n203,30\nBLOCO B,50\n201,20\n204,25\n",
    );
    let run = env.line("import rooms s.csv -f json").ok();
    assert_eq!(counts(&run), "created 5, ignored 2");
    let room = env.get("room show \"BLOCO B 201\"");
    assert_eq!(
        (&room["capacity"], &room["location"]),
        (&json!(20), &json!("BLOCO B"))
    );
    env.line("room show \"BLOCO A\"").fails(3);
}

fn a_column_of_another_kind_is_none_of_the_field(env: &Env) {
    env.write(
        "r.csv",
        "Room,Capacity,Equipment,Floor\nBay,30,true,1\nCove,25,false,2\n",
    );
    let run = env.line("import rooms r.csv -f json").ok();
    assert_eq!(run.json()["sheets"][0]["left_out"], json!(["Equipment", "Floor"]));
    env.write("a.csv", "name,area,capacity\nAula,90,5\nFoyer,94,6\n");
    env.line("import rooms a.csv").ok();
    assert_eq!(env.get("room show Aula")["location"], serde_json::Value::Null);
    // An empty column does not stand before a full one.
    env.write(
        "d.csv",
        "Serial No,Laptop Serial No,Category,Employee Type,Purchased\n,LX-1,Laptop,Contract,2020-09-16T14:57:05\n,LX-2,Laptop,Full Time,\n",
    );
    env.line("import devices d.csv").ok();
    assert_eq!(env.get("device show LX-1")["purchased_on"], "2020-09-16");
    // Nor does a remark name a device, or an empty serial number where another column names each.
    env.write(
        "s.csv",
        "Inventarnummer,Typ,Kran\n,Laptop,Kran 1\n7/22,Laptop,Kran 2\n,Laptop,Kran 3\n,Laptop,Kran 4\n",
    );
    let run = env.line("import devices s.csv").fails(6);
    let way = "colab import devices s.csv --map Kran=serial_number --map Inventarnummer=-";
    assert!(run.stderr.contains(way), "{run}");
    env.line(way.trim_start_matches("colab ")).ok();
    assert_eq!(env.get("device show \"Kran 4\"")["category"], "Laptop");
    env.write(
        "s.csv",
        "Inventarnummer,Typ,Kran\n8/22,Laptop,Kran 5\n9/22,Laptop,Kran 6\n,Laptop,Kran 7\n",
    );
    let run = env.line("import devices s.csv").fails(6);
    assert!(!run.stderr.contains("Kran=serial_number"), "{run}");
}

fn what_a_list_of_prices_needs_is_asked_for_at_once(env: &Env) {
    env.write("m.csv", "Items,Price\nRosh,2100\nQurma,2550\n");
    let run = env.line("import pricing m.csv").fails(6);
    let way = "colab import pricing m.csv --set item_type=ITEM_TYPE --set unit=UNIT";
    assert!(run.stderr.contains(way), "{run}");
    run.says("item_type (room, device_category, catering, amenity) and unit (person, item, day, booking)");
    env.line("import pricing m.csv --set item_type=catering --set unit=person")
        .ok();
    env.line("room add Single").ok();
    env.write("n.csv", "room_type,price_per_night\nSingle,R 100\n");
    env.line("import pricing n.csv").ok();
    let price = env.json(&["pricing", "list", "--item", "Single"])[0].clone();
    assert_eq!(price["daily_rate"]["amount_cents"], 10_000);
    env.write("e.csv", "ServiceKey,Price,Unit\nbrows,€200,person\n");
    let run = env
        .line("import pricing e.csv --set item_type=catering -f json")
        .fails(6);
    assert_eq!(
        items(&run, "reject")[0]["message"],
        "unit_price: `€200` is in EUR, and prices here are in ZAR"
    );
}

fn amounts_in_another_currency_are_refused(env: &Env) {
    env.line("room add Bay").ok();
    for (heading, other) in [
        ("Price per day (EUR)", "EUR"),
        ("Daily rate [$]", "$"),
        ("Daily rate €", "EUR"),
    ] {
        env.write("p.csv", format!("Room,{heading}\nBay,100\n"));
        let fact = format!("the amounts under `{heading}` are in {other}, and prices here are in ZAR");
        env.line("import pricing p.csv").fails(6).says(&fact);
    }
    env.write("p.csv", "Room,Daily rate,Currency\nBay,100,USD\nBay,100,ZAR\n");
    let run = env.line("import pricing p.csv --partial -f json").fails(8);
    assert_eq!(counts(&run), "created 1, rejected 1");
    assert_eq!(
        items(&run, "reject")[0]["message"],
        "its amounts are in USD, and prices here are in ZAR"
    );
    env.write("p.csv", "Room,Price per day (incl. VAT)\nBay,115\n");
    let way = "the prices under `Price per day (incl. VAT)` include tax, which is added to prices here";
    env.line("import pricing p.csv").fails(6).says(way);
    env.write("p.csv", "Room,Daily rate (R)\nBay,120\n");
    env.line("import pricing p.csv").ok();
    // Beside a device the price is a detail.
    env.write("d.csv", "Serial,Category,Price (€)\nS1,Laptop,900\n");
    let run = env.line("import devices d.csv").fails(6);
    let way = "to skip the column: colab import devices d.csv --map 'Price (€)=-'";
    assert!(run.stderr.contains(way), "{run}");
    env.line("import devices d.csv --map \"Price (€)=-\"").ok();
}

fn a_list_of_prices_names_its_columns(env: &Env) {
    env.line("room add Single").ok();
    // Whose prices have headings that nobody knows.
    env.write("b.csv", "name,bed_only,half_board,capacity\nSingle,1000,2500,1\n");
    let run = env
        .line("import pricing b.csv")
        .fails(6)
        .says("no column has prices; amounts stand under `bed_only`, `half_board`");
    let way = "colab import pricing b.csv --map bed_only=daily_rate";
    assert!(run.stderr.contains(way), "{run}");
    env.line("import pricing b.csv --map bed_only=daily_rate").ok();
    // An amount is no name, and a column without a heading may have the names.
    save_rows(
        &env.path("k.xlsx"),
        "Tabelle1",
        &[
            &["", "Menge", "Preis"],
            &["Cola", "=0.33", "R 20"],
            &["Mate", "=0.5", "R 30"],
        ],
    );
    let run = env.line("import pricing k.xlsx").fails(6);
    let way = "colab import pricing k.xlsx --map A=item";
    assert!(run.stderr.contains(way), "{run}");
    env.line("import pricing k.xlsx --map A=item --set item_type=catering --set unit=item")
        .ok();
    let price = env.json(&["pricing", "list", "--item", "Cola"])[0].clone();
    assert_eq!(price["unit_price"]["amount_cents"], 2000);
    // Who pays by the night pays for a room; and what the sheet is called, its items are.
    env.write("n.csv", "Item,Price per night\nAttic,100\n");
    let run = env.line("import pricing n.csv").fails(6);
    assert!(run.stderr.contains("colab room add Attic"), "{run}");
    save_rows(
        &env.path("m.xlsx"),
        "Menu",
        &[&["Name", "Price per person"], &["Soup", "45"]],
    );
    env.line("import pricing m.xlsx").ok();
    let price = env.json(&["pricing", "list", "--item", "Soup"])[0].clone();
    assert_eq!(price["item_type"], "catering");
}

fn a_field_that_a_file_lacks_is_set_by_the_option_of_its_hint(env: &Env) {
    env.write(
        "u.csv",
        "username,email\nthandi,t@example.com\nsam,s@example.com\n",
    );
    env.line("import users u.csv --set role=finance --save-map hr")
        .ok();
    assert_eq!(env.get("user show sam")["role"], "finance");
    env.write("u2.csv", "username,email\nlindiwe,l@example.com\n");
    env.line("import users u2.csv --map-from hr").ok();
    assert_eq!(env.get("user show lindiwe")["role"], "finance");
    env.line("import users u.csv --set role=boss")
        .fails(2)
        .says("invalid value `boss`");
    env.line("import users u.csv --set colour=red")
        .fails(2)
        .says("no field `colour`");
    for (text, option) in [
        ("Serial,Category\nA,Notebook\n", "--create-categories"),
        (
            "Serial,Category,Warranty\nA,Laptop,36 months\n",
            "--map Warranty=-",
        ),
        ("Brand,Category\nDell,Laptop\n", "--map Brand=serial_number"),
    ] {
        env.write("d.csv", text);
        let run = env.line("import devices d.csv").fails(6);
        assert!(run.stderr.contains(option), "{run}");
    }
    // What a row says counts for more.
    env.write("c.csv", "Name,Capacity\nA,\nB,4\n");
    env.line("import rooms c.csv --set capacity=9").ok();
    let run = env.line("import rooms c.csv --set capacity=9 -f json").ok();
    assert_eq!(counts(&run), "unchanged 2");
    let list = env.json(&["room", "list"]);
    assert_eq!(
        (&list[0]["capacity"], &list[1]["capacity"]),
        (&json!(9), &json!(4))
    );
}

fn a_file_in_another_encoding_is_read_by_the_option_of_its_hint(env: &Env) {
    let utf16 = b"\xff\xfen\0a\0m\0e\0\n\0C\0a\0f\0\xe9\0\n\0";
    for (bytes, option) in [
        (&b"name;capacity\nCaf\xe9;3\n"[..], "--encoding windows-1252"),
        (&utf16[2..], "--encoding utf-16le"),
    ] {
        let env = Env::on(env.engine());
        env.write("r.csv", bytes);
        let run = env.line("import rooms r.csv").fails(6);
        assert!(run.stderr.contains(option), "{run}");
        env.line(&format!("import rooms r.csv {option}")).ok();
        assert_eq!(env.column(&["room", "list"], "name"), ["Caf\u{e9}"]);
    }
    // Polish letters are told from Spanish ones; where nobody can tell, both are offered with what they read.
    let polish = Env::on(env.engine());
    polish.write("r.csv", &b"name;capacity\nSala \xa3\xf3d\x9f;3\n"[..]);
    polish
        .line("import rooms r.csv")
        .fails(6)
        .says("looks like Windows-1250 (Central European): `\u{141}\u{f3}d\u{17a}`")
        .says("to read it so: colab import rooms r.csv --encoding windows-1250");
    polish.line("import rooms r.csv --encoding windows-1250").ok();
    assert_eq!(
        polish.column(&["room", "list"], "name"),
        ["Sala \u{141}\u{f3}d\u{17a}"]
    );
    let open = Env::on(env.engine());
    open.write("r.csv", &b"name;capacity\nSala Ni\xf1o;3\n"[..]);
    let run = open.line("import rooms r.csv").fails(6);
    for way in [
        "to read `Ni\u{f1}o`: colab import rooms r.csv --encoding windows-1252",
        "to read `Ni\u{144}o`: colab import rooms r.csv --encoding windows-1250",
    ] {
        assert!(run.stderr.contains(way), "{run}");
    }
    let cyrillic = Env::on(env.engine());
    cyrillic.write("r.csv", &b"name;capacity\n\xc7\xe0\xeb;3\n"[..]);
    cyrillic
        .line("import rooms r.csv")
        .fails(6)
        .says("to read `\u{417}\u{430}\u{43b}`: colab import rooms r.csv --encoding windows-1251")
        .says("--encoding KOI8-R");
    let marked = Env::on(env.engine());
    marked.write("r.csv", &utf16[..]);
    marked.line("import rooms r.csv").ok();
    assert_eq!(marked.column(&["room", "list"], "name"), ["Caf\u{e9}"]);
    env.write("r.csv", "name\nA\n");
    env.line("import rooms r.csv --encoding klingon")
        .fails(2)
        .says("unknown encoding");
}

fn what_is_no_day_and_no_length_is_a_fault(env: &Env) {
    starter(env);
    let text = "Client,Room,From date,To date,Time,Duration\n\
                A,Focus,2026-03-06,2026-03-05,8-12,\n\
                B,Vision,2026-03-06,,noon,\n\
                C,Growth,2026-03-06,,10:00,2\n\
                D,Synergy,2026-03-06,,10:00,1:30\n\
                E,Potential,2026-03-06,,10:00,\n";
    let run = import(env, text, &["--partial"]).fails(8);
    assert_eq!(counts(&run), "created 1, rejected 4");
    let told: Vec<String> = items(&run, "reject")
        .iter()
        .map(|item| item["message"].to_string())
        .collect();
    for (told, said) in told.iter().zip([
        "before from_date",
        "invalid time `noon`",
        "invalid duration `2`",
        "needs ends_at",
    ]) {
        assert!(told.contains(said), "{told}");
    }
    import(env, text, &["--duration", "soon"])
        .fails(2)
        .says("invalid duration");
    let run = import(
        env,
        "Client,Room,Date,Time\nE,Potential,2026-03-06,10:00\n",
        &["--duration", "2h"],
    )
    .ok();
    assert_eq!(counts(&run), "created 1");
}

fn cells_of_lists_are_read_as_people_write_them(env: &Env) {
    let list = |text: &str, flags: &[&str]| {
        let env = Env::on(env.engine());
        env.line("room add Saturn --capacity 30").ok();
        import(&env, text, &[flags, &["--create-rooms"]].concat()).ok();
        let of = |line: &String| line.replace(", 0 devices, confirmed", "");
        bookings(&env).iter().map(of).collect::<Vec<_>>()
    };
    let starts = |lines: Vec<String>| lines.iter().map(|line| line[..22].to_owned()).collect::<Vec<_>>();
    // Two days in a cell, with the year of the others or of an option.
    let text = "Course,Dates,Room\nUmoya,2-3 March,Saturn\nKopano,9.-10. April 2026,Saturn\n";
    let days = [
        "2026-03-02 07:30-16:30",
        "2026-03-03 07:30-16:30",
        "2026-04-09 07:30-16:30",
        "2026-04-10 07:30-16:30",
    ];
    assert_eq!(starts(list(text, &[])), days);
    let text = text.replace(" 2026", "");
    assert_eq!(starts(list(&text, &["--year", "2026"])), days);
    import(env, &text, &["--create-rooms"])
        .fails(6)
        .says("--year 2026");
    // Headings in two lines.
    let text = "Booking,,Time,,Room,Number of\nClient,Date,From,To,,Learners\nUmoya,2026-03-02,08:00,10:00,Saturn,12\n";
    assert_eq!(list(text, &[]), ["2026-03-02 08:00-10:00 Saturn: Umoya 12+0=12"]);
    // A clock of twelve hours.
    let text = "Client,Room,Date,Time\nA,Saturn,2026-03-02,9:00-10:30\nB,Saturn,2026-03-02,11:00-12:30\nC,Saturn,2026-03-02,1:00-2:30\n";
    assert_eq!(starts(list(text, &[]))[2], "2026-03-02 13:00-14:30");
    let text = "Client,Room,Date,Start,End\nA,Saturn,2026-03-02,9:00,10:30\nB,Saturn,2026-03-02,5:00,7:00\n";
    assert_eq!(starts(list(text, &[]))[1], "2026-03-02 17:00-19:00");
    // Several rooms in a cell.
    let text = "Client,Room,Date\nUmoya,\"A101, A102\",2026-03-02\nKopano,A103/Saturn,2026-03-02\n";
    let rooms: Vec<String> = list(text, &[])
        .iter()
        .map(|line| line[23..27].to_owned())
        .collect();
    assert_eq!(rooms, ["A101", "A102", "A103", "Satu"]);
    // People with devices, and not known yet.
    let text =
        "Client,Room,Date,People\nUmoya,Saturn,2026-03-02,20 + 18 laptops\nKopano,Saturn,2026-03-03,TBC\n";
    let lines = list(text, &[]);
    assert!(
        lines[0].contains("Umoya 20+") && lines[0].contains("18 devices"),
        "{lines:?}"
    );
    // Two starts contradict each other.
    let text = "Client,Room,Date,Begin,Slot\nUmoya,Saturn,2026-03-02,09:00,11:00\n";
    let run = import(
        env,
        text,
        &[
            "--create-rooms",
            "--duration",
            "1h",
            "--map",
            "Begin=starts_at",
            "--map",
            "Slot=time",
        ],
    );
    let run = run.fails(6);
    assert!(
        run.stdout.contains("time and starts_at both say when it begins"),
        "{run}"
    );
    // All of it is over.
    let text = "Client,Room,Date\nUmoya,Saturn,2025-03-02\n";
    import(env, text, &["--create-rooms"])
        .fails(6)
        .says("--allow-past");
}

fn struck_rows_of_a_list_are_cancelled_and_hidden_ones_left_out(env: &Env) {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    let struck = rust_xlsxwriter::Format::new().set_font_strikethrough();
    let plain = rust_xlsxwriter::Format::new();
    let rows = [
        ["Client", "Room", "Date"],
        ["Umoya", "Saturn", "2026-03-02"],
        ["Struck", "Saturn", "2026-03-03"],
        ["Hidden", "Saturn", "2026-03-04"],
    ];
    for (row, cells) in (0u32..).zip(rows) {
        let format = if cells[0] == "Struck" { &struck } else { &plain };
        for (column, text) in (0u16..).zip(cells) {
            sheet.write_string_with_format(row, column, text, format).unwrap();
        }
    }
    sheet.set_row_hidden(3).unwrap();
    workbook.save(env.path(FILE)).unwrap();
    let run = env
        .line("import bookings schedule.xlsx --create-rooms -f json")
        .ok();
    assert_eq!(
        run.json()["sheets"][0]["notes"],
        json!(["1 hidden row left out (--include-hidden reads them)"])
    );
    let lines = bookings(env);
    let stands = lines.iter().filter(|line| line.ends_with("confirmed"));
    assert_eq!(stands.count(), 1, "{lines:?}");
    env.line("import bookings schedule.xlsx --create-rooms --include-hidden")
        .ok();
    assert!(bookings(env).iter().any(|line| line.contains("Hidden")));
}

fn a_record_whose_last_row_was_not_kept_is_not_overwritten(env: &Env) {
    env.write("r.csv", "name,capacity\nSaturn,20\n");
    env.line("import rooms r.csv").ok();
    env.raw_sql("UPDATE import_rows SET said = NULL").unwrap();
    env.line("room edit Saturn --capacity 25").ok();
    let run = env.line("import rooms r.csv -f json").ok();
    assert_eq!(counts(&run), "disagreed 1");
    assert!(
        run.stdout.contains("the last import kept no copy of the row"),
        "{run}"
    );
    assert_eq!(env.json(&["room", "list"])[0]["capacity"], 25);
    env.line("import rooms r.csv --theirs").ok();
    assert_eq!(env.json(&["room", "list"])[0]["capacity"], 20);
}

/// What a merged cell shows further down is struck through with it.
fn a_struck_cell_is_struck_in_all_the_rows_that_it_covers(env: &Env) {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    let struck = rust_xlsxwriter::Format::new().set_font_strikethrough();
    for (column, text) in (0u16..).zip(["Client", "Room", "Date"]) {
        sheet.write_string(0, column, text).unwrap();
    }
    sheet.merge_range(1, 0, 2, 0, "Struck", &struck).unwrap();
    for (row, date) in [(1, "2026-03-02"), (2, "2026-03-03")] {
        sheet.write_string_with_format(row, 1, "Saturn", &struck).unwrap();
        sheet.write_string_with_format(row, 2, date, &struck).unwrap();
    }
    for (column, text) in (0u16..).zip(["Umoya", "Saturn", "2026-03-04"]) {
        sheet.write_string(3, column, text).unwrap();
    }
    workbook.save(env.path(FILE)).unwrap();
    env.line("import bookings schedule.xlsx --create-rooms").ok();
    let lines = bookings(env);
    let stands: Vec<_> = lines.iter().filter(|line| line.ends_with("confirmed")).collect();
    assert!(
        matches!(stands.as_slice(), [one] if one.contains("Umoya")),
        "{lines:?}"
    );
    assert_eq!(
        lines.iter().filter(|line| line.ends_with("cancelled")).count(),
        2,
        "{lines:?}"
    );
}

fn what_one_cell_counts_is_compared_with_what_is_booked(env: &Env) {
    let text =
        "Client,Room,Date,Headcount\nUmoya,Saturn,2026-03-02,20 + 18 laptops\nKopano,Saturn,2026-03-03,12\n";
    import(env, text, &["--create-rooms"]).ok();
    assert!(bookings(env)[0].contains("18 devices"), "{:?}", bookings(env));
    assert_eq!(counts(&import(env, text, &[]).ok()), "unchanged 2");
    let fewer = text.replace("18 laptops", "9 laptops");
    assert_eq!(counts(&import(env, &fewer, &[]).ok()), "updated 1, unchanged 1");
    assert!(bookings(env)[0].contains(" 9 devices"), "{:?}", bookings(env));
}

fn an_afternoon_without_its_half_is_no_night(env: &Env) {
    for (start, end, expected) in [
        ("9:00", "5:00", "09:00-17:00"),
        ("10:00", "2:00", "10:00-14:00"),
        ("12:00", "1:00", "12:00-13:00"),
        ("8:30", "6:00", "08:30-18:00"),
        ("1:00", "4:00", "13:00-16:00"),
    ] {
        let env = &Env::on(env.engine());
        let text = format!(
            "Client,Room,Date,Start,End\nUmoya,Saturn,2026-03-02,{start},{end}\nKopano,Venus,2026-03-02,8:00,11:00\n"
        );
        import(env, &text, &["--create-rooms"]).ok();
        assert!(
            bookings(env).iter().any(|line| line.contains(expected)),
            "{:?}",
            bookings(env)
        );
    }
    // Hours of two digits are those of a clock of 24.
    for (end, meant) in [("05:00", "17:00"), ("01:00", "13:00")] {
        let text = format!(
            "Client,Room,Date,Start,End\nUmoya,Saturn,2026-03-02,12:00,{end}\nKopano,Venus,2026-03-02,08:00,11:00\n"
        );
        let run = import(env, &text, &["--create-rooms"]).fails(6);
        let wrong = items(&run, "reject")[0]["message"].to_string();
        assert!(wrong.contains(meant), "{wrong}");
    }
    let night = "Client,Room,Date,Start,End\nUmoya,Saturn,2026-03-02,22:00,05:00\n";
    import(env, night, &["--create-rooms"]).ok();
}

fn a_tick_is_no_client(env: &Env) {
    let row = |client: &str, learners: &str| {
        format!(
            "Client,Room,Date,Learners\n{client},Saturn,2026-03-02,{learners}\nUmoya,Venus,2026-03-02,9\n"
        )
    };
    for tick in ["Y", "N", "x", "Д"] {
        let run = import(env, &row(tick, ""), &["--create-rooms"]).fails(6);
        let told = items(&run, "reject")[0]["message"].to_string();
        assert!(told.contains(&format!("only the letter `{tick}`")), "{told}");
        assert_eq!(env.count("bookings"), 0);
    }
    // Who is counted is a client, and who is here stays one.
    import(env, &row("Y", "12"), &["--create-rooms"]).ok();
    let listed = env.line("booking list -f csv").ok().stdout;
    env.write("ours.csv", listed.replace("T07:30", "T08:30"));
    let run = env.line("import bookings ours.csv -f json").ok();
    assert_eq!(counts(&run), "updated 2");
    let run = import(env, &row("Y", "12").replace("Umoya", "N").replace(",9", ","), &[]).fails(6);
    assert!(
        items(&run, "reject")[0]["message"]
            .to_string()
            .contains("only the letter `N`"),
        "{run}"
    );
}

fn rooms_in_one_cell_are_the_combined_room_or_a_booking_each(env: &Env) {
    for line in ["room add Saturn", "room add Venus", "room add Mars"] {
        env.line(line).ok();
    }
    env.line("room combine Pair Saturn Venus").ok();
    let head = "Ref,Client,Room,Date\n";
    let text = format!("{head}A1,Umoya,Venus & Saturn,2026-03-02\nA2,Kopano,\"Saturn, Mars\",2026-03-03\n");
    import(env, &text, &["--map", "Ref=external_id"]).ok();
    let lines = bookings(env);
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(lines.iter().any(|line| line.contains("Pair: Umoya")), "{lines:?}");
    let long = "R".repeat(98);
    let text = format!("{head}{long},Thuto,\"Saturn, Mars\",2026-03-04\n");
    let run = import(env, &text, &["--map", "Ref=external_id"]).fails(6);
    let wrong = items(&run, "reject")[0]["message"].to_string();
    assert!(wrong.contains("external_id is too long with its room"), "{wrong}");
}

fn the_year_of_any_table_can_be_given(env: &Env) {
    let text = "item,item_type,daily_rate,effective_date\nSaturn,room,100,2 March\n";
    env.line("room add Saturn").ok();
    env.write("p.csv", text);
    let run = env.line("import pricing p.csv").fails(6);
    assert!(run.stderr.contains("--year 2026"), "{run}");
    env.line("import pricing p.csv --year 2026").ok();
}

fn what_is_not_a_room_makes_none(env: &Env) {
    env.line("room add Saturn").ok();
    let head = "Client,Date,Time,Room\n";
    for (client, room, why) in [
        ("Umoya", "Zoom", "room: `Zoom` is not a place"),
        ("Umoya", "MS Teams", "room: `MS Teams` is not a place"),
        (
            "Umoya",
            "see Saturn",
            "room: `see Saturn` stands for another cell",
        ),
        ("Umoya", "ditto", "room: `ditto` stands for another cell"),
        ("Umoya", "Saturn or Venus", "may be `Saturn` or `Venus`"),
        (
            "Umoya",
            "Saturn / Mars",
            "names `Saturn`, which is known, beside `Mars`, which is not",
        ),
        (
            "see Saturn",
            "Saturn",
            "client_name: `see Saturn` points to the room Saturn",
        ),
    ] {
        let text = format!("{head}{client},2026-03-02,08:00-09:00,{room}\n");
        let run = import(env, &text, &["--create-rooms"]).fails(6);
        assert!(message(&run, "reject").contains(why), "{room}: {run}");
    }
    // What waits for a room has none.
    let text = format!("{head}Umoya,2026-03-02,08:00-09:00,TBD\nKopano,2026-03-02,08:00-09:00,no room\n");
    let run = import(env, &text, &["--create-rooms"]).ok();
    assert_eq!(counts(&run), "created 2", "{run}");
    assert_eq!(env.column(&["booking", "list"], "status"), ["pending", "pending"]);
    assert_eq!(env.column(&["room", "list"], "name"), ["Saturn"]);
}

fn rooms_of_refused_rows_are_not_made(env: &Env) {
    env.line("client add Umoya").ok();
    env.line("client edit Umoya --on-hold --reason unpaid").ok();
    let text = "Client,Room,Start,End\nKopano,Mars,2026-03-02T08:00,2026-03-02T12:00\n\
                Kopano,Pluto,2025-01-02T08:00,2025-01-02T12:00\nUmoya,Neptune,2026-03-02T08:00,2026-03-02T12:00\n\
                New,Mars,2026-03-02T09:00,2026-03-02T10:00\n";
    let run = import(env, text, &["--create-rooms", "--partial"]).fails(8);
    assert_eq!(counts(&run), "created 1, conflicts 2, rejected 1", "{run}");
    assert_eq!(run.json()["rooms_created"], json!(["Mars"]));
    assert_eq!(env.column(&["room", "list"], "name"), ["Mars"]);
    assert_eq!(env.column(&["client", "list"], "name"), ["Kopano", "Umoya"]);
    let held = items(&run, "conflict");
    assert!(
        held.iter()
            .any(|item| item["message"].as_str().unwrap().contains("is on hold")),
        "{run}"
    );
    env.verify_audit().unwrap();
    // None of it is left where nothing is booked.
    let text = "Client,Room,Start,End\nUmoya,Neptune,2026-03-02T08:00,2026-03-02T12:00\n";
    import(env, text, &["--create-rooms", "--partial"]).fails(8);
    assert_eq!(env.column(&["room", "list"], "name"), ["Mars"]);
}

fn lines_that_name_a_room_or_a_day_are_carried_down_or_refused(env: &Env) {
    env.line("room add Saturn").ok();
    env.line("room add Venus").ok();
    let rows = "Client,Date,Start,End\nSaturn,,,\nUmoya,2026-03-02,08:00,09:00\nKopano,2026-03-03,08:00,09:00\n\n\
                Venus,,,\nUmoya,2026-03-04,08:00,09:00\n";
    let run = import(env, rows, &[]).ok();
    assert_eq!(counts(&run), "created 3, ignored 2", "{run}");
    assert_eq!(
        env.column(&["booking", "list", "--sort", "starts_at"], "room"),
        ["Saturn", "Saturn", "Venus"]
    );
    let days = "Client,Start,End,Room\n5 March 2026,,,\nUmoya,08:00,09:00,Saturn\nKopano,10:00,11:00,Saturn\n\
                6 March 2026,,,\nUmoya,08:00,09:00,Venus\n";
    let run = import(env, days, &["--source", "days"]).ok();
    assert_eq!(counts(&run), "created 3, ignored 2", "{run}");
    // Of unknown ones nothing is left out but the whole file.
    let other = rows.replace("Saturn", "Mars").replace("Venus", "Pluto");
    let run = import(env, &other, &["--partial"]).fails(6);
    assert!(
        run.stderr
            .contains("stand alone above rows of which no column has the room"),
        "{run}"
    );
    assert!(run.stderr.contains("--ignore-unknown"), "{run}");
    // Nor is the second of two clients in one row.
    let pairs = "Date,Room,Client 1,Client 2\n2026-03-09,Saturn,Umoya,Kopano\n";
    let map = ["--map", "Client 1=client_name", "--partial"];
    let run = import(env, pairs, &map).fails(6);
    assert!(run.stderr.contains("rows of its own"), "{run}");
    let off = "Client,Date,Start,End\nUmoya,2026-03-02,10:00,11:00\nCancelled bookings,,,\nKopano,2026-03-03,10:00,11:00\n";
    import(env, off, &["--partial"])
        .fails(6)
        .says("A3 (`Cancelled bookings`) says of the rows below it what no column does");
}

fn formats_of_another_currency_are_refused(env: &Env) {
    env.line("room add Bay").ok();
    let save = |format: &str| {
        let format = Format::new().set_num_format(format);
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        for (column, text) in (0..).zip(["Room", "Daily rate"]) {
            sheet.write_string(0, column, text).unwrap();
        }
        sheet.write_string(1, 0, "Bay").unwrap();
        sheet.write_number_with_format(1, 1, 120.5, &format).unwrap();
        workbook.save(env.path("p.xlsx")).unwrap();
    };
    for (format, other) in [
        ("[$$-409]#,##0.00", "$"),
        ("\"US$\"#,##0", "USD"),
        ("#,##0.00 [$€-407]", "EUR"),
        ("[$USD] #,##0.00", "USD"),
    ] {
        save(format);
        let run = env.line("import pricing p.xlsx -f json").fails(6);
        let why = format!("is in {other}, and prices here are in ZAR");
        assert!(message(&run, "reject").contains(&why), "{format}: {run}");
    }
    for format in [
        "\"R\" #,##0.00",
        "[$ZAR] #,##0.00",
        "0.00 \"per day\"",
        "#,##0.00",
    ] {
        save(format);
        env.line("import pricing p.xlsx").ok();
    }
    let prices = env.json(&["pricing", "list"]);
    assert_eq!(prices[0]["daily_rate"]["amount_cents"], 12050);
}

fn units_stand_behind_prices_and_in_their_column(env: &Env) {
    let text = "Item,Price\nLunch,R150 pp\nTea,R20 per cup\nBiscuits,R5 each\nDinner,R200/person\n";
    env.write("p.csv", text);
    let run = env
        .line("import pricing p.csv --set item_type=catering -f json")
        .ok();
    assert_eq!(counts(&run), "created 4", "{run}");
    let units = || {
        let items = env.column(&["pricing", "list"], "item").into_iter();
        let units = env.column(&["pricing", "list"], "unit");
        let mut all: Vec<String> = items
            .zip(units)
            .map(|(item, unit)| format!("{item} {unit}"))
            .collect();
        all.sort();
        all
    };
    let expected = ["Biscuits item", "Dinner person", "Lunch person", "Tea item"];
    assert_eq!(units(), expected);
    env.write(
        "p.csv",
        "Item,Price,Unit\nLunch,150,per head\nTea,20,cup\nBiscuits,5,ea\nDinner,200,/person\n",
    );
    env.line("import pricing p.csv --set item_type=catering").ok();
    assert_eq!(units(), expected);
    env.write("p.csv", "Item,Price,Unit\nLunch,R150 pp,item\n");
    let run = env
        .line("import pricing p.csv --set item_type=catering -f json")
        .fails(6);
    assert!(
        message(&run, "reject").contains("`R150 pp` is per person, and unit says item"),
        "{run}"
    );
    env.write("p.csv", "Item,Price each\nPen,7\n");
    env.line("import pricing p.csv --set item_type=amenity").ok();
}

fn what_a_list_calls_closed_is_out_of_use(env: &Env) {
    env.write(
        "r.csv",
        "Room,Capacity,Status\nUno,10,Open\nDos,12,Closed\nTres,5,In use\n",
    );
    let run = env.line("import rooms r.csv -f json").ok();
    assert_eq!(counts(&run), "created 3", "{run}");
    assert_eq!(env.column(&["room", "list"], "name"), ["Uno", "Tres"]);
    env.write(
        "r.csv",
        "Room,Capacity,Status\nUno,10,Open\nDos,12,Closed\nTres,5,Under maintenance\n",
    );
    let run = env.line("import rooms r.csv -f json").fails(6);
    let why = "is_active: invalid value `Under maintenance`, expected yes or no";
    assert!(message(&run, "reject").contains(why), "{run}");
}
