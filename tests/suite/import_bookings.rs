//! `import bookings`: found again by reference or by client, room and start; booked by the rules of those that are typed.

use serde_json::{Value, json};

use super::support::workbook::{bookings, counts, items, message, starter, written};
use super::support::{Env, Run};

both![
    rows_become_bookings_with_all_they_say,
    the_same_file_again_is_unchanged_and_what_differs_is_changed,
    what_we_print_is_read_back_as_unchanged,
    statuses_go_along_the_table_of_transitions_alone,
    a_taken_room_is_a_conflict_that_names_the_booking,
    two_rows_of_one_file_cannot_have_one_room,
    people_and_places_are_checked_as_when_they_are_typed,
    a_reference_of_another_system_finds_its_booking_again,
    a_number_of_ours_is_taken_only_when_it_is_mapped,
];
both![
    days_and_times_may_stand_apart,
    days_and_times_of_a_workbook_are_what_its_cells_show,
    lengths_under_hours_are_hours,
    what_rooms_and_past_days_need_is_told_together,
    undo_cancels_what_was_made_and_restores_what_was_changed,
    what_was_edited_since_is_left_unless_forced,
    an_import_after_an_undo_books_again,
    a_schedule_of_the_same_name_is_another_matter,
];
sqlite![
    twenty_thousand_bookings_arrive_together,
    times_of_a_clock_of_twelve_hours_are_read_as_in_a_schedule,
    a_time_of_other_clocks_is_refused,
    a_part_of_the_day_behind_a_date_is_half_of_it,
    turkish_lists_are_read,
    a_hint_maps_days_and_the_times_beside_them,
    a_list_of_free_slots_books_nobody,
    years_that_stand_first_are_no_days,
    a_date_holds_for_the_rows_below_it,
    bookings_that_differ_in_a_skipped_column_are_not_called_the_same,
    times_without_a_date_take_one_by_the_hint,
    a_weekday_beside_a_date_is_its_checksum,
    a_range_of_times_behind_a_date_is_no_zone,
    a_decision_is_the_status,
    cancelled_rows_of_any_form_are_cancelled,
    what_a_booking_has_twice_is_never_skipped_unseen,
    what_no_field_can_take_says_what_to_do,
    answers_about_a_booking_are_its_status_by_the_hint,
    hours_of_a_column_are_taken_for_lengths,
    a_room_that_is_not_known_yet_is_none,
];

#[track_caller]
fn import(env: &Env, text: &str, flags: &[&str]) -> Run {
    env.write("bookings.csv", text);
    env.colab(&[&["import", "bookings", "bookings.csv", "-f", "json"], flags].concat())
}

/// Reports whether a booking is there, by a part of its line.
#[track_caller]
fn is_booked(env: &Env, part: &str) {
    let booked = bookings(env);
    assert!(
        booked.iter().any(|line| line.contains(part)),
        "{part}: {booked:?}"
    );
}

fn times_of_a_clock_of_twelve_hours_are_read_as_in_a_schedule(env: &Env) {
    let text = "Client,Room,Date,Time\nUmoya,Saturn,2026-03-02,1:00 to 4:00 PM\nKopano,Venus,2026-03-02,2-4pm\n\
                Marula,Mars,2026-03-02,5:30p-8:30p\nThuto,Pluto,2026-03-02,7-11p\nBaobab,Ceres,2026-03-02,1:00-4:00\n";
    import(env, text, &["--create-rooms"]).ok();
    for part in [
        "13:00-16:00 Saturn",
        "14:00-16:00 Venus",
        "17:30-20:30 Mars",
        "19:00-23:00 Pluto",
        "13:00-16:00 Ceres",
    ] {
        is_booked(env, part);
    }
    let apart = |start: &str, end: &str| {
        format!("Client,Room,Date,Start,End\nSiyaya,Saturn,2026-03-03,{start},{end}\n")
    };
    import(env, &apart("1:00", "4:00 PM"), &[]).ok();
    is_booked(env, "2026-03-03 13:00-16:00 Saturn");
    let run = import(env, &apart("8:00", "9:00 PM"), &[]).fails(6);
    let told = message(&run, "reject");
    assert!(told.contains("may be 08:00 or 20:00"), "{told}");
    // Beside 13:00 the same hours may be those of a night.
    let text =
        "Client,Room,Date,Time\nUmoya,Saturn,2026-03-04,1:00-4:00\nKopano,Venus,2026-03-04,13:00-15:00\n";
    let run = import(env, text, &["--partial"]).fails(8);
    let told = message(&run, "reject");
    assert!(told.contains("of the night or of the afternoon"), "{told}");
}

fn a_time_of_other_clocks_is_refused(env: &Env) {
    let row = |time: &str| format!("Client,Room,Date,Time\nUmoya,Saturn,2026-03-02,{time}\n");
    let run = import(env, &row("08:00 EST"), &["--create-rooms"]).fails(6);
    let told = message(&run, "reject");
    assert!(told.contains("is a time of EST"), "{told}");
    import(env, &row("08:00-09:00 SAST"), &["--create-rooms"]).ok();
    is_booked(env, "08:00-09:00 Saturn");
}

