//! Asking the rows whether they keep a rule, and what the log says of them.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::model::{IntegrityRule, RuleViolation};
use crate::db::Connection;
use crate::db::schema::{audit_log, user_tokens, users};
use crate::db::types::Json;
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// Finds the rows that break a rule.
pub fn violations(connection: &mut Connection, rule: &IntegrityRule) -> QueryResult<Vec<RuleViolation>> {
    diesel::sql_query(rule.sql).load(connection)
}

/// Lists what is wrong with pages, indexes, instants and numbers, whatever they mean.
pub fn faults(connection: &mut Connection) -> QueryResult<Vec<String>> {
    let mut faults = connection.faults(false)?;
    faults.extend(connection.instant_faults()?);
    faults.extend(connection.number_faults()?);
    Ok(faults)
}

/// What a row of the log says of a record.
#[derive(Debug, Queryable)]
pub struct LoggedFacts {
    pub entity: String,
    pub entity_id: String,
    pub after: Option<String>,
    pub metadata: Option<String>,
}

/// Loads what the log says of users, tokens, settings, prices and jobs, oldest first.
pub fn logged(connection: &mut Connection) -> Result<Vec<LoggedFacts>> {
    use audit_log::dsl;
    let kinds = ["user", "token", "sign_in", "setting", "price", "job"];
    Ok(dsl::audit_log
        .filter(dsl::entity.eq_any(kinds))
        .order(dsl::seq)
        .select((dsl::entity, dsl::entity_id, dsl::after, dsl::metadata))
        .load(connection)?)
}

/// A user, without what opens doors.
#[derive(Debug, Queryable)]
pub struct StoredUser {
    pub user_id: String,
    pub username: String,
    pub email: Option<String>,
    pub os_uid: Option<i64>,
    pub is_active: bool,
}

/// Loads every user.
pub fn users(connection: &mut Connection) -> Result<Vec<StoredUser>> {
    let columns = (
        users::user_id,
        users::username,
        users::email,
        users::os_uid,
        users::is_active,
    );
    Ok(users::table
        .order(users::username)
        .select(columns)
        .load(connection)?)
}

/// Loads the hash of every user's password, by the user's id.
pub fn password_hashes(connection: &mut Connection) -> Result<BTreeMap<String, Option<String>>> {
    let rows: Vec<(String, Option<String>)> = users::table
        .select((users::user_id, users::password_hash))
        .load(connection)?;
    Ok(rows.into_iter().collect())
}

/// A token or session that opens something.
#[derive(Debug, Queryable)]
pub struct LivingToken {
    pub id: i64,
    pub token_hash: String,
    pub made_by: Option<String>,
    pub name: Option<String>,
    pub scope: Json<Vec<String>>,
    pub expires_at: Option<Timestamp>,
}

/// Loads the tokens and sessions that are not revoked.
pub fn living_tokens(connection: &mut Connection) -> Result<Vec<LivingToken>> {
    let columns = (
        user_tokens::id,
        user_tokens::token_hash,
        user_tokens::made_by,
        user_tokens::name,
        user_tokens::scope,
        user_tokens::expires_at,
    );
    Ok(user_tokens::table
        .filter(user_tokens::revoked_at.is_null())
        .order(user_tokens::id)
        .select(columns)
        .load(connection)?)
}

/// Returns whether demo data or the data of the replaced system were imported.
pub fn is_filled(connection: &mut Connection) -> Result<bool> {
    let kinds =
        connection.texts("SELECT kind AS text FROM imports WHERE kind IN ('demo', 'legacy') LIMIT 1")?;
    Ok(!kinds.is_empty())
}
