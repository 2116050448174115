//! Users added, listed, shown, edited, given a role, disabled and enabled.

use std::collections::HashMap;

use serde_json::json;

use super::model::{
    ChangedUser, IfExists, NewUser, StoredToken, TokenFilter, User, UserDetails, UserFilter, UserSort,
    UserTokenKind, WhoAmI,
};
use super::{made_tokens, store};
use crate::access::audit::{self, AuditEvent, AuditRow};
use crate::access::auth::store::{self as auth_store, UserRow};
use crate::access::auth::token::fingerprint;
use crate::access::auth::{self, Actor, ActorSource, Grant, Permission, Role};
use crate::access::tx::Tx;
use crate::db::{Connection, OnViolation};
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::kernel::names::{mixed_word, name_key, nearest};
use crate::kernel::text::clean_text;
use crate::kernel::timestamp::Timestamp;

/// A user with the stored password hash, for the import that compares them.
pub struct KnownUser {
    pub user: User,
    pub password_hash: Option<String>,
}

/// Lists every user. Reads hashes only `with_hashes`, because an individual PostgreSQL login may not.
pub fn known_users(tx: &mut Tx<'_>, with_hashes: bool) -> Result<Vec<KnownUser>> {
    let _grant = tx.require(Permission::ManageUsers)?;
    let stored = if with_hashes {
        store::passwords(tx.connection())?
    } else {
        Vec::new()
    };
    let mut hashes: HashMap<String, Option<String>> =
        stored.into_iter().map(|one| (one.user_id, one.value)).collect();
    let rows = store::all(tx.connection())?;
    let known = |row: UserRow| KnownUser {
        password_hash: hashes.remove(&row.user_id).flatten(),
        user: row.into(),
    };
    Ok(rows.into_iter().map(known).collect())
}

/// Returns the names of the active users who may approve costs.
pub fn active_approvers(tx: &mut Tx<'_>, _grant: &Grant) -> Result<Vec<String>> {
    store::active_approvers(tx.connection())
}

/// Returns the names and addresses of the active users of a role.
pub fn active_of_role(tx: &mut Tx<'_>, _grant: &Grant, role: Role) -> Result<Vec<(String, Option<String>)>> {
    store::active_of_role(tx.connection(), role)
}

/// Checks that the actor manages users, before a password is hashed.
pub fn may_manage(tx: &mut Tx<'_>) -> Result<()> {
    tx.require(Permission::ManageUsers).map(|_grant| ())
}

/// Adds a user.
///
/// # Errors
/// `Conflict` when the user exists and `if_exists` refuses that; `Invalid` for a bad name.
pub fn add(tx: &mut Tx<'_>, new: &NewUser, if_exists: IfExists) -> Result<User> {
    let grant = tx.require(Permission::ManageUsers)?;
    let admins = store::lock_active_admins(tx.connection())?;
    let Some(row) = store::lock_user(tx.connection(), &name_key(&new.username))? else {
        return insert(tx, new);
    };
    match if_exists {
        IfExists::Error => Err(name_taken(&new.username)),
        IfExists::Skip => {
            tx.mark_unchanged();
            Ok(row.into())
        }
        IfExists::Update => update(tx, &grant, row, new, &admins),
    }
}

/// Gives a user the role, and names, addresses and password where they are given.
fn update(tx: &mut Tx<'_>, grant: &Grant, row: UserRow, new: &NewUser, admins: &[String]) -> Result<User> {
    let mut changed = row.clone();
    changed.role = new.role;
    new.details.apply(&mut changed)?;
    require_domain(tx, &row.email, &changed.email)?;
    let (mut before, mut after) = (facts(&row), facts(&changed));
    if before == after && new.password.is_none() {
        tx.mark_unchanged();
        return Ok(row.into());
    }
    if new.role != Role::Admin {
        keep_an_admin(&row, admins)?;
    }
    let (now, real_now) = (tx.now(), tx.real_now());
    store::update_user(tx.connection(), &changed, now)?;
    if let Some(hash) = &new.password {
        store::set_password(tx.connection(), &row.user_id, Some(hash.as_str()), now)?;
        store::revoke_of(tx.connection(), &row.user_id, true, real_now)?;
        after["password_sha256"] = json!(fingerprint(hash.as_str()));
    }
    before["new_password"] = json!(false);
    after["new_password"] = json!(new.password.is_some());
    tx.audit(grant, AuditEvent::change("user", &row.username, before, after));
    if new.role != row.role {
        made_tokens::end(tx, grant, &row, false)?;
    }
    Ok(User {
        updated_at: now,
        ..changed.into()
    })
}

