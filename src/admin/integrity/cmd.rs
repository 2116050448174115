//! `colab db check`.

use clap::Subcommand;

use super::model::IntegrityFinding;
use super::service;
use crate::access::app::{App, CommandResult};
use crate::db::{OpenMode, expected};
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::output::{CommandOutput, list};

#[derive(Debug, Subcommand)]
pub enum IntegrityCommand {
    /// Look for damage: exit code 9 when there is any
    ///
    /// Asks the rows themselves, past triggers and constraints: the engine's check of its pages, references, holds as bookings
    /// and rentals want them and never two at once, statuses and movements of devices, numbers of rentals, sums of requests
    /// and imports, settings, the whole chain of the audit log; and whether the schema is the one that the program made.
    /// Nothing is changed: each finding says the way out.
    #[command(after_help = "Examples:\n  colab db check\n  colab db check -f json --fields check,table,id")]
    Check,
}

pub fn run(command: IntegrityCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        IntegrityCommand::Check => check(app),
    }
}

fn check(app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<IntegrityFinding>()?;
    // A name that was mistyped is no database to be made and found sound.
    let database = app.database()?;
    database.open(OpenMode::ReadOnly)?;
    let mut found = {
        let _progress = app.progress("checking");
        app.read(service::check)?
    };
    match expected::deviations(&database) {
        Ok(deviations) => found.extend(deviations.iter().map(service::guard)),
        Err(error) if [ErrorCode::DatabasePermission, ErrorCode::ReadOnly].contains(&error.code) => app.note(
            "whether the schema is as the program made it was not compared: this login may make none; run it as the tables' owner",
        ),
        Err(error) => return Err(error),
    }
    let failure = match found.len() {
        0 => {
            app.note("nothing was found");
            None
        }
        count => Some(
            Error::new(
                Kind::Findings,
                ErrorCode::DatabaseUnsound,
                format!("{count} findings in the database"),
            )
            .hint("keep a backup of it as it is before anything is mended: colab db backup FILE"),
        ),
    };
    Ok(CommandResult {
        reply: CommandOutput::Records(list(&found)),
        failure,
    })
}
