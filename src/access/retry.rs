//! Tries a transaction again that another one was in the way of, or whose connection was lost.

use std::time::Duration;

use crate::kernel::error::{ErrorCode, Result};

/// Tries of a transaction that another one was in the way of, and of one whose connection was lost.
const TRIES: u32 = 8;
const TRIES_AFTER_LOSS: u32 = 6;

/// Calls `attempt` again as long as another command was in its way, at most eight times, or after its connection was lost, at
/// most five times: it takes another one then, a little later each time, as a server that shuts down may still let one in.
///
/// # Errors
/// Those of the last attempt.
pub fn retried<T>(mut attempt: impl FnMut() -> Result<T>) -> Result<T> {
    let mut tries = 1;
    loop {
        match attempt() {
            Err(error) if error.code == ErrorCode::DatabaseContention && tries < TRIES => {
                tracing::info!(tries, "another command was in the way; trying again");
                std::thread::sleep(back_off(tries));
                tries += 1;
            }
            Err(error) if error.code == ErrorCode::DatabaseLost && tries < TRIES_AFTER_LOSS => {
                tracing::info!(%error, "the connection was lost before the commit; trying again");
                std::thread::sleep(back_off(tries + 4));
                tries += 1;
            }
            result => return result,
        }
    }
}

/// Returns the pause before the next try: 5 ms doubling, spread so that two contenders do not meet again.
fn back_off(tries: u32) -> Duration {
    let spread = u64::from(std::process::id() % 7);
    Duration::from_millis((5 << tries) + spread)
}
