//! `colab db …`.

use clap::Subcommand;

use super::{Database, OpenMode};
use crate::app::{App, Done};
use crate::error::Result;
use crate::output::{Field, Record, one, shown_in_table};

#[derive(Debug, Subcommand)]
pub enum DbCommand {
    /// Bring the database's tables to this program's version
    #[command(
        after_help = "Examples:\n  colab --database postgres://colab@db.example/colab db migrate\n  colab db migrate --dry-run"
    )]
    Migrate,
    /// Show which version the database has
    #[command(
        after_help = "Examples:\n  colab db status\n  colab --database postgres://colab@db.example/colab db status -f json"
    )]
    Status,
}

/// Where a database stands.
#[derive(Debug)]
pub struct DbStatus {
    database: String,
    engine: &'static str,
    applied: Vec<String>,
    pending: Vec<String>,
    /// Of a newer program.
    unknown: Vec<String>,
    current: bool,
}

impl Record for DbStatus {
    fn fields() -> &'static [Field<Self>] {
        const FIELDS: &[Field<DbStatus>] = &[
            shown_in_table("database", |status| status.database.as_str().into()),
            shown_in_table("engine", |status| status.engine.into()),
            shown_in_table("current", |status| status.current.into()),
            shown_in_table("applied", |status| status.applied.clone().into()),
            shown_in_table("pending", |status| status.pending.clone().into()),
            shown_in_table("unknown", |status| status.unknown.clone().into()),
        ];
        FIELDS
    }
}

/// Needs no actor: before the first migration there is none.
pub fn run(command: DbCommand, app: &mut App) -> Result<Done> {
    let database = app.database()?;
    if matches!(command, DbCommand::Migrate) && !app.manner.dry_run {
        migrate(&database, app)?;
    }
    let mut connection = database.open(OpenMode::ReadOnly)?;
    let status = super::status(&mut connection)?;
    let shown = DbStatus {
        engine: if database.is_embedded() {
            "sqlite"
        } else {
            "postgres"
        },
        database: database.to_string(),
        current: status.pending.is_empty() && status.unknown.is_empty(),
        applied: status.applied,
        pending: status.pending,
        unknown: status.unknown,
    };
    Ok(one(&shown).into())
}

fn migrate(database: &Database, app: &App) -> Result<()> {
    if database.is_embedded() {
        // An embedded database is made, brought up and given its admin in one way only.
        return app.connect().map(|_| ());
    }
    let now = app.clock().now();
    let mut connection = database.open(OpenMode::ReadOnly)?;
    super::migrate(&mut connection, now, |_| Ok(()))?;
    Ok(())
}
