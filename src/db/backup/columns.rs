//! The tables and columns that a backup must hold: those that the migrations of its version make. What lacks one is the
//! backup of a damaged database: it is made all the same, and never taken for a sound one.

use std::collections::{BTreeMap, BTreeSet};

use super::contents::versions_refused;
use crate::db::backend::AnyConnection as Connection;
use crate::db::connection::in_memory;
use crate::db::{DatabaseEngine, migrate};
use crate::kernel::error::{ErrorCode, Result};

/// The columns of each table, but for those that are computed.
pub type TableColumns = BTreeMap<String, BTreeSet<String>>;

/// The one table that no server has: it asks a connection of SQLite whether it looks after references.
const OF_FILES_ALONE: &str = "__foreign_keys";

/// The one column that no file has, its table, and the migration that makes it.
const OF_SERVERS_ALONE: (&str, &str, &str) = ("20261129000060", "room_holds", "lanes");

/// Lists the columns of a file's tables. A view or a virtual table of such a name is no table.
pub fn columns_of_file(connection: &mut Connection) -> Result<TableColumns> {
    let names = connection.texts(
        "SELECT t.name || '.' || c.name AS text FROM main.sqlite_schema t, pragma_table_xinfo(t.name, 'main') c
          WHERE t.type = 'table' AND t.rootpage > 0 AND t.sql LIKE 'CREATE TABLE %' AND c.hidden = 0
            AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )?;
    let mut columns = TableColumns::new();
    for (table, column) in names.iter().filter_map(|name| name.split_once('.')) {
        let of_table = columns.entry(table.to_owned()).or_default();
        of_table.insert(column.to_owned());
    }
    Ok(columns)
}

/// Lists the columns that the migrations make. Both engines have the same, so that no server is asked about its backup.
///
/// # Errors
/// `Invalid` for migrations that do not run one after the other.
pub fn columns_of_version(engine: DatabaseEngine, applied: &[String]) -> Result<TableColumns> {
    let mut made = Connection::Sqlite(in_memory()?);
    migrate::run_versions(&mut made, applied).map_err(versions_refused)?;
    let mut columns = columns_of_file(&mut made)?;
    if engine == DatabaseEngine::Postgres {
        columns.remove(OF_FILES_ALONE);
        let (version, table, column) = OF_SERVERS_ALONE;
        if applied.iter().any(|one| one == version) {
            let of_table = columns.entry(table.to_owned()).or_default();
            of_table.insert(column.to_owned());
        }
    }
    Ok(columns)
}

/// Words what is missing of the tables and columns of a version. What a newer program made is not known.
pub fn missing_columns(
    found: &TableColumns,
    engine: DatabaseEngine,
    applied: &[String],
) -> Result<Vec<String>> {
    if !migrate::compare(applied.to_vec()).unknown.is_empty() {
        return Ok(Vec::new());
    }
    let mut facts = Vec::new();
    let made = match columns_of_version(engine, applied) {
        Err(error) if error.code == ErrorCode::NoBackup => {
            return Ok(vec!["no version has its migrations alone".to_owned()]);
        }
        made => made?,
    };
    for (table, columns) in made {
        match found.get(&table) {
            None => facts.push(lacks_table(&table)),
            Some(found) => facts.extend(
                columns
                    .difference(found)
                    .map(|column| lacks_column(&table, column)),
            ),
        }
    }
    Ok(facts)
}

/// Words that a table is not there.
pub fn lacks_table(table: &str) -> String {
    format!("the table {table} is missing")
}

/// Words that a column is not there.
pub fn lacks_column(table: &str, column: &str) -> String {
    format!("the table {table} lacks the column {column}")
}
