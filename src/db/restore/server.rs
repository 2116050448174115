//! Restoring a server's schema: emptied, filled and verified in one transaction, so that others see the old database
//! until they see the new one, and the old one for good when anything is in the way.

use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, Stdio};

use super::order::{RestoreHooks, RestoreOrder, RestoreOutcome, RestoreTarget, settle};
use super::script::StatementReader;
use crate::db::OpenMode;
use crate::db::backend::AnyConnection as Connection;
use crate::db::backup::tools::{self, ServerTool};
use crate::db::backup::{self, BackupContents, BackupPlace, fingerprint, not_a_backup};
use crate::kernel::error::{Error, ErrorCode, Result};

/// Text of statements that are sent together, in bytes.
const TOGETHER: usize = 256 * 1024;

/// A table without which nothing is ours.
const OURS: &str = "database_info";

/// Takes away what stands in the schema, but for what an extension brought; a column's own sequence goes with its table.
const EMPTY: &str = "
DO $$
DECLARE found record;
BEGIN
  FOR found IN SELECT c.relname, c.relkind FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
      AND NOT EXISTS (SELECT 1 FROM pg_depend d
                       WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('e', 'i', 'a'))
  LOOP
    EXECUTE format('DROP %s IF EXISTS %I.%I CASCADE',
      CASE found.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
      current_schema(), found.relname);
  END LOOP;
  FOR found IN SELECT p.oid::regprocedure AS routine FROM pg_proc p
    WHERE p.pronamespace = current_schema()::regnamespace
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  LOOP
    EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', found.routine);
  END LOOP;
END $$";

pub fn restore(order: &RestoreOrder<'_>, hooks: &mut dyn RestoreHooks) -> Result<RestoreOutcome> {
    let tool = tools::find("pg_restore", 0)?;
    let (bytes, sha256) = fingerprint(order.file)?;
    let mut connection = order.database.open(OpenMode::ReadOnly)?;
    check_contents(&mut connection, &tool, order)?;
    connection.begin_write()?;
    let done = restore_begun(&mut connection, &tool, order, &sha256, hooks);
    match (&done, order.dry_run) {
        (Ok(_), false) => connection.commit()?,
        _ => connection.rollback(),
    }
    let (contents, kept) = done?;
    Ok(RestoreOutcome {
        file: order.file.to_owned(),
        bytes,
        sha256,
        contents,
        kept,
    })
}

/// Checks the list of what is in the archive, before anything is locked.
fn check_contents(connection: &mut Connection, tool: &ServerTool, order: &RestoreOrder<'_>) -> Result<()> {
    let list = tool
        .run(tool.command().arg("--list").arg(order.file))
        .map_err(|error| not_a_backup(&error.message).with_source(error))?;
    // `214; 1259 16402 TABLE public audit_log colab`
    let tables: Vec<(&str, &str)> = list
        .lines()
        .filter_map(|line| line.split_once(" TABLE ")?.1.split_once(' '))
        .filter_map(|(schema, rest)| Some((schema, rest.split(' ').next()?)))
        .collect();
    let Some((schema, _)) = tables.iter().find(|(_, table)| *table == OURS) else {
        return Err(not_a_backup("it holds no colab database"));
    };
    let here = connection.server_name("current_schema()")?;
    if here != *schema {
        return Err(Error::invalid(
            ErrorCode::OtherSchema,
            format!("the backup holds the schema {schema}, and this login works in {here}"),
        )
        .hint(format!("add to the address: options=-csearch_path%3D{schema}")));
    }
    let known =
        |name: &str| order.known_tables.contains(&name) || tables.iter().any(|(_, table)| *table == name);
    let there = connection.texts(
        "SELECT relname::text AS text FROM pg_class WHERE relnamespace = current_schema()::regnamespace
            AND relkind IN ('r', 'p', 'v', 'm') ORDER BY 1",
    )?;
    match there.iter().find(|name| !known(name)) {
        None => Ok(()),
        Some(stranger) => Err(Error::database(
            ErrorCode::SharedSchema,
            format!("the schema {here} also holds {stranger}, which is not ours and would be lost"),
        )
        .hint("restore into a database of its own: createdb NAME")),
    }
}

fn restore_begun(
    connection: &mut Connection,
    tool: &ServerTool,
    order: &RestoreOrder<'_>,
    sha256: &str,
    hooks: &mut dyn RestoreHooks,
) -> Result<(BackupContents, Option<PathBuf>)> {
    connection.batch("SET LOCAL lock_timeout = '10s'; SET LOCAL check_function_bodies = off")?;
    connection.batch("CREATE EXTENSION IF NOT EXISTS btree_gist")?;
    let kept = if order.target == RestoreTarget::Ours && !order.dry_run {
        connection.stop_writers()?;
        Some(keep(order)?)
    } else {
        None
    };
    connection.batch(EMPTY)?;
    load(connection, tool, order.file)?;
    connection.batch("ANALYZE")?;
    let contents = settle(connection, order, sha256, kept.as_deref(), hooks)?;
    Ok((contents, kept))
}

/// Backs up what is there, while nobody writes.
fn keep(order: &RestoreOrder<'_>) -> Result<PathBuf> {
    let place = BackupPlace::beside(order.database, "before-restore", order.backups)?;
    Ok(backup::back_up(order.database, &place, order.now, true)?.file)
}

/// Runs the archive's statements.
fn load(connection: &mut Connection, tool: &ServerTool, file: &Path) -> Result<()> {
    let mut command = tool.command();
    command
        .args(["--no-owner", "--no-privileges", "--file=-"])
        .arg(file)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| tool.unstarted(error))?;
    let run = match child.stdout.take() {
        Some(output) => run_statements(connection, output),
        None => Err(Error::internal("the child has no output")),
    };
    if run.is_err() {
        // It may still be printing, and nobody reads on.
        let _ = child.kill();
    }
    let mut complaint = String::new();
    if let Some(mut stderr) = child.stderr.take() {
        let _ = stderr.read_to_string(&mut complaint);
    }
    let status = child.wait().map_err(|error| tool.unstarted(error))?;
    run?;
    if status.success() {
        Ok(())
    } else {
        Err(not_a_backup(&tool.failed(&complaint).message))
    }
}

fn run_statements(connection: &mut Connection, output: ChildStdout) -> Result<()> {
    let mut script = StatementReader::of(BufReader::with_capacity(TOGETHER, output));
    let mut together = String::with_capacity(2 * TOGETHER);
    while let Some(statement) = script.next()? {
        together.push_str(&statement);
        if together.len() >= TOGETHER {
            connection.batch(&together).map_err(not_loaded)?;
            together.clear();
        }
    }
    connection.batch(&together).map_err(not_loaded)
}

/// Words the error of a statement that does not run: a rule that a row breaks is the backup's fault.
fn not_loaded(error: diesel::result::Error) -> Error {
    match Error::from(error) {
        broken if broken.code == ErrorCode::Constraint => not_a_backup(&broken.message).with_source(broken),
        other => other,
    }
}
