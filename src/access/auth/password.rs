//! Passwords: bcrypt, never cut in silence. Hashing is slow on purpose: no transaction is open meanwhile.

use std::fmt;

use anyhow::Context;
use sha2::{Digest, Sha256};

use crate::kernel::error::{Error, ErrorCode, Result};

/// bcrypt reads no more; [`check`] refuses what it would cut.
const MAX_BYTES: usize = 72;
const MIN_CHARS: usize = 8;

/// What is stored of a password; made here alone, and no log or message shows it.
#[derive(Clone)]
pub struct PasswordHash(String);

impl PasswordHash {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

/// Checks the length of a new password.
///
/// # Errors
/// `Invalid` for one that is empty, too short or longer than bcrypt reads.
pub fn check(password: &str) -> Result<()> {
    if password.is_empty() {
        return Err(Error::invalid(ErrorCode::PasswordEmpty, "the password is empty")
            .hint(format!("a password has at least {MIN_CHARS} characters")));
    }
    if password.chars().count() < MIN_CHARS {
        return Err(Error::invalid(
            ErrorCode::PasswordTooShort,
            format!("a password has at least {MIN_CHARS} characters"),
        ));
    }
    if password.len() > MAX_BYTES {
        return Err(Error::invalid(
            ErrorCode::PasswordTooLong,
            format!("a password has at most {MAX_BYTES} bytes"),
        ));
    }
    Ok(())
}

/// Hashes a new password with bcrypt.
///
/// # Errors
/// As [`check`].
pub fn hash(password: &str, cost: u32) -> Result<PasswordHash> {
    check(password)?;
    let hash = bcrypt::hash(password, cost).context("cannot hash the password")?;
    Ok(PasswordHash(hash))
}

/// Hashes a password that another system kept in plain text; `None` for one that nobody could ever sign in with: empty,
/// or longer than bcrypt reads.
pub fn hash_kept_in_plain(password: &str, cost: u32) -> Option<PasswordHash> {
    fits(password).then(|| bcrypt::hash(password, cost).ok().map(PasswordHash))?
}

/// Takes over a hash that another system made; no message repeats it.
///
/// # Errors
/// `Invalid` for anything but a bcrypt hash: a password is not taken in its place.
pub fn hashed_elsewhere(hash: &str) -> Result<PasswordHash> {
    if !is_hash(hash) {
        return Err(Error::invalid(
            ErrorCode::NoPasswordHash,
            "invalid password_hash: only bcrypt hashes are imported, never passwords",
        )
        .hint("leave it empty: colab user password NAME sets one"));
    }
    Ok(PasswordHash(hash.to_owned()))
}

/// Returns whether a stored value is a bcrypt hash, and not what another system kept in plain text.
pub fn is_hash(stored: &str) -> bool {
    stored.parse::<bcrypt::HashParts>().is_ok()
}

/// Returns whether a stored value should be replaced at the next sign-in: plain text, or hashed with less or more work
/// than the setting asks for.
pub fn is_outdated(stored: &str, cost: u32) -> bool {
    stored
        .parse::<bcrypt::HashParts>()
        .map_or(true, |parts| parts.get_cost() != cost)
}

fn fits(password: &str) -> bool {
    !password.is_empty() && password.len() <= MAX_BYTES
}

/// Verifies a password. Whatever is stored, it takes the time of one hash at `cost`: a user without a password, one
/// that does not exist, a value in plain text and an old hash made with less work are not told from a wrong password.
pub fn verify(password: &str, stored: Option<&str>, cost: u32) -> bool {
    let parts = stored.and_then(|stored| stored.parse::<bcrypt::HashParts>().ok());
    match (stored, parts) {
        (Some(stored), Some(parts)) if fits(password) => {
            let right = bcrypt::verify(password, stored).unwrap_or(false);
            // Each step of cost is twice the work: these and the one above make one at `cost`.
            (parts.get_cost()..cost).for_each(take_the_time);
            right
        }
        (stored, parts) => {
            take_the_time(cost);
            parts.is_none() && stored.is_some_and(|plain| fits(password) && same(plain, password))
        }
    }
}

fn take_the_time(cost: u32) {
    let _ = bcrypt::hash("no password", cost);
}

/// Compares digests, so that the time says nothing of how much was right.
fn same(one: &str, other: &str) -> bool {
    Sha256::digest(one.as_bytes()) == Sha256::digest(other.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_verified_and_its_bounds_are_kept() {
        let hashed = hash("correct horse", 4).unwrap();
        let stored = Some(hashed.as_str());
        assert!(verify("correct horse", stored, 4));
        assert!(!verify("correct horsf", stored, 4));
        assert!(!verify("correct horse", None, 4));
        assert!(!verify(hashed.as_str(), stored, 4), "a hash is not a password");
        assert_eq!(hash("", 4).unwrap_err().code, "password_empty");
        assert_eq!(hash("short", 4).unwrap_err().code, "password_too_short");
        assert_eq!(hash(&"x".repeat(73), 4).unwrap_err().code, "password_too_long");
        assert!(!verify(&"ü".repeat(50), stored, 4));
        assert!(!verify("aüüüüü", None, 4));
    }

    #[test]
    fn all_of_72_bytes_counts() {
        let (one, other) = ("x".repeat(72), format!("{}y", "x".repeat(71)));
        let hashed = hash(&one, 4).unwrap();
        assert!(verify(&one, Some(hashed.as_str()), 4));
        assert!(!verify(&other, Some(hashed.as_str()), 4));
    }

    #[test]
    fn what_was_kept_in_plain_text_is_known_and_good_until_it_is_hashed() {
        for plain in ["secret", "$2b$", "$2b$12$short", "geheim-ü"] {
            assert!(!is_hash(plain) && is_outdated(plain, 4), "{plain}");
            assert!(verify(plain, Some(plain), 4), "{plain}");
            let hashed = hash_kept_in_plain(plain, 4).unwrap();
            assert!(is_hash(hashed.as_str()) && verify(plain, Some(hashed.as_str()), 4));
            assert!(!is_outdated(hashed.as_str(), 4) && is_outdated(hashed.as_str(), 5));
        }
        assert!(!verify("", Some(""), 4), "an empty password opens nothing");
        let long = "x".repeat(73);
        assert!(!verify(&long, Some(&long), 4));
        assert!(hash_kept_in_plain("", 4).is_none() && hash_kept_in_plain(&long, 4).is_none());
    }

    #[test]
    fn a_hash_is_not_shown() {
        let hashed = hash("correct horse", 4).unwrap();
        assert!(!format!("{hashed:?}").contains("$2"));
    }
}
