//! Queues a message for each booking that a transaction changed. Runs with the change, and is kept with it.

use serde_json::json;

use super::decide::{MessageVerdict, decide, facts_of, is_same_address, withdraw};
use super::model::{MessageKind, MessageRow, MessageState, ToldFacts, new_message_id};
use super::service::LOCK;
use super::store;
use super::subject::address_of;
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::booking::{Booking, BookingStatus, service as bookings};
use crate::client::service as clients;
use crate::db::types::Json;
use crate::kernel::error::Result;
use crate::kernel::text::counted;
use crate::kernel::timestamp::Timestamp;

/// The number of a message that is not inserted yet.
const NEW: i64 = 0;

/// Queues what the clients of changed bookings may have to be told. While messages are off, it queues nothing: what was changed
/// then is never told. Imports, undo and what is over tell nobody, unless the command line says so.
pub fn follow_bookings(tx: &mut Tx<'_>) -> Result<Vec<String>> {
    if !tx.settings().client_messages() {
        return Ok(Vec::new());
    }
    let changed = tx.changed("booking").into_iter();
    let mut ids: Vec<i64> = changed.filter_map(|id| id.parse().ok()).collect();
    let Ok(grant) = tx.require_managed(Permission::SeeBookings) else {
        return Ok(Vec::new());
    };
    if is_import(tx) {
        // It records what it did in its own report.
        ids.extend(bookings::changed_now(tx, &grant)?);
    }
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    tx.connection().lock_for_transaction(LOCK)?;
    let (tells_all, now) = (tx.tells_clients(), tx.now());
    let is_silent = is_silent(tx) && !tells_all;
    let mut untold = 0;
    for booking in bookings::load(tx, &grant, &ids)? {
        let is_over = booking.row.ends_at <= now;
        if is_over && !tells_all {
            continue;
        }
        let mut rows = withdrawals(tx, &grant, &booking)?;
        rows.extend(due(tx, &grant, &booking)?);
        if is_silent {
            untold += usize::from(!rows.is_empty());
            continue;
        }
        for mut row in rows {
            if row.id == NEW {
                row.id = tx.connection().reserve_id("client_messages")?;
            }
            store::put(tx.connection(), &row)?;
        }
    }
    Ok(if untold == 0 {
        Vec::new()
    } else {
        let clients = counted(untold, "changed booking");
        let verb = if untold == 1 { "tells" } else { "tell" };
        vec![format!("{clients} {verb} no client: --tell-clients does")]
    })
}

/// Returns whether a command tells nobody of what it changes.
fn is_silent(tx: &Tx<'_>) -> bool {
    tx.undone_operation().is_some() || tx.command() == "undo" || is_import(tx)
}

/// Returns whether rows of a file, or those of demo data, were written; also as a saved plan.
fn is_import(tx: &Tx<'_>) -> bool {
    tx.command().starts_with("import ") || !tx.changed("import").is_empty()
}

/// Returns the message to queue, or the one that waits already, put off; `None` where there is nothing to tell.
fn due(tx: &mut Tx<'_>, _grant: &Grant, booking: &Booking) -> Result<Option<MessageRow>> {
    let tells_past = tx.tells_clients();
    let was = before(tx, booking)?;
    let has_moved = match &was {
        Some(was) => has_moved(tx, was, booking)?,
        None => false,
    };
    let newest = store::newest_of_booking(tx.connection(), booking.row.id)?;
    let known = match &newest {
        Some(row) if row.state == MessageState::Queued => {
            let known = row.known.clone().filter(|_| !has_moved);
            return put_off(tx, booking, row, known).map(Some);
        }
        // Somebody else knows it.
        _ if has_moved => None,
        // What was never told is still to be told.
        Some(row) if row.state == MessageState::Failed => row.known.as_ref().map(|known| known.0.clone()),
        _ => was.as_ref().and_then(facts_of).filter(|facts| facts.is_on),
    };
    let kind = match decide(booking, known.as_ref(), None, tx.now(), tells_past) {
        MessageVerdict::Send(kind, _) => kind,
        MessageVerdict::Nothing(_) if newest.is_none() => return Ok(None),
        MessageVerdict::Nothing(_) => MessageKind::Change,
    };
    queued(tx, booking, kind, known).map(Some)
}

