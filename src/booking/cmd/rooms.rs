//! `colab room free`, `queue`, `solve` and `utilisation`: what bookings say of rooms.

use clap::{Args, Subcommand};

use super::wishes::{NeedsArgs, WhenArgs, ends};
use crate::app::{App, Done};
use crate::booking::solve::service::{Action, Placement, SolveOrder, solve};
use crate::booking::vacancy::free::free_rooms;
use crate::booking::vacancy::queue::{QueueFilter, queue};
use crate::error::Result;
use crate::output::list;

#[derive(Debug, Subcommand)]
pub enum RoomUse {
    /// Show the rooms that are free in a period, best fit first
    #[command(
        after_help = "Examples:\n  colab room free --from 2026-03-02T08:00 --to 2026-03-02T12:00 --people 20\n  colab room free --date tomorrow --time 08:00-12:00 --amenity projector --amenity whiteboard\n  colab room free --date 2026-03-02 --type boardroom -f json"
    )]
    Free(FreeArgs),
    /// Show the bookings that wait for a room, oldest first, and the rooms that would do
    #[command(
        after_help = "Examples:\n  colab room queue\n  colab room queue --from 2026-03-01 --to 2026-03-31 --limit 20\n  colab room queue --all -f json"
    )]
    Queue(QueueArgs),
    /// Give all waiting bookings of a period a room at once, the most of them with the least waste
    #[command(
        after_help = "Examples:\n  colab room solve --dry-run\n  colab room solve --from 2026-03-01 --to 2026-03-31\n  colab room solve --from 2026-03-02 --to 2026-03-06 --move --keep 17 --keep 18 -f json"
    )]
    Solve(SolveArgs),
}

#[derive(Debug, Args)]
pub struct FreeArgs {
    #[command(flatten)]
    when: WhenArgs,
    #[command(flatten)]
    needs: NeedsArgs,
}

#[derive(Debug, Args)]
pub struct QueueArgs {
    /// Beginning on or after this day or time
    #[arg(long, value_name = "WHEN")]
    from: Option<String>,
    /// Beginning up to and including this day
    #[arg(long, value_name = "WHEN")]
    to: Option<String>,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Also those whose time has come and gone
    #[arg(long)]
    all: bool,
}

#[derive(Debug, Args)]
pub struct SolveArgs {
    /// Those that begin on or after this day or time; from now on without it
    #[arg(long, value_name = "WHEN")]
    from: Option<String>,
    /// Those that begin up to and including this day
    #[arg(long, value_name = "WHEN")]
    to: Option<String>,
    /// Bookings that have a room but are not confirmed may move to another one, as few as can be
    #[arg(long = "move")]
    may_move: bool,
    /// This booking stays where it is; several times
    #[arg(long, value_name = "ID")]
    keep: Vec<i64>,
}

pub fn run(command: RoomUse, app: &mut App) -> Result<Done> {
    match command {
        RoomUse::Free(args) => free(args, app),
        RoomUse::Queue(args) => waiting(&args, app),
        RoomUse::Solve(args) => place_all(args, app),
    }
}

fn free(args: FreeArgs, app: &mut App) -> Result<Done> {
    let period = args.when.period(app)?;
    let needs = args.needs.needs();
    let rooms = app.read(|tx| free_rooms(tx, &period, &needs))?;
    Ok(list(&rooms).into())
}

fn waiting(args: &QueueArgs, app: &mut App) -> Result<Done> {
    let (from, to) = ends(args.from.as_deref(), args.to.as_deref(), app)?;
    let filter = QueueFilter {
        from,
        to,
        limit: args.limit,
        all: args.all,
    };
    let waiting = app.read(|tx| queue(tx, &filter))?;
    Ok(list(&waiting).into())
}

fn place_all(args: SolveArgs, app: &mut App) -> Result<Done> {
    let (from, to) = ends(args.from.as_deref(), args.to.as_deref(), app)?;
    let order = SolveOrder {
        from,
        to,
        may_move: args.may_move,
        keep: args.keep,
    };
    app.view.check_fields::<Placement>()?;
    let placements = app.write(|tx| solve(tx, &order))?;
    let waiting = placements.iter().filter(|one| one.action == Action::Wait).count();
    if waiting > 0 {
        app.note(&format!("{waiting} still without a room"));
    }
    Ok(list(&placements).into())
}
