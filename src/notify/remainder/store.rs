//! The queries of remainders.

use diesel::prelude::*;

use crate::db::nodes::OnConflictSqlDsl;
use crate::db::schema::import_remainders::{self, dsl};
use crate::db::{Connection, QueryBatch, columns_of, rows_of};
use crate::kernel::error::Result;
use crate::kernel::timestamp::Timestamp;

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = import_remainders, treat_none_as_default_value = false)]
pub struct StoredRemainder {
    pub kind: String,
    pub source: String,
    pub digest: String,
    pub row_count: i32,
    /// Where the first of the rows stand.
    pub first_rows: String,
    pub told_at: Timestamp,
    /// Of each row, with a blank between two.
    pub row_digests: String,
}

pub fn find(connection: &mut Connection, kind: &str, source: &str) -> Result<Option<StoredRemainder>> {
    Ok(dsl::import_remainders
        .find((kind, source))
        .select(StoredRemainder::as_select())
        .first(connection)
        .optional()?)
}

pub fn all(connection: &mut Connection) -> Result<Vec<StoredRemainder>> {
    Ok(dsl::import_remainders
        .order((dsl::kind, dsl::source))
        .select(StoredRemainder::as_select())
        .load(connection)?)
}

pub fn of_kind(kind: &str) -> impl QueryBatch<Answer = Vec<StoredRemainder>> + use<> {
    let rows = dsl::import_remainders
        .filter(dsl::kind.eq(kind.to_owned()))
        .order(dsl::source)
        .select(columns_of::<StoredRemainder>());
    rows_of(rows)
}

pub fn put(connection: &mut Connection, remainder: &StoredRemainder) -> Result<()> {
    diesel::insert_into(dsl::import_remainders)
        .values(remainder)
        .on_conflict_sql(
            "(kind, source) DO UPDATE SET digest = excluded.digest, row_count = excluded.row_count, \
             first_rows = excluded.first_rows, told_at = excluded.told_at, row_digests = excluded.row_digests",
        )
        .execute(connection)?;
    Ok(())
}

pub fn remove(connection: &mut Connection, kind: &str, source: &str) -> Result<()> {
    diesel::delete(dsl::import_remainders.find((kind, source))).execute(connection)?;
    Ok(())
}
