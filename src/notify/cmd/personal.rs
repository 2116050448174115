//! `colab notify read`, `ack` and `snooze`.

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::completion::complete_notification;
use crate::access::app::{App, CommandResult};
use crate::kernel::error::Result;
use crate::kernel::period::parse_instant;
use crate::notify::model::Notification;
use crate::notify::personal::{self, NotificationChoice, ReadAction};
use crate::output::{list, one};

#[derive(Debug, Args)]
pub struct ReadArgs {
    /// Notification numbers; `-` reads them from standard input, one per line
    #[arg(required_unless_present = "all", value_name = "ID", add = ArgValueCompleter::new(complete_notification))]
    ids: Vec<String>,
    /// All unread notifications
    #[arg(long, conflicts_with = "ids")]
    all: bool,
}

#[derive(Debug, Args)]
pub struct AckArgs {
    /// Notification numbers; `-` reads them from standard input, one per line
    #[arg(required = true, value_name = "ID", add = ArgValueCompleter::new(complete_notification))]
    ids: Vec<String>,
}

#[derive(Debug, Args)]
pub struct SnoozeArgs {
    /// Notification numbers; `-` reads them from standard input, one per line
    #[arg(required = true, value_name = "ID", add = ArgValueCompleter::new(complete_notification))]
    ids: Vec<String>,
    /// Day or time at which they come back unread
    #[arg(long, value_name = "WHEN")]
    until: String,
}

pub fn read(args: &ReadArgs, app: &mut App) -> Result<CommandResult> {
    let which = if args.all {
        NotificationChoice::Unread
    } else {
        NotificationChoice::Numbered(app.ids(&args.ids)?)
    };
    act(app, &which, ReadAction::Read)
}

pub fn acknowledge(args: &AckArgs, app: &mut App) -> Result<CommandResult> {
    let which = NotificationChoice::Numbered(app.ids(&args.ids)?);
    act(app, &which, ReadAction::Acknowledge)
}

pub fn snooze(args: &SnoozeArgs, app: &mut App) -> Result<CommandResult> {
    let which = NotificationChoice::Numbered(app.ids(&args.ids)?);
    let (site, today) = (app.site()?, app.today()?);
    let until = parse_instant(&args.until, &site, today, false)?;
    act(app, &which, ReadAction::Snooze(until))
}

/// Applies an action; a single numbered notification is shown alone, everything else as a list.
fn act(app: &mut App, which: &NotificationChoice, action: ReadAction) -> Result<CommandResult> {
    app.view.check_fields::<Notification>()?;
    let done = app.write(|tx| personal::act(tx, which, action))?;
    Ok(match (which, done.as_slice()) {
        (NotificationChoice::Numbered(_), [notification]) => one(notification).into(),
        _ => list(&done).into(),
    })
}
