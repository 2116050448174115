//! Files of the vault as rows and records.

use diesel::prelude::*;

use super::facts::VaultFacts;
use super::root::FoundFile;
use crate::db::schema::vault_files;
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, Value, shown_always, shown_if_wide, shown_in_table, wanted_only};
use crate::text_enum;

/// What was read of a file, but for its text.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = vault_files, treat_none_as_null = true, treat_none_as_default_value = false)]
pub struct VaultFileRow {
    pub id: i64,
    pub path_sha256: String,
    pub path: String,
    pub kind: String,
    pub sha256: String,
    pub bytes: i64,
    pub modified_at: Timestamp,
    /// By the real clock, against which the times of files are held.
    pub read_at: Timestamp,
    /// Why there is no text.
    pub fault: Option<String>,
    pub facts: Option<String>,
    pub indexed_at: Option<Timestamp>,
    /// Somebody in its text was forgotten: it is not read again while its bytes are the same.
    pub forgotten_at: Option<Timestamp>,
    pub gone_at: Option<Timestamp>,
}

impl VaultFileRow {
    pub fn facts(&self) -> VaultFacts {
        VaultFacts::read(self.facts.as_deref().unwrap_or_default())
    }

    /// Returns whether a file is certainly as it was when it was indexed.
    pub fn is_current(&self, found: &FoundFile) -> bool {
        self.indexed_at.is_some()
            && self.gone_at.is_none()
            && self.bytes == found.bytes
            && self.modified_at == found.modified_at
            && found.changed_at <= self.read_at
    }
}

text_enum! {
    /// What the index knows of a file.
    pub enum VaultState {
        /// Not indexed yet.
        New = "new",
        Indexed = "indexed",
        /// It may be another one than was indexed.
        Changed = "changed",
        /// It was read, and has no text that can be read.
        NoText = "no_text",
        /// Never indexed.
        System = "system",
        /// Not read at all.
        Refused = "refused",
        /// It was indexed, and is not there.
        Gone = "gone",
    }
}

/// A file as lists show it.
#[derive(Debug, Clone)]
pub struct VaultFile {
    pub path: String,
    pub state: VaultState,
    pub bytes: Option<i64>,
    pub modified_at: Option<Timestamp>,
    pub row: Option<VaultFileRow>,
    /// Why it is refused or has no text.
    pub why: Option<String>,
}

impl VaultFile {
    fn facts(&self, of: fn(VaultFacts) -> std::collections::BTreeSet<String>) -> Value {
        let facts = self.row.as_ref().map(VaultFileRow::facts).unwrap_or_default();
        of(facts).into_iter().collect::<Vec<_>>().into()
    }
}

impl Record for VaultFile {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<VaultFile>] = &[
            wanted_only("id", |file| file.row.as_ref().map(|row| row.id).into()),
            shown_always("path", |file| file.path.as_str().into()),
            shown_in_table("state", |file| file.state.as_str().into()),
            shown_in_table("bytes", |file| file.bytes.into()),
            shown_if_wide("modified_at", |file| file.modified_at.into()),
            shown_in_table("rentals", |file| file.facts(|facts| facts.rentals)),
            shown_in_table("clients", |file| file.facts(|facts| facts.clients)),
            wanted_only("serials", |file| file.facts(|facts| facts.serials)),
            wanted_only("dates", |file| file.facts(|facts| facts.dates)),
            wanted_only("sha256", |file| {
                file.row.as_ref().map(|row| row.sha256.as_str()).into()
            }),
            wanted_only("indexed_at", |file| {
                file.row.as_ref().and_then(|row| row.indexed_at).into()
            }),
            shown_in_table("why", |file| file.why.clone().into()),
        ];
        FIELDS
    }
}

text_enum! {
    /// What became of a file when the vault was indexed.
    pub enum IndexResult {
        Indexed = "indexed",
        NoText = "no_text",
        Gone = "gone",
        LeftOut = "left_out",
        /// Under `--dry-run`.
        ToIndex = "to_index",
    }
}

