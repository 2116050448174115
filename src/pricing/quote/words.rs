//! The reasons of quote lines, as customers read them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::charge::{Charge, ChargeReason};
use super::mix::RatePeriod;
use super::terms::QuoteTerms;
use crate::kernel::money::Money;
use crate::kernel::text::{counted, people};
use crate::pricing::model::Tier;

/// Explains a line made of charges of one item at one rate.
pub fn line_reason(charges: &[&Charge], terms: &QuoteTerms) -> String {
    let Some(first) = charges.first() else {
        return String::new();
    };
    let usage = match &first.reason {
        ChargeReason::Stretch { piece, .. } => stretch_reason(charges, piece.period, terms),
        ChargeReason::Count { .. } => count_reason(charges),
    };
    let notes: BTreeSet<&str> = charges
        .iter()
        .filter_map(|charge| charge.note.as_deref())
        .collect();
    let mut parts = vec![usage];
    parts.extend(notes.into_iter().map(str::to_owned));
    parts.push(price_reason(first, terms));
    parts.join(", ")
}

/// Explains the share that `days` of the days of a charge have in it.
pub fn share_reason(charge: &Charge, days: usize, terms: &QuoteTerms) -> String {
    let first = charge.parts.first().map(|(_, day)| *day).unwrap_or_default();
    let units = match charge.quantity {
        1 => String::new(),
        units => format!("{units} × "),
    };
    format!(
        "{days} of {} days of the {} from {first} at {units}{}, {}",
        charge.parts.len(),
        charge.unit,
        Money::new(charge.rate, terms.currency),
        price_reason(charge, terms)
    )
}

/// Names the price that was used.
fn price_reason(charge: &Charge, terms: &QuoteTerms) -> String {
    let (wanted, used, from) = (terms.tier, charge.tier, charge.since);
    if wanted == Tier::Standard {
        format!("price from {from}")
    } else if wanted == used {
        format!("{used} price from {from}")
    } else {
        format!("{used} price from {from} (there is no {wanted} price)")
    }
}

fn stretch_reason(charges: &[&Charge], period: RatePeriod, terms: &QuoteTerms) -> String {
    let when = days_in_words(&days(charges));
    let each = units_a_day(charges);
    let by_days = charges
        .iter()
        .map(|charge| match &charge.reason {
            ChargeReason::Stretch { by_days, .. } => by_days.map(|sum| sum.saturating_mul(charge.quantity)),
            ChargeReason::Count { .. } => None,
        })
        .try_fold(0_i64, |sum, more| Some(sum.saturating_add(more?)));
    match (period, by_days) {
        (RatePeriod::Day, _) => format!("{each}{when}"),
        (RatePeriod::Hour, _) => when,
        (RatePeriod::HalfDay, _) => {
            format!(
                "{when}, half day at {} % of the daily rate",
                terms.half_day_percent
            )
        }
        (_, Some(sum)) => {
            let sum = Money::new(sum, terms.currency);
            format!("{each}{when}, {sum} at the daily rate")
        }
        (_, None) => format!("{each}{when}, there is no daily rate"),
    }
}

/// Says how many units are charged on a day, unless it is one on each: `4 a day, `, `1 to 2 a day, `.
fn units_a_day(charges: &[&Charge]) -> String {
    let mut units: BTreeMap<NaiveDate, i64> = BTreeMap::new();
    for charge in charges {
        for (_, day) in &charge.parts {
            *units.entry(*day).or_default() += charge.quantity;
        }
    }
    match (units.values().min(), units.values().max()) {
        (Some(1), Some(1)) | (None, _) | (_, None) => String::new(),
        (Some(least), Some(most)) if least == most => format!("{most} a day, "),
        (Some(least), Some(most)) => format!("{least} to {most} a day, "),
    }
}

fn count_reason(charges: &[&Charge]) -> String {
    let when = days_in_words(&days(charges));
    let orders: BTreeSet<usize> = charges
        .iter()
        .flat_map(|charge| charge.parts.iter().map(|(order, _)| *order))
        .collect();
    let [only] = charges else {
        return format!("{} bookings, {when}", orders.len());
    };
    match (&only.reason, only.unit) {
        (ChargeReason::Count { heads, days, .. }, "person") => {
            format!("{} × {}, {when}", people(*heads), counted(*days, "day"))
        }
        (ChargeReason::Count { pieces, days, .. }, "item") => {
            format!(
                "{} × {}, {when}",
                counted(*pieces, "piece"),
                counted(*days, "day")
            )
        }
        (ChargeReason::Count { .. }, "booking") => {
            let pieces = match only.quantity {
                1 => String::new(),
                pieces => format!("{}, ", counted(pieces, "piece")),
            };
            match orders.len() {
                1 => format!("{pieces}once per booking, {when}"),
                bookings => format!("{pieces}once for {bookings} bookings, {when}"),
            }
        }
        (ChargeReason::Count { days, .. }, "day") if only.quantity > *days => {
            let pieces = counted(only.quantity / (*days).max(1), "piece");
            format!("{pieces} × {}, {when}", counted(*days, "day"))
        }
        _ => when,
    }
}

/// Returns the days that charges pay for, each once.
fn days(charges: &[&Charge]) -> Vec<NaiveDate> {
    let days: BTreeSet<NaiveDate> = charges
        .iter()
        .flat_map(|charge| charge.parts.iter().map(|(_, day)| *day))
        .collect();
    days.into_iter().collect()
}

/// Writes days as up to three runs of consecutive days, else as their number and range.
fn days_in_words(days: &[NaiveDate]) -> String {
    let runs: Vec<(NaiveDate, NaiveDate)> = days
        .chunk_by(|day, next| day.succ_opt() == Some(*next))
        .filter_map(|run| run.first().copied().zip(run.last().copied()))
        .collect();
    let words = |(first, last): &(NaiveDate, NaiveDate)| {
        if first == last {
            first.to_string()
        } else {
            format!("{first} to {last}")
        }
    };
    match runs.as_slice() {
        [(first, _), .., (_, last)] if runs.len() > 3 => {
            format!("{} days from {first} to {last}", days.len())
        }
        runs => runs.iter().map(words).collect::<Vec<_>>().join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn consecutive_days_are_one_run() {
        let days = |texts: &[&str]| {
            let days: Vec<NaiveDate> = texts.iter().map(|text| text.parse().unwrap()).collect();
            days_in_words(&days)
        };
        assert_eq!(days(&["2026-06-29", "2026-06-30"]), "2026-06-29 to 2026-06-30");
        assert_eq!(days(&["2026-06-29", "2026-07-01"]), "2026-06-29, 2026-07-01");
        let apart = ["2026-06-01", "2026-06-03", "2026-06-05", "2026-06-07"];
        assert_eq!(days(&apart), "4 days from 2026-06-01 to 2026-06-07");
    }
}
