//! Queries of files. The bytes are read by one of them alone.

use diesel::prelude::*;

use super::model::AttachmentRow;
use crate::db::backend::IDS_PER_QUERY;
use crate::db::schema::{attachment_bytes, attachments};
use crate::db::{Connection, contention, violated_constraint};
use crate::kernel::error::{Error, Result};
use crate::kernel::timestamp::Timestamp;

/// Which links to list; `None` takes all.
#[derive(Debug, Clone, Default)]
pub struct AttachmentFilter {
    pub ids: Option<Vec<i64>>,
    pub record: Option<(&'static str, i64)>,
    /// Also removed ones.
    pub with_removed: bool,
    /// The newest first.
    pub descending: bool,
    /// Only those that follow this number in the order.
    pub after: Option<i64>,
    pub limit: Option<i64>,
}

/// Lists links with the size of their bytes, by number.
pub fn list(connection: &mut Connection, filter: &AttachmentFilter) -> Result<Vec<(AttachmentRow, i64)>> {
    let mut query = attachments::table
        .inner_join(attachment_bytes::table)
        .select((AttachmentRow::as_select(), attachment_bytes::size))
        .into_boxed();
    if let Some(ids) = &filter.ids {
        query = query.filter(attachments::id.eq_any(ids.clone()));
    }
    if let Some((kind, id)) = filter.record {
        query = query.filter(attachments::kind.eq(kind).and(attachments::record_id.eq(id)));
    }
    if !filter.with_removed {
        query = query.filter(attachments::removed_at.is_null());
    }
    query = match filter.after {
        None => query,
        Some(id) if filter.descending => query.filter(attachments::id.lt(id)),
        Some(id) => query.filter(attachments::id.gt(id)),
    };
    query = if filter.descending {
        query.order(attachments::id.desc())
    } else {
        query.order(attachments::id)
    };
    if let Some(limit) = filter.limit {
        query = query.limit(limit);
    }
    Ok(query.load(connection)?)
}

/// Lists the ids of all links of records, removed ones too.
pub fn ids_of_records(connection: &mut Connection, kind: &str, records: &[i64]) -> Result<Vec<i64>> {
    let mut found = Vec::new();
    for chunk in records.chunks(IDS_PER_QUERY) {
        let ids: Vec<i64> = attachments::table
            .filter(attachments::kind.eq(kind.to_owned()))
            .filter(attachments::record_id.eq_any(chunk.to_vec()))
            .select(attachments::id)
            .load(connection)?;
        found.extend(ids);
    }
    Ok(found)
}

/// Reads the bytes of a hash.
pub fn content(connection: &mut Connection, sha256: &str) -> Result<Option<Vec<u8>>> {
    Ok(attachment_bytes::table
        .find(sha256)
        .select(attachment_bytes::content)
        .first(connection)
        .optional()?)
}

/// Lists the hashes of all bytes, with their sizes.
pub fn hashes(connection: &mut Connection) -> Result<Vec<(String, i64)>> {
    Ok(attachment_bytes::table
        .order(attachment_bytes::sha256)
        .select((attachment_bytes::sha256, attachment_bytes::size))
        .load(connection)?)
}

/// Inserts bytes, unless they are there.
pub fn insert_bytes(connection: &mut Connection, sha256: &str, size: i64, content: &[u8]) -> Result<()> {
    let there = attachment_bytes::table
        .find(sha256)
        .select(attachment_bytes::size)
        .first::<i64>(connection)
        .optional()?;
    if there.is_some() {
        return Ok(());
    }
    diesel::insert_into(attachment_bytes::table)
        .values((
            attachment_bytes::sha256.eq(sha256),
            attachment_bytes::size.eq(size),
            attachment_bytes::content.eq(content),
        ))
        .execute(connection)
        .map(|_| ())
        .map_err(raced)
}

/// Inserts a link.
pub fn insert(connection: &mut Connection, row: &AttachmentRow) -> Result<()> {
    diesel::insert_into(attachments::table)
        .values(row.clone())
        .execute(connection)
        .map(|_| ())
        .map_err(raced)
}

/// Puts a link in the place of the one of its number; the bytes stay.
pub fn replace_link(connection: &mut Connection, row: &AttachmentRow) -> Result<()> {
    diesel::delete(attachments::table.find(row.id)).execute(connection)?;
    insert(connection, row)
}

/// Somebody else added or removed the same bytes meanwhile: the next try sees that.
fn raced(error: diesel::result::Error) -> Error {
    match violated_constraint(&error).as_deref() {
        Some("attachment_bytes_pkey" | "attachments_sha256_fkey") => contention(),
        _ => error.into(),
    }
}

/// Marks a link as removed.
pub fn set_removed(connection: &mut Connection, id: i64, at: Timestamp, by: &str) -> Result<()> {
    diesel::update(attachments::table.find(id))
        .set((
            attachments::removed_at.eq(Some(at)),
            attachments::removed_by.eq(Some(by)),
        ))
        .execute(connection)?;
    Ok(())
}

/// Deletes links, and the bytes that no other link has.
pub fn delete(connection: &mut Connection, ids: &[i64]) -> Result<()> {
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let hashes: Vec<String> = attachments::table
            .filter(attachments::id.eq_any(chunk.to_vec()))
            .select(attachments::sha256)
            .distinct()
            .load(connection)?;
        diesel::delete(attachments::table.filter(attachments::id.eq_any(chunk.to_vec())))
            .execute(connection)?;
        let linked = attachments::table.select(attachments::sha256);
        diesel::delete(
            attachment_bytes::table
                .filter(attachment_bytes::sha256.eq_any(hashes))
                .filter(attachment_bytes::sha256.ne_all(linked)),
        )
        .execute(connection)
        .map_err(raced)?;
    }
    Ok(())
}
