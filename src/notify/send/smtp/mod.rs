//! Digests by mail: one line to the server for a whole run.

mod talk;

use std::net::IpAddr;
use std::time::Duration;

use lettre::Address;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart};
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, CertificateStore, SmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;

use self::talk::{Mishap, hand_over, stopped};
use super::carrier::{Carrier, Failure, Fate, trusted_certificates, within};
use super::template::Letter;
use crate::access::settings::Settings;
use crate::kernel::config::Config;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::text_enum;

text_enum! {
    /// How the line to the mail server is kept private.
    pub enum Security {
        /// Begun in the clear, then encrypted or not used at all.
        Starttls = "starttls",
        /// Encrypted from the first byte.
        Tls = "tls",
        /// Not at all; without a password, or to this very machine.
        None = "none",
    }
}

impl Security {
    fn port(self) -> u16 {
        match self {
            Self::Starttls => 587,
            Self::Tls => 465,
            Self::None => 25,
        }
    }
}

/// Where the mail server is and who we are to it.
#[derive(Clone)]
struct Server {
    host: String,
    port: u16,
    security: Security,
    credentials: Option<Credentials>,
    /// For each answer, and for a letter as a whole.
    limit: Duration,
}

/// The way by a mail server.
pub struct Smtp {
    server: Server,
    sender: Mailbox,
    /// Kept from one letter to the next.
    line: Option<SmtpConnection>,
}

impl Smtp {
    /// # Errors
    /// `Usage` for what the configuration lacks or contradicts, `Invalid` when the site has no sender.
    pub fn configured(config: &Config, settings: &Settings, limit: Duration) -> Result<Self> {
        let host = config.get("smtp_host").ok_or_else(|| {
            Error::usage("no mail server is configured")
                .hint("set COLAB_SMTP_HOST, or smtp_host in your config.toml")
        })?;
        let sender = settings.mail_from().ok_or_else(|| {
            Error::invalid(ErrorCode::NoSender, "the site's mail has no sender yet")
                .hint("colab config set mail_from \"Colab <colab@example.org>\"")
        })?;
        let security: Security = parsed(config, "smtp_security")?.unwrap_or(Security::Starttls);
        let server = Server {
            host: host.to_owned(),
            port: parsed(config, "smtp_port")?.unwrap_or_else(|| security.port()),
            security,
            credentials: credentials(config)?,
            limit,
        };
        if server.security == Security::None && server.credentials.is_some() && !is_this_machine(host) {
            return Err(Error::usage(format!(
                "the password for {host} would travel in the clear: smtp_security is none"
            ))
            .hint("set COLAB_SMTP_SECURITY to starttls or tls"));
        }
        Ok(Self {
            server,
            sender,
            line: None,
        })
    }
}

/// # Errors
/// `Usage`, naming where the value came from.
fn parsed<T: std::str::FromStr>(config: &Config, key: &str) -> Result<Option<T>> {
    let parse = |text: &str| {
        let wrong = || Error::usage(format!("{key} from {}: `{text}` is none", config.origin(key)));
        text.parse().map_err(|_| wrong())
    };
    config.get(key).map(parse).transpose()
}

