//! Queries of digests.

use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Nullable, Text};

use super::model::{AddressedDigest, Channel, DigestRecipient, DigestRow, DigestState, NewDigest};
use crate::access::auth::Role;
use crate::db::schema::{notification_digest_items, notification_digests, notifications, users};
use crate::db::types::UtcMicros;
use crate::db::{Connection, insert_rows};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;
use crate::notify::model::{NotificationRow, Severity};

/// A notification that a person has not received by a channel.
#[derive(Debug, Clone, QueryableByName)]
pub struct DueNotification {
    #[diesel(sql_type = Text)]
    pub user_id: String,
    #[diesel(sql_type = Text)]
    pub username: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub email: Option<String>,
    #[diesel(sql_type = BigInt)]
    pub notification_id: i64,
    #[diesel(sql_type = Text)]
    pub severity: Severity,
    #[diesel(sql_type = Integer)]
    pub escalations: i32,
}

/// Open, addressed to an active user's role or name, neither read nor snoozed, in no digest of this channel since it last
/// became graver; one that waits to be sent will tell it as it is. `CROSS JOIN` makes SQLite begin with the open
/// notifications, which are few.
const DUE: &str = "SELECT u.user_id, u.username, u.email, n.id AS notification_id, n.severity, n.escalations
       FROM notifications n CROSS JOIN notification_recipients a CROSS JOIN users u
      WHERE n.resolved_at IS NULL AND a.notification_id = n.id AND u.is_active
        AND a.recipient IN ('role:' || u.role, 'user:' || u.username)
        AND NOT EXISTS (SELECT 1 FROM notification_reads r
                         WHERE r.notification_id = n.id AND r.user_id = u.user_id
                           AND (r.read_at IS NOT NULL OR r.snoozed_until > $1))
        AND NOT EXISTS (SELECT 1 FROM notification_digest_items i
                          JOIN notification_digests d ON d.id = i.digest_id
                         WHERE i.notification_id = n.id AND i.user_id = u.user_id AND i.channel = $2
                           AND (i.escalations >= n.escalations OR d.state IN ('queued', 'sending')))
      GROUP BY u.user_id, u.username, u.email, n.id, n.severity, n.escalations
      ORDER BY u.username, n.id";

/// Returns the notifications that are due by a channel, by person.
pub fn due(connection: &mut Connection, channel: Channel, now: Timestamp) -> Result<Vec<DueNotification>> {
    Ok(diesel::sql_query(DUE)
        .bind::<UtcMicros, _>(now)
        .bind::<Text, _>(channel)
        .load(connection)?)
}

/// Inserts a digest and returns its id.
pub fn insert(
    connection: &mut Connection,
    digest: &NewDigest<'_>,
    notifications: &[DueNotification],
) -> Result<i64> {
    use notification_digest_items as i;
    let id: i64 = diesel::insert_into(notification_digests::table)
        .values(digest)
        .returning(notification_digests::id)
        .get_result(connection)?;
    let items: Vec<_> = notifications
        .iter()
        .map(|due| {
            (
                i::digest_id.eq(id),
                i::notification_id.eq(due.notification_id),
                i::escalations.eq(due.escalations),
                i::user_id.eq(digest.user_id),
                i::channel.eq(digest.channel),
            )
        })
        .collect();
    insert_rows(connection, i::table, &items[..])?;
    Ok(id)
}

/// Which digests a run may send.
#[derive(Debug, Clone)]
pub struct DigestQuery<'a> {
    pub channel: Channel,
    /// `None` for everybody's.
    pub user_ids: Option<&'a [String]>,
    pub alerts_only: bool,
    pub limit: i64,
    pub now: Timestamp,
    /// Claims that end before it have expired.
    pub real_now: Timestamp,
}

/// Returns digests whose attempt is due or whose claim has expired, with their number of attempts; the fewest attempts
/// first, so that one that always fails does not hold up the others.
pub fn waiting(connection: &mut Connection, which: &DigestQuery<'_>) -> Result<Vec<(i64, i32)>> {
    use notification_digests as d;
    let queued = d::state
        .eq(DigestState::Queued)
        .and(d::next_attempt_at.le(which.now).assume_not_null());
    let expired = d::state
        .eq(DigestState::Sending)
        .and(d::claimed_until.lt(which.real_now).assume_not_null());
    let mut query = d::table
        .inner_join(users::table)
        .filter(users::is_active.eq(true).and(d::channel.eq(which.channel)))
        .filter(d::state.eq_any([DigestState::Queued, DigestState::Sending]))
        .filter(queued.or(expired))
        .order((d::attempts, d::id))
        .limit(which.limit)
        .select((d::id, d::attempts))
        .into_boxed();
    if let Some(user_ids) = which.user_ids {
        query = query.filter(d::user_id.eq_any(user_ids.to_vec()));
    }
    if which.alerts_only {
        let alert = notification_digest_items::table
            .inner_join(notifications::table)
            .filter(notification_digest_items::digest_id.eq(d::id))
            .filter(notifications::severity.eq(Severity::Alert));
        query = query.filter(exists(alert));
    }
    Ok(query.load(connection)?)
}