fn a_part_of_the_day_behind_a_date_is_half_of_it(env: &Env) {
    let text = "Client,Room,Date\nUmoya,Saturn,Monday 02 March 2026 AM\nKopano,Venus,2026-03-03 (vormittags)\n\
                Marula,Mars,4 March 2026 Afternoon\n";
    import(env, text, &["--create-rooms"]).ok();
    for part in [
        "2026-03-02 07:30-12:00 Saturn",
        "2026-03-03 07:30-12:00 Venus",
        "2026-03-04 12:00-16:30 Mars",
    ] {
        is_booked(env, part);
    }
    for (text, why) in [
        (
            "Client,Date,Time\nThuto,2026-03-05 PM,09:00-10:00\n",
            "`PM` does not fit the start 09:00",
        ),
        (
            "Client,Start,End\nThuto,2026-03-05 PM,2026-03-05 17:00\n",
            "`PM` stands beside an end without a start",
        ),
        (
            "Client,From date,To date\nThuto,2026-03-05,2026-03-06 AM\n",
            "`2026-03-06 AM` ends within its day",
        ),
    ] {
        let told = message(&import(env, text, &[]).fails(6), "reject");
        assert!(told.contains(why), "{told}");
    }
}

fn turkish_lists_are_read(env: &Env) {
    let text = "Tarih,Başlangıç Saati,Bitiş Saati,Ders Adı,Öğrenci Sayısı\n2026-03-02,09:00,10:15,Fizik I,100\n\
                3 Mart 2026 Salı,09:00,10:15,Fizik II,90\n";
    import(env, text, &[]).ok();
    is_booked(env, "2026-03-02 09:00-10:15 -: Fizik I 100");
    is_booked(env, "2026-03-03 09:00-10:15 -: Fizik II 90");
}

fn a_hint_maps_days_and_the_times_beside_them(env: &Env) {
    let text = "Alpha,Bravo,Charlie,Delta\nUmoya,2026-03-02,09:00,10:00\nKopano,2026-03-03,11:00,12:00\n";
    let run = import(env, text, &[]).fails(6);
    let maps = [
        "Alpha=client_name",
        "Bravo=date",
        "Charlie=starts_at",
        "Delta=ends_at",
    ];
    for map in maps {
        assert!(run.stderr.contains(map), "{map}: {run}");
    }
    let flags: Vec<&str> = maps.iter().flat_map(|map| ["--map", *map]).collect();
    import(env, text, &flags).ok();
    is_booked(env, "2026-03-03 11:00-12:00 -: Kopano");
}

fn a_list_of_free_slots_books_nobody(env: &Env) {
    let text = "Date,TimeSlot,Available\n2026-03-02,09:00,false\n2026-03-02,10:00,true\n";
    let run = import(env, text, &[])
        .fails(6)
        .says("it is a list of free slots: `Available`");
    assert!(!run.stderr.contains("client_name"), "{run}");
    let flags = ["--map", "Available=client_name", "--duration", "1h"];
    let run = import(env, text, &flags).fails(6);
    let told = items(&run, "reject")[0]["message"].to_string();
    assert!(told.contains("is an answer and no name"), "{told}");
}

fn years_that_stand_first_are_no_days(env: &Env) {
    let list = |days: [&str; 3]| {
        let row = |day: &str| format!("Umoya,Saturn,{day},09:00-10:00\n");
        format!("Client,Room,Date,Time\n{}", days.map(row).concat())
    };
    let run = import(
        env,
        &list(["18-05-26", "21-05-26", "30-05-26"]),
        &["--create-rooms"],
    )
    .fails(6);
    assert!(run.stderr.contains("--date-order"), "{run}");
    // With the day first these would be of 2018, 2021 and 2030, and there is no month 26.
    let run = import(
        env,
        &list(["26-05-18", "25-05-21", "26-05-30"]),
        &["--create-rooms"],
    )
    .fails(6);
    assert!(!run.stderr.contains("--date-order"), "{run}");
    import(
        env,
        &list(["26-05-18", "26-05-21", "26-05-30"]),
        &["--create-rooms"],
    )
    .ok();
    is_booked(env, "2026-05-18 09:00-10:00 Saturn");
    is_booked(env, "2026-05-30 09:00-10:00 Saturn");
}

fn a_date_holds_for_the_rows_below_it(env: &Env) {
    let text = "Date,Time,Client,Room\n2026-03-02,09:00-10:00,Umoya,Saturn\n,10:00-11:00,Kopano,Saturn\n\
                ,11:00-12:00,Marula,Saturn\n2026-03-03,09:00-10:00,Thuto,Saturn\n";
    let run = import(env, text, &["--create-rooms"]).ok();
    assert_eq!(counts(&run), "created 4");
    assert!(run.stdout.contains("2 rows without a date, from A3 on"), "{run}");
    is_booked(env, "2026-03-02 11:00-12:00 Saturn: Marula");
    // Where every row has its date, one that lacks it is a fault.
    let text = "Date,Time,Client,Room\n2026-03-04,09:00-10:00,Umoya,Saturn\n2026-03-05,09:00-10:00,Kopano,Saturn\n\
                ,11:00-12:00,Marula,Saturn\n";
    import(env, text, &[]).fails(6);
}

fn bookings_that_differ_in_a_skipped_column_are_not_called_the_same(env: &Env) {
    let text = "Fecha,Hora inicio,Hora fin,Curso,Recurso\n2026-03-02,08:00,09:30,2 A,ENLACE\n\
                2026-03-02,08:00,09:30,2 A,MOVIL\n";
    let run = import(env, text, &["--create-rooms"]).ok();
    assert_eq!(counts(&run), "created 2");
    let text =
        "Client,Date,Start,End,Colour\nUmoya,2026-03-02,08:00,09:30,red\nUmoya,2026-03-02,08:00,09:30,blue\n";
    let run = import(env, text, &[]).fails(6);
    let told = items(&run, "reject")[0]["message"].to_string();
    assert!(told.contains("may tell them apart: `Colour`"), "{told}");
}

