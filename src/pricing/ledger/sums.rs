//! Sums of the ledger by booking, client, room, month, kind, tenant or location.

use std::collections::{BTreeMap, HashMap};

use super::model::{CostingStatus, SumsBy};
use super::service::LedgerFilter;
use super::store::{self, SumRow};
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::client::service as clients;
use crate::kernel::error::Result;
use crate::kernel::money::{Currency, Money, stored_currency};
use crate::kernel::names::name_key;
use crate::output::{ColumnWorth, Records, SumRule, Value};

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
    /// Takes in the sums of another spelling of the same client.
    fn takes(&mut self, other: &Self) -> bool {
        let is_same = self.sort == other.sort && self.row.currency == other.row.currency;
        if is_same {
            let (row, more) = (&mut self.row, &other.row);
            row.entries += more.entries;
            row.proposed += more.proposed;
            row.approved += more.approved;
            row.corrections += more.corrections;
            row.rejected += more.rejected;
        }
        is_same
    }

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
        SumsBy::Client => &["client", "client_id", "client_name"],
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
    let records = match by {
        SumsBy::Client => records_of(tx, &rows)?,
        _ => HashMap::new(),
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
                SumsBy::Client => {
                    let record = row.second.as_ref().and_then(|key| records.get(key));
                    let name = record.map(|(_, name)| name).or(row.first.as_ref());
                    (
                        vec![
                            name.cloned().into(),
                            record.map(|(id, _)| *id).into(),
                            row.first.clone().into(),
                        ],
                        name.map(|name| name_key(name)).unwrap_or_default(),
                    )
                }
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
    if by == SumsBy::Client {
        sums.dedup_by(|later, first| first.takes(later));
    }
    Ok(sums)
}

/// Returns the clients of the keys that entries were written with.
fn records_of(tx: &mut Tx<'_>, rows: &[SumRow]) -> Result<HashMap<String, (i64, String)>> {
    let keys: Vec<String> = rows.iter().filter_map(|row| row.second.clone()).collect();
    clients::by_keys(tx.connection(), &keys)
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
    let only_read = |name: &&str| by == SumsBy::Client && ["client_id", "client_name"].contains(name);
    let records = Records {
        in_table: all.iter().map(|name| !only_read(name)).collect(),
        worth: vec![ColumnWorth::Text; all.len()],
        summed: all.iter().map(|name| !key_columns(by).contains(name)).collect(),
        names: all,
        rows: sums.iter().map(row).collect(),
        ..Records::default()
    };
    with_sums(records)
}

/// What was rejected is charged to nobody.
static SUM_RULE: SumRule = SumRule {
    count: "entries",
    status: "status",
    left_out: CostingStatus::Rejected.as_str(),
};

/// Adds the amounts of a list up.
pub fn with_sums(mut records: Records) -> Records {
    records.sum_rule = Some(&SUM_RULE);
    records.add_up();
    records
}
