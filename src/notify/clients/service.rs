//! Messages: prepared by what is known, claimed by one sender, settled with the result of an attempt.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use serde_json::json;

use super::decide::{MessageVerdict, decide, is_same_address, withdraw};
use super::model::{ClientMessage, MessageKind, MessageRow, MessageState, ToldFacts, new_message_id};
use super::returns;
use super::store::{self, MessageQuery};
use super::subject::{MessageSubject, SubjectRecord, address_of};
use crate::access::audit::AuditEvent;
use crate::access::auth::{Grant, Permission};
use crate::access::settings::{CLIENT_MESSAGES, Settings};
use crate::access::tx::Tx;
use crate::client::service as clients;
use crate::client::written::ClientNames;
use crate::db::types::Json;
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;
use crate::notify::send::channel::DeliveryFailure;
use crate::notify::send::service::next_attempt;

/// Number of the lock under which messages are queued, claimed and settled: of a booking one is on its way.
pub const LOCK: i64 = 0x636c_6965_6e74;

/// A message ready to be written.
#[derive(Debug, Clone)]
pub struct PreparedMessage {
    /// With its kind, address and facts.
    pub row: MessageRow,
    pub subject: MessageSubject,
    /// What the client knew of the booking.
    pub known: Option<ToldFacts>,
}

