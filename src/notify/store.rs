//! Queries of notifications.

use std::collections::HashMap;

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Text};

use super::model::{NotificationRow, NotificationSort, ReadState, Severity};
use crate::access::outbox::Recipient;
use crate::access::sort_order::SortOrder;
use crate::db::backend::IDS_PER_QUERY;
use crate::db::nodes::OnConflictSqlDsl;
use crate::db::schema::{bookings, notification_reads, notification_recipients, notifications};
use crate::db::{Connection, QueryBatch, insert_rows, rows_of};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// Which notifications to read; `None` matches all.
#[derive(Debug, Clone, Default)]
pub struct NotificationFilter {
    /// Addressed to one of these.
    pub recipients: Option<Vec<Recipient>>,
    pub ids: Option<Vec<i64>>,
    pub notification_type: Option<String>,
    pub open: Option<bool>,
    /// Only what the person has neither read nor snoozed at this instant, and what is open.
    pub unread_at: Option<Timestamp>,
    pub sort: SortOrder<NotificationSort>,
    /// Only those that follow this one in the order.
    pub after: Option<NotificationRow>,
    pub limit: Option<i64>,
}

/// How grave a notification is, as in the index `notifications_gravity`.
const GRAVITY: &str = "CASE severity WHEN 'info' THEN 0 WHEN 'warn' THEN 1 ELSE 2 END";

/// Returns the number that [`GRAVITY`] gives a severity.
fn gravity(severity: Severity) -> i32 {
    match severity {
        Severity::Info => 0,
        Severity::Warn => 1,
        Severity::Alert => 2,
    }
}

/// Returns the matching notifications with one person's read state of each: the newest first, the gravest, or by type, and of these the
/// newest first.
pub fn list(
    connection: &mut Connection,
    user_id: &str,
    filter: &NotificationFilter,
) -> Result<Vec<(NotificationRow, ReadState)>> {
    use notification_reads as r;
    let mine = r::notification_id
        .eq(notifications::id)
        .and(r::user_id.eq(user_id));
    let mut query = notifications::table
        .left_join(r::table.on(mine))
        .select((NotificationRow::as_select(), Option::<ReadState>::as_select()))
        .into_boxed();
    if let Some(recipients) = &filter.recipients {
        let names: Vec<String> = recipients.iter().map(Recipient::address).collect();
        let addressed = notification_recipients::table
            .filter(notification_recipients::recipient.eq_any(names))
            .select(notification_recipients::notification_id);
        query = query.filter(notifications::id.eq_any(addressed));
    }
    if let Some(ids) = &filter.ids {
        query = query.filter(notifications::id.eq_any(ids.clone()));
    }
    if let Some(wanted) = &filter.notification_type {
        query = query.filter(notifications::notification_type.eq(wanted.clone()));
    }
    query = match filter.open {
        Some(true) => query.filter(notifications::resolved_at.is_null()),
        Some(false) => query.filter(notifications::resolved_at.is_not_null()),
        None => query,
    };
    if let Some(now) = filter.unread_at {
        query = query
            .filter(notifications::resolved_at.is_null())
            .filter(r::read_at.is_null())
            .filter(r::snoozed_until.is_null().or(r::snoozed_until.le(now)));
    }
    let (field, is_turned) = (filter.sort.field, filter.sort.descending);
    let type_sql = connection.in_byte_order("notification_type");
    if let Some(row) = &filter.after {
        // Compared as a row: of those that are alike in the first of these none is read twice.
        let goes_down = is_turned == (field == NotificationSort::Type);
        let direction = if goes_down { '<' } else { '>' };
        query = match field {
            NotificationSort::OpenedAt if is_turned => query.filter(notifications::id.gt(row.id)),
            NotificationSort::OpenedAt => query.filter(notifications::id.lt(row.id)),
            NotificationSort::Severity => {
                let place = sql::<Bool>(&format!("({GRAVITY}, notifications.id) {direction} ("));
                let place = place.bind::<Integer, _>(gravity(row.severity)).sql(", ");
                query.filter(place.bind::<BigInt, _>(row.id).sql(")"))
            }
            NotificationSort::Type => {
                let place = sql::<Bool>(&format!("({type_sql}, -notifications.id) {direction} ("));
                let place = place.bind::<Text, _>(row.notification_type.clone()).sql(", ");
                query.filter(place.bind::<BigInt, _>(-row.id).sql(")"))
            }
        };
    }
    let (gravity, older) = (sql::<Integer>(GRAVITY), sql::<BigInt>("-notifications.id"));
    let of_type = sql::<Text>(&type_sql);
    query = match (field, is_turned) {
        (NotificationSort::OpenedAt, false) => query.order(notifications::id.desc()),
        (NotificationSort::OpenedAt, true) => query.order(notifications::id),
        (NotificationSort::Severity, false) => query.order((gravity.desc(), notifications::id.desc())),
        (NotificationSort::Severity, true) => query.order((gravity, notifications::id)),
        (NotificationSort::Type, false) => query.order((of_type, older)),
        (NotificationSort::Type, true) => query.order((of_type.desc(), older.desc())),
    };
    if let Some(limit) = filter.limit {
        query = query.limit(limit);
    }
    let rows: Vec<(NotificationRow, Option<ReadState>)> = query.load(connection)?;
    let with_default = |(row, state): (_, Option<ReadState>)| (row, state.unwrap_or_default());
    Ok(rows.into_iter().map(with_default).collect())
}

