//! `colab doctor`.

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::Args;

use super::model::{CheckLevel, HealthCheck, HealthReport};
use super::{database, machine, prometheus};
use crate::access::app::{App, CommandResult};
use crate::kernel::error::{Error, ErrorCode, Kind, Result};
use crate::output::{CommandOutput, list, write_file};

#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// Print text for the file collector of Prometheus' node exporter
    #[arg(long)]
    prometheus: bool,
    /// File for the text of --prometheus
    #[arg(short, long, value_name = "FILE", requires = "prometheus")]
    output: Option<PathBuf>,
    /// Exit with code 9 when a check fails
    #[arg(long)]
    exit_code: bool,
}

pub fn run(args: &DoctorArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<HealthCheck>()?;
    let mut health = HealthReport::default();
    let (now, real_now) = (app.clock().now(), app.clock().real_now());
    machine::look(
        &app.config,
        real_now,
        std::io::stdout().is_terminal(),
        &mut health,
    );
    database::look(app, &mut health)?;
    let failed = health.failed();
    if app.manner.quiet && !args.prometheus {
        health.checks.retain(|check| check.status != CheckLevel::Pass);
    }
    let reply = match (args.prometheus, &args.output) {
        (false, _) => CommandOutput::Records(list(&health.checks)),
        (true, None) => CommandOutput::Text(prometheus::text(&health, now)),
        (true, Some(path)) => {
            if !app.manner.dry_run {
                write_file(path, prometheus::text(&health, now).as_bytes())?;
            }
            CommandOutput::Nothing
        }
    };
    Ok(CommandResult {
        reply,
        failure: (args.exit_code && failed > 0).then(|| {
            Error::new(
                Kind::Findings,
                ErrorCode::Unhealthy,
                format!("checks that fail: {failed}"),
            )
            .hint("run `colab doctor` for suggested fixes")
        }),
    })
}
