//! `colab dashboard`.

use clap::Args;

use super::service;
use crate::access::app::{App, CommandResult};
use crate::kernel::error::Result;
use crate::kernel::period::parse_day;
use crate::output::CommandOutput;

#[derive(Debug, Args)]
pub struct DashboardArgs {
    /// Day to show
    #[arg(long, value_name = "DAY", default_value = "today")]
    date: String,
}

pub fn run(args: &DashboardArgs, app: &mut App) -> Result<CommandResult> {
    let day = parse_day(&args.date, app.today()?)?;
    let dashboard = app.read(|tx| service::dashboard(tx, day))?;
    Ok(CommandOutput::Report(Box::new(dashboard)).into())
}
