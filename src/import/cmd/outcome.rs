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

/// Shows the report. Under `--quiet` what was left out stands on standard error instead, with its places and reasons: what is
/// new since the last run of this source, and everything where nothing of the file is imported.
pub fn result(outcome: ImportOutcome, context: &OutcomeContext<'_>, app: &mut App) -> Result<CommandResult> {
    let left_out = outcome.failure.as_ref().map_or(Some(&[][..]), |error| {
        (error.kind == Kind::Partial).then_some(outcome.remainder.as_slice())
    });
    let told = match left_out {
        Some(rows) if context.is_applied && !app.manner.dry_run => told(rows, context, app)?,
        _ => ToldRemainder::Nothing,
    };
    let report = CommandOutput::Report(outcome.report);
    let (reply, failure) = match outcome.failure {
        failure if !app.manner.quiet => (report, failure),
        None => (CommandOutput::Nothing, None),
        Some(_) if told == ToldRemainder::Same && !outcome.takes_nothing => {
            (CommandOutput::Nothing, Some(Error::silent(Kind::Partial)))
        }
        Some(error) => {
            let is_for_people = app.view.format == OutputFormat::Table;
            let reply = if is_for_people {
                CommandOutput::Nothing
            } else {
                report
            };
            let is_shown = |row: &&RemainderRow| outcome.takes_nothing || !told.contains(row);
            let shown = outcome.remainder.iter().filter(is_shown);
            let rows: Vec<String> = shown.map(ToString::to_string).collect();
            let known = outcome.remainder.len() - rows.len();
            let mut error = error.with_rows(rows);
            if known > 0 {
                error = error.hint(format!(
                    "told before: {known}; without --quiet the report names all"
                ));
            }
            (reply, Some(error))
        }
    };
    Ok(CommandResult { reply, failure })
}

/// Returns what people know of what was left out; where nothing was, there is nothing to know any more. It is remembered where
/// it was told before, where nobody reads a report, and with an import that was written; else the run changes nothing.
fn told(rows: &[RemainderRow], context: &OutcomeContext<'_>, app: &mut App) -> Result<ToldRemainder> {
    let (kind, source) = (context.kind, context.source);
    let told = app.read(|tx| remainder::told(tx, kind, source, rows))?;
    let is_kept = app.manner.quiet || app.has_changed() || matches!(told, ToldRemainder::Another(_));
    if told != ToldRemainder::Same && is_kept {
        app.write(|tx| remainder::keep(tx, kind, source, rows))?;
    }
    Ok(told)
}