/// Returns what the audit log keeps of a user, but for passwords.
fn facts(row: &UserRow) -> serde_json::Value {
    json!({"role": row.role, "full_name": row.full_name, "phone": row.phone, "email": row.email})
}

/// Changes who a user is and how to reach the user; everybody may change that of the own account.
///
/// # Errors
/// `NotFound` with the nearest names; `Forbidden` for somebody else's account, unless the actor manages users.
pub fn edit(tx: &mut Tx<'_>, name: Option<&str>, details: &UserDetails) -> Result<User> {
    let row = named_or_own(tx, name)?;
    let grant = tx.require(if row.user_id == tx.actor().user_id {
        Permission::OwnAccount
    } else {
        Permission::ManageUsers
    })?;
    let Some(row) = store::lock_user(tx.connection(), &name_key(&row.username))? else {
        return Err(unknown(tx.connection(), &row.username)?);
    };
    let mut changed = row.clone();
    details.apply(&mut changed)?;
    require_domain(tx, &row.email, &changed.email)?;
    let (before, after) = (facts(&row), facts(&changed));
    if before == after {
        tx.mark_unchanged();
        return Ok(row.into());
    }
    let now = tx.now();
    store::update_user(tx.connection(), &changed, now)?;
    tx.audit(&grant, AuditEvent::change("user", &row.username, before, after));
    Ok(User {
        updated_at: now,
        ..changed.into()
    })
}

/// Refuses a new email address in none of the site's domains.
fn require_domain(tx: &Tx<'_>, before: &Option<String>, email: &Option<String>) -> Result<()> {
    let domains = tx.settings().email_domains();
    let Some(address) = email.as_ref().filter(|_| email != before && !domains.is_empty()) else {
        return Ok(());
    };
    let domain = address.rsplit('@').next().unwrap_or_default().to_lowercase();
    if domains.contains(&domain) {
        return Ok(());
    }
    let fact = format!(
        "email {address} is in none of the site's domains: {}",
        domains.join(", ")
    );
    Err(Error::invalid(ErrorCode::EmailDomain, fact)
        .hint("an admin changes them: colab config set email_domains LIST"))
}

/// Refuses to leave the database without an admin. `admins` are the active ones, locked: the second of two changes at
/// once waits and sees what the first one left.
fn keep_an_admin(row: &UserRow, admins: &[String]) -> Result<()> {
    if admins == [row.user_id.clone()] {
        return Err(Error::conflict(
            ErrorCode::LastAdmin,
            format!("{} is the last active admin", row.username),
        )
        .hint("colab user role NAME admin gives the role to somebody else first"));
    }
    Ok(())
}

/// Refuses the names under which the audit log keeps the program's own acts and those of nobody known.
///
/// # Errors
/// `Usage` for a reserved name.
pub fn refuse_reserved(name: &str) -> Result<()> {
    if auth::is_reserved_name(name) {
        return Err(Error::new(
            Kind::Usage,
            ErrorCode::ReservedName,
            format!("the user name `{name}` is reserved for the audit log"),
        )
        .hint("choose another name"));
    }
    Ok(())
}

/// Refuses a name that the eye takes for another one.
///
/// # Errors
/// `Invalid` for letters of two alphabets in one word.
pub fn refuse_mixed(name: &str) -> Result<()> {
    match mixed_word(name) {
        None => Ok(()),
        Some(word) => Err(Error::invalid(
            ErrorCode::InvalidText,
            format!("user name `{name}` has letters of two alphabets in `{word}`"),
        )
        .hint("type it anew, in one alphabet")),
    }
}

