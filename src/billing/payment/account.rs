//! What is on account: payments and credit notes that pay no invoice and did not go back.

use std::collections::{BTreeMap, BTreeSet};

use super::model::MoneySource;
use super::store::{self, AccountEntry, AccountMove};
use crate::client::service as clients;
use crate::client::written::ClientNames;
use crate::db::Connection;
use crate::db::backend::IDS_PER_QUERY;
use crate::kernel::error::Result;

/// What is left of a payment, or of a credit note that takes no invoice back.
#[derive(Debug, Clone, Copy)]
pub struct SourceRest {
    pub source: MoneySource,
    /// The client that its record is one with.
    pub client_id: i64,
    /// On account, in minor units.
    pub left: i64,
    /// What went back to the client, in minor units.
    pub refunded: i64,
}

/// What is on account of clients, by client and currency, the oldest first.
#[derive(Debug, Default)]
pub struct ClientAccounts {
    accounts: BTreeMap<(i64, String), Vec<SourceRest>>,
}

impl ClientAccounts {
    /// Loads the accounts of these clients, with those that are one with them; or all.
    pub fn load(connection: &mut Connection, client_ids: Option<BTreeSet<i64>>) -> Result<Self> {
        let ids = match client_ids {
            Some(ids) => Some(clients::with_merged(connection, ids.into_iter().collect())?),
            None => None,
        };
        // Of many clients, all are read.
        let ids = ids.filter(|ids| ids.len() <= IDS_PER_QUERY);
        let entries = store::account_entries(connection, ids.as_ref())?;
        let names = ClientNames::load(connection, entries.iter().map(|entry| entry.client_id))?;
        let mut accounts: BTreeMap<(i64, String), Vec<SourceRest>> = BTreeMap::new();
        for entry in entries {
            let (client_id, _) = names.of(entry.client_id);
            let key = (client_id, entry.currency.clone());
            replay(accounts.entry(key).or_default(), client_id, &entry);
        }
        Ok(Self { accounts })
    }

    /// Returns what is left of what a client paid or was credited in a currency.
    pub fn of(&self, client_id: i64, currency: &str) -> &[SourceRest] {
        let key = (client_id, currency.to_owned());
        self.accounts.get(&key).map_or(&[], Vec::as_slice)
    }

    /// Returns what is left of each payment and credit note.
    pub fn by_source(&self) -> BTreeMap<MoneySource, SourceRest> {
        let rests = self.accounts.values().flatten();
        rests.map(|rest| (rest.source, *rest)).collect()
    }
}

/// What is left of the payments of a list that is read page by page: each client's account is loaded once.
#[derive(Debug, Default)]
pub struct ListedRests {
    client_ids: BTreeSet<i64>,
    /// Without those of which nothing is left and nothing went back.
    rests: BTreeMap<MoneySource, SourceRest>,
}

impl ListedRests {
    /// Loads the accounts of these clients that are not there yet.
    pub fn add(&mut self, connection: &mut Connection, client_ids: impl Iterator<Item = i64>) -> Result<()> {
        let missing: BTreeSet<i64> = client_ids.filter(|id| self.client_ids.insert(*id)).collect();
        if !missing.is_empty() {
            let mut found = ClientAccounts::load(connection, Some(missing))?.by_source();
            found.retain(|_, rest| rest.left != 0 || rest.refunded != 0);
            self.rests.append(&mut found);
        }
        Ok(())
    }

    /// Returns what of a payment is on account, and what went back, in minor units.
    pub fn of(&self, payment_id: i64) -> (i64, i64) {
        let rest = self.rests.get(&MoneySource::Payment(payment_id));
        rest.map_or((0, 0), |rest| (rest.left, rest.refunded))
    }
}

/// Does to an account what happened to it. What went back was the oldest that was on account at that time.
fn replay(rests: &mut Vec<SourceRest>, client_id: i64, entry: &AccountEntry) {
    let cents = entry.cents;
    match entry.happened {
        AccountMove::Received(source) => rests.push(SourceRest {
            source,
            client_id,
            left: cents,
            refunded: 0,
        }),
        AccountMove::Allocated(source) => {
            let Some(rest) = rests.iter_mut().find(|rest| rest.source == source) else {
                return;
            };
            rest.left -= cents;
            // Money is fungible: where it pays after all, something else went back.
            let lacking = (-rest.left).clamp(0, rest.refunded);
            rest.left += lacking;
            rest.refunded -= lacking;
            give_back(rests, lacking);
        }
        AccountMove::Refunded => give_back(rests, cents),
    }
}

fn give_back(rests: &mut [SourceRest], mut cents: i64) {
    for rest in rests {
        let part = rest.left.clamp(0, cents);
        rest.left -= part;
        rest.refunded += part;
        cents -= part;
    }
}
