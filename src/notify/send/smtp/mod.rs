//! Digests by mail: one connection to the server for a whole run.

mod server;
mod session;

use std::net::IpAddr;
use std::time::Duration;

use lettre::Address;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MessageBuilder, MultiPart, SinglePart};
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::Mechanism;
use lettre::transport::smtp::client::{Certificate, CertificateStore, SmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;

use self::server::{SmtpSecurity, SmtpServer};
use self::session::{SmtpFailure, send, unusable};
use super::channel::{DeliveryChannel, DeliveryFailure, FailureKind, trusted_certificates, within};
use super::template::RenderedDigest;
use crate::access::settings::Settings;
use crate::kernel::config::Config;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::shell_word::shell_word;
use crate::kernel::timestamp::Timestamp;

/// Delivery by a mail server.
pub struct SmtpChannel {
    server: SmtpServer,
    sender: Mailbox,
    /// Kept from one digest to the next.
    connection: Option<SmtpConnection>,
}

impl SmtpChannel {
    /// Returns the configured channel.
    ///
    /// # Errors
    /// `Usage` for an incomplete or contradictory configuration, `Invalid` when the site has no sender.
    pub fn configured(config: &Config, settings: &Settings, limit: Duration) -> Result<Self> {
        let server = SmtpServer::configured(config, limit)?;
        let sender = settings.mail_from().ok_or_else(|| {
            Error::invalid(ErrorCode::NoSender, "no sender is set for the site's mail")
                .hint("colab config set mail_from \"Colab <colab@example.org>\"")
        })?;
        Ok(Self::new(server, sender))
    }

    /// Returns the configured channel with another sender than the site's.
    ///
    /// # Errors
    /// As [`SmtpChannel::configured`].
    pub fn with_sender(config: &Config, sender: Mailbox, limit: Duration) -> Result<Self> {
        Ok(Self::new(SmtpServer::configured(config, limit)?, sender))
    }

    fn new(server: SmtpServer, sender: Mailbox) -> Self {
        Self {
            server,
            sender,
            connection: None,
        }
    }
}

impl SmtpChannel {
    pub fn sender(&self) -> &Mailbox {
        &self.sender
    }

    /// Hands a mail to the server; `Ok` means that it has accepted responsibility for it.
    ///
    /// # Errors
    /// What the server answered, or why there was no answer.
    pub fn post(&mut self, to: Address, message: Vec<u8>) -> Result<(), DeliveryFailure> {
        let (server, from) = (self.server.clone(), self.sender.email.clone());
        let kept = self.connection.take();
        let limit = server.limit;
        let attempt = move || {
            let (mut connection, is_reused) = ready(kept, &server)?;
            let mut result = send(&mut connection, &from, &to, &message);
            if is_reused && matches!(result, Err(SmtpFailure::ConnectionLost(_))) {
                connection = connect(&server)?;
                result = send(&mut connection, &from, &to, &message);
            }
            Ok((connection, result.map_err(DeliveryFailure::from)))
        };
        let (connection, result) = within(limit, attempt).unwrap_or_else(|| Err(timed_out(limit)))?;
        let failure = result.as_ref().err();
        if let Some(failure) = failure {
            tracing::info!(answer = failure.message, "the mail was not accepted");
        }
        let is_usable = failure.is_none_or(|failure| failure.kind != FailureKind::Stopped);
        self.connection = Some(connection).filter(|_| is_usable);
        result.map_err(|failure| DeliveryFailure {
            message: format!("{}: {}", self.server.host, failure.message),
            ..failure
        })
    }
}

impl DeliveryChannel for SmtpChannel {
    fn deliver(&mut self, digest: &RenderedDigest) -> Result<(), DeliveryFailure> {
        let (message, to) = compose(&self.sender, digest)?;
        self.post(to, message)
    }
}

impl Drop for SmtpChannel {
    /// Says QUIT and waits a second for the answer.
    fn drop(&mut self) {
        if let Some(mut connection) = self.connection.take() {
            within(Duration::from_secs(1), move || connection.quit().is_ok());
        }
    }
}

fn timed_out(limit: Duration) -> DeliveryFailure {
    DeliveryFailure::new(
        FailureKind::Stopped,
        format!("the mail server took longer than {} s", limit.as_secs()),
    )
    .hint("set COLAB_NOTIFY_TIMEOUT to more seconds for a slow server")
}

/// Returns the bytes of the mail, and its recipient.
fn compose(sender: &Mailbox, digest: &RenderedDigest) -> Result<(Vec<u8>, Address), DeliveryFailure> {
    let email = digest.to.email.as_deref().unwrap_or_default();
    let address: Address = email.parse().map_err(|_| {
        DeliveryFailure::new(FailureKind::Refused, format!("invalid e-mail address `{email}`")).hint(format!(
            "colab user edit {} --email ADDRESS",
            shell_word(&digest.to.username)
        ))
    })?;
    let to = Mailbox::new(Some(digest.to.username.clone()), address.clone());
    let head = head(sender, to, &digest.subject, &digest.message_id, digest.made_at);
    let text = digest.text.clone();
    let message = match &digest.html {
        Some(html) => head.multipart(MultiPart::alternative_plain_html(text, html.clone())),
        None => head.singlepart(SinglePart::plain(text)),
    };
    let message = message.map_err(not_composed)?;
    Ok((message.formatted(), address))
}

/// Begins a mail with the headers that all of them have.
pub fn head(
    sender: &Mailbox,
    to: Mailbox,
    subject: &str,
    message_id: &str,
    made_at: Timestamp,
) -> MessageBuilder {
    Message::builder()
        .from(sender.clone())
        .to(to)
        .subject(subject)
        .message_id(Some(format!("<{message_id}>")))
        .date(made_at.utc().into())
        // Keeps automatic replies away.
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ))
}

