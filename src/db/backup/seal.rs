//! The seal of an embedded backup: one row in a table of its own, with a SHA-256 over every byte of the file.
//!
//! The sum is taken with zeros where it stands itself. It finds damage; it cannot find a forger, who can seal anew.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use diesel::RunQueryDsl;
use diesel::sql_types::{BigInt, Text};
use sha2::{Digest, Sha256};

use super::bytes::hash_rest;
use crate::db::backend::AnyConnection as Connection;
use crate::db::{Database, OpenMode};
use crate::kernel::error::{Result, file_error};
use crate::kernel::text::{hex, random_hex};
use crate::kernel::timestamp::Timestamp;

/// The table of the seal, which no database in use has.
pub const SEAL_TABLE: &str = "backup_seal";

/// Characters of a SHA-256.
const LENGTH: usize = 64;

const TABLE: &str = "CREATE TABLE backup_seal (form INTEGER NOT NULL, schema_version TEXT, database_id TEXT, \
                     audit_seq INTEGER, audit_hash TEXT, sha256 TEXT NOT NULL, made_at INTEGER)";

/// The table of seals that do not say when they were made: form 1.
const TABLE_WITHOUT_TIME: &str = "CREATE TABLE backup_seal (form INTEGER NOT NULL, schema_version TEXT, database_id TEXT, \
                                  audit_seq INTEGER, audit_hash TEXT, sha256 TEXT NOT NULL)";

const FILL: &str = "INSERT INTO backup_seal SELECT 2, (SELECT max(version) FROM __diesel_schema_migrations),
    (SELECT database_id FROM database_info), (SELECT seq FROM audit_head), (SELECT hash FROM audit_head), ?, ?";

/// What a backup's seal says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealState {
    Whole,
    Broken,
    /// The file is a plain copy of a database.
    Missing,
}

/// A seal, as far as it can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackupSeal {
    pub state: SealState,
    pub made_at: Option<Timestamp>,
}

impl From<SealState> for BackupSeal {
    fn from(state: SealState) -> Self {
        Self { state, made_at: None }
    }
}

/// Seals a file that nobody else has open.
pub fn seal(path: &Path, now: Timestamp) -> Result<()> {
    let mut connection = Database::Sqlite(path.to_owned()).open(OpenMode::ReadOnly)?;
    connection.batch(&format!("DROP TABLE IF EXISTS {SEAL_TABLE}; {TABLE}"))?;
    // Unlike anything else in the file, so that the place of the sum is found.
    let mark = random_hex(LENGTH / 2)?;
    diesel::sql_query(FILL)
        .bind::<Text, _>(&mark)
        .bind::<BigInt, _>(now.micros())
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

/// Compares a file with its seal. A part of another name that names the seal's table is a seal that was damaged.
pub fn check(connection: &mut Connection, path: &Path) -> Result<BackupSeal> {
    let made = connection.texts(&format!(
        "SELECT coalesce(type, '') || ' ' || coalesce(name, '') || ' ' || coalesce(tbl_name, '') || ' ' || coalesce(sql, '') AS text
           FROM sqlite_schema WHERE name = '{SEAL_TABLE}' OR tbl_name = '{SEAL_TABLE}' OR sql IN ('{TABLE}', '{TABLE_WITHOUT_TIME}')"
    ))?;
    let says = |table: &str| format!("table {SEAL_TABLE} {SEAL_TABLE} {table}");
    let (form, made_at) = match made.as_slice() {
        [] => return Ok(SealState::Missing.into()),
        [one] if *one == says(TABLE) => (2, "made_at"),
        [one] if *one == says(TABLE_WITHOUT_TIME) => (1, "NULL"),
        // A view of that name would run what the file says.
        _ => return Ok(SealState::Broken.into()),
    };
    let rows = connection.texts(&format!(
        "SELECT CAST(sha256 AS text) || ' ' || coalesce({made_at}, '') AS text FROM {SEAL_TABLE} WHERE form = {form} LIMIT 2"
    ))?;
    let [row] = rows.as_slice() else {
        return Ok(SealState::Broken.into());
    };
    let (sum, made_at) = row.split_once(' ').unwrap_or((row, ""));
    let Some(place) = place_of(connection, path, sum)? else {
        return Ok(SealState::Broken.into());
    };
    if sum_without(path, place).is_ok_and(|found| found == sum) {
        let made_at = made_at.parse().ok().and_then(Timestamp::from_micros);
        Ok(BackupSeal {
            state: SealState::Whole,
            made_at,
        })
    } else {
        Ok(SealState::Broken.into())
    }
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

#[cfg(test)]
mod tests {
    use super::super::file::check_soundness;
    use super::*;

    /// Whether a restore would go on to the rows of this file.
    fn is_believed(path: &Path) -> bool {
        let believed = || -> Result<bool> {
            let mut connection = Database::Sqlite(path.to_owned()).open(OpenMode::ReadOnly)?;
            match check(&mut connection, path)?.state {
                SealState::Whole => Ok(true),
                SealState::Broken => Ok(false),
                SealState::Missing => check_soundness(&mut connection).map(|()| true),
            }
        };
        believed().unwrap_or(false)
    }

    #[test]
    fn a_flip_of_any_bit_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sealed.db");
        std::fs::write(&path, "").unwrap();
        let mut connection = Database::Sqlite(path.clone()).open(OpenMode::ReadOnly).unwrap();
        connection
            .batch(
                "PRAGMA page_size=1024; CREATE TABLE __diesel_schema_migrations (version); CREATE TABLE database_info (database_id);
                 CREATE TABLE audit_head (seq, hash); INSERT INTO database_info VALUES ('d'); INSERT INTO audit_head VALUES (7, 'h')",
            )
            .unwrap();
        drop(connection);
        seal(&path, Timestamp::EPOCH).unwrap();
        let whole = std::fs::read(&path).unwrap();
        assert!(is_believed(&path));
        // Every bit of the pages with the schema and the seal, and one of each byte of the rest.
        let (first, last) = (0..2048, whole.len() - 1024..whole.len());
        for place in 0..whole.len() {
            for bit in 0..8 {
                if !first.contains(&place) && !last.contains(&place) && bit != place % 8 {
                    continue;
                }
                let mut bytes = whole.clone();
                bytes[place] ^= 1 << bit;
                std::fs::write(&path, &bytes).unwrap();
                assert!(!is_believed(&path), "byte {place}, bit {bit}");
            }
        }
    }
}
