//! One run of `notify send`: prepares digests, then claims, delivers and settles one after the other until none is due.

use std::time::Duration;

use chrono::TimeDelta;

use super::channel::{DeliveryChannel, DeliveryFailure, FailureKind, SendCounts};
use super::model::{AddressedDigest, Channel, DigestOutcome, DigestState};
use super::policy::{QuietTimes, SendWindow};
use super::report::DigestTexts;
use super::service::{self, DigestSelection};
use super::smtp::SmtpChannel;
use super::template::{DigestTemplates, RenderedDigest};
use super::webhook::WebhookChannel;
use crate::access::app::App;
use crate::kernel::config::Config;
use crate::kernel::error::{Error, Result};
use crate::output::{CommandOutput, hand_over};

/// What the command line asks for.
#[derive(Debug, Clone, Default)]
pub struct SendRequest {
    /// `None` for each that is configured, else standard output.
    pub channel: Option<Channel>,
    /// User names; empty for everybody.
    pub to: Vec<String>,
    /// Send in quiet times too.
    pub now: bool,
    pub retry_failed: bool,
}

/// What a run did.
#[derive(Debug, Default)]
pub struct SendSummary {
    pub digests: Vec<DigestOutcome>,
    /// The first failure.
    failure: Option<DeliveryFailure>,
    /// The digests were written to standard output.
    pub is_printed: bool,
}

/// A claim lasts this many times as long as a delivery may take, so that a living sender has settled it by then.
pub const LEASE: i32 = 3;

/// A run, with what every step of it needs.
struct SendRun<'a> {
    app: &'a mut App,
    templates: DigestTemplates,
    lease: TimeDelta,
}

/// Sends what is due. A failed delivery is not an error here: it stands in the summary.
///
/// # Errors
/// Those of the configuration and the templates, before anything is sent; of the database at any time.
pub fn run(app: &mut App, request: &SendRequest) -> Result<SendSummary> {
    let user_ids = app.read(|tx| service::recipients(tx, &request.to))?;
    let (settings, site) = (app.settings()?, app.site()?);
    let seconds = timeout_seconds(app)?;
    let limit = Duration::from_secs(seconds.into());
    let folder = app.config.get("notify_templates").map(str::to_owned);
    let templates = DigestTemplates::load(folder.as_deref(), settings.company_name(), site.clone())?;
    let mut channels = Vec::new();
    for channel in chosen_channels(app, request) {
        channels.push((channel, delivery(app, channel, limit)?));
    }
    let window = if request.now {
        SendWindow::Everything
    } else {
        QuietTimes::of(&settings).window(site.local(app.clock().now()).naive_local())
    };
    let mut run = SendRun {
        app,
        templates,
        lease: TimeDelta::seconds(seconds.into()) * LEASE,
    };
    let mut summary = SendSummary::default();
    for (channel, delivery) in channels {
        let selection = DigestSelection {
            channel,
            user_ids: user_ids.clone(),
            alerts_only: matches!(window, SendWindow::AlertsOnly(_)),
            given_up: request.retry_failed,
        };
        run.send_by(delivery, &selection, window, &mut summary)?;
    }
    Ok(summary)
}

/// Returns how long one delivery may take.
pub fn timeout_seconds(app: &App) -> Result<u32> {
    let text = app.config.get("notify_timeout").unwrap_or_default();
    let seconds = text.parse().ok().filter(|seconds| (1..=600).contains(seconds));
    seconds.ok_or_else(|| {
        let origin = app.config.origin("notify_timeout");
        Error::usage(format!("invalid notify_timeout `{text}` from {origin}"))
            .hint("use a number of seconds from 1 to 600")
    })
}

fn chosen_channels(app: &App, request: &SendRequest) -> Vec<Channel> {
    if let Some(channel) = request.channel {
        return vec![channel];
    }
    let found = configured_channels(&app.config);
    if found.is_empty() {
        vec![Channel::Stdout]
    } else {
        found
    }
}

/// Returns the channels that this machine's configuration names.
pub fn configured_channels(config: &Config) -> Vec<Channel> {
    let all = [("smtp_host", Channel::Smtp), ("webhook_url", Channel::Webhook)];
    let configured = all.into_iter().filter(|(key, _)| config.get(key).is_some());
    configured.map(|(_, channel)| channel).collect()
}

/// Returns the delivery of a channel; `None` for standard output, which gets all digests at once.
fn delivery(app: &mut App, channel: Channel, limit: Duration) -> Result<Option<Box<dyn DeliveryChannel>>> {
    let settings = app.settings()?;
    Ok(match channel {
        Channel::Smtp => Some(Box::new(SmtpChannel::configured(&app.config, &settings, limit)?)),
        Channel::Webhook => Some(Box::new(WebhookChannel::configured(
            &app.config,
            app.clock(),
            limit,
        )?)),
        Channel::Stdout => None,
    })
}

