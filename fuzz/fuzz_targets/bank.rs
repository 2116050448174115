//! A bank's statement; what the bank calls a line stays the same when it is read again.
#![no_main]

use colab::billing::payment::statement::{StatementOptions, parse_statement};
use iso_currency::Currency;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let options = StatementOptions {
        currency: Currency::ZAR,
        date_order: None,
        columns: Vec::new(),
    };
    let read = || parse_statement(text, &options).map(|rows| rows.into_iter().map(|row| row.source_id).collect());
    if let Ok(first) = read() {
        let again: Option<Vec<String>> = read().ok();
        assert_eq!(Some(first), again);
    }
});
