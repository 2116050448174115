//! One run of `notify clients`: queues returns, then claims, sends and settles messages one after the other.

use std::time::Duration;

use chrono::TimeDelta;

use super::mail::{MailWriter, WrittenMail};
use super::model::{MessageOutcome, MessageRow, MessageState};
use super::service::{self, PreparedMessage};
use super::template::MessageTemplates;
use crate::access::app::App;
use crate::kernel::error::{Error, Result};
use crate::kernel::text::counted;
use crate::notify::send::channel::{DeliveryFailure, FailureKind, SendCounts};
use crate::notify::send::policy::{QuietTimes, SendWindow};
use crate::notify::send::smtp::SmtpChannel;
use crate::notify::send::{LEASE, timeout_seconds};

/// What the command line asks for.
#[derive(Debug, Clone, Default)]
pub struct MessageRequest {
    /// Send in quiet times too.
    pub now: bool,
    pub retries_failed: bool,
    /// The most messages of this run.
    pub limit: Option<usize>,
}

/// What a run did.
#[derive(Debug, Default)]
pub struct MessageSummary {
    pub messages: Vec<MessageOutcome>,
    /// The first failure.
    failure: Option<DeliveryFailure>,
}

/// Clients without an address that are named.
const NAMED: usize = 5;

/// Sends what is due. A failed delivery is not an error here: it stands in the summary.
///
/// # Errors
/// Those of the configuration and the templates, before anything is sent; of the database at any time.
pub fn run(app: &mut App, request: &MessageRequest) -> Result<MessageSummary> {
    let Some(since) = app.read(service::on_since)? else {
        app.note("messages to clients are off: colab config set client_messages on");
        return Ok(MessageSummary::default());
    };
    let seconds = timeout_seconds(app)?;
    let settings = app.settings()?;
    let is_preview = app.manner.dry_run;
    let channel = if is_preview {
        None
    } else {
        let limit = Duration::from_secs(seconds.into());
        Some(SmtpChannel::configured(&app.config, &settings, limit)?)
    };
    let writer = writer(app)?;
    if let Some(until) = quiet_until(app, request)? {
        app.note(&format!("quiet until {until}; --now sends anyway"));
        return Ok(MessageSummary::default());
    }
    let retries_failed = request.retries_failed;
    let Some(mut channel) = channel else {
        let plan = app.write(|tx| {
            service::queue(tx, since, retries_failed)?;
            service::plan(tx, since)
        })?;
        return preview(app, request, &writer, plan);
    };
    app.write(|tx| service::queue(tx, since, retries_failed))?;
    let plan = app.read(|tx| service::plan(tx, since))?;
    name_unaddressed(app, &plan.without_email);
    let most = most(app, request, plan.messages.len())?;
    let mut summary = MessageSummary::default();
    if plan.messages.is_empty() && plan.dropped == 0 {
        return Ok(summary);
    }
    let lease = TimeDelta::seconds(seconds.into()) * LEASE;
    while summary.messages.len() < most {
        let at = app.clock().real_now();
        let claimed = app.write(|tx| service::claim(tx, since, &plan.unaddressed, (at, lease)))?;
        let Some(message) = claimed else { break };
        let (mail, result) = send(&writer, &mut channel, &message);
        let row = app.write(|tx| service::settle(tx, &message.row, &result))?;
        summary.messages.push(outcome(&message, row, mail));
        if let Err(failure) = result {
            let stops = failure.kind == FailureKind::Stopped;
            summary.failure.get_or_insert(failure);
            if stops {
                break;
            }
        }
    }
    Ok(summary)
}

/// Returns what writes mails; a site without a sender gets previews alone.
fn writer(app: &mut App) -> Result<MailWriter> {
    let (settings, site) = (app.settings()?, app.site()?);
    let folder = app.config.get("notify_templates").map(str::to_owned);
    let database_id = app.read(|tx| crate::db::database_id(tx.connection()))?;
    let sender = settings
        .mail_from()
        .map_or_else(|| "colab@colab.invalid".parse(), Ok)
        .map_err(|error| Error::internal(format!("no sender: {error}")))?;
    Ok(MailWriter {
        templates: MessageTemplates::load(folder.as_deref())?,
        company: settings.company_name(),
        site,
        database_id,
        sender,
    })
}

