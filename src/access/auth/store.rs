//! Users and tokens as far as knowing who acts needs them.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Text};

use super::{ManagedScope, Role};
use crate::db::Connection;
use crate::db::schema::{role_grants, user_tokens, users};
use crate::db::types::{Json, JsonDoc, UtcMicros};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// A user's row without the password's hash, which only [`password_hash`] reads.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = users)]
pub struct UserRow {
    pub user_id: String,
    pub username: String,
    pub role: Role,
    pub full_name: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub os_uid: Option<i64>,
    pub is_active: bool,
    pub failed_logins: i32,
    pub locked_until: Option<Timestamp>,
    pub last_login_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

#[derive(Debug, Insertable)]
#[diesel(table_name = users, treat_none_as_default_value = false)]
pub struct NewUserRow<'a> {
    pub user_id: &'a str,
    pub username: &'a str,
    pub username_key: &'a str,
    pub password_hash: Option<&'a str>,
    pub role: Role,
    pub full_name: Option<&'a str>,
    pub phone: Option<&'a str>,
    pub email: Option<&'a str>,
    pub os_uid: Option<i64>,
    pub is_active: bool,
    pub failed_logins: i32,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// A token and whose it is.
#[derive(Debug, Clone, QueryableByName)]
pub struct TokenHolder {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = JsonDoc)]
    pub scope: Json<Vec<String>>,
    #[diesel(sql_type = Nullable<UtcMicros>)]
    pub expires_at: Option<Timestamp>,
    /// By the real clock.
    #[diesel(sql_type = Nullable<UtcMicros>)]
    pub last_used_at: Option<Timestamp>,
    #[diesel(sql_type = Nullable<UtcMicros>)]
    pub revoked_at: Option<Timestamp>,
    #[diesel(sql_type = Text)]
    pub user_id: String,
    #[diesel(sql_type = Text)]
    pub username: String,
    #[diesel(sql_type = Text)]
    pub role: Role,
    #[diesel(sql_type = Bool)]
    pub is_active: bool,
    /// Who made the token, where that is another person.
    #[diesel(sql_type = Nullable<Text>)]
    pub maker: Option<String>,
    /// Whether the user has grants beside the role.
    #[diesel(sql_type = Bool)]
    pub has_grants: bool,
    /// The setting `session_idle_minutes`, before anybody has the settings; `None` where it is not set.
    #[diesel(sql_type = Nullable<Text>)]
    pub idle_minutes: Option<String>,
}

#[derive(Debug, Insertable)]
#[diesel(table_name = user_tokens, treat_none_as_default_value = false)]
pub struct NewTokenRow<'a> {
    pub user_id: &'a str,
    pub kind: &'a str,
    pub name: Option<&'a str>,
    pub token_hash: &'a str,
    pub scope: Json,
    pub expires_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub created_by: &'a str,
    /// The id of the person who really made it; `None` for the program and for sessions.
    pub made_by: Option<&'a str>,
}

/// A role that a user has beside their own, within a scope: of a room, a location, a tenant, or all.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = role_grants, treat_none_as_default_value = false)]
pub struct RoleGrantRow {
    pub id: i64,
    pub user_id: String,
    pub role: Role,
    pub scope_kind: String,
    pub room_id: Option<i64>,
    pub location_id: Option<i64>,
    pub tenant_id: Option<String>,
    pub granted_by: String,
    pub granted_at: Timestamp,
}

/// Part of what a user manages.
#[derive(Debug, QueryableByName)]
struct ManagedPart {
    #[diesel(sql_type = Text)]
    scope_kind: String,
    #[diesel(sql_type = Nullable<BigInt>)]
    room_id: Option<i64>,
    #[diesel(sql_type = Nullable<Text>)]
    tenant_id: Option<String>,
}

/// Loads what a user manages: the rooms, those of the locations among them, and the tenants.
pub fn managed(connection: &mut Connection, user_id: &str) -> Result<ManagedScope> {
    let parts: Vec<ManagedPart> = diesel::sql_query(
        "SELECT g.scope_kind, coalesce(g.room_id, r.id) AS room_id, g.tenant_id
           FROM role_grants g LEFT JOIN rooms r ON r.location_id = g.location_id WHERE g.user_id = $1",
    )
    .bind::<Text, _>(user_id)
    .load(connection)?;
    let mut managed = ManagedScope::default();
    for part in parts {
        managed.everything |= part.scope_kind == "all";
        managed.rooms.extend(part.room_id);
        managed.tenants.extend(part.tenant_id);
    }
    Ok(managed)
}

#[derive(Debug, QueryableByName)]
struct ManagerName {
    #[diesel(sql_type = Text)]
    username: String,
}

