//! The reader without its child: what is what, and what a cell becomes. The child and hostile files are tested with
//! the real binary (`tests/suite/robust.rs`).

mod fixtures;
mod kinds;
mod looks;
mod sheets;
mod values;

use super::wire::{self, PartSender};
use super::{
    CellAddress, CellValue, MergedRange, ReadLimits, Sheet, SheetCell, Workbook, WorkbookError, read,
};

/// Reads and goes over the wire, as the child's answer does.
fn open(bytes: &[u8]) -> Result<Workbook, WorkbookError> {
    open_with(bytes, ReadLimits::default().max_cells_per_sheet)
}

fn open_with(bytes: &[u8], max_cells: u64) -> Result<Workbook, WorkbookError> {
    open_within(bytes, max_cells, ReadLimits::default().memory_bytes)
}

fn open_within(bytes: &[u8], max_cells: u64, memory_bytes: u64) -> Result<Workbook, WorkbookError> {
    let mut answer = Vec::new();
    let mut sender = PartSender::new(&mut answer);
    let outcome = read::read(bytes, max_cells, memory_bytes, &mut sender);
    sender.end(&outcome).unwrap();
    wire::receive(&mut answer.as_slice(), ReadLimits::default().memory_bytes).unwrap()
}

/// A file of `tests/data/robust`.
fn file(name: &str) -> Vec<u8> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    std::fs::read(format!("{root}/tests/data/robust/{name}")).unwrap()
}

fn at(row: u32, col: u32) -> CellAddress {
    CellAddress { row, col }
}

fn merge(first: (u32, u32), last: (u32, u32)) -> MergedRange {
    MergedRange {
        first: at(first.0, first.1),
        last: at(last.0, last.1),
    }
}

fn text(text: &str) -> CellValue {
    CellValue::Text(text.to_owned())
}

fn get(sheet: &Sheet, row: u32, col: u32) -> Option<&CellValue> {
    sheet
        .cells
        .iter()
        .find(|cell| cell.at == at(row, col))
        .map(|cell| &cell.value)
}

fn places(cells: &[SheetCell]) -> Vec<String> {
    cells.iter().map(|cell| cell.at.to_string()).collect()
}

#[test]
fn an_answer_that_this_process_cannot_hold_is_refused() {
    let mut answer = Vec::new();
    let mut sender = PartSender::new(&mut answer);
    let cells = (0..100)
        .map(|row| SheetCell {
            at: at(row, 0),
            value: text(&"x".repeat(1000)),
        })
        .collect();
    let sheet = Sheet {
        name: "A".to_owned(),
        hidden: false,
        cells,
        merges: None,
        unresolved: Vec::new(),
        warnings: Vec::new(),
        look: None,
    };
    sender.begin(super::FileKind::Xlsb, false).unwrap();
    sender.sheet(&sheet).unwrap();
    sender.end(&Ok(())).unwrap();
    assert_eq!(
        wire::receive(&mut answer.as_slice(), 1 << 20)
            .unwrap()
            .unwrap()
            .sheets,
        [sheet]
    );
    let refused = wire::receive(&mut answer.as_slice(), 1 << 17)
        .unwrap()
        .unwrap_err();
    assert_eq!(
        refused,
        WorkbookError::TooLarge(super::LimitExceeded::Memory { max: 1 << 17 })
    );
    assert!(wire::receive(&mut &answer[..answer.len() - 1], 1 << 20).is_err());
}
