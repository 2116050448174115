//! JSON, read as a table of each kind.
#![no_main]

mod table;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if text.trim_start().starts_with(['[', '{']) {
        table::read_each(text);
    }
});
