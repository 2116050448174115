//! Hidden, struck through, coloured: what the eye sees decides.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::workbook::{CellComment, CellFill, StruckCell, StruckPart};

fn plan() -> Sheet {
    sheet(
        "Mar 2026",
        &[
            &["Date", "Excellence", "Ambition"],
            &["@2026-03-02", "Umoya 20+1", "Old 9"],
            &["@2026-03-03", "Kopano 12", "Thuto 15"],
        ],
    )
}

fn with_look(look: SheetLook) -> Sheet {
    Sheet {
        look: Some(look),
        ..plan()
    }
}

fn struck(at: &str, part: Option<(&str, &str)>) -> StruckCell {
    let part = part.map(|(rest, struck)| StruckPart {
        rest: rest.into(),
        struck: struck.into(),
    });
    StruckCell {
        at: address(at),
        part,
    }
}

/// `C2 Cancelled why` of each slot that is not plainly booked.
fn fates(reading: &SheetReading) -> Vec<String> {
    let slots = reading.slots.iter();
    slots
        .filter_map(|slot| {
            let (fate, why) = slot.look.fate.as_ref()?;
            Some(format!("{} {fate:?} {why}", slot.at))
        })
        .collect()
}

#[test]
fn hidden_rows_and_columns_are_left_out_and_counted() {
    let hidden = with_look(SheetLook {
        hidden_rows: vec![(1, 1)],
        hidden_cols: vec![(2, 5)],
        ..SheetLook::default()
    });
    let reading = read_one(&hidden);
    assert_eq!(slots(&reading), ["B3 Excellence 2026-03-03"]);
    assert_eq!(
        notes(&reading),
        ["5 cells in 1 hidden row (2) and 1 hidden column (C) not read (--include-hidden reads them)"]
    );
    assert_eq!(reading.hidden.len(), 5);
    let options = SheetOptions {
        include_hidden: true,
        ..SheetOptions::default()
    };
    let reading = read_with(&hidden, &options);
    assert_eq!(reading.slots.len(), 4);
    assert!(reading.notes.is_empty());
}

#[test]
fn a_sheet_whose_dates_are_hidden_is_refused_and_says_so() {
    let reading = read_one(&with_look(SheetLook {
        hidden_cols: vec![(0, 0)],
        ..SheetLook::default()
    }));
    assert_refused(&reading, "1 hidden column (A) not read");
}

#[test]
fn a_merged_cell_over_a_hidden_row_keeps_the_days_that_are_seen() {
    let mut tall = merged(plan(), &["B2:B3"]);
    tall.cells.retain(|cell| cell.at != address("B3"));
    tall.look = Some(SheetLook {
        hidden_rows: vec![(1, 1)],
        ..SheetLook::default()
    });
    assert_eq!(
        slots(&read_one(&tall)),
        ["B2 Excellence 2026-03-03", "C3 Ambition 2026-03-03"]
    );
}

#[test]
fn struck_cells_dates_and_headings_cancel() {
    let reading = read_one(&with_look(SheetLook {
        struck: vec![struck("C1", None), struck("B2", None), struck("A3", None)],
        ..SheetLook::default()
    }));
    assert_eq!(
        fates(&reading),
        [
            "B2 Cancelled struck through",
            "C2 Cancelled its heading in C1 is struck through",
            "B3 Cancelled its date in A3 is struck through",
            "C3 Cancelled its date in A3 is struck through",
        ]
    );
}

#[test]
fn the_rest_of_a_cell_stands_without_its_separators() {
    let reading = read_one(&with_look(SheetLook {
        struck: vec![struck("B2", Some(("Umoya 20+1 / ", "Karoo 5")))],
        ..SheetLook::default()
    }));
    let slot = &reading.slots[0];
    assert_eq!(slot.value, CellValue::Text("Umoya 20+1".into()));
    assert_eq!(slot.look.struck.as_deref(), Some("Karoo 5"));
    assert!(fates(&reading).is_empty());
}

#[test]
fn colours_and_comments_reach_their_cells() {
    let seen = with_look(SheetLook {
        fills: vec![CellFill {
            at: address("B2"),
            rgb: 0xFF_0000,
        }],
        comments: vec![CellComment {
            at: address("B3"),
            text: "ask".into(),
        }],
        ..SheetLook::default()
    });
    let options = SheetOptions {
        colours: BTreeMap::from([(0xFF_0000, EntryFate::Ignored)]),
        include_hidden: true,
        ..SheetOptions::default()
    };
    let reading = read_with(&seen, &options);
    assert_eq!(fates(&reading), ["B2 Ignored its colour FF0000 means ignored"]);
    let comment = reading.slots.iter().find(|slot| slot.at == address("B3"));
    assert_eq!(comment.unwrap().look.comment.as_deref(), Some("ask"));
    assert_eq!(
        notes(&read_one(&seen)),
        ["1 comment is not read (--include-hidden keeps them as notes): B3"]
    );
}

#[test]
fn the_axes_are_named() {
    let reading = read_one(&plan());
    let dates: Vec<String> = reading.axes.dates.iter().map(|(at, _)| at.to_string()).collect();
    let rooms: Vec<String> = reading.axes.rooms.iter().map(|(at, _)| at.to_string()).collect();
    assert_eq!(
        (dates, rooms),
        (vec!["A2".into(), "A3".into()], vec!["B1".into(), "C1".into()])
    );
}

proptest! {
    #[test]
    fn whatever_is_hidden_is_never_a_slot(rows in prop::collection::vec((0_u32..4, 0_u32..2), 0..3), cols in prop::collection::vec((0_u32..4, 0_u32..2), 0..3)) {
        let runs = |runs: &[(u32, u32)]| -> Vec<(u32, u32)> {
            let mut lines: Vec<u32> = runs.iter().flat_map(|(first, more)| *first..=first + more).collect();
            lines.sort_unstable();
            lines.dedup();
            lines.into_iter().map(|line| (line, line)).collect()
        };
        let look = SheetLook { hidden_rows: runs(&rows), hidden_cols: runs(&cols), ..SheetLook::default() };
        let reading = read_one(&with_look(look.clone()));
        for slot in &reading.slots {
            prop_assert!(!look.is_hidden(slot.at, None));
        }
        if reading.skipped.is_some() {
            prop_assert!(reading.slots.is_empty());
        }
        let unseen = plan().cells.iter().filter(|cell| look.is_hidden(cell.at, None)).count();
        prop_assert_eq!(reading.hidden.len(), unseen);
    }
}
