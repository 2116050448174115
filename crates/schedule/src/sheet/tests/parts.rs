//! Times beside dates and above rooms, dates that stand again, and what a column says of the entries before it.

use super::layouts::timed;
use super::*;

fn weeks() -> SheetOptions {
    let day = |text: &str| text.parse().unwrap();
    SheetOptions {
        weeks: Some(WeekSpan {
            first: day("2026-03-02"),
            last: day("2026-03-08"),
            except: Vec::new(),
        }),
        ..create()
    }
}

#[test]
fn the_part_of_the_day_behind_a_date_is_that_of_its_line_both_ways() {
    for (date, expected) in [
        ("2 March 2026 AM", "2026-03-02 Morning"),
        ("2 March 2026 PM", "2026-03-02 Afternoon"),
        ("Mo, 2. März 2026 vormittags", "2026-03-02 Morning"),
        ("lundi 2 mars 2026 (après-midi)", "2026-03-02 Afternoon"),
        ("02/03/2026 pm", "2026-03-02 Afternoon"),
        ("2 March 2026 08:00-10:00", "2026-03-02 08:00-10:00"),
        ("am 2. März 2026", "2026-03-02"),
        ("2026-03-02T00:00:00", "2026-03-02"),
    ] {
        let down = sheet(
            "Plan",
            &[&["Date", "Excellence", "Ambition"], &[date, "Umoya 20+1", ""]],
        );
        for sheet in [flipped(&down), down] {
            let read = timed(&read_one(&sheet));
            let read: Vec<&str> = read
                .iter()
                .filter_map(|line| line.split_once("Excellence "))
                .map(|(_, time)| time)
                .collect();
            assert_eq!(read, [expected], "{date}");
        }
    }
}

#[test]
fn a_time_behind_a_date_whose_end_nobody_knows_is_rejected() {
    let rows: &[&[&str]] = &[
        &["Date", "Excellence", "Ambition"],
        &["2026-03-02 09:00", "Umoya 20+1", ""],
        &["2026-03-03", "", "Kopano 12"],
        &["Mon 9 am", "Thuto 4", ""],
    ];
    assert_eq!(
        findings(&read_one(&sheet("March 2026", rows))),
        [
            "B2 Rejected the time of row 2 gives no hours",
            "C3 Rejected row 3 has no time, as the others have",
            "B4 Rejected invalid date `Mon 9 am` in A4",
        ]
    );
}

#[test]
fn hours_under_days_and_lengths_are_times() {
    let under_days = sheet(
        "Plan",
        &[
            &["", "@2026-03-02", "", "@2026-03-03", ""],
            &["Room", "8-10", "10-12", "8-10", "10-12"],
            &["Excellence", "Umoya 20+1", "", "", "Thuto 5"],
        ],
    );
    let reading = read_one(&merged(under_days, &["B1:C1", "D1:E1"]));
    assert_eq!(
        timed(&reading),
        [
            "B3 Excellence 2026-03-02 08:00-10:00",
            "E3 Excellence 2026-03-03 10:00-12:00"
        ]
    );
    let lasting: &[&[&str]] = &[
        &["Date", "Start", "Duration", "Excellence", "Ambition"],
        &["@2026-03-02", "08:00", "2h", "Umoya 20+1", ""],
        &["@2026-03-03", "10:00", "1h30", "", "Kopano 12"],
        &["@2026-03-04", "10:00", "long", "", "Thuto 5"],
    ];
    let reading = read_one(&sheet("March 2026", lasting));
    assert_eq!(
        timed(&reading),
        [
            "D2 Excellence 2026-03-02 08:00-10:00",
            "E3 Ambition 2026-03-03 10:00-11:30"
        ]
    );
    assert_eq!(
        findings(&reading),
        ["E4 Rejected the time of row 4 gives no hours"]
    );
}

#[test]
fn a_date_column_that_stands_again_is_no_room_and_begins_a_block() {
    let blocks: &[&[&str]] = &[
        &["Date", "Excellence", "Datum", "Ambition"],
        &["=2", "Umoya 20+1", "=16", ""],
        &["=3", "", "=17", "Kopano 12"],
    ];
    let expected = ["B2 Excellence 2026-03-02", "D3 Ambition 2026-03-17"];
    assert_eq!(slots(&read_one(&sheet("March 2026", blocks))), expected);
    let again: &[&[&str]] = &[
        &["Date", "Excellence", "Ambition", "Date"],
        &["@2026-03-02", "Umoya 20+1", "", "@2026-03-02"],
        &["@2026-03-03", "", "Kopano 12", "@2026-03-13"],
    ];
    let reading = read_one(&sheet("Plan", again));
    assert_eq!(slots(&reading), ["B2 Excellence 2026-03-02"]);
    assert_eq!(
        findings(&reading),
        ["C3 Rejected row 3 has two dates, 2026-03-03 and 2026-03-13"]
    );
}

#[test]
fn lists_side_by_side_are_refused_as_several() {
    let rows: &[&[&str]] = &[
        &["Date", "Event", "Date", "Event"],
        &["@2026-03-02", "Umoya 20", "@2026-04-02", "Kopano meeting"],
        &["@2026-03-03", "Thuto", "@2026-04-03", "Lwazi"],
    ];
    let reading = read_fresh(&sheet("Plan", rows), &create());
    assert_refused(&reading, "it holds 2 of them");
    assert!(reading.verdict.columns.is_empty());
}

