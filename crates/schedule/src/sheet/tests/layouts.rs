//! Times on an axis, blocks, sheets of one day and weekly timetables; and what is no date.

use std::collections::BTreeSet;

use super::*;

/// `C5 Saturn 2026-03-02 08:00-10:00`, days by `,`.
pub(super) fn timed(reading: &SheetReading) -> Vec<String> {
    assert_eq!(reading.skipped, None);
    let time = |time: Option<SlotTime>| match time {
        Some(SlotTime::Range(start, end)) => format!(" {}-{}", start.format("%H:%M"), end.format("%H:%M")),
        Some(other) => format!(" {other:?}"),
        None => String::new(),
    };
    let lines = slots(reading).into_iter().zip(&reading.slots);
    lines
        .map(|(line, slot)| line.replace("new ", "") + &time(slot.time))
        .collect()
}

fn both_ways(name: &str, rows: &[&[&str]]) -> [SheetReading; 2] {
    let sheet = sheet(name, rows);
    [
        read_with(&sheet, &create()),
        read_with(&flipped(&sheet), &create()),
    ]
}

#[test]
fn a_column_of_times_in_any_form_is_the_time_of_its_row_both_ways() {
    let cases: [(&[&str], &[&str]); 4] = [
        (&["08:00-10:00", "10:00-12:00"], &["08:00-10:00", "10:00-12:00"]),
        (&["8-10", "10-12"], &["08:00-10:00", "10:00-12:00"]),
        (&["08:00", "09:30"], &["08:00-09:30", "09:30-11:00"]),
        (&["Vormittag", "Nachmittag"], &["Morning", "Afternoon"]),
    ];
    for (times, expected) in cases {
        let rows: &[&[&str]] = &[
            &["Date", "Time", "Saturn", "Venus"],
            &["@2026-03-02", times[0], "Umoya 20+1", ""],
            &["", times[1], "", "Kopano 12"],
        ];
        for reading in both_ways("March 2026", rows) {
            let got: Vec<String> = timed(&reading)
                .iter()
                .map(|line| line[line.find(' ').unwrap() + 1..].to_owned())
                .collect();
            let mut wanted = vec![
                format!("Saturn 2026-03-02 {}", expected[0]),
                format!("Venus 2026-03-02 {}", expected[1]),
            ];
            wanted.sort();
            let mut got = got;
            got.sort();
            assert_eq!(got, wanted, "{times:?}");
        }
    }
}

#[test]
fn start_and_end_columns_and_a_part_of_the_day_without_hours() {
    let rows: &[&[&str]] = &[
        &["Date", "Start", "End", "Saturn"],
        &["@2026-03-02", "08:00", "09:45", "Umoya 20+1"],
        &["@2026-03-03", "10:00", "12:15", "Kopano 12"],
    ];
    let reading = read_with(&sheet("March 2026", rows), &create());
    assert_eq!(
        timed(&reading),
        [
            "D2 Saturn 2026-03-02 08:00-09:45",
            "D3 Saturn 2026-03-03 10:00-12:15"
        ]
    );
    let rows: &[&[&str]] = &[
        &["Date", "Session", "Saturn"],
        &["@2026-03-02", "AM", "Umoya 20+1"],
        &["@2026-03-02", "Evening", "Kopano 12"],
    ];
    let reading = read_with(&sheet("March 2026", rows), &create());
    assert_eq!(timed(&reading), ["C2 Saturn 2026-03-02 Morning"]);
    assert_eq!(
        findings(&reading),
        ["C3 Rejected the time of row 3 gives no hours"]
    );
}

#[test]
fn a_heading_that_ends_in_a_time_is_a_room_at_that_time() {
    let rows: &[&[&str]] = &[
        &["Date", "Saturn AM", "Saturn (PM)", "Venus"],
        &["@2026-03-02", "Umoya 20+1", "Kopano 12", "Thuto 15"],
    ];
    let reading = read_with(&sheet("March 2026", rows), &create());
    assert_eq!(
        timed(&reading),
        [
            "B2 Saturn 2026-03-02 Morning",
            "C2 Saturn 2026-03-02 Afternoon",
            "D2 Venus 2026-03-02 WholeDay",
        ]
    );
}

