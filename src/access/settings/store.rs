//! Settings that someone changed.

use diesel::prelude::*;

use crate::db::Connection;
use crate::db::nodes::OnConflictSqlDsl;
use crate::db::schema::settings::dsl;
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

/// Loads the settings that someone changed.
pub fn all(connection: &mut Connection) -> Result<Vec<(String, String)>> {
    Ok(dsl::settings.select((dsl::key, dsl::value)).load(connection)?)
}

/// Saves a setting's value.
pub fn put(connection: &mut Connection, key: &str, value: &str, at: Timestamp, by: &str) -> Result<()> {
    diesel::insert_into(dsl::settings)
        .values((dsl::key.eq(key), dsl::value.eq(value), dsl::updated_at.eq(at), dsl::updated_by.eq(by)))
        .on_conflict_sql(
            "(key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at, updated_by = excluded.updated_by",
        )
        .execute(connection)?;
    Ok(())
}
