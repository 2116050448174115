//! Weekly timetables of a day or two, and sheets whose entries name their rooms.

use super::*;

fn read_new(name: &str, rows: &[&[&str]], options: &SheetOptions) -> SheetReading {
    read_fresh(&sheet(name, rows), options)
}

/// `--weeks` of one week, in February 2027.
fn one_week(options: SheetOptions) -> SheetOptions {
    let day = |day: u32| NaiveDate::from_ymd_opt(2027, 2, day).unwrap();
    SheetOptions {
        weeks: Some(WeekSpan {
            first: day(1),
            last: day(7),
            except: Vec::new(),
        }),
        ..options
    }
}

/// Each booking as `place room day time text`.
fn booked(reading: &SheetReading) -> Vec<String> {
    let room = |room: &RoomRef| match room {
        RoomRef::New(name) => name.clone(),
        RoomRef::Known(id) => format!("room {id}"),
    };
    let slot = |slot: &SheetSlot| {
        let rooms: Vec<String> = slot.rooms.iter().map(room).collect();
        let days: Vec<String> = slot.days.iter().map(|day| day.format("%a").to_string()).collect();
        let time = match slot.time {
            Some(SlotTime::Range(from, to)) => format!("{}-{}", from.format("%H:%M"), to.format("%H:%M")),
            other => format!("{other:?}"),
        };
        format!(
            "{} {} {} {time} {}",
            slot.at,
            rooms.join("+"),
            days.join("+"),
            slot.value
        )
    };
    reading.slots.iter().map(slot).collect()
}

#[test]
fn one_or_two_weekdays_across_times_are_a_weekly_timetable() {
    let mondays: &[&[&str]] = &[
        &["Day", "Time", "Room A1", "Room B2"],
        &["Monday", "08:00-10:00", "Maths 20", "Law 12"],
        &["Monday", "10:00-12:00", "Physics 12", ""],
    ];
    let two: &[&[&str]] = &[
        &["", "Room 1", "Room 2"],
        &["Monday", "Maths 20", "Law 12"],
        &["Wednesday", "", "Physics 9"],
    ];
    let weekend: &[&[&str]] = &[
        &["Room", "Saturday", "Sunday"],
        &["Room A1", "Yoga 20", "Choir 12"],
        &["Room B2", "Judo 12", ""],
    ];
    for rows in [mondays, two, weekend] {
        let reading = read_new("Plan", rows, &SheetOptions::default());
        assert_eq!(
            (reading.verdict.kind, reading.verdict.with_weeks),
            (SheetKind::Week, WithWeeks::ReadWithRooms),
            "{rows:?}: {reading:?}"
        );
        let read = read_new("Plan", rows, &one_week(create()));
        assert_eq!(read.slots.len(), 3, "{rows:?}: {read:?}");
    }
}

#[test]
fn a_weekday_in_a_sheet_of_another_kind_makes_no_timetable() {
    let list: &[&[&str]] = &[
        &["Course", "Room", "Day", "Start", "End"],
        &["Maths", "A1", "Tue", "08:00", "10:00"],
        &["Law", "A1", "Thu", "08:00", "10:00"],
        &["Art", "B2", "Tue", "10:00", "12:00"],
    ];
    let stock: &[&[&str]] = &[
        &["Delivery", "Monday"],
        &["Paper", "12 boxes"],
        &["Ink", "3 bottles"],
    ];
    for rows in [list, stock] {
        let reading = read_new("Plan", rows, &create());
        assert!(reading.skipped.is_some(), "{reading:?}");
        assert_ne!(reading.verdict.kind, SheetKind::Week, "{rows:?}: {reading:?}");
    }
}

#[test]
fn a_timetable_without_rooms_says_so() {
    let rows: &[&[&str]] = &[
        &["Time", "Tue", "Thu"],
        &["08:00-10:00", "Maths", "Maths"],
        &["10:00-12:00", "Physics", "Chemistry"],
    ];
    let reading = read_new("Plan", rows, &create());
    assert_eq!(reading.verdict.with_weeks, WithWeeks::LacksRooms, "{reading:?}");
    let reason = reading.skipped.unwrap().reason;
    assert!(reason.ends_with("nothing in it names the rooms"), "{reason}");
}

