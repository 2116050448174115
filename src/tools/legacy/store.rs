//! Reading the replaced system's tables.

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};

use super::source::{LegacyData, LegacyRow};
use crate::db::{Connection, quoted};
use crate::kernel::error::{Error, Result};

#[derive(QueryableByName)]
struct FoundTable {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Bool)]
    has_period: bool,
}

#[derive(QueryableByName)]
struct FoundRow {
    #[diesel(sql_type = Text)]
    row: String,
}

#[derive(QueryableByName)]
struct RowCount {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// The tables that can be seen without naming a schema.
const TABLES: &str = "SELECT CAST(c.table_name AS text) AS name, bool_or(c.column_name = 'booking_period') AS has_period
  FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
 WHERE t.table_type = 'BASE TABLE' AND c.table_schema = ANY (current_schemas(false)) GROUP BY c.table_name ORDER BY 1";

/// Reads the tables in `wanted` whole and counts the rows of the others, all in one state; writes nothing.
///
/// # Errors
/// `Database` when a table cannot be read.
pub fn read(source: &mut Connection, wanted: &[&str]) -> Result<LegacyData> {
    source.begin_read()?;
    let read = read_tables(source, wanted);
    source.rollback();
    read
}

fn read_tables(source: &mut Connection, wanted: &[&str]) -> Result<LegacyData> {
    let database = source.server_name("current_database()")?;
    let found: Vec<FoundTable> = diesel::sql_query(TABLES).load(source)?;
    let (mut tables, mut others) = (BTreeMap::new(), BTreeMap::new());
    for table in found {
        if wanted.contains(&table.name.as_str()) {
            let rows = rows(source, &table)?;
            tables.insert(table.name, rows);
        } else {
            let sql = format!("SELECT count(*) AS count FROM {}", quoted(&table.name));
            let count: RowCount = diesel::sql_query(sql).get_result(source)?;
            others.insert(table.name, count.count);
        }
    }
    Ok(LegacyData {
        database,
        tables,
        others,
    })
}

/// Reads each row as an object of whatever columns there are; a period by its two ends.
fn rows(source: &mut Connection, table: &FoundTable) -> Result<Vec<LegacyRow>> {
    let period = if table.has_period {
        " || jsonb_build_object('starts_at', lower(t.booking_period), 'ends_at', upper(t.booking_period))"
    } else {
        ""
    };
    let sql = format!(
        "SELECT CAST(to_jsonb(t){period} AS text) AS row FROM {} t",
        quoted(&table.name)
    );
    let found: Vec<FoundRow> = diesel::sql_query(sql).load(source)?;
    let mut rows = found
        .iter()
        .map(|found| LegacyRow::parse(&found.row))
        .collect::<Option<Vec<LegacyRow>>>()
        .ok_or_else(|| Error::internal(format!("a row of {} is not an object", table.name)))?;
    rows.sort_by_cached_key(LegacyRow::order);
    Ok(rows)
}
