//! `colab room free`, `queue`, `solve` and `utilisation`: what bookings say of rooms.

use clap::{Args, Subcommand};

use super::wishes::{NeedsArgs, WhenArgs};
use crate::app::{App, Done};
use crate::booking::vacancy::free::free_rooms;
use crate::booking::vacancy::queue::{QueueFilter, queue};
use crate::error::Result;
use crate::output::list;
use crate::period::parse_instant;

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

pub fn run(command: RoomUse, app: &mut App) -> Result<Done> {
    match command {
        RoomUse::Free(args) => free(args, app),
        RoomUse::Queue(args) => waiting(&args, app),
    }
}

fn free(args: FreeArgs, app: &mut App) -> Result<Done> {
    let period = args.when.period(app)?;
    let needs = args.needs.needs();
    let rooms = app.read(|tx| free_rooms(tx, &period, &needs))?;
    Ok(list(&rooms).into())
}

fn waiting(args: &QueueArgs, app: &mut App) -> Result<Done> {
    let (site, today) = (app.site()?, app.today()?);
    let bound = |text: &Option<String>, end: bool| {
        let text = text.as_deref();
        text.map(|text| parse_instant(text, &site, today, end))
            .transpose()
    };
    let filter = QueueFilter {
        from: bound(&args.from, false)?,
        to: bound(&args.to, true)?,
        limit: args.limit,
        all: args.all,
    };
    let waiting = app.read(|tx| queue(tx, &filter))?;
    Ok(list(&waiting).into())
}