#[test]
fn times_are_never_rooms() {
    let rows: &[&[&str]] = &[
        &["Date", "08:00-10:00", "Saturn"],
        &["@2026-03-02", "Umoya 20+1", "Kopano 12"],
    ];
    let reading = read_with(&sheet("March 2026", rows), &create());
    assert!(
        reading.new_rooms.iter().all(|room| room.name == "Saturn"),
        "{reading:?}"
    );
    let rows: &[&[&str]] = &[
        &["Date", "08:00-10:00", "10:00-12:00"],
        &["@2026-03-02", "Umoya 20+1", "Kopano 12"],
    ];
    assert_refused(
        &read_with(&sheet("March 2026", rows), &create()),
        "nothing names the rooms",
    );
}

#[test]
fn rooms_of_the_rows_under_times() {
    let rows: &[&[&str]] = &[
        &["Date", "Venue", "09:00-12:00", "13:00-16:00"],
        &["@2026-08-10", "Saturn", "Calculus", ""],
        &["@2026-08-10", "Venus", "", "Logic"],
    ];
    let reading = read_with(&sheet("Exams", rows), &create());
    let made: Vec<&str> = reading.new_rooms.iter().map(|room| room.name.as_str()).collect();
    assert_eq!(made, ["Saturn", "Venus"]);
    assert_eq!(
        timed(&reading),
        [
            "C2 Saturn 2026-08-10 09:00-12:00",
            "D3 Venus 2026-08-10 13:00-16:00"
        ]
    );
}

#[test]
fn a_row_of_dates_again_begins_a_block_both_ways() {
    let rows: &[&[&str]] = &[
        &["", "March"],
        &["Room", "@2026-03-02", "@2026-03-03"],
        &["Saturn", "Umoya 20+1", ""],
        &[],
        &["", "April"],
        &["Room", "@2026-04-06", "@2026-04-07"],
        &["Venus", "", "Kopano 12"],
    ];
    let [down, across] = both_ways("2026", rows);
    assert_eq!(timed(&down), ["B3 Saturn 2026-03-02", "C7 Venus 2026-04-07"]);
    assert_eq!(across.slots.len(), 2, "{across:?}");
}

#[test]
fn blocks_side_by_side_have_dates_of_their_own() {
    let rows: &[&[&str]] = &[
        &["Date", "Saturn", "Venus", "Date", "Saturn", "Venus"],
        &["@2026-03-02", "Umoya 20+1", "", "@2026-04-06", "", "Kopano 12"],
        &["@2026-03-03", "", "Thuto 15", "@2026-04-07", "Siyaya 8", ""],
    ];
    let reading = read_with(&sheet("2026", rows), &create());
    assert_eq!(
        timed(&reading),
        [
            "B2 Saturn 2026-03-02",
            "F2 Venus 2026-04-06",
            "C3 Venus 2026-03-03",
            "E3 Saturn 2026-04-07"
        ]
    );
}

#[test]
fn one_day_a_sheet_by_its_name_or_first_cell_both_ways() {
    let rows: &[&[&str]] = &[
        &["Room/time", "08:00-09:00", "09:00-10:00"],
        &["Saturn", "Umoya 20+1", ""],
        &["Venus", "", "Thuto 15"],
    ];
    for reading in both_ways("Mon 2 March 2026", rows) {
        assert_eq!(reading.verdict.kind, SheetKind::Day);
        let lines: BTreeSet<String> = timed(&reading).iter().map(|line| line[3..].to_owned()).collect();
        let expected = ["Saturn 2026-03-02 08:00-09:00", "Venus 2026-03-02 09:00-10:00"];
        assert_eq!(lines, expected.map(String::from).into());
    }
    let titled = [&["@2026-03-02"][..], rows[0], rows[1], rows[2]];
    assert_eq!(timed(&read_with(&sheet("Sheet1", &titled), &create())).len(), 2);
    let labelled = [&["Date:", "@2026-03-02"][..], rows[0], rows[1], rows[2]];
    assert_eq!(timed(&read_with(&sheet("Day 1", &labelled), &create())).len(), 2);
    let other_day = read_with(&sheet("Tue 3 March 2026", &titled), &create());
    assert!(other_day.skipped.is_some(), "two days leave open which is meant");
}

