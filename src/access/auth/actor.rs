//! Who acts: a token, a saved session, or on an embedded database the operating system's user.

use chrono::TimeDelta;

use super::session::SessionFile;
use super::store::{self, TokenHolder, UserRow};
use super::{ManagedScope, Role, token};
use crate::access::settings::Settings;
use crate::db::{Connection, DatabaseIdentity, for_the_log};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::name_key;
use crate::kernel::timestamp::Timestamp;

/// How often a token's last use is written down.
const TOUCH_AFTER: TimeDelta = TimeDelta::seconds(60);

/// Machines that share a database may differ by this much; a last use that lies further ahead says that the clock has
/// run backwards, and then no expiry can be judged.
const CLOCKS_DIFFER_BY: TimeDelta = TimeDelta::minutes(5);

/// Longer than any session lives (setting `session_days`): one that ends later began under a wrong clock.
const LONGEST_SESSION: TimeDelta = TimeDelta::days(367);

/// The person or program behind a command.
#[derive(Debug, Clone)]
pub struct Actor {
    pub user_id: String,
    pub username: String,
    /// The role that decides: the other user's with `--as`.
    pub role: Role,
    pub source: ActorSource,
    /// Commands that the token may run; empty: all.
    pub scope: Vec<String>,
    /// When the token or session ends.
    pub expires_at: Option<Timestamp>,
    /// With `--as`: the admin who really types.
    pub admin: Option<String>,
    /// The token or session that was shown.
    pub token_id: Option<i64>,
    /// Who made the token, where that is another person than its user.
    pub maker: Option<String>,
    /// What the user manages beside the role.
    pub managed: ManagedScope,
    /// Whether there is anything that the user manages, as far as is known before it is loaded.
    may_manage: bool,
    /// When the token was last used before this command.
    last_used_at: Option<Timestamp>,
    proof: ActorProof,
}

/// By what the actor is found again.
#[derive(Debug, Clone)]
enum ActorProof {
    /// The program itself, or a name for the audit log alone.
    Nothing,
    OsUid(u32),
    TokenHash(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActorSource {
    OsUser,
    Session,
    Token,
    /// The program itself: migrations, the first user.
    System,
}

impl ActorSource {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OsUser => "os_user",
            Self::Session => "session",
            Self::Token => "token",
            Self::System => "system",
        }
    }
}

/// The program's own name in the audit log.
const SYSTEM: &str = "system";

/// The name in the audit log of whoever is not known.
const NOBODY: &str = "nobody";

/// How the names of agents begin in the audit log.
const AGENT: &str = "agent:";

/// Returns whether the audit log needs the name for itself, so that no user may have it.
pub fn is_reserved_name(name: &str) -> bool {
    let is_agent = name.trim().to_lowercase().starts_with(AGENT);
    is_agent || [SYSTEM, NOBODY].contains(&name_key(name).as_str())
}

impl Actor {
    pub fn system() -> Self {
        Self {
            user_id: SYSTEM.into(),
            username: SYSTEM.into(),
            role: Role::Admin,
            source: ActorSource::System,
            scope: Vec::new(),
            expires_at: None,
            admin: None,
            token_id: None,
            maker: None,
            managed: ManagedScope::default(),
            may_manage: true,
            last_used_at: None,
            proof: ActorProof::Nothing,
        }
    }

    /// Returns an agent of the program: no user has its name, and nobody signs in as one.
    pub fn agent(name: &str) -> Self {
        let name = format!("{AGENT}{name}");
        Self {
            user_id: name.clone(),
            username: name,
            role: Role::Agent,
            ..Self::system()
        }
    }

    /// Returns the actor that the audit log names for a refused attempt: the user it was about, as far as one is known.
    pub fn refused(error: &Error) -> Self {
        let name = error.details.get("user").and_then(|name| name.as_str());
        let name = name.unwrap_or(NOBODY).to_owned();
        Self {
            user_id: name.clone(),
            username: name,
            role: Role::Staff,
            ..Self::system()
        }
    }

    fn of(user: UserRow, source: ActorSource, proof: ActorProof) -> Result<Self> {
        if !user.is_active {
            return Err(disabled(&user.username));
        }
        Ok(Self {
            user_id: user.user_id,
            username: user.username,
            role: user.role,
            source,
            proof,
            ..Self::system()
        })
    }

    /// Returns who the audit log names as the doer.
    pub fn doer(&self) -> &str {
        self.admin.as_deref().unwrap_or(&self.username)
    }

    /// Returns the person who really acts: who made the token, else the admin behind `--as`, else the user.
    pub fn person(&self) -> &str {
        self.maker.as_deref().unwrap_or(self.doer())
    }

