//! Digests by webhook: JSON, posted and signed.
//!
//! A receiver verifies a request in three steps: `Colab-Timestamp` (seconds since 1970) is at most minutes old;
//! `Colab-Signature` equals `v1=` and the lower-case hex of HMAC-SHA256 under the shared secret, over the timestamp, a full
//! stop and the body as received; the comparison takes constant time. A digest that is sent again has the same
//! `Idempotency-Key`: the receiver answers it with 200 and does nothing.

use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use ureq::http::Uri;
use ureq::tls::{Certificate, RootCerts, TlsConfig, TlsProvider};
use ureq::{Agent, Body};

use super::channel::{
    CERTIFICATE_HINT, DeliveryChannel, DeliveryFailure, FailureKind, certificate_error, is_loopback,
    trusted_certificates,
};
use super::template::RenderedDigest;
use crate::kernel::clock::Clock;
use crate::kernel::config::Config;
use crate::kernel::error::{Error, Result};
use crate::kernel::text::hex;
use crate::text_enum;

/// The shortest secret, in characters; a shorter one could be guessed.
const SHORTEST_SECRET: usize = 16;

/// The most bytes of an answer that are read.
const MOST_READ: u64 = 1000;

text_enum! {
    /// How a webhook must be encrypted.
    pub enum WebhookSecurity {
        /// By TLS, except on this machine.
        Tls = "tls",
        /// Not at all.
        None = "none",
    }
}

/// Delivery by HTTP.
pub struct WebhookChannel {
    url: String,
    secret: String,
    /// For the real time, by which the receiver checks the timestamp.
    clock: Clock,
    limit: Duration,
    agent: Option<Agent>,
}

impl WebhookChannel {
    /// Returns the configured channel.
    ///
    /// # Errors
    /// `Usage` for an incomplete configuration.
    pub fn configured(config: &Config, clock: Clock, limit: Duration) -> Result<Self> {
        let url = config.get("webhook_url").ok_or_else(|| {
            Error::usage("no webhook is configured")
                .hint("set COLAB_WEBHOOK_URL, or webhook_url in your config.toml")
        })?;
        let receiver = parse_url(url).ok_or_else(|| {
            let origin = config.origin("webhook_url");
            Error::usage(format!("invalid webhook_url from {origin}"))
                .hint("use a URL such as https://example.org/hooks/colab")
        })?;
        let security: WebhookSecurity = config.word("webhook_security")?;
        if security == WebhookSecurity::Tls && !is_private(&receiver) {
            let origin = config.origin("webhook_url");
            return Err(Error::usage(format!(
                "digests would be sent unencrypted: webhook_url from {origin} is http://"
            ))
            .hint("use https://, or set COLAB_WEBHOOK_SECURITY to none in a network that you trust"));
        }
        let secret = config.get("webhook_secret").unwrap_or_default();
        if secret.len() < SHORTEST_SECRET {
            return Err(Error::usage(format!(
                "webhook_secret has fewer than {SHORTEST_SECRET} characters"
            ))
            .hint("generate one with `openssl rand -hex 32` and set COLAB_WEBHOOK_SECRET"));
        }
        Ok(Self {
            url: url.to_owned(),
            secret: secret.to_owned(),
            clock,
            limit,
            agent: None,
        })
    }

    /// Returns the HTTP client, made at the first delivery because reading the certificates takes a while.
    fn agent(&mut self) -> Result<&Agent, DeliveryFailure> {
        if self.agent.is_none() {
            self.agent = Some(agent(self.url.starts_with("https://"), self.limit)?);
        }
        self.agent
            .as_ref()
            .ok_or_else(|| DeliveryFailure::new(FailureKind::Stopped, "no HTTP client"))
    }
}

fn parse_url(url: &str) -> Option<Uri> {
    let url: Uri = url.parse().ok()?;
    let is_http = matches!(url.scheme_str(), Some("https" | "http"));
    (is_http && url.host().is_some()).then_some(url)
}

