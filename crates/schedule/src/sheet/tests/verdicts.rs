//! What kind of sheet each of these is.

use super::*;

/// What a sheet is taken for on a fresh database with `--create-rooms`.
fn kind(name: &str, rows: &[&[&str]]) -> SheetKind {
    let reading = read_fresh(&sheet(name, rows), &create());
    assert!(
        reading.verdict.kind == SheetKind::Grid || (reading.slots.is_empty() && reading.new_rooms.is_empty()),
        "what is refused plans nothing: {reading:?}"
    );
    reading.verdict.kind
}

#[test]
fn lists_are_no_schedules_in_any_language() {
    let lists: [&[&[&str]]; 7] = [
        &[&["Date", "Event", "Room"], &["@2026-03-02", "Gala", "Atrium"]],
        &[
            &["Datum", "Zeit", "Kunde", "Raum"],
            &["@2026-03-02", "08-16", "Umoya", "Saal"],
        ],
        &[
            &["Fecha", "Hora", "Asignatura", "Aula"],
            &["@2026-03-02", "10:00", "Física", "B2"],
        ],
        &[
            &["Data", "Godzina", "Przedmiot", "Sala", "Prowadzący"],
            &["@2026-03-02", "10:00", "Fizyka", "12", "Nowak"],
        ],
        &[
            &["Дата", "Время", "Дисциплина", "Аудитория"],
            &["@2026-03-02", "10:00", "Физика", "305"],
        ],
        &[
            &["日期", "时间", "课程名称", "教室"],
            &["@2026-03-02", "10:00", "物理", "A101"],
        ],
        &[
            &["Client", "Date", "Venue", "Pax"],
            &["Umoya", "@2026-03-02", "Saturn", "=20"],
            &["Kopano", "@2026-03-03", "Venus", "=12"],
        ],
    ];
    for rows in lists {
        assert_eq!(kind("March 2026", rows), SheetKind::List, "{rows:?}");
    }
}

#[test]
fn a_list_in_an_unknown_language_is_known_by_its_columns() {
    let rows: &[&[&str]] = &[
        &["pvm", "aihe", "tila", "vetäjä"],
        &["@2026-03-02", "Fysiikka", "A101", "Aalto"],
        &["@2026-03-02", "Kemia", "A102", "Virta"],
        &["@2026-03-03", "Biologia", "A101", "Niemi"],
        &["@2026-03-04", "Historia", "A103", "Laine"],
    ];
    assert_ne!(kind("Taulu", rows), SheetKind::Grid);
}

#[test]
fn a_column_of_known_rooms_makes_a_list_whatever_its_heading() {
    let rows: &[&[&str]] = &[
        &["Tarih", "Xyz", "Abc"],
        &["@2026-03-02", "A302", "Umoya"],
        &["@2026-03-03", "Excellence", "Kopano"],
    ];
    let reading = read_with(&sheet("March 2026", rows), &SheetOptions::default());
    assert_eq!(reading.verdict.kind, SheetKind::List, "{:?}", reading.verdict);
}

#[test]
fn other_tables_with_dates_are_no_schedules() {
    let cases: [(SheetKind, &[&[&str]]); 7] = [
        (
            SheetKind::FromToList,
            &[
                &["Topic", "Start Date", "End Date"],
                &["SQL", "@2026-07-13", "@2026-07-14"],
                &["Java", "@2026-07-06", "@2026-07-10"],
            ],
        ),
        (
            SheetKind::Table,
            &[
                &["Date", "Asset Tag", "Serial No", "Model"],
                &["@2026-03-02", "AT-1", "S1", "X1"],
                &["@2026-03-05", "AT-2", "S2", "X1"],
            ],
        ),
        (
            SheetKind::Table,
            &[
                &["Date", "Name", "Email"],
                &["@2026-03-02", "Ann", "ann@example.org"],
            ],
        ),
        (
            SheetKind::Rota,
            &[
                &["Employee", "@2026-04-01", "@2026-04-02", "@2026-04-03"],
                &["Thandi", "M", "M", "OFF"],
                &["Sipho", "AL", "AL", "M"],
            ],
        ),
        (
            SheetKind::Rota,
            &[
                &["Date", "Early", "Late", "Night"],
                &["@2026-04-01", "Thandi", "Sipho", "Lerato"],
                &["@2026-04-02", "Sipho", "Lerato", "Thandi"],
            ],
        ),
        (
            SheetKind::Register,
            &[
                &["CRN", "Course", "Days", "Time", "Room"],
                &["=34030", "ANT-5", "TR", "3:00-4:15pm", "Hall 102"],
                &["=34031", "ANT-6", "F", "8:30-9:20am", "Lab 107"],
            ],
        ),
        (
            SheetKind::Week,
            &[
                &["", "Monday", "Tuesday", "Wednesday"],
                &["8:00-9:00", "Maths", "Art", "Maths"],
                &["9:00-10:00", "", "Music", ""],
            ],
        ),
    ];
    for (expected, rows) in cases {
        assert_eq!(kind("Sheet1", rows), expected, "{rows:?}");
    }
}