#[test]
fn rooms_in_the_entries_are_their_rooms_both_ways_round() {
    let rows: &[&[&str]] = &[
        &["Heure", "Lundi", "Mardi", "Jeudi"],
        &["08:00-10:00", "Maths\nSalle 12", "Physique\nSalle 4", ""],
        &["10:00-12:00", "Anglais\nSalle 7", "Pause", "Droit 20+1\nSalle 12"],
    ];
    let expected = [
        "B2 Salle 12 Mon 08:00-10:00 Maths",
        "C2 Salle 4 Tue 08:00-10:00 Physique",
        "B3 Salle 7 Mon 10:00-12:00 Anglais",
        "D3 Salle 12 Thu 10:00-12:00 Droit 20+1",
    ];
    let reading = read_new("Plan", rows, &SheetOptions::default());
    assert_eq!(
        reading.verdict.with_weeks,
        WithWeeks::ReadWithRooms,
        "{reading:?}"
    );
    let reading = read_new("Plan", rows, &one_week(create()));
    assert_eq!(booked(&reading), expected, "{reading:?}");
    let turned = read_fresh(&flipped(&sheet("Plan", rows)), &one_week(create()));
    assert_eq!(turned.slots.len(), expected.len(), "{turned:?}");
    // A room that nobody knows is never made unasked.
    let reading = read_new("Plan", rows, &one_week(SheetOptions::default()));
    assert!(
        reading.slots.is_empty()
            && reading
                .findings
                .iter()
                .any(|finding| finding.why.contains("unknown room `Salle 12`")),
        "{reading:?}"
    );
}

#[test]
fn codes_in_the_entries_are_rooms_where_they_are_known_or_somebody_says_so() {
    let rows: &[&[&str]] = &[
        &["Time", "Monday", "Tuesday", "Wednesday"],
        &[
            "08:00-09:30",
            "Algebra (R101)",
            "Biology (R102)",
            "Algebra (R101)",
        ],
        &[
            "10:00-11:30",
            "History (R101)",
            "Algebra (R102)",
            "Biology (R102)",
        ],
    ];
    let reading = read_new("Plan", rows, &SheetOptions::default());
    assert_eq!(
        reading.verdict.with_weeks,
        WithWeeks::ReadAsGridWithRooms,
        "{reading:?}"
    );
    assert_eq!(reading.verdict.entry_rooms, ["R101", "R102"]);
    assert!(read_new("Plan", rows, &one_week(create())).slots.is_empty());
    let grid = SheetOptions {
        layout: Some(SheetKind::Grid),
        ..one_week(create())
    };
    let read = read_new("Plan", rows, &grid);
    assert_eq!(booked(&read)[0], "B2 R101 Mon 08:00-09:30 Algebra", "{read:?}");
    let known = RoomDirectory::new(vec![room(1, "R101", &[]), room(2, "R102", &[])]);
    let read = read_sheets(
        &workbook(vec![sheet("Plan", rows)]),
        &known,
        &one_week(SheetOptions::default()),
    )
    .remove(0);
    assert_eq!(read.slots.len(), 6, "{read:?}");
    // The code of a course stands beside that course alone.
    let courses: &[&[&str]] = &[
        &["Time", "Monday", "Tuesday", "Wednesday"],
        &[
            "08:00-09:30",
            "Algebra (MT1003)",
            "Biology (BI1001)",
            "Algebra (MT1003)",
        ],
        &[
            "10:00-11:30",
            "History (HI2001)",
            "Algebra (MT1003)",
            "Biology (BI1001)",
        ],
    ];
    let reading = read_new("Plan", courses, &grid);
    assert!(
        reading.slots.is_empty() && reading.skipped.is_some(),
        "{reading:?}"
    );
}

#[test]
fn entries_that_all_end_in_the_number_of_a_room_are_held_there() {
    let rows: &[&[&str]] = &[
        &["Time", "Monday", "Tuesday", "Wednesday"],
        &["08:00-09:30", "Algebra R101", "Biology R 102", "Algebra R101"],
        &["10:00-11:30", "History R101", "Algebra R 102", "Biology R 102"],
    ];
    let reading = read_new("Plan", rows, &create());
    assert_eq!(reading.verdict.entry_rooms, ["R101", "R 102"], "{reading:?}");
    let grid = SheetOptions {
        layout: Some(SheetKind::Grid),
        ..one_week(create())
    };
    let read = read_new("Plan", rows, &grid);
    assert_eq!(
        booked(&read)[..2],
        [
            "B2 R101 Mon 08:00-09:30 Algebra",
            "C2 R 102 Tue 08:00-09:30 Biology"
        ],
        "{read:?}"
    );
    let rows: &[&[&str]] = &[
        rows[0],
        rows[1],
        &["10:00-11:30", "History", "Algebra R 102", "Biology R 102"],
    ];
    let reading = read_new("Plan", rows, &create());
    assert!(reading.verdict.entry_rooms.is_empty(), "{reading:?}");
}

