//! `colab import legacy`.

use clap::Args;

use super::service::{self, LegacyRequest};
use super::words::LocalAsUtc;
use crate::access::app::{App, CommandResult};
use crate::db::{Database, OpenMode};
use crate::import::cmd::outcome::{self, OutcomeContext};
use crate::import::kind::ImportKind;
use crate::import::report::ImportOutcome;
use crate::kernel::error::{Error, ErrorCode, Kind, Result};

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
    let outcome = ImportOutcome {
        takes_nothing: false,
        remainder: report.remainder(),
        report: Box::new(report),
        failure,
    };
    let context = OutcomeContext {
        kind: ImportKind::Legacy,
        source: &request.address,
        is_applied: true,
    };
    outcome::result(outcome, &context, app)
}