/// Returns when the quiet time ends in which the run would be.
fn quiet_until(app: &mut App, request: &MessageRequest) -> Result<Option<String>> {
    let (settings, site) = (app.settings()?, app.site()?);
    let window = QuietTimes::of(&settings).window(site.local(app.clock().now()).naive_local());
    Ok(match window {
        SendWindow::AlertsOnly(end) | SendWindow::Nothing(end) if !request.now && !app.manner.dry_run => {
            Some(end.format("%Y-%m-%d %H:%M").to_string())
        }
        _ => None,
    })
}

/// Returns how many messages the run sends, and says so where that is not all.
fn most(app: &mut App, request: &MessageRequest, due: usize) -> Result<usize> {
    let allowed = if app.manner.yes {
        usize::MAX
    } else {
        app.settings()?.client_messages_max()
    };
    let most = request.limit.unwrap_or(allowed).min(allowed);
    if due > most {
        let way = if most == allowed {
            ": --yes sends more than client_messages_max in one run"
        } else {
            ""
        };
        app.note(&format!(
            "{most} of {} now, the others wait{way}",
            counted(due, "message")
        ));
    }
    Ok(most)
}

fn name_unaddressed(app: &App, clients: &[String]) {
    if clients.is_empty() {
        return;
    }
    let named: Vec<&str> = clients.iter().take(NAMED).map(String::as_str).collect();
    let more = match clients.len() - named.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    app.note(&format!(
        "no e-mail address, so that these wait: {}{more} (colab client contact edit CLIENT NAME --email ADDRESS)",
        named.join(", ")
    ));
}

fn preview(
    app: &mut App,
    request: &MessageRequest,
    writer: &MailWriter,
    plan: service::MessagePlan,
) -> Result<MessageSummary> {
    name_unaddressed(app, &plan.without_email);
    let most = most(app, request, plan.messages.len())?;
    let mut summary = MessageSummary::default();
    for message in plan.messages.into_iter().take(most) {
        let mail = writer.write(&message)?;
        let row = message.row.clone();
        summary.messages.push(outcome(&message, row, Some(mail)));
    }
    Ok(summary)
}

/// Writes a message and hands it to the server; one whose template fails stays queued.
fn send(
    writer: &MailWriter,
    channel: &mut SmtpChannel,
    message: &PreparedMessage,
) -> (Option<WrittenMail>, Result<(), DeliveryFailure>) {
    let mail = match writer.write(message) {
        Ok(mail) => mail,
        Err(error) => {
            let failure = DeliveryFailure {
                hint: error.hints.first().cloned(),
                ..DeliveryFailure::new(FailureKind::Deferred, &error.message).with_source(error)
            };
            return (None, Err(failure));
        }
    };
    let result = writer
        .compose(message, &mail)
        .and_then(|(bytes, to)| channel.post(to, bytes));
    (Some(mail), result)
}

fn outcome(message: &PreparedMessage, row: MessageRow, mail: Option<WrittenMail>) -> MessageOutcome {
    let (subject, text, calendar) = mail.map_or_else(Default::default, |mail| {
        (
            mail.subject,
            mail.text,
            mail.calendar.map(|(_, calendar)| calendar),
        )
    });
    MessageOutcome {
        row,
        client: message.subject.client.row.name.clone(),
        rental_no: message.subject.rental_no(),
        subject,
        text,
        calendar,
    }
}

impl MessageSummary {
    /// Takes the error of this run; `None` when every message was sent.
    pub fn take_error(&mut self) -> Option<Error> {
        let failure = self.failure.take()?;
        let count = |state| self.messages.iter().filter(|one| one.row.state == state).count();
        let counts = SendCounts {
            all: self.messages.len(),
            sent: count(MessageState::Sent),
            waiting: count(MessageState::Queued),
            given_up: count(MessageState::Failed),
        };
        Some(counts.not_sent(failure, "messages", "colab notify clients"))
    }
}
