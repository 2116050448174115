//! Which invoices a payment pays, or a credit note that takes no invoice back.

use std::collections::BTreeMap;

use serde_json::json;

use super::account::ClientAccounts;
use super::model::{AllocationRow, MoneySource, Payment};
use super::store;
use crate::access::audit::AuditEvent;
use crate::access::auth::Grant;
use crate::access::tx::Tx;
use crate::billing::invoice::model::Invoice;
use crate::billing::invoice::service as invoices;
use crate::kernel::error::{Error, ErrorCode, Result};

/// A payment or a credit note, and what of it may pay invoices.
#[derive(Debug)]
pub struct PayingSource<'s> {
    pub source: MoneySource,
    pub number: &'s str,
    pub client: &'s (i64, String),
    pub currency: &'s str,
    pub left: i64,
}

impl<'s> PayingSource<'s> {
    pub fn of_payment(payment: &'s Payment) -> Self {
        Self {
            source: MoneySource::Payment(payment.row.id),
            number: &payment.row.number,
            client: &payment.client,
            currency: &payment.row.currency,
            left: payment.on_account_cents,
        }
    }

    /// Of a credit note that takes no invoice back.
    pub fn of_credit_note(note: &'s Invoice) -> Self {
        Self {
            source: MoneySource::Credit(note.row.id),
            number: &note.row.number,
            client: &note.client,
            currency: &note.row.currency,
            left: -note.open_cents(),
        }
    }
}

/// Lets money pay invoices, in their order, as far as it goes; returns what of each it pays now, in minor units.
///
/// # Errors
/// `Conflict` for an invoice of another client, and where nothing is open or left.
pub(in crate::billing) fn pay(
    tx: &mut Tx<'_>,
    grant: &Grant,
    of: &PayingSource<'_>,
    invoices: &[Invoice],
) -> Result<BTreeMap<String, i64>> {
    let (mut left, mut paid) = (of.left, BTreeMap::new());
    for invoice in invoices {
        let row = &invoice.row;
        if invoice.client.0 != of.client.0 || row.currency != of.currency {
            return Err(Error::conflict(
                ErrorCode::OtherClient,
                format!(
                    "{} is for {}, and {} came from {}",
                    row.number, invoice.client.1, of.number, of.client.1
                ),
            )
            .hint(format!("colab invoice list --client {:?}", of.client.1)));
        }
        let part = invoice.open_cents().min(left);
        if part <= 0 {
            continue;
        }
        left -= part;
        write(tx, grant, of.source, row.id, part)?;
        paid.insert(row.number.clone(), part);
    }
    Ok(paid)
}

/// Sets the credit notes of a client that take no invoice back off against its open invoices, the oldest first.
pub(in crate::billing) fn set_off_credits(
    tx: &mut Tx<'_>,
    grant: &Grant,
    client_id: i64,
    currency: &str,
) -> Result<()> {
    let accounts = ClientAccounts::load(tx.connection(), Some([client_id].into()))?;
    let left = accounts
        .of(client_id, currency)
        .iter()
        .filter(|rest| rest.left > 0);
    let notes: Vec<i64> = left
        .filter_map(|rest| match rest.source {
            MoneySource::Credit(id) => Some(id),
            MoneySource::Payment(_) => None,
        })
        .collect();
    for id in notes {
        let note = invoices::reload(tx, grant, id)?;
        let open = invoices::open_of(tx, grant, client_id, currency)?;
        let paid = pay(tx, grant, &PayingSource::of_credit_note(&note), &open)?;
        if !paid.is_empty() {
            let event = AuditEvent::happened("invoice", &note.row.number, json!({"pays": paid}));
            tx.audit(grant, event);
        }
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
        write(tx, grant, MoneySource::Payment(payment_id), invoice, -cents)?;
    }
    Ok(())
}

/// Takes back so much of what pays an invoice, credit notes and the newest payment first: a credit note is about to take it
/// back.
pub fn release_invoice(tx: &mut Tx<'_>, grant: &Grant, invoice_id: i64, cents: i64) -> Result<()> {
    let mut paid: BTreeMap<MoneySource, i64> = BTreeMap::new();
    for (_, source, cents) in store::payers_of(tx.connection(), &[invoice_id])? {
        *paid.entry(source).or_default() += cents;
    }
    let mut left = cents;
    for (source, paid) in paid.into_iter().rev() {
        let part = paid.min(left);
        if part > 0 {
            left -= part;
            write(tx, grant, source, invoice_id, -part)?;
        }
    }
    Ok(())
}

fn write(tx: &mut Tx<'_>, _grant: &Grant, source: MoneySource, invoice_id: i64, cents: i64) -> Result<()> {
    let (payment_id, credit_id) = source.ids();
    let row = AllocationRow {
        id: tx.connection().reserve_id("payment_allocations")?,
        payment_id,
        invoice_id,
        amount_cents: cents,
        created_by: tx.actor().username.clone(),
        created_at: tx.now(),
        credit_id,
    };
    Ok(store::insert_allocation(tx.connection(), &row)?)
}
