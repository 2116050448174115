//! The head of the chain, to be kept where nobody who writes the database can write: whoever makes the whole chain anew
//! makes no row with the hash that was kept.

use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, shown_in_table};

/// The newest row when it was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    pub database_id: String,
    pub seq: i64,
    pub hash: String,
    /// When the row was written.
    pub at: Option<Timestamp>,
}

impl Record for Checkpoint {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<Checkpoint>] = &[
            shown_in_table("database_id", |point| point.database_id.as_str().into()),
            shown_in_table("seq", |point| point.seq.into()),
            shown_in_table("hash", |point| point.hash.as_str().into()),
            shown_in_table("at", |point| point.at.into()),
        ];
        FIELDS
    }
}

impl Checkpoint {
    /// What `audit checkpoint` printed, as a table, JSON or CSV.
    ///
    /// # Errors
    /// `Invalid` for a text that is none.
    pub fn read(text: &str) -> Result<Self> {
        let values = from_json(text)
            .or_else(|| from_csv(text))
            .unwrap_or_else(|| from_lines(text));
        let value = |name: &str| {
            let found = values.iter().find(|(key, _)| key == name);
            found.map(|(_, value)| value.clone()).ok_or_else(|| {
                Error::invalid(
                    ErrorCode::NoCheckpoint,
                    format!("not a checkpoint: it has no {name}"),
                )
                .hint("keep what this prints: colab audit checkpoint -f json")
            })
        };
        let invalid = |name: &str, text: &str| {
            Error::invalid(
                ErrorCode::NoCheckpoint,
                format!("not a checkpoint: invalid {name} `{text}`"),
            )
        };
        let (number, hash) = (value("seq")?, value("hash")?);
        let seq: i64 = number.parse().map_err(|_| invalid("seq", &number))?;
        let is_whole = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        // An empty log has no hash.
        if seq < 0 || is_whole == (seq == 0) {
            return Err(invalid("seq or hash", &format!("{number} {hash}")));
        }
        Ok(Self {
            database_id: value("database_id")?,
            seq,
            hash,
            at: None,
        })
    }
}

type Pairs = Vec<(String, String)>;

fn from_json(text: &str) -> Option<Pairs> {
    let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text.trim()).ok()?;
    let plain = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    Some(
        object
            .iter()
            .map(|(key, value)| (key.clone(), plain(value)))
            .collect(),
    )
}

fn from_csv(text: &str) -> Option<Pairs> {
    let (head, row) = text.trim().split_once('\n')?;
    if !head.starts_with("database_id,") {
        return None;
    }
    let cells = |line: &str| -> Vec<String> { line.trim().split(',').map(str::to_owned).collect() };
    Some(cells(head).into_iter().zip(cells(row)).collect())
}

/// `database id  x`, a line a value.
fn from_lines(text: &str) -> Pairs {
    let names = ["database id", "seq", "hash"];
    let pair = |line: &str| {
        let line = line.trim();
        let name = names.iter().find(|name| line.starts_with(**name))?;
        let value = line.get(name.len()..)?.trim();
        Some((name.replace(' ', "_"), value.to_owned()))
    };
    text.lines().filter_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checkpoint_reads_from_every_form_that_it_is_printed_in() {
        let hash = "cd".repeat(32);
        let expected = Checkpoint {
            database_id: "ab".into(),
            seq: 17,
            hash: hash.clone(),
            at: None,
        };
        for text in [
            "{\"database_id\":\"ab\",\"seq\":17,\"hash\":\"HASH\",\"at\":\"2026-01-01T00:00:00Z\"}\n",
            "database_id,seq,hash,at\nab,17,HASH,2026-01-01T00:00:00Z\n",
            " database id  ab\n seq          17\n hash         HASH\n at           2026-01-01 00:00\n",
        ] {
            assert_eq!(
                Checkpoint::read(&text.replace("HASH", &hash)).unwrap(),
                expected,
                "{text}"
            );
        }
        for text in [
            "",
            "17",
            "{}",
            "[]",
            "seq x\nhash y\ndatabase id z",
            "seq -5\nhash HASH\ndatabase id ab",
            "seq -5\nhash\ndatabase id ab",
            "seq 0\nhash HASH\ndatabase id ab",
            "seq 17\nhash\ndatabase id ab",
        ] {
            assert_eq!(
                Checkpoint::read(&text.replace("HASH", &hash)).unwrap_err().code,
                "no_checkpoint",
                "{text}"
            );
        }
        let empty = "seq 0\nhash\ndatabase id ab";
        assert_eq!(Checkpoint::read(empty).unwrap().seq, 0);
    }
}
