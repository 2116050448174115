//! Who acts: a token, a saved session, or on an embedded database the operating system's user.

use super::session::SessionFile;
use super::store::{self, UserRow};
use super::{Role, token};
use crate::db::Connection;
use crate::db::types::Timestamp;
use crate::error::{Error, Result};
use crate::names::name_key;

/// How often a token's last use is written down.
const TOUCH_AFTER: chrono::TimeDelta = chrono::TimeDelta::seconds(60);

/// The person or program behind a command.
#[derive(Debug, Clone)]
pub struct Actor {
    pub user_id: String,
    pub username: String,
    /// The role that decides: the other user's with `--as`.
    pub role: Role,
    pub source: Source,
    /// Commands that the token may run; empty: all.
    pub scope: Vec<String>,
    /// With `--as`: the admin who really types.
    pub admin: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    OsUser,
    Session,
    Token,
    /// The program itself: migrations, the first user.
    System,
}

impl Source {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OsUser => "os_user",
            Self::Session => "session",
            Self::Token => "token",
            Self::System => "system",
        }
    }
}

impl Actor {
    pub fn system() -> Self {
        Self {
            user_id: "system".into(),
            username: "system".into(),
            role: Role::Admin,
            source: Source::System,
            scope: Vec::new(),
            admin: None,
        }
    }

    fn of(user: UserRow, source: Source) -> Result<Self> {
        if !user.is_active {
            return Err(Error::forbidden(
                "user_disabled",
                format!("user {} is disabled", user.username),
            ));
        }
        Ok(Self {
            user_id: user.user_id,
            username: user.username,
            role: user.role,
            source,
            scope: Vec::new(),
            admin: None,
        })
    }

    /// Who the audit log names as the doer.
    pub fn doer(&self) -> &str {
        self.admin.as_deref().unwrap_or(&self.username)
    }
}

/// What a command brings to say who acts.
pub struct Credentials<'a> {
    /// `--token-file` or `COLAB_TOKEN`.
    pub token: Option<&'a str>,
    pub sessions: &'a SessionFile,
    /// The operating system's user, on an embedded database alone.
    pub os_uid: Option<u32>,
    /// `--as`.
    pub acting_as: Option<&'a str>,
}

/// Finds who acts. Expiry is judged by the real clock.
///
/// # Errors
/// `Forbidden`, saying how to sign in.
pub fn resolve(
    connection: &mut Connection,
    credentials: &Credentials<'_>,
    command: &str,
    real_now: Timestamp,
) -> Result<Actor> {
    let actor = sign_in(connection, credentials, command, real_now)?;
    match credentials.acting_as {
        Some(name) => act_as(connection, actor, name),
        None => Ok(actor),
    }
}

fn sign_in(
    connection: &mut Connection,
    credentials: &Credentials<'_>,
    command: &str,
    real_now: Timestamp,
) -> Result<Actor> {
    if let Some(text) = credentials.token {
        return by_token(connection, text, command, real_now, Source::Token);
    }
    let database_id = store::database_id(connection)?;
    if let Some(saved) = credentials.sessions.find(&database_id)? {
        return by_token(connection, &saved.token, command, real_now, Source::Session);
    }
    match credentials.os_uid {
        Some(uid) => match store::user_by_uid(connection, uid.into())? {
            Some(user) => Actor::of(user, Source::OsUser),
            None => Err(Error::forbidden(
                "unknown_os_user",
                format!("the system's user {uid} is no user of this database"),
            )
            .hint("sign in: colab user login NAME")),
        },
        None => Err(not_signed_in(connection)?),
    }
}

fn not_signed_in(connection: &mut Connection) -> Result<Error> {
    let error = Error::forbidden("not_signed_in", "nobody is signed in to this database");
    Ok(if store::user_count(connection)? == 0 {
        error.hint("make the first admin: colab user bootstrap NAME")
    } else {
        error.hint("sign in: colab user login NAME, or set COLAB_TOKEN or --token-file")
    })
}

fn by_token(
    connection: &mut Connection,
    text: &str,
    command: &str,
    real_now: Timestamp,
    source: Source,
) -> Result<Actor> {
    let (what, way_out) = match source {
        Source::Session => ("session", "sign in again: colab user login NAME"),
        _ => ("token", "make a new one: colab user token create --name NAME"),
    };
    let refused = |code, fact: &str| Error::forbidden(code, format!("the {what} {fact}")).hint(way_out);
    let row = store::token_by_hash(connection, &token::hash(text))?
        .ok_or_else(|| refused("wrong_token", "is not one of this database"))?;
    if row.revoked_at.is_some() {
        return Err(refused("revoked_token", "was revoked"));
    }
    if row.expires_at.is_some_and(|at| at <= real_now) {
        return Err(refused("expired_token", "has expired"));
    }
    let user = store::user_by_id(connection, &row.user_id)?
        .ok_or_else(|| refused("wrong_token", "is not one of this database"))?;
    let mut actor = Actor::of(user, source)?;
    actor.scope = serde_json::from_value(row.scope.0)
        .map_err(|error| Error::internal(format!("a token's scope does not read: {error}")))?;
    if !token::covers(&actor.scope, command) {
        return Err(refused("out_of_scope", &format!("does not cover `{command}`"))
            .detail("scope", actor.scope.clone())
            .detail("user", actor.username));
    }
    touch(connection, row.id, row.last_used_at, real_now);
    Ok(actor)
}

/// A token's last use is not worth failing for: the database may be read-only, or another command writing.
fn touch(connection: &mut Connection, id: i64, last: Option<Timestamp>, real_now: Timestamp) {
    if last.is_some_and(|last| real_now < last.plus(TOUCH_AFTER)) {
        return;
    }
    if let Err(error) = store::touch_token(connection, id, real_now) {
        tracing::debug!(%error, "last use of the token not written");
    }
}

fn act_as(connection: &mut Connection, actor: Actor, name: &str) -> Result<Actor> {
    if actor.role != Role::Admin {
        return Err(Error::forbidden(
            "not_allowed",
            format!("{} may not act as somebody else", actor.username),
        ));
    }
    let user = store::user_by_key(connection, &name_key(name))?;
    let Some(user) = user else {
        let names = store::usernames(connection)?;
        let nearest = crate::names::nearest(name, names.iter().map(String::as_str), 3);
        return Err(Error::not_found(
            "unknown_user",
            format!("there is no user `{name}`"),
            &nearest,
        ));
    };
    let other = Actor::of(user, actor.source)?;
    Ok(Actor {
        scope: actor.scope,
        admin: Some(actor.username),
        ..other
    })
}