fn times_without_a_date_take_one_by_the_hint(env: &Env) {
    let text = "Client,Room,Start,End\nUmoya,Saturn,08:00,09:00\n";
    import(env, text, &["--create-rooms"])
        .fails(6)
        .says("--set date=");
    import(env, text, &["--create-rooms", "--set", "date=2026-03-02"]).ok();
    is_booked(env, "2026-03-02 08:00-09:00 Saturn");
}

fn a_weekday_beside_a_date_is_its_checksum(env: &Env) {
    let text = "Day,Date,Client,Time\nMonday,2026-03-02,Umoya,08:00-10:00\nWednesday,2026-03-03,Kopano,08:00-10:00\n";
    let run = import(env, text, &["--partial"]).fails(8);
    assert_eq!(counts(&run), "created 1, rejected 1");
    let told = message(&run, "reject");
    assert!(
        told.contains("Day: 2026-03-03 is a Tuesday, not a Wednesday"),
        "{told}"
    );
    import(env, text, &["--map", "Day=-"]).ok();
}

fn a_range_of_times_behind_a_date_is_no_zone(env: &Env) {
    let text = "Client,Room,Start\nUmoya,Saturn,2 Mar 2026 08:00-10:00\nKopano,Venus,2026-03-02 13:00 - 15:00\n\
                Marula,Mars,\"Mon, Mar 2, 2026, 9am - 11am\"\n";
    import(env, text, &["--create-rooms"]).ok();
    for part in ["08:00-10:00 Saturn", "13:00-15:00 Venus", "09:00-11:00 Mars"] {
        is_booked(env, &format!("2026-03-02 {part}"));
    }
    let text = "Client,Date,Time,Until\nUmoya,2026-03-04,09:00-10:00,2026-04-27\n";
    let run = import(env, text, &[]).fails(6);
    let told = message(&run, "reject");
    assert!(told.contains("both say when it ends"), "{told}");
    let text = "Client,Date,Start,End\nUmoya,2026-03-05,8 AM,1:00 p. m.\n";
    import(env, text, &[]).ok();
    is_booked(env, "2026-03-05 08:00-13:00");
}

fn a_decision_is_the_status(env: &Env) {
    let text = "Client,Room,Date,Time,Decision\nUmoya,Saturn,2026-03-02,08:00-10:00,Approved\n\
                Kopano,Venus,2026-03-02,08:00-10:00,Not approved\nThuto,Mars,2026-03-02,08:00-10:00,Withdrawn\n";
    import(env, text, &["--create-rooms"]).ok();
    let bookings = env.get("booking list");
    let status = |client: &str| {
        let mut rows = bookings.as_array().unwrap().iter();
        rows.find(|row| row["client_name"] == client).unwrap()["status"].clone()
    };
    assert_eq!(status("Umoya"), "confirmed");
    assert_eq!(
        (status("Kopano"), status("Thuto")),
        ("rejected".into(), "cancelled".into())
    );
}

fn cancelled_rows_of_any_form_are_cancelled(env: &Env) {
    let text = "Client,Date,Time,Cancelled on,Deleted,Notes\nUmoya,2026-03-02,08:00-10:00,2026-02-01,,\n\
                Kopano,2026-03-02,08:00-10:00,,yes,\nMarula (cancelled),2026-03-02,08:00-10:00,,,\n\
                Thuto,2026-03-02,08:00-10:00,,,Abgesagt\nBaobab,2026-03-02,08:00-10:00,,no,\n";
    import(env, text, &[]).ok();
    for client in ["Umoya", "Kopano", "Marula", "Thuto"] {
        let mut booked = bookings(env).into_iter();
        let line = booked.find(|line| line.contains(&format!(": {client} ")));
        assert!(
            line.as_ref().is_some_and(|line| line.ends_with("cancelled")),
            "{client}: {line:?}"
        );
    }
    assert_eq!(
        bookings(env)
            .iter()
            .filter(|line| line.ends_with("cancelled"))
            .count(),
        4
    );
}

fn what_a_booking_has_twice_is_never_skipped_unseen(env: &Env) {
    for (text, heading) in [
        (
            "Client,Room,Room 2,Date,Time\nUmoya,Saturn,Venus,2026-03-02,08:00-10:00\n",
            "Room 2",
        ),
        (
            "Client,Date,Time,Second time\nUmoya,2026-03-02,08:00-10:00,11:00-12:00\n",
            "Second time",
        ),
        (
            "Client,Date,Time,Repeats\nUmoya,2026-03-02,08:00-10:00,Weekly until May\n",
            "Repeats",
        ),
        (
            "Client,Date,Time,No of weeks\nUmoya,2026-03-02,08:00-10:00,10\n",
            "No of weeks",
        ),
        ("Client,Date,Time,Days\nUmoya,2026-03-02,08:00-10:00,3\n", "Days"),
    ] {
        for options in [&["--create-rooms"][..], &["--create-rooms", "--ignore-unknown"]] {
            import(env, text, options)
                .fails(6)
                .says(&format!("unknown column `{heading}`"));
        }
        let skip = format!("{heading}=-");
        import(env, text, &["--create-rooms", "--map", &skip, "-n"]).ok();
    }
    let text = "Client,Date,Time,Repeats\nUmoya,2026-03-02,08:00-10:00,never\n";
    import(env, text, &[]).ok();
    // A second block of bookings beside the first is not skipped by a hint.
    let text = "Date,Time,Client,Time,Client\n2026-03-03,08:00-10:00,Umoya,11:00-12:00,Kopano\n";
    let run = import(env, text, &[])
        .fails(6)
        .says("move the columns of the second booking");
    assert!(!run.stderr.contains("=-"), "{run}");
}

