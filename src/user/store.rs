//! Changes to users beyond what signing in needs (those are in `auth::store`).

use diesel::prelude::*;

use crate::auth::Role;
use crate::db::Connection;
use crate::db::schema::users;
use crate::db::types::Timestamp;
use crate::error::Result;

/// Role, e-mail and, if given, a new password.
pub fn update_user(
    connection: &mut Connection,
    user_id: &str,
    role: Role,
    email: Option<&str>,
    password_hash: Option<&str>,
    at: Timestamp,
) -> Result<()> {
    diesel::update(users::table.find(user_id))
        .set((
            users::role.eq(role),
            users::email.eq(email),
            users::updated_at.eq(at),
        ))
        .execute(connection)?;
    if let Some(hash) = password_hash {
        diesel::update(users::table.find(user_id))
            .set(users::password_hash.eq(hash))
            .execute(connection)?;
    }
    Ok(())
}
