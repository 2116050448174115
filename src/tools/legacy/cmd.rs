//! `colab import legacy`.

use clap::Args;

use super::service::{self, LegacyRequest};
use super::words::LocalAsUtc;
use crate::access::app::{App, CommandResult};
use crate::db::{Database, OpenMode};
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::output::CommandOutput;

#[derive(Debug, Args)]
pub struct LegacyArgs {
    /// Address of the replaced system's database; read access is enough, passwords belong in ~/.pgpass
    #[arg(value_name = "postgres://…")]
    url: String,
    /// Correct local times that the old form stored as UTC; auto corrects those from 07:30 to 16:30
    #[arg(long, default_value = "auto", value_name = "WHICH")]
    local_as_utc: LocalAsUtc,
}

pub fn run(args: &LegacyArgs, app: &mut App) -> Result<CommandResult> {
    let database = Database::parse(&args.url)?;
    if database.is_embedded() {
        return Err(Error::usage(format!("`{database}` is not a PostgreSQL database"))
            .hint("colab import legacy postgres://reader@server/colab_erp"));
    }
    app.read(service::may_import)?;
    let progress = app.progress("reading the other database");
    let source = service::read(&mut database.open(OpenMode::ReadOnly)?)?;
    drop(progress);
    let request = LegacyRequest {
        source,
        address: database.to_string(),
        local_as_utc: args.local_as_utc,
    };
    let progress = app.progress("importing");
    let report = app.write(|tx| service::import(tx, &request))?;
    drop(progress);
    if report.plain_passwords > 0 {
        app.note(&format!(
            "{} passwords are in plain text until their first sign-in: colab user migrate-passwords",
            report.plain_passwords
        ));
    }
    let skipped = report.skipped();
    let failure = (skipped > 0).then(|| {
        Error::new(
            Kind::Partial,
            ErrorCode::LegacyPartial,
            format!("{skipped} rows were not imported"),
        )
        .hint("the report gives the reason of each row; correct them there and import again")
    });
    // Under --quiet, what could not be taken the last time either shows in the code alone.
    let was_told = app.manner.quiet && !app.has_changed();
    let silent = |error| {
        if was_told {
            Error::silent(Kind::Partial)
        } else {
            error
        }
    };
    Ok(CommandResult {
        reply: if was_told {
            CommandOutput::Nothing
        } else {
            CommandOutput::Report(Box::new(report))
        },
        failure: failure.map(silent),
    })
}
