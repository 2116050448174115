//! Asking the rows whether they keep a rule.

use diesel::prelude::*;

use super::model::{IntegrityRule, RuleViolation};
use crate::db::Connection;

/// Finds the rows that break a rule.
pub fn violations(connection: &mut Connection, rule: &IntegrityRule) -> QueryResult<Vec<RuleViolation>> {
    diesel::sql_query(rule.sql).load(connection)
}

/// Lists what is wrong with pages, indexes and instants, whatever they mean.
pub fn faults(connection: &mut Connection) -> QueryResult<Vec<String>> {
    let mut faults = connection.faults(false)?;
    faults.extend(connection.instant_faults()?);
    Ok(faults)
}
