//! A backup of a server's schema.

use std::fs::File;
use std::path::Path;

use super::contents::BackupContents;
use super::tools::{self, ServerTool};
use crate::db::backend::AnyConnection as Connection;
use crate::db::{Database, OpenMode};
use crate::kernel::error::{Result, file_error};

/// Rows of one statement: a restore runs one after the other.
const ROWS: &str = "--rows-per-insert=500";

/// Writes the schema to a file, and reads it again to its end.
pub fn dump(database: &Database, to: &Path) -> Result<BackupContents> {
    let mut connection = database.open(OpenMode::ReadOnly)?;
    let version = server_version(&mut connection)?;
    let (dump, restore) = (
        tools::find("pg_dump", version)?,
        tools::find("pg_restore", version)?,
    );
    // The contents are read from the very state that is dumped.
    connection.begin_read()?;
    let dumped = dump_begun(&mut connection, database, &dump, to);
    connection.rollback();
    let contents = dumped?;
    read_again(&restore, to)?;
    Ok(contents)
}

fn dump_begun(
    connection: &mut Connection,
    database: &Database,
    tool: &ServerTool,
    to: &Path,
) -> Result<BackupContents> {
    let contents = BackupContents::of(connection)?;
    let snapshot = connection.server_name("pg_export_snapshot()")?;
    let schema = connection.server_name("current_schema()")?;
    // Not by its name: interrupted, this program removes the draft, and pg_dump would make it again.
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

/// Returns the major version of a server, such as 15.
pub fn server_version(connection: &mut Connection) -> Result<u32> {
    let number = connection.server_name("current_setting('server_version_num')")?;
    Ok(number.parse::<u32>().unwrap_or_default() / 10_000)
}

/// Unpacks the whole archive into nothing: damage is found now and not when the backup is needed.
fn read_again(tool: &ServerTool, file: &Path) -> Result<()> {
    let mut command = tool.command();
    tool.run(command.arg("--file=/dev/null").arg(file)).map(|_| ())
}
