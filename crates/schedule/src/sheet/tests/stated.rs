//! What a sheet states once for all of its days: their week, their year, the order of day and month; and words over every room.

use super::*;

const TIMETABLE: [&[&str]; 3] = [
    &["Room", "Mon", "Tue", "Wed"],
    &["A302", "Umoya 20", "", "Thuto 15"],
    &["A303", "", "Kopano 12", ""],
];

fn under(title: &[&str]) -> Sheet {
    let mut rows = vec![title];
    rows.extend(TIMETABLE);
    sheet("Sheet1", &rows)
}

#[test]
fn the_weekdays_under_the_date_of_their_week_are_its_days() {
    let days = ["B3 A302 2026-03-02", "D3 A302 2026-03-04", "C4 A303 2026-03-03"];
    for title in [
        &["Week starting", "@2026-03-02"] as &[&str],
        &["Week starting:", "2 March 2026"],
        &["w/c", "@2026-03-02"],
        &["From", "@2026-03-02", "To", "@2026-03-06"],
        &["Week ending", "@2026-03-06"],
        &["Week of", "@2026-03-05"],
        &["Week commencing 2 March 2026"],
        &["Room schedule - week of 2 March 2026"],
        &["Wochenplan KW 10/2026"],
    ] {
        let reading = read_one(&under(title));
        assert_eq!(slots(&reading), days, "{title:?}");
        assert!(
            notes(&reading)
                .iter()
                .any(|note| note.contains("2026-03-02 to 2026-03-04"))
        );
    }
    let mut named = sheet("Week 10 2026", &TIMETABLE);
    assert_eq!(slots(&read_one(&named))[0], "B2 A302 2026-03-02");
    named.name = "Week 10".into();
    assert!(read_one(&named).slots.is_empty());
}

#[test]
fn weeks_below_each_other_have_their_own_dates() {
    let mut rows: Vec<&[&str]> = vec![&["Week starting", "@2026-03-02"]];
    rows.extend(TIMETABLE);
    rows.push(&["Week starting", "@2026-03-09"]);
    rows.extend(TIMETABLE);
    let reading = read_one(&sheet("Sheet1", &rows));
    let booked = slots(&reading);
    assert_eq!(booked.len(), 6, "{booked:?}");
    assert_eq!(booked[3], "B7 A302 2026-03-09");
}

#[test]
fn a_weekday_whose_date_is_missing_books_nothing_in_silence() {
    let reading = read_one(&under(&["Week starting", "@2026-03-04"]));
    let rejected = findings(&reading);
    for place in ["C4 Rejected column C", "D3 Rejected column D"] {
        assert!(
            rejected.iter().any(|finding| finding.starts_with(place)),
            "{rejected:?}"
        );
    }
}

#[test]
fn what_is_merged_over_every_room_says_so() {
    let rows: [&[&str]; 4] = [
        &["Date", "A302", "A303", "Excellence"],
        &["@2026-03-20", "Human Rights Day"],
        &["@2026-03-21", "Umoya 20"],
        &["@2026-03-23", "Kopano 20"],
    ];
    let reading = read_one(&merged(sheet("March 2026", &rows), &["B2:D2", "B3:C3"]));
    let over_all: Vec<bool> = reading.slots.iter().map(|slot| slot.is_over_all).collect();
    assert_eq!(over_all, [true, false, false]);
}

#[test]
fn january_behind_december_is_of_the_next_year() {
    let rows: [&[&str]; 5] = [
        &["Date", "A302"],
        &["28 Dec", "Umoya 20"],
        &["29 Dec", "Umoya 20"],
        &["4 Jan", "Umoya 20"],
        &["5 Jan", "Umoya 20"],
    ];
    let options = SheetOptions {
        file_name: "Holidays 2026.xlsx".into(),
        ..SheetOptions::default()
    };
    assert_eq!(
        slots(&read_with(&sheet("Holidays", &rows), &options)),
        [
            "B2 A302 2026-12-28",
            "B3 A302 2026-12-29",
            "B4 A302 2027-01-04",
            "B5 A302 2027-01-05"
        ]
    );
    let forward: Vec<&[&str]> = [0, 3, 4].map(|row| rows[row]).to_vec();
    assert_eq!(
        slots(&read_with(&sheet("Holidays", &forward), &options)),
        ["B2 A302 2026-01-04", "B3 A302 2026-01-05"]
    );
}

