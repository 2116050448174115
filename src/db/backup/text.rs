//! The form of a server's backup: a header, one block of rows a table as COPY writes them, and a SHA-256 at the end.
//!
//! ```text
//! colab-backup {"form":1,"database_id":"…","migrations":["…"],"audit_seq":12,"audit_hash":"…"}
//! table {"name":"rooms","columns":["id","name"],"last_id":2}
//! 1⇥Focus
//! 2⇥\N
//! \.
//! sha256 5f…
//! ```

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::bytes::{MAGIC, hash_rest};
use super::contents::not_a_backup;
use crate::db::references::NUMBERS;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::text::hex;

/// The form that this program writes and reads.
const FORM: u32 = 1;

/// The end of a table's rows.
const END_OF_ROWS: &str = "\\.";

/// How the last line begins.
const SUM: &str = "sha256 ";

/// Bytes of the last line.
const SUM_LINE: u64 = 7 + 64 + 1;

/// Bytes of a line that is still read: a row of ours is far shorter.
const LONGEST_LINE: u64 = 64 * 1024 * 1024;

/// The first line of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupHeader {
    pub form: u32,
    pub database_id: String,
    /// Migrations that made the tables.
    pub migrations: Vec<String>,
    pub audit_seq: i64,
    pub audit_hash: String,
}

/// The line before a table's rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableHeader {
    pub name: String,
    pub columns: Vec<String>,
    /// The last number that the table's sequence gave.
    pub last_id: Option<i64>,
}

impl BackupHeader {
    pub fn new(contents: &super::BackupContents) -> Self {
        Self {
            form: FORM,
            database_id: contents.database_id.clone(),
            migrations: contents.applied.clone(),
            audit_seq: contents.audit_seq,
            audit_hash: contents.audit_hash.clone(),
        }
    }

    /// Refuses what no database has.
    fn check(&self) -> Result<()> {
        let is_hex = |text: &str, length: usize| {
            text.len() == length && text.bytes().all(|byte| byte.is_ascii_hexdigit())
        };
        let is_head = match self.audit_seq {
            0 => self.audit_hash.is_empty(),
            seq => seq > 0 && is_hex(&self.audit_hash, 64),
        };
        let fact = if self.migrations.is_empty() {
            "its header names no migrations"
        } else if !is_hex(&self.database_id, 32) {
            "its header names no database"
        } else if !is_head {
            "its header names no head of the audit log"
        } else {
            return Ok(());
        };
        Err(not_a_backup(fact))
    }
}

impl TableHeader {
    /// Refuses a number after which a table would soon have none left.
    fn check(self) -> Result<Self> {
        match self.last_id {
            Some(id) if !NUMBERS.contains(&id) => Err(not_a_backup(&format!(
                "the last number of the table {} is {id}, which no table reaches",
                self.name
            ))),
            _ => Ok(self),
        }
    }
}

/// Writes a backup line by line, and its sum at the end.
pub struct BackupWriter<W> {
    out: W,
    hash: Sha256,
}

impl<W: Write> BackupWriter<W> {
    pub fn begin(out: W, header: &BackupHeader) -> io::Result<Self> {
        let mut writer = Self {
            out,
            hash: Sha256::new(),
        };
        writer.line(&format!("{MAGIC}{}", serde_json::to_string(header)?))?;
        Ok(writer)
    }

    pub fn begin_table(&mut self, table: &TableHeader) -> io::Result<()> {
        self.line(&format!("table {}", serde_json::to_string(table)?))
    }

    /// Writes a row in the text form of COPY.
    pub fn row(&mut self, row: &str) -> io::Result<()> {
        self.line(row)
    }

    pub fn end_table(&mut self) -> io::Result<()> {
        self.line(END_OF_ROWS)
    }

    pub fn end(mut self) -> io::Result<()> {
        let sum = hex(&self.hash.finalize());
        writeln!(self.out, "{SUM}{sum}")?;
        self.out.flush()
    }

    fn line(&mut self, text: &str) -> io::Result<()> {
        for bytes in [text.as_bytes(), b"\n"] {
            self.hash.update(bytes);
            self.out.write_all(bytes)?;
        }
        Ok(())
    }
}

