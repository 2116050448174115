//! What an import shows of its outcome.

use crate::access::app::{App, CommandResult};
use crate::import::report::ImportOutcome;
use crate::kernel::error::{Error, Kind};
use crate::output::CommandOutput;

/// Shows the report. Under `--quiet` an import that changed nothing says nothing; what remains of a partial one then only
/// shows in the exit code.
pub fn result(outcome: ImportOutcome, app: &App) -> CommandResult {
    if !app.manner.quiet || outcome.changes {
        return CommandResult {
            reply: CommandOutput::Report(outcome.report),
            failure: outcome.failure,
        };
    }
    let failure = outcome.failure.map(|error| match error.kind {
        Kind::Partial => Error::silent(Kind::Partial),
        _ => error,
    });
    CommandResult {
        reply: CommandOutput::Nothing,
        failure,
    }
}
