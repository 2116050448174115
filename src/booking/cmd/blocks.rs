//! `colab room block`, `unblock` and `blocks`, and `colab site`.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use super::query_args::ends;
use crate::access::app::{App, CommandResult, SearchArgs, WorkbookArgs};
use crate::access::completion::{described_candidates, offered_words};
use crate::access::plan::cmd::PlanLine;
use crate::access::plan::{self, RunCommand};
use crate::access::sort_order::SortOrder;
use crate::booking::blocks::closed_days::{self, SiteHoliday};
use crate::booking::blocks::holidays;
use crate::booking::blocks::model::{BlockFilter, BlockSort, RoomBlock};
use crate::booking::blocks::replan::{self, BlockPlan};
use crate::booking::blocks::service::{self, MadeBlocks, NewBlock};
use crate::booking::describe::describe_days;
use crate::booking::model::BlockKind;
use crate::booking::solve::TriedTimes;
use crate::kernel::error::{Error, Kind, Result};
use crate::kernel::period::{Period, parse_days};
use crate::kernel::text::counted;
use crate::location::cmd::LocationFilterArgs;
use crate::output::{CommandOutput, is_stdout, list, one};
use crate::room::cmd::complete_room;

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum RoomBlockCommand {
    /// Block rooms for a period, so that nobody can book them
    ///
    /// Refused while bookings are in the way, which are all named; --replan moves them first. A block of a combined room
    /// blocks its parts.
    #[command(
        after_help = "Examples:\n  colab room block Success --from +7d --reason painting --replan --dry-run\n  colab room block Focus --from +400d --to +404d --reason painting\n  colab room block Vision --from +400dT13:00 --to +400dT17:00 --reason \"new projector\" --dry-run"
    )]
    Block(RoomBlockArgs),
    /// Lift blocks of rooms; one that is under way ends now
    #[command(
        after_help = "Examples:\n  colab room block Focus --from +400d --reason painting && colab room unblock 1\n  colab room block Focus Vision --from +400d --reason floor && colab room unblock 1 2 --dry-run"
    )]
    Unblock(RoomUnblockArgs),
    /// List blocks of rooms and closed days that are not over
    #[command(
        after_help = "Examples:\n  colab room blocks\n  colab room blocks --room Focus --all\n  colab room blocks --from 2026-12-01 --to 2026-12-31 -f json"
    )]
    Blocks(RoomBlocksArgs),
}

/// Commands of `colab site`: days on which the whole site is closed.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum ClosedDayCommand {
    /// Close all rooms for days
    ///
    /// Rooms that are added later are closed as well. Long-term bookings stay where they are; other bookings in the way are all named.
    #[command(
        after_help = "Examples:\n  colab site close 2028-12-24..2029-01-02 --reason \"end of year\"\n  colab site close 2028-11-03 --reason stocktaking --dry-run"
    )]
    Close(SiteCloseArgs),
    /// Open all rooms again on days that are closed
    #[command(
        after_help = "Examples:\n  colab site close 2028-11-03 --reason stocktaking && colab site open 2028-11-03\n  colab site close 2028-11-03..2028-11-04 --reason stocktaking && colab site open 2028-11-03..2028-11-04 --dry-run"
    )]
    Open(SiteOpenArgs),
    /// List the public holidays of a country in a year, or close the site on them
    ///
    /// The list is built in. COUNTRY is a code such as ZA or DE; DE-BY and GB-SCT have the days of that part as well.
    #[command(
        after_help = "Examples:\n  colab site holidays ZA 2027\n  colab site holidays DE-BY 2028 -f csv\n  colab site holidays ZA 2029 --apply"
    )]
    Holidays(SiteHolidaysArgs),
}

#[derive(Debug, Args)]
pub struct RoomBlockArgs {
    /// Room name or alias; repeatable
    #[arg(value_name = "ROOM", required = true, add = ArgValueCompleter::new(complete_room))]
    rooms: Vec<String>,
    /// First day, or start such as 2026-03-02T08:00
    #[arg(long, value_name = "WHEN")]
    from: String,
    /// Last day, or end [default: the end of the day in --from]
    #[arg(long, value_name = "WHEN")]
    to: Option<String>,
    /// Reason, shown to whoever wants the room
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Kind of block
    #[arg(long, value_name = "KIND", default_value_t)]
    kind: BlockKind,
    /// Record a block that is over
    #[arg(long)]
    allow_past: bool,
    #[command(flatten)]
    replan: ReplanArgs,
}