#[test]
fn days_over_the_same_rooms_again_are_a_block_each() {
    let rows: &[&[&str]] = &[
        &["", "@2026-03-02", "", "@2026-03-03", ""],
        &["Time", "Saturn", "Venus", "Saturn", "Venus"],
        &["08:00-10:00", "Umoya 20+1", "", "", "Kopano 12"],
        &["10:00-12:00", "", "Thuto 5", "Siyaya 8", ""],
    ];
    let expected = [
        "B3 Saturn 2026-03-02 08:00-10:00",
        "E3 Venus 2026-03-03 08:00-10:00",
        "C4 Venus 2026-03-02 10:00-12:00",
        "D4 Saturn 2026-03-03 10:00-12:00",
    ];
    let reading = read_with(&sheet("Sheet1", rows), &create());
    assert_eq!(timed(&reading), expected);
    let weekdays = [&["", "Monday", "", "Tuesday", ""][..], rows[1], rows[2], rows[3]];
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let options = SheetOptions {
        weeks: Some(WeekSpan {
            first: day("2026-03-02"),
            last: day("2026-03-08"),
            except: Vec::new(),
        }),
        ..create()
    };
    assert_eq!(timed(&read_with(&sheet("Sheet1", &weekdays), &options)), expected);
}

#[test]
fn what_a_time_column_does_not_say_is_no_whole_day() {
    let rows: &[&[&str]] = &[
        &["Date", "Session", "Saturn"],
        &["@2026-03-02", "Session 1 (09:00-10:30)", "Umoya 20+1"],
        &["@2026-03-03", "Session 2 (11:00-12:30)", "Kopano 12"],
    ];
    let reading = read_with(&sheet("March 2026", rows), &create());
    assert_eq!(
        timed(&reading),
        [
            "C2 Saturn 2026-03-02 09:00-10:30",
            "C3 Saturn 2026-03-03 11:00-12:30"
        ]
    );
    let unknown: &[&[&str]] = &[
        &["Date", "Session", "Saturn"],
        &["@2026-03-02", "first", "Umoya 20+1"],
        &["@2026-03-03", "second", "Kopano 12"],
    ];
    let reading = read_with(&sheet("March 2026", unknown), &create());
    assert!(reading.slots.is_empty(), "{reading:?}");
    assert_eq!(reading.findings.len(), 2, "{reading:?}");
}

#[test]
fn an_entry_for_some_of_the_weeks_is_booked_for_no_other() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let options = SheetOptions {
        weeks: Some(WeekSpan {
            first: day("2026-03-02"),
            last: day("2026-03-15"),
            except: Vec::new(),
        }),
        ..create()
    };
    let rows: &[&[&str]] = &[
        &["Day", "Weeks", "Saturn", "Venus"],
        &["Monday", "", "Umoya 20+1 (odd weeks)", ""],
        &["Tuesday", "even", "", "Kopano 12"],
        &["Wednesday", "", "Thuto 5 fortnightly", ""],
    ];
    let reading = read_with(&sheet("Term 1", rows), &options);
    assert_eq!(timed(&reading), ["C2 Saturn 2026-03-09", "D3 Venus 2026-03-03"]);
    assert!(findings(&reading).join("").contains("odd or even"), "{reading:?}");
    let of_some = Sheet {
        name: "Week A".into(),
        ..sheet("Term 1", rows)
    };
    assert_refused(&read_with(&of_some, &options), "odd or even");
}