#[test]
fn what_crosses_dates_and_is_no_booking_makes_no_schedule() {
    let days = ["@2026-03-02", "@2026-03-03", "@2026-03-04", "@2026-03-05"];
    let cases: [(&[&str], [&[&str]; 4]); 9] = [
        // A rotation of people, whatever the posts are called.
        (
            &["Date", "Reception", "Kitchen", "Ward 1"],
            [
                &["Anna", "Ben", "Carl"],
                &["Ben", "Carl", "Anna"],
                &["Carl", "Anna", "Ben"],
                &["Anna", "Carl", "Ben"],
            ],
        ),
        (
            &["Date", "Room 1", "Room 2", "Room 3"],
            [
                &["Anna", "Ben", "Carl"],
                &["Ben", "Carl", "Anna"],
                &["Carl", "Anna", "Ben"],
                &["Anna", "Carl", "Ben"],
            ],
        ),
        // Counted headings are no capacities.
        (
            &["Date", "Match 1", "Match 2", "Match 3"],
            [
                &["A v B", "C v D", "E v F"],
                &["A v C", "B v D", ""],
                &["A v D", "", "B v C"],
                &["", "A v E", "C v F"],
            ],
        ),
        (
            &["Date", "Fridge 1", "Fridge 2", "Freezer"],
            [
                &["4.1 C", "3.9 C", "-18 C"],
                &["4 C", "3 C", "-19 C"],
                &["4.2 C", "", "-18 C"],
                &["4.0 C", "3 C", ""],
            ],
        ),
        (
            &["Date", "Facebook", "Instagram", "Blog"],
            [
                &["Teaser", "Reel", ""],
                &["Poll", "Story", "Post"],
                &["", "Photo 3", "Case study"],
                &["Quiz", "", ""],
            ],
        ),
        // One column that says the room.
        (
            &["Date", "Session", "Exam hall"],
            [&["FN", "H1"], &["AN", "H2"], &["FN", "H3"], &["AN", "H1"]],
        ),
        (
            &["Woche ab", "Mo", "Di", "Mi"],
            [
                &["Umoya 9", "", ""],
                &["", "Kopano 5", ""],
                &["", "", "Thuto 8"],
                &["Zola 3", "", ""],
            ],
        ),
        // Lessons are counted, rooms of so small a number are not.
        (
            &["Date", "=1", "=2"],
            [
                &["Maths 20", ""],
                &["", "Art 12"],
                &["Music 9", ""],
                &["", "Maths 20"],
            ],
        ),
        (
            &["Date", "North", "South"],
            [
                &["12 boxes", "8 boxes"],
                &["9 boxes", ""],
                &["7 boxes", "6 boxes"],
                &["", "5 boxes"],
            ],
        ),
    ];
    for (headings, cells) in cases {
        let lines: Vec<Vec<&str>> = days
            .iter()
            .zip(cells)
            .map(|(day, cells)| [&[*day][..], cells].concat())
            .collect();
        let rows: Vec<&[&str]> = std::iter::once(headings)
            .chain(lines.iter().map(Vec::as_slice))
            .collect();
        assert_ne!(kind("Sheet1", &rows), SheetKind::Grid, "{headings:?}");
    }
    let weeks: &[&[&str]] = &[
        &["Week commencing", "A302", "Excellence"],
        &["@2026-03-02", "Umoya 9", ""],
        &["@2026-03-09", "", "Kopano 5"],
    ];
    let of_known = read_with(&sheet("March 2026", weeks), &SheetOptions::default());
    assert_refused(&of_known, "its lines are weeks, not days");
}

#[test]
fn columns_are_named_by_what_stands_in_them() {
    let rows: &[&[&str]] = &[
        &["When", "Lehrsaal", "Who", "Session", "Attendance", "Weekday"],
        &["@2026-03-02", "LS 1", "Umoya", "AM", "25+1", "Mon"],
        &["@2026-03-03", "LS 2", "Kopano", "PM", "±25", "Tue"],
        &["@2026-03-04", "LS 1", "Thuto", "AM", "20-25", "Wed"],
    ];
    let reading = read_with(&sheet("Sheet1", rows), &create());
    let fields: Vec<&str> = reading
        .verdict
        .columns
        .iter()
        .map(|column| column.field.unwrap_or("none"))
        .collect();
    assert_eq!(
        fields,
        ["date", "room", "client_name", "time", "headcount", "none"]
    );
}

#[test]
fn the_documented_form_is_read_with_one_entry_or_none() {
    let grids: [&[&[&str]]; 4] = [
        &[&["Date", "Saturn", "Venus"], &["@2026-03-02"], &["@2026-03-03"]],
        &[&["Date", "Saturn", "Venus"], &["@2026-03-02", "Umoya"]],
        &[
            &["Date", "Day", "Saturn", "Venus", "Notes", "Total"],
            &["@2026-03-02", "Mon", "Umoya 20+1", "", "", "=20"],
        ],
        &[
            &["Room", "@2026-03-02", "@2026-03-03"],
            &["Saturn", "Umoya 20+1", ""],
            &["Venus", "", "Kopano"],
        ],
    ];
    for rows in grids {
        assert_eq!(kind("March 2026", rows), SheetKind::Grid, "{rows:?}");
    }
    let known: &[&[&str]] = &[
        &["Date", "Excellence", "A302", "Status"],
        &["@2026-03-02", "Siyaya", "Siyaya", "open"],
        &["@2026-03-03", "Siyaya", "Siyaya", "open"],
        &["@2026-03-04", "Siyaya", "Siyaya", "open"],
        &["@2026-03-05", "Siyaya", "Siyaya", "open"],
    ];
    let reading = read_with(&sheet("March 2026", known), &SheetOptions::default());
    assert_eq!(reading.verdict.kind, SheetKind::Grid);
}

