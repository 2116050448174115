//! Tokens for programs: created, listed without their text, revoked by number or name.

use chrono::TimeDelta;
use serde_json::json;

use super::model::{IssuedToken, NewToken, StoredToken, TokenFilter, UserToken, UserTokenKind};
use super::{service, store};
use crate::access::audit::AuditEvent;
use crate::access::auth::store::{self as auth_store, UserRow};
use crate::access::auth::{ActorSource, Grant, Permission, token};
use crate::access::tx::Tx;
use crate::db::types::Json;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::names::{name_key, nearest};
use crate::kernel::shell_word::shell_word;
use crate::kernel::text::clean_text;
use crate::kernel::timestamp::Timestamp;

/// Creates a user's token or session.
pub fn issue(
    tx: &mut Tx<'_>,
    _grant: &Grant,
    user: &UserRow,
    new: &NewToken,
    kind: UserTokenKind,
) -> Result<IssuedToken> {
    let text = token::generate()?;
    let now = tx.now();
    let made_by = match kind {
        UserTokenKind::Session => None,
        UserTokenKind::Token => maker(tx)?,
    };
    let row = auth_store::NewTokenRow {
        user_id: &user.user_id,
        kind: kind.as_str(),
        name: Some(&new.name),
        token_hash: &token::hash(&text),
        scope: Json(json!(new.scope)),
        expires_at: new.expires_at,
        created_at: now,
        created_by: tx.actor().doer(),
        made_by: made_by.as_deref(),
    };
    let id = auth_store::insert_token(tx.connection(), &row)?;
    Ok(IssuedToken {
        id,
        name: new.name.clone(),
        username: user.username.clone(),
        scope: new.scope.clone(),
        expires_at: new.expires_at,
        token: text,
    })
}

/// Returns the id of the person who makes a token; `None` for the program itself.
fn maker(tx: &mut Tx<'_>) -> Result<Option<String>> {
    let person = name_key(tx.actor().person());
    let maker = auth_store::user_by_key(tx.connection(), &person)?;
    Ok(maker.map(|maker| maker.user_id))
}

/// Creates a token for a program, of the acting user or, for admins, of somebody else. A token cannot create one with more
/// rights or a later expiry than its own.
///
/// # Errors
/// `Invalid` for an expiry in the past; `Forbidden` for more rights.
pub fn create(tx: &mut Tx<'_>, new: &NewToken) -> Result<IssuedToken> {
    let grant = tx.require(Permission::OwnTokens)?;
    let name = clean_text("token name", &new.name, 100)?;
    if new.expires_at.is_some_and(|at| at <= tx.real_now()) {
        return Err(Error::invalid(
            ErrorCode::ExpiryInThePast,
            "the expiry is in the past",
        ));
    }
    within_own(tx, new)?;
    let user = service::named_or_own(tx, new.user.as_deref())?;
    if !user.is_active {
        return Err(Error::conflict(
            ErrorCode::UserDisabled,
            format!("user {} is disabled", user.username),
        )
        .hint(format!("colab user enable {}", shell_word(&user.username))));
    }
    refuse_for_others(tx, &user)?;
    let issued = issue(
        tx,
        &grant,
        &user,
        &NewToken { name, ..new.clone() },
        UserTokenKind::Token,
    )?;
    let facts = json!({"name": issued.name, "user": issued.username, "scope": issued.scope, "expires_at": issued.expires_at,
        "made_by": maker(tx)?, "token_sha256": issued.fingerprint()});
    tx.audit(&grant, AuditEvent::created("token", issued.id, facts));
    Ok(issued)
}

/// A token that somebody else made serves its holder alone: what it made for a third person would be the maker's, and the
/// holder's name nowhere.
fn refuse_for_others(tx: &Tx<'_>, user: &UserRow) -> Result<()> {
    let actor = tx.actor();
    if actor.maker.is_none() || user.username == actor.doer() {
        return Ok(());
    }
    Err(Error::forbidden(
        ErrorCode::OutOfScope,
        "a token that somebody else made creates no tokens for others",
    )
    .hint(format!("sign in: colab user login {}", shell_word(actor.doer()))))
}

fn within_own(tx: &Tx<'_>, new: &NewToken) -> Result<()> {
    let actor = tx.actor();
    if !token::covers_all(&actor.scope, &new.scope) {
        return Err(Error::forbidden(
            ErrorCode::OutOfScope,
            "a token cannot create one with more rights than its own",
        ));
    }
    let outlives = |end: Timestamp| new.expires_at.is_none_or(|at| at > end);
    if actor.source == ActorSource::Token && actor.expires_at.is_some_and(outlives) {
        return Err(Error::forbidden(
            ErrorCode::OutlivesItsMaker,
            "a token cannot create one that expires later than itself",
        )
        .hint("give an earlier --expires, or sign in: colab user login NAME"));
    }
    Ok(())
}

/// Lists the actor's own tokens, or for admins somebody's or everybody's. Sets `filter.user_id`.
pub fn list(
    tx: &mut Tx<'_>,
    user: Option<&str>,
    everybody: bool,
    filter: TokenFilter,
) -> Result<Vec<UserToken>> {
    let _grant = tx.require(Permission::OwnTokens)?;
    let user_id = if everybody {
        let _grant = tx.require(Permission::ManageUsers)?;
        None
    } else {
        Some(service::named_or_own(tx, user)?.user_id)
    };
    let stored = store::tokens(tx.connection(), &TokenFilter { user_id, ..filter })?;
    let real_now = tx.real_now();
    Ok(stored
        .into_iter()
        .map(|one| UserToken::of(one, real_now))
        .collect())
}