impl SendRun<'_> {
    fn send_by(
        &mut self,
        delivery: Option<Box<dyn DeliveryChannel>>,
        selection: &DigestSelection,
        window: SendWindow,
        summary: &mut SendSummary,
    ) -> Result<()> {
        let backlog = self.app.read(|tx| service::backlog(tx, selection))?;
        if !backlog.without_email.is_empty() {
            self.app.note(&format!(
                "no e-mail address: {} (colab user edit NAME --email ADDRESS)",
                backlog.without_email.join(", ")
            ));
        }
        if backlog.is_empty() {
            return Ok(());
        }
        if let SendWindow::Nothing(until) = window {
            self.app.note(&format!(
                "quiet until {}; --now sends anyway",
                until.format("%Y-%m-%d %H:%M")
            ));
            return Ok(());
        }
        if self.app.manner.dry_run {
            return self.preview(selection, summary);
        }
        if backlog.to_prepare {
            self.app.write(|tx| service::prepare(tx, selection))?;
        }
        match delivery {
            Some(mut delivery) => self.send_each(selection, delivery.as_mut(), summary),
            None => self.print_all(selection, summary),
        }
    }

    fn preview(&mut self, selection: &DigestSelection, summary: &mut SendSummary) -> Result<()> {
        for digest in self.app.write(|tx| service::preview(tx, selection))? {
            let rendered = self.templates.render(&digest)?;
            summary.digests.push(outcome(&digest, Some(&rendered)));
        }
        Ok(())
    }

    fn claim(&mut self, selection: &DigestSelection) -> Result<Option<AddressedDigest>> {
        let (at, lease) = (self.app.clock().real_now(), self.lease);
        self.app.write(|tx| service::claim(tx, selection, at, lease))
    }

    /// Renders a digest; one whose template fails stays queued.
    fn render(&self, digest: &AddressedDigest) -> Result<RenderedDigest, DeliveryFailure> {
        let as_failure = |error: Error| DeliveryFailure {
            hint: error.hints.first().cloned(),
            ..DeliveryFailure::new(FailureKind::Deferred, &error.message).with_source(error)
        };
        self.templates.render(digest).map_err(as_failure)
    }

    /// Records the result of an attempt, in the database and in the summary.
    fn settle(
        &mut self,
        mut digest: AddressedDigest,
        rendered: Option<&RenderedDigest>,
        result: &Result<(), DeliveryFailure>,
        summary: &mut SendSummary,
    ) -> Result<()> {
        self.app.write(|tx| service::settle(tx, &mut digest, result))?;
        summary.digests.push(outcome(&digest, rendered));
        Ok(())
    }

    fn send_each(
        &mut self,
        selection: &DigestSelection,
        delivery: &mut dyn DeliveryChannel,
        summary: &mut SendSummary,
    ) -> Result<()> {
        while let Some(digest) = self.claim(selection)? {
            let (rendered, result) = match self.render(&digest) {
                Ok(rendered) => {
                    let result = delivery.deliver(&rendered);
                    (Some(rendered), result)
                }
                Err(failure) => (None, Err(failure)),
            };
            self.settle(digest, rendered.as_ref(), &result, summary)?;
            if let Err(failure) = result {
                let stops = failure.kind == FailureKind::Stopped;
                summary.failure.get_or_insert(failure);
                if stops {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Prints all digests at once, so that they are one document in every format; settles them when it is written.
    fn print_all(&mut self, selection: &DigestSelection, summary: &mut SendSummary) -> Result<()> {
        let (mut whole, mut broken) = (Vec::new(), Vec::new());
        while let Some(digest) = self.claim(selection)? {
            match self.render(&digest) {
                Ok(rendered) => whole.push((digest, rendered)),
                Err(failure) => broken.push((digest, failure)),
            }
        }
        let sent = |(digest, rendered): &(AddressedDigest, RenderedDigest)| DigestOutcome {
            state: DigestState::Sent,
            next_attempt_at: None,
            ..outcome(digest, Some(rendered))
        };
        let texts = DigestTexts(whole.iter().map(sent).collect());
        let result = hand_over(CommandOutput::Report(Box::new(texts)), &self.app.view)
            .map_err(|error| DeliveryFailure::new(FailureKind::Stopped, &error.message).with_source(error));
        for (digest, rendered) in whole {
            self.settle(digest, Some(&rendered), &result, summary)?;
        }
        summary.failure = result.err();
        for (digest, failure) in broken {
            let result = Err(failure);
            self.settle(digest, None, &result, summary)?;
            summary.failure = summary.failure.take().or(result.err());
        }
        summary.is_printed = true;
        Ok(())
    }
}

fn outcome(digest: &AddressedDigest, rendered: Option<&RenderedDigest>) -> DigestOutcome {
    let row = &digest.row;
    DigestOutcome {
        id: row.id,
        to: digest.to.clone(),
        channel: row.channel,
        notifications: digest.notifications.iter().map(|one| one.id).collect(),
        state: row.state,
        attempts: row.attempts,
        next_attempt_at: row.next_attempt_at,
        message_id: row.message_id.clone(),
        error: row.last_error.clone(),
        subject: rendered.map(|one| one.subject.clone()).unwrap_or_default(),
        text: rendered.map(|one| one.text.clone()).unwrap_or_default(),
    }
}

impl SendSummary {
    /// Takes the error of this run; `None` when every digest was sent.
    pub fn take_error(&mut self) -> Option<Error> {
        let failure = self.failure.take()?;
        let count = |state| self.digests.iter().filter(|one| one.state == state).count();
        let (all, sent, given_up) = (
            self.digests.len(),
            count(DigestState::Sent),
            count(DigestState::Failed),
        );
        let counts = SendCounts {
            all,
            sent,
            waiting: all - sent - given_up,
            given_up,
        };
        Some(counts.not_sent(failure, "digests", "colab notify send"))
    }
}