/// Returns the failure of a mail that cannot be made.
pub fn not_composed(error: lettre::error::Error) -> DeliveryFailure {
    let message = format!("cannot compose the mail: {error}");
    DeliveryFailure::new(FailureKind::Refused, message).with_source(error)
}

/// Returns the kept connection if the server still listens, else a new one, and whether it was used before.
fn ready(
    kept: Option<SmtpConnection>,
    server: &SmtpServer,
) -> Result<(SmtpConnection, bool), DeliveryFailure> {
    if let Some(mut connection) = kept
        && connection.test_connected()
    {
        return Ok((connection, true));
    }
    Ok((connect(server)?, false))
}

/// Connects, encrypts and signs in.
fn connect(server: &SmtpServer) -> Result<SmtpConnection, DeliveryFailure> {
    let name = ClientId::default();
    let at = |error: SmtpError| unusable(server, error);
    let tls = match server.security {
        SmtpSecurity::None => None,
        SmtpSecurity::Starttls | SmtpSecurity::Tls => Some(tls(server)?),
    };
    let wrapped = tls.as_ref().filter(|_| server.security == SmtpSecurity::Tls);
    let address = (server.host.as_str(), server.port);
    let local: Option<IpAddr> = None;
    let mut connection =
        SmtpConnection::connect(address, Some(server.limit), &name, wrapped, local).map_err(at)?;
    if let (SmtpSecurity::Starttls, Some(tls)) = (server.security, &tls) {
        if !connection.can_starttls() {
            connection.abort();
            return Err(no_starttls(server));
        }
        connection.starttls(tls, &name).map_err(at)?;
    }
    if let Some(credentials) = &server.credentials {
        connection
            .auth(&[Mechanism::Plain, Mechanism::Login], credentials)
            .map_err(|error| {
                at(error).hint("run `colab config show` and check smtp_user and smtp_password")
            })?;
    }
    Ok(connection)
}

fn no_starttls(server: &SmtpServer) -> DeliveryFailure {
    DeliveryFailure::new(
        FailureKind::Stopped,
        format!("{} offers no encryption (STARTTLS)", server.host),
    )
    .hint("set COLAB_SMTP_SECURITY to tls for a server that encrypts from the start, or to none")
}

fn tls(server: &SmtpServer) -> Result<TlsParameters, DeliveryFailure> {
    let cannot = |error: SmtpError| {
        DeliveryFailure::new(FailureKind::Stopped, format!("cannot encrypt: {error}")).with_source(error)
    };
    let mut builder = TlsParameters::builder(server.host.clone()).certificate_store(CertificateStore::None);
    for der in trusted_certificates()? {
        builder = builder.add_root_certificate(Certificate::from_der(der).map_err(cannot)?);
    }
    builder.build().map_err(cannot)
}