#[test]
fn dates_that_cross_times_have_their_rooms_in_the_entries_too() {
    let rows: &[&[&str]] = &[
        &["Time", "@2027-02-01", "@2027-02-02"],
        &["08:00-10:00", "Maths (Room 1)", "Law (Room 2)"],
        &["10:00-12:00", "Law (Room 1)", "Art"],
    ];
    let reading = read_new("Plan", rows, &create());
    assert!(
        reading.skipped.is_some(),
        "one of four names no room: {reading:?}"
    );
    let rows: &[&[&str]] = &[rows[0], rows[1], &["10:00-12:00", "Law (Room 1)", "Art, Room 2"]];
    let reading = read_new("Plan", rows, &create());
    assert_eq!(
        booked(&reading),
        [
            "B2 Room 1 Mon 08:00-10:00 Maths",
            "C2 Room 2 Tue 08:00-10:00 Law",
            "B3 Room 1 Mon 10:00-12:00 Law",
            "C3 Room 2 Tue 10:00-12:00 Art",
        ],
        "{reading:?}"
    );
}

#[test]
fn starts_and_ends_in_two_columns_are_the_times_of_the_entries() {
    let rows: &[&[&str]] = &[
        &["From", "To", "Monday", "Tuesday"],
        &["08:00", "09:30", "Maths (Room 1)", "Law (Room 2)"],
        &["10:00", "11:30", "", "Art (Room 1)"],
    ];
    let reading = read_new("Plan", rows, &one_week(create()));
    assert_eq!(
        booked(&reading),
        [
            "C2 Room 1 Mon 08:00-09:30 Maths",
            "D2 Room 2 Tue 08:00-09:30 Law",
            "D3 Room 1 Tue 10:00-11:30 Art",
        ],
        "{reading:?}"
    );
}

#[test]
fn two_lines_of_times_are_the_starts_and_the_ends_of_the_columns() {
    let rows: &[&[&str]] = &[
        &["Day", "08:00", "10:00"],
        &["", "09:30", "11:30"],
        &["Monday", "Maths (Room 1)", "Law (Room 2)"],
        &["Tuesday", "", "Art (Room 1)"],
    ];
    let reading = read_new("Plan", rows, &one_week(create()));
    assert_eq!(
        booked(&reading),
        [
            "B3 Room 1 Mon 08:00-09:30 Maths",
            "C3 Room 2 Mon 10:00-11:30 Law",
            "C4 Room 1 Tue 10:00-11:30 Art",
        ],
        "{reading:?}"
    );
    let under_rooms: &[&[&str]] = &[
        &["Date", "A302", "A303"],
        &["", "08:00", "10:00"],
        &["", "09:30", "11:30"],
        &["@2027-02-01", "Maths 20", "Law 12"],
        &["@2027-02-02", "Art 9", ""],
    ];
    let reading = read_one(&sheet("February 2027", under_rooms));
    assert_eq!(
        booked(&reading),
        [
            "B4 room 4 Mon 08:00-09:30 Maths 20",
            "C4 room 5 Mon 10:00-11:30 Law 12",
            "B5 room 4 Tue 08:00-09:30 Art 9",
        ],
        "{reading:?}"
    );
}

#[test]
fn times_that_change_between_the_dates_are_refused() {
    let rows = |starts: [&'static str; 2]| {
        let rows: Vec<Vec<&str>> = vec![
            vec!["Day", "08:00-10:00", "10:00-12:00"],
            vec!["Monday", "Maths (Room 1)", "Law (Room 2)"],
            vec!["", starts[0], starts[1]],
            vec!["Tuesday", "Art (Room 1)", "Law (Room 2)"],
        ];
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        read_new("Plan", &rows, &one_week(create()))
    };
    assert_refused(&rows(["08:00-10:00", "10:30-12:30"]), "its times change in row 3");
    let again = rows(["08:00-10:00", "10:00-12:00"]);
    assert_eq!(booked(&again).len(), 4, "{again:?}");
}

#[test]
fn rooms_are_made_of_the_entries_alone() {
    let rows: &[&[&str]] = &[
        &["Day", "08:00-10:00", "10:00-12:00", "Remarks"],
        &["Monday", "Maths (Room 1)", "Law (Room 2)", "Anna, Room 9"],
        &["Tuesday", "Art (Room 1)", "Law (Room 2)", ""],
    ];
    let reading = read_new("Plan", rows, &one_week(create()));
    let made: Vec<&str> = reading.new_rooms.iter().map(|room| room.name.as_str()).collect();
    assert_eq!(made, ["Room 1", "Room 2"], "{reading:?}");
}

