//! Queries of operations and of the rows that they kept.

use diesel::prelude::*;

use crate::db::Connection;
use crate::db::backend::IDS_PER_QUERY;
use crate::db::schema::{audit_log, operation_rows, operations};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// One committed transaction.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = operations)]
pub struct Operation {
    pub id: i64,
    /// Its last row in the audit log.
    pub audit_seq: i64,
    pub at: Timestamp,
    pub actor: String,
    pub on_behalf_of: Option<String>,
    pub command: String,
    pub words: String,
    pub undoes: Option<i64>,
}

/// A row that an operation changed.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = operation_rows)]
pub struct KeptRow {
    pub operation_id: Option<i64>,
    pub table_name: String,
    pub row_key: String,
    pub before: Option<String>,
}

/// Operations to list.
#[derive(Debug, Clone, Default)]
pub struct OperationFilter {
    pub ids: Option<Vec<i64>>,
    /// Who did it, or in whose name it was done.
    pub by: Option<String>,
    /// Those before this one.
    pub before: Option<i64>,
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    /// Those that undo nothing.
    pub no_undos: bool,
    pub limit: Option<i64>,
}

pub fn list(connection: &mut Connection, filter: &OperationFilter) -> Result<Vec<Operation>> {
    let mut query = operations::table.select(Operation::as_select()).into_boxed();
    if let Some(ids) = &filter.ids {
        query = query.filter(operations::id.eq_any(ids.clone()));
    }
    if let Some(name) = &filter.by {
        let behalf = operations::on_behalf_of.assume_not_null().eq(name.clone());
        let own = operations::on_behalf_of
            .is_null()
            .and(operations::actor.eq(name.clone()));
        query = query.filter(own.or(operations::on_behalf_of.is_not_null().and(behalf)));
    }
    if let Some(id) = filter.before {
        query = query.filter(operations::id.lt(id));
    }
    if let Some(from) = filter.from {
        query = query.filter(operations::at.ge(from));
    }
    if let Some(to) = filter.to {
        query = query.filter(operations::at.lt(to));
    }
    if filter.no_undos {
        query = query.filter(operations::undoes.is_null());
    }
    query = query.order(operations::id.desc());
    if let Some(limit) = filter.limit {
        query = query.limit(limit);
    }
    Ok(query.load(connection)?)
}

pub fn find(connection: &mut Connection, id: i64) -> Result<Option<Operation>> {
    Ok(operations::table
        .find(id)
        .select(Operation::as_select())
        .first(connection)
        .optional()?)
}

/// Returns the records of a kind that the audit rows of an operation are about, in their order.
pub fn logged(connection: &mut Connection, operation: &Operation, entity: &str) -> Result<Vec<String>> {
    let before: Option<i64> = operations::table
        .filter(operations::audit_seq.lt(operation.audit_seq))
        .select(diesel::dsl::max(operations::audit_seq))
        .first(connection)?;
    Ok(audit_log::table
        .filter(audit_log::seq.gt(before.unwrap_or(0)))
        .filter(audit_log::seq.le(operation.audit_seq))
        .filter(audit_log::entity.eq(entity))
        .order(audit_log::seq)
        .select(audit_log::entity_id)
        .load(connection)?)
}

/// Returns the rows of a table that changed after an operation, in the order in which they were kept.
pub fn rows_since(connection: &mut Connection, table: &str, operation: i64) -> Result<Vec<KeptRow>> {
    Ok(operation_rows::table
        .filter(operation_rows::table_name.eq(table))
        .filter(operation_rows::operation_id.gt(operation))
        .order(operation_rows::id)
        .select(KeptRow::as_select())
        .load(connection)?)
}

/// Returns the rows of operations in the order in which they were kept.
pub fn rows_of(connection: &mut Connection, ids: &[i64]) -> Result<Vec<KeptRow>> {
    let mut rows = Vec::new();
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let ids: Vec<Option<i64>> = chunk.iter().copied().map(Some).collect();
        let found: Vec<KeptRow> = operation_rows::table
            .filter(operation_rows::operation_id.eq_any(ids))
            .order(operation_rows::id)
            .select(KeptRow::as_select())
            .load(connection)?;
        rows.extend(found);
    }
    Ok(rows)
}

/// Returns each operation that undoes another, with that one.
pub fn undos(connection: &mut Connection) -> Result<Vec<(i64, i64)>> {
    Ok(operations::table
        .filter(operations::undoes.is_not_null())
        .order(operations::id)
        .select((operations::id, operations::undoes.assume_not_null()))
        .load(connection)?)
}

/// Returns the rows of a table that undos changed: the undo, and the key of the row.
pub fn rows_of_undos(connection: &mut Connection, table: &str) -> Result<Vec<(i64, String)>> {
    Ok(operations::table
        .inner_join(operation_rows::table)
        .filter(operations::undoes.is_not_null())
        .filter(operation_rows::table_name.eq(table))
        .order((operations::id, operation_rows::id))
        .select((operations::id, operation_rows::row_key))
        .load(connection)?)
}

/// Returns every change of the rows that an operation changed, from that operation on.
pub fn rows_after(connection: &mut Connection, operation: i64) -> Result<Vec<KeptRow>> {
    let of_it = diesel::alias!(operation_rows as own_rows);
    let same_row = operation_rows::table_name
        .eq(of_it.field(operation_rows::table_name))
        .and(operation_rows::row_key.eq(of_it.field(operation_rows::row_key)))
        .and(operation_rows::id.ge(of_it.field(operation_rows::id)));
    Ok(of_it
        .inner_join(operation_rows::table.on(same_row))
        .filter(of_it.field(operation_rows::operation_id).eq(operation))
        .order(operation_rows::id)
        .select(KeptRow::as_select())
        .load(connection)?)
}

/// Returns the operations that changed these rows of a table.
pub fn of_rows(connection: &mut Connection, table: &str, keys: &[String]) -> Result<Vec<i64>> {
    let mut ids = Vec::new();
    for chunk in keys.chunks(IDS_PER_QUERY) {
        let found: Vec<i64> = operation_rows::table
            .filter(operation_rows::table_name.eq(table))
            .filter(operation_rows::row_key.eq_any(chunk.to_vec()))
            .filter(operation_rows::operation_id.is_not_null())
            .select(operation_rows::operation_id.assume_not_null())
            .load(connection)?;
        ids.extend(found);
    }
    Ok(ids)
}

/// Returns what was kept of a row, of each change of it.
pub fn kept_of(connection: &mut Connection, table: &str, key: &str) -> Result<Vec<Option<String>>> {
    Ok(operation_rows::table
        .filter(operation_rows::table_name.eq(table))
        .filter(operation_rows::row_key.eq(key))
        .select(operation_rows::before)
        .load(connection)?)
}

/// Returns a row as it was kept last.
pub fn last_kept(connection: &mut Connection, table: &str, key: &str) -> Result<Option<String>> {
    Ok(operation_rows::table
        .filter(operation_rows::table_name.eq(table))
        .filter(operation_rows::row_key.eq(key))
        .filter(operation_rows::before.is_not_null())
        .order(operation_rows::id.desc())
        .select(operation_rows::before.assume_not_null())
        .first(connection)
        .optional()?)
}
