//! `notify failure`: what systemd starts when a job of the package fails. The admins are notified as of anything else; where the
//! database cannot be used, a mail and the webhook tell of it directly.

use std::time::Duration;

use lettre::message::Mailbox;
use serde_json::json;

use super::channel::DeliveryChannel;
use super::cmd::reply;
use super::model::{Channel, DigestRecipient};
use super::run::{self, SendRequest, configured_channels, timeout_seconds};
use super::smtp::SmtpChannel;
use super::template::RenderedDigest;
use super::webhook::WebhookChannel;
use crate::access::app::{App, CommandResult};
use crate::access::auth::Role;
use crate::kernel::error::{Error, Result};
use crate::kernel::text::random_hex;
use crate::notify::check;
use crate::notify::failure::{self, UnitFailure};
use crate::output::CommandOutput;

/// Tells the admins of a failure at once, also in quiet hours.
///
/// # Errors
/// Those of sending, and of the database where nothing else could be told.
pub fn tell(failure: &UnitFailure, app: &mut App) -> Result<CommandResult> {
    // Whoever tells of a failure makes no database.
    let is_there = app.database().and_then(|database| database.require_file());
    let announced = is_there.and_then(|()| app.write(|tx| failure::announce(tx, failure)));
    let admins = match announced {
        Ok(admins) => admins,
        Err(why) => return tell_directly(failure, why, app),
    };
    if app.manner.dry_run {
        app.note(&format!(
            "to be told to {}: {}",
            admins.join(", "),
            failure.message()
        ));
        return Ok(CommandOutput::Nothing.into());
    }
    app.write(check::check)?;
    let request = SendRequest {
        to: admins,
        now: true,
        ..SendRequest::default()
    };
    let summary = run::run(app, &request)?;
    Ok(reply(summary, app))
}

/// Tells of a failure without the database, whose own failure may be the reason.
fn tell_directly(failure: &UnitFailure, why: Error, app: &App) -> Result<CommandResult> {
    let limit = Duration::from_secs(timeout_seconds(app)?.into());
    let mut told = Vec::new();
    let mut refused = None;
    for channel in configured_channels(&app.config) {
        let delivered = delivery(channel, limit, app).and_then(|mut delivery| {
            let digest = digest(failure, &why, channel, app)?;
            let result = delivery.deliver(&digest);
            result.map_err(|failure| Error::internal(failure.message))
        });
        match delivered {
            Ok(()) => told.push(channel.as_str()),
            Err(error) => refused = Some(error),
        }
    }
    match (told.is_empty(), refused) {
        (false, None) => {
            app.note(&format!(
                "told by {}, as there is no access to the database: {}",
                told.join(", "),
                why.message
            ));
            Ok(CommandOutput::Nothing.into())
        }
        (false, Some(error)) => Err(error),
        (true, refused) => {
            let fact = refused.map_or_else(String::new, |error| format!("; and {}", error.message));
            let mut untold = Error::new(why.kind, why.code, format!("{}{fact}", why.message));
            untold.hints = why.hints;
            Err(untold.hint(
                "to be told all the same: set COLAB_ALERT_MAIL with COLAB_SMTP_HOST, or COLAB_WEBHOOK_URL",
            ))
        }
    }
}

fn delivery(channel: Channel, limit: Duration, app: &App) -> Result<Box<dyn DeliveryChannel>> {
    Ok(match channel {
        Channel::Webhook => Box::new(WebhookChannel::configured(&app.config, app.clock(), limit)?),
        _ => Box::new(SmtpChannel::with_sender(&app.config, alert_mail(app)?, limit)?),
    })
}

/// Returns the address that is told, which is the sender too: the site's own is in the database.
fn alert_mail(app: &App) -> Result<Mailbox> {
    let text = app.config.get("alert_mail").ok_or_else(|| {
        Error::usage("no alert_mail is configured")
            .hint("set COLAB_ALERT_MAIL, or alert_mail in your config.toml")
    })?;
    text.parse().map_err(|_| {
        let origin = app.config.origin("alert_mail");
        Error::usage(format!(
            "invalid e-mail address `{text}` in alert_mail from {origin}"
        ))
    })
}

fn digest(failure: &UnitFailure, why: &Error, channel: Channel, app: &App) -> Result<RenderedDigest> {
    let (subject, now) = (format!("[alert] {} failed", failure.unit), app.clock().real_now());
    let mut text = format!(
        "{}\n\nThere is no access to the database: {}\n",
        failure.message(),
        why.message
    );
    why.hints
        .iter()
        .for_each(|hint| text.push_str(&format!("hint: {hint}\n")));
    let message_id = format!("failure.{}@colab.invalid", random_hex(16)?);
    let email = match channel {
        Channel::Smtp => Some(alert_mail(app)?.email.to_string()),
        _ => None,
    };
    if channel == Channel::Webhook {
        let notification = json!({"type": failure::TOPIC, "severity": "alert", "entity": "unit",
            "entity_id": failure.unit, "title": "Unit failed", "message": text});
        text = json!({"id": message_id, "created_at": now.to_string(), "subject": subject,
            "notifications": [notification]})
        .to_string();
    }
    Ok(RenderedDigest {
        message_id,
        to: DigestRecipient {
            username: "admin".into(),
            role: Role::Admin,
            email,
        },
        made_at: now,
        subject,
        text,
        html: None,
    })
}
