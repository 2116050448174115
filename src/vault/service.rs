//! What was read of the vault, kept and found again.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde_json::json;

use super::facts::VaultFacts;
use super::kind::VaultKind;
use super::model::{
    FoundText, IndexResult, IndexedFile, VaultFile, VaultFileDetails, VaultFileRow, VaultState,
};
use super::path::VaultPath;
use super::root::{FoundFile, ReadFile};
use super::store;
use crate::access::audit::{self, AuditEvent, AuditRow};
use crate::access::auth::{Grant, Permission};
use crate::access::date_order::DateOrder;
use crate::access::tx::Tx;
use crate::client::service as clients;
use crate::db::{OnViolation, contention};
use crate::device::model::serial_key;
use crate::device::service as devices;
use crate::kernel::error::{Error, Result};
use crate::kernel::names::name_key;
use crate::kernel::text::printable;
use crate::kernel::timestamp::Timestamp;
use crate::output::Value;
use crate::rental::records as rentals;

/// What the index is to keep of a file that was read.
#[derive(Debug, Clone)]
pub struct VaultReading {
    path: VaultPath,
    kind: VaultKind,
    sha256: String,
    bytes: i64,
    modified_at: Timestamp,
    /// Its text, or why there is none; `None` where nobody looked for it.
    text: Option<std::result::Result<String, String>>,
}

impl VaultReading {
    pub fn of(file: &ReadFile, text: Option<std::result::Result<String, String>>) -> Self {
        Self {
            path: file.path.clone(),
            kind: file.kind,
            sha256: file.sha256.clone(),
            bytes: file.size(),
            modified_at: file.modified_at,
            text,
        }
    }

    /// Returns whether its text was looked for.
    pub fn has_text(&self) -> bool {
        self.text.is_some()
    }
}

/// Requires the permission to read a file.
///
/// # Errors
/// `Forbidden`.
pub fn require_read(tx: &mut Tx<'_>, path: &VaultPath) -> Result<()> {
    let _grant = tx.require(Permission::SeeVault)?;
    if path.is_of_system() {
        let _grant = tx.require(Permission::SeeSystemFiles)?;
    }
    Ok(())
}

/// Returns what the index knows of a path.
///
/// # Errors
/// `Forbidden`.
pub fn known(tx: &mut Tx<'_>, path: &VaultPath) -> Result<Option<VaultFileRow>> {
    let _grant = tx.require(Permission::SeeVault)?;
    store::by_path(tx.connection(), &path.sha256())
}

/// What the index knows, by the hashes of paths.
#[derive(Debug, Default)]
pub struct VaultIndex {
    rows: BTreeMap<String, VaultFileRow>,
    sees_system: bool,
}

impl VaultIndex {
    /// Loads what the actor may see of the index.
    ///
    /// # Errors
    /// `Forbidden`.
    pub fn load(tx: &mut Tx<'_>) -> Result<Self> {
        let _grant = tx.require(Permission::SeeVault)?;
        let sees_system = tx.require(Permission::SeeSystemFiles).is_ok();
        let rows = store::all(tx.connection())?.into_iter();
        Ok(Self {
            rows: rows.map(|row| (row.path_sha256.clone(), row)).collect(),
            sees_system,
        })
    }

    pub fn row(&self, path: &VaultPath) -> Option<&VaultFileRow> {
        self.rows.get(&path.sha256())
    }

    /// Returns the files that were found, and with `all` those that are gone and those of other kinds.
    pub fn files(&self, found: &[FoundFile], all: bool) -> Vec<VaultFile> {
        let shown = found.iter().filter(|file| all || !file.is_other);
        let mut files: Vec<VaultFile> = shown.filter_map(|file| self.file(file)).collect();
        if all {
            files.extend(self.gone(found).into_iter().map(|row| VaultFile {
                path: row.path.clone(),
                state: VaultState::Gone,
                bytes: Some(row.bytes),
                modified_at: Some(row.modified_at),
                row: Some(row.clone()),
                why: None,
            }));
        }
        files
    }