    /// Returns the actor as the audit log names them, who is not found again.
    pub fn recorded(self) -> Self {
        Self {
            proof: ActorProof::Nothing,
            ..self
        }
    }

    /// Returns the hash of the token or session that was shown.
    pub fn token_hash(&self) -> Option<&str> {
        match &self.proof {
            ActorProof::TokenHash(hash) => Some(hash),
            ActorProof::Nothing | ActorProof::OsUid(_) => None,
        }
    }

    /// Builds the error for an act of two people whose first one, of this name, this actor is.
    pub fn same_person_error(&self, code: ErrorCode, fact: String, name: &str) -> Error {
        self.same_person_as(
            code,
            fact,
            name,
            "colab user list --role admin, or --role finance",
        )
    }

    /// Builds the same error where others than those decide, whom a command lists.
    pub fn same_person_as(&self, code: ErrorCode, fact: String, name: &str, others: &str) -> Error {
        let is_maker = self.maker.as_deref() == Some(name) && name != self.username;
        let way_out = if is_maker {
            format!(
                "{name} made this token and acts with it, too: an own one of {} does, made after colab user login",
                self.username
            )
        } else {
            others.to_owned()
        };
        Error::conflict(code, fact)
            .hint(way_out)
            .hint("on a site with one admin: colab config set one_person_approves yes")
    }

    /// Returns everybody whose act this is: the user, the admin behind `--as`, and who made the token.
    pub fn persons(&self) -> impl Iterator<Item = &str> {
        let others = self.admin.iter().chain(&self.maker);
        std::iter::once(self.username.as_str()).chain(others.map(String::as_str))
    }
}

fn disabled(name: &str) -> Error {
    Error::forbidden(ErrorCode::UserDisabled, format!("user {name} is disabled"))
        .hint("an admin can change that: colab user enable NAME")
        .detail("user", name)
}

/// What a command brings to say who acts.
pub struct Credentials<'a> {
    /// `--token-file` or `COLAB_TOKEN`.
    pub token: Option<&'a str>,
    pub sessions: &'a SessionFile,
    /// The database, where the session of a server knows it.
    pub identity: Option<DatabaseIdentity>,
    /// The operating system's user, on an embedded database alone.
    pub os_uid: Option<u32>,
    /// This machine, where its system tells.
    pub machine: Option<String>,
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
    touch(connection, &actor, real_now);
    let actor = match credentials.acting_as {
        Some(name) => act_as(connection, actor, name)?,
        None => actor,
    };
    log(connection, &actor);
    with_managed(connection, actor)
}

/// Logs who acts and by what. Only then a token's name is asked for; a login that may not read tokens shows its number.
fn log(connection: &mut Connection, actor: &Actor) {
    if !tracing::enabled!(tracing::Level::INFO) {
        return;
    }
    let by = match (actor.source, &actor.proof, actor.token_id) {
        (ActorSource::Token, _, Some(id)) => {
            let name = for_the_log(|| store::token_name(connection, id));
            name.map_or_else(|| format!("token {id}"), |name| format!("token `{name}`"))
        }
        (ActorSource::Session, ..) => "sign-in".to_owned(),
        (_, ActorProof::OsUid(uid), _) => format!("operating-system user {uid}"),
        (source, ..) => source.as_str().to_owned(),
    };
    tracing::info!(actor = actor.username, role = %actor.role, by, on_behalf = actor.admin, "acting");
}

fn with_managed(connection: &mut Connection, mut actor: Actor) -> Result<Actor> {
    if actor.may_manage {
        actor.managed = store::managed(connection, &actor.user_id)?;
    }
    Ok(actor)
}

/// Finds the actor again, as they are now: a user may have been disabled or given another role, and a token revoked,
/// while the command waited.
///
/// # Errors
/// As [`resolve`].
pub fn resolve_again(
    connection: &mut Connection,
    actor: &Actor,
    command: &str,
    real_now: Timestamp,
) -> Result<Actor> {
    let found = match &actor.proof {
        ActorProof::Nothing => return Ok(actor.clone()),
        ActorProof::OsUid(uid) => by_os_uid(connection, *uid)?,
        ActorProof::TokenHash(hash) => by_token(connection, hash, command, real_now, actor.source)?,
    };
    let found = match &actor.admin {
        Some(_) => act_as(connection, found, &actor.username)?,
        None => found,
    };
    with_managed(connection, found)
}