fn name_taken(name: &str) -> Error {
    Error::conflict(ErrorCode::UserExists, format!("user `{name}` already exists"))
        .hint("add --if-exists skip or --if-exists update")
}

/// Inserts a user and audits it.
///
/// # Errors
/// `Conflict` when the user exists.
pub(super) fn insert(tx: &mut Tx<'_>, new: &NewUser) -> Result<User> {
    let grant = tx.require(Permission::ManageUsers)?;
    let username = clean_text("user name", &new.username, 255)?;
    refuse_reserved(&username)?;
    refuse_mixed(&username)?;
    let now = tx.now();
    let mut stored = UserRow {
        user_id: username.clone(),
        username: username.clone(),
        role: new.role,
        full_name: None,
        phone: None,
        email: None,
        os_uid: None,
        is_active: true,
        failed_logins: 0,
        locked_until: None,
        last_login_at: None,
        created_at: now,
        updated_at: now,
    };
    new.details.apply(&mut stored)?;
    require_domain(tx, &None, &stored.email)?;
    let row = auth_store::NewUserRow {
        user_id: &username,
        username: &username,
        username_key: &name_key(&username),
        password_hash: new.password.as_ref().map(|hash| hash.as_str()),
        role: new.role,
        full_name: stored.full_name.as_deref(),
        phone: stored.phone.as_deref(),
        email: stored.email.as_deref(),
        os_uid: None,
        is_active: true,
        failed_logins: 0,
        created_at: now,
        updated_at: now,
    };
    auth_store::insert_user(tx.connection(), &row).on_any_violation(|| name_taken(&username))?;
    let password = new.password.as_ref().map(|hash| fingerprint(hash.as_str()));
    let mut facts = facts(&stored);
    facts["username"] = json!(username);
    facts["password_sha256"] = json!(password);
    tx.audit(&grant, AuditEvent::created("user", &username, facts));
    Ok(stored.into())
}

/// Lists the users that fit a filter.
///
/// # Errors
/// `NotFound` for an unknown user to go on after.
pub fn list(tx: &mut Tx<'_>, filter: &UserFilter) -> Result<Vec<User>> {
    let _grant = tx.require(Permission::ManageUsers)?;
    let after = filter
        .after
        .as_deref()
        .map(|name| find(tx.connection(), name))
        .transpose()?;
    // In the order of their names to begin with.
    let mut rows = store::all(tx.connection())?;
    match filter.sort.field {
        UserSort::Username => {}
        UserSort::Role => rows.sort_by_key(|row| row.role),
        UserSort::CreatedAt => rows.sort_by_key(|row| row.created_at),
        UserSort::LastLoginAt => rows.sort_by_key(|row| row.last_login_at),
    }
    filter.sort.direct(&mut rows);
    let place = after.and_then(|last| rows.iter().position(|row| row.user_id == last.user_id));
    let first = place.map_or(0, |place| place + 1);
    let fits = |row: &UserRow| {
        filter.role.is_none_or(|role| row.role == role)
            && filter.active.is_none_or(|active| row.is_active == active)
    };
    let limit = filter.limit.unwrap_or(usize::MAX);
    let rows = rows.into_iter().skip(first).filter(fits);
    Ok(rows.take(limit).map(User::from).collect())
}

/// Accounts that nobody uses.
#[derive(Debug, Default)]
pub struct UnusedAccounts {
    pub users_seen: usize,
    pub tokens_seen: usize,
    /// Active users, and when their account was last changed. Who signs in by the operating system leaves no other trace of
    /// looking, and is not among them.
    pub users: Vec<(String, Role, Timestamp)>,
    /// Living tokens of other users: number, owner, name.
    pub tokens: Vec<(i64, String, Option<String>)>,
}

