//! Digests by webhook: JSON, posted and signed.
//!
//! A receiver verifies a request in three steps: `Colab-Timestamp` (seconds since 1970) is of the last minutes;
//! `Colab-Signature` equals `v1=` and the lower-case hex of HMAC-SHA256 under the shared secret, over the timestamp, a full
//! stop and the body as it came; the two are compared in constant time. A digest that comes again has the same
//! `Idempotency-Key`: the receiver answers it with 200 and does nothing.

use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use ureq::tls::{Certificate, RootCerts, TlsConfig, TlsProvider};
use ureq::{Agent, Body};

use super::carrier::{CERTIFICATE_HINT, Carrier, Failure, Fate, certificate_error, trusted_certificates};
use super::template::Letter;
use crate::kernel::clock::Clock;
use crate::kernel::config::Config;
use crate::kernel::error::{Error, Result};
use crate::kernel::text::hex;

/// A secret that is shorter could be guessed.
const SHORTEST_SECRET: usize = 16;

/// As much of an answer as is read.
const MOST_READ: u64 = 1000;

/// The way by HTTP.
pub struct Webhook {
    url: String,
    secret: String,
    /// The receiver's clock is real too.
    clock: Clock,
    limit: Duration,
    agent: Option<Agent>,
}

impl Webhook {
    /// # Errors
    /// `Usage` for what the configuration lacks.
    pub fn configured(config: &Config, clock: Clock, limit: Duration) -> Result<Self> {
        let url = config.get("webhook_url").ok_or_else(|| {
            Error::usage("no webhook is configured")
                .hint("set COLAB_WEBHOOK_URL, or webhook_url in your config.toml")
        })?;
        if !is_address(url) {
            return Err(Error::usage(format!(
                "webhook_url from {} is no address such as https://example.org/hooks/colab",
                config.origin("webhook_url")
            )));
        }
        let secret = config.get("webhook_secret").unwrap_or_default();
        if secret.len() < SHORTEST_SECRET {
            return Err(Error::usage(format!(
                "what is posted is signed, and webhook_secret has fewer than {SHORTEST_SECRET} characters"
            ))
            .hint("make one with `openssl rand -hex 32` and set COLAB_WEBHOOK_SECRET"));
        }
        Ok(Self {
            url: url.to_owned(),
            secret: secret.to_owned(),
            clock,
            limit,
            agent: None,
        })
    }

    /// Made at the first letter: reading the certificates takes a while.
    fn agent(&mut self) -> Result<&Agent, Failure> {
        if self.agent.is_none() {
            self.agent = Some(agent(self.url.starts_with("https://"), self.limit)?);
        }
        self.agent
            .as_ref()
            .ok_or_else(|| Failure::new(Fate::Stopped, "no HTTP client"))
    }
}

fn is_address(url: &str) -> bool {
    let has_host = |url: &ureq::http::Uri| url.host().is_some();
    (url.starts_with("https://") || url.starts_with("http://")) && url.parse().as_ref().is_ok_and(has_host)
}

fn agent(encrypted: bool, limit: Duration) -> Result<Agent, Failure> {
    let mut config = Agent::config_builder()
        .timeout_global(Some(limit))
        .http_status_as_error(false)
        // What is signed for one address is not carried to another.
        .max_redirects(0)
        .max_redirects_will_error(false)
        .user_agent(concat!("colab/", env!("CARGO_PKG_VERSION")));
    if encrypted {
        let certificates = trusted_certificates()?;
        let certificates = certificates
            .iter()
            .map(|der| Certificate::from_der(der).to_owned());
        let tls = TlsConfig::builder()
            .provider(TlsProvider::NativeTls)
            .root_certs(RootCerts::Specific(Arc::new(certificates.collect())))
            .build();
        config = config.tls_config(tls);
    }
    Ok(config.build().into())
}

