//! The queries of `colab db`.

use diesel::prelude::*;

use crate::access::auth::{Role, store as auth_store};
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

/// Returns whether a token or session, by its hash, is one of an active user and valid at this instant.
pub fn is_valid_token(connection: &mut Connection, hash: &str, now: Timestamp) -> Result<bool> {
    let holder = auth_store::token_holder(connection, hash)?;
    Ok(holder.is_some_and(|one| {
        one.is_active && one.revoked_at.is_none() && one.expires_at.is_none_or(|at| at > now)
    }))
}

/// Returns whether an active admin has a password, or a token or session that is valid at this instant.
pub fn can_an_admin_sign_in(connection: &mut Connection, now: Timestamp) -> Result<bool> {
    let lives = user_tokens::expires_at.is_null();
    let lives = lives.or(user_tokens::expires_at.assume_not_null().gt(now));
    let holders = user_tokens::table
        .filter(user_tokens::revoked_at.is_null().and(lives))
        .select(user_tokens::user_id);
    let signs_in = users::password_hash
        .is_not_null()
        .or(users::user_id.eq_any(holders));
    let admins: i64 = users::table
        .filter(users::role.eq(Role::Admin).and(users::is_active.eq(true)))
        .filter(signs_in)
        .count()
        .get_result(connection)?;
    Ok(admins > 0)
}

/// Lists who is known by a number of the operating system: id, name and number.
pub fn os_users(connection: &mut Connection) -> Result<Vec<(String, String, Option<i64>)>> {
    Ok(users::table
        .filter(users::os_uid.is_not_null())
        .order(users::username)
        .select((users::user_id, users::username, users::os_uid))
        .load(connection)?)
}

/// Sets which user of the operating system a user is.
pub fn set_os_uid(connection: &mut Connection, user_id: &str, os_uid: Option<i64>) -> Result<()> {
    diesel::update(users::table.find(user_id))
        .set(users::os_uid.eq(os_uid))
        .execute(connection)?;
    Ok(())
}

/// Makes a user an active admin, and a user of the operating system.
pub fn make_admin(
    connection: &mut Connection,
    user_id: &str,
    os_uid: Option<i64>,
    at: Timestamp,
) -> Result<()> {
    diesel::update(users::table.find(user_id))
        .set((
            users::role.eq(Role::Admin),
            users::is_active.eq(true),
            users::os_uid.eq(os_uid),
            users::updated_at.eq(at),
        ))
        .execute(connection)?;
    Ok(())
}
