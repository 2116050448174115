//! `colab notify check`.

use crate::access::app::{App, Done};
use crate::kernel::error::Result;
use crate::notify::check::{self, Change};
use crate::output::Reply;

pub fn run(app: &mut App) -> Result<Done> {
    app.view.check_fields::<Change>()?;
    let report = match app.read(check::look)? {
        Some(nothing_to_do) => nothing_to_do,
        None => app.write(check::check)?,
    };
    Ok(match app.manner.quiet && report.changes.is_empty() {
        true => Reply::Nothing.into(),
        false => Reply::Report(Box::new(report)).into(),
    })
}
