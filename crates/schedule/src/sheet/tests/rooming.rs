//! Which room a heading means, and what a cell over several rooms books.

use super::*;

fn headed(headings: &[&str], cells: &[&str]) -> Sheet {
    let header: Vec<&str> = std::iter::once("Date").chain(headings.iter().copied()).collect();
    let row: Vec<&str> = std::iter::once("@2026-01-05")
        .chain(cells.iter().copied())
        .collect();
    sheet("Jan 2026", &[&header, &row])
}

#[test]
fn headings_match_by_name_alias_and_capacity() {
    let headings = [
        "excellence\u{a0}",
        "Perserverence",
        "a 302",
        "Success\n10",
        "Innovation",
        "Respect 10",
    ];
    let reading = read_one(&headed(&headings, &["a 1", "b 1", "c 1", "d 1", "e 1", "f 1"]));
    assert_eq!(
        slots(&reading),
        [
            "B2 Excellence 2026-01-05",
            "C2 Perseverence 2026-01-05",
            "D2 A302 2026-01-05",
            "E2 Success 10 2026-01-05",
            "F2 Innovation (12) 2026-01-05",
            "G2 Respect 2026-01-05",
        ]
    );
    assert!(findings(&reading).is_empty());
}

#[test]
fn a_trailing_number_is_no_capacity_where_another_heading_shares_the_stem() {
    let reading = read_one(&headed(
        &["Excellence", "Respect 10", "Respect 20"],
        &["", "a 1", "b 1"],
    ));
    assert_eq!(findings(&reading).len(), 4, "{:?}", reading.findings);
    assert!(slots(&reading).is_empty());
}

#[test]
fn an_unknown_heading_is_rejected_with_the_command_that_settles_it() {
    let reading = read_one(&headed(
        &["Excellence", "Ambitoin", "A304", "Boardroom"],
        &["x 1", "a 1", "b 1", ""],
    ));
    assert_eq!(slots(&reading), ["B2 Excellence 2026-01-05"]);
    assert_eq!(
        findings(&reading),
        [
            "C1 Rejected unknown room `Ambitoin`; similar: `Ambition`",
            "D1 Rejected unknown room `A304`; no room has a similar name",
            "C2 Rejected the heading of column C is an unknown room: `Ambitoin` in C1",
            "D2 Rejected the heading of column D is an unknown room: `A304` in D1",
        ]
    );
    let ways: Vec<Option<&str>> = reading.findings.iter().map(|f| f.way_out.as_deref()).collect();
    assert_eq!(ways[0], Some("colab room alias add Ambition Ambitoin"));
    assert_eq!(ways[1], Some("`--create-rooms`, or colab room add A304"));
    assert_eq!(notes(&reading), ["column E `Boardroom` is not taken for a room"]);
}

#[test]
fn columns_that_are_no_room_are_named_once_and_not_rejected() {
    let reading = read_one(&sheet(
        "Jan 2026",
        &[
            &["Week", "Date", "Day", "Excellence", "Notes", "Total pax", "Use"],
            &[
                "=2",
                "@2026-01-05",
                "Mon",
                "Client 5",
                "bring chairs",
                "=5",
                "=0.25",
            ],
            &["=2", "@2026-01-06", "Tue", "", "ask Ann", "=0", "=0.5"],
        ],
    ));
    assert_eq!(slots(&reading), ["D2 Excellence 2026-01-05"]);
    assert!(findings(&reading).is_empty());
    assert_eq!(
        notes(&reading),
        [
            "column A `Week` is not taken for a room",
            "column E `Notes` is not taken for a room",
            "column F `Total pax` is not taken for a room",
            "column G `Use` is not taken for a room",
        ]
    );
}

#[test]
fn a_data_column_without_a_heading_is_rejected_and_weekdays_are_not() {
    let reading = read_one(&sheet(
        "Jan 2026",
        &[
            &["Date", "", "Excellence", ""],
            &["@2026-01-05", "Mon", "Client 5", "Umoya 3"],
            &["@2026-01-06", "Tue", "", ""],
        ],
    ));
    assert_eq!(slots(&reading), ["C2 Excellence 2026-01-05"]);
    assert_eq!(findings(&reading), ["D2 Rejected column D has no heading"]);
}