/// Returns the recipients of each notification, in the order of names.
pub fn audiences(connection: &mut Connection, ids: &[i64]) -> Result<HashMap<i64, Vec<Recipient>>> {
    use notification_recipients as a;
    let mut found: HashMap<i64, Vec<Recipient>> = HashMap::new();
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let rows: Vec<(i64, String)> = a::table
            .filter(a::notification_id.eq_any(chunk.to_vec()))
            .order((a::notification_id, a::recipient))
            .select((a::notification_id, a::recipient))
            .load(connection)?;
        for (id, address) in rows {
            if let Some(recipient) = Recipient::at(&address) {
                found.entry(id).or_default().push(recipient);
            }
        }
    }
    Ok(found)
}

/// Returns the open notifications, oldest first.
pub fn open(connection: &mut Connection) -> Result<Vec<NotificationRow>> {
    Ok(notifications::table
        .filter(notifications::resolved_at.is_null())
        .order(notifications::id)
        .select(NotificationRow::as_select())
        .load(connection)?)
}

/// Returns the types of all notifications.
pub fn types(connection: &mut Connection) -> Result<Vec<String>> {
    Ok(notifications::table
        .select(notifications::notification_type)
        .distinct()
        .load(connection)?)
}

/// Inserts notifications and their recipients.
pub fn insert(
    connection: &mut Connection,
    rows: &[NotificationRow],
    recipients: &[(String, i64)],
) -> Result<()> {
    use notification_recipients as a;
    insert_rows(connection, notifications::table, rows)?;
    let recipients: Vec<_> = recipients
        .iter()
        .map(|(recipient, id)| (a::recipient.eq(recipient), a::notification_id.eq(id)))
        .collect();
    Ok(insert_rows(connection, a::table, &recipients[..])?)
}

/// Updates what a notification says.
pub fn save(connection: &mut Connection, row: &NotificationRow) -> Result<()> {
    diesel::update(notifications::table.find(row.id))
        .set((
            notifications::severity.eq(row.severity),
            notifications::title.eq(&row.title),
            notifications::message.eq(&row.message),
            notifications::details.eq(&row.details),
            notifications::updated_at.eq(row.updated_at),
            notifications::escalations.eq(row.escalations),
        ))
        .execute(connection)?;
    Ok(())
}

/// Marks notifications as resolved.
pub fn resolve(connection: &mut Connection, ids: &[i64], now: Timestamp) -> Result<()> {
    for chunk in ids.chunks(IDS_PER_QUERY) {
        diesel::update(notifications::table.filter(notifications::id.eq_any(chunk.to_vec())))
            .set((
                notifications::resolved_at.eq(now),
                notifications::updated_at.eq(now),
            ))
            .execute(connection)?;
    }
    Ok(())
}

/// Makes a notification unread for everybody.
pub fn make_unread(connection: &mut Connection, id: i64) -> Result<()> {
    use notification_reads as r;
    let nothing = None::<Timestamp>;
    diesel::update(r::table.filter(r::notification_id.eq(id)))
        .set((
            r::read_at.eq(nothing),
            r::acked_at.eq(nothing),
            r::snoozed_until.eq(nothing),
        ))
        .execute(connection)?;
    Ok(())
}

/// Stores one person's read state of a notification.
pub fn save_read_state(
    connection: &mut Connection,
    notification_id: i64,
    user_id: &str,
    state: &ReadState,
) -> Result<()> {
    use notification_reads as r;
    diesel::insert_into(r::table)
        .values((
            r::notification_id.eq(notification_id),
            r::user_id.eq(user_id),
            r::read_at.eq(state.read_at),
            r::acked_at.eq(state.acked_at),
            r::snoozed_until.eq(state.snoozed_until),
        ))
        .on_conflict_sql(
            "(notification_id, user_id) DO UPDATE SET read_at = excluded.read_at, acked_at = excluded.acked_at, \
             snoozed_until = excluded.snoozed_until",
        )
        .execute(connection)?;
    Ok(())
}

/// A pending booking without a room.
#[derive(Debug, Clone, Queryable)]
pub struct Ghost {
    pub id: i64,
    pub client_name: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub created_at: Timestamp,
}

/// Returns the ghosts that begin after an instant, soonest first.
pub fn ghosts(from: Timestamp) -> impl QueryBatch<Answer = Vec<Ghost>> {
    let rows = bookings::table
        // A literal, so that the planner uses the partial index.
        .filter(sql::<Bool>("bookings.status = 'pending'"))
        .filter(bookings::device_only.eq(false).and(bookings::starts_at.gt(from)))
        .order((bookings::starts_at, bookings::id))
        .select((
            bookings::id,
            bookings::client_name,
            bookings::starts_at,
            bookings::ends_at,
            bookings::created_at,
        ));
    rows_of(rows)
}

/// Returns those of these bookings that have ended.
pub fn ended_bookings(connection: &mut Connection, ids: &[i64], now: Timestamp) -> Result<Vec<i64>> {
    let mut ended = Vec::new();
    for chunk in ids.chunks(IDS_PER_QUERY) {
        let some: Vec<i64> = bookings::table
            .filter(bookings::id.eq_any(chunk.to_vec()).and(bookings::ends_at.le(now)))
            .select(bookings::id)
            .load(connection)?;
        ended.extend(some);
    }
    Ok(ended)
}