#[test]
fn a_room_may_be_headed_for_odd_and_for_even_weeks() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let options = SheetOptions {
        weeks: Some(WeekSpan {
            first: day("2026-03-02"),
            last: day("2026-03-15"),
            except: Vec::new(),
        }),
        ..create()
    };
    let entries: [&[&str]; 2] = [
        &["Monday", "Umoya 20+1", "Kopano 12", "Thuto 9", "Lesedi 14"],
        &["Tuesday", "", "Siyaya 8", "", "Baobab 7"],
    ];
    let over: &[&[&str]] = &[
        &["Day", "Odd weeks", "", "Even weeks", ""],
        &["", "Saturn", "Venus", "Saturn", "Venus"],
        entries[0],
        entries[1],
    ];
    let reading = read_with(&merged(sheet("Term 1", over), &["B1:C1", "D1:E1"]), &options);
    assert_eq!(
        timed(&reading),
        [
            "B3 Saturn 2026-03-09",
            "C3 Venus 2026-03-09",
            "D3 Saturn 2026-03-02",
            "E3 Venus 2026-03-02",
            "C4 Venus 2026-03-10",
            "E4 Venus 2026-03-03",
        ]
    );
    let twice: &[&[&str]] = &[
        &["Day", "Saturn", "Venus", "Saturn", "Venus"],
        entries[0],
        entries[1],
    ];
    let reading = read_with(&sheet("Term 1", twice), &options);
    assert!(reading.slots.is_empty(), "{reading:?}");
    assert!(
        findings(&reading).join("").contains("headed more than once"),
        "{reading:?}"
    );
}

#[test]
fn a_weekly_timetable_needs_its_weeks() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let weeks = |except| SheetOptions {
        weeks: Some(WeekSpan {
            first: day("2026-02-02"),
            last: day("2026-02-17"),
            except,
        }),
        ..create()
    };
    let rows: &[&[&str]] = &[
        &["Day", "Time", "Saturn", "Venus"],
        &["Monday", "08:00-09:00", "Umoya 20+1", ""],
        &["Wednesday", "09:00-10:00", "", "Kopano 12"],
        &["Friday", "09:00-10:00", "", "Thuto 15"],
    ];
    let table = sheet("Term 1", rows);
    let without = read_with(&table, &create());
    assert_eq!((without.verdict.kind, without.slots.len()), (SheetKind::Week, 0));
    let except = vec![(day("2026-02-09"), day("2026-02-10"))];
    let read = read_with(&table, &weeks(except));
    assert_eq!(
        timed(&read),
        [
            "C2 Saturn 2026-02-02,2026-02-16 08:00-09:00",
            "D3 Venus 2026-02-04,2026-02-11 09:00-10:00",
            "D4 Venus 2026-02-06,2026-02-13 09:00-10:00",
        ]
    );
    let odd = Sheet {
        name: "Odd weeks".into(),
        ..table.clone()
    };
    assert_eq!(
        timed(&read_with(&odd, &weeks(Vec::new())))[1],
        "D3 Venus 2026-02-11 09:00-10:00"
    );
    let of_a_day: &[&[&str]] = &[
        &["MONDAY"],
        &["Room", "08:00-08:55"],
        &["E-1 (50)", "Databases"],
        &["E-2 (50)", ""],
    ];
    let named = sheet("MONDAY", of_a_day);
    assert_eq!(read_with(&named, &create()).verdict.kind, SheetKind::Week);
}

