//! References between tables, and the numbers that new rows get, asked of the engine's own catalogue.

use std::ops::RangeInclusive;

use diesel::prelude::*;
use diesel::sql_types::Text;

use super::backend::{AnyConnection as Connection, DatabaseEngine};

/// A row that refers to nothing, or a sequence that would give a number again.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct BrokenReference {
    #[diesel(sql_type = Text)]
    pub table: String,
    #[diesel(sql_type = Text)]
    pub id: String,
    #[diesel(sql_type = Text)]
    pub problem: String,
}

/// Numbers of rows. The last one is the greatest that every reader of JSON reads as it is; one near the end of 64 bits would
/// leave none for new rows.
pub const NUMBERS: RangeInclusive<i64> = 0..=(1 << 53);

const NUMBERED_OF_A_FILE: &str = "SELECT m.name AS text FROM sqlite_schema m JOIN pragma_table_info(m.name) p
  WHERE m.type = 'table' AND p.name = 'id' AND p.type = 'INTEGER' ORDER BY 1";

const NUMBERED_OF_A_SERVER: &str = "SELECT c.oid::regclass::text AS text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
  WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attname = 'id' AND a.attidentity <> ''
  ORDER BY 1";

impl Connection {
    /// Lists the tables that have a row, or a next number, beyond all that a table of ours reaches.
    pub fn number_faults(&mut self) -> QueryResult<Vec<String>> {
        let (first, last) = NUMBERS.into_inner();
        let engine = self.engine();
        let tables = match engine {
            DatabaseEngine::Sqlite => NUMBERED_OF_A_FILE,
            DatabaseEngine::Postgres => NUMBERED_OF_A_SERVER,
        };
        let tables = self.texts(tables)?;
        let queries = tables.iter().map(|table| {
            let next = match engine {
                DatabaseEngine::Sqlite => String::new(),
                DatabaseEngine::Postgres => format!(
                    " OR coalesce(pg_sequence_last_value(pg_get_serial_sequence('{table}', 'id')::regclass), 0) > {last}"
                ),
            };
            format!(
                "SELECT 'the numbers of {table} go up to ' || {last} || ', and one is beyond' AS text
                  WHERE EXISTS (SELECT 1 FROM {table} WHERE id NOT BETWEEN {first} AND {last}){next}"
            )
        });
        self.texts_of_all(&queries.collect::<Vec<_>>())
    }
}

/// How the problem of a sequence ends.
const BEHIND: &str = " is behind";

/// How the problem of a table begins that refers to one without the index that this takes.
const UNCHECKED: &str = "its references cannot be followed: ";

impl BrokenReference {
    /// Returns the statement that repairs it, where one does.
    pub fn repair(&self) -> Option<String> {
        let table = &self.table;
        if !self.is_of_a_row() {
            return Some("colab db check --repair".to_owned());
        }
        self.problem.ends_with(BEHIND).then(|| {
            format!("SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
        })
    }

    /// Returns whether a row is at fault, and not the schema.
    pub fn is_of_a_row(&self) -> bool {
        !self.problem.starts_with(UNCHECKED)
    }
}

/// What SQLite says of a reference to columns that no index holds together; it checks no other reference of the table then.
const MISMATCH: &str = "foreign key mismatch";

fn broken_references_of_a_file(connection: &mut Connection) -> QueryResult<Vec<BrokenReference>> {
    let mut found = Vec::new();
    for table in
        connection.texts("SELECT name AS text FROM sqlite_schema WHERE type = 'table' ORDER BY name")?
    {
        let name = table.replace('\'', "''");
        let broken = diesel::sql_query(format!(
            "SELECT \"table\", CAST(coalesce(rowid, 0) AS text) AS id,
                    'it refers to a row of ' || parent || ' that is not there' AS problem
               FROM pragma_foreign_key_check('{name}')"
        ));
        match broken.load(connection) {
            Ok(rows) => found.extend::<Vec<BrokenReference>>(rows),
            Err(error) if error.to_string().contains(MISMATCH) => found.push(BrokenReference {
                table,
                id: String::new(),
                problem: format!("{UNCHECKED}{error}"),
            }),
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

/// Makes the queries for a server: one for each reference, one for each sequence. They are asked in one statement.
const QUERIES_OF_A_SERVER: &str = "
  SELECT format('SELECT %6$L AS \"table\", CAST(r.%1$I AS text) AS id, %5$L AS problem FROM %2$s r
                  WHERE r.%1$I IS NOT NULL AND NOT EXISTS (SELECT 1 FROM %3$s p WHERE p.%4$I = r.%1$I)',
                a.attname, c.conrelid::regclass, c.confrelid::regclass, b.attname,
                'its ' || a.attname || ' refers to a row of ' || c.confrelid::regclass || ' that is not there',
                c.conrelid::regclass::text) AS text
    FROM pg_constraint c
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[1]
   WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace AND cardinality(c.conkey) = 1
  UNION ALL
  SELECT format('SELECT %5$L AS \"table\", CAST(max(r.%1$I) AS text) AS id, %4$L AS problem FROM %2$s r
                 HAVING max(r.%1$I) > (SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END FROM %3$s)',
                a.attname, c.oid::regclass, pg_get_serial_sequence(c.oid::regclass::text, a.attname),
                'a new row would get a number that is taken: ' || pg_get_serial_sequence(c.oid::regclass::text, a.attname)
                || ' is behind', c.oid::regclass::text)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attidentity <> ''
   WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
   ORDER BY 1";

/// Finds every broken reference, by table.
pub fn broken_references(connection: &mut Connection) -> QueryResult<Vec<BrokenReference>> {
    let queries = match connection.engine() {
        DatabaseEngine::Sqlite => return broken_references_of_a_file(connection),
        DatabaseEngine::Postgres => connection.texts(QUERIES_OF_A_SERVER)?,
    };
    if queries.is_empty() {
        return Ok(Vec::new());
    }
    // A server may answer them in any order.
    let all = format!("({})", queries.join(") UNION ALL ("));
    let mut found: Vec<BrokenReference> = diesel::sql_query(all).load(connection)?;
    found.sort_by(|one, other| (&one.table, &one.problem).cmp(&(&other.table, &other.problem)));
    Ok(found)
}
