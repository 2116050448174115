//! Whose turn it is to write a SQLite file: SQLite lets whoever asks at the right moment go first, and some wait for seconds.
//!
//! A writer locks the write-ahead log, which the system gives to one after the other. This is a courtesy: what keeps two
//! writers apart is SQLite's own lock, and whoever cannot queue up takes their chance with it.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::time::{Duration, Instant};

use super::waiting::{BUSY_TIMEOUT, TELL_AFTER, connect_wait, tell};

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

/// The pause before it is asked again whether a file may be opened.
const PAUSE: Duration = Duration::from_millis(20);

/// The gate of a file: whoever is about to replace the file locks it, and whoever comes waits before they open the file. Those
/// who have it open go on, and leave one after the other.
///
/// It is the index of the write-ahead log: nobody but those who may read the database can lock that, and it is there as long
/// as somebody has the database open. SQLite's own locks on it are of another kind, but end when this process closes it: that
/// comes before a connection is opened, or after it is closed.
pub(super) fn gate(database: &Path) -> Option<File> {
    // SQLite keeps it beside the file that a link leads to.
    let file = database.canonicalize().ok()?;
    File::open(format!("{}-shm", file.display())).ok()
}

/// Waits at the gate of the first file that this process opens, no longer than for a server that takes no connection. Later
/// it is let through, as others wait for it to end.
pub(super) fn enter(database: &Path) {
    static ENTERED: Once = Once::new();
    ENTERED.call_once(|| {
        let Some(gate) = gate(database) else {
            return;
        };
        let (begun, patience) = (Instant::now(), BUSY_TIMEOUT.min(connect_wait()));
        let mut is_told = false;
        while matches!(gate.try_lock_shared(), Err(TryLockError::WouldBlock)) && begun.elapsed() < patience {
            if begun.elapsed() >= TELL_AFTER && !is_told {
                is_told = true;
                tell("waiting for a restore of the database");
            }
            std::thread::sleep(PAUSE);
        }
    });
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
