//! Whoever restores on another machine must get in: the backup knows neither this machine's user nor a token of theirs.

use chrono::TimeDelta;
use serde_json::json;

use super::store;
use crate::access::audit::{self, AuditEvent};
use crate::access::auth::store::{self as auth_store, NewTokenRow, NewUserRow, UserRow};
use crate::access::auth::token::{self, fingerprint};
use crate::access::auth::{Actor, ActorSource, Role};
use crate::db::Connection;
use crate::db::types::Json;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::kernel::text::clean_text;
use crate::kernel::timestamp::Timestamp;
use crate::user::service as users;

/// How long the token of an admin lives who has no other way in.
const TOKEN_FOR: TimeDelta = TimeDelta::days(1);

/// The admin who is to get in.
#[derive(Debug)]
pub struct EnteringAdmin<'a> {
    pub name: &'a str,
    /// This machine's user, to whom an embedded database belongs.
    pub os_uid: Option<u32>,
    /// The person whose act the restore is.
    pub actor: &'a Actor,
    pub now: Timestamp,
    pub real_now: Timestamp,
}

impl EnteringAdmin<'_> {
    /// Makes the user an active admin, and this machine's user where there is one; else returns a token.
    ///
    /// # Errors
    /// `Invalid` for a bad name; `Forbidden` for a token that could do less than the admin it makes.
    pub fn let_in(&self, connection: &mut Connection) -> Result<Option<String>> {
        if !self.actor.scope.is_empty()
            || self.actor.source == ActorSource::Token && self.actor.expires_at.is_some()
        {
            let fact = "a token that has a scope or an end lets no admin in";
            return Err(Error::forbidden(ErrorCode::OutOfScope, fact)
                .hint("restore it without --admin, or sign in: colab user login NAME"));
        }
        let uid = self.os_uid.map(i64::from);
        let mut events = Vec::new();
        if let Some(uid) = uid
            && let Some(other) = auth_store::user_by_uid(connection, uid)?
            && name_key(&other.username) != name_key(self.name)
        {
            store::set_os_uid(connection, &other.user_id, None)?;
            let (before, after) = (json!({"os_uid": uid}), json!({"os_uid": null}));
            events.push(AuditEvent::change("user", &other.username, before, after));
        }
        let user_id = match auth_store::user_by_key(connection, &name_key(self.name))? {
            Some(user) => self.promote(connection, &user, &mut events)?,
            None => self.add(connection, &mut events)?,
        };
        let token = match uid {
            Some(_) => None,
            None => Some(self.token(connection, &user_id, &mut events)?),
        };
        audit::append(connection, self.actor, "db restore", self.now, 0, &events)?;
        Ok(token)
    }

    fn promote(
        &self,
        connection: &mut Connection,
        user: &UserRow,
        events: &mut Vec<AuditEvent>,
    ) -> Result<String> {
        let uid = self.os_uid.map(i64::from).or(user.os_uid);
        store::make_admin(connection, &user.user_id, uid, self.now)?;
        let before = json!({"role": user.role, "is_active": user.is_active, "os_uid": user.os_uid});
        let after = json!({"role": Role::Admin, "is_active": true, "os_uid": uid});
        events.push(AuditEvent::change("user", &user.username, before, after));
        Ok(user.user_id.clone())
    }

    fn add(&self, connection: &mut Connection, events: &mut Vec<AuditEvent>) -> Result<String> {
        let name = clean_text("user name", self.name, 255)?;
        users::refuse_reserved(&name)?;
        users::refuse_mixed(&name)?;
        let row = NewUserRow {
            user_id: &name,
            username: &name,
            username_key: &name_key(&name),
            password_hash: None,
            role: Role::Admin,
            full_name: None,
            phone: None,
            email: None,
            os_uid: self.os_uid.map(i64::from),
            is_active: true,
            failed_logins: 0,
            created_at: self.now,
            updated_at: self.now,
        };
        auth_store::insert_user(connection, &row)?;
        let facts = json!({"username": name, "role": Role::Admin, "os_uid": self.os_uid, "email": null,
            "password_sha256": null});
        events.push(AuditEvent::created("user", &name, facts));
        Ok(name)
    }

    fn token(
        &self,
        connection: &mut Connection,
        user_id: &str,
        events: &mut Vec<AuditEvent>,
    ) -> Result<String> {
        let text = token::generate()?;
        let hash = token::hash(&text);
        let expires_at = self.real_now.plus(TOKEN_FOR);
        let row = NewTokenRow {
            user_id,
            kind: "token",
            name: Some("restore"),
            token_hash: &hash,
            scope: Json(json!([])),
            expires_at: Some(expires_at),
            created_at: self.now,
            created_by: self.actor.doer(),
            made_by: None,
        };
        let id = auth_store::insert_token(connection, &row)?;
        let facts = json!({"name": "restore", "user": self.name, "scope": [], "expires_at": expires_at, "made_by": null,
            "token_sha256": fingerprint(&hash)});
        events.push(AuditEvent::created("token", id, facts));
        Ok(text)
    }
}
