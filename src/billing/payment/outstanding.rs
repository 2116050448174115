//! What clients owe, by how long it is overdue.

use std::collections::BTreeMap;

use super::model::ClientBalance;
use super::service;
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::billing::invoice::model::DocumentSeries;
use crate::billing::invoice::service::{self as invoices, InvoiceQuery};
use crate::kernel::error::Result;
use crate::kernel::names::name_key;
use crate::output::{ColumnWorth, Records, list};

/// Lists the clients who owe something, or have something on account; `aging` are days, ascending.
pub fn outstanding(tx: &mut Tx<'_>, client: Option<&str>, aging: &[i64]) -> Result<Vec<ClientBalance>> {
    let _grant = tx.require(Permission::SeePrices)?;
    let query = InvoiceQuery {
        client: client.map(str::to_owned),
        ..InvoiceQuery::default()
    };
    let mut balances = BalanceSheet::new(aging);
    for invoice in invoices::list(tx, &query)? {
        let row = &invoice.row;
        let days = invoice.today.signed_duration_since(row.due_on).num_days();
        let balance = balances.of(&invoice.client, &row.currency);
        if row.series == DocumentSeries::CreditNote {
            // One that takes an invoice back lowers that invoice.
            balance.on_account -= invoice.open_cents();
        } else if invoice.open_cents() != 0 {
            balance.invoices.push(row.number.clone());
            let place = aging.iter().filter(|limit| days > **limit).count();
            match balance.overdue.get_mut(place).filter(|_| days > 0) {
                Some((_, cents)) => *cents += invoice.open_cents(),
                None => balance.current += invoice.open_cents(),
            }
        }
    }
    for payment in service::list(tx, client)? {
        let currency = &payment.row.currency;
        balances.of(&payment.client, currency).on_account += payment.on_account_cents;
    }
    let all = balances.clients.into_values();
    Ok(all
        .filter(|balance| !balance.invoices.is_empty() || balance.on_account != 0)
        .collect())
}

/// Returns balances as records, with a column for each age.
pub fn records(balances: &[ClientBalance], aging: &[i64]) -> Result<Records> {
    let mut records = list(balances);
    let first = records.place_of("overdue")?;
    for (age, name) in names(aging).into_iter().enumerate() {
        let name = if name.starts_with("over") {
            name
        } else {
            format!("days {name}")
        };
        // Names of fields last as long as the program, and these are a few.
        let name: &'static str = name.replace([' ', '-'], "_").leak();
        let place = first + age;
        records.names.insert(place, name);
        records.in_table.insert(place, true);
        records.worth.insert(place, ColumnWorth::Text);
        for (row, balance) in records.rows.iter_mut().zip(balances) {
            let cents = balance.overdue.get(age).map_or(0, |(_, cents)| *cents);
            row.insert(place, balance.money(cents));
        }
    }
    Ok(records)
}

/// The balances of clients, by name, client and currency.
struct BalanceSheet {
    ages: Vec<String>,
    clients: BTreeMap<(String, i64, String), ClientBalance>,
}

impl BalanceSheet {
    fn new(aging: &[i64]) -> Self {
        Self {
            ages: names(aging),
            clients: BTreeMap::new(),
        }
    }

    fn of(&mut self, client: &(i64, String), currency: &str) -> &mut ClientBalance {
        let key = (name_key(&client.1), client.0, currency.to_owned());
        let entry = self.clients.entry(key);
        entry.or_insert_with(|| ClientBalance {
            client: client.clone(),
            currency: currency.to_owned(),
            current: 0,
            overdue: self.ages.iter().map(|name| (name.clone(), 0)).collect(),
            on_account: 0,
            invoices: Vec::new(),
        })
    }
}

/// Returns the names of the ages: `1-30`, `31-60`, `over 60`.
fn names(aging: &[i64]) -> Vec<String> {
    let mut names = Vec::new();
    let mut from = 1;
    for limit in aging {
        names.push(format!("{from}-{limit}"));
        from = limit + 1;
    }
    names.push(format!("over {}", from - 1));
    names
}
