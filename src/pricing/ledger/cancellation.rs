//! What is kept of a booking or a rental that is cancelled, by the days before its start: a line of its own in the correction of
//! what was charged. Pure.

use std::collections::BTreeMap;

use super::plan::CostingAccount;
use super::subject::CostSubject;
use crate::kernel::money::part_of;
use crate::kernel::percent::{WHOLE, percent};
use crate::pricing::quote::lines::{CostSheet, CostSums, LineKind, LineShare, QuoteLine};

/// The name of the line.
const ITEM: &str = "Cancellation fee";

/// Returns what a cancelled booking or rental costs: a part of what was charged before, or what it was charged as a cancelled one.
/// `None` where it is not cancelled, or nothing is ever kept from now on.
pub(super) fn kept(
    tiers: &[(i64, i64)],
    subject: &CostSubject,
    account: &CostingAccount,
) -> Option<CostSheet> {
    let cancelled_on = subject.cancelled_on?;
    if account.knows_cancellation(subject) {
        let why = "as it was charged when it was cancelled".to_owned();
        return Some(sheet(account.lines(), WHOLE, why));
    }
    if tiers.is_empty() {
        return None;
    }
    let days = subject.first_day.signed_duration_since(cancelled_on).num_days();
    let part = part_kept(tiers, days);
    let before = match days {
        1 => "1 day before".to_owned(),
        days if days > 0 => format!("{days} days before"),
        _ => "on or after".to_owned(),
    };
    let why = format!(
        "cancelled on {cancelled_on}, {before} {}: {} % is kept",
        subject.first_day,
        percent(part)
    );
    Some(sheet(account.lines(), part, why))
}

/// Returns the part that is kept so many days before the start, in thousandths of a percent; tiers descend by their days.
fn part_kept(tiers: &[(i64, i64)], days: i64) -> i64 {
    let tier = tiers.iter().find(|(from, _)| *from <= days).or(tiers.last());
    tier.map(|(_, part)| *part).unwrap_or_default()
}

/// Keeps a part of what is charged in each month at each tax rate; never less than nothing.
fn sheet(charged: &[LineShare], part: i64, why: String) -> CostSheet {
    let mut sums: BTreeMap<(&str, i64), (i64, i64)> = BTreeMap::new();
    for share in charged {
        let sum = sums.entry((&share.month, share.tax_rate)).or_default();
        sum.0 += share.amount;
        sum.1 += share.tax;
    }
    let shares = sums
        .into_iter()
        .map(|((month, tax_rate), (amount, tax))| LineShare {
            kind: LineKind::Cancellation,
            item: ITEM.to_owned(),
            month: month.to_owned(),
            quantity: 1,
            amount: part_of(amount.max(0), part, WHOLE),
            tax_rate,
            tax: part_of(tax.max(0), part, WHOLE),
        });
    let shares: Vec<LineShare> = shares
        .filter(|share| (share.amount, share.tax) != (0, 0))
        .collect();
    let subtotal = shares.iter().map(|share| share.amount).sum();
    let tax: i64 = shares.iter().map(|share| share.tax).sum();
    let sums = CostSums {
        subtotal,
        tax,
        total: subtotal + tax,
    };
    let line = QuoteLine {
        shares,
        ..QuoteLine::single(ITEM, "booking", subtotal, why)
    };
    CostSheet {
        lines: if line.shares.is_empty() {
            Vec::new()
        } else {
            vec![line]
        },
        sums,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tier_of_the_days_before_the_start_holds() {
        let tiers = [(14, 0), (7, 50_000), (2, 75_000), (0, 100_000)];
        for (days, part) in [
            (30, 0),
            (14, 0),
            (13, 50),
            (7, 50),
            (6, 75),
            (2, 75),
            (1, 100),
            (0, 100),
            (-3, 100),
        ] {
            assert_eq!(part_kept(&tiers, days), part * 1_000, "{days}");
        }
        assert_eq!(part_kept(&[], 5), 0);
    }

    #[test]
    fn nothing_negative_is_kept() {
        let share = |amount: i64, tax: i64| LineShare {
            kind: LineKind::Room,
            item: "Focus".to_owned(),
            month: "2026-03".to_owned(),
            quantity: 1,
            amount,
            tax_rate: 15_000,
            tax,
        };
        let half = sheet(&[share(1_001, 150)], 50_000, String::new());
        assert_eq!((half.sums.subtotal, half.sums.tax), (501, 75));
        let less = sheet(&[share(-1_000, -150)], 50_000, String::new());
        assert_eq!((less.sums, less.lines.len()), (CostSums::default(), 0));
    }
}
