//! Which database this is, and how far its audit log goes.

use diesel::prelude::*;

use super::backend::AnyConnection as Connection;
use super::batch::{QueryBatch, columns_of, rows_of};
use super::schema::{audit_head, database_info};
use crate::kernel::error::Result;

/// Returns the name that the database got when it was made; a copy keeps it.
pub fn database_id(connection: &mut Connection) -> Result<String> {
    Ok(database_info::table
        .select(database_info::database_id)
        .first(connection)?)
}

/// Which database this is.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = database_info)]
pub struct DatabaseIdentity {
    /// As [`database_id`] returns it.
    pub database_id: String,
    /// As [`machine`] returns it.
    pub machine: Option<String>,
    /// Whether it was made for tests, so that its clock may be fixed.
    pub is_test: bool,
}

impl DatabaseIdentity {
    pub fn load(connection: &mut Connection) -> Result<Self> {
        Ok(database_info::table.select(Self::as_select()).first(connection)?)
    }

    /// Asks for what [`DatabaseIdentity::load`] loads.
    pub(super) fn query() -> impl QueryBatch<Answer = Option<Self>> {
        let rows = database_info::table.select(columns_of::<Self>());
        rows_of(rows).read_as(|mut rows: Vec<Self>| rows.pop())
    }
}

/// Returns whether the database was made for tests, so that its clock may be fixed.
pub fn is_test_database(connection: &mut Connection) -> Result<bool> {
    Ok(database_info::table
        .select(database_info::is_test)
        .first(connection)?)
}

/// Marks a database that was just made as one for tests; no mark is ever taken away or added later.
pub fn mark_test_database(connection: &mut Connection) -> Result<()> {
    diesel::update(database_info::table)
        .set(database_info::is_test.eq(true))
        .execute(connection)?;
    Ok(())
}

/// Returns on which machine the database's users of the operating system are people; `None` where that is not known.
pub fn machine(connection: &mut Connection) -> Result<Option<String>> {
    Ok(database_info::table
        .select(database_info::machine)
        .first(connection)?)
}

/// Says that the database's users of the operating system are those of this machine.
pub fn set_machine(connection: &mut Connection, machine: Option<&str>) -> Result<()> {
    diesel::update(database_info::table)
        .set(database_info::machine.eq(machine))
        .execute(connection)?;
    Ok(())
}

/// Returns number and hash of the newest row of the audit log, as recorded; `None` only where somebody took it away.
pub fn audit_head(connection: &mut Connection) -> Result<Option<(i64, String)>> {
    Ok(audit_head::table
        .find(1)
        .select((audit_head::seq, audit_head::hash))
        .first(connection)
        .optional()?)
}
