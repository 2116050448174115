//! Whatever a sheet holds, reading it ends, and no cell is both booked and found fault with.

use std::collections::HashSet;

use proptest::prelude::*;

use super::*;
use crate::workbook::StruckCell;

fn any_value() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just(String::new()),
        1 => prop::sample::select(vec![
            "Date", "Day", "Room", "Excellence", "A302", "Ambition", "Perseverence", "Ambition+Perseverence", "Total",
            "Notes", "Capacity", "January", "Mon", "Tue", "Client 20", "Success 10", "New+Ambition", "#REF!", "31 Feb",
            "Thu 1", "01/02/2026", "\u{a0}", "=46027", "=5", "=0.5", "=-1", "=1e300", "=NaN",
            "08:00-10:00", "9:30", "2 March 2026 PM", "2 March 2026 08:00-10:00", "AM", "Duration", "1h30", "Status", "cancelled", "Monday",
            "Thandi Nkosi",
        ]).prop_map(String::from),
        1 => (1..=31).prop_map(|day| format!("={day}")),
        1 => (1..=28, 1..=12).prop_map(|(day, month)| format!("@2026-{month:02}-{day:02}")),
        1 => "\\PC{0,12}".prop_filter("a marker without its value", |text| !text.starts_with(['@', '='])),
    ]
}

proptest! {
    #[test]
    fn random_grids_never_panic(
        rows in prop::collection::vec(prop::collection::vec(any_value(), 0..8), 0..12),
        corners in prop::collection::vec((0u32..12, 0u32..8, 0u32..12, 0u32..8), 0..6),
        name in prop::sample::select(vec!["Jan 2026", "Schedule", "3", "Jan-Feb"]),
        create_rooms: bool,
        hidden in (prop::option::of(0u32..12), prop::option::of(0u32..8)),
        struck in prop::collection::btree_set((0u32..12, 0u32..8), 0..4),
        include_hidden: bool,
    ) {
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let mut sheet = sheet(name, &rows);
        let merges = corners.iter().map(|(row, col, to_row, to_col)| MergedRange {
            first: CellAddress { row: *row, col: *col },
            last: CellAddress { row: *to_row, col: *to_col },
        });
        sheet.merges = Some(merges.collect());
        let struck = struck.into_iter().map(|(row, col)| StruckCell { at: CellAddress { row, col }, part: None });
        sheet.look = Some(SheetLook {
            hidden_rows: hidden.0.map(|row| (row, row)).into_iter().collect(),
            hidden_cols: hidden.1.map(|col| (col, col)).into_iter().collect(),
            struck: struck.collect(),
            ..SheetLook::default()
        });
        let options = SheetOptions { create_rooms, include_hidden, ..SheetOptions::default() };
        let reading = read_with(&sheet, &options);
        let booked: HashSet<CellAddress> = reading.slots.iter().map(|slot| slot.at).collect();
        prop_assert_eq!(booked.len(), reading.slots.len());
        prop_assert!(reading.findings.iter().all(|finding| !booked.contains(&finding.at)));
        prop_assert!(reading.slots.iter().all(|slot| !slot.rooms.is_empty() && !slot.days.is_empty()));
        prop_assert!(reading.skipped.is_none() || reading.slots.is_empty());
        prop_assert!(reading.hidden.iter().all(|at| !booked.contains(at)));
        prop_assert!(!include_hidden || reading.hidden.is_empty());
    }

    #[test]
    fn random_texts_are_no_panic_as_dates_names_or_headings(text in "\\PC{0,40}") {
        let _ = dates::likeness(&CellValue::Text(text.clone()));
        let _ = named_month::read(&text, crate::calendar::Languages::NONE);
        let _ = crate::rooms::split_capacity(&text);
        let _ = house().nearest(&text, 3);
    }
}
