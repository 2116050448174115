//! Signs users in and out, in three steps: read what the password is checked against, check it with no transaction open
//! (bcrypt is slow on purpose, and SQLite has one writer), and write the outcome if nothing has changed in the meantime.

use chrono::TimeDelta;
use serde_json::json;

use super::model::{IssuedToken, NewToken, UserTokenKind};
use super::{store, tokens};
use crate::access::audit::AuditEvent;
use crate::access::auth::password::{self, PasswordHash};
use crate::access::auth::store::{self as auth_store, UserRow};
use crate::access::auth::{Grant, Permission, token};
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::kernel::timestamp::Timestamp;

/// Wrong passwords in a row before the account is locked.
const FAILURES_BEFORE_LOCK: i32 = 5;

/// Longest lock of an account. A lock that lies further ahead was set under a wrong clock.
const LONGEST_WAIT: TimeDelta = TimeDelta::minutes(60);

/// Characters of an unknown user's name that the audit log keeps.
const LONGEST_NAME: usize = 255;

/// What a password is checked against; for an unknown user, nothing.
pub struct PasswordChallenge {
    username: String,
    stored: Option<String>,
    cost: u32,
    /// Whether the user may sign in now. No new hash is made for one who may not: the time would tell that the password
    /// is right.
    open: bool,
}

/// A checked password.
pub struct PasswordAttempt {
    username: String,
    stored: Option<String>,
    right: bool,
    /// Replaces a stored password that is plain text or has another cost.
    renewed: Option<PasswordHash>,
}

/// The outcome of a checked password; it is written and audited either way.
pub enum AttemptOutcome<T> {
    Done(T),
    Refused(Error),
}

/// Returns what the password of this user is checked against.
pub fn challenge(tx: &mut Tx<'_>, username: &str) -> Result<PasswordChallenge> {
    let _grant = tx.require(Permission::OwnTokens)?;
    let real_now = tx.real_now();
    let user = auth_store::user_by_key(tx.connection(), &name_key(username))?;
    let open = |user: &UserRow| user.is_active && waits_until(user, real_now).is_none();
    let stored = match &user {
        Some(user) => auth_store::password_hash(tx.connection(), &user.user_id)?,
        None => None,
    };
    Ok(PasswordChallenge {
        username: username.chars().take(LONGEST_NAME).collect(),
        open: user.as_ref().is_some_and(open),
        stored,
        cost: tx.settings().bcrypt_cost(),
    })
}

impl PasswordChallenge {
    /// Checks a password. Takes the time of one hash for whatever user, and of two where a right one is stored anew.
    pub fn attempt(self, text: &str) -> PasswordAttempt {
        let right = password::verify(text, self.stored.as_deref(), self.cost);
        let outdated = |stored: &String| right && self.open && password::is_outdated(stored, self.cost);
        let renewed = match &self.stored {
            Some(stored) if outdated(stored) => password::hash_kept_in_plain(text, self.cost),
            _ => None,
        };
        PasswordAttempt {
            username: self.username,
            stored: self.stored,
            right,
            renewed,
        }
    }

    /// Returns whether there is a password at all.
    pub fn has_password(&self) -> bool {
        self.stored.is_some()
    }
}

/// Signs a user in. An unknown user, a wrong password and a locked account get the same answer after the same time.
pub fn sign_in(tx: &mut Tx<'_>, attempt: &PasswordAttempt) -> Result<AttemptOutcome<IssuedToken>> {
    let grant = tx.require(Permission::OwnTokens)?;
    let Some(user) = judge(tx, &grant, attempt)? else {
        return Ok(AttemptOutcome::Refused(wrong_credentials()));
    };
    let real_now = tx.real_now();
    auth_store::set_login_state(tx.connection(), &user.user_id, 0, None, Some(real_now))?;
    let renewed = renew(tx, &user, attempt)?;
    let new = NewToken {
        name: "session".into(),
        scope: Vec::new(),
        expires_at: Some(real_now.plus(TimeDelta::days(tx.settings().session_days()))),
        user: None,
    };
    let session = tokens::issue(tx, &grant, &user, &new, UserTokenKind::Session)?;
    auth_store::touch_token(tx.connection(), &token::hash(&session.token), real_now)?;
    let mut facts = json!({"done": true, "session": session.id, "token_sha256": session.fingerprint()});
    if let Some(hash) = renewed {
        facts["password_hashed"] = json!(true);
        facts["password_sha256"] = json!(token::fingerprint(hash.as_str()));
    }
    tx.audit(&grant, AuditEvent::happened("sign_in", &user.username, facts));
    Ok(AttemptOutcome::Done(session))
}

