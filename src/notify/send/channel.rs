//! What a channel must do, and how it fails.

use std::sync::mpsc;
use std::time::Duration;

use chrono::TimeDelta;

use super::template::Letter;
use crate::kernel::text::printable;

/// A way out of the house.
pub trait Carrier {
    /// Hands one letter over; when this is `Ok` the other side has said that it takes care of it.
    ///
    /// # Errors
    /// What the other side said, and how far that goes.
    fn deliver(&mut self, letter: &Letter) -> Result<(), Failure>;
}

/// How far a failure goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// This letter will never be taken.
    Refused,
    /// This letter is not taken now.
    Deferred,
    /// The channel itself fails: the next letter of this run would fare no better.
    Stopped,
}

/// Why a letter was not handed over.
#[derive(Debug)]
pub struct Failure {
    pub fate: Fate,
    /// One line; what the other side said is in it.
    pub message: String,
    /// What to type or see to.
    pub hint: Option<String>,
    /// How long the other side wants to be left alone.
    pub retry_after: Option<TimeDelta>,
    /// What led to it, as the library has it.
    pub source: Option<anyhow::Error>,
}

/// As much of a stranger's words as is kept.
const LONGEST: usize = 400;

impl Failure {
    pub fn new(fate: Fate, message: impl AsRef<str>) -> Self {
        let words: Vec<&str> = message.as_ref().split_whitespace().collect();
        Self {
            fate,
            message: printable(&words.join(" ")).chars().take(LONGEST).collect(),
            hint: None,
            retry_after: None,
            source: None,
        }
    }

    /// Attaches what led to this failure.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<anyhow::Error>) -> Self {
        self.source = Some(source.into());
        self
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// Runs what may hang; `None` when it is not done in time. It is left behind then, for the process to end.
pub fn within<T: Send + 'static>(limit: Duration, act: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (done, waiting) = mpsc::channel();
    std::thread::spawn(move || done.send(act()));
    waiting.recv_timeout(limit).ok()
}

/// Certificates that this machine trusts, as DER: those of the system, or of `SSL_CERT_FILE` and `SSL_CERT_DIR`.
pub fn trusted_certificates() -> Result<Vec<Vec<u8>>, Failure> {
    let found = rustls_native_certs::load_native_certs();
    let mut certificates: Vec<_> = found.certs.iter().map(|one| one.as_ref().to_vec()).collect();
    // One that does not read must not take the others with it.
    certificates.retain(|der| native_tls::Certificate::from_der(der).is_ok());
    if certificates.is_empty() {
        let fact = "this machine trusts no certificate at all";
        let failure = match found.errors.into_iter().next() {
            Some(error) => Failure::new(Fate::Stopped, format!("{fact}: {error}")).with_source(error),
            None => Failure::new(Fate::Stopped, fact),
        };
        return Err(failure.hint("install ca-certificates, or name a bundle in SSL_CERT_FILE"));
    }
    Ok(certificates)
}

/// Returns why the other side's certificate does not hold; `None` when something else failed.
pub fn certificate_error(error: &native_tls::Error) -> Option<String> {
    // OpenSSL's words, then its reason in parentheses.
    let text = error.to_string();
    let (_, reason) = text.split_once("certificate verify failed")?;
    let reason = reason
        .rsplit_once('(')
        .map(|(_, reason)| reason.trim_end_matches(')'));
    Some(reason.unwrap_or("it cannot be verified").to_owned())
}

/// What to do about a certificate that does not hold.
pub const CERTIFICATE_HINT: &str =
    "see whether the host's name is right; a site's own authority is named in SSL_CERT_FILE";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strangers_words_are_one_short_line_without_control_characters() {
        let failure = Failure::new(Fate::Deferred, format!("no\r\n\u{1b}[31m{}", "x".repeat(1000)));
        assert!(failure.message.starts_with("no  [31mxxx"), "{}", failure.message);
        assert_eq!(failure.message.chars().count(), LONGEST);
    }

    #[test]
    fn what_hangs_is_left_behind() {
        let soon = Duration::from_millis(20);
        assert_eq!(within(soon, || std::thread::sleep(Duration::from_secs(60))), None);
        assert_eq!(within(Duration::from_secs(60), || 7), Some(7));
    }
}