fn credentials(config: &Config) -> Result<Option<Credentials>> {
    match (config.get("smtp_user"), config.get("smtp_password")) {
        (Some(user), Some(password)) => Ok(Some(Credentials::new(user.to_owned(), password.to_owned()))),
        (None, None) => Ok(None),
        (Some(_), None) => Err(Error::usage("smtp_user is configured and smtp_password is not")
            .hint("set COLAB_SMTP_PASSWORD, or smtp_password in your config.toml")),
        (None, Some(_)) => Err(Error::usage("smtp_password is configured and smtp_user is not")
            .hint("set COLAB_SMTP_USER, or smtp_user in your config.toml")),
    }
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

impl Carrier for Smtp {
    fn deliver(&mut self, letter: &Letter) -> Result<(), Failure> {
        let (message, to) = compose(&self.sender, letter)?;
        let (server, from) = (self.server.clone(), self.sender.email.clone());
        let line = self.line.take();
        let limit = server.limit;
        let attempt = move || {
            let (mut line, used) = ready(line, &server)?;
            let mut result = hand_over(&mut line, &from, &to, &message);
            if used && matches!(result, Err(Mishap::LineLost(_))) {
                line = connect(&server)?;
                result = hand_over(&mut line, &from, &to, &message);
            }
            Ok((line, result.map_err(Failure::from)))
        };
        let (line, result) = within(limit, attempt).unwrap_or_else(|| Err(too_slow(limit)))?;
        let usable = result
            .as_ref()
            .err()
            .is_none_or(|failure| failure.fate != Fate::Stopped);
        self.line = Some(line).filter(|_| usable);
        result.map_err(|failure| Failure {
            message: format!("{}: {}", self.server.host, failure.message),
            ..failure
        })
    }
}

impl Drop for Smtp {
    /// A polite end that nobody waits for long.
    fn drop(&mut self) {
        if let Some(mut line) = self.line.take() {
            within(Duration::from_secs(1), move || line.quit().is_ok());
        }
    }
}

fn too_slow(limit: Duration) -> Failure {
    Failure::new(
        Fate::Stopped,
        format!("the mail server took longer than {} s", limit.as_secs()),
    )
    .hint("a slow server gets more: COLAB_NOTIFY_TIMEOUT, in seconds")
}

/// The mail, and whom it goes to.
fn compose(sender: &Mailbox, letter: &Letter) -> Result<(Vec<u8>, Address), Failure> {
    let email = letter.to.email.as_deref().unwrap_or_default();
    let address: Address = email.parse().map_err(|_| {
        Failure::new(Fate::Refused, format!("`{email}` is no mail address")).hint(format!(
            "colab user add \"{}\" --role {} --email ADDRESS --no-password --if-exists update",
            letter.to.username, letter.to.role
        ))
    })?;
    let html = letter.html.clone().unwrap_or_default();
    let message = Message::builder()
        .from(sender.clone())
        .to(Mailbox::new(Some(letter.to.username.clone()), address.clone()))
        .subject(&letter.subject)
        .message_id(Some(format!("<{}>", letter.message_id)))
        .date(letter.made_at.utc().into())
        // So that nobody's holiday answer comes back.
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ))
        .multipart(MultiPart::alternative_plain_html(letter.text.clone(), html))
        .map_err(|error| {
            Failure::new(Fate::Refused, format!("the mail cannot be made: {error}")).with_source(error)
        })?;
    Ok((message.formatted(), address))
}

/// The line of the letter before, if the server still listens, else a new one; whether it was used before.
fn ready(line: Option<SmtpConnection>, server: &Server) -> Result<(SmtpConnection, bool), Failure> {
    if let Some(mut line) = line
        && line.test_connected()
    {
        return Ok((line, true));
    }
    Ok((connect(server)?, false))
}

fn connect(server: &Server) -> Result<SmtpConnection, Failure> {
    let name = ClientId::default();
    let at = |error: SmtpError| stopped(server, error);
    let tls = match server.security {
        Security::None => None,
        Security::Starttls | Security::Tls => Some(tls(server)?),
    };
    let wrapped = tls.as_ref().filter(|_| server.security == Security::Tls);
    let address = (server.host.as_str(), server.port);
    let local: Option<IpAddr> = None;
    let mut line = SmtpConnection::connect(address, Some(server.limit), &name, wrapped, local).map_err(at)?;
    if let (Security::Starttls, Some(tls)) = (server.security, &tls) {
        if !line.can_starttls() {
            line.abort();
            return Err(no_starttls(server));
        }
        line.starttls(tls, &name).map_err(at)?;
    }
    if let Some(credentials) = &server.credentials {
        line.auth(&[Mechanism::Plain, Mechanism::Login], credentials)
            .map_err(|error| at(error).hint("see smtp_user and smtp_password: colab config show"))?;
    }
    Ok(line)
}

fn no_starttls(server: &Server) -> Failure {
    Failure::new(
        Fate::Stopped,
        format!(
            "{} offers no encryption (STARTTLS), so nothing is said to it",
            server.host
        ),
    )
    .hint("set COLAB_SMTP_SECURITY to tls for a server that encrypts from the start, or to none")
}

fn tls(server: &Server) -> Result<TlsParameters, Failure> {
    let cannot =
        |error: SmtpError| Failure::new(Fate::Stopped, format!("no encryption: {error}")).with_source(error);
    let mut builder = TlsParameters::builder(server.host.clone()).certificate_store(CertificateStore::None);
    for der in trusted_certificates()? {
        builder = builder.add_root_certificate(Certificate::from_der(der).map_err(cannot)?);
    }
    builder.build().map_err(cannot)
}
