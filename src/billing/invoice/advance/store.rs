//! Queries of advances.

use diesel::prelude::*;

use super::model::AdvanceLineRow;
use crate::db::backend::IDS_PER_QUERY;
use crate::db::schema::{invoice_advances, invoices};
use crate::db::{Connection, insert_rows};
use crate::kernel::error::Result;

/// Inserts the lines of a document, before it.
pub fn insert(connection: &mut Connection, rows: &[AdvanceLineRow]) -> QueryResult<()> {
    insert_rows(connection, invoice_advances::table, rows)
}

/// Returns the lines of documents, in their order.
pub fn lines_of(connection: &mut Connection, ids: &[i64]) -> Result<Vec<AdvanceLineRow>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let rows: Vec<AdvanceLineRow> = invoice_advances::table
            .filter(invoice_advances::invoice_id.eq_any(chunk.to_vec()))
            .order((invoice_advances::invoice_id, invoice_advances::place))
            .select(AdvanceLineRow::as_select())
            .load(connection)?;
        found.extend(rows);
    }
    Ok(found)
}

/// Returns the lines that are about these advances, their own first.
pub fn about(connection: &mut Connection, advances: &[i64]) -> Result<Vec<AdvanceLineRow>> {
    let mut found: Vec<AdvanceLineRow> = Vec::new();
    for chunk in advances.chunks(IDS_PER_QUERY) {
        let rows: Vec<AdvanceLineRow> = invoice_advances::table
            .filter(invoice_advances::advance_id.eq_any(chunk.to_vec()))
            .order((invoice_advances::invoice_id, invoice_advances::place))
            .select(AdvanceLineRow::as_select())
            .load(connection)?;
        found.extend(rows);
    }
    Ok(found)
}

/// Returns the advances of clients in a currency: id and number, oldest first.
pub fn of_clients(
    connection: &mut Connection,
    clients: &[i64],
    currency: &str,
) -> Result<Vec<(i64, String)>> {
    use invoice_advances as a;
    Ok(invoices::table
        .filter(invoices::client_id.eq_any(clients.to_vec()))
        .filter(invoices::currency.eq(currency))
        .filter(invoices::id.eq_any(a::table.select(a::advance_id)))
        .order(invoices::id)
        .select((invoices::id, invoices::number))
        .load(connection)?)
}

/// Returns the numbers of documents by their ids.
pub fn numbers_of(connection: &mut Connection, ids: &[i64]) -> Result<Vec<(i64, String)>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let rows: Vec<(i64, String)> = invoices::table
            .filter(invoices::id.eq_any(chunk.to_vec()))
            .select((invoices::id, invoices::number))
            .load(connection)?;
        found.extend(rows);
    }
    Ok(found)
}

/// Returns currency and amount of every line that is about an advance, with tax, in minor units.
pub fn grosses(connection: &mut Connection) -> Result<Vec<(String, i64, i64)>> {
    Ok(invoice_advances::table
        .inner_join(invoices::table.on(invoices::id.eq(invoice_advances::invoice_id)))
        .select((
            invoices::currency,
            invoice_advances::amount_cents,
            invoice_advances::tax_cents,
        ))
        .load(connection)?)
}
