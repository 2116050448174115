//! Safe repeat: a command that creates, run again by the same user with the same `--idempotency-key`, gives the same
//! records. A key belongs to its user: nobody is told that another one used it.

mod store;

use anyhow::Context;
use sha2::{Digest, Sha256};

use crate::access::tx::Tx;
use crate::db::{OnViolation, contention};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::text::hex;

/// The key and hash of a request that may have been made before.
#[derive(Debug, Clone)]
pub struct IdempotencyKey {
    key: String,
    request_hash: String,
}

impl IdempotencyKey {
    /// Returns the key if one was given.
    ///
    /// # Errors
    /// As [`IdempotencyKey::new`].
    pub fn asked(key: Option<&str>, request: &str) -> Result<Option<Self>> {
        key.map(|key| Self::new(key, request)).transpose()
    }

    /// Returns the key of a request; `request` is everything that was asked for, in a stable form.
    ///
    /// # Errors
    /// `Invalid` for a key that is empty or longer than 255 characters.
    pub fn new(key: &str, request: &str) -> Result<Self> {
        let key = crate::kernel::text::clean_text("--idempotency-key", key, 255)?;
        Ok(Self {
            key,
            request_hash: hex(&Sha256::digest(request.as_bytes())),
        })
    }

    /// Returns the ids that the first run made, if this is a later one.
    ///
    /// # Errors
    /// `Conflict` when the key stood for another request.
    pub fn made_before(&self, tx: &mut Tx<'_>) -> Result<Option<Vec<i64>>> {
        let (command, user) = (tx.command().to_owned(), tx.actor().username.as_str());
        let Some((known_command, known_hash, ids)) = store::find(tx.connection(), user, &self.key)? else {
            return Ok(None);
        };
        if known_command != command || known_hash != self.request_hash {
            return Err(Error::conflict(
                ErrorCode::IdempotencyKeyReused,
                format!("the idempotency key `{}` was used for another request", self.key),
            )
            .hint("take a new key for a new request"));
        }
        tx.mark_unchanged();
        Ok(Some(
            serde_json::from_str(&ids).context("cannot read the ids of the first run")?,
        ))
    }

    /// Remembers what this run made. Two first runs at once: the later one is tried again and finds the earlier.
    pub fn remember(&self, tx: &mut Tx<'_>, ids: &[i64]) -> Result<()> {
        let ids = serde_json::to_string(ids).context("cannot write the ids of this run")?;
        let (command, now, by) = (tx.command().to_owned(), tx.now(), tx.actor().username.clone());
        let row = (
            self.key.as_str(),
            command.as_str(),
            self.request_hash.as_str(),
            ids.as_str(),
            now,
            by.as_str(),
        );
        store::insert(tx.connection(), row).on_any_violation(contention)
    }
}