fn what_no_field_can_take_says_what_to_do(env: &Env) {
    for (text, way) in [
        (
            "Client,Date,AM,PM\nUmoya,2026-03-02,x,\nKopano,2026-03-03,,x\n",
            "write the times into one column",
        ),
        (
            "Client,Start date,End date,Time,Mon,Tue\nUmoya,2026-03-02,2026-03-13,08:00-10:00,x,\n",
            "write the weekdays into one column",
        ),
        (
            "Client,Start date,End date,Days,Time,Except\n\
             Umoya,2026-03-02,2026-03-20,Mon,08:00-10:00,2026-03-09\n",
            "give the days before and after those that it leaves out",
        ),
        (
            "Client,Date,Time,New date\nUmoya,2026-03-02,08:00-10:00,2026-03-09\n",
            "give what it holds rows of its own",
        ),
    ] {
        for options in [&[][..], &["--ignore-unknown"]] {
            let run = import(env, text, options).fails(6).says(way);
            assert!(!run.stderr.contains("to_date"), "{run}");
        }
    }
    let text = "Client,Date,Time,Room type,No of rooms\nUmoya,2026-03-02,08:00-10:00,Double,2\n";
    import(env, text, &[]).ok();
    is_booked(env, "2026-03-02 08:00-10:00 -: Umoya");
}

fn answers_about_a_booking_are_its_status_by_the_hint(env: &Env) {
    let text = "Client,Room,Date,Time,Approved\nUmoya,Saturn,2026-03-02,08:00-10:00,Yes\n\
                Kopano,Venus,2026-03-02,08:00-10:00,No\n";
    import(env, text, &["--create-rooms"])
        .fails(6)
        .says("Approved=status")
        .says("status:No=pending")
        .says("status:Yes=confirmed");
    let words = ["--word", "status:No=pending", "--word", "status:Yes=confirmed"];
    let map = ["--create-rooms", "--map", "Approved=status"];
    import(env, text, &[&map[..], &words].concat()).ok();
    let booked = bookings(env);
    let status_of = |client: &str| {
        let line = booked.iter().find(|line| line.contains(client)).unwrap();
        line.rsplit(' ').next().unwrap().to_owned()
    };
    assert_eq!(status_of("Umoya"), "confirmed");
    assert_eq!(status_of("Kopano"), "room_assigned");
}

fn hours_of_a_column_are_taken_for_lengths(env: &Env) {
    let text = "Client,Date,Time,Hours\nUmoya,2026-03-02,09:00,3\nKopano,2026-03-02,13:00,2.5\n";
    import(env, text, &[]).fails(6).says("--map Hours=duration");
    import(env, text, &["--map", "Hours=duration"]).ok();
    is_booked(env, "2026-03-02 09:00-12:00");
    is_booked(env, "2026-03-02 13:00-15:30");
}

fn a_room_that_is_not_known_yet_is_none(env: &Env) {
    let text =
        "Client,Room,Date,Time\nUmoya,TBC,2026-03-02,08:00-10:00\nKopano,Saturn,2026-03-02,08:00-10:00\n";
    import(env, text, &["--create-rooms"]).ok();
    is_booked(env, "2026-03-02 08:00-10:00 -: Umoya");
    is_booked(env, "2026-03-02 08:00-10:00 Saturn: Kopano");
}

const HEAD: &str = "client,room,starts_at,ends_at,learners,facilitators";

#[track_caller]
fn rows(env: &Env, rows: &[&str], flags: &[&str]) -> Run {
    import(env, &format!("{HEAD}\n{}\n", rows.join("\n")), flags)
}

const MORNING: &str = "Baobab,Focus,2026-03-02T08:00,2026-03-02T12:00,5,1";
const NOON: &str = "Kopano,Focus,2026-03-02T13:00,2026-03-02T16:00,8,1";

fn rows_become_bookings_with_all_they_say(env: &Env) {
    starter(env);
    let text = "Client,Room,Start,End,Learners,Facilitators,Devices,Device type,Coffee,Lunch,Contact,Phone,Notes,Tenant,Status\n\
                Baobab,focus,2026-03-02 08:00,2026-03-02 12:00,5,1,4,laptops,yes,in_house,N. Dube,0825550100,near the door,training,\n\
                Kopano,,2026-03-03T08:00,2026-03-03T12:00,9,,,,,,,,,,\n\
                Umoya,Growth,2025-03-03T08:00,2025-03-03T12:00,9,0,,,,,,,,,Approved\n\
                Siyaya,,2026-03-03T08:00,2026-03-03T12:00,,,6,,,,,,,,\n";
    let run = import(env, text, &["--allow-past"]).ok();
    assert_eq!(counts(&run), "created 4");
    assert_eq!(
        bookings(env),
        [
            "2025-03-03 08:00-12:00 Growth: Umoya 9+0=9, 0 devices, confirmed",
            "2026-03-02 08:00-12:00 Focus: Baobab 5+1=6, 4 devices (laptops), confirmed",
            "2026-03-03 08:00-12:00 -: Kopano 9+0=9, 0 devices, pending",
            "2026-03-03 08:00-12:00 -: Siyaya 0+0=0, 6 devices (any), pending",
        ]
    );
    let list = env.json(&["booking", "list", "--client", "Baobab"]);
    let first = &list[0];
    assert_eq!(first["tenant"], "TRAINING");
    assert_eq!(first["coffee_tea_station"], true);
    assert_eq!(first["lunch_catering"], "in_house");
    assert_eq!(first["client_phone"], "0825550100");
    assert_eq!(first["requester_notes"], "near the door");
    assert_eq!(
        (&first["import_id"], &first["import_cell"]),
        (&json!(1), &json!("A2"))
    );
    assert_eq!(
        env.json(&["booking", "list", "--client", "Siyaya"])[0]["device_only"],
        true
    );
    assert_eq!(env.column(&["device", "queue"], "category").len(), 2);
    let id = first["id"].to_string();
    let shown = env.json(&["booking", "show", &id]);
    assert!(
        shown["history"].to_string().contains("import bookings"),
        "{shown}"
    );
    env.verify_audit().unwrap();
}

