//! Costings that were quoted with a price that an undo took back: that price should never have held.
//!
//! A new price makes no costing stale, since an agreed one stays agreed. Only between an operation and its undo a price held
//! by mistake, and only what was quoted then and with a rate that holds no more is stale.

use std::collections::{BTreeMap, BTreeSet};

use super::model::CostingRow;
use crate::access::operation;
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::kernel::money::part_of;
use crate::kernel::timestamp::Timestamp;
use crate::pricing::model::PriceRow;
use crate::pricing::records;

const PRICES: &str = "pricing_catalog";

/// What the line of a share in a joint quote is counted in: its rate is an amount, and no price.
const SHARE: &str = "share";

/// The time between an operation that changed prices and its undo.
#[derive(Debug)]
struct UndoneStretch {
    from: Timestamp,
    until: Timestamp,
    /// The names of the items whose prices it changed.
    items: BTreeSet<String>,
}

/// Prices that were taken back, and those that hold.
#[derive(Debug, Default)]
pub struct UndonePrices {
    stretches: Vec<UndoneStretch>,
    /// By the name of the item.
    holding: BTreeMap<String, Vec<PriceRow>>,
    half_day_percent: i64,
}

impl UndonePrices {
    /// Reads the undos of prices that stand.
    pub fn load(tx: &mut Tx<'_>) -> Result<Self> {
        let mut changed: Vec<(Timestamp, Timestamp, BTreeSet<i64>)> = Vec::new();
        for undone in operation::undone_rows(tx.connection(), PRICES)? {
            let ids = undone.keys.iter().filter_map(|key| key.parse().ok());
            changed.push((undone.done_at, undone.undone_at, ids.collect()));
        }
        Self::of(tx, changed)
    }

    /// Returns what the undo that is under way takes back: these prices, changed at an instant.
    pub fn by_this_undo(tx: &mut Tx<'_>, prices: &[i64], since: Timestamp) -> Result<Self> {
        let now = tx.now();
        Self::of(tx, vec![(since, now, prices.iter().copied().collect())])
    }

    fn of(tx: &mut Tx<'_>, changed: Vec<(Timestamp, Timestamp, BTreeSet<i64>)>) -> Result<Self> {
        if changed.is_empty() {
            return Ok(Self::default());
        }
        let directory = records::items(tx)?;
        let mut undone = Self {
            half_day_percent: tx.settings().half_day_percent(),
            ..Self::default()
        };
        let mut names: BTreeMap<i64, String> = BTreeMap::new();
        for row in records::all(tx)? {
            let named = directory.named(row)?;
            names.insert(named.row.id, named.item.clone());
            if named.row.is_active {
                undone.holding.entry(named.item).or_default().push(named.row);
            }
        }
        for (from, until, ids) in changed {
            let items = ids.iter().filter_map(|id| names.get(id).cloned()).collect();
            undone.stretches.push(UndoneStretch { from, until, items });
        }
        Ok(undone)
    }

    /// Names the items of a costing whose price was taken back.
    pub fn items_of(&self, costing: &CostingRow) -> Vec<String> {
        let lines = costing.lines.iter().flat_map(|lines| &lines.0);
        let is_undone = |item: &str| {
            self.stretches.iter().any(|stretch| {
                (stretch.from..=stretch.until).contains(&costing.created_at) && stretch.items.contains(item)
            })
        };
        let undone = lines.filter(|line| is_undone(&line.item));
        let undone = undone.filter(|line| line.unit == SHARE || !self.holds(&line.item, line.rate_cents));
        let items: BTreeSet<String> = undone.map(|line| line.item.clone()).collect();
        items.into_iter().collect()
    }

    /// Returns whether a price with this rate holds.
    fn holds(&self, item: &str, rate: i64) -> bool {
        let rows = self.holding.get(item).into_iter().flatten();
        let mut rates = rows.flat_map(|row| {
            let half = |daily: i64| part_of(daily, self.half_day_percent, 100);
            let rates = [
                row.daily_rate_cents.map(half),
                row.daily_rate_cents,
                row.weekly_rate_cents,
                row.monthly_rate_cents,
                row.unit_price_cents,
            ];
            rates.into_iter().flatten()
        });
        rates.any(|holding| holding == rate)
    }
}