#[test]
fn a_person_may_say_what_the_sheet_is() {
    let rows: &[&[&str]] = &[&["Date", "Early", "A302"], &["@2026-03-02", "", "Umoya 20+1"]];
    let layout = |layout| {
        let options = SheetOptions { layout, ..create() };
        read_with(&sheet("March 2026", rows), &options)
    };
    assert_eq!(slots(&layout(Some(SheetKind::Grid))), ["C2 A302 2026-03-02"]);
    assert_eq!(layout(Some(SheetKind::List)).verdict.kind, SheetKind::List);
    assert!(layout(Some(SheetKind::List)).skipped.is_some());
}

#[test]
fn words_with_ever_other_numbers_are_measured_and_not_booked() {
    let measured = |words: &[&str], rooms: [&str; 3]| {
        let mut rows: Vec<Vec<String>> = vec![
            ["Date".to_owned()]
                .into_iter()
                .chain(rooms.map(str::to_owned))
                .collect(),
        ];
        for day in 0..8 {
            let cell = |city: usize| {
                let word = words[(day + day / 2 + city) % words.len()];
                format!("{word} {}", 12 + (day * 7 + city * 5) % 15)
            };
            let cells = (0..3).map(cell);
            rows.push(
                [format!("@2026-03-{:02}", day + 2)]
                    .into_iter()
                    .chain(cells)
                    .collect(),
            );
        }
        let rows: Vec<Vec<&str>> = rows
            .iter()
            .map(|row| row.iter().map(String::as_str).collect())
            .collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        kind("Sheet1", &rows)
    };
    let cities = ["Berlin", "Paris", "Rome"];
    assert_eq!(measured(&["sunny", "rainy", "cloudy"], cities), SheetKind::Table);
    assert_eq!(measured(&["Sonne", "Regen", "Wolken"], cities), SheetKind::Table);
    assert_eq!(
        measured(&["won", "lost"], ["Anna", "Ben", "Cleo"]),
        SheetKind::Table
    );
    let labs = ["Lab 1", "Lab 2", "Lab 3"];
    assert_eq!(measured(&["Umoya", "Kopano"], labs), SheetKind::Grid);
    let clients = ["Umoya", "Kopano", "Thuto", "Baobab", "Marula", "Lwazi", "Nkosi"];
    assert_eq!(measured(&clients, ["Saturn", "Venus", "Mars"]), SheetKind::Grid);
    let issues: &[&[&str]] = &[
        &["Date", "Facebook", "Newsletter"],
        &["@2026-03-02", "Launch post", "Issue 12"],
        &["@2026-03-03", "Photo", ""],
        &["@2026-03-04", "Reel: event", "Issue 13"],
        &["@2026-03-05", "Story", ""],
    ];
    assert_eq!(kind("March 2026", issues), SheetKind::Other);
}

#[test]
fn headings_that_lists_have_are_no_rooms_though_they_be_nouns() {
    let lists: [&[&[&str]]; 3] = [
        &[
            &["Date", "Session", "Hall", "Hirer"],
            &["@2026-03-02", "AM", "Main", "Scouts"],
            &["@2026-03-02", "PM", "Small", "Choir"],
        ],
        &[
            &["Date", "AM/PM", "Place", "Who"],
            &["@2026-03-02", "AM", "Main", "Scouts"],
            &["@2026-03-03", "PM", "Small", "Choir"],
        ],
        &[
            &["Kurs", "Zeitraum", "", "Raum"],
            &["", "von", "bis", ""],
            &["Umoya", "@2026-04-02", "@2026-04-04", "Saturn"],
            &["Kopano", "@2026-04-07", "@2026-04-08", "Venus"],
        ],
    ];
    for rows in lists {
        let kind = kind("March 2026", rows);
        assert!(
            matches!(kind, SheetKind::List | SheetKind::FromToList),
            "{rows:?}: {kind:?}"
        );
    }
}

#[test]
fn a_weekly_timetable_knows_whether_weeks_would_help() {
    let with_weeks = |rows: &[&[&str]]| {
        let reading = read_fresh(&sheet("Plan", rows), &create());
        assert!(reading.skipped.is_some());
        (reading.verdict.with_weeks, reading.skipped.unwrap().reason)
    };
    let rooms: &[&[&str]] = &[
        &["Day", "Lab 1", "Lab 2"],
        &["Monday", "Umoya 20+1", ""],
        &["Tuesday", "", "Kopano 12"],
        &["Wednesday", "Thuto 9", ""],
    ];
    assert_eq!(with_weeks(rooms).0, WithWeeks::Read);
    let classes: &[&[&str]] = &[
        &["Time", "Monday", "Tuesday", "Wednesday"],
        &["08:00-09:00", "Maths", "Physics", "Art"],
        &["09:00-10:00", "Art", "Maths", "Physics"],
    ];
    let (with_weeks, reason) = with_weeks(classes);
    assert_ne!(with_weeks, WithWeeks::Read);
    assert!(
        reason.ends_with("nothing in it names the rooms") || reason.contains("nothing names the rooms"),
        "{reason}"
    );
}

