//! `colab dashboard`.

use clap::Args;

use super::service;
use crate::app::{App, Done};
use crate::error::Result;
use crate::output::Reply;
use crate::period::parse_day;

#[derive(Debug, Args)]
pub struct DashboardArgs {
    /// Another day than today
    #[arg(long, value_name = "DAY", default_value = "today")]
    date: String,
}

pub fn run(args: &DashboardArgs, app: &mut App) -> Result<Done> {
    let day = parse_day(&args.date, app.today()?)?;
    let dashboard = app.read(|tx| service::dashboard(tx, day))?;
    Ok(Reply::Report(Box::new(dashboard)).into())
}
