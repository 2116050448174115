//! What the log tells of operations: how many there were, how many were refused or failed, and how long they took.

use std::collections::BTreeMap;

use super::service::see_all;
use super::store;
use crate::access::tx::Tx;
use crate::db::Connection;
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;
use crate::output::{Record, RecordField, shown_always, shown_in_table, summed};
use crate::text_enum;

text_enum! {
    /// What operations are counted by.
    pub enum StatsKey {
        Command = "command",
        Actor = "actor",
    }
}

/// Operations of one command, one actor, or both.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OperationStats {
    /// Empty where they are counted by other things.
    pub command: Option<String>,
    pub actor: Option<String>,
    /// Transactions that changed something.
    pub operations: i64,
    /// Attempts that nobody may make.
    pub refusals: i64,
    /// Runs of agents and jobs that did not end well.
    pub failures: i64,
    /// Operations by their milliseconds.
    durations: BTreeMap<i64, i64>,
}

impl OperationStats {
    /// Returns the mean duration in milliseconds; `None` without operations.
    pub fn mean(&self) -> Option<i64> {
        let sum: i64 = self.durations.iter().map(|(ms, count)| ms * count).sum();
        (sum + self.operations / 2).checked_div(self.operations)
    }

    /// Returns the duration in milliseconds that 95 of 100 operations do not exceed; `None` without operations.
    pub fn p95(&self) -> Option<i64> {
        let mut left = (self.operations * 95 + 99) / 100;
        self.durations.iter().find_map(|(ms, count)| {
            left -= count;
            (left <= 0).then_some(*ms)
        })
    }

    /// Returns how many of all attempts were refused or failed, in percent; `None` without attempts.
    pub fn error_percent(&self) -> Option<i64> {
        let errors = self.refusals + self.failures;
        (errors * 100).checked_div(self.operations + errors)
    }

    fn add(&mut self, one: &store::OperationCount) {
        match one.kind.as_str() {
            "operation" => {
                self.operations += one.count;
                *self.durations.entry(one.duration_ms).or_default() += one.count;
            }
            "refusal" => self.refusals += one.count,
            _ => self.failures += one.count,
        }
    }
}

impl Record for OperationStats {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<OperationStats>] = &[
            shown_always("command", |s| s.command.clone().into()),
            shown_always("actor", |s| s.actor.clone().into()),
            summed(shown_in_table("operations", |s| s.operations.into())),
            summed(shown_in_table("refusals", |s| s.refusals.into())),
            summed(shown_in_table("failures", |s| s.failures.into())),
            shown_in_table("mean_ms", |s| s.mean().into()),
            shown_in_table("p95_ms", |s| s.p95().into()),
        ];
        FIELDS
    }
}

/// Counts what was done in a stretch, by command and actor, or by one of them; the most frequent first.
pub fn stats(
    tx: &mut Tx<'_>,
    from: Option<Timestamp>,
    to: Option<Timestamp>,
    by: Option<StatsKey>,
) -> Result<Vec<OperationStats>> {
    see_all(tx)?;
    let mut found: BTreeMap<(Option<String>, Option<String>), OperationStats> = BTreeMap::new();
    for one in store::operation_counts(tx.connection(), from, to)? {
        let command = (by != Some(StatsKey::Actor)).then(|| one.command.clone());
        let actor = (by != Some(StatsKey::Command)).then(|| one.actor.clone());
        let stats = found.entry((command, actor)).or_default();
        stats.add(&one);
    }
    let mut stats: Vec<OperationStats> = found
        .into_iter()
        .map(|((command, actor), stats)| OperationStats {
            command,
            actor,
            ..stats
        })
        .collect();
    stats.sort_by_key(|one| std::cmp::Reverse(one.operations + one.refusals + one.failures));
    Ok(stats)
}

/// Counts everything since an instant, for the figures of `doctor`.
///
/// # Errors
/// Those of the database.
pub fn all_since(connection: &mut Connection, since: Timestamp) -> Result<OperationStats> {
    let mut stats = OperationStats::default();
    for one in store::operation_counts(connection, Some(since), None)? {
        stats.add(&one);
    }
    Ok(stats)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(durations: &[(i64, i64)]) -> OperationStats {
        OperationStats {
            operations: durations.iter().map(|(_, count)| count).sum(),
            durations: durations.iter().copied().collect(),
            ..OperationStats::default()
        }
    }

    #[test]
    fn the_mean_and_the_95th_percentile_are_those_of_single_values() {
        assert_eq!((of(&[]).mean(), of(&[]).p95()), (None, None));
        assert_eq!((of(&[(7, 1)]).mean(), of(&[(7, 1)]).p95()), (Some(7), Some(7)));
        let hundred: Vec<(i64, i64)> = (1..=100).map(|ms| (ms, 1)).collect();
        assert_eq!((of(&hundred).mean(), of(&hundred).p95()), (Some(51), Some(95)));
        assert_eq!(of(&[(1, 19), (900, 1)]).p95(), Some(1));
        assert_eq!(of(&[(1, 18), (900, 2)]).p95(), Some(900));
    }

    #[test]
    fn errors_are_a_share_of_all_attempts() {
        let stats = OperationStats {
            refusals: 1,
            failures: 1,
            ..of(&[(1, 38)])
        };
        assert_eq!(stats.error_percent(), Some(5));
        assert_eq!(OperationStats::default().error_percent(), None);
    }
}