#[test]
fn a_status_beside_an_entry_that_does_not_say_it_rejects_the_entry() {
    let rows: &[&[&str]] = &[
        &["Date", "Excellence", "Status", "Ambition", "Status"],
        &["@2026-03-02", "Umoya 20+1", "confirmed", "Kopano 12", "cancelled"],
        &[
            "@2026-03-03",
            "Thuto 5 TENTATIVE",
            "tentative",
            "Lwazi 6",
            "abgesagt",
        ],
    ];
    let reading = read_one(&sheet("March 2026", rows));
    assert_eq!(
        slots(&reading),
        ["B2 Excellence 2026-03-02", "B3 Excellence 2026-03-03"]
    );
    assert_eq!(
        findings(&reading),
        [
            "D2 Rejected E2 says `cancelled`, and the entry does not",
            "D3 Rejected E3 says `abgesagt`, and the entry does not",
        ]
    );
}

#[test]
fn a_day_in_the_corner_is_that_of_the_times_beneath() {
    let rows: &[&[&str]] = &[
        &["@2026-03-02", "Excellence", "Ambition"],
        &["08:00-10:00", "Umoya 20+1", ""],
        &["10:00-12:00", "", "Kopano 12"],
    ];
    let expected = [
        "B2 Excellence 2026-03-02 08:00-10:00",
        "C3 Ambition 2026-03-02 10:00-12:00",
    ];
    assert_eq!(timed(&read_one(&sheet("Plan", rows))), expected);
    let of_week: &[&[&str]] = &[
        &["Monday", "Excellence", "Ambition"],
        &["08:00-10:00", "Umoya 20+1", ""],
        &["10:00-12:00", "", "Kopano 12"],
        &["Tuesday", "Excellence", "Ambition"],
        &["08:00-10:00", "Thuto 5", ""],
        &["10:00-12:00", "", ""],
    ];
    let blocks = sheet("Plan", of_week);
    assert_eq!(read_one(&blocks).verdict.with_weeks, WithWeeks::Read);
    // A year is none of the week that stands in for any.
    let of_year = SheetOptions {
        year: Some(2026),
        ..weeks()
    };
    for options in [weeks(), of_year] {
        assert_eq!(
            timed(&read_with(&blocks, &options)),
            [
                "B2 Excellence 2026-03-02 08:00-10:00",
                "C3 Ambition 2026-03-02 10:00-12:00",
                "B5 Excellence 2026-03-03 08:00-10:00",
            ]
        );
    }
}

#[test]
fn days_with_their_times_beneath_in_several_columns_are_an_agenda() {
    let rows: &[&[&str]] = &[
        &["2025 SOFTBALL"],
        &["Saturday, May 24", "", "Friday, July 11", ""],
        &["10:00", "Excitables @ Riptide", "18:00", "Clippers @ Dragons"],
        &["12:00", "Fringe @ Dogfish", "Saturday, July 12", ""],
        &["Sunday, May 25", "", "10:00", "Dogfish @ Bulkheads"],
        &["10:00", "Dogfish @ Excitables", "12:00", "Outsiders @ Riptide"],
    ];
    let reading = read_fresh(
        &sheet("Games", rows),
        &SheetOptions {
            year: Some(2025),
            ..create()
        },
    );
    assert_refused(&reading, "the times of its days stand beneath them in one column");
    assert!(reading.verdict.excludes_rooms);
}

#[test]
fn people_under_the_turns_of_a_week_are_a_rota() {
    let by_turn: &[&[&str]] = &[
        &["LUNDI", "", "Matin", "Après-midi", "Nuit"],
        &[
            "",
            "CONTREMAÎTRES",
            "DEPARIS Frédéric",
            "REIBEL Christophe",
            "SCHWARZ Jean",
        ],
        &["", "", "PISKA Laurent", "WENDLING Christophe", "LOUIS Nicolas"],
    ];
    let by_hour: &[&[&str]] = &[
        &["", "Mon", "Tue", "Wed"],
        &["8-5", "Thandi Nkosi", "Jan Kok", "Anna Weber"],
        &["5-10", "Sam Dube", "Anna Weber", "Thandi Nkosi"],
    ];
    for rows in [by_turn, by_hour] {
        for options in [create(), weeks()] {
            let reading = read_fresh(&sheet("Week 18", rows), &options);
            assert_eq!(reading.verdict.kind, SheetKind::Rota, "{:?}", reading.skipped);
            assert!(reading.slots.is_empty());
        }
    }
}

#[test]
fn a_turkish_schedule_is_read() {
    let rows: &[&[&str]] = &[
        &["Tarih", "Saat", "Derslik 1", "Derslik 2"],
        &["2 Mart 2026 Pazartesi", "09:00-10:00", "Umoya 20+1", ""],
        &["3 Mart 2026 Salı", "öğleden sonra", "", "Kopano 12"],
    ];
    assert_eq!(
        timed(&read_fresh(&sheet("Mart 2026", rows), &create())),
        [
            "C2 Derslik 1 2026-03-02 09:00-10:00",
            "D3 Derslik 2 2026-03-03 Afternoon"
        ]
    );
}
