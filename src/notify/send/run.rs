//! One run of `notify send`: prepare, then claim, hand over and settle, one digest after the other, until nothing is due.

use std::time::Duration;

use chrono::TimeDelta;

use super::carrier::{Carrier, Failure, Fate};
use super::model::{Channel, Dispatch, Parcel, State};
use super::policy::{Opening, Quiet};
use super::service::{self, Wanted};
use super::smtp::Smtp;
use super::template::{Letter, Templates};
use super::webhook::Webhook;
use crate::access::app::App;
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::output::{CommandOutput, hand_over};

/// What the command line asks for.
#[derive(Debug, Clone, Default)]
pub struct Order {
    /// `None`: each that is configured, else standard output.
    pub channel: Option<Channel>,
    /// Names; none: everybody.
    pub to: Vec<String>,
    /// In quiet hours too.
    pub now: bool,
    pub retry_failed: bool,
}

/// What a run did.
#[derive(Debug, Default)]
pub struct Sent {
    pub dispatches: Vec<Dispatch>,
    /// The first that was in the way.
    pub failure: Option<Failure>,
    /// Everything was handed over on standard output.
    pub shown: bool,
}

/// A claim lasts so many times as long as a letter may take: a sender that lives has settled it by then.
const LEASE: i32 = 3;

/// The run, with what every step of it needs.
struct Round<'a> {
    app: &'a mut App,
    templates: Templates,
    lease: TimeDelta,
}

/// # Errors
/// Those of the configuration and the templates, before anything is sent; of the database at any time. What a channel
/// refuses is no error here: it stands in the dispatches.
pub fn run(app: &mut App, order: &Order) -> Result<Sent> {
    let user_ids = app.read(|tx| service::recipients(tx, &order.to))?;
    let (settings, site) = (app.settings()?, app.site()?);
    let seconds = seconds_for_a_letter(app)?;
    let limit = Duration::from_secs(seconds.into());
    let folder = app.config.get("notify_templates").map(str::to_owned);
    let templates = Templates::load(folder.as_deref(), settings.company_name(), site.clone())?;
    let mut channels = Vec::new();
    for channel in chosen(app, order) {
        channels.push((channel, carrier(app, channel, limit)?));
    }
    let local = site.local(app.clock().now()).naive_local();
    let opening = match order.now {
        true => Opening::Everything,
        false => Quiet::of(&settings).opening(local),
    };
    let mut round = Round {
        app,
        templates,
        lease: TimeDelta::seconds(seconds.into()) * LEASE,
    };
    let mut sent = Sent::default();
    for (channel, carrier) in channels {
        let wanted = Wanted {
            channel,
            user_ids: user_ids.clone(),
            alerts_alone: matches!(opening, Opening::AlertsAlone(_)),
            given_up: order.retry_failed,
        };
        round.channel(&wanted, opening, carrier, &mut sent)?;
    }
    Ok(sent)
}

/// How long one letter may take.
fn seconds_for_a_letter(app: &App) -> Result<u32> {
    let text = app.config.get("notify_timeout").unwrap_or_default();
    let seconds = text.parse().ok().filter(|seconds| (1..=600).contains(seconds));
    seconds.ok_or_else(|| {
        let origin = app.config.origin("notify_timeout");
        Error::usage(format!(
            "notify_timeout from {origin}: `{text}` is no number of seconds from 1 to 600"
        ))
    })
}

fn chosen(app: &App, order: &Order) -> Vec<Channel> {
    let configured = |(key, channel): (&str, Channel)| app.config.get(key).map(|_| channel);
    match order.channel {
        Some(channel) => vec![channel],
        None => {
            let all = [("smtp_host", Channel::Smtp), ("webhook_url", Channel::Webhook)];
            let found: Vec<Channel> = all.into_iter().filter_map(configured).collect();
            if found.is_empty() {
                vec![Channel::Stdout]
            } else {
                found
            }
        }
    }
}

/// `None` for standard output, which is written at once for all.
fn carrier(app: &mut App, channel: Channel, limit: Duration) -> Result<Option<Box<dyn Carrier>>> {
    let settings = app.settings()?;
    Ok(match channel {
        Channel::Smtp => Some(Box::new(Smtp::configured(&app.config, &settings, limit)?)),
        Channel::Webhook => Some(Box::new(Webhook::configured(&app.config, app.clock(), limit)?)),
        Channel::Stdout => None,
    })
}

