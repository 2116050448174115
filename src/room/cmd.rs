//! `colab room …`, and `colab import rooms --starter`.

use clap::{Args, Subcommand};
use clap_complete::{ArgValueCompleter, CompletionCandidate};

use super::activity;
use super::model::{NewRoom, Room, RoomChanges, RoomType, StarterRoom};
use super::service::{self, RoomFilter, RoomSort};
use crate::access::app::{App, CommandResult};
use crate::access::audit;
use crate::access::completion::candidates;
use crate::access::idempotency::Repeat;
use crate::access::tx::Tx;
use crate::kernel::error::{Error, Result};
use crate::kernel::period::parse_time;
use crate::output::{list, one};
use crate::user::IfExists;

#[derive(Debug, Subcommand)]
pub enum RoomCommand {
    /// List rooms
    #[command(
        after_help = "Examples:\n  colab room list\n  colab room list --min-capacity 20 -f json\n  colab room list --type office --fields name,location"
    )]
    List(ListArgs),
    /// Show one room: names, parts, rules, and its history
    #[command(
        after_help = "Examples:\n  colab room show Excellence\n  colab room show \"ambition + perseverance\" -f json"
    )]
    Show(ShowArgs),
    /// Add a room
    #[command(
        after_help = "Examples:\n  colab room add Excellence --capacity 30\n  colab room add \"Success 10\" --capacity 10 --alias Success --setup 30 --teardown 15\n  colab room add A302 --type office --if-exists skip"
    )]
    Add(AddArgs),
    /// Change a room
    #[command(
        after_help = "Examples:\n  colab room edit Excellence --capacity 32\n  colab room edit Focus --setup 30 --teardown 15 --dry-run\n  colab room edit A302 --name \"Boardroom 2\" --type boardroom"
    )]
    Edit(EditArgs),
    /// Take a room out of use; its bookings to come must be moved first
    #[command(
        after_help = "Examples:\n  colab room deactivate A302\n  colab room deactivate Growth --keep-bookings --dry-run"
    )]
    Deactivate(DeactivateArgs),
    /// Take a room into use again
    #[command(after_help = "Examples:\n  colab room activate A302\n  colab room activate Growth --dry-run")]
    Activate(ShowArgs),
    /// Other spellings of a room's name, as schedules have them
    #[command(subcommand)]
    Alias(AliasCommand),
    /// Make a room of other rooms: booking it blocks them, and they block it
    #[command(
        after_help = "Examples:\n  colab room combine \"Ambition+Perseverance\" Ambition Perseverance --capacity 60\n  colab room combine Hall Focus Growth Vision"
    )]
    Combine(CombineArgs),
}

#[derive(Debug, Subcommand)]
pub enum AliasCommand {
    /// Add a spelling
    #[command(
        after_help = "Examples:\n  colab room alias add Perseverance Perserverence\n  colab room alias add \"Innovation (12)\" \"Innov.\""
    )]
    Add(AliasAddArgs),
    /// List spellings
    #[command(
        after_help = "Examples:\n  colab room alias list\n  colab room alias list --room Perseverance -f csv"
    )]
    List(AliasListArgs),
    /// Forget a spelling
    #[command(
        after_help = "Examples:\n  colab room alias remove Perserverence\n  colab room alias remove Perserverence --dry-run"
    )]
    Remove(AliasRemoveArgs),
}

#[derive(Debug, Args)]
pub struct ListArgs {
    /// Also rooms that are no longer used
    #[arg(long)]
    all: bool,
    /// Only rooms of this type
    #[arg(long, visible_alias = "type", value_name = "TYPE")]
    room_type: Option<RoomType>,
    /// Rooms for at least so many people
    #[arg(long, value_name = "PEOPLE")]
    min_capacity: Option<u32>,
    /// In which order
    #[arg(long, default_value = "id", value_name = "FIELD")]
    sort: RoomSort,
    /// At most so many
    #[arg(long)]
    limit: Option<usize>,
    /// Those that follow the room with this id
    #[arg(long, value_name = "ID")]
    after: Option<i64>,
}

#[derive(Debug, Args)]
pub struct ShowArgs {
    /// Its name or an alias
    #[arg(add = ArgValueCompleter::new(complete_room))]
    room: String,
}

