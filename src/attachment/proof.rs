//! Whether the bytes of files are those that were added.

use super::{content, store};
use crate::db::Connection;
use crate::kernel::error::Result;

/// Bytes that are not as their row says.
#[derive(Debug)]
pub struct DamagedBytes {
    pub sha256: String,
    pub fact: String,
}

/// Reads all bytes, those of one file at a time, and holds them against hash and size.
///
/// # Errors
/// Those of the database.
pub fn findings(connection: &mut Connection) -> Result<Vec<DamagedBytes>> {
    let mut found = Vec::new();
    for (sha256, size) in store::hashes(connection)? {
        let bytes = store::content(connection, &sha256)?.unwrap_or_default();
        let fact = if i64::try_from(bytes.len()) != Ok(size) {
            format!("{} bytes are stored, and {size} were added", bytes.len())
        } else if content::hash(&bytes) != sha256 {
            "the bytes are not those that were added: their hash differs".to_owned()
        } else {
            continue;
        };
        found.push(DamagedBytes { sha256, fact });
    }
    Ok(found)
}
