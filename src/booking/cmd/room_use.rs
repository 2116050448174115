//! `colab room free`, `queue`, `solve` and `utilisation`: how bookings use rooms.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use clap_complete::ArgValueCompleter;

use super::query_args::{RoomNeedsArgs, RoomPeriodArgs, ends};
use super::targets::complete_booking;
use crate::access::app::{
    App, CommandResult, ListArgs, OpenArgs, OrderArgs, RowArgs, TotalArgs, WideChange, WorkbookArgs,
};
use crate::booking::solve::service::{PlacementAction, RoomPlacement, SolveOrder, solve};
use crate::booking::utilisation::{self, UtilisationGroup, UtilisationOrder};
use crate::booking::vacancy::free::free_rooms;
use crate::booking::vacancy::queue::{RoomQueueFilter, queue};
use crate::client::cmd::RowTenantArgs;
use crate::kernel::error::{Error, Result};
use crate::kernel::period::{
    ends_before_start, in_order, last_of_month, parse_days, parse_month, parse_month_or_bounds,
};
use crate::location::cmd::LocationFilterArgs;
use crate::output::{CommandOutput, list, takes_document};
use crate::room::UnsizedRooms;
use crate::room::cmd::complete_room;

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum RoomUseCommand {
    /// List rooms that are free in a period, best fit first
    #[command(
        after_help = "Examples:\n  colab room free --from 2026-03-02T08:00 --to 2026-03-02T12:00 --people 20\n  colab room free --date tomorrow --time 08:00-12:00 --amenity projector --amenity whiteboard\n  colab room free --date 2026-03-02 --type boardroom -f json"
    )]
    Free(RoomFreeArgs),
    /// List bookings that wait for a room, oldest first, with rooms that fit
    #[command(
        after_help = "Examples:\n  colab room queue\n  colab room queue --from 2026-03-01 --to 2026-03-31 --limit 20\n  colab room queue --all -f json"
    )]
    Queue(RoomQueueArgs),
    /// Assign rooms to all waiting bookings of a period at once
    #[command(
        after_help = "Examples:\n  colab room solve --dry-run\n  colab room solve --from 2026-03-01 --to 2026-03-31\n  colab room solve --from 2026-03-02 --to 2026-03-06 --move --keep 17 --keep 18 -f json"
    )]
    Solve(RoomSolveArgs),
    /// Show how much rooms are used, by room and month or as a heat map
    #[command(
        after_help = "Examples:\n  colab room utilisation --month 2026-03 --by location\n  colab room utilisation --from 2026-01-01 --to 2026-06-30 --room Focus --by hour -f csv\n  colab room utilisation --month 2026-03 -o heat.svg"
    )]
    Utilisation(RoomUtilisationArgs),
}

#[derive(Debug, Args)]
pub struct RoomFreeArgs {
    #[command(flatten)]
    when: RoomPeriodArgs,
    #[command(flatten)]
    needs: RoomNeedsArgs,
    #[command(flatten)]
    pub rows: ListArgs,
}

#[derive(Debug, Args)]
pub struct RoomQueueArgs {
    #[command(flatten)]
    pub tenant: RowTenantArgs,
    /// Earliest start, as a day or time
    #[arg(long, value_name = "WHEN")]
    from: Option<String>,
    /// Latest start, as a day or time; a day counts as a whole
    #[arg(long, value_name = "WHEN")]
    to: Option<String>,
    /// Month or months: 2026-03, last, this, next or A..B
    #[arg(long, value_name = "MONTH", conflicts_with_all = ["from", "to"])]
    month: Option<String>,
    /// Maximum number of bookings
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Include bookings whose time has passed
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    location: LocationFilterArgs,
    #[command(flatten)]
    pub order: OrderArgs,
    #[command(flatten)]
    pub workbook: WorkbookArgs,
}

#[derive(Debug, Args)]
pub struct RoomSolveArgs {
    /// Earliest start, as a day or time [default: now]
    #[arg(long, value_name = "WHEN")]
    from: Option<String>,
    /// Latest start, as a day or time; a day counts as a whole
    #[arg(long, value_name = "WHEN")]
    to: Option<String>,
    /// Allow unconfirmed bookings to change rooms, as few as possible
    #[arg(long = "move")]
    may_move: bool,
    /// Booking that must not change rooms; repeatable
    #[arg(long, value_name = "ID", add = ArgValueCompleter::new(complete_booking))]
    keep: Vec<i64>,
    #[command(flatten)]
    pub rows: ListArgs,
}

#[derive(Debug, Args)]
pub struct RoomUtilisationArgs {
    /// Month, such as 2026-03, last, this or next [default: this]
    #[arg(long, conflicts_with_all = ["from", "to"])]
    month: Option<String>,
    /// First day
    #[arg(long, value_name = "DAY", requires = "to")]
    from: Option<String>,
    /// Last day
    #[arg(long, value_name = "DAY", requires = "from")]
    to: Option<String>,
    /// Room, by name or alias; a combined room counts by its parts; repeatable
    #[arg(long = "room", value_name = "ROOM", add = ArgValueCompleter::new(complete_room))]
    rooms: Vec<String>,
    #[command(flatten)]
    location: LocationFilterArgs,
    /// Sum by room, by location, or by weekday and hour
    #[arg(long, value_name = "WHAT", default_value_t)]
    by: UtilisationGroup,
    /// Include long-term offices
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    pub rows: RowArgs,
    #[command(flatten)]
    pub total: TotalArgs,
    /// SVG file for a heat map, by day for up to two months, else by month; or a workbook (.xlsx)
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    pub open: OpenArgs,
}

