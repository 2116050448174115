//! `colab booking catering`.

use clap::Args;

use crate::access::app::{App, CommandResult, ListArgs};
use crate::booking::calendar::DateSpan;
use crate::booking::catering;
use crate::kernel::error::Result;
use crate::kernel::period::{parse_days, parse_week};
use crate::output::CommandOutput;

#[derive(Debug, Args)]
pub struct BookingCateringArgs {
    /// Day, or a range A..B
    #[arg(long, value_name = "DAY", default_value = "today", conflicts_with = "week")]
    date: String,
    /// Week, such as 2026-W10, last, this, next or a day in it
    #[arg(long, value_name = "WEEK")]
    week: Option<String>,
    #[command(flatten)]
    pub rows: ListArgs,
}

pub fn run(args: &BookingCateringArgs, app: &mut App) -> Result<CommandResult> {
    let today = app.today()?;
    let stretch = match &args.week {
        Some(week) => DateSpan::Week(parse_week(week, today)?),
        None => {
            let (first, last) = parse_days(&args.date, today)?;
            DateSpan::days(first, last)?
        }
    };
    let kitchen = app.read(|tx| catering::kitchen(tx, stretch))?;
    Ok(CommandOutput::Report(Box::new(kitchen)).into())
}
