//! `colab import template`.

use std::path::PathBuf;

use chrono::Datelike;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::schedule::checked_year;
use crate::access::app::{App, CommandResult, OpenArgs};
use crate::import::kind::ImportKind;
use crate::import::table::{spec_of, template};
use crate::kernel::error::{Error, Result};
use crate::output::{CommandOutput, takes_document};

#[derive(Debug, Args)]
pub struct ImportTemplateArgs {
    /// Kind of workbook
    #[arg(
        value_name = "KIND",
        value_parser = PossibleValuesParser::new(["schedule", "rooms", "devices", "bookings", "clients", "pricing", "users"])
            .try_map(|word| word.parse::<ImportKind>())
    )]
    kind: ImportKind,
    /// Workbook to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    pub open: OpenArgs,
    /// Year of a schedule [default: this year]
    #[arg(long)]
    year: Option<i32>,
}

/// Runs `colab import template`.
pub fn run(args: &ImportTemplateArgs, app: &mut App) -> Result<CommandResult> {
    let (kind, path) = (args.kind, &args.output);
    if args.year.is_some() && kind != ImportKind::Schedule {
        return Err(Error::usage(format!(
            "--year applies to a schedule, not to {kind}"
        )));
    }
    if !takes_document(path, "xlsx") {
        return Err(Error::usage(format!(
            "`{}` does not end in .xlsx",
            path.display()
        )));
    }
    let year = match args.year {
        Some(year) => checked_year(year)?,
        None => app.today()?.year(),
    };
    let lists = app.read(|tx| template::name_lists(tx, kind))?;
    let bytes = match kind {
        ImportKind::Schedule => template::schedule(&lists, year)?,
        kind => template::table(&spec_of(kind)?, &lists)?,
    };
    app.write_document(path, &bytes, "template")?;
    Ok(CommandOutput::Nothing.into())
}
