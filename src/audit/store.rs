//! Audit rows and the head of their chain.

use diesel::prelude::*;

use crate::db::Connection;
use crate::db::backend::ROWS_PER_INSERT;
use crate::db::nodes::LockedDsl;
use crate::db::schema::{audit_head, audit_log};
use crate::db::types::Timestamp;
use crate::error::Result;
use crate::on_engine;

/// Rows read at a time when the chain is walked.
const PAGE: i64 = 5000;

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = audit_log, treat_none_as_default_value = false)]
pub struct AuditRow {
    pub seq: i64,
    pub at: Timestamp,
    pub actor: String,
    pub on_behalf_of: Option<String>,
    pub command: String,
    pub entity: String,
    pub entity_id: String,
    pub before: Option<String>,
    pub after: Option<String>,
    pub metadata: Option<String>,
    pub duration_ms: i64,
    pub hash: String,
}

pub fn head(connection: &mut Connection) -> Result<(i64, String)> {
    Ok(audit_head::table
        .find(1)
        .select((audit_head::seq, audit_head::hash))
        .first(connection)?)
}

pub fn lock_head(connection: &mut Connection) -> Result<(i64, String)> {
    Ok(audit_head::table
        .find(1)
        .select((audit_head::seq, audit_head::hash))
        .locked()
        .get_result(connection)?)
}

pub fn set_head(connection: &mut Connection, seq: i64, hash: &str) -> Result<()> {
    diesel::update(audit_head::table.find(1))
        .set((audit_head::seq.eq(seq), audit_head::hash.eq(hash)))
        .execute(connection)?;
    Ok(())
}

pub fn insert(connection: &mut Connection, rows: &[AuditRow]) -> Result<()> {
    for chunk in rows.chunks(ROWS_PER_INSERT) {
        on_engine!(connection, |inner| diesel::insert_into(audit_log::table)
            .values(chunk)
            .execute(inner))?;
    }
    Ok(())
}

pub fn after(connection: &mut Connection, seq: i64) -> Result<Vec<AuditRow>> {
    Ok(audit_log::table
        .filter(audit_log::seq.gt(seq))
        .order(audit_log::seq)
        .limit(PAGE)
        .select(AuditRow::as_select())
        .load(connection)?)
}

pub fn of_record(connection: &mut Connection, entity: &str, id: &str) -> Result<Vec<AuditRow>> {
    Ok(audit_log::table
        .filter(audit_log::entity.eq(entity).and(audit_log::entity_id.eq(id)))
        .order(audit_log::seq)
        .select(AuditRow::as_select())
        .load(connection)?)
}