pub fn run(command: RoomUseCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        RoomUseCommand::Free(args) => free(args, app),
        RoomUseCommand::Queue(args) => waiting(&args, app),
        RoomUseCommand::Solve(args) => place_all(args, app),
        RoomUseCommand::Utilisation(args) => used(args, app),
    }
}

fn free(args: RoomFreeArgs, app: &mut App) -> Result<CommandResult> {
    let period = args.when.period(app)?;
    let needs = args.needs.needs(app)?;
    let rooms = app.read(|tx| free_rooms(tx, &period, &needs))?;
    if let Some(found) = UnsizedRooms::of(
        rooms
            .iter()
            .filter(|room| room.capacity == 0)
            .map(|room| room.room.as_str()),
    ) {
        app.note(&found.to_string());
    }
    Ok(list(&rooms).into())
}

fn waiting(args: &RoomQueueArgs, app: &mut App) -> Result<CommandResult> {
    let ends = (args.from.as_deref(), args.to.as_deref());
    let (from, to) = parse_month_or_bounds(args.month.as_deref(), ends, &app.site()?, app.today()?)?;
    let filter = RoomQueueFilter {
        from,
        to,
        limit: app.query_limit(args.limit),
        all: args.all,
        location: args.location.read(app)?,
    };
    let waiting = app.read(|tx| queue(tx, &filter))?;
    Ok(list(&waiting).into())
}

fn place_all(args: RoomSolveArgs, app: &mut App) -> Result<CommandResult> {
    let (from, to) = ends(args.from.as_deref(), args.to.as_deref(), app)?;
    let order = SolveOrder {
        from,
        to,
        may_move: args.may_move,
        keep: args.keep,
    };
    app.view.check_fields::<RoomPlacement>()?;
    let change = WideChange {
        verb: "give a room to",
        noun: "booking",
        named: 0,
        count: |placements: &Vec<RoomPlacement>| {
            let placed = |one: &&RoomPlacement| one.action != PlacementAction::Wait;
            placements.iter().filter(placed).count()
        },
    };
    let placements = app.write_asked(&change, |tx| solve(tx, &order))?;
    let waiting = placements
        .iter()
        .filter(|one| one.action == PlacementAction::Wait)
        .count();
    if waiting > 0 {
        app.note(&format!("{waiting} still waiting for a room"));
    }
    Ok(list(&placements).into())
}

fn used(args: RoomUtilisationArgs, app: &mut App) -> Result<CommandResult> {
    let today = app.today()?;
    let day =
        |text: &str, end: bool| parse_days(text, today).map(|(first, last)| if end { last } else { first });
    let (first, last) = match (&args.from, &args.to) {
        (Some(from), Some(to)) => {
            let (first, last) = (day(from, false)?, day(to, true)?);
            in_order(first, last, || ends_before_start(from, to))?;
            (first, last)
        }
        _ => {
            let month = parse_month(args.month.as_deref().unwrap_or("this"), today)?;
            (month, last_of_month(month))
        }
    };
    let order = UtilisationOrder {
        first,
        last,
        rooms: args.rooms,
        location: args.location.read(app)?,
        all: args.all,
    };
    let is_workbook = |path: &PathBuf| {
        path.extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"))
    };
    app.workbook = args.output.clone().filter(is_workbook);
    let Some(path) = args.output.filter(|path| !is_workbook(path)) else {
        if args.by == UtilisationGroup::Hour {
            return Ok(list(&app.read(|tx| utilisation::by_hour(tx, &order))?).into());
        }
        let used = app.read(|tx| utilisation::utilisation(tx, &order))?;
        if args.by == UtilisationGroup::Location {
            const SHOWN: [&str; 7] = [
                "location",
                "month",
                "hours_booked",
                "hours_open",
                "percent",
                "bookings",
                "no_shows",
            ];
            let sums = list(&utilisation::by_location(used));
            return Ok(sums.choose(&SHOWN.map(str::to_owned))?.into());
        }
        return Ok(list(&used).into());
    };
    if !takes_document(&path, "svg") {
        return Err(Error::usage("a heat map is written as SVG").hint("use -o heat.svg"));
    }
    if args.by != UtilisationGroup::Room {
        return Err(Error::usage("a heat map is by room")
            .hint(format!("leave --by {} out, or use -o use.xlsx", args.by)));
    }
    let map = app.read(|tx| utilisation::heat_map(tx, &order))?;
    app.write_document(&path, map.svg().as_bytes(), "heat map")?;
    Ok(CommandOutput::Nothing.into())
}
