//! Who has which devices: free, request, queue, assign, unassign, swap, stock.

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::inventory::shown;
use super::{complete_category, complete_device};
use crate::access::app::{App, CommandResult};
use crate::booking::cmd::complete_booking;
use crate::device::assign::{self, Choice};
use crate::device::free;
use crate::device::model::Device;
use crate::device::queue::{self, QueueFilter};
use crate::device::request;
use crate::device::shortage;
use crate::device::stock;
use crate::kernel::error::{Error, ErrorCode, Result};
use crate::kernel::period::{Period, parse_instant};
use crate::output::{list, list_of};

/// A period: a day, or from one day or instant to another.
#[derive(Debug, Args)]
pub struct PeriodArgs {
    /// On this day, month or range A..B
    #[arg(long, value_name = "WHEN", conflicts_with_all = ["from", "to"])]
    date: Option<String>,
    /// From this day or instant on
    #[arg(long, value_name = "WHEN")]
    from: Option<String>,
    /// Up to this instant, or the end of this day
    #[arg(long, value_name = "WHEN", requires = "from")]
    to: Option<String>,
}

impl PeriodArgs {
    /// Without any, today; with a beginning alone, that day.
    fn read(&self, app: &mut App) -> Result<Period> {
        let (site, today) = (app.site()?, app.today()?);
        let from = self.date.as_deref().or(self.from.as_deref()).unwrap_or("today");
        let to = self.to.as_deref().unwrap_or(from);
        let (starts_at, mut ends_at) = (
            parse_instant(from, &site, today, false)?,
            parse_instant(to, &site, today, true)?,
        );
        if self.to.is_none() && ends_at == starts_at {
            // An instant alone: the rest of its day.
            let day = site.local(starts_at).date_naive();
            ends_at = site.days(day, day)?.ends_at();
        }
        Period::new(starts_at, ends_at)
    }
}

#[derive(Debug, Args)]
pub struct FreeArgs {
    #[command(flatten)]
    period: PeriodArgs,
    /// Only this category
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_category))]
    category: Option<String>,
}

#[derive(Debug, Args)]
pub struct RequestArgs {
    /// The booking's number
    #[arg(add = ArgValueCompleter::new(complete_booking))]
    booking: i64,
    /// Of which category; any: of whichever
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_category))]
    category: String,
    /// How many in all; 0 takes the request back
    #[arg(long, value_name = "N")]
    quantity: u32,
}

#[derive(Debug, Args)]
pub struct QueueArgs {
    /// From this day or instant on; now without it
    #[arg(long, value_name = "WHEN")]
    from: Option<String>,
    /// Up to and including this day
    #[arg(long, value_name = "WHEN")]
    to: Option<String>,
    /// Only this category
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_category))]
    category: Option<String>,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

#[derive(Debug, Args)]
pub struct AssignArgs {
    /// The booking's number
    #[arg(add = ArgValueCompleter::new(complete_booking))]
    booking: i64,
    /// A serial number; several times; `-` reads them from standard input, `@FILE` from a file
    #[arg(long = "serial", value_name = "SERIAL", required_unless_present = "auto", add = ArgValueCompleter::new(complete_device))]
    serials: Vec<String>,
    /// Choose so many; without a number, all that it still asks for
    #[arg(long, value_name = "N", num_args = 0..=1, conflicts_with = "serials")]
    auto: Option<Option<u32>>,
    /// Of which category, with --auto
    #[arg(long, value_name = "NAME", requires = "auto", add = ArgValueCompleter::new(complete_category))]
    category: Option<String>,
    /// Kept with the assignment
    #[arg(long, value_name = "TEXT")]
    notes: Option<String>,
}

