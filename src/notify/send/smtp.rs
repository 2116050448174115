//! Digests by mail: one connection for a run, spoken step by step, so that it is known how far each letter came.

use std::io;
use std::net::IpAddr;
use std::time::Duration;

use lettre::Address;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart};
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, CertificateStore, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use lettre::transport::smtp::response::{Response, Severity};

use super::carrier::{CERTIFICATE_HINT, Carrier, Failure, Fate, trusted_certificates, within};
use super::template::Letter;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::settings::Settings;
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
            Error::invalid("no_sender", "the site's mail has no sender yet")
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
        .map_err(|error| Failure::new(Fate::Refused, format!("the mail cannot be made: {error}")))?;
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
    let at = |error: &SmtpError| stopped(server, error);
    let tls = match server.security {
        Security::None => None,
        Security::Starttls | Security::Tls => Some(tls(server)?),
    };
    let wrapped = tls.as_ref().filter(|_| server.security == Security::Tls);
    let address = (server.host.as_str(), server.port);
    let local: Option<IpAddr> = None;
    let mut line = SmtpConnection::connect(address, Some(server.limit), &name, wrapped, local)
        .map_err(|error| at(&error))?;
    if let (Security::Starttls, Some(tls)) = (server.security, &tls) {
        if !line.can_starttls() {
            line.abort();
            return Err(no_starttls(server));
        }
        line.starttls(tls, &name).map_err(|error| at(&error))?;
    }
    if let Some(credentials) = &server.credentials {
        line.auth(&[Mechanism::Plain, Mechanism::Login], credentials)
            .map_err(|error| at(&error).hint("see smtp_user and smtp_password: colab config show"))?;
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
    let cannot = |error: SmtpError| Failure::new(Fate::Stopped, format!("no encryption: {error}"));
    let mut builder = TlsParameters::builder(server.host.clone()).certificate_store(CertificateStore::None);
    for der in trusted_certificates()? {
        builder = builder.add_root_certificate(Certificate::from_der(der).map_err(cannot)?);
    }
    builder.build().map_err(cannot)
}

/// What can happen on a line.
enum Mishap {
    /// The line broke before the text was out. The server may have tired of a line that was used before: on a new one it
    /// is the same letter.
    LineLost(Failure),
    Other(Failure),
}

impl From<Mishap> for Failure {
    fn from(mishap: Mishap) -> Self {
        match mishap {
            Mishap::LineLost(failure) | Mishap::Other(failure) => failure,
        }
    }
}

/// From the sender's name to the server's word that it has the letter.
fn hand_over(line: &mut SmtpConnection, from: &Address, to: &Address, message: &[u8]) -> Result<(), Mishap> {
    announce(line, from, to)?;
    let result = say(line, message).map_err(Mishap::Other);
    forget_if_refused(line, &result);
    result
}

/// Up to where the server wants the text.
fn announce(line: &mut SmtpConnection, from: &Address, to: &Address) -> Result<(), Mishap> {
    let parameters = parameters(line, from, to).map_err(Mishap::Other)?;
    let result = line
        .command(Mail::new(Some(from.clone()), parameters))
        .map_err(|error| refused(&error, Step::Sender, &format!("the sender {from}")))
        .and_then(|_| {
            line.command(Rcpt::new(to.clone(), Vec::new()))
                .map_err(|error| refused(&error, Step::Letter, &format!("the address {to}")))
        })
        .and_then(|_| {
            line.command(Data)
                .map_err(|error| refused(&error, Step::Letter, "the letter"))
        })
        .and_then(|answer| match answer.has_code(354) {
            true => Ok(()),
            false => Err(Mishap::Other(odd(&answer))),
        });
    forget_if_refused(line, &result);
    result
}

/// Addresses beyond ASCII are said only to a server that knows them.
fn parameters(line: &SmtpConnection, from: &Address, to: &Address) -> Result<Vec<MailParameter>, Failure> {
    let is_plain = |address: &Address| AsRef::<str>::as_ref(address).is_ascii();
    if is_plain(from) && is_plain(to) {
        return Ok(Vec::new());
    }
    match line.server_info().supports_feature(Extension::SmtpUtfEight) {
        true => Ok(vec![MailParameter::SmtpUtfEight]),
        false => Err(Failure::new(
            Fate::Refused,
            format!("the server takes no address such as {to}"),
        )),
    }
}

