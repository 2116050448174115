//! Text files that somebody named, or put there: read up to a bound, so that no endless file fills the memory.

use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use nix::fcntl::OFlag;
use nix::unistd::geteuid;

use crate::kernel::error::{Error, ErrorCode, Result, file_error};

/// Most bytes of a configuration, a token or a checkpoint.
pub const SMALL: u64 = 1024 * 1024;

/// Most bytes of a plan, or of a list of records.
pub const LARGE: u64 = 256 * 1024 * 1024;

/// Reads a text of at most `most` bytes; a pipe will do.
///
/// # Errors
/// `Invalid` for a longer one; those of a file that cannot be read.
pub fn read_text(path: &Path, most: u64) -> Result<String> {
    let file = File::open(path).map_err(|error| file_error(path, "read", error))?;
    read_open(path, file, most)
}

/// Reads an open file as [`read_text`] does.
///
/// # Errors
/// As [`read_text`].
pub fn read_open(path: &Path, file: impl Read, most: u64) -> Result<String> {
    let bytes = read_open_bytes(path, file, most)?;
    String::from_utf8(bytes).map_err(|error| {
        let error = io::Error::new(io::ErrorKind::InvalidData, error);
        file_error(path, "read", error)
    })
}

/// Reads the bytes of a file as [`read_text`] reads its text.
///
/// # Errors
/// As [`read_text`].
pub fn read_bytes(path: &Path, most: u64) -> Result<Vec<u8>> {
    let file = File::open(path).map_err(|error| file_error(path, "read", error))?;
    read_open_bytes(path, file, most)
}

/// Reads the bytes of an open file as [`read_text`] reads the text of one.
///
/// # Errors
/// As [`read_text`].
pub fn read_open_bytes(path: &Path, file: impl Read, most: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let length = file
        .take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| file_error(path, "read", error))?;
    if length as u64 > most {
        let fact = format!(
            "cannot read {}: it is longer than {} MiB",
            path.display(),
            most >> 20
        );
        return Err(Error::invalid(ErrorCode::File, fact));
    }
    Ok(bytes)
}

/// A file in whatever folder the program runs in.
pub enum TrustedFile {
    Missing,
    Open(File),
    /// With the reason.
    Ignored(String),
}

/// Opens a folder's file if it is a regular one, and the user's own or root's: in a folder for all, such as `/tmp`,
/// somebody else may have put it there.
pub fn trusted_file(path: &Path) -> Result<TrustedFile> {
    let ignored = |why: &str| {
        Ok(TrustedFile::Ignored(format!(
            "{} is ignored: {why}",
            path.display()
        )))
    };
    let is_trusted = |meta: &fs::Metadata| [0, geteuid().as_raw()].contains(&meta.uid());
    // What cannot be looked for, in a folder of somebody else's, is not there.
    let is_absent = |error: &io::Error| {
        [io::ErrorKind::NotFound, io::ErrorKind::PermissionDenied].contains(&error.kind())
    };
    let (link, target) = match (fs::symlink_metadata(path), fs::metadata(path)) {
        (Ok(link), Ok(target)) => (link, target),
        (Err(error), _) | (_, Err(error)) if is_absent(&error) => return Ok(TrustedFile::Missing),
        (Err(error), _) | (_, Err(error)) => return Err(file_error(path, "read", error)),
    };
    if !target.is_file() {
        return ignored("it is not a regular file");
    }
    if !is_trusted(&link) || !is_trusted(&target) {
        return ignored("it belongs to another user");
    }
    // Nothing that took its place meanwhile makes this wait.
    let opened = File::options()
        .read(true)
        .custom_flags(OFlag::O_NONBLOCK.bits())
        .open(path);
    let file = match opened {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            return ignored("you may not read it");
        }
        opened => opened.map_err(|error| file_error(path, "read", error))?,
    };
    let meta = file.metadata().map_err(|error| file_error(path, "read", error))?;
    if meta.is_file() && is_trusted(&meta) {
        Ok(TrustedFile::Open(file))
    } else {
        ignored("it is not a regular file of yours")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_its_bound() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, "abcd").unwrap();
        assert_eq!(read_text(&path, 4).unwrap(), "abcd");
        assert_eq!(read_text(&path, 3).unwrap_err().code, "file");
        assert_eq!(read_text(Path::new("/dev/zero"), 9).unwrap_err().code, "file");
    }
}
