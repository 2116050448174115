//! The tables of a schema as its catalogue has them: what a backup holds, and what a restore loads.

use std::collections::BTreeSet;

use diesel::pg::{CopyFormat, PgRowByRowLoadingMode};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Nullable, Text};

use super::backend::{AnyConnection as Connection, DatabaseEngine};
use super::copy::{RowSink, copy_into};
use crate::kernel::error::{Error, Result};

/// A table, and the columns whose values are stored rather than computed.
#[derive(Debug)]
pub struct StoredTable {
    pub name: String,
    pub columns: Vec<StoredColumn>,
    /// The sequence of its ids, quoted.
    pub sequence: Option<String>,
}

#[derive(Debug, QueryableByName)]
pub struct StoredColumn {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    pub name: String,
    /// No value of its type holds a character that COPY escapes.
    #[diesel(sql_type = Bool)]
    is_plain: bool,
    /// Where it is the id of its table.
    #[diesel(sql_type = Nullable<Text>)]
    sequence: Option<String>,
}

/// Every table of the schema, by name.
const STORED: &str = "
  SELECT c.relname::text AS table_name, a.attname::text AS name,
         CASE WHEN a.attname = 'id' THEN pg_get_serial_sequence(c.oid::regclass::text, 'id') END AS sequence,
         a.atttypid IN ('bigint'::regtype, 'integer'::regtype, 'smallint'::regtype, 'boolean'::regtype,
                        'timestamptz'::regtype, 'date'::regtype) AS is_plain
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
   WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attgenerated = ''
     AND NOT EXISTS (SELECT 1 FROM pg_depend d
                      WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
   ORDER BY c.relname COLLATE \"C\", a.attnum";

/// Lists the tables of a server's schema.
pub fn stored_tables(connection: &mut Connection) -> Result<Vec<StoredTable>> {
    let columns: Vec<StoredColumn> = diesel::sql_query(STORED).load(connection)?;
    let mut tables: Vec<StoredTable> = Vec::new();
    for mut column in columns {
        let sequence = column.sequence.take();
        match tables.last_mut() {
            Some(table) if table.name == column.table_name => {
                table.sequence = table.sequence.take().or(sequence);
                table.columns.push(column);
            }
            _ => tables.push(StoredTable {
                name: column.table_name.clone(),
                columns: vec![column],
                sequence,
            }),
        }
    }
    Ok(tables)
}

/// Quotes a name for SQL.
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

impl StoredColumn {
    pub fn quoted(&self) -> String {
        quoted(&self.name)
    }

    /// Makes the expression for a value in the text form of COPY.
    fn copied(&self) -> String {
        let text = format!("{}::text", self.quoted());
        let text = if self.is_plain {
            text
        } else {
            format!(
                r"replace(replace(replace(replace({text}, '\', '\\'), E'\t', '\t'), E'\n', '\n'), E'\r', '\r')"
            )
        };
        format!(r"coalesce({text}, '\N')")
    }
}

/// A number that is known of a table, by the table's place in a list.
#[derive(QueryableByName)]
struct TableNumber {
    #[diesel(sql_type = BigInt)]
    place: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    number: Option<i64>,
}

/// Asks each of these tables for a number, in one statement; `query` makes the part that selects it.
fn ask_each(
    connection: &mut Connection,
    tables: &[StoredTable],
    query: impl Fn(&StoredTable) -> Option<String>,
) -> Result<Vec<Option<i64>>> {
    let parts = tables.iter().enumerate().filter_map(|(place, table)| {
        let query = query(table)?;
        Some(format!("SELECT {place}::bigint AS place, {query}"))
    });
    let parts: Vec<String> = parts.collect();
    let mut numbers = vec![None; tables.len()];
    if parts.is_empty() {
        return Ok(numbers);
    }
    let found: Vec<TableNumber> = diesel::sql_query(parts.join(" UNION ALL ")).load(connection)?;
    for one in found {
        let place = usize::try_from(one.place).ok();
        if let Some(number) = place.and_then(|place| numbers.get_mut(place)) {
            *number = one.number;
        }
    }
    Ok(numbers)
}

/// Reads the last number that each table's sequence gave; `None` without a sequence, or before its first.
pub fn last_ids(connection: &mut Connection, tables: &[StoredTable]) -> Result<Vec<Option<i64>>> {
    ask_each(connection, tables, |table| {
        let sequence = table.sequence.as_ref()?;
        Some(format!(
            "CASE WHEN is_called THEN last_value END AS number FROM {sequence}"
        ))
    })
}

/// Names the tables that hold rows.
pub fn filled_tables(connection: &mut Connection, tables: &[StoredTable]) -> Result<BTreeSet<String>> {
    let found = ask_each(connection, tables, |table| {
        let rows = format!("SELECT 1 FROM {}", table.quoted());
        Some(format!("1::bigint AS number WHERE EXISTS ({rows})"))
    })?;
    let filled = tables.iter().zip(found).filter(|(_, number)| number.is_some());
    Ok(filled.map(|(table, _)| table.name.clone()).collect())
}

/// Lets sequences go on after these numbers.
pub fn set_last_ids(connection: &mut Connection, numbers: Vec<(String, i64)>) -> Result<()> {
    if numbers.is_empty() {
        return Ok(());
    }
    let (sequences, numbers): (Vec<String>, Vec<i64>) = numbers.into_iter().unzip();
    diesel::sql_query(
        "SELECT setval(s.name::regclass, s.number) FROM unnest($1::text[], $2::bigint[]) AS s (name, number)",
    )
    .bind::<Array<Text>, _>(sequences)
    .bind::<Array<BigInt>, _>(numbers)
    .execute(on_server(connection)?)?;
    Ok(())
}

impl StoredTable {
    pub fn quoted(&self) -> String {
        quoted(&self.name)
    }

    /// Passes each row on as one line, in the text form of COPY; one row at a time is in memory.
    pub fn each_row(
        &self,
        connection: &mut Connection,
        row: &mut dyn FnMut(&str) -> Result<()>,
    ) -> Result<()> {
        #[derive(QueryableByName)]
        struct RowLine {
            #[diesel(sql_type = Text)]
            line: String,
        }
        let fields: Vec<String> = self.columns.iter().map(StoredColumn::copied).collect();
        let line = fields.join(r" || E'\t' || ");
        let query = diesel::sql_query(format!("SELECT {line} AS line FROM {}", self.quoted()));
        let rows = query.load_iter::<RowLine, PgRowByRowLoadingMode>(on_server(connection)?)?;
        for one in rows {
            row(&one?.line)?;
        }
        Ok(())
    }

    /// Copies rows into the table: `send` sends each as a line in the text form of COPY, in the order of the table's columns.
    pub fn fill(
        &self,
        connection: &mut Connection,
        send: impl FnMut(&mut RowSink<'_>) -> Result<()>,
    ) -> Result<()> {
        let names: Vec<String> = self.columns.iter().map(StoredColumn::quoted).collect();
        let target = format!("{} ({})", self.quoted(), names.join(", "));
        copy_into(on_server(connection)?, target, CopyFormat::Text, send)
    }
}

fn on_server(connection: &mut Connection) -> Result<&mut PgConnection> {
    match connection {
        Connection::Postgres(inner) => Ok(inner),
        Connection::Sqlite(_) => Err(Error::internal("a file has no catalogue of a server")),
    }
}

/// Tables that every version has, and without which nobody can be asked who they are.
pub const FIRST_TABLES: [&str; 5] = ["audit_head", "audit_log", "database_info", "settings", "users"];

/// Lists those of the first tables that there are.
pub fn first_tables(connection: &mut Connection) -> Result<Vec<String>> {
    let tables = match connection.engine() {
        DatabaseEngine::Sqlite => "SELECT name AS text FROM sqlite_schema WHERE type = 'table'",
        DatabaseEngine::Postgres => {
            "SELECT relname::text AS text FROM pg_class
              WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')"
        }
    };
    let mut found = connection.texts(tables)?;
    found.retain(|name| FIRST_TABLES.contains(&name.as_str()));
    Ok(found)
}
