//! The seal of an embedded backup: one row in a table of its own, with a SHA-256 over every byte of the file.
//!
//! The sum is taken with zeros where it stands itself. It finds damage; it cannot find a forger, who can seal anew.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use diesel::RunQueryDsl;
use diesel::sql_types::Text;
use sha2::{Digest, Sha256};

use super::bytes::hash_rest;
use crate::db::backend::AnyConnection as Connection;
use crate::db::{Database, OpenMode};
use crate::kernel::error::{Result, file_error};
use crate::kernel::text::{hex, random_hex};

/// The table of the seal, which no database in use has.
pub const SEAL_TABLE: &str = "backup_seal";

/// Characters of a SHA-256.
const LENGTH: usize = 64;

const TABLE: &str = "CREATE TABLE backup_seal (form INTEGER NOT NULL, schema_version TEXT, database_id TEXT, \
                     audit_seq INTEGER, audit_hash TEXT, sha256 TEXT NOT NULL)";

const FILL: &str = "INSERT INTO backup_seal SELECT 1, (SELECT max(version) FROM __diesel_schema_migrations),
    (SELECT database_id FROM database_info), (SELECT seq FROM audit_head), (SELECT hash FROM audit_head), ?";

/// What a backup's seal says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealState {
    Whole,
    Broken,
    /// The file is a plain copy of a database.
    Missing,
}

/// Seals a file that nobody else has open.
pub fn seal(path: &Path) -> Result<()> {
    let mut connection = Database::Sqlite(path.to_owned()).open(OpenMode::ReadOnly)?;
    connection.batch(&format!("DROP TABLE IF EXISTS {SEAL_TABLE}; {TABLE}"))?;
    // Unlike anything else in the file, so that the place of the sum is found.
    let mark = random_hex(LENGTH / 2)?;
    diesel::sql_query(FILL)
        .bind::<Text, _>(&mark)
        .execute(&mut connection)?;
    let place = place_of(&mut connection, path, &mark)?;
    drop(connection);
    let write = |place: u64| -> io::Result<()> {
        let sum = sum_without(path, place)?;
        let mut file = File::options().write(true).open(path)?;
        file.seek(SeekFrom::Start(place))?;
        file.write_all(sum.as_bytes())
    };
    match place {
        Some(place) => write(place).map_err(|error| file_error(path, "seal", error)),
        None => Err(file_error(
            path,
            "seal",
            io::Error::other("its seal is not where it was put"),
        )),
    }
}

/// Compares a file with its seal.
pub fn check(connection: &mut Connection, path: &Path) -> Result<SealState> {
    let made = connection.texts(&format!(
        "SELECT type || ' ' || coalesce(sql, '') AS text FROM sqlite_schema WHERE name = '{SEAL_TABLE}'"
    ))?;
    match made.as_slice() {
        [] => return Ok(SealState::Missing),
        [sql] if *sql == format!("table {TABLE}") => {}
        // A view of that name would run what the file says.
        _ => return Ok(SealState::Broken),
    }
    let sums =
        connection.texts("SELECT CAST(sha256 AS text) AS text FROM backup_seal WHERE form = 1 LIMIT 2")?;
    let [sum] = sums.as_slice() else {
        return Ok(SealState::Broken);
    };
    let Some(place) = place_of(connection, path, sum)? else {
        return Ok(SealState::Broken);
    };
    let is_whole = sum_without(path, place).is_ok_and(|found| found == *sum);
    Ok(if is_whole {
        SealState::Whole
    } else {
        SealState::Broken
    })
}

/// Finds where a sum stands in the file: on the one page of the seal's table.
fn place_of(connection: &mut Connection, path: &Path, sum: &str) -> Result<Option<u64>> {
    let number = |texts: Vec<String>| texts.first().and_then(|text| text.parse::<u64>().ok());
    let root = format!(
        "SELECT CAST(rootpage AS text) AS text FROM sqlite_schema WHERE type = 'table' AND name = '{SEAL_TABLE}'"
    );
    let root = number(connection.texts(&root)?);
    let size = number(connection.texts("SELECT CAST(page_size AS text) AS text FROM pragma_page_size")?);
    let (Some(root), Some(size), LENGTH) = (root, size, sum.len()) else {
        return Ok(None);
    };
    let start = root.saturating_sub(1).saturating_mul(size);
    let read = || -> io::Result<Vec<u8>> {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start(start))?;
        let mut page = Vec::new();
        file.take(size).read_to_end(&mut page)?;
        Ok(page)
    };
    let page = read().map_err(|error| file_error(path, "read", error))?;
    let found = page.windows(LENGTH).position(|bytes| bytes == sum.as_bytes());
    Ok(found.map(|place| start + place as u64))
}

/// Hashes a file with zeros in the place of its sum.
fn sum_without(path: &Path, place: u64) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    hash_rest(&mut (&mut file).take(place), &mut hash)?;
    hash.update([b'0'; LENGTH]);
    file.seek(SeekFrom::Start(place + LENGTH as u64))?;
    hash_rest(&mut file, &mut hash)?;
    Ok(hex(&hash.finalize()))
}
