//! The clock of a device's service level: it runs while the device waits, and stands still while its repair is on hold and on
//! days that are quiet or closed.

use std::collections::{BTreeMap, HashMap};

use chrono::Datelike;

use super::model::{DeviceRow, DeviceStatus};
use super::store;
use crate::access::settings::Settings;
use crate::access::tx::Tx;
use crate::booking::blocks::{self, model::BlockFilter};
use crate::db::Connection;
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// A stretch of time; the end is not in it.
pub type Stretch = (Timestamp, Timestamp);

/// Returns when the open repairs of these devices were on hold, by device; what is on hold now is so until `now`.
pub(super) fn pauses(
    connection: &mut Connection,
    rows: &[DeviceRow],
    now: Timestamp,
) -> Result<HashMap<i64, Vec<Stretch>>> {
    let in_repair = rows.iter().filter(|row| row.status == DeviceStatus::Maintenance);
    let ids: Vec<i64> = in_repair.map(|row| row.id).collect();
    let mut logs: BTreeMap<i64, Vec<(Timestamp, bool)>> = BTreeMap::new();
    for (device, at, is_on_hold) in store::repair_steps(connection, &ids)? {
        logs.entry(device).or_default().push((at, is_on_hold));
    }
    let stretches = |log: Vec<(Timestamp, bool)>| {
        let ends: Vec<Timestamp> = log.iter().skip(1).map(|(at, _)| *at).chain([now]).collect();
        let held = log.into_iter().zip(ends).filter(|((_, held), _)| *held);
        held.map(|((from, _), to)| (from, to)).collect()
    };
    Ok(logs
        .into_iter()
        .map(|(device, log)| (device, stretches(log)))
        .collect())
}

/// Returns when the whole site was closed between two instants.
pub(super) fn closed(tx: &mut Tx<'_>, since: Timestamp, now: Timestamp) -> Result<Vec<Stretch>> {
    let filter = BlockFilter {
        from: Some(since),
        to: Some(now),
        ..BlockFilter::default()
    };
    let blocks = blocks::service::list(tx, &filter)?.into_iter();
    let of_all = blocks.map(|block| block.row).filter(|row| row.room_id.is_none());
    Ok(of_all.map(|row| (row.starts_at, row.ends_at)).collect())
}

/// Returns the whole days between two instants, without the pauses, closed ones among them, and the site's quiet days.
pub(super) fn days(settings: &Settings, since: Timestamp, now: Timestamp, pauses: &[Stretch]) -> i64 {
    let mut still = pauses.to_vec();
    let quiet = settings.quiet_days();
    if !quiet.is_empty() {
        let site = settings.site();
        let days = site
            .today(since)
            .iter_days()
            .take_while(|day| *day <= site.today(now));
        let quiet = days.filter(|day| quiet.contains(&day.weekday()));
        let stretches = quiet.filter_map(|day| site.days(day, day).ok());
        still.extend(stretches.map(|day| (day.starts_at(), day.ends_at())));
    }
    still.sort_unstable();
    let (mut running, mut from) = (chrono::TimeDelta::zero(), since);
    for (begins, ends) in still {
        if begins > from {
            running += begins.min(now).since(from);
        }
        from = from.max(ends).min(now);
    }
    running += now.since(from.min(now));
    running.num_days()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_stands_still_in_pauses_that_may_overlap() {
        let day = |day: i64| Timestamp::from_micros(day * 86_400_000_000).unwrap_or_else(|| panic!("{day}"));
        let settings = Settings::default();
        let days = |pauses: &[Stretch]| super::days(&settings, day(10), day(20), pauses);
        assert_eq!(days(&[]), 10);
        assert_eq!(days(&[(day(12), day(14))]), 8);
        assert_eq!(days(&[(day(13), day(16)), (day(12), day(14))]), 6);
        assert_eq!(days(&[(day(5), day(11)), (day(19), day(30))]), 8);
        assert_eq!(days(&[(day(1), day(40))]), 0);
    }
}
