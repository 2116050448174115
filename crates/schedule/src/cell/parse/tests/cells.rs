//! Every row of `tests/data/cells.csv`, with its remarks.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime};

use super::*;

const CELLS: &str = include_str!("../../../../../../tests/data/cells.csv");

fn kinds(entry: &CellBooking) -> BTreeSet<String> {
    entry
        .remarks
        .iter()
        .map(|remark| format!("{:?}", remark.kind))
        .collect()
}

/// The value of a row of `cells.csv`; three of them describe what is no text.
fn value_of(cell: &str) -> CellValue {
    match cell {
        "25 (numeric cell)" => CellValue::Number(25.0),
        "#REF!" => CellValue::Error(cell.to_owned()),
        _ if cell.starts_with("2026-12-10") => CellValue::DateTime(
            NaiveDate::from_ymd_opt(2026, 12, 10)
                .unwrap()
                .and_hms_opt(0, 0, 0)
                .unwrap(),
        ),
        _ => CellValue::Text(cell.to_owned()),
    }
}

fn remark_of(code: &str) -> Option<&'static str> {
    Some(match code.split('(').next().unwrap() {
        "W-FAC-ASSUMED" => "FacilitatorAssumed",
        "W-RANGE" => "Range",
        "W-NO-CLIENT" => "NoClient",
        "W-NOTE-KEPT" => "NoteKept",
        "W-LEARNERS-FROM-DEVICES" => "LearnersFromDevices",
        "W-PAX-TOTAL" => "PaxTotal",
        "W-APPROX" => "Approximate",
        "W-TIME-GUESSED" => "TimeGuessed",
        "W-UNCLAIMED-NUMBER" => "UnclaimedNumber",
        "W-CANCELLED" => "Cancelled",
        "W-NO-COUNT" | "I-TENANT" => "NoCount",
        "" => return None,
        other => panic!("unknown code {other}"),
    })
}

fn devices_of(count: &str, kind: &str) -> DeviceCounts {
    let number = |text: &str| text.parse().unwrap_or(0);
    match kind {
        "laptops" => DeviceCounts {
            laptops: number(count),
            ..DeviceCounts::default()
        },
        "desktops" => DeviceCounts {
            desktops: number(count),
            ..DeviceCounts::default()
        },
        "any" => DeviceCounts {
            any: number(count),
            ..DeviceCounts::default()
        },
        "desktops 10; laptops 5" => DeviceCounts {
            laptops: 5,
            desktops: 10,
            any: 0,
        },
        "" => DeviceCounts::default(),
        other => panic!("unknown device type {other}"),
    }
}

fn time_of(text: &str) -> Option<(NaiveTime, NaiveTime)> {
    let clock = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").unwrap();
    match text {
        "" => None,
        "AM" => Some((at(7, 30), at(12, 0))),
        "PM" => Some((at(12, 0), at(16, 30))),
        range => range
            .split_once('-')
            .map(|(start, end)| (clock(start), clock(end))),
    }
}

fn check_row(row: &csv::StringRecord) {
    let cell = &row[0];
    let reading = read_value(&value_of(cell));
    let outcome = &row[1];
    let code = row[9].split(';').collect::<Vec<_>>();
    match (&reading, outcome) {
        (CellReading::Ignored { .. }, "ignored") => assert_eq!(code, ["I-NONBOOKING"], "{cell:?}"),
        (CellReading::Rejected { why, way_out }, "rejected") => {
            assert!(!why.is_empty() && !way_out.is_empty())
        }
        (CellReading::Bookings(entries), _) => {
            let booking: usize = row[12].parse().unwrap();
            let entry = &entries[booking - 1];
            let status = match outcome {
                "confirmed" => CellStatus::Confirmed,
                "room_assigned" => CellStatus::Tentative,
                "ignored" => CellStatus::Cancelled,
                other => panic!("{cell:?}: read as entries, not {other}"),
            };
            assert_eq!(entry.status, status, "{cell:?}");
            assert_eq!(entry.client, &row[2], "{cell:?}");
            let counts = entry
                .people
                .map(|p| (p.learners.to_string(), p.facilitators.to_string()));
            let wanted = (!row[3].is_empty()).then(|| (row[3].to_owned(), row[4].to_owned()));
            assert_eq!(counts, wanted, "{cell:?}");
            assert_eq!(entry.devices, devices_of(&row[6], &row[7]), "{cell:?}");
            assert_eq!(entry.time, time_of(&row[8]), "{cell:?}");
            let wanted: BTreeSet<String> = code
                .iter()
                .filter_map(|c| remark_of(c))
                .map(str::to_owned)
                .collect();
            assert_eq!(kinds(entry), wanted, "{cell:?}");
        }
        _ => panic!("{cell:?}: wanted {outcome}, got {reading:?}"),
    }
}

#[test]
fn all_readings_of_cells_csv_hold_with_their_remarks() {
    let mut reader = csv::Reader::from_reader(CELLS.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 44, "a row a booking");
    rows.iter().for_each(check_row);
}
