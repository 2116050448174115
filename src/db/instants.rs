//! Instants that no calendar has: a value that came past the program could not be read.

use diesel::prelude::*;

use super::backend::{AnyConnection as Connection, DatabaseEngine};

const OF_A_FILE: &str =
    "SELECT m.name || '.' || p.name AS text FROM sqlite_schema m JOIN pragma_table_info(m.name) p
  WHERE m.type = 'table' AND p.type = 'INTEGER'
    AND (p.name = 'at' OR p.name LIKE '%\\_at' ESCAPE '\\' OR p.name LIKE '%\\_until' ESCAPE '\\')";

const OF_A_SERVER: &str = "SELECT c.relname || '.' || a.attname AS text FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
    AND a.atttypid = 'timestamptz'::regtype";

impl Connection {
    /// Lists the columns that hold an instant outside the years 1 to 9999, one fact each.
    pub fn instant_faults(&mut self) -> QueryResult<Vec<String>> {
        let (columns, first, last) = match self.engine() {
            DatabaseEngine::Sqlite => (OF_A_FILE, "-62135596800000000", "253402300799999999"),
            DatabaseEngine::Postgres => (
                OF_A_SERVER,
                "timestamptz '0001-01-01 00:00:00Z'",
                "timestamptz '9999-12-31 23:59:59.999999Z'",
            ),
        };
        let columns = self.texts(columns)?;
        let queries = columns.iter().map(|column| {
            let (table, name) = column.split_once('.').unwrap_or((column, ""));
            format!(
                "SELECT '{column} has an instant that no calendar has' AS text
                  WHERE EXISTS (SELECT 1 FROM \"{table}\" WHERE \"{name}\" NOT BETWEEN {first} AND {last})"
            )
        });
        self.texts_of_all(&queries.collect::<Vec<_>>())
    }
}