/// What a room may be told.
#[derive(Debug, Args)]
pub struct Details {
    /// People that it seats; 0: unknown
    #[arg(long, value_name = "PEOPLE")]
    capacity: Option<u32>,
    /// What it is for
    #[arg(long, visible_alias = "type", value_name = "TYPE")]
    room_type: Option<RoomType>,
    /// Whether devices stand in it: true or false
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    has_devices: Option<bool>,
    /// Where it is
    #[arg(long)]
    location: Option<String>,
    /// Minutes to set up before each booking
    #[arg(long, visible_alias = "setup", value_name = "MINUTES")]
    setup_minutes: Option<u32>,
    /// Minutes to tear down after each booking
    #[arg(long, visible_alias = "teardown", value_name = "MINUTES")]
    teardown_minutes: Option<u32>,
    /// Opens at HH:MM
    #[arg(long, value_name = "TIME")]
    opens_at: Option<String>,
    /// Closes at HH:MM
    #[arg(long, value_name = "TIME")]
    closes_at: Option<String>,
    /// Shortest booking
    #[arg(long, value_name = "MINUTES")]
    min_minutes: Option<u32>,
    /// Longest booking
    #[arg(long, value_name = "MINUTES")]
    max_minutes: Option<u32>,
    /// Booked at least so many hours ahead
    #[arg(long, value_name = "HOURS")]
    notice_hours: Option<u32>,
    /// Booked at most so many days ahead
    #[arg(long, value_name = "DAYS")]
    horizon_days: Option<u32>,
    /// Something it has; several times; all of them are given together
    #[arg(long = "amenity", value_name = "NAME")]
    amenities: Option<Vec<String>>,
}

#[derive(Debug, Args)]
pub struct AddArgs {
    /// How it is called
    name: String,
    #[command(flatten)]
    details: Details,
    /// Another spelling; several times
    #[arg(long = "alias", value_name = "SPELLING")]
    aliases: Vec<String>,
    /// When there is such a room already
    #[arg(long, default_value = "error", value_name = "WHAT")]
    if_exists: IfExists,
    /// The same key gives the same room again
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<String>,
}

#[derive(Debug, Args)]
pub struct EditArgs {
    /// Its name or an alias
    #[arg(add = ArgValueCompleter::new(complete_room))]
    room: String,
    /// A new name
    #[arg(long)]
    name: Option<String>,
    /// Forget opening hours, durations, notice and horizon; those named beside it are the new ones
    #[arg(long)]
    no_rules: bool,
    #[command(flatten)]
    details: Details,
}

#[derive(Debug, Args)]
pub struct DeactivateArgs {
    /// Its name or an alias
    #[arg(add = ArgValueCompleter::new(complete_room))]
    room: String,
    /// Leave the bookings to come where they are, and list them
    #[arg(long)]
    keep_bookings: bool,
}

#[derive(Debug, Args)]
pub struct CombineArgs {
    /// The combined room; made if there is none
    name: String,
    /// Its parts
    #[arg(required = true, num_args = 2.., add = ArgValueCompleter::new(complete_room))]
    parts: Vec<String>,
    /// People that it seats as a whole; 0: unknown
    #[arg(long, value_name = "PEOPLE")]
    capacity: Option<u32>,
}

#[derive(Debug, Args)]
pub struct AliasAddArgs {
    /// Its name or another alias
    #[arg(add = ArgValueCompleter::new(complete_room))]
    room: String,
    /// The other spelling
    alias: String,
}

#[derive(Debug, Args)]
pub struct AliasListArgs {
    /// Only those of this room
    #[arg(long, add = ArgValueCompleter::new(complete_room))]
    room: Option<String>,
}

#[derive(Debug, Args)]
pub struct AliasRemoveArgs {
    /// The spelling, however it is spaced or cased
    alias: String,
}