#[test]
fn numbers_and_days_of_long_ago_are_no_dates() {
    let rows: &[&[&str]] = &[
        &["Nr", "Saturn", "Venus"],
        &["=34030", "Umoya 20+1", ""],
        &["=33999", "", "Kopano 12"],
        &["=46001", "", "Kopano 12"],
    ];
    let reading = read_with(&sheet("Sheet1", rows), &create());
    assert!(
        reading.slots.is_empty() && reading.skipped.is_some(),
        "{reading:?}"
    );
    let old: &[&[&str]] = &[&["Date", "Saturn"], &["@1993-03-02", "Umoya 20+1"]];
    let today = SheetOptions {
        today: NaiveDate::from_ymd_opt(2026, 3, 1),
        ..create()
    };
    assert_refused(&read_with(&sheet("Sheet1", old), &today), "add `--year 1993`");
    let said = SheetOptions {
        year: Some(1993),
        ..today.clone()
    };
    assert_eq!(read_with(&sheet("Sheet1", old), &said).slots.len(), 1);
    assert_eq!(read_with(&sheet("March 1993", old), &today).slots.len(), 1);
    let span = SheetOptions {
        last_year: Some(1995),
        ..said
    };
    assert_eq!(read_with(&sheet("Sheet1", old), &span).slots.len(), 1);
    let long: &[&[&str]] = &[
        &["Date", "Saturn"],
        &["@2031-03-02", "Umoya 20+1"],
        &["@2032-03-02", ""],
    ];
    assert_refused(
        &read_with(&sheet("Sheet1", long), &today),
        "add `--year 2031..2032`",
    );
    assert_refused(
        &read_with(&sheet("Sheet1", long), &span),
        "`--year` says 1993..1995",
    );
    let slip: &[&[&str]] = &[
        &["Date", "Saturn"],
        &["@2026-03-02", "Umoya 20+1"],
        &["@2026-03-03", ""],
        &["@2206-03-04", "Kopano 12"],
    ];
    let reading = read_with(&sheet("Sheet1", slip), &today);
    assert_eq!((reading.slots.len(), reading.findings.len()), (1, 1));
    assert_eq!(
        reading.findings[0].why,
        "row 4: 2206-03-04 is far from the others"
    );
}

#[test]
fn the_numbers_of_an_outline_are_no_dates() {
    let rows: &[&[&str]] = &[
        &["Nr", "Excellence", "Ambition"],
        &["1.1", "Intro", ""],
        &["1.1.1", "Umoya 20+1", ""],
        &["1.1.2", "", "Kopano 12"],
        &["1.2.1", "", "Thuto 3"],
    ];
    let reading = read_one(&sheet("Sheet1", rows));
    assert!(reading.slots.is_empty() && reading.skipped.is_some());
    let beside: &[&[&str]] = &[
        &["Nr", "Date", "Excellence"],
        &["1.1.1", "@2026-03-02", "Umoya 20+1"],
        &["1.1.2", "@2026-03-03", ""],
        &["1.1.3", "@2026-03-04", ""],
    ];
    assert_eq!(
        slots(&read_one(&sheet("Sheet1", beside))),
        ["C2 Excellence 2026-03-02"]
    );
    let dates: &[&[&str]] = &[
        &["", "Excellence", "Ambition"],
        &["1.3.26", "Umoya 20+1", ""],
        &["2.3.26", "", "Kopano 12"],
    ];
    assert_eq!(read_one(&sheet("Sheet1", dates)).slots.len(), 2);
}

#[test]
fn a_sheet_with_the_headings_of_its_neighbour_is_not_left_out_in_silence() {
    let entries: &[&str] = &["2", "Umoya 20+1", "", "", ""];
    let one: &[&[&str]] = &[&["Date", "Excellence", "A302", "Focus", "Growth"], entries];
    let nearly: &[&[&str]] = &[&["Date", "Excellence", "A302", "Focus", "Growht"], entries];
    for other in [one, nearly] {
        let book = workbook(vec![sheet("March 2026", one), sheet("Other", other)]);
        let readings = read_sheets(&book, &house(), &SheetOptions::default());
        assert!(readings[0].skipped.is_none());
        assert!(
            readings[1]
                .skipped
                .as_ref()
                .is_some_and(|skipped| skipped.refused),
            "{readings:?}"
        );
    }
}

