//! Whether documents are what they were when they were issued, and add up with the rest of the ledger.

use std::collections::BTreeMap;

use super::advance::model::AdvanceLineRow;
use super::advance::store as advance_store;
use super::model::InvoiceLineRow;
use super::store::{self, InvoiceFilter};
use crate::billing::model::BillingFinding;
use crate::client::service as clients;
use crate::db::Connection;
use crate::kernel::error::Result;
use crate::kernel::money::{Money, stored_currency};

/// Finds documents that are not what the audit log tells of, and those whose lines do not add up.
pub fn findings(connection: &mut Connection) -> Result<Vec<BillingFinding>> {
    let rows = store::list(connection, &InvoiceFilter::default())?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let mut lines: BTreeMap<i64, Vec<InvoiceLineRow>> = BTreeMap::new();
    for line in store::lines_of(connection, &ids)? {
        lines.entry(line.invoice_id).or_default().push(line);
    }
    let mut advances: BTreeMap<i64, Vec<AdvanceLineRow>> = BTreeMap::new();
    for line in advance_store::lines_of(connection, &ids)? {
        advances.entry(line.invoice_id).or_default().push(line);
    }
    let forgotten = clients::forgotten(connection)?;
    let mut found = Vec::new();
    for row in rows {
        let own = lines.remove(&row.id).unwrap_or_default();
        let of_advances = advances.remove(&row.id).unwrap_or_default();
        let audit_seq = store::audit_row_of(connection, &row.number, &row.document_hash)?;
        let sums = own.iter().map(|line| (line.amount_cents, line.tax_cents));
        let sums = sums.chain(of_advances.iter().map(|line| (line.amount_cents, line.tax_cents)));
        let (subtotal, tax) = sums.fold((0, 0), |sum, line| (sum.0 + line.0, sum.1 + line.1));
        let is_blank = forgotten.get(&row.client_id) == Some(&row.client_name);
        let is_whole = match (&row.addressee_hash, &row.addressee_salt) {
            (Some(hash), Some(salt)) => {
                row.addressee_digest(salt) == *hash && row.hash(&own, &of_advances) == row.document_hash
            }
            (Some(_), None) => is_blank && row.hash(&own, &of_advances) == row.document_hash,
            (None, _) => is_blank || row.hash(&own, &of_advances) == row.document_hash,
        };
        let fact = if audit_seq.is_none() || !is_whole {
            "is not the document that the audit log tells of"
        } else if (subtotal, tax) != (row.subtotal_cents, row.tax_cents) {
            "has lines that do not add up to it"
        } else {
            continue;
        };
        found.push(BillingFinding {
            table: "invoices",
            id: row.id.to_string(),
            fact: format!("{} {fact}", row.number),
            audit_seq,
        });
    }
    Ok(found)
}

/// Finds the currencies in which documents and what is not invoiced do not add up to what is approved.
pub fn differences(connection: &mut Connection) -> Result<Vec<String>> {
    let mut rest: BTreeMap<String, i64> = BTreeMap::new();
    for line in store::unbilled(connection, None)? {
        *rest.entry(line.currency).or_default() += line.amount_cents + line.tax_cents;
    }
    let mut documents: BTreeMap<String, i64> = store::document_sums(connection)?.into_iter().collect();
    // Advances, and what is set off of them, charge nothing of the ledger.
    for (currency, amount, tax) in advance_store::grosses(connection)? {
        *documents.entry(currency).or_default() -= amount + tax;
    }
    let approved = store::approved_sums(connection)?;
    let differs = approved.into_iter().filter_map(|(currency, approved)| {
        let billed = documents.get(&currency).copied().unwrap_or_default();
        let open = rest.get(&currency).copied().unwrap_or_default();
        let money = |cents| Money::new(cents, stored_currency(&currency));
        (billed + open != approved).then(|| {
            format!(
                "invoices add up to {}, what is not invoiced to {}, the approved ledger to {}",
                money(billed),
                money(open),
                money(approved)
            )
        })
    });
    Ok(differs.collect())
}