/// A file that was indexed, or not.
#[derive(Debug, Clone)]
pub struct IndexedFile {
    pub path: String,
    pub result: IndexResult,
    pub facts: VaultFacts,
    pub why: Option<String>,
}

impl Record for IndexedFile {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<IndexedFile>] = &[
            shown_always("path", |file| file.path.as_str().into()),
            shown_in_table("result", |file| file.result.as_str().into()),
            shown_in_table("rentals", |file| listed(&file.facts.rentals)),
            shown_in_table("clients", |file| listed(&file.facts.clients)),
            wanted_only("serials", |file| listed(&file.facts.serials)),
            wanted_only("dates", |file| listed(&file.facts.dates)),
            shown_in_table("why", |file| file.why.clone().into()),
        ];
        FIELDS
    }
}

/// A file in which words were found.
#[derive(Debug, Clone)]
pub struct FoundText {
    pub row: VaultFileRow,
    /// The first line with the first of the words.
    pub line: Option<String>,
}

impl Record for FoundText {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<FoundText>] = &[
            wanted_only("id", |one| one.row.id.into()),
            shown_always("path", |one| one.row.path.as_str().into()),
            shown_in_table("rentals", |one| listed(&one.row.facts().rentals)),
            shown_in_table("clients", |one| listed(&one.row.facts().clients)),
            wanted_only("serials", |one| listed(&one.row.facts().serials)),
            wanted_only("dates", |one| listed(&one.row.facts().dates)),
            shown_in_table("line", |one| one.line.clone().into()),
            wanted_only("gone_at", |one| one.row.gone_at.into()),
        ];
        FIELDS
    }
}

/// A file that was read, and the records that it names.
#[derive(Debug, Clone)]
pub struct VaultFileDetails {
    pub row: VaultFileRow,
    pub text: Option<String>,
    /// Rentals, clients and devices of this database, told in words.
    pub rentals: Vec<Value>,
    pub clients: Vec<Value>,
    pub devices: Vec<Value>,
    /// Serial numbers that no device has.
    pub unknown_serials: Vec<String>,
}

/// Characters of a text that people read in a table.
const SHOWN: usize = 600;

/// Returns a text of which people read the beginning.
fn begun(text: &str) -> Value {
    let mut words: String = text.chars().take(SHOWN).collect();
    if words.len() < text.len() {
        words.push('…');
    }
    Value::Worded {
        words: vec![words.into()],
        value: Box::new(text.into()),
    }
}

impl Record for VaultFileDetails {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<VaultFileDetails>] = &[
            shown_in_table("id", |one| one.row.id.into()),
            shown_in_table("path", |one| one.row.path.as_str().into()),
            shown_in_table("kind", |one| one.row.kind.as_str().into()),
            shown_in_table("bytes", |one| one.row.bytes.into()),
            shown_in_table("sha256", |one| one.row.sha256.as_str().into()),
            shown_in_table("modified_at", |one| one.row.modified_at.into()),
            shown_in_table("fault", |one| one.row.fault.clone().into()),
            shown_in_table("rental_numbers", |one| listed(&one.row.facts().rentals)),
            shown_in_table("client_names", |one| listed(&one.row.facts().clients)),
            shown_in_table("serials", |one| listed(&one.row.facts().serials)),
            shown_in_table("dates", |one| listed(&one.row.facts().dates)),
            shown_in_table("rentals", |one| Value::List(one.rentals.clone())),
            shown_in_table("clients", |one| Value::List(one.clients.clone())),
            shown_in_table("devices", |one| Value::List(one.devices.clone())),
            shown_in_table("unknown_serials", |one| one.unknown_serials.clone().into()),
            wanted_only("text", |one| one.text.as_deref().map_or(Value::Null, begun)),
            wanted_only("indexed_at", |one| one.row.indexed_at.into()),
            wanted_only("forgotten_at", |one| one.row.forgotten_at.into()),
        ];
        FIELDS
    }
}

fn listed(facts: &std::collections::BTreeSet<String>) -> Value {
    facts.iter().cloned().collect::<Vec<_>>().into()
}
