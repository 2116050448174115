//! The rules of users, sign-ins and tokens.

use chrono::TimeDelta;
use serde_json::json;

use super::model::{IfExists, IssuedToken, NewToken, NewUser, User, WhoAmI};
use super::store;
use crate::audit::Event;
use crate::auth::store::{self as auth_store, UserRow};
use crate::auth::{Permission, Role, Source, password, token};
use crate::db::types::{Json, Timestamp};
use crate::db::violation;
use crate::error::{Error, Result};
use crate::names::{clean_text, name_key, nearest};
use crate::tx::Tx;

/// Wrong passwords in a row before the account waits.
const FAILURES_BEFORE_LOCK: i32 = 5;

/// The first admin of a server's database, with a password or a token.
///
/// # Errors
/// `Conflict` once there is a user.
pub fn bootstrap(
    tx: &mut Tx<'_>,
    username: &str,
    password: Option<&str>,
) -> Result<(User, Option<IssuedToken>)> {
    if auth_store::user_count(tx.connection())? > 0 {
        return Err(Error::conflict(
            "already_bootstrapped",
            "this database has users: the first admin is made only once",
        )
        .hint("sign in: colab user login NAME"));
    }
    let new = NewUser {
        username: username.to_owned(),
        role: Role::Admin,
        email: None,
        password: password.map(str::to_owned),
    };
    let user = insert(tx, &new)?;
    if password.is_some() {
        return Ok((user, None));
    }
    let token = NewToken {
        name: "bootstrap".into(),
        scope: Vec::new(),
        expires_at: None,
        user: Some(user.username.clone()),
    };
    let issued = create_token(tx, &token)?;
    Ok((user, Some(issued)))
}

/// A new user.
///
/// # Errors
/// `Conflict` when the name is taken and `if_exists` says so; `Invalid` for a bad name or password.
pub fn add(tx: &mut Tx<'_>, new: &NewUser, if_exists: IfExists) -> Result<User> {
    let grant = tx.require(Permission::ManageUsers)?;
    let Some(row) = auth_store::user_by_key(tx.connection(), &name_key(&new.username))? else {
        return insert(tx, new);
    };
    match if_exists {
        IfExists::Error => Err(name_taken(&new.username)),
        IfExists::Skip => {
            tx.nothing_to_do();
            Ok(row.into())
        }
        IfExists::Update => {
            let hash = hashed(tx, new)?;
            let now = tx.now();
            keep_last_admin(tx, &row, new.role)?;
            store::update_user(
                tx.connection(),
                &row.user_id,
                new.role,
                new.email.as_deref(),
                hash.as_deref(),
                now,
            )?;
            let before = json!({"role": row.role, "email": row.email});
            let after = json!({"role": new.role, "email": new.email, "new_password": hash.is_some()});
            tx.audit(&grant, Event::change("user", &row.username, before, after));
            Ok(User {
                role: new.role,
                email: new.email.clone(),
                ..row.into()
            })
        }
    }
}

/// One's own role can lock everybody out.
fn keep_last_admin(tx: &Tx<'_>, row: &UserRow, role: Role) -> Result<()> {
    if row.username == tx.actor().doer() && row.role == Role::Admin && role != Role::Admin {
        return Err(Error::conflict(
            "own_role",
            "you cannot take the role of admin from yourself",
        ));
    }
    Ok(())
}

fn name_taken(name: &str) -> Error {
    Error::conflict("user_exists", format!("there is a user `{name}` already"))
        .hint("--if-exists skip or update")
}

fn hashed(tx: &Tx<'_>, new: &NewUser) -> Result<Option<String>> {
    new.password
        .as_deref()
        .map(|text| password::hash(text, tx.settings().bcrypt_cost()))
        .transpose()
}

fn insert(tx: &mut Tx<'_>, new: &NewUser) -> Result<User> {
    let grant = tx.require(Permission::ManageUsers)?;
    let username = clean_text("user name", &new.username, 255)?;
    let email = new
        .email
        .as_deref()
        .map(|email| clean_text("email", email, 255))
        .transpose()?;
    let hash = hashed(tx, new)?;
    let now = tx.now();
    let row = auth_store::NewUser {
        user_id: &username,
        username: &username,
        username_key: &name_key(&username),
        password_hash: hash.as_deref(),
        role: new.role,
        email: email.as_deref(),
        os_uid: None,
        is_active: true,
        failed_logins: 0,
        created_at: now,
        updated_at: now,
    };
    auth_store::insert_user(tx.connection(), &row).map_err(|error| match violation(&error) {
        Some(_) => name_taken(&username),
        None => error.into(),
    })?;
    tx.audit(
        &grant,
        Event::created(
            "user",
            &username,
            json!({"username": username, "role": new.role, "email": email}),
        ),
    );
    Ok(User {
        username,
        role: new.role,
        email,
        is_active: true,
        last_login_at: None,
        created_at: now,
    })
}

/// What a try to sign in comes to; either way it is kept and audited.
pub enum SignIn {
    Done(IssuedToken),
    Refused(Error),
}

