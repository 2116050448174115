//! Audit rows and the head of their chain.

use diesel::prelude::*;

use crate::db::nodes::LockedDsl;
use crate::db::schema::{audit_head, audit_log};
use crate::db::{Connection, insert_rows};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

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

/// The row with this number.
pub fn row(connection: &mut Connection, seq: i64) -> Result<Option<AuditRow>> {
    Ok(audit_log::table
        .find(seq)
        .select(AuditRow::as_select())
        .first(connection)
        .optional()?)
}

/// Rows to list.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub entity: Option<String>,
    pub entity_id: Option<String>,
    /// Who did it, or on whose behalf it was done.
    pub actor: Option<String>,
    /// A command or a noun; its words hold nothing that a pattern would read otherwise.
    pub command: Option<String>,
    pub from: Option<Timestamp>,
    /// Before this instant.
    pub to: Option<Timestamp>,
    /// Those that follow this one in the order.
    pub after: Option<i64>,
    pub newest_first: bool,
    pub limit: Option<i64>,
}

pub fn list(connection: &mut Connection, filter: &Filter) -> Result<Vec<AuditRow>> {
    let mut query = audit_log::table.select(AuditRow::as_select()).into_boxed();
    if let Some(entity) = &filter.entity {
        query = query.filter(audit_log::entity.eq(entity.clone()));
    }
    if let Some(id) = &filter.entity_id {
        query = query.filter(audit_log::entity_id.eq(id.clone()));
    }
    if let Some(name) = &filter.actor {
        let behalf = audit_log::on_behalf_of.assume_not_null().eq(name.clone());
        query = query.filter(
            audit_log::actor
                .eq(name.clone())
                .or(audit_log::on_behalf_of.is_not_null().and(behalf)),
        );
    }
    if let Some(command) = &filter.command {
        let below = audit_log::command.like(format!("{command} %"));
        query = query.filter(audit_log::command.eq(command.clone()).or(below));
    }
    if let Some(from) = filter.from {
        query = query.filter(audit_log::at.ge(from));
    }
    if let Some(to) = filter.to {
        query = query.filter(audit_log::at.lt(to));
    }
    query = match (filter.newest_first, filter.after) {
        (true, Some(after)) => query.filter(audit_log::seq.lt(after)),
        (false, Some(after)) => query.filter(audit_log::seq.gt(after)),
        (_, None) => query,
    };
    query = match filter.newest_first {
        true => query.order(audit_log::seq.desc()),
        false => query.order(audit_log::seq),
    };
    if let Some(limit) = filter.limit {
        query = query.limit(limit);
    }
    Ok(query.load(connection)?)
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
    Ok(insert_rows(connection, audit_log::table, rows)?)
}

pub fn after(connection: &mut Connection, seq: i64) -> Result<Vec<AuditRow>> {
    Ok(audit_log::table
        .filter(audit_log::seq.gt(seq))
        .order(audit_log::seq)
        .limit(PAGE)
        .select(AuditRow::as_select())
        .load(connection)?)
}

pub fn first_after(connection: &mut Connection, seq: i64) -> Result<Option<AuditRow>> {
    Ok(audit_log::table
        .filter(audit_log::seq.gt(seq))
        .order(audit_log::seq)
        .select(AuditRow::as_select())
        .first(connection)
        .optional()?)
}

pub fn of_record(connection: &mut Connection, entity: &str, id: &str) -> Result<Vec<AuditRow>> {
    Ok(audit_log::table
        .filter(audit_log::entity.eq(entity).and(audit_log::entity_id.eq(id)))
        .order(audit_log::seq)
        .select(AuditRow::as_select())
        .load(connection)?)
}

pub fn last_run(
    connection: &mut Connection,
    command: &str,
    entity: &str,
    id: &str,
) -> Result<Option<AuditRow>> {
    let of_record = audit_log::entity.eq(entity).and(audit_log::entity_id.eq(id));
    Ok(audit_log::table
        .filter(of_record.and(audit_log::command.eq(command)))
        .order(audit_log::seq.desc())
        .select(AuditRow::as_select())
        .first(connection)
        .optional()?)
}
