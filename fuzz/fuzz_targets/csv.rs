//! Text with separators, read as a table of each kind.
#![no_main]

mod table;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| table::read_each(text));