fn sign_in(
    connection: &mut Connection,
    credentials: &Credentials<'_>,
    command: &str,
    real_now: Timestamp,
) -> Result<Actor> {
    if let Some(text) = credentials.token {
        return by_token(
            connection,
            &token::hash(text),
            command,
            real_now,
            ActorSource::Token,
        );
    }
    let identity = match &credentials.identity {
        Some(identity) => identity.clone(),
        None => DatabaseIdentity::load(connection)?,
    };
    if let Some(saved) = credentials.sessions.find(&identity.database_id)? {
        return by_token(
            connection,
            &token::hash(&saved.token),
            command,
            real_now,
            ActorSource::Session,
        );
    }
    match credentials.os_uid {
        Some(uid) if identity.machine == credentials.machine => by_os_uid(connection, uid),
        Some(uid) => Err(Error::forbidden(
            ErrorCode::UnknownOsUser,
            format!(
                "this database knows the operating-system users of another machine, where {uid} may be somebody else"
            ),
        )
        .detail("os_uid", uid)
        .hint("sign in: colab user login NAME")),
        None => Err(not_signed_in(connection)?),
    }
}

fn by_os_uid(connection: &mut Connection, uid: u32) -> Result<Actor> {
    match store::user_by_uid(connection, uid.into())? {
        Some(user) => Actor::of(user, ActorSource::OsUser, ActorProof::OsUid(uid)),
        None => Err(Error::forbidden(
            ErrorCode::UnknownOsUser,
            format!("operating-system user {uid} is not a user of this database"),
        )
        .detail("os_uid", uid)
        .hint("sign in: colab user login NAME")),
    }
}

fn not_signed_in(connection: &mut Connection) -> Result<Error> {
    let error = Error::forbidden(ErrorCode::NotSignedIn, "nobody is signed in to this database");
    Ok(if store::user_count(connection)? == 0 {
        error.hint("make the first admin: colab user bootstrap NAME")
    } else {
        error.hint("sign in: colab user login NAME, or set COLAB_TOKEN or --token-file")
    })
}

fn by_token(
    connection: &mut Connection,
    hash: &str,
    command: &str,
    real_now: Timestamp,
    source: ActorSource,
) -> Result<Actor> {
    let (what, way_out) = match source {
        ActorSource::Session => (
            "session",
            "sign in again: colab user login NAME, or leave it: colab user logout",
        ),
        _ => ("token", "make a new one: colab user token create --name NAME"),
    };
    let refused = |code, fact: &str| Error::forbidden(code, format!("the {what} {fact}")).hint(way_out);
    let holder = store::token_holder(connection, hash)?
        .ok_or_else(|| refused(ErrorCode::WrongToken, "is not one of this database"))?;
    let about = |error: Error| {
        error
            .detail("user", holder.username.as_str())
            .detail("id", holder.id)
    };
    if let Some(ended_at) = holder.revoked_at {
        return Err(about(match source {
            ActorSource::Session => refused(ErrorCode::RevokedToken, "was revoked"),
            _ => ended(
                connection,
                &holder,
                ErrorCode::RevokedToken,
                "was revoked",
                ended_at,
            ),
        }));
    }
    if let Some(ended_at) = holder.expires_at.filter(|at| *at <= real_now) {
        return Err(about(match source {
            ActorSource::Session => refused(ErrorCode::ExpiredToken, "has expired"),
            _ => ended(connection, &holder, ErrorCode::ExpiredToken, "expired", ended_at),
        }));
    }
    if !holder.is_active {
        return Err(disabled(&holder.username));
    }
    clock_runs_forward(connection, &holder, source, real_now).map_err(about)?;
    if let Some(used) = holder.last_used_at.filter(|_| source == ActorSource::Session) {
        let minutes = holder
            .idle_minutes
            .as_ref()
            .and_then(|text| text.parse().ok())
            .unwrap_or(0);
        // A last use is written down once in a while.
        if minutes > 0 && used.plus(TimeDelta::minutes(minutes) + TOUCH_AFTER) <= real_now {
            let fact = format!("was not used for {minutes} minutes (session_idle_minutes)");
            return Err(about(refused(ErrorCode::ExpiredToken, &fact)));
        }
    }
    if !token::covers(&holder.scope.0, command) {
        let mut error = refused(ErrorCode::OutOfScope, &format!("does not cover `{command}`"));
        if source == ActorSource::Token {
            let name = store::token_name(connection, holder.id).unwrap_or_else(|| holder.id.to_string());
            let scope = [&holder.scope.0[..], &[command.to_owned()]].concat();
            error.hints = vec![token::successor_command(&name, &scope, &holder.username)];
        }
        return Err(about(error).detail("scope", holder.scope.0.clone()));
    }
    Ok(Actor {
        user_id: holder.user_id,
        username: holder.username,
        role: holder.role,
        source,
        scope: holder.scope.0,
        expires_at: holder.expires_at,
        admin: None,
        token_id: Some(holder.id),
        maker: holder.maker,
        managed: ManagedScope::default(),
        may_manage: holder.has_grants,
        last_used_at: holder.last_used_at,
        proof: ActorProof::TokenHash(hash.to_owned()),
    })
}

