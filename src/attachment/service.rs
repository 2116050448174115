//! Files added, listed, read and removed.

use std::collections::BTreeMap;

use serde_json::json;

use super::content::{self, NewFile, name_key};
use super::kind::{AttachedRecord, KINDS, kind, words};
use super::model::{AttachedFile, AttachmentRow};
use super::store::{self, AttachmentFilter};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::list_pages::{TakeRows, each_page};
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::nearest;
use crate::kernel::shell_word::shell_word;
use crate::kernel::text::printable;

/// Writers of bytes wait for each other: the last link of some may go while another comes.
const BYTES_LOCK: i64 = 20_261_129_000_062;

/// Adds a file to a record. The same bytes under the same name are there already: nothing changes.
///
/// # Errors
/// `Conflict` for another file of the same name; those of finding the record; `Forbidden`.
pub fn add(tx: &mut Tx<'_>, record: &str, new: &NewFile) -> Result<AttachedFile> {
    let _own = tx.require(Permission::OwnAccount)?;
    let record = AttachedRecord::find(tx, record)?;
    let grant = record.kind.require_change(tx, record.id)?;
    tx.connection().lock_for_transaction(BYTES_LOCK)?;
    let same_name = of_record(tx, &record)?
        .into_iter()
        .find(|file| file.row.name_key == new.name_key);
    if let Some(there) = same_name {
        if there.row.sha256 == new.sha256 {
            tx.mark_unchanged();
            return Ok(there);
        }
        let fact = format!("{} has another file {} already", record.words, there.row.name);
        return Err(Error::conflict(ErrorCode::FileNameTaken, fact)
            .hint("give this one another name: --name NAME")
            .hint(format!("colab file remove {}", there.row.id)));
    }
    store::insert_bytes(tx.connection(), &new.sha256, new.size(), &new.bytes)?;
    let row = AttachmentRow {
        id: tx.connection().reserve_id("attachments")?,
        kind: record.kind.name().to_owned(),
        record_id: record.id,
        name: new.name.clone(),
        name_key: new.name_key.clone(),
        content_type: new.content_type.to_owned(),
        sha256: new.sha256.clone(),
        created_by: tx.actor().username.clone(),
        created_at: tx.now(),
        removed_at: None,
        removed_by: None,
    };
    store::insert(tx.connection(), &row)?;
    let file = AttachedFile {
        row,
        size: new.size(),
        record: record.words,
    };
    let event = AuditEvent::created("file", file.row.id, file.facts());
    tx.audit(&grant, event.with(json!({"record": file.record})));
    // The path tells about somebody's machine, and perhaps about somebody.
    let flag = if new.keeps_private_data {
        " --keep-private-data"
    } else {
        ""
    };
    tx.keep_words(format!(
        "file add {} {}{flag}",
        file.record,
        shell_word(&file.row.name)
    ));
    Ok(file)
}

/// Which files to list.
#[derive(Debug, Clone, Default)]
pub struct FileQuery {
    /// `None`: of all records that the actor may see.
    pub record: Option<String>,
    pub with_removed: bool,
    /// The newest first.
    pub descending: bool,
    /// Only files that follow this one in the order.
    pub after: Option<i64>,
    pub limit: Option<usize>,
}

/// Hands the files of a record, or of all records that the actor may see, over page by page.
///
/// # Errors
/// Those of finding the record; `NotFound` when there is no file `after`.
pub fn list_in_pages(
    tx: &mut Tx<'_>,
    query: &FileQuery,
    take: &mut TakeRows<'_, AttachedFile>,
) -> Result<()> {
    let _grant = tx.require(Permission::OwnAccount)?;
    let record = query.record.as_deref();
    let record = record.map(|typed| AttachedRecord::find(tx, typed)).transpose()?;
    // Whoever may see no record is told so, as of every list.
    if record.is_none() && tx.require(Permission::SeeDevices).is_err() {
        let _grant = tx.require_managed(Permission::SeeBookings)?;
    }
    let after = match query.after {
        Some(id) => Some(by_id(tx, id)?).map(|file| (file.row, file.size)),
        None => None,
    };
    let mut filter = AttachmentFilter {
        record: record.map(|record| (record.kind.name(), record.id)),
        with_removed: query.with_removed,
        descending: query.descending,
        ..AttachmentFilter::default()
    };
    let next = |tx: &mut Tx<'_>, after: Option<&(AttachmentRow, i64)>, limit: i64| {
        filter.after = after.map(|(row, _)| row.id);
        filter.limit = Some(limit);
        store::list(tx.connection(), &filter)
    };
    each_page(tx, query.limit, after, next, seen, take)
}

