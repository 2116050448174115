//! Files that a command writes for the user: whole or not at all.

use std::io::Write;
use std::path::Path;

use crate::error::{Result, file_error};

/// Replaces the file with these bytes; a failure leaves what was there.
///
/// # Errors
/// When the folder cannot be written or the disk is full.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let failed = |error: std::io::Error| file_error(path, "write", &error);
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(bytes)
        .and_then(|()| file.as_file().sync_all())
        .map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}