fn the_same_file_again_is_unchanged_and_what_differs_is_changed(env: &Env) {
    starter(env);
    rows(env, &[MORNING, NOON], &[]).ok();
    let before = written(env);
    env.colab(&["import", "bookings", "bookings.csv", "--quiet"])
        .ok()
        .silent();
    assert_eq!(written(env), before);
    let run = rows(
        env,
        &["Baobab,Focus,2026-03-02T08:00,2026-03-02T11:00,7,1", NOON],
        &[],
    )
    .ok();
    assert_eq!(counts(&run), "updated 1, unchanged 1");
    let changed = message(&run, "update");
    assert!(
        changed.contains("num_learners 5 → 7") && changed.contains("ends_at"),
        "{changed}"
    );
    assert_eq!(
        bookings(env)[0],
        "2026-03-02 08:00-11:00 Focus: Baobab 7+1=8, 0 devices, confirmed"
    );
    // Another start is another booking: the other one is not in the file and stays.
    let run = rows(env, &["Baobab,Focus,2026-03-04T08:00,2026-03-04T11:00,7,1"], &[]).ok();
    assert_eq!(counts(&run), "created 1");
    env.verify_audit().unwrap();
}

fn what_we_print_is_read_back_as_unchanged(env: &Env) {
    starter(env);
    env.book("Focus", "2026-03-02", "08:00-12:00");
    env.book("Ambition+Perseverance", "2026-03-02", "08:00-12:00");
    for _ in 0..2 {
        // Two ghosts that nothing tells apart.
        env.colab(&[
            "booking",
            "create",
            "--client",
            "Twin",
            "--date",
            "2026-03-05",
            "--learners",
            "3",
        ])
        .ok();
    }
    let id = env.book("Growth", "2026-03-02", "08:00-12:00").to_string();
    env.colab(&["booking", "cancel", &id, "--reason", "=moved"]).ok();
    env.book("Growth", "2026-03-02", "08:00-12:00");
    let full = [
        "booking",
        "create",
        "--client=-Dash, Ltd",
        "--room",
        "Vision",
        "--date",
        "2026-03-06",
        "--learners",
        "2",
        "--coffee",
        "--lunch",
        "in_house",
        "--notes",
        "@home",
        "--devices",
        "2",
    ];
    env.colab(&full).ok();
    let before = written(env);
    for format in ["csv", "json"] {
        let listed = env.colab(&["booking", "list", "-f", format]).ok();
        let run = import(env, &listed.stdout, &[]).ok();
        assert_eq!(counts(&run), "unchanged 7", "{format}: {run}");
    }
    assert_eq!(written(env), before);
}

fn statuses_go_along_the_table_of_transitions_alone(env: &Env) {
    starter(env);
    rows(
        env,
        &[MORNING, NOON, "Umoya,,2026-03-02T13:00,2026-03-02T16:00,8,1"],
        &[],
    )
    .ok();
    let status = |rows: &str, flags: &[&str]| {
        import(
            env,
            &format!("external_id,booking_no,status,room,status_reason\n{rows}"),
            flags,
        )
    };
    let map = ["--map", "booking_no=booking_id"];
    let run = status(
        ",1,checked_in,,\n,2,cancelled,,no money\n,3,confirmed,Vision,\n",
        &map,
    )
    .ok();
    assert_eq!(counts(&run), "updated 3");
    assert_eq!(
        env.column(&["booking", "list", "--sort", "id"], "status"),
        ["checked_in", "cancelled", "confirmed"]
    );
    assert_eq!(env.json(&["booking", "show", "2"])["status_reason"], "no money");
    assert_eq!(env.json(&["booking", "show", "3"])["room"], "Vision");
    let run = status(",1,pending,,\n,2,confirmed,,\n,3,room_assigned,,\n", &map).fails(5);
    // What a file cancelled by a word, it takes back by one.
    assert_eq!(counts(&run), "updated 1, conflicts 2");
    let told = items(&run, "conflict");
    assert!(
        told[0]["message"]
            .as_str()
            .unwrap()
            .contains("booking 1 is checked_in"),
        "{run}"
    );
    env.verify_audit().unwrap();
}

fn a_taken_room_is_a_conflict_that_names_the_booking(env: &Env) {
    starter(env);
    let id = env.book("Ambition", "2026-03-02", "08:00-12:00");
    let taken = "Kopano,Ambition+Perseverance,2026-03-02T11:00,2026-03-02T13:00,5,1";
    let run = rows(env, &[MORNING, taken], &[]).fails(5);
    assert_eq!(counts(&run), "created 1, conflicts 1");
    let told = message(&run, "conflict");
    assert!(
        told.contains(&format!("booking {id}")) && told.contains("Ambition+Perseverance is taken"),
        "{told}"
    );
    assert_eq!(bookings(env).len(), 1);
    rows(env, &[MORNING, taken], &["--partial"]).fails(8);
    assert_eq!(bookings(env).len(), 2);
}

