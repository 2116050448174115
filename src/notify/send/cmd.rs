//! `colab notify send`.

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::model::{Channel, DigestOutcome};
use super::report::DigestTexts;
use super::run::{self, SendRequest, SendSummary};
use crate::access::app::{App, CommandResult};
use crate::access::completion::complete_user;
use crate::kernel::error::Result;
use crate::output::{CommandOutput, OutputFormat, list};

#[derive(Debug, Args)]
pub struct SendArgs {
    /// Channel to use [default: all configured, or standard output]
    #[arg(long)]
    channel: Option<Channel>,
    /// Send only to this user; repeatable
    #[arg(long, value_name = "USER", add = ArgValueCompleter::new(complete_user))]
    to: Vec<String>,
    /// Send in quiet hours and on quiet days too
    #[arg(long)]
    now: bool,
    /// Also retry digests that were given up
    #[arg(long)]
    retry_failed: bool,
}

pub fn run(args: SendArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<DigestOutcome>()?;
    let request = SendRequest {
        channel: args.channel,
        to: args.to,
        now: args.now,
        retry_failed: args.retry_failed,
    };
    let summary = run::run(app, &request)?;
    Ok(reply(summary, app))
}

/// Returns what a run shows of its digests, and how it failed.
pub fn reply(mut summary: SendSummary, app: &App) -> CommandResult {
    let failure = summary.take_error();
    let hides_empty = app.manner.quiet || app.view.format == OutputFormat::Table;
    let reply = if summary.is_printed || (summary.digests.is_empty() && hides_empty) {
        CommandOutput::Nothing
    } else if app.manner.dry_run {
        CommandOutput::Report(Box::new(DigestTexts(summary.digests)))
    } else {
        CommandOutput::Records(list(&summary.digests))
    };
    CommandResult { reply, failure }
}
