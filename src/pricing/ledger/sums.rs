//! Sums of the ledger by booking, client, room, month, kind, tenant or location.

use std::collections::BTreeMap;

use super::model::SumsBy;
use super::service::LedgerFilter;
use super::store::{self, SumRow};
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::kernel::money::{Currency, Money, stored_currency};
use crate::kernel::names::name_key;
use crate::output::{Records, Value};

/// The sums of the entries with one key.
#[derive(Debug, Clone)]
pub struct LedgerSum {
    /// In the columns of [`key_columns`].
    pub key: Vec<Value>,
    sort: String,
    currency: Currency,
    row: SumRow,
}

impl LedgerSum {
    /// Returns what awaits a decision.
    fn pending(&self) -> i64 {
        self.row.proposed - self.row.rejected - self.net()
    }

    /// Returns what is charged: the first approvals and the corrections.
    fn net(&self) -> i64 {
        self.row.approved + self.row.corrections
    }
}

/// Returns the columns that hold a key.
fn key_columns(by: SumsBy) -> &'static [&'static str] {
    match by {
        SumsBy::Booking => &["booking_id", "rental_no"],
        SumsBy::Client => &["client_name"],
        SumsBy::Room => &["room"],
        SumsBy::Month => &["month"],
        SumsBy::Kind => &["kind"],
        SumsBy::Tenant => &["tenant"],
        SumsBy::Location => &["location"],
    }
}

/// Adds up the entries that match a filter, in the order of their keys.
///
/// # Errors
/// `NotFound` for an unknown room or rental.
pub fn sums(tx: &mut Tx<'_>, by: SumsBy, filter: &LedgerFilter) -> Result<Vec<LedgerSum>> {
    let grant = tx.require(Permission::SeePrices)?;
    let entries = filter.entries(tx, &grant)?;
    let rows = store::sums(tx.connection(), by, &entries)?;
    let number = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<i64>().ok());
    let rentals: Vec<i64> = match by {
        SumsBy::Booking => rows.iter().filter_map(|row| number(&row.second)).collect(),
        _ => Vec::new(),
    };
    let rentals = store::rental_numbers(tx.connection(), &rentals)?;
    let rooms = match by {
        SumsBy::Room => store::room_names(tx.connection())?,
        _ => BTreeMap::new(),
    };
    let mut sums: Vec<LedgerSum> = rows
        .into_iter()
        .map(|row| {
            let id = number(&row.first);
            let rental = number(&row.second).and_then(|id| rentals.get(&id).cloned());
            let room = id.and_then(|id| rooms.get(&id).cloned());
            let (key, sort) = match by {
                SumsBy::Booking => (
                    vec![id.into(), rental.clone().into()],
                    format!("{:020}{}", id.unwrap_or(i64::MAX), rental.unwrap_or_default()),
                ),
                SumsBy::Room => (
                    vec![room.clone().into()],
                    room.as_deref().map(name_key).unwrap_or_default(),
                ),
                SumsBy::Client => (
                    vec![row.first.clone().into()],
                    row.first.as_deref().map(name_key).unwrap_or_default(),
                ),
                SumsBy::Month | SumsBy::Kind | SumsBy::Tenant | SumsBy::Location => (
                    vec![row.first.clone().into()],
                    row.first.clone().unwrap_or_default(),
                ),
            };
            let currency = stored_currency(&row.currency);
            LedgerSum {
                key,
                sort,
                currency,
                row,
            }
        })
        .collect();
    sums.sort_by(|a, b| (&a.sort, &a.row.currency).cmp(&(&b.sort, &b.row.currency)));
    Ok(sums)
}

/// Returns sums as records; the key comes first.
pub fn records(by: SumsBy, sums: &[LedgerSum]) -> Records {
    let mut all = key_columns(by).to_vec();
    all.extend([
        "proposed",
        "approved",
        "rejected",
        "pending",
        "corrections",
        "net",
        "entries",
    ]);
    let row = |sum: &LedgerSum| {
        let money = |cents: i64| Value::from(Money::new(cents, sum.currency));
        let row = &sum.row;
        let mut cells = sum.key.clone();
        cells.extend([
            money(row.proposed),
            money(row.approved),
            money(row.rejected),
            money(sum.pending()),
            money(row.corrections),
            money(sum.net()),
            row.entries.into(),
        ]);
        cells
    };
    Records {
        in_table: vec![true; all.len()],
        only_if_wide: vec![false; all.len()],
        names: all,
        rows: sums.iter().map(row).collect(),
        single: false,
    }
}