/// Returns one file with its bytes: of a number, or of a record by its name, which a record with one file needs not.
///
/// # Errors
/// `NotFound`; `Usage` where the record has several; `Database` for bytes that are not those that were added.
pub fn get(tx: &mut Tx<'_>, target: &str, name: Option<&str>) -> Result<(AttachedFile, Vec<u8>)> {
    let _grant = tx.require(Permission::OwnAccount)?;
    let file = match target.parse::<i64>() {
        Ok(id) if name.is_none() => standing(by_id(tx, id)?)?,
        _ => named(tx, target, name)?,
    };
    let bytes = store::content(tx.connection(), &file.row.sha256)?.unwrap_or_default();
    if content::hash(&bytes) != file.row.sha256 {
        let fact = format!("the bytes of file {} are not those that were added", file.row.id);
        return Err(Error::database(ErrorCode::FileDamaged, fact).hint("colab db check"));
    }
    Ok((file, bytes))
}

/// Removes a file from its record. An undo brings it back, unless it is removed for good: then its bytes are deleted too, where no
/// other file has the same.
///
/// # Errors
/// `NotFound`, `Forbidden`; `Conflict` for one that is removed already.
pub fn remove(tx: &mut Tx<'_>, ids: &[i64], for_good: bool) -> Result<Vec<AttachedFile>> {
    let _grant = tx.require(Permission::OwnAccount)?;
    let mut removed = Vec::new();
    for id in ids {
        let mut file = by_id(tx, *id)?;
        if !for_good {
            file = standing(file)?;
        }
        let grant = require_change(tx, &file.row.kind, file.row.record_id)?;
        let (now, by) = (tx.now(), tx.actor().username.clone());
        let event = if for_good {
            tx.connection().lock_for_transaction(BYTES_LOCK)?;
            store::delete(tx.connection(), &[*id])?;
            let is_gone = |is: bool| json!({ "removed_for_good": is });
            AuditEvent::change("file", id, is_gone(false), is_gone(true)).with(file.facts())
        } else {
            store::set_removed(tx.connection(), *id, now, &by)?;
            let is_removed = |is: bool| json!({ "removed": is });
            AuditEvent::change("file", id, is_removed(false), is_removed(true))
                .with(json!({"record": file.record, "file_name": file.row.name}))
        };
        file.row.removed_at = Some(now);
        file.row.removed_by = Some(by);
        tx.audit(&grant, event);
        removed.push(file);
    }
    Ok(removed)
}

/// Removes for good all files of records that are forgotten, whose caller audits it; returns their numbers and names.
pub fn forget(
    tx: &mut Tx<'_>,
    _grant: &Grant,
    records: &[(&'static str, Vec<i64>)],
) -> Result<Vec<(i64, String)>> {
    let mut ids = Vec::new();
    for (kind, records) in records {
        ids.extend(store::ids_of_records(tx.connection(), kind, records)?);
    }
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    tx.connection().lock_for_transaction(BYTES_LOCK)?;
    let filter = AttachmentFilter {
        ids: Some(ids.clone()),
        with_removed: true,
        ..AttachmentFilter::default()
    };
    let rows = store::list(tx.connection(), &filter)?.into_iter();
    let named = rows.map(|(row, _)| (row.id, row.name)).collect();
    store::delete(tx.connection(), &ids)?;
    Ok(named)
}

/// Gives a file of another record a name without that of a forgotten client, whose caller audits it. A link never changes: it is
/// made anew, under its number.
pub fn rename_forgotten(tx: &mut Tx<'_>, _grant: &Grant, id: i64, name: &str) -> Result<()> {
    let filter = AttachmentFilter {
        ids: Some(vec![id]),
        with_removed: true,
        ..AttachmentFilter::default()
    };
    let Some((mut row, _)) = store::list(tx.connection(), &filter)?.pop() else {
        return Ok(());
    };
    // Two names may be the same without the client's.
    row.name = content::safe_name(&format!("{id} {name}"), id);
    row.name_key = name_key(&row.name);
    store::replace_link(tx.connection(), &row)
}

/// Takes an added file away again, as an undo does, which audits it.
///
/// # Errors
/// `Conflict` for one that was removed for good; `Forbidden`.
pub fn withdraw(tx: &mut Tx<'_>, id: i64) -> Result<()> {
    let _grant = tx.require(Permission::OwnAccount)?;
    let filter = AttachmentFilter {
        ids: Some(vec![id]),
        with_removed: true,
        ..AttachmentFilter::default()
    };
    let Some((row, _)) = store::list(tx.connection(), &filter)?.pop() else {
        return Err(removed_for_good(id));
    };
    let _grant = require_change(tx, &row.kind, row.record_id)?;
    if row.removed_at.is_none() {
        let (now, by) = (tx.now(), tx.actor().username.clone());
        store::set_removed(tx.connection(), id, now, &by)?;
    }
    Ok(())
}

/// Returns the refusal to bring back what is gone.
pub fn removed_for_good(id: i64) -> Error {
    Error::conflict(
        ErrorCode::FileRemoved,
        format!("file {id} was removed for good, and its bytes with it"),
    )
    .hint("colab file add RECORD FILE")
}

/// Requires the permission to change the record that a file hangs on.
///
/// # Errors
/// `Forbidden`; `NotFound` for a record that the actor may not see.
pub fn require_change(tx: &mut Tx<'_>, kind_name: &str, record: i64) -> Result<Grant> {
    let unknown = || Error::internal(format!("files hang on no {kind_name}"));
    kind(kind_name).ok_or_else(unknown)?.require_change(tx, record)
}

/// Returns the kinds of records, as they are typed.
pub fn kinds() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|kind| kind.name())
}