// What becomes of the bookings in the way.
#[derive(Debug, Args)]
pub struct ReplanArgs {
    /// Move the bookings in the way to other rooms, or else to other times, together with the block
    #[arg(long)]
    replan: bool,
    /// Save the moves and the block as a plan instead, for `plan apply`
    #[arg(long, value_name = "FILE", requires = "replan")]
    plan_out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct RoomUnblockArgs {
    /// Block number
    #[arg(value_name = "N", required = true, add = ArgValueCompleter::new(complete_block))]
    ids: Vec<i64>,
}

#[derive(Debug, Args)]
pub struct RoomBlocksArgs {
    /// Room, by name or alias, with the blocks of all rooms
    #[arg(long, add = ArgValueCompleter::new(complete_room))]
    room: Option<String>,
    #[command(flatten)]
    location: LocationFilterArgs,
    /// Kind of block
    #[arg(long, value_name = "KIND")]
    kind: Option<BlockKind>,
    /// Start of a period that blocks lie in, as a day or time
    #[arg(long, value_name = "WHEN")]
    from: Option<String>,
    /// End of it, as a day or time; a day counts as a whole
    #[arg(long, value_name = "WHEN")]
    to: Option<String>,
    /// Include blocks that are over or were lifted
    #[arg(long)]
    all: bool,
    /// Field to sort by; -FIELD sorts downwards
    #[arg(
        long,
        default_value = "starts_at",
        value_name = "FIELD",
        allow_hyphen_values = true
    )]
    sort: SortOrder<BlockSort>,
    /// Maximum number of blocks
    #[arg(long)]
    limit: Option<usize>,
    /// Start after the block with this number
    #[arg(long, value_name = "N")]
    after: Option<i64>,
    #[command(flatten)]
    pub search: SearchArgs,
    #[command(flatten)]
    pub workbook: WorkbookArgs,
}

#[derive(Debug, Args)]
pub struct SiteCloseArgs {
    /// Day, or days as FIRST..LAST
    #[arg(value_name = "DAYS")]
    days: String,
    /// Reason, shown to whoever wants a room
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Kind of block
    #[arg(long, value_name = "KIND", default_value_t = BlockKind::Closed)]
    kind: BlockKind,
    /// Record a closure that is over
    #[arg(long)]
    allow_past: bool,
    #[command(flatten)]
    replan: ReplanArgs,
}

#[derive(Debug, Args)]
pub struct SiteOpenArgs {
    /// Day, or days as FIRST..LAST
    #[arg(value_name = "DAYS")]
    days: String,
}

#[derive(Debug, Args)]
pub struct SiteHolidaysArgs {
    /// Country code, such as ZA or DE-BY
    #[arg(value_name = "COUNTRY", add = ArgValueCompleter::new(complete_country))]
    country: String,
    /// Year
    #[arg(value_name = "YEAR")]
    year: i32,
    /// Close the site on those to come
    #[arg(long)]
    apply: bool,
}

/// Runs a `colab room` command about blocks.
pub fn run_room_blocks(command: RoomBlockCommand, run: RunCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        RoomBlockCommand::Block(args) => block(args, run, app),
        RoomBlockCommand::Unblock(args) => {
            app.view.check_fields::<RoomBlock>()?;
            let lifted = app.write(|tx| service::unblock(tx, &args.ids))?;
            Ok(shown(app, &lifted))
        }
        RoomBlockCommand::Blocks(args) => blocks(args, app),
    }
}

/// Runs a `colab site` command.
pub fn run_closed_days(command: ClosedDayCommand, run: RunCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        ClosedDayCommand::Close(args) => {
            let new = NewBlock {
                rooms: Vec::new(),
                period: days(&args.days, app)?,
                kind: args.kind,
                reason: args.reason,
                allow_past: args.allow_past,
            };
            make(&new, &args.replan, run, app)
        }
        ClosedDayCommand::Open(args) => {
            let period = days(&args.days, app)?;
            app.view.check_fields::<RoomBlock>()?;
            let lifted = app.write(|tx| closed_days::open(tx, &period))?;
            Ok(shown(app, &lifted))
        }
        ClosedDayCommand::Holidays(args) => {
            app.view.check_fields::<SiteHoliday>()?;
            let (country, year) = (&args.country, args.year);
            let found = if args.apply {
                app.write(|tx| closed_days::holidays(tx, country, year, true))?
            } else {
                app.read(|tx| closed_days::holidays(tx, country, year, false))?
            };
            found.notes.iter().for_each(|note| app.note(note));
            Ok(list(&found.holidays).into())
        }
    }
}

