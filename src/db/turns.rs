//! Whose turn it is to write a SQLite file: SQLite lets whoever asks at the right moment go first, and some wait for seconds.
//!
//! A writer locks the write-ahead log, which the system gives to one after the other. This is a courtesy: what keeps two
//! writers apart is SQLite's own lock, and whoever cannot queue up takes their chance with it.

use std::collections::BTreeMap;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::waiting::{TELL_AFTER, tell};

/// The turns that this process has.
static TAKEN: Mutex<BTreeMap<PathBuf, File>> = Mutex::new(BTreeMap::new());

fn taken() -> MutexGuard<'static, BTreeMap<PathBuf, File>> {
    TAKEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits for a turn, no longer than `patience`.
pub(super) fn take(database: &str, patience: Duration) {
    let log = PathBuf::from(format!("{database}-wal"));
    if taken().contains_key(&log) {
        return;
    }
    if let Some(file) = wait(&log, patience) {
        taken().insert(log, file);
    }
}

/// Returns whether this process has a turn of any file.
pub(super) fn has_any() -> bool {
    !taken().is_empty()
}

/// Gives the turn back, if this process has it.
pub(super) fn give_back(database: &str) {
    taken().remove(Path::new(&format!("{database}-wal")));
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
