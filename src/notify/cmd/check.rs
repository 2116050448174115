//! `colab notify check`.

use crate::access::app::{App, CommandResult};
use crate::kernel::error::Result;
use crate::notify::check::{self, NotificationChange};
use crate::output::CommandOutput;

pub fn run(app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<NotificationChange>()?;
    let report = match app.read(check::unchanged_report)? {
        Some(unchanged) => unchanged,
        None => app.write(check::check)?,
    };
    report.series.made.iter().for_each(|made| app.note(made));
    report.series.failing.iter().for_each(|failing| app.warn(failing));
    Ok(if app.manner.quiet && report.changes.is_empty() {
        CommandOutput::Nothing.into()
    } else {
        CommandOutput::Report(Box::new(report)).into()
    })
}
