//! The queries of `colab doctor`.

use diesel::prelude::*;

use crate::access::auth::Role;
use crate::db::Connection;
use crate::db::schema::{
    audit_log, booking_device_assignments, bookings, offsite_rentals, outbox, user_tokens, users,
};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// An active admin.
#[derive(Debug, Clone, Queryable)]
pub struct ActiveAdmin {
    pub user_id: String,
    pub username: String,
    pub email: Option<String>,
    pub os_uid: Option<i64>,
}

/// Lists the active admins, by name.
pub fn admins(connection: &mut Connection) -> Result<Vec<ActiveAdmin>> {
    Ok(users::table
        .filter(users::role.eq(Role::Admin).and(users::is_active.eq(true)))
        .order(users::username)
        .select((users::user_id, users::username, users::email, users::os_uid))
        .load(connection)?)
}

/// Lists the users who have a password. A person's own database login may not ask that.
pub fn with_password(connection: &mut Connection) -> QueryResult<Vec<String>> {
    users::table
        .filter(users::password_hash.is_not_null())
        .select(users::user_id)
        .load(connection)
}

/// Lists the users who have a valid token.
pub fn with_token(connection: &mut Connection, now: Timestamp) -> Result<Vec<String>> {
    let lives = user_tokens::expires_at.is_null();
    let lives = lives.or(user_tokens::expires_at.assume_not_null().gt(now));
    Ok(user_tokens::table
        .filter(user_tokens::revoked_at.is_null().and(lives))
        .select(user_tokens::user_id)
        .load(connection)?)
}

/// Counts the devices that are out and overdue.
pub fn overdue_devices(connection: &mut Connection, now: Timestamp) -> Result<i64> {
    Ok(booking_device_assignments::table
        .inner_join(offsite_rentals::table)
        .filter(booking_device_assignments::returned_at.is_null())
        .filter(offsite_rentals::due_at.le(now))
        .count()
        .get_result(connection)?)
}

/// Counts the announcements older than this instant that were not passed on.
pub fn waiting_announcements(connection: &mut Connection, before: Timestamp) -> Result<i64> {
    Ok(outbox::table
        .filter(outbox::drained_at.is_null().and(outbox::created_at.lt(before)))
        .count()
        .get_result(connection)?)
}

/// Returns when the newest audit row was written.
pub fn newest_change(connection: &mut Connection) -> Result<Option<Timestamp>> {
    Ok(audit_log::table
        .order(audit_log::seq.desc())
        .select(audit_log::at)
        .first(connection)
        .optional()?)
}

/// Counts the sessions that were used since an instant and have not ended.
pub fn sessions_used(connection: &mut Connection, since: Timestamp, now: Timestamp) -> QueryResult<i64> {
    user_tokens::table
        .filter(
            user_tokens::kind
                .eq("session")
                .and(user_tokens::revoked_at.is_null()),
        )
        .filter(
            user_tokens::expires_at
                .is_null()
                .or(user_tokens::expires_at.gt(now)),
        )
        .filter(user_tokens::last_used_at.ge(since))
        .count()
        .get_result(connection)
}

/// Counts the bookings that were made since an instant.
pub fn bookings_made(connection: &mut Connection, since: Timestamp) -> QueryResult<i64> {
    bookings::table
        .filter(bookings::created_at.ge(since))
        .count()
        .get_result(connection)
}