/// What is booked: day, room, time and text.
fn booked(rows: &[&[&str]]) -> Vec<String> {
    let reading = read_fresh(&sheet("Plan", rows), &create());
    let mut lines: Vec<String> = reading
        .slots
        .iter()
        .map(|slot| {
            let rooms: Vec<String> = slot
                .rooms
                .iter()
                .map(|room| match room {
                    RoomRef::New(name) => name.clone(),
                    RoomRef::Known(id) => id.to_string(),
                })
                .collect();
            let time = slot.time.map(|time| format!("{time:?}")).unwrap_or_default();
            format!("{} {} {} {time}", slot.days[0], rooms.join("+"), slot.value)
        })
        .collect();
    lines.sort();
    let left: Vec<String> = reading
        .findings
        .iter()
        .map(|finding| format!("{}: {:?} {}", finding.at, finding.kind, finding.why))
        .collect();
    [lines, left].concat()
}

#[test]
fn rooms_over_the_same_dates_are_read_as_dates_over_the_same_rooms_are() {
    let rooms_first: &[&[&str]] = &[
        &["", "Saturn", "", "", "Venus"],
        &[
            "Time",
            "@2026-03-02",
            "@2026-03-03",
            "@2026-03-04",
            "@2026-03-02",
            "@2026-03-03",
            "@2026-03-04",
        ],
        &["AM", "Umoya 20+1", "", "", "", "Kopano 12+1", ""],
        &["PM", "", "Thuto 9+1", "", "Lwazi 14+1", "", ""],
    ];
    let dates_first: &[&[&str]] = &[
        &["", "@2026-03-02", "", "@2026-03-03"],
        &["Time", "Saturn", "Venus", "Saturn", "Venus"],
        &["AM", "Umoya 20+1", "", "", "Kopano 12+1"],
        &["PM", "", "Lwazi 14+1", "Thuto 9+1", ""],
    ];
    let expected = [
        "2026-03-02 Saturn Umoya 20+1 Morning",
        "2026-03-02 Venus Lwazi 14+1 Afternoon",
        "2026-03-03 Saturn Thuto 9+1 Afternoon",
        "2026-03-03 Venus Kopano 12+1 Morning",
    ];
    assert_eq!(booked(rooms_first), expected);
    assert_eq!(booked(dates_first), expected);
}

#[test]
fn rooms_under_their_buildings_are_the_rooms() {
    let rows: &[&[&str]] = &[
        &["Date", "North wing", "", "South wing", ""],
        &["", "Saturn", "Venus", "Mars", "Pluto"],
        &["@2026-03-02", "Umoya 20+1", "", "", "Kopano 12+1"],
        &["@2026-03-03", "", "Thuto 9+1", "Lwazi 14+1", ""],
    ];
    assert_eq!(
        booked(rows),
        [
            "2026-03-02 Pluto Kopano 12+1 ",
            "2026-03-02 Saturn Umoya 20+1 ",
            "2026-03-03 Mars Lwazi 14+1 ",
            "2026-03-03 Venus Thuto 9+1 ",
        ]
    );
}

#[test]
fn a_line_with_a_room_or_a_time_and_no_date_is_rejected_and_a_break_is_ignored() {
    let rows: &[&[&str]] = &[
        &["Date", "Room", "AM", "PM"],
        &["@2026-03-02", "Saturn", "Umoya 20+1", ""],
        &["", "Venus", "", "Kopano 12+1"],
    ];
    assert_eq!(
        booked(rows),
        [
            "2026-03-02 Saturn Umoya 20+1 Morning",
            "D3: Rejected row 3 has no date"
        ]
    );
    let rows: &[&[&str]] = &[
        &["Date", "Time", "Saturn", "Venus"],
        &["@2026-03-02", "08:00-10:00", "Umoya 20+1", ""],
        &["@2026-03-02", "10:00-10:30", "BREAK", "Break"],
        &["@2026-03-02", "12:00-13:00", "Mittagspause", "Kopano 12"],
    ];
    let lines = booked(rows);
    let ignored = lines
        .iter()
        .filter(|line| line.ends_with("a break between the entries"));
    assert_eq!((lines.len(), ignored.count()), (5, 3), "{lines:?}");
}

