//! `colab notify list` and `show`.

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::completion::complete_notification;
use crate::access::app::{App, CommandResult, RowPeriodArgs, SearchArgs, WorkbookFileArgs};
use crate::access::completion::offered_words;
use crate::access::sort_order::SortOrder;
use crate::kernel::error::Result;
use crate::notify::model::{Condition, NotificationSort};
use crate::notify::service::{self, NotificationQuery};
use crate::output::one;

#[derive(Debug, Args)]
pub struct NotificationListArgs {
    #[command(flatten)]
    pub period: RowPeriodArgs,
    /// Only unread notifications
    #[arg(long)]
    unread: bool,
    /// Only this type: low_stock, return_overdue, booking_pending …
    #[arg(long = "type", value_name = "TYPE", add = ArgValueCompleter::new(complete_type))]
    notification_type: Option<String>,
    /// Only open notifications
    #[arg(long, conflicts_with = "resolved")]
    open: bool,
    /// Only resolved notifications
    #[arg(long)]
    resolved: bool,
    /// Field to sort by; -FIELD sorts downwards
    #[arg(
        long,
        default_value = "opened_at",
        value_name = "FIELD",
        allow_hyphen_values = true
    )]
    sort: SortOrder<NotificationSort>,
    /// Maximum number of notifications
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Only those after this notification, in the order of --sort
    #[arg(long, value_name = "ID", add = ArgValueCompleter::new(complete_notification))]
    after: Option<i64>,
    #[command(flatten)]
    pub search: SearchArgs,
    #[command(flatten)]
    pub workbook: WorkbookFileArgs,
}

#[derive(Debug, Args)]
pub struct ShowArgs {
    /// Notification number
    #[arg(value_name = "ID", add = ArgValueCompleter::new(complete_notification))]
    id: i64,
}

pub fn list_notifications(args: NotificationListArgs, app: &mut App) -> Result<CommandResult> {
    let filter = NotificationQuery {
        unread: args.unread,
        notification_type: args.notification_type,
        open: (args.open || args.resolved).then_some(args.open),
        sort: args.sort,
        after: args.after,
        limit: app.query_limit(args.limit),
    };
    app.show_pages(filter.limit.is_some(), |tx, take| {
        service::list_in_pages(tx, &filter, take)
    })
}

pub fn show(args: &ShowArgs, app: &mut App) -> Result<CommandResult> {
    Ok(one(&app.read(|tx| service::show(tx, args.id))?).into())
}

fn complete_type(current: &std::ffi::OsStr) -> Vec<clap_complete::CompletionCandidate> {
    offered_words(current, Condition::WORDS)
}