/// Returns the messages that take a booking back from each address that knows it, where it was given to another client or
/// address.
fn withdrawals(tx: &mut Tx<'_>, _grant: &Grant, booking: &Booking) -> Result<Vec<MessageRow>> {
    let Some(was) = before(tx, booking)? else {
        return Ok(Vec::new());
    };
    if !has_moved(tx, &was, booking)? {
        return Ok(Vec::new());
    }
    let mut told: Vec<(i64, String, Option<ToldFacts>)> = Vec::new();
    for sent in store::sent_of_booking(tx.connection(), booking.row.id)? {
        if let Some(email) = sent.email
            && !told.iter().any(|(_, known, _)| is_same_address(known, &email))
        {
            told.push((sent.client_id, email, sent.told.map(|told| told.0)));
        }
    }
    if told.is_empty() {
        // Nothing was sent: it was confirmed before messages were on, or its message waits.
        let newest = store::newest_of_booking(tx.connection(), booking.row.id)?;
        let known = match newest.map(|row| (row.state, row.known, row.told)) {
            Some((MessageState::Sending, known, told)) => told.or(known).map(|facts| facts.0),
            Some((MessageState::Queued | MessageState::Failed, known, _)) => known.map(|known| known.0),
            _ => facts_of(&was),
        };
        let email = address_of(tx, &was)?;
        told.extend(email.map(|email| (was.row.client_id, email, known)));
    }
    let goes_to = address_of(tx, booking)?;
    let mut rows = Vec::new();
    for (client_id, email, known) in told {
        let verdict = withdraw(
            known.as_ref(),
            goes_to.as_deref(),
            &email,
            tx.now(),
            tx.tells_clients(),
        );
        let MessageVerdict::Send(kind, _) = verdict else {
            continue;
        };
        let waiting = store::waiting_withdrawal(tx.connection(), booking.row.id, &email)?;
        rows.push(match waiting {
            Some(row) => put_off(tx, booking, &row, row.known.clone())?,
            None => MessageRow {
                client_id,
                email: Some(email),
                withdraws: true,
                ..queued(tx, booking, kind, known)?
            },
        });
    }
    Ok(rows)
}

/// Returns a message that waits, put off by a further change.
fn put_off(
    tx: &mut Tx<'_>,
    booking: &Booking,
    row: &MessageRow,
    known: Option<Json<ToldFacts>>,
) -> Result<MessageRow> {
    Ok(MessageRow {
        client_id: if row.withdraws {
            row.client_id
        } else {
            booking.row.client_id
        },
        known,
        next_attempt_at: Some(tx.now().plus(tx.settings().message_delay())),
        tells_past: row.tells_past || tx.tells_clients(),
        revision: booking.row.revision.into(),
        ..row.clone()
    })
}

/// Returns a new message about a booking.
fn queued(
    tx: &mut Tx<'_>,
    booking: &Booking,
    kind: MessageKind,
    known: Option<ToldFacts>,
) -> Result<MessageRow> {
    Ok(MessageRow {
        id: NEW,
        client_id: booking.row.client_id,
        booking_id: Some(booking.row.id),
        rental_id: None,
        kind,
        return_on: None,
        state: MessageState::Queued,
        revision: booking.row.revision.into(),
        tells_past: tx.tells_clients(),
        known: known.map(Json),
        told: None,
        email: None,
        message_id: new_message_id(tx.settings())?,
        attempts: 0,
        next_attempt_at: Some(tx.now().plus(tx.settings().message_delay())),
        claimed_until: None,
        reason: None,
        created_at: tx.now(),
        sent_at: None,
        withdraws: false,
    })
}

/// Returns whether a booking goes to another address than it went to, or without addresses to another client.
fn has_moved(tx: &mut Tx<'_>, was: &Booking, booking: &Booking) -> Result<bool> {
    let parts = |one: &Booking| {
        let row = &one.row;
        (
            row.client_id,
            row.client_email.clone(),
            row.client_contact_person.clone(),
        )
    };
    if parts(was) == parts(booking) {
        return Ok(false);
    }
    if let (Some(from), Some(to)) = (address_of(tx, was)?, address_of(tx, booking)?) {
        return Ok(!is_same_address(&from, &to));
    }
    let from = clients::standing_by_id(tx.connection(), was.row.client_id)?;
    let to = clients::standing_by_id(tx.connection(), booking.row.client_id)?;
    Ok(from.id != to.id)
}

/// Returns a booking as it was before this transaction, by what was recorded of it; `None` where nothing was.
fn before(tx: &mut Tx<'_>, booking: &Booking) -> Result<Option<Booking>> {
    let id = booking.row.id.to_string();
    let is_recorded = tx.changed("booking").contains(&id);
    if !is_recorded || tx.created("booking").contains(&id) {
        return Ok(None);
    }
    let mut was = booking.clone();
    let fact = |name: &str| tx.fact_before("booking", &id, name);
    let instant = |name: &str| -> Option<Timestamp> { serde_json::from_value(json!(fact(name)?)).ok() };
    if let Some(status) = fact("status").and_then(|status| status.as_str()) {
        was.row.status = status.parse().unwrap_or(BookingStatus::Pending);
    }
    was.row.starts_at = instant("starts_at").unwrap_or(was.row.starts_at);
    was.row.ends_at = instant("ends_at").unwrap_or(was.row.ends_at);
    if let Some(room) = fact("room") {
        was.room = room.as_str().map(str::to_owned);
    }
    let count = fact("headcount").and_then(serde_json::Value::as_i64);
    let count = count.and_then(|count| i32::try_from(count).ok());
    was.row.headcount = count.unwrap_or(was.row.headcount);
    if let Some(email) = fact("client_email") {
        was.row.client_email = email.as_str().map(str::to_owned);
    }
    if let Some(person) = fact("client_contact_person") {
        was.row.client_contact_person = person.as_str().map(str::to_owned);
    }
    let client = fact("client_name")
        .and_then(|name| name.as_str())
        .map(str::to_owned);
    if let Some(name) = client
        && let Some(client) = clients::record(tx.connection(), &name)?
    {
        was.row.client_id = client.id;
    }
    Ok(Some(was))
}
