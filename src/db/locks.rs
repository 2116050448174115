//! Who held what a transaction waited for in vain.

use std::time::Duration;

use diesel::prelude::*;
use diesel::sql_types::{Integer, Nullable, Text};

use super::backend::{AnyConnection as Connection, DatabaseEngine};
use super::limits::LockLimits;
use super::types::UtcMicros;
use crate::kernel::error::{Error, ErrorCode};
use crate::kernel::timestamp::Timestamp;

/// A session of the server that others wait for.
#[derive(QueryableByName)]
pub(super) struct LockHolder {
    #[diesel(sql_type = Integer)]
    pid: i32,
    #[diesel(sql_type = Text)]
    login: String,
    #[diesel(sql_type = Text)]
    program: String,
    /// Only whoever may look into the session sees it.
    #[diesel(sql_type = Nullable<UtcMicros>)]
    since: Option<Timestamp>,
}

impl Connection {
    /// Adds to the error of a transaction that waited too long who held the locks. To be called after its end.
    pub fn name_lock_holders(&mut self, mut error: Error, limits: &LockLimits) -> Error {
        if error.code != ErrorCode::DatabaseBusy || self.engine() == DatabaseEngine::Sqlite {
            return error;
        }
        let holders = self.lock_holders(limits.lock).unwrap_or_default();
        if holders.is_empty() {
            return error;
        }
        let words: Vec<String> = holders.iter().map(LockHolder::words).collect();
        error.message = format!("{}; locks are held by {}", error.message, words.join(", "));
        let pids: Vec<i32> = holders.iter().map(|holder| holder.pid).collect();
        error.detail("lock_holders", pids)
    }

    /// Finds the sessions that held locks on our tables, or such as stand for a number, while we waited, and wait for nobody themselves. Which of their
    /// locks it was cannot be asked any more: the wait is over.
    fn lock_holders(&mut self, waited: Duration) -> QueryResult<Vec<LockHolder>> {
        let sql = format!(
            "SELECT DISTINCT a.pid, coalesce(a.usename::text, '?') AS login, a.application_name AS program, \
                    a.xact_start AS since \
               FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid \
               LEFT JOIN pg_class c ON c.oid = l.relation \
              WHERE l.granted AND l.mode <> 'AccessShareLock' AND a.datname = current_database() \
                AND (c.relnamespace = current_schema()::regnamespace \
                     OR l.locktype = 'advisory' AND l.objsubid = 1) AND l.pid <> pg_backend_pid() \
                AND a.wait_event_type IS DISTINCT FROM 'Lock' \
                AND (a.xact_start IS NULL OR a.xact_start < clock_timestamp() - interval '{} milliseconds') \
              ORDER BY since LIMIT 3",
            waited.as_millis()
        );
        diesel::sql_query(sql).load(self)
    }
}

impl LockHolder {
    pub(super) fn words(&self) -> String {
        let mut words = format!("process {} (login {}", self.pid, self.login);
        if !self.program.is_empty() {
            words.push_str(&format!(", {}", self.program));
        }
        if let Some(since) = self.since {
            words.push_str(&format!(", since {since}"));
        }
        words + ")"
    }
}