/// `v1=…` over the timestamp, a full stop and the body.
fn signature(secret: &str, timestamp: i64, body: &str) -> Result<String, Failure> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_err(|error| {
        Failure::new(Fate::Stopped, format!("webhook_secret cannot sign: {error}")).with_source(error)
    })?;
    mac.update(format!("{timestamp}.{body}").as_bytes());
    Ok(format!("v1={}", hex(&mac.finalize().into_bytes())))
}

impl Carrier for Webhook {
    fn deliver(&mut self, letter: &Letter) -> Result<(), Failure> {
        let timestamp = self.clock.real_now().utc().timestamp();
        let signature = signature(&self.secret, timestamp, &letter.text)?;
        let (url, limit) = (self.url.clone(), self.limit);
        let answer = self
            .agent()?
            .post(&url)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", &letter.message_id)
            .header("Colab-Timestamp", timestamp.to_string())
            .header("Colab-Signature", signature)
            .send(letter.text.as_str());
        match answer {
            Ok(answer) => judge(answer),
            Err(error) => Err(stopped(error, limit)),
        }
    }
}

/// Any 2xx is a yes.
fn judge(mut answer: ureq::http::Response<Body>) -> Result<(), Failure> {
    let status = answer.status().as_u16();
    let fate = match status {
        200..=299 => return Ok(()),
        408 | 425 | 429 | 500..=599 => Fate::Deferred,
        // The address or the secret is wrong, for every letter.
        300..=399 | 401 | 403 | 404 | 405 | 410 => Fate::Stopped,
        _ => Fate::Refused,
    };
    let retry_after = answer
        .headers()
        .get("Retry-After")
        .and_then(|value| value.to_str().ok()?.trim().parse::<u32>().ok())
        .map(|seconds| TimeDelta::seconds(seconds.into()));
    let mut said = Vec::new();
    // The status alone is enough of an answer.
    let _ = answer
        .body_mut()
        .as_reader()
        .take(MOST_READ)
        .read_to_end(&mut said);
    let said = String::from_utf8_lossy(&said);
    let failure = Failure {
        retry_after,
        ..Failure::new(fate, format!("the webhook answered {status} {said}"))
    };
    Err(match fate {
        Fate::Stopped => failure.hint("see webhook_url and webhook_secret: colab config show"),
        Fate::Deferred | Fate::Refused => failure,
    })
}

fn stopped(error: ureq::Error, limit: Duration) -> Failure {
    if let ureq::Error::NativeTls(inner) = &error
        && let Some(why) = certificate_error(inner)
    {
        return Failure::new(
            Fate::Stopped,
            format!("the webhook shows a certificate that does not hold: {why}"),
        )
        .with_source(error)
        .hint(CERTIFICATE_HINT);
    }
    let failure = match &error {
        ureq::Error::Timeout(_) => Failure::new(
            Fate::Stopped,
            format!("the webhook took longer than {} s", limit.as_secs()),
        )
        .hint("a slow one gets more: COLAB_NOTIFY_TIMEOUT, in seconds"),
        // The URL is not named: its path often is a secret.
        other => Failure::new(Fate::Stopped, format!("the webhook cannot be reached: {other}"))
            .hint("see webhook_url: colab config show"),
    };
    failure.with_source(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As `openssl dgst -sha256 -hmac` computes it.
    #[test]
    fn the_signature_is_hmac_sha256_over_timestamp_and_body() {
        let of = |secret, timestamp, body| signature(secret, timestamp, body).unwrap();
        assert_eq!(
            of("a secret of the test", 1_768_464_000, "{}"),
            "v1=a05c1a83f81805762a939106952074f8df93e70378e7137dbce035c9459b6538"
        );
        assert_ne!(of("a", 1, "{}"), of("a", 2, "{}"));
        assert_ne!(of("a", 1, "{}"), of("b", 1, "{}"));
        assert_ne!(of("a", 1, "{}"), of("a", 1, "{ }"));
    }
}
