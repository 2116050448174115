//! `colab db check`.

use clap::{Args, Subcommand};

use super::model::IntegrityFinding;
use super::service;
use crate::access::app::{App, CommandResult, ListArgs};
use crate::db::backup::{self, BackupPlace};
use crate::db::{Database, expected};
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::output::{CommandOutput, list};

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum IntegrityCommand {
    /// Check the database for damage; exit code 9 if there is any
    ///
    /// Reads the rows themselves, past triggers and constraints. Checks the engine's pages, references, holds of rooms and
    /// devices, statuses and movements of devices, numbers of rentals, sums of requests and imports, settings, the
    /// whole chain of the audit log, whether users, tokens, settings and prices are as the log says, and whether the schema is
    /// the one that the program made; on a server also rights and settings of logins beyond those of their role, and rights that
    /// roles of `db grants` lack. Nothing is changed; each finding comes with a suggested fix.
    ///
    /// --repair makes triggers, indexes, constraints, views, functions and policies anew that are missing or not as the program
    /// makes them, after a backup: beside a file, of a server's schema in ~/.local/share/colab/backups. What was added past the
    /// program stays, and so does what rows are in the way of. The audit log says what was made anew; what is still found then
    /// is shown.
    #[command(
        after_help = "Examples:\n  colab db check\n  colab db check --repair --dry-run\n  colab db check -f json --fields check,table,id"
    )]
    Check(CheckArgs),
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Make missing and changed parts of the schema anew
    #[arg(long)]
    repair: bool,
    #[command(flatten)]
    list: ListArgs,
}

pub fn run(command: IntegrityCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        IntegrityCommand::Check(args) => check(&args, app),
    }
}

fn check(args: &CheckArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<IntegrityFinding>()?;
    let database = app.database()?;
    database.require_file()?;
    app.read_where_written();
    if args.repair {
        repair(&database, app)?;
    }
    let checked = {
        let _progress = app.progress("checking");
        app.read(service::check)
    };
    let mut found = match checked {
        Ok(found) => found,
        Err(error) if [ErrorCode::NotADatabase, ErrorCode::SchemaIncomplete].contains(&error.code) => {
            // Of a damaged file not even the schema may be legible.
            let deviations = expected::deviations(&database).unwrap_or_default();
            let error = app.with_newest_backup(error);
            return Ok(with_findings(
                &service::unreadable(&error, &deviations),
                None,
                app,
            ));
        }
        Err(error) => return Err(error),
    };
    if !app.read(service::compares_hashes)? {
        app.note("passwords and tokens were not compared with the audit log, which takes a login that reads their hashes");
    }
    match expected::deviations(&database) {
        Ok(deviations) => found.extend(deviations.iter().map(service::schema_finding)),
        Err(error) if [ErrorCode::DatabasePermission, ErrorCode::ReadOnly].contains(&error.code) => app.note(
            "the schema was not compared with the program's, which takes a login that may make one: run it as the tables' owner",
        ),
        Err(error) => return Err(error),
    }
    let way = "make a backup before you repair anything: colab db backup FILE";
    Ok(with_findings(&found, Some(way), app))
}

/// Shows findings; `way` goes before what each of them says of its own way out.
fn with_findings(found: &[IntegrityFinding], way: Option<&str>, app: &App) -> CommandResult {
    let failure = (!found.is_empty()).then(|| {
        let fact = format!("findings in the database: {}", found.len());
        let error = Error::new(Kind::Findings, ErrorCode::DatabaseUnsound, fact);
        way.into_iter().fold(error, |error, way| error.hint(way))
    });
    if failure.is_none() {
        app.note("no damage found");
    }
    CommandResult {
        reply: CommandOutput::Records(list(found)),
        failure,
    }
}

/// Makes parts of the schema anew, after a backup.
fn repair(database: &Database, app: &mut App) -> Result<()> {
    app.refuse_in_view()?;
    app.read(service::may_repair)?;
    let deviations = expected::deviations(database)?;
    if deviations.iter().all(|one| one.remake.is_empty()) {
        app.note("nothing to make anew");
        return Ok(());
    }
    let place = BackupPlace::beside(database, "before-repair", &app.backups())?;
    let kept = backup::back_up(database, &place, app.clock().now(), !app.manner.dry_run)?.file;
    let done = app.write(|tx| service::repair(tx, &deviations, &kept))?;
    if !app.manner.dry_run {
        app.note(&format!("kept the database as it was: {}", kept.display()));
    }
    for part in done.remade {
        app.note(&format!("made anew: {part}"));
    }
    for (part, reason) in done.refused {
        app.warn(&format!("cannot be made anew: {part}: {reason}"));
    }
    Ok(())
}
