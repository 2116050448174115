//! The queries of `colab db`.

use diesel::prelude::*;

use crate::access::auth::Role;
use crate::db::Connection;
use crate::db::schema::{user_tokens, users};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// An active user, as far as it matters who can enter.
#[derive(Debug, Clone, Queryable)]
pub struct EnteringUser {
    pub username: String,
    pub role: Role,
    /// The operating system's user who is this user.
    pub os_uid: Option<i64>,
}

/// Lists the active users, by name.
pub fn entering_users(connection: &mut Connection) -> Result<Vec<EnteringUser>> {
    Ok(users::table
        .filter(users::is_active.eq(true))
        .order(users::username)
        .select((users::username, users::role, users::os_uid))
        .load(connection)?)
}

/// Counts the tokens and sessions that are valid at this instant.
pub fn valid_tokens(connection: &mut Connection, now: Timestamp) -> Result<i64> {
    let unexpired = user_tokens::expires_at
        .is_null()
        .or(user_tokens::expires_at.assume_not_null().gt(now));
    Ok(user_tokens::table
        .filter(user_tokens::revoked_at.is_null().and(unexpired))
        .count()
        .get_result(connection)?)
}
