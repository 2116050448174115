//! Which invoices a payment pays.

use std::collections::BTreeMap;

use super::model::{AllocationRow, Payment};
use super::store;
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::billing::invoice::model::Invoice;
use crate::kernel::error::{Error, ErrorCode, Result};

/// Lets a payment pay invoices, in their order, as far as it goes.
///
/// # Errors
/// `Conflict` for an invoice of another client, and where nothing is open or left.
pub(super) fn pay(
    tx: &mut Tx<'_>,
    grant: &Grant,
    payment: &Payment,
    on_account: i64,
    invoices: &[Invoice],
) -> Result<()> {
    let mut left = payment.unallocated().min(on_account);
    for invoice in invoices {
        let row = &invoice.row;
        if invoice.client.0 != payment.client.0 || row.currency != payment.row.currency {
            return Err(Error::conflict(
                ErrorCode::OtherClient,
                format!(
                    "{} is for {}, and {} came from {}",
                    row.number, invoice.client.1, payment.row.number, payment.client.1
                ),
            )
            .hint(format!("colab invoice list --client {:?}", payment.client.1)));
        }
        let part = invoice.open_cents().min(left);
        if part <= 0 {
            continue;
        }
        left -= part;
        write(tx, grant, payment.row.id, row.id, part)?;
    }
    Ok(())
}

/// Takes back what a payment pays.
pub(super) fn release(tx: &mut Tx<'_>, grant: &Grant, payment_id: i64) -> Result<()> {
    let mut paid: BTreeMap<i64, i64> = BTreeMap::new();
    for (_, invoice, _, cents) in store::allocations_of(tx.connection(), &[payment_id])? {
        *paid.entry(invoice).or_default() += cents;
    }
    for (invoice, cents) in paid.into_iter().filter(|(_, cents)| *cents != 0) {
        write(tx, grant, payment_id, invoice, -cents)?;
    }
    Ok(())
}

/// Takes back so much of what pays an invoice, the newest payment first: a credit note is about to take it back.
pub fn release_invoice(tx: &mut Tx<'_>, grant: &Grant, invoice_id: i64, cents: i64) -> Result<()> {
    let mut paid: BTreeMap<i64, i64> = BTreeMap::new();
    for (payment, cents) in store::payers_of(tx.connection(), invoice_id)? {
        *paid.entry(payment).or_default() += cents;
    }
    let mut left = cents;
    for (payment, paid) in paid.into_iter().rev() {
        let part = paid.min(left);
        if part > 0 {
            left -= part;
            write(tx, grant, payment, invoice_id, -part)?;
        }
    }
    Ok(())
}

fn write(tx: &mut Tx<'_>, _grant: &Grant, payment_id: i64, invoice_id: i64, cents: i64) -> Result<()> {
    let row = AllocationRow {
        id: tx.connection().reserve_id("payment_allocations")?,
        payment_id,
        invoice_id,
        amount_cents: cents,
        created_by: tx.actor().username.clone(),
        created_at: tx.now(),
    };
    Ok(store::insert_allocation(tx.connection(), &row)?)
}
