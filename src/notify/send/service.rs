//! Digests: made of what is due, claimed by one sender, settled by what came of them.

use chrono::TimeDelta;
use serde_json::json;

use super::carrier::{Failure, Fate};
use super::model::{Channel, NewDigest, Parcel, State};
use super::policy::{asked_for, back_off};
use super::store::{self, Due, Waiting};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::kernel::text::random_hex;
use crate::kernel::timestamp::Timestamp;
use crate::notify::model::Severity;
use crate::user;

/// Of those who make digests at the same time, one goes on: a person gets one digest.
const PREPARING: i64 = 0x6e6f_7469_6679;

/// Candidates that a claim looks at: more than there will be senders who take the first ones away.
const RIVALS: i64 = 64;

/// What a run is to send.
#[derive(Debug, Clone)]
pub struct Wanted {
    pub channel: Channel,
    /// `None`: everybody.
    pub user_ids: Option<Vec<String>>,
    /// In quiet hours, when alerts may pass.
    pub alerts_alone: bool,
    /// Digests that were given up as well.
    pub given_up: bool,
}

impl Wanted {
    fn waiting(&self, tx: &Tx<'_>, real_now: Timestamp, most: i64) -> Waiting<'_> {
        Waiting {
            channel: self.channel,
            user_ids: self.user_ids.as_deref(),
            alerts_alone: self.alerts_alone,
            most,
            now: tx.now(),
            real_now,
        }
    }

    fn wants(&self, due: &Due) -> bool {
        let named = |ids: &Vec<String>| ids.contains(&due.user_id);
        self.user_ids.as_ref().is_none_or(named)
    }
}

/// What there is to send by a channel.
#[derive(Debug, Clone, Default)]
pub struct Survey {
    /// Something is new, or given up and asked for: digests are to be written.
    pub to_prepare: bool,
    /// Digests wait for an attempt.
    pub waiting: bool,
    /// Who would be written to and has no address.
    pub without_email: Vec<String>,
}

impl Survey {
    pub fn is_empty(&self) -> bool {
        !self.to_prepare && !self.waiting
    }
}

/// The ids of the users of these names.
///
/// # Errors
/// `NotFound` with the nearest names.
pub fn recipients(tx: &mut Tx<'_>, names: &[String]) -> Result<Option<Vec<String>>> {
    let _grant = tx.require(Permission::RunNotifications)?;
    let ids: Result<Vec<String>> = names
        .iter()
        .map(|name| Ok(user::find(tx.connection(), name)?.user_id))
        .collect();
    Ok(Some(ids?).filter(|ids| !ids.is_empty()))
}

/// Looks without writing: most runs find nothing.
pub fn survey(tx: &mut Tx<'_>, wanted: &Wanted) -> Result<Survey> {
    let _grant = tx.require(Permission::RunNotifications)?;
    let (due, without_email) = due(tx, wanted)?;
    let which = wanted.waiting(tx, tx.real_now(), 1);
    let waiting = !store::waiting(tx.connection(), &which)?.is_empty();
    Ok(Survey {
        to_prepare: !due.is_empty() || !given_up(tx, wanted)?.is_empty(),
        waiting,
        without_email,
    })
}

/// What is due, and who lacks an address that the channel needs.
fn due(tx: &mut Tx<'_>, wanted: &Wanted) -> Result<(Vec<Due>, Vec<String>)> {
    let now = tx.now();
    let mut due = store::due(tx.connection(), wanted.channel, now)?;
    due.retain(|one| wanted.wants(one) && (!wanted.alerts_alone || one.severity == Severity::Alert));
    let mut without_email = Vec::new();
    if wanted.channel == Channel::Smtp {
        due.retain(|one| {
            if one.email.is_none() && !without_email.contains(&one.username) {
                without_email.push(one.username.clone());
            }
            one.email.is_some()
        });
    }
    Ok((due, without_email))
}

fn given_up(tx: &mut Tx<'_>, wanted: &Wanted) -> Result<Vec<i64>> {
    match wanted.given_up {
        true => store::given_up(tx.connection(), wanted.channel, wanted.user_ids.as_deref()),
        false => Ok(Vec::new()),
    }
}

/// Writes down one digest a person of what is due, and takes up again what was given up, if told so.
pub fn prepare(tx: &mut Tx<'_>, wanted: &Wanted) -> Result<()> {
    let grant = tx.require(Permission::RunNotifications)?;
    tx.connection().lock_for_transaction(PREPARING)?;
    let (due, _) = due(tx, wanted)?;
    for (user_id, notifications) in by_person(&due) {
        write_down(tx, &grant, wanted.channel, user_id, &notifications)?;
    }
    let again = given_up(tx, wanted)?;
    let now = tx.now();
    store::queue_again(tx.connection(), &again, now)?;
    for id in &again {
        let (before, after) = (json!({"state": State::Failed}), json!({"state": State::Queued}));
        tx.audit(&grant, AuditEvent::change("digest", id, before, after));
    }
    if due.is_empty() && again.is_empty() {
        tx.mark_unchanged();
    }
    Ok(())
}

/// Notifications by the person they are due to; what is due comes in the order of people.
fn by_person(due: &[Due]) -> Vec<(&str, Vec<i64>)> {
    let people = due.chunk_by(|a, b| a.user_id == b.user_id);
    let ids = |of: &[Due]| of.iter().map(|one| one.notification_id).collect();
    people
        .filter_map(|of| Some((of.first()?.user_id.as_str(), ids(of))))
        .collect()
}

fn write_down(
    tx: &mut Tx<'_>,
    grant: &Grant,
    channel: Channel,
    user_id: &str,
    notifications: &[i64],
) -> Result<()> {
    let now = tx.now();
    let message_id = message_id(tx)?;
    let digest = NewDigest {
        user_id,
        channel,
        message_id: &message_id,
        state: State::Queued,
        attempts: 0,
        next_attempt_at: Some(now),
        created_at: now,
    };
    let id = store::insert(tx.connection(), &digest, notifications)?;
    let facts = json!({
        "user_id": user_id,
        "channel": channel,
        "message_id": message_id,
        "notifications": notifications,
    });
    tx.audit(grant, AuditEvent::created("digest", id, facts));
    Ok(())
}

/// As a mail's `Message-ID` wants it, without the angle brackets.
fn message_id(tx: &Tx<'_>) -> Result<String> {
    let sender = tx.settings().mail_from();
    let domain = sender
        .as_ref()
        .map_or("colab.invalid", |sender| sender.email.domain());
    Ok(format!("digest.{}@{domain}", random_hex(16)?))
}

/// Under `--dry-run`: all that this run would send, after [`prepare`] in the same transaction.
pub fn preview(tx: &mut Tx<'_>, wanted: &Wanted) -> Result<Vec<Parcel>> {
    prepare(tx, wanted)?;
    let which = wanted.waiting(tx, tx.real_now(), i64::MAX);
    let ids = store::waiting(tx.connection(), &which)?;
    let ids: Vec<i64> = ids.into_iter().map(|(id, _)| id).collect();
    store::load(tx.connection(), &ids)
}

/// Takes up one digest for as long as `lease`, which begins at `at`, by the real clock; of several senders one gets it.
pub fn claim(tx: &mut Tx<'_>, wanted: &Wanted, at: Timestamp, lease: TimeDelta) -> Result<Option<Parcel>> {
    let grant = tx.require(Permission::RunNotifications)?;
    let which = wanted.waiting(tx, at, RIVALS);
    for candidate in store::waiting(tx.connection(), &which)? {
        if !store::claim(tx.connection(), candidate, at, at.plus(lease))? {
            continue;
        }
        let parcel = store::load(tx.connection(), &[candidate.0])?.pop();
        if let Some(parcel) = &parcel {
            let facts = json!({"step": State::Sending, "attempt": parcel.row.attempts});
            tx.audit(&grant, AuditEvent::happened("digest", parcel.row.id, facts));
        }
        return Ok(parcel);
    }
    tx.mark_unchanged();
    Ok(None)
}

/// Writes down what came of an attempt: sent, to be tried again, or given up. The parcel's row becomes what is stored.
pub fn settle(tx: &mut Tx<'_>, parcel: &mut Parcel, result: &Result<(), Failure>) -> Result<()> {
    let grant = tx.require(Permission::RunNotifications)?;
    let (now, row) = (tx.now(), &parcel.row);
    let (ours, state, next, error) = match result {
        Ok(()) => (
            store::set_sent(tx.connection(), row.id, now)?,
            State::Sent,
            None,
            None,
        ),
        Err(failure) => {
            let next = next_attempt(tx, row.attempts, failure);
            let ours = store::set_failed(tx.connection(), row, &failure.message, next)?;
            let state = next.map_or(State::Failed, |_| State::Queued);
            (ours, state, next, Some(failure.message.clone()))
        }
    };
    match ours {
        true => {
            let before = json!({"state": State::Sending, "attempts": row.attempts});
            let after = json!({"state": state, "attempts": row.attempts, "error": error});
            tx.audit(&grant, AuditEvent::change("digest", row.id, before, after));
        }
        // Another sender took it up when the claim had ended, and has settled it.
        false => tx.mark_unchanged(),
    }
    parcel.row.state = state;
    parcel.row.next_attempt_at = next;
    parcel.row.last_error = error;
    Ok(())
}

/// `None`: given up.
fn next_attempt(tx: &Tx<'_>, attempts: i32, failure: &Failure) -> Option<Timestamp> {
    let most = i32::try_from(tx.settings().send_max_attempts()).unwrap_or(i32::MAX);
    if failure.fate == Fate::Refused || attempts >= most {
        return None;
    }
    let wait = match failure.retry_after {
        Some(wait) => asked_for(wait, attempts),
        None => back_off(attempts),
    };
    Some(tx.now().plus(wait))
}
