//! The database from outside: whether it exists, its version, and whether its schema is as the program made it.

use super::machine;
use super::model::HealthReport;
use super::service;
use crate::access::app::App;
use crate::db::{self, Database, MigrationStatus, OpenMode, expected};
use crate::kernel::error::{ErrorCode, Kind, Result};
use crate::kernel::machine::machine_mark;

/// Checks the database without changing anything: a missing one is not made, an older one not migrated.
///
/// # Errors
/// `Forbidden` where the actor may not; whatever else fails is a finding.
pub fn look(app: &mut App, health: &mut HealthReport) -> Result<()> {
    let database = match app.database() {
        Ok(database) => database,
        Err(error) => {
            health.fail_with("database", &error);
            return Ok(());
        }
    };
    if let Some(path) = database.file() {
        if !path.exists() {
            health.warn(
                "database",
                format!("there is no database yet: {database}"),
                "run any command to make it: colab room list",
            );
            return Ok(());
        }
        machine::database_file(path, health);
    }
    let opened = database
        .open(OpenMode::ReadOnly)
        .and_then(|mut connection| Ok((db::status(&mut connection)?, connection)));
    let (status, connection) = match opened {
        Ok(opened) => opened,
        Err(error) => {
            health.measure("up", "Whether the database can be used.", 0);
            health.fail_with("database", &error);
            return Ok(());
        }
    };
    let is_current = version(&status, health);
    drop(connection);
    if !is_current {
        health.measure("up", "Whether the database can be used.", 0);
        return Ok(());
    }
    inside(app, &database, health)
}

fn version(status: &MigrationStatus, health: &mut HealthReport) -> bool {
    health.measure(
        "migrations_pending",
        "Migrations that are not yet applied.",
        status.pending.len(),
    );
    match db::require_current(status) {
        Ok(()) => {
            health.pass("version", format!("the tables have version {}", status.version()));
            true
        }
        Err(error) => {
            health.fail_with("version", &error);
            false
        }
    }
}

/// Compares tables, triggers and constraints with those that the program makes.
fn schema(database: &Database, health: &mut HealthReport) {
    match expected::deviations(database) {
        Ok(deviations) => match deviations.first() {
            None => health.pass(
                "schema",
                "tables, triggers and constraints are as the program made them",
            ),
            Some(first) => health.fail(
                "schema",
                format!(
                    "deviations from what the program made: {}, such as: {} {}",
                    deviations.len(),
                    first.part,
                    first.fact
                ),
                if deviations.iter().all(|one| !one.remake.is_empty()) {
                    "colab db check --repair"
                } else {
                    "colab db check"
                },
            ),
        },
        Err(error) if [ErrorCode::DatabasePermission, ErrorCode::ReadOnly].contains(&error.code) => health
            .warn(
                "schema",
                "not compared with the program's, which takes a login that may make one",
                "run it as the tables' owner",
            ),
        Err(error) => health.fail_with("schema", &error),
    }
}

fn inside(app: &mut App, database: &Database, health: &mut HealthReport) -> Result<()> {
    let mut found = HealthReport::default();
    match app.read(|tx| {
        service::look(tx, &mut found)?;
        service::os_users(tx, database.file(), machine_mark(), &mut found)
    }) {
        Ok(()) => {
            health.measure("up", "Whether the database can be used.", 1);
            health.pass("database", format!("{database} answers"));
            health.checks.append(&mut found.checks);
            health.measures.append(&mut found.measures);
            schema(database, health);
            Ok(())
        }
        Err(error) if error.kind == Kind::Forbidden || error.code == ErrorCode::NotATestDatabase => {
            Err(error)
        }
        Err(error) => {
            health.measure("up", "Whether the database can be used.", 0);
            health.fail_with("database", &error);
            Ok(())
        }
    }
}