/// Tells whether nobody on the network can read what is sent: it is encrypted, or stays on this machine.
fn is_private(url: &Uri) -> bool {
    url.scheme_str() == Some("https") || url.host().is_some_and(is_loopback)
}

fn agent(encrypted: bool, limit: Duration) -> Result<Agent, DeliveryFailure> {
    let mut config = Agent::config_builder()
        .timeout_global(Some(limit))
        .http_status_as_error(false)
        // A request is signed for one receiver only.
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

/// Returns `v1=` and the signature over the timestamp, a full stop and the body.
fn signature(secret: &str, timestamp: i64, body: &str) -> Result<String, DeliveryFailure> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_err(|error| {
        DeliveryFailure::new(
            FailureKind::Stopped,
            format!("webhook_secret cannot sign: {error}"),
        )
        .with_source(error)
    })?;
    mac.update(format!("{timestamp}.{body}").as_bytes());
    Ok(format!("v1={}", hex(&mac.finalize().into_bytes())))
}

impl DeliveryChannel for WebhookChannel {
    fn deliver(&mut self, digest: &RenderedDigest) -> Result<(), DeliveryFailure> {
        let timestamp = self.clock.real_now().utc().timestamp();
        let signature = signature(&self.secret, timestamp, &digest.text)?;
        let (url, limit) = (self.url.clone(), self.limit);
        let answer = self
            .agent()?
            .post(&url)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", &digest.message_id)
            .header("Colab-Timestamp", timestamp.to_string())
            .header("Colab-Signature", signature)
            .send(digest.text.as_str());
        match answer {
            Ok(answer) => judge(answer),
            Err(error) => Err(stopped(error, limit)),
        }
    }
}

/// Returns what a receiver's answer means; any 2xx is a success.
fn judge(mut answer: ureq::http::Response<Body>) -> Result<(), DeliveryFailure> {
    let status = answer.status().as_u16();
    tracing::info!(status, "the webhook answered");
    let kind = match status {
        200..=299 => return Ok(()),
        408 | 425 | 429 | 500..=599 => FailureKind::Deferred,
        // The URL or the secret is wrong, for every digest.
        300..=399 | 401 | 403 | 404 | 405 | 410 => FailureKind::Stopped,
        _ => FailureKind::Refused,
    };
    let retry_after = answer
        .headers()
        .get("Retry-After")
        .and_then(|value| value.to_str().ok()?.trim().parse::<u32>().ok())
        .map(|seconds| TimeDelta::seconds(seconds.into()));
    let mut text = Vec::new();
    // The status alone is answer enough.
    let _ = answer
        .body_mut()
        .as_reader()
        .take(MOST_READ)
        .read_to_end(&mut text);
    let text = String::from_utf8_lossy(&text);
    let failure = DeliveryFailure {
        retry_after,
        ..DeliveryFailure::new(kind, format!("the webhook answered {status} {text}"))
    };
    Err(match kind {
        FailureKind::Stopped => {
            failure.hint("run `colab config show` and check webhook_url and webhook_secret")
        }
        FailureKind::Deferred | FailureKind::Refused => failure,
    })
}

fn stopped(error: ureq::Error, limit: Duration) -> DeliveryFailure {
    if let ureq::Error::NativeTls(inner) = &error
        && let Some(why) = certificate_error(inner)
    {
        return DeliveryFailure::new(
            FailureKind::Stopped,
            format!("invalid certificate of the webhook: {why}"),
        )
        .with_source(error)
        .hint(CERTIFICATE_HINT);
    }
    let failure = match &error {
        ureq::Error::Timeout(_) => DeliveryFailure::new(
            FailureKind::Stopped,
            format!("the webhook took longer than {} s", limit.as_secs()),
        )
        .hint("set COLAB_NOTIFY_TIMEOUT to more seconds for a slow one"),
        // The URL is not shown: its path often is a secret.
        other => DeliveryFailure::new(FailureKind::Stopped, format!("cannot reach the webhook: {other}"))
            .hint("run `colab config show` and check webhook_url"),
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