#[test]
fn an_entry_under_what_is_no_whole_weekday_is_never_dropped() {
    let across: &[&[&str]] = &[
        &["Time", "Monday (odd weeks)", "Tuesday"],
        &["08:00-10:00", "Maths (Room 1)", "Law (Room 2)"],
        &["10:00-12:00", "Art (Room 1)", "Law (Room 3)"],
    ];
    let down: &[&[&str]] = &[
        &["Day", "Room 1", "Room 2"],
        &["Monday", "Maths 20", "Law 12"],
        &["Tuesday (odd)", "Art 20", "Law 12"],
        &["Wednesday", "Maths 20", ""],
    ];
    for rows in [across, down] {
        let reading = read_new("Plan", rows, &one_week(create()));
        let rejected = reading
            .findings
            .iter()
            .filter(|finding| finding.kind == FindingKind::Rejected);
        assert_eq!(rejected.count(), 2, "{reading:?}");
    }
}

#[test]
fn weekdays_over_blocks_of_times_are_their_days() {
    let rows: &[&[&str]] = &[
        &["Monday"],
        &["Time", "Lab 1", "Lab 2"],
        &["08:00-10:00", "Maths 20", "Law 12"],
        &["10:00-12:00", "Art 9", ""],
        &["Tuesday"],
        &["Time", "Lab 1", "Lab 2"],
        &["08:00-10:00", "Law 20", ""],
        &["10:00-12:00", "", "Maths 9"],
    ];
    let reading = read_new("Plan", rows, &SheetOptions::default());
    assert_eq!(
        reading.verdict.with_weeks,
        WithWeeks::ReadWithRooms,
        "{reading:?}"
    );
    let reading = read_new("Plan", rows, &one_week(create()));
    assert_eq!(
        booked(&reading),
        [
            "B3 Lab 1 Mon 08:00-10:00 Maths 20",
            "C3 Lab 2 Mon 08:00-10:00 Law 12",
            "B4 Lab 1 Mon 10:00-12:00 Art 9",
            "B7 Lab 1 Tue 08:00-10:00 Law 20",
            "C8 Lab 2 Tue 10:00-12:00 Maths 9",
        ],
        "{reading:?}"
    );
}

#[test]
fn times_across_with_a_column_of_rooms_need_no_other_column() {
    for heading in ["Salle", "Room", "Venue"] {
        let rows: &[&[&str]] = &[
            &["Jour", "Date", "8H-9H", "9H-10H", "Sujet", heading],
            &["lundi", "@2026-09-14", "GS15", "GS15", "Introduction", "N102"],
            &["mardi", "@2026-09-15", "", "GS21", "Audit", "T114"],
            &["mercredi", "@2026-09-16", "GS13", "", "Panorama", "N102"],
        ];
        let reading = read_new("Plan", rows, &create());
        assert_eq!(
            booked(&reading),
            [
                "C2 N102 Mon 08:00-09:00 GS15",
                "D2 N102 Mon 09:00-10:00 GS15",
                "D3 T114 Tue 09:00-10:00 GS21",
                "C4 N102 Wed 08:00-09:00 GS13",
            ],
            "{reading:?}"
        );
    }
}

#[test]
fn a_month_without_rooms_says_what_it_is() {
    let wall: &[&[&str]] = &[
        &["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        &["=1", "=2", "=3", "=4", "=5", "=6", "=7"],
        &["Umoya 20", "", "Kopano"],
        &["=8", "=9", "=10", "=11", "=12", "=13", "=14"],
        &["", "Protea", "", "Umoya"],
        &["=15", "=16", "=17", "=18", "=19", "=20", "=21"],
        &["", "Protea", "", "Umoya"],
    ];
    let reading = read_new("March 2027", wall, &create());
    assert_eq!(reading.verdict.kind, SheetKind::Agenda, "{reading:?}");
    assert!(reading.skipped.unwrap().reason.contains("wall calendar"));
    let bare: &[&[&str]] = &[&["=1", "Umoya 20+1"], &["=2", "Kopano 12"], &["=3", "Protea 9"]];
    let reading = read_new("March 2027", bare, &create());
    assert!(
        reading.verdict.reasons[0].contains("line of room names"),
        "{reading:?}"
    );
    let list: &[&[&str]] = &[
        &["Event", "Organiser", "Hall"],
        &["Fair", "Thandi", "Blue"],
        &["Choir", "Jan", "Red"],
    ];
    let reading = read_new("March 2027", list, &create());
    assert_eq!(reading.verdict.kind, SheetKind::Register, "{reading:?}");
}
