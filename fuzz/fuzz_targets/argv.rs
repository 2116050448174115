//! A command line, one argument a line: parsed, or refused with words that can be shown.
#![no_main]

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;

use colab::cli::Cli;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let words = bytes.split(|byte| *byte == b'\n');
    let words = words.map(|word| OsString::from_vec(word.to_vec()));
    let line: Vec<OsString> = std::iter::once("colab".into()).chain(words).collect();
    if let Err(error) = Cli::read(&line) {
        assert!(!error.to_string().is_empty());
    }
});