#[test]
fn labels_of_weeks_hold_until_the_next() {
    let weeks = WeekSpan {
        first: "2026-03-02".parse().unwrap(),
        last: "2026-03-15".parse().unwrap(),
        except: Vec::new(),
    };
    let options = SheetOptions {
        weeks: Some(weeks),
        ..SheetOptions::default()
    };
    let read = |rows: &[&[&str]]| slots(&read_with(&sheet("Plan", rows), &options));
    // The weeks of 2 and 9 March are the 10th and the 11th.
    let beside: &[&[&str]] = &[
        &["", "", "Excellence", "A302"],
        &["Odd weeks", "Monday", "Umoya 10", ""],
        &["", "Tuesday", "", "Kopano 9"],
        &["Even weeks", "Monday", "Thuto 7", ""],
        &["", "Tuesday", "Baobab 6", ""],
    ];
    let told = [
        "C2 Excellence 2026-03-09",
        "D3 A302 2026-03-10",
        "C4 Excellence 2026-03-02",
        "C5 Excellence 2026-03-03",
    ];
    assert_eq!(read(beside), told);
    let alone: &[&[&str]] = &[
        &["Day", "Excellence", "A302"],
        &["Odd weeks"],
        &["Monday", "Umoya 10", ""],
        &["Even weeks"],
        &["Monday", "Thuto 7", ""],
        &["Every week"],
        &["Tuesday", "Baobab 6", ""],
    ];
    let told = [
        "B3 Excellence 2026-03-09",
        "B5 Excellence 2026-03-02",
        "B7 Excellence 2026-03-03,2026-03-10",
    ];
    assert_eq!(read(alone), told);
    let over: &[&[&str]] = &[
        &["", "Odd weeks", "Even weeks", ""],
        &["Day", "Excellence", "A302", "Respect"],
        &["Monday", "Umoya 10", "Thuto 7", ""],
        &["Tuesday", "", "", "Kopano 9"],
        &["Wednesday", "", "", "Lwazi 9"],
    ];
    let told = [
        "B3 Excellence 2026-03-09",
        "C3 A302 2026-03-02",
        "D4 Respect 2026-03-03",
        "D5 Respect 2026-03-04",
    ];
    assert_eq!(read(over), told);
    let contradicting: &[&[&str]] = &[
        &["Day", "Excellence", "A302"],
        &["Odd weeks"],
        &["Monday", "Umoya 10 (even weeks)", ""],
        &["Tuesday", "", "Kopano 9"],
        &["Wednesday", "", "Lwazi 9"],
    ];
    let reading = read_with(&sheet("Plan", contradicting), &options);
    assert!(
        findings(&reading)
            .iter()
            .any(|told| told.contains("odd weeks and even weeks"))
    );
}

#[test]
fn the_days_that_a_week_states_are_the_only_ones_that_are_booked() {
    let read = |first: &str, last: &str, rows: &[&[&str]]| {
        let weeks = WeekSpan {
            first: first.parse().unwrap(),
            last: last.parse().unwrap(),
            except: Vec::new(),
        };
        let options = SheetOptions {
            weeks: Some(weeks),
            ..SheetOptions::default()
        };
        read_with(&sheet("Plan", rows), &options)
    };
    let rows: &[&[&str]] = &[
        &["Week 10 (2-6 March 2026)"],
        &["Day", "Excellence", "A302"],
        &["Monday", "Umoya 10", ""],
        &["Tuesday", "", "Kopano 9"],
        &["Wednesday", "Thuto 7", ""],
    ];
    let own = read("2026-03-02", "2026-03-08", rows);
    assert_eq!(
        slots(&own),
        [
            "B3 Excellence 2026-03-02",
            "C4 A302 2026-03-03",
            "B5 Excellence 2026-03-04"
        ]
    );
    for (first, last, other) in [
        ("2026-03-09", "2026-03-13", "2026-03-09"),
        ("2026-03-02", "2026-03-13", "2026-03-09"),
    ] {
        let reading = read(first, last, rows);
        let told = format!("{other} of `--weeks` is not among the days that it states");
        assert!(
            reading.skipped.as_ref().is_some_and(|skipped| skipped.refused
                && skipped.reason.contains(&told)
                && skipped.reason.contains("--weeks 2026-03-02..2026-03-06")),
            "{reading:?}"
        );
    }
}

#[test]
fn rooms_down_and_weekdays_across_are_a_weekly_timetable() {
    let rows: &[&[&str]] = &[
        &["", "Monday", "Tuesday", "Wednesday"],
        &["Excellence", "Umoya 10", "", "Thuto 5"],
        &["Respect", "", "Kopano 9", ""],
    ];
    let reading = read_one(&sheet("Woche", rows));
    assert_eq!(
        (reading.verdict.kind, reading.verdict.with_weeks),
        (SheetKind::Week, WithWeeks::Read)
    );
}