impl Details {
    fn changes(self, name: Option<String>) -> Result<RoomChanges> {
        let time = |text: Option<String>| text.as_deref().map(parse_time).transpose();
        Ok(RoomChanges {
            name,
            capacity: self.capacity,
            room_type: self.room_type,
            has_devices: self.has_devices,
            location: self.location,
            setup_minutes: self.setup_minutes,
            teardown_minutes: self.teardown_minutes,
            opens_at: time(self.opens_at)?,
            closes_at: time(self.closes_at)?,
            min_minutes: self.min_minutes,
            max_minutes: self.max_minutes,
            notice_hours: self.notice_hours,
            horizon_days: self.horizon_days,
            amenities: self.amenities,
            clear_rules: false,
        })
    }
}

/// Room names for a shell's completion.
pub fn complete_room(current: &std::ffi::OsStr) -> Vec<CompletionCandidate> {
    candidates(current, |app| {
        let rooms = app.read(|tx| service::list(tx, &RoomFilter::default()))?;
        Ok(rooms.into_iter().map(|room| room.row.name).collect())
    })
}

pub fn run(command: RoomCommand, app: &mut App) -> Result<CommandResult> {
    match command {
        RoomCommand::List(args) => list_rooms(args, app),
        RoomCommand::Show(args) => show(&args, app),
        RoomCommand::Add(args) => add(args, app),
        RoomCommand::Edit(args) => edit(args, app),
        RoomCommand::Deactivate(args) => {
            use_of(app, |tx| activity::deactivate(tx, &args.room, args.keep_bookings))
        }
        RoomCommand::Activate(args) => use_of(app, |tx| activity::activate(tx, &args.room)),
        RoomCommand::Combine(args) => {
            app.write_one(|tx| service::combine(tx, &args.name, &args.parts, args.capacity))
        }
        RoomCommand::Alias(AliasCommand::Add(args)) => {
            app.write_one(|tx| service::add_alias(tx, &args.room, &args.alias))
        }
        RoomCommand::Alias(AliasCommand::List(args)) => {
            Ok(list(&app.read(|tx| service::aliases(tx, args.room.as_deref()))?).into())
        }
        RoomCommand::Alias(AliasCommand::Remove(args)) => {
            app.write_one(|tx| service::remove_alias(tx, &args.alias))
        }
    }
}

fn show(args: &ShowArgs, app: &mut App) -> Result<CommandResult> {
    let (room, history) = app.read(|tx| service::show(tx, &args.room))?;
    let mut records = one(&room);
    records.add_field("history", audit::as_value(&history));
    Ok(records.into())
}

fn use_of(
    app: &mut App,
    change: impl FnMut(&mut Tx<'_>) -> Result<activity::Changed>,
) -> Result<CommandResult> {
    app.view.check_fields::<Room>()?;
    let changed = app.write(change)?;
    changed.warnings.iter().for_each(|warning| app.note(warning));
    Ok(one(&changed.room).into())
}

fn list_rooms(args: ListArgs, app: &mut App) -> Result<CommandResult> {
    let filter = RoomFilter {
        active: (!args.all).then_some(true),
        room_type: args.room_type,
        min_capacity: args.min_capacity,
        sort: args.sort,
        after: args.after,
        limit: args.limit,
    };
    Ok(list(&app.read(|tx| service::list(tx, &filter))?).into())
}

fn add(args: AddArgs, app: &mut App) -> Result<CommandResult> {
    let request = format!("{args:?}");
    let repeat = Repeat::asked(args.idempotency_key.as_deref(), &request)?;
    let new = NewRoom {
        name: args.name,
        details: args.details.changes(None)?,
        aliases: args.aliases,
        components: Vec::new(),
    };
    app.write_one(|tx| service::add(tx, &new, args.if_exists, repeat.as_ref()))
}

fn edit(args: EditArgs, app: &mut App) -> Result<CommandResult> {
    let mut changes = args.details.changes(args.name)?;
    changes.clear_rules = args.no_rules;
    if changes == RoomChanges::default() {
        return Err(Error::usage("nothing to change was named").hint("colab room edit --help"));
    }
    app.write_one(|tx| service::edit_room(tx, &args.room, &changes))
}

/// `colab import rooms --starter colab`.
pub fn run_starter(app: &mut App) -> Result<CommandResult> {
    app.view.check_fields::<StarterRoom>()?;
    Ok(list(&app.write(service::add_starter)?).into())
}
