//! `colab db check`.

use clap::Subcommand;

use super::model::IntegrityFinding;
use super::service;
use crate::access::app::{App, CommandResult, ListArgs};
use crate::db::expected;
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
    /// the one that the program made; on a server also rights and settings of logins beyond those of their role. Nothing is
    /// changed; each finding comes with a suggested fix.
    #[command(after_help = "Examples:\n  colab db check\n  colab db check -f json --fields check,table,id")]
    Check(ListArgs),
}

pub fn run(command: IntegrityCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        IntegrityCommand::Check(_) => check(app),
    }
}

fn check(app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<IntegrityFinding>()?;
    let database = app.database()?;
    database.require_file()?;
    let mut found = {
        let _progress = app.progress("checking");
        app.read(service::check)?
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
    let failure = match found.len() {
        0 => {
            app.note("no damage found");
            None
        }
        count => Some(
            Error::new(
                Kind::Findings,
                ErrorCode::DatabaseUnsound,
                format!("findings in the database: {count}"),
            )
            .hint("make a backup before you repair anything: colab db backup FILE"),
        ),
    };
    Ok(CommandResult {
        reply: CommandOutput::Records(list(&found)),
        failure,
    })
}