/// Returns the active users who did nothing since an instant, and the living tokens of others that were not used since.
///
/// # Errors
/// Those of the database.
pub fn unused_since(tx: &mut Tx<'_>, _grant: &Grant, since: Timestamp) -> Result<UnusedAccounts> {
    let acted = audit::actors_since(tx.connection(), since)?;
    let users = store::all(tx.connection())?
        .into_iter()
        .filter(|user| user.is_active);
    let (users, real_now) = (users.collect::<Vec<_>>(), tx.real_now());
    let tokens = store::tokens(tx.connection(), &TokenFilter::default())?;
    let tokens: Vec<StoredToken> = tokens
        .into_iter()
        .filter(|token| token.revoked_at.is_none() && token.expires_at.is_none_or(|end| end > real_now))
        .collect();
    let is_old = |at: Option<Timestamp>| at.is_none_or(|at| at < since);
    let uses_tokens = |user: &UserRow| {
        let mut own = tokens.iter().filter(|token| token.user_id == user.user_id);
        own.any(|token| !is_old(token.last_used_at) || !is_old(Some(token.created_at)))
    };
    let unused: Vec<&UserRow> = users
        .iter()
        .filter(|user| {
            is_old(user.last_login_at) && is_old(Some(user.created_at)) && is_old(Some(user.updated_at))
        })
        .filter(|user| !acted.contains(&user.username) && !uses_tokens(user))
        .filter(|user| user.os_uid.is_none())
        .collect();
    let is_unused = |token: &&StoredToken| {
        let is_personal = token.kind == UserTokenKind::Token;
        let of_unused = unused.iter().any(|user| user.user_id == token.user_id);
        is_personal && !of_unused && is_old(token.last_used_at) && is_old(Some(token.created_at))
    };
    Ok(UnusedAccounts {
        users_seen: users.len(),
        tokens_seen: tokens.len(),
        users: unused
            .iter()
            .map(|user| (user.username.clone(), user.role, user.updated_at))
            .collect(),
        tokens: tokens
            .iter()
            .filter(is_unused)
            .map(|token| (token.id, token.username.clone(), token.name.clone()))
            .collect(),
    })
}

/// Returns a user and the account's history; everybody may see their own.
///
/// # Errors
/// `NotFound` with the nearest names.
pub fn show(tx: &mut Tx<'_>, name: Option<&str>) -> Result<(User, Vec<AuditRow>)> {
    let _grant = tx.require(Permission::OwnAccount)?;
    let row = named_or_own(tx, name)?;
    let history = audit::history(tx.connection(), "user", &row.username)?;
    Ok((row.into(), history))
}

/// Returns the user of this name, for whoever manages users, or the acting user.
pub fn named_or_own(tx: &mut Tx<'_>, name: Option<&str>) -> Result<UserRow> {
    let own = tx.actor().username.as_str();
    let name = name.unwrap_or(own);
    if name_key(name) == name_key(own) {
        let _grant = tx.require(Permission::OwnAccount)?;
    } else if tx.actor().source != ActorSource::System {
        let _grant = tx.require(Permission::ManageUsers)?;
    }
    find(tx.connection(), name)
}

/// Locks the user of this name, after the admins: the second of two changes at once waits.
fn lock(tx: &mut Tx<'_>, name: &str) -> Result<(UserRow, Vec<String>)> {
    let admins = store::lock_active_admins(tx.connection())?;
    match store::lock_user(tx.connection(), &name_key(name))? {
        Some(row) => Ok((row, admins)),
        None => Err(unknown(tx.connection(), name)?),
    }
}

/// Gives a user another role, and ends the tokens that the user made for others, unless they are kept.
///
/// # Errors
/// `Conflict` for the last active admin.
pub fn set_role(tx: &mut Tx<'_>, name: &str, role: Role, keep_tokens: bool) -> Result<ChangedUser> {
    let grant = tx.require(Permission::ManageUsers)?;
    let (row, admins) = lock(tx, name)?;
    if row.role == role {
        tx.mark_unchanged();
        return Ok(ChangedUser::unchanged(row));
    }
    keep_an_admin(&row, &admins)?;
    let now = tx.now();
    let changed = UserRow { role, ..row.clone() };
    store::update_user(tx.connection(), &changed, now)?;
    let (before, after) = (json!({"role": row.role}), json!({"role": role}));
    tx.audit(&grant, AuditEvent::change("user", &row.username, before, after));
    let made_tokens = made_tokens::end(tx, &grant, &row, keep_tokens)?;
    let user = User {
        role,
        updated_at: now,
        ..row.into()
    };
    Ok(ChangedUser { user, made_tokens })
}

