//! A new file: made in memory and put in its place whole, so that whoever is killed meanwhile leaves nothing half made.

use std::io::Write;
use std::path::Path;

use diesel::connection::SimpleConnection;

use super::backend::AnyConnection as Connection;
use super::connection::{SQLITE_PRAGMAS, beside, in_memory, require_room};
use crate::kernel::error::Result;
use crate::output::FileDraft;

/// Where the header of a file says how it is written, and the number for a write-ahead log.
const FORMATS: std::ops::Range<usize> = 18..20;
const WRITE_AHEAD_LOG: u8 = 2;

/// Makes a database and puts it where no file is yet. Returns whether it did: where others put theirs there first, or nothing
/// can be put there, opening the file tells so.
///
/// # Errors
/// Those of `make`; no file is made then.
pub fn make_file(path: &Path, make: impl FnOnce(&mut Connection) -> Result<()>) -> Result<bool> {
    // A link that leads nowhere is something. The log of a lost file would be taken for that of this one: SQLite removes it as
    // it makes a file itself.
    let is_there = |ending: &str| beside(path, ending).symlink_metadata().is_ok();
    if ["", "-wal", "-journal"].into_iter().any(is_there) || require_room(path).is_err() {
        return Ok(false);
    }
    let Ok(draft) = FileDraft::of(path) else {
        return Ok(false);
    };
    let mut sqlite = in_memory()?;
    sqlite.batch_execute(SQLITE_PRAGMAS)?;
    let mut connection = Connection::Sqlite(sqlite);
    make(&mut connection)?;
    let Connection::Sqlite(mut sqlite) = connection else {
        return Ok(false);
    };
    let image = sqlite.serialize_database_to_buffer();
    let mut bytes = image.try_as_slice()?.to_vec();
    if let Some(formats) = bytes.get_mut(FORMATS) {
        formats.fill(WRITE_AHEAD_LOG);
    }
    Ok(put(draft, path, &bytes).is_ok())
}

fn put(mut draft: FileDraft, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    draft.file()?.write_all(bytes)?;
    draft.publish(path, false)
}
