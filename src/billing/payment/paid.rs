//! What pays documents, and what became of it.

use std::collections::{BTreeMap, BTreeSet};

use super::account::{ClientAccounts, SourceRest};
use super::model::MoneySource;
use super::store;
use crate::access::tx::Tx;
use crate::billing::invoice::model::{DocumentSeries, InvoiceRow};
use crate::billing::invoice::store::CreditOf;
use crate::kernel::error::Result;

/// What pays documents, and what is left of what does or did.
#[derive(Debug, Default)]
pub struct PaidDocuments {
    /// Source and amount by document, in the order of the entries.
    entries: BTreeMap<i64, Vec<(MoneySource, i64)>>,
    rests: BTreeMap<MoneySource, SourceRest>,
}

impl PaidDocuments {
    /// Loads what pays these documents, which have these credit notes.
    pub fn load(tx: &mut Tx<'_>, rows: &[InvoiceRow], notes: &BTreeMap<i64, Vec<CreditOf>>) -> Result<Self> {
        let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
        let mut paid = Self::default();
        for (invoice, source, cents) in store::payers_of(tx.connection(), &ids)? {
            paid.entries.entry(invoice).or_default().push((source, cents));
        }
        // What went back is asked of those alone of which it says something.
        let is_asked = |row: &&InvoiceRow| match row.series {
            DocumentSeries::CreditNote => row.credits_id.is_none(),
            DocumentSeries::Invoice => notes.contains_key(&row.id) && paid.entries.contains_key(&row.id),
        };
        let clients: BTreeSet<i64> = rows.iter().filter(is_asked).map(|row| row.client_id).collect();
        if !clients.is_empty() {
            paid.rests = ClientAccounts::load(tx.connection(), Some(clients))?.by_source();
        }
        Ok(paid)
    }

    /// Returns what pays a document, in minor units.
    pub fn paid_of(&self, id: i64) -> i64 {
        let entries = self.entries.get(&id).into_iter().flatten();
        entries.map(|(_, cents)| cents).sum()
    }

    /// Returns what is left of a credit note that takes no invoice back.
    pub fn rest_of(&self, id: i64) -> Option<&SourceRest> {
        self.rests.get(&MoneySource::Credit(id))
    }

    /// Whether a credit note, or what had paid an invoice and was freed, went back to the client.
    pub fn is_refunded(&self, row: &InvoiceRow) -> bool {
        if row.series == DocumentSeries::CreditNote {
            let rest = self.rest_of(row.id);
            return rest.is_some_and(|rest| rest.refunded > 0 && rest.refunded == -row.total_cents);
        }
        let entries = || self.entries.get(&row.id).into_iter().flatten();
        let freed: i64 = entries().map(|(_, cents)| (-cents).max(0)).sum();
        let sources: BTreeSet<MoneySource> = entries().map(|(source, _)| *source).collect();
        let rests = sources.iter().filter_map(|source| self.rests.get(source));
        let (left, refunded) = rests.fold((0, 0), |sum, rest| (sum.0 + rest.left, sum.1 + rest.refunded));
        freed > 0 && left == 0 && refunded >= freed
    }
}