/// Disables a user and ends every session and token for good, also tokens that the user made for others, unless these
/// are kept.
///
/// # Errors
/// `Conflict` for the last active admin.
pub fn disable(tx: &mut Tx<'_>, name: &str, keep_tokens: bool) -> Result<ChangedUser> {
    let grant = tx.require(Permission::ManageUsers)?;
    let (row, admins) = lock(tx, name)?;
    if !row.is_active {
        tx.mark_unchanged();
        return Ok(ChangedUser::unchanged(row));
    }
    keep_an_admin(&row, &admins)?;
    let (now, real_now) = (tx.now(), tx.real_now());
    store::set_active(tx.connection(), &row.user_id, false, now)?;
    let ended = store::revoke_of(tx.connection(), &row.user_id, false, real_now)?;
    let event = AuditEvent::change(
        "user",
        &row.username,
        json!({"is_active": true}),
        json!({"is_active": false}),
    );
    tx.audit(&grant, event.with(json!({"sessions_and_tokens_ended": ended})));
    let made_tokens = made_tokens::end(tx, &grant, &row, keep_tokens)?;
    let user = User {
        is_active: false,
        updated_at: now,
        ..row.into()
    };
    Ok(ChangedUser { user, made_tokens })
}

/// Enables a user who was disabled, or locked out after wrong passwords. Ended sessions and tokens stay ended.
pub fn enable(tx: &mut Tx<'_>, name: &str) -> Result<User> {
    let grant = tx.require(Permission::ManageUsers)?;
    let (row, _admins) = lock(tx, name)?;
    let waits = row.failed_logins > 0 || row.locked_until.is_some();
    if row.is_active && !waits {
        tx.mark_unchanged();
        return Ok(row.into());
    }
    let now = tx.now();
    store::set_active(tx.connection(), &row.user_id, true, now)?;
    auth_store::set_login_state(tx.connection(), &row.user_id, 0, None, row.last_login_at)?;
    let before = json!({"is_active": row.is_active, "failed_logins": row.failed_logins});
    let after = json!({"is_active": true, "failed_logins": 0});
    tx.audit(&grant, AuditEvent::change("user", &row.username, before, after));
    Ok(User {
        is_active: true,
        failed_logins: 0,
        locked_until: None,
        updated_at: now,
        ..row.into()
    })
}

/// Loads the user of this name, for later slices under their own permissions.
///
/// # Errors
/// `NotFound` with the nearest names.
pub fn find(connection: &mut Connection, name: &str) -> Result<UserRow> {
    match auth_store::user_by_key(connection, &name_key(name))? {
        Some(row) => Ok(row),
        None => Err(unknown(connection, name)?),
    }
}

/// Returns the names of all users by their ids, for later slices under their own permissions.
pub fn names_by_id(connection: &mut Connection) -> Result<HashMap<String, String>> {
    let rows = store::all(connection)?.into_iter();
    Ok(rows.map(|row| (row.user_id, row.username)).collect())
}

fn unknown(connection: &mut Connection, name: &str) -> Result<Error> {
    let names = auth_store::usernames(connection)?;
    let near = nearest(name, names.iter().map(String::as_str), 3);
    Ok(Error::not_found(
        ErrorCode::UnknownUser,
        format!("user `{name}` not found"),
        &near,
    ))
}

/// Describes the acting user.
pub fn who_am_i(actor: &Actor, database: String) -> WhoAmI {
    WhoAmI {
        username: actor.username.clone(),
        role: actor.role,
        via: actor.source.as_str(),
        admin: actor.admin.clone(),
        scope: actor.scope.clone(),
        expires_at: actor.expires_at,
        database,
    }
}
