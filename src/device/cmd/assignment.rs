//! Devices of bookings: free, stock, request, queue, assign, unassign, swap.

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::complete::{complete_category, complete_device};
use super::inventory::one_or_list;
use crate::access::app::{App, CommandResult, ListArgs, OrderArgs, WorkbookArgs};
use crate::booking::cmd::complete_booking;
use crate::device::assignment::assign::{self, DeviceChoice};
use crate::device::assignment::unassign;
use crate::device::availability::{free, stock};
use crate::device::model::Device;
use crate::device::request::queue::{self, QueuedRequest, RequestFilter};
use crate::device::request::set;
use crate::device::shortage;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::{Period, parse_bounds, parse_instant};
use crate::output::{list, list_of};

// A period: a day, or from one day or instant to another.
#[derive(Debug, Args)]
pub struct PeriodArgs {
    /// Day, month or range A..B
    #[arg(long, value_name = "WHEN", conflicts_with_all = ["from", "to"])]
    date: Option<String>,
    /// First day or instant
    #[arg(long, value_name = "WHEN")]
    from: Option<String>,
    /// Last day or instant
    #[arg(long, value_name = "WHEN", requires = "from")]
    to: Option<String>,
}

impl PeriodArgs {
    /// Returns the period: today by default, or the rest of the day of --from alone.
    fn period(&self, app: &mut App) -> Result<Period> {
        let (site, today) = (app.site()?, app.today()?);
        let from = self.date.as_deref().or(self.from.as_deref()).unwrap_or("today");
        let to = self.to.as_deref().unwrap_or(from);
        let starts_at = parse_instant(from, &site, today, false)?;
        let mut ends_at = parse_instant(to, &site, today, true)?;
        if self.to.is_none() && ends_at == starts_at {
            let day = site.local(starts_at).date_naive();
            ends_at = site.days(day, day)?.ends_at();
        }
        Period::entered(from, to, starts_at, ends_at)
    }
}

#[derive(Debug, Args)]
pub struct DeviceFreeArgs {
    #[command(flatten)]
    period: PeriodArgs,
    /// Device category
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_category))]
    category: Option<String>,
    #[command(flatten)]
    pub rows: ListArgs,
}

#[derive(Debug, Args)]
pub struct DeviceRequestArgs {
    /// Booking number
    #[arg(add = ArgValueCompleter::new(complete_booking))]
    booking: i64,
    /// Device category, or any
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_category))]
    category: String,
    /// Number of devices in all; 0 withdraws the request
    #[arg(long, value_name = "N")]
    quantity: u32,
    /// Also change a booking that has ended
    #[arg(long)]
    allow_past: bool,
}

#[derive(Debug, Args)]
pub struct DeviceQueueArgs {
    /// First day or instant [default: now]
    #[arg(long, value_name = "WHEN")]
    from: Option<String>,
    /// Last day
    #[arg(long, value_name = "WHEN")]
    to: Option<String>,
    /// Device category
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_category))]
    category: Option<String>,
    /// Maximum number of requests
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    #[command(flatten)]
    pub order: OrderArgs,
    #[command(flatten)]
    pub workbook: WorkbookArgs,
}

#[derive(Debug, Args)]
pub struct DeviceAssignArgs {
    /// Booking number
    #[arg(add = ArgValueCompleter::new(complete_booking))]
    booking: i64,
    /// Serial number; repeatable; `-` reads them from standard input, `@FILE` from a file
    #[arg(long = "serial", value_name = "SERIAL", required_unless_present = "auto", add = ArgValueCompleter::new(complete_device))]
    serials: Vec<String>,
    /// Number of devices to choose automatically [default: all that it still requests]
    #[arg(long, value_name = "N", num_args = 0..=1, conflicts_with = "serials")]
    auto: Option<Option<u32>>,
    /// Category to choose from with --auto
    #[arg(long, value_name = "NAME", requires = "auto", add = ArgValueCompleter::new(complete_category))]
    category: Option<String>,
    /// Notes, kept with the assignment
    #[arg(long, value_name = "TEXT")]
    notes: Option<String>,
    /// Also change a booking that has ended
    #[arg(long)]
    allow_past: bool,
}