fn two_rows_of_one_file_cannot_have_one_room(env: &Env) {
    starter(env);
    let other = "Kopano,Focus,2026-03-02T11:00,2026-03-02T13:00,5,1";
    let run = rows(env, &[MORNING, other, NOON], &["--partial"]).fails(8);
    assert_eq!(counts(&run), "created 2, conflicts 1");
    assert!(
        message(&run, "conflict").contains("taken by another row (Baobab)"),
        "{run}"
    );
    assert_eq!(items(&run, "conflict")[0]["cell"], "A3");
    let twice = rows(
        env,
        &[
            MORNING,
            "Baobab,Focus,2026-03-02T08:00,2026-03-02T12:00,9,1",
            MORNING,
        ],
        &[],
    )
    .fails(6);
    assert!(
        items(&twice, "reject")[0]["message"]
            .as_str()
            .unwrap()
            .contains("stands in A3 and A4"),
        "{twice}"
    );
}

fn people_and_places_are_checked_as_when_they_are_typed(env: &Env) {
    starter(env);
    env.colab(&[
        "room",
        "edit",
        "Vision",
        "--opens-at",
        "08:00",
        "--closes-at",
        "17:00",
    ])
    .ok();
    let head = "client,room,wished_room,starts_at,ends_at,learners,status,over_capacity_reason,devices";
    let text = format!(
        "{head}\n\
         Full,Wisdom (8),,2026-03-02T08:00,2026-03-02T12:00,9,,,\n\
         Uncounted,Growth,,2026-03-02T08:00,2026-03-02T12:00,0,,,\n\
         Early,Vision,,2026-03-02T06:00,2026-03-02T12:00,5,,,\n\
         Open,Excellence,,2026-03-02T08:00,2026-03-02T12:00,5,pending,,\n\
         Roomless,,,2026-03-02T08:00,2026-03-02T12:00,5,confirmed,,\n\
         Lost,Fokus,,2026-03-02T08:00,2026-03-02T12:00,5,,,\n\
         Backwards,Focus,,2026-03-02T12:00,2026-03-02T08:00,5,,,\n\
         Dated,Focus,,02/03/2026,2026-03-02T08:00,5,,,\n\
         Clocks,Focus,,2026-03-02T08:00,,5,,,\n\
         Squeezed,Wisdom,,2026-03-02T08:00,2026-03-02T12:00,9,,one sits on the sill,\n"
    );
    let run = import(env, &text, &["--partial"]).fails(8);
    let told: Vec<String> = items(&run, "reject")
        .iter()
        .map(|item| {
            format!(
                "{} {}",
                item["cell"].as_str().unwrap(),
                item["message"].as_str().unwrap()
            )
        })
        .collect();
    for (line, said) in told.iter().zip([
        "A2 9 people exceed the capacity of Wisdom (8) (8 seats)",
        "A4 Vision opens at 08:00",
        "A6 a booking that is confirmed needs a room",
        "A7 room `Fokus` not found; did you mean Focus?",
        "A8 it ends at 2026-03-02T08:00:00+02:00, before it starts",
        "D9 starts_at: invalid time `02/03/2026`, expected a time such as 2026-03-02T08:00",
        "A10 a new booking needs ends_at",
    ]) {
        assert!(line.starts_with(said), "{line} should begin with {said}");
    }
    assert_eq!(told.len(), 7, "{run}");
    let booked = bookings(env);
    for (room, rest) in [
        ("Excellence", "Open 5+0=5, 0 devices, room_assigned"),
        ("Growth", "Uncounted 0+0=0, 0 devices, confirmed"),
        ("Wisdom", "Squeezed 9+0=9, 0 devices, confirmed"),
    ] {
        let is_it = |line: &String| line.contains(room) && line.ends_with(rest);
        assert!(booked.iter().any(is_it), "{rest}: {booked:?}");
    }
    assert_eq!(booked.len(), 3);
}

fn a_reference_of_another_system_finds_its_booking_again(env: &Env) {
    starter(env);
    let head = "Ref,client,room,date,from,to,learners\n";
    let text = format!(
        "{head}CRM-1,Baobab,Focus,2026-03-02,08:00,12:00,5\nCRM-2,Kopano,Vision,2026-03-02,08:00,12:00,5\n"
    );
    import(env, &text, &[]).ok();
    assert_eq!(counts(&import(env, &text, &[]).ok()), "unchanged 2");
    // Client, room and day may all change: it is still the same booking.
    let text = format!("{head}CRM-1,Baobab Health,Growth,2026-03-03,09:00,12:00,6\n");
    let run = import(env, &text, &[]).ok();
    assert_eq!(counts(&run), "updated 1");
    assert_eq!(
        bookings(env),
        [
            "2026-03-02 08:00-12:00 Vision: Kopano 5+0=5, 0 devices, confirmed",
            "2026-03-03 09:00-12:00 Growth: Baobab Health 6+0=6, 0 devices, confirmed",
        ]
    );
    let text =
        format!("{head}CRM-3,A,Focus,2026-03-02,08:00,12:00,5\nCRM-3,B,Vision,2026-03-04,08:00,12:00,5\n");
    let run = import(env, &text, &[]).fails(6);
    assert!(
        items(&run, "reject")[0]["message"]
            .as_str()
            .unwrap()
            .contains("A2 and A3"),
        "{run}"
    );
    let double = "INSERT INTO booking_refs (external_id, booking_id, created_at) SELECT 'CRM-9', booking_id, created_at \
                  FROM booking_refs WHERE external_id = 'CRM-1'";
    assert!(env.raw_sql(double).is_err(), "a booking has one reference");
}