fn say(line: &mut SmtpConnection, message: &[u8]) -> Result<(), Failure> {
    let taken = line.message(message).map_err(|error| match error.status() {
        Some(_) => refused(&error, Step::Letter, "the letter").into(),
        None => unknown(&error),
    })?;
    match taken.code().severity {
        Severity::PositiveCompletion => Ok(()),
        _ => Err(odd(&taken)),
    }
}

/// After a refusal the line is ready for the next letter, or is given up.
fn forget_if_refused(line: &mut SmtpConnection, result: &Result<(), Mishap>) {
    if let Err(Mishap::Other(failure)) = result
        && failure.fate != Fate::Stopped
        && line.command(Rset).is_err()
    {
        line.abort();
    }
}

/// What the server was asked to take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// What it refuses here it refuses every letter.
    Sender,
    Letter,
}

fn refused(error: &SmtpError, step: Step, what: &str) -> Mishap {
    let Some(code) = error.status() else {
        return Mishap::LineLost(Failure::new(Fate::Stopped, words(error)));
    };
    let code = code.to_string();
    // 530, 535, 538: it wants another sign-in.
    let stops = step == Step::Sender || matches!(code.as_str(), "530" | "535" | "538");
    let fate = match (stops, error.is_permanent()) {
        (true, _) => Fate::Stopped,
        (false, true) => Fate::Refused,
        (false, false) => Fate::Deferred,
    };
    let failure = Failure::new(fate, format!("{what} was not taken: {}", words(error)));
    match (code.as_str(), step) {
        // The server goes.
        ("421", _) => Mishap::LineLost(Failure {
            fate: Fate::Stopped,
            ..failure
        }),
        (_, Step::Sender) => Mishap::Other(failure.hint("see mail_from: colab config get mail_from")),
        (_, Step::Letter) => Mishap::Other(failure),
    }
}

/// The text is out and the answer is not: nobody knows whether the letter was taken.
fn unknown(error: &SmtpError) -> Failure {
    Failure::new(
        Fate::Stopped,
        format!(
            "the server did not say whether it took the letter: {}",
            words(error)
        ),
    )
    .hint("it is sent again under the same Message-ID, by which a mailbox tells that it is the same")
}

fn odd(response: &Response) -> Failure {
    let said: Vec<&str> = response.message().collect();
    let said = format!("{} {}", response.code(), said.join(" "));
    Failure::new(Fate::Stopped, format!("the server answered out of turn: {said}"))
}

fn stopped(server: &Server, error: &SmtpError) -> Failure {
    let place = format!("{}:{}", server.host, server.port);
    if let Some(certificate) = certificate_error(error) {
        return Failure::new(
            Fate::Stopped,
            format!("{place} shows a certificate that does not hold: {certificate}"),
        )
        .hint(CERTIFICATE_HINT);
    }
    Failure::new(Fate::Stopped, format!("{place} cannot be used: {}", words(error)))
        .hint("see smtp_host, smtp_port and smtp_security: colab config show")
}

/// What happened, without the library's own words around it.
fn words(error: &SmtpError) -> String {
    let said = std::error::Error::source(error).map(ToString::to_string);
    match (error.status(), said) {
        (Some(code), said) => format!("{code} {}", said.unwrap_or_default()),
        (None, _) if timed_out(error) => "it did not answer in time".to_owned(),
        (None, Some(said)) if said == "incomplete response" => "it closed the connection".to_owned(),
        (None, Some(said)) => said,
        (None, None) => error.to_string(),
    }
}

fn io_error(error: &SmtpError) -> Option<&io::Error> {
    let mut cause = std::error::Error::source(error);
    while let Some(one) = cause {
        if let Some(io) = one.downcast_ref::<io::Error>() {
            return Some(io);
        }
        cause = one.source();
    }
    None
}

fn timed_out(error: &SmtpError) -> bool {
    io_error(error).is_some_and(|io| matches!(io.kind(), io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock))
}

fn certificate_error(error: &SmtpError) -> Option<String> {
    let inner = io_error(error)?.get_ref()?;
    match inner.downcast_ref::<rustls::Error>()? {
        rustls::Error::InvalidCertificate(why) => Some(why.to_string()),
        _ => None,
    }
}