/// Returns names of records to complete: of the kind that the text begins with.
pub fn offered(tx: &mut Tx<'_>, typed: &str) -> Result<Vec<String>> {
    let _grant = tx.require(Permission::OwnAccount)?;
    let begun = typed.split_once(':').and_then(|(name, _)| kind(name));
    match begun {
        Some(kind) => {
            let names = kind.offered(tx)?.into_iter();
            Ok(names.map(|name| words(kind, &name)).collect())
        }
        None => Ok(kinds().map(|kind| format!("{kind}:")).collect()),
    }
}

/// Returns the files that a filter finds and whose records the actor may see.
fn visible(tx: &mut Tx<'_>, filter: &AttachmentFilter) -> Result<Vec<AttachedFile>> {
    let rows = store::list(tx.connection(), filter)?;
    seen(tx, rows)
}

/// Returns those of the files whose records the actor may see.
fn seen(tx: &mut Tx<'_>, rows: Vec<(AttachmentRow, i64)>) -> Result<Vec<AttachedFile>> {
    let mut names: BTreeMap<(&str, i64), String> = BTreeMap::new();
    for kind in KINDS {
        let of_kind = rows.iter().filter(|(row, _)| row.kind == kind.name());
        let mut ids: Vec<i64> = of_kind.map(|(row, _)| row.record_id).collect();
        ids.sort_unstable();
        ids.dedup();
        if !ids.is_empty() {
            let seen = kind.visible(tx, &ids)?.into_iter();
            names.extend(seen.map(|(id, name)| ((kind.name(), id), words(*kind, &name))));
        }
    }
    let files = rows.into_iter().filter_map(|(row, size)| {
        let record = names.get(&(row.kind.as_str(), row.record_id))?.clone();
        Some(AttachedFile { row, size, record })
    });
    Ok(files.collect())
}

fn of_record(tx: &mut Tx<'_>, record: &AttachedRecord) -> Result<Vec<AttachedFile>> {
    let filter = AttachmentFilter {
        record: Some((record.kind.name(), record.id)),
        ..AttachmentFilter::default()
    };
    visible(tx, &filter)
}

/// Finds a file by its number, a removed one too.
fn by_id(tx: &mut Tx<'_>, id: i64) -> Result<AttachedFile> {
    let filter = AttachmentFilter {
        ids: Some(vec![id]),
        with_removed: true,
        ..AttachmentFilter::default()
    };
    let file = visible(tx, &filter)?.pop();
    file.ok_or_else(|| unknown(format!("no file {id}"), &[]).hint("colab file list"))
}

/// Refuses a file that was removed.
fn standing(file: AttachedFile) -> Result<AttachedFile> {
    if file.row.removed_at.is_none() {
        return Ok(file);
    }
    let id = file.row.id;
    let fact = format!("file {id} ({}) was removed from {}", file.row.name, file.record);
    Err(Error::conflict(ErrorCode::FileRemoved, fact).hint(format!(
        "colab history --record file:{id}, then colab undo OPERATION brings it back"
    )))
}

/// Finds a file of a record by its name, or the only one.
fn named(tx: &mut Tx<'_>, target: &str, name: Option<&str>) -> Result<AttachedFile> {
    let record = AttachedRecord::find(tx, target)?;
    let mut files = of_record(tx, &record)?;
    let Some(name) = name else {
        let names: Vec<String> = files.iter().map(|file| file.row.name.clone()).collect();
        return match files.pop() {
            Some(file) if names.len() == 1 => Ok(file),
            Some(_) => Err(Error::usage(format!(
                "{} has {} files: {}",
                record.words,
                names.len(),
                names.join(", ")
            ))
            .hint(format!("colab file get {} NAME", record.words))),
            None => Err(unknown(format!("{} has no file", record.words), &[])
                .hint(format!("colab file add {} FILE", record.words))),
        };
    };
    let key = name_key(name);
    if let Some(place) = files.iter().position(|file| file.row.name_key == key) {
        return Ok(files.swap_remove(place));
    }
    let near = nearest(name, files.iter().map(|file| file.row.name.as_str()), 3);
    let fact = format!("{} has no file `{}`", record.words, printable(name));
    Err(unknown(fact, &near).hint(format!("colab file list {}", record.words)))
}

fn unknown(fact: String, near: &[&str]) -> Error {
    Error::not_found(ErrorCode::UnknownFile, fact, near)
}

/// Returns numbers of files to complete, newest first, with what they are.
pub fn offered_files(tx: &mut Tx<'_>) -> Result<Vec<(String, String)>> {
    let _grant = tx.require(Permission::OwnAccount)?;
    let files = visible(tx, &AttachmentFilter::default())?.into_iter().rev();
    let about = |file: AttachedFile| {
        let words = format!("{}, {}", file.row.name, file.record);
        (file.row.id.to_string(), words)
    };
    Ok(files.map(about).collect())
}
