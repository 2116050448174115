//! Passwords: bcrypt, never cut in silence.

use crate::error::{Error, Result};

/// bcrypt reads no more; [`check`] refuses what it would cut.
const MAX_BYTES: usize = 72;
const MIN_CHARS: usize = 8;

/// # Errors
/// `Invalid` for one that is too short or longer than bcrypt reads.
pub fn check(password: &str) -> Result<()> {
    if password.chars().count() < MIN_CHARS {
        return Err(Error::invalid(
            "password_too_short",
            format!("a password has at least {MIN_CHARS} characters"),
        ));
    }
    if password.len() > MAX_BYTES {
        return Err(Error::invalid(
            "password_too_long",
            format!("a password has at most {MAX_BYTES} bytes"),
        ));
    }
    Ok(())
}

/// # Errors
/// As [`check`].
pub fn hash(password: &str, cost: u32) -> Result<String> {
    check(password)?;
    bcrypt::hash(password, cost)
        .map_err(|error| Error::internal(format!("the password cannot be hashed: {error}")))
}

/// Whether the password is the one. A user without one takes as long as a wrong password, so that neither is told apart.
pub fn verify(password: &str, hash: Option<&str>, cost: u32) -> bool {
    match hash {
        Some(hash) if password.len() <= MAX_BYTES => bcrypt::verify(password, hash).unwrap_or(false),
        _ => {
            // Only the time matters.
            let _ = bcrypt::hash("no password", cost);
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_verified_and_its_bounds_are_kept() {
        let hashed = hash("correct horse", 4).unwrap();
        assert!(verify("correct horse", Some(&hashed), 4));
        assert!(!verify("correct horsf", Some(&hashed), 4));
        assert!(!verify("correct horse", None, 4));
        assert_eq!(hash("short", 4).unwrap_err().code, "password_too_short");
        assert_eq!(hash(&"x".repeat(73), 4).unwrap_err().code, "password_too_long");
        assert!(hash(&"x".repeat(72), 4).is_ok());
        assert!(!verify(&"ü".repeat(50), Some(&hashed), 4));
        assert!(!verify("aüüüüü", None, 4));
    }
}