/// How long before its end a token is told.
pub const TOLD_BEFORE: TimeDelta = TimeDelta::days(30);

/// Tokens that programs rely on and that do not live for long, by the real clock.
#[derive(Debug, Clone, Default)]
pub struct EndingTokens {
    pub expired: Vec<StoredToken>,
    /// They end within [`TOLD_BEFORE`], and nobody has made a successor of the same name.
    pub ending: Vec<StoredToken>,
    /// They end as soon and are not told: they were made for no longer, or have a successor.
    pub untold: Vec<StoredToken>,
}

/// Returns the unrevoked tokens of everybody that have expired or are about to.
pub fn ending(tx: &mut Tx<'_>, _grant: &Grant) -> Result<EndingTokens> {
    let filter = TokenFilter {
        kind: Some(UserTokenKind::Token),
        unrevoked: true,
        ..TokenFilter::default()
    };
    let living = store::tokens(tx.connection(), &filter)?;
    let now = tx.real_now();
    let soon = now.plus(TOLD_BEFORE);
    let has_successor = |one: &StoredToken| {
        let lasts = |end: Option<Timestamp>| end.is_none_or(|at| at > soon);
        let follows = |other: &&StoredToken| other.user_id == one.user_id && other.name == one.name;
        living.iter().filter(follows).any(|other| lasts(other.expires_at))
    };
    let mut found = EndingTokens::default();
    for one in &living {
        let Some(end) = one.expires_at.filter(|end| *end <= soon) else {
            continue;
        };
        if end <= now {
            found.expired.push(one.clone());
        } else if end.since(one.created_at) > TOLD_BEFORE && !has_successor(one) {
            found.ending.push(one.clone());
        } else {
            found.untold.push(one.clone());
        }
    }
    Ok(found)
}

/// Revokes a token or session, given by number, or by name among the user's active tokens.
///
/// # Errors
/// `NotFound`; `Conflict` when several active ones have that name; `Forbidden` for somebody else's.
pub fn revoke(tx: &mut Tx<'_>, which: &str, user: Option<&str>) -> Result<UserToken> {
    let grant = tx.require(Permission::OwnTokens)?;
    let owner = service::named_or_own(tx, user)?;
    let mut stored = match by_number(tx, which, user.map(|_| owner.user_id.as_str()))? {
        Some(stored) => stored,
        None => by_name(tx, which, &owner)?,
    };
    if stored.user_id != tx.actor().user_id {
        let _grant = tx.require(Permission::ManageUsers)?;
    }
    let real_now = tx.real_now();
    if stored.revoked_at.is_some() {
        tx.mark_unchanged();
        return Ok(UserToken::of(stored, real_now));
    }
    auth_store::revoke_token(tx.connection(), stored.id, real_now)?;
    stored.revoked_at = Some(real_now);
    let facts = json!({"revoked": true, "kind": stored.kind, "name": stored.name, "user": stored.username});
    tx.audit(&grant, AuditEvent::happened("token", stored.id, facts));
    Ok(UserToken::of(stored, real_now))
}

fn by_number(tx: &mut Tx<'_>, which: &str, owner: Option<&str>) -> Result<Option<StoredToken>> {
    let Ok(id) = which.parse::<i64>() else {
        return Ok(None);
    };
    let filter = TokenFilter {
        id: Some(id),
        user_id: owner.map(str::to_owned),
        ..TokenFilter::default()
    };
    Ok(store::tokens(tx.connection(), &filter)?.pop())
}

fn by_name(tx: &mut Tx<'_>, name: &str, owner: &UserRow) -> Result<StoredToken> {
    let filter = TokenFilter {
        user_id: Some(owner.user_id.clone()),
        kind: Some(UserTokenKind::Token),
        ..TokenFilter::default()
    };
    let all = store::tokens(tx.connection(), &filter)?;
    let named = |one: &&StoredToken| one.name.as_deref() == Some(name);
    let active: Vec<_> = all
        .iter()
        .filter(|one| one.revoked_at.is_none())
        .filter(named)
        .collect();
    match active.as_slice() {
        [one] => Ok((*one).clone()),
        // A repeated command: it is revoked already.
        [] => match all.iter().rfind(named) {
            Some(one) => Ok(one.clone()),
            None => {
                let names = all.iter().filter_map(|one| one.name.as_deref());
                let fact = format!("token `{name}` of {} not found", owner.username);
                Err(
                    Error::not_found(ErrorCode::UnknownToken, fact, &nearest(name, names, 3))
                        .hint("colab user token list"),
                )
            }
        },
        several => {
            let ids: Vec<String> = several.iter().map(|one| one.id.to_string()).collect();
            let fact = format!("{} has {} tokens named `{name}`", owner.username, several.len());
            Err(Error::conflict(ErrorCode::SeveralTokens, fact)
                .hint(format!("give the number of one: {}", ids.join(", "))))
        }
    }
}
