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

use sha2::{Digest, Sha256};

use super::bytes::{MAGIC, hash_rest};
use super::contents::not_a_backup;
use super::header::{BackupHeader, FORM, TableHeader};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::text::hex;

/// The end of a table's rows.
const END_OF_ROWS: &str = "\\.";

/// How the last line begins.
const SUM: &str = "sha256 ";

/// Bytes of the last line.
const SUM_LINE: u64 = 7 + 64 + 1;

/// Bytes of a line that is still read: a row of ours is far shorter.
const LONGEST_LINE: u64 = 64 * 1024 * 1024;

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
        // Text that is cut within a letter is not a sum either.
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

    /// Goes on to the table's next row; returns whether there is one.
    ///
    /// # Errors
    /// `Invalid` for a line that COPY does not write.
    pub fn advance(&mut self) -> Result<bool> {
        self.next_line()?;
        if self.line == END_OF_ROWS {
            return Ok(false);
        }
        if is_row(&self.line) {
            Ok(true)
        } else {
            Err(not_a_backup("a row is not as COPY writes it"))
        }
    }

    /// Returns the row in the text form of COPY: its fields, with a tab between two.
    pub fn row(&self) -> &str {
        &self.line
    }

    /// Passes over the rest of the table's rows.
    pub fn skip_rows(&mut self) -> Result<()> {
        self.next_line()?;
        while self.line != END_OF_ROWS {
            self.next_line()?;
        }
        Ok(())
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

/// Returns whether a line is a row as a backup has it: of a value four characters are escaped, and `\N` is a field without one.
fn is_row(line: &str) -> bool {
    let is_escaped = |field: &str| {
        let mut rest = field.bytes();
        while let Some(byte) = rest.next() {
            let is_known = match byte {
                b'\\' => matches!(rest.next(), Some(b'\\' | b'n' | b'r' | b't')),
                byte => byte != b'\r',
            };
            if !is_known {
                return false;
            }
        }
        true
    };
    memchr::memchr2(b'\\', b'\r', line.as_bytes()).is_none()
        || line.split('\t').all(|field| field == "\\N" || is_escaped(field))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::timestamp::Timestamp;

    fn header() -> BackupHeader {
        BackupHeader {
            form: FORM,
            database_id: "d".repeat(32),
            migrations: vec!["1".to_owned()],
            audit_seq: 3,
            audit_hash: "a".repeat(64),
            made_at: Some(Timestamp::EPOCH),
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

    fn rows(bytes: &[u8]) -> Result<Vec<String>> {
        let (mut reader, found) = BackupReader::begin(bytes)?;
        assert_eq!(found, header());
        let mut all = Vec::new();
        while let Some(table) = reader.next_table()? {
            assert_eq!(table.columns, ["b", "c"]);
            while reader.advance()? {
                all.push(reader.row().to_owned());
            }
        }
        Ok(all)
    }

    #[test]
    fn rows_are_read_back_as_they_were() {
        let lines = [
            "1\t\\N",
            "\t\\\\N",
            "a\\tb\\nc\\rd\\\\\tü",
            "",
            "\u{8}\u{b}\t\\\\.",
        ];
        assert_eq!(rows(&backup(&lines)).unwrap(), lines);
        for wrong in ["a\\q\tb", "a\\", "\\N\\N", "1\t\\.", "a\rb", "\\Na", "\\b"] {
            assert_eq!(rows(&backup(&[wrong])).unwrap_err().code, "no_backup", "{wrong}");
        }
    }

    #[test]
    fn every_bit_and_the_end_are_missed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("b");
        let whole = backup(&["1\t2", "3\t4"]);
        std::fs::write(&path, &whole).unwrap();
        assert!(is_whole(&path).unwrap());
        for place in 0..whole.len() {
            for bit in 0..8 {
                let mut bytes = whole.clone();
                bytes[place] ^= 1 << bit;
                std::fs::write(&path, &bytes).unwrap();
                assert!(!is_whole(&path).unwrap_or_default(), "byte {place}, bit {bit}");
            }
            std::fs::write(&path, &whole[..place]).unwrap();
            assert!(is_whole(&path).is_err(), "{place}");
            assert!(rows(&whole[..place]).is_err(), "{place}");
        }
    }

    #[test]
    fn a_newer_form_is_refused() {
        let newer = "colab-backup {\"form\":2,\"other\":[]}\n";
        let error = BackupReader::begin(newer.as_bytes()).err().unwrap();
        assert_eq!(error.code, "newer_database");
    }
}
