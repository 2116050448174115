//! Whose turn it is to write a SQLite file: SQLite lets whoever asks at the right moment go first, and some wait for seconds.
//!
//! A writer locks the write-ahead log, which the system gives to one after the other. This is a courtesy: what keeps two
//! writers apart is SQLite's own lock, and whoever cannot queue up takes their chance with it.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::waiting::{TELL_AFTER, tell};

/// The turn that this process has: it writes one file at a time that others write too.
static TAKEN: Mutex<Option<File>> = Mutex::new(None);

fn taken() -> MutexGuard<'static, Option<File>> {
    TAKEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits for a turn, no longer than `patience`.
pub(super) fn take(database: &str, patience: Duration) {
    let has_one = taken().is_some();
    if !has_one {
        let turn = wait(Path::new(&format!("{database}-wal")), patience);
        *taken() = turn;
    }
}

/// Gives the turn back, if this process has one.
pub(super) fn give_back() {
    taken().take();
}

fn wait(log: &Path, patience: Duration) -> Option<File> {
    let file = File::open(log).ok()?;
    match file.try_lock() {
        Ok(()) => return Some(file),
        Err(TryLockError::WouldBlock) => {}
        Err(TryLockError::Error(_)) => return None,
    }
    // The system keeps the order of those who wait; it knows no limit of waiting, so a thread does it.
    let (sender, turn) = mpsc::channel();
    std::thread::spawn(move || {
        if file.lock().is_ok() {
            // Whoever gave up waiting drops it.
            let _ = sender.send(file);
        }
    });
    match turn.recv_timeout(patience.min(TELL_AFTER)) {
        Err(RecvTimeoutError::Timeout) if patience > TELL_AFTER => {
            tell("waiting for other commands that write the database");
            turn.recv_timeout(patience.saturating_sub(TELL_AFTER)).ok()
        }
        turn => turn.ok(),
    }
}