/// Builds the error of a token that has ended: which one, when, and the command that makes its successor.
fn ended(
    connection: &mut Connection,
    holder: &TokenHolder,
    code: ErrorCode,
    verb: &str,
    ended_at: Timestamp,
) -> Error {
    // A login of one's own on a server may lack the right.
    let name = store::token_name(connection, holder.id).unwrap_or_else(|| holder.id.to_string());
    let fact = format!(
        "the token `{name}` of {} {verb} at {} (scope: {})",
        holder.username,
        on_the_sites_clock(connection, ended_at),
        token::scope_in_words(&holder.scope.0)
    );
    Error::forbidden(code, fact)
        .hint(token::successor_command(&name, &holder.scope.0, &holder.username))
        .hint("for the jobs of a service: sudo colab setup service")
        .detail("name", name)
        .detail("scope", holder.scope.0.clone())
        .detail("ended_at", ended_at.to_string())
}

/// Words an instant as the clocks of the site show it.
fn on_the_sites_clock(connection: &mut Connection, at: Timestamp) -> String {
    // A login of one's own on a server may not read the settings, and then has the usual ones.
    let site = Settings::load(connection).unwrap_or_default().site();
    site.local(at).format("%Y-%m-%d %H:%M").to_string()
}

/// Checks that the clock has not run backwards: what has expired would come to life again.
fn clock_runs_forward(
    connection: &mut Connection,
    holder: &TokenHolder,
    source: ActorSource,
    real_now: Timestamp,
) -> Result<()> {
    let latest = real_now.plus(CLOCKS_DIFFER_BY);
    let used_later = holder
        .last_used_at
        .filter(|at| *at > latest && holder.expires_at.is_some());
    let lives_too_long = holder
        .expires_at
        .filter(|at| source == ActorSource::Session && *at > real_now.plus(LONGEST_SESSION));
    let mut told = |at| on_the_sites_clock(connection, at);
    let fact = match (used_later, lives_too_long) {
        (Some(at), _) => format!(
            "it was used at {} before, and this machine says {} now",
            told(at),
            told(real_now)
        ),
        (None, Some(at)) => format!(
            "it would live until {}, longer than any may, and this machine says {} now",
            told(at),
            told(real_now)
        ),
        (None, None) => return Ok(()),
    };
    Err(Error::forbidden(
        ErrorCode::ClockRanBackwards,
        format!("whether the token or session has expired cannot be judged: {fact}"),
    )
    .hint("set the machine's clock right; a token that was used under a wrong one has to be made anew"))
}

/// Writes down a token's last use, which is not worth failing for: the database may be read-only, or another command
/// writing.
fn touch(connection: &mut Connection, actor: &Actor, real_now: Timestamp) {
    let ActorProof::TokenHash(hash) = &actor.proof else {
        return;
    };
    if actor
        .last_used_at
        .is_some_and(|last| real_now < last.plus(TOUCH_AFTER))
    {
        return;
    }
    let touched = connection.without_waiting(|connection| store::touch_token(connection, hash, real_now));
    if let Err(error) = touched {
        tracing::debug!(%error, "last use of the token not written");
    }
}

fn act_as(connection: &mut Connection, actor: Actor, name: &str) -> Result<Actor> {
    if actor.role != Role::Admin {
        return Err(Error::forbidden(
            ErrorCode::NotAllowed,
            format!("{} may not act as somebody else", actor.username),
        )
        .detail("user", actor.username));
    }
    let user = store::user_by_key(connection, &name_key(name))?;
    let Some(user) = user else {
        let names = store::usernames(connection)?;
        let nearest = crate::kernel::names::nearest(name, names.iter().map(String::as_str), 3);
        return Err(Error::not_found(
            ErrorCode::UnknownUser,
            format!("user `{name}` not found"),
            &nearest,
        ));
    };
    let other = Actor::of(user, actor.source, actor.proof)?;
    Ok(Actor {
        scope: actor.scope,
        expires_at: actor.expires_at,
        admin: Some(actor.username),
        token_id: actor.token_id,
        maker: actor.maker,
        last_used_at: actor.last_used_at,
        ..other
    })
}