impl Round<'_> {
    fn channel(
        &mut self,
        wanted: &Wanted,
        opening: Opening,
        carrier: Option<Box<dyn Carrier>>,
        sent: &mut Sent,
    ) -> Result<()> {
        let survey = self.app.read(|tx| service::survey(tx, wanted))?;
        if !survey.without_email.is_empty() {
            self.app.note(&format!(
                "no e-mail address: {} (colab user add NAME --role ROLE --no-password --if-exists update --email ADDRESS)",
                survey.without_email.join(", ")
            ));
        }
        if survey.is_empty() {
            return Ok(());
        }
        if let Opening::Nothing(until) = opening {
            self.app.note(&format!(
                "it is quiet until {}: what there is waits; --now sends it anyway",
                until.format("%Y-%m-%d %H:%M")
            ));
            return Ok(());
        }
        if self.app.manner.dry_run {
            return self.preview(wanted, sent);
        }
        if survey.to_prepare {
            self.app.write(|tx| service::prepare(tx, wanted))?;
        }
        match carrier {
            Some(mut carrier) => self.send_each(wanted, carrier.as_mut(), sent),
            None => self.show_all(wanted, sent),
        }
    }

    fn preview(&mut self, wanted: &Wanted, sent: &mut Sent) -> Result<()> {
        for parcel in self.app.write(|tx| service::preview(tx, wanted))? {
            let letter = self.templates.letter(&parcel)?;
            sent.dispatches.push(dispatch(&parcel, Some(&letter)));
        }
        Ok(())
    }

    fn claim(&mut self, wanted: &Wanted) -> Result<Option<Parcel>> {
        let (at, lease) = (self.app.clock().real_now(), self.lease);
        self.app.write(|tx| service::claim(tx, wanted, at, lease))
    }

    fn settle(&mut self, parcel: &mut Parcel, result: &Result<(), Failure>) -> Result<()> {
        self.app.write(|tx| service::settle(tx, parcel, result))
    }

    /// What this digest says; a template that fails on it keeps it waiting.
    fn letter(&self, parcel: &Parcel) -> Result<Letter, Failure> {
        let as_failure = |error: Error| Failure {
            hint: error.hints.first().cloned(),
            ..Failure::new(Fate::Deferred, &error.message).with_source(error)
        };
        self.templates.letter(parcel).map_err(as_failure)
    }

    fn send_each(&mut self, wanted: &Wanted, carrier: &mut dyn Carrier, sent: &mut Sent) -> Result<()> {
        while let Some(mut parcel) = self.claim(wanted)? {
            let (letter, result) = match self.letter(&parcel) {
                Ok(letter) => {
                    let result = carrier.deliver(&letter);
                    (Some(letter), result)
                }
                Err(failure) => (None, Err(failure)),
            };
            self.settle(&mut parcel, &result)?;
            sent.dispatches.push(dispatch(&parcel, letter.as_ref()));
            if let Err(failure) = result {
                let stops = failure.fate == Fate::Stopped;
                sent.failure.get_or_insert(failure);
                if stops {
                    break;
                }
            }
        }
        Ok(())
    }

    /// All at once, so that it is one document in every format; settled when it was written.
    fn show_all(&mut self, wanted: &Wanted, sent: &mut Sent) -> Result<()> {
        let (mut whole, mut broken) = (Vec::new(), Vec::new());
        while let Some(parcel) = self.claim(wanted)? {
            match self.letter(&parcel) {
                Ok(letter) => whole.push((parcel, letter)),
                Err(failure) => broken.push((parcel, failure)),
            }
        }
        let shown: Vec<Dispatch> = whole
            .iter()
            .map(|(parcel, letter)| Dispatch {
                state: State::Sent,
                next_attempt_at: None,
                ..dispatch(parcel, Some(letter))
            })
            .collect();
        let written = hand_over(
            CommandOutput::Report(Box::new(super::cmd::Digests(shown))),
            &self.app.view,
        );
        let result = written.map_err(|error| Failure::new(Fate::Stopped, &error.message).with_source(error));
        for (mut parcel, letter) in whole {
            self.settle(&mut parcel, &result)?;
            sent.dispatches.push(dispatch(&parcel, Some(&letter)));
        }
        sent.failure = result.err();
        for (mut parcel, failure) in broken {
            let result = Err(failure);
            self.settle(&mut parcel, &result)?;
            sent.dispatches.push(dispatch(&parcel, None));
            sent.failure = sent.failure.take().or(result.err());
        }
        sent.shown = true;
        Ok(())
    }
}

fn dispatch(parcel: &Parcel, letter: Option<&Letter>) -> Dispatch {
    let row = &parcel.row;
    Dispatch {
        id: row.id,
        to: parcel.to.clone(),
        channel: row.channel,
        notifications: parcel.notifications.iter().map(|one| one.id).collect(),
        state: row.state,
        attempts: row.attempts,
        next_attempt_at: row.next_attempt_at,
        message_id: row.message_id.clone(),
        error: row.last_error.clone(),
        subject: letter.map(|letter| letter.subject.clone()).unwrap_or_default(),
        text: letter.map(|letter| letter.text.clone()).unwrap_or_default(),
    }
}

impl Sent {
    /// `None` when everything went out.
    pub fn take_error(&mut self) -> Option<Error> {
        let failure = self.failure.take()?;
        let all = self.dispatches.len();
        let left = self
            .dispatches
            .iter()
            .filter(|one| one.state != State::Sent)
            .count();
        let given_up = self
            .dispatches
            .iter()
            .filter(|one| one.state == State::Failed)
            .count();
        let message = format!("{left} of {all} digests not sent: {}", failure.message);
        let mut error = Error::new(Kind::Partial, ErrorCode::NotSent, message)
            .detail("sent", all - left)
            .detail("waiting", left - given_up)
            .detail("given_up", given_up);
        if let Some(source) = failure.source {
            error = error.with_source(source);
        }
        if let Some(hint) = failure.hint {
            error = error.hint(hint);
        }
        if left > given_up {
            error = error.hint("what waits is tried again by the next run after its next_attempt_at");
        }
        if given_up > 0 {
            error = error.hint("what was given up is tried once more with: colab notify send --retry-failed");
        }
        Some(error)
    }
}
