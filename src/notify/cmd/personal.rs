//! `colab notify read`, `ack` and `snooze`.

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::complete_notification;
use crate::access::app::{App, CommandResult};
use crate::kernel::error::Result;
use crate::kernel::period::parse_instant;
use crate::notify::model::Notification;
use crate::notify::personal::{self, Act, Which};
use crate::output::{list, one};

#[derive(Debug, Args)]
pub struct ReadArgs {
    /// Their numbers; `-` reads them from standard input, one a line
    #[arg(required_unless_present = "all", value_name = "ID", add = ArgValueCompleter::new(complete_notification))]
    ids: Vec<String>,
    /// All that you have neither read nor put off
    #[arg(long, conflicts_with = "ids")]
    all: bool,
}

#[derive(Debug, Args)]
pub struct AckArgs {
    /// Their numbers; `-` reads them from standard input, one a line
    #[arg(required = true, value_name = "ID", add = ArgValueCompleter::new(complete_notification))]
    ids: Vec<String>,
}

#[derive(Debug, Args)]
pub struct SnoozeArgs {
    /// Their numbers; `-` reads them from standard input, one a line
    #[arg(required = true, value_name = "ID", add = ArgValueCompleter::new(complete_notification))]
    ids: Vec<String>,
    /// Day or time at which they come back
    #[arg(long, value_name = "WHEN")]
    until: String,
}

pub fn read(args: &ReadArgs, app: &mut App) -> Result<CommandResult> {
    let which = match args.all {
        true => Which::Unread,
        false => Which::These(app.ids(&args.ids)?),
    };
    act(app, &which, Act::Read)
}

pub fn acknowledge(args: &AckArgs, app: &mut App) -> Result<CommandResult> {
    let which = Which::These(app.ids(&args.ids)?);
    act(app, &which, Act::Acknowledge)
}

pub fn snooze(args: &SnoozeArgs, app: &mut App) -> Result<CommandResult> {
    let which = Which::These(app.ids(&args.ids)?);
    let (site, today) = (app.site()?, app.today()?);
    let until = parse_instant(&args.until, &site, today, false)?;
    act(app, &which, Act::Snooze(until))
}

/// One that was named is shown as one; several, or all, as a list.
fn act(app: &mut App, which: &Which, act: Act) -> Result<CommandResult> {
    app.view.check_fields::<Notification>()?;
    let done = app.write(|tx| personal::act(tx, which, act))?;
    Ok(match (which, done.as_slice()) {
        (Which::These(_), [notification]) => one(notification).into(),
        _ => list(&done).into(),
    })
}