#[test]
fn bare_hours_under_the_rooms_are_times_and_an_evening_is_never_dropped() {
    let hours = merged(
        sheet(
            "Mar 2026",
            &[
                &["Date", "Excellence", "", "Respect", ""],
                &["", "08-12", "13-16", "08-12", "13-16"],
                &["@2026-03-02", "Umoya 10", "Kopano 9", "", "Thuto 5"],
                &["@2026-03-03", "", "", "Baobab 4", ""],
            ],
        ),
        &["B1:C1", "D1:E1"],
    );
    let reading = read_one(&hours);
    assert_eq!(reading.slots.len(), 4, "{reading:?}");
    assert!(
        reading
            .slots
            .iter()
            .all(|slot| matches!(slot.time, Some(SlotTime::Range(..))))
    );
    let evening: &[&[&str]] = &[
        &["Date", "Session", "Excellence", "Respect"],
        &["@2026-03-02", "Morning", "Umoya 10", ""],
        &["", "Afternoon", "", "Kopano 9"],
        &["", "Evening", "Thuto 3", ""],
        &["@2026-03-03", "Morning", "", "Baobab 8"],
    ];
    let reading = read_one(&sheet("Mar 2026", evening));
    let rejected = reading
        .findings
        .iter()
        .filter(|finding| finding.kind == FindingKind::Rejected);
    let rejected: Vec<&str> = rejected.map(|finding| finding.text.as_str()).collect();
    assert_eq!(rejected, ["Thuto 3"]);
}

#[test]
fn rooms_in_the_cells_and_clients_in_the_headings_are_swapped() {
    let rows: &[&[&str]] = &[
        &["Date", "Umoya", "Kopano"],
        &["@2026-03-02", "Excellence", ""],
        &["@2026-03-03", "", "Respect"],
        &["@2026-03-04", "Excellence", "Respect"],
    ];
    for options in [SheetOptions::default(), create()] {
        for sheet in [sheet("Plan", rows), flipped(&sheet("Mar 2026", rows))] {
            assert_refused(&read_with(&sheet, &options), "its cells are the names of rooms");
        }
    }
}

#[test]
fn the_word_rota_over_rooms_decides_nothing() {
    let title = |title: &'static str| -> Vec<&'static [&'static str]> {
        let mut rows: Vec<&'static [&'static str]> = vec![&[]];
        rows[0] = match title {
            "Room rota" => &["Room rota"],
            "Rota of rooms, March" => &["Rota of rooms, March"],
            "Cleaning rota of the rooms" => &["Cleaning rota of the rooms"],
            _ => &["Rota"],
        };
        rows.extend::<[&[&str]; 5]>([
            &["Date", "Excellence", "A302", "Respect"],
            &["@2026-03-02", "Umoya", "Kopano", "Thuto"],
            &["@2026-03-03", "Kopano", "Thuto", "Umoya"],
            &["@2026-03-04", "Thuto", "Umoya", "Kopano"],
            &["@2026-03-05", "Umoya", "Thuto", "Kopano"],
        ]);
        rows
    };
    for rooms in ["Room rota", "Rota of rooms, March"] {
        assert_eq!(
            slots(&read_one(&sheet("Plan", &title(rooms)))).len(),
            12,
            "{rooms}"
        );
    }
    for people in ["Cleaning rota of the rooms", "Rota"] {
        let reading = read_one(&sheet("Plan", &title(people)));
        assert_eq!(reading.verdict.kind, SheetKind::Rota, "{people}");
        assert!(
            !reading.verdict.excludes_rooms,
            "a person may know that they are clients"
        );
    }
}

#[test]
fn clients_without_a_count_are_read_where_nothing_speaks_for_another_kind() {
    let plan: &[&[&str]] = &[
        &["Date", "Saturn", "Venus", "Mars"],
        &["@2026-03-02", "Umoya", "Kopano Trust", ""],
        &["@2026-03-03", "Umoya", "Kopano Trust", "4IR Academy"],
        &["@2026-03-04", "Thuto", "", "4IR Academy"],
        &["@2026-03-05", "Umoya", "Kopano Trust", "School of Law"],
    ];
    assert_eq!(slots(&read_with(&sheet("Plan", plan), &create())).len(), 10);
    let once: &[&[&str]] = &[
        &["Room bookings"],
        &["Date", "Saturn", "Venus", "Mars"],
        &["@2026-03-02", "Umoya", "Kopano", ""],
        &["@2026-03-03", "Thuto", "", "Baobab"],
        &["@2026-03-04", "", "Marula", "Lwazi"],
    ];
    assert_eq!(slots(&read_with(&sheet("Plan", once), &create())).len(), 6);
    assert_refused(
        &read_with(&sheet("Plan", &once[1..]), &create()),
        "hardly a cell counts people",
    );
    let others: [&[&[&str]]; 3] = [
        &[
            &["Date", "Facebook", "Instagram", "Blog"],
            &["@2026-03-02", "Umoya", "Kopano", ""],
            &["@2026-03-03", "Umoya", "Kopano", "Thuto"],
            &["@2026-03-04", "Umoya", "Kopano", "Thuto"],
        ],
        &[
            &["Date", "Anna", "Ben", "Carla"],
            &["@2026-03-02", "Home", "Office", "Leave"],
            &["@2026-03-03", "Home", "Office", "Leave"],
            &["@2026-03-04", "Home", "Office", "Office"],
        ],
        &[
            &["Date", "North", "South", "East"],
            &["@2026-03-02", "sunny", "rainy", "sunny"],
            &["@2026-03-03", "sunny", "rainy", "cloudy"],
            &["@2026-03-04", "sunny", "cloudy", "cloudy"],
        ],
    ];
    for rows in others {
        let kind = kind("Plan", rows);
        assert_ne!(kind, SheetKind::Grid, "{rows:?}");
    }
}