/// Signs in with a password. The answer to an unknown user, a wrong password and a locked account is the same, and so
/// is the time it takes.
pub fn sign_in(tx: &mut Tx<'_>, username: &str, text: &str) -> Result<SignIn> {
    let grant = tx.require(Permission::OwnTokens)?;
    let cost = tx.settings().bcrypt_cost();
    let user = auth_store::user_by_key(tx.connection(), &name_key(username))?;
    let right = password::verify(
        text,
        user.as_ref().and_then(|user| user.password_hash.as_deref()),
        cost,
    );
    let real_now = tx.real_now();
    let Some(user) = user else {
        tx.audit(
            &grant,
            Event::happened("sign_in", username, json!({"refused": "unknown user"})),
        );
        return Ok(SignIn::Refused(wrong_credentials()));
    };
    let locked = user.locked_until.is_some_and(|until| until > real_now);
    if right && user.is_active && !locked {
        auth_store::set_login_state(tx.connection(), &user.user_id, 0, None, Some(real_now))?;
        tx.audit(
            &grant,
            Event::happened("sign_in", &user.username, json!({"done": true})),
        );
        return issue_session(tx, &user).map(SignIn::Done);
    }
    let failures = if locked {
        user.failed_logins
    } else {
        user.failed_logins.saturating_add(1)
    };
    let until = if locked {
        user.locked_until
    } else {
        lock_after(failures, real_now)
    };
    auth_store::set_login_state(
        tx.connection(),
        &user.user_id,
        failures,
        until,
        user.last_login_at,
    )?;
    tx.audit(
        &grant,
        Event::happened(
            "sign_in",
            &user.username,
            json!({"refused": "wrong password", "failures": failures}),
        ),
    );
    Ok(SignIn::Refused(wrong_credentials()))
}

/// One minute after the fifth failure, doubling to an hour.
fn lock_after(failures: i32, now: Timestamp) -> Option<Timestamp> {
    let over = failures - FAILURES_BEFORE_LOCK;
    (over >= 0).then(|| now.plus(TimeDelta::minutes((1_i64 << over.min(6)).min(60))))
}

fn wrong_credentials() -> Error {
    Error::forbidden("wrong_credentials", "the name or the password is wrong")
        .hint("after several failures in a row an account waits for a while, longer each time")
}

fn issue_session(tx: &mut Tx<'_>, user: &UserRow) -> Result<IssuedToken> {
    let expires_at = tx.real_now().plus(TimeDelta::days(tx.settings().session_days()));
    let new = NewToken {
        name: "session".into(),
        scope: Vec::new(),
        expires_at: Some(expires_at),
        user: None,
    };
    issue(tx, user, &new, "session")
}

fn issue(tx: &mut Tx<'_>, user: &UserRow, new: &NewToken, kind: &str) -> Result<IssuedToken> {
    let text = token::generate()?;
    let now = tx.now();
    let row = auth_store::NewToken {
        user_id: &user.user_id,
        kind,
        name: Some(&new.name),
        token_hash: &token::hash(&text),
        scope: Json(json!(new.scope)),
        expires_at: new.expires_at,
        created_at: now,
        created_by: tx.actor().doer(),
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

/// Ends the session with this token; whether there was one.
pub fn sign_out(tx: &mut Tx<'_>, text: &str) -> Result<bool> {
    let grant = tx.require(Permission::OwnTokens)?;
    let Some(row) = auth_store::token_by_hash(tx.connection(), &token::hash(text))? else {
        tx.nothing_to_do();
        return Ok(false);
    };
    let real_now = tx.real_now();
    auth_store::revoke_token(tx.connection(), row.id, real_now)?;
    tx.audit(
        &grant,
        Event::happened("sign_out", &row.user_id, json!({"session": row.id})),
    );
    Ok(true)
}

/// A token for a program, of one's own or (admins) of somebody else. A token makes no token of a wider scope.
///
/// # Errors
/// `Invalid` for an expiry in the past.
pub fn create_token(tx: &mut Tx<'_>, new: &NewToken) -> Result<IssuedToken> {
    let grant = tx.require(Permission::OwnTokens)?;
    let name = clean_text("token name", &new.name, 100)?;
    if new.expires_at.is_some_and(|at| at <= tx.real_now()) {
        return Err(Error::invalid(
            "expiry_in_the_past",
            "the token would have expired already",
        ));
    }
    if !token::covers_all(&tx.actor().scope, &new.scope) {
        return Err(Error::forbidden(
            "out_of_scope",
            "a token cannot make one that may do more than itself",
        ));
    }
    let user = token_owner(tx, new)?;
    let issued = issue(tx, &user, &NewToken { name, ..new.clone() }, "token")?;
    let facts = json!({"name": issued.name, "user": issued.username, "scope": issued.scope, "expires_at": issued.expires_at});
    tx.audit(&grant, Event::created("token", issued.id, facts));
    Ok(issued)
}

fn token_owner(tx: &mut Tx<'_>, new: &NewToken) -> Result<UserRow> {
    let actor = tx.actor();
    let name = new.user.as_deref().unwrap_or(&actor.username);
    if actor.source != Source::System && name_key(name) != name_key(&actor.username) {
        let _for_others = tx.require(Permission::ManageUsers)?;
    }
    find(tx, name)
}

fn find(tx: &mut Tx<'_>, name: &str) -> Result<UserRow> {
    if let Some(row) = auth_store::user_by_key(tx.connection(), &name_key(name))? {
        return Ok(row);
    }
    let names = auth_store::usernames(tx.connection())?;
    let near = nearest(name, names.iter().map(String::as_str), 3);
    Err(Error::not_found(
        "unknown_user",
        format!("there is no user `{name}`"),
        &near,
    ))
}

/// Who acts.
pub fn who_am_i(tx: &Tx<'_>, database: String) -> WhoAmI {
    let actor = tx.actor();
    WhoAmI {
        username: actor.username.clone(),
        role: actor.role,
        via: actor.source.as_str(),
        admin: actor.admin.clone(),
        scope: actor.scope.clone(),
        database,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_lock_for_longer_each_time() {
        let now = Timestamp::EPOCH;
        let minutes =
            |failures| lock_after(failures, now).map(|until| (until.micros() - now.micros()) / 60_000_000);
        assert_eq!(minutes(4), None);
        assert_eq!(
            [5, 6, 7, 10, 11, 99].map(minutes),
            [1, 2, 4, 32, 60, 60].map(Some)
        );
    }
}
