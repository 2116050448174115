//! Queries of users and tokens that only this slice asks.

use diesel::prelude::*;

use super::model::{StoredPassword, StoredToken, TokenFilter};
use crate::access::auth::Role;
use crate::access::auth::store::UserRow;
use crate::db::Connection;
use crate::db::nodes::LockedDsl;
use crate::db::schema::{user_tokens, users};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// Every user, in the order of their names.
pub fn all(connection: &mut Connection) -> Result<Vec<UserRow>> {
    Ok(users::table
        .order(users::username_key)
        .select(UserRow::as_select())
        .load(connection)?)
}

/// The user of this name; nobody else changes it until the transaction ends.
pub fn lock_user(connection: &mut Connection, key: &str) -> Result<Option<UserRow>> {
    Ok(users::table
        .filter(users::username_key.eq(key))
        .select(UserRow::as_select())
        .locked()
        .get_result(connection)
        .optional()?)
}

/// Ids of the active admins; none of them changes until the transaction ends.
pub fn lock_active_admins(connection: &mut Connection) -> Result<Vec<String>> {
    Ok(users::table
        .filter(users::role.eq(Role::Admin).and(users::is_active.eq(true)))
        .order(users::user_id)
        .select(users::user_id)
        .locked()
        .load(connection)?)
}

pub fn update_user(
    connection: &mut Connection,
    user_id: &str,
    role: Role,
    email: Option<&str>,
    at: Timestamp,
) -> Result<()> {
    diesel::update(users::table.find(user_id))
        .set((
            users::role.eq(role),
            users::email.eq(email),
            users::updated_at.eq(at),
        ))
        .execute(connection)?;
    Ok(())
}

pub fn set_active(connection: &mut Connection, user_id: &str, active: bool, at: Timestamp) -> Result<()> {
    diesel::update(users::table.find(user_id))
        .set((users::is_active.eq(active), users::updated_at.eq(at)))
        .execute(connection)?;
    Ok(())
}

/// `None` takes the password away: the user signs in by tokens alone.
pub fn set_password(
    connection: &mut Connection,
    user_id: &str,
    hash: Option<&str>,
    at: Timestamp,
) -> Result<()> {
    diesel::update(users::table.find(user_id))
        .set((users::password_hash.eq(hash), users::updated_at.eq(at)))
        .execute(connection)?;
    Ok(())
}

/// What is stored of every user's password.
pub fn passwords(connection: &mut Connection) -> Result<Vec<StoredPassword>> {
    Ok(users::table
        .order(users::user_id)
        .select(StoredPassword::as_select())
        .load(connection)?)
}

/// Replaces a stored value that is still the same; whether it was.
pub fn replace_password(
    connection: &mut Connection,
    user_id: &str,
    old: &str,
    new: Option<&str>,
) -> Result<bool> {
    let unchanged = users::table.find(user_id).filter(users::password_hash.eq(old));
    Ok(diesel::update(unchanged)
        .set(users::password_hash.eq(new))
        .execute(connection)?
        == 1)
}

/// Ends what of a user's lives: sessions, or tokens as well; how many.
pub fn revoke_of(
    connection: &mut Connection,
    user_id: &str,
    sessions_alone: bool,
    at: Timestamp,
) -> Result<usize> {
    let kinds: &[&str] = if sessions_alone {
        &["session"]
    } else {
        &["session", "token"]
    };
    let living = user_tokens::table
        .filter(user_tokens::user_id.eq(user_id))
        .filter(user_tokens::kind.eq_any(kinds.iter().copied()))
        .filter(user_tokens::revoked_at.is_null());
    Ok(diesel::update(living)
        .set(user_tokens::revoked_at.eq(at))
        .execute(connection)?)
}

/// Tokens, oldest first; never their hashes.
pub fn tokens(connection: &mut Connection, filter: &TokenFilter) -> Result<Vec<StoredToken>> {
    let mut query = user_tokens::table
        .inner_join(users::table)
        .order(user_tokens::id)
        .select(StoredToken::as_select())
        .into_boxed();
    if let Some(user_id) = &filter.user_id {
        query = query.filter(user_tokens::user_id.eq(user_id.clone()));
    }
    if let Some(kind) = filter.kind {
        query = query.filter(user_tokens::kind.eq(kind));
    }
    if let Some(id) = filter.id {
        query = query.filter(user_tokens::id.eq(id));
    }
    if let Some(after) = filter.after {
        query = query.filter(user_tokens::id.gt(after));
    }
    if let Some(limit) = filter.limit {
        query = query.limit(limit);
    }
    Ok(query.load(connection)?)
}