#[test]
fn the_day_of_a_sheet_ends_its_title_and_a_contradiction_is_told() {
    let rows: &[&[&str]] = &[
        &["Bookings for Monday 9 March 2026"],
        &["Room", "08:00-10:00", "10:00-12:00"],
        &["Saturn", "Umoya 20+1", ""],
        &["Venus", "", "Kopano 12"],
    ];
    assert_eq!(booked(rows).len(), 2, "{:?}", booked(rows));
    let wrong: &[&[&str]] = &[&["Tuesday 9 March 2026"], rows[1], rows[2], rows[3]];
    let reading = read_fresh(&sheet("Plan", wrong), &create());
    let reason = reading.skipped.unwrap().reason;
    assert!(
        reason.contains("2026-03-09 is a Tuesday, but it is a Monday"),
        "{reason}"
    );
}

#[test]
fn the_number_of_a_room_is_no_capacity() {
    let rows: &[&[&str]] = &[
        &["Date", "Lab 1", "Saturn 20", "Hall (40)"],
        &["@2026-03-02", "Umoya 20+1", "Kopano 12", ""],
    ];
    let reading = read_fresh(&sheet("March 2026", rows), &create());
    let seats: Vec<u32> = reading.new_rooms.iter().map(|room| room.capacity).collect();
    assert_eq!(seats, [0, 20, 40]);
}

#[test]
fn bare_hours_over_the_rooms_of_a_day_or_its_days_are_times() {
    let of_day: &[&[&str]] = &[
        &["Monday 9 March 2026"],
        &["Room", "=8", "=9", "=10", "=11", "=12"],
        &["Saturn", "Umoya 20+1", "", "", "Thuto 8", ""],
        &["Venus", "", "Kopano 12", "", "", ""],
    ];
    let read = booked(of_day);
    assert_eq!(read.len(), 3, "{read:?}");
    assert!(
        read[0].contains("Saturn Thuto 8 Range(11:00:00, 12:00:00)"),
        "{read:?}"
    );
    let with_venues: &[&[&str]] = &[
        &["Date", "Room", "8", "10", "12", "14"],
        &["@2026-03-09", "Saturn", "Umoya 20+1", "", "", ""],
        &["@2026-03-10", "Venus", "", "Kopano 12", "", ""],
    ];
    let read = booked(with_venues);
    assert_eq!(read.len(), 2, "{read:?}");
    assert!(
        read[1].contains("Venus Kopano 12 Range(10:00:00, 12:00:00)"),
        "{read:?}"
    );
    // Rooms that are called by numbers stay rooms.
    let numbered = RoomDirectory::new(
        (8..12)
            .map(|number| room(number, &number.to_string(), &[]))
            .collect(),
    );
    let rows: &[&[&str]] = &[
        &["Date", "8", "9", "10", "11"],
        &["@2026-03-09", "Umoya 20+1", "", "", ""],
        &["@2026-03-10", "", "Kopano 12", "", ""],
    ];
    let reading = read_sheets(&workbook(vec![sheet("March 2026", rows)]), &numbered, &create()).remove(0);
    assert_eq!(reading.skipped.map(|skipped| skipped.reason), None);
    // Nothing names a room, lessons are counted, and days of a month are no hours.
    let refused = |name: &str, rows: &[&[&str]]| {
        let reading = read_sheets(&workbook(vec![sheet(name, rows)]), &house(), &create()).remove(0);
        reading.skipped.map(|skipped| skipped.reason)
    };
    let nowhere: &[&[&str]] = &[
        &["Date", "=8", "=9", "=10", "=11"],
        &["@2026-03-09", "Umoya 20+1", "", "", ""],
        &["@2026-03-10", "", "Kopano 12", "", ""],
    ];
    assert!(
        refused("Plan", nowhere)
            .unwrap()
            .contains("nothing names the rooms")
    );
    let days: &[&[&str]] = &[
        &["Room", "=9", "=10", "=11", "=12"],
        &["Excellence", "Umoya 20+1", "", "", ""],
        &["Respect", "", "Kopano 12", "", ""],
    ];
    assert_eq!(
        slots(&read_with(&sheet("March 2026", days), &year(2026))),
        ["B2 Excellence 2026-03-09", "C3 Respect 2026-03-10"]
    );
}