#[test]
fn seven_clients_with_like_numbers_are_no_measurements() {
    let sheet_of = |words: [&str; 7], span: usize| {
        let mut rows: Vec<Vec<String>> = vec![["Date", "Saturn", "Venus", "Mars"].map(String::from).to_vec()];
        for day in 0..14usize {
            let cell = |room: usize| {
                let word = words[(day * 3 + room * 5 + day / 4) % 7];
                format!("{word} {}", 18 + (day * 7 + room * 5) % span)
            };
            let line = [format!("@2026-03-{:02}", day + 2)];
            rows.push(line.into_iter().chain((0..3).map(cell)).collect());
        }
        let rows: Vec<Vec<&str>> = rows
            .iter()
            .map(|row| row.iter().map(String::as_str).collect())
            .collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        kind("Sheet1", &rows)
    };
    let clients = ["Umoya", "Kopano", "Thuto", "Baobab", "Marula", "Lwazi", "Nkosi"];
    assert_eq!(sheet_of(clients, 8), SheetKind::Grid);
    let weather = ["Sunny", "Rainy", "Cloudy", "Windy", "Foggy", "Stormy", "Snowy"];
    assert_eq!(sheet_of(weather, 8), SheetKind::Table);
    let lower = ["good", "better", "fine", "so-so", "worse", "worst", "lost"];
    assert_eq!(sheet_of(lower, 8), SheetKind::Table);
}

#[test]
fn capitals_make_no_clients_of_scores() {
    let scores: &[&[&str]] = &[
        &["Date", "Anna", "Ben", "Carl"],
        &["@2026-03-02", "Won 12", "Lost 3", "Won 8"],
        &["@2026-03-03", "Lost 9", "Won 4", "Drew 5"],
        &["@2026-03-04", "Won 10", "Won 11", "Lost 2"],
        &["@2026-03-05", "Drew 5", "Won 7", "Lost 6"],
    ];
    assert_refused(&read_with(&sheet("Scores", scores), &create()), "measurements");
    // Clients come with about as many people again.
    let clients: &[&[&str]] = &[
        &["Date", "Baobab", "Marula", "Protea"],
        &["@2026-03-02", "Umoya 20", "Kopano 12", "Umoya 22"],
        &["@2026-03-03", "Kopano 14", "Umoya 25", "Thuto 8"],
        &["@2026-03-04", "Umoya 19", "Umoya 16", "Kopano 11"],
        &["@2026-03-05", "Thuto 12", "Umoya 23", "Kopano 16"],
    ];
    assert_eq!(slots(&read_with(&sheet("Plan", clients), &create())).len(), 12);
}

#[test]
fn a_sheet_of_times_and_rooms_says_that_it_lacks_its_day() {
    let rows: &[&[&str]] = &[
        &["Week ending 13 March 2026"],
        &["Room", "08:00-10:00", "10:00-12:00"],
        &["Excellence", "Umoya 20+1", ""],
        &["Respect", "", "Kopano 12"],
    ];
    assert_refused(&read_one(&sheet("Plan", rows)), "its day is missing");
}

#[test]
fn each_refusal_helps_with_what_is_wrong() {
    let venues: &[&[&str]] = &[
        &["Date", "Venue", "08:00-10:00", "10:00-12:00"],
        &["@2026-03-02", "C-301", "Umoya 20+1", ""],
        &["@2026-03-03", "Respect", "", "Kopano 12"],
    ];
    let reading = read_one(&sheet("Plan", venues));
    let ways: Vec<&str> = reading
        .findings
        .iter()
        .filter_map(|f| f.way_out.as_deref())
        .collect();
    assert_eq!(
        ways,
        ["write the rooms as they are called, or make them with `--create-rooms`"]
    );
    let merged = merged(
        sheet(
            "March 2026",
            &[
                &["Date", "Saturn", "", "Excellence", ""],
                &["", "AM", "PM", "AM", "PM"],
                &["@2026-03-02", "Kopano 12", "Thuto 8", "Umoya 20+1", ""],
            ],
        ),
        &["B1:C1", "D1:E1"],
    );
    let told = findings(&read_one(&merged));
    let of_heading = told.iter().filter(|told| told.starts_with("B1 "));
    assert_eq!(of_heading.count(), 1, "{told:?}");
    let assets: &[&[&str]] = &[
        &["Serial No", "Model", "Purchase date", "Location"],
        &["SN1", "ThinkPad", "@2026-01-05", "Excellence"],
        &["SN2", "Latitude", "@2026-01-06", "Respect"],
        &["SN3", "ThinkPad", "@2026-02-07", "Excellence"],
    ];
    assert_refused(&read_one(&sheet("Assets", assets)), "it is a table of records");
}

#[test]
fn groups_games_and_lessons_are_no_rooms() {
    let games: &[&[&str]] = &[
        &["Date", "Match 1", "Match 2"],
        &["@2026-03-02", "Alice vs John", "Bob vs Jane"],
        &["@2026-03-09", "Bob vs John", "Alice vs Jane"],
    ];
    let groups: &[&[&str]] = &[
        &["Datum", "Gruppe 1", "Gruppe 2", "Gruppe 3"],
        &["@2026-03-02", "Mathe", "Physik", "R2.010"],
        &["@2026-03-03", "R2.010", "Mathe", "Physik"],
    ];
    let lessons: &[&[&str]] = &[
        &["", "@2026-03-02", "@2026-03-03", "@2026-03-04"],
        &["1ª", "Redes 20", "Bases 20", "Redes 20"],
        &["2ª", "Redes 20", "Bases 20", "Redes 20"],
        &["第3,4节", "Redes 20", "Bases 20", "Redes 20"],
    ];
    for rows in [games, groups, lessons] {
        assert_eq!(kind("Plan", rows), SheetKind::Agenda, "{rows:?}");
    }
}

