//! How long a transaction waits for others, and keeps them waiting.

use std::time::Duration;

/// Slots of one kind of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TierSlots {
    pub tier: SlotTier,
    pub count: u32,
}

/// Work that nobody waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotTier {
    Agents,
    System,
}

impl SlotTier {
    /// Returns the first half of the numbers of its locks.
    pub(super) const fn class(self) -> i32 {
        match self {
            Self::Agents => 0x6167_6e74,
            Self::System => 0x7379_7374,
        }
    }
}

/// How long a transaction may wait, and be waited for.
#[derive(Debug, Clone, Copy)]
pub struct LockLimits {
    /// How long a statement waits for another transaction.
    pub lock: Duration,
    /// How long a server lets a transaction do nothing, in which it keeps others waiting.
    pub idle: Duration,
    /// The slots of which a server gives it one; `None`: it needs none.
    pub slots: Option<TierSlots>,
}

impl Default for LockLimits {
    fn default() -> Self {
        Self {
            lock: Duration::from_secs(10),
            idle: Duration::from_secs(60),
            slots: None,
        }
    }
}

impl LockLimits {
    /// Returns the usual limits, but for a transaction that waits for a backup over another connection, however long.
    pub fn while_backing_up() -> Self {
        Self {
            // Turns the server's limit off.
            idle: Duration::ZERO,
            ..Self::default()
        }
    }

    /// Returns what a server is told after `BEGIN`: it ends with the transaction, so it also holds behind a pooler.
    pub fn statements(&self) -> String {
        format!(
            "SET LOCAL lock_timeout = {}; SET LOCAL idle_in_transaction_session_timeout = {}",
            self.lock.as_millis(),
            self.idle.as_millis()
        )
    }
}
