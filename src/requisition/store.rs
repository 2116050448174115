//! Queries of requisitions and their parts.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::model::{
    RequisitionCostRow, RequisitionDecisionRow, RequisitionItemRow, RequisitionReceiptRow, RequisitionRow,
    RequisitionState,
};
use crate::db::Connection;
use crate::db::backend::IDS_PER_QUERY;
use crate::db::nodes::follows_number;
use crate::db::schema::{
    requisition_costs, requisition_decisions, requisition_items, requisition_receipts, requisitions,
};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// Which requisitions to load; `None` matches all.
#[derive(Debug, Clone, Default)]
pub struct RequisitionQuery {
    /// Empty: every state.
    pub states: Vec<RequisitionState>,
    pub requester: Option<String>,
    pub booking_id: Option<i64>,
    /// Only what waits for a decision.
    pub is_submitted: bool,
    /// By number, the last first.
    pub descending: bool,
    /// The year and the number in it that they follow.
    pub after: Option<(i64, i64)>,
    pub limit: Option<i64>,
}

/// Loads the requisitions that match, by number.
pub fn list(connection: &mut Connection, query: &RequisitionQuery) -> Result<Vec<RequisitionRow>> {
    use requisitions as r;
    let mut rows = r::table.select(RequisitionRow::as_select()).into_boxed();
    if !query.states.is_empty() {
        rows = rows.filter(r::state.eq_any(query.states.clone()));
        if !query.states.contains(&RequisitionState::Closed) {
            // As in the index `requisitions_open`.
            rows = rows.filter(sql::<Bool>("requisitions.state <> 'closed'"));
        }
    }
    if query.is_submitted {
        rows = rows.filter(r::state.eq(RequisitionState::Submitted));
    }
    if let Some(name) = query.requester.clone() {
        rows = rows.filter(r::requester.eq(name));
    }
    if let Some(id) = query.booking_id {
        rows = rows.filter(r::booking_id.eq(id));
    }
    if let Some((year, ordinal)) = query.after {
        rows = rows.filter(follows_number("requisitions", year, ordinal, query.descending));
    }
    rows = if query.descending {
        rows.order((r::year.desc(), r::ordinal.desc()))
    } else {
        rows.order((r::year, r::ordinal))
    };
    if let Some(limit) = query.limit {
        rows = rows.limit(limit);
    }
    Ok(rows.load(connection)?)
}

/// Loads one requisition.
pub fn by_id(connection: &mut Connection, id: i64) -> Result<Option<RequisitionRow>> {
    Ok(requisitions::table
        .find(id)
        .select(RequisitionRow::as_select())
        .first(connection)
        .optional()?)
}

/// Loads the requisition of this number.
pub fn by_number(connection: &mut Connection, number: &str) -> Result<Option<RequisitionRow>> {
    Ok(requisitions::table
        .filter(requisitions::number.eq(number))
        .select(RequisitionRow::as_select())
        .first(connection)
        .optional()?)
}

/// Returns the last number in a year.
pub fn last_ordinal(connection: &mut Connection, year: i64) -> Result<i64> {
    let last: Option<i64> = requisitions::table
        .filter(requisitions::year.eq(year))
        .select(diesel::dsl::max(requisitions::ordinal))
        .first(connection)?;
    Ok(last.unwrap_or_default())
}

/// Inserts a requisition.
pub fn insert(connection: &mut Connection, row: &RequisitionRow) -> QueryResult<()> {
    diesel::insert_into(requisitions::table)
        .values(row)
        .execute(connection)
        .map(|_| ())
}

/// Saves every column of a requisition.
pub fn save(connection: &mut Connection, row: &RequisitionRow) -> QueryResult<()> {
    diesel::update(requisitions::table.find(row.id))
        .set(row)
        .execute(connection)
        .map(|_| ())
}

/// Loads the items of these requisitions, in order.
pub fn items(connection: &mut Connection, ids: &[i64]) -> Result<Vec<RequisitionItemRow>> {
    let mut rows = Vec::new();
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let found: Vec<RequisitionItemRow> = requisition_items::table
            .filter(requisition_items::requisition_id.eq_any(chunk.to_vec()))
            .order(requisition_items::position)
            .select(RequisitionItemRow::as_select())
            .load(connection)?;
        rows.extend(found);
    }
    Ok(rows)
}

