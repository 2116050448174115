//! A server that follows the one that is written: how far it is.

use std::time::{Duration, Instant};

use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};

use super::backend::AnyConnection as Connection;

const PAUSE: Duration = Duration::from_millis(20);

#[derive(QueryableByName)]
struct FollowerState {
    #[diesel(sql_type = Bool)]
    has_followed: bool,
}

impl Connection {
    /// Returns whether both are one database of one cluster, on whichever of its servers: a database that was restored elsewhere
    /// has the same id of ours, and goes its own way.
    ///
    /// # Errors
    /// Those of either server.
    pub fn is_replica_of(&mut self, primary: &mut Self) -> QueryResult<bool> {
        let identity =
            "SELECT s.system_identifier || '/' || d.oid AS text FROM pg_control_system() s, pg_database d
                         WHERE d.datname = current_database()";
        Ok(self.texts(identity)? == primary.texts(identity)?)
    }

    /// Waits until this server has all that the other one has now, at most for `patience`; returns whether it has.
    ///
    /// # Errors
    /// Those of either server.
    pub fn has_followed(&mut self, primary: &mut Self, patience: Duration) -> QueryResult<bool> {
        let begun = Instant::now();
        let positions = primary.texts("SELECT pg_current_wal_lsn()::text AS text")?;
        let position = positions.into_iter().next().unwrap_or_default();
        loop {
            // A server that follows nobody is the one that is written, or has taken its place.
            let state: FollowerState = diesel::sql_query(
                "SELECT NOT pg_is_in_recovery() OR coalesce(pg_last_wal_replay_lsn() >= $1::pg_lsn, false) AS has_followed",
            )
            .bind::<Text, _>(&position)
            .get_result(self)?;
            if state.has_followed || begun.elapsed() >= patience {
                return Ok(state.has_followed);
            }
            std::thread::sleep(PAUSE);
        }
    }
}
