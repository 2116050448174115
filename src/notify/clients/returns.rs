//! Reminders of returns: two days before the day, and when it is over.

use chrono::{Days, NaiveDate};
use serde_json::json;

use super::model::{MessageKind, MessageRow, MessageState, new_message_id};
use super::store;
use crate::access::audit::AuditEvent;
use crate::access::auth::Grant;
use crate::access::settings::{CLIENT_MESSAGES, Settings};
use crate::access::tx::Tx;
use crate::db::Connection;
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;
use crate::rental::model::{RentalQuery, RentalRow};
use crate::rental::records as rentals;

/// A return is near on its day and on so many days before it.
const SOON_DAYS: u64 = 2;

/// A rental, and what is to be told of its return.
type DueReturn = (RentalRow, MessageKind, NaiveDate);

/// Returns what a day of return is on another day.
pub fn kind_on(return_on: NaiveDate, today: NaiveDate) -> Option<MessageKind> {
    let near = return_on.checked_sub_days(Days::new(SOON_DAYS))?;
    if today > return_on {
        Some(MessageKind::ReturnLate)
    } else {
        (today >= near).then_some(MessageKind::ReturnSoon)
    }
}

/// Returns the returns that are to be told and are not: of those that were late before messages were switched on, none.
pub fn due(tx: &mut Tx<'_>, grant: &Grant, since: Timestamp) -> Result<Vec<DueReturn>> {
    let today = tx.site().today(tx.now());
    let open = RentalQuery {
        open: Some(true),
        ..RentalQuery::default()
    };
    let told = store::told_returns(tx.connection())?;
    let is_due = |row: RentalRow| {
        let day = row.return_on()?;
        let kind = kind_on(day, today).filter(|_| !row.is_planned(today))?;
        let is_news = kind == MessageKind::ReturnSoon || row.due_at >= since;
        let is_told = told.contains(&(row.id, kind.as_str().to_owned(), day));
        (is_news && !is_told).then_some((row, kind, day))
    };
    let mut due: Vec<DueReturn> = rentals::list(tx, grant, &open)?
        .into_iter()
        .filter_map(is_due)
        .collect();
    if due.is_empty() {
        return Ok(due);
    }
    let ids: Vec<i64> = due.iter().map(|(row, _, _)| row.id).collect();
    let left = rentals::left(tx, grant)?;
    let out = rentals::devices_of(tx, grant, &ids)?;
    due.retain(|(row, _, _)| {
        let mut of_rental = out.iter().filter(|device| device.rental_id == row.id);
        of_rental.any(|device| device.is_out() && left.contains(&device.assignment_id))
    });
    Ok(due)
}

/// Queues a message for each return that is to be told; returns how many.
pub fn queue(tx: &mut Tx<'_>, grant: &Grant, since: Timestamp) -> Result<usize> {
    let due = due(tx, grant, since)?;
    for (rental, kind, day) in &due {
        let id = tx.connection().reserve_id("client_messages")?;
        let row = MessageRow {
            id,
            next_attempt_at: Some(tx.now()),
            message_id: new_message_id(tx.settings())?,
            ..blank(rental, *kind, *day, tx.now())
        };
        store::insert(tx.connection(), &row)?;
        let facts = json!({"kind": row.kind, "state": row.state, "return_on": row.return_on});
        tx.audit(grant, AuditEvent::created("client_message", id, facts));
    }
    Ok(due.len())
}

/// Returns a message about a return, without a number.
fn blank(rental: &RentalRow, kind: MessageKind, day: NaiveDate, now: Timestamp) -> MessageRow {
    MessageRow {
        id: 0,
        client_id: rental.client_id,
        booking_id: None,
        rental_id: Some(rental.id),
        kind,
        return_on: Some(day),
        state: MessageState::Queued,
        revision: 0,
        tells_past: false,
        known: None,
        told: None,
        email: None,
        message_id: String::new(),
        attempts: 0,
        next_attempt_at: None,
        claimed_until: None,
        reason: None,
        created_at: now,
        sent_at: None,
        withdraws: false,
    }
}

/// Why nothing that waited in a backup is sent.
const RESTORED: &str = "the database was restored";

/// Drops what waits in a database that was just restored, and what its returns had to tell by then: it was told, or is not known
/// to be so.
///
/// # Errors
/// Those of the database.
pub fn drop_restored(connection: &mut Connection, now: Timestamp) -> Result<()> {
    let settings = Settings::load(connection)?;
    if Settings::changed_at(connection, CLIENT_MESSAGES)?.is_none() || !settings.client_messages() {
        return Ok(());
    }
    store::drop_waiting(connection, RESTORED)?;
    let today = settings.site().today(now);
    let told = store::told_returns(connection)?;
    for rental in store::open_rentals(connection)? {
        let Some(day) = rental.return_on() else { continue };
        let soon = kind_on(day, today).map(|_| MessageKind::ReturnSoon);
        let late = kind_on(day, today).filter(|kind| *kind == MessageKind::ReturnLate);
        for kind in soon.into_iter().chain(late) {
            if !told.contains(&(rental.id, kind.as_str().to_owned(), day)) {
                let row = MessageRow {
                    id: connection.reserve_id("client_messages")?,
                    state: MessageState::Superseded,
                    message_id: new_message_id(&settings)?,
                    reason: Some(RESTORED.to_owned()),
                    ..blank(&rental, kind, day, now)
                };
                store::insert(connection, &row)?;
            }
        }
    }
    Ok(())
}