fn a_number_of_ours_is_taken_only_when_it_is_mapped(env: &Env) {
    starter(env);
    let id = env.book("Focus", "2026-03-02", "08:00-12:00");
    let text = format!(
        "id,client,room,starts_at,ends_at,learners\n{id},Other,Vision,2026-03-05T08:00,2026-03-05T12:00,4\n"
    );
    let run = import(env, &text, &["--dry-run"]).ok();
    assert_eq!(
        counts(&run),
        "created 1",
        "a number of some other database says nothing here"
    );
    let run = import(env, &text, &["--map", "id=booking_id"]).ok();
    assert_eq!(counts(&run), "updated 1");
    let booking = env.json(&["booking", "show", &id.to_string()]);
    assert_eq!(
        (&booking["client_name"], &booking["room"]),
        (&json!("Other"), &json!("Vision"))
    );
    let text = "id,client,starts_at\n999,Other,2026-03-05T08:00\n";
    let run = import(env, text, &["--map", "id=booking_id"]).fails(6);
    assert_eq!(message(&run, "reject"), "no booking 999");
}

fn days_and_times_may_stand_apart(env: &Env) {
    starter(env);
    let text = "client,room,date,start time,end time,learners\nA,Focus,2026-03-02,08:00,12:00,4\nB,Vision,2026-03-02,,,4\nC,Growth,,08:00,12:00,4\n";
    let run = import(env, text, &["--partial"]).fails(8);
    assert!(
        message(&run, "reject").contains("is a time without a date"),
        "{run}"
    );
    assert_eq!(
        bookings(env),
        [
            "2026-03-02 07:30-16:30 Vision: B 4+0=4, 0 devices, confirmed",
            "2026-03-02 08:00-12:00 Focus: A 4+0=4, 0 devices, confirmed",
        ]
    );
}

fn days_and_times_of_a_workbook_are_what_its_cells_show(env: &Env) {
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
    starter(env);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, text) in (0u16..).zip(["Client", "Room", "Date", "From", "To", "Learners"]) {
        sheet.write_string(0, column, text).unwrap();
    }
    let (day, time) = (
        Format::new().set_num_format("dd/mm/yyyy"),
        Format::new().set_num_format("hh:mm"),
    );
    let date = ExcelDateTime::from_ymd(2026, 3, 2).unwrap();
    let at = |hour: u16| ExcelDateTime::from_hms(hour, 30, 0).unwrap();
    for (row, room) in (1u32..).zip(["Focus", "Vision"]) {
        sheet.write_string(row, 0, "Baobab").unwrap();
        sheet.write_string(row, 1, room).unwrap();
        sheet.write_datetime_with_format(row, 2, &date, &day).unwrap();
        sheet.write_datetime_with_format(row, 3, at(8), &time).unwrap();
        sheet.write_datetime_with_format(row, 4, at(12), &time).unwrap();
        sheet.write_number(row, 5, 12.0).unwrap();
    }
    workbook.save(env.path("b.xlsx")).unwrap();
    let run = env.colab(&["import", "bookings", "b.xlsx", "-f", "json"]).ok();
    assert_eq!(counts(&run), "created 2");
    assert_eq!(
        bookings(env)[0],
        "2026-03-02 08:30-12:30 Focus: Baobab 12+0=12, 0 devices, confirmed"
    );
    let booking = &env.json(&["booking", "list"])[0];
    assert_eq!(
        (&booking["import_sheet"], &booking["import_cell"]),
        (&json!("Sheet1"), &json!("A2"))
    );
}

/// A table after which one booking is made and one changed in every way that a table can.
fn changed_and_made(env: &Env) -> Vec<String> {
    starter(env);
    let create = [
        "booking",
        "create",
        "--client",
        "Umoya",
        "--room",
        "Vision",
        "--date",
        "2026-03-02",
        "--time",
        "08:00-12:00",
        "--learners",
        "5",
        "--phone",
        "1",
        "--coffee",
    ];
    env.colab(&create).ok();
    let before = bookings(env);
    let text = "no,client,room,starts_at,ends_at,learners,devices,phone,coffee,lunch,status\n\
                1,Umoya Ltd,Growth,2026-03-03T09:00,2026-03-03T12:00,6,3,2,no,in_house,cancelled\n\
                ,Kopano,Focus,2026-03-02T08:00,2026-03-02T12:00,4,2,,,,\n";
    let run = import(env, text, &["--map", "no=booking_id"]).ok();
    assert_eq!(counts(&run), "created 1, updated 1");
    before
}

fn undo_cancels_what_was_made_and_restores_what_was_changed(env: &Env) {
    let before = changed_and_made(env);
    let dry = env.json(&["import", "undo", "1", "--dry-run"]);
    assert_eq!(dry.as_array().unwrap().len(), 2);
    let undone = env.json(&["import", "undo", "1"]);
    let done: Vec<&str> = undone
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["action"].as_str().unwrap())
        .collect();
    assert_eq!(done, ["cancelled", "restored"]);
    assert_eq!(undone[0]["text"], "Kopano, Focus, 2026-03-02 08:00");
    let mut after = bookings(env);
    after.retain(|line| !line.contains("cancelled"));
    assert_eq!(after, before);
    let booking = env.json(&["booking", "show", "1"]);
    assert_eq!(
        (
            &booking["client_phone"],
            &booking["coffee_tea_station"],
            &booking["status_reason"]
        ),
        (&json!("1"), &json!(true), &Value::Null)
    );
    assert_eq!(env.count("room_holds"), 1);
    env.colab(&["import", "undo", "1"]).fails(5);
    env.verify_audit().unwrap();
}

