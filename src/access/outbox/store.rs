//! The outbox's queries.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::model::{NewestAnnouncement, PendingAnnouncement, Recipient};
use crate::db::backend::IDS_PER_QUERY;
use crate::db::schema::outbox;
use crate::db::types::Json;
use crate::db::{Connection, insert_rows};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

#[derive(Debug, Insertable)]
#[diesel(table_name = outbox, treat_none_as_default_value = false)]
pub struct NewRow<'a> {
    pub topic: &'a str,
    pub audience: Json<Vec<Recipient>>,
    pub entity: &'a str,
    pub entity_id: &'a str,
    pub message: &'a str,
    pub created_at: Timestamp,
}

/// Inserts announcements, in their order.
pub fn insert(connection: &mut Connection, rows: &[NewRow<'_>]) -> Result<()> {
    Ok(insert_rows(connection, outbox::table, rows)?)
}

/// Loads what nobody has passed on yet, oldest first.
pub fn waiting(connection: &mut Connection) -> Result<Vec<PendingAnnouncement>> {
    type Row = (
        i64,
        String,
        Json<Vec<Recipient>>,
        String,
        String,
        String,
        Timestamp,
    );
    let rows: Vec<Row> = outbox::table
        .filter(outbox::drained_at.is_null())
        .order(outbox::id)
        .select((
            outbox::id,
            outbox::topic,
            outbox::audience,
            outbox::entity,
            outbox::entity_id,
            outbox::message,
            outbox::created_at,
        ))
        .load(connection)?;
    let waiting = |(id, topic, audience, entity, entity_id, message, created_at): Row| PendingAnnouncement {
        id,
        topic,
        audience: audience.0,
        entity,
        entity_id,
        message,
        created_at,
    };
    Ok(rows.into_iter().map(waiting).collect())
}

/// Loads the newest announcement of each record at these instants, by record.
pub fn of_records(
    connection: &mut Connection,
    entity: &str,
    ids: &[String],
    at: &[Timestamp],
) -> Result<BTreeMap<String, NewestAnnouncement>> {
    let mut newest = BTreeMap::new();
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let rows: Vec<(i64, String, Option<Timestamp>)> = outbox::table
            .filter(outbox::entity.eq(entity))
            .filter(outbox::entity_id.eq_any(chunk.to_vec()))
            .filter(outbox::created_at.eq_any(at.to_vec()))
            .order(outbox::id)
            .select((outbox::id, outbox::entity_id, outbox::drained_at))
            .load(connection)?;
        newest.extend(rows.into_iter().map(|(id, record, drained_at)| {
            let is_waiting = drained_at.is_none();
            (record, NewestAnnouncement { id, is_waiting })
        }));
    }
    Ok(newest)
}

/// Marks announcements as passed on.
pub fn drained(connection: &mut Connection, ids: &[i64], now: Timestamp) -> Result<()> {
    for chunk in ids.chunks(IDS_PER_QUERY) {
        diesel::update(outbox::table.filter(outbox::id.eq_any(chunk.to_vec())))
            .set(outbox::drained_at.eq(now))
            .execute(connection)?;
    }
    Ok(())
}