/// Returns the names of the active users who manage a room, or a tenant.
pub fn managers(connection: &mut Connection, room_id: Option<i64>, tenant: &str) -> Result<Vec<String>> {
    let managers: Vec<ManagerName> = diesel::sql_query(
        "SELECT DISTINCT u.username FROM role_grants g JOIN users u ON u.user_id = g.user_id
           LEFT JOIN rooms r ON r.location_id = g.location_id
          WHERE u.is_active AND (g.scope_kind = 'all' OR g.room_id = $1 OR r.id = $1 OR g.tenant_id = $2)
          ORDER BY u.username",
    )
    .bind::<Nullable<BigInt>, _>(room_id)
    .bind::<Text, _>(tenant)
    .load(connection)?;
    Ok(managers.into_iter().map(|manager| manager.username).collect())
}

/// Loads the grants of a user, or all, in the order in which they were given.
pub fn role_grants(connection: &mut Connection, user_id: Option<&str>) -> Result<Vec<RoleGrantRow>> {
    let mut query = role_grants::table
        .select(RoleGrantRow::as_select())
        .order(role_grants::id)
        .into_boxed();
    if let Some(user_id) = user_id {
        query = query.filter(role_grants::user_id.eq(user_id.to_owned()));
    }
    Ok(query.load(connection)?)
}

pub fn insert_role_grant(
    connection: &mut Connection,
    row: &RoleGrantRow,
) -> Result<(), diesel::result::Error> {
    diesel::insert_into(role_grants::table)
        .values(row)
        .execute(connection)
        .map(|_| ())
}

pub fn delete_role_grant(connection: &mut Connection, id: i64) -> Result<()> {
    diesel::delete(role_grants::table.find(id)).execute(connection)?;
    Ok(())
}

pub fn user_count(connection: &mut Connection) -> Result<i64> {
    Ok(users::table.count().get_result(connection)?)
}

pub fn user_by_key(connection: &mut Connection, key: &str) -> Result<Option<UserRow>> {
    Ok(users::table
        .filter(users::username_key.eq(key))
        .select(UserRow::as_select())
        .first(connection)
        .optional()?)
}

pub fn user_by_uid(connection: &mut Connection, uid: i64) -> Result<Option<UserRow>> {
    Ok(users::table
        .filter(users::os_uid.eq(uid))
        .select(UserRow::as_select())
        .first(connection)
        .optional()?)
}

/// Lists the names of the active admins.
pub fn active_admins(connection: &mut Connection) -> Result<Vec<String>> {
    Ok(users::table
        .filter(users::role.eq(Role::Admin).and(users::is_active.eq(true)))
        .order(users::username)
        .select(users::username)
        .load(connection)?)
}

pub fn usernames(connection: &mut Connection) -> Result<Vec<String>> {
    Ok(users::table.select(users::username).load(connection)?)
}

pub fn insert_user(connection: &mut Connection, user: &NewUserRow<'_>) -> Result<(), diesel::result::Error> {
    diesel::insert_into(users::table)
        .values(user)
        .execute(connection)
        .map(|_| ())
}

/// Loads what is stored of a password: a bcrypt hash, or what a replaced system left in plain text.
pub fn password_hash(connection: &mut Connection, user_id: &str) -> Result<Option<String>> {
    let found: Option<Option<String>> = users::table
        .find(user_id)
        .select(users::password_hash)
        .first(connection)
        .optional()?;
    Ok(found.flatten())
}

pub fn token_holder(connection: &mut Connection, hash: &str) -> Result<Option<TokenHolder>> {
    let sql = connection.token_holder_sql();
    Ok(diesel::sql_query(sql)
        .bind::<Text, _>(hash)
        .get_result(connection)
        .optional()?)
}

/// Loads the name of a token, where the login of the database may.
pub fn token_name(connection: &mut Connection, id: i64) -> Option<String> {
    let name = user_tokens::table.find(id).select(user_tokens::name);
    name.first::<Option<String>>(connection).ok().flatten()
}

pub fn insert_token(connection: &mut Connection, token: &NewTokenRow<'_>) -> Result<i64> {
    Ok(diesel::insert_into(user_tokens::table)
        .values(token)
        .returning(user_tokens::id)
        .get_result(connection)?)
}

pub fn revoke_token(connection: &mut Connection, id: i64, at: Timestamp) -> Result<()> {
    diesel::update(user_tokens::table.find(id))
        .set(user_tokens::revoked_at.eq(at))
        .execute(connection)?;
    Ok(())
}

pub fn touch_token(connection: &mut Connection, hash: &str, at: Timestamp) -> Result<()> {
    let sql = connection.token_used_sql();
    diesel::sql_query(sql)
        .bind::<Text, _>(hash)
        .bind::<UtcMicros, _>(at)
        .execute(connection)?;
    Ok(())
}

/// Saves what an attempt to sign in leaves on the user.
pub fn set_login_state(
    connection: &mut Connection,
    user_id: &str,
    failed_logins: i32,
    locked_until: Option<Timestamp>,
    last_login_at: Option<Timestamp>,
) -> Result<()> {
    diesel::update(users::table.find(user_id))
        .set((
            users::failed_logins.eq(failed_logins),
            users::locked_until.eq(locked_until),
            users::last_login_at.eq(last_login_at),
        ))
        .execute(connection)?;
    Ok(())
}
