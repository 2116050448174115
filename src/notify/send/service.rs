//! Digests: made of what is due, claimed by one sender, settled with the result of an attempt.

use chrono::TimeDelta;
use serde_json::json;

use super::channel::{DeliveryFailure, FailureKind};
use super::model::{AddressedDigest, Channel, DigestState, NewDigest};
use super::policy::{back_off, limited_wait};
use super::store::{self, DigestQuery, DueNotification};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::kernel::error::Result;
use crate::kernel::text::random_hex;
use crate::kernel::timestamp::Timestamp;
use crate::notify::model::Severity;
use crate::user;

/// Number of the lock under which digests are made: a person gets one digest.
const PREPARING: i64 = 0x6469_6765_7374;

/// Candidates of a claim: more than there are other senders, who take the first ones.
const CANDIDATES: i64 = 64;

/// Which digests a run sends by a channel.
#[derive(Debug, Clone)]
pub struct DigestSelection {
    pub channel: Channel,
    /// `None` for everybody.
    pub user_ids: Option<Vec<String>>,
    /// Set in quiet hours in which alerts may pass.
    pub alerts_only: bool,
    /// Include digests that were given up.
    pub given_up: bool,
}

impl DigestSelection {
    fn query(&self, tx: &Tx<'_>, real_now: Timestamp, limit: i64) -> DigestQuery<'_> {
        DigestQuery {
            channel: self.channel,
            user_ids: self.user_ids.as_deref(),
            alerts_only: self.alerts_only,
            limit,
            now: tx.now(),
            real_now,
        }
    }

    fn includes(&self, due: &DueNotification) -> bool {
        let named = |ids: &Vec<String>| ids.contains(&due.user_id);
        self.user_ids.as_ref().is_none_or(named)
    }
}

/// What waits to be sent by a channel.
#[derive(Debug, Clone, Default)]
pub struct SendBacklog {
    /// A notification is due, or a digest is to be queued again.
    pub to_prepare: bool,
    /// A digest waits for an attempt.
    pub has_waiting: bool,
    /// Recipients without an e-mail address.
    pub without_email: Vec<String>,
}

impl SendBacklog {
    pub fn is_empty(&self) -> bool {
        !self.to_prepare && !self.has_waiting
    }
}

/// Returns the ids of named users; `None` if no name is given.
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

/// Looks for work without writing: most runs find none.
pub fn backlog(tx: &mut Tx<'_>, selection: &DigestSelection) -> Result<SendBacklog> {
    let _grant = tx.require(Permission::RunNotifications)?;
    let (due, without_email) = due(tx, selection)?;
    let which = selection.query(tx, tx.real_now(), 1);
    let has_waiting = !store::waiting(tx.connection(), &which)?.is_empty();
    Ok(SendBacklog {
        to_prepare: !due.is_empty() || !given_up(tx, selection)?.is_empty(),
        has_waiting,
        without_email,
    })
}

/// Returns what is due, and the names of those who lack the address that the channel needs.
fn due(tx: &mut Tx<'_>, selection: &DigestSelection) -> Result<(Vec<DueNotification>, Vec<String>)> {
    let now = tx.now();
    let mut due = store::due(tx.connection(), selection.channel, now)?;
    due.retain(|one| selection.includes(one) && (!selection.alerts_only || one.severity == Severity::Alert));
    let mut without_email = Vec::new();
    if selection.channel == Channel::Smtp {
        due.retain(|one| {
            if one.email.is_none() && !without_email.contains(&one.username) {
                without_email.push(one.username.clone());
            }
            one.email.is_some()
        });
    }
    Ok((due, without_email))
}

fn given_up(tx: &mut Tx<'_>, selection: &DigestSelection) -> Result<Vec<i64>> {
    if selection.given_up {
        store::given_up(tx.connection(), selection.channel, selection.user_ids.as_deref())
    } else {
        Ok(Vec::new())
    }
}

/// Creates one digest per person of what is due, and queues given-up digests again if selected.
pub fn prepare(tx: &mut Tx<'_>, selection: &DigestSelection) -> Result<()> {
    let grant = tx.require(Permission::RunNotifications)?;
    prepare_with(tx, &grant, selection)
}

fn prepare_with(tx: &mut Tx<'_>, grant: &Grant, selection: &DigestSelection) -> Result<()> {
    tx.connection().lock_for_transaction(PREPARING)?;
    let (due, _) = due(tx, selection)?;
    for of_person in due.chunk_by(|a, b| a.user_id == b.user_id) {
        create(tx, grant, selection.channel, of_person)?;
    }
    let again = given_up(tx, selection)?;
    let now = tx.now();
    store::queue_again(tx.connection(), &again, now)?;
    for id in &again {
        let (before, after) = (
            json!({"state": DigestState::Failed}),
            json!({"state": DigestState::Queued}),
        );
        tx.audit(grant, AuditEvent::change("digest", id, before, after));
    }
    if due.is_empty() && again.is_empty() {
        tx.mark_unchanged();
    }
    Ok(())
}

/// Creates the digest of one person, to whom all of these are addressed.
fn create(tx: &mut Tx<'_>, grant: &Grant, channel: Channel, due: &[DueNotification]) -> Result<()> {
    let Some(user_id) = due.first().map(|one| one.user_id.as_str()) else {
        return Ok(());
    };
    let notifications: Vec<i64> = due.iter().map(|one| one.notification_id).collect();
    let now = tx.now();
    let message_id = message_id(tx)?;
    let digest = NewDigest {
        user_id,
        channel,
        message_id: &message_id,
        state: DigestState::Queued,
        attempts: 0,
        next_attempt_at: Some(now),
        created_at: now,
    };
    let id = store::insert(tx.connection(), &digest, due)?;
    let facts = json!({
        "user_id": user_id,
        "channel": channel,
        "message_id": message_id,
        "notifications": notifications,
    });
    tx.audit(grant, AuditEvent::created("digest", id, facts));
    Ok(())
}

/// Returns a new `Message-ID` without the angle brackets.
fn message_id(tx: &Tx<'_>) -> Result<String> {
    let sender = tx.settings().mail_from();
    let domain = sender
        .as_ref()
        .map_or("colab.invalid", |sender| sender.email.domain());
    Ok(format!("digest.{}@{domain}", random_hex(16)?))
}

/// Returns all that a run would send: prepares the digests in this transaction, which a dry run rolls back.
pub fn preview(tx: &mut Tx<'_>, selection: &DigestSelection) -> Result<Vec<AddressedDigest>> {
    let grant = tx.require(Permission::RunNotifications)?;
    prepare_with(tx, &grant, selection)?;
    let which = selection.query(tx, tx.real_now(), i64::MAX);
    let ids = store::waiting(tx.connection(), &which)?;
    let ids: Vec<i64> = ids.into_iter().map(|(id, _)| id).collect();
    store::load(tx.connection(), &ids)
}

/// Claims one digest for `lease` from `at` on, by the real clock; of several senders one gets it.
pub fn claim(
    tx: &mut Tx<'_>,
    selection: &DigestSelection,
    at: Timestamp,
    lease: TimeDelta,
) -> Result<Option<AddressedDigest>> {
    let grant = tx.require(Permission::RunNotifications)?;
    let which = selection.query(tx, at, CANDIDATES);
    for candidate in store::waiting(tx.connection(), &which)? {
        if !store::claim(tx.connection(), candidate, at, at.plus(lease))? {
            continue;
        }
        let digest = store::load(tx.connection(), &[candidate.0])?.pop();
        if let Some(digest) = &digest {
            let facts = json!({"step": DigestState::Sending, "attempt": digest.row.attempts});
            tx.audit(&grant, AuditEvent::happened("digest", digest.row.id, facts));
        }
        return Ok(digest);
    }
    tx.mark_unchanged();
    Ok(None)
}

/// Records the result of an attempt: sent, queued again, or given up. The digest's row becomes what is stored.
pub fn settle(
    tx: &mut Tx<'_>,
    digest: &mut AddressedDigest,
    result: &Result<(), DeliveryFailure>,
) -> Result<()> {
    let grant = tx.require(Permission::RunNotifications)?;
    let (now, row) = (tx.now(), &digest.row);
    let (is_ours, state, next, error) = match result {
        Ok(()) => (
            store::set_sent(tx.connection(), row.id, now)?,
            DigestState::Sent,
            None,
            None,
        ),
        Err(failure) => {
            let next = next_attempt(tx, row.attempts, failure);
            let is_ours = store::set_failed(tx.connection(), row, &failure.message, next)?;
            let state = next.map_or(DigestState::Failed, |_| DigestState::Queued);
            (is_ours, state, next, Some(failure.message.clone()))
        }
    };
    if is_ours {
        let before = json!({"state": DigestState::Sending, "attempts": row.attempts});
        let after = json!({"state": state, "attempts": row.attempts, "error": error});
        tx.audit(&grant, AuditEvent::change("digest", row.id, before, after));
    } else {
        // The claim expired, and another sender claimed and settled the digest.
        tx.mark_unchanged();
    }
    digest.row.state = state;
    digest.row.next_attempt_at = next;
    digest.row.last_error = error;
    Ok(())
}

/// Returns when to try again; `None` to give up.
pub(in crate::notify) fn next_attempt(
    tx: &Tx<'_>,
    attempts: i32,
    failure: &DeliveryFailure,
) -> Option<Timestamp> {
    let most = i32::try_from(tx.settings().send_max_attempts()).unwrap_or(i32::MAX);
    if failure.kind == FailureKind::Refused || attempts >= most {
        return None;
    }
    let wait = match failure.retry_after {
        Some(wait) => limited_wait(wait, attempts),
        None => back_off(attempts),
    };
    Some(tx.now().plus(wait))
}