    fn file(&self, found: &FoundFile) -> Option<VaultFile> {
        let path = VaultPath::read(found.path.as_ref()).ok();
        let is_of_system = path.as_ref().is_some_and(VaultPath::is_of_system);
        if is_of_system && !self.sees_system {
            return None;
        }
        let row = path.as_ref().and_then(|path| self.row(path));
        let state = match row {
            _ if found.refusal.is_some() => VaultState::Refused,
            _ if is_of_system => VaultState::System,
            Some(row) if !row.is_current(found) && row.indexed_at.is_some() => VaultState::Changed,
            Some(VaultFileRow { fault: Some(_), .. }) => VaultState::NoText,
            Some(row) if row.indexed_at.is_some() => VaultState::Indexed,
            _ => VaultState::New,
        };
        let is_seen = found.bytes > 0 || found.refusal.is_none();
        Some(VaultFile {
            path: printable(&found.path),
            state,
            bytes: is_seen.then_some(found.bytes),
            modified_at: is_seen.then_some(found.modified_at),
            why: found
                .refusal
                .clone()
                .or_else(|| row.and_then(|row| row.fault.clone())),
            row: row.cloned(),
        })
    }

    /// Returns the files that were read once and are not there; what lies in a folder that was left out may be.
    pub fn gone(&self, found: &[FoundFile]) -> Vec<&VaultFileRow> {
        let paths = found
            .iter()
            .filter_map(|file| VaultPath::read(file.path.as_ref()).ok());
        let there: HashSet<String> = paths.map(|path| path.sha256()).collect();
        let left_out: Vec<String> = found
            .iter()
            .filter(|file| file.refusal.is_some())
            .map(|file| format!("{}/", file.path))
            .collect();
        let rows = self.rows.values().filter(|row| !there.contains(&row.path_sha256));
        let mut gone: Vec<&VaultFileRow> = rows
            .filter(|row| !left_out.iter().any(|folder| row.path.starts_with(folder)))
            .filter(|row| self.sees_system || !is_of_system(row))
            .collect();
        gone.sort_by(|a, b| a.path.cmp(&b.path));
        gone
    }
}

fn is_of_system(row: &VaultFileRow) -> bool {
    VaultPath::read(row.path.as_ref()).is_ok_and(|path| path.is_of_system())
}

/// Keeps what was read, and writes each read down with the file's hash.
///
/// # Errors
/// `Forbidden`.
pub fn keep(tx: &mut Tx<'_>, readings: &[VaultReading]) -> Result<Vec<VaultFileRow>> {
    let grant = tx.require(Permission::SeeVault)?;
    let serials: HashSet<String> = if readings.iter().any(|reading| matches!(reading.text, Some(Ok(_)))) {
        let rows = devices::all_rows(tx.connection())?.into_iter();
        rows.map(|row| row.serial_key).collect()
    } else {
        HashSet::new()
    };
    let mut kept = Vec::with_capacity(readings.len());
    for reading in readings {
        require_read(tx, &reading.path)?;
        kept.push(keep_one(tx, &grant, reading, &serials)?);
    }
    Ok(kept)
}

