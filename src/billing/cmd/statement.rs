//! `colab client statement`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use clap_complete::ArgValueCompleter;

use crate::access::app::{App, CommandResult};
use crate::billing::statement::{StatementPeriod, statement};
use crate::client::cmd::complete_client;
use crate::kernel::error::{Error, Result};
use crate::kernel::period::{check_days, parse_day};
use crate::output::{CommandOutput, Report, takes_document};

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum StatementCommand {
    /// Show what a client was invoiced and paid, and what is not invoiced yet
    #[command(
        after_help = "Examples:\n  colab client statement \"Baobab Health\"\n  colab client statement \"Baobab Health\" --from 2026-01-01 --to 2026-03-31 -o statement.pdf\n  colab client statement \"Baobab Health\" -o statement.xlsx"
    )]
    Statement(ClientStatementArgs),
}

#[derive(Debug, Args)]
pub struct ClientStatementArgs {
    /// Client name or alias
    #[arg(add = ArgValueCompleter::new(complete_client))]
    client: String,
    /// First day; what was invoiced and paid before it is the opening balance
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// Last day
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    /// PDF file or workbook (.xlsx)
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Runs `colab client statement`.
pub fn run(command: StatementCommand, app: &mut App) -> Result<CommandResult> {
    let StatementCommand::Statement(args) = command;
    let today = app.today()?;
    let day = |text: Option<&str>| text.map(|text| parse_day(text, today)).transpose();
    let (from, to) = (args.from.as_deref(), args.to.as_deref());
    check_days(("--from", from), ("--to", to), today)?;
    let period = StatementPeriod {
        from: day(from)?,
        to: day(to)?,
    };
    let is_workbook = |path: &PathBuf| {
        path.extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"))
    };
    if let Some(path) = args.output.as_ref().filter(|path| !is_workbook(path))
        && !takes_document(path, "pdf")
    {
        return Err(Error::usage("a statement is written as PDF or as a workbook")
            .hint("use -o statement.pdf or -o statement.xlsx"));
    }
    let made = app.read(|tx| statement(tx, &args.client, period))?;
    app.workbook = args.output.clone().filter(is_workbook);
    match args.output.filter(|path| !is_workbook(path)) {
        None if app.workbook.is_some() => Ok(made.records().into()),
        None => Ok(CommandOutput::Report(Box::new(made)).into()),
        Some(path) => {
            app.warn_of_lacking_letters(&made.text(&app.view))?;
            app.write_document(&path, &made.to_pdf()?, &made.title())?;
            Ok(CommandOutput::Nothing.into())
        }
    }
}
