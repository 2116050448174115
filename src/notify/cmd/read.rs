//! `colab notify list` and `show`.

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::complete_notification;
use crate::access::app::{App, CommandResult};
use crate::kernel::error::Result;
use crate::notify::service::{self, ListFilter, NotificationSort};
use crate::output::{list, one};

#[derive(Debug, Args)]
pub struct ListArgs {
    /// Only what you have neither read nor put off
    #[arg(long)]
    unread: bool,
    /// Only those of this type: low_stock, return_overdue, booking_pending …
    #[arg(long = "type", value_name = "TYPE")]
    notification_type: Option<String>,
    /// Only what still holds
    #[arg(long, conflicts_with = "resolved")]
    open: bool,
    /// Only what is over
    #[arg(long)]
    resolved: bool,
    /// The order
    #[arg(long, default_value = "opened_at", value_name = "FIELD")]
    sort: NotificationSort,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// List only what comes after this one, in the order of --sort
    #[arg(long, value_name = "ID", add = ArgValueCompleter::new(complete_notification))]
    after: Option<i64>,
}

#[derive(Debug, Args)]
pub struct ShowArgs {
    /// Its number
    #[arg(value_name = "ID", add = ArgValueCompleter::new(complete_notification))]
    id: i64,
}

pub fn list_notifications(args: ListArgs, app: &mut App) -> Result<CommandResult> {
    let filter = ListFilter {
        unread: args.unread,
        notification_type: args.notification_type,
        open: (args.open || args.resolved).then_some(args.open),
        sort: args.sort,
        after: args.after,
        limit: args.limit,
    };
    Ok(list(&app.read(|tx| service::list(tx, &filter))?).into())
}

pub fn show(args: &ShowArgs, app: &mut App) -> Result<CommandResult> {
    Ok(one(&app.read(|tx| service::show(tx, args.id))?).into())
}
