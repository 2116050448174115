//! `colab booking demand` and `colab booking waiting …`.

use clap::{Args, Subcommand};

use crate::access::app::{App, CommandResult, ListArgs};
use crate::booking::create::NewBooking;
use crate::booking::demand::model::{DemandGroup, DemandReason, WaitingWish};
use crate::booking::demand::service::{self, DemandFilter};
use crate::booking::demand::{self, Demand, waiting};
use crate::booking::model::{Booking, Tenant};
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::parse_month_or_bounds;
use crate::output::{Records, list};

#[derive(Debug, Args)]
pub struct BookingDemandArgs {
    /// First day or time wished
    #[arg(long, value_name = "WHEN")]
    from: Option<String>,
    /// Last day or time wished; a day counts as a whole
    #[arg(long, value_name = "WHEN")]
    to: Option<String>,
    /// Month or months: 2026-03, last, this, next or A..B
    #[arg(long, value_name = "MONTH", conflicts_with_all = ["from", "to"])]
    month: Option<String>,
    /// Tenant
    #[arg(long)]
    tenant: Option<Tenant>,
    /// Reason for which there was no room
    #[arg(long)]
    reason: Option<DemandReason>,
    /// Count wishes by this
    #[arg(long, value_name = "WHAT")]
    by: Option<DemandGroup>,
    #[command(flatten)]
    pub rows: ListArgs,
}

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum BookingWaitingCommand {
    /// List who waits for a room that was full, the oldest first, with the room that is free now
    #[command(
        after_help = "Examples:\n  colab booking waiting list\n  colab booking waiting list --fields client_name,starts_at,state,free_room -f csv"
    )]
    #[command(visible_alias = "ls")]
    List(ListArgs),
    /// Remove wishes from the waiting list; they are counted as demand all the same
    #[command(
        after_help = "Examples:\n  colab booking waiting remove 3\n  colab booking waiting list --fields id -f tsv | colab booking waiting remove - --dry-run"
    )]
    Remove(WaitingRemoveArgs),
}

#[derive(Debug, Args)]
pub struct WaitingRemoveArgs {
    /// Numbers of wishes; `-` reads them from standard input, @FILE from a file
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
}

/// Runs `colab booking demand`.
pub fn demand(args: &BookingDemandArgs, app: &mut App) -> Result<CommandResult> {
    let (site, today) = (app.site()?, app.today()?);
    let bounds = (args.from.as_deref(), args.to.as_deref());
    let (from, to) = parse_month_or_bounds(args.month.as_deref(), bounds, &site, today)?;
    let filter = DemandFilter {
        from,
        to,
        tenant: args.tenant,
        reason: args.reason,
        limit: app.row_limit().filter(|_| args.by.is_none()),
    };
    let records: Records = match args.by {
        Some(by) => list(&app.read(|tx| service::sums(tx, &filter, by))?),
        None => list(&app.read(|tx| service::list(tx, &filter))?),
    };
    Ok(records.into())
}

/// Runs a `colab booking waiting` command.
pub fn waiting(command: BookingWaitingCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        BookingWaitingCommand::List(_) => {
            app.view.check_fields::<WaitingWish>()?;
            Ok(list(&app.read(waiting::list)?).into())
        }
        BookingWaitingCommand::Remove(args) => {
            app.view.check_fields::<Demand>()?;
            let ids = app.ids(&args.ids)?;
            let left = app.write(|tx| service::leave(tx, &ids))?;
            Ok(list(&left).into())
        }
    }
}

/// Writes down who was refused a room, in a transaction of its own: that of the refusal is rolled back. The refusal is told all
/// the same where this fails, and a step of a plan is tried without anybody waiting for it.
pub fn record_refused(app: &mut App, new: &NewBooking, made: &[Booking]) {
    if app.manner.dry_run || app.is_within_plan() {
        return;
    }
    if let Err(error) = app.write(|tx| demand::record_refused(tx, new, made)) {
        tracing::warn!(%error, "the demand could not be recorded");
    }
}

/// Returns whether a request was refused because no room was free or large enough.
pub fn is_demand(error: &Error) -> bool {
    matches!(
        error.code,
        ErrorCode::RoomTaken | ErrorCode::RoomBlocked | ErrorCode::OverCapacity
    )
}
