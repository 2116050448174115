//! `colab dashboard`.

use std::path::PathBuf;

use clap::Args;

use super::{board, service};
use crate::access::app::{App, CommandResult, OpenArgs};
use crate::kernel::error::{Error, Result};
use crate::kernel::period::parse_day;
use crate::output::{CommandOutput, is_stdout, takes_document};

#[derive(Debug, Args)]
pub struct DashboardArgs {
    /// Day to show
    #[arg(long, value_name = "DAY", default_value = "today")]
    date: String,
    /// Page (.html) to write for a screen at the door: the rooms, who is in them and who comes next
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    pub open: OpenArgs,
}

pub fn run(args: &DashboardArgs, app: &mut App) -> Result<CommandResult> {
    if let Some(path) = &args.output {
        app.check_opens(path)?;
    }
    let path = args.output.as_deref().filter(|path| !is_stdout(path));
    if let Some(path) = path.filter(|path| !takes_document(path, "html")) {
        let fact = format!("cannot tell the format of `{}` from its name", path.display());
        return Err(Error::usage(fact).hint("a board is a page: use -o board.html"));
    }
    let day = parse_day(&args.date, app.today()?)?;
    if let Some(path) = path {
        let board = app.read(|tx| board::board(tx, day))?;
        app.write_document(path, &board.page()?, &board.title())?;
        return Ok(CommandOutput::Nothing.into());
    }
    let dashboard = app.read(|tx| service::dashboard(tx, day))?;
    Ok(CommandOutput::Report(Box::new(dashboard)).into())
}
