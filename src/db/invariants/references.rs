//! References between tables, and the numbers that new rows get, asked of the engine's own catalogue.

use diesel::prelude::*;
use diesel::sql_types::Text;

use super::{Connection, Fault, faults};

/// A reference as a server's catalogue has it.
#[derive(QueryableByName)]
struct Reference {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    sql: String,
}

/// Rows that refer to nothing, by table; and sequences that would give a number again.
pub fn references(connection: &mut Connection) -> QueryResult<Vec<(String, Fault)>> {
    match connection {
        Connection::Sqlite(_) => of_a_file(connection),
        Connection::Postgres(_) => of_a_server(connection),
    }
}

fn of_a_file(connection: &mut Connection) -> QueryResult<Vec<(String, Fault)>> {
    let strays = faults(
        connection,
        "SELECT \"table\" || ':' || coalesce(rowid, 0) AS id, 'it refers to a row of ' || parent || ' that is not there' AS problem
           FROM pragma_foreign_key_check",
    )?;
    Ok(strays.into_iter().map(split).collect())
}

/// `bookings:17` is row 17 of the bookings.
fn split(fault: Fault) -> (String, Fault) {
    let (table, id) = fault.id.split_once(':').unwrap_or(("", &fault.id));
    let (table, id) = (table.to_owned(), id.to_owned());
    (table, Fault { id, ..fault })
}

/// The server makes the queries: one a reference, one a sequence.
const QUERIES: &str = "
  SELECT c.conrelid::regclass::text AS name,
         format('SELECT CAST(r.%1$I AS text) AS id, %5$L AS problem FROM %2$s r WHERE r.%1$I IS NOT NULL
                 AND NOT EXISTS (SELECT 1 FROM %3$s p WHERE p.%4$I = r.%1$I)',
                a.attname, c.conrelid::regclass, c.confrelid::regclass, b.attname,
                'its ' || a.attname || ' refers to a row of ' || c.confrelid::regclass || ' that is not there') AS sql
    FROM pg_constraint c
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[1]
   WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace AND cardinality(c.conkey) = 1
  UNION ALL
  SELECT c.oid::regclass::text,
         format('SELECT CAST(max(r.%1$I) AS text) AS id, %4$L AS problem FROM %2$s r
                 HAVING max(r.%1$I) > (SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END FROM %3$s)',
                a.attname, c.oid::regclass, pg_get_serial_sequence(c.oid::regclass::text, a.attname),
                'a new row would get a number that is taken: ' || pg_get_serial_sequence(c.oid::regclass::text, a.attname)
                || ' is behind')
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attidentity <> ''
   WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
   ORDER BY 1, 2";

fn of_a_server(connection: &mut Connection) -> QueryResult<Vec<(String, Fault)>> {
    let queries: Vec<Reference> = match connection {
        Connection::Postgres(inner) => diesel::sql_query(QUERIES).load(inner)?,
        Connection::Sqlite(_) => Vec::new(),
    };
    let mut found = Vec::new();
    for query in queries {
        let rows = faults(connection, &query.sql)?;
        found.extend(rows.into_iter().map(|fault| (query.name.clone(), fault)));
    }
    Ok(found)
}
