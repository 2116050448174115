//! The mail server, and how this machine talks to it.

use std::time::Duration;

use lettre::transport::smtp::authentication::Credentials;

use crate::kernel::config::Config;
use crate::kernel::error::{Error, Result};
use crate::notify::send::channel::is_loopback;
use crate::text_enum;

text_enum! {
    /// How the connection to the mail server is encrypted.
    pub enum SmtpSecurity {
        /// Begins unencrypted; is not used unless the server encrypts it.
        Starttls = "starttls",
        /// Encrypted from the first byte.
        Tls = "tls",
        /// Unencrypted; without a password, or to this machine.
        None = "none",
    }
}

impl SmtpSecurity {
    fn port(self) -> u16 {
        match self {
            Self::Starttls => 587,
            Self::Tls => 465,
            Self::None => 25,
        }
    }
}

/// A mail server with the credentials for it.
#[derive(Clone)]
pub struct SmtpServer {
    pub host: String,
    pub port: u16,
    pub security: SmtpSecurity,
    pub credentials: Option<Credentials>,
    /// For each answer, and for a delivery as a whole.
    pub limit: Duration,
}

impl SmtpServer {
    /// Returns the configured server.
    ///
    /// # Errors
    /// `Usage` for a value that is missing or invalid, or a password that would be sent unencrypted.
    pub fn configured(config: &Config, limit: Duration) -> Result<Self> {
        let host = config.get("smtp_host").ok_or_else(|| {
            Error::usage("no mail server is configured")
                .hint("set COLAB_SMTP_HOST, or smtp_host in your config.toml")
        })?;
        let security: SmtpSecurity = config.word("smtp_security")?;
        let server = Self {
            host: host.to_owned(),
            port: port(config)?.unwrap_or_else(|| security.port()),
            security,
            credentials: credentials(config)?,
            limit,
        };
        if security == SmtpSecurity::None && server.credentials.is_some() && !is_loopback(host) {
            let error = Error::usage(format!(
                "the password for {host} would be sent unencrypted: smtp_security = none"
            ));
            return Err(error.hint("set COLAB_SMTP_SECURITY to starttls or tls"));
        }
        Ok(server)
    }
}

fn port(config: &Config) -> Result<Option<u16>> {
    let parse = |text: &str| {
        let origin = config.origin("smtp_port");
        let invalid = |_| Error::usage(format!("invalid smtp_port `{text}` from {origin}"));
        text.parse().map_err(invalid)
    };
    config.get("smtp_port").map(parse).transpose()
}

fn credentials(config: &Config) -> Result<Option<Credentials>> {
    match (config.get("smtp_user"), config.get("smtp_password")) {
        (Some(user), Some(password)) => Ok(Some(Credentials::new(user.to_owned(), password.to_owned()))),
        (None, None) => Ok(None),
        (Some(_), None) => Err(Error::usage("smtp_user is configured without smtp_password")
            .hint("set COLAB_SMTP_PASSWORD, or smtp_password in your config.toml")),
        (None, Some(_)) => Err(Error::usage("smtp_password is configured without smtp_user")
            .hint("set COLAB_SMTP_USER, or smtp_user in your config.toml")),
    }
}
