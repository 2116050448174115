//! Queries of users and tokens that only this slice needs.

use diesel::prelude::*;

use super::model::{StoredPassword, StoredToken, TokenFilter};
use crate::access::auth::store::UserRow;
use crate::access::auth::{Permission, PermissionScope, Role, reach};
use crate::db::Connection;
use crate::db::nodes::LockedDsl;
use crate::db::schema::{user_tokens, users};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// Loads every user, ordered by name.
pub fn all(connection: &mut Connection) -> Result<Vec<UserRow>> {
    Ok(users::table
        .order(users::username_key)
        .select(UserRow::as_select())
        .load(connection)?)
}

/// Loads the user of this name and locks it until the transaction ends.
pub fn lock_user(connection: &mut Connection, key: &str) -> Result<Option<UserRow>> {
    Ok(users::table
        .filter(users::username_key.eq(key))
        .select(UserRow::as_select())
        .locked()
        .get_result(connection)
        .optional()?)
}

/// Returns the names of the active users who may approve costs.
pub fn active_approvers(connection: &mut Connection) -> Result<Vec<String>> {
    let may = |role: &Role| reach(*role, Permission::ApproveCosts) == PermissionScope::All;
    let roles: Vec<Role> = Role::of_people().filter(may).collect();
    Ok(users::table
        .filter(users::role.eq_any(roles).and(users::is_active.eq(true)))
        .order(users::user_id)
        .select(users::username)
        .load(connection)?)
}

/// Returns the names and addresses of the active users of a role, by name.
pub fn active_of_role(connection: &mut Connection, role: Role) -> Result<Vec<(String, Option<String>)>> {
    Ok(users::table
        .filter(users::role.eq(role).and(users::is_active.eq(true)))
        .order(users::username_key)
        .select((users::username, users::email))
        .load(connection)?)
}

/// Loads the ids of the active admins and locks them until the transaction ends.
pub fn lock_active_admins(connection: &mut Connection) -> Result<Vec<String>> {
    Ok(users::table
        .filter(users::role.eq(Role::Admin).and(users::is_active.eq(true)))
        .order(users::user_id)
        .select(users::user_id)
        .locked()
        .load(connection)?)
}

/// Saves a user's role, names and addresses.
pub fn update_user(connection: &mut Connection, row: &UserRow, at: Timestamp) -> Result<()> {
    diesel::update(users::table.find(&row.user_id))
        .set((
            users::role.eq(row.role),
            users::full_name.eq(&row.full_name),
            users::phone.eq(&row.phone),
            users::email.eq(&row.email),
            users::updated_at.eq(at),
        ))
        .execute(connection)?;
    Ok(())
}

/// Enables or disables a user.
pub fn set_active(connection: &mut Connection, user_id: &str, active: bool, at: Timestamp) -> Result<()> {
    diesel::update(users::table.find(user_id))
        .set((users::is_active.eq(active), users::updated_at.eq(at)))
        .execute(connection)?;
    Ok(())
}

/// Saves a user's password hash; `None` removes it, and the user signs in by tokens alone.
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

/// Loads every user's stored password.
pub fn passwords(connection: &mut Connection) -> Result<Vec<StoredPassword>> {
    Ok(users::table
        .order(users::user_id)
        .select(StoredPassword::as_select())
        .load(connection)?)
}

/// Replaces a stored password that is still the same, and returns whether it was.
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

/// Revokes a user's sessions, and tokens as well unless `sessions_alone`; returns how many.
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

/// Loads tokens without their hashes, oldest first.
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
    if let Some(maker) = &filter.made_by {
        query = query
            .filter(user_tokens::made_by.eq(maker.clone()))
            .filter(user_tokens::user_id.ne(maker.clone()))
            .filter(user_tokens::revoked_at.is_null());
    }
    if filter.unrevoked {
        query = query.filter(user_tokens::revoked_at.is_null());
    }
    if let Some(after) = filter.after {
        query = query.filter(user_tokens::id.gt(after));
    }
    if let Some(limit) = filter.limit {
        query = query.limit(limit);
    }
    Ok(query.load(connection)?)
}
