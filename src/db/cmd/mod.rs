//! `colab db …`.

mod backup;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::Value as Json;

use super::backup::Place;
use super::{OpenMode, grants};
use crate::access::app::{App, CommandResult, Keep};
use crate::kernel::error::Result;
use crate::output::{
    CommandOutput, OutputOptions, Record, RecordField, Records, Report, list, one, shown_in_table,
};

#[derive(Debug, Subcommand)]
pub enum DbCommand {
    /// Bring the database's tables to this program's version, after a backup
    ///
    /// A database that holds something is first backed up: a file beside itself, a server's schema in
    /// ~/.local/share/colab/backups, by pg_dump. A file is also brought up, and backed up before, by the first command of a
    /// newer program that opens it.
    #[command(
        after_help = "Examples:\n  colab --database postgres://colab@db.example/colab db migrate\n  colab db migrate --backup /var/backups/colab/\n  colab db migrate --dry-run"
    )]
    Migrate(MigrateArgs),
    /// Show which version the database has
    #[command(
        after_help = "Examples:\n  colab db status\n  colab --database postgres://colab@db.example/colab db status -f json"
    )]
    Status,
    /// Write the whole database, as it is at one instant, to one file
    ///
    /// Others may go on writing meanwhile. The file is readable by its owner alone (it holds password hashes), is read
    /// again before it gets its name, and is either whole or not there. On a server pg_dump is used, which must not be
    /// older than the server. The audit log says who took the data out, and `doctor` when that was.
    #[command(
        after_help = "Examples:\n  colab db backup colab-friday.db\n  colab db backup /var/backups/colab/ --keep 14 --quiet\n  colab --database postgres://colab@db.example/colab db backup colab.dump -f json"
    )]
    Backup(backup::BackupArgs),
    /// Put a backup in the place of the database
    ///
    /// The backup is verified first: its pages and references, its version, the whole chain of its audit log. What it
    /// replaces is kept as a backup itself: of a file beside it, of a server's schema in ~/.local/share/colab/backups. A
    /// file is replaced only while nobody else has it open; a server's schema in one transaction, from what `db backup`
    /// made. A backup of an older version is brought to this program's. Tokens, sessions and passwords are those of the
    /// backup again. The restored audit log says who restored it, from what.
    ///
    /// --dry-run does all of it but the last step; a server's tables are locked meanwhile. Where there is no database yet,
    /// or a file that cannot be read as one, nobody can be asked who may: whoever may write it may.
    #[command(
        after_help = "Examples:\n  colab db restore colab-friday.db --dry-run\n  colab db restore colab-friday.db --yes\n  colab --database postgres://colab@db.example/colab db restore colab.dump"
    )]
    Restore(backup::RestoreArgs),
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
pub struct MigrateArgs {
    /// Where to keep the database as it was: a file or a folder
    #[arg(long, value_name = "FILE")]
    backup: Option<String>,
    /// Keep nothing
    #[arg(long, conflicts_with = "backup")]
    no_backup: bool,
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
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<Statement>] = &[shown_in_table("statement", |statement| {
            statement.0.as_str().into()
        })];
        FIELDS
    }
}

impl Report for Script {
    fn json(&self, _view: &OutputOptions) -> Json {
        let object = |one: &Statement| serde_json::json!({"statement": one.0});
        self.0.iter().map(object).collect()
    }

    fn text(&self, _view: &OutputOptions) -> String {
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
    /// The database as it was before a migration.
    backup: Option<PathBuf>,
}

impl Record for DbStatus {
    fn fields() -> &'static [RecordField<Self>] {
        const FIELDS: &[RecordField<DbStatus>] = &[
            shown_in_table("database", |status| status.database.as_str().into()),
            shown_in_table("engine", |status| status.engine.into()),
            shown_in_table("current", |status| status.current.into()),
            shown_in_table("applied", |status| status.applied.clone().into()),
            shown_in_table("pending", |status| status.pending.clone().into()),
            shown_in_table("unknown", |status| status.unknown.clone().into()),
            shown_in_table("backup", |status| {
                status
                    .backup
                    .as_ref()
                    .map(|path| path.display().to_string())
                    .into()
            }),
        ];
        FIELDS
    }
}

pub fn run(command: DbCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        DbCommand::Migrate(args) => migrate(args, app),
        DbCommand::Status => status(app, None),
        DbCommand::Backup(args) => backup::backup(&args, app),
        DbCommand::Restore(args) => backup::restore(&args, app),
        DbCommand::Grants(args) => give_rights(&args, app),
    }
}

/// Needs no actor: before the first migration there is none.
fn migrate(args: MigrateArgs, app: &mut App) -> Result<CommandResult> {
    if app.manner.dry_run {
        return status(app, None);
    }
    let keep = match (&args.backup, args.no_backup) {
        (_, true) => Keep::Nothing,
        (Some(file), false) => Keep::At(Place::typed(file, false)),
        (None, false) => Keep::Usual,
    };
    let database = app.database()?;
    let kept = match database.is_embedded() {
        // An embedded database is made, brought up and given its admin in one way only.
        true => app.connect(&keep)?.1,
        false => app.migrate(&mut database.open(OpenMode::ReadOnly)?, &database, &keep)?,
    };
    status(app, kept)
}

/// Needs no actor either.
fn status(app: &App, backup: Option<PathBuf>) -> Result<CommandResult> {
    let database = app.database()?;
    let mut connection = database.open(OpenMode::ReadOnly)?;
    let status = super::status(&mut connection)?;
    let shown = DbStatus {
        engine: connection.engine().as_str(),
        database: database.to_string(),
        current: status.pending.is_empty() && status.unknown.is_empty(),
        applied: status.applied,
        pending: status.pending,
        unknown: status.unknown,
        backup,
    };
    Ok(one(&shown).into())
}

fn give_rights(args: &GrantsArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<Statement>()?;
    if app.database()?.is_embedded() {
        return Err(grants::embedded());
    }
    let statements = match args.apply {
        true => app.write_as_system(|tx| grants::apply(tx, &args.prefix))?,
        false => grants::statements(&mut *app.connection()?, &args.prefix)?,
    };
    let script = Script(statements.into_iter().map(Statement).collect());
    Ok(CommandOutput::Report(Box::new(script)).into())
}