#[test]
fn two_years_of_a_file_are_shared_among_its_months() {
    let month = |name: &str| {
        sheet(
            name,
            &[&["Date", "A302"], &["=11", "Umoya 20"], &["=12", "Zola 9"]],
        )
    };
    let options = |file: &str| SheetOptions {
        file_name: file.into(),
        ..SheetOptions::default()
    };
    for file in ["academic 2026-27.xlsx", "2026_2027.xlsx"] {
        let workbook = workbook(vec![month("Nov"), month("Jan")]);
        let readings = read_sheets(&workbook, &house(), &options(file));
        let first: Vec<String> = readings.iter().map(|reading| slots(reading)[0].clone()).collect();
        assert_eq!(first, ["B2 A302 2026-11-11", "B2 A302 2027-01-11"], "{file}");
    }
    // Nobody can tell which of them a month in the middle is of.
    assert!(
        read_with(&month("May"), &options("2026-27.xlsx"))
            .slots
            .is_empty()
    );
}

#[test]
fn one_date_that_is_only_one_with_months_first_refuses_the_others() {
    let rows: [&[&str]; 4] = [
        &["Date", "A302"],
        &["03/02/2026", "Umoya 20"],
        &["03/03/2026", "Kopano 12"],
        &["03/13/2026", "Siyaya 8"],
    ];
    assert_refused(&read_one(&sheet("Plan", &rows)), "--month-first");
    let day_first: Vec<&[&str]> = vec![rows[0], rows[1], &["25/03/2026", "Thuto 5"], rows[3]];
    assert_eq!(slots(&read_one(&sheet("Plan", &day_first))).len(), 2);
}

#[test]
fn a_heading_is_a_known_room_with_bare_hours_behind_it() {
    let rows: [&[&str]; 2] = [
        &["Date", "Respect 8-10", "Respect 10-12", "A303"],
        &["@2026-03-02", "Umoya 20", "Kopano 9", "Zola 4"],
    ];
    let reading = read_one(&sheet("March 2026", &rows));
    assert_eq!(
        slots(&reading),
        [
            "B2 Respect 2026-03-02",
            "C2 Respect 2026-03-02",
            "D2 A303 2026-03-02"
        ]
    );
    let times: Vec<Option<SlotTime>> = reading.slots.iter().map(|slot| slot.time).collect();
    assert!(matches!(times[0], Some(SlotTime::Range(..))), "{times:?}");
}

#[test]
fn hours_over_midnight_are_hours_and_no_room() {
    let rows: [&[&str]; 3] = [
        &["Date", "06:00-14:00", "14:00-22:00", "22:00-06:00", "Room"],
        &["@2026-03-02", "Umoya 5", "", "Kopano 9", "A302"],
        &["@2026-03-03", "", "Thuto 5", "", "A303"],
    ];
    let reading = read_one(&sheet("March 2026", &rows));
    assert_eq!(slots(&reading), ["B2 A302 2026-03-02", "C3 A303 2026-03-03"]);
    let rejected = findings(&reading);
    assert!(
        rejected.iter().all(|finding| finding.starts_with("D2 Rejected")),
        "{rejected:?}"
    );
    assert!(
        !rejected.iter().any(|finding| finding.contains("unknown room")),
        "{rejected:?}"
    );
}

#[test]
fn a_short_list_is_none_whose_cells_begin_with_their_heading() {
    for rows in [
        [
            &["Date", "Start", "End", "Hall", "Whoever"] as &[&str],
            &["@2026-03-02", "09:00", "11:00", "Hall 1", "Umoya 20"],
        ],
        [
            &["Datum", "Begintijd", "Eindtijd", "Zaal", "Huurder"],
            &["@2026-03-02", "09:00", "11:00", "Zaal 1", "Umoya"],
        ],
    ] {
        let reading = read_fresh(&sheet("Sheet1", &rows), &create());
        assert_eq!(reading.verdict.kind, SheetKind::List);
        assert!(reading.slots.is_empty() && reading.new_rooms.is_empty());
    }
}
