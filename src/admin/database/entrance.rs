//! Whoever restores on another machine must get in, and nobody else by a number of the operating system that was somebody
//! else's there: the backup knows neither this machine's users nor a token of theirs.

use chrono::TimeDelta;
use serde_json::json;

use super::store;
use crate::access::audit::{self, AuditEvent};
use crate::access::auth::store::{self as auth_store, NewTokenRow, NewUserRow, UserRow};
use crate::access::auth::token::{self, fingerprint};
use crate::access::auth::{Actor, ActorSource, Role};
use crate::db::types::Json;
use crate::db::{Connection, machine, set_machine};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::kernel::text::clean_text;
use crate::kernel::timestamp::Timestamp;
use crate::user::service as users;

/// How long the token of an admin lives who has no other way in.
const TOKEN_FOR: TimeDelta = TimeDelta::days(1);

/// This machine's user, who restores an embedded database: whoever may write its file may do anything with it.
#[derive(Debug)]
pub struct OsUser {
    pub uid: u32,
    pub name: String,
    /// Where the number is this user's; `None` where the system does not tell.
    pub machine: Option<String>,
}

/// What a restore did about who gets in.
#[derive(Debug, Default)]
pub struct EntranceReport {
    /// The backup knows the operating-system users of another machine, who are these.
    pub elsewhere: Option<Vec<String>>,
    pub made_admin: Option<String>,
    /// The token of that admin, where there is no other way in.
    pub token: Option<String>,
}

/// A restore, as far as it decides who gets in.
#[derive(Debug)]
pub struct RestoreEntrance<'a> {
    /// Whoever restores a file; on a server people sign in.
    pub os_user: Option<OsUser>,
    /// The user of `--admin`.
    pub admin: Option<&'a str>,
    /// The person whose act the restore is.
    pub actor: &'a Actor,
    pub now: Timestamp,
    /// Decides which tokens are valid.
    pub real_now: Timestamp,
}

impl RestoreEntrance<'_> {
    /// Takes the numbers of another machine away, and makes whoever restores an admin where they could not act otherwise.
    ///
    /// # Errors
    /// `Invalid` where nobody could sign in to a server's database; those of [`EnteringAdmin::let_in`].
    pub fn settle(&self, connection: &mut Connection) -> Result<EntranceReport> {
        let mut report = EntranceReport {
            elsewhere: self.shut_out(connection)?,
            ..EntranceReport::default()
        };
        let name = match (self.admin, &self.os_user) {
            (Some(name), _) => name,
            (None, Some(me)) if !is_limited(self.actor) && !self.can_act(connection, me)? => &me.name,
            (None, None) if !store::can_an_admin_sign_in(connection, self.real_now)? => {
                let fact = "no admin of the backup has a password or a token: nobody could sign in after the restore";
                return Err(Error::invalid(ErrorCode::NoEntrance, fact)
                    .hint("name an admin, who gets a token: colab db restore FILE --admin NAME"));
            }
            (None, _) => return Ok(report),
        };
        let admin = EnteringAdmin {
            name,
            os_uid: self.os_user.as_ref().map(|me| me.uid),
            actor: self.actor,
            now: self.now,
            real_now: self.real_now,
        };
        report.token = admin.let_in(connection)?;
        report.made_admin = Some(name.to_owned());
        Ok(report)
    }

    /// Takes the numbers away by which users of another machine are known; returns whose they were.
    fn shut_out(&self, connection: &mut Connection) -> Result<Option<Vec<String>>> {
        let Some(me) = &self.os_user else {
            return Ok(None);
        };
        if machine(connection)? == me.machine {
            return Ok(None);
        }
        let (mut names, mut events) = (Vec::new(), Vec::new());
        for (user_id, username, uid) in store::os_users(connection)? {
            store::set_os_uid(connection, &user_id, None)?;
            let (before, after) = (json!({"os_uid": uid}), json!({"os_uid": null}));
            events.push(AuditEvent::change("user", &username, before, after));
            names.push(username);
        }
        set_machine(connection, me.machine.as_deref())?;
        if !events.is_empty() {
            audit::append(connection, self.actor, "db restore", self.now, 0, &events)?;
        }
        Ok(Some(names))
    }

    /// Returns whether whoever restores is known afterwards: by the number, or by the token that was shown.
    fn can_act(&self, connection: &mut Connection, me: &OsUser) -> Result<bool> {
        if auth_store::user_by_uid(connection, me.uid.into())?.is_some() {
            return Ok(true);
        }
        match self.actor.token_hash() {
            Some(hash) => store::is_valid_token(connection, hash, self.real_now),
            None => Ok(false),
        }
    }
}

/// Returns whether a token stands for less than its user.
fn is_limited(actor: &Actor) -> bool {
    !actor.scope.is_empty() || actor.source == ActorSource::Token && actor.expires_at.is_some()
}

/// The admin who is to get in.
struct EnteringAdmin<'a> {
    name: &'a str,
    /// This machine's user, to whom an embedded database belongs.
    os_uid: Option<u32>,
    actor: &'a Actor,
    now: Timestamp,
    real_now: Timestamp,
}

impl EnteringAdmin<'_> {
    /// Makes the user an active admin, and this machine's user where there is one; else returns a token.
    ///
    /// # Errors
    /// `Invalid` for a bad name; `Forbidden` for a token that could do less than the admin it makes.
    fn let_in(&self, connection: &mut Connection) -> Result<Option<String>> {
        if is_limited(self.actor) {
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