/// What becomes of a message that is due.
enum Preparation {
    Send(Box<PreparedMessage>),
    Drop(&'static str),
    /// Nobody knows where to send it: it waits until somebody does, or its booking is over.
    WithoutEmail(String),
    /// Another one of its booking is on its way.
    Later,
}

/// What a run would do.
#[derive(Debug, Default)]
pub struct MessagePlan {
    pub messages: Vec<PreparedMessage>,
    /// Whose addresses are missing, and the numbers of these messages.
    pub without_email: Vec<String>,
    pub unaddressed: BTreeSet<i64>,
    /// How many are to be dropped: there is nothing to tell.
    pub dropped: usize,
}

/// Returns since when messages are on; `None` while they are off.
pub fn on_since(tx: &mut Tx<'_>) -> Result<Option<Timestamp>> {
    let _grant = tx.require(Permission::RunNotifications)?;
    if !tx.settings().client_messages() {
        return Ok(None);
    }
    let since = Settings::changed_at(tx.connection(), CLIENT_MESSAGES)?;
    Ok(Some(since.unwrap_or(Timestamp::EPOCH)))
}

/// Counts the messages that would go if messages were switched on now: returns that are near.
pub fn count_at_switch(tx: &mut Tx<'_>, grant: &Grant) -> Result<usize> {
    let now = tx.now();
    Ok(returns::due(tx, grant, now)?.len())
}

/// Queues what is to be told of returns, and again what was given up if asked.
pub fn queue(tx: &mut Tx<'_>, since: Timestamp, retries_failed: bool) -> Result<()> {
    let grant = tx.require(Permission::RunNotifications)?;
    tx.connection().lock_for_transaction(LOCK)?;
    tx.mark_unchanged();
    returns::queue(tx, &grant, since)?;
    if !retries_failed {
        return Ok(());
    }
    for row in store::given_up(tx.connection())? {
        let newest = match row.booking_id {
            Some(id) if !row.withdraws => store::newest_of_booking(tx.connection(), id)?,
            _ => None,
        };
        if newest.is_some_and(|newest| newest.id != row.id) {
            continue;
        }
        let again = MessageRow {
            state: MessageState::Queued,
            next_attempt_at: Some(tx.now()),
            ..row.clone()
        };
        store::save(tx.connection(), &again)?;
        audit_state(tx, &grant, &row, &again);
    }
    Ok(())
}

fn audit_state(tx: &mut Tx<'_>, grant: &Grant, before: &MessageRow, after: &MessageRow) {
    let facts = |row: &MessageRow| json!({"state": row.state, "kind": row.kind, "attempts": row.attempts, "reason": row.reason});
    let event = AuditEvent::difference("client_message", after.id, &facts(before), &facts(after));
    tx.audit(grant, event);
}

/// Returns what a run would send, without writing.
pub fn plan(tx: &mut Tx<'_>, since: Timestamp) -> Result<MessagePlan> {
    let grant = tx.require(Permission::RunNotifications)?;
    let (now, real_now) = (tx.now(), tx.real_now());
    let mut plan = MessagePlan::default();
    for row in store::due(tx.connection(), now, real_now)? {
        let id = row.id;
        match prepare(tx, &grant, row, since)? {
            Preparation::Send(message) => plan.messages.push(*message),
            Preparation::Drop(_) => plan.dropped += 1,
            Preparation::WithoutEmail(whose) => {
                plan.without_email.push(whose);
                plan.unaddressed.insert(id);
            }
            Preparation::Later => {}
        }
    }
    Ok(plan)
}

/// Works out what a message tells now.
fn prepare(tx: &mut Tx<'_>, grant: &Grant, row: MessageRow, since: Timestamp) -> Result<Preparation> {
    if row.created_at < since {
        return Ok(Preparation::Drop("messages were switched on after it"));
    }
    let real_now = tx.real_now();
    if store::is_other_sending(tx.connection(), &row, real_now)? {
        return Ok(Preparation::Later);
    }
    let subject = MessageSubject::load(tx, grant, &row)?;
    let (row, known) = match content(tx, &row, &subject)? {
        Ok(content) => content,
        Err(reason) => return Ok(Preparation::Drop(reason)),
    };
    if subject.client.row.forgotten_at.is_some() {
        return Ok(Preparation::Drop("the client is forgotten"));
    }
    if !subject.wants(row.kind) {
        return Ok(Preparation::Drop("the client does not want it"));
    }
    let Some(email) = &subject.email else {
        return Ok(Preparation::WithoutEmail(subject.in_words()));
    };
    Ok(Preparation::Send(Box::new(PreparedMessage {
        row: MessageRow {
            email: Some(email.clone()),
            ..row
        },
        subject,
        known,
    })))
}

/// A message with what it tells and what the client knew, or why there is nothing to tell.
type MessageContent = Result<(MessageRow, Option<ToldFacts>), &'static str>;

fn content(tx: &mut Tx<'_>, row: &MessageRow, subject: &MessageSubject) -> Result<MessageContent> {
    let now = tx.now();
    let booking = match &subject.record {
        SubjectRecord::Booking(booking) => booking,
        SubjectRecord::Rental(rental, out) => {
            let today = tx.site().today(now);
            let is_due = row.return_on == rental.return_on()
                && row.return_on.and_then(|day| returns::kind_on(day, today)) == Some(row.kind);
            return Ok(if out.is_empty() {
                Err("the devices are back")
            } else if is_due {
                Ok((row.clone(), None))
            } else {
                Err("the day of return is another one")
            });
        }
    };
    let mut known = row.known.as_ref().map(|known| known.0.clone());
    if let Some(email) = &subject.email {
        let mut sent = store::sent_of_booking(tx.connection(), booking.row.id)?.into_iter();
        let is_to = |sent: &MessageRow| sent.email.as_ref().is_some_and(|to| is_same_address(to, email));
        known = sent
            .find(is_to)
            .and_then(|sent| sent.told)
            .map(|told| told.0)
            .or(known);
    }
    let verdict = match (&row.email, row.withdraws) {
        (Some(email), true) => {
            let goes_to = address_of(tx, booking)?;
            withdraw(known.as_ref(), goes_to.as_deref(), email, now, row.tells_past)
        }
        _ => {
            let attempt = row.told.as_ref().filter(|_| row.state == MessageState::Sending);
            let attempt = attempt.map(|told| (row.kind, &told.0));
            decide(booking, known.as_ref(), attempt, now, row.tells_past)
        }
    };
    let (kind, told) = match verdict {
        MessageVerdict::Nothing(reason) => return Ok(Err(reason)),
        MessageVerdict::Send(kind, told) => (kind, Some(Json(told))),
    };
    let is_same = row.told == told && row.kind == kind;
    let content = MessageRow {
        client_id: if row.withdraws {
            row.client_id
        } else {
            booking.row.client_id
        },
        kind,
        told,
        // A copy of what may have arrived is the same mail; anything else is another one.
        message_id: if is_same || row.attempts == 0 {
            row.message_id.clone()
        } else {
            new_message_id(tx.settings())?
        },
        revision: booking.row.revision.into(),
        ..row.clone()
    };
    Ok(Ok((content, known)))
}

/// Claims one message for `lease` from `at` on, by the real clock, and drops those before it that have nothing to tell. Of several
/// senders one gets it.
pub fn claim(
    tx: &mut Tx<'_>,
    since: Timestamp,
    skipped: &BTreeSet<i64>,
    (at, lease): (Timestamp, TimeDelta),
) -> Result<Option<PreparedMessage>> {
    let grant = tx.require(Permission::RunNotifications)?;
    tx.connection().lock_for_transaction(LOCK)?;
    tx.mark_unchanged();
    let now = tx.now();
    for row in store::due(tx.connection(), now, at)? {
        if skipped.contains(&row.id) {
            continue;
        }
        let before = row.clone();
        match prepare(tx, &grant, row, since)? {
            Preparation::Send(mut message) => {
                message.row.state = MessageState::Sending;
                message.row.attempts += 1;
                message.row.claimed_until = Some(at.plus(lease));
                store::save(tx.connection(), &message.row)?;
                audit_state(tx, &grant, &before, &message.row);
                return Ok(Some(*message));
            }
            Preparation::Drop(reason) => {
                let dropped = MessageRow {
                    state: MessageState::Superseded,
                    next_attempt_at: None,
                    claimed_until: None,
                    reason: Some(reason.to_owned()),
                    ..before.clone()
                };
                store::save(tx.connection(), &dropped)?;
                audit_state(tx, &grant, &before, &dropped);
            }
            Preparation::WithoutEmail(_) | Preparation::Later => {}
        }
    }
    Ok(None)
}

/// Records the result of an attempt: sent, queued again, or given up. Returns the message as it is stored.
pub fn settle(
    tx: &mut Tx<'_>,
    claimed: &MessageRow,
    result: &Result<(), DeliveryFailure>,
) -> Result<MessageRow> {
    let grant = tx.require(Permission::RunNotifications)?;
    tx.connection().lock_for_transaction(LOCK)?;
    let stored = store::by_id(tx.connection(), claimed.id)?;
    let is_ours = stored.state == MessageState::Sending && stored.attempts == claimed.attempts;
    let row = match result {
        // Whoever holds the claim by now: it went.
        Ok(()) if stored.state != MessageState::Sent => MessageRow {
            state: MessageState::Sent,
            sent_at: Some(tx.now()),
            next_attempt_at: None,
            claimed_until: None,
            reason: None,
            ..claimed.clone()
        },
        Err(failure) if is_ours => failed(tx, claimed, failure)?,
        _ => {
            tx.mark_unchanged();
            return Ok(stored);
        }
    };
    store::save(tx.connection(), &row)?;
    audit_state(tx, &grant, claimed, &row);
    Ok(row)
}

/// Returns a message after a failed attempt: it waits for the next one, is given up, or leaves it to a newer one of its booking.
fn failed(tx: &mut Tx<'_>, claimed: &MessageRow, failure: &DeliveryFailure) -> Result<MessageRow> {
    let is_newer = store::is_other_queued(tx.connection(), claimed)?;
    let next = next_attempt(tx, claimed.attempts, failure).filter(|_| !is_newer);
    let state = match next {
        _ if is_newer => MessageState::Superseded,
        None => MessageState::Failed,
        Some(_) => MessageState::Queued,
    };
    Ok(MessageRow {
        state,
        next_attempt_at: next,
        claimed_until: None,
        reason: Some(failure.message.clone()),
        ..claimed.clone()
    })
}

/// Which messages to list.
#[derive(Debug, Clone, Default)]
pub struct MessageFilter {
    pub state: Option<MessageState>,
    pub kind: Option<MessageKind>,
    pub booking_id: Option<i64>,
    pub client: Option<String>,
    pub limit: Option<usize>,
}

/// Lists messages, the newest first.
///
/// # Errors
/// `NotFound` for an unknown client.
pub fn list(tx: &mut Tx<'_>, filter: &MessageFilter) -> Result<Vec<ClientMessage>> {
    let _grant = tx.require(Permission::RunNotifications)?;
    let clients = match &filter.client {
        Some(name) => {
            let id = clients::find(tx.connection(), name)?.id;
            Some(
                clients::with_merged(tx.connection(), vec![id])?
                    .into_iter()
                    .collect(),
            )
        }
        None => None,
    };
    let query = MessageQuery {
        state: filter.state,
        kind: filter.kind,
        booking_id: filter.booking_id,
        clients,
        limit: filter.limit,
    };
    let found = store::list(tx.connection(), &query)?;
    let ids: BTreeSet<i64> = found.iter().map(|(row, _)| row.client_id).collect();
    let names = ClientNames::load(tx.connection(), ids)?;
    let named = |(row, rental_no): (MessageRow, Option<String>)| ClientMessage {
        client: names.of(row.client_id).1.to_owned(),
        row,
        rental_no,
    };
    Ok(found.into_iter().map(named).collect())
}
