//! What an import shows of its outcome.

use crate::access::app::{App, CommandResult};
use crate::import::kind::ImportKind;
use crate::import::remainder::{self, RemainderRow, ToldRemainder};
use crate::import::report::ImportOutcome;
use crate::kernel::error::{Error, Kind, Result};
use crate::output::{CommandOutput, OutputFormat};

/// What is imported, and how.
#[derive(Debug, Clone, Copy)]
pub struct OutcomeContext<'a> {
    pub kind: ImportKind,
    pub source: &'a str,
    /// The plan is carried out, rather than saved.
    pub is_applied: bool,
}

/// Shows the report. Under `--quiet` what was left out stands on standard error instead, with its places and reasons; what was
/// told of this source before is told again only when it changes.
pub fn result(outcome: ImportOutcome, context: &OutcomeContext<'_>, app: &mut App) -> Result<CommandResult> {
    let left_out = outcome.failure.as_ref().map_or(Some(&[][..]), |error| {
        (error.kind == Kind::Partial).then_some(outcome.remainder.as_slice())
    });
    let was_told = match left_out {
        Some(rows) if context.is_applied && !app.manner.dry_run => was_told(rows, context, app)?,
        _ => false,
    };
    let report = CommandOutput::Report(outcome.report);
    let (reply, failure) = match outcome.failure {
        failure if !app.manner.quiet => (report, failure),
        None => (CommandOutput::Nothing, None),
        Some(_) if was_told => (CommandOutput::Nothing, Some(Error::silent(Kind::Partial))),
        Some(error) => {
            let is_for_people = app.view.format == OutputFormat::Table;
            let reply = if is_for_people {
                CommandOutput::Nothing
            } else {
                report
            };
            let rows = outcome.remainder.iter().map(ToString::to_string).collect();
            (reply, Some(error.with_rows(rows)))
        }
    };
    Ok(CommandResult { reply, failure })
}

/// Returns whether people know what was left out; where nothing was, there is nothing to know any more. It is remembered where
/// it was told before, where nobody reads a report, and with an import that was written; else the run changes nothing.
fn was_told(rows: &[RemainderRow], context: &OutcomeContext<'_>, app: &mut App) -> Result<bool> {
    let (kind, source) = (context.kind, context.source);
    let told = app.read(|tx| remainder::told(tx, kind, source, rows))?;
    let is_kept = app.manner.quiet || app.has_changed() || told == ToldRemainder::Another;
    if told != ToldRemainder::Same && is_kept {
        app.write(|tx| remainder::keep(tx, kind, source, rows))?;
    }
    Ok(told == ToldRemainder::Same)
}
