//! Which database this is, and how far its audit log goes.

use diesel::prelude::*;

use super::backend::AnyConnection as Connection;
use super::schema::{audit_head, database_info};
use crate::kernel::error::Result;

/// Returns the name that the database got when it was made; a copy keeps it.
pub fn database_id(connection: &mut Connection) -> Result<String> {
    Ok(database_info::table
        .select(database_info::database_id)
        .first(connection)?)
}

/// Returns number and hash of the newest row of the audit log, as recorded; `None` only where somebody took it away.
pub fn audit_head(connection: &mut Connection) -> Result<Option<(i64, String)>> {
    Ok(audit_head::table
        .find(1)
        .select((audit_head::seq, audit_head::hash))
        .first(connection)
        .optional()?)
}
