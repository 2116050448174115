//! `colab booking calendar`.

use clap::Args;

use crate::app::{App, Done};
use crate::booking::calendar;
use crate::error::Result;
use crate::output::Reply;
use crate::period::parse_month;

#[derive(Debug, Args)]
pub struct CalendarArgs {
    /// 2026-03, this or next
    #[arg(long, default_value = "this")]
    month: String,
    /// Also long-term offices
    #[arg(long)]
    all: bool,
}

pub fn run(args: &CalendarArgs, app: &mut App) -> Result<Done> {
    let today = app.today()?;
    let month = parse_month(&args.month, today)?;
    let calendar = app.read(|tx| calendar::month(tx, month, args.all))?;
    Ok(Reply::Report(Box::new(calendar)).into())
}
