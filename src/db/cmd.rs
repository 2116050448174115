//! `colab db …`.

use clap::{Args, Subcommand};
use serde_json::Value as Json;

use super::{Database, OpenMode, grants};
use crate::app::{App, Done};
use crate::error::Result;
use crate::output::{Field, Record, Records, Reply, Report, View, list, one, shown_in_table};

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
    /// Print, or give, the rights of people's own logins on a PostgreSQL server
    ///
    /// Makes a database role for each role of the program (PREFIX_admin, PREFIX_it_rental_admin …) with the rights on
    /// tables that its permissions amount to, and PREFIX_service for a service that signs people in. None of them owns a
    /// table, so none can drop a guard; none may update or delete rows of the audit log; none but the service reads
    /// password or token hashes. Staff and kitchen staff see some bookings and not others, which rights on tables cannot
    /// say: their roles see rooms and settings, and for bookings they work through the service.
    ///
    /// A person's login is made a member, by hand: CREATE ROLE thandi LOGIN; GRANT colab_it_rental_admin TO thandi. With
    /// it `colab` works by token (`user token create`); signing in with a password reads its hash and so wants the
    /// service's login. What somebody writes by SQL into tables that the role may write is not in the audit log.
    ///
    /// Can be run again, and should be after `db migrate`: rights that are no longer on the list are taken back. Needs no
    /// signing in; the server decides who may make roles and give rights.
    #[command(
        after_help = "Examples:\n  colab db grants | psql -1 -U postgres colab\n  colab --database postgres://colab@db.example/colab db grants --apply\n  colab db grants --prefix north"
    )]
    Grants(GrantsArgs),
}

#[derive(Debug, Args)]
pub struct GrantsArgs {
    /// Run the statements, in one transaction
    #[arg(long)]
    apply: bool,
    /// How the roles' names begin; roles belong to the whole server, which may hold several sites
    #[arg(long, default_value = "colab")]
    prefix: String,
}

/// Statements of SQL: a script for people, records for programs.
struct Script(Vec<Statement>);

struct Statement(String);

impl Record for Statement {
    fn fields() -> &'static [Field<Self>] {
        const FIELDS: &[Field<Statement>] = &[shown_in_table("statement", |statement| {
            statement.0.as_str().into()
        })];
        FIELDS
    }
}

impl Report for Script {
    fn json(&self, _view: &View) -> Json {
        let object = |one: &Statement| serde_json::json!({"statement": one.0});
        self.0.iter().map(object).collect()
    }

    fn text(&self, _view: &View) -> String {
        self.0.iter().map(|one| format!("{};\n", one.0)).collect()
    }

    fn records(&self) -> Records {
        list(&self.0)
    }
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
    if let DbCommand::Grants(args) = command {
        return give_rights(&args, app);
    }
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

fn give_rights(args: &GrantsArgs, app: &mut App) -> Result<Done> {
    app.view.check_fields::<Statement>()?;
    if app.database()?.is_embedded() {
        return Err(grants::embedded());
    }
    let statements = match args.apply {
        true => app.write_as_system(|tx| grants::apply(tx, &args.prefix))?,
        false => grants::statements(&mut app.connect()?, &args.prefix)?,
    };
    let script = Script(statements.into_iter().map(Statement).collect());
    Ok(Reply::Report(Box::new(script)).into())
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
