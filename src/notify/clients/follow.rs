//! Queues a message for each booking that a transaction changed. Runs with the change, and is kept with it.

use serde_json::json;

use super::decide::{MessageVerdict, decide, facts_of};
use super::model::{MessageKind, MessageRow, MessageState, ToldFacts, new_message_id};
use super::service::LOCK;
use super::store;
use crate::access::auth::{Grant, Permission};
use crate::access::tx::Tx;
use crate::booking::{Booking, BookingStatus, service as bookings};
use crate::db::types::Json;
use crate::kernel::error::Result;
use crate::kernel::text::counted;
use crate::kernel::timestamp::Timestamp;

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
        if let Some(row) = due(tx, &grant, &booking)? {
            if is_silent {
                untold += 1;
            } else {
                store::put(tx.connection(), &row)?;
            }
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
    let id = booking.row.id;
    let at = tx.now().plus(tx.settings().message_delay());
    let tells_past = tx.tells_clients();
    let newest = store::newest_of_booking(tx.connection(), id)?;
    let known = match &newest {
        Some(row) if row.state == MessageState::Queued => {
            return Ok(Some(MessageRow {
                next_attempt_at: Some(at),
                tells_past: row.tells_past || tells_past,
                revision: booking.row.revision.into(),
                ..row.clone()
            }));
        }
        // What was never told is still to be told.
        Some(row) if row.state == MessageState::Failed => row.known.as_ref().map(|known| known.0.clone()),
        _ => before(tx, booking),
    };
    let verdict = decide(booking, known.as_ref(), None, tx.now(), tells_past);
    let kind = match verdict {
        MessageVerdict::Send(kind, _) => kind,
        MessageVerdict::Nothing(_) if newest.is_none() => return Ok(None),
        MessageVerdict::Nothing(_) => MessageKind::Change,
    };
    Ok(Some(MessageRow {
        id: tx.connection().reserve_id("client_messages")?,
        client_id: booking.row.client_id,
        booking_id: Some(id),
        rental_id: None,
        kind,
        return_on: None,
        state: MessageState::Queued,
        revision: booking.row.revision.into(),
        tells_past,
        known: known.map(Json),
        told: None,
        email: None,
        message_id: new_message_id(tx.settings())?,
        attempts: 0,
        next_attempt_at: Some(at),
        claimed_until: None,
        reason: None,
        created_at: tx.now(),
        sent_at: None,
    }))
}

/// Returns what a client could know of a booking before this transaction, where it was confirmed.
fn before(tx: &Tx<'_>, booking: &Booking) -> Option<ToldFacts> {
    let id = booking.row.id.to_string();
    let is_recorded = tx.changed("booking").contains(&id);
    if tx.created("booking", &id) || !is_recorded {
        return None;
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
    facts_of(&was).filter(|facts| facts.is_on)
}