/// Claims a digest and returns true, unless another sender just did.
pub fn claim(
    connection: &mut Connection,
    (id, attempts): (i64, i32),
    at: Timestamp,
    until: Timestamp,
) -> Result<bool> {
    use notification_digests as d;
    let unchanged = d::table
        .find(id)
        .filter(d::attempts.eq(attempts))
        .filter(d::state.eq_any([DigestState::Queued, DigestState::Sending]));
    let claimed = diesel::update(unchanged)
        .set((
            d::state.eq(DigestState::Sending),
            d::attempts.eq(attempts + 1),
            d::claimed_at.eq(at),
            d::claimed_until.eq(until),
        ))
        .execute(connection)?;
    Ok(claimed == 1)
}

/// Marks a digest as sent, whoever holds the claim by now; returns whether it was not marked before.
pub fn set_sent(connection: &mut Connection, id: i64, at: Timestamp) -> Result<bool> {
    use notification_digests as d;
    let not_yet = d::table.find(id).filter(d::state.ne(DigestState::Sent));
    let sent = diesel::update(not_yet)
        .set((
            d::state.eq(DigestState::Sent),
            d::sent_at.eq(at),
            d::next_attempt_at.eq(None::<Timestamp>),
            d::last_error.eq(None::<String>),
        ))
        .execute(connection)?;
    Ok(sent == 1)
}

/// Records a failed attempt and returns true if the claim is still ours. Without a next attempt the digest is given up.
pub fn set_failed(
    connection: &mut Connection,
    row: &DigestRow,
    error: &str,
    next: Option<Timestamp>,
) -> Result<bool> {
    use notification_digests as d;
    let ours = d::table.find(row.id).filter(
        d::state
            .eq(DigestState::Sending)
            .and(d::attempts.eq(row.attempts)),
    );
    let state = next.map_or(DigestState::Failed, |_| DigestState::Queued);
    let failed = diesel::update(ours)
        .set((
            d::state.eq(state),
            d::next_attempt_at.eq(next),
            d::last_error.eq(error),
        ))
        .execute(connection)?;
    Ok(failed == 1)
}

/// Returns the digests that were given up.
pub fn given_up(
    connection: &mut Connection,
    channel: Channel,
    user_ids: Option<&[String]>,
) -> Result<Vec<i64>> {
    use notification_digests as d;
    let mut query = d::table
        .filter(d::state.eq(DigestState::Failed).and(d::channel.eq(channel)))
        .order(d::id)
        .select(d::id)
        .into_boxed();
    if let Some(user_ids) = user_ids {
        query = query.filter(d::user_id.eq_any(user_ids.to_vec()));
    }
    Ok(query.load(connection)?)
}

/// Queues digests that were given up.
pub fn queue_again(connection: &mut Connection, ids: &[i64], at: Timestamp) -> Result<()> {
    use notification_digests as d;
    for id in ids {
        let failed = d::table.find(id).filter(d::state.eq(DigestState::Failed));
        diesel::update(failed)
            .set((d::state.eq(DigestState::Queued), d::next_attempt_at.eq(at)))
            .execute(connection)?;
    }
    Ok(())
}

/// Returns digests with their recipients and notifications, in the order of `ids`.
pub fn load(connection: &mut Connection, ids: &[i64]) -> Result<Vec<AddressedDigest>> {
    ids.iter().map(|id| load_one(connection, *id)).collect()
}

fn load_one(connection: &mut Connection, id: i64) -> Result<AddressedDigest> {
    let (row, username, role, email): (DigestRow, String, Role, Option<String>) = notification_digests::table
        .find(id)
        .inner_join(users::table)
        .select((DigestRow::as_select(), users::username, users::role, users::email))
        .first(connection)?;
    let mut notifications: Vec<NotificationRow> = notification_digest_items::table
        .inner_join(notifications::table)
        .filter(notification_digest_items::digest_id.eq(id))
        .order(notifications::id)
        .select(NotificationRow::as_select())
        .load(connection)?;
    notifications.sort_by_key(|one| std::cmp::Reverse(one.severity));
    let to = DigestRecipient {
        username,
        role,
        email,
    };
    Ok(AddressedDigest {
        row,
        to,
        notifications,
    })
}
