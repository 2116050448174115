//! Where the header is, which way a sheet lies, and which sheets are none.

use super::*;

#[test]
fn rooms_across_and_dates_down_read_as_rooms_down_and_dates_across() {
    let down = sheet(
        "Jan 2026",
        &[
            &["Date", "Day", "Excellence", "A 302"],
            &["@2026-01-05", "Mon", "Client 20", ""],
            &["@2026-01-06", "Tue", "", "Umoya 7+1"],
        ],
    );
    let reading = read_one(&down);
    assert_eq!(
        slots(&reading),
        ["C2 Excellence 2026-01-05", "D3 A302 2026-01-06"]
    );
    assert_eq!(
        (reading.orientation, reading.rooms, reading.days),
        (Some(SheetOrientation::DatesDown), 2, 2)
    );
    let across = read_one(&flipped(&down));
    assert_eq!(slots(&across), ["B3 Excellence 2026-01-05", "C4 A302 2026-01-06"]);
    assert_eq!(
        (across.orientation, across.rooms, across.days),
        (Some(SheetOrientation::RoomsDown), 2, 2)
    );
    assert!(findings(&reading).is_empty() && findings(&across).is_empty());
}

#[test]
fn rooms_down_under_titles_with_a_caption_column_and_a_capacity_column() {
    let reading = read_one(&sheet(
        "January",
        &[
            &["COLAB SCHEDULE 2026"],
            &["", "", "Capacity", "Thu", "Fri", "Sat"],
            &["Floor", "Room", "", "=1", "=2", "=3"],
            &["Upstairs", "Excellence", "=20", "Client 20", "", ""],
            &["", "A303", "=12", "", "Umoya 5", ""],
            &["", "Total", "", "=1", "=1", "=0"],
        ],
    ));
    assert_eq!(
        slots(&reading),
        ["D4 Excellence 2026-01-01", "E5 A303 2026-01-02"]
    );
    assert!(findings(&reading).is_empty(), "{:?}", reading.findings);
}

#[test]
fn titles_captions_capacity_blank_total_and_note_rows_are_normal() {
    let reading = read_one(&sheet(
        "Jan",
        &[
            &["COLAB TRAINING SCHEDULE 2026"],
            &[""],
            &["", "", "Upstairs", "Green Room"],
            &["Date", "Day", "EXCELLENCE ", "A302"],
            &["Capacity", "", "=20", "=30"],
            &["@2026-01-05", "Mon", "Client 20", ""],
            &[""],
            &["@2026-01-06", "Tue", "", "#REF!"],
            &["Total", "", "=1", "=1"],
            &["Note: the lift is out of order"],
        ],
    ));
    assert_eq!(
        slots(&reading),
        ["C6 Excellence 2026-01-05", "D8 A302 2026-01-06"]
    );
    assert!(findings(&reading).is_empty());
    assert_eq!(
        notes(&reading),
        [
            "row 9 has no date: `Total`, `1`, `1`",
            "row 10 has no date: `Note: the lift is out of order`"
        ]
    );
}

#[test]
fn without_a_header_word_the_last_line_of_two_texts_before_the_first_date_is_the_header() {
    let reading = read_one(&sheet(
        "2026-01",
        &[
            &["Schedule", "of the house"],
            &["", "Excellence", "A302"],
            &["05.01.2026", "Client 20", ""],
            &["2026-01-06", "", "Umoya 3"],
        ],
    ));
    assert_eq!(
        slots(&reading),
        ["B3 Excellence 2026-01-05", "C4 A302 2026-01-06"]
    );
}

