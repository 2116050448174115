//! The bytes of a workbook. A panic while it is read ends the child, and is caught here; what comes out of it is then read
//! as a schedule, where nothing may panic.
#![no_main]

use std::panic;

use colab_schedule::rooms::RoomDirectory;
use colab_schedule::sheet::{SheetOptions, read_sheets};
use colab_schedule::workbook::read_here;
use libfuzzer_sys::fuzz_target;

const MAX_CELLS: u64 = 100_000;
const MEMORY_BYTES: u64 = 256 << 20;

fuzz_target!(|bytes: &[u8]| {
    let aborting = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let read = panic::catch_unwind(|| read_here(bytes, MAX_CELLS, MEMORY_BYTES));
    panic::set_hook(aborting);
    if let Ok(Ok(workbook)) = read {
        read_sheets(&workbook, &RoomDirectory::new(Vec::new()), &SheetOptions::default());
    }
});