fn keep_one(
    tx: &mut Tx<'_>,
    grant: &Grant,
    reading: &VaultReading,
    serials: &HashSet<String>,
) -> Result<VaultFileRow> {
    let path_sha256 = reading.path.sha256();
    let before = store::by_path(tx.connection(), &path_sha256)?;
    let same = before.as_ref().filter(|row| row.sha256 == reading.sha256);
    let forgotten_at = same.and_then(|row| row.forgotten_at);
    let mut row = VaultFileRow {
        id: match &before {
            Some(row) => row.id,
            None => tx.connection().reserve_id("vault_files")?,
        },
        path_sha256,
        // A name in it that was blanked does not come back with the next read.
        path: match &before {
            Some(row) => row.path.clone(),
            None => reading.path.as_str().to_owned(),
        },
        kind: reading.kind.as_str().to_owned(),
        sha256: reading.sha256.clone(),
        bytes: reading.bytes,
        modified_at: reading.modified_at,
        read_at: tx.real_now(),
        fault: same.and_then(|row| row.fault.clone()),
        facts: same.and_then(|row| row.facts.clone()),
        indexed_at: same.and_then(|row| row.indexed_at),
        forgotten_at,
        gone_at: None,
    };
    let text = reading.text.as_ref().filter(|_| forgotten_at.is_none());
    if let Some(text) = text {
        let facts = |text: &String| {
            // The cells of a table are all there is to know of it.
            if reading.kind.is_table() {
                return String::new();
            }
            let is_serial = |word: &str| serials.contains(&serial_key(word));
            VaultFacts::of(text, is_serial, DateOrder::DayFirst).written()
        };
        row.facts = text.as_ref().ok().map(facts);
        row.fault = text.as_ref().err().cloned();
        row.indexed_at = Some(tx.now());
    }
    let text = text.and_then(|text| text.as_deref().ok());
    let written = match before {
        None => store::insert(tx.connection(), &row, text),
        Some(_) if same.is_some() && text.is_none() && row.fault.is_none() => {
            store::save(tx.connection(), &row)
        }
        Some(_) => store::save_with_text(tx.connection(), &row, text),
    };
    // Somebody else read the same file first.
    written.on_violation("vault_files_path_sha256_key", contention)?;
    let facts = json!({"file_name": row.path, "kind": row.kind, "sha256": row.sha256, "bytes": row.bytes});
    tx.audit(grant, AuditEvent::happened("vault_file", row.id, facts));
    Ok(row)
}

/// Marks files as gone.
///
/// # Errors
/// `Forbidden`.
pub fn mark_gone(tx: &mut Tx<'_>, rows: &[VaultFileRow]) -> Result<()> {
    let grant = tx.require(Permission::SeeVault)?;
    for row in rows {
        let gone = VaultFileRow {
            gone_at: Some(tx.now()),
            ..row.clone()
        };
        store::save(tx.connection(), &gone)?;
        let is_gone = |is: bool| json!({ "gone": is });
        tx.audit(
            &grant,
            AuditEvent::change("vault_file", row.id, is_gone(false), is_gone(true)),
        );
    }
    Ok(())
}

/// Describes what became of files that were kept.
pub fn indexed(rows: Vec<VaultFileRow>) -> Vec<IndexedFile> {
    let one = |row: VaultFileRow| IndexedFile {
        facts: row.facts(),
        result: if row.fault.is_some() {
            IndexResult::NoText
        } else {
            IndexResult::Indexed
        },
        path: row.path,
        why: row.fault,
    };
    rows.into_iter().map(one).collect()
}

/// Finds the files whose text, path or facts have all of these words, in upper or lower case, and writes down which were read
/// of.
///
/// # Errors
/// `Forbidden`; `Usage` without a word.
pub fn search(tx: &mut Tx<'_>, words: &[String]) -> Result<Vec<FoundText>> {
    let grant = tx.require(Permission::SeeVault)?;
    let words: Vec<String> = words
        .iter()
        .flat_map(|words| words.split_whitespace())
        .map(str::to_lowercase)
        .collect();
    let Some(first) = words.first() else {
        return Err(Error::usage("no word to find").hint("colab vault search RN-2026-0001"));
    };
    let index = VaultIndex::load(tx)?;
    let mut found = Vec::new();
    for row in index.rows.into_values() {
        if is_of_system(&row) && !index.sees_system {
            continue;
        }
        let text = store::text(tx.connection(), row.id)?.unwrap_or_default();
        let facts = row.facts.as_deref().unwrap_or_default();
        let all = format!("{}\n{facts}{text}", row.path).to_lowercase();
        if words.iter().all(|word| all.contains(word)) {
            let line = text.lines().find(|line| line.to_lowercase().contains(first));
            let line = line.map(|line| printable(&line.chars().take(200).collect::<String>()));
            found.push(FoundText { row, line });
        }
    }
    found.sort_by(|a, b| a.row.path.cmp(&b.row.path));
    // A line of a file is read, though from the index.
    for one in found.iter().filter(|one| one.line.is_some()) {
        let row = &one.row;
        let facts = json!({"file_name": row.path, "kind": row.kind, "sha256": row.sha256, "bytes": row.bytes, "searched": true});
        tx.audit(&grant, AuditEvent::happened("vault_file", row.id, facts));
    }
    tx.mark_unchanged();
    Ok(found)
}