/// Stores the password anew where it was plain text or had another cost, and returns the new hash.
fn renew<'a>(
    tx: &mut Tx<'_>,
    user: &UserRow,
    attempt: &'a PasswordAttempt,
) -> Result<Option<&'a PasswordHash>> {
    if let (Some(hash), Some(old)) = (&attempt.renewed, &attempt.stored)
        && store::replace_password(tx.connection(), &user.user_id, old, Some(hash.as_str()))?
    {
        return Ok(Some(hash));
    }
    Ok(None)
}

/// Returns the user if the password was right; counts and audits the failure otherwise. The row is locked meanwhile, so
/// that a hundred attempts at once count as a hundred.
pub fn judge(tx: &mut Tx<'_>, grant: &Grant, attempt: &PasswordAttempt) -> Result<Option<UserRow>> {
    let Some(user) = store::lock_user(tx.connection(), &name_key(&attempt.username))? else {
        let event = AuditEvent::happened("sign_in", &attempt.username, json!({"refused": "unknown user"}));
        tx.audit(grant, event);
        return Ok(None);
    };
    let real_now = tx.real_now();
    let unchanged = auth_store::password_hash(tx.connection(), &user.user_id)? == attempt.stored;
    let waits_until = waits_until(&user, real_now);
    if attempt.right && unchanged && user.is_active && waits_until.is_none() {
        return Ok(Some(user));
    }
    let (failures, until) = match waits_until {
        Some(until) => (user.failed_logins, Some(until)),
        None => {
            let failures = user.failed_logins.saturating_add(1);
            (failures, lock_after(failures, real_now))
        }
    };
    auth_store::set_login_state(
        tx.connection(),
        &user.user_id,
        failures,
        until,
        user.last_login_at,
    )?;
    let why = match (user.is_active, waits_until) {
        (false, _) => "disabled",
        (true, Some(_)) => "locked",
        (true, None) => "wrong password",
    };
    let facts = json!({"refused": why, "failures": failures, "locked_until": until});
    tx.audit(grant, AuditEvent::happened("sign_in", &user.username, facts));
    Ok(None)
}

/// Returns until when an account is locked, at most [`LONGEST_WAIT`] even if the clock has run backwards.
fn waits_until(user: &UserRow, real_now: Timestamp) -> Option<Timestamp> {
    let until = user.locked_until.filter(|until| *until > real_now)?;
    Some(until.min(real_now.plus(LONGEST_WAIT)))
}

/// Returns the end of the lock after a failure: one minute after the fifth, doubling to an hour.
fn lock_after(failures: i32, now: Timestamp) -> Option<Timestamp> {
    let over = failures - FAILURES_BEFORE_LOCK;
    let wait = TimeDelta::minutes(1_i64 << over.clamp(0, 6)).min(LONGEST_WAIT);
    (over >= 0).then(|| now.plus(wait))
}

fn wrong_credentials() -> Error {
    Error::forbidden(ErrorCode::WrongCredentials, "the name or the password is wrong")
        .hint("several failures in a row lock an account for a while, longer each time")
}

/// Ends the session with this token, and returns whether there was one.
pub fn sign_out(tx: &mut Tx<'_>, text: &str) -> Result<bool> {
    let grant = tx.require(Permission::OwnTokens)?;
    let holder = auth_store::token_holder(tx.connection(), &token::hash(text))?;
    let Some(holder) = holder.filter(|holder| holder.revoked_at.is_none()) else {
        tx.mark_unchanged();
        return Ok(false);
    };
    let real_now = tx.real_now();
    auth_store::revoke_token(tx.connection(), holder.id, real_now)?;
    let facts = json!({"session": holder.id});
    tx.audit(&grant, AuditEvent::happened("sign_out", &holder.username, facts));
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_from_a_minute_to_an_hour() {
        let now = Timestamp::EPOCH;
        let minutes = |failures| lock_after(failures, now).map(|until| until.since(now).num_minutes());
        assert_eq!(minutes(4), None);
        assert_eq!(
            [5, 6, 7, 8, 9, 10, 11, 100].map(|failures| minutes(failures).unwrap()),
            [1, 2, 4, 8, 16, 32, 60, 60]
        );
    }
}