#[derive(Debug, Args)]
pub struct DeviceUnassignArgs {
    /// Booking number
    #[arg(add = ArgValueCompleter::new(complete_booking))]
    booking: i64,
    /// Serial number; repeatable; `-` reads them from standard input, `@FILE` from a file
    #[arg(long = "serial", value_name = "SERIAL", required_unless_present = "all", add = ArgValueCompleter::new(complete_device))]
    serials: Vec<String>,
    /// Take back all devices that are not out on a rental
    #[arg(long, conflicts_with = "serials")]
    all: bool,
    /// Reason, kept in the timeline
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

#[derive(Debug, Args)]
pub struct DeviceSwapArgs {
    /// Booking number
    #[arg(add = ArgValueCompleter::new(complete_booking))]
    booking: i64,
    /// Device to take from the booking
    #[arg(long, value_name = "SERIAL", add = ArgValueCompleter::new(complete_device))]
    serial: String,
    /// Device to give it instead
    #[arg(long, value_name = "SERIAL", add = ArgValueCompleter::new(complete_device))]
    with: String,
    /// Reason, kept in the timeline
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Also change a booking that has ended
    #[arg(long)]
    allow_past: bool,
}

#[derive(Debug, Args)]
pub struct DeviceStockArgs {
    #[command(flatten)]
    period: PeriodArgs,
    /// Device category
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_category))]
    category: Option<String>,
    #[command(flatten)]
    pub rows: ListArgs,
}

/// Runs `colab device free`.
pub fn free(args: &DeviceFreeArgs, app: &mut App) -> Result<CommandResult> {
    let period = args.period.period(app)?;
    Ok(list_of(app.read(|tx| free::free(tx, &period, args.category.as_deref()))?).into())
}

/// Runs `colab device request`.
pub fn request(args: &DeviceRequestArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<QueuedRequest>()?;
    let open = app.write(|tx| {
        set::set_request(tx, args.booking, &args.category, args.quantity, args.allow_past)?;
        let filter = RequestFilter {
            booking: Some(args.booking),
            ..RequestFilter::default()
        };
        queue::queue(tx, &filter)
    })?;
    Ok(list(&open).into())
}

/// Runs `colab device queue`.
pub fn queue(args: DeviceQueueArgs, app: &mut App) -> Result<CommandResult> {
    let (site, today) = (app.site()?, app.today()?);
    let (from, to) = parse_bounds(args.from.as_deref(), args.to.as_deref(), &site, today)?;
    let filter = RequestFilter {
        from,
        to,
        category: args.category,
        booking: None,
        limit: app.query_limit(args.limit),
    };
    Ok(list_of(app.read(|tx| queue::queue(tx, &filter))?).into())
}

/// Runs `colab device assign`.
pub fn assign(args: DeviceAssignArgs, app: &mut App) -> Result<CommandResult> {
    let choice = match args.auto {
        Some(count) => DeviceChoice::Auto {
            count,
            category: args.category,
        },
        None => DeviceChoice::Serials(app.words(&args.serials)?),
    };
    app.view.check_fields::<Device>()?;
    let assigned = app
        .write(|tx| assign::assign(tx, args.booking, &choice, args.notes.as_deref(), args.allow_past))
        .map_err(|error| notify_bosses(args.booking, error, app))?;
    assigned.warnings.iter().for_each(|warning| app.note(warning));
    Ok(one_or_list(&assigned.devices).into())
}

/// Tells the bosses of a shortage without an option, in a transaction of its own: the refused one keeps nothing.
fn notify_bosses(booking: i64, error: Error, app: &mut App) -> Error {
    if error.code != ErrorCode::DevicesShortNoAlternatives || app.manner.dry_run {
        return error;
    }
    match app.write(|tx| shortage::notify_bosses(tx, booking, &error.message)) {
        Ok(()) => error.hint("no alternative found; the room boss and the IT boss have been notified"),
        Err(other) => other,
    }
}

/// Runs `colab device unassign`.
pub fn unassign(args: &DeviceUnassignArgs, app: &mut App) -> Result<CommandResult> {
    let serials = if args.all {
        None
    } else {
        Some(app.words(&args.serials)?)
    };
    app.view.check_fields::<Device>()?;
    let devices =
        app.write(|tx| unassign::unassign(tx, args.booking, serials.as_deref(), args.reason.as_deref()))?;
    Ok(list(&devices).into())
}

/// Runs `colab device swap`.
pub fn swap(args: &DeviceSwapArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<Device>()?;
    let wanted = unassign::DeviceSwap {
        booking_id: args.booking,
        serial: &args.serial,
        with: &args.with,
        reason: args.reason.as_deref(),
        allow_past: args.allow_past,
    };
    let devices = app.write(|tx| unassign::swap(tx, &wanted))?;
    Ok(list(&devices).into())
}

/// Runs `colab device stock`.
pub fn stock(args: &DeviceStockArgs, app: &mut App) -> Result<CommandResult> {
    let period = args.period.period(app)?;
    Ok(list(&app.read(|tx| stock::stock(tx, &period, args.category.as_deref()))?).into())
}
