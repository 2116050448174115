//! What others are to be told, kept in the transaction of the change that causes it: nothing is announced that did not
//! happen, and nothing that happened is forgotten. Draining it is the notifications' job.

mod model;
mod store;

use std::collections::BTreeMap;

use crate::db::Connection;
use crate::db::types::Json;
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

pub use model::{Announcement, NewestAnnouncement, PendingAnnouncement, Recipient};

/// Stands in a message between what is and what was.
pub const BEFORE: &str = "; before: ";

/// Writes the announcements of a transaction.
pub fn append(connection: &mut Connection, now: Timestamp, announcements: &[Announcement]) -> Result<()> {
    let rows = announcements.iter().map(|announcement| store::NewRow {
        topic: announcement.topic,
        audience: Json(announcement.audience.clone()),
        entity: announcement.entity,
        entity_id: &announcement.entity_id,
        message: &announcement.message,
        created_at: now,
    });
    store::insert(connection, &rows.collect::<Vec<_>>())
}

/// Loads what nobody has passed on yet, oldest first.
///
/// # Errors
/// `Database` when it cannot be read.
pub fn waiting(connection: &mut Connection) -> Result<Vec<PendingAnnouncement>> {
    store::waiting(connection)
}

/// Returns the newest announcement of each of these records that was made at one of these instants, by record.
///
/// # Errors
/// `Database` when it cannot be read.
pub fn of_records(
    connection: &mut Connection,
    entity: &str,
    ids: &[String],
    at: &[Timestamp],
) -> Result<BTreeMap<String, NewestAnnouncement>> {
    store::of_records(connection, entity, ids, at)
}

/// Marks these as passed on.
///
/// # Errors
/// `Database` when it cannot be written.
pub fn drained(connection: &mut Connection, ids: &[i64], now: Timestamp) -> Result<()> {
    store::drained(connection, ids, now)
}
