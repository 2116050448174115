//! What the slice shows and takes.

use crate::auth::{Role, store::UserRow};
use crate::db::types::Timestamp;
use crate::output::{Field, Record, shown_in_table, wanted_only};
use crate::text_enum;

text_enum! {
    /// What `add` does when the natural key is taken.
    pub enum IfExists {
        Error = "error",
        Skip = "skip",
        Update = "update",
    }
}

/// A user as shown: never a hash.
#[derive(Debug, Clone)]
pub struct User {
    pub username: String,
    pub role: Role,
    pub email: Option<String>,
    pub is_active: bool,
    pub last_login_at: Option<Timestamp>,
    pub created_at: Timestamp,
}

impl From<UserRow> for User {
    fn from(row: UserRow) -> Self {
        Self {
            username: row.username,
            role: row.role,
            email: row.email,
            is_active: row.is_active,
            last_login_at: row.last_login_at,
            created_at: row.created_at,
        }
    }
}

impl Record for User {
    fn fields() -> &'static [Field<Self>] {
        const FIELDS: &[Field<User>] = &[
            shown_in_table("username", |user| user.username.as_str().into()),
            shown_in_table("role", |user| user.role.as_str().into()),
            shown_in_table("email", |user| user.email.clone().into()),
            shown_in_table("is_active", |user| user.is_active.into()),
            shown_in_table("last_login_at", |user| user.last_login_at.into()),
            wanted_only("created_at", |user| user.created_at.into()),
        ];
        FIELDS
    }
}

/// A user to be made.
#[derive(Debug, Clone)]
pub struct NewUser {
    pub username: String,
    pub role: Role,
    pub email: Option<String>,
    /// `None`: signs in by tokens alone.
    pub password: Option<String>,
}

/// A token to be made.
#[derive(Debug, Clone)]
pub struct NewToken {
    pub name: String,
    pub scope: Vec<String>,
    pub expires_at: Option<Timestamp>,
    /// Somebody else's, for admins.
    pub user: Option<String>,
}

/// A token just made: the only time its text is known.
#[derive(Debug, Clone)]
pub struct IssuedToken {
    pub id: i64,
    pub name: String,
    pub username: String,
    pub scope: Vec<String>,
    pub expires_at: Option<Timestamp>,
    pub token: String,
}

impl Record for IssuedToken {
    fn fields() -> &'static [Field<Self>] {
        const FIELDS: &[Field<IssuedToken>] = &[
            shown_in_table("id", |token| token.id.into()),
            shown_in_table("name", |token| token.name.as_str().into()),
            shown_in_table("username", |token| token.username.as_str().into()),
            shown_in_table("scope", |token| token.scope.clone().into()),
            shown_in_table("expires_at", |token| token.expires_at.into()),
            shown_in_table("token", |token| token.token.as_str().into()),
        ];
        FIELDS
    }
}

/// Who acts in this command.
#[derive(Debug, Clone)]
pub struct WhoAmI {
    pub username: String,
    pub role: Role,
    /// `os_user`, `session` or `token`.
    pub via: &'static str,
    /// With `--as`: the admin who really types.
    pub admin: Option<String>,
    pub scope: Vec<String>,
    pub database: String,
}

impl Record for WhoAmI {
    fn fields() -> &'static [Field<Self>] {
        const FIELDS: &[Field<WhoAmI>] = &[
            shown_in_table("username", |who| who.username.as_str().into()),
            shown_in_table("role", |who| who.role.as_str().into()),
            shown_in_table("via", |who| who.via.into()),
            shown_in_table("admin", |who| who.admin.clone().into()),
            shown_in_table("scope", |who| who.scope.clone().into()),
            shown_in_table("database", |who| who.database.as_str().into()),
        ];
        FIELDS
    }
}
