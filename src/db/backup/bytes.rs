//! A backup as bytes: its size, its fingerprint, and the engine that its first bytes tell.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::kernel::error::{Result, file_error};
use crate::kernel::text::hex;

/// How a backup of a server begins.
pub const MAGIC: &str = "colab-backup ";

/// Reads a file's size and SHA-256.
pub fn fingerprint(path: &Path) -> Result<(i64, String)> {
    let read = || -> io::Result<(u64, String)> {
        let mut hash = Sha256::new();
        let bytes = hash_rest(&mut File::open(path)?, &mut hash)?;
        Ok((bytes, hex(&hash.finalize())))
    };
    let (bytes, sha256) = read().map_err(|error| file_error(path, "read", error))?;
    Ok((i64::try_from(bytes).unwrap_or(i64::MAX), sha256))
}

/// Hashes what is left to read, and returns how many bytes that was.
pub fn hash_rest(input: &mut impl Read, hash: &mut Sha256) -> io::Result<u64> {
    let (mut bytes, mut buffer) = (0, vec![0; 1 << 20]);
    loop {
        match input.read(&mut buffer)? {
            0 => return Ok(bytes),
            count => {
                hash.update(&buffer[..count]);
                bytes += count as u64;
            }
        }
    }
}

/// Tells whether a file begins with these bytes.
fn begins_with(path: &Path, bytes: &[u8]) -> bool {
    let mut head = vec![0; bytes.len()];
    File::open(path)
        .and_then(|mut file| file.read_exact(&mut head))
        .is_ok()
        && head == bytes
}

/// Tells whether a file begins as an SQLite database does.
pub fn is_embedded_file(path: &Path) -> bool {
    begins_with(path, b"SQLite format 3\0")
}

/// Tells whether a file begins as a backup of a server does.
pub fn is_server_backup(path: &Path) -> bool {
    begins_with(path, MAGIC.as_bytes())
}

/// Tells whether a file begins as an archive of pg_dump does, which earlier versions made.
pub fn is_archive(path: &Path) -> bool {
    begins_with(path, b"PGDMP")
}
