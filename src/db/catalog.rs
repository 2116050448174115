//! The tables of a schema as its catalogue has them: what a backup holds, and what a restore loads.

use diesel::pg::{Pg, PgRowByRowLoadingMode};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Nullable, Text};

use super::backend::{AnyConnection as Connection, DatabaseEngine};
use crate::kernel::error::{Error, Result};

/// A table, and the columns whose values are stored rather than computed.
#[derive(Debug)]
pub struct StoredTable {
    pub name: String,
    pub columns: Vec<StoredColumn>,
}

#[derive(Debug, QueryableByName)]
pub struct StoredColumn {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    pub name: String,
    /// Without a length: a cast to one would cut.
    #[diesel(sql_type = Text)]
    pub type_name: String,
    /// No value of its type holds a character that COPY escapes.
    #[diesel(sql_type = Bool)]
    is_plain: bool,
}

/// Every table of the schema, by name.
const STORED: &str = "
  SELECT c.relname::text AS table_name, a.attname::text AS name, format_type(a.atttypid, NULL) AS type_name,
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
    for column in columns {
        match tables.last_mut() {
            Some(table) if table.name == column.table_name => table.columns.push(column),
            _ => tables.push(StoredTable {
                name: column.table_name.clone(),
                columns: vec![column],
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

#[derive(QueryableByName)]
struct SequenceName {
    #[diesel(sql_type = Nullable<Text>)]
    name: Option<String>,
}

#[derive(QueryableByName)]
struct LastNumber {
    #[diesel(sql_type = Nullable<BigInt>)]
    number: Option<i64>,
}

impl StoredTable {
    pub fn quoted(&self) -> String {
        quoted(&self.name)
    }

    /// Returns the last number that the table's sequence gave; `None` without a sequence, or before its first.
    pub fn last_id(&self, connection: &mut Connection) -> Result<Option<i64>> {
        let Some(sequence) = self.sequence(connection)? else {
            return Ok(None);
        };
        let last: LastNumber = diesel::sql_query(format!(
            "SELECT CASE WHEN is_called THEN last_value END AS number FROM {sequence}"
        ))
        .get_result(connection)?;
        Ok(last.number)
    }

    /// Lets the table's sequence go on after this number.
    pub fn set_last_id(&self, connection: &mut Connection, number: i64) -> Result<()> {
        if let Some(sequence) = self.sequence(connection)? {
            let sql = "SELECT setval($1::regclass, $2) AS number";
            let _: LastNumber = diesel::sql_query(sql)
                .bind::<Text, _>(sequence)
                .bind::<BigInt, _>(number)
                .get_result(connection)?;
        }
        Ok(())
    }

    /// Returns the name of the table's sequence, quoted.
    fn sequence(&self, connection: &mut Connection) -> Result<Option<String>> {
        if !self.columns.iter().any(|column| column.name == "id") {
            return Ok(None);
        }
        let found: SequenceName = diesel::sql_query("SELECT pg_get_serial_sequence($1, 'id') AS name")
            .bind::<Text, _>(self.quoted())
            .get_result(connection)?;
        Ok(found.name)
    }
}

/// Rows as columns: what each of a table's columns holds, in the order of the rows.
pub type ColumnTexts = Vec<Vec<Option<String>>>;

impl StoredTable {
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

    /// Inserts rows whose values are texts, in the order of the table's columns.
    pub fn insert(&self, connection: &mut Connection, values: ColumnTexts) -> Result<()> {
        let names: Vec<String> = self.columns.iter().map(StoredColumn::quoted).collect();
        let numbered = |form: fn((usize, &StoredColumn)) -> String| -> String {
            let parts: Vec<String> = self.columns.iter().enumerate().map(form).collect();
            parts.join(", ")
        };
        let sql = format!(
            "INSERT INTO {} ({}) SELECT {} FROM unnest({}) AS r ({})",
            self.quoted(),
            names.join(", "),
            numbered(|(at, column)| format!("c{at}::{}", column.type_name)),
            numbered(|(at, _)| format!("${}::text[]", at + 1)),
            numbered(|(at, _)| format!("c{at}")),
        );
        let mut insert = diesel::sql_query(sql).into_boxed::<Pg>();
        for column in values {
            insert = insert.bind::<Array<Nullable<Text>>, _>(column);
        }
        insert.execute(on_server(connection)?)?;
        Ok(())
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