/// Tells whether the sum at the end of a backup is that of its bytes.
///
/// # Errors
/// `Invalid` for a file that breaks off before its sum.
pub fn is_whole(path: &Path) -> Result<bool> {
    let read = || -> io::Result<Option<bool>> {
        let mut file = File::open(path)?;
        let Some(length) = file.metadata()?.len().checked_sub(SUM_LINE) else {
            return Ok(None);
        };
        let mut hash = Sha256::new();
        hash_rest(&mut (&mut file).take(length), &mut hash)?;
        file.seek(SeekFrom::Start(length))?;
        let mut last = String::new();
        // Text that is cut within a letter is no sum either.
        if file.read_to_string(&mut last).is_err() || !last.starts_with(SUM) {
            return Ok(None);
        }
        Ok(Some(last == format!("{SUM}{}\n", hex(&hash.finalize()))))
    };
    match read().map_err(unreadable)? {
        Some(is_whole) => Ok(is_whole),
        None => Err(not_a_backup("it breaks off before its end")),
    }
}

fn unreadable(error: io::Error) -> Error {
    not_a_backup("it cannot be read").caused_by(error)
}

/// Reads a backup line by line; however long it is, one line is in memory.
pub struct BackupReader<R> {
    input: R,
    line: String,
}

impl BackupReader<BufReader<File>> {
    /// Opens a file and reads its header.
    pub fn open(path: &Path) -> Result<(Self, BackupHeader)> {
        let file = File::open(path).map_err(unreadable)?;
        Self::begin(BufReader::with_capacity(1 << 18, file))
    }
}

impl<R: BufRead> BackupReader<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// `Invalid` for a file of another form.
    pub fn begin(input: R) -> Result<(Self, BackupHeader)> {
        let mut reader = Self {
            input,
            line: String::new(),
        };
        reader.next_line()?;
        let header = reader.line.strip_prefix(MAGIC).and_then(|text| {
            let form = serde_json::from_str::<serde_json::Value>(text).ok()?;
            Some((form["form"].as_u64()?, text))
        });
        match header {
            Some((form, _)) if form > FORM.into() => Err(Error::database(
                ErrorCode::NewerDatabase,
                format!("the backup has the form {form}, newer than this program"),
            )
            .hint("install the newer colab; this version changes nothing")),
            Some((form, _)) if form < FORM.into() => Err(not_a_backup(&format!(
                "its header names the form {form}, which no version writes"
            ))),
            Some((_, text)) => {
                let header: BackupHeader = serde_json::from_str(text)
                    .map_err(|error| not_a_backup("its header is damaged").with_source(error))?;
                header.check()?;
                Ok((reader, header))
            }
            None => Err(not_a_backup("it has no header")),
        }
    }

    /// Returns the next table, once its rows follow; `None` after the last one.
    pub fn next_table(&mut self) -> Result<Option<TableHeader>> {
        self.next_line()?;
        if self.line.starts_with(SUM) {
            return Ok(None);
        }
        let table = self.line.strip_prefix("table ");
        let table = table.and_then(|text| serde_json::from_str(text).ok());
        let table: Option<TableHeader> = table;
        table
            .ok_or_else(|| not_a_backup("it holds something that is neither a table nor its rows"))?
            .check()
            .map(Some)
    }

    /// Returns the values of the table's next row; `None` after the last one.
    pub fn next_row(&mut self) -> Result<Option<Vec<Option<String>>>> {
        self.next_line()?;
        if self.line == END_OF_ROWS {
            return Ok(None);
        }
        self.line
            .split('\t')
            .map(|field| match field {
                "\\N" => Ok(None),
                text => unescaped(text)
                    .map(Some)
                    .ok_or_else(|| not_a_backup("a row is not as COPY writes it")),
            })
            .collect::<Result<_>>()
            .map(Some)
    }

    fn next_line(&mut self) -> Result<()> {
        self.line.clear();
        let mut limited = (&mut self.input).take(LONGEST_LINE);
        limited.read_line(&mut self.line).map_err(unreadable)?;
        match self.line.pop() {
            Some('\n') => Ok(()),
            _ => Err(not_a_backup("it breaks off before its end")),
        }
    }
}