#[test]
fn one_room_in_two_columns_is_refused_in_both() {
    let reading = read_one(&headed(
        &["Perseverence", "Excellence", "Perserverence"],
        &["a 1", "b 1", "c 1"],
    ));
    assert_eq!(slots(&reading), ["C2 Excellence 2026-01-05"]);
    assert_eq!(
        findings(&reading),
        [
            "B1 Rejected room `Perseverence` is headed more than once: B1 and D1",
            "D1 Rejected room `Perseverence` is headed more than once: B1 and D1",
            "B2 Rejected the heading of column B is a room headed twice: `Perseverence` in B1",
            "D2 Rejected the heading of column D is a room headed twice: `Perserverence` in D1",
        ]
    );
}

#[test]
fn create_rooms_makes_rooms_as_headed_with_no_room_known() {
    let book = workbook(vec![
        sheet(
            "Jan 2026",
            &[
                &[
                    "Date", "Day", "One+Two", "One", "Two ", "Hall\n10", "A 302", "Notes", "Total",
                ],
                &["Capacity", "", "", "=8", "=9", "", "=30", "", ""],
                &["=1", "Thu", "a 1", "b 1", "c 1", "d 1", "e 1", "remark", "=5"],
            ],
        ),
        sheet(
            "Feb 2026",
            &[&["Date", "ONE", "Hall", "A302"], &["=1", "a 1", "b 1", "c 1"]],
        ),
    ]);
    let readings = read_sheets(&book, &RoomDirectory::default(), &create());
    assert_eq!(
        slots(&readings[0]),
        [
            "C3 new One+Two 2026-01-01",
            "D3 new One 2026-01-01",
            "E3 new Two 2026-01-01",
            "F3 new Hall 10 2026-01-01",
            "G3 new A 302 2026-01-01",
        ]
    );
    let new = |name: &str, capacity, components: &[&str]| RoomToCreate {
        name: name.into(),
        capacity,
        components: components.iter().map(|c| (*c).into()).collect(),
    };
    let one_and_two = new("One+Two", 0, &["One", "Two"]);
    assert_eq!(
        readings[0].new_rooms,
        [
            new("One", 8, &[]),
            new("Two", 9, &[]),
            new("Hall 10", 10, &[]),
            new("A 302", 30, &[]),
            one_and_two,
        ]
    );
    assert_eq!(
        slots(&readings[1]),
        [
            "B2 new One 2026-02-01",
            "C2 new Hall 10 2026-02-01",
            "D2 new A 302 2026-02-01",
        ]
    );
    assert_eq!(readings[1].new_rooms.len(), 3);
}

#[test]
fn create_rooms_keeps_two_rooms_of_one_stem_apart() {
    let book = workbook(vec![headed(
        &["Hall 10", "Hall 20", "Excellence"],
        &["a 1", "b 1", ""],
    )]);
    let readings = read_sheets(&book, &house(), &create());
    assert_eq!(
        slots(&readings[0]),
        ["B2 new Hall 10 2026-01-05", "C2 new Hall 20 2026-01-05"]
    );
    assert!(readings[0].new_rooms.iter().all(|room| room.capacity == 0));
}

#[test]
fn a_range_merged_over_rooms_is_the_combined_room_or_each() {
    let cells = ["a 1", "", "b 1", ""];
    let pair = merged(
        headed(&["Ambition", "Perseverence", "A302", "A303"], &cells),
        &["B2:C2", "D2:E2"],
    );
    assert_eq!(
        slots(&read_one(&pair)),
        ["B2 Ambition+Perseverence 2026-01-05", "D2 A302 & A303 2026-01-05",]
    );
    let with_whole = headed(
        &["Ambition", "Perseverence", "Ambition+Perseverence", "A302"],
        &["a 1", "", "", ""],
    );
    let slots_of = |range: &str| slots(&read_one(&merged(with_whole.clone(), &[range])));
    assert_eq!(slots_of("B2:D2"), ["B2 Ambition+Perseverence 2026-01-05"]);
    assert_eq!(slots_of("B2:E2"), ["B2 Ambition+Perseverence & A302 2026-01-05"]);
}

#[test]
fn create_rooms_combines_what_it_makes() {
    let sheet = merged(headed(&["One", "Two", "One+Two"], &["a 1", "", ""]), &["B2:C2"]);
    let reading = read_fresh(&sheet, &create());
    assert_eq!(slots(&reading), ["B2 new One+Two 2026-01-05"]);
}
