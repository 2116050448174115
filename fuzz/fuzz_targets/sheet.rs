//! A sheet of whatever cells: no cell is both booked and found fault with, and a sheet that is left out books nothing.
#![no_main]

use std::collections::{BTreeMap, HashSet};

use arbitrary::Arbitrary;
use chrono::{NaiveDate, NaiveTime};
use colab_schedule::rooms::RoomDirectory;
use colab_schedule::sheet::{SheetKind, SheetOptions, read_sheets};
use colab_schedule::workbook::{CellAddress, CellValue, FileKind, MergedRange, Sheet, SheetCell, Workbook};
use libfuzzer_sys::fuzz_target;

#[derive(Arbitrary, Debug)]
enum AnyValue<'a> {
    Text(&'a str),
    Number(f32),
    Day(u16),
    Time(u16),
    Error,
}

#[derive(Arbitrary, Debug)]
struct AnySheet<'a> {
    name: &'a str,
    cells: Vec<(u8, u8, AnyValue<'a>)>,
    merges: Vec<(u8, u8, u8, u8)>,
    create_rooms: bool,
    month_first: bool,
    is_grid: bool,
}

fn value(any: &AnyValue<'_>) -> Option<CellValue> {
    Some(match any {
        AnyValue::Text("") => return None,
        AnyValue::Text(text) => CellValue::Text((*text).to_owned()),
        AnyValue::Number(number) => CellValue::Number(f64::from(*number)),
        AnyValue::Day(day) => {
            let first = NaiveDate::from_ymd_opt(2025, 12, 1)?;
            CellValue::DateTime((first + chrono::Days::new(u64::from(day % 500))).and_time(NaiveTime::MIN))
        }
        AnyValue::Time(minute) => {
            CellValue::Time(NaiveTime::from_num_seconds_from_midnight_opt(u32::from(minute % 1440) * 60, 0)?)
        }
        AnyValue::Error => CellValue::Error("#REF!".to_owned()),
    })
}

fuzz_target!(|any: AnySheet<'_>| {
    let at = |row: u8, col: u8| CellAddress {
        row: (row % 40).into(),
        col: (col % 20).into(),
    };
    let cells: BTreeMap<_, _> = any
        .cells
        .iter()
        .filter_map(|(row, col, any)| Some(((row % 40, col % 20), value(any)?)))
        .collect();
    let cells = cells.into_iter();
    let cells = cells.map(|((row, col), value)| SheetCell { at: at(row, col), value });
    let merge = |(row, col, down, right): &(u8, u8, u8, u8)| MergedRange {
        first: at(*row, *col),
        last: CellAddress {
            row: u32::from(row % 40) + u32::from(down % 6),
            col: u32::from(col % 20) + u32::from(right % 6),
        },
    };
    let merges = any.merges.iter().take(3).map(merge);
    let merges = merges.filter(|merge| merge.first != merge.last).collect::<Vec<_>>();
    let sheet = Sheet {
        name: any.name.to_owned(),
        hidden: false,
        cells: cells.collect(),
        merges: Some(merges),
        unresolved: Vec::new(),
        warnings: Vec::new(),
        look: None,
    };
    let workbook = Workbook {
        kind: FileKind::Xlsx,
        epoch_1904: false,
        sheets: vec![sheet],
    };
    let options = SheetOptions {
        create_rooms: any.create_rooms,
        month_first: any.month_first,
        layout: any.is_grid.then_some(SheetKind::Grid),
        ..SheetOptions::default()
    };
    for reading in read_sheets(&workbook, &RoomDirectory::new(Vec::new()), &options) {
        let booked: HashSet<CellAddress> = reading.slots.iter().map(|slot| slot.at).collect();
        assert_eq!(booked.len(), reading.slots.len());
        assert!(reading.findings.iter().all(|finding| !booked.contains(&finding.at)));
        assert!(reading.slots.iter().all(|slot| !slot.rooms.is_empty() && !slot.days.is_empty()));
        assert!(reading.skipped.is_none() || reading.slots.is_empty());
    }
});