/// Takes back what COPY escapes; `None` for what it never writes.
fn unescaped(field: &str) -> Option<String> {
    if !field.contains('\\') {
        return Some(field.to_owned());
    }
    let mut text = String::with_capacity(field.len());
    let mut rest = field.chars();
    while let Some(c) = rest.next() {
        text.push(match c {
            '\\' => match rest.next()? {
                '\\' => '\\',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                _ => return None,
            },
            c => c,
        });
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn header() -> BackupHeader {
        BackupHeader {
            form: FORM,
            database_id: "d".repeat(32),
            migrations: vec!["1".to_owned()],
            audit_seq: 3,
            audit_hash: "a".repeat(64),
        }
    }

    fn backup(rows: &[&str]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut writer = BackupWriter::begin(&mut bytes, &header()).unwrap();
        let table = TableHeader {
            name: "a".to_owned(),
            columns: vec!["b".to_owned(), "c".to_owned()],
            last_id: Some(7),
        };
        writer.begin_table(&table).unwrap();
        for row in rows {
            writer.row(row).unwrap();
        }
        writer.end_table().unwrap();
        writer.end().unwrap();
        bytes
    }

    fn rows(bytes: &[u8]) -> Result<Vec<Vec<Option<String>>>> {
        let (mut reader, found) = BackupReader::begin(bytes)?;
        assert_eq!(found, header());
        let mut all = Vec::new();
        while let Some(table) = reader.next_table()? {
            assert_eq!(table.columns, ["b", "c"]);
            while let Some(row) = reader.next_row()? {
                all.push(row);
            }
        }
        Ok(all)
    }

    #[test]
    fn rows_are_read_back_as_they_were() {
        let found = rows(&backup(&["1\t\\N", "\t\\\\N", "a\\tb\\nc\\rd\\\\\tü"])).unwrap();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            found,
            [
                vec![some("1"), None],
                vec![some(""), some("\\N")],
                vec![some("a\tb\nc\rd\\"), some("ü")]
            ]
        );
        for wrong in ["a\\q\tb", "a\\", "\\N\\N"] {
            assert_eq!(rows(&backup(&[wrong])).unwrap_err().code, "no_backup", "{wrong}");
        }
    }

    #[test]
    fn every_byte_and_the_end_are_missed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("b");
        let whole = backup(&["1\t2", "3\t4"]);
        std::fs::write(&path, &whole).unwrap();
        assert!(is_whole(&path).unwrap());
        for place in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[place] ^= 1;
            std::fs::write(&path, &bytes).unwrap();
            assert!(!is_whole(&path).unwrap_or_default(), "{place}");
            std::fs::write(&path, &whole[..place]).unwrap();
            assert!(is_whole(&path).is_err(), "{place}");
            assert!(rows(&whole[..place]).is_err(), "{place}");
        }
    }

    #[test]
    fn headers_that_no_version_writes_are_refused() {
        let sound = serde_json::to_value(header()).unwrap();
        for (field, value, why) in [
            ("form", json!(0), "the form 0"),
            ("migrations", json!([]), "no migrations"),
            ("database_id", json!(""), "no database"),
            ("audit_seq", json!(-1), "no head"),
            ("audit_seq", json!(0), "no head"),
            ("audit_hash", json!("x"), "no head"),
            ("audit_hash", json!(""), "no head"),
            ("database_id", json!(7), "damaged"),
        ] {
            let mut odd = sound.clone();
            odd[field] = value;
            let bytes = format!("{MAGIC}{odd}\n");
            let error = BackupReader::begin(bytes.as_bytes()).err().unwrap();
            assert_eq!(error.code, "no_backup", "{odd}");
            assert!(error.message.contains(why), "{}", error.message);
        }
        for id in ["-1", "9223372036854775807", "9007199254740993"] {
            let bytes = format!("{MAGIC}{sound}\ntable {{\"name\":\"a\",\"columns\":[],\"last_id\":{id}}}\n");
            let (mut reader, _) = BackupReader::begin(bytes.as_bytes()).unwrap();
            let error = reader.next_table().unwrap_err();
            assert!(
                error.message.contains("the last number of the table a"),
                "{}",
                error.message
            );
        }
    }

    #[test]
    fn a_newer_form_is_refused() {
        let newer = "colab-backup {\"form\":2,\"other\":[]}\n";
        let error = BackupReader::begin(newer.as_bytes()).err().unwrap();
        assert_eq!(error.code, "newer_database");
    }
}
