//! The rows of an embedded backup: copied table by table into tables that the migrations make anew. Of the file's own schema
//! nothing is taken, and nothing is run.

use std::path::Path;

use diesel::RunQueryDsl;
use diesel::sql_types::Text;

use crate::db::backend::AnyConnection as Connection;
use crate::db::backup::{BackupContents, has_table, lacks_column, rows_refused, versions_refused};
use crate::db::{Database, OpenMode, migrate};
use crate::kernel::error::{Error, Result};

/// Parts of the schema that are SQLite's own. A trigger of such a name is somebody's.
const OWN_PARTS: &str = "type IN ('table', 'index') AND name LIKE 'sqlite\\_%' ESCAPE '\\'";

/// A file whose rows were loaded.
pub struct LoadedFile {
    pub connection: Connection,
    pub contents: BackupContents,
    /// Parts of the file's schema that are not as the program makes them.
    pub deviations: Vec<String>,
    /// Parts that are not the program's.
    pub left_out: Vec<String>,
}

/// Loads the rows of one file into another, which is empty.
pub fn load(source: &Path, to: &Path, contents: BackupContents) -> Result<LoadedFile> {
    let mut connection = Database::Sqlite(to.to_owned()).open(OpenMode::ReadOnly)?;
    // Nobody else sees the file yet, and it is synchronised as a whole before anybody does.
    connection.batch("PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF")?;
    let path = source
        .to_str()
        .ok_or_else(|| Error::usage("the path of a backup must be UTF-8"))?;
    diesel::sql_query("ATTACH ? AS source")
        .bind::<Text, _>(path)
        .execute(&mut connection)?;
    connection.begin_write()?;
    let loaded = load_begun(&mut connection, &contents);
    match &loaded {
        Ok(_) => connection.commit()?,
        Err(_) => connection.rollback(),
    }
    let (deviations, left_out) = loaded?;
    connection.batch("DETACH source; PRAGMA foreign_keys=ON")?;
    Ok(LoadedFile {
        connection,
        contents,
        deviations,
        left_out,
    })
}

fn load_begun(connection: &mut Connection, contents: &BackupContents) -> Result<(Vec<String>, Vec<String>)> {
    migrate::run_versions(connection, &contents.applied).map_err(versions_refused)?;
    let mut deviations = connection.texts(&format!(
        "SELECT type || ' ' || name || CASE WHEN EXISTS (SELECT 1 FROM source.sqlite_schema s WHERE s.type = m.type AND s.name = m.name)
                THEN ' is not as the program made it' ELSE ' is missing' END AS text FROM main.sqlite_schema m
          WHERE NOT ({OWN_PARTS}) AND NOT EXISTS (SELECT 1 FROM source.sqlite_schema s
                 WHERE s.type = m.type AND s.name = m.name AND s.tbl_name = m.tbl_name AND s.sql = m.sql)
         UNION ALL
         SELECT type || ' ' || name || ' was added past the program' FROM source.sqlite_schema s
          WHERE type = 'trigger' AND NOT EXISTS (SELECT 1 FROM main.sqlite_schema m
                 WHERE m.type = s.type AND m.name = s.name)"
    ))?;
    let left_out = connection.texts(&format!(
        "SELECT type || ' ' || name AS text FROM source.sqlite_schema s
          WHERE type <> 'trigger' AND NOT ({OWN_PARTS}) AND name <> 'backup_seal'
            AND NOT EXISTS (SELECT 1 FROM main.sqlite_schema m WHERE m.type = s.type AND m.name = s.name)"
    ))?;
    let triggers = connection.texts("SELECT sql AS text FROM main.sqlite_schema WHERE type = 'trigger'")?;
    for name in connection.texts("SELECT name AS text FROM main.sqlite_schema WHERE type = 'trigger'")? {
        connection.batch(&format!("DROP TRIGGER main.\"{name}\""))?;
    }
    let tables = connection.texts(&format!(
        "SELECT name AS text FROM main.sqlite_schema WHERE type = 'table' AND NOT ({OWN_PARTS})"
    ))?;
    for table in tables {
        deviations.extend(copy_rows(connection, &table)?);
    }
    for trigger in triggers {
        connection.batch(&trigger)?;
    }
    Ok((deviations, left_out))
}

/// Copies a table's rows by the names of its columns: what is missing in the file stays as the migrations make it. Returns what
/// could not be copied.
fn copy_rows(connection: &mut Connection, table: &str) -> Result<Vec<String>> {
    if !has_table(connection, "source", table)? {
        return Ok(vec![format!("no rows of the table {table} can be read")]);
    }
    let mut columns_of = |schema: &str| -> Result<Vec<String>> {
        Ok(connection.texts(&format!(
            "SELECT name AS text FROM pragma_table_xinfo('{table}', '{schema}') WHERE hidden = 0 ORDER BY cid"
        ))?)
    };
    let (columns, found) = (columns_of("main")?, columns_of("source")?);
    let (shared, missing): (Vec<&String>, Vec<&String>) =
        columns.iter().partition(|column| found.contains(column));
    let computed = connection.texts(&format!(
        "SELECT name AS text FROM pragma_table_xinfo('{table}', 'main') WHERE hidden <> 0"
    ))?;
    // Of two tables of one form SQLite copies the pages.
    let (into, from) = if columns == found && computed.is_empty() {
        (String::new(), "*".to_owned())
    } else {
        let names: Vec<String> = shared.iter().map(|column| format!("\"{column}\"")).collect();
        (format!("({})", names.join(", ")), names.join(", "))
    };
    connection
        .batch(&format!(
            "DELETE FROM main.\"{table}\"; INSERT INTO main.\"{table}\" {into} SELECT {from} FROM source.\"{table}\""
        ))
        .map_err(|error| rows_refused(table, error))?;
    Ok(missing
        .into_iter()
        .map(|column| lacks_column(table, column))
        .collect())
}