#[derive(Debug, Args)]
pub struct UnassignArgs {
    /// The booking's number
    #[arg(add = ArgValueCompleter::new(complete_booking))]
    booking: i64,
    /// A serial number; several times; `-` reads them from standard input, `@FILE` from a file
    #[arg(long = "serial", value_name = "SERIAL", required_unless_present = "all", add = ArgValueCompleter::new(complete_device))]
    serials: Vec<String>,
    /// Everything that is not out on a rental
    #[arg(long, conflicts_with = "serials")]
    all: bool,
    /// Why; kept in the timeline
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

#[derive(Debug, Args)]
pub struct SwapArgs {
    /// The booking's number
    #[arg(add = ArgValueCompleter::new(complete_booking))]
    booking: i64,
    /// The device that it gives
    #[arg(long, value_name = "SERIAL", add = ArgValueCompleter::new(complete_device))]
    serial: String,
    /// The device that it gets
    #[arg(long, value_name = "SERIAL", add = ArgValueCompleter::new(complete_device))]
    with: String,
    /// Why; kept in the timeline
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

#[derive(Debug, Args)]
pub struct StockArgs {
    #[command(flatten)]
    period: PeriodArgs,
    /// Only this category
    #[arg(long, value_name = "NAME", add = ArgValueCompleter::new(complete_category))]
    category: Option<String>,
}

pub fn free(args: &FreeArgs, app: &mut App) -> Result<CommandResult> {
    let period = args.period.read(app)?;
    Ok(list_of(app.read(|tx| free::free(tx, &period, args.category.as_deref()))?).into())
}

pub fn request(args: &RequestArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<queue::Queued>()?;
    let open = app.write(|tx| {
        request::request(tx, args.booking, &args.category, args.quantity)?;
        let filter = QueueFilter {
            booking: Some(args.booking),
            ..QueueFilter::default()
        };
        queue::queue(tx, &filter)
    })?;
    Ok(list(&open).into())
}

pub fn queue(args: QueueArgs, app: &mut App) -> Result<CommandResult> {
    let (site, today) = (app.site()?, app.today()?);
    let bound = |text: &Option<String>, end: bool| {
        text.as_deref()
            .map(|text| parse_instant(text, &site, today, end))
            .transpose()
    };
    let filter = QueueFilter {
        from: bound(&args.from, false)?,
        to: bound(&args.to, true)?,
        category: args.category,
        booking: None,
        limit: args.limit,
    };
    Ok(list_of(app.read(|tx| queue::queue(tx, &filter))?).into())
}

pub fn assign(args: AssignArgs, app: &mut App) -> Result<CommandResult> {
    let choice = match args.auto {
        Some(count) => Choice::Auto {
            count,
            category: args.category,
        },
        None => Choice::Serials(app.words(&args.serials)?),
    };
    app.view.check_fields::<Device>()?;
    let given = app.write(|tx| assign::assign(tx, args.booking, &choice, args.notes.as_deref()));
    match given {
        Ok(given) => {
            given.warnings.iter().for_each(|warning| app.note(warning));
            Ok(shown(&given.devices).into())
        }
        Err(error) => Err(raised(args.booking, error, app)),
    }
}

/// A shortage without a way out is told to the bosses; the refusal itself has kept nothing.
fn raised(booking: i64, error: Error, app: &mut App) -> Error {
    if error.code != ErrorCode::DevicesShortNoAlternatives {
        return error;
    }
    match app.write(|tx| shortage::raise(tx, booking, &error.message)) {
        Ok(()) => error.hint("no way out: both bosses are told"),
        Err(other) => other,
    }
}

pub fn unassign(args: &UnassignArgs, app: &mut App) -> Result<CommandResult> {
    let serials = if args.all {
        None
    } else {
        Some(app.words(&args.serials)?)
    };
    app.view.check_fields::<Device>()?;
    let devices =
        app.write(|tx| assign::unassign(tx, args.booking, serials.as_deref(), args.reason.as_deref()))?;
    Ok(list(&devices).into())
}

pub fn swap(args: &SwapArgs, app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<Device>()?;
    let devices =
        app.write(|tx| assign::swap(tx, args.booking, &args.serial, &args.with, args.reason.as_deref()))?;
    Ok(list(&devices).into())
}

pub fn stock(args: &StockArgs, app: &mut App) -> Result<CommandResult> {
    let period = args.period.read(app)?;
    Ok(list(&app.read(|tx| stock::stock(tx, &period, args.category.as_deref()))?).into())
}
