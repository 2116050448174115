//! A backup of a server's schema.

use std::fs::File;
use std::path::Path;

use super::tools::{self, Tool};
use super::{Contents, Database};
use crate::db::OpenMode;
use crate::db::backend::AnyConnection as Connection;
use crate::kernel::error::{Result, file_error};

/// Rows of one statement: a restore runs one after the other.
const ROWS: &str = "--rows-per-insert=500";

/// Writes the schema to a file, and reads it again to its end.
pub fn dump(database: &Database, to: &Path) -> Result<Contents> {
    let mut connection = database.open(OpenMode::ReadOnly)?;
    let version = server_version(&mut connection)?;
    let (dump, restore) = (
        tools::find("pg_dump", version)?,
        tools::find("pg_restore", version)?,
    );
    // What is said of the backup is read from the very state that is dumped.
    connection.begin_read()?;
    let said = dump_begun(&mut connection, database, &dump, to);
    connection.rollback();
    let contents = said?;
    read_again(&restore, to)?;
    Ok(contents)
}

fn dump_begun(connection: &mut Connection, database: &Database, tool: &Tool, to: &Path) -> Result<Contents> {
    let contents = Contents::of(connection)?;
    let snapshot = connection.server_name("pg_export_snapshot()")?;
    let schema = connection.server_name("current_schema()")?;
    // Not by its name: when this program is interrupted and the draft is gone, the other would make it again.
    let output = File::options()
        .write(true)
        .open(to)
        .map_err(|error| file_error(to, "write", error))?;
    let mut command = tool.connected(database);
    command
        .args([
            "--format=custom",
            "--compress=1",
            ROWS,
            "--no-owner",
            "--no-privileges",
        ])
        .arg(format!("--snapshot={snapshot}"))
        .arg(format!("--schema=\"{}\"", schema.replace('"', "\"\"")))
        .stdout(output);
    tool.run(&mut command)?;
    Ok(contents)
}

/// The major version, such as 15.
pub fn server_version(connection: &mut Connection) -> Result<u32> {
    let number = connection.server_name("current_setting('server_version_num')")?;
    Ok(number.parse::<u32>().unwrap_or_default() / 10_000)
}

/// Unpacks all of it into nothing: what cannot be read is found now and not when it is needed.
fn read_again(tool: &Tool, file: &Path) -> Result<()> {
    let mut command = tool.command();
    tool.run(command.arg("--file=/dev/null").arg(file)).map(|_| ())
}
