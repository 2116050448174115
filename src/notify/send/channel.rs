//! What a delivery channel does, and how it fails.

use std::net::IpAddr;
use std::sync::mpsc;
use std::time::Duration;

use chrono::TimeDelta;
use rustls_native_certs::ErrorKind;

use super::template::RenderedDigest;
use crate::kernel::error::{Error, ErrorCode, Kind};
use crate::kernel::text::printable;

/// A way to deliver digests.
pub trait DeliveryChannel {
    /// Delivers one digest; `Ok` means that the receiver has accepted responsibility for it.
    fn deliver(&mut self, digest: &RenderedDigest) -> Result<(), DeliveryFailure>;
}

/// What a failure means for this digest and the next ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureKind {
    /// This digest will never be accepted.
    Refused,
    /// This digest is not accepted now.
    Deferred,
    /// The channel itself fails, for the next digest too.
    Stopped,
}

/// Why a digest was not delivered.
#[derive(Debug)]
pub struct DeliveryFailure {
    pub kind: FailureKind,
    /// One line, with the receiver's answer.
    pub message: String,
    /// A command or a short instruction.
    pub hint: Option<String>,
    /// The wait that the receiver asks for.
    pub retry_after: Option<TimeDelta>,
    /// The library's error.
    pub source: Option<anyhow::Error>,
}

/// The longest message, in characters: part of it is the receiver's.
const LONGEST: usize = 400;

impl DeliveryFailure {
    pub fn new(kind: FailureKind, message: impl AsRef<str>) -> Self {
        let words: Vec<&str> = message.as_ref().split_whitespace().collect();
        Self {
            kind,
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

/// How many of a run were sent, wait for another attempt, and were given up.
#[derive(Debug, Clone, Copy, Default)]
pub struct SendCounts {
    pub all: usize,
    pub sent: usize,
    pub waiting: usize,
    pub given_up: usize,
}

impl SendCounts {
    /// Returns the error of a run whose first failure this is. `noun`: what it sends; `command`: the command of the run.
    pub fn not_sent(self, failure: DeliveryFailure, noun: &str, command: &str) -> Error {
        let unsent = self.all - self.sent;
        let message = format!("{unsent} of {} {noun} not sent: {}", self.all, failure.message);
        let mut error = Error::new(Kind::Partial, ErrorCode::NotSent, message)
            .detail("sent", self.sent)
            .detail("waiting", self.waiting)
            .detail("given_up", self.given_up);
        if let Some(source) = failure.source {
            error = error.with_source(source);
        }
        error.hints.extend(failure.hint);
        if self.waiting > 0 {
            error = error.hint(format!(
                "a run after next_attempt_at retries the {noun} that wait"
            ));
        }
        if self.given_up > 0 {
            error = error.hint(format!(
                "run `{command} --retry-failed` to retry those that were given up"
            ));
        }
        error
    }
}

/// Tells whether a host is this machine.
pub fn is_loopback(host: &str) -> bool {
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

/// Runs what may hang, and returns `None` after `limit`; the thread then runs on until the process ends.
pub fn within<T: Send + 'static>(limit: Duration, act: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (done, waiting) = mpsc::channel();
    std::thread::spawn(move || done.send(act()));
    waiting.recv_timeout(limit).ok()
}

/// Returns the certificates that this machine trusts, as DER: the system's, or those of `SSL_CERT_FILE` and `SSL_CERT_DIR`.
pub fn trusted_certificates() -> Result<Vec<Vec<u8>>, DeliveryFailure> {
    let found = rustls_native_certs::load_native_certs();
    // The system's own places are those that exist: what is not there was named.
    let is_missing = |error: &&rustls_native_certs::Error| match &error.kind {
        ErrorKind::Io { inner, .. } => inner.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    };
    if let Some(error) = found.errors.iter().find(is_missing) {
        let fact = format!("cannot read the trusted certificates: {error}");
        return Err(
            DeliveryFailure::new(FailureKind::Stopped, fact).hint("correct SSL_CERT_FILE or SSL_CERT_DIR")
        );
    }
    let mut certificates: Vec<_> = found.certs.iter().map(|one| one.as_ref().to_vec()).collect();
    // One that cannot be parsed must not spoil the others.
    certificates.retain(|der| native_tls::Certificate::from_der(der).is_ok());
    if certificates.is_empty() {
        let fact = "no trusted certificates on this machine";
        let failure = match found.errors.into_iter().next() {
            Some(error) => {
                DeliveryFailure::new(FailureKind::Stopped, format!("{fact}: {error}")).with_source(error)
            }
            None => DeliveryFailure::new(FailureKind::Stopped, fact),
        };
        return Err(failure.hint("install ca-certificates, or name a bundle in SSL_CERT_FILE"));
    }
    Ok(certificates)
}

/// Returns why the receiver's certificate is invalid; `None` when something else failed.
pub fn certificate_error(error: &native_tls::Error) -> Option<String> {
    // OpenSSL's words, then its reason in parentheses.
    let text = error.to_string();
    let (_, reason) = text.split_once("certificate verify failed")?;
    let reason = reason
        .rsplit_once('(')
        .map(|(_, reason)| reason.trim_end_matches(')'));
    Some(reason.unwrap_or("it cannot be verified").to_owned())
}

/// What to do about an invalid certificate.
pub const CERTIFICATE_HINT: &str =
    "check the host name; name a certificate authority of your own in SSL_CERT_FILE";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_one_short_line_without_control_characters() {
        let failure = DeliveryFailure::new(
            FailureKind::Deferred,
            format!("no\r\n\u{1b}[31m{}", "x".repeat(1000)),
        );
        assert!(failure.message.starts_with("no  [31mxxx"), "{}", failure.message);
        assert_eq!(failure.message.chars().count(), LONGEST);
    }

    #[test]
    fn a_hanging_call_is_given_up() {
        let soon = Duration::from_millis(20);
        assert_eq!(within(soon, || std::thread::sleep(Duration::from_secs(60))), None);
        assert_eq!(within(Duration::from_secs(60), || 7), Some(7));
    }
}