#[test]
fn the_day_of_a_thing_is_no_booking_of_it() {
    let rows: &[&[&str]] = &[
        &[
            "equipment_id",
            "name",
            "location",
            "last_calibrated",
            "responsible",
        ],
        &["EQ-01", "pH meter", "wet lab", "@2026-04-28", "anuva"],
        &["EQ-02", "flow meter", "dry lab", "@2026-04-15", "thandi"],
    ];
    assert_eq!(kind("Sheet1", rows), SheetKind::Table);
}

#[test]
fn columns_say_what_no_list_of_bookings_can_take() {
    let rows: &[&[&str]] = &[
        &["Period", "Name", "Room", "Day", "Weeks", "Date"],
        &["=1", "Umoya", "Saturn", "Monday", "1-12", "Thu 18:00-20:50"],
        &["=2", "Kopano", "Venus", "Tuesday", "3", "Tue 8:00-9:50"],
    ];
    let reading = read_one(&sheet("Sheet1", rows));
    let columns = &reading.verdict.columns;
    let of = |heading: &str| columns.iter().find(|column| column.heading == heading).unwrap();
    assert!(
        of("Period").counts_turns && of("Weeks").counts_turns && !of("Room").counts_turns,
        "{columns:?}"
    );
    assert_eq!(of("Period").field, None, "{columns:?}");
    let dated: &[&[&str]] = &[
        &["Course", "Room", "Date", "Start"],
        &["Anatomy", "C101", "@2026-03-02", "08:00"],
        &["Biology", "C102", "@2026-03-05", "09:00"],
    ];
    let reading = read_one(&sheet("Sheet1", dated));
    let columns = &reading.verdict.columns;
    assert_eq!(columns[2].last_day, "2026-03-05".parse().ok(), "{columns:?}");
    assert!(columns[3].is_of_times && !columns[2].is_of_times, "{columns:?}");
}

#[test]
fn turns_of_duty_in_the_cells_make_a_rota() {
    let rows: &[&[&str]] = &[
        &["Datum", "101", "102", "103"],
        &["@2026-03-02", "Früh 2", "", "Nacht 1"],
        &["@2026-03-03", "", "Spät 1", "Nacht 1"],
        &["@2026-03-04", "Früh 1", "Spät 2", ""],
        &["@2026-03-05", "Nacht 2", "", "Früh 1"],
    ];
    assert_eq!(kind("Sheet1", rows), SheetKind::Rota);
    let booked: &[&[&str]] = &[
        &["Datum", "101", "102", "103"],
        &["@2026-03-02", "Meyer 12", "", "Nacht der Museen 30"],
        &["@2026-03-03", "", "Schulz 8", "Früh 12"],
        &["@2026-03-04", "Weber 6", "Schulz 8", ""],
        &["@2026-03-05", "Weber 6", "", "Kurs 12"],
    ];
    assert_eq!(kind("März 2026", booked), SheetKind::Grid);
}

#[test]
fn rooms_with_numbers_before_their_noun_are_no_columns_of_rooms() {
    let rows: &[&[&str]] = &[
        &["日期", "星期", "101教室", "102教室"],
        &["3月2日", "星期一", "王公司 12人", ""],
        &["3月3日", "星期二", "", "李公司 8人"],
        &["3月4日", "星期三", "取消", "张公司"],
    ];
    assert_eq!(kind("2026年3月", rows), SheetKind::Grid);
    assert_eq!(
        heading_words::role("教室"),
        Some(heading_words::HeadingRole::Room)
    );
}

#[test]
fn times_with_a_point_are_no_days() {
    let rows: &[&[&str]] = &[
        &["Zaal", "Klant", "Datum", "Van", "Tot", "Status"],
        &[
            "Zaal 1",
            "Jansen",
            "ma 2 maart 2026",
            "9.00",
            "12.00",
            "bevestigd",
        ],
        &[
            "Zaal 2",
            "De Vries",
            "di 3 maart 2026",
            "13.30",
            "17.00",
            "bevestigd",
        ],
    ];
    let reading = read_with(&sheet("Reserveringen", rows), &create());
    assert_eq!(reading.verdict.kind, SheetKind::List, "{reading:?}");
    let field = |place: usize| reading.verdict.columns[place].field;
    assert_eq!(
        [field(2), field(3), field(4)],
        [Some("date"), Some("starts_at"), Some("ends_at")]
    );
    assert_eq!(reading.verdict.columns[2].first_day, "2026-03-02".parse().ok());
}