#[test]
fn a_repeated_header_starts_again_silently_and_may_order_its_rooms_anew() {
    let reading = read_one(&sheet(
        "Schedule 2026",
        &[
            &["March"],
            &["Date", "Excellence", "A302"],
            &["30", "Client 20", ""],
            &["31", "", "Umoya 5"],
            &["April"],
            &["Date", "A302", "Excellence"],
            &["1", "Client 20", ""],
            &["2", "", "Umoya 5"],
        ],
    ));
    assert_eq!(
        slots(&reading),
        [
            "B3 Excellence 2026-03-30",
            "C4 A302 2026-03-31",
            "B7 A302 2026-04-01",
            "C8 Excellence 2026-04-02",
        ]
    );
    assert!(
        findings(&reading).is_empty() && notes(&reading).is_empty(),
        "{:?}",
        reading
    );
}

#[test]
fn sheets_that_are_no_schedule_are_skipped_with_their_reason() {
    let hidden = Sheet {
        hidden: true,
        ..sheet("Jan 2025", &[&["Date", "Excellence"], &["@2025-01-05", "x"]])
    };
    let book = workbook(vec![
        hidden,
        sheet("Notes", &[&["Colours: yellow"], &["Ask the Room Boss"]]),
        sheet("Dec", &[]),
        sheet(
            "Rooms",
            &[&["No", "Name"], &["=1", "Excellence"], &["=2", "A302"]],
        ),
        sheet("Log", &[&["Date", "Who"], &["@2026-01-02", "Ann changed it"]]),
        sheet(
            "Whole year",
            &[&["Date", "Excellence"], &["@2026-05-05", "Client 3"]],
        ),
    ]);
    let readings = read_sheets(&book, &house(), &SheetOptions::default());
    let reasons: Vec<Option<(&str, bool)>> = readings
        .iter()
        .map(|r| r.skipped.as_ref().map(|s| (s.reason.as_str(), s.refused)))
        .collect();
    let no_axis = Some(("no month in its name and no date axis", false));
    let no_room = Some(("no month in its name and no heading is a known room", false));
    assert_eq!(
        reasons,
        [
            Some(("hidden: --include-hidden reads it", false)),
            no_axis,
            Some(("empty", false)),
            Some((
                "it is a register without dates (it has the columns `No`, `Name`; column `Name` holds the names of rooms)",
                false
            )),
            no_room,
            None
        ]
    );
    assert_eq!(slots(&readings[5]), ["B2 Excellence 2026-05-05"]);
}

#[test]
fn a_month_sheet_without_axes_or_known_rooms_is_refused() {
    assert_refused(
        &read_one(&sheet("Jan", &[&["Client 20"], &["Umoya 5"]])),
        "no dates",
    );
    let strange = sheet("Jan", &[&["Date", "Boardroom"], &["@2026-01-05", "Client 20"]]);
    let reading = read_one(&strange);
    assert_refused(&reading, "--create-rooms");
    assert_eq!(
        findings(&reading),
        ["B1 Rejected unknown room `Boardroom`; no room has a similar name"]
    );
    let alone = Sheet {
        name: "Schedule".into(),
        ..strange
    };
    assert_refused(&read_one(&alone), "--create-rooms");
}

#[test]
fn a_row_of_capacities_is_no_row_of_day_numbers() {
    let reading = read_one(&sheet(
        "Jan 2026",
        &[
            &["", "Excellence", "A302", "A303", "Ambition"],
            &["", "=12", "=20", "=15", "=30"],
            &["=1", "Client 5", "", "", ""],
            &["=2", "", "Umoya 4", "", ""],
        ],
    ));
    assert_eq!(
        slots(&reading),
        ["B3 Excellence 2026-01-01", "C4 A302 2026-01-02"]
    );
    assert!(findings(&reading).is_empty() && notes(&reading).is_empty());
}

#[test]
fn an_xlsb_says_that_merged_ranges_cannot_be_seen() {
    let mut blind = sheet("Jan", &[&["Date", "Excellence"], &["@2026-01-05", "Client 20"]]);
    blind.merges = None;
    blind.warnings.push("3 comments are not read".into());
    let reading = read_one(&blind);
    assert!(
        reading
            .notes
            .iter()
            .any(|n| n.warning && n.text.contains("merged ranges cannot be seen"))
    );
    assert!(notes(&reading).contains(&"3 comments are not read"));
}
