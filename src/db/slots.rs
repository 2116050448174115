//! The connections of a server, and how many of them the program takes.
//!
//! What nobody waits for (agents, notifications, checks) takes a slot for each of its transactions, so that however many
//! processes do such work at once, no more of them are in a transaction than there are slots. Slots are locks of the
//! transaction that stand for a number: they end with it, also behind a pooler. What somebody waits for takes none. A file
//! has one writer and any number of readers: it needs none.

use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::backend::AnyConnection as Connection;
use super::limits::TierSlots;
use super::waiting::waiting;
use crate::kernel::error::Result;

/// The pause before the second try of a server; each later one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// The share of a server's connections, in percent, above which work that nobody waits for says so,
pub const NEARLY_FULL: u32 = 80;
/// and above which it waits.
pub const FULL: u32 = 90;

/// How full a server is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saturation {
    /// The greater of the shares that follow.
    pub percent: u32,
    /// Connections of this program, to this database.
    pub own: i64,
    /// Connections of the login, and how many it may have.
    pub of_login: i64,
    pub login_limit: i64,
}

#[derive(QueryableByName)]
struct ConnectionCounts {
    #[diesel(sql_type = BigInt)]
    own: i64,
    #[diesel(sql_type = BigInt)]
    of_login: i64,
    #[diesel(sql_type = BigInt)]
    login_limit: i64,
}

#[derive(QueryableByName)]
struct TakenSlot {
    #[diesel(sql_type = BigInt)]
    #[expect(dead_code, reason = "a row is enough")]
    slot: i64,
}

/// Returns the pause before a try of a server that takes no connection, spread so that processes do not meet again.
pub fn pause_before(tries: u32) -> Duration {
    let doubled = FIRST_PAUSE.saturating_mul(1 << tries.min(8)).min(LONGEST_PAUSE);
    doubled + Duration::from_millis(u64::from(std::process::id() % 97) * 3)
}

impl Connection {
    /// Takes a slot for the transaction that has begun: one that is free, or else the first to become free of one of them.
    pub(super) fn take_slot(&mut self, slots: TierSlots) -> QueryResult<()> {
        let Self::Postgres(inner) = self else {
            return Ok(());
        };
        let (class, count) = (slots.tier.class(), slots.count.max(1));
        let free = format!(
            "SELECT slot::bigint AS slot FROM generate_series(1, {count}) AS slot
              WHERE pg_try_advisory_xact_lock({class}, slot) LIMIT 1"
        );
        let taken: Vec<TakenSlot> = diesel::sql_query(free).load(inner)?;
        if !taken.is_empty() {
            return Ok(());
        }
        let slot = 1 + std::process::id() % count;
        waiting("other work that nobody waits for", || {
            inner.batch_execute(&format!("SELECT pg_advisory_xact_lock({class}, {slot})"))
        })
    }

    /// Measures how full the server is: connections of ours against `budget`, those of our login against its limit. A file
    /// is never full.
    ///
    /// # Errors
    /// Those of the database.
    pub fn saturation(&mut self, budget: u32) -> Result<Option<Saturation>> {
        let Self::Postgres(inner) = self else {
            return Ok(None);
        };
        let counts: ConnectionCounts = diesel::sql_query(
            "SELECT count(*) FILTER (WHERE a.application_name = current_setting('application_name')
                                       AND a.datname = current_database()) AS own,
                    count(*) FILTER (WHERE a.usename = session_user) AS of_login,
                    coalesce((SELECT nullif(rolconnlimit, -1) FROM pg_roles WHERE rolname = session_user),
                             current_setting('max_connections')::int
                             - current_setting('superuser_reserved_connections')::int)::bigint AS login_limit
               FROM pg_stat_activity a WHERE a.backend_type = 'client backend'",
        )
        .get_result(inner)?;
        let share = |count: i64, of: i64| u32::try_from(count * 100 / of.max(1)).unwrap_or(u32::MAX);
        let percent = share(counts.own, budget.into()).max(share(counts.of_login, counts.login_limit));
        Ok(Some(Saturation {
            percent,
            own: counts.own,
            of_login: counts.of_login,
            login_limit: counts.login_limit,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest() {
        let spread = Duration::from_millis(300);
        for (tries, least) in [(0, 500), (1, 1000), (2, 2000), (3, 4000), (4, 5000), (40, 5000)] {
            let pause = pause_before(tries);
            let least = Duration::from_millis(least);
            assert!(pause >= least && pause <= least + spread, "{tries}: {pause:?}");
        }
    }
}