#[test]
fn days_without_a_month_are_no_week() {
    let rows: &[&[&str]] = &[
        &["Day", "", "Room 1", "Room 2"],
        &["Mon", "=2", "Umoya 20+1", ""],
        &["Tue", "=3", "", "Kopano 12"],
        &["Wed", "=4", "Thuto 5", ""],
    ];
    let reading = read_with(&sheet("Sheet1", rows), &create());
    let skipped = reading.skipped.unwrap();
    assert!(
        skipped.refused && skipped.reason.contains("name the sheet by its month"),
        "{skipped:?}"
    );
    assert!(read_with(&sheet("March 2026", rows), &create()).skipped.is_none());
}

#[test]
fn a_sheet_of_a_day_without_its_year_asks_for_it() {
    let rows: &[&[&str]] = &[
        &["Hora", "Aula 1", "Aula 2"],
        &["08:00-10:00", "García 12", ""],
        &["10:00-12:00", "", "López 8"],
    ];
    let reading = read_with(&sheet("2 de marzo", rows), &create());
    let skipped = reading.skipped.unwrap();
    assert!(
        skipped.refused && skipped.reason.contains("`--year 2026`"),
        "{skipped:?}"
    );
    let options = SheetOptions {
        year: Some(2026),
        ..create()
    };
    assert_eq!(read_with(&sheet("2 de marzo", rows), &options).slots.len(), 2);
}

#[test]
fn hours_with_their_ends_are_times_across_the_rooms_of_a_day() {
    let rows: &[&[&str]] = &[
        &["Aula", "8-9", "9-10", "10-11", "11-12"],
        &["Aula 1", "Rossi", "", "", ""],
        &["Aula 2", "", "", "Bianchi", ""],
    ];
    let reading = read_with(&sheet("2 marzo 2026", rows), &create());
    let times: Vec<_> = reading.slots.iter().map(|slot| slot.at.to_string()).collect();
    assert_eq!(times, ["B2", "D3"], "{reading:?}");
    let shifts: &[&[&str]] = &[
        &["Aula", "8-16", "10-18", "12-20", "14-22"],
        &["Aula 1", "Rossi", "", "", ""],
        &["Aula 2", "", "", "Bianchi", ""],
    ];
    assert!(
        read_with(&sheet("2 marzo 2026", shifts), &create())
            .slots
            .is_empty()
    );
}

#[test]
fn a_week_tells_the_days_that_stand_above_it() {
    let rows: &[&[&str]] = &[
        &["KW 10", "02.03.–06.03.2026"],
        &["Raum", "Mo", "Di", "Mi", "Do", "Fr"],
        &["R1", "Meyer 12", "", "Schulz 8", "", ""],
        &["R2", "", "Weber 6", "", "", ""],
    ];
    let reading = read_with(&sheet("KW10", rows), &create());
    assert_eq!(reading.verdict.kind, SheetKind::Week);
    assert_eq!(reading.verdict.titles, ["KW10", "KW 10", "02.03.–06.03.2026"]);
    assert_eq!(reading.verdict.with_weeks, WithWeeks::Read, "{reading:?}");
}

#[test]
fn each_week_tells_the_days_of_its_own() {
    let week = |name: &str, days: &str| {
        let rows: &[&[&str]] = &[
            &[days],
            &["Raum", "Mo", "Di", "Mi", "Do", "Fr"],
            &["R1", "Meyer 12", "", "Schulz 8", "", ""],
            &["R2", "", "Weber 6", "", "", ""],
        ];
        sheet(name, rows)
    };
    let workbook = workbook(vec![
        week("First", "1-5 March 2027"),
        week("Second", "8-12 March 2027"),
    ]);
    let readings = read_sheets(&workbook, &RoomDirectory::default(), &create());
    let titles: Vec<&[String]> = readings
        .iter()
        .map(|reading| reading.verdict.titles.as_slice())
        .collect();
    assert_eq!(
        titles,
        [["First", "1-5 March 2027"], ["Second", "8-12 March 2027"]],
        "{readings:?}"
    );
}

#[test]
fn a_year_is_asked_for_as_of_the_day_of_the_import() {
    let rows: &[&[&str]] = &[
        &["Hora", "Aula 1", "Aula 2"],
        &["08:00-10:00", "García 12", ""],
        &["10:00-12:00", "", "López 8"],
    ];
    let options = SheetOptions {
        today: "2031-05-01".parse().ok(),
        ..create()
    };
    let skipped = read_with(&sheet("2 de marzo", rows), &options).skipped.unwrap();
    assert!(skipped.reason.contains("`--year 2031`"), "{skipped:?}");
}

#[test]
fn a_list_of_bookings_in_known_rooms_is_a_list_wherever_its_dates_stand() {
    let rooms = ["Excellence", "Ambition", "Respect", "A302"];
    let lines: Vec<[String; 5]> = (0..18)
        .map(|line| {
            [
                rooms[line % 4].to_owned(),
                format!("Client {}", line % 5),
                format!("2026-03-{:02}", 2 + line),
                "09:00".to_owned(),
                "12:00".to_owned(),
            ]
        })
        .collect();
    let lines: Vec<Vec<&str>> = lines
        .iter()
        .map(|line| line.iter().map(String::as_str).collect())
        .collect();
    let mut rows: Vec<&[&str]> = vec![&["Room", "Client", "Date", "Start", "End"]];
    rows.extend(lines.iter().map(Vec::as_slice));
    let reading = read_one(&sheet("Bookings", &rows));
    assert!(reading.slots.is_empty());
    assert_eq!(reading.verdict.kind, SheetKind::List, "{reading:?}");
}
