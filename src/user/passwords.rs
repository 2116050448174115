//! Changes passwords, and hashes those that a replaced system kept in plain text.

use serde_json::json;

use super::model::{PasswordsMigrated, StoredPassword, User};
use super::sign_in::{self, AttemptOutcome, PasswordAttempt, PasswordChallenge};
use super::{service, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::Permission;
use crate::access::auth::password::{self, PasswordHash};
use crate::access::auth::store as auth_store;
use crate::access::auth::token::fingerprint;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;

/// A user whose password is to change.
pub struct PasswordTarget {
    pub username: String,
    /// Present where the old password is asked for: the user has one and is the acting user.
    pub challenge: Option<PasswordChallenge>,
    /// Bcrypt cost of the new hash.
    pub cost: u32,
}

/// Returns the user whose password is to change, and whether the old one is asked for.
///
/// # Errors
/// `Forbidden` for somebody else's, unless the actor manages users.
pub fn target(tx: &mut Tx<'_>, name: Option<&str>) -> Result<PasswordTarget> {
    let row = service::named_or_own(tx, name)?;
    let challenge = if row.user_id == tx.actor().user_id {
        Some(sign_in::challenge(tx, &row.username)?)
    } else {
        None
    };
    Ok(PasswordTarget {
        challenge: challenge.filter(PasswordChallenge::has_password),
        cost: tx.settings().bcrypt_cost(),
        username: row.username,
    })
}

/// Sets a new password and ends the user's sessions. A wrong old password counts as a failed sign-in.
pub fn change(
    tx: &mut Tx<'_>,
    username: &str,
    old: Option<&PasswordAttempt>,
    new: &PasswordHash,
) -> Result<AttemptOutcome<(User, usize)>> {
    let own = name_key(username) == name_key(&tx.actor().username);
    let grant = tx.require(if own {
        Permission::OwnAccount
    } else {
        Permission::ManageUsers
    })?;
    if let Some(attempt) = old
        && sign_in::judge(tx, &grant, attempt)?.is_none()
    {
        return Ok(AttemptOutcome::Refused(
            Error::forbidden(ErrorCode::WrongCredentials, "the old password is wrong")
                .hint("ask an admin to set a new one: colab user password NAME"),
        ));
    }
    let user = service::find(tx.connection(), username)?;
    if own && old.is_none() && auth_store::password_hash(tx.connection(), &user.user_id)?.is_some() {
        return Err(Error::conflict(
            ErrorCode::PasswordChangedMeanwhile,
            "the password has changed in the meantime",
        ));
    }
    let (now, real_now) = (tx.now(), tx.real_now());
    store::set_password(tx.connection(), &user.user_id, Some(new.as_str()), now)?;
    auth_store::set_login_state(tx.connection(), &user.user_id, 0, None, user.last_login_at)?;
    let ended = store::revoke_of(tx.connection(), &user.user_id, true, real_now)?;
    let facts =
        json!({"password": "changed", "sessions_ended": ended, "password_sha256": fingerprint(new.as_str())});
    tx.audit(&grant, AuditEvent::happened("user", &user.username, facts));
    let changed = User {
        failed_logins: 0,
        locked_until: None,
        updated_at: now,
        ..user.into()
    };
    Ok(AttemptOutcome::Done((changed, ended)))
}

/// A plain-text password and the hash to replace it; `None` where nobody could sign in with it.
pub struct PasswordReplacement {
    user_id: String,
    plain: String,
    hash: Option<PasswordHash>,
}

/// Returns every user's stored password, and the bcrypt cost of a new hash.
pub fn stored(tx: &mut Tx<'_>) -> Result<(Vec<StoredPassword>, u32)> {
    let _grant = tx.require(Permission::ManageUsers)?;
    Ok((store::passwords(tx.connection())?, tx.settings().bcrypt_cost()))
}

/// Hashes each plain-text password, which takes its time, and counts those that need no change.
pub fn replacements(stored: Vec<StoredPassword>, cost: u32) -> (Vec<PasswordReplacement>, PasswordsMigrated) {
    let mut counts = PasswordsMigrated::default();
    let mut replacements = Vec::new();
    for StoredPassword { user_id, value } in stored {
        match value {
            None => counts.without_password += 1,
            Some(value) if password::is_hash(&value) => counts.were_hashed_before += 1,
            Some(plain) => replacements.push(PasswordReplacement {
                hash: password::hash_kept_in_plain(&plain, cost),
                user_id,
                plain,
            }),
        }
    }
    (replacements, counts)
}

/// Replaces each plain-text password that is still the same by its hash.
pub fn migrate(
    tx: &mut Tx<'_>,
    replacements: &[PasswordReplacement],
    counts: PasswordsMigrated,
) -> Result<PasswordsMigrated> {
    let grant = tx.require(Permission::ManageUsers)?;
    let mut done = counts;
    for one in replacements {
        let new = one.hash.as_ref().map(PasswordHash::as_str);
        if !store::replace_password(tx.connection(), &one.user_id, &one.plain, new)? {
            continue;
        }
        let fact = match one.hash {
            Some(_) => {
                done.hashed += 1;
                "hashed"
            }
            None => {
                done.removed += 1;
                "removed"
            }
        };
        tx.audit(
            &grant,
            AuditEvent::happened(
                "user",
                &one.user_id,
                json!({"plain_text_password": fact, "password_sha256": new.map(fingerprint)}),
            ),
        );
    }
    if done.hashed + done.removed == 0 {
        tx.mark_unchanged();
    }
    Ok(done)
}