fn what_was_edited_since_is_left_unless_forced(env: &Env) {
    starter(env);
    rows(env, &[MORNING, NOON], &[]).ok();
    env.colab(&["booking", "edit", "1", "--learners", "6"]).ok();
    let run = env.colab(&["import", "undo", "1", "-f", "json"]).fails(8);
    let left = run
        .json()
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["action"] == "left")
        .cloned()
        .unwrap();
    assert_eq!(left["booking_id"], 1);
    let why = left["message"].as_str().unwrap_or_default();
    assert!(why.starts_with("edited since by operation "), "{why}");
    assert_eq!(
        env.column(&["booking", "list", "--sort", "id"], "status"),
        ["confirmed", "cancelled"]
    );
}

fn an_import_after_an_undo_books_again(env: &Env) {
    starter(env);
    let text =
        "ref,client,room,starts_at,ends_at,learners\nX-1,Baobab,Focus,2026-03-02T08:00,2026-03-02T12:00,5\n";
    import(env, text, &[]).ok();
    env.colab(&["import", "undo", "1", "--force"]).ok();
    assert_eq!(counts(&import(env, text, &[]).ok()), "created 1");
    assert_eq!(
        env.column(&["booking", "list", "--sort", "id"], "status"),
        ["cancelled", "confirmed"]
    );
    assert_eq!(counts(&import(env, text, &[]).ok()), "unchanged 1");
}

/// `bookings.csv` and `bookings.xlsx` have one source's name, and nothing of each other's.
fn a_schedule_of_the_same_name_is_another_matter(env: &Env) {
    use super::support::workbook::{Book, import_as};
    starter(env);
    rows(env, &[MORNING], &[]).ok();
    let book = Book::march(&["Focus", "Vision"]).row(3, &[("Vision", "Kopano 8")]);
    let run = import_as(env, "bookings.xlsx", &book, &["--prune"]).ok();
    assert_eq!(counts(&run), "created 1");
    assert_eq!(bookings(env).len(), 2);
    let book = Book::march(&["Focus", "Vision"]).row(2, &[("Focus", "Umoya 8")]);
    let run = import_as(env, "bookings.xlsx", &book, &[]).fails(5);
    assert!(
        !run.stderr.contains("--source"),
        "no schedule holds that room: {run}"
    );
}

fn twenty_thousand_bookings_arrive_together(env: &Env) {
    starter(env);
    let names = env.column(&["room", "list", "--limit", "20"], "name");
    let first: chrono::NaiveDate = "2026-03-02".parse().unwrap();
    let mut text = format!("{HEAD}\n");
    for (number, day) in first.iter_days().take(1000).enumerate() {
        for (place, room) in names.iter().enumerate() {
            text.push_str(&format!(
                "Client {number},{room},{day}T08:00,{day}T12:00,{},1\n",
                1 + place % 7
            ));
        }
    }
    let run = import(env, &text, &[]).ok();
    assert_eq!(counts(&run), "created 20000");
    assert!(run.cpu < std::time::Duration::from_secs(60), "{:?}", run.cpu);
    assert_eq!(env.count("room_holds"), 20_000);
    let run = import(env, &text, &[]).ok();
    assert_eq!(counts(&run), "unchanged 20000");
}

fn lengths_under_hours_are_hours(env: &Env) {
    starter(env);
    let rows = "Baobab,Focus,2026-03-02,08:00,2\nKopano,Focus,2026-03-03,08:00,1.5\n";
    let run = import(env, &format!("Client,Room,Date,Start,DurationHours\n{rows}"), &[]).ok();
    assert_eq!(counts(&run), "created 2");
    let booked = bookings(env);
    assert!(booked[0].starts_with("2026-03-02 08:00-10:00"), "{booked:?}");
    assert!(booked[1].starts_with("2026-03-03 08:00-09:30"), "{booked:?}");
    // A lecture is no hour, though the word ends as one.
    let text = "Client,Room,Date,Start,Lecture length\nThuto,Focus,2026-03-04,08:00,90\n";
    import(
        env,
        text,
        &["--source", "lectures", "--map", "Lecture length=duration"],
    )
    .ok();
    let booked = bookings(env);
    assert!(booked[2].starts_with("2026-03-04 08:00-09:30"), "{booked:?}");
    // Nothing says what two may be.
    let text = format!("Client,Room,Date,Start,Duration\n{rows}");
    import(env, &text, &["--source", "other"]).fails(6);
}

fn what_rooms_and_past_days_need_is_told_together(env: &Env) {
    starter(env);
    let past = "Kopano,Lab 7,2025-03-03T08:00,2025-03-03T12:00,8,1";
    let coming = "Kopano,Lab 7,2026-03-03T08:00,2026-03-03T12:00,8,1";
    rows(env, &[past, coming], &[])
        .fails(6)
        .says("--create-rooms --allow-past");
    let run = rows(env, &[coming], &[]).fails(6);
    assert!(!run.stderr.contains("--allow-past"), "{run}");
    let both = rows(env, &[past, coming], &["--create-rooms", "--allow-past"]).ok();
    assert_eq!(counts(&both), "created 2");
}
