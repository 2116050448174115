//! `colab notify check`.

use crate::access::app::{App, CommandResult};
use crate::kernel::error::Result;
use crate::notify::check::{self, Change};
use crate::output::CommandOutput;

pub fn run(app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<Change>()?;
    let report = match app.read(check::look)? {
        Some(nothing_to_do) => nothing_to_do,
        None => app.write(check::check)?,
    };
    Ok(match app.manner.quiet && report.changes.is_empty() {
        true => CommandOutput::Nothing.into(),
        false => CommandOutput::Report(Box::new(report)).into(),
    })
}
