//! The owner's scenarios for sheets, by their numbers.

use super::*;

#[test]
fn scenario_14_a_misspelt_header_with_a_leading_blank_maps_and_an_unknown_column_is_named() {
    let reading = read_one(&sheet(
        "January 2026",
        &[
            &["Date", "Day", " Perserverence", "Melissa's room"],
            &["@2026-01-05", "Mon", "Client 20", "Umoya 5"],
        ],
    ));
    assert_eq!(slots(&reading), ["C2 Perseverence 2026-01-05"]);
    assert_eq!(
        findings(&reading),
        [
            "D1 Rejected unknown room `Melissa's room`; no room has a similar name",
            "D2 Rejected the heading of column D is an unknown room: `Melissa's room` in D1",
        ]
    );
}

#[test]
fn scenario_15_the_sheet_may_is_read_like_any_month() {
    let reading = read_with(
        &sheet(
            "May",
            &[
                &["Date", "Excellence", "A302"],
                &["@2026-05-04", "Client 20", ""],
                &["@2026-05-05", "Umoya 5", "Thuto 7"],
            ],
        ),
        &year(2026),
    );
    assert_eq!(slots(&reading).len(), 3);
}

#[test]
fn scenario_18_names_in_row_1_headings_in_row_2_and_a_blank_date_in_row_9() {
    let mut rows: Vec<Vec<String>> = vec![
        vec![String::new(), String::new(), "Excellence".into(), "A302".into()],
        vec!["Date".into(), "Day".into()],
    ];
    rows.extend((1..=10).map(|day| {
        let date = if day == 7 {
            String::new()
        } else {
            format!("@2025-01-{day:02}")
        };
        vec![date, String::new(), "Client 20".into()]
    }));
    let rows: Vec<Vec<&str>> = rows
        .iter()
        .map(|row| row.iter().map(String::as_str).collect())
        .collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    for name in ["2025", "Sheet1", "Jan 2025"] {
        let reading = read_one(&sheet(name, &rows));
        assert_eq!(slots(&reading).len(), 9);
        assert_eq!(findings(&reading), ["C9 Ignored row 9 has no date"]);
    }
}
