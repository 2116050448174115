//! What is said on the line, step by step, so that it is known how far a letter came; and what an answer means.

use std::io;
use std::net::TcpStream;

use lettre::Address;
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::client::SmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{Extension, MailParameter};
use lettre::transport::smtp::response::{Response, Severity};
use native_tls::HandshakeError;

use super::Server;
use crate::notify::send::carrier::{CERTIFICATE_HINT, Failure, Fate, certificate_error};

/// What can happen on a line.
pub enum Mishap {
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
pub fn hand_over(
    line: &mut SmtpConnection,
    from: &Address,
    to: &Address,
    message: &[u8],
) -> Result<(), Mishap> {
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
        .map_err(|error| refused(error, Step::Sender, &format!("the sender {from}")))
        .and_then(|_| {
            line.command(Rcpt::new(to.clone(), Vec::new()))
                .map_err(|error| refused(error, Step::Letter, &format!("the address {to}")))
        })
        .and_then(|_| {
            line.command(Data)
                .map_err(|error| refused(error, Step::Letter, "the letter"))
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
        Some(_) => refused(error, Step::Letter, "the letter").into(),
        None => unknown(error),
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

fn refused(error: SmtpError, step: Step, what: &str) -> Mishap {
    let Some(code) = error.status() else {
        return Mishap::LineLost(Failure::new(Fate::Stopped, words(&error)).with_source(error));
    };
    let code = code.to_string();
    // 530, 535, 538: it wants another sign-in.
    let stops = step == Step::Sender || matches!(code.as_str(), "530" | "535" | "538");
    let fate = match (stops, error.is_permanent()) {
        (true, _) => Fate::Stopped,
        (false, true) => Fate::Refused,
        (false, false) => Fate::Deferred,
    };
    let failure = Failure::new(fate, format!("{what} was not taken: {}", words(&error))).with_source(error);
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
fn unknown(error: SmtpError) -> Failure {
    Failure::new(
        Fate::Stopped,
        format!(
            "the server did not say whether it took the letter: {}",
            words(&error)
        ),
    )
    .with_source(error)
    .hint("it is sent again under the same Message-ID, by which a mailbox tells that it is the same")
}

fn odd(response: &Response) -> Failure {
    let said: Vec<&str> = response.message().collect();
    let said = format!("{} {}", response.code(), said.join(" "));
    Failure::new(Fate::Stopped, format!("the server answered out of turn: {said}"))
}

/// A server that cannot even be spoken to.
pub fn stopped(server: &Server, error: SmtpError) -> Failure {
    let place = format!("{}:{}", server.host, server.port);
    if let Some(certificate) = untrusted(&error) {
        return Failure::new(
            Fate::Stopped,
            format!("{place} shows a certificate that does not hold: {certificate}"),
        )
        .with_source(error)
        .hint(CERTIFICATE_HINT);
    }
    Failure::new(
        Fate::Stopped,
        format!("{place} cannot be used: {}", words(&error)),
    )
    .with_source(error)
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
