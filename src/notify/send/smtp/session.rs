//! The SMTP dialogue, step by step, so that it is known how far a message came; and what an answer means.

use std::io;
use std::net::TcpStream;

use lettre::Address;
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::client::SmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{Extension, MailParameter};
use lettre::transport::smtp::response::{Response, Severity};
use native_tls::HandshakeError;

use super::server::SmtpServer;
use crate::notify::send::channel::{CERTIFICATE_HINT, DeliveryFailure, FailureKind, certificate_error};

/// How a dialogue fails.
pub enum SmtpFailure {
    /// The connection broke before the text was sent. A server may close a connection that was used before, so a new one
    /// may succeed.
    ConnectionLost(DeliveryFailure),
    Other(DeliveryFailure),
}

impl From<SmtpFailure> for DeliveryFailure {
    fn from(failure: SmtpFailure) -> Self {
        match failure {
            SmtpFailure::ConnectionLost(failure) | SmtpFailure::Other(failure) => failure,
        }
    }
}

/// Sends a message; `Ok` means that the server has accepted it.
pub fn send(
    connection: &mut SmtpConnection,
    from: &Address,
    to: &Address,
    message: &[u8],
) -> Result<(), SmtpFailure> {
    announce(connection, from, to)?;
    let result = match send_text(connection, message) {
        Ok(answer) => {
            tracing::info!(%to, %answer, "the mail server answered");
            Ok(())
        }
        Err(failure) => Err(SmtpFailure::Other(failure)),
    };
    reset_if_refused(connection, &result);
    result
}

/// Sends the envelope, up to where the server wants the text.
fn announce(connection: &mut SmtpConnection, from: &Address, to: &Address) -> Result<(), SmtpFailure> {
    let parameters = parameters(connection, from, to).map_err(SmtpFailure::Other)?;
    let result = connection
        .command(Mail::new(Some(from.clone()), parameters))
        .map_err(|error| refused(error, SmtpStep::Sender, &format!("the sender {from}")))
        .and_then(|_| {
            connection
                .command(Rcpt::new(to.clone(), Vec::new()))
                .map_err(|error| refused(error, SmtpStep::Message, &format!("the recipient {to}")))
        })
        .and_then(|_| {
            connection
                .command(Data)
                .map_err(|error| refused(error, SmtpStep::Message, "the message"))
        })
        .and_then(|answer| {
            if answer.has_code(354) {
                Ok(())
            } else {
                Err(SmtpFailure::Other(unexpected(&answer)))
            }
        });
    reset_if_refused(connection, &result);
    result
}

/// Returns the parameters of the envelope; addresses beyond ASCII need a server that supports them.
fn parameters(
    connection: &SmtpConnection,
    from: &Address,
    to: &Address,
) -> Result<Vec<MailParameter>, DeliveryFailure> {
    let is_plain = |address: &Address| AsRef::<str>::as_ref(address).is_ascii();
    if is_plain(from) && is_plain(to) {
        return Ok(Vec::new());
    }
    if connection.server_info().supports_feature(Extension::SmtpUtfEight) {
        Ok(vec![MailParameter::SmtpUtfEight])
    } else {
        let message = format!("the server does not support addresses such as {to}");
        Err(DeliveryFailure::new(FailureKind::Refused, message))
    }
}

/// Sends the text of the message; returns what the server answered.
fn send_text(connection: &mut SmtpConnection, message: &[u8]) -> Result<String, DeliveryFailure> {
    let answer = connection
        .message(message)
        .map_err(|error| match error.status() {
            Some(_) => refused(error, SmtpStep::Message, "the message").into(),
            None => unanswered(error),
        })?;
    match answer.code().severity {
        Severity::PositiveCompletion => Ok(in_words(&answer)),
        _ => Err(unexpected(&answer)),
    }
}

/// Makes the connection ready for the next message after a refusal, or aborts it.
fn reset_if_refused(connection: &mut SmtpConnection, result: &Result<(), SmtpFailure>) {
    if let Err(SmtpFailure::Other(failure)) = result
        && failure.kind != FailureKind::Stopped
        && connection.command(Rset).is_err()
    {
        connection.abort();
    }
}

