//! What a server's backup says of itself and of each table, and what no version says.

use serde::{Deserialize, Serialize};

use super::contents::{BackupContents, not_a_backup};
use crate::db::references::NUMBERS;
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// The form that this program writes and reads.
pub const FORM: u32 = 1;

/// The first line of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupHeader {
    pub form: u32,
    pub database_id: String,
    /// Migrations that made the tables.
    pub migrations: Vec<String>,
    pub audit_seq: i64,
    pub audit_hash: String,
    #[serde(default)]
    pub made_at: Option<Timestamp>,
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
    pub fn new(contents: &BackupContents, now: Timestamp) -> Self {
        Self {
            form: FORM,
            database_id: contents.database_id.clone(),
            migrations: contents.applied.clone(),
            audit_seq: contents.audit_seq,
            audit_hash: contents.audit_hash.clone(),
            made_at: Some(now),
        }
    }

    /// Refuses what no database has.
    pub fn check(&self) -> Result<()> {
        let is_hex = |text: &str, length: usize| {
            text.len() == length && text.bytes().all(|byte| byte.is_ascii_hexdigit())
        };
        let is_name =
            |text: &str| (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        let is_head = match self.audit_seq {
            0 => self.audit_hash.is_empty(),
            seq => seq > 0 && is_hex(&self.audit_hash, 64),
        };
        let fact = if self.migrations.is_empty() {
            "its header names no migrations"
        } else if !is_name(&self.database_id) {
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
    pub fn check(self) -> Result<Self> {
        match self.last_id {
            Some(id) if !NUMBERS.contains(&id) => Err(not_a_backup(&format!(
                "the last number of the table {} is {id}, which no table reaches",
                self.name
            ))),
            _ => Ok(self),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::bytes::MAGIC;
    use super::super::text::BackupReader;
    use super::*;

    #[test]
    fn headers_that_no_version_writes_are_refused() {
        let header = BackupHeader {
            form: FORM,
            database_id: "d".repeat(32),
            migrations: vec!["1".to_owned()],
            audit_seq: 3,
            audit_hash: "a".repeat(64),
            made_at: None,
        };
        let sound = serde_json::to_value(header).unwrap();
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
}
