//! Sheets built in code, one behaviour a test.

mod axes;
mod dating;
mod few_weekdays;
mod forms;
mod layouts;
mod order;
mod parts;
mod random;
mod rooming;
mod rotas;
mod scenarios;
mod seeing;
mod stated;
mod verdicts;

use chrono::NaiveDate;

use super::*;
use crate::rooms::{DirectoryRoom, RoomDirectory};
use crate::workbook::{CellAddress, CellValue, FileKind, MergedRange, Sheet, SheetCell, SheetLook, Workbook};

/// A grid of cells: `@2026-01-05` a real date, `=12` a number, `#REF!` an error, empty none, else text.
fn sheet(name: &str, rows: &[&[&str]]) -> Sheet {
    let mut cells = Vec::new();
    for (row, texts) in (0..).zip(rows) {
        for (col, text) in (0..).zip(texts.iter()) {
            if !text.is_empty() {
                cells.push(SheetCell {
                    at: CellAddress { row, col },
                    value: value(text),
                });
            }
        }
    }
    Sheet {
        name: name.into(),
        hidden: false,
        cells,
        merges: Some(Vec::new()),
        unresolved: Vec::new(),
        warnings: Vec::new(),
        look: Some(SheetLook::default()),
    }
}

fn value(text: &str) -> CellValue {
    if let Some(date) = text.strip_prefix('@') {
        let date: NaiveDate = date.parse().unwrap();
        CellValue::DateTime(date.and_hms_opt(0, 0, 0).unwrap())
    } else if let Some(number) = text.strip_prefix('=') {
        CellValue::Number(number.parse().unwrap())
    } else if text.starts_with('#') {
        CellValue::Error(text.into())
    } else {
        CellValue::Text(text.into())
    }
}

/// The same sheet with rows and columns exchanged.
fn flipped(sheet: &Sheet) -> Sheet {
    let flip = |at: CellAddress| CellAddress {
        row: at.col,
        col: at.row,
    };
    let mut flipped = sheet.clone();
    flipped.cells.iter_mut().for_each(|cell| cell.at = flip(cell.at));
    flipped.cells.sort_by_key(|cell| cell.at);
    for merge in flipped.merges.iter_mut().flatten() {
        *merge = MergedRange {
            first: flip(merge.first),
            last: flip(merge.last),
        };
    }
    flipped
}

/// `C5:C9`.
fn merged(mut sheet: Sheet, ranges: &[&str]) -> Sheet {
    for range in ranges {
        let (first, last) = range.split_once(':').unwrap();
        let merges = sheet.merges.get_or_insert_default();
        merges.push(MergedRange {
            first: address(first),
            last: address(last),
        });
    }
    sheet
}

/// Of a single letter and a row.
fn address(text: &str) -> CellAddress {
    let (col, row) = text.split_at(1);
    CellAddress {
        row: row.parse::<u32>().unwrap() - 1,
        col: u32::from(col.as_bytes()[0] - b'A'),
    }
}

fn workbook(sheets: Vec<Sheet>) -> Workbook {
    Workbook {
        kind: FileKind::Xlsx,
        epoch_1904: false,
        sheets,
    }
}

fn room(id: i64, name: &str, components: &[i64]) -> DirectoryRoom {
    let aliases = if name == "Perseverence" {
        vec!["Perserverence".into()]
    } else {
        Vec::new()
    };
    DirectoryRoom {
        id,
        name: name.into(),
        aliases,
        capacity: 0,
        components: components.to_vec(),
        is_active: true,
    }
}

fn house() -> RoomDirectory {
    RoomDirectory::new(vec![
        room(1, "Excellence", &[]),
        room(2, "Ambition", &[]),
        room(3, "Perseverence", &[]),
        room(4, "A302", &[]),
        room(5, "A303", &[]),
        room(6, "Success 10", &[]),
        room(7, "Innovation (12)", &[]),
        room(8, "Ambition+Perseverence", &[2, 3]),
        room(9, "Respect", &[]),
    ])
}

fn create() -> SheetOptions {
    SheetOptions {
        create_rooms: true,
        ..SheetOptions::default()
    }
}

fn year(year: i32) -> SheetOptions {
    SheetOptions {
        year: Some(year),
        ..SheetOptions::default()
    }
}

fn read_with(sheet: &Sheet, options: &SheetOptions) -> SheetReading {
    read_sheets(&workbook(vec![sheet.clone()]), &house(), options).remove(0)
}

/// Reads a sheet where no room is known.
fn read_fresh(sheet: &Sheet, options: &SheetOptions) -> SheetReading {
    let workbook = workbook(vec![sheet.clone()]);
    read_sheets(&workbook, &RoomDirectory::default(), options).remove(0)
}

fn read_one(sheet: &Sheet) -> SheetReading {
    read_with(sheet, &SheetOptions::default())
}

/// `C5 Excellence 2026-01-05`, rooms by `+`, days by `,`.
fn slots(reading: &SheetReading) -> Vec<String> {
    assert_eq!(reading.skipped, None);
    let house = house();
    let name = |room: &RoomRef| match room {
        RoomRef::Known(id) => house.get(*id).unwrap().name.clone(),
        RoomRef::New(name) => format!("new {name}"),
    };
    let slot = |slot: &SheetSlot| {
        let rooms: Vec<String> = slot.rooms.iter().map(name).collect();
        let days: Vec<String> = slot.days.iter().map(NaiveDate::to_string).collect();
        format!("{} {} {}", slot.at, rooms.join(" & "), days.join(","))
    };
    reading.slots.iter().map(slot).collect()
}

/// `C5 Rejected why`.
fn findings(reading: &SheetReading) -> Vec<String> {
    reading
        .findings
        .iter()
        .map(|f| format!("{} {:?} {}", f.at, f.kind, f.why))
        .collect()
}

fn notes(reading: &SheetReading) -> Vec<&str> {
    reading.notes.iter().map(|note| note.text.as_str()).collect()
}

#[track_caller]
fn assert_refused(reading: &SheetReading, words: &str) {
    let skipped = reading.skipped.as_ref().expect("the sheet is refused");
    assert!(
        skipped.refused && skipped.reason.contains(words),
        "{}",
        skipped.reason
    );
    assert!(reading.slots.is_empty());
}
