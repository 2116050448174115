//! Whether a transaction was committed whose connection was lost on the way.

use std::time::Instant;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Text};

use super::backend::AnyConnection as Connection;
use super::connection::{Database, OpenMode};
use super::slots;
use super::waiting::connect_wait;
use crate::kernel::error::Result;

/// What tells a transaction from all others: its number, the history of the server that it belongs to, and the row of the
/// audit log that it ends with.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct CommitMark {
    #[diesel(sql_type = Text)]
    xid: String,
    #[diesel(sql_type = Text)]
    timeline: String,
    #[diesel(sql_type = BigInt)]
    seq: i64,
    #[diesel(sql_type = Text)]
    hash: String,
}

/// The columns of a [`CommitMark`], to be read after the audit rows of a transaction.
pub(super) const MARK_COLUMNS: &str = "pg_current_xact_id()::text AS xid,
    left(pg_walfile_name(pg_current_wal_insert_lsn()), 8) AS timeline, h.seq, h.hash";

/// What became of a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommitOutcome {
    Kept,
    NotKept,
    Unknown,
}

#[derive(QueryableByName)]
struct ServerHistory {
    #[diesel(sql_type = Bool)]
    is_standby: bool,
    #[diesel(sql_type = Nullable<Text>)]
    timeline: Option<String>,
    #[diesel(sql_type = BigInt)]
    seq: i64,
    #[diesel(sql_type = Text)]
    hash: String,
}

#[derive(QueryableByName)]
struct XactStatus {
    #[diesel(sql_type = Nullable<Text>)]
    status: Option<String>,
}

impl Connection {
    /// Replaces a connection that is lost by a new one.
    ///
    /// # Errors
    /// As [`Database::open`].
    pub fn reopen_if_lost(&mut self, database: &Database) -> Result<()> {
        if diesel::r2d2::R2D2Connection::is_broken(self) {
            tracing::info!("the connection was lost: opening another one");
            *self = database.open(OpenMode::ReadOnly)?;
        }
        Ok(())
    }

    /// Finds out what became of a transaction whose connection was lost while it was committed, over a new connection, which
    /// takes its place. While the server is still at it, asks again.
    pub fn outcome_of(&mut self, mark: &CommitMark, database: &Database) -> CommitOutcome {
        let begun = Instant::now();
        let patience = connect_wait();
        for tries in 0.. {
            let asked = self
                .reopen_if_lost(database)
                .and_then(|()| Ok(self.ask_outcome(mark)?));
            match asked {
                Ok(Some(outcome)) => return outcome,
                Ok(None) => {}
                Err(error) => tracing::info!(%error, "the outcome cannot be asked yet"),
            }
            let left = patience.saturating_sub(begun.elapsed());
            if left.is_zero() {
                break;
            }
            std::thread::sleep(slots::pause_before(tries).min(left));
        }
        CommitOutcome::Unknown
    }

    /// Asks once; `None` where it is not decided yet.
    fn ask_outcome(&mut self, mark: &CommitMark) -> QueryResult<Option<CommitOutcome>> {
        let now: ServerHistory = diesel::sql_query(
            "SELECT pg_is_in_recovery() AS is_standby, seq, hash,
                    CASE WHEN NOT pg_is_in_recovery()
                         THEN left(pg_walfile_name(pg_current_wal_insert_lsn()), 8) END AS timeline
               FROM colab_audit_head()",
        )
        .get_result(self)?;
        if now.is_standby {
            return Ok(None);
        }
        if now.timeline.as_deref() == Some(&mark.timeline) {
            let found: XactStatus = diesel::sql_query("SELECT pg_xact_status($1::xid8) AS status")
                .bind::<Text, _>(&mark.xid)
                .get_result(self)?;
            return Ok(match found.status.as_deref() {
                Some("committed") => Some(CommitOutcome::Kept),
                Some("aborted") => Some(CommitOutcome::NotKept),
                Some(_) => None,
                None => Some(CommitOutcome::Unknown),
            });
        }
        // Another server has taken over and counts its transactions anew: the log alone tells what came over.
        if now.seq < mark.seq {
            return Ok(Some(CommitOutcome::NotKept));
        }
        let hash = if now.seq == mark.seq {
            Some(now.hash)
        } else {
            let hashes = self.texts(&format!(
                "SELECT hash AS text FROM audit_log WHERE seq = {}",
                mark.seq
            ));
            // A login that may not read the log.
            match hashes {
                Ok(hashes) => hashes.into_iter().next(),
                Err(_) => return Ok(Some(CommitOutcome::Unknown)),
            }
        };
        Ok(Some(if hash.as_deref() == Some(&mark.hash) {
            CommitOutcome::Kept
        } else {
            CommitOutcome::NotKept
        }))
    }
}
