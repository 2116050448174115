//! What a transaction on a server waits for, told while it does.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Nullable, Text};

use super::connection::Database;
use super::locks::LockHolder;
use super::server;
use super::waiting::{MARK, MARK_CLASS, TELL_AFTER, awaited, tell};

/// Says what a transaction waits for, until it is dropped.
pub struct WaitNotice {
    _until: Option<Sender<()>>,
}

/// The server's process that runs a transaction of ours which waits.
#[derive(QueryableByName)]
struct WaitingProcess {
    #[diesel(sql_type = Integer)]
    pid: i32,
    #[diesel(sql_type = Nullable<Text>)]
    event: Option<String>,
}

impl WaitNotice {
    /// Begins to look, over a connection of its own, when the transaction takes long. A file tells by itself.
    pub fn begin(database: &Database) -> Self {
        let Database::Postgres(url) = database else {
            return Self { _until: None };
        };
        let (until, ended) = mpsc::channel();
        let url = url.clone();
        std::thread::spawn(move || {
            let mut connection = None;
            while ended.recv_timeout(TELL_AFTER) == Err(RecvTimeoutError::Timeout) {
                if connection.is_none() {
                    connection = match server::try_once(&url) {
                        Ok(opened) => Some(opened),
                        Err(reason) => {
                            if server::is_silent(&reason) {
                                tell("the server does not answer; still waiting");
                            }
                            return;
                        }
                    };
                }
                let found = connection.as_mut().and_then(what_it_waits_for);
                if let Some(words) = found {
                    return tell(&words);
                }
            }
        });
        Self { _until: Some(until) }
    }
}

/// Returns what the run's transaction waits for on the server.
fn what_it_waits_for(connection: &mut PgConnection) -> Option<String> {
    let process: WaitingProcess = diesel::sql_query(
        "SELECT a.pid, a.wait_event AS event FROM pg_stat_activity a JOIN pg_locks l ON l.pid = a.pid
          WHERE l.locktype = 'advisory' AND l.classid::bigint = $1 AND l.objid = $2::bigint::oid AND l.objsubid = 2
            AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND (a.wait_event_type = 'Lock' OR a.wait_event = 'SyncRep')",
    )
    .bind::<BigInt, _>(i64::from(MARK_CLASS))
    .bind::<BigInt, _>(i64::from(MARK.cast_unsigned()))
    .get_result(connection)
    .ok()?;
    if process.event.as_deref() == Some("SyncRep") {
        return Some(
            "committed here; waiting for the standby to confirm it, and interrupting does not undo it"
                .to_owned(),
        );
    }
    let holders: Vec<LockHolder> = diesel::sql_query(
        "SELECT a.pid, coalesce(a.usename::text, '?') AS login, coalesce(a.application_name, '') AS program,
                a.xact_start AS since
           FROM pg_stat_activity a WHERE a.pid = ANY (pg_blocking_pids($1)) ORDER BY since LIMIT 3",
    )
    .bind::<Integer, _>(process.pid)
    .load(connection)
    .ok()?;
    let what = awaited();
    let words: Vec<String> = holders.iter().map(LockHolder::words).collect();
    Some(if words.is_empty() {
        format!("waiting for {what}")
    } else {
        format!("waiting for {what}: locked by {}", words.join(", "))
    })
}
