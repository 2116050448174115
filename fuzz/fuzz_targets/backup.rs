//! The text form of a backup, read to its end or refused.
#![no_main]

use colab::db::backup::text::BackupReader;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok((mut reader, _)) = BackupReader::begin(bytes) else {
        return;
    };
    while let Ok(Some(_)) = reader.next_table() {
        while let Ok(true) = reader.advance() {}
    }
});
