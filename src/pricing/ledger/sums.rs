//! What the ledger comes to, by booking, client, room, month or tenant.

use std::collections::BTreeMap;

use super::store::{self, SumRow};
use crate::access::auth::Permission;
use crate::access::tx::Tx;
use crate::booking::Tenant;
use crate::kernel::error::Result;
use crate::kernel::money::{Currency, Money, stored_currency};
use crate::kernel::names::name_key;
use crate::output::{Records, Value};
use crate::text_enum;

text_enum! {
    /// What entries are added up by.
    pub enum By {
        Booking = "booking",
        Client = "client",
        Room = "room",
        Month = "month",
        Tenant = "tenant",
    }
}

/// Which entries are added up; what is `None` does not matter.
#[derive(Debug, Clone, Default)]
pub struct SumFilter {
    pub booking_id: Option<i64>,
    pub rental_id: Option<i64>,
    /// Part of the key of the client's name.
    pub client_key: Option<String>,
    pub room_id: Option<i64>,
    /// `2026-03`.
    pub month: Option<String>,
    pub tenant: Option<Tenant>,
}

/// What the entries of one key come to.
#[derive(Debug, Clone)]
pub struct Sum {
    /// As the columns of [`names`] have it.
    pub key: Vec<Value>,
    sort: String,
    currency: Currency,
    row: SumRow,
}

impl Sum {
    /// Not decided yet.
    fn pending(&self) -> i64 {
        self.row.proposed - self.row.rejected - self.net()
    }

    /// What is charged: what was approved at first, and the corrections.
    fn net(&self) -> i64 {
        self.row.approved + self.row.corrections
    }
}

/// The columns that name a key.
fn names(by: By) -> &'static [&'static str] {
    match by {
        By::Booking => &["booking_id", "rental_no"],
        By::Client => &["client_name"],
        By::Room => &["room"],
        By::Month => &["month"],
        By::Tenant => &["tenant"],
    }
}

/// Sums in the order of their keys.
///
/// # Errors
/// `Forbidden` for who may not see prices.
pub fn sums(tx: &mut Tx<'_>, by: By, filter: &SumFilter) -> Result<Vec<Sum>> {
    let _grant = tx.require(Permission::SeePrices)?;
    let rows = store::sums(tx.connection(), by, filter)?;
    let number = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<i64>().ok());
    let rentals: Vec<i64> = match by {
        By::Booking => rows.iter().filter_map(|row| number(&row.second)).collect(),
        _ => Vec::new(),
    };
    let rentals = store::rental_numbers(tx.connection(), &rentals)?;
    let rooms = match by {
        By::Room => store::room_names(tx.connection())?,
        _ => BTreeMap::new(),
    };
    let mut sums: Vec<Sum> = rows
        .into_iter()
        .map(|row| {
            let id = number(&row.first);
            let rental = number(&row.second).and_then(|id| rentals.get(&id).cloned());
            let room = id.and_then(|id| rooms.get(&id).cloned());
            let (key, sort) = match by {
                By::Booking => (
                    vec![id.into(), rental.clone().into()],
                    format!("{:020}{}", id.unwrap_or(i64::MAX), rental.unwrap_or_default()),
                ),
                By::Room => (
                    vec![room.clone().into()],
                    room.as_deref().map(name_key).unwrap_or_default(),
                ),
                By::Client => (
                    vec![row.first.clone().into()],
                    row.first.as_deref().map(name_key).unwrap_or_default(),
                ),
                By::Month | By::Tenant => (
                    vec![row.first.clone().into()],
                    row.first.clone().unwrap_or_default(),
                ),
            };
            let currency = stored_currency(&row.currency);
            Sum {
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

/// Sums as records; the first columns are what they are by.
pub fn records(by: By, sums: &[Sum]) -> Records {
    let mut all = names(by).to_vec();
    all.extend([
        "proposed",
        "approved",
        "rejected",
        "pending",
        "corrections",
        "net",
        "entries",
    ]);
    let row = |sum: &Sum| {
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
        names: all,
        rows: sums.iter().map(row).collect(),
        single: false,
    }
}
