//! Rows that are written whole, many in one statement.

use chrono::DateTime;
use diesel::prelude::*;
use diesel::result::Error::SerializationError;
use diesel::sql_types::Text;
use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::backend::AnyConnection;
use super::catalog::quoted;
use crate::kernel::timestamp::Timestamp;

/// Rows of one statement.
const ROWS_PER_UPDATE: usize = 1000;

impl AnyConnection {
    /// Writes rows of a table by their `id`; each serialises to its columns, of which those ending in `_at` or
    /// `_since` are instants.
    pub fn update_rows<R: Serialize>(&mut self, table: &'static str, rows: &[R]) -> QueryResult<()> {
        for chunk in rows.chunks(ROWS_PER_UPDATE) {
            let rows = chunk.iter().map(|row| match serde_json::to_value(row) {
                Ok(Json::Object(columns)) => Ok(columns),
                Ok(other) => Err(SerializationError(format!("a row is {other}").into())),
                Err(error) => Err(SerializationError(error.into())),
            });
            self.update_columns(table, rows.collect::<QueryResult<_>>()?)?;
        }
        Ok(())
    }

    fn update_columns(&mut self, table: &'static str, mut rows: Vec<Map<String, Json>>) -> QueryResult<()> {
        let names = rows.first().map(|row| row.keys().cloned().collect::<Vec<_>>());
        let names = names.unwrap_or_default();
        let set = names.iter().filter(|name| *name != "id").map(|name| quoted(name));
        let set: Vec<String> = set.map(|name| format!("{name} = v.{name}")).collect();
        let values = match self {
            Self::Postgres(_) => format!("jsonb_populate_recordset(NULL::{table}, $1::jsonb)"),
            Self::Sqlite(_) => {
                rows.iter_mut().try_for_each(instants_as_micros)?;
                let columns = names
                    .iter()
                    .map(|name| format!("json_extract(value, '$.{name}') AS {}", quoted(name)));
                let columns = columns.collect::<Vec<_>>().join(", ");
                format!("(SELECT {columns} FROM json_each($1))")
            }
        };
        let rows = Json::Array(rows.into_iter().map(Json::Object).collect());
        let sql = format!(
            "UPDATE {table} AS t SET {} FROM {values} AS v WHERE t.id = v.id",
            set.join(", ")
        );
        diesel::sql_query(sql)
            .bind::<Text, _>(rows.to_string())
            .execute(self)
            .map(|_| ())
    }
}

/// Turns the instants of a row into what a file keeps of them.
fn instants_as_micros(row: &mut Map<String, Json>) -> QueryResult<()> {
    let is_instant = |name: &str| name.ends_with("_at") || name.ends_with("_since");
    for (name, value) in row
        .iter_mut()
        .filter(|(name, value)| is_instant(name) && !value.is_null())
    {
        let instant = value
            .as_str()
            .and_then(|text| DateTime::parse_from_rfc3339(text).ok())
            .ok_or_else(|| SerializationError(format!("{name} is not an instant: {value}").into()))?;
        *value = Timestamp::from(instant.to_utc()).micros().into();
    }
    Ok(())
}