#[test]
fn the_day_of_another_thing_is_not_that_of_the_sheet() {
    for title in [
        "Room plan, updated 9 March 2026",
        "Week ending 13 March 2026",
        "2 - 6 March 2026",
        "Mon 2 March to 6 March 2026",
    ] {
        let rows: &[&[&str]] = &[
            &[title],
            &["Room", "08:00-10:00", "10:00-12:00"],
            &["Saturn", "Umoya 20+1", ""],
            &["Venus", "", "Kopano 12"],
        ];
        let read = booked(rows);
        assert!(read.is_empty(), "{title}: {read:?}");
    }
}

/// Ends before six and hours without a half are those of the afternoon, never of the night after.
#[test]
fn the_end_of_a_working_day_is_its_afternoon_in_columns_and_headings() {
    let columns: &[&[&str]] = &[
        &["Date", "Start", "End", "Saturn", "Venus"],
        &["@2026-03-02", "9:00", "5:00", "Umoya 20+1", ""],
        &["@2026-03-03", "=10", "=2", "", "Kopano 12"],
    ];
    let read = booked(columns);
    assert!(read[0].ends_with("Range(09:00:00, 17:00:00)"), "{read:?}");
    let ranges: &[&[&str]] = &[
        &["Date", "Time", "Saturn", "Venus"],
        &["@2026-03-02", "9-5", "Umoya 20+1", ""],
        &["@2026-03-03", "10-2", "", "Kopano 12"],
    ];
    let read = booked(ranges);
    assert!(read[0].ends_with("Range(09:00:00, 17:00:00)"), "{read:?}");
    assert!(read[1].ends_with("Range(10:00:00, 14:00:00)"), "{read:?}");
}

#[test]
fn bare_hours_under_days_are_the_times_of_their_columns() {
    let rows: &[&[&str]] = &[
        &["Room", "@2026-03-02", "", "@2026-03-03", ""],
        &["", "8-10", "13-15", "8-10", "13-15"],
        &["Saturn", "Umoya 20+1", "", "", "Thuto 5"],
        &["Venus", "", "Kopano 12", "Siyaya 8", ""],
    ];
    let week = merged(sheet("Plan", rows), &["B1:C1", "D1:E1"]);
    let mut read = timed(&read_with(&week, &create()));
    read.sort();
    assert_eq!(
        read,
        [
            "B3 Saturn 2026-03-02 08:00-10:00",
            "C4 Venus 2026-03-02 13:00-15:00",
            "D4 Venus 2026-03-03 08:00-10:00",
            "E3 Saturn 2026-03-03 13:00-15:00",
        ]
    );
}

#[test]
fn bare_hours_of_one_day_may_begin_with_one_after_noon() {
    let rows: &[&[&str]] = &[
        &["Monday 2 March 2026"],
        &["Time", "Saturn", "Venus", "Mars"],
        &["10-11", "Umoya 20+1", "", ""],
        &["11-12", "", "", "Thuto 5"],
        &["12-1", "", "Kopano 12", ""],
        &["1-2", "", "Siyaya 8", ""],
    ];
    assert_eq!(
        timed(&read_with(&sheet("2 Mar", rows), &create())),
        [
            "B3 Saturn 2026-03-02 10:00-11:00",
            "D4 Mars 2026-03-02 11:00-12:00",
            "C5 Venus 2026-03-02 12:00-13:00",
            "C6 Venus 2026-03-02 13:00-14:00",
        ]
    );
}