/// Inserts an item.
pub fn insert_item(connection: &mut Connection, row: &RequisitionItemRow) -> QueryResult<()> {
    diesel::insert_into(requisition_items::table)
        .values(row)
        .execute(connection)
        .map(|_| ())
}

/// Deletes an item.
pub fn delete_item(connection: &mut Connection, id: i64) -> QueryResult<()> {
    diesel::delete(requisition_items::table.find(id))
        .execute(connection)
        .map(|_| ())
}

/// Loads the decisions on these requisitions, oldest first.
pub fn decisions(connection: &mut Connection, ids: &[i64]) -> Result<Vec<RequisitionDecisionRow>> {
    let mut rows = Vec::new();
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let found: Vec<RequisitionDecisionRow> = requisition_decisions::table
            .filter(requisition_decisions::requisition_id.eq_any(chunk.to_vec()))
            .order(requisition_decisions::id)
            .select(RequisitionDecisionRow::as_select())
            .load(connection)?;
        rows.extend(found);
    }
    Ok(rows)
}

/// Inserts a decision.
pub fn insert_decision(connection: &mut Connection, row: &RequisitionDecisionRow) -> QueryResult<()> {
    diesel::insert_into(requisition_decisions::table)
        .values(row)
        .execute(connection)
        .map(|_| ())
}

/// Loads the receipts of these requisitions, oldest first.
pub fn receipts(connection: &mut Connection, ids: &[i64]) -> Result<Vec<RequisitionReceiptRow>> {
    let mut rows = Vec::new();
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let found: Vec<RequisitionReceiptRow> = requisition_receipts::table
            .filter(requisition_receipts::requisition_id.eq_any(chunk.to_vec()))
            .order(requisition_receipts::id)
            .select(RequisitionReceiptRow::as_select())
            .load(connection)?;
        rows.extend(found);
    }
    Ok(rows)
}

/// Loads one receipt.
pub fn receipt(connection: &mut Connection, id: i64) -> Result<Option<RequisitionReceiptRow>> {
    Ok(requisition_receipts::table
        .find(id)
        .select(RequisitionReceiptRow::as_select())
        .first(connection)
        .optional()?)
}

/// Inserts a receipt.
pub fn insert_receipt(connection: &mut Connection, row: &RequisitionReceiptRow) -> QueryResult<()> {
    diesel::insert_into(requisition_receipts::table)
        .values(row)
        .execute(connection)
        .map(|_| ())
}

/// Marks a receipt as taken back.
pub fn take_back_receipt(connection: &mut Connection, id: i64, at: Timestamp) -> QueryResult<()> {
    diesel::update(requisition_receipts::table.find(id))
        .set(requisition_receipts::taken_back_at.eq(Some(at)))
        .execute(connection)
        .map(|_| ())
}

/// Loads the whole ledger of costs, oldest first.
pub fn costs(connection: &mut Connection) -> Result<Vec<RequisitionCostRow>> {
    Ok(requisition_costs::table
        .order(requisition_costs::id)
        .select(RequisitionCostRow::as_select())
        .load(connection)?)
}

/// Loads the costs of these receipts, oldest first.
pub fn costs_of(connection: &mut Connection, receipts: &[i64]) -> Result<Vec<RequisitionCostRow>> {
    let mut rows = Vec::new();
    for chunk in receipts.chunks(IDS_PER_QUERY) {
        let found: Vec<RequisitionCostRow> = requisition_costs::table
            .filter(requisition_costs::receipt_id.eq_any(chunk.to_vec()))
            .order(requisition_costs::id)
            .select(RequisitionCostRow::as_select())
            .load(connection)?;
        rows.extend(found);
    }
    Ok(rows)
}

/// Inserts a row of the ledger of costs.
pub fn insert_cost(connection: &mut Connection, row: &RequisitionCostRow) -> QueryResult<()> {
    diesel::insert_into(requisition_costs::table)
        .values(row)
        .execute(connection)
        .map(|_| ())
}