fn block(args: RoomBlockArgs, run: RunCommand, app: &mut App) -> Result<CommandResult> {
    let to = args.to.as_deref().unwrap_or(&args.from);
    let (Some(from), Some(until)) = ends(Some(&args.from), Some(to), app)? else {
        return Err(Error::usage("a block needs a period").hint("use --from DAY --to DAY"));
    };
    let until = if args.to.is_none() && until == from {
        // A start without an end: the rest of its day.
        let day = app.site()?.local(from).date_naive();
        app.site()?.days(day, day)?.ends_at()
    } else {
        until
    };
    let new = NewBlock {
        rooms: args.rooms,
        period: Period::entered(&args.from, to, from, until)?,
        kind: args.kind,
        reason: args.reason,
        allow_past: args.allow_past,
    };
    make(&new, &args.replan, run, app)
}

fn make(new: &NewBlock, replan: &ReplanArgs, run: RunCommand, app: &mut App) -> Result<CommandResult> {
    if replan.replan {
        return make_with_moves(new, replan.plan_out.as_deref(), run, app);
    }
    app.view.check_fields::<RoomBlock>()?;
    let made = app.write(|tx| service::block(tx, new))?;
    Ok(shown(app, &made))
}

/// Times of bookings that are tried at most before it is told that one has no place.
const MOST_TRIED: usize = 40;

/// Plans the block with the moves that make place for it, and applies the plan or saves it. Where a booking cannot be at its
/// new time after all, another one is looked for.
fn make_with_moves(
    new: &NewBlock,
    plan_out: Option<&Path>,
    run: RunCommand,
    app: &mut App,
) -> Result<CommandResult> {
    app.view.check_fields::<PlanLine>()?;
    let (mut tried, mut is_agreed) = (TriedTimes::new(), false);
    let plan = loop {
        let BlockPlan { plan, moves, failure } = app.read(|tx| replan::plan(tx, new, &tried))?;
        if let Some(error) = failure {
            return Err(error);
        }
        let done = match plan_out {
            Some(_) => plan::try_out(&plan, run, app),
            None => {
                if !is_agreed {
                    let bookings = counted(moves.len(), "booking");
                    app.prompt()
                        .agree_if_asked(&format!("move {bookings} for the block"))?;
                    is_agreed = true;
                }
                plan::apply(&plan, run, app)
            }
        };
        let Err(error) = done else { break plan };
        let step = error.details.get("step").and_then(serde_json::Value::as_u64);
        let at = step.and_then(|step| usize::try_from(step).ok()?.checked_sub(1));
        let planned = at
            .and_then(|at| moves.get(at))
            .filter(|planned| planned.changes_time());
        let Some(planned) = planned.filter(|_| error.kind == Kind::Conflict && tried.len() < MOST_TRIED)
        else {
            return Err(error);
        };
        tried.insert((planned.row.id, planned.period.starts_at()));
    };
    let mut reply = CommandOutput::Records(plan::cmd::shown(&plan.steps));
    if let Some(path) = plan_out {
        plan.write(path)?;
        if !is_stdout(path) {
            let steps = counted(plan.steps.len(), "step");
            app.note(&format!("wrote {}: {steps}", path.display()));
        }
        if is_stdout(path) || app.manner.quiet {
            reply = CommandOutput::Nothing;
        }
    }
    Ok(reply.into())
}

/// Shows one block as an object, several as an array.
fn shown(app: &App, made: &MadeBlocks) -> CommandResult {
    made.notes.iter().for_each(|note| app.note(note));
    match made.blocks.as_slice() {
        [block] => one(block).into(),
        blocks => list(blocks).into(),
    }
}

fn blocks(args: RoomBlocksArgs, app: &mut App) -> Result<CommandResult> {
    let (from, to) = ends(args.from.as_deref(), args.to.as_deref(), app)?;
    let filter = BlockFilter {
        room: args.room,
        location: args.location.read(app)?,
        kind: args.kind,
        from,
        to,
        all: args.all,
        sort: args.sort,
        after: args.after,
        limit: app.query_limit(args.limit),
    };
    Ok(list(&app.read(|tx| service::list(tx, &filter))?).into())
}

fn days(text: &str, app: &mut App) -> Result<Period> {
    let (first, last) = parse_days(text, app.today()?)?;
    app.site()?.days(first, last)
}

/// Completes numbers of blocks that are not over.
pub fn complete_block(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    described_candidates(current, |app| {
        let site = app.site()?;
        let blocks = app.read(|tx| service::list(tx, &BlockFilter::default()))?;
        let described = blocks.into_iter().map(|block| {
            let when = describe_days(&site, block.row.starts_at, block.row.ends_at);
            let about = format!("{}, {when}, {}", block.rooms(), block.row.reason);
            (block.row.id.to_string(), Some(about))
        });
        Ok(described.collect())
    })
}

fn complete_country(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    offered_words(current, &holidays::codes())
}
