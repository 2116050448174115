//! Queries of messages to clients.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::{MessageKind, MessageRow, MessageState};
use crate::db::schema::{client_messages, offsite_rentals};
use crate::db::{Connection, insert_rows};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;
use crate::rental::model::RentalRow;

/// Inserts a message, or saves one that is there.
pub fn put(connection: &mut Connection, row: &MessageRow) -> Result<()> {
    if save(connection, row)? {
        return Ok(());
    }
    insert(connection, row)
}

/// Inserts a message.
pub fn insert(connection: &mut Connection, row: &MessageRow) -> Result<()> {
    insert_rows(connection, client_messages::table, std::slice::from_ref(row))?;
    Ok(())
}

/// Saves a message as it is now, and returns whether it was there.
pub fn save(connection: &mut Connection, row: &MessageRow) -> Result<bool> {
    let saved = diesel::update(client_messages::table.find(row.id)).set(row);
    Ok(saved.execute(connection)? > 0)
}

/// Returns the newest message of a booking, of those that go where it goes now.
pub fn newest_of_booking(connection: &mut Connection, booking_id: i64) -> Result<Option<MessageRow>> {
    use client_messages as m;
    let newest = m::table
        .filter(m::booking_id.eq(booking_id).and(m::withdraws.eq(false)))
        .order(m::id.desc())
        .select(MessageRow::as_select());
    Ok(newest.first(connection).optional()?)
}

/// Returns the message that waits to take a booking back from an address.
pub fn waiting_withdrawal(
    connection: &mut Connection,
    booking_id: i64,
    email: &str,
) -> Result<Option<MessageRow>> {
    use client_messages as m;
    let waiting = m::table
        .filter(m::booking_id.eq(booking_id).and(m::email.eq(email)))
        .filter(m::withdraws.eq(true).and(m::state.eq(MessageState::Queued)))
        .select(MessageRow::as_select());
    Ok(waiting.first(connection).optional()?)
}

/// Returns what was sent of a booking, the newest first.
pub fn sent_of_booking(connection: &mut Connection, booking_id: i64) -> Result<Vec<MessageRow>> {
    use client_messages as m;
    let sent = m::table
        .filter(m::booking_id.eq(booking_id).and(m::state.eq(MessageState::Sent)))
        .order(m::id.desc())
        .select(MessageRow::as_select());
    Ok(sent.load(connection)?)
}

/// Returns whether another message of a booking is on its way.
pub fn is_other_sending(connection: &mut Connection, row: &MessageRow, real_now: Timestamp) -> Result<bool> {
    use client_messages as m;
    let others: Vec<Option<Timestamp>> = m::table
        .filter(m::booking_id.is_not_null().and(m::booking_id.eq(row.booking_id)))
        .filter(m::id.ne(row.id).and(m::state.eq(MessageState::Sending)))
        .select(m::claimed_until)
        .load(connection)?;
    let is_live = |until: &Option<Timestamp>| until.is_none_or(|until| until >= real_now);
    Ok(others.iter().any(is_live))
}

/// Returns whether another message that tells the same of a booking, or better, waits.
pub fn is_other_queued(connection: &mut Connection, row: &MessageRow) -> Result<bool> {
    use client_messages as m;
    let others: Vec<Option<String>> = m::table
        .filter(m::booking_id.is_not_null().and(m::booking_id.eq(row.booking_id)))
        .filter(m::id.ne(row.id).and(m::state.eq(MessageState::Queued)))
        .filter(m::withdraws.eq(row.withdraws))
        .select(m::email)
        .load(connection)?;
    Ok(others.iter().any(|email| !row.withdraws || *email == row.email))
}

/// Returns the messages whose time has come, or whose claim has expired, those with the fewest attempts first.
pub fn due(connection: &mut Connection, now: Timestamp, real_now: Timestamp) -> Result<Vec<MessageRow>> {
    use client_messages as m;
    let queued = m::state
        .eq(MessageState::Queued)
        .and(m::next_attempt_at.le(now).assume_not_null());
    let expired = m::state
        .eq(MessageState::Sending)
        .and(m::claimed_until.lt(real_now).assume_not_null());
    Ok(m::table
        .filter(m::state.eq_any([MessageState::Queued, MessageState::Sending]))
        .filter(queued.or(expired))
        .order((m::attempts, m::id))
        .select(MessageRow::as_select())
        .load(connection)?)
}

/// Returns the messages that were given up.
pub fn given_up(connection: &mut Connection) -> Result<Vec<MessageRow>> {
    use client_messages as m;
    Ok(m::table
        .filter(m::state.eq(MessageState::Failed))
        .order(m::id)
        .select(MessageRow::as_select())
        .load(connection)?)
}

/// Returns the message with this number.
pub fn by_id(connection: &mut Connection, id: i64) -> Result<MessageRow> {
    let row = client_messages::table.find(id).select(MessageRow::as_select());
    Ok(row.first(connection)?)
}

/// Which messages to list.
#[derive(Debug, Clone, Default)]
pub struct MessageQuery {
    pub state: Option<MessageState>,
    pub kind: Option<MessageKind>,
    pub booking_id: Option<i64>,
    /// Those of a client, and of all that are merged with it.
    pub clients: Option<Vec<i64>>,
    pub limit: Option<usize>,
}

/// Lists messages with the numbers of their rentals, the newest first.
pub fn list(connection: &mut Connection, which: &MessageQuery) -> Result<Vec<(MessageRow, Option<String>)>> {
    use client_messages as m;
    let limit = which
        .limit
        .map_or(i64::MAX, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
    let mut query = m::table
        .left_join(offsite_rentals::table)
        .order(m::id.desc())
        .limit(limit)
        .select((MessageRow::as_select(), offsite_rentals::rental_no.nullable()))
        .into_boxed();
    if let Some(state) = which.state {
        query = query.filter(m::state.eq(state));
    }
    if let Some(kind) = which.kind {
        query = query.filter(m::kind.eq(kind));
    }
    if let Some(booking) = which.booking_id {
        query = query.filter(m::booking_id.eq(booking));
    }
    if let Some(clients) = &which.clients {
        query = query.filter(m::client_id.eq_any(clients.clone()));
    }
    Ok(query.load(connection)?)
}

/// Returns which returns have a message: rental, kind and day.
pub fn told_returns(connection: &mut Connection) -> Result<BTreeSet<(i64, String, NaiveDate)>> {
    use client_messages as m;
    let told: Vec<(Option<i64>, MessageKind, Option<NaiveDate>)> = m::table
        .filter(m::rental_id.is_not_null())
        .select((m::rental_id, m::kind, m::return_on))
        .load(connection)?;
    let complete = |(rental, kind, day): (Option<i64>, MessageKind, Option<NaiveDate>)| {
        Some((rental?, kind.as_str().to_owned(), day?))
    };
    Ok(told.into_iter().filter_map(complete).collect())
}

/// Drops every message that waits.
pub fn drop_waiting(connection: &mut Connection, reason: &str) -> Result<()> {
    use client_messages as m;
    let waiting = m::table.filter(m::state.eq_any([MessageState::Queued, MessageState::Sending]));
    diesel::update(waiting)
        .set((m::state.eq(MessageState::Superseded), m::reason.eq(reason)))
        .execute(connection)?;
    Ok(())
}

/// Returns the rentals whose devices are not all back.
pub fn open_rentals(connection: &mut Connection) -> Result<Vec<RentalRow>> {
    Ok(offsite_rentals::table
        .filter(offsite_rentals::returned_at.is_null())
        .order(offsite_rentals::id)
        .select(RentalRow::as_select())
        .load(connection)?)
}