/// What the server was asked to accept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SmtpStep {
    /// A refusal holds for every message.
    Sender,
    Message,
}

fn refused(error: SmtpError, step: SmtpStep, what: &str) -> SmtpFailure {
    let Some(code) = error.status() else {
        return SmtpFailure::ConnectionLost(
            DeliveryFailure::new(FailureKind::Stopped, words(&error)).with_source(error),
        );
    };
    let code = code.to_string();
    // 530, 535, 538: the server wants other credentials.
    let stops = step == SmtpStep::Sender || matches!(code.as_str(), "530" | "535" | "538");
    let kind = match (stops, error.is_permanent()) {
        (true, _) => FailureKind::Stopped,
        (false, true) => FailureKind::Refused,
        (false, false) => FailureKind::Deferred,
    };
    let failure =
        DeliveryFailure::new(kind, format!("{what} was refused: {}", words(&error))).with_source(error);
    match (code.as_str(), step) {
        // The server closes the connection.
        ("421", _) => SmtpFailure::ConnectionLost(DeliveryFailure {
            kind: FailureKind::Stopped,
            ..failure
        }),
        (_, SmtpStep::Sender) => {
            SmtpFailure::Other(failure.hint("run `colab config get mail_from` and check the address"))
        }
        (_, SmtpStep::Message) => SmtpFailure::Other(failure),
    }
}

/// Returns the failure of a text that was sent without an answer: nobody knows whether the server accepted it.
fn unanswered(error: SmtpError) -> DeliveryFailure {
    DeliveryFailure::new(
        FailureKind::Stopped,
        format!("the server did not confirm the message: {}", words(&error)),
    )
    .with_source(error)
    .hint("the next attempt has the same Message-ID, so the mailbox can recognise a second copy")
}

fn unexpected(response: &Response) -> DeliveryFailure {
    DeliveryFailure::new(
        FailureKind::Stopped,
        format!("unexpected answer of the server: {}", in_words(response)),
    )
}

/// Returns the code of an answer and its lines.
fn in_words(response: &Response) -> String {
    let lines: Vec<&str> = response.message().collect();
    format!("{} {}", response.code(), lines.join(" "))
}

/// Returns the failure of a server that cannot be used at all.
pub fn unusable(server: &SmtpServer, error: SmtpError) -> DeliveryFailure {
    let place = format!("{}:{}", server.host, server.port);
    if let Some(certificate) = untrusted(&error) {
        return DeliveryFailure::new(
            FailureKind::Stopped,
            format!("invalid certificate of {place}: {certificate}"),
        )
        .with_source(error)
        .hint(CERTIFICATE_HINT);
    }
    DeliveryFailure::new(
        FailureKind::Stopped,
        format!("cannot use {place}: {}", words(&error)),
    )
    .with_source(error)
    .hint("run `colab config show` and check smtp_host, smtp_port and smtp_security")
}

/// Returns what happened, without the library's own words around it.
fn words(error: &SmtpError) -> String {
    let cause = std::error::Error::source(error).map(ToString::to_string);
    match (error.status(), cause) {
        (Some(code), cause) => format!("{code} {}", cause.unwrap_or_default()),
        (None, _) if timed_out(error) => "it did not answer in time".to_owned(),
        (None, Some(cause)) if cause == "incomplete response" => "it closed the connection".to_owned(),
        (None, Some(cause)) => cause,
        (None, None) => error.to_string(),
    }
}

/// Returns the first cause of this type.
fn cause<T: std::error::Error + 'static>(error: &SmtpError) -> Option<&T> {
    let mut cause = std::error::Error::source(error);
    while let Some(one) = cause {
        if let Some(found) = one.downcast_ref() {
            return Some(found);
        }
        cause = one.source();
    }
    None
}

fn timed_out(error: &SmtpError) -> bool {
    use io::ErrorKind::{TimedOut, WouldBlock};
    cause(error).is_some_and(|io: &io::Error| matches!(io.kind(), TimedOut | WouldBlock))
        || matches!(cause(error), Some(HandshakeError::<TcpStream>::WouldBlock(_)))
}

fn untrusted(error: &SmtpError) -> Option<String> {
    certificate_error(cause(error)?)
}