/// Returns a file that was read with the records of this database that it names, and what was done with it before.
///
/// # Errors
/// `Forbidden`.
pub fn details(tx: &mut Tx<'_>, row: VaultFileRow) -> Result<(VaultFileDetails, Vec<AuditRow>)> {
    let grant = tx.require(Permission::SeeVault)?;
    let facts = row.facts();
    let today = tx.site().today(tx.now());
    let mut told_rentals = Vec::new();
    let mut names = facts.clients.clone();
    for number in &facts.rentals {
        if let Some(rental) = rentals::by_number(tx, &grant, number)? {
            names.insert(rental.client_name.clone());
            let status = rental.status(today).as_str();
            let due = rental.return_on().map(|day| day.to_string());
            let due = due.map_or_else(String::new, |day| format!(", due {day}"));
            told_rentals.push(told(
                format!("{} ({status}, {}{due})", rental.rental_no, rental.client_name),
                vec![
                    ("rental_no", rental.rental_no.as_str().into()),
                    ("status", status.into()),
                    ("client_name", rental.client_name.as_str().into()),
                    ("return_on", rental.return_on().into()),
                ],
            ));
        }
    }
    let keys: Vec<String> = names.iter().map(|name| name_key(name)).collect();
    let known: BTreeSet<(i64, String)> = clients::by_keys(tx.connection(), &keys)?.into_values().collect();
    let known = known
        .into_iter()
        .map(|(id, name)| told(name.clone(), vec![("id", id.into()), ("name", name.into())]));
    let keys: HashMap<String, &String> = facts
        .serials
        .iter()
        .map(|serial| (serial_key(serial), serial))
        .collect();
    let found = devices::rows_by_keys(tx.connection(), &keys.keys().cloned().collect::<Vec<_>>())?;
    let here: HashSet<&str> = found.iter().map(|device| device.serial_key.as_str()).collect();
    let unknown: BTreeSet<String> = keys
        .iter()
        .filter(|(key, _)| !here.contains(key.as_str()))
        .map(|(_, serial)| (*serial).clone())
        .collect();
    let device = |device: &crate::device::model::DeviceRow| {
        let status = device.status.as_str();
        told(
            format!("{} ({})", device.serial_number, device.status.in_words()),
            vec![
                ("serial", device.serial_number.as_str().into()),
                ("status", status.into()),
            ],
        )
    };
    let history = audit::history(tx.connection(), "vault_file", &row.id.to_string())?;
    let details = VaultFileDetails {
        text: store::text(tx.connection(), row.id)?,
        rentals: told_rentals,
        clients: known.collect(),
        devices: found.iter().map(device).collect(),
        unknown_serials: unknown.into_iter().collect(),
        row,
    };
    Ok((details, history))
}

fn told(words: String, facts: Vec<(&'static str, Value)>) -> Value {
    Value::Told {
        at: None,
        words: vec![words.into()],
        facts,
    }
}

/// Marks files in which a forgotten client was blanked: their text is not read again as long as they are the same. The caller
/// audits it.
pub fn mark_forgotten(tx: &mut Tx<'_>, _grant: &Grant, ids: &[i64]) -> Result<()> {
    let now = tx.now();
    store::set_forgotten(tx.connection(), ids, now)
}

/// Returns paths to complete.
pub fn offered(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    let _grant = tx.require(Permission::SeeVault)?;
    let index = VaultIndex::load(tx)?;
    let rows = index.rows.values().filter(|row| row.gone_at.is_none());
    Ok(rows
        .filter(|row| index.sees_system || !is_of_system(row))
        .map(|row| row.path.clone())
        .collect())
}
